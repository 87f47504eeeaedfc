//! How a text reads to the slow scan, character by character: lines that run on, hyphens read both ways, page furniture apart;
//! its words, and words without case, accents and endings. What is asked of them is `slow`'s business.

use lectern::search::Language;
use lectern::text::reading::{LineEndHyphen, hyphens_at_line_ends};
use lectern::text::structure::passages;
use lectern::text::{Span, Text};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters as they run on, each with the bytes it stands for.
pub type Flow = Vec<(char, Span)>;

/// A text, or a passage of it, as it is read once.
pub struct Reading {
    pub flow: Flow,
    pub words: Vec<Word>,
}

/// A range of characters of each reading, and the bytes it stands for.
pub struct Unit {
    pub parts: Vec<Part>,
    pub original: Span,
    pub is_furniture: bool,
}

/// A range of characters of a reading.
#[derive(Clone, Copy)]
pub struct Part {
    pub reading: usize,
    pub from: usize,
    pub to: usize,
}

/// A word: its characters in the flow.
#[derive(Clone, Copy)]
pub struct Word {
    pub from: usize,
    pub to: usize,
    /// Words of different groups are never side by side nor near each other.
    pub group: usize,
}

/// The readings of a text, and its paragraphs and page furniture.
pub fn run_on(text: &Text) -> (Vec<Reading>, Vec<Unit>) {
    let body = text.as_str();
    let passages = passages(text);
    let furniture = text.structure().furniture();
    let hyphens = hyphens_at_line_ends(text, &passages);
    let mut flow: Flow = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    // Where a new group of words begins.
    let mut barriers: Vec<usize> = Vec::new();
    let part = |from, to| vec![Part { reading: 0, from, to }];
    if !passages.iter().any(|passage| text.slice(*passage).contains(['\n', '\u{c}'])) {
        flow.extend(body.char_indices().map(|(at, c)| (c, Span::new(at, at + c.len_utf8()))));
        let all =
            passages.iter().map(|span| (*span, false)).chain(furniture.iter().map(|span| (*span, true)));
        for (original, is_furniture) in all {
            let from = flow.iter().position(|(_, span)| span.start == original.start).unwrap();
            let to = flow.iter().position(|(_, span)| span.end == original.end).unwrap() + 1;
            units.push(Unit { parts: part(from, to), original, is_furniture });
            if is_furniture {
                barriers.extend([from, to]);
            }
        }
        let words = words(&flow, &barriers);
        return (vec![Reading { flow, words }], units);
    }
    let mut again: Vec<(usize, Flow)> = Vec::new();
    let mut pages = furniture.iter().copied().peekable();
    let mut add_page = |page: Span, flow: &mut Flow, units: &mut Vec<Unit>| {
        let from = flow.len();
        let chars = text.slice(page).char_indices();
        flow.extend(chars.map(|(at, c)| (c, Span::new(page.start + at, page.start + at + c.len_utf8()))));
        units.push(Unit { parts: part(from, flow.len()), original: page, is_furniture: true });
        flow.push(('\n', Span::new(page.end, page.end)));
        barriers.extend([from, flow.len()]);
    };
    for passage in &passages {
        while let Some(page) = pages.next_if(|page| page.start < passage.start) {
            add_page(page, &mut flow, &mut units);
        }
        let inside: Vec<Span> =
            std::iter::from_fn(|| pages.next_if(|page| page.start < passage.end)).collect();
        let from = flow.len();
        flow.extend(read(body, *passage, &inside, &hyphens, false));
        let to = flow.len();
        flow.push(('\n', Span::new(passage.end, passage.end)));
        if hyphens.iter().any(|hyphen| passage.contains(hyphen.at) && !hyphen.is_certain) {
            again.push((units.len(), read(body, *passage, &inside, &hyphens, true)));
        }
        units.push(Unit { parts: part(from, to), original: *passage, is_furniture: false });
        for page in inside {
            add_page(page, &mut flow, &mut units);
        }
    }
    for page in pages {
        add_page(page, &mut flow, &mut units);
    }
    let mut readings = vec![Reading { words: words(&flow, &barriers), flow }];
    for (unit, flow) in again {
        units[unit].parts.push(Part { reading: readings.len(), from: 0, to: flow.len() });
        readings.push(Reading { words: words(&flow, &[]), flow });
    }
    (readings, units)
}

