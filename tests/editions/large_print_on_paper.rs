//! Large print on paper: each number that a guideline asks for, read back from the finished PDF: its operators, not its pages.
//!
//! The rules are those of the American Council of the Blind (2025), the American Printing House for the Blind, the UK Association
//! for Accessible Formats (2012, 2019) and the Canadian National Institute for the Blind. Each test is named after one of them.

use crate::pdf::opened::Opened;
use crate::pdf::printed::{self, Fill, Line, PrintedPage, Run};
use quatrefoil::export::{Exporter, Job, pdf::Pdf};
use quatrefoil::layout::Fonts;
use quatrefoil::picture::Pictures;
use quatrefoil::read::{Article, Form, Neighbours, read};
use quatrefoil::style::Style;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::OnceLock;

const ACB: &str = include_str!("../../styles/large-print-acb.toml");
const APH: &str = include_str!("../../styles/large-print-aph.toml");
const UKAAF: &str = include_str!("../../styles/large-print-ukaaf.toml");
const CNIB: &str = include_str!("../../styles/large-print-cnib.toml");
const EVERY: [&str; 4] = [ACB, APH, UKAAF, CNIB];

const LONG: &str = "Take one tablet with a glass of water after breakfast and call the NHS if you feel unwell or if your skin turns \
    yellow, because some medicines change how the liver works and it is better to see this early than late. Most people notice \
    nothing at all, and those who do feel better within two or three days of the last dose.";

/// A date, a dose, a time, a telephone number and a name.
const WHOLES: [&str; 5] = ["12 May 2026", "345 mg", "9:30 am", "0800 123 456", "Dr. Amara Okafor"];

/// An article with all that the guidelines speak of, long enough for a list of contents.
fn article() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut text = format!("---\ntitle: Medicines at home\nlang: en\n---\n\n{LONG}\n\n{LONG}[^1]\n\n");
        for _ in 0..8 {
            let _ = write!(text, "## Your medicine\n\n{LONG}\n\nTake it *always* and **daily**.\n\n- one\n- two\n\n");
            let _ = write!(text, "### How to take it\n\n{LONG}\n\n{LONG}\n\n");
        }
        text += "## When to call\n\n";
        for count in 0..24 {
            let before = vec!["so"; count].join(" ");
            let [day, dose, time, phone, name] = WHOLES;
            let _ = write!(
                text,
                "Wait {before} until {day}, take {dose} at {time}, then call {phone} or {name} today.\n\n"
            );
        }
        text + "[^1]: Water from the tap is good: H~2~O.\n"
    })
}

/// A large-print edition that was read back.
struct Print {
    pages: Vec<PrintedPage>,
    structure: String,
    /// From the lowest descender to the highest ascender of the face, in parts of its size.
    face_height: f64,
}

fn print(sheet: &str) -> Print {
    let neighbours = Neighbours::default();
    let reading =
        read(&Article { bytes: article().as_bytes(), form: Form::Markdown, stem: "a", neighbours: &neighbours });
    let document = reading.draft.expect("words").seal().expect("what a reader makes seals");
    let (style, pictures, pages) = (Style::parse(sheet).expect("a sheet"), Pictures::new(), OnceLock::new());
    let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "a", &pages);
    let opened = Opened::new(&Pdf.export(job).expect("an edition").bytes);
    let fonts = opened.fonts();
    let regular = fonts
        .values()
        .map(|font| opened.dictionary(*font))
        .find(|font| font.get(b"BaseFont").and_then(lopdf::Object::as_name).unwrap().ends_with(b"+NotoSans"));
    let descendant = opened.entry(regular.expect("a regular face"), "DescendantFonts").unwrap().as_array().unwrap();
    let descendant = opened.follow(&descendant[0]).as_dict().unwrap();
    let descriptor = opened.entry(descendant, "FontDescriptor").unwrap().as_dict().unwrap();
    let measure = |key: &str| f64::from(opened.entry(descriptor, key).unwrap().as_float().unwrap());
    Print {
        pages: printed::pages(&opened),
        structure: opened.structure(),
        face_height: (measure("Ascent") - measure("Descent")) / 1000.0,
    }
}

impl Print {
    fn runs(&self) -> impl Iterator<Item = &Run> {
        self.pages.iter().flat_map(|page| &page.runs)
    }

    fn lines(&self) -> Vec<Vec<Line>> {
        self.pages.iter().map(printed::lines).collect()
    }

