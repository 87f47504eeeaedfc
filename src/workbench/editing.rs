//! Edits made, taken back and made again, and what is kept beside the project brought along: the index, the marks.
//!
//! Every change of the project passes through here. What an edit is made of is said by the commands.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::earlier::{Earlier, Wanted};
use super::journalling::Journalling;
use super::passages::sentence;
use super::{CommandError, Effect, Notice, ProjectFile, ProjectIndex, Workbench};
use crate::project::history::{Direction, History, Stepped};
use crate::project::{
    Annotation, Change, Conflict, DocumentId, DocumentRecord, Edit, Project, Swap, Timestamp,
};
use crate::text::IntervalIndex;

/// What the edit that adds the documents of one load is called.
const ADD_DOCUMENTS: &str = "Add documents";

impl Workbench {
    /// Makes one edit of `changes`; no changes make no edit.
    ///
    /// Whoever changes annotations or the codebook thereby becomes one of the project's coders.
    pub(super) fn perform(
        &mut self,
        label: String,
        mut changes: Vec<Change>,
    ) -> Result<Effect, CommandError> {
        if changes.iter().any(|change| matches!(change, Change::Annotation(_) | Change::Tag(_))) {
            changes.extend(self.coder_joins());
        }
        self.bring_in(label, changes)
    }

    /// As [`Self::perform`], for what others did: whoever brings that in does not join the project as a coder.
    pub(super) fn bring_in(&mut self, label: String, changes: Vec<Change>) -> Result<Effect, CommandError> {
        if changes.is_empty() {
            return Ok(Effect::Done);
        }
        let edit = Edit { label, at: Timestamp::now(), coder: Some(self.coder().id), changes };
        let noted = edit.changes.clone();
        self.history
            .perform(Arc::make_mut(&mut self.project), edit)
            .map_err(|conflict| CommandError::new(sentence(&conflict)))?;
        self.note_changes(&noted);
        // After it: the journal keeps the texts that the change rests on, and they are there only now.
        self.journal();
        Ok(Effect::Done)
    }

    /// Adds documents that a load has brought: the first as an edit, the others as parts of it, so that one undo takes all of
    /// them out.
    pub(super) fn perform_loaded(&mut self, changes: &[Change], is_first: bool) {
        if let Err(error) = self.extend_edit(ADD_DOCUMENTS, changes.to_vec(), is_first) {
            self.notices.push(Notice::error(error.to_string()));
        }
    }

    /// Makes changes that are a part of one edit of this label, or its first part.
    pub(super) fn perform_part(
        &mut self,
        label: &str,
        mut changes: Vec<Change>,
        is_first: bool,
    ) -> Result<(), CommandError> {
        changes.extend(self.coder_joins());
        self.extend_edit(label, changes, is_first)
    }

    fn extend_edit(&mut self, label: &str, changes: Vec<Change>, is_first: bool) -> Result<(), CommandError> {
        let noted = changes.clone();
        let edit = Edit { label: label.into(), at: Timestamp::now(), coder: Some(self.coder().id), changes };
        let project = Arc::make_mut(&mut self.project);
        let done =
            if is_first { self.history.perform(project, edit) } else { self.history.extend(project, edit) };
        done.map_err(|conflict| CommandError::new(sentence(&conflict)))?;
        self.note_changes(&noted);
        self.journal();
        Ok(())
    }

    /// The change that brings this machine's coder into the project, or up to date in it.
    pub(super) fn coder_joins(&self) -> Option<Change> {
        let coder = self.coder();
        let before = self.project.coders.get(&coder.id).cloned();
        (before.as_ref() != Some(&coder)).then(|| Change::coder(Swap { before, after: Some(coder) }))
    }

    pub(super) fn undo(&mut self) -> Result<Effect, CommandError> {
        if self.history.undoable().is_none() && self.may_reach_back_for(Wanted::Undo) {
            return self.reach_back_for(Wanted::Undo);
        }
        let undone = self.step(Direction::Back);
        let undone = undone.map_err(|conflict| CommandError::new(sentence(&conflict)))?;
        let Some(label) = undone else { return Ok(Effect::Done) };
        if label == ADD_DOCUMENTS {
            self.give_up_loads();
        }
        self.give_up_tagging(&label);
        self.notices.push(Notice::info(format!("Undone: {label}")));
        Ok(Effect::Done)
    }

