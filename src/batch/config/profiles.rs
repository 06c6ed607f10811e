//! Build profiles: the style sheet, fonts and defaults for the articles of each folder.

use super::file::text_of;
use super::fonts;
use super::settings::Settings;
use crate::batch::files::digest::Digest;
use crate::batch::files::stamp;
use crate::batch::report::Reporter;
use crate::batch::source_article::SourceArticle;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::layout::Fonts;
use crate::limits::Limits;
use crate::picture::Picture;
use crate::read::{Charset, ReadDefaults};
use crate::style::Style;
use crate::tree::{AssetPath, Lang, Line, WebAddress};
use std::path::{Path, PathBuf};

/// Everything that an article is built with.
pub struct BuildProfile {
    /// The style sheet, with the clinic's letterhead.
    pub style: Style,
    /// The BLAKE3 of the sheet's file; of no bytes for the built-in sheet.
    pub sheet: Digest,
    pub fonts: Fonts,
    pub defaults: ReadDefaults,
    /// Base of relative links that lead to no article of the build.
    pub base_url: Option<WebAddress>,
    /// Picture on the letterhead, under the path that the style gives it.
    pub logo: Option<(AssetPath, Picture)>,
    /// Path of the sheet's own logo; `None` if it has none.
    #[cfg_attr(not(feature = "watch"), expect(dead_code, reason = "only `watch` looks at it again"))]
    pub logo_file: Option<PathBuf>,
}

/// All build profiles of a run. An article has the number of its own ([`SourceArticle::profile`]).
pub struct BuildProfiles {
    all: Vec<BuildProfile>,
    /// Folders with profiles of their own, by canonical path, the deepest first.
    folders: Vec<(PathBuf, usize)>,
}

/// The values in which profiles differ.
#[derive(PartialEq)]
struct Choice {
    /// The key that names the style sheet, and its value.
    style: Option<(String, String)>,
    lang: Option<Lang>,
    charset: Option<Charset>,
}

impl BuildProfiles {
    /// Loads every style sheet that the settings name, with its fonts, and the logo.
    ///
    /// # Errors
    /// A missing or faulty file. A file that the configuration names is reported at its place there.
    pub fn load(settings: &Settings, reporter: &Reporter) -> Result<BuildProfiles, String> {
        let mut choices = vec![choice(settings, "")];
        let mut folders = Vec::new();
        for name in settings.config.folders.keys() {
            let choice = choice(settings, name);
            let known = choices.iter().position(|known| *known == choice);
            let number = known.unwrap_or(choices.len());
            if known.is_none() {
                choices.push(choice);
            }
            let base = settings.file.as_ref().map_or(Path::new(""), |file| &file.folder);
            folders.push((base.join(name), number));
        }
        tell_of_missing(settings, &folders, reporter);
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.components().count()));
        let logo = logo(settings, reporter)?;
        let load = |choice: Choice| look(settings, choice, logo.clone(), reporter);
        Ok(BuildProfiles { all: choices.into_iter().map(load).collect::<Result<_, _>>()?, folders })
    }

    /// Gives every article its profile: that of the deepest folder which holds it.
    pub fn assign(&self, found: &mut [SourceArticle]) {
        if self.folders.is_empty() {
            return;
        }
        // Articles of one folder follow each other, so its canonical path is determined once.
        let mut last: Option<(PathBuf, usize)> = None;
        for article in found {
            let Some(folder) = article.path.as_deref().and_then(Path::parent) else { continue };
            let profile = match &last {
                Some((known, profile)) if known == folder => *profile,
                _ => self.of_folder(folder),
            };
            article.profile = profile;
            last = Some((folder.to_owned(), profile));
        }
    }

    fn of_folder(&self, folder: &Path) -> usize {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        self.folders.iter().find(|(of, _)| real.starts_with(of)).map_or(0, |(_, profile)| *profile)
    }

    /// Every profile, by its number.
    pub fn all(&self) -> &[BuildProfile] {
        &self.all
    }

    /// The profile of an article.
    pub fn of(&self, found: &SourceArticle) -> &BuildProfile {
        &self.all[found.profile]
    }
}

/// Reports folders that the configuration names and that do not exist: a typing error would otherwise go unseen.
fn tell_of_missing(settings: &Settings, folders: &[(PathBuf, usize)], reporter: &Reporter) {
    let Some(file) = &settings.file else { return };
    let missing = settings.config.folders.keys().zip(folders).filter(|(_, (path, _))| !path.is_dir());
    for (name, _) in missing {
        let keys =
            [format!("folders.{name}.style"), format!("folders.{name}.language"), format!("folders.{name}.charset")];
        let place = keys.iter().filter_map(|key| file.place(key)).min().unwrap_or(SourceSpan::NOWHERE);
        let message = format!("the folder `{name}` is not there, so this holds for no article");
        let help = "write its path from the folder of this file on, in the same letters";
        let diagnostic = Diagnostic::new(Rule::ConfigFolder, place, message).with_help(help);
        reporter.file(&file.path, &file.text, &[diagnostic]);
    }
}

