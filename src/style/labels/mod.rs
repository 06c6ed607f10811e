//! The few words that editions add to an article, in its own language. The words themselves are in `words/`, a file for each
//! language.

mod book;
mod text;
mod words;

use crate::text::MonthNames;
use crate::tree::{CalloutKind, Contributor, Date, Lang, Meta, NoteId, Role, Task};
use words::{ENGLISH, Words, words_of};

/// The words that editions add: never part of what the article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The language these words are in: that of the article, or English where its language has none yet. Formats that can say
    /// so mark the words with it.
    pub lang: Lang,
    words: &'static Words,
}

impl Labels {
    /// The words for a language; English ones where it has none here.
    pub fn of(lang: &Lang) -> Labels {
        match words_of(lang) {
            Some(words) => Labels { lang: lang.clone(), words },
            None => Labels { lang: Lang::english(), words: ENGLISH },
        }
    }

    /// The heading of the list of contents.
    pub fn contents(&self) -> &'static str {
        self.words.contents
    }

    /// The heading of the notes.
    pub fn notes(&self) -> &'static str {
        self.words.notes
    }

    /// The name of one note: "Note 3".
    pub fn note(&self, id: NoteId) -> String {
        self.words.note.replace("{}", &id.number().to_string())
    }

    /// The heading of the list of web addresses.
    pub fn links(&self) -> &'static str {
        self.words.links
    }

    /// The label of an image in plain text.
    pub fn image(&self) -> &'static str {
        self.words.image
    }

    /// The link that skips to the article.
    pub fn skip(&self) -> &'static str {
        self.words.skip
    }

    /// The name of the book's cover.
    pub fn cover(&self) -> &'static str {
        self.words.cover
    }

    /// The link from a note back to the text.
    pub fn back(&self) -> &'static str {
        self.words.back
    }

    /// The name of one page: "Page 3".
    pub fn page(&self, number: usize) -> String {
        self.words.page.replace("{}", &number.to_string())
    }

    /// The place of a page among all: "Page 2 of 5".
    pub fn page_of(&self, number: usize, count: usize) -> String {
        self.words.page_of.replacen("{}", &number.to_string(), 1).replacen("{}", &count.to_string(), 1)
    }

    /// "Published: 12 May 2026".
    pub fn published(&self, date: Date) -> String {
        self.words.published.replace("{}", &self.date(date))
    }

    /// "Updated: 12 May 2026".
    pub fn modified(&self, date: Date) -> String {
        self.words.modified.replace("{}", &self.date(date))
    }

    /// "Reviewed: 12 May 2026".
    pub fn reviewed(&self, date: Date) -> String {
        self.words.reviewed.replace("{}", &self.date(date))
    }

    /// "Next review: 12 May 2028".
    pub fn next_review(&self, date: Date) -> String {
        self.words.next_review.replace("{}", &self.date(date))
    }

    /// "Version: 3".
    pub fn version(&self, version: &str) -> String {
        self.words.version.replace("{}", version)
    }

    /// Phrases on who made the article, when it was checked and which version it is: one phrase for each, in the order of reading.
    pub fn facts(&self, meta: &Meta) -> Vec<String> {
        let mut facts = self.made_by(&meta.contributors);
        facts.extend(meta.published.map(|date| self.published(date)));
        facts.extend(meta.modified.map(|date| self.modified(date)));
        facts.extend(meta.reviewed.map(|date| self.reviewed(date)));
        facts.extend(meta.next_review.map(|date| self.next_review(date)));
        facts.extend(meta.version.as_ref().map(|version| self.version(version.as_str())));
        facts
    }

    /// The makers of the article, one phrase for each role: "Written by A. Author, B. Author". Names alone where the role has no
    /// phrase here. Roles come in the order in which the article first names them.
    pub fn made_by(&self, contributors: &[Contributor]) -> Vec<String> {
        let mut roles: Vec<&Role> = Vec::new();
        for contributor in contributors {
            if !roles.contains(&&contributor.role) {
                roles.push(&contributor.role);
            }
        }
        let phrase = |role: &Role| {
            let names = contributors.iter().filter(|contributor| contributor.role == *role);
            let names: Vec<&str> = names.map(|contributor| contributor.name.as_str()).collect();
            let known = ["aut", "edt", "trl", "ill", "rev"].iter().position(|known| *known == role.as_str());
            let pattern = known.map_or("{}", |index| self.words.made_by[index]);
            pattern.replace("{}", &names.join(", "))
        };
        roles.into_iter().map(phrase).collect()
    }

    /// The kind of a callout in words: "Warning".
    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        self.words.callouts[match kind {
            CalloutKind::Aside => 0,
            CalloutKind::Note => 1,
            CalloutKind::Tip => 2,
            CalloutKind::Important => 3,
            CalloutKind::Warning => 4,
            CalloutKind::Caution => 5,
        }]
    }

    /// The state of a task in words, for those who do not see its box: "To do" or "Done".
    pub fn task(&self, task: Task) -> &'static str {
        self.words.tasks[match task {
            Task::Open => 0,
            Task::Done => 1,
        }]
    }

    /// The mark between a label and what it labels: `: `, and in French a no-break space before it.
    pub fn colon(&self) -> &'static str {
        self.words.colon
    }

    /// The mark between a heading of the author's, such as that of a column, and what it heads: a space alone after a question.
    pub fn colon_after(&self, words: &str) -> &'static str {
        match words.trim_end().chars().next_back() {
            Some('?' | '!' | ':' | '؟') => " ",
            Some('？' | '！' | '：') => "",
            Some(_) | None => self.colon(),
        }
    }

    /// The names of the months, January first: in the form that a whole date asks for, and in the form beside a year alone.
    pub fn month_names(&self) -> MonthNames {
        [&self.words.months, &self.words.months_alone]
    }

    /// A date in words: "12 May 2026"; a month or a year alone where the day is not known.
    pub fn date(&self, date: Date) -> String {
        let year = date.year().to_string();
        match (date.month().map(|month| usize::from(month) - 1), date.day()) {
            (Some(month), Some(day)) => {
                let day = if day == 1 { self.words.first_day.to_owned() } else { day.to_string() };
                let date = self.words.date.replace("{d}", &day);
                date.replace("{m}", self.words.months[month]).replace("{y}", &year)
            }
            (Some(month), None) => {
                self.words.month_and_year.replace("{m}", self.words.months_alone[month]).replace("{y}", &year)
            }
            (None, _) => self.words.year.replace("{y}", &year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colon_stands_behind_a_question() {
        for (lang, words, colon) in [
            ("en", "Dose", ": "),
            ("en", "With food?", " "),
            ("fr", "Dose", "\u{a0}: "),
            ("ja", "用量", "："),
            ("ja", "食後？", ""),
        ] {
            assert_eq!(Labels::of(&Lang::new(lang).unwrap()).colon_after(words), colon, "{words}");
        }
    }

    #[test]
    fn dates_are_said_as_each_language_says_them() {
        for (lang, day, first, month, year) in [
            ("en", "12 May 2026", "1 May 2026", "May 2026", "2026"),
            ("de", "12. Mai 2026", "1. Mai 2026", "Mai 2026", "2026"),
            ("fr", "12 mai 2026", "1er mai 2026", "mai 2026", "2026"),
            ("es", "12 de mayo de 2026", "1 de mayo de 2026", "mayo de 2026", "2026"),
            ("pl", "12 maja 2026", "1 maja 2026", "maj 2026", "2026"),
            ("ru", "12 мая 2026 года", "1 мая 2026 года", "май 2026 года", "2026 год"),
            ("fi", "12. toukokuuta 2026", "1. toukokuuta 2026", "toukokuu 2026", "2026"),
            ("he", "12 במאי 2026", "1 במאי 2026", "מאי 2026", "2026"),
            ("ja", "2026年5月12日", "2026年5月1日", "2026年5月", "2026年"),
        ] {
            let labels = Labels::of(&Lang::new(lang).unwrap());
            for (date, words) in [("2026-05-12", day), ("2026-05-01", first), ("2026-05", month), ("2026", year)] {
                assert_eq!(labels.date(Date::new(date).unwrap()), words, "{lang}");
            }
        }
    }

    #[test]
    fn english_stands_in_and_says_so() {
        let labels = Labels::of(&Lang::new("cy").unwrap());
        assert_eq!((labels.lang.as_str(), labels.contents()), ("en", "Contents"));
        let labels = Labels::of(&Lang::new("pt-BR").unwrap());
        assert_eq!((labels.lang.as_str(), labels.contents()), ("pt-BR", "Índice"));
    }
}
