//! Selecting with the pointer, and the rules that turn places between letters into bytes of the document.
//!
//! A place is the byte at which the next shown character begins. Between two places lie the characters shown there
//! and the hidden ones among them; hidden characters at the end stay outside.

use std::ops::Range;

use egui::{Pos2, Ui};

use super::hit_test::place_at;
use super::layout::Laid;
use super::scroll::Page;
use super::state::{Drag, Press, ReaderState, Selection, Unit};
use crate::text::Span;
use crate::text::reading::Reading;
use crate::text::words;

/// Presses further apart than this in points are not one double click.
const DOUBLE_CLICK_REACH: f32 = 6.0;
/// Presses further apart than this in seconds are not one double click.
const DOUBLE_CLICK_TIME: f64 = 0.4;

/// The bytes between two places, `None` when there are none.
pub(super) fn span_between(reading: &Reading, low: usize, high: usize) -> Option<Span> {
    if reading.blocks().is_empty() {
        return None;
    }
    let first = reading.block_at(low);
    let start = reading.display(first);
    let start = start.start_byte(start.char_at(low));
    let last = reading.block_at(high);
    let display = reading.display(last);
    let end = display.end_byte(display.char_at(high));
    (start < end).then(|| Span::new(start, end))
}

/// The word (or run of spaces or signs) at the `index`th character shown, as a range of characters.
fn word_at(laid: &Laid, index: usize) -> Range<usize> {
    let word = words::word_at(laid.display.text(), laid.shown_byte(index));
    laid.shown_char(word.start)..laid.shown_char(word.end)
}

/// The nearest block to a height on the screen.
pub(super) fn nearest(laid: &[Laid], y: f32) -> Option<&Laid> {
    laid.iter().find(|block| y < block.bottom()).or(laid.last())
}

/// The two places around what a press at `pos` takes hold of.
fn unit_at(page: &Page<'_>, laid: &[Laid], pos: Pos2, unit: Unit) -> Option<((usize, usize), bool)> {
    let block = nearest(laid, pos.y)?;
    let place = place_at(block, pos);
    let range = match unit {
        Unit::Letter => block.unit(place.index),
        Unit::Word => {
            // The word under the pointer, not the one that begins at the nearest gap.
            let under = super::hit_test::char_under(block, pos).unwrap_or(place.index);
            let word = word_at(block, under);
            let (first, last) = (block.unit(word.start), block.unit(word.end));
            word.start.min(first.start)..word.end.max(last.end)
        }
        Unit::Paragraph => {
            let paragraph = page.reading.blocks().get(block.block)?.paragraph;
            let same = |index: &usize| {
                page.reading.blocks().get(*index).is_some_and(|block| block.paragraph == paragraph)
            };
            let first = (0..=block.block).rev().take_while(same).last()?;
            let last = (block.block..page.reading.blocks().len()).take_while(same).last()?;
            let span = |index: usize| page.reading.blocks().get(index).map(|block| block.span);
            return Some(((span(first)?.start, span(last)?.end), false));
        }
    };
    let bytes = (block.display.start_byte(range.start), block.display.start_byte(range.end));
    Some((bytes, place.row_end))
}

/// A press of the primary button on the text: places the caret, or takes hold of a word or paragraph.
pub(super) fn press(page: &Page<'_>, state: &mut ReaderState, laid: &[Laid], pos: Pos2) {
    let (time, shift) = page.ui.input(|input| (input.time, input.modifiers.shift));
    let again = state.press.filter(|press| {
        time - press.time <= DOUBLE_CLICK_TIME && press.pos.distance(pos) <= DOUBLE_CLICK_REACH
    });
    let count = again.map_or(1, |press| press.count % 3 + 1);
    state.press = Some(Press { time, pos, count });
    let unit = match count {
        1 => Unit::Letter,
        2 => Unit::Word,
        _ => Unit::Paragraph,
    };
    let Some((origin, row_end)) = unit_at(page, laid, pos, unit) else { return };
    state.goal_x = None;
    if let (true, 1, Some(old)) = (shift, count, state.selection) {
        let anchor = (old.anchor, old.anchor);
        state.drag = Drag::Select { origin: anchor, unit };
        extend(page.reading, state, anchor, origin, row_end);
        return;
    }
    state.drag = Drag::Select { origin, unit };
    // A single press in a block whose letters are not known selects nothing yet; only a drag does.
    let head = if unit == Unit::Letter { origin.0 } else { origin.1 };
    state.row_end = row_end;
    state.set_selection(page.reading, Selection { anchor: origin.0, head });
}

/// The pointer has moved with the button down: extends the selection by the unit the press took hold of.
pub(super) fn drag_to(page: &Page<'_>, state: &mut ReaderState, laid: &[Laid], pos: Pos2) {
    let Drag::Select { origin, unit } = state.drag else { return };
    let pos = Pos2::new(pos.x, pos.y.clamp(page.rect.top(), page.rect.bottom() - 1.0));
    if let Some((head, row_end)) = unit_at(page, laid, pos, unit) {
        extend(page.reading, state, origin, head, row_end);
    }
}

/// Selects from the far end of `origin` to the far end of `head`.
fn extend(
    reading: &Reading,
    state: &mut ReaderState,
    origin: (usize, usize),
    head: (usize, usize),
    row_end: bool,
) {
    state.row_end = row_end;
    let selection = if head.0 < origin.0 {
        Selection { anchor: origin.1, head: head.0 }
    } else {
        Selection { anchor: origin.0, head: head.1.max(origin.1) }
    };
    state.set_selection(reading, selection);
}

/// How far to scroll in this frame because a drag has left the pane; nought while it is inside.
pub(super) fn auto_scroll(ui: &Ui, page: &Page<'_>, pos: Pos2) -> f64 {
    let beyond =
        if pos.y < page.rect.top() { pos.y - page.rect.top() } else { (pos.y - page.rect.bottom()).max(0.0) };
    if beyond == 0.0 {
        return 0.0;
    }
    ui.ctx().request_repaint();
    let seconds = ui.input(|input| input.stable_dt.min(0.1));
    let lines_a_second = (4.0 + beyond.abs() * 0.4).min(120.0) * beyond.signum();
    f64::from(lines_a_second * page.metrics.line * seconds)
}

/// The span of a mark one of whose ends is pulled to `pos`; it keeps at least one letter.
pub(super) fn pull_end(laid: &[Laid], span: Span, start: bool, pos: Pos2) -> Option<Span> {
    let block = nearest(laid, pos.y)?;
    let place = place_at(block, pos);
    let unit = block.unit(place.index);
    Some(if start {
        let byte = block.display.start_byte(if unit.is_empty() { place.index } else { unit.start });
        if byte < span.end { Span::new(byte, span.end) } else { span }
    } else {
        let byte = block.display.end_byte(if unit.is_empty() { place.index } else { unit.end });
        if byte > span.start { Span::new(span.start, byte) } else { span }
    })
}

/// The first character of a block that is on a row not wholly above `top`.
pub(super) fn first_visible(laid: &Laid, top: f32) -> usize {
    laid.rows()
        .enumerate()
        .find(|(row, _)| laid.row_rect(*row).center().y >= top)
        .map_or(0, |(_, chars)| chars.chars.start)
}
