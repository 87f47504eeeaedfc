//! An annotation found by its words and what stood around them, when the text it was made on is lost.
//!
//! Exact occurrences come first; where there is none, places are sought that have pieces of the passage and its context
//! in common, and compared letter by letter. How sure a place is, is the share of quotation and context that is there:
//! each letter counts alike, so that a long quotation can stand by itself and a short one needs its context. The old
//! position says nothing: it only decides which of several equal places is shown first.

use super::fit::{best_fit, similarity};
use super::{PROPOSED, Placement, per_cent};
use crate::project::standing::Doubt;
use crate::text::{Anchor, CONTEXT_CHARACTERS, Span, Text, context};

/// A second place within so many per cent of the best is its rival.
const RIVAL_MARGIN: u8 = 10;

/// Occurrences looked at; a phrase with more stands everywhere.
const MOST_OCCURRENCES: usize = 1000;

/// A quotation of so many letters that occurs once is worth proposing whatever stands around it.
const TELLING_QUOTATION: usize = 16;

/// Letters at each end of a long quotation by which its ends are found; what is between may be anything.
const END_LETTERS: usize = 256;

/// Pieces of a passage by which places are sought that have it with changes.
const PIECES: usize = 8;

/// Least and greatest length of such a piece in letters.
const PIECE_LETTERS: (usize, usize) = (6, 24);

/// A piece that occurs more often than this says nothing.
const MOST_PIECE_PLACES: usize = 48;

/// Places compared letter by letter.
const MOST_COMPARED: usize = 24;

/// Bytes of other words in the place of a passage, beside twice its own length, within which what follows it is looked for.
const WIDEST_OTHER: usize = 64;

/// A place for a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub span: Span,
    pub confidence: u8,
}

/// Where `anchor` stands in `text`, judged by its words and context alone.
pub fn find(anchor: &Anchor, text: &Text) -> Placement {
    if anchor.exact.is_empty() {
        return Placement::Lost;
    }
    let body = text.as_str();
    let whole = Span::new(0, body.len());
    let mut candidates = exact(anchor, body, whole);
    let best = candidates.iter().copied().max_by_key(|candidate| candidate.confidence);
    // One that stands with all of its context has but one kind of rival: other words in the same context.
    if best.is_some_and(|best| best.confidence == 100) {
        let placement = chosen(anchor, text, candidates);
        return if has_other_words_elsewhere(anchor, body) { doubted(placement, anchor) } else { placement };
    }
    let changed = approximate(anchor, body, whole);
    // What stands in another context may be a look-alike of a passage that has changed in its own.
    let is_changed = |best: Candidate| {
        let others = changed.iter().filter(|other| !other.span.overlaps(best.span));
        let fits = |span: Span| likeness_of_context(anchor, body, span);
        others.clone().any(|other| fits(other.span) >= fits(best.span))
    };
    let has_rival = best.is_some_and(is_changed);
    // An exact occurrence far from its context is no better than others.
    if best.is_none_or(|best| best.confidence < super::AUTOMATIC) {
        candidates.extend(changed);
    }
    let placement = chosen(anchor, text, candidates);
    if has_rival { doubted(placement, anchor) } else { placement }
}

/// A placement as one that has a rival.
fn doubted(placement: Placement, anchor: &Anchor) -> Placement {
    match placement {
        Placement::Lost => Placement::Lost,
        placement => {
            let (proposal, _) = placement.as_doubt(anchor);
            proposal.map_or(Placement::Lost, |proposal| Placement::Proposed { proposal, why: Doubt::Rival })
        }
    }
}

/// True when somewhere all that stood around the passage stands around other words.
fn has_other_words_elsewhere(anchor: &Anchor, body: &str) -> bool {
    let (prefix, suffix) = (anchor.prefix.as_str(), anchor.suffix.as_str());
    if prefix.is_empty() || suffix.is_empty() {
        return false;
    }
    let reach = 2 * anchor.exact.len() + WIDEST_OTHER;
    occurrences(body, prefix, Span::new(0, body.len()), MOST_PIECE_PLACES).any(|at| {
        let begin = at + prefix.len();
        let end = body.ceil_char_boundary((begin + reach + suffix.len()).min(body.len()));
        let there = &body[begin..end];
        !there.starts_with(anchor.exact.as_str()) && there.contains(suffix)
    })
}

