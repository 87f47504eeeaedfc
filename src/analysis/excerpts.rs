//! Excerpts: annotations chosen by tag, document, attribute, coder and words, in a chosen order and in groups.
//!
//! Reads the project only; whether a quotation still stands in its text is the exports' and the project's business.
//! Sort keys are read once for each excerpt, so that a table of 100,000 rows is ordered while a key is pressed. What is
//! wanted is in [`filter`], what they are ordered by in [`order`].

mod filter;
mod order;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use filter::{ExcerptFilter, TagMatch, Wanted};
pub(super) use order::Orders;
use order::Ranked;
pub use order::{SortKey, TagOrder};

use crate::project::{AnnotationId, DocumentId, DocumentRecord, Project, TagId};

/// What excerpts are gathered under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GroupBy {
    /// Each tag in codebook order; an excerpt with several tags stands under each of them.
    #[default]
    Tag,
    /// Each document, by title.
    Document,
}

/// What the excerpts of one group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupKey {
    /// They carry this tag.
    Tag(TagId),
    /// They carry no tag.
    Untagged,
    /// They stand in this document.
    Document(DocumentId),
}

/// Some excerpts and what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptGroup {
    /// What they have in common.
    pub key: GroupKey,
    /// The excerpts, in the order they were given in.
    pub annotations: Vec<AnnotationId>,
}

/// The documents in the order they are shown in: by title without regard to case, then by where their files are.
pub fn documents_in_order(project: &Project) -> Vec<&DocumentRecord> {
    let mut documents: Vec<&DocumentRecord> = project.documents.values().collect();
    documents
        .sort_by_cached_key(|document| (document.title.to_lowercase(), document.path_text(), document.id));
    documents
}

/// The annotations that pass `filter`, in order; ties fall back to document, place and id, so the order is total.
pub fn select(
    project: &Project,
    filter: &ExcerptFilter,
    sort: &SortKey,
    descending: bool,
) -> Vec<AnnotationId> {
    let wanted = Wanted::new(project, filter);
    let orders = Orders::new(project, sort);
    let mut chosen: Vec<Ranked> = project
        .annotations
        .values()
        .filter(|annotation| wanted.admits(annotation))
        .map(|annotation| orders.ranked(annotation, sort))
        .collect();
    chosen.sort_unstable_by(|a, b| a.compare(b, descending));
    chosen.into_iter().map(|ranked| ranked.id()).collect()
}

