//! How much any two documents share, to be asked for one pair after another.

use super::{DocumentNumber, Pair};

/// The words that documents share, by pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// By both documents.
    pairs: Vec<Pair>,
    /// For each document by its number the words it shares with others.
    with_others: Vec<usize>,
    /// The most words that two documents share.
    most: usize,
}

impl Matrix {
    /// Of these pairs, each of which is there once, between so many documents.
    pub fn of(mut pairs: Vec<Pair>, documents: usize) -> Self {
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
        Self { pairs, with_others, most }
    }

    /// What two documents share, if anything; of one document what it has twice.
    pub fn between(&self, one: DocumentNumber, other: DocumentNumber) -> Option<&Pair> {
        let key = (one.min(other), one.max(other));
        let at = self.pairs.binary_search_by_key(&key, |pair| (pair.a, pair.b)).ok()?;
        self.pairs.get(at)
    }

    /// All pairs that share something, by both documents.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// How many words a document shares with others.
    pub fn with_others(&self, document: DocumentNumber) -> usize {
        self.with_others.get(document.0 as usize).copied().unwrap_or(0)
    }

    /// The most words that two documents share.
    pub fn most(&self) -> usize {
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_found_from_both_sides_and_repeats_are_not_shared_with_others() {
        let number = DocumentNumber;
        let pair = |a, b, words| Pair { a: number(a), b: number(b), passages: 1, words };
        let matrix = Matrix::of(vec![pair(1, 2, 40), pair(0, 2, 7), pair(2, 2, 90)], 4);
        assert_eq!(matrix.between(number(2), number(1)).map(|pair| pair.words), Some(40));
        assert_eq!(matrix.between(number(2), number(2)).map(|pair| pair.words), Some(90));
        assert_eq!(matrix.between(number(0), number(1)), None);
        assert_eq!((0..4).map(|at| matrix.with_others(number(at))).collect::<Vec<_>>(), [7, 40, 47, 0]);
        assert_eq!(matrix.most(), 40);
    }
}
