//! Saving and exporting: nothing is lost, nothing is replaced unasked, and what went wrong is told.

use super::*;
use crate::exchange::{ExportRequest, Format, Subject};
use crate::workbench::files::{absolute, target_path};

/// How many texts are kept beside the project at `path`.
fn texts_beside(path: &Path) -> usize {
    let folder = crate::project::store::folder_beside(path).join("texts");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

fn saved_at(path: &Path) -> Workbench {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    tag_new(&mut bench, document, Span::new(2, 7), "One");
    bench.run(Command::SaveAs(path.to_path_buf())).unwrap();
    bench.finish_jobs();
    bench.take_notices();
    bench
}

#[test]
fn a_copy_takes_the_texts_along_that_are_not_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first.ron"), folder.path().join("second.ron"));
    let mut bench = saved_at(&first);
    bench.documents.clear();
    bench.run(Command::SaveAs(second.clone())).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.take_notices(), []);
    assert_eq!(texts_beside(&second), 5);
}

#[test]
fn texts_that_could_not_be_kept_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first.ron");
    let mut bench = saved_at(&path);
    let first = *bench.documents.keys().next().unwrap();
    bench.documents.remove(&first);
    // The texts alone: the journal beside them is being written by its own thread.
    std::fs::remove_dir_all(folder.path().join("first.lectern").join("texts")).unwrap();
    save(&mut bench);
    let warnings = told(&mut bench, Level::Warning);
    assert!(warnings.len() == 1 && warnings[0].contains("text of 1 document"), "{warnings:?}");
    assert_eq!(texts_beside(&path), 4);
    assert!(!bench.has_unsaved_work());
}

#[test]
fn a_save_that_ends_after_the_project_was_left_does_not_name_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.ron");
    let mut bench = on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.run(Command::NewProject).unwrap();
    bench.finish_jobs();
    assert!(path.exists());
    assert!(bench.file().is_none());

    bench.run(Command::SaveAs(path.join("below a file.ron"))).unwrap();
    bench.run(Command::NewProject).unwrap();
    bench.finish_jobs();
    assert_eq!(told(&mut bench, Level::Error).len(), 1, "a failure is told of all the same");
}

#[test]
fn paths_may_begin_at_home() {
    let home = directories::UserDirs::new().unwrap().home_dir().to_path_buf();
    assert_eq!(absolute(Path::new("~/a/b.ron")), home.join("a/b.ron"));
    assert_eq!(absolute(Path::new("~")), home);
    let here = std::env::current_dir().unwrap();
    assert_eq!(absolute(Path::new("~other/b.ron")), here.join("~other/b.ron"));
    assert_eq!(absolute(Path::new("a/~/b.ron")), here.join("a/~/b.ron"));
}

#[test]
fn the_file_that_is_written_has_the_extension_of_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let target = |name: &str, extension: &str| {
        let path = target_path(&folder.path().join(name), extension);
        path.file_name().unwrap().to_string_lossy().into_owned()
    };
    assert_eq!(target("study", "ron"), "study.ron");
    assert_eq!(target("study.RON", "ron"), "study.RON");
    assert_eq!(target("study.v2", "ron"), "study.v2.ron");
    assert_eq!(target("table.csv", "xlsx"), "table.csv.xlsx");
    assert_eq!(target_path(Path::new("/"), "ron"), absolute(Path::new("/")));

    let mut bench = on_bundled_corpus();
    let request = ExportRequest::new(Subject::Codebook, Format::Csv);
    let path = folder.path().join("codebook");
    bench.run(Command::Export { request: Box::new(request), path }).unwrap();
    bench.run(Command::SaveAs(folder.path().join("study"))).unwrap();
    bench.finish_jobs();
    assert!(folder.path().join("codebook.csv").exists());
    assert!(folder.path().join("study.ron").exists());
}

#[test]
fn a_save_or_export_that_dies_is_told_of() {
    let mut bench = on_bundled_corpus();
    for (writing, begins) in [
        (crate::workbench::saving::Writing::Project("study.ron".into()), "“study.ron” was not saved"),
        (crate::workbench::saving::Writing::Export("table.csv".into()), "“table.csv” was not exported"),
    ] {
        let job = bench.spawn("Dying", false, |_| std::panic::resume_unwind(Box::new("on purpose"))).unwrap();
        bench.writing.insert(job, writing);
        bench.finish_jobs();
        assert!(!bench.is_saving());
        let errors = told(&mut bench, Level::Error);
        assert!(errors.len() == 1 && errors[0].starts_with(begins), "{errors:?}");
    }
}

