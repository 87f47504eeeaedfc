//! Every annotation held against its source as it is today, and everything that is kept of the project looked at: its
//! file, texts, journals, backups.
//!
//! Where a source cannot be read, the text kept beside the project stands in for it. Reads files and reports; nothing
//! is changed, and nothing is run in the background: a caller with a window makes a job of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::Workbench;
use super::exchanged::Today;
use super::files::absolute;
use super::passages::sentence;
use crate::corpus::{Document, Source, bundled, read_file_as};
use crate::project::history::numbered_entries;
use crate::project::journal::{self, TroubledJournal};
use crate::project::store::backups::{self, Backup, BackupKind};
use crate::project::store::{self, Opened, TwiceId};
use crate::project::verify::{self, DocumentState, Report, Texts};
use crate::project::{Change, DocumentId, DocumentRecord};
use crate::text::{Text, TextHash};

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How annotations and documents stand.
    pub report: Report,
    /// Documents whose source could not be read, so that the text kept beside the project was looked at.
    pub sources_missing: BTreeSet<DocumentId>,
    /// Documents whose source is where that of another document was.
    pub sources_moved: BTreeSet<DocumentId>,
    /// Documents in the place of whose source there is that of another one.
    pub sources_exchanged: BTreeMap<DocumentId, DocumentId>,
    /// How many backups the project has.
    pub backups: usize,
    /// Those that cannot be opened, though they were good when they were kept.
    pub backups_damaged: Vec<PathBuf>,
    /// The journal and those in its archive, as far as something is the matter with them.
    pub journals: Vec<TroubledJournal>,
    /// Kept texts that are not what they should be.
    pub texts: Vec<TextFinding>,
    /// True when the project file is not as a Lectern saved it.
    pub changed_outside: bool,
    /// True when the first line of it is not as it was written.
    pub first_line_damaged: bool,
    /// The entries that were made and that the history lacks.
    pub lacking: Vec<Lacking>,
    /// The entries, by their numbers, that only the archive has, because project file and journal were put back.
    pub archived_later: Option<RangeInclusive<u64>>,
    /// What has to be mended in it to open it, one sentence each.
    pub repairs: Vec<String>,
    /// Ids that more than one record of the project file has.
    pub ids_twice: Vec<TwiceId>,
}

/// Entries that the history of a project lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Their numbers.
    pub entries: RangeInclusive<u64>,
    /// True when the project may have come here without them, as a clone that git makes has no journal, or a file that was saved
    /// elsewhere since: nothing shows that they were ever kept here.
    pub came_without: bool,
    /// True when the project file holds what they did, and is as it was saved.
    pub are_in_file: bool,
}

impl Lacking {
    /// As [`Self::in_words`], by itself.
    pub fn sentence(&self) -> String {
        sentence(&self.in_words())
    }

    /// `the history lacks entries 6–7; the project itself is whole`, for the middle of a sentence.
    pub fn in_words(&self) -> String {
        let which = numbered_entries(&self.entries);
        let whole = if self.are_in_file { "; the project itself is whole" } else { "" };
        if self.came_without && *self.entries.start() > 1 {
            let were = if self.entries.start() == self.entries.end() { "was" } else { "were" };
            format!("the history here lacks {which}, which {were} made elsewhere or lost{whole}")
        } else if self.came_without {
            format!("the project came here without {which} of its history{whole}")
        } else {
            format!("the history lacks {which}{whole}")
        }
    }
}

/// A kept text that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFinding {
    /// What the text should be.
    pub hash: TextHash,
    /// The document that has this text; `None` for a text that only the history rests on, or nothing does.
    pub document: Option<DocumentId>,
    /// True when there is no file for it; false when its file says something else.
    pub missing: bool,
}

