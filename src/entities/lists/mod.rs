//! The user's own lists of names and expressions, and finding what they name in a text.
//!
//! A [`List`] is read by [`parse`] from pasted text or CSV; an [`Expression`] is a regular expression that is a kind of its
//! own. A [`Finder`] made of all of them finds their mentions in one pass over a text, however many names there are.
//! What a list finds is a [`Mention`] whose value is the name the entry stands under, so that its aliases become one
//! entity; [`overlay`] lays it over what was recognised otherwise. Nothing here reads files.

mod expression;
mod finder;
mod haystack;
mod parse;
mod wordings;

use std::sync::Arc;

pub use expression::{BadExpression, Expression};
pub use finder::{Finder, Unusable};
pub use parse::{Parsed, Problem, parse};

pub(crate) use wordings::Wordings;

use super::{Kind, Mention, Source};

/// A name that the user has listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name its mentions are shown under.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Other ways in which it is written.
    pub aliases: Vec<String>,
}

/// A list of names with how they are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What the list is called.
    pub name: Arc<str>,
    /// The names.
    pub entries: Vec<Entry>,
    /// True when capitals must be as in the list.
    pub match_case: bool,
    /// True when plurals are found as well: with `s`, with `es`, with `ies` for `y`. A possessive is always found, since
    /// it is no part of the name.
    pub inflect: bool,
}

impl List {
    /// A list that looks for its names in any case and with plurals.
    pub fn new(name: impl Into<Arc<str>>, entries: Vec<Entry>) -> Self {
        Self { name: name.into(), entries, match_case: false, inflect: true }
    }
}

/// Lays what lists found over what was recognised otherwise: where they overlap the lists win, and over both wins what
/// the user marked by hand. Both inputs may be in any order; the outcome is in that of the text.
pub fn overlay(recognised: &[Mention], listed: Vec<Mention>) -> Vec<Mention> {
    let by_hand: Vec<&Mention> = recognised.iter().filter(|mention| mention.source == Source::User).collect();
    let listed: Vec<Mention> = without_overlaps(listed, &by_hand);
    let taken: Vec<&Mention> = listed.iter().collect();
    let mut all = without_overlaps(
        recognised.iter().filter(|mention| mention.source != Source::User).cloned().collect(),
        &taken,
    );
    all.extend(by_hand.into_iter().cloned());
    all.extend(listed);
    all.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    all
}

/// Those of `mentions` that share no byte with any of `taken`.
fn without_overlaps(mut mentions: Vec<Mention>, taken: &[&Mention]) -> Vec<Mention> {
    let mut ends: Vec<(usize, usize)> =
        taken.iter().map(|mention| (mention.span.start, mention.span.end)).collect();
    ends.sort_unstable();
    // The furthest end up to each place, for those that may lie within each other.
    let mut furthest = 0;
    for (_, end) in &mut ends {
        furthest = furthest.max(*end);
        *end = furthest;
    }
    mentions.retain(|mention| {
        let before = ends.partition_point(|(start, _)| *start < mention.span.end);
        before == 0 || ends[before - 1].1 <= mention.span.start
    });
    mentions
}

#[cfg(test)]
mod tests;
