//! A position that can be checked: code points together with the words they stood for.
//!
//! An anchor is what the project keeps and what leaves the program (the W3C Web Annotation model's
//! `TextPositionSelector` and `TextQuoteSelector` in one). It is resolved to a byte [`Span`] only against a text
//! that still has the quotation at that place; finding a quotation that has moved is the project's business.

use serde::{Deserialize, Serialize};

use super::{Span, Text};

/// How many characters of context are kept on each side of a quotation.
pub const CONTEXT_CHARACTERS: usize = 32;

/// So many places that say what is quoted are looked at, to see whether one fits better.
const MOST_LOOK_ALIKES: usize = 10_000;

/// A passage of one document: where it stands, what it says and what surrounds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// First code point of the passage.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The passage itself, letter for letter.
    pub exact: String,
    /// Up to [`CONTEXT_CHARACTERS`] characters before it.
    pub prefix: String,
    /// Up to [`CONTEXT_CHARACTERS`] characters after it.
    pub suffix: String,
}

impl Anchor {
    /// The anchor of `span`; `None` when the span is empty or does not fit the text.
    pub fn new(text: &Text, span: Span) -> Option<Self> {
        let exact = span.of(text.as_str()).filter(|words| !words.is_empty())?;
        let (start, end) = text.code_points().from_span(text.as_str(), span)?;
        let (prefix, suffix) = context(text.as_str(), span, CONTEXT_CHARACTERS);
        Some(Self {
            start,
            end,
            exact: exact.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        })
    }

    /// The bytes the anchor names, provided the text still says there what was quoted, and does not say it elsewhere with more of
    /// what stood around it: then this is a look-alike of the passage.
    pub fn resolve(&self, text: &Text) -> Option<Span> {
        self.literal(text).filter(|span| !self.fits_better_elsewhere(text.as_str(), *span))
    }

    /// The bytes the anchor names, provided the text says there what was quoted, whatever stands around it.
    pub fn literal(&self, text: &Text) -> Option<Span> {
        let span = text.code_points().to_span(text.as_str(), self.start, self.end)?;
        (span.of(text.as_str()) == Some(self.exact.as_str())).then_some(span)
    }

    /// True when the quotation stands with more of its context somewhere else than at `span`.
    fn fits_better_elsewhere(&self, body: &str, span: Span) -> bool {
        let here = self.context_kept(body, span);
        if here == self.prefix.len() + self.suffix.len() || self.exact.is_empty() {
            return false;
        }
        // Every letter of the text is begun at: two occurrences may overlap.
        let step = self.exact.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        let others = std::iter::from_fn(|| {
            let at = from + body.get(from..)?.find(self.exact.as_str())?;
            from = at + step;
            Some(Span::new(at, at + self.exact.len()))
        });
        others.take(MOST_LOOK_ALIKES).any(|other| other != span && self.context_kept(body, other) > here)
    }

    /// How many bytes of the context stand around `span`, from the passage outwards without a gap.
    fn context_kept(&self, body: &str, span: Span) -> usize {
        let before = body[..span.start].chars().rev().zip(self.prefix.chars().rev());
        let after = body[span.end..].chars().zip(self.suffix.chars());
        let same = |(there, kept): &(char, char)| there == kept;
        let kept = before.take_while(same).chain(after.take_while(same));
        kept.map(|(letter, _)| letter.len_utf8()).sum()
    }
}

/// Up to `characters` characters before and after `span`.
pub fn context(text: &str, span: Span, characters: usize) -> (&str, &str) {
    let before = &text[..span.start];
    let after = &text[span.end..];
    let from = before.char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(characters).map_or(after.len(), |(at, _)| at);
    if characters == 0 { ("", "") } else { (&before[from..], &after[..to]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_quotation_and_context() {
        let text = Text::new("before the quoted words after");
        let anchor = Anchor::new(&text, Span::new(11, 23)).unwrap();
        assert_eq!(anchor.exact, "quoted words");
        assert_eq!(anchor.prefix, "before the ");
        assert_eq!(anchor.suffix, " after");
    }

    #[test]
    fn a_changed_text_is_not_trusted() {
        let anchor = Anchor::new(&Text::new("abc def"), Span::new(4, 7)).unwrap();
        assert_eq!(anchor.resolve(&Text::new("abc xyz")), None);
        assert_eq!(anchor.resolve(&Text::new("abc")), None);
    }

    #[test]
    fn a_look_alike_is_not_taken_for_the_passage() {
        let text = Text::new("Q. Did you?\nA. Yes, sir.\nA. Yes, sir.\nQ. Were you there?");
        let last = text.as_str().rfind("Yes, sir.").unwrap();
        let mut anchor = Anchor::new(&text, Span::new(last, last + 9)).unwrap();
        assert!(anchor.resolve(&text).is_some());
        // As when a digit of a file was changed.
        anchor.start -= 13;
        anchor.end -= 13;
        assert_eq!(anchor.resolve(&text), None);
        // Of two that fit alike it is the one that stands where it did, and so is one whose context is another now.
        let twice = Text::new("No. Yes. No. Yes. No.");
        let lone = Anchor {
            prefix: "a ".into(),
            suffix: " b".into(),
            ..Anchor::new(&twice, Span::new(4, 7)).unwrap()
        };
        assert_eq!(lone.resolve(&twice), Some(Span::new(4, 7)));
    }

    proptest! {
        #[test]
        fn resolves_to_the_same_span(body in "[a-zé日👩🏽\u{301} \n]{1,80}", a in 0usize..80, b in 0usize..80) {
            let bounds: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
            let span = Span::new(bounds[a % bounds.len()], bounds[b % bounds.len()]);
            let text = Text::new(body.as_str());
            match Anchor::new(&text, span) {
                Some(anchor) => prop_assert_eq!(anchor.resolve(&text), Some(span)),
                None => prop_assert!(span.is_empty()),
            }
        }
    }
}
