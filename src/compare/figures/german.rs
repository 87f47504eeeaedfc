//! Figures of a German text: `1.200 Besucher`, `3,5 Prozent`, `zwei Millionen Euro`, `ein Drittel`, `die 34-Jährige`.
//!
//! In German the point groups the digits of a number and the comma parts its whole from its fraction, and nouns have a
//! capital, so a number counts the next word that has one. Years, dates, clock times and the numbers of lists are no figures.

use super::Measure;
use super::more::{Found, Word};
use super::numerals::follows;
use crate::text::{Span, Text};

/// So many words may stand between a number and the noun that it counts.
const LONGEST_PHRASE: usize = 4;
/// Nobody is older, in years.
const OLDEST: f64 = 125.0;
/// Days in a year, on average.
const DAYS: f64 = 365.25;

/// The figures of a sentence, in order; `taken` are the places of dates, addresses and the like, in order.
pub fn figures(text: &Text, words: &[Word], taken: &[Span]) -> Vec<Found> {
    let sentence = Sentence { body: text.as_str(), words };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let near = taken.partition_point(|span| span.end <= words[at].span.start);
        let is_taken = taken.get(near).is_some_and(|span| span.overlaps(words[at].span));
        match sentence.figure(at).filter(|_| !is_taken) {
            Some((to, figure)) => {
                found.push(figure);
                at = to.max(at + 1);
            }
            None => at = sentence.past_digits(at).max(at + 1),
        }
    }
    found
}

/// A number, with one past its last word.
#[derive(Clone, Copy)]
struct Number {
    to: usize,
    /// Where it ends; in digits that may be inside what is read as words.
    end: usize,
    value: f64,
    is_plain_digits: bool,
}

#[derive(Clone, Copy)]
struct Sentence<'s> {
    body: &'s str,
    words: &'s [Word],
}

