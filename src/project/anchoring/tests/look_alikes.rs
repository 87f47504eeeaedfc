//! Passages whose words stand elsewhere too: they are never certain where another has as much to be said for it.

use std::collections::BTreeSet;

use super::*;
use crate::project::{Annotation, AnnotationId, CoderId, DocumentId, Standing, Timestamp};

/// Where words of the old text, the one of this number among those alike, stand in the new.
fn carried(old: &str, words: &str, number: usize, new: &str) -> Placement {
    let at = old.match_indices(words).nth(number).unwrap().0;
    let old = Text::new(old);
    let anchor = Anchor::new(&old, Span::new(at, at + words.len())).unwrap();
    carry(&old, &Text::new(new), [&anchor]).pop().unwrap()
}

/// As [`carried`], where the old text is lost.
fn sought(old: &str, words: &str, number: usize, new: &str) -> Placement {
    let at = old.match_indices(words).nth(number).unwrap().0;
    let anchor = Anchor::new(&Text::new(old), Span::new(at, at + words.len())).unwrap();
    quote::find(&anchor, &Text::new(new))
}

fn assert_doubted(placement: &Placement) {
    assert!(placement.is_uncertain() || matches!(placement, Placement::Changed { .. }), "{placement:?}");
}

#[test]
fn what_reaches_over_the_edge_of_a_deletion_is_not_certain_on_the_end_of_another() {
    let interview = "A: Yes.\nQ: Why?\nA: Yes.\nThen he left.\n";
    assert_doubted(&carried(interview, "Yes.\nThen he left.", 0, "A: Yes.\nThen he left.\n"));
    let table = "1990\t12\t40\n1991\t13\t40\n1992\t14\t41\n";
    assert_doubted(&carried(table, "40\n1992\t14", 0, "1990\t12\t40\n1992\t14\t41\n"));
    let line = "He said no. She sat down. He said no. Then all was still.";
    assert_doubted(&carried(line, "no. Then all", 0, "He said no. Then all was still."));
    // And the other way about, where an equal one is put in.
    assert_doubted(&carried("A: Yes.\nThen he left.\n", "Yes.\nThen he left.", 0, interview));
}

#[test]
fn no_two_passages_over_the_ends_of_a_deletion_are_both_certain_of_one_line() {
    let (old, new) =
        ("He left.\nYes.\nShe wept.\nYes.\nThey all went home.", "He left.\nYes.\nThey all went home.");
    let places = [carried(old, "He left.\nYes.", 0, new), carried(old, "Yes.\nThey all", 0, new)];
    assert!(places.iter().any(Placement::is_uncertain), "{places:?}");
}

#[test]
fn a_paragraph_that_was_moved_does_not_leave_its_words_on_those_of_another() {
    let a = "I told the doctor everything. He would not listen to me, and I went home.\n\n";
    let b = "My sister says that I told the doctor nothing at all. She was not there.\n\n";
    let between = "The harbour was frozen that winter, and no ship came in before the end of March.\n\n\
        Grain was dear, and the council opened its stores to whoever could show a family of five.\n\n";
    let (old, new) = (format!("{a}{between}{b}"), format!("{b}{between}{a}"));
    let placement = carried(&old, "I told the doctor", 0, &new);
    let is_wrong = placement.anchor().is_some_and(|anchor| anchor.suffix.starts_with(" nothing"));
    assert!(placement.is_uncertain() || !is_wrong, "{placement:?}");
}

/// Questions of an interview that change places, each with the same answer, under a heading and before another question.
#[test]
fn an_answer_is_not_certain_on_the_same_answer_to_another_question_when_questions_change_places() {
    let heading = "INTERVIEW 4, recorded in the library\n";
    let last = "Q: Where did you go when the bells rang out over the town?\nA: To the river.\n";
    for answer in ["Yes, I did.", "No."] {
        let first = format!("Q: Did you see the fire on the night of the ninth of May?\nA: {answer}\n");
        let second = format!("Q: Did anybody order you to leave the mill before it burned?\nA: {answer}\n");
        let old = format!("{heading}{first}{second}{last}");
        for new in [
            format!("{heading}{second}{first}{last}"),
            format!("{heading}{first}{last}{second}"),
            format!("{heading}{second}{last}{first}"),
        ] {
            for (number, own) in [&first, &second].into_iter().enumerate() {
                let placement = carried(&old, answer, number, &new);
                let right =
                    new[..new.find(own.as_str()).unwrap() + own.rfind(answer).unwrap()].chars().count();
                let is_right = match &placement {
                    Placement::Same => right == old.match_indices(answer).nth(number).unwrap().0,
                    placement => placement.anchor().is_some_and(|anchor| anchor.start == right),
                };
                assert!(placement.is_uncertain() || is_right, "{number}: {new}{placement:?}");
            }
        }
        // The two change places: either answer may have stayed.
        let swapped = format!("{heading}{second}{first}{last}");
        assert_doubted(&carried(&old, answer, 1, &swapped));
    }
}

