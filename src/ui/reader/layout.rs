//! Laying out blocks: measures of the page, and one block as a galley with the way back to the text.
//!
//! A galley is asked for anew each frame (egui keeps a cache that makes that nearly free) and is never kept: it
//! points into a glyph atlas that may be rebuilt. Knows nothing of scrolling, selection or marks.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Pos2, Rect, Ui, pos2};

use super::style::ReaderStyle;
use crate::text::reading::{BlockKind, Display, Reading};

/// Space above the first block, at zoom 1.
const TOP_PAD: f32 = 24.0;
/// Space below the last block, at zoom 1.
const BOTTOM_PAD: f32 = 64.0;
/// Letters in about the frequency of English, from which the average width of a character is taken.
const SAMPLE: &str =
    "the people of the county had a right to know that it was said in the room and nothing more";

/// Sizes of the page that all blocks share in one frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Metrics {
    pub font: FontId,
    pub furniture_font: FontId,
    /// Height of a line of text.
    pub line: f32,
    /// Height of a line of furniture.
    pub furniture_line: f32,
    /// Space above a paragraph.
    pub gap: f32,
    pub top_pad: f32,
    pub bottom_pad: f32,
    /// Width of the column.
    pub column: f32,
    /// Characters to a line, on average.
    pub characters: f32,
}

impl Metrics {
    /// The sizes for a page with `room` points for the column.
    pub fn new(ui: &Ui, style: &ReaderStyle, zoom: f32, room: f32) -> Self {
        let font = FontId::new(style.text_font.size * zoom, style.text_font.family.clone());
        let furniture_font =
            FontId::new(style.furniture_font.size * zoom, style.furniture_font.family.clone());
        let width = ui.fonts_mut(|fonts| SAMPLE.chars().map(|c| fonts.glyph_width(&font, c)).sum::<f32>());
        let average = (width / SAMPLE.len() as f32).max(1.0);
        let column = (average * style.characters()).min(room).max(average * 2.0).round();
        let line = (font.size * style.leading).round().max(1.0);
        Self {
            line,
            furniture_line: (furniture_font.size * style.leading).round().max(1.0),
            gap: (line * style.paragraph_gap).round(),
            top_pad: TOP_PAD * zoom,
            bottom_pad: BOTTOM_PAD * zoom,
            column,
            characters: (column / average).max(1.0),
            font,
            furniture_font,
        }
    }

    /// Space above a block.
    pub fn above(&self, reading: &Reading, block: usize) -> f32 {
        if block == 0 {
            return self.top_pad;
        }
        reading.blocks().get(block).map_or(0.0, |block| if block.spaced { self.gap } else { 0.0 })
    }

    /// The likely height of a block of so many characters, with the space above it.
    pub fn estimate(&self, reading: &Reading, block: usize, characters: u32) -> f32 {
        let furniture = reading.blocks().get(block).is_some_and(|block| block.kind == BlockKind::Furniture);
        let line = if furniture { self.furniture_line } else { self.line };
        self.above(reading, block) + (characters as f32 / self.characters).ceil().max(1.0) * line
    }
}

/// How far the galley of a block can be trusted to know where each letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// One glyph a character, left to right.
    Letters,
    /// Each row holds the characters it should, but not in their order on screen.
    Rows,
    /// Nothing is known but that the block is there.
    Block,
}

/// One block laid out, at its place on the screen.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub block: usize,
    pub display: Display,
    pub galley: Arc<Galley>,
    pub trust: Trust,
    pub furniture: bool,
    /// Space above the text that belongs to the block.
    pub above: f32,
    /// Top of the block on the screen, the space above it included.
    pub top: f32,
    /// What the galley counts from: the left edge of the text, or the right one of a text that is read from there.
    pub left: f32,
}

/// The characters of one row.
#[derive(Clone, Debug)]
pub(super) struct RowChars<'a> {
    /// Their range in the block.
    pub chars: Range<usize>,
    /// The characters themselves, a line break at the end left out.
    pub text: &'a str,
}

impl Laid {
    /// Lays out a block with the top left corner of its column at `place`.
    pub fn new(
        ui: &Ui,
        style: &ReaderStyle,
        metrics: &Metrics,
        reading: &Reading,
        block: usize,
        place: Pos2,
    ) -> Self {
        let Pos2 { x: left, y: top } = place;
        let display = reading.display(block);
        let furniture = reading.blocks().get(block).is_some_and(|block| block.kind == BlockKind::Furniture);
        let (font, line) = if furniture {
            (metrics.furniture_font.clone(), metrics.furniture_line)
        } else {
            (metrics.font.clone(), metrics.line)
        };
        let format = TextFormat { line_height: Some(line), ..TextFormat::simple(font, Color32::PLACEHOLDER) };
        let mut job = job(&display, format, style.colours.faint);
        job.wrap = TextWrapping::wrap_at_width(metrics.column);
        // A paragraph of Hebrew or Arabic begins at the right; its rows are then placed from there.
        let from_right = display.reads_from_right();
        let left = if from_right { left + metrics.column } else { left };
        job.halign = if from_right { Align::RIGHT } else { Align::LEFT };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let trust = trust(&display, &galley);
        Self { block, display, galley, trust, furniture, above: metrics.above(reading, block), top, left }
    }

