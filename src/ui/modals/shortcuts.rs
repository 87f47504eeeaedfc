//! All commands with their keys, by menu, and the keys of texts and lists, to look a key up.

use egui::{Align, Context, Key, KeyboardShortcut, Layout, ScrollArea, Ui};

use super::Stay;
use crate::ui::action::{Action, Menu};
use crate::ui::keys::{alt, bare, command, command_shift, shift};
use crate::ui::kit::{Answer, Dialog, filter_field, key_cap, section_header};
use crate::ui::shortcuts;

/// The words the list is filtered by.
#[derive(Default)]
pub(super) struct ShortcutsDialog {
    filter: String,
}

/// How keys are told that are no command of the menus.
enum Keys {
    /// A key, or several that belong together.
    Of(&'static [KeyboardShortcut]),
    /// Something else than keys alone.
    Words(&'static str),
}

/// Keys that are not commands of the menus, by where they are pressed.
const OTHER_KEYS: &[(&str, &[(&str, Keys)])] = &[
    (
        "In a text",
        &[
            ("Select by letter", Keys::Of(&[shift(Key::ArrowLeft), shift(Key::ArrowRight)])),
            ("Select by word", Keys::Of(&[command_shift(Key::ArrowLeft), command_shift(Key::ArrowRight)])),
            ("Select by line", Keys::Of(&[shift(Key::ArrowUp), shift(Key::ArrowDown)])),
            ("Select a word, a paragraph", Keys::Words("double click, triple click")),
            ("Select to where one clicks", Keys::Words("Shift and a click")),
            ("Page down, page up", Keys::Of(&[bare(Key::Space), shift(Key::Space)])),
            ("Beginning, end of the document", Keys::Of(&[command(Key::Home), command(Key::End)])),
            ("Go to the annotation at the caret", Keys::Of(&[bare(Key::Enter)])),
            (
                "Move an annotation’s end, once its handle has the keyboard",
                Keys::Of(&[bare(Key::ArrowLeft), bare(Key::ArrowRight)]),
            ),
            (
                "Show the menu of the words selected, or of the name gone to",
                Keys::Of(&[shift(Key::F10), bare(Key::Menu)]),
            ),
            ("Give a tag by its key", Keys::Words("the letter or digit beside the tag")),
        ],
    ),
    (
        "In lists and tables",
        &[
            ("Go through the rows", Keys::Of(&[bare(Key::ArrowUp), bare(Key::ArrowDown)])),
            ("First row, last row", Keys::Of(&[bare(Key::Home), bare(Key::End)])),
            ("Choose several rows", Keys::Of(&[shift(Key::ArrowUp), shift(Key::ArrowDown)])),
            ("Choose all rows", Keys::Of(&[command(Key::A)])),
            ("Open a document, or go to an excerpt in its text", Keys::Of(&[bare(Key::Enter)])),
            ("Open a document beside", Keys::Of(&[command(Key::Enter)])),
            ("Open a document beside, with the mouse", Keys::Words("middle click")),
            ("Write the name of a document or tag", Keys::Of(&[bare(Key::F2)])),
            ("Delete what is chosen", Keys::Of(&[bare(Key::Delete)])),
            ("Show the menu of the row", Keys::Of(&[shift(Key::F10), bare(Key::Menu)])),
        ],
    ),
    (
        "In the codebook",
        &[
            ("Fold, unfold a tag", Keys::Of(&[bare(Key::ArrowLeft), bare(Key::ArrowRight)])),
            ("Move a tag up, down", Keys::Of(&[alt(Key::ArrowUp), alt(Key::ArrowDown)])),
            ("Move a tag a level out, in", Keys::Of(&[alt(Key::ArrowLeft), alt(Key::ArrowRight)])),
        ],
    ),
];

impl Keys {
    fn text(&self, ctx: &Context) -> String {
        match self {
            Self::Of(keys) => {
                keys.iter().map(|keys| shortcuts::text(ctx, keys)).collect::<Vec<_>>().join(", ")
            }
            Self::Words(words) => (*words).to_owned(),
        }
    }
}

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
                for (title, keys) in OTHER_KEYS {
                    let rows: Vec<(&str, String)> =
                        keys.iter().map(|(what, keys)| (*what, keys.text(ctx))).collect();
                    section_ui(ui, title, &rows, &wanted);
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_as_the_system_writes_them() {
        let ctx = Context::default();
        let by_word = Keys::Of(const { &[command_shift(Key::ArrowLeft), command_shift(Key::ArrowRight)] });
        ctx.set_os(egui::os::OperatingSystem::Nix);
        assert_eq!(by_word.text(&ctx), "Ctrl Shift ←, Ctrl Shift →");
        ctx.set_os(egui::os::OperatingSystem::Mac);
        assert_eq!(by_word.text(&ctx), "⇧⌘←, ⇧⌘→");
    }
}
