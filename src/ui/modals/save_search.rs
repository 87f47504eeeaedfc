//! Keeps a search in the project under a name, or gives a saved one another name.

use egui::{Context, RichText};

use super::{Scene, Stay};
use crate::project::{Scope, SearchId};
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::ui::panels::wording::quotation;
use crate::ui::theme::Themed as _;
use crate::workbench::{Asked, Command, SearchCommand, Workbench};

/// What is being named, and the name as it is being written.
pub(super) struct SaveSearchDialog {
    subject: Subject,
    name: String,
}

/// What is being named.
enum Subject {
    New(Asked),
    Saved(SearchId),
}

impl SaveSearchDialog {
    /// A search that is to be saved; at first it is called as it asks.
    pub(super) fn new(asked: Asked) -> Self {
        let name = asked.query.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { subject: Subject::New(asked), name }
    }

    /// One that is saved and to be called otherwise.
    pub(super) fn rename(search: SearchId, bench: &Workbench) -> Self {
        let record = bench.project().searches.get(&search);
        let name = record.map(|record| record.name.clone()).unwrap_or_default();
        Self { subject: Subject::Saved(search), name }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let is_ready = !self.name.trim().is_empty();
        let (title, verb) = match self.subject {
            Subject::New(_) => ("Save the search", "Save"),
            Subject::Saved(_) => ("Rename the saved search", "Rename"),
        };
        let (answer, ()) = Dialog::new("save search", title).primary(verb, is_ready).show(ctx, |ui| {
            if let Subject::New(asked) = &self.subject {
                ui.label(RichText::new(said(asked, scene.bench)).color(ui.tokens().colour.dim));
            }
            let help = "It is kept in the project and asked anew whenever it is looked at.";
            TextField::new("Name", &mut self.name).help(help).focus_first().show(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                let name = self.name.clone();
                scene.out.command(Command::Search(match &self.subject {
                    Subject::New(asked) => SearchCommand::Save { name, asked: asked.clone() },
                    Subject::Saved(search) => SearchCommand::Rename { search: *search, name },
                }));
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

/// What is asked, and where.
fn said(asked: &Asked, bench: &Workbench) -> String {
    let unit = match asked.scope {
        Scope::Document => "document",
        Scope::Paragraph => "paragraph",
        Scope::Sentence => "sentence",
    };
    let title = asked.within.and_then(|document| bench.title(document));
    let place = title.map_or_else(|| "all documents".to_owned(), |title| format!("“{title}”"));
    format!("“{}” in {place}, its conditions within one {unit}", quotation(&asked.query, 60))
}
