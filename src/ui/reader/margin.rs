//! The margins: brackets in lanes beside tagged passages, their names, the handles of the focused one, and
//! paragraph numbers.
//!
//! Each bracket is a button with a name, so that it can be reached by keyboard and read aloud.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::hit_test::caret_rect;
use super::keyboard;
use super::layers::{Bar, Layers, Mark, MarkId};
use super::layout::Laid;
use super::names;
use super::paint::Emphasis;
use super::scroll::Page;
use super::state::{Drag, ReaderState};
use super::style::ReaderStyle;
use crate::text::Span;

/// Distance of the innermost bracket from the text.
const GAP: f32 = 12.0;
/// Distance from one lane to the next.
const LANE: f32 = 7.0;
/// Least room for a tag's name.
const LABEL_ROOM: f32 = 22.0;
/// Height of a line of a tag's name, in sizes of its font.
const LABEL_LINE: f32 = 1.3;
/// Space between a tag's name and the bracket.
const LABEL_GAP: f32 = 3.0;
/// Right edge of the paragraph numbers, from the column.
const NUMBER_REACH: f32 = 44.0;
/// Brackets shown at once; more would be a smear.
const BARS: usize = 400;
/// Everything here takes drags as well as clicks, or a press on it would also begin a selection in the text behind.
const BUTTON: Sense = Sense::CLICK.union(Sense::DRAG).union(Sense::FOCUSABLE);

/// What happened in the margin.
#[derive(Clone, Debug, Default)]
pub(super) struct MarginResponse {
    /// The marks whose bracket (or count) was clicked.
    pub clicked: Vec<MarkId>,
    /// Where that bracket is.
    pub clicked_at: Option<Pos2>,
    /// The mark whose bracket is under the pointer.
    pub hovered: Option<MarkId>,
}

/// Where a bracket stands on the screen; `above` and `below` tell that it goes on outside the pane.
struct Place<'a> {
    bar: &'a Bar,
    mark: &'a Mark,
    top: f32,
    bottom: f32,
    starts: bool,
    ends: bool,
}

/// The rows of the screen a span covers.
fn extent(laid: &[Laid], page: &Page<'_>, span: Span) -> Option<(f32, f32, bool, bool)> {
    let (first, last) = (laid.first()?, laid.last()?);
    let block_span = |laid: &Laid| page.reading.blocks().get(laid.block).map(|block| block.span);
    let starts = span.start >= block_span(first)?.start;
    let ends = span.end <= block_span(last)?.end;
    let top = if starts {
        let block = laid.iter().find(|laid| block_span(laid).is_some_and(|block| block.end > span.start))?;
        caret_rect(block, block.display.chars_of(span).start, false).top()
    } else {
        first.top
    };
    let bottom = if ends {
        let end = |laid: &&Laid| block_span(laid).is_some_and(|block| block.start < span.end);
        let block = laid.iter().rev().find(end)?;
        caret_rect(block, block.display.chars_of(span).end, true).bottom()
    } else {
        last.bottom()
    };
    (top < bottom).then_some((top, bottom, starts, ends))
}

/// Shows the brackets of all marks in view.
pub(super) fn brackets(
    ui: &Ui,
    id: Id,
    page: &Page<'_>,
    laid: &[Laid],
    layers: &Layers<'_>,
    emphasis: Emphasis,
    style: &ReaderStyle,
) -> MarginResponse {
    let mut response = MarginResponse::default();
    let (Some(first), Some(last)) = (laid.first(), laid.last()) else { return response };
    let blocks = page.reading.blocks();
    let (Some(from), Some(to)) = (blocks.get(first.block), blocks.get(last.block)) else { return response };
    let view = Span::new(from.span.start, to.span.end);
    let room = (page.left - page.rect.left() - GAP).max(LANE);
    // Names need most of the margin; lanes may take the rest.
    let lanes = (((room - LABEL_ROOM) / LANE) as usize).clamp(1, 8);
    let mut hidden: Vec<Place<'_>> = Vec::new();
    let mut shown: Vec<Place<'_>> = Vec::new();
    for bar in layers.marks.bars_overlapping(view) {
        let Some(mark) = layers.marks.mark(bar) else { continue };
        let span = emphasis.moved.filter(|(id, _)| *id == mark.id).map_or(bar.span, |(_, span)| span);
        if bar.lane >= lanes || shown.len() >= BARS {
            if hidden.len() >= BARS * 4 {
                break;
            }
            let Some((top, bottom, starts, ends)) = extent(laid, page, span) else { continue };
            hidden.push(Place { bar, mark, top, bottom, starts, ends });
        } else {
            let Some((top, bottom, starts, ends)) = extent(laid, page, span) else { continue };
            shown.push(Place { bar, mark, top, bottom, starts, ends });
        }
    }
    let buttons: Vec<Option<Button>> = shown
        .iter()
        .map(|place| bracket(ui, id, page, place, layers, emphasis, style, &mut response))
        .collect();
    names_beside(ui, page, &shown, buttons, layers, style);
    counts(ui, id, page, &hidden, lanes, style, &mut response);
    response
}

