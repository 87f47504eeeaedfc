//! Dates as they are written: `Tuesday 6th June`, `31 October 1858`, `between 2016 and 2020`, `the late 1990s`, `Q3`.
//!
//! Dates of the calendar are read by [`super::calendar_dates`], years by themselves by [`super::years`], dates that only say how
//! far they are from another (`yesterday`) by [`super::relative`], times of day and durations by [`super::spans_of_time`]; here
//! all are put together, and ranges made of them; what the entries of a diary leave out is told by [`super::entries`].

use super::board::Board;
use super::calendar::{Day, Partial};
use super::calendar_dates::{NAMES, calendar_date, weekday};
use super::entries::entries;
use super::lexicon::Traits;
use super::periods::{
    decade, decade_in_letters, feast, is_coded_quarter, is_named_day, nth_of, period_ended, quarter, season,
};
use super::short_dates::{day_alone, of_this_month, said_year, short_year};
use super::spans_of_time::part_of_an_hour;
use super::spelt_dates::{day_in_letters, in_letters, part_of_day, year_in_letters};
use super::tokens::{Page, Shape};
use super::years::{year, year_of_an_era, year_told};
use super::{relative, spans_of_time};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "dates";

/// A date found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// One past its last token.
    pub to: usize,
    /// What is known of it, when it can be an end of a range.
    pub partial: Option<Partial>,
    /// Its value.
    pub value: Option<String>,
}

impl When {
    /// A date with what is known of it.
    pub fn dated(to: usize, partial: Partial) -> Self {
        Self { to, partial: Some(partial), value: partial.iso() }
    }

    /// A date that is no end of a range.
    pub fn plain(to: usize, value: Option<String>) -> Self {
        Self { to, partial: None, value }
    }
}

/// Claims the dates; `today` is the date of the document, by which relative ones are told.
pub fn dates(board: &mut Board<'_, '_>, today: Option<Day>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let found = if board.is_free(at) { date_at(board, at, today) } else { None };
        match found {
            Some(when) if board.claim_valued(at, when.to, Kind::Date, NAME, when.value.as_deref()) => {
                at = when.to;
            }
            _ => at += 1,
        }
    }
    entries(board);
}

/// The date that begins at `at`, a range if it is one.
pub fn date_at(board: &Board<'_, '_>, at: usize, today: Option<Day>) -> Option<When> {
    let page = board.page;
    // Nearly every word begins no date.
    let token = page.get(at);
    let begins = token.shape == Shape::Number
        || token.traits.any(Traits::MONTH | Traits::WEEKDAY | Traits::NUMBER_WORD)
        || relative::begins(page.low(at))
        || matches!(
            page.low(at),
            "early"
                | "late"
                | "mid"
                | "end"
                | "start"
                | "beginning"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "fall"
                | "fiscal"
                | "fy"
                | "christmas"
                | "easter"
                | "noon"
                | "midnight"
                | "new"
                | "diwali"
                | "ramadan"
                | "eid"
                | "thanksgiving"
                | "hanukkah"
                | "passover"
                | "whitsun"
                | "michaelmas"
                | "lent"
                | "several"
                | "many"
                | "first"
                | "second"
                | "third"
                | "fourth"
                | "half"
                | "financial"
                | "a"
                | "an"
                | "few"
                | "couple"
                | "circa"
                | "turn"
                | "quarter"
                | "halloween"
                | "pentecost"
                | "lammas"
                | "candlemas"
                | "holi"
                | "midsummer"
                | "whitsuntide"
                | "martinmas"
                | "epiphany"
                | "shrovetide"
                | "hilary"
                | "trinity"
                | "year"
                | "that"
                | "night"
                | "morning"
                | "afternoon"
                | "evening"
                | "whit"
                | "small"
                | "three-quarters"
                | "hogmanay"
                | "weekend"
        )
        || is_named_day(page, at)
        || day_in_letters(page.low(at)).is_some()
        || decade_in_letters(page, at).is_some()
        || short_year(page, at).is_some()
        || (token.shape != Shape::Lower
            && (page.low(at + 1) == "day"
                || page.low(at).starts_with("mid-")
                || is_coded_quarter(page.low(at))
                || page.low(at).starts_with("fy")
                || matches!(
                    page.low(at),
                    "st" | "may" | "bank" | "hogmanay" | "ad" | "a.d." | "a.d" | "half-past"
                ))
            || token.shape == Shape::Lower && page.low(at).contains('-'));
    if !begins {
        return None;
    }
    let first = part_of_day(page, at, today).or_else(|| one(board, at, today))?;
    Some(range(board, at, &first, today).unwrap_or(first))
}

