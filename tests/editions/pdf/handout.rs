//! What a clinic's sheet asks of the handout, read back from finished PDFs: what is printed where, and what a screen reader is told.

use crate::pdf::opened::Opened;
use crate::pdf::printed::{self, Line, PrintedPage, Run};
use quatrefoil::export::{Edition, Exporter, Job, pdf::Pdf};
use quatrefoil::layout::Fonts;
use quatrefoil::picture::{Picture, Pictures};
use quatrefoil::style::Style;
use quatrefoil::tree::AssetPath;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// A finished handout, and what was read back from it.
struct Handout {
    edition: Edition,
    opened: Opened,
    structure: String,
    pages: Vec<PrintedPage>,
}

fn handout(sheet: &str, text: &str, pictures: &Pictures) -> Handout {
    let document = super::article(text);
    let (style, pages) = (Style::parse(sheet).expect("a sheet"), OnceLock::new());
    let job = Job::new(&document, &style, pictures, Fonts::builtin(), "article", &pages);
    let edition = Pdf.export(job).unwrap_or_else(|faults| panic!("{faults:?}"));
    let opened = Opened::new(&edition.bytes);
    let (structure, pages) = (opened.structure(), printed::pages(&opened));
    Handout { edition, opened, structure, pages }
}

fn plain(sheet: &str, text: &str) -> Handout {
    handout(sheet, text, &Pictures::new())
}

fn picture(path: &str, bytes: &[u8]) -> Pictures {
    let picture = Picture::read(bytes).expect("a picture");
    [(AssetPath::new(path).expect("a path"), picture)].into()
}

impl Handout {
    fn lines(&self) -> Vec<Vec<Line>> {
        self.pages.iter().map(printed::lines).collect()
    }

    #[track_caller]
    fn run(&self, words: &str) -> &Run {
        let runs = self.pages.iter().flat_map(|page| &page.runs);
        runs.into_iter().find(|run| run.text.trim() == words).unwrap_or_else(|| panic!("`{words}` is not printed"))
    }

    /// The part of the structure between two of its words.
    #[track_caller]
    fn part(&self, from: &str, to: &str) -> &str {
        let start = self.structure.find(from).unwrap_or_else(|| panic!("`{from}` in {}", self.structure));
        let end = self.structure[start..].find(to).map_or(self.structure.len(), |end| start + end);
        &self.structure[start..end]
    }
}

const LOGO: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><rect width='400' height='300'/></svg>";

#[test]
fn the_letterhead_stands_above_the_title() {
    let sheet = "[paper.letterhead]\nname = \"Harbour Clinic\"\nphone = \"01632 960 001\"\nlogo = \"logo.svg\"\n";
    let paper = handout(sheet, "# Eye drops\n\nWarm the bottle.\n", &picture("logo.svg", LOGO.as_bytes()));
    let (name, phone, title) = (paper.run("Harbour Clinic"), paper.run("01632 960 001"), paper.run("Eye drops"));
    let logo = paper.pages[0].pictures[0];
    // 18 mm high at most, in its own proportions.
    let most = 18.0 * 72.0 / 25.4;
    assert!(
        logo.y + most < name.y && name.y < phone.y && phone.y < title.y,
        "{logo:?} {} {} {}",
        name.y,
        phone.y,
        title.y
    );
    assert!((17.0, true) == (phone.size, phone.face == "NotoSans-Bold"), "the number is large: {}", phone.size);
    assert!(logo.x == name.x && name.x == title.x, "all begin at one edge");
    // The logo says no more than the name, so only the name is read.
    assert!(!paper.structure.contains("Figure"), "{}", paper.structure);
    let head = paper.part("Document", "H1");
    assert!(head.find("Harbour Clinic") < head.find("01632 960 001") && head.contains("01632"), "{head}");
}

#[test]
fn the_code_for_telephones_has_its_address_in_words() {
    let text = "---\ntitle: Eye drops\ncanonical: https://clinic.example/leaflets/eye\n---\n\nWarm the bottle.\n";
    let paper = plain("[paper.online]\nshow = \"auto\"\n", text);
    let side = 24.0 * 72.0 / 25.4;
    let is_code = |fill: &&printed::Fill| (fill.area.width - side).abs() < 0.1 && (fill.area.height - side).abs() < 0.1;
    assert_eq!(paper.pages[0].fills.iter().filter(is_code).count(), 1);
    let figure = paper.part("Figure", "\u{0}");
    assert!(figure.starts_with("Figure Alt=\"https://clinic.example/leaflets/eye\""), "{figure}");
    assert!(
        figure.contains("\"clinic.example/leaflets/eye\"") && figure.contains("-> https://clinic.example/leaflets/eye")
    );
    let below = paper.run("clinic.example/leaflets/eye");
    assert!(below.size >= 12.0);
    assert!(!plain("", text).structure.contains("Figure"), "only where the sheet wants it");
}

