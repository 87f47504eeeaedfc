//! Two long lists of words cut into pieces that surely stand against each other, so that a difference is made of each by itself.
//!
//! What makes a difference of two lists takes more than twice as long for lists twice as long, the more so where the same few
//! words come again and again, as characters do in a text without spaces. Where both lists have the same run of words, each of
//! them once, nobody would set them against each other in another way; of these runs the most that are in order on both sides
//! (the longest increasing subsequence, as in patience diff) are where the lists may be cut. What is long and has no such run is cut
//! as it comes, behind what both begin with: hardly anything in it is the same. So the work grows with the length, and whoever
//! waits can be asked from piece to piece. Lists that are not long are one piece.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::rising::longest_rising;

/// Lists that are not both longer are not cut.
const LONG: usize = 8_192;
/// A piece has so many words of one of the lists at least, but for the last.
pub const PIECE: usize = 4_096;
/// A piece of which both lists have more is cut as it comes.
const LONGEST: usize = 16_384;
/// So many words in a row are a run …
const RUN: usize = 12;
/// … and one in so many runs is looked at, the same ones wherever they stand.
const ONE_IN: u32 = 8;
/// Numbers are spread by this one (odd, from the golden ratio).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A part of both lists.
pub type Piece = (Range<usize>, Range<usize>);

/// The pieces of two lists of numbered words; they follow each other and hold all of both.
pub fn pieces(a: &[u32], b: &[u32]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut i, mut j) = (0, 0);
    if a.len().min(b.len()) > LONG {
        for (on_a, on_b) in longest_rising(&anchors(a, b)) {
            // In the midst of the run, so that both sides of the cut are the same for a while.
            let (on_a, on_b) = (on_a + RUN / 2, on_b + RUN / 2);
            if on_a - i >= PIECE || on_b - j >= PIECE {
                add(&mut pieces, (a, b), (i..on_a, j..on_b));
                (i, j) = (on_a, on_b);
            }
        }
    }
    add(&mut pieces, (a, b), (i..a.len(), j..b.len()));
    pieces
}

/// Adds a piece of two lists, cut as it comes where it is too long.
fn add(pieces: &mut Vec<Piece>, (a, b): (&[u32], &[u32]), (on_a, on_b): Piece) {
    if on_a.len().min(on_b.len()) <= LONGEST {
        return pieces.push((on_a, on_b));
    }
    let (here, there) = (&a[on_a.clone()], &b[on_b.clone()]);
    let same = here.iter().zip(there).take_while(|(one, other)| one == other).count();
    let (here, there) = (&here[same..], &there[same..]);
    let same_behind =
        here.iter().rev().zip(there.iter().rev()).take_while(|(one, other)| one == other).count();
    let (i, j) = (on_a.start + same, on_b.start + same);
    let (long, wide) = (here.len() - same_behind, there.len() - same_behind);
    let parts = long.min(wide).div_ceil(LONGEST).max(1);
    let part = |of: usize, number: usize| of * number / parts..of * (number + 1) / parts;
    let from = |range: Range<usize>, start: usize| range.start + start..range.end + start;
    pieces.push((on_a.start..i, on_b.start..j));
    pieces.extend((0..parts).map(|number| (from(part(long, number), i), from(part(wide, number), j))));
    pieces.push((i + long..on_a.end, j + wide..on_b.end));
}

/// Where the runs begin that each list has once, in the order of the first.
fn anchors(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let (on_a, on_b) = (once(a), once(b));
    let both = on_a.into_iter().filter_map(|(run, at)| Some((at?, on_b.get(&run).copied().flatten()?)));
    // Two runs may have one number by chance.
    let mut anchors: Vec<(usize, usize)> = both.filter(|(i, j)| a[*i..*i + RUN] == b[*j..*j + RUN]).collect();
    anchors.sort_unstable();
    anchors
}

