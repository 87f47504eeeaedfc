//! Every annotation held against its source as it is today.
//!
//! Where a source cannot be read, the text kept beside the project stands in for it. Reads files and reports; nothing
//! is changed, and nothing is run in the background: a caller with a window makes a job of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Workbench;
use crate::corpus::{Document, Source, bundled, read_file};
use crate::project::store::backups::{self, Backup, BackupKind};
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
    /// How many backups the project has.
    pub backups: usize,
    /// Those that cannot be opened, though they were good when they were kept.
    pub backups_damaged: Vec<PathBuf>,
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
        let sources_missing = sources_missing.into_inner();
        let backups = self.file.as_ref().map_or_else(Vec::new, |file| backups::list(&self.disk, &file.path));
        let damaged = backups.iter().filter(|backup| !self.opens(backup));
        let backups_damaged = damaged.map(|backup| backup.path.clone()).collect();
        Verification { report, sources_missing, backups: backups.len(), backups_damaged }
    }

    /// True for a backup that opens as it was kept. One that was not as Lectern had saved it need not.
    fn opens(&self, backup: &Backup) -> bool {
        let Some(file) = self.file.as_ref().filter(|_| backup.kind != BackupKind::Unsound) else {
            return true;
        };
        // An original may have been edited by somebody before it was kept.
        let sound =
            matches!(backup.kind, BackupKind::Original(_)) || backups::counts(&self.disk, backup).is_some();
        sound && backups::open(&self.disk, &file.path, &backup.path).is_ok()
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
