//! Random documents: whole by construction, of every kind of block and inline, with odd words in every place.
//!
//! The same seed gives the same document. A tree nests as deep as a careful author would; limits are tried elsewhere.

use super::random::Random;
use quatrefoil::diagnostic::SourceSpan;
use quatrefoil::picture::{Picture, Pictures};
use quatrefoil::read::tidy::tidy;
use quatrefoil::tree::*;
use std::sync::OnceLock;

/// A document and the pictures that its images lead to.
pub struct Tree {
    pub document: Document,
    pub pictures: Pictures,
}

/// The document of a seed.
pub fn tree(seed: u64) -> Tree {
    let mut random = Random::new(seed);
    let lang = lang(&mut random);
    let mut grower = Grower {
        words: words_of(lang.primary()),
        random,
        notes: Vec::new(),
        ids: Vec::new(),
        paragraphs: 4 + (seed % 40) as usize,
    };
    let draft = grower.draft(lang);
    let document = draft.seal().unwrap_or_else(|flaws| panic!("seed {seed}: {}", flaws[0]));
    Tree { document, pictures: pictures() }
}

/// The pictures of all random documents: two that are there; `figures/missing.png` is not.
pub fn pictures() -> Pictures {
    static PICTURES: OnceLock<Pictures> = OnceLock::new();
    let read = |(path, file): (&str, &str)| {
        let bytes = std::fs::read(file).expect("the checkout holds the sample articles");
        (AssetPath::new(path).unwrap(), Picture::read(&bytes).expect("the sample pictures are whole"))
    };
    let files = [
        ("figures/bottle.png", "sources/images/medicine-bottle.png"),
        ("figures/doses.svg", "sources/images/four-doses.svg"),
    ];
    PICTURES.get_or_init(|| files.into_iter().map(read).collect()).clone()
}

fn lang(random: &mut Random) -> Lang {
    Lang::new(random.pick(&["en", "en-GB", "de", "fr", "es", "it", "nl", "el", "ru", "vi", "pl"])).unwrap()
}

/// Words of a language that the built-in face has glyphs for.
fn words_of(lang: &str) -> &'static [&'static str] {
    match lang {
        "el" => &["το", "φάρμακο", "νερό", "κάθε", "ημέρα", "Ελλάδα", "γιατρός", "μάτι", "όχι", "ναι", "Ώρα", "ΐ"],
        "ru" => &["врач", "каждый", "день", "вода", "боль", "глаз", "Ёлка", "объём", "лекарство", "не", "и", "сердце"],
        "vi" => &["thuốc", "mỗi", "ngày", "nước", "người", "bệnh", "được", "không", "uống", "Đường", "và", "ở"],
        "de" => &["Ärztin", "Maß", "täglich", "über", "Wasser", "die", "Straße", "und", "Größe", "Tablette", "nicht"],
        "fr" => &["l’œil", "à", "médicament", "jour", "où", "être", "ça", "naïve", "eau", "déjà", "les", "pas"],
        _ => &["the", "dose", "take", "water", "of", "a", "medicine", "doctor", "daily", "is", "pain", "eye", "not"],
    }
}

/// Words that go wrong where something is careless.
const ODD: &[&str] = &[
    "345 mg",
    "3.7 months",
    "12 May 2026",
    "0800 123 456",
    "10:30 a.m.",
    "5–10 %",
    "≥ 0.05",
    "Dr. A. Okoro",
    "e.g.",
    "i.e.",
    "“quoted”",
    "‘so’",
    "it’s",
    "<&>\"'",
    "a<b",
    "&amp;",
    "<!--",
    "(in",
    "brackets)",
    "well-being",
    "ER+/HER2-",
    "www.example.org/a/very/long/path?with=query&and=more-words.in.it#fragment",
    "e\u{301}tude",
    "o\u{323}\u{302}",
    "A\u{a0}B",
    "½",
    "1½",
    "…",
    "—",
    "naïve",
    "ﬁne",
    "AVATAR",
    "Wåge",
    "ΔT",
    "µg",
    "20 °C",
    "©",
    "$5",
    "50%",
    "\\n",
    "*star*",
    "_under_",
    "`tick`",
    "#hash",
    "|",
    "~",
    "+",
    "=",
    "@name",
    "C++",
    "x²",
    "№",
    "‰",
    "pneumonoultramicroscopicsilicovolcanoconiosisandsomemoreofit",
];

