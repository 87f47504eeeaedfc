//! Passages that documents share, word for word or with small edits, across a corpus and within one document.
//!
//! How: each document becomes a stream of words ([`super::tokens`]); pairs of neighbouring telling words are the seeds
//! ([`postings`]); seeds that two documents share at about the same distance make a chain ([`chain`]); around a chain the
//! words are aligned ([`align`]), and what comes of it is judged by how much it says in this corpus ([`judge`]). What
//! stands everywhere is not paired but told apart as boilerplate, and passages that are the same are one cluster
//! ([`cluster`]); boilerplate at the end of a passage is cut off it ([`cut`]). Nothing here knows what a passage means:
//! re-worded statements are next door, in `statements`.

mod align;
mod chain;
mod cluster;
mod common;
mod comparer;
mod cut;
mod find;
mod index;
mod judge;
mod lexicon;
mod look;
mod matrix;
mod measure;
mod parts;
mod postings;
mod sayings;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use cluster::Cluster;
pub use common::{Common, Stands};
pub use comparer::{Comparer, Known};
pub use find::Against;
pub use index::{DocumentNumber, Index};
pub use matrix::Matrix;
pub use measure::Measure;

use crate::compare::words::{Told, told_while};
use crate::text::{Span, Text};
use cut::{Boilerplate, Cut};
use find::{Draft, Finder, MOST_IN_PAIR, Scratch};

/// What kind of passage it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// No word is another, added, dropped or written apart; case, accents, punctuation and layout may differ.
    Verbatim,
    /// With words changed, added or dropped.
    Edited,
    /// Short and in many documents, as page furniture is, or again and again in one.
    Boilerplate,
    /// A title, a name or another stock phrase: too little to tell that one took it from the other.
    Formula,
}

impl SharedPassage {
    /// The document by which it was found: what is found by a document follows from those before it.
    pub fn found_by(&self) -> DocumentNumber {
        self.a.document.max(self.b.document)
    }

    /// The share of words that are the same as it is told everywhere, in percent: never 100 where a word differs.
    pub fn percent(&self) -> u32 {
        // A share that is a whole number of percent stays that number, however it is kept.
        (self.similarity * 100.0 + 1e-3).floor().clamp(0.0, if self.similarity < 1.0 { 99.0 } else { 100.0 })
            as u32
    }

    /// True when another passage of the same two documents is a part of this one on both sides.
    pub fn has(&self, part: &Self) -> bool {
        let within = |whole: Place, part: Place| {
            whole.document == part.document
                && whole.span.start <= part.span.start
                && part.span.end <= whole.span.end
        };
        within(self.a, part.a) && within(self.b, part.b)
    }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Verbatim, Self::Edited, Self::Boilerplate, Self::Formula];

    /// The word for it in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Boilerplate => "boilerplate",
            Self::Formula => "formula",
        }
    }

    /// The kind of a passage that is no formula: only where all words are the same is it verbatim.
    fn of_similarity(similarity: f32) -> Self {
        if similarity >= 1.0 { Self::Verbatim } else { Self::Edited }
    }

    /// True for what is shown when nobody has asked for more.
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Verbatim | Self::Edited)
    }
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The document.
    pub document: DocumentNumber,
    /// Where in its text.
    pub span: Span,
}

/// A passage that stands in two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharedPassage {
    /// One place: in the document added first or, within one document, the first.
    pub a: Place,
    /// The other.
    pub b: Place,
    /// What kind of passage it is.
    pub kind: Kind,
    /// What kind it would be whatever stands elsewhere: what is boilerplate or a part of something longer may be it no more
    /// when documents have come or gone.
    pub by_itself: Kind,
    /// The share of words that are the same, 0 to 1; what is not is what is marked ([`super::words`]).
    pub similarity: f32,
    /// How many words are the same.
    pub words: u32,
    /// How much they say in this corpus, in bits: the higher, the less it can be chance.
    pub bits: f32,
    /// Its cluster, an index into [`Shared::clusters`].
    pub cluster: u32,
    /// True for a part of one of [`Shared::whole`].
    pub is_cut: bool,
}

