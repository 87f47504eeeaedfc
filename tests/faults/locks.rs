//! Two windows and two machines: who may write, and what those are told who may not.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use lectern::disk::{Disk, Locking};
use lectern::project::Timestamp;
use lectern::project::store::lock::{Asked, Holder, acquire, acquire_all_the_same, is_held};
use lectern::workbench::{Command as Wanted, Level, Places, Workbench};

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
fn a_lock_that_the_system_holds_is_respected_whatever_process_is_named_in_it() {
    let (_folder, path) = study();
    drop(ask(&path, "Ann"));
    // No process has this number here: it is beyond what systems give. In a container it may be another's.
    let elsewhere = Holder { pid: u32::MAX - 7, ..Holder::here("Ann") };
    for place in [elsewhere.place.clone(), lectern::project::store::lock::Place::default()] {
        let named = Holder { place, ..elsewhere.clone() };
        fs::write(lock_file(&path), ron::to_string(&named).unwrap()).unwrap();
        let Locking::Held(_still) = Disk::default().lock(&lock_file(&path)).unwrap() else { panic!("busy") };
        assert!(is_held(&Disk::default(), &path));
        let asked = ask(&path, "Ben");
        assert!(matches!(asked, Asked::Busy(_)), "{asked:?}");
        assert_eq!(fs::read_to_string(lock_file(&path)).unwrap(), ron::to_string(&named).unwrap());
    }
}

/// What Ann, on a machine that is called as this one, has left with these marks of where she was.
fn left_with_marks(project: &Path, change: impl Fn(&mut [String])) {
    let mut noted = ron::to_string(&Holder { pid: u32::MAX - 7, ..Holder::here("Ann") }).unwrap();
    let (before, marks) = noted.split_once("place:(").unwrap();
    let mut parts: Vec<String> = marks.split('"').map(str::to_owned).collect();
    change(&mut parts);
    noted = format!("{before}place:({}", parts.join("\""));
    fs::create_dir_all(lock_file(project).parent().unwrap()).unwrap();
    fs::write(lock_file(project), noted).unwrap();
}

/// Where `machine` and `processes` stand among the marks.
const MACHINE: usize = 1;
const START: usize = 3;
const PROCESSES: usize = 5;

#[test]
fn a_machine_that_is_called_as_this_one_is_another_all_the_same() {
    if !Path::new("/etc/machine-id").exists() {
        return;
    }
    for disk in [Disk::default(), refusing::disk_without_locks()] {
        let (_folder, path) = study();
        left_with_marks(&path, |marks| marks[MACHINE] = "0123456789abcdef".to_owned());
        let asked = acquire(&disk, &path, &Holder::here("Ben")).unwrap();
        assert!(matches!(asked, Asked::MayBeHeld(_)), "{asked:?}");
    }
}

#[test]
fn where_there_are_no_locks_a_process_that_is_counted_otherwise_may_still_run() {
    let (_folder, path) = study();
    let disk = refusing::disk_without_locks();
    for marks in ["fedcba9876543210", ""] {
        left_with_marks(&path, |parts| parts[PROCESSES] = marks.to_owned());
        let asked = acquire(&disk, &path, &Holder::here("Ben")).unwrap();
        assert!(matches!(asked, Asked::MayBeHeld(_)), "{asked:?}");
    }
    // Nothing that ran before the machine was started anew does.
    left_with_marks(&path, |parts| parts[START] = "fedcba9876543210".to_owned());
    let asked = acquire(&disk, &path, &Holder::here("Ben")).unwrap();
    assert!(matches!(asked, Asked::Ours(_, Some(_))), "{asked:?}");
    drop(asked);
    left_with_marks(&path, |parts| parts[PROCESSES].clear());
    // Where the system has locks, nobody of this machine has it.
    let asked = ask(&path, "Ben");
    assert!(matches!(asked, Asked::Ours(_, Some(_))), "{asked:?}");
}

#[test]
fn the_lock_of_an_older_lectern_is_understood() {
    let (_folder, path) = study();
    drop(ask(&path, "Ann"));
    let host = Holder::here("Ann").host;
    let noted = format!("(name:\"Ann\",host:\"{host}\",pid:7,since:\"2026-01-02T03:04:05Z\")");
    fs::write(lock_file(&path), noted).unwrap();
    let asked = ask(&path, "Ben");
    assert!(matches!(&asked, Asked::Ours(_, Some(left)) if left.name == "Ann"), "{asked:?}");
}

