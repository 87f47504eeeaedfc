//! Every annotation held against its source as it is today.
//!
//! Where a source cannot be read, the text kept beside the project stands in for it. Reads files and reports; nothing
//! is changed, and nothing is run in the background: a caller with a window makes a job of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Workbench;
use crate::corpus::{Document, Source, bundled, read_file};
use crate::project::verify::{self, Report};
use crate::project::{DocumentId, DocumentRecord};
use crate::text::Text;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How annotations and documents stand.
    pub report: Report,
    /// Documents whose source could not be read, so that the text kept beside the project was looked at.
    pub sources_missing: BTreeSet<DocumentId>,
}

impl Workbench {
    /// Holds every annotation of the project against its source.
    pub fn verify(&self) -> Verification {
        let mut sources_missing = BTreeSet::new();
        let mut sources = BTreeMap::new();
        for record in self.project.documents.values() {
            match source_text(record) {
                Some(text) => {
                    sources.insert(record.id, text);
                }
                None => {
                    sources_missing.insert(record.id);
                }
            }
        }
        let text =
            |record: &DocumentRecord| sources.get(&record.id).cloned().or_else(|| self.text(record.id));
        Verification { report: verify::verify(&self.project, &text), sources_missing }
    }
}

/// The text of a document's source as it is today.
fn source_text(record: &DocumentRecord) -> Option<Text> {
    let document: Option<Document> = match &record.source {
        Source::Bundled(_) => {
            bundled::documents().into_iter().find(|document| document.source == record.source)
        }
        Source::File(path) => read_file(path, &record.path_text()).ok(),
    };
    document.map(|document| document.text)
}
