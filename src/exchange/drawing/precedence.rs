//! Who came first, drawn: a row for each document in the order of the dates, and arrows from the earlier to the later.
//!
//! [`row`] draws what crosses one row, for a window that shows a part; [`sheet`] is a whole figure for a file. Each row says
//! in words what its arrow shows.

use std::ops::Range;

use super::network::Look;
use super::{Anchor, Drawing, Edge, Face, Point, Shape, Words};
use crate::analysis::precedence::{Link, Precedence, Sharing};
use crate::text::numbers::counted;

/// Height of a row.
pub const ROW: f32 = 44.0;
/// Width of what the arrows have for themselves, at the left of the dots.
pub const ARROWS: f32 = 150.0;
/// Radius of a dot.
const DOT: f32 = 4.5;
/// Radius of what is filled of the dot of a document of which no day is known.
const INNER: f32 = 2.0;
/// Length of the straight pieces of an arrow, about.
const PIECE: f32 = 6.0;
/// Sizes of titles and of what is said below them.
const SIZES: [f32; 2] = [13.0, 11.5];
/// Around a sheet.
const MARGIN: f32 = 28.0;
/// What the arrows mean.
const ARROWS_MEAN: &str = "An arrow leads from the earlier document to a later one that has most words in common with it; a \
    line without a head stands where the dates do not say who was first.";
/// What a date does not say.
const DATES_MEAN: &str = "Dates tell who was earlier, not who copied.";

/// What is to be said of the figure of these documents: what its arrows mean, and such dots as there are.
pub fn meaning(documents: &[Sharing]) -> String {
    let mut sentences = vec![ARROWS_MEAN];
    if documents.iter().any(|document| document.not_known().is_some()) {
        sentences.push("A small dot in a ring is a document of which no day is known.");
    }
    if documents.iter().any(|document| document.date.is_empty()) {
        sentences.push("An empty ring is one without a date.");
    }
    sentences.push(DATES_MEAN);
    sentences.join(" ")
}

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Figure<'a> {
    /// The order.
    pub precedence: &'a Precedence,
    /// The documents it was made of.
    pub documents: &'a [Sharing],
    /// The rows that are drawn; arrows that begin or end at others are not.
    pub rows: usize,
}

impl Figure<'_> {
    /// The document of a row.
    fn document(&self, row: usize) -> Option<&Sharing> {
        self.documents.get(*self.precedence.rows.get(row)?)
    }

    /// What is said of a row below its title: its date, and what its arrow shows.
    pub fn said(&self, row: usize) -> String {
        let date = self.document(row).map(Sharing::dated).filter(|date| !date.is_empty());
        let date = date.unwrap_or_else(|| "No date".to_owned());
        let Some(link) = self.precedence.link_to(row) else {
            return format!("{date} · no earlier document has words in common with it");
        };
        let about = if link.is_about { "about " } else { "" };
        let words = format!("{about}{}", counted(link.words, "word", "words"));
        let other = self.document(link.from).map_or("", |document| document.title.as_str());
        if link.is_ordered {
            format!("{date} · {words} in common with {other}, which is earlier")
        } else {
            format!("{date} · {words} in common with {other}; the dates do not say who was first")
        }
    }

    /// The title of a row.
    pub fn title(&self, row: usize) -> &str {
        self.document(row).map_or("", |document| document.title.as_str())
    }

    fn links(&self, over: Range<usize>) -> impl Iterator<Item = &Link> {
        let rows = self.rows;
        let is_drawn = move |link: &&Link| link.from < rows && link.to < rows;
        let crosses = move |link: &&Link| {
            let (first, last) = (link.from.min(link.to), link.from.max(link.to));
            first < over.end && over.start <= last
        };
        self.precedence.links.iter().filter(is_drawn).filter(crosses)
    }
}

/// What stands in the row whose upper left corner is at `origin` and all that crosses it; `width` is that of the row.
pub fn row(figure: &Figure<'_>, row: usize, [left, top]: Point, width: f32, look: &Look) -> Vec<Shape> {
    let mut shapes = arrows(figure, row..row + 1, [left, top - ROW * row as f32], look);
    shapes.extend(words(figure, row, [left, top], width, look));
    shapes
}

