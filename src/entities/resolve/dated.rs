//! How a date is shown: by words that say of which year it is. `yesterday morning` names another day in every document.

use crate::entities::rules::Day;

/// The months as they are written out.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What the date of this key is called where `name`, as it is written most often, does not say its year: `28 November 2019`,
/// `November 2019`, `2019`. `None` where it does, and for what is no day, month or year that is known.
pub(super) fn shown(key: &str, name: &str) -> Option<String> {
    let value = key.strip_prefix('=')?;
    let (year, rest) = value.split_at_checked(4)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    if !is_year || name.contains(year) {
        return None;
    }
    let months =
        |month: &str| month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match rest.len() {
        0 => Some(year.to_owned()),
        3 => Some(format!("{} {year}", months(rest.strip_prefix('-')?)?)),
        6 => {
            let Day { day, month, .. } = Day::parse(value)?;
            Some(format!("{day} {} {year}", MONTHS.get(usize::from(month).checked_sub(1)?)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_with_its_year() {
        assert_eq!(shown("=2020-09-07", "yesterday morning").as_deref(), Some("7 September 2020"));
        assert_eq!(shown("=2018-10", "last October").as_deref(), Some("October 2018"));
        assert_eq!(shown("=2018", "last year").as_deref(), Some("2018"));
        assert_eq!(shown("=2020-09-07", "Monday, 7th Sept. 2020"), None);
        assert_eq!(shown("=2019/2020", "the last two years"), None);
        assert_eq!(shown("=P12M", "last twelve months"), None);
        assert_eq!(shown("=--09-08", "September 8"), None);
        assert_eq!(shown("=2020-13", "then"), None);
        assert_eq!(shown("yesterday", "yesterday"), None);
    }
}
