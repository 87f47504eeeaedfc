//! Regular expressions in queries: the syntax of the `regex` crate, whose time is linear in the text whatever is asked.
//!
//! Capitals and accents do not count. For capitals the crate has a flag; for accents the expression loses those of its letters
//! and is looked for in texts that have lost theirs (see [`crate::search::words::Unaccented`]). Both count where `(?-i)` is said:
//! capitals from there on, accents in the whole expression.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};
use unicode_normalization::UnicodeNormalization;

use super::error::QueryError;
use crate::search::words::unaccented;

/// An expression may take so many bytes of memory when it is made ready, and as many while it searches.
const MOST_MEMORY: usize = 2 << 20;

/// Larger sets of characters (any letter, anything but a letter) hold the letters without accents already.
const LARGEST_SET: u32 = 1000;

/// A regular expression that is ready to search.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    /// As typed, without the slashes.
    pub pattern: String,
    /// Ready to search: capitals do not count, `^` and `$` stand for the ends of lines.
    pub regex: Regex,
    /// True when it is to be looked for in the text as it is written, and not in the text without accents.
    pub counts_accents: bool,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern
    }
}

impl Expression {
    /// Makes a pattern ready that stands at the code points `at` of the query.
    pub fn new(pattern: String, at: Range<usize>) -> Result<Self, QueryError> {
        // The parser is asked first because it alone says where the fault is.
        let parsed =
            regex_syntax::ParserBuilder::new().nest_limit(super::DEEPEST as u32).build().parse(&pattern);
        if let Err(error) = parsed {
            let (byte, what) = match error {
                regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
                regex_syntax::Error::Translate(error) => {
                    (error.span().start.offset, error.kind().to_string())
                }
                _ => (0, "it cannot be read".to_owned()),
            };
            let before = pattern.get(..byte).map_or(0, |before| before.chars().count());
            let place = (at.start + before).min(at.end);
            let sentence = format!("The expression is wrong at its character {}: {what}.", before + 1);
            return Err(QueryError::new(place..(place + 1).min(at.end), sentence));
        }
        let counts_accents = asks_for_capitals(&pattern);
        let plain = if counts_accents { None } else { without_accents(&pattern) };
        let regex = RegexBuilder::new(plain.as_deref().unwrap_or(&pattern))
            .case_insensitive(plain.is_none())
            .multi_line(plain.is_none())
            .size_limit(MOST_MEMORY)
            .dfa_size_limit(MOST_MEMORY)
            .build()
            .map_err(|_| {
                QueryError::new(
                    at,
                    "The expression describes too much at once; make the numbers of its repetitions smaller.",
                )
            })?;
        Ok(Self { pattern, regex, counts_accents })
    }
}

/// True when an expression says `(?-i)`, alone or among other flags.
fn asks_for_capitals(pattern: &str) -> bool {
    pattern.match_indices("(?").any(|(at, sign)| {
        let flags: String =
            pattern[at + sign.len()..].chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').collect();
        flags.split_once('-').is_some_and(|(_, off)| off.contains('i'))
    })
}

/// An expression that finds in texts without accents what `pattern` finds whatever the accents; all its flags are spelt out.
/// `None` when it is the same.
fn without_accents(pattern: &str) -> Option<String> {
    let has_escapes = ["\\x", "\\u", "\\U"].iter().any(|escape| pattern.contains(escape));
    if pattern.is_ascii() && !has_escapes {
        return None;
    }
    let composed: String = pattern.nfc().collect();
    let mut parser = regex_syntax::ParserBuilder::new()
        .nest_limit(super::DEEPEST as u32)
        .case_insensitive(true)
        .multi_line(true)
        .build();
    parser.parse(&composed).ok().map(|hir| plain(&hir).to_string())
}

/// A part of an expression without accents.
fn plain(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Literal(_) => plain_letters("", hir),
        HirKind::Class(Class::Unicode(set)) => plain_set(set),
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(plain(&repetition.sub)), ..repetition.clone() })
        }
        HirKind::Capture(capture) => plain(&capture.sub),
        HirKind::Concat(parts) => {
            let before = std::iter::once(String::new()).chain(parts.iter().map(last_letter));
            Hir::concat(before.zip(parts).map(|(before, part)| plain_letters(&before, part)).collect())
        }
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(plain).collect()),
        HirKind::Empty | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => hir.clone(),
    }
}

