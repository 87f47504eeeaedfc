//! Names found by a part of them, as long as few enough have it for one to be meant.

use rustc_hash::FxHashMap;

use super::draft::Draft;

/// A part that more names than these share means none of them.
const MOST: usize = 6;

/// Names by a part they have.
#[derive(Default)]
pub(super) struct ByPart(FxHashMap<String, Vec<u32>>);

impl ByPart {
    /// Says that `head` has this part.
    pub(super) fn add(&mut self, part: String, head: u32) {
        let heads = self.0.entry(part).or_default();
        if heads.len() <= MOST && !heads.contains(&head) {
            heads.push(head);
        }
    }

    /// The names that have a part; none when they are too many.
    pub(super) fn get(&self, part: &str) -> &[u32] {
        self.0.get(part).filter(|heads| heads.len() <= MOST).map_or(&[], Vec::as_slice)
    }

    /// The one name that has a part, counting the forms of one name as one and leaving out `not` itself.
    pub(super) fn one(&self, draft: &Draft<'_>, part: &str, not: u32) -> Option<u32> {
        let heads = self.0.get(part)?;
        if heads.len() > MOST {
            return None;
        }
        one_of(draft, heads.iter().copied().filter(|head| *head != not))
    }
}

/// The one among `heads` that all of them are forms of.
pub(super) fn one_of(draft: &Draft<'_>, heads: impl Iterator<Item = u32>) -> Option<u32> {
    let mut found = None;
    for head in heads {
        let root = draft.root(head);
        match found {
            None => found = Some(root),
            Some(other) if other == root => {}
            Some(_) => return None,
        }
    }
    found
}
