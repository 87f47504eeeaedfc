//! Figures in tables, and sums as they were written of old.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::compare::shared::{Index, Unwatched};
use crate::text::Text;

/// Value, unit and what is counted of each figure of a text.
fn said(body: &str) -> Vec<(f64, String, String)> {
    let figures = read(&Text::new(body)).into_iter();
    figures.map(|figure| (figure.value, figure.unit, figure.phrase)).collect()
}

fn wanted(said: &[(f64, &str, &str)]) -> Vec<(f64, String, String)> {
    said.iter().map(|(value, unit, phrase)| (*value, (*unit).to_owned(), (*phrase).to_owned())).collect()
}

const TABBED: &str =
    "Annual report\n\nRegion\tVisitors\tIncome\nNorth\t12,340\t£45,000\nSouth\t9,870\t£31,200\n\nThe end.";

#[test]
fn a_number_in_a_table_counts_what_its_column_and_its_row_say() {
    let of_tabs = [
        (12_340.0, "visitors", "North Visitors"),
        (45_000.0, "GBP", "North Income"),
        (9_870.0, "visitors", "South Visitors"),
        (31_200.0, "GBP", "South Income"),
    ];
    assert_eq!(said(TABBED), wanted(&of_tabs));
    let strokes = "Report\n\n| School | Pupils | Phone |\n| --- | ---: | --- |\n| Elm | 412 | 301653 |\n| Oak | 300 | 301654 |\n";
    assert_eq!(said(strokes), wanted(&[(412.0, "pupils", "Elm Pupils"), (300.0, "pupils", "Oak Pupils")]));
    let figure = &read(&Text::new(strokes))[0];
    assert_eq!(figure.sentence.of(strokes), Some("| Elm | 412 | 301653 |"));
    let of_years = read(&Text::new("Report\n\nKind\t2018\t2019\nBurglaries\t525\t372\n"));
    let when: Vec<_> = of_years.iter().map(|it| (it.value, it.when.as_deref(), it.phrase.as_str())).collect();
    assert_eq!(when, [(525.0, Some("2018"), "Burglaries"), (372.0, Some("2019"), "Burglaries")]);
}

#[test]
fn columns_that_spaces_part_are_columns() {
    let of_tabs = said(TABBED);
    let spaced = "Annual report\n\nRegion    Visitors    Income\n-----------------\nNorth     12,340      £45,000\nSouth      9,870      £31,200\n\nThe end.";
    assert_eq!(said(spaced), of_tabs);
    let unlabelled = spaced.replace("Region    Visitors", "          Visitors");
    assert_eq!(said(&unlabelled), of_tabs);
    // Where a row lacks a column nobody knows which, and what comes below it is read again.
    let lacking = spaced.replace("North     12,340      £45,000", "North     12,340");
    assert_eq!(said(&lacking)[1..], of_tabs[2..]);
    for body in [
        "He said so.  Then they left.\nAll went.  They were 40.\n",
        "then they left  and so\nthe end came  12\n",
    ] {
        assert_eq!(said(body).iter().filter(|it| it.2.contains("they left")).count(), 0, "{body}");
    }
}

#[test]
fn a_currency_or_age_above_a_column_says_what_its_numbers_are() {
    let body = "The accounts\n\nItem\tCost (£)\tGrant (£000)\tBudget £m\nRoof\t1,200\t45\t1.5\nFloor\t800\t£30,000\t2\n";
    let sums = [
        (1_200.0, "GBP", "Roof Cost"),
        (45_000.0, "GBP", "Roof Grant"),
        (1_500_000.0, "GBP", "Roof Budget"),
        (800.0, "GBP", "Floor Cost"),
        (30_000.0, "GBP", "Floor Grant"),
        (2_000_000.0, "GBP", "Floor Budget"),
    ];
    assert_eq!(said(body), wanted(&sums));
    let ages = read(&Text::new("The crew\n\nName\tAge\tVoyages\nSmith\t34\t7\nJones\t512\t3\n"));
    let ages: Vec<_> =
        ages.iter().map(|it| (it.measure, it.value, it.unit.as_str(), it.phrase.as_str())).collect();
    assert_eq!(
        ages,
        [
            (Measure::Age, 34.0, "years", "Smith Age"),
            (Measure::Count, 7.0, "voyages", "Smith Voyages"),
            (Measure::Count, 3.0, "voyages", "Jones Voyages")
        ]
    );
}

