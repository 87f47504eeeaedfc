//! Going back several steps, doing again what was taken back, and the history as a file.

use super::journalling::{new_tag, tag_names as names};
use super::*;
use crate::exchange::trail::TrailFormat;
use crate::project::codebook::DeleteMode;
use crate::text::Anchor;

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

/// A text in which the same words stand twice with the same around them, and a workbench that has it open.
const TWICE: &str = "Q. Did you go?\n\nA. Yes, sir. I went home.\n\nQ. Did you go?\n\nA. Yes, sir. I went home.\n\nQ. Were you alone?\n";

fn on_twice() -> (tempfile::TempDir, Workbench, DocumentId) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("twice.txt"), TWICE).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("twice.txt")])).unwrap();
    bench.finish_jobs();
    let document = first_document(&bench);
    (folder, bench, document)
}

fn tag_first(bench: &mut Workbench, document: DocumentId, words: &str) {
    let at = bench.text(document).unwrap().as_str().find(words).unwrap();
    let span = Span::new(at, at + words.len());
    bench.run(Command::Tag { document, span, tags: Vec::new() }).unwrap();
}

fn correct_first(bench: &mut Workbench, document: DocumentId, words: &str, text: &str) {
    let at = bench.text(document).unwrap().as_str().find(words).unwrap();
    let span = Span::new(at, at + words.len());
    bench.run(Command::CorrectText { document, span, text: text.into() }).unwrap();
}

/// Every annotation is certain and remembers what stands around it.
fn all_stand_with_their_context(bench: &Workbench, document: DocumentId) {
    let text = bench.text(document).unwrap();
    assert_eq!(bench.count_needing_look(), 0);
    for annotation in bench.project().annotations.values() {
        let span = annotation.span_in(&text).unwrap();
        assert_eq!(Anchor::new(&text, span).as_ref(), Some(&annotation.anchor));
    }
}

#[test]
fn a_correction_done_again_takes_what_was_tagged_beside_it_along() {
    let (_folder, mut bench, document) = on_twice();
    correct_first(&mut bench, document, "went", "walked straight");
    let correction = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    tag_first(&mut bench, document, "Yes");
    bench.run(Command::DoAgain(correction)).unwrap();
    bench.finish_jobs();
    let text = bench.text(document).unwrap();
    assert!(text.as_str().contains("I walked straight home"));
    all_stand_with_their_context(&bench, document);
    let at = bench.project().annotations.values().next().unwrap().anchor.start;
    assert_eq!(at, TWICE.find("Yes").unwrap());
    bench.run(Command::Undo).unwrap();
    all_stand_with_their_context(&bench, document);
    assert_eq!(bench.text(document).unwrap().as_str(), TWICE);
}

#[test]
fn what_is_tagged_again_remembers_what_stands_around_it_now() {
    let (_folder, mut bench, document) = on_twice();
    tag_first(&mut bench, document, "alone");
    let tagging = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    correct_first(&mut bench, document, "home.\n\nQ. Were", "back.\n\nQ. Were");
    bench.run(Command::DoAgain(tagging)).unwrap();
    bench.finish_jobs();
    all_stand_with_their_context(&bench, document);
    assert_eq!(bench.project().annotations.len(), 1);
}
