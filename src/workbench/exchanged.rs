//! Files that have become those of other documents: two that have changed names, or one that was given the name of another.
//!
//! What such a file says is no new text of the document that had its name, however well some of it may fit: it is the other
//! document, moved. Whose a text is, its hash tells, read in the encoding that was chosen for that document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Notes of files that are not what they were which of them are other documents now, and finds those there; `None` when stopped.
pub(super) fn mark_exchanged(
    records: &[DocumentRecord],
    findings: &mut BTreeMap<DocumentId, Finding>,
    cancel: &AtomicBool,
) -> Option<()> {
    let owners = Owners::of(records);
    let is_of_project = |path: &Path| records.iter().any(|record| path_of(record) == Some(path));
    for finding in findings.values_mut() {
        finding.is_of = None;
        finding.moved_to.take_if(|path| is_of_project(path));
    }
    for record in records {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let Some(finding) = findings.get_mut(&record.id) else { continue };
        let Some(document) = &finding.document else { continue };
        let Some(now) = owners.who_now(record, &finding.path, document.text.hash()) else { continue };
        finding.is_of = Some(now.other);
        let path = finding.path.clone();
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
        &self,
        record: &DocumentRecord,
        path: &Path,
        text: TextHash,
    ) -> Option<DocumentId> {
        Owners::of(self.project.documents.values()).who_now(record, path, text).map(|now| now.other)
    }
}

/// The files of a project as they are today, told apart by whose texts they are.
pub(super) struct Today<'a> {
    records: Vec<&'a DocumentRecord>,
    owners: Owners,
    /// The files that are other documents now, with what they say; read when the first is asked for.
    others: std::cell::OnceCell<Vec<(PathBuf, TextHash, Option<Chosen>)>>,
}

impl<'a> Today<'a> {
    pub(super) fn of(records: impl Iterator<Item = &'a DocumentRecord>) -> Self {
        let records: Vec<&DocumentRecord> = records.collect();
        let owners = Owners::of(records.iter().copied());
        Self { records, owners, others: std::cell::OnceCell::new() }
    }

    /// The other document that the file of this one is now, if it says this.
    pub(super) fn is_of(&self, record: &DocumentRecord, text: &Text) -> Option<DocumentId> {
        let path = path_of(record).filter(|_| !is_expected(record, text))?;
        self.owners.who_now(record, path, text.hash()).map(|now| now.other)
    }

    /// The text of a document that is not where it was, in a file that had been another's.
    pub(super) fn elsewhere(&self, record: &DocumentRecord) -> Option<Text> {
        let others = self.others.get_or_init(|| self.read_others());
        let found = others.iter().find(|(_, text, chosen)| says(record, *text, *chosen));
        let document = read_file_as(&found?.0, "", record.chosen_encoding()).ok()?;
        is_expected(record, &document.text).then_some(document.text)
    }

    fn read_others(&self) -> Vec<(PathBuf, TextHash, Option<Chosen>)> {
        let now = |record: &&DocumentRecord| {
            let path = path_of(record)?;
            let text = read_file_as(path, "", record.chosen_encoding()).ok()?.text;
            let now =
                self.owners.who_now(record, path, text.hash()).filter(|_| !is_expected(record, &text))?;
            Some((path.to_owned(), now.says, now.chosen))
        };
        self.records.iter().filter_map(now).collect()
    }
}
