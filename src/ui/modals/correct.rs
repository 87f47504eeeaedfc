//! Corrects the words selected in a text, in a copy of it within the project.

use egui::{Context, RichText};

use super::{Scene, Stay};
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::ui::outbox::Request;
use crate::ui::theme::Themed as _;
use crate::workbench::{Command, Workbench};

/// What has been typed.
#[derive(Clone, Debug)]
pub(super) struct CorrectDialog {
    document: DocumentId,
    span: Span,
    was: String,
    text: String,
}

impl CorrectDialog {
    pub(super) fn new(document: DocumentId, span: Span, bench: &Workbench) -> Self {
        let was = bench.text(document).map_or_else(String::new, |text| text.slice(span).to_owned());
        Self { document, span, text: was.clone(), was }
    }

    /// The same with what was typed the last time, if it was to stand in the place of the same words.
    pub(super) fn taking_up(self, draft: Option<Self>) -> Self {
        let is_same =
            |draft: &Self| (draft.document, draft.span, &draft.was) == (self.document, self.span, &self.was);
        draft.filter(is_same).unwrap_or(self)
    }

    /// Draws it. What was typed and neither taken nor put back is left in `draft`.
    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>, draft: &mut Option<Self>) -> Stay {
        let changed = self.text != self.was;
        let rows = (self.was.len() / 60 + self.was.matches('\n').count() + 1).clamp(1, 8);
        let mut dialog = Dialog::new("correct text", "Correct the text").primary("Correct", changed);
        if changed {
            dialog = dialog.other("As it was");
        }
        let (answer, ()) = dialog.show(ctx, |ui| {
            let dim = ui.tokens().colour.dim;
            let sentence = "The words are corrected in a copy of the text within the project, and annotations move along; \
                the file itself is not touched.";
            ui.label(RichText::new(sentence).color(dim));
            TextField::new("Words", &mut self.text).rows(rows).focus_first().show(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                scene.out.command(Command::CorrectText {
                    document: self.document,
                    span: self.span,
                    text: self.text.replace("\r\n", "\n"),
                });
            }
            Answer::Other => {
                self.text.clone_from(&self.was);
                return Stay::Open;
            }
            Answer::Cancelled if changed => {
                *draft = Some(self.clone());
                scene
                    .out
                    .push(Request::Say("What you typed is kept: correct the same words again to go on."));
            }
            Answer::Cancelled => {}
        }
        Stay::Closed
    }
}
