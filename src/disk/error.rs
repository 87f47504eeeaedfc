//! Why a file was not read or written, in words a reader can act on.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::folder_of;

/// Why a file was not written or read, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// The folder does not exist.
    #[error("the folder {} does not exist; create it, or choose another place", .0.display())]
    NoFolder(PathBuf),
    /// There is no such file.
    #[error("there is no file {}; check the name, or whether it was moved", .0.display())]
    NoFile(PathBuf),
    /// A folder stands where a file was meant.
    #[error("{} is a folder, not a file; choose a file name inside it", .0.display())]
    IsFolder(PathBuf),
    /// A pipe, a device or a socket stands where a file was meant.
    #[error("{} is a pipe, a device or a socket, not a file; choose a file", .0.display())]
    NotAFile(PathBuf),
    /// A link stands where a file is written on.
    #[error("{} is a link to another file, and nothing must be written over that; put it out of the way", .0.display())]
    Link(PathBuf),
    /// It is larger than anything of its kind.
    #[error("{} was not read, because it has {} MB and no such file has more than {} MB; choose another file, or take an \
             earlier copy from a backup", path.display(), bytes.div_ceil(1_000_000), most / 1_000_000)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many bytes it has.
        bytes: u64,
        /// How many it may have.
        most: u64,
    },
    /// The file is marked as one not to be written.
    #[error("{} is marked read-only; allow writing to it, or save under another name", .0.display())]
    ReadOnlyFile(PathBuf),
    /// The whole disk can only be read.
    #[error("the disk that holds {} is read-only; choose another place", .0.display())]
    ReadOnlyDisk(PathBuf),
    /// The system does not allow it.
    #[error("the system does not allow access to {}; change its permissions, or choose another place", .0.display())]
    NotAllowed(PathBuf),
    /// No room left.
    #[error("the disk is full, so {} was not written and is as it was; free some space and try again, \
             or choose another place", .0.display())]
    Full(PathBuf),
    /// The name cannot be used.
    #[error("{} cannot be used as a file name here; choose another name", .0.display())]
    BadName(PathBuf),
    /// Anything else the system says.
    #[error("{} could not be read or written ({cause}); try again, or choose another place", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
}

impl DiskError {
    /// Puts what the system says about `path` in words a reader can act on.
    pub(super) fn new(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            ErrorKind::NotFound => Self::NoFile(path),
            ErrorKind::PermissionDenied => Self::NotAllowed(path),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(path),
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyDisk(path),
            ErrorKind::IsADirectory => Self::IsFolder(path),
            ErrorKind::InvalidFilename | ErrorKind::InvalidInput => Self::BadName(path),
            _ => Self::Other { path, cause },
        }
    }

    /// As [`DiskError::new`], when what is missing can only be the folder.
    pub fn writing(path: &Path, cause: io::Error) -> Self {
        match cause.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder(folder_of(path)),
            _ => Self::new(path, cause),
        }
    }
}
