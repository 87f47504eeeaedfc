//! The inspector: everything about the one subject in focus, and the place where it is written about.
//!
//! One file for each kind of subject. What is being written is in [`draft`] until it becomes an edit; where one has
//! been is in [`visits`].

mod annotation;
mod attributes;
mod completion;
mod document;
mod draft;
mod entity;
mod mentions;
mod pieces;
mod project;
mod tag;
mod visits;

use std::rc::Rc;

use egui::{Id, Ui};

use super::kept::Kept;
use crate::entities::resolve::{Entity, EntityKey};
use crate::project::{AnnotationId, DocumentId, TagColour, TagId};
use crate::ui::kit::{self, IconButton};
use crate::ui::mention_order::MentionOrder;
use crate::ui::outbox::Outbox;
use crate::ui::screen::{Screen, Subject};
use crate::ui::theme::icons;
use crate::workbench::Workbench;

use draft::{Drafts, Field};
use visits::Visits;

/// What the inspector keeps of what is on screen.
#[derive(Debug, Default)]
pub struct InspectorPanel {
    drafts: Drafts,
    visits: Visits,
    new_attribute: Option<attributes::NewAttribute>,
    /// The annotation whose long quotation is shown whole.
    whole: Option<AnnotationId>,
    /// The colour passed while the pointer is held down.
    colour: Option<TagColour>,
    document_tags: Kept<DocumentId, Rc<[(TagId, usize)]>>,
    tag_excerpts: Kept<TagId, Rc<[AnnotationId]>>,
    /// Of an entity, at a state of the project.
    mention_order: Kept<(EntityKey, u64), Rc<MentionOrder>>,
    entity: Option<Rc<entity::About>>,
}

impl InspectorPanel {
    /// Sends what is being written. Whoever saves, quits or takes an edit back calls this first.
    pub fn commit(&mut self, bench: &Workbench, out: &mut Outbox) {
        self.drafts.commit(bench.project(), out);
    }

    /// True while something is being written that the project does not have yet.
    pub fn is_writing(&self, bench: &Workbench) -> bool {
        self.drafts.is_pending(bench.project())
    }

    /// The order in which the mentions of an entity are listed and gone through, made once for each state of the entities
    /// and the project.
    pub fn mention_order(&mut self, bench: &Workbench, entity: &Entity) -> Rc<MentionOrder> {
        let key = (entity.key, bench.revision());
        self.mention_order.get(bench.entities_revision(), key, || Rc::new(MentionOrder::of(bench, entity)))
    }

    /// What the inspector says of an entity.
    fn about(&mut self, bench: &Workbench, entity: &Entity) -> Rc<entity::About> {
        let order = self.mention_order(bench, entity);
        if let Some(about) = &self.entity
            && about.is_in(&order)
        {
            return about.clone();
        }
        let about = Rc::new(entity::About::of(bench, entity, order));
        self.entity = Some(about.clone());
        about
    }
}

/// Gives the keyboard to a document's title as soon as the inspector shows that document.
pub(super) fn write_title(ui: &Ui, document: DocumentId) {
    write(ui, &Field::Title(document));
}

/// Gives the keyboard to a tag's description as soon as the inspector shows that tag.
pub(super) fn write_description(ui: &Ui, tag: TagId) {
    write(ui, &Field::Description(tag));
}

fn write(ui: &Ui, field: &Field) {
    ui.data_mut(|data| data.insert_temp(wanted_id(), field.id()));
}

/// Where the identity of the field is kept that wants the keyboard.
fn wanted_id() -> Id {
    Id::unique("the inspector's field that wants the keyboard")
}

/// Draws the inspector.
pub fn show(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let exists = |subject| exists(bench, subject);
    if !exists(screen.focus) {
        screen.focus = state.visits.previous(exists).unwrap_or_default();
    }
    let subject = screen.focus;
    state.visits.note(subject);
    state.drafts.leave_all_but(|field| field.subject() == subject, bench.project(), out);
    header(ui, state, bench, subject, out);
    // Each subject has its own place in its own scroll area.
    ui.push_id(subject_salt(subject), |ui| match subject {
        Subject::Project => project::show(ui, state, bench, out),
        Subject::Document(id) => document::show(ui, state, bench, id, out),
        Subject::Tag(id) => tag::show(ui, state, bench, id, out),
        Subject::Annotation(id) => annotation::show(ui, state, bench, id, out),
        Subject::Entity(key) => entity::show(ui, state, screen, bench, key, out),
    });
}

fn header(ui: &mut Ui, state: &mut InspectorPanel, bench: &Workbench, subject: Subject, out: &mut Outbox) {
    let exists = |subject| exists(bench, subject);
    let (back, forward) = (state.visits.previous(exists), state.visits.next(exists));
    let kind = match subject {
        Subject::Project => "Project",
        Subject::Document(_) => "Document",
        Subject::Tag(_) => "Tag",
        Subject::Annotation(_) => "Annotation",
        Subject::Entity(_) => "Entity",
    };
    let mut go = None;
    kit::panel_header(ui, kind, |ui| {
        ui.add_enabled_ui(forward.is_some(), |ui| {
            if ui.add(IconButton::new(icons::CARET_RIGHT, "Forward")).clicked() {
                go = state.visits.forward(exists);
            }
        });
        ui.add_enabled_ui(back.is_some(), |ui| {
            if ui.add(IconButton::new(icons::CARET_LEFT, "Back")).clicked() {
                go = state.visits.back(exists);
            }
        });
    });
    if let Some(subject) = go {
        state.commit(bench, out);
        out.focus(subject);
    }
}

fn subject_salt(subject: Subject) -> Id {
    match subject {
        Subject::Project => Id::unique("inspected project"),
        Subject::Document(id) => Id::unique(("inspected", id)),
        Subject::Tag(id) => Id::unique(("inspected", id)),
        Subject::Annotation(id) => Id::unique(("inspected", id)),
        Subject::Entity(key) => Id::unique(("inspected", key)),
    }
}

fn exists(bench: &Workbench, subject: Subject) -> bool {
    let project = bench.project();
    match subject {
        Subject::Project => true,
        Subject::Document(id) => project.documents.contains_key(&id),
        Subject::Tag(id) => project.tags.contains_key(&id),
        Subject::Annotation(id) => project.annotations.contains_key(&id),
        Subject::Entity(key) => bench.entities().get(key).is_some(),
    }
}