#[test]
fn of_letters_with_the_same_opening_or_closing_that_change_places_neither_is_certain_of_it() {
    let one = "Boston, 3 June\nThe frost took the early corn and we have had to sow the lower field again.\nMother is well.\n";
    let other = "Salem, 9 June\nNobody here will pay the new duty, and the ship lies in the harbour still.\nI shall write.\n";
    let (heading, note) =
        ("Letters of Ann, 1848\n\n", "---\nEditor's note: both letters are in the county office.\n");
    let long = "Give my love to all at home, to the children most of all, and tell them that I think of them each day.\n\
        Your loving sister, Ann\n";
    for closing in ["Your loving sister, Ann\n", long] {
        for note in [note, ""] {
            let old = format!("{heading}{one}{closing}{other}{closing}{note}");
            let new = format!("{heading}{other}{closing}{one}{closing}{note}");
            for number in [0, 1] {
                assert_doubted(&carried(&old, closing.trim_end(), number, &new));
                // In the midst of the closing, too, all of its own context is at both.
                assert_doubted(&carried(&old, "loving", number, &new));
            }
        }
    }
    let opening = "Dear sister, I take my pen to tell you what has come to pass here since you left us.\n";
    let old = format!("{heading}{opening}{one}{opening}{other}{note}");
    let new = format!("{heading}{opening}{other}{opening}{one}{note}");
    for number in [0, 1] {
        assert_doubted(&carried(&old, "Dear sister", number, &new));
    }
}

#[test]
fn a_row_of_a_ledger_stays_certain_when_a_word_beside_it_is_corrected_to_what_other_rows_have() {
    let rows = |name: &str| {
        format!(
            "1 May\tJones\tfor corn\t3 s.\n2 May\t{name}\tfor corn\t3 s.\n3 May\tSmith\ton account\t4 s.\n"
        )
    };
    assert!(!carried(&rows("Smith"), "for corn", 1, &rows("Jones")).is_uncertain());
    assert!(!carried(&rows("Smith"), "for corn", 0, &rows("Jones")).is_uncertain());
}

#[test]
fn a_word_of_a_line_that_was_written_anew_is_not_certain() {
    for (old, word, new) in [
        ("A: I never met Smith there.\n", "Smith", "A: Smith thought of it first.\n"),
        ("I was not afraid of my father at all.", "father", "In those days I hid from my father always."),
        ("答：我从来没有见过王先生，他不在家。", "王先生", "答：昨天我路过王先生，我们很高兴。"),
    ] {
        assert_doubted(&carried(old, word, 0, new));
    }
}

#[test]
fn an_answer_that_was_changed_is_a_rival_of_the_same_answer_elsewhere() {
    let old = "Q: Were you ever at the house in Mill Lane?\nA: Yes.\nQ: Are you sure of that now?\nA: I said so.\n\
        Q: Once more. Were you ever at the house in Mill Lane?\nA: Yes.\nQ: Then who let you in?\nA: Nobody did.\n";
    let new = old.replacen("Yes.", "No.", 1);
    assert_doubted(&sought(old, "Yes.", 0, &new));
    assert!(!sought(old, "Yes.", 1, &new).is_uncertain(), "it stands in its own context");
    let form = "Q: Were you there that night, sir?\nA: Yes.\nQ: Did you see the man come out again?\n";
    let (old, new) = (form.repeat(2), format!("{}{form}", form.replace("Yes.", "No.")));
    assert_doubted(&sought(&old, "Yes.", 0, &new));
}

