//! A prepared text cut into words and signs, each with what is known of it: what every rule reads.
//!
//! One pass over the text and one look-up for each word; the rules then compare numbers instead of letters. A word keeps
//! its inner hyphens, apostrophes, full stops and digits (`Garneau-Smith`, `O'Brien`, `U.S.`, `12/08/2024`); a
//! possessive ending and any other sign stand for themselves.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::{LEXICON, Traits};
use crate::entities::prepare::Prepared;
use crate::text::Span;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A word in lower case.
    Lower,
    /// A word that begins with a capital and has a small letter.
    Capital,
    /// A word of capitals only.
    Capitals,
    /// A word with a capital that is not its first letter: `macOS`.
    Mixed,
    /// A word in a script without case.
    Uncased,
    /// Begins with a digit.
    Number,
    /// `'s`.
    Possessive,
    /// A sign.
    Sign(char),
}

/// A word or sign.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands, in bytes of the prepared text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Where its lower-case form stands: in the page's own store when `cased`, else in the text.
    low: (u32, u32),
    cased: bool,
    /// How it is written.
    pub shape: Shape,
    /// What it may be.
    pub traits: Traits,
    /// True when white space stands before it.
    pub spaced: bool,
    /// True for the first of a paragraph.
    pub opens: bool,
    /// True for the first of a sentence, also one in quotation marks.
    pub begins: bool,
}

/// A text cut into tokens.
#[derive(Debug)]
pub struct Page<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    lowered: String,
}

/// What stands before the first token and after the last.
const NOTHING: Token = Token {
    start: 0,
    end: 0,
    low: (0, 0),
    cased: false,
    shape: Shape::Sign('\0'),
    traits: Traits::BLANK,
    spaced: true,
    opens: true,
    begins: true,
};

impl Traits {
    /// Nothing in particular.
    pub const BLANK: Self = Self::none();
}

impl<'t> Page<'t> {
    /// Cuts a prepared text.
    pub fn read(prepared: &'t Prepared) -> Self {
        let text = prepared.text();
        let mut page = Self { text, tokens: Vec::with_capacity(text.len() / 5), lowered: String::new() };
        if u32::try_from(text.len()).is_err() {
            return page;
        }
        for paragraph in prepared.paragraphs() {
            page.cut(*paragraph);
        }
        page.part_glued();
        page
    }

