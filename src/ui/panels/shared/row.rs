//! One line of the list: a pair of documents, a passage, or a place where one stands.

use egui::accesskit::Role;
use egui::{Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2};

use super::listing::title;
use crate::compare::shared::{Kind, Place, SharedPassage};
use crate::text::numbers::counted;
use crate::ui::panels::draw;
use crate::ui::panels::wording::quotation;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{SharedLine, Workbench};

/// Height of a line: two rows of words.
pub(super) const HEIGHT: f32 = 44.0;
/// Characters of a passage that are shown.
const QUOTED: usize = 90;

/// What a line says: above and below, and at the right end of each what is never cut off.
#[derive(Default)]
struct Words {
    above: String,
    right_above: String,
    below: String,
    right_below: String,
    is_heading: bool,
    /// Whether a line above parts it from what stands before.
    is_parted: bool,
}

/// Length, likeness and kind of a passage, as a line: `96 words · 97 % the same · edited`. What a narrow panel cuts off at the end
/// follows from what is before it.
pub fn in_short(passage: &SharedPassage) -> String {
    let words = counted(passage.words as usize, "word", "words");
    match passage.kind {
        Kind::Verbatim => format!("{words} · verbatim"),
        kind => format!("{words} · {} % the same · {}", passage.percent(), kind.name()),
    }
}

fn words(bench: &Workbench, line: &SharedLine) -> Words {
    let comparison = bench.comparison();
    let quoted = |place: Place| {
        let found = comparison.place(place).and_then(|(document, span)| Some((bench.text(document)?, span)));
        found.map_or(String::new(), |(text, span)| {
            format!("“{}”", quotation(span.of(text.as_str()).unwrap_or_default(), QUOTED))
        })
    };
    let named = |number| {
        comparison.document(number).map(|document| title(bench, document).into_owned()).unwrap_or_default()
    };
    match line {
        SharedLine::Pair { pair, .. } if pair.a == pair.b => Words {
            above: named(pair.a),
            below: format!("{} twice in it", counted(pair.passages, "passage stands", "passages stand")),
            is_heading: true,
            is_parted: true,
            ..Words::default()
        },
        SharedLine::Pair { pair, .. } => Words {
            above: named(pair.a),
            right_above: counted(pair.words, "word", "words"),
            below: format!("and {}", named(pair.b)),
            right_below: counted(pair.passages, "passage", "passages"),
            is_heading: true,
            is_parted: true,
        },
        SharedLine::Passage(index) => {
            let passage = &comparison.passages()[*index];
            Words { above: quoted(passage.a), below: in_short(passage), ..Words::default() }
        }
        SharedLine::Cluster { cluster, first } => {
            let passage = &comparison.passages()[*first];
            let documents = comparison.clusters()[*cluster].documents;
            Words {
                above: quoted(passage.a),
                below: format!("{} · {}", counted(documents, "document", "documents"), in_short(passage)),
                is_heading: true,
                is_parted: true,
                ..Words::default()
            }
        }
        SharedLine::Statement { statement, is_first } => {
            let found = bench.statements().and_then(|statements| statements.list.get(*statement));
            let side = found.map(|it| if *is_first { it.places.a } else { it.places.b });
            let said = side.and_then(|(document, span)| {
                let text = bench.text(document)?;
                Some((title(bench, document).into_owned(), quotation(text.slice(span), QUOTED)))
            });
            let (title, said) = said.unwrap_or_default();
            let common =
                found.filter(|_| *is_first).map(|it| counted(it.words, "telling word", "telling words"));
            Words {
                above: format!("“{said}”"),
                below: title,
                right_below: common.map_or(String::new(), |words| format!("{words} in common")),
                is_parted: *is_first,
                ..Words::default()
            }
        }
        SharedLine::Place { place, .. } => {
            Words { above: named(place.document), below: quoted(*place), ..Words::default() }
        }
    }
}

