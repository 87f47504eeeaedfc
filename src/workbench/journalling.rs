//! The journal of the project that is open: what is handed to its writer, where that writes, and what is said when the
//! disk refuses.
//!
//! A project with a file has its journal beside it. One that has no name yet, or must not be written to, has it in the
//! user's data directory from the first piece of work on, and is offered at the next start.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use super::editing::is_work;
use super::unfinished::put_away;
use super::{Notice, Places, Workbench, file_name};
use crate::disk::Disk;
use crate::project::history::Action;
use crate::project::journal::{
    self, FileState, Found, Journal, LeftBehind, Recovery, SavedRow, Status, Writer,
};
use crate::project::store;
use crate::project::store::lock::{self, Asked, Holder, Lock};
use crate::project::{Change, DocumentRecord, Entry, EntryId, Position, Project, Timestamp};
use crate::text::{Text, TextHash};

/// The journal of the project that is open.
#[derive(Default)]
pub(super) struct Journalling {
    /// Who writes it, once there is something to write.
    writer: Option<Writer>,
    /// The project file it lies beside, whether that exists or not.
    beside: Option<PathBuf>,
    /// What keeps other windows from the place of a project without a name. After the writer, which ends first.
    pub(super) lock: Option<Lock>,
    /// How many entries of the history have been handed to the writer, or were on the disk before.
    given: usize,
    /// Up to this entry of the history there is nothing that would be missed: a long load adds to it in many steps.
    no_work_up_to: Option<EntryId>,
    /// What is on the disk to go on from.
    found: Found,
    /// What was said last about a disk that refuses.
    told: Option<String>,
    /// How often it was said that the journal was begun anew.
    told_anew: usize,
    /// True when the entries do not lead to the project as it was opened.
    pub(super) is_broken: bool,
    /// The journal that lies beside the name the project file had before, until it is decided what becomes of it.
    pub(super) left_behind: Option<LeftBehind>,
}

impl Journalling {
    /// True where it lies at the place of `other`.
    pub(super) fn is_at_the_place_of(&self, other: &Self) -> bool {
        self.beside.is_some() && self.beside == other.beside
    }

    /// What the project is called whose journal is written here, if it is.
    pub(super) fn name_of_written(&self) -> Option<String> {
        self.writer.as_ref().and(self.beside.as_deref()).map(file_name)
    }

    /// Waits until all that was handed to its writer is on the disk, or was refused once more.
    pub(super) fn flush(&self) {
        if let Some(writer) = &self.writer {
            writer.flush();
        }
    }

    /// Why what was handed to its writer is not on the disk, if the disk refuses.
    pub(super) fn failure(&self) -> Option<String> {
        self.writer.as_ref().and_then(|writer| writer.status().failure)
    }

    /// Notes that the history has so many more entries before all others, which lie in the archive.
    pub(super) fn note_earlier(&mut self, count: usize) {
        self.given += count;
    }
}

/// A journal that was read together with its project, or for one that has no file.
pub(super) struct Continued {
    /// All that happened, as far as it is known, applied to the project.
    pub recovery: Recovery,
    /// How many entries are on the disk.
    given: usize,
    /// What is on the disk to go on from.
    found: Found,
    /// Why it cannot be gone on with, in a sentence: the project must not be worked on, or what is in it would be lost.
    pub refused: Option<String>,
}

impl Continued {
    /// Reads the journal beside the project file at `path` and brings `project` up to date by it.
    pub fn read(disk: &Disk, path: &Path, project: &mut Project, file: FileState) -> Self {
        let held = file.held;
        let nothing = |refused| Self {
            recovery: Recovery::of_nothing(held),
            given: 0,
            found: Found::default(),
            refused,
        };
        match journal::read(disk, path) {
            Ok(None) => {
                let mut journal = Journal::none_of(project.info.id);
                journal.reach_back(disk, path, held);
                if journal.entries.is_empty() {
                    let mut found = nothing(None);
                    found.recovery.left_behind = held.and_then(|held| journal::left_behind(disk, path, held));
                    found
                } else {
                    Self::of(disk, path, journal, project, file)
                }
            }
            Err(error) => nothing(Some(format!(
                "The journal of “{}” could not be read, so it is open for reading only and changes that were not saved \
                 yet may be missing: {error}.",
                file_name(path)
            ))),
            Ok(Some(journal)) if journal.newer => nothing(Some(format!(
                "The journal of “{}” was written by a newer Lectern, so it is open for reading only and changes that \
                 were not saved yet are missing: update Lectern to go on with it.",
                file_name(path)
            ))),
            Ok(Some(mut journal)) => {
                if !journal.claim(project.info.id, held) {
                    // It has nothing to say here, and is set aside when this project's is begun.
                    let mut other = nothing(None);
                    other.recovery.of_another = true;
                    return other;
                }
                journal.reach_back(disk, path, held);
                Self::of(disk, path, journal, project, file)
            }
        }
    }

