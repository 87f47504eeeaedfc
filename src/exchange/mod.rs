//! Export: how excerpts, the codebook and marked texts leave the program, one file per format.
//!
//! An [`ExportRequest`] says what is wanted, [`export`] makes the bytes and [`preview`] the beginning of them. Tables
//! ([`table`]) feed CSV and XLSX; an outline ([`outline`]) feeds DOCX, HTML and Markdown. Nothing here touches a
//! file: whoever asked writes the bytes, atomically. Nothing here knows the hour either: the same project gives the
//! same bytes. Every quotation is read again in its text while it is written, and one that differs is marked.

mod codebook;
mod csv;
pub mod decisions;
mod docx;
pub mod drawing;
mod facts;
pub mod hits;
mod html;
mod json_lines;
mod markdown;
mod marked_document;
pub mod outline;
mod request;
pub mod reuse;
pub mod sheet;
pub mod table;
pub mod trail;
mod wording;
mod xlsx;

use crate::project::{DocumentId, Project};
use crate::text::{Span, Text};
use std::path::Path;

pub use request::{ExportRequest, Format, Options, Shape, Subject};
pub use table::Column;

use facts::Facts;
use outline::Block;

/// What exports are made from: a project and a way to the texts of its documents.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The project.
    pub project: &'a Project,
    /// The text of a document, as it was when it was read; `None` when it cannot be had.
    pub texts: &'a dyn Fn(DocumentId) -> Option<Text>,
    /// What a passage of a document names, each once, in the order of the text; nothing where names are not known.
    pub names: &'a dyn Fn(DocumentId, &Text, Span) -> Vec<String>,
    /// The folder of the project's file: documents below it are named by their path from there.
    pub folder: Option<&'a Path>,
}

/// An export, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// What the reader of the file should know, one sentence each: cells guarded, quotations that differ.
    pub notes: Vec<String>,
}

/// The beginning of an export, to be shown before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// A table.
    Table {
        /// The names of the columns.
        headers: Vec<String>,
        /// The first rows, each as wide as the headers.
        rows: Vec<Vec<String>>,
        /// How many rows the export will have, the header not counted.
        total: usize,
    },
    /// A page for people.
    Outline {
        /// What it is headed.
        title: String,
        /// The first entries with their headings, quotations and so on.
        blocks: Vec<Block>,
        /// How many entries (excerpts, tags or paragraphs) the export will have.
        total: usize,
    },
    /// Lines for programs.
    Lines {
        /// The first lines.
        lines: Vec<String>,
        /// How many lines the export will have.
        total: usize,
    },
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The format does not go with the subject.
    #[error("{subject} cannot be exported as {format}; choose {instead}")]
    NotOffered {
        /// What was to be exported.
        subject: &'static str,
        /// The format asked for.
        format: Format,
        /// The formats there are.
        instead: String,
    },
    /// The document to be exported is not in the project.
    #[error("the document to be exported is no longer in the project; choose another")]
    NoSuchDocument,
    /// The document's text cannot be had.
    #[error("the text of “{0}” is not available, so it cannot be exported; open its file again first")]
    NoText(String),
    /// More rows or columns than the format can hold.
    #[error(
        "a spreadsheet holds {limit} {what} and this table has {count}; narrow the filter, or export as CSV"
    )]
    TooLarge {
        /// `rows` or `columns`.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A library failed while it wrote the format.
    #[error("the {format} file could not be made ({reason}); try another format")]
    Format {
        /// The format.
        format: Format,
        /// The library's words.
        reason: String,
    },
}

impl ExportError {
    fn format(format: Format, reason: impl std::fmt::Display) -> Self {
        Self::Format { format, reason: reason.to_string() }
    }
}

/// Makes the file that `request` asks for.
pub fn export(material: Material<'_>, request: &ExportRequest) -> Result<Exported, ExportError> {
    request.check()?;
    let (format, options) = (request.format, &request.options);
    let mut facts = Facts::new(material);
    match &request.subject {
        Subject::MarkedDocument(document) => marked_document::export(&mut facts, *document, &request.origin),
        Subject::Excerpts(ids) => match format {
            Format::Csv => csv::export(table::excerpts(&mut facts, ids, options, usize::MAX), options),
            Format::Xlsx => xlsx::export(&table::excerpts(&mut facts, ids, options, usize::MAX), "Excerpts"),
            Format::JsonLines => Ok(json_lines::excerpts(&mut facts, ids, options)),
            Format::Docx | Format::Html | Format::Markdown => {
                let outline = outline::excerpts(&mut facts, ids, options, usize::MAX);
                write_outline(format, &outline.with_origin(&request.origin))
            }
        },
        Subject::Codebook => match format {
            Format::Csv => csv::export(codebook::table(&facts), options),
            Format::Xlsx => xlsx::export(&codebook::table(&facts), "Codebook"),
            Format::JsonLines => Ok(codebook::json_lines(&facts)),
            Format::Docx | Format::Html | Format::Markdown => {
                write_outline(format, &codebook::outline(&facts, usize::MAX).with_origin(&request.origin))
            }
        },
    }
}

/// The first `rows` rows, entries or lines of what [`export`] would make.
pub fn preview(material: Material<'_>, request: &ExportRequest, rows: usize) -> Result<Preview, ExportError> {
    request.check()?;
    let (format, options) = (request.format, &request.options);
    let mut facts = Facts::new(material);
    Ok(match (&request.subject, format) {
        (Subject::MarkedDocument(document), _) => {
            marked_document::preview(&mut facts, *document, &request.origin, rows)?
        }
        (Subject::Excerpts(ids), Format::Csv) => {
            csv::guarded(table::excerpts(&mut facts, ids, options, rows), options).preview(rows)
        }
        (Subject::Excerpts(ids), Format::Xlsx) => {
            table::excerpts(&mut facts, ids, options, rows).preview(rows)
        }
        (Subject::Excerpts(ids), Format::JsonLines) => json_lines::preview(&mut facts, ids, options, rows),
        (Subject::Excerpts(ids), _) => {
            outline::excerpts(&mut facts, ids, options, rows).with_origin(&request.origin).preview()
        }
        (Subject::Codebook, Format::Csv) => csv::guarded(codebook::table(&facts), options).preview(rows),
        (Subject::Codebook, Format::Xlsx) => codebook::table(&facts).preview(rows),
        (Subject::Codebook, Format::JsonLines) => codebook::preview_lines(&facts, rows),
        (Subject::Codebook, _) => codebook::outline(&facts, rows).with_origin(&request.origin).preview(),
    })
}

fn write_outline(format: Format, outline: &outline::Outline) -> Result<Exported, ExportError> {
    match format {
        Format::Docx => docx::export(outline),
        Format::Markdown => Ok(markdown::export(outline)),
        _ => Ok(html::export(outline)),
    }
}
