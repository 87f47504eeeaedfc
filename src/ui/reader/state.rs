//! What one pane remembers between frames: its place in the text, its selection, its zoom and the learned heights.
//!
//! The place is a block and an offset within it, so that learning the height of something above moves nothing on
//! screen. Nothing here is the truth of the project; it may be dropped and the pane begins at the top.

use super::heights::Heights;
use super::layout::Metrics;
use super::scroll::Target;
use super::strip::Ticks;
use crate::text::reading::{Reading, ReadingMode};
use crate::text::{Span, TextHash};

/// The least and the greatest zoom.
const ZOOM: (f32, f32) = (0.5, 4.0);

/// Where a passage should come to stand when it is scrolled to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Align {
    /// Wherever it is, if it is in view; else just inside the nearer edge.
    Nearest,
    /// At the top of the page.
    Top,
    /// A third of the way down, with room to read on, unless it is already well in view.
    Comfortable,
    /// With the top of its first row so many parts of the height below the top of the page.
    Level(f32),
}

/// A selection by its two ends, as bytes of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: usize,
    /// Where it is being extended: the caret.
    pub head: usize,
}

impl Selection {
    /// The lower and the higher end.
    pub(super) fn ordered(self) -> (usize, usize) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }
}

/// The place at the top of the pane.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Anchor {
    pub block: usize,
    /// How far the block's top is above the top of the pane.
    pub offset: f32,
}

/// What the pointer is doing while its button is down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Drag {
    #[default]
    None,
    /// Extending a selection that began with these places, a letter, word or paragraph at a time.
    Select { origin: (usize, usize), unit: Unit },
    /// Moving one end of a mark; the span as it would become.
    End { mark: u64, start: bool, span: Span },
    /// Moving the scroll thumb, held so far below its top.
    Thumb { grip: f32 },
}

/// How much a drag or a Shift-click takes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Letter,
    Word,
    Paragraph,
}

/// The presses that may become a double or triple click.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    pub time: f64,
    pub pos: egui::Pos2,
    pub count: u8,
}

/// Which text, cut how, the remembered heights belong to.
type ReadingKey = (TextHash, ReadingMode, usize);

/// What one pane remembers between frames.
#[derive(Clone, Debug)]
pub struct ReaderState {
    pub(super) anchor: Anchor,
    pub(super) selection: Option<Selection>,
    /// The bytes the selection stands for, kept with it; `None` for a caret alone.
    pub(super) selected: Option<Span>,
    /// True when the caret stands at the end of a row rather than at the beginning of the next.
    pub(super) row_end: bool,
    /// The column the caret keeps to while it moves up and down.
    pub(super) goal_x: Option<f32>,
    pub(super) zoom: f32,
    pub(super) heights: Heights,
    /// Characters of each block, from which heights are estimated.
    characters: Vec<u32>,
    key: Option<ReadingKey>,
    pub(super) metrics: Option<Metrics>,
    /// Set by a caller or a key, done when the page is next laid out.
    pub(super) target: Option<Target>,
    pub(super) flash: Option<(Span, Option<f64>)>,
    pub(super) drag: Drag,
    pub(super) press: Option<Press>,
    pub(super) visible: Span,
    pub(super) view_height: f32,
    pub(super) hovered: Option<u64>,
    pub(super) ticks: Ticks,
}

impl Default for ReaderState {
    fn default() -> Self {
        Self {
            anchor: Anchor::default(),
            selection: None,
            selected: None,
            row_end: false,
            goal_x: None,
            zoom: 1.0,
            heights: Heights::default(),
            characters: Vec::new(),
            key: None,
            metrics: None,
            target: None,
            flash: None,
            drag: Drag::None,
            press: None,
            visible: Span::default(),
            view_height: 0.0,
            hovered: None,
            ticks: Ticks::default(),
        }
    }
}

impl ReaderState {
    /// The selected bytes, `None` while nothing is selected.
    pub fn selected(&self) -> Option<Span> {
        self.selected
    }

    /// The selection's two ends; equal for a caret that selects nothing.
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// Selects a passage and puts the caret at its end.
    pub fn select(&mut self, reading: &Reading, span: Span) {
        self.set_selection(reading, Selection { anchor: span.start, head: span.end });
    }

    /// Selects nothing and takes the caret away.
    pub fn clear_selection(&mut self) {
        self.selection = None;
        self.selected = None;
    }

    /// The passage that was in view when the reader was last shown.
    pub fn visible_span(&self) -> Span {
        self.visible
    }

