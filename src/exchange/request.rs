//! What an export is asked for: subject, format and options, as plain values that can go to another thread.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::ExportError;
use super::table::Column;
use crate::analysis::excerpts::GroupBy;
use crate::project::{AnnotationId, DocumentId};
use crate::text::CONTEXT_CHARACTERS;

/// A kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Comma-separated values (RFC 4180).
    #[default]
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// A Word document.
    Docx,
    /// One self-contained web page.
    Html,
    /// Markdown, as `CommonMark` has it.
    Markdown,
    /// JSON Lines, one object an excerpt or tag.
    JsonLines,
}

impl Format {
    /// Every format, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Xlsx, Self::Docx, Self::Html, Self::Markdown, Self::JsonLines];

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "Excel (XLSX)",
            Self::Docx => "Word (DOCX)",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
            Self::JsonLines => "JSON Lines",
        }
    }

    /// The end of its files' names, without the dot; also its word on the command line.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::JsonLines => "jsonl",
        }
    }

    /// True for tables, to which columns and shape apply; the others are grouped.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx)
    }

    /// True for pages made for people, to which grouping applies.
    pub fn is_page(self) -> bool {
        matches!(self, Self::Docx | Self::Html | Self::Markdown)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an export format: use csv, xlsx, docx, html, md or jsonl")]
pub struct NotAFormat(String);

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "markdown" => Ok(Self::Markdown),
            "json-lines" | "jsonlines" => Ok(Self::JsonLines),
            "htm" => Ok(Self::Html),
            _ => Self::ALL
                .into_iter()
                .find(|format| format.extension() == lower)
                .ok_or_else(|| NotAFormat(word.to_owned())),
        }
    }
}

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// These excerpts, in this order.
    Excerpts(Vec<AnnotationId>),
    /// The codebook.
    Codebook,
    /// The whole text of a document with its tags marked.
    MarkedDocument(DocumentId),
}

impl Subject {
    /// The formats it can be exported in.
    pub fn formats(&self) -> &'static [Format] {
        match self {
            Self::Excerpts(_) | Self::Codebook => &Format::ALL,
            Self::MarkedDocument(_) => &[Format::Html],
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Excerpts(_) => "a list of excerpts",
            Self::Codebook => "the codebook",
            Self::MarkedDocument(_) => "a marked document",
        }
    }
}

/// What one row of a table of excerpts is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One tag on one excerpt; an untagged highlight has one row too.
    #[default]
    PerCoding,
    /// One excerpt, its tags joined in one cell.
    PerExcerpt,
    /// One excerpt, with a column of 0 and 1 for each tag of the codebook.
    Matrix,
}

/// How an export is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What a row is, in CSV and XLSX.
    pub shape: Shape,
    /// What excerpts are gathered under, in DOCX, HTML and Markdown.
    pub group_by: GroupBy,
    /// The columns wanted in CSV and XLSX; they stand in the order of [`Column::ALL`] whatever was chosen first.
    pub columns: BTreeSet<Column>,
    /// Whether CSV begins with a byte-order mark, by which Excel knows UTF-8.
    pub byte_order_mark: bool,
    /// Whether CSV cells that a spreadsheet would run as formulas are given a leading apostrophe. The column
    /// `guarded` then names the cells that were.
    pub guard_formulas: bool,
    /// How many characters of context are given on each side.
    pub context_characters: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            shape: Shape::default(),
            group_by: GroupBy::default(),
            columns: Column::usual(),
            byte_order_mark: false,
            guard_formulas: true,
            context_characters: CONTEXT_CHARACTERS,
        }
    }
}

/// One export, fully described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRequest {
    /// What is exported.
    pub subject: Subject,
    /// As what.
    pub format: Format,
    /// How.
    pub options: Options,
    /// What a page is from, as [`ExportRequest::origin`] has it; not said where this is empty.
    pub origin: String,
}

impl ExportRequest {
    /// A request with the usual options.
    pub fn new(subject: Subject, format: Format) -> Self {
        Self { subject, format, options: Options::default(), origin: String::new() }
    }

    /// What a page is from, in one line: the project's name, and what of it was asked for as a sentence.
    pub fn origin(project: Option<&str>, what: &str) -> String {
        let project =
            project.map_or("A project without a name".to_owned(), |name| format!("Project “{name}”"));
        if what.is_empty() { format!("{project}.") } else { format!("{project}. {what}") }
    }

    /// Refuses a format the subject does not come in.
    pub(super) fn check(&self) -> Result<(), ExportError> {
        let formats = self.subject.formats();
        if formats.contains(&self.format) {
            return Ok(());
        }
        let instead = formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(" or ");
        Err(ExportError::NotOffered { subject: self.subject.name(), format: self.format, instead })
    }
}
