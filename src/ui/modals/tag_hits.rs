//! Tags what a search has found, all of it or the hits chosen: each hit, its sentence or its paragraph, as one change.

use std::sync::Arc;

use egui::{Context, Ui, vec2};

use super::{Scene, Stay, tag_many};
use crate::project::DocumentId;
use crate::search::extent::Extent;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::kit::Chip;
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, Gathered, Gathering, HitNumbers, SearchCommand, Workbench};

/// What has been typed and chosen.
pub(super) struct TagHits {
    tag: String,
    extent: Extent,
    /// True when all hits are tagged, though some are chosen.
    all: bool,
}

impl Default for TagHits {
    fn default() -> Self {
        Self { tag: String::new(), extent: Extent::Sentence, all: false }
    }
}

impl TagHits {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let Some(found) = bench.answer() else { return Stay::Closed };
        let chosen = scene.screen.search.chosen.numbers();
        let hits = (!self.all && !chosen.is_empty()).then(|| chosen.clone());
        let count = hits.as_ref().map_or(found.count(), HitNumbers::count);
        let asked = Gathering { extent: self.extent, hits };
        let gathered = bench.gathered(&asked).cloned().unwrap_or(Gathered::Pending);
        let is_stopped = bench.is_search_stopped();
        if bench.gathered(&asked).is_none() && !is_stopped {
            scene.out.command(Command::Search(SearchCommand::Gather(asked)));
        }
        let passages: Arc<[(DocumentId, Span)]> = match &gathered {
            Gathered::Passages(passages) => passages.clone(),
            Gathered::Pending | Gathered::TooMany => Arc::default(),
        };
        let title = format!("Tag hits of “{}”", quotation(&found.asked().query, 40));
        let Self { tag, extent, all } = self;
        tag_many::show(ctx, scene, ("tag hits", &title), tag, &passages, |ui| {
            if !chosen.is_empty() {
                which_ui(ui, all, chosen.count(), found.count());
            }
            tag_many::extent_ui(
                ui,
                extent,
                [
                    ("The sentence", Extent::Sentence),
                    ("The paragraph", Extent::Paragraph),
                    ("The hit alone", Extent::Hit),
                ],
            );
            preview_ui(ui, bench, &gathered, count);
        })
    }
}

/// Lets one choose between the hits chosen and all.
fn which_ui(ui: &mut Ui, all: &mut bool, chosen: u64, found: u64) {
    draw::dim(ui, "Which hits");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        let chosen = format!("The {} chosen", grouped(chosen as usize));
        for (label, is_all) in [(chosen, false), (format!("All {}", grouped(found as usize)), true)] {
            if ui.add(Chip::new(&label).selected(*all == is_all)).clicked() {
                *all = is_all;
            }
        }
    });
    ui.add_space(4.0);
}

/// How many passages there are, and the first of them.
fn preview_ui(ui: &mut Ui, bench: &Workbench, gathered: &Gathered, hits: u64) {
    ui.add_space(4.0);
    let passages = match gathered {
        Gathered::Pending if bench.is_search_stopped() => {
            return draw::dim(ui, "The search was stopped; search again to tag its hits.");
        }
        Gathered::Pending => return draw::dim(ui, "The hits are being gathered…"),
        Gathered::TooMany => {
            let most = grouped(Workbench::MOST_TAGGED);
            return draw::dim(ui, format!("More than {most} passages are not tagged at once: ask for less."));
        }
        Gathered::Passages(passages) => passages,
    };
    let hits = counted(hits as usize, "hit", "hits");
    draw::dim(ui, format!("{} for {hits}", counted(passages.len(), "passage", "passages")));
    tag_many::quoted(ui, bench, passages);
}
