//! Days of the calendar, and dates as ISO 8601 writes them.

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Day {
    /// The day, if there is such a one.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && day >= 1 && day <= days_in(year, month)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// The day that is written `2019-11-28`.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Days since 1 March of the year 0, by which days are counted.
    pub fn number(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let shifted = (month + 9) % 12;
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * shifted + 2) / 5
            + i64::from(self.day)
            - 1
    }

    /// The day of this number.
    pub fn from_number(number: i64) -> Self {
        let era = number.div_euclid(146_097);
        let of_era = number.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self::from_number(self.number() + days)
    }

    /// The day of the week, Monday 0.
    pub fn weekday(self) -> u8 {
        // 1 March of the year 0 was a Wednesday.
        (self.number() + 2).rem_euclid(7) as u8
    }

    /// The month so many months later, as (year, month).
    pub fn month_plus(self, months: i32) -> (i32, u8) {
        let count = self.year * 12 + i32::from(self.month) - 1 + months;
        (count.div_euclid(12), count.rem_euclid(12) as u8 + 1)
    }

    /// As ISO 8601 writes it.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Number of days of a month.
pub fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// What is known of a date; anything may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// The year.
    pub year: Option<i32>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

impl Partial {
    /// As ISO 8601 writes it: `2019`, `2019-09`, `2019-09-30`, `--09-30` without its year.
    pub fn iso(self) -> Option<String> {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => Day::new(year, month, day).map(Day::iso),
            (Some(year), Some(month), None) => Some(format!("{year:04}-{month:02}")),
            (Some(year), None, None) => Some(format!("{year:04}")),
            (None, Some(month), Some(day)) => Some(format!("--{month:02}-{day:02}")),
            (None, Some(month), None) => Some(format!("--{month:02}")),
            _ => None,
        }
    }

    /// The same with what is missing taken from the other end of a range (`July and September 2019`).
    #[must_use]
    pub fn completed(self, end: Partial) -> Self {
        let year = self.year.or(end.year);
        let month = self.month.or(if self.day.is_some() { end.month } else { None });
        Self { year, month, day: self.day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        let day = Day::new(2019, 11, 28).unwrap();
        assert_eq!(day.weekday(), 3);
        assert_eq!(day.plus(3).iso(), "2019-12-01");
        assert_eq!(day.plus(-332).iso(), "2018-12-31");
        assert_eq!(Day::new(2000, 2, 28).unwrap().plus(2).iso(), "2000-03-01");
        assert_eq!(Day::new(1900, 2, 28).unwrap().plus(1).iso(), "1900-03-01");
        assert_eq!(day.month_plus(-11), (2018, 12));
        assert_eq!(Day::new(2019, 2, 29), None);
        assert_eq!(Day::parse("2019-11-28"), Some(day));
    }
}
