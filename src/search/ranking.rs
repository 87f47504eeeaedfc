//! The order in which documents with hits are listed: by title, by date, or those first in which the hits say most.
//!
//! Relevance is the weight that Okapi BM25 gives a term in a document (Robertson and Zaragoza 2009, “The Probabilistic
//! Relevance Framework: BM25 and Beyond”), the whole query being the one term: `h · (k₁ + 1) / (h + k₁ · (1 − b + b · l / m))`
//! for `h` hits in a text of the length `l`, the mean length being `m`, with `k₁` = 1.2 and `b` = 0.75. So a tenth hit says
//! less than a second, and a hit in a short text more than one in a long text. How rare a term is (its inverse document
//! frequency) would be the same factor for every document, and is left out.

use serde::{Deserialize, Serialize};

use super::concordance::date_of;
use super::index::{Found, View};
use super::scan::Layers;

/// How soon further hits count for less.
const K1: f64 = 1.2;
/// How much the length of a text counts.
const B: f64 = 0.75;

/// The order in which documents with hits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FoundOrder {
    /// By title, as documents are listed everywhere.
    #[default]
    Title,
    /// By date; those without one come last.
    Date,
    /// Those first in which the hits say most.
    Relevance,
}

impl FoundOrder {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Title, Self::Date, Self::Relevance];

    /// The measure behind the order by relevance, as one sentence for whoever uses it.
    pub const MEASURE: &str = "BM25 with the whole query as one term: h · (k₁ + 1) / (h + k₁ · (1 − b + b · l / m)) for h \
                               hits in a text of l bytes, m being the mean, k₁ 1.2, b 0.75 (Robertson and Zaragoza 2009)";
}

/// The documents of `found`, by their index in it, in an order; those that are equal stay in the order of titles.
pub fn arranged(view: &View, layers: &dyn Layers, found: &[Found], order: FoundOrder) -> Vec<u32> {
    let mut places: Vec<u32> = (0..found.len() as u32).collect();
    let entries = view.library().entries();
    let entry = |found: &Found| &entries[found.document as usize];
    match order {
        FoundOrder::Title => {}
        FoundOrder::Date => {
            let dates: Vec<Option<String>> =
                found.iter().map(|found| date_of(layers, entry(found).document)).collect();
            let date = |place: &u32| &dates[*place as usize];
            places.sort_by(|a, b| (date(a).is_none(), date(a)).cmp(&(date(b).is_none(), date(b))));
        }
        FoundOrder::Relevance => {
            let mean = (view.library().bytes() as f64 / entries.len().max(1) as f64).max(1.0);
            let weights: Vec<f64> = found
                .iter()
                .map(|found| weight(found.hits, entry(found).searchable.text().len(), mean))
                .collect();
            places.sort_by(|a, b| weights[*b as usize].total_cmp(&weights[*a as usize]));
        }
    }
    places
}

/// How much so many hits in a text of this length say, where texts have this length on average.
fn weight(hits: u32, length: usize, mean: f64) -> f64 {
    let hits = f64::from(hits);
    hits * (K1 + 1.0) / (hits + K1 * (1.0 - B + B * length as f64 / mean))
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

    struct Dated;

    impl Layers for Dated {
        fn passages(&self, layer: Layer, name: &str) -> Result<Passages, String> {
            NoLayers.passages(layer, name)
        }

        fn title(&self, _: DocumentId) -> &'static str {
            ""
        }

        fn attribute(&self, document: DocumentId, _: &str) -> Option<&str> {
            let dates = [(0, "2020"), (1, "no date"), (2, "2019-05")];
            dates.into_iter().find_map(|(n, date)| (document == DocumentId::derived(&[n])).then_some(date))
        }
    }

    #[test]
    fn documents_stand_in_the_order_asked_for() {
        let entry = |(number, text): (u8, &str)| {
            Entry::new(DocumentId::derived(&[number]), Searchable::new(&Text::new(text), None))
        };
        let long = "a word and many more about other things ".repeat(20);
        let texts = [long.as_str(), "a word", "word word word", "a word"];
        let view = View::of_library(&Arc::new(Library::new((0u8..).zip(texts).map(entry).collect())));
        let found = [(0, 20), (1, 1), (2, 3), (3, 1)].map(|(document, hits)| Found { document, hits });
        let order = |order| arranged(&view, &Dated, &found, order);
        assert_eq!(order(FoundOrder::Title), [0, 1, 2, 3]);
        assert_eq!(order(FoundOrder::Date), [2, 0, 1, 3], "what has no date comes last");
        assert_eq!(order(FoundOrder::Relevance), [2, 0, 1, 3]);
    }

    #[test]
    fn the_weight_is_that_of_the_formula() {
        assert!((weight(1, 100, 100.0) - 1.0).abs() < 1e-12, "an average text with one hit weighs one");
        assert!((weight(3, 50, 100.0) - 3.0 * 2.2 / (3.0 + 1.2 * 0.625)).abs() < 1e-12);
        assert!(weight(2, 10, 100.0) - weight(1, 10, 100.0) > weight(10, 10, 100.0) - weight(9, 10, 100.0));
        assert!(weight(1, 10, 100.0) > weight(1, 1000, 100.0));
    }
}
