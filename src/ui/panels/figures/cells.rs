//! The parts of the grid: documents above, topics with how their values differ at the left, and cells with the value as it is
//! meant and the words around it.

use std::borrow::Cow;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Galley, Rect, Response, RichText, Sense, Ui, WidgetInfo, pos2};

use super::row::{CHANGED, LETTER, QUOTED, name, values, what_a_click_opens};
use super::sentences::{around, sentence};
use crate::compare::figures::{Figure, FigureAt, Topic};
use crate::project::DocumentId;
use crate::text::numbers::counted;
use crate::ui::panels::draw;
use crate::ui::panels::wording::{date, quotation};
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Workbench;

/// Height of a row, and of the titles above: two lines.
pub(super) const HEIGHT: f32 = 44.0;
/// Around the words of a cell.
const PADDING: f32 = 10.0;
/// So many sentences of a cell are told while the pointer rests on it, and so many characters of each.
const TOLD: (usize, usize) = (4, 320);

/// Where the titles meet; `is_dated` says whether the documents stand in order of time.
pub(super) fn corner(ui: &Ui, rect: Rect, is_dated: bool) {
    let tokens = ui.tokens();
    ui.painter().rect_filled(rect, 0.0, tokens.colour.panel);
    two_lines(ui, rect, |ui, room| {
        let small = text_style::small();
        let what = draw::line(ui, "What is counted", &small, tokens.colour.dim, room);
        let order =
            if is_dated { "by document, the earliest first" } else { "by document, in order of title" };
        (what, draw::line(ui, order, &small, tokens.colour.dim, room))
    });
}

/// A document above its column.
pub(super) fn head(ui: &mut Ui, rect: Rect, bench: &Workbench, document: DocumentId) -> Response {
    let (title, written) = about(bench, document);
    let response = part(ui, rect, Role::ColumnHeader, None, || format!("{title}, {written}"));
    let colour = &ui.tokens().colour;
    ui.painter().rect_filled(rect, 0.0, if response.hovered() { colour.hover } else { colour.panel });
    two_lines(ui, rect, |ui, room| {
        let title = draw::title(ui, &title, &text_style::strong(), colour.text, room);
        (title, draw::line(ui, &written, &text_style::small(), colour.dim, room))
    });
    response.on_hover_text(format!("{title}, {written}"))
}

/// A topic at the left of its row, with how its values differ.
pub(super) fn side(ui: &mut Ui, rect: Rect, bench: &Workbench, topic: &Topic, is_chosen: bool) -> Response {
    let (name, verdict) = (name(topic), topic.verdict.sentence());
    let label = || format!("{name}. {verdict} {}", values(bench, topic));
    let response = part(ui, rect, Role::RowHeader, Some(is_chosen), label);
    let colour = &ui.tokens().colour;
    let ground = match (is_chosen, response.hovered()) {
        (true, _) => colour.accent_fill,
        (false, true) => colour.hover,
        (false, false) => colour.panel,
    };
    ui.painter().rect_filled(rect, 0.0, ground);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, ui.tokens().hairline());
    two_lines(ui, rect, |ui, room| {
        let ink = if topic.verdict.differs() { colour.warning } else { colour.dim };
        let name = draw::line(ui, name, &text_style::strong(), colour.text, room);
        (name, draw::line(ui, verdict, &text_style::small(), ink, room))
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(RichText::new(name).text_style(text_style::strong()));
        ui.label(format!("{verdict} {}", values(bench, topic)));
        draw::dim(ui, counted(topic.documents, "document", "documents"));
        draw::dim(ui, what_a_click_opens(topic));
    })
}

/// What a document says of a topic.
pub(super) fn cell(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    (topic, document): (&Topic, DocumentId),
    figures: &[FigureAt],
    is_chosen: bool,
) -> Response {
    let (title, written) = about(bench, document);
    let meant = values_of(bench, figures, Figure::written_as_meant);
    let label = || {
        let document = format!("{title}, {written}");
        if figures.is_empty() {
            return format!("Nothing on {}, {document}", name(topic));
        }
        let said: Vec<String> = figures.iter().take(TOLD.0).map(|at| said(bench, *at, TOLD.1)).collect();
        format!("{}, {}, {document}: {}", meant.join("; "), name(topic), said.join(" … "))
    };
    let response = part(ui, rect, Role::Cell, Some(is_chosen), label);
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() && !figures.is_empty() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), tokens.hairline());
    let Some(first) = figures.first() else { return response };
    two_lines(ui, rect, |ui, room| {
        let short = values_of(bench, figures, in_short);
        let values = as_many_as_fit(ui, [&meant, &short], room);
        let letters = (room / LETTER) as usize;
        let words = beginning(bench, *first, letters / 3).unwrap_or_else(|| CHANGED.to_owned());
        (values, draw::line(ui, &words, &text_style::small(), colour.dim, room))
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        for at in figures.iter().take(TOLD.0) {
            ui.label(said(bench, *at, TOLD.1));
        }
        if figures.len() > TOLD.0 {
            draw::dim(ui, format!("and {}", counted(figures.len() - TOLD.0, "figure more", "figures more")));
        }
        draw::dim(ui, format!("{title}, {written}"));
        draw::dim(ui, "Click to open the sentence, Ctrl click to open it beside");
    })
}

