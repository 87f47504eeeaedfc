//! Writing the journal, on a thread of its own: typing and tagging never wait for a disk.
//!
//! Whatever has come while the disk was busy is written and flushed together, so that a burst costs few flushes and a
//! single entry is safe as soon as one flush takes. When the disk refuses, nothing is dropped: what is not safe yet is
//! written again from the last place known to be, until it succeeds, and [`Status`] says so meanwhile.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::line::{self, Heading, SavedRow};
use super::{LONGEST, archive_of, path_of};
use crate::disk::{Disk, DiskError, StoredFile};
use crate::project::history::Entry;
use crate::project::ids::ProjectId;
use crate::project::model::Timestamp;
use crate::project::store::{self, FileHash};
use crate::text::{Text, TextHash};

/// How long to wait before a disk that refused is asked again.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far the journal has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The number of the last entry that is safe on the disk.
    pub safe_up_to: u64,
    /// Why what came after it is not, in a sentence, when the disk refuses.
    pub failure: Option<String>,
}

/// A way to tell that [`Status`] has changed.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

enum Order {
    Append { entries: Vec<Arc<Entry>>, texts: Vec<(TextHash, Text)> },
    Saved { after: u64, file: FileHash },
    Flush(Sender<()>),
}

/// The thread that writes the journal of one project. Dropping it writes what is left.
pub struct Writer {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    status: Arc<Mutex<Status>>,
}

/// What of the journal is on the disk when writing begins.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Bytes of whole lines; what is after them is cut off. `None` when the journal is to be begun anew.
    pub whole: Option<u64>,
    /// Number of the last entry among them.
    pub last: u64,
    /// Entries to begin it with, when it is begun anew.
    pub entries: Vec<Arc<Entry>>,
    /// Up to which entry the project file holds them.
    pub saved_up_to: Option<(u64, FileHash)>,
}

impl Writer {
    /// Begins to write the journal of the project file at `project`, going on from what was `found`. A journal that is
    /// there and is not gone on with is set aside under another name.
    pub fn begin(
        disk: Disk,
        project: &Path,
        id: ProjectId,
        found: &Found,
        waker: Waker,
    ) -> std::io::Result<Self> {
        let (orders, incoming) = unbounded();
        let status = Arc::new(Mutex::new(Status::default()));
        let project = disk.follow_links(project);
        let mut pen = Pen {
            folder: store::base_folder(&project),
            journal: path_of(&project),
            project,
            disk,
            id,
            file: None,
            begun: found.whole.is_some(),
            safe: found.whole.unwrap_or(0),
            pending: Vec::new(),
            pending_up_to: found.last,
            texts: Vec::new(),
            kept_texts: BTreeSet::new(),
            saved_up_to: 0,
            fault: None,
            status: status.clone(),
            waker,
        };
        pen.take_entries(&found.entries);
        if let Some((after, file)) = found.saved_up_to {
            pen.take_saved(after, file);
        }
        let thread = std::thread::Builder::new()
            .name("lectern-journal".into())
            .spawn(move || pen.write_all(&incoming))?;
        Ok(Self { orders: Some(orders), thread: Some(thread), status })
    }

    /// Has entries written, and before them the texts their annotations point at.
    pub fn append(&self, entries: Vec<Arc<Entry>>, texts: Vec<(TextHash, Text)>) {
        self.send(Order::Append { entries, texts });
    }

    /// Notes that the project file now holds all up to the entry of this number.
    pub fn saved(&self, after: u64, file: FileHash) {
        self.send(Order::Saved { after, file });
    }

    /// Waits until all that was given is written, or was refused once more.
    pub fn flush(&self) {
        self.flusher()();
    }

