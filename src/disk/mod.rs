//! Files written whole or not at all, and files that only grow.
//!
//! What is written goes to a temporary file in the same folder first, is flushed, and only then takes the place of
//! what was there, so that neither a crash nor a full disk can leave half a file. Every call to the system goes through
//! a [`Storage`], for which tests put a disk that fails. Knows nothing of what it writes.

mod error;
mod storage;

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub use error::DiskError;
pub use storage::{About, Identity, Kind, LockedFile, Locking, Storage, StoredFile, System};

/// Names of temporary files begin like this; nobody else's do.
const TEMPORARY_PREFIX: &str = ".lectern-";
/// And end like this.
const TEMPORARY_SUFFIX: &str = ".part";
/// With this many hexadecimal digits between.
const TEMPORARY_RANDOM: usize = 32;
/// A temporary file this old belongs to a program that did not live to finish it.
const STRAY_AFTER: Duration = Duration::from_hours(1);
/// Files of [`Disk::write_new_files`] open at once, well below what systems allow a program.
const OPEN_AT_ONCE: usize = 128;

/// The largest file that is read as a whole, in bytes: more than any project or journal comes to, and no more than a
/// machine can hold.
pub const LARGEST_FILE: u64 = 2 << 30;

/// Where files are read and written. Cheap to clone; all clones are the same disk.
#[derive(Clone)]
pub struct Disk(Arc<dyn Storage>);

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Disk")
    }
}

impl Default for Disk {
    /// The machine's own.
    fn default() -> Self {
        Self::new(System)
    }
}

/// A file that takes the place of another once it is whole.
struct Temporary {
    path: PathBuf,
    file: Box<dyn StoredFile>,
}

/// A file that is whole under another name in its folder, and takes the place of the one it is for when it is told to.
pub struct Prepared<'a> {
    disk: &'a Disk,
    temporary: Temporary,
    target: PathBuf,
    flush: bool,
}

impl Prepared<'_> {
    /// Gives it the name it is for, in place of what has that name; afterwards it is on the disk.
    pub fn put_in_place(self) -> Result<(), DiskError> {
        self.disk.take_place(self.temporary, &self.target)?;
        if self.flush { self.disk.flush_folder(&folder_of(&self.target)) } else { Ok(()) }
    }

    /// Removes it again.
    pub fn give_up(self) {
        drop(self.temporary.file);
        self.disk.abandon(&self.temporary.path);
    }
}

impl Disk {
    /// The disk that `storage` is.
    pub fn new(storage: impl Storage + 'static) -> Self {
        Self(Arc::new(storage))
    }

