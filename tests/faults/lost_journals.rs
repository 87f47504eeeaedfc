//! Journals that are removed or replaced while a window writes them: noticed, told, and written anew.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lectern::disk::Disk;
use lectern::project::Project;
use lectern::project::journal;
use lectern::text::Span;
use lectern::workbench::{Command, Places, Workbench};

use crate::refusing;
use crate::reopening::{opened, troubles};

const TOLD: &str = "The journal of this project was removed or replaced by another program; it was written anew with all \
                    that was done and the texts that are open here.";

/// A saved project with a tag that is in the journal alone, and its journal.
fn study() -> (tempfile::TempDir, PathBuf, PathBuf, Workbench) {
    study_on(Disk::default())
}

fn study_on(disk: Disk) -> (tempfile::TempDir, PathBuf, PathBuf, Workbench) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.start_on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "first");
    let journal = journal::path_of(&path);
    (folder, path, journal, bench)
}

fn new_tag(bench: &mut Workbench, name: &str) {
    bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
    bench.flush_journal();
    bench.poll();
}

/// Leaves without saving, and gives the project as it was left.
fn gone(bench: Workbench) -> Project {
    let left = bench.project().clone();
    drop(bench);
    left
}

#[test]
fn a_journal_that_is_removed_is_written_anew_with_all_that_was_done() {
    let (_folder, path, journal, mut bench) = study();
    fs::remove_file(&journal).unwrap();
    new_tag(&mut bench, "second");
    assert_eq!(troubles(&mut bench), [TOLD]);
    assert!(!bench.journal_is_failing());
    new_tag(&mut bench, "third");
    assert_eq!(troubles(&mut bench), [""; 0], "it is told once");
    let left = gone(bench);
    let mut found = opened(&path);
    assert_eq!(*found.project(), left);
    for _ in 0..3 {
        found.run(Command::Undo).unwrap();
    }
    assert!(found.project().tags.is_empty(), "what was done before can be undone as well");
}

#[test]
fn a_journal_that_is_removed_while_nothing_is_done_is_written_anew() {
    let (_folder, path, journal, mut bench) = study();
    fs::remove_file(&journal).unwrap();
    let begin = Instant::now();
    while !journal.exists() && begin.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(50));
    }
    bench.flush_journal();
    bench.poll();
    assert_eq!(troubles(&mut bench), [TOLD]);
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn texts_that_are_removed_with_the_journal_are_kept_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (letter, path) = (folder.path().join("letter.txt"), folder.path().join("study.ron"));
    fs::write(&letter, "The clerk denied it.\n").unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![letter])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    let text = "A".to_owned();
    bench.run(Command::CorrectText { document, span: Span::new(0, 3), text }).unwrap();
    bench.flush_journal();
    fs::remove_dir_all(path.with_extension("lectern")).unwrap();
    new_tag(&mut bench, "after");
    // The lock has gone as well, and is there again before anything is written.
    bench.flush_journal();
    bench.poll();
    assert_eq!(troubles(&mut bench), [TOLD]);
    let left = gone(bench);
    let found = opened(&path);
    assert_eq!(*found.project(), left);
    assert_eq!(found.text(document).unwrap().as_str(), "A clerk denied it.\n");
}

