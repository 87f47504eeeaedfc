//! The workbench driven by commands, as window and command line drive it.

mod astray;
mod comparison;
mod elsewhere;
mod encodings;
mod entities;
mod exchanged_files;
mod figures;
mod journalling;
mod missing_files;
mod opening;
mod passages;
mod retracing;
mod saving;
mod sources;
mod taken_over_elsewhere;
mod two_machines;
mod unfinished;

use proptest::prelude::*;

use super::*;
use crate::corpus::bundled;
use crate::project::Coder;
use crate::text::Span;

/// A project file as a newer program might have written it, without the checksum of its first line.
fn of_a_newer_program(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap();
    let (words, _) = first.rsplit_once(" sum=").unwrap();
    let words = words.replacen("schema=4", "schema=9", 1).replacen("app=", "app=9.", 1);
    format!("{words}\n{rest}")
}

fn on_bundled_corpus() -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench
}

fn first_document(bench: &Workbench) -> DocumentId {
    *bench.documents().keys().next().unwrap()
}

fn tag_new(bench: &mut Workbench, document: DocumentId, span: Span, name: &str) -> AnnotationId {
    let command = Command::TagByPath { document, span, path: vec![name.into()] };
    match bench.run(command).unwrap() {
        Effect::Annotation(id) => id,
        other => panic!("{other:?}"),
    }
}

/// Saves the project where it is, and waits for it.
fn save(bench: &mut Workbench) {
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
}

/// The messages of this level since they were last taken; the others are dropped.
fn told(bench: &mut Workbench, level: Level) -> Vec<String> {
    bench
        .take_notices()
        .into_iter()
        .filter(|notice| notice.level == level)
        .map(|notice| notice.text)
        .collect()
}

#[test]
fn starts_on_five_documents_with_nothing_to_undo_or_save() {
    let bench = on_bundled_corpus();
    assert_eq!(bench.project().documents.len(), 5);
    assert_eq!(bench.documents().len(), 5);
    assert!(bench.history().undoable().is_none());
    assert!(!bench.has_unsaved_work());
}

#[test]
fn a_family_of_tags_counts_an_annotation_once() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let both = tag_new(&mut bench, document, Span::new(2, 7), "Denial");
    tag_new(&mut bench, document, Span::new(2, 7), "Doubt");
    let doubt_only = tag_new(&mut bench, document, Span::new(9, 14), "Doubt");
    let tags: BTreeSet<TagId> = bench.project().tags.keys().copied().collect();
    assert_eq!(bench.index().use_of_any(&tags), TagUse { excerpts: 2, documents: 1 });
    let doubt = bench.project().tag_by_path(&["Doubt"]);
    let with: BTreeSet<AnnotationId> = bench.index().annotations_with(doubt).collect();
    assert_eq!(with, BTreeSet::from([both, doubt_only]));
}

#[test]
fn what_changed_since_a_revision_is_known_until_something_else_that_is_read_changes() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let id = tag_new(&mut bench, document, Span::new(2, 7), "Denial");
    let (revision, marks) = (bench.revision(), bench.marks_revision(document));
    bench.run(Command::SetAnnotationMemo { annotation: id, memo: "Why?".into() }).unwrap();
    let everything = Reads { documents: true, codebook: true, coders: true };
    assert_eq!(bench.changed_since(revision, everything), Some(BTreeSet::from([id])));
    assert_eq!(bench.marks_revision(document).read, marks.read);
    assert_ne!(bench.marks_revision(document).changed, marks.changed);
    bench.run(Command::SetProjectMemo("Begun.".into())).unwrap();
    bench.run(Command::SetDocumentMemo { document, memo: "Read.".into() }).unwrap();
    assert_eq!(bench.changed_since(revision, everything), Some(BTreeSet::from([id])));
    bench.run(Command::SetTitle { document, title: "Another".into() }).unwrap();
    assert_eq!(bench.changed_since(revision, everything), None);
    let tags_only = Reads { codebook: true, ..Reads::default() };
    assert_eq!(bench.changed_since(revision, tags_only), Some(BTreeSet::from([id])));
}

#[test]
fn tagging_makes_one_edit_that_undo_takes_back() {
    let mut bench = on_bundled_corpus();
    let before = bench.project().clone();
    let document = first_document(&bench);
    let id = tag_new(&mut bench, document, Span::new(2, 7), "Denial");
    let annotation = &bench.project().annotations[&id];
    let tag = *annotation.tags.first().unwrap();
    assert_eq!(bench.project().tags[&tag].name, "Denial");
    assert_eq!(bench.index().tag_use(Some(tag)), TagUse { excerpts: 1, documents: 1 });
    assert_eq!(bench.marks(document).unwrap().len(), 1);
    assert!(bench.has_unsaved_work());
    bench.run(Command::Undo).unwrap();
    assert_eq!(*bench.project(), before);
    assert_eq!(bench.marks(document).unwrap().len(), 0);
    bench.run(Command::Redo).unwrap();
    assert_eq!(bench.marks(document).unwrap().len(), 1);
}

