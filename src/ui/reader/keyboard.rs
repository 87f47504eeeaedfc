//! The keys of the reader: moving the caret, selecting, paging, copying.
//!
//! Without a caret the arrows scroll; a click, Left or Right, or any of them with Shift, sets one down. Which keys
//! tag or search is the business of whoever shows the reader.

use egui::{Event, EventFilter, Id, Key, Modifiers, Ui, vec2};

use super::hit_test::{caret_rect, place_in_row};
use super::layout::Laid;
use super::scroll::{Page, Target};
use super::selection::span_between;
use super::state::{ReaderState, Selection};
use crate::text::{Span, words};

/// Lines scrolled by an arrow key.
const ARROW_LINES: f32 = 2.0;
/// Part of the pane that stays in view when it is paged.
const PAGE_OVERLAP_LINES: f32 = 2.0;

/// What the keys of one frame asked for that is not done here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    /// True to copy the selection.
    pub copy: bool,
    /// True to open the marks at the caret, as a click would.
    pub activate: bool,
    /// True to show the menu of what is selected or was last gone to.
    pub menu: bool,
}

/// Where a key sends the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    Letter(Way),
    Word(Way),
    Row(Way),
    RowEdge(Way),
    Page(Way),
    Document(Way),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

/// Keeps the arrows, and Escape while there is something to let go of, from moving the focus.
pub(super) fn lock_focus(ui: &Ui, id: Id, state: &ReaderState) {
    let filter = filter(state);
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

fn filter(state: &ReaderState) -> EventFilter {
    EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: state.selection.is_some(),
    }
}

/// Handles the keys of this frame; call only while the reader has the focus.
pub(super) fn handle(page: &Page<'_>, state: &mut ReaderState) -> Asked {
    let events = page.ui.input(|input| input.filtered_events(&filter(state)));
    let mut asked = Asked::default();
    for event in events {
        match event {
            Event::Copy | Event::Cut => asked.copy = true,
            Event::Key { key, pressed: true, modifiers, .. } => {
                press(page, state, key, modifiers, &mut asked);
            }
            _ => {}
        }
    }
    asked
}

fn press(page: &Page<'_>, state: &mut ReaderState, key: Key, modifiers: Modifiers, asked: &mut Asked) {
    let by_word = modifiers.command || modifiers.alt;
    let motion = match key {
        Key::ArrowLeft if by_word => Motion::Word(Way::Back),
        Key::ArrowRight if by_word => Motion::Word(Way::On),
        Key::ArrowLeft => Motion::Letter(Way::Back),
        Key::ArrowRight => Motion::Letter(Way::On),
        Key::ArrowUp if !by_word => Motion::Row(Way::Back),
        Key::ArrowDown if !by_word => Motion::Row(Way::On),
        Key::PageUp if !by_word => Motion::Page(Way::Back),
        Key::PageDown if !by_word => Motion::Page(Way::On),
        Key::Home if modifiers.command => Motion::Document(Way::Back),
        Key::End if modifiers.command => Motion::Document(Way::On),
        Key::Home => Motion::RowEdge(Way::Back),
        Key::End => Motion::RowEdge(Way::On),
        Key::Space if !modifiers.command && !modifiers.alt => {
            let way = if modifiers.shift { Way::Back } else { Way::On };
            scroll(page, state, Motion::Page(way));
            return;
        }
        Key::A if modifiers.command && !modifiers.shift => {
            let end = page.reading.blocks().last().map_or(0, |block| block.span.end);
            let start = page.reading.blocks().first().map_or(0, |block| block.span.start);
            state.set_selection(page.reading, Selection { anchor: start, head: end });
            return;
        }
        Key::Enter if modifiers.is_none() => {
            asked.activate = true;
            return;
        }
        Key::F10 if modifiers.shift_only() => {
            asked.menu = true;
            return;
        }
        Key::Menu if modifiers.is_none() => {
            asked.menu = true;
            return;
        }
        Key::Escape => {
            match state.selection {
                Some(Selection { head, .. }) if state.selected.is_some() => {
                    state.set_selection(page.reading, Selection { anchor: head, head });
                }
                _ => state.clear_selection(),
            }
            return;
        }
        _ => return,
    };
    let sideways = matches!(motion, Motion::Letter(_) | Motion::Word(_));
    if state.selection.is_none() && !modifiers.shift && !sideways {
        scroll(page, state, motion);
    } else {
        move_caret(page, state, motion, modifiers.shift);
    }
}

