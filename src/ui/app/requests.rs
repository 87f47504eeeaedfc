//! Carrying out what the parts of the window have asked for, once the frame is drawn.

use super::LecternApp;
use super::search::Going;
use crate::project::{AnnotationId, DocumentId};
use crate::text::Span;
use crate::ui::dialogs::DialogRequest;
use crate::ui::outbox::{Dialog, Request};
use crate::ui::screen::Subject;
use crate::ui::writing::Writing;
use crate::workbench::{Command, Effect, Notice};

impl LecternApp {
    /// Carries out everything in the outbox, including what that asks for in turn.
    pub(super) fn carry_out_requests(&mut self, ctx: &egui::Context) {
        loop {
            let requests = self.out.take();
            if requests.is_empty() {
                return;
            }
            for request in requests {
                match request {
                    Request::Do(command) => self.carry_out(command),
                    Request::Run(action) => self.run_action(ctx, action),
                    Request::Search(query) => self.search_for(query),
                    Request::Open { document, at, beside } => self.open_document(document, at, beside),
                    Request::Keep(document) => self.keep_panes_of(document),
                    Request::Reveal(annotation) => self.reveal(annotation),
                    Request::Preview(annotation) => {
                        self.reveal(annotation);
                        self.panes.leave_keyboard();
                    }
                    Request::ShowMention { document, span, beside } => {
                        self.show_mention(document, span, beside);
                    }
                    Request::ShowHit { document, span, preview } => {
                        self.show_hit(document, span, preview);
                    }
                    Request::ShowFirstHit(document) => self.go_to_hit(ctx, Going::First(document)),
                    Request::ShowPassage { document, span, beside, keep_keyboard } => {
                        self.show_passage(document, span, beside);
                        if keep_keyboard {
                            self.panes.leave_keyboard();
                        }
                    }
                    Request::ShowShared { places, keep_keyboard } => {
                        self.show_shared(places);
                        if keep_keyboard {
                            self.panes.leave_keyboard();
                        }
                    }
                    Request::ShowBoth { one, other, keep_keyboard } => {
                        self.show_both((one, other), keep_keyboard);
                    }
                    Request::ShowLevel { places, keep_keyboard } => {
                        self.show_level(places);
                        if keep_keyboard {
                            self.panes.leave_keyboard();
                        }
                    }
                    Request::Focus(subject) => self.focus(subject),
                    Request::Dialog(dialog) => self.modals.open(dialog, &self.bench, &self.screen),
                    Request::AskForFile(request) => self.ask_for_file(request),
                    Request::SaveDrawing { drawing, name, kind } => {
                        let extension = kind.extension();
                        self.to_write = Some(Writing::Figure(drawing, extension));
                        let suggested = format!("{name}.{extension}");
                        self.ask_for_file(DialogRequest::SaveFigure { suggested, extension });
                    }
                    Request::ExportTopics(topics) => {
                        let extension = topics.format.extension();
                        self.to_write = Some(Writing::Topics(topics));
                        let suggested = format!("figures.{extension}");
                        self.ask_for_file(DialogRequest::ExportTable { suggested, extension });
                    }
                    Request::Say(sentence) => self.toast(&Notice::info(sentence)),
                }
            }
        }
    }

    /// Sends a command to the workbench, asking first who codes if that is not known and matters.
    pub(super) fn carry_out(&mut self, command: Command) {
        if marks_passages(&command) && self.bench.settings().coder.is_none() && !self.coder_asked {
            self.coder_asked = true;
            self.after_coder = Some(command);
            self.modals.open(Dialog::Coder, &self.bench, &self.screen);
            return;
        }
        let marks = marks_passages(&command);
        match self.bench.send(command) {
            Some(Effect::Annotation(annotation)) => {
                self.focus(Subject::Annotation(annotation));
                if marks {
                    self.show_tagged();
                }
            }
            Some(Effect::Tag(tag)) => self.focus(Subject::Tag(tag)),
            Some(Effect::ProjectReplaced | Effect::Job(_) | Effect::Done) | None => {}
        }
    }

    /// Shows something in the inspector.
    pub(super) fn focus(&mut self, subject: Subject) {
        self.screen.focus = subject;
    }

    /// Shows a document, at a passage if one is named.
    pub(super) fn open_document(&mut self, document: DocumentId, at: Option<Span>, beside: bool) {
        // One that is in view already is gone to, and not shown a second time.
        let shown = self.panes.visible().into_iter().find(|pane| pane.document == document && !beside);
        let pane = match shown.map(|pane| pane.id) {
            Some(pane) => {
                self.panes.activate(pane);
                pane
            }
            None => self.panes.open(document, beside, true),
        };
        if let Some(span) = at {
            self.panes.place_mut(pane).reveal(span);
        }
    }

    /// Shows an annotation in the text and in the inspector, in a pane that shows its document already if any does.
    pub(super) fn reveal(&mut self, annotation: AnnotationId) {
        self.focus(Subject::Annotation(annotation));
        let Some(record) = self.bench.project().annotations.get(&annotation) else { return };
        let document = record.document;
        if self.bench.document(document).is_none() {
            self.awaited = Some(annotation);
        }
        let span = self.bench.document(document).and_then(|loaded| record.span_in(&loaded.text));
        self.open_document(document, span, false);
    }

    fn keep_panes_of(&mut self, document: DocumentId) {
        let shown: Vec<_> =
            self.panes.panes().filter(|pane| pane.document == document).map(|pane| pane.id).collect();
        for pane in shown {
            self.panes.keep(pane);
        }
    }

    /// Lets the tint of a passage just tagged be seen, and its pane stay.
    fn show_tagged(&mut self) {
        if let Some(pane) = self.panes.active().map(|pane| pane.id) {
            self.panes.keep(pane);
            self.panes.place_mut(pane).collapse_selection();
        }
    }
}

/// True for commands that put the coder's name on something.
fn marks_passages(command: &Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Tag { .. } | C::TagByPath { .. } | C::TagAll { .. } | C::AddTags { .. } | C::AddTagByPath { .. }
    )
}