/// What was not looked at or not kept, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Documents that did not fit into the index.
    pub documents: usize,
    /// Pairs of documents that share as many passages as are kept of two, or more.
    pub crowded_pairs: usize,
    /// Documents not compared, since the work was cancelled.
    pub not_compared: usize,
    /// Documents that repeat the same words so often, or have so few spaces, that only a part of what they share was looked
    /// for.
    pub partly_compared: usize,
    /// Passages beyond the most that are kept.
    pub passages: usize,
    /// Passages that have boilerplate in them and were not cut, since the work was cancelled.
    pub not_cut: usize,
    /// Passages that stand in so many documents that each of these is listed beside the first of them only.
    pub beside_first: usize,
}

impl LeftOut {
    /// What was left out, a sentence for each.
    pub fn sentences(&self) -> Vec<String> {
        use crate::text::numbers::counted;
        let mut sentences = Vec::new();
        if self.documents > 0 {
            let documents = counted(self.documents, "document was", "documents were");
            sentences.push(format!("{documents} not compared: together the texts have too many words."));
        }
        if self.crowded_pairs > 0 {
            let pairs = counted(self.crowded_pairs, "pair of documents shares", "pairs of documents share");
            let most = counted(MOST_IN_PAIR, "passage", "passages");
            sentences
                .push(format!("{pairs} {most} or more; of each only the {most} that say most are listed."));
        }
        if self.not_compared > 0 {
            let documents = counted(self.not_compared, "document was", "documents were");
            sentences.push(format!("{documents} not compared: the work was stopped."));
        }
        if self.partly_compared > 0 {
            let documents = counted(self.partly_compared, "document repeats", "documents repeat");
            let lacks = if self.partly_compared == 1 { "has" } else { "have" };
            sentences.push(format!(
                "{documents} the same words too often, or {lacks} hardly any spaces between them: not all that is shared was \
                 looked for."
            ));
        }
        if self.passages > 0 {
            let passages = counted(self.passages, "passage is", "passages are");
            sentences.push(format!("{passages} not listed: only those that say most are."));
        }
        if self.not_cut > 0 {
            let go_on = counted(self.not_cut, "passage may go on", "passages may go on");
            sentences.push(format!("{go_on} into what very many documents have: the work was stopped."));
        }
        if self.beside_first > 0 {
            let stands = counted(self.beside_first, "passage stands", "passages stand");
            sentences.push(format!(
                "{stands} in so many documents that each of these is listed beside one of them only; any two others are compared \
                 when they are opened side by side, and all places are in the table of variants."
            ));
        }
        sentences
    }
}

/// The passages that documents share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// Those that say most first.
    pub passages: Vec<SharedPassage>,
    /// Passages as they were found of which parts are listed instead, since boilerplate stood at their ends.
    pub whole: Vec<SharedPassage>,
    /// The same passage in all its places; largest first.
    pub clusters: Vec<Cluster>,
    /// What stands in so many documents that not all of them are set side by side.
    pub common: Common,
    /// What was left out.
    pub left_out: LeftOut,
}

/// What two documents share, or one has twice, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The document added first.
    pub a: DocumentNumber,
    /// The other; the same for what stands twice in one.
    pub b: DocumentNumber,
    /// Number of passages.
    pub passages: usize,
    /// Words that are the same in them.
    pub words: usize,
}

impl Shared {
    /// What any two documents share in passages of the kinds wanted, those with the most words first: the cells of a
    /// matrix that are not empty.
    pub fn pairs(&self, wanted: impl Fn(Kind) -> bool) -> Vec<Pair> {
        let mut pairs: FxHashMap<(DocumentNumber, DocumentNumber), Pair> = FxHashMap::default();
        for passage in self.passages.iter().filter(|passage| wanted(passage.kind)) {
            let (a, b) = (passage.a.document, passage.b.document);
            let pair = pairs.entry((a, b)).or_insert(Pair { a, b, passages: 0, words: 0 });
            pair.passages += 1;
            pair.words += passage.words as usize;
        }
        let mut pairs: Vec<Pair> = pairs.into_values().collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.words), pair.a, pair.b));
        pairs
    }

    /// The passages listed that two documents share, in the order in which they stand in the first.
    pub fn between(&self, one: DocumentNumber, other: DocumentNumber) -> Vec<&SharedPassage> {
        let pair = (one.min(other), one.max(other));
        let mut passages: Vec<&SharedPassage> =
            self.passages.iter().filter(|passage| (passage.a.document, passage.b.document) == pair).collect();
        passages.sort_by_key(|passage| (passage.a, passage.b));
        passages
    }
}

