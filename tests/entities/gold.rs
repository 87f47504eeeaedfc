//! The gold mentions of `tests/fixtures/entities`.

use std::path::{Path, PathBuf};

use lectern::entities::{Mention, Options};
use lectern::text::Text;

/// A mention that is known to be right.
#[derive(Clone, Debug)]
pub struct Gold {
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub other_spans: Vec<(usize, usize)>,
    pub other_kinds: Vec<String>,
    pub optional: bool,
}

impl Gold {
    /// True when the mention may be of this kind.
    pub fn accepts(&self, kind: &str) -> bool {
        self.kind == kind || self.other_kinds.iter().any(|other| other == kind)
    }
}

/// A mention that was recognised, in characters.
#[derive(Clone, Debug)]
pub struct Predicted {
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub source: String,
}

/// One set of documents with their gold.
pub struct Set {
    pub name: &'static str,
    pub documents: Vec<(String, Text, Vec<Gold>)>,
}

/// Where the fixtures are.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/entities")
}

/// Where the seeds are.
fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// The sets.
pub fn sets() -> Vec<Set> {
    let texts = fixtures();
    vec![
        set("seeds", "seeds_gold.jsonl", &seeds()),
        set("invented", "invented_gold.jsonl", &texts),
        set("varied", "varied.jsonl", &texts),
        set("unseen", "unseen.jsonl", &texts),
        set("genres", "genres.jsonl", &texts),
        set("genres unseen", "genres_unseen.jsonl", &texts),
        set("many", "many.jsonl", &texts),
        set("fresh", "fresh.jsonl", &texts),
        set("wider", "wider.jsonl", &texts),
        set("wider unseen", "wider_unseen.jsonl", &texts),
        set("further", "further.jsonl", &texts),
        set("further unseen", "further_unseen.jsonl", &texts),
        set("seeds rest", "seeds_rest.jsonl", &seeds()),
        set("later", "later.jsonl", &texts),
    ]
}

fn set(name: &'static str, gold: &str, texts: &Path) -> Set {
    let mut documents: Vec<(String, Text, Vec<Gold>)> = Vec::new();
    for line in std::fs::read_to_string(fixtures().join(gold)).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let document = record["doc"].as_str().unwrap();
        if documents.last().is_none_or(|(last, ..)| last != document) {
            let text = std::fs::read_to_string(texts.join(document)).unwrap();
            documents.push((document.to_owned(), Text::new(text), Vec::new()));
        }
        let number = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let list = |key: &str| record[key].as_array().cloned().unwrap_or_default();
        documents.last_mut().unwrap().2.push(Gold {
            start: number(&record["start"]),
            end: number(&record["end"]),
            kind: record["type"].as_str().unwrap().to_owned(),
            other_spans: list("alts").iter().map(|span| (number(&span[0]), number(&span[1]))).collect(),
            other_kinds: list("alt_types").iter().map(|kind| kind.as_str().unwrap().to_owned()).collect(),
            optional: record["opt"].as_bool().unwrap_or(false),
        });
    }
    Set { name, documents }
}

/// What was recognised, as the scorer reads it.
pub fn predicted(text: &Text, mentions: &[Mention]) -> Vec<Predicted> {
    mentions
        .iter()
        .map(|mention| {
            let (start, end) = text.code_points().from_span(text.as_str(), mention.span).unwrap();
            let kind = match mention.kind.name() {
                "organisation" => "ORG".to_owned(),
                name => name.to_uppercase(),
            };
            Predicted { start, end, kind, source: format!("{:?}", mention.source) }
        })
        .collect()
}

/// Options with nothing but these rules.
pub fn options(rules: lectern::entities::rules::Rules) -> Options {
    Options { rules, ..Options::default() }
}
