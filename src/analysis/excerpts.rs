//! Excerpts: annotations chosen by tag, document, attribute, coder and words, in a chosen order and in groups.
//!
//! Reads the project only; whether a quotation still stands in its text is the exports' and the project's business.
//! Sort keys are read once for each excerpt, so that a table of 100,000 rows is ordered while a key is pressed.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::quoting::made_whole;
use super::values::ValueKey;
use crate::project::{
    Annotation, AnnotationId, CoderId, DocumentId, DocumentRecord, Project, TagId, Timestamp,
};

/// How several chosen tags are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TagMatch {
    /// At least one of them.
    #[default]
    Any,
    /// All of them.
    All,
}

/// Which excerpts are wanted; an empty field asks for nothing in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcerptFilter {
    /// Tags wanted.
    pub tags: BTreeSet<TagId>,
    /// How several tags combine.
    pub tag_match: TagMatch,
    /// Whether a tag stands for its subtags too.
    pub with_subtags: bool,
    /// Only untagged highlights; the tags above are then of no account.
    pub untagged_only: bool,
    /// Documents wanted.
    pub documents: BTreeSet<DocumentId>,
    /// Attributes wanted: name to the values of which a document has any, compared without regard to case.
    #[serde(deserialize_with = "one_or_several")]
    pub attributes: BTreeMap<String, BTreeSet<String>>,
    /// Coders wanted.
    pub coders: BTreeSet<CoderId>,
    /// Words, parted by blanks, each of which must occur in the excerpt or its memo, without regard to case.
    pub words: String,
}

/// Reads values wanted of attributes; layouts kept by earlier versions have one for each name.
fn one_or_several<'de, D: serde::Deserializer<'de>>(
    source: D,
) -> Result<BTreeMap<String, BTreeSet<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Values {
        One(String),
        Several(BTreeSet<String>),
    }
    let read = BTreeMap::<String, Values>::deserialize(source)?;
    let several = |values| match values {
        Values::One(value) => BTreeSet::from([value]),
        Values::Several(values) => values,
    };
    Ok(read.into_iter().map(|(name, values)| (name, several(values))).collect())
}

/// What excerpts are ordered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SortKey {
    /// Document title, then place in the document.
    #[default]
    Document,
    /// The words of the excerpt.
    Excerpt,
    /// The path of the first tag; untagged highlights last.
    Tag,
    /// The memo.
    Memo,
    /// The coder's initials.
    Coder,
    /// When it was made.
    Created,
    /// When it was last changed.
    Modified,
    /// An attribute of the document, such as `date`; those without it last either way.
    Attribute(String),
}

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

/// The codebook's order by tag, read once.
#[derive(Clone, Debug, Default)]
pub struct TagOrder(BTreeMap<TagId, usize>);

impl TagOrder {
    /// Reads the order of the project's codebook.
    pub fn of(project: &Project) -> Self {
        Self(project.tag_rows().iter().enumerate().map(|(rank, row)| (row.tag.id, rank)).collect())
    }

    /// The tags of `annotation` that the codebook knows, in its order.
    pub fn tags(&self, annotation: &Annotation) -> Vec<TagId> {
        let mut ranked: Vec<(usize, TagId)> =
            annotation.tags.iter().filter_map(|tag| Some((*self.0.get(tag)?, *tag))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, tag)| tag).collect()
    }

    fn rank(&self, tag: TagId) -> usize {
        self.0.get(&tag).copied().unwrap_or(usize::MAX)
    }
}

