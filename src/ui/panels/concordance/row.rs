//! How one line of the concordance is drawn: the hit on the axis, its context on both sides, the title of its document.

use egui::accesskit::Role;
use egui::{Align2, FontId, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::search::concordance::{Context, Line, Placed};
use crate::ui::panels::{draw, hit_choice};
use crate::ui::theme::{Themed as _, family, text_style};
use crate::workbench::{Answer, Workbench};

/// Where the hits begin, as a part of the room for the text.
const AXIS: f32 = 0.44;
/// Between a hit and its context, and between columns, in points.
pub(super) const GAP: f32 = 8.0;

/// How a line looks.
#[derive(Clone, Copy)]
pub(super) struct Looks {
    /// It is the one that keys act on.
    pub stood_on: bool,
    /// Its hit is one of those chosen.
    pub chosen: bool,
    /// How much stands around its hit.
    pub context: Context,
}

/// Room for the title of a document in lines of this width.
pub(super) fn title_width(line: f32) -> f32 {
    (line * 0.18).clamp(80.0, 220.0)
}

/// Draws the line of a hit that is not known yet.
pub(super) fn unknown_ui(ui: &Ui, rect: Rect) {
    let tokens = ui.tokens();
    let inner = rect.shrink2(vec2(tokens.space.inset, 0.0));
    let text = inner.with_max_x(inner.right() - title_width(inner.width()) - 2.0 * GAP);
    let waits = draw::line(ui, "…", &text_style::small(), tokens.colour.dim, f32::INFINITY);
    draw::paint_at(ui, waits, rect, text.left() + text.width() * AXIS);
}

/// Draws one line.
pub(super) fn line_ui(
    ui: &mut Ui,
    rect: Rect,
    answer: &Answer,
    (index, placed): (usize, Placed),
    Looks { stood_on, chosen, context }: Looks,
    bench: &Workbench,
) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(index), Sense::CLICK);
    let line = answer.line(placed, context);
    let title = answer.document_numbered(placed.0).and_then(|id| bench.title(id)).unwrap_or_default();
    let Line { left, hit, right } = &line;
    response.widget_info(|| {
        let name = format!("{} ({title})", format!("{left}{hit}{right}").trim());
        WidgetInfo::selected(Role::Row, true, stood_on, name)
    });
    hit_choice::tell(ui, &response, stood_on, chosen);
    hit_choice::paint(ui, rect, &response, stood_on, chosen);
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    let inner = rect.shrink2(vec2(space.inset, 0.0));
    let column = title_width(inner.width());
    let text = inner.with_max_x(inner.right() - column - 2.0 * GAP);
    let axis = text.left() + text.width() * AXIS;
    let plain = TextStyle::Body.resolve(ui.style());
    let strong = FontId::new(plain.size, family::medium());
    let middle = rect.center().y;
    let before = ui.painter().with_clip_rect(text.with_max_x(axis).intersect(ui.clip_rect()));
    before.text(pos2(axis - GAP, middle), Align2::RIGHT_CENTER, left.trim_end(), plain.clone(), colour.dim);
    let after = ui.painter().with_clip_rect(text.with_min_x(axis).intersect(ui.clip_rect()));
    let galley = after.layout_no_wrap(hit.clone(), strong, colour.text);
    let place = Align2::LEFT_CENTER.anchor_size(pos2(axis, middle), galley.size());
    after.rect_filled(place.expand2(vec2(2.0, 0.0)), 2.0, colour.search_hit);
    after.galley(place.min, galley, colour.text);
    let begins_at = pos2(place.right() + GAP, middle);
    after.text(begins_at, Align2::LEFT_CENTER, right.trim_start(), plain, colour.dim);
    let title = draw::line(ui, &title, &text_style::small(), colour.dim, column);
    draw::paint_at(ui, title, rect, inner.right() - column);
    response
}
