//! Sums in pounds, shillings and pence that are written out, or with strokes: `three pounds ten shillings`, `ten shillings and
//! sixpence`, `£3/10/6`. Those in short (`£3 10s. 6d.`) the rules for entities read.

use super::Measure;
use super::forms::Sentence;
use super::more::Found;
use super::numerals::{follows, numeral};
use crate::entities::rules::numbers::small;
use crate::text::Span;

/// The parts of a pound by their names, and how many make one of it; the larger first.
const PARTS: [(&[&str], f64); 3] =
    [(&["pound", "pounds"], 1.0), (&["shilling", "shillings"], 20.0), (&["penny", "pence"], 240.0)];

impl Sentence<'_> {
    /// A sum of several parts that begins with the word `at`: one past its last word, and the sum.
    pub(super) fn old_money(self, at: usize) -> Option<(usize, Found)> {
        self.stroked(at).or_else(|| self.written_out(at))
    }

    /// `three pounds, ten shillings and sixpence`: at least two parts, each smaller than the one before.
    fn written_out(self, at: usize) -> Option<(usize, Found)> {
        let (mut to, mut value, mut smaller) = self.part_of_a_pound(at, 0)?;
        let mut parts = 1;
        while smaller < PARTS.len() {
            let has_and = self.goes_on(to, &["and"]);
            let next = to + usize::from(has_and);
            let goes_on = || {
                let words = (self.words.get(next - 1)?, self.words.get(next)?);
                let between = &self.body[words.0.span.end..words.1.span.start];
                Some(follows(self.body, self.words, next) || between == ", ")
            };
            let more = goes_on().filter(|goes_on| *goes_on).and_then(|_| self.part_of_a_pound(next, smaller));
            let Some((past, more, of)) = more else { break };
            (to, value, smaller) = (past, value + more, of);
            parts += 1;
        }
        let span = Span::new(self.words[at].span.start, self.words[to - 1].span.end);
        (parts > 1).then(|| (to, Found::of(span, (Measure::Money, "GBP"), value)))
    }

    /// `ten shillings`, `sixpence`, from this part of a pound on: one past it, how much of a pound it is, and which part is next.
    fn part_of_a_pound(self, at: usize, from: usize) -> Option<(usize, f64, usize)> {
        let word = self.words.get(at)?;
        if let Some(pence) = word.form.strip_suffix("pence").filter(|_| from < PARTS.len()).and_then(small) {
            return Some((at + 1, pence / 240.0, PARTS.len()));
        }
        let number = numeral(self.body, self.words, at)?;
        let part = (from..PARTS.len()).find(|part| self.goes_on(number.to, PARTS[*part].0))?;
        Some((number.to + 1, number.value / PARTS[part].1, part + 1))
    }

    /// `£3/10/6`, `£3/10/-`.
    fn stroked(self, at: usize) -> Option<(usize, Found)> {
        let start = self.words[at].span.start;
        let sign = start.checked_sub('£'.len_utf8()).filter(|_| self.body[..start].ends_with('£'))?;
        let number = |at: usize| {
            let span = self.words.get(at).map(|word| word.span)?;
            self.body[span.start..span.end].parse::<u32>().ok().map(f64::from)
        };
        let (pounds, shillings) = (number(at)?, number(at + 1)?);
        let stroke = |at: usize| self.body[self.words[at].span.end..].starts_with('/');
        let is_next = |at: usize| self.words[at].span.end + 1 == self.words[at + 1].span.start;
        if !stroke(at) || !is_next(at) || !stroke(at + 1) || shillings >= 20.0 {
            return None;
        }
        let end = self.words[at + 1].span.end;
        let (to, end, pence) = if self.body[end + 1..].starts_with(['-', '–']) {
            let dash = self.body[end + 1..].chars().next().map_or(0, char::len_utf8);
            (at + 2, end + 1 + dash, 0.0)
        } else {
            let pence = number(at + 2).filter(|pence| is_next(at + 1) && *pence < 12.0)?;
            (at + 3, self.words[at + 2].span.end, pence)
        };
        let value = pounds + shillings / 20.0 + pence / 240.0;
        Some((to, Found::of(Span::new(sign, end), (Measure::Money, "GBP"), value)))
    }
}
