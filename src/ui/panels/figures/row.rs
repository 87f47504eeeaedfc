//! The lines of the table: what is counted and how the values differ, and below it each figure with its document.

use egui::accesskit::Role;
use egui::{Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2};

use super::sentences::around;
use crate::compare::figures::{FigureAt, Topic};
use crate::text::numbers::counted;
use crate::ui::panels::draw;
use crate::ui::panels::wording::{date, quotation};
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Workbench;

/// Parts of the width that go to the document and the value; the sentence has the rest.
const DOCUMENT: f32 = 0.22;
const VALUE: f32 = 0.14;
/// Width of the date.
const DATE: f32 = 84.0;
/// Characters of a sentence that are shown.
pub(super) const QUOTED: usize = 220;
/// How wide a letter of a sentence is, more or less, in points.
pub(super) const LETTER: f32 = 7.0;
/// Said in the place of a figure whose text has become another.
pub(super) const CHANGED: &str = "The text has changed and is being compared anew";
/// So many values are told in a heading.
const MOST_VALUES: usize = 8;

/// Draws the heading of a topic: what is counted, the values one after the other, how they differ and in how many documents.
pub(super) fn topic(ui: &mut Ui, rect: Rect, bench: &Workbench, topic: &Topic, is_chosen: bool) -> Response {
    let (name, verdict) = (name(topic), topic.verdict.sentence());
    let values = values(bench, topic);
    let response = row(ui, rect, &format!("{name}. {verdict} {values}"), is_chosen);
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if !is_chosen && !response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.panel);
    }
    let columns = Columns::of(rect, space.inset, space.indent);
    let small = text_style::small();
    let documents = counted(topic.documents, "document", "documents");
    let galley = draw::line(ui, &documents, &small, colour.dim, f32::INFINITY);
    let end = draw::paint_to(ui, galley, rect, columns.right) - 3.0 * space.grid;
    let left = rect.left() + space.inset;
    let gap = 2.0 * space.grid;
    let galley = draw::line(ui, name, &text_style::strong(), colour.text, columns.value - left - gap);
    draw::paint_at(ui, galley, rect, left);
    // The verdict stands whole where it can: the values give way, and can be read below.
    let ink = if topic.verdict.differs() { colour.warning } else { colour.dim };
    let room = end - columns.value;
    let said = draw::line(ui, verdict, &small, ink, room * 0.6);
    let galley = draw::line(ui, &values, &TextStyle::Body, colour.text, room - said.size().x - gap);
    let after = columns.value + galley.size().x + 3.0 * space.grid;
    draw::paint_at(ui, galley, rect, columns.value);
    draw::paint_at(ui, said, rect, after);
    response.on_hover_text(what_a_click_opens(topic))
}

/// What a topic is called.
pub(super) fn name(topic: &Topic) -> &str {
    if topic.name.is_empty() { "(nothing named)" } else { &topic.name }
}

/// What a click on a topic does.
pub(super) fn what_a_click_opens(topic: &Topic) -> &'static str {
    if topic.documents > 1 {
        "Click to open the first two sentences side by side"
    } else {
        "Click to open the sentence"
    }
}

/// Where the columns of the table begin.
struct Columns {
    document: f32,
    date: f32,
    value: f32,
    sentence: f32,
    right: f32,
}

impl Columns {
    fn of(rect: Rect, inset: f32, indent: f32) -> Self {
        let (document, right) = (rect.left() + inset + indent, rect.right() - inset);
        let whole = right - document;
        let date = document + whole * DOCUMENT;
        let value = date + DATE;
        Self { document, date, value, sentence: value + whole * VALUE, right }
    }
}

/// The values of a topic in order of time, as they are meant, each once where it comes several times in a row.
pub(super) fn values(bench: &Workbench, topic: &Topic) -> String {
    let mut values: Vec<String> = Vec::new();
    let mut are_dated = true;
    for at in &topic.figures {
        let Some((_, figure, date)) = bench.comparison().figure(*at) else { continue };
        are_dated &= date.is_some();
        let value = figure.written_as_meant();
        if values.last() != Some(&value) {
            values.push(value);
        }
        if values.len() > MOST_VALUES {
            values.push("…".to_owned());
            break;
        }
    }
    // An arrow says that one came after the other, which is not known where a date is missing.
    values.join(if are_dated { " → " } else { " · " })
}

/// Draws a figure: its document and date, its value as it stands, with what it counts where no heading says that, and the
/// sentence.
pub(super) fn figure(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    (at, is_alone): (FigureAt, bool),
    is_chosen: bool,
) -> Response {
    let comparison = bench.comparison();
    let found = comparison.figure(at).and_then(|(document, figure, written)| {
        let text = bench.text(document).filter(|text| comparison.holds_for(document, text.hash()))?;
        Some((document, figure, written, text))
    });
    let Some((document, figure, written, text)) = found else {
        let response = row(ui, rect, CHANGED, is_chosen);
        let tokens = ui.tokens();
        let columns = Columns::of(rect, tokens.space.inset, tokens.space.indent);
        let room = columns.right - columns.document;
        let galley = draw::line(ui, CHANGED, &text_style::small(), tokens.colour.dim, room);
        draw::paint_at(ui, galley, rect, columns.document);
        return response;
    };
    let title = bench.title(document).unwrap_or_default();
    let value = figure.qualifier.around(&quotation(text.slice(figure.span), QUOTED));
    let columns = Columns::of(rect, ui.tokens().space.inset, ui.tokens().space.indent);
    // What stands before the number leaves room for it.
    let room = ((columns.right - columns.sentence) / LETTER) as usize;
    let sentence = around(text.slice(figure.sentence), figure.sentence, figure.span, room / 3, QUOTED);
    let response = row(ui, rect, &format!("{value}, {title}: {sentence}"), is_chosen);
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    let small = text_style::small();
    let gap = 2.0 * space.grid;
    let cell = |ui: &Ui, words: &str, style: &TextStyle, ink, from: f32, to: f32| {
        let galley = draw::line(ui, words, style, ink, to - from - gap);
        draw::paint_at(ui, galley, rect, from);
    };
    cell(ui, &title, &TextStyle::Body, colour.text, columns.document, columns.date);
    let (written, ink) = match written {
        Some(written) => (date(written), colour.dim),
        None => ("no date".to_owned(), colour.faint),
    };
    cell(ui, &written, &small, ink, columns.date, columns.value);
    let meant = figure.written_as_meant();
    let meant = if is_alone { format!("{meant} {}", figure.phrase) } else { meant };
    cell(ui, &meant, &text_style::strong(), colour.text, columns.value, columns.sentence);
    cell(ui, &sentence, &text_style::excerpt(), colour.text, columns.sentence, columns.right + gap);
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(quotation(text.slice(figure.sentence), 400));
        draw::dim(ui, title);
    })
}

/// What all lines have: a name, and a ground that says whether they are chosen.
fn row(ui: &mut Ui, rect: Rect, name: &str, is_chosen: bool) -> Response {
    let response = ui.interact(rect, ui.next_auto_id(), Sense::CLICK);
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
    let tokens = ui.tokens();
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, tokens.colour.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.colour.hover);
    }
    let bottom = rect.bottom() - 0.5;
    ui.painter().line_segment(
        [pos2(rect.left(), bottom), pos2(rect.right(), bottom)],
        egui::Stroke::new(1.0, tokens.colour.hairline),
    );
    response
}
