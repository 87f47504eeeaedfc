//! Typed words cut into the words that are looked for: wildcards, letters that may differ, scripts without spaces.

use std::ops::Range;

use super::error::QueryError;
use super::lexer::Form;
use super::node::Slot;
use super::pattern::{Pattern, Wild, WildPart};
use crate::search::words::{as_written, fold, is_alone, is_letter, tokens};

/// Letters in a word of which some may differ; the index builds an automaton of them.
const LONGEST_FUZZY: usize = 64;

fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?')
}

/// A word with `~` behind it.
pub(super) fn fuzzy(text: &str, edits: &str, form: Form, at: &Range<usize>) -> Result<Slot, QueryError> {
    let fault = |sentence: &str| QueryError::new(at.clone(), sentence);
    let edits = match edits {
        "" | "1" => 1,
        "2" => 2,
        _ => return Err(fault("Say “~1” or “~2” after a word, for one or two letters that may differ.")),
    };
    if form == Form::AsWritten {
        return Err(fault(
            "“==” asks for a word as written and “~” for one that differs; take one of them away.",
        ));
    }
    let mut found = tokens(text, &[]);
    let only = found.next().filter(|token| token.span.len() == text.len() && found.next().is_none());
    if only.is_none() || text.contains(is_wildcard) || text.contains(is_alone) {
        return Err(fault("“~” goes after one word of letters or digits; take other signs away from it."));
    }
    if text.chars().count() > LONGEST_FUZZY {
        return Err(fault("“~” goes after a word of at most 64 letters."));
    }
    Ok(Slot { pattern: Pattern::Fuzzy { form: form_of(text, false), edits }, as_written: false })
}

/// The words of a phrase, in the forms typed. A dash or the like between them is nothing to look for.
pub(super) fn words_in(text: &str, form: Form, at: &Range<usize>) -> Result<Vec<Slot>, QueryError> {
    let mut found = Vec::new();
    for run in text.split_whitespace().filter(|run| run.contains(|c| is_letter(c) || is_wildcard(c))) {
        found.extend(slots(run, form, false, at)?);
    }
    Ok(found)
}

/// The words of a value, in the forms typed, with their wildcards; none when it cannot be looked for.
pub(crate) fn words_of(value: &str) -> Vec<Slot> {
    words_in(value, Form::Exact, &(0..0)).unwrap_or_default()
}

/// A whole value with its wildcards, in the form of [`value_form`].
pub(crate) fn wild_of(value: &str) -> Wild {
    wild(&plain_value(value), false)
}

/// The form in which whole values and names are compared: without case and accents, one blank between words, and an
/// apostrophe the same however it is written.
pub(crate) fn value_form(value: &str) -> String {
    form_of(&plain_value(value), false)
}

fn plain_value(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    value.replace(['’', '‘', 'ʼ', 'ʹ', '´', '`', '＇'], "'")
}

/// The words that a run without spaces is.
pub(super) fn slots(
    run: &str,
    form: Form,
    stemmed: bool,
    at: &Range<usize>,
) -> Result<Vec<Slot>, QueryError> {
    let written = form == Form::AsWritten;
    let mut found = Vec::new();
    let mut add = |pattern| found.push(Slot { pattern, as_written: written });
    if !run.contains(is_wildcard) {
        for token in tokens(run, &[]) {
            add(whole(&run[token.span.range()], written, stemmed));
        }
        return Ok(found);
    }
    // Wildcards are letters of the word they stand in; between characters that are words of their own, “?” is a word.
    let parts: Vec<&str> =
        run.split(|c: char| !is_letter(c) && !is_wildcard(c) && !belongs_to_word(c)).collect();
    for part in parts {
        for piece in pieces(part) {
            let only_wildcards = piece.chars().all(is_wildcard);
            if !piece.contains(is_wildcard) {
                add(whole(piece, written, stemmed));
            } else if !only_wildcards {
                add(Pattern::Wild(wild(piece, written)));
            } else if piece == part {
                // Alone: any word at all, or one of so many letters.
                add(if piece.contains('*') && !piece.contains('?') {
                    Pattern::Any
                } else {
                    Pattern::Wild(wild(piece, written))
                });
            } else if piece.contains('*') {
                let at_an_end = part.starts_with(piece) || part.ends_with(piece);
                if !at_an_end || piece != "*" {
                    return Err(QueryError::new(
                        at.clone(),
                        "“*” cannot stand between characters of a script without spaces; use “?” for one \
                         character, or an /expression/.",
                    ));
                }
            } else {
                (0..piece.len()).for_each(|_| add(Pattern::Any));
            }
        }
    }
    Ok(found)
}

/// True for what `tokens` would keep inside a word although it is no letter.
fn belongs_to_word(c: char) -> bool {
    tokens(&format!("a{c}a"), &[]).count() == 1
}

/// A part cut before and after each character that is a word of its own.
fn pieces(part: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut alone_before = false;
    for (at, c) in part.char_indices() {
        let alone = is_alone(c) && is_letter(c);
        let mark = !is_letter(c) && !is_wildcard(c);
        if at > start && (alone || (alone_before && !mark)) {
            pieces.push(&part[start..at]);
            start = at;
        }
        alone_before = if mark { alone_before } else { alone };
    }
    if start < part.len() {
        pieces.push(&part[start..]);
    }
    pieces
}

/// A word without wildcards. Characters that are words of their own have no stem.
fn whole(word: &str, written: bool, stemmed: bool) -> Pattern {
    if stemmed && !word.contains(is_alone) {
        Pattern::Stem(form_of(word, true))
    } else {
        Pattern::Form(form_of(word, written))
    }
}

fn form_of(word: &str, written: bool) -> String {
    let mut form = String::new();
    if written {
        as_written(word, &mut form);
    } else {
        fold(word, &mut form);
    }
    form
}

/// Letters and wildcards, the letters in the form in which words are compared.
fn wild(text: &str, written: bool) -> Wild {
    let mut parts = Vec::new();
    let mut letters = String::new();
    let flush = |letters: &mut String, parts: &mut Vec<WildPart>| {
        parts.extend(form_of(letters, written).chars().map(WildPart::Letter));
        letters.clear();
    };
    for c in text.chars() {
        match c {
            '*' | '?' => {
                flush(&mut letters, &mut parts);
                let part = if c == '*' { WildPart::Many } else { WildPart::One };
                // Two stars are one.
                if part == WildPart::One || parts.last() != Some(&WildPart::Many) {
                    parts.push(part);
                }
            }
            c => letters.push(c),
        }
    }
    flush(&mut letters, &mut parts);
    Wild(parts)
}
