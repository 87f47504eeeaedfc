//! A passage followed further at both ends than its alignment goes.
//!
//! An alignment goes by scores that are the same for all passages, and by these a common word hardly ever makes up for one
//! before it that differs: of a passage with many edits the last words on either side would be lost. So at its ends a passage is
//! asked itself: each word that is the same weighs as much as it says in this corpus, each that differs as much as it says that a
//! word differs where so many in the passage do (both are logarithms of how much likelier it is that the passage goes on than that
//! chance brings the words together). Beyond a passage that was copied word for word hardly anything is taken, beyond one in which
//! every fifth word is another even `of the` behind a word that was replaced.

use std::ops::Range;

use super::super::align::{Relation, Step, pair};
use super::super::index::Token;
use super::super::lexicon::Lexicon;
use super::super::parts::{extent, trimmed};
use super::{Draft, Finder, Work};

/// So many words are looked at beyond either end, and once more beyond those as long as it goes on: what stands in very many
/// documents has no seeds by which it would be found between two.
const REACH: usize = 24;
/// There the two sides shift against each other by at most so many words.
const MOST_SHIFT: usize = 4;
/// More bits than this no word is worth: what a text is about recurs in it.
const MOST_FOR_WORD: f32 = 12.0;
/// What goes on must be worth more than so many bits, since it could go on in several ways.
const LEAST_WORTH: f32 = 1.0;
/// In a passage of no words at all, so many of so many would differ …
const DIFFER: f32 = 0.5;
const OF_WORDS: f32 = 10.0;
/// … and no more than this share does in any.
const MOST_DIFFER: f32 = 0.3;
/// What it costs in bits, besides what a word that differs costs, that it stands on one side only.
const ALONE: f32 = -1.5;
/// That a word is misread.
const MISREAD: f32 = -2.0;
/// And that a paragraph begins on one side only.
const PARAGRAPH: f32 = -6.0;

/// How much words are worth beyond one passage, in bits.
struct Odds<'l> {
    lexicon: &'l Lexicon,
    same: f32,
    other: f32,
}

impl<'l> Odds<'l> {
    /// By how much of a passage is the same.
    fn of(lexicon: &'l Lexicon, similarity: f32, matched: f32) -> Self {
        let words = matched / similarity.max(f32::EPSILON);
        let differ = ((words - matched + DIFFER) / (words + OF_WORDS)).min(MOST_DIFFER);
        Self { lexicon, same: (1.0 - differ).log2(), other: differ.log2() }
    }

    /// What two words against each other are worth.
    fn of_pair(&self, a: Token, b: Token) -> (f32, Relation) {
        let (_, relation) = pair(self.lexicon, a, b);
        let said = || self.lexicon.information(a.word()).min(self.lexicon.information(b.word()));
        let worth = match relation {
            Relation::Misread(share) => said().min(MOST_FOR_WORD) * (2.0 * share - 1.0) + self.same + MISREAD,
            Relation::Other if a.is_part() && b.is_part() => self.other / 2.0,
            Relation::Other => self.other,
            _ => said().min(MOST_FOR_WORD) + self.same,
        };
        (worth, relation)
    }

    fn of_word_alone(&self, word: Token) -> f32 {
        (self.other + ALONE) / if word.is_part() { 2.0 } else { 1.0 }
    }
}

/// A word beyond the end of a passage, and the one before which a paragraph may begin on the way to it.
#[derive(Clone, Copy)]
struct Ahead {
    word: Token,
    edge: Token,
}

/// The words behind a place up to another, or to furniture.
fn behind(tokens: &[Token], from: u32, until: u32) -> Vec<Ahead> {
    let words = tokens[from as usize..until.max(from) as usize].iter().take(REACH);
    words.take_while(|word| !word.after_furniture()).map(|word| Ahead { word: *word, edge: *word }).collect()
}

/// The words before a place down to another, or to furniture, the nearest first.
fn before(tokens: &[Token], from: u32, until: u32) -> Vec<Ahead> {
    let places = (until..from).rev().take(REACH).map(|at| at as usize);
    let words = places.map(|at| Ahead { word: tokens[at], edge: tokens[at + 1] });
    words.take_while(|ahead| !ahead.edge.after_furniture()).collect()
}

