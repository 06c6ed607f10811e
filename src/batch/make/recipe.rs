//! Recipes: everything that editions are made with, besides their article, as names and digests in the manifest.
//!
//! A recipe holds only what its format reads: a wider paper margin does not change the HTML page.

use crate::batch::config::{BuildProfile, BuildProfiles};
use crate::batch::files::digest::Digest;
use crate::batch::state::manifest::{NamedDigest, Recipe};
use crate::export::Exporter;
use crate::layout::Fonts;
use crate::limits::Limits;
use crate::tree::Date;
use std::collections::BTreeMap;

/// By name of the format: the recipe, and its key in the manifest.
pub type Recipes = BTreeMap<&'static str, (Digest<8>, Recipe)>;

/// The recipes of every build profile, by its number.
pub fn all(profiles: &BuildProfiles, exporters: &[&'static dyn Exporter], build_date: Option<Date>) -> Vec<Recipes> {
    let of_look = |profile: &BuildProfile| {
        let fonts = fonts(&profile.fonts);
        let recipe = |exporter: &&'static dyn Exporter| {
            let recipe = recipe(profile, *exporter, &fonts, build_date);
            (exporter.name(), (recipe.key(), recipe))
        };
        exporters.iter().map(recipe).collect()
    };
    profiles.all().iter().map(of_look).collect()
}

fn recipe(profile: &BuildProfile, exporter: &dyn Exporter, fonts: &[NamedDigest], build_date: Option<Date>) -> Recipe {
    let (mut fonts, mut options) = (fonts.to_vec(), options(profile, build_date));
    if !exporter.inputs().pages {
        fonts.clear();
        options.remove("clinic.logo");
    }
    let values = serde_json::to_vec(&exporter.inputs().values(&profile.style))
        .expect("every value of a style has a form in JSON");
    Recipe {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        style: NamedDigest { name: profile.style.name.clone(), blake3: profile.sheet },
        values: Digest::blake3(&values),
        fonts,
        options,
    }
}

/// Each font file once; a collection has the name of its first face.
fn fonts(fonts: &Fonts) -> Vec<NamedDigest> {
    let first_faces = fonts.faces().map(|(_, face)| face).filter(|face| face.file.index == 0);
    let named = first_faces
        .map(|face| NamedDigest { name: face.postscript_name.clone(), blake3: Digest::blake3(&face.file.bytes) });
    named.collect()
}

/// Options that differ from their defaults, by their keys in `quatrefoil.toml`.
fn options(profile: &BuildProfile, build_date: Option<Date>) -> BTreeMap<String, String> {
    let asked = [
        ("base-url", profile.base_url.as_ref().map(ToString::to_string)),
        ("build-date", build_date.map(|date| date.to_string())),
        ("charset", profile.defaults.charset.map(String::from)),
        ("clinic.logo", profile.logo.as_ref().map(|(_, logo)| Digest::blake3(&logo.bytes).to_string())),
        ("clinic.name", profile.defaults.publisher.as_ref().map(|name| name.as_str().to_owned())),
        ("clinic.phone", profile.defaults.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        ("language", profile.defaults.lang.as_ref().map(ToString::to_string)),
    ];
    let mut options: BTreeMap<_, _> =
        asked.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    let (limits, defaults) = (table(&profile.defaults.limits), table(&Limits::default()));
    let changed = limits.into_iter().filter(|(key, value)| defaults.get(key) != Some(value));
    options.extend(changed.map(|(key, value)| (format!("limits.{key}"), value.to_string())));
    options
}

fn table(limits: &Limits) -> toml::Table {
    toml::Table::try_from(limits).expect("every limit has a form in TOML")
}
