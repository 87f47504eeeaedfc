//! Shared passages: what is found, how it is cut, and what is left out; the scored test on planted passages is in `tests/compare.rs`.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod boilerplate;
mod bounds;
mod ends;
mod everywhere;
mod runs;
mod scripts;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::compare::words::{self, Relation};

const NEWS: [&str; 2] = [
    include_str!("../../../seeds/000_4e812daf8748d4c8.txt"),
    include_str!("../../../seeds/001_a98fec2cc0c96cbb.txt"),
];

fn seeds() -> Vec<Text> {
    let texts = [
        NEWS[0],
        NEWS[1],
        include_str!("../../../seeds/002_34bc9215cb2cc781.txt"),
        include_str!("../../../seeds/003_4f5b7c68318dca81.txt"),
        include_str!("../../../seeds/004_9c1c8d0c7ef6620a.txt"),
    ];
    texts.map(Text::new).into()
}

fn shared(texts: &[Text]) -> Shared {
    Index::of(texts).shared(&Unwatched)
}

/// Words that mean nothing, the same for the same numbers.
fn made_up(count: usize, from: usize) -> String {
    let mut state = from as u64 + 1;
    let mut text = String::new();
    for _ in 0..count {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut left = (state >> 33) % 40_000;
        for _ in 0..3 {
            text.push(char::from(b"bdfgklmnprst"[(left % 12) as usize]));
            text.push(char::from(b"aeiou"[(left / 12 % 5) as usize]));
            left /= 35;
        }
        text.push(' ');
    }
    text
}

#[test]
fn the_letter_is_found_whole_in_both_newspapers() {
    let texts = seeds();
    let found = shared(&texts);
    let letter: Vec<&SharedPassage> = found
        .passages
        .iter()
        .filter(|passage| passage.kind.is_shown() && (passage.a.document.0, passage.b.document.0) == (0, 1))
        .collect();
    let begin = NEWS[0].find("My office, as").unwrap();
    let there = NEWS[1].find("My office, as").unwrap();
    let end = NEWS[0].rfind("if appropriate").unwrap() + "if appropriate".len();
    let end_there = NEWS[1].find("if appropriate").unwrap() + "if appropriate".len();
    assert_eq!(letter.iter().map(|passage| passage.a.span.start).min(), Some(begin));
    assert_eq!(letter.iter().map(|passage| passage.a.span.end).max(), Some(end));
    assert_eq!(letter.iter().map(|passage| passage.b.span.start).min(), Some(there));
    assert_eq!(letter.iter().map(|passage| passage.b.span.end).max(), Some(end_there));
    // Between its parts stand only quote marks and stops, on one side, and furniture and a caption on the other.
    let mut parts: Vec<Span> = letter.iter().map(|passage| passage.a.span).collect();
    parts.sort_unstable();
    for pair in parts.windows(2) {
        assert!(!NEWS[0][pair[0].end..pair[1].start].contains(char::is_alphanumeric));
    }
    for passage in &letter {
        // One paper writes a word apart that the other does not.
        let is_apart = texts[0].slice(passage.a.span).contains("whats app");
        assert_eq!(passage.kind, if is_apart { Kind::Edited } else { Kind::Verbatim });
        let words = texts[1].slice(passage.b.span);
        assert!(!words.contains("Hide Ad") && !words.contains("has stood down"), "{words}");
    }
}

#[test]
fn a_pair_is_told_in_numbers_and_in_order() {
    let found = shared(&seeds());
    let pairs = found.pairs(Kind::is_shown);
    assert_eq!((pairs[0].a.0, pairs[0].b.0, pairs[0].passages), (0, 1, 3));
    assert!(pairs[0].words > 190);
    let between = found.between(DocumentNumber(1), DocumentNumber(0));
    assert!(between.len() >= 3 && between.windows(2).all(|pair| pair[0].a <= pair[1].a));
}

