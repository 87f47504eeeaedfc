//! Everything that was ever done to a project, in order: what undo takes back, what the journal keeps, and what the
//! audit trail shows are this one list.
//!
//! Nothing is dropped from it. An undo is an entry of its own; an edit made after an undo leaves what was undone in the
//! list, though redo no longer reaches it. The list is kept on disk by [`super::journal`], so that it outlives the
//! program.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::edit::{self, Change, Conflict, Edit};
use super::ids::{CoderId, EntryId};
use super::model::{Project, ProjectInfo, Timestamp};
use super::text_trail::speaks_of_texts;

mod gaps;
mod stepping;

pub use gaps::{lacking_in, numbered_entries};
pub use stepping::Direction;

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts the entries of a project from 1. Clocks may go backwards, this does not.
    pub number: u64,
    /// Tells entries of the same number apart when a project went on in two places.
    pub id: EntryId,
    /// What happened.
    pub action: Action,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The project began, with this heading and with these records in it. Nothing undo takes back.
    Begin {
        /// When.
        at: Timestamp,
        /// The heading.
        info: Box<ProjectInfo>,
        /// The records, each added.
        changes: Vec<Change>,
    },
    /// Something was done.
    Edit(Edit),
    /// More was done as part of the edit before: one step to undo.
    More(Edit),
    /// The step that begins with the entry of this number was taken back.
    Undo(Stroke),
    /// The step that begins with the entry of this number was done again.
    Redo(Stroke),
    /// Entries were found not to count: they did not fit the project file, or cannot be read any more.
    Leave {
        /// When that was found.
        at: Timestamp,
        /// The number of the first of them.
        first: u64,
        /// The number of the last.
        last: u64,
    },
}

/// An undo or redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Number of the first entry of the step.
    pub step: u64,
    /// When.
    pub at: Timestamp,
    /// Who, when the program knows.
    pub coder: Option<CoderId>,
}

impl Action {
    /// A project that begins as `project` is.
    pub fn begin(project: &Project, at: Timestamp) -> Self {
        Self::Begin { at, info: Box::new(project.info.clone()), changes: edit::additions(project) }
    }
}

impl Entry {
    /// The numbers of the entries that it says do not count.
    pub fn leaves(&self) -> Option<RangeInclusive<u64>> {
        match self.action {
            // Nobody has left more entries than there are, nor so many that counting them would be no end.
            Action::Leave { first, last, .. }
                if last < self.number && last.saturating_sub(first) < MOST_LEFT =>
            {
                Some(first..=last)
            }
            _ => None,
        }
    }

    /// True for what the program did by itself to mend what refers to changes that are lost, or to note what it found.
    pub fn is_mending(&self) -> bool {
        matches!(&self.action, Action::Edit(edit) if mends(edit))
    }

    /// True for a note that documents have, in a file that came from elsewhere, the texts they have had here.
    pub(super) fn notes_that_texts_are_as_saved(&self) -> bool {
        matches!(&self.action, Action::Edit(edit) if notes(edit))
    }

    /// True for what somebody has done, or undone: neither a beginning nor what the program notes and mends by itself.
    pub fn is_work(&self) -> bool {
        !self.is_mending() && !matches!(self.action, Action::Begin { .. } | Action::Leave { .. })
    }

    /// True when `project` shows all that it brought already.
    pub fn is_shown_by(&self, project: &Project) -> bool {
        let changes = self.changes();
        !changes.is_empty() && changes.iter().all(|change| change.is_shown_by(project))
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match &self.action {
            Action::Begin { at, .. } | Action::Leave { at, .. } => *at,
            Action::Edit(edit) | Action::More(edit) => edit.at,
            Action::Undo(stroke) | Action::Redo(stroke) => stroke.at,
        }
    }

