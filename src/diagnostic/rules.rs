//! The list of rules: each has a name, a severity and an explanation.

use super::Severity;
use serde::{Deserialize, Serialize};

/// Declares the rules: variant, name on the command line and in JSON, severity, explanation.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// One rule. Names are stable, since JSON contains them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule { $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+ }

        impl Rule {
            /// Every rule, in the order of this list.
            pub const ALL: &[Rule] = &[$(Rule::$variant,)+];

            /// The rule's name: lowercase words joined by hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Rule::$variant => $name,)+ }
            }

            /// The severity of breaking the rule.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$variant => Severity::$severity,)+ }
            }

            /// The explanation of the rule, one or more sentences.
            pub fn explanation(self) -> &'static str {
                match self { $(Rule::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

/// One line for each rule: its name, a colon, and what an author can do.
const REMEDIES: &str = include_str!("remedies.txt");

impl Rule {
    /// Remedy for the author, one or more sentences.
    pub fn remedy(self) -> &'static str {
        let remedies = REMEDIES.lines().filter_map(|line| line.split_once(": "));
        remedies.into_iter().find(|(name, _)| *name == self.name()).map_or("", |(_, remedy)| remedy)
    }
}

rules! {
    /// The character set of the article was guessed from its bytes.
    CharsetGuessed = "charset-guessed", Note;
    /// Bytes that mean nothing in the article's character set were replaced by U+FFFD.
    InvalidBytes = "invalid-bytes", Warning;
    /// A control character cannot be shown: it was left out, or replaced by a space or by what Windows-1252 means by it.
    ControlCharacter = "control-character", Warning;
    /// The front matter cannot be read as YAML or TOML.
    FrontMatterSyntax = "front-matter-syntax", Error;
    /// A key of the front matter is not one that Quatrefoil knows.
    FrontMatterKey = "front-matter-key", Warning;
    /// A value of the front matter does not have the form its key asks for.
    FrontMatterValue = "front-matter-value", Error;
    /// The article has no title of its own; one was made.
    TitleMissing = "title-missing", Warning;
    /// The title stands in the article more than once; it is shown once.
    TitleRepeated = "title-repeated", Note;
    /// The language was guessed from the words.
    LanguageGuessed = "language-guessed", Note;
    /// A heading stood at a level that skips one, or deeper than there are levels; it was moved.
    HeadingLevel = "heading-level", Warning;
    /// A heading has no words.
    HeadingEmpty = "heading-empty", Warning;
    /// The reader took a stretch of plain text for what its form suggests.
    StructureGuessed = "structure-guessed", Note;
    /// Raw HTML has no place in a tree that four formats share; its text stays.
    RawHtml = "raw-html", Warning;
    /// Raw HTML opens what never ends and would swallow the rest of the article; the opening was taken for text.
    HtmlUnclosed = "html-unclosed", Error;
    /// The markup of another tool (`{{ … }}`, `{% … %}`, `[[wiki]]`) was found in the text.
    ForeignMarkup = "foreign-markup", Warning;
    /// A link leads nowhere: to a place that is not in the article or an address that is none.
    LinkNowhere = "link-nowhere", Warning;
    /// A relative link leads out of this build, and there is no `base-url`; its words stay.
    LinkRelative = "link-relative", Warning;
    /// A link has no words to be read.
    LinkEmpty = "link-empty", Warning;
    /// An image has no words for those who do not see it.
    ImageWithoutWords = "image-without-words", Error;
    /// An image is not there, is remote or lies outside the article's folder; its words stand for it.
    ImageMissing = "image-missing", Error;
    /// An image cannot be read; its words stand for it.
    ImageBroken = "image-broken", Error;
    /// A footnote is referred to but never written.
    NoteUndefined = "note-undefined", Warning;
    /// A footnote is written but nothing refers to it; it stands at the end.
    NoteUnused = "note-unused", Warning;
    /// A footnote refers to another; only the words remain.
    NoteNested = "note-nested", Warning;
    /// A footnote was referred to where no reader can follow it, in a heading or a link; the mark was moved behind it.
    NoteMoved = "note-moved", Note;
    /// The hover text of a link reaches only those who point at it; it was left out.
    LinkTitle = "link-title", Note;
    /// A table has no header row.
    TableWithoutHeader = "table-without-header", Warning;
    /// A row of a table has more or fewer cells than its header.
    TableRagged = "table-ragged", Warning;
    /// Quotes, lists or other blocks are nested deeper than any reader can follow.
    NestingTooDeep = "nesting-too-deep", Warning;
    /// An article is larger than the limit that keeps a batch alive.
    TooLarge = "too-large", Error;
    /// The JSON tree cannot be read.
    TreeSyntax = "tree-syntax", Error;
    /// A draft breaks an invariant of the tree.
    TreeFlaw = "tree-flaw", Error;
    /// The file is no text but a PDF, an office document, a picture, a page of the web or a program.
    NotText = "not-text", Error;
    /// The article has no words.
    Empty = "empty", Error;
    /// No font at hand has a glyph for a character.
    GlyphMissing = "glyph-missing", Error;
    /// No font at hand has an emoji; the handout has its name in brackets.
    EmojiNamed = "emoji-named", Warning;
    /// A format cannot show something that the tree holds.
    Loss = "loss", Warning;
    /// The article names no date and the build has none. EPUB 3.3, 5.5.4, demands one, so the book has the beginning of 1970.
    DateMissing = "date-missing", Note;
    /// Someone certifies the accessibility of the book, but the article breaks a rule of it; the book states no conformance.
    ConformanceWithheld = "conformance-withheld", Warning;
    /// A finished edition does not hold what its own check asks.
    EditionCheck = "edition-check", Error;
    /// A file cannot be read or written.
    File = "file", Error;
    /// A file in an edition's place was made by no run that is known; it stays, and the edition is not made.
    FileInTheWay = "file-in-the-way", Error;
    /// The process of the last run died while it made this article.
    RunDied = "run-died", Warning;
    /// The process died twice while it made this article alone; the article is skipped until it changes.
    ArticleSkipped = "article-skipped", Error;
    /// `quatrefoil.toml` cannot be read as TOML.
    ConfigSyntax = "config-syntax", Error;
    /// A key of `quatrefoil.toml` is not one that Quatrefoil knows.
    ConfigKey = "config-key", Error;
    /// A value of `quatrefoil.toml` does not have the form its key asks for.
    ConfigValue = "config-value", Error;
    /// A folder that `quatrefoil.toml` names is not there.
    ConfigFolder = "config-folder", Warning;
    /// A `quatrefoil.toml` stands below the shelf, where none is read.
    ConfigUnread = "config-unread", Warning;
    /// Two articles would write the same edition.
    SameEdition = "same-edition", Error;
    /// The manifest of an earlier run cannot be used; everything is made again.
    ManifestUnusable = "manifest-unusable", Warning;
    /// An article that was made earlier is not in the shelf any more.
    ArticleGone = "article-gone", Warning;
    /// An edition that the manifest lists is not there.
    EditionMissing = "edition-missing", Error;
    /// An edition is not the one that the manifest lists.
    EditionChanged = "edition-changed", Error;
    /// A file in the folder for editions is not in the manifest.
    EditionUnlisted = "edition-unlisted", Error;
    /// Quatrefoil itself failed: our bug.
    Bug = "bug", Error;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_rule_has_a_remedy_and_each_remedy_a_rule() {
        let remedies: Vec<_> = REMEDIES.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        assert_eq!(remedies.len(), REMEDIES.lines().count(), "each line is `name: sentence`");
        assert_eq!(remedies, Rule::ALL.iter().map(|rule| rule.name()).collect::<Vec<_>>(), "in the order of the rules");
        for rule in Rule::ALL {
            assert!(rule.remedy().ends_with(['.', '`']), "{}: {}", rule.name(), rule.remedy());
        }
    }

    #[test]
    fn names_are_unique_and_hyphenated() {
        let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
        for name in names {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        }
    }
}
