//! Moving the page: from wishes (a wheel, a key, a passage to show) to the place at the top of the pane, and from
//! that place to the blocks in view.
//!
//! Everything near is measured exactly, block by block; only a far jump trusts the estimates, and the place it
//! arrives at is then exact again.

use egui::{Rect, Ui, pos2};

use super::hit_test::caret_rect;
use super::layout::{Laid, Metrics};
use super::state::{Align, Anchor, ReaderState};
use super::style::ReaderStyle;
use super::whereabouts;
use crate::text::Span;
use crate::text::reading::Reading;

/// Blocks nearer than this are measured one by one to find how far away they are.
const NEAR: usize = 48;
/// Scrolling further than this many pane heights at once goes by the estimates.
const FAR: f64 = 4.0;
/// Lines kept between the caret and the edge it would leave by.
const MARGIN_LINES: f32 = 1.5;

/// Where to scroll when the page is next laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// A passage, placed so.
    Passage(Span, Align),
    /// The row of this byte to the top, as after a change of width.
    Resume(usize),
    /// This byte to where the eye is taken to rest.
    Eye(usize),
    /// A part of the whole, 0 to 1.
    Proportion(f64),
    /// The caret into view.
    Caret,
}

/// The page of one frame: what is shown, where and at which sizes.
pub(super) struct Page<'a> {
    pub ui: &'a Ui,
    pub reading: &'a Reading,
    pub style: &'a ReaderStyle,
    pub metrics: Metrics,
    /// The whole pane without the strip.
    pub rect: Rect,
    /// Left edge of the column.
    pub left: f32,
}