    /// Who did it, when the program knows.
    pub fn coder(&self) -> Option<CoderId> {
        match &self.action {
            Action::Begin { .. } | Action::Leave { .. } => None,
            Action::Edit(edit) | Action::More(edit) => edit.coder,
            Action::Undo(stroke) | Action::Redo(stroke) => stroke.coder,
        }
    }

    /// The changes it brought when it happened, for what changes anything by itself.
    pub fn changes(&self) -> &[Change] {
        match &self.action {
            Action::Begin { changes, .. } => changes,
            Action::Edit(edit) | Action::More(edit) => &edit.changes,
            Action::Undo(_) | Action::Redo(_) | Action::Leave { .. } => &[],
        }
    }
}

/// More entries than this are never left at once: of a gap, fewer are noted.
const MOST_LEFT: u64 = 1_000_000;

/// No history has more entries: an archived journal has the number of its last one in its name, in twelve digits. What says
/// another number was not written by any program.
pub(super) const MOST_ENTRIES: u64 = 999_999_999_999;

/// A place in a history: after this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The number of the entry.
    pub number: u64,
    /// Its identity.
    pub id: EntryId,
}

/// What an edit is called that mends what refers to changes that are lost. It is no step: were it taken back, what it mended
/// would refer to nothing again.
pub(super) const MENDING: &str = "Mend what refers to changes that are lost";

/// What an edit is called that only notes the texts of a project file which came from elsewhere, where these are known to be the
/// texts its documents have had here. It is no step either.
pub(super) const NOTING: &str = "Note that the texts of a file from elsewhere are as they were saved here";

/// What an edit is called that mends nothing and only notes which texts the documents of a project file have that came from
/// elsewhere, or was put back to an earlier state. It is no step either.
pub(super) const MARKING: &str = "Note which texts the documents of the file have";

/// True for an edit that the program made by itself, to mend what refers to changes that are lost or to note what it found.
fn mends(edit: &Edit) -> bool {
    edit.coder.is_none() && (edit.label == MENDING || edit.label == MARKING || notes(edit))
}

fn notes(edit: &Edit) -> bool {
    edit.coder.is_none() && edit.label == NOTING
}

/// How an entry stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in force.
    InForce,
    /// It was taken back; redo does it again.
    TakenBack,
    /// It was taken back and something else was done since, or it never fitted: redo does not reach it.
    Left,
    /// It changed nothing by itself: an undo, a redo.
    Note,
}

/// What was taken back or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// What the step is called.
    pub label: String,
    /// The changes as they were applied now.
    pub changes: Vec<Change>,
}

/// All entries, with the steps that are in force and those that are taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    entries: Vec<Arc<Entry>>,
    /// After which entry it goes on, when what was before is not known.
    before: Option<Position>,
    /// Steps in force, oldest first; each is the range of its entries.
    done: Vec<Range<usize>>,
    /// Steps taken back, the one to be done again first at the end.
    undone: Vec<Range<usize>>,
    /// Numbers of entries that do not count.
    aside: BTreeSet<u64>,
    /// The places of the entries that speak of the text of a document, in order.
    speaking: Vec<usize>,
    /// The places of those that say that others are lost, in order.
    leaving: Vec<usize>,
}

impl History {
    /// The history of a project that begins as `project` is.
    pub fn of_new(project: &Project) -> Self {
        let mut history = Self::default();
        history.push(Action::begin(project, project.info.created));
        history
    }

    /// The history of a project of which only is known that it has come as far as this.
    pub fn going_on_after(position: Option<Position>) -> Self {
        Self { before: position, ..Self::default() }
    }

    /// The history that these entries make, as it is read and not replayed: those that were left do not count.
    pub fn of_entries(entries: Vec<Arc<Entry>>) -> Self {
        let left: BTreeSet<u64> = entries.iter().filter_map(|entry| entry.leaves()).flatten().collect();
        let mut history = Self::default();
        for entry in entries {
            if left.contains(&entry.number) { history.keep_aside(entry) } else { history.remember(entry) }
        }
        history
    }

