//! Writing the journal, on a thread of its own: typing and tagging never wait for a disk.
//!
//! Whatever has come while the disk was busy is written and flushed together, so that a burst costs few flushes and a
//! single entry is safe as soon as one flush takes. When the disk refuses, nothing is dropped: what is not safe yet is
//! written again from the last place known to be, until it succeeds, and [`Status`] says so meanwhile. A journal that is
//! removed or replaced while it is written is begun anew with all that was in it. Where the lock on the project is gone, nothing is
//! written until there is another: the journal may be somebody else's by now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::archive::archived_files;
use super::line::{self, Heading, SavedRow};
use super::read::{end_last_line, understand};
use super::{LONGEST, archive_of, path_of};
use crate::disk::{About, Disk, DiskError, Identity, Kind, StoredFile};
use crate::project::history::{Entry, Position};
use crate::project::ids::ProjectId;
use crate::project::store;
use crate::project::store::lock::Lock;
use crate::text::{Text, TextHash};

/// How long to wait before a disk that refused is asked again, and before a journal that rests is looked at.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far the journal has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The number of the last entry that is safe on the disk.
    pub safe_up_to: u64,
    /// Why what came after it is not, in a sentence, when the disk refuses.
    pub failure: Option<String>,
    /// How often the journal was no longer where it was written, so that it was begun anew.
    pub begun_anew: usize,
    /// True while nothing is written because the lock on the project is gone: somebody else may write the journal by now.
    pub is_lock_lost: bool,
    /// True when somebody else has written to the journal while the lock was gone: it is not gone on with.
    pub is_overtaken: bool,
}

/// A way to tell that [`Status`] has changed.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

enum Order {
    Append { entries: Vec<Arc<Entry>>, texts: Vec<(TextHash, Text)> },
    Saved(SavedRow),
    Flush(Sender<()>),
    Guarded(Weak<Lock>),
}

/// The thread that writes the journal of one project. Dropping it writes what is left.
pub struct Writer {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    status: Arc<Mutex<Status>>,
    is_given_up: Arc<AtomicBool>,
}

/// What of the journal is on the disk when writing begins.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Bytes of whole lines; what is after them is cut off. `None` when the journal is to be begun anew.
    pub whole: Option<u64>,
    /// Bytes of the file as it was read. One that is longer by now was written to by something else.
    pub length: u64,
    /// The entries in these lines, or those to begin it with.
    pub entries: Vec<Arc<Entry>>,
    /// The last line that says up to which entry the project file holds them.
    pub saved: Option<SavedRow>,
}

impl Writer {
    /// Begins to write the journal of the project file at `project`, going on from what was `found`. A journal that is
    /// there and is not gone on with is set aside under another name.
    pub fn begin(
        disk: Disk,
        project: &Path,
        id: ProjectId,
        found: Found,
        waker: Waker,
    ) -> std::io::Result<Self> {
        let (orders, incoming) = unbounded();
        let status = Arc::new(Mutex::new(Status::default()));
        let is_given_up = Arc::new(AtomicBool::new(false));
        let project = disk.follow_links(project);
        let mut pen = Pen {
            folder: store::base_folder(&project),
            journal: path_of(&project),
            project,
            disk,
            id,
            file: None,
            identity: None,
            begun: found.whole.is_some(),
            is_aside: false,
            is_room_made: false,
            safe: found.whole.unwrap_or(0),
            known: found.length,
            entries: Vec::new(),
            saved: None,
            pending: Vec::new(),
            texts: Vec::new(),
            kept_texts: BTreeSet::new(),
            begun_anew: 0,
            fault: None,
            lock: Weak::new(),
            is_guarded: false,
            is_lock_lost: false,
            is_overtaken: false,
            is_given_up: is_given_up.clone(),
            status: status.clone(),
            waker,
        };
        // A long history takes its time to be written out, so that is left to the thread as well.
        let thread = std::thread::Builder::new().name("lectern-journal".into()).spawn(move || {
            pen.take_found(found);
            pen.write_all(&incoming);
        })?;
        Ok(Self { orders: Some(orders), thread: Some(thread), status, is_given_up })
    }

    /// Has entries written, and before them the texts their annotations point at.
    pub fn append(&self, entries: Vec<Arc<Entry>>, texts: Vec<(TextHash, Text)>) {
        self.send(Order::Append { entries, texts });
    }

    /// Writes only while this lock keeps others from the project.
    pub fn guarded_by(&self, lock: Weak<Lock>) {
        self.send(Order::Guarded(lock));
    }

    /// Has nothing more written, not even what was given: somebody else writes this journal now.
    pub fn give_up(&self) {
        self.is_given_up.store(true, Ordering::Relaxed);
    }

    /// Notes that the project file has been saved.
    pub fn saved(&self, row: SavedRow) {
        self.send(Order::Saved(row));
    }

