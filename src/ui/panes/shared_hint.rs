//! What is said of a shared passage while the pointer rests on it: how the words there differ, where else it stands and how
//! alike the two are.

use egui::{Response, RichText};

use super::shared::Differing;
use crate::project::DocumentId;
use crate::ui::kit::capitalised;
use crate::ui::panels::shared as panel;
use crate::ui::theme::{Themed as _, family, text_style};
use crate::workbench::Workbench;

/// Of so many differences at one place each is told.
const TOLD: usize = 3;

/// Shows the hint beside the pointer, once it has rested: of a passage of a document, and of what differs at the pointer.
pub(super) fn show<'d>(
    response: &Response,
    bench: &Workbench,
    (document, passage): (DocumentId, usize),
    differing: impl Iterator<Item = &'d Differing>,
) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        let comparison = bench.comparison();
        let (Some(places), Some(shared)) = (comparison.places(passage), comparison.passages().get(passage))
        else {
            return;
        };
        let title_of = |id| bench.project().documents.get(&id).map_or("", |record| record.title.as_str());
        ui.set_max_width(300.0);
        let dim = ui.tokens().colour.dim;
        let small = |text: String| RichText::new(text).text_style(text_style::small()).color(dim);
        for (mark, there) in differing.take(TOLD) {
            let Some(text) = bench.text(*there) else { continue };
            ui.label(RichText::new(capitalised(&mark.said(&text))).family(family::medium()));
            if *there != document {
                ui.label(small(format!("in {}", title_of(*there))));
            }
        }
        let other = places.from(document).b.0;
        let again = if other == document {
            "Again in this document".to_owned()
        } else {
            format!("Also in {}", title_of(other))
        };
        ui.label(RichText::new(again).family(family::medium()));
        ui.label(small(panel::in_short(shared)));
        ui.label(small("Click to have both stand side by side".to_owned()));
    });
}
