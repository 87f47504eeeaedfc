//! Says what a topic of figures is called.

use egui::Context;

use super::super::{Scene, Stay};
use crate::project::NamedTopic;
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::workbench::{Command, FigureCommand};

/// The name as it is being written.
pub(in crate::ui::modals) struct RenameDialog {
    topic: NamedTopic,
    name: String,
}

impl RenameDialog {
    pub fn new(topic: NamedTopic) -> Self {
        Self { name: topic.name.clone(), topic }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let is_ready = !self.name.trim().is_empty();
        let dialog = Dialog::new("rename topic", "Rename the topic").primary("Rename", is_ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            let help = "What the figures of this topic count, in your words.";
            TextField::new("Name", &mut self.name).help(help).focus_first().show(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                let command = FigureCommand::Rename { topic: self.topic.clone(), name: self.name.clone() };
                scene.out.command(Command::Figures(command));
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}
