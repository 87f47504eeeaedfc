//! A project that something else writes while it is open here: noticed, and never overwritten silently.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use lectern::disk::Disk;
use lectern::project::correct::correct;
use lectern::project::journal;
use lectern::project::store::backups::{self, BackupKind};
use lectern::project::store::{Expected, frozen_text, keep_texts, open, save};
use lectern::project::{AnnotationId, Edit, Project, Tag, Timestamp};
use lectern::text::Span;
use lectern::workbench::{Command, Level, Places, Workbench};

use crate::projects::{Sample, large};
use crate::refusing;
use crate::reopening::{self, opened_in, troubles};

/// A project of three annotations on disk, and a workbench with a window that has it open.
pub(crate) fn study() -> (tempfile::TempDir, PathBuf, Workbench) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let sample = large(3);
    save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &|id| sample.text(id)).unwrap();
    (folder, path.clone(), opened(&path))
}

pub(crate) fn opened(path: &Path) -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.set_waker(Arc::new(|| {}));
    let mut bench = opened_in(bench, path);
    assert_eq!(bench.file().and_then(|file| file.read_only.clone()), None);
    bench.take_notices();
    bench
}

/// Another program writes the project.
fn written_elsewhere(path: &Path, change: impl FnOnce(&mut Project)) -> Project {
    let disk = Disk::default();
    let theirs = open(&disk, path).unwrap();
    let mut sample = Sample { project: theirs.project, texts: std::collections::BTreeMap::default() };
    change(&mut sample.project);
    // Where it says nothing of a journal it is as after a change by hand or by git.
    let aside = path.with_file_name("elsewhere.ron");
    save(&disk, &sample.project, theirs.held, &aside, Expected::Anything, &|_| None).unwrap();
    fs::rename(&aside, path).unwrap();
    sample.project
}

/// Waits until the change is noticed.
fn noticed(bench: &mut Workbench) {
    wait_for(bench, |bench| bench.outside_change().is_some());
}

pub(crate) fn wait_for(bench: &mut Workbench, done: impl Fn(&Workbench) -> bool) {
    let begin = Instant::now();
    while !done(bench) {
        assert!(begin.elapsed() < Duration::from_secs(20), "nothing was noticed");
        bench.look_at_file();
        bench.poll();
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub(crate) fn first(project: &Project) -> AnnotationId {
    *project.annotations.keys().next().unwrap()
}

fn last(project: &Project) -> AnnotationId {
    *project.annotations.keys().next_back().unwrap()
}

pub(crate) fn memo(bench: &mut Workbench, annotation: AnnotationId, memo: &str) {
    bench.run(Command::SetAnnotationMemo { annotation, memo: memo.to_owned() }).unwrap();
}

fn settle(bench: &mut Workbench, command: Command) -> Vec<String> {
    bench.run(command).unwrap();
    bench.finish_jobs();
    let notices = bench.take_notices();
    notices
        .into_iter()
        .filter(|notice| !notice.text.contains("could not be kept"))
        .map(|notice| notice.text)
        .collect()
}

pub(crate) fn on_disk(path: &Path) -> Project {
    open(&Disk::default(), path).unwrap().project
}

fn newest(path: &Path) -> (BackupKind, Project) {
    let backup = backups::list(&Disk::default(), path).unwrap().remove(0);
    (backup.kind, backups::open(&Disk::default(), path, &backup.path).unwrap().project)
}

#[test]
fn our_own_saves_are_no_change() {
    let (_folder, path, mut bench) = study();
    for n in 0..3 {
        let annotation = first(bench.project());
        memo(&mut bench, annotation, &format!("{n}"));
        bench.run(Command::Save).unwrap();
        bench.finish_jobs();
        for _ in 0..5 {
            bench.look_at_file();
            std::thread::sleep(Duration::from_millis(20));
            bench.poll();
        }
        assert_eq!(bench.outside_change(), None);
    }
    assert_eq!(on_disk(&path), *bench.project());
}

#[test]
fn a_file_changed_while_there_is_unsaved_work_is_noticed_and_not_saved_over() {
    let (_folder, path, mut bench) = study();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "mine");
    let theirs = written_elsewhere(&path, |project| project.info.memo = "theirs".to_owned());
    noticed(&mut bench);
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    let told = bench.take_notices();
    assert_eq!(told.last().unwrap().level, Level::Error);
    assert_eq!(
        told.last().unwrap().text,
        format!(
            "{} was changed by another program since it was opened, so it was not saved over; save under another name, \
             or open it again to see what is there.",
            path.display()
        )
    );
    assert_eq!(on_disk(&path), theirs);
}

#[test]
fn a_merge_that_a_crash_kept_from_being_saved_is_there_when_the_project_is_opened_again() {
    let (_folder, path, bench) = study();
    drop(bench);
    let refuses = Arc::new(AtomicBool::new(false));
    let refused = refuses.clone();
    let disk = refusing::disk(move |call, path| {
        let is_it = call == "rename" && path.ends_with("study.ron") && refused.load(Ordering::SeqCst);
        is_it.then_some(ErrorKind::StorageFull)
    });
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.set_waker(Arc::new(|| {}));
    let mut bench = opened_in(bench, &path);
    let (mine, theirs) = (first(bench.project()), last(bench.project()));
    let was = bench.project().annotations[&theirs].memo.clone();
    memo(&mut bench, mine, "mine");
    written_elsewhere(&path, |project| {
        let mut changed = project.annotations[&theirs].clone();
        changed.memo = "theirs".to_owned();
        project.annotations.insert(theirs, changed);
    });
    noticed(&mut bench);
    refuses.store(true, Ordering::SeqCst);
    settle(&mut bench, Command::MergeTheirs);
    bench.flush_journal();
    let merged = bench.project().clone();
    assert_ne!(on_disk(&path), merged, "the file is still theirs");
    drop(bench);

    let mut bench = reopening::opened(&path);
    let told = troubles(&mut bench);
    assert!(
        told.len() == 1 && told[0].starts_with("1 change that was not yet in “study.ron” came back"),
        "{told:?}"
    );
    assert_eq!(*bench.project(), merged);
    // And undo takes the merge back as ever.
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().annotations[&mine].memo, "mine");
    assert_eq!(bench.project().annotations[&theirs].memo, was);
}

