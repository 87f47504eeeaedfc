//! Figures as newspapers and reports write them, and what several reports of one thing say of each other.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::compare::shared::{Index, Unwatched};
use crate::text::Text;

/// Kind, value and what is counted of each figure of a text, with its unit where that is one of measure.
fn said(body: &str) -> Vec<(Measure, f64, String)> {
    let figures = read(&Text::new(body)).into_iter();
    figures
        .map(|figure| {
            let unit = units::of(&figure.unit).map_or(String::new(), |unit| format!("{}: ", unit.name));
            (figure.measure, (figure.value * 1e4).round() / 1e4, unit + &figure.phrase)
        })
        .collect()
}

#[track_caller]
fn all_said(cases: &[(&str, Measure, f64, &str)]) {
    tests::all(cases, said);
}

#[test]
fn numbers_are_one_however_they_are_written() {
    use Measure::{Count, Duration, Money, Percent};
    all_said(&[
        ("The charity keeps one million two hundred thousand bees.", Count, 1_200_000.0, "bees"),
        ("Some three thousand five hundred and twenty people came.", Count, 3520.0, "people"),
        ("They met a hundred and one dogs.", Count, 101.0, "dogs"),
        ("They met two hundred and five dogs.", Count, 205.0, "dogs"),
        ("They filled half a million potholes.", Count, 500_000.0, "potholes"),
        ("They wrote two and a half thousand letters.", Count, 2500.0, "letters"),
        ("The club has 1·2 million members.", Count, 1_200_000.0, "members"),
        ("The town has 1 234 567 people.", Count, 1_234_567.0, "people"),
        ("The town has 12\u{202f}345 people.", Count, 12_345.0, "people"),
        ("The work took 1½ hours.", Duration, 0.0002, "work took"),
        ("Profits were minus 3 per cent.", Percent, -3.0, "Profits"),
        ("Output fell by -3.2% there.", Percent, -3.2, "Output fell"),
        ("The town fell to −5 degrees at night.", Count, -5.0, "degrees: town fell"),
        ("The council gave $5 million-worth of goods.", Money, 5_000_000.0, "goods"),
        ("The fund cost £1·2 million.", Money, 1_200_000.0, "fund cost"),
    ]);
    assert_eq!(said("The rows were 350 420 510 and so on."), [], "numbers side by side");
}

#[test]
fn amounts_have_their_units() {
    use Measure::{Count, Percent};
    all_said(&[
        ("They handed out 5kg of rice.", Count, 5.0, "kg: rice"),
        ("Rainfall of 112mm fell.", Count, 112.0, "mm: Rainfall"),
        ("He ran 10km.", Count, 10.0, "km: ran"),
        ("The road is 12 miles long.", Count, 12.0, "miles: road"),
        ("The water was 5ft 6in deep.", Count, 5.5, "feet: water"),
        ("It fell by 85pc.", Percent, 85.0, "fell"),
        ("Levels reached 4.2m on Monday.", Count, 4.2, "metres: Levels reached"),
        ("The river rose by 4.2m.", Count, 4.2, "metres: river rose"),
        ("There were 4.2m people there.", Count, 4_200_000.0, "people"),
        ("It has a population of 4.2m.", Count, 4_200_000.0, "population"),
        ("The club has 1.2m. members.", Count, 1_200_000.0, "club"),
        ("The bank cut its rate by 25 basis points.", Percent, 0.25, "cut rate"),
    ]);
    assert_eq!(said("It was her 21st meeting.")[0].0, Measure::Ordinal, "no 21 stone");
}

#[test]
fn ranges_are_one_figure_with_two_ends() {
    let both = |body: &str| -> Vec<(f64, Option<f64>)> {
        read(&Text::new(body)).into_iter().map(|figure| (figure.value, figure.upper)).collect()
    };
    for (body, ends) in [
        ("Between 40 and 50 people came.", (40.0, Some(50.0))),
        ("They found 20-30 dogs.", (20.0, Some(30.0))),
        ("Insurers put the cost at £10m-£12m.", (10e6, Some(12e6))),
        ("The firm lost £10-15m there.", (10e6, Some(15e6))),
        ("They met 40 to 50 people.", (40.0, Some(50.0))),
        ("The road is 10-12 miles long.", (10.0, Some(12.0))),
    ] {
        assert_eq!(both(body), [ends], "{body}");
    }
    assert_eq!(both("It rose from 40 to 50 homes."), [(40.0, None), (50.0, None)], "a change");
    assert_eq!(both("He was in office in 2018-19."), []);
    let range = &read(&Text::new("Between 40 and 50 people came."))[0];
    assert_eq!(range.written_as_meant(), "40–50");
}

