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

/// Says why changes that were once made do not go with the project any more, if so.
pub type Objection<'a> = &'a dyn Fn(&[Change], &Project) -> Option<String>;

impl History {
    /// Takes back the last step in force; `None` when there is none.
    ///
    /// A step that does not fit the project any more, because something else changed it, is passed over for good, so
    /// that those before it can be reached; the error says so. That has no entry of its own: the next undo names the step
    /// it takes back.
    pub fn undo(
        &mut self,
        project: &mut Project,
        coder: Option<CoderId>,
    ) -> Result<Option<Stepped>, Conflict> {
        self.undo_unless(project, coder, &|_, _| None)
    }

    /// As [`Self::undo`], where what the caller knows beside the project does not stand against it either.
    pub fn undo_unless(
        &mut self,
        project: &mut Project,
        coder: Option<CoderId>,
        stands_against: Objection,
    ) -> Result<Option<Stepped>, Conflict> {
        let Some(step) = self.done.last().cloned() else { return Ok(None) };
        let changes = self.inverse_of(&step);
        let objection = stands_against(&changes, project).map(Conflict::of_misfit);
        let applied = objection.map_or_else(|| self.apply_again(&changes, &step, step.start, project), Err);
        if let Err(conflict) = applied {
            self.done.pop();
            return Err(conflict);
        }
        let stepped = Stepped { label: self.label_of(&step), changes };
        self.push(Action::Undo(self.stroke(&step, coder)));
        Ok(Some(stepped))
    }

    /// Does again the step that was taken back last; `None` when there is none.
    pub fn redo(
        &mut self,
        project: &mut Project,
        coder: Option<CoderId>,
    ) -> Result<Option<Stepped>, Conflict> {
        self.redo_unless(project, coder, &|_, _| None)
    }

    /// As [`Self::redo`], where what the caller knows beside the project does not stand against it either.
    pub fn redo_unless(
        &mut self,
        project: &mut Project,
        coder: Option<CoderId>,
        stands_against: Objection,
    ) -> Result<Option<Stepped>, Conflict> {
        let Some(step) = self.undone.last().cloned() else { return Ok(None) };
        let changes = self.changes_of(&step);
        let objection = stands_against(&changes, project).map(Conflict::of_misfit);
        let applied = objection.map_or_else(|| self.apply_again(&changes, &step, step.end, project), Err);
        if let Err(conflict) = applied {
            self.undone.pop();
            return Err(conflict);
        }
        let stepped = Stepped { label: self.label_of(&step), changes };
        self.push(Action::Redo(self.stroke(&step, coder)));
        Ok(Some(stepped))
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
