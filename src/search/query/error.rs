//! Why a query cannot be read, and where.

use std::ops::Range;

/// A fault in a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct QueryError {
    /// What is wrong and what to do, as one sentence.
    pub sentence: String,
    /// The characters at fault, in code points of the query; at its end the range is empty.
    pub at: Range<usize>,
}

impl QueryError {
    pub(crate) fn new(at: Range<usize>, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), at }
    }

    /// The query with a line of marks under the fault, for a terminal.
    ///
    /// A query of many lines or beyond 100 characters is cut around the fault.
    pub fn pointed(&self, query: &str) -> String {
        const BEFORE: usize = 60;
        const AFTER: usize = 40;
        let from = self.at.start.saturating_sub(BEFORE);
        let shown: String = query
            .chars()
            .skip(from)
            .take(BEFORE + AFTER)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let column = self.at.start - from;
        let width = self.at.len().clamp(1, (BEFORE + AFTER).saturating_sub(column).max(1));
        format!("{shown}\n{}{}", " ".repeat(column), "^".repeat(width))
    }
}
