//! The find-your-place strip at the right edge: where in the text the tags are, and the part in view, which is also
//! the scroll thumb.
//!
//! Marks closer together than a tick is tall are merged; the ticks are worked out anew only when marks, height or
//! the text's measured length have changed.

use egui::{
    Color32, CursorIcon, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::layers::{Layer, Layers};
use super::scroll::Page;
use super::state::{Drag, ReaderState};
use super::style::ReaderStyle;

/// Width of the strip.
pub(super) const STRIP_WIDTH: f32 = 14.0;
/// Height of a tick.
const TICK: f32 = 2.0;
/// Least height of the thumb, so that it can be taken hold of in a long text.
const THUMB: f32 = 24.0;

/// One tick: how far down the strip (0 to 1), and its colour.
type Tick = (f32, Color32);

/// What ticks depend on: the marks, the hits, the rows of the strip, the text's length, and a colour.
type Key = (u64, u64, u32, u32, Color32);

/// The ticks worked out last, and what for.
#[derive(Clone, Debug, Default)]
pub(super) struct Ticks {
    key: Option<Key>,
    /// Where marks are.
    marks: Vec<Tick>,
    /// How far down the strip hits of a search are.
    hits: Vec<f32>,
}

impl Ticks {
    fn update(
        &mut self,
        page: &Page<'_>,
        heights: &super::heights::Heights,
        layers: &Layers<'_>,
        untagged: Color32,
    ) {
        let marks = layers.marks;
        let hits = layers.decorations.iter().find(|layer| layer.layer() == Layer::SearchHit);
        let rows = page.rect.height().max(1.0) as u32;
        let total = heights.total().max(1.0);
        // The total changes a little with every block learned; a two-hundredth does not move a tick visibly.
        let size = (total.ln() * 200.0) as u32;
        let key = (marks.version(), hits.map_or(0, |hits| hits.version()), rows, size, untagged);
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.marks.clear();
        self.hits.clear();
        let bins = f64::from(rows) / f64::from(TICK + 1.0);
        let mut last = None;
        let mut descent = Descent { page, heights, block: 0, above: 0.0 };
        for mark in marks.marks().iter().filter(|mark| !mark.dimmed) {
            let y = descent.to(mark.span.start) / total;
            let colour = marks.look(mark.tags.first().copied()).map_or(untagged, |look| look.colour);
            let bin = ((y * bins) as u64, colour);
            if last != Some(bin) && last.is_none_or(|(at, _)| at != bin.0) {
                self.marks.push((y as f32, colour));
                last = Some(bin);
            }
        }
        let mut last = None;
        let mut descent = Descent { page, heights, block: 0, above: 0.0 };
        for hit in hits.into_iter().flat_map(|hits| hits.all()) {
            let y = descent.to(hit.span.start) / total;
            let bin = (y * bins) as u64;
            if last != Some(bin) {
                self.hits.push(y as f32);
                last = Some(bin);
            }
        }
    }
}

/// A way down the text, from block to block, to find how far down bytes are that are asked for in order.
struct Descent<'a> {
    page: &'a Page<'a>,
    heights: &'a super::heights::Heights,
    block: usize,
    above: f64,
}

impl Descent<'_> {
    /// How far down a byte is, in points.
    fn to(&mut self, byte: usize) -> f64 {
        let blocks = self.page.reading.blocks();
        while blocks.get(self.block + 1).is_some_and(|next| next.span.start <= byte) {
            self.above += f64::from(self.heights.get(self.block));
            self.block += 1;
        }
        let Some(span) = blocks.get(self.block).map(|block| block.span) else { return self.above };
        let inside = byte.saturating_sub(span.start) as f64 / span.len().max(1) as f64;
        self.above + inside.min(1.0) * f64::from(self.heights.get(self.block))
    }
}

