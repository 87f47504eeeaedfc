//! Says what a passage names: one that was missed, or one that was taken for something else.

use egui::{Context, vec2};

use super::super::{Scene, Stay};
use super::finding::Finding;
use super::kind_choice::KindChoice;
use crate::entities::Kind;
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::kit::{Answer, Chip, Dialog, TextField};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, EntityCommand, Workbench};

/// How much of a passage is quoted.
const QUOTED: usize = 120;

/// What has been typed and chosen.
pub(in crate::ui::modals) struct NamingDialog {
    document: DocumentId,
    span: Span,
    words: String,
    /// The name of the entity that the passage is linked to, if it is a mention.
    linked: Option<(String, Kind)>,
    name: String,
    /// What the list of entities is narrowed by: the name as it was typed, before one was chosen there.
    typed: String,
    kind: KindChoice,
    everywhere: bool,
    finding: Finding,
}

impl NamingDialog {
    pub fn new(document: DocumentId, span: Span, bench: &Workbench) -> Self {
        let words = bench.text(document).map(|text| text.slice(span).to_owned()).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let entities = bench.entities();
        let place = entities.mention_at(document, span).filter(|place| place.mention.span == span);
        let entity = place.and_then(|place| entities.named_by(document, place.index));
        let linked = entity.map(|entity| (entity.name.to_string(), entity.kind.clone()));
        let name = linked.as_ref().map_or_else(|| words.clone(), |(name, _)| name.clone());
        let kind = linked.as_ref().map(|(_, kind)| kind.clone()).or(Some(Kind::Person));
        let kind = KindChoice::of(kind);
        let (typed, finding) = (name.clone(), Finding::with_none_chosen());
        Self { document, span, words, linked, name, typed, kind, everywhere: false, finding }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let is_ready = !self.name.trim().is_empty() && self.kind.kind().is_some();
        self.finding.keys(ctx);
        let dialog = Dialog::new("name entity", "What do these words name?").primary("Say so", is_ready);
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(format!("“{}”", quotation(&self.words, QUOTED)));
            let field = TextField::new("Name", &mut self.name).focus_first();
            if field.help("One of the entities below, or a new name.").show(ui).changed() {
                self.typed.clone_from(&self.name);
                self.finding.begin_anew();
            }
            let found = self.finding.read(scene.bench, &self.typed, (&[], None), |_| true);
            let walked_to = self.finding.walked_to(&found);
            if let Some(key) = self.finding.show(ui, scene.bench, &found, 140.0).or(walked_to)
                && let Some(entity) = scene.bench.entities().get(key)
            {
                self.name = entity.name.to_string();
                self.kind.choose(entity.kind.clone());
            }
            self.kind.show(ui, scene.bench);
            draw::dim(ui, "Where");
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                if ui.add(Chip::new("Only here").selected(!self.everywhere)).clicked() {
                    self.everywhere = false;
                }
                if ui.add(Chip::new("Wherever these words stand").selected(self.everywhere)).clicked() {
                    self.everywhere = true;
                }
            });
        });
        match answer {
            Answer::Pending => Stay::Open,
            Answer::Primary => {
                if let Some(command) = self.command() {
                    scene.out.command(Command::Entities(command));
                }
                Stay::Closed
            }
            Answer::Other | Answer::Cancelled => Stay::Closed,
        }
    }

    fn command(&self) -> Option<EntityCommand> {
        let kind = self.kind.kind()?;
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let (document, span) = (self.document, self.span);
        let is_other_name = name != self.words;
        if self.everywhere {
            let name = is_other_name.then_some(name);
            return Some(EntityCommand::AddWording { wording: self.words.clone(), kind, name });
        }
        Some(match &self.linked {
            Some((linked, was)) if *linked == name && *was == kind => return None,
            Some((linked, _)) if *linked == name => EntityCommand::RetypeMention { document, span, kind },
            Some(_) => EntityCommand::Split { places: vec![(document, span)], kind, name },
            None => EntityCommand::AddMention { document, span, kind, name: is_other_name.then_some(name) },
        })
    }
}
