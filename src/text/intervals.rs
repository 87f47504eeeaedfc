//! Which of many spans touch a passage: annotations, mentions and search hits, asked for block by block.
//!
//! Spans are kept sorted by start; the middle of every stretch also knows the furthest end in that stretch, so the
//! sorted array is a balanced search tree without pointers. Holds small copyable values (ids), not the things
//! themselves.

use super::Span;

/// Values on spans, sorted by start (then end), that can be asked for by overlap.
#[derive(Clone, Debug)]
pub struct IntervalIndex<T> {
    entries: Vec<(Span, T)>,
    /// For the middle of each stretch that [`middle`] splits, the furthest end in the stretch.
    furthest: Vec<usize>,
}

impl<T> Default for IntervalIndex<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), furthest: Vec::new() }
    }
}

impl<T: Copy> IntervalIndex<T> {
    /// Sorts the entries and builds the index; entries on the same span keep their order.
    pub fn new(mut entries: Vec<(Span, T)>) -> Self {
        entries.sort_by_key(|(span, _)| *span);
        let mut index = Self { entries, furthest: Vec::new() };
        index.measure();
        index
    }

    /// The entries that share at least one byte with `query`, in order.
    ///
    /// An empty query asks for the entries that contain the byte at that offset. Empty entries hold no byte and are
    /// never found here.
    pub fn overlapping(&self, query: Span) -> impl Iterator<Item = (Span, T)> + '_ {
        let end = query.end.max(query.start + 1);
        let mut pending = Vec::with_capacity(48);
        pending.push(Step::Stretch(0, self.entries.len()));
        std::iter::from_fn(move || {
            while let Some(step) = pending.pop() {
                match step {
                    Step::Stretch(low, high) if low < high => {
                        let middle = middle(low, high);
                        if self.furthest[middle] <= query.start {
                            continue;
                        }
                        if self.entries[middle].0.start < end {
                            pending.push(Step::Stretch(middle + 1, high));
                            pending.push(Step::Entry(middle));
                        }
                        pending.push(Step::Stretch(low, middle));
                    }
                    Step::Stretch(..) => {}
                    Step::Entry(at) => {
                        let (span, value) = self.entries[at];
                        if span.end > query.start && !span.is_empty() {
                            return Some((span, value));
                        }
                    }
                }
            }
            None
        })
    }

    /// Every entry in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Span, T)> + '_ {
        self.entries.iter().copied()
    }

    /// Adds one entry, after those on the same span.
    pub fn insert(&mut self, span: Span, value: T) {
        let at = self.entries.partition_point(|(other, _)| *other <= span);
        self.entries.insert(at, (span, value));
        self.measure();
    }

    /// Takes the first entry on exactly `span` with this value away; false when there is none.
    pub fn remove(&mut self, span: Span, value: T) -> bool
    where
        T: PartialEq,
    {
        let from = self.entries.partition_point(|(other, _)| *other < span);
        let same = self.entries[from..].iter().take_while(|(other, _)| *other == span);
        let Some(offset) = same.enumerate().find(|(_, entry)| entry.1 == value).map(|(offset, _)| offset)
        else {
            return false;
        };
        self.entries.remove(from + offset);
        self.measure();
        true
    }

    /// Fills `furthest` from the entries, in time linear in their number.
    fn measure(&mut self) {
        self.furthest.clear();
        self.furthest.resize(self.entries.len(), 0);
        measure(&self.entries, &mut self.furthest);
    }
}

impl<T> IntervalIndex<T> {
    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// What a query has still to look at.
enum Step {
    Stretch(usize, usize),
    Entry(usize),
}

/// The root of the stretch `low..high`, which must not be empty.
fn middle(low: usize, high: usize) -> usize {
    low + (high - low) / 2
}

/// Sets the furthest end of every stretch; returns that of the whole.
fn measure<T>(entries: &[(Span, T)], furthest: &mut [usize]) -> usize {
    if entries.is_empty() {
        return 0;
    }
    let root = middle(0, entries.len());
    let left = measure(&entries[..root], &mut furthest[..root]);
    let right = measure(&entries[root + 1..], &mut furthest[root + 1..]);
    furthest[root] = entries[root].0.end.max(left).max(right);
    furthest[root]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(entries: &[(Span, usize)], query: Span) -> Vec<(Span, usize)> {
        let end = query.end.max(query.start + 1);
        let mut found: Vec<_> = entries
            .iter()
            .copied()
            .filter(|(span, _)| !span.is_empty() && span.start < end && query.start < span.end)
            .collect();
        found.sort_by_key(|(span, _)| *span);
        found
    }

    fn spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
        prop::collection::vec((0usize..200, 0usize..60), 0..60)
    }

    proptest! {
        #[test]
        fn finds_what_a_filter_finds(spans in spans(), start in 0usize..260, length in 0usize..40) {
            let entries: Vec<_> =
                spans.iter().enumerate().map(|(n, (at, len))| (Span::new(*at, at + len), n)).collect();
            let index = IntervalIndex::new(entries.clone());
            let query = Span::new(start, start + length);
            prop_assert_eq!(index.overlapping(query).collect::<Vec<_>>(), naive(&entries, query));
        }

        #[test]
        fn growing_and_shrinking_is_building(spans in spans(), keep in prop::collection::vec(any::<bool>(), 60)) {
            let entries: Vec<_> =
                spans.iter().enumerate().map(|(n, (at, len))| (Span::new(*at, at + len), n)).collect();
            let mut index = IntervalIndex::default();
            for (span, value) in &entries {
                index.insert(*span, *value);
            }
            let mut kept = Vec::new();
            for ((span, value), keep) in entries.iter().zip(&keep) {
                if *keep {
                    kept.push((*span, *value));
                } else {
                    prop_assert!(index.remove(*span, *value));
                    prop_assert!(!index.remove(*span, *value));
                }
            }
            let built = IntervalIndex::new(kept);
            prop_assert_eq!(index.iter().collect::<Vec<_>>(), built.iter().collect::<Vec<_>>());
            prop_assert_eq!(&index.furthest, &built.furthest);
        }
    }

    #[test]
    fn an_empty_query_asks_for_an_offset() {
        let index = IntervalIndex::new(vec![(Span::new(0, 5), 'a'), (Span::new(5, 9), 'b')]);
        let at = |offset| index.overlapping(Span::new(offset, offset)).map(|(_, c)| c).collect::<String>();
        assert_eq!((at(4).as_str(), at(5).as_str(), at(9).as_str()), ("a", "b", ""));
    }
}
