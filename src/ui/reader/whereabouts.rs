//! Where passages stand on the screen, for what is drawn beside the page and for pages that follow each other.

use egui::{Rangef, Rect};

use super::hit_test::caret_rect;
use super::layout::Laid;
use crate::text::Span;

/// How far down the page the eye is taken to rest, in parts of its height.
const EYE: f32 = 1.0 / 3.0;

/// From the top of the first row of a passage to the bottom of its last, as far as its blocks are laid out.
pub(super) fn of(laid: &[Laid], span: Span) -> Option<Rangef> {
    let mut touched = laid.iter().filter(|block| {
        let chars = block.display.chars_of(span);
        !chars.is_empty()
    });
    let first = touched.next()?;
    let last = touched.next_back().unwrap_or(first);
    let top = caret_rect(first, first.display.chars_of(span).start, false).top();
    let bottom = caret_rect(last, last.display.chars_of(span).end, true).bottom();
    Some(Rangef::new(top, bottom))
}

/// The row at the eye: its first byte and its top, in parts of the height below the top of the page.
pub(super) fn reading_line(laid: &[Laid], page: Rect) -> Option<(usize, f32)> {
    let height = page.height().max(1.0);
    let eye = page.top() + height * EYE;
    let block = laid.iter().find(|block| block.bottom() > eye).or(laid.last())?;
    let rows = block.galley.rows.len();
    let row = (0..rows).find(|row| block.row_rect(*row).bottom() > eye).unwrap_or(rows.saturating_sub(1));
    let first = block.rows().nth(row)?.chars.start;
    let top = block.row_rect(row).top();
    Some((block.display.start_byte(first), (top - page.top()) / height))
}
