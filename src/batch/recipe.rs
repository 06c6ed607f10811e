//! All that editions are made with, besides their article → its name and digests in the manifest.

use super::config::Look;
use super::digest::Digest;
use super::manifest::{NamedDigest, Recipe};
use crate::layout::Fonts;
use crate::limits::Limits;
use crate::tree::Date;
use std::collections::BTreeMap;

/// The recipe of a look.
pub fn recipe(look: &Look, build_date: Option<Date>) -> Recipe {
    Recipe {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        style: NamedDigest { name: look.style.name.clone(), blake3: look.sheet },
        fonts: fonts(&look.fonts),
        options: options(look, build_date),
    }
}

/// Each font file once; a collection goes by the name of its first face.
fn fonts(fonts: &Fonts) -> Vec<NamedDigest> {
    let first_faces = fonts.faces().map(|(_, face)| face).filter(|face| face.file.index == 0);
    let named = first_faces
        .map(|face| NamedDigest { name: face.postscript_name.clone(), blake3: Digest::blake3(&face.file.bytes) });
    named.collect()
}

/// What was asked for, by its key in `quatrefoil.toml`; what has its default is not named.
fn options(look: &Look, build_date: Option<Date>) -> BTreeMap<String, String> {
    let letterhead = &look.style.paper.letterhead;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let asked = [
        ("base-url", look.base_url.as_ref().map(ToString::to_string)),
        ("build-date", build_date.map(|date| date.to_string())),
        ("clinic.logo", look.logo.as_ref().map(|(_, logo)| Digest::blake3(&logo.bytes).to_string())),
        ("clinic.name", text(&letterhead.name)),
        ("clinic.phone", text(&letterhead.phone)),
        ("language", look.house.lang.as_ref().map(ToString::to_string)),
    ];
    let mut options: BTreeMap<_, _> =
        asked.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    let (limits, defaults) = (table(&look.house.limits), table(&Limits::default()));
    let changed = limits.into_iter().filter(|(key, value)| defaults.get(key) != Some(value));
    options.extend(changed.map(|(key, value)| (format!("limits.{key}"), value.to_string())));
    options
}

fn table(limits: &Limits) -> toml::Table {
    toml::Table::try_from(limits).expect("every limit has a form in TOML")
}
