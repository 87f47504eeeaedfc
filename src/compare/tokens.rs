//! A text as it is compared: its words without case, quote marks, dashes, hyphenation and line breaks, each with the
//! bytes it stands for.
//!
//! The stored text is never changed. A word is a run of letters and digits; an apostrophe inside it is left out and a
//! possessive `'s` cut off; a hyphen at a line's end before a small letter joins, any other parts; `&` is read as `and`,
//! `1,400` as `1400`; ligatures and full-width forms are read as what they stand for. What is read as a word in scripts
//! without spaces is said in [`super::scripts`]. Furniture is skipped.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::furniture::furniture;
use super::scripts::{Unspaced, is_joiner};
use crate::text::{Span, Text};

/// A longer word is kept as a digest, in bytes.
pub(super) const LONGEST_FORM: usize = 96;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// True when a blank line parts it from the word before.
    pub begins_paragraph: bool,
    /// True when furniture parts it from the word before.
    pub after_furniture: bool,
}

/// Reads a text word by word.
#[derive(Debug)]
pub struct Tokens<'t> {
    body: &'t str,
    at: usize,
    end: usize,
    form: String,
    furniture: Vec<Span>,
    next_furniture: usize,
}

impl<'t> Tokens<'t> {
    /// The words of a whole text.
    pub fn of(text: &'t Text) -> Self {
        Self::with(text, Span::new(0, text.len()), furniture(text))
    }

    /// The words of a part of a text, furniture and all.
    pub fn within(text: &'t Text, span: Span) -> Self {
        let end = text.as_str().floor_char_boundary(span.end);
        Self::with(text, Span::new(text.as_str().floor_char_boundary(span.start), end), Vec::new())
    }

    fn with(text: &'t Text, span: Span, furniture: Vec<Span>) -> Self {
        Self {
            body: text.as_str(),
            at: span.start,
            end: span.end,
            form: String::new(),
            furniture,
            next_furniture: 0,
        }
    }

    /// How the word read last is written when it is compared.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// Reads the next word.
    pub fn read(&mut self) -> Option<Token> {
        let mut token = self.skip_to_word()?;
        self.form.clear();
        let start = self.at;
        let first = self.peek(start)?;
        if first == '&' {
            self.form.push_str("and");
            self.at = start + 1;
        } else if let Some(script) = Unspaced::of(first) {
            self.at = start + script.length(&self.body[start..self.end]);
            self.form.extend(self.body[start..self.at].chars().filter(|c| !is_joiner(*c)));
        } else {
            self.read_letters();
        }
        token.span = Span::new(start, self.at);
        self.finish_form();
        Some(token)
    }

    /// Goes to where the next word begins, and says what it went over.
    fn skip_to_word(&mut self) -> Option<Token> {
        let mut token = Token { span: Span::default(), begins_paragraph: false, after_furniture: false };
        let mut line_ends = 0;
        while self.at < self.end {
            if let Some(line) = self.furniture.get(self.next_furniture)
                && line.start <= self.at
            {
                self.at = self.at.max(line.end);
                self.next_furniture += 1;
                token.after_furniture = true;
                continue;
            }
            let c = self.peek(self.at)?;
            if c.is_alphanumeric() || c == '&' {
                // What stands on both sides of furniture is one paragraph more often than not.
                token.begins_paragraph &= !token.after_furniture;
                return Some(token);
            }
            if c == '\n' {
                line_ends += 1;
                token.begins_paragraph |= line_ends > 1;
            } else if !c.is_whitespace() {
                line_ends = 0;
            }
            self.at += c.len_utf8();
        }
        None
    }

    /// Reads the letters and digits of one word; `self.at` is then one past its last byte.
    fn read_letters(&mut self) {
        let mut possessive = None;
        let mut end = self.at;
        while let Some(c) = self.peek(end) {
            let next = end + c.len_utf8();
            if c.is_alphanumeric() {
                if Unspaced::of(c).is_some() {
                    break;
                }
                self.form.push(c);
                end = next;
            } else if is_combining_mark(c) || is_joiner(c) {
                if is_combining_mark(c) {
                    self.form.push(c);
                }
                end = next;
            } else if is_apostrophe(c) && self.peek(next).is_some_and(char::is_alphabetic) {
                possessive = Some(self.form.len());
                end = next;
            } else if let Some(digit) = self.inside_number(c, next) {
                if c == '.' {
                    self.form.push('.');
                }
                end = digit;
            } else if let Some(letter) = self.after_line_hyphen(c, next) {
                end = letter;
            } else {
                break;
            }
        }
        self.at = end;
        if let Some(at) = possessive
            && at > 0
            && matches!(&self.form[at..], "s" | "S")
        {
            self.form.truncate(at);
        }
    }

    /// Where a number goes on after a full stop, or a comma before three digits, at the end of what was read.
    fn inside_number(&self, c: char, next: usize) -> Option<usize> {
        let digit = |at: usize| self.body.as_bytes()[..self.end].get(at).is_some_and(u8::is_ascii_digit);
        let fits = self.form.ends_with(|c: char| c.is_ascii_digit())
            && match c {
                ',' => (0..3).all(|ahead| digit(next + ahead)) && !digit(next + 3),
                '.' => digit(next),
                _ => false,
            };
        fits.then_some(next)
    }

