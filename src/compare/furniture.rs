//! Lines that are no part of what a document says: page headers and footers, and short lines that come again and again,
//! such as the `Hide Ad` of a web page.
//!
//! Only such lines as stand three times or more and have at most five words are taken for furniture here; a refrain or a
//! caption may be longer and is a passage like any other. A longer line is furniture where it counts pages: it comes again with
//! nothing changed but one number, which goes on from one to the next.

use std::collections::{BTreeMap, HashMap};

use crate::text::{Span, Text};

/// A line that stands so often in one document is furniture.
const TIMES: u32 = 3;

/// A longer line is not, in words.
const MOST_WORDS: usize = 5;

/// A longer line is not looked at, in bytes.
const MOST_BYTES: usize = 60;

/// A line that counts pages stands so often.
const PAGES: usize = 4;

/// The longest line that counts pages, in bytes.
const LONGEST_NUMBERED: usize = 240;

/// What begins to count at so much or more may count years.
const YEARS: u32 = 1000;

/// The lines of furniture in a text, in order, none overlapping another.
pub fn furniture(text: &Text) -> Vec<Span> {
    let mut spans = repeated_lines(text.as_str());
    let others = [text.structure().furniture(), &numbered_lines(text.as_str())].concat();
    if !others.is_empty() {
        spans.extend(others);
        spans.sort_unstable();
        spans.dedup_by(|later, earlier| earlier.overlaps(*later));
    }
    spans
}

/// The lines that count pages.
fn numbered_lines(body: &str) -> Vec<Span> {
    let mut alike: BTreeMap<String, Vec<Numbered>> = BTreeMap::new();
    for (at, (span, line)) in lines(body).enumerate() {
        let may_count = line.len() <= LONGEST_NUMBERED
            && line.contains(|c: char| c.is_ascii_digit())
            // What ends as a sentence says something.
            && !line.ends_with(['.', '!', '?', ';', ':', ',']);
        if may_count {
            let (words, numbers) = without_numbers(line);
            if words.contains(char::is_alphabetic) {
                alike.entry(words).or_default().push(Numbered { span, at, numbers });
            }
        }
    }
    let counted = alike.iter().filter(|(words, lines)| counts_pages(words, lines));
    counted.flat_map(|(_, lines)| lines).map(|line| line.span).collect()
}

/// A line with numbers in it.
struct Numbered {
    span: Span,
    /// Which line of those that say something.
    at: usize,
    numbers: Vec<u32>,
}

/// A line with a sign for each of its numbers, and the numbers; one too great to be read is the greatest.
fn without_numbers(line: &str) -> (String, Vec<u32>) {
    let (mut words, mut numbers) = (String::with_capacity(line.len()), Vec::new());
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |end| at + end);
        words.push_str(&rest[..at]);
        words.push('#');
        numbers.push(rest[at..end].parse().unwrap_or(u32::MAX));
        rest = &rest[end..];
    }
    words.push_str(rest);
    (words, numbers)
}

/// True where one number of the lines, and no other, goes on from each to the next, nearly always by as much; it stands where the
/// number of a page does, and other lines stand between.
fn counts_pages(words: &str, lines: &[Numbered]) -> bool {
    let Some((first, _)) = lines.split_first().filter(|_| lines.len() >= PAGES) else { return false };
    let is_growing = |at: &usize| lines.iter().any(|line| line.numbers[*at] != first.numbers[*at]);
    let mut growing = (0..first.numbers.len()).filter(is_growing);
    let (Some(page), None) = (growing.next(), growing.next()) else { return false };
    if first.numbers[page] >= YEARS
        || !may_be_of_page(words, page)
        || lines.windows(2).any(|pair| pair[1].at == pair[0].at + 1)
    {
        return false;
    }
    let mut steps: BTreeMap<u32, usize> = BTreeMap::new();
    for pair in lines.windows(2) {
        // A page whose foot was lost, or read wrongly, makes another step.
        let step = pair[1].numbers[page].saturating_sub(pair[0].numbers[page]);
        *steps.entry(step).or_default() += 1;
    }
    let commonest =
        steps.into_iter().filter(|(step, _)| (1..=2).contains(step)).map(|(_, times)| times).max();
    commonest.is_some_and(|times| 4 * times >= 3 * (lines.len() - 1))
}

/// True for a number at the beginning or the end of a line, or before the number of all pages there: `Page 5 of 60`, `5/60`.
fn may_be_of_page(words: &str, number: usize) -> bool {
    let Some((at, _)) = words.match_indices('#').nth(number) else { return false };
    let (before, after) = (&words[..at], &words[at + 1..]);
    let is_edge = |text: &str| !text.contains(char::is_alphanumeric);
    let of_all = after.trim_start_matches(|c: char| c != '#').strip_prefix('#');
    let is_of_all =
        of_all.is_some_and(is_edge) && after.split('#').next().is_some_and(|joint| joint.len() <= 8);
    is_edge(before) || is_edge(after) || is_of_all
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
    lines(body).filter(|(_, words)| {
        words.len() <= MOST_BYTES
            && words.contains(char::is_alphanumeric)
            && words.split_whitespace().count() <= MOST_WORDS
    })
}

/// The lines that say something, without the space around them.
fn lines(body: &str) -> impl Iterator<Item = (Span, &str)> {
    let mut at = 0;
    body.split_inclusive('\n').filter_map(move |line| {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        (!words.is_empty()).then(|| (Span::new(start, start + words.len()), words))
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
    fn a_long_line_that_counts_pages_is_furniture() {
        let foot = |page: usize| {
            format!("Wick Harbour Trust — Annual Report for the Year Ended 31 March 2018   Page {page} of 60")
        };
        let paged = |pages: &[usize]| {
            let pages: Vec<String> = pages
                .iter()
                .map(|page| format!("Of {page} masons {} came.\n\n{}\n\n", 7 * page, foot(*page)))
                .collect();
            furniture(&Text::new(pages.concat())).len()
        };
        assert_eq!(paged(&[1, 2, 3, 4, 5]), 5);
        assert_eq!(paged(&[1, 3, 5, 7]), 4, "every other page");
        assert_eq!(paged(&[1, 2, 3, 4, 6, 7, 8]), 7, "one was lost");
        assert_eq!(paged(&[1, 2, 3]), 0, "too few to tell");
        assert_eq!(paged(&[997, 998, 999, 1000, 1001]), 5, "a thousand pages");
        assert_eq!(paged(&[12, 9, 15, 11, 13]), 0, "figures that change");
        let between = |line: &str, from: usize, to: usize| {
            let lines = (from..to).map(|n| {
                format!("{}\nSomething else was said at {} then.\n", line.replace('N', &n.to_string()), n * n)
            });
            furniture(&Text::new(lines.collect::<Vec<_>>().concat()))
        };
        assert_eq!(between("Resolution N was carried unanimously", 1, 8), [], "not where a page is told");
        assert_eq!(between("The Council gave the Library 500 in N", 1951, 1958), [], "years");
        assert_eq!(between("They came with N.", 1, 8), [], "a sentence");
        assert_eq!(between("Annals of the Wick Harbour Trust and its tenants: N/60", 1, 8).len(), 7);
        let members = "There were 12 members present in the hall that day.\n".repeat(5);
        assert_eq!(furniture(&Text::new(members)), [], "nothing is counted");
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
