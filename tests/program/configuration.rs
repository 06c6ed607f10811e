//! `quatrefoil.toml`: its values, what overrides them, and how its faults are reported.

use crate::program::{LEAFLET, files, folder, printed, run, said, write};
use std::fs;

#[test]
fn the_file_is_found_above_the_shelf_and_its_paths_start_from_it() {
    let folder = folder("config-found");
    write(&folder, "clinic/quatrefoil.toml", "out = 'editions'\nto = ['txt']\n");
    write(&folder, "clinic/leaflets/eye.md", LEAFLET);
    said(0, &folder, &["build", "clinic/leaflets"]);
    assert_eq!(files(&folder.join("clinic/editions")), ["eye.txt"]);
    // The file also holds for articles that are named alone; the command line overrides it.
    said(0, &folder, &["build", "clinic/leaflets/eye.md", "--out", "mine", "--to", "html"]);
    assert_eq!(files(&folder.join("mine")), ["eye.html"]);
}

#[test]
fn the_editions_lie_beside_the_file_wherever_the_program_is_started() {
    let folder = folder("config-out");
    write(&folder, "quatrefoil.toml", "to = ['txt']\n");
    write(&folder, "leaflets/eye.md", LEAFLET);
    let below = folder.join("leaflets");
    for (started, arguments) in
        [(&folder, &["build", "leaflets"][..]), (&below, &["build", "."]), (&below, &["build", "eye.md"])]
    {
        said(0, started, arguments);
        assert_eq!(files(&folder.join("out")), ["eye.txt"]);
        assert_eq!(files(&below), ["eye.md"]);
        fs::remove_dir_all(folder.join("out")).unwrap();
    }
    // A path on the command line is relative to the current folder.
    said(0, &below, &["build", ".", "--out", "here"]);
    assert_eq!(files(&below), ["eye.md", "here/eye.txt"]);
    // Without a file, paths are relative to the current folder.
    fs::remove_file(folder.join("quatrefoil.toml")).unwrap();
    said(0, &below, &["build", "eye.md", "--to", "txt"]);
    assert!(below.join("out/eye.txt").exists());
}

#[test]
fn each_folder_has_its_style_and_language_in_one_run() {
    let folder = folder("config-folders");
    write(&folder, "wide.toml", "[text]\nwidth = 72\n");
    write(&folder, "stars.toml", "[text]\nemphasis = 'stars'\n");
    write(
        &folder,
        "quatrefoil.toml",
        "to = ['txt', 'html']\n[folders.'shelf/wide']\nstyle = 'wide.toml'\n\
         [folders.'shelf/wide/stars']\nstyle = 'stars.toml'\n[folders.'shelf/wide/plain']\nlanguage = 'cy'\n",
    );
    let text = "# Eye drops\n\nWash your hands with **warm** water and soap before you open the bottle.\n";
    for place in ["eye", "wide/eye", "wide/stars/eye", "wide/plain/deep/eye"] {
        write(&folder, &format!("shelf/{place}.md"), text);
    }
    said(0, &folder, &["build", "shelf"]);
    let made = |name: &str| fs::read_to_string(folder.join("out").join(name)).unwrap();
    let longest = |name: &str| made(name).lines().map(str::len).max().unwrap();
    assert!(longest("eye.txt") <= 40);
    assert!(40 < longest("wide/eye.txt") && longest("wide/eye.txt") <= 72);
    assert!(made("wide/stars/eye.txt").contains("*warm*"));
    // A folder without a value takes that of the folder above.
    assert!(40 < longest("wide/plain/deep/eye.txt"));
    assert!(made("wide/plain/deep/eye.html").contains("<html lang=\"cy\""));
    assert!(!made("wide/eye.html").contains("lang=\"cy\""));
    // A style on the command line holds everywhere.
    said(0, &folder, &["build", "shelf", "--style", "stars.toml", "--out", "all"]);
    for place in ["eye", "wide/eye", "wide/stars/eye"] {
        assert!(fs::read_to_string(folder.join(format!("all/{place}.txt"))).unwrap().contains("*warm*"), "{place}");
    }
}