#[test]
fn closing_finishes_what_is_written_and_leaves_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first.ron"), folder.path().join("second.ron"));
    saved_at(&first);
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    tag_new(&mut bench, document, Span::new(2, 7), "One");
    let endless = bench
        .spawn("Reading", true, |context| {
            while !context.cancel.load(std::sync::atomic::Ordering::Relaxed) {
                std::thread::yield_now();
            }
        })
        .unwrap();
    bench.run(Command::OpenProject(first)).unwrap();
    bench.run(Command::SaveAs(second.clone())).unwrap();
    bench.close();
    assert!(second.exists());
    assert!(!bench.has_unsaved_work());
    assert!(bench.jobs().iter().all(|job| job.id != endless || job.is_cancelled()));
    assert_eq!(bench.project_name().as_deref(), Some("second"), "no other project has come in");
    assert!(bench.run(Command::OpenInputs(vec![second])).is_err(), "nothing is begun any more");
}

#[test]
fn a_text_corrected_while_the_project_is_saved_elsewhere_is_kept_there() {
    let desk = sources::Desk::new(&["closed in March"]);
    let mut bench = desk.open();
    let document = sources::named(&bench, "letter.txt");
    let second = desk.path("second.ron");
    bench.run(Command::SaveAs(second.clone())).unwrap();
    bench.run(Command::CorrectText { document, span: Span::new(0, 0), text: "Draft. ".into() }).unwrap();
    bench.finish_jobs();
    let corrected = bench.text(document).unwrap();
    journalling::killed(bench);
    let bench = opening::opened(&second);
    assert_eq!(bench.text(document).map(|text| text.hash()), Some(corrected.hash()));
}

#[cfg(unix)]
#[test]
fn texts_that_documents_had_before_go_beside_the_file_a_link_leads_to() {
    let desk = sources::Desk::new(&["closed in March"]);
    let mut bench = desk.open();
    let document = sources::named(&bench, "letter.txt");
    let old = bench.text(document).unwrap().hash();
    bench.run(Command::CorrectText { document, span: Span::new(0, 0), text: "Draft. ".into() }).unwrap();
    let (real, link) = (desk.path("elsewhere/real.ron"), desk.path("link.ron"));
    desk.write("elsewhere/real.ron", "");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    bench.run(Command::SaveAs(link.clone())).unwrap();
    bench.finish_jobs();
    assert_eq!(told(&mut bench, Level::Error), [""; 0]);
    drop(bench);
    std::fs::remove_dir_all(desk.path("study.lectern")).unwrap();
    assert!(!desk.path("link.lectern").exists());
    let mut bench = opening::opened(&link);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(document).map(|text| text.hash()), Some(old));
    assert_eq!(bench.count_needing_look(), 0);
}

#[test]
fn a_project_merged_into_itself_by_another_path_goes_on_with_its_journal() {
    let folder = tempfile::tempdir().unwrap();
    let (mine, theirs) = (folder.path().join("mine.ron"), folder.path().join("theirs.ron"));
    drop(saved_at(&mine));
    std::fs::copy(&mine, &theirs).unwrap();
    std::fs::create_dir(folder.path().join("below")).unwrap();
    let roundabout = folder.path().join("below/../mine.ron");
    let held = |path: &Path| crate::project::store::open(&Disk::default(), path).unwrap().held;
    let before = held(&mine).unwrap();
    Workbench::new(Places::none()).merge_files(&theirs, &mine, &theirs, &roundabout).unwrap();
    assert_eq!(held(&mine), Some(before), "nothing came in");
    assert_eq!(told(&mut opening::opened(&mine), Level::Warning), [""; 0]);
}

#[test]
fn nothing_is_exported_over_a_document_or_a_project() {
    let desk = tempfile::tempdir().unwrap();
    let (letter, project) = (desk.path().join("letter.md"), desk.path().join("study.ron"));
    std::fs::write(&letter, "Nobody answered.\n").unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![letter.clone()])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(project.clone())).unwrap();
    bench.finish_jobs();
    bench.take_notices();
    let before = std::fs::read(&letter).unwrap();
    let kept = project.with_extension("lectern").join("codebook.md");
    for (path, why) in [(&letter, "it is a document"), (&kept, "keeps what belongs to a project")] {
        let request = Box::new(ExportRequest::new(Subject::Codebook, Format::Markdown));
        bench.run(Command::Export { request, path: path.clone() }).unwrap();
        bench.finish_jobs();
        let told = told(&mut bench, Level::Error);
        assert!(told.len() == 1 && told[0].contains(why), "{told:?}");
    }
    assert_eq!(std::fs::read(&letter).unwrap(), before);
    assert!(!kept.exists());
}
