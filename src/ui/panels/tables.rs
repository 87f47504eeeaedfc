//! What the tables below the pages have in common: their tabs with room for what each adds to them, and the line that says
//! that something is still being worked out.

use egui::Ui;

use super::draw;
use crate::ui::kit::{IconButton, tab_bar};
use crate::ui::outbox::Outbox;
use crate::ui::screen::{BottomTable, Screen};
use crate::ui::theme::icons;
use crate::workbench::{Command, ViewKind, Workbench};

/// Room for the buttons that most tables have beside the tabs, in points. With less, they are folded into one menu, or they
/// would cover the tabs.
pub(super) const USUAL_ROOM: f32 = 290.0;
/// Between the tabs and what stands beside them.
const GAP: f32 = 30.0;

/// The tabs of the tables below, with what the table in front adds at the right: as buttons, or, when there is no room
/// for them, as items of a menu. Which of the two, `right` is told by its last argument. The buttons need so much `room`.
pub(super) fn tables_tabs(
    ui: &mut Ui,
    screen: &mut Screen,
    bench: &Workbench,
    room: f32,
    right: impl FnOnce(&mut Ui, &mut Screen, Room),
) {
    tabs(ui, screen, bench, room + GAP, |ui, screen| {
        if ui.available_width() >= room {
            return right(ui, screen, Room::Buttons);
        }
        let more = ui.add(IconButton::new(icons::DOTS_THREE, "More about this table"));
        let popup = egui::Popup::menu(&more).width(220.0).accessible_name("More about this table");
        popup.show(|ui| right(ui, screen, Room::Menu));
    });
}

/// The tabs alone, for a table that adds nothing to them.
pub(super) fn bare_tables_tabs(ui: &mut Ui, screen: &mut Screen, bench: &Workbench) {
    tabs(ui, screen, bench, USUAL_ROOM + GAP, |_, _| {});
}

fn tabs(
    ui: &mut Ui,
    screen: &mut Screen,
    bench: &Workbench,
    beside: f32,
    right: impl FnOnce(&mut Ui, &mut Screen),
) {
    let count = bench.count_needing_look() + bench.count_of_sources_to_look_at();
    let looking = if count == 0 { "Needs a look".to_owned() } else { format!("Needs a look ({count})") };
    let mut tabs = vec![
        (BottomTable::Excerpts, "Excerpts"),
        (BottomTable::Concordance, "Concordance"),
        (BottomTable::Words, "Words"),
        (BottomTable::Matrix, "Matrix"),
        (BottomTable::Figures, "Figures"),
        (BottomTable::Network, "Network"),
        (BottomTable::Timeline, "Timeline"),
        (BottomTable::NeedsLook, &looking),
        (BottomTable::History, "History"),
    ];
    // What is made only when somebody asks has a tab from then on.
    for (table, label, kind) in [
        (BottomTable::Collation, "Collation", ViewKind::Collation),
        (BottomTable::Order, "Who first", ViewKind::Order),
        (BottomTable::Differences, "Differences", ViewKind::Beside),
    ] {
        if screen.table == table || bench.has_view(kind) {
            tabs.push((table, label));
        }
    }
    let chosen = tabs.iter().position(|(table, _)| *table == screen.table).unwrap_or(0);
    let labels: Vec<&str> = tabs.iter().map(|(_, label)| *label).collect();
    // What waits to be looked at is not put out of sight.
    let kept = tabs.iter().position(|(table, _)| *table == BottomTable::NeedsLook).filter(|_| count > 0);
    let clicked = tab_bar(ui, &labels, chosen, kept, beside, |ui| right(ui, screen));
    if let Some((table, _)) = clicked.and_then(|clicked| tabs.get(clicked)) {
        screen.table = *table;
    }
}

/// What there is room for beside the tabs of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Buttons in a line.
    Buttons,
    /// One menu with everything.
    Menu,
}

/// Says what a job on a view of the comparison does, with a button that stops it; true while one runs.
pub(super) fn running_line(
    ui: &mut Ui,
    bench: &Workbench,
    view: ViewKind,
    (doing, stop): (&str, &str),
    out: &mut Outbox,
) -> bool {
    let job = bench.view_job(view);
    let running = job.and_then(|id| bench.jobs().iter().find(|running| running.id == id));
    let part = running.and_then(|running| Some((running.done * 100).checked_div(running.total?)?.min(100)));
    let doing = part.map_or_else(|| doing.to_owned(), |part| format!("{doing} {part} %"));
    if let Some(job) = job
        && draw::notice_line(ui, &doing, stop)
    {
        out.command(Command::CancelJob(job));
    }
    job.is_some()
}
