//! A disk in memory that can stop at any call, as a killed program does, or forget what was never flushed, as a power
//! cut does.
//!
//! Every file has what was written to it and what was flushed of that; every folder has the names it shows and, in
//! order, the changes of names that were not flushed. A cut keeps all that was flushed, and of the rest any part: some of
//! the changes of names, some of the bytes. Files and names are told apart, since flushing a file does not flush its name.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use lectern::disk::{About, Disk, Identity, Kind, LockedFile, Locking, Storage, StoredFile};

/// What happens at the call of a given number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The program is gone: this call and all after it do nothing.
    Stop,
    /// The disk refuses this call and those right after it, as many as are named, with this error; writes get half-way.
    Refuse(io::ErrorKind, usize),
}

/// The longest a call waits for a disk that is held.
const LONGEST_HELD: Duration = Duration::from_mins(2);

/// A disk in memory. Clones are the same disk.
#[derive(Clone, Default)]
pub struct Simulated(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    let_go: Condvar,
}

#[derive(Clone, Default)]
struct State {
    contents: BTreeMap<u64, Content>,
    /// What stands under each name, as the running program sees it.
    names: BTreeMap<PathBuf, Node>,
    /// The same as it would be after a power cut that forgets all it may.
    safe_names: BTreeMap<PathBuf, Node>,
    /// Changes of names that were not flushed, oldest first; one that moves a file is one change.
    unflushed: Vec<Vec<(PathBuf, Option<Node>)>>,
    locked: BTreeSet<PathBuf>,
    next: u64,
    /// How many calls that change anything there have been.
    calls: usize,
    fault: Option<(usize, Fault)>,
    stopped: bool,
    /// True while no call that changes anything comes to an end.
    held: bool,
}

#[derive(Clone, Default)]
struct Content {
    written: Vec<u8>,
    flushed: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(u64),
}

/// A small generator of numbers, the same for the same seed everywhere.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        // Steele, Lea and Flood, “Fast splittable pseudorandom number generators” (OOPSLA 2014): SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

impl Simulated {
    /// An empty disk with these folders.
    pub fn with_folders(folders: &[&str]) -> Self {
        let disk = Self::default();
        let mut state = disk.state();
        for folder in folders {
            for above in Path::new(folder).ancestors() {
                state.names.insert(above.to_owned(), Node::Folder);
                state.safe_names.insert(above.to_owned(), Node::Folder);
            }
        }
        drop(state);
        disk
    }

    /// The disk as the program uses it.
    pub fn disk(&self) -> Disk {
        Disk::new(self.clone())
    }

    /// The number of calls so far that change anything.
    pub fn calls(&self) -> usize {
        self.state().calls
    }

    /// Lets `fault` happen at the `call`th call from now on, counted from 1.
    pub fn fail_at(&self, call: usize, fault: Fault) {
        let mut state = self.state();
        state.fault = Some((state.calls + call, fault));
    }

    /// True once the fault that stops has happened.
    pub fn has_stopped(&self) -> bool {
        self.state().stopped
    }

    /// Lets no call that changes anything come to an end, as a disk that is busy.
    pub fn hold(&self) {
        self.state().held = true;
    }

    /// Holds the disk and does something that must not wait for it; the disk stays held.
    pub fn hold_and<T>(&self, work: impl FnOnce() -> T) -> T {
        self.hold();
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let disk = self.clone();
        let watchdog = std::thread::Builder::new().name("watchdog".into()).spawn(move || {
            let waits = wait.recv_timeout(LONGEST_HELD / 4).is_err();
            if waits {
                disk.let_go();
            }
            waits
        });
        let result = work();
        // It may be over already.
        let _ = done.send(());
        assert!(!watchdog.unwrap().join().unwrap(), "it waited for the disk");
        result
    }

    /// Lets all calls go on.
    pub fn let_go(&self) {
        self.state().held = false;
        self.0.let_go.notify_all();
    }

    /// The disk as a program finds it that starts after this one was killed.
    pub fn after_kill(&self) -> Self {
        Self::of(self.state().started_anew())
    }

