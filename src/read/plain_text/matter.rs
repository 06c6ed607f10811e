//! What a text says about itself: its title, who wrote it, when it was checked, and the words that stand for it elsewhere.

use super::dates::date;
use super::guesses::Guesses;
use super::inlines::{Links, inlines};
use super::likeness::{MOST_WORDS, folded, is_capitals, is_heading_like};
use super::lines::{Lines, is_spaceless};
use super::markers::{Mark, MarkKind};
use super::pieces::{Piece, PieceKind, Shape};
use super::signs;
use crate::diagnostic::{Diagnostic, Rule};
use crate::read::Written;
use crate::read::front_matter::Head;
use crate::tree::{Contributor, Date, Line, Role, walk};
use std::ops::Range;

/// How many pieces from either end of a text may speak about it.
const NEAR: usize = 5;

/// A title with a full stop has no more characters.
const LONGEST_STOPPED: usize = 90;

/// What has been found, and which pieces are left for the body.
pub struct Matter<'a, 't> {
    pub lines: &'a Lines<'t>,
    pub head: &'a Head,
    pub written: &'a mut Written,
    pub guesses: &'a mut Guesses,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Matter<'_, '_> {
    /// Takes the title from the first pieces, and what else speaks about the text from both ends. The pieces that were taken are
    /// removed.
    pub fn take(&mut self, pieces: &mut Vec<Piece>) {
        self.mail_head(pieces);
        self.title(pieces);
        self.repeated_title(pieces);
        let head = 0..pieces.len().min(NEAR);
        self.remarks(pieces, head);
        let foot = pieces.len().saturating_sub(NEAR)..pieces.len();
        self.remarks(pieces, foot);
    }

    fn text_of(&self, piece: &Piece) -> String {
        walk::text_of(&inlines(self.lines, piece.lines.clone(), 0, Shape::Prose, Links::Left))
    }

    /// `Subject:` among the lines of a mail's head is the title; the other lines stay.
    fn mail_head(&mut self, pieces: &mut Vec<Piece>) {
        let Some(piece) = pieces.first().filter(|piece| 2 <= piece.lines.len() && piece.lines.len() <= 12) else {
            return;
        };
        let is_field = |words: &str| {
            let name = words.split(':').next().unwrap_or_default();
            name.len() < words.len() && name.len() <= 20 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
        };
        let lines = piece.lines.clone();
        let all = lines.clone().all(|line| is_field(self.lines.words(line)));
        let from = lines.clone().any(|line| self.lines.words(line).starts_with("From:"));
        let subject = lines.clone().find(|&line| self.lines.words(line).starts_with("Subject:"));
        if let Some(subject) = subject.filter(|_| all && from && self.has_no_title()) {
            let text = inlines(self.lines, subject..subject + 1, "Subject:".len(), Shape::Prose, Links::Left);
            if walk::has_words(&text) {
                self.written.title = text;
                let part = |lines: Range<usize>| Piece { kind: PieceKind::Text(Shape::Lines), lines, ..piece.clone() };
                let parts = [part(lines.start..subject), part(subject + 1..lines.end)];
                pieces.splice(..1, parts.into_iter().filter(|part| !part.lines.is_empty()));
                self.guesses.add(self.lines, subject..subject + 1, "the title", "it is the subject of a mail");
            }
        }
    }

    fn has_no_title(&self) -> bool {
        self.written.title.is_empty() && self.head.title.is_empty()
    }

    fn title(&mut self, pieces: &mut Vec<Piece>) {
        let Some(first) = pieces.first() else { return };
        let known = if self.head.title.is_empty() { &self.written.title } else { &self.head.title };
        if walk::has_words(known) {
            let known = folded(&walk::text_of(known));
            // The title of a book stands near its beginning, not always on its first line.
            return self.take_again(&known, NEAR, pieces);
        }
        let range = first.lines.clone();
        let shaped = matches!(first.kind, PieceKind::Text(_) | PieceKind::Underlined(_)) && range.len() <= 3
            || is_numbered_title(pieces);
        let words = self.text_of(first);
        let signs = signs::number_signs(self.lines.words(range.start)).map_or(0, |signs| signs.length);
        let bare = words.get(signs..).unwrap_or(&words);
        let reason = match () {
            () if !shaped => return,
            () if is_title_like(bare) => "it is the first line and does not end like a sentence",
            () if is_stopped_title(bare) && self.leads_to_headings(pieces) => {
                "it is a short first line, and headings stand further down"
            }
            () => return,
        };
        self.written.title = inlines(self.lines, range.clone(), signs, Shape::Prose, Links::Left);
        self.guesses.add(self.lines, range, "the title", reason);
        pieces.remove(0);
        // What a page is called in the tab of a browser may stand above its title.
        self.take_again(&folded(bare), 1, pieces);
    }

