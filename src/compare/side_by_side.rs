//! Two passages, or two whole documents, cut into rows that stand side by side: about a paragraph each, with the words
//! that differ.
//!
//! A row ends where a paragraph or a sentence does, on either side, so that what corresponds stays level however much
//! comes between. Nothing is left out: the rows of a side put together are its whole passage.

use super::words::{Relation, Stretch, steps};
use crate::text::{Span, Text};

/// A row is ended at the end of a sentence from so many bytes on …
const LONG: usize = 400;
/// … and anywhere between two words from so many.
const LONGEST: usize = 800;

/// Words of one side that differ from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How they differ; never [`Relation::Same`].
    pub relation: Relation,
    /// Where they stand.
    pub span: Span,
}

/// One side of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// What stands here; empty where the other side has something that this one lacks.
    pub span: Span,
    /// The words in it that differ, in order.
    pub pieces: Vec<Piece>,
}

/// What stands side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The first side.
    pub a: Side,
    /// The second.
    pub b: Side,
}

impl Row {
    /// True when both sides say the same in the same words.
    pub fn is_same(&self) -> bool {
        self.a.pieces.is_empty() && self.b.pieces.is_empty()
    }
}

impl Side {
    /// What stands here on one line, in parts: words that differ, each with how, and what stands between.
    pub fn parts(&self, text: &Text) -> Vec<(Relation, String)> {
        let mut parts: Vec<(Relation, String)> = Vec::new();
        let mut at = self.span.start;
        let mut push = |relation, from: usize, to: usize| {
            let words = on_one_line(text.slice(Span::new(from, to)));
            if !words.is_empty() {
                parts.push((relation, words));
            }
        };
        for piece in &self.pieces {
            push(Relation::Same, at, piece.span.start);
            push(piece.relation, piece.span.start, piece.span.end);
            at = piece.span.end;
        }
        push(Relation::Same, at, self.span.end.max(at));
        parts
    }
}

/// Words with every run of white space as one space.
pub fn on_one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

/// Two passages or texts, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// What stands side by side, from the first to the last.
    pub rows: Vec<Row>,
    /// How many words are the same in both.
    pub same: usize,
}

/// Compares two passages and cuts them into rows. `None` once `stop` says so.
pub fn rows(a: &Text, on_a: Span, b: &Text, on_b: Span, stop: &dyn Fn() -> bool) -> Option<Compared> {
    let steps = steps(a, on_a, b, on_b);
    if stop() {
        return None;
    }
    let is_same = |step: &&Stretch| matches!(step.relation, Relation::Same | Relation::Written);
    let same = steps.iter().filter(is_same).count();
    let mut cutter = Cutter { texts: [a, b], ends: [on_a.end, on_b.end], rows: Vec::new() };
    let mut open = [on_a, on_b].map(|span| beginning(span.start));
    let mut coming = steps.into_iter().peekable();
    while let Some(step) = coming.next() {
        cutter.add(&mut open, &step);
        if cutter.ends_row(&open, coming.peek()) {
            open = cutter.cut(&open);
        }
    }
    cutter.finish(open);
    Some(Compared { rows: cutter.rows, same })
}

/// A side on which nothing stands yet.
fn beginning(at: usize) -> Side {
    Side { span: Span::new(at, at), pieces: Vec::new() }
}

struct Cutter<'t> {
    texts: [&'t Text; 2],
    ends: [usize; 2],
    rows: Vec<Row>,
}

