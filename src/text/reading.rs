//! A text cut into the blocks a reader lays out, as it stands or reflowed.
//!
//! A block is what is laid out at once: a paragraph or line, or a piece of a very long one. What is shown of a block
//! may differ from the text beneath (a line break shown as a space, a hyphen at a line's end left out), and a
//! [`Display`] keeps, for every character shown, the bytes it stands for: positions never change.

mod display;
mod hyphens;

pub(super) use display::is_private_bullet;
pub use display::{Display, PAGE_BREAK_MARK};
pub use hyphens::LineEndHyphen;

use std::ops::Range;
use std::sync::Arc;

use super::structure::ends_sentence;
use super::{Span, Text, words};

/// A line or paragraph longer than this many bytes is cut into several blocks, so that one layout stays quick.
const LONGEST_BLOCK: usize = 4096;

/// A long one is cut in the last part of what is allowed, from this many bytes on, where a good place is found.
const SHORTEST_CUT: usize = 2048;

/// Lines at least this long (in bytes) fill more than one row, and need space around them to be told apart.
const SEVERAL_ROWS: usize = 120;

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
    /// The paragraph it belongs to, counted from 0; for furniture the one it interrupts or follows.
    pub paragraph: usize,
    /// True for the first block of its paragraph, beside which the paragraph's number stands.
    pub starts_paragraph: bool,
    /// True when there is paragraph spacing above it; false for the next line or piece of the same paragraph, and for
    /// short lines with no blank line between them (verse, lists, code).
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
    /// Where the hyphens stand that are not shown.
    hyphens: Arc<[usize]>,
}

impl Reading {
    /// Cuts `text` for reading.
    pub fn new(text: &Text, mode: ReadingMode) -> Self {
        let (blocks, hyphens) = match mode {
            ReadingMode::AsIs => (line_blocks(text), Arc::default()),
            ReadingMode::Reflowed => {
                let all = 0..text.structure().paragraphs().len();
                (paragraph_blocks(text, all), hyphens_to_hide(text).into())
            }
        };
        Self { text: text.clone(), mode, blocks, hyphens }
    }

    /// Cuts no more of `text` than the passage at `span` and what stands beside it, reflowed: enough for
    /// [`Reading::shown`], in time that does not grow with the text. `hyphens` is what [`hyphens_to_hide`] says of it.
    pub fn around(text: &Text, span: Span, hyphens: Arc<[usize]>) -> Self {
        let paragraphs = text.structure().paragraphs();
        let first = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
        let after = paragraphs.partition_point(|paragraph| paragraph.span.start < span.end).max(first);
        // With their neighbours, so that the furniture between two is put together as in the whole text.
        let near = first.saturating_sub(1)..(after + 1).min(paragraphs.len());
        let blocks = paragraph_blocks(text, near);
        Self { text: text.clone(), mode: ReadingMode::Reflowed, blocks, hyphens }
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
        let Some(block) = self.blocks.get(block) else { return Display::default() };
        let furniture = self.text.structure().furniture();
        Display::new(self.text.as_str(), block.span, self.mode, block.kind, &self.hyphens, furniture)
    }

    /// What is shown of `span`, one line for each paragraph of a reflowed text. Page furniture between two paragraphs is
    /// a line with a [`PAGE_BREAK_MARK`], as inside of one it is a word.
    pub fn shown(&self, span: Span) -> String {
        let mut shown = String::new();
        let mut last: Option<&Block> = None;
        let first = self.block_at(span.start);
        let blocks = self.blocks.iter().enumerate().skip(first);
        for (index, block) in blocks.take_while(|(_, block)| block.span.start < span.end) {
            let display = self.display(index);
            let letters = display.chars_of(span);
            if letters.is_empty() {
                continue;
            }
            if let Some(last) = last {
                let goes_on = block.kind == BlockKind::Body && !block.starts_paragraph;
                let apart = last.span.end < block.span.start;
                shown.push_str(if !goes_on {
                    "\n"
                } else if apart {
                    " "
                } else {
                    ""
                });
            }
            match block.kind {
                BlockKind::Furniture => shown.push(PAGE_BREAK_MARK),
                BlockKind::Body => {
                    shown.extend(display.text().chars().skip(letters.start).take(letters.len()));
                }
            }
            last = Some(block);
        }
        shown
    }
}

