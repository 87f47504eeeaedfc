//! What a project knows of its documents, as search asks for it: tags, memos, coders, titles, attributes, and entities where
//! somebody has recognised them.
//!
//! A copy of what is needed, so that a search on another thread holds nobody up while the project changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::query::{Layer, Slot, Wild, value_form, wild_of, words_of};
use super::scan::conditions::has_words;
use super::scan::{Layers, Passages};
use crate::project::{CoderId, DocumentId, Project, TagId};
use crate::text::{Span, Text};

/// How many names a sentence lists.
const CANDIDATES: usize = 6;

/// A place in a text that names an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// Where.
    pub span: Span,
    /// The name of the entity's kind, as in `person`.
    pub kind: Arc<str>,
    /// The names the entity goes by, the one it is shown under first.
    pub names: Arc<[String]>,
}

/// What a project knows of its documents.
#[derive(Clone, Debug, Default)]
pub struct ProjectLayers {
    documents: Arc<FxHashMap<DocumentId, About>>,
    tags: Vec<TagNames>,
    coders: Vec<(CoderId, String, String)>,
    /// The names of attributes, in lower case.
    attributes: BTreeSet<String>,
    entities: Option<Arc<Entities>>,
}

/// The entities and where they are named.
#[derive(Debug, Default)]
struct Entities {
    known: Vec<EntityNames>,
    /// For each document the places, with the number of the entity named there.
    places: FxHashMap<DocumentId, Vec<(Span, u32)>>,
}

/// An entity by its names and its kind, without case and accents.
#[derive(Debug)]
struct EntityNames {
    names: Vec<String>,
    kind: String,
}

/// What is known of one document.
#[derive(Clone, Debug, Default)]
struct About {
    title: String,
    /// With names in lower case.
    attributes: Vec<(String, String)>,
    marks: Vec<Mark>,
}

/// An annotation that stands in its text.
#[derive(Clone, Debug)]
struct Mark {
    span: Span,
    tags: BTreeSet<TagId>,
    memo: String,
    coder: CoderId,
}

/// A tag by its names, without case and accents.
#[derive(Clone, Debug)]
struct TagNames {
    name: String,
    /// From the top of the codebook, with ` > ` between the levels.
    path: String,
    /// As it is shown.
    shown: String,
    /// The tag and all below it.
    with_subtags: BTreeSet<TagId>,
}

impl ProjectLayers {
    /// Reads a project; an annotation whose text `texts` does not have, or that stands nowhere for certain, is left out.
    pub fn new(project: &Project, texts: &dyn Fn(DocumentId) -> Option<Text>) -> Self {
        let mut layers = Self::default();
        let mut documents: FxHashMap<DocumentId, About> = FxHashMap::default();
        for record in project.documents.values() {
            let attributes = record
                .attributes
                .iter()
                .map(|(name, value)| (name.to_lowercase(), value.value.clone()))
                .collect();
            layers.attributes.extend(record.attributes.keys().map(|name| name.to_lowercase()));
            let about = About { title: record.title.clone(), attributes, marks: Vec::new() };
            documents.insert(record.id, about);
        }
        let mut text: Option<(DocumentId, Option<Text>)> = None;
        for annotation in project.annotations.values() {
            let is_other = text.as_ref().is_none_or(|(document, _)| *document != annotation.document);
            if is_other {
                text = Some((annotation.document, texts(annotation.document)));
            }
            let span = text.as_ref().and_then(|(_, text)| annotation.span_in(text.as_ref()?));
            let (Some(span), Some(about)) = (span, documents.get_mut(&annotation.document)) else {
                continue;
            };
            about.marks.push(Mark {
                span,
                tags: annotation.tags.clone(),
                memo: annotation.memo.clone(),
                coder: annotation.coder,
            });
        }
        layers.documents = Arc::new(documents);
        for row in project.tag_rows() {
            let tag = row.tag;
            layers.tags.push(TagNames {
                name: value_form(&tag.name),
                path: value_form(&project.tag_levels(tag.id).join(" > ")),
                shown: project.tag_path(tag.id),
                with_subtags: project.tag_with_subtags(tag.id),
            });
        }
        layers.coders = project
            .coders
            .values()
            .map(|coder| (coder.id, coder.name.clone(), coder.initials.clone()))
            .collect();
        layers
    }

    /// The same, with the places that name entities.
    #[must_use]
    pub fn with_entities(mut self, entities: &FxHashMap<DocumentId, Vec<NamedPlace>>) -> Self {
        self.entities = Some(Arc::new(Entities::of(entities)));
        self
    }

    /// The spans of marks for which `wanted` holds, for any document.
    fn marks(&self, wanted: impl Fn(&Mark) -> bool + Send + Sync + 'static) -> Passages {
        let documents = Arc::clone(&self.documents);
        Box::new(move |document| {
            let marks = documents.get(&document).map_or(&[][..], |about| &about.marks);
            marks.iter().filter(|mark| wanted(mark)).map(|mark| mark.span).collect()
        })
    }

