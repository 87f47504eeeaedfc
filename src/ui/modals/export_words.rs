//! Exports the table of words in front: choose the format of the table, then name the file.

use egui::{Context, RichText};

use super::{Scene, Stay};
use crate::exchange::{Format, Options};
use crate::text::numbers::counted;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::Themed as _;
use crate::ui::writing::Writing;
use crate::workbench::WordsState;

/// What was chosen so far.
#[derive(Default)]
pub(super) struct ExportWordsDialog {
    format: Format,
    options: Options,
}

impl ExportWordsDialog {
    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let WordsState::Ready { table, rows, is_passing } = scene.bench.words() else { return Stay::Closed };
        let what = table.counted().title().to_lowercase();
        let title = format!("Export {what}");
        let is_ready = !rows.is_empty() && !is_passing;
        let dialog = Dialog::new("export words", &title).primary("Export…", is_ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            let dim = ui.tokens().colour.dim;
            let said = if is_passing {
                "Counting…".to_owned()
            } else {
                let rows = counted(rows.len(), "row", "rows");
                format!("{rows}, filtered and sorted as the table is; numbers with all their digits.")
            };
            ui.label(said);
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                for format in Format::ALL.into_iter().filter(|format| format.is_table()) {
                    ui.radio_value(&mut self.format, format, format.name());
                }
            });
            if self.format == Format::Csv {
                ui.checkbox(
                    &mut self.options.byte_order_mark,
                    "Begin with a byte-order mark, so that Excel reads it as UTF-8",
                );
                let guard =
                    "Put ' before cells that a spreadsheet would run as formulas, and name them in a column";
                ui.checkbox(&mut self.options.guard_formulas, guard);
            } else {
                ui.label(
                    RichText::new("Words are text and counts are numbers; nothing in it is run.").color(dim),
                );
            }
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                *scene.writing = Some(Writing::Words(self.format, Box::new(self.options.clone())));
                let extension = self.format.extension().to_owned();
                let name = scene.bench.project_name().map_or(what.clone(), |name| format!("{name} {what}"));
                let suggested = format!("{name}.{extension}");
                scene.files.request(DialogRequest::Export { suggested, extension });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}