    /// Waits until all that was given is written, or was refused once more.
    pub fn flush(&self) {
        self.flusher()();
    }

    /// What waits until all that was given by now is written, or was refused once more, and says how far that came; for
    /// another thread.
    pub fn flusher(&self) -> impl FnOnce() -> Status + Send + 'static {
        let (done, wait) = crossbeam_channel::bounded::<()>(1);
        self.send(Order::Flush(done));
        let status = self.status.clone();
        move || {
            // An error says that the thread is gone; then there is nothing to wait for.
            let _ = wait.recv();
            lock(&status).clone()
        }
    }

    /// How far it has come.
    pub fn status(&self) -> Status {
        lock(&self.status).clone()
    }

    fn send(&self, order: Order) {
        if self.orders.as_ref().is_none_or(|orders| orders.send(order).is_err()) {
            let failure =
                "the journal's thread has ended because of a fault in Lectern; save the project now";
            lock(&self.status).failure = Some(failure.to_owned());
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("writing the journal failed");
        }
    }
}

/// Nothing that holds this lock can panic half-way, so a poisoned one is as good as any.
fn lock(status: &Mutex<Status>) -> MutexGuard<'_, Status> {
    status.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The state of the thread.
struct Pen {
    disk: Disk,
    project: PathBuf,
    folder: PathBuf,
    journal: PathBuf,
    id: ProjectId,
    file: Option<Box<dyn StoredFile>>,
    /// The file that is written, once it was looked at.
    identity: Option<Identity>,
    /// True once the journal on the disk is the one to be gone on with.
    begun: bool,
    /// True once what stands where it is to be begun was copied aside.
    is_aside: bool,
    /// True when what the archive has in the place of this journal is set aside.
    is_room_made: bool,
    /// Bytes of it that are flushed.
    safe: u64,
    /// Bytes of it that were read here or may have been written here; what is after them is somebody else's.
    known: u64,
    /// All entries of it, those that are not flushed yet as well.
    entries: Vec<Arc<Entry>>,
    /// The last save that is noted in it.
    saved: Option<SavedRow>,
    /// Lines that are not flushed yet.
    pending: Vec<u8>,
    /// Texts that are not kept yet.
    texts: Vec<(TextHash, Text)>,
    kept_texts: BTreeSet<TextHash>,
    begun_anew: usize,
    /// Why the journal is not whole, whatever the disk does.
    fault: Option<String>,
    /// What keeps others from the project, if anything does.
    lock: Weak<Lock>,
    is_guarded: bool,
    is_lock_lost: bool,
    is_overtaken: bool,
    is_given_up: Arc<AtomicBool>,
    status: Arc<Mutex<Status>>,
    waker: Waker,
}

