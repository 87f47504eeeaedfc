//! Dates, sums and laws as they are written in other languages of Europe: `12 août 1911`, `den 3. Mai 1848`, `12.500 francs`,
//! `3 fr. 50`, `4 500 €`; the laws are read by [`super::foreign_laws`].
//!
//! For texts that the rules for English are kept from. It reads what its own words or signs make certain, a month, a
//! currency, and leaves alone whatever else is numbered there. A comma parts the whole from its parts, a full stop or a
//! space the thousands.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::board::Board;
use super::calendar::{Day, Partial};
use super::calendar_dates::in_figures;
use super::foreign_laws::{elided, law_at};
use super::numbers;
use super::tokens::{Page, Shape};
use crate::entities::Kind;

/// The name of this rule.
pub const NAME: &str = "foreign";

/// The months in order: in French, German, Spanish, Italian, Portuguese and Dutch, and as they are shortened.
const MONTHS: &[&str] = &[
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv fevrier - avr - - juil aout sept oct nov decembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz apr - jun jul aug sep okt - dez",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
];

static MONTH: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let numbered = MONTHS.iter().flat_map(|row| row.split(' ').zip(1u8..));
    numbered.filter(|(name, _)| *name != "-").collect()
});

/// The days of the week in the same languages.
const WEEKDAYS: &str = "lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag \
    sonnabend sonntag lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato \
    domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag";

/// The code of the currency that a word after a sum names; empty where several countries have one of that name.
fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "euro" | "euros" => "EUR",
        "deutschmark" | "d-mark" => "DEM",
        "peseta" | "pesetas" => "ESP",
        "lire" => "ITL",
        "franc" | "francs" | "fr" | "frs" | "franken" | "francos" | "franchi" | "mark" | "taler"
        | "thaler" | "gulden" | "florins" | "kronen" | "dollar" | "dollars" | "dólares" | "dollari"
        | "reichsmark" | "goldmark" | "rentenmark" | "papiermark" | "pfennig" | "pesos" | "escudos"
        | "centimes" | "rubel" | "roubles" => "",
        _ => return None,
    })
}

/// How many times more a word makes of the number before it.
fn multiple(word: &str) -> Option<f64> {
    Some(match word {
        "mille" | "mil" | "mila" | "tausend" | "duizend" => 1e3,
        "million" | "millions" | "millón" | "millones" | "milione" | "milioni" | "millionen" | "mio"
        | "milhão" | "milhões" | "miljoen" => 1e6,
        "milliard" | "milliards" | "miliardo" | "miliardi" | "milliarde" | "milliarden" | "mrd"
        | "miljard" => 1e9,
        _ => return None,
    })
}

/// Claims laws, dates and sums of money.
pub fn foreign(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let read = || {
            let law = law_at(page, at).map(|to| (to, Kind::Law, None));
            law.or_else(|| date_at(page, at)).or_else(|| sum_at(page, at))
        };
        let found = if board.is_free(at) { read() } else { None };
        let Some((to, kind, value)) = found else {
            at += 1;
            continue;
        };
        let article = if kind == Kind::Law { elided(page.word(at)) } else { 0 };
        let is_claimed = board.claim_valued(at, to, kind, NAME, value.as_deref());
        if article > 0
            && let Some(number) = board.holder(at).filter(|_| is_claimed)
            && let Some(find) = board.find_mut(number)
        {
            find.span.start += article;
        }
        at = if is_claimed { to } else { at + 1 };
    }
}

type Found = (usize, Kind, Option<String>);

/// One past the day of the calendar that begins at `at`, its year told.
pub fn day_at(page: &Page<'_>, at: usize) -> Option<usize> {
    if page.get(at).shape != Shape::Number {
        return None;
    }
    day_and_month(page, at).filter(|(_, partial)| partial.year.is_some()).map(|(to, _)| to)
}

