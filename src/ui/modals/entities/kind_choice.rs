//! The choice of a kind of entity: a chip for each there is, and a field for one that is to be made.

use egui::{Key, Modifiers, Ui, vec2};

use crate::entities::Kind;
use crate::ui::entity_looks;
use crate::ui::kit::{Chip, TextField};
use crate::ui::panels::draw;
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// A kind, chosen or named anew.
#[derive(Debug)]
pub(super) struct KindChoice {
    kind: Option<Kind>,
    new: String,
}

impl KindChoice {
    pub fn of(kind: Option<Kind>) -> Self {
        Self { kind, new: String::new() }
    }

    /// The kind as it stands; `None` while there is none.
    pub fn kind(&self) -> Option<Kind> {
        self.kind.clone().or_else(|| {
            let name = self.new.split_whitespace().collect::<Vec<_>>().join(" ");
            (!name.is_empty()).then(|| Kind::named(&name))
        })
    }

    pub fn choose(&mut self, kind: Kind) {
        self.kind = Some(kind);
        self.new.clear();
    }

    /// Draws it. The arrows walk the chips while nothing is typed.
    pub fn show(&mut self, ui: &mut Ui, bench: &Workbench) {
        let kinds = entity_looks::kinds(bench.project());
        self.take_arrows(ui, &kinds);
        draw::dim(ui, "Type");
        let is_another = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for kind in kinds {
                let colour = entity_looks::colour(&kind, bench.project(), ui.tokens());
                let label = entity_looks::one(&kind);
                let is_chosen = self.kind.as_ref() == Some(&kind);
                if ui.add(Chip::new(&label).swatch(colour).selected(is_chosen)).clicked() {
                    self.choose(kind);
                }
            }
            let another = ui.add(Chip::new("Another…").selected(self.kind.is_none()));
            if another.clicked() {
                self.kind = None;
            }
            another.clicked()
        });
        if self.kind.is_none() {
            let help = "A type of your own: it gets a colour, which you can change under Types of entity.";
            let field =
                TextField::new("New type", &mut self.new).hint("Vessel, Disease, Weapon …").help(help);
            let response = field.show(ui);
            if is_another.inner {
                response.request_focus();
            }
        }
    }

    fn take_arrows(&mut self, ui: &Ui, kinds: &[Kind]) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let back = pressed(Key::ArrowLeft) + pressed(Key::ArrowUp);
        let on = pressed(Key::ArrowRight) + pressed(Key::ArrowDown);
        if back + on == 0 {
            return;
        }
        // Behind the last kind stands the one to be named.
        let own = kinds.len();
        let chosen = kinds.iter().position(|kind| self.kind.as_ref() == Some(kind)).unwrap_or(own);
        match kinds.get((chosen + on).min(own).saturating_sub(back)) {
            Some(kind) => self.choose(kind.clone()),
            None => self.kind = None,
        }
    }
}
