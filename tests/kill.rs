//! The program itself, killed at random moments while it works: what was promised is there when the project is opened
//! again, and nothing but the last changes that were not promised yet may be missing.
//!
//! `LECTERN_KILLS` says how often it is killed, `LECTERN_KILL_SEED` what the moments are drawn from.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lectern::disk::Disk;
use lectern::project::Project;
use lectern::project::history::History;
use lectern::project::journal;
use lectern::project::store;

/// How often it is killed when nobody says.
const KILLS: u64 = 12;
/// The longest a program works before it is killed.
const LONGEST: Duration = Duration::from_millis(400);

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |value| value.parse().unwrap())
}

fn lectern() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lectern"))
}

/// One line the program has said.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    number: u64,
    state: String,
}

/// Lets the program work for a while, kills it, and answers with what it made and what it promised last.
fn work_and_kill(project: &Path, seed: u64, pause: Duration) -> (Vec<Said>, Option<Said>) {
    let mut child = lectern()
        .args(["--quiet", "exercise", "--seed", &seed.to_string()])
        .arg(project)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let begin = Instant::now();
    let killer = std::thread::Builder::new()
        .name("killer".into())
        .spawn(move || {
            std::thread::sleep(pause.saturating_sub(begin.elapsed()));
            child.kill().unwrap();
            child.wait().unwrap()
        })
        .unwrap();
    let (mut made, mut kept) = (Vec::new(), None);
    for line in output.lines() {
        // The last line may be torn.
        let Ok(line) = line else { break };
        let mut words = line.split(' ');
        let (Some(word), Some(number), Some(state)) = (words.next(), words.next(), words.next()) else {
            break;
        };
        let Ok(number) = number.parse() else { break };
        if state.len() < 64 {
            break;
        }
        let said = Said { number, state: state.to_owned() };
        made.push(said.clone());
        if word == "kept" {
            kept = Some(said);
        }
    }
    killer.join().unwrap();
    (made, kept)
}

fn state_of(project: &Project) -> String {
    blake3::hash(format!("{project:?}").as_bytes()).to_string()
}

/// The project as it is found, and as it was after the entry of this number.
fn found(path: &Path, number: u64) -> (Project, u64, Option<Project>) {
    let disk = Disk::default();
    let opened = store::open(&disk, path).unwrap();
    assert_eq!(opened.notices, Vec::<String>::new());
    let journal = journal::read(&disk, path).unwrap().unwrap_or_default();
    assert_eq!(journal.damaged, Vec::<usize>::new());
    let mut project = opened.project.clone();
    let recovery = journal::recover(&mut project, opened.held, journal);
    assert!(recovery.refused.is_empty() && recovery.put_back == 0);
    let last = recovery.history.position().map_or(0, |position| position.number);
    let folded = opened.held.map_or(0, |held| held.number);
    if number < folded {
        return (project, last, None);
    }
    let mut earlier = opened.project;
    let mut history = History::going_on_after(opened.held);
    for entry in recovery.history.entries() {
        if entry.number <= folded {
            history.remember(entry.clone());
        } else if entry.number <= number {
            history.replay(&mut earlier, entry.clone()).unwrap();
        }
    }
    (project, last, Some(earlier))
}

#[test]
fn killed_at_random_it_loses_nothing_it_promised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    assert!(lectern().args(["--quiet", "new"]).arg(&path).status().unwrap().success());
    let seeds = number("LECTERN_KILL_SEED", 1);
    let mut random = seeds.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let (mut promises, mut changes, mut unpromised) = (0, 0, 0);
    for kill in 0..number("LECTERN_KILLS", KILLS) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let pause = Duration::from_micros(random % LONGEST.as_micros() as u64);
        let (made, kept) = work_and_kill(&path, seeds + kill, pause);
        let Some(kept) = kept else { continue };
        promises += 1;
        changes += made.len();
        // What was promised is there, …
        let (now, last, then) = found(&path, kept.number);
        assert!(last >= kept.number, "kill {kill}: entry {} was promised, {last} is the last", kept.number);
        // … as it was said to be, …
        if let Some(then) = then {
            assert_eq!(state_of(&then), kept.state, "kill {kill}: after entry {}", kept.number);
        }
        // … and what came after it is what was made, up to one change that there was no time to tell of.
        let state = state_of(&now);
        let told = made.iter().any(|said| said.state == state && said.number == last);
        let newest = made.iter().map(|said| said.number).max().unwrap();
        assert!(told || last > newest, "kill {kill}: entry {last} is there, with a state nobody told of");
        unpromised += u64::from(last < newest);
    }
    println!(
        "killed {promises} times in the midst of work, after {changes} changes; {unpromised} times changes that were \
         not promised yet were missing"
    );
    let verify = lectern().args(["--quiet", "verify"]).arg(&path).stdout(Stdio::null()).status().unwrap();
    assert!(verify.success());
}
