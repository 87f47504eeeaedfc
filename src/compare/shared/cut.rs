//! Boilerplate judged apart from the passage at whose end it stands, and in whatever pieces it comes.
//!
//! Two documents may go on with the same words before a footer, or behind a heading, that stands in many. What is found of the two
//! is one passage then; it is cut into what only they have and what many have, so that the one is shown and the other is not. A
//! sentence that many have in the midst of a longer passage is a part of that, and stays. What was cut is kept as it was found, since
//! what is boilerplate today may be none when documents have come or gone.

use rayon::prelude::*;

use super::align::{Relation as Aligned, Step};
use super::cluster::usual_words;
use super::find::Finder;
use super::parts::without_loose_ends;
use super::{Cluster, DocumentNumber, Index, Kind, Place, SharedPassage};
use crate::compare::words::{Relation, Stretch, steps};
use crate::text::Span;

/// Boilerplate is as long as half of its pairs have it, and so many words longer at the most: more are no part of it.
const MOST_BY_CHANCE: u32 = 5;
/// A place is in another when at least so much of it is.
const LEAST_OF_PLACE: f32 = 0.8;
/// So many times what is left of a passage is looked at again.
const MOST_CUTS: usize = 4;

/// Where boilerplate stands in each document.
pub struct Boilerplate {
    /// The cluster and the place, by document.
    places: Vec<(DocumentNumber, u32, Span)>,
}

impl Boilerplate {
    /// Where these passages have it, as far as half of those at each place do.
    pub fn of(passages: &[SharedPassage], clusters: &[Cluster]) -> Self {
        if clusters.iter().all(|cluster| cluster.kind != Kind::Boilerplate) {
            return Self { places: Vec::new() };
        }
        let usual = usual_words(passages, clusters.len());
        let is_usual = |passage: &&SharedPassage| {
            let cluster = passage.cluster as usize;
            clusters[cluster].kind == Kind::Boilerplate
                && passage.a.document != passage.b.document
                && passage.words <= usual[cluster] + MOST_BY_CHANCE
        };
        let sides = passages.iter().filter(is_usual).flat_map(|passage| {
            [passage.a, passage.b].map(|place| (place.document, passage.cluster, place.span))
        });
        let mut sides: Vec<(DocumentNumber, u32, Span)> = sides.collect();
        sides.sort_unstable();
        let mut places = Vec::new();
        let is_one = |one: &(DocumentNumber, u32, Span), next: &(DocumentNumber, u32, Span)| {
            (one.0, one.1) == (next.0, next.1) && one.2.overlaps(next.2)
        };
        for sides in sides.chunk_by(is_one) {
            let mut ends: Vec<usize> = sides.iter().map(|(.., span)| span.end).collect();
            ends.sort_unstable();
            let (start, end) = (sides[sides.len() / 2].2.start, ends[ends.len() / 2]);
            places.push((sides[0].0, sides[0].1, Span::new(start, end.max(start))));
        }
        Self { places }
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What lies over a place: the cluster, and where.
    fn over(&self, place: Place) -> impl Iterator<Item = (u32, Span)> + '_ {
        let first = self.places.partition_point(|(document, ..)| *document < place.document);
        let of_document = self.places[first..].iter().take_while(move |it| it.0 == place.document);
        of_document.filter(move |it| it.2.overlaps(place.span)).map(|it| (it.1, it.2))
    }

    /// What of the same boilerplate lies over both sides of a passage.
    fn on_both(&self, passage: &SharedPassage) -> impl Iterator<Item = (Span, Span)> + '_ {
        let b = passage.b;
        self.over(passage.a).flat_map(move |(cluster, on_a)| {
            self.over(b).filter(move |(other, _)| *other == cluster).map(move |(_, on_b)| (on_a, on_b))
        })
    }

    /// What of boilerplate a passage has in it and goes on beyond. Of its own cluster one side is enough: the other may be linked
    /// with nothing else.
    fn within(&self, passage: &SharedPassage) -> Vec<(Span, Span)> {
        let nothing = |place: Place| Span::new(place.span.start, place.span.start);
        let of_cluster = |place: Place| {
            let cluster = passage.cluster;
            self.over(place).filter(move |(of, _)| *of == cluster).map(|(_, span)| span)
        };
        let mut known: Vec<(Span, Span)> = self.on_both(passage).collect();
        if known.is_empty() {
            known.extend(of_cluster(passage.a).map(|on_a| (on_a, nothing(passage.b))));
            known.extend(of_cluster(passage.b).map(|on_b| (nothing(passage.a), on_b)));
        }
        known.retain(|(on_a, on_b)| {
            let goes_on = on_a.len() < passage.a.span.len() || on_b.len() < passage.b.span.len();
            goes_on && is_in(*on_a, passage.a.span) && is_in(*on_b, passage.b.span)
        });
        known
    }

    /// True for a passage that is a piece of it.
    fn has(&self, passage: &SharedPassage) -> bool {
        let is_between = passage.a.document != passage.b.document;
        is_between
            && self
                .on_both(passage)
                .any(|(on_a, on_b)| is_in(passage.a.span, on_a) && is_in(passage.b.span, on_b))
    }

    /// Writes to passages that are pieces of boilerplate, each a cluster of its own, that they are.
    pub fn claim_pieces(&self, passages: &mut [SharedPassage], clusters: &mut [Cluster]) {
        let mut is_shown = vec![false; clusters.len()];
        let mut is_claimed = vec![false; clusters.len()];
        for passage in passages {
            if passage.kind.is_shown() && self.has(passage) {
                passage.kind = Kind::Boilerplate;
                is_claimed[passage.cluster as usize] = true;
            }
            is_shown[passage.cluster as usize] |= passage.kind.is_shown();
        }
        for ((cluster, is_shown), is_claimed) in clusters.iter_mut().zip(is_shown).zip(is_claimed) {
            if is_claimed && !is_shown {
                cluster.kind = Kind::Boilerplate;
            }
        }
    }
}

