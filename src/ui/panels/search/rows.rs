//! The rows of the list: a line for each document with hits, and below it a line for each hit in its context.
//!
//! Which row stands for what is worked out from the counts alone, so that 50,000 hits need no list of rows.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontFamily, FontId, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, vec2};

use super::strip;
use crate::search::concordance::{Context, Line};
use crate::text::numbers::{counted, grouped};
use crate::ui::panels::{draw, hit_choice as choice};
use crate::ui::theme::{Themed as _, family, text_style};
use crate::workbench::{Answer, Listing, Workbench};

/// Height of a row.
pub(super) const HEIGHT: f32 = 26.0;
/// Context asked for on each side of a hit: more than fits.
const CONTEXT: Context = Context::Characters(80);
/// Of what stands before a hit no more is shown than this, so that the hit is always in view, in characters.
const BEFORE: usize = 18;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The document at a rank of the list.
    Document(usize),
    /// A hit of it, by its index.
    Hit(usize, usize),
}

/// How many rows an answer has.
pub(super) fn count(answer: &Answer) -> u64 {
    answer.count() + answer.found().len() as u64
}

/// The row of the document at a rank.
fn of_document(listing: Listing<'_>, rank: usize) -> u64 {
    listing.hits_before(rank) + rank as u64
}

/// What a row stands for, by halving.
pub(super) fn at(listing: Listing<'_>, row: u64) -> Option<Row> {
    if row >= count(listing.answer()) {
        return None;
    }
    let (mut low, mut high) = (0, listing.documents());
    while low < high {
        let middle = usize::midpoint(low, high);
        if of_document(listing, middle) > row {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let rank = low.checked_sub(1)?;
    let inside = (row - of_document(listing, rank)) as usize;
    Some(inside.checked_sub(1).map_or(Row::Document(rank), |hit| Row::Hit(rank, hit)))
}

/// How many hits are among the first `rows` of the list.
pub(super) fn hits_among(listing: Listing<'_>, rows: u64) -> u64 {
    match at(listing, rows) {
        Some(Row::Document(rank)) => listing.hits_before(rank),
        Some(Row::Hit(rank, hit)) => listing.hits_before(rank) + hit as u64,
        None => listing.answer().count(),
    }
}

/// The row of the hit of a number.
pub(super) fn of_hit(listing: Listing<'_>, number: u64) -> Option<usize> {
    let rank = listing.rank_of_hit(number)?;
    Some((number + rank as u64 + 1) as usize)
}

/// What was clicked in the row of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clicked {
    /// The row itself.
    Row,
    /// The strip of its hits, nearest to the hit of this index.
    Strip(usize),
}

/// Draws the row of the document at a place: its title and count, and below them where in its text its hits are.
/// `stood_on` is the index of the hit one stands on, when it is in this document.
pub(super) fn document(
    ui: &mut Ui,
    rect: Rect,
    answer: &Answer,
    place: usize,
    bench: &Workbench,
    stood_on: Option<usize>,
) -> Option<Clicked> {
    let document = answer.document(place)?;
    let title = bench.title(document).unwrap_or_default();
    let hits = answer.found().get(place)?.hits as usize;
    let response = ui.interact(rect, ui.scope_id().with(("document", place)), Sense::CLICK);
    let name = format!("{title}, {}", counted(hits, "hit", "hits"));
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &name));
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    let words_in = rect.with_max_y(rect.bottom() - strip::HEIGHT);
    let right = rect.right() - space.inset;
    let number = draw::line(ui, &grouped(hits), &text_style::small(), colour.dim, f32::INFINITY);
    let end = draw::paint_to(ui, number, words_in, right) - 2.0 * space.grid;
    let left = rect.left() + space.inset;
    let words = draw::line(ui, &title, &text_style::strong(), colour.text, end - left);
    draw::paint_at(ui, words, words_in, left);
    let under = rect.with_min_y(rect.bottom() - 2.0 * strip::HEIGHT).shrink2(vec2(space.inset, 0.0));
    let jumped = strip::show(ui, under, answer, (place, &title), stood_on);
    jumped.map(Clicked::Strip).or_else(|| response.clicked().then_some(Clicked::Row))
}

/// How a hit stands in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    /// It is the one that keys act on.
    pub stood_on: bool,
    /// It is one of those chosen.
    pub chosen: bool,
    /// There are no documents above it to be indented below.
    pub flush: bool,
}

/// Draws the row of a hit; “…” while it is not known.
pub(super) fn hit(
    ui: &mut Ui,
    rect: Rect,
    answer: &Answer,
    (place, at): (usize, usize),
    Looks { stood_on, chosen, flush }: Looks,
) -> Option<Response> {
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    let indent = if flush { 0.0 } else { space.indent };
    let start = rect.left() + space.inset + indent;
    let Some(hits) = answer.hits_of(place) else {
        let waits = draw::line(ui, "…", &text_style::small(), colour.dim, f32::INFINITY);
        draw::paint_at(ui, waits, rect, start);
        return None;
    };
    let number = answer.found().get(place)?.document;
    let line = answer.line((number, *hits.get(at)?), CONTEXT);
    let response = ui.interact(rect, ui.scope_id().with((place, at)), Sense::CLICK);
    let Line { left, hit, right } = &line;
    response.widget_info(|| {
        let words = format!("{left}{hit}{right}");
        WidgetInfo::selected(Role::ListBoxOption, true, stood_on, words.trim())
    });
    choice::tell(ui, &response, stood_on, chosen);
    choice::paint(ui, rect, &response, stood_on, chosen);
    let galley = ui.painter().layout_job(job(ui, &line, rect.right() - space.inset - start));
    draw::paint_at(ui, galley, rect, start);
    Some(response)
}

/// A hit in its line, the hit set off.
fn job(ui: &Ui, line: &Line, width: f32) -> LayoutJob {
    let tokens = ui.tokens();
    let size = TextStyle::resolve(&text_style::small(), ui.style()).size;
    let words = |face: FontFamily, color: Color32, background: Color32| TextFormat {
        font_id: FontId::new(size, face),
        color,
        background,
        ..TextFormat::default()
    };
    let colour = &tokens.colour;
    let plain = words(FontFamily::Proportional, colour.dim, Color32::TRANSPARENT);
    let lit = words(family::medium(), colour.text, colour.search_hit);
    let mut job = LayoutJob::default();
    job.append(&end_of(&line.left, BEFORE), 0.0, plain.clone());
    job.append(&line.hit, 0.0, lit);
    job.append(&line.right, 0.0, plain);
    job.wrap =
        TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    job
}

/// The end of a text, whole words of no more than so many characters.
fn end_of(text: &str, characters: usize) -> String {
    let length = text.chars().count();
    if length <= characters {
        return text.to_owned();
    }
    let cut: String = text.chars().skip(length - characters).collect();
    let begins_at = cut.find(' ').map_or(0, |at| at + 1);
    format!("…{}", &cut[begins_at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_hit_is_cut_at_a_word() {
        assert_eq!(end_of("short ", 18), "short ");
        assert_eq!(end_of("a long line of words before the ", 18), "…words before the ");
        assert_eq!(end_of("abcdefghijklmnopqrstuvwxyz", 4), "…wxyz");
    }
}
