//! The bar at the bottom: what is saved, how much there is, what is going on in the background, what went wrong.

use std::time::Duration;

use egui::{Align, Color32, FontId, Layout, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::LecternApp;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::kit::IconButton;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::jobs::Job;
use crate::workbench::{Command, Workbench};

/// Work that mostly is over before anybody could read of it.
const IN_PASSING: [&str; 11] = [
    Workbench::FINDING_HITS,
    Workbench::LINKING,
    Workbench::ARRANGING,
    Workbench::COMPARING,
    Workbench::SHELVING,
    Workbench::INDEXING,
    Workbench::SEARCHING,
    Workbench::ORDERING,
    Workbench::GATHERING,
    Workbench::LEARNING,
    Workbench::COUNTING,
];
/// Work in passing is told of when it has taken so long.
const TOLD_AFTER: Duration = Duration::from_millis(400);
/// Points from here to the right end within which counts and work do not both have room.
const ROOM_FOR_COUNTS: f32 = 1000.0;

impl LecternApp {
    pub(super) fn status_bar_ui(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        let rect = ui.max_rect();
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, tokens.line());
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            ui.add_space(12.0);
            self.saved_ui(ui);
            let project = self.bench.project();
            words(ui, &counted(project.documents.len(), "document", "documents"));
            let jobs = self.jobs_to_tell();
            // What is being done is told before what there is.
            let has_room = ui.available_width() >= ROOM_FOR_COUNTS || jobs.is_empty();
            if has_room {
                words(ui, &counted(self.bench.word_count(), "word", "words"));
            }
            if has_room && self.bench.recognises() {
                words(ui, &counted(self.bench.entities().all().len(), "entity", "entities"));
            }
            if has_room {
                words(ui, &counted(project.annotations.len(), "excerpt", "excerpts"));
            }
            self.jobs_ui(ui, jobs);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 18.0;
                ui.add_space(12.0);
                self.place_ui(ui);
                if let Some(coder) = &self.bench.settings().coder
                    && button(ui, &coder.name.clone(), tokens.colour.dim, "Say who is coding").clicked()
                {
                    self.out.run(Action::SetCoder);
                }
                if self.screen.linked {
                    words(ui, "Scrolling linked");
                }
                self.problems_ui(ui);
                self.looking_ui(ui);
                self.try_this_folded_ui(ui);
            });
        });
    }

    fn saved_ui(&mut self, ui: &mut Ui) {
        let colour = &ui.tokens().colour;
        let unsaved = self.bench.has_unsaved_work();
        let (text, tint) = if self.bench.is_saving() {
            ("Saving…".to_owned(), colour.dim)
        } else if let Some(file) = self.bench.file() {
            match (unsaved, &file.saved) {
                _ if file.read_only.is_some() && !self.bench.only_reads() => {
                    ("Read only".to_owned(), colour.warning)
                }
                (true, _) => ("Not on disk".to_owned(), colour.error),
                _ if !self.bench.is_folded() => ("All changes kept".to_owned(), colour.success),
                (false, Some(at)) => {
                    let local = at.as_jiff().to_zoned(jiff::tz::TimeZone::system());
                    (format!("Saved {}", local.strftime("%H:%M")), colour.success)
                }
                (false, None) => ("Saved".to_owned(), colour.success),
            }
        } else if unsaved && self.bench.is_kept_for_later() {
            ("Kept, without a name".to_owned(), colour.success)
        } else if unsaved {
            ("Not saved yet".to_owned(), colour.warning)
        } else {
            ("Nothing to save".to_owned(), colour.faint)
        };
        let (dot, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, tint);
        ui.add_space(-12.0);
        let hint = match (self.bench.file(), self.bench.changes_in_journal()) {
            (Some(_), 1..) if !unsaved => {
                "Every change is on disk as soon as it is made; saving writes them into the project file"
            }
            _ => "Save the project",
        };
        if button(ui, &text, tint, hint).clicked() {
            self.out.run(Action::Save);
        }
    }

    /// The work in the background that lasts.
    fn jobs_to_tell(&self) -> Vec<Job> {
        // Names are linked anew after every decision about them: mostly that is over before anybody could read of it.
        let is_worth_telling =
            |job: &&Job| !IN_PASSING.contains(&job.title.as_str()) || job.begun.elapsed() > TOLD_AFTER;
        self.bench.jobs().iter().filter(is_worth_telling).cloned().collect()
    }

    fn jobs_ui(&mut self, ui: &mut Ui, jobs: Vec<Job>) {
        let tokens = ui.tokens();
        for job in jobs {
            let done = job.total.map_or(0.0, |total| job.done as f32 / total.max(1) as f32).clamp(0.0, 1.0);
            let count = job
                .total
                .map_or(String::new(), |total| format!(" {} of {}", grouped(job.done), grouped(total)));
            let text = format!("{}{count}", job.title);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let (bar, response) = ui.allocate_exact_size(vec2(88.0, 6.0), Sense::hover());
                ui.painter().rect_filled(bar, 3.0, tokens.colour.pressed);
                let filled = Rect::from_min_size(bar.min, vec2(bar.width() * done, bar.height()));
                ui.painter().rect_filled(filled, 3.0, tokens.colour.accent);
                response.widget_info(|| {
                    let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, &text);
                    info.value = Some(f64::from(done));
                    info
                });
                words(ui, &text);
                if job.cancellable
                    && ui.add(IconButton::new(icons::X, &format!("Stop {}", job.title))).clicked()
                {
                    self.out.command(Command::CancelJob(job.id));
                }
            });
        }
    }

    fn problems_ui(&mut self, ui: &mut Ui) {
        let count = self.bench.problems().len();
        if count > 0 {
            let warning = ui.tokens().colour.warning;
            if button(
                ui,
                &counted(count, "problem", "problems"),
                warning,
                "List what could not be loaded, and why",
            )
            .clicked()
            {
                self.out.run(Action::ShowProblems);
            }
        }
    }

    /// What needs a look, while there is any.
    fn looking_ui(&mut self, ui: &mut Ui) {
        let count = self.bench.count_needing_look() + self.bench.count_of_sources_to_look_at();
        if count > 0 {
            let warning = ui.tokens().colour.warning;
            let text = if count == 1 {
                "1 needs a look".to_owned()
            } else {
                format!("{} need a look", grouped(count))
            };
            let hint = "Files that have changed and annotations whose place is not certain";
            if button(ui, &text, warning, hint).clicked() {
                self.out.run(Action::ShowNeedsLook);
            }
        }
    }

    /// The paragraph and character at the top of the active pane.
    fn place_ui(&self, ui: &mut Ui) {
        let Some(pane) = self.panes.active() else { return };
        let Some(document) = self.bench.document(pane.document) else { return };
        let Some(place) = self.panes.place(pane.id) else { return };
        let text = &document.text;
        let at = place.selection().map_or(place.top(), |span| span.start);
        let paragraph = text.structure().paragraph_at(at) + 1;
        if let Some(character) = text.code_points().from_byte(text.as_str(), at) {
            words(ui, &format!("¶{paragraph} · {}", grouped(character)));
        }
    }
}

/// Words of the status bar.
fn words(ui: &mut Ui, text: &str) {
    let tokens = ui.tokens();
    ui.label(egui::RichText::new(text).size(tokens.text.small.size).color(tokens.colour.dim));
}

/// Words of the status bar that can be clicked.
pub(super) fn button(ui: &mut Ui, text: &str, colour: Color32, hint: &str) -> Response {
    let tokens = ui.tokens();
    let font = FontId::new(tokens.text.small.size, egui::FontFamily::Proportional);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    let colour = if response.hovered() || response.has_focus() { tokens.colour.text } else { colour };
    ui.painter().galley_with_override_text_color(rect.min, galley, colour);
    response.on_hover_text(hint)
}