#[test]
fn degrees_of_both_scales_are_read() {
    for (body, value, unit) in [
        ("It was 72°F at noon.", 72.0, "degrees Fahrenheit"),
        ("It was 72 °F at noon.", 72.0, "degrees Fahrenheit"),
        ("It was 72 degrees Fahrenheit at noon.", 72.0, "degrees Fahrenheit"),
        ("It was 22°C at noon.", 22.0, "degrees"),
        ("It was 22 degrees Celsius at noon.", 22.0, "degrees"),
        ("It was 22 degrees at noon.", 22.0, "degrees"),
    ] {
        let found: Vec<(f64, String)> = said(body).into_iter().map(|it| (it.0, it.1)).collect();
        assert_eq!(found, [(value, unit.to_owned())], "{body}");
    }
}

#[test]
fn what_is_no_table_is_read_as_it_was() {
    for body in
        ["He said so\tand left\n\tThere they were\n", "a | b\nc | d\n", "1\t2\t3\n4\t5\t6\n", "|||\n||\n|"]
    {
        assert_eq!(said(body), [], "{body}");
    }
    // A cell that says itself what it counts is believed.
    let body = "Place\tReport\nNorth\tWe met 40 people there.\n";
    assert_eq!(said(body), wanted(&[(40.0, "people", "people")]));
    let body = "Place\tReport\nNorth\tThe slate roof cost £300.\n";
    assert_eq!(said(body), wanted(&[(300.0, "GBP", "roof cost")]));
}

#[test]
fn a_table_of_the_next_year_is_brought_together_cell_by_cell() {
    let next = TABBED.replace("12,340", "10,340").replace("£45,000", "£40,000").replace("9,870", "9,970");
    let reported: Vec<Reported> = [("2019", TABBED), ("2020", next.as_str())]
        .map(|(date, body)| Reported {
            date: Some(date.to_owned()),
            figures: read(&Text::new(body)),
            unread: None,
        })
        .into();
    let found = topics(&reported, &[], &Unwatched).unwrap().list;
    let mut told: Vec<(&str, Verdict)> =
        found.iter().map(|topic| (topic.name.as_str(), topic.verdict)).collect();
    told.sort_unstable();
    let wanted = [
        ("North Income", Verdict::Falls),
        ("North Visitors", Verdict::Falls),
        ("South Income", Verdict::Agrees),
        ("South Visitors", Verdict::Grows),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn cells_that_changed_side_by_side_stand_each_against_its_own() {
    let table = |elm: &str| {
        format!(
            "The schools of the town\n\n| School | Pupils | Teachers |\n| --- | --- | --- |\n{elm}| Oak | 300 | 18 |\n"
        )
    };
    let texts = ["| Elm | 412 | 23 |\n", "| Elm | 398 | 25 |\n"].map(|elm| Text::new(table(elm)));
    let reported: Vec<Reported> =
        texts.iter().map(|text| Reported { figures: read(text), ..Reported::default() }).collect();
    let shared = Index::of(&texts).shared(&Unwatched);
    let aligned = Alignments::default().of(&texts, &reported, &shared, &Unwatched).unwrap();
    assert!(!aligned.is_empty());
    let found = topics(&reported, &aligned, &Unwatched).unwrap().list;
    let values = |topic: &Topic| {
        topic.figures.iter().map(|at| reported[at.document].figures[at.figure].value).collect::<Vec<_>>()
    };
    assert!(found.iter().all(|topic| topic.figures.len() == 2), "{found:?}");
    assert!(found.iter().any(|topic| values(topic) == [23.0, 25.0]), "{found:?}");
}

#[test]
fn pounds_shillings_and_pence_are_one_sum() {
    for (body, value) in [
        ("He paid three pounds ten shillings for the cow.", 3.5),
        ("He paid three pounds, ten shillings and sixpence for the cow.", 3.525),
        ("He paid ten shillings and six pence for the cow.", 0.525),
        ("He paid £3 10s. for the cow.", 3.5),
        ("He paid £3/10/6 for the cow.", 3.525),
        ("He paid £3/10/- for the cow.", 3.5),
    ] {
        let found = read(&Text::new(body));
        let sums: Vec<(f64, &str)> =
            found.iter().map(|it| ((it.value * 1e6).round() / 1e6, it.unit.as_str())).collect();
        assert_eq!(sums, [(value, "GBP")], "{body}");
    }
    assert_eq!(said("He paid ten pounds and ten shillings more.").len(), 1);
    assert_eq!(said("She has two pounds, and two shillings are lost.").len(), 2);
}
