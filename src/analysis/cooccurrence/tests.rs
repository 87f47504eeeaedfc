//! Pairs counted in small texts, and against counting them one by one.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::testing::{counted, entities, named_in, texts};
use super::*;

fn people(names: &[&str]) -> Vec<Entity> {
    let names: Vec<(&str, Kind)> = names.iter().map(|name| (*name, Kind::Person)).collect();
    entities(&names)
}

/// The counts of a pair, by names.
fn pair(network: &Network, a: &str, b: &str) -> [u32; 3] {
    let node = |name: &str| network.nodes().iter().position(|node| &*node.name == name).unwrap() as u32;
    network.edge_between(node(a), node(b)).map_or([0; 3], |edge| edge.together.0)
}

#[test]
fn sentences_paragraphs_and_documents() {
    let texts = texts(&[
        "Ann met Bob. Ann saw Cas. Ann and Ann again.\n\nBob left with Cas. Dot came.",
        "Ann wrote.\n\nDot read it.",
    ]);
    let network = counted(&people(&["Ann", "Bob", "Cas", "Dot"]), &texts, &Choice::default());
    assert_eq!(network.units().0, [7, 4, 2]);
    assert_eq!(pair(&network, "Ann", "Bob"), [1, 1, 1]);
    assert_eq!(pair(&network, "Bob", "Cas"), [1, 2, 1]);
    assert_eq!(pair(&network, "Bob", "Dot"), [0, 1, 1]);
    assert_eq!(pair(&network, "Ann", "Dot"), [0, 0, 2]);
    let ann = &network.nodes()[0];
    assert_eq!((&*ann.name, ann.mentions, ann.units.0), ("Ann", 5, [4, 2, 2]));
}

#[test]
fn the_greatest_are_counted_and_the_others_are_told_of() {
    let texts = texts(&["Ann Ann Ann Bob Bob Cas in 2019 2019 2019 2019"]);
    let entities =
        entities(&[("Cas", Kind::Person), ("2019", Kind::Date), ("Ann", Kind::Person), ("Bob", Kind::Place)]);
    let choice = Choice { most: 2, ..Choice::default() };
    let network = counted(&entities, &texts, &choice);
    let names: Vec<&str> = network.nodes().iter().map(|node| &*node.name).collect();
    assert_eq!((names.as_slice(), network.left_out()), (["Ann", "Bob"].as_slice(), 1));
    assert_eq!(network.node_of(entities[3].key), Some(1));
    assert_eq!(network.node_of(entities[0].key), None);
}

#[test]
fn passages_are_found_again() {
    let texts = texts(&["Ann met Bob. Nobody. Bob hit Ann.\n\nAnn.\n\nBob.", "Ann.", "Bob and Ann."]);
    let network = counted(&people(&["Ann", "Bob"]), &texts, &Choice::default());
    let edge = *network.edge_between(1, 0).unwrap();
    let found = |unit| -> Vec<(u32, String, Span, Span)> {
        let passages = network.passages(&edge, unit, |document| texts.get(document as usize).cloned());
        passages
            .map(|passage| {
                let words = texts[passage.document as usize].slice(passage.span);
                (passage.document, words.to_owned(), passage.first, passage.second)
            })
            .collect()
    };
    let sentences = found(Unit::Sentence);
    assert_eq!(sentences[1], (0, "Bob hit Ann.".to_owned(), Span::new(29, 32), Span::new(21, 24)));
    let words: Vec<&str> = sentences.iter().map(|passage| passage.1.as_str()).collect();
    assert_eq!(words, ["Ann met Bob.", "Bob hit Ann.", "Bob and Ann."]);
    assert_eq!(found(Unit::Paragraph).len(), 2);
    let documents = found(Unit::Document);
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].1, texts[0].as_str());
}

#[test]
fn passages_are_looked_for_one_document_at_a_time() {
    let texts: Vec<Text> = (0..100).map(|_| Text::new("Ann met Bob.")).collect();
    let network = counted(&people(&["Ann", "Bob"]), &texts, &Choice::default());
    let read = AtomicUsize::new(0);
    let edge = network.edges()[0];
    let passages = network.passages(&edge, Unit::Sentence, |document| {
        read.fetch_add(1, Ordering::Relaxed);
        texts.get(document as usize).cloned()
    });
    assert_eq!(passages.take(3).count(), 3);
    assert_eq!(read.load(Ordering::Relaxed), 3);
}

#[test]
fn counting_stops_when_told_to() {
    let texts: Vec<Text> = (0..500).map(|_| Text::new("Ann met Bob.")).collect();
    let entities = people(&["Ann", "Bob"]);
    let asked = AtomicUsize::new(0);
    let stop = || asked.fetch_add(1, Ordering::Relaxed) >= 20;
    let text_of = |document: u32| texts.get(document as usize).cloned();
    let occurrences = named_in(&entities, &texts);
    let network = count(&entities, occurrences.into_iter(), texts.len(), &text_of, &Choice::default(), &stop);
    assert!(network.is_none());
    assert!(asked.load(Ordering::Relaxed) < 100, "not every document was looked at");
}

