//! Correcting the text of a document within the project: what becomes of the text and of the annotations in it.
//!
//! Answers with the changes of one edit. Annotations far from the place are not listed in it: the change of the text
//! itself moves them, there and back. Those that touch the place, or whose kept context does, are taken out before the
//! change of the text and put in again after it as they are to stand, so that taking the edit back is exact. The file the
//! text was read from is never touched.

use unicode_segmentation::UnicodeSegmentation as _;

use super::anchoring::has_grown_together;
use super::edit::{Change, Swap, TextChange};
use super::model::{Annotation, DocumentRecord, Project};
use super::standing::{Doubt, Proposal, Standing};
use crate::text::{Anchor, CONTEXT_CHARACTERS, Span, Text};

/// What is added to the name of the reader of a text that was corrected.
const CORRECTED: &str = ", corrected";

/// Why a text was not corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    /// The place is outside the text, or the text is not the one the project knows.
    #[error("the words to correct are not in this text any more; select them again")]
    NotInText,
    /// A document without a visible letter would be left.
    #[error("a document cannot be left without any text; remove the document instead")]
    NothingLeft,
    /// A text keeps its line ends as LF.
    #[error("a text keeps line ends as single line feeds; leave the carriage returns out")]
    CarriageReturn,
}

/// Puts `inserted` in the place of the bytes `at` of a document's text. Answers with the new text and the changes, none
/// when nothing changes.
pub fn correct(
    project: &Project,
    document: &DocumentRecord,
    old: &Text,
    at: Span,
    inserted: &str,
) -> Result<(Text, Vec<Change>), CorrectionError> {
    let removed = at.of(old.as_str()).ok_or(CorrectionError::NotInText)?;
    if old.hash() != document.hash {
        return Err(CorrectionError::NotInText);
    }
    if inserted.contains('\r') {
        return Err(CorrectionError::CarriageReturn);
    }
    let (removed, inserted, at) = without_common_ends(removed, inserted, at.start);
    if removed.is_empty() && inserted.is_empty() {
        return Ok((old.clone(), Vec::new()));
    }
    let body = [&old.as_str()[..at], inserted, &old.as_str()[at + removed.len()..]].concat();
    if body.trim().is_empty() {
        return Err(CorrectionError::NothingLeft);
    }
    let new = Text::new(body);
    let at = old.code_points().from_byte(old.as_str(), at).ok_or(CorrectionError::NotInText)?;
    let text = TextChange {
        document: document.id,
        before: old.hash(),
        after: new.hash(),
        at,
        removed: removed.to_owned(),
        inserted: inserted.to_owned(),
    };
    let replaced = Replaced { at, removed: removed.chars().count(), inserted: inserted.chars().count() };
    let touched: Vec<&Annotation> = project
        .annotations
        .values()
        .filter(|annotation| annotation.document == document.id)
        .filter(|annotation| annotation.live_anchor().is_some_and(|anchor| replaced.touches(anchor)))
        .collect();
    let mut changes: Vec<Change> = as_corrected(document).into_iter().collect();
    changes.extend(touched.iter().map(|annotation| Change::annotation(Swap::remove((*annotation).clone()))));
    changes.push(Change::Text(Box::new(text)));
    changes.extend(
        touched
            .iter()
            .map(|annotation| Change::annotation(Swap::add(after(annotation, replaced, old, &new)))),
    );
    Ok((new, changes))
}

/// True for a document whose text here is a corrected copy of what its file says.
pub fn is_corrected(document: &DocumentRecord) -> bool {
    document.reader.ends_with(CORRECTED) && document.hash != document.expected()
}

/// The change that says of a document that its text is a corrected copy; `None` when it says so already.
fn as_corrected(document: &DocumentRecord) -> Option<Change> {
    let mut after = document.clone();
    after.seen = after.seen.or(Some(document.hash));
    if !after.reader.ends_with(CORRECTED) {
        after.reader.push_str(CORRECTED);
    }
    (after != *document).then(|| Change::document(Swap::replace(document.clone(), after)))
}

/// What two texts have in common at both ends is not part of a correction: of a word with a letter put in, the rest
/// stays what it was.
fn without_common_ends<'a>(removed: &'a str, inserted: &'a str, at: usize) -> (&'a str, &'a str, usize) {
    let same = |a: char, b: char| a == b;
    let before: usize = removed
        .chars()
        .zip(inserted.chars())
        .take_while(|(a, b)| same(*a, *b))
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let (removed, inserted) = (&removed[before..], &inserted[before..]);
    let after: usize = removed
        .chars()
        .rev()
        .zip(inserted.chars().rev())
        .take_while(|(a, b)| same(*a, *b))
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    (&removed[..removed.len() - after], &inserted[..inserted.len() - after], at + before)
}

