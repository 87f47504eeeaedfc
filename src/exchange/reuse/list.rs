//! The list of shared passages: a row for each, with where it stands in both documents.
//!
//! The names of columns and fields are a promise.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Named, check, in_words};
use crate::compare::shared::{DocumentNumber, Place, SharedPassage};
use crate::compare::side_by_side::on_one_line;
use crate::exchange::outline::{Block, Outline};
use crate::exchange::request::{Format, Options};
use crate::exchange::sheet::{self, Sheet, SheetColumn};
use crate::exchange::{ExportError, Exported, write_outline};
use crate::text::numbers::counted;

/// What a list can be written as.
pub const LIST_FORMATS: &[Format] = &Format::ALL;

/// One passage; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
pub struct ListRow<'t> {
    /// The document of one side.
    pub document_a: &'t str,
    /// Where it begins there, in code points.
    pub start_a: usize,
    /// Where it ends there, exclusive.
    pub end_a: usize,
    /// Its words there.
    pub text_a: &'t str,
    /// The document of the other side.
    pub document_b: &'t str,
    /// Where it begins there, in code points.
    pub start_b: usize,
    /// Where it ends there, exclusive.
    pub end_b: usize,
    /// Its words there.
    pub text_b: &'t str,
    /// What kind of passage it is.
    pub kind: &'static str,
    /// The share of words that are the same, 0 to 1.
    pub similarity: f64,
    /// The same for people to read, in percent.
    #[serde(skip)]
    pub percent: u32,
    /// The same for passages that are the same.
    pub cluster: u32,
    /// How many words are the same.
    pub words: u32,
}

impl<'t> ListRow<'t> {
    /// The row of a passage; `None` when one of its documents is not known.
    pub fn of(
        passage: &SharedPassage,
        document: &impl Fn(DocumentNumber) -> Option<&'t Named>,
    ) -> Option<Self> {
        let side = |place: Place| {
            let named = document(place.document)?;
            let (start, end) = named.code_points(place.span);
            Some((named.name.as_str(), start, end, named.text.slice(place.span)))
        };
        let ((document_a, start_a, end_a, text_a), (document_b, start_b, end_b, text_b)) =
            (side(passage.a)?, side(passage.b)?);
        Some(Self {
            document_a,
            start_a,
            end_a,
            text_a,
            document_b,
            start_b,
            end_b,
            text_b,
            kind: passage.kind.name(),
            similarity: (f64::from(passage.similarity) * 1000.0).round() / 1000.0,
            percent: passage.percent(),
            cluster: passage.cluster,
            words: passage.words,
        })
    }
}

/// Writes a list of passages, in the order given.
///
/// # Errors
///
/// When it is too large for the format.
pub fn passages<'t>(
    list: &[&SharedPassage],
    document: &impl Fn(DocumentNumber) -> Option<&'t Named>,
    format: Format,
    options: &Options,
) -> Result<Exported, ExportError> {
    check("a list of shared passages", format, LIST_FORMATS)?;
    match format {
        Format::JsonLines => {
            let mut bytes = Vec::new();
            for row in list.iter().filter_map(|passage| ListRow::of(passage, document)) {
                serde_json::to_writer(&mut bytes, &row)
                    .map_err(|error| ExportError::format(format, error))?;
                bytes.push(b'\n');
            }
            Ok(Exported { bytes, notes: Vec::new() })
        }
        Format::Csv | Format::Xlsx => sheet::export(table(list, document), format, options),
        Format::Docx | Format::Html | Format::Markdown => write_outline(format, &page(list, document)),
    }
}

fn table<'t>(list: &[&SharedPassage], document: &impl Fn(DocumentNumber) -> Option<&'t Named>) -> Sheet {
    let side = |letter: &str| {
        [
            SheetColumn::words(&format!("document_{letter}"), 24),
            SheetColumn::words(&format!("title_{letter}"), 28),
            SheetColumn::words(&format!("date_{letter}"), 12),
            SheetColumn::numbers(&format!("start_{letter}")),
            SheetColumn::numbers(&format!("end_{letter}")),
            SheetColumn::words(&format!("text_{letter}"), 60),
        ]
    };
    let mut columns: Vec<SheetColumn> = side("a").into_iter().chain(side("b")).collect();
    columns.extend([
        SheetColumn::words("kind", 12),
        SheetColumn::words("similarity", 10),
        SheetColumn::numbers("cluster"),
        SheetColumn::numbers("words"),
    ]);
    let rows = list.iter().filter_map(|passage| {
        let row = ListRow::of(passage, document)?;
        let (a, b) = (document(passage.a.document)?, document(passage.b.document)?);
        let side = |named: &Named, start: usize, end: usize, text: &str| {
            [
                named.name.clone(),
                named.title.clone(),
                named.date.clone(),
                start.to_string(),
                end.to_string(),
                text.to_owned(),
            ]
        };
        let mut cells: Vec<String> = side(a, row.start_a, row.end_a, row.text_a)
            .into_iter()
            .chain(side(b, row.start_b, row.end_b, row.text_b))
            .collect();
        let similarity = row.similarity.to_string();
        cells.extend([row.kind.to_owned(), similarity, row.cluster.to_string(), row.words.to_string()]);
        Some(cells)
    });
    Sheet { name: "Shared passages".to_owned(), columns, rows: rows.collect() }
}

/// The list for people: each pair of documents with its passages.
fn page<'t>(list: &[&SharedPassage], document: &impl Fn(DocumentNumber) -> Option<&'t Named>) -> Outline {
    let many = counted(list.len(), "passage", "passages");
    let mut outline = Outline {
        title: "Shared passages".to_owned(),
        blocks: vec![Block::Paragraph(format!(
            "{many}, by pair of documents. Case, punctuation and line breaks were not compared."
        ))],
        total: list.len(),
        notes: Vec::new(),
    };
    let mut pairs: Vec<((DocumentNumber, DocumentNumber), Vec<&SharedPassage>)> = Vec::new();
    let mut known: FxHashMap<(DocumentNumber, DocumentNumber), usize> = FxHashMap::default();
    for passage in list {
        let pair = (passage.a.document, passage.b.document);
        let at = *known.entry(pair).or_insert(pairs.len());
        if at == pairs.len() {
            pairs.push((pair, Vec::new()));
        }
        pairs[at].1.push(passage);
    }
    for ((a, b), passages) in pairs {
        let (Some(one), Some(other)) = (document(a), document(b)) else { continue };
        let text = if a == b {
            format!("{}: twice in it", one.heading())
        } else {
            format!("{} and {}", one.heading(), other.heading())
        };
        outline.blocks.push(Block::Heading { level: 1, text, colour: None });
        for passage in passages {
            describe(passage, one, other, &mut outline.blocks);
        }
    }
    outline
}

fn describe(passage: &SharedPassage, a: &Named, b: &Named, blocks: &mut Vec<Block>) {
    blocks.push(Block::Paragraph(format!("{}.", in_words(passage))));
    for (named, span) in [(a, passage.a.span), (b, passage.b.span)] {
        let (start, end) = named.code_points(span);
        blocks.push(Block::Quotation(on_one_line(named.text.slice(span))));
        blocks.push(Block::Citation(format!("— {}, characters {start}–{end}", named.heading())));
    }
}
