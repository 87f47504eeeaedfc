//! The choice of a kind of entity: a chip for each there is, and a field for one that is to be made.

use egui::{Ui, vec2};

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

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, bench: &Workbench) {
        draw::dim(ui, "Type");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for kind in entity_looks::kinds(bench.project()) {
                let colour = entity_looks::colour(&kind, bench.project(), ui.tokens());
                let label = entity_looks::one(&kind);
                let is_chosen = self.kind.as_ref() == Some(&kind);
                if ui.add(Chip::new(&label).swatch(colour).selected(is_chosen)).clicked() {
                    self.choose(kind);
                }
            }
            if ui.add(Chip::new("Another…").selected(self.kind.is_none())).clicked() {
                self.kind = None;
            }
        });
        if self.kind.is_none() {
            let help = "A type of your own: it gets a colour, which you can change under Types of entity.";
            TextField::new("New type", &mut self.new).hint("Vessel, Disease, Weapon …").help(help).show(ui);
        }
    }
}
