//! A step taken back, or done again, where it still goes with the project: something else may have changed that since.
//!
//! What the project alone cannot say, such as what words stand in a text, whoever calls may object with.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Action, History, Stepped};
use crate::project::edit::{self, Change, Conflict};
use crate::project::ids::{CoderId, DocumentId};
use crate::project::misfit::misfit;
use crate::project::model::{Annotation, Project};
use crate::project::text_trail::{TextTrail, said_of_text, text_before};
use crate::text::TextHash;

/// Which way to go in a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The last step in force is taken back.
    Back,
    /// The step that was taken back last is done again.
    On,
}

impl History {
    /// Takes back the last step in force, as [`Self::step`] does.
    pub fn undo(
        &mut self,
        project: &mut Project,
        coder: Option<CoderId>,
    ) -> Result<Option<Stepped>, Conflict> {
        self.step(Direction::Back, project, coder, None)
    }

    /// Does again the step that was taken back last, as [`Self::step`] does.
    pub fn redo(
        &mut self,
        project: &mut Project,
        coder: Option<CoderId>,
    ) -> Result<Option<Stepped>, Conflict> {
        self.step(Direction::On, project, coder, None)
    }

    /// The changes that [`Self::step`] would make; `None` when there is no step that way.
    pub fn changes_ahead(&self, direction: Direction) -> Option<Vec<Change>> {
        Some(match direction {
            Direction::Back => self.inverse_of(self.done.last()?),
            Direction::On => self.changes_of(self.undone.last()?),
        })
    }

    /// Goes one step; `None` when there is none that way. An `objection` is what the caller knows, beside the project, that
    /// stands against it.
    ///
    /// A step that does not fit the project any more, because something else changed it, is passed over for good, so
    /// that those behind it can be reached; the error says so. That has no entry of its own: the next step names the one
    /// it takes back, or does again.
    pub fn step(
        &mut self,
        direction: Direction,
        project: &mut Project,
        coder: Option<CoderId>,
        objection: Option<String>,
    ) -> Result<Option<Stepped>, Conflict> {
        let steps = if direction == Direction::Back { &self.done } else { &self.undone };
        let (Some(step), Some(changes)) = (steps.last().cloned(), self.changes_ahead(direction)) else {
            return Ok(None);
        };
        let made_on = if direction == Direction::Back { step.start } else { step.end };
        let applied = match objection {
            Some(reason) => Err(Conflict::of_misfit(reason)),
            None => self.apply_again(&changes, &step, made_on, project),
        };
        let stroke = self.stroke(&step, coder);
        match (applied, direction) {
            (Err(conflict), Direction::Back) => {
                self.done.pop();
                return Err(conflict);
            }
            (Err(conflict), Direction::On) => {
                self.undone.pop();
                return Err(conflict);
            }
            (Ok(()), Direction::Back) => self.push(Action::Undo(stroke)),
            (Ok(()), Direction::On) => self.push(Action::Redo(stroke)),
        }
        Ok(Some(Stepped { label: self.label_of(&step), changes }))
    }

    /// Applies the changes of a step, or those that take it back, where all else goes with them: something else may have
    /// changed the project since. The annotations they bring were made on the texts after the first `count` entries.
    fn apply_again(
        &self,
        changes: &[Change],
        step: &Range<usize>,
        count: usize,
        project: &mut Project,
    ) -> Result<(), Conflict> {
        if let Some(reason) = misfit(changes, project) {
            return Err(Conflict::of_misfit(reason));
        }
        if let Some(conflict) = self.other_text(changes, step, count, project) {
            return Err(conflict);
        }
        edit::apply_all(changes, project)
    }

    /// Says where `changes` put annotations in the text of a document that were made on another: something has given it that
    /// since, here or, as was noted when the project was opened, elsewhere; or may have, where entries are lost.
    fn other_text(
        &self,
        changes: &[Change],
        step: &Range<usize>,
        count: usize,
        project: &Project,
    ) -> Option<Conflict> {
        let put: BTreeSet<DocumentId> = changes.iter().filter_map(puts_annotation_in).collect();
        if put.is_empty() {
            return None;
        }
        let since = places_from(&self.speaking, step.end).iter().map(|at| &self.entries[*at]);
        let noted = since.filter(|entry| entry.is_mending()).flat_map(|entry| entry.changes());
        let noted: BTreeSet<DocumentId> = noted.filter_map(said_of_text).map(|said| said.document).collect();
        let is_blind = self.has_lost_since(step);
        let trail = || TextTrail::after_those(&self.entries, &self.speaking, count);
        let trail = (!put.is_disjoint(&noted)).then(trail);
        let later = places_from(&self.speaking, count);
        put.into_iter().find_map(|document| {
            let (title, text) = record_after(document, changes, project)?;
            let is_noted = noted.contains(&document);
            let made_on = match &trail {
                Some(trail) if is_noted => trail.text_of(document),
                _ => text_before(&self.entries, later, document),
            };
            match made_on {
                Some(made_on) => (made_on != text).then(|| Conflict::of_other_text(title)),
                None if is_noted => Some(Conflict::of_other_text(title)),
                None => is_blind.then(|| Conflict::of_unknown_text(title)),
            }
        })
    }

    /// True when entries after this step are lost, any of which may have given a document another text.
    fn has_lost_since(&self, step: &Range<usize>) -> bool {
        let Some(first) = self.entries.get(step.start) else { return false };
        let later = &self.entries[step.start..];
        let leaving = places_from(&self.leaving, step.start).iter().map(|at| &self.entries[*at]);
        leaving.filter_map(|entry| entry.leaves()).any(|left| {
            let from = first.number.max(*left.start());
            let known = later.iter().filter(|entry| (from..=*left.end()).contains(&entry.number)).count();
            from <= *left.end() && (known as u64) < left.end() - from + 1
        })
    }
}

/// Those of `places`, which are in order, that are not before `from`.
fn places_from(places: &[usize], from: usize) -> &[usize] {
    &places[places.partition_point(|at| *at < from)..]
}

/// The title and the text that a document has after `changes`.
fn record_after<'a>(
    document: DocumentId,
    changes: &'a [Change],
    project: &'a Project,
) -> Option<(&'a str, TextHash)> {
    let given = changes.iter().filter_map(said_of_text).rfind(|said| said.document == document);
    let given = given.and_then(|said| said.after);
    let put = changes.iter().rev().find_map(|change| match change {
        Change::Document(swap) => swap.after.as_ref().filter(|record| record.id == document),
        _ => None,
    });
    let record = put.or_else(|| project.documents.get(&document))?;
    Some((&record.title, given.unwrap_or(record.hash)))
}

/// The document in which a change puts an annotation at a place where it does not stand before.
fn puts_annotation_in(change: &Change) -> Option<DocumentId> {
    let Change::Annotation(swap) = change else { return None };
    let after = swap.after.as_ref()?;
    let place = |annotation: &Annotation| (annotation.anchor.clone(), annotation.standing.clone());
    let stays = swap.before.as_ref().is_some_and(|before| place(before) == place(after));
    (!stays).then_some(after.document)
}