#[test]
fn no_title_is_shown() {
    let texts = seeds();
    let found = shared(&texts);
    let title: Vec<&SharedPassage> = found
        .passages
        .iter()
        .filter(|passage| {
            let words = texts[passage.a.document.0 as usize].slice(passage.a.span);
            words.split_whitespace().count() <= 8 && words.contains("Crime") && words.contains("Commissioner")
        })
        .collect();
    assert!(title.len() > 5);
    assert!(title.iter().all(|passage| passage.kind == Kind::Formula));
}

#[test]
fn a_caption_and_a_title_within_a_document_are_not_shown_but_can_be() {
    let found = shared(&seeds());
    let within = |kind: Kind| {
        let of_mail = |it: &&SharedPassage| (it.a.document.0, it.b.document.0) == (1, 1) && it.kind == kind;
        let words = |it: &SharedPassage| NEWS[1][it.b.span.range()].to_owned();
        found.passages.iter().filter(of_mail).map(words).collect::<Vec<_>>()
    };
    assert_eq!((within(Kind::Verbatim), within(Kind::Edited)), (vec![], vec![]));
    let hidden = within(Kind::Boilerplate);
    assert_eq!(hidden.len(), 4, "{hidden:?}");
    assert!(hidden.iter().all(|words| words.contains("Coppinger has stood down")), "{hidden:?}");
    // What says something twice is shown as before.
    let journey = |it: &&SharedPassage| NEWS[0][it.a.span.range()].starts_with("continue on our journey");
    let shown = found.passages.iter().filter(|it| it.a.document.0 == 0 && it.kind.is_shown());
    assert_eq!(shown.filter(journey).count(), 1);
}

#[test]
fn letters_written_otherwise_are_the_same_and_both_places_stay_exact() {
    let plain = "Die Strasse am Fluss war ausserdem fast immer offen, und jeden Freitag fiel dort Schnee auf die \
                 weissen Dächer der Schiffer";
    let printed = "DIE STRAẞE am ﬂuß war außerdem faſt immer oﬀen, vnd jeden Ｆｒｅｉｔａｇ ﬁel dort Schnee auf die weißen \
                   Da\u{308}cher der Schiﬀer";
    let texts = [
        Text::new(format!("{}\n\n{plain}. {}", made_up(20, 1), made_up(20, 2))),
        Text::new(format!("{} „{printed}“ {}", made_up(20, 3), made_up(20, 4))),
    ];
    let found = shared(&texts);
    let places: Vec<(&str, &str, u32)> = found
        .passages
        .iter()
        .map(|it| (texts[0].slice(it.a.span), texts[1].slice(it.b.span), it.words))
        .collect();
    assert_eq!(places, [(plain, printed, 20)], "all but `und`");
    let passage = found.passages[0];
    let differ: Vec<&str> = words::compare(&texts[0], passage.a.span, &texts[1], passage.b.span)
        .iter()
        .filter(|it| matches!(it.relation, Relation::Changed | Relation::Added | Relation::Dropped))
        .map(|it| texts[1].slice(it.b))
        .collect();
    assert_eq!(differ, ["vnd"]);
}

#[test]
fn what_is_shown_does_not_hang_on_the_order_of_the_documents() {
    let texts = seeds();
    let shown = |order: &[usize]| {
        let ordered: Vec<Text> = order.iter().map(|at| texts[*at].clone()).collect();
        let found = shared(&ordered);
        let mut shown: Vec<(usize, usize, String)> = Vec::new();
        for passage in found.passages.iter().filter(|passage| passage.kind.is_shown()) {
            let (a, b) = (order[passage.a.document.0 as usize], order[passage.b.document.0 as usize]);
            let (place, at) = if a <= b { (passage.a, a) } else { (passage.b, b) };
            let words = texts[at].slice(place.span).split_whitespace().take(40).collect::<Vec<_>>().join(" ");
            let is_title = words.split(' ').count() <= 20 && words.contains("and Crime Commissioner");
            assert!(!is_title || a == b, "{words}");
            shown.push((a.min(b), a.max(b), words));
        }
        shown.sort();
        shown.into_iter().map(|(a, b, _)| (a, b)).collect::<Vec<_>>()
    };
    let first = shown(&[0, 1, 2, 3, 4]);
    for order in [[4, 3, 2, 1, 0], [2, 3, 4, 0, 1], [1, 4, 0, 3, 2], [3, 0, 1, 4, 2]] {
        assert_eq!(shown(&order), first, "{order:?}");
    }
}

