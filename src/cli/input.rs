//! What a command works on: INPUT opened in a workbench and read to the end, with progress on standard error.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::failure::Failure;
use super::say;
use crate::corpus::Source;
use crate::disk::Disk;
use crate::project::{DocumentRecord, store};
use crate::workbench::{Command, HeldBy, Level, Notice, Places, Settings, Workbench};

/// INPUT, as most commands take it.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// A project (.ron), a folder or files; none: the bundled corpus
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

impl Input {
    /// Reads all of it.
    pub fn open(&self, quiet: bool) -> Result<Opened, Failure> {
        open(&self.inputs, quiet)
    }
}

/// A workbench in which everything has been read, and the names things were given by.
pub(super) struct Opened {
    /// The workbench.
    pub bench: Workbench,
    /// What was named on the command line; empty for a project.
    given: Vec<PathBuf>,
    /// The project, when it could not be opened.
    unopened: Option<PathBuf>,
}

/// Opens a project, files and folders, or the bundled corpus when there is nothing else.
pub(super) fn open(inputs: &[PathBuf], quiet: bool) -> Result<Opened, Failure> {
    let mut bench = headless();
    bench.only_read();
    if inputs.is_empty() {
        bench.start_on_bundled_corpus();
    } else {
        bench.run(Command::OpenInputs(inputs.to_vec())).map_err(Failure::could_not)?;
    }
    finish(&mut bench, quiet)?;
    Ok(Opened { bench, given: inputs.to_vec(), unopened: None })
}

/// Opens a project to read it; any other file is refused.
pub(super) fn open_project(path: &Path, quiet: bool) -> Result<Opened, Failure> {
    let mut bench = headless();
    bench.only_read();
    bench.run(Command::OpenProject(path.to_path_buf())).map_err(Failure::could_not)?;
    finish(&mut bench, quiet)?;
    Ok(Opened { bench, given: Vec::new(), unopened: None })
}

/// Opens a project to work on it, with the history it left under another name; one that can only be read is refused with
/// the reason.
pub(super) fn open_project_to_work(path: &Path, quiet: bool) -> Result<Opened, Failure> {
    let mut bench = headless();
    bench.run(Command::OpenProject(path.to_path_buf())).map_err(Failure::could_not)?;
    wait(&mut bench, quiet);
    if let Some(reason) = bench.file().and_then(|file| file.read_only.clone()) {
        return Err(Failure::could_not(match bench.held_by() {
            Some(HeldBy { who, may_be_elsewhere: true }) => {
                let lock = store::folder_beside(path).join("lock");
                format!("Nothing was changed, because {who}: remove {} if nobody has.", lock.display())
            }
            Some(HeldBy { who, .. }) => {
                format!("Nothing was changed, because {who}: close it there and try again.")
            }
            None => reason,
        }));
    }
    take_journal_over(&mut bench, path, quiet)?;
    finish(&mut bench, quiet)?;
    Ok(Opened { bench, given: Vec::new(), unopened: None })
}

/// Takes over the history of a project whose file had another name before; what is done here would begin another.
fn take_journal_over(bench: &mut Workbench, path: &Path, quiet: bool) -> Result<(), Failure> {
    let Some(left_behind) = bench.journal_left_behind().cloned() else { return Ok(()) };
    bench.run(Command::TakeJournalOver).map_err(Failure::could_not)?;
    wait(bench, quiet);
    if !quiet {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        say(&left_behind.taken(&name));
    }
    Ok(())
}

/// Which documents something is said of: `That is so of a.txt, b.txt and 3 more.`
fn of_documents(names: &[String]) -> String {
    /// So many are named.
    const MOST_NAMED: usize = 5;
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(MOST_NAMED);
    let named = names[..names.len() - more].join(", ");
    if more == 0 {
        format!("That is so of {named}.")
    } else {
        format!("That is so of {named} and {more} more.")
    }
}

/// A workbench that knows this machine's coder but keeps nothing of what it does here, except what it can do faster next
/// time.
pub(super) fn headless() -> Workbench {
    let mut bench = Workbench::new(Places { data: None, cache: Places::standard().cache });
    let coder = Settings::load(&Places::standard(), &Disk::default()).coder;
    bench.change_settings(|settings| settings.coder = coder);
    if let Some(models) = Places::standard().models() {
        bench.take_models_from(models);
    }
    bench
}

