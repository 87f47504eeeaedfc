//! One line of the history: day, time, initials, what was done, how much that was, and whether it still holds.

use egui::accesskit::Role;
use egui::{Rect, Response, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::analysis::trail::{Trail, standing_word};
use crate::project::Timestamp;
use crate::project::history::{Action, Outcome};
use crate::text::numbers::counted;
use crate::ui::kit::{IconButton, MenuItem, PushButton, menu_divider};
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::Workbench;

/// Width of the day.
const DAY: f32 = 76.0;
/// Width of the time.
const TIME: f32 = 44.0;
/// Width of the initials.
const WHO: f32 = 40.0;

/// Less room than this is left empty behind the words.
const LEAST: f32 = 60.0;
/// Characters of a passage that are shown.
const WORDS: usize = 60;
/// What the way to what a line changed is called.
const JUMP: &str = "Jump to place";

/// What is asked of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Show what it changed.
    Jump,
    /// Undo all that came after it.
    UndoBack,
    /// Do it again.
    DoAgain,
}

/// How a row stands out.
pub(super) struct Look<'a> {
    /// The day, where it is not that of the row above.
    pub day: Option<&'a str>,
    /// The keyboard is on it.
    pub chosen: bool,
    /// There is no room for more than the words.
    pub narrow: bool,
}

/// What can be done with a line besides looking at it, and what that is called.
fn offer(trail: &Trail, line: usize, bench: &Workbench) -> Option<(Wanted, String)> {
    let is_step = matches!(trail.line(line).action, Action::Edit(_) | Action::More(_));
    match trail.outcome(line) {
        Outcome::InForce => match bench.undos_back_to(trail.id(line)) {
            None | Some(0) => None,
            Some(steps) => {
                let steps = counted(steps, "step", "steps");
                Some((Wanted::UndoBack, format!("Undo back to here ({steps})")))
            }
        },
        Outcome::TakenBack | Outcome::Left if is_step => Some((Wanted::DoAgain, "Do this again".to_owned())),
        Outcome::TakenBack | Outcome::Left | Outcome::Note => None,
    }
}

/// What a line was about: the words and the document of a single passage, else how much it was.
fn about(trail: &Trail, line: usize, bench: &Workbench) -> String {
    let Some(annotation) = trail.passage(line) else { return trail.extent(line) };
    let words = quotation(&bench.quotation(annotation), WORDS);
    match bench.title(annotation.document) {
        Some(title) => format!("“{words}” · {title}"),
        None => format!("“{words}”"),
    }
}

