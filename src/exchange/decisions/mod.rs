//! Decisions carried from one project to another: tables that people can read and that are read back, of decisions on
//! [`entities`] and on [`topics`] of figures.
//!
//! Cells are guarded against formulas as in every table, and the guard is taken off again when they are read. Nothing here
//! knows which decisions a project has already, nor whether it has the documents they speak of.

pub mod entities;
pub mod topics;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::str::FromStr;

use super::csv::is_guarded;
use crate::text::Anchor;

/// The columns of a passage: its document, its place in code points, its words and those around it.
const PLACE: [&str; 6] = ["document", "start", "end", "exact", "prefix", "suffix"];

/// A line that is no decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it, as a sentence.
    pub sentence: String,
}

impl Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.sentence)
    }
}

/// The cells of a passage, in the order of [`PLACE`]; empty without one.
fn place_cells(place: Option<(String, &Anchor)>) -> [String; 6] {
    place.map_or_else(Default::default, |(document, anchor)| {
        let Anchor { start, end, exact, prefix, suffix } = anchor.clone();
        [document, start.to_string(), end.to_string(), exact, prefix, suffix]
    })
}

/// Has every line of a table of decisions read by `take`, which is told its number; gives those that it refuses.
fn read(text: &str, mut take: impl FnMut(&Fields<'_>, u64) -> Result<(), String>) -> Vec<BadLine> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut bad = Vec::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(_) => Vec::new(),
    };
    if !headings.iter().any(|name| name == "decision") {
        bad.push(BadLine { line: 1, sentence: "the column “decision” is missing.".into() });
        return bad;
    }
    for (nth, record) in reader.into_records().enumerate() {
        let record = record.as_ref().ok();
        let line = record.and_then(csv::StringRecord::position).map_or(nth as u64 + 2, csv::Position::line);
        let taken = match record {
            Some(record) => take(&Fields { headings: &headings, record }, line),
            None => Err("cannot be read; check its quotation marks.".to_owned()),
        };
        bad.extend(taken.err().map(|sentence| BadLine { line, sentence }));
    }
    bad
}

/// A line of a table by its columns.
struct Fields<'a> {
    headings: &'a [String],
    record: &'a csv::StringRecord,
}

impl<'a> Fields<'a> {
    /// The cell of a column; nothing where there is none.
    fn get(&self, column: &str) -> Cow<'a, str> {
        let cell = |column: &str| {
            let at = self.headings.iter().position(|name| name == column);
            at.and_then(|at| self.record.get(at)).unwrap_or_default()
        };
        let field = cell(column);
        match field.strip_prefix('\'') {
            Some(bare) if is_guarded(column, cell) => bare.into(),
            _ => field.into(),
        }
    }

    /// The cell of a column that must not be empty.
    fn needed(&self, column: &str) -> Result<String, String> {
        let field = self.get(column);
        if field.is_empty() { Err(format!("the {column} is missing.")) } else { Ok(field.into_owned()) }
    }

    fn document<D: FromStr>(&self) -> Result<D, String> {
        let document = self.needed("document")?;
        document.parse().map_err(|_| format!("“{document}” is no document."))
    }

    fn anchor(&self) -> Result<Anchor, String> {
        let number = |column: &str| {
            let field = self.needed(column)?;
            field.trim().parse::<usize>().map_err(|_| format!("“{field}” is no position."))
        };
        Ok(Anchor {
            start: number("start")?,
            end: number("end")?,
            exact: self.needed("exact")?,
            prefix: self.get("prefix").into_owned(),
            suffix: self.get("suffix").into_owned(),
        })
    }
}
