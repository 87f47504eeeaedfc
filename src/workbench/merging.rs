//! What becomes of a project whose file something else has written: theirs is taken, mine is kept, or both are united.
//!
//! Whichever it is, the result is what is here, reached by an edit that undo takes back, and it is saved at once, with the
//! version it replaces kept as a backup: from then on file and journal say the same.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::backups::time_in_words;
use super::jobs::JobId;
use super::passages::sentence;
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::project::conflict::Conflict;
use crate::project::difference::{Tally, changes_between};
use crate::project::merge::{Names, merge};
use crate::project::store::{self, Expected, FileHash, StoreError};
use crate::project::{Change, DocumentId, DocumentRecord, Project, Timestamp};
use crate::text::{Text, TextHash};

use super::loading::Report;

/// What another version is compared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It takes the place of what is here. The file must be this one.
    Reload(FileHash),
    /// It is united with what is here. The file must be this one.
    Merge(FileHash),
    /// It is a backup that is brought back, saved at this time.
    Restore(Timestamp),
}

/// What came of comparing.
pub(super) struct Comparison {
    /// What leads from the state here to the one wanted.
    pub changes: Vec<Change>,
    /// What both sides had changed.
    pub conflicts: Vec<Conflict>,
    /// The version that was compared, when it is what is in the file.
    pub base: Option<Arc<Project>>,
}

impl Workbench {
    /// Takes the version on disk in the place of the one here.
    pub(super) fn reload(&mut self) -> Result<Effect, CommandError> {
        let Some(hash) = self.outside_hash() else { return Ok(Effect::Done) };
        if let Some(file) = self.file.as_ref().filter(|file| file.read_only.is_some()) {
            let path = file.path.clone();
            return self.open_project(&path);
        }
        self.compare(Purpose::Reload(hash))
    }

    /// Unites the version on disk with the one here.
    pub(super) fn merge_theirs(&mut self) -> Result<Effect, CommandError> {
        let Some(hash) = self.outside_hash() else { return Ok(Effect::Done) };
        self.check_may_save()?;
        self.compare(Purpose::Merge(hash))
    }

    /// Keeps the version here; the one on disk becomes a backup.
    pub(super) fn keep_mine(&mut self) -> Result<Effect, CommandError> {
        let Some(hash) = self.outside_hash() else { return Ok(Effect::Done) };
        self.check_may_save()?;
        let effect = self.save_over_theirs(hash)?;
        if let Effect::Job(job) = effect {
            self.guard.keeping = Some(job);
        }
        Ok(effect)
    }

    /// Tells that the version here has taken the place of another, once it has.
    pub(super) fn tell_kept(&mut self, job: JobId, path: &Path, is_saved: bool) {
        if self.guard.keeping.take_if(|keeping| *keeping == job).is_some() && is_saved {
            self.notices.push(Notice::info(format!(
                "Your version of “{}” is kept; the other program's is among the backups.",
                file_name(path)
            )));
        }
    }

    fn outside_hash(&self) -> Option<FileHash> {
        self.guard.outside.as_ref().map(|change| change.hash)
    }

    fn check_may_save(&self) -> Result<(), CommandError> {
        let reason = self.file.as_ref().and_then(|file| file.read_only.clone());
        reason.map_or(Ok(()), |reason| Err(CommandError::new(reason)))
    }

    fn save_over_theirs(&mut self, hash: FileHash) -> Result<Effect, CommandError> {
        let Some(file) = &self.file else { return Ok(Effect::Done) };
        let path = file.path.clone();
        self.begin_saving(path, Expected::Theirs(hash))
    }

    fn compare(&mut self, purpose: Purpose) -> Result<Effect, CommandError> {
        if self.is_saving() {
            return Err(CommandError::new("The project is being saved: wait a moment and try again."));
        }
        let Some(path) = self.file.as_ref().map(|file| file.path.clone()) else { return Ok(Effect::Done) };
        let disk = self.disk.clone();
        // Without a common state everything that differs counts as changed on both sides, and nothing is lost.
        let base = self.guard.base.clone();
        let base = base.unwrap_or_else(|| Arc::new(Project::with_info(self.project.info.clone())));
        let loaded: BTreeMap<TextHash, Text> = self
            .documents
            .values()
            .chain(self.former_texts.values())
            .map(|document| (document.text.hash(), document.text.clone()))
            .collect();
        self.begin_comparing("Comparing", purpose, move |mine| {
            let opened = store::open(&disk, &path)?;
            let (Purpose::Reload(expected) | Purpose::Merge(expected)) = purpose else {
                return Err(StoreError::ChangedOnDisk(path.clone()));
            };
            if opened.file_hash != expected {
                return Err(StoreError::ChangedOnDisk(path.clone()));
            }
            if let Some(reason) = opened.read_only {
                return Err(StoreError::OnlyRead(reason));
            }
            let theirs = opened.project;
            let (changes, conflicts) = if matches!(purpose, Purpose::Merge(_)) {
                let names = Names { mine: "this window", theirs: "the file" };
                let texts = |hash: TextHash| {
                    loaded.get(&hash).cloned().or_else(|| store::frozen_text(&disk, &path, hash))
                };
                let merged = merge(&base, mine, &theirs, names, &texts);
                (changes_between(mine, &merged.project), merged.conflicts)
            } else {
                (changes_between(mine, &theirs), Vec::new())
            };
            Ok(Comparison { changes, conflicts, base: Some(Arc::new(theirs)) })
        })
    }