#[test]
fn the_clinic_answers_for_articles_that_name_nobody() {
    let folder = folder("config-clinic");
    let logo = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><rect width='9' height='9'/></svg>";
    write(&folder, "logo.svg", logo);
    write(
        &folder,
        "quatrefoil.toml",
        "base-url = 'https://clinic.example/leaflets/'\n\
         [clinic]\nname = 'Harbour Eye Clinic'\nphone = '01632 960 001'\nlogo = 'logo.svg'\n",
    );
    write(&folder, "shelf/own.md", "---\npublisher: Another House\n---\n\n# Ear drops\n\nWarm the bottle.\n");
    write(&folder, "shelf/eye.md", "# Eye drops\n\nSee [more](more.html).\n");
    said(0, &folder, &["build", "shelf"]);
    let made = |name: &str| fs::read_to_string(folder.join("out").join(name)).unwrap();
    for name in ["eye.txt", "eye.html"] {
        assert!(made(name).contains("Harbour Eye Clinic") && made(name).contains("01632"), "{name}");
    }
    assert!(made("own.html").contains("Another House") && !made("own.html").contains("Harbour"));
    assert!(made("eye.html").contains("https://clinic.example/leaflets/more.html"));
    let paper = fs::read(folder.join("out/own.pdf")).unwrap();
    said(0, &folder, &["build", "shelf", "--out", "again"]);
    assert_eq!(fs::read(folder.join("again/own.pdf")).unwrap(), paper);
    // Another letterhead makes another handout.
    write(&folder, "quatrefoil.toml", "out = 'other'\n[clinic]\nname = 'Hill Clinic'\n");
    said(0, &folder, &["build", "shelf"]);
    assert_ne!(fs::read(folder.join("other/own.pdf")).unwrap(), paper);
}

#[test]
fn a_shelf_says_the_charset_of_articles_that_say_none() {
    let folder = folder("config-charset");
    write(&folder, "quatrefoil.toml", "charset = 'macintosh'\n[folders.'shelf/east']\ncharset = 'iso-8859-16'\n");
    write(&folder, "shelf/eye.md", b"# Gouttes\n\n\x83cran et caf\x8e.\n");
    write(&folder, "shelf/east/eye.md", b"# Pic\xe3turi\n\n\xaatie\xfei.\n");
    write(&folder, "shelf/own.md", b"---\ncharset: koi8-r\n---\n\n# Drops\n\n\xeb\xc1\xd0\xcc\xc9.\n");
    write(&folder, "shelf/new.md", "# Tropfen\n\nÜblich: größer.\n".as_bytes());
    let told = said(0, &folder, &["build", "shelf", "--to", "txt"]);
    assert!(!told.contains("charset"), "{told}");
    let made = |name: &str| fs::read_to_string(folder.join("out").join(name)).unwrap();
    for (name, words) in [
        ("eye.txt", "Écran et café."),
        ("east/eye.txt", "Știeți."),
        ("own.txt", "Капли."),
        ("new.txt", "Üblich: größer."),
    ] {
        assert!(made(name).contains(words), "{name}: {}", made(name));
    }
    // Another charset makes other editions of it.
    write(&folder, "quatrefoil.toml", "charset = 'windows-1252'\n");
    said(0, &folder, &["build", "shelf", "--to", "txt"]);
    assert!(made("eye.txt").contains("ƒcran et cafŽ."), "{}", made("eye.txt"));
    // One article alone is read by the same file.
    let tree = run(&folder, &["tree", "shelf/eye.md"]);
    assert!(String::from_utf8_lossy(&tree.stdout).contains("ƒcran"));
}

#[test]
fn files_that_set_a_shelf_up_are_in_utf_8() {
    let folder = folder("config-utf-8");
    write(&folder, "shelf/eye.md", LEAFLET);
    write(&folder, "quatrefoil.toml", b"style = 'own.toml'\n# \xff\n");
    assert_eq!(said(2, &folder, &["build", "shelf"]), "error: quatrefoil.toml: it is not in UTF-8\n");
    write(&folder, "quatrefoil.toml", "style = 'own.toml'\n");
    write(&folder, "own.toml", b"# \xff\n");
    assert!(said(2, &folder, &["build", "shelf"]).contains("`own.toml` cannot be read: it is not in UTF-8"));
}

#[test]
fn a_file_that_never_ends_sets_no_shelf_up() {
    let folder = folder("config-endless");
    write(&folder, "eye.md", LEAFLET);
    write(&folder, "quatrefoil.toml", "style = '/dev/zero'\n");
    let told = said(2, &folder, &["build", "eye.md"]);
    assert!(told.contains("`/dev/zero` cannot be read: it is not a file"), "{told}");
}

