//! Schema 2 of the project file. Frozen: this is how files were written that exist, so nothing here may change.
//!
//! It knows texts that were corrected and annotations that are not certain of their place, and nothing yet of entities.
//! Its documents and annotations stand in files of schema 3 too. The rows stand here and in [`super::frozen`], apart from the records of the model. Read only.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::frozen::{AnchorRow, AttributeRow, CoderRow, InfoRow, TagRow};
use super::{v3, v4};
use crate::corpus::AttributeValue;
use crate::project::{
    Annotation, AnnotationId, CoderId, DocumentId, Doubt, Proposal, Standing, TagId, Timestamp,
};
use crate::text::{Anchor, TextHash};

/// The whole file.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub info: InfoRow,
    pub documents: Vec<DocumentRow>,
    pub coders: Vec<CoderRow>,
    pub tags: Vec<TagRow>,
    pub annotations: Vec<AnnotationRow>,
}

#[derive(Debug, Deserialize)]
pub(super) struct DocumentRow {
    pub id: DocumentId,
    pub path: String,
    pub hash: TextHash,
    #[serde(default)]
    pub seen: Option<TextHash>,
    pub reader: String,
    pub encoding: String,
    pub title: String,
    pub attributes: BTreeMap<String, AttributeRow>,
    pub memo: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct AnnotationRow {
    pub id: AnnotationId,
    pub document: DocumentId,
    pub anchor: AnchorRow,
    #[serde(default)]
    pub standing: StandingRow,
    pub tags: BTreeSet<TagId>,
    pub memo: String,
    pub coder: CoderId,
    pub created: Timestamp,
    pub modified: Timestamp,
}

#[derive(Debug, Default, Deserialize)]
pub(super) enum StandingRow {
    #[default]
    Certain,
    NeedsLook {
        proposed: Option<ProposalRow>,
        why: DoubtRow,
    },
    Detached,
}

#[derive(Debug, Deserialize)]
pub(super) struct ProposalRow {
    anchor: AnchorRow,
    confidence: u8,
}

#[derive(Debug, Deserialize)]
pub(super) enum DoubtRow {
    Changed,
    Rival,
    Gone,
}

impl From<File> for v3::File {
    fn from(File { info, documents, coders, tags, annotations }: File) -> Self {
        let (decisions, lists, kinds) = (Vec::new(), Vec::new(), Vec::new());
        Self { info, documents, coders, tags, annotations, decisions, lists, kinds }
    }
}

impl From<DocumentRow> for v4::DocumentRow {
    fn from(row: DocumentRow) -> Self {
        let DocumentRow { id, path, hash, seen, reader, encoding, title, attributes, memo } = row;
        let attributes =
            attributes.into_iter().map(|(name, row)| (name, AttributeValue::from(row))).collect();
        Self { id, path, hash, seen, reader, encoding, title, attributes, memo }
    }
}

impl From<AnnotationRow> for Annotation {
    fn from(row: AnnotationRow) -> Self {
        let AnnotationRow { id, document, anchor, standing, tags, memo, coder, created, modified } = row;
        let (anchor, standing) = (Anchor::from(anchor), Standing::from(standing));
        Self { id, document, anchor, standing, tags, memo, coder, created, modified }
    }
}

impl From<StandingRow> for Standing {
    fn from(row: StandingRow) -> Self {
        match row {
            StandingRow::Certain => Self::Certain,
            StandingRow::NeedsLook { proposed, why } => Self::NeedsLook {
                proposed: proposed
                    .map(|ProposalRow { anchor, confidence }| Proposal { anchor: anchor.into(), confidence }),
                why: match why {
                    DoubtRow::Changed => Doubt::Changed,
                    DoubtRow::Rival => Doubt::Rival,
                    DoubtRow::Gone => Doubt::Gone,
                },
            },
            StandingRow::Detached => Self::Detached,
        }
    }
}
