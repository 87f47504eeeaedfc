//! Which excerpts are wanted: the filter as it is set, and looked up to be asked of many.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::analysis::quoting::made_whole;
use crate::project::{Annotation, CoderId, DocumentId, Project, TagId};

/// How several chosen tags are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TagMatch {
    /// At least one of them.
    #[default]
    Any,
    /// All of them.
    All,
}

/// Which excerpts are wanted; an empty field asks for nothing in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcerptFilter {
    /// Tags wanted.
    pub tags: BTreeSet<TagId>,
    /// How several tags combine.
    pub tag_match: TagMatch,
    /// Whether a tag stands for its subtags too.
    pub with_subtags: bool,
    /// Only untagged highlights; the tags above are then of no account.
    pub untagged_only: bool,
    /// Documents wanted.
    pub documents: BTreeSet<DocumentId>,
    /// Attributes wanted: name to the values of which a document has any, compared without regard to case.
    #[serde(deserialize_with = "one_or_several")]
    pub attributes: BTreeMap<String, BTreeSet<String>>,
    /// Coders wanted.
    pub coders: BTreeSet<CoderId>,
    /// Words, parted by blanks, each of which must occur in the excerpt or its memo, without regard to case.
    pub words: String,
}

/// Reads values wanted of attributes; layouts kept by earlier versions have one for each name.
fn one_or_several<'de, D: serde::Deserializer<'de>>(
    source: D,
) -> Result<BTreeMap<String, BTreeSet<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Values {
        One(String),
        Several(BTreeSet<String>),
    }
    let read = BTreeMap::<String, Values>::deserialize(source)?;
    let several = |values| match values {
        Values::One(value) => BTreeSet::from([value]),
        Values::Several(values) => values,
    };
    Ok(read.into_iter().map(|(name, values)| (name, several(values))).collect())
}

/// A filter with everything looked up that does not depend on the annotation, to ask of many.
pub struct Wanted<'a> {
    filter: &'a ExcerptFilter,
    /// One set for each chosen tag: itself, with its subtags when they count too.
    tags: Vec<BTreeSet<TagId>>,
    /// The documents that pass, when any were asked for.
    documents: Option<BTreeSet<DocumentId>>,
    words: Vec<String>,
}

impl<'a> Wanted<'a> {
    /// Looks up what the filter names in the project.
    pub fn new(project: &Project, filter: &'a ExcerptFilter) -> Self {
        let tags =
            filter
                .tags
                .iter()
                .map(|tag| {
                    if filter.with_subtags { project.tag_with_subtags(*tag) } else { BTreeSet::from([*tag]) }
                })
                .collect();
        let documents = (!filter.documents.is_empty() || !filter.attributes.is_empty()).then(|| {
            project
                .documents
                .values()
                .filter(|document| filter.documents.is_empty() || filter.documents.contains(&document.id))
                .filter(|document| {
                    filter.attributes.iter().all(|(name, values)| {
                        let has = document.attribute(name).trim().to_lowercase();
                        values.iter().any(|value| value.trim().to_lowercase() == has)
                    })
                })
                .map(|document| document.id)
                .collect()
        });
        let words = filter.words.split_whitespace().map(str::to_lowercase).collect();
        Self { filter, tags, documents, words }
    }

    /// True when the annotation passes the filter.
    pub fn admits(&self, annotation: &Annotation) -> bool {
        self.admits_tags(&annotation.tags)
            && self.documents.as_ref().is_none_or(|documents| documents.contains(&annotation.document))
            && (self.filter.coders.is_empty() || self.filter.coders.contains(&annotation.coder))
            && self.admits_words(annotation)
    }

    fn admits_tags(&self, carried: &BTreeSet<TagId>) -> bool {
        if self.filter.untagged_only {
            return carried.is_empty();
        }
        let carries = |wanted: &BTreeSet<TagId>| carried.iter().any(|tag| wanted.contains(tag));
        match self.filter.tag_match {
            TagMatch::Any => self.tags.is_empty() || self.tags.iter().any(carries),
            TagMatch::All => self.tags.iter().all(carries),
        }
    }

    fn admits_words(&self, annotation: &Annotation) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let exact = &annotation.anchor.exact;
        let memo = annotation.memo.to_lowercase();
        let in_these =
            |excerpt: &str| self.words.iter().all(|word| excerpt.contains(word) || memo.contains(word));
        in_these(&exact.to_lowercase())
            || made_whole(exact)
                .is_some_and(|whole| whole.iter().any(|words| in_these(&words.to_lowercase())))
    }
}