/// A bracket that was drawn, and whether it is the focused one or under the pointer.
struct Button {
    response: Response,
    strong: bool,
}

/// Writes the names of the brackets beside them. Where those of several passages would stand in each other's way, the
/// focused one and the one under the pointer are named, and of the others the innermost; the rest say theirs when the
/// pointer is on them.
fn names_beside(
    ui: &Ui,
    page: &Page<'_>,
    shown: &[Place<'_>],
    buttons: Vec<Option<Button>>,
    layers: &Layers<'_>,
    style: &ReaderStyle,
) {
    let high = 2.0 * LABEL_LINE * style.label_font.size;
    let name_top = |place: &Place<'_>| place.top.max(page.rect.top());
    let clash = |a: &Place<'_>, b: &Place<'_>| (name_top(a) - name_top(b)).abs() < high;
    let inner = |a: &Place<'_>, b: &Place<'_>| {
        (a.mark.span.len(), a.mark.id) < (b.mark.span.len(), b.mark.id) && !a.mark.dimmed
    };
    let mut order: Vec<(&Place<'_>, Button)> =
        shown.iter().zip(buttons).filter_map(|(place, button)| Some((place, button?))).collect();
    order.sort_by_key(|(place, button)| (!button.strong, place.mark.span.len()));
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for (place, button) in order {
        let Button { response: button, strong } = button;
        let gives_way = || shown.iter().any(|other| clash(place, other) && inner(other, place));
        // A name stands left of every bracket beside its own lines.
        let (top, bottom) = (name_top(place), name_top(place) + high);
        let beside = |other: &&Place<'_>| other.top < bottom && top < other.bottom;
        let lanes = shown.iter().filter(beside).map(|other| other.bar.lane + 1).max().unwrap_or(1);
        let outer = page.left - GAP - (lanes - 1) as f32 * LANE - style.bracket;
        let name = layers.marks.look(place.bar.tag).map_or("Highlight", |look| &*look.name);
        let named =
            (strong || !gives_way()) && label(ui, page, place, name, outer, &mut taken, style, strong);
        if !named || button.hovered() {
            button.on_hover_text(name);
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one bracket of the loop above, which has all of these at hand"
)]
fn bracket(
    ui: &Ui,
    id: Id,
    page: &Page<'_>,
    place: &Place<'_>,
    layers: &Layers<'_>,
    emphasis: Emphasis,
    style: &ReaderStyle,
    response: &mut MarginResponse,
) -> Option<Button> {
    let look = layers.marks.look(place.bar.tag);
    let mut colour = look.map_or(style.colours.untagged, |look| look.colour);
    if place.mark.dimmed {
        colour = colour.gamma_multiply(0.3);
    }
    let right = page.left - GAP - place.bar.lane as f32 * LANE;
    let bar = Rect::from_min_max(
        pos2(right - style.bracket, place.top + 1.0),
        pos2(right, (place.bottom - 1.0).max(place.top + 2.0)),
    );
    let reach = bar.expand2(vec2(2.0, 0.0)).intersect(page.rect);
    if !reach.is_positive() {
        return None;
    }
    let button = ui.interact(reach, id.with(("bracket", place.mark.id, place.bar.tag)), BUTTON);
    let paragraph = page
        .reading
        .blocks()
        .get(page.reading.block_at(place.mark.span.start))
        .map_or(1, |block| block.paragraph + 1);
    button.widget_info(|| {
        let label = match look {
            Some(look) => format!("Tag {}, paragraph {paragraph}", look.name),
            None => format!("Highlight, paragraph {paragraph}"),
        };
        WidgetInfo::labeled(Role::Button, true, label)
    });
    let hot = button.hovered() || emphasis.hovered == Some(place.mark.id);
    let strong = hot || emphasis.focused == Some(place.mark.id) || button.has_focus();
    if button.hovered() {
        response.hovered = Some(place.mark.id);
    }
    if button.clicked() {
        response.clicked.push(place.mark.id);
        response.clicked_at = Some(button.interact_pointer_pos().unwrap_or(button.rect.right_center()));
    }
    let painter = ui.painter();
    let body = if strong { bar.expand2(vec2(0.5, 0.0)) } else { bar };
    painter.rect_filled(body, 1.5, colour);
    // Small caps turned towards the text where the passage begins and ends.
    if place.starts {
        painter.rect_filled(Rect::from_min_size(body.left_top(), vec2(body.width() + 2.5, 1.5)), 0.5, colour);
    }
    if place.ends {
        let corner = body.left_bottom() - vec2(0.0, 1.5);
        painter.rect_filled(Rect::from_min_size(corner, vec2(body.width() + 2.5, 1.5)), 0.5, colour);
    }
    if button.has_focus() {
        let stroke = egui::Stroke::new(1.0, style.colours.accent);
        painter.rect_stroke(reach.expand(1.0), 2.0, stroke, egui::StrokeKind::Outside);
    }
    Some(Button { response: button, strong })
}

/// Writes a tag's name beside its bracket where there is room; true when it did.
#[expect(clippy::too_many_arguments, reason = "part of drawing one bracket")]
fn label(
    ui: &Ui,
    page: &Page<'_>,
    place: &Place<'_>,
    name: &str,
    right: f32,
    taken: &mut Vec<(f32, f32)>,
    style: &ReaderStyle,
    strong: bool,
) -> bool {
    let room = right - LABEL_GAP - page.rect.left() - 4.0;
    if room < LABEL_ROOM || place.mark.dimmed {
        return false;
    }
    let colour = if strong { style.colours.text } else { style.colours.dim };
    // More lines than two only beside a bracket that is as high.
    let high = place.bottom - place.top.max(page.rect.top());
    let most = ((high / (LABEL_LINE * style.label_font.size)) as usize).clamp(2, 4);
    let lines =
        ui.fonts_mut(|fonts| names::lines(name, room, most, |c| fonts.glyph_width(&style.label_font, c)));
    let mut job = LayoutJob::single_section(
        lines.join("\n"),
        TextFormat::simple(style.label_font.clone(), Color32::PLACEHOLDER),
    );
    job.halign = Align::RIGHT;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.rect.height();
    let mut top = place.top.max(page.rect.top() + 2.0);
    // Below a name that is already there, as long as the bracket reaches that far.
    for (from, to) in taken.iter() {
        if top < *to && *from < top + height {
            top = *to + 1.0;
        }
    }
    if top + height > place.bottom.max(place.top.max(page.rect.top()) + height + 3.0) {
        return false;
    }
    taken.push((top, top + height));
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    ui.painter().galley(pos2(right - LABEL_GAP, top), galley, colour);
    true
}

/// Where lanes run out, says how many more brackets there are; a click opens all of them.
fn counts(
    ui: &Ui,
    id: Id,
    page: &Page<'_>,
    hidden: &[Place<'_>],
    lanes: usize,
    style: &ReaderStyle,
    response: &mut MarginResponse,
) {
    let mut groups: Vec<(f32, f32, Vec<MarkId>)> = Vec::new();
    let mut order: Vec<&Place<'_>> = hidden.iter().collect();
    order.sort_by(|a, b| a.top.total_cmp(&b.top));
    for place in order {
        match groups.last_mut() {
            Some((_, bottom, ids)) if place.top < *bottom => {
                *bottom = bottom.max(place.bottom);
                ids.push(place.mark.id);
            }
            _ => groups.push((place.top, place.bottom, vec![place.mark.id])),
        }
    }
    for (at, (top, _, mut ids)) in groups.into_iter().enumerate() {
        ids.sort_unstable();
        ids.dedup();
        let text = format!("+{}", ids.len());
        let right = page.left - GAP - lanes as f32 * LANE;
        let galley =
            ui.fonts_mut(|fonts| fonts.layout_no_wrap(text, style.label_font.clone(), Color32::PLACEHOLDER));
        let corner =
            pos2((right - galley.rect.width()).max(page.rect.left()), top.max(page.rect.top() + 2.0));
        let rect = Rect::from_min_size(corner, galley.rect.size()).expand(2.0).intersect(page.rect);
        if !rect.is_positive() {
            continue;
        }
        let button = ui.interact(rect, id.with(("more brackets", at)), BUTTON);
        let count = ids.len();
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{count} more tags here")));
        ui.painter().rect_filled(rect, 3.0, style.colours.page);
        let colour = if button.hovered() { style.colours.text } else { style.colours.dim };
        ui.painter().galley(corner, galley, colour);
        if button.clicked() {
            response.clicked.extend(ids);
            response.clicked_at = Some(button.interact_pointer_pos().unwrap_or(button.rect.right_center()));
        }
    }
}

/// Shows the handles of the focused mark. A drag of one is kept in the state; the span an arrow key asks for is given
/// back.
pub(super) fn handles(
    ui: &Ui,
    id: Id,
    page: &Page<'_>,
    laid: &[Laid],
    state: &mut ReaderState,
    mark: &Mark,
    style: &ReaderStyle,
) -> Option<Span> {
    let mut asked = None;
    for start in [true, false] {
        let span = match state.drag {
            Drag::End { mark: moved, span, .. } if moved == mark.id => span,
            _ => mark.span,
        };
        let byte = if start { span.start } else { span.end };
        let holds = |laid: &&Laid| {
            page.reading.blocks().get(laid.block).is_some_and(|block| {
                if start {
                    block.span.contains(byte)
                } else {
                    block.span.start < byte && byte <= block.span.end
                }
            })
        };
        // A handle that is being dragged lives on although its place has scrolled away for a frame.
        let held = matches!(state.drag, Drag::End { mark: moved, start: which, .. } if moved == mark.id && which == start);
        let Some(block) = laid.iter().find(holds) else {
            if held && !ui.input(|input| input.pointer.primary_down()) {
                state.drag = Drag::None;
            }
            continue;
        };
        let chars = block.display.chars_of(span);
        let caret = caret_rect(block, if start { chars.start } else { chars.end }, !start);
        let grip = caret.expand2(vec2(4.0, 2.0)).intersect(page.rect);
        if !grip.is_positive() {
            continue;
        }
        let handle = ui.interact(grip, id.with(("end", mark.id, start)), BUTTON);
        let name = if start { "Beginning of the passage" } else { "End of the passage" };
        handle.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        let handle = handle.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
        if handle.has_focus() {
            let moved = keyboard::move_end(page, state, handle.id, mark.span, start);
            asked = Some(moved).filter(|moved| *moved != mark.span).or(asked);
        }
        if handle.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
            state.drag = Drag::End { mark: mark.id, start, span: mark.span };
        }
        let painter = ui.painter();
        let colour = style.colours.accent;
        painter.rect_filled(Rect::from_center_size(caret.center(), vec2(2.0, caret.height())), 1.0, colour);
        let knob = if start { caret.center_top() } else { caret.center_bottom() };
        painter.circle_filled(
            knob,
            if handle.hovered() || handle.has_focus() || held { 4.5 } else { 3.5 },
            colour,
        );
    }
    asked
}

/// Writes the numbers of the paragraphs that begin in view into the right margin.
pub(super) fn paragraph_numbers(ui: &Ui, page: &Page<'_>, laid: &[Laid], style: &ReaderStyle) {
    for block in laid {
        let Some(shown) = page.reading.blocks().get(block.block).filter(|block| block.starts_paragraph)
        else {
            continue;
        };
        let number = (shown.paragraph + 1).to_string();
        let galley = ui
            .fonts_mut(|fonts| fonts.layout_no_wrap(number, style.label_font.clone(), Color32::PLACEHOLDER));
        let row = block.row_rect(0);
        let right = (page.rect.right() - 6.0).min(page.left + page.metrics.column + NUMBER_REACH);
        let corner = pos2(right - galley.rect.width(), row.center().y - galley.rect.height() / 2.0);
        ui.painter().galley(corner, galley, style.colours.faint);
    }
}
