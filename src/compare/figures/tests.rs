//! Figures as they are read, and what two of them say of each other.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::topics::topic;
use super::*;
use crate::compare::shared::{Index, Unwatched};
use crate::project::figures::{NamedTopic, TopicRuling};
use crate::text::{Span, Text};

const SEEDS: [(&str, &str); 5] = [
    ("2020-09-09", include_str!("../../../seeds/000_4e812daf8748d4c8.txt")),
    ("2020-09-08", include_str!("../../../seeds/001_a98fec2cc0c96cbb.txt")),
    ("2019-09-18", include_str!("../../../seeds/002_34bc9215cb2cc781.txt")),
    ("2020-02-04", include_str!("../../../seeds/003_4f5b7c68318dca81.txt")),
    ("2019-11-28", include_str!("../../../seeds/004_9c1c8d0c7ef6620a.txt")),
];

fn corpus(documents: &[(&str, &str)]) -> (Vec<Text>, Vec<Reported>) {
    let texts: Vec<Text> = documents.iter().map(|(_, body)| Text::new(*body)).collect();
    let date = |date: &str| Some(date.to_owned()).filter(|date| !date.is_empty());
    let reported = documents.iter().zip(&texts).map(|((day, _), text)| Reported {
        date: date(day),
        figures: read(text),
        unread: None,
    });
    let reported = reported.collect();
    (texts, reported)
}

fn found(documents: &[(&str, &str)]) -> (Vec<Reported>, Vec<Topic>) {
    let (texts, reported) = corpus(documents);
    let shared = Index::of(&texts).shared(&Unwatched);
    let aligned = Alignments::default().of(&texts, &reported, &shared, &Unwatched).unwrap();
    let Topics { list, left_out, .. } = topics(&reported, &aligned, &Unwatched).unwrap();
    assert_eq!(left_out, FiguresLeftOut::default());
    (reported, list)
}

fn values(reported: &[Reported], topic: &Topic) -> Vec<f64> {
    topic.figures.iter().map(|at| reported[at.document].figures[at.figure].value).collect()
}

/// Kind, value, unit and qualifier of the one figure in a text.
fn one(body: &str) -> (Measure, f64, String, Bound) {
    let figures = read(&Text::new(body));
    assert_eq!(figures.len(), 1, "{figures:?}");
    let figure = figures[0].clone();
    (figure.measure, figure.value, figure.unit, figure.qualifier.bound)
}

#[test]
fn figures_are_read_with_what_they_count() {
    let told = |measure, value: f64, unit: &str, bound| (measure, value, unit.to_owned(), bound);
    assert_eq!(
        one("We attended over 670 meetings across the county."),
        told(Measure::Count, 670.0, "meetings", Bound::AtLeast)
    );
    assert_eq!(
        one("It gave around £2.7m in grants."),
        told(Measure::Money, 2_700_000.0, "GBP", Bound::About)
    );
    assert_eq!(one("Costs fell by 26%."), told(Measure::Percent, 26.0, "%", Bound::Exact));
    assert_eq!(
        one("He was in office for nearly seven years."),
        told(Measure::Duration, 7.0, "years", Bound::About)
    );
    assert_eq!(
        one("This was my 13th community meeting in the town."),
        told(Measure::Ordinal, 13.0, "meeting", Bound::Exact)
    );
    assert_eq!(
        one("There were record numbers of officers (1727) then."),
        told(Measure::Count, 1727.0, "officers", Bound::Exact)
    );
    assert_eq!(
        one("Nearly half a million people came."),
        told(Measure::Count, 500_000.0, "people", Bound::About)
    );
    assert_eq!(one("The driver, aged 34, was hurt."), told(Measure::Age, 34.0, "years", Bound::Exact));
    assert_eq!(
        one("They work in four borough-based units."),
        told(Measure::Count, 4.0, "units", Bound::Exact)
    );
}

/// Value and kind of each figure of a text, with what it counts.
fn said(body: &str) -> Vec<(Measure, f64, String)> {
    let figures = read(&Text::new(body)).into_iter();
    figures.map(|figure| (figure.measure, (figure.value * 100.0).round() / 100.0, figure.phrase)).collect()
}

#[track_caller]
fn all_said(cases: &[(&str, Measure, f64, &str)]) {
    all(cases, said);
}

