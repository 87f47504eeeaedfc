//! The files that documents were read from: whether they are where they were and still say what they said.
//!
//! Files are looked at by a job when a project has been opened, and whenever somebody asks. Nothing here changes a
//! project by itself: what is found is offered, and taken over, or not, by one edit that can be undone. Until then the
//! text as it was read stays in use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::exchanged::{self, Owners};
use super::jobs::JobId;
use super::loading::Report;
use super::source_looks::{Looks, look_at};
use super::{CommandError, Effect, Notice, Workbench, file_name};
use crate::corpus::encodings::Chosen;
use crate::corpus::{Document, LoadEvent, Source, load_as, read_file_as};
use crate::project::{Change, DocumentId, DocumentRecord, Swap};
use crate::text::{Text, TextHash};

/// How the file of a document stands to what the project knows of it.
#[derive(Clone, Debug)]
pub enum SourceState {
    /// It says what it said, or nobody has looked yet, or it is part of the program.
    Same,
    /// It says something else.
    Changed,
    /// It is not there, or the file of another document is in its place.
    Missing,
    /// The same, and a file that says what it said is here.
    Moved(PathBuf),
}

/// What was found where a document's file should be.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// The path that was looked at.
    pub(super) path: PathBuf,
    /// What stands there, when that is not the text expected; nothing when there is no file.
    pub(super) document: Option<Arc<Document>>,
    /// The other document that this is: its file was given the name of this one's.
    pub(super) is_of: Option<DocumentId>,
    /// Where a file was found that says what is expected.
    pub(super) moved_to: Option<PathBuf>,
}

impl Finding {
    /// Of a file that says something else.
    pub(super) fn changed(path: PathBuf, document: Arc<Document>) -> Self {
        Self { path, document: Some(document), is_of: None, moved_to: None }
    }

    /// Of a file that is not there.
    pub(super) fn missing(path: PathBuf) -> Self {
        Self { path, document: None, is_of: None, moved_to: None }
    }

    /// True when the document's own file is not there, and nobody knows where it is.
    pub(super) fn is_away(&self) -> bool {
        self.moved_to.is_none() && (self.document.is_none() || self.is_of.is_some())
    }
}

/// What came of looking at files.
pub(super) struct Checked {
    generation: u64,
    /// True when only what was not known is to be told.
    only_news: bool,
    looks: Looks,
}

/// A missing file that was found in a folder somebody named.
pub(super) struct Found {
    document: DocumentId,
    path: PathBuf,
    /// What it says, when that is not the text expected.
    changed: Option<Arc<Document>>,
}

/// What a job found in a folder.
pub(super) struct Search {
    folder: PathBuf,
    wanted: usize,
    found: Vec<Found>,
}

impl Workbench {
    /// How the file of a document stands.
    pub fn source_state(&self, id: DocumentId) -> SourceState {
        let (Some(finding), Some(record)) = (self.looks.findings.get(&id), self.project.documents.get(&id))
        else {
            return SourceState::Same;
        };
        match (&record.source, &finding.document, &finding.moved_to) {
            (Source::File(path), _, _) if *path != finding.path => SourceState::Same,
            (_, Some(found), _) if is_expected(record, &found.text) => SourceState::Same,
            (_, _, Some(path)) => SourceState::Moved(path.clone()),
            (_, Some(_), None) if !self.is_exchanged(id) => SourceState::Changed,
            (_, _, None) => SourceState::Missing,
        }
    }

    /// The documents whose files need a look, with how they stand, by title.
    pub fn sources_to_look_at(&self) -> Vec<(DocumentId, SourceState)> {
        let mut list: Vec<(DocumentId, SourceState)> = self
            .looks
            .findings
            .keys()
            .map(|id| (*id, self.source_state(*id)))
            .filter(|(_, state)| !matches!(state, SourceState::Same))
            .collect();
        list.sort_by_cached_key(|(id, _)| {
            (self.project.documents.get(id).map(|record| record.title.to_lowercase()), *id)
        });
        list
    }

