//! Documents with planted passages that were made by another generator and are kept as files; see `planted/README.md`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::planted::{Corpus, Planted};

/// A line of such a file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Document { id: String, text: String },
    Gold { doc_a: String, start_a: usize, end_a: usize, doc_b: String, start_b: usize, end_b: usize },
    Boilerplate { doc: String, start: usize, end: usize },
}

/// The corpus of a file, by its name.
pub fn corpus(name: &str) -> Corpus {
    let path = format!("{}/tests/compare/planted/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (mut corpus, mut numbers) = (Corpus::default(), BTreeMap::new());
    for line in lines.lines() {
        match serde_json::from_str(line).unwrap() {
            Line::Document { id, text } => {
                numbers.insert(id, corpus.texts.len());
                corpus.texts.push(text);
            }
            Line::Gold { doc_a, start_a, end_a, doc_b, start_b, end_b } => {
                let a = place(&corpus, numbers[&doc_a], start_a..end_a);
                let b = place(&corpus, numbers[&doc_b], start_b..end_b);
                corpus.planted.push(Planted { a, b });
            }
            Line::Boilerplate { doc, start, end } => {
                let place = place(&corpus, numbers[&doc], start..end);
                corpus.boilerplate.push(place);
            }
        }
    }
    corpus
}

/// A place in bytes that is given in code points.
fn place(corpus: &Corpus, document: usize, points: Range<usize>) -> (usize, Range<usize>) {
    let text = &corpus.texts[document];
    let byte = |point| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
    (document, byte(points.start)..byte(points.end))
}