/// Scrolls, for a key pressed while there is no caret.
fn scroll(page: &Page<'_>, state: &mut ReaderState, motion: Motion) {
    let line = f64::from(page.metrics.line);
    let sign = |way: Way| if way == Way::Back { -1.0 } else { 1.0 };
    match motion {
        Motion::Row(way) => page.scroll_by(state, sign(way) * line * f64::from(ARROW_LINES)),
        Motion::Page(way) => page.scroll_by(state, sign(way) * f64::from(page_height(page))),
        Motion::RowEdge(way) | Motion::Document(way) => {
            state.target = Some(Target::Proportion(if way == Way::Back { 0.0 } else { 1.0 }));
        }
        Motion::Letter(_) | Motion::Word(_) => {}
    }
}

fn page_height(page: &Page<'_>) -> f32 {
    (page.rect.height() - page.metrics.line * PAGE_OVERLAP_LINES).max(page.metrics.line)
}

/// Moves the caret, with the selection's other end left where it was when `extend`.
fn move_caret(page: &Page<'_>, state: &mut ReaderState, motion: Motion, extend: bool) {
    let start = state.visible.start;
    let selection = state.selection.unwrap_or(Selection { anchor: start, head: start });
    // Without Shift, Left and Right let go of a selection at the side they point to.
    if let (false, Some(span), Motion::Letter(way)) = (extend, state.selected, motion) {
        let head = if way == Way::Back { span.start } else { span.end };
        state.goal_x = None;
        state.set_selection(page.reading, Selection { anchor: head, head });
        state.target = Some(Target::Caret);
        return;
    }
    let from = selection.head;
    let mut row_end = false;
    let head = match motion {
        Motion::Letter(way) => step(page, state, from, way, Stride::Letter),
        Motion::Word(way) => step(page, state, from, way, Stride::Word),
        Motion::Row(way) => {
            let moved = rows(page, state, from, way, None);
            row_end = moved.1;
            moved.0
        }
        Motion::Page(way) => {
            let height = page_height(page);
            let moved = rows(page, state, from, way, Some(height));
            row_end = moved.1;
            page.scroll_by(state, f64::from(if way == Way::Back { -height } else { height }));
            moved.0
        }
        Motion::RowEdge(way) => {
            let moved = row_edge(page, state, from, way);
            row_end = moved.1;
            moved.0
        }
        Motion::Document(Way::Back) => page.reading.blocks().first().map_or(0, |block| block.span.start),
        Motion::Document(Way::On) => page.reading.blocks().last().map_or(0, |block| block.span.end),
    };
    if !matches!(motion, Motion::Row(_) | Motion::Page(_)) {
        state.goal_x = None;
    }
    state.row_end = row_end;
    let anchor = if extend { selection.anchor } else { head };
    state.set_selection(page.reading, Selection { anchor, head });
    state.target = Some(Target::Caret);
}

/// How far a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stride {
    Letter,
    Word,
}

/// Moves to the next place, over the edges of blocks.
fn step(page: &Page<'_>, state: &mut ReaderState, from: usize, way: Way, stride: Stride) -> usize {
    let last = page.reading.blocks().len().saturating_sub(1);
    let mut block = page.reading.block_at(from);
    let mut laid = page.lay(state, block, 0.0);
    let mut index = laid.display.char_at(from);
    loop {
        let unit = laid.unit(index);
        let next = match way {
            // In a block whose letters are not known, a step is a whole row or the whole block.
            Way::Back if !unit.is_empty() && unit.start < index => Some(unit.start),
            Way::On if !unit.is_empty() && index < unit.end => Some(unit.end),
            _ => stride_from(&laid, index, way, stride),
        };
        let (other, at) = match (next, way) {
            (Some(next), _) => (block, next),
            (None, Way::Back) if block > 0 => (block - 1, usize::MAX),
            (None, Way::On) if block < last => (block + 1, 0),
            (None, _) => return laid.display.start_byte(index),
        };
        if other != block {
            block = other;
            laid = page.lay(state, block, 0.0);
        }
        index = at.min(laid.display.len());
        let byte = laid.display.start_byte(index);
        // A letter stops at the edge of the next block, a word does not.
        if byte != from && (next.is_some() || stride == Stride::Letter) {
            return byte;
        }
    }
}