    /// Enlargement of the text, 1 for the size in the style.
    pub fn zoom(&self) -> f32 {
        self.zoom
    }

    /// Enlarges the text; the place on the page is kept.
    pub fn set_zoom(&mut self, zoom: f32) {
        self.zoom = zoom.clamp(ZOOM.0, ZOOM.1);
    }

    /// Brings a passage into view when the reader is next shown, and marks it for a moment.
    pub fn scroll_to(&mut self, span: Span, align: Align) {
        self.target = Some(Target::Passage(span, align));
        self.flash = Some((span, None));
    }

    /// Brings a place to the top of the page without marking it, to take up reading where it was left.
    pub fn resume_at(&mut self, offset: usize) {
        self.target = Some(Target::Resume(offset));
    }

    /// Brings the row of a byte to so many parts of the height below the top of the page, without marking it.
    pub fn follow(&mut self, offset: usize, part: f32) {
        self.target = Some(Target::Passage(Span::new(offset, offset), Align::Level(part)));
    }

    /// Brings a byte to where the eye is taken to rest, as [`super::ReaderResponse::at_eye`] tells it.
    pub fn bring_to_eye(&mut self, byte: usize) {
        self.target = Some(Target::Eye(byte));
    }

    /// How far the text is scrolled, 0 at the top, 1 at the end.
    pub fn proportion(&self) -> f64 {
        let range = self.scroll_range();
        if range <= 0.0 { 0.0 } else { (self.scrolled() / range).clamp(0.0, 1.0) }
    }

    /// Scrolls so that [`ReaderState::proportion`] is `proportion` when the reader is next shown.
    pub fn set_proportion(&mut self, proportion: f64) {
        self.target = Some(Target::Proportion(proportion.clamp(0.0, 1.0)));
    }

    /// Height of what is above the top of the pane.
    pub(super) fn scrolled(&self) -> f64 {
        self.heights.above(self.anchor.block) + f64::from(self.anchor.offset)
    }

    /// Height of the whole text with the space around it.
    pub(super) fn total(&self) -> f64 {
        self.heights.total() + f64::from(self.metrics.as_ref().map_or(0.0, |metrics| metrics.bottom_pad))
    }

    /// How far the text can be scrolled.
    pub(super) fn scroll_range(&self) -> f64 {
        (self.total() - f64::from(self.view_height)).max(0.0)
    }

    /// Scrolls so that `y` of the estimated whole is above the pane.
    pub(super) fn scroll_to_height(&mut self, y: f64) {
        let (block, offset) = self.heights.find(y);
        self.anchor = Anchor { block, offset };
    }

    pub(super) fn set_selection(&mut self, reading: &Reading, selection: Selection) {
        let length = reading.text().len();
        let selection = Selection { anchor: selection.anchor.min(length), head: selection.head.min(length) };
        self.selection = Some(selection);
        let (low, high) = selection.ordered();
        self.selected = super::selection::span_between(reading, low, high);
    }

    /// Takes note of the text and the page shown now; when one of them has changed, heights are estimated anew and
    /// the place in the text is kept.
    pub(super) fn adopt(&mut self, reading: &Reading, metrics: Metrics) {
        let key = (reading.text().hash(), reading.mode(), reading.blocks().len());
        let same_text = self.key.is_none_or(|(hash, ..)| hash == key.0);
        let same_blocks = self.key == Some(key);
        if same_blocks && self.metrics.as_ref() == Some(&metrics) {
            return;
        }
        if !same_blocks {
            let count = |block: &crate::text::reading::Block| {
                u32::try_from(reading.text().slice(block.span).chars().count()).unwrap_or(u32::MAX)
            };
            self.characters = reading.blocks().iter().map(count).collect();
        }
        let top = self.visible.start;
        let shown_before = self.key.is_some();
        let at_top = self.anchor.block == 0 && self.anchor.offset <= 0.0;
        let heights =
            self.characters.iter().enumerate().map(|(block, chars)| metrics.estimate(reading, block, *chars));
        self.heights = Heights::new(heights.collect());
        self.metrics = Some(metrics);
        self.key = Some(key);
        self.goal_x = None;
        if !same_text {
            self.anchor = Anchor::default();
            self.clear_selection();
            self.drag = Drag::None;
        } else if shown_before {
            self.anchor = Anchor { block: reading.block_at(top), offset: 0.0 };
            if at_top {
                self.anchor = Anchor::default();
            } else if self.target.is_none() {
                self.target = Some(Target::Resume(top));
            }
        }
    }
}
