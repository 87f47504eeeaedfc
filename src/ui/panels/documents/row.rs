//! One document in the list: a mark, the title, how many annotations, and below what is known of it in small.

use egui::accesskit::Role;
use egui::{Align2, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2};

use crate::project::DocumentRecord;
use crate::text::numbers::{counted, grouped};
use crate::ui::panels::draw;
use crate::ui::panels::wording::date;
use crate::ui::screen::DocumentOrder;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::Workbench;

/// Height of a row.
pub(super) const HEIGHT: f32 = 44.0;

/// How a row stands out.
pub(super) struct Look<'a> {
    /// It is among the chosen.
    pub chosen: bool,
    /// It is open in a pane.
    pub open: bool,
    /// What the list is ordered by, which the row then shows.
    pub ordered_by: &'a DocumentOrder,
}

/// Whether a document can be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Here,
    Coming,
    Missing,
}

/// Draws a row and gives its response.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    record: &DocumentRecord,
    look: &Look<'_>,
) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(record.id), Sense::CLICK);
    let presence = presence(bench, record);
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, true, look.chosen, bench.index().titles().shown(record))
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(look.chosen);
        node.set_description(about(bench, record, presence, look.ordered_by));
    });
    let tokens = ui.tokens();
    let (colour, inset) = (&tokens.colour, tokens.space.inset);
    if look.chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() || response.context_menu_opened() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let (upper, lower) = rect.translate(egui::vec2(0.0, 1.0)).split_top_bottom_at_fraction(0.52);
    let (icon, icon_colour) = match presence {
        Presence::Here if look.open => (icons::FILE_TEXT, colour.accent),
        Presence::Here => (icons::FILE_TEXT, colour.faint),
        Presence::Coming => (icons::CLOCK, colour.faint),
        Presence::Missing => (icons::WARNING, colour.warning),
    };
    let font = egui::FontSelection::from(text_style::icon()).resolve(ui.style());
    ui.painter().text(
        pos2(rect.left() + inset, upper.center().y),
        Align2::LEFT_CENTER,
        icon,
        font,
        icon_colour,
    );
    let left = rect.left() + inset + tokens.text.icon.size + 2.0 * tokens.space.grid;
    let right = rect.right() - inset;
    let annotations = bench.index().count_in(record.id);
    let mut end = right;
    if annotations > 0 {
        let count = draw::line(ui, &grouped(annotations), &text_style::small(), colour.dim, f32::INFINITY);
        end = draw::paint_to(ui, count, upper, right) - 2.0 * tokens.space.grid;
    }
    let style = if look.open { text_style::strong() } else { TextStyle::Body };
    let text_colour = if presence == Presence::Here { colour.text } else { colour.dim };
    let title = draw::line(ui, &record.title, &style, text_colour, end - left);
    draw::paint_at(ui, title, upper, left);
    let about_colour = if presence == Presence::Missing { colour.warning } else { colour.dim };
    let about = about(bench, record, presence, look.ordered_by);
    let about = draw::line(ui, &about, &text_style::small(), about_colour, right - left);
    draw::paint_at(ui, about, lower.translate(egui::vec2(0.0, -2.0)), left);
    response.on_hover_ui(|ui| hint(ui, record, annotations, look.open, presence))
}

/// What is known of a document in one line: what the list is ordered by, its file where others are titled alike, date
/// and words.
fn about(
    bench: &Workbench,
    record: &DocumentRecord,
    presence: Presence,
    ordered_by: &DocumentOrder,
) -> String {
    match presence {
        Presence::Coming => return "Reading…".into(),
        Presence::Missing => return "Its text could not be read".into(),
        Presence::Here => {}
    }
    let mut parts = Vec::new();
    match ordered_by {
        DocumentOrder::Name => parts.push(record.path_text()),
        DocumentOrder::Attribute(name) if name != "date" => parts.push(record.attribute(name).to_owned()),
        _ => {}
    }
    if *ordered_by != DocumentOrder::Name {
        parts.extend(bench.index().titles().distinction(record));
    }
    parts.push(date(record.attribute("date")));
    parts.extend(bench.document(record.id).map(|document| counted(document.words, "word", "words")));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn presence(bench: &Workbench, record: &DocumentRecord) -> Presence {
    if bench.document(record.id).is_some() {
        Presence::Here
    } else if bench.is_reading(record.id) {
        Presence::Coming
    } else {
        Presence::Missing
    }
}

/// The row in full, and what can be done with it.
fn hint(ui: &mut Ui, record: &DocumentRecord, annotations: usize, open: bool, presence: Presence) {
    let dim = ui.tokens().colour.dim;
    ui.label(&record.title);
    ui.colored_label(dim, record.path_text());
    let mut facts = vec![counted(annotations, "annotation", "annotations")];
    facts.extend(open.then(|| "open in a pane".to_owned()));
    if presence == Presence::Missing {
        facts.push("see Problems for what is wrong with its file".into());
    }
    ui.colored_label(dim, facts.join(" · "));
    ui.colored_label(dim, "Click to look, double click to keep open, middle click to open beside.");
}
