//! A journal that has grown long and went to the archive: what is in it can still be undone, and brought back.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lectern::disk::Disk;
use lectern::project::Project;
use lectern::project::journal;
use lectern::project::store::backups;
use lectern::workbench::{Command, Places, Workbench};

use crate::refusing;
use crate::reopening::{self, troubles};

/// A project whose journal went to the archive when it was last saved, with two tags in it; and one more, saved before.
fn study() -> (tempfile::TempDir, PathBuf, Workbench) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    new_tag(&mut bench, "first");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    work_long(&mut bench);
    for name in ["second", "third"] {
        new_tag(&mut bench, name);
    }
    save(&mut bench);
    assert!(!journal::path_of(&path).exists(), "it went to the archive");
    assert_eq!(fs::read_dir(path.with_extension("lectern").join("trail")).unwrap().count(), 1);
    (folder, path, bench)
}

/// Writes a memo and takes it out again: enough for a journal of its own.
fn work_long(bench: &mut Workbench) {
    bench.run(Command::SetProjectMemo("a".repeat((journal::LONGEST / 2 + 1000) as usize))).unwrap();
    bench.run(Command::SetProjectMemo(String::new())).unwrap();
}

fn new_tag(bench: &mut Workbench, name: &str) {
    bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
}

fn save(bench: &mut Workbench) {
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
}