/// Shows the strip and handles dragging and clicking in it; true when it scrolled the text.
pub(super) fn show(
    ui: &Ui,
    id: Id,
    rect: Rect,
    page: &Page<'_>,
    state: &mut ReaderState,
    layers: &Layers<'_>,
    style: &ReaderStyle,
) -> bool {
    let response = ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::Default);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Place in the text"));
    let scrolled = handle(&response, rect, page, state);
    paint(ui, rect, page, state, layers, style, response.hovered() || response.dragged());
    scrolled
}

/// Top and height of the thumb.
fn thumb(rect: Rect, state: &ReaderState) -> (f32, f32) {
    let total = state.total().max(1.0);
    let part = (f64::from(state.view_height) / total).min(1.0) as f32;
    let height = (rect.height() * part).max(THUMB.min(rect.height()));
    let top = rect.top() + (rect.height() - height) * state.proportion() as f32;
    (top, height)
}

fn handle(response: &egui::Response, rect: Rect, page: &Page<'_>, state: &mut ReaderState) -> bool {
    let (top, height) = thumb(rect, state);
    let pressed = page.ui.input(|input| input.pointer.primary_pressed());
    let Some(pos) = response.interact_pointer_pos() else {
        if matches!(state.drag, Drag::Thumb { .. }) {
            state.drag = Drag::None;
        }
        return false;
    };
    if pressed && response.is_pointer_button_down_on() {
        if (top..=top + height).contains(&pos.y) {
            state.drag = Drag::Thumb { grip: pos.y - top };
        } else {
            let way = if pos.y < top { -1.0 } else { 1.0 };
            let on_tick = |tick: &&Tick| (rect.top() + tick.0 * rect.height() - pos.y).abs() <= TICK * 1.5;
            match state.ticks.marks.iter().find(on_tick).copied() {
                Some((part, _)) => {
                    let y = f64::from(part) * state.heights.total() - f64::from(state.view_height) / 3.0;
                    state.scroll_to_height(y.clamp(0.0, state.scroll_range()));
                }
                None => page.scroll_by(state, way * f64::from(state.view_height) * 0.9),
            }
            return true;
        }
    }
    if let Drag::Thumb { grip } = state.drag {
        let room = (rect.height() - height).max(1.0);
        let part = f64::from(((pos.y - grip - rect.top()) / room).clamp(0.0, 1.0));
        if (part - state.proportion()).abs() > f64::EPSILON {
            state.scroll_to_height(part * state.scroll_range());
            return true;
        }
    }
    false
}

fn paint(
    ui: &Ui,
    rect: Rect,
    page: &Page<'_>,
    state: &mut ReaderState,
    layers: &Layers<'_>,
    style: &ReaderStyle,
    active: bool,
) {
    let painter = ui.painter();
    painter.vline(rect.left(), rect.y_range(), Stroke::new(1.0, style.colours.line));
    let ReaderState { ticks, heights, .. } = state;
    ticks.update(page, heights, layers, style.colours.untagged);
    let tick = |y: f32, colour: Color32| {
        let centre = pos2(rect.center().x + 0.5, rect.top() + y * rect.height());
        painter.rect_filled(Rect::from_center_size(centre, vec2(8.0, TICK)), 1.0, colour);
    };
    for (y, colour) in &state.ticks.marks {
        tick(*y, *colour);
    }
    // At the edge, so that they are told from tags by more than their colour.
    for y in &state.ticks.hits {
        let at = pos2(rect.left() + 1.0, rect.top() + y * rect.height() - TICK / 2.0);
        painter.rect_filled(Rect::from_min_size(at, vec2(4.0, TICK)), 0.0, style.colours.hit);
    }
    if state.scroll_range() > 0.0 {
        let (top, height) = thumb(rect, state);
        let thumb = Rect::from_min_size(Pos2::new(rect.left() + 2.5, top), vec2(rect.width() - 4.0, height));
        let colour = if active { style.colours.dim } else { style.colours.faint };
        painter.rect_stroke(thumb, 2.0, Stroke::new(1.0, colour), StrokeKind::Inside);
    }
}
