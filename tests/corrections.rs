//! Texts corrected within a project, at random: undone exactly, and every annotation on its own words or on the list.

#![allow(clippy::unwrap_used)]

#[path = "common/projects.rs"]
mod projects;

use std::collections::BTreeMap;

use lectern::project::correct::{CorrectionError, correct};
use lectern::project::{Annotation, Change, DocumentId, Edit, History, Project, Standing, Timestamp};
use lectern::text::{Anchor, CONTEXT_CHARACTERS, Span, Text, context};
use projects::sample;
use proptest::prelude::*;

fn edit(changes: Vec<Change>) -> Edit {
    Edit { label: "Correct".to_owned(), at: Timestamp::from_second(0), coder: None, changes }
}

/// A correction somewhere in some document.
#[derive(Clone, Debug)]
struct Correction {
    document: usize,
    from: usize,
    to: usize,
    text: String,
}

fn correction() -> impl Strategy<Value = Correction> {
    (any::<usize>(), any::<usize>(), 0usize..12, "[a-zé日👩🏽\u{301} \n]{0,12}").prop_map(
        |(document, from, length, text)| Correction { document, from, to: from.wrapping_add(length), text },
    )
}

fn span(text: &Text, from: usize, to: usize) -> Span {
    let bounds: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = from % bounds.len();
    let end = (start + to.wrapping_sub(from)).min(bounds.len() - 1);
    Span::new(bounds[start], bounds[end])
}

/// What is true of every annotation at every moment.
fn assert_honest(project: &Project, texts: &BTreeMap<DocumentId, Text>) {
    for annotation in project.annotations.values() {
        let text = &texts[&annotation.document];
        assert_eq!(project.documents[&annotation.document].hash, text.hash());
        let Some(anchor) = annotation.live_anchor() else { continue };
        let place = anchor.resolve(text);
        assert!(place.is_some(), "{anchor:?} in {:?}", text.as_str());
        let place = place.unwrap();
        let (prefix, suffix) = context(text.as_str(), place, CONTEXT_CHARACTERS);
        assert_eq!((anchor.prefix.as_str(), anchor.suffix.as_str()), (prefix, suffix));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_corrections_are_undone_exactly(
        sample in sample(),
        corrections in prop::collection::vec(correction(), 1..16),
    ) {
        let (mut project, mut texts) = (sample.project.clone(), sample.texts.clone());
        let mut history = History::default();
        let mut states = vec![(project.clone(), texts.clone())];
        for Correction { document, from, to, text } in corrections {
            let Some(id) = project.documents.keys().nth(document % project.documents.len().max(1)).copied() else {
                continue;
            };
            let old = texts[&id].clone();
            let place = span(&old, from, to);
            let (new, changes) = match correct(&project, &project.documents[&id], &old, place, &text) {
                Ok(corrected) => corrected,
                Err(error) => {
                    prop_assert_eq!(error, CorrectionError::NothingLeft);
                    continue;
                }
            };
            if changes.is_empty() {
                prop_assert_eq!(new.as_str(), old.as_str());
                continue;
            }
            let expected = [&old.as_str()[..place.start], &text, &old.as_str()[place.end..]].concat();
            prop_assert_eq!(new.as_str(), expected.as_str());
            // What the change says of itself makes the same text of the old one, and back.
            let change = changes.iter().find_map(|change| match change {
                Change::Text(change) => Some((**change).clone()),
                _ => None,
            });
            let change = change.unwrap();
            let (there, back) = (change.of(&old).unwrap(), change.clone().inverse().of(&new).unwrap());
            prop_assert_eq!(there.as_str(), new.as_str());
            prop_assert_eq!(back.as_str(), old.as_str());
            prop_assert!(change.of(&new).is_none());
            let edit = edit(changes);
            // The journal writes edits down.
            if let Ok(written) = ron::to_string(&edit) {
                prop_assert_eq!(&ron::from_str::<Edit>(&written).unwrap(), &edit);
            }
            history.perform(&mut project, edit).unwrap();
            texts.insert(id, new);
            assert_honest(&project, &texts);
            prop_assert_eq!(project.annotations.len(), sample.project.annotations.len(), "none is dropped");
            states.push((project.clone(), texts.clone()));
        }
        for (state, texts) in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut project, None).unwrap().is_some());
            prop_assert_eq!(&project, state);
            assert_honest(&project, texts);
        }
        for (state, _) in states.iter().skip(1) {
            prop_assert!(history.redo(&mut project, None).unwrap().is_some());
            prop_assert_eq!(&project, state);
        }
    }
}

const BODY: &str = "Jon went to the market early. The stalls were closed and nobody had said so to any of them that day, \
    neither the warden nor the clerk, who both knew of it. In the end Jon went home again.";

/// A project of one document with these words tagged, each where it first stands.
fn desk(words: &[&str]) -> (Project, DocumentId, Text) {
    let mut sample = projects::large(1);
    let text = Text::new(BODY);
    let template = sample.project.annotations.values().next().unwrap().clone();
    let id = template.document;
    let record = sample.project.documents.get_mut(&id).unwrap();
    record.hash = text.hash();
    sample.project.annotations.clear();
    for words in words {
        let at = BODY.find(words).unwrap();
        let annotation = Annotation {
            id: lectern::project::AnnotationId::new(),
            anchor: Anchor::new(&text, Span::new(at, at + words.len())).unwrap(),
            ..template.clone()
        };
        sample.project.annotations.insert(annotation.id, annotation);
    }
    (sample.project, id, text)
}

