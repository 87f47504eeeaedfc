//! What keeps programs from writing over each other's work: the lock on the project that is open, the reasons why one may
//! only be read, and a look at its file every other second to see whether something else has written it.
//!
//! What is done about a file that was written by something else is [`super::merging`]'s business, what about one that is
//! damaged [`super::backups`]'s.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread::Thread;
use std::time::{Duration, SystemTime};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::arrival::Arrival;
use super::backups::{DamagedProject, ListedBackup, Refusal};
use super::jobs::{JobId, Waker};
use super::loading::Report;
use super::passages::sentence;
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::disk::{Disk, DiskError};
use crate::project::conflict::Conflict;
use crate::project::store::lock::{self, Holder, Lock};
use crate::project::store::{self, FileHash, Look, Opened};
use crate::project::{Project, Timestamp};

/// How often the file of the project is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What is known about the safety of the project that is open.
#[derive(Default)]
pub(super) struct Guard {
    /// True when projects are opened to be read and not worked on.
    only_reads: bool,
    /// Who has the project, so that here it can only be read.
    held_by: Option<HeldBy>,
    /// True when somebody sits before a window, who can be told that the file was changed.
    watches: bool,
    pub(super) lock: Option<Arc<Lock>>,
    /// The project as it is in its file, to see what others have changed in it.
    pub(super) base: Option<Arc<Project>>,
    watcher: Option<Watcher>,
    pub(super) outside: Option<OutsideChange>,
    /// The job that writes the version here over the one of something else, because somebody has said so.
    pub(super) keeping: Option<JobId>,
    /// What both sides of the last merge had changed.
    pub(super) conflicts: Vec<Conflict>,
    /// The project that could not be opened because it is damaged, and the backup offered in its place.
    pub(super) damaged: Option<DamagedProject>,
    pub(super) listed: Option<Vec<ListedBackup>>,
}

/// Something else wrote the file of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideChange {
    /// When that was noticed.
    pub at: Timestamp,
    /// True when the file is that of another project now: not this one worked on elsewhere.
    pub is_another: bool,
    /// The file as it is now.
    pub(super) hash: FileHash,
}

/// A project opened with all that guards it.
pub(super) struct Guarded {
    pub opened: Opened,
    pub lock: Option<Arc<Lock>>,
    pub base: Option<Arc<Project>>,
    /// What to tell of whoever had it before.
    pub notice: Option<String>,
    /// False when why it can only be read is nothing to tell anybody: nobody meant to work on it.
    pub tells_reason: bool,
    /// Who has it, so that here it can only be read.
    pub held_by: Option<HeldBy>,
}

/// Who has a project, so that here it can only be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBy {
    /// `Ann has had this project open on HOST since 12:04`, for the beginning or the middle of a sentence.
    pub who: String,
    /// True when they may have it on another machine: nothing but their word stands against working on it.
    pub may_be_elsewhere: bool,
}

/// What a job needs to open a project on behalf of the workbench.
pub(super) struct Opener {
    disk: Disk,
    holder: Holder,
    only_reads: bool,
    /// True when somebody has said to work on it though it may be open on another machine.
    pub all_the_same: bool,
    /// The lock held here, if it is on the project to be opened.
    held: Option<Arc<Lock>>,
}

impl Opener {
    /// Opens the project at `path`, for writing if that may be.
    pub fn open(&self, path: &Path) -> Result<Guarded, Box<Refusal>> {
        let open =
            || store::open(&self.disk, path).map_err(|error| Box::new(Refusal::of(&self.disk, path, error)));
        let mut opened = open()?;
        let (mut lock, mut notice, mut tells_reason, mut held_by) = (None, None, true, None);
        if opened.read_only.is_none() && self.only_reads {
            opened.read_only = Some("This project was opened only to be read.".to_owned());
            tells_reason = false;
        } else if opened.read_only.is_none() {
            match self.lock(path) {
                Ok((ours, told)) => {
                    (lock, notice) = (Some(ours), told);
                    // Whoever had the lock may have saved since the file was read.
                    if store::on_disk_changed(&self.disk, path, opened.file_hash) {
                        opened = open()?;
                    }
                }
                Err(not_locked) => {
                    opened.read_only = Some(not_locked.read_only_because(path));
                    held_by = not_locked.held_by();
                }
            }
        }
        let base = (!self.only_reads).then(|| Arc::new(opened.project.clone()));
        Ok(Guarded { opened, lock, base, notice, tells_reason, held_by })
    }

