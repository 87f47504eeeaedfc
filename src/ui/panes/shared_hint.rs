//! What is said of a shared passage while the pointer rests on it: where else it stands and how alike the two are.

use egui::{Response, RichText};

use crate::project::DocumentId;
use crate::ui::panels::shared as panel;
use crate::ui::theme::{Themed as _, family, text_style};
use crate::workbench::Workbench;

/// Shows the hint beside the pointer, once it has rested.
pub(super) fn show(response: &Response, bench: &Workbench, document: DocumentId, passage: usize) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        let comparison = bench.comparison();
        let (Some(places), Some(shared)) = (comparison.places(passage), comparison.passages().get(passage))
        else {
            return;
        };
        let other = places.from(document).b.0;
        let title = bench.project().documents.get(&other).map_or("", |record| record.title.as_str());
        ui.set_max_width(300.0);
        let again =
            if other == document { "Again in this document".to_owned() } else { format!("Also in {title}") };
        ui.label(RichText::new(again).family(family::medium()));
        let dim = ui.tokens().colour.dim;
        let small = |text: String| RichText::new(text).text_style(text_style::small()).color(dim);
        ui.label(small(panel::in_short(shared)));
        ui.label(small("Click to have both stand side by side".to_owned()));
    });
}