#[test]
fn a_second_tag_on_the_same_passage_joins_the_annotation() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let first = tag_new(&mut bench, document, Span::new(2, 7), "One");
    let second = tag_new(&mut bench, document, Span::new(2, 7), "Two");
    assert_eq!(first, second);
    assert_eq!(bench.project().annotations[&first].tags.len(), 2);
    let other = tag_new(&mut bench, document, Span::new(3, 7), "Two");
    assert_ne!(first, other);
}

#[test]
fn moved_ends_move_the_mark() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let annotation = tag_new(&mut bench, document, Span::new(2, 7), "One");
    bench.run(Command::MoveAnnotation { annotation, span: Span::new(2, 15) }).unwrap();
    let marks: Vec<_> = bench.marks(document).unwrap().iter().collect();
    assert_eq!(marks, [(Span::new(2, 15), annotation)]);
}

#[test]
fn removing_a_document_takes_its_annotations_and_undo_brings_both_back() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    tag_new(&mut bench, document, Span::new(2, 7), "One");
    let before = bench.project().clone();
    bench.run(Command::RemoveDocuments(vec![document])).unwrap();
    assert!(bench.project().annotations.is_empty());
    bench.run(Command::Undo).unwrap();
    assert_eq!(*bench.project(), before);
    assert_eq!(bench.marks(document).unwrap().len(), 1);
}

#[test]
fn an_empty_passage_and_an_unknown_document_are_refused_in_a_sentence() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let empty = bench.run(Command::Tag { document, span: Span::new(3, 3), tags: Vec::new() });
    assert!(empty.unwrap_err().to_string().ends_with('.'));
    let document = DocumentId::derived(b"nowhere");
    assert!(bench.run(Command::Tag { document, span: Span::new(0, 3), tags: Vec::new() }).is_err());
    assert!(bench.history().undoable().is_none());
}

#[test]
fn saves_opens_and_finds_everything_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("project.ron");
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    tag_new(&mut bench, document, Span::new(2, 7), "Denial");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    assert!(bench.take_notices().iter().all(|notice| notice.level == Level::Info));
    assert!(!bench.has_unsaved_work());

    let mut again = Workbench::new(Places::none());
    again.run(Command::OpenProject(path)).unwrap();
    again.finish_jobs();
    assert_eq!(again.project(), bench.project());
    assert_eq!(again.documents().len(), 5);
    assert_eq!(again.marks(document).unwrap().len(), 1);
    assert!(!again.has_unsaved_work());
    assert_eq!(again.project_name().as_deref(), Some("project"));
}

#[test]
fn files_added_are_one_edit_however_many_there_are() {
    let folder = folder_of(30);
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().documents.len(), 30);
    assert_eq!(bench.problems().len(), 1);
    assert!(!bench.has_unsaved_work(), "documents alone are nothing to lose");
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().documents.is_empty());
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().documents.len(), 30);
}

/// A folder of so many files, one of them empty.
fn folder_of(files: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..files {
        std::fs::write(folder.path().join(format!("{n}.txt")), format!("Document number {n}.")).unwrap();
    }
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    folder
}

/// Takes in reports until so many documents are there.
fn until_there_are(bench: &mut Workbench, documents: usize) {
    while bench.project().documents.len() < documents {
        let (job, report) = bench.jobs.wait_next().expect("more to come");
        bench.take_report(job, report);
    }
}

#[test]
fn what_is_done_while_documents_arrive_is_taken_back_first() {
    let folder = folder_of(30);
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    until_there_are(&mut bench, 1);
    let document = *bench.project().documents.keys().next().unwrap();
    let tag = |bench: &mut Workbench| {
        let span = Span::new(0, 8);
        bench.run(Command::TagByPath { document, span, path: vec!["Numbered".into()] }).unwrap();
    };
    tag(&mut bench);
    until_there_are(&mut bench, 5);
    bench.run(Command::Undo).unwrap();
    assert_eq!((bench.project().annotations.len(), bench.project().documents.len()), (0, 5));
    until_there_are(&mut bench, 6);
    bench.run(Command::Redo).unwrap();
    assert_eq!(bench.project().annotations.len(), 1, "what arrives does not make redo forget");
    bench.finish_jobs();
    assert_eq!(bench.project().documents.len(), 30);
    while bench.history().undoable().is_some() {
        bench.run(Command::Undo).unwrap();
    }
    assert!(bench.project().documents.is_empty() && bench.project().tags.is_empty());
}

