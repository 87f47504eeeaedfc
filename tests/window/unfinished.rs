//! Work without a name at the start of the window, a named project that is left, and a disk that refuses the journal.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::{Key, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::workbench::{Command, Places, Workbench};

use super::desk::{Desk, ECHO};
use super::refusing;

/// A window on the bundled corpus that keeps the program's own files in `data`.
fn started(data: &Path) -> Desk {
    let mut bench = Workbench::new(Places::within(data));
    bench.start_on_bundled_corpus();
    bench.change_settings(|settings| settings.try_this_closed = true);
    bench.run(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() }).unwrap();
    let mut desk = Desk::new(bench);
    desk.finish();
    desk
}

/// Leaves work without a name in `data`.
fn leave_work(data: &Path, words: &str) {
    let mut desk = started(data);
    if asks(&desk) {
        desk.click("Not now");
    }
    desk.tag(ECHO, words, &["Roles"]);
    desk.quit();
    desk.harness.get_by_label("Keep for later").click();
    desk.close();
    assert!(desk.closes());
}

fn asks(desk: &Desk) -> bool {
    desk.harness.query_all_by_label_contains("Work without a name from").next().is_some()
}

#[test]
fn work_without_a_name_is_kept_when_leaving_and_gone_on_with_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    leave_work(folder.path(), "A CHIEF Constable");
    let mut desk = started(folder.path());
    desk.harness.get_by_role_and_label(Role::Dialog, "Go on where you left off?");
    let said = desk.harness.query_all_by_label_contains("1 annotation in 5 documents.").next();
    assert!(said.is_some());
    desk.press(Key::Enter);
    desk.finish();
    assert_eq!(desk.annotations(), 1);
    assert!(!asks(&desk));
    assert!(desk.bench(|bench| bench.file().is_none() && bench.is_kept_for_later()));
}

#[test]
fn not_now_asks_again_at_the_next_start_and_put_away_does_not() {
    let folder = tempfile::tempdir().unwrap();
    leave_work(folder.path(), "A CHIEF Constable");
    let mut desk = started(folder.path());
    desk.press(Key::Escape);
    assert!(!asks(&desk));
    drop(desk);
    let mut desk = started(folder.path());
    desk.click("Put away");
    desk.finish();
    assert!(!asks(&desk));
    assert_eq!(desk.annotations(), 0);
    drop(desk);
    assert!(!asks(&started(folder.path())));
}

#[test]
fn several_pieces_of_work_are_offered_each() {
    let folder = tempfile::tempdir().unwrap();
    leave_work(folder.path(), "A CHIEF Constable");
    leave_work(folder.path(), "CHIEF");
    let mut desk = started(folder.path());
    desk.harness.get_by_role_and_label(Role::Dialog, "Go on with one of 2 pieces of work?");
    desk.harness.get_all_by_label("Put away").next().unwrap().click();
    desk.run();
    assert!(asks(&desk));
    desk.click("Go on");
    desk.finish();
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn a_named_project_is_left_without_a_question_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut desk = started(&folder.path().join("data"));
    desk.send(Command::SaveAs(path.clone()));
    desk.finish();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.harness.get_by_label("All changes kept");
    desk.quit();
    assert!(desk.closes(), "nothing is asked");
    desk.bench_mut(Workbench::close);
    drop(desk);
    assert!(std::fs::read_to_string(&path).unwrap().contains("A CHIEF Constable"), "it was folded");
    assert_eq!(Desk::on(vec![path]).annotations(), 1);
}

#[test]
fn a_disk_that_refuses_the_journal_is_told_of_asks_on_leaving_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let full = Arc::new(AtomicBool::new(false));
    let refuses = full.clone();
    let disk = refusing::disk(move |call, path| {
        let is_journal = path.file_name().is_some_and(|name| name == "journal");
        let refused = refuses.load(Ordering::Relaxed) && call == "append" && is_journal;
        refused.then_some(io::ErrorKind::StorageFull)
    });
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.start_on_bundled_corpus();
    bench.change_settings(|settings| settings.try_this_closed = true);
    bench.run(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() }).unwrap();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    // Only a journal that is opened anew asks for `append`.
    bench.run(Command::OpenProject(path.clone())).unwrap();
    bench.finish_jobs();
    let mut desk = Desk::new(bench);
    full.store(true, Ordering::Relaxed);
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.bench(Workbench::flush_journal);
    desk.wait_for("Not on disk");
    desk.harness.run_steps(3);
    let told = desk.harness.query_all_by_label_contains("Your changes are not reaching the disk").next();
    assert!(told.is_some());
    desk.quit();
    assert!(!desk.closes(), "what is not on disk is not left without a question");
    desk.harness.get_by_role_and_label(Role::Dialog, "Save “study” before closing?");
    desk.press(Key::Escape);

    full.store(false, Ordering::Relaxed);
    desk.wait_for("All changes kept");
    desk.harness.run_steps(3);
    let told = desk.harness.query_all_by_label_contains("on the disk again; nothing was lost").next();
    assert!(told.is_some());
    desk.end();
    assert_eq!(Desk::on(vec![path]).annotations(), 1);
}

/// A project that was renamed outside after a crash, with one annotation that was never saved.
fn renamed(folder: &Path) -> std::path::PathBuf {
    let (path, thesis) = (folder.join("study.ron"), folder.join("thesis.ron"));
    let mut desk = started(&folder.join("data"));
    desk.send(Command::SaveAs(path.clone()));
    desk.finish();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.bench(Workbench::flush_journal);
    drop(desk);
    std::fs::rename(path, &thesis).unwrap();
    thesis
}

#[test]
fn the_history_of_a_project_that_was_renamed_outside_is_offered_and_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let thesis = renamed(folder.path());
    let mut desk = Desk::on(vec![thesis.clone()]);
    desk.harness.get_by_role_and_label(Role::Dialog, "Take over the history of “study”?");
    let sentence = "“thesis.ron” was called “study.ron” before, and its history stayed in “study.lectern”, with 1 change that \
                    was never saved.";
    desk.harness.get_by_label(sentence);
    assert_eq!(desk.annotations(), 0);
    desk.press(Key::Enter);
    desk.finish();
    assert_eq!(desk.annotations(), 1);
    assert!(desk.harness.query_by_label(sentence).is_none());
    assert!(!folder.path().join("study.lectern").exists(), "all of it was moved");
    desk.bench_mut(Workbench::close);
    drop(desk);
    assert!(std::fs::read_to_string(&thesis).unwrap().contains("A CHIEF Constable"));
}

#[test]
fn a_history_that_is_not_taken_over_stays_where_it_is_and_can_be_had_later() {
    let folder = tempfile::tempdir().unwrap();
    let thesis = renamed(folder.path());
    let mut desk = Desk::on(vec![thesis.clone()]);
    desk.press(Key::Escape);
    assert!(desk.harness.query_all_by_label_contains("call the file “study.ron”").next().is_some());
    drop(desk);
    let mut desk = Desk::on(vec![thesis]);
    desk.click("Take over");
    desk.finish();
    assert_eq!(desk.annotations(), 1);
    // By what was taken over, undo reaches back as ever.
    desk.send(Command::Undo);
    assert_eq!(desk.annotations(), 0);
}
