//! Each key of the front matter → what it says. A fault is said at the value it is in; what can be understood counts.

use super::head::Head;
use super::head_reader::HeadReader;
use super::people;
use super::values::{Entry, Node, Value};
use crate::diagnostic::{self, Diagnostic, LineIndex, Rule};
use crate::limits::Limits;
use crate::read::markdown::inline_markdown;
use crate::read::{Charset, Neighbours, Source, relative};
use crate::tree::{Alt, Date, Direction, Image, ImageSource, Lang, Line, Series, WebAddress, walk};

/// The keys as they are documented, and other words for some of them.
const KEYS: [(&str, &[&str]); 26] = [
    ("title", &[]),
    ("subtitle", &[]),
    ("lang", &["language"]),
    ("dir", &["direction"]),
    ("charset", &["encoding"]),
    ("author", &["authors"]),
    ("description", &["summary"]),
    ("publisher", &[]),
    ("published", &["date"]),
    ("modified", &["updated"]),
    ("reviewed", &[]),
    ("next-review", &[]),
    ("version", &[]),
    ("identifier", &["isbn", "doi"]),
    ("subjects", &["subject", "keywords", "tags"]),
    ("rights", &["licence", "license"]),
    ("series", &[]),
    ("series-position", &[]),
    ("canonical", &[]),
    ("base-url", &[]),
    ("cover", &[]),
    ("cover-alt", &[]),
    ("certified-by", &[]),
    ("phone", &["telephone"]),
    ("headings", &[]),
    ("not-headings", &[]),
];

/// Entries → the head.
pub(super) fn head(text: &str, entries: Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) -> Head {
    let mut reading = HeadReader {
        text,
        places: LineIndex::new(text),
        head: Head::silent(),
        cover: None,
        cover_alt: None,
        series_position: None,
        seen: Vec::new(),
        diagnostics,
    };
    for entry in entries {
        reading.entry(entry);
    }
    reading.finish()
}

/// The key that a word means.
pub(super) fn known(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase().replace('_', "-");
    KEYS.iter().find(|(key, others)| *key == word || others.contains(&word.as_str())).map(|(key, _)| *key)
}

/// The key that is spelt most like a word; `None` where none is near.
fn nearest(word: &str) -> Option<&'static str> {
    let spellings = KEYS.iter().flat_map(|(key, others)| others.iter().chain([key]).copied());
    known(diagnostic::nearest(word, spellings)?)
}

