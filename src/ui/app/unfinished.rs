//! Work that was done without a name and left, by a crash or on purpose: offered once after the start.

use std::path::PathBuf;

use egui::{Context, RichText, Ui};

use super::{Leaving, LecternApp};
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog, PushButton, rule};
use crate::ui::theme::Themed as _;
use crate::workbench::{Command, Unfinished};

/// What was asked for in the dialog.
enum Asked {
    GoOn(PathBuf),
    PutAway(PathBuf),
}

impl LecternApp {
    /// Offers what was found, unless that was put off for now.
    pub(super) fn unfinished_ui(&mut self, ctx: &Context) {
        let found = self.bench.unfinished();
        if self.unfinished_put_off || found.is_empty() || self.leaving.is_some() || self.modals.is_open() {
            return;
        }
        let title = match found.len() {
            1 => "Go on where you left off?".to_owned(),
            many => format!("Go on with one of {many} pieces of work?"),
        };
        let only = if let [only] = found { Some(only.place.clone()) } else { None };
        let mut dialog = Dialog::new("unfinished", &title).width(600.0).cancel("Not now");
        if only.is_some() {
            dialog = dialog.primary("Go on", true).other("Put away");
        }
        let mut asked = None;
        let (answer, ()) = dialog.show(ctx, |ui| {
            let dim = ui.tokens().colour.dim;
            for (index, work) in found.iter().enumerate() {
                if index > 0 {
                    rule(ui);
                }
                ui.label(sentence(work));
                if only.is_none() {
                    buttons_ui(ui, work, &mut asked);
                }
            }
            let hint = "What is put away is kept for 30 days. “Not now” leaves everything as it is, and asks again at \
                        the next start.";
            ui.label(RichText::new(hint).color(dim));
        });
        match (answer, only) {
            (Answer::Primary, Some(place)) => asked = Some(Asked::GoOn(place)),
            (Answer::Other, Some(place)) => asked = Some(Asked::PutAway(place)),
            _ => {}
        }
        match asked {
            Some(Asked::GoOn(place)) => {
                self.unfinished_put_off = true;
                self.leave(Leaving::Unfinished(place));
            }
            Some(Asked::PutAway(place)) => self.carry_out(Command::DiscardUnfinished(place)),
            None if answer != Answer::Pending => self.unfinished_put_off = true,
            None => {}
        }
    }
}

/// What can be done with one of several.
fn buttons_ui(ui: &mut Ui, work: &Unfinished, asked: &mut Option<Asked>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let go_on = ui.add(PushButton::new("Go on"));
        let put_away = ui.add(PushButton::new("Put away"));
        for button in [&go_on, &put_away] {
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(sentence(work)));
        }
        if go_on.clicked() {
            *asked = Some(Asked::GoOn(work.place.clone()));
        }
        if put_away.clicked() {
            *asked = Some(Asked::PutAway(work.place.clone()));
        }
    });
    ui.add_space(2.0);
}

/// `Work without a name from 21 November 12:04: 14 changes, 9 annotations in 5 documents.`
fn sentence(work: &Unfinished) -> String {
    let zone = jiff::tz::TimeZone::system();
    let (then, now) = (work.last.as_jiff().to_zoned(zone), jiff::Zoned::now());
    let format = if then.year() == now.year() { "%-d %B %H:%M" } else { "%-d %B %Y %H:%M" };
    let when = then.strftime(format);
    let changes = counted(work.changes, "change", "changes");
    let annotations = match work.annotations {
        0 => String::new(),
        some => format!(", {}", counted(some, "annotation", "annotations")),
    };
    let documents = counted(work.documents, "document", "documents");
    let damaged =
        if work.is_damaged { " Some of it is damaged; this is what can still be read." } else { "" };
    format!("Work without a name from {when}: {changes}{annotations} in {documents}.{damaged}")
}
