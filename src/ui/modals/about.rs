//! What the program is, its version and licence.

use egui::Context;

use super::Stay;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::Themed as _;

pub(super) fn show(ctx: &Context) -> Stay {
    let (answer, ()) = Dialog::new("about", "Lectern").cancel("Close").show(ctx, |ui| {
        ui.label("A workbench for reading documents closely and showing the evidence.");
        let dim = ui.tokens().colour.dim;
        let version =
            format!("Version {}. Free software under MIT or Apache-2.0.", env!("CARGO_PKG_VERSION"));
        ui.colored_label(dim, version);
        ui.colored_label(
            dim,
            "Type: Inter and Source Serif 4 (SIL Open Font Licence). Icons: Phosphor (MIT).",
        );
        ui.colored_label(dim, "It works offline: nothing you read or write leaves this machine.");
    });
    if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
}
