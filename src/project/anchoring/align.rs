//! Two texts side by side: the runs of bytes that are in both, in the same order.
//!
//! Unique long lines come first, then unique sequences of words between them, longer and longer ones where much is left in which
//! the same words come again and again, then the histogram diff of the words that are left, then the ends of single words. So the
//! work is near to linear in any text, and a word that merely occurs in both texts never pairs places far apart.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput, Token};
use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::rising::longest_rising;

/// A line shorter than this is too common to pair two places by itself.
const TELLING_LINE: usize = 24;

/// So many words in a row, occurring once in each text, pair two places.
const SHINGLE: usize = 8;

/// Where so many words are left on both sides, their sequences are looked at that are longer …
const LARGE: usize = 2_048;
/// … by so many words.
const LONGER: [usize; 3] = [32, 128, 512];

/// Bytes that both texts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where they begin in the old text.
    pub old: usize,
    /// Where they begin in the new one.
    pub new: usize,
    /// How many.
    pub len: usize,
}

impl Run {
    pub fn old_end(self) -> usize {
        self.old + self.len
    }

    pub fn new_end(self) -> usize {
        self.new + self.len
    }
}

/// What stands between two runs: what was there and what is there instead. Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Two texts side by side.
#[derive(Debug)]
pub(super) struct Alignment {
    runs: Vec<Run>,
    old_len: usize,
    new_len: usize,
}

impl Alignment {
    /// Holds `new` beside `old`.
    pub fn of(old: &str, new: &str) -> Self {
        let mut runs = Vec::new();
        let (old_lines, new_lines) = (Pieces::lines(old), Pieces::lines(new));
        by_unique(&old_lines, &new_lines, 1, TELLING_LINE, &mut runs, &mut |gap, runs| {
            words_in(old, new, gap, runs);
        });
        Self { runs, old_len: old.len(), new_len: new.len() }
    }

    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// What stands before run `index`; after the last run for their number.
    pub fn gap(&self, index: usize) -> Gap {
        let (old, new) = match index.checked_sub(1) {
            Some(before) => (self.runs[before].old_end(), self.runs[before].new_end()),
            None => (0, 0),
        };
        let (old_end, new_end) =
            self.runs.get(index).map_or((self.old_len, self.new_len), |run| (run.old, run.new));
        Gap { old: old..old_end, new: new..new_end }
    }

    /// The gaps that are not empty.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> + '_ {
        (0..=self.runs.len())
            .map(|index| self.gap(index))
            .filter(|gap| !gap.old.is_empty() || !gap.new.is_empty())
    }

    /// The first run that ends after this byte of the old text; their number when there is none.
    pub fn first_run_after(&self, old: usize) -> usize {
        self.runs.partition_point(|run| run.old_end() <= old)
    }
}

/// A stretch of text cut into pieces, with the bytes where they begin.
struct Pieces<'a> {
    pieces: Vec<&'a str>,
    /// One more than there are pieces: the last is the end.
    starts: Vec<usize>,
}

impl<'a> Pieces<'a> {
    fn new(from: usize, pieces: impl Iterator<Item = &'a str>) -> Self {
        let (mut list, mut starts, mut at) = (Vec::new(), vec![from], from);
        for piece in pieces {
            at += piece.len();
            list.push(piece);
            starts.push(at);
        }
        Self { pieces: list, starts }
    }

    fn lines(text: &'a str) -> Self {
        Self::new(0, text.split_inclusive('\n'))
    }

    fn words(text: &'a str, range: Range<usize>) -> Self {
        Self::new(range.start, text[range].split_word_bounds())
    }

    fn len(&self) -> usize {
        self.pieces.len()
    }
}

/// Pieces of both texts that are still to be paired.
type PieceGap = (Range<usize>, Range<usize>);

/// Pairs the pieces of two texts by sequences of `length` pieces that occur once in each, hands what lies between to
/// `between`, as bytes, and adds all runs in order.
fn by_unique(
    old: &Pieces<'_>,
    new: &Pieces<'_>,
    length: usize,
    least_bytes: usize,
    runs: &mut Vec<Run>,
    between: &mut dyn FnMut(Gap, &mut Vec<Run>),
) {
    let whole = (0..old.len(), 0..new.len());
    let (whole, before, after) = without_common_ends(old, new, &whole);
    push_pieces(runs, old, new, 0, 0, before);
    let mut open = whole.clone();
    for (i, j) in unique_pairs(old, new, &whole, length, least_bytes) {
        // Already covered by the run before it.
        if i < open.0.start || j < open.1.start {
            continue;
        }
        let (mut start, mut new_start) = (i, j);
        while start > open.0.start
            && new_start > open.1.start
            && old.pieces[start - 1] == new.pieces[new_start - 1]
        {
            (start, new_start) = (start - 1, new_start - 1);
        }
        let mut count = i + length - start;
        while start + count < whole.0.end
            && new_start + count < whole.1.end
            && old.pieces[start + count] == new.pieces[new_start + count]
        {
            count += 1;
        }
        hand_over(old, new, &(open.0.start..start, open.1.start..new_start), runs, between);
        push_pieces(runs, old, new, start, new_start, count);
        open = (start + count..whole.0.end, new_start + count..whole.1.end);
    }
    hand_over(old, new, &open, runs, between);
    push_pieces(runs, old, new, whole.0.end, whole.1.end, after);
}