/// Holds the one figure of each body, as `said` tells it, against its kind, value and phrase.
#[track_caller]
pub(super) fn all(cases: &[(&str, Measure, f64, &str)], said: fn(&str) -> Vec<(Measure, f64, String)>) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(body, measure, value, phrase)| said(body) != [(*measure, *value, (*phrase).to_owned())])
        .map(|(body, ..)| (body, said(body)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn figures_of_several_words_are_read() {
    use Measure::{Age, Count, Money, Ordinal, Percent};
    all_said(&[
        ("One in five residents was asked about it.", Percent, 20.0, "residents"),
        ("We heard from three out of ten victims.", Percent, 30.0, "victims"),
        ("9 out of every 10 callers were happy.", Percent, 90.0, "callers"),
        ("Two thirds of residents agreed.", Percent, 66.67, "residents agreed"),
        ("A two-thirds majority was needed.", Percent, 66.67, "majority"),
        ("A quarter of officers left.", Percent, 25.0, "officers left"),
        ("It fell by 3.5 per cent.", Percent, 3.5, "fell"),
        ("There were 500+ people there.", Count, 500.0, "people"),
        ("There were 500 or more people there.", Count, 500.0, "people"),
        ("The scheme cost half a million pounds.", Money, 500_000.0, "scheme cost"),
        ("The scheme cost £1.2bn.", Money, 1_200_000_000.0, "scheme cost"),
        ("They spent a quarter of a million pounds.", Money, 250_000.0, "spent"),
        ("About two and a half million letters came.", Count, 2_500_000.0, "letters"),
        ("They found a dozen knives.", Count, 12.0, "knives"),
        ("They met a couple of hundred residents.", Count, 200.0, "residents"),
        ("A 1,200-strong crowd had gathered.", Count, 1200.0, "crowd"),
        ("It was his twenty-first meeting.", Ordinal, 21.0, "meeting"),
        ("It was the thirteenth letter.", Ordinal, 13.0, "letter"),
        ("The driver, aged 34, was hurt.", Age, 34.0, "driver"),
        ("The 34-year-old driver was hurt.", Age, 34.0, "driver"),
        ("A thirty-four-year-old driver was hurt.", Age, 34.0, "driver"),
        ("The driver was 34 years old.", Age, 34.0, "driver"),
        ("A driver in his forties was hurt.", Age, 40.0, "driver"),
        ("He died at the age of 71.", Age, 71.0, "died"),
    ]);
    let half = &read(&Text::new("The scheme cost nearly half a million pounds."))[0];
    assert_eq!((half.unit.as_str(), half.written_as_meant()), ("GBP", "nearly £500,000".to_owned()));
    let open = &read(&Text::new("There were 500+ people there."))[0];
    assert_eq!((open.qualifier.bound, open.written_as_meant()), (Bound::AtLeast, "500+".to_owned()));
    let forties = &read(&Text::new("A driver in her forties was hurt."))[0];
    assert_eq!(forties.written_as_meant(), "40s");
    let rate = &read(&Text::new("The library lends 4,100 printed books a year."))[0];
    assert_eq!(rate.written_as_meant(), "4,100 a year");
    let opening = &read(&Text::new("Every year they have supported over 1,400 victims."))[0];
    assert_eq!(opening.written_as_meant(), "over 1,400 every year");
}

/// German text of no figures, long enough that its language is known.
const GERMAN: &str =
    "Der Bericht über die Arbeit der Bibliothek und der Schulen in der Stadt liegt nun vor. ";

#[test]
fn figures_of_german_texts_are_read_as_german() {
    use Measure::{Age, Count, Duration, Money, Percent};
    let cases = [
        ("Es kamen 1.200 Besucher.", Count, 1200.0, "Besucher"),
        ("Die Zahl sank um 3,5 Prozent.", Percent, 3.5, "sank"),
        ("Das kostete zwei Millionen Euro.", Money, 2_000_000.0, "kostete"),
        ("Das kostete rund 3,5 Mio. Euro.", Money, 3_500_000.0, "kostete"),
        ("Das kostete 1.250,50 €.", Money, 1250.5, "kostete"),
        ("Der 34-jährige Fahrer wurde verletzt.", Age, 34.0, "Fahrer"),
        ("Das dauerte sieben Jahre.", Duration, 7.0, "dauerte"),
        ("Ein Drittel der Bücher fehlte.", Percent, 33.33, "Bücher fehlte"),
        ("Es fehlten einundzwanzig alte Karten.", Count, 21.0, "alte Karten"),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(body, measure, value, _)| {
            let said = said(&format!("{GERMAN}{body}"));
            said.len() != 1 || (said[0].0, said[0].1) != (*measure, *value)
        })
        .map(|(body, ..)| (body, said(&format!("{GERMAN}{body}"))))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (body, _, _, phrase) in [cases[0], cases[8]] {
        assert_eq!(said(&format!("{GERMAN}{body}"))[0].2, phrase);
    }
    let figures = read(&Text::new(format!("{GERMAN}Das kostete rund 3,5 Mio. Euro.")));
    assert_eq!(figures[0].written_as_meant(), "rund €3.5m");
    let none = "Am 18.09.2019 um 14.30 Uhr, im Jahr 2019, am 3. Mai und in einem Haus.";
    assert_eq!(said(&format!("{GERMAN}{none}")), []);
}

#[test]
fn a_table_without_a_full_stop_is_read_in_pieces() {
    for cell in
        ["500+ people ", "one in five ", "aged 34 ", "half a million ", "since 2012 5 cats ", "7\u{a0}"]
    {
        let text = Text::new(cell.repeat(2_000));
        let figures = read(&text);
        assert!(figures.iter().all(|figure| figure.sentence.len() <= 4_096), "{cell}");
        assert!(figures.len() < 2_001, "{cell}");
        assert!(figures.iter().all(|figure| figure.sentence.overlaps(figure.span)), "{cell}");
    }
    assert!(read(&Text::new("500+ people ".repeat(2_000))).len() > 1_900);
}

proptest! {
    #[test]
    fn any_text_has_its_figures_in_order_and_in_their_sentences(
        body in "((a|an|one|half|two|thirds|of|in|out|every|million|dozen|aged|year|old|his|forties|34|1\\.200|3,5|500|£|€|%|\\+|-|\\.|,|\\(|\\)|Euro|Millionen|drei|Drittel|per|cent|since|2012|é)[ \n]?){0,40}",
        is_german in any::<bool>(),
    ) {
        let text = Text::new(if is_german { format!("{GERMAN}{body}") } else { body });
        let figures = read(&text);
        for figure in &figures {
            prop_assert!(figure.span.of(text.as_str()).is_some() && !figure.span.is_empty());
            prop_assert!(figure.sentence.of(text.as_str()).is_some() && figure.sentence.overlaps(figure.span));
            prop_assert!(figure.value.is_finite());
        }
        for pair in figures.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
        }
    }
}

#[test]
fn what_is_no_figure_is_left_alone() {
    for body in [
        "Call 01642 301653 or write to TS17 6AJ.",
        "On 18 September 2019 the Act 2018 came into force.",
        "See http://example.org/2019/04 for more.",
        "By another third of what they were.",
        "In the first half of the season the team lost.",
        "It took a quarter of an hour.",
        "He was one in a million, born in the twenty-first century.",
        "The text was born in 2019 and in May.",
    ] {
        assert_eq!(read(&Text::new(body)), [], "{body}");
    }
}

#[test]
fn in_the_bundled_corpus_meetings_grow_and_projects_differ() {
    let (reported, topics) = found(&SEEDS);
    let first: Vec<(&str, Verdict, Vec<f64>)> = topics
        .iter()
        .take(2)
        .map(|topic| (topic.name.as_str(), topic.verdict, values(&reported, topic)))
        .collect();
    assert!(
        first.contains(&("community meetings", Verdict::Grows, vec![670.0, 700.0, 700.0, 700.0, 710.0])),
        "{first:?}"
    );
    assert!(
        first.iter().any(|(name, verdict, values)| {
            name.ends_with("projects") && *verdict == Verdict::Differs && *values == [150.0, 130.0, 200.0]
        }),
        "{first:?}"
    );
    // Nothing else in it is a discrepancy; the traps are none.
    assert!(topics[2..].iter().all(|topic| !topic.verdict.differs()), "{topics:?}");
    let complaints = topics.iter().find(|topic| topic.name == "complaints").unwrap();
    assert_eq!(
        (complaints.verdict, values(&reported, complaints)),
        (Verdict::Series, vec![372.0, 525.0, 701.0])
    );
    let officers = topics.iter().filter(|topic| topic.name.contains("officers"));
    assert!(officers.into_iter().all(|topic| values(&reported, topic) == [500.0, 500.0]));
}

#[test]
fn the_kind_of_difference_is_named() {
    let verdict = |documents: &[(&str, &str)]| {
        let (_, topics) = found(documents);
        assert_eq!(topics.len(), 1, "{topics:?}");
        topics[0].verdict
    };
    let rise = [
        ("2019-01-01", "The new library lent 4,100 printed books to readers. The roof leaks."),
        ("2020", "The new library has lent 5,200 printed books to readers. A door was painted."),
    ];
    assert_eq!(verdict(&rise), Verdict::Grows);
    assert_eq!(verdict(&[("2020", rise[0].1), ("2019", rise[1].1)]), Verdict::Falls);
    assert_eq!(verdict(&[("2019", rise[0].1), ("2019-05", rise[1].1)]), Verdict::SameDate);
    assert_eq!(verdict(&[("", rise[0].1), ("2019-05", rise[1].1)]), Verdict::Differs);
    let near = "The new library lent around 4,000 printed books to readers.";
    assert_eq!(verdict(&[("2019", rise[0].1), ("2020", near)]), Verdict::Rounded);
    let same = "The new library lent 4,100 printed books to readers last winter.";
    assert_eq!(verdict(&[("2019", rise[0].1), ("2020", same)]), Verdict::Agrees);
    let scopes = [
        ("2019", "The new library lent 4,100 printed books in Oxford to readers."),
        ("2020", "The new library lent 5,200 printed books in England to readers."),
    ];
    assert_eq!(verdict(&scopes), Verdict::Scope);
}

#[test]
fn a_value_that_keeps_to_a_bound_contradicts_nothing() {
    let verdict = |one: &str, other: &str| {
        let body = |said: &str| format!("The new library lent {said} to readers of the town.");
        let (one, other) = (body(one), body(other));
        let (_, topics) = found(&[("2019", &one), ("2019", &other)]);
        assert_eq!(topics.len(), 1, "{topics:?}");
        topics[0].verdict
    };
    for (one, other) in [
        ("more than 100 printed books", "127 printed books"),
        ("up to 150 printed books", "127 printed books"),
        ("at least 100 printed books", "127 printed books"),
        ("fewer than 130 printed books", "127 printed books"),
        ("100+ printed books", "127 printed books"),
        ("more than 100 printed books", "up to 150 printed books"),
    ] {
        assert_eq!(verdict(one, other), Verdict::Fits, "{one}, {other}");
    }
    assert_eq!(verdict("more than 100 printed books", "over 120 printed books"), Verdict::Bounds);
    for (one, other) in [
        ("more than 130 printed books", "107 printed books"),
        ("up to 110 printed books", "157 printed books"),
        ("just over 100 printed books", "157 printed books"),
        ("around 100 printed books", "157 printed books"),
    ] {
        assert_eq!(verdict(one, other), Verdict::SameDate, "{one}, {other}");
    }
    for (one, other) in
        [("nearly 130 printed books", "127 printed books"), ("around 130 printed books", "127 printed books")]
    {
        assert_eq!(verdict(one, other), Verdict::Rounded, "{one}, {other}");
    }
}

#[test]
fn values_over_other_times_or_in_other_places_are_told_apart() {
    let verdict = |one: &str, other: &str| {
        let body = |said: &str| format!("The new library lent readers {said}. The roof leaks.");
        let (one, other) = (body(one), body(other));
        let (_, topics) = found(&[("2019", &one), ("2020", &other)]);
        assert_eq!(topics.len(), 1, "{topics:?}");
        topics[0].verdict
    };
    for (one, other) in [
        ("410 printed books a year", "710 printed books since 2012"),
        ("410 printed books a month", "710 printed books a year"),
        ("410 printed books per year", "710 printed books"),
        ("410 printed books since 2016", "710 printed books since 2012"),
        ("410 printed books in 2018", "710 printed books in total"),
        ("410 printed books in Middlesbrough", "710 printed books"),
        ("410 printed books in Middlesbrough", "710 printed books in Redcar"),
    ] {
        assert_eq!(verdict(one, other), Verdict::Scope, "{one}, {other}");
    }
    // No part is greater than the whole.
    assert_eq!(verdict("710 printed books in Middlesbrough", "410 printed books"), Verdict::Falls);
    assert_eq!(verdict("410 printed books a year", "710 printed books a year"), Verdict::Grows);
    assert_eq!(verdict("410 printed books since 2012", "710 printed books since 2012"), Verdict::Grows);
    assert_eq!(verdict("over 410 printed books", "over 710 printed books"), Verdict::Grows);
}

#[test]
fn a_bulletin_is_one_topic_however_often_it_comes() {
    for days in [3, 40, 160, 400] {
        let bulletins: Vec<(String, String)> = (0..days)
            .map(|day| {
                let date = format!("2020-{:02}-{:02}", 1 + day / 28 % 12, 1 + day % 28);
                let (fed, cases, beds) = (40 + day, 100 + 7 * day % 90, 30 + day % 20);
                let body = format!(
                    "The Redcar shelter fed {fed} people.\n\nThe hospital reported {cases} new cases on the \
                     day. The hospital had {beds} free beds."
                );
                (date, body)
            })
            .collect();
        let bulletins: Vec<(&str, &str)> =
            bulletins.iter().map(|(date, body)| (date.as_str(), body.as_str())).collect();
        let (_, topics) = found(&bulletins);
        let sizes: Vec<usize> = topics.iter().map(|topic| topic.figures.len()).collect();
        assert_eq!(sizes, vec![days as usize; 3], "{days}: {topics:?}");
    }
}

#[test]
fn bringing_figures_together_costs_what_there_are_of_them_and_not_its_square() {
    const THINGS: [&str; 12] = [
        "patients",
        "wheelchairs",
        "beds",
        "nurses",
        "visits",
        "letters",
        "complaints",
        "doses",
        "rooms",
        "keys",
        "lanterns",
        "barrels",
    ];
    const ABOUT: [&str; 10] = [
        "treated in the northern clinic",
        "lent by the harbour office",
        "counted before dawn",
        "sold at the market hall",
        "kept in the copper mine",
        "seen across the river",
        "named by the commission",
        "left on the station platform",
        "found behind the chapel",
        "mended over the long winter",
    ];
    let weighed = |documents: usize| {
        let reported = |own: usize| {
            let said = (0..6).map(|at| {
                let (thing, about) =
                    (THINGS[(own * 5 + at * 7) % 12], ABOUT[(own * 3 + at * 11 + own / 7) % 10]);
                format!("There were {} {thing} {about} of ward{}. ", 20 + own * 13 % 900 + at, own % 97)
            });
            Reported { figures: read(&Text::new(said.collect::<String>())), ..Reported::default() }
        };
        let reported: Vec<Reported> = (0..documents).map(reported).collect();
        let figures: usize = reported.iter().map(|reported| reported.figures.len()).sum();
        assert!(figures > 5 * documents, "{figures}");
        let Topics { weighed, list, .. } = topics(&reported, &[], &Unwatched).unwrap();
        assert!(!list.is_empty());
        println!(
            "{documents} documents, {figures} figures: {weighed} pairs weighed, {} of each",
            weighed / figures
        );
        weighed / figures
    };
    let (few, many) = (weighed(300), weighed(1_500));
    // Each figure stands in two groups, and in each is held against half of those there at the most.
    assert!(few.max(many) <= 300, "{few} {many}");
    assert!(many <= 2 * few, "{few} {many}");
}

#[test]
fn a_number_that_differs_in_a_shared_passage_is_a_topic() {
    let passage = |number: &str| {
        format!(
            "The inquiry heard that the lower bridge carried {number} waggons on the night before the embankment \
             gave way beneath the northern pier and the watchman fled"
        )
    };
    let (reported, topics) = found(&[("", &passage("forty")), ("", &passage("90"))]);
    assert_eq!(topics.len(), 1);
    assert_eq!(values(&reported, &topics[0]), [40.0, 90.0]);
    assert!(topics[0].verdict.differs());
}

#[test]
fn topics_can_be_made_by_hand() {
    let (_, reported) = corpus(&SEEDS);
    let at = |document: usize, value: f64| {
        let figure =
            reported[document].figures.iter().position(|figure| (figure.value - value).abs() < 1e-9).unwrap();
        FigureAt { document, figure }
    };
    let merged = topic(&reported, vec![at(3, 710.0), at(2, 670.0)], 0.0);
    assert_eq!((merged.verdict, merged.documents), (Verdict::Grows, 2));
    assert_eq!(merged.figures[0].document, 2, "by date");
}

/// A ruling's name for the topic of this name.
fn named(topics: &[Topic], name: &str) -> NamedTopic<FigureAt> {
    let topic = topics.iter().find(|topic| topic.name == name).unwrap();
    NamedTopic { measure: topic.measure, name: name.to_owned(), figures: naming(topic) }
}

/// The one of its figures that has this value.
fn figure_of(reported: &[Reported], topics: &[Topic], name: &str, value: f64) -> FigureAt {
    let topic = topics.iter().find(|topic| topic.name == name).unwrap();
    let is_it = |at: &&FigureAt| (reported[at.document].figures[at.figure].value - value).abs() < 1e-9;
    *topic.figures.iter().find(is_it).unwrap()
}

const LOANS: [(&str, &str); 3] = [
    ("2019", "The new library lent 4,100 printed books to readers. Its roof cost £300."),
    (
        "2020",
        "The new library has lent 5,200 printed books to readers. It holds 310 old maps of the harbour.",
    ),
    ("2021", "The new library lent 6,000 printed books to readers. It holds 290 old maps of the harbour."),
];

#[test]
fn topics_are_merged_split_renamed_and_dismissed_in_the_order_of_the_decisions() {
    let (reported, found) = found(&LOANS);
    let names = |topics: &[Topic]| topics.iter().map(|topic| topic.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found), ["printed books", "old maps"]);
    let middle = figure_of(&reported, &found, "printed books", 5200.0);
    let rulings = vec![
        TopicRuling::Split { figures: vec![middle], name: Some("loans of 2020".to_owned()) },
        TopicRuling::Rename { topic: named(&found, "printed books"), name: "loans".to_owned() },
        TopicRuling::Dismiss { topic: named(&found, "old maps") },
    ];
    let settled = settle(&reported, &found, &rulings);
    assert_eq!(settled.acted, [true; 3]);
    let of = |topics: &[Topic], name: &str| topics.iter().find(|topic| topic.name == name).unwrap().clone();
    let loans = of(&settled.topics, "loans");
    assert_eq!((values(&reported, &loans), loans.verdict), (vec![4100.0, 6000.0], Verdict::Grows));
    assert_eq!(loans.rulings, [1]);
    let alone = of(&settled.topics, "loans of 2020");
    assert_eq!((values(&reported, &alone), alone.verdict), (vec![5200.0], Verdict::Alone));
    assert!(of(&settled.topics, "old maps").is_dismissed && !loans.is_dismissed);
    // To take them back is to apply the others.
    assert_eq!(settle(&reported, &found, &rulings[..0]).topics, found);

    // What was split can be merged again, with the name of the one that stays.
    let mut more = rulings;
    more.push(TopicRuling::Merge {
        from: named(&settled.topics, "loans of 2020"),
        into: named(&settled.topics, "loans"),
    });
    let settled = settle(&reported, &found, &more);
    let loans = of(&settled.topics, "loans");
    assert_eq!(values(&reported, &loans), [4100.0, 5200.0, 6000.0]);
    assert_eq!(settled.topics.len(), 2);
}