fn corrected(project: &mut Project, id: DocumentId, text: &Text, words: &str, by: &str) -> (Text, usize) {
    let at = text.as_str().find(words).unwrap();
    let place = Span::new(at, at + words.len());
    let (new, changes) = correct(project, &project.documents[&id], text, place, by).unwrap();
    let listed = changes.len();
    edit(changes).apply(project).unwrap();
    (new, listed)
}

fn said(project: &Project) -> Vec<String> {
    let mut notes: Vec<&Annotation> = project.annotations.values().collect();
    notes.sort_by_key(|annotation| annotation.anchor.start);
    notes.into_iter().map(|annotation| annotation.anchor.exact.clone()).collect()
}

#[test]
fn a_letter_put_into_a_tagged_word_stays_in_it() {
    let (mut project, id, text) = desk(&["Jon", "home again"]);
    let (new, _) = corrected(&mut project, id, &text, "Jon", "John");
    assert_eq!(said(&project), ["John", "home again"]);
    assert!(project.annotations.values().all(|annotation| annotation.span_in(&new).is_some()));
    let record = &project.documents[&id];
    assert_eq!((record.reader.as_str(), record.seen), ("plain 1, corrected", Some(text.hash())));
}

#[test]
fn a_tagged_word_replaced_by_another_needs_a_look_and_is_kept() {
    let (mut project, id, text) = desk(&["closed"]);
    let (new, _) = corrected(&mut project, id, &text, "closed", "shut");
    let annotation = project.annotations.values().next().unwrap();
    assert_eq!(annotation.anchor.exact, "closed");
    let Standing::NeedsLook { proposed: Some(proposal), .. } = &annotation.standing else { panic!() };
    assert_eq!(proposal.anchor.exact, "shut");
    assert!(proposal.anchor.resolve(&new).is_some());
    assert_eq!(annotation.span_in(&new), None, "it is shown nowhere until somebody has looked");
}

#[test]
fn a_passage_taken_out_is_kept_without_a_place() {
    let (mut project, id, text) = desk(&["closed"]);
    corrected(&mut project, id, &text, "The stalls were closed and ", "");
    let annotation = project.annotations.values().next().unwrap();
    assert!(matches!(annotation.standing, Standing::NeedsLook { proposed: None, .. }));
    assert_eq!(annotation.anchor.exact, "closed");
}

#[test]
fn an_edit_lists_only_what_it_touches() {
    let (mut project, id, text) = desk(&["Jon", "market", "the warden", "home again"]);
    let (new, listed) = corrected(&mut project, id, &text, "early", "early in the morning");
    // The document says that it is corrected, the text changes, and the two beside the place go out and in again.
    assert_eq!(listed, 2 + 2 * 2);
    assert!(project.annotations.values().all(|annotation| annotation.span_in(&new).is_some()));
    let (_, listed) = corrected(&mut project, id, &new, "that day", "on that day");
    assert_eq!(listed, 1 + 2, "and only once does it say that it is corrected");
}

#[test]
fn annotations_of_other_files_are_not_touched() {
    let (mut project, id, text) = desk(&["Jon", "home again"]);
    let other = DocumentId::derived(b"other");
    let record = lectern::project::DocumentRecord { id: other, ..project.documents[&id].clone() };
    project.documents.insert(other, record);
    let moved: Vec<Annotation> = project.annotations.values().cloned().collect();
    for annotation in moved {
        let id = lectern::project::AnnotationId::new();
        project.annotations.insert(id, Annotation { id, document: other, ..annotation });
    }
    let there = |project: &Project| -> Vec<Annotation> {
        project.annotations.values().filter(|annotation| annotation.document == other).cloned().collect()
    };
    let before = there(&project);
    corrected(&mut project, id, &text, "Jon went to the market early. ", "");
    assert_eq!(there(&project), before);
    assert_eq!(project.annotations.len(), 4);
}

#[test]
fn no_change_is_none_and_a_text_is_never_emptied() {
    let (project, id, text) = desk(&[]);
    let record = &project.documents[&id];
    let correct = |place, by| correct(&project, record, &text, place, by);
    assert!(correct(Span::new(0, 3), "Jon").unwrap().1.is_empty());
    assert_eq!(correct(Span::new(0, text.len()), " \n").unwrap_err(), CorrectionError::NothingLeft);
    assert_eq!(correct(Span::new(0, 3), "a\r\nb").unwrap_err(), CorrectionError::CarriageReturn);
    assert_eq!(correct(Span::new(0, text.len() + 1), "a").unwrap_err(), CorrectionError::NotInText);
}

#[test]
fn a_change_of_a_text_that_would_tear_an_annotation_is_refused() {
    let (mut project, id, text) = desk(&["The stalls"]);
    let at = BODY.find("stalls").unwrap();
    let (_, changes) =
        correct(&project, &project.documents[&id], &text, Span::new(at, at + 6), "booths").unwrap();
    let alone: Vec<Change> = changes.into_iter().filter(|change| matches!(change, Change::Text(_))).collect();
    let before = project.clone();
    assert!(edit(alone).apply(&mut project).is_err());
    assert_eq!(project, before);
}
