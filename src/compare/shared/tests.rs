//! Shared passages: what is found, how it is cut, and what is left out; the scored test on planted passages is in `tests/compare.rs`.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod scripts;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

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

/// What the first and the last of some documents share, of which no more than so many places are paired: how many words, passage
/// by passage, and whether these lie over each other.
fn first_and_last(texts: &[Text], most_places: usize) -> Vec<u32> {
    let mut index = Index::of(texts);
    index.most_places = most_places;
    let found = index.shared(&Unwatched);
    let between = found.between(DocumentNumber(0), DocumentNumber(texts.len() as u32 - 1));
    for pair in between.windows(2) {
        assert!(pair[0].a.span.end <= pair[1].a.span.start && !pair[0].b.span.overlaps(pair[1].b.span));
    }
    between.iter().map(|passage| passage.words).collect()
}

#[test]
fn what_very_many_have_is_one_with_what_only_two_have_of_the_same_passage() {
    let (before, after) = (made_up(60, 500), made_up(60, 900));
    let rare = made_up(30, 700);
    let news = |own: usize, middle: &str| {
        Text::new(format!("{}\n\n{before}{middle}{after}\n\n{}", made_up(40, own), made_up(40, own + 1)))
    };
    let texts: Vec<Text> = (0..10)
        .map(|own| {
            let other = made_up(30, 2_000 + own);
            news(3_000 + 10 * own, if [0, 9].contains(&own) { &rare } else { &other })
        })
        .collect();
    assert_eq!(first_and_last(&texts, 4), [150]);
    // Without what only the two have it is two passages: too much stands between them.
    assert_eq!(first_and_last(&texts[..9], 4), [60, 60]);
}

