//! Files written whole or not at all.
//!
//! What is written goes to a temporary file in the same folder first, is flushed, and only then takes the place of
//! what was there, so that neither a crash nor a full disk can leave half a file. Knows nothing of what it writes.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

/// Names of temporary files begin like this; nobody else's do.
const TEMPORARY_PREFIX: &str = ".lectern-";
/// And end like this.
const TEMPORARY_SUFFIX: &str = ".part";
/// With this many letters and digits between.
const TEMPORARY_RANDOM: usize = 12;
/// A temporary file this old belongs to a program that did not live to finish it.
const STRAY_AFTER: Duration = Duration::from_hours(1);
/// Files of [`write_new_files`] open at once, well below what systems allow a program.
const OPEN_AT_ONCE: usize = 128;

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
    fn new(path: &Path, cause: io::Error) -> Self {
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
    fn writing(path: &Path, cause: io::Error) -> Self {
        match cause.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder(folder_of(path)),
            _ => Self::new(path, cause),
        }
    }
}

/// Reads a whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    if path.is_dir() {
        return Err(DiskError::IsFolder(path.to_owned()));
    }
    fs::read(path).map_err(|cause| DiskError::new(path, cause))
}

/// Writes `bytes` to `path`: afterwards the file holds all of them and is on the disk, or it is as it was.
///
/// A link is followed, and the permissions of the file that is replaced are kept.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    replace(path, bytes, true)
}

/// As [`write_atomically`], but the system may take its time to bring it to the disk: for what is no loss when the
/// power fails.
pub fn write_lightly(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    replace(path, bytes, false)
}

fn replace(path: &Path, bytes: &[u8], flush: bool) -> Result<(), DiskError> {
    let target = follow_links(path);
    let before = match fs::metadata(&target) {
        Ok(before) if before.is_dir() => return Err(DiskError::IsFolder(target)),
        Ok(before) if before.permissions().readonly() => return Err(DiskError::ReadOnlyFile(target)),
        Ok(before) => Some(before),
        Err(_) => None,
    };
    let folder = folder_of(&target);
    remove_strays(&folder);
    let mut file = temporary_in(&folder).map_err(|cause| DiskError::writing(&target, cause))?;
    let written = file
        .write_all(bytes)
        .and_then(|()| before.map_or(Ok(()), |before| fs::set_permissions(file.path(), before.permissions())))
        .and_then(|()| if flush { file.as_file().sync_all() } else { Ok(()) });
    written.map_err(|cause| DiskError::writing(&target, cause))?;
    take_place(file, &target)?;
    if flush { flush_folder(&folder) } else { Ok(()) }
}

/// Writes many files of one folder at the price of few flushes; each is whole or not there.
pub fn write_new_files<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (String, &'a [u8])>,
) -> Result<(), DiskError> {
    create_folder(folder)?;
    remove_strays(folder);
    let mut files = files.into_iter().peekable();
    let mut any = false;
    while files.peek().is_some() {
        let mut open = Vec::with_capacity(OPEN_AT_ONCE);
        for (name, bytes) in files.by_ref().take(OPEN_AT_ONCE) {
            let path = folder.join(name);
            let mut file = temporary_in(folder).map_err(|cause| DiskError::writing(&path, cause))?;
            file.write_all(bytes).map_err(|cause| DiskError::writing(&path, cause))?;
            open.push((file, path));
        }
        // All are written before the first is flushed: the system then flushes them together.
        for (file, path) in &open {
            file.as_file().sync_all().map_err(|cause| DiskError::writing(path, cause))?;
        }
        for (file, path) in open {
            take_place(file, &path)?;
        }
        any = true;
    }
    if any { flush_folder(folder) } else { Ok(()) }
}

/// Makes a folder and those above it, where they are missing.
pub fn create_folder(folder: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(folder).map_err(|cause| DiskError::writing(folder, cause))
}

/// A new temporary file with the permissions any new file gets.
fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX).rand_bytes(TEMPORARY_RANDOM);
    #[cfg(unix)]
    {
        // Unlike the library's own default, which hides the file from everyone else; the umask still applies.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Renames a finished temporary file. On Windows a virus scanner or indexer may hold the old file for a moment.
fn take_place(file: NamedTempFile, target: &Path) -> Result<(), DiskError> {
    let mut attempts = if cfg!(windows) { 10 } else { 1 };
    let mut file = file;
    loop {
        attempts -= 1;
        match file.persist(target) {
            Ok(_) => return Ok(()),
            Err(failed) if attempts > 0 && failed.error.kind() == ErrorKind::PermissionDenied => {
                std::thread::sleep(Duration::from_millis(50));
                file = failed.file;
            }
            Err(failed) => return Err(DiskError::writing(target, failed.error)),
        }
    }
}

/// Makes a rename last: the folder's list of names is flushed too, where systems know such a thing.
fn flush_folder(folder: &Path) -> Result<(), DiskError> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network file systems cannot flush a folder; the file itself is flushed.
        Err(cause) if !matches!(cause.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Err(DiskError::new(folder, cause))
        }
        _ => Ok(()),
    }
}

