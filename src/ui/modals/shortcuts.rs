//! All commands with their keys, by menu, to look a key up.

use egui::{Align, Context, Layout, ScrollArea, Ui};

use super::Stay;
use crate::ui::action::{Action, Menu};
use crate::ui::kit::{Answer, Dialog, filter_field, key_cap, section_header};
use crate::ui::shortcuts;

/// The words the list is filtered by.
#[derive(Default)]
pub(super) struct ShortcutsDialog {
    filter: String,
}

/// Keys of the page, which are not commands of the menus.
const READING_KEYS: &[(&str, &str)] = &[
    ("Select by letter", "Shift ← →"),
    ("Select by word", "Ctrl Shift ← →"),
    ("Select by line", "Shift ↑ ↓"),
    ("Select a word, a paragraph", "double click, triple click"),
    ("Page down, page up", "Space, Shift Space"),
    ("Beginning, end of the document", "Ctrl Home, Ctrl End"),
    ("Give a tag by its key", "the letter or digit beside the tag"),
];

impl ShortcutsDialog {
    pub(super) fn show(&mut self, ctx: &Context) -> Stay {
        let dialog = Dialog::new("shortcuts", "Keyboard shortcuts").cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            filter_field(ui, &mut self.filter, "Filter shortcuts");
            let wanted = self.filter.to_lowercase();
            let list = ScrollArea::vertical().id_salt("shortcut list").auto_shrink([false, true]);
            list.max_height(420.0).show(ui, |ui| {
                for menu in Menu::ALL {
                    let of_menu = Action::ALL.iter().filter(|action| action.menu() == menu);
                    let rows: Vec<(&str, String)> = of_menu
                        .filter_map(|action| Some((action.label(), shortcuts::text_of(ctx, *action)?)))
                        .collect();
                    section_ui(ui, menu.label(), &rows, &wanted);
                }
                let rows: Vec<(&str, String)> =
                    READING_KEYS.iter().map(|(what, keys)| (*what, (*keys).to_owned())).collect();
                section_ui(ui, "Reading", &rows, &wanted);
            });
        });
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}

fn section_ui(ui: &mut Ui, title: &str, rows: &[(&str, String)], wanted: &str) {
    let found: Vec<_> = rows
        .iter()
        .filter(|(what, keys)| what.to_lowercase().contains(wanted) || keys.to_lowercase().contains(wanted))
        .collect();
    if found.is_empty() {
        return;
    }
    section_header(ui, title);
    for (what, keys) in found {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            ui.label(*what);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(12.0);
                key_cap(ui, keys);
            });
        });
    }
}
