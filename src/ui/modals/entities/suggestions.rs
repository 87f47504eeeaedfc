//! Entities that look the same, each pair with the reason: to be said the same, or different.

use egui::{Context, Ui, vec2};

use super::super::{Scene, Stay};
use crate::entities::resolve::{Entity, Suggestion};
use crate::text::numbers::counted;
use crate::ui::entity_looks;
use crate::ui::kit::{self, Dialog, EmptyState, PushButton};
use crate::ui::panels::draw;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, EntityCommand, Workbench};

/// So many pairs are shown at once, the likeliest first; what is decided makes room for others.
const SHOWN: usize = 60;

/// Nothing is kept: what is decided goes at once.
pub(in crate::ui::modals) struct SuggestionsDialog;

impl SuggestionsDialog {
    #[allow(clippy::unused_self, reason = "as the other dialogs")]
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let entities = scene.bench.entities().clone();
        let suggestions = entities.suggestions();
        let dialog = Dialog::new("suggestions", "These look the same").width(640.0).cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            if suggestions.is_empty() {
                EmptyState::new("No entities look the same", "All pairs have been looked at.")
                    .icon(icons::CHECK)
                    .show(ui);
                return;
            }
            let shown = suggestions.len().min(SHOWN);
            let pairs = counted(suggestions.len(), "pair", "pairs");
            draw::dim(
                ui,
                if shown < suggestions.len() {
                    format!("{pairs}; the likeliest {shown} are shown.")
                } else {
                    format!("{pairs}, the likeliest first.")
                },
            );
            for suggestion in suggestions.iter().take(SHOWN) {
                let both = entities.get(suggestion.one).zip(entities.get(suggestion.other));
                if let Some((one, other)) = both {
                    pair_ui(ui, scene, suggestion, one, other);
                }
            }
        });
        if answer == kit::Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}

fn pair_ui(ui: &mut Ui, scene: &mut Scene<'_>, suggestion: &Suggestion, one: &Entity, other: &Entity) {
    let tokens = ui.tokens();
    kit::rule(ui);
    ui.horizontal(|ui| {
        let buttons = 176.0;
        let width = ui.available_width() - buttons;
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            for entity in [one, other] {
                entity_line(ui, scene.bench, entity);
            }
            draw::dim(ui, format!("Because {}.", suggestion.likeness));
        });
        ui.spacing_mut().item_spacing.x = tokens.space.grid;
        let names = format!("“{}” and “{}”", one.name, other.name);
        let same = ui.add(PushButton::new("Same").name(&format!("{names} are the same")));
        if same.clicked() {
            let command = EntityCommand::Merge { from: vec![other.key], into: one.key };
            scene.out.command(Command::Entities(command));
        }
        let different = ui.add(PushButton::new("Different").name(&format!("{names} are different")));
        if different.clicked() {
            let command = EntityCommand::Dismiss { one: one.key, other: other.key };
            scene.out.command(Command::Entities(command));
        }
    });
}

/// The entity on a line, its colour before it.
fn entity_line(ui: &mut Ui, bench: &Workbench, entity: &Entity) {
    ui.horizontal(|ui| {
        let tokens = ui.tokens();
        ui.spacing_mut().item_spacing.x = 1.5 * tokens.space.grid;
        kit::swatch(ui, entity_looks::colour(&entity.kind, bench.project(), tokens));
        ui.add(egui::Label::new(&*entity.name).truncate());
        draw::dim(ui, format!("{} · {}", entity_looks::one(&entity.kind), entity.occurrences.len()));
    });
}
