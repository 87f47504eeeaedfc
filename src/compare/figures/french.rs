//! Figures of a French text: `1 250 personnes`, `3,5 millions d’euros`, `un habitant sur quatre`, `une douzaine d’élus`.
//!
//! In French spaces or points group the digits of a number and the comma parts its whole from its fraction; what is counted is
//! the next word. Years, dates and clock times are no figures.

use super::Measure;
use super::more::{Found, Word};
use super::numerals::follows;
use crate::text::Span;

/// Days in a year, on average.
const DAYS: f64 = 365.25;
/// Nobody is older, in years.
const OLDEST: f64 = 125.0;
/// No number in letters has more words.
const LONGEST: usize = 12;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
/// Small words that are not what is counted.
const SMALL: [&str; 24] = [
    "et", "ou", "à", "au", "aux", "en", "dans", "sur", "pour", "par", "le", "la", "les", "du", "des", "ans",
    "que", "qui", "est", "sont", "a", "ont", "de", "ne",
];

/// The figures of a sentence, in order; `taken` are the places of dates, addresses and the like, in order.
pub fn figures(body: &str, words: &[Word], taken: &[Span]) -> Vec<Found> {
    let sentence = Sentence { body, words };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let near = taken.partition_point(|span| span.end <= words[at].span.start);
        let is_taken = taken.get(near).is_some_and(|span| span.overlaps(words[at].span));
        match sentence.number(at).filter(|_| !is_taken) {
            Some(number) => {
                let figure = sentence.share(at, number).or_else(|| sentence.figure(at, number));
                at = figure.as_ref().map_or(number.to, |(to, _)| *to).max(at + 1);
                found.extend(figure.map(|(_, figure)| figure));
            }
            None => at += 1,
        }
    }
    found
}

/// A number, with one past its last word.
#[derive(Clone, Copy)]
struct Number {
    to: usize,
    end: usize,
    value: f64,
    is_plain: bool,
    /// True for `un`, `une`.
    is_article: bool,
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

