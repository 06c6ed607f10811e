//! The page as laws over its finished bytes, read by a parser that is not ours, for every article at hand and for random trees.

mod page;
mod said;

use crate::support::{articles, editions, trees};
use page::{Element, Page};
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::{Labels, Style};
use quatrefoil::tree::{Alt, BlockKind, Document, Inline, Lang, Meta, Target, walk};
use std::collections::BTreeSet;

/// A document and the page that was made of it.
struct Made {
    name: String,
    document: Document,
    pictures: Pictures,
    page: Page,
}

impl Made {
    fn new(name: &str, document: Document, pictures: Pictures) -> Made {
        let bytes = editions::edition("html", &document, &pictures, &Style::handout()).bytes;
        let page = Page::read(std::str::from_utf8(&bytes).expect("a page is UTF-8"));
        Made { name: name.to_owned(), document, pictures, page }
    }
}

/// Asks a law of every article at hand and of 150 random trees.
fn for_each_page(law: impl Fn(&Made)) {
    for article in articles::articles() {
        law(&Made::new(&article.name, article.document, article.pictures));
    }
    for seed in 0..150 {
        let tree = trees::tree(seed);
        law(&Made::new(&format!("seed {seed}"), tree.document, tree.pictures));
    }
}

/// A page of the sample tree that holds one of each kind.
fn every_kind() -> Made {
    let article = articles::read_article("tests/corpus/every-kind.json".as_ref()).expect("the corpus holds a tree");
    Made::new(&article.name, article.document, article.pictures)
}

#[test]
fn a_browser_has_nothing_to_mend() {
    for_each_page(|made| assert_eq!(made.page.errors, Vec::<String>::new(), "{}", made.name));
}

#[test]
fn the_title_is_the_only_h1_and_levels_never_skip() {
    for_each_page(|made| {
        let levels: Vec<u32> = made.page.all().filter_map(level_of).collect();
        assert_eq!(levels.first(), Some(&1), "{}", made.name);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}", made.name);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{}: {levels:?}", made.name);
    });
}

fn level_of(element: &Element) -> Option<u32> {
    let level = element.name.strip_prefix('h')?.parse().ok()?;
    (1 <= level && level <= 6).then_some(level)
}

#[test]
fn ids_are_unique_and_every_link_into_the_page_arrives() {
    for_each_page(|made| {
        let mut ids = BTreeSet::new();
        for id in made.page.all().filter_map(|element| element.attribute("id")) {
            assert!(ids.insert(id), "{}: `{id}` twice", made.name);
        }
        let places = made.page.all().filter_map(|element| element.attribute("href")?.strip_prefix('#'));
        let labels = made.page.all().filter_map(|element| element.attribute("aria-labelledby"));
        for id in places.chain(labels) {
            assert!(ids.contains(id), "{}: `{id}` is nowhere", made.name);
        }
    });
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    for_each_page(|made| {
        for element in made.page.all() {
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on") && name != "style", "{}: {name}", made.name);
                let fetches = matches!(name.as_str(), "src" | "srcset" | "data" | "poster" | "action");
                assert!(!fetches || value.starts_with("data:image/"), "{}: {name}={value}", made.name);
            }
            match element.name.as_str() {
                "script" => assert_eq!(element.attribute("type"), Some("application/ld+json"), "{}", made.name),
                "link" => assert_eq!(element.attribute("rel"), Some("canonical"), "{}", made.name),
                "style" => {
                    assert!(!element.text().contains("url("), "{}", made.name);
                    assert!(!element.text().contains("@import"), "{}", made.name);
                }
                "iframe" | "object" | "embed" | "base" | "form" => panic!("{}: {}", made.name, element.name),
                _ => {}
            }
        }
    });
}

#[test]
fn the_style_of_all_pages_is_the_same_so_that_one_hash_allows_it() {
    let first = every_kind().page.one("style").text();
    for_each_page(|made| assert_eq!(made.page.one("style").text(), first, "{}", made.name));
}

