//! The same commands without a window: arguments, one file for each command, and what they share.
//!
//! Results go to standard output or `--output`, messages to standard error. A command opens what it is given in a
//! [`Workbench`](crate::workbench::Workbench), waits until that is complete, and answers; it holds nothing itself.

mod documents;
mod entities;
mod exercise;
mod export;
mod failure;
mod figures;
mod find;
mod history;
mod input;
mod merge;
mod new;
mod output;
mod screenshot;
mod search;
mod shared;
mod tag;
mod verify;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use failure::Failure;

/// Everything that can be said on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "lectern",
    version,
    about = "Read documents closely, side by side; tag passages; export the evidence",
    long_about = "Read documents closely, side by side; tag passages; export the evidence.\n\n\
        Without a command, lectern opens its window on INPUT. The commands do the same work without a window and \
        need no display.",
    after_help = EXIT_STATUS,
    args_conflicts_with_subcommands = true
)]
pub struct Arguments {
    /// A project (.ron), a folder or files to open in the window; none: the bundled corpus
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Say nothing but results and failures
    #[arg(long, short, global = true, display_order = 100)]
    quiet: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

/// What every help text ends with.
const EXIT_STATUS: &str = "Exit status: 0 done, 1 it could not be done (one sentence on standard error says why), \
    2 wrong usage.\nA file that is named like a command is given as ./NAME.";

#[derive(Debug, Subcommand)]
enum Command {
    Documents(documents::Arguments),
    Entities(entities::Arguments),
    Search(search::Arguments),
    Shared(shared::Arguments),
    Figures(figures::Arguments),
    New(new::Arguments),
    Tag(tag::Arguments),
    Export(export::Arguments),
    Merge(merge::Arguments),
    History(history::Arguments),
    Verify(verify::Arguments),
    Screenshot(screenshot::Arguments),
    Exercise(exercise::Arguments),
}

impl Arguments {
    /// Reads the command line of this process; help and wrong usage end it.
    pub fn from_command_line() -> Self {
        let mut words: Vec<OsString> = std::env::args_os().collect();
        // The parser takes every word behind a flag for INPUT: `lectern --quiet documents` is meant as
        // `lectern documents --quiet`.
        if words.len() > 2 && (words[1] == "--quiet" || words[1] == "-q") {
            words.swap(1, 2);
        }
        Self::parse_from(words)
    }
}

impl Command {
    /// What it is called on the command line.
    fn name(&self) -> &'static str {
        match self {
            Self::Documents(_) => "documents",
            Self::Entities(_) => "entities",
            Self::Search(_) => "search",
            Self::Shared(_) => "shared",
            Self::Figures(_) => "figures",
            Self::New(_) => "new",
            Self::Tag(_) => "tag",
            Self::Export(_) => "export",
            Self::Merge(_) => "merge",
            Self::History(_) => "history",
            Self::Verify(_) => "verify",
            Self::Screenshot(_) => "screenshot",
            Self::Exercise(_) => "exercise",
        }
    }
}

/// Opens the window or carries out one command, and says how it went.
pub fn run(arguments: Arguments) -> ExitCode {
    let quiet = arguments.quiet;
    let name = arguments.command.as_ref().map(Command::name);
    let outcome = match arguments.command {
        None if let Some(command) = misspelt(&arguments.inputs) => {
            let given = arguments.inputs.first().map_or_else(String::new, |it| it.display().to_string());
            Err(Failure::usage(format!(
                "there is no command and no file “{given}”; a similar command is “{command}”"
            )))
        }
        None => {
            crate::ui::window::open(arguments.inputs).map_err(|error| Failure::CouldNot(error.to_string()))
        }
        Some(Command::Documents(of)) => documents::run(&of, quiet),
        Some(Command::Entities(of)) => entities::run(&of, quiet),
        Some(Command::Search(of)) => search::run(&of, quiet),
        Some(Command::Shared(of)) => shared::run(&of, quiet),
        Some(Command::Figures(of)) => figures::run(&of, quiet),
        Some(Command::New(of)) => new::run(&of, quiet),
        Some(Command::Tag(of)) => tag::run(&of, quiet),
        Some(Command::Export(of)) => export::run(&of, quiet),
        Some(Command::Merge(of)) => merge::run(&of, quiet),
        Some(Command::History(of)) => history::run(&of, quiet),
        Some(Command::Verify(of)) => verify::run(&of, quiet),
        Some(Command::Screenshot(of)) => screenshot::run(&of, quiet),
        Some(Command::Exercise(of)) => exercise::run(&of, quiet),
    };
    match outcome {
        Ok(()) | Err(Failure::NobodyReads) => ExitCode::SUCCESS,
        Err(Failure::CouldNot(sentence)) => {
            let stop = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
            say(&format!("lectern: {sentence}{stop}"));
            ExitCode::FAILURE
        }
        Err(Failure::Usage(sentence)) => misused(name, &sentence),
    }
}

/// Ends the process with what is wrong and how the command of this name is used.
fn misused(command: Option<&str>, sentence: &str) -> ! {
    let mut root = Arguments::command();
    // Only then do commands know what stands before their names.
    root.build();
    let command = command.and_then(|name| root.find_subcommand(name)).cloned();
    command.unwrap_or(root).error(clap::error::ErrorKind::ValueValidation, sentence).exit()
}

/// The command that was meant where the first INPUT is no file and nearly spelt like one.
fn misspelt(inputs: &[PathBuf]) -> Option<String> {
    let first = inputs.first().filter(|first| !first.exists())?;
    let word = first.to_str()?.to_lowercase();
    let commands = Arguments::command();
    let shown = commands.get_subcommands().filter(|command| !command.is_hide_set());
    shown
        .map(|command| command.get_name().to_owned())
        .filter(|name| slips(&word, name) <= name.len() / 4 + 1)
        .min_by_key(|name| slips(&word, name))
        .filter(|name| slips(&word, name) < name.len().min(word.chars().count()))
}

/// How many letters must be put in, left out or exchanged to make one word of another (Levenshtein 1966).
fn slips(word: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in word.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (place, wanted) in other.iter().enumerate() {
            let exchanged = before + usize::from(letter != *wanted);
            before = row[place + 1];
            row[place + 1] = exchanged.min(before + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

/// One line on standard error. Where that is closed, there is nobody to tell.
fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