/// The dot of a row, its title and what is said of it.
fn words(figure: &Figure<'_>, row: usize, [left, top]: Point, width: f32, look: &Look) -> Vec<Shape> {
    let middle = top + ROW / 2.0;
    let document = figure.document(row);
    let is_dated = document.is_some_and(|document| !document.date.is_empty());
    let is_rough = document.is_some_and(|document| document.not_known().is_some());
    // A document without a date is a ring, one of which no day is known a ring around a smaller dot.
    let fill = if is_dated && !is_rough { look.accent } else { look.ground };
    let edge = Some(Edge { width: 1.5, colour: look.accent });
    let centre = [left + ARROWS, middle];
    let mut shapes = vec![Shape::Circle { centre, radius: DOT, fill, edge }];
    if is_rough {
        shapes.push(Shape::Circle { centre, radius: INNER, fill: look.accent, edge: None });
    }
    let from = left + ARROWS + 16.0;
    let room = (left + width - from - 8.0).max(20.0);
    let line = |text: &str, face: Face, size: f32, y: f32, colour| {
        let text = face.cut(text, size, room);
        Shape::Words(Words { text, at: [from, y], anchor: Anchor::Start, face, size, colour, halo: None })
    };
    let title = line(figure.title(row), Face::Medium, SIZES[0], middle - 9.0, look.text);
    let said = line(&figure.said(row), Face::Regular, SIZES[1], middle + 9.0, look.dim);
    shapes.extend([title, said]);
    shapes
}

/// The arrows that cross some rows; `origin` is the upper left corner of the first row of all.
fn arrows(figure: &Figure<'_>, over: Range<usize>, [left, top]: Point, look: &Look) -> Vec<Shape> {
    let most = figure.precedence.links.iter().map(|link| link.words).max().unwrap_or(1).max(1);
    let mut shapes = Vec::new();
    for link in figure.links(over) {
        let y = |row: usize| top + ROW * (row as f32 + 0.5);
        let (from, to) = (y(link.from), y(link.to));
        let right = left + ARROWS - DOT - 3.0;
        // The further apart two rows are, the further out the arrow goes.
        let rows = link.from.abs_diff(link.to) as f32;
        let reach = (18.0 + 26.0 * rows.sqrt()).min(ARROWS - 24.0);
        let width = 1.0 + 2.0 * (link.words as f32 / most as f32).sqrt();
        // Not seen through: where pieces meet, they would be darker.
        let colour = look.ground.towards(if link.is_ordered { look.accent } else { look.dim }, 0.7);
        let head = if link.is_ordered { 8.0 } else { 0.0 };
        let pieces = (((to - from).abs() + reach) / PIECE).clamp(16.0, 160.0) as usize;
        let place = |piece: usize| -> Point {
            let t = std::f32::consts::PI * piece as f32 / pieces as f32;
            let x = right - head - reach * t.sin();
            [x, from + (to - from) * (1.0 - t.cos()) / 2.0]
        };
        for piece in 0..pieces {
            // Every other piece is left out where the order is not known.
            if link.is_ordered || piece % 2 == 0 {
                shapes.push(Shape::Line { from: place(piece), to: place(piece + 1), width, colour });
            }
        }
        shapes.push(Shape::Line { from: [right - head, from], to: [right, from], width, colour });
        if link.is_ordered {
            let corners = vec![[right - head, to - 4.5], [right, to], [right - head, to + 4.5]];
            shapes.push(Shape::Polygon { corners, fill: look.accent, edge: None });
        }
    }
    shapes
}

/// A whole figure of so many rows at most: the title, what the arrows mean, the rows, and how many are left out.
pub fn sheet(
    precedence: &Precedence,
    documents: &[Sharing],
    (title, about): (&str, &str),
    most: usize,
    look: &Look,
) -> Drawing {
    const WIDTH: f32 = 900.0;
    let rows = precedence.rows.len().min(most);
    let figure = Figure { precedence, documents, rows };
    let inner = WIDTH - 2.0 * MARGIN;
    let mut shapes = Vec::new();
    let mut y = MARGIN + 10.0;
    let mut line = |text: String, face: Face, size: f32, colour, y: f32| {
        let (at, anchor) = ([MARGIN, y], Anchor::Start);
        shapes.push(Shape::Words(Words { text, at, anchor, face, size, colour, halo: None }));
    };
    line(title.to_owned(), Face::SemiBold, 18.0, look.text, y);
    y += 24.0;
    for words in wrapped(&format!("{about} {}", meaning(documents)), inner) {
        line(words, Face::Regular, SIZES[1], look.dim, y);
        y += 17.0;
    }
    let origin = [MARGIN, y + 8.0];
    shapes.extend(arrows(&figure, 0..rows, origin, look));
    for number in 0..rows {
        let at = [origin[0], origin[1] + ROW * number as f32];
        shapes.extend(words(&figure, number, at, inner, look));
    }
    let mut bottom = origin[1] + ROW * rows as f32;
    if precedence.rows.len() > rows {
        let left_out = counted(precedence.rows.len() - rows, "document is", "documents are");
        let text = format!("{left_out} left out.");
        let at = [MARGIN, bottom + 14.0];
        let (face, size, colour) = (Face::Regular, SIZES[1], look.dim);
        shapes.push(Shape::Words(Words { text, at, anchor: Anchor::Start, face, size, colour, halo: None }));
        bottom += 24.0;
    }
    Drawing { width: WIDTH, height: bottom + MARGIN, ground: look.ground, title: title.to_owned(), shapes }
}

