//! Writes a memo: on the project, a document, a tag or an annotation.

use egui::{Context, RichText};

use super::{Scene, Stay};
use crate::project::Project;
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::ui::outbox::{MemoOf, Outbox};
use crate::ui::rest::Rest;
use crate::ui::theme::text_style;
use crate::workbench::{Command, Workbench};

/// How many characters of a passage are shown above its memo.
const QUOTED: usize = 300;

/// What has been written.
pub(super) struct MemoDialog {
    subject: MemoOf,
    text: String,
    rest: Rest,
}

impl MemoDialog {
    pub(super) fn new(subject: MemoOf, bench: &Workbench) -> Self {
        Self { subject, text: memo_of(bench.project(), subject), rest: Rest::default() }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let project = scene.bench.project();
        let title = match self.subject {
            MemoOf::Project => "Memo on the project".to_owned(),
            MemoOf::Document(id) => {
                let title = scene.bench.title(id).unwrap_or_default();
                format!("Memo on “{title}”")
            }
            MemoOf::Tag(id) => format!("Memo on the tag “{}”", project.tag_path(id)),
            MemoOf::Annotation(_) => "Memo on the passage".to_owned(),
        };
        let quotation = match self.subject {
            MemoOf::Annotation(id) => {
                project.annotations.get(&id).map(|annotation| scene.bench.quotation(annotation))
            }
            _ => None,
        };
        let before = self.text.clone();
        let (answer, ()) = Dialog::new("memo", &title).primary("Keep", true).show(ctx, |ui| {
            if let Some(quotation) = &quotation {
                let mut short: String = quotation.chars().take(QUOTED).collect();
                if short.len() < quotation.len() {
                    short.push('…');
                }
                ui.label(RichText::new(short).text_style(text_style::excerpt()));
            }
            let field = TextField::new("Memo", &mut self.text).rows(7).focus_first();
            field.hint("What do you make of it?").help("Ctrl Enter keeps it.").show(ui);
        });
        if answer == Answer::Pending {
            let is_pending = self.text != memo_of(project, self.subject);
            if self.rest.is_due(ctx, is_pending, self.text != before) {
                self.keep(project, scene.out);
            }
            return Stay::Open;
        }
        // Escape keeps what was written too: undo repairs a memo that was not meant, nothing repairs one lost.
        self.keep(project, scene.out);
        Stay::Closed
    }

    /// Asks for the edit that keeps what was written, if it differs from what is kept.
    pub(super) fn keep(&self, project: &Project, out: &mut Outbox) {
        let memo = self.text.clone();
        if memo == memo_of(project, self.subject) {
            return;
        }
        out.command(match self.subject {
            MemoOf::Project => Command::SetProjectMemo(memo),
            MemoOf::Document(document) => Command::SetDocumentMemo { document, memo },
            MemoOf::Tag(tag) => Command::SetTagMemo { tag, memo },
            MemoOf::Annotation(annotation) => Command::SetAnnotationMemo { annotation, memo },
        });
    }
}

fn memo_of(project: &Project, subject: MemoOf) -> String {
    let memo = match subject {
        MemoOf::Project => Some(&project.info.memo),
        MemoOf::Document(id) => project.documents.get(&id).map(|record| &record.memo),
        MemoOf::Tag(id) => project.tags.get(&id).map(|tag| &tag.memo),
        MemoOf::Annotation(id) => project.annotations.get(&id).map(|annotation| &annotation.memo),
    };
    memo.cloned().unwrap_or_default()
}
