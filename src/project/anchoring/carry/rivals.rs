//! What speaks against a place that a passage was carried to: the same words beside it, or among what was moved, with nearly as
//! much around them; nearly the same where it was; what stands across an edit with it, elsewhere; and a gap that may as well be on the other side of it.

use std::cell::OnceCell;
use std::ops::Range;

use super::super::align::Gap;
use super::super::grams::Grams;
use super::super::quote;
use super::super::slide::Slide;
use super::crossings::{Crossings, same_after, same_before};
use super::{Carrier, Kept, NEIGHBOURHOOD};
use crate::text::{Anchor, CONTEXT_CHARACTERS, Span};

/// A place is sure only where more than so many times as much of the context is there as at any other: the end of one line and
/// the beginning of the next say as much as each other, and a letter more tells nothing.
const CLEARLY: usize = 2;

/// Letters beside a passage with which it is looked for among what was moved.
const LETTERS_ALONG: usize = 16;

/// More places than these are not compared for a passage that has moved.
pub(super) const MOST_OTHERS: usize = 256;

/// Bytes between a passage and a gap at most, that what stands in the gap could be mistaken for it: beyond that the whole context
/// of the passage is there.
const CLOSE_BY: usize = 4 * CONTEXT_CHARACTERS;

impl<'a> Carrier<'a> {
    /// True when the passage stands among what was taken out or put in beside it, with nearly as much around it as where it is
    /// thought to be now (`kept` letters).
    pub(super) fn has_rival(&self, span: Span, place: Span, kept: usize) -> bool {
        let (old, new) = (self.old(), self.new_text());
        let words = &old[span.range()];
        let around = |at: usize| Span::new(at, at + words.len());
        self.gaps_around(span).any(|gap| {
            let was = quote::occurrences(old, words, self.nearby(&gap.old, words.len(), old), 64)
                .filter(|at| *at != span.start && touches(&gap.old, *at, words.len()))
                .any(|at| rivals(letters_around(old, around(at), new, place), kept));
            let is = quote::occurrences(new, words, self.nearby(&gap.new, words.len(), new), 64)
                .filter(|at| *at != place.start && touches(&gap.new, *at, words.len()))
                .any(|at| rivals(letters_around(old, span, new, around(at)), kept));
            was || is
        })
    }

