//! The parts of the table: what most witnesses have above, who a witness is at the left, and the words.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{Rangef, Rect, Response, Sense, TextStyle, Ui, WidgetInfo, pos2};

use crate::compare::collation::{Collation, Column};
use crate::compare::marks::Difference;
use crate::text::numbers::counted;
use crate::ui::difference_looks::{Look, look};
use crate::ui::panels::wording::date;
use crate::ui::panels::{draw, grid};
use crate::ui::reader::{insertion, underline};
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::{Collated, Witness, Workbench};

use super::PADDING;

/// Width of what stands for words that all have.
pub(super) const GAP: f32 = 64.0;
/// Words that all have are folded together from so many on.
const FOLDED: usize = 3;
/// What stands where a witness has no word.
const NOTHING: &str = "–";

/// What stands in one column of the table on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A column of the collation.
    Column(usize),
    /// Columns that are the same in all witnesses, folded into one.
    Folded(Range<usize>),
}

impl Unit {
    /// The columns of the collation it stands for.
    pub fn columns(&self) -> Range<usize> {
        match self {
            Self::Column(column) => *column..*column + 1,
            Self::Folded(columns) => columns.clone(),
        }
    }
}

/// The columns as they are shown: all, or what is the same in all folded together.
pub(super) fn units(collation: &Collation, only_differences: bool) -> Vec<Unit> {
    if !only_differences {
        return (0..collation.columns.len()).map(Unit::Column).collect();
    }
    let mut units = Vec::new();
    for stretch in collation.stretches() {
        if stretch.agrees && stretch.columns.len() > FOLDED {
            units.push(Unit::Folded(stretch.columns));
        } else {
            units.extend(stretch.columns.map(Unit::Column));
        }
    }
    units
}

/// How a witness stands to what most of them have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// As most.
    Usual,
    /// Another word.
    Other,
    /// A word where most have none.
    More,
    /// No word where most have one.
    Less,
    /// No word, as most.
    Nothing,
}

impl Reads {
    /// How it is marked; `None` where it is as most.
    fn difference(self) -> Option<Difference> {
        match self {
            Self::Usual | Self::Nothing => None,
            Self::Other => Some(Difference::Other),
            Self::More => Some(Difference::Only),
            Self::Less => Some(Difference::Missing),
        }
    }
}

fn reads(column: &Column, row: usize, rows: usize) -> Reads {
    match (column.cell(row), column.usual(rows)) {
        (Some(cell), Some(usual)) if cell.reading == usual => Reads::Usual,
        (Some(_), Some(_)) => Reads::Other,
        (Some(_), None) => Reads::More,
        (None, Some(_)) => Reads::Less,
        (None, None) => Reads::Nothing,
    }
}

