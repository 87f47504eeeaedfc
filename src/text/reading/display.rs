//! What is shown of one block, and the way back from each character shown to the bytes it stands for.
//!
//! Decides how single characters look (bullets from symbol fonts, control characters) and how white space, hyphens at
//! line ends and page furniture inside a paragraph are shown. Knows nothing of fonts or widths.

use super::{BlockKind, ReadingMode};
use crate::text::Span;

/// The mark that stands for page furniture inside a paragraph that runs on over the page, as in critical editions.
pub const PAGE_BREAK_MARK: char = '¦';

/// What follows a hyphen that stands for a word left out, in the languages of the first users.
const CONJUNCTIONS: [&str; 10] = ["and", "or", "to", "und", "oder", "et", "ou", "y", "e", "en"];

/// What is shown of one block, with the way back to the text.
///
/// Bytes of the block that no character stands for are hidden: the line break after a hyphen, and the hyphen with it
/// where it was put in to break a word. Page furniture inside a paragraph is shown as one [`PAGE_BREAK_MARK`] that stands for all
/// its bytes.
#[derive(Clone, Debug, Default)]
pub struct Display {
    text: String,
    /// For each character shown, the bytes it stands for; ascending.
    sources: Vec<Span>,
    /// The characters that are page-break marks.
    page_breaks: Vec<usize>,
    span: Span,
    right_to_left: bool,
}

impl Display {
    /// Shows the bytes `span` of `text`.
    ///
    /// `hyphens` are the offsets of the hyphens to hide and `furniture` the page furniture, both for the whole text and
    /// ascending.
    pub(super) fn new(
        text: &str,
        span: Span,
        mode: ReadingMode,
        kind: BlockKind,
        hyphens: &[usize],
        furniture: &[Span],
    ) -> Self {
        let capacity = span.len();
        let mut display = Self {
            text: String::with_capacity(capacity),
            sources: Vec::with_capacity(capacity),
            page_breaks: Vec::new(),
            span,
            right_to_left: false,
        };
        match (mode, kind) {
            (ReadingMode::AsIs, _) => display.show_as_is(text, span),
            (ReadingMode::Reflowed, BlockKind::Furniture) => display.show_reflowed(text, span, &[]),
            (ReadingMode::Reflowed, BlockKind::Body) => {
                let first = furniture.partition_point(|page| page.start < span.start);
                let mut at = span.start;
                let mut folds = furniture[first..].iter().take_while(|page| page.end <= span.end).peekable();
                while let Some(page) = folds.next() {
                    let mut fold = *page;
                    while let Some(more) =
                        folds.next_if(|more| is_blank(text, Span::new(fold.end, more.start)))
                    {
                        fold.end = more.end;
                    }
                    display.show_reflowed(text, Span::new(at, fold.start), hyphens);
                    display.page_breaks.push(display.sources.len());
                    display.push(PAGE_BREAK_MARK, fold);
                    at = fold.end;
                }
                display.show_reflowed(text, Span::new(at, span.end), hyphens);
            }
        }
        display
    }

    fn push(&mut self, shown: char, source: Span) {
        self.right_to_left |= is_right_to_left(shown);
        self.text.push(shown);
        self.sources.push(source);
    }

    /// One character for one character.
    fn show_as_is(&mut self, text: &str, span: Span) {
        for (at, c) in text[span.range()].char_indices() {
            let start = span.start + at;
            self.push(shown_as(c), Span::new(start, start + c.len_utf8()));
        }
    }

    /// Line breaks as spaces, runs of spaces as one, hyphens that only broke a word left out.
    fn show_reflowed(&mut self, text: &str, span: Span, hyphens: &[usize]) {
        let mut at = span.start;
        let mut next_hyphen = hyphens.partition_point(|hyphen| *hyphen < span.start);
        while let Some(c) = text[at..span.end].chars().next() {
            let end = at + c.len_utf8();
            if hyphens.get(next_hyphen) == Some(&at) {
                next_hyphen += 1;
                at = end + white_space(&text[end..span.end]).0;
                continue;
            }
            if c.is_whitespace() {
                let (length, breaks) = white_space(&text[at..span.end]);
                let rest = &text[at + length..span.end];
                if breaks && (self.joins_on(rest) || self.runs_on(rest)) {
                    at += length;
                    continue;
                }
                if breaks {
                    self.push(' ', Span::new(at, at + length));
                    at += length;
                    continue;
                }
                let blanks =
                    text[at..span.end].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
                if blanks > 0 {
                    let tab = text[at..at + blanks].contains('\t');
                    self.push(if tab { '\t' } else { ' ' }, Span::new(at, at + blanks));
                    at += blanks;
                    continue;
                }
            }
            self.push(shown_as(c), Span::new(at, end));
            at = end;
        }
    }

