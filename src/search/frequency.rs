//! How often something is found: by document and by attribute, as it is and for a thousand words.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::index::{Found, View};
use crate::project::DocumentId;
use crate::text::words::word_count;

/// How often something is found in one document, or in all documents that share a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frequency {
    /// Hits.
    pub hits: u64,
    /// Words in the documents counted, with hits or without.
    pub words: u64,
    /// Documents counted.
    pub documents: u32,
    /// Documents with a hit.
    pub documents_with_hits: u32,
}

impl Frequency {
    /// Hits for a thousand words; 0 where there is no word.
    pub fn per_thousand(&self) -> f64 {
        if self.words == 0 { 0.0 } else { 1000.0 * self.hits as f64 / self.words as f64 }
    }

    fn add(&mut self, hits: u32, words: usize) {
        self.hits += u64::from(hits);
        self.words += words as u64;
        self.documents += 1;
        self.documents_with_hits += u32::from(hits > 0);
    }
}

/// The frequency in each document of `found`, with its number in the library, in that order; `None` when `cancel` was set.
pub fn by_document(view: &View, found: &[Found], cancel: &AtomicBool) -> Option<Vec<(u32, Frequency)>> {
    let row = |found: &Found| {
        let mut frequency = Frequency::default();
        frequency.add(found.hits, words_of(view, found.document, cancel)?);
        Some((found.document, frequency))
    };
    found.par_iter().map(row).collect()
}

/// The frequency for each value of an attribute, which `value_of` gives for a document, over every document, also those
/// without a hit: without them a rate would say nothing. Documents without the attribute are under the empty value.
/// `None` when `cancel` was set.
pub fn by_attribute<'a>(
    view: &View,
    found: &[Found],
    value_of: &dyn Fn(DocumentId) -> &'a str,
    cancel: &AtomicBool,
) -> Option<BTreeMap<String, Frequency>> {
    let entries = view.library().entries();
    let mut hits = vec![0; entries.len()];
    for found in found {
        hits[found.document as usize] = found.hits;
    }
    let numbers = 0..entries.len() as u32;
    let words: Option<Vec<usize>> =
        numbers.into_par_iter().map(|number| words_of(view, number, cancel)).collect();
    let mut rows: BTreeMap<String, Frequency> = BTreeMap::new();
    for ((entry, hits), words) in entries.iter().zip(hits).zip(words?) {
        rows.entry(value_of(entry.document).trim().to_owned()).or_default().add(hits, words);
    }
    Some(rows)
}

/// The words of a document; `None` when `cancel` was set.
fn words_of(view: &View, document: u32, cancel: &AtomicBool) -> Option<usize> {
    let text = view.library().entries()[document as usize].searchable.text();
    (!cancel.load(Ordering::Relaxed)).then(|| word_count(text.as_str()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::search::{Entry, Library, Searchable};
    use crate::text::Text;

    #[test]
    fn rates_count_the_documents_without_hits() {
        let entry = |(number, text): (u8, &str)| {
            Entry::new(DocumentId::derived(&[number]), Searchable::new(&Text::new(text), None))
        };
        let texts = ["police and police", "no word of it", "police", ""];
        let view = View::of_library(&Arc::new(Library::new((0u8..).zip(texts).map(entry).collect())));
        let found = [Found { document: 0, hits: 2 }, Found { document: 2, hits: 1 }];
        let cancel = AtomicBool::new(false);
        let documents = by_document(&view, &found, &cancel).unwrap();
        assert_eq!(documents.len(), 2);
        assert!((documents[0].1.per_thousand() - 2000.0 / 3.0).abs() < 1e-9);
        let kind_of = |document| if document == DocumentId::derived(&[2]) { "" } else { " letter" };
        let kinds = by_attribute(&view, &found, &kind_of, &cancel).unwrap();
        let letter = &kinds["letter"];
        assert_eq!((letter.hits, letter.words, letter.documents, letter.documents_with_hits), (2, 7, 3, 1));
        assert_eq!(kinds[""].hits, 1);
        cancel.store(true, Ordering::Relaxed);
        assert_eq!(by_document(&view, &found, &cancel), None);
        assert!(Frequency::default().per_thousand().abs() < f64::EPSILON);
    }
}
