//! Decisions applied to the mentions of one document, before it is known who is who.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Ruling, Rulings};
use crate::entities::lists::Wordings;
use crate::entities::{Kind, Mention, Source};
use crate::project::anchoring::verbatim;
use crate::text::{Anchor, Span, Text};

/// The mentions of a document as the researcher decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruled {
    /// The mentions, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Which mention a decision gave to an entity, as decision and index into the mentions, in the order of the decisions.
    pub(super) given: Vec<(u32, u32)>,
    /// The decisions that acted, once for each mention they acted on.
    pub(super) acted: Vec<u32>,
}

impl Ruled {
    /// How many times decisions acted here.
    pub fn acted(&self) -> usize {
        self.acted.len()
    }
}

/// A mention while decisions are applied, with those that gave it to an entity.
struct Working {
    mention: Mention,
    given: Vec<u32>,
}

impl<'a, D: Eq + Hash> Rulings<'a, D> {
    /// Makes decisions ready.
    pub fn new(decisions: &'a [Ruling<D>]) -> Self {
        let mut by_document: HashMap<&D, Vec<u32>> = HashMap::new();
        let mut rejected: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, decision) in decisions.iter().enumerate() {
            if let Some((document, _)) = decision.place() {
                by_document.entry(document).or_default().push(at as u32);
            }
            if let Ruling::RejectWording { wording, .. } = decision {
                rejected.entry(squeezed(wording)).or_default().push(at as u32);
            }
        }
        let added = decisions.iter().enumerate().filter_map(|(at, decision)| match decision {
            Ruling::AddWording { wording, match_case, .. } => {
                Some((at as u32, wording.as_str(), *match_case))
            }
            _ => None,
        });
        let added: Vec<(u32, &str, bool)> = added.collect();
        Self { decisions, by_document, added: Wordings::new(&added), rejected }
    }

    /// The mentions of a document as decided. Input in any order; spans that do not fit the text are left out.
    pub fn on_mentions(&self, document: &D, text: &Text, mentions: &[Mention]) -> Ruled {
        let mut working: Vec<Working> = mentions
            .iter()
            .filter(|mention| mention.span.of(text.as_str()).is_some())
            .map(|mention| Working { mention: mention.clone(), given: Vec::new() })
            .collect();
        let added = self.added.find(text.as_str());
        let mut acted = Vec::new();
        for at in self.concerning(document, text, mentions, &added) {
            let times = match &self.decisions[at as usize] {
                Ruling::Split { anchor, into, .. } => set(text, &mut working, anchor, &into.kind, at),
                Ruling::RetypeMention { anchor, kind, .. } | Ruling::AddMention { anchor, kind, .. } => {
                    set(text, &mut working, anchor, kind, at)
                }
                Ruling::RejectMention { anchor, .. } => reject(text, &mut working, anchor),
                Ruling::RejectWording { wording, kind } => {
                    reject_wording(text, &mut working, wording, kind.as_ref())
                }
                Ruling::AddWording { kind, .. } => {
                    let spans = added.get(&at).map_or(&[][..], Vec::as_slice);
                    add_wording(&mut working, spans, kind, at)
                }
                _ => 0,
            };
            acted.extend(std::iter::repeat_n(at, times));
        }
        finish(working, acted)
    }

    /// The decisions that can have something to do in a document, in order: looking at all of them in each of many
    /// documents would take too long.
    fn concerning(
        &self,
        document: &D,
        text: &Text,
        mentions: &[Mention],
        added: &HashMap<u32, Vec<Span>>,
    ) -> Vec<u32> {
        let here = self.by_document.get(document).map_or(&[][..], Vec::as_slice);
        let mut order: Vec<u32> = here.iter().chain(added.keys()).copied().collect();
        if !self.rejected.is_empty() {
            // What can be rejected was recognised, or is added by another decision.
            let recognised = mentions.iter().filter_map(|mention| mention.span.of(text.as_str()));
            let anchored = here.iter().filter_map(|at| self.decisions[*at as usize].place());
            let anchored = anchored.map(|(_, anchor)| anchor.exact.as_str());
            let found = added.values().flatten().filter_map(|span| span.of(text.as_str()));
            for words in recognised.chain(anchored).chain(found) {
                order.extend(self.rejected.get(&squeezed(words)).into_iter().flatten());
            }
        }
        order.sort_unstable();
        order.dedup();
        order
    }
}

