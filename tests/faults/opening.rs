//! Projects that cannot be opened for writing, or not at all: what is told, and what can be done.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use lectern::disk::Disk;
use lectern::project::journal;
use lectern::project::store::backups::{self, BackupKind};
use lectern::project::store::lock::{self, Holder};
use lectern::project::store::{Expected, open, save};
use lectern::workbench::{Command, Level, Places, Workbench};

use crate::projects::large;
use crate::refusing;

fn study() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let sample = large(3);
    save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &|id| sample.text(id)).unwrap();
    (folder, path)
}

fn bench_on(disk: Disk, path: &Path) -> Workbench {
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.change_settings(|settings| {
        settings.coder = Some(lectern::project::Coder {
            id: lectern::project::CoderId::derived(b"ann"),
            name: "Ann Reader".to_owned(),
            initials: "AR".to_owned(),
        });
    });
    bench.run(Command::OpenProject(path.to_path_buf())).unwrap();
    bench.finish_jobs();
    bench
}

fn bench(path: &Path) -> Workbench {
    bench_on(Disk::default(), path)
}

fn reason(bench: &Workbench) -> Option<String> {
    bench.file().and_then(|file| file.read_only.clone())
}

fn told(bench: &mut Workbench, level: Level) -> Vec<String> {
    let notices = bench.take_notices().into_iter();
    notices.filter(|notice| notice.level == level).map(|notice| notice.text).collect()
}

/// Saving is refused with the reason, and Save As works.
fn only_save_as_works(bench: &mut Workbench, folder: &Path) {
    let refused = bench.run(Command::Save).unwrap_err().to_string();
    assert!(refused.ends_with("Use “Save as…” to keep your changes in another file."), "{refused}");
    let copy = folder.join("copy.ron");
    bench.run(Command::SaveAs(copy.clone())).unwrap();
    bench.finish_jobs();
    assert_eq!(reason(bench), None);
    assert_eq!(open(&Disk::default(), &copy).unwrap().project, *bench.project());
}

#[test]
fn a_project_open_in_another_window_is_read_only_until_that_is_closed() {
    let (folder, path) = study();
    let first = bench(&path);
    let mut second = bench(&path);
    let why = reason(&second).unwrap();
    assert!(why.starts_with("Another window of this program has had this project open since "), "{why}");
    assert!(why.ends_with(", so here it is open for reading only."), "{why}");
    assert_eq!(told(&mut second, Level::Warning), [why]);
    only_save_as_works(&mut second, folder.path());
    drop(first);
    assert_eq!(reason(&bench(&path)), None);
}

#[test]
fn a_project_is_not_saved_as_one_that_is_open_elsewhere() {
    let (folder, path) = study();
    let _first = bench(&path);
    let mut other = Workbench::new(Places::none());
    other.run(Command::SaveAs(path.clone())).unwrap();
    other.finish_jobs();
    let why = told(&mut other, Level::Error).remove(0);
    assert!(why.contains("study.ron was not written, because another window of this program has had this project open since "), "{why}");
    assert!(why.ends_with("; save under another name."), "{why}");
    drop(folder);
}

#[test]
fn opening_the_project_that_is_open_again_keeps_it_writable() {
    let (_folder, path) = study();
    let mut bench = bench(&path);
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    assert_eq!(reason(&bench), None);
}

#[test]
fn what_is_done_while_the_open_project_is_opened_again_is_kept() {
    let (_folder, path) = study();
    let mut open = bench(&path);
    for name in ["before", "meanwhile"] {
        open.run(Command::NewTag { parent: None, name: name.to_owned() }).unwrap();
        if name == "before" {
            open.run(Command::OpenProject(path.clone())).unwrap();
        }
    }
    open.finish_jobs();
    assert_eq!(
        told(&mut open, Level::Error),
        [
            "“study.ron” was not opened again, because it has been worked on here meanwhile; it stays open with all that \
          was done."
        ]
    );
    open.run(Command::NewTag { parent: None, name: "after".to_owned() }).unwrap();
    open.flush_journal();
    let left = open.project().clone();
    drop(open);
    let found = bench(&path);
    assert_eq!(*found.project(), left);
    let names: Vec<&str> = found.project().tags.values().map(|tag| tag.name.as_str()).collect();
    assert!(["before", "meanwhile", "after"].iter().all(|name| names.contains(name)), "{names:?}");
}

