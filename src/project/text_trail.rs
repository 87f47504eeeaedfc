//! Which text each document had when something was done, followed through the entries of a history.
//!
//! An annotation says where it stands and not in which text: that is the one its document had at the time. A project file
//! that was saved elsewhere may have another.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::edit::Change;
use super::history::{Action, Entry, range_of_step};
use super::ids::DocumentId;
use super::model::Project;
use crate::text::TextHash;

/// What the texts of all documents of a project hash to: the same where the documents are the same and have the same texts.
pub fn digest_of_texts(project: &Project) -> String {
    let mut hasher = blake3::Hasher::new();
    for record in project.documents.values() {
        hasher.update(format!("{} {}\n", record.id, record.hash).as_bytes());
    }
    hasher.finalize().to_hex().as_str()[..32].to_owned()
}

/// The texts documents have at one point of a history, as far as that is known.
#[derive(Clone, Debug, Default)]
pub struct TextTrail {
    texts: BTreeMap<DocumentId, TextHash>,
}

impl TextTrail {
    /// Before the first of `entries`.
    pub(super) fn before<'a>(entries: impl IntoIterator<Item = &'a Arc<Entry>>) -> Self {
        let mut first: BTreeMap<DocumentId, Option<TextHash>> = BTreeMap::new();
        for entry in entries {
            for said in entry.changes().iter().filter_map(said_of_text) {
                first.entry(said.document).or_insert_with(|| known_before(entry, &said));
            }
        }
        Self { texts: first.into_iter().filter_map(|(document, hash)| Some((document, hash?))).collect() }
    }

    /// After the first `count` of `entries`.
    pub fn after(entries: &[Arc<Entry>], count: usize) -> Self {
        let all: Vec<usize> = (0..entries.len()).collect();
        Self::after_those(entries, &all, count)
    }

    /// As [`Self::after`], where `speaking` are the places of all entries that speak of a text.
    pub(super) fn after_those(entries: &[Arc<Entry>], speaking: &[usize], count: usize) -> Self {
        let mut trail = Self::before(speaking.iter().map(|at| &entries[*at]));
        for at in speaking.iter().copied().take_while(|at| *at < count) {
            trail.follow(&changes_at(entries, at));
        }
        trail
    }

    /// Takes the documents nothing is known of to have the texts that `project` says.
    pub(super) fn assume(&mut self, project: &Project) {
        for record in project.documents.values() {
            self.texts.entry(record.id).or_insert(record.hash);
        }
    }

    /// Takes the documents to have the texts that `project` says, whatever was known of them.
    pub(super) fn stand_at(&mut self, project: &Project) {
        self.texts = project.documents.values().map(|record| (record.id, record.hash)).collect();
    }

    /// Knows nothing of any text any more, until something says so.
    pub(super) fn lose(&mut self) {
        self.texts.clear();
    }

    /// Goes on by these changes.
    pub(super) fn follow(&mut self, changes: &[Change]) {
        for said in changes.iter().filter_map(said_of_text) {
            // A document that is taken away and comes back has the text it had.
            if let Some(hash) = said.after {
                self.texts.insert(said.document, hash);
            }
        }
    }

    /// The text of a document; `None` when that is not known.
    pub fn text_of(&self, document: DocumentId) -> Option<TextHash> {
        self.texts.get(&document).copied()
    }
}

/// The text a document had before those of `entries` that are at the places `later`, as these say; `None` where none does.
pub(super) fn text_before(entries: &[Arc<Entry>], later: &[usize], document: DocumentId) -> Option<TextHash> {
    later.iter().find_map(|at| {
        let changes = changes_at(entries, *at);
        let said = changes.iter().filter_map(said_of_text).find(|said| said.document == document)?;
        Some(known_before(&entries[*at], &said))
    })?
}

/// True when what comes after `entries` speaks of a text, of which `speaking` are those that do.
pub(super) fn speaks_of_texts(entry: &Entry, entries: &[Arc<Entry>], speaking: &[usize]) -> bool {
    match &entry.action {
        Action::Undo(stroke) | Action::Redo(stroke) => {
            let Some(step) = step_of(entries, stroke.step) else { return false };
            speaking.get(speaking.partition_point(|at| *at < step.start)).is_some_and(|at| *at < step.end)
        }
        _ => entry.changes().iter().any(|change| said_of_text(change).is_some()),
    }
}

/// The entries of the step that begins with the one of this number, the last there is.
fn step_of(entries: &[Arc<Entry>], number: u64) -> Option<Range<usize>> {
    let first = entries.partition_point(|entry| entry.number < number);
    let is_it = entries.get(first).is_some_and(|entry| entry.number == number);
    // Before those of this project an archive may have entries of another that had its name.
    let first = if is_it { first } else { entries.iter().rposition(|entry| entry.number == number)? };
    range_of_step(entries, first)
}

/// The text before an entry that says this of it. What was noted when a project was opened is what was found then; which text
/// it was until then is not known, unless it was noted that it is the same.
fn known_before(entry: &Entry, said: &Said) -> Option<TextHash> {
    said.before.filter(|_| !entry.is_mending() || entry.notes_that_texts_are_as_saved())
}

/// What a change says of the text of a document.
pub(super) struct Said {
    pub document: DocumentId,
    pub before: Option<TextHash>,
    pub after: Option<TextHash>,
}

/// What a change says of the text of a document, if it speaks of one.
pub(super) fn said_of_text(change: &Change) -> Option<Said> {
    match change {
        Change::Document(swap) => {
            let document = swap.before.as_ref().or(swap.after.as_ref())?.id;
            let hash = |record: &Option<_>| record.as_ref().map(|it: &super::model::DocumentRecord| it.hash);
            Some(Said { document, before: hash(&swap.before), after: hash(&swap.after) })
        }
        Change::Text(text) => {
            Some(Said { document: text.document, before: Some(text.before), after: Some(text.after) })
        }
        _ => None,
    }
}

/// The changes that the entry at `at` brought when it happened, those of an undo and a redo as well.
pub(super) fn changes_at(entries: &[Arc<Entry>], at: usize) -> Cow<'_, [Change]> {
    let step = |number: u64| Some(&entries[step_of(&entries[..at], number)?]);
    match &entries[at].action {
        Action::Undo(stroke) => {
            let step = step(stroke.step).unwrap_or_default();
            let changes = step.iter().rev().flat_map(|entry| entry.changes().iter().rev());
            Cow::Owned(changes.cloned().map(Change::inverse).collect())
        }
        Action::Redo(stroke) => {
            let step = step(stroke.step).unwrap_or_default();
            Cow::Owned(step.iter().flat_map(|entry| entry.changes()).cloned().collect())
        }
        _ => Cow::Borrowed(entries[at].changes()),
    }
}
