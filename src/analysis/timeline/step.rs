//! Steps of the calendar in which dates are counted and the line is marked.

use crate::entities::rules::Day;

/// A step of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// So many years, counted from the year 0.
    Years(u16),
}

impl Step {
    /// All steps that are used, the shortest first.
    pub const ALL: [Self; 14] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Years(1),
        Self::Years(2),
        Self::Years(5),
        Self::Years(10),
        Self::Years(20),
        Self::Years(50),
        Self::Years(100),
        Self::Years(200),
        Self::Years(500),
        Self::Years(1000),
    ];

    /// How many days it has on average.
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 365.2425 / 12.0,
            Self::Quarter => 365.2425 / 4.0,
            Self::Years(years) => 365.2425 * f64::from(years),
        }
    }

    /// The shortest step of which so many days have no more than `most`.
    pub fn fitting(days: f64, most: f64) -> Self {
        Self::ALL.into_iter().find(|step| days / step.days() <= most).unwrap_or(Self::Years(1000))
    }

    /// The first day of the step in which a day lies.
    pub fn begin(self, day: i64) -> i64 {
        let date = Day::from_number(day);
        match self {
            Self::Day => day,
            Self::Week => day - i64::from(date.weekday()),
            Self::Month => first_of(date.year, date.month, day),
            Self::Quarter => first_of(date.year, (date.month - 1) / 3 * 3 + 1, day),
            Self::Years(years) => {
                let years = i32::from(years.max(1));
                first_of(date.year.div_euclid(years) * years, 1, day)
            }
        }
    }

    /// The first day of the step after the one that begins on this day.
    pub fn next(self, begin: i64) -> i64 {
        let date = Day::from_number(begin);
        let months = match self {
            Self::Day => return begin + 1,
            Self::Week => return begin + 7,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Years(years) => 12 * i32::from(years.max(1)),
        };
        let (year, month) = date.month_plus(months);
        first_of(year, month, begin + 1).max(begin + 1)
    }

    /// Its name in a sentence: `per month`.
    pub fn named(self) -> String {
        match self {
            Self::Day => "day".to_owned(),
            Self::Week => "week".to_owned(),
            Self::Month => "month".to_owned(),
            Self::Quarter => "quarter".to_owned(),
            Self::Years(1) => "year".to_owned(),
            Self::Years(10) => "decade".to_owned(),
            Self::Years(100) => "century".to_owned(),
            Self::Years(years) => format!("{years} years"),
        }
    }
}

/// The number of the first day of a month; every month has one.
fn first_of(year: i32, month: u8, otherwise: i64) -> i64 {
    Day::new(year, month, 1).map_or(otherwise, Day::number)
}
