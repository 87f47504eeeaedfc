//! `lectern merge`: two versions of a project made one.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::{input, say};

/// Merge two versions of a project
///
/// Compares A and B, record by record, with the version BASE that both came from, and writes a project with the work of
/// both. Nothing either side added is lost: memos written on both sides stand one under the other, an annotation moved
/// both ways stands at both places, and what one side deleted and the other changed is kept. Where only one value is
/// possible, that of A is kept. What both had changed is told on standard error, one line each, and is no failure.
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
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let Arguments { base, a, b, output, force } = arguments;
    if !force && output.exists() {
        return Err(Failure::could_not(format!(
            "There is a file “{}” already; choose another name, or replace it with --force.",
            output.display()
        )));
    }
    let merged = input::headless().merge_files(base, a, b, output).map_err(Failure::could_not)?;
    // What was changed on both sides is part of the result, which somebody has to look at.
    let notices = merged.notices.iter().filter(|_| !quiet);
    for line in notices.chain(&merged.conflicts) {
        say(line);
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
