//! One edit of a short text at a time: what it does to a passage before, beside, around and within it.

use super::*;

/// The place of `words` in `body` and where they are carried to.
fn carried(body: &str, words: &str, now: &str) -> Placement {
    let before = Text::new(body);
    let at = body.find(words).unwrap();
    let anchor = Anchor::new(&before, Span::new(at, at + words.len())).unwrap();
    carry(&before, &Text::new(now), [&anchor]).remove(0)
}

fn exact(placement: &Placement) -> &str {
    match placement {
        Placement::Moved(anchor) | Placement::Changed { anchor, .. } => &anchor.exact,
        _ => panic!("not placed: {placement:?}"),
    }
}

const LETTER: &str = "The inspector wrote on Monday that the accounts had been closed in March. \
    The clerk denied it. The inspector wrote again on Friday, and nobody answered. \
    In the end the accounts were opened to the public, and the clerk was dismissed.\n";

// The faults that QualCoder's pull request 1502 lists of such code, each by its name there.

#[test]
fn codes_do_not_shift_after_an_edit_before_them() {
    let now = LETTER.replacen("Monday", "the first Monday of the month", 1);
    let placement = carried(LETTER, "The clerk denied it", &now);
    assert_eq!(exact(&placement), "The clerk denied it");
}

#[test]
fn codes_do_not_shrink_after_an_edit_beside_them() {
    for (was, is) in [(" on Friday", ""), ("and nobody", "but nobody"), ("denied it. ", "denied it.\n\n")] {
        let placement = carried(LETTER, "The inspector wrote again", &LETTER.replacen(was, is, 1));
        assert_eq!(exact(&placement), "The inspector wrote again", "{was}");
    }
}

#[test]
fn no_shift_is_off_by_one() {
    for letter in ["x", "é", "👩🏽‍🚀", "e\u{301}"] {
        for at in LETTER.char_indices().map(|(at, _)| at).filter(|at| *at <= LETTER.find("nobody").unwrap()) {
            let now = format!("{}{letter}{}", &LETTER[..at], &LETTER[at..]);
            let placement = carried(LETTER, "nobody answered", &now);
            if at == LETTER.find("nobody").unwrap() && letter.starts_with(char::is_alphanumeric) {
                // Its first word is another then.
                assert!(placement.is_uncertain(), "{letter} at {at}");
            } else {
                assert_eq!(exact(&placement), "nobody answered", "{letter} at {at}");
            }
        }
    }
}

#[test]
fn a_partial_view_of_the_text_does_not_take_the_rest_with_it() {
    let middle = &LETTER[75..155];
    let before = Text::new(LETTER);
    let anchors: Vec<Anchor> = ["Monday", "clerk denied", "dismissed"]
        .iter()
        .map(|words| {
            let at = LETTER.find(words).unwrap();
            Anchor::new(&before, Span::new(at, at + words.len())).unwrap()
        })
        .collect();
    let placements = carry(&before, &Text::new(middle), &anchors);
    assert_eq!(placements[0], Placement::Lost);
    assert_eq!(exact(&placements[1]), "clerk denied");
    assert_eq!(placements[2], Placement::Lost);
}

#[test]
fn a_word_corrected_inside_changes_the_passage_and_nothing_else() {
    let now = LETTER.replacen("opened to the public", "opend to the public", 1);
    let placement = carried(LETTER, "the accounts were opened to the public", &now);
    assert!(matches!(placement, Placement::Changed { confidence, .. } if confidence >= AUTOMATIC));
    assert_eq!(exact(&placement), "the accounts were opend to the public");
}

#[test]
fn a_paragraph_moved_takes_its_passages_along() {
    let paragraph = "Of the bridge nothing more was heard until the spring of that year.\n";
    let filler = "Much was said of the harvest and of the price of corn in those months.\n".repeat(3);
    let placement = carried(
        &format!("{paragraph}{LETTER}{filler}"),
        "nothing more was heard",
        &format!("{LETTER}{filler}{paragraph}"),
    );
    assert_eq!(exact(&placement), "nothing more was heard");
}

