//! Tables: columns that tabs, upright strokes or several spaces part, with a head above each and a label before each row. What a
//! number in a cell counts, both say: `North` and `Visitors`; a year at the head of a column or before a row says when; a currency
//! there, with or without a magnitude, that its plain numbers are sums ([`worth`](super::worth)), and `Age` that they are years.
//!
//! A table without heads is not recognised, nor, where spaces part its columns, a row that lacks some of them: which, cannot be
//! told.

use super::labelled::names_a_number;
use super::more::Word;
use super::numerals::numeral;
use super::phrase::is_telling;
use super::qualifier::Qualifier;
use super::read::MOST_READ;
use super::worth::Worth;
use super::{Course, Figure, Measure, Period};
use crate::compare::function_words::FunctionWords;
use crate::compare::stems::stem;
use crate::compare::tokens::Tokens;
use crate::entities::rules::numbers::multiple;
use crate::text::{Span, Text};

/// What parts columns that neither a tab nor a stroke does.
const SPACES: char = ' ';
/// A table has no more columns.
const MOST_COLUMNS: usize = 64;
/// A head or a label is no longer, in bytes.
const LONGEST: usize = 64;
/// Nobody is older, in years.
const OLDEST: f64 = 125.0;
/// Of a head or a label, so many telling words are kept: the last.
const WORDS: usize = 3;

/// A cell with what stands above and before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    span: Span,
    line: Span,
    head: Span,
    label: Span,
}

/// Says anew what figures in the cells of tables count, and adds the plain numbers there, which no sentence tells of. They are in
/// order, before and after.
pub fn told_by_tables(text: &Text, functions: FunctionWords, figures: &mut Vec<Figure>) {
    let mut more = Vec::new();
    let mut at = 0;
    let cells = cells(text.as_str());
    not_in_heads(text.as_str(), &cells, figures);
    for cell in cells {
        while figures.get(at).is_some_and(|figure| figure.span.end <= cell.span.start) {
            at += 1;
        }
        let inside = figures[at..].iter().take_while(|figure| figure.span.start < cell.span.end).count();
        let Some(told) = Told::of(text, cell, functions) else { continue };
        match inside {
            0 => {
                let value = plain(text, cell).filter(|value| !told.is_age || (0.0..=OLDEST).contains(value));
                more.extend(value.map(|value| told.figure(cell, value)));
            }
            1 if is_bare(text, cell, &figures[at]) => {
                let is_written_out = !text.slice(cell.span).contains(char::is_alphabetic);
                told.tell(cell, &mut figures[at], is_written_out);
            }
            _ => {}
        }
    }
    if !more.is_empty() {
        figures.append(&mut more);
        figures.sort_by_key(|figure| figure.span);
    }
}

/// Takes out what was read in heads: `£000` above a column is no sum.
fn not_in_heads(body: &str, cells: &[Cell], figures: &mut Vec<Figure>) {
    let mut heads: Vec<Span> = cells.iter().map(|cell| cell.head).collect();
    heads.sort_unstable();
    heads.dedup();
    let is_head = |figure: &Figure| {
        let near = heads.partition_point(|head| head.end <= figure.span.start);
        heads.get(near).is_some_and(|head| head.overlaps(figure.span) && !is_year(&body[head.range()]))
    };
    figures.retain(|figure| figure.measure != Measure::Money || !is_head(figure));
}

/// What head and label say of a cell.
struct Told {
    /// The words, as they stand.
    words: Vec<String>,
    nouns: Vec<String>,
    /// What is counted, in small letters.
    unit: String,
    when: Option<String>,
    /// What plain numbers are, where that is told.
    worth: Option<Worth>,
    is_age: bool,
}

impl Told {
    fn of(text: &Text, cell: Cell, functions: FunctionWords) -> Option<Self> {
        let mut told = Self {
            words: Vec::new(),
            nouns: Vec::new(),
            unit: String::new(),
            when: None,
            worth: None,
            is_age: false,
        };
        for part in [cell.label, cell.head] {
            let said = text.slice(part);
            if is_year(said) {
                told.when = Some(said.to_owned());
                continue;
            }
            let mut words = words(text, part);
            let worth = Worth::of(text.as_str(), part, &words);
            let is_age = part == cell.head && is_age(&words);
            let is_unread =
                || said.contains(['£', '$', '€', '¥']) || words.iter().any(|word| names_a_number(&word.form));
            if worth.is_none() && !is_age && is_unread() {
                // What its numbers are worth is not read, or they name something, so they are nothing to compare.
                return None;
            }
            words.retain(|word| !worth.as_ref().is_some_and(|worth| worth.is_told_by(word)));
            told.worth = worth.or(told.worth);
            told.is_age |= is_age;
            let telling: Vec<&Word> = words.iter().filter(|word| is_telling(&word.form, functions)).collect();
            for word in &telling[telling.len().saturating_sub(WORDS)..] {
                told.words.push(text.slice(word.span).to_owned());
                told.nouns.push(stem(&word.form));
                told.unit.clone_from(&word.form);
            }
        }
        (!told.nouns.is_empty()).then_some(told)
    }

