//! What a search found: counts, and hits that are found again in a document when they are shown.
//!
//! Never changed once it is made; what is looked at is kept. Documents are known by their number among those searched.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::command::Asked;
use crate::project::DocumentId;
use crate::search::concordance::{Line, Placed};
use crate::search::{Entry, Found, Hit, Results, Search};
use crate::text::{Span, TextHash};

/// The hits in a text larger than this are found at once, in the background; scanning it would hold up a frame. In bytes.
const LARGE: usize = 128 << 10;
/// The most hits that are kept so, beyond those that are looked at.
const MOST_KEPT: u64 = 2_000_000;

/// What a search found.
pub struct Answer {
    asked: Asked,
    search: Search,
    results: Results,
    /// The number of hits before those of each document in which there are any.
    before: Vec<u64>,
    /// The hits of each of these documents, once somebody has looked at them.
    hits: Vec<OnceLock<Arc<[Hit]>>>,
}

impl Answer {
    /// The answer that these results of a search give; `None` when `cancel` was set meanwhile.
    pub(super) fn new(asked: Asked, search: Search, results: Results, cancel: &AtomicBool) -> Option<Self> {
        let mut sum = 0;
        let mut before = Vec::with_capacity(results.found.len());
        for found in &results.found {
            before.push(sum);
            sum += u64::from(found.hits);
        }
        let hits = results.found.iter().map(|_| OnceLock::new()).collect();
        let answer = Self { asked, search, results, before, hits };
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

    /// How many hits come before those of the document at a place.
    pub fn hits_before(&self, place: usize) -> u64 {
        self.before.get(place).copied().unwrap_or(self.results.hits)
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
        let library = self.search.view().library();
        let entry = library.entries().get(library.number_of(document)? as usize)?;
        Some(entry.searchable.text().hash())
    }

    /// The place of a document; `None` when nothing was found in it.
    pub fn place_of(&self, document: DocumentId) -> Option<usize> {
        let number = self.search.view().library().number_of(document)?;
        self.results.found.binary_search_by_key(&number, |found| found.document).ok()
    }

    /// The place of the first document with hits that stands after this one in the order of the documents.
    fn place_after(&self, document: DocumentId) -> Option<usize> {
        let number = self.search.view().library().number_of(document)?;
        Some(self.results.found.partition_point(|found| found.document < number))
    }

    /// The hits in the document at a place, in order.
    pub fn hits_of(&self, place: usize) -> &[Hit] {
        let (Some(entry), Some(hits)) = (self.entry(place), self.hits.get(place)) else { return &[] };
        hits.get_or_init(|| self.search.hits_in(entry.document).into())
    }

    /// The hit of this number, counted through all documents, with the number of its document.
    pub fn hit(&self, number: u64) -> Option<Placed> {
        let place = self.before.partition_point(|before| *before <= number).checked_sub(1)?;
        let hit = self.hits_of(place).get((number - self.before[place]) as usize)?;
        Some((self.results.found[place].document, *hit))
    }

    /// The number of the hit that stands just here, counted through all documents.
    pub fn number_of(&self, document: DocumentId, span: Span) -> Option<u64> {
        let place = self.place_of(document)?;
        let hits = self.hits_of(place);
        let first = hits.partition_point(|hit| hit.span < span);
        hits.get(first).filter(|hit| hit.span == span)?;
        Some(self.before[place] + first as u64)
    }

    /// The number of the first hit that begins at or after a byte of a document, or in a document after it; of the first
    /// of all when there is none.
    pub fn number_from(&self, document: DocumentId, byte: usize) -> u64 {
        if let Some(place) = self.place_of(document) {
            let first = self.hits_of(place).partition_point(|hit| hit.span.start < byte) as u64;
            return if self.before[place] + first < self.count() { self.before[place] + first } else { 0 };
        }
        self.place_after(document).and_then(|place| self.before.get(place)).copied().unwrap_or(0)
    }

    /// The line of a hit with up to `width` characters of context on each side.
    pub fn line(&self, placed: Placed, width: usize) -> Line {
        self.search.line(placed, width)
    }
}
