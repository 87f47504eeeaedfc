//! Gives an entity another name.

use egui::Context;

use super::super::{Scene, Stay};
use crate::entities::resolve::EntityKey;
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::workbench::{Command, EntityCommand, Workbench};

/// The name as it is being written.
pub(in crate::ui::modals) struct RenameDialog {
    entity: EntityKey,
    name: String,
}

impl RenameDialog {
    pub fn new(entity: EntityKey, bench: &Workbench) -> Self {
        let name = bench.entities().get(entity).map(|entity| entity.name.to_string()).unwrap_or_default();
        Self { entity, name }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let is_ready = !self.name.trim().is_empty();
        let dialog = Dialog::new("rename entity", "Rename the entity").primary("Rename", is_ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            let help = "The texts stay as they are; the entity is shown under this name.";
            TextField::new("Name", &mut self.name).help(help).focus_first().show(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                let command = EntityCommand::Rename { entity: self.entity, name: self.name.clone() };
                scene.out.command(Command::Entities(command));
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}