#[test]
fn what_was_done_just_before_the_open_project_is_opened_again_is_there() {
    let (_folder, path) = study();
    let mut bench = bench(&path);
    for number in 0..20 {
        bench.run(Command::NewTag { parent: None, name: format!("tag of round {number}") }).unwrap();
        let left = bench.project().clone();
        bench.run(Command::OpenProject(path.clone())).unwrap();
        bench.finish_jobs();
        assert_eq!(*bench.project(), left, "round {number}");
    }
}

#[test]
fn no_backup_takes_the_place_of_a_project_that_is_open_and_whole() {
    let (_folder, path) = study();
    let mut bench = bench(&path);
    bench.run(Command::SetProjectMemo("saved".to_owned())).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    bench.run(Command::SetProjectMemo("not saved".to_owned())).unwrap();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    bench.run(Command::OpenProject(path.clone())).unwrap();
    bench.finish_jobs();
    assert!(bench.damaged_project().is_some());
    assert_eq!(
        bench.run(Command::OpenBackupInstead).unwrap_err().to_string(),
        "“study.ron” is open here as it was before its file was damaged, so no backup was opened: choose “Keep mine”, or \
         save it under another name."
    );
    assert_eq!(bench.project().info.memo, "not saved");
    assert_eq!(fs::read(&path).unwrap(), bytes[..bytes.len() / 2]);
}

#[test]
fn a_lock_left_behind_is_taken_with_a_notice() {
    let (_folder, path) = study();
    let held = Holder::here("Ben");
    fs::create_dir_all(path.with_extension("lectern")).unwrap();
    fs::write(path.with_extension("lectern").join("lock"), ron::to_string(&held).unwrap()).unwrap();
    let mut bench = bench(&path);
    assert_eq!(reason(&bench), None);
    let told = told(&mut bench, Level::Warning);
    assert!(
        told[0].starts_with("Lectern did not end properly where Ben had this project open on "),
        "{told:?}"
    );
}

#[test]
fn a_folder_that_cannot_be_written_opens_read_only_and_save_as_works() {
    let (folder, path) = study();
    let place = path.parent().unwrap().to_owned();
    let disk = refusing::disk(move |call, path| {
        let below = path.starts_with(&place) && !path.to_string_lossy().contains("elsewhere");
        (call == "create_new" && below).then_some(ErrorKind::PermissionDenied)
    });
    let mut bench = bench_on(disk, &path);
    assert_eq!(
        reason(&bench).unwrap(),
        "The system does not allow writing where “study.ron” is, so it is open for reading only; use “Save as…” to work \
         on a copy."
    );
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    only_save_as_works(&mut bench, &elsewhere);
}

#[test]
fn a_read_only_disk_opens_read_only() {
    let (_folder, path) = study();
    let disk = refusing::disk(|call, _| {
        matches!(call, "create_new" | "create_folder" | "lock" | "append")
            .then_some(ErrorKind::ReadOnlyFilesystem)
    });
    let bench = bench_on(disk, &path);
    assert_eq!(
        reason(&bench).unwrap(),
        "The disk that holds “study.ron” is read-only, so it is open for reading only; use “Save as…” to work on a copy."
    );
}

#[test]
fn a_file_marked_read_only_opens_read_only() {
    let (folder, path) = study();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut bench = bench(&path);
    assert_eq!(
        reason(&bench).unwrap(),
        "“study.ron” is marked read-only, so it is open for reading only; use “Save as…” to work on a copy."
    );
    only_save_as_works(&mut bench, folder.path());
}

