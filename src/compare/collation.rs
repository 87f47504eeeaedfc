//! The variants of one passage in many places, side by side: one row a witness, words that correspond in one column.
//!
//! The witnesses are aligned one after another with the columns so far, the longest first: words that a witness has in
//! common with a column stand in it, what it has beside them makes columns of its own. So the order of the witnesses given
//! does not change what corresponds. Two words that others write as one (`whats app`, `WhatsApp`) stand in one column with it: they
//! are another reading where a space parts them, and the same where a hyphen does, as everywhere ([`super::words`]). How much is
//! collated is bounded; what is left out is counted.

use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Token as DiffToken};

use super::pairing::{self, pair};
use super::tokens::{Tokens, signs};
use super::words::is_apart;
use crate::text::numbers::counted;
use crate::text::{Span, Text};

/// More words of one witness are not collated …
const MOST_WORDS: usize = 10_000;
/// … nor more of all together …
const MOST_WORDS_OF_ALL: usize = 500_000;
/// … and a witness that would make more columns is left out, as is any beyond so many witnesses.
const MOST_COLUMNS: usize = 20_000;
const MOST_WITNESSES: usize = 1000;

/// A word of a witness, or two that others write as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The row it stands in.
    pub row: usize,
    /// Where it stands in the witness's text.
    pub span: Span,
    /// Which of the column's readings it is: an index into [`Column::readings`].
    pub reading: usize,
}

/// Words that correspond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// One for each witness that has a word here, from the first row to the last.
    pub cells: Vec<Cell>,
    /// The different words, as they are compared (without case and punctuation), and how many witnesses have each; the
    /// most frequent first.
    pub readings: Vec<(String, usize)>,
    /// True when all witnesses have the same word.
    pub agrees: bool,
}

impl Column {
    /// What stands in a row.
    pub fn cell(&self, row: usize) -> Option<Cell> {
        let at = self.cells.binary_search_by_key(&row, |cell| cell.row).ok()?;
        self.cells.get(at).copied()
    }