    pub(super) fn redo(&mut self) -> Result<Effect, CommandError> {
        if self.history.redoable().is_none() && self.may_reach_back_for(Wanted::Redo) {
            return self.reach_back_for(Wanted::Redo);
        }
        let redone = self.step(Direction::On);
        let redone = redone.map_err(|conflict| CommandError::new(sentence(&conflict)))?;
        let Some(label) = redone else { return Ok(Effect::Done) };
        self.notices.push(Notice::info(format!("Done again: {label}")));
        Ok(Effect::Done)
    }

    /// Goes one step back or on in the history, and gives what the step is called; `None` when there is none.
    pub(super) fn step(&mut self, direction: Direction) -> Result<Option<String>, Conflict> {
        let coder = Some(self.coder().id);
        let ahead = self.history.changes_ahead(direction);
        let objection = ahead.and_then(|changes| self.left_behind(&changes));
        let project = Arc::make_mut(&mut self.project);
        let stepped = self.history.step(direction, project, coder, objection)?;
        let Some(Stepped { label, changes }) = stepped else { return Ok(None) };
        self.note_changes(&changes);
        self.journal();
        Ok(Some(label))
    }

    /// Brings index and marks up to date with changes that have been applied.
    pub(super) fn note_changes(&mut self, changes: &[Change]) {
        self.revision += 1;
        self.recent.note(self.revision(), changes);
        // Many changes to one document are cheaper read anew than one by one.
        let mut reread = BTreeSet::new();
        let many = changes.len() > 64;
        // Marks of a text that becomes another are read when it has.
        let rewritten: BTreeSet<DocumentId> = changes.iter().filter_map(rewrites).collect();
        for change in changes {
            if let Change::Document(swap) = change {
                self.index.replace_document(swap.before.as_ref(), swap.after.as_ref());
                let renamed = swap.before.as_ref().zip(swap.after.as_ref()).and_then(renamed_attribute);
                self.renamed_attributes
                    .extend(renamed.filter(|it| self.renamed_attributes.last() != Some(it)));
            }
            let swap = match change {
                Change::Annotation(swap) => swap,
                Change::Tag(_) => {
                    self.codebook_revision += 1;
                    continue;
                }
                Change::Text(text) => {
                    self.rewrite(text);
                    continue;
                }
                Change::Document(swap) if rewrites(change).is_some() => {
                    if let Some(record) = &swap.after {
                        self.exchange_text(record);
                    }
                    continue;
                }
                Change::Document(swap) => {
                    self.words -= self.words_in(swap.before.as_ref());
                    self.words += self.words_in(swap.after.as_ref());
                    // Annotations of a document that comes or goes may stay behind, or have been there before it.
                    if let (Some(record), None) | (None, Some(record)) = (&swap.before, &swap.after) {
                        self.note_strays(record.id);
                    }
                    // One that comes back may have had another text than what was read here since under its name.
                    if let (None, Some(record)) = (&swap.before, &swap.after)
                        && self.documents.get(&record.id).is_some_and(|here| here.text.hash() != record.hash)
                    {
                        self.exchange_text(record);
                    }
                    continue;
                }
                Change::Info(_)
                | Change::Coder(_)
                | Change::Decision(_)
                | Change::List(_)
                | Change::Kind(_)
                | Change::Search(_)
                | Change::Topic(_) => continue,
            };
            self.index.replace(swap.before.as_ref(), swap.after.as_ref());
            for (annotation, comes) in [(&swap.before, false), (&swap.after, true)] {
                let Some(annotation) = annotation else { continue };
                if many || rewritten.contains(&annotation.document) {
                    reread.insert(annotation.document);
                } else {
                    self.mark(annotation, comes);
                }
            }
        }
        for document in reread.union(&rewritten) {
            self.read_marks(*document);
        }
        self.seek_strays();
        self.note_names(changes);
        self.note_changes_for_search(changes);
        self.note_compared(changes);
    }

    /// The number of words of a document, as far as its text has been loaded.
    fn words_in(&self, record: Option<&DocumentRecord>) -> usize {
        record.and_then(|record| self.documents.get(&record.id)).map_or(0, |document| document.words)
    }

