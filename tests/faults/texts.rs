//! Kept texts that something has spoilt: they are noticed, told of and written anew where the right text is to be had.

use std::fs;
use std::path::{Path, PathBuf};

use lectern::disk::Disk;
use lectern::project::store::{Expected, SeenTexts, open, save, save_knowing};
use lectern::text::Span;
use lectern::workbench::{Command, Places, Workbench};

use crate::projects::large;
use crate::reopening::{opened_in, troubles};

const LETTER: &str = "The accounts had been closed in March, and nobody answered.\n";
const TITLE: &str = "The accounts had been closed in March, and nobody answered.";

/// A saved project over one letter with a passage tagged, and the file in which its text is kept.
fn study() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.txt");
    fs::write(&letter, LETTER).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![letter])).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    let at = LETTER.find("closed in March").unwrap();
    let span = Span::new(at, at + "closed in March".len());
    bench.run(Command::TagByPath { document, span, path: vec!["Accounts".into()] }).unwrap();
    let path = folder.path().join("study.ron");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let hash = bench.project().documents[&document].hash;
    let kept = path.with_extension("lectern").join("texts").join(format!("{hash}.txt"));
    assert_eq!(fs::read_to_string(&kept).unwrap(), LETTER);
    (folder, path, kept)
}

/// One letter becomes another: the length stays.
fn spoil(kept: &Path) {
    fs::write(kept, LETTER.replace("March", "Match")).unwrap();
}

fn opened(path: &Path, only_read: bool) -> (Workbench, Vec<String>) {
    let mut bench = Workbench::new(Places::none());
    if only_read {
        bench.only_read();
    }
    let mut bench = opened_in(bench, path);
    let told = troubles(&mut bench);
    (bench, told)
}

#[test]
fn a_kept_text_with_a_byte_flipped_is_written_anew_from_its_source_and_told() {
    let (_folder, path, kept) = study();
    spoil(&kept);
    let (bench, told) = opened(&path, false);
    assert_eq!(
        told,
        [format!("The kept text of “{TITLE}” was damaged and has been written anew from its source.")],
        "{:?}",
        bench.problems()
    );
    assert_eq!(fs::read_to_string(&kept).unwrap(), LETTER);
    drop(bench);
    assert_eq!(opened(&path, false).1, [""; 0], "it is told once");
}

#[test]
fn a_spoilt_text_is_told_and_left_alone_by_those_who_only_read() {
    let (_folder, path, kept) = study();
    spoil(&kept);
    let spoilt = fs::read(&kept).unwrap();
    let (bench, told) = opened(&path, true);
    assert_eq!(
        told,
        [format!(
            "The kept text of “{TITLE}” is damaged; its source, which still says the same, stands in for it."
        )]
    );
    let document = *bench.project().documents.keys().next().unwrap();
    assert_eq!(bench.text(document).unwrap().as_str(), LETTER);
    assert_eq!(fs::read(&kept).unwrap(), spoilt);
}

#[test]
fn a_spoilt_text_whose_source_says_something_else_is_told_and_never_used() {
    let (folder, path, kept) = study();
    spoil(&kept);
    fs::write(folder.path().join("letter.txt"), "Quite another letter.\n").unwrap();
    let (bench, told) = opened(&path, false);
    assert_eq!(
        told,
        [format!(
            "The kept text of “{TITLE}” is damaged, and its source does not say the same any more: bring the file in \
             “texts” back from a copy."
        )]
    );
    assert!(bench.documents().is_empty());
}

#[test]
fn a_spoilt_text_found_by_saving_is_written_anew_from_memory_and_told() {
    let (_folder, path, kept) = study();
    let letter = path.with_file_name("letter.txt");
    // Another session, which has never read what is kept there.
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![letter])).unwrap();
    bench.finish_jobs();
    spoil(&kept);
    bench.run(Command::SaveAs(path)).unwrap();
    bench.finish_jobs();
    assert_eq!(
        troubles(&mut bench),
        ["Saved; the kept text of 1 document was damaged and has been written anew."]
    );
    assert_eq!(fs::read_to_string(&kept).unwrap(), LETTER);
    // Also in the midst of a session, where the file shows that it was written.
    fs::remove_file(&kept).unwrap();
    spoil(&kept);
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    assert_eq!(troubles(&mut bench).len(), 1);
    assert_eq!(fs::read_to_string(&kept).unwrap(), LETTER);
}

#[test]
fn a_text_is_hashed_once_in_a_session_and_not_at_every_save() {
    let sample = large(3);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let read = std::sync::Arc::new(std::sync::Mutex::new(0));
    let counted = read.clone();
    let disk = crate::refusing::disk(move |call, path| {
        if call == "read" && path.extension().is_some_and(|extension| extension == "txt") {
            *counted.lock().unwrap() += 1;
        }
        None
    });
    let texts = |id| sample.text(id);
    save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &texts).unwrap();
    let seen = SeenTexts::default();
    for _ in 0..3 {
        save_knowing(&disk, &sample.project, None, &path, Expected::Anything, &texts, &seen).unwrap();
    }
    assert_eq!(*read.lock().unwrap(), sample.project.documents.len());
    // What is of one machine only is not committed by accident.
    let ignored = fs::read_to_string(path.with_extension("lectern").join(".gitignore")).unwrap();
    assert_eq!(ignored, "/lock\n/journal*\n/backups/\n");
    assert_eq!(open(&disk, &path).unwrap().project, sample.project);
}

/// Takes the only document of the project at `path` out.
fn taken_out(path: &Path) -> (Workbench, lectern::project::DocumentId) {
    let (mut bench, _) = opened(path, false);
    let document = *bench.project().documents.keys().next().unwrap();
    bench.run(Command::RemoveDocuments(vec![document])).unwrap();
    (bench, document)
}

#[test]
fn the_text_of_a_document_that_was_taken_out_is_missed_where_undo_needs_it() {
    let (folder, path, kept) = study();
    let (mut bench, _) = taken_out(&path);
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    drop(bench);
    let missed = || -> Vec<(bool, bool)> {
        let found = opened(&path, true).0.verify().texts;
        found.into_iter().map(|text| (text.missing, text.document.is_none())).collect()
    };
    assert_eq!(missed(), []);
    fs::remove_file(&kept).unwrap();
    assert_eq!(missed(), [], "the letter still says the same");
    fs::write(folder.path().join("letter.txt"), "Quite another letter.\n").unwrap();
    assert_eq!(missed(), [(true, true)]);
}

#[test]
fn a_document_that_was_taken_out_comes_back_with_its_text_though_its_file_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (letter, path) = (folder.path().join("letter.txt"), folder.path().join("study.ron"));
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    fs::write(&letter, LETTER).unwrap();
    // It was never in the file of the project, nor tagged.
    bench.run(Command::OpenInputs(vec![letter.clone()])).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    bench.run(Command::RemoveDocuments(vec![document])).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    drop(bench);
    fs::remove_file(&letter).unwrap();
    let (mut bench, _) = opened(&path, false);
    bench.run(Command::Undo).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    drop(bench);
    let (bench, _) = opened(&path, false);
    assert_eq!(bench.text(document).map(|text| text.as_str().to_owned()).as_deref(), Some(LETTER));
}
