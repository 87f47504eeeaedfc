//! From a point to a place between two letters, and from a range of characters to rectangles.
//!
//! A ligature is drawn as one glyph: its width is shared evenly among its letters here, so that each of the letters
//! of 'office' can be pointed at. A place found is always between two grapheme clusters.

use std::ops::Range;

use egui::{Pos2, Rect, pos2};
use unicode_segmentation::UnicodeSegmentation;

use super::layout::{Laid, RowChars, Trust};
use crate::text::words;

/// A grapheme cluster of a row: its characters in the block, and its left and right edge relative to the row.
struct Cluster {
    chars: Range<usize>,
    left: f32,
    right: f32,
}

/// The grapheme clusters of a row from left to right.
fn clusters(laid: &Laid, row: usize, chars: &RowChars<'_>) -> Vec<Cluster> {
    let Some(placed) = laid.galley.rows.get(row) else { return Vec::new() };
    let mut found: Vec<Cluster> = Vec::with_capacity(placed.glyphs.len());
    let mut at = 0;
    for grapheme in chars.text.graphemes(true) {
        let count = grapheme.chars().count();
        let Some(glyphs) = placed.glyphs.get(at..at + count) else { break };
        let left = glyphs.first().map_or(0.0, |glyph| glyph.pos.x);
        let width: f32 = glyphs.iter().map(|glyph| glyph.advance_width).sum();
        let from = chars.chars.start + at;
        found.push(Cluster { chars: from..from + count, left, right: left + width });
        at += count;
    }
    share_ligatures(&mut found, chars);
    for at in 1..found.len() {
        found[at - 1].right = found[at].left;
    }
    if let Some(last) = found.last_mut() {
        last.right = placed.size.x.max(last.left);
    }
    found
}

/// Spreads the width of a ligature over the clusters it is made of: those without a width of their own that follow it.
fn share_ligatures(clusters: &mut [Cluster], chars: &RowChars<'_>) {
    let has_width = |cluster: &Cluster| cluster.right - cluster.left > 0.01;
    let mut at = 0;
    while at < clusters.len() {
        let mut end = at + 1;
        while end < clusters.len() && !has_width(&clusters[end]) {
            end += 1;
        }
        if end > at + 1 && has_width(&clusters[at]) {
            let visible: Vec<usize> =
                (at..end).filter(|index| *index == at || is_visible(chars, &clusters[*index])).collect();
            let left = clusters[at].left;
            let share = (clusters[at].right - left) / visible.len() as f32;
            let mut taken = 0.0;
            for (index, cluster) in clusters.iter_mut().enumerate().take(end).skip(at) {
                cluster.left = left + taken * share;
                if visible.contains(&index) {
                    taken += 1.0;
                }
                cluster.right = left + taken * share;
            }
        }
        at = end;
    }
}

/// False for joiners, direction marks and other characters that have no width by their nature.
fn is_visible(row: &RowChars<'_>, cluster: &Cluster) -> bool {
    let first = row.text.chars().nth(cluster.chars.start - row.chars.start);
    first.is_some_and(|c| {
        !c.is_control()
            && !matches!(u32::from(c), 0xAD | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x2064 | 0xFEFF)
    })
}

/// A place in a block found from a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The place is before this character.
    pub index: usize,
    /// True when it is the end of a row rather than the beginning of the next.
    pub row_end: bool,
}

/// The place nearest to a point on the screen.
pub(super) fn place_at(laid: &Laid, point: Pos2) -> Place {
    let mut nearest = (f32::INFINITY, 0);
    for row in 0..laid.galley.rows.len() {
        let rect = laid.row_rect(row);
        let distance = (rect.top() - point.y).max(point.y - rect.bottom()).max(0.0);
        if distance < nearest.0 {
            nearest = (distance, row);
        }
    }
    place_in_row(laid, nearest.1, point.x - laid.left)
}

