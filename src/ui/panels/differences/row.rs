//! One row: what stands on both sides, with the words marked that differ.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{CharIndex, LayoutJob, TextFormat};
use egui::{Color32, Galley, Rangef, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use crate::compare::side_by_side::{Row, Side};
use crate::compare::words::Relation;
use crate::text::Text;
use crate::ui::reader::{Dash, underline};
use crate::ui::theme::{Themed as _, text_style};

/// Above and below the words.
const PADDING: f32 = 8.0;
/// Between the two sides.
const GUTTER: f32 = 28.0;
/// What stands where a side has nothing.
const NOTHING: &str = "–";

/// The part of a row that one side has.
pub(super) fn half(row: Rect, side: usize) -> Rect {
    let inner = row.shrink2(egui::vec2(GUTTER / 2.0, 0.0));
    let width = (inner.width() - GUTTER) / 2.0;
    let left = inner.left() + (width + GUTTER) * side as f32;
    Rect::from_x_y_ranges(left..=left + width, row.y_range())
}

/// How high a row may be, before it is laid out.
pub(super) fn estimate(ui: &Ui, row: &Row, width: f32) -> f32 {
    let text = &ui.tokens().text.excerpt;
    let in_line = ((width - 2.0 * GUTTER) / 2.0 / (text.size * 0.48)).max(8.0);
    let letters = row.a.span.len().max(row.b.span.len()) as f32;
    (letters / in_line).ceil().max(1.0) * text.line + 2.0 * PADDING
}

/// One side, laid out.
struct Said {
    galley: Arc<Galley>,
    words: String,
    /// Characters that differ, and how.
    marks: Vec<(Relation, Range<usize>)>,
}

/// A row, laid out.
pub(super) struct Laid {
    sides: [Said; 2],
    pub height: f32,
}

impl Laid {
    /// Lays a row out that is so wide.
    pub fn of(ui: &Ui, row: &Row, texts: [&Text; 2], width: f32) -> Self {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(width, 1.0));
        let room = half(whole, 0).width();
        let sides = [(&row.a, texts[0]), (&row.b, texts[1])].map(|(side, text)| said(ui, side, text, room));
        let tallest = sides.iter().map(|side| side.galley.size().y).fold(0.0, f32::max);
        Self { sides, height: (tallest + 2.0 * PADDING).ceil() }
    }

    /// What the row says, for whoever hears it.
    fn name(&self) -> String {
        let [a, b] = [0, 1].map(|side| {
            let Said { words, marks, .. } = &self.sides[side];
            let marked: Vec<String> = marks
                .iter()
                .map(|(relation, chars)| {
                    let of: String = words.chars().skip(chars.start).take(chars.len()).collect();
                    let how = match relation {
                        Relation::Changed => "other words there",
                        Relation::Written => "written otherwise there",
                        _ => "only here",
                    };
                    format!("“{}” {how}", of.trim())
                })
                .collect();
            if marked.is_empty() { words.clone() } else { format!("{words} ({})", marked.join(", ")) }
        });
        if a == b { format!("The same: {a}") } else { format!("{a} | {b}") }
    }
}

fn said(ui: &Ui, side: &Side, text: &Text, room: f32) -> Said {
    let tokens = ui.tokens();
    let mut words = String::new();
    let mut marks = Vec::new();
    let mut at = 0;
    for (relation, part) in side.parts(text) {
        let length = part.chars().count();
        if relation != Relation::Same {
            marks.push((relation, at..at + length));
        }
        at += length;
        words.push_str(&part);
    }
    let ink = if words.is_empty() { tokens.colour.faint } else { tokens.colour.text };
    if words.is_empty() {
        NOTHING.clone_into(&mut words);
    }
    let format = TextFormat {
        font_id: text_style::excerpt().resolve(ui.style()),
        color: ink,
        line_height: Some(tokens.text.excerpt.line),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(words.clone(), format);
    job.wrap.max_width = room;
    Said { galley: ui.painter().layout_job(job), words, marks }
}

/// Draws a row.
pub(super) fn show(ui: &mut Ui, rect: Rect, index: usize, laid: &Laid, is_chosen: bool) -> Response {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let response = ui.interact(rect, ui.scope_id().with(index), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, laid.name()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    for (number, side) in laid.sides.iter().enumerate() {
        let origin = half(rect, number).min + egui::vec2(0.0, PADDING);
        for (relation, chars) in &side.marks {
            let (fill, line, dash) = match relation {
                Relation::Changed => (Some(colour.changed_fill), colour.changed_line, Dash::LongDashed),
                Relation::Written => (None, colour.faint, Dash::Dotted),
                _ => (Some(colour.added_fill), colour.added_line, Dash::Double),
            };
            for place in places(&side.galley, chars) {
                let place = place.translate(origin.to_vec2());
                if let Some(fill) = fill {
                    ui.painter().rect_filled(place.shrink2(egui::vec2(0.0, 1.0)), 0.0, tokens.veil(fill));
                }
                let y = place.bottom() - 3.5;
                underline(ui.painter(), place.x_range(), y, tokens.space.underline, line, dash);
            }
        }
        ui.painter().galley(origin, side.galley.clone(), Color32::PLACEHOLDER);
    }
    response
}

/// Where characters stand, a rectangle for each line.
fn places(galley: &Galley, chars: &Range<usize>) -> Vec<Rect> {
    let mut places = Vec::new();
    let mut first = 0;
    for placed in &galley.rows {
        let count = placed.char_count_including_newline().0;
        let (start, end) = (chars.start.max(first), chars.end.min(first + count));
        if start < end {
            let x = |at: usize| placed.pos.x + placed.x_offset(CharIndex(at - first));
            let top = placed.pos.y;
            places.push(Rect::from_x_y_ranges(
                Rangef::new(x(start), x(end)),
                Rangef::new(top, top + placed.height()),
            ));
        }
        first += count;
    }
    places
}
