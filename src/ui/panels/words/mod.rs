//! Words: how often the search has found something, what stands near it, the words of a part of the corpus, and what is
//! typical of one part against another.
//!
//! Which table is shown and how it is set is part of the screen; the window asks the workbench for it, which counts.
//! [`controls`] is the line above the table, [`follow`] what a click on a row does.

mod controls;
mod follow;
mod parts;

use egui::{Event, Id, Ui};

use super::search::{MOST_LISTED, search_stopped};
use super::tables::{Room, USUAL_ROOM, tables_tabs};
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::figures::table::{Column, Sort, Table, TableState};
use crate::ui::figures::{Progress, under_way};
use crate::ui::kit::{EmptyState, MenuItem, PushButton};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, WordsKind, WordsView};
use crate::ui::shortcuts;
use crate::ui::theme::icons;
use crate::workbench::jobs::JobId;
use crate::workbench::{
    Command, Counted, WordsCell, WordsCells, WordsColumn, WordsCommand, WordsState, WordsTable, Workbench,
};

use controls::Controls;

/// What is counted sooner than this needs no word about it, in seconds.
const SOON: f64 = 0.25;
/// So many rows are copied at once; whoever wants more exports them.
const MOST_COPIED: usize = 20_000;

/// What the tables of words keep of what is on screen.
#[derive(Default)]
pub struct WordsPanel {
    controls: Controls,
    takes_keyboard: bool,
    /// The state of each table, by its kind.
    tables: [Option<TableState>; WordsKind::ALL.len()],
    /// Since when something is being counted, by egui's clock.
    waiting: Option<f64>,
}

/// Identity of the table, which has the keyboard.
fn table_id() -> Id {
    Id::unique("table of words")
}

impl WordsPanel {
    /// Gives the table the keyboard when it is next drawn.
    pub fn take_keyboard(&mut self) {
        self.takes_keyboard = true;
    }

