//! What differs between two versions of a text, line by line, to be shown to somebody who decides between them.
//!
//! Places are not carried from one to the other here: that is the business of [`crate::project::anchoring`].

use std::iter::zip;

use imara_diff::{Algorithm, Diff, InternedInput};
use unicode_segmentation::UnicodeSegmentation;

/// Of a line that differs in a few words, so many bytes are kept on each side of them.
const BESIDE: usize = 60;

/// Lines that stand in one version and not in the other, in the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The number of the first line in the old version, from 1; where only new lines stand, of the line they stand before.
    pub line: usize,
    /// What the old version says; empty where lines were added.
    pub before: Vec<String>,
    /// What the new version says; empty where lines were taken out.
    pub after: Vec<String>,
}

/// The differences between two versions, from top to bottom.
///
/// Of a line with another in its place only the words that differ are given, with some before and behind them; what was
/// left out is an ellipsis.
pub fn differences(old: &str, new: &str) -> Vec<Difference> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut input = InternedInput::default();
    input.update_before(old.iter().copied());
    input.update_after(new.iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let lines = |all: &[&str], range: std::ops::Range<u32>| -> Vec<String> {
        let range = range.start as usize..range.end as usize;
        all.get(range).into_iter().flatten().map(|line| (*line).to_owned()).collect()
    };
    let difference = |hunk: imara_diff::Hunk| {
        let line = hunk.before.start as usize + 1;
        let mut difference =
            Difference { line, before: lines(&old, hunk.before), after: lines(&new, hunk.after) };
        if difference.before.len() == difference.after.len() {
            for (before, after) in zip(&mut difference.before, &mut difference.after) {
                (*before, *after) = without_what_is_alike(before, after);
            }
        }
        difference
    };
    diff.hunks().map(difference).collect()
}

/// Two lines without what they begin and end with alike, but for some words.
fn without_what_is_alike(before: &str, after: &str) -> (String, String) {
    let words = |line| -> Vec<&str> { str::split_word_bounds(line).collect() };
    let (old, new) = (words(before), words(after));
    let head: usize = zip(&old, &new).take_while(|(a, b)| a == b).map(|(word, _)| word.len()).sum();
    let most = before.len().min(after.len()) - head;
    let mut tail = 0;
    for (a, b) in zip(old.iter().rev(), new.iter().rev()) {
        if a != b || tail + a.len() > most {
            break;
        }
        tail += a.len();
    }
    let cut = |line: &str| {
        let from = word_start(line, head.saturating_sub(BESIDE));
        let to = line.len() - line.len().min(tail.saturating_sub(BESIDE));
        let to = word_start(line, to).max(line.len() - tail);
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{}{}", dots(from > 0), &line[from..to], dots(to < line.len()))
    };
    (cut(before), cut(after))
}

/// The beginning of the word that holds a byte of the line.
fn word_start(line: &str, byte: usize) -> usize {
    line.split_word_bound_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at <= byte)
        .last()
        .map_or(0, |at| if byte >= line.len() { line.len() } else { at })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn difference(line: usize, before: &[&str], after: &[&str]) -> Difference {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        Difference { line, before: owned(before), after: owned(after) }
    }

    #[test]
    fn lines_added_taken_out_and_changed_are_told() {
        assert_eq!(differences("a\nb\n", "a\nb\n"), []);
        assert_eq!(differences("a\nb\nc\n", "a\nc\n"), [difference(2, &["b"], &[])]);
        assert_eq!(differences("a\nc\n", "a\nb\nc\n"), [difference(2, &[], &["b"])]);
        assert_eq!(
            differences("a\nIt was Monday.\nc\n", "a\nIt was Friday.\nc\n"),
            [difference(2, &["It was Monday."], &["It was Friday."])]
        );
    }

    #[test]
    fn of_a_long_line_only_what_differs_is_told_with_the_words_around_it() {
        let long = |word: &str| format!("{}{word} {}\n", "begin ".repeat(40), "end ".repeat(60));
        let found = differences(&long("was"), &long("were"));
        let [Difference { before, after, .. }] = found.as_slice() else { panic!("{found:?}") };
        for (line, word) in [(&before[0], "begin was end"), (&after[0], "begin were end")] {
            assert!(line.contains(word) && line.len() < 200, "{line}");
            assert!(line.starts_with("…begin") && line.ends_with('…'), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_two_texts_can_be_compared(old in "[aé 日\\n]{0,40}", new in "[aé 日\\n]{0,40}") {
            let same = old.lines().eq(new.lines());
            prop_assert_eq!(differences(&old, &new).is_empty(), same);
        }

        #[test]
        fn any_two_lines_can_be_cut(
            head in "[a-cé日 👩🏽]{0,90}", old in "[xé .]{0,9}", new in "[xé .]{0,9}", tail in "[a-cé日 👩🏽]{0,90}",
        ) {
            let (before, after) = (format!("{head}{old}{tail}"), format!("{head}{new}{tail}"));
            let (cut_before, cut_after) = without_what_is_alike(&before, &after);
            prop_assert_eq!(before == after, cut_before == cut_after);
        }
    }
}
