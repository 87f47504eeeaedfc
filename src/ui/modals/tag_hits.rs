//! Tags everything a search has found: each hit, its sentence or its paragraph, as one change.

use std::sync::Arc;

use egui::{Context, Ui, vec2};

use super::{Scene, Stay, tag_path};
use crate::project::DocumentId;
use crate::search::extent::Extent;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::kit::{Answer, Chip, Dialog};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, Gathered, SearchCommand, Workbench};

/// So many passages are quoted.
const QUOTED: usize = 3;

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
        let path = tag_path::path(&self.tag);
        let passages: Arc<[(DocumentId, Span)]> = match &gathered {
            Gathered::Passages(passages) => passages.clone(),
            Gathered::Pending | Gathered::TooMany => Arc::default(),
        };
        let title = format!("Tag all hits of “{}”", quotation(&found.asked().query, 40));
        let label = format!("Tag {}", counted(passages.len(), "passage", "passages"));
        let is_ready = !path.is_empty() && !passages.is_empty();
        let (answer, ()) = Dialog::new("tag hits", &title).primary(&label, is_ready).show(ctx, |ui| {
            tag_path::field(ui, bench, &mut self.tag);
            self.extent_ui(ui);
            preview_ui(ui, bench, &gathered, found.count());
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                scene.out.command(Command::TagAll { passages: passages.to_vec(), path });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }

    fn extent_ui(&mut self, ui: &mut Ui) {
        draw::dim(ui, "What is tagged");
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (label, extent) in [
                ("The sentence", Extent::Sentence),
                ("The paragraph", Extent::Paragraph),
                ("The hit alone", Extent::Hit),
            ] {
                if ui.add(Chip::new(label).selected(self.extent == extent)).clicked() {
                    self.extent = extent;
                }
            }
        });
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
    for (document, span) in passages.iter().take(QUOTED) {
        let Some(text) = bench.text(*document) else { continue };
        let words = span.of(text.as_str()).unwrap_or_default();
        draw::dim(ui, format!("“{}”", quotation(words, 110)));
    }
    if passages.len() > QUOTED {
        draw::dim(ui, format!("and {} more", grouped(passages.len() - QUOTED)));
    }
}
