//! Says of which kind entities are.

use egui::Context;

use super::super::{Scene, Stay};
use super::kind_choice::KindChoice;
use crate::entities::resolve::EntityKey;
use crate::ui::kit::{Answer, Dialog};
use crate::workbench::{Command, EntityCommand, Workbench};

/// The kind chosen so far.
pub(in crate::ui::modals) struct RetypeDialog {
    entities: Vec<EntityKey>,
    title: String,
    kind: KindChoice,
}

impl RetypeDialog {
    pub fn new(entities: Vec<EntityKey>, bench: &Workbench) -> Self {
        let first = entities.first().and_then(|key| bench.entities().get(*key));
        let title = match (first, entities.len()) {
            (Some(entity), 1) => format!("What is “{}”?", entity.name),
            (_, many) => format!("What are these {many} entities?"),
        };
        let kind = KindChoice::of(first.map(|entity| entity.kind.clone()));
        Self { entities, title, kind }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let kind = self.kind.kind();
        let dialog = Dialog::new("retype entity", &self.title).primary("Say so", kind.is_some());
        let (answer, ()) = dialog.show(ctx, |ui| self.kind.show(ui, scene.bench));
        match (answer, kind) {
            (Answer::Pending, _) => return Stay::Open,
            (Answer::Primary, Some(kind)) => {
                let command = EntityCommand::Retype { entities: self.entities.clone(), kind };
                scene.out.command(Command::Entities(command));
            }
            _ => {}
        }
        Stay::Closed
    }
}
