//! Boilerplate judged apart from the passage at whose end it stands, and in whatever pieces it comes.
//!
//! Two documents may go on with the same words before a footer, or behind a heading, that stands in many. What is found of the two
//! is one passage then; it is cut into what only they have and what many have, so that the one is shown and the other is not. A
//! sentence that many have in the midst of a longer passage is a part of that, and stays. What was cut is kept as it was found, since
//! what is boilerplate today may be none when documents have come or gone. The words of a document are read once for all of its
//! passages, as far as memory allows, and whoever does not wait any longer has the rest left whole.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Relation as Aligned, Step};
use super::cluster::usual_words;
use super::find::Finder;
use super::parts::without_loose_ends;
use super::{Cluster, DocumentNumber, Index, Kind, Place, SharedPassage, Watch};
use crate::compare::words::{Relation, Stretch, steps_while};
use crate::text::{Span, Text};

/// Boilerplate is as long as half of its pairs have it, and so many words longer at the most: more are no part of it.
const MOST_BY_CHANCE: u32 = 5;
/// A place is in another when at least so much of it is.
const LEAST_OF_PLACE: f32 = 0.8;
/// So many times what is left of a passage is looked at again.
const MOST_CUTS: usize = 4;
/// The words of so many bytes of text are kept at a time, or of two documents.
const BATCH_BYTES: usize = 16 << 20;

/// What came of cutting.
#[derive(Debug, Default)]
pub struct Cut {
    /// What was cut, as it was found.
    pub whole: Vec<SharedPassage>,
    /// Passages that have boilerplate in them and were not looked at, since nobody waited any longer.
    pub not_cut: usize,
}

/// Where the words of some documents stand.
type WordsOf = FxHashMap<DocumentNumber, Vec<Span>>;

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
    /// Cuts boilerplate off the ends of passages.
    pub(super) fn cut_boilerplate(
        &self,
        passages: &mut Vec<SharedPassage>,
        boilerplate: &Boilerplate,
        watch: &impl Watch,
    ) -> Cut {
        if boilerplate.is_empty() {
            return Cut::default();
        }
        let may_be_cut = |at: &usize| {
            let passage = &passages[*at];
            passage.by_itself != Kind::Formula
                && passage.a.document != passage.b.document
                && !boilerplate.within(passage).is_empty()
        };
        let mut due: Vec<usize> = (0..passages.len()).into_par_iter().filter(may_be_cut).collect();
        due.sort_unstable_by_key(|at| (passages[*at].a.document, passages[*at].b.document, *at));
        let finder = Finder::new(self);
        let mut cut: Vec<(usize, Vec<SharedPassage>)> = Vec::new();
        let mut looked_at = 0;
        while looked_at < due.len() && !watch.is_cancelled() {
            let batch = &due[looked_at..];
            let batch = &batch[..self.in_batch(batch.iter().map(|at| &passages[*at]))];
            let cutter =
                Cutter { index: self, boilerplate, finder: &finder, words: self.words_of(batch, passages) };
            let parts: Vec<Option<Vec<SharedPassage>>> =
                batch.par_iter().map(|at| cutter.parts_of(&passages[*at], watch)).collect();
            let done = batch.iter().zip(parts).filter_map(|(at, parts)| Some((*at, parts?)));
            let before = cut.len();
            cut.extend(done);
            looked_at += cut.len() - before;
            if cut.len() - before < batch.len() {
                break;
            }
        }
        let not_cut = due.len() - looked_at;
        cut.retain(|(_, parts)| !parts.is_empty());
        cut.sort_unstable_by_key(|(at, _)| *at);
        let mut whole = Vec::with_capacity(cut.len());
        let mut left = Vec::with_capacity(passages.len() + cut.len());
        let mut cut = cut.into_iter().peekable();
        for (at, passage) in passages.iter().enumerate() {
            match cut.next_if(|(next, _)| *next == at) {
                None => left.push(*passage),
                Some((_, parts)) => {
                    whole.push(*passage);
                    left.extend(parts);
                }
            }
        }
        *passages = left;
        Cut { whole, not_cut }
    }

    /// How many of these passages, in order, are in documents that can be read at a time: one at least.
    fn in_batch<'p>(&self, passages: impl Iterator<Item = &'p SharedPassage>) -> usize {
        let mut documents: FxHashSet<DocumentNumber> = FxHashSet::default();
        let mut bytes = 0;
        let fits = |passage: &&SharedPassage| {
            let is_first = documents.is_empty();
            for document in [passage.a.document, passage.b.document] {
                if documents.insert(document) {
                    bytes += self.text(document).map_or(0, Text::len);
                }
            }
            is_first || documents.len() <= 2 || bytes <= BATCH_BYTES
        };
        passages.take_while(fits).count()
    }

    /// Where the words of the documents stand in which some of the passages are.
    fn words_of(&self, some: &[usize], passages: &[SharedPassage]) -> WordsOf {
        let sides = some.iter().flat_map(|at| [passages[*at].a.document, passages[*at].b.document]);
        let mut documents: Vec<DocumentNumber> = sides.collect();
        documents.sort_unstable();
        documents.dedup();
        documents.into_par_iter().map(|document| (document, self.spans(document))).collect()
    }
}