/// Where Left and Right, and with Ctrl words, take one end of a mark while its handle has the focus.
pub(super) fn move_end(page: &Page<'_>, state: &mut ReaderState, id: Id, span: Span, start: bool) -> Span {
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    page.ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let mut moved = span;
    for event in page.ui.input(|input| input.filtered_events(&arrows)) {
        let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
        let way = match key {
            Key::ArrowLeft => Way::Back,
            Key::ArrowRight => Way::On,
            _ => continue,
        };
        let stride = if modifiers.command || modifiers.alt { Stride::Word } else { Stride::Letter };
        let from = if start { moved.start } else { moved.end };
        let place = step(page, state, from, way, stride);
        let (low, high) = if start { (place, moved.end) } else { (moved.start, place) };
        if low < high
            && let Some(span) = span_between(page.reading, low, high)
        {
            moved = span;
        }
    }
    moved
}

/// The next place in a block for a letter or word in one direction, `None` at the block's edge.
fn stride_from(laid: &Laid, index: usize, way: Way, stride: Stride) -> Option<usize> {
    let at_edge = if way == Way::Back { index == 0 } else { index >= laid.display.len() };
    if at_edge {
        return None;
    }
    let move_by = match (stride, way) {
        (Stride::Letter, Way::Back) => words::previous_grapheme,
        (Stride::Letter, Way::On) => words::next_grapheme,
        (Stride::Word, Way::Back) => words::previous_word,
        (Stride::Word, Way::On) => words::next_word,
    };
    Some(laid.shown_char(move_by(laid.display.text(), laid.shown_byte(index))))
}

/// Moves up or down by a row, or by as many rows as fit `height`, keeping to the same column.
fn rows(
    page: &Page<'_>,
    state: &mut ReaderState,
    from: usize,
    way: Way,
    height: Option<f32>,
) -> (usize, bool) {
    let last = page.reading.blocks().len().saturating_sub(1);
    let mut block = page.reading.block_at(from);
    let mut laid = page.lay(state, block, 0.0);
    let index = laid.display.char_at(from);
    let caret = caret_rect(&laid, index, state.row_end);
    let x = *state.goal_x.get_or_insert(caret.left() - page.left);
    let mut row = laid.row_of(index, state.row_end);
    let mut left = height.unwrap_or(0.0);
    loop {
        let count = laid.galley.rows.len();
        let passed = laid.row_rect(row).height();
        match way {
            Way::On if row + 1 < count => row += 1,
            Way::Back if row > 0 => row -= 1,
            Way::On if block < last => {
                block += 1;
                laid = page.lay(state, block, 0.0);
                left -= laid.above;
                row = 0;
            }
            Way::Back if block > 0 => {
                left -= laid.above;
                block -= 1;
                laid = page.lay(state, block, 0.0);
                row = laid.galley.rows.len().saturating_sub(1);
            }
            Way::On => return (laid.display.start_byte(laid.display.len()), true),
            Way::Back => return (laid.display.start_byte(0), false),
        }
        left -= passed;
        if left <= passed * 0.5 {
            break;
        }
    }
    let place = place_in_row(&laid, row, x);
    let unit = laid.unit(place.index);
    let index = match (unit.is_empty(), way) {
        (true, _) => place.index,
        (false, Way::Back) => unit.start,
        (false, Way::On) => unit.end,
    };
    (laid.display.start_byte(index), place.row_end)
}

/// The beginning or end of the caret's row.
fn row_edge(page: &Page<'_>, state: &mut ReaderState, from: usize, way: Way) -> (usize, bool) {
    let laid = page.lay(state, page.reading.block_at(from), 0.0);
    let row = laid.row_of(laid.display.char_at(from), state.row_end);
    let Some(chars) = laid.rows().nth(row) else { return (from, false) };
    match way {
        Way::Back => (laid.display.start_byte(chars.chars.start), false),
        Way::On => {
            let end = chars.chars.end;
            let wraps = row + 1 < laid.galley.rows.len();
            // The space a soft wrap leaves at the row's end belongs to neither word.
            let spaces = chars.text.chars().rev().take_while(|c| c.is_whitespace()).count();
            let end = if wraps { end - spaces.min(chars.chars.len()) } else { end };
            (laid.display.start_byte(end), true)
        }
    }
}

/// The wheel and touchpad over the pane.
pub(super) fn wheel(page: &Page<'_>, state: &mut ReaderState, hovered: bool) {
    if !hovered {
        return;
    }
    let zoom = page.ui.input(egui::InputState::zoom_delta);
    if (zoom - 1.0).abs() > 0.001 {
        state.set_zoom(state.zoom * zoom);
        page.ui.ctx().request_repaint();
    }
    let delta = page.ui.input_mut(|input| {
        let delta = input.smooth_scroll_delta;
        input.smooth_scroll_delta = vec2(delta.x, 0.0);
        delta.y
    });
    if delta != 0.0 {
        page.scroll_by(state, -f64::from(delta));
    }
}