/// The offsets of the hyphens at line ends that only broke a word, in order.
pub fn hyphens_to_hide(text: &Text) -> Vec<usize> {
    hyphens::to_hide(text.as_str(), text.structure())
}

/// The hyphens at line ends inside `passages` (as [`super::structure::passages`] gives them) that may only have broken a
/// word, in order: what is shown must be decided, what is looked for may be both.
pub fn hyphens_at_line_ends(text: &Text, passages: &[Span]) -> Vec<LineEndHyphen> {
    hyphens::at_line_ends(text.as_str(), text.structure(), passages)
}

/// One block for each line that is not blank.
fn line_blocks(text: &Text) -> Vec<Block> {
    let body = text.as_str();
    let paragraphs = text.structure().paragraphs();
    let mut furniture = text.structure().furniture().iter().peekable();
    let mut next_paragraph = 0;
    let mut blocks = Vec::with_capacity(paragraphs.len());
    let mut previous: Option<Span> = None;
    let mut start = 0;
    for line in body.split_inclusive(['\n', '\u{c}']) {
        let span = Span::new(start, start + line.len()).trimmed(body);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let kind = match furniture.next_if(|page| page.start <= span.start) {
            Some(_) => BlockKind::Furniture,
            None => BlockKind::Body,
        };
        let starts_paragraph =
            paragraphs.get(next_paragraph).is_some_and(|paragraph| paragraph.span.start == span.start);
        if starts_paragraph {
            next_paragraph += 1;
        }
        let apart = previous.is_none_or(|previous| has_blank_line(body, previous, span));
        let crowded = || previous.is_some_and(|previous| previous.len().max(span.len()) >= SEVERAL_ROWS);
        let whole = Block {
            span,
            paragraph: next_paragraph.saturating_sub(1),
            starts_paragraph,
            spaced: apart || (starts_paragraph && crowded()),
            kind,
        };
        previous = Some(span);
        cut(body, whole, &[], &mut blocks);
    }
    blocks
}

/// One block for each of these paragraphs, and for the furniture of each page break that stands between them, before the
/// first of the text and after its last.
fn paragraph_blocks(text: &Text, wanted: Range<usize>) -> Vec<Block> {
    let body = text.as_str();
    let (paragraphs, furniture) = (text.structure().paragraphs(), text.structure().furniture());
    let above = wanted.start.checked_sub(1).map(|above| paragraphs[above].span);
    let mut next_page = above.map_or(0, |above| furniture.partition_point(|page| page.start < above.end));
    let mut blocks = Vec::with_capacity(wanted.len());
    let mut previous = above;
    for (index, paragraph) in paragraphs.iter().enumerate().take(wanted.end).skip(wanted.start) {
        let before = furniture[next_page..].partition_point(|page| page.start < paragraph.span.start);
        push_furniture(&furniture[next_page..next_page + before], index, &mut blocks);
        next_page += before;
        let inside = furniture[next_page..].partition_point(|page| page.start < paragraph.span.end);
        let pages = &furniture[next_page..next_page + inside];
        next_page += inside;

        let span = paragraph.span;
        let apart = before > 0 || previous.is_none_or(|previous| has_blank_line(body, previous, span));
        let crowded = || previous.is_some_and(|previous| previous.len().max(span.len()) >= SEVERAL_ROWS);
        let whole = Block {
            span,
            paragraph: index,
            starts_paragraph: true,
            spaced: apart || crowded(),
            kind: BlockKind::Body,
        };
        previous = Some(span);
        cut(body, whole, pages, &mut blocks);
    }
    if wanted.end == paragraphs.len() {
        push_furniture(&furniture[next_page..], paragraphs.len(), &mut blocks);
    }
    blocks
}

