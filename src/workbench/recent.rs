//! Which annotations were changed lately, so that what is derived from all of them can be brought up to date by the few
//! that are new.

use std::collections::{BTreeSet, VecDeque};

use crate::project::{AnnotationId, Change};

/// How many changes are remembered; whoever is further behind reads everything anew.
const REMEMBERED: usize = 256;

/// The latest changes of annotations, as long as nothing else changed.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The oldest revision from which on all changes are remembered.
    since: u64,
    /// The revision a change led to, and the annotation it was made on.
    changed: VecDeque<(u64, AnnotationId)>,
}

impl Recent {
    /// Notes the changes that led to `revision`.
    pub fn note(&mut self, revision: u64, changes: &[Change]) {
        let annotations: Option<Vec<AnnotationId>> = changes.iter().map(annotation_of).collect();
        match annotations {
            Some(annotations) if annotations.len() <= REMEMBERED => {
                self.changed.extend(annotations.into_iter().map(|annotation| (revision, annotation)));
            }
            _ => self.forget(revision),
        }
        while self.changed.len() > REMEMBERED {
            if let Some((oldest, _)) = self.changed.pop_front() {
                self.since = oldest;
            }
        }
    }

    /// Gives up everything up to `revision`.
    pub fn forget(&mut self, revision: u64) {
        self.since = revision;
        self.changed.clear();
    }

    /// The annotations changed after `revision`, if nothing else was and all of them are remembered.
    pub fn after(&self, revision: u64) -> Option<BTreeSet<AnnotationId>> {
        let later = self.changed.iter().filter(|(at, _)| *at > revision);
        (revision >= self.since).then(|| later.map(|(_, annotation)| *annotation).collect())
    }
}

/// The annotation a change is made on; `None` for a change of anything else.
fn annotation_of(change: &Change) -> Option<AnnotationId> {
    let Change::Annotation(swap) = change else { return None };
    swap.after.as_ref().or(swap.before.as_ref()).map(|annotation| annotation.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Annotation, Coder, CoderId, DocumentId, Standing, Swap, Timestamp};
    use crate::text::{Anchor, Span, Text};

    fn id(number: u32) -> AnnotationId {
        AnnotationId::derived(&number.to_le_bytes())
    }

    fn tagging(number: u32) -> Change {
        Change::annotation(Swap::add(Annotation {
            id: id(number),
            document: DocumentId::derived(b"d"),
            anchor: Anchor::new(&Text::new("words"), Span::new(0, 5)).unwrap(),
            standing: Standing::Certain,
            tags: BTreeSet::new(),
            memo: String::new(),
            coder: CoderId::derived(b"c"),
            created: Timestamp::from_second(0),
            modified: Timestamp::from_second(0),
        }))
    }

    #[test]
    fn tells_what_changed_after_a_revision() {
        let mut recent = Recent::default();
        for number in 1..=3 {
            recent.note(u64::from(number), &[tagging(number)]);
        }
        assert_eq!(recent.after(1), Some(BTreeSet::from([id(2), id(3)])));
        assert_eq!(recent.after(3), Some(BTreeSet::new()));
    }

    #[test]
    fn another_change_makes_everything_before_it_unknown() {
        let mut recent = Recent::default();
        recent.note(1, &[tagging(1)]);
        let coder = Coder { id: CoderId::derived(b"c"), name: "C".into(), initials: "C".into() };
        recent.note(2, &[tagging(2), Change::coder(Swap::add(coder))]);
        recent.note(3, &[tagging(3)]);
        assert_eq!(recent.after(1), None);
        assert_eq!(recent.after(2), Some(BTreeSet::from([id(3)])));
    }

    #[test]
    fn whoever_is_far_behind_is_told_nothing() {
        let mut recent = Recent::default();
        let many = REMEMBERED as u32 + 10;
        for number in 1..=many {
            recent.note(u64::from(number), &[tagging(number)]);
        }
        assert_eq!(recent.after(9), None);
        assert_eq!(recent.after(10).map(|changed| changed.len()), Some(REMEMBERED));
        recent.note(u64::from(many) + 1, &(0..many).map(tagging).collect::<Vec<_>>());
        assert_eq!(recent.after(u64::from(many)), None);
    }
}
