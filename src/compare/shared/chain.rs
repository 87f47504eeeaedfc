//! Seeds that two documents share, gathered into chains: hits that follow each other at about the same distance in both.
//!
//! Chains know nothing of each other, so two passages that stand in another order in the other document are two chains.

use super::index::DocumentNumber;

/// Two hits of one chain stand at most this far apart, in words.
pub const WIDEST_GAP: u32 = 24;

/// From hit to hit a chain shifts by at most so many words.
pub const MOST_SHIFT: i64 = 10;

/// So many chains can be continued at a time, the latest.
const MOST_OPEN: usize = 256;

/// A seed that stands in both documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The other document.
    pub document: DocumentNumber,
    /// The word of the document that is compared.
    pub a: u32,
    /// The word of the other one.
    pub b: u32,
}

/// A chain of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The first and the last word at which a hit begins, in the document that is compared.
    pub a: (u32, u32),
    /// The first and the last in the other one.
    pub b: (u32, u32),
    /// The least and the greatest shift `b - a`.
    pub shifts: (i64, i64),
    /// Number of hits.
    pub hits: u32,
    /// The last hit.
    last: (u32, u32),
}

impl Chain {
    fn new(hit: Hit) -> Self {
        let shift = i64::from(hit.b) - i64::from(hit.a);
        Self { a: (hit.a, hit.a), b: (hit.b, hit.b), shifts: (shift, shift), hits: 1, last: (hit.a, hit.b) }
    }

    /// How much the chain would shift, when it can be continued with a hit.
    fn shift_to(&self, hit: Hit) -> Option<i64> {
        let shift = i64::from(hit.b) - i64::from(hit.a);
        let by = (shift - (i64::from(self.last.1) - i64::from(self.last.0))).abs();
        let near = hit.a - self.last.0 <= WIDEST_GAP && hit.b.abs_diff(self.last.1) <= WIDEST_GAP;
        (near && by <= MOST_SHIFT).then_some(by)
    }

    fn push(&mut self, hit: Hit) {
        let shift = i64::from(hit.b) - i64::from(hit.a);
        self.a.1 = hit.a;
        self.b = (self.b.0.min(hit.b), self.b.1.max(hit.b));
        self.shifts = (self.shifts.0.min(shift), self.shifts.1.max(shift));
        self.hits += 1;
        self.last = (hit.a, hit.b);
    }
}

/// Gathers hits with one document, in order, into chains; those that begin first come first.
pub fn chains(hits: &[Hit], chains: &mut Vec<Chain>) {
    chains.clear();
    // Those to which a hit can still be added are the last few to have been added to.
    let mut open: Vec<usize> = Vec::new();
    for hit in hits {
        open.retain(|chain| hit.a - chains[*chain].last.0 <= WIDEST_GAP);
        if open.len() > MOST_OPEN {
            open.remove(0);
        }
        let best = open.iter().filter_map(|chain| chains[*chain].shift_to(*hit).map(|by| (by, *chain))).min();
        if let Some((_, chain)) = best {
            chains[chain].push(*hit);
        } else {
            open.push(chains.len());
            chains.push(Chain::new(*hit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hits: &[(u32, u32)]) -> Vec<Chain> {
        let hits: Vec<Hit> = hits.iter().map(|&(a, b)| Hit { document: DocumentNumber(0), a, b }).collect();
        let mut found = Vec::new();
        chains(&hits, &mut found);
        found
    }

    #[test]
    fn hits_on_about_the_same_diagonal_are_one_chain() {
        let found = of(&[(10, 110), (12, 112), (20, 124), (60, 160)]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].a, found[0].b, found[0].shifts, found[0].hits),
            ((10, 20), (110, 124), (100, 104), 3)
        );
    }

    #[test]
    fn passages_in_another_order_are_two_chains() {
        let found = of(&[(1, 501), (3, 503), (4, 40), (6, 42), (9, 509)]);
        assert_eq!(found.iter().map(|chain| chain.hits).collect::<Vec<_>>(), [3, 2]);
    }
}
