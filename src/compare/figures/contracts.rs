//! Figures as contracts, minutes and other papers have them: numbers whole or not at all, said twice, bounds that move, and what
//! changes.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::compare::shared::{Index, Unwatched};
use crate::text::Text;

/// The topics of texts with their dates, each with its verdict and values.
fn told(documents: &[(&str, &str)]) -> Vec<(Verdict, Vec<f64>)> {
    let texts: Vec<Text> = documents.iter().map(|(_, body)| Text::new(*body)).collect();
    let date = |date: &str| Some(date.to_owned()).filter(|date| !date.is_empty());
    let reported: Vec<Reported> = documents
        .iter()
        .zip(&texts)
        .map(|((day, _), text)| Reported { date: date(day), figures: read(text), unread: None })
        .collect();
    let shared = Index::of(&texts).shared(&Unwatched);
    let aligned = Alignments::default().of(&texts, &reported, &shared, &Unwatched).unwrap();
    let value = |at: &FigureAt| reported[at.document].figures[at.figure].value;
    let found = topics(&reported, &aligned, &Unwatched).unwrap().list;
    found.iter().map(|topic| (topic.verdict, topic.figures.iter().map(value).collect())).collect()
}

#[test]
fn a_sentence_of_minutes_is_one_topic_however_short_it_is() {
    const REST: [&str; 5] = [
        "The roof has been mended.",
        "A letter was read.",
        "Apologies were received from Mrs Dale.",
        "The footpath is closed.",
        "Bulbs will be planted on the green.",
    ];
    for documents in [2, 6, 12, 24, 300] {
        let minutes: Vec<String> = (0..documents)
            .map(|at| {
                let (members, fund) = (5 + at % 4, 4_300 + 37 * at);
                let (one, other) = (REST[at % 5], REST[(at + 2) % 5]);
                format!(
                    "There were {members} members present. {one}\n\nThe society has {} pupils.\n\n\
                     The railway will cost £{fund}. {other}",
                    120 + at
                )
            })
            .collect();
        let minutes: Vec<(&str, &str)> = minutes.iter().map(|body| ("", body.as_str())).collect();
        let sizes: Vec<usize> = told(&minutes).iter().map(|(_, values)| values.len()).collect();
        assert_eq!(sizes, [documents; 3], "{documents}");
    }
}

#[test]
fn what_is_said_of_many_things_is_no_topic_for_being_said_in_the_same_words() {
    // Each stands among other news, in a corpus that counts people in many sentences.
    const TOWNS: [&str; 12] = [
        "Whitby", "Ripon", "Selby", "Malton", "Thirsk", "Yarm", "Filey", "Goole", "Otley", "Ilkley",
        "Skipton", "Settle",
    ];
    let news: Vec<String> = (0..240)
        .map(|at| {
            let (town, deed) = (TOWNS[at % 12], ["fined", "rescued", "arrested", "rehoused"][at / 12 % 4]);
            format!(
                "Around {} people were {deed} in {town} after trouble{at}. {} people were arrested.",
                10 + at,
                3 + at % 30
            )
        })
        .collect();
    let news: Vec<(&str, &str)> = news.iter().map(|body| ("", body.as_str())).collect();
    assert_eq!(told(&[("", "The victim, 34, died."), ("", "The victim, 41, died.")]), []);
    let largest = told(&news).iter().map(|(_, values)| values.len()).max().unwrap_or_default();
    assert!(largest < 60, "{largest}");
}
