//! `lectern history`: all that was ever done to a project.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Output};
use super::{input, say};
use crate::exchange::trail::{TrailFormat, export};

/// List all that was ever done to a project: who, when, what, and how it stands today
///
/// One entry a line, oldest first, with those that were moved out of the journal when it had grown long. As JSON Lines
/// the fields are number, at, coder, action (begin, edit, more, undo, redo or leave), label, outcome (in force, taken
/// back, left, or note for what changed nothing by itself), documents and annotations (how many it changed). Nothing is
/// changed.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

    /// How to print [default: by the end of the file's name; else text on a terminal, or jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,
}

/// How the history is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// A table for spreadsheets
    Csv,
    /// A table for people
    Markdown,
    /// One line an entry, for people
    Text,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let file = arguments.output.as_deref();
    let usual = || output::usual(file, Format::Text, Format::Jsonl);
    let asked = output::chosen(arguments.format, file, usual)?;
    let opened = input::open_project(&arguments.project, quiet)?;
    let mut output = Output::to(file, arguments.force, &opened)?;
    let format = match asked {
        Format::Jsonl => TrailFormat::JsonLines,
        Format::Csv => TrailFormat::Csv,
        Format::Markdown => TrailFormat::Markdown,
        Format::Text => TrailFormat::Text,
    };
    let trail = opened.bench.whole_trail();
    let exported = export(&trail, opened.bench.project(), format).map_err(Failure::could_not)?;
    output.bytes(&exported.bytes)?;
    output.finish()?;
    if !quiet {
        if let Some(lacking) = opened.bench.lacking_in_words(&trail, true) {
            say(&format!("The history {lacking}; what they did is in the project."));
        }
        exported.notes.iter().for_each(|note| say(note));
    }
    Ok(())
}
