//! Every occurrence of some wordings at once, also where they overlap each other.
//!
//! For decisions, each of which concerns one wording and is applied by itself; a [`super::Finder`] would let only the longest
//! of several through.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::finder::stands_alone;
use super::haystack::Haystack;
use crate::text::Span;

/// Wordings by number, ready to be found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wordings {
    any_case: Option<Group>,
    exact_case: Option<Group>,
}

#[derive(Clone, Debug)]
struct Group {
    automaton: AhoCorasick,
    /// The numbers of the wordings of each pattern.
    numbers: Vec<Vec<u32>>,
}

impl Wordings {
    /// Makes wordings ready: number, words, and whether capitals count. Those without any word are never found.
    pub(crate) fn new(wordings: &[(u32, &str, bool)]) -> Self {
        let group = |exact: bool| {
            let these = wordings.iter().filter(move |(.., match_case)| *match_case == exact);
            Group::of(these.map(|(number, words, _)| (*number, *words)), !exact)
        };
        Self { any_case: group(false), exact_case: group(true) }
    }

    /// Where each wording stands, in the order of the text; occurrences of one wording do not overlap each other.
    pub(crate) fn find(&self, text: &str) -> HashMap<u32, Vec<Span>> {
        let mut found: HashMap<u32, Vec<Span>> = HashMap::new();
        for (group, fold_case) in [(&self.any_case, true), (&self.exact_case, false)] {
            let Some(group) = group else { continue };
            let haystack = Haystack::of(text, fold_case);
            for one in group.automaton.find_overlapping_iter(haystack.bytes()) {
                let Some(span) = haystack.span(one.start(), one.end()) else { continue };
                if !stands_alone(text, span.start, span.end) {
                    continue;
                }
                for number in &group.numbers[one.pattern().as_usize()] {
                    let spans = found.entry(*number).or_default();
                    if spans.last().is_none_or(|last| last.end <= span.start) {
                        spans.push(span);
                    }
                }
            }
        }
        found
    }
}

impl Group {
    fn of<'a>(wordings: impl Iterator<Item = (u32, &'a str)>, fold_case: bool) -> Option<Self> {
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let (mut patterns, mut numbers): (Vec<Vec<u8>>, Vec<Vec<u32>>) = (Vec::new(), Vec::new());
        for (number, words) in wordings {
            let haystack = Haystack::of(words.trim(), fold_case);
            if haystack.is_blank() {
                continue;
            }
            let place = *places.entry(haystack.bytes().to_vec()).or_insert_with(|| {
                patterns.push(haystack.bytes().to_vec());
                numbers.push(Vec::new());
                patterns.len() - 1
            });
            numbers[place].push(number);
        }
        if patterns.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .ok()?;
        Some(Self { automaton, numbers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_found_also_within_each_other() {
        let wordings = [(1, "Hull", false), (2, "Hull Council", false), (3, "hull", true), (4, "--", false)];
        let found = Wordings::new(&wordings).find("Hull Council of hull");
        assert_eq!(found[&1], [Span::new(0, 4), Span::new(16, 20)]);
        assert_eq!(found[&2], [Span::new(0, 12)]);
        assert_eq!(found[&3], [Span::new(16, 20)]);
        assert!(!found.contains_key(&4));
    }
}
