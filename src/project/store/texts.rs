//! The texts of a project as they were when they were read, in `NAME.lectern/texts/`, each under its hash.
//!
//! Annotations point at these, so no change of a source file can move them. A file here is written once and never
//! changed; whether it still is what its name says is checked whenever it is read, and once in a session before saving
//! relies on it. One that is not is written anew where the text is to be had.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::StoreError;
use crate::disk::{About, Disk, DiskError};
use crate::project::{DocumentId, Project};
use crate::text::{Text, TextHash};

/// Tells git to leave the bytes of texts and journals alone.
const GIT_ATTRIBUTES: &str = "texts/* -text\njournal* -text\ntrail/* -text\n";

/// Tells git what is of one machine only: who has the project open, what is not saved yet, earlier versions.
const GIT_IGNORE: &str = "/lock\n/journal*\n/backups/\n";

/// How many texts are held in memory at once while they are brought along.
const TEXTS_AT_ONCE: usize = 16;

/// The folder `NAME.lectern` that belongs to the project file `NAME.ron`.
pub fn folder_beside(project: &Path) -> PathBuf {
    if project.extension() == Some(OsStr::new("ron")) {
        return project.with_extension("lectern");
    }
    let mut name = project.file_name().unwrap_or_default().to_owned();
    name.push(".lectern");
    project.with_file_name(name)
}

/// How a text stands in the folder.
#[derive(Clone, Debug)]
pub enum Kept {
    /// It is there and is what its name says.
    Whole(Text),
    /// There is a file of its name that says something else, or cannot be read.
    Spoilt,
    /// There is no such file.
    Missing,
}

/// The files of `texts/` that were found in this session to hold what their names say, so that none is read at every
/// save. One whose length or time has changed since counts as not seen. Clones are the same list.
#[derive(Clone, Debug, Default)]
pub struct SeenTexts(Arc<Mutex<BTreeMap<PathBuf, About>>>);

/// What came of keeping the texts of a project.
#[derive(Debug, Default)]
pub(super) struct Frozen {
    /// How many were written.
    pub written: usize,
    /// How many of these were there before and were not what they should be.
    pub mended: usize,
    /// The documents whose text is neither there nor to be had.
    pub missing: Vec<DocumentId>,
}

impl SeenTexts {
    /// True when this file, of which the disk says this now, was seen to be whole.
    fn has(&self, file: &Path, now: &About) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file) == Some(now)
    }

    fn add(&self, disk: &Disk, file: &Path) {
        if let Ok(Some(about)) = disk.about(file) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), about);
        }
    }

    /// How the text with this hash is kept by the project at `project`; one that is whole is noted.
    pub fn look(&self, disk: &Disk, project: &Path, hash: TextHash) -> Kept {
        let kept = kept_text(disk, project, hash);
        if matches!(kept, Kept::Whole(_)) {
            self.add(disk, &texts_folder(&disk.follow_links(project)).join(file_name(hash)));
        }
        kept
    }
}

/// How the text with this hash is kept by the project at `project`.
fn kept_text(disk: &Disk, project: &Path, hash: TextHash) -> Kept {
    let path = texts_folder(&disk.follow_links(project)).join(file_name(hash));
    if matches!(disk.about(&path), Ok(None)) {
        return Kept::Missing;
    }
    let body = disk.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match body.map(Text::new).filter(|text| text.hash() == hash) {
        Some(text) => Kept::Whole(text),
        None => Kept::Spoilt,
    }
}

/// The text with this hash, as the project at `project` keeps it; `None` when it is not there or not what it was.
pub fn frozen_text(disk: &Disk, project: &Path, hash: TextHash) -> Option<Text> {
    match kept_text(disk, project, hash) {
        Kept::Whole(text) => Some(text),
        Kept::Spoilt | Kept::Missing => None,
    }
}

/// Every text the project at `project` keeps, by its hash, and whether it is what its name says.
pub fn check_texts(disk: &Disk, project: &Path) -> BTreeMap<TextHash, bool> {
    let folder = texts_folder(&disk.follow_links(project));
    // Texts in a folder that cannot be looked into are not there for those who need them.
    let names = disk.list(&folder).unwrap_or_default();
    let hashes: Vec<TextHash> =
        names.iter().filter_map(|name| name.strip_suffix(".txt")?.parse().ok()).collect();
    hashes.into_par_iter().map(|hash| (hash, is_whole(disk, &folder.join(file_name(hash)), hash))).collect()
}

