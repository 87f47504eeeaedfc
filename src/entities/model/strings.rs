//! Numbers that stand for strings: ids by hash, norms, and rows of the embedding tables.
//!
//! The model never sees letters, only hashes. A string's id is `MurmurHash64A` of its UTF-8 (seed 1), except for some
//! hundred words that are also names of symbols in spaCy (`X`, `ORG`, `mark`), whose ids are small numbers. A row of an
//! embedding table is found by `MurmurHash3` (x86, 128 bits) of an id. Both hashes are Austin Appleby's, in the public
//! domain; what is here follows `murmurhash` and `thinc` to the bit, odd finish of the second included.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::ModelError;
use super::file::ModelFile;

/// A map whose keys are hashes already.
pub(super) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Already>>;

/// Hands a 64-bit hash on as it is.
#[derive(Default)]
pub(super) struct Already(u64);

impl Hasher for Already {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// The strings a model knows by something else than their hash.
pub(super) struct Strings {
    /// Id of a symbol by the hash of its name.
    symbols: HashedMap<u64>,
    /// Id of the norm by the id of the string, where the norm is not just the lower case.
    norms: HashedMap<u64>,
}

impl Strings {
    pub fn read(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let mut part = file.part("STRS")?;
        let mut table = || part.list(|part| Ok((part.u64()?, part.u64()?)));
        let (symbols, norms) = (table()?, table()?);
        part.end()?;
        Ok(Self { symbols: symbols.into_iter().collect(), norms: norms.into_iter().collect() })
    }

    /// The id of a string.
    pub fn id(&self, string: &str) -> u64 {
        if string.is_empty() {
            return 0;
        }
        let hash = hash64(string.as_bytes());
        self.symbols.get(&hash).copied().unwrap_or(hash)
    }

    /// The id of what a word is taken for: its listed norm, else its lower case, for which `lower` is room.
    pub fn norm(&self, word: &str, id: u64, lower: &mut String) -> u64 {
        if let Some(norm) = self.norms.get(&id) {
            return *norm;
        }
        lower_case(word, lower);
        self.id(lower)
    }
}

/// Writes the lower case of `word` into `lower`.
pub(super) fn lower_case(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.push_str(&word.to_lowercase());
    }
}

/// `MurmurHash64A` with seed 1.
pub(super) fn hash64(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> 47;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> 47)
}

/// Four 32-bit hashes of an id: `MurmurHash3_x86_128` as thinc has it.
pub(super) fn hash_rows(id: u64, seed: u32) -> [u32; 4] {
    let mut low = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    low ^= u64::from(seed) ^ 8;
    let mut high = u64::from(seed) ^ 8;
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    low = finish(low);
    high = finish(high);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    [low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32]
}

fn finish(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::super::tests::english;
    use super::*;

    #[test]
    fn hashes_are_those_of_spacy() {
        // From `spacy.strings.hash_string` and `thinc.api.NumpyOps().hash`.
        assert_eq!(hash64(b"Coppinger"), HASHED_WORD);
        assert_eq!(hash64("naïve".as_bytes()), HASHED_NAIVE);
        assert_eq!(hash_rows(0, 8), ROWS_OF_0);
        assert_eq!(hash_rows(HASHED_WORD, 11), ROWS_OF_WORD);
    }

    const HASHED_WORD: u64 = 0xcdf9_3d94_4409_25ef;
    const HASHED_NAIVE: u64 = 0xe12a_1555_00fd_eae0;
    const ROWS_OF_0: [u32; 4] = [0; 4];
    const ROWS_OF_WORD: [u32; 4] = [0x5bb5_8250, 0xc280_6298, 0x2a79_f110, 0x94f6_d7bb];

    #[test]
    fn symbols_have_ids_of_their_own() {
        let strings = &english().strings;
        assert_eq!(strings.id(""), 0);
        assert!(strings.id("ORG") < 1000 && strings.id("mark") < 1000);
        assert_eq!(strings.id("Org"), hash64(b"Org"));
    }

    #[test]
    fn norms_come_from_the_table_or_the_lower_case() {
        let strings = &english().strings;
        let norm = |word: &str| strings.norm(word, strings.id(word), &mut String::new());
        assert_eq!(norm("€"), strings.id("$"));
        assert_eq!(norm("ÉCOLE"), strings.id("école"));
        assert_eq!(norm("Leeds"), strings.id("leeds"));
    }
}