    /// The word `at`, if it goes on with the one before it.
    fn next(self, at: usize) -> &'s str {
        if follows(self.body, self.words, at) { self.form(at) } else { "" }
    }

    fn number(self, at: usize) -> Option<Number> {
        let start = self.words.get(at)?.span.start;
        let before = self.body[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || "/:#_@-.,".contains(c)) {
            return None;
        }
        let mut number = self.in_digits(at).or_else(|| self.in_letters(at))?;
        loop {
            let of = usize::from(matches!(self.next(number.to), "de"));
            let times = match self.next(number.to) {
                "douzaine" | "douzaines" => 12.0,
                "dizaine" | "dizaines" => 10.0,
                "centaine" | "centaines" => 1e2,
                "mille" | "millier" | "milliers" => 1e3,
                "million" | "millions" => 1e6,
                "milliard" | "milliards" => 1e9,
                _ => break,
            };
            number.value *= times;
            number.end = self.words[number.to].span.end;
            number.to += 1 + of;
            (number.is_plain, number.is_article) = (false, false);
        }
        Some(number)
    }

    /// `1 250`, `250.000`, `3,5`.
    fn in_digits(self, at: usize) -> Option<Number> {
        let start = self.words[at].span.start;
        let digits = |from: usize| self.body[from..].bytes().take(16).take_while(u8::is_ascii_digit).count();
        let first = digits(start);
        if first == 0 || first > 15 {
            return None;
        }
        let mut end = start + first;
        let mut written = self.body[start..end].to_owned();
        let mut groups = 0;
        while first <= 3
            && let Some(space) = self.body[end..].chars().next()
            && matches!(space, ' ' | '.' | '\u{a0}' | '\u{202f}' | '\u{2009}')
            && digits(end + space.len_utf8()) == 3
            && groups < 5
        {
            let from = end + space.len_utf8();
            written.push_str(&self.body[from..from + 3]);
            end = from + 3;
            groups += 1;
        }
        if self.body[end..].starts_with(',') && (1..=6).contains(&digits(end + 1)) {
            let decimals = digits(end + 1);
            written.push('.');
            written.push_str(&self.body[end + 1..=end + decimals]);
            end += 1 + decimals;
            groups += 1;
        }
        // `12/03`, `14h30`, `3e`
        if self.body[end..].starts_with(|c: char| c.is_alphanumeric() || "/:_@".contains(c)) {
            return None;
        }
        let to = at + self.words[at..].iter().take_while(|word| word.span.start < end).count();
        Some(Number { to, end, value: written.parse().ok()?, is_plain: groups == 0, is_article: false })
    }

    /// `sept`, `vingt-deux`, `quatre-vingts`, `deux mille trois cents`.
    fn in_letters(self, at: usize) -> Option<Number> {
        let (mut total, mut part, mut to) = (0.0, 0.0, at);
        while to < at + LONGEST {
            let form = if to == at { self.form(to) } else { self.next(to) };
            let is_four = to > at && self.form(to - 1) == "quatre";
            match form {
                "vingt" | "vingts" if is_four => part += 76.0,
                "cent" | "cents" => part = f64::max(part, 1.0) * 100.0,
                "mille" => {
                    total += f64::max(part, 1.0) * 1e3;
                    part = 0.0;
                }
                "et" if to > at && matches!(self.next(to + 1), "un" | "une" | "onze") => {}
                _ => match unit(form) {
                    Some(value) => part += value,
                    None => break,
                },
            }
            to += 1;
        }
        let last = to.checked_sub(1).filter(|last| *last >= at)?;
        let is_article = to == at + 1 && matches!(self.form(at), "un" | "une");
        Some(Number { to, end: self.words[last].span.end, value: total + part, is_plain: false, is_article })
    }

    fn figure(self, at: usize, number: Number) -> Option<(usize, Found)> {
        let start = self.words[at].span.start;
        let made = |to: usize, end: usize, measure, value: f64, unit: &str| {
            let span = Span::new(start, end);
            let number = if measure == Measure::Count { Span::new(start, number.end) } else { span };
            Some((to, Found { span, number, measure, value, unit: unit.to_owned(), ..Found::default() }))
        };
        let sign = self.body[number.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let sign_at = self.body.len() - sign.len();
        if sign.starts_with('%') {
            return made(number.to, sign_at + 1, Measure::Percent, number.value, "%");
        }
        if sign.starts_with('€') {
            return made(number.to, sign_at + '€'.len_utf8(), Measure::Money, number.value, "EUR");
        }
        let (next, next_end) = (self.next(number.to), self.words.get(number.to)?.span.end);
        if next == "pour" && self.next(number.to + 1) == "cent" {
            return made(
                number.to + 2,
                self.words[number.to + 1].span.end,
                Measure::Percent,
                number.value,
                "%",
            );
        }
        if let Some(currency) = currency(next) {
            return made(number.to + 1, next_end, Measure::Money, number.value, currency);
        }
        if MONTHS.contains(&next) || next.is_empty() || number.is_article {
            return None;
        }
        if let Some(years) = length(next) {
            let before = at.checked_sub(1).map_or("", |before| self.form(before));
            let has = matches!(before, "a" | "avait" | "ont" | "avaient" | "aura");
            let is_aged = has || before == "de" && at > 1 && self.form(at - 2).starts_with("âgé");
            let is_age = is_aged && matches!(next, "an" | "ans") && number.value <= OLDEST;
            let clock = matches!(next, "heures" | "heure") && matches!(before, "à" | "vers");
            return match (is_age, clock) {
                (true, _) => made(number.to + 1, next_end, Measure::Age, number.value, "years"),
                (_, true) => None,
                _ => made(number.to + 1, next_end, Measure::Duration, number.value * years, "years"),
            };
        }
        let is_year = number.is_plain && (1500.0..2100.0).contains(&number.value);
        let counts =
            next.chars().nth(1).is_some() && next.starts_with(char::is_alphabetic) && !SMALL.contains(&next);
        if is_year || !counts {
            None
        } else {
            made(number.to + 1, next_end, Measure::Count, number.value, "")
        }
    }

    /// `un habitant sur quatre`, `un tiers des`, `deux tiers`.
    fn share(self, at: usize, number: Number) -> Option<(usize, Found)> {
        let part = match self.next(number.to) {
            "tiers" => 3.0,
            "quart" | "quarts" => 4.0,
            "cinquième" | "cinquièmes" => 5.0,
            "dixième" | "dixièmes" => 10.0,
            _ => 0.0,
        };
        let (to, share) = if part > number.value {
            (number.to + 1, number.value / part)
        } else {
            let over = (number.to..number.to + 3).find(|at| self.next(*at) == "sur")?;
            let whole =
                self.number(over + 1).filter(|whole| whole.value > number.value && whole.value <= 1e3)?;
            (whole.to, number.value / whole.value)
        };
        let span = Span::new(self.words[at].span.start, self.words[to - 1].span.end);
        Some((to, Found::of(span, (Measure::Percent, "%"), 100.0 * share)))
    }
}

