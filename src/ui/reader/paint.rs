//! Painting the text and what is behind it, in one fixed order: search hits, tags, shared passages, entities,
//! selection, letters, and last what dims some of them and where some are missing.
//!
//! Overlapping tags are told apart by underlines, one below the other; only one tint is ever laid over a letter.

use std::ops::Range;

use egui::{Color32, Painter, Pos2, Rangef, Rect, Stroke, Ui, pos2};

use super::hit_test::{caret_rect, rects};
use super::layers::{Bar, Dash, Decoration, Layer, Layers, MarkId};
use super::layout::Laid;
use super::state::ReaderState;
use super::style::ReaderStyle;
use crate::text::Span;

/// Underlines shown one below the other; what is deeper shares the last and is dotted.
const UNDERLINE_LANES: usize = 3;
/// Brackets drawn in the text of one block, beside those that stand out; deeper ones are counted in the margin only.
const BARS_IN_A_BLOCK: usize = 64;

/// So much of the size of letters the last of a row may reach beyond its own width, as `f` does.
const OVERHANG: f32 = 0.2;

/// Which marks stand out in this frame.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Emphasis {
    pub focused: Option<MarkId>,
    pub hovered: Option<MarkId>,
    /// A mark one of whose ends is being moved, and the span it would get.
    pub moved: Option<(MarkId, Span)>,
}

impl Emphasis {
    fn span(&self, id: MarkId, span: Span) -> Span {
        self.moved.filter(|(moved, _)| *moved == id).map_or(span, |(_, span)| span)
    }
}

/// Paints one block with everything behind it.
pub(super) fn block(
    ui: &Ui,
    laid: &Laid,
    span: Span,
    state: &ReaderState,
    layers: &Layers<'_>,
    emphasis: Emphasis,
    style: &ReaderStyle,
) {
    let painter = Brush { ui, laid, zoom: state.zoom, underline: style.underline };
    for layer in [Layer::SearchHit, Layer::Tag, Layer::SharedPassage, Layer::Entity, Layer::Selection] {
        match layer {
            Layer::Tag => tags(&painter, span, layers, emphasis, style),
            Layer::Selection => {
                if let Some((flash, Some(_))) = state.flash {
                    painter.fill(&laid.display.chars_of(flash), style.colours.flash);
                }
                if let Some(selected) = state.selected.filter(|selected| selected.overlaps(span)) {
                    painter.fill_rows(&laid.display.chars_of(selected), style.colours.selection);
                }
            }
            _ => {}
        }
        for decorations in layers.decorations.iter().filter(|decorations| decorations.layer() == layer) {
            for decoration in decorations.overlapping(span) {
                painter.decorate(decoration, layer);
            }
        }
    }
    let colour = if laid.furniture { style.colours.faint } else { style.colours.text };
    ui.painter().galley(laid.text_pos(), laid.galley.clone(), colour);
    for decoration in layers.decorations.iter().flat_map(|layer| layer.overlapping(span)) {
        if let Some(veil) = decoration.veil {
            painter.veil_rows(&laid.display.chars_of(decoration.span), veil);
        }
    }
    for decoration in layers.decorations.iter().flat_map(|layer| layer.overlapping(span)) {
        if let Some((at, colour)) = decoration.caret.filter(|(at, _)| stands_in(*at, decoration.span, span)) {
            painter.missing(at, colour);
        }
    }
}

/// True when a place of a decoration belongs to the block at `block`: to that of the letter before it, if there is one.
fn stands_in(at: usize, decoration: Span, block: Span) -> bool {
    block.contains(if decoration.start < at { at - 1 } else { at })
}

/// Paints the caret, if it is in this block.
pub(super) fn caret(ui: &Ui, laid: &Laid, state: &ReaderState, head: usize, style: &ReaderStyle) {
    let rect = caret_rect(laid, laid.display.char_at(head), state.row_end);
    ui.painter().vline(rect.left(), rect.y_range(), Stroke::new(1.5, style.colours.accent));
}

