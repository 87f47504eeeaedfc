//! Where each seed stands: pairs of neighbouring telling words, by a digest of both.
//!
//! A posting is one number, the digest in its upper half and the place in its lower, so that sorting the postings groups
//! the places of each seed, in order. What is added later lies in runs of its own, merged as they grow, so that adding a
//! document costs little and a look-up looks into few runs.

use std::ops::Range;

use rayon::slice::ParallelSliceMut;

/// A digest of the words of a seed.
pub type Seed = u32;

/// Bits of a digest by which a run is entered.
const MOST_DOOR_BITS: u32 = 22;

/// The postings of a corpus.
#[derive(Debug, Default)]
pub struct Postings {
    /// The largest first.
    runs: Vec<Run>,
}

/// Sorted postings and where those begin whose digests begin with the same bits.
#[derive(Debug)]
struct Run {
    postings: Vec<u64>,
    doors: Vec<u32>,
    door_bits: u32,
}

/// The digest of the words of a seed.
pub fn seed(words: &[u32]) -> Seed {
    // SplitMix64, by Sebastiano Vigna (public domain).
    let mixed = words.iter().fold(0u64, |state, word| {
        let mut z = (state ^ u64::from(*word)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    });
    (mixed >> 32) as Seed
}

/// One posting.
pub fn posting(seed: Seed, place: u32) -> u64 {
    u64::from(seed) << 32 | u64::from(place)
}

impl Postings {
    /// Adds postings in any order.
    pub fn add(&mut self, mut postings: Vec<u64>) {
        if postings.is_empty() {
            return;
        }
        // A run at least half as large as what is added is merged with it: so there are never more than a few.
        while let Some(run) = self.runs.pop_if(|run| run.postings.len() < 2 * postings.len()) {
            postings.extend(run.postings);
        }
        postings.par_sort_unstable();
        postings.shrink_to_fit();
        self.runs.push(Run::new(postings));
    }

    /// The places of a seed, in parts, each in order.
    pub fn places(&self, seed: Seed) -> impl Iterator<Item = &[u64]> {
        self.runs.iter().map(move |run| run.places(seed)).filter(|places| !places.is_empty())
    }

    /// How often a seed stands in the corpus.
    pub fn count(&self, seed: Seed) -> usize {
        self.places(seed).map(<[u64]>::len).sum()
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.runs.iter().map(|run| run.postings.len() * 8 + run.doors.len() * 4).sum()
    }
}

impl Run {
    fn new(postings: Vec<u64>) -> Self {
        let door_bits = (usize::BITS - postings.len().leading_zeros()).clamp(1, MOST_DOOR_BITS);
        let mut doors = vec![0u32; (1 << door_bits) + 1];
        for posting in &postings {
            doors[(posting >> (64 - door_bits)) as usize + 1] += 1;
        }
        for door in 1..doors.len() {
            doors[door] += doors[door - 1];
        }
        Self { postings, doors, door_bits }
    }

    fn places(&self, seed: Seed) -> &[u64] {
        let door = (seed >> (32 - self.door_bits)) as usize;
        let near: Range<usize> = self.doors[door] as usize..self.doors[door + 1] as usize;
        let near = &self.postings[near];
        let start = near.partition_point(|posting| (posting >> 32) < u64::from(seed));
        let length = near[start..].partition_point(|posting| (posting >> 32) == u64::from(seed));
        &near[start..start + length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_posting_is_found(parts in prop::collection::vec(prop::collection::vec(0u32..60, 1..40), 1..12)) {
            let mut postings = Postings::default();
            let (mut all, mut place) = (Vec::new(), 0);
            for part in &parts {
                let digest = |word: &u32| seed(&[*word, 7]);
                let batch = part.iter().map(|word| { place += 1; all.push((digest(word), place)); posting(digest(word), place) });
                postings.add(batch.collect());
            }
            for word in 0..60 {
                let wanted = seed(&[word, 7]);
                let mut found: Vec<u32> = postings.places(wanted).flatten().map(|posting| *posting as u32).collect();
                found.sort_unstable();
                let expected: Vec<u32> = all.iter().filter(|(seed, _)| *seed == wanted).map(|(_, place)| *place).collect();
                prop_assert_eq!(postings.count(wanted), expected.len());
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn runs_stay_few(sizes in prop::collection::vec(1usize..50, 1..60)) {
            let mut postings = Postings::default();
            for size in sizes {
                postings.add((0..size as u64).map(|n| n << 40).collect());
            }
            prop_assert!(postings.runs.windows(2).all(|pair| pair[0].postings.len() >= 2 * pair[1].postings.len()));
        }
    }
}
