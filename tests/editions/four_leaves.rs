//! The law: the four leaves say the same.
//!
//! The leaves of each finished edition, drawn out of its bytes by a reader that shares no code with what wrote them, are those of
//! the document, in the same order: for every article at hand and for random trees.

use crate::support::leaves::{Holder, Leaf, assert_same, epub, html, normal, pdf, text, tree};
use crate::support::{articles, editions, trees};
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use quatrefoil::tree::Document;

/// Random trees on which the law is tried.
const SEEDS: u64 = 200;

fn for_each_document(law: impl Fn(&str, &Document, &Pictures)) {
    for article in articles::articles() {
        law(&article.name, &article.document, &article.pictures);
    }
    for seed in 0..SEEDS {
        let tree = trees::tree(seed);
        law(&format!("seed {seed}"), &tree.document, &tree.pictures);
    }
}

fn check(format: &str, expected: fn(&Document) -> Vec<Leaf>, read: fn(&[u8], &Document) -> Vec<Leaf>) {
    if editions::exporter(format).is_none() {
        println!("skipped: no exporter is called {format}");
        return;
    }
    check_in(&Style::handout(), format, expected, read);
}

fn check_in(
    style: &Style,
    format: &str,
    expected: fn(&Document) -> Vec<Leaf>,
    read: fn(&[u8], &Document) -> Vec<Leaf>,
) {
    for_each_document(|name, document, pictures| {
        let edition = editions::try_edition(format, document, pictures, style);
        let edition = edition.unwrap_or_else(|why| panic!("{name}, {format}: {why}"));
        let (mut expected, mut found) = (expected(document), read(&edition.bytes, document));
        if format == "txt" && is_deep(&expected) {
            // What is nested deeper than half a line stands no further in: only its words tell.
            (expected, found) = (words_alone(&expected), words_alone(&found));
        }
        assert_same(&format!("{name}, {format}"), &expected, &found);
    });
}

/// Whether more is nested than half a line of text has room for.
fn is_deep(leaves: &[Leaf]) -> bool {
    let mut depth = 0;
    leaves.iter().any(|leaf| {
        match leaf {
            Leaf::Open(_) => depth += 1,
            Leaf::Close => depth -= 1,
            _ => {}
        }
        depth > 9
    })
}

/// All words as one paragraph, without the labels of items.
fn words_alone(leaves: &[Leaf]) -> Vec<Leaf> {
    let words = leaves.iter().filter_map(|leaf| match leaf {
        Leaf::Title(words) | Leaf::Heading(_, words) | Leaf::Paragraph(words) | Leaf::Code(words) => Some(words),
        Leaf::Image(words) | Leaf::Caption(words) | Leaf::Term(words) | Leaf::Cell(words) => Some(words),
        Leaf::Open(Holder::Callout(words) | Holder::Table(words)) => Some(words),
        Leaf::Open(Holder::Item(_) | Holder::Quote | Holder::Row | Holder::Meaning | Holder::Note(_)) | Leaf::Close => {
            None
        }
    });
    let words: Vec<&str> = words.map(String::as_str).collect();
    vec![Leaf::Paragraph(words.join(" "))]
}

#[test]
fn the_text_says_what_the_document_says() {
    let expected =
        |document: &Document| without_numbers(without_brackets(as_text_says(tree::leaves_in_lines(document))));
    // At other widths the longest word of the trees begins left of what it belongs to, since it has to fit.
    for width in [40, 50, 80] {
        let style = Style::parse(&format!("[text]\nwidth = {width}")).expect("a width that there is");
        check_in(&style, "txt", expected, |bytes, document| {
            without_numbers(without_brackets(text::leaves(bytes, &document.meta().lang)))
        });
    }
}

#[test]
fn the_page_says_what_the_document_says() {
    check("html", tree::leaves, |bytes, _| html::leaves(bytes));
}

#[test]
fn the_book_says_what_the_document_says() {
    check("epub", tree::leaves, |bytes, _| epub::leaves(bytes));
}

#[test]
fn the_handout_says_what_the_document_says() {
    let expected = |document: &Document| with_terms_joined(tree::leaves_on_paper(document));
    check("pdf", expected, |bytes, _| with_terms_joined(pdf::leaves(bytes)));
}

/// Several terms of one meaning share a label, whose pieces stand on lines of their own without a space.
fn with_terms_joined(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let joined = |leaf| match leaf {
        Leaf::Term(words) => Leaf::Term(words.replace(' ', "")),
        other => other,
    };
    leaves.into_iter().map(joined).collect()
}

/// What plain text does not tell apart: an image and its caption are a paragraph that begins with the image.
fn as_text_says(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let mut list: Vec<Leaf> = Vec::new();
    for leaf in leaves {
        let leaf = match leaf {
            Leaf::Image(alt) => Leaf::Paragraph(format!("⟦image {alt}⟧")),
            Leaf::Caption(caption) => match list.last_mut() {
                Some(Leaf::Paragraph(image)) if image.starts_with("⟦image ") && image.ends_with('⟧') => {
                    image.push(' ');
                    image.push_str(&caption);
                    continue;
                }
                _ => Leaf::Paragraph(caption),
            },
            other => other,
        };
        list.push(leaf);
    }
    list
}

/// A heading that begins with a number is not numbered again, so whose the number is cannot be told. That it stands in the text, once,
/// is held by `large_print`.
fn without_numbers(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".):".contains(c);
    let bare_leaf = |leaf| match leaf {
        Leaf::Heading(level, words) => Leaf::Heading(level, words.trim_start_matches(of_number).to_owned()),
        other => other,
    };
    leaves.into_iter().map(bare_leaf).collect()
}

/// Plain text says its marks in brackets, so those of the author cannot be told from their ends.
fn without_brackets(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let bare = |words: String| normal(&words.replace(['[', ']'], " "));
    let bare_leaf = |leaf| match leaf {
        Leaf::Title(words) => Leaf::Title(bare(words)),
        Leaf::Heading(level, words) => Leaf::Heading(level, bare(words)),
        Leaf::Paragraph(words) => Leaf::Paragraph(bare(words)),
        Leaf::Term(words) => Leaf::Term(bare(words)),
        Leaf::Cell(words) => Leaf::Cell(bare(words)),
        Leaf::Open(Holder::Callout(words)) => Leaf::Open(Holder::Callout(bare(words))),
        Leaf::Open(Holder::Table(words)) => Leaf::Open(Holder::Table(bare(words))),
        other => other,
    };
    leaves.into_iter().map(bare_leaf).collect()
}
