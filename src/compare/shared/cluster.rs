//! One passage in many places: pairs that lie over each other in a document are the same passage.
//!
//! Two places in a document are one when they share at least half of the longer, so that a sentence quoted from a letter
//! is a cluster of its own. A short passage that stands in many documents is boilerplate; how many are many depends on how
//! many there are, and how short it is, on what half of its pairs have: that two documents go on with the same words makes no
//! letter of a footer. A long one is not boilerplate, however many print it: what many newspapers took from one letter is what a
//! reader of them looks for; nor is one that stands in quotation marks. In a small corpus only what looks like furniture is
//! ([`super::look`]). What was taken for a formula and is a saying is told in [`super::sayings`].
//!
//! Within one document there is furniture as well: the caption of a picture that comes three times, word for word, and a
//! title beside the sentence that says the same in half other words. Such pairs of places are boilerplate, too, and keep
//! nothing else from being shown: what another document has of them is a passage like any other.

use super::look::{Look, Sight};
use super::sayings;
use super::{DocumentNumber, Kind, Place, SharedPassage};
use crate::text::Span;

/// A passage in so many documents may be boilerplate …
const MANY_DOCUMENTS: usize = 10;
/// … when these are at least one document in so many.
const ONE_IN: usize = 50;
/// A longer passage is no boilerplate, in words.
pub const MOST_WORDS: u32 = 40;
/// In a small corpus it is when it stands in so many documents, and at least in half, is no longer than this, and looks so.
const MANY_OF_FEW: usize = 4;
const MOST_WORDS_OF_FEW: u32 = 20;
/// Within one document what stands so often, word for word, and is no longer than that, is furniture.
const MANY_IN_ONE: usize = 3;
/// Within one document, what is less alike than this and has fewer words that are the same is no more than its subject brings:
/// a title and the sentence below it.
const LEAST_ALIKE_IN_ONE: f32 = 0.7;
const FEWEST_OF_UNLIKE: u32 = 24;

/// One passage in all its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// What kind: edited when any two places differ in words.
    pub kind: Kind,
    /// Where it stands, by document; no two places in one document lie over each other by half.
    pub places: Vec<Place>,
    /// In how many documents.
    pub documents: usize,
}

impl Cluster {
    /// Where the passage stands in a document.
    pub fn places_in(&self, document: DocumentNumber) -> &[Place] {
        let first = self.places.partition_point(|place| place.document < document);
        let length = self.places[first..].partition_point(|place| place.document == document);
        &self.places[first..first + length]
    }

    /// The places that are set side by side: of those in one document that lie over each other, the longest.
    pub fn witnesses(&self) -> Vec<Place> {
        let mut kept: Vec<Place> = Vec::new();
        for place in &self.places {
            match kept.last_mut() {
                Some(last) if last.document == place.document && is_within(last.span, place.span) => {
                    if place.span.len() > last.span.len() {
                        *last = *place;
                    }
                }
                _ => kept.push(*place),
            }
        }
        kept
    }

    /// True when a place is one of the cluster's, or a part of one, or has one in it: at least half of the shorter is the same.
    pub fn holds(&self, place: Place) -> bool {
        self.places_in(place.document).iter().any(|known| is_within(known.span, place.span))
    }
}

/// True when at least half of the shorter of two spans is the other's as well.
fn is_within(one: Span, other: Span) -> bool {
    let both = one.intersection(other).map_or(0, Span::len);
    both > 0 && 2 * both >= one.len().min(other.len())
}

