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
    first_time: bool,
}

impl CoderDialog {
    pub(super) fn new(bench: &Workbench) -> Self {
        let known = bench.settings().coder.clone();
        Self {
            own_initials: known.is_some(),
            first_time: known.is_none(),
            name: known.as_ref().map(|coder| coder.name.clone()).unwrap_or_default(),
            initials: known.map(|coder| coder.initials).unwrap_or_default(),
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let ready = !self.name.trim().is_empty();
        let way_out = if self.first_time { "Not now" } else { "Cancel" };
        let dialog = Dialog::new("coder", "Who is coding?").primary("Keep", ready).cancel(way_out);
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(
                "Your name and initials stand beside each annotation you make, so that several people can work on one \
                 corpus. They are kept on this machine and asked for once.",
            );
            ui.add_space(8.0);
            let name = TextField::new("Name", &mut self.name).focus_first().show(ui);
            if name.changed() && !self.own_initials {
                self.initials = initials_of(&self.name);
            }
            if TextField::new("Initials", &mut self.initials).width(96.0).show(ui).changed() {
                self.own_initials = true;
            }
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                scene
                    .out
                    .command(Command::SetCoder { name: self.name.clone(), initials: self.initials.clone() });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

fn initials_of(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}
