//! The command line as a script sees it: the real program, its output, its messages and its exit status.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "cli/documents.rs"]
mod documents;
#[path = "cli/entities.rs"]
mod entities;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/figures.rs"]
mod figures;
#[path = "cli/history.rs"]
mod history;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/screenshot.rs"]
mod screenshot;
#[path = "cli/search.rs"]
mod search;
#[path = "cli/shared.rs"]
mod shared;
#[path = "cli/tag.rs"]
mod tag;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/verify.rs"]
mod verify;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What one run of the program gave.
struct Ran {
    status: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    /// Standard output as text.
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Standard output as JSON Lines.
    fn rows(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Asserts that it was done.
    #[track_caller]
    fn done(self) -> Self {
        assert_eq!(self.status, 0, "{}", self.err);
        self
    }

    /// Asserts that it could not be done, and gives the one sentence that says why.
    #[track_caller]
    fn refused(self) -> String {
        assert_eq!(self.status, 1, "{}{}", self.text(), self.err);
        let failures: Vec<&str> = self.err.lines().filter(|line| line.starts_with("lectern: ")).collect();
        assert_eq!(failures.len(), 1, "one sentence: {}", self.err);
        assert!(failures[0].ends_with('.'), "{}", failures[0]);
        failures[0].to_owned()
    }

    /// Asserts that it was used wrongly.
    #[track_caller]
    fn misused(self) -> String {
        assert_eq!(self.status, 2, "{}{}", self.text(), self.err);
        assert!(self.out.is_empty());
        self.err
    }
}

/// A folder to work in, and the program run there with a data directory of its own.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lectern"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("LECTERN_DATA_DIR", self.path("data of this machine"))
            .env_remove("RUST_LOG")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: output.stdout,
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A desk with the project `p.ron` over one document with characters of all sizes.
    fn with_project() -> Self {
        let desk = Self::new();
        desk.write("texts/notes.txt", TEXT);
        desk.run(&["new", "p.ron", "texts"]).done();
        desk
    }

    /// Tags a passage of `notes.txt` in `p.ron`.
    fn tag(&self, passage: &str, more: &[&str]) -> Ran {
        let (start, end) = code_points(passage);
        let place = ["tag", "p.ron", "--document", "notes.txt", "--start", &start, "--end", &end];
        self.run(&[&place, more].concat())
    }

    /// A desk with a project in which three passages are tagged.
    fn with_excerpts() -> Self {
        let desk = Self::with_project();
        desk.tag("office", &["--tag", "People > Staff", "--memo", "a memo"]).done();
        desk.tag("Nothing was denied", &["--tag", "Denial", "--tag", "Speech", "--coder", "Ana Bel"]).done();
        desk.tag("日本語", &["--highlight"]).done();
        desk
    }

    /// Tags a passage of `notes.txt` in a project, as a program leaves it that was killed before it saved.
    fn tag_without_saving(&self, project: &str, passage: &str, tag: &str) {
        let saved = std::fs::read(self.path(project)).unwrap();
        let (start, end) = code_points(passage);
        let place = ["tag", project, "--document", "notes.txt", "--start", &start, "--end", &end];
        self.run(&[&place[..], &["--tag", tag]].concat()).done();
        std::fs::write(self.path(project), saved).unwrap();
        let journal = self.path(project).with_extension("lectern").join("journal");
        let lines = std::fs::read_to_string(&journal).unwrap();
        let until = lines.trim_end().rfind('\n').unwrap() + 1;
        assert!(lines[until..].contains("aved"), "the last line says that it was saved: {}", &lines[until..]);
        std::fs::write(&journal, &lines[..until]).unwrap();
    }

    /// The quotations that an export with these arguments has.
    fn quotations(&self, arguments: &[&str]) -> Vec<String> {
        let ran = self.run(&[&["export", "p.ron", "--format", "jsonl"], arguments].concat()).done();
        ran.rows().iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
    }
}

const TEXT: &str = "The 👩🏽‍🚀 office spoke.\n\nNothing was denied, said Zoë.\n\n日本語 at the end.\n";

/// Where a passage of [`TEXT`] stands, in code points, as arguments.
fn code_points(passage: &str) -> (String, String) {
    let start = TEXT[..TEXT.find(passage).unwrap()].chars().count();
    (start.to_string(), (start + passage.chars().count()).to_string())
}

/// The fields that a row begins with, in order.
#[track_caller]
fn assert_fields(line: &str, fields: &[&str]) {
    let mut at = 0;
    for field in fields {
        let key = format!("\"{field}\":");
        let found = line[at..].find(&key).unwrap_or_else(|| panic!("no {field} after byte {at}: {line}"));
        at += found + key.len();
    }
    assert!(line.starts_with(&format!("{{\"{}\":", fields[0])), "{line}");
}