/// Words with one space between them.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks every occurrence of a wording that is not part of a longer mention.
fn add_wording(working: &mut Vec<Working>, found: &[Span], kind: &Kind, at: u32) -> usize {
    working.sort_by_key(|one| one.mention.span.start);
    let mut furthest = 0;
    let ends: Vec<(usize, usize)> = working
        .iter()
        .map(|one| {
            furthest = furthest.max(one.mention.span.end);
            (one.mention.span.start, furthest)
        })
        .collect();
    // Something longer holds it if it begins before and reaches its end, or begins with it and reaches beyond.
    let reach = |upto: usize| upto.checked_sub(1).map_or(0, |last| ends[last].1);
    let is_within_longer = |span: &Span| {
        reach(ends.partition_point(|(start, _)| *start < span.start)) >= span.end
            || reach(ends.partition_point(|(start, _)| *start <= span.start)) > span.end
    };
    let spans: Vec<Span> = found.iter().filter(|span| !is_within_longer(span)).copied().collect();
    place_all(working, &spans, kind, at);
    spans.len()
}

/// Makes a passage a mention of this kind, in place of whatever was marked over it.
fn set(text: &Text, working: &mut Vec<Working>, anchor: &Anchor, kind: &Kind, at: u32) -> usize {
    let Some(span) = verbatim(anchor, text) else { return 0 };
    place_all(working, &[span], kind, at);
    1
}

/// Puts mentions of a kind at these places, which are in order; what overlaps them goes.
fn place_all(working: &mut Vec<Working>, spans: &[Span], kind: &Kind, at: u32) {
    let mut placed: Vec<Working> = spans
        .iter()
        .map(|span| {
            let mention = Mention { span: *span, kind: kind.clone(), source: Source::User, value: None };
            Working { mention, given: Vec::new() }
        })
        .collect();
    working.retain(|one| {
        let span = one.mention.span;
        let from = spans.partition_point(|other| other.end <= span.start);
        let overlaps = spans.get(from).is_some_and(|other| other.start < span.end);
        if overlaps
            && spans[from] == span
            && let Some(new) = placed.get_mut(from)
        {
            // The same passage stays what it was in all that was not decided.
            if one.mention.kind == *kind {
                new.mention.value.clone_from(&one.mention.value);
                new.mention.source = one.mention.source.clone();
            }
            new.given.clone_from(&one.given);
        }
        !overlaps
    });
    for one in &mut placed {
        one.given.push(at);
    }
    working.append(&mut placed);
}

/// Removes what is marked at a passage or within it, and what differs from it only at its edges.
fn reject(text: &Text, working: &mut Vec<Working>, anchor: &Anchor) -> usize {
    let Some(span) = verbatim(anchor, text) else { return 0 };
    let core = core(span.of(text.as_str()).unwrap_or_default());
    let before = working.len();
    working.retain(|one| {
        let other = one.mention.span;
        let same = || other.overlaps(span) && self::core(other.of(text.as_str()).unwrap_or_default()) == core;
        !(span.covers(other) || same())
    });
    before - working.len()
}

/// Words without an article, a title's dot, possessive and punctuation at their ends, by which a passage marked a little
/// wider or narrower by another model is still the same.
fn core(words: &str) -> &str {
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    let words = ["The ", "the ", "Mr ", "Mrs ", "Ms ", "Dr ", "Mr. ", "Mrs. ", "Ms. ", "Dr. "]
        .iter()
        .find_map(|start| words.strip_prefix(start))
        .unwrap_or(words);
    ["'s", "’s"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words)
}

/// Removes mentions of these words.
fn reject_wording(text: &Text, working: &mut Vec<Working>, wording: &str, kind: Option<&Kind>) -> usize {
    let before = working.len();
    working.retain(|one| {
        let words = one.mention.span.of(text.as_str()).unwrap_or_default();
        let same = words.split_whitespace().eq(wording.split_whitespace());
        !(same && kind.is_none_or(|kind| *kind == one.mention.kind))
    });
    before - working.len()
}

fn finish(mut working: Vec<Working>, acted: Vec<u32>) -> Ruled {
    working.sort_by(|a, b| {
        let place = |one: &Working| (one.mention.span.start, std::cmp::Reverse(one.mention.span.end));
        place(a).cmp(&place(b)).then_with(|| a.mention.kind.cmp(&b.mention.kind))
    });
    let mut ruled = Ruled { acted, ..Ruled::default() };
    for (at, one) in working.into_iter().enumerate() {
        ruled.given.extend(one.given.iter().map(|decision| (*decision, at as u32)));
        ruled.mentions.push(one.mention);
    }
    ruled.given.sort_unstable();
    ruled
}
