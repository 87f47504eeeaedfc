//! What a search found: counts, and hits that are found again in a document when they are shown.
//!
//! Never changed once it is made; hits that were looked at are kept. They are found by jobs alone, since how long that takes
//! depends on the query and the text: whoever draws is given those that are known, and what was asked for in vain is noted
//! here and found by the next job. Documents are known by their number among those searched.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::command::Asked;
use super::listing::{Arrangement, Listing};
use crate::project::DocumentId;
use crate::search::concordance::{Context, Line, Placed, distribution};
use crate::search::ranking::FoundOrder;
use crate::search::{Entry, Found, Hit, Results, Search};
use crate::text::{Span, Text, TextHash};

/// The hits in the documents that come first in each order are found at once, in so much text, in bytes: they are what is
/// seen first.
const FOUND_AT_ONCE: usize = 1 << 20;

/// Into so many equal parts a text is divided to show where its hits are.
pub const SPREAD: usize = 100;
/// By one key one goes on by so manyth a part of a text.
pub const STRIDE: usize = 10;

/// What a search found.
pub struct Answer {
    asked: Asked,
    search: Search,
    results: Results,
    by_title: Arrangement,
    by_date: Arrangement,
    by_relevance: Arrangement,
    /// The hits of each of these documents, once a job has found them.
    hits: Vec<OnceLock<Arc<[Hit]>>>,
    /// Where in their texts these are, likewise.
    spreads: Vec<OnceLock<Box<[u32]>>>,
    /// The places of documents whose hits somebody wanted to see and that are not known yet.
    missed: Mutex<BTreeSet<usize>>,
}

impl Answer {
    /// The answer that these results of a search give, or what is found so far; `None` when `cancel` was set meanwhile.
    pub(super) fn new(asked: Asked, search: Search, results: Results, cancel: &AtomicBool) -> Option<Self> {
        let arrangement = |order| Arrangement::new(&results.found, search.arranged(&results.found, order));
        let [by_title, by_date, by_relevance] = FoundOrder::ALL.map(arrangement);
        let hits = results.found.iter().map(|_| OnceLock::new()).collect();
        let spreads = results.found.iter().map(|_| OnceLock::new()).collect();
        let missed = Mutex::default();
        let answer = Self { asked, search, results, by_title, by_date, by_relevance, hits, spreads, missed };
        for order in FoundOrder::ALL {
            answer.find_first(order, cancel)?;
        }
        Some(answer)
    }

    /// Finds the hits of the documents listed first in an order, of one at least.
    fn find_first(&self, order: FoundOrder, cancel: &AtomicBool) -> Option<()> {
        let listing = self.listed(order);
        let mut read = 0;
        for place in (0..listing.documents()).filter_map(|rank| listing.place(rank)) {
            self.find(place, cancel)?;
            read += self.entry(place).map_or(0, |entry| entry.searchable.text().len());
            if read > FOUND_AT_ONCE {
                break;
            }
        }
        Some(())
    }

    /// Finds the hits of the document at a place, if that has not been done; for a job. `None` when `cancel` was set.
    pub(super) fn find(&self, place: usize, cancel: &AtomicBool) -> Option<()> {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        if let (Some(entry), Some(hits)) = (self.entry(place), self.hits.get(place))
            && hits.get().is_none()
        {
            let found = self.search.hits_in(entry.document, cancel)?;
            hits.get_or_init(|| found.into());
        }
        Some(())
    }

    /// The places of documents whose hits were asked for in vain since this was last asked.
    pub(super) fn take_missed(&self) -> BTreeSet<usize> {
        std::mem::take(&mut *self.missed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// True when everything has been searched, and not only what comes first.
    pub fn is_complete(&self) -> bool {
        self.results.is_complete()
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

    /// True when all of its hits have the same numbers in another answer: that of the same question with as many hits in the
    /// same documents, or one that this is the beginning of.
    pub(super) fn goes_on_as(&self, other: &Self) -> bool {
        let here = self.found().len();
        let is_all = here == other.found().len() || !self.is_complete();
        let is_same = |place| {
            let hits = |answer: &Self| answer.found().get(place).map(|found: &Found| found.hits);
            self.document(place) == other.document(place) && hits(self) == hits(other)
        };
        self.asked == other.asked && is_all && (0..here).all(is_same)
    }

    /// The hits in the document at a place, in order; `None` while they are not known. Then a job finds them as soon as the
    /// workbench is asked to; see [`crate::workbench::Workbench::find_missed_hits`].
    pub fn hits_of(&self, place: usize) -> Option<&[Hit]> {
        let hits = self.hits.get(place)?;
        if hits.get().is_none() {
            self.missed.lock().unwrap_or_else(PoisonError::into_inner).insert(place);
        }
        hits.get().map(|hits| &**hits)
    }

    /// The hit that stands just here, if there is one and it is known.
    pub fn hit_at(&self, document: DocumentId, span: Span) -> Option<Hit> {
        let hits = self.hits_of(self.place_of(document)?)?;
        hits.get(hits.partition_point(|hit| hit.span < span)).filter(|hit| hit.span == span).copied()
    }

    /// How many hits of the document at a place begin in each of [`SPREAD`] equal parts of its text; `None` while they are
    /// not known.
    pub fn spread(&self, place: usize) -> Option<&[u32]> {
        let (entry, spread) = (self.entry(place)?, self.spreads.get(place)?);
        let hits = self.hits_of(place)?;
        Some(spread.get_or_init(|| distribution(entry.searchable.text().len(), hits, SPREAD).into()))
    }

    fn length(&self, place: usize) -> Option<usize> {
        self.entry(place).map(|entry| entry.searchable.text().len())
    }

    /// Where a hit of the document at a place begins, as a part of its text from 0 to 1.
    pub fn part_of(&self, place: usize, hit: usize) -> Option<f32> {
        let length = self.length(place)?.max(1);
        Some((self.hits_of(place)?.get(hit)?.span.start as f64 / length as f64) as f32)
    }

    /// The hit of the document at a place that begins nearest to a part of its text, from 0 at its beginning to 1 at its end,
    /// by its index.
    pub fn nearest(&self, place: usize, part: f32) -> Option<usize> {
        let byte = (self.length(place)? as f64 * f64::from(part)) as usize;
        let hits = self.hits_of(place)?;
        let after = hits.partition_point(|hit| hit.span.start < byte);
        let candidates = after.saturating_sub(1)..(after + 1).min(hits.len());
        candidates.min_by_key(|at| hits[*at].span.start.abs_diff(byte))
    }

    /// The hit of the document at a place that begins a [`STRIDE`]th of its text or more after another (or before it), by its
    /// index; the last (or first) when there is none so far away.
    pub fn a_stride_from(&self, place: usize, hit: usize, forward: bool) -> Option<usize> {
        let stride = self.length(place)? / STRIDE;
        let hits = self.hits_of(place)?;
        let from = hits.get(hit)?.span.start;
        Some(if forward {
            let far = hits.partition_point(|hit| hit.span.start < from + stride);
            far.max(hit + 1).min(hits.len() - 1)
        } else {
            let near = hits.partition_point(|hit| hit.span.start <= from.saturating_sub(stride));
            near.min(hit).saturating_sub(1)
        })
    }

    /// The line of a hit with so much context.
    pub fn line(&self, placed: Placed, context: Context) -> Line {
        self.search.line(placed, context)
    }
}
