//! Reads the annotated texts and scores groups of mentions: B-cubed and pairs, as the literature defines them.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::PathBuf;

use lectern::entities::{Kind, Mention, Source};
use lectern::text::Text;
use serde::Deserialize;

/// One annotated mention.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    pub doc: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub entity_id: String,
    #[serde(default)]
    pub opt: bool,
    #[serde(default)]
    pub nested: bool,
}

/// One annotated text; `mentions` and `records` go side by side.
pub struct Gold {
    pub text: String,
    pub mentions: Vec<Mention>,
    pub records: Vec<Record>,
}

/// How well groups agree with the annotation.
#[derive(Clone, Copy, Debug)]
pub struct Scores {
    pub b_cubed: f64,
    pub b_precision: f64,
    pub b_recall: f64,
    pub precision: f64,
    pub recall: f64,
    pub mentions: usize,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "B³ {:.3} (P {:.3} R {:.3}), pairs P {:.3} R {:.3}, {} mentions",
            self.b_cubed, self.b_precision, self.b_recall, self.precision, self.recall, self.mentions
        )
    }
}

/// True for a mention whose identity the annotation knows: no quantity, no date or sum without one.
pub fn is_identified(record: &Record) -> bool {
    !matches!(record.entity_id.as_str(), "q" | "d" | "m" | "d.rel" | "d.dur")
}

/// The annotated texts of a file, with the mentions that `keep` lets through.
pub fn read(name: &str, keep: fn(&Record) -> bool) -> Vec<Gold> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/fixtures/entities");
    let lines = std::fs::read_to_string(folder.join(name)).unwrap();
    let mut documents: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for line in lines.lines() {
        let record: Record = serde_json::from_str(line).unwrap();
        if keep(&record) {
            documents.entry(record.doc.clone()).or_default().push(record);
        }
    }
    documents
        .into_iter()
        .map(|(doc, records)| {
            // The bundled corpus is the program's own; other texts lie beside their annotation.
            let bundled = root.join("seeds").join(&doc);
            let path = if bundled.exists() { bundled } else { folder.join(&doc) };
            let text = Text::new(std::fs::read_to_string(path).unwrap());
            let mentions = records.iter().map(|record| mention(&text, record)).collect();
            Gold { text: text.as_str().to_owned(), mentions, records }
        })
        .collect()
}

fn mention(text: &Text, record: &Record) -> Mention {
    let span = text.code_points().to_span(text.as_str(), record.start, record.end).unwrap();
    assert_eq!(text.slice(span), record.text);
    let kind = match record.kind.as_str() {
        "ORG" => Kind::Organisation,
        other => Kind::named(other),
    };
    assert!(Kind::BUILT_IN.contains(&kind), "{}", record.kind);
    let value = record.entity_id.strip_prefix("d.").filter(|id| id.starts_with(|c: char| c.is_ascii_digit()));
    Mention { span, kind, source: Source::Model, value: value.map(Into::into) }
}

/// Scores pairs of (found group, true group), one for each mention.
pub fn scores(pairs: &[(String, String)]) -> Scores {
    let mut found: HashMap<&str, usize> = HashMap::new();
    let mut truth: HashMap<&str, usize> = HashMap::new();
    let mut both: HashMap<(&str, &str), usize> = HashMap::new();
    for (group, id) in pairs {
        *found.entry(group).or_default() += 1;
        *truth.entry(id).or_default() += 1;
        *both.entry((group, id)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((group, id), count) in &both {
        let count = *count as f64;
        precision += count * count / found[group] as f64;
        recall += count * count / truth[id] as f64;
    }
    let all = pairs.len().max(1) as f64;
    let (precision, recall) = (precision / all, recall / all);
    let pairs_of = |count: &usize| (count * (count - 1) / 2) as f64;
    let shared: f64 = both.values().map(pairs_of).sum();
    Scores {
        b_cubed: 2.0 * precision * recall / (precision + recall),
        b_precision: precision,
        b_recall: recall,
        precision: shared / found.values().map(pairs_of).sum::<f64>().max(1.0),
        recall: shared / truth.values().map(pairs_of).sum::<f64>().max(1.0),
        mentions: pairs.len(),
    }
}

#[test]
fn the_measure_measures() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let perfect = scores(&[pair("1", "a"), pair("1", "a"), pair("2", "b")]);
    assert!((perfect.b_cubed - 1.0).abs() < 1e-9 && (perfect.precision - 1.0).abs() < 1e-9);
    let merged = scores(&[pair("1", "a"), pair("1", "b")]);
    assert!((merged.b_precision - 0.5).abs() < 1e-9 && merged.precision < 1e-9);
}
