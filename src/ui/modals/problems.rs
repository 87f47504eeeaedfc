//! What could not be loaded: file, reason and what to do.

use egui::{Context, Label, Rect, RichText, ScrollArea, UiBuilder, pos2, vec2};

use super::{Scene, Stay};
use crate::corpus::Problem;
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Command;

/// Width of the list.
const WIDTH: f32 = 640.0;
/// Height of a line of a problem, and of what stands between two of them.
const LINE: f32 = 20.0;
const GAP: f32 = 8.0;
/// Height of the list at most.
const TALLEST: f32 = 408.0;
/// So many characters of a reason stand on one line; wide letters would need a little more room than that.
const ON_A_LINE: usize = 84;

/// Height of one problem: a line for the path, as many as are needed for the reason.
fn height(problem: &Problem) -> f32 {
    let lines = problem.sentence.chars().count().div_ceil(ON_A_LINE).max(1);
    (1 + lines) as f32 * LINE + GAP
}

pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>) -> Stay {
    let problems = scene.bench.problems();
    let title = match problems.len() {
        0 => "No problems".to_owned(),
        1 => "1 file could not be read".to_owned(),
        many => format!("{many} files could not be read"),
    };
    let mut dialog = Dialog::new("problems", &title).width(WIDTH).cancel("Close");
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
        let list = ScrollArea::vertical().id_salt("problem list").auto_shrink([false, true]);
        list.max_height(TALLEST).show_viewport(ui, |ui, view| {
            let (corner, width) = (ui.max_rect().min, ui.available_width());
            let mut top = 0.0;
            for (at, problem) in problems.iter().enumerate() {
                let place = Rect::from_min_size(pos2(0.0, top), vec2(width, height(problem)));
                top = place.bottom();
                if place.bottom() < view.top() || view.bottom() < place.top() {
                    continue;
                }
                let place = place.translate(corner.to_vec2());
                ui.scope_builder(UiBuilder::new().id_salt(at).max_rect(place), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let path = problem.path.display().to_string();
                    ui.add(Label::new(RichText::new(&path).text_style(text_style::strong())).truncate());
                    ui.label(RichText::new(&problem.sentence).color(dim));
                });
            }
            ui.expand_to_include_rect(Rect::from_min_size(corner, vec2(width, top)));
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
