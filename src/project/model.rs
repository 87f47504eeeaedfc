//! What an annotation project consists of: documents, codebook, annotations, coders and what was settled about names, as
//! plain records.
//!
//! Records refer to each other by id only, so each stands on a line of its own in the project file. Nothing here
//! changes a project: that is [`super::edit`]'s work alone. Positions are [`Anchor`]s (code points with their
//! quotation), so that a project is whole and can be saved exactly even while its texts are still loading or lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::colour::TagColour;
use super::figures::TopicDecision;
use super::ids::{
    AnnotationId, CoderId, DecisionId, DocumentId, KindId, ListId, ProjectId, SearchId, TagId,
    TopicDecisionId,
};
use super::naming::{Decision, NameList, OwnKind};
use super::searches::SavedSearch;
use super::standing::Standing;
use crate::corpus::encodings::Chosen;
use crate::corpus::{AttributeValue, Document, Source};
use crate::text::{Anchor, TextHash};

/// A moment, to the second, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The present, cut to the second.
    pub fn now() -> Self {
        Self::from_second(jiff::Timestamp::now().as_second())
    }

    /// The moment this many seconds after 1970-01-01T00:00Z, held within the years the calendar knows.
    pub fn from_second(second: i64) -> Self {
        Self(jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }

    /// The moment as a library value, for formatting in a time zone.
    pub fn as_jiff(self) -> jiff::Timestamp {
        self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A document as the project knows it; its text lives in [`crate::corpus`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Identity within the project.
    pub id: DocumentId,
    /// Where the text was read from.
    pub source: Source,
    /// BLAKE3 of the text annotations stand in: as it was read, or as it was corrected since.
    pub hash: TextHash,
    /// BLAKE3 of the text the source gave when it was last looked at, where that is another one: the text here was
    /// corrected, or a change of the file was looked at and not taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<TextHash>,
    /// Which reader, in which version, turned the file into this text: `plain 1`.
    pub reader: String,
    /// The encoding the file was read in, in words.
    pub encoding: String,
    /// Title shown everywhere.
    pub title: String,
    /// Attributes by name: `date`, `kind`, `origin` and the researcher's own.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The researcher's notes on the document.
    pub memo: String,
}

impl DocumentRecord {
    /// The record of a document that joins a project under this identity.
    pub fn of(id: DocumentId, document: &Document) -> Self {
        Self {
            id,
            source: document.source.clone(),
            hash: document.text.hash(),
            seen: None,
            reader: document.reader.clone(),
            encoding: document.encoding.clone(),
            title: document.title.clone(),
            attributes: document.attributes.clone(),
            memo: String::new(),
        }
    }

    /// The value of an attribute, or the empty string.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", |attribute| attribute.value.as_str())
    }

    /// The encoding that somebody has chosen for its file, if somebody has.
    pub fn chosen_encoding(&self) -> Option<Chosen> {
        Chosen::of_label(&self.encoding)
    }

    /// BLAKE3 of the text the source is expected to give.
    pub fn expected(&self) -> TextHash {
        self.seen.unwrap_or(self.hash)
    }

    /// The path as exports write it: from the project's folder on where the file is below it, so that an export says the
    /// same on every machine.
    pub fn path_from(&self, folder: Option<&Path>) -> String {
        match (&self.source, folder) {
            (Source::File(path), Some(folder)) => {
                path.strip_prefix(folder).unwrap_or(path).display().to_string()
            }
            _ => self.path_text(),
        }
    }

    /// The path as given, or the bundled file's name, for people to read.
    pub fn path_text(&self) -> String {
        match &self.source {
            Source::Bundled(name) => name.clone(),
            Source::File(path) => path.display().to_string(),
        }
    }
}

/// One entry of the codebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Identity within the project.
    pub id: TagId,
    /// The tag above it, `None` at the top of the tree.
    pub parent: Option<TagId>,
    /// Place among its siblings, smallest first.
    pub rank: u32,
    /// Name shown everywhere; unique among siblings, without regard to case.
    pub name: String,
    /// Colour of brackets, tints and labels.
    pub colour: TagColour,
    /// What the tag means: its definition in the codebook.
    pub description: String,
    /// The key that gives this tag to a selection, a letter or digit.
    pub shortcut: Option<char>,
    /// The researcher's notes on the tag.
    pub memo: String,
}

