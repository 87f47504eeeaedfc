//! Opening projects, files and folders, while other things go on.

use super::*;
use crate::project::TagColour;

/// A saved project with the tags One and Two, and one document that has annotations.
fn project_at(path: &Path) {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    tag_new(&mut bench, document, Span::new(2, 7), "One");
    tag_new(&mut bench, document, Span::new(2, 7), "Two");
    bench.run(Command::SaveAs(path.to_path_buf())).unwrap();
    bench.finish_jobs();
}

pub(super) fn opened(path: &Path) -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenProject(path.to_path_buf())).unwrap();
    bench.finish_jobs();
    bench
}

#[test]
fn work_done_while_a_project_is_being_read_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    project_at(&path);
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    bench.run(Command::OpenProject(path.clone())).unwrap();
    tag_new(&mut bench, document, Span::new(2, 7), "Mine");
    bench.finish_jobs();
    assert!(bench.file().is_none());
    assert_eq!(bench.project().tags.len(), 1);
    assert_eq!(
        told(&mut bench, Level::Error),
        [
            "“study.ron” was not opened, because the project here has changed meanwhile: save it and open again."
        ]
    );
    // What was there before was to be left: whoever opens a project then has decided about it.
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project_name().as_deref(), Some("study"));
}

#[test]
fn the_project_asked_for_last_is_opened_whichever_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first.ron"), folder.path().join("second.ron"));
    project_at(&first);
    project_at(&second);
    let mut bench = opened(&second);
    bench.run(Command::NewTag { parent: None, name: "Only in the second".into() }).unwrap();
    save(&mut bench);
    let mut bench = Workbench::new(Places::none());
    for path in [&first, &second] {
        bench.run(Command::OpenProject(path.clone())).unwrap();
    }
    bench.finish_jobs();
    assert_eq!(bench.project_name().as_deref(), Some("second"));
    assert_eq!(bench.project().tags.len(), 3);

    bench.run(Command::OpenProject(first)).unwrap();
    bench.run(Command::NewProject).unwrap();
    bench.finish_jobs();
    assert!(bench.file().is_none(), "the new project was asked for later");
}

#[test]
fn a_project_that_had_to_be_mended_is_not_what_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    project_at(&path);
    let text = std::fs::read_to_string(&path).unwrap();

    std::fs::write(&path, text.replace("\"Two\"", "\"Three\"")).unwrap();
    let mut bench = opened(&path);
    let warnings = told(&mut bench, Level::Warning);
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].contains("was changed outside Lectern"), "{warnings:?}");
    assert!(warnings[1].contains("saved in it are not in it any more, or different"), "{warnings:?}");
    assert!(!bench.has_unsaved_work(), "and is as it is on disk");
    drop(bench);

    std::fs::write(&path, text.replace("\"Two\"", "\"One\"")).unwrap();
    let mut bench = opened(&path);
    assert!(!bench.is_folded() && !bench.has_unsaved_work());
    save(&mut bench);
    assert!(!bench.has_unsaved_work());
    drop(bench);

    let newer = of_a_newer_program(&text.replace("\"Two\"", "\"One\""));
    assert_ne!(newer, text.replace("\"Two\"", "\"One\""));
    std::fs::write(&path, newer).unwrap();
    let mut bench = opened(&path);
    assert!(bench.file().unwrap().read_only.is_some());
    assert!(!bench.has_unsaved_work(), "nothing could be saved there");
    let tag = *bench.project().tags.keys().next().unwrap();
    bench.run(Command::RecolourTag { tag, colour: TagColour::nth(5) }).unwrap();
    assert!(bench.has_unsaved_work());
}

#[test]
fn a_few_files_are_remembered_and_many_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = (0..4).map(|n| folder.path().join(format!("{n}.txt"))).collect();
    for file in &files {
        std::fs::write(file, "Words.").unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(files[..3].to_vec())).unwrap();
    assert_eq!(bench.settings().recent, files[..3]);
    let mut dropped = files.clone();
    dropped.push(folder.path().to_path_buf());
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(dropped)).unwrap();
    assert_eq!(bench.settings().recent, [folder.path()]);
}

#[test]
fn a_project_that_nothing_was_reported_of_is_told_of() {
    let mut bench = on_bundled_corpus();
    let job =
        bench.spawn("Opening project", false, |_| std::panic::resume_unwind(Box::new("on purpose"))).unwrap();
    let revision = bench.revision;
    bench.opening =
        Some(arrival::Opening { job, path: "study.ron".into(), revision, hash: None, flushed: revision });
    bench.finish_jobs();
    let errors = told(&mut bench, Level::Error);
    assert!(errors.len() == 1 && errors[0].starts_with("“study.ron” was not opened"), "{errors:?}");
}

#[test]
fn texts_are_read_later_when_somebody_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    project_at(&path);
    let mut bench = opened(&path);
    let ids: Vec<DocumentId> = bench.documents().keys().copied().collect();
    assert_eq!(bench.run(Command::ReadTexts(ids.clone())).unwrap(), Effect::Done, "all are there");

    // As they are when reading was stopped.
    bench.documents.clear();
    bench.marks.clear();
    let asked = vec![ids[0], ids[1], DocumentId::derived(b"nowhere")];
    assert!(matches!(bench.run(Command::ReadTexts(asked.clone())).unwrap(), Effect::Job(_)));
    assert!(bench.is_reading(ids[0]) && !bench.is_reading(ids[2]));
    assert_eq!(bench.run(Command::ReadTexts(asked)).unwrap(), Effect::Done, "they are on their way");
    bench.finish_jobs();
    assert_eq!(bench.documents().keys().copied().collect::<Vec<_>>(), ids[..2]);
    assert!(!bench.is_reading(ids[0]));
    assert!(bench.marks(ids[0]).is_some());
}

#[test]
fn a_text_that_cannot_be_read_can_be_asked_for_again_and_is_one_problem() {
    let folder = tempfile::tempdir().unwrap();
    let (path, source) = (folder.path().join("study.ron"), folder.path().join("a.txt"));
    std::fs::write(&source, "Some words.").unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![source.clone()])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    std::fs::remove_file(&source).unwrap();
    // The texts alone: the journal beside them is being written by its own thread.
    std::fs::remove_dir_all(folder.path().join("study.lectern").join("texts")).unwrap();
    let mut bench = opened(&path);
    let ids: Vec<DocumentId> = bench.project().documents.keys().copied().collect();
    bench.run(Command::ReadTexts(ids.clone())).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.problems().len(), 1);
    std::fs::write(&source, "Some words.").unwrap();
    bench.run(Command::ReadTexts(ids.clone())).unwrap();
    bench.finish_jobs();
    assert!(bench.document(ids[0]).is_some());
}