    /// Draws the table with all around it.
    pub fn show(&mut self, ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
        let state = bench.words();
        tables_tabs(ui, screen, bench, USUAL_ROOM, |ui, _, room| tab_buttons(ui, room, state, out));
        if bench.project().documents.is_empty() {
            let hint = "Open documents: their words are counted here.";
            EmptyState::new("No words yet", hint).icon(icons::LIST_NUMBERS).show(ui);
            return;
        }
        let said = match state {
            WordsState::Ready { table, rows, is_passing } => said(table, rows, is_passing),
            _ => String::new(),
        };
        self.controls.show(ui, &mut screen.words, bench, &said);
        let is_waiting = matches!(state, WordsState::Counting(_));
        if !is_waiting {
            self.waiting = None;
        }
        match state {
            WordsState::NothingSearched => nothing_searched(ui, screen.words.kind, out),
            WordsState::NotUnderstood => not_understood(ui, bench, out),
            WordsState::Counting(job) => self.counting(ui, bench, job, out),
            WordsState::SearchStopped => search_stopped(ui, out),
            WordsState::Stopped => {
                let empty =
                    EmptyState::new("Counting was stopped", "What was counted is not shown by halves.");
                if empty.icon(icons::STOP).actions(&[("Count again", None)]).show(ui).is_some() {
                    out.command(Command::Words(WordsCommand::GoOn));
                }
            }
            WordsState::Ready { table, rows, is_passing } => {
                if rows.is_empty() {
                    return nothing(ui, table, &mut screen.words, is_passing);
                }
                self.table(ui, table, rows, is_passing, screen, bench, out);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "what every panel is given, and the table")]
    fn table(
        &mut self,
        ui: &mut Ui,
        table: &WordsTable,
        rows: &[u32],
        is_passing: bool,
        screen: &mut Screen,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        if std::mem::take(&mut self.takes_keyboard) {
            ui.memory_mut(|memory| memory.request_focus(table_id()));
        }
        let (column, descending) = screen.words.sort();
        let kept = &mut self.tables[screen.words.kind as usize];
        let mut state = kept.unwrap_or_else(|| TableState::sorted_by(column, descending));
        state.sort = Sort { column, descending };
        let columns: Vec<Column> = table.columns().iter().map(shown_column).collect();
        let hints: Vec<&str> = table.columns().iter().map(|column| column.hint).collect();
        let shown = Table {
            id: table_id(),
            label: table.counted().title(),
            columns: &columns,
            rows: rows.len().min(MOST_LISTED as usize),
        };
        let cell = |row: usize, column: usize| {
            rows.get(row).map_or_else(String::new, |row| written(table, *row, column))
        };
        let opened = shown.show_with_hints(ui, &mut state, &hints, cell);
        if (state.sort.column, state.sort.descending) != (column, descending) {
            screen.words.sorts.insert(screen.words.kind, (state.sort.column, state.sort.descending));
        }
        let has_keyboard = ui.memory(|memory| memory.has_focus(table_id()));
        if has_keyboard && ui.input(|input| input.events.contains(&Event::Copy)) {
            let chosen = state.cursor().and_then(|row| rows.get(row));
            if let Some(row) = chosen {
                ui.copy_text(in_lines(table, std::slice::from_ref(row), false));
            }
        }
        *kept = Some(state);
        // A row that is about to go leads nowhere for certain.
        if let Some(row) = opened.and_then(|row| rows.get(row)).filter(|_| !is_passing) {
            follow::open(table, *row as usize, screen, bench, out);
        }
    }

    fn counting(&mut self, ui: &mut Ui, bench: &Workbench, job: Option<JobId>, out: &mut Outbox) {
        let now = ui.input(|input| input.time);
        let since = *self.waiting.get_or_insert(now);
        if now - since < SOON {
            ui.request_repaint_after(std::time::Duration::from_secs_f64(SOON));
            return;
        }
        let running = job.and_then(|id| bench.jobs().iter().find(|job| job.id == id));
        let Some(job) = running else {
            let hint = "Words are counted as soon as the documents have been read and searched.";
            EmptyState::new("Getting ready…", hint).icon(icons::CLOCK).show(ui);
            return;
        };
        if under_way(ui, "Counting words…", Progress { done: job.done, total: job.total }) {
            out.command(Command::CancelJob(job.id));
        }
    }
}

/// What stands beside the tabs: exporting and copying.
fn tab_buttons(ui: &mut Ui, room: Room, state: WordsState<'_>, out: &mut Outbox) {
    let ready = match state {
        WordsState::Ready { table, rows, .. } => Some((table, rows)),
        _ => None,
    };
    let has_rows = ready.is_some_and(|(_, rows)| !rows.is_empty());
    let (export, copy) = ("Export…", "Copy table");
    let add = |ui: &mut Ui, label: &str| {
        ui.add_enabled_ui(has_rows, |ui| match room {
            Room::Buttons => ui.add(PushButton::new(label).quiet()),
            Room::Menu => ui.add(MenuItem::new(label)),
        })
        .inner
        .clicked()
    };
    if add(ui, export) {
        out.run(Action::ExportWords);
    }
    if add(ui, copy)
        && let Some((table, rows)) = ready
    {
        ui.copy_text(in_lines(table, &rows[..rows.len().min(MOST_COPIED)], true));
        out.push(Request::Say(if rows.len() > MOST_COPIED {
            "The first 20,000 rows are copied; export the table to have them all."
        } else {
            "The table is copied, with a tab between its columns."
        }));
    }
}

/// How many rows are shown, and how much was counted.
fn said(table: &WordsTable, rows: &[u32], is_passing: bool) -> String {
    let mut said = counted(rows.len(), "row", "rows");
    let unit = match table.counted() {
        Counted::WordList { gram, .. } | Counted::Keyness { gram, .. } if *gram > 1 => "runs",
        _ => "words",
    };
    let sizes: Vec<String> = table
        .sizes()
        .iter()
        .map(|(words, documents)| {
            format!("{} {unit} in {}", grouped(*words as usize), counted(*documents, "document", "documents"))
        })
        .collect();
    if !sizes.is_empty() {
        said = format!("{said} · {}", sizes.join(" against "));
    }
    if rows.len() as u64 > MOST_LISTED {
        said = format!("{said} · the first {} listed", grouped(MOST_LISTED as usize));
    }
    if is_passing {
        said.push_str(" · counting…");
    }
    said
}

fn shown_column(column: &WordsColumn) -> Column {
    let is_number = column.cells != WordsCells::Words;
    let width = match column.cells {
        WordsCells::Words => 0.0,
        WordsCells::Counts => 96.0,
        WordsCells::Decimals => 124.0,
    };
    Column { title: column.title, width, is_number, sorts: true }
}

/// A cell as people read it.
fn written(table: &WordsTable, row: u32, column: usize) -> String {
    match table.cell(row as usize, column) {
        WordsCell::Words("") => "(no value)".to_owned(),
        WordsCell::Words(words) => words.to_owned(),
        WordsCell::Count(count) => grouped(count as usize),
        WordsCell::Decimal(number) => {
            let written = format!("{:.2}", number.abs());
            let is_negative = number < 0.0 && written != "0.00";
            format!("{}{written}", if is_negative { "−" } else { "" })
        }
    }
}

/// Rows as lines with tabs between their cells, as spreadsheets take them.
fn in_lines(table: &WordsTable, rows: &[u32], with_titles: bool) -> String {
    let columns = table.columns();
    let mut lines = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        lines.push_str(&cells.collect::<Vec<_>>().join("\t"));
        lines.push('\n');
    };
    if with_titles {
        line(&mut columns.iter().map(|column| column.title.to_owned()));
    }
    for row in rows {
        line(
            &mut (0..columns.len())
                .map(|at| table.cell(*row as usize, at).in_a_file().replace(['\t', '\n'], " ")),
        );
    }
    lines
}