#[test]
fn what_stops_a_run_is_reported_without_commands_for_the_terminal() {
    let folder = folder("config-terminal");
    write(&folder, "eye.md", LEAFLET);
    write(&folder, "quatrefoil.toml", "out = \"a\\u0000\\u001b[2Jb\"\n");
    let told = said(2, &folder, &["build", "eye.md"]);
    assert!(told.starts_with("error: ") && !told.trim_end().contains(char::is_control), "{told:?}");
}

#[test]
fn a_folder_that_is_not_there_is_reported() {
    let folder = folder("config-missing-folder");
    write(&folder, "shelf/cy/eye.md", LEAFLET);
    write(&folder, "quatrefoil.toml", "[folders.'shelf/cy']\nlanguage = 'cy'\n[folders.'shelf/fr']\nlanguage = 'fr'\n");
    let told = said(0, &folder, &["build", "shelf", "--to", "html"]);
    let words = "warning[config-folder]: the folder `shelf/fr` is not there, so this holds for no article\n";
    assert!(told.starts_with(&format!("{words}  --> quatrefoil.toml:4:12\n")), "{told}");
    assert!(!told.contains("`shelf/cy` is"), "{told}");
}

#[test]
fn a_sheet_brings_its_own_logo() {
    let folder = folder("config-sheet-logo");
    let logo = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><rect width='9' height='9'/></svg>";
    write(&folder, "sheets/pictures/logo.svg", logo);
    write(&folder, "sheets/bare.toml", "[paper.letterhead]\nname = 'Harbour'\n");
    write(&folder, "sheets/mine.toml", "[paper.letterhead]\nname = 'Harbour'\nlogo = 'pictures/logo.svg'\n");
    write(&folder, "shelf/eye.md", LEAFLET);
    for sheet in ["bare", "mine"] {
        let sheet_path = format!("sheets/{sheet}.toml");
        said(0, &folder, &["build", "shelf", "--style", &sheet_path, "--to", "pdf", "--out", sheet]);
    }
    let made = |name: &str| fs::read(folder.join(name).join("eye.pdf")).unwrap();
    assert!(made("mine").len() > made("bare").len() + 100, "the logo is in the handout");
    write(&folder, "sheets/gone.toml", "[paper.letterhead]\nlogo = 'gone.svg'\n");
    let said = said(2, &folder, &["build", "shelf", "--style", "sheets/gone.toml", "--out", "none"]);
    assert!(said.contains("sheets/gone.toml: the logo `sheets/gone.svg` cannot be read"), "{said}");
    assert!(!folder.join("none").exists());
}

#[test]
fn a_fault_is_reported_with_its_place_and_nothing_is_made() {
    let folder = folder("config-faults");
    write(&folder, "shelf/eye.md", LEAFLET);
    for (text, words) in [
        ("[clinic]\nnam = 'a'\n", "error[config-key]: the key `nam` is not known\n  --> quatrefoil.toml:2:1\n"),
        ("[clinic]\nnam = 'a'\n", "= help: perhaps `name` is meant"),
        ("language = 'english-language'\n", "quatrefoil.toml:1:12"),
        ("base-url = 'clinic'\n", "`clinic` is not a web"),
        ("to = []\n", "error[config-value]: `to` names no format"),
        ("charset = 'latin-99'\n", "`latin-99` is no charset that is known"),
        ("out = \n", "error[config-syntax]"),
        ("style = 'gone.toml'\n", "error[config-value]: the style sheet `gone.toml` cannot be read"),
        ("[folders.shelf]\nstyle = 'gone.toml'\n", "--> quatrefoil.toml:2:9"),
        ("[clinic]\nlogo = 'shelf/eye.md'\n", "--> quatrefoil.toml:2:8"),
        ("[limits]\ndepth = 99\n", "is not between 1 and 24"),
    ] {
        write(&folder, "quatrefoil.toml", text);
        let said = said(2, &folder, &["build", "shelf"]);
        assert!(said.contains(words), "{text}: {said}");
        assert!(said.ends_with("error: `quatrefoil.toml` cannot be used; nothing was made\n"), "{said}");
        assert_eq!(files(&folder), ["quatrefoil.toml", "shelf/eye.md"]);
    }
    write(&folder, "quatrefoil.toml", b"out = '\xff'");
    said(2, &folder, &["build", "shelf"]);
}

