//! What stands in very many documents: told as boilerplate or as a passage of many, found for any two, and lying over nothing else.

use super::*;

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
fn that_documents_with_the_same_passage_are_set_beside_the_first_only_is_said() {
    let letter = "the harvest failed in the northern districts and nobody in the ministry would read the letters that \
                  described how the granaries stood empty while carts of grain left for the coast every morning, so that by \
                  winter whole villages had walked to the towns, where the bakers sold bread of bark and the magistrates \
                  forbade the printing of prices; a clerk kept a list of those who died on the road, which he hid behind a \
                  stove, and his daughter brought it out again forty years later when a commission asked for evidence";
    let copies = |count: usize| -> Vec<Text> {
        (0..count).map(|number| Text::new(format!("{}. {letter}", made_up(6, number).trim()))).collect()
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
    // It is one passage, and not two that abut, also when the two stand side by side.
    let side = |number: DocumentNumber| (number, &texts[number.0 as usize]);
    let [whole] = found.between(one, other)[..] else { panic!("not one") };
    let expected = format!("{} {}", own.trim(), letter.trim());
    assert_eq!(
        (whole.words, whole.kind, texts[20].slice(whole.a.span)),
        (210, Kind::Verbatim, expected.as_str())
    );
    assert_eq!(found.common_passages([side(one), side(other)], &Unwatched), []);
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
