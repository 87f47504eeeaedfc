//! Projects made at random, as awkward as the types allow: for property tests of files and edits.

#![allow(dead_code, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lectern::corpus::{AttributeValue, Source};
use lectern::project::naming::{ListedName, Wanted};
use lectern::project::{
    Annotation, AnnotationId, Coder, CoderId, Decision, DecisionId, DocumentId, DocumentRecord, FigurePlace,
    Kind, ListId, Measure, NameList, Named, NamedTopic, OwnKind, Project, ProjectId, ProjectInfo, Ruling,
    SavedSearch, Scope, SearchId, Standing, Tag, TagColour, TagId, Timestamp, TopicDecision, TopicDecisionId,
    TopicRuling,
};
use lectern::text::{Anchor, Span, Text};
use proptest::prelude::*;

/// Words with everything that has ever broken a file: quotes, line ends, control signs, emoji, marks, RON's own signs.
pub fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z ]{1,8}".prop_map(String::from),
        1 => prop::sample::select(vec![
            "\"", "'", "\\", "\n", "\r\n", "\r", "\t", "\0", "\u{7}", "\u{1b}", "\u{85}", "\u{2028}", "\u{feff}", "👩🏽‍🚀",
            "é", "e\u{301}", "日本", "שלום", "\u{202e}", "//", "/*", "*/", "),(", "r#\"", "\"#", "<<<<<<< ", "%41",
            "\u{10ffff}", "\\u{41}", "Some(", "#![enable(unwrap_newtypes)]",
        ]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// A name that can be seen, as the codebook insists on.
pub fn name() -> impl Strategy<Value = String> {
    (awkward(), "[a-z]{1,3}")
        .prop_map(|(a, b)| format!("{a}{b}").split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text to annotate: never empty, LF line ends.
pub fn body() -> impl Strategy<Value = String> {
    "[a-zé日👩🏽\u{301}\" \n\\\\]{1,80}".prop_map(String::from)
}

fn path() -> impl Strategy<Value = PathBuf> {
    prop::collection::vec(prop::collection::vec(1u8.., 1..6), 1..5).prop_map(|parts| {
        let mut bytes = Vec::new();
        for part in parts {
            bytes.push(b'/');
            bytes.extend(part);
        }
        path_of_bytes(bytes)
    })
}

#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    let name: String = bytes.into_iter().filter(u8::is_ascii_alphanumeric).map(char::from).collect();
    std::env::temp_dir().join(name)
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (-60_000_000_000i64..200_000_000_000).prop_map(Timestamp::from_second)
}

fn colour() -> impl Strategy<Value = TagColour> {
    prop_oneof![(0usize..20).prop_map(TagColour::nth), any::<[u8; 3]>().prop_map(TagColour::Custom)]
}

/// A project with the texts of its documents.
#[derive(Clone, Debug)]
pub struct Sample {
    pub project: Project,
    pub texts: BTreeMap<DocumentId, Text>,
}

impl Sample {
    pub fn text(&self, id: DocumentId) -> Option<Text> {
        self.texts.get(&id).cloned()
    }
}

/// A span of `text` picked by two numbers; `None` when they pick nothing.
pub fn span(text: &Text, a: usize, b: usize) -> Option<Span> {
    let bounds: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = Span::new(bounds[a % bounds.len()], bounds[b % bounds.len()]);
    (!span.is_empty()).then_some(span)
}

/// An annotation of a text.
pub fn annotation(
    document: DocumentId,
    text: &Text,
    place: Span,
    tags: BTreeSet<TagId>,
    coder: CoderId,
    memo: &str,
) -> Annotation {
    let now = Timestamp::from_second(1_790_000_000);
    Annotation {
        id: AnnotationId::new(),
        document,
        anchor: Anchor::new(text, place).unwrap(),
        standing: Standing::Certain,
        tags,
        memo: memo.to_owned(),
        coder,
        created: now,
        modified: now,
    }
}

type DocumentParts = (String, Option<PathBuf>, String, Vec<(String, String, bool)>);

fn document() -> impl Strategy<Value = DocumentParts> {
    let attributes = prop::collection::vec((awkward(), awkward(), any::<bool>()), 0..3);
    (body(), prop::option::weighted(0.8, path()), awkward(), attributes)
}

/// The name of an entity, of any kind.
fn named() -> impl Strategy<Value = Named> {
    let kinds: Vec<Kind> =
        Kind::BUILT_IN.into_iter().chain([Kind::Own("Vessel \"of\" kinds".into())]).collect();
    (prop::sample::select(kinds), awkward()).prop_map(|(kind, name)| Named { kind, name })
}

/// A ruling on entities; places are in the document of this id.
fn ruling(document: DocumentId) -> impl Strategy<Value = Ruling> {
    let anchor = (0usize..50, awkward(), awkward(), awkward()).prop_map(|(start, exact, prefix, suffix)| {
        Anchor { start, end: start + exact.chars().count(), exact, prefix, suffix }
    });
    let anchor = anchor.boxed();
    prop_oneof![
        (named(), named()).prop_map(|(from, into)| Ruling::Merge { from, into }),
        (anchor.clone(), named()).prop_map(move |(anchor, into)| Ruling::Split { document, anchor, into }),
        (named(), awkward()).prop_map(|(entity, name)| Ruling::Rename { entity, name }),
        (named(), named()).prop_map(|(entity, to)| Ruling::RetypeEntity { entity, kind: to.kind }),
        (anchor.clone(), named()).prop_map(move |(anchor, to)| Ruling::RetypeMention {
            document,
            anchor,
            kind: to.kind
        }),
        anchor.clone().prop_map(move |anchor| Ruling::RejectMention { document, anchor }),
        named().prop_map(|entity| Ruling::RejectEntity { entity }),
        (awkward(), prop::option::of(named())).prop_map(|(wording, named)| Ruling::RejectWording {
            wording,
            kind: named.map(|named| named.kind),
        }),
        (anchor, named(), any::<bool>()).prop_map(move |(anchor, named, knows)| {
            let entity = knows.then_some(named.name);
            Ruling::AddMention { document, anchor, kind: named.kind, entity }
        }),
        (awkward(), named(), any::<bool>()).prop_map(|(wording, named, match_case)| {
            let entity = match_case.then_some(named.name);
            Ruling::AddWording { wording, kind: named.kind, entity, match_case }
        }),
        (named(), named()).prop_map(|(one, other)| Ruling::Dismiss { one, other }),
    ]
}

/// A list of names, or a pattern.
fn name_list() -> impl Strategy<Value = NameList> {
    let listed = (awkward(), prop::option::of(named()), prop::collection::vec(awkward(), 0..3));
    let listed = listed.prop_map(|(name, kind, aliases)| ListedName {
        name,
        kind: kind.map(|named| named.kind),
        aliases,
    });
    let names = (prop::collection::vec(listed, 0..4), any::<bool>(), any::<bool>());
    let wanted = prop_oneof![
        names.prop_map(|(names, match_case, inflected)| Wanted::Names { names, match_case, inflected }),
        awkward().prop_map(Wanted::Pattern),
    ];
    (named(), any::<bool>(), wanted).prop_map(|(named, active, wanted)| NameList {
        id: ListId::new(),
        name: named.name,
        kind: named.kind,
        active,
        wanted,
    })
}

/// What was settled about names, in a project with this document.
fn naming(document: DocumentId) -> impl Strategy<Value = (Vec<Decision>, Vec<NameList>, Vec<OwnKind>)> {
    let decision = (0u64..9, ruling(document)).prop_map(|(rank, ruling)| Decision {
        id: DecisionId::new(),
        rank,
        ruling,
    });
    let kinds = prop::collection::vec((awkward(), colour()), 0..3);
    let kinds =
        kinds.prop_map(|kinds| kinds.into_iter().map(|(name, colour)| OwnKind::new(&name, colour)).collect());
    (prop::collection::vec(decision, 0..5), prop::collection::vec(name_list(), 0..3), kinds)
}

/// A decision on topics of figures, in a project with this document.
fn topic_decision(document: DocumentId) -> impl Strategy<Value = TopicDecision> {
    let place =
        (0usize..50, awkward(), awkward(), awkward()).prop_map(move |(start, exact, prefix, suffix)| {
            let anchor = Anchor { start, end: start + exact.chars().count(), exact, prefix, suffix };
            FigurePlace { document, anchor }
        });
    let places = prop::collection::vec(place, 0..3).boxed();
    let named = (prop::sample::select(Measure::ALL.to_vec()), awkward(), places.clone());
    let named = named.prop_map(|(measure, name, figures)| NamedTopic { measure, name, figures }).boxed();
    let ruling = prop_oneof![
        (named.clone(), named.clone()).prop_map(|(from, into)| TopicRuling::Merge { from, into }),
        (places, prop::option::of(awkward()))
            .prop_map(|(figures, name)| TopicRuling::Split { figures, name }),
        (named.clone(), awkward()).prop_map(|(topic, name)| TopicRuling::Rename { topic, name }),
        named.prop_map(|topic| TopicRuling::Dismiss { topic }),
    ];
    (0u64..9, ruling).prop_map(|(rank, ruling)| TopicDecision { id: TopicDecisionId::new(), rank, ruling })
}

/// A search that was given a name, of all documents or of this one.
fn saved_search(document: DocumentId) -> impl Strategy<Value = SavedSearch> {
    let scope = prop::sample::select(vec![Scope::Document, Scope::Paragraph, Scope::Sentence]);
    (awkward(), awkward(), scope, any::<bool>()).prop_map(move |(name, query, scope, within)| SavedSearch {
        id: SearchId::new(),
        name,
        query,
        scope,
        within: within.then_some(document),
    })
}

/// A whole project whose records fit together.
pub fn sample() -> impl Strategy<Value = Sample> {
    let tags =
        prop::collection::vec((name(), any::<prop::sample::Index>(), colour(), awkward(), 0u32..4), 0..8);
    let notes = prop::collection::vec(
        (any::<prop::sample::Index>(), 0usize..200, 0usize..200, any::<u8>(), awkward(), moment(), moment()),
        0..12,
    );
    let naming = naming(DocumentId::derived(b"a document"));
    let coders = prop::collection::vec(awkward(), 1..3);
    let searches = prop::collection::vec(saved_search(DocumentId::derived(b"a document")), 0..3);
    let topics = prop::collection::vec(topic_decision(DocumentId::derived(b"a document")), 0..4);
    let settled = (naming, searches, topics);
    (prop::collection::vec(document(), 1..4), tags, notes, awkward(), coders, settled).prop_map(
        |(documents, tags, notes, memo, coders, ((decisions, lists, kinds), searches, topics))| {
            let info = ProjectInfo { id: ProjectId::new(), created: Timestamp::from_second(0), memo };
            let mut project = Project::with_info(info);
            project.decisions = decisions.into_iter().map(|decision| (decision.id, decision)).collect();
            project.lists = lists.into_iter().map(|list| (list.id, list)).collect();
            project.kinds = kinds.into_iter().map(|kind| (kind.id, kind)).collect();
            project.searches = searches.into_iter().map(|search| (search.id, search)).collect();
            project.topics = topics.into_iter().map(|decision| (decision.id, decision)).collect();
            let mut texts = BTreeMap::new();
            for (n, (body, path, title, attributes)) in documents.into_iter().enumerate() {
                let text = Text::new(body);
                let id = DocumentId::of(&format!("{n}.txt"), text.hash());
                let record = DocumentRecord {
                    id,
                    source: path.map_or_else(|| Source::Bundled(format!("50%{n}.txt")), Source::File),
                    hash: text.hash(),
                    seen: None,
                    reader: "plain 1".to_owned(),
                    encoding: "UTF-8".to_owned(),
                    memo: title.clone(),
                    title,
                    attributes: attributes
                        .into_iter()
                        .map(|(name, value, guessed)| (name, AttributeValue { value, guessed }))
                        .collect(),
                };
                project.documents.insert(id, record);
                texts.insert(id, text);
            }
            for name in coders {
                let id = CoderId::new();
                project.coders.insert(id, Coder { id, initials: name.chars().take(2).collect(), name });
            }
            let mut ids: Vec<TagId> = Vec::new();
            for (n, (name, parent, colour, memo, rank)) in tags.into_iter().enumerate() {
                let place = parent.index(ids.len() + 1);
                let tag = Tag {
                    id: TagId::new(),
                    parent: ids.get(place).copied(),
                    rank,
                    name: format!("{name}{n}"),
                    colour,
                    description: memo.clone(),
                    shortcut: char::from_digit(n as u32, 10),
                    memo,
                };
                ids.push(tag.id);
                project.tags.insert(tag.id, tag);
            }
            let (documents, coders): (Vec<_>, Vec<_>) =
                (texts.iter().collect(), project.coders.keys().copied().collect());
            for (document, a, b, mask, memo, created, modified) in notes {
                let (id, text) = document.get(&documents);
                let Some(place) = span(text, a, b) else { continue };
                let given =
                    ids.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, id)| *id).collect();
                let coder = coders[usize::from(mask) % coders.len()];
                let note =
                    Annotation { created, modified, ..annotation(**id, text, place, given, coder, &memo) };
                project.annotations.insert(note.id, note);
            }
            Sample { project, texts }
        },
    )
}