    /// The disk after a power cut. What is kept of that which was not flushed is for `dice` to say.
    pub fn after_power_cut(&self, dice: &mut Dice) -> Self {
        let mut state = self.state().started_anew();
        let mut names = state.safe_names.clone();
        // All, none, the first of them, or any.
        let style = dice.below(4);
        let first = dice.below(state.unflushed.len() + 1);
        for (at, change) in state.unflushed.iter().enumerate() {
            let kept = match style {
                0 => true,
                1 => false,
                2 => at < first,
                _ => dice.below(2) == 0,
            };
            if kept {
                apply(&mut names, change);
            }
        }
        // A name in a folder that was lost is lost.
        let whole: BTreeSet<PathBuf> = names.keys().cloned().collect();
        names.retain(|path, _| path.ancestors().all(|above| above == Path::new("") || whole.contains(above)));
        for content in state.contents.values_mut() {
            content.written = content.after_cut(dice);
            content.flushed.clone_from(&content.written);
        }
        state.names.clone_from(&names);
        state.safe_names = names;
        state.unflushed.clear();
        Self::of(state)
    }

    /// What stands in a file, as the running program sees it.
    pub fn content(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        match state.names.get(path)? {
            Node::File(id) => Some(state.contents[id].written.clone()),
            Node::Folder => None,
        }
    }

    fn of(state: State) -> Self {
        Self(Arc::new(Shared { state: Mutex::new(state), let_go: Condvar::new() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }

    /// Counts a call that changes something; an error when it must not go on.
    fn begin(&self) -> Result<MutexGuard<'_, State>, io::Error> {
        let waited = self.0.let_go.wait_timeout_while(self.state(), LONGEST_HELD, |state| state.held);
        let (mut state, waited) = waited.unwrap();
        if waited.timed_out() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        if state.stopped {
            return Err(gone());
        }
        state.calls += 1;
        match state.fault {
            Some((at, Fault::Stop)) if state.calls >= at => {
                state.stopped = true;
                Err(gone())
            }
            Some((at, Fault::Refuse(kind, times))) if (at..at + times).contains(&state.calls) => {
                Err(kind.into())
            }
            _ => Ok(state),
        }
    }

    fn looking(&self) -> io::Result<MutexGuard<'_, State>> {
        let state = self.state();
        if state.stopped { Err(gone()) } else { Ok(state) }
    }
}

impl Content {
    /// What a cut leaves of it: at least what was flushed and not overwritten.
    fn after_cut(&self, dice: &mut Dice) -> Vec<u8> {
        if self.written == self.flushed {
            return self.flushed.clone();
        }
        let common = self.written.iter().zip(&self.flushed).take_while(|(a, b)| a == b).count();
        match dice.below(4) {
            0 => self.flushed.clone(),
            1 => self.written.clone(),
            // The length got there, the bytes did not.
            2 => {
                let mut left = self.written.clone();
                let from = common + dice.below(left.len() - common + 1);
                left[from..].fill(0);
                left
            }
            _ => self.written[..common + dice.below(self.written.len() - common + 1)].to_vec(),
        }
    }
}

fn gone() -> io::Error {
    io::Error::other("the program is gone")
}

fn apply(names: &mut BTreeMap<PathBuf, Node>, change: &[(PathBuf, Option<Node>)]) {
    for (path, node) in change {
        match node {
            Some(node) => names.insert(path.clone(), *node),
            None => names.remove(path),
        };
    }
}

impl State {
    /// The same for a program that starts after another is gone, with its locks.
    fn started_anew(&self) -> Self {
        Self { fault: None, stopped: false, held: false, locked: BTreeSet::new(), ..self.clone() }
    }

    fn change(&mut self, change: Vec<(PathBuf, Option<Node>)>) {
        apply(&mut self.names, &change);
        self.unflushed.push(change);
    }

