//! A lock that goes while its project is open, or that somebody else's name is in by now: noticed, asked for again, and the journal
//! left to whoever has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lectern::disk::Disk;
use lectern::project::AnnotationId;
use lectern::project::journal;
use lectern::project::store::lock::{Asked, Holder, Lock, acquire, is_held};
use lectern::workbench::{Command, Places, Workbench};

use crate::changes::{first, memo, on_disk, opened, study, wait_for};
use crate::reopening::{opened_in, troubles};

fn lock_of(path: &Path) -> PathBuf {
    path.with_extension("lectern").join("lock")
}

/// A project with one change in its journal, open in a window that keeps what has no file of its own in `data`; its lock is gone.
struct Unlocked {
    _folder: tempfile::TempDir,
    path: PathBuf,
    data: PathBuf,
    bench: Workbench,
    annotation: AnnotationId,
}

impl Unlocked {
    fn new() -> Self {
        let (folder, path, bench) = study();
        drop(bench);
        let data = folder.path().join("data");
        let mut bench = Workbench::new(Places::within(&data));
        bench.set_waker(Arc::new(|| {}));
        let mut bench = opened_in(bench, &path);
        bench.take_notices();
        let annotation = first(bench.project());
        memo(&mut bench, annotation, "before");
        bench.flush_journal();
        fs::remove_file(lock_of(&path)).unwrap();
        Self { _folder: folder, path, data, bench, annotation }
    }

    /// Somebody else gets the project.
    fn taken(&self) -> Lock {
        let asked = acquire(&Disk::default(), &self.path, &Holder::here("Ann")).unwrap();
        let Asked::Ours(lock, _) = asked else { unreachable!("it is free") };
        lock
    }

    fn journal(&self) -> Vec<u8> {
        fs::read(journal::path_of(&self.path)).unwrap()
    }

    fn work(&mut self, words: &str) {
        memo(&mut self.bench, self.annotation, words);
        self.bench.flush_journal();
    }

    fn reason(&self) -> String {
        self.bench.file().unwrap().read_only.clone().unwrap()
    }
}

#[test]
fn a_lock_that_was_removed_while_the_project_is_open_is_there_again() {
    let (_folder, path, mut bench) = study();
    assert!(is_held(&Disk::default(), &path));
    fs::remove_file(lock_of(&path)).unwrap();
    wait_for(&mut bench, |_| is_held(&Disk::default(), &path));
    assert_eq!(bench.file().unwrap().read_only, None);
    assert_eq!(troubles(&mut bench), [""; 0]);
    drop(bench);
    assert!(!is_held(&Disk::default(), &path));
}

#[test]
fn a_project_that_somebody_has_locked_after_the_lock_was_removed_is_only_read_from_then_on() {
    let mut desk = Unlocked::new();
    let theirs = desk.taken();
    wait_for(&mut desk.bench, |bench| bench.file().is_some_and(|file| file.read_only.is_some()));
    let told = troubles(&mut desk.bench);
    assert!(
        told[0].starts_with(
            "The lock on “study.ron” was removed while it was open here, and another window of this program"
        ) && told[0].ends_with("use “Save as…” to keep yours in another file."),
        "{told:?}"
    );
    assert!(desk.bench.run(Command::Save).is_err());
    let copy = desk.path.with_file_name("mine.ron");
    desk.bench.run(Command::SaveAs(copy.clone())).unwrap();
    desk.bench.finish_jobs();
    assert_eq!(on_disk(&copy).annotations[&desk.annotation].memo, "before");
    drop(theirs);
}

#[test]
fn what_is_done_without_the_lock_never_goes_to_the_journal_of_whoever_has_it() {
    let mut desk = Unlocked::new();
    let written = desk.journal();
    let theirs = desk.taken();
    // Before anybody here has noticed.
    desk.work("meanwhile");
    assert_eq!(desk.journal(), written);
    desk.bench.poll();
    desk.reason();
    assert_eq!(troubles(&mut desk.bench).len(), 1);
    desk.work("after");
    assert!(desk.bench.is_kept_for_later() && !desk.bench.journal_is_failing());
    assert_eq!(desk.journal(), written, "it is theirs now");
    let Unlocked { _folder, data, bench, annotation, .. } = desk;
    drop((bench, theirs));
    // What was done here is offered at the next start.
    let mut again = Workbench::new(Places::within(&data));
    again.look_for_unfinished();
    again.finish_jobs();
    let place = again.unfinished()[0].place.clone();
    again.run(Command::ContinueUnfinished(place)).unwrap();
    again.finish_jobs();
    assert_eq!(again.project().annotations[&annotation].memo, "after");
}

#[test]
fn what_somebody_did_and_left_while_the_lock_was_gone_is_not_written_over() {
    let mut desk = Unlocked::new();
    // Somebody comes, works and is gone again before anybody here looks.
    let mut theirs = opened_in(Workbench::new(Places::none()), &desk.path);
    theirs.run(Command::NewTag { parent: None, name: "theirs".into() }).unwrap();
    theirs.flush_journal();
    drop(theirs);
    let written = desk.journal();
    desk.work("meanwhile");
    desk.bench.poll();
    desk.bench.flush_journal();
    desk.bench.poll();
    assert!(desk.reason().contains("somebody else has worked on it meanwhile"), "{}", desk.reason());
    desk.work("after");
    assert_eq!(desk.journal(), written, "it is theirs");
    assert!(desk.bench.is_kept_for_later());
    let Unlocked { _folder, path, bench, annotation, .. } = desk;
    drop(bench);
    let again = opened(&path);
    assert!(again.project().tags.values().any(|tag| tag.name == "theirs"));
    assert_eq!(again.project().annotations[&annotation].memo, "before");
}

#[test]
fn a_lock_that_names_somebody_else_by_now_is_lost_and_theirs() {
    let (_folder, path, mut bench) = study();
    let name = "(name:\"Bea\",host:\"office-pc\",pid:1,since:\"2026-01-02T03:04:05Z\")";
    // As where the system's locks do not reach from one machine to another.
    fs::write(lock_of(&path), name).unwrap();
    wait_for(&mut bench, |bench| bench.file().is_some_and(|file| file.read_only.is_some()));
    assert!(bench.held_by().unwrap().who.starts_with("Bea has had this project open on office-pc"));
    drop(bench);
    assert_eq!(fs::read_to_string(lock_of(&path)).unwrap(), name, "her name stays");
}
