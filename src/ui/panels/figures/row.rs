//! The lines of the table: what is counted and how the values differ, and below it each figure with its document.

use egui::accesskit::Role;
use egui::{Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2};

use crate::compare::figures::{FigureAt, Topic};
use crate::text::Span;
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
const QUOTED: usize = 220;

/// Draws the heading of a topic.
pub(super) fn topic(ui: &mut Ui, rect: Rect, topic: &Topic, is_chosen: bool) -> Response {
    let name = if topic.name.is_empty() { "(nothing named)" } else { &topic.name };
    let verdict = topic.verdict.sentence();
    let response = row(ui, rect, &format!("{name}. {verdict}"), is_chosen);
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if !is_chosen && !response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.panel);
    }
    let (left, right) = (rect.left() + space.inset, rect.right() - space.inset);
    let small = text_style::small();
    let documents = counted(topic.documents, "document", "documents");
    let galley = draw::line(ui, &documents, &small, colour.dim, f32::INFINITY);
    let end = draw::paint_to(ui, galley, rect, right) - 3.0 * space.grid;
    let galley = draw::line(ui, name, &text_style::strong(), colour.text, (end - left) * 0.5);
    let after = left + galley.size().x + 3.0 * space.grid;
    draw::paint_at(ui, galley, rect, left);
    let ink = if topic.verdict.differs() { colour.warning } else { colour.dim };
    let galley = draw::line(ui, verdict, &small, ink, end - after);
    draw::paint_at(ui, galley, rect, after);
    response.on_hover_text("Open the first two sentences side by side")
}

/// Draws a figure: its document and date, its value as it stands, and the sentence.
pub(super) fn figure(ui: &mut Ui, rect: Rect, bench: &Workbench, at: FigureAt, is_chosen: bool) -> Response {
    let comparison = bench.comparison();
    let found = comparison.figure(at).and_then(|(document, figure, written)| {
        let text = bench.text(document).filter(|text| comparison.holds_for(document, text.hash()))?;
        Some((document, figure, written, text))
    });
    let Some((document, figure, written, text)) = found else {
        return row(ui, rect, "The text has changed and is being compared anew", is_chosen);
    };
    let title = bench.project().documents.get(&document).map_or("", |record| record.title.as_str());
    let qualifier = &figure.qualifier.words;
    let value = quotation(text.slice(figure.span), QUOTED);
    let value = if qualifier.is_empty() { value } else { format!("{qualifier} {value}") };
    let sentence = around(text.slice(figure.sentence), figure.sentence, figure.span);
    let response = row(ui, rect, &format!("{value}, {title}: {sentence}"), is_chosen);
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    let small = text_style::small();
    let mut left = rect.left() + space.inset + space.indent;
    let whole = rect.right() - space.inset - left;
    let mut cell = |ui: &Ui, words: &str, style: &TextStyle, ink, width: f32| {
        let galley = draw::line(ui, words, style, ink, width - 2.0 * space.grid);
        draw::paint_at(ui, galley, rect, left);
        left += width;
    };
    cell(ui, title, &TextStyle::Body, colour.text, whole * DOCUMENT);
    cell(ui, &written.map_or(String::new(), date), &small, colour.dim, DATE);
    cell(ui, &value, &text_style::strong(), colour.text, whole * VALUE);
    let rest = whole * (1.0 - DOCUMENT - VALUE) - DATE;
    cell(ui, &sentence, &text_style::excerpt(), colour.text, rest);
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(quotation(text.slice(figure.sentence), 400));
        draw::dim(ui, title);
    })
}

/// The sentence on one line, from a few words before the figure on where it would not be seen otherwise.
fn around(sentence: &str, whole: Span, figure: Span) -> String {
    const BEFORE: usize = 60;
    let at = figure.start.saturating_sub(whole.start).min(sentence.len());
    let before = sentence.get(..at).unwrap_or_default();
    if before.chars().count() <= BEFORE {
        return quotation(sentence, QUOTED);
    }
    let from = before.char_indices().rev().nth(BEFORE).map_or(0, |(from, _)| from);
    let from = before[from..].find(char::is_whitespace).map_or(from, |space| from + space);
    format!("… {}", quotation(&sentence[from..], QUOTED))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_far_into_its_sentence_can_be_seen() {
        let sentence = "Between 2012 and 2020 I have attended, as was promised at the time to all who live here, \
                        over 710 community meetings.";
        let at = sentence.find("710").unwrap();
        let shown = around(sentence, Span::new(100, 100 + sentence.len()), Span::new(100 + at, 103 + at));
        assert!(shown.starts_with("… ") && shown.contains("over 710 community meetings."), "{shown}");
        assert_eq!(around("Over 5.", Span::new(0, 7), Span::new(5, 6)), "Over 5.");
    }
}
