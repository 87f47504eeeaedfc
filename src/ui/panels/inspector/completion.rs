//! Names offered below a field while one types: the arrows choose, Enter or Tab or a click takes one over.
//!
//! What was typed stands as it is until one is chosen, so that a new name is never turned into an old one.

use std::cmp::Reverse;

use egui::{Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, Ui};

use crate::ui::fuzzy::Fuzzy;
use crate::ui::kit::ListRow;
use crate::ui::theme::Themed as _;

/// Most names offered at once.
const MOST: usize = 7;

/// The names offered, and which of them is chosen.
#[derive(Debug, Default)]
pub(super) struct Completion {
    chosen: Option<usize>,
}

impl Completion {
    /// Answers keys for the field `id`, before that field is drawn and takes them for itself.
    pub fn keys(&mut self, ui: &Ui, id: Id, text: &mut String, names: &[String]) {
        let offered = offered(text, names);
        if !ui.memory(|memory| memory.has_focus(id)) || offered.is_empty() {
            self.chosen = None;
            return;
        }
        let (down, up, taken) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            (down, up, input.key_pressed(Key::Enter) || input.key_pressed(Key::Tab))
        });
        // One place more than there are names: what was typed.
        let places = offered.len() + 1;
        let at = self.chosen.map_or(0, |chosen| chosen.min(offered.len() - 1) + 1);
        self.chosen = ((at + down + places * up - up) % places).checked_sub(1);
        if taken && let Some(name) = self.chosen.take().and_then(|chosen| offered.get(chosen)) {
            (*name).clone_into(text);
        }
    }

    /// Draws the names below the field; true when one was clicked and taken over.
    pub fn show(&mut self, field: &Response, text: &mut String, names: &[String]) -> bool {
        let offered: Vec<String> = offered(text, names).into_iter().cloned().collect();
        // A click on a name takes the keyboard from the field in the same frame.
        if offered.is_empty() || !(field.has_focus() || field.lost_focus()) {
            return false;
        }
        let mut taken = None;
        Popup::from_response(field)
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .width(200.0)
            .accessible_name("Names in use")
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, name) in offered.iter().enumerate() {
                    let row =
                        ListRow::new(name).selected(self.chosen == Some(at)).height(ui.tokens().space.row);
                    if row.show(ui).row.clicked() {
                        taken = Some(name.clone());
                    }
                }
            });
        let is_taken = taken.is_some();
        if let Some(name) = taken {
            *text = name;
        }
        is_taken
    }
}

/// The names that fit what was typed, best first; all of them while nothing is, none once one is written out.
fn offered<'a>(text: &str, names: &'a [String]) -> Vec<&'a String> {
    let typed = text.trim();
    if names.iter().any(|name| name == typed) {
        return Vec::new();
    }
    let mut fuzzy = Fuzzy::new(typed);
    let mut fitting: Vec<(u32, &String)> =
        names.iter().filter_map(|name| Some((fuzzy.score(name)?, name))).collect();
    fitting.sort_by_key(|(score, _)| Reverse(*score));
    fitting.into_iter().map(|(_, name)| name).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_offered_until_one_is_written_out() {
        let names = ["author", "date", "kind", "origin"].map(str::to_owned);
        assert_eq!(offered("", &names), names.iter().collect::<Vec<_>>());
        assert_eq!(offered("or", &names).first().map(|name| name.as_str()), Some("origin"));
        assert!(offered("kind", &names).is_empty());
        assert!(offered("xyz", &names).is_empty());
    }
}
