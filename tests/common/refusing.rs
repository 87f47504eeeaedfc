//! A disk that refuses some calls, as full, broken and protected ones do.

#![allow(dead_code)]

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lectern::disk::{About, Disk, Locking, Storage, StoredFile, System};

/// Says whether a call is refused, by its name and the path it is about.
type Rule = Arc<dyn Fn(&str, &Path) -> Option<io::ErrorKind> + Send + Sync>;

struct Refusing(Rule);

/// The machine's disk, but for the calls `rule` refuses.
pub fn disk(rule: impl Fn(&str, &Path) -> Option<io::ErrorKind> + Send + Sync + 'static) -> Disk {
    Disk::new(Refusing(Arc::new(rule)))
}

/// The machine's disk, if its file system knew no locks.
pub fn disk_without_locks() -> Disk {
    disk(|call, _| (call == "lock").then_some(io::ErrorKind::Unsupported))
}

impl Refusing {
    fn ask(&self, call: &str, path: &Path) -> io::Result<()> {
        self.0(call, path).map_or(Ok(()), |kind| Err(kind.into()))
    }
}

impl Storage for Refusing {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.ask("read", path)?;
        System.read(path)
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        self.ask("about", path)?;
        System.about(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        System.read_link(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.ask("list", folder)?;
        System.list(folder)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        self.ask("create_new", path)?;
        System.create_new(path)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        self.ask("append", path)?;
        System.append(path)
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.copy_permissions(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask("rename", to)?;
        System.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask("link", to)?;
        System.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask("remove", path)?;
        System.remove(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("remove_folder", folder)?;
        System.remove_folder(folder)
    }

    fn remove_empty_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("remove_empty_folder", folder)?;
        System.remove_empty_folder(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("create_folder", folder)?;
        System.create_folder(folder)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("flush_folder", folder)?;
        System.flush_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Locking> {
        match self.ask("lock", path) {
            Err(cause) if cause.kind() == io::ErrorKind::Unsupported => Ok(Locking::Unknown(cause)),
            Err(cause) => Err(cause),
            Ok(()) => System.lock(path),
        }
    }
}
