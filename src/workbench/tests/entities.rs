//! Names recognised, linked, decided on, taken back; cached; kept for texts that change.

use super::*;
use crate::entities::resolve::{Entity, EntityKey};
use crate::entities::{Kind, Source};
use crate::project::naming::{ListedName, Wanted};
use crate::project::{ListId, NameList};
use crate::workbench::{Around, EntityCommand};

/// The bundled corpus with its names recognised.
fn recognised() -> Workbench {
    let mut bench = on_bundled_corpus();
    bench.recognise_from_now_on();
    bench.finish_jobs();
    bench
}

#[test]
fn only_the_documents_asked_for_are_recognised() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    bench.recognise_only(&[document]);
    bench.finish_jobs();
    assert_eq!(bench.awaiting_recognition(), 0);
    let all = bench.entities().all();
    assert!(!all.is_empty());
    let places = |it| bench.entities().places(it).all(|place| place.document == document);
    assert!(all.iter().all(places));
}

fn entity<'a>(bench: &'a Workbench, name: &str) -> Option<&'a Entity> {
    bench.entities().all().iter().find(|entity| &*entity.name == name)
}

fn key(bench: &Workbench, name: &str) -> EntityKey {
    entity(bench, name).unwrap_or_else(|| panic!("no entity {name}")).key
}

fn decide(bench: &mut Workbench, command: EntityCommand) {
    bench.run(Command::Entities(command)).unwrap();
    bench.finish_jobs();
}

/// The entities in a form to compare: name, kind, mentions.
fn table(bench: &Workbench) -> Vec<(String, Kind, usize)> {
    let all = bench.entities().all().iter();
    all.map(|it| (it.name.to_string(), it.kind.clone(), it.occurrences.len())).collect()
}

/// The first mention of an entity.
fn first_place(bench: &Workbench, name: &str) -> (DocumentId, Span) {
    let entities = bench.entities();
    let place = entities.places(entity(bench, name).unwrap()).next().unwrap();
    (place.document, place.mention.span)
}

#[test]
fn names_of_the_bundled_corpus_are_recognised_and_linked() {
    let bench = recognised();
    let person = entity(&bench, "Barry Coppinger").unwrap();
    assert_eq!(person.kind, Kind::Person);
    assert!(person.document_count() >= 4, "{}", person.document_count());
    assert!(person.aliases.iter().any(|alias| &*alias.text == "Coppinger"));
    for place in bench.entities().places(person) {
        let text = bench.text(place.document).unwrap();
        assert!(
            text.slice(place.mention.span).contains("Coppinger") || text.slice(place.mention.span) == "Barry"
        );
        assert!(bench.entities().reason(place.document, place.index).is_some());
    }
    assert!(!bench.is_recognising());
    assert!(bench.jobs().is_empty());
}

#[test]
fn nothing_is_recognised_unless_asked_for() {
    let mut bench = on_bundled_corpus();
    bench.finish_jobs();
    assert!(bench.entities().all().is_empty());
    assert!(!bench.recognises());
}

#[test]
fn every_decision_does_what_it_says_and_undo_takes_it_back() {
    let mut bench = recognised();
    let before = table(&bench);
    let (document, span) = first_place(&bench, "Barry Coppinger");
    let text = bench.text(document).unwrap();
    let missed = text.as_str().find("siege").map(|at| Span::new(at, at + 5));
    let (barry, police) = (key(&bench, "Barry Coppinger"), key(&bench, "Cleveland Police"));
    let mut commands = vec![
        EntityCommand::Merge { from: vec![police], into: barry },
        EntityCommand::Split {
            places: vec![(document, span)],
            kind: Kind::Person,
            name: "Another Coppinger".into(),
        },
        EntityCommand::Rename { entity: barry, name: "B. Coppinger (PCC)".into() },
        EntityCommand::Retype { entities: vec![barry], kind: Kind::Own("Witness".into()) },
        EntityCommand::RetypeMention { document, span, kind: Kind::Place },
        EntityCommand::Reject(vec![barry, police]),
        EntityCommand::RejectMention { document, span },
        EntityCommand::RejectWording("Coppinger".into()),
        EntityCommand::AddWording { wording: "the public".into(), kind: Kind::Organisation, name: None },
    ];
    if let Some(span) = missed {
        commands.push(EntityCommand::AddMention { document, span, kind: Kind::Programme, name: None });
    }
    for command in commands {
        let said = format!("{command:?}");
        let steps = bench.history().steps();
        decide(&mut bench, command);
        assert_ne!(table(&bench), before, "{said}");
        assert_eq!(bench.history().steps(), steps + 1, "one edit: {said}");
        let after = table(&bench);
        bench.run(Command::Undo).unwrap();
        bench.finish_jobs();
        assert_eq!(table(&bench), before, "undone: {said}");
        bench.run(Command::Redo).unwrap();
        bench.finish_jobs();
        assert_eq!(table(&bench), after, "done again: {said}");
        bench.run(Command::Undo).unwrap();
        bench.finish_jobs();
    }
}

