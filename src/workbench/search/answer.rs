//! What a search found: counts, and hits that are found again in a document when they are shown.
//!
//! Never changed once it is made; what is looked at is kept. Documents are known by their number among those searched.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::command::Asked;
use super::listing::{Arrangement, Listing};
use crate::project::DocumentId;
use crate::search::concordance::{Line, Placed, distribution};
use crate::search::ranking::FoundOrder;
use crate::search::{Entry, Found, Hit, Results, Search};
use crate::text::{Span, Text, TextHash};

/// The hits in a text larger than this are found at once, in the background; scanning it would hold up a frame. In bytes.
const LARGE: usize = 128 << 10;
/// The most hits that are kept so, beyond those that are looked at.
const MOST_KEPT: u64 = 2_000_000;

/// Into so many equal parts a text is divided to show where its hits are.
pub const SPREAD: usize = 100;

/// What a search found.
pub struct Answer {
    asked: Asked,
    search: Search,
    results: Results,
    by_title: Arrangement,
    by_date: Arrangement,
    by_relevance: Arrangement,
    /// The hits of each of these documents, once somebody has looked at them.
    hits: Vec<OnceLock<Arc<[Hit]>>>,
    /// Where in their texts these are, likewise.
    spreads: Vec<OnceLock<Box<[u32]>>>,
}

impl Answer {
    /// The answer that these results of a search give; `None` when `cancel` was set meanwhile.
    pub(super) fn new(asked: Asked, search: Search, results: Results, cancel: &AtomicBool) -> Option<Self> {
        let arrangement = |order| Arrangement::new(&results.found, search.arranged(&results.found, order));
        let [by_title, by_date, by_relevance] = FoundOrder::ALL.map(arrangement);
        let hits = results.found.iter().map(|_| OnceLock::new()).collect();
        let spreads = results.found.iter().map(|_| OnceLock::new()).collect();
        let answer = Self { asked, search, results, by_title, by_date, by_relevance, hits, spreads };
        let mut kept = 0;
        for place in 0..answer.found().len() {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            if kept < MOST_KEPT
                && answer.entry(place).is_some_and(|entry| entry.searchable.text().len() > LARGE)
            {
                kept += answer.hits_of(place).len() as u64;
            }
        }
        Some(answer)
    }

    /// What was asked.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The search, to ask it for more.
    pub(in crate::workbench) fn search(&self) -> &Search {
        &self.search
    }

    /// The number of hits.
    pub fn count(&self) -> u64 {
        self.results.hits
    }

    /// The documents with hits, in order. A *place* is an index into these.
    pub fn found(&self) -> &[Found] {
        &self.results.found
    }

    /// The hits in the order in which the documents are listed.
    pub fn listed(&self, order: FoundOrder) -> Listing<'_> {
        let arrangement = match order {
            FoundOrder::Title => &self.by_title,
            FoundOrder::Date => &self.by_date,
            FoundOrder::Relevance => &self.by_relevance,
        };
        Listing { answer: self, arrangement }
    }

    fn entry(&self, place: usize) -> Option<&Entry> {
        let found = self.results.found.get(place)?;
        self.search.view().library().entries().get(found.document as usize)
    }

    /// The document at a place.
    pub fn document(&self, place: usize) -> Option<DocumentId> {
        self.entry(place).map(|entry| entry.document)
    }

    /// The document of a number.
    pub fn document_numbered(&self, number: u32) -> Option<DocumentId> {
        self.search.view().library().entries().get(number as usize).map(|entry| entry.document)
    }

    /// The text in which the hits of a document stand, if it was searched.
    pub fn text_of(&self, document: DocumentId) -> Option<TextHash> {
        self.searched_text(document).map(Text::hash)
    }

    pub(super) fn searched_text(&self, document: DocumentId) -> Option<&Text> {
        let library = self.search.view().library();
        let entry = library.entries().get(library.number_of(document)? as usize)?;
        Some(entry.searchable.text())
    }

    /// The place of a document; `None` when nothing was found in it.
    pub fn place_of(&self, document: DocumentId) -> Option<usize> {
        let number = self.search.view().library().number_of(document)?;
        self.results.found.binary_search_by_key(&number, |found| found.document).ok()
    }

    /// The place of the first document with hits that stands after this one in the order of titles.
    pub(super) fn place_after(&self, document: DocumentId) -> Option<usize> {
        let number = self.search.view().library().number_of(document)?;
        Some(self.results.found.partition_point(|found| found.document < number))
    }

    /// The hits in the document at a place, in order.
    pub fn hits_of(&self, place: usize) -> &[Hit] {
        let (Some(entry), Some(hits)) = (self.entry(place), self.hits.get(place)) else { return &[] };
        let never = AtomicBool::new(false);
        hits.get_or_init(|| self.search.hits_in(entry.document, &never).unwrap_or_default().into())
    }

    /// The hit that stands just here, if there is one.
    pub fn hit_at(&self, document: DocumentId, span: Span) -> Option<Hit> {
        let hits = self.hits_of(self.place_of(document)?);
        hits.get(hits.partition_point(|hit| hit.span < span)).filter(|hit| hit.span == span).copied()
    }

    /// How many hits of the document at a place begin in each of [`SPREAD`] equal parts of its text.
    pub fn spread(&self, place: usize) -> &[u32] {
        let (Some(entry), Some(spread)) = (self.entry(place), self.spreads.get(place)) else { return &[] };
        spread.get_or_init(|| distribution(entry.searchable.text().len(), self.hits_of(place), SPREAD).into())
    }

    /// Where a hit of the document at a place begins, as a part of its text from 0 to 1.
    pub fn part_of(&self, place: usize, hit: usize) -> Option<f32> {
        let length = self.entry(place)?.searchable.text().len().max(1);
        Some((self.hits_of(place).get(hit)?.span.start as f64 / length as f64) as f32)
    }

    /// The hit of the document at a place that begins nearest to a part of its text, from 0 at its beginning to 1 at its end,
    /// by its index.
    pub fn nearest(&self, place: usize, part: f32) -> Option<usize> {
        let byte = (self.entry(place)?.searchable.text().len() as f64 * f64::from(part)) as usize;
        let hits = self.hits_of(place);
        let after = hits.partition_point(|hit| hit.span.start < byte);
        let candidates = after.saturating_sub(1)..(after + 1).min(hits.len());
        candidates.min_by_key(|at| hits[*at].span.start.abs_diff(byte))
    }

    /// The line of a hit with up to `width` characters of context on each side.
    pub fn line(&self, placed: Placed, width: usize) -> Line {
        self.search.line(placed, width)
    }
}
