//! What was taken for a formula, pair by pair, and is a saying: a dictum that three judgements quote, a sentence that several tell.
//!
//! Whether a phrase is stock is told by how often its words stand together, and a sentence that a few documents quote again and
//! again stands as often as a title does. But a title is part of sentences, and a saying is one: it stands between quotation marks
//! somewhere, or is a whole sentence wherever it stands. And what is the same passage in all its places is of one kind: a pair that
//! says too little by itself is none of its own where both its places are those of a passage that others have.

use super::cluster::{Gathered, is_one_place};
use super::look::Sight;
use super::{Place, SharedPassage};

/// So many places before one are looked at for one that is the same.
const LOOK_BACK: usize = 16;

/// What is known of all places of one formula.
#[derive(Clone, Copy, Default)]
struct Formula {
    places: usize,
    sentences: usize,
    /// How many of its pairs there are, and how many of these are pairs of another passage.
    pairs: usize,
    of_others: usize,
    is_quotation: bool,
}

impl Formula {
    fn is_saying(self) -> bool {
        self.is_quotation || 2 * self.sentences >= self.places || 2 * self.of_others >= self.pairs
    }
}

/// Clears the mark of each passage that is a saying; true when there was one.
pub(super) fn clear(
    is_formula: &mut [bool],
    passages: &[SharedPassage],
    gathered: &mut Gathered,
    sight: &dyn Sight,
) -> bool {
    if !is_formula.contains(&true) {
        return false;
    }
    let mut formulas = vec![Formula::default(); gathered.places.len()];
    let mut is_seen = vec![false; gathered.places.len()];
    let mut of_another = vec![false; passages.len()];
    for at in (0..passages.len()).filter(|at| is_formula[*at]) {
        let root = gathered.sets.root(gathered.of_side[at][0]) as usize;
        of_another[at] = is_of_another(&passages[at], gathered);
        formulas[root].pairs += 1;
        formulas[root].of_others += usize::from(of_another[at]);
        for place in [(gathered.of_side[at][0], passages[at].a), (gathered.of_side[at][1], passages[at].b)] {
            if std::mem::replace(&mut is_seen[place.0 as usize], true) {
                continue;
            }
            let formula = &mut formulas[root];
            formula.places += 1;
            formula.is_quotation |= sight.is_quotation(place.1);
            formula.sentences += usize::from(sight.is_whole_sentence(place.1));
        }
    }
    let mut cleared = false;
    for at in (0..passages.len()).filter(|at| is_formula[*at]).collect::<Vec<_>>() {
        let root = gathered.sets.root(gathered.of_side[at][0]) as usize;
        if of_another[at] || formulas[root].is_saying() {
            is_formula[at] = false;
            cleared = true;
        }
    }
    cleared
}

/// True when both places of a passage are places of another one that is no formula.
fn is_of_another(passage: &SharedPassage, gathered: &mut Gathered) -> bool {
    let of = [passage.a, passage.b].map(|place| same_place(&gathered.places[..gathered.joining], place));
    let [Some(a), Some(b)] = of else { return false };
    gathered.sets.root(a) == gathered.sets.root(b)
}

/// Which of some places, in order, is the same as one.
fn same_place(places: &[Place], wanted: Place) -> Option<u32> {
    let begins = |place: &Place| (place.document, place.span.start) < (wanted.document, wanted.span.end);
    let end = places.partition_point(begins);
    let near = end.saturating_sub(LOOK_BACK)..end;
    near.rev().find(|at| is_one_place(places[*at], wanted)).map(|at| at as u32)
}
