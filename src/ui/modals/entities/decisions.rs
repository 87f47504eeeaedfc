//! What was decided about entities, the latest first: each can be taken back.

use egui::Context;

use super::super::decided::{self, Decided};
use super::super::{Scene, Stay};
use crate::project::{Decision, DocumentId, Named, Ruling};
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog, EmptyState, PushButton};
use crate::ui::panels::wording::quotation;
use crate::ui::theme::icons;
use crate::workbench::{Command, EntityCommand, Workbench};

/// What was typed to narrow the list.
#[derive(Default)]
pub(in crate::ui::modals) struct DecisionsDialog {
    typed: String,
}

impl DecisionsDialog {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let project = bench.project();
        let mut decisions: Vec<&Decision> = project.decisions.values().collect();
        decisions.sort_by_key(|decision| std::cmp::Reverse((decision.rank, decision.id)));
        let decisions: Vec<Decided<_>> = decisions
            .into_iter()
            .map(|decision| Decided {
                id: decision.id,
                words: in_words(bench, &decision.ruling),
                is_idle: bench.entities().is_idle(decision.id),
            })
            .collect();
        let has_any = !decisions.is_empty();
        let mut take_back = None;
        let dialog = Dialog::new("decisions", "Decisions about entities").width(640.0).cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.horizontal(|ui| {
                ui.add_enabled_ui(has_any, |ui| {
                    if ui.add(PushButton::new("Write to a file…")).clicked() {
                        scene.files.request(DialogRequest::SaveDecisions);
                    }
                });
                if ui.add(PushButton::new("Take over from a file…")).clicked() {
                    scene.files.request(DialogRequest::OpenDecisions);
                }
            });
            if !has_any {
                let hint = "Merge, rename or reject an entity, or say what words name: each is listed here and can be \
                    taken back.";
                EmptyState::new("Nothing has been decided yet", hint).icon(icons::GAVEL).show(ui);
                return;
            }
            take_back = decided::show(ui, &mut self.typed, &decisions);
        });
        if let Some(decision) = take_back {
            scene.out.command(Command::Entities(EntityCommand::TakeBack(vec![decision])));
        }
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}

/// A decision as a phrase.
fn in_words(bench: &Workbench, ruling: &Ruling) -> String {
    let title = |document: &DocumentId| {
        quotation(&bench.title(*document).unwrap_or("a document".into()), decided::TITLE_CHARACTERS)
    };
    match ruling {
        Ruling::Merge { from, into } => format!("{} is {}", told(from), told(into)),
        Ruling::Split { document, anchor, into } => {
            format!("“{}” in “{}” is {}", one_line(&anchor.exact), title(document), told(into))
        }
        Ruling::Rename { entity, name } => format!("{} is called “{name}”", told(entity)),
        Ruling::RetypeEntity { entity, kind: is } => format!("{} is {}", told(entity), is.with_article()),
        Ruling::RetypeMention { document, anchor, kind: is }
        | Ruling::AddMention { document, anchor, kind: is, .. } => {
            format!("“{}” in “{}” is {}", one_line(&anchor.exact), title(document), is.with_article())
        }
        Ruling::RejectMention { document, anchor } => {
            format!("“{}” in “{}” names nothing", one_line(&anchor.exact), title(document))
        }
        Ruling::RejectEntity { entity } => format!("{} is no entity", told(entity)),
        Ruling::RejectWording { wording, .. } => format!("“{wording}” names nothing"),
        Ruling::AddWording { wording, kind: is, entity, .. } => match entity {
            Some(entity) => format!("“{wording}” is everywhere the {} “{entity}”", is.name()),
            None => format!("“{wording}” is everywhere {}", is.with_article()),
        },
        Ruling::Dismiss { one, other } => format!("{} is not {}", told(one), told(other)),
    }
}

fn told(named: &Named) -> String {
    format!("“{}”", named.name)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
