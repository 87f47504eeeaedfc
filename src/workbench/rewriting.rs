//! Texts of documents that become others: corrected within the project, and back again.
//!
//! What becomes of the annotations is said by the project; here the texts that are shown are brought along. The journal
//! keeps the texts an edit rests on before it writes the edit.

use super::passages::sentence;
use super::{CommandError, Effect, Notice, Workbench};
use crate::corpus::{Document, Source};
use crate::project::correct::correct;
use crate::project::{DocumentId, DocumentRecord, TextChange};
use crate::text::words::word_count;
use crate::text::{Span, Text, TextHash};

impl Workbench {
    /// True for a document whose text may be corrected: one that was read from a file of the user's.
    pub fn can_be_corrected(&self, document: DocumentId) -> bool {
        self.documents.contains_key(&document)
            && self
                .project
                .documents
                .get(&document)
                .is_some_and(|record| matches!(record.source, Source::File(_)))
    }

    pub(super) fn correct_text(
        &mut self,
        document: DocumentId,
        span: Span,
        text: &str,
    ) -> Result<Effect, CommandError> {
        let record = self.record(document)?;
        if matches!(record.source, Source::Bundled(_)) {
            return Err(CommandError::new(
                "The bundled documents cannot be corrected: correct a text of your own.",
            ));
        }
        let Some(loaded) = self.documents.get(&document) else {
            return Err(CommandError::new("That document has not been loaded, so it cannot be corrected."));
        };
        let before = self.count_needing_look();
        let (new, changes) = correct(&self.project, record, &loaded.text, span, text)
            .map_err(|error| CommandError::new(sentence(&error)))?;
        if changes.is_empty() {
            return Ok(Effect::Done);
        }
        let label = format!("Correct the text of “{}”", record.title);
        self.fresh_text = Some(new);
        let done = self.perform(label, changes);
        self.fresh_text = None;
        done?;
        match self.count_needing_look().saturating_sub(before) {
            0 => {}
            1 => self.notices.push(Notice::warning(
                "The words of 1 annotation were replaced: it is kept under Needs a look.",
            )),
            many => self.notices.push(Notice::warning(format!(
                "The words of {many} annotations were replaced: they are kept under Needs a look."
            ))),
        }
        Ok(Effect::Done)
    }

    /// Brings a loaded text along with a change of it.
    pub(super) fn rewrite(&mut self, change: &TextChange) {
        let Some(document) = self.documents.get(&change.document) else { return };
        let made = self.fresh_text.take().filter(|text| text.hash() == change.after);
        match made.or_else(|| change.of(&document.text)) {
            Some(text) => self.put_text(change.document, text),
            None => self.read_text_again(change.document, change.after),
        }
    }

    /// Brings the text along that a document's record now names.
    pub(super) fn exchange_text(&mut self, record: &DocumentRecord) {
        self.keep_former_text(record.id);
        match self.former_texts.get(&record.hash).cloned() {
            Some(document) => {
                let text = document.text.clone();
                if self.documents.contains_key(&record.id) {
                    self.put_text(record.id, text);
                } else {
                    self.put_document(
                        record.id,
                        Document { source: record.source.clone(), ..(*document).clone() },
                    );
                }
            }
            None => self.read_text_again(record.id, record.hash),
        }
    }

    /// Keeps the text of a document that is about to have another, so that going back need not read it.
    pub(super) fn keep_former_text(&mut self, id: DocumentId) {
        if let Some(document) = self.documents.get(&id).cloned() {
            self.former_texts.insert(document.text.hash(), document);
        }
    }

    /// Puts another text in the place of the one a document has.
    fn put_text(&mut self, id: DocumentId, text: Text) {
        let Some(document) = self.documents.get(&id) else { return };
        let words = word_count(text.as_str());
        let (reader, encoding, source) = self.project.documents.get(&id).map_or_else(
            || (document.reader.clone(), document.encoding.clone(), document.source.clone()),
            |record| (record.reader.clone(), record.encoding.clone(), record.source.clone()),
        );
        let document = Document { source, text, encoding, reader, words, ..(**document).clone() };
        self.put_document(id, document);
    }

    /// Lets go of a text that is no longer the document's, and reads the one that is.
    fn read_text_again(&mut self, id: DocumentId, hash: TextHash) {
        if self.documents.get(&id).is_some_and(|document| document.text.hash() == hash) {
            return;
        }
        if let Some(document) = self.documents.remove(&id) {
            self.words -= document.words;
            self.texts_revision += 1;
        }
        self.marks.remove(&id);
        let Some(record) = self.project.documents.get(&id).cloned() else { return };
        if let Err(error) = self.begin_reading("Reading", vec![record]) {
            self.notices.push(Notice::error(error.to_string()));
        }
    }
}