#[test]
fn closing_with_an_undecided_change_overwrites_nothing_and_loses_nothing() {
    let (_folder, path, mut bench) = study();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "mine");
    let theirs = written_elsewhere(&path, |project| project.info.memo = "theirs".to_owned());
    bench.close();
    drop(bench);
    assert_eq!(on_disk(&path), theirs);
    // The journal brings back what was done, onto what is there now.
    let bench = opened(&path);
    assert_eq!(bench.project().annotations[&annotation].memo, "mine");
    assert_eq!(bench.project().info.memo, "theirs");
}

#[test]
fn reload_takes_theirs_and_keeps_what_was_here_in_the_history() {
    let (_folder, path, mut bench) = study();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "mine");
    let theirs = written_elsewhere(&path, |project| {
        project.annotations.remove(&last(project)).unwrap();
    });
    noticed(&mut bench);
    assert_eq!(
        settle(&mut bench, Command::Reload),
        [
            "“study.ron” is taken over as it is on disk (1 annotation changed, 1 removed); what was here before stays in \
             the history."
        ]
    );
    assert_eq!(*bench.project(), theirs);
    assert_eq!(on_disk(&path), theirs);
    assert_eq!(bench.outside_change(), None);
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().annotations[&annotation].memo, "mine");
}

#[test]
fn keep_mine_saves_over_theirs_and_keeps_it_as_a_backup() {
    let (_folder, path, mut bench) = study();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "mine");
    let theirs = written_elsewhere(&path, |project| project.info.memo = "theirs".to_owned());
    noticed(&mut bench);
    assert_eq!(
        settle(&mut bench, Command::KeepMine),
        ["Your version of “study.ron” is kept; the other program's is among the backups."]
    );
    assert_eq!(on_disk(&path), *bench.project());
    assert_eq!(bench.project().annotations[&annotation].memo, "mine");
    assert_eq!(newest(&path), (BackupKind::Theirs, theirs));
    assert_eq!(bench.outside_change(), None);
}

#[test]
fn merge_unites_both_in_one_step_and_counts_what_came_in() {
    let (_folder, path, mut bench) = study();
    let before = bench.project().clone();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "mine");
    let theirs = written_elsewhere(&path, |project| {
        project.annotations.remove(&last(project)).unwrap();
        let tag = project.tags.values().next().unwrap().clone();
        let new = Tag { id: lectern::project::TagId::derived(b"theirs"), name: "Theirs".to_owned(), ..tag };
        project.tags.insert(new.id, new);
    });
    noticed(&mut bench);
    let steps = bench.history().in_force().count();
    assert_eq!(
        settle(&mut bench, Command::MergeTheirs),
        ["Merged “study.ron”: 1 annotation removed, 1 tag added."]
    );
    let merged = bench.project().clone();
    assert_eq!(merged.annotations[&annotation].memo, "mine");
    assert_eq!(merged.annotations.len(), before.annotations.len() - 1);
    assert!(merged.tags.values().any(|tag| tag.name == "Theirs"));
    assert_eq!(bench.history().in_force().count(), steps + 1, "it is one step");
    assert_eq!(on_disk(&path), merged);
    assert_eq!(newest(&path), (BackupKind::Theirs, theirs));
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().annotations.len(), before.annotations.len());
    // And after a restart everything is as it was left.
    let left = bench.project().clone();
    bench.close();
    drop(bench);
    assert_eq!(*opened(&path).project(), left);
}