    fn tagged(&self, name: &str) -> Result<Passages, String> {
        let wanted = wild_of(&name.replace('›', ">"));
        let fits = |tag: &&TagNames| wanted.fits(&tag.name) || wanted.fits(&tag.path);
        let found: BTreeSet<TagId> =
            self.tags.iter().filter(fits).flat_map(|tag| tag.with_subtags.iter().copied()).collect();
        if found.is_empty() {
            let names = self.tags.iter().map(|tag| format!("“{}”", tag.shown));
            return Err(format!(
                "There is no tag “{name}”; {}.",
                list("the codebook has", "the codebook is empty", names)
            ));
        }
        Ok(self.marks(move |mark| !mark.tags.is_disjoint(&found)))
    }

    fn coded(&self, name: &str) -> Result<Passages, String> {
        let wanted = wild_of(name);
        let fits = |coder: &&(CoderId, String, String)| {
            wanted.fits(&value_form(&coder.1)) || wanted.fits(&value_form(&coder.2))
        };
        let found: BTreeSet<CoderId> = self.coders.iter().filter(fits).map(|coder| coder.0).collect();
        if found.is_empty() {
            let names = self.coders.iter().map(|coder| coder.1.clone());
            return Err(format!(
                "There is no coder “{name}”; {}.",
                list("there are", "nobody has coded", names)
            ));
        }
        Ok(self.marks(move |mark| found.contains(&mark.coder)))
    }

    fn remembered(&self, words: &str) -> Result<Passages, String> {
        let words: Vec<Slot> = words_of(words);
        if words.is_empty() {
            return Err("Say a word of the memo after “memo:”, or “*” for any.".to_owned());
        }
        Ok(self.marks(move |mark| has_words(&mark.memo, &words)))
    }

    fn named(
        &self,
        layer: Layer,
        name: &str,
        fits: impl Fn(&EntityNames, &Wild) -> bool,
    ) -> Result<Passages, String> {
        let Some(entities) = &self.entities else {
            return Err(format!(
                "Nothing can be found by “{}:” yet, since no entities have been recognised.",
                layer.word()
            ));
        };
        let wanted = wild_of(name);
        // Looked up once by entity: there are far more places.
        let is_meant: Vec<bool> = entities.known.iter().map(|entity| fits(entity, &wanted)).collect();
        if !is_meant.contains(&true) {
            return Err(format!("Nothing in the texts has the {} “{name}”.", layer.word()));
        }
        let entities = Arc::clone(entities);
        Ok(Box::new(move |document| {
            let places = entities.places.get(&document).map_or(&[][..], Vec::as_slice);
            places.iter().filter(|(_, entity)| is_meant[*entity as usize]).map(|(span, _)| *span).collect()
        }))
    }
}

impl Entities {
    /// Gathers the places by the entities they name; places of one share its names.
    fn of(named: &FxHashMap<DocumentId, Vec<NamedPlace>>) -> Self {
        let mut entities = Self::default();
        let mut numbers: FxHashMap<(*const String, *const u8), u32> = FxHashMap::default();
        for (document, places) in named {
            let numbered = places.iter().map(|place| {
                let key = (place.names.as_ptr(), place.kind.as_ptr());
                let number = *numbers.entry(key).or_insert_with(|| {
                    let names = place.names.iter().map(|name| value_form(name)).collect();
                    entities.known.push(EntityNames { names, kind: value_form(&place.kind) });
                    entities.known.len() as u32 - 1
                });
                (place.span, number)
            });
            let numbered = numbered.collect();
            entities.places.insert(*document, numbered);
        }
        entities
    }
}

impl Layers for ProjectLayers {
    fn passages(&self, layer: Layer, name: &str) -> Result<Passages, String> {
        match layer {
            Layer::Tag => self.tagged(name),
            Layer::Coder => self.coded(name),
            Layer::Memo => self.remembered(name),
            Layer::Entity => {
                self.named(layer, name, |entity, wanted| entity.names.iter().any(|name| wanted.fits(name)))
            }
            Layer::Type => self.named(layer, name, |entity, wanted| wanted.fits(&entity.kind)),
        }
    }

    fn title(&self, document: DocumentId) -> &str {
        self.documents.get(&document).map_or("", |about| &about.title)
    }

