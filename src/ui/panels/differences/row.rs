//! One row: what stands on both sides, with the words marked that differ.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{CCursor, CharIndex, LayoutJob, TextFormat};
use egui::{Color32, Galley, Pos2, Rangef, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use crate::compare::marks::Difference;
use crate::compare::side_by_side::{Row, Side};
use crate::text::Text;
use crate::ui::difference_looks::{Look, look};
use crate::ui::reader::{insertion, underline};
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
    /// What differs.
    marks: Vec<Marked>,
}

/// A place of a side that differs.
struct Marked {
    difference: Difference,
    /// Its characters; none where words are missing.
    chars: Range<usize>,
    /// How it differs, in words.
    said: String,
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
        let [a, b] = texts;
        let sides = [(&row.a, [a, b]), (&row.b, [b, a])].map(|(side, texts)| said(ui, side, texts, room));
        let tallest = sides.iter().map(|side| side.galley.size().y).fold(0.0, f32::max);
        Self { sides, height: (tallest + 2.0 * PADDING).ceil() }
    }

    /// What is to be said of the mark at a place of the row drawn at `rect`.
    fn said_at(&self, rect: Rect, at: Pos2) -> Option<&str> {
        /// How near to a caret is near enough.
        const NEAR: f32 = 5.0;
        self.sides.iter().enumerate().find_map(|(number, side)| {
            let origin = half(rect, number).min.to_vec2() + egui::vec2(0.0, PADDING);
            let mut marks = side.marks.iter();
            let found = marks.find(|mark| {
                let caret = || vec![side.galley.pos_from_cursor(CCursor::new(mark.chars.start)).expand(NEAR)];
                let places = if mark.chars.is_empty() { caret() } else { places(&side.galley, &mark.chars) };
                places.iter().any(|place| place.translate(origin).contains(at))
            });
            found.map(|mark| mark.said.as_str())
        })
    }

    /// What the row says, for whoever hears it.
    fn name(&self) -> String {
        let [a, b] = [0, 1].map(|side| {
            let Said { words, marks, .. } = &self.sides[side];
            let marked: Vec<String> = marks
                .iter()
                .map(|Marked { chars, said, .. }| {
                    let of: String = words.chars().skip(chars.start).take(chars.len()).collect();
                    if chars.is_empty() { said.clone() } else { format!("“{}” {said}", of.trim()) }
                })
                .collect();
            if marked.is_empty() { words.clone() } else { format!("{words} ({})", marked.join(", ")) }
        });
        if a == b { format!("The same: {a}") } else { format!("{a} | {b}") }
    }
}

fn said(ui: &Ui, side: &Side, [text, there]: [&Text; 2], room: f32) -> Said {
    let tokens = ui.tokens();
    let mut words = String::new();
    let mut marks = Vec::new();
    let mut at = 0;
    for (mark, part) in side.parts(text) {
        let length = part.chars().count();
        marks.extend(mark.map(|mark| Marked {
            difference: mark.difference,
            chars: at..at + length,
            said: mark.said(there),
        }));
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
    let under = response.hover_pos();
    for (number, side) in laid.sides.iter().enumerate() {
        let origin = half(rect, number).min + egui::vec2(0.0, PADDING);
        for Marked { difference, chars, .. } in &side.marks {
            let Look { fill, dash, line } = look(*difference, tokens);
            for place in places(&side.galley, chars) {
                let place = place.translate(origin.to_vec2());
                if let Some(fill) = fill {
                    ui.painter().rect_filled(place.shrink2(egui::vec2(0.0, 1.0)), 0.0, tokens.veil(fill));
                }
                if let Some(dash) = dash {
                    let y = place.bottom() - 3.5;
                    underline(ui.painter(), place.x_range(), y, tokens.space.underline, line, dash);
                }
            }
            if chars.is_empty() {
                let caret =
                    side.galley.pos_from_cursor(CCursor::new(chars.start)).translate(origin.to_vec2());
                insertion(ui.painter(), pos2(caret.left() + 2.5, caret.bottom() - 6.0), 5.0, line);
            }
        }
        ui.painter().galley(origin, side.galley.clone(), Color32::PLACEHOLDER);
    }
    match under.and_then(|at| laid.said_at(rect, at)) {
        Some(said) => response.on_hover_text_at_pointer(said),
        None => response,
    }
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