    /// Applies `edit` to `project` and remembers it; one that changes nothing is no step and leaves none behind.
    pub fn perform(&mut self, project: &mut Project, edit: Edit) -> Result<(), Conflict> {
        if edit.changes.is_empty() {
            return Ok(());
        }
        edit.apply(project)?;
        self.push(Action::Edit(edit));
        Ok(())
    }

    /// Applies `edit` as one more part of the last edit in force that has its label, below whatever was done since; as its
    /// own when there is none.
    ///
    /// For work that arrives piece by piece and is one action to the user, who goes on meanwhile: what they did stays on
    /// top, to be taken back first, and what they took back can be done again.
    pub fn extend(&mut self, project: &mut Project, edit: Edit) -> Result<(), Conflict> {
        if self.step_called(&edit.label).is_none() {
            return self.perform(project, edit);
        }
        edit.apply(project)?;
        self.push(Action::More(edit));
        Ok(())
    }

    /// Takes in an entry whose effect `project` already shows.
    pub fn remember(&mut self, entry: Arc<Entry>) {
        self.note(&entry);
        self.append(entry);
    }

    fn append(&mut self, entry: Arc<Entry>) {
        let at = self.entries.len();
        if speaks_of_texts(&entry, &self.entries, &self.speaking) {
            self.speaking.push(at);
        }
        if entry.leaves().is_some() {
            self.leaving.push(at);
        }
        self.entries.push(entry);
    }

    /// Takes in an entry that was made elsewhere or in an earlier life of the program, and applies it; one that does
    /// not fit changes nothing and is not taken in.
    pub fn replay(&mut self, project: &mut Project, entry: Arc<Entry>) -> Result<(), Conflict> {
        match &entry.action {
            Action::Begin { info, changes, .. } => {
                if **info != project.info {
                    return Err(Conflict::of_another_project());
                }
                edit::apply_all(changes, project)?;
            }
            Action::Edit(edit) | Action::More(edit) => edit.apply(project)?,
            Action::Undo(stroke) => {
                let at = place_of_step(&self.done, &self.entries, stroke.step);
                let at = at.ok_or_else(|| Conflict::of_missing_step(stroke.step))?;
                edit::apply_all(&self.inverse_of(&self.done[at]), project)?;
            }
            Action::Redo(stroke) => {
                let at = place_of_step(&self.undone, &self.entries, stroke.step);
                let at = at.ok_or_else(|| Conflict::of_missing_step(stroke.step))?;
                edit::apply_all(&self.changes_of(&self.undone[at]), project)?;
            }
            Action::Leave { .. } => {}
        }
        self.remember(entry);
        Ok(())
    }

    /// As [`Self::replay`], for an edit that the project shows a part of already, because something else has brought that in:
    /// the rest is applied.
    pub fn replay_rest(&mut self, project: &mut Project, entry: Arc<Entry>) -> Result<(), Conflict> {
        if let Action::Edit(edit) | Action::More(edit) = &entry.action {
            let is_missing = |change: &&Change| !change.is_shown_by(project);
            let rest: Vec<Change> = edit.changes.iter().filter(is_missing).cloned().collect();
            edit::apply_all(&rest, project)?;
            self.remember(entry);
            return Ok(());
        }
        self.replay(project, entry)
    }

    /// Takes in an entry that does not count.
    pub fn keep_aside(&mut self, entry: Arc<Entry>) {
        self.aside.insert(entry.number);
        self.append(entry);
    }

    /// Notes that the entries of these numbers do not count.
    pub fn leave(&mut self, first: u64, last: u64) {
        self.push(Action::Leave { at: Timestamp::now(), first, last });
    }

    /// Takes in entries from before those that are known, which lead up to them: from now on their steps can be taken back
    /// and done again as well.
    pub fn put_before(&mut self, earlier: Vec<Arc<Entry>>) {
        if !earlier.is_empty() {
            let entries = earlier.into_iter().chain(std::mem::take(&mut self.entries)).collect();
            *self = Self { before: self.before, ..Self::of_entries(entries) };
        }
    }