    /// The reading that most of so many rows have; `None` when most have no word here. Of two that are equally frequent it
    /// is that of the earlier row.
    pub fn usual(&self, rows: usize) -> Option<usize> {
        let (_, times) = self.readings.first()?;
        let without = rows.saturating_sub(self.cells.len());
        (*times > without || (*times == without && self.cell(0).is_some())).then_some(0)
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
    /// The witness of each row: an index into those given.
    pub rows: Vec<usize>,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// How many witnesses were left out because there were too many, or too many words.
    pub left_out: usize,
    /// Of how many only the beginning was collated.
    pub cut: usize,
}

/// One word of one witness, or two in one column, while columns are made.
#[derive(Clone, Copy)]
struct Word {
    span: Span,
    form: u32,
}

/// A column while it is made: the words that stand in it, each with its row.
struct Draft {
    words: Vec<(usize, Word)>,
    /// The form by which others are aligned with it: that of the witness who made it.
    form: u32,
}

/// How much is collated at most.
#[derive(Clone, Copy)]
struct Limits {
    words: usize,
    words_of_all: usize,
    columns: usize,
    witnesses: usize,
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

/// Collates passages, each a part of its text. Of very many or very long ones some are left out, the last of those given
/// first. `None` once `stop` says so.
pub fn collate(witnesses: &[(&Text, Span)], stop: &dyn Fn() -> bool) -> Option<Collation> {
    let limits = Limits {
        words: MOST_WORDS,
        words_of_all: MOST_WORDS_OF_ALL,
        columns: MOST_COLUMNS,
        witnesses: MOST_WITNESSES,
    };
    collate_within(witnesses, limits, stop)
}

fn collate_within(witnesses: &[(&Text, Span)], limits: Limits, stop: &dyn Fn() -> bool) -> Option<Collation> {
    let mut forms = Forms::default();
    let mut read: Vec<Vec<Word>> = Vec::new();
    let (mut words_of_all, mut cut) = (0, Vec::new());
    for (text, span) in witnesses.iter().take(limits.witnesses) {
        if words_of_all >= limits.words_of_all {
            break;
        }
        let mut tokens = Tokens::within(text, *span);
        let mut words = Vec::new();
        while let Some(token) = tokens.read() {
            if words.len() == limits.words {
                cut.push(read.len());
                break;
            }
            // With another sign it is another number.
            let form = signs(text.slice(token.signed)).chain(tokens.form().chars()).collect();
            words.push(Word { span: token.signed, form: forms.number(form) });
        }
        words_of_all += words.len();
        read.push(words);
    }
    let mut order: Vec<usize> = (0..read.len()).collect();
    order.sort_by_key(|witness| std::cmp::Reverse(read[*witness].len()));
    let mut columns: Vec<Draft> = Vec::new();
    let mut rows: Vec<usize> = Vec::new();
    for witness in order {
        if stop() {
            return None;
        }
        let words = &read[witness];
        let steps = steps(&columns, words, &forms.list);
        let needed: usize = steps.iter().map(|(here, there)| here.len().max(there.len())).sum();
        if needed > limits.columns && !rows.is_empty() {
            continue;
        }
        columns = merged(columns, &steps, (witness, words), witnesses, &mut forms);
        rows.push(witness);
    }
    rows.sort_unstable();
    let row_of = |witness: usize| rows.binary_search(&witness).unwrap_or_default();
    let columns =
        columns.into_iter().map(|column| column.finished(&forms.list, rows.len(), row_of)).collect();
    let cut = cut.into_iter().filter(|witness| rows.contains(witness)).count();
    let left_out = witnesses.len() - rows.len();
    Some(Collation { rows, columns, left_out, cut })
}

/// Which columns and which words of a witness correspond; the steps follow each other and hold all of both.
fn steps(columns: &[Draft], words: &[Word], forms: &[String]) -> Vec<pairing::Step> {
    let before: Vec<DiffToken> = columns.iter().map(|column| DiffToken(column.form)).collect();
    let after: Vec<DiffToken> = words.iter().map(|word| DiffToken(word.form)).collect();
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &before, &after, forms.len() as u32);
    let mut steps: Vec<pairing::Step> = Vec::new();
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
        steps.extend(pair(&Beside { columns, words, forms }, on_columns, on_words));
    }
    same(&mut steps, &mut i, &mut j, columns.len());
    steps
}

/// The columns with one more witness.
fn merged(
    columns: Vec<Draft>,
    steps: &[pairing::Step],
    (witness, words): (usize, &[Word]),
    witnesses: &[(&Text, Span)],
    forms: &mut Forms,
) -> Vec<Draft> {
    let mut merged = Vec::with_capacity(columns.len());
    let mut columns = columns.into_iter();
    for (on_columns, on_words) in steps {
        let here = &words[on_words.clone()];
        match (on_columns.len(), here) {
            (1, [first, second]) => {
                let word = forms.joined(witnesses[witness].0, *first, *second);
                merged.extend(columns.next().map(|mut column| {
                    column.words.push((witness, word));
                    column
                }));
                continue;
            }
            (2, [word]) => {
                if let Some((first, second)) = columns.next().zip(columns.next()) {
                    let mut column = first.joined(second, word.form, witnesses, forms);
                    column.words.push((witness, *word));
                    merged.push(column);
                }
                continue;
            }
            _ => {}
        }
        let mut words = here.iter().copied();
        for mut column in columns.by_ref().take(on_columns.len()) {
            column.words.extend(words.next().map(|word| (witness, word)));
            merged.push(column);
        }
        merged.extend(words.map(|word| Draft { words: vec![(witness, word)], form: word.form }));
    }
    merged
}