    fn of(disk: &Disk, path: &Path, journal: Journal, project: &mut Project, file: FileState) -> Self {
        let (whole, length, archived) = (journal.whole, journal.length, journal.reached_back);
        let sound = journal.damaged.is_empty() && whole > 0;
        let (read, saved) = (journal.entries.len(), journal.saved.clone());
        let in_file = project.clone();
        let last = journal.last_number().max(file.held.map_or(0, |held| held.number));
        let mut recovery = journal::recover(project, file, journal);
        recovery.archived_later = journal::archived_after(disk, path, project.info.id, last);
        recovery.mend(disk, path, &in_file, project);
        // A damaged journal is begun anew with all that could be read of it. What lies in the archive stays there.
        let given = if sound { read } else { recovery.history.entries().len() };
        let entries = recovery.history.entries().get(archived..given).unwrap_or_default().to_vec();
        let found = Found { whole: sound.then_some(whole), length, entries, saved };
        Self { recovery, given, found, refused: None }
    }

    /// What goes on being written for the project file at `beside`.
    pub fn journalling(found: Found, given: usize, beside: Option<PathBuf>) -> Journalling {
        Journalling { beside, given, found, ..Journalling::default() }
    }

    /// What is on the disk to go on from, and how many entries are there.
    pub fn found(&mut self) -> (Found, usize) {
        (std::mem::take(&mut self.found), self.given)
    }
}

/// Of a project at a link: that a journal lies beside the link, which is none of the file that it leads to.
pub(super) fn journal_beside_link(disk: &Disk, path: &Path) -> Option<String> {
    let target = disk.follow_links(path);
    let beside = journal::path_of(path);
    let is_other = target != path && journal::path_of(&target) != beside;
    // The folder beside the link may be a link as well, to the one beside the file.
    let identity = |path: &Path| disk.about(path).ok().flatten().map(|about| about.identity);
    let there = identity(&beside);
    let is_there = is_other && there.is_some() && there != identity(&journal::path_of(&target));
    is_there.then(|| {
        let name = file_name(path);
        format!(
            "“{name}” is a link to {}, where its journal and backups are looked for; {} beside the link is not used and may \
             have changes that were never saved: put the file there in the place of the link to have them.",
            target.display(),
            store::folder_beside(path).display()
        )
    })
}

impl Places {
    /// The folder in which projects are kept while they have no name.
    pub(super) fn unnamed(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|data| data.join("unnamed"))
    }

    /// True for the place of a project without a name.
    fn is_unnamed(&self, place: &Path) -> bool {
        self.unnamed().is_some_and(|folder| place.parent() == Some(&folder))
    }
}

impl Workbench {
    /// True once something was done that the journal has, or is to have.
    pub(super) fn has_journalled(&self) -> bool {
        self.journalling.writer.is_some()
    }

    /// Hands what has happened since the last call to the journal.
    pub(super) fn journal(&mut self) {
        let entries = self.history.entries();
        let found = &self.journalling.found;
        let rewrite = found.whole.is_none() && !found.entries.is_empty();
        if entries.len() <= self.journalling.given && !rewrite {
            return;
        }
        if self.journalling.writer.is_none() {
            let Some(beside) = self.journal_place() else { return };
            self.begin_journal(beside);
        }
        let Some(writer) = &self.journalling.writer else { return };
        let new = self.history.entries().get(self.journalling.given..).unwrap_or_default().to_vec();
        let texts = self.texts_marked_in(&new);
        writer.append(new, texts);
        self.journalling.given = self.history.entries().len();
    }