#[test]
fn paths_with_different_configurations_are_not_built_together() {
    let folder = folder("config-two");
    write(&folder, "one/quatrefoil.toml", "");
    write(&folder, "one/eye.md", LEAFLET);
    write(&folder, "two/ear.md", LEAFLET);
    let said = said(2, &folder, &["build", "one", "two"]);
    assert!(said.contains("build them one by one"), "{said}");
}

#[test]
fn config_shows_every_value_and_where_it_comes_from() {
    let folder = folder("config-shown");
    write(
        &folder,
        "quatrefoil.toml",
        "to = ['pdf']\n\n[clinic]\nname = 'Hill \"House\"'\n[folders.'a b']\nlanguage = 'cy'\n",
    );
    write(&folder, "shelf/eye.md", LEAFLET);
    let shown = printed(&folder, &["config", "shelf", "--out", "elsewhere"]);
    let origin = |key: &str| {
        let line =
            shown.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap_or_else(|| panic!("{shown}"));
        line.rsplit_once("  # ").unwrap().1.to_owned()
    };
    assert!(shown.starts_with("# quatrefoil.toml\n"), "{shown}");
    assert_eq!(origin("out"), "command line");
    assert_eq!(origin("to"), "quatrefoil.toml:1");
    assert_eq!(origin("clinic.name"), "quatrefoil.toml:4");
    assert_eq!(origin("folders.\"a b\".language"), "quatrefoil.toml:6");
    assert_eq!(origin("limits.front-matter"), "default");
    // The output is itself a valid configuration.
    write(&folder, "again/quatrefoil.toml", &shown);
    let again = printed(&folder, &["config", "again"]);
    let values = |text: &str| -> Vec<String> {
        text.lines().skip(1).map(|line| line.rsplit_once("  # ").unwrap().0.trim_end().to_owned()).collect()
    };
    assert_eq!(values(&again), values(&shown));
}

#[test]
fn the_whole_default_file_can_be_exported_and_changes_nothing() {
    let folder = folder("config-export");
    write(&folder, "shelf/eye.md", LEAFLET);
    let default = printed(&folder, &["config", "--export"]);
    said(0, &folder, &["build", "shelf", "--out", "without"]);
    write(&folder, "quatrefoil.toml", &default);
    said(0, &folder, &["build", "shelf", "--out", "with"]);
    for name in files(&folder.join("without")) {
        let read = |out: &str| fs::read(folder.join(out).join(&name)).unwrap();
        assert_eq!(read("with"), read("without"), "{name}");
    }
    assert!(run(&folder, &["config", "nowhere"]).status.code() == Some(2));
}

#[test]
fn a_new_shelf_builds_with_nothing_to_report() {
    let folder = folder("init");
    let made = printed(&folder, &["init", "leaflets"]);
    assert_eq!(files(&folder.join("leaflets")).len(), made.lines().count());
    let shelf = folder.join("leaflets");
    let told = said(0, &shelf, &[]);
    assert_eq!(told.lines().count(), 2, "{told}");
    assert_eq!(files(&shelf.join("out")), ["welcome.epub", "welcome.html", "welcome.pdf", "welcome.txt"], "{told}");
    // Not even a guess was needed.
    assert_eq!(said(0, &shelf, &["tree", "sources/welcome.md", "--explain"]), "");
}

#[test]
fn a_new_shelf_overwrites_nothing() {
    let folder = folder("init-twice");
    for there in ["quatrefoil.toml", "sources/welcome.md", "sources/images/eye.svg"] {
        write(&folder, &format!("{there}.shelf/{there}"), "mine");
        let shelf = folder.join(format!("{there}.shelf"));
        let told = said(2, &shelf, &["init"]);
        assert!(told.contains("is there already; nothing was written"), "{told}");
        assert_eq!(files(&shelf), [there]);
        assert_eq!(fs::read_to_string(shelf.join(there)).unwrap(), "mine");
    }
    // A broken link counts as an existing file.
    fs::create_dir(folder.join("linked")).unwrap();
    std::os::unix::fs::symlink("/nowhere", folder.join("linked/quatrefoil.toml")).unwrap();
    said(2, &folder, &["init", "linked"]);
}
