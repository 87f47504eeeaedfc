//! A small random project: what is known of documents beside their words, plainly, and as the program knows it.

use std::collections::BTreeSet;

use lectern::corpus::{AttributeValue, Document, Source};
use lectern::project::{
    Annotation, AnnotationId, Change, Coder, CoderId, DocumentId, DocumentRecord, Project, Standing, TagId,
    Timestamp, codebook,
};
use lectern::search::{NamedPlace, ProjectLayers};
use lectern::text::{Anchor, Span, Text};
use proptest::prelude::*;

/// The codebook: each tag with the levels above it.
pub const TAGS: [&[&str]; 5] = [
    &["Policing"],
    &["Policing", "Complaints"],
    &["Policing", "Complaints", "Upheld"],
    &["Praise"],
    &["Réd"],
];

/// Coders by name and initials.
pub const CODERS: [(&str, &str); 2] = [("Ana Bel", "AB"), ("Zoë", "Z")];

/// Entities by their names and kind.
pub const ENTITIES: [(&[&str], &str); 3] =
    [(&["Zoë"], "person"), (&["Barry Coppinger", "Coppinger"], "person"), (&["York"], "place")];

/// A passage that carries something.
#[derive(Clone, Debug)]
pub struct Mark {
    pub span: Span,
    /// By their places in [`TAGS`].
    pub tags: BTreeSet<usize>,
    pub memo: &'static str,
    /// By its place in [`CODERS`].
    pub coder: usize,
}

/// What is known of one document.
#[derive(Clone, Debug)]
pub struct Known {
    pub title: &'static str,
    pub attributes: Vec<(&'static str, &'static str)>,
    pub marks: Vec<Mark>,
    /// Places that name an entity, by its place in [`ENTITIES`].
    pub named: Vec<(Span, usize)>,
}

/// What is known of some documents, by their numbers.
#[derive(Clone, Debug)]
pub struct World {
    pub texts: Vec<Text>,
    pub known: Vec<Known>,
}

/// The identity of the document with this number.
pub fn identity(number: usize) -> DocumentId {
    DocumentId::derived(&number.to_le_bytes())
}

/// What is drawn for a document before its text is known: places are shares of it.
type Drawn = (
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
    Vec<(f64, f64, BTreeSet<usize>, &'static str, usize)>,
    Vec<(f64, f64, usize)>,
);

fn drawn() -> impl Strategy<Value = Drawn> {
    let titles = vec!["The Annual Report", "Une Lettre à Zoë", "A  report", ""];
    let kinds = vec!["letter", "Press  Release", "report", "été", " "];
    let dates = vec![
        "2019",
        "2019-09",
        "2019-09-18",
        "2020-02-29",
        "some day",
        "2018-12-31",
        "18 September 2019",
        "29.2.2020",
    ];
    let tags = prop::collection::btree_set(0..TAGS.len(), 0..3);
    let memos = vec!["", "Is this certain?", "doubtful", "is that certain"];
    let mark = (0.0..1.0, 0.0..0.5, tags, prop::sample::select(memos), 0..CODERS.len());
    (
        prop::sample::select(titles),
        prop::option::of(prop::sample::select(kinds)),
        prop::option::of(prop::sample::select(dates)),
        prop::option::of(prop::sample::select(vec!["York", "New York"])),
        prop::collection::vec(mark, 0..4),
        prop::collection::vec((0.0..1.0, 0.0..0.2, 0..ENTITIES.len()), 0..3),
    )
}

/// Something is known of each of these texts.
pub fn world(texts: impl Strategy<Value = Vec<Text>>) -> impl Strategy<Value = World> {
    texts.prop_flat_map(|texts| {
        let count = texts.len();
        prop::collection::vec(drawn(), count..=count).prop_map(move |drawn| World {
            known: texts.iter().zip(drawn).map(|(text, drawn)| known(text, drawn)).collect(),
            texts: texts.clone(),
        })
    })
}

fn known(text: &Text, (title, kind, date, place, marks, named): Drawn) -> Known {
    let body = text.as_str();
    let span = |start: f64, length: f64| {
        let place = |share: f64| body.floor_char_boundary((share.min(1.0) * body.len() as f64) as usize);
        let span = Span::new(place(start), place(start + length)).trimmed(body);
        (!span.is_empty()).then_some(span)
    };
    let attributes = [("Kind", kind), ("date", date), ("place", place)];
    Known {
        title,
        attributes: attributes.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        marks: marks
            .into_iter()
            .filter_map(|(start, length, tags, memo, coder)| {
                Some(Mark { span: span(start, length)?, tags, memo, coder })
            })
            .collect(),
        named: named
            .into_iter()
            .filter_map(|(start, length, entity)| Some((span(start, length)?, entity)))
            .collect(),
    }
}

impl World {
    /// The same as the program knows it.
    pub fn layers(&self) -> ProjectLayers {
        let mut project = Project::new();
        let tags: Vec<TagId> = TAGS.iter().map(|levels| tag(&mut project, levels)).collect();
        let coders: Vec<CoderId> = CODERS.iter().map(|(name, _)| CoderId::derived(name.as_bytes())).collect();
        for (id, (name, initials)) in coders.iter().zip(CODERS) {
            let coder = Coder { id: *id, name: name.to_owned(), initials: initials.to_owned() };
            project.coders.insert(*id, coder);
        }
        for (number, (text, known)) in self.texts.iter().zip(&self.known).enumerate() {
            let record = DocumentRecord::of(identity(number), &document(number, text, known));
            project.documents.insert(record.id, record);
            for (place, mark) in known.marks.iter().enumerate() {
                let annotation = Annotation {
                    id: AnnotationId::derived(format!("{number} {place}").as_bytes()),
                    document: identity(number),
                    anchor: Anchor::new(text, mark.span).unwrap(),
                    standing: Standing::Certain,
                    tags: mark.tags.iter().map(|tag| tags[*tag]).collect(),
                    memo: mark.memo.to_owned(),
                    coder: coders[mark.coder],
                    created: Timestamp::now(),
                    modified: Timestamp::now(),
                };
                project.annotations.insert(annotation.id, annotation);
            }
        }
        let text =
            |document| (0..).zip(&self.texts).find(|(n, _)| identity(*n) == document).map(|it| it.1.clone());
        let places = self.known.iter().enumerate().map(|(number, known)| {
            let named = known.named.iter().map(|(span, entity)| {
                let (names, kind) = ENTITIES[*entity];
                let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                NamedPlace { span: *span, kind: kind.into(), names: names.into() }
            });
            (identity(number), named.collect())
        });
        ProjectLayers::new(&project, &text).with_entities(&places.collect())
    }
}

fn tag(project: &mut Project, levels: &[&str]) -> TagId {
    let (tag, changes) = codebook::find_or_create(project, levels).unwrap();
    for change in changes {
        if let Change::Tag(swap) = change {
            let tag = swap.after.unwrap();
            project.tags.insert(tag.id, tag);
        }
    }
    tag
}

fn document(number: usize, text: &Text, known: &Known) -> Document {
    Document {
        source: Source::Bundled(format!("{number}.txt")),
        name_in_corpus: format!("{number}.txt"),
        text: text.clone(),
        encoding: "UTF-8".to_owned(),
        reader: "plain 1".to_owned(),
        title: known.title.to_owned(),
        attributes: known
            .attributes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), AttributeValue::stated(*value)))
            .collect(),
        words: 1,
    }
}
