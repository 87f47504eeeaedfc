//! The network itself: drawn, moved about in, pointed at, clicked, walked with the keys.

use std::sync::Arc;

use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, PointerButton, Pos2, Rect, Role, Sense, StrokeKind, Tooltip,
    Ui, Vec2, WidgetInfo, pos2,
};

use super::camera::Camera;
use super::{Labels, NetworkAction, NetworkFigure};
use crate::analysis::cooccurrence::{Measure, Network, Unit};
use crate::analysis::label_placement::{Area, Placed};
use crate::analysis::network::{Link, Picture};
use crate::exchange::drawing::network::{Focus, Frame, Look, labels, score_written, shapes};
use crate::text::numbers::{counted, grouped};
use crate::ui::figures::paint::paint;
use crate::ui::panels::list::{is_ringed, take_keys};
use crate::ui::theme::{Themed as _, text_style};

/// How near the pointer must be to a disc or a line, in points.
const NEAR: f32 = 4.0;

/// Between names and the edge, in points.
const EDGE: f32 = 3.0;

/// What a key does.
#[derive(Clone, Copy)]
enum Act {
    /// To the next name in this direction.
    Towards(Vec2),
    /// To the name so many ranks further down.
    Rank(isize),
    Open,
    Leave,
    Nearer(f32),
    All,
}

impl NetworkFigure {
    pub(super) fn canvas(
        &mut self,
        ui: &mut Ui,
        look: &Look,
        network: &Arc<Network>,
        picture: &Arc<Picture>,
        actions: &mut Vec<NetworkAction>,
    ) {
        let rect = ui.available_rect_before_wrap();
        let id = ui.scope_id().with("network");
        ui.advance_cursor_after_rect(rect);
        let mut response = ui.interact(rect, id, Sense::click_and_drag());
        let named = format!(
            "Network of {} and {}",
            counted(picture.nodes.len(), "name", "names"),
            counted(picture.links.len(), "link", "links")
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &named));
        let mut camera = self.camera.unwrap_or_else(|| self.fit(picture, rect.size()));
        let was = camera;
        let card = self.card_rect(network, picture, rect);
        move_about(ui, &response, card, rect, &mut camera);
        self.keys(ui, id, rect, network, picture, &mut camera, actions);
        if camera != was {
            self.camera = Some(camera);
        } else if self.camera.is_none() {
            camera = self.fit(picture, rect.size());
        }
        let frame = camera.frame(rect);

