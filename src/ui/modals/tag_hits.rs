//! Tags everything a search has found: each hit, its sentence or its paragraph, as one change.

use std::sync::Arc;

use egui::{Context, Ui};

use super::{Scene, Stay, tag_many};
use crate::project::DocumentId;
use crate::search::extent::Extent;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, Gathered, SearchCommand, Workbench};

/// What has been typed and chosen.
pub(super) struct TagHits {
    tag: String,
    extent: Extent,
}

impl Default for TagHits {
    fn default() -> Self {
        Self { tag: String::new(), extent: Extent::Sentence }
    }
}

impl TagHits {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let Some(found) = bench.answer() else { return Stay::Closed };
        let gathered = bench.gathered(self.extent).cloned().unwrap_or(Gathered::Pending);
        if bench.gathered(self.extent).is_none() {
            scene.out.command(Command::Search(SearchCommand::Gather(self.extent)));
        }
        let passages: Arc<[(DocumentId, Span)]> = match &gathered {
            Gathered::Passages(passages) => passages.clone(),
            Gathered::Pending | Gathered::TooMany => Arc::default(),
        };
        let title = format!("Tag all hits of “{}”", quotation(&found.asked().query, 40));
        let Self { tag, extent } = self;
        tag_many::show(ctx, scene, ("tag hits", &title), tag, &passages, |ui| {
            tag_many::extent_ui(
                ui,
                extent,
                [
                    ("The sentence", Extent::Sentence),
                    ("The paragraph", Extent::Paragraph),
                    ("The hit alone", Extent::Hit),
                ],
            );
            preview_ui(ui, bench, &gathered, found.count());
        })
    }
}

/// How many passages there are, and the first of them.
fn preview_ui(ui: &mut Ui, bench: &Workbench, gathered: &Gathered, hits: u64) {
    ui.add_space(4.0);
    let passages = match gathered {
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