/// The currency that a word names, with the `d’` before it.
fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "euro" | "euros" | "deuros" => "EUR",
        "dollar" | "dollars" => "USD",
        "livres" => "GBP",
        "franc" | "francs" => "FRF",
        _ => return None,
    })
}

/// The years of one such unit of time.
fn length(word: &str) -> Option<f64> {
    Some(match word {
        "an" | "ans" | "année" | "années" => 1.0,
        "mois" => 1.0 / 12.0,
        "semaine" | "semaines" => 7.0 / DAYS,
        "jour" | "jours" => 1.0 / DAYS,
        "heure" | "heures" => 1.0 / DAYS / 24.0,
        "minute" | "minutes" => 1.0 / DAYS / 1_440.0,
        _ => return None,
    })
}

fn unit(form: &str) -> Option<f64> {
    const UNITS: [&str; 16] = [
        "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize",
    ];
    const TENS: [&str; 5] = ["vingt", "trente", "quarante", "cinquante", "soixante"];
    let form = if form == "une" { "un" } else { form };
    let at = UNITS.iter().position(|unit| *unit == form).map(|at| at as f64 + 1.0);
    at.or_else(|| TENS.iter().position(|tens| *tens == form).map(|at| 20.0 + 10.0 * at as f64))
}

#[cfg(test)]
mod tests {
    use super::super::{Grammar, read};
    use super::*;
    use crate::text::Text;

    /// French of no figures, long enough that its language is known.
    const FRENCH: &str =
        "Le rapport sur le travail de la bibliothèque et des écoles de la ville est maintenant publié. ";

    #[test]
    fn figures_of_french_texts_are_read_as_french() {
        use Measure::{Age, Count, Duration, Money, Percent};
        let cases = [
            ("Environ 1 250 personnes sont venues.", Count, 1250.0),
            ("La maison coûte 250.000 euros.", Money, 250_000.0),
            ("Le conseil a dépensé 3,5 millions d'euros.", Money, 3_500_000.0),
            ("Le taux était de 12,5 %.", Percent, 12.5),
            ("Le taux était de 14 pour cent.", Percent, 14.0),
            ("L'enfant avait sept ans.", Age, 7.0),
            ("Le chantier a duré vingt-deux mois.", Duration, 22.0 / 12.0),
            ("Un habitant sur quatre était contre.", Percent, 25.0),
            ("Une douzaine d'élus ont démissionné.", Count, 12.0),
            ("Il a vu quatre-vingt-dix moutons.", Count, 90.0),
            ("Il a vu deux mille trois cents moutons.", Count, 2300.0),
        ];
        for (body, measure, value) in cases {
            let figures = read(&Text::new(format!("{FRENCH}{body}")));
            assert_eq!(figures.len(), 1, "{body} {figures:?}");
            assert_eq!(figures[0].measure, measure, "{body}");
            assert!((figures[0].value - value).abs() < 1e-9, "{body} {figures:?}");
        }
        let figures = read(&Text::new(format!("{FRENCH}Plus de 1 500 personnes sont venues.")));
        assert_eq!(figures[0].written_as_meant(), "plus de 1,500");
        assert_eq!(read(&Text::new(format!("{FRENCH}Le 12 mars 2019, à 14 heures, en 2018."))), []);
        assert_ne!(Grammar::French, Grammar::English);
    }
}