/// How words are written when they are compared, by number.
#[derive(Default)]
struct Forms {
    list: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Forms {
    fn number(&mut self, form: String) -> u32 {
        *self.numbers.entry(form).or_insert_with_key(|form| {
            self.list.push(form.clone());
            self.list.len() as u32 - 1
        })
    }

    /// Two words of a text that stand where others have one.
    fn joined(&mut self, text: &Text, first: Word, second: Word) -> Word {
        let between = if is_apart(text.as_str(), first.span, second.span) { " " } else { "" };
        let form = format!("{}{between}{}", self.list[first.form as usize], self.list[second.form as usize]);
        Word { span: Span::new(first.span.start, second.span.end), form: self.number(form) }
    }
}

impl Draft {
    /// Two columns as one, in which the words of both together stand, beside one word with this form.
    fn joined(self, second: Self, form: u32, witnesses: &[(&Text, Span)], forms: &mut Forms) -> Self {
        let mut words = self.words;
        for (witness, word) in second.words {
            match words.iter_mut().find(|(known, _)| *known == witness) {
                Some((_, first)) => *first = forms.joined(witnesses[witness].0, *first, word),
                None => words.push((witness, word)),
            }
        }
        Self { words, form }
    }

    fn finished(mut self, forms: &[String], rows: usize, row_of: impl Fn(usize) -> usize) -> Column {
        self.words.sort_unstable_by_key(|(witness, _)| *witness);
        let mut times: Vec<(u32, usize)> = Vec::new();
        for (_, word) in &self.words {
            match times.iter_mut().find(|(form, _)| *form == word.form) {
                Some((_, times)) => *times += 1,
                None => times.push((word.form, 1)),
            }
        }
        times.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let cell = |(witness, word): &(usize, Word)| Cell {
            row: row_of(*witness),
            span: word.span,
            reading: times.iter().position(|(form, _)| *form == word.form).unwrap_or_default(),
        };
        let cells: Vec<Cell> = self.words.iter().map(cell).collect();
        let agrees = times.len() == 1 && cells.len() == rows;
        let readings = times.iter().map(|(form, times)| (forms[*form as usize].clone(), *times)).collect();
        Column { cells, readings, agrees }
    }
}

impl Collation {
    /// The places where the witnesses differ, and what stands between.
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let agrees = column.agrees;
            match stretches.last_mut() {
                Some(last) if last.agrees == agrees => last.columns.end = at + 1,
                _ => stretches.push(Stretch { columns: at..at + 1, agrees }),
            }
        }
        stretches
    }

    /// What was left out, a sentence for each.
    pub fn left_out_sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.left_out > 0 {
            let witnesses = counted(self.left_out, "witness is", "witnesses are");
            sentences.push(format!("{witnesses} left out: there are too many, or too many words."));
        }
        if self.cut > 0 {
            let witnesses = counted(self.cut, "witness", "witnesses");
            sentences.push(format!("Of {witnesses} only the beginning is shown: the passage is too long."));
        }
        sentences
    }

    /// What a row has in some columns: from its first word there to its last, `None` when it has none.
    pub fn span(&self, row: usize, columns: Range<usize>) -> Option<Span> {
        let mut spans = self.columns.get(columns)?.iter().filter_map(|column| column.cell(row));
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
        let collation = collate(&witnesses, &|| false).unwrap();
        let rows = (0..bodies.len())
            .map(|row| {
                let cells = collation.columns.iter().map(|column| column.cell(row));
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
        let row = |words: &str| words.split('|').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rows[0], row("the|use|of|·|whats app|groups|on|·|mobiles"));
        assert_eq!(rows[1], row("the|use|of|·|WhatsApp|groups|on|personal|mobiles"));
        assert_eq!(rows[2], row("The|use|of|some|WhatsApp|groups|on|personal|phones"));
        let differing: Vec<_> = collation.stretches().into_iter().filter(|stretch| !stretch.agrees).collect();
        assert_eq!(differing.iter().map(|stretch| stretch.columns.clone()).collect::<Vec<_>>(), [3..5, 7..9]);
        assert_eq!(collation.columns[4].readings, [("whatsapp".to_owned(), 2), ("whats app".to_owned(), 1)]);
        assert_eq!(collation.columns[8].readings, [("mobiles".to_owned(), 2), ("phones".to_owned(), 1)]);
        assert_eq!(collation.span(0, 3..5), Some(Span::new(11, 20)));
        assert_eq!(collation.span(0, 7..8), None);
    }

    #[test]
    fn words_joined_or_parted_are_one_difference_and_a_hyphen_is_none() {
        for bodies in [
            ["an antisocial act", "an anti-social act", "an anti-social act"],
            ["an anti-social act", "an antisocial act", "an antisocial act"],
        ] {
            let (collation, rows) = table(&bodies);
            assert!(collation.columns.iter().all(|column| column.agrees), "{rows:?}");
            assert_eq!(collation.columns.len(), 3, "{rows:?}");
        }
        // Whoever has a part only has another reading.
        let (collation, rows) =
            table(&["in the car park there", "in the carpark there", "in the park there"]);
        assert_eq!(rows[2][2], "park");
        let differing: Vec<usize> =
            (0..collation.columns.len()).filter(|at| !collation.columns[*at].agrees).collect();
        assert_eq!(differing, [2], "{rows:?}");
    }

    #[test]
    fn nothing_and_one_witness_can_be_collated() {
        assert_eq!(collate(&[], &|| false), Some(Collation::default()));
        let (collation, rows) = table(&["one passage"]);
        assert!(collation.columns.iter().all(|column| column.agrees));
        assert_eq!(rows[0], ["one", "passage"]);
    }

    #[test]
    fn what_most_have_is_told_from_what_most_lack() {
        let (collation, _) = table(&["a very good day", "a good day", "a good night", "a good night"]);
        let usual: Vec<Option<&str>> = collation
            .columns
            .iter()
            .map(|column| column.usual(4).map(|reading| column.readings[reading].0.as_str()))
            .collect();
        assert_eq!(usual, [Some("a"), None, Some("good"), Some("day")]);
    }

    #[test]
    fn what_is_too_much_is_left_out_and_counted() {
        let texts: Vec<Text> = ["one two three four", "one two", "x one y two z", "one two three"]
            .into_iter()
            .map(Text::new)
            .collect();
        let witnesses: Vec<(&Text, Span)> =
            texts.iter().map(|text| (text, Span::new(0, text.len()))).collect();
        let all = Limits { words: 9, words_of_all: 99, columns: 99, witnesses: 9 };
        let made = |limits| collate_within(&witnesses, limits, &|| false).unwrap();
        assert_eq!((made(all).rows, made(all).left_out, made(all).cut), (vec![0, 1, 2, 3], 0, 0));
        let few = made(Limits { witnesses: 2, ..all });
        assert_eq!((few.rows, few.left_out), (vec![0, 1], 2));
        let short = made(Limits { words: 2, ..all });
        assert_eq!((short.cut, short.columns.len()), (3, 3));
        let little = made(Limits { words_of_all: 5, ..all });
        assert_eq!((little.rows, little.left_out), (vec![0, 1], 2));
        let narrow = made(Limits { columns: 5, ..all });
        assert_eq!(
            (narrow.rows.as_slice(), narrow.left_out),
            (&[1, 2, 3][..], 1),
            "it has too many words of its own"
        );
        assert_eq!(narrow.columns[1].cell(2).map(|cell| texts[3].slice(cell.span)), Some("one"));
        assert_eq!(collate_within(&witnesses, all, &|| true), None);
    }

    #[test]
    fn more_than_a_thousand_witnesses_are_collated_as_far_as_they_go() {
        let texts: Vec<Text> = (0..1100)
            .map(|number| Text::new(format!("{} word {number} of some more", "the same again ".repeat(30))))
            .collect();
        let witnesses: Vec<(&Text, Span)> =
            texts.iter().map(|text| (text, Span::new(0, text.len()))).collect();
        let made = collate(&witnesses, &|| false).unwrap();
        assert_eq!((made.rows.len(), made.left_out), (1000, 100));
        assert!(made.columns.len() < 200, "the numbers correspond: {}", made.columns.len());
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
                prop_assert!(!column.cells.is_empty());
            }
        }
    }
}
