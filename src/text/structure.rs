//! The structure a plain text shows by its layout: lines and paragraphs.

use std::ops::Range;

use super::Span;

/// A paragraph, the unit in which places are named (¶ 1 is the first).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// From the first to the last visible character.
    pub span: Span,
    /// The lines it stands on, counted from 0.
    pub lines: Range<usize>,
}

/// Lines and paragraphs of one text.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    line_starts: Vec<usize>,
    paragraphs: Vec<Paragraph>,
    furniture: Vec<Span>,
    hard_wrapped: bool,
}

impl Structure {
    /// Reads the structure of a text.
    pub fn of(text: &str) -> Self {
        let mut line_starts = Vec::new();
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            line_starts.push(start);
            let span = Span::new(start, start + line.len()).trimmed(text);
            if !span.is_empty() {
                paragraphs.push(Paragraph { span, lines: number..number + 1 });
            }
            start += line.len();
        }
        Self { line_starts, paragraphs, furniture: Vec::new(), hard_wrapped: false }
    }

    /// Paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Page headers, footers and page numbers, each line for itself, in order. They belong to no paragraph, but may
    /// stand inside one that runs on over the page.
    pub fn furniture(&self) -> &[Span] {
        &self.furniture
    }

    /// True when the lines were broken by a machine or typist at a fixed width, so that a paragraph is many lines.
    pub fn is_hard_wrapped(&self) -> bool {
        self.hard_wrapped
    }

    /// The index of the paragraph at `offset`, or of the nearest one before it; 0 at the very start.
    pub fn paragraph_at(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.span.start <= offset).saturating_sub(1)
    }

    /// The line (from 0) on which `offset` stands.
    pub fn line_at(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }
}