/// How far two sides go on beyond an end: the words that stand against each other, counted from there.
fn ahead(odds: &Odds<'_>, a: &[Ahead], b: &[Ahead]) -> Vec<(usize, usize, Relation)> {
    #[derive(Clone, Copy)]
    enum Way {
        Pair,
        AloneOnA,
        AloneOnB,
    }
    let wide = b.len() + 1;
    let mut pairs = Vec::new();
    let mut worth = vec![f32::NEG_INFINITY; (a.len() + 1) * wide];
    let mut ways = vec![Way::Pair; worth.len()];
    // On which sides a paragraph has begun since the last pair. It is paid for as soon as it has on one of them only, whatever word
    // it begins with, and no more once the other has one as well.
    let mut begun = vec![[false; 2]; worth.len()];
    let paragraph = |[on_a, on_b]: [bool; 2]| if on_a == on_b { 0.0 } else { PARAGRAPH };
    worth[0] = 0.0;
    let mut best = (LEAST_WORTH, None);
    for i in 0..=a.len() {
        for j in i.saturating_sub(MOST_SHIFT)..=b.len().min(i + MOST_SHIFT) {
            let at = i * wide + j;
            if i > 0 && j > 0 {
                let (one, other, from) = (a[i - 1], b[j - 1], at - wide - 1);
                let on_a = begun[from][0] || one.edge.begins_paragraph();
                let on_b = begun[from][1] || other.edge.begins_paragraph();
                let across = paragraph([on_a, on_b]) - paragraph(begun[from]);
                let (of_pair, relation) = odds.of_pair(one.word, other.word);
                worth[at] = worth[from] + across + of_pair;
                if relation != Relation::Other && worth[at] > best.0 {
                    best = (worth[at], Some((i, j)));
                }
            }
            if i > 0 {
                let (one, from) = (a[i - 1], begun[at - wide]);
                let to = [from[0] || one.edge.begins_paragraph(), from[1]];
                let across = paragraph(to) - paragraph(from);
                let alone = worth[at - wide] + across + odds.of_word_alone(one.word);
                if alone > worth[at] {
                    (worth[at], ways[at], begun[at]) = (alone, Way::AloneOnA, to);
                }
            }
            if j > 0 {
                let (other, from) = (b[j - 1], begun[at - 1]);
                let to = [from[0], from[1] || other.edge.begins_paragraph()];
                let across = paragraph(to) - paragraph(from);
                let alone = worth[at - 1] + across + odds.of_word_alone(other.word);
                if alone > worth[at] {
                    (worth[at], ways[at], begun[at]) = (alone, Way::AloneOnB, to);
                }
            }
        }
    }
    let Some((mut i, mut j)) = best.1 else { return pairs };
    // The last is a pair, whatever may be worth more there.
    let mut way = Way::Pair;
    while (i, j) != (0, 0) {
        match way {
            Way::Pair => {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j, odds.of_pair(a[i].word, b[j].word).1));
            }
            Way::AloneOnA => i -= 1,
            Way::AloneOnB => j -= 1,
        }
        way = ways[i * wide + j];
    }
    pairs.reverse();
    pairs
}

/// The steps beyond one end of an alignment, from there on, given those beyond some words; no more when all work is done that may be.
fn further(
    steps: &[Step],
    work: &mut Work,
    beyond: impl Fn(&Range<u32>, &Range<u32>) -> Vec<Step>,
) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    while work.spend(REACH * (2 * MOST_SHIFT + 1)) {
        let last = found.last().map_or(steps, std::slice::from_ref);
        let more = extent(last).map(|(on_a, on_b)| beyond(&on_a, &on_b)).unwrap_or_default();
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found
}

impl Finder<'_> {
    /// A passage and its alignment, followed further at its ends within the words given; as they are where that leads nowhere.
    pub(super) fn followed(
        &self,
        draft: Draft,
        steps: Vec<Step>,
        [a, b]: [&[Token]; 2],
        within: &[Range<u32>; 2],
        work: &mut Work,
    ) -> (Draft, Vec<Step>) {
        if draft.verdict.formula {
            return (draft, steps);
        }
        let odds = Odds::of(&self.index.lexicon, draft.verdict.similarity, draft.verdict.matched);
        let back = further(&steps, work, |on_a, on_b| {
            let words = (before(a, on_a.start, within[0].start), before(b, on_b.start, within[1].start));
            let far = ahead(&odds, &words.0, &words.1).into_iter();
            let step = |(i, j, relation)| Step {
                a: on_a.start - 1 - i as u32,
                b: on_b.start - 1 - j as u32,
                relation,
            };
            far.map(step).collect()
        });
        let on = further(&steps, work, |on_a, on_b| {
            let words = (behind(a, on_a.end, within[0].end), behind(b, on_b.end, within[1].end));
            let far = ahead(&odds, &words.0, &words.1).into_iter();
            let step = |(i, j, relation)| Step { a: on_a.end + i as u32, b: on_b.end + j as u32, relation };
            far.map(step).collect()
        });
        if back.is_empty() && on.is_empty() {
            return (draft, steps);
        }
        let all: Vec<Step> = back.into_iter().rev().chain(steps.iter().copied()).chain(on).collect();
        let all = trimmed(&all, a);
        match self.draft(draft.other, all, a, b).filter(|longer| !longer.verdict.formula) {
            Some(longer) => (longer, all.to_vec()),
            None => (draft, steps),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::index::{DocumentNumber, Index};
    use super::*;
    use crate::text::Text;

    /// The words that stand against each other behind the first of two texts, in a corpus in which `harbour` says about seven bits.
    fn goes_on(a: &str, b: &str) -> Vec<(usize, usize)> {
        let rest: String = (0..1_500).map(|n| format!("w{n}x")).collect::<Vec<_>>().join(" ") + " ";
        let texts = [a, b, &format!("{rest}{}", "harbour ".repeat(10))].map(Text::new);
        let index = Index::of(&texts);
        let odds = Odds::of(&index.lexicon, 0.85, 20.0);
        let words = [0, 1].map(|number| {
            let tokens = index.tokens(DocumentNumber(number));
            behind(tokens, 1, tokens.len() as u32)
        });
        ahead(&odds, &words[0], &words[1]).into_iter().map(|(i, j, _)| (i, j)).collect()
    }

    #[test]
    fn a_paragraph_on_one_side_is_paid_for_whatever_word_it_begins_with() {
        assert_eq!(goes_on("end walrus harbour", "end harbour"), [(1, 0)]);
        assert_eq!(goes_on("end\n\nharbour", "end harbour"), []);
        assert_eq!(goes_on("end\n\nwalrus harbour", "end harbour"), [], "the word before it is no way round");
        assert_eq!(goes_on("end harbour", "end\n\nwalrus harbour"), []);
        assert_eq!(goes_on("end walrus\n\nharbour", "end\n\nharbour"), [(1, 0)], "both have one there");
        assert_eq!(goes_on("end\n\nwalrus harbour", "end\n\nharbour"), [(1, 0)]);
    }
}
