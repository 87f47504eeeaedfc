//! English figures of several words, which the rules for entities leave alone or read in part only: shares (`one in five`,
//! `two thirds`), large numbers with an article (`half a million pounds`, `a dozen`, `a couple of hundred`), ages
//! (`aged 34`, `34-year-old`, `in his forties`) and numbers that are open above (`500+`).

use super::more::{Found, Word};
use super::numerals::{Numeral, follows, magnitude, numeral};
use super::qualifier::{Bound, Place, Qualifier, Reach, tail};
use super::units::years;
use super::{Measure, people};
use crate::entities::rules::money::currency;
use crate::text::Span;

/// Nobody is older, in years.
const OLDEST: f64 = 125.0;
/// `one in 1,000` is a share, `one in 2019` is none.
const LARGEST_WHOLE: f64 = 1_000.0;

/// The figures of this kind in a sentence, in order; none overlaps another.
pub fn forms(body: &str, words: &[Word]) -> Vec<Found> {
    let sentence = Sentence::new(body, words);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match sentence.form(at) {
            Some((to, form)) => {
                found.push(form);
                at = to.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// The words of a sentence, with what parts them.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'s> {
    pub(super) body: &'s str,
    pub(super) words: &'s [Word],
}

impl<'s> Sentence<'s> {
    pub(super) const fn new(body: &'s str, words: &'s [Word]) -> Self {
        Self { body, words }
    }

    /// The form that begins with the word `at`, and one past its last word.
    fn form(self, at: usize) -> Option<(usize, Found)> {
        self.said_twice(at)
            .or_else(|| self.age(at))
            .or_else(|| self.measured(at))
            .or_else(|| self.large(at))
            .or_else(|| self.share(at))
            .or_else(|| self.open(at))
    }

    pub(super) fn is(self, at: usize, wanted: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| wanted.contains(&word.form.as_str()))
    }

    /// True for a word that goes on with the one before it.
    pub(super) fn goes_on(self, at: usize, wanted: &[&str]) -> bool {
        self.is(at, wanted) && follows(self.body, self.words, at)
    }

    fn numeral(self, at: usize) -> Option<Numeral> {
        numeral(self.body, self.words, at)
    }

    fn span(self, from: usize, to: usize) -> Span {
        Span::new(self.words[from].span.start, self.words[to - 1].span.end)
    }

    fn found(self, from: usize, to: usize, measure: Measure, value: f64) -> Found {
        let span = self.span(from, to);
        let unit = match measure {
            Measure::Percent => "%",
            Measure::Age => "years",
            _ => "",
        };
        Found::of(span, (measure, unit), value)
    }

    /// `aged 34`, `the age of 34`, `34-year-old`, `34 years old`, `in his forties`.
    fn age(self, at: usize) -> Option<(usize, Found)> {
        if self.is(at, &["in"]) && self.is(at + 1, &["his", "her", "their", "my", "our", "your"]) {
            let decade = at + 2 + usize::from(self.is(at + 2, &["early", "mid", "late"]));
            let value = self.words.get(decade).and_then(|word| tens(&word.form))?;
            let words = self.words[at..=decade].iter().map(|word| word.form.as_str());
            let qualifier = Qualifier {
                bound: Bound::AtLeast,
                reach: Reach::Decade,
                words: words.collect::<Vec<_>>().join(" "),
                place: Place::Inside,
            };
            let found = self.found(decade, decade + 1, Measure::Age, value);
            return Some((decade + 1, Found { qualifier: Some(qualifier), ..found }));
        }
        if let Some(age) = people::age(self, at) {
            return Some((at + 1, self.found(at, at + 1, Measure::Age, age)));
        }
        let number = self.numeral(at).filter(|number| number.value <= OLDEST && number.value > 0.0)?;
        let to = number.to;
        let unit = self.words.get(to).filter(|_| follows(self.body, self.words, to));
        if let Some(years) = unit.and_then(|unit| years(&unit.form)).filter(|years| *years <= 1.0) {
            let old = self.goes_on(to + 1, &["old", "olds"]);
            let of_age = self.goes_on(to + 1, &["of"]) && self.goes_on(to + 2, &["age"]);
            let end = if old { to + 2 } else { to + 3 };
            return (old || of_age).then(|| (end, self.found(at, end, Measure::Age, number.value * years)));
        }
        let before = |back: usize, wanted: &[&str]| at >= back && self.is(at - back, wanted);
        let is_aged =
            before(1, &["aged"]) || (before(1, &["of"]) && before(2, &["age"]) && before(3, &["the"]));
        // `aged 16 to 24` is nobody's age.
        let is_range = self.goes_on(to, &["to", "and"]) && self.numeral(to + 1).is_some()
            || self.body[self.words[to - 1].span.end..].starts_with(['–', '-', '/']);
        (is_aged && !is_range).then(|| (to, self.found(at, to, Measure::Age, number.value)))
    }

    /// `half a million`, `a quarter of a million`, `two and a half million`, `a couple of hundred`, `a dozen`; with a
    /// currency after it a sum.
    fn large(self, at: usize) -> Option<(usize, Found)> {
        let times = |at: usize| magnitude(self.body, self.words, at);
        let (to, value, about) = if self.is(at, &["half"]) && self.goes_on(at + 1, &["a"]) {
            (at + 3, times(at + 2)? / 2.0, None)
        } else if let Some((of, part)) = self.part(at)
            && self.goes_on(of, &["of"])
            && self.goes_on(of + 1, &["a"])
        {
            (of + 3, times(of + 2).filter(|times| *times >= 1e6)? * part, None)
        } else if self.is(at, &["a"])
            && self.goes_on(at + 1, &["couple"])
            && self.goes_on(at + 2, &["of"])
            && let Some(times) = times(at + 3)
        {
            (at + 4, times * 2.0, Some("a couple of"))
        } else if let Some(number) = self.numeral(at)
            && self.goes_on(number.to, &["and"])
            && self.goes_on(number.to + 1, &["a"])
            && self.goes_on(number.to + 2, &["half"])
        {
            let half = number.to + 2;
            match (times(half + 1), magnitude(self.body, self.words, number.to - 1)) {
                (Some(times), _) => (half + 2, (number.value + 0.5) * times, None),
                // `a million and a half`
                (None, Some(times)) if number.to > at + 1 => (half + 1, number.value + times / 2.0, None),
                _ => (half + 1, number.value + 0.5, None),
            }
        } else if self.is(at, &["a"]) {
            // `one in a million` is a way of speaking.
            if self.goes_on(at, &["a"]) && at > 0 && self.is(at - 1, &["in"]) {
                return None;
            }
            let number = self.numeral(at)?;
            (number.to, number.value, None)
        } else {
            return None;
        };
        // What is a length of time or a distance in time, the rules for dates read.
        if self.goes_on(to, TIMES) {
            return None;
        }
        let qualifier = about.map(|words| Qualifier {
            bound: Bound::About,
            words: words.to_owned(),
            place: Place::Inside,
            ..Qualifier::default()
        });
        let money = self.words.get(to).filter(|_| follows(self.body, self.words, to));
        let (to, found) = if let Some(unit) = money.and_then(|word| currency(&word.form)) {
            let found = self.found(at, to + 1, Measure::Money, value);
            (to + 1, Found { unit: unit.to_owned(), ..found })
        } else if self.goes_on(to, &["percent"]) {
            (to + 1, self.found(at, to + 1, Measure::Percent, value))
        } else if self.goes_on(to, &["per"]) && self.goes_on(to + 1, &["cent"]) {
            (to + 2, self.found(at, to + 2, Measure::Percent, value))
        } else {
            (to, self.found(at, to, Measure::Count, value))
        };
        Some((to, Found { qualifier, ..found }))
    }

    /// `one in five`, `three out of every ten`, `two thirds`, `a third of`.
    fn share(self, at: usize) -> Option<(usize, Found)> {
        let percent = |to: usize, share: f64| Some((to, self.found(at, to, Measure::Percent, 100.0 * share)));
        if let Some((to, share)) = self.part(at) {
            // One of a kind is a share only of something, and of an hour a length of time.
            let of_a = self.goes_on(to, &["of"]) && self.is(to + 1, &["a", "an"]);
            let is_plural = self.words[to - 1].form.ends_with('s');
            let fits = !of_a && (is_plural || self.goes_on(to, &["of"]));
            let others =
                ["first", "second", "last", "past", "next", "previous", "other", "latter", "another"];
            let is_other = at > 0 && self.is(at - 1, &others);
            return if fits && !is_other { percent(to, share) } else { None };
        }
        let part = self.numeral(at)?;
        let mut of = part.to;
        if self.goes_on(of, &["out"]) && self.goes_on(of + 1, &["of"]) {
            of += 2;
        } else if self.goes_on(of, &["in"]) {
            of += 1;
        } else {
            return None;
        }
        of += usize::from(self.goes_on(of, &["every", "each"]));
        let whole = self.numeral(of).filter(|_| follows(self.body, self.words, of))?;
        let is_share = part.value < whole.value && whole.value <= LARGEST_WHOLE && part.value > 0.0;
        if !is_share || self.goes_on(whole.to, TIMES) {
            return None;
        }
        percent(whole.to, part.value / whole.value)
    }

    /// `two thirds`, `a quarter`, `half`: one past its last word, and what part of a whole it is.
    fn part(self, at: usize) -> Option<(usize, f64)> {
        if self.is(at, &["half"]) {
            return Some((at + 1, 0.5));
        }
        let next = self.words.get(at + 1).filter(|_| follows(self.body, self.words, at + 1))?;
        if self.is(at, &["a", "one"]) {
            let of = match next.form.as_str() {
                "third" => 3.0,
                "quarter" => 4.0,
                "fifth" => 5.0,
                "tenth" => 10.0,
                _ => return None,
            };
            return Some((at + 2, 1.0 / of));
        }
        let of = PARTS.iter().position(|part| *part == next.form)? as f64 + 3.0;
        let many = self.numeral(at).filter(|many| many.to == at + 1 && many.value < of)?;
        Some((at + 2, many.value / of))
    }

    /// `500+`, `500 or more`, `40-odd`; `10+ years` is a length of time.
    fn open(self, at: usize) -> Option<(usize, Found)> {
        let number = self.numeral(at)?;
        let first = self.words[at].span.start;
        // After a letter or sign it belongs to something else: `£500+` is a sum.
        let is_free =
            self.body[..first].chars().next_back().is_none_or(|c| c.is_whitespace() || "(“‘\"'".contains(c));
        let end = self.words[number.to - 1].span.end;
        let (qualifier, bound) = tail(&self.body[end..]).filter(|_| is_free)?;
        let past = end + qualifier.len();
        let unit =
            number.to + self.words[number.to..].iter().take_while(|word| word.span.start < past).count();
        let word = self.words.get(unit).filter(|word| self.body[past..word.span.start].trim().is_empty());
        if let Some(years) = word.and_then(|word| years(&word.form)) {
            let qualifier = Qualifier {
                bound,
                words: qualifier.trim_start_matches([' ', '-']).to_owned(),
                place: Place::Inside,
                ..Qualifier::default()
            };
            let found = self.found(at, unit + 1, Measure::Duration, number.value * years);
            let unit_name = "years".to_owned();
            return Some((unit + 1, Found { unit: unit_name, qualifier: Some(qualifier), ..found }));
        }
        Some((number.to, self.found(at, number.to, Measure::Count, number.value)))
    }
}

/// Parts of a whole, from the third on.
const PARTS: [&str; 8] =
    ["thirds", "quarters", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths"];

/// After these words a number is a length of time.
const TIMES: &[&str] = &[
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "night",
    "nights",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "decade",
    "decades",
    "century",
    "centuries",
];

/// The first age of `forties` or `40s`.
fn tens(form: &str) -> Option<f64> {
    const TENS: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let named = TENS.iter().position(|tens| *tens == form).map(|at| 20.0 + 10.0 * at as f64);
    named.or_else(|| {
        let digits: f64 = form.strip_suffix('s').filter(|digits| digits.len() == 2)?.parse().ok()?;
        (digits % 10.0 == 0.0 && digits >= 20.0).then_some(digits)
    })
}