#[test]
fn a_lock_whose_new_holder_has_not_written_their_name_yet_is_respected() {
    for before in [String::new(), {
        let gone = Holder { pid: u32::MAX - 7, ..Holder::here("Cleo") };
        ron::to_string(&gone).unwrap()
    }] {
        let (_folder, path) = study();
        drop(ask(&path, "Ann"));
        fs::write(lock_file(&path), before).unwrap();
        let Locking::Held(_ann) = Disk::default().lock(&lock_file(&path)).unwrap() else { panic!("busy") };
        let (file, name) = (lock_file(&path), ron::to_string(&Holder::here("Ann")).unwrap());
        let asked = std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(300));
                fs::write(file, name).unwrap();
            });
            ask(&path, "Ben")
        });
        assert!(matches!(&asked, Asked::Busy(Some(holder)) if holder.name == "Ann"), "{asked:?}");
    }
}

#[test]
fn a_lock_that_somebody_looks_at_for_a_moment_is_taken() {
    let (_folder, path) = study();
    drop(ask(&path, "Ann"));
    let Locking::Held(looking) = Disk::default().lock(&lock_file(&path)).unwrap() else { panic!("busy") };
    let asked = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(200));
            drop(looking);
        });
        ask(&path, "Ben")
    });
    assert!(matches!(asked, Asked::Ours(_, None)), "{asked:?}");
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

/// What Ann has left on another machine.
fn left_on_another_machine(project: &Path) -> String {
    let since = Timestamp::from_second(1_700_000_000);
    let there = Holder { host: "office-pc".to_owned(), pid: 7, since, ..Holder::here("Ann") };
    let noted = ron::to_string(&there).unwrap();
    fs::create_dir_all(lock_file(project).parent().unwrap()).unwrap();
    fs::write(lock_file(project), &noted).unwrap();
    noted
}

#[test]
fn a_name_left_by_another_machine_is_believed_until_somebody_knows_better() {
    for disk in [Disk::default(), refusing::disk_without_locks()] {
        let (_folder, path) = study();
        let noted = left_on_another_machine(&path);
        let asked = acquire(&disk, &path, &Holder::here("Ben")).unwrap();
        assert!(matches!(asked, Asked::MayBeHeld(_)), "{asked:?}");
        assert_eq!(asked.left_behind(), None, "nothing is known to have ended there");
        let reason = asked.into_lock().unwrap_err();
        assert!(
            reason.starts_with("Ann may have this project open on office-pc since 2023-11-1"),
            "{reason}"
        );
        assert_eq!(fs::read_to_string(lock_file(&path)).unwrap(), noted, "nothing is changed");
        let ours = acquire_all_the_same(&disk, &path, &Holder::here("Ben")).unwrap();
        assert!(matches!(ours, Asked::Ours(_, None)), "{ours:?}");
        assert!(fs::read_to_string(lock_file(&path)).unwrap().contains("Ben"));
        drop(ours);
        assert_eq!(fs::read_to_string(lock_file(&path)).unwrap(), "", "and is given back");
    }
}

#[test]
fn where_there_are_no_locks_the_name_of_a_process_that_is_gone_is_told() {
    let (_folder, path) = study();
    let disk = refusing::disk_without_locks();
    drop(acquire(&disk, &path, &Holder::here("Ann")).unwrap());
    let gone = Holder { pid: u32::MAX - 7, ..Holder::here("Ann") };
    fs::write(lock_file(&path), ron::to_string(&gone).unwrap()).unwrap();
    let asked = acquire(&disk, &path, &Holder::here("Ben")).unwrap();
    if Path::new("/proc/self").exists() {
        assert!(matches!(asked, Asked::Ours(_, Some(_))), "{asked:?}");
    }
}

#[test]
fn a_project_that_may_be_open_on_another_machine_is_read_only_until_it_is_worked_on_all_the_same() {
    let (_folder, path) = study();
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.run(Wanted::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    drop(bench);
    left_on_another_machine(&path);
    let mut bench = Workbench::new(Places::none());
    bench.run(Wanted::OpenProject(path.clone())).unwrap();
    bench.finish_jobs();
    let reason = bench.file().unwrap().read_only.clone().unwrap();
    assert!(reason.starts_with("Ann may have this project open on office-pc since 2023-11-1"), "{reason}");
    assert!(reason.ends_with(", so here it is open for reading only."), "{reason}");
    assert!(bench.may_be_held_elsewhere());
    assert!(bench.run(Wanted::Save).is_err());
    bench.take_notices();
    bench.run(Wanted::WorkAllTheSame).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.file().unwrap().read_only, None);
    assert!(!bench.may_be_held_elsewhere());
    let told = bench.take_notices().into_iter().filter(|notice| notice.level != Level::Info);
    assert_eq!(told.map(|notice| notice.text).collect::<Vec<_>>(), [""; 0]);
    bench.run(Wanted::NewTag { parent: None, name: "Goes on".into() }).unwrap();
    bench.run(Wanted::Save).unwrap();
    bench.finish_jobs();
    assert!(bench.is_folded());
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
