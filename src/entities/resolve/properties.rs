//! What holds of any mentions in any documents.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::entities::{Kind, Source};
use crate::text::Span;

/// Words of which random names are made, so that they often have parts in common.
fn any_name() -> impl Strategy<Value = (String, Kind)> {
    let words = [
        "Ann",
        "A.",
        "Lee",
        "Mr",
        "Okafor",
        "the",
        "Trust",
        "Vale",
        "PCC",
        "Police",
        "Commissioner",
        "of",
        "Hull",
        "and",
        "for",
        "VT",
        "Mayor",
        "PCCs",
        "2019",
        "Act",
        "scheme",
        "van",
        "Leigh-Okafor",
        "Valley",
        "(",
        ",",
        "é",
        "İ",
    ];
    let kinds = [
        Kind::Person,
        Kind::Organisation,
        Kind::Programme,
        Kind::Place,
        Kind::Role,
        Kind::Law,
        Kind::Date,
        Kind::Own("ship".into()),
    ];
    (prop::collection::vec(prop::sample::select(words.to_vec()), 1..4), prop::sample::select(kinds.to_vec()))
        .prop_map(|(words, kind)| (words.join(" "), kind))
}

/// A text of random names with a little between them.
fn any_text() -> impl Strategy<Value = (String, Vec<Mention>)> {
    let between = prop::sample::select(vec![" ", ". ", "'s ", " (", ") ", ". The ", ". Mrs ", " of ", "\n"]);
    prop::collection::vec((any_name(), between), 0..8).prop_map(|parts| {
        let (mut text, mut mentions) = (String::new(), Vec::new());
        for ((name, kind), between) in parts {
            let span = Span::new(text.len(), text.len() + name.len());
            mentions.push(Mention { span, kind, source: Source::Model, value: None });
            text.push_str(&name);
            text.push_str(between);
        }
        (text, mentions)
    })
}

proptest! {
    #[test]
    fn every_mention_has_one_entity_in_any_order_of_documents(
        texts in prop::collection::vec(any_text(), 1..5),
        turn in 0usize..5,
    ) {
        let mut documents: Vec<Document<'_, usize>> = texts
            .iter()
            .enumerate()
            .map(|(id, (text, mentions))| Document { id, text, mentions })
            .collect();
        let entities = resolve(&documents);
        for document in &documents {
            for at in 0..document.mentions.len() {
                let entity = entities.named_by(document.id, at).unwrap();
                prop_assert_eq!(
                    entity.occurrences.iter().filter(|one| (one.document as usize, one.mention as usize) == (document.id, at)).count(),
                    1
                );
                prop_assert!(entities.reason(document.id, at).is_some());
                let same = Class::of(&entity.kind) == Class::of(&document.mentions[at].kind);
                prop_assert!(same);
            }
        }
        documents.rotate_left(turn % texts.len());
        documents.reverse();
        prop_assert_eq!(&resolve(&documents), &entities);
        // Names and groups do not depend on what documents are called either.
        let count = documents.len();
        let renamed: Vec<Document<'_, usize>> =
            documents.iter().map(|document| Document { id: count - document.id, ..*document }).collect();
        let other = resolve(&renamed);
        for document in &documents {
            for at in 0..document.mentions.len() {
                let (one, two) = (entities.named_by(document.id, at).unwrap(), other.named_by(count - document.id, at).unwrap());
                prop_assert_eq!((one.key, &one.name, &one.aliases), (two.key, &two.name, &two.aliases));
            }
        }
        let _ = suggest(&entities, &HashSet::new());
    }

    #[test]
    fn any_text_and_any_spans(text in "\\PC{0,40}", spans in prop::collection::vec((0usize..50, 0usize..50), 0..8)) {
        let mentions: Vec<Mention> = spans
            .iter()
            .zip([Kind::Person, Kind::Role, Kind::Place, Kind::Organisation].into_iter().cycle())
            .map(|((a, b), kind)| Mention { span: Span::new(*a, *b), kind, source: Source::Model, value: None })
            .collect();
        let _ = resolve(&[Document { id: 0, text: &text, mentions: &mentions }]);
    }
}

/// A document that names what `name` gives for each number, one after the other.
fn long_document(count: usize, kind: &Kind, name: impl Fn(usize) -> String) -> (String, Vec<Mention>) {
    let (mut text, mut mentions) = (String::new(), Vec::with_capacity(count));
    for at in 0..count {
        let name = name(at);
        let span = Span::new(text.len(), text.len() + name.len());
        mentions.push(Mention { span, kind: kind.clone(), source: Source::Model, value: None });
        text.push_str(&name);
        text.push(' ');
    }
    (text, mentions)
}

#[test]
fn hostile_documents_do_not_stall() {
    const COUNT: usize = 5_000;
    let cases: Vec<(String, Vec<Mention>)> = vec![
        long_document(COUNT, &Kind::Person, |_| "Ann Lee".into()),
        long_document(COUNT, &Kind::Person, |at| {
            format!("{}nn Lee", char::from(b'A' + (at % 26) as u8).to_string() + &at.to_string())
        }),
        long_document(COUNT, &Kind::Person, |at| {
            if at % 2 == 0 { format!("N{} Lee", at % 90) } else { "Lee".into() }
        }),
        long_document(COUNT, &Kind::Person, |at| {
            format!("Ann {} Lee", "abcdefgh".repeat(1 + at % 7) + &at.to_string())
        }),
        long_document(COUNT, &Kind::Organisation, |at| format!("University of Place{at}")),
        long_document(COUNT, &Kind::Organisation, |at| "AB".repeat(1 + at % 5)),
        long_document(COUNT, &Kind::Organisation, |at| format!("{} Trust", "a".repeat(10 + at % 60))),
        long_document(COUNT, &Kind::Role, |at| {
            if at % 2 == 0 { "Mayor".into() } else { format!("Mayor of Hull{at}") }
        }),
        long_document(COUNT, &Kind::Place, |_| "XXXXXXX".into()),
        (String::new(), Vec::new()),
    ];
    let begin = std::time::Instant::now();
    for (text, mentions) in &cases {
        let one = std::time::Instant::now();
        let entities = resolve(&[Document { id: 1, text, mentions }]);
        let _ = suggest(&entities, &HashSet::new());
        println!("{:?} {:?} {}", text.get(0..20), one.elapsed(), entities.entities.len());
    }
    // Comparing all with all would take minutes.
    assert!(begin.elapsed().as_secs() < 60);
}
