//! Which hyphens at line ends only broke a word, and are left out when lines are joined.
//!
//! `mea-` and `sure` are one word, `anti-` and `social` are two, and no rule of spelling tells them apart; the text
//! itself often does. A hyphen stays when the compound stands elsewhere in the text with its hyphen, when what precedes
//! it is a number, a capital abbreviation, part of a longer compound or a word that commonly begins compounds, or when
//! both halves are words of this text and the whole is not. A soft hyphen always goes.

use std::collections::HashMap;

use crate::text::{Structure, words};

/// What commonly stands before a hyphen that is written.
const COMPOUNDING: [&str; 42] = [
    "all", "anti", "bi", "counter", "cross", "de", "ex", "extra", "full", "half", "hard", "high", "ill",
    "inter", "left", "long", "low", "mid", "mini", "multi", "neo", "non", "off", "on", "over", "part",
    "post", "pre", "pro", "pseudo", "quasi", "right", "self", "semi", "short", "so", "sub", "super", "ultra",
    "under", "vice", "well",
];

/// A hyphen at a line's end and the word halves around it.
struct Break<'t> {
    hyphen: usize,
    left: &'t str,
    right: &'t str,
    soft: bool,
}

/// The offsets of the hyphens that only broke a word, in order.
pub(super) fn to_hide(text: &str, structure: &Structure) -> Vec<usize> {
    if !structure.is_hard_wrapped() {
        return Vec::new();
    }
    let breaks = find(text, structure);
    let heard = listen(text, &breaks);
    let is_word = |word: &str| heard.get(&word.to_lowercase()).is_some_and(|heard| *heard);
    breaks
        .iter()
        .filter(|found| {
            let whole = is_word(&format!("{}{}", found.left, found.right));
            let compound = is_word(&format!("{}-{}", found.left, found.right));
            let both = is_word(found.left) && is_word(found.right);
            let written = found.left.contains(['-', '\u{2010}'])
                || found.right.contains(['-', '\u{2010}'])
                || found.left.chars().any(char::is_numeric)
                || (found.left.chars().nth(1).is_some() && !found.left.contains(char::is_lowercase))
                || COMPOUNDING.contains(&found.left.to_lowercase().as_str());
            found.soft || (!compound && (whole || !(written || both)))
        })
        .map(|found| found.hyphen)
        .collect()
}

/// The hyphens at line ends inside paragraphs that lower case follows directly.
fn find<'t>(text: &'t str, structure: &Structure) -> Vec<Break<'t>> {
    let mut breaks = Vec::new();
    for paragraph in structure.paragraphs().iter().filter(|paragraph| paragraph.lines.len() > 1) {
        let mut line_start = paragraph.span.start;
        for line in text[paragraph.span.range()].split_inclusive(['\n', '\u{c}']) {
            let line_end = line_start + line.len();
            let words = line.trim_end();
            let soft = words.ends_with('\u{ad}');
            let rest = text[line_end..paragraph.span.end].trim_start();
            line_start = line_end;
            let Some(before) = words.strip_suffix(['-', '\u{ad}', '\u{2010}']) else { continue };
            let left =
                &before[before.rfind(|c| !in_word(c)).map_or(0, |at| words::next_grapheme(before, at))..];
            let right = &rest[..rest.find(|c| !in_word(c)).unwrap_or(rest.len())];
            let hyphen = line_end - line.len() + before.len();
            let joins = left.ends_with(char::is_alphabetic) && right.starts_with(char::is_lowercase);
            if joins && words::is_grapheme_boundary(text, hyphen) {
                breaks.push(Break { hyphen, left, right, soft });
            }
        }
    }
    breaks
}

/// Reads the text once for the words that decide about `breaks`, all in lower case, and says which stand in it; the
/// halves of the broken words themselves do not count.
fn listen(text: &str, breaks: &[Break<'_>]) -> HashMap<String, bool> {
    let mut wanted: HashMap<String, bool> = HashMap::with_capacity(breaks.len() * 4);
    for Break { left, right, .. } in breaks {
        for word in
            [format!("{left}{right}"), format!("{left}-{right}"), (*left).to_owned(), (*right).to_owned()]
        {
            wanted.insert(word.to_lowercase(), false);
        }
    }
    if wanted.is_empty() {
        return wanted;
    }
    let mut hints = vec![false; HINTS];
    for word in wanted.keys() {
        hints[hint(word)] = true;
    }
    let mut lower = String::new();
    let mut note = |word: &str| {
        if !hints[hint(word)] {
            return;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        if let Some(heard) = wanted.get_mut(lower.as_str()) {
            *heard = true;
        }
    };
    let mut breaks = breaks.iter().map(|found| found.hyphen).peekable();
    let mut skip_next = false;
    let mut listen_to = |at: usize, word: &str| {
        let broken = breaks.next_if(|hyphen| (at..=at + word.len()).contains(hyphen)).is_some();
        if broken || skip_next {
            skip_next = broken;
            return;
        }
        note(word);
        if word.contains('-') {
            word.split('-').filter(|half| !half.is_empty()).for_each(&mut note);
        }
    };
    // Most words are ASCII: they are told apart by bytes, and only the others by characters.
    let mut start = 0;
    for piece in text.as_bytes().split(|byte| byte.is_ascii() && !in_word(char::from(*byte))) {
        let at = start;
        start += piece.len() + 1;
        if piece.is_ascii() {
            if !piece.is_empty() {
                listen_to(at, &text[at..at + piece.len()]);
            }
            continue;
        }
        let mut inner = at;
        for word in text[at..at + piece.len()].split_inclusive(|c| !in_word(c)) {
            let letters = word.trim_end_matches(|c| !in_word(c));
            if !letters.is_empty() {
                listen_to(inner, letters);
            }
            inner += word.len();
        }
    }
    wanted
}

/// Number of values [`hint`] can take.
const HINTS: usize = 32 * 256;

/// What can be told of a word at a glance, whatever its case: its length and first letter.
fn hint(word: &str) -> usize {
    match word.as_bytes() {
        // In other scripts the length may change with the case.
        [first, ..] if word.is_ascii() => word.len().min(31) * 256 + usize::from(first.to_ascii_lowercase()),
        _ => 0,
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\u{2010}' | '\'' | '’')
}
