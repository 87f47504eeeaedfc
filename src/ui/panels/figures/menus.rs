//! What stands above the table of figures, and what can be done with the lines chosen.

use egui::{Popup, Ui, vec2};

use super::{FiguresPanel, sentence};
use crate::compare::figures::FigureAt;
use crate::text::numbers::counted;
use crate::ui::action::Action;
use crate::ui::kit::{Chip, IconButton, MenuItem, filter_field, menu_divider};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::draw;
use crate::ui::panels::grid::At;
use crate::ui::panels::tables::{Room, USUAL_ROOM, tables_tabs};
use crate::ui::screen::{ComparisonView, Screen};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{FigureLines, Workbench};

/// The tabs of the tables, with a menu of what belongs to figures.
pub(super) fn tabs(ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    tables_tabs(ui, screen, bench, USUAL_ROOM, |ui, _, room| {
        let items = |ui: &mut Ui, out: &mut Outbox| {
            for action in [Action::ShowTopicDecisions, Action::ExportFiguresCsv, Action::ExportFiguresXlsx] {
                draw::action_item(ui, action, out);
            }
        };
        match room {
            Room::Menu => items(ui, out),
            Room::Buttons => {
                let more = ui.add(IconButton::new(icons::DOTS_THREE, "More about figures"));
                Popup::menu(&more)
                    .width(240.0)
                    .accessible_name("More about figures")
                    .show(|ui| items(ui, out));
            }
        }
    });
}

/// The filter, what is shown, and how much that is.
pub(super) fn filter_bar(
    ui: &mut Ui,
    view: &mut ComparisonView,
    listed: &FigureLines,
    alone: usize,
    out: &mut Outbox,
) {
    // In a narrow window the line is broken, and nothing of it is cut off.
    draw::bar(ui, |ui| {
        let room = (ui.available_width() * 0.36).min(200.0);
        ui.allocate_ui(vec2(room, ui.tokens().space.field), |ui| {
            filter_field(ui, &mut view.figures, "Filter figures");
        });
        // Figures that stand alone differ from nothing.
        if !view.alone && ui.add(Chip::new("Only what differs").selected(!view.agreeing)).clicked() {
            view.agreeing = !view.agreeing;
        }
        if listed.dismissed > 0 || view.dismissed {
            let label = format!("Dismissed ({})", listed.dismissed);
            if ui.add(Chip::new(&label).selected(view.dismissed)).clicked() {
                view.dismissed = !view.dismissed;
                view.alone = false;
            }
        }
        if alone > 0 || view.alone {
            let chip = ui.add(Chip::new(&stand_alone(alone)).selected(view.alone));
            if chip.on_hover_text("Figures that no other seems to count the same as").clicked() {
                view.alone = !view.alone;
                view.dismissed = false;
            }
        }
        for action in [Action::FiguresByDocument, Action::PlotTopic] {
            let is_on = action == Action::FiguresByDocument && view.by_document && !view.alone;
            let button = IconButton::new(action.icon(), action.label())
                .hint(action.hint())
                .shortcut(shortcuts::text_of(ui, action))
                .selected(is_on);
            if ui.add(button).clicked() {
                out.run(action);
            }
        }
        // How many stand alone, the switch says.
        if !view.alone {
            draw::dim(ui, counted(listed.topics, "topic", "topics"));
        } else if !view.figures.is_empty() {
            draw::dim(ui, counted(listed.lines.len(), "figure", "figures"));
        }
    });
}

/// How many figures are in no topic.
pub(super) fn stand_alone(figures: usize) -> String {
    counted(figures, "figure stands alone", "figures stand alone")
}

/// What can be done with a line, or with all that are chosen.
pub(super) fn of_line(
    ui: &mut Ui,
    state: &mut FiguresPanel,
    bench: &Workbench,
    index: usize,
    out: &mut Outbox,
) {
    // The menu stays over what was chosen when it was asked for.
    if !state.is_chosen(index, bench) {
        state.choose_only(index, bench);
    }
    let figures = state.figures(bench);
    let is_figure = state.listed.lines.get(index).is_some_and(|line| line.figure().is_some());
    if let (true, [at]) = (is_figure, figures.as_slice()) {
        open_items(ui, bench, *at, out);
    } else if ui.add(MenuItem::new("Open side by side").icon(icons::COLUMNS)).clicked() {
        state.open(false, false, bench, out);
    }
    menu_divider(ui);
    deciding_items(ui, state, bench, out);
}