/// One tagged passage, or an untagged highlight when `tags` is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Identity within the project.
    pub id: AnnotationId,
    /// The document it stands in.
    pub document: DocumentId,
    /// Where, with the words it was made on.
    pub anchor: Anchor,
    /// Whether that place is in the document's text; absent in a file when it is, as it nearly always is.
    #[serde(default, skip_serializing_if = "Standing::is_certain")]
    pub standing: Standing,
    /// The tags it carries.
    pub tags: BTreeSet<TagId>,
    /// The researcher's notes on the passage.
    pub memo: String,
    /// Who made it.
    pub coder: CoderId,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

/// A person who codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coder {
    /// Identity, kept per machine so that the same person is one coder in every project.
    pub id: CoderId,
    /// Full name.
    pub name: String,
    /// Initials shown in tables.
    pub initials: String,
}

/// What is true of the project as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectInfo {
    /// Identity, by which its layout is remembered.
    pub id: ProjectId,
    /// When it was begun.
    pub created: Timestamp,
    /// The researcher's notes on the project.
    pub memo: String,
}

/// Records by id, in order of ids. Two copies share all that neither has changed since they were one, so that a project
/// of any size is copied at once: what is being saved can be held while editing goes on.
pub type Records<Id, Record> = imbl::OrdMap<Id, Record>;

/// Changes each of some records in turn.
pub fn change_each<Id: Ord + Clone, Record: Clone>(
    records: &mut Records<Id, Record>,
    mut change: impl FnMut(&mut Record),
) {
    let ids: Vec<Id> = records.keys().cloned().collect();
    for record in ids {
        records.get_mut(&record).into_iter().for_each(&mut change);
    }
}

/// An annotation project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// What is true of the whole.
    pub info: ProjectInfo,
    /// Documents by id.
    pub documents: Records<DocumentId, DocumentRecord>,
    /// The codebook by id; see [`super::codebook`] for it as a tree.
    pub tags: Records<TagId, Tag>,
    /// Annotations by id.
    pub annotations: Records<AnnotationId, Annotation>,
    /// Coders by id.
    pub coders: Records<CoderId, Coder>,
    /// Decisions on entities by id.
    pub decisions: Records<DecisionId, Decision>,
    /// Lists of names by id.
    pub lists: Records<ListId, NameList>,
    /// Kinds of entity that the researcher has made, by id.
    pub kinds: Records<KindId, OwnKind>,
    /// Saved searches by id.
    pub searches: Records<SearchId, SavedSearch>,
    /// Decisions on topics of figures by id.
    pub topics: Records<TopicDecisionId, TopicDecision>,
}

impl Project {
    /// The names of all attributes the documents have.
    pub fn attribute_names(&self) -> BTreeSet<String> {
        self.documents.values().flat_map(|record| record.attributes.keys().cloned()).collect()
    }

    /// A new project with nothing in it.
    pub fn new() -> Self {
        Self::with_info(ProjectInfo { id: ProjectId::new(), created: Timestamp::now(), memo: String::new() })
    }

    /// A project with this heading and nothing else.
    pub fn with_info(info: ProjectInfo) -> Self {
        Self {
            info,
            documents: Records::new(),
            tags: Records::new(),
            annotations: Records::new(),
            coders: Records::new(),
            decisions: Records::new(),
            lists: Records::new(),
            kinds: Records::new(),
            searches: Records::new(),
            topics: Records::new(),
        }
    }
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}