        let pointer = ui.input(|input| input.pointer.hover_pos());
        let pointer = pointer.filter(|at| {
            ui.rect_contains_pointer(rect)
                && !card.is_some_and(|card| card.contains(*at))
                && !response.dragged()
        });
        let hovered = pointer.and_then(|at| under(picture, &frame, at));
        let chosen = self.chosen_in(network, picture);
        let focus = hovered.or(chosen.map(Focus::Node));

        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 0.0, ui.tokens().colour.page);
        let within = self.camera.is_none().then(|| on_picture(rect.shrink(EDGE), &frame));
        let labels = self.labels(network, picture, camera.scale, within);
        paint(&painter, &shapes(network, picture, labels, look, &frame, focus));
        if is_ringed(ui, id) {
            let ring = ui.tokens().focus_ring();
            ui.painter().rect_stroke(rect.shrink(1.0), 0.0, ring, StrokeKind::Inside);
            if let Some(node) = chosen.and_then(|at| picture.nodes.get(at as usize)) {
                let radius = frame.radius(node.radius) + 3.5;
                painter.circle_stroke(frame.place(node.at).into(), radius, ring);
            }
        }
        self.nodes(ui, rect, network, picture, &frame, actions);
        match hovered {
            Some(Focus::Link(link)) => {
                response = response.on_hover_cursor(CursorIcon::PointingHand);
                let link = picture.links.get(link as usize).copied();
                if let Some(link) = link.filter(|_| response.clicked_by(PointerButton::Primary)) {
                    actions.push(passages(&link, picture.view.unit));
                }
            }
            None if response.clicked_by(PointerButton::Primary) => self.chosen = None,
            _ => {}
        }
        if let Some(focus) = hovered {
            tell(ui, id, network, picture, focus);
        }
        if response.clicked_by(PointerButton::Primary) || response.drag_started() {
            response.request_focus();
        }
        if let Some(card) = card {
            self.card(ui, card, network, picture, actions);
        }
    }

    /// The camera that sees all.
    fn fit(&mut self, picture: &Arc<Picture>, size: Vec2) -> Camera {
        let of = Arc::downgrade(picture);
        match &self.fitted {
            Some((fitted, room, camera)) if fitted.ptr_eq(&of) && *room == size => *camera,
            _ => {
                let camera = Camera::over(picture, size);
                self.fitted = Some((of, size, camera));
                camera
            }
        }
    }

    /// The places of the names at a scale; within the surface while all of it is in view, since what finds no room there is
    /// named under the pointer.
    fn labels(
        &mut self,
        network: &Network,
        picture: &Arc<Picture>,
        scale: f32,
        within: Option<Area>,
    ) -> &[Option<Placed>] {
        let of = Arc::downgrade(picture);
        let is_known = self.labels.as_ref().is_some_and(|known| {
            known.of.ptr_eq(&of) && (known.scale - scale).abs() < f32::EPSILON && known.within == within
        });
        if !is_known {
            let placed = labels(network, picture, scale, within);
            self.labels = Some(Labels { of, scale, within, placed });
        }
        self.labels.as_ref().map_or(&[], |labels| &labels.placed)
    }

    /// Which node of the picture is chosen.
    pub(super) fn chosen_in(&self, network: &Network, picture: &Picture) -> Option<u32> {
        let chosen = self.chosen?;
        let is_chosen = |node: u32| network.nodes().get(node as usize).is_some_and(|node| node.key == chosen);
        picture.nodes.iter().position(|shown| is_chosen(shown.node)).map(|at| at as u32)
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is what a key may bear on")]
    fn keys(
        &mut self,
        ui: &Ui,
        id: Id,
        rect: Rect,
        network: &Network,
        picture: &Picture,
        camera: &mut Camera,
        actions: &mut Vec<NetworkAction>,
    ) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let escape = self.chosen.is_some();
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        for act in take_keys(ui, |key, modifiers| act_of(key, modifiers, escape)) {
            let at = self.chosen_in(network, picture);
            let last = picture.nodes.len() as isize - 1;
            let to = match act {
                Act::Towards(way) => at.map_or(Some(0), |at| towards(picture, at, way)),
                Act::Rank(by) => {
                    let from = at.map_or(-1, |at| at as isize);
                    Some(from.saturating_add(by).clamp(0, last) as u32)
                }
                Act::Open => {
                    actions.extend(self.chosen.map(NetworkAction::Opened));
                    None
                }
                Act::Leave => {
                    self.chosen = None;
                    None
                }
                Act::Nearer(factor) => {
                    camera.zoom(factor, rect.center(), rect);
                    None
                }
                Act::All => {
                    self.camera = None;
                    *camera = self.fitted.as_ref().map_or(*camera, |(.., camera)| *camera);
                    None
                }
            };
            let Some(node) = to.and_then(|to| picture.nodes.get(to as usize)) else { continue };
            self.chosen = network.nodes().get(node.node as usize).map(|node| node.key);
            let at: Pos2 = camera.frame(rect).place(node.at).into();
            if !rect.shrink(12.0).contains(at) {
                camera.centre = node.at.into();
            }
        }
    }

    /// Each name as a thing of its own for assistive technology and for clicks, the greatest first.
    fn nodes(
        &mut self,
        ui: &Ui,
        rect: Rect,
        network: &Network,
        picture: &Picture,
        frame: &Frame,
        actions: &mut Vec<NetworkAction>,
    ) {
        let mut links = vec![0usize; picture.nodes.len()];
        for link in &picture.links {
            for end in [link.first, link.second] {
                if let Some(count) = links.get_mut(end as usize) {
                    *count += 1;
                }
            }
        }
        for (shown, links) in picture.nodes.iter().zip(links) {
            let Some(node) = network.nodes().get(shown.node as usize) else { continue };
            let centre: Pos2 = frame.place(shown.at).into();
            let side = 2.0 * frame.radius(shown.radius) + NEAR;
            let place = Rect::from_center_size(centre, Vec2::splat(side)).intersect(rect);
            if !place.is_positive() {
                continue;
            }
            let id = ui.scope_id().with(("name in the network", node.key.as_u128()));
            // Clicked and pointed at, but no stop of the Tab key: the figure is one stop, and arrows walk in it.
            let response = ui.interact(place, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
            let is_chosen = self.chosen == Some(node.key);
            response.widget_info(|| {
                let name = format!(
                    "{}, {}, {}, {}",
                    node.name,
                    node.kind.name(),
                    counted(node.mentions as usize, "mention", "mentions"),
                    counted(links, "link", "links")
                );
                WidgetInfo::selected(Role::Button, true, is_chosen, name)
            });
            if is_chosen {
                // What arrows choose is told as if it had the keyboard itself.
                let chosen = response.id.accesskit_id();
                ui.ctx().accesskit_node_builder(ui.scope_id().with("network"), |figure| {
                    figure.set_active_descendant(chosen);
                });
            }
            if response.clicked() {
                self.chosen = Some(node.key);
                actions.push(NetworkAction::Opened(node.key));
                ui.memory_mut(|memory| memory.request_focus(ui.scope_id().with("network")));
            }
        }
    }
}

