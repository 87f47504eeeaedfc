//! `lectern exercise`: work at random until it is killed, for trials of what is kept.
//!
//! Not shown in the help. After each change the state of the project is printed with the time, and again once it is
//! promised to be on the disk, so that whoever kills the program can hold what is found afterwards against what was said.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::input;
use crate::project::Project;
use crate::workbench::{Command, Workbench, trial};

/// Work on a project at random, for trials of what is kept
#[derive(Args, Debug)]
#[command(hide = true)]
pub(super) struct Arguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

    /// What the work is drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// How many changes to make; without end when not given
    #[arg(long)]
    edits: Option<usize>,

    /// Neither save nor wait for the journal, so that nothing is promised
    #[arg(long)]
    promise_nothing: bool,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let mut opened = input::open_project_to_work(&arguments.project, quiet)?;
    let bench = &mut opened.bench;
    tell("kept", bench)?;
    // The last kind of deed would put another project in the place of this one.
    let deeds = trial::deeds(arguments.seed).filter(|deed| deed.0 + 1 < trial::KINDS);
    for (number, deed) in deeds.take(arguments.edits.unwrap_or(usize::MAX)).enumerate() {
        trial::carry_out(bench, deed);
        // Texts that are read again are worked on, too.
        bench.finish_jobs();
        tell("made", bench)?;
        match deed.1 % 16 {
            _ if arguments.promise_nothing => {}
            0 => {
                bench.run(Command::Save).map_err(Failure::could_not)?;
                bench.finish_jobs();
            }
            // Most of the time several changes are under way together.
            1..=4 => {
                bench.flush_journal();
                if !bench.journal_is_failing() {
                    tell("kept", bench)?;
                }
            }
            _ => {}
        }
        if number % 64 == 0 {
            bench.take_notices();
        }
    }
    Ok(())
}

/// One line: the word, the number of the last entry of the history, what the project hashes to, and the time in
/// milliseconds since 1970.
fn tell(word: &str, bench: &Workbench) -> Result<(), Failure> {
    let number = bench.history().position().map_or(0, |position| position.number);
    let now = jiff::Timestamp::now().as_millisecond();
    let line = format!("{word} {number} {} {now}\n", state_of(bench.project()));
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(|_| Failure::NobodyReads)
}

/// What a project hashes to: the same for the same records.
fn state_of(project: &Project) -> blake3::Hash {
    blake3::hash(format!("{project:?}").as_bytes())
}