/// No more passages are kept.
const MOST_PASSAGES: usize = 1_000_000;

/// Somebody who waits: told how far the work is, asked whether it is still wanted. Called from several threads.
pub trait Watch: Sync {
    /// So many documents have been compared.
    fn progress(&self, done: usize) {
        let _ = done;
    }

    /// True when the result is no longer wanted.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Nobody waits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// Whoever set the flag does not want the result.
impl Watch for AtomicBool {
    fn is_cancelled(&self) -> bool {
        self.load(Ordering::Relaxed)
    }
}

/// Passages of some documents, before they are ranked.
struct Found {
    passages: Vec<SharedPassage>,
    /// Documents that were not compared, because somebody stopped it.
    not_compared: Vec<DocumentNumber>,
    /// Documents in which not all was looked at.
    partly_compared: Vec<DocumentNumber>,
}

impl Index {
    /// All passages shared by any two documents, or standing twice in one. The same for the same documents in the same
    /// order, however many cores there are.
    pub fn shared(&self, watch: &impl Watch) -> Shared {
        let documents: Vec<DocumentNumber> = (0..self.len() as u32).map(DocumentNumber).collect();
        self.compared(&documents, Against::Earlier, watch)
    }

    /// The passages that one document shares with all others or has twice.
    pub fn shared_by(&self, document: DocumentNumber, watch: &impl Watch) -> Shared {
        self.compared(&[document], Against::All, watch)
    }

    fn compared(&self, documents: &[DocumentNumber], against: Against, watch: &impl Watch) -> Shared {
        let found = self.found(documents, against, watch);
        let left_out = LeftOut {
            not_compared: found.not_compared.len(),
            partly_compared: found.partly_compared.len(),
            ..LeftOut::default()
        };
        self.finished(found.passages, left_out, watch)
    }

    /// The passages of these documents.
    fn found(&self, documents: &[DocumentNumber], against: Against, watch: &impl Watch) -> Found {
        let finder = Finder::new(self);
        let done = AtomicUsize::new(0);
        let is_cancelled = || watch.is_cancelled();
        let found: Vec<Option<(Vec<SharedPassage>, bool)>> = documents
            .par_iter()
            .with_max_len(8)
            .map_init(Scratch::default, |scratch, document| {
                if watch.is_cancelled() {
                    return None;
                }
                let found = finder.find(*document, against, scratch, &is_cancelled);
                let passages = self.placed(*document, &found.drafts, &is_cancelled);
                // What was found when it was stopped may be a part.
                if watch.is_cancelled() {
                    return None;
                }
                watch.progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                Some((passages, found.is_partial))
            })
            .collect();
        let (mut not_compared, mut partly_compared) = (Vec::new(), Vec::new());
        for (document, found) in documents.iter().zip(&found) {
            match found {
                None => not_compared.push(*document),
                Some((_, true)) => partly_compared.push(*document),
                Some((_, false)) => {}
            }
        }
        let passages = found.into_iter().flatten().flat_map(|(passages, _)| passages).collect();
        Found { passages, not_compared, partly_compared }
    }

    /// Drafts with their places in the texts; what is told of them is nothing once `stop` says so.
    fn placed(
        &self,
        document: DocumentNumber,
        drafts: &[Draft],
        stop: &dyn Fn() -> bool,
    ) -> Vec<SharedPassage> {
        if drafts.is_empty() {
            return Vec::new();
        }
        let here = self.spans(document);
        let mut passages = Vec::with_capacity(drafts.len());
        for drafts in drafts.chunk_by(|one, next| one.other == next.other) {
            let other = drafts[0].other;
            let there = if other == document { None } else { Some(self.spans(other)) };
            let there = there.as_ref().unwrap_or(&here);
            passages.extend(drafts.iter().map(|draft| self.place(document, draft, [&here, there], stop)));
        }
        passages
    }

