//! `lectern exercise`: work at random until it is killed, for trials of what is kept.
//!
//! Not shown in the help. What is done is told line by line, so that whoever kills the program can hold what is found
//! afterwards against what was said:
//!
//! - `made NUMBER STATE SEARCHES PLACE` after each change: the number of the last entry of the history, what the project
//!   hashes to without searches that other programs saved, how many searches there are, and the project file it is kept beside;
//! - `safe NUMBER PLACE` whenever more is known to be on the disk;
//! - `moving PLACE` before the project is saved under another name.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::input;
use crate::corpus::Source;
use crate::disk::Disk;
use crate::project::store::{self, Expected};
use crate::project::{DocumentId, SavedSearch, Scope, SearchId};
use crate::workbench::{Command, Places, Workbench, trial};

/// How long another program's change is waited for; where it is not noticed, the work goes on without.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many kinds of work with files there are.
const KINDS_WITH_FILES: u16 = 10;

/// Work on a project at random, for trials of what is kept
#[derive(Args, Debug)]
#[command(hide = true)]
pub(super) struct Arguments {
    /// The project; none: work without a name, gone on with where there is some
    #[arg(value_name = "PROJECT.ron")]
    project: Option<PathBuf>,

    /// What the work is drawn from
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// How many changes to make; without end when not given
    #[arg(long)]
    edits: Option<usize>,

    /// Save the project under other names in this folder now and then, let another program change or damage its file and the
    /// texts, and bring back backups
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,

    /// Neither save nor wait for the journal, so that it is on its own
    #[arg(long)]
    promise_nothing: bool,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let bench = match &arguments.project {
        Some(project) => input::open_project_to_work(project, quiet)?.bench,
        None => without_a_name(quiet)?,
    };
    let mut work = Work { bench, safe: 0 };
    work.tell_made()?;
    work.tell_safe()?;
    // The last kind of deed would put another project in the place of this one.
    let deeds = trial::deeds(arguments.seed).filter(|deed| deed.0 + 1 < trial::KINDS);
    for (number, deed) in deeds.take(arguments.edits.unwrap_or(usize::MAX)).enumerate() {
        match &arguments.folder {
            Some(folder) if number % 12 == 11 && !arguments.promise_nothing => {
                work.with_files(folder, deed.1)?;
            }
            _ => trial::carry_out(&mut work.bench, deed),
        }
        // Texts that are read again are worked on, too.
        work.bench.finish_jobs();
        work.tell_made()?;
        match deed.1 % 16 {
            _ if arguments.promise_nothing => {}
            0 if work.bench.file().is_some() => work.run(Command::Save)?,
            // Most of the time several changes are under way together.
            0..=4 => work.bench.flush_journal(),
            _ => {}
        }
        work.tell_safe()?;
        if number % 64 == 0 {
            work.bench.take_notices();
        }
    }
    Ok(())
}

/// Work that has no name: the latest there is, else one begun on the bundled corpus.
fn without_a_name(quiet: bool) -> Result<Workbench, Failure> {
    let mut bench = Workbench::new(Places::standard());
    bench.look_for_unfinished();
    bench.finish_jobs();
    match bench.unfinished().first().map(|work| work.place.clone()) {
        Some(place) => {
            bench.run(Command::ContinueUnfinished(place)).map_err(Failure::could_not)?;
        }
        None => bench.start_on_bundled_corpus(),
    }
    input::finish(&mut bench, quiet)?;
    Ok(bench)
}

/// The work, and what has been told of it.
struct Work {
    bench: Workbench,
    /// The last entry that was told to be safe.
    safe: u64,
}

impl Work {
    fn run(&mut self, command: Command) -> Result<(), Failure> {
        self.bench.run(command).map_err(Failure::could_not)?;
        self.bench.finish_jobs();
        Ok(())
    }