fn tags(bench: &Workbench) -> Vec<&str> {
    let mut names: Vec<&str> = bench.project().tags.values().map(|tag| tag.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Leaves without saving, once the journal has what was done.
fn gone(bench: Workbench) -> Project {
    bench.flush_journal();
    assert!(!bench.journal_is_failing());
    let left = bench.project().clone();
    drop(bench);
    left
}

fn opened(path: &Path) -> (Workbench, Vec<String>) {
    let mut bench = reopening::opened(path);
    let told = troubles(&mut bench);
    (bench, told)
}

#[test]
fn an_undo_of_an_archived_step_just_before_a_crash_is_there_at_the_next_start() {
    let (_folder, path, mut bench) = study();
    bench.run(Command::Undo).unwrap();
    assert_eq!(tags(&bench), ["first", "second"]);
    let left = gone(bench);
    let (mut bench, told) = opened(&path);
    assert_eq!(*bench.project(), left);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("1 change that was not yet in “study.ron” came back from the journal ("),
        "{told:?}"
    );
    // And one goes on from there both ways, over the next crash too.
    bench.run(Command::Redo).unwrap();
    assert_eq!(tags(&bench), ["first", "second", "third"]);
    for _ in 0..2 {
        bench.run(Command::Undo).unwrap();
    }
    new_tag(&mut bench, "fourth");
    let left = gone(bench);
    let (mut bench, told) = opened(&path);
    assert_eq!(*bench.project(), left);
    assert!(told[0].starts_with("5 changes that were not yet in “study.ron” came back "), "{told:?}");
    bench.run(Command::Undo).unwrap();
    assert_eq!(tags(&bench), ["first"]);
    save(&mut bench);
    drop(bench);
    let (bench, told) = opened(&path);
    assert_eq!((tags(&bench), told.len()), (vec!["first"], 0));
    let trail = bench.whole_trail();
    let numbers: Vec<u64> = trail.entries().iter().map(|entry| entry.number).collect();
    let expected: Vec<u64> = (1..=numbers.len() as u64).collect();
    assert_eq!(numbers, expected, "every entry is told once");
}

#[test]
fn a_backup_in_the_place_of_a_damaged_project_gets_what_was_archived_since() {
    for more in [false, true] {
        let (_folder, path, mut bench) = study();
        if more {
            new_tag(&mut bench, "fourth");
        }
        let left = gone(bench);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        let (mut bench, _) = opened(&path);
        assert!(bench.damaged_project().is_some());
        bench.run(Command::OpenBackupInstead).unwrap();
        bench.finish_jobs();
        assert_eq!(*bench.project(), left);
        // Nor is it lost again when nothing comes to save it.
        bench.flush_journal();
        drop(bench);
        let (mut bench, _) = opened(&path);
        assert_eq!(*bench.project(), left);
        save(&mut bench);
        drop(bench);
        let (bench, told) = opened(&path);
        assert_eq!((bench.project(), told.len()), (&left, 0));
    }
}

#[test]
fn a_file_put_back_to_before_the_archive_stays_as_it_was_put() {
    let (folder, path, mut bench) = study();
    let copy = folder.path().join("copy");
    fs::copy(&path, &copy).unwrap();
    bench.run(Command::Undo).unwrap();
    save(&mut bench);
    gone(bench);
    fs::copy(&copy, &path).unwrap();
    let (bench, told) = opened(&path);
    assert!(told[0].contains(" was put back to an earlier state, so "), "{told:?}");
    assert_eq!(tags(&bench), ["first", "second", "third"]);
}

/// True when the history says that something had to be mended.
fn mends(bench: &Workbench) -> bool {
    let trail = bench.whole_trail();
    (0..trail.len()).any(|line| trail.what(line).contains("changes that are lost"))
}

/// Puts the file back that was saved before the last one, with its first tag only.
fn put_back(path: &Path) {
    let kept = backups::list(&Disk::default(), path).unwrap();
    fs::copy(&kept[0].path, path).unwrap();
}

#[test]
fn a_file_put_back_to_before_the_archive_says_so_where_there_is_no_journal_any_more() {
    let (_folder, path, bench) = study();
    drop(bench);
    put_back(&path);
    let (mut bench, told) = opened(&path);
    assert!(
        told.len() == 1 && told[0].contains(" was put back to an earlier state, so 4 later changes are"),
        "{told:?}"
    );
    assert_eq!(tags(&bench), ["first"]);
    assert!(!mends(&bench), "nothing was lost");
    // What is done now is numbered after all that was ever done.
    new_tag(&mut bench, "later");
    let left = gone(bench);
    let (bench, told) = opened(&path);
    assert_eq!((bench.project(), tags(&bench)), (&left, vec!["first", "later"]));
    assert!(told.iter().all(|sentence| sentence.contains("came back from the journal")), "{told:?}");
    let trail = bench.whole_trail();
    let numbers: Vec<u64> = trail.entries().iter().map(|entry| entry.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
}

#[test]
fn a_file_put_back_to_before_the_archive_says_so_beside_what_was_done_since() {
    for saved in [false, true] {
        let (_folder, path, mut bench) = study();
        if saved {
            new_tag(&mut bench, "fourth");
            save(&mut bench);
            put_back(&path);
            let kept = backups::list(&Disk::default(), &path).unwrap();
            fs::copy(&kept[1].path, &path).unwrap();
        } else {
            new_tag(&mut bench, "fourth");
            put_back(&path);
        }
        gone(bench);
        let (bench, told) = opened(&path);
        let count = if saved { 5 } else { 4 };
        let back = format!(" was put back to an earlier state, so {count} later changes are");
        assert!(told.iter().any(|sentence| sentence.contains(&back)), "{told:?}");
        assert_eq!(tags(&bench), if saved { vec!["first"] } else { vec!["first", "fourth"] });
    }
}

#[test]
fn an_archive_that_was_lost_costs_the_undo_and_says_so() {
    let (_folder, path, mut bench) = study();
    bench.run(Command::Undo).unwrap();
    gone(bench);
    fs::remove_dir_all(path.with_extension("lectern").join("trail")).unwrap();
    let (bench, told) = opened(&path);
    assert_eq!(tags(&bench), ["first", "second", "third"]);
    assert_eq!(
        told,
        [
            "1 change in the journal of “study.ron” could not be brought in, because what it changed is different now; it \
             stays in the journal, and History lists it."
        ]
    );
}

#[test]
fn undo_reaches_what_was_archived_however_long_ago() {
    let (_folder, path, mut bench) = study();
    save_as_long_journal(&mut bench, "fourth");
    drop(bench);
    let (mut bench, told) = opened(&path);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(fs::read_dir(path.with_extension("lectern").join("trail")).unwrap().count(), 2);
    assert!(bench.history().undoable().is_none() && bench.can_undo(), "it is not here, and can be had");
    // The fourth tag and the two memos before it, then the third tag, which lies in the archive before.
    for expected in [3, 3, 3, 2] {
        undo(&mut bench);
        assert_eq!(tags(&bench).len(), expected, "{:?}", tags(&bench));
    }
    assert_eq!(tags(&bench), ["first", "second"]);
    // A start in between changes nothing.
    save(&mut bench);
    drop(bench);
    let (mut bench, _) = opened(&path);
    while bench.can_undo() {
        undo(&mut bench);
    }
    assert!(tags(&bench).is_empty() && bench.project().info.memo.is_empty());
    assert_eq!(bench.project().documents.len(), 5, "a project is not undone to before it began");
    while bench.can_redo() {
        bench.run(Command::Redo).unwrap();
        bench.finish_jobs();
    }
    assert_eq!(tags(&bench), ["first", "fourth", "second", "third"]);
    let left = gone(bench);
    let (bench, _) = opened(&path);
    assert_eq!(*bench.project(), left);
}

#[test]
fn what_was_undone_before_its_journal_was_archived_can_be_done_again_at_the_next_start() {
    let (_folder, path, mut bench) = study();
    save_as_long_journal(&mut bench, "fourth");
    // Undone and saved while the journal is long again, so that the undo itself goes to the archive.
    work_long(&mut bench);
    for _ in 0..3 {
        undo(&mut bench);
    }
    save(&mut bench);
    assert!(!journal::path_of(&path).exists(), "it went to the archive");
    drop(bench);
    let (mut bench, _) = opened(&path);
    assert_eq!(tags(&bench), ["first", "second", "third"]);
    assert!(bench.can_redo());
    bench.run(Command::Redo).unwrap();
    bench.finish_jobs();
    assert_eq!(tags(&bench), ["first", "fourth", "second", "third"]);
    new_tag(&mut bench, "fifth");
    assert!(!bench.can_redo(), "something else was done since");
}

#[test]
fn an_archive_that_was_lost_ends_undo_with_a_sentence() {
    let (_folder, path, bench) = study();
    drop(bench);
    fs::remove_dir_all(path.with_extension("lectern").join("trail")).unwrap();
    let (mut bench, _) = opened(&path);
    undo(&mut bench);
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(
        told,
        ["Nothing can be undone before that: the entries before it are no longer kept beside this project."]
    );
    assert!(!bench.can_undo());
    assert_eq!(tags(&bench), ["first", "second", "third"]);
}

#[test]
fn what_was_archived_goes_along_when_the_project_is_saved_elsewhere() {
    let (folder, path, bench) = study();
    drop(bench);
    let (mut bench, _) = opened(&path);
    new_tag(&mut bench, "fourth");
    let copy = folder.path().join("elsewhere").join("copy.ron");
    fs::create_dir(copy.parent().unwrap()).unwrap();
    bench.run(Command::SaveAs(copy.clone())).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    let said: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert!(said.iter().all(|sentence| !sentence.starts_with("Saved, but")), "{said:?}");
    // The copy stands alone.
    fs::remove_dir_all(path.with_extension("lectern")).unwrap();
    fs::remove_file(&path).unwrap();
    for expected in [&["first", "second", "third"][..], &["first", "second"]] {
        undo(&mut bench);
        assert_eq!(tags(&bench), expected);
    }
    gone(bench);
    let (mut bench, _) = opened(&copy);
    assert_eq!(tags(&bench), ["first", "second"]);
    let numbers: Vec<u64> = bench.whole_trail().entries().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<u64>>());
    while bench.can_undo() {
        undo(&mut bench);
    }
    assert!(tags(&bench).is_empty() && bench.project().info.memo.is_empty());
}

#[test]
fn an_archive_that_cannot_be_taken_along_is_told() {
    let (folder, path, bench) = study();
    drop(bench);
    let disk = refusing::disk(|call, path| {
        let is_there = path.to_string_lossy().contains("copy.lectern");
        (call == "create_folder" && is_there && path.ends_with("trail")).then_some(ErrorKind::StorageFull)
    });
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(folder.path().join("copy.ron"))).unwrap();
    bench.finish_jobs();
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert!(
        told.iter().any(|sentence| sentence.starts_with(
            "Saved, but the earlier entries of the history could not be kept beside “copy.ron”, so that undo and the \
             history will not reach back to them there: the disk is full"
        )),
        "{told:?}"
    );
}

