//! Commands on documents: adding, removing, titles, attributes, memos, and the project's own memo.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{CommandError, Effect, Notice, Workbench};
use crate::corpus::{AttributeValue, Document, Source, bundled};
use crate::project::{Change, DocumentId, DocumentRecord, History, ProjectInfo, Swap};
use crate::text::numbers::counted;

/// What became of a document that was read to join the project.
pub(super) enum Adopted {
    /// It joins by this change.
    Joins(Change),
    /// The project has it.
    Known,
    /// The project has it, and its file says something else than when it was read.
    Changed,
}

impl Adopted {
    /// The change by which it joins, if it does.
    fn joins(self) -> Option<Change> {
        match self {
            Self::Joins(change) => Some(change),
            Self::Known | Self::Changed => None,
        }
    }
}

impl Workbench {
    pub(super) fn add_bundled_corpus(&mut self) -> Result<Effect, CommandError> {
        let documents = bundled::documents();
        let changes: Vec<Change> =
            documents.into_iter().filter_map(|document| self.adopt(document).joins()).collect();
        if changes.is_empty() {
            self.notices.push(Notice::info("The bundled corpus is here already."));
        }
        self.perform("Add the bundled corpus".into(), changes)
    }

    /// Begins the program on the bundled corpus: nothing that undo should take back.
    pub fn start_on_bundled_corpus(&mut self) {
        self.new_project();
        if self.add_bundled_corpus().is_ok() {
            self.history = History::of_new(&self.project);
            self.saved_revision = self.revision;
        }
    }

    /// Takes in a document that was read from a file or is part of the program.
    pub(super) fn adopt(&mut self, document: Document) -> Adopted {
        let mut new = DocumentId::of(&document.name_in_corpus, document.text.hash());
        let mut known = self.known_as(new, &document.source).cloned();
        // One that said the same when it joined, and has had another text since, is another document.
        if known.as_ref().is_some_and(|it| it.hash != document.text.hash() && it.source != document.source) {
            new = DocumentId::of(&whole_name(&document), document.text.hash());
            known = self.project.documents.get(&new).cloned();
        }
        let Some(record) = known else {
            let change = Change::document(Swap::add(DocumentRecord::of(new, &document)));
            self.keep_former_text(new);
            self.put_document(new, document);
            return Adopted::Joins(change);
        };
        // The project may have another text of it since: one that was corrected, or taken over.
        if record.hash == document.text.hash() {
            self.put_document(record.id, document);
            return Adopted::Known;
        }
        if record.source == document.source && self.note_changed_source(&record, document) {
            return Adopted::Changed;
        }
        Adopted::Known
    }

    /// The document of the project that was read from `source`, else the one with this identity.
    fn known_as(&self, id: DocumentId, source: &Source) -> Option<&DocumentRecord> {
        let documents = &self.project.documents;
        let same = documents.get(&id);
        if same.is_some_and(|record| record.source == *source) {
            return same;
        }
        self.index.document_of(source).and_then(|id| documents.get(&id)).or(same)
    }

    /// Keeps the text of a document the project has or is about to have.
    pub(super) fn put_document(&mut self, id: DocumentId, document: Document) {
        let words = document.words;
        let before = self.documents.insert(id, Arc::new(document));
        if self.project.documents.contains_key(&id) {
            self.words -= before.map_or(0, |document| document.words);
            self.words += words;
        }
        self.note_read(id);
        self.read_marks(id);
        self.texts_revision += 1;
        self.want_names(id);
        self.note_texts_for_search();
        self.note_comparable();
    }