#[test]
fn documents_taken_out_while_they_arrive_stay_out_and_come_back_with_redo() {
    let folder = folder_of(30);
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    until_there_are(&mut bench, 3);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert!(bench.project().documents.is_empty());
    bench.run(Command::Redo).unwrap();
    assert_eq!(bench.project().documents.len(), 3);
}

#[test]
fn two_folders_are_two_steps_and_a_problem_is_told_once() {
    let (one, other) = (folder_of(3), folder_of(2));
    std::fs::write(other.path().join("0.txt"), "Another document.").unwrap();
    std::fs::write(other.path().join("1.txt"), "And one more.").unwrap();
    let mut bench = Workbench::new(Places::none());
    for folder in [&one, &other, &other] {
        bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
        bench.finish_jobs();
    }
    assert_eq!((bench.project().documents.len(), bench.problems().len()), (5, 2));
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().documents.len(), 3);
}

#[test]
fn settings_and_layout_are_kept_where_the_machine_keeps_them() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::within(folder.path());
    let mut bench = Workbench::new(places.clone());
    bench.run(Command::SetCoder { name: "Ada Reader".into(), initials: String::new() }).unwrap();
    bench.save_view("(some layout)");
    assert_eq!(bench.load_view().as_deref(), Some("(some layout)"));
    bench.close();
    let again = Workbench::new(places);
    assert_eq!(again.coder().initials, "AR");
    assert_eq!(again.load_view().as_deref(), Some("(some layout)"));
}

#[test]
fn words_are_counted_of_the_documents_that_are_in_the_project() {
    let counted_anew = |bench: &Workbench| -> usize {
        let loaded = bench.project().documents.keys().filter_map(|id| bench.document(*id));
        loaded.map(|document| document.words).sum()
    };
    let mut bench = on_bundled_corpus();
    let all = bench.word_count();
    assert!(all > 0);
    assert_eq!(all, counted_anew(&bench));
    let document = first_document(&bench);
    bench.run(Command::RemoveDocuments(vec![document])).unwrap();
    assert!(bench.word_count() < all);
    assert_eq!(bench.word_count(), counted_anew(&bench));
    bench.run(Command::SetProjectMemo("memo".into())).unwrap();
    bench.run(Command::AddBundledCorpus).unwrap();
    assert_eq!(bench.word_count(), all);
    let title = "Another title".into();
    bench.run(Command::SetTitle { document, title }).unwrap();
    for _ in 0..4 {
        bench.run(Command::Undo).unwrap();
        assert_eq!(bench.word_count(), counted_anew(&bench));
    }
    bench.run(Command::NewProject).unwrap();
    assert_eq!(bench.word_count(), 0);
}

#[test]
fn texts_that_arrive_do_not_count_as_changes_of_the_project() {
    let mut bench = on_bundled_corpus();
    let (all, project) = (bench.revision(), bench.project_revision());
    let document = bundled::documents().remove(0);
    bench.put_document(first_document(&bench), document);
    assert!(bench.revision() > all);
    assert_eq!(bench.project_revision(), project);
    bench.run(Command::SetProjectMemo("memo".into())).unwrap();
    assert!(bench.project_revision() > project);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_is_kept_beside_the_project_is_what_would_be_read_anew(
        deeds in prop::collection::vec(trial::deed(), 1..30),
    ) {
        let mut bench = trial::bench();
        for deed in deeds {
            trial::carry_out(&mut bench, deed);
            let (project, index) = (bench.project(), bench.index());
            let anew = ProjectIndex::of(project);
            for (id, record) in &project.documents {
                prop_assert_eq!(index.document_of(&record.source), anew.document_of(&record.source));
                prop_assert!(index.annotations_in(*id).eq(anew.annotations_in(*id)));
                let here = project.annotations.values().filter(|annotation| annotation.document == *id);
                let text = &bench.document(*id).unwrap().text;
                let mut placed: Vec<_> =
                    here.map(|annotation| (annotation.anchor.resolve(text).unwrap(), annotation.id)).collect();
                placed.sort_unstable();
                let mut kept: Vec<_> = bench.marks(*id).unwrap().iter().collect();
                kept.sort_unstable();
                prop_assert_eq!(kept, placed);
            }
            for tag in project.tags.keys().copied().map(Some).chain([None]) {
                prop_assert_eq!(index.tag_use(tag), anew.tag_use(tag));
                prop_assert!(index.annotations_with(tag).eq(anew.annotations_with(tag)));
            }
        }
    }
}
