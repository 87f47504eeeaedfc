//! A topic of figures over time: a mark for each report of the number, with the sentences beside.
//!
//! [`TopicFigure`] is what the figure remembers; [`TopicFigure::show`] draws [`TopicData`] and gives the [`TopicAction`]s
//! asked for. What is drawn is made by [`crate::exchange::drawing::topic`], as for a file.

use egui::{
    Align, CursorIcon, EventFilter, Id, Key, Layout as Arrange, Margin, Modifiers, Rect, Response, Role,
    Sense, StrokeKind, Tooltip, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::paint::paint;
use super::{FileKind, footnote, look, save_menu};
use crate::exchange::drawing::topic::{Layout, Plot, Report, note, shapes};
use crate::ui::kit::{IconButton, elided, rule};
use crate::ui::panels::draw;
use crate::ui::panels::list::{List, Move, is_ringed, take_keys};
use crate::ui::theme::{Themed as _, icons, text_style};

/// Below this width there is no room for the sentences beside the figure.
const ROOM_FOR_SENTENCES: f32 = 620.0;
/// The share of the width that the sentences have.
const SENTENCES: f32 = 0.42;
/// Height of a report with two lines of its sentence.
const ROW: f32 = 66.0;
/// Height of the line below the figure.
const NOTE: f32 = 26.0;
/// How many marks are told to assistive technology one by one; the sentences have them all.
const TOLD: usize = 100;

/// What there is to draw.
#[derive(Clone, Copy)]
pub struct TopicData<'a> {
    /// The number as it is reported.
    pub plot: Plot<'a>,
    /// Which topic it is, in which state: another is laid out anew.
    pub stamp: (u64, usize),
    /// What is not drawn, if anything.
    pub left_out: Option<&'a str>,
}

/// What the user asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicAction {
    /// Show a report in its text.
    Opened {
        /// Which report.
        report: usize,
        /// In the pane beside.
        beside: bool,
    },
    /// Draw the topic that comes so many further on.
    Step(isize),
    /// Go back to the table.
    Table,
    /// Save the figure.
    Save(FileKind),
}

/// What the figure remembers.
#[derive(Debug, Default)]
pub struct TopicFigure {
    chosen: Option<usize>,
    /// Whether to bring the chosen sentence into view.
    reveal: bool,
    /// Whether to take the keyboard when it is drawn next.
    wants_keyboard: bool,
    laid_out: Option<((u64, usize), Rect, Layout)>,
}

/// What a key does.
#[derive(Clone, Copy)]
enum Act {
    Along(Move),
    Open(bool),
    Step(isize),
    Leave,
}

/// Identity of the figure, which has the keyboard.
fn figure_id() -> Id {
    Id::unique("figure of a topic")
}

impl TopicFigure {
    /// Gives the figure the keyboard when it is drawn next.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Draws the figure over all the room there is, and gives what the user asks for.
    pub fn show(&mut self, ui: &mut Ui, data: TopicData<'_>) -> Vec<TopicAction> {
        let mut actions = Vec::new();
        if self.laid_out.as_ref().is_none_or(|(stamp, ..)| *stamp != data.stamp) {
            self.chosen = None;
        }
        head(ui, &data, &mut actions);
        let Plot { reports, .. } = data.plot;
        let has_sentences = ui.available_width() >= ROOM_FOR_SENTENCES;
        if has_sentences {
            let width = ui.available_width() * SENTENCES;
            egui::Panel::right(ui.scope_id().with("reports"))
                .exact_size(width)
                .resizable(false)
                .frame(egui::Frame::new())
                .show(ui, |ui| self.sentences(ui, reports, &mut actions));
        }
        self.canvas(ui, &data, &mut actions);
        actions
    }

