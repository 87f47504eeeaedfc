//! What a query can ask for in a corpus by name: attributes and their values, tags, entities and their kinds, coders,
//! titles, dates.
//!
//! Read once for a state of the project, so that a name can be offered while somebody types. Memos are not in it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::query::{FIELDS, day_range, written_name};
use crate::project::Project;

/// The fields of a corpus and what each can be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    attributes: Vec<String>,
    values: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// Reads a project, and the names of its entities with the names of their kinds, those that matter most first.
    pub fn of<'a>(project: &Project, entities: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let is_field = |name: &str| FIELDS.iter().any(|(field, _)| *field == name);
        let mut values: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for record in project.documents.values() {
            values.entry("title".to_owned()).or_default().insert(record.title.trim());
            for (name, value) in &record.attributes {
                let value = value.value.trim();
                if value.is_empty() {
                    continue;
                }
                let name = name.to_lowercase();
                // One that is called like a field is asked for by another name; dates are those of the attribute.
                let field = if name == "date" || !is_field(&name) { name } else { written_name(&name) };
                values.entry(field).or_default().insert(value);
            }
        }
        let attributes = values.keys().filter(|name| !is_field(name)).cloned().collect();
        if let Some(dates) = values.get_mut("date") {
            dates.retain(|date| day_range(date).is_some());
        }
        let coders = project.coders.values().map(|coder| coder.name.as_str()).collect();
        values.insert("coder".to_owned(), coders);
        let owned = |set: BTreeSet<&str>| set.into_iter().map(str::to_owned).collect();
        let mut values: BTreeMap<String, Vec<String>> =
            values.into_iter().map(|(name, set)| (name, owned(set))).collect();
        let tags = project.tag_rows().into_iter().map(|row| project.tag_levels(row.tag.id).join(" > "));
        values.insert("tag".to_owned(), tags.collect());
        let (mut seen, mut kinds) = (FxHashSet::default(), BTreeSet::new());
        let mut names = Vec::new();
        for (name, kind) in entities {
            if seen.insert(name) {
                names.push(name.to_owned());
            }
            kinds.insert(kind);
        }
        values.insert("entity".to_owned(), names);
        values.insert("type".to_owned(), owned(kinds));
        values.remove("memo");
        Self { attributes, values }
    }

    /// The attributes of documents, in small letters; one called like a field with what says so before it.
    pub fn attributes(&self) -> &[String] {
        &self.attributes
    }

    /// What the field of this name can be asked for: tags as in the codebook, entities with most mentions first, anything
    /// else in order.
    pub fn values(&self, field: &str) -> &[String] {
        self.values.get(field).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{AttributeValue, Document, Source};
    use crate::project::{Coder, CoderId, DocumentId, DocumentRecord};
    use crate::text::Text;

    fn document(title: &str, attributes: &[(&str, &str)]) -> DocumentRecord {
        let attributes = attributes.iter();
        let document = Document {
            source: Source::Bundled(title.to_owned()),
            name_in_corpus: title.to_owned(),
            text: Text::new(title),
            encoding: "UTF-8".to_owned(),
            reader: "plain 1".to_owned(),
            title: title.to_owned(),
            attributes: attributes
                .map(|(name, value)| ((*name).to_owned(), AttributeValue::stated(*value)))
                .collect(),
            words: 2,
        };
        DocumentRecord::of(DocumentId::derived(title.as_bytes()), &document)
    }

    #[test]
    fn a_corpus_is_read_for_what_can_be_asked() {
        let mut project = Project::new();
        let coder =
            Coder { id: CoderId::derived(b"c"), name: "Ana Bel".to_owned(), initials: "AB".to_owned() };
        project.coders.insert(coder.id, coder);
        for record in [
            document(
                "A Letter",
                &[("Kind", "letter"), ("date", "2019-05"), ("two words", "x"), ("tag", "t")],
            ),
            document("B Report", &[("kind", "report"), ("date", "some day"), ("place", " ")]),
            document("C Letter", &[("kind", "letter"), ("date", "2019-05"), ("place", "York")]),
        ] {
            project.documents.insert(record.id, record);
        }
        let entities = [("Zoë", "person"), ("Acme", "organisation"), ("Zoë", "place")];
        let vocabulary = Vocabulary::of(&project, entities.into_iter());
        assert_eq!(vocabulary.attributes(), ["attribute.tag", "kind", "place", "two words"]);
        assert_eq!(vocabulary.values("attribute.tag"), ["t"]);
        assert_eq!(vocabulary.values("two words"), ["x"]);
        assert_eq!(vocabulary.values("kind"), ["letter", "report"]);
        assert_eq!(vocabulary.values("place"), ["York"]);
        assert_eq!(vocabulary.values("date"), ["2019-05"]);
        assert_eq!(vocabulary.values("title"), ["A Letter", "B Report", "C Letter"]);
        assert_eq!(vocabulary.values("entity"), ["Zoë", "Acme"]);
        assert_eq!(vocabulary.values("type"), ["organisation", "person", "place"]);
        assert_eq!(vocabulary.values("coder"), ["Ana Bel"]);
        assert!(vocabulary.values("tag").is_empty(), "an attribute called tag is none of them");
        assert!(vocabulary.values("memo").is_empty());
    }
}