#[test]
fn edits_case_quotes_and_layout_are_tolerated() {
    let passage = "The deleted messages were of a mundane, logistical nature and did not, to my recollection, \
        include anything significant to the work of the force";
    let edited = "“The DELETED messages, of a mundane and logis-\ntical nature, did not (to my clear recollection) \
        include\n\nanything important to the work of the Force’s";
    let texts = [
        Text::new(format!("{}{passage}. {}", made_up(300, 1), made_up(300, 2))),
        Text::new(format!("{}{edited} {}", made_up(200, 3), made_up(300, 4))),
    ];
    let found = shared(&texts);
    assert_eq!(found.passages.len(), 1, "{found:?}");
    let one = found.passages[0];
    assert_eq!(one.kind, Kind::Edited);
    assert_eq!(texts[0].slice(one.a.span), passage);
    assert_eq!(texts[1].slice(one.b.span), &edited["“".len()..]);
    assert!(one.similarity > 0.6 && one.similarity < 1.0);
}

#[test]
fn passages_in_another_order_and_within_one_document_are_found() {
    let (one, two) = (made_up(30, 11), made_up(30, 12));
    let texts = [
        Text::new(format!("{}{one}{}{two}{}", made_up(200, 1), made_up(100, 2), made_up(100, 3))),
        Text::new(format!("{}{two}{}{one}{}", made_up(50, 4), made_up(100, 5), made_up(100, 6))),
        Text::new(format!("{}{}{one}", made_up(99, 7), made_up(99, 8))),
    ];
    let found = shared(&texts);
    let pairs: Vec<(u32, u32)> = found.passages.iter().map(|p| (p.a.document.0, p.b.document.0)).collect();
    assert_eq!(pairs.iter().filter(|pair| **pair == (0, 1)).count(), 2, "{pairs:?}");
    assert_eq!(found.clusters[0].documents, 3);
    let twice = Text::new(format!("{one}{}{one}{}", made_up(150, 9), made_up(50, 10)));
    let found = shared(&[twice]);
    assert_eq!(found.passages.len(), 1);
    assert_eq!(found.passages[0].words, 30);
}

#[test]
fn a_new_document_is_compared_without_comparing_the_others_again() {
    let mut texts = seeds();
    let all = shared(&texts).passages;
    let last = texts.pop().unwrap();
    let mut comparer = Comparer::new(&texts);
    comparer.compare(&Unwatched);
    let known = places(&comparer.shared().passages);
    let number = comparer.change(&[], std::slice::from_ref(&last));
    comparer.compare(&Unwatched);
    let with_new = places(&comparer.shared().passages);
    let all = places(&all);
    // What is worth showing may change a little with the corpus.
    assert!(known.iter().filter(|place| !with_new.contains(place)).count() <= known.len() / 10);
    assert!(all.iter().filter(|place| !with_new.contains(place)).count() <= all.len() / 10);
    assert!(with_new.iter().any(|(_, b)| b.document == number));
    comparer.change(&[number], &[]);
    comparer.compare(&Unwatched);
    assert_eq!(places(&comparer.shared().passages), known);
}

/// Where passages stand, in order.
fn places(passages: &[SharedPassage]) -> Vec<(Place, Place)> {
    let mut places: Vec<(Place, Place)> = passages.iter().map(|passage| (passage.a, passage.b)).collect();
    places.sort_unstable();
    places
}