    /// Parts words that were run together where a layout was lost (`CoppingerFormer`): those whose halves both stand in the
    /// text by themselves.
    fn part_glued(&mut self) {
        let glued: Vec<(usize, usize)> =
            (0..self.len()).filter_map(|at| Some((at, seam(self.word(at))?))).collect();
        if glued.is_empty() {
            return;
        }
        let halves: HashSet<&str> =
            glued.iter().flat_map(|(at, seam)| <[&str; 2]>::from(self.word(*at).split_at(*seam))).collect();
        let told: HashSet<&str> =
            (0..self.len()).map(|at| self.word(at)).filter(|word| halves.contains(word)).collect();
        let parted: Vec<(usize, usize)> = glued
            .iter()
            .filter(|(at, seam)| {
                <[&str; 2]>::from(self.word(*at).split_at(*seam)).iter().all(|half| told.contains(half))
            })
            .copied()
            .collect();
        if parted.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.tokens);
        let mut parted = parted.into_iter().peekable();
        for (at, token) in old.into_iter().enumerate() {
            let Some((_, seam)) = parted.next_if(|(glued, _)| *glued == at) else {
                self.tokens.push(token);
                continue;
            };
            let middle = token.start as usize + seam;
            for (start, end, spaced, opens, begins) in [
                (token.start as usize, middle, token.spaced, token.opens, token.begins),
                (middle, token.end as usize, true, false, true),
            ] {
                let first = self.text[start..].chars().next().unwrap_or(' ');
                self.push(Span { start, end }, first, spaced, opens, begins);
            }
        }
    }

    /// Cuts one paragraph.
    fn cut(&mut self, paragraph: Span) {
        let mut at = paragraph.start;
        let (mut spaced, mut opens) = (true, true);
        while let Some(first) = self.text[at..paragraph.end].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                spaced = true;
                continue;
            }
            let end = if in_word(first) {
                at + word_length(&self.text[at..paragraph.end])
            } else if is_apostrophe(first) && !spaced && is_possessive(&self.text[at..paragraph.end]) {
                at + first.len_utf8() + 1
            } else {
                at + first.len_utf8()
            };
            let begins = opens || self.sentence_ended();
            self.push(Span { start: at, end }, first, spaced, opens, begins);
            at = end;
            (spaced, opens) = (false, false);
        }
    }

    fn push(&mut self, span: Span, first: char, spaced: bool, opens: bool, begins: bool) {
        let word = &self.text[span.range()];
        let shape = shape(word, first);
        let cased = matches!(shape, Shape::Capital | Shape::Capitals | Shape::Mixed)
            || (shape == Shape::Number && word.chars().any(char::is_uppercase));
        let low = if cased {
            let from = self.lowered.len();
            self.lowered.extend(word.chars().flat_map(char::to_lowercase).map(plain_apostrophe));
            (from as u32, self.lowered.len() as u32)
        } else {
            (span.start as u32, span.end as u32)
        };
        let known = if cased { &self.lowered[low.0 as usize..low.1 as usize] } else { word };
        let traits = if matches!(shape, Shape::Sign(_)) { Traits::BLANK } else { LEXICON.traits(known) };
        let traits = if cased && traits == Traits::BLANK && !word.is_ascii() {
            self.traits_without_marks(word)
        } else {
            traits
        };
        let traits = if cased && traits == Traits::BLANK { self.traits_of_halves(low) } else { traits };
        let (start, end) = (span.start as u32, span.end as u32);
        self.tokens.push(Token { start, end, low, cased, shape, traits, spaced, opens, begins });
    }

    /// Whether a word that no list has is a place's when its letters lose their marks: `Chișinău` stands in the list as
    /// `Chisinau`. The end of the store of lowered words is the room for it.
    fn traits_without_marks(&mut self, word: &str) -> Traits {
        let from = self.lowered.len();
        let plain =
            word.chars().flat_map(char::to_lowercase).nfd().filter(|letter| !is_combining_mark(*letter));
        self.lowered.extend(plain);
        let traits = LEXICON.traits(&self.lowered[from..]).and(Traits::PLACE | Traits::TOWN);
        self.lowered.truncate(from);
        traits
    }

    /// `Jan-Willem`: two given names are one.
    fn traits_of_halves(&self, low: (u32, u32)) -> Traits {
        let word = &self.lowered[low.0 as usize..low.1 as usize];
        let given = |half: &str| LEXICON.traits(half).any(Traits::FIRST_NAME | Traits::GIVEN);
        let both = word.split_once('-').is_some_and(|(one, other)| given(one) && given(other));
        if both { Traits::FIRST_NAME } else { Traits::BLANK }
    }

    /// True when a sentence ended before what comes next.
    fn sentence_ended(&self) -> bool {
        let last = self.len().wrapping_sub(1);
        match self.get(last).shape {
            Shape::Sign('!' | '?' | '…' | ':') => true,
            Shape::Sign('.') => !self.is_shortened(last.wrapping_sub(1)),
            // Quotation marks and bullets, and what a word processor's has become, leave the start of a sentence the start.
            Shape::Sign(sign) if "\"“‘'([•-–—*·‣▪●○".contains(sign) || is_private(sign) => {
                self.get(last).begins
            }
            Shape::Sign('”' | ')') => {
                matches!(self.get(last.wrapping_sub(1)).shape, Shape::Sign('.' | '!' | '?'))
            }
            _ => false,
        }
    }

    /// True when the full stop after a word belongs to it: an initial or a title.
    fn is_shortened(&self, at: usize) -> bool {
        let token = self.get(at);
        let initial = token.shape == Shape::Capital || token.shape == Shape::Capitals;
        (initial && token.end - token.start == 1 && self.low(at) != "i")
            || (token.traits.any(Traits::HONORIFIC | Traits::RANK) && token.end - token.start <= 5)
            || matches!(self.low(at), "no" | "nos" | "vs" | "v" | "co" | "inc" | "ltd" | "jr" | "cf" | "fig")
                && token.shape == Shape::Capital
            || token.traits.any(Traits::SHORT_NAME) && token.shape == Shape::Capital
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// True when there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at `at`; for any other number a sign that is none.
    pub fn get(&self, at: usize) -> &Token {
        self.tokens.get(at).unwrap_or(&NOTHING)
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The word or sign at `at` as it is written.
    pub fn word(&self, at: usize) -> &'t str {
        let token = self.get(at);
        &self.text[token.start as usize..token.end as usize]
    }

    /// The word at `at` in lower case.
    pub fn low(&self, at: usize) -> &str {
        let token = self.get(at);
        let store = if token.cased { &self.lowered } else { self.text };
        &store[token.low.0 as usize..token.low.1 as usize]
    }

    /// True when the word at `at` may be one of `wanted`.
    pub fn is(&self, at: usize, wanted: Traits) -> bool {
        self.get(at).traits.any(wanted)
    }

    /// True when `sign` stands at `at`.
    pub fn sign(&self, at: usize, sign: char) -> bool {
        self.get(at).shape == Shape::Sign(sign)
    }

    /// True for a word that begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        matches!(self.get(at).shape, Shape::Capital | Shape::Capitals)
    }

    /// True when the token at `at` belongs to the paragraph of the one before it.
    pub fn follows(&self, at: usize) -> bool {
        at < self.len() && !self.get(at).opens
    }

    /// True when no white space parts the token at `at` from the one before.
    pub fn glued(&self, at: usize) -> bool {
        at < self.len() && !self.get(at).spaced
    }

    /// The bytes of tokens `from` up to but not including `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.get(from).start as usize, self.get(to.saturating_sub(1)).end as usize)
    }

    /// The tokens that have a part in `span`.
    pub fn tokens_in(&self, span: Span) -> (usize, usize) {
        let from = self.tokens.partition_point(|token| token.end as usize <= span.start);
        let to = self.tokens.partition_point(|token| (token.start as usize) < span.end);
        (from, to.max(from))
    }

    /// The words from `from` to `to` in lower case with one space between them, put in `phrase`.
    pub fn phrase(&self, from: usize, to: usize, phrase: &mut String) {
        phrase.clear();
        for at in from..to {
            if at > from && self.get(at).spaced {
                phrase.push(' ');
            }
            phrase.push_str(self.low(at));
        }
    }
}

