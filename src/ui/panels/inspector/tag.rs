//! The inspector on a tag: name, colour, description, memo, shortcut, and all its excerpts.

use std::rc::Rc;

use egui::{Popup, PopupCloseBehavior, Sense, Ui, Vec2, WidgetInfo};

use super::draft::Field;
use super::{InspectorPanel, pieces};
use crate::project::{Annotation, AnnotationId, Tag, TagColour, TagId};
use crate::text::numbers::counted;
use crate::ui::kit::{self, PushButton};
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::panels::draw;
use crate::ui::screen::Subject;
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// Draws it.
pub(super) fn show(ui: &mut Ui, state: &mut InspectorPanel, bench: &Workbench, id: TagId, out: &mut Outbox) {
    let Some(tag) = bench.project().tags.get(&id) else { return };
    let excerpts = state.tag_excerpts.get(bench.project_revision(), id, || excerpts_of(bench, id));
    pieces::body(ui, |ui| {
        draw::inset(ui, |ui| {
            pieces::title(ui, &mut state.drafts, bench, out, Field::TagName(id), "Tag name");
            about(ui, bench, tag, &mut state.colour, out);
            buttons(ui, id, out);
        });
        kit::section_header(ui, "Description");
        draw::inset(ui, |ui| {
            let hint = "What the tag means and when to use it";
            pieces::prose(ui, &mut state.drafts, bench, out, Field::Description(id), "Tag description", hint);
        });
        kit::section_header(ui, "Memo");
        draw::inset(ui, |ui| {
            let hint = "What you think while using it";
            pieces::prose(ui, &mut state.drafts, bench, out, Field::TagMemo(id), "Tag memo", hint);
        });
        kit::section_header(ui, "Excerpts");
        if excerpts.is_empty() {
            let how = match tag.shortcut {
                Some(key) => format!("None yet. Select words in the text and press {}.", key.to_uppercase()),
                None => "None yet. Select words in the text and press T.".to_owned(),
            };
            draw::inset(ui, |ui| draw::dim(ui, how));
        }
        pieces::excerpts(ui, bench, &excerpts, Subject::Tag(id), out);
    });
}

/// Swatch, path, use and shortcut on one line or two.
fn about(ui: &mut Ui, bench: &Workbench, tag: &Tag, draft: &mut Option<TagColour>, out: &mut Outbox) {
    let used = bench.index().tag_use(Some(tag.id));
    ui.horizontal_wrapped(|ui| {
        swatch(ui, tag, draft, out);
        let excerpts = counted(used.excerpts, "excerpt", "excerpts");
        let documents = counted(used.documents, "document", "documents");
        let used = if used.excerpts == 0 { excerpts } else { format!("{excerpts} in {documents}") };
        draw::dim(ui, used);
        if let Some(key) = tag.shortcut {
            kit::key_cap(ui, &key.to_uppercase().to_string());
        }
    });
    if tag.parent.is_some() {
        draw::dim(ui, bench.project().tag_path(tag.id));
    }
}

/// The tag's colour; a click chooses another.
fn swatch(ui: &mut Ui, tag: &Tag, draft: &mut Option<TagColour>, out: &mut Outbox) {
    let (rect, slot) = ui.allocate_exact_size(Vec2::splat(ui.tokens().space.swatch), Sense::hover());
    let rect = rect.expand(ui.tokens().space.grid);
    let response = ui.interact(rect, slot.id.with("colour"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Colour of the tag"));
    let tokens = ui.tokens();
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, tokens.control_radius(), tokens.colour.hover);
    }
    kit::paint_swatch(ui.painter(), tokens, rect.center(), tokens.tag_colour(tag.colour));
    let response = response.on_hover_text("Choose another colour");
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Colours")
        .show(|ui| draw::choose_colour(ui, tag, draft, false, out));
}

fn buttons(ui: &mut Ui, id: TagId, out: &mut Outbox) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if ui.add(PushButton::new("Subtag…")).clicked() {
            out.dialog(Dialog::NewTag(Some(id)));
        }
        if ui.add(PushButton::new("Merge…")).clicked() {
            out.dialog(Dialog::MergeTag(id));
        }
        if ui.add(PushButton::new("Delete…")).clicked() {
            out.dialog(Dialog::DeleteTag(id));
        }
    });
}

/// The annotations that carry a tag, by document title and place.
fn excerpts_of(bench: &Workbench, id: TagId) -> Rc<[AnnotationId]> {
    let project = bench.project();
    let carrying = bench.index().annotations_with(Some(id));
    let mut excerpts: Vec<&Annotation> = carrying.filter_map(|id| project.annotations.get(&id)).collect();
    excerpts.sort_by_cached_key(|annotation| {
        let record = project.documents.get(&annotation.document);
        let title = record.map_or("", |record| record.title.as_str());
        (title, annotation.document, annotation.anchor.start, annotation.id)
    });
    excerpts.into_iter().map(|annotation| annotation.id).collect()
}