    /// Where a word broken by a hyphen goes on.
    fn after_line_hyphen(&self, c: char, next: usize) -> Option<usize> {
        if !matches!(c, '-' | '\u{2010}' | '\u{ac}' | '\u{ad}') {
            return None;
        }
        let rest = &self.body[next..self.end];
        let after_spaces = rest.trim_start_matches([' ', '\t', '\r']);
        let Some(line) = after_spaces.strip_prefix('\n') else {
            // A soft hyphen inside a line is not shown.
            return (c == '\u{ad}' && rest.starts_with(char::is_alphabetic)).then_some(next);
        };
        let letters = line.trim_start_matches([' ', '\t']);
        letters.starts_with(char::is_lowercase).then(|| next + (rest.len() - letters.len()))
    }

    /// Brings what was read into the form in which words are compared.
    fn finish_form(&mut self) {
        if self.form.is_ascii() {
            self.form.make_ascii_lowercase();
        } else {
            let folded: String = self
                .form
                .chars()
                .nfkc()
                .flat_map(char::to_lowercase)
                .map(|c| if c == 'ς' { 'σ' } else { c })
                .collect();
            self.form = folded;
        }
        if self.form.len() > LONGEST_FORM {
            self.form = blake3::hash(self.form.as_bytes()).to_hex().to_string();
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.body[at..self.end].chars().next()
    }
}

/// True for the signs that part `don` from `t`.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{ff07}')
}

/// A word as a reader sees it, without what only the layout did to it: hyphens at line ends and soft hyphens.
pub fn as_written(words: &str) -> Cow<'_, str> {
    if !words.contains(['\n', '\u{ad}']) {
        return Cow::Borrowed(words);
    }
    let joined: String = words.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect();
    Cow::Owned(joined)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ac}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(body: &str) -> Vec<String> {
        let text = Text::new(body);
        let mut tokens = Tokens::of(&text);
        let mut forms = Vec::new();
        while tokens.read().is_some() {
            forms.push(tokens.form().to_owned());
        }
        forms
    }

    #[test]
    fn layout_and_punctuation_make_no_difference() {
        let plain = forms("it is clear the force and office holds 1400 non work devices information");
        let dressed = forms(
            "“It is CLEAR: the force’s &\noffice ‘holds’ 1,400 non-work de-\n vices – infor\u{ad}mation",
        );
        assert_eq!(plain, dressed);
        assert_eq!(forms("don't don’t ﬁne ſo Ｆull"), ["dont", "dont", "fine", "so", "full"]);
        assert_eq!(forms("e\u{301}te\u{301}"), ["été"]);
        assert_eq!(forms("£2.7m, 3.14. 1,2 12,34"), ["2.7m", "3.14", "1", "2", "12", "34"]);
        assert_eq!(forms("日本語 text 語"), ["日", "本", "語", "text", "語"]);
        assert_eq!(forms("か\u{3099}が ｶﾞガ"), ["が", "が", "ガ", "ガ"]);
        assert_eq!(forms("พ.ศ. ๒๕๖๓ ตำรวจ covid"), ["พ", "ศ", "๒๕๖๓", "ต\u{e4d}า", "ร", "ว", "จ", "covid"]);
        assert_eq!(forms("- \u{2019} &"), ["and"]);
    }

    #[test]
    fn blank_lines_and_furniture_are_told() {
        let text = Text::new("One\ntwo\n \nthree\nHide Ad\nfour\n\nHide Ad\n\nfive\nHide Ad\n");
        let mut tokens = Tokens::of(&text);
        let mut seen = Vec::new();
        while let Some(token) = tokens.read() {
            seen.push((tokens.form().to_owned(), token.begins_paragraph, token.after_furniture));
        }
        let expected = [
            ("one", false, false),
            ("two", false, false),
            ("three", true, false),
            ("four", false, true),
            ("five", false, true),
        ];
        assert_eq!(seen, expected.map(|(word, paragraph, cut)| (word.to_owned(), paragraph, cut)));
    }

    #[test]
    fn a_text_without_spaces_is_one_word() {
        let words = forms(&"a".repeat(200_000));
        assert_eq!(words.len(), 1);
        assert!(words[0].len() <= LONGEST_FORM);
    }

    proptest! {
        #[test]
        fn every_letter_belongs_to_one_word(body in "([A-Za-zé日ﬁ\u{301}'’&0-9,.\u{ad}-]|[ \n]){0,200}") {
            let text = Text::new(body.as_str());
            let mut tokens = Tokens::within(&text, Span::new(0, text.len()));
            let mut taken = vec![0; body.len()];
            let mut end = 0;
            while let Some(token) = tokens.read() {
                prop_assert!(token.span.start >= end && !token.span.is_empty());
                prop_assert!(token.span.of(&body).is_some_and(|word| !word.starts_with(char::is_whitespace)));
                prop_assert!(!tokens.form().is_empty());
                end = token.span.end;
                taken[token.span.range()].fill(1);
            }
            for (at, c) in body.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                prop_assert_eq!(taken[at], 1, "{} at {}", c, at);
            }
        }
    }
}