/// Leaves away what is the same at both ends; answers with what is left and how many pieces were left away on each side.
fn without_common_ends(old: &Pieces<'_>, new: &Pieces<'_>, gap: &PieceGap) -> (PieceGap, usize, usize) {
    let (a, b) = (&old.pieces[gap.0.clone()], &new.pieces[gap.1.clone()]);
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let after = a[before..].iter().rev().zip(b[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let left = (gap.0.start + before..gap.0.end - after, gap.1.start + before..gap.1.end - after);
    (left, before, after)
}

fn hand_over(
    old: &Pieces<'_>,
    new: &Pieces<'_>,
    gap: &PieceGap,
    runs: &mut Vec<Run>,
    between: &mut dyn FnMut(Gap, &mut Vec<Run>),
) {
    let gap = Gap {
        old: old.starts[gap.0.start]..old.starts[gap.0.end],
        new: new.starts[gap.1.start]..new.starts[gap.1.end],
    };
    if !gap.old.is_empty() && !gap.new.is_empty() {
        between(gap, runs);
    }
}

/// The places of sequences that occur once in each text, as many as can be paired without crossing, in order.
fn unique_pairs(
    old: &Pieces<'_>,
    new: &Pieces<'_>,
    gap: &PieceGap,
    length: usize,
    least_bytes: usize,
) -> Vec<(usize, usize)> {
    // By number, since each piece is in as many sequences as one is long.
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(old.pieces[gap.0.clone()].iter().copied());
    input.update_after(new.pieces[gap.1.clone()].iter().copied());
    let (ours, theirs) = (unique(&input.before, length), unique(&input.after, length));
    let mut pairs: Vec<(usize, usize)> = ours
        .into_iter()
        .filter_map(|(sequence, i)| {
            let (i, j) = (i?, (*theirs.get(sequence)?)?);
            let (i, j) = (gap.0.start + i, gap.1.start + j);
            (old.starts[i + length] - old.starts[i] >= least_bytes).then_some((i, j))
        })
        .collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// Every sequence of `length` pieces with its place, or `None` when it has several.
fn unique(pieces: &[Token], length: usize) -> FxHashMap<&[Token], Option<usize>> {
    let mut places: FxHashMap<&[Token], Option<usize>> = FxHashMap::default();
    for (at, sequence) in pieces.windows(length).enumerate() {
        places.entry(sequence).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// Pairs the words of a gap.
fn words_in(old: &str, new: &str, gap: Gap, runs: &mut Vec<Run>) {
    let (ours, theirs) = (Pieces::words(old, gap.old), Pieces::words(new, gap.new));
    by_unique(&ours, &theirs, SHINGLE, 0, runs, &mut |gap, runs| {
        repetitive_in(old, new, &gap, &LONGER, runs);
    });
}

/// Pairs the words of a gap in which no short sequence is unique any more; where it is large, by ones of these lengths first: the
/// diff takes far more than twice as long for twice as much of a text that repeats itself.
fn repetitive_in(old: &str, new: &str, gap: &Gap, lengths: &[usize], runs: &mut Vec<Run>) {
    let (ours, theirs) = (Pieces::words(old, gap.old.clone()), Pieces::words(new, gap.new.clone()));
    let is_large = ours.len().min(theirs.len()) > LARGE;
    match lengths.split_first() {
        Some((length, longer)) if is_large => {
            by_unique(&ours, &theirs, *length, 0, runs, &mut |gap, runs| {
                repetitive_in(old, new, &gap, longer, runs);
            });
        }
        // Of the two this one gives up early where nothing is alike.
        _ if is_large => diff_in(old, new, &ours, &theirs, Algorithm::Myers, runs),
        _ => diff_in(old, new, &ours, &theirs, Algorithm::Histogram, runs),
    }
}

/// Pairs the words of a gap by their diff.
fn diff_in(
    old: &str,
    new: &str,
    ours: &Pieces<'_>,
    theirs: &Pieces<'_>,
    algorithm: Algorithm,
    runs: &mut Vec<Run>,
) {
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(ours.pieces.iter().copied());
    input.update_after(theirs.pieces.iter().copied());
    let diff = Diff::compute(algorithm, &input);
    let (mut i, mut j) = (0, 0);
    for hunk in diff.hunks() {
        let (before, after) = (hunk.before.start as usize..hunk.before.end as usize, hunk.after);
        push_pieces(runs, ours, theirs, i, j, before.start - i);
        hand_over(
            ours,
            theirs,
            &(before.clone(), after.start as usize..after.end as usize),
            runs,
            &mut |gap, runs| {
                ends_of_words(old, new, &gap, runs);
            },
        );
        (i, j) = (before.end, after.end as usize);
    }
    push_pieces(runs, ours, theirs, i, j, ours.len() - i);
}

/// Pairs the letters that one piece replaced by another still has at its ends.
fn ends_of_words(old: &str, new: &str, gap: &Gap, runs: &mut Vec<Run>) {
    let (was, is) = (&old[gap.old.clone()], &new[gap.new.clone()]);
    let single = |text: &str| text.split_word_bounds().nth(1).is_none();
    if !single(was) || !single(is) {
        return;
    }
    let before: usize =
        was.chars().zip(is.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum();
    let after: usize = was[before..]
        .chars()
        .rev()
        .zip(is[before..].chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    push(runs, Run { old: gap.old.start, new: gap.new.start, len: before });
    push(runs, Run { old: gap.old.end - after, new: gap.new.end - after, len: after });
}

fn push_pieces(runs: &mut Vec<Run>, old: &Pieces<'_>, new: &Pieces<'_>, i: usize, j: usize, count: usize) {
    push(runs, Run { old: old.starts[i], new: new.starts[j], len: old.starts[i + count] - old.starts[i] });
}

/// Adds a run at the end, as part of the last one when it goes on from there.
fn push(runs: &mut Vec<Run>, run: Run) {
    if run.len == 0 {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.old_end() == run.old && last.new_end() == run.new => last.len += run.len,
        _ => runs.push(run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_in_both_texts_in_order(
            old in "([a-c]{1,3}|[ .\n]|👩🏽‍🚀|e\u{301}){0,60}",
            new in "([a-c]{1,3}|[ .\n]|👩🏽‍🚀|e\u{301}){0,60}",
        ) {
            let alignment = Alignment::of(&old, &new);
            let (mut i, mut j) = (0, 0);
            for run in alignment.runs() {
                prop_assert!(run.len > 0 && run.old >= i && run.new >= j);
                prop_assert!((run.old, run.new) != (i, j) || i == 0, "two runs that are one");
                prop_assert_eq!(&old[run.old..run.old_end()], &new[run.new..run.new_end()]);
                (i, j) = (run.old_end(), run.new_end());
            }
            prop_assert!(i <= old.len() && j <= new.len());
            let old_bytes: usize = alignment.gaps().map(|gap| gap.old.len()).sum();
            prop_assert_eq!(old_bytes + alignment.runs().iter().map(|run| run.len).sum::<usize>(), old.len());
        }

        #[test]
        fn a_text_is_one_run_with_itself(text in "[a-c \n]{1,80}") {
            let whole = Run { old: 0, new: 0, len: text.len() };
            let alignment = Alignment::of(&text, &text);
            prop_assert_eq!(alignment.runs(), [whole]);
        }
    }

    /// Which numbers below `of`, so many; the same ones each time.
    fn dice(count: usize, of: usize, seed: u64) -> Vec<usize> {
        let mut state = seed;
        let throw = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % of
        });
        throw.take(count).collect()
    }

    /// A transcript in which the same few sentences come again and again, one word in fifty of it changed.
    #[test]
    fn a_long_transcript_of_few_sentences_is_paired_in_time() {
        let words: Vec<String> = dice(60 * 12, 300, 1).iter().map(|number| format!("word{number}")).collect();
        let sentences: Vec<String> = words.chunks(12).map(|words| words.join(" ")).collect();
        let spoken: Vec<&str> = dice(4_000, 60, 2).iter().map(|number| sentences[*number].as_str()).collect();
        let old = spoken.join(" ");
        let edits: Vec<usize> = dice(old.split(' ').count(), 50, 3);
        let new: Vec<&str> =
            old.split(' ').zip(edits).map(|(word, edit)| if edit == 0 { "changed" } else { word }).collect();
        let new = new.join(" ");
        let alignment = Alignment::of(&old, &new);
        let kept: usize = alignment.runs().iter().map(|run| run.len).sum();
        assert!(kept * 100 > old.len() * 96, "{kept} of {}", old.len());
        let unmoved = |run: &&Run| old[..run.old].split(' ').count() == new[..run.new].split(' ').count();
        let right: usize = alignment.runs().iter().step_by(20).filter(unmoved).count();
        assert!(right * 20 + 60 > alignment.runs().len(), "{right} of {}", alignment.runs().len() / 20);
    }

    #[test]
    fn a_long_text_of_few_words_with_many_changes_is_paired_in_time() {
        let of = |seed| {
            let words = ["yes", "no", "maybe", "so"];
            dice(60_000, 4, seed).into_iter().map(|at| words[at]).collect::<Vec<_>>().join(" ")
        };
        let (old, new) = (of(1), of(2));
        assert!(!Alignment::of(&old, &new).runs().is_empty());
    }

    #[test]
    fn a_long_text_without_unique_words_is_paired_in_time() {
        let old = "yes no maybe so ".repeat(20_000);
        let new = format!("{}perhaps {}", &old[..160_000], &old[160_000..]);
        let alignment = Alignment::of(&old, &new);
        assert_eq!(alignment.runs().iter().map(|run| run.len).sum::<usize>(), old.len());
    }
}
