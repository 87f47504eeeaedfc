//! What separates two states of a project, as the changes that lead from one to the other.

use std::collections::BTreeSet;

use super::edit::{Change, Swap};
use super::model::{Project, ProjectInfo, Records};
use crate::text::numbers::{counted, grouped};

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

/// How many records of a kind came, changed and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    added: usize,
    changed: usize,
    removed: usize,
}

impl Count {
    fn note<T>(&mut self, swap: &Swap<T>) {
        *match (&swap.before, &swap.after) {
            (None, _) => &mut self.added,
            (Some(_), Some(_)) => &mut self.changed,
            (Some(_), None) => &mut self.removed,
        } += 1;
    }

    /// `3 annotations added, 1 removed`, in parts; the kind is named once.
    fn in_words(self, one: &str, many: &str) -> Vec<String> {
        let ways = [(self.added, "added"), (self.changed, "changed"), (self.removed, "removed")];
        let told = ways.into_iter().filter(|(count, _)| *count > 0).enumerate();
        told.map(|(at, (count, what))| {
            let named = if at == 0 { counted(count, one, many) } else { grouped(count) };
            format!("{named} {what}")
        })
        .collect()
    }
}

/// How many records of each kind came, changed and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    annotations: Count,
    tags: Count,
    documents: Count,
    /// Decisions on entities.
    decisions: Count,
    /// Decisions on figures.
    topics: Count,
    /// Anything else.
    others: Count,
}

impl Tally {
    /// Counts changes.
    pub fn of(changes: &[Change]) -> Self {
        let mut tally = Self::default();
        for change in changes {
            match change {
                Change::Annotation(swap) => tally.annotations.note(swap),
                Change::Tag(swap) => tally.tags.note(swap),
                Change::Document(swap) => tally.documents.note(swap),
                Change::Text(_) => tally.documents.changed += 1,
                // Who worked is nothing anybody did.
                Change::Coder(_) => {}
                Change::Decision(swap) => tally.decisions.note(swap),
                Change::Topic(swap) => tally.topics.note(swap),
                Change::List(swap) => tally.others.note(swap),
                Change::Kind(swap) => tally.others.note(swap),
                Change::Search(swap) => tally.others.note(swap),
                Change::Info(_) => tally.others.changed += 1,
            }
        }
        tally
    }

    /// What came in, for the middle of a sentence: `3 annotations added, 1 removed, 2 tags changed`.
    pub fn in_words(&self) -> String {
        let counts = [
            self.annotations.in_words("annotation", "annotations"),
            self.tags.in_words("tag", "tags"),
            self.documents.in_words("document", "documents"),
            self.decisions.in_words("decision on entities", "decisions on entities"),
            self.topics.in_words("decision on figures", "decisions on figures"),
            self.others.in_words("other record", "other records"),
        ];
        let parts = counts.concat();
        if parts.is_empty() { "nothing new".to_owned() } else { parts.join(", ") }
    }
}
