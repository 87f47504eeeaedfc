//! A range of bytes in a document's normalised text: the one kind of position used inside Lectern.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of byte offsets, `start..end`, into one document's text.
///
/// Both ends lie on `char` boundaries of the text they belong to; [`Span::of`] is the checked way to read it. It is written
/// to caches alone: files that anybody else may read have code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from two offsets in either order.
    pub fn new(a: usize, b: usize) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when the span holds no character.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `offset` is one of the span's bytes.
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// True when `other` lies wholly inside this span.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes both have, if any.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }

    /// The span as a standard range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words the span covers, or `None` when it does not fit `text`.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span without the white space at its ends; empty (at the old start) when there is nothing else.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let Some(words) = self.of(text) else { return self };
        let start = self.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        if start >= end { Span { start: self.start, end: self.start } } else { Span { start, end } }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
