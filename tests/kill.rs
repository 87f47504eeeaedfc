//! The program itself, killed at random moments while it works: what it knew to be on the disk is there when the project
//! is opened again, and nothing is there that it did not make.
//!
//! It works on projects and without one, saves under other names, takes over, merges or puts aside what another program wrote,
//! takes over or keeps texts that have changed, reads them in other
//! encodings, finds them elsewhere, brings back backups, and rescues a project whose file is damaged. `LECTERN_KILLS` says how often it is killed, `LECTERN_KILL_SEED` what the moments are drawn from.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use lectern::disk::Disk;
use lectern::project::Project;
use lectern::project::history::{Action, History};
use lectern::project::journal::{self, FileState, Journal};
use lectern::project::store;
use lectern::workbench::{self, Places, Workbench, trial};

/// How often it is killed when nobody says.
const KILLS: u64 = 16;
/// Among fewer kills than this it is chance whether every kind of work was killed.
const MANY: u64 = 100;
/// A project is worked on for so many kills, then there is a new one: with its journal grows what each start takes.
const KILLS_OF_ONE: u64 = 8;
/// The longest it may take to begin.
const START: Duration = Duration::from_mins(1);
/// The longest a program works before it is killed.
const LONGEST: Duration = Duration::from_millis(2500);

/// In a soak a program works for so long before it is killed, …
const ROUND: Duration = Duration::from_mins(1);
/// … or so long when nobody says how long a soak is to take.
const SHORT_ROUND: Duration = Duration::from_secs(4);
/// A soaked project is worked on for so many rounds, then there is a new one.
const ROUNDS_OF_ONE: u64 = 5;
/// Bytes of memory a program may take for working at all, beside as many as its journal has: all that is done is kept to undo it.
const AT_WORK: u64 = 256 << 20;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |value| value.parse().unwrap())
}

/// A state of the project that the program has told of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    number: u64,
    state: String,
    searches: usize,
    place: PathBuf,
}

/// What one program said before it was killed.
#[derive(Default)]
struct Told {
    made: Vec<Made>,
    /// The last entry it knew to be on the disk, and where.
    safe: Option<(u64, PathBuf)>,
    /// How often it said so.
    promises: u64,
    /// Where it was about to save the project.
    moving: Option<PathBuf>,
    /// How many bytes of memory it had when it began to work, and right before it was killed, where the system says so.
    memory: Option<(u64, u64)>,
}

impl Told {
    /// Takes in a line; false for the last one, which may be torn.
    fn take(&mut self, line: &str) -> bool {
        let mut words = line.splitn(5, ' ');
        let mut next = || words.next().unwrap_or_default();
        match next() {
            "made" => {
                let (number, state, searches, place) = (next(), next(), next(), next());
                let (Ok(number), Ok(searches)) = (number.parse(), searches.parse()) else { return false };
                self.made.push(Made { number, state: state.to_owned(), searches, place: place.into() });
            }
            "safe" => {
                let Some((number, place)) = line["safe ".len()..].split_once(' ') else { return false };
                let Ok(number) = number.parse() else { return false };
                self.safe = Some((number, place.into()));
                self.promises += 1;
            }
            "moving" => self.moving = Some(line["moving ".len()..].into()),
            _ => return false,
        }
        true
    }
}

/// A project that is worked on by one program after the other.
struct Trial {
    folder: tempfile::TempDir,
    /// The project file; `None` while the work has no name.
    project: Option<PathBuf>,
}

impl Trial {
    /// Work without a name yet, or a project over two letters of the user's own, whose texts can be corrected.
    fn new(is_nameless: bool) -> Self {
        let mut trial = Self { folder: tempfile::tempdir().unwrap(), project: None };
        if is_nameless {
            return trial;
        }
        let letters = trial.folder.path().join("letters");
        std::fs::create_dir(&letters).unwrap();
        for name in ["first", "second"] {
            // With a letter that is another one when it is read in another encoding.
            let text =
                format!("The {name} letter of the inspector says that the café’s accounts were closed.\n");
            std::fs::write(letters.join(format!("{name}.txt")), text.repeat(40)).unwrap();
        }
        let path = trial.folder.path().join("study.ron");
        assert!(trial.lectern().arg("new").arg(&path).arg(&letters).status().unwrap().success());
        trial.project = Some(path);
        trial
    }

