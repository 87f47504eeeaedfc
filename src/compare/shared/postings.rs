//! Where each seed stands: pairs of neighbouring telling words, by a digest of both.
//!
//! A posting is one number, the digest in its upper half and the place in its lower, so that sorting the postings groups
//! the places of each seed, in order. What is added later lies in runs of its own, merged as they grow, so that adding a
//! document costs little and a look-up looks into few runs.

use std::ops::Range;

use rayon::slice::ParallelSliceMut;

/// A digest of the words of a seed.
pub type Seed = u32;

/// Bits of a digest by which a run is entered, at most.
const MOST_DOOR_BITS: u32 = 22;

/// Behind each door are about two to this power of postings.
const BEHIND_DOOR_BITS: u32 = 3;

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

/// How often a seed stands, as exactly as it matters: within one step nothing that is found changes. So a document that
/// comes or goes bears only on those that have one of its seeds, and of these only on the few whose step it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Frequency(u32);

impl Frequency {
    /// The step of a number of places, where more than `most` are too many to be paired.
    pub fn of(places: usize, most: usize) -> Self {
        match places {
            0..=2 => Self(0),
            3..=4 => Self(3),
            5..=7 => Self(6),
            _ => {
                let power = 1 << places.ilog2();
                // A step that begins below what is too many ends there.
                let is_split = places > most && power <= most;
                Self((power + power / 2 + usize::from(is_split)) as u32)
            }
        }
    }

    /// About how often the seed stands.
    pub fn about(self) -> usize {
        self.0 as usize
    }
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

    /// Takes out the postings whose place is not wanted.
    pub fn keep(&mut self, is_wanted: impl Fn(u32) -> bool) {
        for run in &mut self.runs {
            run.postings.retain(|posting| is_wanted(*posting as u32));
            *run = Run::new(std::mem::take(&mut run.postings));
        }
        self.runs.retain(|run| !run.postings.is_empty());
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
        self.runs.iter().map(|run| run.postings.capacity() * 8 + run.doors.capacity() * 4).sum()
    }
}

impl Run {
    fn new(postings: Vec<u64>) -> Self {
        let bits = usize::BITS - postings.len().leading_zeros();
        let door_bits = bits.saturating_sub(BEHIND_DOOR_BITS).clamp(1, MOST_DOOR_BITS);
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
        fn what_is_taken_out_is_found_no_more(words in prop::collection::vec(0u32..9, 1..40), gone in 0u32..40) {
            let mut postings = Postings::default();
            let all = || (0u32..).zip(&words).map(|(place, word)| posting(seed(&[*word, 7]), place));
            all().for_each(|one| postings.add(vec![one]));
            postings.keep(|place| place >= gone);
            for word in 0..9 {
                let found: usize = postings.count(seed(&[word, 7]));
                let expected = (0u32..).zip(&words).filter(|(place, other)| **other == word && *place >= gone).count();
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn frequencies_rise_in_steps(places in 0usize..5_000, most in 8usize..100) {
            let (one, next) = (Frequency::of(places, most), Frequency::of(places + 1, most));
            prop_assert!(one <= next);
            prop_assert!(places != most || one < next, "what is too many is a step of its own");
            prop_assert!(places < 3 || (one.about() * 2 > places && one.about() < places * 2));
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
