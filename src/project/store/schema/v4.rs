//! Schema 4 of the project file, the one this program writes: its sections and what a line of each looks like.
//!
//! The records of the model stand in the file as they are, except documents, whose path is told from the place of the
//! project file. Before a change of any of these records that an older program would misread, or lose when it saves,
//! becomes part of a release, it is a new schema: this module is frozen as [`super::v3`] is, with rows of its own, and
//! a new one written beside it. Not one type here may be flattened or untagged, since RON does not read those back.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::path;
use crate::corpus::AttributeValue;
use crate::project::{
    Annotation, Coder, Decision, DocumentId, DocumentRecord, NameList, OwnKind, ProjectInfo, SavedSearch,
    Tag, TopicDecision,
};
use crate::text::TextHash;

/// The file as it is read. Sections are lists, so that a record that stands there twice is seen.
#[derive(Debug, Deserialize)]
pub(in crate::project::store) struct File {
    /// What is true of the whole.
    pub info: ProjectInfo,
    /// The documents, by id.
    pub documents: Vec<DocumentRow>,
    /// The coders, by id.
    pub coders: Vec<Coder>,
    /// The codebook, by id.
    pub tags: Vec<Tag>,
    /// The annotations, by id.
    pub annotations: Vec<Annotation>,
    /// The decisions on entities, by id.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// The lists of names, by id.
    #[serde(default)]
    pub lists: Vec<NameList>,
    /// The kinds of entity that the researcher has made, by id.
    #[serde(default)]
    pub kinds: Vec<OwnKind>,
    /// The saved searches, by id.
    #[serde(default)]
    pub searches: Vec<SavedSearch>,
    /// The decisions on topics of figures, by id.
    #[serde(default)]
    pub topics: Vec<TopicDecision>,
}

/// What stands in the file before the sections.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::project::store) struct Head {
    /// What is true of the whole.
    pub info: ProjectInfo,
}

/// A document as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::project) struct DocumentRow {
    /// Identity within the project.
    pub id: DocumentId,
    /// Where the text was read from; see [`path`].
    pub path: String,
    /// BLAKE3 of the text annotations stand in.
    pub hash: TextHash,
    /// BLAKE3 of the text the source gave when it was last looked at, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<TextHash>,
    /// Which reader, in which version, turned the file into this text.
    pub reader: String,
    /// The encoding the file was read in.
    pub encoding: String,
    /// Title shown everywhere.
    pub title: String,
    /// Attributes by name.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The researcher's notes on the document.
    pub memo: String,
}

impl DocumentRow {
    /// The row of a document in a project file that lies in `folder`.
    pub fn of(record: &DocumentRecord, folder: &Path) -> Self {
        Self {
            id: record.id,
            path: path::to_file(&record.source, folder),
            hash: record.hash,
            seen: record.seen,
            reader: record.reader.clone(),
            encoding: record.encoding.clone(),
            title: record.title.clone(),
            attributes: record.attributes.clone(),
            memo: record.memo.clone(),
        }
    }

    /// The record this row stands for in a project file that lies in `folder`.
    pub fn into_record(self, folder: &Path) -> DocumentRecord {
        DocumentRecord {
            id: self.id,
            source: path::from_file(&self.path, folder),
            hash: self.hash,
            seen: self.seen,
            reader: self.reader,
            encoding: self.encoding,
            title: self.title,
            attributes: self.attributes,
            memo: self.memo,
        }
    }
}