fn shape(word: &str, first: char) -> Shape {
    if first.is_numeric() {
        return Shape::Number;
    }
    if is_apostrophe(first) && word.len() > first.len_utf8() {
        return Shape::Possessive;
    }
    if !in_word(first) {
        return Shape::Sign(first);
    }
    let (mut upper, mut lower) = (false, false);
    for c in word.chars() {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    match (first.is_uppercase(), upper, lower) {
        (true, _, true) => Shape::Capital,
        (true, _, false) => Shape::Capitals,
        (false, true, _) => Shape::Mixed,
        (false, false, true) => Shape::Lower,
        (false, false, false) => Shape::Uncased,
    }
}

/// Where a word goes over from small letters to a capital, with four letters or more on both sides.
fn seam(word: &str) -> Option<usize> {
    if word.len() < 8 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let seam = word
        .as_bytes()
        .windows(2)
        .position(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())?
        + 1;
    (seam >= 4 && word.len() - seam >= 4).then_some(seam)
}

/// Length in bytes of the word at the start of `text`.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    // A word such as `U.S.`: single letters, each with its full stop.
    let mut dotted = false;
    let mut letters = 0usize;
    let mut digits_only = true;
    while let Some((at, c)) = chars.next() {
        if in_word(c) {
            letters = if c.is_alphabetic() { letters + 1 } else { 0 };
            digits_only &= c.is_ascii_digit();
            before = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let between_letters = before.is_alphabetic() && next.is_alphabetic();
        let between_digits = before.is_ascii_digit() && next.is_ascii_digit();
        let stays = match c {
            '\'' | '’' => between_letters && !is_possessive(&text[at..]),
            '-' | '\u{2011}' => in_word(before) && in_word(next),
            '&' => between_letters,
            '.' if letters == 1 && between_letters => {
                // Only where the next letter stands alone too.
                let mut ahead = text[at + 1..].chars().skip(1);
                let alone = ahead.next().is_none_or(|c| !in_word(c));
                dotted |= alone;
                alone
            }
            '.' => {
                if dotted && letters == 1 {
                    return at + 1;
                }
                between_digits
            }
            ',' => between_digits,
            '/' | ':' => between_digits && digits_only,
            _ => false,
        };
        if !stays {
            return at;
        }
        letters = 0;
        before = c;
    }
    text.len()
}

/// True when `text`, which begins with an apostrophe, begins with a possessive ending.
/// True for a sign of a font's own, as bullets are in texts that were taken from a word processor.
fn is_private(sign: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&sign)
}