impl<'s> Sentence<'s> {
    fn form(self, at: usize) -> &'s str {
        self.words.get(at).map_or("", |word| word.form.as_str())
    }

    fn goes_on(self, at: usize) -> bool {
        follows(self.body, self.words, at)
    }

    /// One past the digits, points and commas that begin with the word `at`, so that no part of a date is read.
    fn past_digits(self, at: usize) -> usize {
        let start = self.words[at].span.start;
        let run = self.body[start..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        let end = start + run.count();
        at + self.words[at..].iter().take_while(|word| word.span.start < end).count()
    }

    fn figure(self, at: usize) -> Option<(usize, Found)> {
        if let Some(share) = self.share(at) {
            return Some(share);
        }
        let start = self.words[at].span.start;
        let money_before = self.body[..start].trim_end().ends_with('€');
        let (number, low) = self.number_or_range(at)?;
        let span_to = |end: usize| Span::new(start, end);
        let made = |to: usize, end: usize, measure, value: f64, unit: &str| {
            let found = Found {
                span: span_to(end),
                number: span_to(if measure == Measure::Count { number.end } else { end }),
                measure,
                value: low.map_or(value, |low| low * value / number.value),
                upper: low.map(|_| value),
                unit: unit.to_owned(),
                ..Found::default()
            };
            Some((to, found))
        };
        let after = &self.body[number.end..];
        let sign = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let sign_end = self.body.len() - sign.len();
        if sign.starts_with('%') {
            return made(number.to, sign_end + 1, Measure::Percent, number.value, "%");
        }
        if sign.starts_with('€') {
            return made(number.to, sign_end + '€'.len_utf8(), Measure::Money, number.value, "EUR");
        }
        if money_before {
            return made(number.to, number.end, Measure::Money, number.value, "EUR");
        }
        let next = self.words.get(number.to).filter(|_| self.goes_on_after(number))?;
        let (next, next_end) = (next.form.as_str(), next.span.end);
        if matches!(next, "prozent" | "prozentpunkte" | "prozentpunkten") {
            return made(number.to + 1, next_end, Measure::Percent, number.value, "%");
        }
        if let Some(currency) = currency(next) {
            return made(number.to + 1, next_end, Measure::Money, number.value, currency);
        }
        let is_age = number.value <= OLDEST;
        if is_age && (next.starts_with("jährige") || next == "jährig") {
            return made(number.to + 1, next_end, Measure::Age, number.value, "years");
        }
        if let Some(years) = length(next) {
            let old = self.words.get(number.to + 1).filter(|word| word.form == "alt");
            return match old.filter(|_| is_age && next.starts_with("jahr")) {
                Some(old) => made(number.to + 2, old.span.end, Measure::Age, number.value, "years"),
                None => made(number.to + 1, next_end, Measure::Duration, number.value * years, "years"),
            };
        }
        if next == "uhr" || (number.is_plain_digits && (1500.0..2100.0).contains(&number.value)) {
            return None;
        }
        let noun = (number.to..self.words.len().min(number.to + LONGEST_PHRASE))
            .take_while(|at| *at == number.to || self.goes_on(*at))
            .find(|at| self.body[self.words[*at].span.start..].starts_with(char::is_uppercase))?;
        // `ein Haus` counts nothing.
        let is_article = number.value <= 1.0 && !number.is_plain_digits;
        if is_article {
            None
        } else {
            made(noun + 1, self.words[noun].span.end, Measure::Count, number.value, "")
        }
    }

    /// The number that begins with the word `at`, or the upper one of a range with the lower: `40 bis 50`, `zwischen 40 und 50`.
    fn number_or_range(self, at: usize) -> Option<(Number, Option<f64>)> {
        let first = self.number(at)?;
        let between = self.words.get(first.to).map_or("", |word| &self.body[first.end..word.span.start]);
        let joins = match self.form(first.to) {
            "bis" => self.goes_on_after(first),
            "und" => self.goes_on_after(first) && at > 0 && self.form(at - 1) == "zwischen",
            _ => false,
        };
        let second = match between {
            "-" | "–" => self.number_after_dash(first.to),
            _ if joins => self.number(first.to + 1),
            _ => None,
        };
        let Some(second) = second else { return Some((first, None)) };
        // What multiplies the second number multiplies the first too, if nothing else does.
        let plain = digits(self.form(first.to + usize::from(joins))).unwrap_or(second.value);
        let times = if first.is_plain_digits && plain > 0.0 { second.value / plain } else { 1.0 };
        let low = first.value * times;
        let are_years = second.is_plain_digits && (1500.0..2100.0).contains(&first.value);
        if low < second.value && !are_years { Some((second, Some(low))) } else { Some((first, None)) }
    }

    /// The number behind a dash.
    fn number_after_dash(self, at: usize) -> Option<Number> {
        let number = self.number(at)?;
        self.body[self.words[at].span.start..].starts_with(|c: char| c.is_ascii_digit()).then_some(number)
    }

    /// True when only spaces or a hyphen stand between a number and the word behind it.
    fn goes_on_after(self, number: Number) -> bool {
        self.words.get(number.to).is_some_and(|word| {
            let between = self.body.get(number.end..word.span.start).unwrap_or(".");
            between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'))
        })
    }

    /// The number that begins with the word `at`, with `Tausend`, `Millionen`, `Mio.` behind it.
    fn number(self, at: usize) -> Option<Number> {
        let word = &self.words[at];
        let before = self.body[..word.span.start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || "/:#_@".contains(c)) {
            return None;
        }
        let start = word.span.start;
        let run =
            self.body[start..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let run = self.body[start..start + run].trim_end_matches(['.', ',']);
        let mut number = if run.starts_with(|c: char| c.is_ascii_digit()) {
            let end = start + run.len();
            let to = at + self.words[at..].iter().take_while(|word| word.span.start < end).count();
            // `14.` is the fourteenth, or the number of a list.
            let is_ordinal = self.body[end..].starts_with('.') && self.goes_past_stop(end);
            let is_joined = self.body[end..].starts_with(|c: char| c.is_alphanumeric() || "/:_@".contains(c));
            if is_ordinal || is_joined {
                return None;
            }
            Number { to, end, value: digits(run)?, is_plain_digits: run.bytes().all(|b| b.is_ascii_digit()) }
        } else {
            let value = numeral(&word.form)?;
            Number { to: at + 1, end: word.span.end, value, is_plain_digits: false }
        };
        while let Some(word) = self.words.get(number.to).filter(|_| self.goes_on_after(number)) {
            let times = match word.form.as_str() {
                "dutzend" => 12.0,
                "hundert" => 1e2,
                "tausend" | "tsd" => 1e3,
                "million" | "millionen" | "mio" => 1e6,
                "milliarde" | "milliarden" | "mrd" => 1e9,
                "billion" | "billionen" => 1e12,
                _ => break,
            };
            number.value *= times;
            number.to += 1;
            number.end = word.span.end;
            number.is_plain_digits = false;
            if matches!(word.form.as_str(), "mio" | "mrd" | "tsd") && self.body[number.end..].starts_with('.')
            {
                number.end += 1;
            }
        }
        Some(number)
    }

    /// True when the sentence goes on behind a full stop.
    fn goes_past_stop(self, stop: usize) -> bool {
        self.words.last().is_some_and(|last| last.span.start > stop)
    }

    /// `ein Drittel`, `zwei Drittel`, `jeder fünfte`, `die Hälfte der`.
    fn share(self, at: usize) -> Option<(usize, Found)> {
        let part = |at: usize| {
            Some(match self.form(at) {
                "drittel" => 3.0,
                "viertel" => 4.0,
                "fünftel" => 5.0,
                "sechstel" => 6.0,
                "siebtel" => 7.0,
                "achtel" => 8.0,
                "neuntel" => 9.0,
                "zehntel" => 10.0,
                _ => return None,
            })
        };
        let each = |at: usize| {
            const EACH: [&str; 8] =
                ["dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte"];
            let form = self.form(at).trim_end_matches(['r', 's', 'n']);
            EACH.iter().position(|each| *each == form).map(|at| at as f64 + 3.0)
        };
        let (to, share) = if self.form(at) == "hälfte" {
            (at + 1, 0.5)
        } else if matches!(self.form(at), "jeder" | "jede" | "jedes" | "jedem" | "jeden")
            && self.goes_on(at + 1)
        {
            (at + 2, 1.0 / each(at + 1)?)
        } else {
            let many = numeral(self.form(at)).or_else(|| digits(self.form(at)))?;
            let of = part(at + 1).filter(|of| self.goes_on(at + 1) && many < *of)?;
            (at + 2, many / of)
        };
        let span = Span::new(self.words[at].span.start, self.words[to - 1].span.end);
        Some((to, Found::of(span, (Measure::Percent, "%"), 100.0 * share)))
    }
}

/// The currency that a word names.
fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "euro" | "euros" | "eur" => "EUR",
        "dollar" | "usd" => "USD",
        "pfund" | "gbp" => "GBP",
        "franken" | "chf" => "CHF",
        "mark" | "dm" | "reichsmark" => "DEM",
        "schilling" => "ATS",
        _ => return None,
    })
}

