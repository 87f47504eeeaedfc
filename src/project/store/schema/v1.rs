//! Schema 1 of the project file. Frozen: this is how files were written that exist, so nothing here may change.
//!
//! The rows stand here and in [`super::frozen`], apart from the records of the model, so that no change of the model can
//! change how an old file is read. Read only.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::frozen::{AnchorRow, AttributeRow, CoderRow, InfoRow, TagRow};
use super::v2;
use crate::project::{AnnotationId, CoderId, DocumentId, TagId, Timestamp};
use crate::text::TextHash;

/// The whole file.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    info: InfoRow,
    documents: Vec<DocumentRow>,
    coders: Vec<CoderRow>,
    tags: Vec<TagRow>,
    annotations: Vec<AnnotationRow>,
}

#[derive(Debug, Deserialize)]
struct DocumentRow {
    id: DocumentId,
    path: String,
    hash: TextHash,
    reader: String,
    encoding: String,
    title: String,
    attributes: BTreeMap<String, AttributeRow>,
    memo: String,
}

#[derive(Debug, Deserialize)]
struct AnnotationRow {
    id: AnnotationId,
    document: DocumentId,
    anchor: AnchorRow,
    tags: BTreeSet<TagId>,
    memo: String,
    coder: CoderId,
    created: Timestamp,
    modified: Timestamp,
}

impl From<File> for v2::File {
    fn from(File { info, documents, coders, tags, annotations }: File) -> Self {
        Self {
            info,
            documents: documents.into_iter().map(v2::DocumentRow::from).collect(),
            coders,
            tags,
            annotations: annotations.into_iter().map(v2::AnnotationRow::from).collect(),
        }
    }
}

impl From<DocumentRow> for v2::DocumentRow {
    fn from(row: DocumentRow) -> Self {
        let DocumentRow { id, path, hash, reader, encoding, title, attributes, memo } = row;
        Self { id, path, hash, seen: None, reader, encoding, title, attributes, memo }
    }
}

impl From<AnnotationRow> for v2::AnnotationRow {
    fn from(row: AnnotationRow) -> Self {
        let AnnotationRow { id, document, anchor, tags, memo, coder, created, modified } = row;
        let standing = v2::StandingRow::Certain;
        Self { id, document, anchor, standing, tags, memo, coder, created, modified }
    }
}
