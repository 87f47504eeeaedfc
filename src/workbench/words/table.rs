//! A table of words as it was counted: its columns, its cells, and its rows in any order. Never changed once it is made.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering as Order};

use super::command::{Arrangement, Counted};
use crate::exchange::sheet::{Sheet, SheetColumn};
use crate::search::collocates::Collocate;
use crate::search::frequency::Frequency;
use crate::search::keywords::Keyword;
use crate::search::word_list::Count;
use crate::search::words::counted_form;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordsColumn {
    /// What stands above it.
    pub title: &'static str,
    /// Its name in files, which is a promise to whoever reads them by program.
    pub name: &'static str,
    /// What is in it; for a statistic, its formula and where that is from.
    pub hint: &'static str,
    /// What its cells hold.
    pub cells: WordsCells,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsCells {
    /// Words, by which a row is known.
    Words,
    /// Whole numbers.
    Counts,
    /// Numbers with a fraction.
    Decimals,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WordsCell<'t> {
    /// Words.
    Words(&'t str),
    /// A whole number.
    Count(u64),
    /// A number with a fraction.
    Decimal(f64),
}

const fn words(title: &'static str, name: &'static str, hint: &'static str) -> WordsColumn {
    WordsColumn { title, name, hint, cells: WordsCells::Words }
}

const fn count(title: &'static str, name: &'static str, hint: &'static str) -> WordsColumn {
    WordsColumn { title, name, hint, cells: WordsCells::Counts }
}

const fn decimal(title: &'static str, name: &'static str, hint: &'static str) -> WordsColumn {
    WordsColumn { title, name, hint, cells: WordsCells::Decimals }
}

const PER_THOUSAND: WordsColumn =
    decimal("Per thousand", "per_thousand", "Hits for a thousand words: 1000 · hits / words");

const BY_DOCUMENT: [WordsColumn; 4] = [
    words("Document", "document", "The title of the document"),
    count("Hits", "hits", "How often the search has found something there"),
    count("Words", "words", "Words of the document"),
    PER_THOUSAND,
];

const BY_ATTRIBUTE: [WordsColumn; 6] = [
    words("Value", "value", "The value of the attribute"),
    count("Hits", "hits", "How often the search has found something in documents of this value"),
    count("Words", "words", "Words of all documents of this value, with hits or without"),
    PER_THOUSAND,
    count("Documents", "documents", "Documents of this value"),
    count("With hits", "documents_with_hits", "Documents of this value in which something was found"),
];

const COLLOCATES: [WordsColumn; 5] = [
    words("Word", "word", "The word, without case and accents"),
    count(
        "Near",
        "near",
        "How often it stands in the window around a hit, which ends with the paragraph; once however many hits it is near",
    ),
    count("In all", "in_all", "How often it stands in all documents searched, inside hits apart"),
    decimal(
        "Log-likelihood",
        "log_likelihood",
        "Evidence that the word is near hits more often than by chance: G² = 2 Σ O ln(O / E) over the table of near and \
         not near, this word and others (Dunning 1993). Negative where it is near less often; beyond 3.84 p < 0.05, \
         beyond 10.83 p < 0.001",
    ),
    decimal(
        "logDice",
        "log_dice",
        "How exclusively the word and the hits go together, whatever the size of the corpus: 14 + log₂(2 f(hit, word) / \
         (f(hit) + f(word))), at most 14 (Rychlý 2008)",
    ),
];

const WORD_LIST: [WordsColumn; 4] = [
    words("Words", "words", "The word or run of words, without case and accents"),
    count("Count", "count", "How often it stands there"),
    decimal(
        "Per thousand",
        "per_thousand",
        "How often for a thousand words, or runs of so many words, of that part",
    ),
    count("Documents", "documents", "In how many documents of that part it stands"),
];

const KEYNESS: [WordsColumn; 7] = [
    words("Words", "words", "The word or run of words, without case and accents"),
    count("Target", "target", "How often it stands in the target part"),
    decimal("Target ‰", "target_per_thousand", "How often for a thousand words or runs of the target part"),
    count("Reference", "reference", "How often it stands in the reference part"),
    decimal(
        "Reference ‰",
        "reference_per_thousand",
        "How often for a thousand words or runs of the reference part",
    ),
    decimal(
        "Log-likelihood",
        "log_likelihood",
        "Evidence that the two rates differ: G² = 2 (a ln(a / E₁) + b ln(b / E₂)), with a and b the counts, c and d the \
         sizes of the parts, E₁ = c (a + b) / (c + d), E₂ = d (a + b) / (c + d) (Rayson and Garside 2000). Negative \
         where it is rarer in the target; beyond 3.84 p < 0.05, beyond 10.83 p < 0.001, for one word looked at",
    ),
    decimal(
        "Log ratio",
        "log_ratio",
        "How much the two rates differ: log₂((a / c) / (b / d)), a count of 0 taken as ½ (Hardie 2014). 1 is twice as \
         often in the target, −1 half as often",
    ),
];

/// The rows as they were counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rows {
    /// Documents or values with how often something is found there.
    Frequencies(Vec<(Box<str>, Frequency)>),
    /// Words near hits.
    Collocates(Vec<Collocate>),
    /// Words or runs.
    WordList(Vec<(Box<str>, Count)>),
    /// Words or runs of two parts.
    Keyness(Vec<Keyword>),
}

/// A table as it was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct WordsTable {
    counted: Counted,
    pub(super) rows: Rows,
    /// Words or runs of the part, of both parts for keyness; documents in them.
    pub(super) sizes: Vec<(u64, usize)>,
}

