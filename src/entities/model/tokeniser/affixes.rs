//! What is split off the ends and from the middle of a word: a model's regular expressions, with bounds on their time.
//!
//! The expressions are spaCy's, translated by the converter. Prefixes and suffixes are looked for in a window at their end
//! of the word, which grows while a match fills it, so that taking a long word apart stays linear. A suffix expression
//! may begin with characters that must stand before the suffix but are no part of it; the longest suffix of all counts.

use fancy_regex::{Regex, RegexBuilder};

use super::super::ModelError;
use super::super::file::Part;

/// Bytes of a word's end looked at first.
const WINDOW: usize = 64;

/// Steps an expression may take back before it counts as not matching. A long address needs a few thousand.
const PATIENCE: usize = 50_000;

/// Bytes an expression may take up in memory once compiled. French, with its thousand words in one, needs some.
const ROOM: usize = 64 << 20;

/// The regular expressions of a tokeniser.
pub(super) struct Affixes {
    prefix: Option<Regex>,
    /// Each with the number of characters before the suffix.
    suffixes: Vec<(usize, Regex)>,
    infix: Option<Regex>,
    whole: Option<Regex>,
    address: Option<Regex>,
    /// Whether an address always has a full stop.
    address_has_stop: bool,
}

impl Affixes {
    pub fn read(part: &mut Part<'_>, address_has_stop: bool) -> Result<Self, ModelError> {
        let prefix = optional(part)?;
        let suffixes = part.list(|part| Ok((part.within(0..=WINDOW / 8)?, required(part)?)))?;
        let (infix, whole, address) = (optional(part)?, optional(part)?, optional(part)?);
        Ok(Self { prefix, suffixes, infix, whole, address, address_has_stop })
    }

    /// Length in bytes of what is to be split off the front of `word`; 0 for nothing.
    pub fn prefix(&self, word: &str) -> usize {
        let Some(prefix) = &self.prefix else { return 0 };
        let mut size = WINDOW;
        loop {
            let window = &word[..word.floor_char_boundary(size)];
            match prefix.find(window).ok().flatten() {
                Some(found) if found.end() == window.len() && window.len() < word.len() => size *= 2,
                found => return found.map_or(0, |found| found.range().len()),
            }
        }
    }

    /// Length in bytes of what is to be split off the end of `word`; 0 for nothing.
    pub fn suffix(&self, word: &str) -> usize {
        self.suffixes.iter().map(|(before, suffix)| suffix_by(suffix, *before, word)).max().unwrap_or(0)
    }

    /// Writes the places in `word` that are tokens, or ends of tokens if empty, into `found`.
    pub fn infixes(&self, word: &str, found: &mut Vec<(usize, usize)>) {
        found.clear();
        let Some(infix) = &self.infix else { return };
        let mut from = 0;
        while let Ok(Some(next)) = infix.find_from_pos(word, from) {
            found.push((next.start(), next.end()));
            if next.end() == word.len() {
                break;
            }
            from = if next.range().is_empty() { word.ceil_char_boundary(next.end() + 1) } else { next.end() };
        }
    }

    /// True when `word` is a token whatever it looks like inside.
    pub fn keeps_whole(&self, word: &str) -> bool {
        matches(self.whole.as_ref(), word)
    }

    /// True when `word` is a web address or the like.
    pub fn is_address(&self, word: &str) -> bool {
        (!self.address_has_stop || word.contains('.')) && matches(self.address.as_ref(), word)
    }
}

fn matches(pattern: Option<&Regex>, word: &str) -> bool {
    // One that runs out of patience does not match.
    pattern.is_some_and(|pattern| pattern.is_match(word).unwrap_or(false))
}

/// Length in bytes of the longest suffix by one expression, less the characters `before` it.
fn suffix_by(suffix: &Regex, before: usize, word: &str) -> usize {
    let mut size = WINDOW;
    loop {
        let window = &word[word.ceil_char_boundary(word.len().saturating_sub(size))..];
        let Some(found) = suffix.find(window).ok().flatten() else { return 0 };
        if found.start() > 0 || window.len() == word.len() {
            let matched = found.as_str();
            return matched.char_indices().nth(before).map_or(0, |(at, _)| matched.len() - at);
        }
        size *= 2;
    }
}

fn optional(part: &mut Part<'_>) -> Result<Option<Regex>, ModelError> {
    let pattern = part.text()?;
    if pattern.is_empty() { Ok(None) } else { compiled(pattern, part).map(Some) }
}

fn required(part: &mut Part<'_>) -> Result<Regex, ModelError> {
    let pattern = part.text()?;
    compiled(pattern, part)
}

fn compiled(pattern: &str, part: &Part<'_>) -> Result<Regex, ModelError> {
    RegexBuilder::new(pattern)
        .backtrack_limit(PATIENCE)
        .delegate_size_limit(ROOM)
        .build()
        .map_err(|_| part.damaged())
}
