//! The lines of a text with what the rest of this room asks of each: width, indent, how it begins and ends.

use crate::text::Span;
use crate::text::reading::is_private_bullet;

/// Widths are counted no further than this; no typist and no page is wider.
pub const WIDEST: u16 = 1000;

/// A line that is not blank. A form feed ends a line as a line feed does.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// From the first to the last visible character.
    pub start: usize,
    pub end: usize,
    /// Characters from the left edge to the last visible one.
    pub width: u16,
    /// Characters in the first word.
    pub first_word: u16,
    /// Spaces before the first visible character; a tab counts for four.
    pub indent: u16,
    /// Blank lines above it.
    pub blanks_above: u16,
    /// True when a form feed stands between it and the line above.
    pub page_above: bool,
}

/// How a line marks an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A sign that stands for nothing else.
    Bullet,
    /// A dash or the like, which may as well be part of a sentence.
    Dash(char),
    /// A number or letter with a full stop or bracket.
    Number { value: Option<u32>, digits: bool, bracket: bool },
}

impl Line {
    /// The bytes from the first to the last visible character.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// The words of the line.
    pub fn words<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// How wide the line would have been with the first word of `next` on it.
    pub fn reach(&self, next: &Line) -> u32 {
        u32::from(self.width) + 1 + u32::from(next.first_word)
    }

    /// True when no blank line and no page break stands above it.
    pub fn follows_directly(&self) -> bool {
        self.blanks_above == 0 && !self.page_above
    }

    /// The marker the line begins with, if any.
    pub fn marker(&self, text: &str) -> Option<Marker> {
        marker(self.words(text))
    }
}

/// The lines of `text` that are not blank, in order.
pub fn read_lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 64);
    let (mut blanks_above, mut page_above) = (0u16, false);
    let mut start = 0;
    while start < text.len() {
        let end = text.as_bytes()[start..].iter().position(|byte| matches!(byte, b'\n' | 0x0c));
        let piece = &text[start..end.map_or(text.len(), |end| start + end + 1)];
        let begin = piece.trim_start();
        let lead = &piece[..piece.len() - begin.len()];
        let words = begin.trim_end();
        if words.is_empty() {
            // The empty line that a form feed at the start of a line seems to make is no line of its own.
            blanks_above = blanks_above.saturating_add(u16::from(!piece.starts_with('\u{c}')));
        } else {
            let indent = lead.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
            let width = indent + characters(&words.as_bytes()[..words.len().min(4 * usize::from(WIDEST))]);
            let first = words.split_whitespace().next().unwrap_or_default();
            let at = start + lead.len();
            lines.push(Line {
                start: at,
                end: at + words.len(),
                width: capped(width),
                first_word: capped(characters(&first.as_bytes()[..first.len().min(4 * usize::from(WIDEST))])),
                indent: capped(indent),
                blanks_above,
                page_above,
            });
            (blanks_above, page_above) = (0, false);
        }
        page_above |= piece.ends_with('\u{c}');
        start += piece.len();
    }
    lines
}

fn capped(count: usize) -> u16 {
    count.min(usize::from(WIDEST)) as u16
}

/// Number of characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// True when the words end as a sentence does, closing quotation marks and brackets aside.
pub fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// True when a sentence may go on after these words: no mark at their end closes it or opens a list.
pub fn runs_on(words: &str) -> bool {
    !ends_sentence(words) && !words.ends_with([':', ';', '：', '；'])
}

/// True when the words begin in lower case, leading quotation marks and brackets aside.
pub fn begins_lower(words: &str) -> bool {
    words
        .chars()
        .find(|c| !matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '['))
        .is_some_and(char::is_lowercase)
}

/// The list marker at the start of a line; white space must follow it.
fn marker(words: &str) -> Option<Marker> {
    let (sign, rest) = words.split_once(char::is_whitespace)?;
    if rest.trim().is_empty() || sign.len() > 12 {
        return None;
    }
    let mut chars = sign.chars();
    let first = chars.next()?;
    if chars.as_str().is_empty() {
        return match first {
            '•' | '‣' | '◦' | '▪' | '▫' | '■' | '□' | '●' | '○' | '►' | '➢' | '✓' | '✔' | '❖' | '·' | '∙' => {
                Some(Marker::Bullet)
            }
            '-' | '–' | '—' | '*' | '+' | 'o' => Some(Marker::Dash(first)),
            _ if is_private_bullet(first) => Some(Marker::Bullet),
            _ => None,
        };
    }
    let label = sign.strip_suffix(['.', ')']);
    let bracket = sign.ends_with(')');
    let label = match (label, sign.strip_prefix('(')) {
        (Some(label), Some(_)) if bracket => label.strip_prefix('(')?,
        (Some(label), None) => label,
        _ => {
            return outline_number(sign).then_some(Marker::Number {
                value: None,
                digits: true,
                bracket: false,
            });
        }
    };
    if label.is_empty() {
        return None;
    }
    if label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Marker::Number { value: label.parse().ok(), digits: true, bracket });
    }
    if outline_number(label) {
        return Some(Marker::Number { value: None, digits: true, bracket });
    }
    let one_letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = label.len() <= 5 && label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    (one_letter || roman).then_some(Marker::Number { value: None, digits: false, bracket })
}

/// True for a number such as `1.2` or `3.10.4`.
fn outline_number(label: &str) -> bool {
    let mut parts = 0;
    for part in label.split('.') {
        if part.is_empty() || part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        parts += 1;
    }
    parts >= 2
}