#[test]
fn a_text_that_cannot_be_had_counts_as_a_document() {
    let entities = people(&["Ann", "Bob"]);
    let occurrences = named_in(&entities, &texts(&["Ann met Bob."]));
    let network =
        count(&entities, occurrences.into_iter(), 2, &|_| None, &Choice::default(), &|| false).unwrap();
    assert_eq!((network.units().0, pair(&network, "Ann", "Bob")), ([0, 0, 2], [0, 0, 1]));
    let edge = network.edges()[0];
    assert_eq!(network.passages(&edge, Unit::Document, |_| None).count(), 0);
}

#[test]
fn page_headers_make_nobody_meet() {
    let page = |number: usize, body: &str| {
        let lines: Vec<String> = (0..30)
            .map(|line| format!("{body} number {line} that fills the line up to its end here"))
            .collect();
        format!("Report by Ann Lee\n\n{}\n\nPage {number}\n\u{c}", lines.join("\n"))
    };
    let body: String = (1..8).map(|number| page(number, "What Bob Ray said in sentence")).collect();
    let texts = [Text::new(body)];
    assert!(
        !texts[0].structure().furniture().is_empty(),
        "the text must have headers for this test to say anything"
    );
    let network = counted(&people(&["Ann Lee", "Bob Ray"]), &texts, &Choice::default());
    assert_eq!(pair(&network, "Ann Lee", "Bob Ray"), [0, 0, 1]);
}

/// What [`count`] must give, counted pair by pair.
fn naive(network: &Network, texts: &[Text], occurrences: &[Occurrence], entities: &[Entity]) -> Vec<Edge> {
    let mut edges = Vec::new();
    let entity_of = |node: usize| {
        entities.iter().position(|entity| entity.key == network.nodes()[node].key).unwrap() as u32
    };
    for first in 0..network.nodes().len() {
        for second in first + 1..network.nodes().len() {
            let ends = [entity_of(first), entity_of(second)];
            let mut together = PerUnit::default();
            for (text, document) in texts.iter().zip(0u32..) {
                let stands = |entity: u32, span: Span| {
                    occurrences.iter().any(|one| {
                        one.entity == entity && one.document == document && span.contains(one.span.start)
                    })
                };
                let whole = Span::new(0, text.len());
                let both = |span: &Span| ends.iter().all(|entity| stands(*entity, *span));
                let paragraphs: Vec<Span> =
                    text.structure().paragraphs().iter().map(|one| one.span).collect();
                let sentences = crate::text::sentences::sentences_in(text, whole);
                together.0[0] += sentences.iter().filter(|span| both(span)).count() as u32;
                together.0[1] += paragraphs.iter().filter(|span| both(span)).count() as u32;
                together.0[2] += u32::from(both(&whole));
            }
            if together.0[2] > 0 {
                edges.push(Edge { first: first as u32, second: second as u32, together });
            }
        }
    }
    edges
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn counting_is_counting_one_by_one(
        bodies in prop::collection::vec(prop::collection::vec(0usize..10, 0..40), 0..20),
        most in 0usize..6,
    ) {
        let words = ["Ann", "Bob", "Cas", "Dot", "said", ". ", "\n\n", "Eve", "é", "Ann"];
        let texts: Vec<Text> = bodies
            .into_iter()
            .map(|body| {
                let words: Vec<&str> = body.into_iter().map(|at| words[at]).collect();
                Text::new(words.join(" "))
            })
            .collect();
        let entities = people(&["Ann", "Bob", "Cas", "Dot", "Eve"]);
        let occurrences = named_in(&entities, &texts);
        let choice = Choice { most, ..Choice::default() };
        let network = counted(&entities, &texts, &choice);
        prop_assert_eq!(network.edges(), naive(&network, &texts, &occurrences, &entities));
        for edge in network.edges() {
            for unit in Unit::ALL {
                let text_of = |document: u32| texts.get(document as usize).cloned();
                let found = network.passages(edge, unit, text_of).count() as u32;
                prop_assert_eq!(found, edge.together.of(unit));
                let ends = [edge.first, edge.second].map(|node| network.nodes()[node as usize].units.of(unit));
                prop_assert!(edge.together.of(unit) <= ends[0].min(ends[1]));
                let [together, first, second] = [edge.together.of(unit), ends[0], ends[1]];
                let score = network.score(edge, unit, Measure::LogLikelihood);
                prop_assert!(score.is_finite());
                prop_assert!(first + second - together <= network.units().of(unit));
            }
        }
    }
}