    fn attribute(&self, document: DocumentId, name: &str) -> Option<&str> {
        let attributes = &self.documents.get(&document)?.attributes;
        attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn knows_attribute(&self, name: &str) -> Result<(), String> {
        if self.attributes.contains(name) {
            return Ok(());
        }
        let names = self.attributes.iter().map(|name| format!("“{name}”"));
        let there_are = list("there are", "they have none", names);
        Err(format!(
            "No document has the attribute “{name}”; {there_are}. Words with a colon go between quotation marks."
        ))
    }
}

/// Some names as the end of a sentence, cut when there are many.
fn list(some: &str, none: &str, names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    let shown = names.iter().take(CANDIDATES).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(CANDIDATES) {
        _ if names.is_empty() => none.to_owned(),
        0 => format!("{some} {shown}"),
        more => format!("{some} {shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Annotation, AnnotationId, Coder, Timestamp, codebook};
    use crate::text::Anchor;

    /// A project with one document, the tags `Policing › Complaints` and `Praise`, and a mark for each.
    fn project() -> (Project, Text, DocumentId) {
        let text = Text::new("The officers were praised. A complaint was made by Zoë.");
        let document = DocumentId::derived(b"d");
        let mut project = Project::new();
        let loaded = crate::corpus::Document {
            source: crate::corpus::Source::Bundled("d.txt".to_owned()),
            name_in_corpus: "d.txt".to_owned(),
            text: text.clone(),
            encoding: "UTF-8".to_owned(),
            reader: "plain 1".to_owned(),
            title: "A Letter".to_owned(),
            attributes: [("Kind".to_owned(), crate::corpus::AttributeValue::stated("letter"))].into(),
            words: 10,
        };
        project.documents.insert(document, crate::project::DocumentRecord::of(document, &loaded));
        let coder =
            Coder { id: CoderId::derived(b"c"), name: "Ana Bel".to_owned(), initials: "AB".to_owned() };
        project.coders.insert(coder.id, coder.clone());
        for (path, words, memo) in [
            (&["Policing", "Complaints"][..], "A complaint", "is this certain?"),
            (&["Praise"], "praised", ""),
        ] {
            let (tag, changes) = codebook::find_or_create(&project, path).unwrap();
            for change in changes {
                if let crate::project::Change::Tag(swap) = change {
                    let tag = swap.after.unwrap();
                    project.tags.insert(tag.id, tag);
                }
            }
            let start = text.as_str().find(words).unwrap();
            let annotation = Annotation {
                id: AnnotationId::derived(words.as_bytes()),
                document,
                anchor: Anchor::new(&text, Span::new(start, start + words.len())).unwrap(),
                standing: crate::project::Standing::Certain,
                tags: [tag].into(),
                memo: memo.to_owned(),
                coder: coder.id,
                created: Timestamp::now(),
                modified: Timestamp::now(),
            };
            project.annotations.insert(annotation.id, annotation);
        }
        (project, text, document)
    }

    #[test]
    fn a_project_is_asked_for_what_it_knows() {
        let (project, text, document) = project();
        let layers = ProjectLayers::new(&project, &|_| Some(text.clone()));
        let found = |layer, name| -> Vec<&str> {
            layers.passages(layer, name).unwrap()(document).into_iter().map(|span| text.slice(span)).collect()
        };
        for name in ["policing", "Policing › Complaints", "policing > complaints", "COMPLAINTS", "compl*"] {
            assert_eq!(found(Layer::Tag, name), ["A complaint"], "{name}");
        }
        assert_eq!(found(Layer::Tag, "*").len(), 2);
        assert_eq!(found(Layer::Coder, "ab").len(), 2);
        assert_eq!(found(Layer::Coder, "Ana Bel").len(), 2);
        assert_eq!(found(Layer::Memo, "certain"), ["A complaint"]);
        assert_eq!(found(Layer::Memo, "*"), ["A complaint"]);
        assert_eq!(layers.title(document), "A Letter");
        assert_eq!(layers.attribute(document, "kind"), Some("letter"));
    }

    #[test]
    fn what_there_is_not_is_told() {
        let (project, text, document) = project();
        let layers = ProjectLayers::new(&project, &|_| Some(text.clone()));
        let refused = |layer, name| layers.passages(layer, name).err().unwrap();
        assert_eq!(
            refused(Layer::Tag, "blame"),
            "There is no tag “blame”; the codebook has “Policing”, “Policing › Complaints”, “Praise”."
        );
        assert!(refused(Layer::Coder, "nobody").contains("Ana Bel"));
        assert!(refused(Layer::Entity, "Zoë").contains("no entities have been recognised"));
        let place = NamedPlace {
            span: Span::new(52, 56),
            kind: "person".into(),
            names: ["Zoë".to_owned(), "Zoë O’Brien".to_owned()].into(),
        };
        let known = layers.with_entities(&[(document, vec![place])].into_iter().collect());
        assert_eq!(known.passages(Layer::Entity, "zoe").unwrap()(document), [Span::new(52, 56)]);
        assert_eq!(known.passages(Layer::Entity, "zoe o'brien").unwrap()(document).len(), 1);
        assert_eq!(known.passages(Layer::Type, "person").unwrap()(document), [Span::new(52, 56)]);
        assert_eq!(known.knows_attribute("kind"), Ok(()));
        assert_eq!(
            known.knows_attribute("kinds").err().unwrap(),
            "No document has the attribute “kinds”; there are “kind”. Words with a colon go between quotation marks."
        );
        assert!(known.passages(Layer::Type, "place").err().unwrap().ends_with("the type “place”."));
    }
}
