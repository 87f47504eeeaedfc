//! Two windows and two machines: who may write, and what those are told who may not.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use lectern::disk::{Disk, Locking};
use lectern::project::Timestamp;
use lectern::project::store::lock::{Asked, Holder, acquire};

use crate::refusing;

/// By this a test of this program knows that it is to be the other process.
const OTHER: &str = "LECTERN_TEST_HOLDS";

fn study() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    (folder, path)
}

fn lock_file(project: &Path) -> PathBuf {
    project.with_extension("lectern").join("lock")
}

fn ask(project: &Path, name: &str) -> Asked {
    acquire(&Disk::default(), project, &Holder::here(name)).unwrap()
}

/// Another process that has the project open, until it is told to end or dies.
fn other_process(project: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "locks::the_other_process", "--nocapture", "--include-ignored"])
        .env(OTHER, project)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains("held")), "the other process did not lock");
    child
}

#[test]
#[ignore = "is the other process of the tests below, and does nothing by itself"]
fn the_other_process() {
    let Some(project) = std::env::var_os(OTHER) else { return };
    let asked = ask(Path::new(&project), "Ann Reader");
    assert!(matches!(asked, Asked::Ours(..)));
    println!("held");
    std::io::stdout().flush().unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn two_processes_cannot_write_one_project() {
    let (_folder, path) = study();
    let mut other = other_process(&path);
    let reason = ask(&path, "Ben").into_lock().unwrap_err();
    assert!(reason.starts_with("Ann Reader has had this project open on "), "{reason}");
    other.stdin.take().unwrap().write_all(b"\n").unwrap();
    other.wait().unwrap();
    // Given back: nobody left anything behind.
    let asked = ask(&path, "Ben");
    assert!(matches!(asked, Asked::Ours(_, None)), "{asked:?}");
}

#[test]
fn a_process_that_was_killed_leaves_a_lock_that_is_taken_with_a_notice() {
    let (_folder, path) = study();
    let mut other = other_process(&path);
    other.kill().unwrap();
    other.wait().unwrap();
    let asked = ask(&path, "Ben");
    let told = asked.left_behind().unwrap();
    assert!(
        told.starts_with("Lectern did not end properly where Ann Reader had this project open on "),
        "{told}"
    );
    assert!(told.ends_with("; it can be worked on again."), "{told}");
}

#[test]
fn the_same_process_cannot_open_a_project_twice() {
    let (_folder, path) = study();
    let first = ask(&path, "Ann");
    let reason = ask(&path, "Ann").into_lock().unwrap_err();
    assert!(
        reason.starts_with("another window of this program has had this project open since "),
        "{reason}"
    );
    drop(first);
    assert!(matches!(ask(&path, "Ann"), Asked::Ours(_, None)));
}

#[test]
fn a_lock_that_outlived_its_process_on_this_machine_is_taken() {
    let (_folder, path) = study();
    drop(ask(&path, "Ann"));
    // No process has this number: it is beyond what systems give.
    let gone = Holder { pid: u32::MAX - 7, ..Holder::here("Ann") };
    fs::write(lock_file(&path), ron::to_string(&gone).unwrap()).unwrap();
    let Locking::Held(_still) = Disk::default().lock(&lock_file(&path)).unwrap() else { panic!("busy") };
    let asked = ask(&path, "Ben");
    if Path::new("/proc/self").exists() {
        assert!(matches!(asked, Asked::Ours(_, Some(_))), "{asked:?}");
    }
}

#[test]
fn a_lock_held_on_another_machine_is_respected() {
    let (_folder, path) = study();
    drop(ask(&path, "Ann"));
    let since = Timestamp::from_second(1_700_000_000);
    let there = Holder { host: "office-pc".to_owned(), pid: u32::MAX - 7, since, ..Holder::here("Ann") };
    fs::write(lock_file(&path), ron::to_string(&there).unwrap()).unwrap();
    let Locking::Held(_still) = Disk::default().lock(&lock_file(&path)).unwrap() else { panic!("busy") };
    let reason = ask(&path, "Ben").into_lock().unwrap_err();
    assert!(reason.starts_with("Ann has had this project open on office-pc since 2023-11-1"), "{reason}");
}

#[test]
fn a_lock_that_says_nothing_readable_is_respected() {
    let (_folder, path) = study();
    let _held = ask(&path, "Ann");
    fs::write(lock_file(&path), "\0\u{feff}not a holder").unwrap();
    assert_eq!(ask(&path, "Ben").into_lock().unwrap_err(), "somebody else has this project open");
}

#[test]
fn a_file_system_without_locks_is_worked_on_without() {
    let (_folder, path) = study();
    let disk = refusing::disk_without_locks();
    let asked = acquire(&disk, &path, &Holder::here("Ann")).unwrap();
    assert!(matches!(asked, Asked::Ours(_, None)));
}

#[test]
fn a_folder_that_does_not_exist_is_not_made_for_a_lock() {
    let (folder, _) = study();
    let path = folder.path().join("no/such/study.ron");
    let refused = acquire(&Disk::default(), &path, &Holder::here("Ann")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!(
            "the folder {} does not exist; create it, or choose another place",
            path.parent().unwrap().display()
        )
    );
    assert!(!folder.path().join("no").exists());
}

#[test]
fn a_folder_that_cannot_be_written_gives_no_lock() {
    let (_folder, path) = study();
    let disk = refusing::disk(|call, _| (call == "create_folder").then_some(ErrorKind::PermissionDenied));
    let refused = acquire(&disk, &path, &Holder::here("Ann")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!(
            "the system does not allow access to {}; change its permissions, or choose another place",
            path.with_extension("lectern").display()
        )
    );
}
