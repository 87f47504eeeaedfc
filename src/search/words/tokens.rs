//! Where the words of a text are.

use unicode_normalization::char::is_combining_mark;

use super::fold::is_ignored;
use crate::text::Span;

/// How far the count of words jumps at a barrier, so that no phrase and no words near one another reach over it.
pub(crate) const BARRIER: u32 = 1024;

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its place among the words, counted from 0; it jumps by [`BARRIER`] at each barrier.
    pub ordinal: u32,
}

/// The words of a text in order. At each of `barriers`, ascending offsets, the count jumps.
pub(crate) fn tokens<'t>(text: &'t str, barriers: &'t [usize]) -> impl Iterator<Item = Token> + 't {
    let mut at = 0;
    let mut ordinal = 0;
    let mut barriers = barriers.iter().copied().peekable();
    std::iter::from_fn(move || {
        let span = next_word(text, at)?;
        at = span.end;
        while barriers.next_if(|barrier| *barrier <= span.start).is_some() {
            ordinal += BARRIER;
        }
        let token = Token { span, ordinal };
        ordinal += 1;
        Some(token)
    })
}

/// What a character is to the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Goes on with a word, or begins one.
    Letter,
    /// Is a word of its own, with the marks that follow it.
    Alone,
    /// Belongs to what is before it.
    Mark,
    /// Is part of a word only between its letters.
    Ignored,
    /// Parts words.
    Other,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Class::Letter } else { Class::Other };
    }
    match c {
        _ if is_ignored(c) => Class::Ignored,
        // The vowels and final consonants of Korean syllables written in parts, and the voicing marks of narrow kana, which
        // are characters of their own there.
        '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}' => Class::Mark,
        _ if is_combining_mark(c) => Class::Mark,
        _ if !c.is_alphanumeric() => Class::Other,
        _ if is_alone(c) => Class::Alone,
        _ => Class::Letter,
    }
}

/// True for a letter or digit of any script.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(class(c), Class::Letter | Class::Alone)
}

/// True for a letter of a script written without spaces, or of Korean.
pub(crate) fn is_alone(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'            // Thai, Lao
        | '\u{1000}'..='\u{109f}'        // Burmese
        | '\u{1100}'..='\u{11ff}'        // parts of Korean syllables
        | '\u{1780}'..='\u{17ff}'        // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}'        // Japanese syllables
        | '\u{3105}'..='\u{318e}'
        | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'        // Chinese characters
        | '\u{ac00}'..='\u{d7a3}'        // Korean syllables
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}'        // narrow forms of the above
        | '\u{20000}'..='\u{3ffff}')
}

/// What a byte is to words: a letter or digit of ASCII, another character of ASCII, part of any other character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    Other,
    NotAscii,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::NotAscii; 256];
    let mut at = 0;
    while at < 128 {
        bytes[at] = if (at as u8).is_ascii_alphanumeric() { Byte::Letter } else { Byte::Other };
        at += 1;
    }
    bytes
};

/// The first word at or after `from`.
fn next_word(text: &str, from: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut start = from;
    loop {
        match BYTES[usize::from(*bytes.get(start)?)] {
            Byte::Letter => return Some(Span { start, end: end_of_word(text, start) }),
            Byte::Other => {
                start += 1;
                continue;
            }
            Byte::NotAscii => {}
        }
        let c = text[start..].chars().next()?;
        match class(c) {
            Class::Letter => return Some(Span { start, end: end_of_word(text, start) }),
            Class::Alone => return Some(Span { start, end: end_of_marks(text, start + c.len_utf8()) }),
            Class::Mark | Class::Ignored | Class::Other => start += c.len_utf8(),
        }
    }
}

/// Where the word ends that begins with the letter at `start`.
fn end_of_word(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    // What is ignored counts only once a letter or mark has come after it.
    let mut at = start;
    loop {
        let rest = &bytes[at..];
        let letters = rest.iter().take_while(|byte| BYTES[usize::from(**byte)] == Byte::Letter).count();
        if letters > 0 {
            at += letters;
            end = at;
        }
        if bytes.get(at).is_none_or(u8::is_ascii) {
            return end;
        }
        let Some(c) = text[at..].chars().next() else { return end };
        at += c.len_utf8();
        match class(c) {
            Class::Letter | Class::Mark => end = at,
            Class::Ignored => {}
            Class::Alone | Class::Other => return end,
        }
    }
}

/// Where the marks end that follow a character which is a word of its own.
fn end_of_marks(text: &str, from: usize) -> usize {
    let marks = text[from..].chars().take_while(|c| class(*c) == Class::Mark);
    from + marks.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, &[]).map(|token| &text[token.span.range()]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("Don't well-known, £2.5m (Zoë)!"), ["Don", "t", "well", "known", "2", "5m", "Zoë"]);
        assert_eq!(words("hy\u{ad}phen end\u{ad} e\u{301}t"), ["hy\u{ad}phen", "end", "e\u{301}t"]);
        assert_eq!(words("किताब की"), ["किताब", "की"]);
        assert_eq!(words("\u{301}\u{200d} \u{ad}"), Vec::<&str>::new());
    }

    #[test]
    fn scripts_without_spaces_are_read_by_characters() {
        assert_eq!(words("東京のABC警察。"), ["東", "京", "の", "ABC", "警", "察"]);
        assert_eq!(words("경찰이 ガ\u{3099}"), ["경", "찰", "이", "ガ\u{3099}"]);
        assert_eq!(words("ｶﾞｽ"), ["ｶﾞ", "ｽ"]);
        assert_eq!(words("กินข้าว"), ["กิ", "น", "ข้", "า", "ว"]);
    }

    #[test]
    fn the_count_jumps_at_barriers() {
        let ordinals: Vec<u32> = tokens("a b c d", &[2, 3, 6]).map(|token| token.ordinal).collect();
        assert_eq!(ordinals, [0, 1 + BARRIER, 2 + 2 * BARRIER, 3 + 3 * BARRIER]);
    }

    proptest! {
        #[test]
        fn tokens_hold_every_letter_and_nothing_twice(text in "[a-z é日ก\u{e34}\u{301}\u{ad}한.-]{0,40}") {
            let mut taken = vec![false; text.len()];
            for token in tokens(&text, &[]) {
                prop_assert!(token.span.of(&text).is_some_and(|word| word.chars().next().is_some_and(is_letter)));
                prop_assert!(taken[token.span.range()].iter().all(|taken| !taken));
                taken[token.span.range()].fill(true);
            }
            for (at, c) in text.char_indices() {
                prop_assert!(taken[at] || !is_letter(c));
            }
        }
    }
}
