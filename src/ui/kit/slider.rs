//! A slider from 0 to 1 on a rail that shows what each place on it would give.

use egui::{
    Color32, EventFilter, Key, Mesh, Modifiers, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use super::paint::focus_ring;
use crate::ui::theme::Themed;

/// Pieces the rail is painted in; colours between them are blended.
const PIECES: u32 = 24;
/// How far an arrow key goes.
const STEP: f32 = 0.02;

/// A slider over the whole width, `colour_at` giving the rail's colour at each place.
pub fn gradient_slider(
    ui: &mut Ui,
    name: &str,
    value: &mut f32,
    colour_at: impl Fn(f32) -> Color32,
) -> Response {
    let tokens = ui.tokens();
    let grid = tokens.space.grid;
    let size = vec2(ui.available_width(), 5.0 * grid);
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let rail = rect.shrink2(vec2(2.0 * grid, 1.5 * grid));
    let before = *value;
    if let Some(pointer) = response.interact_pointer_pos() {
        *value = ((pointer.x - rail.left()) / rail.width()).clamp(0.0, 1.0);
    }
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f32;
        *value = (*value + STEP * (presses(Key::ArrowRight) - presses(Key::ArrowLeft))).clamp(0.0, 1.0);
    }
    if (*value - before).abs() > f32::EPSILON {
        response.mark_changed();
    }
    let (is_enabled, shown) = (ui.is_enabled(), f64::from(*value));
    response.widget_info(|| WidgetInfo { role: Role::Slider, ..WidgetInfo::slider(is_enabled, shown, name) });

    let mut mesh = Mesh::default();
    for piece in 0..=PIECES {
        let place = piece as f32 / PIECES as f32;
        let x = rail.left() + place * rail.width();
        mesh.colored_vertex(pos2(x, rail.top()), colour_at(place));
        mesh.colored_vertex(pos2(x, rail.bottom()), colour_at(place));
        if piece > 0 {
            let corner = 2 * piece;
            mesh.add_triangle(corner - 2, corner - 1, corner);
            mesh.add_triangle(corner - 1, corner, corner + 1);
        }
    }
    ui.painter().add(Shape::mesh(mesh));
    let handle = pos2(rail.left() + *value * rail.width(), rail.center().y);
    ui.painter().circle(handle, 1.75 * grid, colour_at(*value), Stroke::new(2.0, tokens.colour.raised));
    ui.painter().circle_stroke(handle, 1.75 * grid + 1.0, Stroke::new(1.0, tokens.colour.faint));
    focus_ring(ui, &response, rect, tokens.control_radius());
    response.on_hover_text(name)
}
