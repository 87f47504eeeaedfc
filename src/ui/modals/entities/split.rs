//! Says that some of the ways an entity is written name another.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Context, Ui, vec2};

use super::super::{Scene, Stay};
use super::kind_choice::KindChoice;
use crate::entities::resolve::{Entity, EntityKey};
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Chip, Dialog, TextField};
use crate::ui::mention_order::MentionOrder;
use crate::ui::panels::draw;
use crate::ui::panels::kept::Kept;
use crate::workbench::{Command, EntityCommand, Workbench};

/// What has been chosen so far.
pub(in crate::ui::modals) struct SplitDialog {
    entity: EntityKey,
    /// The spellings that name another, as indices.
    chosen: BTreeSet<u32>,
    /// Only those in this document; in all when `None`.
    document: Option<DocumentId>,
    name: String,
    kind: KindChoice,
    /// The documents that name the entity.
    documents: Kept<(), Rc<[DocumentId]>>,
    /// The mentions that are to be split off.
    places: Kept<Chosen, Rc<[(DocumentId, Span)]>>,
}

/// Which mentions: those of these spellings, in this document or in all.
type Chosen = (BTreeSet<u32>, Option<DocumentId>);

impl SplitDialog {
    pub fn new(entity: EntityKey, bench: &Workbench) -> Self {
        let kind = bench.entities().get(entity).map(|entity| entity.kind.clone());
        Self {
            entity,
            chosen: BTreeSet::new(),
            document: None,
            name: String::new(),
            kind: KindChoice::of(kind),
            documents: Kept::default(),
            places: Kept::default(),
        }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let entities = scene.bench.entities().clone();
        let Some(entity) = entities.get(self.entity) else { return Stay::Closed };
        let (chosen, document) = (&self.chosen, self.document);
        let places = self.places.get(scene.bench.entities_revision(), (chosen.clone(), document), || {
            places(scene.bench, entity, chosen, document)
        });
        let title = format!("Split “{}”", entity.name);
        let is_ready = !places.is_empty() && !self.name.trim().is_empty() && self.kind.kind().is_some();
        let (answer, ()) =
            Dialog::new("split entity", &title).primary("Split off", is_ready).show(ctx, |ui| {
                draw::dim(ui, "Written so, it is another");
                self.spellings_ui(ui, entity);
                self.documents_ui(ui, scene.bench, entity);
                let help = format!("{} will be linked to it.", counted(places.len(), "mention", "mentions"));
                let field = TextField::new("Name of the other entity", &mut self.name);
                field.hint("One there is, or a new name").help(&help).show(ui);
                self.kind.show(ui, scene.bench);
            });
        match (answer, self.kind.kind()) {
            (Answer::Pending, _) => return Stay::Open,
            (Answer::Primary, Some(kind)) => {
                let command = EntityCommand::Split { places: places.to_vec(), kind, name: self.name.clone() };
                scene.out.command(Command::Entities(command));
            }
            _ => {}
        }
        Stay::Closed
    }

    fn spellings_ui(&mut self, ui: &mut Ui, entity: &Entity) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (at, alias) in (0_u32..).zip(&entity.aliases) {
                let label = format!("{} ({})", alias.text, alias.count);
                if ui.add(Chip::new(&label).selected(self.chosen.contains(&at))).clicked() {
                    if !self.chosen.remove(&at) {
                        self.chosen.insert(at);
                    }
                    if self.name.is_empty() {
                        self.name = alias.text.to_string();
                    }
                }
            }
        });
    }

    fn documents_ui(&mut self, ui: &mut Ui, bench: &Workbench, entity: &Entity) {
        const LISTED: usize = 8;
        let documents = self.documents.get(bench.entities_revision(), (), || {
            MentionOrder::of(bench, entity).documents(entity).map(|(document, _)| document).collect()
        });
        if documents.len() < 2 || documents.len() > LISTED {
            return;
        }
        draw::dim(ui, "Where");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            if ui.add(Chip::new("In all documents").selected(self.document.is_none())).clicked() {
                self.document = None;
            }
            for id in documents.iter().copied() {
                let title = bench.title(id).unwrap_or_default();
                if ui.add(Chip::new(&title).selected(self.document == Some(id))).clicked() {
                    self.document = Some(id);
                }
            }
        });
    }
}

/// The mentions that are written in one of the ways that are chosen, in one document or in all.
fn places(
    bench: &Workbench,
    entity: &Entity,
    chosen: &BTreeSet<u32>,
    document: Option<DocumentId>,
) -> Rc<[(DocumentId, Span)]> {
    let entities = bench.entities();
    entity
        .occurrences
        .iter()
        .filter(|occurrence| chosen.contains(&occurrence.alias))
        .filter_map(|occurrence| entities.place(*occurrence))
        .filter(|place| document.is_none_or(|document| place.document == document))
        .map(|place| (place.document, place.mention.span))
        .collect()
}