    fn mark(&mut self, annotation: &Annotation, comes: bool) {
        self.note_stray(annotation, comes);
        let (Some(document), Some(marks)) =
            (self.documents.get(&annotation.document), self.marks.get_mut(&annotation.document))
        else {
            return;
        };
        self.marks_revisions.entry(annotation.document).or_default().changed += 1;
        let Some(span) = annotation.span_in(&document.text) else { return };
        if comes {
            marks.insert(span, annotation.id);
        } else {
            marks.remove(span, annotation.id);
        }
    }

    /// Reads the marks of one document anew.
    pub(super) fn read_marks(&mut self, id: DocumentId) {
        self.note_strays(id);
        let Some(document) = self.documents.get(&id) else { return };
        let placed = self
            .index
            .annotations_in(id)
            .filter_map(|annotation| self.project.annotations.get(&annotation))
            .filter_map(|annotation| Some((annotation.span_in(&document.text)?, annotation.id)))
            .collect();
        self.marks.insert(id, IntervalIndex::new(placed));
        self.marks_revisions.entry(id).or_default().read += 1;
    }

    /// Puts another project, with its index and all that ever happened in it, in the place of this one.
    pub(super) fn replace_project(
        &mut self,
        project: Project,
        index: ProjectIndex,
        file: Option<ProjectFile>,
        history: History,
        journalling: Journalling,
    ) {
        for job in self.jobs.running().iter().map(|job| job.id).collect::<Vec<_>>() {
            self.jobs.cancel(job);
        }
        self.loads.clear();
        self.awaited.clear();
        self.opening = None;
        self.earlier = Earlier::default();
        self.words = 0;
        let project = std::mem::replace(&mut self.project, Arc::new(project));
        let index = std::mem::replace(&mut self.index, index);
        let history = std::mem::replace(&mut self.history, history);
        let journalling = std::mem::replace(&mut self.journalling, journalling);
        self.finish_journal(journalling, self.guard.lock.clone());
        self.fresh_text = None;
        self.renamed_attributes.clear();
        self.forget_sources();
        self.forget_strays();
        self.forget_names();
        self.tagging_many = None;
        self.forget_search();
        self.forget_words();
        self.forget_comparison();
        let former = std::mem::take(&mut self.former_texts);
        let texts = (std::mem::take(&mut self.documents), std::mem::take(&mut self.marks), former);
        let_go((project, index, history, texts));
        self.problems.clear();
        self.leave_guard();
        self.file = file;
        self.generation += 1;
        self.codebook_revision += 1;
        self.revision += 1;
        self.recent.forget(self.revision());
        self.saved_revision = self.revision;
        self.folded = self.history.position().map_or(0, |position| position.number);
    }
}

/// Lets go of what may be large on a thread of its own: freeing very many small things takes longer than a frame.
pub(super) fn let_go(old: impl Send + 'static) {
    let letting_go = std::thread::Builder::new().name("lectern-letting-go".into()).spawn(move || drop(old));
    if let Err(error) = letting_go {
        tracing::warn!("no thread to free memory on: {error}");
    }
}

/// The attribute that has another name after a change of a document's record, and that name.
fn renamed_attribute((before, after): (&DocumentRecord, &DocumentRecord)) -> Option<(String, String)> {
    let gone = |one: &DocumentRecord, other: &DocumentRecord| -> Option<String> {
        let mut names = one.attributes.keys().filter(|name| !other.attributes.contains_key(*name));
        names.next().filter(|_| names.next().is_none()).cloned()
    };
    let (from, to) = (gone(before, after)?, gone(after, before)?);
    (before.attribute(&from) == after.attribute(&to)).then_some((from, to))
}

/// The document whose text is another one after a change.
fn rewrites(change: &Change) -> Option<DocumentId> {
    match change {
        Change::Text(text) => Some(text.document),
        Change::Document(swap) => match (&swap.before, &swap.after) {
            (Some(before), Some(after)) if before.hash != after.hash => Some(after.id),
            _ => None,
        },
        _ => None,
    }
}

/// True for a change that would be missed: anything but a document that came or the coder's own record.
pub(super) fn is_work(change: &Change) -> bool {
    match change {
        Change::Document(swap) => swap.before.is_some(),
        Change::Coder(_) => false,
        Change::Info(_)
        | Change::Tag(_)
        | Change::Annotation(_)
        | Change::Text(_)
        | Change::Decision(_)
        | Change::List(_)
        | Change::Kind(_)
        | Change::Search(_)
        | Change::Topic(_) => true,
    }
}