#[test]
fn figures_that_nothing_else_speaks_of_can_be_brought_into_a_topic() {
    let documents = [LOANS[0], LOANS[1], ("2022", "Readers took away 7,300 volumes.")];
    let (reported, found) = found(&documents);
    let alone = FigureAt { document: 2, figure: 0 };
    assert!(found.iter().all(|topic| !topic.figures.contains(&alone)));
    let from = NamedTopic { measure: Measure::Count, name: "volumes".to_owned(), figures: vec![alone] };
    let into = named(&found, "printed books");
    let settled = settle(&reported, &found, &[TopicRuling::Merge { from: from.clone(), into: into.clone() }]);
    let loans = settled.topics.iter().find(|topic| topic.name == "printed books").unwrap();
    assert_eq!(values(&reported, loans), [4100.0, 5200.0, 7300.0]);
    // Only figures of one kind are compared.
    let other = NamedTopic { measure: Measure::Money, ..from };
    let settled = settle(&reported, &found, &[TopicRuling::Merge { from: other, into }]);
    assert_eq!((settled.acted, settled.topics), (vec![false], found));
}

#[test]
fn a_decision_finds_its_topic_by_its_figures_and_else_by_its_name() {
    let (reported, topics) = found(&LOANS);
    let mut gone = named(&topics, "printed books");
    gone.figures.clear();
    let rename =
        |topic: &NamedTopic<FigureAt>| TopicRuling::Rename { topic: topic.clone(), name: "x".into() };
    assert_eq!(settle(&reported, &topics, &[rename(&gone)]).acted, [true], "by its name");
    gone.name = "of another name".to_owned();
    assert_eq!(settle(&reported, &topics, &[rename(&gone)]).acted, [false]);
    gone.figures = naming(&topics[0]);
    assert_eq!(settle(&reported, &topics, &[rename(&gone)]).acted, [true], "by its figures");
    // Where its figures have come to stand alone, the topic is made of them.
    let alone = settle(&reported, &[], &[rename(&gone)]);
    assert_eq!(alone.topics.len(), 1);
    assert_eq!(values(&reported, &alone.topics[0]), [4100.0, 5200.0, 6000.0]);
}

