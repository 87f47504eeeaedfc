//! The texts of a project as they were when they were read, in `NAME.lectern/texts/`, each under its hash.
//!
//! Annotations point at these, so no change of a source file can move them. A file here is written once and never
//! changed; whether it still is what its name says is checked whenever it is read.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::StoreError;
use crate::disk::{Disk, DiskError};
use crate::project::{DocumentId, Project};
use crate::text::{Text, TextHash};

/// Tells git to leave the bytes of texts and journals alone.
const GIT_ATTRIBUTES: &str = "texts/* -text\njournal* -text\ntrail/* -text\n";

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

/// The text with this hash, as the project at `project` keeps it; `None` when it is not there or not what it was.
pub fn frozen_text(disk: &Disk, project: &Path, hash: TextHash) -> Option<Text> {
    let path = texts_folder(&disk.follow_links(project)).join(file_name(hash));
    let body = String::from_utf8(disk.read(&path).ok()?).ok()?;
    let text = Text::new(body);
    (text.hash() == hash).then_some(text)
}

/// Writes the texts that are not there yet, or there with another length.
///
/// Answers with the number written and the documents whose text is neither there nor to be had.
pub(super) fn freeze(
    disk: &Disk,
    project: &Project,
    path: &Path,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
) -> Result<(usize, Vec<DocumentId>), StoreError> {
    if project.documents.is_empty() {
        return Ok((0, Vec::new()));
    }
    let folder = texts_folder(path);
    let mut missing = Vec::new();
    let mut unwritten: BTreeMap<TextHash, Text> = BTreeMap::new();
    for document in project.documents.values() {
        let there = disk.about(&folder.join(file_name(document.hash))).map(|about| about.length);
        match texts(document.id).filter(|text| text.hash() == document.hash) {
            Some(text) if there != Some(text.len() as u64) => {
                unwritten.insert(document.hash, text);
            }
            None if there.is_none() => missing.push(document.id),
            _ => {}
        }
    }
    let unwritten: Vec<(TextHash, Text)> = unwritten.into_iter().collect();
    keep_texts(disk, path, &unwritten)?;
    Ok((unwritten.len(), missing))
}

/// Writes texts beside the project file at `path`, those that are not there yet or there with another length.
pub fn keep_texts(disk: &Disk, path: &Path, texts: &[(TextHash, Text)]) -> Result<(), DiskError> {
    let folder = texts_folder(path);
    let there = |hash: &TextHash| disk.about(&folder.join(file_name(*hash))).map(|about| about.length);
    let unwritten = texts.iter().filter(|(hash, text)| there(hash) != Some(text.len() as u64));
    let files = unwritten.map(|(hash, text)| (file_name(*hash), text.as_str().as_bytes()));
    disk.write_new_files(&folder, files)?;
    let attributes = folder_beside(path).join(".gitattributes");
    if disk.about(&attributes).is_none() {
        disk.write_atomically(&attributes, GIT_ATTRIBUTES.as_bytes())?;
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
    let folder = texts_folder(to);
    let missing = hashes.into_iter().filter(|hash| disk.about(&folder.join(file_name(*hash))).is_none());
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