    /// Height with the space above.
    pub fn height(&self) -> f32 {
        self.above + self.galley.rect.height()
    }

    /// Bottom edge on the screen.
    pub fn bottom(&self) -> f32 {
        self.top + self.height()
    }

    /// Where the galley is painted.
    pub fn text_pos(&self) -> Pos2 {
        pos2(self.left, self.top + self.above)
    }

    /// The rectangle of the text alone.
    pub fn text_rect(&self) -> Rect {
        self.galley.rect.translate(self.text_pos().to_vec2())
    }

    /// The rectangle of one row on the screen.
    pub fn row_rect(&self, row: usize) -> Rect {
        let offset = self.text_pos().to_vec2();
        self.galley.rows.get(row).map_or(Rect::NOTHING, |row| row.rect().translate(offset))
    }

    /// The rows' characters, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowChars<'_>> {
        let text = self.display.text();
        let mut at = 0;
        let mut byte = 0;
        self.galley.rows.iter().map(move |row| {
            let count = row.char_count_excluding_newline().0;
            let rest = text.get(byte..).unwrap_or_default();
            let length = rest.char_indices().nth(count).map_or(rest.len(), |(length, _)| length);
            let chars = at..at + count;
            at += row.char_count_including_newline().0;
            byte += length + usize::from(row.ends_with_newline);
            RowChars { chars, text: &rest[..length] }
        })
    }

    /// The row that shows the `index`th character; with `row_end`, a place between two rows counts as the end of
    /// the upper one.
    pub fn row_of(&self, index: usize, row_end: bool) -> usize {
        let mut found = 0;
        for (number, row) in self.rows().enumerate() {
            if row.chars.start > index || (row_end && row.chars.start == index && number > 0) {
                break;
            }
            found = number;
        }
        found
    }

    /// The byte of the shown text (not of the document) at which the `index`th character begins.
    pub fn shown_byte(&self, index: usize) -> usize {
        let text = self.display.text();
        if text.len() == self.display.len() {
            return index.min(text.len());
        }
        text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
    }

    /// The character that begins at a byte of the shown text.
    pub fn shown_char(&self, byte: usize) -> usize {
        let text = self.display.text();
        if text.len() == self.display.len() {
            return byte;
        }
        text.get(..byte).map_or(self.display.len(), |before| before.chars().count())
    }

    /// The characters selected as one when the `index`th cannot be told apart from its neighbours: none in a block
    /// whose letters are known, else the row or the whole block.
    pub fn unit(&self, index: usize) -> Range<usize> {
        match self.trust {
            Trust::Letters => index..index,
            Trust::Rows => {
                let row = self.row_of(index, false);
                self.rows().nth(row).map_or(index..index, |row| row.chars)
            }
            Trust::Block => 0..self.display.len(),
        }
    }
}

/// The text of a block in one section, but for the marks that stand for folded page furniture, which are faint. They
/// stand between spaces, so that no letters are torn apart.
fn job(display: &Display, format: TextFormat, faint: Color32) -> LayoutJob {
    if display.page_breaks().is_empty() {
        return LayoutJob::single_section(display.text().to_owned(), format);
    }
    let mut job = LayoutJob::default();
    let mut rest = display.text();
    let mut at = 0;
    for mark in display.page_breaks() {
        let length = rest.char_indices().nth(mark - at).map_or(rest.len(), |(length, _)| length);
        let (before, after) = rest.split_at(length);
        let width = after.chars().next().map_or(0, char::len_utf8);
        job.append(before, 0.0, format.clone());
        job.append(&after[..width], 0.0, TextFormat { color: faint, ..format.clone() });
        rest = &after[width..];
        at = mark + 1;
    }
    job.append(rest, 0.0, format);
    job
}

/// How far a galley can be trusted; see [`Trust`].
fn trust(display: &Display, galley: &Galley) -> Trust {
    let count: usize = galley.rows.iter().map(|row| row.char_count_including_newline().0).sum();
    if count != display.len() {
        return Trust::Block;
    }
    if !display.is_rtl_suspect() {
        return Trust::Letters;
    }
    let mut chars = display.text().chars();
    for row in &galley.rows {
        let mut shown: Vec<char> = row.glyphs.iter().map(|glyph| glyph.chr).collect();
        let mut meant: Vec<char> = chars.by_ref().take(shown.len()).collect();
        if row.ends_with_newline {
            chars.next();
        }
        shown.sort_unstable();
        meant.sort_unstable();
        if shown != meant {
            return Trust::Block;
        }
    }
    Trust::Rows
}
