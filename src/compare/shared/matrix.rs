//! How much any two documents share, to be asked for one pair after another.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{DocumentNumber, Kind, Pair, Shared};

/// Where passages that very many documents have lie over each other, so many pairs of documents are looked at one by one to count
/// no word twice; beyond that the totals, which are about right at best, are what each passage brings.
const MOST_RECOUNTED: usize = 1_000_000;

/// The words that documents share, by pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// By both documents.
    pairs: Vec<Pair>,
    /// For each document by its number the words it shares with others in passages that are listed.
    with_others: Vec<usize>,
    /// The same for what stands in very many documents, as far as it is not listed.
    in_common: Vec<usize>,
    /// The most words that two documents share.
    most: usize,
}

impl Matrix {
    /// Of what is shared in passages of the kinds wanted, between so many documents. What stands in very many documents
    /// counts for any two of them, with about as many words as are known to be the same.
    pub fn of(shared: &Shared, wanted: impl Fn(Kind) -> bool, documents: usize) -> Self {
        let mut matrix = Self::of_pairs(shared.pairs(&wanted), documents);
        let clusters: FxHashMap<u32, Vec<(DocumentNumber, u32)>> = shared.common.clusters();
        let is_wanted = |cluster: u32| wanted(shared.clusters[cluster as usize].kind);
        for (_, standing) in clusters.iter().filter(|(cluster, _)| is_wanted(**cluster)) {
            matrix.add_common(standing);
        }
        for (cluster, one, other) in shared.common.links().iter().filter(|(cluster, ..)| is_wanted(*cluster))
        {
            // What is linked is among the pairs.
            let Some(standing) = clusters.get(cluster) else { continue };
            let both = words_in(standing, *one).min(words_in(standing, *other)) as usize;
            matrix.take_back([*one, *other], both);
        }
        for (cluster, one, other, left) in shared.common.less_to_count(&wanted) {
            let Some(standing) = clusters.get(&cluster).filter(|_| is_wanted(cluster)) else { continue };
            let both = words_in(standing, one).min(words_in(standing, other));
            matrix.take_back([one, other], both.saturating_sub(left(both)) as usize);
        }
        matrix.count_once(shared, &clusters, &wanted);
        matrix
    }

    /// Counts words once that are in two passages which very many documents have: pair by pair, as a cell does.
    fn count_once(
        &mut self,
        shared: &Shared,
        clusters: &FxHashMap<u32, Vec<(DocumentNumber, u32)>>,
        wanted: &impl Fn(Kind) -> bool,
    ) {
        let mut left = MOST_RECOUNTED;
        for document in shared.common.tangled(&shared.clusters) {
            let standing = shared.common.of_document(document).iter();
            let having = standing.filter_map(|stands| clusters.get(&stands.cluster)).flatten();
            let others: BTreeSet<DocumentNumber> =
                having.map(|(other, _)| *other).filter(|other| *other != document).collect();
            let Some(then_left) = left.checked_sub(others.len()) else { return };
            left = then_left;
            let with = |other: DocumentNumber| {
                let (one, other) = (document.min(other), document.max(other));
                shared.common_to(one, other, wanted).iter().map(|stands| stands.words as usize).sum::<usize>()
            };
            if let Some(in_common) = self.in_common.get_mut(document.0 as usize) {
                *in_common = others.into_iter().map(with).sum();
            }
        }
    }

    /// Counts so many words less for two documents of what they have in common.
    fn take_back(&mut self, two: [DocumentNumber; 2], both: usize) {
        for side in two {
            if let Some(words) = self.in_common.get_mut(side.0 as usize) {
                *words = words.saturating_sub(both);
            }
        }
    }

    /// Of these pairs, each of which is there once.
    fn of_pairs(mut pairs: Vec<Pair>, documents: usize) -> Self {
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        let mut with_others = vec![0; documents];
        let mut most = 0;
        for pair in pairs.iter().filter(|pair| pair.a != pair.b) {
            most = most.max(pair.words);
            for side in [pair.a, pair.b] {
                if let Some(words) = with_others.get_mut(side.0 as usize) {
                    *words += pair.words;
                }
            }
        }
        Self { pairs, in_common: vec![0; with_others.len()], with_others, most }
    }

    /// Counts for each of some documents what it shares with all others of them: of two, the words of the one that has fewer.
    fn add_common(&mut self, standing: &[(DocumentNumber, u32)]) {
        let mut by_words: Vec<(DocumentNumber, u32)> = standing.to_vec();
        by_words.sort_unstable_by_key(|(document, words)| (*words, *document));
        let mut below = 0;
        for (at, (document, words)) in by_words.iter().enumerate() {
            let words = *words as usize;
            if let Some(in_common) = self.in_common.get_mut(document.0 as usize) {
                *in_common += below + words * (by_words.len() - 1 - at);
            }
            below += words;
        }
        let second = by_words.len().checked_sub(2).map_or(0, |at| by_words[at].1);
        self.most = self.most.max(second as usize);
    }

