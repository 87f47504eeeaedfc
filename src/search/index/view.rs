//! The index at one moment beside the documents at one moment.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::{DocId, Searcher, SegmentReader};

use super::candidates::{Asking, Numbers};
use super::keeper::guarded;
use super::library::Library;
use super::schema::Fields;
use crate::search::language::Language;
use crate::search::query::Query;

/// A text of the index that no document has now.
const NOBODY: u32 = u32::MAX;

/// What can be searched: documents, and what the index knows of their texts. Does not change; cheap to share.
pub struct View {
    library: Arc<Library>,
    indexed: Option<Indexed>,
    /// Documents whose text is not in the index.
    not_indexed: Vec<u32>,
    languages: BTreeSet<Option<Language>>,
    damaged: Arc<AtomicBool>,
}

/// The index at one moment.
struct Indexed {
    searcher: Searcher,
    fields: Fields,
    /// For each segment and text in it, the first document with that text.
    documents: Vec<Vec<u32>>,
    /// True when several documents have the same text.
    has_twins: bool,
}

/// The keys of the texts in a segment that have not been removed.
pub(super) fn keys_of(segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, u64)>> {
    let column = segment.fast_fields().u64("key")?;
    let keys = segment.doc_ids_alive().filter_map(|number| Some((number, column.first(number)?)));
    Ok(keys.collect())
}

impl View {
    pub(super) fn new(
        library: &Arc<Library>,
        searcher: Searcher,
        fields: Fields,
        damaged: &Arc<AtomicBool>,
    ) -> Self {
        let mut view = Self::without_index(library, damaged);
        let mut documents = Vec::new();
        let mut is_indexed = vec![false; library.entries().len()];
        let mut has_twins = false;
        for segment in searcher.segment_readers() {
            let Ok(keys) = keys_of(segment) else {
                damaged.store(true, Ordering::Relaxed);
                return view;
            };
            let mut numbers = vec![NOBODY; segment.max_doc() as usize];
            for (number, key) in keys {
                let with_key = library.with_key(key);
                has_twins |= with_key.len() > 1;
                if let Some(first) = with_key.first() {
                    numbers[number as usize] = *first;
                }
                for document in with_key {
                    is_indexed[*document as usize] = true;
                }
            }
            documents.push(numbers);
        }
        view.not_indexed.retain(|document| !is_indexed[*document as usize]);
        view.indexed = Some(Indexed { searcher, fields, documents, has_twins });
        view
    }

    /// A view in which every document is scanned.
    pub(super) fn without_index(library: &Arc<Library>, damaged: &Arc<AtomicBool>) -> Self {
        let languages = library.entries().iter().map(|entry| entry.searchable.language()).collect();
        Self {
            library: Arc::clone(library),
            indexed: None,
            not_indexed: (0..library.entries().len() as u32).collect(),
            languages,
            damaged: Arc::clone(damaged),
        }
    }

    /// A view of documents for which there is no index; every one of them is scanned.
    pub fn of_library(library: &Arc<Library>) -> Self {
        Self::without_index(library, &Arc::default())
    }

    /// The documents.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// How many documents the index knows.
    pub fn indexed(&self) -> usize {
        self.library.entries().len() - self.not_indexed.len()
    }

    /// The documents in which the query may find something, in order. Every document that has a hit is among them.
    pub(super) fn candidates(&self, query: &Query) -> Vec<u32> {
        let everything = || (0..self.library.entries().len() as u32).collect();
        let Some(indexed) = &self.indexed else { return everything() };
        let asking = Asking::new(indexed.fields, &self.languages);
        let Some(question) = asking.question(&query.root) else { return everything() };
        let Some(found) = guarded(|| Some(indexed.searcher.search(question.as_ref(), &Numbers))) else {
            self.damaged.store(true, Ordering::Relaxed);
            return everything();
        };
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "the search index could not be asked");
                if super::keeper::is_damage(&error) {
                    self.damaged.store(true, Ordering::Relaxed);
                }
                return everything();
            }
        };
        let mut is_candidate = vec![false; self.library.entries().len()];
        for document in &self.not_indexed {
            is_candidate[*document as usize] = true;
        }
        for (segment, numbers) in found {
            let documents = &indexed.documents[segment as usize];
            for number in numbers {
                let document = documents[number as usize];
                if document == NOBODY {
                    continue;
                }
                is_candidate[document as usize] = true;
                if indexed.has_twins {
                    for twin in self.library.with_key(self.library.entries()[document as usize].key()) {
                        is_candidate[*twin as usize] = true;
                    }
                }
            }
        }
        (0..is_candidate.len() as u32).filter(|document| is_candidate[*document as usize]).collect()
    }
}