    fn lectern(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lectern"));
        command.env("LECTERN_DATA_DIR", self.folder.path().join("data")).arg("--quiet");
        command
    }

    /// Lets the program work for a while, kills it, and answers with what it said.
    fn work_and_kill(&self, seed: u64, pause: Duration, promise_nothing: bool) -> Told {
        let mut child = self
            .lectern()
            .args(["exercise", "--seed", &seed.to_string()])
            .args(promise_nothing.then_some("--promise-nothing"))
            .arg("--folder")
            .arg(self.folder.path())
            .args(&self.project)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (begun, wait) = std::sync::mpsc::channel::<()>();
        let killer = std::thread::Builder::new()
            .name("killer".into())
            .spawn(move || {
                // It is killed while it works, and not while the system still reads the program.
                let _ = wait.recv_timeout(START);
                let at_first = memory_of(child.id());
                std::thread::sleep(pause);
                let at_last = memory_of(child.id());
                child.kill().unwrap();
                (child.wait().unwrap(), at_first.zip(at_last))
            })
            .unwrap();
        let mut told = Told::default();
        for line in output.lines() {
            // The killer may be done already.
            let _ = begun.send(());
            if !line.is_ok_and(|line| told.take(&line)) {
                break;
            }
        }
        let (ended, memory) = killer.join().unwrap();
        assert_eq!(ended.code(), None, "it was killed, and did not end by itself");
        told.memory = memory;
        told
    }

    /// True for the place of work without a name.
    fn is_nameless(&self, place: &Path) -> bool {
        place.starts_with(self.folder.path().join("data"))
    }

    /// Holds what is found against what was said before a kill, and goes on from there.
    fn check(&mut self, kill: u64, told: &Told, promised_nothing: bool, tally: &mut Tally) {
        let Some((safe, mut place)) = told.safe.clone() else { return };
        tally.promised += 1;
        tally.changes += told.made.len();
        // It opens with one promise, of what it found.
        tally.unasked += if promised_nothing { told.promises - 1 } else { 0 };
        // It may have been killed right after the project got another name, with the old place put away already.
        if !place.exists() && !journal::path_of(&place).exists() {
            place = told.moving.clone().expect("it is where it was, or where it was being saved to");
        }
        compare(kill, told, safe, &place, tally);
        tally.nameless += u64::from(self.is_nameless(&place));
        tally.moved += u64::from(self.project.as_ref().is_some_and(|before| *before != place));
        self.project = Some(place.clone()).filter(|place| !self.is_nameless(place));
    }

    fn verify(&self) {
        let Some(path) = &self.project else { return };
        let output = self.lectern().arg("verify").arg(path).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        // An annotation whose words were corrected away is honestly on the list; that is no fault.
        assert!(output.status.success() || said.contains(" a look: "), "{said}");
    }
}

/// How much memory a process has in use, where the system says so.
fn memory_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes << 10)
}

/// How many bytes the journals in a folder have, with those that went to the archive.
fn journalled(folder: &Path) -> u64 {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(about) = entry.metadata() else { continue };
        if about.is_dir() {
            bytes += journalled(&entry.path());
        } else if entry.file_name().to_string_lossy().contains("journal") {
            bytes += about.len();
        }
    }
    bytes
}

/// What is found where a project was worked on.
struct Found {
    project: Project,
    /// The last entry of its history.
    last: u64,
    /// The project as it was after the entry that was asked for; `None` where the file is further on.
    then: Option<Project>,
}