impl Pen {
    fn write_all(mut self, orders: &Receiver<Order>) {
        loop {
            let looks = self.begun || self.has_work();
            let order = match if looks { orders.recv_timeout(PATIENCE) } else { wait(orders) } {
                Ok(order) => Some(order),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let mut waiting = Vec::new();
            for order in order.into_iter().chain(orders.try_iter()) {
                match order {
                    Order::Append { entries, texts } => {
                        self.take_entries(&entries);
                        self.texts.extend(texts);
                    }
                    Order::Saved(row) => self.note_saved(row),
                    Order::Flush(done) => waiting.push(done),
                    Order::Guarded(lock) => self.take_lock(lock),
                }
            }
            self.write();
            for done in waiting {
                // Whoever asked may have gone.
                let _ = done.send(());
            }
        }
        if self.has_work() {
            self.write();
        }
    }

    /// Goes on under this lock. Where it is another than before, whoever had the project between the two may have written.
    fn take_lock(&mut self, lock: Weak<Lock>) {
        if self.is_lock_lost || (self.is_guarded && !self.lock.ptr_eq(&lock)) {
            self.is_overtaken |= self.was_written_to();
            self.file = None;
        }
        self.is_guarded = lock.upgrade().is_some();
        (self.lock, self.is_lock_lost) = (lock, false);
    }

    /// True when the journal that was begun has more in it than was written here, or is another file.
    fn was_written_to(&self) -> bool {
        let there = self.disk.about(&self.journal).ok().flatten().filter(|_| self.begun);
        there.is_some_and(|there| {
            there.length > self.known || (self.identity.is_some() && there.identity != self.identity)
        })
    }

    /// True while anything that was given is not on the disk.
    fn has_work(&self) -> bool {
        !self.pending.is_empty() || !self.texts.is_empty()
    }

    fn take_found(&mut self, found: Found) {
        if self.begun {
            self.entries = found.entries;
        } else {
            self.take_entries(&found.entries);
        }
        match found.saved {
            Some(row) if !self.begun => self.note_saved(row),
            saved => self.saved = saved,
        }
    }

    fn take_entries(&mut self, entries: &[Arc<Entry>]) {
        self.entries.extend_from_slice(entries);
        for entry in entries {
            match line::of_entry(entry, &self.folder) {
                Ok(text) => self.pending.extend_from_slice(text.as_bytes()),
                Err(error) => {
                    self.fault = Some(format!(
                        "a change could not be written to the journal ({error}); save the project now, and please \
                         report this fault of Lectern"
                    ));
                }
            }
        }
    }

    fn note_saved(&mut self, row: SavedRow) {
        if let Ok(text) = line::of_save(row.clone()) {
            self.pending.extend_from_slice(text.as_bytes());
            self.saved = Some(row);
        }
    }

    /// Writes what is pending, makes sure of the journal, and says how far it has come.
    fn write(&mut self) {
        if self.is_given_up.load(Ordering::Relaxed) {
            self.pending.clear();
            self.texts.clear();
            return;
        }
        self.is_lock_lost |= self.lock.upgrade().is_some_and(|lock| lock.is_lost());
        if self.is_lock_lost || self.is_overtaken {
            self.file = None;
            self.tell(Some(
                "the lock on this project is gone, and somebody else may be writing to it".to_owned(),
            ));
            return;
        }
        let rests = self.pending.is_empty();
        match self.try_to_write().and_then(|()| self.make_sure()) {
            Ok(()) => {
                if !rests {
                    self.archive_when_long();
                }
                self.tell(self.fault.clone());
            }
            Err(error) => {
                // The place that is known to be safe is gone back to before anything is written again: after a
                // refused flush the system may have forgotten what was written before it.
                self.file = None;
                self.tell(Some(error.to_string()));
            }
        }
    }

    fn try_to_write(&mut self) -> Result<(), DiskError> {
        self.keep_texts()?;
        if self.pending.is_empty() {
            return Ok(());
        }
        if !self.begun {
            return self.begin_file();
        }
        let fault = |cause| DiskError::writing(&self.journal, cause);
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                // What somebody else has written behind it must not be cut off.
                let standing = standing(&self.disk, &self.journal, self.safe, self.identity)?;
                let Some(about) = standing.filter(|about| about.length <= self.known) else {
                    return self.begin_anew();
                };
                let mut file = self.disk.append(&self.journal)?;
                file.cut(self.safe).map_err(fault)?;
                self.identity = about.identity;
                none.insert(file)
            }
        };
        self.known = self.known.max(self.safe + self.pending.len() as u64);
        file.write_all(&self.pending).map_err(fault)?;
        file.flush_to_disk().map_err(fault)?;
        self.safe += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// Looks whether the journal is still where it was written: what goes to a file without a name is lost.
    fn make_sure(&mut self) -> Result<(), DiskError> {
        if !self.begun {
            return Ok(());
        }
        if let Some(about) = standing(&self.disk, &self.journal, self.safe, self.identity)? {
            if about.identity != self.identity {
                // A copy of it has taken its place: that is written on.
                (self.file, self.identity) = (None, about.identity);
            }
            return Ok(());
        }
        self.begin_anew()
    }

    /// Begins the journal anew with all that was in it, since something else has removed or replaced it.
    fn begin_anew(&mut self) -> Result<(), DiskError> {
        // Where the folder of the project has gone, its disk has: another is not to be filled in its place.
        if let Some(above) = self.project.parent().filter(|above| !above.as_os_str().is_empty())
            && self.disk.about(above)?.is_none()
        {
            return Err(DiskError::NoFolder(above.to_owned()));
        }
        self.leave_file();
        self.pending.clear();
        // They may have gone with it.
        self.kept_texts.clear();
        let entries = std::mem::take(&mut self.entries);
        self.take_entries(&entries);
        if let Some(row) = self.saved.take() {
            self.note_saved(row);
        }
        self.begun_anew += 1;
        self.begin_file()
    }

    /// Has the journal begun anew when next something is written.
    fn leave_file(&mut self) {
        (self.file, self.identity, self.begun) = (None, None, false);
    }

    /// Makes the folder and a journal of what is pending, in one step; a journal that is there is copied aside first.
    fn begin_file(&mut self) -> Result<(), DiskError> {
        self.disk.create_folder(&store::folder_beside(&self.project))?;
        if !self.is_aside {
            self.disk.copy_aside(&self.journal)?;
            self.is_aside = true;
        }
        let whole = [Heading::of(self.id).text().as_bytes(), &self.pending].concat();
        self.disk.write_atomically(&self.journal, &whole)?;
        (self.safe, self.known) = (whole.len() as u64, whole.len() as u64);
        (self.begun, self.is_aside) = (true, false);
        self.pending.clear();
        Ok(())
    }