#[test]
fn ages_stand_behind_names() {
    use Measure::Age;
    all_said(&[
        ("The mayor, John Smith, 54, was hurt.", Age, 54.0, "John Smith"),
        ("Ms Hill (42) was hurt.", Age, 42.0, "Hill"),
        ("Tom Brown (13) won it.", Age, 13.0, "Tom Brown"),
        ("A 3-month-old baby was found.", Age, 0.25, "baby"),
    ]);
    assert_eq!(said("He lives in Hartlepool, 12, and is well."), []);
    assert_eq!(said("The valley of Rose Hill (42) was flooded."), []);
}

#[test]
fn qualifiers_of_all_kinds_are_kept() {
    let meant = |body: &str| read(&Text::new(body))[0].written_as_meant();
    for (body, wanted) in [
        ("There were c. 300 people there.", "c. 300"),
        ("There were circa 300 people there.", "circa 300"),
        ("Just short of 300 people came.", "just short of 300"),
        ("No fewer than 300 people came.", "no fewer than 300"),
        ("Not fewer than 300 people came.", "not fewer than 300"),
        ("There were 10+ dogs there.", "10+"),
        ("He had 10+ years of experience.", "10 years or more"),
    ] {
        assert_eq!(meant(body), wanted, "{body}");
    }
    assert_eq!(said("He had 10+ years of experience."), [(Measure::Duration, 10.0, "experience".to_owned())]);
}

#[test]
fn a_number_that_is_part_of_a_name_counts_nothing() {
    for body in [
        "The Formula 1 drivers raced.",
        "Formula 1 drivers raced.",
        "Heathrow Terminal 5 passengers waited.",
        "Radio 4 listeners wrote.",
        "Boeing 737 jets flew.",
        "The 10 Downing Street staff left.",
        "The 5th Battalion marched.",
        "The 2012 Olympics athletes came.",
        "Room 12 windows were broken.",
        "See page 4 pictures.",
        "Route 66 drivers came.",
        "The Section 3 rules hold.",
    ] {
        assert_eq!(said(body), [], "{body}");
    }
    for body in [
        "In Yarm 60 homes were flooded.",
        "On Monday 60 homes were flooded.",
        "They gave Smith 60 homes to mend.",
        "Yesterday 60 homes were flooded.",
        "About 60 homes were flooded.",
    ] {
        assert_eq!(said(body), [(Measure::Count, 60.0, "homes".to_owned())], "{body}");
    }
}

#[test]
fn a_line_gives_a_number_for_its_label() {
    let body = "Report of the year\n\nBurglaries: 420\nViolent crimes: 310\n\nMeetings 670\n\n| Arrests | 33 |\n\nYear: 2019\nTel: 301861\n";
    let found: Vec<(f64, String)> =
        said(body).into_iter().map(|(_, value, phrase)| (value, phrase)).collect();
    let wanted = [(420.0, "Burglaries"), (310.0, "Violent crimes"), (670.0, "Meetings"), (33.0, "Arrests")];
    assert_eq!(found, wanted.map(|(value, label)| (value, label.to_owned())));
    assert_eq!(said("They found\n40\nand went."), []);
}

#[test]
fn what_is_counted_is_no_verb_and_no_part_of_another_figure() {
    let figure = &read(&Text::new("A dozen councillors resigned on Friday."))[0];
    assert_eq!((figure.unit.as_str(), figure.phrase.as_str()), ("councillors", "councillors"));
    let found = said("Prices rose 3 per cent to 5 per cent.");
    assert!(found.iter().all(|(_, _, phrase)| !phrase.contains("cent")), "{found:?}");
}

/// The verdict of the one topic that dated texts are about.
#[track_caller]
fn verdict_of(documents: &[(&str, &str)]) -> Verdict {
    let texts: Vec<Text> = documents.iter().map(|(_, body)| Text::new(*body)).collect();
    let reported: Vec<Reported> = documents
        .iter()
        .zip(&texts)
        .map(|((date, _), text)| Reported {
            date: Some((*date).to_owned()),
            figures: read(text),
            unread: None,
        })
        .collect();
    let shared = Index::of(&texts).shared(&Unwatched);
    let aligned = Alignments::default().of(&texts, &reported, &shared, &Unwatched).unwrap();
    let found = topics(&reported, &aligned, &Unwatched).unwrap().list;
    assert_eq!((found.len(), found[0].figures.len()), (1, documents.len()), "{found:?}");
    found[0].verdict
}