    fn canvas(&mut self, ui: &mut Ui, data: &TopicData<'_>, actions: &mut Vec<TopicAction>) {
        let plot = &data.plot;
        let (whole, id) = (ui.available_rect_before_wrap(), figure_id());
        ui.advance_cursor_after_rect(whole);
        let rect = whole.with_max_y((whole.bottom() - NOTE).max(whole.top()));
        let response = ui.interact(rect, id, Sense::click());
        let name = format!(
            "Figures on {} over time",
            if plot.name.is_empty() { "(nothing named)" } else { plot.name }
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &name));
        if std::mem::take(&mut self.wants_keyboard) {
            response.request_focus();
        }
        self.keys(ui, id, plot.reports.len(), actions);
        let (place, layout) = self.layout(plot, data.stamp, rect);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 0.0, ui.tokens().colour.page);
        if place.is_positive() {
            paint(&painter, &shapes(plot, &layout, self.chosen, &look(ui.tokens())));
        }
        let told: Vec<String> =
            note(plot, &layout).into_iter().chain(data.left_out.map(str::to_owned)).collect();
        let below = whole.with_min_y(rect.bottom()).shrink2(vec2(12.0, 4.0));
        ui.scope_builder(UiBuilder::new().max_rect(below), |ui| footnote(ui, &told.join(" "), 1));
        for (at, report) in plot.reports.iter().enumerate().take(TOLD) {
            self.mark_ui(ui, at, report, layout.marks[at], actions);
        }
        self.point(ui, &response, plot, &layout, actions);
        if is_ringed(ui, id) {
            let ring = ui.tokens().focus_ring();
            ui.painter().rect_stroke(rect.shrink(1.0), 0.0, ring, StrokeKind::Inside);
        }
    }

    /// Where everything stands on this part of the screen.
    fn layout(&mut self, plot: &Plot<'_>, stamp: (u64, usize), rect: Rect) -> (Rect, Layout) {
        let place = Rect::from_min_max(rect.min + vec2(14.0, 14.0), rect.max - vec2(14.0, 2.0));
        if let Some((known, at, layout)) = &self.laid_out
            && (*known, *at) == (stamp, place)
        {
            return (place, layout.clone());
        }
        let layout = Layout::of(plot, place.min.into(), place.max.into());
        self.laid_out = Some((stamp, place, layout.clone()));
        (place, layout)
    }

    /// A mark, for who cannot see it, and for the pointer.
    fn mark_ui(
        &mut self,
        ui: &Ui,
        at: usize,
        report: &Report,
        [x, y]: [f32; 2],
        actions: &mut Vec<TopicAction>,
    ) {
        let rect = Rect::from_center_size(pos2(x, y), vec2(16.0, 16.0));
        let response = ui.interact(rect, figure_id().with(at), Sense::CLICK);
        let name = format!("{}, {}", report.words, report.document);
        let is_chosen = self.chosen == Some(at);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
        if is_chosen {
            // What arrows choose is told as if it had the keyboard itself.
            let chosen = response.id.accesskit_id();
            ui.ctx().accesskit_node_builder(figure_id(), |figure| figure.set_active_descendant(chosen));
        }
        if response.clicked() {
            self.choose(at);
            let beside = ui.input(|input| input.modifiers.command);
            actions.push(TopicAction::Opened { report: at, beside });
        }
    }

    fn choose(&mut self, at: usize) {
        self.chosen = Some(at);
        self.reveal = true;
    }

    /// What is under the pointer.
    fn point(
        &mut self,
        ui: &Ui,
        response: &Response,
        plot: &Plot<'_>,
        layout: &Layout,
        actions: &mut Vec<TopicAction>,
    ) {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let Some(pointer) = pointer.filter(|_| ui.rect_contains_pointer(response.rect)) else { return };
        let Some(at) = layout.report_at(pointer.into()) else {
            if response.clicked() {
                self.chosen = None;
                response.request_focus();
            }
            return;
        };
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        // Marks too many to be told one by one are clicked all the same.
        if at >= TOLD && response.clicked() {
            self.choose(at);
            actions
                .push(TopicAction::Opened { report: at, beside: ui.input(|input| input.modifiers.command) });
        }
        let Some(report) = plot.reports.get(at) else { return };
        let id = figure_id().with("report under the pointer");
        let anchor = egui::PopupAnchor::Pointer;
        Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, anchor).gap(14.0).show(|ui| {
            ui.set_max_width(420.0);
            ui.label(&report.words);
            draw::dim(ui, &*report.document);
            let mut words: String = report.sentence.chars().take(240).collect();
            if words.len() < report.sentence.len() {
                words.push('…');
            }
            ui.label(egui::RichText::new(words).text_style(text_style::excerpt()));
        });
    }

    fn keys(&mut self, ui: &Ui, id: Id, reports: usize, actions: &mut Vec<TopicAction>) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        keep_keys(ui, id);
        for act in take_keys(ui, read_key) {
            match act {
                Act::Along(way) => {
                    if let Some(to) = way.from(self.chosen, reports) {
                        self.choose(to);
                    }
                }
                Act::Open(beside) => {
                    actions.extend(self.chosen.map(|report| TopicAction::Opened { report, beside }));
                }
                Act::Step(by) => actions.push(TopicAction::Step(by)),
                Act::Leave => actions.push(TopicAction::Table),
            }
        }
    }

    /// The reports with their sentences, one below the other.
    fn sentences(&mut self, ui: &mut Ui, reports: &[Report], actions: &mut Vec<TopicAction>) {
        let id = Id::unique("sentences of a topic");
        if ui.memory(|memory| memory.has_focus(id)) {
            self.keys(ui, id, reports.len(), actions);
        }
        let list = List {
            id,
            label: "Sentences",
            role: Role::ListBox,
            rows: reports.len(),
            height: ROW,
            cursor: self.chosen,
            reveal: std::mem::take(&mut self.reveal),
        };
        let mut clicked = None;
        list.show(ui, |ui, index, rect| {
            if sentence_ui(ui, rect, &reports[index], self.chosen == Some(index)).clicked() {
                clicked = Some(index);
            }
        });
        // A list lets Escape take the keyboard away; here it leads back to the table.
        keep_keys(ui, id);
        if let Some(report) = clicked {
            ui.memory_mut(|memory| memory.request_focus(id));
            self.chosen = Some(report);
            actions.push(TopicAction::Opened { report, beside: ui.input(|input| input.modifiers.command) });
        }
    }
}

