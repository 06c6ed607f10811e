//! The body of the page: letterhead, head of the article, list of contents, text, notes and foot.

use super::super::Job;
use super::super::xhtml::{
    Dialect, PictureUse, Reference, Writer, XhtmlHost, held_together, note_id, push_attribute, push_foot,
    push_publisher, push_text, reference_id,
};
use crate::picture::Pictures;
use crate::style::{Labels, Screen};
use crate::tree::{ArticleLink, AssetPath, Document, Id, Meta, NoteId, Section, percent_encoded, walk};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The element `body`, and what was met while it was written.
pub(super) struct Body {
    pub markup: String,
    pub has_contents: bool,
}

/// Writes the page from `<body>` to the end.
pub(super) fn body(job: Job<'_>, labels: &Labels) -> Body {
    let document = job.document;
    let has_contents = has_contents(document, &job.style.screen);
    let surroundings = OnPage { pictures: job.pictures };
    let mut writer = Writer::new(document, labels, job.style.screen.lead_in, surroundings);
    writer.out().push_str(if has_contents { "<body class=\"q-with-contents\">\n" } else { "<body>\n" });
    skip_link(&mut writer, labels);
    writer.out().push_str("<div class=\"q-page\">\n");
    letterhead(&mut writer, document.meta());
    writer.out().push_str("<main>\n<article class=\"q-article\">\n");
    title(&mut writer, labels, document.meta());
    if has_contents {
        contents(&mut writer, labels, document, job.style.screen.contents_depth);
    }
    writer.out().push_str("<div class=\"q-text\" id=\"q-text\" tabindex=\"-1\">\n");
    writer.body(document.body(), 0);
    writer.endnotes(document, 2);
    writer.out().push_str("</div>\n</article>\n</main>\n");
    push_foot(writer.out(), document.meta());
    writer.out().push_str("</div>\n</body>\n</html>\n");
    Body { markup: writer.take(), has_contents }
}

/// A page as the writer sees it: everything is in the same file.
struct OnPage<'a> {
    pictures: &'a Pictures,
}

impl XhtmlHost for OnPage<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Page
    }

    fn place(&self, id: &Id) -> String {
        format!("#{id}")
    }

    fn note(&self, note: NoteId) -> String {
        format!("#{}", note_id(note))
    }

    fn reference(&self, reference: Reference) -> String {
        format!("#{}", reference_id(reference))
    }

    fn article(&self, link: &ArticleLink) -> Option<String> {
        let mut address = percent_encoded(link.stem.as_str());
        address.push_str(".html");
        if let Some(place) = &link.place {
            address.push('#');
            address.push_str(place.as_str());
        }
        Some(address)
    }

    fn picture(&mut self, path: &AssetPath) -> Option<PictureUse> {
        let picture = self.pictures.get(path)?;
        let mut address = format!("data:{};base64,", picture.kind.media_type());
        STANDARD.encode_string(&picture.bytes, &mut address);
        let shown = |pixels: u32| (pixels as f32 * picture.pixel() * 96.0 / 72.0).round().max(1.0) as u32;
        Some(PictureUse { address, width: shown(picture.width), height: shown(picture.height) })
    }
}

fn skip_link(writer: &mut Writer<'_, OnPage<'_>>, labels: &Labels) {
    writer.out().push_str("<a class=\"q-skip\" href=\"#q-text\">");
    writer.label("q-words-of-page", labels.skip());
    writer.out().push_str("</a>\n");
}

/// The publisher, who answers for the article, and the number to call.
fn letterhead(writer: &mut Writer<'_, OnPage<'_>>, meta: &Meta) {
    if meta.publisher.is_none() && meta.phone.is_none() {
        return;
    }
    let out = writer.out();
    out.push_str("<header class=\"q-top\">\n");
    push_publisher(out, meta);
    out.push_str("</header>\n");
}

/// Title, subtitle, what it is about, who made it and when it was checked.
fn title(writer: &mut Writer<'_, OnPage<'_>>, labels: &Labels, meta: &Meta) {
    writer.out().push_str("<header class=\"q-title\">\n<h1>");
    writer.inlines(&meta.title);
    writer.out().push_str("</h1>\n");
    for (class, words) in [("q-subtitle", &meta.subtitle), ("q-lead", &meta.description)] {
        if let Some(words) = words {
            writer.out().push_str("<p");
            push_attribute(writer.out(), "class", class);
            writer.out().push('>');
            push_text(writer.out(), &held_together(words.as_str(), labels));
            writer.out().push_str("</p>\n");
        }
    }
    writer.facts(meta);
    writer.out().push_str("</header>\n");
}

/// True if an article has enough sections for a list of them to help.
fn has_contents(document: &Document, screen: &Screen) -> bool {
    fn count(sections: &[Section], depth: usize) -> usize {
        if depth == 0 {
            return 0;
        }
        sections.iter().map(|section| 1 + count(&section.body.sections, depth - 1)).sum()
    }
    let sections = count(&document.body().sections, screen.contents_depth);
    sections > 0 && sections >= screen.contents_from
}

fn contents(writer: &mut Writer<'_, OnPage<'_>>, labels: &Labels, document: &Document, depth: usize) {
    let length = match lines_of(&document.body().sections, depth) {
        ..=12 => "q-contents q-short",
        13..=24 => "q-contents q-middling",
        _ => "q-contents",
    };
    writer.out().push_str("<nav");
    push_attribute(writer.out(), "class", length);
    writer.out().push_str(" aria-labelledby=\"q-contents\">\n<h2 id=\"q-contents\">");
    writer.label("q-words-of-page", labels.contents());
    writer.out().push_str("</h2>\n");
    contents_list(writer, &document.body().sections, depth);
    writer.out().push_str("</nav>\n");
}

/// About how many lines the list of contents takes beside the text.
fn lines_of(sections: &[Section], depth: usize) -> usize {
    const CHARACTERS: usize = 24;
    if depth == 0 {
        return 0;
    }
    let lines = |section: &Section| {
        let own = walk::text_of(&section.title).chars().count().div_ceil(CHARACTERS);
        own + lines_of(&section.body.sections, depth - 1)
    };
    sections.iter().map(lines).sum()
}

fn contents_list(writer: &mut Writer<'_, OnPage<'_>>, sections: &[Section], depth: usize) {
    if sections.is_empty() || depth == 0 {
        return;
    }
    writer.out().push_str("<ol>\n");
    for section in sections {
        writer.out().push_str("<li><a");
        push_attribute(writer.out(), "href", &format!("#{}", section.id));
        let outer = writer.turn(&section.title);
        writer.out().push('>');
        writer.unlinked(&section.title);
        writer.out().push_str("</a>");
        writer.leave(outer);
        contents_list(writer, &section.body.sections, depth - 1);
        writer.out().push_str("</li>\n");
    }
    writer.out().push_str("</ol>\n");
}