/// Words in lines that are no wider than `width`.
fn wrapped(text: &str, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if Face::Regular.width(&format!("{line} {word}"), SIZES[1]) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{Rgba, png, svg};
    use super::*;
    use crate::analysis::precedence::Common;

    fn look() -> Look {
        let ink = Rgba([20, 20, 20, 255]);
        let ground = Rgba([255, 255, 255, 255]);
        Look { ground, text: ink, dim: ink, line: ink, link: ink, accent: ink, kinds: Vec::new(), other: ink }
    }

    fn documents() -> Vec<Sharing> {
        let document = |title: &str, date: &str| Sharing { title: title.to_owned(), date: date.to_owned() };
        vec![
            document("Gazette", "2020-09-09"),
            document("Letter & <all>", "2020-09-07"),
            document("Herald", ""),
        ]
    }

    #[test]
    fn a_row_says_in_words_what_its_arrow_shows() {
        let documents = documents();
        let common = [
            Common { a: 0, b: 1, words: 23, is_about: false },
            Common { a: 2, b: 0, words: 1, is_about: false },
        ];
        let precedence = Precedence::of(&documents, &common);
        let figure = Figure { precedence: &precedence, documents: &documents, rows: 3 };
        assert_eq!(figure.said(0), "7 Sep 2020 · no earlier document has words in common with it");
        assert_eq!(figure.said(1), "9 Sep 2020 · 23 words in common with Letter & <all>, which is earlier");
        assert!(figure.said(2).starts_with("No date · 1 word in common with Gazette; the dates do not"));
        let heads = |over| {
            let shapes = arrows(&figure, over, [0.0; 2], &look());
            shapes.iter().filter(|shape| matches!(shape, Shape::Polygon { .. })).count()
        };
        assert_eq!((heads(0..3), heads(2..3)), (1, 0), "no head where the order is not known");
    }

    #[test]
    fn what_is_only_roughly_known_is_said_and_drawn_so() {
        let dates = ["2019", "2020-02", "2020-03-01", ""];
        let sharing = |date: &&str| Sharing { title: "Gazette".to_owned(), date: (*date).to_owned() };
        let documents: Vec<Sharing> = dates.iter().map(sharing).collect();
        let common = [Common { a: 0, b: 1, words: 1_400, is_about: true }];
        let precedence = Precedence::of(&documents, &common);
        let figure = Figure { precedence: &precedence, documents: &documents, rows: 4 };
        assert!(
            figure.said(0).starts_with("2019 (only the year is known) · no earlier"),
            "{}",
            figure.said(0)
        );
        let said = "Feb 2020 (day not known) · about 1,400 words in common with Gazette, which is earlier";
        assert_eq!(figure.said(1), said);
        assert!(figure.said(2).starts_with("1 Mar 2020 · "));
        let circles = |row| {
            let shapes = words(&figure, row, [0.0; 2], 400.0, &look());
            shapes.iter().filter(|shape| matches!(shape, Shape::Circle { .. })).count()
        };
        assert_eq!([0, 1, 2, 3].map(circles), [2, 2, 1, 1]);
        let said = |of: &[Sharing]| {
            (meaning(of).contains("no day is known"), meaning(of).contains("without a date"))
        };
        assert_eq!(said(&documents), (true, true));
        assert_eq!(
            (said(&documents[..2]), said(&documents[2..3])),
            ((true, false), (false, false)),
            "only what is drawn"
        );
    }

    #[test]
    fn a_sheet_is_the_same_every_time_and_says_what_it_leaves_out() {
        let documents = documents();
        let precedence = Precedence::of(&documents, &[Common { a: 0, b: 1, words: 23, is_about: false }]);
        let made = |most| sheet(&precedence, &documents, ("Who came first", "One passage."), most, &look());
        let whole = svg(&made(9));
        assert_eq!(whole, svg(&made(9)));
        assert!(whole.contains("Letter &amp; &lt;all&gt;") && whole.contains("who copied"), "{whole}");
        assert!(svg(&made(2)).contains("1 document is left out."));
        assert!(png(&made(9), 600).unwrap().starts_with(b"\x89PNG"));
    }
}