/// A place in a text, in code points: so many removed, so many inserted.
#[derive(Clone, Copy)]
struct Replaced {
    at: usize,
    removed: usize,
    inserted: usize,
}

impl Replaced {
    fn end(self) -> usize {
        self.at + self.removed
    }

    /// True when the passage, or the context kept with it, reaches the place.
    fn touches(self, anchor: &Anchor) -> bool {
        anchor.start.saturating_sub(CONTEXT_CHARACTERS) <= self.end()
            && self.at <= anchor.end + CONTEXT_CHARACTERS
    }

    /// Where a passage stands afterwards; `None` when nothing of it is left.
    fn passage(self, start: usize, end: usize) -> Option<(usize, usize)> {
        let later = |position: usize| position + self.inserted - self.removed;
        if end <= self.at {
            return Some((start, end));
        }
        if self.end() <= start {
            return Some((later(start), later(end)));
        }
        let inside = start <= self.at && self.end() <= end;
        let all = start == self.at && end == self.end();
        match () {
            // Not one of its words is left, whatever stands there now.
            () if all => None,
            () if inside => Some((start, later(end))),
            // Across an end: the words that remain.
            () if start < self.at => Some((start, self.at)),
            () if self.end() < end => Some((self.at + self.inserted, later(end))),
            () => None,
        }
    }

    /// True when enough of a passage is left that it still is what its coder chose: a whole word of it, or most of its letters,
    /// where others were put in within it, and half of its letters where it was cut off at an end.
    fn leaves_enough(self, anchor: &Anchor) -> bool {
        let Anchor { start, end, .. } = *anchor;
        let is_letter = |letter: &char| letter.is_alphanumeric();
        let all = anchor.exact.chars().filter(is_letter).count();
        let is_left = |number: usize| !(self.at..self.end()).contains(&(start + number));
        let letters = anchor.exact.chars().enumerate();
        let left = letters.filter(|(number, letter)| is_letter(letter) && is_left(*number)).count();
        let is_inside = start <= self.at && self.end() <= end;
        all == left || if is_inside { self.leaves_word(anchor) || 2 * left > all } else { 2 * left >= all }
    }

    /// True when a word of a passage is outside the place, with all its letters.
    fn leaves_word(self, anchor: &Anchor) -> bool {
        let mut number = anchor.start;
        anchor.exact.split_word_bounds().any(|word| {
            let start = number;
            number += word.chars().count();
            let is_outside = number <= self.at || self.end() <= start;
            is_outside && word.contains(char::is_alphanumeric)
        })
    }

    /// A passage with what was put in at its ends.
    fn grown(self, start: usize, end: usize) -> Option<(usize, usize)> {
        let (start, end) = self.passage(start, end)?;
        match () {
            () if start == self.at + self.inserted => Some((self.at, end)),
            () if end == self.at => Some((start, end + self.inserted)),
            () => Some((start, end)),
        }
    }

    /// What stands in the place of a passage all of whose words were replaced by others.
    fn instead(self, start: usize, end: usize) -> Option<(usize, usize)> {
        (start == self.at && end == self.end() && self.inserted > 0).then_some((start, start + self.inserted))
    }
}

