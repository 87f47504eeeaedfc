//! Pieces the panels share: text that is cut where it does not fit, insets, lines that say something, menu lines.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Frame, Galley, Layout, Margin, Rect, RichText, TextStyle, Ui, pos2, vec2};

use crate::project::titles::APART;
use crate::project::{Tag, TagColour};
use crate::ui::action::Action;
use crate::ui::kit::{self, IconButton, MenuItem};
use crate::ui::outbox::Outbox;
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::Command;

/// One line of text, cut with an ellipsis at `width`.
pub(in crate::ui) fn line(
    ui: &Ui,
    text: &str,
    style: &TextStyle,
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    kit::elided(ui, text, style.resolve(ui.style()), colour, width)
}

/// One line of a title, its middle cut out where it is wider than `width`; its end, where it is led by what tells it apart.
pub(super) fn title(ui: &Ui, text: &str, style: &TextStyle, colour: Color32, width: f32) -> Arc<Galley> {
    if text.contains(APART) {
        return line(ui, text, style, colour, width);
    }
    kit::elided_within(ui, text, style.resolve(ui.style()), colour, width)
}

/// Up to two lines of a quotation, cut with an ellipsis where more would follow.
pub(in crate::ui) fn two_lines(ui: &Ui, text: &str, width: f32) -> Arc<Galley> {
    let tokens = ui.tokens();
    let format = TextFormat {
        font_id: text_style::excerpt().resolve(ui.style()),
        color: tokens.colour.text,
        line_height: Some(tokens.text.excerpt.line),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping { max_width: width, max_rows: 2, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Paints a line of text in the middle of the height of `rect`, from `left` on.
pub(in crate::ui) fn paint_at(ui: &Ui, galley: Arc<Galley>, rect: Rect, left: f32) {
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
}

/// Paints a line of text in the middle of the height of `rect`, ending at `right`; gives where it begins.
pub(super) fn paint_to(ui: &Ui, galley: Arc<Galley>, rect: Rect, right: f32) -> f32 {
    let left = right - galley.size().x;
    paint_at(ui, galley, rect, left);
    left
}

/// Insets what stands between the panel's edges.
pub(super) fn inset<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let inset = ui.tokens().space.inset as i8;
    Frame::new().inner_margin(Margin::symmetric(inset, 0)).show(ui, contents).inner
}

/// A line of controls below the tabs of a table.
pub(super) fn bar<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let gap = 2.0 * ui.tokens().space.grid;
    let frame = Frame::new().inner_margin(Margin::symmetric(ui.tokens().space.inset as i8, 4));
    frame
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(gap, gap / 2.0);
                contents(ui)
            })
            .inner
        })
        .inner
}

/// A line of small dim text.
pub(in crate::ui) fn dim(ui: &mut Ui, text: impl Into<String>) {
    let colour = ui.tokens().colour.dim;
    ui.label(RichText::new(text).text_style(text_style::small()).color(colour));
}

/// A line that says what is going on in a list, with a cross that ends it; true when it is clicked.
pub(super) fn notice_line(ui: &mut Ui, text: &str, end: &str) -> bool {
    let tokens = ui.tokens();
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), tokens.space.row), egui::Sense::hover());
    let inner = rect.shrink2(vec2(tokens.space.inset, 0.0));
    let mut right = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(inner.translate(vec2(1.5 * tokens.space.grid, 0.0)))
            .layout(Layout::right_to_left(egui::Align::Center)),
    );
    let cross = right.add(IconButton::new(icons::X, end));
    let room = cross.rect.left() - inner.left() - tokens.space.grid;
    let galley = line(ui, text, &text_style::small(), tokens.colour.dim, room);
    paint_at(ui, galley, inner, inner.left());
    ui.ctx().accesskit_node_builder(right.unique_id(), |node| node.set_description(text));
    cross.clicked()
}

/// The line of a menu that stands for an action; true when it is clicked.
pub(super) fn action_item(ui: &mut Ui, action: Action, out: &mut Outbox) {
    let item = MenuItem::new(action.label()).icon(action.icon()).shortcut(shortcuts::text_of(ui, action));
    if ui.add(item).clicked() {
        out.run(action);
    }
}

/// The choice of another colour for a tag, in a popup. Sent when the pointer is let go, so that dragging through many
/// colours is one edit; what is passed on the way is kept in `draft`.
pub(super) fn choose_colour(
    ui: &mut Ui,
    tag: &Tag,
    draft: &mut Option<TagColour>,
    takes_keyboard: bool,
    out: &mut Outbox,
) {
    let mut colour = draft.unwrap_or(tag.colour);
    kit::colour_choice(ui, &mut colour, takes_keyboard);
    *draft = (colour != tag.colour).then_some(colour);
    if let Some(colour) = draft.filter(|_| !ui.input(|input| input.pointer.any_down())) {
        *draft = None;
        out.command(Command::RecolourTag { tag: tag.id, colour });
    }
}
