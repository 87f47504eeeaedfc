//! What there is to go on with: work that was done without a name and left, by a crash or on purpose, offered once after
//! the start; and the history of a project whose file was given another name, offered when that is opened.

use std::path::PathBuf;

use egui::{Context, RichText, Ui};

use super::{Leaving, LecternApp};
use crate::project::journal::LeftBehind;
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog, PushButton, rule};
use crate::ui::theme::Themed as _;
use crate::workbench::{Command, Unfinished};

/// What was asked for in the dialog.
#[derive(Clone)]
enum Asked {
    GoOn(PathBuf),
    PutAway(PathBuf),
    TakeOver,
}

/// One thing that is offered: what there is to know of it, and what can be done with it.
struct Offer {
    sentence: String,
    hint: &'static str,
    /// How the dialog is called when nothing else is offered.
    title: String,
    choices: Vec<(&'static str, Asked)>,
}

impl Offer {
    fn work(work: &Unfinished) -> Self {
        let place = &work.place;
        Self {
            sentence: sentence(work),
            hint: "What is put away is kept for 30 days at least. “Not now” leaves everything as it is, and asks again at the next \
                   start.",
            title: "Go on where you left off?".to_owned(),
            choices: vec![("Go on", Asked::GoOn(place.clone())), ("Put away", Asked::PutAway(place.clone()))],
        }
    }

    /// The journal that the project file called `file` now has left behind.
    fn left_behind(left_behind: &LeftBehind, file: &str) -> Self {
        let name = &left_behind.name;
        Self {
            sentence: format!("{}.", left_behind.sentence(file)),
            hint: "Taking it over moves it to the new name, with all that was done. “Not now” leaves it where it is.",
            title: format!("Take over the history of “{name}”?"),
            choices: vec![("Take over", Asked::TakeOver)],
        }
    }
}

impl LecternApp {
    /// Offers what was found, unless that was put off for now.
    pub(super) fn unfinished_ui(&mut self, ctx: &Context) {
        let offers = self.offers();
        if offers.is_empty() || self.leaving.is_some() || self.modals.is_open() {
            return;
        }
        let only = if let [only] = offers.as_slice() { Some(only) } else { None };
        let title = only.map_or_else(
            || format!("Go on with one of {} pieces of work?", offers.len()),
            |only| only.title.clone(),
        );
        let mut dialog = Dialog::new("unfinished", &title).width(600.0).cancel("Not now");
        for (index, (label, _)) in only.iter().flat_map(|only| &only.choices).enumerate() {
            dialog = if index == 0 { dialog.primary(label, true) } else { dialog.other(label) };
        }
        let mut asked = None;
        let (answer, ()) = dialog.show(ctx, |ui| {
            let dim = ui.tokens().colour.dim;
            for (index, offer) in offers.iter().enumerate() {
                if index > 0 {
                    rule(ui);
                }
                ui.label(&offer.sentence);
                if only.is_none() {
                    buttons_ui(ui, offer, &mut asked);
                }
            }
            let mut hints: Vec<&str> = offers.iter().map(|offer| offer.hint).collect();
            hints.dedup();
            for hint in hints {
                ui.label(RichText::new(hint).color(dim));
            }
        });
        let chosen = |at: usize| only.and_then(|only| only.choices.get(at)).map(|(_, asked)| asked.clone());
        match answer {
            Answer::Primary => asked = chosen(0),
            Answer::Other => asked = chosen(1),
            _ => {}
        }
        match asked {
            Some(Asked::GoOn(place)) => {
                self.unfinished_put_off = true;
                self.leave(Leaving::Unfinished(place));
            }
            Some(Asked::PutAway(place)) => self.carry_out(Command::DiscardUnfinished(place)),
            Some(Asked::TakeOver) => self.carry_out(Command::TakeJournalOver),
            None if answer != Answer::Pending => {
                self.unfinished_put_off = true;
                self.carry_out(Command::LeaveJournal);
            }
            None => {}
        }
    }

    /// What there is to offer now. The journal of the project that is open comes first: it is no use any more once something
    /// is done there.
    fn offers(&self) -> Vec<Offer> {
        let file = self.bench.file().and_then(|file| file.path.file_name());
        let file = file.unwrap_or_default().to_string_lossy();
        let left_behind = self.bench.journal_left_behind();
        let left_behind = left_behind.map(|left_behind| Offer::left_behind(left_behind, &file));
        let works = self.bench.unfinished().iter().filter(|_| !self.unfinished_put_off);
        left_behind.into_iter().chain(works.map(Offer::work)).collect()
    }
}

/// What can be done with one of several.
fn buttons_ui(ui: &mut Ui, offer: &Offer, asked: &mut Option<Asked>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for (label, what) in &offer.choices {
            let button = ui.add(PushButton::new(label));
            let description = offer.sentence.clone();
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(description));
            if button.clicked() {
                *asked = Some(what.clone());
            }
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
