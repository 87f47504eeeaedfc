//! English amounts that the rules for entities read in part only: what is measured in a unit (`12 miles`, `5kg`, `5ft 6in`,
//! `10-12 miles`), percentages in short (`85pc`), and numbers in an unusual writing with what they are (`£1·2 million`, `1½
//! hours`, `1 234 567 people`).
//!
//! The letter `m` means metres or a million. It is a million before or after a word for what is counted and with money; where
//! the words around speak of lengths, and after decimals that nothing else explains, it is metres.

use super::Measure;
use super::forms::Sentence;
use super::more::{Found, Word};
use super::numerals::{currency_before, digits, follows, magnitude, numeral};
use super::phrase::is_plural;
use super::units::{LONGEST_UNIT, Unit, named, years};
use crate::entities::rules::lexicon::{LEXICON, Traits};
use crate::entities::rules::money::currency;
use crate::entities::rules::numbers::{multiple, shared_thousands};
use crate::text::Span;

/// An amount among words: a number, or the two ends of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount<'s> {
    /// One past its last word.
    pub to: usize,
    /// Where its number ends.
    pub end: usize,
    /// The value, or the lower one.
    pub value: f64,
    /// The upper value of a range.
    pub upper: Option<f64>,
    /// The letters joined to it that multiply nothing: `kg`.
    letters: &'s str,
    /// True when it is written in a way that the rules for entities do not read.
    is_odd: bool,
    /// True when digits with decimals say how much.
    has_decimals: bool,
    /// How much what stands behind its digits multiplies them by.
    times: f64,
}

/// So many words on either side may say that `m` means metres or a million.
const NEAR: usize = 6;

/// Words that speak of lengths.
const LENGTHS: [&str; 47] = [
    "level",
    "levels",
    "height",
    "heights",
    "high",
    "higher",
    "deep",
    "depth",
    "tall",
    "long",
    "length",
    "wide",
    "width",
    "distance",
    "away",
    "above",
    "below",
    "water",
    "river",
    "tide",
    "tides",
    "sea",
    "flood",
    "waves",
    "wave",
    "snow",
    "wall",
    "fence",
    "tower",
    "mast",
    "altitude",
    "elevation",
    "apart",
    "thick",
    "radius",
    "diameter",
    "race",
    "sprint",
    "hurdles",
    "freestyle",
    "relay",
    "pool",
    "trench",
    "cliff",
    "jump",
    "drop",
    "rainfall",
];
/// Plurals that are measured in metres more often than there are millions of them.
const LONG_THINGS: [&str; 12] = [
    "hurdles", "waves", "walls", "fences", "tides", "cliffs", "masts", "towers", "trenches", "drifts",
    "lengths", "races",
];
/// Words for what there are millions of, or how much money.
const COUNTED: [&str; 32] = [
    "population",
    "audience",
    "crowd",
    "readership",
    "circulation",
    "strong",
    "users",
    "people",
    "number",
    "numbers",
    "total",
    "profit",
    "profits",
    "loss",
    "losses",
    "cost",
    "costs",
    "budget",
    "revenue",
    "sales",
    "turnover",
    "debt",
    "deficit",
    "income",
    "spending",
    "spent",
    "fund",
    "funding",
    "price",
    "worth",
    "savings",
    "grant",
];
/// Short names of units that are words or numbers of their own unless they are joined to their number.
const JOINED_ONLY: [&str; 8] = ["m", "g", "l", "t", "in", "ins", "st", "ha"];