impl Workbench {
    /// Holds every annotation of the project against its source.
    pub fn verify(&self) -> Verification {
        let looked = std::cell::RefCell::new(Verification::default());
        let known = |id| self.text(id);
        let today = Today::of(self.project.documents.values(), &known);
        let texts = |record: &DocumentRecord| {
            let mut looked = looked.borrow_mut();
            let mut source = source_text(record);
            if let Some(other) = source.as_ref().and_then(|text| today.is_of(record, text)) {
                looked.sources_exchanged.insert(record.id, other);
                source = None;
            }
            if source.is_none() {
                source = today.elsewhere(record);
                let has_moved = source.is_some() || today.is_edited_elsewhere(record);
                let list = if has_moved { &mut looked.sources_moved } else { &mut looked.sources_missing };
                list.insert(record.id);
            }
            Texts { source, kept: self.text(record.id) }
        };
        let report = verify::verify(&self.project, &texts);
        let Verification { sources_missing, sources_moved, sources_exchanged, .. } = looked.into_inner();
        let file = self.file.as_ref();
        let kept = file.map(|file| self.verify_kept(&file.path, &report)).unwrap_or_default();
        Verification { report, sources_missing, sources_moved, sources_exchanged, ..kept }
    }

    /// Looks at all that is kept beside the project file at `path`, which cannot be opened.
    pub fn verify_unopened(&self, path: &Path) -> Verification {
        self.verify_kept(&absolute(path), &Report::default())
    }

    /// Looks at the project file at `path` and at all that is kept beside it.
    fn verify_kept(&self, path: &Path, report: &Report) -> Verification {
        let (backups, backups_damaged) = self.check_backups(path);
        let opened = store::open(&self.disk, path).ok();
        let changed_outside = opened.as_ref().is_some_and(|opened| opened.changed_outside);
        let first_line_damaged = opened.as_ref().is_some_and(|opened| opened.first_line_damaged);
        let lacking = opened.as_ref().map(|opened| self.lacking(path, opened)).unwrap_or_default();
        let archived_later = opened.as_ref().and_then(|opened| self.archived_later(path, opened));
        let known = opened.as_ref().map(|opened| (opened.project.info.id, opened.held));
        let (repairs, ids_twice) =
            opened.map(|opened| (opened.repairs, opened.ids_twice)).unwrap_or_default();
        Verification {
            backups,
            backups_damaged,
            journals: journal::check(&self.disk, path, known),
            texts: self.check_texts(path, report),
            changed_outside,
            first_line_damaged,
            lacking,
            archived_later,
            repairs,
            ids_twice,
            ..Verification::default()
        }
    }

    /// The entries that the archive of the project at `path` has, which was `opened`, and that neither its file nor its journal
    /// comes to.
    fn archived_later(&self, path: &Path, opened: &Opened) -> Option<RangeInclusive<u64>> {
        let journal = journal::read(&self.disk, path).ok()??;
        let held = opened.held.map_or(0, |held| held.number);
        journal::archived_after(&self.disk, path, opened.project.info.id, journal.last_number().max(held))
    }

    /// The entries that the history of the project at `path` lacks, which was `opened`.
    fn lacking(&self, path: &Path, opened: &Opened) -> Vec<Lacking> {
        let Opened { project, held, changed_outside, .. } = opened;
        let held_up_to = held.map_or(0, |held| held.number);
        let is_sound = !changed_outside && opened.repairs.is_empty();
        let gaps = journal::lacking(&self.disk, path, (project.info.id, *held));
        let may_have_come_without = |entries: &RangeInclusive<u64>| {
            if *entries.start() > 1 {
                return is_sound && *entries.end() == held_up_to;
            }
            !journal::has_archive(&self.disk, path)
                && !backups::are_from_before(&self.disk, path, project.info.id, *entries.end())
        };
        let gaps = gaps.into_iter().map(|entries| Lacking {
            came_without: may_have_come_without(&entries),
            are_in_file: is_sound && *entries.end() <= held_up_to,
            entries,
        });
        gaps.collect()
    }