/// How like what stands around a place is to what stood around the passage, from 0 to 1.
pub(super) fn likeness_of_context(anchor: &Anchor, body: &str, span: Span) -> f64 {
    let (before, after) = context(body, span, CONTEXT_CHARACTERS);
    let (prefix, suffix) = (anchor.prefix.chars().count(), anchor.suffix.chars().count());
    if prefix + suffix == 0 {
        return 1.0;
    }
    let there = prefix as f64 * likeness_of(&anchor.prefix, before)
        + suffix as f64 * likeness_of(&anchor.suffix, after);
    there / (prefix + suffix) as f64
}

/// The best of several places, doubted when another is as good.
pub(super) fn chosen(anchor: &Anchor, text: &Text, mut candidates: Vec<Candidate>) -> Placement {
    candidates.retain(|candidate| !candidate.span.is_empty());
    let near = |candidate: &Candidate| {
        let at = text.code_points().from_byte(text.as_str(), candidate.span.start).unwrap_or(0);
        at.abs_diff(anchor.start)
    };
    candidates.sort_by(|a, b| b.confidence.cmp(&a.confidence).then_with(|| near(a).cmp(&near(b))));
    let Some(best) = candidates.first().copied() else { return Placement::Lost };
    let has_rival = candidates[1..]
        .iter()
        .any(|other| !other.span.overlaps(best.span) && other.confidence + RIVAL_MARGIN >= best.confidence);
    match Anchor::new(text, best.span) {
        Some(place) => Placement::weighed(anchor, place, best.confidence, has_rival),
        None => Placement::Lost,
    }
}

/// The occurrences of the quotation within `window`, weighed by what stands around them.
pub(super) fn exact(anchor: &Anchor, body: &str, window: Span) -> Vec<Candidate> {
    let quoted = anchor.exact.as_str();
    let mut places: Vec<usize> = occurrences(body, quoted, window, MOST_OCCURRENCES).collect();
    let lone = places.len() == 1 && quoted.chars().count() >= TELLING_QUOTATION;
    if places.len() == MOST_OCCURRENCES {
        // Too many to compare: only those with all of their context count.
        let all = format!("{}{quoted}{}", anchor.prefix, anchor.suffix);
        places = occurrences(body, &all, window, 2).map(|at| at + anchor.prefix.len()).collect();
    }
    let least = if lone { PROPOSED } else { 0 };
    places
        .into_iter()
        .map(|at| {
            let span = Span::new(at, at + quoted.len());
            Candidate { span, confidence: confidence(anchor, body, span).max(least) }
        })
        .collect()
}

/// Where `words` stand in `window`, also where two occurrences overlap.
pub(super) fn occurrences<'a>(
    body: &'a str,
    words: &'a str,
    window: Span,
    most: usize,
) -> impl Iterator<Item = usize> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = window.start;
    std::iter::from_fn(move || {
        let at = from + body.get(from..window.end)?.find(words)?;
        from = at + step;
        Some(at)
    })
    .take(most)
}

/// How sure it is that the passage now stands at `span`.
pub(super) fn confidence(anchor: &Anchor, body: &str, span: Span) -> u8 {
    let (before, after) = context(body, span, CONTEXT_CHARACTERS);
    let words = &body[span.range()];
    let likeness = if words == anchor.exact { 1.0 } else { likeness_of_ends(&anchor.exact, words) };
    let parts = [
        (anchor.exact.chars().count(), likeness),
        (anchor.prefix.chars().count(), likeness_of(&anchor.prefix, before)),
        (anchor.suffix.chars().count(), likeness_of(&anchor.suffix, after)),
    ];
    let there: f64 = parts.iter().map(|(letters, likeness)| *letters as f64 * likeness).sum();
    let all: usize = parts.iter().map(|(letters, _)| letters).sum();
    // However well the surroundings agree: other words are other words.
    per_cent(there, all as f64).min(per_cent(0.5 + likeness / 2.0, 1.0))
}

fn likeness_of(was: &str, is: &str) -> f64 {
    if was == is {
        return 1.0;
    }
    similarity(&was.chars().collect::<Vec<_>>(), &is.chars().collect::<Vec<_>>())
}

