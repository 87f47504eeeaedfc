//! The passage a decision was made on, found in a text that may have changed since: by its words, letter for letter.
//!
//! A decision on a name or a figure is made anew in a moment, so other than for annotations nothing is proposed here:
//! where the words are gone, or two places have as much to be said for them, the decision finds nothing.

use crate::text::{Anchor, CONTEXT_CHARACTERS, Span, Text, context};

/// More occurrences of a quotation than these are not told apart.
const MOST_OCCURRENCES: usize = 10_000;

/// The passage: where it stood, if the words and what surrounds them are there; else the one place where the words stand in
/// most of the same surroundings. `None` when there is none, or when two places have as much to be said for them.
pub fn verbatim(anchor: &Anchor, text: &Text) -> Option<Span> {
    let there = anchor.resolve(text);
    if let Some(span) = there
        && likeness(anchor, text.as_str(), span) == full(anchor)
    {
        return Some(span);
    }
    if anchor.exact.is_empty() {
        return None;
    }
    let mut best: Option<(usize, Span)> = None;
    let mut rival = false;
    for (at, words) in text.as_str().match_indices(anchor.exact.as_str()).take(MOST_OCCURRENCES) {
        let span = Span::new(at, at + words.len());
        let like = likeness(anchor, text.as_str(), span);
        match best {
            Some((most, _)) if like < most => {}
            Some((most, _)) if like == most => rival = true,
            _ => (best, rival) = (Some((like, span)), false),
        }
    }
    let (like, span) = best?;
    // Where nothing around tells places apart, the old one still counts.
    if rival {
        return there.filter(|there| likeness(anchor, text.as_str(), *there) == like);
    }
    let alone = text.as_str().matches(anchor.exact.as_str()).nth(1).is_none();
    (alone || like * 2 >= full(anchor)).then_some(span)
}

/// How many characters of the context are there, counted from the passage outwards.
fn likeness(anchor: &Anchor, body: &str, span: Span) -> usize {
    let (before, after) = context(body, span, CONTEXT_CHARACTERS);
    let same = |one: &mut dyn Iterator<Item = (char, char)>| one.take_while(|(a, b)| a == b).count();
    same(&mut before.chars().rev().zip(anchor.prefix.chars().rev()))
        + same(&mut after.chars().zip(anchor.suffix.chars()))
}

fn full(anchor: &Anchor) -> usize {
    anchor.prefix.chars().count() + anchor.suffix.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(body: &str, words: &str) -> Anchor {
        let at = body.find(words).unwrap();
        Anchor::new(&Text::new(body), Span::new(at, at + words.len())).unwrap()
    }

    #[test]
    fn a_passage_is_found_where_it_has_moved() {
        let anchor = anchor("The letter names Smith of Hull, and Smith of York.", "Smith");
        let now = Text::new("New. The letter names Smith of Hull, and Smith of York.");
        assert_eq!(verbatim(&anchor, &now), Some(Span::new(22, 27)));
    }

    #[test]
    fn of_two_alike_none_is_chosen() {
        let anchor = anchor("of Smith or", "Smith");
        let now = Text::new("x Smith y z Smith u");
        assert_eq!(verbatim(&anchor, &now), None);
        assert_eq!(verbatim(&anchor, &Text::new("nobody")), None);
    }
}
