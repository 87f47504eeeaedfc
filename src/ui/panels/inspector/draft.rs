//! Texts of the project while they are being written: kept from the first letter, made one edit when one leaves.
//!
//! At most one text is being written at a time. It becomes a command when its field loses the keyboard, on Ctrl Enter,
//! and before anything else is shown in its place; a memo also whenever its writer pauses. Escape gives up on a name but
//! never on a memo.

use egui::{Id, Key, KeyboardShortcut, Modifiers, Response, Ui};

use crate::project::{AnnotationId, DocumentId, Project, TagId};
use crate::ui::outbox::Outbox;
use crate::ui::rest::Rest;
use crate::ui::screen::Subject;
use crate::ui::shortcuts;
use crate::workbench::Command;

/// The key that ends the writing of a text, whatever it commands elsewhere.
const DONE: &[KeyboardShortcut] = &[KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter)];

/// A text of the project that can be written in the inspector.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    /// A document's title.
    Title(DocumentId),
    /// The value of one of a document's attributes.
    Attribute(DocumentId, String),
    /// The name of one of a document's attributes.
    AttributeName(DocumentId, String),
    /// A document's memo.
    DocumentMemo(DocumentId),
    /// A tag's name.
    TagName(TagId),
    /// A tag's description.
    Description(TagId),
    /// A tag's memo.
    TagMemo(TagId),
    /// An annotation's memo.
    AnnotationMemo(AnnotationId),
    /// The project's memo.
    ProjectMemo,
}

impl Field {
    /// The identity of the field on screen.
    pub fn id(&self) -> Id {
        Id::unique(("inspector", self))
    }

    /// What the text belongs to.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Title(id)
            | Self::Attribute(id, _)
            | Self::AttributeName(id, _)
            | Self::DocumentMemo(id) => Subject::Document(*id),
            Self::TagName(id) | Self::Description(id) | Self::TagMemo(id) => Subject::Tag(*id),
            Self::AnnotationMemo(id) => Subject::Annotation(*id),
            Self::ProjectMemo => Subject::Project,
        }
    }

    /// Names are given up on Escape and end with Enter; memos are prose.
    fn is_name(&self) -> bool {
        matches!(self, Self::Title(_) | Self::Attribute(..) | Self::AttributeName(..) | Self::TagName(_))
    }

    /// What the project has.
    fn stored<'a>(&self, project: &'a Project) -> Option<&'a str> {
        Some(match self {
            Self::Title(id) => &project.documents.get(id)?.title,
            Self::Attribute(id, name) => &project.documents.get(id)?.attributes.get(name)?.value,
            Self::AttributeName(id, name) => project.documents.get(id)?.attributes.get_key_value(name)?.0,
            Self::DocumentMemo(id) => &project.documents.get(id)?.memo,
            Self::TagName(id) => &project.tags.get(id)?.name,
            Self::Description(id) => &project.tags.get(id)?.description,
            Self::TagMemo(id) => &project.tags.get(id)?.memo,
            Self::AnnotationMemo(id) => &project.annotations.get(id)?.memo,
            Self::ProjectMemo => &project.info.memo,
        })
    }

    fn command(self, text: String) -> Command {
        match self {
            Self::Title(document) => Command::SetTitle { document, title: text },
            Self::Attribute(document, name) => Command::SetAttribute { document, name, value: Some(text) },
            Self::AttributeName(_, from) => Command::RenameAttribute { from, to: text },
            Self::DocumentMemo(document) => Command::SetDocumentMemo { document, memo: text },
            Self::TagName(tag) => Command::RenameTag { tag, name: text },
            Self::Description(tag) => Command::DescribeTag { tag, description: text },
            Self::TagMemo(tag) => Command::SetTagMemo { tag, memo: text },
            Self::AnnotationMemo(annotation) => Command::SetAnnotationMemo { annotation, memo: text },
            Self::ProjectMemo => Command::SetProjectMemo(text),
        }
    }
}

/// The text that is being written, if any.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    open: Option<(Field, String)>,
    rest: Rest,
}

impl Drafts {
    /// Sends what is being written, if it differs from what the project has.
    pub fn commit(&mut self, project: &Project, out: &mut Outbox) {
        let Some((field, text)) = self.open.take() else { return };
        if field.stored(project) != Some(text.as_str()) {
            out.command(field.command(text));
        }
    }

