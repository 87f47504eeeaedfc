//! How often something is found: by document and by attribute, as it is and for a thousand words.

use std::collections::BTreeMap;

use super::index::{Found, View};
use super::scan::Layers;
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

/// The frequency in each document of `found`, with its number in the library, in that order.
pub fn by_document(view: &View, found: &[Found]) -> Vec<(u32, Frequency)> {
    let row = |found: &Found| {
        let mut frequency = Frequency::default();
        frequency.add(found.hits, words_of(view, found.document));
        (found.document, frequency)
    };
    found.iter().map(row).collect()
}

/// The frequency for each value of an attribute (its name in lower case), over every document, also those without a hit:
/// without them a rate would say nothing. Documents without the attribute are under the empty value.
pub fn by_attribute(
    view: &View,
    found: &[Found],
    layers: &dyn Layers,
    attribute: &str,
) -> BTreeMap<String, Frequency> {
    let mut hits = vec![0; view.library().entries().len()];
    for found in found {
        hits[found.document as usize] = found.hits;
    }
    let mut rows: BTreeMap<String, Frequency> = BTreeMap::new();
    for (number, entry) in view.library().entries().iter().enumerate() {
        let value = layers.attribute(entry.document, attribute).unwrap_or_default().trim();
        rows.entry(value.to_owned()).or_default().add(hits[number], words_of(view, number as u32));
    }
    rows
}

fn words_of(view: &View, document: u32) -> usize {
    word_count(view.library().entries()[document as usize].searchable.text().as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::project::DocumentId;
    use crate::search::query::Layer;
    use crate::search::scan::Passages;
    use crate::search::{Entry, Library, NoLayers, Searchable};
    use crate::text::Text;

    struct Kinds;

    impl Layers for Kinds {
        fn passages(&self, layer: Layer, name: &str) -> Result<Passages<'_>, String> {
            NoLayers.passages(layer, name)
        }

        fn title(&self, _: DocumentId) -> &'static str {
            ""
        }

        fn attribute(&self, document: DocumentId, _: &str) -> Option<&str> {
            (document != DocumentId::derived(&[2])).then_some("letter")
        }
    }

    #[test]
    fn rates_count_the_documents_without_hits() {
        let entry = |(number, text): (u8, &str)| {
            Entry::new(DocumentId::derived(&[number]), Searchable::new(&Text::new(text), None))
        };
        let texts = ["police and police", "no word of it", "police", ""];
        let view = View::of_library(&Arc::new(Library::new((0u8..).zip(texts).map(entry).collect())));
        let found = [Found { document: 0, hits: 2 }, Found { document: 2, hits: 1 }];
        let documents = by_document(&view, &found);
        assert_eq!(documents.len(), 2);
        assert!((documents[0].1.per_thousand() - 2000.0 / 3.0).abs() < 1e-9);
        let kinds = by_attribute(&view, &found, &Kinds, "kind");
        let letter = &kinds["letter"];
        assert_eq!((letter.hits, letter.words, letter.documents, letter.documents_with_hits), (2, 7, 3, 1));
        assert_eq!(kinds[""].hits, 1);
        assert!(Frequency::default().per_thousand().abs() < f64::EPSILON);
    }
}
