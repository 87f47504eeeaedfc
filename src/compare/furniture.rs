//! Lines that are no part of what a document says: page headers and footers, and short lines that come again and again,
//! such as the `Hide Ad` of a web page.
//!
//! Only such lines as stand three times or more and have at most five words are taken for furniture here; a refrain or a
//! caption may be longer and is a passage like any other.

use std::collections::HashMap;

use crate::text::{Span, Text};

/// A line that stands so often in one document is furniture.
const TIMES: u32 = 3;

/// A longer line is not, in words.
const MOST_WORDS: usize = 5;

/// A longer line is not looked at, in bytes.
const MOST_BYTES: usize = 60;

/// The lines of furniture in a text, in order, none overlapping another.
pub fn furniture(text: &Text) -> Vec<Span> {
    let mut spans = repeated_lines(text.as_str());
    if !text.structure().furniture().is_empty() {
        spans.extend(text.structure().furniture());
        spans.sort_unstable();
        spans.dedup_by(|later, earlier| earlier.overlaps(*later));
    }
    spans
}

/// The short lines that stand three times or more.
fn repeated_lines(body: &str) -> Vec<Span> {
    let mut times: HashMap<&str, u32> = HashMap::new();
    for line in short_lines(body) {
        *times.entry(line.1).or_default() += 1;
    }
    if times.values().all(|times| *times < TIMES) {
        return Vec::new();
    }
    short_lines(body).filter(|(_, line)| times[line] >= TIMES).map(|(span, _)| span).collect()
}

/// The lines that are short enough, without the space around them.
fn short_lines(body: &str) -> impl Iterator<Item = (Span, &str)> {
    let mut at = 0;
    body.split_inclusive('\n').filter_map(move |line| {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let fits = !words.is_empty()
            && words.len() <= MOST_BYTES
            && words.contains(char::is_alphanumeric)
            && words.split_whitespace().count() <= MOST_WORDS;
        fits.then(|| (Span::new(start, start + words.len()), words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_lines_that_come_again_are_furniture() {
        let text =
            Text::new("Hide Ad\nOne.\n\n Hide Ad \nTwo.\nA line of rather more words than five.\nHide Ad\n");
        let found: Vec<&str> = furniture(&text).into_iter().map(|span| text.slice(span)).collect();
        assert_eq!(found, ["Hide Ad"; 3]);
        assert_eq!(furniture(&Text::new("Hide Ad\nHide Ad\nx\n")), []);
    }

    #[test]
    fn page_footers_are_furniture() {
        let report = include_str!("../../seeds/003_4f5b7c68318dca81.txt");
        let text = Text::new(report);
        let found = furniture(&text);
        assert!(found.iter().any(|span| text.slice(*span).contains("Version :  Page 2")));
        assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}
