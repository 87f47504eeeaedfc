//! Whose text a file says that was both given another name and edited: the one it has most of.
//!
//! A file that was only renamed is told by its hash ([`super::exchanged`]); this is for those that were not left at that.
//! Texts are held against each other by their runs of three words, which a few edits leave nearly all in place.

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::project::DocumentId;

/// Words in a run.
const RUN: usize = 3;

/// A text with fewer runs than this tells too little of where it comes from.
const FEWEST_RUNS: usize = 8;

/// Of longer texts than this many words taken together only every few runs are held against each other.
const MOST_WORDS: usize = 4_000_000;

/// A run that more texts have than this is a formula and tells nothing of where a text comes from.
const MOST_OWNERS: usize = 16;

/// So many times as unlike its own former text as it is unlike another's, a text is that other's.
const CLEARLY: usize = 2;

/// A document whose file does not say what is expected.
pub(super) struct Strayed {
    pub document: DocumentId,
    /// Its text.
    pub was: String,
    /// What its file says now; `None` when there is none.
    pub is: Option<String>,
}

/// Of documents whose files do not say what is expected, those whose files are edited versions of others among them, each
/// with that other. Only a document whose own file has gone elsewhere, too, can be that other.
/// `None` when stopped.
pub(super) fn edited_exchanges(
    strayed: &[Strayed],
    cancel: &AtomicBool,
) -> Option<BTreeMap<DocumentId, DocumentId>> {
    let nearest = nearest(strayed, cancel)?;
    let is_away = |at: usize| strayed[at].is.is_none() || nearest[at].is_some();
    let pairs = nearest.iter().enumerate().filter_map(|(at, other)| Some((at, (*other)?)));
    let pairs = pairs.filter(|(_, other)| is_away(*other));
    Some(pairs.map(|(at, other)| (strayed[at].document, strayed[other].document)).collect())
}

/// True when more than half of what a text says now was in it before.
pub(super) fn is_like(was: &str, is: &str) -> bool {
    let (had, has) = (runs(was, 1), runs(is, 1));
    has.len() >= FEWEST_RUNS && 2 * has.iter().filter(|run| had.contains(run)).count() > has.len()
}

/// For each the other whose former text its file is far more like than its own, if there is one.
fn nearest(strayed: &[Strayed], cancel: &AtomicBool) -> Option<Vec<Option<usize>>> {
    let bytes: usize = strayed.iter().map(|one| one.was.len() + one.is.as_ref().map_or(0, String::len)).sum();
    // A word has five letters or so.
    let every = (bytes / 5).div_ceil(MOST_WORDS).max(1) as u64;
    let mut had_by: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let is_stopped = || cancel.load(Ordering::Relaxed);
    for (at, one) in strayed.iter().enumerate().take_while(|_| !is_stopped()) {
        for run in runs(&one.was, every) {
            had_by.entry(run).or_default().push(at);
        }
    }
    let of = |at: usize, is: &str| {
        let mut runs = runs(is, every);
        runs.retain(|run| had_by.get(run).is_none_or(|owners| owners.len() <= MOST_OWNERS));
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for owner in runs.iter().filter_map(|run| had_by.get(run)).flatten() {
            *shared.entry(*owner).or_default() += 1;
        }
        let own = shared.remove(&at).unwrap_or(0);
        let (other, most) =
            shared.into_iter().max_by_key(|(other, most)| (*most, std::cmp::Reverse(*other)))?;
        let all = runs.len();
        let is_its = all >= FEWEST_RUNS && 2 * most >= all && CLEARLY * (all - most) < all - own;
        is_its.then_some(other)
    };
    let nearest = strayed.iter().enumerate().take_while(|_| !is_stopped());
    let nearest: Vec<_> = nearest.map(|(at, one)| one.is.as_ref().and_then(|is| of(at, is))).collect();
    (nearest.len() == strayed.len()).then_some(nearest)
}

/// Digests of the runs of words of a text, of long texts only every few.
fn runs(text: &str, every: u64) -> FxHashSet<u64> {
    let words: Vec<&str> = text.unicode_words().collect();
    let digests = words.windows(RUN).map(|run| {
        let mut hasher = FxHasher::default();
        run.hash(&mut hasher);
        hasher.finish()
    });
    // The lower bits of this digest are no good for choosing.
    digests.filter(|digest| (digest >> 32).is_multiple_of(every)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: &str = "My name is Ann Reed and I live in Mill Lane. I was present when the fire began at the mill. \
        I saw nobody leave by the gate. Yes, I was present at the inquest too.";
    const TOM: &str = "My name is Tom Hale and I am a carter by trade. I was present when the fire began at the mill. \
        I drove two men to the station that night. Yes, I was present at the inquest too.";

    fn strayed(number: u8, was: &str, is: Option<&str>) -> Strayed {
        let document = DocumentId::of(&format!("{number}.txt"), crate::text::Text::new(was).hash());
        Strayed { document, was: was.to_owned(), is: is.map(str::to_owned) }
    }

    fn exchanges(of: &[Strayed]) -> Vec<(usize, usize)> {
        let at = |document: &DocumentId| of.iter().position(|one| one.document == *document).unwrap();
        edited_exchanges(of, &AtomicBool::new(false))
            .unwrap()
            .iter()
            .map(|(one, other)| (at(one), at(other)))
            .collect()
    }

    #[test]
    fn files_that_changed_names_and_were_edited_are_known_by_most_of_their_words() {
        let (ann, tom) = (ANN.replace("nobody", "no one"), TOM.replace("two men", "three men"));
        let mut found = exchanges(&[strayed(1, ANN, Some(&tom)), strayed(2, TOM, Some(&ann))]);
        found.sort_unstable();
        assert_eq!(found, [(0, 1), (1, 0)]);
        assert_eq!(
            exchanges(&[strayed(1, ANN, Some(&tom)), strayed(2, TOM, None)]),
            [(0, 1)],
            "and one is gone"
        );
    }

    #[test]
    fn edited_files_under_their_own_names_are_no_others() {
        let (ann, tom) = (ANN.replace("nobody", "no one"), TOM.replace("two men", "three men"));
        assert_eq!(exchanges(&[strayed(1, ANN, Some(&ann)), strayed(2, TOM, Some(&tom))]), []);
        // One that now says what another says, which is in its place: a copy, whatever came of it.
        assert_eq!(exchanges(&[strayed(1, ANN, Some(&tom)), strayed(2, TOM, Some(&tom))]), []);
        assert_eq!(exchanges(&[strayed(1, ANN, Some("Quite other words.")), strayed(2, TOM, None)]), []);
    }
}