#[test]
fn a_topic_of_sums_in_two_currencies_says_that_they_may_not_be_the_same() {
    let (_, reported) = corpus(&[("2019", "It cost £300."), ("2020", "It cost $400.")]);
    let both = [0, 1].map(|document| FigureAt { document, figure: 0 });
    assert_eq!(topic(&reported, both.to_vec(), 0.0).verdict, Verdict::Unit);
}

#[test]
fn the_figure_at_a_place_is_found_though_its_ends_have_moved() {
    let figures = read(&Text::new("It lent 40 books and 50 maps."));
    let place = |start, end| figure_at(&figures, Span::new(start, end));
    assert_eq!(place(figures[1].span.start, figures[1].span.end), Some(1));
    assert_eq!(place(figures[1].span.start, figures[1].span.start + 2), Some(1));
    assert_eq!(place(0, 2), None);
}

/// The figures in all topics after decisions of some kinds on some topics, and those before, in order.
fn figures_after(choices: &[(usize, usize, usize)]) -> (Vec<FigureAt>, Vec<FigureAt>) {
    let (reported, found) = found(&SEEDS);
    let all: Vec<FigureAt> = found.iter().flat_map(|topic| topic.figures.clone()).collect();
    let pick = |at: usize| &found[at % found.len()];
    let name = |topic: &Topic| NamedTopic {
        measure: topic.measure,
        name: topic.name.clone(),
        figures: naming(topic),
    };
    let rulings: Vec<TopicRuling<FigureAt>> = choices
        .iter()
        .map(|&(what, one, other)| match what {
            0 => TopicRuling::Merge { from: name(pick(one)), into: name(pick(other)) },
            1 => TopicRuling::Split { figures: vec![all[one * 3 % all.len()]], name: None },
            2 => TopicRuling::Rename { topic: name(pick(one)), name: format!("name {other}") },
            _ => TopicRuling::Dismiss { topic: name(pick(one)) },
        })
        .collect();
    let settled = settle(&reported, &found, &rulings);
    let mut kept: Vec<FigureAt> = settled.topics.iter().flat_map(|topic| topic.figures.clone()).collect();
    let mut before = all;
    kept.sort_unstable();
    before.sort_unstable();
    (kept, before)
}

