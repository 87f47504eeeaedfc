//! `lectern documents`: what was loaded, and what could not be and why.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::input::{Input, Opened};
use super::output::{Format, Output};
use crate::corpus::Problem;
use crate::project::DocumentRecord;
use crate::workbench::Workbench;

/// List what was loaded, and what could not be and why
///
/// One line a document. As JSON Lines the fields are document (the path as given, or the bundled file's name), title,
/// date, kind, words, characters (Unicode code points), encoding, blake3 (of the text as it was read), problem (null,
/// or a sentence that says why the file was not read and what to do), id, reader, guessed (the attributes that are
/// the program's guess). A file that could not be read has null in every field but document and problem.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,

    /// How to print: for people or for scripts [default: by the end of the file's name; else text on a terminal, or jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,
}

/// One line; the order of the fields is part of what scripts rely on.
#[derive(Debug, Default, Serialize)]
struct Row {
    document: String,
    title: Option<String>,
    date: Option<String>,
    kind: Option<String>,
    words: Option<usize>,
    characters: Option<usize>,
    encoding: Option<String>,
    blake3: Option<String>,
    problem: Option<String>,
    id: Option<String>,
    reader: Option<String>,
    guessed: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let format = Format::chosen(arguments.format, arguments.output.as_deref())?;
    let opened = arguments.input.open(quiet)?;
    let mut output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
    let rows = rows(&opened);
    match format {
        Format::Jsonl => rows.iter().try_for_each(|row| output.json(row))?,
        Format::Text => rows.iter().try_for_each(|row| output.line(&row.for_people()))?,
    }
    output.finish()?;
    if !rows.is_empty() && rows.iter().all(|row| row.problem.is_some()) {
        return Err(Failure::could_not("None of the documents could be read; the list says why."));
    }
    Ok(())
}

/// The documents, then what did not become one, each by name.
fn rows(opened: &Opened) -> Vec<Row> {
    let bench = &opened.bench;
    let mut told = BTreeSet::new();
    let mut rows: Vec<Row> = bench
        .project()
        .documents
        .values()
        .map(|record| {
            let problem = problem_of(bench, record);
            told.extend(problem.map(|problem| problem.path.clone()));
            Row::of_document(opened, record, problem)
        })
        .collect();
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    let mut others: Vec<Row> = bench
        .problems()
        .iter()
        .filter(|problem| !told.contains(&problem.path))
        .map(|problem| Row {
            document: opened.as_given(&problem.path).display().to_string(),
            problem: Some(problem.sentence.clone()),
            ..Row::default()
        })
        .collect();
    others.sort_by(|a, b| a.document.cmp(&b.document));
    rows.append(&mut others);
    rows
}

/// Why the text of a document of the project is not here, if it is not.
fn problem_of<'a>(bench: &'a Workbench, record: &DocumentRecord) -> Option<&'a Problem> {
    let path = PathBuf::from(record.path_text());
    let missing = bench.document(record.id).is_none();
    missing.then(|| bench.problems().iter().find(|problem| problem.path == path)).flatten()
}

impl Row {
    fn of_document(opened: &Opened, record: &DocumentRecord, problem: Option<&Problem>) -> Self {
        let document = opened.bench.document(record.id);
        let stated = |name: &str| Some(record.attribute(name).to_owned()).filter(|value| !value.is_empty());
        let unexplained =
            || "its text has not been loaded; open the project in the window to see why".to_owned();
        let problem = match (document, problem) {
            (Some(_), _) => None,
            (None, Some(problem)) => Some(problem.sentence.clone()),
            (None, None) => Some(unexplained()),
        };
        Self {
            document: opened.name_of(record),
            title: Some(record.title.clone()),
            date: stated("date"),
            kind: stated("kind"),
            words: document.map(|document| document.words),
            characters: document.map(|document| document.text.code_points().len()),
            encoding: Some(record.encoding.clone()),
            blake3: Some(record.hash.to_string()),
            problem,
            id: Some(record.id.to_string()),
            reader: Some(record.reader.clone()),
            guessed: record
                .attributes
                .iter()
                .filter(|(_, attribute)| attribute.guessed)
                .map(|(name, _)| name.clone())
                .collect(),
        }
    }

    /// The line a person reads.
    fn for_people(&self) -> String {
        if let Some(problem) = &self.problem {
            return format!("{}\n    not read: {problem}", self.document);
        }
        let words = self.words.map(|words| format!("{words} words"));
        let facts = [self.date.clone(), self.kind.clone(), words, self.encoding.clone()];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        format!(
            "{}\n    {}\n    {}",
            self.document,
            self.title.as_deref().unwrap_or_default(),
            facts.join(" · ")
        )
    }
}
