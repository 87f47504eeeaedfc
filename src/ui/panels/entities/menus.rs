//! The entities panel's heading and menus: ordering, lists and types, and what can be done with the entities chosen.

use egui::{Popup, Ui};

use super::{EntitiesPanel, toggle_hidden};
use crate::entities::resolve::EntityKey;
use crate::ui::action::Action;
use crate::ui::kit::{self, IconButton, MenuItem, menu_divider};
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::panels::draw;
use crate::ui::screen::{EntitiesView, EntityOrder, Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::icons;
use crate::workbench::{Command, EntityCommand, Workbench};

/// The panel's name, with the buttons that order entities and open what belongs to them.
pub(super) fn header(ui: &mut Ui, view: &mut EntitiesView, out: &mut Outbox) {
    kit::panel_header(ui, "Entities", |ui| {
        let more = ui.add(IconButton::new(icons::DOTS_THREE, "More about entities"));
        Popup::menu(&more).show(|ui| {
            for action in [
                Action::ShowSuggestions,
                Action::ShowNameLists,
                Action::ShowKinds,
                Action::ShowDecisions,
                Action::RecogniseNames,
            ] {
                draw::action_item(ui, action, out);
            }
        });
        let icon = if view.descending { icons::SORT_ASCENDING } else { icons::SORT_DESCENDING };
        let order = ui.add(IconButton::new(icon, "Order entities"));
        Popup::menu(&order).show(|ui| order_menu(ui, view));
    });
}

fn order_menu(ui: &mut Ui, view: &mut EntitiesView) {
    for by in EntityOrder::ALL {
        if ui.add(MenuItem::new(by.label()).checked(view.order == by)).clicked() {
            view.order = by;
        }
    }
    menu_divider(ui);
    if ui.add(MenuItem::new("Turned round").checked(view.descending)).clicked() {
        view.descending = !view.descending;
    }
}

/// What can be done with an entity, or with all that are chosen.
pub(super) fn of_entity(
    ui: &mut Ui,
    state: &EntitiesPanel,
    screen: &mut Screen,
    bench: &Workbench,
    key: EntityKey,
    out: &mut Outbox,
) {
    let Some(entity) = bench.entities().get(key) else { return };
    let mut chosen = state.acted_on();
    if !chosen.contains(&key) {
        chosen = vec![key];
    }
    let is_one = chosen.len() == 1;
    if is_one {
        if ui.add(MenuItem::new("Go to the next mention").icon(icons::ARROW_DOWN)).clicked() {
            out.focus(Subject::Entity(key));
            out.run(Action::NextMention);
        }
        menu_divider(ui);
        if ui.add(MenuItem::new("Rename…").icon(icons::PENCIL_SIMPLE)).clicked() {
            out.dialog(Dialog::RenameEntity(key));
        }
    }
    if ui.add(MenuItem::new("Type…").icon(icons::SHAPES)).clicked() {
        out.dialog(Dialog::RetypeEntities(chosen.clone()));
    }
    let merge =
        if is_one { "Merge into…".to_owned() } else { format!("Merge {} into one…", chosen.len()) };
    if ui.add(MenuItem::new(&merge).icon(icons::ARROWS_MERGE)).clicked() {
        out.dialog(Dialog::MergeEntities(chosen.clone()));
    }
    let split = MenuItem::new("Split…").icon(Action::SplitEntity.icon());
    if is_one && ui.add(split.shortcut(shortcuts::text_of(ui, Action::SplitEntity))).clicked() {
        out.dialog(Dialog::SplitEntity(key, None));
    }
    if is_one && ui.add(MenuItem::new("Tag what names it…").icon(icons::TAG)).clicked() {
        out.dialog(Dialog::TagEntity(key));
    }
    menu_divider(ui);
    let are_hidden = chosen.iter().all(|key| screen.entities.hidden.contains(key));
    let (label, icon) = if are_hidden {
        ("Mark in the text", icons::EYE)
    } else {
        ("Do not mark in the text", icons::EYE_SLASH)
    };
    if ui.add(MenuItem::new(label).icon(icon)).clicked() {
        toggle_hidden(&mut screen.entities, &chosen);
    }
    if is_one && ui.add(MenuItem::new("List only its type").icon(icons::FUNNEL)).clicked() {
        screen.entities.kind = Some(entity.kind.clone());
    }
    menu_divider(ui);
    let reject =
        if is_one { "Not an entity".to_owned() } else { format!("None of {} is an entity", chosen.len()) };
    if ui.add(MenuItem::new(&reject).icon(icons::PROHIBIT)).clicked() {
        out.command(Command::Entities(EntityCommand::Reject(chosen)));
    }
}
