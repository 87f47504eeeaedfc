//! Which entries of a history are not there, told by the numbers of those that are.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{Action, Entry};

/// The numbers of entries that were made and are not among these, which are in order: those between them, those before the
/// first unless the project began with it, and those up to `up_to`. What was noted as lost is not named again.
pub fn lacking_in(entries: &[Arc<Entry>], up_to: u64) -> Vec<RangeInclusive<u64>> {
    let left: BTreeSet<u64> = entries.iter().filter_map(|entry| entry.leaves()).flatten().collect();
    let begins = entries.first().filter(|first| matches!(first.action, Action::Begin { .. }));
    let mut next = begins.map_or(1, |first| first.number);
    let mut lacking: Vec<RangeInclusive<u64>> = Vec::new();
    let ends = entries.iter().map(|entry| entry.number).chain([up_to.saturating_add(1)]);
    for number in ends {
        while next < number {
            // What was noted as lost is passed over, run by run.
            let noted = left.range(next..number).next().copied();
            let end = noted.unwrap_or(number);
            if next < end {
                lacking.push(next..=end - 1);
            }
            next = noted.map_or(number, |noted| noted + 1);
        }
        next = next.max(number.saturating_add(1));
    }
    lacking
}

/// The entries of these numbers, for the middle of a sentence: `entry 6`, `entries 6–7`.
pub fn numbered_entries(numbers: &RangeInclusive<u64>) -> String {
    let (first, last) = (numbers.start(), numbers.end());
    if first == last { format!("entry {first}") } else { format!("entries {first}–{last}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{EntryId, Project, Timestamp};

    fn entry(number: u64, action: Action) -> Arc<Entry> {
        Arc::new(Entry { number, id: EntryId::new(), action })
    }

    /// Entries of these numbers that are no beginning and leave none.
    fn entries(numbers: &[u64]) -> Vec<Arc<Entry>> {
        let stroke = crate::project::history::Stroke { step: 1, at: Timestamp::from_second(0), coder: None };
        numbers.iter().map(|number| entry(*number, Action::Undo(stroke))).collect()
    }

    #[test]
    fn what_lies_between_before_and_behind_is_lacking() {
        assert_eq!(lacking_in(&entries(&[1, 2, 3]), 3), []);
        assert_eq!(lacking_in(&entries(&[1, 2, 3]), 0), []);
        assert_eq!(lacking_in(&entries(&[3, 4, 7]), 9), [1..=2, 5..=6, 8..=9]);
        assert_eq!(lacking_in(&[], 7), [1..=7]);
        assert_eq!(lacking_in(&[], 0), []);
        assert_eq!(lacking_in(&entries(&[u64::MAX]), u64::MAX), [1..=u64::MAX - 1]);
    }

    #[test]
    fn what_was_noted_as_lost_and_what_was_before_a_beginning_is_not() {
        let mut noted = entries(&[1, 2, 5, 6]);
        noted.push(entry(8, Action::Leave { at: Timestamp::from_second(0), first: 3, last: 4 }));
        assert_eq!(lacking_in(&noted, 8), [7..=7]);
        let begin = entry(12, Action::begin(&Project::new(), Timestamp::from_second(0)));
        assert_eq!(lacking_in(&[begin], 13), [13..=13]);
    }
}