/// Likeness of two passages of any length: of long ones the two ends are compared.
fn likeness_of_ends(was: &str, is: &str) -> f64 {
    let (was, is): (Vec<char>, Vec<char>) = (was.chars().collect(), is.chars().collect());
    if was.len().max(is.len()) <= 2 * END_LETTERS {
        return similarity(&was, &is);
    }
    let head = similarity(&was[..was.len().min(END_LETTERS)], &is[..is.len().min(END_LETTERS)]);
    let tail = similarity(
        &was[was.len().saturating_sub(END_LETTERS)..],
        &is[is.len().saturating_sub(END_LETTERS)..],
    );
    let lengths = was.len().min(is.len()) as f64 / was.len().max(is.len()) as f64;
    f64::midpoint(head, tail) * lengths
}

/// Places in `window` that have the passage with changes.
pub(super) fn approximate(anchor: &Anchor, body: &str, window: Span) -> Vec<Candidate> {
    let quoted = format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix);
    let slack = 64 + anchor.exact.len().min(2 * END_LETTERS) / 4;
    let mut found: Vec<Candidate> = Vec::new();
    for start in likely_starts(&quoted, body, window) {
        let near = Span::new(
            body.floor_char_boundary(start.saturating_sub(slack).max(window.start)),
            body.ceil_char_boundary((start + quoted.len() + slack).min(window.end)),
        );
        let Some(span) = fitted(anchor, body, near) else { continue };
        let span = at_words(anchor, body, span);
        if found.iter().all(|other| other.span != span) {
            found.push(Candidate { span, confidence: confidence(anchor, body, span) });
        }
    }
    found
}

/// Where the passage with its context may begin, by the pieces it has in common with the text; the likeliest first.
fn likely_starts(quoted: &str, body: &str, window: Span) -> Vec<usize> {
    let bounds: Vec<usize> = quoted.char_indices().map(|(at, _)| at).chain([quoted.len()]).collect();
    let letters = bounds.len() - 1;
    let (least, most) = PIECE_LETTERS;
    let piece = (letters / PIECES).clamp(least, most);
    let mut starts: Vec<usize> = Vec::new();
    for n in 0..PIECES {
        let from = n * letters / PIECES;
        let Some(end) = bounds.get(from + piece) else { break };
        let places: Vec<usize> =
            occurrences(body, &quoted[bounds[from]..*end], window, MOST_PIECE_PLACES).collect();
        if places.len() < MOST_PIECE_PLACES {
            starts.extend(places.into_iter().map(|at| at.saturating_sub(bounds[from])));
        }
    }
    starts.sort_unstable();
    // Starts that lie close together speak for the same place.
    let mut clusters: Vec<(usize, usize)> = Vec::new();
    for start in starts {
        match clusters.last_mut() {
            Some((votes, first)) if start - *first <= 48 => *votes += 1,
            _ => clusters.push((1, start)),
        }
    }
    clusters.sort_by_key(|(votes, start)| (std::cmp::Reverse(*votes), *start));
    clusters.truncate(MOST_COMPARED);
    clusters.into_iter().map(|(_, start)| start).collect()
}

/// A place whose ends are at the ends of words where those of the quotation were.
fn at_words(anchor: &Anchor, body: &str, span: Span) -> Span {
    let within_word = |before: &str, after: &str| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(before.chars().next_back()) && letter(after.chars().next())
    };
    let Span { mut start, mut end } = span;
    if !within_word(&anchor.prefix, &anchor.exact) {
        while within_word(&body[..start], &body[start..]) {
            start = body.floor_char_boundary(start - 1);
        }
    }
    if !within_word(&anchor.exact, &anchor.suffix) {
        while within_word(&body[..end], &body[end..]) {
            end = body.ceil_char_boundary(end + 1);
        }
    }
    Span { start, end }
}

/// Where the passage fits best within a window not much larger than it.
fn fitted(anchor: &Anchor, body: &str, window: Span) -> Option<Span> {
    let letters: Vec<(usize, char)> = body[window.range()].char_indices().collect();
    let byte = |index: usize| letters.get(index).map_or(window.end, |(at, _)| window.start + at);
    let plain: Vec<char> = letters.iter().map(|(_, letter)| *letter).collect();
    let (prefix, exact, suffix) = (
        anchor.prefix.chars().collect::<Vec<_>>(),
        anchor.exact.chars().collect::<Vec<_>>(),
        anchor.suffix.chars().collect::<Vec<_>>(),
    );
    if exact.len() <= 2 * END_LETTERS {
        let pattern = [prefix.as_slice(), &exact, &suffix].concat();
        let (start, end) = best_fit(&pattern, prefix.len(), prefix.len() + exact.len(), &plain)?;
        return Some(Span::new(byte(start), byte(end)));
    }
    // Of a long passage the two ends are looked for, each near where it should be.
    let reach = (prefix.len() + END_LETTERS + 256).min(plain.len());
    let head = [prefix.as_slice(), &exact[..END_LETTERS]].concat();
    let (start, _) = best_fit(&head, prefix.len(), head.len(), &plain[..reach])?;
    let reach = (suffix.len() + END_LETTERS + 256).min(plain.len());
    let tail = [&exact[exact.len() - END_LETTERS..], &suffix].concat();
    let rest = plain.len() - reach;
    let (_, end) = best_fit(&tail, 0, END_LETTERS, &plain[rest..])?;
    (start < rest + end).then(|| Span::new(byte(start), byte(rest + end)))
}

