//! Words in a row that are the same in two documents, where these are too common for what is found to say much.
//!
//! Around each place that two documents have in common the words that are the same are counted. Where there are so many of them
//! that chance does not bring them together they are a passage, however common each of them is: `government of the people, by
//! the people, for the people`. What is part of a passage found otherwise is left to that.

use super::super::align::{Relation, Step};
use super::super::chain::Hit;
use super::super::index::{DocumentNumber, Token};
use super::{Draft, Finder, Work, overlap};

/// So many runs are remembered, the latest, so that none is counted again from each place in it.
const REMEMBERED: usize = 8;

impl Finder<'_> {
    /// Adds the words in a row around these hits that are passages by themselves.
    pub(super) fn add_runs(
        &self,
        other: DocumentNumber,
        hits: &[Hit],
        [a, b]: [&[Token]; 2],
        work: &mut Work,
        drafts: &mut Vec<(Draft, Vec<Step>)>,
    ) {
        let mut latest = [(i64::MIN, 0u32); REMEMBERED];
        let mut next = 0;
        for hit in hits {
            let shift = i64::from(hit.b) - i64::from(hit.a);
            if latest.iter().any(|(of, end)| *of == shift && hit.a < *end) {
                continue;
            }
            let (before, behind) = run_around(hit, a, b);
            latest[next % REMEMBERED] = (shift, hit.a + behind);
            next += 1;
            let length = before + behind;
            if !work.spend(length as usize + drafts.len()) {
                return;
            }
            if (length as f32) < self.judge.least_run() {
                continue;
            }
            let (on_a, on_b) = (hit.a - before..hit.a + behind, hit.b - before..hit.b + behind);
            let is_part =
                |(known, _): &(Draft, Vec<Step>)| overlap(&known.a, &on_a) && overlap(&known.b, &on_b);
            if drafts.iter().any(is_part) {
                continue;
            }
            let steps: Vec<Step> = (0..length)
                .map(|ahead| Step { a: on_a.start + ahead, b: on_b.start + ahead, relation: Relation::Equal })
                .collect();
            let by_its_words = self.draft(other, &steps, a, b);
            let draft = by_its_words.or_else(|| {
                let verdict = self.judge.judge_run(&a[on_a.start as usize..on_a.end as usize])?;
                Some(Draft { other, a: on_a, b: on_b, verdict, common: false, joins: Vec::new() })
            });
            drafts.extend(draft.map(|draft| (draft, steps)));
        }
    }
}

/// How many words before a hit, and from it on, are the same one after another. Furniture ends them, and a paragraph that begins
/// on one side only.
fn run_around(hit: &Hit, a: &[Token], b: &[Token]) -> (u32, u32) {
    let ends = |one: Token, other: Token| {
        one.after_furniture() || other.after_furniture() || one.begins_paragraph() != other.begins_paragraph()
    };
    let (on_a, on_b) = (hit.a as usize, hit.b as usize);
    let ahead = a[on_a..].iter().zip(&b[on_b..]).enumerate();
    let behind = ahead
        .take_while(|(at, (one, other))| one.word() == other.word() && (*at == 0 || !ends(**one, **other)));
    let behind = behind.count();
    let mut before = 0;
    while before < on_a.min(on_b) && !ends(a[on_a - before], b[on_b - before]) {
        if a[on_a - before - 1].word() != b[on_b - before - 1].word() {
            break;
        }
        before += 1;
    }
    (before as u32, behind as u32)
}