    /// Takes the title out where it stands among so many first pieces again.
    fn take_again(&mut self, known: &str, near: usize, pieces: &mut Vec<Piece>) {
        let is_it = |piece: &Piece| piece.lines.len() <= 3 && folded(&self.text_of(piece)) == known;
        if let Some(at) = pieces.iter().take(near).position(is_it).filter(|_| !known.is_empty()) {
            let span = self.lines.span(pieces[at].lines.clone());
            self.diagnostics.push(Diagnostic::new(Rule::TitleRepeated, span, "the title stands in the text again"));
            pieces.remove(at);
        }
    }

    /// Whether the first piece stands apart, and lines that could be headings stand further down.
    fn leads_to_headings(&self, pieces: &[Piece]) -> bool {
        let apart = pieces.get(1).is_some_and(|second| 0 < second.gap && !matches!(second.kind, PieceKind::Item(..)));
        let heading = |pair: &[Piece]| match pair[0].kind {
            PieceKind::Underlined(_) => true,
            PieceKind::Text(_) if pair[0].lines.len() == 1 && 0 < pair[0].gap && 0 < pair[1].gap => {
                let words = self.lines.words(pair[0].lines.start);
                is_heading_like(words, is_capitals) && !signs::is_no_heading(words)
            }
            _ => false,
        };
        apart && pieces[1..].windows(2).any(heading)
    }

    /// A title that returns at the end, with a paragraph after it, is what a page says of itself in a list of pages.
    fn repeated_title(&mut self, pieces: &mut Vec<Piece>) {
        let [.., title, text] = pieces.as_slice() else { return };
        let known = if self.head.title.is_empty() { &self.written.title } else { &self.head.title };
        let is_text = |piece: &Piece| matches!(piece.kind, PieceKind::Text(_));
        let known = folded(&walk::text_of(known));
        let again = !known.is_empty() && title.lines.len() <= 3 && folded(&self.text_of(title)) == known;
        if !again || !is_text(title) || !is_text(text) || self.head.meta.description.is_some() || pieces.len() < 3 {
            return;
        }
        let Ok(description) = Line::new(&self.text_of(text)) else { return };
        self.written.description = Some(description);
        let message = "the title stands at the end again";
        self.diagnostics.push(Diagnostic::new(Rule::TitleRepeated, self.lines.span(title.lines.clone()), message));
        self.guesses.add(self.lines, text.lines.clone(), "the description", "it stands below the title at the end");
        pieces.truncate(pieces.len() - 2);
    }

    /// Takes the lines that say who wrote the text and when it was checked.
    fn remarks(&mut self, pieces: &mut Vec<Piece>, range: Range<usize>) {
        let mut number = 0;
        pieces.retain(|piece| {
            let near = range.contains(&number);
            number += 1;
            let one_line = matches!(piece.kind, PieceKind::Text(_)) && piece.lines.len() == 1;
            !(near && one_line && self.remark(piece))
        });
    }

    fn remark(&mut self, piece: &Piece) -> bool {
        let words = self.lines.words(piece.lines.start);
        if words.len() > 120 || !self.byline(words) && !self.dated(words) {
            return false;
        }
        self.guesses.add(
            self.lines,
            piece.lines.clone(),
            "a remark about the article",
            "it says who wrote it, or when",
        );
        true
    }

