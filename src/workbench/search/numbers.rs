//! Some of the hits of an answer, by their numbers: those that somebody has chosen.
//!
//! Hits are numbered through the documents in the order of titles, whatever the order they are shown in. Kept as ranges, so
//! that choosing 50,000 hits costs no more than choosing two.

use std::ops::Range;

/// Numbers of hits, as ranges that do not touch, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HitNumbers(Vec<Range<u64>>);

impl HitNumbers {
    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|range| range.end - range.start).sum()
    }

    /// True when this is one of them.
    pub fn contains(&self, number: u64) -> bool {
        let after = self.0.partition_point(|range| range.end <= number);
        self.0.get(after).is_some_and(|range| range.contains(&number))
    }

    /// Those within a range, less its beginning.
    pub fn within(&self, range: Range<u64>) -> impl Iterator<Item = u64> + '_ {
        let first = self.0.partition_point(|other| other.end <= range.start);
        let overlapping = self.0[first..].iter().take_while({
            let end = range.end;
            move |other| other.start < end
        });
        overlapping.flat_map(move |other| {
            let both = other.start.max(range.start)..other.end.min(range.end);
            both.map(move |number| number - range.start)
        })
    }

    /// Adds all of a range.
    pub fn insert(&mut self, range: Range<u64>) {
        if range.is_empty() {
            return;
        }
        let first = self.0.partition_point(|other| other.end < range.start);
        let last = self.0.partition_point(|other| other.start <= range.end);
        let mut whole = range;
        for other in &self.0[first..last] {
            whole = whole.start.min(other.start)..whole.end.max(other.end);
        }
        self.0.splice(first..last, [whole]);
    }

    /// Adds a number, or takes it away when it is there.
    pub fn toggle(&mut self, number: u64) {
        let at = self.0.partition_point(|range| range.end <= number);
        match self.0.get(at).filter(|range| range.contains(&number)).cloned() {
            None => self.insert(number..number + 1),
            Some(range) => {
                let parts = [range.start..number, number + 1..range.end];
                self.0.splice(at..=at, parts.into_iter().filter(|part| !part.is_empty()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranges_say_what_a_set_says(
            steps in prop::collection::vec((any::<bool>(), 0_u64..40, 0_u64..12), 0..30),
            from in 0_u64..40,
        ) {
            let (mut numbers, mut set) = (HitNumbers::default(), BTreeSet::new());
            for (is_range, at, length) in steps {
                if is_range {
                    numbers.insert(at..at + length);
                    set.extend(at..at + length);
                } else {
                    numbers.toggle(at);
                    if !set.remove(&at) {
                        set.insert(at);
                    }
                }
                prop_assert_eq!(numbers.count(), set.len() as u64);
                prop_assert!((0..60).all(|number| numbers.contains(number) == set.contains(&number)));
                let touch = numbers.0.windows(2).any(|two| two[0].end >= two[1].start);
                prop_assert!(!touch, "{:?}", numbers);
            }
            let within: Vec<u64> = numbers.within(from..from + 9).collect();
            let plainly: Vec<u64> = set.range(from..from + 9).map(|number| number - from).collect();
            prop_assert_eq!(within, plainly);
        }
    }
}
