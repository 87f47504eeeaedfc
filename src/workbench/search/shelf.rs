//! The documents made ready to be searched, brought up to date on a thread of its own.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::analysis::excerpts::documents_in_order;
use crate::corpus::Document;
use crate::project::{DocumentId, Project};
use crate::search::{Entry, Library, Searchable};
use crate::workbench::LoadedDocuments;

/// The documents made ready, in the order in which hits are told: by title.
#[derive(Debug, Default)]
pub(in crate::workbench) struct Shelf {
    pub(super) library: Arc<Library>,
    /// The language that is stated of each document, as far as one is.
    stated: FxHashMap<DocumentId, String>,
}

impl Shelf {
    /// The documents of a project as they are now; what has not changed since `self` is taken over.
    pub fn brought_up_to_date(&self, project: &Project, texts: &LoadedDocuments) -> Self {
        let mut stated = FxHashMap::default();
        let mut wanted = Vec::with_capacity(texts.len());
        for record in documents_in_order(project) {
            let Some(document) = texts.get(&record.id) else { continue };
            let language = record.attribute("language");
            if !language.is_empty() {
                stated.insert(record.id, language.to_owned());
            }
            wanted.push((record.id, document, language));
        }
        let ready = |(id, document, language): (DocumentId, &Arc<Document>, &str)| {
            let kept = self
                .entry(id, language)
                .filter(|entry| entry.searchable.text().hash() == document.text.hash());
            kept.cloned()
                .unwrap_or_else(|| Entry::new(id, Searchable::guessing(&document.text, Some(language))))
        };
        let entries = wanted.into_par_iter().map(ready).collect();
        Self { library: Arc::new(Library::new(entries)), stated }
    }

    /// What was made ready of a document of which this language was stated.
    fn entry(&self, id: DocumentId, language: &str) -> Option<&Entry> {
        let is_same = self.stated.get(&id).map_or("", String::as_str) == language;
        let number = self.library.number_of(id).filter(|_| is_same)?;
        self.library.entries().get(number as usize)
    }
}
