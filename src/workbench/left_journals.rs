//! The journals of projects that were left while something was still on its way to them: written to the end in the
//! background, with the project locked meanwhile, so that no frame waits for a disk. Where the disk refuses, that is told and
//! tried again until it takes it.
//!
//! The journal of the project that is open is the business of [`super::journalling`].

use std::sync::Arc;

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::journalling::Journalling;
use super::loading::Report;
use super::{Notice, Workbench};
use crate::project::store::lock::Lock;

/// The journal of a project that was left.
pub(super) struct LeftJournal {
    /// What its project is called.
    name: String,
    journalling: Journalling,
    /// What keeps others from the project until its journal is written: let go of after the writer has ended.
    _lock: Option<Arc<Lock>>,
}

/// All that are not written to the end yet.
#[derive(Default)]
pub(super) struct LeftJournals {
    /// Closed when the job that writes one to the end is over.
    ends: Vec<Receiver<()>>,
    /// Those the disk has refused.
    refused: Vec<LeftJournal>,
}

impl LeftJournals {
    /// True while the disk refuses one of them.
    pub fn are_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// What waits until all of them are written, or were refused; for a job.
    pub fn waiter(&self) -> impl FnOnce() + Send + 'static {
        let ends = self.ends.clone();
        move || {
            for end in ends {
                // Nothing is sent: it is closed at the end.
                let _ = end.recv();
            }
        }
    }

    fn forget_those_that_ended(&mut self) {
        self.ends.retain(|end| end.try_recv() == Err(TryRecvError::Empty));
    }
}

impl Workbench {
    /// Has the journal of a project that was just left written to the end.
    pub(super) fn finish_journal(&mut self, journalling: Journalling, lock: Option<Arc<Lock>>) {
        if journalling.is_at_the_place_of(&self.journalling) {
            // Its writer must be gone before another writes there. It has nothing to do: a project is not opened again in its
            // own place where anything was done after its journal was flushed for that.
            return drop(journalling);
        }
        let Some(name) = journalling.name_of_written() else { return };
        let (end, ended) = bounded::<()>(0);
        self.left_journals.forget_those_that_ended();
        self.left_journals.ends.push(ended);
        let left = LeftJournal { name, journalling, _lock: lock };
        self.finish_aside("Finishing the journal", move || {
            left.journalling.flush();
            let refused = left.journalling.failure().is_some().then_some(left);
            drop(end);
            refused.map(|left| Report::JournalRefused(Box::new(left)))
        });
    }

    /// Says that the disk refuses the journal of a project that was left, and keeps at it.
    pub(super) fn take_refused_journal(&mut self, left: LeftJournal) {
        let reason = left.journalling.failure().unwrap_or_default();
        self.notices.push(Notice::error(format!(
            "The last changes to “{}” are not on the disk yet: {reason}. Lectern keeps trying; until then they are only in \
             memory, so do not close it.",
            left.name
        )));
        self.left_journals.refused.push(left);
    }

    /// Says when the disk has taken a journal that it refused before, and lets go of it.
    pub(super) fn watch_left_journals(&mut self) {
        let is_taken = |left: &mut LeftJournal| left.journalling.failure().is_none();
        let taken: Vec<LeftJournal> = self.left_journals.refused.extract_if(.., is_taken).collect();
        for left in taken {
            self.notices.push(Notice::info(format!(
                "The last changes to “{}” are on the disk now; nothing was lost.",
                left.name
            )));
            self.finish_aside("Finishing the journal", move || {
                drop(left);
                None
            });
        }
    }
}
