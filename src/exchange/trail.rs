//! The audit trail as a file: every entry of the history with when, who, what, and how it stands today.
//!
//! Unlike the panel, which shows what was done in one go as one line, a file has a row for each entry. Moments are ISO
//! 8601 in UTC. The names of the columns and fields are a promise, as those of excerpts are.

use serde::Serialize;

use super::markdown::one_line;
use super::request::{Format, Options};
use super::table::{Header, Table};
use super::{ExportError, Exported, csv};
use crate::analysis::trail::{Trail, standing_word};
use crate::project::Project;
use crate::project::history::Action;
use crate::text::numbers::counted;

/// The columns of the table, with how wide they are; the names are those of the fields in JSON Lines.
const COLUMNS: [(&str, u16); 8] = [
    ("number", 8),
    ("at", 20),
    ("coder", 18),
    ("action", 8),
    ("label", 60),
    ("outcome", 10),
    ("documents", 10),
    ("annotations", 10),
];

/// What the trail can be written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrailFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// Markdown: a table for people.
    Markdown,
    /// JSON Lines, one object an entry.
    JsonLines,
    /// Plain lines for a terminal.
    Text,
}

impl TrailFormat {
    /// The end of its files' names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::JsonLines => "jsonl",
            Self::Text => "txt",
        }
    }
}

/// One entry; the order of the fields is part of what scripts rely on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Row {
    number: u64,
    at: String,
    coder: String,
    action: &'static str,
    label: String,
    outcome: &'static str,
    documents: usize,
    annotations: usize,
}

/// Writes the trail of `project`.
pub fn export(trail: &Trail, project: &Project, format: TrailFormat) -> Result<Exported, ExportError> {
    let rows = (0..trail.entries().len()).map(|at| row(trail, at, project));
    match format {
        TrailFormat::Csv => csv::export(table(rows), &Options::default()),
        TrailFormat::Markdown => Ok(Exported { bytes: page(trail, rows).into_bytes(), notes: Vec::new() }),
        TrailFormat::JsonLines => lines(rows),
        TrailFormat::Text => {
            let text: String = rows.map(|row| for_people(&row)).collect();
            Ok(Exported { bytes: text.into_bytes(), notes: Vec::new() })
        }
    }
}

fn row(trail: &Trail, at: usize, project: &Project) -> Row {
    let entry = &trail.entries()[at];
    let touched = trail.touched_by(at);
    let coder = entry.coder().and_then(|id| trail.coder(id, project));
    Row {
        number: entry.number,
        at: entry.at().to_string(),
        coder: coder.map_or_else(String::new, |coder| coder.name.clone()),
        action: match entry.action {
            Action::Begin { .. } => "begin",
            Action::Edit(_) => "edit",
            Action::More(_) => "more",
            Action::Undo(_) => "undo",
            Action::Redo(_) => "redo",
            Action::Leave { .. } => "leave",
        },
        label: trail.what_of(at),
        outcome: standing_word(trail.outcome_of(at)),
        documents: touched.documents.len(),
        annotations: touched.annotations.len(),
    }
}

impl Row {
    fn cells(self) -> Vec<String> {
        let (documents, annotations) = (self.documents.to_string(), self.annotations.to_string());
        let (action, outcome) = (self.action.to_owned(), self.outcome.to_owned());
        vec![
            self.number.to_string(),
            self.at,
            self.coder,
            action,
            self.label,
            outcome,
            documents,
            annotations,
        ]
    }
}

fn table(rows: impl Iterator<Item = Row>) -> Table {
    let rows: Vec<Vec<String>> = rows.map(Row::cells).collect();
    let headers = COLUMNS.iter().map(|(name, width)| Header::new(*name, *width)).collect();
    Table { headers, total: rows.len(), rows, notes: Vec::new() }
}

fn lines(rows: impl Iterator<Item = Row>) -> Result<Exported, ExportError> {
    let mut bytes = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut bytes, &row)
            .map_err(|error| ExportError::format(Format::JsonLines, error))?;
        bytes.push(b'\n');
    }
    Ok(Exported { bytes, notes: Vec::new() })
}

fn page(trail: &Trail, rows: impl Iterator<Item = Row>) -> String {
    let entries = counted(trail.entries().len(), "entry", "entries");
    let mut out = format!(
        "# History\n\n{entries}, oldest first; times are UTC. What was taken back stays in the list and is marked.\n\n\
         | No. | When | Who | What | How it stands | Documents | Annotations |\n\
         | ---: | --- | --- | --- | --- | ---: | ---: |\n"
    );
    for row in rows {
        let when = row.at.replace('T', " ").replace('Z', "");
        let what = one_line(&row.label);
        let what =
            if row.outcome == "taken back" || row.outcome == "left" { format!("~~{what}~~") } else { what };
        let Row { number, outcome, documents, annotations, .. } = row;
        let who = one_line(&row.coder);
        let cells = [
            number.to_string(),
            when,
            who,
            what,
            outcome.to_owned(),
            documents.to_string(),
            annotations.to_string(),
        ];
        out.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    out
}

fn for_people(row: &Row) -> String {
    let when = row.at.replace('T', " ").replace('Z', "");
    let words = row.label.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{:>6}  {when}  {:<10}  {:<20}  {words}\n", row.number, row.outcome, row.coder)
}
