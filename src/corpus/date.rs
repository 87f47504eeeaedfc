//! Guessing a document's date from its name or from a line of its own at its head or foot.
//!
//! Careful rather than clever: dates in running text are about anything, so only short lines that are hardly more
//! than a date count (`18 September 2019`, `Posted on Thursday 28th November 2019`, `Madrid, 18 de septiembre de 2019`), and
//! at the head a line that says what the document is (`Minutes of the meeting held on Monday 4 June 2018`); none that speaks of
//! what is to come (`Next meeting: 2 July 2018`). And
//! numbers that could be read two ways (03/04/2019) are no date, unless the text is in a language that always writes the day
//! first. Knows ISO 8601 and the months in English, German, French, Spanish, Italian, Dutch and Portuguese.

use std::cell::OnceCell;

use jiff::civil::Date;
use whatlang::Lang;

/// How many lines with words at the head of a text, and at its foot, may be its date line.
const HEAD_LINES: usize = 16;
const FOOT_LINES: usize = 8;
/// A date line is no longer than this, in bytes, and has at most this many words that are no part of the date.
const LONGEST_LINE: usize = 80;
const MOST_OTHER_WORDS: usize = 5;
/// With these words a line begins that says of which meeting or talk a document is, and may say more than its date.
const RECORDS: [&str; 12] = [
    "minutes",
    "agenda",
    "transcript",
    "interview",
    "hearing",
    "sitting",
    "meeting",
    "protokoll",
    "niederschrift",
    "sitzung",
    "compte",
    "acta",
];
/// Such a line is no longer than this, in bytes.
const LONGEST_RECORD: usize = 160;
/// Words of lines that speak of another document, or tell what was done in sentences.
const OTHERS: [&str; 14] = [
    "born", "died", "last", "previous", "earlier", "was", "were", "is", "are", "has", "have", "had",
    "approved", "agreed",
];
/// Words of lines about what is to come.
const TO_COME: [&str; 12] = [
    "next",
    "deadline",
    "closing",
    "due",
    "expires",
    "expiry",
    "until",
    "forthcoming",
    "upcoming",
    "nächste",
    "prochaine",
    "próxima",
];
/// Years that documents are taken to be from.
const YEARS: std::ops::RangeInclusive<i16> = 1400..=2199;
/// How many bytes at the head of a text are read to tell its language, and how sure one must be, from 0 to 1.
const LANGUAGE_BYTES: usize = 4096;
const CERTAIN: f64 = 0.9;

/// The months, January first: their names in English and in German, French, Spanish, Italian, Dutch and Portuguese, where
/// these are others, without accents; and abbreviations that are not their beginnings.
const MONTHS: [&str; 12] = [
    "january januar janner janvier enero gennaio januari janeiro",
    "february februar feber fevrier febrero febbraio februari fevereiro",
    "march marz maerz mrz mars marzo maart mrt marco",
    "april avril abril aprile",
    "may mai mayo maggio mei maio",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
];

/// What may stand between the parts of a date: `18th of May 2019`, `18 de mayo de 2019`.
const BETWEEN: [&str; 4] = ["of", "de", "del", "do"];

/// What may stand behind the number of a day: `8th`, `1er`, `1º`, `18e`, `18den`.
const BEHIND_DAY: [&str; 14] =
    ["st", "nd", "rd", "th", "er", "re", "º", "ª", "o", "e", "de", "den", "ste", "ten"];

/// In which order a text writes dates, told from its language when that is first asked for.
struct Custom<'t> {
    text: &'t str,
    language: OnceCell<Option<Lang>>,
}

impl<'t> Custom<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, language: OnceCell::new() }
    }

    /// The language, where it is certain.
    fn language(&self) -> Option<Lang> {
        *self.language.get_or_init(|| {
            let head = &self.text[..self.text.floor_char_boundary(LANGUAGE_BYTES)];
            let found = whatlang::detect(head).filter(|found| found.confidence() >= CERTAIN);
            found.map(|found| found.lang())
        })
    }

    /// True for a language that never writes the month first.
    fn has_day_first(&self) -> bool {
        let day_first = [Lang::Deu, Lang::Fra, Lang::Spa, Lang::Ita, Lang::Nld, Lang::Por];
        self.language().is_some_and(|language| day_first.contains(&language))
    }
}

