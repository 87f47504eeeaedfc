//! Page headers, footers and page numbers in the text of a paged document.
//!
//! Conservative: what a person wrote as text must not be taken for furniture, and chapter headings, dates of a diary or
//! verse numbers look much like it. So a candidate must stand alone, come back with nothing but its numbers changed,
//! have a number that counts upwards, and either name the page or break into the middle of a sentence, which no
//! heading does. A running title without a number is furniture only where it keeps company with such a line.

use std::collections::HashMap;

use super::lines::{Line, begins_lower, runs_on};
use crate::text::Span;

/// A header or footer has at most this many lines.
const MOST_LINES: usize = 3;

/// And at most this many bytes.
const MOST_BYTES: usize = 160;

/// Of the places where a shape stands, at least one in so many must break into a sentence, unless it names the page.
const ONE_IN: usize = 8;

/// Words for a page, in lower case.
const PAGE_WORDS: [&str; 14] = [
    "page",
    "pages",
    "pg",
    "p",
    "seite",
    "pagina",
    "página",
    "sida",
    "side",
    "strona",
    "стр",
    "страница",
    "页",
    "頁",
];

/// Lines between blank lines that might be furniture.
struct Candidate {
    /// The first line and one past the last.
    lines: std::ops::Range<usize>,
    shape: usize,
}

/// Candidates that look alike but for their numbers.
#[derive(Default)]
struct Shape {
    /// Where they stand in the list of candidates.
    places: Vec<usize>,
    names_page: bool,
    counts_up: bool,
    last_numbers: Vec<u64>,
    sentences_broken: usize,
    accepted: bool,
}

/// For each of `lines`, whether it is page furniture.
pub fn find(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut is_furniture = vec![false; lines.len()];
    let (candidates, mut shapes) = gather(text, lines);
    count_broken_sentences(text, lines, &candidates, &mut shapes);
    for shape in &mut shapes {
        let broken = shape.sentences_broken > 0 && shape.sentences_broken * ONE_IN >= shape.places.len();
        shape.accepted = shape.places.len() >= 2 && shape.counts_up && (shape.names_page || broken);
    }
    accept_running_titles(&candidates, &mut shapes);
    for candidate in candidates.iter().filter(|candidate| shapes[candidate.shape].accepted) {
        is_furniture[candidate.lines.clone()].fill(true);
    }
    is_furniture
}

/// The candidates in order, and the shapes they have.
fn gather(text: &str, lines: &[Line]) -> (Vec<Candidate>, Vec<Shape>) {
    let mut candidates = Vec::new();
    let mut shapes: Vec<Shape> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let (mut outline, mut numbers) = (String::new(), Vec::new());
    let mut first = 0;
    while first < lines.len() {
        let mut end = first + 1;
        while end < lines.len() && lines[end].follows_directly() {
            end += 1;
        }
        let span = Span::new(lines[first].start, lines[end - 1].end);
        if end - first <= MOST_LINES && span.len() <= MOST_BYTES {
            outline_of(&text[span.range()], &mut outline, &mut numbers);
            let shape = known.get(&outline).copied().unwrap_or_else(|| {
                known.insert(outline.clone(), shapes.len());
                shapes.push(Shape { names_page: names_page(&outline), counts_up: true, ..Shape::default() });
                shapes.len() - 1
            });
            let seen = &mut shapes[shape];
            if !seen.places.is_empty() {
                let mut pairs = seen.last_numbers.iter().zip(&numbers);
                seen.counts_up &= pairs.any(|(before, now)| before < now);
            }
            seen.places.push(candidates.len());
            std::mem::swap(&mut seen.last_numbers, &mut numbers);
            candidates.push(Candidate { lines: first..end, shape });
        }
        first = end;
    }
    (candidates, shapes)
}

/// The words in lower case with `#` for each number and one space for any white space, and the numbers.
fn outline_of(words: &str, outline: &mut String, numbers: &mut Vec<u64>) {
    outline.clear();
    numbers.clear();
    let mut in_number = false;
    for c in words.chars() {
        if let Some(digit) = c.to_digit(10) {
            if !in_number {
                outline.push('#');
                numbers.push(0);
            }
            if let Some(number) = numbers.last_mut() {
                *number = number.saturating_mul(10).saturating_add(u64::from(digit));
            }
        } else if !c.is_whitespace() {
            outline.extend(c.to_lowercase());
        } else if !outline.ends_with(' ') {
            outline.push(' ');
        }
        in_number = c.is_ascii_digit();
    }
}

/// True when a number in the outline is called a page and the whole is not a sentence about pages.
fn names_page(outline: &str) -> bool {
    let sentence = outline.ends_with(['.', '!', '?']) && outline.len() > 12;
    let mut words = outline.split(|c: char| !c.is_alphabetic() && c != '#').filter(|word| !word.is_empty());
    let mut before = "";
    let named = words.any(|word| {
        let named =
            (word == "#" && PAGE_WORDS.contains(&before)) || (before == "#" && matches!(word, "页" | "頁"));
        before = word;
        named
    });
    named && !sentence
}

/// Counts for each shape how often the text before and after it is one sentence.
fn count_broken_sentences(text: &str, lines: &[Line], candidates: &[Candidate], shapes: &mut [Shape]) {
    let mut first = 0;
    while first < candidates.len() {
        // Several candidates in a row (a footer, then the header of the next page) break into the same sentence.
        let repeated = |at: usize| shapes[candidates[at].shape].places.len() >= 2;
        if !repeated(first) {
            first += 1;
            continue;
        }
        let mut end = first + 1;
        while end < candidates.len()
            && repeated(end)
            && candidates[end].lines.start == candidates[end - 1].lines.end
        {
            end += 1;
        }
        let before = candidates[first].lines.start.checked_sub(1).and_then(|line| lines.get(line));
        let after = lines.get(candidates[end - 1].lines.end);
        if let (Some(before), Some(after)) = (before, after)
            && runs_on(before.words(text))
            && begins_lower(after.words(text))
        {
            for candidate in &candidates[first..end] {
                shapes[candidate.shape].sentences_broken += 1;
            }
        }
        first = end;
    }
}

/// Accepts shapes without a number that nearly always stand beside furniture already found.
fn accept_running_titles(candidates: &[Candidate], shapes: &mut [Shape]) {
    let touches = |at: usize, other: Option<usize>| {
        let Some((this, other)) = candidates.get(at).zip(other.and_then(|other| candidates.get(other)))
        else {
            return false;
        };
        let adjacent = this.lines.end == other.lines.start || other.lines.end == this.lines.start;
        adjacent && shapes[other.shape].accepted
    };
    let titles: Vec<usize> = (0..shapes.len())
        .filter(|shape| {
            let places = &shapes[*shape].places;
            let beside = places
                .iter()
                .filter(|at| touches(**at, at.checked_sub(1)) || touches(**at, Some(**at + 1)))
                .count();
            !shapes[*shape].accepted && places.len() >= 2 && beside * 10 >= places.len() * 9
        })
        .collect();
    for title in titles {
        shapes[title].accepted = true;
    }
}
