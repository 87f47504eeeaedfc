//! What lasts and wants to be decided, in a line below the menu bar: a file changed by another program, what a merge
//! found changed on both sides, a project that can only be read, a damaged one with a backup to take its place.

use egui::{Frame, Panel, Ui};

use super::{Leaving, LecternApp};
use crate::ui::action::Action;
use crate::ui::kit::Banner;
use crate::ui::outbox::Dialog;
use crate::ui::theme::Themed as _;
use crate::workbench::Command;
use crate::workbench::backups::time_in_words;

/// What a banner offers to do.
#[derive(Clone, Debug)]
enum Offer {
    Send(Command),
    Run(Action),
    /// Opens a dialog.
    Open(Dialog),
    /// Has the project left for something, first asking where work would be lost.
    Leave(Leaving),
}

/// A banner: its id, what it says, and what it offers, each with what it does where the words alone do not tell.
type Line = (&'static str, String, Vec<(String, &'static str, Offer)>);

impl LecternApp {
    /// Draws the banners there are reasons for.
    pub(super) fn banners_ui(&mut self, ui: &mut Ui) {
        let lines = [self.damaged_line(), self.outside_line(), self.conflicts_line(), self.read_only_line()];
        for (id, text, offers) in lines.into_iter().flatten() {
            let frame = Frame::new().fill(ui.tokens().colour.raised);
            let labels: Vec<&str> = offers.iter().map(|(label, ..)| label.as_str()).collect();
            let hints: Vec<&str> = offers.iter().map(|(_, hint, _)| *hint).collect();
            let shown = Panel::top(id)
                .frame(frame)
                .show_separator_line(false)
                .show(ui, |ui| Banner::new(&text).actions(&labels).hints(&hints).show(ui));
            if let Some((.., offer)) = shown.inner.and_then(|pressed| offers.into_iter().nth(pressed)) {
                self.take_offer(offer);
            }
        }
    }

    fn take_offer(&mut self, offer: Offer) {
        match offer {
            Offer::Send(command) => self.out.command(command),
            Offer::Run(action) => self.out.run(action),
            Offer::Open(dialog) => self.modals.open(dialog, &self.bench, &self.screen),
            Offer::Leave(leaving) => self.leave(leaving),
        }
    }

    fn damaged_line(&self) -> Option<Line> {
        let damaged = self.bench.damaged_project()?;
        let text = damaged.sentence();
        let offers = vec![
            (format!("{}…", damaged.offer()), "", Offer::Leave(Leaving::BackupInstead)),
            ("Not now".to_owned(), "", Offer::Send(Command::LeaveDamaged)),
        ];
        Some(("damaged banner", text, offers))
    }

    fn outside_line(&self) -> Option<Line> {
        let change = self.bench.outside_change()?;
        let file = self.bench.file()?;
        let name = file.path.file_name().unwrap_or_default().to_string_lossy();
        let at = time_in_words(change.at);
        let text = if change.is_another {
            format!("“{name}” is another project since {at}: its file was replaced by another program.")
        } else {
            format!("“{name}” was changed by another program at {at}.")
        };
        if file.read_only.is_some() {
            let hint = "Take what the file says now in the place of what is here";
            let offer = Offer::Leave(Leaving::OtherProject(file.path.clone()));
            return Some(("outside banner", text, vec![("Reload".to_owned(), hint, offer)]));
        }
        let hint = "Take what the file says now in the place of what is here; undo brings it back";
        let mut offers = vec![("Reload".to_owned(), hint, Offer::Send(Command::Reload))];
        let hint = "Write what is here over the file; what it says now is kept among the backups";
        offers.push(("Keep mine".to_owned(), hint, Offer::Send(Command::KeepMine)));
        let hint = "Unite both, record by record: nothing that either side added is dropped";
        offers.push(("Merge".to_owned(), hint, Offer::Send(Command::MergeTheirs)));
        Some(("outside banner", text, offers))
    }

    fn conflicts_line(&self) -> Option<Line> {
        let text = match self.bench.merge_conflicts().len() {
            0 => return None,
            1 => "The merge found 1 thing that was changed on both sides.".to_owned(),
            many => format!("The merge found {many} things that were changed on both sides."),
        };
        let offers = vec![
            ("Show what was kept…".to_owned(), "", Offer::Open(Dialog::Conflicts)),
            ("Clear the list".to_owned(), "", Offer::Send(Command::ForgetConflicts)),
        ];
        Some(("conflicts banner", text, offers))
    }

    fn read_only_line(&self) -> Option<Line> {
        // A picture of the workbench shows it as it is at work.
        let file = self.bench.file()?;
        let reason = file.read_only.clone().filter(|_| !self.bench.only_reads())?;
        let mut offers = vec![
            ("Try again".to_owned(), "", Offer::Leave(Leaving::OtherProject(file.path.clone()))),
            ("Save as…".to_owned(), "", Offer::Run(Action::SaveAs)),
        ];
        if self.bench.may_be_held_elsewhere() {
            let hint = "Take the lock over: whoever may still have it open will be told that it has changed";
            offers.insert(0, ("Work on it all the same".to_owned(), hint, Offer::Leave(Leaving::AllTheSame)));
        }
        Some(("read-only banner", reason, offers))
    }
}