/// Keeps arrows and Escape with what has the keyboard.
fn keep_keys(ui: &Ui, id: Id) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// What is counted and how the values differ, with the buttons that go to other topics, to the table and to a file.
fn head(ui: &mut Ui, data: &TopicData<'_>, actions: &mut Vec<TopicAction>) {
    let tokens = ui.tokens();
    egui::Frame::new().inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = tokens.space.grid;
            let table = IconButton::new(icons::TABLE, "Show as a table").hint("Escape");
            if ui.add(table).clicked() {
                actions.push(TopicAction::Table);
            }
            for (icon, name, key, by) in [
                (icons::CARET_LEFT, "Previous topic", "Page up", -1),
                (icons::CARET_RIGHT, "Next topic", "Page down", 1),
            ] {
                if ui.add(IconButton::new(icon, name).hint(key)).clicked() {
                    actions.push(TopicAction::Step(by));
                }
            }
            ui.with_layout(Arrange::right_to_left(Align::Center), |ui| {
                actions.extend(save_menu(ui).map(TopicAction::Save));
                let room = ui.available_rect_before_wrap().shrink2(vec2(2.0 * tokens.space.grid, 0.0));
                let name = if data.plot.name.is_empty() { "(nothing named)" } else { data.plot.name };
                let strong = text_style::strong().resolve(ui.style());
                let galley = elided(ui, name, strong, tokens.colour.text, room.width() * 0.6);
                let after = room.left() + galley.size().x + 3.0 * tokens.space.grid;
                let middle = room.center().y;
                ui.painter().galley(
                    pos2(room.left(), middle - galley.size().y / 2.0),
                    galley,
                    tokens.colour.text,
                );
                let small = text_style::small().resolve(ui.style());
                let galley = elided(ui, data.plot.verdict, small, tokens.colour.dim, room.right() - after);
                ui.painter().galley(pos2(after, middle - galley.size().y / 2.0), galley, tokens.colour.dim);
            });
        });
    });
    rule(ui);
}

fn sentence_ui(ui: &mut Ui, rect: Rect, report: &Report, is_chosen: bool) -> Response {
    let response = ui.interact(rect, ui.next_auto_id(), Sense::CLICK);
    ui.skip_ahead_auto_ids(1);
    let name = format!("{}, {}: {}", report.words, report.document, report.sentence);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name));
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if is_chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let (left, right) = (rect.left() + space.inset, rect.right() - space.inset);
    let top = rect.top() + 1.5 * space.grid;
    let strong = text_style::strong().resolve(ui.style());
    let value = elided(ui, report.words.as_str(), strong, colour.text, (right - left) * 0.5);
    let after = left + value.size().x + 2.0 * space.grid;
    let small = text_style::small().resolve(ui.style());
    let document = elided(ui, report.document.as_str(), small, colour.dim, right - after);
    let lower = top + value.size().y - document.size().y - 1.0;
    let below = top + value.size().y + 0.5 * space.grid;
    ui.painter().galley(pos2(left, top), value, colour.text);
    ui.painter().galley(pos2(after, lower), document, colour.dim);
    let sentence = draw::two_lines(ui, &report.sentence, right - left);
    ui.painter().galley(pos2(left, below), sentence, colour.text);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    response
}