/// A part of the surface as [`labels`] places names: from the picture's upper left corner.
fn on_picture(rect: Rect, frame: &Frame) -> Area {
    let [x, y] = frame.origin;
    Area { low: [rect.left() - x, rect.top() - y], high: [rect.right() - x, rect.bottom() - y] }
}

/// Dragging, the wheel, two fingers.
fn move_about(ui: &Ui, response: &egui::Response, card: Option<Rect>, rect: Rect, camera: &mut Camera) {
    if response.dragged() {
        camera.drag(response.drag_delta());
    }
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let over =
        pointer.filter(|at| ui.rect_contains_pointer(rect) && !card.is_some_and(|card| card.contains(*at)));
    if let Some(pointer) = over {
        let factor = ui.input_mut(|input| {
            let wheel = (input.smooth_scroll_delta.y / 200.0).exp();
            input.smooth_scroll_delta.y = 0.0;
            wheel * input.zoom_delta()
        });
        if (factor - 1.0).abs() > 1e-4 {
            camera.zoom(factor, pointer, rect);
        }
    }
}

/// What a key does, where the figure has the keyboard.
fn act_of(key: Key, modifiers: Modifiers, escape: bool) -> Option<Act> {
    if modifiers.ctrl || modifiers.command || modifiers.alt {
        return None;
    }
    Some(match key {
        Key::ArrowLeft => Act::Towards(Vec2::LEFT),
        Key::ArrowRight => Act::Towards(Vec2::RIGHT),
        Key::ArrowUp => Act::Towards(Vec2::UP),
        Key::ArrowDown => Act::Towards(Vec2::DOWN),
        Key::PageDown => Act::Rank(1),
        Key::PageUp => Act::Rank(-1),
        Key::Home => Act::Rank(isize::MIN),
        Key::End => Act::Rank(isize::MAX),
        Key::Enter => Act::Open,
        Key::Escape if escape => Act::Leave,
        Key::Plus | Key::Equals => Act::Nearer(1.3),
        Key::Minus => Act::Nearer(1.0 / 1.3),
        Key::Num0 => Act::All,
        _ => return None,
    })
}

/// The passages of a link.
pub(super) fn passages(link: &Link, unit: Unit) -> NetworkAction {
    NetworkAction::Passages { edge: link.edge, unit }
}

/// The nearest node in a direction: what lies straight ahead counts as nearer.
fn towards(picture: &Picture, from: u32, way: Vec2) -> Option<u32> {
    let start: Pos2 = picture.nodes.get(from as usize)?.at.into();
    let mut best: Option<(f32, u32)> = None;
    for (at, node) in (0u32..).zip(&picture.nodes) {
        let step = Pos2::from(node.at) - start;
        let ahead = step.dot(way);
        if at == from || ahead <= 0.1 {
            continue;
        }
        let aside = (step - ahead * way).length();
        let cost = ahead + 2.0 * aside;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, at));
        }
    }
    best.map(|(_, at)| at)
}