impl Cutter<'_> {
    /// Adds what stands against each other to a row.
    fn add(&self, open: &mut [Side; 2], step: &Stretch) {
        for ((side, span), text) in open.iter_mut().zip([step.a, step.b]).zip(self.texts) {
            if span.is_empty() {
                continue;
            }
            side.span.end = span.end;
            if step.relation == Relation::Same {
                continue;
            }
            // Words in a row that differ in the same way are one piece.
            let follows = |last: &Piece| {
                let between = text.slice(Span::new(last.span.end, span.start));
                last.relation == step.relation && !between.contains(char::is_alphanumeric)
            };
            match side.pieces.last_mut() {
                Some(last) if follows(last) => last.span.end = span.end,
                _ => side.pieces.push(Piece { relation: step.relation, span }),
            }
        }
    }

    /// What stands between the row and the next word on a side; nothing where the next word is not on it.
    fn gap(&self, side: usize, open: &[Side; 2], next: Option<&Stretch>) -> Option<&str> {
        let next = next.map(|next| [next.a, next.b][side]).filter(|span| !span.is_empty())?;
        self.texts[side].as_str().get(open[side].span.end..next.start)
    }

    /// True where a row is long enough, or a paragraph ends.
    fn ends_row(&self, open: &[Side; 2], next: Option<&Stretch>) -> bool {
        let gaps = [0, 1].map(|side| self.gap(side, open, next));
        let any = |is: &dyn Fn(&str) -> bool| gaps.iter().flatten().any(|gap| is(gap));
        let length = open.iter().map(|side| side.span.len()).max().unwrap_or(0);
        let ends_paragraph = |gap: &str| {
            let mut lines = gap.split('\n');
            lines.next();
            lines.next_back().is_some() && lines.any(|line| line.trim().is_empty())
        };
        let ends_sentence = |gap: &str| gap.contains(['.', '!', '?', '。', '！', '？']);
        any(&ends_paragraph)
            || (length >= LONG && any(&ends_sentence))
            || (length >= LONGEST && gaps.iter().any(Option::is_some))
    }

    /// Ends a row behind the punctuation that belongs to its last word, and begins the next.
    fn cut(&mut self, open: &[Side; 2]) -> [Side; 2] {
        let mut starts = [0; 2];
        let sides = [0, 1].map(|side| {
            let body = self.texts[side].as_str();
            let mut here = open[side].clone();
            let rest = body.get(here.span.end..self.ends[side]).unwrap_or_default();
            let is_inside = |c: char| c.is_alphanumeric() || c.is_whitespace();
            let punctuation = rest.find(is_inside).unwrap_or(rest.len());
            // Without a space behind it, it may belong to the next word as well.
            if !here.span.is_empty() && !rest[punctuation..].starts_with(char::is_alphanumeric) {
                here.span.end += punctuation;
            }
            let rest = body.get(here.span.end..self.ends[side]).unwrap_or_default();
            starts[side] = here.span.end + (rest.len() - rest.trim_start().len());
            here
        });
        let [a, b] = sides;
        self.push(Row { a, b });
        starts.map(beginning)
    }

    /// Ends the last row at the end of both sides.
    fn finish(&mut self, mut open: [Side; 2]) {
        for (side, end) in open.iter_mut().zip(self.ends) {
            side.span.end = end.max(side.span.end);
        }
        for (side, text) in open.iter_mut().zip(self.texts) {
            side.span = side.span.trimmed(text.as_str());
        }
        let [a, b] = open;
        if !a.span.is_empty() || !b.span.is_empty() {
            self.push(Row { a, b });
        }
    }

    /// Takes a row in; one that is too long because its words stand against none in particular, in several.
    fn push(&mut self, row: Row) {
        if row.a.span.len().max(row.b.span.len()) <= 2 * LONGEST {
            return self.rows.push(row);
        }
        let parts = [(&row.a, self.texts[0]), (&row.b, self.texts[1])].map(|(side, text)| parted(side, text));
        let [mut a, mut b] = parts.map(Vec::into_iter);
        loop {
            let (here, there) = (a.next(), b.next());
            if here.is_none() && there.is_none() {
                return;
            }
            let (a, b) = (here.unwrap_or_default(), there.unwrap_or_default());
            if !a.span.is_empty() || !b.span.is_empty() {
                self.rows.push(Row { a, b });
            }
        }
    }
}