#[test]
fn addresses_stand_in_words_or_in_a_list_at_the_end() {
    let text = "# Sleep\n\nAsk [the nurse](https://clinic.example/nurse) or [the ward](https://clinic.example/ward).\n\nRest.\n";
    let words = plain("", text);
    assert!(words.part("Link", "Rest").contains("(clinic.example/nurse)"), "{}", words.structure);
    let list = plain("[paper.links]\naddress = \"list\"\n", text);
    assert!(
        list.part("Link", "Rest").contains("[1]") && !list.part("Link", "Rest").contains("(clinic"),
        "{}",
        list.structure
    );
    let end = list.part("\"Rest.\"", "\u{0}");
    assert!(end.contains("L ListNumbering=Decimal"), "{end}");
    let (first, second) = (end.find("-> https://clinic.example/nurse"), end.find("-> https://clinic.example/ward"));
    assert!(first.is_some() && first < second, "{end}");
    assert!(end.contains("\"[1]\"") && end.contains("\"clinic.example/nurse\""), "{end}");
    assert!(!plain("[paper.links]\naddress = \"none\"\n", text).structure.contains("(clinic"));
}

const NOTED: &str = "# Sleep\n\nDrink less coffee[^1] in the evening.\n\nRest.\n\n[^1]: Tea counts as well.\n";

#[track_caller]
fn check_notes(paper: &Handout) {
    let reference = paper.part("Reference", "in the evening");
    assert!(reference.contains("Link") && reference.contains("-> page 1 at"), "{reference}");
    let note = paper.part("Note ID=\"note-00001\"", "\u{0}");
    assert!(note.contains("Lbl") && note.contains("-> page 1 at") && note.contains("Tea counts as well."), "{note}");
    let place =
        |part: &str| part.split("-> page 1 at ").nth(1).unwrap().lines().next().unwrap().parse::<f64>().unwrap();
    assert!(place(note) > place(reference), "the note leads back up, its mark leads down");
}

#[test]
fn notes_stand_at_the_foot_of_their_page() {
    let long = format!("{NOTED}\n{}", "Words that go on over the page, as words do. ".repeat(200));
    let paper = plain("", &long);
    check_notes(&paper);
    let lines = &paper.lines()[0];
    let last = lines.last().expect("words");
    assert!(last.text.contains("Tea counts"), "the note ends the first page, not {}", last.text);
    assert!(last.y > paper.pages[0].height - 110.0 && last.runs[0].size == 11.0);
}

#[test]
fn notes_stand_at_the_end_where_the_sheet_wants_them_there() {
    let paper = plain("[paper.notes]\nplace = \"end\"\n", NOTED);
    check_notes(&paper);
    let end = paper.part("\"Rest.\"", "\u{0}");
    assert!(end.find("\"Notes\"") < end.find("Note ID") && end.contains("H2"), "{end}");
}

#[test]
fn the_quiet_line_says_how_fresh_the_leaflet_is() {
    let text = "---\ntitle: Sleep\nreviewed: 2026-05-12\nnext-review: 2028-05-01\nversion: 3\n---\n\nRest.\n";
    let paper = plain("", text);
    let line = paper.lines()[0].iter().find(|line| line.text.contains("2026")).expect("the line is there").clone();
    assert!(
        line.text.contains("12 May 2026") && line.text.contains("1 May 2028") && line.text.contains("3"),
        "{}",
        line.text
    );
    let (title, rest) = (paper.run("Sleep"), paper.run("Rest."));
    assert!(title.y < line.y && line.y < rest.y && line.runs[0].size == 10.0);
}

/// Pages of sections: enough for a list of contents.
fn sections() -> String {
    let mut text = String::from("# Sleep\n\n");
    for part in 1..=14 {
        let _ = write!(text, "## Part {part}\n\n{}\n\n### Inside {part}\n\n", "Rest well and long. ".repeat(60));
        let _ = write!(text, "{}\n\n", "Ask when you are in doubt. ".repeat(30));
    }
    text
}