impl WordsTable {
    pub(super) fn new(counted: Counted, rows: Rows, sizes: Vec<(u64, usize)>) -> Self {
        Self { counted, rows, sizes }
    }

    /// What was counted.
    pub fn counted(&self) -> &Counted {
        &self.counted
    }

    /// How many words, or runs of words, there are in each part that was counted, and in how many documents.
    pub fn sizes(&self) -> &[(u64, usize)] {
        &self.sizes
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Frequencies(rows) => rows.len(),
            Rows::Collocates(rows) => rows.len(),
            Rows::WordList(rows) => rows.len(),
            Rows::Keyness(rows) => rows.len(),
        }
    }

    /// True when there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The columns, the first of which is what a row is known by.
    pub fn columns(&self) -> &'static [WordsColumn] {
        columns_of(&self.counted)
    }

    /// What a row is known by: a title, a value, a word.
    pub fn label(&self, row: usize) -> &str {
        match &self.rows {
            Rows::Frequencies(rows) => rows.get(row).map(|(label, _)| &**label),
            Rows::Collocates(rows) => rows.get(row).map(|row| &*row.form),
            Rows::WordList(rows) => rows.get(row).map(|(form, _)| &**form),
            Rows::Keyness(rows) => rows.get(row).map(|row| &*row.form),
        }
        .unwrap_or_default()
    }

    /// What stands in a column of a row.
    pub fn cell(&self, row: usize, column: usize) -> WordsCell<'_> {
        use WordsCell::{Count as Whole, Decimal, Words};
        let cell = match &self.rows {
            Rows::Frequencies(rows) => rows.get(row).map(|(_, found)| match column {
                1 => Whole(found.hits),
                2 => Whole(found.words),
                3 => Decimal(found.per_thousand()),
                4 => Whole(u64::from(found.documents)),
                _ => Whole(u64::from(found.documents_with_hits)),
            }),
            Rows::Collocates(rows) => rows.get(row).map(|row| match column {
                1 => Whole(u64::from(row.near)),
                2 => Whole(u64::from(row.in_all)),
                3 => Decimal(row.log_likelihood),
                _ => Decimal(row.log_dice),
            }),
            Rows::WordList(rows) => rows.get(row).map(|(_, count)| match column {
                1 => Whole(u64::from(count.times)),
                2 => Decimal(self.per_thousand(count.times)),
                _ => Whole(u64::from(count.documents)),
            }),
            Rows::Keyness(rows) => rows.get(row).map(|row| match column {
                1 => Whole(u64::from(row.here)),
                2 => Decimal(row.per_thousand_here),
                3 => Whole(u64::from(row.there)),
                4 => Decimal(row.per_thousand_there),
                5 => Decimal(row.log_likelihood),
                _ => Decimal(row.log_ratio),
            }),
        };
        cell.filter(|_| column > 0).unwrap_or(Words(self.label(row)))
    }

    fn per_thousand(&self, times: u32) -> f64 {
        let total = self.sizes.first().map_or(0, |(total, _)| *total);
        1000.0 * f64::from(times) / total.max(1) as f64
    }

    /// True for a word that carries grammar, and for a run that begins or ends with one.
    fn is_function_word(&self, row: usize) -> bool {
        match &self.rows {
            Rows::Frequencies(_) => false,
            Rows::Collocates(rows) => rows[row].is_function_word,
            Rows::WordList(rows) => rows[row].1.is_function_word(),
            Rows::Keyness(rows) => rows[row].is_function_word,
        }
    }

    /// The rows that pass, in order; `None` when that was stopped.
    pub(super) fn arranged(&self, by: &Arrangement, cancel: &AtomicBool) -> Option<Vec<u32>> {
        let wanted = alike(by.filter.trim());
        // Words stand there in the form without case and accents already.
        let is_plain = !matches!(self.rows, Rows::Frequencies(_));
        let holds = |label: &str| {
            wanted.is_empty()
                || if is_plain { label.contains(&wanted) } else { alike(label).contains(&wanted) }
        };
        let passes = |row: &u32| {
            let row = *row as usize;
            !(by.without_function_words && self.is_function_word(row)) && holds(self.label(row))
        };
        let stopped = || cancel.load(Order::Relaxed);
        let mut rows: Vec<u32> = (0..self.len() as u32).take_while(|_| !stopped()).filter(passes).collect();
        let compare = |a: &u32, b: &u32| {
            let cell = |row: &u32| self.cell(*row as usize, by.column);
            let ordering = cell(a).compare(cell(b), is_plain);
            let ordering = if by.descending { ordering.reverse() } else { ordering };
            ordering.then_with(|| self.label(*a as usize).cmp(self.label(*b as usize))).then(a.cmp(b))
        };
        if !stopped() {
            rows.sort_unstable_by(compare);
        }
        (!stopped()).then_some(rows)
    }

    /// These rows as a table that can be written to a file.
    pub(super) fn sheet(&self, rows: &[u32]) -> Sheet {
        let column = |column: &WordsColumn| match column.cells {
            WordsCells::Words => SheetColumn::words(column.name, 32),
            WordsCells::Counts | WordsCells::Decimals => {
                let width = (column.name.len() as u16 + 2).max(10);
                SheetColumn { width, ..SheetColumn::numbers(column.name) }
            }
        };
        let columns = self.columns();
        let row = |row: &u32| (0..columns.len()).map(|at| self.cell(*row as usize, at).in_a_file()).collect();
        Sheet {
            name: self.counted.title().to_owned(),
            columns: columns.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
        }
    }
}