/// The project as its file has it, or as it began where it has none, and what is known of the file.
fn in_file(path: &Path, journal: Option<&Journal>) -> (Project, FileState) {
    if path.exists() {
        let opened = store::open(&Disk::default(), path).unwrap();
        assert_eq!(opened.notices, Vec::<String>::new());
        let state = FileState::of(&opened);
        assert!(!state.changed_outside);
        return (opened.project, state);
    }
    let mut entries = journal.into_iter().flat_map(|journal| &journal.entries);
    let began = entries.find_map(|entry| match &entry.action {
        Action::Begin { info, .. } => Some(info.as_ref().clone()),
        _ => None,
    });
    let began = began.expect("a journal without a file says what it begins with");
    (Project::with_info(began), FileState::default())
}

/// The project as the program itself opens it, which must have nothing to complain of.
fn as_it_opens(path: &Path) -> Project {
    let mut bench = Workbench::new(Places::none());
    bench.only_read();
    bench.run(workbench::Command::OpenProject(path.to_owned())).unwrap();
    bench.finish_jobs();
    let told = bench.take_notices().into_iter().filter(|notice| notice.level != workbench::Level::Info);
    let told = told.map(|notice| notice.text).filter(|text| !text.contains(" came back from the journal ("));
    assert_eq!(told.collect::<Vec<_>>(), Vec::<String>::new());
    bench.project().clone()
}

