//! The mentions of an entity: a strip of where they stand, and each in its line of context.

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::entity::context_job;
use super::pieces::rows;
use crate::entities::resolve::{Entity, Occurrence};
use crate::text::Span;
use crate::text::numbers::{counted, grouped};
use crate::ui::action::Action;
use crate::ui::entity_looks;
use crate::ui::mention_order::MentionOrder;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panels::draw;
use crate::ui::screen::Screen;
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::{EntityPlace, Workbench};

/// Height of the strip.
const STRIP: f32 = 30.0;
/// Bars of the strip.
const BARS: usize = 24;
/// Height of a mention in the list.
const ROW: f32 = 66.0;
/// Letters of context read on each side of a mention.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// How often an entity is named in each equal part of the documents that name it, laid end to end, and where first. Read once
/// for each state of the entities: mentions may be a hundred thousand.
#[derive(Debug)]
pub(super) struct Bars {
    bars: Vec<(usize, Option<Occurrence>)>,
    most: usize,
}

/// Bars that say where in the documents that name it an entity is named most; a click goes there.
pub(super) fn strip(ui: &mut Ui, bench: &Workbench, entity: &Entity, bars: &Bars, out: &mut Outbox) {
    if entity.occurrences.len() < 3 {
        return;
    }
    let Bars { bars, most } = bars;
    let tokens = ui.tokens();
    let colour = entity_looks::colour(&entity.kind, bench.project(), tokens);
    ui.add_space(2.0 * tokens.space.grid);
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), STRIP), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::GraphicsObject, true, "Where it is named"));
    let rect = whole.shrink2(vec2(tokens.space.inset, 0.0));
    let step = rect.width() / bars.len().max(1) as f32;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    for (at, (count, _)) in bars.iter().enumerate().filter(|(_, (count, _))| *count > 0) {
        let height = (rect.height() - 2.0) * (*count as f32 / *most as f32).max(0.08);
        let left = rect.left() + at as f32 * step;
        let bar =
            Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + step - 1.5, rect.bottom()));
        ui.painter().rect_filled(bar, 1.0, colour.gamma_multiply(0.65));
    }
    let under = response
        .hover_pos()
        .map(|pos| (((pos.x - rect.left()) / step).max(0.0) as usize).min(bars.len().saturating_sub(1)));
    let Some((count, Some(first))) = under.and_then(|at| bars.get(at)).copied() else { return };
    let Some(place) = bench.entities().place(first) else { return };
    if response.clicked() {
        out.push(Request::ShowMention { document: place.document, span: place.mention.span, beside: true });
    }
    let title = bench.title(place.document).unwrap_or_default();
    let times = counted(count, "mention", "mentions");
    response.on_hover_text_at_pointer(format!("{times} from here on in “{title}”"));
}

impl Bars {
    /// The bars of an entity's mentions in their order.
    pub(super) fn of(bench: &Workbench, entity: &Entity, order: &MentionOrder) -> Self {
        let bars = bars(bench, entity, order);
        let most = bars.iter().map(|(count, _)| *count).max().unwrap_or(1).max(1);
        Self { bars, most }
    }
}

/// Every bar's mentions are found by halving, so that this costs nothing in the number of mentions.
fn bars(bench: &Workbench, entity: &Entity, order: &MentionOrder) -> Vec<(usize, Option<Occurrence>)> {
    let entities = bench.entities();
    let documents = order.documents(entity);
    let count = documents.len();
    let mut bars = vec![(0, None); BARS];
    for (nth, (document, mut rest)) in documents.enumerate() {
        let length = bench.document(document).map_or(1, |document| document.text.len().max(1));
        let bar_of = |occurrence: &Occurrence| {
            let start = entities.place(*occurrence).map_or(0, |place| place.mention.span.start);
            let part = (nth as f64 + start as f64 / length as f64) / count as f64;
            ((part * BARS as f64) as usize).min(BARS - 1)
        };
        while let Some(first) = rest.first() {
            let at = bar_of(first);
            let same = rest.partition_point(|occurrence| bar_of(occurrence) <= at);
            let bar = &mut bars[at];
            bar.0 += same;
            bar.1 = bar.1.or(Some(*first));
            rest = &rest[same..];
        }
    }
    bars
}

/// The mentions, one below the other, of which only those in view are drawn.
pub(super) fn list(
    ui: &mut Ui,
    screen: &Screen,
    bench: &Workbench,
    (entity, order): (&Entity, &MentionOrder),
    out: &mut Outbox,
) {
    let key =
        shortcuts::text_of(ui.ctx(), Action::NextMention).map(|key| format!(" ({key})")).unwrap_or_default();
    let to_the_rest = format!("open the last one and go on with Next mention{key}");
    rows(ui, ROW, order.len(), &to_the_rest, |ui, at, rect| {
        let occurrence = order.get(entity, at);
        let Some(place) = occurrence.and_then(|occurrence| bench.entities().place(occurrence)) else {
            return;
        };
        let is_current = screen.mention == Some((place.document, place.mention.span));
        row(ui, rect, bench, &place, is_current, out);
    });
}

fn row(ui: &Ui, rect: Rect, bench: &Workbench, place: &EntityPlace<'_>, is_current: bool, out: &mut Outbox) {
    let Some(text) = bench.text(place.document) else { return };
    let span = place.mention.span;
    let (before, name, after) = context(text.as_str(), span);
    let id = ui.scope_id().with((place.document, span.start));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, is_current, format!("Mention: {before}{name}{after}"))
    });
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if is_current {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, tokens.hairline());
    let (left, width) = (rect.left() + space.inset, rect.width() - 2.0 * space.inset);
    let above = Rect::from_min_size(pos2(left, rect.top() + 6.0), vec2(width, tokens.text.small.line));
    let title = bench.title(place.document).unwrap_or_default();
    let paragraph = grouped(text.structure().paragraph_at(span.start) + 1);
    let number = draw::line(ui, &format!("¶{paragraph}"), &text_style::small(), colour.dim, width);
    let room = width - number.size().x - 2.0 * space.grid;
    draw::paint_to(ui, number, above, rect.right() - space.inset);
    let title = draw::line(ui, &title, &text_style::small(), colour.dim, room);
    draw::paint_at(ui, title, above, left);
    let words = ui.painter().layout_job(context_job(ui, &before, &name, &after, width));
    ui.painter().galley(pos2(left, above.bottom()), words, colour.text);
    if response.clicked() {
        out.push(Request::ShowMention { document: place.document, span, beside: true });
    }
}

/// The words around a mention on one line: before, itself, after.
fn context(text: &str, span: Span) -> (String, String, String) {
    let (before, after) = crate::text::context(text, span, AFTER);
    let cut = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let mut start = cut;
    // A word that is cut says nothing.
    if cut > 0 {
        start = before[cut..].find(char::is_whitespace).map_or(cut, |space| cut + space);
    }
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let lead = one_line(&before[start..]);
    let gap = |is_gap: bool| if is_gap { " " } else { "" };
    let dots = if start > 0 { "… " } else { "" };
    let before_gap = gap(!lead.is_empty() && before.ends_with(char::is_whitespace));
    let after_gap = gap(after.starts_with(char::is_whitespace));
    (
        format!("{dots}{lead}{before_gap}"),
        one_line(span.of(text).unwrap_or_default()),
        format!("{after_gap}{}", one_line(after)),
    )
}