    /// Says what a figure counts; `is_written_out` where its cell has nothing but digits, which the head says the magnitude of.
    fn tell(self, cell: Cell, figure: &mut Figure, is_written_out: bool) {
        figure.phrase = self.words.join(" ");
        figure.nouns = self.nouns;
        figure.context = Vec::new();
        figure.scope = Vec::new();
        figure.is_named_scope = false;
        figure.sentence = cell.line;
        if self.when.is_some() {
            figure.when = self.when;
        }
        if figure.measure != Measure::Count {
            return;
        }
        figure.unit = self.unit;
        if let Some(worth) = self.worth {
            let times = if is_written_out { worth.times } else { 1.0 };
            figure.measure = Measure::Money;
            worth.currency.clone_into(&mut figure.unit);
            figure.value *= times;
            figure.upper = figure.upper.map(|upper| upper * times);
        } else if self.is_age {
            figure.measure = Measure::Age;
            "years".clone_into(&mut figure.unit);
        }
    }

    /// The figure that a plain number in a cell is.
    fn figure(self, cell: Cell, value: f64) -> Figure {
        let mut figure = Figure {
            span: cell.span,
            measure: Measure::Count,
            value,
            upper: None,
            unit: String::new(),
            phrase: String::new(),
            qualifier: Qualifier::default(),
            sentence: cell.line,
            when: None,
            period: Period::default(),
            course: Course::Level,
            nouns: Vec::new(),
            context: Vec::new(),
            scope: Vec::new(),
            is_named_scope: false,
        };
        self.tell(cell, &mut figure, true);
        figure
    }
}

/// The number that is all there is in a cell.
fn plain(text: &Text, cell: Cell) -> Option<f64> {
    let said = text.slice(cell.span);
    if !said.starts_with(|c: char| c.is_ascii_digit()) || is_year(said) {
        return None;
    }
    let words = words(text, cell.span);
    let number = numeral(text.as_str(), &words, 0)?;
    (number.to == words.len() && words[number.to - 1].span.end == cell.span.end).then_some(number.value)
}

/// True for a figure in a cell that does not say itself what it counts.
fn is_bare(text: &Text, cell: Cell, figure: &Figure) -> bool {
    let is_inside = cell.span.start <= figure.span.start && figure.span.end <= cell.span.end;
    let is_own = |word: &Word| figure.measure != Measure::Count && word.span.overlaps(figure.span);
    let says_more = |word: &Word| {
        let is_word = word.form.starts_with(char::is_alphabetic) && word.form.len() > 3;
        is_word && multiple(&word.form).is_none() && !is_own(word)
    };
    is_inside
        && !matches!(figure.measure, Measure::Ordinal | Measure::Age)
        && !words(text, cell.span).iter().any(says_more)
}

/// The cells of the tables of a text, in order; of very many the first.
fn cells(body: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut heads: Option<(char, Vec<Span>)> = None;
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let whole = Span::new(start, start + line.len()).trimmed(body);
        let found = columns(body, Span::new(start, start + line.len()));
        start += line.len();
        if cells.len() >= MOST_READ {
            break;
        }
        let Some((sign, columns)) = found else {
            // A rule below the heads may be one stroke.
            heads = heads.filter(|(sign, _)| *sign == SPACES && is_rule(&body[whole.start..whole.end]));
            continue;
        };
        if let Some((SPACES, heads)) = &mut heads
            && sign == SPACES
            && heads.len() + 1 == columns.len()
        {
            // Nothing stands above the labels.
            heads.insert(0, Span::new(heads[0].start, heads[0].start));
        }
        let of_table = heads.as_ref().filter(|(known, heads)| *known == sign && heads.len() == columns.len());
        match of_table {
            Some(_) if is_rule(&body[whole.start..whole.end]) => {}
            Some((_, heads)) if is_label(&body[columns[0].start..columns[0].end]) => {
                let filled = columns.iter().zip(heads).skip(1);
                let filled = filled.filter(|(span, head)| !span.is_empty() && !head.is_empty());
                cells.extend(filled.map(|(span, head)| Cell {
                    span: *span,
                    line: whole,
                    head: *head,
                    label: columns[0],
                }));
            }
            _ => {
                let may_head = |(at, span): (usize, &Span)| {
                    let said = &body[span.start..span.end];
                    let fits = sign != SPACES || !said.starts_with(char::is_lowercase);
                    is_head(said) && fits || at == 0 && said.is_empty()
                };
                let is_head = columns.iter().enumerate().all(may_head);
                let is_short_row = sign == SPACES
                    && heads
                        .as_ref()
                        .is_some_and(|(known, heads)| *known == SPACES && columns.len() < heads.len());
                if is_head {
                    heads = Some((sign, columns));
                } else if !is_short_row {
                    heads = None;
                }
            }
        }
    }
    cells
}