/// What a table that needs a search says while there is none.
fn nothing_searched(ui: &mut Ui, kind: WordsKind, out: &mut Outbox) {
    let hint = match kind {
        WordsKind::Frequencies => {
            "Search for something: how often it is found in each document is listed here."
        }
        WordsKind::Collocates => "Search for a word: the words that stand near it are listed here.",
        WordsKind::WordList => "Search for something, or choose another part of the documents.",
        WordsKind::Keyness => {
            "Search for something: what is typical of the documents it is found in is listed here. Or choose another target."
        }
    };
    search_first(ui, "Nothing is searched for", hint, out);
}

fn not_understood(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let sentence = bench.query_error().map_or("", |error| error.sentence.as_str());
    search_first(ui, "The query cannot be answered", sentence, out);
}

fn search_first(ui: &mut Ui, title: &str, hint: &str, out: &mut Outbox) {
    let action = Action::ShowSearch;
    let actions = [(action.label(), shortcuts::text_of(ui.ctx(), action))];
    let empty = EmptyState::new(title, hint).icon(icons::MAGNIFYING_GLASS);
    if empty.actions(&actions).show(ui).is_some() {
        out.run(action);
    }
}

/// What is said when a table has no row to show.
fn nothing(ui: &mut Ui, table: &WordsTable, view: &mut WordsView, is_passing: bool) {
    if is_passing {
        return;
    }
    if !table.is_empty() {
        let hint = "Every row is left out by the filter or as a function word.";
        let empty = EmptyState::new("No row passes the filter", hint).icon(icons::FUNNEL_SIMPLE);
        if empty.actions(&[("Show all rows", None)]).show(ui).is_some() {
            view.filter.clear();
            view.without_function_words = false;
        }
        return;
    }
    let is_empty_part = |at: usize| table.sizes().get(at).is_some_and(|(words, _)| *words == 0);
    let (title, hint) = match table.counted() {
        Counted::Frequencies { .. } => ("Nothing found", "The search has found nothing in these documents."),
        Counted::Collocates { .. } => {
            ("Nothing near", "No word stands near the hits so often: ask for fewer times, or a wider window.")
        }
        Counted::Keyness { .. } if is_empty_part(0) => {
            ("The target has no words", "Choose a part with documents in it as the target.")
        }
        Counted::Keyness { .. } if is_empty_part(1) => (
            "Nothing to compare with",
            "Every document of the reference is in the target, too: choose other parts.",
        ),
        Counted::WordList { .. } | Counted::Keyness { .. } => {
            ("Nothing that often", "Nothing stands there so often: ask for fewer times, or another part.")
        }
    };
    EmptyState::new(title, hint).icon(icons::LIST_NUMBERS).show(ui);
}
