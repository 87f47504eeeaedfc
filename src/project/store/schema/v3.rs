//! Schema 3 of the project file. Frozen: this is how files were written that exist, so nothing here may change.
//!
//! It knows what the researcher settled about names, and nothing yet of saved searches and of figures. Documents and annotations stand in
//! it as in schema 2. The rows stand here, in [`super::v2`] and in [`super::frozen`], apart from the records of the model.
//! Read only.

use serde::Deserialize;

use super::frozen::{AnchorRow, CoderRow, InfoRow, TagRow};
use super::v2::{AnnotationRow, DocumentRow};
use super::v4;
use crate::project::naming::{ListedName, Wanted};
use crate::project::{
    Annotation, Coder, Decision, DecisionId, DocumentId, Kind, KindId, ListId, NameList, Named, OwnKind,
    ProjectInfo, Ruling, Tag, TagColour,
};

/// The whole file.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub info: InfoRow,
    pub documents: Vec<DocumentRow>,
    pub coders: Vec<CoderRow>,
    pub tags: Vec<TagRow>,
    pub annotations: Vec<AnnotationRow>,
    #[serde(default)]
    pub decisions: Vec<DecisionRow>,
    #[serde(default)]
    pub lists: Vec<NameListRow>,
    #[serde(default)]
    pub kinds: Vec<OwnKindRow>,
}

#[derive(Debug, Deserialize)]
enum KindRow {
    Person,
    Organisation,
    Place,
    Date,
    Money,
    Quantity,
    Role,
    Programme,
    Law,
    Contact,
    Own(Box<str>),
}

#[derive(Debug, Deserialize)]
struct NamedRow {
    kind: KindRow,
    name: String,
}

#[derive(Debug, Deserialize)]
enum RulingRow {
    Merge { from: NamedRow, into: NamedRow },
    Split { document: DocumentId, anchor: AnchorRow, into: NamedRow },
    Rename { entity: NamedRow, name: String },
    RetypeEntity { entity: NamedRow, kind: KindRow },
    RetypeMention { document: DocumentId, anchor: AnchorRow, kind: KindRow },
    RejectMention { document: DocumentId, anchor: AnchorRow },
    RejectEntity { entity: NamedRow },
    RejectWording { wording: String, kind: Option<KindRow> },
    AddMention { document: DocumentId, anchor: AnchorRow, kind: KindRow, entity: Option<String> },
    AddWording { wording: String, kind: KindRow, entity: Option<String>, match_case: bool },
    Dismiss { one: NamedRow, other: NamedRow },
}

#[derive(Debug, Deserialize)]
pub(super) struct DecisionRow {
    id: DecisionId,
    rank: u64,
    ruling: RulingRow,
}

#[derive(Debug, Deserialize)]
struct ListedNameRow {
    name: String,
    #[serde(default)]
    kind: Option<KindRow>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
enum WantedRow {
    Names { names: Vec<ListedNameRow>, match_case: bool, inflected: bool },
    Pattern(String),
}

#[derive(Debug, Deserialize)]
pub(super) struct NameListRow {
    id: ListId,
    name: String,
    kind: KindRow,
    active: bool,
    wanted: WantedRow,
}

#[derive(Debug, Deserialize)]
pub(super) struct OwnKindRow {
    id: KindId,
    name: Box<str>,
    colour: TagColour,
}

impl From<File> for v4::File {
    fn from(file: File) -> Self {
        Self {
            info: ProjectInfo::from(file.info),
            documents: file.documents.into_iter().map(v4::DocumentRow::from).collect(),
            coders: file.coders.into_iter().map(Coder::from).collect(),
            tags: file.tags.into_iter().map(Tag::from).collect(),
            annotations: file.annotations.into_iter().map(Annotation::from).collect(),
            decisions: file.decisions.into_iter().map(Decision::from).collect(),
            lists: file.lists.into_iter().map(NameList::from).collect(),
            kinds: file.kinds.into_iter().map(OwnKind::from).collect(),
            searches: Vec::new(),
            topics: Vec::new(),
        }
    }
}

impl From<KindRow> for Kind {
    fn from(row: KindRow) -> Self {
        match row {
            KindRow::Person => Self::Person,
            KindRow::Organisation => Self::Organisation,
            KindRow::Place => Self::Place,
            KindRow::Date => Self::Date,
            KindRow::Money => Self::Money,
            KindRow::Quantity => Self::Quantity,
            KindRow::Role => Self::Role,
            KindRow::Programme => Self::Programme,
            KindRow::Law => Self::Law,
            KindRow::Contact => Self::Contact,
            KindRow::Own(name) => Self::Own(name),
        }
    }
}

impl From<NamedRow> for Named {
    fn from(NamedRow { kind, name }: NamedRow) -> Self {
        Self { kind: kind.into(), name }
    }
}

impl From<RulingRow> for Ruling {
    fn from(row: RulingRow) -> Self {
        match row {
            RulingRow::Merge { from, into } => Self::Merge { from: from.into(), into: into.into() },
            RulingRow::Split { document, anchor, into } => {
                Self::Split { document, anchor: anchor.into(), into: into.into() }
            }
            RulingRow::Rename { entity, name } => Self::Rename { entity: entity.into(), name },
            RulingRow::RetypeEntity { entity, kind } => {
                Self::RetypeEntity { entity: entity.into(), kind: kind.into() }
            }
            RulingRow::RetypeMention { document, anchor, kind } => {
                Self::RetypeMention { document, anchor: anchor.into(), kind: kind.into() }
            }
            RulingRow::RejectMention { document, anchor } => {
                Self::RejectMention { document, anchor: anchor.into() }
            }
            RulingRow::RejectEntity { entity } => Self::RejectEntity { entity: entity.into() },
            RulingRow::RejectWording { wording, kind } => {
                Self::RejectWording { wording, kind: kind.map(Kind::from) }
            }
            RulingRow::AddMention { document, anchor, kind, entity } => {
                Self::AddMention { document, anchor: anchor.into(), kind: kind.into(), entity }
            }
            RulingRow::AddWording { wording, kind, entity, match_case } => {
                Self::AddWording { wording, kind: kind.into(), entity, match_case }
            }
            RulingRow::Dismiss { one, other } => Self::Dismiss { one: one.into(), other: other.into() },
        }
    }
}

impl From<DecisionRow> for Decision {
    fn from(DecisionRow { id, rank, ruling }: DecisionRow) -> Self {
        Self { id, rank, ruling: ruling.into() }
    }
}

impl From<ListedNameRow> for ListedName {
    fn from(ListedNameRow { name, kind, aliases }: ListedNameRow) -> Self {
        Self { name, kind: kind.map(Kind::from), aliases }
    }
}

impl From<WantedRow> for Wanted {
    fn from(row: WantedRow) -> Self {
        match row {
            WantedRow::Names { names, match_case, inflected } => Self::Names {
                names: names.into_iter().map(ListedName::from).collect(),
                match_case,
                inflected,
            },
            WantedRow::Pattern(pattern) => Self::Pattern(pattern),
        }
    }
}

impl From<NameListRow> for NameList {
    fn from(NameListRow { id, name, kind, active, wanted }: NameListRow) -> Self {
        Self { id, name, kind: kind.into(), active, wanted: wanted.into() }
    }
}

impl From<OwnKindRow> for OwnKind {
    fn from(OwnKindRow { id, name, colour }: OwnKindRow) -> Self {
        Self { id, name, colour }
    }
}
