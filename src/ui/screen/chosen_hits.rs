//! The hits somebody has chosen, in the list of hits or in the concordance, which show the same choice.

use std::ops::Range;

use crate::workbench::HitNumbers;

/// Hits chosen among those of an answer, by their numbers in the order of titles.
///
/// Going from hit to hit changes nothing of it: one key takes a hit up or lets it go, and Shift takes up all from where it was
/// first held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChosenHits {
    /// The number of the answer they are hits of.
    of: u64,
    numbers: HitNumbers,
    /// Where a range begins, and what was chosen beside it.
    range: Option<(u64, HitNumbers)>,
}

impl ChosenHits {
    /// Forgets those of any other answer than the one of this number.
    pub fn keep_those_of(&mut self, answer: u64) {
        if self.of != answer {
            *self = Self { of: answer, ..Self::default() };
        }
    }

    /// Those chosen.
    pub fn numbers(&self) -> &HitNumbers {
        &self.numbers
    }

    /// True when none is chosen.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Takes a hit up, or lets it go.
    pub fn toggle(&mut self, number: u64) {
        self.numbers.toggle(number);
        self.range = Some((number, self.numbers.clone()));
    }

    /// Where a range to the next hit begins; at `number` when none has been begun.
    pub fn range_from(&mut self, number: u64) -> u64 {
        self.range.get_or_insert_with(|| (number, self.numbers.clone())).0
    }

    /// Takes up these hits beside those chosen when the range was begun.
    pub fn take_range(&mut self, hits: impl IntoIterator<Item = Range<u64>>) {
        if let Some((_, beside)) = &self.range {
            self.numbers = beside.clone();
        }
        hits.into_iter().for_each(|range| self.numbers.insert(range));
    }

    /// Ends a range: the next one begins elsewhere.
    pub fn end_range(&mut self) {
        self.range = None;
    }

    /// Takes up so many hits, which are all.
    pub fn choose_all(&mut self, count: u64) {
        self.numbers.insert(0..count);
        self.range = None;
    }

    /// Lets go of all.
    pub fn clear(&mut self) {
        *self = Self { of: self.of, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_grows_and_shrinks_beside_what_was_chosen() {
        let mut chosen = ChosenHits::default();
        chosen.toggle(9);
        chosen.end_range();
        assert_eq!(chosen.range_from(3), 3);
        chosen.take_range(std::iter::once(3..6));
        assert_eq!((chosen.range_from(7), chosen.numbers().count()), (3, 4));
        chosen.take_range(std::iter::once(3..4));
        assert_eq!(chosen.numbers().count(), 2);
        assert!(chosen.numbers().contains(9) && chosen.numbers().contains(3));
        chosen.keep_those_of(1);
        assert!(chosen.is_empty());
    }
}
