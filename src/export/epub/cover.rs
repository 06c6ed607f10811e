//! The cover: the author's picture, or title and publisher set on the style's colour; and the page that shows it.

use super::super::Job;
use super::super::xhtml::push_attribute;
use super::cover_drawing::Drawing;
use super::markup::Markup;
use super::resource::{Place, Resource};
use crate::style::Labels;
use crate::tree::walk::text_of;
use crate::tree::{Alt, ImageSource};
use std::borrow::Cow;

/// The page of the cover.
pub const PAGE: &str = "cover.xhtml";

/// A book's cover: its picture and its page.
pub struct Cover<'a> {
    pub picture: Resource<'a>,
    pub page: Resource<'a>,
}

impl<'a> Cover<'a> {
    /// The cover of a job's book.
    pub fn of(job: Job<'a>, labels: &Labels) -> Cover<'a> {
        let (picture, words) = given(job).unwrap_or_else(|| drawn(job, labels));
        let page = page(job, labels, &picture.path, &words);
        Cover { picture, page }
    }
}

/// The picture that the article names, with its words; `None` where it names none or it cannot be shown.
fn given<'a>(job: Job<'a>) -> Option<(Resource<'a>, String)> {
    let image = job.document.meta().cover.as_ref()?;
    let ImageSource::File(path) = &image.source else { return None };
    let picture = job.pictures.get(path)?;
    let words = match &image.alt {
        Alt::Text(words) => words.to_string(),
        Alt::Decorative => title_and_publisher(job),
    };
    let path = format!("cover.{}", picture.kind.extension());
    Some((resource(path, picture.kind.media_type(), Cow::Borrowed(&*picture.bytes)), words))
}

fn drawn(job: Job<'_>, labels: &Labels) -> (Resource<'static>, String) {
    let words = title_and_publisher(job);
    let picture = Drawing::of(job, labels).write(&words).into_bytes();
    (resource("cover.svg".to_owned(), "image/svg+xml", Cow::Owned(picture)), words)
}

fn resource<'a>(path: String, media_type: &'static str, bytes: Cow<'a, [u8]>) -> Resource<'a> {
    Resource { path, media_type, bytes, place: Place::CoverImage, properties: None }
}

/// The words of a drawn cover.
fn title_and_publisher(job: Job<'_>) -> String {
    let meta = job.document.meta();
    let lines = [Some(text_of(&meta.title)), meta.subtitle.as_ref().map(ToString::to_string)];
    let publisher = meta.publisher.as_ref().map(ToString::to_string);
    lines.into_iter().chain([publisher]).flatten().collect::<Vec<_>>().join(". ")
}

fn page(job: Job<'_>, labels: &Labels, picture: &str, words: &str) -> Resource<'static> {
    let document = job.document;
    let title = text_of(&document.meta().title);
    let mut xml = Markup::page(document, &title, &[("class", "q-cover"), ("epub:type", "cover")]);
    let mut name = String::new();
    // An attribute has no language of its own: the label is in it only where it is in that of the words.
    let label = if labels.lang == document.meta().lang { format!("{}: ", labels.cover()) } else { String::new() };
    push_attribute(&mut name, "alt", &(label + words));
    xml.raw(&format!("<img src=\"{picture}\" role=\"doc-cover\"{name}/>\n"));
    Resource::content_document(PAGE.to_owned(), xml.close_page())
}
