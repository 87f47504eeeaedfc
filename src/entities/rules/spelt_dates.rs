//! Dates in letters: `the second of August 1943`, `nineteen thirty-five`, and a part of a day told by its day: `the night of
//! 18th December`. Part of the rule of [`super::dates`].

use super::calendar::{Day, Partial};
use super::calendar_dates::{calendar_date, month, year_after};
use super::dates::When;
use super::lexicon::Traits;
use super::numbers::{self, ordinal_in_letters};
use super::tokens::{Page, Shape};

/// `the night of 18th December`, `the evening of Friday last`: a part of a day, told by its day.
pub fn part_of_day(page: &Page<'_>, at: usize, today: Option<Day>) -> Option<When> {
    let hours = matches!(page.low(at), "early" | "small") && page.low(at + 1) == "hours";
    let part = hours || matches!(page.low(at), "night" | "morning" | "afternoon" | "evening");
    let of = at + 1 + usize::from(hours);
    let mut day = of + 1;
    if !part || page.low(of) != "of" || !page.follows(day) {
        return None;
    }
    day += usize::from(page.low(day) == "the");
    calendar_date(page, day, today)
        .or_else(|| in_letters(page, day))
        .map(|when| When::plain(when.to, when.value))
}

/// The day of a month as an ordinal in letters.
pub fn day_in_letters(word: &str) -> Option<u8> {
    ordinal_in_letters(word).and_then(|day| u8::try_from(day).ok()).filter(|day| *day <= 31)
}

/// `second of August 1943`, `twenty-third of May`.
pub fn in_letters(page: &Page<'_>, at: usize) -> Option<When> {
    let day = day_in_letters(page.low(at))?;
    let name = at + 1 + usize::from(page.low(at + 1) == "day");
    let month = month(page, name + 1).filter(|_| page.low(name) == "of" && page.follows(name + 1))?;
    let (year, to) = year_after(page, name + 1);
    Some(When::dated(to, Partial { year, month: Some(month), day: Some(day) }))
}

/// `nineteen thirty-five`, `eighteen ninety`: a year as it is said, where a year can stand.
pub fn year_in_letters(page: &Page<'_>, at: usize) -> Option<When> {
    let hundreds = match page.low(at) {
        "sixteen" => 1600.0,
        "seventeen" => 1700.0,
        "eighteen" => 1800.0,
        "nineteen" => 1900.0,
        "twenty" => 2000.0,
        _ => return None,
    };
    let rest = numbers::small(page.low(at + 1)).filter(|rest| *rest >= 10.0 && page.follows(at + 1))?;
    // Spaces may stand for the hyphen: `nineteen thirty five`.
    let more = numbers::small(page.low(at + 2))
        .filter(|more| *more < 10.0 && rest >= 20.0 && rest % 10.0 == 0.0 && page.follows(at + 2));
    let to = at + 2 + usize::from(more.is_some());
    let before = page.low(at.wrapping_sub(1));
    let told = page.get(at).begins
        || matches!(
            before,
            "in" | "of" | "since" | "about" | "till" | "until" | "from" | "to" | "by" | "was"
        );
    let counts = page.follows(to) && page.get(to).shape == Shape::Lower && !page.is(to, Traits::FUNCTION);
    (told && !counts).then(|| When::plain(to, Some(format!("{:04}", hundreds + rest + more.unwrap_or(0.0)))))
}

#[cfg(test)]
mod tests {
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::dates;

    #[test]
    fn dates_are_read_in_letters() {
        let read = |text: &str| -> Vec<(String, String)> {
            let all = found(text, |board| dates(board, None));
            all.into_iter().map(|(words, _, value)| (words, value)).collect()
        };
        let pair = |words: &str, value: &str| (words.to_owned(), value.to_owned());
        assert_eq!(
            read("We were wed on the second of August 1943. Nineteen thirty-five, or in eighteen ninety."),
            [
                pair("second of August 1943", "1943-08-02"),
                pair("Nineteen thirty-five", "1935"),
                pair("eighteen ninety", "1890")
            ]
        );
        assert_eq!(read("on the night of 18th December, in Whit week")[0].0, "night of 18th December");
        assert_eq!(read("your packet of August last, and the year to 31 March 2018").len(), 2);
        assert!(
            read("saw nineteen thirty-year-old men, the second of them, in nineteen twenty-foot boats")
                .is_empty()
        );
    }
}
