//! What the subjects of the inspector have in common: titles, memos, facts, and quotations with their place.

use egui::accesskit::Role;
use egui::{
    Label, Margin, Rangef, Rect, Response, RichText, Sense, TextEdit, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::draft::{Drafts, Field};
use crate::project::{Annotation, AnnotationId};
use crate::text::numbers::grouped;
use crate::ui::kit::rows_in_view;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::ui::screen::Subject;
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Workbench;

/// How much of a quotation is read for a row of two lines.
const PREVIEW_CHARACTERS: usize = 160;

/// Draws a body that scrolls, inset like everything in a panel.
pub(super) fn body(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        contents(ui);
        ui.add_space(ui.tokens().space.inset);
    });
}

/// A title that can be written where it stands.
pub(super) fn title(
    ui: &mut Ui,
    drafts: &mut Drafts,
    bench: &Workbench,
    out: &mut Outbox,
    field: Field,
    name: &str,
) -> Response {
    let id = field.id();
    drafts.edit(ui, bench.project(), out, field, |ui, text| {
        let edit = TextEdit::multiline(text)
            .id(id)
            .font(text_style::heading())
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .return_key(None);
        quiet(ui, edit).accessible_name(name)
    })
}

/// Prose about a subject: a memo or a description.
pub(super) fn prose(
    ui: &mut Ui,
    drafts: &mut Drafts,
    bench: &Workbench,
    out: &mut Outbox,
    field: Field,
    name: &str,
    hint: &'static str,
) -> Response {
    let id = field.id();
    drafts.edit(ui, bench.project(), out, field, |ui, text| {
        let rows = if text.is_empty() { 2 } else { 3 };
        let edit = TextEdit::multiline(text)
            .id(id)
            .hint_text(hint)
            .desired_rows(rows)
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(8, 6));
        ui.add(edit).accessible_name(name)
    })
}

/// Draws a field that looks like plain text until one comes near it.
pub(super) fn quiet(ui: &mut Ui, edit: TextEdit<'_>) -> Response {
    ui.scope(|ui| {
        let visuals = ui.visuals_mut();
        visuals.text_edit_bg_color = Some(egui::Color32::TRANSPARENT);
        visuals.widgets.inactive.bg_stroke = egui::Stroke::NONE;
        // The letters stand where a label's would; the field reaches out beyond them.
        ui.add(edit.margin(Margin::ZERO))
    })
    .inner
}

/// Width of the column of names, where facts stand in two columns.
pub(super) const NAMES: f32 = 84.0;

/// The name of a fact, in the first of two columns; the second begins where this ends.
pub(super) fn fact_name(ui: &mut Ui, name: &str) {
    let dim = ui.tokens().colour.dim;
    let text = draw::line(ui, name, &TextStyle::Body, dim, NAMES - 2.0 * ui.tokens().space.grid);
    let is_cut = text.elided;
    // As high as its letters, so that it stands on one line with a value drawn beside it.
    let (rect, response) = ui.allocate_exact_size(vec2(NAMES, text.size().y), Sense::hover());
    draw::paint_at(ui, text, rect, rect.left());
    if is_cut {
        response.on_hover_text(name);
    }
}

/// One fact in two columns.
pub(super) fn fact(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        fact_name(ui, name);
        ui.add(Label::new(value).wrap().selectable(true));
    });
}

/// Where an annotation stands, for people: the document's title and the paragraph.
pub(super) fn place(bench: &Workbench, annotation: &Annotation) -> String {
    let title = bench.title(annotation.document).unwrap_or_default();
    match paragraph(bench, annotation) {
        Some(paragraph) => format!("{title} · ¶{}", grouped(paragraph)),
        None => title.into_owned(),
    }
}

/// The number of the paragraph an annotation begins in, counted from 1.
pub(super) fn paragraph(bench: &Workbench, annotation: &Annotation) -> Option<usize> {
    if !bench.standing(annotation).is_certain() {
        return None;
    }
    let text = bench.text(annotation.document)?;
    let start = text.code_points().to_byte(text.as_str(), annotation.anchor.start)?;
    Some(text.structure().paragraph_at(start) + 1)
}

/// Height of [`excerpt_row`].
pub(super) const EXCERPT_HEIGHT: f32 = 68.0;

