//! The backups of the project, to bring one back: when each was saved, how much is in it and how that differs from now.

use egui::{Context, RichText};

use super::{Scene, Stay, rows};
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog, ListRow};
use crate::ui::theme::Themed as _;
use crate::workbench::Command;
use crate::workbench::backups::{ListedBackup, special, time_in_words};

/// Tallest the list grows, in points.
const TALLEST: f32 = 320.0;

/// The dialog, with the row that is chosen.
#[derive(Debug, Default)]
pub(super) struct BackupsDialog {
    chosen: usize,
    asked: bool,
}

impl BackupsDialog {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        if !std::mem::replace(&mut self.asked, true) {
            scene.out.command(Command::ListBackups);
        }
        let listed = scene.bench.listed_backups();
        let backups = listed.unwrap_or_default();
        self.chosen = self.chosen.min(backups.len().saturating_sub(1));
        let moved = rows::arrows(ctx, Some(self.chosen), backups.len());
        self.chosen = moved.unwrap_or(self.chosen);
        let now = scene.bench.project().annotations.len();
        let good = backups.get(self.chosen).is_some_and(|listed| listed.counts.is_some());
        let dialog = Dialog::new("backups", "Restore a backup").width(640.0).primary("Restore", good);
        let (answer, ()) = dialog.show(ctx, |ui| {
            let dim = ui.tokens().colour.dim;
            let words = match listed {
                None => "Looking at the backups…",
                Some([]) => {
                    "There are no backups of this project yet. Each save keeps the version before it as one."
                }
                Some(_) => {
                    "The project becomes as it was then. What is here now is kept as a backup first, and undo brings it \
                     back."
                }
            };
            ui.label(RichText::new(words).color(dim));
            ui.add_space(4.0);
            rows::show(ui, "backups to choose from", TALLEST, backups.len(), moved, |ui, at| {
                let (label, trailing) = in_words(&backups[at], now);
                let name = format!("{label}: {trailing}");
                let row = ListRow::new(&label).name(&name).trailing(trailing).selected(at == self.chosen);
                if row.show(ui).row.clicked() {
                    self.chosen = at;
                }
            });
        });
        match answer {
            Answer::Pending => Stay::Open,
            Answer::Primary => {
                if let Some(backup) = backups.get(self.chosen) {
                    scene.out.command(Command::RestoreBackup(backup.backup.path.clone()));
                }
                Stay::Closed
            }
            Answer::Other | Answer::Cancelled => Stay::Closed,
        }
    }
}

/// What the row of a backup says, at its left and at its right.
fn in_words(listed: &ListedBackup, now: usize) -> (String, String) {
    let ListedBackup { backup, counts } = listed;
    let mut label = time_in_words(backup.at);
    if let Some(special) = special(backup.kind) {
        label = format!("{label}  ({special})");
    }
    let size = size_in_words(backup.bytes);
    let Some(counts) = counts else { return (label, format!("cannot be restored · {size}")) };
    let difference = match counts.annotations.cmp(&now) {
        std::cmp::Ordering::Less => format!("{} fewer than now", now - counts.annotations),
        std::cmp::Ordering::Equal => "as many as now".to_owned(),
        std::cmp::Ordering::Greater => format!("{} more than now", counts.annotations - now),
    };
    let annotations = counted(counts.annotations, "annotation", "annotations");
    (label, format!("{annotations}, {difference} · {size}"))
}

/// `12 kB`, in decimal units.
fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