/// The documents in the order they are shown in: by title without regard to case, then by id.
pub fn documents_in_order(project: &Project) -> Vec<&DocumentRecord> {
    let mut documents: Vec<&DocumentRecord> = project.documents.values().collect();
    documents.sort_by_cached_key(|document| (document.title.to_lowercase(), document.id));
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
    chosen.into_iter().map(|ranked| ranked.place.id).collect()
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

fn document_ranks(project: &Project) -> HashMap<DocumentId, usize> {
    documents_in_order(project).iter().enumerate().map(|(rank, document)| (document.id, rank)).collect()
}

/// The rank of each document's value of an attribute, equal for equal values; none for documents without one.
fn value_ranks(project: &Project, name: &str) -> HashMap<DocumentId, usize> {
    let documents = project.documents.values().map(|record| (record.id, record.attribute(name).trim()));
    let values: Vec<(DocumentId, ValueKey)> = documents
        .filter(|(_, value)| !value.is_empty())
        .map(|(id, value)| (id, ValueKey::of(value)))
        .collect();
    let alphabet: BTreeSet<&ValueKey> = values.iter().map(|(_, value)| value).collect();
    let ranks: BTreeMap<&ValueKey, usize> =
        alphabet.into_iter().enumerate().map(|(rank, value)| (value, rank)).collect();
    values.iter().map(|(id, value)| (*id, ranks[value])).collect()
}

/// A filter with everything looked up that does not depend on the annotation, to ask of many.
pub struct Wanted<'a> {
    filter: &'a ExcerptFilter,
    /// One set for each chosen tag: itself, with its subtags when they count too.
    tags: Vec<BTreeSet<TagId>>,
    /// The documents that pass, when any were asked for.
    documents: Option<BTreeSet<DocumentId>>,
    words: Vec<String>,
}

impl<'a> Wanted<'a> {
    /// Looks up what the filter names in the project.
    pub fn new(project: &Project, filter: &'a ExcerptFilter) -> Self {
        let tags =
            filter
                .tags
                .iter()
                .map(|tag| {
                    if filter.with_subtags { project.tag_with_subtags(*tag) } else { BTreeSet::from([*tag]) }
                })
                .collect();
        let documents = (!filter.documents.is_empty() || !filter.attributes.is_empty()).then(|| {
            project
                .documents
                .values()
                .filter(|document| filter.documents.is_empty() || filter.documents.contains(&document.id))
                .filter(|document| {
                    filter.attributes.iter().all(|(name, values)| {
                        let has = document.attribute(name).trim().to_lowercase();
                        values.iter().any(|value| value.trim().to_lowercase() == has)
                    })
                })
                .map(|document| document.id)
                .collect()
        });
        let words = filter.words.split_whitespace().map(str::to_lowercase).collect();
        Self { filter, tags, documents, words }
    }

    /// True when the annotation passes the filter.
    pub fn admits(&self, annotation: &Annotation) -> bool {
        self.admits_tags(&annotation.tags)
            && self.documents.as_ref().is_none_or(|documents| documents.contains(&annotation.document))
            && (self.filter.coders.is_empty() || self.filter.coders.contains(&annotation.coder))
            && self.admits_words(annotation)
    }

    fn admits_tags(&self, carried: &BTreeSet<TagId>) -> bool {
        if self.filter.untagged_only {
            return carried.is_empty();
        }
        let carries = |wanted: &BTreeSet<TagId>| carried.iter().any(|tag| wanted.contains(tag));
        match self.filter.tag_match {
            TagMatch::Any => self.tags.is_empty() || self.tags.iter().any(carries),
            TagMatch::All => self.tags.iter().all(carries),
        }
    }

    fn admits_words(&self, annotation: &Annotation) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let exact = &annotation.anchor.exact;
        let memo = annotation.memo.to_lowercase();
        let in_these =
            |excerpt: &str| self.words.iter().all(|word| excerpt.contains(word) || memo.contains(word));
        in_these(&exact.to_lowercase())
            || made_whole(exact)
                .is_some_and(|whole| whole.iter().any(|words| in_these(&words.to_lowercase())))
    }
}

/// What one excerpt is ordered by; the same kind throughout one list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Place(Place),
    Rank(usize),
    Words(String),
    Moment(Timestamp),
    /// The rank of a value that may be missing.
    Value(Option<usize>),
}

/// Where an excerpt stands among all: the order every other order falls back to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    document: usize,
    start: usize,
    end: usize,
    id: AnnotationId,
}

/// An excerpt with what it is ordered by.
pub(super) struct Ranked {
    key: Key,
    place: Place,
}

