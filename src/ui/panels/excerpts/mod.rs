//! The Excerpts table: what is tagged, filtered, sorted, grouped, one click away from its place in the text.

mod choice;
mod columns;
mod conditions;
mod filters;
mod menu;
mod rows;
mod table;

use egui::{Context, Ui};

use crate::project::AnnotationId;
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, MenuItem, PushButton, menu_divider, sub_menu};
use crate::ui::outbox::Outbox;
use crate::ui::panels::tables::{Room, USUAL_ROOM, tables_tabs};
use crate::ui::screen::Screen;
use crate::ui::shortcuts;
use crate::ui::theme::icons;
use crate::workbench::Workbench;

use choice::Choice;
use conditions::Conditions;
use rows::RowCache;

/// The table's own memory: the rows last listed, and which of them are chosen.
#[derive(Default)]
pub struct ExcerptsPanel {
    cache: RowCache,
    choice: Choice,
    conditions: Conditions,
}

impl ExcerptsPanel {
    /// What is chosen in the table while that has the keyboard.
    pub fn chosen_by_key(&self, ctx: &Context) -> Vec<AnnotationId> {
        if table::has_keyboard(ctx) { self.choice.chosen() } else { Vec::new() }
    }

    /// Draws the table.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        tables_tabs(ui, screen, bench, USUAL_ROOM, |ui, screen, room| {
            let key = shortcuts::text_of(ui.ctx(), Action::Export);
            let export = match room {
                Room::Buttons => {
                    let export = ui.add(PushButton::new("Export…").quiet().shortcut(key));
                    filters::columns_menu(ui, screen, bench);
                    filters::group_menu(ui, screen);
                    export
                }
                Room::Menu => {
                    filters::group_items(ui, screen);
                    menu_divider(ui);
                    sub_menu(ui, "Columns", |ui| filters::column_items(ui, screen, bench));
                    ui.add(MenuItem::new("Export…").shortcut(key))
                }
            };
            if export.clicked() {
                out.run(Action::Export);
            }
        });
        if bench.project().annotations.is_empty() {
            let hint = "Select words and press T, or a tag’s key: the passage is listed here.";
            EmptyState::new("No excerpts yet", hint).icon(icons::HIGHLIGHTER).show(ui);
            return;
        }
        filters::filter_bar(ui, &mut self.conditions, screen, bench);
        let rows = self.cache.rows(bench, &screen.excerpts);
        if rows.is_empty() {
            let chosen =
                EmptyState::new("No excerpt passes the filter", "Fewer conditions show more excerpts.")
                    .actions(&[("Show all excerpts", None)])
                    .show(ui);
            if chosen.is_some() {
                screen.excerpts.filter = crate::analysis::excerpts::ExcerptFilter::default();
            }
            return;
        }
        table::show(ui, &rows, &mut self.choice, screen, bench, out);
    }
}