/// The place nearest to `x` (relative to the text's left edge) in one row.
pub(super) fn place_in_row(laid: &Laid, row: usize, x: f32) -> Place {
    let Some(chars) = laid.rows().nth(row) else { return Place { index: 0, row_end: false } };
    let offset = laid.galley.rows.get(row).map_or(0.0, |row| row.pos.x);
    let clusters = clusters(laid, row, &chars);
    let hit = clusters.iter().find(|cluster| x - offset < f32::midpoint(cluster.left, cluster.right));
    let mut index = hit.map_or(chars.chars.end, |cluster| cluster.chars.start);
    index = snap(laid, index);
    Place { index, row_end: index >= chars.chars.end && !chars.chars.is_empty() }
}

/// The character whose box contains a point, if any.
pub(super) fn char_under(laid: &Laid, point: Pos2) -> Option<usize> {
    let row = (0..laid.galley.rows.len()).find(|row| laid.row_rect(*row).contains(point))?;
    let chars = laid.rows().nth(row)?;
    if laid.trust != Trust::Letters {
        return Some(chars.chars.start).filter(|index| *index < laid.display.len());
    }
    let x = point.x - laid.left - laid.galley.rows.get(row)?.pos.x;
    let found =
        clusters(laid, row, &chars).into_iter().find(|cluster| cluster.left <= x && x < cluster.right);
    found.map(|cluster| cluster.chars.start)
}

/// The beginning of the grapheme cluster that `index` is in the middle of; `index` itself between two clusters.
fn snap(laid: &Laid, index: usize) -> usize {
    laid.shown_char(words::snap_to_grapheme(laid.display.text(), laid.shown_byte(index)))
}

/// Where the caret stands before the `index`th character: a rectangle without width.
pub(super) fn caret_rect(laid: &Laid, index: usize, row_end: bool) -> Rect {
    let row = laid.row_of(index, row_end);
    let rect = laid.row_rect(row);
    let x = match laid.trust {
        Trust::Letters => laid.rows().nth(row).map_or(0.0, |chars| edge(laid, row, &chars, index)),
        Trust::Rows | Trust::Block => 0.0,
    };
    let x = rect.left() + x;
    Rect::from_min_max(pos2(x, rect.top()), pos2(x, rect.bottom()))
}

/// Left edge of a character relative to its row, the row's right edge for the place after the last.
fn edge(laid: &Laid, row: usize, chars: &RowChars<'_>, index: usize) -> f32 {
    let Some(placed) = laid.galley.rows.get(row) else { return 0.0 };
    let column = index.saturating_sub(chars.chars.start);
    let Some(glyph) = placed.glyphs.get(column) else { return placed.size.x };
    // Only around a glyph without width does the place need the whole row looked at.
    let alone = glyph.advance_width > 0.01
        && placed.glyphs.get(column + 1).is_none_or(|next| next.advance_width > 0.01);
    if alone {
        return glyph.pos.x;
    }
    let clusters = clusters(laid, row, chars);
    clusters.iter().find(|cluster| cluster.chars.contains(&index)).map_or(glyph.pos.x, |cluster| cluster.left)
}

/// The rectangles of a range of characters on the screen, one a row; white space at a row's end is left out.
pub(super) fn rects(laid: &Laid, range: &Range<usize>) -> Vec<Rect> {
    if range.is_empty() {
        return Vec::new();
    }
    if laid.trust == Trust::Block {
        return (0..laid.galley.rows.len()).map(|row| laid.row_rect(row)).collect();
    }
    let mut found = Vec::new();
    for (row, chars) in laid.rows().enumerate() {
        let (start, end) = (range.start.max(chars.chars.start), range.end.min(chars.chars.end));
        if chars.chars.start >= range.end {
            break;
        }
        if start >= end {
            continue;
        }
        let rect = laid.row_rect(row);
        if laid.trust == Trust::Rows {
            found.push(rect);
            continue;
        }
        let trimmed = chars.chars.start + chars.text.trim_end().chars().count();
        let end = if end == chars.chars.end { end.min(trimmed).max(start) } else { end };
        let (left, right) = (edge(laid, row, &chars, start), edge(laid, row, &chars, end));
        found.push(Rect::from_min_max(
            pos2(rect.left() + left, rect.top()),
            pos2(rect.left() + right, rect.bottom()),
        ));
    }
    found
}
