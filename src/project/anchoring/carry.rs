//! Annotations carried from one text to the next by holding the two side by side.
//!
//! A passage goes where its own characters went. What speaks for a place is the run of text around it that both texts
//! have; what speaks against it is the same passage among what was taken out or put in.

mod crossings;
mod rivals;

use std::cell::OnceCell;
use std::ops::Range;

use self::crossings::Crossings;
use super::align::{Alignment, Gap, Run};
use super::grams::Grams;
use super::quote::{self, Candidate};
use super::slide::Slide;
use super::{AUTOMATIC, Placement, per_cent};
use crate::project::standing::{Doubt, Proposal};
use crate::text::words::{word_at, word_count};
use crate::text::{Anchor, CONTEXT_CHARACTERS, Span, Text, context};

/// A word replaced on one side of a run speaks against it as much as this many words in it speak for it.
const WEIGHT_OF_REPLACED: f64 = 0.25;

/// Words replaced on one side that are counted: a dozen words in a row are no accident, whatever stands beside them.
const MOST_REPLACED: usize = 4;

/// How much of an end is lost in sureness when it was cut off within replaced words.
const CUT_END: f64 = 0.8;

/// How far around a passage its rivals among replaced words are looked for, in bytes.
const NEIGHBOURHOOD: usize = 16 << 10;

/// The largest part put in that is searched for a passage with changes, in bytes.
const LARGEST_SEARCHED: usize = 256 << 10;

/// Bytes of replaced words that are counted: beyond that there are enough of them.
const FEW_WORDS: usize = 256;

/// Carries annotations of `old` over to `new`, in the order given.
///
/// An anchor that does not say what stands in `old` is looked for by its words alone.
pub fn carry<'a>(old: &Text, new: &Text, anchors: impl IntoIterator<Item = &'a Anchor>) -> Vec<Placement> {
    let carrier = Carrier::new(old, new);
    anchors.into_iter().map(|anchor| carrier.place(anchor)).collect()
}

/// Two texts held side by side, to carry one annotation after another.
pub struct Carrier<'a> {
    old: &'a Text,
    new: &'a Text,
    alignment: Alignment,
    /// What of the old text is not in the new.
    removed: OnceCell<Grams<'a>>,
    /// What of the new text is not in the old.
    inserted: OnceCell<Grams<'a>>,
    /// Where what was taken out or put in may as well be, for each gap.
    slides: OnceCell<Vec<Option<Slide>>>,
    /// What stands across the edges of edits, and elsewhere.
    crossings: OnceCell<Crossings<'a>>,
}

/// How an end of a passage came over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Its letter is in both texts.
    Kept,
    /// The words at the end were replaced, and what replaced them belongs to the passage.
    Replaced,
    /// It was within words that were replaced or taken out.
    Cut,
}

impl<'a> Carrier<'a> {
    /// Holds the two texts side by side.
    pub fn new(old: &'a Text, new: &'a Text) -> Self {
        let alignment = Alignment::of(old.as_str(), new.as_str());
        Self {
            old,
            new,
            alignment,
            removed: OnceCell::new(),
            inserted: OnceCell::new(),
            slides: OnceCell::new(),
            crossings: OnceCell::new(),
        }
    }

