//! Guessing a document's date from its name or from a line of its own at its head or foot.
//!
//! Careful rather than clever: dates in running text are about anything, so only short lines that are hardly more
//! than a date count (`18 September 2019`, `Posted on Thursday 28th November 2019`), and numbers that could be read
//! two ways (03/04/2019) are no date. Knows English month names and ISO 8601.

use jiff::civil::Date;

/// How many lines with words at the head of a text, and at its foot, may be its date line.
const HEAD_LINES: usize = 16;
const FOOT_LINES: usize = 8;
/// A date line is no longer than this, in bytes, and has at most this many words that are no part of the date.
const LONGEST_LINE: usize = 80;
const MOST_OTHER_WORDS: usize = 5;
/// Years that documents are taken to be from.
const YEARS: std::ops::RangeInclusive<i16> = 1400..=2199;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date of a document as ISO 8601, guessed from its file name, else from its text.
pub fn guess(name_in_corpus: &str, text: &str) -> Option<String> {
    in_name(name_in_corpus).or_else(|| in_text(text))
}

/// A value that says a date, as ISO 8601: a year, a year and month, or a day; `None` when it says something else.
pub fn normalised(value: &str) -> Option<String> {
    let value = value.trim();
    let is_year = value.len() == 4 && value.parse().is_ok_and(|year: i16| YEARS.contains(&year));
    if is_year || is_year_and_month(value) {
        return Some(value.to_owned());
    }
    in_words(&words(value)).map(|(iso, _)| iso).or_else(|| month_and_year(&words(value)))
}

/// `2019-09`.
fn is_year_and_month(value: &str) -> bool {
    let Some((year, month)) = value.split_once('-') else { return false };
    let year_fits = year.len() == 4 && year.parse().is_ok_and(|year: i16| YEARS.contains(&year));
    year_fits && month.len() == 2 && month.parse().is_ok_and(|month: i8| (1..=12).contains(&month))
}

/// A date in a file name: `2019-09-18`, `20190918`, `18-09-2019`, `8_Sep_2020`.
fn in_name(name_in_corpus: &str) -> Option<String> {
    let file = name_in_corpus.rsplit('/').next().unwrap_or(name_in_corpus);
    let words = words(file);
    in_words(&words).map(|(iso, _)| iso).or_else(|| words.iter().find_map(|word| eight_digits(word)))
}

/// A date on a line of its own, first at the head, then at the foot.
fn in_text(text: &str) -> Option<String> {
    let with_words = |line: &&str| line.contains(char::is_alphanumeric);
    let mut head = text.lines().filter(with_words).take(HEAD_LINES);
    let mut foot = text.lines().rev().filter(with_words).take(FOOT_LINES);
    head.find_map(in_line).or_else(|| foot.find_map(in_line))
}

