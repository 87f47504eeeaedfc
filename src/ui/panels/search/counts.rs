//! What is said above the hits: how far the search has come, how much was found, in which order it stands.

use std::time::Duration;

use egui::{Popup, Ui};

use super::{MOST_LISTED, rows};
use crate::search::ranking::FoundOrder;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, MenuItem, PushButton};
use crate::ui::outbox::Outbox;
use crate::ui::panels::draw;
use crate::ui::screen::SearchView;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::jobs::Job;
use crate::workbench::{Answer, Command, SearchCommand, Workbench};

const STOPPED: &str = "The search was stopped.";
const SEARCH_AGAIN: &str = "Search again";

/// A job of which nothing is known yet is told of after so long.
const SOON: Duration = Duration::from_millis(300);

/// How far the work of search has come, with a button that stops it.
pub(super) fn progress(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let titles = [Workbench::SEARCHING, Workbench::INDEXING];
    let is_told = |title: &str| titles.contains(&title);
    for job in bench.jobs().iter().filter(|job| is_told(&job.title) && !job.is_cancelled()) {
        let Some(text) = told(job) else {
            ui.ctx().request_repaint_after(SOON.saturating_sub(job.begun.elapsed()));
            continue;
        };
        if draw::notice_line(ui, &text, &format!("Stop {}", job.title.to_lowercase())) {
            out.command(Command::CancelJob(job.id));
        }
    }
    if bench.is_search_stopped() {
        draw::inset(ui, |ui| {
            draw::dim(ui, STOPPED);
            if ui.add(PushButton::new(SEARCH_AGAIN).quiet()).clicked() {
                out.command(Command::Search(SearchCommand::Resume));
            }
        });
    }
}

/// How far a job has come; `None` while it is so young that it is likely to be over before it could be read.
fn told(job: &Job) -> Option<String> {
    match job.total {
        Some(total) if total > 0 => {
            Some(format!("{}: {} of {}", job.title, grouped(job.done), grouped(total)))
        }
        _ => (job.begun.elapsed() >= SOON).then(|| format!("{}…", job.title)),
    }
}

/// How much was found, and what can be done with all of it.
pub(super) fn show(ui: &mut Ui, answer: &Answer, view: &mut SearchView, bench: &Workbench, out: &mut Outbox) {
    draw::inset(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            draw::dim(ui, said_of(answer, bench));
            if !view.chosen.is_empty() {
                draw::dim(ui, format!("· {} chosen", grouped(view.chosen.numbers().count() as usize)));
                if ui.add(PushButton::new("Choose none").quiet()).clicked() {
                    view.chosen.clear();
                }
            }
        });
        if answer.found().len() > 1 {
            order_ui(ui, &mut view.documents);
        }
        if rows::count(answer) > MOST_LISTED {
            let listed = grouped(MOST_LISTED as usize);
            draw::dim(
                ui,
                format!("The first {listed} lines are listed here; ask for less to see the others."),
            );
        }
        if answer.count() > 0 {
            ui.horizontal(|ui| {
                for action in [Action::TagHits, Action::ShowConcordance] {
                    if ui.add(PushButton::new(action.label()).quiet()).on_hover_text(action.hint()).clicked()
                    {
                        out.run(action);
                    }
                }
            });
        }
    });
    ui.add_space(ui.tokens().space.grid);
}

/// How much was found, or has been found so far.
pub(in crate::ui::panels) fn said_of(answer: &Answer, bench: &Workbench) -> String {
    let counts = |hits: u64, documents: usize, so_far: &str| {
        let (hits, documents) =
            (counted(hits as usize, "hit", "hits"), counted(documents, "document", "documents"));
        format!("{hits}{so_far} in {documents}")
    };
    let (mut hits, mut documents) = (answer.count(), answer.found().len());
    let is_its = bench.asked() == Some(answer.asked());
    if let Some(so_far) = bench.found_so_far().filter(|_| is_its) {
        (hits, documents) = so_far;
    }
    let so_far = if answer.is_complete() { "" } else { " so far" };
    let goes_on = match (is_its, answer.is_complete()) {
        _ if bench.is_searching() => " · searching…",
        (false, _) => " · of what was asked before",
        (true, false) => " · stopped before all was searched",
        (true, true) if bench.is_search_stopped() => " · as it was before",
        (true, true) => "",
    };
    counts(hits, documents, so_far) + goes_on
}

/// In the place of hits, or of what is made of them, when the search was stopped before there were any.
pub(in crate::ui::panels) fn search_stopped(ui: &mut Ui, out: &mut Outbox) {
    let empty = EmptyState::new(STOPPED, "What it would find is not known.").icon(icons::STOP);
    if empty.actions(&[(SEARCH_AGAIN, None)]).show(ui).is_some() {
        out.command(Command::Search(SearchCommand::Resume));
    }
}

/// In which order the documents are listed, and by what measure where one is used.
fn order_ui(ui: &mut Ui, order: &mut FoundOrder) {
    let label = format!("Documents {}", label_of(*order));
    let button = ui.add(PushButton::new(&label).quiet().opens_menu());
    Popup::menu(&button).width(220.0).accessible_name("Order documents").show(|ui| {
        for by in FoundOrder::ALL {
            let label = label_of(by);
            let label = format!("{}{}", label[..1].to_uppercase(), &label[1..]);
            let mut item = MenuItem::new(&label).checked(*order == by);
            if by == FoundOrder::Relevance {
                item = item.hint(FoundOrder::MEASURE);
            }
            if ui.add(item).clicked() {
                *order = by;
                ui.close();
            }
        }
    });
    if *order == FoundOrder::Relevance {
        draw::dim(ui, FoundOrder::MEASURE);
    }
}

fn label_of(order: FoundOrder) -> &'static str {
    match order {
        FoundOrder::Title => "by title",
        FoundOrder::Date => "by date",
        FoundOrder::Relevance => "by relevance",
    }
}