/// An annotation that touches the place, as it stands in the corrected text.
fn after(annotation: &Annotation, replaced: Replaced, old: &Text, new: &Text) -> Annotation {
    let anchor_at = |place: Option<(usize, usize)>| {
        let (start, end) = place?;
        Anchor::new(new, new.code_points().to_span(new.as_str(), start, end)?)
    };
    match &annotation.standing {
        // It does not stand on its words as it is: moving it would give it others.
        Standing::Certain if annotation.anchor.resolve(old).is_none() => {
            annotation.doubted(None, Doubt::Changed)
        }
        Standing::Certain => {
            let Anchor { start, end, .. } = annotation.anchor;
            let stays = anchor_at(replaced.passage(start, end));
            let grown = stays.as_ref().is_some_and(|anchor| has_grown_together(&annotation.anchor, anchor));
            let is_left = replaced.leaves_enough(&annotation.anchor);
            if let Some(anchor) = stays.as_ref().filter(|_| !grown && is_left) {
                return annotation.placed(anchor.clone());
            }
            let instead = if grown {
                anchor_at(replaced.grown(start, end))
            } else {
                anchor_at(replaced.instead(start, end))
            };
            let proposed = instead.or(stays);
            let why = if proposed.is_some() { Doubt::Changed } else { Doubt::Gone };
            annotation.doubted(proposed.map(|anchor| Proposal { anchor, confidence: 100 }), why)
        }
        Standing::NeedsLook { proposed, why } => {
            let moved = proposed.as_ref().and_then(|Proposal { anchor, confidence }| {
                let anchor = anchor_at(replaced.passage(anchor.start, anchor.end))?;
                Some(Proposal { anchor, confidence: *confidence })
            });
            annotation.doubted(moved, *why)
        }
        Standing::Detached => annotation.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_edit(
        passage: (usize, usize),
        at: usize,
        removed: usize,
        inserted: usize,
    ) -> Option<(usize, usize)> {
        Replaced { at, removed, inserted }.passage(passage.0, passage.1)
    }

    #[test]
    fn what_lies_before_stays_and_what_lies_after_moves() {
        assert_eq!(after_edit((10, 20), 20, 3, 9), Some((10, 20)));
        assert_eq!(after_edit((10, 20), 4, 6, 1), Some((5, 15)));
        assert_eq!(after_edit((10, 20), 10, 0, 2), Some((12, 22)), "put in just before it");
        assert_eq!(after_edit((10, 20), 20, 0, 2), Some((10, 20)), "put in just after it");
    }

    #[test]
    fn inside_a_passage_grows_and_shrinks() {
        assert_eq!(after_edit((10, 20), 15, 0, 2), Some((10, 22)));
        assert_eq!(after_edit((10, 20), 12, 3, 0), Some((10, 17)));
        assert_eq!(after_edit((10, 20), 10, 3, 4), Some((10, 21)));
        assert_eq!(after_edit((10, 20), 18, 2, 0), Some((10, 18)));
    }

    #[test]
    fn across_an_end_the_words_that_remain_are_kept() {
        assert_eq!(after_edit((10, 20), 15, 10, 2), Some((10, 15)));
        assert_eq!(after_edit((10, 20), 5, 10, 2), Some((7, 12)));
    }

    #[test]
    fn of_a_passage_all_gone_nothing_is_left() {
        assert_eq!(after_edit((10, 20), 5, 20, 2), None);
        assert_eq!(after_edit((10, 20), 10, 10, 0), None);
        assert_eq!(after_edit((10, 20), 10, 10, 4), None);
        assert_eq!(Replaced { at: 10, removed: 10, inserted: 4 }.instead(10, 20), Some((10, 14)));
    }

    #[test]
    fn a_passage_of_which_nothing_that_says_anything_is_left_is_not_left() {
        let leaves = |words: &str, start: usize, at: usize, removed: usize, inserted: usize| {
            let text = Text::new(format!("{}{words} and so on", "x".repeat(start)));
            let anchor = Anchor::new(&text, Span::new(start, start + words.len())).unwrap();
            Replaced { at, removed, inserted }.leaves_enough(&anchor)
        };
        assert!(!leaves("Yes.", 3, 3, 3, 2), "a full stop");
        assert!(!leaves("Yes", 3, 0, 5, 4), "a letter of three");
        assert!(!leaves("I hate him", 3, 5, 12, 4), "its first letter");
        assert!(leaves("I hate him", 3, 10, 8, 2), "most of it");
        assert!(!leaves("guilty", 3, 4, 3, 3), "it says gritty now");
        assert!(leaves("not guilty", 3, 8, 3, 3), "a word of two");
        assert!(leaves("guilt", 3, 6, 1, 1), "a letter of one");
        assert!(!leaves("1969", 3, 5, 2, 2), "another year");
        assert!(leaves("…", 3, 0, 1, 0), "no letter was in it");
    }

    #[test]
    fn only_what_differs_is_replaced() {
        assert_eq!(without_common_ends("Jon", "John", 5), ("", "h", 7));
        assert_eq!(without_common_ends("aa", "aaa", 0), ("", "a", 2));
        assert_eq!(without_common_ends("née", "nee", 0), ("é", "e", 1));
        assert_eq!(without_common_ends("same", "same", 3), ("", "", 7));
    }
}
