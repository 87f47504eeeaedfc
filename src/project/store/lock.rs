//! One writer at a time: `NAME.lectern/lock`, held while a project is open for writing, with the holder's name in it.
//!
//! The lock is the system's own and goes with the process that holds it: while the system holds it, so does somebody. What
//! stands in the file is for telling people who has it, or who died with it. The system's lock need not reach from one
//! machine to another (shared drives and folders that are synchronised): a name from another machine is believed until
//! somebody says to work all the same. Where a file system knows no locks the name is all there is. Which machine, which
//! start of it and which numbering of processes a name belongs to is [`super::here`]'s business.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::folder_beside;
use super::here;
pub use super::here::Place;
use crate::disk::{Disk, DiskError, Identity, LockedFile, Locking};
use crate::project::Timestamp;

/// How long a lock that is held, though nobody who runs is named in it, is asked for again: whoever has just got it may not
/// have written their name yet, and whoever only looks has it for a moment.
const PATIENCE: Duration = Duration::from_secs(1);
/// And how often.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// Who has a project open for writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Name of the coder.
    pub name: String,
    /// Name of the machine.
    pub host: String,
    /// The process there.
    pub pid: u32,
    /// Since when.
    pub since: Timestamp,
    /// Where the process runs, more exactly than its name says; nothing in a lock that an older Lectern has left.
    #[serde(default)]
    pub place: Place,
}

/// A project locked for writing, until this is dropped.
pub struct Lock {
    disk: Disk,
    path: PathBuf,
    held: Held,
    /// Which file that is, where the system knows such a thing.
    identity: Option<Identity>,
    /// What was noted in it; `None` where that could not be written.
    noted: Option<Box<Holder>>,
}

/// By what a project is held.
enum Held {
    /// The system's lock on the file.
    Locked(Box<dyn LockedFile>),
    /// The name in the file, where the file system knows no locks.
    Named,
}

/// What came of asking for a project.
#[derive(Debug)]
pub enum Asked {
    /// It is ours; whoever had it before, if they did not give it back, is named.
    Ours(Lock, Option<Holder>),
    /// Somebody else has it, and is named if that can be known.
    Busy(Option<Holder>),
    /// Somebody had it on another machine and did not give it back, and may have it still.
    MayBeHeld(Holder),
}

impl Holder {
    /// This process, working for the coder of this name.
    pub fn here(name: &str) -> Self {
        let (host, place) = (here::host(), Place::here());
        Self { name: name.to_owned(), host, pid: std::process::id(), since: Timestamp::now(), place }
    }

    /// True for a name that another machine has left. Machines may be called the same.
    fn is_elsewhere(&self) -> bool {
        self.host != here::host() || self.place.is_on_another_machine()
    }

    /// True when this very process has left it.
    fn is_this_process(&self) -> bool {
        self.pid == std::process::id() && !self.is_elsewhere() && self.place == Place::here()
    }

    /// What people call the machine.
    fn machine(&self) -> &str {
        if self.is_elsewhere() { &self.host } else { "this computer" }
    }

    /// True when it is a process of this machine that runs no more; false when that cannot be known, as of one that counts
    /// its processes in another way.
    fn is_gone(&self) -> bool {
        let running = Path::new("/proc");
        let is_known_to_run_no_more = || {
            self.place.counts_processes_as_here()
                && running.join("self").exists()
                && !running.join(self.pid.to_string()).exists()
        };
        !self.is_elsewhere() && (self.place.is_before_this_start() || is_known_to_run_no_more())
    }

    /// `12:04`, or with the day when that is another.
    fn when(&self) -> String {
        let zone = jiff::tz::TimeZone::system();
        let (since, now) =
            (self.since.as_jiff().to_zoned(zone.clone()), jiff::Timestamp::now().to_zoned(zone));
        let format = if since.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        since.strftime(format).to_string()
    }
}

impl Asked {
    /// The lock, or who has it: `Ann has had this project open on HOST since 12:04`, for the beginning or the middle
    /// of a sentence.
    pub fn into_lock(self) -> Result<Lock, String> {
        match self {
            Self::Ours(lock, _) => Ok(lock),
            Self::Busy(Some(holder)) if holder.is_this_process() => Err(format!(
                "another window of this program has had this project open since {}",
                holder.when()
            )),
            Self::Busy(Some(holder)) => Err(format!(
                "{} has had this project open on {} since {}",
                holder.name,
                holder.machine(),
                holder.when()
            )),
            Self::Busy(None) => Err("somebody else has this project open".to_owned()),
            Self::MayBeHeld(holder) => Err(format!(
                "{} may have this project open on {} since {}",
                holder.name,
                holder.machine(),
                holder.when()
            )),
        }
    }

    /// What to tell of somebody who did not give the project back.
    pub fn left_behind(&self) -> Option<String> {
        let Self::Ours(_, Some(holder)) = self else { return None };
        Some(format!(
            "Lectern did not end properly where {} had this project open on {} since {}; it can be worked on again.",
            holder.name,
            holder.machine(),
            holder.when()
        ))
    }
}

/// Asks for the project at `project` on behalf of `holder`. Where somebody may have it on another machine, nothing is
/// changed.
pub fn acquire(disk: &Disk, project: &Path, holder: &Holder) -> Result<Asked, DiskError> {
    ask(disk, project, holder, false)
}

