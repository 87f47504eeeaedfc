//! Going back several steps, doing again what was taken back, and the history as a file.

use super::journalling::{new_tag, tag_names as names};
use super::*;
use crate::exchange::trail::TrailFormat;
use crate::project::codebook::DeleteMode;

fn label(bench: &Workbench) -> String {
    bench.history().undoable().unwrap().label.clone()
}

#[test]
fn undoing_back_to_an_entry_leaves_what_was_done_until_then() {
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    let one = bench.history().entries().last().unwrap().id;
    let begin = bench.history().entries()[0].id;
    for name in ["two", "three", "four"] {
        new_tag(&mut bench, name);
    }
    let four = bench.history().entries().last().unwrap().id;
    assert_eq!(bench.undos_back_to(one), Some(3));
    bench.run(Command::UndoBackTo(one)).unwrap();
    assert_eq!(names(&bench), ["one"]);
    assert_eq!(bench.undos_back_to(one), Some(0));
    assert_eq!(bench.undos_back_to(four), None, "it is not in force");
    assert!(bench.run(Command::UndoBackTo(four)).is_err());
    // All of it can be done again, in turn.
    for _ in 0..3 {
        bench.run(Command::Redo).unwrap();
    }
    assert_eq!(names(&bench), ["four", "one", "three", "two"]);
    bench.run(Command::UndoBackTo(begin)).unwrap();
    assert!(names(&bench).is_empty());
}

#[test]
fn what_was_taken_back_and_left_is_done_again_as_a_new_edit() {
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    let one = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    new_tag(&mut bench, "two");
    bench.run(Command::DoAgain(one)).unwrap();
    assert_eq!(names(&bench), ["one", "two"]);
    assert!(label(&bench).ends_with(", again"), "{}", label(&bench));
    bench.run(Command::Undo).unwrap();
    assert_eq!(names(&bench), ["two"]);
}

#[test]
fn what_redo_would_do_is_redone() {
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    let one = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    bench.run(Command::DoAgain(one)).unwrap();
    assert_eq!(names(&bench), ["one"]);
    assert!(!label(&bench).ends_with(", again"));
    assert!(bench.history().redoable().is_none());
}

#[test]
fn what_does_not_fit_any_more_is_refused_in_a_sentence_and_changes_nothing() {
    let mut bench = on_bundled_corpus();
    let document = *bench.project().documents.keys().next().unwrap();
    let span = Span::new(0, 5);
    bench.run(Command::TagByPath { document, span, path: vec!["Want".into()] }).unwrap();
    let tagging = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    new_tag(&mut bench, "want");
    let before = bench.project().clone();
    let refused = bench.run(Command::DoAgain(tagging)).unwrap_err().to_string();
    assert!(refused.contains("cannot be done again: another tag has the name"), "{refused}");
    assert_eq!(*bench.project(), before);

    let want = bench.project().tags.values().next().unwrap().id;
    bench.run(Command::DeleteTag { tag: want, mode: DeleteMode::WithAnnotations }).unwrap();
    bench.run(Command::RemoveDocuments(vec![document])).unwrap();
    let refused = bench.run(Command::DoAgain(tagging)).unwrap_err().to_string();
    assert!(refused.contains("its document is no longer in the project"), "{refused}");
    let begin = bench.history().entries()[0].id;
    assert!(bench.run(Command::DoAgain(begin)).is_err(), "the beginning is no step");
}

#[test]
fn a_coder_who_is_gone_comes_back_with_what_is_done_again() {
    let mut bench = on_bundled_corpus();
    bench.run(Command::SetCoder { name: "Ada Reader".into(), initials: String::new() }).unwrap();
    let document = *bench.project().documents.keys().next().unwrap();
    let span = Span::new(0, 5);
    bench.run(Command::Tag { document, span, tags: vec![] }).unwrap();
    let ada = bench.coder();
    let highlight = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().coders.is_empty());
    bench.change_settings(|settings| {
        settings.coder =
            Some(Coder { id: crate::project::CoderId::new(), name: "Ben".into(), initials: "B".into() });
    });
    new_tag(&mut bench, "one");
    bench.run(Command::DoAgain(highlight)).unwrap();
    assert_eq!(bench.project().coders.get(&ada.id), Some(&ada));
    assert_eq!(bench.project().annotations.values().next().unwrap().coder, ada.id);
}

#[test]
fn the_history_is_exported_by_a_job() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trail.csv");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    bench.run(Command::Undo).unwrap();
    bench.run(Command::ExportHistory { format: TrailFormat::Csv, path: path.clone() }).unwrap();
    bench.finish_jobs();
    let written = std::fs::read_to_string(path).unwrap();
    let row = written.lines().find(|line| line.contains("New tag")).unwrap();
    assert!(row.contains("taken back"), "{row}");
}

#[test]
fn an_annotation_whose_coder_was_lost_does_not_come_back_and_points_at_nobody() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let annotation = tag_new(&mut bench, document, Span::new(0, 5), "Want");
    bench.run(Command::DeleteAnnotations(vec![annotation])).unwrap();
    // As a damaged project is read.
    Arc::make_mut(&mut bench.project).coders.clear();
    let refused = bench.run(Command::Undo).unwrap_err().to_string();
    assert!(refused.contains("its coder is no longer listed"), "{refused}");
    assert!(bench.project().annotations.is_empty());
}