#[test]
fn a_file_system_without_locks_is_worked_on_without() {
    let (_folder, path) = study();
    let mut bench = bench_on(refusing::disk_without_locks(), &path);
    assert_eq!(reason(&bench), None);
    bench.run(Command::SetProjectMemo("mine".to_owned())).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    assert_eq!(open(&Disk::default(), &path).unwrap().project.info.memo, "mine");
}

#[test]
fn reading_a_project_takes_no_lock() {
    let (_folder, path) = study();
    let _working = bench(&path);
    let mut reading = Workbench::new(Places::none());
    reading.only_read();
    reading.run(Command::OpenProject(path)).unwrap();
    reading.finish_jobs();
    assert_eq!(told(&mut reading, Level::Warning), Vec::<String>::new());
    assert_eq!(reading.project().annotations.len(), 3);
}

/// A project saved three times, with its file cut in the middle and work in the journal that was not saved.
fn damaged() -> (tempfile::TempDir, PathBuf, lectern::project::Project) {
    let (folder, path) = study();
    let mut bench = bench(&path);
    for memo in ["one", "two"] {
        bench.run(Command::SetProjectMemo(memo.to_owned())).unwrap();
        bench.run(Command::Save).unwrap();
        bench.finish_jobs();
    }
    let annotation = *bench.project().annotations.keys().next().unwrap();
    bench.run(Command::SetAnnotationMemo { annotation, memo: "not saved".to_owned() }).unwrap();
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    (folder, path, left)
}

/// The project opened again by a program that finds what `before` left, which did not come to save it.
fn opened_again(before: Workbench, path: &Path) -> Workbench {
    before.flush_journal();
    drop(before);
    bench(path)
}

/// What is offered for the damaged project is opened.
fn rescued(path: &Path) -> Workbench {
    let mut bench = bench(path);
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    bench
}

#[test]
fn a_backup_costs_nothing_of_a_journal_whose_last_line_end_is_damaged_too() {
    let (_folder, path, left) = damaged();
    let journal = journal::path_of(&path);
    let mut bytes = fs::read(&journal).unwrap();
    *bytes.last_mut().unwrap() = b'X';
    fs::write(&journal, &bytes).unwrap();
    let bench = rescued(&path);
    assert_eq!(*bench.project(), left);
    assert_eq!(*opened_again(bench, &path).project(), left);
    assert!(fs::read(journal.with_file_name("journal.aside-1")).unwrap() == bytes);
}

#[test]
fn a_backup_leaves_the_journal_of_another_project_and_that_of_a_newer_program_as_they_are() {
    let (_other, other, _) = damaged();
    let others = fs::read(journal::path_of(&other)).unwrap();
    let text = String::from_utf8(others.clone()).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    let id = open(&Disk::default(), &newest_backup(&other)).unwrap().project.info.id;
    let newer = format!("// lectern journal schema=9 project={id} app=99.0.0\n{rest}").into_bytes();
    for bytes in [others, newer] {
        let (_folder, path, _) = damaged();
        fs::write(journal::path_of(&path), &bytes).unwrap();
        let bench = rescued(&path);
        assert!(bench.file().is_some());
        assert!(fs::read(journal::path_of(&path)).unwrap() == bytes);
    }
}

fn newest_backup(project: &Path) -> PathBuf {
    backups::list(&Disk::default(), project).unwrap()[0].path.clone()
}

#[test]
fn what_was_saved_in_a_file_that_came_by_merging_comes_back_with_its_backup() {
    let (folder, from) = study();
    let path = folder.path().join("merged.ron");
    Workbench::new(Places::none()).merge_files(&from, &from, &from, &path).unwrap();
    let mut open = bench(&path);
    for memo in ["one", "two"] {
        open.run(Command::SetProjectMemo(memo.to_owned())).unwrap();
    }
    open.run(Command::Save).unwrap();
    open.finish_jobs();
    let left = open.project().clone();
    drop(open);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let bench = rescued(&path);
    assert_eq!(*bench.project(), left);
    assert_eq!(*opened_again(bench, &path).project(), left);
}