    /// How many files need a look.
    pub fn count_of_sources_to_look_at(&self) -> usize {
        self.looks.findings.keys().filter(|id| !matches!(self.source_state(**id), SourceState::Same)).count()
    }

    /// True when a document was read from this file.
    fn is_source(&self, path: &Path) -> bool {
        self.index.document_of(&Source::File(path.to_owned())).is_some()
    }

    /// The text that the changed file of a document has, to be shown beside the old one.
    pub fn changed_source(&self, id: DocumentId) -> Option<&Arc<Document>> {
        let finding = self.looks.findings.get(&id)?;
        matches!(self.source_state(id), SourceState::Changed).then_some(finding.document.as_ref()).flatten()
    }

    /// From now on, looks at the files of a project's documents whenever one has been opened.
    pub fn look_after_files(&mut self) {
        self.looks_after_files = true;
        if self.file.is_some() && self.check_after.is_none() {
            self.check_sources_now();
        }
    }

    fn check_sources_now(&mut self) {
        if let Err(error) = self.check_sources() {
            tracing::warn!("files were not checked: {error}");
        }
    }

    /// Looks whether files have changed since they were last looked at, as when somebody comes back to the window from
    /// another program: only those are read whose size or time is another.
    pub fn look_at_files_again(&mut self) {
        if self.looks_after_files
            && self.file.is_some()
            && self.check_after.is_none()
            && self.checking.is_none()
            && let Err(error) = self.begin_checking(Arc::new(self.looks.clone()), true)
        {
            tracing::warn!("files were not checked: {error}");
        }
    }

    /// Begins to look at the files of all documents, whatever is known of them.
    pub(super) fn check_sources(&mut self) -> Result<Effect, CommandError> {
        self.begin_checking(Arc::default(), false)
    }

    /// Begins to look at files; those that are as they were when it was `known` what they say are not read. Told are, with
    /// `only_news`, none but those that were not known to need a look.
    fn begin_checking(&mut self, known: Arc<Looks>, only_news: bool) -> Result<Effect, CommandError> {
        let records: Vec<DocumentRecord> = self.project.documents.values().cloned().collect();
        if !records.iter().any(|record| matches!(record.source, Source::File(_))) {
            return Ok(Effect::Done);
        }
        let (generation, loaded) = (self.generation, self.documents.clone());
        let job = self.spawn("Checking files", true, move |context| {
            let texts = |id| loaded.get(&id).map(|document| document.text.clone());
            if let Some(looks) = look_at(&records, &known, &texts, &context.cancel) {
                context.report(Report::Sources(Checked { generation, only_news, looks }));
            }
        })?;
        self.checking = Some(job);
        Ok(Effect::Job(job))
    }

    pub(super) fn take_sources(&mut self, checked: Checked) {
        if checked.generation != self.generation {
            return;
        }
        let before = self.what_was_found();
        self.looks = checked.looks;
        let after = self.what_was_found();
        if checked.only_news && after == before {
            return;
        }
        self.texts_revision += 1;
        let mut list = self.sources_to_look_at();
        if checked.only_news {
            list.retain(|(id, _)| before.get(id) != after.get(id));
        }
        // What stands under the name of another is told with that one.
        let is_told = |state: &SourceState| match state {
            SourceState::Moved(path) => self.is_source(path),
            _ => false,
        };
        list.retain(|(id, state)| !self.is_exchanged(*id) && !is_told(state));
        let changed = list.iter().filter(|(_, state)| matches!(state, SourceState::Changed)).count();
        let away = list.len() - changed;
        let mut parts: Vec<String> = exchanged::in_words(&self.exchanged_sources()).into_iter().collect();
        match changed {
            0 => {}
            1 => parts.push("1 file has changed since it was read".to_owned()),
            many => parts.push(format!("{many} files have changed since they were read")),
        }
        match away {
            0 => {}
            1 => parts.push("1 file is not where it was".to_owned()),
            many => parts.push(format!("{many} files are not where they were")),
        }
        if !parts.is_empty() {
            let text = format!(
                "{}: see Needs a look. The texts as they were read stay in use.",
                parts.join(", and ")
            );
            self.notices.push(Notice::warning(text));
        }
    }

