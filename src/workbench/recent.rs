//! Which annotations were changed lately, so that what is derived from all of them can be brought up to date by the few
//! that are new.

use std::collections::{BTreeSet, VecDeque};

use crate::project::{AnnotationId, Change, DocumentRecord, Swap};

/// How many changes are remembered; whoever is further behind reads everything anew.
const REMEMBERED: usize = 256;

/// What something derived from the project reads besides annotations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Documents, but for their memos.
    pub documents: bool,
    /// Tags.
    pub codebook: bool,
    /// Coders, other than by their ids.
    pub coders: bool,
}

/// The latest changes of annotations, and when something else changed.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The oldest revision from which on all changes of annotations are remembered.
    since: u64,
    /// The revision a change led to, and the annotation it was made on.
    changed: VecDeque<(u64, AnnotationId)>,
    /// The latest revisions that changed a document, a tag, a coder.
    documents: u64,
    codebook: u64,
    coders: u64,
}

impl Recent {
    /// Notes the changes that led to `revision`.
    pub fn note(&mut self, revision: u64, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Document(swap) if is_memo_only(swap) => {}
                Change::Document(_) => self.documents = revision,
                Change::Tag(_) => self.codebook = revision,
                Change::Coder(_) => self.coders = revision,
                // It moves annotations that it does not name.
                Change::Text(_) => self.forget(revision),
                Change::Info(_)
                | Change::Annotation(_)
                | Change::Decision(_)
                | Change::List(_)
                | Change::Kind(_)
                | Change::Search(_)
                | Change::Topic(_) => {}
            }
        }
        self.changed
            .extend(changes.iter().filter_map(annotation_of).map(|annotation| (revision, annotation)));
        while self.changed.len() > REMEMBERED {
            if let Some((oldest, _)) = self.changed.pop_front() {
                self.since = oldest;
            }
        }
    }

    /// Gives up everything up to `revision`.
    pub fn forget(&mut self, revision: u64) {
        let all = Self {
            since: revision,
            documents: revision,
            codebook: revision,
            coders: revision,
            ..Self::default()
        };
        *self = all;
    }

    /// The annotations changed after `revision`, if all of them are remembered and nothing else that is read changed.
    pub fn after(&self, revision: u64, reads: Reads) -> Option<BTreeSet<AnnotationId>> {
        let others =
            [(reads.documents, self.documents), (reads.codebook, self.codebook), (reads.coders, self.coders)];
        let is_known = revision >= self.since
            && others.iter().all(|(is_read, changed)| !is_read || revision >= *changed);
        let later = self.changed.iter().filter(|(at, _)| *at > revision);
        is_known.then(|| later.map(|(_, annotation)| *annotation).collect())
    }
}

/// True for a change of nothing but a document's memo.
fn is_memo_only(swap: &Swap<DocumentRecord>) -> bool {
    let (Some(before), Some(after)) = (&swap.before, &swap.after) else { return false };
    before.memo != after.memo && DocumentRecord { memo: before.memo.clone(), ..after.clone() } == *before
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
        assert_eq!(recent.after(1, Reads::default()), Some(BTreeSet::from([id(2), id(3)])));
        assert_eq!(recent.after(3, Reads::default()), Some(BTreeSet::new()));
    }

    #[test]
    fn another_change_makes_everything_before_it_unknown_to_who_reads_that() {
        let mut recent = Recent::default();
        recent.note(1, &[tagging(1)]);
        let coder = Coder { id: CoderId::derived(b"c"), name: "C".into(), initials: "C".into() };
        recent.note(2, &[tagging(2), Change::coder(Swap::add(coder))]);
        recent.note(3, &[tagging(3)]);
        let reads = Reads { coders: true, ..Reads::default() };
        assert_eq!(recent.after(1, reads), None);
        assert_eq!(recent.after(2, reads), Some(BTreeSet::from([id(3)])));
        let reads = Reads { documents: true, codebook: true, coders: false };
        assert_eq!(recent.after(1, reads), Some(BTreeSet::from([id(2), id(3)])));
        recent.forget(3);
        assert_eq!(recent.after(2, Reads::default()), None);
    }

    #[test]
    fn whoever_is_far_behind_is_told_nothing() {
        let mut recent = Recent::default();
        let many = REMEMBERED as u32 + 10;
        for number in 1..=many {
            recent.note(u64::from(number), &[tagging(number)]);
        }
        assert_eq!(recent.after(9, Reads::default()), None);
        assert_eq!(recent.after(10, Reads::default()).map(|changed| changed.len()), Some(REMEMBERED));
        recent.note(u64::from(many) + 1, &(0..many).map(tagging).collect::<Vec<_>>());
        assert_eq!(recent.after(u64::from(many), Reads::default()), None);
    }
}