#[test]
fn a_decision_taken_back_leaves_those_made_after_it() {
    let mut bench = recognised();
    let (barry, police) = (key(&bench, "Barry Coppinger"), key(&bench, "Cleveland Police"));
    decide(&mut bench, EntityCommand::Rename { entity: barry, name: "The Commissioner".into() });
    decide(&mut bench, EntityCommand::Rename { entity: police, name: "The Force".into() });
    let first = bench.project().decisions.values().min_by_key(|decision| decision.rank).unwrap().id;
    decide(&mut bench, EntityCommand::TakeBack(vec![first]));
    assert!(entity(&bench, "Barry Coppinger").is_some());
    assert!(entity(&bench, "The Force").is_some());
    assert!(entity(&bench, "The Commissioner").is_none());
}

#[test]
fn suggestions_that_are_dismissed_do_not_come_again() {
    let mut bench = recognised();
    let Some(pair) = bench.entities().suggestions().first().copied() else { return };
    decide(&mut bench, EntityCommand::Dismiss { one: pair.one, other: pair.other });
    let again = |bench: &Workbench| {
        let mut suggestions = bench.entities().suggestions().iter();
        suggestions.any(|it| it.one == pair.one && it.other == pair.other)
    };
    assert!(!again(&bench));
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert!(again(&bench));
}

#[test]
fn lists_and_patterns_of_the_users_own_win() {
    let mut bench = recognised();
    let list = NameList {
        id: ListId::new(),
        name: "Offices".into(),
        kind: Kind::Own("Office".into()),
        active: true,
        wanted: Wanted::Names {
            names: vec![ListedName {
                name: "The Office".into(),
                kind: None,
                aliases: vec!["OPCC".into(), "PCC".into()],
            }],
            match_case: true,
            inflected: false,
        },
    };
    decide(&mut bench, EntityCommand::PutList(list.clone()));
    let office = entity(&bench, "The Office").expect("listed");
    assert_eq!(office.kind, Kind::Own("Office".into()));
    let place = bench.entities().places(office).next().unwrap();
    assert_eq!(place.mention.source, Source::List("Offices".into()));
    assert!(bench.project().kinds.values().any(|kind| &*kind.name == "Office"), "the type came with it");
    decide(&mut bench, EntityCommand::PutList(NameList { active: false, ..list.clone() }));
    assert!(entity(&bench, "The Office").is_none());
    let bad = NameList { wanted: Wanted::Pattern("(".into()), ..list };
    let refused = bench.run(Command::Entities(EntityCommand::PutList(bad))).unwrap_err().to_string();
    assert!(refused.contains("character 1"), "{refused}");
}

#[test]
fn what_was_recognised_is_kept_for_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places { data: None, cache: Some(folder.path().to_path_buf()) };
    let open = || {
        let mut bench = Workbench::new(places.clone());
        bench.recognise_from_now_on();
        bench.start_on_bundled_corpus();
        bench.finish_jobs();
        bench
    };
    let first = table(&open());
    let files =
        || walkdir::WalkDir::new(folder.path()).into_iter().flatten().filter(|it| it.file_type().is_file());
    assert_eq!(files().count(), 5);
    let written: Vec<_> = files().map(|file| file.metadata().unwrap().modified().unwrap()).collect();
    assert_eq!(table(&open()), first);
    let again: Vec<_> = files().map(|file| file.metadata().unwrap().modified().unwrap()).collect();
    assert_eq!(again, written, "read, not recognised again");
    for file in files() {
        std::fs::write(file.path(), b"damaged").unwrap();
    }
    assert_eq!(table(&open()), first, "a damaged cache costs time only");
}