    /// One of the things that are done with files, and not with what is in them.
    fn with_files(&mut self, folder: &Path, choice: u16) -> Result<(), Failure> {
        let Some(path) = self.bench.file().map(|file| file.path.clone()) else {
            // Work without a name stays so for a while.
            return if choice.is_multiple_of(150) { self.save_elsewhere(folder) } else { Ok(()) };
        };
        match choice % KINDS_WITH_FILES {
            0 => self.save_elsewhere(folder),
            1 => self.bring_back_a_backup(choice / KINDS_WITH_FILES),
            2 => self.answer_another_program(&path, choice, Command::MergeTheirs),
            3 => self.answer_another_program(&path, choice, Command::Reload),
            4 => self.answer_another_program(&path, choice, Command::KeepMine),
            5 => self.change_a_text(choice, Command::TakeOverText),
            6 => self.change_a_text(choice, Command::KeepTextAsRead),
            7 => {
                self.read_in_another_encoding(choice);
                Ok(())
            }
            8 => self.find_a_moved_text(folder, choice),
            _ => self.rescue(&path),
        }
    }

    fn bring_back_a_backup(&mut self, choice: u16) -> Result<(), Failure> {
        self.run(Command::ListBackups)?;
        let listed = self.bench.listed_backups().unwrap_or_default();
        let good = listed.iter().filter(|listed| listed.counts.is_some());
        let good: Vec<&Path> = good.map(|listed| listed.backup.path.as_path()).collect();
        let Some(backup) = good.get(usize::from(choice) % good.len().max(1)) else { return Ok(()) };
        self.run(Command::RestoreBackup(backup.to_path_buf()))
    }

    /// Lets another program write the project file, and gives this answer to it.
    fn answer_another_program(&mut self, path: &Path, choice: u16, answer: Command) -> Result<(), Failure> {
        self.bench.watch_from_now_on();
        written_by_another(path, choice)?;
        let begin = std::time::Instant::now();
        while self.bench.outside_change().is_none() && begin.elapsed() < PATIENCE {
            self.bench.look_at_file();
            std::thread::sleep(Duration::from_millis(5));
            self.bench.poll();
        }
        self.run(answer)
    }

    /// A text of the user's own that is where it should be.
    fn some_text(&self, number: u16) -> Option<(DocumentId, PathBuf)> {
        let documents = self.bench.project().documents.values();
        let files = documents.filter_map(|record| match &record.source {
            Source::File(path) => Some((record.id, path.clone())).filter(|(_, path)| path.exists()),
            Source::Bundled(_) => None,
        });
        let files: Vec<(DocumentId, PathBuf)> = files.collect();
        files.get(usize::from(number) % files.len().max(1)).cloned()
    }

    /// Lets another program write a text of the user's, and takes over what it says then, or keeps what it said.
    fn change_a_text(&mut self, choice: u16, answer: fn(DocumentId) -> Command) -> Result<(), Failure> {
        let Some((document, file)) = self.some_text(choice / KINDS_WITH_FILES) else { return Ok(()) };
        let text = std::fs::read_to_string(&file).map_err(Failure::could_not)?;
        let lines = text.split_inclusive('\n');
        let changed: String =
            lines.chain([format!("Line {choice}.\n").as_str()]).skip(usize::from(choice % 3)).collect();
        // The kill may come while it is written, and that is another program's business.
        replace_file(&file, changed.as_bytes())?;
        self.bench.look_after_files();
        self.run(Command::CheckSources)?;
        match self.bench.changed_source(document) {
            Some(_) => self.run(answer(document)),
            None => Ok(()),
        }
    }

    /// Reads a text of the user's in another encoding, where nothing stands against that.
    fn read_in_another_encoding(&mut self, choice: u16) {
        let number = choice / KINDS_WITH_FILES;
        let Some((document, _)) = self.some_text(number) else { return };
        let encoding = ["windows-1252", "UTF-8", "macintosh"][usize::from(number / 2 % 3)].to_owned();
        self.bench.send(Command::ReadAs { document, encoding });
        self.bench.finish_jobs();
    }