/// Two dates that are the ends of one period.
fn range(board: &Board<'_, '_>, at: usize, first: &When, today: Option<Day>) -> Option<When> {
    let page = board.page;
    let start = first.partial?;
    let joint = first.to;
    if !page.follows(joint) {
        return None;
    }
    let between = at.checked_sub(1).is_some_and(|before| page.low(before) == "between");
    let joins = match page.low(joint) {
        "to" | "until" | "till" | "through" | "-" | "–" | "—" => true,
        "and" => between,
        "/" => page.glued(joint),
        _ => false,
    };
    if !joins {
        return None;
    }
    let mut next = joint + 1;
    if page.low(next) == "the" {
        next += 1;
    }
    // Both ends are dates of a calendar; a bare year is one only after another year or month.
    let second = one(board, next, today).or_else(|| {
        year(page, next).map(|year| When::dated(next + 1, Partial { year: Some(year), ..Partial::default() }))
    })?;
    let end = second.partial?;
    let value = match (start.completed(end).iso(), end.iso()) {
        (Some(start), Some(end)) => Some(format!("{start}/{end}")),
        _ => None,
    };
    Some(When::plain(second.to, value))
}

/// One date, no range.
fn one(board: &Board<'_, '_>, at: usize, today: Option<Day>) -> Option<When> {
    let page = board.page;
    part_of(board, at, today)
        .or_else(|| beside_feast(page, at))
        .or_else(|| in_letters(page, at))
        .or_else(|| nth_of(page, at))
        .or_else(|| decade_in_letters(page, at))
        .or_else(|| year_in_letters(page, at))
        .or_else(|| short_year(page, at))
        .or_else(|| said_year(page, at))
        .or_else(|| year_of_an_era(page, at))
        .or_else(|| part_of_an_hour(page, at))
        .or_else(|| relative::relative(page, at, today))
        .or_else(|| calendar_date(page, at, today))
        .or_else(|| of_this_month(page, at))
        .or_else(|| day_alone(page, at))
        .or_else(|| period_ended(page, at, today))
        .or_else(|| spans_of_time::clock(page, at))
        .or_else(|| quarter(page, at))
        .or_else(|| spans_of_time::ago(page, at, today))
        .or_else(|| spans_of_time::duration(page, at))
        .or_else(|| decade(page, at))
        .or_else(|| feast(page, at))
        .or_else(|| season(page, at))
        .or_else(|| year_told(board, at))
}

/// `Monday after Easter`: a day told by a feast.
fn beside_feast(page: &Page<'_>, at: usize) -> Option<When> {
    let joint = at + 1;
    if weekday(page, at).is_none() || !matches!(page.low(joint), "after" | "before") || !page.follows(joint) {
        return None;
    }
    let feast = feast(page, joint + 1).filter(|_| page.follows(joint + 1))?;
    Some(When::plain(feast.to, None))
}