/// A part without accents, behind a letter on which a mark at its beginning stands: of some letters it is no accent.
fn plain_letters(before: &str, part: &Hir) -> Hir {
    let HirKind::Literal(literal) = part.kind() else { return plain(part) };
    let Ok(letters) = std::str::from_utf8(&literal.0) else { return part.clone() };
    let together = unaccented(&format!("{before}{letters}"));
    match together.strip_prefix(&unaccented(before)) {
        Some("") => Hir::empty(),
        Some(without) => in_any_case(without),
        None => in_any_case(&unaccented(letters)),
    }
}

/// The letter that a part ends with, in one of its cases; nothing where it may be several.
fn last_letter(part: &Hir) -> String {
    let letter = match part.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).ok().and_then(|letters| letters.chars().next_back())
        }
        HirKind::Class(Class::Unicode(set)) => set.iter().last().map(ClassUnicodeRange::end),
        _ => None,
    };
    letter.map_or_else(String::new, String::from)
}

/// Letters in either case.
fn in_any_case(letters: &str) -> Hir {
    let mut parser = regex_syntax::ParserBuilder::new().case_insensitive(true).build();
    parser.parse(&regex_syntax::escape(letters)).unwrap_or_else(|_| Hir::literal(letters.as_bytes()))
}

/// A set of characters with what each of them is without accents.
fn plain_set(set: &ClassUnicode) -> Hir {
    let whole = Hir::class(Class::Unicode(set.clone()));
    let size: u32 = set.iter().map(|range| range.len() as u32).sum();
    if size > LARGEST_SET || set.iter().all(|range| range.end().is_ascii()) {
        return whole;
    }
    let mut letters = set.clone();
    let mut others = Vec::new();
    for c in set.iter().flat_map(|range| range.start()..=range.end()).filter(|c| !c.is_ascii()) {
        let without = unaccented(c.encode_utf8(&mut [0; 4]));
        let mut chars = without.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => letters.push(ClassUnicodeRange::new(only, only)),
            (Some(_), Some(_)) => others.push(in_any_case(&without)),
            (None, _) => {}
        }
    }
    // A letter may have capitals only without its accents, as “ı” has.
    if letters.try_case_fold_simple().is_err() {
        return whole;
    }
    others.insert(0, Hir::class(Class::Unicode(letters)));
    Hir::alternation(others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::Unaccented;

    /// What an expression finds in a text, in the text without accents where they do not count.
    fn found(pattern: &str, text: &str) -> Vec<String> {
        let expression = Expression::new(pattern.to_owned(), 0..pattern.chars().count()).unwrap();
        let plain = Unaccented::of(text).filter(|_| !expression.counts_accents);
        let text = plain.as_ref().map_or(text, Unaccented::as_str);
        expression.regex.find_iter(text).map(|found| found.as_str().to_owned()).collect()
    }

    #[test]
    fn accents_do_not_count_unless_asked() {
        assert_eq!(found("ecole", "École"), ["Ecole"]);
        assert_eq!(found("école", "ECOLE École"), ["ECOLE", "Ecole"]);
        assert_eq!(found("e\u{301}cole", "école"), ["ecole"]);
        assert_eq!(found(r"[éà]t\x{e9}", "été ate"), ["ete", "ate"]);
        assert_eq!(found("stra(ß)+e", "Strasse STRASSE Straße"), ["Strasse", "STRASSE", "Strasse"]);
        assert_eq!(found("[ßx]e", "Straße xe"), ["sse", "xe"]);
        assert_eq!(found("kız|[ı]n", "KIZ kız IN"), ["KIZ", "kiz", "IN"]);
        assert_eq!(found("^é.*$", "été\nune"), ["ete"]);
        assert_eq!(found("к\u{306}н", "к\u{306}н кн"), ["к\u{306}н"]);
        assert_eq!(found(r"(?-i)École|école", "École ecole"), ["École"]);
        assert_eq!(found(r"\w+é", "zoë cafe\u{301}"), ["zoe", "cafe"]);
        assert_eq!(found("[^é ]+", "ab é"), ["ab", "e"], "what is not there says nothing of accents");
    }
}
