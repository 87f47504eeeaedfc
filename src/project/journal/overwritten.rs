//! Work that was saved once and is not in the project file any more, because another file was put over it that was saved
//! elsewhere from an earlier state.
//!
//! Nothing is brought back here: what the other file says may be what was wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::Arc;

use crate::project::edit::{Change, Swap};
use crate::project::history::Entry;
use crate::project::ids::{
    AnnotationId, CoderId, DecisionId, DocumentId, KindId, ListId, SearchId, TagId, TopicDecisionId,
};
use crate::project::model::{Annotation, DocumentRecord, Project};
use crate::project::text_trail::{TextTrail, changes_at, said_of_text};
use crate::text::TextHash;

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
///
/// Where the file `goes_on_from_here` and was only changed by something else, a record is to be as the last entry left it; in one
/// that was saved elsewhere it may have been worked on since it came into being.
pub(super) fn overwritten(
    entries: &[Arc<Entry>],
    left: &BTreeSet<u64>,
    project: &Project,
    goes_on_from_here: bool,
) -> BTreeSet<u64> {
    let mut lacking = BTreeSet::new();
    let mut settled = BTreeSet::new();
    let mut texts = Texts::after(entries);
    let has_left_its_mark = |change: &Change, texts: &Texts| match change {
        Change::Annotation(swap) if goes_on_from_here => is_annotation_as_left(swap, texts, project),
        // Their texts go their own way.
        Change::Document(_) | Change::Text(_) => has_left_its_mark(change, texts, project),
        _ if goes_on_from_here => change.is_shown_by(project),
        _ => has_left_its_mark(change, texts, project),
    };
    for (at, entry) in entries.iter().enumerate().rev() {
        if left.contains(&entry.number) {
            continue;
        }
        let changes = changes_at(entries, at);
        if entry.is_mending() {
            let shown = changes.iter().filter(|change| match change {
                // What it notes of a text is gone where the text is another.
                Change::Document(_) => change.is_shown_by(project),
                _ => has_left_its_mark(change, &texts),
            });
            settled.extend(shown.filter_map(record_of));
        } else if entry.is_work() {
            // Of the changes of one record the last is the one to see.
            let mut seen = BTreeSet::new();
            let mut last = changes.iter().rev().filter(|change| seen.insert(record_of(change)));
            let is_settled =
                |change: &Change| record_of(change).is_some_and(|record| settled.contains(&record));
            if last.all(|change| is_settled(change) || has_left_its_mark(change, &texts)) {
                settled.extend(changes.iter().filter_map(record_of));
            } else {
                lacking.insert(entry.number);
            }
        }
        texts.go_before(&changes);
    }
    lacking
}

/// The texts the documents had after an entry, for whoever goes from the last to the first.
struct Texts {
    last: TextTrail,
    before: BTreeMap<DocumentId, Option<TextHash>>,
}

impl Texts {
    fn after(entries: &[Arc<Entry>]) -> Self {
        Self { last: TextTrail::after(entries, entries.len()), before: BTreeMap::new() }
    }

    fn go_before(&mut self, changes: &[Change]) {
        for said in changes.iter().rev().filter_map(said_of_text) {
            self.before.insert(said.document, said.before);
        }
    }

    /// True where the document has the same text in `project`, as far as that is known.
    fn is_in(&self, document: DocumentId, project: &Project) -> bool {
        let text = self.before.get(&document).copied().unwrap_or_else(|| self.last.text_of(document));
        text.is_some_and(|text| project.documents.get(&document).is_some_and(|record| record.hash == text))
    }
}

/// Whether `project` is as the change left it, as far as what moves with a text tells nothing.
fn has_left_its_mark(change: &Change, texts: &Texts, project: &Project) -> bool {
    match change {
        Change::Text(text) => {
            project.documents.get(&text.document).is_some_and(|record| record.hash == text.after)
        }
        Change::Annotation(swap) if swap.before.is_some() => is_annotation_as_left(swap, texts, project),
        // The text goes its own way.
        Change::Document(swap) => match (&swap.before, &swap.after) {
            (Some(before), Some(after)) if before.hash == after.hash => {
                let there = project.documents.get(&after.id);
                there.is_some_and(|there| DocumentRecord { hash: after.hash, ..there.clone() } == *after)
            }
            (None, Some(after)) => project.documents.contains_key(&after.id),
            _ => change.is_shown_by(project),
        },
        // What came into being may have been changed since.
        _ if is_new(change) => !change.clone().inverse().is_shown_by(project),
        _ => change.is_shown_by(project),
    }
}

/// True where the annotation is in `project` as this change left it, or is gone as it left it.
fn is_annotation_as_left(swap: &Swap<Annotation>, texts: &Texts, project: &Project) -> bool {
    let Some(after) = swap.after.as_ref().or(swap.before.as_ref()) else { return true };
    let there = project.annotations.get(&after.id);
    if swap.after.is_none() {
        return there.is_none();
    }
    there.is_some_and(|there| says_the_same(there, after, texts.is_in(after.document, project)))
}

fn says_the_same(there: &Annotation, after: &Annotation, is_same_text: bool) -> bool {
    (&there.tags, &there.memo, there.coder, &there.anchor.exact)
        == (&after.tags, &after.memo, after.coder, &after.anchor.exact)
        && discriminant(&there.standing) == discriminant(&after.standing)
        && (!is_same_text || there.anchor.start == after.anchor.start)
}

fn is_new(change: &Change) -> bool {
    match change {
        Change::Info(_) | Change::Text(_) | Change::Document(_) => false,
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