    /// How many backups there are, and those that do not open; of a folder that cannot be looked into, that.
    fn check_backups(&self, path: &Path) -> (usize, Vec<PathBuf>) {
        let Ok(backups) = backups::list(&self.disk, path) else {
            return (0, vec![backups::folder(path)]);
        };
        let damaged = backups.iter().filter(|backup| !self.opens(path, backup));
        (backups.len(), damaged.map(|backup| backup.path.clone()).collect())
    }

    /// Looks at every text kept beside the project file, also at those that only the history rests on.
    fn check_texts(&self, path: &Path, report: &Report) -> Vec<TextFinding> {
        let kept = store::check_texts(&self.disk, path);
        // Several documents may say the same.
        let mut documents: BTreeMap<TextHash, Vec<DocumentId>> = BTreeMap::new();
        for record in self.project.documents.values() {
            documents.entry(record.hash).or_default().push(record.id);
        }
        let marked: BTreeSet<DocumentId> =
            self.project.annotations.values().map(|annotation| annotation.document).collect();
        // A document that was just added has its text in its source alone until the project is saved or it is worked on.
        let in_source = |id| report.documents.get(&id) == Some(&DocumentState::Same) && !marked.contains(&id);
        let in_need = |ids: &[DocumentId]| ids.iter().copied().find(|id| !in_source(*id));
        let needed = documents.iter().filter(|(_, ids)| in_need(ids).is_some()).map(|(hash, _)| *hash);
        let needed: BTreeSet<TextHash> = needed.chain(self.texts_undo_needs()).collect();
        let of = |hash| documents.get(&hash).and_then(|ids| in_need(ids).or_else(|| ids.first().copied()));
        let damaged = kept.iter().filter(|(_, whole)| !**whole).map(|(hash, _)| (*hash, false));
        let missing = needed.into_iter().filter(|hash| !kept.contains_key(hash)).map(|hash| (hash, true));
        damaged
            .chain(missing)
            .map(|(hash, missing)| TextFinding { hash, document: of(hash), missing })
            .collect()
    }

    /// The texts that documents had before and after another took their place, which the journal keeps; and those of documents
    /// that were taken out, unless their sources still say the same.
    fn texts_undo_needs(&self) -> BTreeSet<TextHash> {
        let changes = self.history.entries().iter().flat_map(|entry| entry.changes());
        changes
            .flat_map(|change| match change {
                Change::Document(swap) => match (&swap.before, &swap.after) {
                    (Some(before), Some(after)) if before.hash != after.hash => {
                        vec![before.hash, after.hash]
                    }
                    (Some(before), None) if !self.is_as_in_source(before) => vec![before.hash],
                    _ => Vec::new(),
                },
                Change::Text(text) => vec![text.before, text.after],
                _ => Vec::new(),
            })
            .collect()
    }

    /// True while the text of a document that was taken out is to be had from where it came from.
    fn is_as_in_source(&self, record: &DocumentRecord) -> bool {
        // One that is back is looked at as the others are.
        self.project.documents.contains_key(&record.id)
            || source_text(record).is_some_and(|text| text.hash() == record.hash)
    }

    /// True for a backup that opens as it was kept. One that was not as Lectern had saved it need not.
    fn opens(&self, path: &Path, backup: &Backup) -> bool {
        if backup.kind == BackupKind::Unsound {
            return true;
        }
        // An original may have been edited by somebody before it was kept.
        let sound =
            matches!(backup.kind, BackupKind::Original(_)) || backups::counts(&self.disk, backup).is_some();
        sound && backups::open(&self.disk, path, &backup.path).is_ok()
    }
}

/// The text of a document's source as it is today.
fn source_text(record: &DocumentRecord) -> Option<Text> {
    let document: Option<Document> = match &record.source {
        Source::Bundled(_) => {
            bundled::documents().into_iter().find(|document| document.source == record.source)
        }
        Source::File(path) => read_file_as(path, &record.path_text(), record.chosen_encoding()).ok(),
    };
    document.map(|document| document.text)
}
