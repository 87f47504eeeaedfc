//! Short messages of what happened, at the bottom of the window; they go by themselves, and wait under the pointer.

use std::collections::VecDeque;
use std::time::Duration;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Align2, Area, Context, Frame, Id, Layout, Margin, Order, Rect, Role, Sense, TextStyle, Ui,
    UiBuilder, pos2, vec2,
};

use super::button::{IconButton, PushButton};
use super::paint::{icon_at, place};
use crate::ui::theme::{Themed, Tokens, icons};

/// At most so many are shown; older ones go first.
const MOST: usize = 4;
/// Seconds a message stays.
const STAY: f64 = 5.0;
/// Seconds a message stays that can be acted on, or that tells of an error.
const STAY_LONGER: f64 = 10.0;

/// What a message is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was done.
    #[default]
    Done,
    /// Something to know.
    Note,
    /// Something to look at.
    Warning,
    /// Something could not be done.
    Error,
}

/// A message.
#[derive(Clone, Debug)]
#[must_use = "push it"]
pub struct Toast {
    kind: ToastKind,
    message: String,
    action: Option<String>,
}

impl Toast {
    /// A message.
    pub fn new(kind: ToastKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), action: None }
    }

    /// What was done.
    pub fn done(message: impl Into<String>) -> Self {
        Self::new(ToastKind::Done, message)
    }

    /// What could not be done, and what to do.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(ToastKind::Error, message)
    }

    /// A button in it, such as “Undo”.
    pub fn action(mut self, label: impl Into<String>) -> Self {
        self.action = Some(label.into());
        self
    }
}

struct Shown {
    id: u64,
    toast: Toast,
    seconds_left: f64,
}

/// The messages on screen.
#[derive(Default)]
pub struct Toasts {
    shown: VecDeque<Shown>,
    next_id: u64,
    last_time: f64,
    /// How high they stood in the last frame.
    height: f32,
}

impl Toasts {
    /// Shows a message from the next frame on; the number is what [`Self::show`] gives when its button is pressed.
    pub fn push(&mut self, toast: Toast) -> u64 {
        let lasting = toast.action.is_some() || toast.kind == ToastKind::Error;
        let seconds_left = if lasting { STAY_LONGER } else { STAY };
        let id = self.next_id;
        self.next_id += 1;
        // Said once more, it is the same message and not a second one.
        self.shown.retain(|shown| shown.toast.action.is_some() || shown.toast.message != toast.message);
        self.shown.push_back(Shown { id, toast, seconds_left });
        while self.shown.len() > MOST {
            self.shown.pop_front();
        }
        id
    }

    /// Takes a message away.
    pub fn dismiss(&mut self, id: u64) {
        self.shown.retain(|shown| shown.id != id);
    }

    /// Takes the button of a message away that would not do any more what it says.
    pub fn withdraw_action(&mut self, id: u64) {
        if let Some(shown) = self.shown.iter_mut().find(|shown| shown.id == id) {
            shown.toast.action = None;
        }
    }

    /// How high the messages stood in the last frame, in points; 0 without any.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// Draws the messages at the bottom right, `bottom` points above the window's edge, and gives the numbers of those
    /// whose button was pressed.
    pub fn show(&mut self, ctx: &Context, bottom: f32) -> Vec<u64> {
        let now = ctx.input(|input| input.time);
        let passed = now - std::mem::replace(&mut self.last_time, now);
        if self.shown.is_empty() {
            self.height = 0.0;
            return Vec::new();
        }
        let tokens = ctx.tokens();
        let (mut acted, mut closed) = (Vec::new(), Vec::new());
        let area = Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-4.0 * tokens.space.grid, -bottom - 3.0 * tokens.space.grid))
            .show(ctx, |ui| {
                ui.set_width(tokens.space.toast);
                ui.spacing_mut().item_spacing.y = 2.0 * tokens.space.grid;
                for Shown { id, toast, .. } in &self.shown {
                    match ui.push_id(id, |ui| toast_ui(ui, tokens, toast)).inner {
                        Pressed::Nothing => {}
                        Pressed::Action => acted.push(*id),
                        Pressed::Close => closed.push(*id),
                    }
                }
            });
        self.height = area.response.rect.height();
        let waits = ctx.pointer_hover_pos().is_some_and(|pointer| area.response.rect.contains(pointer));
        for shown in &mut self.shown {
            shown.seconds_left -= if waits { 0.0 } else { passed };
        }
        self.shown.retain(|shown| {
            shown.seconds_left > 0.0 && !acted.contains(&shown.id) && !closed.contains(&shown.id)
        });
        if let Some(soonest) = self.shown.iter().map(|shown| shown.seconds_left).min_by(f64::total_cmp) {
            ctx.request_repaint_after(Duration::from_secs_f64(soonest.max(0.05)));
        }
        acted
    }
}

enum Pressed {
    Nothing,
    Action,
    Close,
}

fn toast_ui(ui: &mut Ui, tokens: &Tokens, toast: &Toast) -> Pressed {
    let colour = &tokens.colour;
    let (icon, ink) = match toast.kind {
        ToastKind::Done => (icons::CHECK_CIRCLE, colour.success),
        ToastKind::Note => (icons::INFO, colour.accent),
        ToastKind::Warning => (icons::WARNING, colour.warning),
        ToastKind::Error => (icons::WARNING_CIRCLE, colour.error),
    };
    let mut pressed = Pressed::Nothing;
    let frame = Frame::new()
        .fill(colour.raised)
        .stroke(tokens.line())
        .corner_radius(tokens.surface_radius())
        .shadow(tokens.popup_shadow())
        .inner_margin(Margin { left: 12, right: 6, top: 6, bottom: 6 });
    let role = if toast.kind == ToastKind::Error { Role::Alert } else { Role::Status };
    let builder = UiBuilder::new().accessibility_role(role).accessibility_label(&toast.message);
    ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            // The buttons stand beside the first line, so that a long message leaves them where they are.
            let width = ui.available_width();
            let first_line = Rect::from_min_size(ui.cursor().min, vec2(width, tokens.space.control));
            let builder = UiBuilder::new().max_rect(first_line).layout(Layout::right_to_left(Align::Center));
            let mut buttons = ui.new_child(builder);
            if buttons.add(IconButton::new(icons::X, "Dismiss")).clicked() {
                pressed = Pressed::Close;
            }
            if let Some(action) = &toast.action
                && buttons.add(PushButton::new(action)).clicked()
            {
                pressed = Pressed::Action;
            }
            let side = tokens.text.icon.size;
            let left = first_line.left() + side + 2.0 * tokens.space.grid;
            let right = buttons.min_rect().left() - 2.0 * tokens.space.grid;
            let font = TextStyle::Body.resolve(ui.style());
            let format = TextFormat {
                line_height: Some(tokens.text.small.line),
                ..TextFormat::simple(font, colour.text)
            };
            let mut job = LayoutJob::single_section(toast.message.clone(), format);
            job.wrap.max_width = right - left;
            let text = ui.painter().layout_job(job);
            let top = first_line.center().y - text.rows.first().map_or(0.0, |row| row.height()) / 2.0;
            let height = (top - first_line.top() + text.size().y).max(tokens.space.control);
            ui.allocate_exact_size(vec2(width, height), Sense::hover());
            icon_at(
                ui.painter(),
                pos2(first_line.left() + side / 2.0, first_line.center().y),
                icon,
                side,
                ink,
            );
            ui.painter().galley(pos2(left, top), text, colour.text);
        });
        place(ui);
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(egui::accesskit::Live::Polite));
    });
    pressed
}