/// The years of one such unit of time.
fn length(word: &str) -> Option<f64> {
    Some(match word {
        "jahr" | "jahre" | "jahren" => 1.0,
        "monat" | "monate" | "monaten" => 1.0 / 12.0,
        "woche" | "wochen" => 7.0 / DAYS,
        "tag" | "tage" | "tagen" => 1.0 / DAYS,
        "stunde" | "stunden" => 1.0 / DAYS / 24.0,
        "minute" | "minuten" => 1.0 / DAYS / 1_440.0,
        _ => return None,
    })
}

/// `1.200`, `3,5`, `1.250.000,75`; not `18.09.2019`.
fn digits(run: &str) -> Option<f64> {
    if run.len() > 24 {
        return None;
    }
    let (whole, fraction) = run.split_once(',').unwrap_or((run, ""));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let are_groups = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let fits = !first.is_empty() && are_groups && is_digits(first) && is_digits(fraction);
    (fits && rest.iter().all(|group| is_digits(group)))
        .then(|| format!("{first}{}.{fraction}0", rest.concat()).parse().ok())
        .flatten()
}

/// The value of a numeral in one word: `sieben`, `einundzwanzig`, `zweihundertfünfzig`, `dreitausend`.
fn numeral(form: &str) -> Option<f64> {
    match form {
        "anderthalb" | "eineinhalb" => return Some(1.5),
        "zweieinhalb" => return Some(2.5),
        "dreieinhalb" => return Some(3.5),
        _ => {}
    }
    // No numeral is longer: `neunhundertneunundneunzigtausend…`
    if form.is_empty() || form.len() > 72 {
        return None;
    }
    if let Some((thousands, rest)) = form.split_once("tausend") {
        let many = if thousands.is_empty() { 1.0 } else { below_thousand(thousands)? };
        return Some(many * 1e3 + below_thousand_or_none(rest)?);
    }
    below_thousand(form)
}

fn below_thousand_or_none(rest: &str) -> Option<f64> {
    let rest = rest.strip_prefix("und").unwrap_or(rest);
    if rest.is_empty() { Some(0.0) } else { below_thousand(rest) }
}

fn below_thousand(form: &str) -> Option<f64> {
    if let Some((hundreds, rest)) = form.split_once("hundert") {
        let many = if hundreds.is_empty() { 1.0 } else { unit(hundreds)? };
        let rest = rest.strip_prefix("und").unwrap_or(rest);
        return Some(many * 100.0 + if rest.is_empty() { 0.0 } else { below_hundred(rest)? });
    }
    below_hundred(form)
}

fn below_hundred(form: &str) -> Option<f64> {
    const TENS: [&str; 8] =
        ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
    let tens = |form: &str| TENS.iter().position(|ten| *ten == form).map(|at| 20.0 + 10.0 * at as f64);
    unit(form).or_else(|| tens(form)).or_else(|| {
        let (ones, ten) = form.split_once("und")?;
        Some(tens(ten)? + unit(ones).filter(|ones| *ones < 10.0)?)
    })
}

fn unit(form: &str) -> Option<f64> {
    const UNITS: [&str; 19] = [
        "ein",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ];
    let form =
        if matches!(form, "eine" | "einem" | "einen" | "einer" | "eines" | "eins") { "ein" } else { form };
    UNITS.iter().position(|unit| *unit == form).map(|at| at as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_numbers_are_read() {
        assert_eq!(
            [digits("1.200"), digits("3,5"), digits("1.250.000,75")],
            [Some(1200.0), Some(3.5), Some(1_250_000.75)]
        );
        assert_eq!([digits("18.09.2019"), digits("1.20"), digits("")], [None; 3]);
        let values =
            ["sieben", "einundzwanzig", "zweihundertfünfzig", "dreitausend", "tausendundeine", "hundert"];
        assert_eq!(values.map(numeral), [7.0, 21.0, 250.0, 3000.0, 1001.0, 100.0].map(Some));
        assert_eq!(["tausendfach", "hundertwasser", "undzwanzig", "haus"].map(numeral), [None; 4]);
    }
}
