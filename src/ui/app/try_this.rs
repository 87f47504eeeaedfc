//! The 'try this' panel that greets a newcomer on the bundled corpus, until it is closed for good.

use egui::{Align2, Area, Context, Frame, Id, Order, RichText, Ui, Vec2, vec2};

use super::{LecternApp, status_bar};
use crate::corpus::Source;
use crate::project::DocumentRecord;
use crate::ui::action::Action;
use crate::ui::kit::{IconButton, PushButton, key_cap};
use crate::ui::screen::Subject;
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons, text_style};

/// In a window smaller than this the steps would cover what they speak of, as they would beside an inspector that shows
/// something: they are folded into the status bar until asked for.
const ROOM: Vec2 = vec2(1200.0, 760.0);
/// Height of a message with the gap above it.
const MESSAGE: f32 = 48.0;
/// The first steps in their order: what to try, and the action that does it.
const STEPS: [(&str, Action); 7] = [
    ("Read what two documents share:", Action::NextShared),
    ("See which numbers differ:", Action::ShowFigures),
    ("Click a name; to its next mention:", Action::NextMention),
    ("Drag over a sentence, press", Action::TagSelection),
    ("Take anything back with", Action::Undo),
    ("Find any command with", Action::CommandPalette),
    ("Export your excerpts with", Action::Export),
];
/// What the first step says on the bundled corpus.
const BOTH_NEWSPAPERS: &str = "Read what both newspapers print:";

impl LecternApp {
    /// Whether the steps are shown (true) or folded into the status bar; `None` once the panel was closed.
    fn try_this_is_unfolded(&self, ctx: &Context) -> Option<bool> {
        let room = ctx.content_rect().size();
        let is_to_be_tried = !self.bench.project().documents.is_empty();
        let has_room = is_to_be_tried && self.inspector_is_free() && room.x >= ROOM.x && room.y >= ROOM.y;
        (!self.bench.settings().try_this_closed).then(|| self.try_this_unfolded.unwrap_or(has_room))
    }

    /// True while the inspector is there and shows nothing that the steps would cover.
    fn inspector_is_free(&self) -> bool {
        self.screen.inspector && self.screen.focus == Subject::Project
    }

    /// Draws the panel, unless it was closed or folded away or a dialog is open.
    pub(super) fn try_this_ui(&mut self, ctx: &Context) {
        let is_behind = self.modals.is_open() || self.palette.is_some();
        if is_behind || self.try_this_is_unfolded(ctx) != Some(true) {
            return;
        }
        let tokens = ctx.tokens();
        let frame = Frame::new()
            .fill(tokens.colour.raised)
            .stroke(tokens.line())
            .corner_radius(tokens.surface_radius())
            .shadow(tokens.popup_shadow())
            .inner_margin(16.0);
        // Beside the inspector once that shows something, not over it.
        let beside = self.screen.inspector && !self.inspector_is_free();
        let inspector = self.screen.sizes.filter(|_| beside).map_or(0.0, |sizes| sizes.inspector);
        // Above the place where messages come up.
        let messages = MESSAGE.max(self.toasts.height() + 12.0);
        let area = Area::new(Id::unique("try this"))
            .order(Order::Middle)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-12.0 - inspector, -38.0 - messages));
        area.show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(tokens.space.inspector - 24.0 - 32.0);
                self.try_this_head(ui);
                self.try_this_steps(ui);
            });
        });
    }

    fn try_this_head(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label(RichText::new("Try this").text_style(text_style::heading()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.add(IconButton::new(icons::X, "Close for good")).clicked() {
                    self.out.run(Action::ShowTryThis);
                }
                if ui.add(IconButton::new(icons::CARET_DOWN, "Fold the steps away")).clicked() {
                    self.try_this_unfolded = Some(false);
                }
            });
        });
    }

    /// The way back to the steps while they are folded away.
    pub(super) fn try_this_folded_ui(&mut self, ui: &mut Ui) {
        if self.try_this_is_unfolded(ui.ctx()) == Some(false) {
            let tint = ui.tokens().colour.accent;
            let tried = STEPS.iter().filter(|(_, action)| self.tried.contains(action)).count();
            let label = if tried == 0 {
                "Try this".to_owned()
            } else {
                format!("Try this ({tried} of {})", STEPS.len())
            };
            if status_bar::button(ui, &label, tint, "Show the first steps").clicked() {
                self.try_this_unfolded = Some(true);
            }
        }
    }

    fn try_this_steps(&mut self, ui: &mut Ui) {
        let (dim, accent) = (ui.tokens().colour.dim, ui.tokens().colour.accent);
        let documents = &self.bench.project().documents;
        let is_bundled = |record: &DocumentRecord| matches!(record.source, Source::Bundled(_));
        let bundled = !documents.is_empty() && documents.values().all(is_bundled);
        if bundled {
            ui.label(RichText::new("Five real documents around one resignation.").color(dim));
        }
        ui.add_space(4.0);
        let steps = STEPS.into_iter().enumerate();
        for (at, (what, action)) in steps {
            let what = if bundled && action == Action::NextShared { BOTH_NEWSPAPERS } else { what };
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                // One width for all numbers, or what follows would not stand in one line.
                let slot = vec2(18.0, ui.text_style_height(&egui::TextStyle::Body));
                let is_tried = self.tried.contains(&action);
                let mark = if is_tried {
                    RichText::new(icons::CHECK).text_style(text_style::icon()).color(accent)
                } else {
                    RichText::new((at + 1).to_string()).color(dim)
                };
                let mark = ui.add_sized(slot, egui::Label::new(mark));
                let state = if is_tried { "Tried" } else { "Not tried yet" };
                mark.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{state}: {what}"))
                });
                ui.label(what);
                match shortcuts::text_of(ui.ctx(), action) {
                    Some(key) => {
                        key_cap(ui, &key);
                    }
                    None => {
                        if ui.add(PushButton::new(action.label())).clicked() {
                            self.out.run(action);
                        }
                    }
                }
            });
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if ui.add(PushButton::new(Action::OpenFolder.label()).icon(icons::FOLDER_OPEN)).clicked() {
                self.out.run(Action::OpenFolder);
            }
            if ui.add(PushButton::new("Got it").primary()).clicked() {
                self.out.run(Action::ShowTryThis);
            }
        });
    }
}