    /// Where an annotation of the old text stands in the new one.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        let Some(span) = anchor.resolve(self.old).filter(|span| !span.is_empty()) else {
            // The text it was made on denies it already: wherever its words are, a person has to look.
            let (proposal, why) = quote::find(anchor, self.new).as_doubt(anchor);
            return proposal.map_or(Placement::Lost, |proposal| Placement::Proposed { proposal, why });
        };
        match self.intact(anchor, span) {
            Some(placement) => placement,
            None => self.changed(anchor, span).unwrap_or_else(|| self.gone(anchor, span)),
        }
    }

    fn old(&self) -> &'a str {
        self.old.as_str()
    }

    fn new_text(&self) -> &'a str {
        self.new.as_str()
    }

    /// A passage that stands in the new text letter for letter, where at least one of its own letters is.
    fn intact(&self, anchor: &Anchor, span: Span) -> Option<Placement> {
        let body = self.new_text();
        let at = self.runs_in(span).find_map(|run| {
            let begins = (run.new + span.start).checked_sub(run.old)?;
            body.get(begins..begins + span.len()).is_some_and(|words| words == anchor.exact).then_some(begins)
        })?;
        let place = Span::new(at, at + span.len());
        let found = Anchor::new(self.new, place)?;
        // The same letters again, some of which are others: of two equal ones nothing tells which was taken out or put in.
        if self.gaps_in(span).any(|gap| ink(&self.old()[gap.old]) + ink(&body[gap.new]) > 0) {
            return Some(doubtful(found, 100, Doubt::Rival));
        }
        if self.may_have_slid(span, place) {
            return Some(doubtful(found, 100, Doubt::Rival));
        }
        let (before, after) = self.kept_around(span, place);
        let kept = before.letters + after.letters;
        if self.may_have_crossed(span, place, kept) {
            return Some(doubtful(found, 100, Doubt::Rival));
        }
        let whole = before.whole && after.whole;
        if whole {
            // The same text with the same surroundings a second time, where either text has what the other has not?
            let quoted = format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix);
            let own = span.start - anchor.prefix.len();
            let own_new = place.start - anchor.prefix.len();
            if self.removed().places(&quoted).into_iter().any(|other| other != own)
                || self.inserted().places(&quoted).into_iter().any(|other| other != own_new)
            {
                return Some(doubtful(found, 100, Doubt::Rival));
            }
            return Some(Placement::intact(anchor, found));
        }
        let confidence = self.evidence(span, before.letters, after.letters);
        let rival = self.has_rival(span, place, kept)
            || self.has_moved_rival(anchor, span, place, kept)
            || self.has_changed_rival(anchor, span, place);
        Some(Placement::weighed(anchor, found, confidence, rival))
    }

    /// A passage of which some words are still there, as the span between the places where its ends went.
    fn changed(&self, anchor: &Anchor, span: Span) -> Option<Placement> {
        let runs: Vec<Run> = self.runs_in(span).collect();
        let (first, last) = (*runs.first()?, *runs.last()?);
        let kept: usize = runs
            .iter()
            .map(|run| ink(&self.old()[run.old.max(span.start)..run.old_end().min(span.end)]))
            .sum();
        if kept == 0 {
            return None;
        }
        let (start, start_end) = self.start_of(span, first);
        let (end, end_end) = self.end_of(span, last);
        if start >= end {
            return None;
        }
        let place = tidied(Span::new(start, end), self.new_text(), &anchor.exact);
        let words = &self.new_text()[place.range()];
        let there = ink(words);
        let share = 2.0 * kept as f64 / (ink(&anchor.exact) + there).max(1) as f64;
        let automatic = f64::from(AUTOMATIC) / 100.0;
        // Its place may be sure though most of its words are others: worth showing, and not worth taking unasked.
        let shown = (0.5 + share / 2.0).min(automatic - 0.01);
        let mut sureness = if share >= automatic { share.min(1.0) } else { shown };
        let (before, after) = (self.run_before(first), self.run_after(last));
        for (end, inside, outside) in [(start_end, first, before), (end_end, last, after)] {
            sureness *= if end == End::Cut { CUT_END } else { 1.0 };
            sureness = sureness.min(f64::from(self.evidence_of_run(inside)) / 100.0);
            // An end that was taken out is as sure as the text that now stands in its place.
            if let Some(outside) = outside.filter(|_| end != End::Kept) {
                sureness = sureness.min(f64::from(self.evidence_of_run(outside)) / 100.0);
            }
        }
        let confidence = per_cent(sureness, 1.0);
        let found = Anchor::new(self.new, place)?;
        // A copy of the very words among those taken out: then it may be the copy that was changed.
        let gaps = self.gaps_around(span).map(|gap| gap.old).reduce(|all, gap| all.start..gap.end);
        let rival = gaps.is_some_and(|gaps| {
            quote::occurrences(self.old(), &anchor.exact, self.nearby(&gaps, span.len(), self.old()), 8)
                .any(|at| at != span.start)
        });
        match Placement::weighed(anchor, found, confidence, rival) {
            Placement::Lost => None,
            placement => Some(placement),
        }
    }

    /// A passage of which nothing is where it should be: it was moved, rewritten or taken out.
    fn gone(&self, anchor: &Anchor, span: Span) -> Placement {
        let body = self.new_text();
        let quoted = format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix);
        let mut places: Vec<usize> = self.inserted().places(&anchor.exact).into_iter().collect();
        if places.is_empty() {
            places = self.inserted().places(&quoted).into_iter().map(|at| at + anchor.prefix.len()).collect();
        }
        let moved: Vec<Candidate> = places
            .into_iter()
            .map(|at| Span::new(at, at + anchor.exact.len()))
            .filter(|place| self.mostly_inserted(*place))
            .map(|place| Candidate { span: place, confidence: quote::confidence(anchor, body, place) })
            .collect();
        if !moved.is_empty() {
            let placement = quote::chosen(anchor, self.new, moved);
            return match placement {
                Placement::Moved(found) if !self.is_alone(anchor, span, &found) => {
                    doubtful(found, 100, Doubt::Rival)
                }
                placement => placement,
            };
        }
        let Some(gap) =
            self.gaps_around(span).find(|gap| gap.old.start <= span.start && span.end <= gap.old.end)
        else {
            return Placement::Lost;
        };
        let mut near = Vec::new();
        if !gap.new.is_empty() && gap.new.len() <= LARGEST_SEARCHED {
            let window = self.nearby(&gap.new, anchor.prefix.len() + anchor.suffix.len(), body);
            near = quote::approximate(anchor, body, window);
            near.retain(|candidate| self.mostly_inserted(candidate.span));
        }
        if near.is_empty() {
            // The same words beside the gap belong to another passage by all that is known; a person may know more.
            let window = self.nearby(&gap.new, CONTEXT_CHARACTERS + anchor.exact.len(), body);
            let beside = quote::exact(anchor, body, window);
            return match quote::chosen(anchor, self.new, beside) {
                Placement::Same => doubtful(anchor.clone(), 100, Doubt::Rival),
                Placement::Moved(found) => doubtful(found, 100, Doubt::Rival),
                Placement::Proposed { proposal, .. } => Placement::Proposed { proposal, why: Doubt::Rival },
                Placement::Changed { .. } | Placement::Lost => Placement::Lost,
            };
        }
        // Not one of its own letters is where it should be, so a person decides.
        for candidate in &mut near {
            candidate.confidence = candidate.confidence.min(AUTOMATIC - 1);
        }
        quote::chosen(anchor, self.new, near)
    }

    /// True when nothing else can be what has become of a passage that was put in again where it was `found`: its own letters are
    /// not where they were, no copy of it is here or was, and nothing like it is in the place it had.
    fn is_alone(&self, anchor: &Anchor, span: Span, found: &Anchor) -> bool {
        let Some(place) = found.resolve(self.new) else { return false };
        self.mostly_removed(span)
            && !self.has_any_rival(span, place)
            && !self.has_changed_rival(anchor, span, place)
    }

    fn removed(&self) -> &Grams<'a> {
        self.removed.get_or_init(|| Grams::of(self.old(), self.alignment.gaps().map(|gap| gap.old)))
    }

    fn inserted(&self) -> &Grams<'a> {
        self.inserted.get_or_init(|| Grams::of(self.new_text(), self.alignment.gaps().map(|gap| gap.new)))
    }

    /// The runs that have a letter of `span`.
    fn runs_in(&self, span: Span) -> impl Iterator<Item = Run> + '_ {
        let first = self.alignment.first_run_after(span.start);
        self.alignment.runs()[first..].iter().copied().take_while(move |run| run.old < span.end)
    }

    /// The gaps within and on both sides of `span`.
    fn gaps_around(&self, span: Span) -> impl Iterator<Item = Gap> + '_ {
        let first = self.alignment.first_run_after(span.start);
        let count = self.runs_in(span).count();
        (first..=first + count).map(|index| self.alignment.gap(index))
    }

    /// The gaps in which a part of `span` was, or now is.
    fn gaps_in(&self, span: Span) -> impl Iterator<Item = Gap> + '_ {
        let count = self.runs_in(span).count();
        self.gaps_around(span).enumerate().filter_map(move |(at, gap)| {
            let is_before = at == 0 && gap.old.end <= span.start;
            let is_after = at == count && gap.old.start >= span.end;
            (!is_before && !is_after).then_some(gap)
        })
    }

    /// Where the passage's first letter went, or what took its place.
    fn start_of(&self, span: Span, run: Run) -> (usize, End) {
        if run.old <= span.start {
            return (run.new + span.start - run.old, End::Kept);
        }
        let gap = self.gap_before(run);
        if gap.old.start == span.start && !gap.new.is_empty() {
            (gap.new.start, End::Replaced)
        } else if gap.old.start == span.start {
            (run.new, End::Replaced)
        } else {
            (run.new, if gap.new.is_empty() { End::Replaced } else { End::Cut })
        }
    }

    /// Where the passage's last letter went, or what took its place.
    fn end_of(&self, span: Span, run: Run) -> (usize, End) {
        if span.end <= run.old_end() {
            return (run.new + span.end - run.old, End::Kept);
        }
        let gap = self.gap_after(run);
        if gap.old.end == span.end && !gap.new.is_empty() {
            (gap.new.end, End::Replaced)
        } else if gap.old.end == span.end {
            (run.new_end(), End::Replaced)
        } else {
            (run.new_end(), if gap.new.is_empty() { End::Replaced } else { End::Cut })
        }
    }

    fn run_before(&self, run: Run) -> Option<Run> {
        let index = self.alignment.first_run_after(run.old);
        self.alignment.runs().get(index.checked_sub(1)?).copied()
    }

    fn run_after(&self, run: Run) -> Option<Run> {
        self.alignment.runs().get(self.alignment.first_run_after(run.old) + 1).copied()
    }

    fn gap_before(&self, run: Run) -> Gap {
        self.alignment.gap(self.alignment.first_run_after(run.old))
    }

    fn gap_after(&self, run: Run) -> Gap {
        self.alignment.gap(self.alignment.first_run_after(run.old) + 1)
    }

    /// What of the context of the passage at `span` stands around `place`, too.
    fn kept_around(&self, span: Span, place: Span) -> (Kept, Kept) {
        let (old, new) = (self.old(), self.new_text());
        (
            Kept::of(old[..span.start].chars().rev(), new[..place.start].chars().rev()),
            Kept::of(old[span.end..].chars(), new[place.end..].chars()),
        )
    }

    /// How sure a passage stands that is still whole with these many letters of its context on each side.
    fn evidence(&self, span: Span, before: usize, after: usize) -> u8 {
        let old = self.old();
        let (left, right) = context(old, span, CONTEXT_CHARACTERS);
        let from = left.char_indices().rev().take(before).last().map_or(left.len(), |(at, _)| at);
        let to = right.char_indices().nth(after).map_or(right.len(), |(at, _)| at);
        let (mut begin, mut end) = (span.start - (left.len() - from), span.end + to);
        // A word of which a part is left is another word.
        if (1..CONTEXT_CHARACTERS).contains(&before) {
            begin = after_scrap(old, begin).min(span.start);
        }
        if (1..CONTEXT_CHARACTERS).contains(&after) {
            end = before_scrap(old, end).max(span.end);
        }
        let words = word_count(&old[begin..end]);
        let index = self.alignment.first_run_after(span.start);
        let count = self.runs_in(span).count();
        let sides = [(before, index), (after, index + count)];
        let replaced: usize = sides
            .into_iter()
            .filter(|(kept, _)| *kept < CONTEXT_CHARACTERS)
            .map(|(_, gap)| self.replaced_words(&self.alignment.gap(gap)))
            .sum();
        sureness(words, replaced)
    }

    /// How sure a run stands where it is, by its own length and what was replaced on both sides of it.
    fn evidence_of_run(&self, run: Run) -> u8 {
        let old = self.old();
        let end = old.floor_char_boundary(run.old_end().min(run.old + 512));
        let words = word_count(
            &old[after_scrap(old, run.old).min(end)..before_scrap(old, end).max(run.old).min(end)],
        );
        let replaced = self.replaced_words(&self.gap_before(run)) + self.replaced_words(&self.gap_after(run));
        sureness(words, replaced)
    }

    /// The words of a gap that has other words instead; text only taken out or put in misleads nobody.
    fn replaced_words(&self, gap: &Gap) -> usize {
        let few = |text: &str, part: &Range<usize>| {
            let end = text.floor_char_boundary(part.end.min(part.start + FEW_WORDS));
            // A piece of a word, or a sign, says as much as a word.
            word_count(&text[part.start..end]).max(usize::from(!text[part.start..end].trim().is_empty()))
        };
        few(self.old(), &gap.old).min(few(self.new_text(), &gap.new)).min(MOST_REPLACED)
    }

    /// A part of a text with `reach` bytes on each side, cut to what can be searched at once.
    #[allow(clippy::unused_self, reason = "reads as a question to the two texts, like its neighbours")]
    fn nearby(&self, part: &Range<usize>, reach: usize, text: &str) -> Span {
        let start = text.floor_char_boundary(part.start.saturating_sub(reach));
        let end = text.ceil_char_boundary((part.end + reach).min(text.len()));
        if end - start <= 2 * NEIGHBOURHOOD + 2 * reach {
            return Span::new(start, end);
        }
        Span::new(start, text.floor_char_boundary(start + 2 * NEIGHBOURHOOD + 2 * reach))
    }

    /// True when at least half of `span` is not in the new text.
    fn mostly_removed(&self, span: Span) -> bool {
        let shared: usize = self
            .runs_in(span)
            .map(|run| run.old_end().min(span.end).saturating_sub(run.old.max(span.start)))
            .sum();
        2 * shared <= span.len()
    }

    /// True when at least half of `place` is not in the old text.
    fn mostly_inserted(&self, place: Span) -> bool {
        let runs = self.alignment.runs();
        let first = runs.partition_point(|run| run.new_end() <= place.start);
        let shared: usize = runs[first..]
            .iter()
            .take_while(|run| run.new < place.end)
            .map(|run| run.new_end().min(place.end) - run.new.max(place.start))
            .sum();
        2 * shared <= place.len()
    }
}