fn read_key(key: Key, modifiers: Modifiers) -> Option<Act> {
    Some(match key {
        Key::Enter if modifiers.command => Act::Open(true),
        _ if modifiers.any() => return None,
        Key::Enter => Act::Open(false),
        Key::ArrowLeft => Act::Along(Move::Back(1)),
        Key::ArrowRight => Act::Along(Move::On(1)),
        Key::PageUp => Act::Step(-1),
        Key::PageDown => Act::Step(1),
        Key::Escape => Act::Leave,
        key => Act::Along(Move::of(key)?),
    })
}

#[cfg(test)]
mod tests {
    use egui::Theme;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::compare::figures::{Bound, Measure};
    use crate::ui::figures::testing::page_in;

    struct Page {
        figure: TopicFigure,
        reports: Vec<Report>,
        actions: Vec<TopicAction>,
    }

    fn page(theme: Theme, size: [f32; 2]) -> egui_kittest::Harness<'static, Page> {
        let report = |value: f64, bound, words: &str, day: Option<i64>| Report {
            value,
            upper: None,
            bound,
            words: words.to_owned(),
            days: day.map(|day| (day, day)),
            document: format!("Report of {words}"),
            sentence: format!("I have attended {words} community meetings in the town."),
        };
        let reports = vec![
            report(670.0, Bound::AtLeast, "over 670", Some(18_157)),
            report(700.0, Bound::Exact, "700", Some(18_228)),
            report(690.0, Bound::About, "around 690", None),
        ];
        let page = Page { figure: TopicFigure::default(), reports, actions: Vec::new() };
        page_in(theme, size, page, |page: &mut Page, ui| {
            let plot = Plot {
                name: "community meetings",
                verdict: "The value grows with time.",
                measure: Measure::Count,
                unit: "meetings",
                reports: &page.reports,
                is_joined: true,
            };
            let data = TopicData { plot, stamp: (0, 0), left_out: None };
            page.actions.extend(page.figure.show(ui, data));
        })
    }

    #[test]
    fn marks_and_sentences_open_their_reports() {
        for (theme, size) in [(Theme::Light, [1000.0, 380.0]), (Theme::Dark, [760.0, 300.0])] {
            let mut page = page(theme, size);
            page.get_by_role_and_label(Role::Figure, "Figures on community meetings over time");
            page.get_by_role_and_label(Role::Button, "over 670, Report of over 670").click();
            page.run();
            page.get_by_role_and_label(Role::Button, "around 690, Report of around 690").click();
            page.run();
            let opened = |report| TopicAction::Opened { report, beside: false };
            assert_eq!(page.state().actions, [opened(0), opened(2)]);
            let sentences = page.query_all_by_role(Role::ListBoxOption).count();
            assert_eq!(sentences, 3);
        }
    }

    #[test]
    fn keys_walk_the_reports_and_open_them() {
        let mut page = page(Theme::Light, [1000.0, 380.0]);
        page.state_mut().figure.take_keyboard();
        page.run();
        for key in [Key::ArrowRight, Key::ArrowRight, Key::Enter, Key::PageDown] {
            page.key_press(key);
            page.run();
        }
        page.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
        page.run();
        page.key_press(Key::Escape);
        page.run();
        let opened = |report, beside| TopicAction::Opened { report, beside };
        let expected = [opened(1, false), TopicAction::Step(1), opened(1, true), TopicAction::Table];
        assert_eq!(page.state().actions, expected);
    }

    #[test]
    fn escape_leads_from_the_sentences_to_the_table_too() {
        let mut page = page(Theme::Light, [1000.0, 380.0]);
        let sentence = page.query_all_by_role(Role::ListBoxOption).last().map(|node| node.rect().center());
        page.drag_at(sentence.unwrap());
        page.run();
        page.drop_at(sentence.unwrap());
        page.run();
        page.key_press(Key::Escape);
        page.run();
        assert_eq!(page.state().actions.last(), Some(&TopicAction::Table));
    }

    #[test]
    fn a_narrow_figure_has_no_sentences_beside_it_and_saves_all_the_same() {
        let mut page = page(Theme::Light, [420.0, 300.0]);
        assert_eq!(page.query_all_by_role(Role::ListBoxOption).count(), 0);
        page.get_by_label("Save the figure").click();
        page.run();
        page.get_by_label("Save as PNG…").click();
        page.run();
        assert_eq!(page.state().actions, [TopicAction::Save(FileKind::Png)]);
    }
}