/// The values for a folder: each from the command line, the folder itself, the nearest folder above it, or the whole shelf.
fn choice(settings: &Settings, folder: &str) -> Choice {
    let config = &settings.config;
    let above = |name: &&String| Path::new(folder).starts_with(name.as_str());
    let mut above: Vec<&String> = config.folders.keys().filter(above).collect();
    above.sort_by_key(|name| std::cmp::Reverse(Path::new(name).components().count()));
    let of_shelf = || Some(("style".to_owned(), config.style.clone()?));
    let of_folder = |name: &&String| Some((format!("folders.{name}.style"), config.folders[*name].style.clone()?));
    let style = if settings.chosen.contains("style") { None } else { above.iter().find_map(of_folder) };
    let lang = above.iter().find_map(|name| config.folders[*name].language.clone());
    let charset = above.iter().find_map(|name| config.folders[*name].charset).or(config.charset);
    Choice { style: style.or_else(of_shelf), lang: lang.or_else(|| config.language.clone()), charset }
}

fn look(
    settings: &Settings,
    choice: Choice,
    logo: Option<(AssetPath, Picture)>,
    reporter: &Reporter,
) -> Result<BuildProfile, String> {
    let (sheet, digest, mut style) = match &choice.style {
        None => (None, Digest::blake3(b""), Style::handout()),
        Some((key, name)) => {
            let path = settings.path_of(key, Path::new(name));
            let text = text_of(&path).map_err(|why| {
                let message = format!("the style sheet `{}` cannot be read: {why}", path.display());
                settings.fault(key, &message, reporter)
            })?;
            let style = Style::from_toml(&text).map_err(|fault| format!("{}:{fault}", path.display()))?;
            (Some(path), Digest::blake3(text.as_bytes()), style)
        }
    };
    let clinic = &settings.config.clinic;
    let head = &mut style.paper.letterhead;
    for (own, clinics) in [(&mut head.name, &clinic.name), (&mut head.phone, &clinic.phone)] {
        if !clinics.is_empty() {
            own.clone_from(clinics);
        }
    }
    let (logo, logo_file) = match (&sheet, logo) {
        (Some(sheet), None) if !head.logo.is_empty() => {
            let file = sheet.parent().unwrap_or(Path::new("")).join(&head.logo);
            let picture = picture_of(&file, &settings.config.limits);
            let picture = picture.map_err(|why| format!("{}: the logo `{}` {why}", sheet.display(), file.display()))?;
            (Some(picture), Some(file))
        }
        (_, logo) => (logo, None),
    };
    if let Some((path, _)) = &logo {
        head.logo = path.to_string();
    }
    let defaults = ReadDefaults {
        lang: choice.lang,
        charset: choice.charset,
        publisher: Line::new(&clinic.name).ok(),
        phone: Line::new(&clinic.phone).ok(),
        limits: settings.config.limits.clone(),
    };
    let fonts = fonts::load(sheet.as_deref())?;
    Ok(BuildProfile {
        style,
        sheet: digest,
        fonts,
        defaults,
        base_url: settings.config.base_url.clone(),
        logo,
        logo_file,
    })
}

/// The clinic's logo from the settings of the shelf.
fn logo(settings: &Settings, reporter: &Reporter) -> Result<Option<(AssetPath, Picture)>, String> {
    let name = &settings.config.clinic.logo;
    if name.is_empty() {
        return Ok(None);
    }
    let file = settings.path_of("clinic.logo", Path::new(name));
    picture_of(&file, &settings.config.limits).map(Some).map_err(|why| {
        let message = format!("the logo `{}` {why}", file.display());
        settings.fault("clinic.logo", &message, reporter)
    })
}

/// Reads a logo, under a path that no picture of an article is likely to have; or the reason why it is not a picture.
fn picture_of(file: &Path, limits: &Limits) -> Result<(AssetPath, Picture), String> {
    let read = stamp::read(file, limits.picture.count().saturating_add(1));
    let (bytes, _) = read.map_err(|error| format!("cannot be read: {error}"))?;
    let picture = Picture::read_within(limits, &bytes).map_err(|fault| fault.why)?;
    Ok((AssetPath::new("q-letterhead/logo").expect("the path is one below a folder"), picture))
}
