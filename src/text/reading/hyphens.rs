//! Which hyphens at line ends only broke a word, and are left out when lines are joined.
//!
//! `mea-` and `sure` are one word, `anti-` and `social` are two, and no rule of spelling tells them apart; the text
//! itself often does. A hyphen stays when the compound stands elsewhere in the text with its hyphen, when what precedes
//! it is a number, a capital abbreviation, part of a longer compound or a word that commonly begins compounds, or when
//! both halves are words of this text and the whole is not. A soft hyphen always goes. What is shown must be one or the
//! other; who looks for words is also told where it might as well be the other way.

use std::collections::HashMap;

use crate::text::{Span, Structure, words};

/// What commonly stands before a hyphen that is written.
const COMPOUNDING: [&str; 42] = [
    "all", "anti", "bi", "counter", "cross", "de", "ex", "extra", "full", "half", "hard", "high", "ill",
    "inter", "left", "long", "low", "mid", "mini", "multi", "neo", "non", "off", "on", "over", "part",
    "post", "pre", "pro", "pseudo", "quasi", "right", "self", "semi", "short", "so", "sub", "super", "ultra",
    "under", "vice", "well",
];

/// A hyphen at a line's end that may only have broken a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineEndHyphen {
    /// Where it stands.
    pub at: usize,
    /// True when it only broke a word, as far as can be told.
    pub is_left_out: bool,
    /// True when the text itself says so.
    pub is_certain: bool,
}

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
    let breaks = find(text, structure.paragraphs().iter().map(|paragraph| paragraph.span), None);
    judged(text, &breaks).into_iter().filter(|found| found.is_left_out).map(|found| found.at).collect()
}

/// The hyphens at line ends inside `passages` that may only have broken a word, in order; also those over a page's end,
/// where a header or footer stands between the halves, and in words of capitals.
pub(super) fn at_line_ends(text: &str, structure: &Structure, passages: &[Span]) -> Vec<LineEndHyphen> {
    judged(text, &find(text, passages.iter().copied(), Some(structure.furniture())))
}

fn judged(text: &str, breaks: &[Break<'_>]) -> Vec<LineEndHyphen> {
    let heard = listen(text, breaks);
    let is_word = |word: &str| heard.get(&word.to_lowercase()).is_some_and(|heard| *heard);
    let judge = |found: &Break<'_>| {
        let whole = is_word(&format!("{}{}", found.left, found.right));
        let compound = is_word(&format!("{}-{}", found.left, found.right));
        let both = is_word(found.left) && is_word(found.right);
        let numbered = found.left.chars().any(char::is_numeric);
        let abbreviated = found.left.chars().nth(1).is_some() && !found.left.contains(char::is_lowercase);
        let written = found.left.contains(['-', '\u{2010}'])
            || found.right.contains(['-', '\u{2010}'])
            || numbered
            || abbreviated
            || COMPOUNDING.contains(&found.left.to_lowercase().as_str());
        LineEndHyphen {
            at: found.hyphen,
            is_left_out: found.soft || (!compound && (whole || !(written || both))),
            is_certain: found.soft || whole != compound || numbered,
        }
    };
    breaks.iter().map(judge).collect()
}

/// The hyphens at line ends inside passages that lower case follows directly. Where the furniture of pages is given, what it
/// stands between is read as following directly, and capitals may follow capitals.
fn find<'t>(
    text: &'t str,
    passages: impl Iterator<Item = Span>,
    furniture: Option<&[Span]>,
) -> Vec<Break<'t>> {
    let pages = furniture.unwrap_or_default();
    let mut breaks = Vec::new();
    let has_lines =
        |passage: &Span| text.as_bytes()[passage.range()].iter().any(|byte| matches!(byte, b'\n' | 0x0c));
    for passage in passages.filter(has_lines) {
        let mut line_start = passage.start;
        for line in text[passage.range()].split_inclusive(['\n', '\u{c}']) {
            let line_end = line_start + line.len();
            let words = line.trim_end();
            let start = std::mem::replace(&mut line_start, line_end);
            let Some(before) = words.strip_suffix(['-', '\u{ad}', '\u{2010}']) else { continue };
            if line_end >= passage.end || page_at(pages, start, line_end).is_some() {
                continue;
            }
            let rest = after_pages(text, Span::new(line_end, passage.end), pages);
            let left =
                &before[before.rfind(|c| !in_word(c)).map_or(0, |at| words::next_grapheme(before, at))..];
            let right = &rest[..rest.find(|c| !in_word(c)).unwrap_or(rest.len())];
            let hyphen = start + before.len();
            let goes_on = right.starts_with(char::is_lowercase)
                || (furniture.is_some() && is_capitals(left) && is_capitals(right));
            let joins = left.ends_with(char::is_alphabetic) && goes_on;
            if joins && words::is_grapheme_boundary(text, hyphen) {
                breaks.push(Break { hyphen, left, right, soft: words.ends_with('\u{ad}') });
            }
        }
    }
    breaks
}

/// The first of `pages` that has a part between two offsets.
fn page_at(pages: &[Span], from: usize, to: usize) -> Option<Span> {
    let first = pages.partition_point(|page| page.end <= from);
    pages.get(first).copied().filter(|page| page.start < to)
}

/// What stands in `span` after the white space and the page furniture at its beginning.
fn after_pages<'t>(text: &'t str, mut span: Span, pages: &[Span]) -> &'t str {
    loop {
        let rest = text[span.range()].trim_start();
        let start = span.end - rest.len();
        match page_at(pages, start, start + 1) {
            Some(page) if page.end < span.end => span.start = page.end,
            _ => return rest,
        }
    }
}

/// True for several letters without a small one.
fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).nth(1).is_some() && !word.contains(char::is_lowercase)
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