/// True when most of a place lies in another.
fn is_in(place: Span, whole: Span) -> bool {
    place.intersection(whole).map_or(0, Span::len) as f32 >= LEAST_OF_PLACE * place.len() as f32
}

impl Index {
    /// Cuts boilerplate off the ends of passages; answers with those that were cut, as they were found.
    pub(super) fn cut_boilerplate(
        &self,
        passages: &mut Vec<SharedPassage>,
        boilerplate: &Boilerplate,
    ) -> Vec<SharedPassage> {
        if boilerplate.is_empty() {
            return Vec::new();
        }
        let finder = Finder::new(self);
        let parts: Vec<Vec<SharedPassage>> =
            passages.par_iter().map(|passage| self.parts_of(passage, boilerplate, &finder)).collect();
        let mut whole = Vec::new();
        let mut left = Vec::with_capacity(passages.len());
        for (passage, parts) in passages.iter().zip(parts) {
            if parts.is_empty() {
                left.push(*passage);
            } else {
                whole.push(*passage);
                left.extend(parts);
            }
        }
        *passages = left;
        whole
    }

    /// What a passage is cut into; nothing where it stays whole.
    fn parts_of(
        &self,
        passage: &SharedPassage,
        boilerplate: &Boilerplate,
        finder: &Finder<'_>,
    ) -> Vec<SharedPassage> {
        let mut parts = Vec::new();
        if passage.by_itself == Kind::Formula || passage.a.document == passage.b.document {
            return parts;
        }
        let mut left = *passage;
        for _ in 0..MOST_CUTS {
            let mut known = boilerplate.within(&left).into_iter();
            let Some([own, common]) = known.find_map(|known| self.parted(&left, known, finder)) else {
                break;
            };
            parts.push(common);
            left = own;
        }
        if !parts.is_empty() {
            parts.push(left);
        }
        parts.into_iter().map(|part| SharedPassage { is_cut: true, ..part }).collect()
    }

    /// A passage without what of boilerplate stands at one of its ends, and that; `None` where nothing is left at either end that
    /// is worth showing, or at both something.
    fn parted(
        &self,
        passage: &SharedPassage,
        (on_a, on_b): (Span, Span),
        finder: &Finder<'_>,
    ) -> Option<[SharedPassage; 2]> {
        let texts = [self.text(passage.a.document)?, self.text(passage.b.document)?];
        let steps = steps(texts[0], passage.a.span, texts[1], passage.b.span);
        let is_common = |step: &Stretch| step.a.overlaps(on_a) || step.b.overlaps(on_b);
        let (first, last) = (steps.iter().position(is_common)?, steps.iter().rposition(is_common)?);
        if first == 0 && last + 1 == steps.len() {
            return None;
        }
        let spans = [self.spans(passage.a.document), self.spans(passage.b.document)];
        let part = |steps: &[Stretch]| self.part(passage, steps, &spans, finder);
        match (part(&steps[..first]), part(&steps[last + 1..])) {
            (Some(own), None) => Some([own, part(&steps[first..])?]),
            (None, Some(own)) => Some([own, part(&steps[..=last])?]),
            _ => None,
        }
    }

    /// A part of a passage, where it is a passage by itself.
    fn part(
        &self,
        passage: &SharedPassage,
        part: &[Stretch],
        spans: &[Vec<Span>; 2],
        finder: &Finder<'_>,
    ) -> Option<SharedPassage> {
        let word = |side: usize, at: usize| spans[side].partition_point(|span| span.start < at);
        let words = |side: usize, span: Span| word(side, span.end) - word(side, span.start);
        let steps: Vec<Step> = part
            .iter()
            .filter(|step| !step.a.is_empty() && !step.b.is_empty())
            .map(|step| {
                let is_same = matches!(step.relation, Relation::Same | Relation::Written);
                let relation = match (words(0, step.a), words(1, step.b)) {
                    (1, 1) if is_same => Aligned::Equal,
                    (2, 1) if is_same => Aligned::Joined,
                    (1, 2) if is_same => Aligned::Parted,
                    _ => Aligned::Other,
                };
                Step { a: word(0, step.a.start) as u32, b: word(1, step.b.start) as u32, relation }
            })
            .collect();
        let tokens = [passage.a.document, passage.b.document].map(|document| self.tokens(document));
        let draft = finder.draft(passage.b.document, without_loose_ends(&steps), tokens[0], tokens[1])?;
        let part = self.placed(passage.a.document, &[draft]).pop()?;
        // It has none yet.
        Some(SharedPassage { cluster: u32::MAX, ..part })
    }
}
