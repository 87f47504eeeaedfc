//! Which hit stands on which line of the concordance, whatever the order.

use std::ops::Range;
use std::sync::Arc;

use crate::project::DocumentId;
use crate::search::concordance::Placed;
use crate::search::ranking::FoundOrder;
use crate::text::Span;
use crate::workbench::{Answer, OrderedHits};

/// The hits as they are listed.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    /// What was found.
    pub answer: &'a Arc<Answer>,
    /// Their order, when it is not that of the documents.
    pub ordered: Option<&'a Arc<OrderedHits>>,
    /// The order of the documents.
    pub documents: FoundOrder,
}

impl Lines<'_> {
    /// The hit on a line, once it is known.
    pub fn get(&self, line: usize) -> Option<Placed> {
        match self.ordered {
            Some(ordered) => ordered.lines().get(line).copied(),
            None => self.answer.listed(self.documents).hit(line as u64),
        }
    }

    /// Where the hit on a line stands, once it is known.
    pub fn place(&self, line: usize) -> Option<(DocumentId, Span)> {
        let (number, hit) = self.get(line)?;
        Some((self.answer.document_numbered(number)?, hit.span))
    }

    /// The number that the hit on a line has in the order of titles.
    pub fn number(&self, line: usize) -> Option<u64> {
        if let Some(ordered) = self.ordered {
            return ordered.number(line);
        }
        let titled = self.answer.listed(FoundOrder::Title);
        self.answer.listed(self.documents).number_in(titled, line as u64)
    }

    /// The numbers of the hits on these lines.
    pub fn numbers(&self, lines: Range<usize>) -> Vec<Range<u64>> {
        if self.ordered.is_some() {
            return lines.filter_map(|line| self.number(line)).map(|number| number..number + 1).collect();
        }
        let titled = self.answer.listed(FoundOrder::Title);
        self.answer.listed(self.documents).numbers_in(titled, lines.start as u64..lines.end as u64)
    }

    /// The line of the hit of this number.
    pub fn line_numbered(&self, number: u64) -> Option<usize> {
        if let Some(ordered) = self.ordered {
            return ordered.line_of(number);
        }
        let titled = self.answer.listed(FoundOrder::Title);
        titled.number_in(self.answer.listed(self.documents), number).map(|number| number as usize)
    }

    /// The line of a hit.
    pub fn line_of(&self, (document, span): (DocumentId, Span)) -> Option<usize> {
        let number = self.answer.listed(FoundOrder::Title).number_of(document, span)?;
        self.line_numbered(number)
    }

    /// The place of the document of a line, and which of its hits stands there, once that is known.
    pub fn hit_of(&self, line: usize) -> Option<(usize, Option<usize>)> {
        let number = self.number(line)?;
        let titled = self.answer.listed(FoundOrder::Title);
        let rank = titled.rank_of_hit(number)?;
        Some((titled.place(rank)?, Some((number - titled.hits_before(rank)) as usize)))
    }

    /// The line of a hit of the document at a place.
    pub fn line_at(&self, (place, hit): (usize, usize)) -> Option<usize> {
        // In the order of titles the rank of a document is its place.
        self.line_numbered(self.answer.listed(FoundOrder::Title).hits_before(place) + hit as u64)
    }
}
