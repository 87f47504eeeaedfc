//! Ways to spoil a file in RON that keep much of it whole, so that what is wrong with it is found late.

#![allow(dead_code)]

use proptest::prelude::*;

/// One thing done to the text of a file. Places are told by the piece: a string, a word or number, a sign.
#[derive(Clone, Debug)]
pub enum Blow {
    /// A piece becomes another.
    Replace(usize, String),
    /// Pieces go.
    Remove(usize, usize),
    /// Pieces come twice.
    Repeat(usize, usize),
    /// Two pieces change places.
    Swap(usize, usize),
    /// Something comes before a piece, so many times.
    Insert(usize, String, usize),
    /// A line stands elsewhere too.
    Copy(usize, usize),
}

/// What may stand in the place of anything.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "0",
            "-1",
            "1",
            "4294967296",
            "18446744073709551615",
            "18446744073709551616",
            "1e400",
            "-0.0",
            "NaN",
            "inf",
            "true",
            "None",
            "Some(1)",
            "()",
            "[]",
            "{}",
            "\"\"",
            "\"a\"",
            "'a'",
            "'",
            "\"",
            "r#\"",
            "\"#",
            "/*",
            "*/",
            "//",
            "\\u{110000}",
            "\u{0}",
            "\u{feff}",
            "\u{2028}",
            ",",
            ":",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "#![enable(implicit_some)]",
            "#![enable(unwrap_newtypes)]",
            "Custom((1,2,3))",
            "Detached",
            "Certain",
            "NeedsLook",
            "0x",
            "1_000",
            "b\"\"",
            "\"00000000-0000-4000-8000-000000000000\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"-009999-01-01T00:00:00Z\"",
            "\"bundled:%\"",
            "\"../../..\"",
            "id:",
            "memo:",
            "exact:\"\"",
            "start:18446744073709551615,",
        ])
        .prop_map(String::from),
        any::<i128>().prop_map(|number| number.to_string()),
        "\\PC{0,12}".prop_map(|text| format!("{text:?}")),
    ]
}

/// Any blow.
pub fn blow() -> impl Strategy<Value = Blow> {
    let at = any::<usize>;
    let bracket = prop::sample::select(vec!["(", "[", "{", "Some(", "[[],", "(a:", "((("]);
    prop_oneof![
        6 => (at(), piece()).prop_map(|(at, piece)| Blow::Replace(at, piece)),
        3 => (at(), 1usize..30).prop_map(|(at, count)| Blow::Remove(at, count)),
        3 => (at(), 1usize..60).prop_map(|(at, count)| Blow::Repeat(at, count)),
        3 => (at(), at()).prop_map(|(a, b)| Blow::Swap(a, b)),
        3 => (at(), piece(), 1usize..3).prop_map(|(at, piece, times)| Blow::Insert(at, piece, times)),
        1 => (at(), bracket, prop::sample::select(vec![40, 70, 5000, 100_000]))
            .prop_map(|(at, bracket, times)| Blow::Insert(at, bracket.to_owned(), times)),
        2 => (at(), at()).prop_map(|(a, b)| Blow::Copy(a, b)),
    ]
}

/// Cuts a text into strings, words and signs; together they are the text.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first == '"' {
            let mut escaped = false;
            let close = rest.char_indices().skip(1).find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            close.map_or(rest.len(), |(at, _)| at + 1)
        } else if first.is_alphanumeric() || first == '_' || first == '-' {
            rest.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(rest.len()).max(1)
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The text after these blows.
pub fn spoilt_text(text: &str, blows: &[Blow]) -> String {
    blows.iter().fold(text.to_owned(), |text, blow| spoilt(&text, blow))
}

fn spoilt(text: &str, blow: &Blow) -> String {
    let mut pieces: Vec<&str> = pieces(text);
    if pieces.is_empty() {
        return String::new();
    }
    let count = pieces.len();
    let repeated;
    match blow {
        Blow::Replace(at, piece) => pieces[at % count] = piece,
        Blow::Remove(at, length) => drop(pieces.drain(at % count..(at % count + length).min(count))),
        Blow::Repeat(at, length) => {
            let again = pieces[at % count..(at % count + length).min(count)].to_vec();
            pieces.splice(at % count..at % count, again);
        }
        Blow::Swap(a, b) => pieces.swap(a % count, b % count),
        Blow::Insert(at, piece, times) => {
            repeated = piece.repeat(*times);
            pieces.insert(at % count, &repeated);
        }
        Blow::Copy(from, to) => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            let line = lines[from % lines.len()];
            lines.insert(to % lines.len(), line);
            return lines.concat();
        }
    }
    pieces.concat()
}

/// The bytes with some of them changed.
pub fn spoilt_bytes(mut bytes: Vec<u8>, changes: &[(usize, u8)]) -> Vec<u8> {
    for (at, bits) in changes {
        let count = bytes.len();
        if count > 0 {
            bytes[at % count] ^= bits;
        }
    }
    bytes
}
