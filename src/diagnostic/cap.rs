//! Many diagnostics of one rule → a few, and the exact number of the others.
//!
//! [`cap_per_rule`] bounds the diagnostics that are kept for an article, in memory and in the manifest; every list goes through it.
//! [`for_people`] folds similar diagnostics where people read them. Neither loses a number: each diagnostic counts for itself and
//! for its [`Diagnostic::more`].

use super::{Diagnostic, Rule, Severity};
use std::collections::BTreeMap;

/// Most diagnostics of one rule and severity in one list.
pub const MOST_PER_RULE: usize = 100;

/// Most similar diagnostics that are all shown in full to people.
const FEW: usize = 5;

/// Number of diagnostics that are shown if there are more than [`FEW`].
const FIRST: usize = 3;

/// Keeps the first [`MOST_PER_RULE`] diagnostics of each rule and severity in their order; the last one kept counts the others.
/// Guesses of structure are all kept: `--explain` lists them, and the plain-text reader limits them itself.
pub fn cap_per_rule(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() <= MOST_PER_RULE {
        return diagnostics;
    }
    // By rule and severity: number of diagnostics kept, and index of the last one.
    let mut kept: BTreeMap<(Rule, Severity), (usize, usize)> = BTreeMap::new();
    let mut all: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let (count, last) = kept.entry((diagnostic.rule, diagnostic.severity)).or_default();
        if *count == MOST_PER_RULE && diagnostic.rule != Rule::StructureGuessed {
            all[*last].more += diagnostic.count();
        } else {
            (*count, *last) = (*count + 1, all.len());
            all.push(diagnostic);
        }
    }
    all
}

/// One entry of what people are shown.
#[derive(Debug, PartialEq)]
pub enum Shown<'d> {
    /// A diagnostic in full.
    Whole(&'d Diagnostic),
    /// Number of similar diagnostics that follow the one above.
    Rest(Rest),
}

/// Diagnostics that are counted and not shown.
#[derive(Debug, PartialEq)]
pub struct Rest {
    /// The rule of all of them.
    pub rule: Rule,
    /// The severity of all of them.
    pub severity: Severity,
    /// Their number.
    pub count: usize,
    /// Number of them that are kept in the list, each with its place.
    pub kept: usize,
}

/// Every diagnostic in full, followed by the number of others that it counts.
pub fn all<'d>(diagnostics: &[&'d Diagnostic]) -> Vec<Shown<'d>> {
    diagnostics
        .iter()
        .flat_map(|diagnostic| [Some(Shown::Whole(diagnostic)), rest(diagnostic, diagnostic.more, 0)])
        .flatten()
        .collect()
}

/// The first few of all diagnostics that differ only in the author's words, each in full, and the number of others.
pub fn for_people<'d>(diagnostics: &[&'d Diagnostic]) -> Vec<Shown<'d>> {
    if diagnostics.len() <= FEW {
        return all(diagnostics);
    }
    let kind = |diagnostic: &Diagnostic| (diagnostic.rule, diagnostic.severity, words_of_ours(&diagnostic.message));
    let kinds: Vec<_> = diagnostics.iter().map(|diagnostic| kind(diagnostic)).collect();
    // By kind: number kept, total number, and number shown so far.
    let mut groups: BTreeMap<_, (usize, usize, usize)> = BTreeMap::new();
    for (kind, diagnostic) in kinds.iter().zip(diagnostics) {
        let (kept, count, _) = groups.entry(kind).or_default();
        (*kept, *count) = (*kept + 1, *count + diagnostic.count());
    }
    let mut shown = Vec::new();
    for (kind, diagnostic) in kinds.iter().zip(diagnostics) {
        let Some((kept, count, done)) = groups.get_mut(kind) else { continue };
        *done += 1;
        if *kept <= FEW {
            shown.extend(all(&[diagnostic]));
        } else if *done <= FIRST {
            shown.push(Shown::Whole(diagnostic));
            if *done == FIRST {
                shown.extend(rest(diagnostic, *count - FIRST, *kept - FIRST));
            }
        }
    }
    shown
}

fn rest<'d>(like: &Diagnostic, count: usize, kept: usize) -> Option<Shown<'d>> {
    (0 < count).then_some(Shown::Rest(Rest { rule: like.rule, severity: like.severity, count, kept }))
}

/// A message without numbers and without the author's words, which are between backticks.
fn words_of_ours(message: &str) -> String {
    message.split('`').step_by(2).flat_map(str::chars).filter(|c| !c.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostics(rule: Rule, count: u32, message: impl Fn(u32) -> String) -> Vec<Diagnostic> {
        (1..=count).map(|line| Diagnostic::new(rule, [line, 1, line, 2].into(), message(line))).collect()
    }

    fn counted(diagnostics: &[Diagnostic], severity: Severity) -> usize {
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).map(Diagnostic::count).sum()
    }

    #[test]
    fn what_is_left_out_is_counted_to_the_last() {
        let mut many = diagnostics(Rule::LinkEmpty, 250, |_| "a link has no words".to_owned());
        many.extend(diagnostics(Rule::ImageMissing, 101, |number| format!("the image `{number}` is not there")));
        many.extend(diagnostics(Rule::HeadingEmpty, 3, |_| "a heading has no words".to_owned()));
        many.iter_mut().step_by(2).take(125).for_each(|diagnostic| diagnostic.severity = Severity::Error);
        let capped = cap_per_rule(many.clone());
        assert_eq!(capped.len(), 100 + 100 + 100 + 3);
        for severity in [Severity::Note, Severity::Warning, Severity::Error] {
            assert_eq!(counted(&capped, severity), counted(&many, severity), "{severity:?}");
        }
        assert_eq!(cap_per_rule(capped.clone()), capped);
        // Lists that are capped may be joined and capped again.
        let twice = cap_per_rule([capped.clone(), capped].concat());
        assert_eq!(counted(&twice, Severity::Warning), 2 * counted(&many, Severity::Warning));
        assert!(twice.len() <= 306);
    }

    #[test]
    fn what_says_the_same_is_said_three_times_and_counted() {
        let links = diagnostics(Rule::LinkRelative, 90, |number| format!("`{number}.md` is not in this build"));
        let other = diagnostics(Rule::LinkRelative, 4, |_| "`x` leads out of the shelf".to_owned());
        let mut all: Vec<&Diagnostic> = links.iter().chain(&other).collect();
        all.sort_by_key(|diagnostic| diagnostic.at);
        let shown = for_people(&all);
        let rest = Rest { rule: Rule::LinkRelative, severity: Severity::Warning, count: 87, kept: 87 };
        assert_eq!(shown.iter().filter(|shown| matches!(shown, Shown::Rest(_))).count(), 1);
        assert_eq!(shown.len(), 3 + 1 + 4);
        assert_eq!(shown[4..7], [Shown::Whole(&links[2]), Shown::Rest(rest), Shown::Whole(&other[2])]);
    }

    #[test]
    fn few_are_shown_in_full() {
        let few = diagnostics(Rule::LinkEmpty, 5, |_| "a link has no words".to_owned());
        let few: Vec<&Diagnostic> = few.iter().collect();
        assert_eq!(for_people(&few), few.iter().map(|one| Shown::Whole(one)).collect::<Vec<_>>());
    }
}
