//! Entries that were moved out of a long journal: read when somebody wants to see them, or undoes or does again what lies
//! among them. From then on the history holds them like all others.
//!
//! Reading them is a job; what they are is [`crate::project::journal`]'s business.

use std::sync::Arc;

use super::jobs::JobId;
use super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench};
use crate::project::history::Action;
use crate::project::{Entry, journal};

/// What is known of entries older than those the history holds.
#[derive(Default)]
pub(super) enum Earlier {
    /// Nobody has asked.
    #[default]
    Unread,
    /// A job reads them.
    Reading(JobId, Wanted),
    /// All that can be read was read. These do not lead up to the history, since something between is lost.
    Read(Arc<Vec<Arc<Entry>>>),
}

/// What earlier entries are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All, to be seen.
    All,
    /// As many as it takes to undo a step.
    Undo,
    /// As many as it takes to do a step again.
    Redo,
}

impl Workbench {
    /// True when there is a step to be undone, in the history or as far as is known before it.
    pub fn can_undo(&self) -> bool {
        self.history.undoable().is_some() || self.may_reach_back_for(Wanted::Undo)
    }

    /// True when there is a step to be done again, in the history or as far as is known before it.
    pub fn can_redo(&self) -> bool {
        self.history.redoable().is_some() || self.may_reach_back_for(Wanted::Redo)
    }

    /// Entries from before what the history holds that do not lead up to it, once they were read.
    pub fn earlier_entries(&self) -> &[Arc<Entry>] {
        match &self.earlier {
            Earlier::Read(entries) => entries,
            Earlier::Unread | Earlier::Reading(..) => &[],
        }
    }

    /// True when there are entries from before what the history holds that were not read yet.
    pub fn has_unread_history(&self) -> bool {
        self.first_known().is_some_and(|first| first > 1) && matches!(self.earlier, Earlier::Unread)
    }

    /// The number of the first entry the history holds, or would hold next.
    fn first_known(&self) -> Option<u64> {
        let first = self.history.entries().first().map(|entry| entry.number);
        first.or_else(|| self.history.position().map(|position| position.number + 1))
    }

    /// True when what is wanted may lie before what the history holds.
    pub(super) fn may_reach_back_for(&self, wanted: Wanted) -> bool {
        let was_edited = || {
            self.history
                .entries()
                .iter()
                .any(|entry| matches!(entry.action, Action::Edit(_) | Action::More(_)))
        };
        // After an edit, redo does not reach what was taken back before it.
        self.kept_beside().is_some()
            && self.first_known().is_some_and(|first| first > 1)
            && !matches!(self.earlier, Earlier::Read(_))
            && (wanted != Wanted::Redo || !was_edited())
    }

    pub(super) fn read_earlier_history(&mut self) -> Result<Effect, CommandError> {
        if self.has_unread_history() { self.reach_back_for(Wanted::All) } else { Ok(Effect::Done) }
    }

    /// Begins to read what is wanted from before what the history holds.
    pub(super) fn reach_back_for(&mut self, wanted: Wanted) -> Result<Effect, CommandError> {
        if let Earlier::Reading(job, _) = self.earlier {
            self.earlier = Earlier::Reading(job, wanted);
            return Ok(Effect::Job(job));
        }
        let (Some(beside), Some(first)) = (self.kept_beside(), self.first_known()) else {
            return Ok(Effect::Done);
        };
        let (disk, project) = (self.disk.clone(), self.project.info.id);
        let job = self.spawn("Reading the history", false, move |context| {
            let entries = match wanted {
                Wanted::All => journal::read_archive(&disk, &beside),
                Wanted::Undo | Wanted::Redo => {
                    journal::read_archived_before(&disk, &beside, Some(project), first)
                }
            };
            context.report(Report::Earlier(entries));
        })?;
        self.earlier = Earlier::Reading(job, wanted);
        Ok(Effect::Job(job))
    }

    /// Takes in earlier entries, and goes on with what they were wanted for.
    pub(super) fn take_earlier(&mut self, job: JobId, mut entries: Vec<Arc<Entry>>) {
        // What belongs to a project since replaced has nothing to say any more.
        let Earlier::Reading(reading, wanted) = self.earlier else { return };
        if reading != job {
            return;
        }
        let first = self.first_known().unwrap_or_default();
        entries.retain(|entry| entry.number < first);
        let leading = leading_up_to(first, &entries);
        let joined = entries.split_off(entries.len() - leading);
        let is_all = wanted == Wanted::All || joined.is_empty();
        self.earlier = if is_all { Earlier::Read(Arc::new(entries)) } else { Earlier::Unread };
        self.journalling.note_earlier(joined.len());
        let has_joined = !joined.is_empty();
        self.history.put_before(joined);
        let went_on = match wanted {
            Wanted::Undo if has_joined => self.undo().map(|_| ()),
            Wanted::Redo if has_joined => self.redo().map(|_| ()),
            Wanted::Undo | Wanted::Redo => {
                let text = "Nothing can be undone before that: the entries before it are no longer kept beside this project.";
                let text = if wanted == Wanted::Redo { "There is nothing to be done again." } else { text };
                self.notices.push(Notice::info(text));
                Ok(())
            }
            Wanted::All => {
                if !has_joined && self.earlier_entries().is_empty() {
                    self.notices.push(Notice::info("No earlier entries are kept beside this project."));
                }
                Ok(())
            }
        };
        if let Err(error) = went_on {
            self.notices.push(Notice::error(error.to_string()));
        }
    }
}

/// How many of the last entries lead up to the one numbered `first` without a gap.
fn leading_up_to(first: u64, entries: &[Arc<Entry>]) -> usize {
    let numbers = entries.iter().rev().map(|entry| entry.number);
    numbers.zip((0..first).rev()).take_while(|(number, expected)| number == expected).count()
}
