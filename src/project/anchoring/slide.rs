//! Where a gap between two runs may as well be: of two equal lines in a row nothing tells which was taken out.
//!
//! What was taken out, or put in, can be moved along by a letter wherever the letter it gains on one side is the one it loses
//! on the other. People take out lines, sentences and words rather than parts of them, so a place at the edge of such a unit
//! is more likely than one within.

use std::ops::Range;

use crate::text::Span;

/// Kinds of places, from within a word to between lines.
const KINDS: usize = 4;

/// All places a gap may as well begin at, by the kinds of places they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Slide {
    /// The first and the last place that is at least of this kind.
    ends: [Option<(usize, usize)>; KINDS],
}

impl Slide {
    /// Of the gap at `gap` in `text`, in whose place nothing stands in the other text, between runs of so many bytes.
    pub fn of(text: &str, gap: &Range<usize>, before: usize, after: usize) -> Self {
        let bytes = text.as_bytes();
        let back = (0..before).take_while(|n| bytes[gap.start - 1 - n] == bytes[gap.end - 1 - n]).count();
        let on = (0..after).take_while(|n| bytes[gap.start + n] == bytes[gap.end + n]).count();
        let mut slide = Self::default();
        for begin in gap.start - back..=gap.start + on {
            let end = begin + gap.len();
            if !text.is_char_boundary(begin) || !text.is_char_boundary(end) {
                continue;
            }
            let kind = kind_of_place(text, begin).min(kind_of_place(text, end));
            for ends in &mut slide.ends[..=kind] {
                *ends = Some((ends.map_or(begin, |(first, _)| first), begin));
            }
        }
        slide
    }

    /// True when the gap may as well be on the other side of a passage than it is thought to be, where it begins at `begin`.
    pub fn may_pass(&self, passage: Span, begin: usize) -> bool {
        let best = |is_there: &dyn Fn((usize, usize)) -> bool| {
            self.ends.iter().rposition(|ends| ends.is_some_and(is_there))
        };
        let (behind, ahead) =
            (best(&|(_, last)| last >= passage.end), best(&|(first, _)| first <= passage.start));
        let (here, there) = if begin >= passage.end { (behind, ahead) } else { (ahead, behind) };
        there.is_some() && there >= here
    }
}

/// Of which kind a place is: 3 between lines, 2 between sentences, 1 between words, 0 within one.
fn kind_of_place(text: &str, at: usize) -> usize {
    let mut before = text[..at].chars().rev();
    let (Some(last), Some(next)) = (before.next(), text[at..].chars().next()) else { return 3 };
    let ends_sentence = |letter: char| matches!(letter, '.' | '!' | '?' | '…' | '。');
    if last == '\n' || next == '\n' {
        3
    } else if ends_sentence(last) && next.is_whitespace()
        || last.is_whitespace() && before.next().is_some_and(ends_sentence)
    {
        2
    } else {
        usize::from(!last.is_alphanumeric() || !next.is_alphanumeric())
    }
}