    /// The lines of each paragraph that says [`LONG`] and ends on the page that it begins on.
    fn long_paragraphs(&self) -> Vec<Vec<Line>> {
        let mut paragraphs = Vec::new();
        for page in self.lines() {
            for start in (0..page.len()).filter(|start| page[*start].text.starts_with("Take one")) {
                let mut said = String::new();
                let length = page[start..].iter().position(|line| {
                    said += &line.text;
                    said.trim_end() == LONG
                });
                paragraphs.extend(length.map(|length| page[start..=start + length].to_vec()));
            }
        }
        assert!(paragraphs.len() > 5, "paragraphs that end on their page: {}", paragraphs.len());
        paragraphs
    }

    fn body_sizes(&self) -> BTreeSet<String> {
        self.long_paragraphs()
            .iter()
            .flatten()
            .flat_map(|line| &line.runs)
            .map(|run| format!("{} {}", run.face, run.size))
            .collect()
    }

    /// Face, size and distance from the left margin of the headings with some words.
    fn headings(&self, words: &str) -> BTreeSet<String> {
        let left = self.left();
        let lines = self.lines().into_iter().flatten().filter(|line| line.text.trim() == words);
        let kinds = lines.filter(|line| line.runs[0].face.ends_with("Bold"));
        kinds
            .map(|line| format!("{} {} at {}", line.runs[0].face, line.runs[0].size, (line.x - left).round()))
            .collect()
    }

    fn left(&self) -> f64 {
        self.long_paragraphs()[0][0].x
    }

    /// The distances between the baselines of each paragraph, in parts of the size.
    fn leadings(&self) -> Vec<f64> {
        let paragraphs = self.long_paragraphs();
        let pairs = paragraphs.iter().flat_map(|lines| lines.windows(2));
        pairs.map(|pair| (pair[1].y - pair[0].y) / pair[0].runs[0].size).collect()
    }

    #[track_caller]
    fn leading_is(&self, least: f64, most: f64) {
        for leading in self.leadings() {
            assert!(least - 0.002 <= leading && leading <= most + 0.002, "{leading}");
        }
    }

    /// From the last baseline of a paragraph to the first of the one below it, in lines.
    fn between_paragraphs(&self) -> Vec<f64> {
        let leading = self.leadings()[0] * 18.0;
        let mut gaps = Vec::new();
        for page in self.lines() {
            for pair in page.windows(2) {
                let ends = pair[0].text.trim_end().ends_with("the last dose.");
                if ends && (pair[1].text.starts_with("Take one") || pair[1].text.starts_with("Take it")) {
                    gaps.push((pair[1].y - pair[0].y) / leading);
                }
            }
        }
        assert!(gaps.len() > 5, "paragraphs that follow each other: {gaps:?}");
        gaps
    }

    /// Face of the words, and whether a rule stands below them.
    fn look_of(&self, words: &str) -> BTreeSet<(String, bool)> {
        let mut looks = BTreeSet::new();
        for page in &self.pages {
            for run in page.runs.iter().filter(|run| run.text.trim() == words) {
                let below = |fill: &&Fill| {
                    let (area, reach) = (fill.area, run.size * 0.25);
                    run.y < area.y
                        && area.y < run.y + reach
                        && area.x < run.x + 1.0
                        && run.end - 1.0 < area.x + area.width
                };
                looks.insert((run.face.clone(), page.fills.iter().any(|fill| below(&fill))));
            }
        }
        assert!(!looks.is_empty(), "`{words}` is printed");
        looks
    }

    fn has_leader_dots(&self) -> bool {
        self.runs().any(|run| run.text.starts_with(". . ."))
    }

    /// The last artifact of each page that shows words.
    fn page_numbers(&self) -> Vec<&Run> {
        let number =
            |page: &'_ PrintedPage| page.runs.iter().rposition(|run| run.mcid.is_none()).expect("a page number");
        self.pages.iter().map(|page| &page.runs[number(page)]).collect()
    }

    #[track_caller]
    fn number_in_outer_lower_corner(&self, left_pages: &str) {
        let content = self.lines();
        for (index, (run, page)) in self.page_numbers().into_iter().zip(&self.pages).enumerate() {
            assert_eq!((run.text.trim(), run.artifact.as_str()), ((index + 1).to_string().as_str(), "Footer"));
            let last = content[index].last().expect("words").y;
            assert!(run.y > last + 18.0 && run.y < page.height, "page {}: the number is below the text", index + 1);
            let outer_left = left_pages == "mirrored" && index % 2 == 1;
            let corner = if outer_left { run.x } else { page.width - run.end };
            assert!(corner < page.width / 4.0, "page {}: {corner} from the outer edge", index + 1);
        }
    }

