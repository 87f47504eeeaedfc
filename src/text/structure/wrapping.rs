//! Whether the lines of a text were broken at a fixed width, by a typist, a mail program or a page.
//!
//! Three things must hold together, each of which alone is also true of some verse, list or code: the first word of
//! the next line would nearly always have gone past the edge; many lines begin in the middle of a sentence (in lower
//! case, or in a script without case); most lines end without a punctuation mark. Nothing is concluded from few lines.

use super::lines::Line;

/// Pairs of lines that must be seen before anything is concluded.
const FEWEST_PAIRS: usize = 4;

/// Narrower lines than this are verse or a list, not a page.
pub(super) const NARROWEST: u16 = 28;

/// Wider lines than this are paragraphs, not lines of a page.
pub(super) const WIDEST: u16 = 160;

/// A next word that would have reached this share of the width shows that the line was full.
const FULL: f32 = 0.9;

/// Shares of the pairs for which each sign must hold.
const SHARE_FULL: f32 = 0.7;
pub(super) const SHARE_MID_SENTENCE: f32 = 0.45;
pub(super) const SHARE_UNPUNCTUATED: f32 = 0.6;

/// The width at which the lines were broken; `None` when they were not.
pub fn wrap_width(text: &str, lines: &[Line]) -> Option<u16> {
    let pairs = || {
        let directly = |pair: &&[Line]| pair[1].follows_directly();
        lines.windows(2).filter(directly).filter(|pair| pair[1].marker(text).is_none())
    };
    let mut widths = [0usize; super::lines::WIDEST as usize + 1];
    let mut count = 0;
    for pair in pairs() {
        widths[usize::from(pair[0].width)] += 1;
        count += 1;
    }
    if count < FEWEST_PAIRS || count * 4 < lines.len() {
        return None;
    }
    let width = quantile(&widths, count * 9 / 10);
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let too_wide = lines.iter().filter(|line| f32::from(line.width) > 1.5 * f32::from(width)).count();
    if too_wide * 10 > lines.len() {
        return None;
    }
    let (mut full, mut mid_sentence, mut unpunctuated) = (0usize, 0usize, 0usize);
    for pair in pairs() {
        full += usize::from(pair[0].reach(&pair[1]) as f32 >= FULL * f32::from(width));
        mid_sentence += usize::from(begins_mid_sentence(pair[1].words(text)));
        unpunctuated +=
            usize::from(pair[0].words(text).ends_with(|c: char| c.is_alphanumeric() || is_hyphen(c)));
    }
    let share = |part: usize| part as f32 / count as f32;
    (share(full) >= SHARE_FULL
        && share(mid_sentence) >= SHARE_MID_SENTENCE
        && share(unpunctuated) >= SHARE_UNPUNCTUATED)
        .then_some(width)
}

/// The width that `rank` of the counted lines do not exceed.
fn quantile(widths: &[usize], rank: usize) -> u16 {
    let mut seen = 0;
    for (width, count) in widths.iter().enumerate() {
        seen += count;
        if seen > rank {
            return width as u16;
        }
    }
    0
}

/// True for a line that can hardly be the start of a sentence or verse: its first letter is in lower case or has none.
pub(super) fn begins_mid_sentence(words: &str) -> bool {
    words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}')
}