#[test]
fn lines_broken_elsewhere_do_not_hide_that_a_word_has_become_another() {
    let old = Text::new("I am happy with\nthe service and so is she.");
    let new = Text::new("I am unhappy with the service and so is she.");
    let anchor = Anchor::new(&old, Span::new(5, 27)).unwrap();
    assert_eq!(anchor.exact, "happy with\nthe service");
    let moment = Timestamp::now();
    let annotation = Annotation {
        id: AnnotationId::new(),
        document: DocumentId::of("letter.txt", old.hash()),
        anchor,
        standing: Standing::Certain,
        tags: BTreeSet::new(),
        memo: String::new(),
        coder: CoderId::derived(b"ann"),
        created: moment,
        modified: moment,
    };
    let after = Transfer::new(Some(&old), &new).annotation(&annotation);
    assert!(!after.standing.is_certain(), "{after:?}");
}

#[test]
fn a_copy_elsewhere_of_a_line_that_was_changed_where_it_stood_is_not_certain() {
    let end = "\nMembers rose at ten and the house was counted.\nThe river was high that winter.\n";
    let old =
        format!("JONES: I was in the yard.\nSMITH: I never saw the money.\nJONES: Then who did?\n{end}");
    for new in [
        "SMITH: I never saw the money.\nJONES: I was in the yard.\nSMITH: I hardly saw the money.\nJONES: Then who did?\n",
        "JONES: I was in the yard.\nSMITH: I hardly saw the money.\nJONES: Then who did?\nBROWN: I never saw the money.\n",
    ] {
        assert_doubted(&carried(&old, "I never saw the money.", 0, &format!("{new}{end}")));
    }
    // Moved, with other words in its place, it is the only one.
    let moved = "JONES: I was in the yard.\nJONES: Then who did?\nBROWN: Nobody was in the yard with me at all.\n\
        SMITH: I never saw the money.\n";
    let placement = carried(&old, "I never saw the money.", 0, &format!("{moved}{end}"));
    assert!(matches!(placement, Placement::Moved(_)), "{placement:?}");
}

proptest::proptest! {
    #[test]
    fn no_line_is_certain_on_its_copy_where_it_was_changed_itself(
        lines in proptest::collection::vec(proptest::collection::vec(0..WORDS.len(), 3..12), 3..12),
        (line, word, place, instead) in (0..64_usize, 0..64_usize, 0..64_usize, 0..3_usize),
        (replaces, between) in (proptest::bool::ANY, 0..3_usize),
    ) {
        let between = ["\n", "\n\n", " "][between];
        let say = |words: &[&str]| format!("{}.", words.join(" "));
        let lines: Vec<Vec<&str>> =
            lines.iter().map(|line| line.iter().map(|word| WORDS[*word]).collect()).collect();
        let (line, place) = (line % lines.len(), place % (lines.len() + 1));
        let said: Vec<String> = lines.iter().map(|line| say(line)).collect();
        // Beside it, it is the other line that may be new.
        proptest::prop_assume!(place + 1 < line || place > line + 1);
        proptest::prop_assume!(said.iter().collect::<BTreeSet<_>>().len() == said.len());
        let mut changed = lines[line].clone();
        let word = word % changed.len();
        changed[word] = ["quite", "seven", "unlike"][instead];
        let mut edited = said.clone();
        edited[line] = say(&changed);
        if replaces && place < edited.len() && place != line {
            edited[place] = said[line].clone();
        } else {
            edited.insert(place, said[line].clone());
        }
        let (old, new) = (said.join(between), edited.join(between));
        proptest::prop_assume!(old.matches(&said[line]).count() == 1 && new.matches(&said[line]).count() == 1);
        let placement = carried(&old, &said[line], 0, &new);
        let is_certain = matches!(placement, Placement::Same | Placement::Moved(_));
        proptest::prop_assert!(!is_certain, "{:?} in {:?}", placement, new);
    }
}

const WORDS: [&str; 28] = [
    "river", "stone", "market", "letter", "paper", "garden", "winter", "money", "office", "police", "street",
    "colour", "window", "summer", "bread", "doctor", "engine", "valley", "harvest", "silver", "the", "of",
    "and", "a", "to", "was", "in", "that",
];
