//! Finished texts: every article and random trees, each in styles of every choice.

use crate::support::random::Random;
use crate::support::{articles, editions, trees};
use quatrefoil::picture::Pictures;
use quatrefoil::style::{Labels, Style};
use quatrefoil::tree::Document;
use std::sync::{Arc, OnceLock};

/// The styles that every article is tried with, besides random ones.
const SHEETS: [&str; 6] = [
    "",
    "width = 20\nemphasis = \"stars\"",
    "width = 80\nheading-marks = \"part\"",
    "characters = \"ascii\"\nheading-underline = \"rule\"",
    "lines = 24\nheading-marks = \"part\"",
    "line-end = \"crlf\"\nbyte-order-mark = \"utf8\"\nlines = 12\nwidth = 32",
];

/// Lines of `[text]`, each choice drawn by lot.
fn random_sheet(random: &mut Random) -> String {
    let mut sheet = format!("width = {}\n", 20 + random.below(61));
    for (key, values) in [
        ("heading-marks", ["\"number\"", "\"part\""]),
        ("heading-underline", ["\"none\"", "\"rule\""]),
        ("emphasis", ["\"none\"", "\"stars\""]),
        ("line-end", ["\"lf\"", "\"crlf\""]),
        ("byte-order-mark", ["\"none\"", "\"utf8\""]),
        ("characters", ["\"unicode\"", "\"ascii\""]),
    ] {
        sheet.push_str(&format!("{key} = {}\n", random.pick(&values)));
    }
    let lines = random.pick(&[0, 0, 0, 10, 17, 24, 60]);
    sheet + &format!("lines = {lines}")
}

/// A finished text and what it was made from.
pub struct Text {
    pub name: String,
    pub document: Arc<Document>,
    pictures: Arc<Pictures>,
    pub labels: Labels,
    /// The lines of `[text]`.
    pub sheet: String,
    pub style: Style,
    pub text: String,
}

impl Text {
    fn new(name: &str, document: &Arc<Document>, pictures: &Arc<Pictures>, sheet: &str) -> Text {
        let style = Style::parse(&format!("[text]\n{sheet}")).unwrap_or_else(|fault| panic!("{sheet}: {fault}"));
        let bytes = editions::edition("txt", document, pictures, &style).bytes;
        let text = String::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let labels = Labels::of(&document.meta().lang);
        Text {
            name: name.to_owned(),
            document: Arc::clone(document),
            pictures: Arc::clone(pictures),
            labels,
            sheet: sheet.to_owned(),
            style,
            text,
        }
    }

    /// The same in a style that differs in one line.
    pub fn with(&self, line: &str) -> Text {
        let key = line.split(' ').next().unwrap_or_default();
        let kept = self.sheet.lines().filter(|old| old.split(' ').next() != Some(key));
        let sheet = kept.chain([line]).collect::<Vec<_>>().join("\n");
        Text::new(&self.name, &self.document, &self.pictures, &sheet)
    }

    /// The lines without the mark of encoding; a form feed stays where it is.
    pub fn lines(&self) -> Vec<&str> {
        self.text.trim_start_matches('\u{feff}').lines().collect()
    }

    /// The words as one line.
    pub fn joined(&self) -> String {
        self.lines().iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
    }

    pub fn is_paged(&self) -> bool {
        self.style.text.lines.count().is_some()
    }

    pub fn width(&self) -> usize {
        self.style.text.width.count()
    }

    #[track_caller]
    pub fn fail(&self, line: usize, why: &str) -> ! {
        let lines: Vec<&str> = self.text.lines().collect();
        let around = lines[line.saturating_sub(5)..(line + 5).min(lines.len())].join("\n");
        panic!("{}, {:?}, line {}: {why}\n{around}", self.name, self.sheet, line + 1);
    }
}

/// Every article in all styles, and 200 random trees in two each.
fn texts() -> &'static [Text] {
    static TEXTS: OnceLock<Vec<Text>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut random = Random::new(5);
        let mut texts = Vec::new();
        for article in articles::articles() {
            let (document, pictures) = (Arc::new(article.document), Arc::new(article.pictures));
            let drawn = [random_sheet(&mut random), random_sheet(&mut random)];
            for sheet in SHEETS.map(str::to_owned).iter().chain(&drawn) {
                texts.push(Text::new(&article.name, &document, &pictures, sheet));
            }
        }
        for seed in 0..200 {
            let tree = trees::tree(seed);
            let (document, pictures) = (Arc::new(tree.document), Arc::new(tree.pictures));
            for sheet in [SHEETS[seed as usize % SHEETS.len()], &random_sheet(&mut random)] {
                texts.push(Text::new(&format!("seed {seed}"), &document, &pictures, sheet));
            }
        }
        texts
    })
}

/// Asks a law of every text.
pub fn for_each_text(law: impl Fn(&Text)) {
    texts().iter().for_each(law);
}

/// Asks a law of every text, without the pages that its style may have.
pub fn for_each_unpaged_text(law: impl Fn(&Text)) {
    static UNPAGED: OnceLock<Vec<Text>> = OnceLock::new();
    let paged = texts().iter().filter(|text| text.is_paged());
    let unpaged = UNPAGED.get_or_init(|| paged.map(|text| text.with("lines = 0")).collect());
    texts().iter().filter(|text| !text.is_paged()).chain(unpaged).for_each(law);
}