/// The date that begins at `at`.
fn date_at(page: &Page<'_>, at: usize) -> Option<Found> {
    let mut next = at;
    if page.capital(at) || page.get(at).shape == Shape::Lower {
        if let Some(month) = MONTH.get(page.low(at)) {
            return month_and_year(page, at, *month);
        }
        if !WEEKDAYS.split(' ').any(|name| name == page.low(at)) {
            return None;
        }
        next += 1;
        next += usize::from(page.sign(next, ','));
        next += usize::from(matches!(page.low(next), "le" | "den" | "el" | "il" | "de" | "dem"));
        if !page.follows(next) {
            return None;
        }
    }
    if page.get(next).shape != Shape::Number {
        return None;
    }
    let (to, partial) = day_and_month(page, next).or_else(|| figures(page, next))?;
    Some((to, Kind::Date, partial.iso()))
}

/// `12 août 1911`, `3. Mai 1848`, `1er mars`, `2 de mayo de 1808`.
fn day_and_month(page: &Page<'_>, at: usize) -> Option<(usize, Partial)> {
    let word = page.low(at);
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let day: u8 = digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() < 3)?;
    if !matches!(&word[digits.len()..], "" | "er" | "º" | "°" | "e") {
        return None;
    }
    let mut next = at + 1;
    next += usize::from(page.glued(next) && (page.sign(next, '.') || page.sign(next, '°')));
    next += usize::from(matches!(page.low(next), "de" | "di"));
    let month = MONTH.get(page.low(next)).copied().filter(|_| page.follows(next) && is_month(page, next))?;
    let (year, to) = year_after(page, next);
    let fits = Day::new(year.unwrap_or(2000), month, day).is_some();
    fits.then_some((to, Partial { year, month: Some(month), day: Some(day) }))
}

/// True for a word in letters: `12 MARS` and `12 mars`, no sign and no number.
fn is_month(page: &Page<'_>, at: usize) -> bool {
    page.capital(at) || page.get(at).shape == Shape::Lower
}

/// `août 1911`, `mayo de 1808`: a month alone may be any word or name.
fn month_and_year(page: &Page<'_>, at: usize, month: u8) -> Option<Found> {
    let (year, to) = year_after(page, at);
    let partial = Partial { year, month: Some(month), day: None };
    year.map(|_| (to, Kind::Date, partial.iso()))
}

/// The year after a month, and one past the date's last token.
fn year_after(page: &Page<'_>, month: usize) -> (Option<i32>, usize) {
    let mut next = month + 1;
    next += usize::from(page.sign(next, '.') && page.glued(next) && page.low(month).len() < 5);
    next += usize::from(matches!(page.low(next), "de" | "del"));
    let word = page.low(next);
    let is_year = page.follows(next) && word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    match word.parse().ok().filter(|year| is_year && (1000..2200).contains(year)) {
        Some(year) => (Some(year), next + 1),
        None => (None, month + 1),
    }
}

/// `12.08.2024`, `1/5/1953`, `2024-08-12`: the day comes before the month, if not the year before both.
fn figures(page: &Page<'_>, at: usize) -> Option<(usize, Partial)> {
    let when = in_figures(page, at)?;
    let parts: Vec<i32> = page.word(at).split(['/', '-', '.']).filter_map(|part| part.parse().ok()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, day) = if *first > 999 { (*first, *third) } else { (*third, *first) };
    let year = if year > 99 { year } else { when.partial?.year? };
    let told = Day::new(year, u8::try_from(*second).ok()?, u8::try_from(day).ok()?)?;
    Some((when.to, Partial { year: Some(told.year), month: Some(told.month), day: Some(told.day) }))
}

