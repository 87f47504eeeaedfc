//! Rows that stand in files of schemas 1, 2 and 3 alike. Frozen: this is how files were written that exist, so nothing here
//! may change.
//!
//! They are spelled out apart from the records of the model, so that no change of the model can change how an old file is
//! read. Read only.

use serde::Deserialize;

use crate::corpus::AttributeValue;
use crate::project::{Coder, CoderId, ProjectId, ProjectInfo, Tag, TagColour, TagId, Timestamp};
use crate::text::Anchor;

#[derive(Debug, Deserialize)]
pub(super) struct InfoRow {
    id: ProjectId,
    created: Timestamp,
    memo: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct AttributeRow {
    value: String,
    #[serde(default)]
    guessed: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct CoderRow {
    id: CoderId,
    name: String,
    initials: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct TagRow {
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
pub(super) struct AnchorRow {
    start: usize,
    end: usize,
    exact: String,
    prefix: String,
    suffix: String,
}

impl From<InfoRow> for ProjectInfo {
    fn from(InfoRow { id, created, memo }: InfoRow) -> Self {
        Self { id, created, memo }
    }
}

impl From<AttributeRow> for AttributeValue {
    fn from(AttributeRow { value, guessed }: AttributeRow) -> Self {
        Self { value, guessed }
    }
}

impl From<CoderRow> for Coder {
    fn from(CoderRow { id, name, initials }: CoderRow) -> Self {
        Self { id, name, initials }
    }
}

impl From<TagRow> for Tag {
    fn from(row: TagRow) -> Self {
        let TagRow { id, parent, rank, name, colour, description, shortcut, memo } = row;
        Self { id, parent, rank, name, colour, description, shortcut, memo }
    }
}

impl From<AnchorRow> for Anchor {
    fn from(AnchorRow { start, end, exact, prefix, suffix }: AnchorRow) -> Self {
        Self { start, end, exact, prefix, suffix }
    }
}
