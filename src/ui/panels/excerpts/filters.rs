//! What stands above the table: the filter by words, tags, document, attribute and coder, the grouping, the columns.

use egui::{ScrollArea, Ui};

use super::table::Column;
use crate::analysis::excerpts::{ExcerptFilter, GroupBy, TagMatch, documents_in_order};
use crate::ui::kit::{Chip, MenuItem, PushButton, filter_field, menu_divider};
use crate::ui::screen::Screen;
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// The menu that groups the rows.
pub(super) fn group_menu(ui: &mut Ui, screen: &mut Screen) {
    let label = match screen.excerpts.group_by {
        None => "Group",
        Some(GroupBy::Tag) => "By tag",
        Some(GroupBy::Document) => "By document",
    };
    let button = ui.add(PushButton::new(label).quiet().opens_menu());
    egui::Popup::menu(&button).width(180.0).accessible_name("Group excerpts").show(|ui| {
        let choices = [
            ("No groups", None),
            ("Group by tag", Some(GroupBy::Tag)),
            ("Group by document", Some(GroupBy::Document)),
        ];
        for (label, choice) in choices {
            if ui.add(MenuItem::new(label).checked(screen.excerpts.group_by == choice)).clicked() {
                screen.excerpts.group_by = choice;
                ui.close();
            }
        }
    });
}

/// The menu that chooses columns.
pub(super) fn columns_menu(ui: &mut Ui, screen: &mut Screen) {
    let button = ui.add(PushButton::new("Columns").quiet().opens_menu());
    let popup = egui::Popup::menu(&button).width(180.0).accessible_name("Choose columns");
    popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        for column in Column::ALL.into_iter().filter(|column| *column != Column::Excerpt) {
            let on = screen.excerpts.shows(column.title());
            if ui.add(MenuItem::new(column.title()).checked(on)).clicked() {
                screen.excerpts.toggle_column(column.title());
            }
        }
    });
}

/// The line of filters.
pub(super) fn filter_bar(ui: &mut Ui, screen: &mut Screen, bench: &Workbench) {
    let tokens = ui.tokens();
    let project = bench.project();
    egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = tokens.space.grid;
            let filter = &mut screen.excerpts.filter;
            ui.allocate_ui(egui::vec2(200.0, tokens.space.field), |ui| {
                filter_field(ui, &mut filter.words, "Filter excerpts");
            });
            let mut gone = None;
            for tag in filter.tags.iter().filter_map(|id| project.tags.get(id)) {
                let mut removed = false;
                ui.add(Chip::new(&tag.name).swatch(tokens.tag_colour(tag.colour)).removable(&mut removed));
                if removed {
                    gone = Some(tag.id);
                }
            }
            if let Some(tag) = gone {
                filter.tags.remove(&tag);
            }
            if filter.tags.len() > 1 {
                let all = filter.tag_match == TagMatch::All;
                let label = if all { "all of these tags" } else { "any of these tags" };
                if ui
                    .add(PushButton::new(label).quiet())
                    .on_hover_text("Switch between any and all")
                    .clicked()
                {
                    filter.tag_match = if all { TagMatch::Any } else { TagMatch::All };
                }
            }
            if !filter.tags.is_empty() {
                ui.checkbox(&mut filter.with_subtags, "with subtags");
            }
            if filter.untagged_only {
                let mut removed = false;
                ui.add(Chip::new("untagged").removable(&mut removed));
                filter.untagged_only = !removed;
            }
            condition_chips(ui, filter, bench);
            add_condition_menu(ui, filter, bench);
            if *filter != ExcerptFilter::default() && ui.add(PushButton::new("Clear").quiet()).clicked() {
                *filter = ExcerptFilter::default();
            }
        });
    });
}

/// Chips for documents, attributes and coders that are asked for.
fn condition_chips(ui: &mut Ui, filter: &mut ExcerptFilter, bench: &Workbench) {
    let project = bench.project();
    filter.documents.retain(|id| {
        let title = project.documents.get(id).map_or("a document removed", |record| record.title.as_str());
        let mut removed = false;
        ui.add(Chip::new(title).removable(&mut removed));
        !removed
    });
    filter.attributes.retain(|name, value| {
        let mut removed = false;
        ui.add(Chip::new(&format!("{name}: {value}")).removable(&mut removed));
        !removed
    });
    filter.coders.retain(|id| {
        let name = project.coders.get(id).map_or("a coder removed", |coder| coder.name.as_str());
        let mut removed = false;
        ui.add(Chip::new(name).removable(&mut removed));
        !removed
    });
}

/// The menu that adds a condition: tag, document, attribute or coder.
fn add_condition_menu(ui: &mut Ui, filter: &mut ExcerptFilter, bench: &Workbench) {
    let project = bench.project();
    let button = ui.add(PushButton::new("Add a condition").quiet().opens_menu());
    egui::Popup::menu(&button).width(220.0).accessible_name("Add a condition").show(|ui| {
        submenu(ui, "Tag", |ui| {
            for row in project.tag_rows() {
                if ui.add(MenuItem::new(&project.tag_path(row.tag.id))).clicked() {
                    filter.tags.insert(row.tag.id);
                }
            }
        });
        submenu(ui, "Document", |ui| {
            for record in documents_in_order(project) {
                if ui.add(MenuItem::new(&record.title)).clicked() {
                    filter.documents.insert(record.id);
                }
            }
        });
        let mut values: std::collections::BTreeSet<(&str, &str)> = std::collections::BTreeSet::new();
        for record in project.documents.values() {
            values
                .extend(record.attributes.iter().map(|(name, value)| (name.as_str(), value.value.as_str())));
        }
        submenu(ui, "Attribute", |ui| {
            for (name, value) in values {
                if ui.add(MenuItem::new(&format!("{name}: {value}"))).clicked() {
                    filter.attributes.insert(name.to_owned(), value.to_owned());
                }
            }
        });
        submenu(ui, "Coder", |ui| {
            for coder in project.coders.values() {
                if ui.add(MenuItem::new(&coder.name)).clicked() {
                    filter.coders.insert(coder.id);
                }
            }
        });
        menu_divider(ui);
        if ui.add(MenuItem::new("Untagged highlights only").checked(filter.untagged_only)).clicked() {
            filter.untagged_only = !filter.untagged_only;
        }
    });
}

fn submenu(ui: &mut Ui, label: &str, body: impl FnOnce(&mut Ui)) {
    egui::containers::menu::SubMenuButton::new(label).ui(ui, |ui| {
        ui.set_min_width(200.0);
        ScrollArea::vertical().max_height(320.0).show(ui, body);
    });
}