    /// True when the passage stands wherever else among what was put in or taken out, with nearly as much around it as where
    /// it is thought to be now (`kept` letters): a paragraph that was moved has its own words, and others may be in its place.
    pub(super) fn has_moved_rival(&self, anchor: &Anchor, span: Span, place: Span, kept: usize) -> bool {
        let (old, new) = (self.old(), self.new_text());
        let around = |at: usize| Span::new(at, at + span.len());
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
            elsewhere(self.inserted(), place.start)
                .into_iter()
                .any(|at| rivals(letters_around(old, span, new, around(at)), kept))
                || elsewhere(self.removed(), span.start)
                    .into_iter()
                    .any(|at| rivals(letters_around(old, around(at), new, place), kept))
        })
    }

    /// True when the passage, with what stands between it and an edit and beyond that, stands elsewhere, too: then it may have
    /// gone there with what was beyond, and another have come to its place. Nothing of that is likely where what is
    /// elsewhere comes, by more of what is around it, from a place of its own.
    pub(super) fn may_have_crossed(&self, span: Span, place: Span, kept: usize) -> bool {
        let (old, new) = (self.old(), self.new_text());
        let crossings = self.crossings.get_or_init(|| Crossings::of(old, new, &self.alignment));
        let first = self.alignment.first_run_after(span.start);
        let count = self.runs_in(span).count();
        let edges = [crossings.before_run(first), crossings.after_run(first + count - 1)];
        edges.into_iter().flatten().any(|edge| {
            let went = |there: Span| {
                let comes_from = self.source_of(there).map(|own| Reach::of(old, own, new, there));
                rivals(letters_around(old, span, new, there), kept)
                    && !comes_from.is_some_and(|own| own.is_no_less(&Reach::of(old, span, new, there)))
            };
            let came = |there: Span| {
                let goes_to = self.target_of(there).map(|own| Reach::of(old, there, new, own));
                rivals(letters_around(old, there, new, place), kept)
                    && !goes_to.is_some_and(|own| own.is_no_less(&Reach::of(old, there, new, place)))
            };
            crossings.elsewhere_in_new(edge, span).is_none_or(|all| all.into_iter().any(went))
                || crossings.elsewhere_in_old(edge, place).is_none_or(|all| all.into_iter().any(came))
        })
    }

    /// True when the passage, of which nothing is where it was, stands or stood at yet another place with nearly as much around
    /// it as at the `place` among what was put in.
    pub(super) fn has_any_rival(&self, span: Span, place: Span) -> bool {
        let (old, new) = (self.old(), self.new_text());
        let words = &old[span.range()];
        let kept = letters_around(old, span, new, place);
        let around = |at: usize| Span::new(at, at + words.len());
        let others = |text: &'a str, own: usize| {
            quote::occurrences(text, words, Span::new(0, text.len()), MOST_OTHERS)
                .filter(|at| *at != own)
                .collect::<Vec<_>>()
        };
        let (there, before) = (others(new, place.start), others(old, span.start));
        there.len().max(before.len()) + 1 >= MOST_OTHERS
            || there.into_iter().any(|at| rivals(letters_around(old, span, new, around(at)), kept))
            || before.into_iter().any(|at| rivals(letters_around(old, around(at), new, place), kept))
    }

    /// True when the passage stands with changes among what was put in beside its old place, with no less of its context around
    /// it than at `place`: then it was corrected there, and what stands at `place` is a copy.
    pub(super) fn has_changed_rival(&self, anchor: &Anchor, span: Span, place: Span) -> bool {
        let new = self.new_text();
        let (reach, own) = (anchor.prefix.len() + anchor.suffix.len(), OnceCell::new());
        let fits = |there: Span| quote::likeness_of_context(anchor, new, there);
        let is_rival = |there: Span| {
            !there.overlaps(place)
                && self.mostly_inserted(there)
                && fits(there) >= *own.get_or_init(|| fits(place))
        };
        self.gaps_around(span)
            // Too little to be the passage.
            .filter(|gap| 2 * gap.new.len() >= anchor.exact.len())
            .any(|gap| {
                // It may be where nobody can look.
                if gap.new.len() > 2 * NEIGHBOURHOOD {
                    return true;
                }
                let window = self.nearby(&gap.new, reach, new);
                quote::approximate(anchor, new, window).iter().any(|there| is_rival(there.span))
            })
    }

    /// Where the letters of this part of the new text stand in the old, if all are in one run.
    fn source_of(&self, new: Span) -> Option<Span> {
        let runs = self.alignment.runs();
        let run = runs.get(runs.partition_point(|run| run.new_end() <= new.start))?;
        let is_within = run.new <= new.start && new.end <= run.new_end();
        is_within.then(|| Span::new(new.start - run.new + run.old, new.start - run.new + run.old + new.len()))
    }

    /// Where the letters of this part of the old text stand in the new, if all are in one run.
    fn target_of(&self, old: Span) -> Option<Span> {
        let run = self.alignment.runs().get(self.alignment.first_run_after(old.start))?;
        let is_within = run.old <= old.start && old.end <= run.old_end();
        is_within.then(|| Span::new(old.start - run.old + run.new, old.start - run.old + run.new + old.len()))
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

/// True when a place with `there` letters of the context is not clearly worse than the one with `kept`.
fn rivals(there: usize, kept: usize) -> bool {
    there * CLEARLY >= kept
}

/// How many letters of the context of a passage are around its place, too.
fn letters_around(old: &str, span: Span, new: &str, place: Span) -> usize {
    Kept::of(old[..span.start].chars().rev(), new[..place.start].chars().rev()).letters
        + Kept::of(old[span.end..].chars(), new[place.end..].chars()).letters
}

/// How far the texts are the same before and after two places, in bytes.
struct Reach {
    before: usize,
    after: usize,
}

impl Reach {
    fn of(old: &str, span: Span, new: &str, place: Span) -> Self {
        Self {
            before: same_before(old, span.start, new, place.start),
            after: same_after(old, span.end, new, place.end),
        }
    }

    fn is_no_less(&self, other: &Self) -> bool {
        self.before >= other.before && self.after >= other.after
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