struct Grower {
    random: Random,
    words: &'static [&'static str],
    notes: Vec<Note>,
    /// Every id that was given.
    ids: Vec<Id>,
    /// How many more blocks the body is to have.
    paragraphs: usize,
}

impl Grower {
    fn draft(&mut self, lang: Lang) -> Draft {
        let title = self.phrase(6);
        let mut meta = Meta::new(title, lang);
        if self.random.one_in(2) {
            meta.subtitle = Some(self.line(5));
            meta.reviewed = Some(Date::new("2026-05-12").unwrap());
            meta.version = Some(Line::new("3.1").unwrap());
        }
        if self.random.one_in(2) {
            meta.description = Some(self.line(12));
            meta.publisher = Some(self.line(3));
            meta.contributors = (0..1 + self.random.below(3))
                .map(|_| Contributor { name: self.line(2), role: Role::author(), file_as: None })
                .collect();
        }
        if self.random.one_in(3) {
            meta.rights = Some(self.line(5));
            meta.phone = Some(Line::new("0800 123 456").unwrap());
            meta.canonical = Some(WebAddress::new("https://example.org/article").unwrap());
            meta.published = Some(Date::new("2025-02").unwrap());
        }
        let body = self.body(0);
        Draft { schema: SCHEMA, meta, body, notes: std::mem::take(&mut self.notes) }
    }

    fn body(&mut self, depth: usize) -> Body {
        let blocks = self.blocks(if depth == 0 { 3 } else { 4 }, 0, Notes::Allowed);
        let mut sections = Vec::new();
        let numbered = self.random.one_in(4);
        while depth < MAX_SECTION_DEPTH && self.paragraphs > 0 && sections.len() < 5 && !self.random.one_in(2 + depth) {
            self.paragraphs = self.paragraphs.saturating_sub(1);
            let id = self.id("section");
            let mut title = self.heading();
            if numbered && !self.random.one_in(4) {
                title.insert(0, Inline::Text(format!("{}. ", sections.len() + 1)));
                title = tidy(title);
            }
            sections.push(Section { id, title, body: self.body(depth + 1), at: SourceSpan::NOWHERE });
        }
        Body { blocks, sections }
    }

    fn id(&mut self, name: &str) -> Id {
        let id = Id::new(&format!("{name}-{}", self.ids.len() + 1)).unwrap();
        self.ids.push(id.clone());
        id
    }

    /// At least one block.
    fn blocks(&mut self, most: usize, depth: usize, notes: Notes) -> Vec<Block> {
        (0..1 + self.random.below(most)).map(|_| self.block(depth, notes)).collect()
    }

    fn block(&mut self, depth: usize, notes: Notes) -> Block {
        self.paragraphs = self.paragraphs.saturating_sub(1);
        let kind = match self.random.below(if depth < 3 { 18 } else { 9 }) {
            0..=5 => BlockKind::Paragraph(self.sentence(notes)),
            6 => self.code(),
            7 => self.figure(notes),
            8 if depth == 0 => BlockKind::Rule,
            8 => BlockKind::Paragraph(self.sentence(notes)),
            9..=12 => self.list(depth, notes),
            13 => BlockKind::Quote(self.blocks(2, depth + 1, notes)),
            14 => self.callout(depth, notes),
            15 | 16 => self.table(notes),
            _ => self.definitions(depth, notes),
        };
        let mut block = Block::new(kind, SourceSpan::NOWHERE);
        if self.random.one_in(12) {
            block.id = Some(self.id("block"));
        }
        if self.random.one_in(20) {
            block.lang = Some(Lang::new("la").unwrap());
        }
        block
    }

    fn list(&mut self, depth: usize, notes: Notes) -> BlockKind {
        let marker = match self.random.below(7) {
            0..=2 => Marker::Bullet,
            kind => Marker::Ordered {
                start: self.random.pick(&[1, 1, 1, 2, 9, 26]),
                numbering: [
                    Numbering::Decimal,
                    Numbering::LowerAlpha,
                    Numbering::UpperAlpha,
                    Numbering::LowerRoman,
                    Numbering::UpperRoman,
                ][kind % 5],
            },
        };
        let tasks = marker == Marker::Bullet && self.random.one_in(4);
        let spacing = if self.random.one_in(2) { Spacing::Tight } else { Spacing::Loose };
        let items = (0..1 + self.random.below(4))
            .map(|_| {
                let task = tasks.then(|| self.random.pick(&[Task::Open, Task::Done]));
                let mut blocks = vec![Block::new(BlockKind::Paragraph(self.sentence(notes)), SourceSpan::NOWHERE)];
                if depth < 2 && self.random.one_in(3) {
                    blocks.extend(self.blocks(2, depth + 1, notes));
                }
                Item { task, blocks, at: SourceSpan::NOWHERE }
            })
            .collect();
        BlockKind::List(List { marker, spacing, items })
    }

