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
        "Ref 12 000",
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

#[test]
fn bounds_that_move_differ() {
    let office =
        |number: u32| format!("The office has held over {number} community meetings since it opened.");
    let offices = [office(670), office(700), office(760)];
    let undated: Vec<(&str, &str)> = offices.iter().map(|body| ("", body.as_str())).collect();
    assert_eq!(told(&undated), [(Verdict::Bounds, vec![670.0, 700.0, 760.0])]);
    assert!(Verdict::Bounds.differs());
    let dated = [("2018", offices[0].as_str()), ("2019", offices[1].as_str()), ("2020", offices[2].as_str())];
    assert_eq!(told(&dated)[0].0, Verdict::Grows);
    let fire =
        |number: u32| format!("At least {number} people were killed in the mill fire on Tuesday night.");
    let (one, other) = (fire(12), fire(19));
    assert_eq!(told(&[("2019-05-03", &one), ("2019-05-03", &other)])[0].0, Verdict::Bounds);
    let cover = |sum: &str| {
        format!(
            "Insurance. The Supplier shall maintain professional indemnity insurance of not less than {sum} for any one \
             claim, and shall show the Client the policy whenever the Client asks to see it."
        )
    };
    let (one, other) = (cover("£5,000,000"), cover("£10,000,000"));
    assert_eq!(told(&[("", &one), ("", &other)])[0].0, Verdict::Bounds);
    // A bound on either side leaves room for both.
    let (one, other) = (fire(12), fire(19).replace("At least", "Up to"));
    assert_eq!(told(&[("2019-05-03", &one), ("2019-05-03", &other)])[0].0, Verdict::Fits);
}

#[test]
fn a_number_that_is_said_twice_is_one_figure() {
    use Measure::{Count, Duration, Money, Percent};
    let days = |days: f64| (days / 365.25 * 1e4).round() / 1e4;
    all_said(&[
        ("It runs for a term of three (3) years.", Duration, 3.0, None, "runs term"),
        ("The loan is repaid within thirty (30) days.", Duration, days(30.0), None, "loan repaid"),
        ("The loan is repaid within 30 (thirty) days.", Duration, days(30.0), None, "loan repaid"),
        ("A penalty of five per cent (5%) applies.", Percent, 5.0, None, "penalty"),
        ("A penalty of five (5) per cent is due.", Percent, 5.0, None, "penalty"),
        ("The deposit is one thousand pounds (£1,000).", Money, 1_000.0, None, "deposit"),
        ("The deposit is £1,000 (one thousand pounds).", Money, 1_000.0, None, "deposit"),
        ("The deposit is one thousand (1,000) pounds.", Money, 1_000.0, None, "deposit"),
        ("The heir takes two (2) silver spoons.", Count, 2.0, None, "silver spoons"),
    ]);
    let term = |years: &str| format!("It continues for a period of {years} years unless terminated earlier.");
    let (three, five) = (term("three (3)"), term("five (5)"));
    assert_eq!(said(&three)[0].3, "continues period");
    assert_eq!(told(&[("", &three), ("", &five)]), [(Verdict::Differs, vec![3.0, 5.0])]);
    let notice =
        &read(&Text::new("Either party may end it on not less than ninety (90) days written notice."))[0];
    assert_eq!(notice.written_as_meant(), "not less than 90 days");
    // Another number in brackets is another figure.
    assert_eq!(said("They met thirty officers (40) there.").len(), 2);
}

#[test]
fn a_change_is_not_held_against_a_level() {
    let none = |one: &str, other: &str| told(&[("2019-05-01", one), ("2020-05-01", other)]);
    assert_eq!(
        none("The price of the house fell by £20,000.", "The price of the house fell to £220,000."),
        []
    );
    let shares = [
        "Unemployment in the region fell to 4.2 per cent.",
        "Unemployment in the region fell by 0.3 percentage points.",
    ];
    assert_eq!(none(shares[0], shares[1]), []);
    let libraries = [
        "The council cut spending on libraries by 12%.",
        "Spending on libraries is 12% of the council budget.",
    ];
    assert_eq!(none(libraries[0], libraries[1]), []);
    let changes = none("The price of the house fell by £20,000.", "The price of the house fell by £30,000.");
    assert_eq!(changes, [(Verdict::Grows, vec![20_000.0, 30_000.0])]);
}

#[test]
fn what_was_before_contradicts_nothing_of_today() {
    let rose = "Membership of the union rose from 4,000 members to 5,200 members.";
    let found = told(&[("2019-05-01", rose), ("2020-05-01", "The union has 5,200 members.")]);
    assert!(found.iter().all(|(verdict, _)| !verdict.differs()), "{found:?}");
    let course = |body: &str| read(&Text::new(body)).iter().map(|figure| figure.course).collect::<Vec<_>>();
    assert_eq!(course(rose), [Course::Before, Course::Level]);
    assert_eq!(course("They sold 4,500 tickets, up from 1,200 tickets."), [Course::Level, Course::Before]);
    assert_eq!(course("Prices rose 3 per cent."), [Course::Change]);
    assert_eq!(course("It is owned by 40 per cent of residents."), [Course::Level]);
    assert_eq!(course("Women make up 40 per cent of the force."), [Course::Level]);
    assert_eq!(course("Prices were up 3 per cent on last year."), [Course::Change]);
    assert_eq!(course("The club raised £3,000 from 40 members."), [Course::Level, Course::Level]);
}

#[test]
fn figures_in_few_words_are_read() {
    use Measure::{Age, Count, Percent};
    all_said(&[
        ("Burglaries in Ripon rose to 412.", Count, 412.0, None, "Burglaries"),
        ("The number of burglaries fell to 88 last year.", Count, 88.0, None, "burglaries"),
        ("Number of pupils: 412", Count, 412.0, None, "pupils"),
        ("No. of pupils: 412", Count, 412.0, None, "pupils"),
        ("The temperature in Oslo fell to -12°C on Friday.", Count, -12.0, None, "Oslo fell"),
        ("Half of the pupils passed the exam.", Percent, 50.0, None, "pupils passed"),
        ("The patient, 43, was admitted.", Age, 43.0, None, "patient"),
        ("The victim, 34, was a nurse.", Age, 34.0, None, "victim"),
    ]);
    let both = |body: &str| read(&Text::new(body)).iter().map(|it| (it.value, it.course)).collect::<Vec<_>>();
    let risen = [(412.0, Course::Before), (455.0, Course::Level)];
    assert_eq!(both("Burglaries rose from 412 to 455."), risen);
    for body in [
        "Prices rose to 2019 without a pause.",
        "The hut stands at 54°34′ north.",
        "The total, 43, was read out.",
        "Number: 412",
        "It is told in clause (3) of it.",
    ] {
        assert_eq!(said(body), [], "{body}");
    }
}
