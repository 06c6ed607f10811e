//! `quatrefoil verify` and `quatrefoil manifest merge`: compares a folder of editions with its manifest, and joins the manifests of
//! shards.

use crate::batch::config::Settings;
use crate::batch::files::digest::Digest;
use crate::batch::files::out_of_reach::out_of_reach;
use crate::batch::files::store;
use crate::batch::outcome::Outcome;
use crate::batch::report::{Reporter, Tally};
use crate::batch::source_article::is_in_shard;
use crate::batch::state::lock::{Lock, Waiting};
use crate::batch::state::manifest;
use crate::batch::state::manifest::StoredManifest;
use crate::batch::state::manifest::{Listed, Manifest};
use crate::batch::state::names::{is_open, is_state_file, manifest_name};
use crate::batch::threads::interrupt;
use crate::cli::{Choices, ManifestOrder, VerifyOrder};
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::shard::Shard;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Compares the editions of a folder with their manifest.
pub fn verify(order: &VerifyOrder) -> Outcome {
    let (begin, reporter) = (Instant::now(), Reporter::of(&order.say, false));
    let out = match &order.out {
        Some(out) => Ok(out.clone()),
        None => {
            // The folder where `build` without a path looks, else the current one.
            let shelf = [Path::new("sources"), Path::new(".")].into_iter().find(|folder| folder.is_dir());
            let shelf: Vec<PathBuf> = shelf.into_iter().map(Path::to_owned).collect();
            Settings::load(&shelf, &Choices::default(), &reporter).map(|settings| settings.out())
        }
    };
    match out.and_then(|out| check_folder(&out, &reporter)) {
        Ok(tally) => {
            reporter.verified(&tally, begin.elapsed());
            reporter.ended(tally.outcome())
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Joins the manifests of shards.
pub fn manifest(order: &ManifestOrder) -> Outcome {
    let reporter = Reporter::new();
    let ManifestOrder::Merge { folders } = order;
    match merge(folders) {
        Ok(path) => {
            reporter.print(&path.display().to_string());
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Checks that every edition in a folder exists and is unchanged, and that there is no other file.
///
/// # Errors
/// There is no usable manifest.
fn check_folder(out: &Path, reporter: &Reporter) -> Result<Tally, String> {
    let manifest = whole_manifest(out)?;
    let listed: Vec<_> = manifest.articles.values().collect();
    let checked: Vec<_> = listed.par_iter().flat_map_iter(|listed| check(out, listed)).collect();
    let known: BTreeSet<_> = listed.iter().flat_map(|listed| names(listed)).collect();
    let mut others = Vec::new();
    unlisted(out, Path::new(""), &known, &mut others)?;
    let mut tally = Tally::default();
    tally.articles = listed.len();
    tally.unchanged = known.len() - checked.len();
    let others = others.into_iter().map(|name| (name, fault(Rule::EditionUnlisted, "the file is not in the manifest")));
    for (name, diagnostic) in checked.into_iter().chain(others) {
        tally.add_diagnostic(&diagnostic);
        reporter.file(&out.join(name), "", &[diagnostic]);
    }
    Ok(tally)
}

/// Joins the manifests of all shards in some folders, and writes the result into the first. If a manifest there, from a later run
/// without shards, differs about an article, the editions in the folders decide.
///
/// # Errors
/// A missing manifest, or manifests that do not belong together; nothing is written.
fn merge(folders: &[PathBuf]) -> Result<PathBuf, String> {
    let first = folders.first().ok_or("no folder is named")?;
    let _lock = if first.is_dir() { Some(Lock::take(first, None, Waiting::Wait, interrupt::asked())?) } else { None };
    let mut parts = BTreeMap::new();
    for folder in folders {
        for shard in shards(folder)? {
            if is_open(folder, shard) {
                return Err(format!("{}: the run of shard {shard} has not ended: build it again", folder.display()));
            }
            if parts.insert(shard, folder.join(manifest_name(Some(shard)))).is_some() {
                return Err(format!("there are two manifests of shard {shard}"));
            }
        }
    }
    let mut merged = join(&parts)?;
    let path = first.join(manifest_name(None));
    if let StoredManifest::Whole(whole, _) = manifest::load(&path) {
        settle(&mut merged, whole, &parts.keys().copied().collect::<Vec<_>>(), folders);
    }
    store::remove_strays(first, None);
    manifest::store(&path, &merged.recipes, merged.articles.values())?;
    Ok(path)
}

/// Takes entries from the manifest of a run without shards where they match the folders and those of the shards do not. A shard
/// whose editions are in none of the folders cannot be checked.
fn settle(merged: &mut Manifest, whole: Manifest, shards: &[Shard], folders: &[PathBuf]) {
    let is_there =
        |listed: &Listed| !listed.editions.is_empty() && folders.iter().any(|folder| check(folder, listed).is_empty());
    let shard_of = |listed: &Listed| shards.iter().position(|shard| is_in_shard(&listed.source, *shard));
    let absent = |listed: &&Listed| !whole.articles.contains_key(&listed.stem) && !is_there(listed);
    let absent: Vec<Listed> = merged.articles.values().filter(absent).cloned().collect();
    let mut is_here = BTreeMap::new();
    for listed in absent {
        let shard = shard_of(&listed);
        let of_it =
            |merged: &Manifest| merged.articles.values().any(|other| shard_of(other) == shard && is_there(other));
        if *is_here.entry(shard).or_insert_with(|| of_it(merged)) {
            merged.articles.remove(&listed.stem);
        }
    }
    // Entries that are equal need no check; after a run of shards, nearly all are.
    for (stem, listed) in whole.articles {
        let other = merged.articles.get(&stem);
        if other != Some(&listed) && is_there(&listed) && !other.is_some_and(is_there) {
            merged.articles.insert(stem, listed);
        }
    }
    merged.recipes.extend(whole.recipes);
}

/// The manifest of a folder, or the joined manifests of its shards.
fn whole_manifest(out: &Path) -> Result<Manifest, String> {
    match manifest::load(&out.join(manifest_name(None))) {
        StoredManifest::Whole(manifest, _) => return Ok(manifest),
        StoredManifest::Unusable(why) => return Err(format!("{}: {why}", out.join(manifest_name(None)).display())),
        StoredManifest::Nothing => {}
    }
    let parts: BTreeMap<_, _> =
        shards(out)?.into_iter().map(|shard| (shard, out.join(manifest_name(Some(shard))))).collect();
    if parts.is_empty() {
        return Err(format!("{}: there is no manifest", out.display()));
    }
    join(&parts)
}

/// The shards whose manifests are in a folder.
fn shards(folder: &Path) -> Result<Vec<Shard>, String> {
    let fault = |error: std::io::Error| out_of_reach(folder, &error);
    let names = fs::read_dir(folder).map_err(fault)?.map(|entry| entry.map(|entry| entry.file_name()));
    let names = names.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    let mut shards: Vec<_> = names.iter().filter_map(|name| Shard::of_manifest(name.to_str()?)).collect();
    shards.sort();
    Ok(shards)
}

fn join(parts: &BTreeMap<Shard, PathBuf>) -> Result<Manifest, String> {
    let all = parts.keys().next().map(|shard| shard.of()).ok_or("there is no manifest of a shard")?;
    if let Some(other) = parts.keys().find(|shard| shard.of() != all) {
        let other = other.of();
        return Err(format!("there are manifests of shards of {all} and of {other}: remove those of the earlier run"));
    }
    let missing: Vec<_> = (1..=all)
        .filter_map(|number| Shard::new(number, all).filter(|shard| !parts.contains_key(shard)))
        .map(|shard| shard.to_string())
        .collect();
    if !missing.is_empty() {
        return Err(format!("the manifest of shard {} is missing", missing.join(", ")));
    }
    let mut merged = Manifest::default();
    for path in parts.values() {
        let manifest = match manifest::load(path) {
            StoredManifest::Whole(manifest, _) => manifest,
            StoredManifest::Unusable(why) => return Err(format!("{}: {why}", path.display())),
            StoredManifest::Nothing => return Err(format!("{}: it is gone", path.display())),
        };
        merged.recipes.extend(manifest.recipes);
        for (stem, listed) in manifest.articles {
            if merged.articles.insert(stem, listed).is_some() {
                return Err(format!("{}: an article of it is in another shard, too", path.display()));
            }
        }
    }
    Ok(merged)
}

/// Faults of an article's editions, by file name.
fn check(out: &Path, listed: &Listed) -> Vec<(String, Diagnostic)> {
    let check = |edition: &manifest::ListedEdition| {
        let name = format!("{}.{}", listed.stem, edition.format);
        let path = out.join(&name);
        let diagnostic = match fs::metadata(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                fault(Rule::EditionMissing, "the edition is not there")
            }
            Ok(file) if !file.is_file() => fault(Rule::EditionChanged, "the edition is not a file"),
            Ok(file) if file.len() != edition.bytes => {
                let message = format!("the edition has {} bytes, not {}", file.len(), edition.bytes);
                fault(Rule::EditionChanged, message)
            }
            _ => match Digest::sha256_of_file(&path) {
                Ok(digest) if digest == edition.sha256 => return None,
                Ok(_) => fault(Rule::EditionChanged, "the edition is not the one that was made"),
                Err(error) => fault(Rule::File, format!("the edition cannot be read: {error}")),
            },
        };
        Some((name, diagnostic))
    };
    listed.editions.iter().filter_map(check).collect()
}

fn names(listed: &Listed) -> impl Iterator<Item = String> {
    listed.editions.iter().map(|edition| format!("{}.{}", listed.stem, edition.format))
}

fn fault(rule: Rule, message: impl Into<String>) -> Diagnostic {
    let help = match rule {
        Rule::EditionMissing | Rule::EditionChanged => Some("`quatrefoil build` makes it again"),
        _ => None,
    };
    let diagnostic = Diagnostic::new(rule, SourceSpan::NOWHERE, message);
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// Files that the manifest does not list, in the order of names. State files and staged files do not count.
fn unlisted(out: &Path, below: &Path, known: &BTreeSet<String>, others: &mut Vec<String>) -> Result<(), String> {
    let folder = out.join(below);
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut entries = fs::read_dir(&folder).map_err(fault)?.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = below.join(entry.file_name());
        if entry.file_type().map_err(fault)?.is_dir() {
            unlisted(out, &name, known, others)?;
            continue;
        }
        let parts: Vec<_> = name.iter().map(OsStr::to_string_lossy).collect();
        let joined = parts.join("/");
        if !known.contains(&joined)
            && !is_state_file(&joined)
            && !store::is_staged(&entry.file_name().to_string_lossy())
        {
            others.push(joined);
        }
    }
    Ok(())
}