/// Waits for all background work, then passes on what there is to say: failures, and, unless it is to be quiet, warnings
/// about a project. What came of reading files is told by the commands in words of their own.
pub(super) fn finish(bench: &mut Workbench, quiet: bool) -> Result<(), Failure> {
    wait(bench, quiet);
    pass_on(bench, quiet, |_| false)
}

/// Passes on what there is to say, but for what is told otherwise.
fn pass_on(bench: &mut Workbench, quiet: bool, is_told: impl Fn(&str) -> bool) -> Result<(), Failure> {
    let has_project = bench.file().is_some();
    let mut failure = None;
    for Notice { level, text, .. } in bench.take_notices() {
        match level {
            Level::Error => failure = failure.or(Some(Failure::CouldNot(text))),
            _ if is_told(&text) => {}
            Level::Warning if has_project && !quiet => say(&text),
            Level::Warning | Level::Info => tracing::info!("{text}"),
        }
    }
    failure.map_or(Ok(()), Err)
}

/// Waits for all background work; on a terminal, a line counts along.
fn wait(bench: &mut Workbench, quiet: bool) {
    if quiet || !io::stderr().is_terminal() {
        bench.finish_jobs();
        return;
    }
    let begin = Instant::now();
    let mut shown = false;
    while let Some(job) = bench.jobs().first() {
        let count = job.total.map_or_else(String::new, |total| format!(" {} of {total}", job.done));
        // Short work is over before anybody could read about it.
        if begin.elapsed() > Duration::from_millis(400) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K{}{count} …", job.title);
            shown = true;
        }
        if !bench.poll() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    if shown {
        let _ = write!(io::stderr().lock(), "\r\x1b[K");
    }
}

impl Opened {
    /// Nothing but the name of a project that could not be opened.
    pub fn unopened(path: &Path) -> Self {
        let unopened = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        Self { bench: headless(), given: Vec::new(), unopened: Some(unopened) }
    }

    /// Where the project is, whether it could be opened or not.
    fn project(&self) -> Option<&Path> {
        self.bench.file().map(|file| file.path.as_path()).or(self.unopened.as_deref())
    }

    /// Recognises the names in all that was read, and says of which documents there is no model for their language.
    pub fn recognise(&mut self, quiet: bool) -> Result<(), Failure> {
        self.bench.recognise_from_now_on();
        wait(&mut self.bench, quiet);
        let notes = self.notes();
        pass_on(&mut self.bench, quiet, |text| notes.contains_key(text))?;
        for (note, names) in notes.iter().filter(|_| !quiet) {
            say(&format!("{note} {}", of_documents(names)));
        }
        Ok(())
    }

    /// What is to be told of documents once they were recognised, with their names.
    fn notes(&self) -> BTreeMap<String, Vec<String>> {
        let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for record in self.bench.project().documents.values() {
            if let Some(note) = self.bench.recognition_note(record.id) {
                notes.entry(note.to_owned()).or_default().push(self.name_of(record));
            }
        }
        notes
    }

    /// The name of a document in results: the path as it was given, below the folder named on the command line or, in
    /// a project, below the project's own folder; the name of a bundled document.
    pub fn name_of(&self, record: &DocumentRecord) -> String {
        match &record.source {
            Source::Bundled(name) => name.clone(),
            Source::File(path) => self.as_given(path).display().to_string(),
        }
    }

    /// How a file in the folder beside the project is called in results: `study.lectern/texts/….txt`.
    pub fn kept(&self, name: &str) -> Option<String> {
        let folder = store::folder_beside(self.project()?);
        Some(self.as_given(&folder.join(name)).display().to_string())
    }

    /// A path as it was given, if it was given; else as it is.
    pub fn as_given(&self, path: &Path) -> PathBuf {
        if let Some(folder) = self.project().and_then(Path::parent) {
            return path.strip_prefix(folder).unwrap_or(path).to_path_buf();
        }
        let below = |given: &PathBuf| {
            let rest = path.strip_prefix(std::path::absolute(given).ok()?).ok()?;
            Some(if rest.as_os_str().is_empty() { given.clone() } else { given.join(rest) })
        };
        self.given.iter().find_map(below).unwrap_or_else(|| path.to_path_buf())
    }
}
