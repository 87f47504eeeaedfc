//! Files that have become those of other documents: two that have changed names, or one that was given the name of another.
//!
//! What such a file says is no new text of the document that had its name, however well some of it may fit: it is the other
//! document, moved. Whose a text is, its hash tells, read in the encoding that was chosen for that document; where files were
//! edited as well, what they have most of ([`super::resemblance`]).

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::resemblance::{Strayed, edited_exchanges, is_like};
use super::sources::{Finding, is_expected};
use super::{Workbench, file_name};
use crate::corpus::encodings::Chosen;
use crate::corpus::{Source, read_file_as};
use crate::project::{DocumentId, DocumentRecord};
use crate::text::{Text, TextHash};

/// Whose texts the files of a project said when they were read.
#[derive(Default)]
pub(super) struct Owners {
    by_text: BTreeMap<TextHash, Vec<(DocumentId, Option<Chosen>)>>,
    choices: Vec<Option<Chosen>>,
}

impl Owners {
    /// Of these documents, as far as they were read from files.
    pub(super) fn of<'a>(records: impl IntoIterator<Item = &'a DocumentRecord>) -> Self {
        let mut owners = Self::default();
        for record in records.into_iter().filter(|record| path_of(record).is_some()) {
            let chosen = record.chosen_encoding();
            if !owners.choices.contains(&chosen) {
                owners.choices.push(chosen);
            }
            let texts = [Some(record.hash), record.seen];
            for hash in texts.into_iter().flatten() {
                owners.by_text.entry(hash).or_default().push((record.id, chosen));
            }
        }
        owners
    }

    /// The other document whose text this is, read in that encoding.
    pub(super) fn other_than(
        &self,
        id: DocumentId,
        text: TextHash,
        chosen: Option<Chosen>,
    ) -> Option<DocumentId> {
        let owners = self.by_text.get(&text)?;
        owners.iter().find(|(owner, read_in)| *owner != id && *read_in == chosen).map(|(owner, _)| *owner)
    }

    /// The other document that the file of this one is now, if it is; `text` is what it says in the encoding of this one.
    fn who_now(&self, record: &DocumentRecord, path: &Path, text: TextHash) -> Option<Become> {
        self.choices.iter().find_map(|chosen| {
            let says = if *chosen == record.chosen_encoding() {
                text
            } else {
                read_file_as(path, "", *chosen).ok()?.text.hash()
            };
            self.other_than(record.id, says, *chosen).map(|other| Become { other, says, chosen: *chosen })
        })
    }
}

/// A file that is another document now.
struct Become {
    other: DocumentId,
    says: TextHash,
    chosen: Option<Chosen>,
}

fn path_of(record: &DocumentRecord) -> Option<&Path> {
    match &record.source {
        Source::File(path) => Some(path.as_path()),
        Source::Bundled(_) => None,
    }
}

fn says(record: &DocumentRecord, text: TextHash, chosen: Option<Chosen>) -> bool {
    record.chosen_encoding() == chosen && (text == record.expected() || text == record.hash)
}

fn is_there(record: &DocumentRecord, path: &Path) -> bool {
    path_of(record) == Some(path)
}

/// True where the file of a document says what is expected of it.
fn is_at_home(record: &DocumentRecord) -> bool {
    let read = path_of(record).and_then(|path| read_file_as(path, "", record.chosen_encoding()).ok());
    read.is_some_and(|document| is_expected(record, &document.text))
}

/// True where a file that says what another document says, which is where it was, may say so because it was edited: most of what
/// it says it said before. So it is with a document that was added a second time after its file was edited, and with two of one
/// text that were both edited to another. A copy of a text that is alike looks the same: it is told that the other says so too.
fn is_own_edit(was: Option<&Text>, is: &Text) -> bool {
    was.is_some_and(|was| is_like(was.as_str(), is.as_str()))
}