    fn callout(&mut self, depth: usize, notes: Notes) -> BlockKind {
        let kind = self.random.pick(&[
            CalloutKind::Aside,
            CalloutKind::Note,
            CalloutKind::Tip,
            CalloutKind::Important,
            CalloutKind::Warning,
            CalloutKind::Caution,
        ]);
        let title = if self.random.one_in(2) { self.phrase(4) } else { Vec::new() };
        BlockKind::Callout(Callout { kind, title, blocks: self.blocks(3, depth + 1, notes) })
    }

    fn code(&mut self) -> BlockKind {
        let text = self.random.pick::<&str>(&[
            "let dose = 345;",
            "first line\n  second, further in\n\nafter an empty line",
            "Dear Dr. Okoro,\n\n    I write   to you.\n<b>&amp;</b> ]]>",
            "a_very_long_line_of_code(with, several, arguments, that, never, ends, and, goes, on)",
        ]);
        let language = self.random.one_in(2).then(|| Line::new("rust").unwrap());
        BlockKind::Code(Code { language, text: text.to_owned() })
    }

    fn figure(&mut self, notes: Notes) -> BlockKind {
        let caption = if self.random.one_in(2) { self.sentence(notes) } else { Vec::new() };
        BlockKind::Figure(Figure { image: self.image(), caption })
    }

    fn image(&mut self) -> Image {
        let source = match self.random.below(5) {
            0 => ImageSource::Unreachable(Line::new("https://example.org/far.png").unwrap()),
            1 => ImageSource::File(AssetPath::new("figures/missing.png").unwrap()),
            2 => ImageSource::File(AssetPath::new("figures/doses.svg").unwrap()),
            _ => ImageSource::File(AssetPath::new("figures/bottle.png").unwrap()),
        };
        let alt = if self.random.one_in(4) { Alt::Decorative } else { Alt::Text(self.line(6)) };
        Image { source, alt, at: SourceSpan::NOWHERE }
    }

    fn table(&mut self, notes: Notes) -> BlockKind {
        let width = 1 + self.random.below(4);
        let columns = (0..width)
            .map(|index| Column {
                header: if index == 0 && self.random.one_in(4) { Vec::new() } else { self.phrase(2) },
                align: self.random.pick(&[Align::Auto, Align::Start, Align::Center, Align::End]),
            })
            .collect();
        let caption = if self.random.one_in(2) { self.phrase(5) } else { Vec::new() };
        let row_headers = if self.random.one_in(2) { RowHeaders::None } else { RowHeaders::FirstCell };
        let rows = (0..1 + self.random.below(4))
            .map(|_| Row {
                cells: (0..width)
                    .map(|_| match self.random.below(6) {
                        0 => Vec::new(),
                        1 => self.sentence(notes),
                        _ => self.phrase(2),
                    })
                    .collect(),
                at: SourceSpan::NOWHERE,
            })
            .collect();
        BlockKind::Table(Table { caption, columns, row_headers, rows })
    }

    fn definitions(&mut self, depth: usize, notes: Notes) -> BlockKind {
        let definitions = (0..1 + self.random.below(3))
            .map(|_| Definition {
                terms: (0..1 + self.random.below(2)).map(|_| self.phrase(3)).collect(),
                meanings: (0..1 + self.random.below(2))
                    .map(|_| {
                        let mut meaning =
                            vec![Block::new(BlockKind::Paragraph(self.sentence(notes)), SourceSpan::NOWHERE)];
                        if depth < 2 && self.random.one_in(4) {
                            meaning.extend(self.blocks(2, depth + 1, notes));
                        }
                        meaning
                    })
                    .collect(),
                at: SourceSpan::NOWHERE,
            })
            .collect();
        BlockKind::Definitions(definitions)
    }

    /// One line of words.
    fn line(&mut self, most: usize) -> Line {
        Line::new(&self.plain(most)).expect("every word has a letter")
    }

    fn plain(&mut self, most: usize) -> String {
        let count = 1 + self.random.below(most);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn word(&mut self) -> &'static str {
        if self.random.one_in(7) { self.random.pick(ODD) } else { self.random.pick(self.words) }
    }

