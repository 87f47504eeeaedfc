//! A text as it is compared: its words without case, quote marks, dashes, hyphenation and line breaks, each with the
//! bytes it stands for.
//!
//! The stored text is never changed. A word is a run of letters and digits; an apostrophe inside it is left out and a
//! possessive `'s` cut off; a hyphen at a line's end before a small letter joins, any other parts; `&` is read as `and`,
//! `1,400` as `1400`. What is read as a word in scripts without spaces is said in [`super::scripts`]. Furniture is skipped.
//!
//! A word is folded here and nowhere else, when it has been read and its place is known, so that positions are those of the text
//! as it is written however many letters become of one: what stands for others is read as these (NFKC: the ligature `ﬁ` as `fi`,
//! the long `ſ` as `s`, full-width `Ａ１` as `a1`, composed and decomposed accents alike); then capitals as small letters, `ß` and
//! `ẞ` as `ss`, and the Greek `ς` at a word's end as `σ`. Then accents go and the points of vowels, as search leaves them out
//! ([`crate::search::words::fold`]): a text in Hebrew, Arabic or Greek is the same with them and without, and `cafe` is `café`
//! written otherwise. Marks that are letters of their script stay, and so do spellings of old print beyond these. Who goes by words
//! of a language and not by whether two are the same takes [`Tokens::spelt`].
//!
//! The signs of a number, a minus, a currency or a percent sign, are no part of its form, so that a passage is found whatever they
//! are; where it stands with them is told apart ([`Token::signed`]), since with another sign it is another number. A date written
//! with stops (`3.4.1902`) is three numbers, as it is with strokes.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::furniture::furniture;
use super::scripts::{Unspaced, is_joiner};
use crate::search::words::fold;
use crate::text::{Span, Text};

/// A longer word is kept as a digest, in bytes.
pub(super) const LONGEST_FORM: usize = 96;

/// A run of digits and stops that is longer is no date, in characters.
const LONGEST_DATE: usize = 11;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Where it stands with the signs of a number (`-5`, `£5m`, `12 %`).
    pub signed: Span,
    /// True when a blank line parts it from the word before.
    pub begins_paragraph: bool,
    /// True when furniture parts it from the word before.
    pub after_furniture: bool,
}