/// What is under the pointer: a disc before a line, the greatest and the strongest before others.
pub(super) fn under(picture: &Picture, frame: &Frame, pointer: Pos2) -> Option<Focus> {
    let place = |at: [f32; 2]| -> Pos2 { frame.place(at).into() };
    let node = picture
        .nodes
        .iter()
        .position(|node| place(node.at).distance(pointer) <= frame.radius(node.radius) + NEAR / 2.0);
    if let Some(node) = node {
        return Some(Focus::Node(node as u32));
    }
    let end = |node: u32| picture.nodes.get(node as usize).map(|node| place(node.at));
    let distance = |link: &Link| Some(distance_to(end(link.first)?, end(link.second)?, pointer));
    let near = picture.links.iter().enumerate().rev();
    near.filter_map(|(at, link)| Some((distance(link)?, at as u32)))
        .filter(|(distance, _)| *distance <= NEAR)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, at)| Focus::Link(at))
}

/// How far a point is from the line between two others.
fn distance_to(from: Pos2, to: Pos2, point: Pos2) -> f32 {
    let along = to - from;
    let share = ((point - from).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
    (from + share * along).distance(point)
}

/// Says what is under the pointer.
fn tell(ui: &Ui, id: Id, network: &Network, picture: &Picture, focus: Focus) {
    let name = |at: u32| {
        let shown = picture.nodes.get(at as usize)?;
        network.nodes().get(shown.node as usize)
    };
    let mut lines = Vec::new();
    let unit = picture.view.unit;
    match focus {
        Focus::Node(at) => {
            let Some(node) = name(at) else { return };
            let units = node.units.of(unit) as usize;
            lines.push(node.name.to_string());
            lines.push(format!(
                "{} · {} in {} {}",
                node.kind.name(),
                counted(node.mentions as usize, "mention", "mentions"),
                grouped(units),
                unit.named(units)
            ));
        }
        Focus::Link(at) => {
            let Some(link) = picture.links.get(at as usize) else { return };
            let (Some(first), Some(second)) = (name(link.first), name(link.second)) else { return };
            let together = link.edge.together.of(unit) as usize;
            lines.push(format!("{} and {}", first.name, second.name));
            lines.push(format!("together in {} {}", grouped(together), unit.named(together)));
            lines.push(format!(
                "of {} and {} · G² {}",
                grouped(first.units.of(unit) as usize),
                grouped(second.units.of(unit) as usize),
                score_written(network.score(&link.edge, unit, Measure::LogLikelihood))
            ));
            lines.push("Click to see the passages".to_owned());
        }
    }
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, egui::PopupAnchor::Pointer).gap(14.0).show(
        |ui| {
            for (at, line) in lines.into_iter().enumerate() {
                if at == 0 {
                    ui.label(line);
                } else {
                    let dim = ui.tokens().colour.dim;
                    ui.label(egui::RichText::new(line).text_style(text_style::small()).color(dim));
                }
            }
        },
    );
}

/// Where a rectangle of this size stands in the upper right corner.
pub(super) fn corner(rect: Rect, size: Vec2) -> Rect {
    let inset = 12.0;
    Rect::from_min_size(pos2(rect.right() - size.x - inset, rect.top() + inset), size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::network::Shown;

    fn picture(places: &[[f32; 2]]) -> Picture {
        let nodes = places.iter().zip(0..).map(|(at, node)| Shown { node, at: *at, radius: 5.0 }).collect();
        Picture { nodes, ..Picture::default() }
    }

    #[test]
    fn arrows_go_to_what_lies_ahead() {
        let picture = picture(&[[0.0, 0.0], [100.0, 5.0], [40.0, 60.0], [-30.0, 0.0], [0.0, 50.0]]);
        assert_eq!(towards(&picture, 0, Vec2::RIGHT), Some(1), "straight ahead before nearer but aside");
        assert_eq!(towards(&picture, 0, Vec2::LEFT), Some(3));
        assert_eq!(towards(&picture, 0, Vec2::DOWN), Some(4));
        assert_eq!(towards(&picture, 0, Vec2::UP), None);
    }

    #[test]
    fn a_line_is_near_where_it_is_drawn() {
        let line = |x, y| distance_to(pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(x, y));
        assert!((line(5.0, 3.0) - 3.0).abs() < 1e-5);
        assert!((line(13.0, 4.0) - 5.0).abs() < 1e-5);
    }
}
