//! Makes figures a topic of their own, with a name or with what they say themselves.

use egui::Context;

use super::super::{Scene, Stay};
use super::called;
use crate::project::FigurePlace;
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, FigureCommand};

/// So many of the figures are told.
const TOLD: usize = 6;

/// The name as it is being written.
pub(in crate::ui::modals) struct SplitDialog {
    figures: Vec<FigurePlace>,
    /// What their topic is called until now.
    topic: String,
    name: String,
}

impl SplitDialog {
    pub fn new(figures: Vec<FigurePlace>, topic: String) -> Self {
        Self { figures, topic, name: String::new() }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let many = counted(self.figures.len(), "figure", "figures");
        let title = format!("Split {many} off “{}”", quotation(called(&self.topic), 40));
        let (answer, ()) = Dialog::new("split topic", &title).primary("Split off", true).show(ctx, |ui| {
            for place in self.figures.iter().take(TOLD) {
                let document = scene.bench.title(place.document).unwrap_or("a document".into());
                draw::dim(ui, format!("{} in {document}", quotation(&place.anchor.exact, 60)));
            }
            if self.figures.len() > TOLD {
                draw::dim(ui, format!("and {} more", self.figures.len() - TOLD));
            }
            let field = TextField::new("What they count", &mut self.name).hint("As they say it themselves");
            field.help("They become a topic of their own; undo takes it back.").focus_first().show(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                let name = Some(self.name.clone()).filter(|name| !name.trim().is_empty());
                let command = FigureCommand::Split { figures: self.figures.clone(), name };
                scene.out.command(Command::Figures(command));
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}