    /// All that happened, oldest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// After the last entry; `None` when nothing has ever happened.
    pub fn position(&self) -> Option<Position> {
        let last = self.entries.last();
        last.map(|entry| Position { number: entry.number, id: entry.id }).or(self.before)
    }

    /// What undo would take back.
    pub fn undoable(&self) -> Option<&Edit> {
        self.done.last().and_then(|step| self.edit_at(step.start))
    }

    /// What redo would do again.
    pub fn redoable(&self) -> Option<&Edit> {
        self.undone.last().and_then(|step| self.edit_at(step.start))
    }

    /// How many steps are in force.
    pub fn steps(&self) -> usize {
        self.done.len()
    }

    /// How many undos bring the project back to how it was right after the entry of this identity; `None` when that
    /// entry is not in force, so that there is no such state to go back to.
    pub fn undos_back_to(&self, id: EntryId) -> Option<usize> {
        let at = self.entries.iter().rposition(|entry| entry.id == id)?;
        let later = self.done.iter().rev().take_while(|step| step.start > at).count();
        let kept = &self.done[..self.done.len() - later];
        // What arrived later as a part of something earlier lies below what came in between.
        let is_last = kept.iter().all(|step| step.start <= at);
        let is_in_force = match &self.entries[at].action {
            Action::Begin { .. } => true,
            Action::Edit(edit) if mends(edit) => !self.aside.contains(&self.entries[at].number),
            Action::Edit(_) | Action::More(_) => kept.iter().any(|step| step.contains(&at)),
            Action::Undo(_) | Action::Redo(_) | Action::Leave { .. } => false,
        };
        (is_in_force && is_last).then_some(later)
    }

    /// True when the step this entry belongs to is the one that redo would do again.
    pub fn is_next_redo(&self, id: EntryId) -> bool {
        let step = self.undone.last().and_then(|step| self.entries.get(step.clone()));
        step.is_some_and(|step| step.iter().any(|entry| entry.id == id))
    }

    /// The edits in force, oldest first; one that came piece by piece in its pieces.
    pub fn in_force(&self) -> impl DoubleEndedIterator<Item = &Edit> {
        self.done.iter().flat_map(Clone::clone).filter_map(|at| self.edit_at(at))
    }