#[test]
fn a_page_names_itself_and_its_parts() {
    for_each_page(|made| {
        let meta = made.document.meta();
        let html = made.page.one("html");
        assert_eq!(html.attribute("lang"), Some(meta.lang.as_str()), "{}", made.name);
        assert_eq!(html.attribute("dir"), Some(made.document.direction().name()), "{}", made.name);
        assert_eq!(made.page.one("title").text(), walk::text_of(&meta.title), "{}", made.name);
        // What stays on one line has no-break spaces in it.
        let spaced = |words: &str| words.replace(['\n', '\u{a0}'], " ");
        let title = walk::text_of(&meta.title);
        assert_eq!(spaced(&made.page.one("h1").text()), spaced(&title), "{}", made.name);
        let first_link = made.page.all().find(|element| element.name == "a").expect("a page has a skip link");
        let goal = first_link.attribute("href").and_then(|href| href.strip_prefix('#'));
        let main = made.page.one("main");
        assert!(main.all().any(|element| element.attribute("id") == goal), "{}", made.name);
    });
}

#[test]
fn the_page_says_what_the_article_says_in_its_order() {
    for_each_page(|made| {
        let wanted = said::by_document(&made.document, &made.pictures);
        let found = said::by_page(&made.page);
        let differs = wanted.iter().zip(&found).position(|(wanted, found)| wanted != found);
        let at = differs.unwrap_or(wanted.len().min(found.len()));
        assert!(wanted == found, "{}, {at}: {:?} is {:?}", made.name, wanted.get(at), found.get(at));
    });
}

#[test]
fn links_lead_where_the_article_says() {
    for_each_page(|made| {
        let mut wanted = Vec::new();
        walk::document(&made.document, &mut |visit| {
            if let walk::Visit::Inlines(list) = visit {
                walk::inlines(list, &mut |inline| {
                    if let Inline::Link { to, .. } = inline {
                        wanted.push(match to {
                            Target::Web(address) => address.to_string(),
                            Target::Place(id) => format!("#{id}"),
                            Target::Article(link) => link.stem.as_str().replace(' ', "%20") + ".html" + &place_of(link),
                        });
                    }
                });
            }
        });
        let text = made.page.text_of_article();
        let own = text.all().filter(|element| element.name == "a" && element.attribute("role").is_none());
        let found: Vec<String> = own.filter_map(|link| link.attribute("href").map(str::to_owned)).collect();
        assert_eq!(found, wanted, "{}", made.name);
    });
}

#[test]
fn paper_says_where_a_link_leads_unless_its_words_do() {
    for_each_page(|made| {
        let mut wanted = Vec::new();
        walk::document(&made.document, &mut |visit| {
            if let walk::Visit::Inlines(list) = visit {
                walk::inlines(list, &mut |inline| {
                    if let Inline::Link { to: Target::Web(address), text, .. } = inline
                        && !address.is_said_by(&walk::text_of(text))
                    {
                        wanted.push(address.in_words().to_owned());
                    }
                });
            }
        });
        let links = made.page.text_of_article().all();
        let found: Vec<&str> = links.filter_map(|link| link.attribute("data-address")).collect();
        assert_eq!(found, wanted, "{}", made.name);
    });
}

#[test]
fn nothing_on_a_page_moves() {
    let css = every_kind().page.one("style").text();
    for motion in ["animation", "transition", "@keyframes", "scroll-behavior"] {
        assert!(!css.contains(motion), "{motion}");
    }
}