    /// `By Ada Writer`, `Written by Ada Writer and Bob Reader`.
    fn byline(&mut self, words: &str) -> bool {
        let bare = BYLINES.iter().find_map(|label| Some((words.strip_prefix(label)?, !label.ends_with(' '))));
        let Some((names, labelled)) = bare else { return false };
        let mut names = vec![names.trim_start_matches([' ', '\u{a0}', ':', '：'])];
        for between in [" and ", " und ", " et ", " y ", " и ", "、"] {
            names = names.iter().flat_map(|names| names.split(between)).map(str::trim).collect();
        }
        // `Par exemple`, `Von Anfang` and `By Mouth` are no names; `By Ada Writer` is.
        let whole = |name: &&str| labelled || name.contains(' ');
        if !self.head.meta.contributors.is_empty()
            || !self.written.contributors.is_empty()
            || !names.iter().all(|name| is_name(name) && whole(name))
        {
            return false;
        }
        for name in names {
            if let Ok(name) = Line::new(name) {
                self.written.contributors.push(Contributor { name, role: Role::author(), file_as: None });
            }
        }
        true
    }

    /// `Last reviewed: 12 May 2026`, `Next review due: May 2028`, `Version 2.1`.
    fn dated(&mut self, words: &str) -> bool {
        if let Some(version) = words.strip_prefix("Version").map(|rest| rest.trim_start_matches([':', ' '])) {
            let plain =
                version.len() <= 12 && version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(' ');
            if plain && self.head.meta.version.is_none() && self.written.version.is_none() {
                self.written.version = Line::new(version).ok();
                return self.written.version.is_some();
            }
            return false;
        }
        let Some((remark, day)) = remark_of(words) else { return false };
        let (head, written) = (&self.head.meta, &mut *self.written);
        let (known, slot) = match remark {
            Remark::Reviewed => (head.reviewed, &mut written.reviewed),
            Remark::NextReview => (head.next_review, &mut written.next_review),
            Remark::Published => (head.published, &mut written.published),
            Remark::Modified => (head.modified, &mut written.modified),
        };
        if known.is_some() || slot.is_some() {
            return false;
        }
        *slot = Some(day);
        true
    }
}

/// What stands before the names of those who wrote a text.
const BYLINES: &[&str] = &[
    "Written by ",
    "Written by:",
    "By ",
    "By:",
    "Author:",
    "Von ",
    "Autor:",
    "Autorin:",
    "Par ",
    "Auteur :",
    "Auteur:",
    "Auteure :",
    "Por ",
    "Autora:",
    "Autore:",
    "Autrice:",
    "Door ",
    "Tekst:",
    "Автор:",
    "Авторы:",
    "文：",
    "著者：",
    "作者：",
];

/// What a date in a text says about it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Remark {
    Reviewed,
    NextReview,
    Published,
    Modified,
}

/// What stands before such dates, in lowercase.
const REMARKS: &[(&str, Remark)] = &[
    ("last reviewed", Remark::Reviewed),
    ("reviewed", Remark::Reviewed),
    ("page last reviewed", Remark::Reviewed),
    ("date reviewed", Remark::Reviewed),
    ("date of last review", Remark::Reviewed),
    ("zuletzt geprüft", Remark::Reviewed),
    ("geprüft am", Remark::Reviewed),
    ("letzte überprüfung", Remark::Reviewed),
    ("dernière révision", Remark::Reviewed),
    ("révisé le", Remark::Reviewed),
    ("última revisión", Remark::Reviewed),
    ("ultima revisione", Remark::Reviewed),
    ("última revisão", Remark::Reviewed),
    ("laatst herzien", Remark::Reviewed),
    ("ostatni przegląd", Remark::Reviewed),
    ("последняя проверка", Remark::Reviewed),
    ("最終確認日", Remark::Reviewed),
    ("审阅日期", Remark::Reviewed),
    ("next review", Remark::NextReview),
    ("next review due", Remark::NextReview),
    ("review due", Remark::NextReview),
    ("date of next review", Remark::NextReview),
    ("nächste überprüfung", Remark::NextReview),
    ("prochaine révision", Remark::NextReview),
    ("próxima revisión", Remark::NextReview),
    ("prossima revisione", Remark::NextReview),
    ("próxima revisão", Remark::NextReview),
    ("volgende herziening", Remark::NextReview),
    ("następny przegląd", Remark::NextReview),
    ("следующая проверка", Remark::NextReview),
    ("次回確認日", Remark::NextReview),
    ("published", Remark::Published),
    ("date published", Remark::Published),
    ("publication date", Remark::Published),
    ("first published", Remark::Published),
    ("veröffentlicht am", Remark::Published),
    ("publié le", Remark::Published),
    ("publicado el", Remark::Published),
    ("pubblicato il", Remark::Published),
    ("publicado em", Remark::Published),
    ("gepubliceerd op", Remark::Published),
    ("opublikowano", Remark::Published),
    ("опубликовано", Remark::Published),
    ("公開日", Remark::Published),
    ("发布日期", Remark::Published),
    ("last updated", Remark::Modified),
    ("updated", Remark::Modified),
    ("page last updated", Remark::Modified),
    ("last modified", Remark::Modified),
    ("stand", Remark::Modified),
    ("zuletzt aktualisiert", Remark::Modified),
    ("mis à jour le", Remark::Modified),
    ("dernière mise à jour", Remark::Modified),
    ("última actualización", Remark::Modified),
    ("ultimo aggiornamento", Remark::Modified),
    ("última atualização", Remark::Modified),
    ("laatst bijgewerkt", Remark::Modified),
    ("ostatnia aktualizacja", Remark::Modified),
    ("обновлено", Remark::Modified),
    ("最終更新日", Remark::Modified),
    ("更新日期", Remark::Modified),
];