/// A quotation in two lines with its place above; a click shows it in the text.
pub(super) fn excerpt_row(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    annotation: &Annotation,
    focused: bool,
    out: &mut Outbox,
) {
    let id = ui.scope_id().with(annotation.id);
    let response = ui.interact(rect, id, Sense::click());
    let words = quotation(&bench.quotation(annotation), PREVIEW_CHARACTERS);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, focused, format!("Excerpt: {words}")));
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if focused {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, tokens.hairline());
    let (left, width) = (rect.left() + space.inset, rect.width() - 2.0 * space.inset);
    let above = Rect::from_min_size(pos2(left, rect.top() + 6.0), vec2(width, tokens.text.small.line));
    let place = draw::line(ui, &place(bench, annotation), &text_style::small(), colour.dim, width);
    draw::paint_at(ui, place, above, left);
    let words = draw::two_lines(ui, &words, width);
    ui.painter().galley(pos2(left, above.bottom()), words, colour.text);
    if response.clicked() {
        out.push(Request::Reveal(annotation.id));
    }
}

/// No rows reach further down: beyond 2^24 points neighbouring numbers are more than a point apart, and rows would jump as they
/// scroll.
const DEEPEST: f32 = 16_000_000.0;

/// How many rows of that height a list has room for.
fn room_for(height: f32) -> usize {
    (DEEPEST / height) as usize
}

/// Rows one below the other in what scrolls already, of which only those in view are drawn, each in its rectangle. Of more than a
/// list has room for, the rest is told by its number, with how to come to it.
pub(super) fn rows(
    ui: &mut Ui,
    height: f32,
    count: usize,
    to_the_rest: &str,
    mut row: impl FnMut(&mut Ui, usize, Rect),
) {
    let listed = count.min(room_for(height));
    let size = vec2(ui.available_width(), height * listed as f32);
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let view = ui.clip_rect().y_range();
    let view = Rangef::new(view.min - all.top(), view.max - all.top());
    let seen = rows_in_view(view, height, listed);
    for index in seen {
        let top = all.left_top() + vec2(0.0, height * index as f32);
        row(ui, index, Rect::from_min_size(top, vec2(all.width(), height)));
    }
    if count > listed {
        let rest = format!("{} more are not listed here: {to_the_rest}.", grouped(count - listed));
        let dim = ui.tokens().colour.dim;
        let told = Label::new(RichText::new(rest).color(dim)).wrap();
        draw::inset(ui, |ui| ui.add(told));
    }
}

/// Excerpts one below the other, of which only those in view are drawn.
pub(super) fn excerpts(
    ui: &mut Ui,
    bench: &Workbench,
    annotations: &[AnnotationId],
    focus: Subject,
    out: &mut Outbox,
) {
    let to_the_rest = "narrow the excerpts to fewer in the Excerpts panel";
    rows(ui, EXCERPT_HEIGHT, annotations.len(), to_the_rest, |ui, index, rect| {
        let annotation = annotations.get(index).and_then(|id| bench.project().annotations.get(id));
        let Some(annotation) = annotation else { return };
        excerpt_row(ui, rect, bench, annotation, focus == Subject::Annotation(annotation.id), out);
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    /// The rows that were drawn of so many, and whether the rest was told, at the end of the list.
    fn at_the_end(count: usize) -> (Vec<(usize, f32)>, bool) {
        let drawn = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
        let inner = drawn.clone();
        let end = 66.0 * count.min(room_for(66.0)) as f32 - 300.0;
        let builder = egui_kittest::Harness::builder().with_size(vec2(300.0, 400.0));
        let mut harness = builder.with_context_setup(crate::ui::theme::install).build_ui(move |ui| {
            let area = egui::ScrollArea::vertical().auto_shrink(false).vertical_scroll_offset(end);
            area.show(ui, |ui| {
                inner.borrow_mut().clear();
                rows(ui, 66.0, count, "go on", |_, index, rect| {
                    inner.borrow_mut().push((index, rect.height()));
                });
            });
        });
        harness.run_steps(3);
        let told = harness.query_by_label_contains("more are not listed here: go on.");
        let left = harness.ctx.content_rect().left();
        if let Some(told) = &told {
            assert!(told.rect().left() >= left + 12.0, "it is inset as the rows are: {:?}", told.rect());
        }
        let told = told.is_some();
        drop(harness);
        (drawn.take(), told)
    }

    #[test]
    fn rows_end_where_they_would_jump_and_say_how_many_are_left() {
        let (drawn, told) = at_the_end(100_000);
        assert_eq!((drawn.last().map(|(index, _)| *index), told), (Some(99_999), false));
        let (drawn, told) = at_the_end(1_000_000);
        assert_eq!((drawn.last().map(|(index, _)| *index), told), (Some(room_for(66.0) - 1), true));
        // A row is no more than a point higher or lower than it should be.
        assert!(drawn.iter().all(|(_, height)| (height - 66.0).abs() <= 1.0), "{drawn:?}");
    }
}