/// The date of a document as ISO 8601, guessed from its file name, else from its text.
pub fn guess(name_in_corpus: &str, text: &str) -> Option<String> {
    let custom = Custom::of(text);
    in_name(name_in_corpus, &custom).or_else(|| in_text(text, &custom))
}

/// A value that says a date, as ISO 8601: a year, a year and month, or a day; `None` when it says something else.
pub fn normalised(value: &str) -> Option<String> {
    in_value(value).map(|(iso, _)| iso)
}

/// The same for a value that is a date and hardly anything else: `Tuesday 8 September 2020`, but not `Letter 2 of 8 May 1850`.
pub fn alone(value: &str) -> Option<String> {
    in_value(value).filter(|(_, others)| *others <= 1).map(|(iso, _)| iso)
}

/// The first date of a value, and how many words are no part of it.
fn in_value(value: &str) -> Option<(String, usize)> {
    let value = value.trim();
    let is_year = value.len() == 4 && value.parse().is_ok_and(|year: i16| YEARS.contains(&year));
    if is_year || is_year_and_month(value) {
        return Some((value.to_owned(), 0));
    }
    // A moment: its time is no other word.
    let day = value.split_once(['T', ' ']).map_or(value, |(day, _)| day);
    if let Ok(day) = day.parse::<Date>() {
        return Some((day.to_string(), 0));
    }
    if let Some(iso) = dotted(value) {
        return Some((iso, 0));
    }
    let (words, custom) = (words(value), Custom::of(""));
    let found = in_words(&words, &custom).map(|(iso, used)| (iso, words.len() - used));
    found.or_else(|| Some((month_and_year(&words, &custom)?, 0)))
}

/// `8.9.2020`: where a date is written with dots, the day comes first.
fn dotted(value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split('.').map(str::trim).collect();
    let [first, second, third] = parts[..] else { return None };
    let two = |part: &str| -> Option<i8> { if part.len() <= 2 { part.parse().ok() } else { None } };
    iso(year(third)?, two(second)?, two(first)?)
}

/// `2019-09`.
fn is_year_and_month(value: &str) -> bool {
    let Some((year, month)) = value.split_once('-') else { return false };
    let year_fits = year.len() == 4 && year.parse().is_ok_and(|year: i16| YEARS.contains(&year));
    year_fits && month.len() == 2 && month.parse().is_ok_and(|month: i8| (1..=12).contains(&month))
}

/// A date in a file name: `2019-09-18`, `20190918`, `18-09-2019`, `8_Sep_2020`.
fn in_name(name_in_corpus: &str, custom: &Custom<'_>) -> Option<String> {
    let file = name_in_corpus.rsplit('/').next().unwrap_or(name_in_corpus);
    let words = words(file);
    in_words(&words, custom).map(|(iso, _)| iso).or_else(|| words.iter().find_map(|word| eight_digits(word)))
}

/// A date on a line of its own, first at the head, then at the foot.
fn in_text(text: &str, custom: &Custom<'_>) -> Option<String> {
    let with_words = |line: &&str| line.contains(char::is_alphanumeric);
    let mut head = text.lines().filter(with_words).take(HEAD_LINES);
    let mut foot = text.lines().rev().filter(with_words).take(FOOT_LINES);
    head.find_map(|line| in_line(line, custom).or_else(|| in_record(line, custom)))
        .or_else(|| foot.find_map(|line| in_line(line, custom)))
}

/// The date in a line that says what the document is: `Minutes of the meeting held on Monday 4 June 2018 in the hall`.
fn in_record(line: &str, custom: &Custom<'_>) -> Option<String> {
    let line = line.trim();
    if line.len() > LONGEST_RECORD || line.ends_with('.') {
        return None;
    }
    let words = words(line);
    let is_record = words.first().is_some_and(|first| is_among(first, &RECORDS));
    let is_other = || words.iter().any(|word| is_among(word, &OTHERS) || is_among(word, &TO_COME));
    if is_record && !is_other() { in_words(&words, custom).map(|(iso, _)| iso) } else { None }
}

/// True for one of these words, whatever its case.
fn is_among(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.len() == word.len() && known.eq_ignore_ascii_case(word))
}