#[test]
fn a_word_written_apart_is_a_difference_and_a_hyphen_is_none() {
    let one = |a: &str, b: &str| {
        let rest =
            "on their personal mobiles quite often during the long winter meetings about lighthouse repairs";
        let texts = [
            Text::new(format!("He used {a} groups {rest}")),
            Text::new(format!("He used {b} groups {rest}")),
        ];
        let found = shared(&texts);
        assert_eq!(found.passages.len(), 1, "{found:?}");
        found.passages[0]
    };
    assert_eq!(one("whats app", "WhatsApp").kind, Kind::Edited);
    assert!(one("whats app", "WhatsApp").similarity < 1.0);
    assert_eq!(one("anti-social", "antisocial").kind, Kind::Verbatim);
    assert_eq!(one("Antisocial", "anti-social").kind, Kind::Verbatim);
    assert_eq!(one("the bishop's", "the bishop").kind, Kind::Edited);
    assert_eq!(one("the bishop’s", "The BISHOP's").kind, Kind::Verbatim);
}

/// Some of one text goes into another, with edits.
fn arb_corpus() -> impl Strategy<Value = Vec<Text>> {
    let piece = prop_oneof![
        3 => (0usize..1_000).prop_map(|n| made_up(20, n)),
        3 => (0usize..4).prop_map(|n| made_up(24, n)),
        1 => (0usize..4).prop_map(|n| made_up(24, n).to_uppercase().replace(' ', " – ")),
        1 => (0usize..4, 0usize..9).prop_map(|(n, x)| made_up(24, n).replacen(' ', &made_up(1, x), 3)),
        1 => Just("\n\n".to_owned()),
        1 => Just("\nHide Ad\n".to_owned()),
        1 => Just("日本語のテキスト été ".to_owned()),
    ];
    let document = prop::collection::vec(piece, 0..10).prop_map(|pieces| Text::new(pieces.concat()));
    prop::collection::vec(document, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn passages_are_sound(texts in arb_corpus()) {
        let found = shared(&texts);
        for passage in &found.passages {
            for place in [passage.a, passage.b] {
                let words = place.span.of(texts[place.document.0 as usize].as_str());
                prop_assert!(words.is_some_and(|words| !words.is_empty() && words.trim() == words));
                let cluster = &found.clusters[passage.cluster as usize];
                prop_assert!(cluster.places.iter().any(|other| other.document == place.document
                    && other.span.covers(place.span)));
            }
            prop_assert!(passage.a < passage.b);
            prop_assert!(passage.words >= 6 && passage.similarity > 0.0 && passage.similarity <= 1.0);
            prop_assert!(passage.kind != Kind::Verbatim || passage.similarity >= 1.0);
            // The kind says what the marks say.
            let text = |place: Place| &texts[place.document.0 as usize];
            let stretches = words::compare(text(passage.a), passage.a.span, text(passage.b), passage.b.span);
            let is_same = stretches.iter().all(|it| matches!(it.relation, Relation::Same | Relation::Written));
            match passage.kind {
                Kind::Verbatim => prop_assert!(is_same, "{passage:?} {stretches:?}"),
                Kind::Edited => prop_assert!(!is_same, "{passage:?} {stretches:?}"),
                _ => {}
            }
            prop_assert!(passage.a.document != passage.b.document || !passage.a.span.overlaps(passage.b.span));
        }
        for (at, one) in found.passages.iter().enumerate() {
            for other in &found.passages[at + 1..] {
                let twice = one.a.document == other.a.document && one.b.document == other.b.document
                    && one.a.span.overlaps(other.a.span) && one.b.span.overlaps(other.b.span);
                prop_assert!(!twice, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_plain_copy_is_found_whole(length in 14usize..60, before in 0usize..80, after in 0usize..80, n in 1_000usize..2_000) {
        let passage = made_up(length, n);
        let passage = passage.trim_end();
        let texts = [
            Text::new(format!("{}zero {passage}. One {}", made_up(before, n + 1_000), made_up(after, n + 2_000))),
            Text::new(format!("{}Quick {passage} where {}", made_up(after, n + 3_000), made_up(before, n + 4_000))),
        ];
        let found = shared(&texts);
        prop_assert_eq!(found.passages.len(), 1);
        prop_assert_eq!(texts[0].slice(found.passages[0].a.span), passage);
        prop_assert_eq!(texts[1].slice(found.passages[0].b.span), passage);
    }
}
