//! What a query can say: an example and its meaning for each thing.

use egui::{FontId, RichText, ScrollArea, Sense, Ui};

use super::draw;
use crate::search::query::HELP;
use crate::ui::theme::{Themed as _, family, text_style};

/// The list in the panel while nothing is searched for; a click on an example puts it into the box.
pub(super) fn show(ui: &mut Ui, query: &mut String) {
    ScrollArea::vertical().id_salt("what a query can say").auto_shrink(false).show(ui, |ui| {
        draw::inset(ui, |ui| {
            draw::dim(ui, "What a query can say; a click tries the example.");
            ui.add_space(4.0);
            for (example, meaning) in HELP {
                let words =
                    ui.add(egui::Label::new(example_text(ui, example)).sense(Sense::click()).truncate());
                if words.on_hover_text("Search for this").clicked() {
                    example.split("  ").next().unwrap_or(example).clone_into(query);
                }
                draw::dim(ui, meaning);
                ui.add_space(4.0);
            }
        });
    });
}

/// The list in the popup beside the box.
pub(super) fn list(ui: &mut Ui) {
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        for (example, meaning) in HELP {
            ui.label(example_text(ui, example));
            ui.label(RichText::new(meaning).text_style(text_style::small()).color(ui.tokens().colour.dim));
        }
    });
}

fn example_text(ui: &Ui, example: &str) -> RichText {
    let tokens = ui.tokens();
    RichText::new(example).font(FontId::new(tokens.text.ui.size, family::medium())).color(tokens.colour.text)
}