#[test]
fn every_page_says_its_place_and_has_its_label() {
    let paper = plain("", &sections());
    let count = paper.pages.len();
    assert!(count > 4);
    for (index, page) in paper.pages.iter().enumerate() {
        let foot: Vec<&Run> = page.runs.iter().filter(|run| run.artifact == "Footer").collect();
        let text: String = foot.iter().map(|run| run.text.as_str()).collect();
        assert!(text.contains(&format!("Page {} of {count}", index + 1)) && text.contains("Sleep"), "{text}");
    }
    let labels = paper.opened.entry(paper.opened.catalog(), "PageLabels").unwrap().as_dict().unwrap();
    let numbers = labels.get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(numbers[0].as_i64().unwrap(), 0);
    let first = paper.opened.follow(&numbers[1]).as_dict().unwrap();
    assert_eq!(first.get(b"S").unwrap().as_name().unwrap(), b"D");
}

#[test]
fn contents_lead_to_the_pages_that_they_name() {
    let paper = plain("", &sections());
    let contents = paper.part("TOC", "Sect");
    let mut entries = 0;
    for item in contents.split("TOCI").skip(1) {
        let said: String = item.split('"').skip(1).step_by(2).collect();
        let led = item.split("-> page ").nth(1).expect("an entry is a link");
        let page = led.split(' ').next().unwrap();
        assert!(said.ends_with(&format!(" {page}")), "{said} leads to page {page}");
        let title = said[..said.len() - page.len()].trim();
        let at = page.parse::<usize>().unwrap() - 1;
        assert!(paper.lines()[at].iter().any(|line| line.text.trim() == title), "{title} is on page {page}");
        entries += 1;
    }
    assert_eq!(entries, 28);
    assert!(paper.opened.bookmarks().starts_with("Part 1\n  Inside 1\nPart 2\n"), "{}", paper.opened.bookmarks());
}

#[test]
fn a_link_to_what_paper_does_not_show_leads_to_what_follows() {
    for silent in ["<img src=\"a.png\" alt=\"\">", "---", "> <img src=\"a.png\" alt=\"\">"] {
        for after in ["Dark rooms help.", ""] {
            let named = format!("<div id=\"more\">\n\n{silent}\n\n{after}\n\n</div>\n");
            let paper = plain("", &format!("# Sleep\n\nRead [more](#more).\n\n{named}"));
            assert!(paper.part("Link", "P\n").contains("-> page 1"), "{silent} {after}: {}", paper.structure);
        }
    }
}

#[test]
fn contents_cost_a_short_leaflet_no_page() {
    // Leaflets of all lengths: those whose last page has no room for the list go without.
    let text = |length: usize| {
        let part = |part| format!("## Part {part}\n\n{}\n\n", "Rest well and long, and ask. ".repeat(length));
        format!("# Sleep\n\n{}", (0..12).map(part).collect::<String>())
    };
    let never = "[paper.contents]\nshow = \"never\"\n";
    let (mut dropped, mut kept) = (0, 0);
    for length in 40..62 {
        let (with, without) = (plain("", &text(length)), plain(never, &text(length)));
        let (listed, pages) = (with.structure.contains("TOC"), without.pages.len());
        assert!((6..10).contains(&pages), "{pages} pages");
        assert_eq!(with.pages.len(), pages, "no list adds a page");
        dropped += usize::from(!listed);
        kept += usize::from(listed);
    }
    assert!(kept > 0, "some have room for a list");
    assert!(dropped > 0, "one of these would have had a page more");
}

#[test]
fn the_head_of_a_table_is_repeated_and_read_once() {
    let rows: String = (0..90).map(|row| format!("| Day {row} | {row} mg |\n")).collect();
    let paper = plain("", &format!("# Doses\n\n| When | How much |\n|---|---|\n{rows}"));
    assert!(paper.pages.len() > 2);
    for page in &paper.pages[1..] {
        let head = page.runs.iter().find(|run| run.text.trim() == "How much").expect("the head on every page");
        assert!(head.mcid.is_none() && head.artifact != "Footer", "an artifact: {}", head.artifact);
        let first = page.runs.iter().filter(|run| run.mcid.is_some()).map(|run| run.y).fold(f64::INFINITY, f64::min);
        assert!(head.y < first, "above the first row");
    }
    assert_eq!(paper.structure.matches("\"How much\"").count(), 1);
    assert_eq!(paper.structure.matches("TH Scope=Column").count(), 2);
    assert_eq!(paper.structure.matches("\n        TD").count() + paper.structure.matches("TH Scope=Row").count(), 180);
}