/// Draws a line, and gives what was asked of it by its button.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    trail: &Trail,
    line: usize,
    look: &Look<'_>,
    bench: &Workbench,
) -> (Response, Option<Wanted>) {
    let response = ui.interact(rect, ui.scope_id().with(trail.id(line)), Sense::CLICK);
    let entry = trail.line(line);
    let (what, outcome) = (trail.what(line), trail.outcome(line));
    let local = entry.at().as_jiff().to_zoned(jiff::tz::TimeZone::system());
    let coder = entry.coder().and_then(|id| trail.coder(id, bench.project()));
    let standing = match outcome {
        Outcome::Note => "",
        outcome => standing_word(outcome),
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, look.chosen, &what));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(look.chosen);
        let who = coder.map_or("", |coder| coder.name.as_str());
        let parts = [local.strftime("%-d %B %Y, %H:%M").to_string(), who.to_owned(), standing.to_owned()];
        node.set_description(
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        );
    });
    let tokens = ui.tokens();
    let (colour, grid) = (&tokens.colour, tokens.space.grid);
    let is_pointed_at = response.contains_pointer() || response.context_menu_opened();
    if look.chosen {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if is_pointed_at {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let small = text_style::small();
    let mut left = rect.left() + tokens.space.inset;
    let mut right = rect.right() - tokens.space.inset;
    if !look.narrow {
        if let Some(day) = look.day {
            draw::paint_at(ui, draw::line(ui, day, &small, colour.text, DAY - grid), rect, left);
        }
        left += DAY;
    }
    let time = local.strftime("%H:%M").to_string();
    draw::paint_at(ui, draw::line(ui, &time, &small, colour.dim, TIME), rect, left);
    left += TIME;
    let initials = coder.map_or("", |coder| coder.initials.as_str());
    draw::paint_at(ui, draw::line(ui, initials, &small, colour.dim, WHO - grid), rect, left);
    left += WHO;

    let mut wanted = None;
    if is_pointed_at || look.chosen {
        let place = Rect::from_min_max(pos2(left, rect.top() + 1.0), pos2(right + grid, rect.bottom() - 1.0));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let builder = UiBuilder::new().max_rect(place).layout(layout).id_salt((trail.id(line), "offer"));
        let mut child = ui.new_child(builder);
        child.spacing_mut().item_spacing.x = grid;
        let mut end = right;
        if !matches!(entry.action, Action::Leave { .. }) {
            let jump = child.add(IconButton::new(icons::ARROW_SQUARE_OUT, JUMP));
            wanted = jump.clicked().then_some(Wanted::Jump);
            end = jump.rect.left();
        }
        if let Some((of, label)) = offer(trail, line, bench) {
            let button = child.add(PushButton::new(&label).quiet());
            wanted = wanted.or(button.clicked().then_some(of));
            end = button.rect.left();
        }
        right = end - 2.0 * grid;
    }
    if matches!(outcome, Outcome::TakenBack | Outcome::Left) {
        let galley = draw::line(ui, standing, &small, colour.dim, f32::INFINITY);
        right = draw::paint_to(ui, galley, rect, right) - 3.0 * grid;
    }
    let holds = matches!(outcome, Outcome::InForce);
    let ink = if holds { colour.text } else { colour.dim };
    let galley = draw::line(ui, &what, &egui::TextStyle::Body, ink, (right - left).max(0.0));
    let (end, is_cut) = (left + galley.size().x, galley.elided);
    draw::paint_at(ui, galley, rect, left);
    if matches!(outcome, Outcome::TakenBack | Outcome::Left) {
        ui.painter().hline(left..=end, rect.center().y + 0.5, Stroke::new(1.0, colour.dim));
    }
    let tail = end + 3.0 * grid;
    if !look.narrow && right - tail > LEAST {
        let about = about(trail, line, bench);
        draw::paint_at(ui, draw::line(ui, &about, &small, colour.dim, right - tail), rect, tail);
    }
    let when = local.strftime("%A, %-d %B %Y, %H:%M:%S").to_string();
    let response = response.on_hover_ui(|ui| {
        if is_cut {
            ui.label(&what);
        }
        let who = coder.map_or_else(String::new, |coder| format!(" · {}", coder.name));
        ui.colored_label(ui.tokens().colour.dim, format!("{when}{who} · entry {}", entry.number));
    });
    (response, wanted)
}

/// The menu of a line.
pub(super) fn menu(ui: &mut Ui, trail: &Trail, line: usize, bench: &Workbench) -> Option<Wanted> {
    let mut wanted = None;
    if ui.add(MenuItem::new(JUMP).icon(icons::ARROW_SQUARE_OUT)).clicked() {
        wanted = Some(Wanted::Jump);
    }
    if let Some((of, label)) = offer(trail, line, bench) {
        menu_divider(ui);
        let icon = if of == Wanted::UndoBack { icons::ARROW_U_UP_LEFT } else { icons::ARROW_U_UP_RIGHT };
        if ui.add(MenuItem::new(&label).icon(icon)).clicked() {
            wanted = Some(of);
        }
    }
    wanted
}

/// The row after the last line, with a button for what is kept elsewhere; true when that was pressed.
pub(super) fn earlier(ui: &mut Ui, rect: Rect) -> bool {
    let layout = egui::Layout::centered_and_justified(egui::Direction::TopDown);
    let place = Rect::from_center_size(rect.center(), vec2(180.0, rect.height()));
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).layout(layout).id_salt("earlier"));
    let hint = "A journal beyond 64 MB, about 100,000 taggings, is put away when the project is saved. What lies there is \
        listed and exported; after a new start, undo reaches back to where the present journal begins.";
    child.add(PushButton::new("Show earlier entries").quiet()).on_hover_text(hint).clicked()
}

/// The day of a moment, as short as it can be said today.
pub(super) fn day(at: Timestamp, now: &jiff::Zoned) -> String {
    let date = at.as_jiff().to_zoned(now.time_zone().clone()).date();
    let today = now.date();
    if date == today {
        "Today".to_owned()
    } else if date.tomorrow().is_ok_and(|next| next == today) {
        "Yesterday".to_owned()
    } else if date.year() == today.year() {
        date.strftime("%-d %b").to_string()
    } else {
        date.strftime("%-d %b %Y").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_short_as_they_can_be() {
        let now: jiff::Zoned = "2026-11-22T12:00:00Z[UTC]".parse().unwrap();
        let said = |moment: &str| {
            let moment: jiff::Timestamp = moment.parse().unwrap();
            day(Timestamp::from_second(moment.as_second()), &now)
        };
        assert_eq!(said("2026-11-22T00:00:00Z"), "Today");
        assert_eq!(said("2026-11-21T23:59:59Z"), "Yesterday");
        assert_eq!(said("2026-03-05T10:00:00Z"), "5 Mar");
        assert_eq!(said("2025-12-31T10:00:00Z"), "31 Dec 2025");
    }
}