    /// What waits until all that was given by now is written, or was refused once more; for another thread.
    pub fn flusher(&self) -> impl FnOnce() + Send + 'static {
        let (done, wait) = crossbeam_channel::bounded::<()>(1);
        self.send(Order::Flush(done));
        move || {
            // An error says that the thread is gone; then there is nothing to wait for.
            let _ = wait.recv();
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
    /// True once the journal on the disk is the one to be gone on with.
    begun: bool,
    /// Bytes of it that are flushed.
    safe: u64,
    /// Lines that are not flushed yet.
    pending: Vec<u8>,
    /// Number of the last entry among them.
    pending_up_to: u64,
    /// Texts that are not kept yet.
    texts: Vec<(TextHash, Text)>,
    kept_texts: BTreeSet<TextHash>,
    saved_up_to: u64,
    /// Why the journal is not whole, whatever the disk does.
    fault: Option<String>,
    status: Arc<Mutex<Status>>,
    waker: Waker,
}

impl Pen {
    fn write_all(mut self, orders: &Receiver<Order>) {
        loop {
            let refused = !self.pending.is_empty();
            let order = match if refused { orders.recv_timeout(PATIENCE) } else { wait(orders) } {
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
                    Order::Saved { after, file } => self.take_saved(after, file),
                    Order::Flush(done) => waiting.push(done),
                }
            }
            self.write_pending();
            for done in waiting {
                // Whoever asked may have gone.
                let _ = done.send(());
            }
        }
        if !self.pending.is_empty() {
            self.write_pending();
        }
    }

    fn take_entries(&mut self, entries: &[Arc<Entry>]) {
        for entry in entries {
            match line::of_entry(entry, &self.folder) {
                Ok(text) => {
                    self.pending.extend_from_slice(text.as_bytes());
                    self.pending_up_to = entry.number;
                }
                Err(error) => {
                    self.fault = Some(format!(
                        "a change could not be written to the journal ({error}); save the project now, and please \
                         report this fault of Lectern"
                    ));
                }
            }
        }
    }

    fn take_saved(&mut self, after: u64, file: FileHash) {
        let row = SavedRow { after, at: Timestamp::now(), file: file.to_string() };
        if let Ok(text) = line::of_save(row) {
            self.pending.extend_from_slice(text.as_bytes());
            self.saved_up_to = after;
        }
    }

    fn write_pending(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        match self.try_to_write() {
            Ok(()) => {
                self.pending.clear();
                self.archive_when_long();
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
        if !self.begun {
            return self.begin_file();
        }
        let fault = |cause| DiskError::writing(&self.journal, cause);
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut file = self.disk.append(&self.journal)?;
                file.cut(self.safe).map_err(fault)?;
                none.insert(file)
            }
        };
        file.write_all(&self.pending).map_err(fault)?;
        file.flush_to_disk().map_err(fault)?;
        self.safe += self.pending.len() as u64;
        Ok(())
    }

    /// Makes the folder and a journal of what is pending, in one step; a journal that is there is copied aside first.
    fn begin_file(&mut self) -> Result<(), DiskError> {
        self.disk.create_folder(&store::folder_beside(&self.project))?;
        self.disk.copy_aside(&self.journal)?;
        let whole = [Heading::of(self.id).text().as_bytes(), &self.pending].concat();
        self.disk.write_atomically(&self.journal, &whole)?;
        self.safe = whole.len() as u64;
        self.begun = true;
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
        if self.safe < LONGEST || self.saved_up_to == 0 || self.saved_up_to < self.pending_up_to {
            return;
        }
        let archive = archive_of(&self.project);
        let place = archive.join(format!("{:012}.journal", self.pending_up_to));
        self.file = None;
        let moved =
            self.disk.create_folder(&archive).and_then(|()| self.disk.move_file(&self.journal, &place));
        match moved {
            Ok(()) => self.begun = false,
            Err(error) => tracing::warn!("the journal stays as long as it is: {error}"),
        }
    }

    fn tell(&self, failure: Option<String>) {
        let mut status = lock(&self.status);
        if failure.is_none() {
            status.safe_up_to = self.pending_up_to;
        }
        status.failure = failure;
        drop(status);
        (self.waker)();
    }
}

fn wait(orders: &Receiver<Order>) -> Result<Order, RecvTimeoutError> {
    orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
}
