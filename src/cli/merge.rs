//! `lectern merge`: two versions of a project made one.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::output::{Format, Output, refuse_to_replace_project};
use super::{input, say};
use crate::workbench::files;

/// Merge two versions of a project
///
/// Compares A and B, record by record, with the version BASE that both came from, and writes a project with the work of
/// both. Nothing either side added is lost: memos written on both sides stand one under the other, an annotation moved
/// both ways stands at both places, and what one side deleted and the other changed is kept. Where only one value is
/// possible, that of A is kept. OUT goes on with the history of A, or with its own where it is a version of the same project
/// that is replaced; the merge is one entry of it, which undo takes back. Work that so far is only in the journal of a version is taken in as well, and told. What
/// both had changed is told on standard error, one line each, and is no failure; with --format jsonl it is printed on
/// standard output instead, as JSON Lines with the fields kind, id, field, base, mine, theirs, kept (mine, theirs or both)
/// and sentence, where mine is A and theirs is B.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// The version both came from
    #[arg(value_name = "BASE.ron")]
    base: PathBuf,

    /// One version, whose single values are kept
    #[arg(value_name = "A.ron")]
    a: PathBuf,

    /// The other version
    #[arg(value_name = "B.ron")]
    b: PathBuf,

    /// The project to write
    #[arg(long, short, value_name = "OUT.ron")]
    output: PathBuf,

    /// Replace a project that is there already; it becomes a backup
    #[arg(long)]
    force: bool,

    /// How to print what both had changed [default: text, on standard error]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let Arguments { base, a, b, output, force, format } = arguments;
    if !force {
        refuse_to_replace_project(&files::target_path(output, "ron"), output)?;
    }
    let merged = input::headless().merge_files(base, a, b, output).map_err(Failure::could_not)?;
    for notice in merged.notices.iter().filter(|_| !quiet) {
        say(notice);
    }
    if *format == Some(Format::Jsonl) {
        let mut printed = Output::to_standard();
        for conflict in &merged.conflicts {
            printed.json(conflict)?;
        }
        printed.finish()?;
    } else {
        for conflict in &merged.conflicts {
            say(&conflict.sentence);
        }
    }
    if !quiet {
        let both = match merged.conflicts.len() {
            0 => String::new(),
            1 => "; 1 thing was changed on both sides".to_owned(),
            many => format!("; {many} things were changed on both sides"),
        };
        say(&format!("{}: {}{both}.", output.display(), merged.came_in));
    }
    Ok(())
}