    /// The narrowest margins that words leave: top, right, bottom, left.
    fn margins(&self) -> [f64; 4] {
        let mut least = [f64::INFINITY; 4];
        let ascent = self.face_height - 0.293;
        for (page, lines) in self.pages.iter().zip(self.lines()) {
            for line in lines {
                let size = line.runs[0].size;
                let half_leading = (self.leadings()[0] - self.face_height) / 2.0 * size;
                let own = [
                    line.y - ascent * size - half_leading,
                    page.width - line.end,
                    page.height - line.y - 0.293 * size - half_leading,
                    line.x,
                ];
                for (least, own) in least.iter_mut().zip(own) {
                    *least = least.min(own);
                }
            }
        }
        least
    }
}

fn of(sheet: &'static str) -> &'static Print {
    static PRINTS: [OnceLock<Print>; 4] = [const { OnceLock::new() }; 4];
    let place = EVERY.iter().position(|other| *other == sheet).expect("one of the four");
    PRINTS[place].get_or_init(|| print(sheet))
}

/// The same sheet for both sides of a leaf.
fn duplex(sheet: &str) -> Print {
    print(&sheet.replacen("\n[paper]\n", "\n[paper]\nprinting = \"duplex\"\n", 1))
}

fn set(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

mod all_four {
    use super::*;

    #[test]
    fn body_is_18_points_and_not_bold() {
        for sheet in EVERY {
            assert_eq!(of(sheet).body_sizes(), set(&["NotoSans 18"]));
        }
    }

    #[test]
    fn no_type_is_smaller_than_the_body() {
        for sheet in EVERY {
            for run in of(sheet).runs() {
                assert!(run.size >= 18.0, "{} is set in {} points", run.text, run.size);
            }
        }
    }

    #[test]
    fn nothing_is_in_italics() {
        for sheet in EVERY {
            for run in of(sheet).runs() {
                assert!(!run.face.contains("Italic"), "{}", run.text);
            }
        }
    }

    #[test]
    fn lines_are_flush_left_and_ragged_right() {
        for sheet in EVERY {
            let print = of(sheet);
            for paragraph in print.long_paragraphs() {
                assert!(paragraph.iter().all(|line| (line.x - print.left()).abs() < 0.01), "no line is set in");
                let ends: BTreeSet<i64> = paragraph[..paragraph.len() - 1].iter().map(|line| line.end as i64).collect();
                assert!(ends.len() > 2, "the lines end at {ends:?}");
            }
        }
    }

    #[test]
    fn words_and_letters_are_spaced_as_the_face_spaces_them() {
        for sheet in EVERY {
            for run in of(sheet).runs().filter(|run| run.mcid.is_some()) {
                for space in &run.spaces {
                    assert!((0.24..0.28).contains(space), "a space of {space} em in `{}`", run.text);
                }
            }
        }
    }

    #[test]
    fn no_word_is_hyphenated() {
        for sheet in EVERY {
            // The lines of a paragraph join to what the article says: nothing was put in at their ends.
            for paragraph in of(sheet).long_paragraphs() {
                let joined: String = paragraph.iter().map(|line| line.text.as_str()).collect();
                assert_eq!(joined.trim_end(), LONG);
                assert!(paragraph[..paragraph.len() - 1].iter().all(|line| line.text.ends_with(' ')));
            }
        }
    }

    #[test]
    fn no_words_are_in_capitals_that_the_article_does_not_have_so() {
        let capitals = |text: &str| -> BTreeSet<String> {
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1);
            words.filter(|word| word.chars().all(char::is_uppercase)).map(str::to_owned).collect()
        };
        for sheet in EVERY {
            let all: String = of(sheet).runs().map(|run| format!("{} ", run.text)).collect();
            assert_eq!(capitals(&all), capitals(article()));
        }
    }

    #[test]
    fn ink_is_black_and_paper_white() {
        for sheet in EVERY {
            let print = of(sheet);
            assert!(print.runs().all(|run| run.colour == [0.0; 3]), "no words are grey");
            for fill in print.pages.iter().flat_map(|page| &page.fills) {
                assert_eq!(fill.colour, [0.0; 3], "no ground is tinted");
                assert!(fill.area.width.min(fill.area.height) < 4.0, "what is filled are rules: {:?}", fill.area);
            }
        }
    }

    #[test]
    fn no_paragraph_leaves_one_line_alone_on_a_page() {
        for sheet in EVERY {
            let pages = of(sheet).lines();
            for pair in pages.windows(2) {
                let (foot, head) = (&pair[0], &pair[1]);
                let is_long = |line: &Line| LONG.contains(line.text.trim_end().trim_end_matches("[1]"));
                let last = &foot[foot.len() - 1];
                if is_long(last) && !last.text.contains("last dose.") {
                    assert!(is_long(&foot[foot.len() - 2]), "`{}` stands alone at the foot", last.text);
                    assert!(is_long(&head[1]), "`{}` stands alone at the head", head[0].text);
                }
            }
        }
    }
}

mod american_council {
    use super::*;

    #[test]
    fn headings_are_22_and_20_points_bold_and_flush_left() {
        assert_eq!(of(ACB).headings("Your medicine"), set(&["NotoSans-Bold 22 at 0"]));
        assert_eq!(of(ACB).headings("How to take it"), set(&["NotoSans-Bold 20 at 0"]));
    }

    #[test]
    fn leading_is_1_15() {
        of(ACB).leading_is(1.15, 1.15);
    }

    #[test]
    fn one_blank_line_stands_between_paragraphs() {
        // A full page may give each gap a quarter of a line more, so that all pages end at one height.
        for gap in of(ACB).between_paragraphs() {
            assert!((2.0 - 0.01..=2.3).contains(&gap), "{gap}");
        }
    }

    #[test]
    fn no_blank_line_stands_between_items_of_a_list() {
        let lines: Vec<Line> = of(ACB).lines().into_iter().flatten().collect();
        let item =
            |words: &str| lines.iter().filter(|line| line.text.ends_with(words)).map(|line| line.y).collect::<Vec<_>>();
        let gaps: Vec<f64> =
            item("one").into_iter().zip(item("two")).map(|(one, two)| two - one).filter(|gap| *gap > 0.0).collect();
        assert!(gaps.len() > 2 && gaps.iter().all(|gap| (gap - 20.7).abs() < 0.05), "{gaps:?}");
    }

    #[test]
    fn emphasis_is_underlined() {
        assert_eq!(of(ACB).look_of("always"), BTreeSet::from([("NotoSans".to_owned(), true)]));
    }

    #[test]
    fn contents_have_leader_dots() {
        assert!(of(ACB).structure.contains("TOCI") && of(ACB).has_leader_dots());
    }

    #[test]
    fn page_number_is_bold_as_large_as_the_text_in_the_outer_lower_corner() {
        for run in of(ACB).page_numbers() {
            assert_eq!((run.face.as_str(), run.size), ("NotoSans-Bold", 18.0));
        }
        of(ACB).number_in_outer_lower_corner("as right ones");
        duplex(ACB).number_in_outer_lower_corner("mirrored");
    }

    #[test]
    fn margins_are_one_inch() {
        let [top, right, bottom, left] = of(ACB).margins();
        assert!((top - 72.0).abs() < 0.1 && (left - 72.0).abs() < 0.1, "{top} {left}");
        // The edge is ragged, and a page may end short of its foot: neither comes nearer than an inch.
        assert!((72.0 - 0.1..90.0).contains(&right) && (72.0 - 0.1..90.0).contains(&bottom), "{right} {bottom}");
    }

    #[test]
    fn notes_stand_at_the_end() {
        let print = of(ACB);
        let text: Vec<String> = print.lines().into_iter().flatten().map(|line| line.text).collect();
        let note =
            text.iter().position(|line| line.starts_with("Water from the tap") || line.contains("Water from")).unwrap();
        let last = text.iter().rposition(|line| line.contains("today.")).unwrap();
        assert!(last < note, "the note stands after line {last} of the text: {note}");
        assert!(text[last..note].iter().any(|line| line.trim() == "Notes"));
        // No page but the last has words below those of the text.
        assert!(print.structure.trim_end().lines().rev().take(12).any(|line| line.trim_start().starts_with("Note ID")));
    }

    #[test]
    fn pages_are_single_leaves_and_no_stitched_booklet() {
        assert!(of(ACB).pages.iter().all(|page| page.width < page.height && page.width > 590.0));
    }
}

mod american_printing_house {
    use super::*;

    #[test]
    fn headings_are_22_and_20_points() {
        assert_eq!(of(APH).headings("Your medicine"), set(&["NotoSans-Bold 22 at 0"]));
        assert_eq!(of(APH).headings("How to take it"), set(&["NotoSans-Bold 20 at 0"]));
    }

    #[test]
    fn leading_is_1_25() {
        of(APH).leading_is(1.25, 1.25);
    }

    #[test]
    fn the_longest_lines_have_39_to_43_characters() {
        let longest = of(APH).long_paragraphs().iter().flatten().map(|line| line.text.trim_end().chars().count()).max();
        assert!((39..=43).contains(&longest.unwrap()), "{longest:?}");
        let lines = of(APH).lines().into_iter().flatten();
        for line in lines {
            assert!(line.text.trim_end().chars().count() <= 43, "{}", line.text);
        }
    }

    #[test]
    fn paragraphs_are_blocks() {
        assert!(of(APH).between_paragraphs().iter().all(|gap| *gap > 1.3), "space between, and no line set in");
    }

    #[test]
    fn emphasis_is_bold() {
        assert_eq!(of(APH).look_of("always"), BTreeSet::from([("NotoSans-Bold".to_owned(), false)]));
    }

    #[test]
    fn contents_have_no_leader_dots() {
        assert!(of(APH).structure.contains("TOCI") && !of(APH).has_leader_dots());
    }
}

mod uk_association {
    use super::*;

    #[test]
    fn headings_are_larger_and_bold() {
        assert_eq!(of(UKAAF).headings("Your medicine"), set(&["NotoSans-Bold 22 at 0"]));
        assert_eq!(of(UKAAF).headings("How to take it"), set(&["NotoSans-Bold 20 at 0"]));
    }

    #[test]
    fn leading_is_single() {
        // Single is what the face itself asks for: its ascender and descender.
        let single = of(UKAAF).face_height;
        assert!((1.3..1.4).contains(&single), "{single}");
        of(UKAAF).leading_is(single, single);
    }

    #[test]
    fn one_blank_line_stands_between_paragraphs() {
        for gap in of(UKAAF).between_paragraphs() {
            assert!((2.0 - 0.01..=2.3).contains(&gap), "{gap}");
        }
    }

    #[test]
    fn dates_doses_phone_numbers_and_names_are_never_split() {
        let lines: Vec<String> = of(UKAAF).lines().into_iter().flatten().map(|line| line.text).collect();
        for whole in WHOLES {
            assert_eq!(lines.iter().filter(|line| line.contains(whole)).count(), 24, "{whole} in {lines:?}");
        }
    }

    #[test]
    fn emphasis_is_bold_and_not_underlined() {
        for words in ["always", "daily"] {
            assert_eq!(of(UKAAF).look_of(words), BTreeSet::from([("NotoSans-Bold".to_owned(), false)]));
        }
    }

    #[test]
    fn page_number_is_as_large_as_the_text() {
        assert!(of(UKAAF).page_numbers().iter().all(|run| run.size == 18.0));
    }

    #[test]
    fn contrast_is_that_of_black_on_white() {
        assert!(of(UKAAF).runs().all(|run| run.colour == [0.0; 3]));
    }
}

mod canadian_institute {
    use super::*;

    #[test]
    fn headings_are_larger_and_bold() {
        assert_eq!(of(CNIB).headings("Your medicine"), set(&["NotoSans-Bold 22 at 0"]));
        assert_eq!(of(CNIB).headings("How to take it"), set(&["NotoSans-Bold 20 at 0"]));
    }

    #[test]
    fn leading_is_1_25_to_1_3() {
        of(CNIB).leading_is(1.25, 1.3);
    }

    #[test]
    fn space_stands_between_paragraphs() {
        assert!(of(CNIB).between_paragraphs().iter().all(|gap| *gap > 1.5));
    }

    #[test]
    fn emphasis_is_bold() {
        for words in ["always", "daily"] {
            assert_eq!(of(CNIB).look_of(words), BTreeSet::from([("NotoSans-Bold".to_owned(), false)]));
        }
    }

    #[test]
    fn page_number_is_in_the_outer_lower_corner() {
        assert!(of(CNIB).page_numbers().iter().all(|run| run.size >= 18.0 && run.face == "NotoSans-Bold"));
        of(CNIB).number_in_outer_lower_corner("as right ones");
        duplex(CNIB).number_in_outer_lower_corner("mirrored");
    }

    #[test]
    fn margins_are_wide() {
        for (margin, least) in of(CNIB).margins().into_iter().zip([72.0, 86.0, 72.0, 86.0]) {
            assert!(margin >= least, "{margin}");
        }
    }
}