    /// A few words, some of them marked: a title, a cell.
    fn phrase(&mut self, most: usize) -> Vec<Inline> {
        let first = Inline::Text(self.plain(most));
        if self.random.one_in(3) {
            let marked = self.span(1);
            return tidy(vec![first, Inline::Text(" ".to_owned()), marked]);
        }
        tidy(vec![first])
    }

    /// As [`Grower::phrase`], with a link where chance wants it.
    fn heading(&mut self) -> Vec<Inline> {
        let mut title = self.phrase(5);
        if self.random.one_in(8) {
            title.push(Inline::Text(" ".to_owned()));
            title.push(self.link());
        }
        tidy(title)
    }

    /// Words, spans, links, images, notes.
    fn sentence(&mut self, notes: Notes) -> Vec<Inline> {
        let mut text = vec![Inline::Text(self.plain(10))];
        for _ in 0..self.random.below(5) {
            // Not everything stands apart: a mark may touch the word before it.
            if !self.random.one_in(6) {
                text.push(Inline::Text(" ".to_owned()));
            }
            let inline = match self.random.below(12) {
                0..=3 => self.span(2),
                4 => self.link(),
                5 if self.random.one_in(2) => Inline::Image(self.image()),
                6 => match self.note(notes) {
                    Some(note) => note,
                    None => self.span(1),
                },
                7 if self.random.one_in(2) => Inline::Break,
                _ => Inline::Text(self.plain(12)),
            };
            text.push(inline);
        }
        text.push(Inline::Text(" ".to_owned()));
        text.push(Inline::Text(format!("{}.", self.plain(4))));
        tidy(text)
    }

    fn span(&mut self, depth: usize) -> Inline {
        let mut text = vec![Inline::Text(self.plain(3))];
        if depth > 0 && self.random.one_in(3) {
            text.push(Inline::Text(" ".to_owned()));
            text.push(self.span(depth - 1));
        }
        let text = tidy(text);
        match self.random.below(9) {
            0 => Inline::Emphasis(text),
            1 => Inline::Strong(text),
            2 => Inline::Struck(text),
            3 => Inline::Subscript(vec![Inline::Text("2".to_owned())]),
            4 => Inline::Superscript(vec![Inline::Text((self.random.pick(&["2", "st", "-9"])).to_owned())]),
            5 => Inline::Code("ls -a <b>".to_owned()),
            6 => Inline::Foreign {
                lang: Lang::new(self.random.pick(&["la", "fr", "el"])).unwrap(),
                dir: None,
                text: vec![Inline::Text((self.random.pick(&["in vitro", "déjà vu", "ἴδιος"])).to_owned())],
            },
            7 => Inline::Abbreviation {
                expansion: Line::new("progression-free survival").unwrap(),
                text: vec![Inline::Text("PFS".to_owned())],
            },
            _ => Inline::Strong(text),
        }
    }

    fn link(&mut self) -> Inline {
        let to = match self.random.below(6) {
            0 => Target::Article(ArticleLink { stem: Line::new("leaflets/asthma").unwrap(), place: None }),
            // Every id that was given is in the document by the time it is sealed.
            1 | 2 if !self.ids.is_empty() => Target::Place(self.ids[self.random.below(self.ids.len())].clone()),
            3 => Target::Web(WebAddress::new("mailto:help@example.org").unwrap()),
            4 => Target::Web(WebAddress::new("tel:+44800123456").unwrap()),
            _ => {
                let number = self.random.below(6);
                Target::Web(WebAddress::new(&format!("https://www.example.org/articles/{number}?q=a&page=2")).unwrap())
            }
        };
        Inline::Link { to, text: vec![Inline::Text(self.plain(3))], at: SourceSpan::NOWHERE }
    }

    fn note(&mut self, notes: Notes) -> Option<Inline> {
        if notes == Notes::Refused {
            return None;
        }
        let known = self.notes.len();
        let index = if known > 0 && self.random.one_in(4) { self.random.below(known) } else { known };
        if index == known {
            // The number is taken before the note is written, because the order of references is that of numbers.
            self.notes.push(Note { blocks: Vec::new(), at: SourceSpan::NOWHERE });
            let blocks = self.blocks(2, 2, Notes::Refused);
            self.notes[index].blocks = blocks;
        }
        Some(Inline::Note(NoteReference { note: NoteId::from_index(index), at: SourceSpan::NOWHERE }))
    }
}

/// Whether a text may refer to a note.
#[derive(Clone, Copy, PartialEq)]
enum Notes {
    Allowed,
    Refused,
}