fn is_possessive(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_apostrophe)
        && chars.next().is_some_and(|c| matches!(c, 's' | 'S'))
        && chars.next().is_none_or(|c| !in_word(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn plain_apostrophe(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

/// True for what words are made of: letters, digits, the low line, and marks that are set above or below a letter.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn a_place_is_known_without_its_marks() {
        let prepared = Prepared::new(&Text::new("in Chișinău, chișinău and Thérèsè"));
        let page = Page::read(&prepared);
        let places: Vec<bool> = (0..page.len()).map(|at| page.is(at, Traits::PLACE)).collect();
        assert_eq!(places, [false, true, false, false, false, false]);
        assert_eq!(page.low(1), "chișinău");
    }

    fn words(text: &str) -> Vec<String> {
        let prepared = Prepared::new(&Text::new(text));
        let page = Page::read(&prepared);
        (0..page.len()).map(|at| page.word(at).to_owned()).collect()
    }

    #[test]
    fn words_keep_what_is_inside_them() {
        assert_eq!(
            words(
                "Élodie Garneau-Smith's U.S. bank (L&T) paid £1,200.50, i.e. 31% at 11:40 p.m. on 12/08/2024."
            ),
            [
                "Élodie",
                "Garneau-Smith",
                "'s",
                "U.S.",
                "bank",
                "(",
                "L&T",
                ")",
                "paid",
                "£",
                "1,200.50",
                ",",
                "i.e.",
                "31",
                "%",
                "at",
                "11:40",
                "p.m.",
                "on",
                "12/08/2024",
                "."
            ]
        );
        assert_eq!(words("O’Brien’s end."), ["O’Brien", "’s", "end", "."]);
        assert_eq!(words("Mr. T. Smith"), ["Mr", ".", "T", ".", "Smith"]);
    }

    #[test]
    fn words_run_together_are_parted_where_both_stand_alone() {
        assert_eq!(
            words("Barry CoppingerFormer. Former WhatsAppGroup of Coppinger")[1..3],
            ["Coppinger", "Former"]
        );
    }

    #[test]
    fn sentences_begin_after_full_stops_but_not_after_titles() {
        let prepared = Prepared::new(&Text::new("We met Mr. Day. He left. \"Go,\" he said."));
        let page = Page::read(&prepared);
        let begins: Vec<_> =
            (0..page.len()).filter(|at| page.get(*at).begins).map(|at| page.word(at)).collect();
        assert_eq!(begins, ["We", "He", "\"", "Go"]);
    }
}