/// What the marks of the table mean.
pub(super) fn meanings(witnesses: usize) -> [(Difference, &'static str); 3] {
    let (another, lacks, has) = match witnesses {
        2 => ("another word", "a word the first lacks", "no word where the first has one"),
        _ => ("another word", "a word most lack", "no word where most have one"),
    };
    [(Difference::Other, another), (Difference::Only, lacks), (Difference::Missing, has)]
}

/// Where the titles meet.
pub(super) fn corner(ui: &Ui, rect: Rect, collated: &Collated) {
    let tokens = ui.tokens();
    ui.painter().rect_filled(rect, 0.0, tokens.colour.panel);
    let left = rect.left() + tokens.space.inset;
    let room = rect.width() - 2.0 * tokens.space.inset;
    let words = if collated.witnesses.len() == 2 { "As the first has it" } else { "What most have" };
    let galley = draw::line(ui, words, &text_style::small(), tokens.colour.dim, room);
    draw::paint_at(ui, galley, rect, left);
}

/// What most witnesses have in a column.
pub(super) fn head(ui: &mut Ui, rect: Rect, collated: &Collated, unit: &Unit) {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let response = ui.interact(rect, ui.scope_id().with("part"), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, colour.panel);
    let (words, name) = match unit {
        Unit::Folded(columns) => {
            let words = counted(columns.len(), "word", "words");
            (format!("… {}", columns.len()), format!("{words} that all have"))
        }
        Unit::Column(column) => {
            let column = &collated.collation.columns[*column];
            let usual = column.usual(collated.witnesses.len());
            let words = usual.map_or(NOTHING, |usual| column.readings[usual].0.as_str());
            (words.to_owned(), said_of(column, collated.witnesses.len()))
        }
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    let differs = matches!(unit, Unit::Column(column) if !collated.collation.columns[*column].agrees);
    let style = if differs { text_style::strong() } else { TextStyle::Body };
    let ink = if differs { colour.text } else { colour.dim };
    let galley = draw::line(ui, &words, &style, ink, rect.width() - 2.0 * PADDING);
    draw::paint_at(ui, galley, rect, rect.left() + PADDING);
    response.on_hover_text(name);
}

/// What the witnesses have in a column: `“mobiles” in 2, “phones” in 1, nothing in 1`.
fn said_of(column: &Column, rows: usize) -> String {
    const MOST_SAID: usize = 6;
    let mut said: Vec<String> = column
        .readings
        .iter()
        .take(MOST_SAID)
        .map(|(words, times)| format!("“{words}” in {times}"))
        .collect();
    if column.readings.len() > MOST_SAID {
        said.push(counted(column.readings.len() - MOST_SAID, "other word", "other words"));
    }
    if column.cells.len() < rows {
        said.push(format!("nothing in {}", rows - column.cells.len()));
    }
    said.join(", ")
}

/// Who a witness is.
pub(super) fn side(ui: &mut Ui, rect: Rect, bench: &Workbench, witness: &Witness) -> Response {
    let record = bench.project().documents.get(&witness.document);
    let title = bench.title(witness.document).unwrap_or("A document that was removed".into());
    let written = record.map_or("", |record| record.attribute("date"));
    let written = if written.is_empty() { "no date".to_owned() } else { date(written) };
    let name = format!("{title}, {written}");
    grid::row_title(ui, rect, (&title, &written), name)
}

/// The words of a witness in a column.
pub(super) fn cell(
    ui: &mut Ui,
    rect: Rect,
    bench: &Workbench,
    collated: &Collated,
    row: usize,
    unit: &Unit,
) -> Response {
    let tokens = ui.tokens();
    let colour = &tokens.colour;
    let response = ui.interact(rect, ui.scope_id().with("part"), Sense::CLICK);
    let rows = collated.witnesses.len();
    let (words, reads) = match unit {
        Unit::Folded(_) => ("…".to_owned(), Reads::Usual),
        Unit::Column(column) => {
            let column = &collated.collation.columns[*column];
            let words = column.cell(row).map_or(NOTHING.into(), |cell| collated.words(cell));
            (words.into_owned(), reads(column, row, rows))
        }
    };
    let marked = reads.difference().map(|difference| look(difference, tokens));
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, colour.hover);
    } else if let Some(fill) = marked.and_then(|look| look.fill) {
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.hairline());
    let left = rect.left() + PADDING;
    if let Some(Look { dash: None, line, .. }) = marked {
        insertion(ui.painter(), pos2(left + 4.0, rect.center().y - 1.0), 7.0, line);
    } else {
        let ink = if reads == Reads::Nothing { colour.faint } else { colour.text };
        let galley = draw::line(ui, &words, &TextStyle::Body, ink, rect.width() - 2.0 * PADDING);
        let x = Rangef::new(left, left + galley.size().x);
        let bottom = rect.center().y + galley.size().y / 2.0;
        draw::paint_at(ui, galley, rect, left);
        if let Some(Look { dash: Some(dash), line, .. }) = marked {
            underline(ui.painter(), x, bottom, tokens.space.underline, line, dash);
        }
    }
    let about = || about(collated, row, unit, &words, reads);
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, about()));
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(about());
        let witness = &collated.witnesses[row];
        let title = bench.title(witness.document).unwrap_or_default();
        draw::dim(ui, title);
        if let Unit::Column(column) = unit {
            draw::dim(ui, said_of(&collated.collation.columns[*column], rows));
        }
    })
}

/// What a cell shows, in words.
fn about(collated: &Collated, row: usize, unit: &Unit, words: &str, reads: Reads) -> String {
    let usual = || match unit {
        Unit::Column(column) => {
            let column = &collated.collation.columns[*column];
            column.readings.first().map_or(String::new(), |(words, _)| words.clone())
        }
        Unit::Folded(_) => String::new(),
    };
    let (most, as_most) = match collated.witnesses.len() {
        2 => ("the first has", "as the first"),
        _ => ("most have", "as most"),
    };
    match (unit, reads) {
        (Unit::Folded(columns), _) => {
            let span = collated.collation.span(row, columns.clone());
            let text = span.map_or("", |span| collated.witnesses[row].text.slice(span));
            crate::ui::panels::wording::quotation(text, 160)
        }
        (_, Reads::Usual) => words.to_owned(),
        (_, Reads::Other) => format!("{words}, where {most} {}", usual()),
        (_, Reads::More) => format!("{words}, where {most} nothing"),
        (_, Reads::Less) => format!("Nothing, where {most} {}", usual()),
        (_, Reads::Nothing) => format!("Nothing, {as_most}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::collation::collate;
    use crate::text::{Span, Text};

    fn collation(bodies: &[&str]) -> Collation {
        let texts: Vec<Text> = bodies.iter().map(|body| Text::new(*body)).collect();
        let witnesses: Vec<(&Text, Span)> =
            texts.iter().map(|text| (text, Span::new(0, text.len()))).collect();
        collate(&witnesses, &|| false).unwrap()
    }

    #[test]
    fn what_all_have_is_folded_only_where_it_is_long() {
        let collation = collation(&["one two three four five six", "one two three four other six"]);
        assert_eq!(units(&collation, false).len(), 6);
        assert_eq!(units(&collation, true), [Unit::Folded(0..4), Unit::Column(4), Unit::Column(5)]);
    }

    #[test]
    fn a_cell_says_how_it_stands_to_most() {
        let collation = collation(&["a good day", "a good day", "a very good night", "good day"]);
        let at = |column: usize, row| reads(&collation.columns[column], row, 4);
        assert_eq!(at(0, 3), Reads::Less);
        assert_eq!([at(1, 2), at(1, 0)], [Reads::More, Reads::Nothing]);
        assert_eq!([at(3, 2), at(3, 0)], [Reads::Other, Reads::Usual]);
        assert_eq!(said_of(&collation.columns[0], 4), "“a” in 3, nothing in 1");
    }
}