    /// Another document that has the very text the file of this one says now.
    pub fn says_the_same_as(&self, id: DocumentId) -> Option<DocumentId> {
        let text = self.changed_source(id)?.text.hash();
        let mut others = self.project.documents.values();
        others.find(|other| other.id != id && other.hash == text).map(|other| other.id)
    }

    /// Reads the file of a document: true when it no longer says what is expected of it. One that cannot be read says nothing.
    pub fn says_otherwise_now(&self, id: DocumentId) -> bool {
        let Some(record) = self.project.documents.get(&id) else { return false };
        let Source::File(path) = &record.source else { return false };
        read_file_as(path, "", record.chosen_encoding())
            .is_ok_and(|document| !is_expected(record, &document.text))
    }

    /// Notes what a file says that was read again; true when that is not what is expected of it.
    pub(super) fn note_changed_source(&mut self, record: &DocumentRecord, document: Document) -> bool {
        let Source::File(path) = &document.source else { return false };
        // What it reads like in another encoding than the one chosen since says nothing.
        let is_read_alike = Chosen::of_label(&document.encoding) == record.chosen_encoding();
        if is_expected(record, &document.text) || !is_read_alike {
            return false;
        }
        let path = path.clone();
        let is_of = self.owner_of(record, &path, &document.text);
        let finding = Finding { is_of, ..Finding::changed(path, Arc::new(document)) };
        self.looks.findings.insert(record.id, finding);
        self.texts_revision += 1;
        true
    }

    /// The files that need a look, each with what it says now and where it is now, as far as that is known.
    fn what_was_found(&self) -> BTreeMap<DocumentId, (Option<TextHash>, Option<PathBuf>)> {
        let list = self.sources_to_look_at().into_iter();
        let found = list.filter_map(|(id, _)| Some((id, self.looks.findings.get(&id)?)));
        found
            .map(|(id, finding)| {
                let says = finding.document.as_ref().map(|document| document.text.hash());
                (id, (says, finding.moved_to.clone()))
            })
            .collect()
    }

    /// Why there is no changed text of a document.
    pub(super) fn why_no_new_text(&self, id: DocumentId) -> String {
        let finding = self.looks.findings.get(&id).filter(|_| self.is_exchanged(id));
        let other =
            finding.and_then(|finding| finding.is_of).and_then(|other| self.project.documents.get(&other));
        let titles = self.index.titles();
        match (self.project.documents.get(&id), other) {
            (Some(record), Some(other)) => format!(
                "The file of “{}” is now what that of “{}” was, and no new text of it: use the files where they are now, \
                 under Needs a look.",
                titles.shown(record),
                titles.shown(other)
            ),
            _ => "The file of that document has not changed.".to_owned(),
        }
    }

    /// Keeps the text as it was read although the file says something else now.
    pub(super) fn keep_as_read(&mut self, id: DocumentId) -> Result<Effect, CommandError> {
        let Some(found) = self.changed_source(id).map(|document| document.text.hash()) else {
            return Err(CommandError::new(self.why_no_new_text(id)));
        };
        let before = self.record(id)?.clone();
        let after = DocumentRecord { seen: Some(found), ..before.clone() };
        let label = format!("Keep the text of “{}” as it was read", before.title);
        self.perform(label, vec![Change::document(Swap::replace(before, after))])
    }

    /// Takes the files that have moved where they are now.
    pub(super) fn follow_moved(&mut self, documents: &[DocumentId]) -> Result<Effect, CommandError> {
        let mut changes = Vec::new();
        for id in documents {
            if let SourceState::Moved(path) = self.source_state(*id) {
                changes.push(relocated(self.record(*id)?, path));
            }
        }
        self.perform(found_label(changes.len()), changes)
    }

