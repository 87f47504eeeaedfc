//! The hits of an answer in the order of the concordance.

use crate::search::concordance::Placed;

/// Hits in an order, each with its number in the order of titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderedHits {
    lines: Vec<Placed>,
    numbers: Vec<u32>,
}

impl OrderedHits {
    /// All hits of an answer in this order.
    pub(super) fn new(lines: Vec<Placed>) -> Self {
        let mut by_title: Vec<u32> = (0..lines.len() as u32).collect();
        by_title.sort_unstable_by_key(|line| lines[*line as usize]);
        let mut numbers = vec![0; lines.len()];
        for (number, line) in (0..).zip(by_title) {
            numbers[line as usize] = number;
        }
        Self { lines, numbers }
    }

    /// The hits, each with the number of its document.
    pub fn lines(&self) -> &[Placed] {
        &self.lines
    }

    /// The number that the hit on a line has in the order of titles.
    pub fn number(&self, line: usize) -> Option<u64> {
        self.numbers.get(line).map(|number| u64::from(*number))
    }

    /// The line of the hit of this number.
    pub fn line_of(&self, number: u64) -> Option<usize> {
        self.numbers.iter().position(|other| u64::from(*other) == number)
    }
}
