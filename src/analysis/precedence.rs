//! Which of the documents that share something came first: by their dates, and by nothing else.
//!
//! A date says who was earlier, not who took from whom. Two dates that may be the same day (`2019` and `May 2019`) leave
//! open who was first, and so does a document without one. Each document is linked with one other: the earlier one it
//! shares most with, or, where no order is known, the one it shares most with at all.

use std::cmp::Reverse;

use super::timeline::{Dated, Precision, read};
use crate::corpus::date;
use crate::text::Span;

/// A document that shares something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Its title.
    pub title: String,
    /// Its date as ISO 8601 writes it, whole or in part; nothing where none is known.
    pub date: String,
}

impl Sharing {
    /// What is not known of the date, in a word or two: `day not known` where it is a month. `None` for a day, and where there is
    /// no date at all.
    pub fn not_known(&self) -> Option<&'static str> {
        let (_, _, precision) = read(&self.date).or_else(|| read(&date::normalised(&self.date)?))?;
        Some(match precision {
            Precision::Day => return None,
            Precision::Month => "day not known",
            Precision::Year => "only the year is known",
            Precision::Decade => "year not known",
            Precision::Period => "some time in between",
        })
    }

    /// The date as it is written in a figure, and what is not known of it; nothing where none is known.
    pub fn dated(&self) -> String {
        match self.not_known() {
            Some(not_known) => format!("{} ({not_known})", self.written()),
            None => self.written(),
        }
    }

    /// The date as it is written in a figure: `28 Nov 2019`, `2019`; as it stands where it is no date.
    pub fn written(&self) -> String {
        read(&self.date).map_or_else(
            || self.date.clone(),
            |(first, last, precision)| {
                Dated { document: 0, span: Span::default(), first, last, precision }.written()
            },
        )
    }
}

/// What two documents have in common; they are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common {
    /// One of them.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How many words are the same.
    pub words: usize,
    /// True when that is only about right, since the two were not compared with each other.
    pub is_about: bool,
}

/// How the dates of two documents stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first is the earlier.
    Before,
    /// The first is the later.
    After,
    /// The dates may be the same, or one is not known.
    Unknown,
}

/// From a document to a later one that shares something with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The earlier, as a row.
    pub from: usize,
    /// The later, as a row.
    pub to: usize,
    /// How many words they have in common.
    pub words: usize,
    /// True when that is only about right.
    pub is_about: bool,
    /// False where it is not known which of the two was first.
    pub is_ordered: bool,
}

/// Documents in the order of their dates, with what leads from one to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Precedence {
    /// The documents given, by their indices: the earliest first, those without a date last.
    pub rows: Vec<usize>,
    /// One for each row at most, by the later row.
    pub links: Vec<Link>,
    /// All that documents have in common, as links between rows, those with the most words first.
    pub all: Vec<Link>,
}

/// The first and the last day that a date may be.
fn days(date: &str) -> Option<(i64, i64)> {
    let (first, last, _) = read(date).or_else(|| read(&date::normalised(date)?))?;
    Some((first, last))
}

/// Which of some dates is surely later than none of the others: the one that is over first. Where none is a date, the first.
pub fn earliest<'a, T>(dated: impl IntoIterator<Item = (T, &'a str)>) -> Option<T> {
    let over = |date: &str| days(date).map(|(_, last)| last);
    let dated = dated.into_iter().map(|(what, date)| (what, over(date)));
    dated.min_by_key(|(_, over)| (over.is_none(), *over)).map(|(what, _)| what)
}