impl<'s> Sentence<'s> {
    /// The measured amount, or the one in an unusual writing, that begins with the word `at`.
    pub(super) fn measured(self, at: usize) -> Option<(usize, Found)> {
        let start = self.words[at].span.start;
        let before = self.body[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || "/:#_@.,'’".contains(c)) || self.is_joined(at) {
            return None;
        }
        let is_below = before.is_some_and(|c| matches!(c, '-' | '−'));
        let money = currency_before(self.body, self.words, at);
        let amount = self.amount(at)?;
        if money.is_none()
            && let Some((to, end, size, unit)) = self.unit_after(&amount, at)
        {
            let (to, end, more) = self.smaller_unit(to, end, unit);
            let scale = size / unit.size;
            let value = amount.value * scale + more / unit.size;
            let found = Found::of(Span::new(start, end), (Measure::Count, unit.name), value);
            return Some((to, Found { upper: amount.upper.map(|upper| upper * scale), ..found }));
        }
        if money.is_none()
            && let Some((to, end)) = self.percent_after(&amount, is_below)
        {
            let found = Found::of(Span::new(start, end), (Measure::Percent, "%"), amount.value);
            return Some((to, Found { upper: amount.upper, ..found }));
        }
        if !amount.letters.is_empty() {
            let years = years(amount.letters).filter(|_| money.is_none())?;
            let end = self.words[amount.to - 1].span.end;
            let found = Found::of(Span::new(start, end), (Measure::Duration, "years"), amount.value * years);
            return Some((amount.to, Found { upper: amount.upper.map(|upper| upper * years), ..found }));
        }
        if amount.is_odd { Some(self.odd(at, &amount, money)) } else { None }
    }

