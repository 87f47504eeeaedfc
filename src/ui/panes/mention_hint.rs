//! What is said of a mention while the pointer rests on it: the entity, why it is linked, and how often it is named.

use egui::{Response, RichText, Ui};

use crate::entities::Source;
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::numbers::counted;
use crate::ui::entity_looks;
use crate::ui::kit;
use crate::ui::theme::{Themed as _, family, text_style};
use crate::workbench::Workbench;

/// Shows the hint beside the pointer, once it has rested; `above` adds what else is to be said of the words.
pub(super) fn show(
    response: &Response,
    bench: &Workbench,
    (document, span): (DocumentId, Span),
    above: impl FnOnce(&mut Ui),
) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(300.0);
        above(ui);
        contents(ui, bench, document, span);
    });
}

fn contents(ui: &mut Ui, bench: &Workbench, document: DocumentId, span: Span) {
    let entities = bench.entities();
    let Some(place) = entities.mention_at(document, span) else { return };
    let Some(entity) = entities.named_by(document, place.index) else { return };
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * tokens.space.grid;
        kit::swatch(ui, entity_looks::colour(&entity.kind, bench.project(), tokens));
        ui.label(RichText::new(&*entity.name).family(family::medium()));
    });
    let mut facts = vec![entity_looks::one(&entity.kind)];
    let mentions = counted(entity.occurrences.len(), "mention", "mentions");
    let documents = counted(entities.document_count(entity.key), "document", "documents");
    facts.push(format!("{mentions} in {documents}"));
    facts.extend(place.mention.value.as_deref().filter(|value| **value != *entity.name).map(str::to_owned));
    small(ui, &facts.join(" · "));
    if let Some(reason) = entities.reason(document, place.index) {
        small(ui, &format!("Linked: {reason}"));
    }
    small(ui, &found_by(&place.mention.source));
}

fn small(ui: &mut Ui, text: &str) {
    let dim = ui.tokens().colour.dim;
    ui.label(RichText::new(text).text_style(text_style::small()).color(dim));
}

/// What recognised a mention, as a phrase.
fn found_by(source: &Source) -> String {
    match source {
        Source::Model => "Recognised by the model".to_owned(),
        Source::Rule(name) => format!("Recognised by the rule for {name}"),
        Source::List(name) => format!("On the list “{name}”"),
        Source::User => "Added by hand".to_owned(),
    }
}
