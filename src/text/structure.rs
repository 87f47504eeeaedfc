//! The structure a plain text shows by its layout: lines, paragraphs, page headers and footers.
//!
//! Read once, in time linear in the text, from the text alone: however a text is shown, its paragraphs are the same.
//! Where lines were broken at a fixed width a paragraph is a run of lines; in any other text each line is one.

mod furniture;
mod lines;
mod paragraphs;
mod passages;
mod wrapping;

use std::ops::Range;

pub(crate) use lines::ends_sentence;
pub use passages::passages;

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
        let lines = lines::read_lines(text);
        let width = wrapping::wrap_width(text, &lines);
        let paged = width.is_some() || text.as_bytes().contains(&0x0c);
        let is_furniture = if paged { furniture::find(text, &lines) } else { Vec::new() };
        let is_furniture = |at: usize| is_furniture.get(at).copied().unwrap_or(false);

        let furniture: Vec<Span> =
            (0..lines.len()).filter(|at| is_furniture(*at)).map(|at| lines[at].span()).collect();
        let (body, interrupted): (Vec<lines::Line>, Vec<bool>) = (0..lines.len())
            .filter(|at| !is_furniture(*at))
            .map(|at| (lines[at], lines[at].page_above || (at > 0 && is_furniture(at - 1))))
            .unzip();
        drop(lines);

        let mut structure = Self {
            line_starts: line_starts(text),
            paragraphs: Vec::new(),
            furniture,
            hard_wrapped: width.is_some(),
        };
        let starts = width.map(|width| paragraphs::starts(text, &body, &interrupted, width));
        structure.gather(&body, |at| starts.as_ref().is_none_or(|starts| starts[at]));
        structure
    }

    /// Makes paragraphs of the lines, a new one at each line that begins one.
    fn gather(&mut self, body: &[lines::Line], begins: impl Fn(usize) -> bool) {
        let mut number = 0;
        for (at, line) in body.iter().enumerate() {
            while self.line_starts.get(number + 1).is_some_and(|start| *start <= line.start) {
                number += 1;
            }
            match self.paragraphs.last_mut() {
                Some(paragraph) if !begins(at) => {
                    paragraph.span.end = line.end;
                    paragraph.lines.end = number + 1;
                }
                _ => self.paragraphs.push(Paragraph { span: line.span(), lines: number..number + 1 }),
            }
        }
        self.paragraphs.shrink_to_fit();
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

/// Where each line begins; only a line feed ends a line here, so that numbers agree with other programs.
fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        starts.push(start);
        start += line.len();
    }
    starts.shrink_to_fit();
    starts
}

#[cfg(test)]
mod tests;
