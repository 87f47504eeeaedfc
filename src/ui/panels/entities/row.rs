//! One entity in the list: its colour, its name, how often and in how many documents it is named.

use egui::accesskit::Role;
use egui::{Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::entities::resolve::Entity;
use crate::text::numbers::{counted, grouped};
use crate::ui::entity_looks;
use crate::ui::kit;
use crate::ui::panels::draw;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::Workbench;

/// Height of a row.
pub(super) const HEIGHT: f32 = 28.0;
/// Width of the column of document counts.
const DOCUMENTS: f32 = 26.0;

/// How a row stands out.
pub(super) struct Look {
    /// It is among the chosen.
    pub chosen: bool,
    /// Its mentions are not marked in the text.
    pub hidden: bool,
}

/// Draws a row and gives its response.
pub(super) fn show(ui: &mut Ui, rect: Rect, bench: &Workbench, entity: &Entity, look: &Look) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(entity.key), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, look.chosen, &*entity.name));
    let documents = bench.entities().document_count(entity.key);
    let about = || {
        let mentions = counted(entity.occurrences.len(), "mention", "mentions");
        let documents = counted(documents, "document", "documents");
        format!("{}, {mentions} in {documents}", entity_looks::one(&entity.kind))
    };
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(look.chosen);
        node.set_description(about());
    });
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if look.chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() || response.context_menu_opened() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let mut left = rect.left() + space.inset;
    let kind_colour = entity_looks::colour(&entity.kind, bench.project(), tokens);
    kit::paint_swatch(ui.painter(), tokens, pos2(left + space.swatch / 2.0, rect.center().y), kind_colour);
    left += space.swatch + 2.0 * space.grid;
    let right = rect.right() - space.inset;
    let small = text_style::small();
    let count = draw::line(ui, &grouped(documents), &small, colour.faint, f32::INFINITY);
    let column = draw::paint_to(ui, count, rect, right).min(right - DOCUMENTS);
    let count = draw::line(ui, &grouped(entity.occurrences.len()), &small, colour.dim, f32::INFINITY);
    let mut end = draw::paint_to(ui, count, rect, column) - 2.0 * space.grid;
    if look.hidden {
        let icon = draw::line(ui, icons::EYE_SLASH, &text_style::icon(), colour.faint, f32::INFINITY);
        end = draw::paint_to(ui, icon, rect, end) - space.grid;
    }
    let name = draw::line(ui, &entity.name, &TextStyle::Body, colour.text, end - left);
    draw::paint_at(ui, name, rect.translate(vec2(0.0, 0.0)), left);
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(&*entity.name);
        draw::dim(ui, about());
        let others: Vec<&str> = entity
            .aliases
            .iter()
            .map(|alias| &*alias.text)
            .filter(|alias| *alias != &*entity.name)
            .take(6)
            .collect();
        if !others.is_empty() {
            draw::dim(ui, format!("Also: {}", others.join(" · ")));
        }
    })
}
