//! Says that some of the ways an entity is written name another, or that one mention does.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Context, Ui, vec2};

use super::super::{Scene, Stay};
use super::kind_choice::KindChoice;
use crate::entities::resolve::{Entity, EntityKey, Occurrence};
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
    /// The mention the reader was at.
    at: Option<(DocumentId, Span)>,
    place: Where,
    name: String,
    kind: KindChoice,
    /// The documents that name the entity.
    documents: Kept<(), Rc<[DocumentId]>>,
    /// The mentions that are to be split off.
    places: Kept<Chosen, Rc<[(DocumentId, Span)]>>,
}

/// Which mentions of the spellings that are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    /// The one the reader was at, and no other.
    Here(DocumentId, Span),
    /// Those in a document.
    Document(DocumentId),
    /// All.
    Everywhere,
}

/// Which mentions: those of these spellings, there.
type Chosen = (BTreeSet<u32>, Where);

impl SplitDialog {
    /// Of `entity`; the mention `at` which the reader was is chosen, if it names that.
    pub fn new(entity: EntityKey, at: Option<(DocumentId, Span)>, bench: &Workbench) -> Self {
        let found = bench.entities().get(entity);
        let spelling = found.zip(at).and_then(|(entity, at)| spelling_at(bench, entity, at));
        let name = found.zip(spelling).and_then(|(entity, at)| entity.aliases.get(at as usize));
        let name = name.filter(|name| found.is_some_and(|entity| name.text != entity.name));
        let at = at.filter(|_| spelling.is_some());
        Self {
            entity,
            chosen: spelling.into_iter().collect(),
            at,
            place: at.map_or(Where::Everywhere, |(document, span)| Where::Here(document, span)),
            name: name.map_or_else(String::new, |name| name.text.to_string()),
            kind: KindChoice::of(found.map(|entity| entity.kind.clone())),
            documents: Kept::default(),
            places: Kept::default(),
        }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let entities = scene.bench.entities().clone();
        let Some(entity) = entities.get(self.entity) else { return Stay::Closed };
        let (chosen, place) = (&self.chosen, self.place);
        let places = self.places.get(scene.bench.entities_revision(), (chosen.clone(), place), || {
            places(scene.bench, entity, chosen, place)
        });
        let title = format!("Split “{}”", entity.name);
        let is_own = self.name.trim() == &*entity.name && self.kind.kind().as_ref() == Some(&entity.kind);
        let is_ready =
            !is_own && !places.is_empty() && !self.name.trim().is_empty() && self.kind.kind().is_some();
        let (answer, ()) =
            Dialog::new("split entity", &title).primary("Split off", is_ready).show(ctx, |ui| {
                draw::dim(ui, "Written so, it is another");
                self.spellings_ui(ui, entity);
                self.places_ui(ui, scene.bench, entity);
                let help = format!("{} will be linked to it.", counted(places.len(), "mention", "mentions"));
                let field = TextField::new("Name of the other entity", &mut self.name);
                let field = field.hint("One there is, or a new name").help(&help);
                field.error(is_own.then_some("That is its own name: give the other one another.")).show(ui);
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
                    if self.name.is_empty() && alias.text != entity.name {
                        self.name = alias.text.to_string();
                    }
                    // Another spelling is not the one mention's.
                    if matches!(self.place, Where::Here(..)) {
                        self.place = Where::Everywhere;
                    }
                }
            }
        });
    }

    fn places_ui(&mut self, ui: &mut Ui, bench: &Workbench, entity: &Entity) {
        const LISTED: usize = 8;
        let documents = self.documents.get(bench.entities_revision(), (), || {
            MentionOrder::of(bench, entity).documents(entity).map(|(document, _)| document).collect()
        });
        let listed: &[DocumentId] = if (2..=LISTED).contains(&documents.len()) { &documents } else { &[] };
        if listed.is_empty() && self.at.is_none() {
            return;
        }
        draw::dim(ui, "Where");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            let mut choice = |ui: &mut Ui, label: &str, place: Where| {
                if ui.add(Chip::new(label).selected(self.place == place)).clicked() {
                    self.place = place;
                }
            };
            if let Some((document, span)) = self.at {
                choice(ui, "This mention only", Where::Here(document, span));
            }
            choice(ui, "In all documents", Where::Everywhere);
            for id in listed.iter().copied() {
                choice(ui, &bench.title(id).unwrap_or_default(), Where::Document(id));
            }
        });
    }
}

/// How the mention at a place is written, as an index into the spellings of the entity that it names.
fn spelling_at(bench: &Workbench, entity: &Entity, (document, span): (DocumentId, Span)) -> Option<u32> {
    let entities = bench.entities();
    let place = entities.mention_at(document, span).filter(|place| place.mention.span == span)?;
    let is_there = |occurrence: &&Occurrence| {
        entities.place(**occurrence).is_some_and(|it| it.document == document && it.index == place.index)
    };
    entity.occurrences.iter().find(is_there).map(|occurrence| occurrence.alias)
}

/// The mentions that are written in one of the ways that are chosen, and stand there.
fn places(
    bench: &Workbench,
    entity: &Entity,
    chosen: &BTreeSet<u32>,
    place: Where,
) -> Rc<[(DocumentId, Span)]> {
    let entities = bench.entities();
    entity
        .occurrences
        .iter()
        .filter(|occurrence| chosen.contains(&occurrence.alias))
        .filter_map(|occurrence| entities.place(*occurrence))
        .filter(|found| match place {
            Where::Here(document, span) => found.document == document && found.mention.span == span,
            Where::Document(document) => found.document == document,
            Where::Everywhere => true,
        })
        .map(|place| (place.document, place.mention.span))
        .collect()
}
