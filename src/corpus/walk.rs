//! Finding the files to read: inputs and the folders among them, walked in one order, each real file once.
//!
//! Links to folders are not followed, so there is nothing to go round in; links to files are. Hidden files, Lectern's
//! own, and what systems leave in folders are passed over without a word.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use walkdir::{DirEntry, WalkDir};

use super::problem::{Problem, ProblemKind};
use super::read::{extension, is_project_file};
use super::{formats, kind};

/// What the walk comes upon.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Find {
    /// A file to read, and its name in the corpus.
    File(PathBuf, String),
    /// Something that is not read.
    Problem(Problem),
}

/// Files that systems leave in folders, in lower case.
const LITTER: [&str; 4] = ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"];

/// Walks `inputs` in order and hands each find to `found`, until done or cancelled.
pub(super) fn walk(inputs: &[PathBuf], cancel: &AtomicBool, found: &mut dyn FnMut(Find)) {
    let roots = inputs.iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
    let mut walk = Walk { roots, seen: HashSet::new(), cancel, found };
    for input in inputs {
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        walk.input(input);
    }
}

struct Walk<'a> {
    /// The inputs by their real paths.
    roots: Vec<PathBuf>,
    /// Real paths of what has been found.
    seen: HashSet<PathBuf>,
    cancel: &'a AtomicBool,
    found: &'a mut dyn FnMut(Find),
}

impl Walk<'_> {
    fn input(&mut self, input: &Path) {
        let target = fs::canonicalize(input).and_then(|real| Ok((fs::metadata(&real)?, real)));
        let (metadata, real) = match target {
            Ok(target) => target,
            Err(error) => {
                let is_link = fs::symlink_metadata(input).is_ok_and(|metadata| metadata.is_symlink());
                let kind = match ProblemKind::from(&error) {
                    ProblemKind::Missing if is_link => ProblemKind::BrokenLink,
                    kind => kind,
                };
                return self.problem(input, &kind);
            }
        };
        if metadata.is_dir() && is_project_folder(input) {
            return self.problem(input, &ProblemKind::Project);
        }
        if metadata.is_dir() {
            return self.folder(input, &real);
        }
        if self.seen.insert(real) {
            let name = input.file_name().unwrap_or(input.as_os_str()).to_string_lossy().into_owned();
            (self.found)(Find::File(input.to_owned(), name));
        }
    }

    fn folder(&mut self, folder: &Path, real_folder: &Path) {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        let mut is_empty = true;
        for entry in entries.filter_entry(|entry| {
            entry.depth() == 0 || !is_passed_over(entry.path(), entry.file_type().is_dir())
        }) {
            if self.cancel.load(Ordering::Relaxed) {
                return;
            }
            match entry {
                Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => continue,
                Ok(entry) => self.entry(&entry, folder, real_folder),
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    let kind = error.io_error().map_or(ProblemKind::LinkLoop, ProblemKind::from);
                    if self.seen.insert(path.clone()) {
                        self.problem(&path, &kind);
                    }
                }
            }
            is_empty = false;
        }
        if is_empty {
            self.problem(folder, &ProblemKind::NothingInside);
        }
    }

    /// Something inside a folder that is no folder itself.
    fn entry(&mut self, entry: &DirEntry, folder: &Path, real_folder: &Path) {
        let path = entry.path();
        let Ok(below) = path.strip_prefix(folder) else { return };
        let real = if entry.path_is_symlink() {
            match self.link(path) {
                Ok(Some(real)) => real,
                Ok(None) => return,
                Err(kind) => return self.problem(path, &kind),
            }
        } else {
            real_folder.join(below)
        };
        // What was given by itself is read whatever its extension.
        let was_given = self.roots.contains(&real);
        if !self.seen.insert(real) {
            return;
        }
        let is_file = entry.path_is_symlink() || entry.file_type().is_file();
        let kind = if is_file { unread(path).filter(|_| !was_given) } else { Some(ProblemKind::NotAFile) };
        match kind {
            Some(kind) => self.problem(path, &kind),
            None => (self.found)(Find::File(path.to_owned(), name_below(below))),
        }
    }

    /// Where a link leads: the real path of a file to read, or `None` when what it leads to is found in its own place.
    fn link(&self, path: &Path) -> Result<Option<PathBuf>, ProblemKind> {
        let target = fs::canonicalize(path).and_then(|real| Ok((fs::metadata(&real)?, real)));
        let (metadata, real): (Metadata, PathBuf) =
            target.map_err(|error| match ProblemKind::from(&error) {
                ProblemKind::Missing => ProblemKind::BrokenLink,
                kind => kind,
            })?;
        if self.roots.iter().any(|root| is_walked(root, &real)) {
            return Ok(None);
        }
        match metadata {
            metadata if metadata.is_dir() => Err(ProblemKind::LinkOutside),
            metadata if metadata.is_file() => Ok(Some(real)),
            _ => Err(ProblemKind::NotAFile),
        }
    }

    fn problem(&mut self, path: &Path, kind: &ProblemKind) {
        (self.found)(Find::Problem(Problem::new(path, kind)));
    }
}

/// True when walking `root` comes to `real` by itself.
fn is_walked(root: &Path, real: &Path) -> bool {
    let Ok(below) = real.strip_prefix(root) else { return false };
    !below
        .ancestors()
        .any(|part| part.file_name().is_some() && is_passed_over(part, part != below || real.is_dir()))
}

/// Why a file that lies in an opened folder is not read, going by its extension; `None` when it is.
///
/// A file without an extension is read: many an old corpus is nothing else.
fn unread(path: &Path) -> Option<ProblemKind> {
    let extension = extension(path);
    if extension.is_empty() || formats::by_extension(&extension).is_some() {
        return None;
    }
    Some(
        kind::by_extension(&extension)
            .map_or(ProblemKind::UnknownExtension(extension), ProblemKind::OtherKind),
    )
}

/// True for what a folder holds besides documents: hidden things, Lectern's own, and litter.
fn is_passed_over(path: &Path, is_folder: bool) -> bool {
    let name = path.file_name().unwrap_or_default();
    let is_hidden = name.as_encoded_bytes().starts_with(b".");
    let lower = name.to_string_lossy().to_lowercase();
    // Word processors keep `~$name.docx` beside a document that is open.
    let is_litter = LITTER.contains(&lower.as_str()) || lower.starts_with("~$");
    let is_our_own = if is_folder { is_project_folder(path) } else { is_project_file(&extension(path)) };
    is_hidden || is_litter || is_our_own
}

/// True for the folder that stands beside a project file.
fn is_project_folder(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("lectern"))
}

/// A path below the opened folder, with `/` between its parts.
fn name_below(below: &Path) -> String {
    let parts = below.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}
