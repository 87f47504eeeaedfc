//! Look-ups kept beside the project: annotations by document and by tag, documents by their source, which of them are
//! titled alike, brought up to date change by change.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::corpus::Source;
use crate::project::{Annotation, AnnotationId, DocumentId, DocumentRecord, Project, TagId, Titles};

/// Which annotations stand in which document, and which carry which tag there; which documents are of which source.
#[derive(Debug, Default)]
pub struct ProjectIndex {
    /// Those a person has to look at.
    needing_look: BTreeSet<AnnotationId>,
    by_document: BTreeMap<DocumentId, BTreeSet<AnnotationId>>,
    by_tag: BTreeMap<Option<TagId>, BTreeMap<DocumentId, BTreeSet<AnnotationId>>>,
    by_source: HashMap<Source, BTreeSet<DocumentId>>,
    titles: Titles,
}

/// How much a tag is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TagUse {
    /// Number of annotations that carry it.
    pub excerpts: usize,
    /// Number of documents they stand in.
    pub documents: usize,
}

impl ProjectIndex {
    /// Reads a whole project.
    pub fn of(project: &Project) -> Self {
        let mut index = Self::default();
        for annotation in project.annotations.values() {
            index.add(annotation);
        }
        for record in project.documents.values() {
            index.replace_document(None, Some(record));
        }
        index
    }

    /// Notes that one document has become another, come or gone.
    pub fn replace_document(&mut self, before: Option<&DocumentRecord>, after: Option<&DocumentRecord>) {
        if let Some(record) = before {
            self.titles.remove(record);
            if let Some(documents) = self.by_source.get_mut(&record.source) {
                documents.remove(&record.id);
                if documents.is_empty() {
                    self.by_source.remove(&record.source);
                }
            }
        }
        if let Some(record) = after {
            self.titles.add(record);
            self.by_source.entry(record.source.clone()).or_default().insert(record.id);
        }
    }

    /// What documents are called where people are shown them.
    pub fn titles(&self) -> &Titles {
        &self.titles
    }

    /// A document that was read from this source.
    pub fn document_of(&self, source: &Source) -> Option<DocumentId> {
        self.by_source.get(source)?.first().copied()
    }

    /// Notes that one annotation has become another, come or gone.
    pub fn replace(&mut self, before: Option<&Annotation>, after: Option<&Annotation>) {
        if let Some(annotation) = before {
            self.remove(annotation);
        }
        if let Some(annotation) = after {
            self.add(annotation);
        }
    }

    /// The annotations in a document.
    pub fn annotations_in(&self, document: DocumentId) -> impl Iterator<Item = AnnotationId> + '_ {
        self.by_document.get(&document).into_iter().flatten().copied()
    }

    /// The annotations that a person has to look at.
    pub fn needing_look(&self) -> &BTreeSet<AnnotationId> {
        &self.needing_look
    }

    /// Number of annotations in a document.
    pub fn count_in(&self, document: DocumentId) -> usize {
        self.by_document.get(&document).map_or(0, BTreeSet::len)
    }

    /// How much a tag itself is used; `None` asks for untagged highlights.
    pub fn tag_use(&self, tag: Option<TagId>) -> TagUse {
        self.by_tag.get(&tag).map_or(TagUse::default(), |documents| TagUse {
            excerpts: documents.values().map(BTreeSet::len).sum(),
            documents: documents.len(),
        })
    }

    /// The annotations that carry a tag itself, by document; `None` asks for untagged highlights.
    pub fn annotations_with(&self, tag: Option<TagId>) -> impl Iterator<Item = AnnotationId> + '_ {
        self.by_tag.get(&tag).into_iter().flat_map(BTreeMap::values).flatten().copied()
    }

    /// How much these tags are used together; an annotation that carries several of them counts once.
    pub fn use_of_any(&self, tags: &BTreeSet<TagId>) -> TagUse {
        let mut together: BTreeMap<DocumentId, BTreeSet<AnnotationId>> = BTreeMap::new();
        for (document, annotations) in tags.iter().filter_map(|tag| self.by_tag.get(&Some(*tag))).flatten() {
            together.entry(*document).or_default().extend(annotations);
        }
        TagUse { excerpts: together.values().map(BTreeSet::len).sum(), documents: together.len() }
    }

    fn add(&mut self, annotation: &Annotation) {
        if annotation.standing.needs_look() {
            self.needing_look.insert(annotation.id);
        }
        self.by_document.entry(annotation.document).or_default().insert(annotation.id);
        for tag in tags_or_none(annotation) {
            let documents = self.by_tag.entry(tag).or_default();
            documents.entry(annotation.document).or_default().insert(annotation.id);
        }
    }

    fn remove(&mut self, annotation: &Annotation) {
        self.needing_look.remove(&annotation.id);
        if let Some(ids) = self.by_document.get_mut(&annotation.document) {
            ids.remove(&annotation.id);
        }
        for tag in tags_or_none(annotation) {
            let Some(documents) = self.by_tag.get_mut(&tag) else { continue };
            if let Some(annotations) = documents.get_mut(&annotation.document) {
                annotations.remove(&annotation.id);
                if annotations.is_empty() {
                    documents.remove(&annotation.document);
                }
            }
        }
    }
}

/// The tags of an annotation, or the one entry `None` when it is an untagged highlight.
fn tags_or_none(annotation: &Annotation) -> impl Iterator<Item = Option<TagId>> + '_ {
    let untagged = annotation.tags.is_empty().then_some(None);
    annotation.tags.iter().map(|tag| Some(*tag)).chain(untagged)
}
