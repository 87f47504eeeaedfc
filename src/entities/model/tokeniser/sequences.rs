//! Special cases that the affixes may have broken, put together again: `: )` is not `:)`, but `(a.m.)` holds `a.m.`.
//!
//! The converter has written down into which tokens each such case breaks. Where these stand in a row, the longest such
//! row first, then the leftmost, the words they cover are looked up once more as a whole.

use super::super::ModelError;
use super::super::file::Part;
use super::super::strings::{HashedMap, hash64};
use super::Token;

/// The rows of tokens to look for.
pub(super) struct Sequences {
    /// By the hash of the first token.
    by_first: HashedMap<Vec<Box<[Box<str>]>>>,
    /// Tokens of the longest.
    longest: usize,
}

/// A row found: its first token and how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub first: usize,
    pub count: usize,
}

impl Found {
    pub fn end(self) -> usize {
        self.first + self.count
    }
}

impl Sequences {
    pub fn read(part: &mut Part<'_>) -> Result<Self, ModelError> {
        let all = part.list(|part| part.list(|part| Ok(Box::<str>::from(part.text()?))))?;
        let longest = all.iter().map(Vec::len).max().unwrap_or(0);
        let mut by_first = HashedMap::<Vec<_>>::default();
        for sequence in all {
            let first = sequence.first().ok_or_else(|| part.damaged())?;
            by_first.entry(hash64(first.as_bytes())).or_default().push(sequence.into_boxed_slice());
        }
        Ok(Self { by_first, longest })
    }

    /// True when a row may begin with the token whose text has this hash.
    pub fn may_begin(&self, hash: u64) -> bool {
        self.by_first.contains_key(&hash)
    }

    /// Tokens that must be known after one to be sure that no row begins there.
    pub fn reach(&self) -> usize {
        self.longest.saturating_sub(1)
    }

    /// All rows among `tokens` of `text`, those that overlap included, by their first token.
    pub fn find(&self, text: &str, tokens: &[Token], found: &mut Vec<Found>) {
        found.clear();
        for (first, token) in tokens.iter().enumerate().filter(|(_, token)| token.may_begin_sequence) {
            let Some(candidates) = self.by_first.get(&hash64(token.of(text).as_bytes())) else { continue };
            for sequence in candidates {
                let here = tokens[first..].iter().map(|token| token.of(text)).take(sequence.len());
                if here.eq(sequence.iter().map(|word| &**word)) {
                    found.push(Found { first, count: sequence.len() });
                }
            }
        }
    }
}

/// Keeps the longest rows, the leftmost among equals, that begin and end outside those that came before, in order.
///
/// A row passed over blocks its tokens for others all the same, as it does in spaCy. `taken` is room.
pub(super) fn choose(found: &mut Vec<Found>, taken: &mut Vec<bool>) {
    found.sort_by_key(|row| (std::cmp::Reverse(row.count), row.first));
    taken.clear();
    taken.resize(found.iter().map(|row| row.end()).max().unwrap_or(0), false);
    found.retain(|row| {
        let is_free = !taken[row.first] && !taken[row.end() - 1];
        taken[row.first..row.end()].fill(true);
        is_free
    });
    found.sort_by_key(|row| row.first);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_rows_come_first_and_what_is_passed_over_blocks() {
        let row = |first, count| Found { first, count };
        let mut found = vec![row(0, 2), row(1, 3), row(3, 2), row(4, 1), row(6, 1)];
        choose(&mut found, &mut Vec::new());
        assert_eq!(found, [row(1, 3), row(6, 1)]);
    }
}