/// Adds the furniture that stands between two paragraphs as one block.
fn push_furniture(pages: &[Span], next_paragraph: usize, blocks: &mut Vec<Block>) {
    if let (Some(first), Some(last)) = (pages.first(), pages.last()) {
        blocks.push(Block {
            span: Span::new(first.start, last.end),
            paragraph: next_paragraph.saturating_sub(1),
            starts_paragraph: false,
            spaced: true,
            kind: BlockKind::Furniture,
        });
    }
}

/// True when there is a blank line or a page break between two lines.
fn has_blank_line(text: &str, above: Span, below: Span) -> bool {
    let between = &text[above.end..below.start];
    between.contains('\u{c}') || between.matches('\n').nth(1).is_some()
}

/// Adds a block, in pieces when it is too long; no piece begins inside one of `pages`.
fn cut(text: &str, whole: Block, pages: &[Span], blocks: &mut Vec<Block>) {
    let end = whole.span.end;
    let mut piece = whole;
    while end - piece.span.start > LONGEST_BLOCK {
        let at = place_to_cut(text, Span::new(piece.span.start, end), pages);
        let rest = Span::new(at, end).trimmed(text);
        if rest.is_empty() {
            break;
        }
        piece.span = Span::new(piece.span.start, at).trimmed(text);
        blocks.push(piece.clone());
        piece = Block { span: rest, starts_paragraph: false, spaced: false, ..piece };
    }
    piece.span.end = end;
    blocks.push(piece);
}

/// Where a too long block is cut: after a sentence if possible, else at a space, else between two grapheme clusters.
fn place_to_cut(text: &str, span: Span, pages: &[Span]) -> usize {
    let furthest = text.floor_char_boundary(span.start + LONGEST_BLOCK);
    let nearest = text.ceil_char_boundary(span.start + SHORTEST_CUT);
    let mut space = None;
    let mut later: Option<char> = text[furthest..].chars().next();
    for (at, c) in text[nearest..furthest].char_indices().rev() {
        let at = nearest + at;
        let after = at + c.len_utf8();
        // Joining hangs on the hyphen and what follows being together, and a mark on the space it stands on.
        let free =
            later.is_some_and(|next| !next.is_whitespace()) && words::is_grapheme_boundary(text, after);
        later = Some(c);
        if !c.is_whitespace() || !free || pages.iter().any(|page| page.start < after && after < page.end) {
            continue;
        }
        let before = text[span.start..at].trim_end();
        if ends_sentence(before) {
            return after;
        }
        if space.is_none() && !before.ends_with(['-', '\u{ad}', '\u{2010}']) {
            space = Some(after);
        }
    }
    space.unwrap_or_else(|| {
        let page = pages.iter().find(|page| page.start < furthest && furthest < page.end);
        match page {
            Some(page) if page.start > span.start => page.start,
            Some(page) => page.end,
            None => grapheme_boundary_near(text, span, furthest),
        }
    })
}

/// The last place up to `offset` that is not inside a grapheme cluster, nor leaves one without the space it begins
/// with; else the first such place after it.
fn grapheme_boundary_near(text: &str, span: Span, offset: usize) -> usize {
    let whole = |at: usize| {
        let rest = &text[at..span.end];
        words::is_grapheme_boundary(text, span.end - rest.trim_start().len())
    };
    let mut before = words::snap_to_grapheme(text, offset);
    while before > span.start && !whole(before) {
        before = words::previous_grapheme(text, before);
    }
    if before > span.start {
        return before;
    }
    let mut after = words::next_grapheme(text, offset).min(span.end);
    while after < span.end && !whole(after) {
        after = words::next_grapheme(text, after).min(span.end);
    }
    after
}

#[cfg(test)]
mod tests;