/// The date a short line is hardly more than.
fn in_line(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > LONGEST_LINE {
        return None;
    }
    let words = words(line);
    match in_words(&words) {
        Some((iso, used)) => (words.len() - used <= MOST_OTHER_WORDS).then_some(iso),
        None => month_and_year(&words),
    }
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The first date written as neighbouring words, and how many words it takes.
fn in_words(words: &[&str]) -> Option<(String, usize)> {
    (0..words.len()).find_map(|at| {
        let rest = &words[at..];
        day_month_year(rest).or_else(|| month_day_year(rest)).or_else(|| numbers(rest))
    })
}

/// `18 September 2019`, `28th of November 2019`.
fn day_month_year(words: &[&str]) -> Option<(String, usize)> {
    let of = usize::from(words.get(1).is_some_and(|word| word.eq_ignore_ascii_case("of")));
    let iso = iso(year(words.get(2 + of)?)?, month(words.get(1 + of)?)?, day(words.first()?)?)?;
    Some((iso, 3 + of))
}

/// `September 8, 2020`.
fn month_day_year(words: &[&str]) -> Option<(String, usize)> {
    Some((iso(year(words.get(2)?)?, month(words.first()?)?, day(words.get(1)?)?)?, 3))
}

/// `2019-09-18`, `2019-09-18T10:00`, and `18/09/2019` where it can be read in one way only.
fn numbers(words: &[&str]) -> Option<(String, usize)> {
    let two = |word: &str| -> Option<i8> { if word.len() <= 2 { word.parse().ok() } else { None } };
    let (first, second, third) = (*words.first()?, *words.get(1)?, *words.get(2)?);
    let middle = two(second)?;
    if let Some(year) = year(first) {
        let day = third.split(['T', 't']).next()?;
        return Some((iso(year, middle, two(day)?)?, 3));
    }
    let (year, first) = (year(third)?, two(first)?);
    let is_read_one_way = first > 12 || first == middle;
    if is_read_one_way { Some((iso(year, middle, first)?, 3)) } else { None }
}

/// `20190918`.
fn eight_digits(word: &str) -> Option<String> {
    if word.len() != 8 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    iso(year(&word[..4])?, word[4..6].parse().ok()?, word[6..].parse().ok()?)
}

/// `September 2019` and nothing else.
fn month_and_year(words: &[&str]) -> Option<String> {
    let [month_name, year_number] = words else { return None };
    Some(format!("{:04}-{:02}", year(year_number)?, month(month_name)?))
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|year| YEARS.contains(year))
}

/// A month by its English name, whole or shortened to three or more letters.
fn month(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let index = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(&word))?;
    i8::try_from(index + 1).ok()
}

/// `8`, `08`, `8th`.
fn day(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    if digits.len() > 2 { None } else { digits.parse().ok() }
}

/// A day that the calendar has.
fn iso(year: i16, month: i8, day: i8) -> Option<String> {
    Date::new(year, month, day).ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Option<String> {
        guess(name, "")
    }

    fn text(text: &str) -> Option<String> {
        guess("", text)
    }

    #[test]
    fn dates_in_names() {
        for written in [
            "2019-09-18 letter.txt",
            "20190918.txt",
            "a/18-09-2019_x.txt",
            "letter_18.09.2019.md",
            "18_Sep_2019.txt",
        ] {
            assert_eq!(name(written).as_deref(), Some("2019-09-18"), "{written}");
        }
        for written in [
            "03-04-2019.txt",
            "2012-2020.txt",
            "20191399.txt",
            "000_4e812daf8748d4c8.txt",
            "12345678.txt",
            "2019-02-30.txt",
        ] {
            assert_eq!(name(written), None, "{written}");
        }
    }

    #[test]
    fn dates_on_lines_of_their_own() {
        assert_eq!(text("Letter\n\n18 September 2019\n\nDear Andy").as_deref(), Some("2019-09-18"));
        assert_eq!(
            text("Words.\n\nPosted on Thursday 28th November 2019\nShare").as_deref(),
            Some("2019-11-28")
        );
        assert_eq!(text("By A. N. Other\nSeptember 8, 2020\n").as_deref(), Some("2020-09-08"));
        assert_eq!(text("Published: 2020-09-08T10:30:00Z").as_deref(), Some("2020-09-08"));
        assert_eq!(text("Report\nSeptember 2019\n").as_deref(), Some("2019-09"));
        assert_eq!(text("London, the 3rd of May 1912").as_deref(), Some("1912-05-03"));
    }

    #[test]
    fn dates_in_running_text_are_not_the_documents() {
        assert_eq!(text("On 18 September 1944 the division that had crossed the river was cut off."), None);
        assert_eq!(text("In September 2019 we met."), None);
        let middle = format!("{}18 September 2019\n{}", "words\n".repeat(40), "words\n".repeat(40));
        assert_eq!(text(&middle), None);
    }

    #[test]
    fn stated_dates_are_normalised() {
        assert_eq!(normalised("2019").as_deref(), Some("2019"));
        assert_eq!(normalised("2019-09").as_deref(), Some("2019-09"));
        assert_eq!(normalised("8 Sept 2020").as_deref(), Some("2020-09-08"));
        assert_eq!(normalised("Michaelmas"), None);
    }
}
