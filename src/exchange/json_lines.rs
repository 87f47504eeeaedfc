//! JSON Lines: one object an excerpt, with the fields the command line promises first and more after them.

use serde::Serialize;

use super::facts::{Excerpt, Facts};
use super::request::Options;
use super::table::Column;
use super::{Exported, Preview};
use crate::project::AnnotationId;

/// One excerpt. The first ten fields, in this order, are a promise to scripts.
#[derive(Serialize)]
struct Record {
    document: String,
    start: usize,
    end: usize,
    text: String,
    tags: Vec<String>,
    memo: String,
    coder: String,
    created: String,
    modified: String,
    id: String,
    prefix: String,
    suffix: String,
    title: String,
    document_id: String,
    tag_ids: Vec<String>,
    paragraph_from: Option<usize>,
    paragraph_to: Option<usize>,
    line_from: Option<usize>,
    line_to: Option<usize>,
    text_blake3: Option<String>,
    quotation_check: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<String>>,
}

/// All of these excerpts.
pub(super) fn excerpts(facts: &mut Facts<'_>, ids: &[AnnotationId], options: &Options) -> Exported {
    let lines = lines(facts, ids, options, usize::MAX);
    Exported { bytes: whole(&lines), notes: facts.notes() }
}

/// The first of these excerpts.
pub(super) fn preview(
    facts: &mut Facts<'_>,
    ids: &[AnnotationId],
    options: &Options,
    rows: usize,
) -> Preview {
    let lines = lines(facts, ids, options, rows);
    let total = ids.iter().filter(|id| facts.project().annotations.contains_key(*id)).count();
    Preview::Lines { lines, total }
}

/// Lines as a file: each with its end.
pub(super) fn whole(lines: &[String]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

/// A record as one line. Records hold text and numbers only, which always have a JSON form.
pub(super) fn line(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

fn lines(facts: &mut Facts<'_>, ids: &[AnnotationId], options: &Options, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for id in ids {
        if lines.len() >= limit {
            break;
        }
        if let Some(excerpt) = facts.excerpt(*id) {
            lines.push(line(&record(facts, &excerpt, options)));
        }
    }
    lines
}

fn record(facts: &Facts<'_>, excerpt: &Excerpt<'_>, options: &Options) -> Record {
    let (annotation, place) = (excerpt.annotation, excerpt.place.as_ref());
    let (prefix, suffix) = excerpt.context(options.context_characters);
    Record {
        document: excerpt.path(),
        start: annotation.anchor.start,
        end: annotation.anchor.end,
        text: annotation.anchor.exact.clone(),
        tags: excerpt.tags.iter().map(|tag| facts.project().tag_path(*tag)).collect(),
        memo: annotation.memo.clone(),
        coder: facts.coder(annotation).to_owned(),
        created: annotation.created.to_string(),
        modified: annotation.modified.to_string(),
        id: annotation.id.to_string(),
        prefix,
        suffix,
        title: excerpt.title().to_owned(),
        document_id: annotation.document.to_string(),
        tag_ids: excerpt.tags.iter().map(ToString::to_string).collect(),
        paragraph_from: place.map(|place| *place.paragraphs.start()),
        paragraph_to: place.map(|place| *place.paragraphs.end()),
        line_from: place.map(|place| *place.lines.start()),
        line_to: place.map(|place| *place.lines.end()),
        text_blake3: excerpt.document.map(|document| document.hash.to_string()),
        quotation_check: excerpt.check.word(),
        entities: options.columns.contains(&Column::Entities).then(|| excerpt.names.clone()),
    }
}