/// The columns of a line and what parts them, if there are several.
fn columns(body: &str, line: Span) -> Option<(char, Vec<Span>)> {
    let said = &body[line.start..line.end];
    let sign = ['|', '\t'].into_iter().find(|sign| said.contains(*sign)).unwrap_or(SPACES);
    if sign == SPACES {
        return spaced(body, line.trimmed(body)).map(|columns| (sign, columns));
    }
    let mut columns = Vec::new();
    let mut start = line.start;
    for part in said.split(sign) {
        columns.push(Span::new(start, start + part.len()).trimmed(body));
        start += part.len() + 1;
        if columns.len() > MOST_COLUMNS {
            return None;
        }
    }
    if sign == '|' {
        // The strokes at both ends of a line part nothing.
        if columns.first().is_some_and(|column| column.is_empty()) {
            columns.remove(0);
        }
        if columns.last().is_some_and(|column| column.is_empty()) {
            columns.pop();
        }
    }
    (columns.len() > 1).then_some((sign, columns))
}

/// The columns of a line that several spaces part. Two spaces behind a full stop part sentences.
fn spaced(body: &str, line: Span) -> Option<Vec<Span>> {
    const PARTS: &str = "  ";
    let said = line.of(body).filter(|said| said.contains(PARTS))?;
    let mut columns = Vec::new();
    let mut start = line.start;
    for part in said.split(PARTS) {
        let column = Span::new(start, start + part.len()).trimmed(body);
        start += part.len() + PARTS.len();
        columns.extend((!column.is_empty()).then_some(column));
        if columns.len() > MOST_COLUMNS {
            return None;
        }
    }
    let ends_sentence =
        |column: &Span| column.of(body).is_some_and(|said| said.ends_with(['.', '!', '?', ',', ';']));
    (columns.len() > 1 && !columns.iter().any(ends_sentence)).then_some(columns)
}

/// The line below the heads of a table in Markdown.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '-' | ':' | '|' | '+' | '=' | ' '))
}

fn is_label(said: &str) -> bool {
    said.len() <= LONGEST && (said.contains(char::is_alphabetic) || is_year(said))
}

fn is_head(said: &str) -> bool {
    // `£000` are thousands of pounds.
    let is_sum = said.contains(['£', '$', '€', '¥']);
    let is_digit = |c: char| c.is_ascii_digit() && !(is_sum && c == '0');
    let is_words = (is_sum || said.contains(char::is_alphabetic)) && !said.contains(is_digit);
    said.len() <= LONGEST && (is_words || is_year(said))
}

fn is_year(said: &str) -> bool {
    said.len() == 4 && said.parse().is_ok_and(|year: u32| (1800..2100).contains(&year))
}

/// True for the words of a head below which ages stand.
fn is_age(words: &[Word]) -> bool {
    let is =
        |at: usize, wanted: &[&str]| words.get(at).is_some_and(|word| wanted.contains(&word.form.as_str()));
    is(0, &["age", "aged", "ages"])
        && (words.len() == 1
            || (words.len() == 2 && is(1, &["years"]))
            || (words.len() == 3 && is(1, &["in"]) && is(2, &["years"])))
}

fn words(text: &Text, span: Span) -> Vec<Word> {
    let mut tokens = Tokens::within(text, span);
    let mut words = Vec::new();
    while let Some(token) = tokens.read() {
        words.push(Word { span: token.span, form: tokens.spelt().to_owned() });
    }
    words
}
