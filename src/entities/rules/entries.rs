//! Dates at the heads of the entries of a diary or log, which say the year once and then leave it out: `Tuesday 4th`, `20 Feb`
//! after `Sunday, 2nd January 1916`; and dates within an entry that are told from its day: `yesterday`, `on the 14th`. Part of the
//! rule of [`super::dates`].
//!
//! A month without a year within an entry is left alone: what is spoken of there may have been long before.

use super::board::{Board, Find};
use super::calendar::{Day, Partial};
use super::calendar_dates::{calendar_date, days_of_month, weekday};
use super::dates::{NAME, date_at};
use super::short_dates::{day_alone, of_this_month};
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

/// Gives the dates at the heads of entries the year, and the month, of the entry before, and those within what its head says.
pub fn entries(board: &mut Board<'_, '_>) {
    let entries = read(board);
    if entries.len() < FEWEST {
        return;
    }
    let mut last: Option<Day> = None;
    // Where each entry begins, and its day if it has one.
    let mut days: Vec<(usize, Option<Day>)> = Vec::with_capacity(entries.len());
    for entry in &entries {
        let told = match (last, entry.partial) {
            (_, Partial { year: Some(year), month: Some(month), day }) => {
                // `January 1916` at the head of a month.
                let told = Day::new(year, month, day.unwrap_or(1));
                last = told.or(last);
                told.filter(|_| day.is_some())
            }
            (Some(last), Partial { year: None, month, day: Some(day) }) => {
                next(last, month, day, entry.weekday)
            }
            _ => None,
        };
        last = told.or(last);
        if let Some(find) = board.find_mut(entry.number) {
            days.push((find.from, told));
            find.value = told.map_or(find.value.take(), |told| Some(told.iso().into()));
        }
    }
    within(board, &days);
}

/// Gives what is told from the day of an entry its date.
fn within(board: &mut Board<'_, '_>, days: &[(usize, Option<Day>)]) {
    for number in 0..board.numbers() {
        let Some(find) = board.find(number).filter(|find| is_date(find)) else { continue };
        let (from, to) = (find.from, find.to);
        let entry = days[..days.partition_point(|(head, _)| *head < from)].last();
        let is_head = days.binary_search_by_key(&from, |(head, _)| *head).is_ok();
        let Some(day) = entry.filter(|_| !is_head).and_then(|(_, day)| *day) else { continue };
        if let Some(value) = told_from(board, from, to, day)
            && let Some(find) = board.find_mut(number)
        {
            find.value = Some(value.into());
        }
    }
}

/// What the words from `from` to `to` say in an entry of this day; `None` where they say the same on any day.
fn told_from(board: &Board<'_, '_>, from: usize, to: usize, day: Day) -> Option<String> {
    let page = board.page;
    let read = |today: Option<Day>| date_at(board, from, today).filter(|when| when.to == to);
    if read(None)?.value.is_some() {
        return None;
    }
    let told = read(Some(day)).and_then(|when| when.value);
    told.or_else(|| day_of_a_month(page, from, to, day).map(Day::iso))
}

/// `the 14th`, `Friday 14th`, `3rd inst.`, `28th ult.`: a day of the month of an entry, or of the one that a word tells.
fn day_of_a_month(page: &Page<'_>, from: usize, to: usize, entry: Day) -> Option<Day> {
    let in_month = |months: i32, day: u8| {
        let (year, month) = entry.month_plus(months);
        Day::new(year, month, day)
    };
    let only = |at: usize| days_of_month(page, at).filter(|(_, last)| last.is_none()).map(|(day, _)| day);
    if of_this_month(page, from).is_some() {
        let months = match page.low(from + 1) {
            "ult" | "ultimo" => -1,
            "prox" | "proximo" => 1,
            _ => 0,
        };
        return in_month(months, only(from)?);
    }
    if let Some(weekday) = weekday(page, from) {
        let day = (from + 1..to).find_map(only)?;
        let mut days = [0, -1, 1].into_iter().filter_map(|months| in_month(months, day));
        return days.find(|told| told.weekday() == weekday);
    }
    day_alone(page, from)?;
    let day = only(from)?;
    // A letter of a day that is still to come was written the month before.
    let is_past = page.low(from.wrapping_sub(2)) == "of";
    in_month(if is_past && day > entry.day { -1 } else { 0 }, day)
}

/// True for what the rule of dates has found.
fn is_date(find: &Find) -> bool {
    find.kind == Kind::Date && matches!(find.source, Source::Rule(rule) if rule == NAME)
}

/// The dates that paragraphs open with.
fn read(board: &Board<'_, '_>) -> Vec<Entry> {
    let page = board.page;
    (0..board.numbers())
        .filter_map(|number| {
            let find = board.find(number)?;
            let is_head = is_date(find) && page.get(find.from).opens;
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
    fn a_day_that_there_is_not_is_not_that_of_the_entry_before() {
        let told = values(
            "5 May 1916. Rain.\n\n31 June 1916. Sun.\n\n7 May 1916. Wind.\n\n8 May. He left the next morning.",
        );
        assert_eq!(told.iter().filter(|value| *value == "1916-05-05").count(), 1, "{told:?}");
        assert!(told.contains(&"1916-05-09".to_owned()), "{told:?}");
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
    fn what_is_told_within_an_entry_is_told_from_its_day() {
        let text = "Wednesday, 12th January 1916. Saw Tom yesterday. He goes on the 14th, and next Tuesday to Ypres.\n\n\
                    Thursday 13th. Last night it froze. Your letter of the 28th came, and yours of the 3rd inst. too.\n\n\
                    2 Feb. We leave on Friday 4th, or on Monday 31st we did; I was born in June, for a week, on 4 May.";
        assert_eq!(
            values(text),
            [
                "1916-01-12",
                "1916-01-11",
                "1916-01-14",
                "1916-01-18",
                "1916-01-13",
                "1916-01-12",
                "1915-12-28",
                "1916-01-03",
                "1916-02-02",
                "1916-02-04",
                "1916-01-31",
                "--06",
                "P1W",
                "--05-04",
            ]
        );
        // Two dates are no diary.
        let text = "12 January 1916. Saw Tom yesterday.\n\n13 January 1916. He goes on the 14th.";
        assert_eq!(values(text), ["1916-01-12", "", "1916-01-13", ""]);
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