/// As [`acquire`], for somebody who knows better than a name that another machine has left.
pub fn acquire_all_the_same(disk: &Disk, project: &Path, holder: &Holder) -> Result<Asked, DiskError> {
    ask(disk, project, holder, true)
}

fn ask(disk: &Disk, project: &Path, holder: &Holder, all_the_same: bool) -> Result<Asked, DiskError> {
    let project = disk.follow_links(project);
    // A folder that does not exist is not made by asking for a lock in it.
    if let Some(above) = project.parent().filter(|above| !above.as_os_str().is_empty())
        && disk.about(above)?.is_none()
    {
        return Err(DiskError::NoFolder(above.to_owned()));
    }
    let folder = folder_beside(&project);
    disk.create_folder(&folder)?;
    let path = folder.join("lock");
    let noted = ron::to_string(holder).unwrap_or_default();
    match lock_patiently(disk, &path)? {
        Locking::Held(mut file) => {
            let before = file.read().ok().and_then(|bytes| parse(&bytes));
            if let Some(other) = before.clone().filter(|other| other.is_elsewhere() && !all_the_same) {
                return Ok(Asked::MayBeHeld(other));
            }
            let written = file.write(noted.as_bytes());
            if let Err(error) = &written {
                // The lock holds all the same.
                tracing::info!("{} does not say who holds it: {error}", path.display());
            }
            // Of another machine it is not known that anything ended there.
            let left = before.filter(|before| !before.is_elsewhere());
            let noted = written.is_ok().then(|| Box::new(holder.clone()));
            Ok(Asked::Ours(Lock::of(disk, path, Held::Locked(file), noted), left))
        }
        // Whoever has it runs. A name of somebody who does not is not theirs.
        Locking::Busy => Ok(Asked::Busy(named(disk, &path).filter(|named| !named.is_gone()))),
        Locking::Unknown(cause) => {
            tracing::warn!("{} cannot be locked ({cause}); the name in it has to do", path.display());
            let before = named(disk, &path);
            let here = |other: &Holder| other.is_this_process() || other.is_gone();
            if let Some(other) = before.clone().filter(|other| !here(other) && !all_the_same) {
                return Ok(Asked::MayBeHeld(other));
            }
            let written = disk.write_lightly(&path, noted.as_bytes());
            if let Err(error) = &written {
                tracing::info!("{} does not say who holds it: {error}", path.display());
            }
            let left = before.filter(Holder::is_gone);
            let noted = written.is_ok().then(|| Box::new(holder.clone()));
            Ok(Asked::Ours(Lock::of(disk, path, Held::Named, noted), left))
        }
    }
}

/// True when somebody has the project at `project` open for writing, here or elsewhere.
pub fn is_held(disk: &Disk, project: &Path) -> bool {
    let path = folder_beside(&disk.follow_links(project)).join("lock");
    !matches!(disk.about(&path), Ok(None)) && matches!(disk.lock(&path), Ok(Locking::Busy))
}

/// Asks for the lock, for a while again where nobody who runs is named by the one who has it.
fn lock_patiently(disk: &Disk, path: &Path) -> Result<Locking, DiskError> {
    let begin = Instant::now();
    loop {
        let locking = disk.lock(path)?;
        let is_busy = matches!(locking, Locking::Busy);
        if !is_busy || named(disk, path).is_some_and(|holder| !holder.is_gone()) || begin.elapsed() > PATIENCE
        {
            return Ok(locking);
        }
        std::thread::sleep(ASK_EVERY);
    }
}

/// Who is named in a lock.
fn named(disk: &Disk, path: &Path) -> Option<Holder> {
    disk.read(path).ok().and_then(|bytes| parse(&bytes))
}

fn parse(bytes: &[u8]) -> Option<Holder> {
    ron::de::from_bytes(bytes).ok()
}

impl Lock {
    fn of(disk: &Disk, path: PathBuf, held: Held, noted: Option<Box<Holder>>) -> Self {
        let identity = disk.about(&path).ok().flatten().and_then(|about| about.identity);
        Self { disk: disk.clone(), path, held, identity, noted }
    }

    /// True when it keeps nobody out any more: something has removed the file that is locked or put another in its place, or
    /// somebody else's name stands in it, who has the project all the same. A disk that does not answer has lost nothing.
    pub fn is_lost(&self) -> bool {
        self.is_replaced() || self.names_somebody_else()
    }

    fn is_replaced(&self) -> bool {
        let (Some(ours), Held::Locked(_)) = (self.identity, &self.held) else { return false };
        self.disk.about(&self.path).is_ok_and(|there| there.is_none_or(|there| there.identity != Some(ours)))
    }

    fn names_somebody_else(&self) -> bool {
        let Some(noted) = &self.noted else { return false };
        named(&self.disk, &self.path).is_some_and(|there| there != **noted)
    }
}

impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let locked = matches!(self.held, Held::Locked(_));
        f.debug_struct("Lock").field("path", &self.path).field("locked", &locked).finish_non_exhaustive()
    }
}

impl Drop for Lock {
    /// Gives it back; an empty file says that it was.
    fn drop(&mut self) {
        if self.names_somebody_else() {
            // It is theirs.
            return;
        }
        let emptied = match &mut self.held {
            Held::Locked(file) => file.write(b"").map_err(|error| error.to_string()),
            Held::Named => self.disk.write_lightly(&self.path, b"").map_err(|error| error.to_string()),
        };
        if let Err(error) = emptied {
            tracing::info!("{} still names its holder: {error}", self.path.display());
        }
    }
}
