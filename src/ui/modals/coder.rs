//! Asks who codes: name and initials, kept on this machine and written on each annotation.

use egui::Context;

use super::{Scene, Stay};
use crate::ui::kit::{Answer, Dialog, TextField};
use crate::workbench::{Command, Workbench};

/// What has been typed.
pub(super) struct CoderDialog {
    name: String,
    initials: String,
    /// True once the initials were typed and no longer follow the name.
    own_initials: bool,
    /// Who coded here so far; empty the first time.
    before: String,
    /// True when it is the same person under another name.
    is_same: bool,
}

impl CoderDialog {
    pub(super) fn new(bench: &Workbench) -> Self {
        let known = bench.settings().coder.clone();
        Self {
            own_initials: known.is_some(),
            before: known.as_ref().map(|coder| coder.name.clone()).unwrap_or_default(),
            is_same: false,
            name: known.as_ref().map(|coder| coder.name.clone()).unwrap_or_default(),
            initials: known.map(|coder| coder.initials).unwrap_or_default(),
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let ready = !self.name.trim().is_empty();
        let way_out = if self.before.is_empty() { "Not now" } else { "Cancel" };
        let dialog = Dialog::new("coder", "Who is coding?").primary("Keep", ready).cancel(way_out);
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(
                "Your name and initials stand beside each annotation you make, so that several people can work on one \
                 corpus. They are kept on this machine and asked for once.",
            );
            ui.add_space(8.0);
            let name = TextField::new("Name", &mut self.name).focus_first().show(ui);
            // A name that is put in the place of another has its own initials.
            if name.changed() && (!self.own_initials || self.has_another_name()) {
                self.initials = initials_of(&self.name);
            }
            if TextField::new("Initials", &mut self.initials).width(96.0).show(ui).changed() {
                self.own_initials = true;
            }
            if self.has_another_name() {
                ui.add_space(8.0);
                let other = format!("Somebody else: earlier annotations stay {}’s", self.before);
                ui.radio_value(&mut self.is_same, false, other);
                ui.radio_value(&mut self.is_same, true, "The same person, under a new name");
            }
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                let (name, initials) = (self.name.clone(), self.initials.clone());
                scene.out.command(if self.has_another_name() && !self.is_same {
                    Command::SetOtherCoder { name, initials }
                } else {
                    Command::SetCoder { name, initials }
                });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

impl CoderDialog {
    /// True when another name was typed than whoever coded here so far has.
    fn has_another_name(&self) -> bool {
        !self.before.is_empty() && !self.name.trim().is_empty() && self.name.trim() != self.before
    }
}

fn initials_of(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}
