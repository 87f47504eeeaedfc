//! The variants of one passage in many places, side by side: one row a witness, words that correspond in one column.
//!
//! The witnesses are aligned one after another with the columns so far, the longest first: words that a witness has in
//! common with a column stand in it, what it has beside them makes columns of its own. So the order of the witnesses given
//! does not change what corresponds.

use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Token as DiffToken};

use super::pairing::{self, pair};
use super::tokens::Tokens;
use crate::text::{Span, Text};

/// A word of a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands in the witness's text.
    pub span: Span,
    /// Which of the column's readings it is: an index into [`Column::readings`].
    pub reading: usize,
}

/// Words that correspond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// One for each witness; `None` where it has no word.
    pub cells: Vec<Option<Cell>>,
    /// The different words, as they are compared (without case and punctuation), and how many witnesses have each; the
    /// most frequent first.
    pub readings: Vec<(String, usize)>,
}

impl Column {
    /// True when all witnesses have the same word.
    pub fn agrees(&self) -> bool {
        self.readings.len() == 1 && self.cells.iter().all(Option::is_some)
    }
}

/// A place where the witnesses differ, or a stretch where they do not: columns in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The columns.
    pub columns: Range<usize>,
    /// True when all witnesses agree in all of them.
    pub agrees: bool,
}

/// A collation table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collation {
    /// Number of rows.
    pub witnesses: usize,
    /// The columns in order.
    pub columns: Vec<Column>,
}

/// One word of one witness while columns are made.
#[derive(Clone, Copy)]
struct Word {
    span: Span,
    form: u32,
}

/// A column while it is made: what each witness has there.
struct Draft {
    words: Vec<Option<Word>>,
    /// The form by which others are aligned with it: that of the witness who made it.
    form: u32,
}

/// Columns on the first side, a witness on the second.
struct Beside<'s> {
    columns: &'s [Draft],
    words: &'s [Word],
    forms: &'s [String],
}

impl pairing::Sides for Beside<'_> {
    fn first(&self, i: usize) -> &str {
        &self.forms[self.columns[i].form as usize]
    }

    fn second(&self, j: usize) -> &str {
        &self.forms[self.words[j].form as usize]
    }
}

/// Collates passages, each a part of its text.
pub fn collate(witnesses: &[(&Text, Span)]) -> Collation {
    let mut forms: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let rows: Vec<Vec<Word>> = witnesses
        .iter()
        .map(|(text, span)| {
            let mut tokens = Tokens::within(text, *span);
            let mut row = Vec::new();
            while let Some(token) = tokens.read() {
                let form = *numbers.entry(tokens.form().to_owned()).or_insert_with(|| {
                    forms.push(tokens.form().to_owned());
                    forms.len() as u32 - 1
                });
                row.push(Word { span: token.span, form });
            }
            row
        })
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|row| std::cmp::Reverse(rows[*row].len()));
    let mut columns: Vec<Draft> = Vec::new();
    for row in order {
        columns = beside(columns, &rows[row], row, rows.len(), &forms);
    }
    let columns = columns.into_iter().map(|column| column.finished(&forms)).collect();
    Collation { witnesses: rows.len(), columns }
}

/// The columns with one more witness.
fn beside(columns: Vec<Draft>, words: &[Word], row: usize, rows: usize, forms: &[String]) -> Vec<Draft> {
    let before: Vec<DiffToken> = columns.iter().map(|column| DiffToken(column.form)).collect();
    let after: Vec<DiffToken> = words.iter().map(|word| DiffToken(word.form)).collect();
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &before, &after, forms.len() as u32);
    let mut steps: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let same = |steps: &mut Vec<_>, i: &mut usize, j: &mut usize, to: usize| {
        while *i < to {
            steps.push((*i..*i + 1, *j..*j + 1));
            (*i, *j) = (*i + 1, *j + 1);
        }
    };
    for hunk in diff.hunks() {
        same(&mut steps, &mut i, &mut j, hunk.before.start as usize);
        let (on_columns, on_words) = (i..hunk.before.end as usize, j..hunk.after.end as usize);
        (i, j) = (on_columns.end, on_words.end);
        steps.extend(pair(&Beside { columns: &columns, words, forms }, on_columns, on_words));
    }
    same(&mut steps, &mut i, &mut j, columns.len());
    let mut columns = columns.into_iter();
    let mut merged = Vec::with_capacity(columns.len());
    for (on_columns, on_words) in steps {
        let mut words = words[on_words].iter().copied();
        for mut column in columns.by_ref().take(on_columns.len()) {
            column.words[row] = words.next();
            merged.push(column);
        }
        merged.extend(words.map(|word| {
            let mut cells = vec![None; rows];
            cells[row] = Some(word);
            Draft { words: cells, form: word.form }
        }));
    }
    merged
}

