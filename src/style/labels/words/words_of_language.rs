//! The words that a language has to give.

/// All words of one language.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::style::labels) struct Words {
    /// The language's tag: a primary language, and a script where it is written in two.
    pub lang: &'static str,
    /// The heading of the list of contents.
    pub contents: &'static str,
    /// The heading of the notes.
    pub notes: &'static str,
    /// The name of note 3.
    pub note: &'static str,
    /// The heading of the list of web addresses.
    pub links: &'static str,
    /// Stands before the words of an image that is not shown.
    pub image: &'static str,
    /// The link that skips to the article.
    pub skip: &'static str,
    /// The name of the book's cover.
    pub cover: &'static str,
    /// The link from a note back to the text.
    pub back: &'static str,
    /// The name of page 3.
    pub page: &'static str,
    /// Page 2 of 5.
    pub page_of: &'static str,
    /// Before a date, as the next three: when the article was published,
    pub published: &'static str,
    /// when it was last changed,
    pub modified: &'static str,
    /// when its facts were last checked,
    pub reviewed: &'static str,
    /// and when they are to be checked again.
    pub next_review: &'static str,
    /// Before the number of a version.
    pub version: &'static str,
    /// Kinds of callouts: more on the matter, note, tip, important, warning, caution.
    pub callouts: [&'static str; 6],
    /// The states of a task: to do, done.
    pub tasks: [&'static str; 2],
    /// Before names: who wrote, edited, translated, illustrated and reviewed it.
    pub made_by: [&'static str; 5],
    /// A whole date: `{d}` is the day, `{m}` the month, `{y}` the year.
    pub date: &'static str,
    /// The day in the date of the first of a month.
    pub first_day: &'static str,
    pub month_and_year: &'static str,
    pub year: &'static str,
    /// The months in the form that a whole date asks for, January first.
    pub months: [&'static str; 12],
    /// The months in the form that they have without a day.
    pub months_alone: [&'static str; 12],
    /// The mark between a label and what it labels; French puts a space before it.
    pub colon: &'static str,

    // What plain text has to say because it cannot show it.
    /// The target of a link within the text: section 2.1.
    pub section: &'static str,
    /// The place of a part among its neighbours: part 2 of 7.
    pub part: &'static str,
    /// Before the words of someone else.
    pub quote: &'static str,
    /// Before a table.
    pub table: &'static str,
    /// Before text whose spaces and lines matter.
    pub exact: &'static str,
    /// Before the name of what ends: `[End: Quote]`.
    pub end: &'static str,
    /// Before words that are struck out.
    pub deleted: &'static str,
    /// The heading of what is said about the article at its end.
    pub about: &'static str,
    /// Before the number to call.
    pub phone: &'static str,
    /// Before the address of the online version.
    pub online: &'static str,
    /// Instructions for the text, `{}` columns wide; that headings say their place; what `[1]` means; where the notes are.
    pub usage: [&'static str; 4],

    // What a book says of itself.
    /// The landmark where the article begins.
    pub article: &'static str,
    /// The heading of the landmarks.
    pub landmarks: &'static str,
    /// The heading of the page list.
    pub pages: &'static str,
    /// Accessibility summary: the book is text.
    pub summary_text: &'static str,
    /// Accessibility summary: images have words.
    pub summary_images: &'static str,
    /// Accessibility summary: headings and contents lead to the parts.
    pub summary_headings: &'static str,
    /// Accessibility summary: the pages are those of the handout.
    pub summary_pages: &'static str,
}
