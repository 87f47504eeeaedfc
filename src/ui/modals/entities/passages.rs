//! The passages that name two entities together: each one click from its place in the text.

use std::rc::Rc;

use egui::Context;

use super::super::{Scene, Stay, rows};
use crate::analysis::cooccurrence::{Edge, Unit};
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::kit::{Answer, Dialog, ListRow};
use crate::ui::outbox::Request;
use crate::ui::panels::draw;
use crate::ui::panels::kept::Kept;
use crate::ui::panels::wording::quotation;

/// Letters of a passage in its row.
const QUOTED: usize = 90;

/// The edge of the network whose passages are listed.
pub(in crate::ui::modals) struct PassagesDialog {
    edge: Edge,
    unit: Unit,
    found: Kept<(), Rc<Vec<(DocumentId, Span)>>>,
}

impl PassagesDialog {
    pub fn new(edge: Edge, unit: Unit) -> Self {
        Self { edge, unit, found: Kept::default() }
    }

    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let bench = scene.bench;
        let Some((network, _)) = bench.network() else { return Stay::Closed };
        let name = |node: u32| network.nodes().get(node as usize).map_or("", |node| &*node.name);
        let title = format!("“{}” and “{}”", name(self.edge.first), name(self.edge.second));
        let (edge, unit) = (self.edge, self.unit);
        let found = self.found.get(bench.revision(), (), || Rc::new(bench.passages_of_edge(&edge, unit)));
        let mut chosen = None;
        let dialog = Dialog::new("passages", &title).width(640.0).cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            let all = self.edge.together.of(unit) as usize;
            let units = counted(all, unit.named(1), unit.named(2));
            let shown = found.len();
            let note = if shown < all {
                format!("Named together in {units}; the first {} are listed.", grouped(shown))
            } else {
                format!("Named together in {units}.")
            };
            draw::dim(ui, note);
            rows::show(ui, "passages", 340.0, found.len(), None, |ui, at| {
                let Some((document, span)) = found.get(at).copied() else { return };
                let Some(text) = bench.text(document) else { return };
                let title = bench.title(document).unwrap_or_default();
                let label = quotation(text.slice(span), QUOTED);
                if ListRow::new(&label).trailing(quotation(&title, 24)).show(ui).row.clicked() {
                    chosen = Some((document, span));
                }
            });
        });
        if let Some((document, span)) = chosen {
            scene.out.push(Request::ShowPassage { document, span, beside: false, keep_keyboard: false });
            return Stay::Closed;
        }
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}