impl Draft {
    fn finished(self, forms: &[String]) -> Column {
        let mut times: Vec<(u32, usize)> = Vec::new();
        for word in self.words.iter().flatten() {
            match times.iter_mut().find(|(form, _)| *form == word.form) {
                Some((_, times)) => *times += 1,
                None => times.push((word.form, 1)),
            }
        }
        times.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let cell = |word: Word| Cell {
            span: word.span,
            reading: times.iter().position(|(form, _)| *form == word.form).unwrap_or_default(),
        };
        let cells = self.words.iter().map(|word| word.map(cell)).collect();
        let readings = times.iter().map(|(form, times)| (forms[*form as usize].clone(), *times)).collect();
        Column { cells, readings }
    }
}

impl Collation {
    /// The places where the witnesses differ, and what stands between.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let agrees = column.agrees();
            match stretches.last_mut() {
                Some(last) if last.agrees == agrees => last.columns.end = at + 1,
                _ => stretches.push(Stretch { columns: at..at + 1, agrees }),
            }
        }
        stretches
    }

    /// What a witness has in some columns: from its first word there to its last, `None` when it has none.
    pub fn span(&self, witness: usize, columns: Range<usize>) -> Option<Span> {
        let mut spans = self.columns.get(columns)?.iter().filter_map(|column| *column.cells.get(witness)?);
        let first = spans.next()?.span;
        Some(Span::new(first.start, spans.next_back().map_or(first.end, |last| last.span.end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(bodies: &[&str]) -> (Collation, Vec<Vec<String>>) {
        let texts: Vec<Text> = bodies.iter().map(|body| Text::new(*body)).collect();
        let witnesses: Vec<(&Text, Span)> =
            texts.iter().map(|text| (text, Span::new(0, text.len()))).collect();
        let collation = collate(&witnesses);
        let rows = (0..bodies.len())
            .map(|row| {
                let cells = collation.columns.iter().map(|column| column.cells[row]);
                cells
                    .map(|cell| cell.map_or("·".to_owned(), |cell| texts[row].slice(cell.span).to_owned()))
                    .collect()
            })
            .collect();
        (collation, rows)
    }

    #[test]
    fn words_that_correspond_stand_in_one_column() {
        let (collation, rows) = table(&[
            "the use of whats app groups on mobiles",
            "the use of WhatsApp groups on personal mobiles",
            "The use of some WhatsApp groups – on personal phones",
        ]);
        let row = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rows[0], row("the use of · whats app groups on · mobiles"));
        assert_eq!(rows[1], row("the use of · WhatsApp · groups on personal mobiles"));
        assert_eq!(rows[2], row("The use of some WhatsApp · groups on personal phones"));
        let differing: Vec<_> = collation.stretches().into_iter().filter(|stretch| !stretch.agrees).collect();
        assert_eq!(
            differing.iter().map(|stretch| stretch.columns.clone()).collect::<Vec<_>>(),
            [3..6, 8..10]
        );
        assert_eq!(collation.columns[9].readings, [("mobiles".to_owned(), 2), ("phones".to_owned(), 1)]);
        assert_eq!(collation.span(0, 3..6), Some(Span::new(11, 20)));
        assert_eq!(collation.span(0, 8..9), None);
    }

    #[test]
    fn nothing_and_one_witness_can_be_collated() {
        assert_eq!(collate(&[]), Collation::default());
        let (collation, rows) = table(&["one passage"]);
        assert!(collation.columns.iter().all(Column::agrees));
        assert_eq!(rows[0], ["one", "passage"]);
    }

    proptest! {
        #[test]
        fn every_word_of_every_witness_is_in_the_table(bodies in prop::collection::vec("([a-d]{1,2} ){0,15}", 1..5)) {
            let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
            let (collation, rows) = table(&bodies);
            for (body, row) in bodies.iter().zip(rows) {
                let words: Vec<String> = row.into_iter().filter(|cell| cell != "·").collect();
                prop_assert_eq!(words.join(" "), body.trim());
            }
            for column in &collation.columns {
                prop_assert!(column.cells.iter().any(Option::is_some));
            }
        }
    }
}