    /// Begins to look for all missing files in a folder.
    pub(super) fn find_sources(&mut self, folder: &Path) -> Result<Effect, CommandError> {
        let missing: Vec<DocumentRecord> = self
            .sources_to_look_at()
            .into_iter()
            .filter(|(_, state)| matches!(state, SourceState::Missing | SourceState::Moved(_)))
            .filter_map(|(id, _)| self.project.documents.get(&id).cloned())
            .collect();
        if missing.is_empty() {
            return Err(CommandError::new("No file is missing."));
        }
        let is_missing: BTreeSet<DocumentId> = missing.iter().map(|record| record.id).collect();
        let others = self.project.documents.values().filter(|record| !is_missing.contains(&record.id));
        let in_use: BTreeSet<PathBuf> = others
            .filter_map(|record| match &record.source {
                Source::File(path) => Some(path.clone()),
                Source::Bundled(_) => None,
            })
            .collect();
        let owners = Owners::of(self.project.documents.values());
        let (generation, folder) = (self.generation, super::files::absolute(folder));
        let job = self.spawn("Looking for files", true, move |context| {
            let (wanted, found) =
                (missing.len(), search(&folder, missing, &in_use, &owners, &context.cancel));
            if !context.cancel.load(Ordering::Relaxed) {
                context.report(Report::SourcesFound(generation, Search { folder, wanted, found }));
            }
        })?;
        Ok(Effect::Job(job))
    }

    pub(super) fn take_found(&mut self, generation: u64, search: Search) {
        if generation != self.generation {
            return;
        }
        let Search { folder, wanted, found } = search;
        let mut changes = Vec::new();
        let others = found.iter().filter(|found| found.changed.is_some()).count();
        for Found { document, path, changed } in found {
            let Some(record) = self.project.documents.get(&document) else { continue };
            changes.push(relocated(record, path.clone()));
            self.looks.findings.remove(&document);
            if let Some(changed) = changed {
                self.looks.findings.insert(document, Finding::changed(path, changed));
            }
        }
        let count = changes.len();
        self.texts_revision += 1;
        if let Err(error) = self.perform(found_label(count), changes) {
            return self.notices.push(Notice::error(error.to_string()));
        }
        let folder = file_name(&folder);
        self.notices.push(match count {
            0 if wanted == 1 => Notice::warning(format!("The missing file is not in “{folder}”: try another folder.")),
            0 => Notice::warning(format!("None of the {wanted} missing files is in “{folder}”: try another folder.")),
            _ if count == wanted && others == 0 => {
                Notice::undoable(format!("Found all missing files ({count}) in “{folder}”."))
            }
            _ if count == wanted => Notice::undoable(format!(
                "Found files for all that were missing ({count}) in “{folder}”, {others} of them only by name and with other \
                 words in: see Needs a look."
            )),
            _ => Notice::undoable(format!(
                "Found {count} of {wanted} missing files in “{folder}”: look for the others in another folder."
            )),
        });
    }

    /// Forgets what was found of files that another project had.
    pub(super) fn forget_sources(&mut self) {
        self.looks = Looks::default();
        self.checking = None;
        self.check_after = None;
    }

    /// Looks at the files once the texts of a project that was opened have been read.
    pub(super) fn check_sources_after(&mut self, job: JobId) {
        self.checking.take_if(|checking| *checking == job);
        if self.check_after.take_if(|after| *after == job).is_some() && self.looks_after_files {
            self.check_sources_now();
        }
    }
}

pub(super) fn is_expected(record: &DocumentRecord, text: &Text) -> bool {
    text.hash() == record.expected() || text.hash() == record.hash
}

fn relocated(record: &DocumentRecord, path: PathBuf) -> Change {
    let after = DocumentRecord { source: Source::File(path), ..record.clone() };
    Change::document(Swap::replace(record.clone(), after))
}

fn found_label(count: usize) -> String {
    if count == 1 { "Find a file again".to_owned() } else { format!("Find {count} files again") }
}

