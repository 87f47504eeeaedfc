//! A question that must be answered before going on: title, body, and buttons with the one to press at the right.

use egui::{
    Align, Context, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Popup, RichText, Role, Ui, UiBuilder,
};

use super::button::PushButton;
use super::paint::place;
use crate::ui::theme::{Themed, text_style};

/// How a dialog was answered in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Not yet.
    Pending,
    /// With the button at the right, or Enter.
    Primary,
    /// With the button at the left.
    Other,
    /// With Cancel, Escape, or a click beside it.
    Cancelled,
}

/// A dialog. Show it in each frame in which its question is open.
#[must_use = "show it"]
pub struct Dialog<'a> {
    id: Id,
    title: &'a str,
    width: Option<f32>,
    primary: Option<(&'a str, bool)>,
    other: Option<&'a str>,
    cancel: &'a str,
}

impl<'a> Dialog<'a> {
    /// A dialog with this title; `id` tells it from others.
    pub fn new(id: &'a str, title: &'a str) -> Self {
        Self {
            id: Id::unique(("dialog", id)),
            title,
            width: None,
            primary: None,
            other: None,
            cancel: "Cancel",
        }
    }

    /// A width other than the usual one.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// The button at the right, and whether it can be pressed yet. Without one there is only the way out.
    pub fn primary(mut self, label: &'a str, enabled: bool) -> Self {
        self.primary = Some((label, enabled));
        self
    }

    /// A button at the left, for a third way.
    pub fn other(mut self, label: &'a str) -> Self {
        self.other = Some(label);
        self
    }

    /// What the way out is called, when not “Cancel”.
    pub fn cancel(mut self, label: &'a str) -> Self {
        self.cancel = label;
        self
    }

    /// Shows it over the window with `body` between title and buttons.
    pub fn show<R>(self, ctx: &Context, body: impl FnOnce(&mut Ui) -> R) -> (Answer, R) {
        let Self { id, title, width, primary, other, cancel } = self;
        let tokens = ctx.tokens();
        let colour = &tokens.colour;
        release_page(ctx);
        let popup_was_open = Popup::is_any_open(ctx);
        let frame = Frame::new()
            .fill(colour.raised)
            .stroke(tokens.line())
            .corner_radius(tokens.surface_radius())
            .shadow(tokens.dialog_shadow());
        let modal = Modal::new(id).backdrop_color(colour.scrim).frame(frame).show(ctx, |ui| {
            let window = ui.ctx().content_rect();
            let room = window.width() - 8.0 * tokens.space.grid;
            ui.set_width(width.unwrap_or(tokens.space.dialog).min(room));
            let builder = UiBuilder::new().accessibility_role(Role::Dialog).accessibility_label(title);
            ui.scope_builder(builder, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let frame = Frame::new().inner_margin(Margin { left: 20, right: 20, top: 18, bottom: 16 });
                let shown = frame.show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0 * tokens.space.grid;
                    ui.label(RichText::new(title).text_style(text_style::heading()));
                    ui.add_space(tokens.space.grid);
                    let tallest = window.height() - 45.0 * tokens.space.grid;
                    let tallest = tallest.max(120.0);
                    // As tall as it needs to be from the first frame on: a dialog that grows moves what one clicks.
                    let inner = egui::ScrollArea::vertical()
                        .max_height(tallest)
                        .min_scrolled_height(tallest)
                        .show(ui, |ui| {
                            ui.set_width(ui.available_width());
                            body(ui)
                        })
                        .inner;
                    ui.add_space(2.0 * tokens.space.grid);
                    (footer(ui, primary, other, cancel), inner)
                });
                place(ui);
                shown.inner
            })
            .inner
        });
        let by_enter = modal.is_top_modal && !popup_was_open && enter_confirms(ctx);
        let left = modal.should_close();
        let (pressed, inner) = modal.inner;
        let answer = match (pressed, primary) {
            (Answer::Pending, Some((_, true))) if by_enter => Answer::Primary,
            (Answer::Pending, None) if by_enter => Answer::Cancelled,
            (Answer::Pending, _) if left => Answer::Cancelled,
            (pressed, _) => pressed,
        };
        (answer, inner)
    }
}

/// Takes the keyboard from what lies below every dialog, so that Enter answers the question.
fn release_page(ctx: &Context) {
    let Some(focused) = ctx.memory(egui::Memory::focused) else { return };
    let is_below = |response: egui::Response| response.layer_id.order < egui::Order::Foreground;
    if ctx.read_response(focused).is_some_and(is_below) {
        ctx.memory_mut(|memory| memory.surrender_focus(focused));
    }
}

fn footer(ui: &mut Ui, primary: Option<(&str, bool)>, other: Option<&str>, cancel: &str) -> Answer {
    let mut answer = Answer::Pending;
    let tokens = ui.tokens();
    let size = egui::vec2(ui.available_width(), tokens.space.control);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if let Some((label, enabled)) = primary
            && ui.add_enabled(enabled, PushButton::new(label).primary()).clicked()
        {
            answer = Answer::Primary;
        }
        let way_out = PushButton::new(cancel);
        let way_out = if primary.is_none() { way_out.primary() } else { way_out };
        if ui.add(way_out).clicked() {
            answer = Answer::Cancelled;
        }
        if let Some(label) = other {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if ui.add(PushButton::new(label)).clicked() {
                    answer = Answer::Other;
                }
            });
        }
    });
    answer
}

/// Enter answers unless it belongs to what has the keyboard: a button, or a text of several lines. There Ctrl Enter
/// does.
fn enter_confirms(ctx: &Context) -> bool {
    let with_command = ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let focused = ctx.memory(egui::Memory::focused);
    let is_free = focused.is_none();
    with_command || (is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)))
}