/// Cuts passages of documents the words of which were read.
struct Cutter<'i> {
    index: &'i Index,
    boilerplate: &'i Boilerplate,
    finder: &'i Finder<'i>,
    words: WordsOf,
}

impl Cutter<'_> {
    /// What a passage is cut into; nothing where it stays whole. `None` once nobody waits any longer.
    fn parts_of(&self, passage: &SharedPassage, watch: &impl Watch) -> Option<Vec<SharedPassage>> {
        let mut parts = Vec::new();
        let mut left = *passage;
        for _ in 0..MOST_CUTS {
            let mut cut = None;
            for known in self.boilerplate.within(&left) {
                cut = self.parted(&left, known, watch);
                if watch.is_cancelled() {
                    return None;
                }
                if cut.is_some() {
                    break;
                }
            }
            let Some([own, common]) = cut else { break };
            parts.push(common);
            left = own;
        }
        if !parts.is_empty() {
            parts.push(left);
        }
        Some(parts.into_iter().map(|part| SharedPassage { is_cut: true, ..part }).collect())
    }

    /// A passage without what of boilerplate stands at one of its ends, and that; `None` where nothing is left at either end that
    /// is worth showing, or at both something, and when nobody waits any longer.
    fn parted(
        &self,
        passage: &SharedPassage,
        (on_a, on_b): (Span, Span),
        watch: &impl Watch,
    ) -> Option<[SharedPassage; 2]> {
        let (a, b) = (passage.a, passage.b);
        let stop = || watch.is_cancelled();
        let steps =
            steps_while(self.index.text(a.document)?, a.span, self.index.text(b.document)?, b.span, &stop)?;
        let is_common = |step: &Stretch| step.a.overlaps(on_a) || step.b.overlaps(on_b);
        let (first, last) = (steps.iter().position(is_common)?, steps.iter().rposition(is_common)?);
        if first == 0 && last + 1 == steps.len() {
            return None;
        }
        let words = [&self.words.get(&a.document)?[..], self.words.get(&b.document)?];
        let part = |steps: &[Stretch]| self.part(passage, steps, words, &stop);
        match (part(&steps[..first]), part(&steps[last + 1..])) {
            (Some(own), None) => Some([own, part(&steps[first..])?]),
            (None, Some(own)) => Some([own, part(&steps[..=last])?]),
            _ => None,
        }
    }

    /// A part of a passage, where it is a passage by itself; given where the words of both documents stand.
    fn part(
        &self,
        passage: &SharedPassage,
        part: &[Stretch],
        all: [&[Span]; 2],
        stop: &dyn Fn() -> bool,
    ) -> Option<SharedPassage> {
        let word = |side: usize, at: usize| all[side].partition_point(|span| span.start < at);
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
        let tokens = [passage.a.document, passage.b.document].map(|document| self.index.tokens(document));
        let draft =
            self.finder.draft(passage.b.document, without_loose_ends(&steps), tokens[0], tokens[1])?;
        let part = self.index.place(passage.a.document, &draft, all, stop);
        // It has none yet.
        Some(SharedPassage { cluster: u32::MAX, ..part })
    }
}
