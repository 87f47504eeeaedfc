//! What excerpts are ordered and grouped by, with every alphabet read once.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::{GroupBy, GroupKey, documents_in_order};
use crate::analysis::values::ValueKey;
use crate::project::{Annotation, AnnotationId, CoderId, DocumentId, Project, TagId, Timestamp};

/// What excerpts are ordered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SortKey {
    /// Document title, then place in the document.
    #[default]
    Document,
    /// The words of the excerpt.
    Excerpt,
    /// The path of the first tag; untagged highlights last.
    Tag,
    /// The memo.
    Memo,
    /// The coder's initials.
    Coder,
    /// When it was made.
    Created,
    /// When it was last changed.
    Modified,
    /// An attribute of the document, such as `date`; those without it last either way.
    Attribute(String),
}

/// The codebook's order by tag, read once.
#[derive(Clone, Debug, Default)]
pub struct TagOrder(BTreeMap<TagId, usize>);

impl TagOrder {
    /// Reads the order of the project's codebook.
    pub fn of(project: &Project) -> Self {
        Self(project.tag_rows().iter().enumerate().map(|(rank, row)| (row.tag.id, rank)).collect())
    }

    /// The tags of `annotation` that the codebook knows, in its order.
    pub fn tags(&self, annotation: &Annotation) -> Vec<TagId> {
        let mut ranked: Vec<(usize, TagId)> =
            annotation.tags.iter().filter_map(|tag| Some((*self.0.get(tag)?, *tag))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, tag)| tag).collect()
    }

    fn rank(&self, tag: TagId) -> usize {
        self.0.get(&tag).copied().unwrap_or(usize::MAX)
    }
}

fn document_ranks(project: &Project) -> HashMap<DocumentId, usize> {
    documents_in_order(project).iter().enumerate().map(|(rank, document)| (document.id, rank)).collect()
}

/// The rank of each document's value of an attribute, equal for equal values; none for documents without one.
fn value_ranks(project: &Project, name: &str) -> HashMap<DocumentId, usize> {
    let documents = project.documents.values().map(|record| (record.id, record.attribute(name).trim()));
    let values: Vec<(DocumentId, ValueKey)> = documents
        .filter(|(_, value)| !value.is_empty())
        .map(|(id, value)| (id, ValueKey::of(value)))
        .collect();
    let alphabet: BTreeSet<&ValueKey> = values.iter().map(|(_, value)| value).collect();
    let ranks: BTreeMap<&ValueKey, usize> =
        alphabet.into_iter().enumerate().map(|(rank, value)| (value, rank)).collect();
    values.iter().map(|(id, value)| (*id, ranks[value])).collect()
}

/// What one excerpt is ordered by; the same kind throughout one list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Place(Place),
    Rank(usize),
    Words(String),
    Moment(Timestamp),
    /// The rank of a value that may be missing.
    Value(Option<usize>),
}

/// Where an excerpt stands among all: the order every other order falls back to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    document: usize,
    start: usize,
    end: usize,
    id: AnnotationId,
}

/// An excerpt with what it is ordered by.
pub(in crate::analysis) struct Ranked {
    key: Key,
    place: Place,
}

impl Ranked {
    /// Which excerpt.
    pub fn id(&self) -> AnnotationId {
        self.place.id
    }

    /// Which of two comes first; no two excerpts stand at the same place.
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let by_key = match (&self.key, &other.key) {
            (Key::Value(one), Key::Value(other)) if one.is_none() || other.is_none() => {
                one.is_none().cmp(&other.is_none())
            }
            (one, other) if descending => other.cmp(one),
            (one, other) => one.cmp(other),
        };
        by_key.then_with(|| self.place.cmp(&other.place))
    }
}

/// Places of documents, tags and coders in their alphabets.
pub(in crate::analysis) struct Orders {
    documents: HashMap<DocumentId, usize>,
    codebook: TagOrder,
    paths: BTreeMap<TagId, usize>,
    coders: BTreeMap<CoderId, usize>,
    /// The rank of each document's value of the attribute that is sorted by.
    values: HashMap<DocumentId, usize>,
}

impl Orders {
    /// Reads the alphabets of a project, which its annotations do not change, for sorting by `sort`.
    pub fn new(project: &Project, sort: &SortKey) -> Self {
        let mut paths: Vec<(String, TagId)> =
            project.tags.keys().map(|tag| (project.tag_path(*tag).to_lowercase(), *tag)).collect();
        paths.sort_unstable();
        let mut coders: Vec<(String, CoderId)> =
            project.coders.values().map(|coder| (coder.initials.to_lowercase(), coder.id)).collect();
        coders.sort_unstable();
        Self {
            documents: document_ranks(project),
            codebook: TagOrder::of(project),
            paths: paths.into_iter().enumerate().map(|(rank, (_, tag))| (tag, rank)).collect(),
            coders: coders.into_iter().enumerate().map(|(rank, (_, coder))| (coder, rank)).collect(),
            values: match sort {
                SortKey::Attribute(name) => value_ranks(project, name),
                _ => HashMap::new(),
            },
        }
    }

    /// The keys of the groups an excerpt stands in.
    pub fn keys(&self, annotation: &Annotation, by: GroupBy) -> Vec<GroupKey> {
        match by {
            GroupBy::Document => vec![GroupKey::Document(annotation.document)],
            GroupBy::Tag => {
                let tags = self.codebook.tags(annotation);
                if tags.is_empty() {
                    vec![GroupKey::Untagged]
                } else {
                    tags.into_iter().map(GroupKey::Tag).collect()
                }
            }
        }
    }

    /// The place of a group among groups.
    pub fn rank(&self, key: GroupKey) -> usize {
        match key {
            GroupKey::Tag(tag) => self.codebook.rank(tag),
            GroupKey::Untagged => usize::MAX,
            GroupKey::Document(document) => self.documents.get(&document).copied().unwrap_or(usize::MAX),
        }
    }

    /// An excerpt with what it is ordered by.
    pub fn ranked(&self, annotation: &Annotation, sort: &SortKey) -> Ranked {
        let place = Place {
            document: self.documents.get(&annotation.document).copied().unwrap_or(usize::MAX),
            start: annotation.anchor.start,
            end: annotation.anchor.end,
            id: annotation.id,
        };
        let rank = |rank: Option<&usize>| Key::Rank(rank.copied().unwrap_or(usize::MAX));
        let key = match sort {
            SortKey::Document => Key::Place(place),
            SortKey::Excerpt => Key::Words(annotation.anchor.exact.trim_start().to_lowercase()),
            SortKey::Tag => {
                let first = annotation.tags.iter().copied().min_by_key(|tag| self.codebook.rank(*tag));
                rank(first.and_then(|tag| self.paths.get(&tag)))
            }
            SortKey::Memo => Key::Words(annotation.memo.to_lowercase()),
            SortKey::Coder => rank(self.coders.get(&annotation.coder)),
            SortKey::Created => Key::Moment(annotation.created),
            SortKey::Modified => Key::Moment(annotation.modified),
            SortKey::Attribute(_) => Key::Value(self.values.get(&annotation.document).copied()),
        };
        Ranked { key, place }
    }
}