    /// Locks the project at `path` before anything is put there, for the opening that follows. Gives what there is to tell of
    /// whoever had it before.
    pub fn reserve(&mut self, path: &Path) -> Result<Option<String>, NotLocked> {
        let (lock, told) = self.ask(path)?;
        self.held = Some(lock);
        Ok(told)
    }

    /// The lock on a project with what there is to tell of whoever had it before.
    fn lock(&self, path: &Path) -> Result<(Arc<Lock>, Option<String>), NotLocked> {
        if let Some(held) = &self.held {
            return Ok((held.clone(), None));
        }
        if let Err(error) = self.disk.may_write(path)
            && refused(path, &error).is_some()
        {
            return Err(NotLocked::Disk(error));
        }
        self.ask(path)
    }

    /// Asks for the project at `path`, whatever is locked already.
    pub fn ask(&self, path: &Path) -> Result<(Arc<Lock>, Option<String>), NotLocked> {
        let ask = if self.all_the_same { lock::acquire_all_the_same } else { lock::acquire };
        let asked = ask(&self.disk, path, &self.holder).map_err(NotLocked::Disk)?;
        let left_behind = asked.left_behind();
        let may_be_elsewhere = matches!(asked, lock::Asked::MayBeHeld(_));
        let lock = asked.into_lock().map_err(|who| NotLocked::Held(HeldBy { who, may_be_elsewhere }))?;
        Ok((Arc::new(lock), left_behind))
    }
}

/// Why a project is not locked.
pub(super) enum NotLocked {
    /// Somebody has it, or may have it on another machine.
    Held(HeldBy),
    /// The system does not let us.
    Disk(DiskError),
}

impl NotLocked {
    /// True when it is only because somebody may have it open on another machine.
    pub fn may_be_held_elsewhere(&self) -> bool {
        matches!(self, Self::Held(HeldBy { may_be_elsewhere: true, .. }))
    }

    /// Who has it, if that is why.
    fn held_by(self) -> Option<HeldBy> {
        match self {
            Self::Held(held_by) => Some(held_by),
            Self::Disk(_) => None,
        }
    }

    /// The cause, for the end of a sentence.
    pub fn because(&self) -> String {
        match self {
            Self::Held(HeldBy { who, .. }) => who.clone(),
            Self::Disk(error) => error.to_string(),
        }
    }

    /// Why the project at `path` can only be read, in a sentence.
    fn read_only_because(&self, path: &Path) -> String {
        match self {
            Self::Held(HeldBy { who, .. }) => {
                sentence(&format!("{who}, so here it is open for reading only"))
            }
            Self::Disk(error) => refused(path, error).unwrap_or_else(|| {
                let name = file_name(path);
                format!("“{name}” is open for reading only, because it cannot be locked: {error}.")
            }),
        }
    }
}

/// Why a project can only be read where the system does not let us write.
fn refused(path: &Path, error: &DiskError) -> Option<String> {
    let name = file_name(path);
    let why = match error {
        DiskError::ReadOnlyFile(_) => format!("“{name}” is marked read-only"),
        DiskError::ReadOnlyDisk(_) => format!("The disk that holds “{name}” is read-only"),
        DiskError::NotAllowed(_) => format!("The system does not allow writing where “{name}” is"),
        _ => return None,
    };
    Some(format!("{why}, so it is open for reading only; use “Save as…” to work on a copy."))
}

impl Workbench {
    /// Opens projects only to read them from now on: nothing is locked, journalled or saved in its place.
    pub fn only_read(&mut self) {
        self.guard.only_reads = true;
    }

    /// True when projects are opened only to read them, because whoever opens them wants no more.
    pub fn only_reads(&self) -> bool {
        self.guard.only_reads
    }

    /// The change something else made to the project's file, until it is decided what becomes of it.
    pub fn outside_change(&self) -> Option<&OutsideChange> {
        self.guard.outside.as_ref()
    }

    /// Looks at the project's file now, as when somebody comes back to the window from another program.
    pub fn look_at_file(&self) {
        if let Some(watcher) = &self.guard.watcher {
            watcher.look();
        }
    }

    /// What a job needs to open the project at `path`.
    pub(super) fn opener(&self, path: &Path) -> Opener {
        let same = self.file.as_ref().is_some_and(|file| file.path == path);
        Opener {
            disk: self.disk.clone(),
            holder: self.holder(),
            only_reads: self.guard.only_reads,
            all_the_same: false,
            held: self.guard.lock.clone().filter(|_| same),
        }
    }

    /// True when the project can only be read because somebody may have it open on another machine: nothing but their
    /// word stands against working on it.
    pub fn may_be_held_elsewhere(&self) -> bool {
        self.held_by().is_some_and(|held_by| held_by.may_be_elsewhere)
    }

