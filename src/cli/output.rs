//! Where results go: standard output, or the file that `--output` names, written whole or not at all.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::failure::Failure;
use crate::disk::Disk;

/// How records are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object a line
    Jsonl,
    /// For people
    Text,
}

impl Format {
    /// The format asked for; else the one for people on a terminal, and the one for scripts elsewhere.
    pub fn or_usual(asked: Option<Self>, to_file: bool) -> Self {
        let person = !to_file && io::stdout().is_terminal();
        asked.unwrap_or(if person { Self::Text } else { Self::Jsonl })
    }
}

/// Collects results. Standard output gets each line at once; a file gets all of them at the end.
#[derive(Debug)]
pub(super) struct Output {
    file: Option<PathBuf>,
    kept: Vec<u8>,
}

impl Output {
    /// Results for `file`, or for standard output.
    pub fn to(file: Option<&Path>) -> Self {
        Self { file: file.map(Path::to_path_buf), kept: Vec::new() }
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