/// The sum that begins at `at`: a sign or code before or after a number, or a currency after it.
fn sum_at(page: &Page<'_>, at: usize) -> Option<Found> {
    let sum = |to: usize, code: &str, value: f64| {
        let value = format!("{code} {}", numbers::plain(value));
        (to, Kind::Money, (!code.is_empty()).then_some(value))
    };
    if let Some(code) = sign_or_code(page, at) {
        let (to, value) = amount(page, at + 1).filter(|_| page.follows(at + 1))?;
        return Some(sum(to, code, value));
    }
    let (to, value) = amount(page, at)?;
    let next = to + usize::from(matches!(page.low(to), "de" | "di"));
    if !page.follows(next) {
        return None;
    }
    let word = page.low(next);
    let word = word.strip_prefix("d'").or_else(|| word.strip_prefix("d’")).unwrap_or(word);
    if word == "deutsche" && page.low(next + 1) == "mark" && page.follows(next + 1) {
        return Some(sum(next + 2, "DEM", value));
    }
    let code = sign_or_code(page, next).or_else(|| currency(word))?;
    let (to, hundredths) = hundredths_after(page, next).unwrap_or((next + 1, 0.0));
    Some(sum(to, code, value + hundredths / 100.0))
}

/// `50` in `3 fr. 50` and `3 francs 50 centimes`, after the currency at `at`: one past it, and how many.
fn hundredths_after(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    let parted = matches!(page.low(at), "fr" | "frs" | "franc" | "francs" | "f" | "ff" | "mark" | "m");
    let stop = page.sign(at + 1, '.') && page.glued(at + 1);
    let number = at + 1 + usize::from(stop);
    let word = page.word(number);
    let is_two = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let count = word.parse::<f64>().ok().filter(|_| parted && is_two && page.follows(number))?;
    let next = number + 1;
    if page.follows(next) && matches!(page.low(next), "c" | "cent" | "centimes" | "pfennig" | "pf") {
        return Some((next + 1, count));
    }
    // `10 francs 12 sous` and `30 mark 15 hommes` count something else.
    let small = matches!(
        page.low(next),
        "le" | "la"
            | "les"
            | "par"
            | "pour"
            | "de"
            | "à"
            | "et"
            | "au"
            | "en"
            | "l"
            | "un"
            | "une"
            | "für"
            | "und"
            | "im"
    );
    let ends = !page.follows(next) || matches!(page.get(next).shape, Shape::Sign(_)) || small;
    ends.then_some((next, count))
}

/// The code of a currency that stands at `at` as a sign or in three capitals.
fn sign_or_code(page: &Page<'_>, at: usize) -> Option<&'static str> {
    Some(match page.word(at) {
        "€" | "EUR" => "EUR",
        "$" | "USD" => "USD",
        "£" | "GBP" => "GBP",
        "CHF" => "CHF",
        "DM" | "DEM" => "DEM",
        "FRF" | "FF" => "FRF",
        // So do francs of other countries, marks of the Empire and of the Reich stand.
        "F" | "M" | "RM" | "Pf" => "",
        "ITL" => "ITL",
        "ESP" => "ESP",
        _ => return None,
    })
}

/// The number at `at`, in as many tokens as its thousands stand in, times the word after it: `12.500`, `4 500`, `2,5 millions`.
fn amount(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    let mut value = value(page.word(at)).filter(|_| page.get(at).shape == Shape::Number)?;
    let mut to = at + 1;
    let is_group =
        |at: usize| page.word(at).len() == 3 && page.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let first = page.word(at);
    if first.len() <= 3 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        while page.follows(to) && is_group(to) && value < 1e12 {
            value = value * 1e3 + page.word(to).parse::<f64>().ok()?;
            to += 1;
        }
    }
    if page.follows(to)
        && let Some(times) = multiple(page.low(to))
    {
        value *= times;
        to += 1;
        to += usize::from(page.sign(to, '.') && page.glued(to));
    }
    Some((to, value))
}

