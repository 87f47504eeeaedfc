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

/// The byte at the eye: of the row there as far along as the eye is down it, so that it changes little by little while the
/// page is scrolled.
pub(super) fn at_eye(laid: &[Laid], page: Rect) -> Option<usize> {
    let eye = page.top() + eye(page.height());
    let block = laid.iter().find(|block| block.bottom() > eye).or(laid.last())?;
    let rows = block.galley.rows.len();
    let row = (0..rows).find(|row| extent(block, *row).max > eye).unwrap_or(rows.saturating_sub(1));
    let (chars, extent) = (block.rows().nth(row)?.chars, extent(block, row));
    let part = ((eye - extent.min) / extent.span().max(1.0)).clamp(0.0, 1.0);
    Some(block.display.start_byte(chars.start + (part * chars.len() as f32).round() as usize))
}

/// How far down a block a byte is: down its row as far as it is along it.
pub(super) fn down(block: &Laid, byte: usize) -> f32 {
    let index = block.display.char_at(byte);
    let row = block.row_of(index, false);
    let Some(chars) = block.rows().nth(row).map(|row| row.chars) else { return 0.0 };
    let part = index.saturating_sub(chars.start) as f32 / chars.len().max(1) as f32;
    let extent = extent(block, row);
    extent.min + extent.span() * part.min(1.0) - block.top
}

/// How far down a page of this height the eye is.
pub(super) fn eye(height: f32) -> f32 {
    height * EYE
}

/// From the top of a row to its bottom; the space above a block belongs to its first row.
fn extent(block: &Laid, row: usize) -> Rangef {
    let rect = block.row_rect(row);
    Rangef::new(if row == 0 { block.top } else { rect.top() }, rect.bottom())
}
