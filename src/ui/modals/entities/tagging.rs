//! Tags what names an entity: every mention, sentence or paragraph, alone or together with another entity.

use std::rc::Rc;

use egui::{Context, Ui};

use super::super::{Scene, Stay, tag_many};
use super::finding::Finding;
use crate::entities::resolve::EntityKey;
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::kit::{Chip, TextField};
use crate::ui::panels::draw;
use crate::ui::panels::kept::Kept;
use crate::workbench::{Around, Workbench};

type Passages = Rc<Vec<(DocumentId, Span)>>;

/// What has been typed and chosen.
pub(in crate::ui::modals) struct TaggingDialog {
    entity: EntityKey,
    around: Around,
    tag: String,
    with: String,
    together_with: Option<EntityKey>,
    finding: Finding,
    passages: Kept<(Around, Option<EntityKey>), Passages>,
}

impl TaggingDialog {
    pub fn new(entity: EntityKey) -> Self {
        Self {
            entity,
            around: Around::Sentence,
            tag: String::new(),
            with: String::new(),
            together_with: None,
            finding: Finding::default(),
            passages: Kept::default(),
        }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let Some(entity) = bench.entities().get(self.entity) else { return Stay::Closed };
        let (key, around, with) = (self.entity, self.around, self.together_with);
        let read = || Rc::new(bench.passages_naming(key, with, around));
        let passages = self.passages.get(bench.entities_revision(), (around, with), read);
        let title = format!("Tag what names “{}”", entity.name);
        let mut tag = std::mem::take(&mut self.tag);
        let stay = tag_many::show(ctx, scene, ("tag entity", &title), &mut tag, &passages, |ui| {
            tag_many::extent_ui(
                ui,
                &mut self.around,
                [
                    ("The sentence", Around::Sentence),
                    ("The paragraph", Around::Paragraph),
                    ("The name alone", Around::Mention),
                ],
            );
            self.together_ui(ui, bench);
            preview_ui(ui, bench, &passages);
        });
        self.tag = tag;
        stay
    }

    /// Narrows it to what names another entity as well.
    fn together_ui(&mut self, ui: &mut Ui, bench: &Workbench) {
        if let Some(other) = self.together_with.and_then(|key| bench.entities().get(key)) {
            draw::dim(ui, "Only where this is named too");
            let mut is_removed = false;
            ui.add(Chip::new(&other.name).removable(&mut is_removed));
            if is_removed {
                self.together_with = None;
            }
            return;
        }
        let field = TextField::new("Only where this is named too", &mut self.with);
        if field.hint("Part of a name; leave it empty for all").show(ui).changed() {
            self.finding.begin_anew();
        }
        if self.with.trim().is_empty() {
            return;
        }
        let itself = self.entity;
        let found = self.finding.read(bench, &self.with, (&[], None), |entity| entity.key != itself);
        if let Some(key) = self.finding.show(ui, bench, &found, 112.0) {
            self.together_with = Some(key);
            self.with.clear();
        }
    }
}

/// The first passages that would be tagged.
fn preview_ui(ui: &mut Ui, bench: &Workbench, passages: &[(DocumentId, Span)]) {
    ui.add_space(4.0);
    if passages.is_empty() {
        draw::dim(ui, "No passage names them so.");
        return;
    }
    tag_many::quoted(ui, bench, passages);
}
