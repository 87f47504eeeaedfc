//! What the window says and offers when something else writes the project, has it open, or has damaged it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use egui_kittest::kittest::Queryable as _;
use lectern::disk::Disk;
use lectern::project::store::{Expected, open, save};
use lectern::workbench::{Command, Places, Workbench};

use super::desk::{Desk, ECHO};

/// A project file with one annotation on the bundled corpus, saved twice.
fn saved_project(folder: &Path) -> PathBuf {
    let path = folder.join("cleveland.ron");
    let mut desk = Desk::bundled_with_coder();
    desk.send(Command::SaveAs(path.clone()));
    desk.finish();
    desk.tag(ECHO, "A CHIEF Constable", &["Roles"]);
    desk.send(Command::Save);
    desk.finish();
    path
}

fn opened(path: &Path) -> Desk {
    let mut desk = Desk::on(vec![path.to_owned()]);
    desk.finish();
    desk
}

/// Another program takes the annotation out of the project.
fn written_elsewhere(path: &Path) {
    let disk = Disk::default();
    let theirs = open(&disk, path).unwrap();
    let mut project = theirs.project;
    project.annotations.clear();
    let aside = path.with_file_name("elsewhere.ron");
    save(&disk, &project, theirs.held, &aside, Expected::Anything, &|_| None).unwrap();
    std::fs::rename(&aside, path).unwrap();
}

/// Somebody who has the project open.
fn holder(path: &Path) -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenProject(path.to_owned())).unwrap();
    bench.finish_jobs();
    bench
}

/// Steps until a banner offers this.
fn wait_for_offer(desk: &mut Desk, label: &str) {
    desk.bench(Workbench::look_at_file);
    desk.wait_for(label);
}

fn says(desk: &Desk, part: &str) -> bool {
    desk.harness.query_all_by_label_contains(part).next().is_some()
}

#[test]
fn a_change_by_another_program_can_be_reloaded_kept_or_merged() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    for (offer, annotations) in [("Reload", 0), ("Merge", 0), ("Keep mine", 1)] {
        let path = folder.path().join(format!("{}.ron", offer.len()));
        std::fs::copy(folder.path().join("cleveland.ron"), &path).unwrap();
        let mut desk = opened(&path);
        assert_eq!(desk.annotations(), 1);
        written_elsewhere(&path);
        wait_for_offer(&mut desk, offer);
        assert!(says(&desk, "was changed by another program at "));
        desk.click(offer);
        desk.finish();
        assert_eq!(desk.annotations(), annotations, "{offer}");
        assert!(!says(&desk, "was changed by another program at "), "{offer} decides it");
        assert_eq!(open(&Disk::default(), &path).unwrap().project.annotations.len(), annotations, "{offer}");
    }
    drop(path);
}

#[test]
fn what_a_merge_found_changed_on_both_sides_can_be_seen_and_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let mut desk = opened(&path);
    desk.send(Command::SetProjectMemo("I doubt it.".to_owned()));
    desk.finish();
    let disk = Disk::default();
    let theirs = open(&disk, &path).unwrap();
    let mut project = theirs.project;
    project.info.memo = "Certain.".to_owned();
    let aside = path.with_file_name("elsewhere.ron");
    save(&disk, &project, theirs.held, &aside, Expected::Anything, &|_| None).unwrap();
    std::fs::rename(&aside, &path).unwrap();
    wait_for_offer(&mut desk, "Merge");
    desk.click("Merge");
    desk.finish();
    assert!(says(&desk, "The merge found 1 thing that was changed on both sides."));
    desk.click("Show what was kept…");
    desk.run();
    desk.harness.get_by_label("Mine (kept): “I doubt it.”");
    desk.harness.get_by_label("Theirs (kept): “Certain.”");
    desk.harness.query_all_by_label("Clear the list").last().unwrap().click();
    desk.run();
    assert!(!says(&desk, "The merge found"));
}

#[test]
fn a_project_open_elsewhere_says_so_and_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let other = holder(&path);
    let mut desk = opened(&path);
    desk.harness.get_by_label("Read only");
    assert!(says(&desk, "has had this project open since "));
    assert!(!says(&desk, "Open anyway"), "nobody may write beside somebody else");
    drop(other);
    desk.click("Try again");
    desk.finish();
    assert!(desk.bench(|bench| bench.file().unwrap().read_only.is_none()));
    assert!(desk.harness.query_by_label("Try again").is_none());
}

#[test]
fn a_project_open_elsewhere_is_reloaded_only_after_asking_about_what_was_done_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let mut other = holder(&path);
    let mut desk = opened(&path);
    desk.tag(ECHO, "CHIEF", &["Roles"]);
    assert_eq!(desk.annotations(), 2);
    other.run(Command::SetProjectMemo("Theirs.".to_owned())).unwrap();
    other.run(Command::Save).unwrap();
    other.finish_jobs();
    wait_for_offer(&mut desk, "Reload");
    desk.click("Reload");
    desk.finish();
    assert_eq!(desk.annotations(), 2, "nobody has answered yet");
    assert!(says(&desk, "before leaving it?"));
    desk.click("Cancel");
    desk.finish();
    assert_eq!(desk.annotations(), 2);
}

#[test]
fn a_project_that_may_be_open_on_another_machine_can_be_worked_on_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let holder = "(name:\"Ann\",host:\"office-pc\",pid:1,since:\"2026-01-02T03:04:05Z\")";
    std::fs::write(path.with_extension("lectern").join("lock"), holder).unwrap();
    let mut desk = opened(&path);
    desk.harness.get_by_label("Read only");
    assert!(says(&desk, "Ann may have this project open on office-pc since "));
    desk.click("Work on it all the same");
    desk.finish();
    assert!(desk.bench(|bench| bench.file().unwrap().read_only.is_none()));
    assert!(desk.harness.query_by_label("Work on it all the same").is_none());
    assert_eq!(desk.annotations(), 1);
}

#[test]
fn a_picture_of_a_project_shows_it_as_it_is_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let mut bench = Workbench::new(Places::none());
    bench.only_read();
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    let mut desk = Desk::new(bench);
    desk.run();
    assert!(!says(&desk, "opened only to be read"));
    assert!(desk.harness.query_by_label("Try again").is_none());
    assert!(desk.harness.query_by_label("Read only").is_none());
    desk.harness.get_by_label("Saved");
}

#[test]
fn a_damaged_project_offers_its_newest_good_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let mut desk = opened(&path);
    assert!(says(&desk, "is damaged and was not opened."));
    let offer = desk.harness.query_all_by_label_contains("Open the backup of ").next();
    offer.unwrap().click();
    desk.run();
    desk.finish();
    assert_eq!(desk.bench(Workbench::project_name).as_deref(), Some("cleveland"));
    assert_eq!(desk.annotations(), 1, "the journal has what the backup lacks");
    assert!(!says(&desk, "is damaged and was not opened."));
}

#[test]
fn a_backup_is_restored_from_the_file_menu_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_project(folder.path());
    let mut desk = opened(&path);
    desk.click("File");
    desk.click("Restore a backup…");
    desk.finish();
    assert!(says(&desk, "0 annotations, 1 fewer than now"));
    desk.click("Restore");
    desk.finish();
    assert_eq!(desk.annotations(), 0);
    desk.send(Command::Undo);
    assert_eq!(desk.annotations(), 1);
}