/// A part that can be clicked and has a name; one that can be chosen says whether it is.
fn part(ui: &Ui, rect: Rect, role: Role, is_chosen: Option<bool>, label: impl Fn() -> String) -> Response {
    let response = ui.interact(rect, ui.scope_id().with("part"), Sense::CLICK);
    response.widget_info(|| match is_chosen {
        Some(is_chosen) => WidgetInfo::selected(role, true, is_chosen, label()),
        None => WidgetInfo::labeled(role, true, label()),
    });
    if let Some(is_chosen) = is_chosen {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
    }
    response
}

/// Paints two lines of words, one below the other; `lay` makes them as wide as there is room.
fn two_lines(ui: &Ui, rect: Rect, lay: impl FnOnce(&Ui, f32) -> (Arc<Galley>, Arc<Galley>)) {
    let room = rect.width() - 2.0 * PADDING;
    let (upper, lower) = lay(ui, room);
    let middle = rect.center().y;
    let left = rect.left() + PADDING;
    let half = |from: f32, to: f32| Rect::from_min_max(pos2(rect.left(), from), pos2(rect.right(), to));
    draw::paint_at(ui, upper, half(rect.top() + 4.0, middle + 1.0), left);
    draw::paint_at(ui, lower, half(middle + 1.0, rect.bottom() - 4.0), left);
}

/// Title of a document, and its date as it is shown.
fn about(bench: &Workbench, document: DocumentId) -> (Cow<'_, str>, String) {
    let record = bench.project().documents.get(&document);
    let title = bench.title(document).unwrap_or("A document that was removed".into());
    let written = record.map_or("", |record| record.attribute("date"));
    (title, if written.is_empty() { "no date".to_owned() } else { date(written) })
}

/// The values of a cell, each once, as `written` writes them.
fn values_of(bench: &Workbench, figures: &[FigureAt], written: impl Fn(&Figure) -> String) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for at in figures {
        let Some((_, figure, _)) = bench.comparison().figure(*at) else { continue };
        let value = written(figure);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// A value without the time it is counted over, which would push it out of a narrow cell.
fn in_short(figure: &Figure) -> String {
    figure.qualifier.with(&figure.written())
}

/// As many values as there is room for, and how many more there are; `values` are the same at length and in short.
fn as_many_as_fit(ui: &Ui, values: [&[String]; 2], room: f32) -> Arc<Galley> {
    const MOST: usize = 6;
    let ink = ui.tokens().colour.text;
    let laid = |words: &str, width: f32| draw::line(ui, words, &text_style::strong(), ink, width);
    let said = |values: &[String], shown: usize| {
        let words = values[..shown].join(" · ");
        let more = values.len() - shown;
        if more == 0 { words } else { format!("{words} +{more}") }
    };
    for values in values {
        for shown in (1..=values.len().min(MOST)).rev() {
            let galley = laid(&said(values, shown), f32::INFINITY);
            if galley.size().x <= room {
                return galley;
            }
        }
    }
    let [_, short] = values;
    laid(&said(short, short.len().min(1)), room)
}

/// The words around a figure on one line, from not many characters before it on; `None` where the text is another by now.
fn beginning(bench: &Workbench, at: FigureAt, before: usize) -> Option<String> {
    let (document, whole) = sentence(bench, at)?;
    let (text, (_, figure, _)) = (bench.text(document)?, bench.comparison().figure(at)?);
    Some(around(text.slice(whole), whole, figure.span, before, QUOTED))
}

/// The sentence of a figure, at most so many characters of it.
fn said(bench: &Workbench, at: FigureAt, most: usize) -> String {
    let found = sentence(bench, at).and_then(|(document, span)| Some((bench.text(document)?, span)));
    found.map_or_else(|| CHANGED.to_owned(), |(text, span)| quotation(text.slice(span), most))
}