impl Page<'_> {
    /// Lays out one block with its top at `top` and remembers its height.
    pub fn lay(&self, state: &mut ReaderState, block: usize, top: f32) -> Laid {
        let laid = Laid::new(self.ui, self.style, &self.metrics, self.reading, block, pos2(self.left, top));
        state.heights.set(block, laid.height());
        laid
    }

    /// The exact height of a block.
    pub fn height(&self, state: &mut ReaderState, block: usize) -> f32 {
        self.lay(state, block, 0.0).height()
    }

    fn last(&self) -> usize {
        self.reading.blocks().len().saturating_sub(1)
    }

    /// Scrolls down by `distance`, up when it is negative.
    pub fn scroll_by(&self, state: &mut ReaderState, distance: f64) {
        if distance.abs() > FAR * f64::from(self.rect.height().max(1.0)) {
            let y = (state.scrolled() + distance).clamp(0.0, state.scroll_range());
            state.scroll_to_height(y);
        } else {
            state.anchor.offset += distance as f32;
        }
    }

    /// Does what was asked of the scroll position since the last frame.
    pub fn apply_target(&self, state: &mut ReaderState) {
        let Some(target) = state.target.take() else { return };
        match target {
            Target::Proportion(proportion) => {
                let y = proportion * state.scroll_range();
                state.scroll_to_height(y);
            }
            // The first row with the space that is above it.
            Target::Resume(0) => state.anchor = Anchor::default(),
            Target::Resume(byte) => self.show_span(state, Span::new(byte, byte), Align::Top, 0.0),
            Target::Passage(span, align) => {
                self.show_span(state, span, align, self.metrics.line * MARGIN_LINES);
            }
            Target::Eye(byte) => {
                let block = self.reading.block_at(byte);
                let down = whereabouts::down(&self.lay(state, block, 0.0), byte);
                state.anchor = Anchor { block, offset: down - whereabouts::eye(self.rect.height()) };
            }
            Target::Caret => {
                if let Some(selection) = state.selection {
                    let caret = Span::new(selection.head, selection.head);
                    self.show_span(state, caret, Align::Nearest, self.metrics.line * MARGIN_LINES);
                }
            }
        }
    }

    /// Scrolls so that `span` stands as `align` says.
    fn show_span(&self, state: &mut ReaderState, span: Span, align: Align, margin: f32) {
        let first = self.reading.block_at(span.start);
        let top_of = |state: &mut ReaderState, block: usize, byte: usize| {
            let laid = self.lay(state, block, 0.0);
            let row = caret_rect(&laid, laid.display.char_at(byte), false);
            (row.top(), row.bottom())
        };
        let (row_top, row_bottom) = top_of(state, first, span.start);
        let view = self.rect.height();
        let place = |state: &mut ReaderState, y: f32| {
            state.anchor = Anchor { block: first, offset: row_top - y };
        };
        let comfortable = (view / 3.0).min(view - (row_bottom - row_top)).max(0.0);
        let Some(distance) = self.distance(state, first) else {
            let y = match align {
                Align::Top => margin,
                Align::Level(part) => view * part,
                Align::Comfortable => comfortable,
                Align::Nearest if first < state.anchor.block => margin,
                Align::Nearest => view - margin - (row_bottom - row_top),
            };
            return place(state, y);
        };
        let top = distance + row_top;
        let last = self.reading.block_at(span.end.saturating_sub(1).max(span.start));
        let bottom = if last == first && span.is_empty() {
            distance + row_bottom
        } else {
            let end = span.end.saturating_sub(1).max(span.start);
            match self.distance(state, last) {
                Some(distance) => distance + top_of(state, last, end).1,
                None => f32::INFINITY,
            }
        };
        match align {
            Align::Top => place(state, margin),
            Align::Level(part) => place(state, view * part),
            Align::Comfortable => {
                if top < margin || bottom > view - margin {
                    place(state, comfortable);
                }
            }
            Align::Nearest => {
                if top < margin || bottom - top > view - 2.0 * margin {
                    place(state, margin.min((view - (row_bottom - row_top)).max(0.0)));
                } else if bottom > view - margin {
                    place(state, view - margin - (bottom - top));
                }
            }
        }
    }

    /// How far the top of a block is below the top of the pane, measured; `None` when it is far away.
    fn distance(&self, state: &mut ReaderState, block: usize) -> Option<f32> {
        let anchor = state.anchor;
        if block.abs_diff(anchor.block) > NEAR {
            return None;
        }
        let (from, to) = (block.min(anchor.block), block.max(anchor.block));
        let between: f32 = (from..to).map(|block| self.height(state, block)).sum();
        Some(if block < anchor.block { -between } else { between } - anchor.offset)
    }

    /// Brings the place at the top into a block that is there and keeps the page from leaving the pane, then lays
    /// out what is in view.
    pub fn settle(&self, state: &mut ReaderState) -> Vec<Laid> {
        if self.reading.blocks().is_empty() {
            state.anchor = Anchor::default();
            return Vec::new();
        }
        state.anchor.block = state.anchor.block.min(self.last());
        self.climb(state);
        while state.anchor.block < self.last() {
            let height = self.height(state, state.anchor.block);
            if state.anchor.offset < height {
                break;
            }
            state.anchor.block += 1;
            state.anchor.offset -= height;
        }
        let mut laid = self.fill(state);
        let end = laid.last().filter(|last| last.block == self.last());
        let missing = end.map_or(0.0, |last| self.rect.bottom() - self.metrics.bottom_pad - last.bottom());
        if missing > 0.0 && (state.anchor.block > 0 || state.anchor.offset > 0.0) {
            state.anchor.offset -= missing;
            self.climb(state);
            laid = self.fill(state);
        }
        laid
    }

    /// While the place at the top is above its block, moves it to the block before.
    fn climb(&self, state: &mut ReaderState) {
        while state.anchor.offset < 0.0 && state.anchor.block > 0 {
            state.anchor.block -= 1;
            state.anchor.offset += self.height(state, state.anchor.block);
        }
        state.anchor.offset = state.anchor.offset.max(0.0);
    }

    /// Lays out the blocks from the place at the top to the bottom of the pane.
    fn fill(&self, state: &mut ReaderState) -> Vec<Laid> {
        let mut laid = Vec::new();
        // Whole pixels, so that letters stay sharp and rows do not shiver while scrolling.
        let pixels = self.ui.pixels_per_point();
        let mut top = self.rect.top() - (state.anchor.offset * pixels).round() / pixels;
        for block in state.anchor.block..self.reading.blocks().len() {
            if top >= self.rect.bottom() {
                break;
            }
            let next = self.lay(state, block, top);
            top = next.bottom();
            laid.push(next);
        }
        laid
    }
}