/// How much of a context is there.
struct Kept {
    letters: usize,
    /// All of it, up to the end of the text where that comes first.
    whole: bool,
}

impl Kept {
    fn of(was: impl Iterator<Item = char>, is: impl Iterator<Item = char>) -> Self {
        let (mut was, mut is) = (was.take(CONTEXT_CHARACTERS), is.take(CONTEXT_CHARACTERS));
        let mut letters = 0;
        loop {
            match (was.next(), is.next()) {
                (Some(a), Some(b)) if a == b => letters += 1,
                (None, None) => return Self { letters, whole: true },
                _ => return Self { letters, whole: false },
            }
        }
    }
}

fn doubtful(anchor: Anchor, confidence: u8, why: Doubt) -> Placement {
    Placement::Proposed { proposal: Proposal { anchor, confidence }, why }
}

fn sureness(words: usize, replaced: usize) -> u8 {
    per_cent(words as f64, words as f64 + WEIGHT_OF_REPLACED * replaced as f64)
}

/// The end of the word that a place is within; the place itself where it is within none.
fn after_scrap(text: &str, at: usize) -> usize {
    let word = word_at(text, at);
    if word.start < at { word.end } else { at }
}

/// The beginning of the word that a place is within; the place itself where it is within none.
fn before_scrap(text: &str, at: usize) -> usize {
    let word = word_at(text, at);
    if at < word.end { word.start } else { at }
}

/// Bytes that are not white space.
fn ink(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

/// A span without white space at ends where the passage had none.
fn tidied(span: Span, text: &str, exact: &str) -> Span {
    let trimmed = span.trimmed(text);
    if trimmed.is_empty() {
        return span;
    }
    Span {
        start: if exact.starts_with(char::is_whitespace) { span.start } else { trimmed.start },
        end: if exact.ends_with(char::is_whitespace) { span.end } else { trimmed.end },
    }
}