/// Notes of files that are not what they were which of them are other documents now, and finds those there; `None` when
/// stopped. `texts` are those of the documents, as far as they are known, `edited` what was found of such files last.
pub(super) fn mark_exchanged(
    records: &[DocumentRecord],
    findings: &mut BTreeMap<DocumentId, Finding>,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
    edited: &mut Edited,
    cancel: &AtomicBool,
) -> Option<()> {
    let owners = Owners::of(records);
    let by_id: BTreeMap<DocumentId, &DocumentRecord> =
        records.iter().map(|record| (record.id, record)).collect();
    let is_of_project = |path: &Path| records.iter().any(|record| path_of(record) == Some(path));
    for finding in findings.values_mut() {
        finding.is_of = None;
        finding.moved_to.take_if(|path| is_of_project(path));
    }
    for record in records {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let Some(finding) = findings.get(&record.id) else { continue };
        let Some(document) = &finding.document else { continue };
        let Some(now) = owners.who_now(record, &finding.path, document.text.hash()) else { continue };
        let (path, is) = (finding.path.clone(), document.text.clone());
        let is_at_home = by_id.get(&now.other).is_some_and(|other| is_there(other, &path))
            || !findings.contains_key(&now.other);
        if is_at_home && is_own_edit(texts(record.id).as_ref(), &is) {
            continue;
        }
        let Some(finding) = findings.get_mut(&record.id) else { continue };
        finding.is_of = Some(now.other);
        // Of documents that say the same each has a file of its own.
        let is_away = |other: &&DocumentRecord| {
            other.id != record.id
                && says(other, now.says, now.chosen)
                && findings.get(&other.id).is_some_and(|finding| finding.moved_to.is_none())
        };
        let away = records.iter().find(is_away).map(|other| other.id);
        if let Some(finding) = away.and_then(|id| findings.get_mut(&id)) {
            finding.moved_to = Some(path);
        }
    }
    mark_edited(findings, texts, edited, cancel)
}

/// Which of the files that are not what they were are edited versions of others, kept for as long as that is asked of the same.
#[derive(Clone, Default)]
pub(super) struct Edited {
    /// Each document with the digest of what its file says, and of its text.
    of: Vec<(DocumentId, Option<TextHash>, Option<TextHash>)>,
    found: BTreeMap<DocumentId, DocumentId>,
}

/// The same of files that were edited as well.
fn mark_edited(
    findings: &mut BTreeMap<DocumentId, Finding>,
    texts: &dyn Fn(DocumentId) -> Option<Text>,
    edited: &mut Edited,
    cancel: &AtomicBool,
) -> Option<()> {
    // One by itself has changed names with none.
    if findings.len() < 2 || findings.values().all(|finding| finding.document.is_none()) {
        return Some(());
    }
    let says = |finding: &Finding| finding.document.as_ref().map(|document| document.text.clone());
    let strayed: Vec<(DocumentId, Option<Text>, Option<Text>)> =
        findings.iter().map(|(id, finding)| (*id, says(finding), texts(*id))).collect();
    let hash = |text: &Option<Text>| text.as_ref().map(Text::hash);
    let of: Vec<_> = strayed.iter().map(|(id, is, was)| (*id, hash(is), hash(was))).collect();
    if edited.of != of {
        let text = |text: Text| text.as_str().to_owned();
        let strayed = strayed
            .into_iter()
            .filter_map(|(document, is, was)| Some(Strayed { document, was: text(was?), is: is.map(text) }));
        edited.found = edited_exchanges(&strayed.collect::<Vec<_>>(), cancel)?;
        edited.of = of;
    }
    for (id, other) in &edited.found {
        let Some(finding) = findings.get_mut(id).filter(|finding| finding.is_of.is_none()) else { continue };
        finding.is_of = Some(*other);
        let path = finding.path.clone();
        if let Some(other) = findings.get_mut(other) {
            other.moved_to.get_or_insert(path);
        }
    }
    Some(())
}

/// “a.txt” is now what “b.txt” was, of as many as a sentence has room for; each pair is a file and the one it was. `None`
/// where there is none.
pub(crate) fn in_words(pairs: &[(String, String)]) -> Option<String> {
    let (now, was) = pairs.first()?;
    let first = format!("“{now}” is now what “{was}” was");
    Some(match &pairs[1..] {
        [] => first,
        [(now, was)] => format!("{first}, and “{now}” what “{was}” was"),
        more => format!("{first}, and {} more files are now what others were", more.len()),
    })
}

impl Workbench {
    /// The files that are other documents now, each with the name that one was read under.
    pub fn exchanged_sources(&self) -> Vec<(String, String)> {
        let findings = self.looks.findings.iter();
        let exchanged = findings.filter_map(|(id, finding)| {
            let record = self.project.documents.get(id).filter(|_| self.is_exchanged(*id))?;
            let other = self.project.documents.get(&finding.is_of?)?;
            let (now, was) = (path_of(record)?, path_of(other)?);
            let is_clear = now.file_name() != was.file_name();
            let name = |path: &Path| if is_clear { file_name(path) } else { path.display().to_string() };
            Some((name(now), name(was)))
        });
        let mut pairs: Vec<(String, String)> = exchanged.collect();
        pairs.sort();
        pairs
    }