/// Tints and underlines of the tags in one block.
fn tags(brush: &Brush<'_>, span: Span, layers: &Layers<'_>, emphasis: Emphasis, style: &ReaderStyle) {
    let laid = brush.laid;
    let mut found: Vec<(&Bar, MarkId, Range<usize>, Color32)> = Vec::new();
    let moved = emphasis.moved.map(|(_, to)| to);
    let asked = moved.filter(|to| to.overlaps(span)).map_or(span, |_| span);
    let mut others = 0;
    for bar in layers.marks.bars_overlapping(asked) {
        let Some(mark) = layers.marks.mark(bar).filter(|mark| !mark.dimmed) else { continue };
        if ![emphasis.focused, emphasis.hovered].contains(&Some(mark.id)) {
            others += 1;
            if others > BARS_IN_A_BLOCK {
                continue;
            }
        }
        let colour = layers.marks.look(bar.tag).map_or(style.colours.untagged, |look| look.colour);
        let chars = laid.display.chars_of(emphasis.span(mark.id, bar.span));
        if !chars.is_empty() {
            found.push((bar, mark.id, chars, colour));
        }
    }
    let mut cuts: Vec<usize> = found.iter().flat_map(|(_, _, chars, _)| [chars.start, chars.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    for piece in cuts.windows(2) {
        let &[start, end] = piece else { continue };
        let mut covering = found.iter().filter(|(_, _, chars, _)| chars.start <= start && end <= chars.end);
        let chosen = |wanted: Option<MarkId>| {
            let mut covering =
                found.iter().filter(|(_, _, chars, _)| chars.start <= start && end <= chars.end);
            covering.find(|(_, id, ..)| Some(*id) == wanted)
        };
        let strong = chosen(emphasis.hovered).or_else(|| chosen(emphasis.focused));
        let tint = match (strong, covering.next(), covering.next()) {
            (Some((_, _, _, colour)), ..) => colour.gamma_multiply(style.tint_strong),
            (None, Some((_, _, _, colour)), None) => colour.gamma_multiply(style.tint),
            _ => continue,
        };
        brush.fill(&(start..end), tint);
    }
    for (bar, _, chars, colour) in found.iter().filter(|(bar, ..)| bar.crowded) {
        let lane = bar.lane.min(UNDERLINE_LANES - 1);
        let dash = if bar.lane < UNDERLINE_LANES { Dash::Solid } else { Dash::Dotted };
        brush.underline(chars, *colour, dash, lane + 1);
    }
}

/// Paints a line of the thickness `thick`, its upper edge at `y`.
pub fn underline(painter: &Painter, x: Rangef, y: f32, thick: f32, colour: Color32, dash: Dash) {
    let line = |from: f32, to: f32, y: f32, thick: f32| {
        painter.rect_filled(Rect::from_min_max(pos2(from, y), pos2(to, y + thick)), 0.0, colour);
    };
    // Lengths of what is drawn and of the gap behind it, in turn.
    let pattern: &[(f32, f32)] = match dash {
        Dash::Solid => return line(x.min, x.max, y, thick),
        Dash::Double => {
            let thin = (thick * 0.5).max(0.75);
            line(x.min, x.max, y - thin * 0.5, thin);
            return line(x.min, x.max, y + thin * 1.5, thin);
        }
        Dash::Waved => return waved(painter, x, y, thick, colour),
        Dash::Dotted => &[(1.0, 1.0)],
        Dash::Dashed => &[(2.0, 1.5)],
        Dash::LongDashed => &[(5.0, 1.5)],
        Dash::DashDotted => &[(4.0, 1.25), (1.0, 1.25)],
        Dash::Sparse => &[(1.0, 2.5)],
        Dash::Paired => &[(1.0, 1.0), (1.0, 3.0)],
        Dash::DashDotDotted => &[(4.0, 1.25), (1.0, 1.25), (1.0, 1.25)],
    };
    let mut from = x.min;
    for (drawn, gap) in pattern.iter().cycle() {
        if from >= x.max {
            return;
        }
        line(from, (from + drawn * thick).min(x.max), y, thick);
        from += (drawn + gap) * thick;
    }
}

/// Paints a line that goes up and down, about as high as two thin ones.
fn waved(painter: &Painter, x: Rangef, y: f32, thick: f32, colour: Color32) {
    let step = 2.0 * thick;
    let count = ((x.max - x.min) / step).ceil().max(1.0) as usize;
    let points = (0..=count).map(|nth| {
        let up = nth % 2 == 0;
        pos2((x.min + nth as f32 * step).min(x.max), if up { y - thick * 0.25 } else { y + thick * 1.75 })
    });
    painter.line(points.collect(), Stroke::new((thick * 0.6).max(0.75), colour));
}

/// Paints a caret below the letters, as people write it where words are to be put in; `tip` is its upper end.
pub fn insertion(painter: &Painter, tip: Pos2, size: f32, colour: Color32) {
    let foot = |x: f32| pos2(tip.x + x * size * 0.55, tip.y + size);
    let stroke = Stroke::new((size * 0.28).max(1.25), colour);
    painter.line_segment([foot(-1.0), tip], stroke);
    painter.line_segment([tip, foot(1.0)], stroke);
}

/// Paints behind and under the letters of one block.
struct Brush<'a> {
    ui: &'a Ui,
    laid: &'a Laid,
    zoom: f32,
    underline: f32,
}

impl Brush<'_> {
    fn decorate(&self, decoration: &Decoration, layer: Layer) {
        let chars = self.laid.display.chars_of(decoration.span);
        if let Some(colour) = decoration.fill {
            self.fill(&chars, colour);
        }
        if let Some((colour, dash)) = decoration.underline {
            // What differs may be a name as well: each has its own line.
            let lane = usize::from(layer == Layer::SharedPassage);
            self.underline(&chars, colour, dash, lane);
        }
    }

    /// A tint the height of the letters, so that lines stay apart.
    fn fill(&self, chars: &Range<usize>, colour: Color32) {
        for rect in rects(self.laid, chars) {
            let inset = rect.height() * 0.06;
            self.ui.painter().rect_filled(rect.shrink2(egui::vec2(0.0, inset)), 0.0, colour);
        }
    }

    /// A tint as high as the rows, without gaps between them.
    fn fill_rows(&self, chars: &Range<usize>, colour: Color32) {
        for rect in rects(self.laid, chars) {
            // An empty row inside a selection is shown as a sliver.
            let rect = if rect.width() < 2.0 { rect.with_max_x(rect.left() + 4.0) } else { rect };
            self.ui.painter().rect_filled(rect, 0.0, colour);
        }
    }

    /// A veil over rows: also over what of the last letter of a row reaches beyond it.
    fn veil_rows(&self, chars: &Range<usize>, veil: Color32) {
        let size = self.laid.galley.job.sections.first().map_or(0.0, |section| section.format.font_id.size);
        let rows = rects(self.laid, chars);
        let next = rects(self.laid, &(chars.end..chars.end + 1)).first().copied();
        for (at, row) in rows.iter().enumerate() {
            let goes_on = at + 1 == rows.len()
                && next.is_some_and(|next| next.width() > 0.5 && (next.top() - row.top()).abs() < 1.0);
            let beyond = if goes_on { 0.0 } else { size * OVERHANG };
            self.ui.painter().rect_filled(row.with_max_x(row.right() + beyond), 0.0, veil);
        }
    }

    /// A line below the letters; lane 0 is for entities, the tags stand below it.
    fn underline(&self, chars: &Range<usize>, colour: Color32, dash: Dash, lane: usize) {
        let thick = self.underline;
        let down = (3.0 + lane as f32 * (thick + 0.5)) * self.zoom.min(1.5);
        for (rect, baseline) in self.rows(chars) {
            let y = (baseline + down).min(rect.bottom() + 4.0 * self.zoom);
            underline(self.ui.painter(), rect.x_range(), y, thick, colour, dash);
        }
    }

    /// A caret where something is missing: in the middle of the space there, if there is one.
    fn missing(&self, at: usize, colour: Color32) {
        let index = self.laid.display.char_at(at);
        let place = caret_rect(self.laid, index, true);
        let next =
            self.laid.display.text().get(self.laid.shown_byte(index)..).and_then(|rest| rest.chars().next());
        let space = if next.is_some_and(char::is_whitespace) {
            rects(self.laid, &(index..index + 1))
        } else {
            vec![]
        };
        let space =
            space.first().filter(|space| space.width() > 0.5 && (space.top() - place.top()).abs() < 1.0);
        let x = space.map_or(place.left(), |space| space.center().x);
        let size = self.laid.galley.job.sections.first().map_or(0.0, |section| section.format.font_id.size);
        let baseline = place.center().y + size * 0.33;
        insertion(self.ui.painter(), pos2(x, baseline + size * 0.02), size * 0.34, colour);
    }

    /// The rectangles of a range with the baseline of each.
    fn rows(&self, chars: &Range<usize>) -> impl Iterator<Item = (Rect, f32)> {
        let size = self.laid.galley.job.sections.first().map_or(0.0, |section| section.format.font_id.size);
        rects(self.laid, chars).into_iter().map(move |rect| (rect, rect.center().y + size * 0.33))
    }
}
