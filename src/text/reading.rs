//! A text cut into the blocks a reader lays out, as it stands or reflowed.
//!
//! A block is what is laid out at once: a paragraph, or a piece of a very long one. What is shown of a block may
//! differ from the text beneath (a line break shown as a space, a hyphen at a line's end left out), and a
//! [`Display`] keeps, for every character shown, the bytes it stands for: positions never change.

use super::{Span, Text};

/// How a text is cut and shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReadingMode {
    /// Line by line, as in the file.
    #[default]
    AsIs,
    /// Hard-wrapped lines joined into paragraphs, page furniture folded, runs of blank lines closed up.
    Reflowed,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Ordinary text.
    Body,
    /// Page headers, page numbers and the like, shown small and faint.
    Furniture,
}

/// A piece of text that is laid out at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The bytes it covers. Blocks are in order and do not overlap; only blank space lies between them.
    pub span: Span,
    /// The paragraph it belongs to, counted from 0.
    pub paragraph: usize,
    /// True for the first block of its paragraph, beside which the paragraph's number stands.
    pub starts_paragraph: bool,
    /// True when there is paragraph spacing above it; false for the next line or piece of the same paragraph.
    pub spaced: bool,
    /// What it is.
    pub kind: BlockKind,
}

/// A text cut into blocks.
#[derive(Clone, Debug)]
pub struct Reading {
    text: Text,
    mode: ReadingMode,
    blocks: Vec<Block>,
}

/// What is shown of one block, with the way back to the text.
#[derive(Clone, Debug)]
pub struct Display {
    text: String,
    /// For each character shown, the bytes it stands for; ascending.
    sources: Vec<Span>,
    span: Span,
}

impl Reading {
    /// Cuts `text` for reading.
    pub fn new(text: &Text, mode: ReadingMode) -> Self {
        let blocks = text
            .structure()
            .paragraphs()
            .iter()
            .enumerate()
            .map(|(index, paragraph)| Block {
                span: paragraph.span,
                paragraph: index,
                starts_paragraph: true,
                spaced: true,
                kind: BlockKind::Body,
            })
            .collect();
        Self { text: text.clone(), mode, blocks }
    }

    /// The text beneath.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// How it is cut.
    pub fn mode(&self) -> ReadingMode {
        self.mode
    }

    /// The blocks in order; empty only for a text without a visible character.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The index of the block at `offset`, or of the nearest one before it; 0 at the very start.
    pub fn block_at(&self, offset: usize) -> usize {
        self.blocks.partition_point(|block| block.span.start <= offset).saturating_sub(1)
    }

    /// What is shown of a block. Costs time in proportion to the block; call it for blocks in view.
    pub fn display(&self, block: usize) -> Display {
        let span = self.blocks.get(block).map_or(Span::default(), |block| block.span);
        let text = self.text.slice(span).to_owned();
        let sources = text
            .char_indices()
            .map(|(at, c)| Span::new(span.start + at, span.start + at + c.len_utf8()))
            .collect();
        Display { text, sources, span }
    }
}

impl Display {
    /// The characters shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of characters shown.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// True when nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The byte at which a selection that begins before the `index`th character begins.
    pub fn start_byte(&self, index: usize) -> usize {
        self.sources.get(index).map_or(self.span.end, |source| source.start)
    }

    /// The byte at which a selection that ends before the `index`th character ends; hidden characters between the
    /// last one shown and that character stay outside.
    pub fn end_byte(&self, index: usize) -> usize {
        let last = index.min(self.sources.len()).checked_sub(1);
        last.map_or(self.span.start, |last| self.sources[last].end)
    }

    /// The first character shown that begins at `byte` or later; [`Display::len`] when there is none.
    pub fn char_at(&self, byte: usize) -> usize {
        self.sources.partition_point(|source| source.start < byte)
    }

    /// The characters that show any of `span`, as a range of character indices.
    pub fn chars_of(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.sources.partition_point(|source| source.end <= span.start);
        let end = self.sources.partition_point(|source| source.start < span.end);
        start..end.max(start)
    }
}