#[test]
fn what_both_changed_is_told_and_kept() {
    let (_folder, path, mut bench) = study();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "I doubt it.");
    written_elsewhere(&path, |project| {
        project.annotations.get_mut(&annotation).unwrap().memo = "Certain.".to_owned();
    });
    noticed(&mut bench);
    let told = settle(&mut bench, Command::MergeTheirs);
    assert_eq!(told[0], "Merged “study.ron”: 1 annotation changed.");
    assert!(told[1].ends_with("was written in this window and in the file; both are kept."), "{told:?}");
    let memo = &bench.project().annotations[&annotation].memo;
    assert_eq!(memo, "this window:\nI doubt it.\n\nthe file:\nCertain.");
}

/// Another project is put in the place of this one, as when a colleague's separate project is copied over it.
fn replaced_by_another(path: &Path) -> Project {
    let other = large(2);
    let aside = path.with_file_name("other.ron");
    save(&Disk::default(), &other.project, None, &aside, Expected::Anything, &|id| other.text(id)).unwrap();
    fs::rename(&aside, path).unwrap();
    other.project
}

#[test]
fn what_is_done_after_another_project_took_the_place_of_the_file_is_there_at_the_next_start() {
    for command in [Command::Reload, Command::MergeTheirs] {
        let (_folder, path, mut bench) = study();
        let mine = bench.project().info.clone();
        let theirs = replaced_by_another(&path);
        assert_ne!(theirs.info.id, mine.id);
        noticed(&mut bench);
        assert!(bench.outside_change().unwrap().is_another);
        settle(&mut bench, command);
        assert!(theirs.annotations.keys().all(|id| bench.project().annotations.contains_key(id)));
        assert_eq!((bench.project().info.id, bench.project().info.created), (mine.id, mine.created));
        assert_eq!(on_disk(&path), *bench.project());
        for number in 0..10 {
            bench.run(Command::NewTag { parent: None, name: format!("since {number}") }).unwrap();
        }
        bench.flush_journal();
        let left = bench.project().clone();
        drop(bench);
        let mut again = Workbench::new(Places::none());
        again.run(Command::OpenProject(path)).unwrap();
        again.finish_jobs();
        assert_eq!(*again.project(), left);
        let told = again.take_notices();
        assert!(
            told[0].text.starts_with("10 changes that were not yet in “study.ron” came back"),
            "{told:?}"
        );
        assert!(again.verify().journals.is_empty());
    }
}

#[test]
fn another_project_put_in_the_place_of_one_with_unsaved_work_is_told_and_that_work_is_kept() {
    let (_folder, path, mut bench) = study();
    let annotation = first(bench.project());
    memo(&mut bench, annotation, "mine");
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    let (file, beside) = (fs::read(&path).unwrap(), journal::path_of(&path));
    let unsaved = fs::read(&beside).unwrap();
    let theirs = replaced_by_another(&path);

    let open = || {
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenProject(path.clone())).unwrap();
        bench.finish_jobs();
        let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
        (bench, told)
    };
    let (bench, told) = open();
    assert_eq!(*bench.project(), theirs);
    assert_eq!(
        told,
        [
            "The journal beside “study.ron” belongs to another project and may have changes that were never saved; what is \
             done here begins a new one, and it is kept beside that as “journal.aside-1” or with the next number; to go on \
             with it, put that project's file back first."
        ]
    );
    assert_eq!(bench.verify().journals[0].trouble, journal::Trouble::OfAnother);
    drop(bench);
    // To look at it has changed nothing, so that what is told can be done.
    fs::write(&path, &file).unwrap();
    let (bench, _) = open();
    assert_eq!(*bench.project(), left);
    drop(bench);
    replaced_by_another(&path);
    let (mut bench, _) = open();
    bench.run(Command::NewTag { parent: None, name: "Theirs".to_owned() }).unwrap();
    bench.flush_journal();
    assert_eq!(fs::read(beside.with_file_name("journal.aside-1")).unwrap(), unsaved);
}