#[test]
fn a_damaged_project_names_its_newest_good_backup() {
    let (_folder, path, _) = damaged();
    let mut bench = bench(&path);
    assert!(bench.file().is_none());
    let why = told(&mut bench, Level::Error).remove(0);
    assert!(why.contains("is cut short: "), "{why}");
    assert!(
        why.contains(" The newest good one is the backup of ") && why.ends_with("3 annotations)."),
        "{why}"
    );
    assert!(bench.damaged_project().is_some());
    bench.run(Command::LeaveDamaged).unwrap();
    assert!(bench.damaged_project().is_none());
}

#[test]
fn the_backup_of_a_damaged_project_opens_in_its_place_with_all_that_was_done_since() {
    let (folder, path, left) = damaged();
    let cut = fs::read(&path).unwrap();
    let mut bench = bench(&path);
    bench.take_notices();
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    let told = told(&mut bench, Level::Warning);
    assert!(told[0].starts_with("Opened the backup of ") && told[0].ends_with(".ron”."), "{told:?}");
    assert_eq!(*bench.project(), left, "the journal has what the backup lacks");
    assert!(bench.damaged_project().is_none());
    let aside: Vec<PathBuf> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("study (damaged "))
        .collect();
    assert_eq!(fs::read(&aside[0]).unwrap(), cut);
    // Nor is it lost again when nothing comes to save it.
    let mut bench = opened_again(bench, &path);
    assert_eq!(*bench.project(), left);
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    assert_eq!(open(&Disk::default(), &path).unwrap().project, left);
}

#[test]
fn a_damaged_project_that_somebody_has_open_is_not_replaced_by_its_backup() {
    let (_folder, path, _) = damaged();
    let cut = fs::read(&path).unwrap();
    let mut bench = bench(&path);
    let held = lock::acquire(&Disk::default(), &path, &Holder::here("Ann")).unwrap().into_lock().unwrap();
    let before = all_beside(&path);
    let why = instead(&mut bench);
    assert!(
        why.starts_with("Nothing was put in the place of ") && why.contains(" has had this project open"),
        "{why}"
    );
    assert!(
        why.contains("; see to that and choose it again. The newest good one is the backup of "),
        "{why}"
    );
    assert_eq!((fs::read(&path).unwrap(), all_beside(&path)), (cut, before));
    drop(held);
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().annotations.len(), 3);
}

/// Chooses what is offered for a damaged project, and gives why that was refused.
fn instead(bench: &mut Workbench) -> String {
    bench.take_notices();
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    assert!(bench.file().is_none() && bench.damaged_project().is_some());
    told(bench, Level::Error).remove(0)
}

/// What lies in the folder of the project, but for the lock.
fn all_beside(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = path.with_extension("lectern");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), fs::read(&path).unwrap()));
            }
        }
    }
    files.retain(|(path, _)| *path != folder.join("lock"));
    files.sort();
    files
}

#[test]
fn a_damaged_project_that_another_machine_may_have_open_is_replaced_only_when_that_is_chosen_again() {
    let (_folder, path, left) = damaged();
    let cut = fs::read(&path).unwrap();
    let ann = Holder { host: "office-pc".to_owned(), ..Holder::here("Ann") };
    fs::write(path.with_extension("lectern").join("lock"), ron::to_string(&ann).unwrap()).unwrap();
    let mut bench = bench(&path);
    let before = all_beside(&path);
    let why = instead(&mut bench);
    assert!(why.contains(", because Ann may have this project open on office-pc since "), "{why}");
    assert!(why.contains("; if that is not so any more, choose it again. The newest good one is "), "{why}");
    assert_eq!((fs::read(&path).unwrap(), all_beside(&path)), (cut, before));
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    assert_eq!((bench.project(), reason(&bench)), (&left, None));
}

