//! Schema 1 of the project file. Frozen: this is how files were written that exist, so nothing here may change.
//!
//! The records are spelled out here, apart from those of the model, so that no change of the model can change how an
//! old file is read. Read only.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::v2;
use crate::corpus::AttributeValue;
use crate::project::{
    Annotation, AnnotationId, Coder, CoderId, DocumentId, ProjectId, ProjectInfo, Standing, Tag, TagColour,
    TagId, Timestamp,
};
use crate::text::{Anchor, TextHash};

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
struct InfoRow {
    id: ProjectId,
    created: Timestamp,
    memo: String,
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
struct AttributeRow {
    value: String,
    #[serde(default)]
    guessed: bool,
}

#[derive(Debug, Deserialize)]
struct CoderRow {
    id: CoderId,
    name: String,
    initials: String,
}

#[derive(Debug, Deserialize)]
struct TagRow {
    id: TagId,
    parent: Option<TagId>,
    rank: u32,
    name: String,
    colour: TagColour,
    description: String,
    shortcut: Option<char>,
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

#[derive(Debug, Deserialize)]
struct AnchorRow {
    start: usize,
    end: usize,
    exact: String,
    prefix: String,
    suffix: String,
}

impl From<File> for v2::File {
    fn from(file: File) -> Self {
        let InfoRow { id, created, memo } = file.info;
        Self {
            info: ProjectInfo { id, created, memo },
            documents: file.documents.into_iter().map(DocumentRow::into_v2).collect(),
            coders: file.coders.into_iter().map(CoderRow::into_v2).collect(),
            tags: file.tags.into_iter().map(TagRow::into_v2).collect(),
            annotations: file.annotations.into_iter().map(AnnotationRow::into_v2).collect(),
        }
    }
}

impl DocumentRow {
    fn into_v2(self) -> v2::DocumentRow {
        let attribute = |(name, AttributeRow { value, guessed })| (name, AttributeValue { value, guessed });
        v2::DocumentRow {
            id: self.id,
            path: self.path,
            hash: self.hash,
            seen: None,
            reader: self.reader,
            encoding: self.encoding,
            title: self.title,
            attributes: self.attributes.into_iter().map(attribute).collect(),
            memo: self.memo,
        }
    }
}

impl CoderRow {
    fn into_v2(self) -> Coder {
        Coder { id: self.id, name: self.name, initials: self.initials }
    }
}

impl TagRow {
    fn into_v2(self) -> Tag {
        Tag {
            id: self.id,
            parent: self.parent,
            rank: self.rank,
            name: self.name,
            colour: self.colour,
            description: self.description,
            shortcut: self.shortcut,
            memo: self.memo,
        }
    }
}

impl AnnotationRow {
    fn into_v2(self) -> Annotation {
        let AnchorRow { start, end, exact, prefix, suffix } = self.anchor;
        Annotation {
            id: self.id,
            document: self.document,
            anchor: Anchor { start, end, exact, prefix, suffix },
            standing: Standing::Certain,
            tags: self.tags,
            memo: self.memo,
            coder: self.coder,
            created: self.created,
            modified: self.modified,
        }
    }
}