/// `early 2019`, `the end of 2023`, `mid-April`.
fn part_of(board: &Board<'_, '_>, at: usize, today: Option<Day>) -> Option<When> {
    let page = board.page;
    let next = match page.low(at) {
        "early" | "late" | "mid" => at + 1 + usize::from(page.sign(at + 1, '-')),
        "end" | "start" | "beginning" | "turn" => match page.low(at + 1) {
            "of" if page.low(at + 2) == "the" => at + 3,
            "of" => at + 2,
            // `for a month beginning Monday`
            _ if page.low(at) == "beginning" => return None,
            _ => at + 1,
        },
        word => {
            let rest = word
                .strip_prefix("mid-")
                .or_else(|| word.strip_prefix("early-"))
                .or_else(|| word.strip_prefix("late-"))?;
            let month = NAMES.get(rest).copied().filter(|_| rest.len() > 2 && !rest.ends_with("day"));
            let year_of = |at: usize| year(page, at).filter(|_| page.follows(at));
            if let Some(month) = month {
                let year = year_of(at + 1);
                let to = if year.is_some() { at + 2 } else { at + 1 };
                return Some(When::dated(to, Partial { year, month: Some(month), day: None }));
            }
            let digits = rest.strip_suffix('s').unwrap_or(rest);
            let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
            return Some(When::dated(at + 1, Partial { year: Some(year), ..Partial::default() }));
        }
    };
    if next >= page.len() || !page.follows(next) {
        return None;
    }
    let mut when = calendar_date(page, next, today)
        .or_else(|| decade(page, next))
        .or_else(|| decade_in_letters(page, next))
        .or_else(|| {
            year(page, next)
                .map(|year| When::dated(next + 1, Partial { year: Some(year), ..Partial::default() }))
        })
        .or_else(|| {
            relative::relative(page, next, today)
                .filter(|_| page.low(at) == "end" || page.low(at) == "late" || page.low(at) == "early")
        })?;
    // A part of a month or year has no date of its own that follows.
    if when.partial.is_none() && !page.low(next).ends_with("0s") && !page.low(next).ends_with("ties") {
        when.value = None;
    }
    Some(when)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    fn read(text: &str) -> Vec<(String, String)> {
        let today = Day::parse("2019-11-28");
        found(text, |board| dates(board, today)).into_iter().map(|(words, _, value)| (words, value)).collect()
    }

    #[track_caller]
    fn one(text: &str, words: &str, value: &str) {
        assert_eq!(read(text), [(words.to_owned(), value.to_owned())]);
    }

    #[test]
    fn dates_of_the_calendar() {
        one("Posted on Thursday 28th November 2019", "Thursday 28th November 2019", "2019-11-28");
        one("on January 9, 2023, when", "January 9, 2023", "2023-01-09");
        one("by 14 March. Its", "14 March", "--03-14");
        one("in May 2021 is", "May 2021", "2021-05");
        one("he may go in March 2020", "March 2020", "2020-03");
        one("the review on 12/08/2024.", "12/08/2024", "2024");
        one("the review on 23/08/2024.", "23/08/2024", "2024-08-23");
        one("as in 1954. He", "1954", "1954");
        one("the late 1990s, declined", "late 1990s", "199X");
        one("in mid-April. The", "mid-April", "--04");
        one("by spring 2025.", "spring 2025", "2025");
        one("the second half of 2026, blaming", "second half of 2026", "2026-07/2026-12");
        one("arrived in Q3 2019.", "Q3 2019", "2019-07/2019-09");
        one("on Mashujaa Day.", "Mashujaa Day", "");
        one("by the end of 2023.", "end of 2023", "2023");
        one("dated 14th Novr. 1843 at", "14th Novr. 1843", "1843-11-14");
        one("the 3rd of May, when", "3rd of May", "--05-03");
        one("yours of the 12th inst. came", "12th inst", "");
        one("on Thursday 9th we", "Thursday 9th", "");
        one("from Michaelmas 1641 until", "Michaelmas 1641", "");
        one("until Midsummer, and", "Midsummer", "");
        one("come to the hall on the 27th. Then", "27th", "");
        one("yours of the 3rd reached me", "3rd", "");
        assert!(read("sat on the 3rd floor of the 4th house, by the 9th of them").is_empty());
        one("as it enters 2023 with a debt", "2023", "2023");
        one("sold again within a year.", "a year", "P1Y");
        one("sent home for a fortnight, and", "a fortnight", "P2W");
        assert!(read("paid £5 a year, for a year book and in a week long").is_empty());
        assert_eq!(read("ends at midnight on Sunday").len(), 2);
        one("in Hilary Term 1998 he", "Hilary Term 1998", "");
        one("the quarter ended March 31, against", "quarter ended March 31", "");
        one("made between May and August 2015 by", "May and August 2015", "2015-05/2015-08");
        one("in the second week of July. The", "second week of July", "");
        one("on the first Monday of the month. Its", "first Monday of the month", "");
        one("until the late seventies. I", "late seventies", "197X");
        assert_eq!(read("a man in his late seventies, aged"), []);
        one("back in '94. There", "'94", "");
        one("sent for us in 'fifty-two. We", "'fifty-two", "");
        one("died that winter. He", "that winter", "");
        one("over at half past seven on", "half past seven", "T07:30");
        one("sales (2017: none) rose", "2017", "2017");
        one("born at twenty minutes past four of", "twenty minutes past four", "T04:20");
        one("the floor at 10.40. The", "10.40", "T10:40");
        assert_eq!(read("sold at 10.40 per share"), []);
        one("there in the winter of 1908-9 to", "winter of 1908-9", "1908/1909");
        one("held in 1086 by the Bishop", "1086", "1086");
        one("the arcade is of about 1190.", "1190", "1190");
        assert_eq!(read("lost in 1086 cases of about 1190 a week"), []);
        one("read out on Remembrance Sunday by", "Remembrance Sunday", "");
        one("ill from Maundy Thursday 1931 on", "Maundy Thursday 1931", "1931");
        assert_eq!(read("as in R v Beatty, 2008 SCC 5, and of 2014 ABCA 271."), []);
        one("met on Thu 27, there", "Thu 27", "");
        one("preached on Tuesday sennight at", "Tuesday sennight", "");
        one("open at 08h30, there", "08h30", "T08:30");
        one("for two hours and a quarter. Then", "two hours and a quarter", "PT2.25H");
        one("on the Monday after Easter he", "Monday after Easter", "");
        one("shut for good beginning Monday. It", "Monday", "2019-11-25");
        one("in the three months to the end of September rose", "three months to the end of September", "");
        one("for the six months to 30 June 2019, the", "six months to 30 June 2019", "");
        one("in the 1840s there", "1840s", "184X");
        one("the war of 1914-18 was", "1914-18", "1914/1918");
        one("lasted 4 to 6 weeks in", "4 to 6 weeks", "");
    }

    #[test]
    fn years_head_entries_and_lists() {
        one("Baptisms, 1642. Then", "1642", "1642");
        one("Burials. 1665: eleven of them", "1665", "1665");
        one("from the registers, 1609 to 1794 (six)", "1609 to 1794", "1609/1794");
        one("yes, November '68, it was", "November '68", "");
        assert!(read("he has rooms 1642, 1650 with 1642 rooms").is_empty());
    }

    #[test]
    fn ranges_are_one_date() {
        one("between July and September 2019, against", "July and September 2019", "2019-07/2019-09");
        one("Between 2016 and 2020 volunteers", "2016 and 2020", "2016/2020");
        one("from April 2018 to end December 2020.", "April 2018 to end December 2020", "2018-04/2020-12");
        one("over 2018/19 under", "2018/19", "2018/2019");
        one("on 12-14 June 2018", "12-14 June 2018", "2018-06-12/2018-06-14");
        one("Achievements 2012-2020", "2012-2020", "2012/2020");
    }

    #[test]
    fn several_days_of_a_month_are_one_date() {
        one("inspected: 11–14 November 2019, by", "11–14 November 2019", "2019-11-11/2019-11-14");
        one("sat on 14 and 15 March 1911 at", "14 and 15 March 1911", "1911-03-14/1911-03-15");
        one("from 4 to 7 May, and", "4 to 7 May", "--05-04/--05-07");
        one("spent £94,300 in 2018–19, and", "2018–19", "2018/2019");
        assert_eq!(read("on 30 and 2 March 1911")[0].0, "2 March 1911");
        assert!(read("won 3–2, took 14 and 15 of them, and 2018–17").is_empty());
    }

    #[test]
    fn old_and_uncertain_years_are_told() {
        one("A chapel stood here by 1274, when", "1274", "1274");
        one("a beaker, about 1690. It", "1690", "1690");
        one("in Tournai, c. 1510. Wool", "1510", "1510");
        assert!(read("fell by 1274, and about 1690 men, c. 15").is_empty());
    }

    #[test]
    fn times_are_told_by_others() {
        one("sent home the week before. Then", "week before", "");
        assert!(read("the week before Easter Road, the day after he left").is_empty());
        one("fell in the autumn term; it", "autumn term", "");
        one("within 50 working days. It", "50 working days", "P50D");
        one("A year after the flood he", "A year", "P1Y");
        one("came over in sixty-eight, when", "sixty-eight", "1968");
        assert!(read("in sixty-eight cases, a year after tax").is_empty());
        one("baptised 2 Feb. 1743/4 at", "2 Feb. 1743/4", "1744-02-02");
        one("came on Monday last, and", "Monday last", "2019-11-25");
        one("on the 2nd of July last, he", "2nd of July last", "--07-02");
        one("signed 01-Jun-2016 by", "01-Jun-2016", "2016-06-01");
        one("due 06/2016 at", "06/2016", "2016-06");
        one("built in A.D. 1086, it", "A.D. 1086", "");
        one("came in 43 BC, and", "43 BC", "");
        one("the year of our Lord 1644, when", "1644", "1644");
        one("before 1650; then", "1650", "1650");
        one("for an hour and a half. Then", "an hour and a half", "PT1.5H");
        one("for three-quarters of an hour, and", "three-quarters of an hour", "");
        one("came at half six, and", "half six", "T06:30");
        one("up about half-past nine in", "half-past nine", "T09:30");
        one("on St Swithin's Day, it", "St Swithin's Day", "");
        one("on May Day in", "May Day", "");
        one("shut Bank Holiday Monday. It", "Bank Holiday Monday", "");
        one("during the '30s, and", "'30s", "");
        one("the day before yesterday. It", "day before yesterday", "");
        one("the week ending 7 June, it", "week ending 7 June", "");
        assert!(read("lost before 1650 men, at half six men, 13/2016").is_empty());
        one("in the early hours of Sunday, at", "early hours of Sunday", "2019-11-24");
        one("shut at the weekend. It", "weekend", "");
        one("in FY2021/22 and it", "FY2021/22", "");
        one("the clock struck eight and it", "eight", "T08:00");
        one("up at five. Then", "five", "T05:00");
        one("left at twenty to five; we", "twenty to five", "T04:40");
        one("rose at 1630hrs; he", "1630hrs", "T16:30");
        one("and the 10.15 from Leeds", "10.15", "T10:15");
        assert!(
            read("sold at five each, struck eight men, by two men, raised by four. The 10.15 rate")
                .is_empty()
        );
    }

    #[test]
    fn dates_told_from_the_documents_own() {
        one("down yesterday after", "yesterday", "2019-11-27");
        one("residents last night, as", "last night", "2019-11-27");
        one("later this month. I", "later this month", "2019-11");
        one("and last December at", "last December", "2018-12");
        one("voted on Wednesday to", "Wednesday", "2019-11-27");
        one("held next year.", "next year", "2020");
        one("over the last twelve months.", "last twelve months", "P12M");
        one("two weeks ago", "two weeks ago", "2019-11-14");
        one("resigned on Tuesday, November 26, after", "Tuesday, November 26", "2019-11-26");
        one("will meet on Friday 3 January to", "Friday 3 January", "2020-01-03");
        one("met on Friday 4 January to", "Friday 4 January", "2019-01-04");
        one("met on Friday 5 January to", "Friday 5 January", "2018-01-05");
        one("met on Monday 26 November to", "Monday 26 November", "2018-11-26");
        one("met on Friday 26 November to", "Friday 26 November", "--11-26");
    }

    #[test]
    fn times_and_durations() {
        one("after 11.30am on the", "11.30am", "T11:30");
        one("at 7.30 pm here", "7.30 pm", "T19:30");
        one("served for 28 years as", "28 years", "P28Y");
        one("a five-year contract", "five-year", "P5Y");
        one("within 48 hours.", "48 hours", "PT48H");
        one("for several minutes.", "several minutes", "");
        one("and spent a month in gaol", "a month", "P1M");
        assert_eq!(read("and cost £4 a month in all"), []);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        assert_eq!(read("He may march on 1727 officers; 500 men, June Smith sat by the sun."), []);
    }
}
