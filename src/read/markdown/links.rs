//! Targets of links and images: a written address → a place, an article, the web, a file, or nothing.

use super::composition::Composition;
use super::frames::{Kind, LinkTo, Origin};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::read::names::Names;
use crate::read::relative;
use crate::read::rewrite;
use crate::read::tidy::tidy;
use crate::tree::{ArticleLink, Body, Id, ImageSource, Inline, Line, Note, Target, WebAddress, percent_decoded};
use std::collections::BTreeSet;
use std::ops::Range;

/// Until all places are known, a link to one in this article leads to `link-N`, the number of what stands after its `#`.
const UNSETTLED: &str = "link-";

impl Composition<'_> {
    /// Opens a link, or where one is open already only its words.
    pub(super) fn open_link(&mut self, to: LinkTo, origin: Origin, range: Range<usize>) {
        let kind = if self.top().linked { Kind::InlineThrough } else { Kind::Link(to) };
        self.open_inline(kind, origin, range);
    }

    /// The target of a link. An address without a target is reported; its words stay.
    pub(super) fn link_to(&mut self, address: &str, at: SourceSpan) -> LinkTo {
        let address = address.trim();
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (address, None),
        };
        if let Some(scheme) = relative::scheme(address) {
            return self.web_link(address, scheme, at);
        }
        if let Some(rest) = address.strip_prefix("//") {
            return self.web_link(&format!("https://{rest}"), "https", at);
        }
        if let Some(fragment) = fragment.filter(|_| path.is_empty() || self.is_this_article(path)) {
            self.fragments.push(fragment.to_owned());
            let id = Id::new(&format!("{UNSETTLED}{}", self.fragments.len() - 1)).expect("letters, then digits");
            return LinkTo::Target(Target::Place(id));
        }
        if path.is_empty() && address.is_empty() {
            self.complain(Rule::LinkNowhere, at, "the link has no address".to_owned(), None);
            return LinkTo::Nowhere;
        }
        self.relative_link(address, path, fragment, at)
    }

    fn web_link(&mut self, address: &str, scheme: &str, at: SourceSpan) -> LinkTo {
        if let Ok(address) = WebAddress::new(address) {
            return LinkTo::Target(Target::Web(address));
        }
        let known = ["http", "https", "mailto", "tel"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
        let cut = cut(address);
        let message = if known {
            format!("`{cut}` is not a whole address; its words stay")
        } else {
            format!("no reader can follow `{cut}`; its words stay")
        };
        self.complain(Rule::LinkNowhere, at, message, "links lead to `https:`, `mailto:` or `tel:`");
        LinkTo::Nowhere
    }

    fn is_this_article(&self, path: &str) -> bool {
        let path = percent_decoded(path.strip_prefix("./").unwrap_or(path));
        let rest = path.strip_prefix(self.source.stem);
        rest.is_some_and(|rest| matches!(rest, ".md" | ".markdown" | ".txt" | ".html" | ".htm"))
    }

    fn relative_link(&mut self, address: &str, path: &str, fragment: Option<&str>, at: SourceSpan) -> LinkTo {
        let decoded = percent_decoded(path);
        let way = self.source.neighbours.relative_path(&decoded);
        self.links.insert(decoded, way.clone());
        if let Some(stem) = way.and_then(|way| Line::new(&way).ok()) {
            let place = fragment.and_then(|fragment| Id::new(fragment).ok());
            return LinkTo::Target(Target::Article(ArticleLink { stem, place }));
        }
        let base = self.head.base_url.as_ref().or(self.source.neighbours.base_url.as_ref());
        if let Some(address) = base.and_then(|base| relative::join(base, address)) {
            return LinkTo::Target(Target::Web(address));
        }
        let message = format!("`{}` is not in this build; its words stay without the link", cut(address));
        self.complain(Rule::LinkRelative, at, message, "write a whole address, or give `base-url` in the front matter");
        LinkTo::Nowhere
    }

    /// The source of an image. An image that cannot be shown is reported; its alternative text replaces it.
    pub(super) fn image_source(&mut self, address: &str, at: SourceSpan) -> ImageSource {
        if let Some(path) = relative::asset_path(address) {
            return ImageSource::File(path);
        }
        let shown = Line::new(&cut(address.trim())).or_else(|_| Line::new("no address")).expect("two words");
        let scheme = relative::scheme(address.trim());
        let message = match scheme {
            _ if address.trim().is_empty() => "the image has no address".to_owned(),
            Some("data") => "the image stands in the address itself, which no edition shows".to_owned(),
            Some(_) => format!("the image `{shown}` is on the web, and nothing is ever fetched"),
            None => format!("the image `{shown}` lies outside the article's folder"),
        };
        self.complain(Rule::ImageMissing, at, message, "keep the picture in the folder of the article or below it");
        ImageSource::Unreachable(shown)
    }
}

/// The first characters of an address, for messages.
fn cut(address: &str) -> String {
    match address.char_indices().nth(100) {
        Some((at, _)) => format!("{}…", &address[..at]),
        None => address.to_owned(),
    }
}

/// The target of a link, in words.
pub(super) fn shown(to: &Target) -> String {
    match to {
        Target::Web(address) => {
            let address = address.as_str();
            let rest =
                ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| address.strip_prefix(scheme));
            rest.unwrap_or(address).trim_end_matches('/').to_owned()
        }
        Target::Article(link) => link.stem.as_str().to_owned(),
        Target::Place(id) => format!("#{id}"),
    }
}

/// Leads the links to places in this article to their places, now that all are known; where there is none the words stay.
pub(super) fn settle(
    tree: &mut Body,
    notes: &mut [Note],
    fragments: &[String],
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let there = crate::read::names::ids(tree, notes);
    let mut settle = |list: &mut Vec<Inline>| settle_list(list, fragments, names, &there, diagnostics);
    rewrite::body(tree, &mut settle);
    notes.iter_mut().for_each(|note| rewrite::blocks(&mut note.blocks, &mut settle));
}

fn settle_list(
    list: &mut Vec<Inline>,
    fragments: &[String],
    names: &Names,
    there: &BTreeSet<Id>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut changed = false;
    rewrite::inlines(list, &mut |inline| {
        let Inline::Link { to: Target::Place(id), text, at } = inline else {
            return Err(inline);
        };
        let number = id.as_str().strip_prefix(UNSETTLED).and_then(|number| number.parse::<usize>().ok());
        let fragment = number.and_then(|number| fragments.get(number)).map_or("", String::as_str);
        let decoded = percent_decoded(fragment);
        if let Some(id) = names.place(fragment).or_else(|| names.place(&decoded)).filter(|id| there.contains(id)) {
            return Err(Inline::Link { to: Target::Place(id.clone()), text, at });
        }
        let message = format!("`#{}` is not a place in this article; its words stay", cut(fragment));
        let help = "a heading's place is its words in lower case with hyphens, such as `#side-effects`";
        diagnostics.push(Diagnostic::new(Rule::LinkNowhere, at, message).with_help(help));
        changed = true;
        Ok(text)
    });
    if changed {
        *list = tidy(std::mem::take(list));
    }
}
