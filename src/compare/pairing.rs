//! Words on two sides paired at the least cost (Needleman and Wunsch 1970), where one word may also stand against two.

use std::ops::Range;

/// What it costs that a word stands against nothing, in hundredths of what it costs against a wholly different one.
const ALONE: u32 = 60;
/// That a word stands against two that are the same when written as one.
const JOINED: u32 = 10;
/// That a word stands against a wholly different one.
const UNLIKE: u32 = 100;
/// What a word wholly like another in its letters would save.
const LIKE: u32 = 60;

/// More pairs than this are not weighed: what stands there is one against the other as a whole.
const MOST_PAIRS: usize = 40_000;

/// One step: the words on both sides; one of them may be empty, or have two words.
pub type Step = (Range<usize>, Range<usize>);

/// Words on two sides.
pub trait Sides {
    /// How word `i` of the first side is written when it is compared.
    fn first(&self, i: usize) -> &str;
    /// How word `j` of the second side is.
    fn second(&self, j: usize) -> &str;
}

/// Pairs some words of both sides; the steps follow each other and hold every word.
pub fn pair(sides: &impl Sides, a: Range<usize>, b: Range<usize>) -> Vec<Step> {
    if a.is_empty() || b.is_empty() || a.len().saturating_mul(b.len()) > MOST_PAIRS {
        return if a.is_empty() && b.is_empty() { Vec::new() } else { vec![(a, b)] };
    }
    let (height, width) = (a.len() + 1, b.len() + 1);
    let mut costs = vec![u32::MAX; height * width];
    let mut ways = vec![(0u8, 0u8); height * width];
    costs[0] = 0;
    for i in 0..height {
        for j in 0..width {
            let mut offer = |di: usize, dj: usize, cost: u32| {
                let total = costs[(i - di) * width + j - dj].saturating_add(cost);
                if total < costs[i * width + j] {
                    costs[i * width + j] = total;
                    ways[i * width + j] = (di as u8, dj as u8);
                }
            };
            let (word, other) = (a.start + i, b.start + j);
            if i > 0 && j > 0 {
                offer(1, 1, unlikeness(sides.first(word - 1), sides.second(other - 1)));
            }
            if i > 1
                && j > 0
                && is_joined(sides.first(word - 2), sides.first(word - 1), sides.second(other - 1))
            {
                offer(2, 1, JOINED);
            }
            if i > 0
                && j > 1
                && is_joined(sides.second(other - 2), sides.second(other - 1), sides.first(word - 1))
            {
                offer(1, 2, JOINED);
            }
            if i > 0 {
                offer(1, 0, ALONE);
            }
            if j > 0 {
                offer(0, 1, ALONE);
            }
        }
    }
    let mut steps = Vec::new();
    let (mut i, mut j) = (height - 1, width - 1);
    while i > 0 || j > 0 {
        let (di, dj) = ways[i * width + j];
        let (di, dj) = (usize::from(di), usize::from(dj));
        steps.push((a.start + i - di..a.start + i, b.start + j - dj..b.start + j));
        (i, j) = (i - di, j - dj);
    }
    steps.reverse();
    steps
}

/// What it costs that one word stands against another: less the more they begin and end alike.
fn unlikeness(one: &str, other: &str) -> u32 {
    if one == other {
        return 0;
    }
    let begins = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let ends = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (one.chars().count(), other.chars().count());
    let alike = (begins + ends).min(a.min(b)) as u32;
    UNLIKE - LIKE * alike / a.max(b).max(1) as u32
}

fn is_joined(first: &str, second: &str, whole: &str) -> bool {
    whole.strip_prefix(first) == Some(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Lists(Vec<String>, Vec<String>);

    impl Sides for Lists {
        fn first(&self, i: usize) -> &str {
            &self.0[i]
        }
        fn second(&self, j: usize) -> &str {
            &self.1[j]
        }
    }

    fn lists(a: &str, b: &str) -> Lists {
        let split = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        Lists(split(a), split(b))
    }

    #[test]
    fn alike_words_stand_against_each_other() {
        let sides = lists("a whats app meeting today", "whatsapp meetings and today");
        let steps = pair(&sides, 0..5, 0..4);
        assert_eq!(steps, [(0..1, 0..0), (1..3, 0..1), (3..4, 1..2), (4..4, 2..3), (4..5, 3..4)]);
    }

    proptest! {
        #[test]
        fn steps_hold_every_word(a in "([a-c]{1,3} ){0,12}", b in "([a-c]{1,3} ){0,12}") {
            let sides = lists(&a, &b);
            let steps = pair(&sides, 0..sides.0.len(), 0..sides.1.len());
            let (mut i, mut j) = (0, 0);
            for (a, b) in steps {
                prop_assert_eq!((a.start, b.start), (i, j));
                prop_assert!(a.len() + b.len() > 0);
                (i, j) = (a.end, b.end);
            }
            prop_assert_eq!((i, j), (sides.0.len(), sides.1.len()));
        }
    }
}