#[test]
fn mentions_hold_for_their_text_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "Dear Mrs Ada Lovelace, greetings from London. Yours, Charles Babbage\n").unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.recognise_from_now_on();
    bench.run(Command::OpenInputs(vec![file])).unwrap();
    bench.finish_jobs();
    assert!(entity(&bench, "London").is_some(), "{:?}", table(&bench));
    let document = first_document(&bench);
    let text = bench.text(document).unwrap();
    let at = text.as_str().find("London").unwrap();
    bench
        .run(Command::CorrectText { document, span: Span::new(at, at + 6), text: "old Paris".into() })
        .unwrap();
    let now = bench.text(document).unwrap().hash();
    assert!(bench.entities().mentions(document, now).is_empty(), "not yet recognised");
    bench.finish_jobs();
    assert!(entity(&bench, "London").is_none());
    assert!(entity(&bench, "Paris").is_some(), "{:?}", table(&bench));
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert!(entity(&bench, "London").is_some());
}

#[test]
fn documents_that_go_take_their_names_along() {
    let mut bench = recognised();
    let before = table(&bench);
    let documents: Vec<DocumentId> = bench.project().documents.keys().copied().collect();
    bench.run(Command::RemoveDocuments(documents)).unwrap();
    bench.finish_jobs();
    assert!(bench.entities().all().is_empty());
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(table(&bench), before);
}

#[test]
fn recognition_that_is_stopped_goes_on_when_asked() {
    let mut bench = on_bundled_corpus();
    bench.recognise_from_now_on();
    let job = bench.jobs().iter().find(|job| job.title == Workbench::RECOGNISING).unwrap().id;
    bench.run(Command::CancelJob(job)).unwrap();
    bench.finish_jobs();
    let some = bench.entities().documents().count();
    assert!(some < 5, "stopped after {some}");
    decide(&mut bench, EntityCommand::Recognise);
    assert_eq!(bench.entities().documents().count(), 5);
}

#[test]
fn what_names_an_entity_is_tagged_in_one_edit() {
    let mut bench = recognised();
    let (barry, police) = (key(&bench, "Barry Coppinger"), key(&bench, "Cleveland Police"));
    let sentences = bench.passages_naming(barry, None, Around::Sentence);
    let both = bench.passages_naming(barry, Some(police), Around::Sentence);
    assert!(!both.is_empty() && both.len() < sentences.len());
    for (document, span) in &both {
        let text = bench.text(*document).unwrap();
        let names: Vec<EntityKey> = bench
            .entities()
            .mentions(*document, text.hash())
            .iter()
            .enumerate()
            .filter(|(_, mention)| span.covers(mention.span))
            .filter_map(|(index, _)| Some(bench.entities().named_by(*document, index)?.key))
            .collect();
        assert!(names.contains(&barry) && names.contains(&police), "{}", text.slice(*span));
    }
    let steps = bench.history().steps();
    let path = vec!["People".to_owned(), "Coppinger".to_owned()];
    bench.run(Command::TagAll { passages: sentences.clone(), path: path.clone() }).unwrap();
    assert_eq!(bench.project().annotations.len(), sentences.len());
    assert_eq!(bench.history().steps(), steps + 1);
    bench.run(Command::TagAll { passages: sentences, path }).unwrap();
    assert_eq!(bench.history().steps(), steps + 1, "tagged already");
}

#[test]
fn decisions_are_carried_to_another_project() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("decisions.csv");
    let mut bench = recognised();
    let (document, span) = first_place(&bench, "Barry Coppinger");
    let barry = key(&bench, "Barry Coppinger");
    decide(&mut bench, EntityCommand::Rename { entity: barry, name: "The Commissioner".into() });
    decide(&mut bench, EntityCommand::RejectMention { document, span });
    decide(&mut bench, EntityCommand::ExportDecisions(file.clone()));
    let decided = table(&bench);
    let mut other = recognised();
    decide(&mut other, EntityCommand::ImportDecisions(file.clone()));
    assert_eq!(table(&other), decided);
    decide(&mut other, EntityCommand::ImportDecisions(file));
    assert_eq!(other.project().decisions.len(), 2, "taken over once");
}

#[test]
fn a_list_is_read_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Ships.csv");
    std::fs::write(&file, "name,type,aliases\nHMS Tees,vessel,the Tees\nHMS Wear,vessel,\n").unwrap();
    let mut bench = recognised();
    decide(&mut bench, EntityCommand::ImportNames(file));
    let list = bench.project().lists.values().next().unwrap();
    assert_eq!((list.name.as_str(), &list.kind), ("Ships", &Kind::Own("vessel".into())));
    std::fs::write(folder.path().join("empty.txt"), "\n\n").unwrap();
    decide(&mut bench, EntityCommand::ImportNames(folder.path().join("empty.txt")));
    assert!(told(&mut bench, Level::Error)[0].contains("empty.txt"));
}
