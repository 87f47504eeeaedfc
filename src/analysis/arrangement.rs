//! The excerpts of a table: chosen, ordered and grouped once, then kept so while single annotations change.
//!
//! Bringing the list up to date by the annotations that changed gives what listing everything anew would give.

use std::collections::BTreeSet;

use super::excerpts::{ExcerptFilter, GroupBy, GroupKey, Orders, SortKey, Wanted, group, select};
use crate::project::{AnnotationId, Project};

/// How excerpts are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Which are chosen.
    pub filter: ExcerptFilter,
    /// What they are ordered by.
    pub sort: SortKey,
    /// Whether the order is turned round.
    pub descending: bool,
    /// What they are gathered under, if anything.
    pub group_by: Option<GroupBy>,
}

/// Excerpts in order.
pub struct Arrangement {
    listing: Listing,
    orders: Orders,
    groups: Vec<(Option<GroupKey>, Vec<AnnotationId>)>,
}

impl Arrangement {
    /// Lists the excerpts of a project.
    pub fn of(project: &Project, listing: Listing) -> Self {
        let chosen = select(project, &listing.filter, &listing.sort, listing.descending);
        let groups = match listing.group_by {
            None => vec![(None, chosen)],
            Some(by) => {
                let found = group(project, &chosen, by);
                found.into_iter().map(|group| (Some(group.key), group.annotations)).collect()
            }
        };
        let orders = Orders::new(project, &listing.sort);
        Self { listing, orders, groups }
    }

    /// How they are listed.
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// The excerpts by group; one group without a key when they are not grouped.
    pub fn groups(&self) -> &[(Option<GroupKey>, Vec<AnnotationId>)] {
        &self.groups
    }

    /// Brings the list up to date, where of all that bears on it nothing but these annotations came, went or changed.
    pub fn update(&mut self, project: &Project, changed: &BTreeSet<AnnotationId>) {
        if changed.is_empty() {
            return;
        }
        let Self { listing, orders, groups } = self;
        for (_, annotations) in groups.iter_mut() {
            annotations.retain(|id| !changed.contains(id));
        }
        let wanted = Wanted::new(project, &listing.filter);
        let present = changed.iter().filter_map(|id| project.annotations.get(id));
        for annotation in present.filter(|annotation| wanted.admits(annotation)) {
            let ranked = orders.ranked(annotation, &listing.sort);
            let is_before = |other: &AnnotationId| {
                project.annotations.get(other).is_some_and(|other| {
                    orders.ranked(other, &listing.sort).compare(&ranked, listing.descending).is_lt()
                })
            };
            let keys = match listing.group_by {
                None => vec![None],
                Some(by) => orders.keys(annotation, by).into_iter().map(Some).collect(),
            };
            for key in keys {
                let annotations = list_under(groups, orders, key);
                annotations.insert(annotations.partition_point(is_before), annotation.id);
            }
        }
        groups.retain(|(key, annotations)| key.is_none() || !annotations.is_empty());
    }
}

