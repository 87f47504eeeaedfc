//! Exports the history: choose a table for programs or one for people, then name the file.

use egui::{Context, RichText};

use super::{Scene, Stay};
use crate::exchange::trail::TrailFormat;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::Themed as _;
use crate::ui::writing::Writing;

/// What was chosen so far.
#[derive(Default)]
pub(super) struct ExportHistoryDialog {
    format: TrailFormat,
}

impl ExportHistoryDialog {
    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let dialog = Dialog::new("export history", "Export the history").primary("Export…", true);
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(
                "Every entry there ever was, oldest first: number, time, coder, what was done, and how it stands today.",
            );
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                for (format, name) in [(TrailFormat::Csv, "CSV"), (TrailFormat::Markdown, "Markdown")] {
                    ui.radio_value(&mut self.format, format, name);
                }
            });
            let hint = match self.format {
                TrailFormat::Markdown => "A table for people to read.",
                _ => "A table for spreadsheets and programs; times are UTC.",
            };
            ui.label(RichText::new(hint).color(ui.tokens().colour.dim));
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                *scene.writing = Some(Writing::History(self.format));
                let extension = self.format.extension().to_owned();
                let name =
                    scene.bench.project_name().map_or("history".to_owned(), |name| format!("{name} history"));
                let suggested = format!("{name}.{extension}");
                scene.files.request(DialogRequest::Export { suggested, extension });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}