    /// The project file the journal lies beside; `None` while nothing has happened that would be missed, or where the
    /// program keeps nothing.
    fn journal_place(&mut self) -> Option<PathBuf> {
        if let Some(file) = self.file.as_ref().filter(|file| file.read_only.is_none()) {
            return Some(file.path.clone());
        }
        let continued = self.journalling.beside.clone().filter(|beside| self.places.is_unnamed(beside));
        if continued.is_some() {
            return continued;
        }
        let entries = self.history.entries();
        let looked_at = self.journalling.no_work_up_to;
        let looked_at = entries.iter().rposition(|entry| Some(entry.id) == looked_at).map_or(0, |at| at + 1);
        let from = self.journalling.given.max(looked_at);
        if entries.get(from..).unwrap_or_default().iter().any(|entry| is_work_entry(entry)) {
            return self.free_place();
        }
        self.journalling.no_work_up_to = entries.last().map(|entry| entry.id);
        None
    }

    /// A place for this project without a name that nothing lies at and no other window writes to, locked.
    ///
    /// A project that can only be read has its own id in every window, and may have left work before.
    fn free_place(&mut self) -> Option<PathBuf> {
        const MOST: usize = 1_000;
        let folder = self.places.unnamed()?;
        if let Err(error) = self.disk.create_folder(&folder) {
            // What is written there will say so too, and be tried again.
            tracing::warn!("{error}");
        }
        let id = self.project.info.id;
        let names = std::iter::once(format!("{id}.ron")).chain((2..MOST).map(|n| format!("{id} {n}.ron")));
        for place in names.map(|name| folder.join(name)) {
            if matches!(self.disk.about(&journal::path_of(&place)), Ok(Some(_))) {
                continue;
            }
            match lock::acquire_all_the_same(&self.disk, &place, &Holder::here(&self.coder().name)) {
                Ok(Asked::Busy(_) | Asked::MayBeHeld(_)) => {}
                Ok(Asked::Ours(lock, _)) => {
                    self.journalling.lock = Some(lock);
                    return Some(place);
                }
                Err(error) => {
                    tracing::warn!("{error}");
                    return Some(place);
                }
            }
        }
        None
    }

    fn begin_journal(&mut self, beside: PathBuf) {
        let mut found = std::mem::take(&mut self.journalling.found);
        let is_elsewhere = self.journalling.beside.as_ref().is_some_and(|other| *other != beside);
        let known = !self.journalling.is_broken
            && self
                .history
                .entries()
                .first()
                .is_some_and(|first| matches!(first.action, Action::Begin { .. }));
        let alone = self.file.as_ref().is_none_or(|file| file.path != beside);
        let mut texts = Vec::new();
        match (alone, known, self.history.position()) {
            // No file says what the journal starts from, so it says so itself.
            (true, false, Some(Position { number, id })) => {
                let action = Action::begin(&self.project, Timestamp::now());
                found = Found { entries: vec![Arc::new(Entry { number, id, action })], ..Found::default() };
                self.journalling.given = self.history.entries().len();
                texts = self.texts_in_use();
            }
            // What was found is the journal of a file that must not be written to.
            (true, true, _) if is_elsewhere => {
                found = Found { entries: self.history.entries().to_vec(), ..Found::default() };
                self.journalling.given = self.history.entries().len();
                texts = self.texts_in_use();
            }
            _ => {}
        }
        let id = self.project.info.id;
        match Writer::begin(self.disk.clone(), &beside, id, found, self.jobs.waker()) {
            Ok(writer) => {
                if !texts.is_empty() {
                    writer.append(Vec::new(), texts);
                }
                self.journalling.writer = Some(writer);
                self.journalling.beside = Some(beside);
                self.guard_journal();
            }
            Err(error) => self.notices.push(Notice::error(format!(
                "The system could not start the thread that keeps your changes ({error}): save the project now."
            ))),
        }
    }

    /// Has the journal beside the project file written only while the lock on the project is held.
    pub(super) fn guard_journal(&self) {
        let beside = self.journalling.beside.as_ref();
        let is_own = beside.is_some() && self.file.as_ref().map(|file| &file.path) == beside;
        let lock = self.guard.lock.as_ref().filter(|_| is_own).map_or_else(Weak::new, Arc::downgrade);
        if let Some(writer) = &self.journalling.writer {
            writer.guarded_by(lock);
        }
    }