/// A project of many annotations with passages of ordinary length, for measuring.
pub fn large(annotations: usize) -> Sample {
    const WORDS: [&str; 12] = [
        "the",
        "committee",
        "heard",
        "that",
        "“policing”",
        "in",
        "the",
        "neighbourhood",
        "was",
        "said",
        "to",
        "café\n",
    ];
    let mut project = Project::new();
    let mut texts = BTreeMap::new();
    let tags: Vec<TagId> = (0..300u32)
        .map(|n| {
            let tag = Tag {
                id: TagId::new(),
                parent: None,
                rank: n,
                name: format!("Tag {n}"),
                colour: TagColour::nth(n as usize),
                description: "What it means.".to_owned(),
                shortcut: None,
                memo: String::new(),
            };
            let id = tag.id;
            project.tags.insert(id, tag);
            id
        })
        .collect();
    let coder = Coder { id: CoderId::new(), name: "Ann Reader".to_owned(), initials: "AR".to_owned() };
    let coder_id = coder.id;
    project.coders.insert(coder_id, coder);
    let each = 50;
    for n in 0..annotations.div_ceil(each) {
        let body: String =
            (0..1500).map(|w| WORDS[(w * 7 + n + w / 11) % WORDS.len()]).collect::<Vec<_>>().join(" ");
        let text = Text::new(format!("{n} {body}"));
        let id = DocumentId::of(&format!("{n}.txt"), text.hash());
        let record = DocumentRecord {
            id,
            source: Source::File(std::env::temp_dir().join(format!("corpus/{n}.txt"))),
            hash: text.hash(),
            seen: None,
            reader: "plain 1".to_owned(),
            encoding: "UTF-8".to_owned(),
            title: format!("Minutes {n}"),
            attributes: BTreeMap::from([("date".to_owned(), AttributeValue::guessed("2019-03-04"))]),
            memo: String::new(),
        };
        let words: Vec<usize> = text.as_str().match_indices(' ').map(|(at, _)| at).collect();
        for k in 0..each.min(annotations - n * each) {
            let at = k * 29;
            let place = Span::new(words[at] + 1, words[at + 30]);
            let given = BTreeSet::from([tags[(n * 31 + k) % tags.len()], tags[(n + k * 17) % tags.len()]]);
            let note = annotation(
                id,
                &text,
                place,
                given,
                coder_id,
                if k % 5 == 0 { "Compare with 2018." } else { "" },
            );
            project.annotations.insert(note.id, note);
        }
        project.documents.insert(id, record);
        texts.insert(id, text);
    }
    Sample { project, texts }
}