/// Makes a tag of this name and saves, with as much done before it as makes the journal go to the archive.
fn save_as_long_journal(bench: &mut Workbench, name: &str) {
    work_long(bench);
    new_tag(bench, name);
    save(bench);
}

fn undo(bench: &mut Workbench) {
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
}

#[test]
fn what_the_archive_has_under_a_number_that_is_used_again_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let trail = path.with_extension("lectern").join("trail");
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "first");
    save(&mut bench);
    let (file, kept) = (fs::read(&path).unwrap(), fs::read(journal::path_of(&path)).unwrap());
    work_long(&mut bench);
    save(&mut bench);
    drop(bench);
    let archived = || {
        let files = fs::read_dir(&trail).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    };
    let before = archived();
    assert_eq!(before.len(), 1);
    // As a sync service or a person puts an earlier state back, with all but the archive.
    fs::write(&path, file).unwrap();
    fs::write(journal::path_of(&path), kept).unwrap();
    let (mut bench, told) = opened(&path);
    let later = bench.verify().archived_later.unwrap();
    let which = format!("so entries {}–{} of its history are not in it", later.start(), later.end());
    assert!(told[0].contains("and its journal were put back") && told[0].contains(&which), "{told:?}");
    bench.run(Command::SetProjectMemo("b".repeat((journal::LONGEST / 2 + 1000) as usize))).unwrap();
    bench.run(Command::SetProjectMemo("others".into())).unwrap();
    save(&mut bench);
    drop(bench);
    assert!(archived().contains(&before[0]), "what was archived before is there still");
    assert_eq!(opened(&path).1, [""; 0]);
}

#[test]
fn saving_tells_of_a_journal_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let is_broken = Arc::new(AtomicBool::new(false));
    let refuses = is_broken.clone();
    let disk = refusing::disk(move |call, path| {
        let is_journal = path.file_name().is_some_and(|name| name == "journal");
        let writes = !matches!(call, "read" | "about" | "list");
        (is_journal && writes && refuses.load(Ordering::Relaxed)).then_some(ErrorKind::PermissionDenied)
    });
    let mut bench = Workbench::on_disk(Places::none(), disk.clone());
    bench.start_on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "first");
    save(&mut bench);
    drop(bench);
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.run(Command::OpenProject(path.clone())).unwrap();
    bench.finish_jobs();
    is_broken.store(true, Ordering::Relaxed);
    bench.take_notices();
    new_tag(&mut bench, "second");
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    let is_told = |sentence: &String| {
        sentence.contains("“study.ron” was saved, but its journal cannot be written (")
            && sentence.ends_with("is lost to undo and to the history once Lectern ends.")
    };
    assert!(told.iter().any(is_told), "{told:?}");
    assert!(fs::read_to_string(&path).unwrap().contains("second"));
}
