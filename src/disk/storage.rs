//! What Lectern asks of a file system, call by call, and the system's own answer to it.
//!
//! Everything that must survive a crash goes through [`Storage`], so that a test can stand in for the disk: stop at any
//! call, refuse one, or forget what was never flushed, as a power cut does. No call here is more than the system's own;
//! what makes a file safe is in [`super`].

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What is known of a name in a folder, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// What stands there.
    pub kind: Kind,
    /// Bytes in it.
    pub length: u64,
    /// True when it is marked as not to be written.
    pub read_only: bool,
    /// When it was last written, where that is known.
    pub modified: Option<SystemTime>,
    /// Tells it from whatever else has its name before or after it, where the system knows such a thing.
    pub identity: Option<Identity>,
}

/// The number of a file on its disk, and that of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Of the disk.
    pub disk: u64,
    /// Of the file.
    pub file: u64,
}

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device, a socket.
    Other,
}

/// A file that is being written.
pub trait StoredFile: Write + Send {
    /// Brings all that was written to the disk; afterwards it survives a power cut, if its name does.
    fn flush_to_disk(&mut self) -> io::Result<()>;

    /// Cuts the file to its first `length` bytes, which it must have; what is written next follows these.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

/// A file that is locked, for as long as this value lives.
pub trait LockedFile: Send + Sync {
    /// What stands in it.
    fn read(&mut self) -> io::Result<Vec<u8>>;

    /// Puts these bytes in the place of what stands in it.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// What came of asking for a lock.
pub enum Locking {
    /// It is ours, until this is dropped.
    Held(Box<dyn LockedFile>),
    /// Somebody else has it, in this process or another.
    Busy,
    /// The file system knows no locks; this is what it says.
    Unknown(io::Error),
}

/// A file system. A path is the system's; a change counts as safe only once it is flushed.
pub trait Storage: Send + Sync {
    /// The whole of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What stands at `path`.
    fn about(&self, path: &Path) -> io::Result<About>;

    /// Where the link at `path` leads; an error when it is none.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;

    /// The names in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// A new file; an error when the name is taken.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn StoredFile>>;

    /// A file to be written on at its end, made when it is not there.
    fn append(&self, path: &Path) -> io::Result<Box<dyn StoredFile>>;

    /// Gives the file at `to` the permissions of the one at `from`.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file another name in one step, in place of what has that name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name; an error when that is taken or the system knows no such thing.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder with all that is in it; a storage need not know how.
    fn remove_folder(&self, _folder: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Removes a folder that has nothing in it; an error when it has. A storage need not know how.
    fn remove_empty_folder(&self, _folder: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Makes a folder and those above it, where they are missing.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// Makes the names in a folder last, where systems know such a thing.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Asks for the lock on a file, made when it is not there, without waiting.
    fn lock(&self, path: &Path) -> io::Result<Locking>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl StoredFile for fs::File {
    fn flush_to_disk(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        if self.metadata()?.len() < length {
            // The system would fill it up with zeros.
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.set_len(length)
    }
}

/// No more of what stands in a lock is read.
const LONGEST_LOCK: u64 = 1 << 16;

impl LockedFile for fs::File {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.seek(SeekFrom::Start(0))?;
        self.take(LONGEST_LOCK).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.set_len(0)?;
        self.seek(SeekFrom::Start(0))?;
        self.write_all(bytes)
    }
}

#[cfg(unix)]
fn identity_of(about: &fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity { disk: about.dev(), file: about.ino() }
}

impl Storage for System {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        let about = fs::metadata(path)?;
        let kind = match about.file_type() {
            kind if kind.is_file() => Kind::File,
            kind if kind.is_dir() => Kind::Folder,
            _ => Kind::Other,
        };
        Ok(About {
            kind,
            length: about.len(),
            read_only: about.permissions().readonly(),
            modified: about.modified().ok(),
            #[cfg(unix)]
            identity: Some(identity_of(&about)),
            #[cfg(not(unix))]
            identity: None,
        })
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        Ok(Box::new(fs::File::create_new(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        Ok(Box::new(fs::File::options().append(true).create(true).open(path)?))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir_all(folder)
    }

    fn remove_empty_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(not(unix)) {
            return Ok(());
        }
        match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
            // Some network file systems cannot flush a folder; the file itself is flushed.
            Err(cause)
                if matches!(cause.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            done => done,
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Locking> {
        let file = fs::File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        Ok(match file.try_lock() {
            Ok(()) => Locking::Held(Box::new(file)),
            Err(fs::TryLockError::WouldBlock) => Locking::Busy,
            Err(fs::TryLockError::Error(cause)) => Locking::Unknown(cause),
        })
    }
}