    /// A draft with its places in the texts, given where the words stand in the document that was compared and in the other.
    fn place(
        &self,
        document: DocumentNumber,
        draft: &Draft,
        words: [&[Span]; 2],
        stop: &dyn Fn() -> bool,
    ) -> SharedPassage {
        let span = |spans: &[Span], words: &std::ops::Range<u32>| {
            Span::new(spans[words.start as usize].start, spans[words.end as usize - 1].end)
        };
        let mut a = Place { document, span: span(words[0], &draft.a) };
        let mut b = Place { document: draft.other, span: span(words[1], &draft.b) };
        if b < a {
            std::mem::swap(&mut a, &mut b);
        }
        let texts = [document, draft.other].map(|number| self.text(number).map_or("", Text::as_str));
        let by_forms = draft.told_by_its_forms(texts, words);
        let told = by_forms.or_else(|| self.told(a, b, stop)).unwrap_or_default();
        let similarity = told.same as f32 / told.of.max(1) as f32;
        let matched = draft.verdict.matched.round() as u32;
        let by_itself = match draft.verdict {
            _ if draft.common && matched <= cluster::MOST_WORDS => Kind::Boilerplate,
            verdict if verdict.formula && !draft.common => Kind::Formula,
            _ => Kind::of_similarity(similarity),
        };
        SharedPassage {
            a,
            b,
            kind: by_itself,
            by_itself,
            similarity,
            words: told.same as u32,
            bits: draft.verdict.bits,
            cluster: 0,
            is_cut: false,
        }
    }

    /// How much of a passage is the same in its two places.
    fn told(&self, a: Place, b: Place, stop: &dyn Fn() -> bool) -> Option<Told> {
        let (on_a, on_b) = self.text(a.document).zip(self.text(b.document))?;
        told_while(on_a, a.span, on_b, b.span, stop)
    }

    /// Ranks, clusters, cuts boilerplate off and counts, what was left out before besides.
    fn finished(
        &self,
        mut passages: Vec<SharedPassage>,
        mut left_out: LeftOut,
        watch: &impl Watch,
    ) -> Shared {
        passages.sort_unstable_by(ranking);
        left_out.passages += passages.len().saturating_sub(MOST_PASSAGES);
        passages.truncate(MOST_PASSAGES);
        let clusters = self.clusters(&mut passages);
        let boilerplate = Boilerplate::of(&passages, &clusters);
        let Cut { whole, not_cut } = self.cut_boilerplate(&mut passages, &boilerplate, watch);
        left_out.not_cut = not_cut;
        let known = whole.is_empty().then_some(clusters);
        self.ranked(passages, whole, known, left_out)
    }

    /// The same for passages off which boilerplate is cut, and what they were; with their clusters, where these are known.
    fn ranked(
        &self,
        mut passages: Vec<SharedPassage>,
        whole: Vec<SharedPassage>,
        clusters: Option<Vec<Cluster>>,
        left_out: LeftOut,
    ) -> Shared {
        passages.shrink_to_fit();
        let mut clusters = clusters.unwrap_or_else(|| {
            passages.sort_unstable_by(ranking);
            self.clusters(&mut passages)
        });
        Boilerplate::of(&passages, &clusters).claim_pieces(&mut passages, &mut clusters);
        let mut in_pair: FxHashMap<(DocumentNumber, DocumentNumber), usize> = FxHashMap::default();
        for passage in &passages {
            *in_pair.entry((passage.a.document, passage.b.document)).or_default() += 1;
        }
        let crowded_pairs = in_pair.values().filter(|count| **count >= MOST_IN_PAIR).count();
        let common = Common::of(&passages, &clusters, self.len());
        let left_out = LeftOut {
            documents: self.refused(),
            crowded_pairs,
            beside_first: common
                .numbers()
                .filter(|number| clusters[*number as usize].kind.is_shown())
                .count(),
            ..left_out
        };
        Shared { passages, whole, clusters, common, left_out }
    }

    /// The clusters of passages; each of these is told its own.
    fn clusters(&self, passages: &mut [SharedPassage]) -> Vec<Cluster> {
        let documents = (0..self.len() as u32).filter(|number| self.has(DocumentNumber(*number))).count();
        cluster::cluster(passages, documents, self)
    }
}

/// The order in which passages are listed: those that say most first.
fn ranking(x: &SharedPassage, y: &SharedPassage) -> std::cmp::Ordering {
    y.bits.total_cmp(&x.bits).then_with(|| (x.a, x.b, x.by_itself).cmp(&(y.a, y.b, y.by_itself)))
}

#[cfg(test)]
mod tests;