/// The file a link leads to, even when it is not there yet; `path` itself when it is no link.
pub fn follow_links(path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..40 {
        let Ok(next) = fs::read_link(&at) else { break };
        at = folder_of(&at).join(next);
    }
    at
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Removes temporary files that a crash left here long ago. Failing to is no reason not to save.
fn remove_strays(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| is_temporary_name(&entry.file_name())) {
        let Ok(about) = entry.metadata() else { continue };
        let age = about.modified().ok().and_then(|then| SystemTime::now().duration_since(then).ok());
        if about.is_file()
            && age.is_some_and(|age| age > STRAY_AFTER)
            && fs::remove_file(entry.path()).is_ok()
        {
            tracing::info!("removed the stray temporary file {}", entry.path().display());
        }
    }
}

fn is_temporary_name(name: &OsStr) -> bool {
    name.to_str()
        .and_then(|name| name.strip_prefix(TEMPORARY_PREFIX)?.strip_suffix(TEMPORARY_SUFFIX))
        .is_some_and(|random| {
            random.len() == TEMPORARY_RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn writes_and_replaces_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn says_what_to_do_when_it_cannot() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no/such/a.txt");
        assert!(matches!(write_atomically(&missing, b""), Err(DiskError::NoFolder(_))));
        assert!(matches!(write_atomically(folder.path(), b""), Err(DiskError::IsFolder(_))));
        assert!(matches!(read(&missing), Err(DiskError::NoFile(_))));
        assert!(matches!(read(folder.path()), Err(DiskError::IsFolder(_))));
        let below_a_file = folder.path().join("file");
        write_atomically(&below_a_file, b"x").unwrap();
        assert!(matches!(write_atomically(&below_a_file.join("a.txt"), b""), Err(DiskError::NoFolder(_))));
        let full = DiskError::writing(&missing, ErrorKind::StorageFull.into());
        assert!(full.to_string().contains("free some space"), "{full}");
    }

    #[test]
    fn a_file_marked_read_only_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write_atomically(&path, b"kept").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(write_atomically(&path, b"new"), Err(DiskError::ReadOnlyFile(_))));
        assert_eq!(read(&path).unwrap(), b"kept");
    }

    #[cfg(unix)]
    #[test]
    fn keeps_permissions_and_follows_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real.txt");
        write_atomically(&path, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.txt");
        symlink("real.txt", &link).unwrap();
        write_atomically(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);

        let dangling = folder.path().join("dangling.txt");
        symlink("later.txt", &dangling).unwrap();
        write_atomically(&dangling, b"three").unwrap();
        assert_eq!(read(&folder.path().join("later.txt")).unwrap(), b"three");
    }

    #[test]
    fn removes_only_its_own_old_strays() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - STRAY_AFTER * 2;
        for (name, modified) in [
            (".lectern-abcdefABCD12.part", Some(old)),
            (".lectern-abcdefABCD13.part", None),
            (".lectern-notours.part", Some(old)),
            ("letter.part", Some(old)),
        ] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            if let Some(modified) = modified {
                file.set_modified(modified).unwrap();
            }
        }
        write_atomically(&folder.path().join("a.txt"), b"").unwrap();
        let left = [".lectern-abcdefABCD13.part", ".lectern-notours.part", "a.txt", "letter.part"];
        assert_eq!(names(folder.path()), left);
    }

    #[test]
    fn writes_more_files_than_may_be_open() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("x/texts");
        let bodies: Vec<String> = (0..OPEN_AT_ONCE * 2 + 3).map(|n| format!("text {n}")).collect();
        let files = bodies.iter().enumerate().map(|(n, body)| (format!("{n}.txt"), body.as_bytes()));
        write_new_files(&below, files).unwrap();
        assert_eq!(names(&below).len(), bodies.len());
        assert_eq!(read(&below.join("130.txt")).unwrap(), b"text 130");
    }
}
