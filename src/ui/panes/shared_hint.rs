//! What is said of a shared passage while the pointer rests on it: how the words there differ, where else it stands and how
//! alike the two are.

use std::borrow::Cow;

use egui::{Response, RichText, Ui};

use super::shared::Differing;
use crate::project::DocumentId;
use crate::ui::kit::capitalised;
use crate::ui::panels::{draw, shared as panel};
use crate::ui::theme::family;
use crate::workbench::Workbench;

/// Of so many differences at one place each is told.
const TOLD: usize = 3;

/// Shows the hint beside the pointer, once it has rested: of a passage of a document, and of what differs at the pointer.
pub(super) fn show(
    response: &Response,
    bench: &Workbench,
    (document, passage): (DocumentId, usize),
    differing: &[Differing],
) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        let comparison = bench.comparison();
        let (Some(places), Some(shared)) = (comparison.places(passage), comparison.passage(passage)) else {
            return;
        };
        ui.set_max_width(300.0);
        differences(ui, bench, document, differing);
        let other = places.from(document).b.0;
        let again = if other == document {
            "Again in this document".to_owned()
        } else {
            format!("Also in {}", title_of(bench, other))
        };
        ui.label(RichText::new(again).family(family::medium()));
        draw::dim(ui, panel::in_short(shared));
        draw::dim(ui, "Click to have both stand side by side");
    });
}

/// Says how words differ from those of other documents.
pub(super) fn differences(ui: &mut Ui, bench: &Workbench, document: DocumentId, differing: &[Differing]) {
    for (mark, there) in differing.iter().take(TOLD) {
        let Some(text) = bench.text(*there) else { continue };
        ui.label(RichText::new(capitalised(&mark.said(&text))).family(family::medium()));
        if *there != document {
            draw::dim(ui, format!("in {}", title_of(bench, *there)));
        }
    }
}

fn title_of(bench: &Workbench, document: DocumentId) -> Cow<'_, str> {
    bench.title(document).unwrap_or_default()
}
