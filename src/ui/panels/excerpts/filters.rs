//! What stands above the table: the filter by words, tags, document, attribute and coder, the grouping, the columns.

use egui::Ui;

use super::columns::{self, Column};
use super::conditions::Conditions;
use crate::analysis::excerpts::{ExcerptFilter, GroupBy, TagMatch};
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
    let popup = egui::Popup::menu(&button).width(180.0).accessible_name("Group excerpts");
    popup.show(|ui| group_items(ui, screen));
}

/// What rows can be grouped by, as items of a menu.
pub(super) fn group_items(ui: &mut Ui, screen: &mut Screen) {
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
}

/// The menu that chooses columns.
pub(super) fn columns_menu(ui: &mut Ui, screen: &mut Screen, bench: &Workbench) {
    let button = ui.add(PushButton::new("Columns").quiet().opens_menu());
    let popup = egui::Popup::menu(&button).width(180.0).accessible_name("Choose columns");
    let popup = popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| column_items(ui, screen, bench));
}

/// The columns there are, as items of a menu: those of every project, then the attributes of the documents.
pub(super) fn column_items(ui: &mut Ui, screen: &mut Screen, bench: &Workbench) {
    let view = &mut screen.excerpts;
    for column in Column::FIXED.into_iter().filter(|column| *column != Column::Excerpt) {
        if ui.add(MenuItem::new(column.title()).checked(view.shows(column.title()))).clicked() {
            view.toggle_column(column.title());
        }
    }
    let attributes = columns::in_order(bench.project().attribute_names().into_iter());
    if !attributes.is_empty() {
        menu_divider(ui);
    }
    egui::ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        for name in attributes {
            let is_shown = view.attribute_columns.contains(&name);
            if ui.add(MenuItem::new(&columns::label(&name)).checked(is_shown)).clicked() {
                view.toggle_attribute(&name);
            }
        }
    });
}

/// The line of filters. What one types and chooses by stands first, so that it stays in its place as chips come and go.
pub(super) fn filter_bar(ui: &mut Ui, conditions: &mut Conditions, screen: &mut Screen, bench: &Workbench) {
    let tokens = ui.tokens();
    let project = bench.project();
    egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4)).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = tokens.space.field;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = tokens.space.grid;
            let filter = &mut screen.excerpts.filter;
            ui.allocate_ui(egui::vec2(200.0, tokens.space.field), |ui| {
                filter_field(ui, &mut filter.words, "Filter excerpts");
            });
            conditions.menu(ui, filter, bench);
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
        let title = bench.title(*id).unwrap_or("a document removed".into());
        let mut removed = false;
        ui.add(Chip::new(&shortened(&title)).removable(&mut removed));
        !removed
    });
    filter.attributes.retain(|name, values| {
        values.retain(|value| {
            let mut removed = false;
            ui.add(Chip::new(&shortened(&format!("{name}: {value}"))).removable(&mut removed));
            !removed
        });
        !values.is_empty()
    });
    filter.coders.retain(|id| {
        let name = project.coders.get(id).map_or("a coder removed", |coder| coder.name.as_str());
        let mut removed = false;
        ui.add(Chip::new(&shortened(name)).removable(&mut removed));
        !removed
    });
}

/// Words for a chip, cut so that one long title does not fill the line.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 36;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let kept: String = words.chars().take(LONGEST).collect();
    format!("{}…", kept.trim_end())
}
