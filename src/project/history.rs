//! The edits of a project in the order they were made, and how far they are undone.
//!
//! There is no limit: the list is the audit trail. A new edit after an undo drops what was undone.

use super::edit::{Conflict, Edit};
use super::model::Project;

/// All edits since the project was opened, with the point up to which they are in force.
#[derive(Debug, Default)]
pub struct History {
    edits: Vec<Edit>,
    /// `edits[..applied]` are in force.
    applied: usize,
}

impl History {
    /// Applies `edit` to `project` and remembers it; one that changes nothing is no step and leaves none behind.
    pub fn perform(&mut self, project: &mut Project, edit: Edit) -> Result<(), Conflict> {
        if edit.changes.is_empty() {
            return Ok(());
        }
        edit.apply(project)?;
        self.edits.truncate(self.applied);
        self.edits.push(edit);
        self.applied += 1;
        Ok(())
    }

    /// Applies `edit` as part of the last edit, if that has the same label and nothing is undone; else as its own.
    ///
    /// For work that arrives piece by piece and is one action to the user.
    pub fn extend_last(&mut self, project: &mut Project, edit: Edit) -> Result<(), Conflict> {
        let joins = self.applied == self.edits.len()
            && self.edits.last().is_some_and(|last| last.label == edit.label);
        if !joins {
            return self.perform(project, edit);
        }
        edit.apply(project)?;
        if let Some(last) = self.edits.last_mut() {
            last.changes.extend(edit.changes);
        }
        Ok(())
    }

    /// Takes back the last edit in force; gives it back, or `None` when there is none.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<&Edit>, Conflict> {
        let Some(edit) = self.applied.checked_sub(1).and_then(|last| self.edits.get(last)) else {
            return Ok(None);
        };
        edit.inverse().apply(project)?;
        self.applied -= 1;
        Ok(Some(edit))
    }

    /// Applies again the edit that was undone last; gives it back, or `None` when there is none.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<&Edit>, Conflict> {
        let Some(edit) = self.edits.get(self.applied) else { return Ok(None) };
        edit.apply(project)?;
        self.applied += 1;
        Ok(Some(edit))
    }

    /// What undo would take back.
    pub fn undoable(&self) -> Option<&Edit> {
        self.applied.checked_sub(1).and_then(|last| self.edits.get(last))
    }

    /// What redo would do again.
    pub fn redoable(&self) -> Option<&Edit> {
        self.edits.get(self.applied)
    }

    /// The edits in force, oldest first.
    pub fn in_force(&self) -> &[Edit] {
        &self.edits[..self.applied]
    }
}
