//! What speaks against a place that a passage was carried to: the same words beside it, or among what was moved, with as much
//! around them; and a gap that may as well be on the other side of it.

use std::ops::Range;

use super::super::align::Gap;
use super::super::grams::Grams;
use super::super::quote;
use super::super::slide::Slide;
use super::{Carrier, Kept};
use crate::text::{Anchor, CONTEXT_CHARACTERS, Span};

/// Letters beside a passage with which it is looked for among what was moved.
const LETTERS_ALONG: usize = 16;

/// Bytes between a passage and a gap at most, that what stands in the gap could be mistaken for it: beyond that the whole context
/// of the passage is there.
const CLOSE_BY: usize = 4 * CONTEXT_CHARACTERS;

impl<'a> Carrier<'a> {
    /// True when the passage stands among what was taken out or put in beside it, with as much around it as where it is
    /// thought to be now (`kept` letters).
    pub(super) fn has_rival(&self, span: Span, place: Span, kept: usize) -> bool {
        let (old, new) = (self.old(), self.new_text());
        let words = &old[span.range()];
        let around = |text: &'a str, at: usize| (&text[..at], &text[at + words.len()..]);
        let alike = |a: (&str, &str), b: (&str, &str)| {
            Kept::of(a.0.chars().rev(), b.0.chars().rev()).letters
                + Kept::of(a.1.chars(), b.1.chars()).letters
        };
        self.gaps_around(span).any(|gap| {
            let was = quote::occurrences(old, words, self.nearby(&gap.old, words.len(), old), 64)
                .filter(|at| *at != span.start && touches(&gap.old, *at, words.len()))
                .any(|at| alike(around(old, at), around(new, place.start)) >= kept);
            let is = quote::occurrences(new, words, self.nearby(&gap.new, words.len(), new), 64)
                .filter(|at| *at != place.start && touches(&gap.new, *at, words.len()))
                .any(|at| alike(around(new, at), around(old, span.start)) >= kept);
            was || is
        })
    }

    /// True when the passage stands wherever else among what was put in or taken out, with as much around it as where it is
    /// thought to be now (`kept` letters): a paragraph that was moved has its own words, and others may be in its place.
    pub(super) fn has_moved_rival(&self, anchor: &Anchor, span: Span, place: Span, kept: usize) -> bool {
        let (old, new) = (self.old(), self.new_text());
        let alike = |here: &str, at: usize, there: &str, own: Span| {
            let end = at + own.len();
            Kept::of(here[..at].chars().rev(), there[..own.start].chars().rev()).letters
                + Kept::of(here[end..].chars(), there[own.end..].chars()).letters
        };
        // With a part of what stands around it, since little tells of a short passage by itself.
        let before = last_letters(&anchor.prefix, LETTERS_ALONG);
        let sought = [
            (0, anchor.exact.clone()),
            (before.len(), format!("{before}{}", anchor.exact)),
            (0, format!("{}{}", anchor.exact, first_letters(&anchor.suffix, LETTERS_ALONG))),
        ];
        sought.iter().any(|(lead, sought)| {
            let elsewhere = |grams: &Grams<'a>, own: usize| {
                grams
                    .places(sought)
                    .into_iter()
                    .map(|at| at + lead)
                    .filter(move |at| *at != own)
                    .collect::<Vec<_>>()
            };
            elsewhere(self.inserted(), place.start).into_iter().any(|at| alike(new, at, old, span) >= kept)
                || elsewhere(self.removed(), span.start)
                    .into_iter()
                    .any(|at| alike(old, at, new, place) >= kept)
        })
    }

    /// True when a gap beside the passage may as well be on its other side, or the passage, with all between it and the gap,
    /// stands at once again in it: of two equal lines in a row nothing tells which of them was taken out.
    pub(super) fn may_have_slid(&self, span: Span, place: Span) -> bool {
        let Some(run) = self.runs_in(span).next() else { return false };
        if span.start < run.old || run.old_end() < span.end {
            return false;
        }
        let index = self.alignment.first_run_after(span.start);
        let slides = self.slides.get_or_init(|| self.all_slides());
        let passes = [index, index + 1].into_iter().any(|index| {
            let Gap { old, new } = self.alignment.gap(index);
            let passage = if old.is_empty() { (place, new.start) } else { (span, old.start) };
            slides[index].as_ref().is_some_and(|slide| slide.may_pass(passage.0, passage.1))
        });
        let (before, after) = (self.gap_before(run), self.gap_after(run));
        passes
            || repeated_before(self.old(), span, &before.old)
            || repeated_before(self.new_text(), place, &before.new)
            || repeated_after(self.old(), span, &after.old)
            || repeated_after(self.new_text(), place, &after.new)
    }

    /// Where the gaps may as well be, in order; `None` for those in whose place something else stands, and where there is none.
    fn all_slides(&self) -> Vec<Option<Slide>> {
        let runs = self.alignment.runs();
        let slide = |index: usize| {
            let Gap { old, new } = self.alignment.gap(index);
            let before = index.checked_sub(1).map_or(0, |before| runs[before].len);
            let after = runs.get(index).map_or(0, |run| run.len);
            match (old.is_empty(), new.is_empty()) {
                (false, true) => Some(Slide::of(self.old(), &old, before, after)),
                (true, false) => Some(Slide::of(self.new_text(), &new, before, after)),
                _ => None,
            }
        };
        (0..=runs.len()).map(slide).collect()
    }
}

/// Whether `span`, with what follows it up to a gap close by, stands at the beginning of that once more.
fn repeated_after(text: &str, span: Span, gap: &Range<usize>) -> bool {
    gap.start - span.end <= CLOSE_BY && text[gap.clone()].starts_with(&text[span.start..gap.start])
}

/// Whether `span`, with what stands before it from a gap close by on, stands at the end of that once more.
fn repeated_before(text: &str, span: Span, gap: &Range<usize>) -> bool {
    span.start - gap.end <= CLOSE_BY && text[gap.clone()].ends_with(&text[gap.end..span.end])
}

fn touches(part: &Range<usize>, at: usize, length: usize) -> bool {
    at < part.end && part.start < at + length
}

fn first_letters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

fn last_letters(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().map_or(text, |(at, _)| &text[at..])
}
