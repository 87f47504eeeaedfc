//! Dates at the heads of the entries of a diary or log, which say the year once and then leave it out: `Tuesday 4th`, `20 Feb`
//! after `Sunday, 2nd January 1916`. Part of the rule of [`super::dates`].
//!
//! Only what a paragraph opens with is read so: what is spoken of within an entry may have been long before.

use super::board::Board;
use super::calendar::{Day, Partial};
use super::calendar_dates::{calendar_date, days_of_month, weekday};
use super::dates::NAME;
use super::tokens::Page;
use crate::entities::{Kind, Source};

/// Fewer entries are no diary.
const FEWEST: usize = 3;

/// A month that goes back is one of the next year when no more than so many days lie between: March after November. February
/// after March is rather told late.
const LONGEST_GAP: i64 = 200;

/// A date at the head of an entry.
struct Entry {
    /// The find.
    number: usize,
    weekday: Option<u8>,
    partial: Partial,
}

/// Gives the dates at the heads of entries the year, and the month, of the entry before.
pub fn entries(board: &mut Board<'_, '_>) {
    let entries = read(board);
    if entries.len() < FEWEST {
        return;
    }
    let mut last: Option<Day> = None;
    for entry in &entries {
        let told = match (last, entry.partial) {
            (_, Partial { year: Some(year), month: Some(month), day }) => {
                // `January 1916` at the head of a month.
                last = Day::new(year, month, day.unwrap_or(1)).or(last);
                None
            }
            (Some(last), Partial { year: None, month, day: Some(day) }) => {
                next(last, month, day, entry.weekday)
            }
            _ => None,
        };
        if let Some(told) = told {
            last = Some(told);
            if let Some(find) = board.find_mut(entry.number) {
                find.value = Some(told.iso().into());
            }
        }
    }
}

/// The dates that paragraphs open with.
fn read(board: &Board<'_, '_>) -> Vec<Entry> {
    let page = board.page;
    (0..board.numbers())
        .filter_map(|number| {
            let find = board.find(number)?;
            let is_head = find.kind == Kind::Date
                && page.get(find.from).opens
                && matches!(find.source, Source::Rule(rule) if rule == NAME);
            let partial = if is_head { partial(page, find.from, find.to)? } else { return None };
            Some(Entry { number, weekday: weekday(page, find.from), partial })
        })
        .collect()
}

/// What is said of the date on these tokens.
fn partial(page: &Page<'_>, from: usize, to: usize) -> Option<Partial> {
    let when = calendar_date(page, from, None).filter(|when| when.to == to)?;
    // `Tuesday 4th` has a day and nothing else.
    let day = || {
        let (day, last) = (from + 1..to).find_map(|at| days_of_month(page, at))?;
        let day = Some(day).filter(|_| last.is_none() && weekday(page, from).is_some());
        day.map(|day| Partial { day: Some(day), ..Partial::default() })
    };
    when.partial.or_else(day)
}

/// The day that an entry after `last` has, if its weekday fits.
fn next(last: Day, month: Option<u8>, day: u8, weekday: Option<u8>) -> Option<Day> {
    let fits = |told: &Day| weekday.is_none_or(|weekday| told.weekday() == weekday);
    let Some(month) = month else {
        // In this month or the next, and not before.
        let months = (0..2).map(|later| last.month_plus(later));
        let mut days = months.filter_map(|(year, month)| Day::new(year, month, day));
        return days.find(|told| *told >= last && fits(told));
    };
    let goes_back = month < last.month;
    let told = Day::new(last.year + i32::from(goes_back), month, day).filter(fits)?;
    (!goes_back || told.number() - last.number() <= LONGEST_GAP).then_some(told)
}

#[cfg(test)]
mod tests {
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::dates;

    fn values(text: &str) -> Vec<String> {
        found(text, |board| dates(board, None)).into_iter().map(|(_, _, value)| value).collect()
    }

    #[test]
    fn a_diary_says_its_year_once() {
        let text = "Sunday, 2nd January 1916. To church.\n\nTuesday 4th. A letter.\n\nFri. 7 Jan. Rose early.\n\n\
                    20 Feb. Zeppelins.\n\n3 March. Tom is wounded, as he was on 4 June.\n\nDec. 30. Snow.\n\n1 Jan. Cold.\n\n\
                    Tuesday 2nd. Colder.";
        assert_eq!(
            values(text),
            [
                "1916-01-02",
                "1916-01-04",
                "1916-01-07",
                "1916-02-20",
                "1916-03-03",
                "--06-04",
                "1916-12-30",
                "1917-01-01",
                "1917-01-02"
            ]
        );
        let log = "Monday 3rd Novr 1851. Gales.\n\nTuesday 4th. Lost a man.\n\nSunday 16th. Land.\n\n\
                   Dec. 1st. Crossed the Line.\n\nJan. 6th. Home.\n\nThursday 8th. Paid off.\n\nMonday 2nd. Idle.";
        assert_eq!(
            values(log),
            [
                "1851-11-03",
                "1851-11-04",
                "1851-11-16",
                "1851-12-01",
                "1852-01-06",
                "1852-01-08",
                "1852-02-02"
            ]
        );
    }

    #[test]
    fn what_does_not_fit_keeps_no_year() {
        // The 4th was a Tuesday.
        let text = "Sunday, 2nd January 1916. One.\n\nMonday 4th. Two.\n\nWednesday 5th. Three.";
        assert_eq!(values(text), ["1916-01-02", "", "1916-01-05"]);
        // Two dates are no diary, and without a year there is none to take.
        assert_eq!(values("Sunday, 2nd January 1916. One.\n\n4 March. Two."), ["1916-01-02", "--03-04"]);
        assert_eq!(
            values("2 March. One.\n\n4 March. Two.\n\n6 March. Three."),
            ["--03-02", "--03-04", "--03-06"]
        );
        assert_eq!(
            values("3 March 1916. One.\n\n20 Feb. Two.\n\n5 March. Three."),
            ["1916-03-03", "--02-20", "1916-03-05"]
        );
        let told = "They met on 2 January 1916.\n\nHe came on 4 March.\n\nShe came on 5 March.";
        assert_eq!(values(told), ["1916-01-02", "--03-04", "--03-05"]);
    }
}