/// What figures are worth where a comma stands before the parts: `12.500`, `1.234,50`, `12,5`.
fn value(word: &str) -> Option<f64> {
    let (whole, parts) = word.split_once(',').unwrap_or((word, ""));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.iter().all(|group| group.len() == 3);
    let all = std::iter::once(&first).chain(&rest).all(|part| is_digits(part));
    if !all || !(parts.is_empty() || is_digits(parts)) || first.len() > 12 {
        return None;
    }
    let plain = match rest.as_slice() {
        // `2.50` has no thousands: the full stop is what it is in English.
        [_] if !grouped && parts.is_empty() => whole.to_owned(),
        _ if grouped && (rest.is_empty() || first.len() < 4) => format!("{first}{}.{parts}0", rest.concat()),
        _ => return None,
    };
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found;

    #[track_caller]
    fn one(text: &str, words: &str, value: &str) {
        let found = found(text, foreign);
        let found: Vec<(&str, &str)> = found.iter().map(|(words, _, value)| (&**words, &**value)).collect();
        assert_eq!(found, [(words, value)], "{text}");
    }

    #[test]
    fn dates_of_several_languages() {
        one("Samedi 12 août 1911. Cinq centimes", "Samedi 12 août 1911", "1911-08-12");
        one("mort le 3 août dans sa maison", "3 août", "--08-03");
        one("le 9 décembre 1905.", "9 décembre 1905", "1905-12-09");
        one("le 1er mars, il", "1er mars", "--03-01");
        one("en août 1911, il", "août 1911", "1911-08");
        one("am Montag, den 3. Mai 1848 in", "Montag, den 3. Mai 1848", "1848-05-03");
        one("seit dem 12. März 1938 war", "12. März 1938", "1938-03-12");
        one("el 2 de mayo de 1808 en", "2 de mayo de 1808", "1808-05-02");
        one("il 25 aprile 1945 a", "25 aprile 1945", "1945-04-25");
        one("em 5 de outubro de 1910 a", "5 de outubro de 1910", "1910-10-05");
        one("am 05.08.2024 und", "05.08.2024", "2024-08-05");
        one("le 1/5/1953, il", "1/5/1953", "1953-05-01");
        one("op 2024-08-12 was", "2024-08-12", "2024-08-12");
        for text in ["il marche en mars avec", "le 31 février 1911x", "40 août", "im Mai 12 war"] {
            assert_eq!(found(text, foreign), [], "{text}");
        }
    }

    #[test]
    fn sums_with_a_currency() {
        one("une somme de 12.500 francs.", "12.500 francs", "");
        one("voté 4.000 fr. pour", "4.000 fr", "");
        one("au prix de 3 fr. 50 le kilo", "3 fr. 50", "");
        one("coûte 12 francs 50 centimes.", "12 francs 50 centimes", "");
        one("payé 1.200 FF pour", "1.200 FF", "FRF 1200");
        one("payé 12 FF 50.", "12 FF 50", "FRF 12.5");
        one("coûte 1 200 F par", "1 200 F", "");
        one("avec 12,50 € par", "12,50 €", "EUR 12.5");
        one("zahlte 500 Reichsmark für", "500 Reichsmark", "");
        one("zahlte 500 RM für", "500 RM", "");
        one("zahlte 20 Deutsche Mark für", "20 Deutsche Mark", "DEM 20");
        one("donna 10 francs 12 hommes", "10 francs", "");
        one("coûte 4 500 € par", "4 500 €", "EUR 4500");
        one("kostet € 1.234,50 im", "€ 1.234,50", "EUR 1234.5");
        one("bis 2,5 Millionen Euro für", "2,5 Millionen Euro", "EUR 2500000");
        one("de 3 millions d'euros pour", "3 millions d'euros", "EUR 3000000");
        one("EUR 500 im", "EUR 500", "EUR 500");
        one("unas 300 pesetas al", "300 pesetas", "ESP 300");
        for text in ["41 dans le texte", "12.500 hommes", "41 sous le pont", "le franc a", "1.2.3.4 €"] {
            assert_eq!(found(text, foreign), [], "{text}");
        }
    }

    #[test]
    fn figures_are_worth_what_they_say() {
        for (word, worth) in [("12.500", 12500.0), ("12,5", 12.5), ("2.50", 2.5), ("1.234.567", 1_234_567.0)]
        {
            assert!((value(word).unwrap() - worth).abs() < 1e-9, "{word}");
        }
        for word in ["1.23.456", "12a", "", "1,2,3", "12345.678"] {
            assert_eq!(value(word), None, "{word}");
        }
    }
}