#[test]
fn a_page_says_where_it_is_at_home_and_what_it_is_about() {
    let made = every_kind();
    let meta = made.document.meta();
    let address = meta.canonical.as_ref().expect("the tree says where it is online").as_str();
    let about = meta.description.as_ref().expect("the tree says what it is about").as_str();
    assert_eq!(made.page.one("link").attribute("href"), Some(address));
    let said = |name: &str| {
        let mut metas = made.page.all().filter(|element| element.attribute("name") == Some(name));
        metas.next().and_then(|element| element.attribute("content"))
    };
    assert_eq!(said("description"), Some(about));
    let facts: serde_json::Value = serde_json::from_str(&made.page.one("script").text()).expect("JSON-LD is JSON");
    assert_eq!((facts["url"].as_str(), facts["description"].as_str()), (Some(address), Some(about)));
}

fn place_of(link: &quatrefoil::tree::ArticleLink) -> String {
    link.place.as_ref().map_or(String::new(), |place| format!("#{place}"))
}

#[test]
fn images_have_words_or_an_empty_alternative() {
    for_each_page(|made| {
        for image in made.page.all().filter(|element| element.name == "img") {
            assert!(image.attribute("alt").is_some(), "{}", made.name);
            let pixels = |name: &str| image.attribute(name).and_then(|pixels| pixels.parse::<u32>().ok());
            assert!(pixels("width") > Some(0) && pixels("height") > Some(0), "{}", made.name);
        }
    });
}

#[test]
fn each_cell_of_a_table_has_its_header() {
    for_each_page(|made| {
        for table in made.page.all().filter(|element| element.name == "table") {
            let rows: Vec<&Element> = table.all().filter(|element| element.name == "tr").collect();
            let headers: Vec<&Element> = rows[0].children().collect();
            for row in &rows {
                assert_eq!(row.children().count(), headers.len(), "{}", made.name);
            }
            for row in &rows[1..] {
                for (cell, header) in row.children().zip(&headers) {
                    let words = |element: &Element| said::without_space(&said::words_of(element));
                    if let Some(label) = cell.attribute("data-label") {
                        let bare = |words: &str| said::without_space(words).trim_end_matches([':', '：']).to_owned();
                        assert_eq!(bare(label), bare(&words(header)), "{}", made.name);
                        assert_eq!(header.attribute("scope"), Some("col"), "{}", made.name);
                    }
                    assert_eq!(cell.name == "th", cell.attribute("scope") == Some("row"), "{}", made.name);
                }
            }
        }
    });
}

#[test]
fn notes_lead_back_to_every_reference() {
    for_each_page(|made| {
        let with_role = |role: &'static str| made.page.all().filter(move |e| e.attribute("role") == Some(role));
        let references: BTreeSet<&str> = with_role("doc-noteref").filter_map(|e| e.attribute("id")).collect();
        let back: BTreeSet<&str> =
            with_role("doc-backlink").filter_map(|e| e.attribute("href")?.strip_prefix('#')).collect();
        assert_eq!(references, back, "{}", made.name);
        let notes =
            made.page.all().filter(|element| element.attribute("id").is_some_and(|id| id.starts_with("q-note-")));
        assert_eq!(notes.count(), made.document.notes().len(), "{}", made.name);
    });
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for seed in 0..20 {
        let tree = trees::tree(seed);
        let make = || editions::edition("html", &tree.document, &tree.pictures, &Style::handout()).bytes;
        let here = make();
        let there = std::thread::scope(|scope| scope.spawn(make).join().expect("no exporter panics"));
        assert!(here == there, "seed {seed}");
    }
}

#[test]
fn all_that_is_known_of_an_article_is_shown() {
    let made = every_kind();
    let shown = made.page.one("body").text();
    for words in [
        "A tree with one of each",
        "For tests: what is here once should be in every edition once.",
        "Written by Ada Author, Ben Author",
        "Translated by Tess Translator",
        "Somebody <Else> & Co",
        "Example Clinic",
        "Published: 2024",
        "Updated: February 2026",
        "Reviewed: 12 May 2026",
        "Next review: May 2028",
        "Version: 3.1",
        "urn:isbn:9780000000002",
        "© 2026 Example Clinic",
        "Examples, 2.1",
        "https://example.org/every-kind?a=1&b=2",
        "+44 20 7946 0000",
    ] {
        assert!(shown.replace('\u{a0}', " ").contains(words), "{words}");
    }
}