    /// Leaves the journal beside the project file to whoever has the project now, and goes on at a place of its own with all that
    /// was done, as for any project that can only be read.
    pub(super) fn leave_journal_to_others(&mut self) {
        let old = std::mem::take(&mut self.journalling);
        self.journalling.beside.clone_from(&old.beside);
        self.journalling.is_broken = old.is_broken;
        self.journalling.given = self.history.entries().len();
        if let Some(writer) = &old.writer {
            writer.give_up();
        }
        self.finish_aside("Leaving the journal", move || {
            drop(old);
            None
        });
        if self.changes_in_journal() > 0
            && let Some(place) = self.free_place()
        {
            self.begin_journal(place);
        }
    }

    /// Begins the journal of a project that has just been saved under a new name, with all that ever happened in it.
    pub(super) fn move_journal(&mut self, path: &Path, held: Option<Position>, saved: Option<SavedRow>) {
        let entries = self.history.entries().to_vec();
        let given = entries.len();
        let found = Found { entries, saved, ..Found::default() };
        let old = std::mem::replace(
            &mut self.journalling,
            Continued::journalling(found, given, Some(path.to_owned())),
        );
        self.begin_journal(path.to_owned());
        self.keep_texts_since(held);
        let unnamed = old.beside.clone().filter(|beside| self.places.is_unnamed(beside));
        let (disk, flush) = (self.disk.clone(), self.journalling.writer.as_ref().map(Writer::flusher));
        // The old writer may have much to write yet, and the new one a long history: no frame waits for that.
        self.finish_aside("Moving the journal", move || {
            // It must be gone before what it writes is put away, …
            drop(old);
            if let (Some(unnamed), Some(flush)) = (unnamed, flush) {
                // … and the new journal safe.
                if flush().failure.is_none() {
                    put_away(&disk, &unnamed);
                }
            }
            None
        });
    }

    /// Has the texts kept that were made while the file was being saved, and are not beside it yet.
    fn keep_texts_since(&self, held: Option<Position>) {
        let held = held.map_or(0, |held| held.number);
        let entries = self.history.entries();
        let since = entries.partition_point(|entry| entry.number <= held);
        let texts = self.texts_marked_in(&entries[since..]);
        if let Some(writer) = self.journalling.writer.as_ref().filter(|_| !texts.is_empty()) {
            writer.append(Vec::new(), texts);
        }
    }

    /// Notes in the journal that the project file has been saved.
    pub(super) fn journal_saved(&mut self, saved: SavedRow) {
        let found = &self.journalling.found;
        let is_noted = found.saved.as_ref().is_some_and(|noted| noted.after == saved.after);
        if self.journalling.writer.is_none()
            && found.whole.is_some()
            && !is_noted
            && let Some(beside) = self.journal_place()
        {
            self.begin_journal(beside);
        }
        if let Some(writer) = &self.journalling.writer {
            writer.saved(saved);
        }
    }

    /// The project file whose folder has the texts of this project, as far as they are kept.
    pub fn kept_beside(&self) -> Option<PathBuf> {
        let file = self.file.as_ref().map(|file| file.path.clone());
        file.or_else(|| self.journalling.beside.clone())
    }

    /// Says when the disk begins to refuse the journal, when it takes it again, and when something has removed it.
    pub(super) fn watch_journal(&mut self) {
        let Some(writer) = &self.journalling.writer else { return };
        let status = writer.status();
        if status.is_overtaken {
            return self.give_way("somebody else has worked on it meanwhile");
        }
        if status.is_lock_lost && self.lock_anew() {
            return;
        }
        let Some(writer) = &self.journalling.writer else { return };
        let Status { failure, begun_anew, .. } = writer.status();
        if begun_anew > self.journalling.told_anew && failure.is_none() {
            // Its texts lay beside it.
            writer.append(Vec::new(), self.texts_in_use());
            self.notices.push(Notice::warning(
                "The journal of this project was removed or replaced by another program; it was written anew with all \
                 that was done and the texts that are open here.",
            ));
            self.journalling.told_anew = begun_anew;
        }
        if failure == self.journalling.told {
            return;
        }
        self.notices.push(match &failure {
            Some(reason) => Notice::error(format!(
                "Your changes are not reaching the disk: {reason}. Lectern keeps trying; until then they are only in \
                 memory, so do not close it."
            )),
            None => Notice::info("Your changes are on the disk again; nothing was lost."),
        });
        self.journalling.told = failure;
    }

