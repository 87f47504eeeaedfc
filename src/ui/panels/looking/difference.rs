//! How two passages differ, word by word, for showing one beside the other: which words are not in the other, and where to
//! begin when there is no room for all.
//!
//! Passages are a paragraph at most; of two that share little, all between what they begin and end with counts as different.

/// A run of words of one passage that are all in the other one, or are all not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The words, with the white space after each.
    pub text: String,
    /// True when they are not in the other passage.
    pub differs: bool,
}

/// Words that are held against each other one by one; beyond that, everything in the middle differs.
const MOST_WORDS: usize = 120;
/// Characters shown before the first difference of a passage that is cut.
const BEFORE: usize = 36;

/// The runs of both passages, old and new.
pub(super) fn between(old: &str, new: &str) -> (Vec<Run>, Vec<Run>) {
    let (old, new) = (words(old), words(new));
    let same = |a: &str, b: &str| a.trim_end() == b.trim_end();
    let begin = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let rest = (old.len() - begin).min(new.len() - begin);
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| same(a, b)).count();
    let middle = |words: &[&str]| begin..words.len() - end;
    let (of_old, of_new) = (middle(&old), middle(&new));
    let mut shared = (vec![true; old.len()], vec![true; new.len()]);
    shared.0[of_old.clone()].fill(false);
    shared.1[of_new.clone()].fill(false);
    if of_old.len() <= MOST_WORDS && of_new.len() <= MOST_WORDS {
        for (a, b) in longest_common(&old[of_old], &new[of_new]) {
            shared.0[begin + a] = true;
            shared.1[begin + b] = true;
        }
    }
    (runs(&old, &shared.0), runs(&new, &shared.1))
}

/// Cuts what stands far before the first difference, so that it is in view; both sides of one pair are cut alike, since
/// all before it is the same in both.
pub(super) fn around_the_first(mut runs: Vec<Run>) -> Vec<Run> {
    let Some(first) = runs.first_mut().filter(|run| !run.differs) else { return runs };
    let count = first.text.chars().count();
    if count > BEFORE {
        let tail: String = first.text.chars().skip(count - BEFORE).collect();
        // It begins with a whole word, where there is one.
        let tail = tail.split_once(char::is_whitespace).map_or(tail.as_str(), |(_, words)| words);
        first.text = format!("… {tail}");
    }
    runs
}

/// The words of a passage, each with the white space after it.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest[word..].find(|c: char| !c.is_whitespace()).unwrap_or(rest.len() - word);
        let (first, others) = rest.split_at(word + space);
        words.push(first);
        rest = others;
    }
    words
}

/// Pairs of places of the words in a longest common subsequence.
fn longest_common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let same = |a: usize, b: usize| old[a].trim_end() == new[b].trim_end();
    let width = new.len() + 1;
    let mut length = vec![0_u16; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            length[a * width + b] = if same(a, b) {
                length[(a + 1) * width + b + 1] + 1
            } else {
                length[(a + 1) * width + b].max(length[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < old.len() && b < new.len() {
        if same(a, b) {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if length[(a + 1) * width + b] >= length[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

fn runs(words: &[&str], shared: &[bool]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (word, shared) in words.iter().zip(shared) {
        match runs.last_mut().filter(|run| run.differs != *shared) {
            Some(run) => run.text.push_str(word),
            None => runs.push(Run { text: (*word).to_owned(), differs: !shared }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differing(runs: &[Run]) -> Vec<&str> {
        runs.iter().filter(|run| run.differs).map(|run| run.text.trim_end()).collect()
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        let (old, new) = between("the accounts were closed in March", "the accounts were shut down in March");
        assert_eq!(differing(&old), ["closed"]);
        assert_eq!(differing(&new), ["shut down"]);
        let (old, new) = between("one two three four", "one 2 three 4");
        assert_eq!(differing(&old), ["two", "four"]);
        assert_eq!(differing(&new), ["2", "4"]);
    }

    #[test]
    fn every_letter_of_both_is_in_their_runs() {
        for (a, b) in
            [("", ""), ("a", ""), ("", "b c"), ("  a  b ", "a b"), ("日本語 x", "日本 x"), ("a a a", "a a")]
        {
            let (old, new) = between(a, b);
            let whole = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
            assert_eq!((whole(&old).as_str(), whole(&new).as_str()), (a, b));
        }
        let (old, new) = between("line\nbroken here", "line broken here");
        assert!(differing(&old).is_empty() && differing(&new).is_empty(), "white space is no word");
    }

    #[test]
    fn a_difference_far_inside_is_in_view_on_both_sides() {
        let beginning = "word ".repeat(200);
        let (old, new) = between(&format!("{beginning}was closed."), &format!("{beginning}was opened."));
        let (old, new) = (around_the_first(old), around_the_first(new));
        assert_eq!(old[0], new[0], "both begin alike");
        assert!(old[0].text.starts_with("… word ") && old[0].text.chars().count() <= BEFORE + 2);
        assert_eq!((differing(&old), differing(&new)), (vec!["closed."], vec!["opened."]));
        // What differs from the beginning on is not cut.
        let (old, _) = between("Closed in March", "Open in March");
        assert_eq!(around_the_first(old.clone()), old);
    }

    #[test]
    fn passages_that_share_little_differ_as_a_whole() {
        let (a, b) = ("a ".repeat(MOST_WORDS + 1), "b ".repeat(3));
        let (old, new) = between(&format!("x {a}z"), &format!("x {b}z"));
        assert_eq!((old.len(), new.len()), (3, 3));
        assert!(old[1].differs && new[1].differs);
    }
}