    /// True when the file of a document is another document now.
    pub(super) fn is_exchanged(&self, id: DocumentId) -> bool {
        let (Some(finding), Some(record)) = (self.looks.findings.get(&id), self.project.documents.get(&id))
        else {
            return false;
        };
        path_of(record) == Some(&finding.path)
            && finding.document.as_ref().is_some_and(|found| !is_expected(record, &found.text))
            && finding.is_of.is_some_and(|other| self.project.documents.contains_key(&other))
    }

    /// The other document whose text the file of this one says.
    pub(super) fn owner_of(
        &mut self,
        record: &DocumentRecord,
        path: &Path,
        text: &Text,
    ) -> Option<DocumentId> {
        let state = (self.generation, self.revision);
        let owners = self.looks.owners_at(state, || Owners::of(self.project.documents.values()));
        let is_own = |other: DocumentId| {
            let is_at_home = |other: &DocumentRecord| {
                is_there(other, path) || !self.looks.findings.contains_key(&other.id)
            };
            self.project.documents.get(&other).is_some_and(is_at_home)
                && is_own_edit(self.text(record.id).as_ref(), text)
        };
        owners.who_now(record, path, text.hash()).map(|now| now.other).filter(|other| !is_own(*other))
    }
}

/// The files of a project as they are today, told apart by whose texts they are.
pub(super) struct Today<'a> {
    records: Vec<&'a DocumentRecord>,
    owners: Owners,
    texts: &'a dyn Fn(DocumentId) -> Option<Text>,
    /// What was found where a file is not what is expected; read when it is asked for first.
    found: OnceCell<Found>,
}

/// The files that are other documents now.
struct Found {
    /// Those that were only renamed, with what they say.
    renamed: Vec<(PathBuf, TextHash, Option<Chosen>)>,
    /// Documents whose files are edited versions of others.
    edited: BTreeMap<DocumentId, DocumentId>,
}

impl<'a> Today<'a> {
    /// Of these documents; `texts` are theirs, as far as they are known.
    pub(super) fn of(
        records: impl Iterator<Item = &'a DocumentRecord>,
        texts: &'a dyn Fn(DocumentId) -> Option<Text>,
    ) -> Self {
        let records: Vec<&DocumentRecord> = records.collect();
        let owners = Owners::of(records.iter().copied());
        Self { records, owners, texts, found: OnceCell::new() }
    }

    /// The other document that the file of this one is now, if it says this.
    pub(super) fn is_of(&self, record: &DocumentRecord, text: &Text) -> Option<DocumentId> {
        let path = path_of(record).filter(|_| !is_expected(record, text))?;
        let is_own = |other: DocumentId| {
            let other = self.records.iter().find(|record| record.id == other);
            other.is_some_and(|other| is_there(other, path) || is_at_home(other))
                && is_own_edit((self.texts)(record.id).as_ref(), text)
        };
        let renamed = self.owners.who_now(record, path, text.hash()).map(|now| now.other);
        let renamed = renamed.filter(|other| !is_own(*other));
        renamed.or_else(|| self.found().edited.get(&record.id).copied())
    }

    /// The text of a document that is not where it was, in a file that had been another's.
    pub(super) fn elsewhere(&self, record: &DocumentRecord) -> Option<Text> {
        let found = self.found().renamed.iter().find(|(_, text, chosen)| says(record, *text, *chosen));
        let document = read_file_as(&found?.0, "", record.chosen_encoding()).ok()?;
        is_expected(record, &document.text).then_some(document.text)
    }

    /// True where the file of a document has another's name, and was edited.
    pub(super) fn is_edited_elsewhere(&self, record: &DocumentRecord) -> bool {
        self.found().edited.values().any(|other| *other == record.id)
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| self.read())
    }

    fn read(&self) -> Found {
        let (mut renamed, mut strayed) = (Vec::new(), Vec::new());
        for record in &self.records {
            let Some(path) = path_of(record) else { continue };
            let is = read_file_as(path, "", record.chosen_encoding()).ok().map(|document| document.text);
            if is.as_ref().is_some_and(|text| is_expected(record, text)) {
                continue;
            }
            if let Some(text) = &is {
                let now = self.owners.who_now(record, path, text.hash());
                renamed.extend(now.map(|now| (path.to_owned(), now.says, now.chosen)));
            }
            if let Some(was) = (self.texts)(record.id) {
                let is = is.map(|text| text.as_str().to_owned());
                strayed.push(Strayed { document: record.id, was: was.as_str().to_owned(), is });
            }
        }
        let edited = edited_exchanges(&strayed, &AtomicBool::new(false)).unwrap_or_default();
        Found { renamed, edited }
    }
}
