//! Texts made to have as many figures as there can be: what is done for them is bounded, and what is left out is said.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::atomic::{AtomicUsize, Ordering};

use super::left_out::FiguresLeftOut;
use super::read::MOST_READ;
use super::topics::MOST_ALIKE;
use super::verdict::MOST_GROUPS;
use super::*;
use crate::compare::shared::{Index, Unwatched, Watch};
use crate::text::Text;

/// So many megabytes of one piece again and again.
fn repeated(piece: &str, megabytes: usize) -> Text {
    Text::new(piece.repeat(megabytes * 1_000_000 / piece.len()))
}

/// The topics of texts, with what they share.
fn found(texts: &[Text]) -> (Vec<Reported>, Topics) {
    let reported: Vec<Reported> =
        texts.iter().map(|text| Reported { figures: read(text), ..Reported::default() }).collect();
    let shared = Index::of(texts).shared(&Unwatched);
    let aligned = Alignments::default().of(texts, &reported, &shared, &Unwatched).unwrap();
    let found = topics(&reported, &aligned, &Unwatched).unwrap();
    (reported, found)
}

#[test]
fn one_number_without_end_is_read_in_part() {
    let said = "Of 1 document only the first 50,000 figures were read.";
    let texts = [("1234 ", 1), ("1234", 5), ("3boxes", 5), ("seven ", 1), ("3 boxes ", 5)];
    for (piece, megabytes) in texts {
        let (reported, found) = found(&[repeated(piece, megabytes)]);
        let figures = reported[0].figures.len();
        assert_eq!(figures, if piece == "3 boxes " { MOST_READ } else { 0 }, "{piece}");
        let in_topics: usize = found.list.iter().map(|topic| topic.figures.len()).sum();
        assert!(in_topics <= figures);
        let told = found.left_out.sentences(&found.list);
        assert_eq!(told.contains(&said.to_owned()), figures == MOST_READ, "{told:?}");
    }
}

#[test]
fn a_document_copied_a_thousand_times_is_one_document_to_its_topics() {
    let body = "The new library lent 4,100 printed books to readers in spring. Its slate roof cost £300 to mend. \
                Readers returned 3,900 printed books of the new library in autumn.";
    let (reported, found) = found(&vec![Text::new(body); 1_000]);
    assert!(reported[0].figures.len() >= 3);
    assert!(found.list.len() <= reported[0].figures.len(), "{}", found.list.len());
    assert!(found.list.iter().all(|topic| topic.documents == 1_000));
    assert_eq!(found.left_out, FiguresLeftOut::default());
}

/// Sentences that all count one thing, each among words of its own.
fn crowd(sentences: usize) -> Text {
    let sentence = |at: usize| format!("Clerk w{at}x and porter v{at}y counted {} lanterns there. ", at + 2);
    Text::new((0..sentences).map(sentence).collect::<String>())
}

#[test]
fn what_more_count_than_can_be_held_against_each_other_is_said() {
    let (_, few) = found(&[crowd(MOST_ALIKE)]);
    assert_eq!(few.left_out, FiguresLeftOut::default());
    let (_, many) = found(&[crowd(MOST_ALIKE + 100)]);
    assert_eq!(many.left_out.crowded, MOST_ALIKE + 100);
    let told = many.left_out.sentences(&many.list);
    assert!(told[0].starts_with("400 figures count what more than 300 count:"), "{told:?}");
}

#[test]
fn of_too_many_values_it_is_said_that_not_all_were_looked_at() {
    let bulletin =
        |day: usize| Text::new(format!("The harbour office counted {} passing ships.", 1_000 + day));
    let texts: Vec<Text> = (0..MOST_GROUPS + 7).map(bulletin).collect();
    let (_, found) = found(&texts);
    assert_eq!((found.list.len(), found.list[0].values_left_out), (1, 7));
    let told = found.left_out.sentences(&found.list);
    assert!(told[0].starts_with("1 topic has too many different values"), "{told:?}");
}

/// Somebody who waits until they have been asked so often.
struct Patience(AtomicUsize);

impl Watch for Patience {
    fn is_cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[test]
fn bringing_figures_together_is_stopped_at_any_moment() {
    let texts = [crowd(600), crowd(200)];
    let (reported, found) = found(&texts);
    let mut asked = 0;
    loop {
        let patience = Patience(AtomicUsize::new(asked));
        match topics(&reported, &[], &patience) {
            None => asked += 1 + asked / 4,
            Some(topics) => break assert_eq!(topics.list.len(), found.list.len()),
        }
        assert!(asked < 10_000);
    }
    assert!(asked > 3, "{asked}");
    // What was known before stays, without figures that are gone.
    let gone = Reported { figures: Vec::new(), ..Reported::default() };
    let left = found.when_stopped(&[reported[0].clone(), gone]);
    assert!(left.left_out.was_stopped);
    assert!(left.list.iter().flat_map(|topic| &topic.figures).all(|at| at.document == 0));
    assert_eq!(found.when_stopped(&reported).list, found.list);
}

#[test]
fn what_stands_against_what_is_looked_at_once() {
    let text = |count: usize| {
        Text::new(format!(
            "Whoever finds these seven silver keys should carry {count} heavy lanterns quietly across the frozen river \
             before the clerk of the harbour wakes."
        ))
    };
    let texts = [text(40), text(50), text(60)];
    let reported: Vec<Reported> =
        texts.iter().map(|text| Reported { figures: read(text), ..Reported::default() }).collect();
    let shared = Index::of(&texts).shared(&Unwatched);
    let mut alignments = Alignments::default();
    let first = alignments.of(&texts, &reported, &shared, &Unwatched).unwrap();
    assert_eq!(first.len(), 3, "{first:?}");
    // Of other texts under the same numbers nothing is looked at again.
    let nothing = [Text::new(""), Text::new(""), Text::new("")];
    assert_eq!(alignments.of(&nothing, &reported, &shared, &Unwatched).unwrap(), first);
    let none = crate::compare::shared::Shared::default();
    assert_eq!(alignments.of(&texts, &reported, &none, &Unwatched).unwrap(), []);
    assert_eq!(alignments.of(&texts, &reported, &shared, &Patience(AtomicUsize::new(1))), None);
}
