//! What was decided about topics of figures, the latest first: each can be taken back.

use egui::Context;

use super::super::decided::{self, Decided};
use super::super::{Scene, Stay};
use super::called;
use crate::project::{NamedTopic, TopicDecision, TopicRuling};
use crate::text::numbers::counted;
use crate::ui::dialogs::DialogRequest;
use crate::ui::kit::{Answer, Dialog, EmptyState, PushButton};
use crate::ui::panels::wording::quotation;
use crate::ui::theme::icons;
use crate::workbench::{Command, FigureCommand, Workbench};

/// What was typed to narrow the list.
#[derive(Default)]
pub(in crate::ui::modals) struct DecisionsDialog {
    typed: String,
}

impl DecisionsDialog {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let (bench, project) = (scene.bench, scene.bench.project());
        let mut decisions: Vec<&TopicDecision> = project.topics.values().collect();
        decisions.sort_by_key(|decision| std::cmp::Reverse((decision.rank, decision.id)));
        let decisions: Vec<Decided<_>> = decisions
            .into_iter()
            .map(|decision| Decided {
                id: decision.id,
                words: in_words(bench, &decision.ruling),
                is_idle: bench.comparison().is_idle(decision.id),
            })
            .collect();
        let mut take_back = None;
        let dialog = Dialog::new("topic decisions", "Decisions on figures").width(640.0).cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.horizontal(|ui| {
                ui.add_enabled_ui(!decisions.is_empty(), |ui| {
                    if ui.add(PushButton::new("Write to a file…")).clicked() {
                        scene.files.request(DialogRequest::SaveTopicDecisions);
                    }
                });
                if ui.add(PushButton::new("Take over from a file…")).clicked() {
                    scene.files.request(DialogRequest::OpenTopicDecisions);
                }
            });
            if decisions.is_empty() {
                let hint = "Merge, split, rename or dismiss topics in the table of figures: each decision is listed here \
                    and can be taken back.";
                EmptyState::new("Nothing has been decided yet", hint).icon(icons::GAVEL).show(ui);
                return;
            }
            take_back = decided::show(ui, &mut self.typed, &decisions);
        });
        if let Some(decision) = take_back {
            scene.out.command(Command::Figures(FigureCommand::TakeBack(vec![decision])));
        }
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}

/// A decision as a phrase.
fn in_words(bench: &Workbench, ruling: &TopicRuling) -> String {
    let told = |topic: &NamedTopic| format!("“{}”", called(&topic.name));
    match ruling {
        TopicRuling::Merge { from, into } => format!("{} counts the same as {}", told(from), told(into)),
        TopicRuling::Split { figures, name } => {
            let what = match figures.as_slice() {
                [one] => {
                    let title = bench.title(one.document).unwrap_or("a document".into());
                    let title = quotation(&title, decided::TITLE_CHARACTERS);
                    format!("“{}” in “{title}” counts", quotation(&one.anchor.exact, 40))
                }
                many => format!("{} count", counted(many.len(), "figure", "figures")),
            };
            match name {
                Some(name) => format!("{what} something of its own, “{name}”"),
                None => format!("{what} something of its own"),
            }
        }
        TopicRuling::Rename { topic, name } => format!("{} is called “{name}”", told(topic)),
        TopicRuling::Dismiss { topic } => format!("{} is not shown", told(topic)),
    }
}