impl Ranked {
    /// Which of two comes first; no two excerpts stand at the same place.
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let by_key = match (&self.key, &other.key) {
            (Key::Value(one), Key::Value(other)) if one.is_none() || other.is_none() => {
                one.is_none().cmp(&other.is_none())
            }
            (one, other) if descending => other.cmp(one),
            (one, other) => one.cmp(other),
        };
        by_key.then_with(|| self.place.cmp(&other.place))
    }
}

/// Places of documents, tags and coders in their alphabets.
pub(super) struct Orders {
    documents: HashMap<DocumentId, usize>,
    codebook: TagOrder,
    paths: BTreeMap<TagId, usize>,
    coders: BTreeMap<CoderId, usize>,
    /// The rank of each document's value of the attribute that is sorted by.
    values: HashMap<DocumentId, usize>,
}

impl Orders {
    /// Reads the alphabets of a project, which its annotations do not change, for sorting by `sort`.
    pub fn new(project: &Project, sort: &SortKey) -> Self {
        let mut paths: Vec<(String, TagId)> =
            project.tags.keys().map(|tag| (project.tag_path(*tag).to_lowercase(), *tag)).collect();
        paths.sort_unstable();
        let mut coders: Vec<(String, CoderId)> =
            project.coders.values().map(|coder| (coder.initials.to_lowercase(), coder.id)).collect();
        coders.sort_unstable();
        Self {
            documents: document_ranks(project),
            codebook: TagOrder::of(project),
            paths: paths.into_iter().enumerate().map(|(rank, (_, tag))| (tag, rank)).collect(),
            coders: coders.into_iter().enumerate().map(|(rank, (_, coder))| (coder, rank)).collect(),
            values: match sort {
                SortKey::Attribute(name) => value_ranks(project, name),
                _ => HashMap::new(),
            },
        }
    }

    /// The keys of the groups an excerpt stands in.
    pub fn keys(&self, annotation: &Annotation, by: GroupBy) -> Vec<GroupKey> {
        match by {
            GroupBy::Document => vec![GroupKey::Document(annotation.document)],
            GroupBy::Tag => {
                let tags = self.codebook.tags(annotation);
                if tags.is_empty() {
                    vec![GroupKey::Untagged]
                } else {
                    tags.into_iter().map(GroupKey::Tag).collect()
                }
            }
        }
    }

    /// The place of a group among groups.
    pub fn rank(&self, key: GroupKey) -> usize {
        match key {
            GroupKey::Tag(tag) => self.codebook.rank(tag),
            GroupKey::Untagged => usize::MAX,
            GroupKey::Document(document) => self.documents.get(&document).copied().unwrap_or(usize::MAX),
        }
    }

    /// An excerpt with what it is ordered by.
    pub fn ranked(&self, annotation: &Annotation, sort: &SortKey) -> Ranked {
        let place = Place {
            document: self.documents.get(&annotation.document).copied().unwrap_or(usize::MAX),
            start: annotation.anchor.start,
            end: annotation.anchor.end,
            id: annotation.id,
        };
        let rank = |rank: Option<&usize>| Key::Rank(rank.copied().unwrap_or(usize::MAX));
        let key = match sort {
            SortKey::Document => Key::Place(place),
            SortKey::Excerpt => Key::Words(annotation.anchor.exact.trim_start().to_lowercase()),
            SortKey::Tag => {
                let first = annotation.tags.iter().copied().min_by_key(|tag| self.codebook.rank(*tag));
                rank(first.and_then(|tag| self.paths.get(&tag)))
            }
            SortKey::Memo => Key::Words(annotation.memo.to_lowercase()),
            SortKey::Coder => rank(self.coders.get(&annotation.coder)),
            SortKey::Created => Key::Moment(annotation.created),
            SortKey::Modified => Key::Moment(annotation.modified),
            SortKey::Attribute(_) => Key::Value(self.values.get(&annotation.document).copied()),
        };
        Ranked { key, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{AttributeValue, Source};
    use crate::project::codebook::create;
    use crate::project::{Coder, Edit, Standing};
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