    fn file(&self, path: &Path) -> io::Result<u64> {
        match self.names.get(path) {
            Some(Node::File(id)) => Ok(*id),
            Some(Node::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn new_file(&mut self, path: &Path) -> io::Result<u64> {
        if !matches!(path.parent().and_then(|folder| self.names.get(folder)), Some(Node::Folder)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.next += 1;
        let id = self.next;
        self.contents.insert(id, Content::default());
        self.change(vec![(path.to_owned(), Some(Node::File(id)))]);
        Ok(id)
    }
}

struct Open {
    disk: Simulated,
    id: u64,
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let refused = match self.disk.begin() {
            Ok(mut state) => {
                state.contents.get_mut(&self.id).unwrap().written.extend_from_slice(bytes);
                return Ok(bytes.len());
            }
            Err(refused) => refused,
        };
        // What is killed or refused while it writes has written some.
        let half = &bytes[..bytes.len() / 2];
        self.disk.state().contents.get_mut(&self.id).unwrap().written.extend_from_slice(half);
        Err(refused)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl StoredFile for Open {
    fn flush_to_disk(&mut self) -> io::Result<()> {
        let mut state = self.disk.begin()?;
        let content = state.contents.get_mut(&self.id).unwrap();
        content.flushed.clone_from(&content.written);
        Ok(())
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.disk.begin()?;
        let written = &mut state.contents.get_mut(&self.id).unwrap().written;
        assert!(length as usize <= written.len(), "a file is cut and never lengthened");
        written.truncate(length as usize);
        Ok(())
    }
}

struct Lock {
    disk: Simulated,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.disk.state().locked.remove(&self.path);
    }
}

impl LockedFile for Lock {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.bytes.clone())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes = bytes.to_vec();
        Ok(())
    }
}

impl Storage for Simulated {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let state = self.looking()?;
        let id = state.file(path)?;
        Ok(state.contents[&id].written.clone())
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        let state = self.looking()?;
        let about = |kind, length, file| {
            let identity = Some(Identity { disk: 0, file });
            About { kind, length, read_only: false, modified: None, identity }
        };
        match state.names.get(path) {
            Some(Node::Folder) => Ok(about(Kind::Folder, 0, 0)),
            Some(Node::File(id)) => Ok(about(Kind::File, state.contents[id].written.len() as u64, *id)),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn read_link(&self, _path: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::InvalidInput.into())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let state = self.looking()?;
        let inside = state.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name()).map(OsString::from).collect())
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        let mut state = self.begin()?;
        if state.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let id = state.new_file(path)?;
        drop(state);
        Ok(Box::new(Open { disk: self.clone(), id }))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        let mut state = self.begin()?;
        let id = match state.names.get(path) {
            Some(_) => state.file(path)?,
            None => state.new_file(path)?,
        };
        drop(state);
        Ok(Box::new(Open { disk: self.clone(), id }))
    }

    fn copy_permissions(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        self.begin().map(drop)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        let moved: Vec<(PathBuf, Node)> = state
            .names
            .iter()
            .filter_map(|(path, node)| Some((path.strip_prefix(from).ok()?.to_owned(), *node)))
            .collect();
        if moved.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let place = |base: &Path, below: &Path| {
            if below == Path::new("") { base.to_owned() } else { base.join(below) }
        };
        let goes = moved.iter().map(|(below, _)| (place(from, below), None));
        let comes = moved.iter().map(|(below, node)| (place(to, below), Some(*node)));
        let change = goes.chain(comes).collect();
        state.change(change);
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        let id = state.file(from)?;
        if state.names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.change(vec![(to.to_owned(), Some(Node::File(id)))]);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        state.file(path)?;
        state.change(vec![(path.to_owned(), None)]);
        Ok(())
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        let mut inside: Vec<PathBuf> =
            state.names.keys().filter(|path| path.starts_with(folder)).cloned().collect();
        // One name after the other, the folder last, as systems do it.
        inside.reverse();
        for path in inside {
            state.change(vec![(path, None)]);
        }
        Ok(())
    }

    fn remove_empty_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        if state.names.keys().any(|path| path != folder && path.starts_with(folder)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        state.change(vec![(folder.to_owned(), None)]);
        Ok(())
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        let mut above: Vec<&Path> = folder.ancestors().filter(|path| *path != Path::new("")).collect();
        above.reverse();
        for path in above {
            match state.names.get(path) {
                Some(Node::Folder) => {}
                Some(Node::File(_)) => return Err(io::ErrorKind::NotADirectory.into()),
                None => state.change(vec![(path.to_owned(), Some(Node::Folder))]),
            }
        }
        Ok(())
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin()?;
        let unflushed = std::mem::take(&mut state.unflushed);
        for change in unflushed {
            // A change that touches another folder, too, is flushed with either.
            if change.iter().any(|(path, _)| path.parent() == Some(folder)) {
                apply(&mut state.safe_names, &change);
            } else {
                state.unflushed.push(change);
            }
        }
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Locking> {
        let mut state = self.looking()?;
        if !state.locked.insert(path.to_owned()) {
            return Ok(Locking::Busy);
        }
        drop(state);
        Ok(Locking::Held(Box::new(Lock { disk: self.clone(), path: path.to_owned(), bytes: Vec::new() })))
    }
}