#[test]
fn search_engines_are_told_only_what_holds() {
    for_each_page(|made| {
        let facts: serde_json::Value = serde_json::from_str(&made.page.one("script").text()).expect("JSON-LD is JSON");
        assert_eq!(facts["name"], walk::text_of(&made.document.meta().title), "{}", made.name);
        let claims = |list: &str, value: &str| facts[list].as_array().is_some_and(|all| all.contains(&value.into()));
        let says = |element: &&Element| element.attribute("alt").is_some_and(|words| !words.is_empty());
        let images = made.page.all().filter(|element| element.name == "img").filter(says).count();
        assert_eq!(claims("accessibilityFeature", "alternativeText"), images > 0, "{}", made.name);
        assert!(claims("accessibilityHazard", "none"), "{}", made.name);
        assert_eq!(claims("accessMode", "visual"), images > 0, "{}", made.name);
        let nav = made.page.all().any(|element| element.name == "nav");
        assert_eq!(claims("accessibilityFeature", "tableOfContents"), nav, "{}", made.name);
        let sections = !made.document.body().sections.is_empty();
        assert_eq!(claims("accessibilityFeature", "structuralNavigation"), sections, "{}", made.name);
        let labels = Labels::of(&made.document.meta().lang);
        let sentences = [
            (true, labels.summary_text()),
            (images > 0, labels.summary_images()),
            (nav, labels.summary_headings()),
            (false, labels.summary_pages()),
        ];
        let summary = &facts["accessibilitySummary"];
        let (summary, lang) = match summary.as_str() {
            Some(summary) => (summary, made.document.meta().lang.as_str()),
            None => (summary["@value"].as_str().unwrap(), summary["@language"].as_str().unwrap()),
        };
        assert_eq!(lang, labels.lang.as_str(), "{}", made.name);
        for (holds, sentence) in sentences {
            assert_eq!(summary.contains(sentence), holds, "{}: {sentence}", made.name);
        }
    });
}

#[test]
fn markup_in_words_stays_words() {
    let hostile = "</title></style><script>x</script><!--\" onload='x' &amp; ]]>";
    let line = || Some(quatrefoil::tree::Line::new(hostile).unwrap());
    let mut meta = Meta::new(vec![Inline::Text(hostile.to_owned())], Lang::english());
    (meta.subtitle, meta.description, meta.publisher, meta.rights) = (line(), line(), line(), line());
    let mut draft = trees::tree(1).document.into_draft();
    draft.meta = meta;
    let made = Made::new("hostile", draft.seal().unwrap(), Pictures::new());
    assert_eq!(made.page.errors, Vec::<String>::new());
    assert_eq!(made.page.all().filter(|element| element.name == "script").count(), 1);
    assert_eq!(made.page.one("title").text(), hostile);
    let facts: serde_json::Value = serde_json::from_str(&made.page.one("script").text()).unwrap();
    assert_eq!(facts["description"], hostile);
}

#[test]
fn words_in_another_language_say_which() {
    let mut draft = every_kind().document.into_draft();
    draft.meta.lang = Lang::new("cy").unwrap();
    assert_eq!(Labels::of(&draft.meta.lang).lang, Lang::english());
    let made = Made::new("every kind in Welsh", draft.seal().unwrap(), Pictures::new());
    let of_ours = |class: &str| ["q-kind", "q-fact", "q-box", "q-ref", "q-back", "q-label"].contains(&class);
    let ours = made.page.all().filter(|element| element.attribute("class").is_some_and(of_ours));
    let mut count = 0;
    for label in ours {
        assert_eq!(label.attribute("lang"), Some("en"), "{label:?}");
        count += 1;
    }
    assert!(count > 20);
}