    /// What two documents share in passages that are listed, if anything; of one document what it has twice.
    pub fn between(&self, one: DocumentNumber, other: DocumentNumber) -> Option<&Pair> {
        let key = (one.min(other), one.max(other));
        let at = self.pairs.binary_search_by_key(&key, |pair| (pair.a, pair.b)).ok()?;
        self.pairs.get(at)
    }

    /// All pairs that share a passage that is listed, by both documents.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// How many words a document shares with others.
    pub fn with_others(&self, document: DocumentNumber) -> usize {
        self.with_others.get(document.0 as usize).copied().unwrap_or(0) + self.common_with_others(document)
    }

    /// How many of these are known only about, since not all that have them were set side by side.
    pub fn common_with_others(&self, document: DocumentNumber) -> usize {
        self.in_common.get(document.0 as usize).copied().unwrap_or(0)
    }

    /// The most words that two documents share.
    pub fn most(&self) -> usize {
        self.most
    }
}

/// How many words a document has of a passage that stands in these.
fn words_in(standing: &[(DocumentNumber, u32)], document: DocumentNumber) -> u32 {
    let at = standing.binary_search_by_key(&document, |(document, _)| *document);
    at.map_or(0, |at| standing[at].1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Index, LeftOut, Place, SharedPassage, Unwatched};
    use super::*;
    use crate::text::{Span, Text};

    #[test]
    fn a_pair_is_found_from_both_sides_and_repeats_are_not_shared_with_others() {
        let number = DocumentNumber;
        let pair = |a, b, words| Pair { a: number(a), b: number(b), passages: 1, words };
        let matrix = Matrix::of_pairs(vec![pair(1, 2, 40), pair(0, 2, 7), pair(2, 2, 90)], 4);
        assert_eq!(matrix.between(number(2), number(1)).map(|pair| pair.words), Some(40));
        assert_eq!(matrix.between(number(2), number(2)).map(|pair| pair.words), Some(90));
        assert_eq!(matrix.between(number(0), number(1)), None);
        assert_eq!((0..4).map(|at| matrix.with_others(number(at))).collect::<Vec<_>>(), [7, 40, 47, 0]);
        assert_eq!(matrix.most(), 40);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Passages that very many documents have, each linked with another one, and some of which lie over others.
        #[test]
        fn a_total_is_the_sum_of_its_cells(
            passages in prop::collection::vec((0usize..300, 40usize..200, 0u32..5, 41u32..90), 1..5),
            without in prop::collection::vec(0u32..45, 0..6),
        ) {
            let count = 45;
            let mut found = Vec::new();
            for (start, length, first, words) in passages {
                for other in (0..count).filter(|it| *it != first && !(without.contains(it) && start % 2 == 0)) {
                    // It is not as long everywhere.
                    let words = words - other % 7;
                    let place = |document| Place {
                        document: DocumentNumber(document),
                        span: Span::new(start, start + length),
                    };
                    let (a, b) = (place(first.min(other)), place(first.max(other)));
                    let kind = Kind::Verbatim;
                    found.push(SharedPassage {
                        a, b, kind, by_itself: kind, similarity: 1.0, words, bits: 90.0, cluster: 0,
                        is_cut: false,
                    });
                }
            }
            let texts = vec![Text::new("x"); count as usize];
            let shared = Index::of(&texts).finished(found, LeftOut::default(), &Unwatched);
            let matrix = Matrix::of(&shared, Kind::is_shown, count as usize);
            for document in (0..count).map(DocumentNumber) {
                let cell = |other: DocumentNumber| {
                    let listed = matrix.between(document, other).map_or(0, |pair| pair.words);
                    let (one, last) = (document.min(other), document.max(other));
                    let common = shared.common_to(one, last, Kind::is_shown);
                    listed + common.iter().map(|stands| stands.words as usize).sum::<usize>()
                };
                let others = (0..count).map(DocumentNumber).filter(|other| *other != document);
                prop_assert_eq!(matrix.with_others(document), others.map(cell).sum::<usize>());
            }
        }
    }

    #[test]
    fn what_very_many_have_is_shared_by_any_two_of_them() {
        let mut matrix = Matrix::of_pairs(Vec::new(), 4);
        matrix.add_common(&[(DocumentNumber(0), 9), (DocumentNumber(1), 4), (DocumentNumber(3), 7)]);
        // 4 with each; 7 with the one that has 9.
        assert_eq!(
            (0..4).map(|at| matrix.with_others(DocumentNumber(at))).collect::<Vec<_>>(),
            [11, 8, 0, 11]
        );
        assert_eq!(matrix.most(), 7);
    }
}
