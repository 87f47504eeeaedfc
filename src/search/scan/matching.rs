//! The matches of an expression in a text of any size, found so that they can be stopped.
//!
//! The `regex` crate looks through a text in one go, and for some expressions it is slow: an expression that describes many
//! texts of a few hundred characters reads no more than some 100 kB a second. So a long text is read in stretches.

use std::sync::atomic::{AtomicBool, Ordering};

use regex::Regex;

use crate::text::Span;

/// Matches that begin in so many bytes are looked for at once.
const STRETCH: usize = 24 << 10;

/// At least so many bytes of a match are found: a longer one may end there, at the latest a stretch further on.
const LONGEST: usize = 8 << 10;

/// Calls `each` for the matches that are not empty, in order. `None` soon after `cancel` was set.
pub(super) fn each_match(
    regex: &Regex,
    text: &str,
    cancel: &AtomicBool,
    each: &mut impl FnMut(Span),
) -> Option<()> {
    let mut at = 0;
    loop {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let next = text.ceil_char_boundary(at + STRETCH);
        let cut = text.ceil_char_boundary(at + STRETCH + LONGEST);
        let found = regex.find_at(&text[..cut], at);
        match found {
            None if cut == text.len() => return Some(()),
            None => at = next,
            // It may be longer than can be seen from here.
            Some(found) if cut < text.len() && found.start() >= next => at = next,
            Some(found) if found.is_empty() => {
                let Some(c) = text[found.end()..].chars().next() else { return Some(()) };
                at = found.end() + c.len_utf8();
            }
            Some(found) => {
                each(Span::new(found.start(), found.end()));
                at = found.end();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        each_match(&Regex::new(pattern).unwrap(), text, &AtomicBool::new(false), &mut |span| {
            spans.push(span);
        })
        .unwrap();
        spans
    }

    #[test]
    fn long_texts_have_the_matches_they_have_in_one_go() {
        let text = "The officers\nof the Polizei für Zoë came. ".repeat(4000);
        for pattern in
            [r"\bof\b", r"officers\s+of", r"(?s)Z.{1,3000}für", "x*", "(?m)^of.*$", r"\w+", "zebra", "ë"]
        {
            let plain: Vec<Span> = Regex::new(pattern)
                .unwrap()
                .find_iter(&text)
                .filter(|found| !found.is_empty())
                .map(|found| Span::new(found.start(), found.end()))
                .collect();
            assert_eq!(matches(pattern, &text), plain, "{pattern}");
        }
        assert_eq!(matches("x*", ""), []);
    }

    #[test]
    fn a_match_without_end_is_cut() {
        let text = "a".repeat(100_000);
        let found = matches("a+", &text);
        assert!(found.iter().all(|span| span.len() <= STRETCH + LONGEST));
        assert_eq!(found.iter().map(|span| span.len()).sum::<usize>(), text.len());
    }
}