/// The page of an English article, by a sheet.
fn page_of(markdown: &str, sheet: &str) -> Page {
    let text = format!("---\nlang: en\n---\n# Title\n\nText.\n\n{markdown}\n");
    let neighbours = Neighbours::default();
    let article = Article { bytes: text.as_bytes(), form: Form::Markdown, stem: "page", neighbours: &neighbours };
    let document = read(&article).draft.expect("a draft").seal().expect("a document");
    let bytes = editions::edition("html", &document, &Pictures::new(), &Style::parse(sheet).unwrap()).bytes;
    Page::read(std::str::from_utf8(&bytes).unwrap())
}

#[test]
fn a_heading_runs_as_its_letters_do() {
    let page = page_of("## שלום לכולם (3)\n\nText.\n\n## Shalom שלום\n\nText.\n", "[screen]\ncontents-from = 1");
    let dirs = |name: &str| -> Vec<Option<String>> {
        let named = page.all().filter(|element| element.name == name);
        named.map(|element| element.attribute("dir").map(str::to_owned)).collect()
    };
    assert_eq!(dirs("h2")[1..], [Some("rtl".to_owned()), None]);
    let links = dirs("a");
    assert!(links.contains(&Some("rtl".to_owned())), "{links:?}");
}

#[test]
fn the_lead_in_of_an_item_stands_out_where_the_sheet_says_so() {
    let strong = |markdown: &str, sheet: &str| {
        let page = page_of(markdown, sheet);
        page.text_of_article().all().filter(|element| element.name == "b").map(Element::text).collect::<Vec<_>>()
    };
    for (item, lead) in [
        ("- Rest: lie down.", &["Rest:"][..]),
        ("- *Rest*: lie down.", &["Rest:"]),
        ("- *Rest:* lie down.", &["Rest:"]),
        ("- Rest: lie down.\n\n  And sleep: well.\n- Eat", &["Rest:"]),
        ("- Rest: lie down.\n- Eat\n- Sleep", &[]),
        ("- **Rest:** lie down.", &[]),
        ("- *Rest: lie* down.", &[]),
        ("- Lie down. Then: rest.", &[]),
        ("- At 10:30 rest.", &[]),
        ("Rest: lie down.", &[]),
    ] {
        assert_eq!(strong(item, ""), lead, "{item}");
        assert_eq!(strong(item, "[screen]\nlead-in = \"plain\""), [] as [String; 0], "{item}");
    }
}

#[test]
fn a_list_of_contents_stands_where_there_are_sections_enough() {
    let style = |from: usize| Style::parse(&format!("[screen]\ncontents-from = {from}\ncontents-depth = 1")).unwrap();
    let document = every_kind().document;
    let sections = document.body().sections.len();
    for (from, shown) in [(sections, true), (sections + 1, false)] {
        let bytes = editions::edition("html", &document, &Pictures::new(), &style(from)).bytes;
        let page = Page::read(std::str::from_utf8(&bytes).unwrap());
        let nav = page.all().find(|element| element.name == "nav");
        assert_eq!(nav.is_some(), shown);
        if let Some(nav) = nav {
            assert_eq!(nav.all().filter(|element| element.name == "a").count(), sections);
        }
    }
}

#[test]
fn an_image_that_is_not_there_leaves_its_words() {
    let made = every_kind();
    let mut missing = 0;
    walk::document(&made.document, &mut |visit| {
        if let walk::Visit::Block(block) = visit
            && let BlockKind::Figure(figure) = &block.kind
            && let Alt::Text(words) = &figure.image.alt
            && !said::is_shown(&figure.image, &made.pictures)
        {
            missing += 1;
            let frame = made.page.all().find(|element| {
                element.attribute("class") == Some("q-words") && element.text().ends_with(words.as_str())
            });
            assert!(frame.is_some(), "{words}");
        }
    });
    assert_eq!(missing, 2);
}