#[test]
fn a_topic_is_named_for_its_strongest_difference() {
    let march = [
        ("2019-03-12", "The march drew 10,000 protesters, organisers said."),
        ("2019-03-12", "The march drew 4,000 protesters, police said."),
        ("2019-03-13", "The march drew around 10,000 protesters."),
        ("2019-03-14", "The march drew 9,870 protesters."),
    ];
    assert_eq!(verdict_of(&march), Verdict::SameDate);
    let fire = [
        ("2019-03-12", "The fire killed seventeen people in the tower."),
        ("2019-03-12", "At least a dozen people were killed by the fire in the tower."),
        ("2019-03-13", "The fire killed 30 people in the tower."),
        ("2019-03-16", "The fire killed 72 people in the tower."),
    ];
    assert_eq!(verdict_of(&fire), Verdict::Grows);
    let bounds = [
        ("2019-03-12", "More than 700 people attended the meeting, organisers said."),
        ("2019-03-12", "Fewer than 700 people attended the meeting, police said."),
    ];
    assert_eq!(verdict_of(&bounds), Verdict::SameDate);
    assert_eq!(verdict_of(&[("2019-03-12", bounds[0].1), ("2019-03-14", bounds[1].1)]), Verdict::Differs);
}

#[test]
fn different_units_of_one_thing_are_brought_together() {
    let road = |one: &str, other: &str| {
        let say = |said: &str| format!("The new road is {said} long, the council said.");
        verdict_of(&[("2019-03-12", &say(one)), ("2019-03-12", &say(other))])
    };
    assert_eq!(road("12 miles", "19.3 km"), Verdict::Agrees);
    assert_eq!(road("12 miles", "12 kilometres"), Verdict::Unit);
    let festival = |cost: &str| format!("The festival cost {cost}, the council said.");
    let (pounds, euros) = (festival("£2m"), festival("€2.3m"));
    assert_eq!(verdict_of(&[("2019-03-12", &pounds), ("2019-03-14", &euros)]), Verdict::Unit);
    let shares =
        ["25 per cent of residents smoke.", "A quarter of residents smoke.", "A third of residents smoke."];
    assert_eq!(verdict_of(&shares.map(|body| ("2019-03-12", body))), Verdict::SameDate);
}

#[test]
fn of_a_language_that_is_not_read_it_is_said() {
    let chinese =
        "市政府去年花费了350万元修路。约1250人参加了会议。失业率为12.5%。市政府去年花费了许多钱修路。";
    let spanish = "El ayuntamiento de la ciudad ha gastado 250.000 euros en las calles y en las escuelas de los barrios.";
    let read: Vec<Reading> =
        [chinese, spanish, "They met 40 people."].map(|body| reading(&Text::new(body))).into();
    assert!(read[0].unread.is_some() && read[0].figures.is_empty());
    assert_eq!(read[1], Reading { figures: Vec::new(), unread: Some("Spanish".to_owned()) });
    assert_eq!((read[2].figures.len(), &read[2].unread), (1, &None));
    let reported = |Reading { figures, unread }| Reported { date: None, figures, unread };
    let reported: Vec<Reported> = read.into_iter().skip(1).map(reported).collect();
    let Topics { left_out, list, .. } = topics(&reported, &[], &Unwatched).unwrap();
    assert_eq!(
        left_out.sentences(&list),
        ["No figures were read in 1 document in Spanish: figures are read in English, French and German."]
    );
}

#[test]
fn german_ranges_are_one_figure() {
    let german = "Der Bericht über die Arbeit der Bibliothek und der Schulen in der Stadt liegt nun vor. ";
    let found = |body: &str| {
        let figures = read(&Text::new(format!("{german}{body}")));
        figures.into_iter().map(|figure| (figure.value, figure.upper)).collect::<Vec<_>>()
    };
    assert_eq!(found("Zwischen 40 und 50 Leute waren da."), [(40.0, Some(50.0))]);
    assert_eq!(found("Es kamen 40 bis 50 Leute."), [(40.0, Some(50.0))]);
    assert_eq!(found("Das kostete 3-5 Millionen Euro."), [(3e6, Some(5e6))]);
    assert_eq!(found("Anderthalb Millionen Besucher kamen."), [(1.5e6, None)]);
    assert_eq!(found("Das Haus kostete 250.000 Euro."), [(250_000.0, None)]);
}