/// Gathers excerpts under their tags (codebook order, untagged last) or documents (by title); groups without an
/// excerpt are left out, and within a group the order given is kept.
pub fn group(project: &Project, annotations: &[AnnotationId], by: GroupBy) -> Vec<ExcerptGroup> {
    let orders = Orders::new(project, &SortKey::Document);
    let mut found: BTreeMap<GroupKey, Vec<AnnotationId>> = BTreeMap::new();
    for annotation in annotations.iter().filter_map(|id| project.annotations.get(id)) {
        for key in orders.keys(annotation, by) {
            found.entry(key).or_default().push(annotation.id);
        }
    }
    let mut groups: Vec<ExcerptGroup> =
        found.into_iter().map(|(key, annotations)| ExcerptGroup { key, annotations }).collect();
    groups.sort_by_key(|group| orders.rank(group.key));
    groups
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::corpus::{AttributeValue, Source};
    use crate::project::codebook::create;
    use crate::project::{Annotation, Coder, CoderId, Edit, Standing, Timestamp};
    use crate::text::{Anchor, Span, Text};

    /// Two documents, a tag with a subtag, two coders and five excerpts, one of them untagged.
    struct Fixture {
        project: Project,
        denial: TagId,
        doubt: TagId,
        notes: Vec<AnnotationId>,
    }

    fn document(project: &mut Project, title: &str, kind: &str) -> DocumentId {
        let id = DocumentId::derived(title.as_bytes());
        let attributes = BTreeMap::from([("kind".to_owned(), AttributeValue::stated(kind))]);
        let record = DocumentRecord {
            id,
            source: Source::Bundled(format!("{title}.txt")),
            hash: Text::new("").hash(),
            seen: None,
            reader: "plain 1".to_owned(),
            encoding: "UTF-8".to_owned(),
            title: title.to_owned(),
            attributes,
            memo: String::new(),
        };
        project.documents.insert(id, record);
        id
    }

    fn tag(project: &mut Project, parent: Option<TagId>, name: &str) -> TagId {
        let (tag, change) = create(project, parent, name).unwrap();
        let edit = Edit { label: String::new(), at: Timestamp::now(), coder: None, changes: vec![change] };
        edit.apply(project).unwrap();
        tag.id
    }

    fn fixture() -> Fixture {
        let mut project = Project::new();
        let text = Text::new("He denied it. She doubted it, Öfter als er. Nobody knew.");
        let letter = document(&mut project, "letter", "Letter");
        let report = document(&mut project, "Annual report", "report");
        let denial = tag(&mut project, None, "Denial");
        let doubt = tag(&mut project, Some(denial), "Doubt");
        let coders = ["ZZ", "AB"].map(|initials| {
            let id = CoderId::derived(initials.as_bytes());
            project.coders.insert(id, Coder { id, name: initials.to_owned(), initials: initials.to_owned() });
            id
        });
        let rows = [
            (letter, 0, 13, vec![denial], "firm", 0),
            (letter, 14, 28, vec![doubt], "", 1),
            (letter, 14, 20, vec![denial, doubt], "Öffentlich", 0),
            (report, 30, 43, vec![], "", 1),
            (report, 45, 57, vec![doubt], "", 0),
        ];
        let notes = rows
            .into_iter()
            .enumerate()
            .map(|(n, (document, start, end, tags, memo, coder))| {
                let id = AnnotationId::derived(&[n as u8]);
                let annotation = Annotation {
                    id,
                    document,
                    anchor: Anchor::new(&text, Span::new(start, end)).unwrap(),
                    standing: Standing::Certain,
                    tags: tags.into_iter().collect(),
                    memo: memo.to_owned(),
                    coder: coders[coder],
                    created: Timestamp::from_second(100 - n as i64),
                    modified: Timestamp::from_second(n as i64 / 2),
                };
                project.annotations.insert(id, annotation);
                id
            })
            .collect();
        Fixture { project, denial, doubt, notes }
    }

    impl Fixture {
        /// The places in `notes` of what is selected.
        fn select(&self, filter: &ExcerptFilter, sort: &SortKey, descending: bool) -> Vec<usize> {
            select(&self.project, filter, sort, descending)
                .iter()
                .map(|id| self.notes.iter().position(|note| note == id).unwrap())
                .collect()
        }

        fn by_place(&self, filter: &ExcerptFilter) -> Vec<usize> {
            self.select(filter, &SortKey::Document, false)
        }
    }

    #[test]
    fn every_order_is_the_one_it_says() {
        let all = ExcerptFilter::default();
        let fixture = fixture();
        assert_eq!(fixture.select(&all, &SortKey::Document, false), [3, 4, 0, 2, 1]);
        assert_eq!(fixture.select(&all, &SortKey::Document, true), [1, 2, 0, 4, 3]);
        assert_eq!(fixture.select(&all, &SortKey::Tag, false), [0, 2, 4, 1, 3]);
        assert_eq!(fixture.select(&all, &SortKey::Memo, true), [2, 0, 3, 4, 1]);
        assert_eq!(fixture.select(&all, &SortKey::Coder, false), [3, 1, 4, 0, 2]);
        assert_eq!(fixture.select(&all, &SortKey::Created, false), [4, 3, 2, 1, 0]);
        assert_eq!(fixture.select(&all, &SortKey::Modified, true), [4, 3, 2, 0, 1]);
        let excerpts = fixture.select(&all, &SortKey::Excerpt, false);
        let mut words: Vec<String> = excerpts
            .iter()
            .map(|n| fixture.project.annotations[&fixture.notes[*n]].anchor.exact.trim().to_lowercase())
            .collect();
        let shown = words.clone();
        words.sort();
        assert_eq!(shown, words);
    }

    #[test]
    fn tags_combine_as_asked() {
        let fixture = fixture();
        let denial = BTreeSet::from([fixture.denial]);
        let both = BTreeSet::from([fixture.denial, fixture.doubt]);
        let any = |tags: &BTreeSet<TagId>| ExcerptFilter { tags: tags.clone(), ..ExcerptFilter::default() };
        assert_eq!(fixture.by_place(&any(&denial)), [0, 2]);
        assert_eq!(fixture.by_place(&any(&both)), [4, 0, 2, 1]);
        assert_eq!(fixture.by_place(&ExcerptFilter { with_subtags: true, ..any(&denial) }), [4, 0, 2, 1]);
        assert_eq!(fixture.by_place(&ExcerptFilter { tag_match: TagMatch::All, ..any(&both) }), [2]);
        let untagged = ExcerptFilter { untagged_only: true, ..any(&denial) };
        assert_eq!(fixture.by_place(&untagged), [3]);
    }

    #[test]
    fn documents_attributes_coders_and_words_narrow() {
        let fixture = fixture();
        let kinds = |values: &[&str]| {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            ExcerptFilter {
                attributes: BTreeMap::from([("kind".to_owned(), values)]),
                ..ExcerptFilter::default()
            }
        };
        let letters = kinds(&[" letter"]);
        assert_eq!(fixture.by_place(&letters), [0, 2, 1]);
        assert_eq!(fixture.by_place(&kinds(&["Letter", "minutes"])), [0, 2, 1], "any of several values");
        assert_eq!(fixture.by_place(&kinds(&["minutes"])), [0; 0]);
        let report = DocumentId::derived(b"Annual report");
        let nowhere = ExcerptFilter { documents: BTreeSet::from([report]), ..letters };
        assert_eq!(fixture.by_place(&nowhere), [0; 0]);
        let coders = BTreeSet::from([CoderId::derived(b"AB")]);
        assert_eq!(fixture.by_place(&ExcerptFilter { coders, ..ExcerptFilter::default() }), [3, 1]);
        let words = |words: &str| ExcerptFilter { words: words.to_owned(), ..ExcerptFilter::default() };
        assert_eq!(fixture.by_place(&words("  DENIED firm ")), [0]);
        assert_eq!(fixture.by_place(&words("öf")), [3, 2]);
        assert_eq!(fixture.by_place(&words("denied nobody")), [0; 0]);
    }

    #[test]
    fn a_filter_kept_by_an_earlier_version_is_read() {
        let now = ExcerptFilter {
            attributes: BTreeMap::from([("kind".to_owned(), BTreeSet::from(["letter".to_owned()]))]),
            ..ExcerptFilter::default()
        };
        let kept = ron::to_string(&now).unwrap();
        assert_eq!(ron::from_str::<ExcerptFilter>(&kept).unwrap(), now);
        let earlier = kept.replace(r#"["letter"]"#, r#""letter""#);
        assert_ne!(earlier, kept);
        assert_eq!(ron::from_str::<ExcerptFilter>(&earlier).unwrap(), now);
    }

    #[test]
    fn groups_keep_every_excerpt_and_the_codebooks_order() {
        let fixture = fixture();
        let ids = select(&fixture.project, &ExcerptFilter::default(), &SortKey::Document, false);
        let shape = |by| {
            group(&fixture.project, &ids, by)
                .into_iter()
                .map(|group| (group.key, group.annotations.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shape(GroupBy::Tag),
            [(GroupKey::Tag(fixture.denial), 2), (GroupKey::Tag(fixture.doubt), 3), (GroupKey::Untagged, 1)]
        );
        assert_eq!(
            shape(GroupBy::Document),
            [
                (GroupKey::Document(DocumentId::derived(b"Annual report")), 2),
                (GroupKey::Document(DocumentId::derived(b"letter")), 3)
            ]
        );
    }
}
