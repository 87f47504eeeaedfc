//! All lists and expressions at once, ready to be found in any text.

use std::collections::HashSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::expression::{Expression, Ready};
use super::haystack::Haystack;
use super::{List, overlay};
use crate::entities::{Kind, Mention, Source};

/// Why lists cannot be searched for: all their names together are too much for the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable(pub String);

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

/// What a pattern found names.
#[derive(Clone, Debug)]
struct Named {
    list: Arc<str>,
    kind: Kind,
    name: Arc<str>,
}

/// Finds the names of lists, and what expressions describe, in one pass each over a text.
///
/// Names match from the beginning of a word to the end of one (no letter or digit beside them), the first in the text
/// before later ones, and of several that begin together the longest. A name that stands in several lists belongs to the
/// first of them.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// Names looked for in any case, and names whose capitals count.
    any_case: Option<Names>,
    exact_case: Option<Names>,
    expressions: Vec<Ready>,
}

#[derive(Clone, Debug)]
struct Names {
    automaton: AhoCorasick,
    named: Vec<Named>,
}

impl Finder {
    /// Makes all names ready. Takes about a second for 100,000.
    pub fn new(lists: &[List], expressions: &[Expression]) -> Result<Self, Unusable> {
        let ready = expressions.iter().map(Expression::ready);
        Ok(Self {
            any_case: Names::of(lists.iter().filter(|list| !list.match_case), true)?,
            exact_case: Names::of(lists.iter().filter(|list| list.match_case), false)?,
            expressions: ready.collect::<Result<_, _>>().map_err(|bad| Unusable(bad.to_string()))?,
        })
    }

    /// True when there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.any_case.is_none() && self.exact_case.is_none() && self.expressions.is_empty()
    }

    /// What lists and expressions name in a text, in order, none overlapping another: names with their capitals go
    /// before those in any case, and names before expressions.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        for (names, fold_case) in [(&self.exact_case, false), (&self.any_case, true)] {
            if let Some(names) = names {
                found = join(found, names.find(text, fold_case));
            }
        }
        for expression in &self.expressions {
            found = join(found, expression.find(text));
        }
        found
    }
}

/// Puts `later` where there is room beside `first`.
fn join(first: Vec<Mention>, later: Vec<Mention>) -> Vec<Mention> {
    if first.is_empty() { later } else { overlay(&later, first) }
}

impl Names {
    /// The names of these lists; `None` when there are none.
    fn of<'a>(lists: impl Iterator<Item = &'a List>, fold_case: bool) -> Result<Option<Self>, Unusable> {
        let mut patterns: Vec<Vec<u8>> = Vec::new();
        let mut named: Vec<Named> = Vec::new();
        let mut known: HashSet<Vec<u8>> = HashSet::new();
        for list in lists {
            for entry in &list.entries {
                let of = Named {
                    list: Arc::clone(&list.name),
                    kind: entry.kind.clone(),
                    name: entry.name.as_str().into(),
                };
                for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                    for form in forms(name.trim(), list.inflect) {
                        let haystack = Haystack::of(&form, fold_case);
                        if haystack.is_blank() || known.contains(haystack.bytes()) {
                            continue;
                        }
                        known.insert(haystack.bytes().to_vec());
                        patterns.push(haystack.bytes().to_vec());
                        named.push(of.clone());
                    }
                }
            }
        }
        if patterns.is_empty() {
            return Ok(None);
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .map_err(|_| {
                Unusable(format!("The lists have too many names ({}) to be searched for.", patterns.len()))
            })?;
        Ok(Some(Self { automaton, named }))
    }

    fn find(&self, text: &str, fold_case: bool) -> Vec<Mention> {
        let haystack = Haystack::of(text, fold_case);
        self.automaton
            .find_iter(haystack.bytes())
            .filter_map(|found| {
                let span = haystack.span(found.start(), found.end())?;
                let named = &self.named[found.pattern().as_usize()];
                stands_alone(text, span.start, span.end).then(|| Mention {
                    span,
                    kind: named.kind.clone(),
                    source: Source::List(Arc::clone(&named.list)),
                    value: Some(Arc::clone(&named.name)),
                })
            })
            .collect()
    }
}

/// True when a sign at the end of a name (`C++`) has no digit or letter beside it that would make it another (`C++11`).
/// Where a name ends with a letter the search has seen to that.
pub(super) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric();
    let words = &text[start..end];
    let open_end = words.ends_with(|letter: char| !is_part(letter)) && text[end..].starts_with(is_part);
    let open_start = words.starts_with(|letter: char| !is_part(letter)) && text[..start].ends_with(is_part);
    // A mark at the end of a word is no sign.
    let mark = words.ends_with(unicode_normalization::char::is_combining_mark);
    !(open_start || (open_end && !mark))
}

/// A name and its plurals, where they are wanted.
fn forms(name: &str, inflect: bool) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let letter = |back: usize| name.chars().rev().nth(back);
    if !inflect || !letter(0).is_some_and(char::is_alphabetic) {
        return forms;
    }
    // `PCCs`, but `PARTIES`: capitals go on only where there are many.
    let capitals = name.chars().filter(|letter| letter.is_alphabetic()).count() > 3
        && name.chars().all(|letter| !letter.is_lowercase());
    let ending = |ending: &str| if capitals { ending.to_uppercase() } else { ending.to_owned() };
    let is_vowel = |letter: char| "aeiouAEIOU".contains(letter);
    forms.push(format!("{name}{}", ending("s")));
    forms.push(format!("{name}{}", ending("es")));
    if matches!(letter(0), Some('y' | 'Y')) && letter(1).is_some_and(|letter| !is_vowel(letter)) {
        forms.push(format!("{}{}", &name[..name.len() - 1], ending("ies")));
    }
    forms
}
