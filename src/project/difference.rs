//! What separates two states of a project, as the changes that lead from one to the other.

use std::collections::BTreeSet;

use super::edit::{Change, Swap};
use super::model::{Project, ProjectInfo, Records};

/// The changes that make `from` the same as `to`; none when they are. Which project it is and when it was begun stay as they
/// are: nothing that is done to a project makes another of it, and its journal goes by them.
pub fn changes_between(from: &Project, to: &Project) -> Vec<Change> {
    let mut changes = Vec::new();
    if from.info.memo != to.info.memo {
        let after = ProjectInfo { memo: to.info.memo.clone(), ..from.info.clone() };
        changes.push(Change::Info(Box::new(Swap::replace(from.info.clone(), after))));
    }
    swaps(&from.coders, &to.coders, |swap| changes.push(Change::coder(swap)));
    swaps(&from.documents, &to.documents, |swap| changes.push(Change::document(swap)));
    swaps(&from.tags, &to.tags, |swap| changes.push(Change::tag(swap)));
    swaps(&from.annotations, &to.annotations, |swap| changes.push(Change::annotation(swap)));
    swaps(&from.decisions, &to.decisions, |swap| changes.push(Change::decision(swap)));
    swaps(&from.lists, &to.lists, |swap| changes.push(Change::list(swap)));
    swaps(&from.kinds, &to.kinds, |swap| changes.push(Change::kind(swap)));
    swaps(&from.searches, &to.searches, |swap| changes.push(Change::search(swap)));
    swaps(&from.topics, &to.topics, |swap| changes.push(Change::topic(swap)));
    changes
}

fn swaps<K: Ord + Copy, T: Clone + PartialEq>(
    from: &Records<K, T>,
    to: &Records<K, T>,
    mut each: impl FnMut(Swap<T>),
) {
    for id in from.keys().chain(to.keys()).copied().collect::<BTreeSet<K>>() {
        let (before, after) = (from.get(&id), to.get(&id));
        if before != after {
            each(Swap { before: before.cloned(), after: after.cloned() });
        }
    }
}

/// How many records of each kind came, changed and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Annotations that came.
    pub annotations_added: usize,
    /// Annotations that changed.
    pub annotations_changed: usize,
    /// Annotations that went.
    pub annotations_removed: usize,
    /// Tags that came, changed or went.
    pub tags: usize,
    /// Documents that came, changed or went.
    pub documents: usize,
    /// Decisions on entities that came, changed or went.
    pub decisions: usize,
    /// Decisions on figures that came, changed or went.
    pub topics: usize,
    /// Anything else.
    pub others: usize,
}

impl Tally {
    /// Counts changes.
    pub fn of(changes: &[Change]) -> Self {
        let mut tally = Self::default();
        for change in changes {
            let count = match change {
                Change::Annotation(swap) => match (&swap.before, &swap.after) {
                    (None, _) => &mut tally.annotations_added,
                    (Some(_), Some(_)) => &mut tally.annotations_changed,
                    (Some(_), None) => &mut tally.annotations_removed,
                },
                Change::Tag(_) => &mut tally.tags,
                Change::Document(_) | Change::Text(_) => &mut tally.documents,
                // Who worked is nothing anybody did.
                Change::Coder(_) => continue,
                Change::Decision(_) => &mut tally.decisions,
                Change::Topic(_) => &mut tally.topics,
                Change::Info(_) | Change::List(_) | Change::Kind(_) | Change::Search(_) => &mut tally.others,
            };
            *count += 1;
        }
        tally
    }

    /// What came in, for the middle of a sentence: `3 annotations added, 1 removed, 2 tags changed`.
    pub fn in_words(&self) -> String {
        let mut parts = Vec::new();
        let mut annotations = |count: usize, what: &str| {
            if count > 0 {
                let noun = match (parts.is_empty(), count) {
                    (true, 1) => " annotation",
                    (true, _) => " annotations",
                    _ => "",
                };
                parts.push(format!("{count}{noun} {what}"));
            }
        };
        annotations(self.annotations_added, "added");
        annotations(self.annotations_changed, "changed");
        annotations(self.annotations_removed, "removed");
        let others = [
            (self.tags, "tag", "tags"),
            (self.documents, "document", "documents"),
            (self.decisions, "decision on entities", "decisions on entities"),
            (self.topics, "decision on figures", "decisions on figures"),
            (self.others, "other record", "other records"),
        ];
        for (count, one, many) in others {
            match count {
                0 => {}
                1 => parts.push(format!("1 {one} changed")),
                count => parts.push(format!("{count} {many} changed")),
            }
        }
        if parts.is_empty() { "nothing new".to_owned() } else { parts.join(", ") }
    }
}
