//! Which names decisions speak of: only these have to be looked for among all that entities have.

use std::collections::HashSet;

use super::{Named, Ruling};
use crate::entities::resolve::key;

/// The folded forms of all names that decisions speak of.
pub(super) fn spoken<D>(decisions: &[Ruling<D>]) -> HashSet<String> {
    let mut spoken = HashSet::new();
    let mut say = |name: &Named| {
        spoken.insert(key(&name.kind, &name.name));
    };
    for decision in decisions {
        match decision {
            Ruling::Merge { from, into } => [from, into].into_iter().for_each(&mut say),
            Ruling::Dismiss { one, other } => [one, other].into_iter().for_each(&mut say),
            Ruling::Split { into, .. } => say(into),
            Ruling::Rename { entity, .. }
            | Ruling::RetypeEntity { entity, .. }
            | Ruling::RejectEntity { entity } => say(entity),
            Ruling::AddMention { kind, entity: Some(name), .. }
            | Ruling::AddWording { kind, entity: Some(name), .. } => {
                say(&Named { kind: kind.clone(), name: name.clone() });
            }
            // What is restored is found by its own words.
            Ruling::AddMention { kind, anchor, .. } | Ruling::RetypeMention { kind, anchor, .. } => {
                say(&Named { kind: kind.clone(), name: anchor.exact.clone() });
            }
            Ruling::AddWording { kind, wording, .. } => {
                say(&Named { kind: kind.clone(), name: wording.clone() });
            }
            Ruling::RejectMention { .. } | Ruling::RejectWording { .. } => {}
        }
    }
    spoken
}
