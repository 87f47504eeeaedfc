//! What could not be loaded: file, reason and what to do.

use egui::{Context, Label, RichText, ScrollArea};

use super::{Scene, Stay};
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Command;

/// Height of one problem: a line for the path, two for the reason.
const ROW: f32 = 68.0;

pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>) -> Stay {
    let problems = scene.bench.problems();
    let title = match problems.len() {
        0 => "No problems".to_owned(),
        1 => "1 file could not be read".to_owned(),
        many => format!("{many} files could not be read"),
    };
    let mut dialog = Dialog::new("problems", &title).width(640.0).cancel("Close");
    if !problems.is_empty() {
        dialog = dialog.other("Clear the list");
    }
    let (answer, ()) = dialog.show(ctx, |ui| {
        if problems.is_empty() {
            ui.label("Everything that was opened could be read.");
            return;
        }
        ui.label("Nothing else was affected, and the files are untouched.");
        ui.add_space(4.0);
        let dim = ui.tokens().colour.dim;
        let list =
            ScrollArea::vertical().id_salt("problem list").auto_shrink([false, true]).max_height(6.0 * ROW);
        list.show_rows(ui, ROW, problems.len(), |ui, rows| {
            for problem in problems.get(rows).into_iter().flatten() {
                let size = egui::vec2(ui.available_width(), ROW);
                ui.allocate_ui_with_layout(size, egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_min_height(ROW);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let path = problem.path.display().to_string();
                    ui.add(Label::new(RichText::new(&path).text_style(text_style::strong())).truncate());
                    ui.label(RichText::new(&problem.sentence).color(dim));
                });
            }
        });
    });
    match answer {
        Answer::Pending => Stay::Open,
        Answer::Other => {
            scene.out.command(Command::ClearProblems);
            Stay::Closed
        }
        Answer::Primary | Answer::Cancelled => Stay::Closed,
    }
}