    fn keep_texts(&mut self) -> Result<(), DiskError> {
        self.texts.retain(|(hash, _)| !self.kept_texts.contains(hash));
        if self.texts.is_empty() {
            return Ok(());
        }
        store::keep_texts(&self.disk, &self.project, &self.texts)?;
        self.kept_texts.extend(self.texts.drain(..).map(|(hash, _)| hash));
        Ok(())
    }

    /// Moves a long journal to the archive, once the project file holds all that is in it.
    fn archive_when_long(&mut self) {
        let last = self.last();
        if self.safe < LONGEST || self.saved.as_ref().is_none_or(|saved| saved.after < last) {
            return;
        }
        let archive = archive_of(&self.project);
        let place = archive.join(format!("{last:012}.journal"));
        self.file = None;
        let moved =
            self.make_room(&archive, &place).and_then(|()| self.disk.move_file(&self.journal, &place));
        if let Err(error) = &moved {
            tracing::warn!("the journal may stay as long as it is: {error}");
        }
        let is_at = |path: &Path| self.disk.about(path).map(|about| about.is_some());
        // It may have gone there though the disk would not promise that it stays.
        if moved.is_ok() || matches!((is_at(&place), is_at(&self.journal)), (Ok(true), Ok(false))) {
            self.leave_file();
            (self.entries, self.saved) = (Vec::new(), None);
            (self.safe, self.is_room_made) = (0, false);
        }
    }

    /// Sets aside what the archive has at `place`: an earlier state of the project may have been put back, and the archive have
    /// gone on without it.
    fn make_room(&mut self, archive: &Path, place: &Path) -> Result<(), DiskError> {
        self.disk.create_folder(archive)?;
        if !self.is_room_made {
            self.disk.copy_aside(place)?;
            self.is_room_made = true;
        }
        Ok(())
    }

    /// The number of the last entry.
    fn last(&self) -> u64 {
        self.entries.last().map_or(0, |entry| entry.number)
    }

    fn tell(&self, failure: Option<String>) {
        let mut status = lock(&self.status);
        let safe_up_to = if failure.is_none() { self.last() } else { status.safe_up_to };
        let now = Status {
            safe_up_to: safe_up_to.max(status.safe_up_to),
            failure,
            begun_anew: self.begun_anew,
            is_lock_lost: self.is_lock_lost,
            is_overtaken: self.is_overtaken,
        };
        let is_news = *status != now;
        *status = now;
        drop(status);
        if is_news {
            (self.waker)();
        }
    }
}

/// What stands where a journal of so many bytes was written; `None` when it is neither that file nor a copy of it. Another
/// machine may have written more to it.
fn standing(
    disk: &Disk,
    journal: &Path,
    bytes: u64,
    identity: Option<Identity>,
) -> Result<Option<About>, DiskError> {
    let is_it = |about: &About| {
        let is_same = identity.is_none() || about.identity == identity;
        about.kind == Kind::File && (about.length == bytes || about.length > bytes && is_same)
    };
    Ok(disk.about(journal)?.filter(is_it))
}

/// Notes in the journal of the project file at `project`, where it has one, that a state of that with all up to `held` is about to
/// take the place of the file, which cannot be read: all that came after it is to be brought back. Nothing else may be writing to
/// it. What cannot be read of it here is kept aside, and another project's journal and a newer program's are left as they are.
pub fn note_earlier_state(
    disk: &Disk,
    project: &Path,
    id: ProjectId,
    held: Option<Position>,
) -> Result<(), DiskError> {
    let project = &disk.follow_links(project);
    let path = path_of(project);
    let mut bytes = match disk.about(&path)? {
        Some(_) => disk.read(&path)?,
        None if archived_files(disk, project)?.is_empty() => return Ok(()),
        None => Vec::new(),
    };
    let mut journal = understand(&bytes, &store::base_folder(project));
    if journal.newer || !journal.claim(id, held) {
        return Ok(());
    }
    if !journal.damaged.is_empty() {
        disk.copy_aside(&path)?;
        end_last_line(&mut bytes, &store::base_folder(project));
    } else if journal.whole == 0 {
        bytes = Heading::of(id).text().into_bytes();
    } else {
        bytes.truncate(journal.whole as usize);
    }
    // What was never saved is to be brought back too.
    let unsaved = journal.entries.iter().find(|entry| entry.number > journal.saved_up_to);
    let before_unsaved = unsaved.map_or(u64::MAX, |entry| entry.number.saturating_sub(1));
    let after = held.map_or(0, |held| held.number).min(before_unsaved);
    if let Ok(line) = line::of_save(SavedRow::earlier(after)) {
        bytes.extend_from_slice(line.as_bytes());
    }
    disk.create_folder(&store::folder_beside(project))?;
    disk.write_atomically(&path, &bytes)
}

fn wait(orders: &Receiver<Order>) -> Result<Order, RecvTimeoutError> {
    orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
}