    pub(super) fn remove_documents(&mut self, documents: &[DocumentId]) -> Result<Effect, CommandError> {
        let unique: BTreeSet<DocumentId> = documents.iter().copied().collect();
        let mut changes = Vec::new();
        let mut annotations = 0;
        for id in &unique {
            for annotation in self.index.annotations_in(*id) {
                changes.push(Change::annotation(Swap::remove(self.annotation(annotation)?.clone())));
                annotations += 1;
            }
            changes.push(Change::document(Swap::remove(self.record(*id)?.clone())));
        }
        let what = match unique.len() {
            0 => return Ok(Effect::Done),
            1 => "1 document".to_owned(),
            many => format!("{many} documents"),
        };
        self.perform(format!("Remove {what}"), changes)?;
        let with = match annotations {
            0 => String::new(),
            some => format!(" with {}", counted(some, "annotation", "annotations")),
        };
        self.notices.push(Notice::undoable(format!("Removed {what}{with}; the files are untouched.")));
        Ok(Effect::Done)
    }

    pub(super) fn set_title(&mut self, document: DocumentId, title: &str) -> Result<Effect, CommandError> {
        let title = title.trim();
        if title.is_empty() {
            return Err(CommandError::new("A document needs a title."));
        }
        self.alter_document("Change a document's title", document, |record| {
            title.clone_into(&mut record.title);
        })
    }

    pub(super) fn set_attribute(
        &mut self,
        document: DocumentId,
        name: &str,
        value: Option<String>,
    ) -> Result<Effect, CommandError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(CommandError::new("An attribute needs a name."));
        }
        self.alter_document("Change an attribute of a document", document, |record| match value {
            Some(value) => {
                record.attributes.insert(name.to_owned(), AttributeValue::stated(value.trim()));
            }
            None => {
                record.attributes.remove(name);
            }
        })
    }

    pub(super) fn rename_attribute(&mut self, from: &str, to: &str) -> Result<Effect, CommandError> {
        let to = to.trim();
        if to.is_empty() {
            return Err(CommandError::new("An attribute needs a name."));
        }
        if to == from {
            return Ok(Effect::Done);
        }
        let mut changes = Vec::new();
        for record in self.project.documents.values() {
            let Some(value) = record.attributes.get(from) else { continue };
            if record.attributes.contains_key(to) {
                return Err(CommandError::new(format!(
                    "“{}” has both “{from}” and “{to}”: remove one of the two there first.",
                    record.title
                )));
            }
            let mut after = record.clone();
            after.attributes.remove(from);
            after.attributes.insert(to.to_owned(), value.clone());
            changes.push(Change::document(Swap::replace(record.clone(), after)));
        }
        let count = changes.len();
        self.perform("Rename an attribute".into(), changes)?;
        if count > 1 {
            let notice = format!("Renamed “{from}” to “{to}” in {count} documents.");
            self.notices.push(Notice::undoable(notice));
        }
        Ok(Effect::Done)
    }

    pub(super) fn set_document_memo(
        &mut self,
        document: DocumentId,
        memo: String,
    ) -> Result<Effect, CommandError> {
        self.alter_document("Write a memo on a document", document, |record| record.memo = memo)
    }

    pub(super) fn set_project_memo(&mut self, memo: String) -> Result<Effect, CommandError> {
        let before = self.project.info.clone();
        let after = ProjectInfo { memo, ..before.clone() };
        if after == before {
            return Ok(Effect::Done);
        }
        let change = Change::Info(Box::new(Swap::replace(before, after)));
        self.perform("Write the project's memo".into(), vec![change])
    }

    pub(super) fn record(&self, id: DocumentId) -> Result<&DocumentRecord, CommandError> {
        let found = self.project.documents.get(&id);
        found.ok_or_else(|| CommandError::new("That document is no longer in the project."))
    }

    fn alter_document(
        &mut self,
        label: &str,
        id: DocumentId,
        change: impl FnOnce(&mut DocumentRecord),
    ) -> Result<Effect, CommandError> {
        let before = self.record(id)?.clone();
        let mut after = before.clone();
        change(&mut after);
        let changes =
            if after == before { Vec::new() } else { vec![Change::document(Swap::replace(before, after))] };
        self.perform(label.to_owned(), changes)
    }
}

/// A document's name with all folders it is in.
fn whole_name(document: &Document) -> String {
    match &document.source {
        Source::Bundled(name) => name.clone(),
        Source::File(path) => path.display().to_string(),
    }
}