impl WordsCell<'_> {
    /// Which of two cells of one column comes first; `is_plain` where words have neither capitals nor accents.
    fn compare(self, other: Self, is_plain: bool) -> Ordering {
        match (self, other) {
            (Self::Words(a), Self::Words(b)) if is_plain => a.cmp(b),
            (Self::Words(a), Self::Words(b)) => alike(a).cmp(&alike(b)),
            (Self::Count(a), Self::Count(b)) => a.cmp(&b),
            (Self::Decimal(a), Self::Decimal(b)) => a.total_cmp(&b),
            // Cells of one column are of one kind.
            _ => Ordering::Equal,
        }
    }

    /// As it stands in a file: a number of four decimals, whatever the machine makes of the last bits.
    pub fn in_a_file(self) -> String {
        match self {
            Self::Words(words) => words.to_owned(),
            Self::Count(count) => count.to_string(),
            Self::Decimal(number) => {
                let written = format!("{number:.4}");
                if written == "-0.0000" { "0.0000".to_owned() } else { written }
            }
        }
    }
}

/// Words without case and accents, and apostrophes alike, as those that were counted.
fn alike(words: &str) -> String {
    let mut form = String::new();
    counted_form(words, &mut form);
    form
}

/// The columns of the table that will be counted.
pub fn columns_of(counted: &Counted) -> &'static [WordsColumn] {
    match counted {
        Counted::Frequencies { attribute: None } => &BY_DOCUMENT,
        Counted::Frequencies { attribute: Some(_) } => &BY_ATTRIBUTE,
        Counted::Collocates { .. } => &COLLOCATES,
        Counted::WordList { .. } => &WORD_LIST,
        Counted::Keyness { .. } => &KEYNESS,
    }
}

impl Counted {
    /// What the table is called.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Frequencies { .. } => "Frequencies",
            Self::Collocates { .. } => "Collocates",
            Self::WordList { .. } => "Word list",
            Self::Keyness { .. } => "Keyness",
        }
    }
}
