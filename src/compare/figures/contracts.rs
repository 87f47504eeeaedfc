//! Figures as contracts, minutes and other papers have them: numbers whole or not at all, said twice, bounds that move, and what
//! changes.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::compare::shared::{Index, Unwatched};
use crate::text::Text;

/// Kind, value and upper value of each figure of a text, with what it counts.
fn said(body: &str) -> Vec<(Measure, f64, Option<f64>, String)> {
    let figures = read(&Text::new(body)).into_iter();
    let round = |value: f64| (value * 1e4).round() / 1e4;
    figures
        .map(|figure| (figure.measure, round(figure.value), figure.upper.map(round), figure.phrase))
        .collect()
}

#[track_caller]
fn all_said(cases: &[(&str, Measure, f64, Option<f64>, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(body, measure, value, upper, phrase)| {
            (*body, said(body), vec![(*measure, *value, *upper, (*phrase).to_owned())])
        })
        .filter(|(_, said, wanted)| said != wanted)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

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
fn a_number_is_read_whole_or_not_at_all() {
    use Measure::{Count, Money};
    all_said(&[
        ("The army had 12 000 soldiers at Verdun.", Count, 12_000.0, None, "soldiers"),
        ("We employed 1 234 people there.", Count, 1_234.0, None, "people"),
        ("The canton spent CHF 1'250'000 on schools.", Money, 1_250_000.0, None, "canton spent"),
        ("The canton spent CHF 1’250’000.50 on schools.", Money, 1_250_000.5, None, "canton spent"),
        ("The town has 1'250 houses.", Count, 1_250.0, None, "houses"),
        ("The roof cost £12 500 to mend.", Money, 12_500.0, None, "roof cost"),
        ("The school will cost between £3 and £4 million.", Money, 3e6, Some(4e6), "school cost"),
        ("The painting fetched £200-300,000 there.", Money, 200_000.0, Some(300_000.0), "painting fetched"),
        ("Some 10-12,000 people came.", Count, 10_000.0, Some(12_000.0), "people"),
        ("In 2018 300 people came.", Count, 300.0, None, "people"),
        ("On 12 May 300 people came.", Count, 300.0, None, "people"),
    ]);
    for body in [
        "The rows were 350 420 510 and so on.",
        "The purse held 1'25'000 silver coins.",
        "It has 12.345.678 silver coins.",
        "It listed 12 345 in all.",
    ] {
        assert_eq!(said(body), [], "{body}");
    }
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
