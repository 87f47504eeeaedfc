//! The form of a word without its case and accents, under which `Zoë`, `zoe` and `ZOE` are the same.
//!
//! Compatibility decomposition (NFKD), lower case, accents dropped, a few letters that Unicode does not take apart
//! spelt out (`ß` as `ss`, `ø` as `o`), and what remains composed again. Marks that are letters of their script stay: Indic
//! vowel signs, the breve of `й`, the voicing marks of kana.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the form of a word without case and accents.
pub(crate) fn fold(word: &str, form: &mut String) {
    if word.is_ascii() {
        form.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    let mut base = None;
    let mut plain = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_ignored(*c)).flat_map(char::to_lowercase) {
        if is_combining_mark(c) {
            if !is_accent(c, base) {
                plain.push(c);
            }
            continue;
        }
        base = Some(c);
        match spelt_out(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    form.extend(plain.nfc());
}

/// Appends a word as it is written, however its accents are encoded.
pub(crate) fn as_written(word: &str, form: &mut String) {
    if word.is_ascii() {
        form.push_str(word);
    } else {
        form.extend(word.chars().filter(|c| !is_ignored(*c)).nfc());
    }
}

/// True for a character that is invisible inside a word: the soft hyphen, joiners, the mark of a long Arabic line.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{640}')
}

/// True for a mark on `base` that a reader may leave out.
pub(super) fn is_accent(mark: char, base: Option<char>) -> bool {
    let diacritic = matches!(mark, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}');
    let points = matches!(mark, '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{652}' | '\u{670}');
    match base {
        // The stress marks of textbooks and the two dots of ё; others make another letter.
        Some('\u{400}'..='\u{52f}') if diacritic => {
            matches!(mark, '\u{300}' | '\u{301}') || (mark == '\u{308}' && base == Some('е'))
        }
        _ => diacritic || points,
    }
}

/// A letter that has no decomposition (or, with ligatures, only one for compatibility), in the letters that stand in for it.
pub(super) fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(word: &str) -> String {
        let mut form = String::new();
        fold(word, &mut form);
        form
    }

    #[test]
    fn case_and_accents_go_and_letters_stay() {
        for (word, form) in [
            ("Zoë", "zoe"),
            ("Zoe\u{308}", "zoe"),
            ("ÉCOLE", "ecole"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("İstanbul", "istanbul"),
            ("ﬁre", "fire"),
            ("hy\u{ad}phen", "hyphen"),
            ("ΣΟΦΟΣ", "σοφοσ"),
            ("σοφός", "σοφοσ"),
            ("Ёлка", "елка"),
            ("Май", "май"),
            ("が", "が"),
            ("ｶﾞ", "ガ"),
            ("한", "한"),
            ("किताब", "किताब"),
            ("מִלָּה", "מלה"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(folded(word), form, "{word}");
        }
    }

    proptest! {
        #[test]
        fn a_form_is_its_own_form(word in "[a-zA-ZéÜßøł\u{300}\u{308}\u{ad}кйёσςが한ガ]{0,8}") {
            let form = folded(&word);
            prop_assert_eq!(folded(&form), form);
        }
    }
}