/// Reads a text word by word.
#[derive(Debug)]
pub struct Tokens<'t> {
    body: &'t str,
    /// Where what is not read yet begins, and where the word before ended.
    at: usize,
    from: usize,
    end: usize,
    /// The word read last in small letters, with its accents.
    spelt: String,
    /// The same without them; empty where that makes no difference.
    folded: String,
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
            from: span.start,
            end: span.end,
            spelt: String::new(),
            folded: String::new(),
            furniture,
            next_furniture: 0,
        }
    }

    /// How the word read last is written when it is compared.
    pub fn form(&self) -> &str {
        if self.folded.is_empty() { &self.spelt } else { &self.folded }
    }

    /// The word read last with its accents, as lists of words have it.
    pub fn spelt(&self) -> &str {
        &self.spelt
    }

    /// Reads the next word.
    pub fn read(&mut self) -> Option<Token> {
        self.from = self.at;
        let mut token = self.skip_to_word()?;
        self.spelt.clear();
        self.folded.clear();
        let start = self.at;
        let first = self.peek(start)?;
        if is_and(first) {
            self.spelt.push_str("and");
            self.at = start + first.len_utf8();
        } else if let Some(script) = Unspaced::of(first) {
            self.at = start + script.length(&self.body[start..self.end]);
            self.spelt.extend(self.body[start..self.at].chars().filter(|c| !is_joiner(*c)));
        } else {
            self.read_letters();
        }
        token.span = Span::new(start, self.at);
        token.signed = token.span;
        if first.is_numeric() && Unspaced::of(first).is_none() {
            token.signed = self.with_signs(token.span);
            self.at = token.signed.end;
        }
        self.finish_form();
        Some(token)
    }

    /// Goes to where the next word begins, and says what it went over.
    fn skip_to_word(&mut self) -> Option<Token> {
        let nowhere = Span::default();
        let mut token =
            Token { span: nowhere, signed: nowhere, begins_paragraph: false, after_furniture: false };
        let mut line_ends = 0;
        while self.at < self.end {
            if let Some(line) = self.furniture.get(self.next_furniture)
                && line.start <= self.at
            {
                self.at = self.at.max(line.end);
                self.from = self.at;
                self.next_furniture += 1;
                token.after_furniture = true;
                continue;
            }
            let c = self.peek(self.at)?;
            if c.is_alphanumeric() || is_and(c) {
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
                self.spelt.push(c);
                end = next;
            } else if is_combining_mark(c) || is_joiner(c) {
                if is_combining_mark(c) {
                    self.spelt.push(c);
                }
                end = next;
            } else if is_apostrophe(c) && self.peek(next).is_some_and(char::is_alphabetic) {
                possessive = Some(self.spelt.len());
                end = next;
            } else if let Some(digit) = self.inside_number(c, next) {
                if folded(c) == '.' {
                    self.spelt.push('.');
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
            && matches!(&self.spelt[at..], "s" | "S")
        {
            self.spelt.truncate(at);
        }
    }

    /// Where a number goes on after a full stop, or a comma before three digits, at the end of what was read.
    fn inside_number(&self, c: char, next: usize) -> Option<usize> {
        let is_digit = |c: char| folded(c).is_ascii_digit();
        let digits = || self.body[next..self.end].chars().take(4).take_while(|c| is_digit(*c)).count();
        let fits = self.spelt.ends_with(is_digit)
            && match folded(c) {
                ',' => digits() == 3,
                '.' => digits() > 0 && !self.is_in_date(next),
                _ => false,
            };
        fits.then_some(next)
    }

    /// True where the stop that ends at `next` is one of the two in a date: `3.4.1902`, `03.04.02`.
    fn is_in_date(&self, next: usize) -> bool {
        let is_part = |c: &char| c.is_ascii_digit() || *c == '.';
        let before = self.body[..next].chars().rev().take(LONGEST_DATE).take_while(is_part).count();
        let behind = self.body[next..self.end].chars().take(LONGEST_DATE).take_while(is_part).count();
        // All of them have one byte.
        let around = self.body[next - before..next + behind].trim_end_matches('.');
        let mut parts = around.split('.').map(str::len);
        matches!(
            (parts.next(), parts.next(), parts.next(), parts.next()),
            (Some(1 | 2), Some(1 | 2), Some(2 | 4), None)
        )
    }

    /// A number with the signs that stand at it: a currency and a minus before it, a currency or a percent sign behind it.
    fn with_signs(&self, number: Span) -> Span {
        let mut start = number.start;
        let before = |at: usize| self.body[..at].chars().next_back();
        while let Some(sign) = before(start).filter(|_| start > self.from) {
            let next = start - sign.len_utf8();
            let is_free =
                || before(next).is_none_or(|c| c.is_whitespace() || is_currency(c) || is_opening(c));
            if !(is_currency(sign) || (is_minus(sign) && is_free())) {
                break;
            }
            start = next;
        }
        let rest = &self.body[number.end..self.end];
        let sign = rest.trim_start_matches([' ', '\u{a0}', '\u{2009}', '\u{202f}']);
        let end = self.end - sign.len();
        let mut signs = sign.chars();
        let is_sign = |c: char| is_percent(c) || is_currency(c);
        match signs.next().filter(|c| is_sign(*c) && end - number.end <= '\u{a0}'.len_utf8() + 1) {
            // Before a number it belongs to that.
            Some(c) if !signs.next().is_some_and(char::is_alphanumeric) => {
                Span::new(start, end + c.len_utf8())
            }
            _ => Span::new(start, number.end),
        }
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
        if self.spelt.is_ascii() {
            self.spelt.make_ascii_lowercase();
        } else {
            let small: String = self
                .spelt
                .chars()
                .nfkc()
                .flat_map(char::to_lowercase)
                .map(|c| if c == 'ς' { 'σ' } else { c })
                .collect();
            self.spelt = if small.contains('ß') { small.replace('ß', "ss") } else { small };
            fold(&self.spelt, &mut self.folded);
            if self.folded == self.spelt {
                self.folded.clear();
            }
        }
        for form in [&mut self.spelt, &mut self.folded] {
            if form.len() > LONGEST_FORM {
                *form = blake3::hash(form.as_bytes()).to_hex().to_string();
            }
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.body[at..self.end].chars().next()
    }
}

/// A sign or digit of full width as the one of ASCII that it stands for.
fn folded(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// True for the sign for `and`.
fn is_and(c: char) -> bool {
    folded(c) == '&'
}

/// The signs of a number as it is written with them, each written in one way; nothing for any other word.
pub fn signs(word: &str) -> impl Iterator<Item = char> + Clone {
    let sign = |c: char| match folded(c) {
        c if is_minus(c) => Some('-'),
        c if is_percent(c) || is_currency(c) => Some(c),
        _ => None,
    };
    let begin = word.chars().take_while(|c| !c.is_alphanumeric());
    let end = word.chars().rev().take_while(|c| !c.is_alphanumeric());
    let has_number = word.contains(char::is_numeric);
    begin.chain(end).filter_map(sign).filter(move |_| has_number)
}

/// True for the sign of a currency.
fn is_currency(c: char) -> bool {
    matches!(folded(c), '$' | '\u{a2}'..='\u{a5}' | '\u{58f}' | '\u{60b}' | '\u{e3f}' | '\u{20a0}'..='\u{20cf}')
        || matches!(c, '\u{ffe0}' | '\u{ffe1}' | '\u{ffe5}' | '\u{ffe6}')
}

fn is_percent(c: char) -> bool {
    matches!(folded(c), '%' | '\u{2030}' | '\u{66a}')
}

/// True for a sign that may be a minus: where words stand beside it, it is a hyphen or a dash.
fn is_minus(c: char) -> bool {
    matches!(folded(c), '-' | '\u{2212}' | '\u{2013}')
}

/// True for a sign after which something begins.
fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '„' | '«' | '=' | '~')
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
        assert_eq!(
            forms("Straße STRASSE STRAẞE ﬂuß Fluſs ﬅ"),
            ["strasse", "strasse", "strasse", "fluss", "fluss", "st"]
        );
        assert_eq!(
            forms("Ｔｈｉｓ ＆ １，４００ １４００ ３．１４"),
            ["this", "and", "1400", "1400", "3.14"]
        );
        assert_eq!(forms("e\u{301}te\u{301}"), ["ete"]);
        assert_eq!(forms("£2.7m, 3.14. 1,2 12,34"), ["2.7m", "3.14", "1", "2", "12", "34"]);
        assert_eq!(forms("日本語 text 語"), ["日", "本", "語", "text", "語"]);
        assert_eq!(forms("か\u{3099}が ｶﾞガ"), ["が", "が", "ガ", "ガ"]);
        assert_eq!(forms("พ.ศ. ๒๕๖๓ ตำรวจ covid"), ["พ", "ศ", "๒๕๖๓", "ต\u{e4d}า", "ร", "ว", "จ", "covid"]);
        assert_eq!(forms("- \u{2019} &"), ["and"]);
        assert_eq!(
            forms("3.4.1902, 03.04.02. 1.2.3 3.14.15926"),
            ["3", "4", "1902", "03", "04", "02", "1.2.3", "3.14.15926"]
        );
    }

    #[test]
    fn accents_and_vowel_points_make_no_other_word_and_letters_with_marks_do() {
        for (dressed, plain) in [
            ("בְּרֵאשִׁ֖ית בָּרָ֣א", "בראשית ברא"),
            ("كَتَبَ الـــكِتَابُ", "كتب الكتاب"),
            ("ἐν ἀρχῇ ἦν ὁ λόγος", "εν αρχη ην ο λογος"),
            ("λόγος ΛΟΓΟΣ", "λογος λογοσ"),
            ("café naïve Zoe\u{308} œuvre", "cafe naive zoe oeuvre"),
            ("ёлка", "елка"),
        ] {
            assert_eq!(forms(dressed), forms(plain), "{dressed}");
        }
        for (one, other) in [("май", "маи"), ("किताब", "कतब"), ("か", "が"), ("أب", "اب")]
        {
            assert_ne!(forms(one), forms(other), "{one}");
        }
        // Where they stand is told with all that is written on them.
        let text = Text::new("בָּרָ֣א café");
        let mut tokens = Tokens::of(&text);
        let words: Vec<&str> = std::iter::from_fn(|| tokens.read()).map(|it| text.slice(it.span)).collect();
        assert_eq!(words, ["בָּרָ֣א", "café"]);
        assert_eq!((tokens.form(), tokens.spelt()), ("cafe", "café"));
        assert_eq!(forms("ـ"), ["ـ"], "a word is never nothing");
    }

    #[test]
    fn a_number_stands_with_its_signs() {
        let signed = |body: &str| {
            let text = Text::new(body);
            let mut tokens = Tokens::of(&text);
            let read = std::iter::from_fn(|| tokens.read());
            read.map(|token| text.slice(token.signed).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(signed("fell to -12, (−£5m) or £-7"), ["fell", "to", "-12", "−£5m", "or", "£-7"]);
        assert_eq!(signed("12 % of 5 €, 7%-9\u{a0}%"), ["12 %", "of", "5 €", "7%", "9\u{a0}%"]);
        assert_eq!(
            signed("non-12 pages 5-12 cost 5 £6 – 3"),
            ["non", "12", "pages", "5", "12", "cost", "5", "£6", "3"]
        );
        assert_eq!(signed("100% & 3.4.1902"), ["100%", "&", "3", "4", "1902"]);
        let same = |one: &str, other: &str| signs(one).eq(signs(other));
        assert!(same("−5", "–5") && !same("-5", "5") && !same("£5", "$5") && same("5 %", "５％"));
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
        fn a_word_is_the_same_however_its_letters_are_written_and_stays_where_it_is(
            words in prop::collection::vec("[a-zA-Z0-9]{1,9}", 1..20),
            how in prop::collection::vec(0usize..6, 180),
        ) {
            let plain = words.join(" ");
            // The same with other letters for some, and where each word stands there.
            let (mut dressed, mut places, mut turn) = (String::new(), Vec::new(), how.iter().cycle());
            for word in &words {
                let start = dressed.len();
                let mut rest = word.as_str();
                while let Some(c) = rest.chars().next() {
                    let how = turn.next().copied().unwrap_or(0);
                    let pairs = [("ss", "ß"), ("SS", "ẞ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"), ("st", "ﬆ")];
                    let pair = pairs.iter().find(|(plain, _)| how < 3 && rest.starts_with(plain));
                    let (taken, written) = match (pair, how) {
                        (Some((plain, sign)), _) => (plain.len(), (*sign).to_owned()),
                        (None, 3) if c == 's' => (1, "ſ".to_owned()),
                        (None, 4) => (1, char::from_u32(u32::from(c) + 0xfee0).map(String::from).unwrap_or_default()),
                        _ => (1, c.to_string()),
                    };
                    dressed.push_str(&written);
                    rest = &rest[taken..];
                }
                places.push(Span::new(start, dressed.len()));
                dressed.push(' ');
            }
            prop_assert_eq!(forms(&dressed), forms(&plain));
            let text = Text::new(dressed);
            let mut tokens = Tokens::within(&text, Span::new(0, text.len()));
            let read: Vec<Span> = std::iter::from_fn(|| tokens.read().map(|token| token.span)).collect();
            prop_assert_eq!(read, places);
        }

        #[test]
        fn every_letter_belongs_to_one_word(body in "([A-Za-zéßẞſ日ﬁＡ５\u{301}'’&＆0-9,.，．\u{ad}-]|[ \n]){0,200}") {
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