/// The list under this key, made at its place when there is none.
fn list_under<'a>(
    groups: &'a mut Vec<(Option<GroupKey>, Vec<AnnotationId>)>,
    orders: &Orders,
    key: Option<GroupKey>,
) -> &'a mut Vec<AnnotationId> {
    let rank = |key: Option<GroupKey>| key.map(|key| orders.rank(key));
    let at = groups.partition_point(|(other, _)| rank(*other) < rank(key));
    if groups.get(at).is_none_or(|(other, _)| *other != key) {
        groups.insert(at, (key, Vec::new()));
    }
    &mut groups[at].1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{AttributeValue, Source};
    use crate::project::codebook::create;
    use crate::project::{
        Annotation, Coder, CoderId, DocumentId, DocumentRecord, Edit, Standing, TagId, Timestamp,
    };
    use crate::text::{Anchor, Span, Text};
    use proptest::prelude::*;

    const BODY: &str = "He denied it. She doubted it, often as not. Nobody knew what had come of them all.";

    /// Three documents, four tags and two coders, with nothing tagged yet.
    fn empty() -> (Project, Vec<TagId>) {
        let mut project = Project::new();
        for title in ["b", "a", "c"] {
            let id = DocumentId::derived(title.as_bytes());
            let record = DocumentRecord {
                id,
                source: Source::Bundled(title.to_owned()),
                hash: Text::new(BODY).hash(),
                seen: None,
                reader: "plain 1".to_owned(),
                encoding: "UTF-8".to_owned(),
                title: title.to_owned(),
                attributes: match title {
                    "c" => std::collections::BTreeMap::new(),
                    kind => [("kind".to_owned(), AttributeValue::stated(kind))].into(),
                },
                memo: String::new(),
            };
            project.documents.insert(id, record);
        }
        let tags = ["Doubt", "Anger", "Calm", "Denial"].map(|name| {
            let (tag, change) = create(&project, None, name).unwrap();
            let edit =
                Edit { label: String::new(), at: Timestamp::now(), coder: None, changes: vec![change] };
            edit.apply(&mut project).unwrap();
            tag.id
        });
        for initials in ["ZZ", "AB"] {
            let id = CoderId::derived(initials.as_bytes());
            project.coders.insert(id, Coder { id, name: initials.into(), initials: initials.into() });
        }
        (project, tags.to_vec())
    }

    /// An annotation by numbers: identity, document, start, length, tags, coder, moment.
    type Numbers = (u8, u8, u8, u8, u8, u8, i8);

    fn annotation(tags: &[TagId], numbers: Numbers) -> Annotation {
        let (id, document, start, length, mask, coder, moment) = numbers;
        let start = usize::from(start) % (BODY.len() - 1);
        let end = (start + 1 + usize::from(length) % 20).min(BODY.len());
        Annotation {
            id: AnnotationId::derived(&[id % 12]),
            document: DocumentId::derived([b"a", b"b", b"c"][usize::from(document) % 3]),
            anchor: Anchor::new(&Text::new(BODY), Span::new(start, end)).unwrap(),
            standing: Standing::Certain,
            tags: tags.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, tag)| *tag).collect(),
            memo: ["", "first", "Second"][usize::from(mask) % 3].to_owned(),
            coder: CoderId::derived([&b"ZZ"[..], b"AB"][usize::from(coder) % 2]),
            created: Timestamp::from_second(i64::from(moment % 5)),
            modified: Timestamp::from_second(i64::from(moment % 3)),
        }
    }

    fn listing() -> impl Strategy<Value = (usize, bool, usize, usize)> {
        (0usize..8, any::<bool>(), 0usize..3, 0usize..4)
    }

    proptest! {
        #[test]
        fn bringing_up_to_date_is_listing_anew(
            at_first in prop::collection::vec(any::<Numbers>(), 0..12),
            then in prop::collection::vec((any::<Numbers>(), any::<bool>()), 1..6),
            (sort, descending, group_by, filter) in listing(),
        ) {
            let (mut project, tags) = empty();
            for numbers in at_first {
                let annotation = annotation(&tags, numbers);
                project.annotations.insert(annotation.id, annotation);
            }
            let filter = match filter {
                0 => ExcerptFilter { tags: BTreeSet::from([tags[0], tags[2]]), ..ExcerptFilter::default() },
                1 => ExcerptFilter { words: "it".to_owned(), ..ExcerptFilter::default() },
                _ => ExcerptFilter::default(),
            };
            let sort = [
                SortKey::Document, SortKey::Excerpt, SortKey::Tag, SortKey::Memo, SortKey::Coder, SortKey::Created,
                SortKey::Modified, SortKey::Attribute("kind".to_owned()),
            ][sort].clone();
            let group_by = [None, Some(GroupBy::Tag), Some(GroupBy::Document)][group_by];
            let listing = Listing { filter, sort, descending, group_by };
            let mut arrangement = Arrangement::of(&project, listing.clone());
            let mut changed = BTreeSet::new();
            for (numbers, goes) in then {
                let annotation = annotation(&tags, numbers);
                changed.insert(annotation.id);
                if goes {
                    project.annotations.remove(&annotation.id);
                } else {
                    project.annotations.insert(annotation.id, annotation);
                }
            }
            arrangement.update(&project, &changed);
            let anew = Arrangement::of(&project, listing);
            prop_assert_eq!(arrangement.groups(), anew.groups());
        }
    }
}
