//! Which names decisions speak of: only these have to be looked for among all that entities have.

use std::collections::HashSet;

use super::{Named, Ruling};
use crate::entities::Kind;
use crate::entities::resolve::key;

/// The folded forms of all names that decisions speak of.
pub(super) struct Spoken {
    /// As names of the kind that they are spoken of as.
    of_kind: HashSet<String>,
    /// As names of any kind.
    of_any: HashSet<String>,
}

/// A name folded without regard to what it names.
pub(super) fn of_any(name: &str) -> String {
    // Folding is plainest for organisations: nothing is left out of their names.
    key(&Kind::Organisation, name)
}

impl Spoken {
    /// The names that these decisions speak of.
    pub(super) fn of<D>(decisions: &[Ruling<D>]) -> Self {
        let mut spoken = Self { of_kind: HashSet::new(), of_any: HashSet::new() };
        each(decisions, |name| {
            spoken.of_kind.insert(key(&name.kind, &name.name));
            spoken.of_any.insert(of_any(&name.name));
        });
        spoken
    }

    /// True when nothing is spoken of.
    pub(super) fn is_empty(&self) -> bool {
        self.of_kind.is_empty()
    }

    /// True when a name, folded as one of its kind, is spoken of.
    pub(super) fn has(&self, key: &str) -> bool {
        self.of_kind.contains(key)
    }

    /// True when a name, folded by [`of_any`], is spoken of as that of some kind.
    pub(super) fn has_of_any(&self, key: &str) -> bool {
        self.of_any.contains(key)
    }
}

/// Gives each name that decisions speak of to `say`.
fn each<D>(decisions: &[Ruling<D>], mut say: impl FnMut(&Named)) {
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
}
