//! The researcher's own kinds of entity: made, coloured, removed.

use egui::Context;

use super::super::{Scene, Stay};
use crate::entities::Kind;
use crate::project::{OwnKind, TagColour};
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog, PushButton, TextField, colour_button, rule};
use crate::ui::panels::draw;
use crate::workbench::{Command, EntityCommand};

/// The name of a kind that is being made.
#[derive(Default)]
pub(in crate::ui::modals) struct KindsDialog {
    name: String,
}

impl KindsDialog {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let mut command = None;
        let name = self.name.trim().to_owned();
        let is_taken = !name.is_empty()
            && (!matches!(Kind::named(&name), Kind::Own(_))
                || bench.project().kinds.values().any(|kind| kind.name.eq_ignore_ascii_case(&name)));
        let dialog = Dialog::new("kinds", "Types of entity").cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            let built_in: Vec<&str> = Kind::BUILT_IN.iter().map(Kind::name).collect();
            draw::dim(ui, format!("Recognised: {}.", built_in.join(", ")));
            if bench.project().kinds.is_empty() {
                draw::dim(ui, "You have made no types of your own yet.");
            }
            for kind in bench.project().kinds.values() {
                rule(ui);
                ui.horizontal(|ui| {
                    let mut colour = kind.colour;
                    colour_button(ui, &format!("Colour of {}", kind.name), &mut colour);
                    if colour != kind.colour && !ui.input(|input| input.pointer.any_down()) {
                        command = Some(EntityCommand::PutKind(OwnKind { colour, ..kind.clone() }));
                    }
                    ui.label(&*kind.name);
                    let own = Kind::Own(kind.name.clone());
                    let entities = bench.entities().all().iter().filter(|entity| entity.kind == own).count();
                    draw::dim(ui, counted(entities, "entity", "entities"));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        let said = format!("Remove the type {}", kind.name);
                        if ui.add(PushButton::new("Remove").name(&said).quiet()).clicked() {
                            command = Some(EntityCommand::RemoveKind(kind.id));
                        }
                    });
                });
            }
            rule(ui);
            let error = is_taken.then_some("There is a type of that name already.");
            TextField::new("New type", &mut self.name)
                .hint("Vessel, Disease, Weapon …")
                .error(error)
                .show(ui);
            ui.add_enabled_ui(!name.is_empty() && !is_taken, |ui| {
                if ui.add(PushButton::new("Make type")).clicked() {
                    let colour = TagColour::nth(bench.project().kinds.len());
                    command = Some(EntityCommand::PutKind(OwnKind::new(&name, colour)));
                    self.name.clear();
                }
            });
        });
        if let Some(command) = command {
            scene.out.command(Command::Entities(command));
        }
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}