    /// Who has the project, so that here it can only be read.
    pub fn held_by(&self) -> Option<&HeldBy> {
        self.guard.held_by.as_ref()
    }

    /// Opens the project anew to work on it, though somebody may have it open on another machine.
    pub(super) fn work_all_the_same(&mut self) -> Result<Effect, CommandError> {
        let is_known = self.may_be_held_elsewhere();
        let Some(path) = self.file.as_ref().map(|file| file.path.clone()).filter(|_| is_known) else {
            return Ok(Effect::Done);
        };
        let (disk, target) = (self.disk.clone(), path.clone());
        let opener = Opener { all_the_same: true, ..self.opener(&path) };
        self.begin_opening(path, move |context| {
            let arrival = opener.open(&target).map(|guarded| Arrival::of(&disk, target, guarded));
            context.report(Report::Opened(arrival.map(Box::new)));
        })
    }

    /// Who holds what is locked here.
    pub(super) fn holder(&self) -> Holder {
        Holder::here(self.settings.coder.as_ref().map_or("somebody", |coder| coder.name.as_str()))
    }

    /// Tells people before a window of changes to the project's file from now on.
    pub fn watch_from_now_on(&mut self) {
        self.guard.watches = true;
        self.watch();
    }

    /// Lets go of what guarded the project that is left.
    pub(super) fn leave_guard(&mut self) {
        let guard = std::mem::take(&mut self.guard);
        self.guard = Guard {
            only_reads: guard.only_reads,
            watches: guard.watches,
            damaged: guard.damaged,
            ..Guard::default()
        };
    }

    /// Guards the project that has just been opened.
    pub(super) fn guard_opened(
        &mut self,
        lock: Option<Arc<Lock>>,
        held_by: Option<HeldBy>,
        base: Option<Arc<Project>>,
    ) {
        self.guard.held_by = held_by;
        self.guard.lock = lock;
        self.guard.base = base;
        self.guard.damaged = None;
        self.guard_journal();
        self.watch();
    }

    /// Guards the project that has just been saved, under a new name if there is a new lock.
    pub(super) fn guard_saved(&mut self, lock: Option<Lock>, base: Option<Arc<Project>>) {
        if let Some(lock) = lock {
            self.guard.lock = Some(Arc::new(lock));
        }
        self.guard.base = base;
        self.guard.held_by = None;
        self.guard.outside = None;
        self.guard_journal();
        self.watch();
    }

    /// True when jobs should hand back the state they have saved.
    pub(super) fn keeps_base(&self) -> bool {
        self.guard.watches
    }

    /// True when the lock held here is on the project at `path`.
    pub(super) fn has_locked(&self, path: &Path) -> bool {
        self.guard.lock.is_some() && self.file.as_ref().is_some_and(|file| file.path == path)
    }

    /// Looks at the file of the project, and at the lock on it, from now on.
    fn watch(&mut self) {
        let Some(file) = self.file.as_ref().filter(|_| self.guard.watches) else { return };
        let lock = self.guard.lock.as_ref().map_or_else(Weak::new, Arc::downgrade);
        let is_watched = |it: &Watcher| it.path == file.path && it.lock.ptr_eq(&lock);
        if self.guard.watcher.as_ref().is_some_and(is_watched) {
            return;
        }
        match Watcher::begin(self.disk.clone(), file.path.clone(), lock, self.jobs.waker()) {
            Ok(watcher) => self.guard.watcher = Some(watcher),
            Err(error) => tracing::warn!("no thread to look at the project's file: {error}"),
        }
    }

    /// Takes in what the watcher has seen. A save under way is waited for, since what it writes is no news.
    pub(super) fn take_seen(&mut self) {
        if self.is_saving() {
            return;
        }
        let Some(watcher) = &self.guard.watcher else { return };
        let seen: Vec<Seen> = watcher.seen.try_iter().collect();
        if seen.contains(&Seen::LockGone) {
            self.lock_anew();
        }
        let of_file = seen.into_iter().rfind(|seen| *seen != Seen::LockGone);
        let (Some(seen), Some(file)) = (of_file, &self.file) else { return };
        match seen {
            Seen::File(look) if look.hash == file.hash => self.guard.outside = None,
            Seen::File(Look { hash, project }) => {
                let is_another = project.is_some_and(|id| id != self.project.info.id);
                self.guard.outside = Some(OutsideChange { at: Timestamp::now(), is_another, hash });
            }
            Seen::FileGone | Seen::LockGone => {
                let name = file_name(&file.path);
                self.guard.outside = None;
                self.notices.push(Notice::warning(format!(
                    "“{name}” was removed or renamed by another program; saving writes it anew."
                )));
            }
        }
    }