/// A passage without line breaks and what stands between its lines, every uncertain hyphen the other way if that is asked.
fn read(body: &str, passage: Span, inside: &[Span], hyphens: &[LineEndHyphen], other_way: bool) -> Flow {
    // Line by line, each with its place.
    let mut lines: Vec<Span> = Vec::new();
    let mut start = passage.start;
    for line in body[passage.range()].split_inclusive(['\n', '\u{c}']) {
        let span = Span::new(start, start + line.len()).trimmed(body);
        start += line.len();
        if !span.is_empty() && !inside.iter().any(|page| page.overlaps(span)) {
            lines.push(span);
        }
    }
    let mut flow: Flow = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let chars = body[line.range()].char_indices();
        flow.extend(chars.map(|(at, c)| (c, Span::new(line.start + at, line.start + at + c.len_utf8()))));
        let Some(next) = lines.get(number + 1) else { continue };
        let (last, at) = *flow.last().unwrap();
        let first = body[next.range()].chars().next().unwrap();
        let is_hyphen = matches!(last, '-' | '\u{ad}');
        if let Some(hyphen) = hyphens.iter().find(|hyphen| hyphen.at == at.start) {
            if hyphen.is_left_out != (other_way && !hyphen.is_certain) {
                flow.pop();
            }
            continue;
        }
        let before = body[line.start..at.start].chars().next_back();
        if is_hyphen && before.is_some_and(char::is_alphanumeric) && first.is_alphanumeric() {
            continue;
        }
        if !(has_no_spaces(last) && has_no_spaces(first)) {
            flow.push((' ', Span::new(line.end, next.start)));
        }
    }
    flow
}

/// Chinese and Japanese have no spaces between words.
fn has_no_spaces(c: char) -> bool {
    matches!(c, '一'..='鿿' | 'ァ'..='ヿ' | 'ｦ'..='ﾟ')
}

pub fn is_alone(c: char) -> bool {
    matches!(c, '一'..='鿿' | '가'..='힣' | 'ァ'..='ヿ' | 'ｦ'..='ﾝ')
}

fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, 'ﾞ' | 'ﾟ')
}

/// Letters and digits with the marks on them; in scripts without spaces each character.
pub fn words(flow: &Flow, barriers: &[usize]) -> Vec<Word> {
    let is_part = |at: usize| {
        let c = flow[at].0;
        (c.is_alphanumeric() && !is_alone(c)) || is_mark(c)
    };
    // A soft hyphen is part of a word where a word goes on after it.
    let goes_on = |at: usize| {
        let next = (at..flow.len()).find(|next| flow[*next].0 != '\u{ad}');
        next.filter(|next| is_part(*next))
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        let from = at;
        let c = flow[at].0;
        at += 1;
        if is_alone(c) {
            while at < flow.len() && is_mark(flow[at].0) {
                at += 1;
            }
        } else if c.is_alphanumeric() && !is_mark(c) {
            while let Some(next) = goes_on(at) {
                at = next + 1;
            }
        } else {
            continue;
        }
        let group = barriers.iter().filter(|barrier| **barrier <= from).count();
        words.push(Word { from, to: at, group });
    }
    words
}

/// Characters without accents, of which the breve of Cyrillic and the voicing of kana are none.
fn plain(decomposed: impl Iterator<Item = char>) -> String {
    let mut plain = String::new();
    let mut base = ' ';
    for c in decomposed.filter(|c| *c != '\u{ad}') {
        let is_cyrillic = matches!(base, '\u{400}'..='\u{52f}');
        match c {
            '\u{300}' | '\u{301}' | '\u{64b}'..='\u{652}' => {}
            '\u{308}' if matches!(base, 'е' | 'Е') => {}
            '\u{302}'..='\u{36f}' if !is_cyrillic => {}
            'ß' => plain.push_str("ss"),
            'ø' => plain.push('o'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            'ﬁ' => plain.push_str("fi"),
            c => plain.push(c),
        }
        if !is_combining_mark(c) {
            base = c;
        }
    }
    plain.nfc().collect()
}

/// Letters without accents, capitals staying capitals.
pub fn without_accents(letters: &str) -> String {
    plain(letters.nfd())
}

/// Without case and accents.
pub fn folded(word: &str) -> String {
    plain(word.nfkd().flat_map(char::to_lowercase))
}

pub fn as_written(word: &str) -> String {
    word.replace('\u{ad}', "").nfc().collect()
}

/// The stem of the word as it is written, and of the word without accents, both without accents.
pub fn stems(language: Option<Language>, word: &str) -> [String; 2] {
    let Some(language) = language else { return [folded(word), folded(word)] };
    let small: String = if language == Language::Turkish {
        as_written(word).replace('I', "ı").replace('İ', "i").to_lowercase()
    } else {
        as_written(word).chars().flat_map(char::to_lowercase).collect()
    };
    [small, folded(word)].map(|word| folded(&language.stemmer().stem(&word)))
}
