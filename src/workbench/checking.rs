//! Every annotation held against its source as it is today.
//!
//! Where a source cannot be read, the text kept beside the project stands in for it. Reads files and reports; nothing
//! is changed, and nothing is run in the background: a caller with a window makes a job of it.

use std::collections::BTreeSet;

use super::Workbench;
use crate::corpus::{Document, Source, bundled, read_file};
use crate::project::verify::{self, Report, Texts};
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
        let sources_missing = std::cell::RefCell::new(BTreeSet::new());
        let texts = |record: &DocumentRecord| {
            let source = source_text(record);
            if source.is_none() {
                sources_missing.borrow_mut().insert(record.id);
            }
            Texts { source, kept: self.text(record.id) }
        };
        let report = verify::verify(&self.project, &texts);
        Verification { report, sources_missing: sources_missing.into_inner() }
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