    /// True when what was shown last is a written hyphen to which `rest` belongs without a space (`multi-`, `agency`;
    /// but not `pre-`, `and post-war`).
    fn joins_on(&self, rest: &str) -> bool {
        let written = self.text.strip_suffix(['-', '\u{2010}']);
        written.is_some_and(|before| before.ends_with(char::is_alphanumeric))
            && rest.starts_with(char::is_alphanumeric)
            && !rest
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .is_some_and(|word| CONJUNCTIONS.contains(&word))
    }

    /// True when what was shown last and `rest` belong to a script that sets no space between words.
    fn runs_on(&self, rest: &str) -> bool {
        self.text.chars().next_back().is_some_and(sets_no_spaces)
            && rest.chars().next().is_some_and(sets_no_spaces)
    }

    /// The characters shown; never a line break.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of characters shown.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// True when nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The byte at which a selection that begins before the `index`th character begins.
    pub fn start_byte(&self, index: usize) -> usize {
        self.sources.get(index).map_or(self.span.end, |source| source.start)
    }

    /// The byte at which a selection that ends before the `index`th character ends; hidden characters between the
    /// last one shown and that character stay outside.
    pub fn end_byte(&self, index: usize) -> usize {
        let last = index.min(self.sources.len()).checked_sub(1);
        last.map_or(self.span.start, |last| self.sources[last].end)
    }

    /// The first character shown that begins at `byte` or later; [`Display::len`] when there is none.
    pub fn char_at(&self, byte: usize) -> usize {
        self.sources.partition_point(|source| source.start < byte)
    }

    /// The characters that show any of `span`, as a range of character indices.
    pub fn chars_of(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.sources.partition_point(|source| source.end <= span.start);
        let end = self.sources.partition_point(|source| source.start < span.end);
        start..end.max(start)
    }

    /// The indices of the characters that are a [`PAGE_BREAK_MARK`] standing for page furniture.
    pub fn page_breaks(&self) -> &[usize] {
        &self.page_breaks
    }

    /// True when the block holds characters written from right to left, so that the place of a character on the
    /// screen cannot be trusted and selection should take the block as a whole.
    pub fn is_rtl_suspect(&self) -> bool {
        self.right_to_left
    }

    /// True when the block is written from right to left as a whole: its first letter is (rule P2 of the Unicode
    /// Bidirectional Algorithm).
    pub fn reads_from_right(&self) -> bool {
        let is_strong = |c: &char| c.is_alphabetic() || ['\u{200e}', '\u{200f}'].contains(c);
        self.right_to_left && self.text.chars().find(is_strong).is_some_and(is_right_to_left)
    }
}

/// Length in bytes of the white space at the start, and whether a line or page ends in it.
fn white_space(text: &str) -> (usize, bool) {
    let length = text.len() - text.trim_start().len();
    (length, text[..length].contains(['\n', '\u{c}']))
}

/// True for letters and signs of scripts whose words stand without spaces: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
fn sets_no_spaces(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3001}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// True when `span` holds nothing but white space.
fn is_blank(text: &str, span: Span) -> bool {
    span.of(text).is_some_and(|between| between.trim().is_empty())
}

/// True for a bullet of a symbol font that reached the text as a private-use character.
///
/// Word writes the glyph `n` of Symbol and Wingdings as U+F000 + n. Only the shapes used before list items are here:
/// others in that range are letters (Greek, say), and a bullet in their place would mislead.
pub(crate) fn is_private_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{f06c}'
            | '\u{f06e}'
            | '\u{f06f}'
            | '\u{f071}'
            | '\u{f075}'
            | '\u{f076}'
            | '\u{f09f}'
            | '\u{f0a0}'
            | '\u{f0a7}'
            | '\u{f0a8}'
            | '\u{f0b7}'
            | '\u{f0d8}'
            | '\u{f0fc}'
            | '\u{f0fe}'
    )
}

/// The character that is drawn in the place of `c`.
fn shown_as(c: char) -> char {
    match c {
        '\t' => c,
        '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
        _ if is_private_bullet(c) => '•',
        _ if c.is_control() => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// True for a strong right-to-left character or a mark that turns the direction.
fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{202b}'
            | '\u{202e}'
            | '\u{2067}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}