#[test]
fn a_journal_that_is_replaced_by_an_older_copy_is_written_anew_and_the_copy_set_aside() {
    let (_folder, path, journal, mut bench) = study();
    let older = fs::read(&journal).unwrap();
    new_tag(&mut bench, "second");
    let copy = journal.with_file_name("copy");
    fs::write(&copy, &older).unwrap();
    fs::rename(&copy, &journal).unwrap();
    new_tag(&mut bench, "third");
    assert_eq!(troubles(&mut bench), [TOLD]);
    assert_eq!(fs::read(journal.with_file_name("journal.aside-1")).unwrap(), older);
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn what_another_machine_writes_to_a_journal_after_it_was_read_is_kept() {
    let (_folder, path, journal, bench) = study();
    gone(bench);
    let mut bench = opened(&path);
    bench.take_notices();
    let theirs = [fs::read(&journal).unwrap(), b"a line of theirs\n".to_vec()].concat();
    fs::write(&journal, &theirs).unwrap();
    new_tag(&mut bench, "second");
    assert_eq!(troubles(&mut bench), [TOLD]);
    assert_eq!(fs::read(journal.with_file_name("journal.aside-1")).unwrap(), theirs);
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn a_project_file_that_was_renamed_after_a_crash_says_where_its_journal_is() {
    let (_folder, path, _, bench) = study();
    let left = gone(bench);
    let thesis = path.with_file_name("thesis.ron");
    fs::rename(&path, &thesis).unwrap();
    let bench = opened(&thesis);
    let sentence = "“thesis.ron” was called “study.ron” before, and its history stayed in “study.lectern”, with 1 change that \
                    was never saved: to have it again, call the file “study.ron” before you work on it, and use “Save as…” \
                    to give it another name.";
    assert_eq!(bench.journal_left_behind().unwrap().advice("thesis.ron"), sentence);
    drop(bench);
    fs::rename(&thesis, &path).unwrap();
    assert_eq!(*opened(&path).project(), left);
    // Taken over, it goes on under the new name; what was done with it there since stays.
    fs::rename(&path, &thesis).unwrap();
    let mut bench = opened(&thesis);
    bench.run(Command::TakeJournalOver).unwrap();
    bench.finish_jobs();
    assert_eq!(*bench.project(), left);
    assert_eq!(bench.journal_left_behind(), None);
    assert!(!path.with_extension("lectern").exists() && journal::path_of(&thesis).exists());
    drop(bench);
    let mut bench = opened(&thesis);
    assert_eq!(*bench.project(), left);
    new_tag(&mut bench, "later");
    assert!(bench.run(Command::TakeJournalOver).is_err(), "there is nothing left to take over");
    gone(bench);
    fs::rename(&thesis, &path).unwrap();
    fs::rename(thesis.with_extension("lectern"), path.with_extension("lectern")).unwrap();
    // A copy has left nothing behind: the journal is that of the file that is still there.
    fs::copy(&path, &thesis).unwrap();
    assert_eq!(troubles(&mut opened(&thesis)), [""; 0]);
}

#[test]
fn a_project_file_that_was_renamed_finds_a_history_all_of_which_is_in_the_archive() {
    let (_folder, path, journal, mut bench) = study();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    gone(bench);
    let archive = path.with_extension("lectern").join("trail");
    fs::create_dir_all(&archive).unwrap();
    fs::rename(&journal, archive.join("000000000002.journal")).unwrap();
    let thesis = path.with_file_name("thesis.ron");
    fs::rename(&path, &thesis).unwrap();
    let mut bench = opened(&thesis);
    assert_eq!(
        bench.journal_left_behind().map(|left| (left.name.as_str(), left.changes)),
        Some(("study", 0))
    );
    bench.run(Command::TakeJournalOver).unwrap();
    bench.finish_jobs();
    assert!(thesis.with_extension("lectern").join("trail/000000000002.journal").exists());
    assert!(!path.with_extension("lectern").exists());
}

#[test]
fn the_way_to_a_journal_left_behind_is_told_when_it_is_too_late_to_take_it_over_and_leads_there() {
    let (_folder, path, _, bench) = study();
    let left = gone(bench);
    let thesis = path.with_file_name("thesis.ron");
    fs::rename(&path, &thesis).unwrap();
    let mut bench = opened(&thesis);
    new_tag(&mut bench, "later");
    let refused = bench.run(Command::TakeJournalOver).unwrap_err().to_string();
    assert!(refused.contains("copy “thesis.ron” to “study.ron” in the same folder"), "{refused}");
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    drop(bench);
    fs::copy(&thesis, &path).unwrap();
    let bench = opened(&path);
    assert!(left.tags.keys().all(|tag| bench.project().tags.contains_key(tag)));
    assert_eq!(bench.project().tags.len(), left.tags.len() + 1);
}

#[test]
fn a_journal_that_is_cut_short_in_place_is_written_anew() {
    let (_folder, path, journal, mut bench) = study();
    fs::File::options().write(true).open(&journal).unwrap().set_len(100).unwrap();
    new_tag(&mut bench, "second");
    assert_eq!(troubles(&mut bench), [TOLD]);
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn a_journal_whose_copy_takes_its_place_is_gone_on_with() {
    let (_folder, path, journal, mut bench) = study();
    let copy = journal.with_file_name("copy");
    fs::copy(&journal, &copy).unwrap();
    fs::rename(&copy, &journal).unwrap();
    // Time for the writer to look at it while it rests.
    std::thread::sleep(Duration::from_secs(3));
    new_tag(&mut bench, "second");
    assert_eq!(troubles(&mut bench), [""; 0]);
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn an_archive_the_disk_makes_no_promise_about_costs_nothing() {
    let refused = Arc::new(AtomicUsize::new(0));
    let counted = refused.clone();
    let disk = refusing::disk(move |call, path| {
        let is_it = call == "flush_folder" && path.ends_with("trail");
        (is_it && counted.fetch_add(1, Ordering::SeqCst) == 1).then_some(ErrorKind::Other)
    });
    let (_folder, path, journal, mut bench) = study_on(disk);
    bench.run(Command::SetProjectMemo("a".repeat((journal::LONGEST / 2 + 1000) as usize))).unwrap();
    bench.run(Command::SetProjectMemo(String::new())).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    new_tag(&mut bench, "second");
    assert!(refused.load(Ordering::SeqCst) > 0, "it was refused");
    let read = journal::read(&Disk::default(), &path).unwrap().unwrap();
    assert_eq!((read.damaged.len(), read.entries.len()), (0, 1), "{}", journal.display());
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn a_journal_that_cannot_be_begun_is_set_aside_once() {
    let refused = Arc::new(AtomicUsize::new(0));
    let counted = refused.clone();
    let disk = refusing::disk(move |call, path| {
        let is_it = call == "rename" && path.ends_with("journal");
        (is_it && counted.fetch_add(1, Ordering::SeqCst) < 6).then_some(ErrorKind::StorageFull)
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let journal = journal::path_of(&path);
    fs::create_dir_all(journal.parent().unwrap()).unwrap();
    fs::write(&journal, "of something else\n").unwrap();
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.start_on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let mut number = 0;
    while refused.load(Ordering::SeqCst) < 7 {
        number += 1;
        new_tag(&mut bench, &format!("tag {number}"));
    }
    assert!(!bench.journal_is_failing());
    assert!(journal.with_file_name("journal.aside-1").exists());
    assert!(!journal.with_file_name("journal.aside-2").exists());
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn a_first_name_is_given_without_waiting_for_the_journal_at_the_new_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let (gate, new_place) = (Arc::new(Mutex::new(())), journal::path_of(&path));
    let waits = gate.clone();
    let disk = refusing::disk(move |call, path| {
        if call == "rename" && path == new_place {
            drop(waits.lock());
        }
        None
    });
    let data = folder.path().join("data");
    let mut bench = Workbench::on_disk(Places::within(&data), disk);
    bench.start_on_bundled_corpus();
    new_tag(&mut bench, "first");
    let held = gate.lock().unwrap();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    // Were this to wait for the disk, it would wait for ever.
    while bench.file().is_none() {
        bench.poll();
        std::thread::yield_now();
    }
    bench.run(Command::NewTag { parent: None, name: "second".into() }).unwrap();
    bench.poll();
    let unnamed = |name: &str| fs::read_dir(data.join("unnamed").join(name)).map_or(0, Iterator::count);
    assert_eq!(unnamed("put away"), 0, "not before the new journal is safe");
    drop(held);
    bench.finish_jobs();
    assert_eq!(unnamed("put away"), 1);
    assert_eq!(bench.kept_beside(), Some(path.clone()));
    let left = gone(bench);
    assert_eq!(*opened(&path).project(), left);
}