/// Gathers passages into clusters, largest first, and writes its cluster and kind to each passage; `sight` says how a place looks.
pub fn cluster(passages: &mut [SharedPassage], documents: usize, sight: &dyn Sight) -> Vec<Cluster> {
    let mut is_formula: Vec<bool> =
        passages.iter().map(|passage| passage.by_itself == Kind::Formula).collect();
    let mut gathered = Gathered::of(passages, &is_formula);
    if sayings::clear(&mut is_formula, passages, &mut gathered, sight) {
        gathered = Gathered::of(passages, &is_formula);
    }
    let Gathered { places, of_side, mut sets, .. } = gathered;
    let mut number = vec![u32::MAX; places.len()];
    let mut clusters: Vec<Cluster> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let root = sets.root(at as u32) as usize;
        if number[root] == u32::MAX {
            number[root] = clusters.len() as u32;
            clusters.push(Cluster { kind: Kind::Formula, places: Vec::new(), documents: 0 });
        }
        clusters[number[root] as usize].places.push(*place);
    }
    for cluster in &mut clusters {
        cluster.places.shrink_to_fit();
    }
    // What kind each would be if it were no boilerplate.
    let mut otherwise = vec![Kind::Formula; clusters.len()];
    for ((passage, [a, _]), is_formula) in passages.iter_mut().zip(&of_side).zip(&is_formula) {
        passage.cluster = number[sets.root(*a) as usize];
        let number = passage.cluster as usize;
        let cluster = &mut clusters[number];
        let is_furniture = !is_formula && is_furniture(passage, cluster);
        passage.kind = match passage.by_itself {
            _ if is_furniture => Kind::Boilerplate,
            Kind::Formula if !is_formula => Kind::of_similarity(passage.similarity),
            kind => kind,
        };
        cluster.kind = most_telling(cluster.kind, passage.kind);
        let is_common = passage.by_itself == Kind::Boilerplate && !is_furniture;
        let kind = if is_common { Kind::of_similarity(passage.similarity) } else { passage.kind };
        otherwise[number] = most_telling(otherwise[number], kind);
    }
    let words = usual_words(passages, clusters.len());
    for ((cluster, words), otherwise) in clusters.iter_mut().zip(words).zip(otherwise) {
        cluster.documents = cluster.places.chunk_by(|one, next| one.document == next.document).count();
        // A place is looked at only where it matters.
        let looks = |wanted: Look| {
            2 * cluster.places.iter().filter(|place| sight.look(**place) == wanted).count()
                >= cluster.places.len()
        };
        let is_common = cluster.kind == Kind::Boilerplate && otherwise.is_shown();
        if (is_common || is_in_many(cluster, words, documents)) && !looks(Look::Quoted)
            || is_in_many_of_few(cluster, words, documents) && looks(Look::Furniture)
        {
            cluster.kind = Kind::Boilerplate;
        } else {
            cluster.kind = otherwise;
        }
    }
    let mut order: Vec<u32> = (0..clusters.len() as u32).collect();
    order.sort_by_key(|at| {
        std::cmp::Reverse((clusters[*at as usize].documents, clusters[*at as usize].places.len()))
    });
    let mut new_number = vec![0; clusters.len()];
    for (new, old) in order.iter().enumerate() {
        new_number[*old as usize] = new as u32;
    }
    for passage in passages {
        let cluster = &clusters[passage.cluster as usize];
        passage.kind = match (cluster.kind, passage.kind) {
            (Kind::Boilerplate, _) => Kind::Boilerplate,
            // A part of what is shown as a whole.
            (_, Kind::Boilerplate) if !is_furniture(passage, cluster) => {
                Kind::of_similarity(passage.similarity)
            }
            (_, kind) => kind,
        };
        passage.cluster = new_number[passage.cluster as usize];
    }
    let mut sorted: Vec<(u32, Cluster)> =
        clusters.into_iter().enumerate().map(|(old, cluster)| (new_number[old], cluster)).collect();
    sorted.sort_unstable_by_key(|(new, _)| *new);
    sorted.into_iter().map(|(_, cluster)| cluster).collect()
}

/// True for what one document has of a cluster more often than anybody would say it, or in hardly the same words.
fn is_furniture(passage: &SharedPassage, cluster: &Cluster) -> bool {
    let is_repeated = || {
        passage.similarity >= 1.0
            && passage.words <= MOST_WORDS_OF_FEW
            && cluster.places_in(passage.a.document).len() >= MANY_IN_ONE
    };
    let is_within_one = passage.a.document == passage.b.document;
    is_within_one && (is_unlike(passage) || is_repeated())
}

/// True for two places in one document that are too little alike to be one passage.
fn is_unlike(passage: &SharedPassage) -> bool {
    passage.a.document == passage.b.document
        && passage.similarity < LEAST_ALIKE_IN_ONE
        && passage.words < FEWEST_OF_UNLIKE
}

/// For each cluster how many words are the same in half of its pairs of documents, or more.
pub fn usual_words(passages: &[SharedPassage], clusters: usize) -> Vec<u32> {
    let between = passages.iter().filter(|passage| passage.a.document != passage.b.document);
    let mut lengths: Vec<(u32, u32)> = between.map(|passage| (passage.cluster, passage.words)).collect();
    lengths.sort_unstable();
    let mut words = vec![0; clusters];
    for lengths in lengths.chunk_by(|one, next| one.0 == next.0) {
        words[lengths[0].0 as usize] = lengths[lengths.len() / 2].1;
    }
    words
}

