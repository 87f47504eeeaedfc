//! What dialogs that tag many passages as one change have in common: the tag, how much of each is tagged, the first of
//! them, and the one button.

use egui::{Context, Ui, vec2};

use super::{Scene, Stay, tag_path};
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::kit::{Answer, Chip, Dialog};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::workbench::{Command, Workbench};

/// So many passages are quoted.
const QUOTED: usize = 3;
/// So much of each, in characters.
const QUOTATION: usize = 110;

/// Shows the dialog; `body` stands below the field for the tag. Who confirms tags the passages.
pub(super) fn show(
    ctx: &Context,
    scene: &mut Scene<'_>,
    (name, title): (&str, &str),
    tag: &mut String,
    passages: &[(DocumentId, Span)],
    body: impl FnOnce(&mut Ui),
) -> Stay {
    let path = tag_path::path(tag);
    let label = format!("Tag {}", counted(passages.len(), "passage", "passages"));
    let is_ready = !path.is_empty() && !passages.is_empty();
    let (answer, ()) = Dialog::new(name, title).primary(&label, is_ready).show(ctx, |ui| {
        tag_path::field(ui, scene.bench, tag);
        body(ui);
    });
    match answer {
        Answer::Pending => return Stay::Open,
        Answer::Primary => scene.out.command(Command::TagAll { passages: passages.to_vec(), path }),
        Answer::Other | Answer::Cancelled => {}
    }
    Stay::Closed
}

/// Lets one choose how much is tagged, of what is offered by name.
pub(super) fn extent_ui<T: Copy + PartialEq>(ui: &mut Ui, chosen: &mut T, offered: [(&str, T); 3]) {
    draw::dim(ui, "What is tagged");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (label, extent) in offered {
            if ui.add(Chip::new(label).selected(*chosen == extent)).clicked() {
                *chosen = extent;
            }
        }
    });
}

/// Quotes the first passages and says how many more there are.
pub(super) fn quoted(ui: &mut Ui, bench: &Workbench, passages: &[(DocumentId, Span)]) {
    for (document, span) in passages.iter().take(QUOTED) {
        let Some(text) = bench.text(*document) else { continue };
        let words = span.of(text.as_str()).unwrap_or_default();
        draw::dim(ui, format!("“{}”", quotation(words, QUOTATION)));
    }
    if passages.len() > QUOTED {
        draw::dim(ui, format!("and {} more", grouped(passages.len() - QUOTED)));
    }
}