impl HeadReader<'_> {
    fn entry(&mut self, entry: Entry) {
        let Entry { key: word, key_at, value } = entry;
        let Some(key) = known(&word) else {
            let diagnostic = Diagnostic::new(
                Rule::FrontMatterKey,
                self.places.span(key_at),
                format!("the key `{word}` is not known"),
            );
            self.diagnostics.push(match nearest(&word) {
                Some(key) => diagnostic.with_help(format!("perhaps `{key}` is meant")),
                None => diagnostic,
            });
            return;
        };
        if value.value == Value::Null {
            return;
        }
        if self.seen.contains(&key) && !matches!(key, "author" | "subjects") {
            return self.fault(key_at, format!("`{key}` is given twice; the first counts"), None);
        }
        self.seen.push(key);
        match key {
            "title" => self.title(&value),
            "author" => {
                let people = people::contributors(self, value);
                self.head.meta.contributors.extend(people);
            }
            "subjects" => self.subjects(value),
            "headings" => self.head.headings = self.lines(key, value),
            "not-headings" => self.head.not_headings = self.lines(key, value),
            "lang" => self.lang(&value),
            "dir" => self.dir(&value),
            "charset" => self.charset(&value),
            "identifier" => self.head.meta.identifier = self.identifier(&word, &value),
            "cover" => self.cover(&value),
            "series-position" => {
                let at = self.places.span(value.at.clone());
                self.series_position = self.line(key, &value).map(|line| (line, at));
            }
            "published" | "modified" | "reviewed" | "next-review" => self.date(key, &value),
            "canonical" => self.head.meta.canonical = self.address(key, &value),
            "base-url" => self.head.base_url = self.address(key, &value),
            _ => self.one_line(key, &value),
        }
    }

    /// One line, or a list of lines, of the article itself.
    fn lines(&mut self, key: &'static str, value: Node) -> Vec<String> {
        let values = match value.value {
            Value::List(values) => values,
            Value::Null | Value::Text(_) | Value::Map(_) => vec![value],
        };
        values.iter().filter_map(|value| self.line(key, value)).map(String::from).collect()
    }

    fn one_line(&mut self, key: &'static str, value: &Node) {
        let line = self.line(key, value);
        let meta = &mut self.head.meta;
        match key {
            "subtitle" => meta.subtitle = line,
            "description" => meta.description = line,
            "publisher" => meta.publisher = line,
            "version" => meta.version = line,
            "rights" => meta.rights = line,
            "series" => meta.series = line.map(|name| Series { name, position: None }),
            "cover-alt" => self.cover_alt = line,
            "certified-by" => meta.certified_by = line,
            "phone" => meta.phone = line,
            _ => {}
        }
    }

    /// Combines values that come from several keys.
    fn finish(mut self) -> Head {
        match (self.series_position.take(), &mut self.head.meta.series) {
            (Some((position, _)), Some(series)) => series.position = Some(position),
            (Some((_, at)), None) => {
                let message = "`series-position` is given without `series`";
                self.diagnostics.push(Diagnostic::new(Rule::FrontMatterValue, at, message));
            }
            (None, _) => {}
        }
        if let Some(mut cover) = self.cover.take() {
            match self.cover_alt.take() {
                Some(words) => cover.alt = Alt::Text(words),
                None => {
                    let message = "the cover has no words";
                    let help = "say in `cover-alt` what it shows";
                    self.diagnostics.push(Diagnostic::new(Rule::ImageWithoutWords, cover.at, message).with_help(help));
                }
            }
            self.head.meta.cover = Some(cover);
        }
        self.head
    }

    fn title(&mut self, value: &Node) {
        let Some(line) = self.line("title", value) else {
            return;
        };
        let neighbours = Neighbours::default();
        let text = line.as_str();
        let limits = Limits::default();
        let source = Source { text, places: LineIndex::new(text), stem: "", neighbours: &neighbours, limits: &limits };
        let (title, found) = inline_markdown(&source);
        let at = self.places.span(value.at.clone());
        self.diagnostics.extend(found.into_iter().map(|found| Diagnostic { at, ..found }));
        if walk::has_words(&title) {
            self.head.title = title;
        }
    }

    fn subjects(&mut self, value: Node) {
        let items = match value.value {
            Value::List(items) => items,
            Value::Text(text) => {
                let part = |part: &str| Node { value: Value::Text(part.to_owned()), at: value.at.clone() };
                text.split([',', ';']).filter(|part| !part.trim().is_empty()).map(part).collect()
            }
            other => vec![Node { value: other, at: value.at }],
        };
        for item in items {
            let subject = self.line("subjects", &item);
            self.head.meta.subjects.extend(subject);
        }
    }

    fn lang(&mut self, value: &Node) {
        let Some(text) = self.text("lang", value) else {
            return;
        };
        let meant = Lang::new(text.trim().replace('_', "-").as_str()).ok();
        if let Err(malformed) = Lang::new(text.trim()) {
            let help = meant.as_ref().map(|lang| format!("write `{lang}`"));
            self.fault(value.at.clone(), malformed.to_string(), help);
        }
        self.head.lang = meant;
    }

    fn dir(&mut self, value: &Node) {
        let Some(text) = self.text("dir", value) else {
            return;
        };
        match text.trim() {
            "ltr" => self.head.meta.dir = Some(Direction::Ltr),
            "rtl" => self.head.meta.dir = Some(Direction::Rtl),
            "auto" => {}
            other => self.fault(
                value.at.clone(),
                format!("`{other}` is not a direction"),
                Some("write `ltr` or `rtl`".into()),
            ),
        }
    }

    /// It was looked for before the article was decoded; here it is only held against the charsets that there are.
    fn charset(&mut self, value: &Node) {
        let text = self.text("charset", value);
        if let Some(Err(unknown)) = text.map(|text| Charset::named(&text)) {
            self.fault(value.at.clone(), unknown, None);
        }
    }

    fn identifier(&mut self, word: &str, value: &Node) -> Option<Line> {
        let line = self.line("identifier", value)?;
        let text = line.as_str();
        let bare_isbn = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | 'X' | 'x'));
        let whole = match word.to_lowercase().as_str() {
            "isbn" if bare_isbn => format!("urn:isbn:{text}"),
            "doi" if text.starts_with("10.") => format!("doi:{text}"),
            _ => return Some(line),
        };
        Line::new(&whole).ok()
    }

    fn date(&mut self, key: &'static str, value: &Node) {
        let Some(text) = self.text(key, value) else {
            return;
        };
        // A time of day says nothing to readers.
        let day = text.trim().split(['T', 't', ' ']).next().unwrap_or_default();
        let date = match Date::new(day) {
            Ok(date) => Some(date),
            Err(malformed) => {
                self.fault(value.at.clone(), malformed.to_string(), None);
                None
            }
        };
        let meta = &mut self.head.meta;
        match key {
            "published" => meta.published = date,
            "modified" => meta.modified = date,
            "reviewed" => meta.reviewed = date,
            _ => meta.next_review = date,
        }
    }

    fn address(&mut self, key: &'static str, value: &Node) -> Option<WebAddress> {
        let text = self.text(key, value)?;
        let address = WebAddress::new(&text).ok().filter(|address| address.as_str().starts_with("http"));
        if address.is_none() {
            let help = Some("it begins with `https://`".to_owned());
            self.fault(value.at.clone(), format!("`{key}` is not a web address: `{text}`"), help);
        }
        address
    }

    fn cover(&mut self, value: &Node) {
        let Some(text) = self.text("cover", value) else {
            return;
        };
        let at = self.places.span(value.at.clone());
        match relative::asset_path(&text) {
            Some(path) => self.cover = Some(Image { source: ImageSource::File(path), alt: Alt::Decorative, at }),
            None => {
                let message = format!("the cover `{text}` is not a file below the article's folder");
                self.diagnostics.push(Diagnostic::new(Rule::ImageMissing, at, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_told_its_neighbour() {
        for (word, key) in
            [("titel", Some("title")), ("auhtor", Some("author")), ("Keyword", Some("subjects")), ("layout", None)]
        {
            assert_eq!(nearest(word), key, "{word}");
        }
    }
}