#[cfg(test)]
mod tests {
    use super::super::AUTOMATIC;
    use super::*;
    use crate::project::Doubt;

    const BODY: &str = "The letter of the ninth of May says that the inquiry was closed for want of evidence. \
        The letter of the tenth says that the inquiry was never opened at all. Nothing else is said of it.";

    fn anchor(words: &str) -> Anchor {
        let at = BODY.find(words).unwrap();
        Anchor::new(&Text::new(BODY), Span::new(at, at + words.len())).unwrap()
    }

    fn found(words: &str, now: &str) -> Placement {
        find(&anchor(words), &Text::new(now))
    }

    #[test]
    fn an_unchanged_text_has_it_in_place() {
        assert_eq!(found("never opened at all", BODY), Placement::Same);
    }

    #[test]
    fn the_same_words_with_their_context_have_moved() {
        let now = format!("É. A new first paragraph.\n\n{BODY}");
        let Placement::Moved(place) = found("never opened at all", &now) else { panic!() };
        assert_eq!(place.exact, "never opened at all");
        assert_eq!(place.start, anchor("never opened at all").start + 27);
    }

    #[test]
    fn the_first_of_two_alike_is_told_by_its_context() {
        let now = format!("New. {BODY}");
        let placement = found("the inquiry", &now);
        assert!(
            matches!(&placement, Placement::Moved(place) if place.prefix.ends_with("May says that ")),
            "{placement:?}"
        );
    }

    #[test]
    fn an_equal_rival_is_proposed_and_never_chosen() {
        let now = format!("{BODY} {BODY}");
        // The context at the seam differs, so ask for a passage well inside.
        let placement = found("was closed", &now);
        assert!(matches!(placement, Placement::Proposed { why: Doubt::Rival, .. }), "{placement:?}");
    }

    #[test]
    fn a_few_letters_changed_are_found_again() {
        let now = BODY.replace("never opened at all", "never opend at all").replace("ninth", "9th");
        let Placement::Changed { anchor: place, confidence } = found("never opened at all", &now) else {
            panic!()
        };
        assert_eq!(place.exact, "never opend at all");
        assert!(confidence >= AUTOMATIC);
    }

    #[test]
    fn words_replaced_between_their_neighbours_are_proposed() {
        let now = BODY.replace("never opened at all", "opened and shut again");
        let placement = found("never opened at all", &now);
        let Placement::Proposed { proposal, why: Doubt::Changed } = &placement else {
            panic!("{placement:?}")
        };
        assert_eq!(proposal.anchor.exact, "opened and shut again");
    }

    #[test]
    fn a_common_word_without_its_context_is_lost() {
        assert_eq!(found("letter", "Another letter altogether; quite another matter."), Placement::Lost);
        assert_eq!(found("letter", ""), Placement::Lost);
    }

    #[test]
    fn a_long_passage_is_found_by_its_ends() {
        let middle = "word and word again and then some more of it, ".repeat(80);
        let before = format!("{BODY}\n\nHere it begins in earnest: {middle}and there it ends. {BODY}");
        let at = before.find("in earnest").unwrap();
        let end = before.find("it ends").unwrap() + 7;
        let was = Anchor::new(&Text::new(before.as_str()), Span::new(at, end)).unwrap();
        let now =
            format!("Preface. {}", before.replacen("word again and then some", "word once more and some", 1));
        let placement = find(&was, &Text::new(now.as_str()));
        let place = placement.anchor().unwrap();
        assert!(place.exact.starts_with("in earnest") && place.exact.ends_with("it ends"), "{placement:?}");
    }
}
