//! `lectern verify`: every annotation against its source.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::input::{self, Opened};
use super::output::{Format, Output};
use super::say;
use crate::project::DocumentId;
use crate::project::verify::{self, DocumentState, State};
use crate::workbench::Verification;

/// Check every annotation against its source
///
/// Reads each source again, or the text kept beside the project where the source cannot be read, and looks whether it
/// still says there what was quoted. One line an annotation; as JSON Lines the fields are id, document, state, start,
/// end, text, source (same, changed or missing), why, and the proposed start, end and text. The states are exact;
/// moved: the same words stand at another place for certain, which start and end then name; uncertain: a person has to
/// look, why says at what, and the likeliest place is proposed; missing: there is no text to look in, or somebody has
/// detached the annotation, as why then says.
/// Nothing is changed.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit status: 0 every annotation is exact, 1 some need a look (one sentence on standard error \
    says how many) or it could not be done, 2 wrong usage."
)]
pub(super) struct Arguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

    /// How to print: for people or for scripts [default: text on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// One line; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    document: String,
    state: String,
    start: usize,
    end: usize,
    text: String,
    source: &'static str,
    /// What is in doubt; null when nothing is.
    why: Option<String>,
    /// The likeliest place of an uncertain one, in code points, and what stands there.
    proposed_start: Option<usize>,
    proposed_end: Option<usize>,
    proposed_text: Option<String>,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let opened = input::open_project(&arguments.project, quiet)?;
    let verification = opened.bench.verify();
    let mut output = Output::to(arguments.output.as_deref());
    let format = Format::or_usual(arguments.format, arguments.output.is_some());
    for row in rows(&opened, &verification) {
        match format {
            Format::Jsonl => output.json(&row)?,
            Format::Text => output.line(&row.for_people())?,
        }
    }
    output.finish()?;
    if !quiet {
        tell_of_sources(&verification);
    }
    verdict(&verification)
}

/// The annotations by document, in the order of the text.
fn rows(opened: &Opened, verification: &Verification) -> Vec<Row> {
    let documents = &opened.bench.project().documents;
    let row = |row: &verify::Row| Row {
        id: row.id.to_string(),
        document: documents.get(&row.document).map_or_else(String::new, |record| opened.name_of(record)),
        state: row.state.to_string(),
        start: row.start,
        end: row.end,
        text: row.text.clone(),
        source: source(verification, row.document),
        why: if row.detached { Some("detached".to_owned()) } else { row.why.map(|why| why.to_string()) },
        proposed_start: row.proposed.as_ref().map(|place| place.start),
        proposed_end: row.proposed.as_ref().map(|place| place.end),
        proposed_text: row.proposed.as_ref().map(|place| place.exact.clone()),
    };
    let mut rows: Vec<Row> = verification.report.rows.iter().map(row).collect();
    // Stable: within a document the order of the text is kept.
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    rows
}

/// How the source of a document stands to the text that was read from it.
fn source(verification: &Verification, document: DocumentId) -> &'static str {
    if verification.sources_missing.contains(&document) {
        return "missing";
    }
    match verification.report.documents.get(&document) {
        Some(DocumentState::Same) => "same",
        Some(DocumentState::Changed(_)) => "changed",
        Some(DocumentState::Missing) | None => "missing",
    }
}

/// Says of documents what their annotations alone do not tell.
fn tell_of_sources(verification: &Verification) {
    let count = |wanted| {
        verification.report.documents.keys().filter(|id| source(verification, **id) == wanted).count()
    };
    match count("changed") {
        0 => {}
        1 => say("The source of 1 document has changed since it was read."),
        many => say(&format!("The sources of {many} documents have changed since they were read.")),
    }
    match count("missing") {
        0 => {}
        1 => {
            say(
                "The source of 1 document cannot be read; the text kept beside the project stands in for it.",
            );
        }
        many => {
            say(&format!(
                "The sources of {many} documents cannot be read; the texts kept beside the project stand in for them."
            ));
        }
    }
}

/// A failure when anything needs a look.
fn verdict(verification: &Verification) -> Result<(), Failure> {
    let rows = &verification.report.rows;
    let mut states: BTreeMap<State, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.needs_look()) {
        *states.entry(row.state).or_default() += 1;
    }
    let wrong: usize = states.values().sum();
    if wrong == 0 {
        return verdict_on_backups(verification);
    }
    let parts: Vec<String> = states.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let need = if wrong == 1 { "needs" } else { "need" };
    Err(Failure::could_not(format!(
        "{wrong} of {} annotations {need} a look: {}.",
        rows.len(),
        parts.join(", ")
    )))
}

/// A failure when a backup was damaged since it was kept.
fn verdict_on_backups(verification: &Verification) -> Result<(), Failure> {
    let damaged = &verification.backups_damaged;
    if damaged.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = damaged.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    Err(Failure::could_not(format!(
        "Every annotation is exact, but {} of {} backups cannot be opened: {}.",
        damaged.len(),
        verification.backups,
        names.join(", ")
    )))
}

impl Row {
    /// The line a person reads.
    fn for_people(&self) -> String {
        let words: String = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = words.chars().take(60).collect();
        let dots = if cut.len() < words.len() { " …" } else { "" };
        format!("{:<9}  {}  {}–{}  “{cut}{dots}”", self.state, self.document, self.start, self.end)
    }
}