#[test]
fn work_done_while_two_versions_are_compared_is_not_lost() {
    let (_folder, path, mut bench) = study();
    let (one, two) = (first(bench.project()), last(bench.project()));
    written_elsewhere(&path, |project| project.info.memo = "theirs".to_owned());
    noticed(&mut bench);
    bench.run(Command::MergeTheirs).unwrap();
    memo(&mut bench, one, "while it went on");
    bench.finish_jobs();
    assert_eq!(bench.project().annotations[&one].memo, "while it went on");
    assert_eq!(bench.project().info.memo, "theirs");
    memo(&mut bench, two, "and after");
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    assert_eq!(on_disk(&path), *bench.project());
}

#[test]
fn a_file_changed_twice_is_not_overwritten_by_an_answer_to_the_first() {
    let (_folder, path, mut bench) = study();
    written_elsewhere(&path, |project| project.info.memo = "first".to_owned());
    noticed(&mut bench);
    let theirs = written_elsewhere(&path, |project| project.info.memo = "second".to_owned());
    bench.run(Command::KeepMine).unwrap();
    bench.finish_jobs();
    assert_eq!(on_disk(&path), theirs);
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert!(told.iter().any(|text| text.contains("was changed by another program")), "{told:?}");
    assert!(told.iter().all(|text| !text.contains("is kept")), "nothing was: {told:?}");
    wait_for(&mut bench, |bench| bench.outside_change().is_some());
}

#[test]
fn a_file_that_was_removed_is_told_and_written_anew() {
    let (_folder, path, mut bench) = study();
    wait_for(&mut bench, |_| true);
    fs::remove_file(&path).unwrap();
    let begin = Instant::now();
    let mut told = Vec::new();
    while told.is_empty() && begin.elapsed() < Duration::from_secs(20) {
        bench.look_at_file();
        bench.poll();
        told = bench.take_notices();
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(told[0].text, "“study.ron” was removed or renamed by another program; saving writes it anew.");
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    assert_eq!(on_disk(&path), *bench.project());
}

#[test]
fn a_change_that_was_taken_back_is_no_change_any_more() {
    let (_folder, path, mut bench) = study();
    let bytes = fs::read(&path).unwrap();
    written_elsewhere(&path, |project| project.info.memo = "theirs".to_owned());
    noticed(&mut bench);
    fs::write(&path, bytes).unwrap();
    wait_for(&mut bench, |bench| bench.outside_change().is_none());
}

/// Another program corrects the text of the first document: puts words before all of it.
fn corrected_elsewhere(path: &Path) -> Project {
    let disk = Disk::default();
    written_elsewhere(path, |project| {
        let record = project.documents.values().next().unwrap();
        let text = frozen_text(&disk, path, record.hash).unwrap();
        let (new, changes) = correct(project, record, &text, Span::new(0, 0), "Draft. ").unwrap();
        keep_texts(&disk, path, &[(new.hash(), new)]).unwrap();
        let edit = Edit { label: "Correct".to_owned(), at: Timestamp::now(), coder: None, changes };
        edit.apply(project).unwrap();
    })
}

/// Every annotation is drawn on its own words, and nothing has to be looked at.
fn all_stand(bench: &Workbench) {
    assert_eq!(bench.count_needing_look(), 0);
    for annotation in bench.project().annotations.values() {
        let text = bench.text(annotation.document).unwrap();
        assert_eq!(text.hash(), bench.project().documents[&annotation.document].hash);
        assert!(annotation.span_in(&text).is_some(), "{annotation:?}");
    }
}

#[test]
fn a_text_corrected_here_and_there_is_merged_with_every_annotation_on_its_words_and_none_twice() {
    let (_folder, path, mut bench) = study();
    let document = *bench.project().documents.keys().next().unwrap();
    let text = bench.text(document).unwrap();
    corrected_elsewhere(&path);
    let at = Span::new(text.len() - 1, text.len());
    bench.run(Command::CorrectText { document, span: at, text: " The end.".into() }).unwrap();
    let here = bench.project().documents[&document].hash;
    noticed(&mut bench);
    settle(&mut bench, Command::MergeTheirs);
    assert_eq!(bench.project().documents[&document].hash, here);
    assert_eq!(bench.project().annotations.len(), 3);
    all_stand(&bench);
}

#[test]
fn what_is_tagged_here_comes_along_to_the_text_they_corrected() {
    let (_folder, path, mut bench) = study();
    let document = *bench.project().documents.keys().next().unwrap();
    let theirs = corrected_elsewhere(&path);
    let tag = Command::TagByPath { document, span: Span::new(2, 15), path: vec!["Late".into()] };
    bench.run(tag).unwrap();
    noticed(&mut bench);
    settle(&mut bench, Command::MergeTheirs);
    assert_eq!(bench.project().documents[&document].hash, theirs.documents[&document].hash);
    assert_eq!(bench.project().annotations.len(), 4);
    all_stand(&bench);
}
