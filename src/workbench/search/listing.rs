//! The hits of an answer counted through in one of the orders in which its documents are listed.
//!
//! A *rank* is where a document stands in that order, from 0; its *place* is its index among the documents of the answer,
//! which is the same in every order. Hits have numbers through all documents, which depend on the order.

use std::ops::Range;

use super::answer::Answer;
use crate::project::DocumentId;
use crate::search::Found;
use crate::search::concordance::Placed;
use crate::text::Span;

/// The documents of an answer in an order.
pub(super) struct Arrangement {
    /// The place of each rank.
    places: Vec<u32>,
    /// The rank of each place.
    ranks: Vec<u32>,
    /// How many hits come before those of each rank.
    before: Vec<u64>,
}

impl Arrangement {
    /// The documents found in the order of these places.
    pub fn new(found: &[Found], places: Vec<u32>) -> Self {
        let mut ranks = vec![0; places.len()];
        let mut before = Vec::with_capacity(places.len());
        let mut sum = 0;
        for (rank, place) in (0..).zip(&places) {
            ranks[*place as usize] = rank;
            before.push(sum);
            sum += u64::from(found[*place as usize].hits);
        }
        Self { places, ranks, before }
    }
}

/// The hits of an answer in the order in which its documents are listed.
#[derive(Clone, Copy)]
pub struct Listing<'a> {
    pub(super) answer: &'a Answer,
    pub(super) arrangement: &'a Arrangement,
}

impl<'a> Listing<'a> {
    /// What was found.
    pub fn answer(self) -> &'a Answer {
        self.answer
    }

    /// The number of documents.
    pub fn documents(self) -> usize {
        self.arrangement.places.len()
    }

    /// The place of the document at a rank.
    pub fn place(self, rank: usize) -> Option<usize> {
        self.arrangement.places.get(rank).map(|place| *place as usize)
    }

    /// The rank of the document at a place.
    fn rank(self, place: usize) -> Option<usize> {
        self.arrangement.ranks.get(place).map(|rank| *rank as usize)
    }

    /// How many hits come before those of the document at a rank.
    pub fn hits_before(self, rank: usize) -> u64 {
        self.arrangement.before.get(rank).copied().unwrap_or(self.answer.count())
    }

    /// The rank of the document that has the hit of this number.
    pub fn rank_of_hit(self, number: u64) -> Option<usize> {
        if number >= self.answer.count() {
            return None;
        }
        self.arrangement.before.partition_point(|before| *before <= number).checked_sub(1)
    }

    /// The hit of this number, with the number of its document; `None` too while it is not known.
    pub fn hit(self, number: u64) -> Option<Placed> {
        let rank = self.rank_of_hit(number)?;
        let place = self.place(rank)?;
        let hit = self.answer.hits_of(place)?.get((number - self.hits_before(rank)) as usize)?;
        Some((self.answer.found().get(place)?.document, *hit))
    }

    /// The number of the hit that stands just here; `None` too while it is not known.
    pub fn number_of(self, document: DocumentId, span: Span) -> Option<u64> {
        let place = self.answer.place_of(document)?;
        let hits = self.answer.hits_of(place)?;
        let first = hits.partition_point(|hit| hit.span < span);
        hits.get(first).filter(|hit| hit.span == span)?;
        Some(self.hits_before(self.rank(place)?) + first as u64)
    }

    /// The number of the first hit that begins at or after a byte of a document, or in a document after it; of the first
    /// of all when there is none. A document without hits stands where its title puts it, whatever the order. `None` while
    /// the hits of the document are not known.
    pub fn number_from(self, document: DocumentId, byte: usize) -> Option<u64> {
        let number = if let Some(place) = self.answer.place_of(document) {
            let first = self.answer.hits_of(place)?.partition_point(|hit| hit.span.start < byte) as u64;
            self.rank(place).map(|rank| self.hits_before(rank) + first)
        } else {
            let next = self.answer.place_after(document).and_then(|place| self.rank(place));
            next.map(|rank| self.hits_before(rank))
        };
        Some(number.filter(|number| *number < self.answer.count()).unwrap_or(0))
    }

    /// The number that the hit of this number has in another order.
    pub fn number_in(self, other: Self, number: u64) -> Option<u64> {
        let rank = self.rank_of_hit(number)?;
        let there = other.rank(self.place(rank)?)?;
        Some(other.hits_before(there) + (number - self.hits_before(rank)))
    }

    /// The numbers that the hits of these numbers have in another order, document by document.
    pub fn numbers_in(self, other: Self, numbers: Range<u64>) -> Vec<Range<u64>> {
        let mut found = Vec::new();
        let mut from = numbers.start;
        while from < numbers.end.min(self.answer.count()) {
            let Some(rank) = self.rank_of_hit(from) else { break };
            let until = self.hits_before(rank + 1).min(numbers.end);
            let Some(there) = self.number_in(other, from) else { break };
            found.push(there..there + (until - from));
            from = until;
        }
        found
    }
}
