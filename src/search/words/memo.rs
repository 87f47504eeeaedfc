//! A memory for what is known of each different word: words are short, so most are looked up as one number.

use rustc_hash::FxHashMap;

/// Longer words, in bytes, do not fit into a number.
const SHORT: usize = 15;

/// A number for each word that has been met.
#[derive(Debug, Default)]
pub(crate) struct WordMemo {
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
}

impl WordMemo {
    /// The number of a word, if it has been met.
    pub fn get(&self, word: &str) -> Option<u32> {
        match packed(word) {
            Some(key) => self.short.get(&key).copied(),
            None => self.long.get(word).copied(),
        }
    }

    /// Remembers a word.
    pub fn insert(&mut self, word: &str, number: u32) {
        match packed(word) {
            Some(key) => self.short.insert(key, number),
            None => self.long.insert(word.into(), number),
        };
    }

    /// How many words have been met.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Forgets all words.
    pub fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
    }
}

/// The bytes of a short word and their number; put together in registers, since this is done for every word of a corpus.
fn packed(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let length = bytes.len();
    let low = match length {
        0 => 0,
        // With the number of bytes known, these three say all.
        1..4 => u64::from(bytes[0]) | u64::from(bytes[length / 2]) << 8 | u64::from(bytes[length - 1]) << 16,
        4..8 => {
            let end = u64::from(u32::from_le_bytes(*bytes.last_chunk()?)) >> (8 * (8 - length));
            u64::from(u32::from_le_bytes(*bytes.first_chunk()?)) | end << 32
        }
        _ => u64::from_le_bytes(*bytes.first_chunk()?),
    };
    let high = match length {
        0..=8 => 0,
        9..=SHORT => u64::from_le_bytes(*bytes.last_chunk()?) >> (8 * (16 - length)),
        _ => return None,
    };
    Some(u128::from(high | (length as u64) << 56) << 64 | u128::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_whatever_their_length() {
        let mut memo = WordMemo::default();
        let words: Vec<String> = (0..40)
            .flat_map(|length| ["a".repeat(length), "é".repeat(length), "\0".repeat(length)])
            .collect();
        let mut different = words.clone();
        different.sort();
        different.dedup();
        for (number, word) in different.iter().enumerate() {
            assert_eq!(memo.get(word), None, "{word:?}");
            memo.insert(word, number as u32);
        }
        assert_eq!(memo.len(), different.len());
        for (number, word) in different.iter().enumerate() {
            assert_eq!(memo.get(word), Some(number as u32));
        }
        memo.clear();
        assert_eq!((memo.len(), memo.get("a")), (0, None));
    }
}
