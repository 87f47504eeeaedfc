//! A long list to choose from, in a popup: narrowed as one types, drawn only where it is in view.

use std::rc::Rc;

use egui::{ScrollArea, Ui};

use super::kept::Kept;
use crate::ui::kit::filter_field;
use crate::ui::theme::Themed as _;

/// Height of the list.
const TALLEST: f32 = 320.0;

/// The list, each thing with what it is called, and what was typed to narrow it.
#[derive(Debug)]
pub(super) struct Narrowing<T> {
    typed: String,
    all: Kept<(), Rc<Vec<(T, String)>>>,
    /// Places among all of those that hold what was typed.
    found: Kept<String, Rc<Vec<usize>>>,
}

impl<T> Default for Narrowing<T> {
    fn default() -> Self {
        Self { typed: String::new(), all: Kept::default(), found: Kept::default() }
    }
}

impl<T: Clone> Narrowing<T> {
    /// Draws the field, called `hint`, and the list. `read` reads the list once for each revision of the project; `row`
    /// draws a row. `has_opened` says that the popup was opened in this frame: nothing is typed yet, and the field takes
    /// the keyboard.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        hint: &str,
        has_opened: bool,
        revision: u64,
        read: impl FnOnce() -> Vec<(T, String)>,
        mut row: impl FnMut(&mut Ui, &T, &str),
    ) {
        if has_opened {
            self.typed.clear();
        }
        let field = filter_field(ui, &mut self.typed, hint);
        if has_opened {
            field.request_focus();
        }
        ui.add_space(ui.tokens().space.grid);
        let all = self.all.get(revision, (), || Rc::new(read()));
        let wanted = self.typed.trim().to_lowercase();
        let found = self.found.get(revision, wanted.clone(), || Rc::new(narrowed(&all, &wanted)));
        if found.is_empty() {
            ui.colored_label(ui.tokens().colour.dim, "Nothing of that name");
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ScrollArea::vertical().auto_shrink([false, true]).max_height(TALLEST);
        list.show_rows(ui, ui.tokens().space.row, found.len(), |ui, range| {
            for (thing, name) in range.filter_map(|at| all.get(found[at])) {
                row(ui, thing, name);
            }
        });
    }
}

/// The places of those that hold what was typed.
fn narrowed<T>(all: &[(T, String)], wanted: &str) -> Vec<usize> {
    let holds = |(at, (_, name)): (usize, &(T, String))| name.to_lowercase().contains(wanted).then_some(at);
    all.iter().enumerate().filter_map(holds).collect()
}