/// The runs of a list that are looked at, and where each begins that the list has once.
fn once(list: &[u32]) -> FxHashMap<u64, Option<usize>> {
    let mut places: FxHashMap<u64, Option<usize>> = FxHashMap::default();
    let mut beyond = 1u64;
    for _ in 0..RUN {
        beyond = beyond.wrapping_mul(SPREAD);
    }
    let mut run = 0u64;
    for (at, word) in list.iter().enumerate() {
        run = run.wrapping_mul(SPREAD).wrapping_add(u64::from(*word) + 1);
        if at >= RUN {
            run = run.wrapping_sub((u64::from(list[at - RUN]) + 1).wrapping_mul(beyond));
        }
        let digest = (run ^ run >> 29).wrapping_mul(SPREAD);
        let is_looked_at = ((digest >> 40) as u32).is_multiple_of(ONE_IN);
        if at + 1 >= RUN && is_looked_at {
            places.entry(digest).and_modify(|place| *place = None).or_insert(Some(at + 1 - RUN));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers below `of`, the same for the same seed.
    fn dice(count: usize, of: u32, seed: u64) -> Vec<u32> {
        let mut state = seed;
        let throw = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % of
        });
        throw.take(count).collect()
    }

    #[test]
    fn lists_are_cut_where_both_are_the_same_and_no_piece_is_long() {
        let a = dice(60_000, 30, 1);
        let mut b = a.clone();
        for (number, at) in (0..b.len()).step_by(25).enumerate() {
            b[at] = number as u32 % 30;
        }
        b.splice(20_000..20_000, dice(3_000, 30, 2));
        let pieces = pieces(&a, &b);
        assert!(pieces.len() > 8, "{}", pieces.len());
        assert!(pieces.iter().all(|(on_a, on_b)| on_a.len().max(on_b.len()) < 2 * PIECE), "{pieces:?}");
        for (on_a, on_b) in &pieces[1..] {
            assert_eq!(a[on_a.start - 6..on_a.start + 6], b[on_b.start - 6..on_b.start + 6]);
        }
    }

    #[test]
    fn what_is_short_is_one_piece_and_of_the_same_over_and_over_only_the_rest_differs() {
        let short = dice(LONG, 30, 1);
        assert_eq!(pieces(&short, &short).len(), 1);
        let same = pieces(&vec![7; 50_000], &vec![7; 40_000]);
        assert_eq!(
            same,
            [(0..40_000, 0..40_000), (40_000..50_000, 40_000..40_000), (50_000..50_000, 40_000..40_000)]
        );
        assert_eq!(pieces(&[], &[1]), [(0..0, 0..1)]);
    }

    #[test]
    fn what_has_nothing_in_common_is_cut_as_it_comes() {
        let (a, b) = (dice(90_000, 30, 1), dice(60_000, 30, 2));
        let pieces = pieces(&a, &b);
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|(on_a, on_b)| on_a.len().min(on_b.len()) <= LONGEST), "{pieces:?}");
    }

    #[test]
    fn of_parts_in_another_order_the_longer_stays_in_place() {
        let (long, short) = (dice(40_000, 90, 3), dice(15_000, 90, 4));
        let (a, b) = ([long.clone(), short.clone()].concat(), [short, long].concat());
        let pieces = pieces(&a, &b);
        assert!(pieces.len() > 5);
        assert!(pieces[1..].iter().all(|(on_a, on_b)| on_b.start == on_a.start + 15_000), "{pieces:?}");
    }

    proptest! {
        #[test]
        fn pieces_hold_all_of_both(of in 2u32..5_000, seed in any::<u64>(), cut in 0usize..20_000, extra in 0usize..9_000) {
            let a = dice(36_000, of, seed);
            let b = [&a[..cut], &dice(extra, of, seed ^ 1), &a[cut..]].concat();
            let (mut i, mut j) = (0, 0);
            for (on_a, on_b) in pieces(&a, &b) {
                prop_assert_eq!((on_a.start, on_b.start), (i, j));
                (i, j) = (on_a.end, on_b.end);
            }
            prop_assert_eq!((i, j), (a.len(), b.len()));
        }
    }
}
