//! What stands above the timeline: lanes or all together, how exact dates must be, how near, table, saving.

use egui::{Align, Layout, Ui, vec2};

use super::{TimelineAction, TimelineFigure};
use crate::analysis::timeline::{Precision, Timeline};
use crate::text::numbers::grouped;
use crate::ui::figures::save_menu;
use crate::ui::kit::{Chip, IconButton};
use crate::ui::theme::{Themed as _, icons};

/// How exact dates can be, in order, and what each is called.
const PRECISIONS: [(Precision, &str); 5] = [
    (Precision::Day, "Day"),
    (Precision::Month, "Month"),
    (Precision::Year, "Year"),
    (Precision::Decade, "Decade"),
    (Precision::Period, "Period"),
];
/// The shortest and the longest stretch that can be shown, in days.
const DAYS: [f64; 2] = [4.0, 2_000_000.0];

impl TimelineFigure {
    pub(super) fn controls(&mut self, ui: &mut Ui, timeline: &Timeline, actions: &mut Vec<TimelineAction>) {
        let tokens = ui.tokens();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 6)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(1.5 * tokens.space.grid, 1.5 * tokens.space.grid);
            ui.horizontal(|ui| {
                let buttons = 6.0 * tokens.space.grid * 5.0 + 4.0 * tokens.space.grid;
                let room = vec2((ui.available_width() - buttons).max(200.0), tokens.space.control);
                let wrapped = Layout::left_to_right(Align::Center).with_main_wrap(true);
                ui.allocate_ui_with_layout(room, wrapped, |ui| {
                    ui.set_min_width(room.x);
                    for (label, by_document) in [("A lane for each document", true), ("All together", false)]
                    {
                        if ui.add(Chip::new(label).selected(self.by_document == by_document)).clicked() {
                            self.by_document = by_document;
                        }
                    }
                    self.precisions(ui, timeline);
                });
                let room = vec2(ui.available_width(), tokens.space.control);
                ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = tokens.space.grid / 2.0;
                    self.buttons(ui, actions);
                });
            });
        });
        crate::ui::kit::rule(ui);
    }

    /// A chip for each precision there is.
    fn precisions(&mut self, ui: &mut Ui, timeline: &Timeline) {
        let mut counts = PRECISIONS.map(|(precision, name)| (precision, name, 0));
        for date in timeline.dates() {
            counts[date.precision as usize].2 += 1;
        }
        if counts.iter().filter(|(.., count)| *count > 0).count() < 2 {
            return;
        }
        ui.add_space(2.0 * ui.tokens().space.grid);
        ui.weak("Exact to");
        for (precision, name, count) in counts.into_iter().filter(|(.., count)| *count > 0) {
            let is_shown = !self.hidden.contains(&precision);
            let label = format!("{name} {}", grouped(count));
            if !ui.add(Chip::new(&label).selected(is_shown)).clicked() {
                continue;
            }
            if is_shown {
                self.hidden.insert(precision);
            } else {
                self.hidden.remove(&precision);
            }
        }
    }

    /// How near, table, saving; the outermost first.
    fn buttons(&mut self, ui: &mut Ui, actions: &mut Vec<TimelineAction>) {
        if let Some(kind) = save_menu(ui) {
            actions.push(TimelineAction::Save(kind));
        }
        let table = IconButton::new(icons::TABLE, "Show as a table").selected(self.as_table);
        if ui.add(table).clicked() {
            self.as_table = !self.as_table;
        }
        if self.as_table {
            return;
        }
        let all =
            IconButton::new(icons::CORNERS_OUT, "Show all").hint("0; once more for dates far away, too");
        if ui.add(all).clicked() {
            self.show_all();
        }
        for (icon, name, key, factor) in [
            (icons::MAGNIFYING_GLASS_PLUS, "Go nearer", "+", 1.3),
            (icons::MAGNIFYING_GLASS_MINUS, "Go further away", "−", 1.0 / 1.3),
        ] {
            if ui.add(IconButton::new(icon, name).hint(key)).clicked() {
                self.zoom(factor, 0.5);
            }
        }
    }

    /// Shows the part worth seeing first; where that is shown already, all there is.
    pub(super) fn show_all(&mut self) {
        let Some(passing) = &self.passing else { return };
        self.window = if self.window.is_none() && passing.core != passing.extent {
            let all = crate::exchange::drawing::timeline::Scale::over(passing.extent, 0.0, 1.0);
            Some((all.from, all.to))
        } else {
            None
        };
    }

    /// Goes nearer by a factor, while the moment at this share of the width stays where it is.
    pub(super) fn zoom(&mut self, factor: f32, share: f32) {
        let scale = self.scale(0.0, 1.0);
        let days = (scale.days() / f64::from(factor)).clamp(DAYS[0], DAYS[1]);
        let from = scale.from + (scale.days() - days) * f64::from(share);
        self.window = Some((from, from + days));
    }

    /// Moves on by a share of what is shown.
    pub(super) fn move_by(&mut self, share: f32) {
        let scale = self.scale(0.0, 1.0);
        let by = scale.days() * f64::from(share);
        self.window = Some((scale.from + by, scale.to + by));
    }
}
