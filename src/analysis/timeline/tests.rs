//! Dates read, put on the line and counted.

use proptest::prelude::*;

use super::*;

fn day(iso: &str) -> i64 {
    Day::parse(iso).unwrap().number()
}

fn timeline(values: &[&str]) -> Timeline {
    let mentions = values.iter().enumerate().map(|(at, value)| DateMention {
        document: 0,
        span: Span::new(10 * at, 10 * at + 5),
        value: (!value.is_empty()).then_some(*value),
    });
    Timeline::of(mentions, &|| false).unwrap()
}

#[track_caller]
fn reads(value: &str, first: &str, last: &str, precision: Precision, written: &str) {
    let timeline = timeline(&[value]);
    let date = timeline.dates()[0];
    assert_eq!((date.first, date.last, date.precision), (day(first), day(last), precision), "{value}");
    assert_eq!(date.written(), written);
}

#[test]
fn dates_are_as_exact_as_they_are_written() {
    reads("2019-11-28", "2019-11-28", "2019-11-28", Precision::Day, "28 Nov 2019");
    reads("2019-11-28T11:30", "2019-11-28", "2019-11-28", Precision::Day, "28 Nov 2019");
    reads("2020-02", "2020-02-01", "2020-02-29", Precision::Month, "Feb 2020");
    reads("2019-12", "2019-12-01", "2019-12-31", Precision::Month, "Dec 2019");
    reads("1858", "1858-01-01", "1858-12-31", Precision::Year, "1858");
    reads("199X", "1990-01-01", "1999-12-31", Precision::Decade, "1990s");
    reads("2016/2020", "2016-01-01", "2020-12-31", Precision::Period, "2016 – 2020");
    reads("2019-07/2019-09", "2019-07-01", "2019-09-30", Precision::Period, "Jul 2019 – Sep 2019");
    reads(
        "2018-06-12/2018-06-14",
        "2018-06-12",
        "2018-06-14",
        Precision::Period,
        "12 Jun 2018 – 14 Jun 2018",
    );
}

#[test]
fn what_has_no_place_on_the_line_is_counted() {
    let none = [
        "",
        "P12M",
        "PT48H",
        "T11:30",
        "--03-14",
        "--04",
        "2019-13",
        "2019-02-30",
        "2020/2016",
        "20XX",
        "now",
    ];
    let timeline = timeline(&none);
    assert_eq!((timeline.dates().len(), timeline.undated()), (0, none.len()));
    assert_eq!(timeline.core(), None);
}

#[test]
fn dates_stand_in_order_and_counting_stops_when_told_to() {
    let timeline = timeline(&["2020", "2019-05-01", "2019", "2019-05"]);
    let written: Vec<String> = timeline.dates().iter().map(Dated::written).collect();
    assert_eq!(written, ["2019", "1 May 2019", "May 2019", "2020"]);
    assert_eq!(timeline.extent(), Some((day("2019-01-01"), day("2020-12-31"))));
    let mention = DateMention { document: 0, span: Span::new(0, 1), value: Some("2019") };
    assert_eq!(Timeline::of(std::iter::once(mention), &|| true), None);
}

#[test]
fn one_old_date_does_not_hide_the_rest() {
    let mut values = vec!["2019-01-10", "2019-06-01", "2020-03", "2020-12-31", "2019"];
    values = values.repeat(8);
    values.push("1066");
    let timeline = timeline(&values);
    assert_eq!(timeline.core(), Some((day("2019-01-01"), day("2020-12-31"))));
    assert_eq!(timeline.extent().unwrap().0, day("1066-01-01"));
    let even = self::timeline(&["1900", "1950", "2000"]);
    assert_eq!(even.core(), even.extent());
}

#[test]
fn an_inexact_date_is_spread_over_its_days() {
    let timeline = timeline(&["2019-03-05", "2019-03", "2019", "2019-02-27/2019-03-02"]);
    let months = bins(timeline.dates(), (day("2019-01-15"), day("2019-12-15")), Step::Month, |_| true);
    assert_eq!(months.len(), 12);
    assert_eq!(months[2].exact, 2, "the day and the month");
    assert!((months[1].spread - (28.0 / 365.0 + 0.5)).abs() < 1e-4, "{}", months[1].spread);
    let years = bins(timeline.dates(), (day("2019-01-15"), day("2019-12-15")), Step::Years(1), |_| true);
    assert_eq!((years.len(), years[0].exact), (1, 4));
    assert!(years[0].spread.abs() < f32::EPSILON);
}

#[test]
fn a_step_fits_the_length_shown() {
    assert_eq!(Step::fitting(60.0, 90.0), Step::Day);
    assert_eq!(Step::fitting(365.0, 60.0), Step::Week);
    assert_eq!(Step::fitting(3650.0, 130.0), Step::Month);
    assert_eq!(Step::fitting(365_000.0, 110.0), Step::Years(10));
    assert_eq!(Step::Week.begin(day("2019-11-28")), day("2019-11-25"));
    assert_eq!(Step::Quarter.begin(day("2019-11-28")), day("2019-10-01"));
    assert_eq!(Step::Years(10).begin(day("2019-11-28")), day("2010-01-01"));
    assert_eq!(Step::Years(10).next(day("2010-01-01")), day("2020-01-01"));
}

proptest! {
    #[test]
    fn steps_follow_each_other_without_gap(year in 1000i32..2200, month in 1u8..13, at in 0usize..14) {
        let step = Step::ALL[at];
        let day = Day::new(year, month, 17).unwrap().number();
        let begin = step.begin(day);
        let next = step.next(begin);
        prop_assert!(begin <= day && day < next);
        prop_assert_eq!(step.begin(begin), begin);
        prop_assert_eq!(step.begin(next), next);
        prop_assert_eq!(step.begin(next - 1), begin);
    }

    #[test]
    fn every_date_counts_once(
        dates in prop::collection::vec((0i64..4000, prop::sample::select(vec![0i64, 0, 30, 364, 3652])), 0..40),
        at in 0usize..8,
    ) {
        let (low, high) = (day("2000-01-01"), day("2030-01-01"));
        let mut dates: Vec<Dated> = dates
            .into_iter()
            .map(|(first, more)| Dated {
                document: 0,
                span: Span::new(0, 4),
                first: low + first,
                last: low + first + more,
                precision: Precision::Period,
            })
            .collect();
        dates.sort_by_key(|date| date.first);
        let bins = bins(&dates, (low, high), Step::ALL[at], |_| true);
        let sum: f32 = bins.iter().map(|bin| bin.exact as f32 + bin.spread).sum();
        prop_assert!((sum - dates.len() as f32).abs() < 0.01, "{sum} of {}", dates.len());
    }
}