    /// True when something has been written that the project does not have yet.
    pub fn is_pending(&self, project: &Project) -> bool {
        self.open.as_ref().is_some_and(|(field, text)| field.stored(project) != Some(text.as_str()))
    }

    /// True while this text is being written.
    pub fn is_open(&self, field: &Field) -> bool {
        self.open.as_ref().is_some_and(|(open, _)| open == field)
    }

    /// Commits when one of `fields` is not what is being written.
    pub fn leave_all_but(&mut self, stays: impl Fn(&Field) -> bool, project: &Project, out: &mut Outbox) {
        if self.open.as_ref().is_some_and(|(field, _)| !stays(field)) {
            self.commit(project, out);
        }
    }

    /// Draws a field over its draft or, while there is none, over what the project has.
    ///
    /// `draw` must give the text edit the identity [`Field::id`].
    pub fn edit(
        &mut self,
        ui: &mut Ui,
        project: &Project,
        out: &mut Outbox,
        field: Field,
        draw: impl FnOnce(&mut Ui, &mut String) -> Response,
    ) -> Response {
        let id = field.id();
        shortcuts::claim(ui, id, DONE);
        let stored = field.stored(project).unwrap_or_default();
        let focused = ui.memory(|memory| memory.has_focus(id));
        let done = focused
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::COMMAND, Key::Enter)
                    || (field.is_name() && input.consume_key(Modifiers::NONE, Key::Enter))
            });
        let mut text = match &mut self.open {
            Some((open, text)) if *open == field => std::mem::take(text),
            _ => stored.to_owned(),
        };
        let response = draw(ui, &mut text);
        debug_assert_eq!(response.id, id, "the text edit has the field's identity");
        let wanted = ui.data(|data| data.get_temp::<Id>(super::wanted_id()));
        if wanted == Some(id) {
            ui.data_mut(|data| data.remove::<Id>(super::wanted_id()));
            response.request_focus();
        }
        // Escape has taken the keyboard away before the field is drawn.
        let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if escaped && field.is_name() {
            stored.clone_into(&mut text);
        }
        let is_open = self.is_open(&field);
        if text != stored || is_open {
            if !is_open {
                self.commit(project, out);
            }
            let is_kept_meanwhile = !field.is_name() && text != stored;
            if self.rest.is_due(ui.ctx(), is_kept_meanwhile, response.changed()) {
                out.command(field.clone().command(text.clone()));
            }
            self.open = Some((field, text));
        }
        if done {
            response.surrender_focus();
        }
        if (done || response.lost_focus()) && self.open.as_ref().is_some_and(|(open, _)| open.id() == id) {
            self.commit(project, out);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::outbox::Request;
    use crate::workbench::{Places, Workbench};

    fn sent(out: &mut Outbox) -> Vec<String> {
        let requests = out.take().into_iter();
        requests
            .map(|request| match request {
                Request::Do(Command::SetProjectMemo(memo)) => memo,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn only_what_differs_is_sent_and_only_once() {
        let bench = Workbench::new(Places::none());
        let mut out = Outbox::default();
        let mut drafts = Drafts { open: Some((Field::ProjectMemo, String::new())), ..Drafts::default() };
        assert!(!drafts.is_pending(bench.project()));
        drafts.commit(bench.project(), &mut out);
        assert!(sent(&mut out).is_empty());
        drafts.open = Some((Field::ProjectMemo, "why".into()));
        assert!(drafts.is_pending(bench.project()));
        drafts.commit(bench.project(), &mut out);
        drafts.commit(bench.project(), &mut out);
        assert_eq!(sent(&mut out), ["why"]);
    }

    #[test]
    fn what_is_shown_no_more_is_sent() {
        let bench = Workbench::new(Places::none());
        let mut out = Outbox::default();
        let mut drafts = Drafts { open: Some((Field::ProjectMemo, "kept".into())), ..Drafts::default() };
        drafts.leave_all_but(|field| *field == Field::ProjectMemo, bench.project(), &mut out);
        assert!(sent(&mut out).is_empty());
        drafts.leave_all_but(|_| false, bench.project(), &mut out);
        assert_eq!(sent(&mut out), ["kept"]);
    }
}