#[test]
fn a_merged_topic_that_a_figure_is_taken_from_is_not_taken_for_the_one_that_was_found() {
    let (kept, before) = figures_after(&[(1, 9, 0), (0, 3, 10), (1, 10, 0)]);
    assert_eq!(kept, before);
}

proptest! {
    #[test]
    fn no_figure_is_lost_or_twice_whatever_is_decided(
        choices in prop::collection::vec((0usize..4, 0usize..12, 0usize..12), 0..8)
    ) {
        let (kept, before) = figures_after(&choices);
        prop_assert_eq!(kept, before);
    }
}

proptest! {
    #[test]
    fn figures_are_sound(body in "([A-Z][a-z]{2,7} |[0-9]{1,5}(,[0-9]{3})?(%|m|th)? |£[0-9]{1,4}m? |over |of |in |\n|\n\n|[.] |é日|\\([0-9]{2}\\) ){0,60}") {
        let text = Text::new(body.as_str());
        let mut end = 0;
        for figure in read(&text) {
            prop_assert!(figure.span.of(&body).is_some_and(|words| !words.trim().is_empty()));
            prop_assert!(figure.span.start >= end, "in order, none over another");
            prop_assert!(figure.sentence.of(&body).is_some() && figure.sentence.overlaps(figure.span));
            prop_assert!(figure.value.is_finite());
            end = figure.span.end;
        }
    }
}