    /// True while the disk refuses the journal.
    pub fn journal_is_failing(&self) -> bool {
        self.journalling.failure().is_some()
    }

    /// True when the project has no file it could be saved to, but all that was done is in a journal that is offered at
    /// the next start.
    pub fn is_kept_for_later(&self) -> bool {
        let nameless = self.file.as_ref().is_none_or(|file| file.read_only.is_some());
        let beside = self.journalling.beside.as_ref().filter(|beside| self.places.is_unnamed(beside));
        let given = beside.is_some() && self.journalling.given == self.history.entries().len();
        nameless && given && !self.journal_is_failing()
    }

    /// How many entries of the history are not in the project file yet, but in the journal beside it.
    pub fn changes_in_journal(&self) -> usize {
        let position = self.history.position().map_or(0, |position| position.number);
        position.saturating_sub(self.folded) as usize
    }

    /// The number of the last entry of the history that is known to be on the disk, in the project file or its journal.
    pub fn safe_up_to(&self) -> u64 {
        let journalled = self.journalling.writer.as_ref().map_or(0, |writer| writer.status().safe_up_to);
        journalled.max(self.folded)
    }

    /// What waits until all that has happened by now is on the disk, or was refused once more, in projects that were left as
    /// well; for a job.
    pub(super) fn journal_flusher(&self) -> impl FnOnce() -> Option<String> + Send + 'static {
        let flusher = self.journalling.writer.as_ref().map(Writer::flusher);
        let wait_for_those_left = self.left_journals.waiter();
        move || {
            wait_for_those_left();
            flusher.and_then(|flush| flush().failure)
        }
    }

    /// Waits until all that has happened is on the disk, or was refused once more.
    pub fn flush_journal(&self) {
        self.journalling.flush();
    }

    /// The loaded texts that the project rests on: those with annotations, those that are not what their files say, and those
    /// that documents had before.
    fn texts_in_use(&self) -> Vec<(TextHash, Text)> {
        let is_in_use = |record: &DocumentRecord| {
            record.hash != record.expected() || self.index.annotations_in(record.id).next().is_some()
        };
        let records = self.project.documents.values().filter(|record| is_in_use(record));
        let now = records.filter_map(|record| self.documents.get(&record.id));
        let texts = now.chain(self.former_texts.values()).map(|document| document.text.clone());
        texts.map(|text| (text.hash(), text)).collect()
    }

    /// The loaded texts that `entries` rest on: those annotations are made on, and those that documents get or lose.
    fn texts_marked_in(&self, entries: &[Arc<Entry>]) -> Vec<(TextHash, Text)> {
        let changes = entries.iter().flat_map(|entry| entry.changes());
        let hashes = changes.flat_map(|change| match change {
            Change::Annotation(swap) => {
                let annotation = swap.after.as_ref();
                let text = annotation.and_then(|annotation| self.documents.get(&annotation.document));
                vec![text.map(|document| document.text.hash())]
            }
            Change::Document(swap) => match (&swap.before, &swap.after) {
                (Some(before), Some(after)) if before.hash != after.hash => {
                    vec![Some(before.hash), Some(after.hash)]
                }
                // Undo needs it, whatever becomes of its source.
                (Some(before), None) => vec![Some(before.hash)],
                _ => Vec::new(),
            },
            Change::Text(text) => vec![Some(text.after)],
            Change::Info(_)
            | Change::Tag(_)
            | Change::Coder(_)
            | Change::Decision(_)
            | Change::List(_)
            | Change::Kind(_)
            | Change::Search(_)
            | Change::Topic(_) => Vec::new(),
        });
        let hashes: BTreeSet<TextHash> = hashes.flatten().collect();
        if hashes.is_empty() {
            return Vec::new();
        }
        let loaded = self.documents.values().chain(self.former_texts.values());
        let wanted = loaded.filter(|document| hashes.contains(&document.text.hash()));
        wanted.map(|document| (document.text.hash(), document.text.clone())).collect()
    }
}

/// True for an entry that would be missed.
fn is_work_entry(entry: &Entry) -> bool {
    match &entry.action {
        Action::Begin { .. } | Action::Leave { .. } => false,
        Action::Undo(_) | Action::Redo(_) => true,
        // It is made again at the next opening.
        Action::Edit(_) if entry.is_mending() => false,
        Action::Edit(edit) | Action::More(edit) => edit.changes.iter().any(is_work),
    }
}