/// What can be done with a cell of the grid, or with all that are chosen: in an empty one with the topic of its row.
pub(super) fn of_cell(ui: &mut Ui, state: &mut FiguresPanel, bench: &Workbench, at: At, out: &mut Outbox) {
    /// Of so many figures in a cell each can be opened by itself.
    const MOST: usize = 8;
    state.choose_cell(at, bench);
    let (here, chosen) = (state.figures_in(at), state.figures(bench));
    if chosen.iter().any(|at| !here.contains(at)) {
        if ui.add(MenuItem::new("Open side by side").icon(icons::COLUMNS)).clicked() {
            state.open(false, false, bench, out);
        }
        menu_divider(ui);
    } else if let [only] = here.as_slice() {
        open_items(ui, bench, *only, out);
        menu_divider(ui);
    } else if let Some(first) = here.first() {
        for figure in here.iter().take(MOST) {
            let value = bench.comparison().figure(*figure).map(|(_, figure, _)| figure.written_as_meant());
            let label = format!("Open the sentence with {}", value.unwrap_or_default());
            if ui.add(MenuItem::new(&label).icon(icons::ARROW_SQUARE_OUT)).clicked() {
                show(bench, *figure, false, out);
            }
        }
        if ui.add(MenuItem::new("Open the first beside").icon(icons::COLUMNS)).clicked() {
            show(bench, *first, true, out);
        }
        menu_divider(ui);
    }
    deciding_items(ui, state, bench, out);
}

/// Where the sentence of one figure can be opened.
fn open_items(ui: &mut Ui, bench: &Workbench, at: FigureAt, out: &mut Outbox) {
    if ui.add(MenuItem::new("Open the sentence").icon(icons::ARROW_SQUARE_OUT)).clicked() {
        show(bench, at, false, out);
    }
    if ui.add(MenuItem::new("Open it beside").icon(icons::COLUMNS)).clicked() {
        show(bench, at, true, out);
    }
}

fn show(bench: &Workbench, at: FigureAt, beside: bool, out: &mut Outbox) {
    if let Some((document, span)) = sentence(bench, at) {
        out.push(Request::ShowPassage { document, span, beside, keep_keyboard: false });
    }
}

/// What can be decided about what is chosen.
fn deciding_items(ui: &mut Ui, state: &mut FiguresPanel, bench: &Workbench, out: &mut Outbox) {
    let topics = state.topics(bench).len();
    let are_dismissed = state.topics(bench).iter().all(|topic| topic.is_dismissed);
    let alone = state.alone(bench).len();
    let merge = match (topics, alone) {
        (0, _) => "Count with a topic…".to_owned(),
        (1, 0) => "Merge topic into…".to_owned(),
        _ => format!("Merge {} topics…", topics + alone),
    };
    if ui.add(MenuItem::new(&merge).icon(icons::ARROWS_MERGE)).clicked() {
        state.merge(bench, out);
    }
    if state.can_split(bench)
        && ui.add(MenuItem::new("Make a topic of its own…").icon(icons::SQUARE_SPLIT_HORIZONTAL)).clicked()
    {
        state.split(bench, out);
    }
    if topics == 1 && ui.add(MenuItem::new("Rename topic…").icon(icons::PENCIL_SIMPLE)).clicked() {
        state.rename(bench, out);
    }
    if topics == 1 && ui.add(MenuItem::new("Show over time").icon(icons::CHART_LINE)).clicked() {
        out.run(Action::PlotTopic);
    }
    if topics == 0 {
        return;
    }
    menu_divider(ui);
    let (label, icon) = match (are_dismissed, topics) {
        (true, _) => ("Show again".to_owned(), icons::EYE),
        (false, 1) => ("Dismiss topic".to_owned(), icons::EYE_SLASH),
        (false, many) => (format!("Dismiss {many} topics"), icons::EYE_SLASH),
    };
    if ui.add(MenuItem::new(&label).icon(icon)).clicked() {
        state.dismiss(bench, out);
    }
}