/// True when the file holds the text with this hash.
fn is_whole(disk: &Disk, file: &Path, hash: TextHash) -> bool {
    disk.read(file).is_ok_and(|bytes| TextHash::of(&bytes) == hash)
}

/// Writes the texts that are not there yet, or are not what they should be; those `seen` to be whole are not read again.
pub(super) fn freeze(
    disk: &Disk,
    project: &Project,
    path: &Path,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
    seen: &SeenTexts,
) -> Result<Frozen, StoreError> {
    let mut frozen = Frozen::default();
    if project.documents.is_empty() {
        return Ok(frozen);
    }
    let folder = texts_folder(path);
    let files: BTreeMap<TextHash, PathBuf> =
        project.documents.values().map(|record| (record.hash, folder.join(file_name(record.hash)))).collect();
    let (mut unseen, mut wanted) = (Vec::new(), Vec::new());
    for (hash, file) in &files {
        match disk.about(file)? {
            None => wanted.push((hash, file)),
            Some(about) if seen.has(file, &about) => {}
            Some(_) => unseen.push((hash, file)),
        }
    }
    let (whole, spoilt): (Vec<_>, Vec<_>) =
        unseen.into_par_iter().partition(|(hash, file)| is_whole(disk, file, **hash));
    for (_, file) in whole {
        seen.add(disk, file);
    }
    let spoilt: BTreeSet<TextHash> = spoilt
        .into_iter()
        .map(|found| {
            wanted.push(found);
            *found.0
        })
        .collect();
    let wanted: BTreeSet<TextHash> = wanted.into_iter().map(|(hash, _)| *hash).collect();
    let mut unwritten: BTreeMap<TextHash, Text> = BTreeMap::new();
    for document in project.documents.values().filter(|document| wanted.contains(&document.hash)) {
        match texts(document.id).filter(|text| text.hash() == document.hash) {
            Some(text) => {
                unwritten.insert(document.hash, text);
            }
            None => frozen.missing.push(document.id),
        }
    }
    frozen.written = unwritten.len();
    frozen.mended = unwritten.keys().filter(|hash| spoilt.contains(hash)).count();
    let unwritten: Vec<(TextHash, Text)> = unwritten.into_iter().collect();
    keep_texts(disk, path, &unwritten)?;
    for file in unwritten.iter().filter_map(|(hash, _)| files.get(hash)) {
        seen.add(disk, file);
    }
    Ok(frozen)
}

/// Writes texts beside the project file at `path`, those that are not there yet or are not what they should be.
pub fn keep_texts(disk: &Disk, path: &Path, texts: &[(TextHash, Text)]) -> Result<(), DiskError> {
    let path = &disk.follow_links(path);
    let folder = texts_folder(path);
    let is_there = |hash: &TextHash| is_whole(disk, &folder.join(file_name(*hash)), *hash);
    let unwritten = texts.iter().filter(|(hash, _)| !is_there(hash));
    let files = unwritten.map(|(hash, text)| (file_name(*hash), text.as_str().as_bytes()));
    disk.write_new_files(&folder, files)?;
    for (name, content) in [(".gitattributes", GIT_ATTRIBUTES), (".gitignore", GIT_IGNORE)] {
        let file = folder_beside(path).join(name);
        if disk.about(&file)?.is_none() {
            disk.write_atomically(&file, content.as_bytes())?;
        }
    }
    Ok(())
}

/// Keeps texts beside the project file at `to` that are kept beside the one at `from`; those that are not are passed
/// over.
pub fn bring_texts(
    disk: &Disk,
    from: &Path,
    to: &Path,
    hashes: impl IntoIterator<Item = TextHash>,
) -> Result<(), DiskError> {
    let folder = texts_folder(&disk.follow_links(to));
    let missing = hashes.into_iter().filter(|hash| !is_whole(disk, &folder.join(file_name(*hash)), *hash));
    let mut texts = missing.filter_map(|hash| Some((hash, frozen_text(disk, from, hash)?))).peekable();
    while texts.peek().is_some() {
        let some: Vec<(TextHash, Text)> = texts.by_ref().take(TEXTS_AT_ONCE).collect();
        keep_texts(disk, to, &some)?;
    }
    Ok(())
}

fn texts_folder(project: &Path) -> PathBuf {
    folder_beside(project).join("texts")
}

fn file_name(hash: TextHash) -> String {
    format!("{hash}.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_goes_by_the_name_of_the_file() {
        assert_eq!(folder_beside(Path::new("/a/study.ron")), Path::new("/a/study.lectern"));
        assert_eq!(folder_beside(Path::new("/a/v1.2")), Path::new("/a/v1.2.lectern"));
    }
}