#[test]
fn a_passage_is_not_cut_by_a_sentence_in_it_that_very_many_have() {
    let sentence = made_up(28, 700);
    let whole = format!("{}{sentence}{}", made_up(30, 500), made_up(30, 900));
    let text = |own: usize| {
        let said = if [0, 9].contains(&own) { &whole } else { &sentence };
        Text::new(format!("{}\n\n{said}\n\n{}", made_up(40, 3_000 + 10 * own), made_up(40, 3_001 + 10 * own)))
    };
    let texts: Vec<Text> = (0..10).map(text).collect();
    assert_eq!(first_and_last(&texts, 4), [88]);
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
fn a_letter_that_many_print_is_shown_however_many_do() {
    let letter: Vec<String> = made_up(88, 5).split_whitespace().map(str::to_owned).collect();
    for (printed, of) in [(3, 3), (4, 4), (6, 6), (6, 9), (12, 100), (80, 100)] {
        let texts: Vec<Text> = (0..of)
            .map(|n| {
                let mut here = letter.clone();
                here[7 * (n % 12) + 3] = format!("other{n}");
                let middle = if n < printed { here.join(" ") } else { made_up(88, 900 + n) };
                Text::new(format!("{}\n\n{middle}\n\n{}", made_up(120, 100 + n), made_up(60, 300 + n)))
            })
            .collect();
        let found = shared(&texts);
        let shown: Vec<&SharedPassage> = found.passages.iter().filter(|it| it.kind.is_shown()).collect();
        let reached: BTreeSet<DocumentNumber> =
            shown.iter().flat_map(|passage| [passage.a.document, passage.b.document]).collect();
        assert_eq!(reached.len(), printed, "{printed} of {of}");
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
fn what_stands_in_many_documents_is_boilerplate() {
    let footer = made_up(25, 77);
    let texts: Vec<Text> = (0..100)
        .map(|n| Text::new(format!("{}\n\n{footer}\n\n{}", made_up(150, n), made_up(50, n + 500))))
        .collect();
    let found = shared(&texts);
    assert!(found.passages.iter().all(|passage| passage.kind == Kind::Boilerplate));
    assert_eq!(found.clusters.len(), 1);
    assert_eq!(found.clusters[0].documents, 100);
    // Each with the first, not each with each.
    assert!(found.passages.len() < 200, "{}", found.passages.len());
    assert!(found.passages.iter().all(|passage| passage.words == 25));
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

#[test]
fn that_documents_with_the_same_passage_are_set_beside_the_first_only_is_said() {
    let letter = "the harvest failed in the northern districts and nobody in the ministry would read the letters that \
                  described how the granaries stood empty while carts of grain left for the coast every morning, so that by \
                  winter whole villages had walked to the towns, where the bakers sold bread of bark and the magistrates \
                  forbade the printing of prices; a clerk kept a list of those who died on the road, which he hid behind a \
                  stove, and his daughter brought it out again forty years later when a commission asked for evidence";
    let copies = |count: usize| -> Vec<Text> {
        (0..count).map(|number| Text::new(format!("Copy {number} of paper {number}. {letter}"))).collect()
    };
    let many = shared(&copies(80));
    assert_eq!(many.left_out.beside_first, 1);
    assert!(many.left_out.sentences()[0].starts_with("1 passage stands in so many documents that "));
    assert_eq!(many.clusters[0].documents, 80);
    let common = |found: &Shared, one: u32, other: u32| {
        found.common.between(DocumentNumber(one), DocumentNumber(other)).collect::<Vec<_>>()
    };
    let words = many.passages[0].words;
    assert_eq!(common(&many, 5, 9), [Stands { cluster: 0, words }]);
    assert_eq!(common(&many, 9, 5), common(&many, 5, 9));
    assert_eq!(
        (common(&many, 0, 9), common(&many, 5, 5)),
        (Vec::new(), Vec::new()),
        "with the first it is linked"
    );
    let few = shared(&copies(20));
    assert_eq!((few.left_out.beside_first, few.passages.len()), (0, 190));
    assert_eq!(common(&few, 5, 9), [], "these are set side by side");
}

#[test]
fn what_stands_everywhere_lies_over_nothing_else_of_the_same_two_documents() {
    let letter: Vec<String> = made_up(64, 5).split_whitespace().map(str::to_owned).collect();
    let texts: Vec<Text> = (10..80)
        .map(|n| {
            let mut here = letter.clone();
            if n % 3 == 0 {
                here[22] = "another".to_owned();
            }
            let own = if n % 9 == 7 { made_up(9, 77) } else { made_up(9, n) };
            Text::new(format!("{own}\n\nIt rained in district {n}. It is said that {}.\n", here.join(" ")))
        })
        .collect();
    let found = shared(&texts);
    for (at, one) in found.passages.iter().enumerate() {
        for other in &found.passages[..at] {
            let is_over = one.a.document == other.a.document
                && one.b.document == other.b.document
                && one.a.span.overlaps(other.a.span)
                && one.b.span.overlaps(other.b.span);
            assert!(!is_over, "{one:?} {other:?}");
        }
    }
    // So no words count twice.
    let matrix = Matrix::of(&found, Kind::is_shown, texts.len());
    assert!((64..100).contains(&matrix.most()), "{}", matrix.most());
    for (one, other) in (0..12).flat_map(|one| (one + 1..12).map(move |other| (one, other))) {
        let (one, other) = (DocumentNumber(one), DocumentNumber(other));
        let listed = matrix.between(one, other).map_or(0, |pair| pair.words);
        let common = found.common_to(one, other, Kind::is_shown);
        let words = listed + common.iter().map(|stands| stands.words as usize).sum::<usize>();
        assert!((1..100).contains(&words), "{one:?} {other:?}: {listed} {common:?}");
    }
}

#[test]
fn what_any_two_of_very_many_documents_share_is_found_when_it_is_asked_for() {
    let (letter, own) = (made_up(90, 5), made_up(40, 6));
    let texts: Vec<Text> = (0..90)
        .map(|n| {
            // Two have something else in common, too; one has a word of the letter changed.
            let own = if n == 20 || n == 30 { own.clone() } else { made_up(40, 700 + n) };
            let changed = |(at, word)| if n == 30 && at == 40 { "another" } else { word };
            let letter: Vec<&str> = letter.split_whitespace().enumerate().map(changed).collect();
            let letter = letter.join(" ");
            Text::new(format!("{}\n\n{letter}\n\n{}\n\n{own}", made_up(30, 100 + n), made_up(60, 300 + n)))
        })
        .collect();
    let found = shared(&texts);
    let between = |one: u32, other: u32| {
        let side = |at: u32| (DocumentNumber(at), &texts[at as usize]);
        found.common_passages([side(one), side(other)], &Unwatched)
    };
    let [letter_of_both] = between(11, 12)[..] else { panic!("{:?}", between(11, 12)) };
    assert_eq!((letter_of_both.words, letter_of_both.kind, letter_of_both.cluster), (90, Kind::Verbatim, 0));
    assert_eq!(texts[11].slice(letter_of_both.a.span), letter.trim());
    assert_eq!(texts[12].slice(letter_of_both.b.span), letter.trim());
    assert_eq!(between(12, 11), between(11, 12));
    assert_eq!(between(0, 12), [], "what is listed is not given again");
    // Of what is listed nothing is given again, either.
    let listed = found.between(DocumentNumber(20), DocumentNumber(30));
    assert_eq!(listed.iter().filter(|passage| texts[20].slice(passage.a.span) == own.trim()).count(), 1);
    let [edited] = between(20, 30)[..] else { panic!("{:?}", between(20, 30)) };
    assert_eq!((edited.kind, edited.words), (Kind::Edited, 89));
    assert_eq!(texts[20].slice(edited.a.span), letter.trim());
    // A matrix counts it without looking.
    let matrix = Matrix::of(&found, Kind::is_shown, texts.len());
    assert_eq!(matrix.with_others(DocumentNumber(12)), 88 * 90 + 89);
    assert_eq!(matrix.most(), 90);
}

#[test]
fn words_in_a_passage_that_is_listed_are_not_counted_again_with_what_very_many_have() {
    let (letter, own) = (made_up(60, 5), made_up(150, 6));
    let texts: Vec<Text> = (0..90)
        .map(|n| {
            // Two have words of their own right before the letter, so that what is listed of them goes on into it.
            let own = if n == 20 || n == 30 { own.clone() } else { made_up(150, 700 + n) };
            Text::new(format!(
                "{}\n\n{} {} {}",
                made_up(30, 100 + n),
                own.trim(),
                letter.trim(),
                made_up(30, 300 + n)
            ))
        })
        .collect();
    let found = shared(&texts);
    let (one, other) = (DocumentNumber(20), DocumentNumber(30));
    assert!(
        found.common.between(one, other).next().is_some(),
        "the letter is not listed for the two by itself"
    );
    let matrix = Matrix::of(&found, Kind::is_shown, texts.len());
    let words = |one, other| {
        let listed = matrix.between(one, other).map_or(0, |pair| pair.words);
        let common = found.common_to(one, other, Kind::is_shown);
        listed + common.iter().map(|stands| stands.words as usize).sum::<usize>()
    };
    assert_eq!((words(one, other), words(other, one)), (210, 210));
    assert_eq!(words(DocumentNumber(21), one), 60);
    assert_eq!(matrix.with_others(one), 88 * 60 + 210);
    assert_eq!(matrix.with_others(DocumentNumber(21)), 89 * 60);
    // Side by side it is one passage, in the place of the part that is listed, and not two that abut.
    let side = |number: DocumentNumber| (number, &texts[number.0 as usize]);
    let [whole] = found.common_passages([side(one), side(other)], &Unwatched)[..] else { panic!("not one") };
    let expected = format!("{} {}", own.trim(), letter.trim());
    assert_eq!(
        (whole.words, whole.kind, texts[20].slice(whole.a.span)),
        (210, Kind::Verbatim, expected.as_str())
    );
    let listed = found.between(one, other);
    assert!(listed.len() == 1 && whole.has(listed[0]) && !listed[0].has(&whole), "{listed:?}");
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

#[test]
fn the_number_of_cores_makes_no_difference() {
    let texts = seeds();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| shared(&texts))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn work_that_is_not_wanted_stops_and_says_so() {
    struct Stop(AtomicBool);
    impl Watch for Stop {
        fn progress(&self, done: usize) {
            self.0.store(done >= 1, Ordering::Relaxed);
        }
        fn is_cancelled(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }
    let texts: Vec<Text> = (0..200).map(|n| Text::new(made_up(20, n))).collect();
    let found = Index::of(&texts).shared(&Stop(AtomicBool::new(false)));
    assert!(found.left_out.not_compared > 50);
    assert!(found.left_out.sentences()[0].contains("stopped"));
}

#[test]
fn hostile_texts_stay_bounded() {
    let copies = vec![Text::new(made_up(400, 1)); 1_000];
    let found = shared(&copies);
    assert_eq!(found.clusters.len(), 1);
    assert_eq!(found.clusters[0].documents, 1_000);
    assert!(found.passages.len() < 2_000);
    assert_eq!(found.passages[0].words, 400);
    let few_words = Text::new((0..200_000).map(|n| made_up(1, n * n % 61)).collect::<String>());
    assert!(shared(&[few_words.clone(), few_words]).passages.len() < 100);
    let nothing = shared(&[Text::new(""), Text::new("\n \n")]);
    assert!(nothing.passages.is_empty() && nothing.left_out == LeftOut::default());
}

#[test]
fn of_two_passages_that_very_many_have_together_none_is_lost_because_the_first_has_but_one() {
    let (first, second) = (made_up(60, 500), made_up(60, 900));
    // The first document has the one, the second the other; all others have both, one right behind the other.
    let texts: Vec<Text> = (0..14usize)
        .map(|own| {
            let said = match own {
                0 => first.clone(),
                1 => second.clone(),
                _ => format!("{first}{second}"),
            };
            let other = |from| made_up(30, 3_000 + 10 * own + from);
            Text::new(format!("{}\n\n{said}\n\n{}", other(0), other(1)))
        })
        .collect();
    let mut index = Index::of(&texts);
    index.most_places = 4;
    let found = index.shared(&Unwatched);
    for number in 2..14 {
        let with = |other: u32| {
            let between = found.between(DocumentNumber(other), DocumentNumber(number));
            between.iter().map(|passage| passage.words).sum::<u32>()
        };
        assert_eq!((with(0), with(1)), (60, 60), "{number}");
    }
}

#[test]
fn what_one_document_says_over_and_over_is_listed_or_said_to_be_left_out() {
    let paragraph = made_up(50, 3);
    for (times, listed, partly) in [(3, 3, 0), (61, 61, 0), (500, 61, 1)] {
        let text = Text::new(paragraph.repeat(times));
        let found = shared(std::slice::from_ref(&text));
        let cluster = &found.clusters[0];
        assert_eq!((cluster.documents, cluster.places.len()), (1, listed), "{times} times");
        assert_eq!(found.left_out.partly_compared, partly, "{times} times");
        for passage in &found.passages {
            assert!(passage.a.span.end <= passage.b.span.start, "{passage:?}");
            assert_eq!(text.slice(passage.a.span), text.slice(passage.b.span));
        }
    }
    // Two that both do so are one passage as before.
    let twice =
        [Text::new(paragraph.repeat(100)), Text::new(format!("Once more: {}", paragraph.repeat(100)))];
    let found = shared(&twice);
    let between = found.between(DocumentNumber(0), DocumentNumber(1));
    assert!(between.len() == 1 && between[0].words == 5_000, "{between:?}");
    // Of a few words nothing is listed, and that is said.
    let found = shared(&[Text::new(made_up(5, 3).repeat(300))]);
    assert_eq!((found.passages.len(), found.left_out.partly_compared), (0, 1));
}

#[test]
fn what_nothing_can_be_told_of_is_said_to_be_left_out() {
    let left_out = |texts: &[Text]| {
        let found = shared(texts);
        assert!(found.passages.is_empty(), "{found:?}");
        found.left_out.partly_compared
    };
    // One word over and over, much and little of it, by itself and in something that says more.
    for times in [1_000_000, 200, 8] {
        let one_word = Text::new("word ".repeat(times));
        assert_eq!(left_out(&[one_word.clone(), one_word]), 2, "{times}");
    }
    let within = |from| Text::new(format!("{} {}", made_up(60, from), "wolf sheep ".repeat(300)));
    assert_eq!(left_out(&[within(1), within(2)]), 2);
    // No spaces at all.
    let no_space = Text::new("wordword".repeat(600_000));
    assert_eq!(left_out(&[no_space.clone(), no_space]), 2);
    // Neither a few words nor a few function words say nothing.
    assert_eq!(left_out(&[Text::new("it was for them to be there with us")]), 0);
    assert_eq!(left_out(&[Text::new("word word"), Text::new("word word"), Text::new(made_up(60, 3))]), 0);
    let told = LeftOut { partly_compared: 2, ..LeftOut::default() }.sentences();
    let expected = "2 documents repeat the same words too often, or have hardly any spaces between them: not all that is \
                    shared was looked for.";
    assert_eq!(told, [expected]);
}

#[test]
fn of_two_documents_that_share_very_much_what_is_left_out_is_said() {
    let pieces: Vec<String> = (0..2_100).map(|n| made_up(8, n)).collect();
    let turned: Vec<String> = pieces.iter().rev().cloned().collect();
    let texts = [Text::new(pieces.join("\n\n")), Text::new(turned.join("\n\n"))];
    let found = shared(&texts);
    let between = found.between(DocumentNumber(0), DocumentNumber(1)).len();
    assert_eq!((between, found.left_out.crowded_pairs), (MOST_IN_PAIR, 1));
    let told = "1 pair of documents shares 2,000 passages or more; of each only the 2,000 passages that say most are listed.";
    assert_eq!(found.left_out.sentences(), [told]);
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