/// True when a cluster of passages of so many words, in a corpus of so many documents, stands in so many that it is boilerplate.
fn is_in_many(cluster: &Cluster, words: u32, of: usize) -> bool {
    let documents = cluster.documents;
    cluster.kind != Kind::Formula
        && documents >= MANY_DOCUMENTS
        && documents * ONE_IN >= of
        && words <= MOST_WORDS
}

/// True when it may be in a small corpus.
fn is_in_many_of_few(cluster: &Cluster, words: u32, of: usize) -> bool {
    let documents = cluster.documents;
    cluster.kind != Kind::Formula
        && documents >= MANY_OF_FEW
        && documents * 2 >= of
        && words <= MOST_WORDS_OF_FEW
}

/// The kind of a cluster that has passages of two kinds.
fn most_telling(one: Kind, other: Kind) -> Kind {
    let rank = |kind: Kind| match kind {
        Kind::Formula => 0,
        Kind::Boilerplate => 1,
        Kind::Verbatim => 2,
        Kind::Edited => 3,
    };
    if rank(one) >= rank(other) { one } else { other }
}

/// Passages brought together by their places.
pub(super) struct Gathered {
    /// The distinct places, by document and position: first those of what joins others, then those of what does not.
    pub places: Vec<Place>,
    /// So many of the places are of what joins others.
    pub joining: usize,
    /// The two places of each passage.
    pub of_side: Vec<[u32; 2]>,
    /// Which places are of one passage.
    pub sets: Sets,
}

impl Gathered {
    fn of(passages: &[SharedPassage], is_formula: &[bool]) -> Self {
        let (places, joining, of_side) = places(passages, is_formula);
        let mut sets = Sets::new(places.len());
        for [a, b] in &of_side {
            sets.join(*a, *b);
        }
        Self { places, joining, of_side, sets }
    }
}

/// True where two places in a document are one: they share at least half of the longer.
pub(super) fn is_one_place(one: Place, other: Place) -> bool {
    let shared = one.span.intersection(other.span).map_or(0, Span::len);
    one.document == other.document && 2 * shared >= one.span.len().max(other.span.len())
}

/// The distinct places, how many of them join others, and for each passage which two it stands in.
fn places(passages: &[SharedPassage], is_formula: &[bool]) -> (Vec<Place>, usize, Vec<[u32; 2]>) {
    // A title is part of many passages and must not join them, nor must what is hardly alike.
    let is_apart = |side: u32| is_formula[side as usize / 2] || is_unlike(&passages[side as usize / 2]);
    // Side a of the first passage, side b, side a of the second …
    let place = |side: u32| {
        let passage = &passages[side as usize / 2];
        if side.is_multiple_of(2) { passage.a } else { passage.b }
    };
    let mut sides: Vec<u32> = (0..2 * passages.len() as u32).collect();
    sides.sort_unstable_by_key(|side| (is_apart(*side), place(*side), *side));
    let first_apart = sides.partition_point(|side| !is_apart(*side));
    let mut places: Vec<Place> = Vec::new();
    let mut joining = 0;
    let mut of_side = vec![[0, 0]; passages.len()];
    for (number, side) in sides.into_iter().enumerate() {
        let place = place(side);
        if number == first_apart {
            joining = places.len();
        }
        let same = places.last_mut().filter(|last| number != first_apart && is_one_place(**last, place));
        match same {
            Some(last) => last.span.end = last.span.end.max(place.span.end),
            None => places.push(place),
        }
        of_side[side as usize / 2][side as usize % 2] = places.len() as u32 - 1;
    }
    if first_apart == 2 * passages.len() {
        joining = places.len();
    }
    (places, joining, of_side)
}

/// Disjoint sets (union-find, with path halving).
pub(super) struct Sets(Vec<u32>);

impl Sets {
    fn new(length: usize) -> Self {
        Self((0..length as u32).collect())
    }

    pub fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            self.0[at as usize] = self.0[self.0[at as usize] as usize];
            at = self.0[at as usize];
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::super::DocumentNumber;
    use super::*;

    /// All places look so.
    struct All(Look);

    impl Sight for All {
        fn look(&self, _: Place) -> Look {
            self.0
        }
        fn is_quotation(&self, _: Place) -> bool {
            false
        }
        fn is_whole_sentence(&self, _: Place) -> bool {
            false
        }
    }

