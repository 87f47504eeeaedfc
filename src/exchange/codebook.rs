//! The codebook: every tag with its path, colour, key, description, memo and counts, as table, page or lines.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facts::Facts;
use super::json_lines::{line, whole};
use super::outline::{Block, Outline};
use super::table::{Cells, Header, Table};
use super::{Exported, Preview};
use crate::project::codebook::PATH_SEPARATOR;
use crate::project::{DocumentId, Tag, TagId};
use crate::text::numbers::counted;

/// One tag with everything looked up.
struct Entry<'a> {
    tag: &'a Tag,
    levels: Vec<&'a str>,
    excerpts: usize,
    documents: usize,
}

impl Entry<'_> {
    fn path(&self) -> String {
        self.levels.join(PATH_SEPARATOR)
    }

    fn shortcut(&self) -> String {
        self.tag.shortcut.map(String::from).unwrap_or_default()
    }
}

fn entries<'a>(facts: &Facts<'a>) -> Vec<Entry<'a>> {
    let project = facts.project();
    let mut carried: BTreeMap<TagId, (usize, BTreeSet<DocumentId>)> = BTreeMap::new();
    for annotation in project.annotations.values() {
        for tag in &annotation.tags {
            let (excerpts, documents) = carried.entry(*tag).or_default();
            *excerpts += 1;
            documents.insert(annotation.document);
        }
    }
    let use_of = |tag| carried.get(&tag).map_or((0, 0), |(excerpts, documents)| (*excerpts, documents.len()));
    project
        .tag_rows()
        .into_iter()
        .map(|row| {
            let (excerpts, documents) = use_of(row.tag.id);
            Entry { tag: row.tag, levels: project.tag_levels(row.tag.id), excerpts, documents }
        })
        .collect()
}

/// The codebook as a table, one row a tag.
pub(super) fn table(facts: &Facts<'_>) -> Table {
    let entries = entries(facts);
    let depth = entries.iter().map(|entry| entry.levels.len()).max().unwrap_or(1);
    let mut headers = vec![Header::new("code_id", 12), Header::new("code", 22), Header::new("code_path", 32)];
    headers.extend((1..=depth).map(|level| Header::new(format!("code_level_{level}"), 22)));
    headers.extend([
        Header::new("colour", 12),
        Header::new("shortcut", 10),
        Header::new("description", 48).of(Cells::Prose),
        Header::new("memo", 48).of(Cells::Prose),
        Header::new("excerpts", 10).of(Cells::Numbers),
        Header::new("documents", 11).of(Cells::Numbers),
    ]);
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| {
            let mut row = vec![entry.tag.id.to_string(), entry.tag.name.clone(), entry.path()];
            row.extend((0..depth).map(|n| entry.levels.get(n).copied().unwrap_or_default().to_owned()));
            row.extend([
                entry.tag.colour.to_string(),
                entry.shortcut(),
                entry.tag.description.clone(),
                entry.tag.memo.clone(),
                entry.excerpts.to_string(),
                entry.documents.to_string(),
            ]);
            row
        })
        .collect();
    Table { headers, total: rows.len(), rows, notes: Vec::new() }
}

/// The codebook as a page, the first `limit` tags of it; a subtag's heading stands one level below its parent's.
pub(super) fn outline(facts: &Facts<'_>, limit: usize) -> Outline {
    let entries = entries(facts);
    let total = entries.len();
    let mut blocks = vec![Block::Paragraph(format!("{}.", counted(total, "tag", "tags")))];
    for entry in entries.iter().take(limit) {
        let level = entry.levels.len().clamp(1, 6) as u8;
        blocks.push(Block::Heading { level, text: entry.path(), colour: Some(entry.tag.colour) });
        let mut particulars = format!(
            "{} in {}; colour {}",
            counted(entry.excerpts, "excerpt", "excerpts"),
            counted(entry.documents, "document", "documents"),
            entry.tag.colour
        );
        if let Some(key) = entry.tag.shortcut {
            particulars.push_str("; shortcut ");
            particulars.push(key);
        }
        blocks.push(Block::Paragraph(particulars));
        if !entry.tag.description.trim().is_empty() {
            blocks.push(Block::Paragraph(entry.tag.description.clone()));
        }
        if !entry.tag.memo.trim().is_empty() {
            blocks.push(Block::Memo(entry.tag.memo.clone()));
        }
    }
    Outline { title: "Codebook".to_owned(), blocks, total, notes: Vec::new() }
}

/// One tag in JSON Lines.
#[derive(Serialize)]
struct Record {
    id: String,
    name: String,
    path: String,
    levels: Vec<String>,
    parent: Option<String>,
    colour: String,
    shortcut: Option<char>,
    description: String,
    memo: String,
    excerpts: usize,
    documents: usize,
}

/// The codebook as JSON Lines.
pub(super) fn json_lines(facts: &Facts<'_>) -> Exported {
    Exported { bytes: whole(&lines(facts)), notes: Vec::new() }
}

/// The first lines of [`json_lines`].
pub(super) fn preview_lines(facts: &Facts<'_>, rows: usize) -> Preview {
    let mut lines = lines(facts);
    let total = lines.len();
    lines.truncate(rows);
    Preview::Lines { lines, total }
}

fn lines(facts: &Facts<'_>) -> Vec<String> {
    let record = |entry: &Entry<'_>| Record {
        id: entry.tag.id.to_string(),
        name: entry.tag.name.clone(),
        path: entry.path(),
        levels: entry.levels.iter().map(|level| (*level).to_owned()).collect(),
        parent: entry.tag.parent.map(|parent| parent.to_string()),
        colour: entry.tag.colour.to_string(),
        shortcut: entry.tag.shortcut,
        description: entry.tag.description.clone(),
        memo: entry.tag.memo.clone(),
        excerpts: entry.excerpts,
        documents: entry.documents,
    };
    entries(facts).iter().map(|entry| line(&record(entry))).collect()
}
