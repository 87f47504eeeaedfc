//! What is said when tagging changes nothing, and who is written on what is changed.

use super::*;
use crate::project::CoderId;

#[test]
fn what_changes_nothing_says_so_in_words_that_fit() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let span = Span::new(2, 7);
    let annotation = tag_new(&mut bench, document, span, "One");
    let tag = *bench.project().annotations[&annotation].tags.first().unwrap();
    bench.take_notices();
    let steps = bench.history().steps();

    bench.run(Command::Tag { document, span, tags: Vec::new() }).unwrap();
    assert_eq!(told(&mut bench, Level::Info), ["This passage is highlighted already."]);
    bench.run(Command::Tag { document, span, tags: vec![tag] }).unwrap();
    assert_eq!(told(&mut bench, Level::Info), ["This passage has that tag already."]);
    bench.run(Command::AddTags { annotations: vec![annotation], tags: vec![tag] }).unwrap();
    assert_eq!(told(&mut bench, Level::Info), ["This passage has that tag already."]);
    let other = tag_new(&mut bench, document, Span::new(10, 14), "One");
    bench.run(Command::AddTags { annotations: vec![annotation, other], tags: vec![tag] }).unwrap();
    assert_eq!(told(&mut bench, Level::Info), ["These passages have that tag already."]);
    bench.run(Command::AddBundledCorpus).unwrap();
    assert_eq!(told(&mut bench, Level::Info), ["The bundled corpus is here already."]);
    assert_eq!(bench.history().steps(), steps + 1, "only the other passage was tagged");
}

#[test]
fn whoever_changes_annotations_or_tags_is_in_the_project() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let annotation = tag_new(&mut bench, document, Span::new(2, 7), "One");
    let tag = *bench.project().annotations[&annotation].tags.first().unwrap();
    let changes = [
        Command::MoveAnnotation { annotation, span: Span::new(2, 9) },
        Command::SetAnnotationMemo { annotation, memo: "why".into() },
        Command::SetTagMemo { tag, memo: "what".into() },
        Command::AddTagByPath { annotations: vec![annotation], path: vec!["Two".into()] },
        Command::RemoveTag { annotation, tag },
        Command::DeleteAnnotations(vec![annotation]),
        Command::NewTag { parent: None, name: "Three".into() },
    ];
    for (number, command) in changes.into_iter().enumerate() {
        let coder = Coder { id: CoderId::new(), name: format!("Coder {number}"), initials: "C".into() };
        bench.settings.coder = Some(coder.clone());
        let before = bench.project().clone();
        let said = format!("{command:?}");
        bench.run(command).unwrap();
        assert_eq!(bench.project().coders.get(&coder.id), Some(&coder), "{said}");
        assert_eq!(bench.history().undoable().unwrap().coder, Some(coder.id), "{said}");
        bench.run(Command::Undo).unwrap();
        assert_eq!(*bench.project(), before, "{said}");
        bench.run(Command::Redo).unwrap();
    }
}
