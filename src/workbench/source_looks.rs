//! Looking at the files of documents: by size and time where it is known what they said, by what they say where not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::exchanged::{Edited, Owners, mark_exchanged};
use super::sources::{Finding, is_expected};
use crate::corpus::encodings::Chosen;
use crate::corpus::{Source, read_file_as};
use crate::project::{DocumentId, DocumentRecord};
use crate::text::{Text, TextHash};

/// Files of the documents' own folders that are looked at for one that has moved.
const MOST_NEIGHBOURS: usize = 2000;
/// Some file systems tell time no finer than this: a file may be written twice and show one time.
const COARSE: Duration = Duration::from_secs(2);

/// What was found when files were looked at.
#[derive(Clone, Default)]
pub(super) struct Looks {
    /// What was found where a file was not what is expected.
    pub findings: BTreeMap<DocumentId, Finding>,
    /// Each file as it was then.
    seen: BTreeMap<DocumentId, Seen>,
    /// Whose texts are whose in a state of a project, kept for the next file that is asked about.
    owners: Option<((u64, u64), Arc<Owners>)>,
    /// Which files are edited versions of others, as that was found last.
    edited: Edited,
}

impl Looks {
    /// Whose texts are whose in this state of a project; `read` when it is another than last time.
    pub fn owners_at(&mut self, state: (u64, u64), read: impl FnOnce() -> Owners) -> Arc<Owners> {
        let kept = self.owners.take().filter(|(of, _)| *of == state);
        let (_, owners) = self.owners.insert(kept.unwrap_or_else(|| (state, Arc::new(read()))));
        owners.clone()
    }
}

/// A file as it was when it was looked at.
#[derive(Clone)]
struct Seen {
    path: PathBuf,
    stamp: Option<Stamp>,
    at: SystemTime,
    /// What it said, if it was a text.
    text: Option<TextHash>,
}

/// What can be known of a file without reading it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: SystemTime,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let about = std::fs::metadata(path).ok()?;
        Some(Self { length: about.len(), modified: about.modified().ok()? })
    }
}

impl Seen {
    /// True when the file at `path`, which has this stamp now, can be taken to say what it said.
    fn holds(&self, path: &Path, stamp: Option<Stamp>) -> bool {
        // A time that is too near to the look, or still to come, says nothing.
        let settled =
            stamp.is_none_or(|stamp| stamp.modified.checked_add(COARSE).is_some_and(|then| then < self.at));
        self.path == path && self.stamp == stamp && settled
    }
}

/// Looks at the file of every document; `None` when stopped. A file that is as it was when it was known what it says is
/// not read again. `texts` are those of the documents, as far as they are known.
pub(super) fn look_at(
    records: &[DocumentRecord],
    known: &Looks,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
    cancel: &AtomicBool,
) -> Option<Looks> {
    let mut looks = Looks { edited: known.edited.clone(), ..Looks::default() };
    let findings = &mut looks.findings;
    let mut read_anew = BTreeSet::new();
    for record in records {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let Source::File(path) = &record.source else { continue };
        // Before it is read: what is written meanwhile makes another stamp.
        let stamp = Stamp::of(path);
        if let Some(seen) = known.seen.get(&record.id).filter(|seen| seen.holds(path, stamp)) {
            let finding = known.findings.get(&record.id).filter(|finding| finding.path == *path);
            let expected = seen.text.is_some_and(|hash| hash == record.expected() || hash == record.hash);
            if expected || finding.is_some() {
                if let Some(finding) = finding {
                    findings.insert(record.id, finding.clone());
                }
                looks.seen.insert(record.id, seen.clone());
                continue;
            }
        }
        let read = read_file_as(path, &record.path_text(), record.chosen_encoding());
        read_anew.insert(record.id);
        let text = read.as_ref().ok().map(|document| document.text.hash());
        looks.seen.insert(record.id, Seen { path: path.clone(), stamp, at: SystemTime::now(), text });
        match read {
            Ok(document) if is_expected(record, &document.text) => {}
            Ok(document) => {
                findings.insert(record.id, Finding::changed(path.clone(), Arc::new(document)));
            }
            Err(_) => {
                findings.insert(record.id, Finding::missing(path.clone()));
            }
        }
    }
    mark_exchanged(records, findings, texts, &mut looks.edited, cancel)?;
    // Those that were missing before were looked for then.
    let is_missing = |record: &&DocumentRecord| {
        read_anew.contains(&record.id) && findings.get(&record.id).is_some_and(Finding::is_away)
    };
    let missing: Vec<&DocumentRecord> = records.iter().filter(is_missing).collect();
    let choices = choices(&missing);
    for path in neighbours(records, &missing) {
        for chosen in &choices {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let Ok(document) = read_file_as(&path, "", *chosen) else { continue };
            let mut read_alike = missing.iter().filter(|record| record.chosen_encoding() == *chosen);
            // Of documents that say the same each has a file of its own.
            let is_wanted = |record: &DocumentRecord| {
                record.expected() == document.text.hash()
                    && findings.get(&record.id).is_some_and(|finding| finding.moved_to.is_none())
            };
            let found = read_alike.find(|record| is_wanted(record)).map(|record| record.id);
            if let Some(finding) = found.and_then(|id| findings.get_mut(&id)) {
                finding.moved_to = Some(path.clone());
                break;
            }
        }
    }
    Some(looks)
}

/// The encodings that were chosen for these documents, each once; `None` stands for those that are told from the bytes.
fn choices(records: &[&DocumentRecord]) -> Vec<Option<Chosen>> {
    let mut choices = Vec::new();
    for chosen in records.iter().map(|record| record.chosen_encoding()) {
        if !choices.contains(&chosen) {
            choices.push(chosen);
        }
    }
    choices
}

/// Files beside those of the documents that none of them was read from and that could be one of the missing.
fn neighbours(records: &[DocumentRecord], missing: &[&DocumentRecord]) -> Vec<PathBuf> {
    fn path(record: &DocumentRecord) -> Option<&Path> {
        match &record.source {
            Source::File(path) => Some(path.as_path()),
            Source::Bundled(_) => None,
        }
    }
    let endings: BTreeSet<_> = missing.iter().filter_map(|record| path(record)?.extension()).collect();
    let known: BTreeSet<&Path> = records.iter().filter_map(path).collect();
    let folders: BTreeSet<&Path> = known.iter().filter_map(|path| path.parent()).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let files = folders.into_iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    let mut files: Vec<PathBuf> = files
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| endings.contains(ending)))
        .filter(|path| !known.contains(path.as_path()))
        .take(MOST_NEIGHBOURS)
        .collect();
    files.sort();
    files
}
