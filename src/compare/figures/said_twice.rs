//! Numbers that are said twice, as contracts and wills have them: `thirty (30) days`, `five per cent (5%)`, `£1,000 (one thousand
//! pounds)`. They are one figure.

use super::Measure;
use super::forms::Sentence;
use super::more::Found;
use super::numerals::numeral;
use super::phrase::is_plural;
use super::units::{named, years};
use crate::entities::rules::lexicon::{LEXICON, Traits};
use crate::entities::rules::money::currency;
use crate::text::Span;

/// No more words than this stand between a number and the noun in the plural that it counts.
const LONGEST: usize = 3;

impl Sentence<'_> {
    /// `thirty (30) days`, `30 (thirty) days`, with what is counted: one past its last word, and the figure.
    pub(super) fn said_twice(self, at: usize) -> Option<(usize, Found)> {
        let first = numeral(self.body, self.words, at)?;
        let again = self.words.get(first.to)?;
        if self.body[self.words[first.to - 1].span.end..again.span.start].trim() != "(" {
            return None;
        }
        let second = numeral(self.body, self.words, first.to)?;
        let end = self.words[second.to - 1].span.end;
        let has_digits = |at: usize| self.words[at].form.starts_with(|c: char| c.is_ascii_digit());
        let is_same = is_same(first.value, second.value) && has_digits(at) != has_digits(first.to);
        if !is_same || !self.body[end..].starts_with(')') {
            return None;
        }
        let start = self.words[at].span.start;
        let number = Span::new(start, end + 1);
        let found = |past: usize, measure: (Measure, &str), value: f64| {
            let found = Found::of(Span::new(start, self.words[past - 1].span.end), measure, value);
            Some((past, found))
        };
        let next = second.to;
        let is_near = |at: usize| {
            let before = if at == next { end + 1 } else { self.words[at - 1].span.end };
            self.words.get(at).is_some_and(|word| self.body[before..word.span.start].chars().all(is_joint))
        };
        let form = if is_near(next) { self.words[next].form.as_str() } else { "" };
        if self.body[end + 1..].trim_start_matches(' ').starts_with('%') {
            let sign = self.body.len() - self.body[end + 1..].trim_start_matches(' ').len();
            let span = Span::new(start, sign + 1);
            return Some((next, Found::of(span, (Measure::Percent, "%"), first.value)));
        }
        if let Some(years) = years(form) {
            return found(next + 1, (Measure::Duration, "years"), first.value * years);
        }
        if form == "percent" {
            return found(next + 1, (Measure::Percent, "%"), first.value);
        }
        if form == "per" && self.is(next + 1, &["cent"]) {
            return found(next + 2, (Measure::Percent, "%"), first.value);
        }
        if let Some(unit) = currency(form) {
            return found(next + 1, (Measure::Money, unit), first.value);
        }
        if let Some(unit) = named(form) {
            let (past, found) = found(next + 1, (Measure::Count, unit.name), first.value)?;
            return Some((past, Found { number, ..found }));
        }
        let is_word = |at: usize| !LEXICON.traits(&self.words[at].form).any(Traits::FUNCTION);
        let mut nouns = (next..next + LONGEST).take_while(|at| is_near(*at) && is_word(*at));
        let noun = nouns.find(|at| is_plural(&self.words[*at].form));
        let (past, found) = found(noun.map_or(next, |noun| noun + 1), (Measure::Count, ""), first.value)?;
        let span = if noun.is_some() { found.span } else { number };
        Some((past, Found { span, number, ..found }))
    }
}

/// True for what may stand between the words of one phrase.
fn is_joint(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_same(x: f64, y: f64) -> bool {
    (x - y).abs() <= 1e-9 * x.abs().max(y.abs())
}

/// Leaves out each figure that only says again, in brackets, what the one before it says: `five per cent (5%)`. They are in
/// order.
pub fn once(body: &str, found: &mut Vec<Found>) {
    let mut last: Option<Found> = None;
    found.retain(|figure| {
        let is_again = last.as_ref().is_some_and(|last| {
            let between = body.get(last.span.end..figure.span.start);
            between.is_some_and(|between| between.trim() == "(")
                && body[figure.span.end..].starts_with(')')
                && (last.measure, &last.unit) == (figure.measure, &figure.unit)
                && last.upper.is_none()
                && figure.upper.is_none()
                && is_same(last.value, figure.value)
        });
        if !is_again {
            last = Some(figure.clone());
        }
        !is_again
    });
}