    fn cluster(passages: &mut [SharedPassage], documents: usize) -> Vec<Cluster> {
        super::cluster(passages, documents, &All(Look::Running))
    }

    fn passage(a: (u32, usize, usize), b: (u32, usize, usize), kind: Kind) -> SharedPassage {
        let place = |(document, start, end): (u32, usize, usize)| Place {
            document: DocumentNumber(document),
            span: Span::new(start, end),
        };
        let (a, b) = (place(a), place(b));
        SharedPassage {
            a,
            b,
            kind,
            by_itself: kind,
            similarity: 1.0,
            words: 9,
            bits: 50.0,
            cluster: 0,
            is_cut: false,
        }
    }

    #[test]
    fn passages_that_lie_over_each_other_are_one_cluster() {
        let mut passages = [
            passage((0, 10, 60), (1, 110, 160), Kind::Verbatim),
            passage((0, 400, 460), (2, 10, 70), Kind::Verbatim),
            passage((1, 112, 158), (3, 0, 46), Kind::Edited),
            // A part of the first.
            passage((0, 40, 60), (4, 0, 20), Kind::Verbatim),
        ];
        let clusters = cluster(&mut passages, 100);
        assert_eq!(clusters.len(), 3);
        assert_eq!((clusters[0].documents, clusters[0].kind), (3, Kind::Edited));
        assert_eq!(passages.map(|passage| passage.cluster == 0), [true, false, true, false]);
    }

    #[test]
    fn a_document_bears_witness_once_where_its_places_lie_in_each_other() {
        let mut passages = [
            passage((0, 0, 440), (1, 0, 440), Kind::Edited),
            passage((0, 80, 300), (2, 0, 220), Kind::Verbatim),
            passage((1, 80, 300), (2, 0, 220), Kind::Verbatim),
            passage((0, 0, 440), (0, 600, 1_040), Kind::Edited),
            passage((0, 60, 420), (2, 0, 220), Kind::Edited),
        ];
        let clusters = cluster(&mut passages, 100);
        let mut all: Vec<Place> = clusters.iter().flat_map(|cluster| cluster.places.clone()).collect();
        all.sort_unstable();
        let joined = Cluster { kind: Kind::Edited, places: all, documents: 3 };
        let spans: Vec<(u32, usize, usize)> = joined
            .witnesses()
            .into_iter()
            .map(|place| (place.document.0, place.span.start, place.span.end))
            .collect();
        assert_eq!(spans, [(0, 0, 440), (0, 600, 1_040), (1, 0, 440), (2, 0, 220)]);
    }

    #[test]
    fn a_title_joins_nothing() {
        let mut passages = [
            passage((0, 10, 60), (1, 110, 160), Kind::Verbatim),
            passage((0, 20, 50), (2, 10, 40), Kind::Formula),
            passage((2, 10, 70), (3, 10, 70), Kind::Verbatim),
        ];
        let clusters = cluster(&mut passages, 100);
        assert_eq!(clusters.iter().map(|cluster| cluster.documents).collect::<Vec<_>>(), [2, 2, 2]);
    }

    #[test]
    fn what_one_document_has_three_times_is_furniture_there_and_nowhere_else() {
        let caption = |at: usize| (0, at, at + 60);
        let kinds = |passages: &mut [SharedPassage]| {
            let clusters = cluster(passages, 100);
            (passages.iter().map(|passage| passage.kind).collect::<Vec<_>>(), clusters[0].kind)
        };
        let mut twice = [passage(caption(0), caption(100), Kind::Verbatim)];
        assert_eq!(kinds(&mut twice), (vec![Kind::Verbatim], Kind::Verbatim));
        let thrice = |kind| {
            let two = |one, other| passage(caption(one), caption(other), kind);
            [two(0, 100), two(0, 200), two(100, 200)]
        };
        assert_eq!(kinds(&mut thrice(Kind::Verbatim)), (vec![Kind::Boilerplate; 3], Kind::Boilerplate));
        let mut changed = thrice(Kind::Edited).map(|passage| SharedPassage { similarity: 0.9, ..passage });
        assert_eq!(kinds(&mut changed).1, Kind::Edited, "a refrain that changes");
        let mut long = thrice(Kind::Verbatim).map(|passage| SharedPassage { words: 30, ..passage });
        assert_eq!(kinds(&mut long).1, Kind::Verbatim);
        let mut quoted = thrice(Kind::Verbatim).to_vec();
        quoted.push(passage(caption(0), (1, 10, 70), Kind::Verbatim));
        let (kinds, whole) = kinds(&mut quoted);
        assert_eq!(kinds[..3], [Kind::Boilerplate; 3]);
        assert_eq!((kinds[3], whole), (Kind::Verbatim, Kind::Verbatim));
    }