    /// Reads a whole file.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        self.read_up_to(path, LARGEST_FILE)
    }

    /// Reads a whole file of no more than `most` bytes. What is not a file is never opened: a pipe would be waited for,
    /// and a device may have no end.
    pub fn read_up_to(&self, path: &Path, most: u64) -> Result<Vec<u8>, DiskError> {
        match self.about(path)? {
            Some(About { kind: Kind::Folder, .. }) => return Err(DiskError::IsFolder(path.to_owned())),
            Some(About { kind: Kind::Other, .. }) => return Err(DiskError::NotAFile(path.to_owned())),
            Some(about) if about.length > most => {
                return Err(DiskError::TooLarge { path: path.to_owned(), bytes: about.length, most });
            }
            _ => {}
        }
        self.0.read(path).map_err(|cause| DiskError::new(path, cause))
    }

    /// What stands at `path`; `None` when nothing does. That nobody may look, or the disk does not answer, is an error
    /// and no absence.
    pub fn about(&self, path: &Path) -> Result<Option<About>, DiskError> {
        match self.0.about(path) {
            Ok(about) => Ok(Some(about)),
            Err(cause) if is_absence(&cause) => Ok(None),
            Err(cause) => Err(DiskError::new(path, cause)),
        }
    }

    /// The names of the files in a folder that are text, sorted; none when there is no such folder.
    pub fn list(&self, folder: &Path) -> Result<Vec<String>, DiskError> {
        let names = match self.0.list(folder) {
            Ok(names) => names,
            Err(cause) if is_absence(&cause) => Vec::new(),
            Err(cause) => return Err(DiskError::new(folder, cause)),
        };
        let mut names: Vec<String> = names.into_iter().filter_map(|name| name.into_string().ok()).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// The first of these paths at which nothing stands; `None` when something stands at each.
    pub fn first_free(&self, paths: impl IntoIterator<Item = PathBuf>) -> Result<Option<PathBuf>, DiskError> {
        for path in paths {
            if self.about(&path)?.is_none() {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// Writes `bytes` to `path`: afterwards the file holds all of them and is on the disk, or it is as it was.
    ///
    /// A link is followed, and the permissions of the file that is replaced are kept.
    pub fn write_atomically(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        self.prepare(path, bytes)?.put_in_place()
    }

    /// The first half of [`Disk::write_atomically`]: writes `bytes` and brings them to the disk, and leaves what is at `path`
    /// as it is. What can fail for want of room has been done then.
    pub fn prepare(&self, path: &Path, bytes: &[u8]) -> Result<Prepared<'_>, DiskError> {
        self.prepare_with(path, bytes, true)
    }

    /// As [`Disk::write_atomically`], but the system may take its time to bring it to the disk: for what is no loss
    /// when the power fails.
    pub fn write_lightly(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        self.prepare_with(path, bytes, false)?.put_in_place()
    }

    fn prepare_with(&self, path: &Path, bytes: &[u8], flush: bool) -> Result<Prepared<'_>, DiskError> {
        let target = self.follow_links(path);
        let before = self.about(&target)?;
        match before {
            Some(before) if before.kind == Kind::Folder => return Err(DiskError::IsFolder(target)),
            Some(before) if before.read_only => return Err(DiskError::ReadOnlyFile(target)),
            _ => {}
        }
        let folder = folder_of(&target);
        self.remove_strays(&folder);
        let writing = |cause| DiskError::writing(&target, cause);
        let mut temporary = self.temporary_in(&folder).map_err(writing)?;
        let written = temporary
            .file
            .write_all(bytes)
            .and_then(|()| before.map_or(Ok(()), |_| self.0.copy_permissions(&target, &temporary.path)))
            .and_then(|()| if flush { temporary.file.flush_to_disk() } else { Ok(()) });
        if let Err(cause) = written {
            self.abandon(&temporary.path);
            return Err(writing(cause));
        }
        Ok(Prepared { disk: self, temporary, target, flush })
    }

    /// Writes many files of one folder at the price of few flushes; each is whole or not there.
    pub fn write_new_files<'a>(
        &self,
        folder: &Path,
        files: impl IntoIterator<Item = (String, &'a [u8])>,
    ) -> Result<(), DiskError> {
        self.create_folder(folder)?;
        self.remove_strays(folder);
        let mut files = files.into_iter().peekable();
        let mut any = false;
        while files.peek().is_some() {
            let mut open = Vec::with_capacity(OPEN_AT_ONCE);
            let written = self.write_some(folder, files.by_ref().take(OPEN_AT_ONCE), &mut open);
            if let Err(error) = written {
                for (temporary, _) in &open {
                    self.abandon(&temporary.path);
                }
                return Err(error);
            }
            for (temporary, path) in open {
                self.take_place(temporary, &path)?;
            }
            any = true;
        }
        if any { self.flush_folder(folder) } else { Ok(()) }
    }

    fn write_some<'a>(
        &self,
        folder: &Path,
        files: impl Iterator<Item = (String, &'a [u8])>,
        open: &mut Vec<(Temporary, PathBuf)>,
    ) -> Result<(), DiskError> {
        for (name, bytes) in files {
            let path = folder.join(name);
            let mut temporary =
                self.temporary_in(folder).map_err(|cause| DiskError::writing(&path, cause))?;
            let written = temporary.file.write_all(bytes);
            open.push((temporary, path.clone()));
            written.map_err(|cause| DiskError::writing(&path, cause))?;
        }
        // All are written before the first is flushed: the system then flushes them together.
        for (temporary, path) in open {
            temporary.file.flush_to_disk().map_err(|cause| DiskError::writing(path, cause))?;
        }
        Ok(())
    }

    /// Makes a folder and those above it, where they are missing; afterwards they survive a power cut.
    pub fn create_folder(&self, folder: &Path) -> Result<(), DiskError> {
        let named = folder.ancestors().take_while(|path| !path.as_os_str().is_empty());
        let missing: Vec<&Path> = named.take_while(|path| matches!(self.about(path), Ok(None))).collect();
        self.0.create_folder(folder).map_err(|cause| DiskError::writing(folder, cause))?;
        missing.iter().rev().try_for_each(|made| self.flush_folder(&folder_of(made)))
    }

    /// An error where something else than a plain file stands at `path`, also a link to one: what is written in the place of a
    /// file would go to wherever that leads.
    pub fn check_no_link(&self, path: &Path) -> Result<(), DiskError> {
        if self.0.read_link(path).is_ok() {
            return Err(DiskError::Link(path.to_owned()));
        }
        match self.about(path)?.map(|about| about.kind) {
            None | Some(Kind::File) => Ok(()),
            Some(Kind::Folder) => Err(DiskError::IsFolder(path.to_owned())),
            Some(Kind::Other) => Err(DiskError::NotAFile(path.to_owned())),
        }
    }

    /// A file to be written on at its end, made when it is not there. It is none that a link leads to.
    pub fn append(&self, path: &Path) -> Result<Box<dyn StoredFile>, DiskError> {
        self.check_no_link(path)?;
        self.0.append(path).map_err(|cause| DiskError::writing(path, cause))
    }

    /// Gives a file another name, in the same folder or another one; what has that name is replaced.
    pub fn move_file(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.0.rename(from, to).map_err(|cause| DiskError::writing(to, cause))?;
        self.flush_folder(&folder_of(to))?;
        if folder_of(from) == folder_of(to) { Ok(()) } else { self.flush_folder(&folder_of(from)) }
    }

    /// The name that [`Disk::copy_aside`] would give what is at `path`; `None` when there is nothing.
    pub fn name_aside(&self, path: &Path) -> Result<Option<PathBuf>, DiskError> {
        if self.about(path)?.is_none() {
            return Ok(None);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.first_free((1u32..).map(|number| path.with_file_name(format!("{name}.aside-{number}"))))
    }

    /// Keeps what is at `path` under a name nobody uses, `NAME.aside-1` and so on, and says which; `None` when there is
    /// nothing.
    pub fn copy_aside(&self, path: &Path) -> Result<Option<PathBuf>, DiskError> {
        let aside = self.name_aside(path)?;
        aside.as_deref().map_or(Ok(()), |aside| self.keep_copy(path, aside))?;
        Ok(aside)
    }

    /// Gives what is at `from` a second name, or copies it where the system knows no second names.
    ///
    /// Whoever changes the file afterwards must do so by replacing it.
    pub fn keep_copy(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        if self.0.link(from, to).is_ok() {
            return self.flush_folder(&folder_of(to));
        }
        self.write_atomically(to, &self.read(from)?)
    }

    /// Asks for the lock on a file, made when it is not there, without waiting. It is none that a link leads to.
    pub fn lock(&self, path: &Path) -> Result<Locking, DiskError> {
        self.check_no_link(path)?;
        self.0.lock(path).map_err(|cause| DiskError::writing(path, cause))
    }

    /// Whether the file at `path`, or a new one of that name, can be put in place as [`Disk::write_atomically`] does.
    pub fn may_write(&self, path: &Path) -> Result<(), DiskError> {
        let target = self.follow_links(path);
        if self.about(&target)?.is_some_and(|about| about.read_only) {
            return Err(DiskError::ReadOnlyFile(target));
        }
        let temporary = self.temporary_in(&folder_of(&target));
        let temporary = temporary.map_err(|cause| DiskError::writing(&target, cause))?;
        drop(temporary.file);
        self.abandon(&temporary.path);
        Ok(())
    }

    /// Removes a file.
    pub fn remove(&self, path: &Path) -> Result<(), DiskError> {
        self.0.remove(path).map_err(|cause| DiskError::new(path, cause))
    }

    /// Removes a folder with all that is in it; links in it are removed and not followed.
    pub fn remove_folder(&self, folder: &Path) -> Result<(), DiskError> {
        self.0.remove_folder(folder).map_err(|cause| DiskError::new(folder, cause))
    }

    /// Removes a folder in which there is nothing, whatever its name may be; an error where there is.
    pub fn remove_empty_folder(&self, folder: &Path) -> Result<(), DiskError> {
        self.0.remove_empty_folder(folder).map_err(|cause| DiskError::new(folder, cause))
    }

    /// Makes the names in a folder last, where systems know such a thing.
    pub fn flush_folder(&self, folder: &Path) -> Result<(), DiskError> {
        self.0.flush_folder(folder).map_err(|cause| DiskError::new(folder, cause))
    }

    /// The file a link leads to, even when it is not there yet; `path` itself when it is no link.
    pub fn follow_links(&self, path: &Path) -> PathBuf {
        let mut at = path.to_owned();
        for _ in 0..40 {
            let Ok(next) = self.0.read_link(&at) else { break };
            at = folder_of(&at).join(next);
        }
        at
    }

    /// A new temporary file with the permissions any new file gets.
    fn temporary_in(&self, folder: &Path) -> io::Result<Temporary> {
        let random = uuid::Uuid::new_v4().simple();
        let path = folder.join(format!("{TEMPORARY_PREFIX}{random}{TEMPORARY_SUFFIX}"));
        let file = self.0.create_new(&path)?;
        Ok(Temporary { path, file })
    }

    /// Renames a finished temporary file. On Windows a virus scanner or indexer may hold the old file for a moment.
    fn take_place(&self, temporary: Temporary, target: &Path) -> Result<(), DiskError> {
        let Temporary { path, file } = temporary;
        drop(file);
        let mut attempts = if cfg!(windows) { 10 } else { 1 };
        loop {
            attempts -= 1;
            match self.0.rename(&path, target) {
                Ok(()) => return Ok(()),
                Err(cause) if attempts > 0 && cause.kind() == ErrorKind::PermissionDenied => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(cause) => {
                    self.abandon(&path);
                    return Err(DiskError::writing(target, cause));
                }
            }
        }
    }

    /// Removes a temporary file that came to nothing. Where that fails, it is a stray to be removed later.
    fn abandon(&self, temporary: &Path) {
        if let Err(error) = self.0.remove(temporary) {
            tracing::info!("{} stays for now: {error}", temporary.display());
        }
    }

    /// Removes temporary files that a crash left here long ago. Failing to is no reason not to save.
    fn remove_strays(&self, folder: &Path) {
        let Ok(names) = self.0.list(folder) else { return };
        for path in names.iter().filter(|name| is_temporary_name(name)).map(|name| folder.join(name)) {
            let Ok(Some(about)) = self.about(&path) else { continue };
            let age = about.modified.and_then(|then| SystemTime::now().duration_since(then).ok());
            if about.kind == Kind::File
                && age.is_some_and(|age| age > STRAY_AFTER)
                && self.0.remove(&path).is_ok()
            {
                tracing::info!("removed the stray temporary file {}", path.display());
            }
        }
    }
}

/// True for what a system says when nothing stands at a path.
fn is_absence(cause: &io::Error) -> bool {
    // Below a file there is nothing either.
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn is_temporary_name(name: &OsStr) -> bool {
    name.to_str()
        .and_then(|name| name.strip_prefix(TEMPORARY_PREFIX)?.strip_suffix(TEMPORARY_SUFFIX))
        .is_some_and(|random| {
            random.len() == TEMPORARY_RANDOM && random.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn disk() -> Disk {
        Disk::default()
    }

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
        disk().write_atomically(&path, b"one").unwrap();
        disk().write_atomically(&path, b"two").unwrap();
        assert_eq!(disk().read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn says_what_to_do_when_it_cannot() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no/such/a.txt");
        assert!(matches!(disk().write_atomically(&missing, b""), Err(DiskError::NoFolder(_))));
        assert!(matches!(disk().write_atomically(folder.path(), b""), Err(DiskError::IsFolder(_))));
        assert!(matches!(disk().read(&missing), Err(DiskError::NoFile(_))));
        assert!(matches!(disk().read(folder.path()), Err(DiskError::IsFolder(_))));
        let below_a_file = folder.path().join("file");
        disk().write_atomically(&below_a_file, b"x").unwrap();
        assert!(matches!(
            disk().write_atomically(&below_a_file.join("a.txt"), b""),
            Err(DiskError::NoFolder(_))
        ));
        let full = DiskError::writing(&missing, ErrorKind::StorageFull.into());
        assert!(full.to_string().contains("free some space"), "{full}");
    }

    #[test]
    fn a_file_marked_read_only_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        disk().write_atomically(&path, b"kept").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(disk().write_atomically(&path, b"new"), Err(DiskError::ReadOnlyFile(_))));
        assert_eq!(disk().read(&path).unwrap(), b"kept");
    }

    #[cfg(unix)]
    #[test]
    fn keeps_permissions_and_follows_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real.txt");
        disk().write_atomically(&path, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.txt");
        symlink("real.txt", &link).unwrap();
        disk().write_atomically(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(disk().read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);

        let dangling = folder.path().join("dangling.txt");
        symlink("later.txt", &dangling).unwrap();
        disk().write_atomically(&dangling, b"three").unwrap();
        assert_eq!(disk().read(&folder.path().join("later.txt")).unwrap(), b"three");
    }

    #[test]
    fn removes_only_its_own_old_strays() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - STRAY_AFTER * 2;
        for (name, modified) in [
            (".lectern-0123456789abcdef0123456789abcdef.part", Some(old)),
            (".lectern-0123456789abcdef0123456789abcdee.part", None),
            (".lectern-notours.part", Some(old)),
            ("letter.part", Some(old)),
        ] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            if let Some(modified) = modified {
                file.set_modified(modified).unwrap();
            }
        }
        disk().write_atomically(&folder.path().join("a.txt"), b"").unwrap();
        let left = [
            ".lectern-0123456789abcdef0123456789abcdee.part",
            ".lectern-notours.part",
            "a.txt",
            "letter.part",
        ];
        assert_eq!(names(folder.path()), left);
    }

    #[test]
    fn writes_more_files_than_may_be_open() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("x/texts");
        let bodies: Vec<String> = (0..OPEN_AT_ONCE * 2 + 3).map(|n| format!("text {n}")).collect();
        let files = bodies.iter().enumerate().map(|(n, body)| (format!("{n}.txt"), body.as_bytes()));
        disk().write_new_files(&below, files).unwrap();
        assert_eq!(names(&below).len(), bodies.len());
        assert_eq!(disk().read(&below.join("130.txt")).unwrap(), b"text 130");
    }
}