#[test]
fn a_damaged_file_that_is_another_by_now_is_not_replaced_and_its_journal_stays_as_it_was() {
    let (_folder, path, _) = damaged();
    let mut bench = bench(&path);
    let cut = fs::read(&path).unwrap();
    fs::write(&path, &cut[..cut.len() - 1]).unwrap();
    let before = all_beside(&path);
    bench.take_notices();
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    let why = told(&mut bench, Level::Error).remove(0);
    assert!(why.contains("was changed by another program"), "{why}");
    assert_eq!((fs::read(&path).unwrap(), all_beside(&path)), (cut[..cut.len() - 1].to_vec(), before));
}

#[test]
fn a_backup_of_the_project_that_had_the_name_before_does_not_take_the_place_of_a_damaged_one() {
    let (_folder, path, left) = saved_once();
    let (_other, former) = study();
    let former_backups = backups::folder(&path);
    fs::create_dir_all(&former_backups).unwrap();
    fs::copy(&former, former_backups.join("000001-20260101T000000Z.ron")).unwrap();
    let listed = backups::list(&Disk::default(), &path).unwrap();
    assert!(backups::counts(&Disk::default(), &listed[0]).is_some());
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let mut bench = bench(&path);
    assert!(bench.damaged_project().unwrap().offer().starts_with("Make it anew from its journal ("));
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    assert_eq!(*bench.project(), left);
    drop(bench);
    // Where nothing tells whose it is, it is better than nothing.
    fs::remove_file(journal::path_of(&path)).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let bench = self::bench(&path);
    assert!(bench.damaged_project().unwrap().offer().starts_with("Open the backup of "));
}

#[test]
fn a_damaged_project_without_backups_says_what_is_wrong() {
    let (folder, _) = study();
    let path = folder.path().join("other.ron");
    fs::write(&path, "// lectern schema=4 min_reader=4 app=0.1.0\n(info: (").unwrap();
    let mut bench = bench(&path);
    assert_eq!(told(&mut bench, Level::Error).len(), 1);
    assert!(bench.damaged_project().is_none());
    assert!(!folder.path().join("other.lectern").exists(), "nothing is made beside what is no project");
}

/// A project saved once, with work in the journal that was not saved, and no backup.
fn saved_once() -> (tempfile::TempDir, PathBuf, lectern::project::Project) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.run(Command::NewTag { parent: None, name: "saved".to_owned() }).unwrap();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    let span = lectern::text::Span::new(0, 9);
    bench.run(Command::TagByPath { document, span, path: vec!["not saved".to_owned()] }).unwrap();
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    assert_eq!(backups::list(&Disk::default(), &path).unwrap(), []);
    (folder, path, left)
}