/// The date a short line is hardly more than.
fn in_line(line: &str, custom: &Custom<'_>) -> Option<String> {
    let line = line.trim();
    if line.len() > LONGEST_LINE {
        return None;
    }
    let words = words(line);
    if words.iter().any(|word| is_among(word, &TO_COME)) {
        return None;
    }
    match in_words(&words, custom) {
        Some((iso, used)) => (words.len() - used <= MOST_OTHER_WORDS).then_some(iso),
        None => month_and_year(&words, custom),
    }
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The first date written as neighbouring words, and how many words it takes.
fn in_words(words: &[&str], custom: &Custom<'_>) -> Option<(String, usize)> {
    (0..words.len()).find_map(|at| {
        let rest = &words[at..];
        day_month_year(rest).or_else(|| month_day_year(rest)).or_else(|| numbers(rest, custom))
    })
}

/// `18 September 2019`, `28th of November 2019`, `1.º de mayo de 2019`.
fn day_month_year(words: &[&str]) -> Option<(String, usize)> {
    let day = day(words.first()?)?;
    let is_behind = |word: &&str| ["º", "ª"].contains(word);
    let mut at = 1 + usize::from(words.get(1).is_some_and(is_behind));
    let after = |at: usize| at + usize::from(words.get(at).is_some_and(|word| is_between(word)));
    at = after(at);
    let month = month(words.get(at)?)?;
    at = after(at + 1);
    Some((iso(year(words.get(at)?)?, month, day)?, at + 1))
}

fn is_between(word: &str) -> bool {
    BETWEEN.iter().any(|between| word.eq_ignore_ascii_case(between))
}

/// `September 8, 2020`.
fn month_day_year(words: &[&str]) -> Option<(String, usize)> {
    Some((iso(year(words.get(2)?)?, month(words.first()?)?, day(words.get(1)?)?)?, 3))
}

/// `2019-09-18`, `2019-09-18T10:00`, and `18/09/2019` where it can be read in one way only.
fn numbers(words: &[&str], custom: &Custom<'_>) -> Option<(String, usize)> {
    let two = |word: &str| -> Option<i8> { if word.len() <= 2 { word.parse().ok() } else { None } };
    let (first, second, third) = (*words.first()?, *words.get(1)?, *words.get(2)?);
    let middle = two(second)?;
    if let Some(year) = year(first) {
        let day = third.split(['T', 't']).next()?;
        return Some((iso(year, middle, two(day)?)?, 3));
    }
    let (year, first) = (year(third)?, two(first)?);
    let is_read_one_way = first > 12 || first == middle || (middle <= 12 && custom.has_day_first());
    if is_read_one_way { Some((iso(year, middle, first)?, 3)) } else { None }
}

/// `20190918`.
fn eight_digits(word: &str) -> Option<String> {
    if word.len() != 8 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    iso(year(&word[..4])?, word[4..6].parse().ok()?, word[6..].parse().ok()?)
}

/// `September 2019` and nothing else; `septiembre de 2019`.
fn month_and_year(words: &[&str], custom: &Custom<'_>) -> Option<String> {
    let (month_name, year_number) = match words {
        [month, year] => (month, year),
        [month, between, year] if is_between(between) => (month, year),
        _ => return None,
    };
    // The one month that is a word of its own in English, and stands before years.
    if *month_name == "Mars" && !custom.has_day_first() {
        return None;
    }
    Some(format!("{:04}-{:02}", year(year_number)?, month(month_name)?))
}

fn year(word: &str) -> Option<i16> {
    if word.len() != 4 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|year| YEARS.contains(year))
}

/// A month by its name, whole or shortened to three or more letters that begin no other.
fn month(word: &str) -> Option<i8> {
    let word: String = word.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    if word.len() < 3 {
        return None;
    }
    let begins = |names: &&&str| names.split(' ').any(|name| name.starts_with(&word));
    let index = MONTHS.iter().position(|names| begins(&names))?;
    let is_only = !MONTHS[index + 1..].iter().any(|names| begins(&names));
    if is_only { i8::try_from(index + 1).ok() } else { None }
}

/// The letters with accents that stand in names of months.
fn without_accent(letter: char) -> char {
    match letter {
        'ä' => 'a',
        'é' | 'è' => 'e',
        'û' => 'u',
        'ç' => 'c',
        other => other,
    }
}