    /// Locks the project again, whose lock something has removed while it was open here. Where somebody has it now, it can only
    /// be read from now on. False where neither could be settled yet.
    pub(super) fn lock_anew(&mut self) -> bool {
        let is_lost = self.guard.lock.as_ref().is_some_and(|lock| lock.is_lost());
        let path = self.file.as_ref().map(|file| file.path.clone()).filter(|_| is_lost);
        let Some(path) = path else {
            self.guard_journal();
            return true;
        };
        let asked = self.opener(&path).ask(&path);
        let name = file_name(&path);
        match asked {
            Ok((lock, _)) => {
                tracing::info!("the lock on {name} was removed, and is there again");
                self.guard.lock = Some(lock);
            }
            // As while its folder is not there: it is asked for again when the watcher looks next.
            Err(NotLocked::Disk(error)) => {
                tracing::info!("{name} is not locked: {error}");
                return false;
            }
            Err(NotLocked::Held(held_by)) => {
                self.give_way(&held_by.who.clone());
                self.guard.held_by = Some(held_by);
                return true;
            }
        }
        self.guard_journal();
        self.watch();
        true
    }

    /// Leaves the project to whoever has it, or has had it while the lock was gone: here it can only be read from now on.
    pub(super) fn give_way(&mut self, because: &str) {
        let Some(file) = &mut self.file else { return };
        let reason = format!(
            "The lock on “{}” was removed while it was open here, and {because}: it is open for reading only now, so that \
             neither writes over the other's work; use “Save as…” to keep yours in another file.",
            file_name(&file.path)
        );
        file.read_only = Some(reason.clone());
        self.notices.push(Notice::error(reason));
        // Before the lock goes: without one the journal would be written on.
        self.leave_journal_to_others();
        self.guard.lock = None;
        self.watch();
    }
}

/// What was seen of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// Its file, which is another than before.
    File(Look),
    /// That its file is gone.
    FileGone,
    /// That the lock on it is gone.
    LockGone,
}

/// Looks at a file every other second, on a thread of its own.
struct Watcher {
    path: PathBuf,
    lock: Weak<Lock>,
    /// What is new.
    seen: Receiver<Seen>,
    over: Arc<AtomicBool>,
    thread: Thread,
}

impl Watcher {
    fn begin(disk: Disk, path: PathBuf, lock: Weak<Lock>, waker: Waker) -> std::io::Result<Self> {
        let (tell, seen) = unbounded();
        let over = Arc::new(AtomicBool::new(false));
        let (watched, held, stop) = (path.clone(), lock.clone(), over.clone());
        let handle = std::thread::Builder::new()
            .name("lectern-watching".into())
            .spawn(move || watch(&disk, &watched, &held, &stop, &tell, &waker))?;
        Ok(Self { path, lock, seen, over, thread: handle.thread().clone() })
    }

    fn look(&self) {
        self.thread.unpark();
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        self.thread.unpark();
    }
}

fn watch(disk: &Disk, path: &Path, lock: &Weak<Lock>, over: &AtomicBool, tell: &Sender<Seen>, waker: &Waker) {
    let mut looked_at: Option<(u64, Option<SystemTime>)> = None;
    let mut known: Option<Look> = None;
    let mut missing = 0;
    while !over.load(Ordering::Relaxed) {
        if lock.upgrade().is_some_and(|lock| lock.is_lost()) {
            if tell.send(Seen::LockGone).is_err() {
                return;
            }
            waker();
        }
        let target = disk.follow_links(path);
        let Ok(about) = disk.about(&target) else {
            // A disk that does not answer has not lost the file.
            std::thread::park_timeout(LOOK_EVERY);
            continue;
        };
        let now = about.map(|about| (about.length, about.modified));
        missing = if now.is_none() { missing + 1 } else { 0 };
        // Others may remove a file for a moment before they put the new one there.
        if missing == 2 {
            (looked_at, known) = (None, None);
            if tell.send(Seen::FileGone).is_err() {
                return;
            }
            waker();
        }
        if now.is_some()
            && now != looked_at
            && let Ok(look) = store::look_at_file(disk, &target)
        {
            looked_at = now;
            if known != Some(look) {
                known = Some(look);
                if tell.send(Seen::File(look)).is_err() {
                    return;
                }
                waker();
            }
        }
        std::thread::park_timeout(LOOK_EVERY);
    }
}