/// Draws a line and gives its response.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    line: &SharedLine,
    is_current: bool,
) -> Response {
    let response = ui.interact(rect, ui.next_auto_id(), Sense::CLICK);
    ui.skip_ahead_auto_ids(1);
    let words = words(bench, line);
    let below = [words.below.as_str(), words.right_below.as_str()];
    let below = below.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
    let name = format!("{}, {below}", words.above);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_current));
    let tokens = ui.tokens();
    let (colour, space) = (&tokens.colour, &tokens.space);
    if is_current && !words.is_heading {
        ui.painter().rect_filled(rect, 0.0, colour.accent_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    }
    if words.is_parted {
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, tokens.line());
    }
    let is_flush = words.is_heading || matches!(line, SharedLine::Statement { .. });
    let indent = if is_flush { 0.0 } else { space.indent };
    let (left, right) = (rect.left() + space.inset + indent, rect.right() - space.inset);
    let upper = Rect::from_min_max(pos2(left, rect.top() + 4.0), pos2(right, rect.center().y));
    let lower = Rect::from_min_max(pos2(left, rect.center().y), pos2(right, rect.bottom() - 4.0));
    let small = text_style::small();
    // Where a button stands at the right, words end before it.
    let right = if matches!(line, SharedLine::Cluster { .. }) { right - space.row } else { right };
    let (upper, lower) = (upper.with_max_x(right), lower.with_max_x(right));
    let before = |at_right: &str, row: Rect| {
        if at_right.is_empty() {
            return row.width();
        }
        let galley = draw::line(ui, at_right, &small, colour.dim, f32::INFINITY);
        draw::paint_to(ui, galley, row, right) - left - 2.0 * space.grid
    };
    let (room_above, room_below) = (before(&words.right_above, upper), before(&words.right_below, lower));
    let style = if words.is_heading { text_style::strong() } else { TextStyle::Body };
    let galley = draw::line(ui, &words.above, &style, colour.text, room_above);
    draw::paint_at(ui, galley, upper, left);
    let galley = draw::line(ui, &words.below, &small, colour.dim, room_below);
    draw::paint_at(ui, galley, lower, left);
    response.on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        ui.label(&words.above);
        draw::dim(ui, below.clone());
    })
}

/// The button of a passage that sets its variants side by side. Like the row it is no stop of the Tab key: Ctrl Enter does
/// the same.
pub(super) fn collate_button(ui: &mut Ui, rect: Rect) -> Response {
    let tokens = ui.tokens();
    let side = tokens.space.row;
    let centre = pos2(rect.right() - tokens.space.inset - side / 2.0 + tokens.space.grid, rect.center().y);
    let place = Rect::from_center_size(centre, egui::Vec2::splat(side));
    let response = ui.interact(place, ui.next_auto_id(), Sense::CLICK);
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Collate"));
    let ink = if response.hovered() {
        ui.painter().rect_filled(place, tokens.control_radius(), tokens.colour.pressed);
        tokens.colour.text
    } else {
        tokens.colour.dim
    };
    let icon = draw::line(ui, icons::ROWS, &text_style::icon(), ink, side);
    let at = place.center() - icon.size() / 2.0;
    ui.painter().galley(at, icon, ink);
    response.on_hover_text("Collate: set all variants side by side, word by word")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::shared::DocumentNumber;
    use crate::text::Span;

    #[test]
    fn a_passage_in_which_a_word_differs_is_never_all_the_same() {
        let place = |number| Place { document: DocumentNumber(number), span: Span::new(0, 9) };
        let (a, b) = (place(0), place(1));
        let passage = |kind, similarity| SharedPassage {
            a,
            b,
            kind,
            by_itself: kind,
            similarity,
            words: 1200,
            bits: 1.0,
            cluster: 0,
            is_cut: false,
        };
        assert_eq!(in_short(&passage(Kind::Edited, 0.9991)), "1,200 words · 99 % the same · edited");
        assert_eq!(in_short(&passage(Kind::Verbatim, 1.0)), "1,200 words · verbatim");
    }
}