    /// An amount in an unusual writing, with what it is: a sum, a share, a length of time, else a count.
    fn odd(self, at: usize, amount: &Amount<'_>, money: Option<(usize, &'static str)>) -> (usize, Found) {
        let start = self.words[at].span.start;
        let next = self.words.get(amount.to).filter(|_| follows(self.body, self.words, amount.to));
        let next_form = next.map_or("", |word| word.form.as_str());
        let next_end = next.map_or(amount.end, |word| word.span.end);
        let (to, found) = if let Some((sign, unit)) = money {
            (amount.to, Found::of(Span::new(sign, amount.end), (Measure::Money, unit), amount.value))
        } else if let Some(unit) = currency(next_form) {
            (amount.to + 1, Found::of(Span::new(start, next_end), (Measure::Money, unit), amount.value))
        } else if self.body[amount.end..].starts_with('%') {
            (amount.to, Found::of(Span::new(start, amount.end + 1), (Measure::Percent, "%"), amount.value))
        } else if next_form == "per" && self.goes_on(amount.to + 1, &["cent"]) {
            let end = self.words[amount.to + 1].span.end;
            (amount.to + 2, Found::of(Span::new(start, end), (Measure::Percent, "%"), amount.value))
        } else if let Some(years) = years(next_form) {
            let found =
                Found::of(Span::new(start, next_end), (Measure::Duration, "years"), amount.value * years);
            return (amount.to + 1, Found { upper: amount.upper.map(|upper| upper * years), ..found });
        } else {
            (amount.to, Found::of(Span::new(start, amount.end), (Measure::Count, ""), amount.value))
        };
        (to, Found { upper: amount.upper, ..found })
    }

    /// True for a number that goes on with the one before it: the `5` of `3-5`.
    fn is_joined(self, at: usize) -> bool {
        let start = self.words[at].span.start;
        let Some(before) = at.checked_sub(1).map(|before| &self.words[before]) else { return false };
        let between = &self.body[before.span.end..start];
        matches!(between, "-" | "–" | "·" | "−") && before.form.ends_with(char::is_alphanumeric)
    }

    /// The amount that begins with the word `at`.
    pub(super) fn amount(self, at: usize) -> Option<Amount<'s>> {
        let first = self.one_amount(at)?;
        let next = first.to;
        let second = match self.words.get(next) {
            Some(word)
                if matches!(&self.body[first.end_of_letters(self.words)..word.span.start], "-" | "–") =>
            {
                self.one_amount(next)
            }
            Some(_) if self.goes_on(next, &["to"]) && self.is_spread(at) => self.one_amount(next + 1),
            Some(_) if self.goes_on(next, &["and"]) && at > 0 && self.is(at - 1, &["between"]) => {
                self.one_amount(next + 1)
            }
            _ => None,
        };
        let joined = second.and_then(|second| {
            let last = self
                .words
                .get(next)
                .map_or("", |word| &self.body[word.span.start..second.end.max(word.span.start)]);
            let times =
                if first.times > 1.0 { 1.0 } else { second.times * shared_thousands(first.value, last) };
            let value = first.value * times;
            let is_same = first.letters.is_empty() || first.letters == second.letters;
            // `1939-1945` are years.
            let is_year = |value: f64| second.letters.is_empty() && (1000.0..2100.0).contains(&value);
            let is_range = is_same && value < second.value && !is_year(first.value);
            is_range.then_some(Amount { value, upper: Some(second.value), ..second })
        });
        Some(joined.unwrap_or(first))
    }

    /// True where `to` after an amount leads to its upper end, and not to what something has changed to.
    fn is_spread(self, at: usize) -> bool {
        !(at > 0 && self.is(at - 1, &["from", "by"]) && self.tells_change(at - 1))
    }

    fn one_amount(self, at: usize) -> Option<Amount<'s>> {
        let Some(digits) = digits(self.body, self.words, at) else {
            let number = numeral(self.body, self.words, at)?;
            let end = self.words[number.to - 1].span.end;
            let has_digits = self.body[self.words[at].span.start..].starts_with(|c: char| c.is_numeric());
            let (to, value) = (number.to, number.value);
            let plain = Amount {
                to,
                end,
                value,
                upper: None,
                letters: "",
                is_odd: false,
                has_decimals: false,
                times: 2.0,
            };
            return (!has_digits).then_some(plain);
        };
        let letters = &self.body[digits.end..digits.letters];
        let (mut value, mut to, mut end) = (digits.value, digits.to, digits.end);
        let mut times = 1.0;
        // The small letter alone is left to be told apart.
        let multiplies = multiple(&letters.to_lowercase()).filter(|_| !letters.is_empty() && letters != "m");
        if let Some(by) = multiplies {
            (value, end, times) = (value * by, digits.letters, by);
        }
        if letters.is_empty() {
            while let Some(by) = magnitude(self.body, self.words, to).filter(|_| !self.is(to, &["m"])) {
                (value, end, times) = (value * by, self.words[to].span.end, times * by);
                to += 1;
            }
        }
        let has_decimals = digits.value.fract() != 0.0;
        let letters = if multiplies.is_some() { "" } else { letters };
        Some(Amount { to, end, value, upper: None, letters, is_odd: digits.is_odd, has_decimals, times })
    }

    /// The unit behind an amount: one past its last word, where it ends, how much one of it is, and the unit.
    fn unit_after(self, amount: &Amount<'s>, at: usize) -> Option<(usize, usize, f64, Unit)> {
        if !amount.letters.is_empty() {
            // `km/h` is two words.
            let end = amount.end + amount.letters.len();
            let after = &self.body[end..];
            if amount.letters == "km" && (after.starts_with("/h")) {
                let unit = named("km/h")?;
                return Some((amount.to + 1, end + 2, unit.size, unit));
            }
            if after.starts_with(['²', '³']) {
                return None;
            }
            if amount.letters == "m" && !self.is_metres(amount, at, amount.to) {
                return None;
            }
            let is_ordinal = amount.letters == "st" && (amount.value % 10.0 - 1.0).abs() < 0.5;
            let unit = named(amount.letters).filter(|_| !is_ordinal)?;
            return Some((amount.to, end, unit.size, unit));
        }
        if let Some((to, end, unit)) = self.degrees_after(amount) {
            return Some((to, end, unit.size, unit));
        }
        let mut name = String::new();
        let mut found = None;
        for (count, to) in (amount.to..self.words.len()).take(LONGEST_UNIT).enumerate() {
            if !follows(self.body, self.words, to) {
                break;
            }
            if count > 0 {
                name.push(' ');
            }
            name.push_str(&self.words[to].form);
            if let Some(unit) = named(&name).filter(|unit| {
                !JOINED_ONLY.contains(&name.as_str())
                    || (unit.name == "metres" && amount.has_decimals && self.is_metres(amount, at, to + 1))
            }) {
                found = Some((to + 1, self.words[to].span.end, unit.size, unit));
            }
        }
        found
    }

    /// `12°C`, `12 °`, `72°F`: one past its last word, where it ends, and the scale; `12°30′` is a place.
    fn degrees_after(self, amount: &Amount<'_>) -> Option<(usize, usize, Unit)> {
        let after = &self.body[amount.end..];
        let rest = after.strip_prefix(' ').unwrap_or(after).strip_prefix('°')?;
        let scale = rest.trim_start_matches(' ');
        let is_of =
            |letter: char| scale.starts_with(letter) && !scale[1..].starts_with(char::is_alphanumeric);
        let is_scale = is_of('C') || is_of('F');
        let unit = named(if is_of('F') { "fahrenheit" } else { "degrees" })?;
        let past = if is_scale { &scale[1..] } else { rest };
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '′' | '\'' | '’');
        let end = self.body.len() - past.len();
        (!past.starts_with(goes_on)).then_some((amount.to + usize::from(is_scale), end, unit))
    }

    /// `6in` after `5ft`, `4lb` after `10 stone`: one past it, where it ends, and how much it adds.
    fn smaller_unit(self, to: usize, end: usize, unit: Unit) -> (usize, usize, f64) {
        let next = || {
            let amount = self.one_amount(to).filter(|_| follows(self.body, self.words, to))?;
            let (to, end, _, smaller) = self.unit_after(&amount, to)?;
            let fits = smaller.dimension == unit.dimension && smaller.size < unit.size;
            let fits = fits
                && matches!((unit.name, smaller.name), ("feet", "inches") | ("stone", "lb") | ("lb", "oz"));
            fits.then_some((to, end, amount.value * smaller.size))
        };
        next().unwrap_or((to, end, 0.0))
    }

    /// `85pc`, `85 pc`; with a sign before it, which other rules take for a dash, also `-2%` and `-2 per cent`.
    fn percent_after(self, amount: &Amount<'_>, is_below: bool) -> Option<(usize, usize)> {
        if matches!(amount.letters, "pc" | "pct") {
            return Some((amount.to, amount.end + amount.letters.len()));
        }
        let one_past = |to: usize| (to, self.words[to - 1].span.end);
        let next = |at: usize, wanted: &[&str]| amount.letters.is_empty() && self.goes_on(at, wanted);
        if next(amount.to, &["pc"]) || is_below && next(amount.to, &["percent"]) {
            return Some(one_past(amount.to + 1));
        }
        if is_below && next(amount.to, &["per"]) && next(amount.to + 1, &["cent"]) {
            return Some(one_past(amount.to + 2));
        }
        let sign = self.body[amount.end..].strip_prefix(' ').unwrap_or(&self.body[amount.end..]);
        (is_below && sign.starts_with('%')).then(|| (amount.to, self.body.len() - sign.len() + 1))
    }

    /// True where the `m` of an amount means metres.
    fn is_metres(self, amount: &Amount<'_>, at: usize, to: usize) -> bool {
        let form = |at: usize| self.words.get(at).map_or("", |word| word.form.as_str());
        let is_plural = |word: &str| is_plural(word) && !LEXICON.traits(word).any(Traits::FUNCTION);
        // `1.2m. members`
        let is_short = self.words.get(to).is_some_and(|word| {
            let between = self.body.get(amount.end + amount.letters.len()..word.span.start);
            between == Some(". ") && self.body[word.span.start..].starts_with(char::is_lowercase)
        });
        let next = if is_short || follows(self.body, self.words, to) { form(to) } else { "" };
        let thing = if next == "of" { form(to + 1) } else { next };
        if currency(next).is_some() || magnitude(self.body, self.words, to).is_some() {
            return false;
        }
        if LENGTHS.contains(&next) || LONG_THINGS.contains(&thing) {
            return true;
        }
        if is_plural(thing) || COUNTED.contains(&thing) {
            return false;
        }
        let around =
            |words: &[Word], wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.form.as_str()));
        let clause = self.clause(at, to);
        if around(clause, &COUNTED) {
            return false;
        }
        around(clause, &LENGTHS) || amount.has_decimals
    }

    /// The words near a figure that no stop or comma parts from it.
    fn clause(self, at: usize, to: usize) -> &'s [Word] {
        let parts = |word: usize| {
            let between = &self.body[self.words[word].span.end..self.words[word + 1].span.start];
            between.contains(['.', ',', ';', ':', '(', ')', '!', '?', '–', '—'])
        };
        let first = (at.saturating_sub(NEAR)..at).rev().take_while(|word| !parts(*word)).last().unwrap_or(at);
        let last = self.words.len().min(to + NEAR);
        let past =
            (to..last).take_while(|word| *word == 0 || !parts(*word - 1)).last().map_or(to, |word| word + 1);
        &self.words[first..past]
    }
}

impl Amount<'_> {
    /// Where the letters joined to it end.
    fn end_of_letters(&self, words: &[Word]) -> usize {
        let end = self.end + self.letters.len();
        words.get(self.to - 1).map_or(end, |word| word.span.end.max(end))
    }
}