/// Looks for missing files in a folder and all below it, each in the encoding that was chosen for it, if one was. Each file is
/// found for one document at most, and none for another that is `in_use`: those of documents that are not missing.
fn search(
    folder: &Path,
    missing: Vec<DocumentRecord>,
    in_use: &BTreeSet<PathBuf>,
    owners: &Owners,
    cancel: &AtomicBool,
) -> Vec<Found> {
    let mut by_choice: Vec<(Option<Chosen>, Vec<DocumentRecord>)> = Vec::new();
    for record in missing {
        let chosen = record.chosen_encoding();
        match by_choice.iter_mut().find(|(other, _)| *other == chosen) {
            Some((_, records)) => records.push(record),
            None => by_choice.push((chosen, vec![record])),
        }
    }
    let mut taken = in_use.clone();
    let mut found = Vec::new();
    for (chosen, records) in by_choice {
        let documents = candidates(folder, chosen, &records, cancel);
        for is_there in [says_the_same, has_its_name] {
            for record in &records {
                if found.iter().any(|found: &Found| found.document == record.id) {
                    continue;
                }
                let there = is_there(&documents, record, &taken).filter(|there| {
                    // One of its name that is another document is not it.
                    let text = there.changed.as_ref().map(|document| document.text.hash());
                    text.is_none_or(|text| owners.other_than(record.id, text, chosen).is_none())
                });
                if let Some(there) = there {
                    taken.insert(there.path.clone());
                    found.push(there);
                }
            }
        }
    }
    found
}

/// The documents in a folder and all below it that say what is expected of one of `records` or have its name, by path. Of others
/// nothing is kept: a folder may have any number of them.
fn candidates(
    folder: &Path,
    chosen: Option<Chosen>,
    records: &[DocumentRecord],
    cancel: &AtomicBool,
) -> Vec<(PathBuf, Document)> {
    let expected: BTreeSet<TextHash> = records.iter().map(DocumentRecord::expected).collect();
    let named = |path: &Path| records.iter().any(|record| is_named_as(record, path));
    let documents: Mutex<Vec<(PathBuf, Document)>> = Mutex::new(Vec::new());
    let take = |event: LoadEvent| {
        let LoadEvent::Loaded(_, document) = event else { return };
        let Source::File(path) = &document.source else { return };
        if expected.contains(&document.text.hash()) || named(path) {
            let mut documents = documents.lock().unwrap_or_else(PoisonError::into_inner);
            documents.push((path.clone(), *document));
        }
    };
    load_as(&[folder.to_owned()], &|_| chosen, cancel, &take);
    let mut documents = documents.into_inner().unwrap_or_else(PoisonError::into_inner);
    documents.sort_by(|(a, _), (b, _)| a.cmp(b));
    documents
}

fn is_named_as(record: &DocumentRecord, path: &Path) -> bool {
    matches!(&record.source, Source::File(was) if was.file_name() == path.file_name())
}

/// The file that says what is expected of a document, if several do the one of its name.
fn says_the_same(
    documents: &[(PathBuf, Document)],
    record: &DocumentRecord,
    taken: &BTreeSet<PathBuf>,
) -> Option<Found> {
    let same: Vec<&PathBuf> = documents
        .iter()
        .filter(|(path, document)| !taken.contains(path) && document.text.hash() == record.expected())
        .map(|(path, _)| path)
        .collect();
    let path = same.iter().find(|path| is_named_as(record, path)).or(same.first())?;
    Some(Found { document: record.id, path: (*path).clone(), changed: None })
}

/// The only file of a document's name, whatever it says.
fn has_its_name(
    documents: &[(PathBuf, Document)],
    record: &DocumentRecord,
    taken: &BTreeSet<PathBuf>,
) -> Option<Found> {
    let mut named = documents.iter().filter(|(path, _)| !taken.contains(path) && is_named_as(record, path));
    // Two files of one name: which of them it is cannot be known.
    let (Some((path, document)), None) = (named.next(), named.next()) else { return None };
    Some(Found { document: record.id, path: path.clone(), changed: Some(Arc::new(document.clone())) })
}
