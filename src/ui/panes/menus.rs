//! The menus of a page and of its tab: what can be done at the pointer.

use egui::{Popup, Pos2, Response, Ui};

use crate::project::{AnnotationId, DocumentId};
use crate::text::Span;
use crate::ui::action::Action;
use crate::ui::kit::{MenuItem, menu_divider};
use crate::ui::outbox::{Dialog, MemoOf, Outbox, TagTarget};
use crate::ui::panels::list::key_menu;
use crate::ui::reader::ReaderResponse;
use crate::ui::screen::Subject;
use crate::ui::shortcuts;
use crate::workbench::{Command, EntityCommand, Workbench};

/// The menu at the pointer: the selection's commands, then those of the annotations there.
pub(super) fn reader_menu(
    ui: &Ui,
    response: &ReaderResponse,
    annotations: Vec<AnnotationId>,
    passage: Option<(DocumentId, Span)>,
    named: Option<(DocumentId, Span)>,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let id = response.response.id.with("menu annotations");
    let named_id = response.response.id.with("menu mention");
    let place_id = response.response.id.with("menu place");
    let by_key = response.key_menu_at.is_some();
    if by_key || response.context_menu_at.is_some() {
        ui.data_mut(|data| {
            data.insert_temp(id, annotations);
            data.insert_temp(named_id, named);
            data.insert_temp(place_id, response.key_menu_at.unwrap_or_default());
        });
    }
    let place = ui.data(|data| data.get_temp::<Pos2>(place_id)).unwrap_or_default();
    key_menu(&response.response, by_key, place, shaped, |ui| {
        let annotations: Vec<AnnotationId> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let named: Option<(DocumentId, Span)> = ui.data(|data| data.get_temp(named_id)).flatten();
        if passage.is_some() {
            for action in [
                Action::TagSelection,
                Action::TagInVivo,
                Action::Highlight,
                Action::Copy,
                Action::CorrectText,
                Action::NameEntity,
            ] {
                action_item(ui, action, out);
            }
        } else if annotations.is_empty() && named.is_none() {
            ui.add_enabled(false, MenuItem::new("Select some words to tag them"));
        }
        if let Some((document, span)) = named {
            if passage.is_some() {
                menu_divider(ui);
            }
            mention_items(ui, document, span, bench, out);
        }
        let known = annotations.iter().filter_map(|id| bench.project().annotations.get(id));
        for (n, annotation) in known.enumerate() {
            if n > 0 || passage.is_some() || named.is_some() {
                menu_divider(ui);
            }
            annotation_items(ui, annotation.id, bench, out);
        }
        menu_divider(ui);
        for action in [Action::OpenInOtherPane, Action::SplitRight, Action::SplitDown] {
            action_item(ui, action, out);
        }
    });
}

fn shaped(menu: Popup<'_>) -> Popup<'_> {
    menu.accessible_name("Passage").width(240.0)
}

/// What can be done with a tab that is in front, on a secondary click on it.
pub(super) fn tab_menu(response: &Response, out: &mut Outbox) {
    response.context_menu(|ui| {
        for action in [Action::ClosePane, Action::CloseOtherTabs] {
            action_item(ui, action, out);
        }
        menu_divider(ui);
        for action in [Action::OpenInOtherPane, Action::SplitRight, Action::SplitDown] {
            action_item(ui, action, out);
        }
    });
}

fn action_item(ui: &mut Ui, action: Action, out: &mut Outbox) {
    let item =
        MenuItem::new(action.label()).icon(action.icon()).shortcut(shortcuts::text_of(ui.ctx(), action));
    if ui.add(item).clicked() {
        out.run(action);
        ui.close();
    }
}

/// What can be decided about a mention and the entity it names.
fn mention_items(ui: &mut Ui, document: DocumentId, span: Span, bench: &Workbench, out: &mut Outbox) {
    let entities = bench.entities();
    let Some(place) = entities.mention_at(document, span) else { return };
    let Some(entity) = entities.named_by(document, place.index) else { return };
    let Some(text) = bench.text(document) else { return };
    let words = text.slice(place.mention.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let (key, name) = (entity.key, elided_name(&entity.name));
    let mut command = None;
    if ui.add(MenuItem::new(&format!("Show “{name}”"))).clicked() {
        out.focus(Subject::Entity(key));
    }
    let hint = "Say what these words name: another entity, or another type";
    if ui.add(MenuItem::new("It names something else…").hint(hint)).clicked() {
        out.dialog(Dialog::NameEntity(document, place.mention.span));
    }
    if ui.add(MenuItem::new("Not a name here")).clicked() {
        command = Some(EntityCommand::RejectMention { document, span: place.mention.span });
    }
    if ui.add(MenuItem::new(&format!("“{}” is never a name", elided_name(&words)))).clicked() {
        command = Some(EntityCommand::RejectWording(words.clone()));
    }
    if ui.add(MenuItem::new("Same as another entity…")).clicked() {
        out.dialog(Dialog::MergeEntities(vec![key]));
    }
    let keys = shortcuts::text_of(ui.ctx(), Action::SplitEntity);
    if ui.add(MenuItem::new("Split the entity…").shortcut(keys)).clicked() {
        out.dialog(Dialog::SplitEntity(key, Some((document, place.mention.span))));
    }
    if ui.add(MenuItem::new("Rename the entity…")).clicked() {
        out.dialog(Dialog::RenameEntity(key));
    }
    if ui.add(MenuItem::new("Tag what names it…")).clicked() {
        out.dialog(Dialog::TagEntity(key));
    }
    if let Some(command) = command {
        out.command(Command::Entities(command));
    }
}

/// A name that fits a menu.
fn elided_name(name: &str) -> String {
    const LONGEST: usize = 32;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

fn annotation_items(ui: &mut Ui, id: AnnotationId, bench: &Workbench, out: &mut Outbox) {
    let project = bench.project();
    let Some(annotation) = project.annotations.get(&id) else { return };
    if ui.add(MenuItem::new("Show in the inspector")).clicked() {
        out.focus(Subject::Annotation(id));
        ui.close();
    }
    if ui.add(MenuItem::new("Add a tag…")).clicked() {
        out.dialog(Dialog::PickTag(TagTarget::Annotations(vec![id])));
        ui.close();
    }
    for tag in &annotation.tags {
        let name = project.tags.get(tag).map_or("", |tag| tag.name.as_str());
        if ui.add(MenuItem::new(&format!("Take off “{name}”"))).clicked() {
            out.command(Command::RemoveTag { annotation: id, tag: *tag });
            ui.close();
        }
    }
    if ui.add(MenuItem::new("Write a memo…")).clicked() {
        out.dialog(Dialog::Memo(MemoOf::Annotation(id)));
        ui.close();
    }
    if ui.add(MenuItem::new("Delete the annotation")).clicked() {
        out.command(Command::DeleteAnnotations(vec![id]));
        ui.close();
    }
}