    /// Begins to compare the project as it is now with another version of it.
    pub(super) fn begin_comparing(
        &mut self,
        title: &str,
        purpose: Purpose,
        compare: impl FnOnce(&Project) -> Result<Comparison, StoreError> + Send + 'static,
    ) -> Result<Effect, CommandError> {
        let (mine, generation, revision) = (self.project.clone(), self.generation, self.revision);
        let job = self.spawn(title, false, move |context| {
            let compared = compare(&mine).map(Box::new);
            // An edit would have to copy what is still shared.
            drop(mine);
            context.report(Report::Compared { generation, revision, purpose, compared });
        })?;
        Ok(Effect::Job(job))
    }

    pub(super) fn take_compared(
        &mut self,
        generation: u64,
        revision: u64,
        purpose: Purpose,
        compared: Result<Box<Comparison>, StoreError>,
    ) {
        if generation != self.generation {
            return;
        }
        if let Err(error) = self.settle(revision, purpose, compared) {
            self.notices.push(Notice::error(error.to_string()));
        }
    }

    fn settle(
        &mut self,
        revision: u64,
        purpose: Purpose,
        compared: Result<Box<Comparison>, StoreError>,
    ) -> Result<(), CommandError> {
        let Comparison { changes, conflicts, base } = match compared {
            Ok(compared) => *compared,
            Err(error) => {
                self.look_at_file();
                return Err(CommandError::new(sentence(&error)));
            }
        };
        if revision != self.revision {
            // Somebody worked on meanwhile: once more, with that.
            return match purpose {
                Purpose::Reload(_) | Purpose::Merge(_) => self.compare(purpose).map(|_| ()),
                Purpose::Restore(_) => Err(CommandError::new(
                    "The backup was not restored, because the project has changed meanwhile: try again.",
                )),
            };
        }
        let name = self.file.as_ref().map_or_else(String::new, |file| file_name(&file.path));
        let tally = Tally::of(&changes);
        let any = !changes.is_empty();
        let label = match purpose {
            Purpose::Reload(_) => format!("Take over “{name}” as another program wrote it"),
            Purpose::Merge(_) => format!("Merge what another program wrote to “{name}”"),
            Purpose::Restore(at) => format!("Restore the backup of {}", time_in_words(at)),
        };
        self.perform(label, changes)?;
        self.read_texts_anew();
        match purpose {
            Purpose::Restore(at) => {
                self.tell_restored(at);
                return Ok(());
            }
            Purpose::Reload(_) => {
                let text = format!(
                    "“{name}” is taken over as it is on disk ({}); what was here before stays in the history.",
                    tally.in_words()
                );
                self.notices.push(if any { Notice::undoable(text) } else { Notice::info(text) });
            }
            Purpose::Merge(_) => self.tell_merged(&name, tally, conflicts, any),
        }
        self.guard.base = base;
        let (Purpose::Reload(hash) | Purpose::Merge(hash)) = purpose else { return Ok(()) };
        self.save_over_theirs(hash).map(|_| ())
    }

    fn tell_merged(&mut self, name: &str, tally: Tally, conflicts: Vec<Conflict>, any: bool) {
        let text = format!("Merged “{name}”: {}.", tally.in_words());
        self.notices.push(if any { Notice::undoable(text) } else { Notice::info(text) });
        for conflict in &conflicts {
            tracing::warn!("{conflict}");
        }
        if let [only] = conflicts.as_slice() {
            self.notices.push(Notice::warning(only.sentence.clone()));
        } else if !conflicts.is_empty() {
            self.notices.push(Notice::warning(format!(
                "{} things were changed on both sides; nothing of them is lost.",
                conflicts.len()
            )));
        }
        self.guard.conflicts = conflicts;
    }

    /// What both sides of the last merge had changed, until somebody has seen it.
    pub fn merge_conflicts(&self) -> &[Conflict] {
        &self.guard.conflicts
    }

    pub(super) fn forget_conflicts(&mut self) -> Effect {
        self.guard.conflicts.clear();
        Effect::Done
    }

    /// Reads the texts of documents that have none here, or another one than the project says.
    fn read_texts_anew(&mut self) {
        let stale = |record: &&DocumentRecord| {
            self.documents.get(&record.id).is_none_or(|loaded| loaded.text.hash() != record.hash)
        };
        let records: Vec<DocumentRecord> = self.project.documents.values().filter(stale).cloned().collect();
        if records.is_empty() {
            return;
        }
        let ids: Vec<DocumentId> = records.iter().map(|record| record.id).collect();
        for id in ids {
            self.drop_text(id);
        }
        if let Err(error) = self.begin_reading("Reading", records) {
            self.notices.push(Notice::error(error.to_string()));
        }
    }

    /// Lets go of a text that is no longer the document's.
    fn drop_text(&mut self, id: DocumentId) {
        if let Some(document) = self.documents.remove(&id) {
            if self.project.documents.contains_key(&id) {
                self.words -= document.words;
            }
            self.marks.remove(&id);
            self.texts_revision += 1;
        }
    }
}
