//! Where results go: standard output, or the file that `--output` names, written whole or not at all; and in which format, which
//! is the one asked for, else the one that the end of the file's name says.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::failure::Failure;
use super::input::{self, Opened};
use crate::disk::Disk;
use crate::text::numbers::counted;
use crate::workbench::files;

/// How records are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line
    Jsonl,
    /// For people
    Text,
}

impl Format {
    /// The format asked for, else that of the file; else the one for people on a terminal, and the one for scripts elsewhere.
    pub fn chosen(asked: Option<Self>, file: Option<&Path>) -> Result<Self, Failure> {
        chosen(asked, file, || usual(file, Self::Text, Self::Jsonl))
    }
}

/// Of two formats the one for people on a terminal, and the one for scripts elsewhere.
pub(super) fn usual<F>(file: Option<&Path>, people: F, scripts: F) -> F {
    if file.is_none() && io::stdout().is_terminal() { people } else { scripts }
}

/// The format asked for; else the one that the end of the file's name says, which must be one there is; else the usual one.
pub(super) fn chosen<F: ValueEnum>(
    asked: Option<F>,
    file: Option<&Path>,
    usual: impl FnOnce() -> F,
) -> Result<F, Failure> {
    let ends: Vec<String> = F::value_variants()
        .iter()
        .filter_map(ValueEnum::to_possible_value)
        .map(|value| format!(".{}", end_of(value.get_name())))
        .collect();
    let of_end = |end: &str| {
        let is_it = |format: &&F| {
            format
                .to_possible_value()
                .is_some_and(|value| value.matches(end, true) || end_of(value.get_name()) == end)
        };
        F::value_variants().iter().find(is_it).cloned()
    };
    Ok(chosen_by_end(asked, file, of_end, &ends)?.unwrap_or_else(usual))
}

/// The same for formats that are named otherwise; `None` where nothing says which.
pub(super) fn chosen_by_end<F>(
    asked: Option<F>,
    file: Option<&Path>,
    of_end: impl Fn(&str) -> Option<F>,
    ends: &[String],
) -> Result<Option<F>, Failure> {
    if asked.is_some() {
        return Ok(asked);
    }
    let Some((file, end)) = file.and_then(|file| Some((file, file.extension()?))) else { return Ok(None) };
    let format = end.to_str().and_then(|end| of_end(&end.to_lowercase()));
    if format.is_some() {
        return Ok(format);
    }
    Err(Failure::usage(format!(
        "The name “{}” says no format that is written here: let it end in {}, or say the format with --format.",
        file.display(),
        one_of(ends)
    )))
}

/// The end of the names of files of a format.
fn end_of(format: &str) -> &str {
    match format {
        "text" => "txt",
        "markdown" => "md",
        other => other,
    }
}

/// Words as a choice.
fn one_of(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// A failure when something is at `file` already, which was given as `shown`.
fn refuse_to_replace(file: &Path, shown: &Path) -> Result<(), Failure> {
    if files::would_replace(file) {
        let shown = shown.display();
        return Err(Failure::could_not(format!(
            "There is a file “{shown}” already; choose another name, or replace it with --force."
        )));
    }
    Ok(())
}

/// A failure when a project that is begun at `file`, which was given as `shown`, would take the place of anything.
pub(super) fn refuse_to_replace_project(file: &Path, shown: &Path) -> Result<(), Failure> {
    refuse_to_replace(file, shown)?;
    match input::headless().unsaved_beside(file) {
        0 => Ok(()),
        unsaved => Err(Failure::could_not(format!(
            "“{shown}” is gone, but the journal beside it has {} never saved: open “{shown}” in Lectern to bring it back, choose \
             another name, or begin anew with --force, which sets that journal aside.",
            counted(unsaved, "change that was", "changes that were"),
            shown = shown.display(),
        ))),
    }
}

/// Collects results. Standard output gets each line at once; a file gets all of them at the end.
#[derive(Debug)]
pub(super) struct Output {
    file: Option<PathBuf>,
    kept: Vec<u8>,
}

impl Output {
    /// Results for `file`, or for standard output. A file that is there already is replaced with `force` alone, and a document
    /// of what was `opened` or anything that belongs to a project never.
    pub fn to(file: Option<&Path>, force: bool, opened: &Opened) -> Result<Self, Failure> {
        let Some(file) = file else { return Ok(Self::to_standard()) };
        if let Some(sentence) = opened.bench.why_spared(file) {
            return Err(Failure::could_not(sentence));
        }
        if !force {
            refuse_to_replace(file, file)?;
        }
        Ok(Self { file: Some(file.to_path_buf()), kept: Vec::new() })
    }

    /// Results for standard output.
    pub fn to_standard() -> Self {
        Self { file: None, kept: Vec::new() }
    }

    /// One record as a line of JSON.
    pub fn json(&mut self, record: &impl Serialize) -> Result<(), Failure> {
        let line = serde_json::to_string(record).map_err(Failure::could_not)?;
        self.line(&line)
    }

    /// One line of text.
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.bytes(line.as_bytes())?;
        self.bytes(b"\n")
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.file.is_some() {
            self.kept.extend_from_slice(bytes);
        } else {
            io::stdout().lock().write_all(bytes)?;
        }
        Ok(())
    }

    /// Ends the results: now the file is there.
    pub fn finish(self) -> Result<(), Failure> {
        match &self.file {
            Some(file) => Disk::default().write_atomically(file, &self.kept).map_err(Failure::could_not),
            None => Ok(io::stdout().lock().flush()?),
        }
    }
}