    #[test]
    fn within_one_document_what_is_hardly_alike_needs_more_words() {
        let alike = |similarity, words, b| {
            let edited = passage((0, 0, 60), b, Kind::Edited);
            let mut passages = [
                SharedPassage { similarity, words, ..edited },
                passage((0, 5, 60), (2, 0, 55), Kind::Verbatim),
            ];
            let clusters = cluster(&mut passages, 100);
            assert_eq!(passages[1].kind, Kind::Verbatim);
            (passages[0].kind, clusters.len())
        };
        let within = |similarity, words| alike(similarity, words, (0, 100, 160));
        assert_eq!(within(0.63, 17), (Kind::Boilerplate, 2), "it joins nothing");
        assert_eq!(within(0.63, 30), (Kind::Edited, 1));
        assert_eq!(within(0.7, 7), (Kind::Edited, 1));
        assert_eq!(alike(0.63, 17, (1, 100, 160)), (Kind::Edited, 1), "two documents");
    }

    #[test]
    fn how_many_are_many_depends_on_how_many_there_are() {
        let is_many = |documents, of, words, kind| {
            let cluster = Cluster { kind, places: Vec::new(), documents };
            is_in_many(&cluster, words, of) || is_in_many_of_few(&cluster, words, of)
        };
        let short = |documents, of| is_many(documents, of, 9, Kind::Edited);
        assert!(short(4, 5) && !short(3, 3) && !short(4, 9));
        assert!(short(10, 500) && !short(10, 501));
        // A letter that many print.
        assert!(!is_many(6, 6, 88, Kind::Edited) && !is_many(60, 100, 88, Kind::Edited));
        assert!(!is_many(5, 5, 30, Kind::Edited) && is_many(10, 20, 30, Kind::Edited));
        assert!(cluster(&mut [], 0).is_empty());
    }

    /// A footer that so many documents have, each with each.
    fn footer(documents: u32) -> Vec<SharedPassage> {
        let pairs = (0..documents).flat_map(|one| (one + 1..documents).map(move |other| (one, other)));
        pairs.map(|(a, b)| passage((a, 10, 70), (b, 10, 70), Kind::Verbatim)).collect()
    }

    #[test]
    fn one_pair_that_shares_more_makes_no_letter_of_a_footer() {
        let mut passages = footer(20);
        passages.push(SharedPassage { words: 50, ..passage((3, 0, 70), (7, 0, 70), Kind::Verbatim) });
        let clusters = cluster(&mut passages, 40);
        assert_eq!((clusters.len(), clusters[0].kind), (1, Kind::Boilerplate));
        for passage in &mut passages {
            passage.words = 50;
        }
        assert_eq!(cluster(&mut passages, 40)[0].kind, Kind::Verbatim);
    }

    #[test]
    fn what_is_quoted_is_no_boilerplate_and_in_a_small_corpus_only_what_looks_so_is() {
        let kind = |documents, of, look| {
            let mut passages = footer(documents);
            let clusters = super::cluster(&mut passages, of, &All(look));
            assert!(passages.iter().all(|passage| passage.kind == clusters[0].kind));
            clusters[0].kind
        };
        assert_eq!(kind(20, 40, Look::Running), Kind::Boilerplate);
        assert_eq!(kind(20, 40, Look::Quoted), Kind::Verbatim);
        assert_eq!(kind(4, 8, Look::Furniture), Kind::Boilerplate);
        assert_eq!(kind(4, 9, Look::Furniture), Kind::Verbatim);
        assert_eq!(kind(4, 8, Look::Running), Kind::Verbatim);
        assert_eq!(kind(4, 8, Look::Quoted), Kind::Verbatim);
        // So it is with what is linked with the first document only.
        let mut common = footer(20).into_iter().filter(|it| it.a.document.0 == 0).collect::<Vec<_>>();
        for passage in &mut common {
            passage.by_itself = Kind::Boilerplate;
        }
        assert_eq!(super::cluster(&mut common, 5_000, &All(Look::Running))[0].kind, Kind::Boilerplate);
        assert_eq!(super::cluster(&mut common, 5_000, &All(Look::Quoted))[0].kind, Kind::Verbatim);
        assert!(common.iter().all(|passage| passage.kind == Kind::Verbatim));
    }
}