fn order(one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> Order {
    match (one, other) {
        (Some((_, last)), Some((first, _))) if last < first => Order::Before,
        (Some((first, _)), Some((_, last))) if last < first => Order::After,
        _ => Order::Unknown,
    }
}

impl Precedence {
    /// Orders documents that have words in common.
    pub fn of(documents: &[Sharing], common: &[Common]) -> Self {
        let days: Vec<Option<(i64, i64)>> = documents.iter().map(|document| days(&document.date)).collect();
        let mut rows: Vec<usize> = (0..documents.len()).collect();
        rows.sort_by_cached_key(|at| {
            (days[*at].is_none(), days[*at], documents[*at].title.to_lowercase(), *at)
        });
        let mut row_of = vec![0; documents.len()];
        for (row, document) in rows.iter().enumerate() {
            row_of[*document] = row;
        }
        let mut all: Vec<Link> = common
            .iter()
            .filter(|common| common.a != common.b && common.a.max(common.b) < documents.len())
            .map(|common| {
                let (a, b) = (row_of[common.a], row_of[common.b]);
                let order = order(days[common.a], days[common.b]);
                let (from, to) = match order {
                    Order::Before => (a, b),
                    Order::After => (b, a),
                    Order::Unknown => (a.min(b), a.max(b)),
                };
                let is_ordered = order != Order::Unknown;
                Link { from, to, words: common.words, is_about: common.is_about, is_ordered }
            })
            .collect();
        all.sort_by_key(|link| (Reverse(link.words), link.to, link.from));
        // The first that is met is the one with the most words; one whose order is known goes before any other.
        let mut best: Vec<Option<Link>> = vec![None; rows.len()];
        for is_ordered in [true, false] {
            for link in all.iter().filter(|link| link.is_ordered == is_ordered) {
                best[link.to].get_or_insert(*link);
            }
        }
        Self { rows, links: best.into_iter().flatten().collect(), all }
    }

    /// The link that leads to a row.
    pub fn link_to(&self, row: usize) -> Option<&Link> {
        let at = self.links.binary_search_by_key(&row, |link| link.to).ok()?;
        self.links.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(dates: &[&str], common: &[(usize, usize, usize)]) -> Precedence {
        let documents: Vec<Sharing> = dates
            .iter()
            .enumerate()
            .map(|(number, date)| Sharing { title: format!("D{number}"), date: (*date).to_owned() })
            .collect();
        let common: Vec<Common> = common
            .iter()
            .map(|(a, b, words)| Common { a: *a, b: *b, words: *words, is_about: false })
            .collect();
        Precedence::of(&documents, &common)
    }

    #[test]
    fn each_document_is_linked_with_the_earlier_one_it_shares_most_with() {
        let made =
            made(&["2020-09-09", "2020-09-08", "", "2019"], &[(0, 1, 30), (0, 3, 80), (2, 0, 9), (1, 3, 5)]);
        assert_eq!(made.rows, [3, 1, 0, 2], "by date, those without one last");
        let links: Vec<_> = made.links.iter().map(|it| (it.from, it.to, it.words, it.is_ordered)).collect();
        assert_eq!(links, [(0, 1, 5, true), (0, 2, 80, true), (2, 3, 9, false)]);
        assert_eq!(made.all.iter().map(|link| link.words).collect::<Vec<_>>(), [80, 30, 9, 5]);
        assert_eq!(made.link_to(0), None);
    }

    #[test]
    fn dates_that_may_be_the_same_leave_open_who_was_first() {
        for (one, other, known) in [
            ("2019", "2019-05-01", false),
            ("2019-05", "2019-05-31", false),
            ("2019", "2020-01-01", true),
            ("2019-05-01", "2019-05-01", false),
            ("spring", "2019-05-01", false),
            ("2019-04-30", "2019-05", true),
            ("2019-04-30", "1 May 2019", true),
            ("1.5.2019", "2019-05-01", false),
        ] {
            let made = made(&[one, other], &[(0, 1, 7)]);
            assert_eq!(made.links[0].is_ordered, known, "{one} {other}");
        }
    }

    #[test]
    fn what_is_not_known_of_a_date_is_said() {
        for (date, said) in [
            ("2019-05-01", "1 May 2019"),
            ("2019-05", "May 2019 (day not known)"),
            ("2019", "2019 (only the year is known)"),
            ("May 2019", "May 2019 (day not known)"),
            ("199X", "1990s (year not known)"),
            ("2019-05/2019-07", "May 2019 – Jul 2019 (some time in between)"),
            ("spring", "spring"),
            ("", ""),
        ] {
            let sharing = Sharing { title: String::new(), date: date.to_owned() };
            assert_eq!(sharing.dated(), said);
        }
    }

    #[test]
    fn the_earliest_is_the_one_that_none_is_surely_before() {
        let earliest = |dates: &[&'static str]| earliest(dates.iter().map(|date| (*date, *date)));
        assert_eq!(earliest(&["", "2020", "2019-05", "2019-04-30", "2019"]), Some("2019-04-30"));
        assert_eq!(earliest(&["2020-01-01", "2019"]), Some("2019"));
        assert_eq!((earliest(&["", "spring"]), earliest(&[])), (Some(""), None));
    }

    #[test]
    fn what_is_not_there_or_within_one_document_makes_no_link() {
        assert_eq!(made(&[], &[(0, 1, 3)]), Precedence::default());
        assert!(made(&["2019", "2020"], &[(0, 0, 3), (0, 9, 3)]).all.is_empty());
    }
}
