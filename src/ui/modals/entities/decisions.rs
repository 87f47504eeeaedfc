//! What was decided about entities, the latest first: each can be taken back.

use egui::{Context, Ui};

use super::super::{Scene, Stay, rows};
use crate::project::{Decision, DecisionId, Kind, Named, Project, Ruling};
use crate::text::numbers::counted;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog, EmptyState, ListRow, PushButton, TextField};
use crate::ui::panels::draw;
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
        let wanted = self.typed.trim().to_lowercase();
        let mut decisions: Vec<(&Decision, String)> = project
            .decisions
            .values()
            .map(|decision| (decision, in_words(project, &decision.ruling)))
            .filter(|(_, words)| words.to_lowercase().contains(&wanted))
            .collect();
        decisions.sort_by_key(|(decision, _)| std::cmp::Reverse((decision.rank, decision.id)));
        let has_any = !project.decisions.is_empty();
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
            draw::dim(ui, counted(project.decisions.len(), "decision", "decisions"));
            TextField::new("Find", &mut self.typed).hint("Part of a name").show(ui);
            rows::show(ui, "decisions", 320.0, decisions.len(), None, |ui, at| {
                if let Some((decision, words)) = decisions.get(at) {
                    take_back = decision_row(ui, bench, decision, words).or(take_back);
                }
            });
        });
        if let Some(decision) = take_back {
            scene.out.command(Command::Entities(EntityCommand::TakeBack(vec![decision])));
        }
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}

/// A decision on a line, with the button that takes it back; gives it when that is pressed.
fn decision_row(ui: &mut Ui, bench: &Workbench, decision: &Decision, words: &str) -> Option<DecisionId> {
    let is_idle = bench.entities().is_idle(decision.id);
    let row = ListRow::new(words).dim(is_idle).action(icons::ARROW_U_UP_LEFT, "Take back", true);
    let row = if is_idle { row.trailing("finds nothing now") } else { row };
    let pressed = row.show(ui).action.is_some_and(|action| action.clicked());
    pressed.then_some(decision.id)
}

/// A decision as a phrase.
fn in_words(project: &Project, ruling: &Ruling) -> String {
    let title = |document| project.documents.get(document).map_or("a document", |record| &record.title);
    let kind = Kind::name;
    match ruling {
        Ruling::Merge { from, into } => format!("{} is {}", told(from), told(into)),
        Ruling::Split { document, anchor, into } => {
            format!("“{}” in “{}” is {}", one_line(&anchor.exact), title(document), told(into))
        }
        Ruling::Rename { entity, name } => format!("{} is called “{name}”", told(entity)),
        Ruling::RetypeEntity { entity, kind: is } => format!("{} is a {}", told(entity), kind(is)),
        Ruling::RetypeMention { document, anchor, kind: is }
        | Ruling::AddMention { document, anchor, kind: is, .. } => {
            format!("“{}” in “{}” is a {}", one_line(&anchor.exact), title(document), kind(is))
        }
        Ruling::RejectMention { document, anchor } => {
            format!("“{}” in “{}” names nothing", one_line(&anchor.exact), title(document))
        }
        Ruling::RejectEntity { entity } => format!("{} is no entity", told(entity)),
        Ruling::RejectWording { wording, .. } => format!("“{wording}” names nothing"),
        Ruling::AddWording { wording, kind: is, entity, .. } => match entity {
            Some(entity) => format!("“{wording}” is everywhere the {} “{entity}”", kind(is)),
            None => format!("“{wording}” is everywhere a {}", kind(is)),
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
