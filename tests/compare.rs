//! What documents share, found among documents of which it is known.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "compare/fixture.rs"]
mod fixture;
#[path = "common/planted.rs"]
mod planted;

use lectern::compare::shared::{Index, Place, Unwatched};
use lectern::text::Text;
use planted::{Corpus, Found, Planting, Score, plant};

/// The passages that are shown, as the score wants them.
fn found(corpus: &Corpus) -> Vec<Found> {
    let texts: Vec<Text> = corpus.texts.iter().map(Text::new).collect();
    let shared = Index::of(&texts).shared(&Unwatched);
    let place = |place: Place| (place.document.0 as usize, place.span.range());
    let shown = shared.passages.iter().filter(|passage| passage.kind.is_shown());
    shown.map(|passage| (place(passage.a), place(passage.b))).collect()
}

/// How well planted passages are found in corpora of a thousand documents: the mean of two.
fn score(edits: f64, misread: f64) -> Score {
    let of_corpus = |seed: u64| {
        let corpus = plant(Planting { documents: 1_000, words: 400, passages: 200, edits, misread, seed });
        assert!(corpus.planted.len() > 190);
        let found = found(&corpus);
        let score = corpus.score(&found);
        println!("edits {edits}, misread {misread}: {score:.4?} of {} found", found.len());
        score
    };
    let (one, other) = (of_corpus(1), of_corpus(2));
    let mean = |of: fn(&Score) -> f64| f64::midpoint(of(&one), of(&other));
    Score {
        recall: mean(|it| it.recall),
        precision: mean(|it| it.precision),
        found: mean(|it| it.found),
        whole: mean(|it| it.whole),
        right: mean(|it| it.right),
    }
}

/// Holds a score at what is aimed at, or above it where more is reached: recall and precision by characters, and the shares of
/// passages found, found nearly whole, and right. Aimed at are 0.99, 0.99, 0.985 and 0.97 of the passages found with 0, 5, 10
/// and 20 % of the words edited, 0.99, 0.98, 0.97 and 0.94 nearly whole, 0.94 found where letters are misread, and 0.98 of what
/// is found right; by characters 0.97 and 0.98 with 20 % of the words edited.
#[track_caller]
fn at_least(score: Score, (recall, precision): (f64, f64), [found, whole, right]: [f64; 3]) {
    let reached = [score.recall, score.precision, score.found, score.whole, score.right];
    let held = [recall, precision, found, whole, right];
    assert!(reached.iter().zip(held).all(|(reached, held)| *reached >= held), "{score:?}");
}

#[test]
fn plain_copies_are_found() {
    at_least(score(0.0, 0.0), (0.99, 0.99), [0.995, 0.995, 0.99]);
}

#[test]
fn lightly_edited_copies_are_found() {
    at_least(score(0.05, 0.0), (0.99, 0.99), [0.99, 0.99, 0.99]);
    at_least(score(0.10, 0.0), (0.98, 0.99), [0.99, 0.98, 0.99]);
}

#[test]
fn heavily_edited_copies_are_found() {
    at_least(score(0.20, 0.0), (0.97, 0.99), [0.98, 0.94, 0.99]);
}

#[test]
fn misread_copies_are_found() {
    at_least(score(0.05, 0.05), (0.95, 0.99), [0.96, 0.93, 0.99]);
}

/// The same texts for everybody, made by the generator of the reference: 60 passages in 48 documents, floors a little below what
/// is reached.
#[test]
fn passages_another_generator_planted_are_found() {
    for (name, characters, passages) in [
        ("edited-00", (0.99, 0.99), [0.99, 0.99, 0.98]),
        ("edited-05", (0.99, 0.99), [0.99, 0.99, 0.98]),
        ("edited-10", (0.985, 0.99), [0.98, 0.98, 0.98]),
        ("edited-20", (0.97, 0.99), [0.97, 0.94, 0.98]),
        ("misread", (0.95, 0.99), [0.93, 0.88, 0.98]),
    ] {
        let corpus = fixture::corpus(name);
        assert_eq!((corpus.texts.len(), corpus.planted.len()), (48, 60));
        let found = found(&corpus);
        let score = corpus.score(&found);
        println!("{name}: {score:.4?} of {} found", found.len());
        at_least(score, characters, passages);
    }
}

/// From capacities, so that it is the same on every machine: four bytes for a word, eight for a seed, which nearly every
/// second word begins, and what the vocabulary takes, however many documents there are.
#[test]
fn the_index_takes_few_bytes_for_a_document() {
    let planting =
        Planting { documents: 1_000, words: 400, passages: 200, edits: 0.1, misread: 0.0, seed: 7 };
    let texts: Vec<Text> = plant(planting).texts.iter().map(Text::new).collect();
    let (half, all) = (Index::of(&texts[..500]).bytes(), Index::of(&texts).bytes());
    println!("{half} bytes for 500 documents, {all} for 1,000");
    assert!(all < 6_600_000, "{all}");
}

#[test]
fn a_document_queried_alone_has_the_same_passages() {
    let corpus =
        plant(Planting { documents: 60, words: 200, passages: 30, edits: 0.1, misread: 0.0, seed: 3 });
    let texts: Vec<Text> = corpus.texts.iter().map(Text::new).collect();
    let index = Index::of(&texts);
    let all = index.shared(&Unwatched);
    for number in 0..texts.len() as u32 {
        let document = lectern::compare::shared::DocumentNumber(number);
        let alone = index.shared_by(document, &Unwatched);
        let shown = |passage: &&lectern::compare::shared::SharedPassage| {
            passage.kind.is_shown() && [passage.a.document, passage.b.document].contains(&document)
        };
        let places = |passages: &[lectern::compare::shared::SharedPassage]| -> Vec<(Place, Place)> {
            let mut places: Vec<_> =
                passages.iter().filter(shown).map(|passage| (passage.a, passage.b)).collect();
            places.sort_unstable();
            places
        };
        // Seen from the other document the ends may differ by a word.
        let (alone, all) = (places(&alone.passages), places(&all.passages));
        assert_eq!(alone.len(), all.len());
        for (one, other) in alone.iter().zip(&all) {
            assert!(one.0.span.overlaps(other.0.span) && one.1.span.overlaps(other.1.span));
        }
    }
}
