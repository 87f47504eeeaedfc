//! Says that entities are one, and which of them stays.

use egui::Context;

use super::super::{Scene, Stay};
use super::finding::Finding;
use crate::entities::resolve::{Entity, EntityKey};
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::workbench::{Command, EntityCommand};

/// What has been typed to find the entity that stays.
pub(in crate::ui::modals) struct MergeDialog {
    entities: Vec<EntityKey>,
    typed: String,
    finding: Finding,
}

impl MergeDialog {
    pub fn new(entities: Vec<EntityKey>) -> Self {
        Self { entities, typed: String::new(), finding: Finding::default() }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let entities = scene.bench.entities().clone();
        self.entities.retain(|key| entities.get(*key).is_some());
        let title = match self.entities.as_slice() {
            [] => return Stay::Closed,
            [only] => {
                let name = entities.get(*only).map(|entity| entity.name.clone()).unwrap_or_default();
                format!("“{name}” is the same as …")
            }
            many => in_one(many.iter().filter_map(|key| entities.get(*key)).map(|entity| &*entity.name)),
        };
        self.finding.keys(ctx);
        // Of several, the one that stays is most likely among them.
        let only = (self.entities.len() == 1).then(|| self.entities[0]);
        let first: &[EntityKey] = if only.is_some() { &[] } else { &self.entities };
        let kind = only.and_then(|key| scene.bench.entities().get(key)).map(|entity| &entity.kind);
        let admits = |entity: &Entity| Some(entity.key) != only;
        let found = self.finding.read(scene.bench, &self.typed, (first, kind), admits);
        let mut clicked = None;
        let dialog = Dialog::new("merge entities", &title).primary("Merge", !found.is_empty());
        let (answer, ()) = dialog.show(ctx, |ui| {
            let label = if only.is_some() { "The same as" } else { "The one that stays" };
            let field = TextField::new(label, &mut self.typed).hint("Part of a name").focus_first();
            if field.help("All mentions are linked to the one chosen; undo takes it back.").show(ui).changed()
            {
                self.finding.begin_anew();
            }
            clicked = self.finding.show(ui, scene.bench, &found, 252.0);
        });
        let into = match answer {
            Answer::Primary => self.finding.chosen(&found),
            Answer::Pending => clicked,
            Answer::Other | Answer::Cancelled => return Stay::Closed,
        };
        let Some(into) = into else { return Stay::Open };
        let command = EntityCommand::Merge { from: self.entities.clone(), into };
        scene.out.command(Command::Entities(command));
        Stay::Closed
    }
}

/// `“Ann Lee” and “A. Lee” are one`; of many, two and how many more.
fn in_one<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        [one, other] => format!("“{one}” and “{other}” are one"),
        [one, other, more @ ..] => format!("“{one}”, “{other}” and {} more are one", more.len()),
        [] | [_] => String::new(),
    }
}
