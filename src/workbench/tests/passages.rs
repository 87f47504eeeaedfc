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
fn tags_added_to_somebody_elses_annotation_are_ones_own() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    let coders = ["Ann", "Ben"].map(|name| Coder {
        id: CoderId::new(),
        name: name.into(),
        initials: name[..1].into(),
    });
    bench.settings.coder = Some(coders[0].clone());
    let anns = tag_new(&mut bench, document, Span::new(2, 7), "One");
    let one = *bench.project().annotations[&anns].tags.first().unwrap();
    let (before, steps) = (bench.project().annotations[&anns].clone(), bench.history().steps());

    bench.settings.coder = Some(coders[1].clone());
    let add = |path: &str| Command::AddTagByPath { annotations: vec![anns], path: vec![path.into()] };
    let Effect::Annotation(bens) = bench.run(add("Two")).unwrap() else { panic!("Ben's is shown") };
    assert_eq!(bench.project().annotations[&anns], before, "Ann's stays as it was");
    let own = &bench.project().annotations[&bens];
    assert_eq!((own.coder, &own.anchor, own.tags.len()), (coders[1].id, &before.anchor, 1));
    assert!(!own.tags.contains(&one), "what Ann gave is not Ben's");

    assert!(matches!(bench.run(add("Three")).unwrap(), Effect::Annotation(id) if id == bens));
    assert_eq!(bench.project().annotations[&bens].tags.len(), 2);
    bench.take_notices();
    bench.run(add("Three")).unwrap();
    assert_eq!(told(&mut bench, Level::Info), ["This passage has that tag already."]);
    // Both at once are one annotation of Ben's, changed once.
    let four = Command::AddTagByPath { annotations: vec![anns, bens], path: vec!["Four".into()] };
    bench.run(four).unwrap();
    assert_eq!(bench.project().annotations[&bens].tags.len(), 3);
    assert_eq!(bench.project().annotations.len(), 2);
    while bench.history().steps() > steps {
        bench.run(Command::Undo).unwrap();
    }
    assert_eq!(bench.project().annotations.values().collect::<Vec<_>>(), [&before]);
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
