//! What both sides of a merge had changed, one by one: what it is, what it says here, what it said in the file, and which was
//! kept. Nothing is decided here; whoever wants the other value puts it in, or takes the merge back.

use egui::{Context, Label, RichText, ScrollArea, Ui};
use serde_json::Value;

use super::{Scene, Stay};
use crate::project::conflict::{Conflict, Kept};
use crate::project::{Project, TagId};
use crate::ui::kit::{Answer, Dialog};
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::Command;

/// Height of one conflict: a line that says what, and one for each side.
const ROW: f32 = 84.0;
/// Characters of a value that are shown.
const SHOWN: usize = 120;

pub(super) fn show(ctx: &Context, scene: &mut Scene<'_>) -> Stay {
    let conflicts = scene.bench.merge_conflicts();
    let title = match conflicts.len() {
        1 => "1 thing was changed on both sides".to_owned(),
        many => format!("{many} things were changed on both sides"),
    };
    let mut dialog = Dialog::new("merge conflicts", &title).width(640.0).cancel("Close");
    if !conflicts.is_empty() {
        dialog = dialog.other("Clear the list");
    }
    let (answer, ()) = dialog.show(ctx, |ui| {
        ui.label("Nothing either side added is lost. Undo takes the whole merge back.");
        ui.add_space(4.0);
        let list =
            ScrollArea::vertical().id_salt("conflict list").auto_shrink([false, true]).max_height(5.0 * ROW);
        list.show_rows(ui, ROW, conflicts.len(), |ui, rows| {
            for conflict in conflicts.get(rows).into_iter().flatten() {
                let size = egui::vec2(ui.available_width(), ROW);
                ui.allocate_ui_with_layout(size, egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_min_height(ROW);
                    row(ui, conflict, scene.bench.project());
                });
            }
        });
    });
    match answer {
        Answer::Pending => Stay::Open,
        Answer::Other => {
            scene.out.command(Command::ForgetConflicts);
            Stay::Closed
        }
        Answer::Primary | Answer::Cancelled => Stay::Closed,
    }
}

fn row(ui: &mut Ui, conflict: &Conflict, project: &Project) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let dim = ui.tokens().colour.dim;
    ui.add(Label::new(RichText::new(&conflict.sentence).text_style(text_style::strong())).truncate())
        .on_hover_text(&conflict.sentence);
    let sides = [
        ("Mine", &conflict.mine, conflict.kept != Kept::Theirs),
        ("Theirs", &conflict.theirs, conflict.kept != Kept::Mine),
    ];
    for (side, said, kept) in sides {
        let kept = if kept { " (kept)" } else { "" };
        let line = format!("{side}{kept}: {}", in_words(said, project));
        ui.add(Label::new(RichText::new(line).color(dim)).truncate());
    }
}

/// A value as people would say it: words as they are, a tag by its path, a passage by its words, any other record as it is
/// kept.
fn in_words(said: &Value, project: &Project) -> String {
    let words = match said {
        Value::Null => "nothing".to_owned(),
        Value::String(words) => words
            .parse::<TagId>()
            .ok()
            .filter(|tag| project.tags.contains_key(tag))
            .map_or_else(|| format!("“{words}”"), |tag| project.tag_path(tag)),
        Value::Object(fields) => match fields.get("exact").or_else(|| fields.get("name")) {
            Some(Value::String(words)) => format!("“{words}”"),
            _ => said.to_string(),
        },
        _ => said.to_string(),
    };
    let line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
