//! Passages of common words, found where chance does not bring them together.

use super::*;

const BEFORE: [&str; 2] = [
    "The weekly market was busy on Saturday despite heavy showers. Traders from Whitby and Pickering sold cheese, herring and \
     woollen goods. A brass ensemble performed outside the assembly rooms until dusk.\n\nShe declared there: ",
    "A cricket fixture between Norton and Yarm ended in a draw. The visitors collapsed early, and only a stubborn partnership for \
     the ninth wicket rescued them. Tea was served by the vicar's wife.\n\nPeople wrote: ",
];

/// What two documents share that both say the same, and nothing else; in a corpus with so many other words.
fn said_in_both(said: &str, other_words: usize) -> Vec<String> {
    let mut texts =
        [0, 1].map(|n| Text::new(format!("{}“{said}.” {}.", BEFORE[n], ["Quite", "Indeed"][n]))).to_vec();
    texts.extend((0..other_words.div_ceil(1_000)).map(|own| {
        let noise: Vec<String> = made_up(500, own).split(' ').map(|word| format!("the {word}")).collect();
        Text::new(noise.join(" "))
    }));
    let found = shared(&texts);
    let between = found.between(DocumentNumber(0), DocumentNumber(1)).into_iter();
    let shown = between.filter(|passage| passage.kind == Kind::Verbatim);
    shown.map(|passage| texts[0].slice(passage.a.span).to_owned()).collect()
}

#[test]
fn passages_of_common_words_are_found_between_two_documents() {
    for said in [
        "to be or not to be, that is the question",
        "in the beginning was the Word, and the Word was with God",
        "nothing to fear but fear itself",
        "government of the people, by the people, for the people",
        "ask not what your country can do for you",
        "I never said that he should not go there",
        "This was not what we had been told before it all began",
        "Yes we can, yes we can, yes we can",
        "it is what it is and was",
    ] {
        assert_eq!(said_in_both(said, 0), [said]);
    }
    assert_eq!(said_in_both("it is what it is", 0), [""; 0], "five words");
}

#[test]
fn in_a_large_corpus_few_common_words_are_chance_and_ten_are_not() {
    let (short, long) = ("it was to be there for them", "to be or not to be, that is the question");
    assert_eq!(said_in_both(short, 20_000), [short]);
    assert_eq!(said_in_both(short, 300_000), [""; 0]);
    assert_eq!(said_in_both(long, 300_000), [long]);
}

#[test]
fn as_many_common_words_are_found_as_are_no_chance_in_a_corpus_of_any_size() {
    // Six up to 30,000 words, seven up to 180,000, eight up to a million.
    for (said, other_words) in [
        ("nothing to fear but fear itself", 20_000),
        ("there was nothing to fear but fear", 60_000),
        ("there was nothing to fear but fear itself", 300_000),
    ] {
        assert_eq!(said_in_both(said, other_words), [said], "{other_words}");
    }
}

#[test]
fn how_many_are_the_same_is_what_is_marked() {
    let said = "The northern harbour commissioners resolved on Monday to dredge the channel before Whitsun and to charge every \
                vessel a toll";
    let other = said
        .replace("northern", "southern")
        .replace("Monday", "Sunday")
        .replace("resolved", "resolute")
        .replace("vessel", "vassal");
    let one = |said: &str, other: &str| {
        let texts = [Text::new(format!("{}{said}.", BEFORE[0])), Text::new(format!("{}{other}.", BEFORE[1]))];
        let found = shared(&texts);
        assert_eq!(found.passages.len(), 1, "{found:?}");
        (found.passages[0].kind, found.passages[0].words, found.passages[0].percent())
    };
    assert_eq!(one(said, &other), (Kind::Edited, 16, 80));
    assert_eq!(one(said, &said.replace("a toll", "Toll")), (Kind::Edited, 19, 95));
    // A number with another sign is another, and one with other points is not.
    let sold =
        "The harbour commissioners sold the dredger for £5m on 3/4/1902 and 12 % of the tolls before Whitsun";
    for (from, to) in [("£5m", "€5m"), ("12 %", "12"), ("£5m", "-£5m")] {
        assert_eq!(one(sold, &sold.replace(from, to)), (Kind::Edited, 18, 94), "{to}");
    }
    assert_eq!(one(sold, &sold.replace("3/4/1902", "3.4.1902")), (Kind::Verbatim, 19, 100));
}
