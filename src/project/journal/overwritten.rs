//! Work that was saved once and is not in the project file any more, because another file was put over it that was saved
//! elsewhere from an earlier state.
//!
//! Nothing is brought back here: what the other file says may be what was wanted.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::project::edit::{Change, Swap};
use crate::project::history::{Action, Entry};
use crate::project::ids::{
    AnnotationId, CoderId, DecisionId, DocumentId, KindId, ListId, SearchId, TagId, TopicDecisionId,
};
use crate::project::model::{Annotation, Project};
use crate::project::text_trail::changes_at;

/// One record of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Record {
    Info,
    Document(DocumentId),
    Tag(TagId),
    Annotation(AnnotationId),
    Coder(CoderId),
    Decision(DecisionId),
    List(ListId),
    Kind(KindId),
    Search(SearchId),
    Topic(TopicDecisionId),
}

/// The numbers of those of `entries`, all of which were once in the project file, of which `project`, as it is in its file
/// now, lacks something; but for those in `left`, which do not count. What a later one changed again is judged by that one.
pub(super) fn overwritten(entries: &[Arc<Entry>], left: &BTreeSet<u64>, project: &Project) -> BTreeSet<u64> {
    let mut lacking = BTreeSet::new();
    let mut settled = BTreeSet::new();
    for (at, entry) in entries.iter().enumerate().rev() {
        if left.contains(&entry.number) || entry.is_mending() || !is_work(&entry.action) {
            continue;
        }
        let changes = changes_at(entries, at);
        let mut open =
            changes.iter().filter(|change| record_of(change).is_none_or(|it| !settled.contains(&it)));
        if open.all(|change| has_left_its_mark(change, project)) {
            settled.extend(changes.iter().filter_map(record_of));
        } else {
            lacking.insert(entry.number);
        }
    }
    lacking
}

fn is_work(action: &Action) -> bool {
    !matches!(action, Action::Begin { .. } | Action::Leave { .. })
}

/// Whether `project` is as the change left it, as far as what moves with a text tells nothing.
fn has_left_its_mark(change: &Change, project: &Project) -> bool {
    match change {
        Change::Text(text) => {
            project.documents.get(&text.document).is_some_and(|record| record.hash == text.after)
        }
        Change::Annotation(swap) if swap.before.is_some() => match &swap.after {
            Some(after) => {
                project.annotations.get(&after.id).is_some_and(|there| says_the_same(there, after))
            }
            None => change.is_shown_by(project),
        },
        // What came into being may have been changed since.
        _ if is_new(change) => !change.clone().inverse().is_shown_by(project),
        _ => change.is_shown_by(project),
    }
}

fn says_the_same(there: &Annotation, after: &Annotation) -> bool {
    (&there.tags, &there.memo, there.coder) == (&after.tags, &after.memo, after.coder)
}

fn is_new(change: &Change) -> bool {
    match change {
        Change::Info(_) | Change::Text(_) => false,
        Change::Document(swap) => swap.before.is_none(),
        Change::Tag(swap) => swap.before.is_none(),
        Change::Annotation(swap) => swap.before.is_none(),
        Change::Coder(swap) => swap.before.is_none(),
        Change::Decision(swap) => swap.before.is_none(),
        Change::List(swap) => swap.before.is_none(),
        Change::Kind(swap) => swap.before.is_none(),
        Change::Search(swap) => swap.before.is_none(),
        Change::Topic(swap) => swap.before.is_none(),
    }
}

fn record_of(change: &Change) -> Option<Record> {
    fn id<T, K>(swap: &Swap<T>, id: impl Fn(&T) -> K) -> Option<K> {
        swap.before.as_ref().or(swap.after.as_ref()).map(id)
    }
    match change {
        Change::Info(_) => Some(Record::Info),
        Change::Text(text) => Some(Record::Document(text.document)),
        Change::Document(swap) => id(swap, |it| it.id).map(Record::Document),
        Change::Tag(swap) => id(swap, |it| it.id).map(Record::Tag),
        Change::Annotation(swap) => id(swap, |it| it.id).map(Record::Annotation),
        Change::Coder(swap) => id(swap, |it| it.id).map(Record::Coder),
        Change::Decision(swap) => id(swap, |it| it.id).map(Record::Decision),
        Change::List(swap) => id(swap, |it| it.id).map(Record::List),
        Change::Kind(swap) => id(swap, |it| it.id).map(Record::Kind),
        Change::Search(swap) => id(swap, |it| it.id).map(Record::Search),
        Change::Topic(swap) => id(swap, |it| it.id).map(Record::Topic),
    }
}