/// `8`, `08`, `8th`, `1er`, `1º`.
fn day(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    let digits = lower.trim_end_matches(|c: char| !c.is_ascii_digit());
    let behind = &lower[digits.len()..];
    if !behind.is_empty() && !BEHIND_DAY.contains(&behind) {
        return None;
    }
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
    fn dates_are_read_as_they_are_written_in_other_languages() {
        for written in [
            "Berlin, den 18. September 2019",
            "Mittwoch, 18. Sept. 2019",
            "Paris, le 18 septembre 2019",
            "Madrid, 18 de septiembre de 2019",
            "Lima, miércoles 18 de setiembre del 2019",
            "Roma, 18 settembre 2019",
            "Amsterdam, 18 september 2019",
            "Lisboa, 18 de Setembro de 2019",
            "São Paulo, 18 set. 2019",
        ] {
            assert_eq!(text(written).as_deref(), Some("2019-09-18"), "{written}");
        }
        for (written, is) in [
            ("Le 1er août 2020", "2020-08-01"),
            ("1.º de mayo de 2020", "2020-05-01"),
            ("1º de março de 2020", "2020-03-01"),
            ("1° maggio 2020", "2020-05-01"),
            ("3. März 1912", "1912-03-03"),
            ("Wien, 6. Jänner 1912", "1912-01-06"),
            ("Den Haag, 5 mrt 2021", "2021-03-05"),
            ("14 juil. 1789", "1789-07-14"),
            ("25 déc. 1912", "1912-12-25"),
            ("février 2020", "2020-02"),
            ("octubre de 2020", "2020-10"),
            ("31. Dezember 1999", "1999-12-31"),
        ] {
            assert_eq!(text(written).as_deref(), Some(is), "{written}");
        }
        // “jui” begins two months, and Mars is no month in English.
        for none in ["14 jui 1789", "Mars 2020", "18 del 2019", "18x September 2019"] {
            assert_eq!(text(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_are_read_day_first_where_the_language_always_writes_them_so() {
        let german = "03.04.2019\n\nSehr geehrte Frau Müller, wir danken Ihnen für Ihr Schreiben und teilen Ihnen mit, dass die \
                      Angelegenheit noch nicht entschieden worden ist.";
        let english = "03/04/2019\n\nDear Mrs Miller, we thank you for your letter and have to tell you that the matter has \
                       not been decided yet by the board of the company.";
        assert_eq!(text(german).as_deref(), Some("2019-04-03"));
        assert_eq!(text(english), None);
        assert_eq!(guess("brief_03-04-2019.txt", german).as_deref(), Some("2019-04-03"));
        assert_eq!(text(&german.replace("03.04.", "31.04.")), None, "there is no such day");
    }

    #[test]
    fn minutes_are_of_the_day_of_their_meeting() {
        let minutes = |head: &str, foot: &str| {
            text(&format!("Wick Parish Council\n\n{head}\n\nFive members were present.\n\n{foot}"))
        };
        let (head, foot) = (
            "Minutes of the meeting held on Monday 4 June 2018 in the hall",
            "Next meeting: 2 July 2018, 7.30pm.",
        );
        assert_eq!(minutes(head, foot).as_deref(), Some("2018-06-04"));
        assert_eq!(
            minutes("MINUTES of the Works Committee at Wick, 4 June 2018", foot).as_deref(),
            Some("2018-06-04")
        );
        assert_eq!(minutes("The committee met.", foot), None, "what is to come is no date of a document");
        assert_eq!(
            minutes("Minutes of the last meeting held on 4 June 2018 by the parish council", foot),
            None
        );
        assert_eq!(minutes("The meeting of the council held on 4 June 2018 in the hall", foot), None);
        assert_eq!(minutes("The committee met.", "Wick, 5 June 2018").as_deref(), Some("2018-06-05"));
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
        assert_eq!(normalised("8.9.2020").as_deref(), Some("2020-09-08"));
        assert_eq!(normalised("8. 9. 2020").as_deref(), Some("2020-09-08"));
        assert_eq!(normalised("8/9/2020"), None, "which is the day?");
        assert_eq!(normalised("a letter of the 8th of May 1850 to him").as_deref(), Some("1850-05-08"));
        assert_eq!(alone("a letter of the 8th of May 1850 to him"), None);
        assert_eq!(alone("Tuesday, 8th of September 2020").as_deref(), Some("2020-09-08"));
        assert_eq!(alone("2020-09-08T10:30:00Z").as_deref(), Some("2020-09-08"));
        assert_eq!(normalised("Michaelmas"), None);
    }
}