    /// Lets another program put a text of the user's elsewhere, and looks for it.
    fn find_a_moved_text(&mut self, folder: &Path, choice: u16) -> Result<(), Failure> {
        let Some((_, file)) = self.some_text(choice / KINDS_WITH_FILES) else { return Ok(()) };
        let Some(name) = file.file_name() else { return Ok(()) };
        let elsewhere = folder.join(format!("letters {}", choice % 9));
        let moved =
            std::fs::create_dir_all(&elsewhere).and_then(|()| std::fs::rename(&file, elsewhere.join(name)));
        moved.map_err(Failure::could_not)?;
        self.bench.look_after_files();
        self.run(Command::CheckSources)?;
        // What was changed while it was not looked at is not missing.
        self.bench.send(Command::FindSources(elsewhere));
        self.bench.finish_jobs();
        Ok(())
    }

    /// Damages the project file and opens the project again from what is kept beside it.
    fn rescue(&mut self, path: &Path) -> Result<(), Failure> {
        self.run(Command::Save)?;
        // What is open here stays as it is, whatever becomes of its file.
        self.run(Command::NewProject)?;
        let whole = std::fs::read(path).map_err(Failure::could_not)?;
        replace_file(path, &whole[..whole.len() / 2])?;
        let opened = self.bench.run(Command::OpenProject(path.to_owned()));
        opened.map_err(Failure::could_not)?;
        self.bench.finish_jobs();
        match self.bench.damaged_project() {
            Some(_) => self.run(Command::OpenBackupInstead),
            None => Ok(()),
        }
    }

    fn save_elsewhere(&mut self, folder: &Path) -> Result<(), Failure> {
        let mut names = (1..).map(|number| folder.join(format!("study-{number}.ron")));
        let Some(path) = names.find(|path| !path.exists()) else { return Ok(()) };
        say(&format!("moving {}", path.display()))?;
        self.run(Command::SaveAs(path))
    }

    fn tell_made(&self) -> Result<(), Failure> {
        let number = self.bench.history().position().map_or(0, |position| position.number);
        let project = self.bench.project();
        let (state, searches, place) = (trial::state_of(project), project.searches.len(), self.place());
        say(&format!("made {number} {state} {searches} {place}"))
    }

    fn tell_safe(&mut self) -> Result<(), Failure> {
        let safe = self.bench.safe_up_to();
        // What nobody has worked on yet is kept nowhere.
        if safe <= self.safe || self.bench.kept_beside().is_none() {
            return Ok(());
        }
        self.safe = safe;
        say(&format!("safe {safe} {}", self.place()))
    }

    /// The project file that the work is kept beside, whether that exists or not.
    fn place(&self) -> String {
        self.bench.kept_beside().map_or_else(String::new, |place| place.display().to_string())
    }
}

/// Changes the project file as another program does that knows nothing of this one: with one more saved search.
fn written_by_another(path: &Path, number: u16) -> Result<(), Failure> {
    let disk = Disk::default();
    let opened = store::open(&disk, path).map_err(Failure::could_not)?;
    let mut project = opened.project;
    let id = SearchId::new();
    let (name, query) = (format!("Elsewhere {number}"), "harvest".to_owned());
    project.searches.insert(id, SavedSearch { id, name, query, scope: Scope::Document, within: None });
    let no_texts = |_| None;
    store::save(&disk, &project, opened.held, path, Expected::Unchanged(opened.file_hash), &no_texts)
        .map_err(Failure::could_not)?;
    Ok(())
}

/// Puts a file with these bytes in the place of another at once.
fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let new = path.with_extension("new");
    std::fs::write(&new, bytes).and_then(|()| std::fs::rename(new, path)).map_err(Failure::could_not)
}

fn say(line: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).map_err(|_| Failure::NobodyReads)
}