#[test]
fn the_line_that_introduces_a_list_stays_with_its_first_item() {
    let mut text = String::from("# Bring\n\n");
    for count in 1..60 {
        let filler = "Words of no import that fill the page. ".repeat(count % 23 + 1);
        let _ = write!(
            text,
            "{filler}\n\nPlease bring these:\n\n- the first paper\n- the second paper\n- the third one\n\n"
        );
    }
    let paper = plain("", &text);
    let pages = paper.lines();
    assert!(pages.len() > 8);
    let mut introductions = 0;
    for (number, page) in pages.iter().enumerate() {
        let last = page.last().expect("words").text.trim();
        assert_ne!(last, "Please bring these:", "page {} ends in an introduction", number + 1);
        introductions += page.iter().filter(|line| line.text.trim() == "Please bring these:").count();
    }
    assert_eq!(introductions, 59);
}

#[test]
fn doses_dates_and_telephone_numbers_stay_on_their_line() {
    const WHOLES: [&str; 4] = ["12 May 2026", "345 mg", "9:30 am", "0800 123 456"];
    let mut text = String::from("# Call\n\n");
    for count in 0..40 {
        let [day, dose, time, phone] = WHOLES;
        let _ = write!(
            text,
            "Wait {}until {day}, take {dose} at {time}, then call {phone} and ask.\n\n",
            "so ".repeat(count)
        );
    }
    let paper = plain("", &text);
    for whole in WHOLES {
        let lines = paper.lines().into_iter().flatten().filter(|line| line.text.contains(whole)).count();
        assert_eq!(lines, 40, "{whole}");
    }
}

#[test]
fn a_callout_stays_whole_up_to_the_height_of_the_sheet() {
    let mut text = String::from("# Mind\n\n");
    for count in 1..30 {
        let filler = "Words of no import that fill the page. ".repeat(count % 17 + 2);
        let _ =
            write!(text, "{filler}\n\n> [!WARNING]\n> Begin here{count}.\n>\n> Between.\n>\n> End here{count}.\n\n");
    }
    let parted = |sheet: &str| {
        let pages = plain(sheet, &text).lines();
        let page_of = |words: String| pages.iter().position(|page| page.iter().any(|line| line.text.trim() == words));
        (1..30).filter(|count| page_of(format!("Begin here{count}.")) != page_of(format!("End here{count}."))).count()
    };
    assert_eq!(parted(""), 0);
    assert!(parted("[paper.whole]\ncallout = 0.0\n") > 0, "the sheet decides");
}

#[test]
fn terms_that_share_a_meaning_are_read_apart() {
    let paper = plain("", "# Words\n\n<dl><dt>Tumour</dt><dt>Growth</dt><dd>Cells that divide.</dd></dl>\n");
    let item = paper.part("LI", "\u{0}");
    assert!(item.contains("\"Tumour\"") && item.contains("\"Growth\""), "{item}");
    assert_eq!(item.matches("Lbl").count(), 2, "{item}");
}

#[test]
fn a_filter_of_a_drawing_is_told_as_a_loss() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><filter id='f'><feGaussianBlur stdDeviation='2'/>\
               </filter><rect width='9' height='9' filter='url(#f)'/></svg>";
    let paper = handout("", "# Eye\n\n![An eye](eye.svg)\n", &picture("eye.svg", svg.as_bytes()));
    let told: Vec<&str> = paper.edition.losses.iter().map(|loss| loss.message.as_str()).collect();
    assert!(told.len() == 1 && told[0].contains("filters") && told[0].contains("eye.svg"), "{told:?}");
    assert_eq!(paper.edition.losses[0].at.start.line, 3);
}

#[test]
fn raised_letters_never_run_into_the_line_above() {
    let sheet = include_str!("../../../styles/large-print-acb.toml");
    let paper = plain(
        sheet,
        "# Units\n\nquickly jumping pygmies gaze typographically at the page, quietly, and then 10<sup>2</sup> more.\n",
    );
    let lines: Vec<Line> = paper.lines().into_iter().flatten().collect();
    let at = lines.iter().position(|line| line.runs.iter().any(|run| run.text.trim() == "2")).expect("a raised letter");
    let raised = lines[at].runs.iter().find(|run| run.text.trim() == "2").unwrap();
    // A capital of the face is 0.714 of its size high; its descender reaches down by 0.24 or so.
    assert!(raised.y - 0.714 * raised.size >= lines[at - 1].y + 0.25 * 18.0, "{} {}", raised.y, lines[at - 1].y);
    assert_eq!(raised.size, 18.0);
}