#[test]
fn a_damaged_project_without_a_backup_is_made_anew_from_its_journal() {
    let (folder, path, left) = saved_once();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let mut bench = bench(&path);
    let why = told(&mut bench, Level::Error).remove(0);
    assert!(
        why.contains("is cut short: ") && why.contains(" It can be made anew from its journal ("),
        "{why}"
    );
    assert_eq!(
        bench.damaged_project().unwrap().sentence(),
        "“study.ron” is damaged and was not opened. It can be made anew from its journal; the damaged file is kept beside \
         it."
    );
    assert!(bench.damaged_project().unwrap().offer().starts_with("Make it anew from its journal ("));
    bench.run(Command::OpenBackupInstead).unwrap();
    bench.finish_jobs();
    assert_eq!(*bench.project(), left);
    let said = told(&mut bench, Level::Warning);
    assert!(said[0].starts_with("The project was made anew from its journal ("), "{said:?}");
    assert!(said[0].contains("; the damaged file is kept as “study (damaged "), "{said:?}");
    assert!(said.iter().all(|sentence| !sentence.contains("could not")), "{said:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    assert_eq!(open(&Disk::default(), &path).unwrap().project, left);
    while bench.can_undo() {
        bench.run(Command::Undo).unwrap();
    }
    assert!(bench.project().tags.is_empty() && bench.project().annotations.is_empty());
}

#[test]
fn a_project_file_that_was_removed_is_offered_again_from_its_backup_or_its_journal() {
    let (_once, without, all) = saved_once();
    let (_more, with, all_more) = damaged();
    for (path, left, from) in [(without, all, "its journal ("), (with, all_more, "the backup of ")] {
        fs::remove_file(&path).unwrap();
        let mut bench = bench(&path);
        let why = told(&mut bench, Level::Error).remove(0);
        assert!(why.starts_with("There is no file ") && why.contains(from), "{why}");
        let sentence = bench.damaged_project().unwrap().sentence();
        assert!(sentence.starts_with("“study.ron” is not there any more. "), "{sentence}");
        bench.run(Command::OpenBackupInstead).unwrap();
        bench.finish_jobs();
        assert_eq!(*bench.project(), left);
        let mut bench = opened_again(bench, &path);
        assert_eq!(*bench.project(), left);
        bench.run(Command::Save).unwrap();
        bench.finish_jobs();
        assert_eq!(open(&Disk::default(), &path).unwrap().project, left);
    }
}

#[test]
fn a_file_that_never_was_is_offered_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = bench(&folder.path().join("study.ron"));
    assert_eq!(told(&mut bench, Level::Error).len(), 1);
    assert!(bench.damaged_project().is_none());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_backup_is_restored_in_one_step_and_the_present_kept_first() {
    let (_folder, path) = study();
    let mut bench = bench(&path);
    let before = bench.project().clone();
    let annotation = *bench.project().annotations.keys().next().unwrap();
    bench.run(Command::DeleteAnnotations(vec![annotation])).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    let after = bench.project().clone();
    bench.run(Command::ListBackups).unwrap();
    bench.finish_jobs();
    let listed = bench.listed_backups().unwrap().to_vec();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].counts.unwrap().annotations, 3);
    bench.take_notices();
    bench.run(Command::RestoreBackup(listed[0].backup.path.clone())).unwrap();
    bench.finish_jobs();
    let told = told(&mut bench, Level::Info);
    assert!(told[0].starts_with("The project is as it was at "), "{told:?}");
    assert_eq!(bench.project().annotations, before.annotations);
    let kept = &backups::list(&Disk::default(), &path).unwrap()[0];
    assert_eq!(kept.kind, BackupKind::Mine);
    assert_eq!(backups::open(&Disk::default(), &path, &kept.path).unwrap().project, after);
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().annotations, after.annotations);
}

/// Copies a folder with all that is in it.
fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn what_another_project_was_saved_over_before_it_was_saved_comes_back_as_it_is_said() {
    for is_gone in [false, true] {
        let (folder, path) = study();
        let mut open = bench(&path);
        open.run(Command::SetProjectMemo("saved".to_owned())).unwrap();
        open.run(Command::Save).unwrap();
        open.finish_jobs();
        open.run(Command::SetProjectMemo("not saved".to_owned())).unwrap();
        open.flush_journal();
        let left = open.project().clone();
        drop(open);
        if is_gone {
            fs::remove_file(&path).unwrap();
        }
        let mut other = Workbench::new(Places::none());
        other.start_on_bundled_corpus();
        other.run(Command::SaveAs(path.clone())).unwrap();
        other.finish_jobs();
        other.flush_journal();
        let warned = told(&mut other, Level::Warning);
        assert_eq!(
            warned,
            ["“study.ron” took the place of a project with 1 change that was never saved, which is kept as \
                 “journal.aside-1” in “study.lectern”. To have them back, copy that folder as “OTHER.lectern”, rename \
                 the file in it to “journal”, and open “OTHER.ron”, which Lectern then offers to bring back."]
        );
        drop(other);
        let again = folder.path().join("OTHER.ron");
        copy_all(&path.with_extension("lectern"), &again.with_extension("lectern"));
        let journal = journal::path_of(&again);
        fs::rename(journal.with_file_name("journal.aside-1"), &journal).unwrap();
        assert_eq!(*rescued(&again).project(), left, "gone: {is_gone}");
    }
}
