//! Headings: the name of a panel with its buttons, and the capitals above a section of it.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Layout, Rect, Response, Role, Sense, TextStyle, Ui, UiBuilder, vec2};

use super::paint::{name, text_at};
use crate::ui::theme::{Themed, text_style};

/// The heading of a section, drawn in capitals, with the panel's inset and room above it.
pub fn section_header(ui: &mut Ui, title: &str) -> Response {
    let tokens = ui.tokens();
    let font = TextStyle::resolve(&text_style::section(), ui.style());
    let format = TextFormat {
        extra_letter_spacing: font.size * tokens.space.letter_spacing,
        color: Color32::PLACEHOLDER,
        font_id: font,
        ..TextFormat::default()
    };
    let galley = ui.painter().layout_job(LayoutJob::single_section(title.to_uppercase(), format));
    let height = 4.0 * tokens.space.grid + tokens.text.section.line;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let middle = rect.bottom() - tokens.space.grid - tokens.text.section.line / 2.0;
    text_at(ui.painter(), rect.left() + tokens.space.inset, middle, galley, tokens.colour.dim);
    name(ui, &response, Role::Heading, title);
    response
}

/// The top line of a panel: its name at the left, and `buttons` from the right (add the outermost first).
pub fn panel_header<R>(ui: &mut Ui, title: &str, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    let tokens = ui.tokens();
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), tokens.space.tab), Sense::hover());
    name(ui, &response, Role::Heading, title);
    let font = TextStyle::resolve(&text_style::strong(), ui.style());
    let galley = super::elided(ui, title, font, tokens.colour.text, rect.width() - 2.0 * tokens.space.inset);
    text_at(ui.painter(), rect.left() + tokens.space.inset, rect.center().y, galley, tokens.colour.text);
    let inner =
        Rect::from_min_max(rect.min, egui::pos2(rect.right() - 1.5 * tokens.space.grid, rect.bottom()));
    let builder = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(egui::Align::Center));
    let mut child = ui.new_child(builder);
    child.spacing_mut().item_spacing.x = tokens.space.grid / 2.0;
    buttons(&mut child)
}