    /// How every entry stands today, in the order of [`History::entries`].
    pub fn outcomes(&self) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = self
            .entries
            .iter()
            .map(|entry| match entry.action {
                Action::Begin { .. } => Outcome::InForce,
                Action::Edit(ref edit) if mends(edit) && !self.aside.contains(&entry.number) => {
                    Outcome::InForce
                }
                Action::Edit(_) | Action::More(_) => Outcome::Left,
                Action::Undo(_) | Action::Redo(_) | Action::Leave { .. } => Outcome::Note,
            })
            .collect();
        for (steps, outcome) in [(&self.done, Outcome::InForce), (&self.undone, Outcome::TakenBack)] {
            for at in steps.iter().flat_map(Clone::clone) {
                outcomes[at] = outcome;
            }
        }
        outcomes
    }

    fn push(&mut self, action: Action) {
        let before = self.before.map_or(0, |before| before.number);
        let number = self.position().map_or(0, |last| last.number).max(before) + 1;
        self.remember(Arc::new(Entry { number, id: EntryId::new(), action }));
    }

    /// Moves steps between what is in force and what is not, as the entry that comes next says.
    fn note(&mut self, entry: &Entry) {
        let at = self.entries.len();
        match &entry.action {
            Action::Begin { .. } | Action::Leave { .. } => {}
            Action::Edit(edit) if mends(edit) => {}
            Action::Edit(_) => {
                self.undone.clear();
                self.done.push(at..at + 1);
            }
            Action::More(edit) => match self.step_called(&edit.label) {
                Some(step) if self.done[step].end == at => self.done[step].end += 1,
                Some(step) => self.done.insert(step + 1, at..at + 1),
                None => self.done.push(at..at + 1),
            },
            Action::Undo(stroke) => {
                if let Some(step) = take_step(&mut self.done, &self.entries, stroke.step) {
                    self.undone.push(step);
                }
            }
            Action::Redo(stroke) => {
                if let Some(step) = take_step(&mut self.undone, &self.entries, stroke.step) {
                    self.done.push(step);
                }
            }
        }
    }

    /// The last step in force of this label.
    fn step_called(&self, label: &str) -> Option<usize> {
        self.done.iter().rposition(|step| self.edit_at(step.start).is_some_and(|edit| edit.label == label))
    }

    fn stroke(&self, step: &Range<usize>, coder: Option<CoderId>) -> Stroke {
        Stroke { step: self.number_of(step).unwrap_or_default(), at: Timestamp::now(), coder }
    }

    fn number_of(&self, step: &Range<usize>) -> Option<u64> {
        self.entries.get(step.start).map(|entry| entry.number)
    }

    fn edit_at(&self, at: usize) -> Option<&Edit> {
        match &self.entries.get(at)?.action {
            Action::Edit(edit) | Action::More(edit) => Some(edit),
            _ => None,
        }
    }

    fn label_of(&self, step: &Range<usize>) -> String {
        self.edit_at(step.start).map_or_else(String::new, |edit| edit.label.clone())
    }

    fn changes_of(&self, step: &Range<usize>) -> Vec<Change> {
        self.entries[step.clone()].iter().flat_map(|entry| entry.changes()).cloned().collect()
    }

    fn inverse_of(&self, step: &Range<usize>) -> Vec<Change> {
        let changes = self.entries[step.clone()].iter().rev().flat_map(|entry| entry.changes().iter().rev());
        changes.cloned().map(Change::inverse).collect()
    }
}

/// The whole step that an entry belongs to, with what it is called; `None` for what is no step or not among `entries`.
pub fn step_with(entries: &[Arc<Entry>], id: EntryId) -> Option<Stepped> {
    let at = entries.iter().rposition(|entry| entry.id == id)?;
    let step = &entries[range_of_step(entries, at)?];
    let label = match &step.first()?.action {
        Action::Edit(edit) | Action::More(edit) => edit.label.clone(),
        _ => String::new(),
    };
    Some(Stepped { label, changes: step.iter().flat_map(|entry| entry.changes()).cloned().collect() })
}

/// The entries of the step that the entry at `at` belongs to, whatever became of it; `None` for what is no step.
pub fn range_of_step(entries: &[Arc<Entry>], at: usize) -> Option<Range<usize>> {
    let label = |at: usize| match &entries.get(at)?.action {
        Action::Edit(edit) | Action::More(edit) => Some(&edit.label),
        _ => None,
    };
    let called = label(at)?;
    let is_more = |at: usize| {
        matches!(entries.get(at).map(|entry| &entry.action), Some(Action::More(_)))
            && label(at) == Some(called)
    };
    let mut start = at;
    while is_more(start) && start > 0 && label(start - 1) == Some(called) {
        start -= 1;
    }
    let more = (at + 1..entries.len()).take_while(|at| is_more(*at)).count();
    Some(start..at + 1 + more)
}

/// Where among `steps` the one is that begins with the entry of this number.
fn place_of_step(steps: &[Range<usize>], entries: &[Arc<Entry>], number: u64) -> Option<usize> {
    steps.iter().rposition(|step| entries.get(step.start).is_some_and(|entry| entry.number == number))
}

/// Takes the step that begins with the entry of this number off `steps`, and those after it, which were passed over.
fn take_step(steps: &mut Vec<Range<usize>>, entries: &[Arc<Entry>], number: u64) -> Option<Range<usize>> {
    let at = place_of_step(steps, entries, number)?;
    steps.drain(at..).next()
}