/// `Last reviewed: 12 May 2026`, `Mis à jour le 12 mai 2026`: a remark, and nothing but a date behind it.
fn remark_of(words: &str) -> Option<(Remark, Date)> {
    // A date has a year, and its label no digits: most lines are told by that.
    let digit = words.find(|c: char| c.is_ascii_digit())?;
    let lower = words.to_lowercase();
    REMARKS.iter().find_map(|(label, remark)| {
        let said = lower.strip_prefix(label).filter(|_| label.len() <= digit)?;
        let said = said.trim_start_matches([' ', '\u{a0}', ':', '：']);
        Some((*remark, date(said.strip_prefix("am ").unwrap_or(said))?))
    })
}

/// One to six words, each beginning like a name's part.
fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let part = |part: &&str| {
        part.starts_with(|c: char| c.is_uppercase() || is_spaceless(c))
            || matches!(*part, "de" | "van" | "von" | "der" | "den" | "la" | "da" | "di" | "al" | "bin")
    };
    (1..=6).contains(&parts.len())
        && parts.iter().all(part)
        && !name.contains(|c: char| c.is_ascii_digit() || ":;!?".contains(c))
        && !signs::ends_sentence(name.chars().next_back().unwrap_or('.'))
}

/// `14. Run a service`: the first line has a number, but nothing goes on counting.
fn is_numbered_title(pieces: &[Piece]) -> bool {
    let number = |piece: &Piece| match piece.kind {
        PieceKind::Item(Mark { kind: MarkKind::Number(value, delimiter), .. }, _) => Some((value, delimiter)),
        _ => None,
    };
    let [first, second, ..] = pieces else { return false };
    let Some((value, delimiter)) = number(first).filter(|_| first.lines.len() == 1) else { return false };
    // What a list counts from its own beginning on does not go on with the first line.
    let next = pieces[1..].iter().filter_map(number).find(|(_, other)| *other == delimiter);
    matches!(second.kind, PieceKind::Text(_)) && next.is_none_or(|(next, _)| next != value + 1)
}

/// `What we saw. Report 12, May 2026.`: a few words with full stops, none of them a question or a call.
fn is_stopped_title(words: &str) -> bool {
    words.chars().count() <= LONGEST_STOPPED
        && words.split_whitespace().count() <= MOST_WORDS
        && signs::without_closing_marks(words).ends_with(['.', '。', '।', '۔'])
        && !words.contains(['!', '?', '！', '？', '؟'])
        && words.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
}

/// A title may be longer than a heading, and may begin with a lowercase letter.
fn is_title_like(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let ends = signs::without_closing_marks(words);
    let sentence = ends.chars().next_back().is_none_or(|c| signs::ends_sentence(c) && c != '!' && c != '！');
    words.len() <= 400
        && (1..=30).contains(&count)
        && (!sentence || is_heading_like(words, is_capitals))
        && words.contains(char::is_alphanumeric)
}
