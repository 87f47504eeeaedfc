//! A tag carried by the pointer: where it would come to stand, how that is shown, and letting it go.

use egui::{CursorIcon, Id, Key, LayerId, Order, Pos2, Rect, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::tree::{Line, Mark, Over, drop_target};
use super::{TagsPanel, row};
use crate::project::{Project, Tag};
use crate::ui::kit::paint_swatch;
use crate::ui::outbox::Outbox;
use crate::ui::panels::draw;
use crate::ui::theme::Themed as _;
use crate::workbench::Command;

/// Where the rows are and where the pointer is among them, gathered while they are drawn.
pub(super) struct Watch {
    pointer: Option<Pos2>,
    first: Option<(usize, Rect)>,
    clip: Rect,
}

impl Watch {
    pub fn new(ui: &Ui) -> Self {
        Self { pointer: ui.input(|input| input.pointer.latest_pos()), first: None, clip: Rect::NOTHING }
    }

    /// Notes where one row is.
    pub fn row(&mut self, ui: &Ui, index: usize, rect: Rect) {
        if self.first.is_none() {
            self.first = Some((index, rect));
            self.clip = ui.clip_rect();
        }
    }

    fn rect_of(&self, index: usize) -> Option<Rect> {
        let (first, rect) = self.first?;
        Some(rect.translate(vec2(0.0, (index as f32 - first as f32) * rect.height())))
    }

    fn over(&self, ui: &Ui, lines: usize) -> Option<Over> {
        let pointer = self.pointer.filter(|pointer| self.clip.expand(8.0).contains(*pointer))?;
        let top = self.rect_of(0)?;
        let place = ((pointer.y - top.top()) / top.height()).max(0.0);
        let line = (place as usize).min(lines);
        let space = &ui.tokens().space;
        let depth = ((pointer.x - row::swatch_left(top, space, 0)) / space.indent).floor().max(0.0) as usize;
        Some(Over { line, fraction: place.fract(), depth })
    }
}

/// Shows where the dragged tag would go, and moves it there when it is let go. Escape puts it back.
pub(super) fn carry(
    ui: &Ui,
    watch: &Watch,
    lines: &[Line],
    state: &mut TagsPanel,
    project: &Project,
    out: &mut Outbox,
) {
    let Some(dragged) = state.dragging else { return };
    let (released, down) = ui.input(|input| (input.pointer.any_released(), input.pointer.any_down()));
    if ui.input(|input| input.key_pressed(Key::Escape)) || !(released || down) {
        state.dragging = None;
        return;
    }
    let target = watch.over(ui, lines.len()).and_then(|over| drop_target(project, lines, dragged, over));
    if released {
        state.dragging = None;
        if let Some(target) = target {
            out.command(Command::MoveTag { tag: dragged, parent: target.parent, before: target.before });
        }
        return;
    }
    ui.ctx().set_cursor_icon(if target.is_some() { CursorIcon::Grabbing } else { CursorIcon::NoDrop });
    let tokens = ui.tokens();
    let painter = ui.painter().with_clip_rect(watch.clip);
    match target.map(|target| target.mark) {
        Some(Mark::Into(index)) => {
            if let Some(rect) = watch.rect_of(index) {
                let ring = egui::Stroke::new(1.5, tokens.colour.accent);
                painter.rect_stroke(
                    rect.shrink2(vec2(4.0, 0.0)),
                    tokens.control_radius(),
                    ring,
                    StrokeKind::Inside,
                );
            }
        }
        Some(Mark::Rule { at, depth }) => {
            if let Some(rect) = watch.rect_of(at) {
                let (left, y) = (row::swatch_left(rect, &tokens.space, depth), rect.top());
                let stroke = egui::Stroke::new(2.0, tokens.colour.accent);
                painter.circle_stroke(pos2(left, y), 3.0, stroke);
                painter.hline(left + 3.0..=rect.right() - 4.0, y, stroke);
            }
        }
        None => {}
    }
    if let Some((tag, pointer)) = project.tags.get(&dragged).zip(watch.pointer) {
        label(ui, tag, pointer);
    }
}

/// The dragged tag's name, beside the pointer.
fn label(ui: &Ui, tag: &Tag, pointer: Pos2) {
    let tokens = ui.tokens();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("dragged tag")));
    let text = draw::line(ui, &tag.name, &TextStyle::Body, tokens.colour.text, 160.0);
    let grid = tokens.space.grid;
    let size = vec2(text.size().x + tokens.space.swatch + 6.0 * grid, tokens.space.control);
    let rect = Rect::from_min_size(pointer + vec2(12.0, 12.0), size);
    let rounding = tokens.control_radius();
    painter.add(tokens.popup_shadow().as_shape(rect, rounding));
    painter.rect(rect, rounding, tokens.colour.raised, tokens.line(), StrokeKind::Inside);
    let swatch = pos2(rect.left() + 2.0 * grid + tokens.space.swatch / 2.0, rect.center().y);
    paint_swatch(&painter, tokens, swatch, tokens.tag_colour(tag.colour));
    let at = pos2(swatch.x + tokens.space.swatch / 2.0 + 2.0 * grid, rect.center().y - text.size().y / 2.0);
    painter.galley(at, text, tokens.colour.text);
}