/// A long side in parts that end between words.
fn parted(side: &Side, text: &Text) -> Vec<Side> {
    let body = text.as_str();
    let mut parts = Vec::new();
    let mut start = side.span.start;
    while start < side.span.end {
        let longest = body.floor_char_boundary((start + LONGEST).min(side.span.end));
        let end = if longest == side.span.end {
            longest
        } else {
            let space = body[start..longest].rfind(char::is_whitespace).filter(|at| *at > 0);
            space.map_or(longest, |at| start + at)
        };
        let span = Span::new(start, end);
        let pieces = side
            .pieces
            .iter()
            .filter_map(|piece| Some(Piece { span: piece.span.intersection(span)?.trimmed(body), ..*piece }));
        parts.push(Side {
            span: span.trimmed(body),
            pieces: pieces.filter(|piece| !piece.span.is_empty()).collect(),
        });
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(a: &str, b: &str) -> (Vec<Row>, [Text; 2]) {
        let texts = [Text::new(a), Text::new(b)];
        let whole = |text: &Text| Span::new(0, text.len());
        let rows = rows(&texts[0], whole(&texts[0]), &texts[1], whole(&texts[1]), &|| false).unwrap().rows;
        (rows, texts)
    }

    #[test]
    fn a_paragraph_is_a_row_and_what_differs_is_marked_in_it() {
        let (rows, texts) =
            cut("It was a good day.\n\nAll came.", "It was a “bad” day.\n\nAll came, and went.");
        let said: Vec<[&str; 2]> =
            rows.iter().map(|row| [texts[0].slice(row.a.span), texts[1].slice(row.b.span)]).collect();
        assert_eq!(
            said,
            [["It was a good day.", "It was a “bad” day."], ["All came.", "All came, and went."]]
        );
        let pieces = |side: &Side, text: &Text| -> Vec<(Relation, String)> {
            side.pieces.iter().map(|it| (it.relation, text.slice(it.span).to_owned())).collect()
        };
        assert_eq!(pieces(&rows[0].a, &texts[0]), [(Relation::Changed, "good".to_owned())]);
        assert_eq!(pieces(&rows[0].b, &texts[1]), [(Relation::Changed, "bad".to_owned())]);
        assert_eq!(
            (rows[0].is_same(), pieces(&rows[1].b, &texts[1])),
            (false, vec![(Relation::Added, "and went".to_owned())])
        );
    }

    #[test]
    fn a_side_is_said_on_one_line_in_parts() {
        let (rows, texts) = cut("It  was a\ngood day.", "It was a bad day.");
        let parts = rows[0].a.parts(&texts[0]);
        let said = |relation, words: &str| (relation, words.to_owned());
        assert_eq!(
            parts,
            [
                said(Relation::Same, "It was a "),
                said(Relation::Changed, "good"),
                said(Relation::Same, " day.")
            ]
        );
    }

    #[test]
    fn long_texts_that_share_nothing_are_cut_into_rows_of_bounded_length() {
        let (rows, _) = cut(&"alpha beta. ".repeat(900), &"gamma ".repeat(2000));
        assert!(rows.len() > 10, "{}", rows.len());
        assert!(rows.iter().all(|row| row.a.span.len().max(row.b.span.len()) <= 2 * LONGEST));
        assert!(rows.iter().all(|row| !row.is_same()));
        let (rows, _) = cut(&"x".repeat(5000), "");
        assert!(rows.len() > 2 && rows.iter().all(|row| row.b.span.is_empty()));
    }

    proptest! {
        #[test]
        fn the_rows_of_a_side_are_all_of_it(
            a in "([a-d]{1,3}[ .,]|\n\n|日){0,400}",
            b in "([a-d]{1,3}[ .,]|\n\n|日){0,400}",
        ) {
            let (rows, texts) = cut(&a, &b);
            for (number, text) in texts.iter().enumerate() {
                let sides = || rows.iter().map(|row| if number == 0 { &row.a } else { &row.b });
                let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let all: String = sides().map(|side| letters(text.slice(side.span))).collect();
                prop_assert_eq!(all, letters(text.as_str()));
                let mut end = 0;
                for side in sides().filter(|side| !side.span.is_empty()) {
                    prop_assert!(side.span.start >= end);
                    end = side.span.end;
                    for piece in &side.pieces {
                        prop_assert!(side.span.covers(piece.span) && piece.relation != Relation::Same);
                    }
                }
            }
        }
    }
}