/// Rescues a project that was killed while its file was damaged, as somebody at the window would.
fn rescue(path: &Path) {
    if !path.exists() || store::open(&Disk::default(), path).is_ok() {
        return;
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(workbench::Command::OpenProject(path.to_owned())).unwrap();
    bench.finish_jobs();
    for command in [workbench::Command::OpenBackupInstead, workbench::Command::Save] {
        bench.run(command).unwrap();
        bench.finish_jobs();
    }
}

fn found(path: &Path, number: u64) -> Found {
    rescue(path);
    let disk = Disk::default();
    let journal = journal::read(&disk, path).unwrap();
    let (mut earlier, file) = in_file(path, journal.as_ref());
    let held = file.held;
    let mut project = earlier.clone();
    let Some(mut journal) = journal else {
        // It was saved under another name, and killed before the journal was begun there.
        let last = held.expect("what was saved says how far it is").number;
        return Found { project, last, then: (last == number).then_some(earlier) };
    };
    assert_eq!(journal.damaged, Vec::<usize>::new());
    assert!(journal.claim(project.info.id, held), "the journal is another project's");
    journal.reach_back(&disk, path, held);
    let mut recovery = journal::recover(&mut project, file, journal);
    assert!(
        recovery.refused.is_empty()
            && recovery.put_back == 0
            && recovery.overwritten == 0
            && recovery.passed_over == 0
            && !recovery.is_broken,
        "{recovery:?}"
    );
    let last = recovery.history.position().map_or(0, |position| position.number);
    // Nothing that came back rests on what is lost, …
    let mut mended = project.clone();
    recovery.mend(&disk, path, &earlier, &mut mended);
    assert_eq!(recovery.mended, Vec::<String>::new());
    assert!(mended == project, "something was mended and not told");
    // … and whoever opens it finds just that.
    assert!(!path.exists() || as_it_opens(path) == project, "it opens with something else in it");
    let folded = held.map_or(0, |held| held.number);
    if number < folded {
        return Found { project, last, then: None };
    }
    let mut history = History::going_on_after(held);
    for entry in recovery.history.entries().iter().filter(|entry| entry.number <= number) {
        if entry.number <= folded {
            history.remember(entry.clone());
        } else {
            let as_is = history.replay(&mut earlier, entry.clone());
            as_is.or_else(|_| history.replay_rest(&mut earlier, entry.clone())).unwrap();
        }
    }
    Found { project, last, then: Some(earlier) }
}

/// What all the kills came to.
#[derive(Debug, Default)]
struct Tally {
    /// Programs killed after they had promised something.
    promised: u64,
    changes: usize,
    /// Times that the last changes, not promised yet, were missing.
    missing: u64,
    /// Promises that came without the journal being asked for them.
    unasked: u64,
    /// Times that work without a name was found.
    nameless: u64,
    /// Times that a project was found under another name than it had before.
    moved: u64,
}

#[test]
fn killed_at_random_it_loses_nothing_it_promised() {
    let kills = number("LECTERN_KILLS", KILLS);
    let seeds = number("LECTERN_KILL_SEED", 1);
    let mut trial = Trial::new(false);
    let mut random = seeds.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut tally = Tally::default();
    for kill in 0..kills {
        if kill > 0 && kill % KILLS_OF_ONE == 0 {
            trial.verify();
            trial = Trial::new(kill / KILLS_OF_ONE % 2 == 1);
        }
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let pause = Duration::from_micros(random % LONGEST.as_micros() as u64);
        let promises_nothing = kill % 4 == 3;
        let told = trial.work_and_kill(seeds + kill, pause, promises_nothing);
        trial.check(kill, &told, promises_nothing, &mut tally);
    }
    println!("{kills} kills: {tally:?}");
    trial.verify();
    assert!(tally.unasked > 0 || kills < KILLS, "the journal wrote nothing without being asked");
    assert!(tally.nameless > 0 && tally.moved > 0 || kills < MANY, "{tally:?}");
    assert!(
        tally.promised * 10 >= kills * 9,
        "{} of {kills} kills only fell in the midst of work",
        tally.promised
    );
}

/// Holds what is found at `place` against what was said.
fn compare(kill: u64, told: &Told, safe: u64, place: &Path, tally: &mut Tally) {
    let Found { project, last, then } = found(place, safe);
    // What was promised is there, …
    assert!(last >= safe, "kill {kill}: entry {safe} was promised, {last} is the last");
    // … as it was said to be, …
    let said = told.made.iter().rfind(|made| made.number == safe);
    if let (Some(then), Some(said)) = (then, said) {
        assert_eq!(trial::state_of(&then), said.state, "kill {kill}: after entry {safe}");
        assert!(then.searches.len() >= said.searches, "kill {kill}: a search of another program is lost");
    }
    // … and what came after it is what was made, up to one change that there was no time to tell of.
    let state = trial::state_of(&project);
    // Several steps may be one command, which tells of the last of them only.
    let told_of = |number| told.made.iter().any(|made| made.number == number);
    let is_told = !told_of(last) || told.made.iter().any(|made| made.state == state && made.number == last);
    let newest = told.made.iter().map(|made| made.number).max().unwrap();
    assert!(is_told || last > newest, "kill {kill}: entry {last} is there, with a state nobody told of");
    tally.missing += u64::from(last < newest);
}

/// Works for long, is killed every minute, and goes on: `LECTERN_SOAK_MINUTES` says for how many minutes. Without that
/// it is only seconds.
#[test]
fn soaked_it_loses_nothing_and_takes_no_more_memory_than_what_was_done_needs() {
    let minutes = number("LECTERN_SOAK_MINUTES", 0);
    let (rounds, length) = if minutes == 0 { (2, SHORT_ROUND) } else { (minutes, ROUND) };
    let seeds = number("LECTERN_KILL_SEED", 1) << 32;
    let mut trial = Trial::new(false);
    let mut tally = Tally::default();
    for round in 0..rounds {
        if round > 0 && round % ROUNDS_OF_ONE == 0 {
            trial = Trial::new(false);
        }
        let before = journalled(trial.folder.path());
        let told = trial.work_and_kill(seeds + round, length, false);
        let written = journalled(trial.folder.path()).saturating_sub(before);
        trial.check(round, &told, false, &mut tally);
        trial.verify();
        let (Some((first, last)), Some((at_first, at_last))) =
            (told.made.first().zip(told.made.last()), told.memory)
        else {
            continue;
        };
        let (changes, grown) = (last.number - first.number, at_last.saturating_sub(at_first));
        let [at_first, at_last, megabytes] = [at_first, at_last, written].map(|bytes| bytes >> 20);
        println!(
            "round {round}: {changes} changes, {megabytes} MB of them; {at_first} MB, then {at_last} MB"
        );
        assert!(
            grown <= AT_WORK + written,
            "round {round}: {changes} changes of {written} bytes took {grown} bytes of memory"
        );
    }
    println!("{rounds} rounds: {tally:?}");
}