#[test]
fn one_of_two_equal_passages_taken_out_is_never_chosen() {
    // Nothing tells which of the two was taken out, so neither annotation is placed without asking.
    let body = format!("{LETTER}{LETTER}");
    let before = Text::new(body.as_str());
    let words = "denied it";
    let anchors: Vec<Anchor> = body
        .match_indices(words)
        .map(|(at, _)| Anchor::new(&before, Span::new(at, at + words.len())).unwrap())
        .collect();
    for placement in carry(&before, &Text::new(LETTER), &anchors) {
        assert!(placement.is_uncertain(), "{placement:?}");
    }
}

#[test]
fn of_equal_lines_in_a_row_none_is_chosen_when_one_is_taken_out_or_put_in() {
    let row = |answers: &str, end: &str| format!("Had he known of it, he was asked.\n{answers}{end}");
    for end in ["Jetzt sagte er nichts mehr.\n", "ENDE", ""] {
        let (one, two, three) = (row("Ja.\n", end), row("Ja.\nJa.\n", end), row("Ja.\nJa.\nJa.\n", end));
        for (was, is) in [(&two, &one), (&one, &two), (&three, &two), (&three, &one), (&two, &three)] {
            let before = Text::new(was.as_str());
            let anchors: Vec<Anchor> = was
                .match_indices("Ja.")
                .map(|(at, _)| Anchor::new(&before, Span::new(at, at + 3)).unwrap())
                .collect();
            for placement in carry(&before, &Text::new(is.as_str()), &anchors) {
                assert!(placement.is_uncertain(), "{was:?} to {is:?}: {placement:?}");
            }
        }
    }
}

#[test]
fn a_passage_that_has_become_a_part_of_another_word_is_not_chosen() {
    let was = "I am happy with the service, and it is legal to do so.";
    for (words, now) in [
        ("happy with the service", "I am unhappy with the service, and it is legal to do so."),
        ("legal", "I am happy with the service, and it is illegal to do so."),
        ("to do", "I am happy with the service, and it is legal to doubt so."),
    ] {
        let placement = carried(was, words, now);
        assert!(placement.is_uncertain(), "{placement:?}");
        let before = Text::new(was);
        let at = was.find(words).unwrap();
        let anchor = Anchor::new(&before, Span::new(at, at + words.len())).unwrap();
        assert!(place(&anchor, None, &Text::new(now)).is_uncertain());
    }
    assert!(!carried(was, "happy with the service", &was.replace("happy", "(happy")).is_uncertain());
    // What was a part of a word may stay one.
    assert!(!carried(was, "appy with the service", &was.replace("I am", "I was")).is_uncertain());
}

#[test]
fn a_line_stays_certain_beside_one_that_only_ends_as_it_does() {
    let was = "He left.\nShe came.\nThey stayed.\n";
    for (words, now) in
        [("He left.", "He left.\nThey stayed.\n"), ("They stayed.", "He left.\nThey stayed.\n")]
    {
        let placement = carried(was, words, now);
        assert!(!placement.is_uncertain(), "{placement:?}");
    }
}

#[test]
fn a_deleted_word_is_not_moved_to_its_like() {
    let now = LETTER.replacen("The clerk denied it. ", "", 1);
    assert!(carried(LETTER, "clerk", &now).is_uncertain());
    assert!(carried(LETTER, "denied it", &now).is_uncertain());
}

#[test]
fn a_passage_rewritten_in_its_place_is_proposed() {
    let now = LETTER.replacen("nobody answered", "no-one replied", 1);
    let placement = carried(LETTER, "nobody answered", &now);
    assert!(placement.is_uncertain());
}

#[test]
fn places_without_an_old_text_are_found_by_their_words() {
    let before = Text::new(LETTER);
    let at = LETTER.find("The clerk denied it").unwrap();
    let anchor = Anchor::new(&before, Span::new(at, at + 19)).unwrap();
    let now = Text::new(format!("Dear Sir,\n{LETTER}"));
    assert!(matches!(place(&anchor, None, &now), Placement::Moved(_)));
    assert!(matches!(place(&anchor, Some(&before), &now), Placement::Moved(_)));
    assert_eq!(place(&anchor, Some(&before), &before), Placement::Same);
}
