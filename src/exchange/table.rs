//! Excerpts as a table: the columns there are, what each means, and the rows of each shape.
//!
//! The names of the columns are a promise to whoever reads the files by program: they never change their meaning.
//! Positions are Unicode code points, start inclusive, end exclusive; paragraphs and lines count from 1; moments are
//! ISO 8601 in UTC. How a table is written to a file is the business of [`super::csv`] and [`super::xlsx`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use super::Preview;
use super::facts::{Excerpt, Facts};
use super::request::{Options, Shape};
use crate::project::codebook::PATH_SEPARATOR;
use crate::project::{AnnotationId, Project, TagId};

/// What stands between several codes in one cell.
const CODE_SEPARATOR: &str = "; ";

/// A column of the excerpts table, or a family of columns where the project decides how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is explained in `Column::meaning`, where people can read it too")]
pub enum Column {
    ExcerptId,
    CodingId,
    Document,
    DocumentId,
    DocumentPath,
    Attributes,
    StartCp,
    EndCp,
    ParagraphFrom,
    ParagraphTo,
    LineFrom,
    LineTo,
    Code,
    CodePath,
    CodeLevels,
    CodeId,
    Excerpt,
    ContextBefore,
    ContextAfter,
    Comment,
    Coder,
    Created,
    Modified,
    OtherCodes,
    CoveragePct,
    TextBlake3,
    QuotationCheck,
    Entities,
}

impl Column {
    /// Every column, in the order they stand in.
    pub const ALL: [Self; 28] = [
        Self::ExcerptId,
        Self::CodingId,
        Self::Document,
        Self::DocumentId,
        Self::DocumentPath,
        Self::Attributes,
        Self::StartCp,
        Self::EndCp,
        Self::ParagraphFrom,
        Self::ParagraphTo,
        Self::LineFrom,
        Self::LineTo,
        Self::Code,
        Self::CodePath,
        Self::CodeLevels,
        Self::CodeId,
        Self::Excerpt,
        Self::ContextBefore,
        Self::ContextAfter,
        Self::Comment,
        Self::Coder,
        Self::Created,
        Self::Modified,
        Self::OtherCodes,
        Self::CoveragePct,
        Self::TextBlake3,
        Self::QuotationCheck,
        Self::Entities,
    ];

    /// Its name in files; for a family of columns what their names begin with.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExcerptId => "excerpt_id",
            Self::CodingId => "coding_id",
            Self::Document => "document",
            Self::DocumentId => "document_id",
            Self::DocumentPath => "document_path",
            Self::Attributes => "attr:",
            Self::StartCp => "start_cp",
            Self::EndCp => "end_cp",
            Self::ParagraphFrom => "paragraph_from",
            Self::ParagraphTo => "paragraph_to",
            Self::LineFrom => "line_from",
            Self::LineTo => "line_to",
            Self::Code => "code",
            Self::CodePath => "code_path",
            Self::CodeLevels => "code_level_",
            Self::CodeId => "code_id",
            Self::Excerpt => "excerpt",
            Self::ContextBefore => "context_before",
            Self::ContextAfter => "context_after",
            Self::Comment => "comment",
            Self::Coder => "coder",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::OtherCodes => "other_codes",
            Self::CoveragePct => "coverage_pct",
            Self::TextBlake3 => "text_blake3",
            Self::QuotationCheck => "quotation_check",
            Self::Entities => "entities",
        }
    }

    /// What stands in it, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ExcerptId => "Identity of the excerpt, the same in every export",
            Self::CodingId => "Identity of this tag on this excerpt; empty for an untagged highlight",
            Self::Document => "Title of the document",
            Self::DocumentId => "Identity of the document",
            Self::DocumentPath => "Path of the document’s file, or the bundled file’s name",
            Self::Attributes => {
                "One column for each attribute of the documents: attr:date, attr:kind and so on"
            }
            Self::StartCp => "First character of the excerpt, in code points from 0",
            Self::EndCp => "One past the last character, in code points",
            Self::ParagraphFrom => "Paragraph in which the excerpt begins, from 1",
            Self::ParagraphTo => "Paragraph in which the excerpt ends",
            Self::LineFrom => "Line on which the excerpt begins, from 1",
            Self::LineTo => "Line on which the excerpt ends",
            Self::Code => "Name of the tag; empty for an untagged highlight",
            Self::CodePath => "The tag with all above it, from the top of the codebook",
            Self::CodeLevels => {
                "One column for each level of the codebook: code_level_1, code_level_2 and so on"
            }
            Self::CodeId => "Identity of the tag",
            Self::Excerpt => "The words of the excerpt, letter for letter",
            Self::ContextBefore => "What stands before the excerpt",
            Self::ContextAfter => "What stands after the excerpt",
            Self::Comment => "Memo on the excerpt",
            Self::Coder => "Who tagged it",
            Self::Created => "When it was tagged, in UTC",
            Self::Modified => "When it was last changed, in UTC",
            Self::OtherCodes => "Paths of the other tags on the same excerpt",
            Self::CoveragePct => "How much of the document the excerpt is, in per cent of its characters",
            Self::TextBlake3 => "BLAKE3 fingerprint of the document’s text as it was read",
            Self::QuotationCheck => {
                "ok, or “differs”, “text missing”, “needs a look” or “detached” when the words could not be confirmed"
            }
            Self::Entities => "Who and what the excerpt names, with the type of each",
        }
    }

    /// The columns of a table when nobody has chosen any: all but what is recognised and not read, since that may be
    /// another in another version.
    pub fn usual() -> BTreeSet<Self> {
        Self::ALL.into_iter().filter(|column| *column != Self::Entities).collect()
    }

    /// True when it has something to say in rows of this shape.
    pub fn fits(self, shape: Shape) -> bool {
        match shape {
            Shape::PerCoding => true,
            Shape::PerExcerpt => !matches!(self, Self::CodingId | Self::CodeLevels | Self::OtherCodes),
            Shape::Matrix => !matches!(
                self,
                Self::CodingId
                    | Self::Code
                    | Self::CodePath
                    | Self::CodeLevels
                    | Self::CodeId
                    | Self::OtherCodes
            ),
        }
    }

    /// How wide it is shown, in characters.
    fn width(self) -> u16 {
        match self {
            Self::Excerpt => 60,
            Self::Comment | Self::ContextBefore | Self::ContextAfter | Self::Entities => 32,
            Self::Document | Self::CodePath | Self::OtherCodes => 28,
            Self::Code | Self::CodeLevels | Self::Created | Self::Modified | Self::DocumentPath => 22,
            Self::Coder | Self::Attributes | Self::QuotationCheck => 16,
            Self::ParagraphFrom | Self::ParagraphTo | Self::CoveragePct => 15,
            _ => 12,
        }
    }

    fn cells(self) -> Cells {
        match self {
            Self::Excerpt | Self::ContextBefore | Self::ContextAfter | Self::Comment | Self::Entities => {
                Cells::Prose
            }
            Self::StartCp
            | Self::EndCp
            | Self::ParagraphFrom
            | Self::ParagraphTo
            | Self::LineFrom
            | Self::LineTo
            | Self::CoveragePct => Cells::Numbers,
            _ => Cells::Words,
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a column of the excerpts table")]
pub struct NotAColumn(String);

impl FromStr for Column {
    type Err = NotAColumn;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|column| column.name() == word).ok_or_else(|| NotAColumn(word.to_owned()))
    }
}

/// What the cells of a column hold, for formats that tell the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// A name, a path, an identity: one line.
    Words,
    /// Text to be read, over several lines.
    Prose,
    /// A count or position of our own making; nothing that was ever read from a document.
    Numbers,
}

/// The head of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// What stands in the first row.
    pub name: String,
    /// How wide it is shown, in characters.
    pub width: u16,
    /// What stands below.
    pub cells: Cells,
}

impl Header {
    pub(super) fn new(name: impl Into<String>, width: u16) -> Self {
        Self { name: name.into(), width, cells: Cells::Words }
    }

    pub(super) fn of(self, cells: Cells) -> Self {
        Self { cells, ..self }
    }
}

/// Rows under headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub headers: Vec<Header>,
    pub rows: Vec<Vec<String>>,
    /// How many rows the whole has, of which `rows` may be the beginning.
    pub total: usize,
    pub notes: Vec<String>,
}

impl Table {
    /// The beginning of it.
    pub(super) fn preview(mut self, rows: usize) -> Preview {
        self.rows.truncate(rows);
        Preview::Table {
            headers: self.headers.into_iter().map(|header| header.name).collect(),
            rows: self.rows,
            total: self.total,
        }
    }
}

/// The table of these excerpts, cut after `limit` rows.
pub(super) fn excerpts(
    facts: &mut Facts<'_>,
    ids: &[AnnotationId],
    options: &Options,
    limit: usize,
) -> Table {
    let layout = Layout::new(facts.project(), options);
    let mut rows = Vec::new();
    for id in ids {
        if rows.len() >= limit {
            break;
        }
        let Some(excerpt) = facts.excerpt(*id) else { continue };
        let coder = facts.coder(excerpt.annotation);
        let codings: Vec<Option<TagId>> = match options.shape {
            Shape::PerCoding if !excerpt.tags.is_empty() => excerpt.tags.iter().copied().map(Some).collect(),
            _ => vec![None],
        };
        rows.extend(codings.into_iter().map(|coding| {
            let row = Row { excerpt: &excerpt, coding, coder, layout: &layout, options };
            layout.fields.iter().map(|field| row.cell(field)).collect()
        }));
    }
    rows.truncate(limit);
    let headers = layout.fields.iter().map(|field| field.header(&layout)).collect();
    Table { headers, rows, total: count_rows(facts, ids, options.shape), notes: facts.notes() }
}

fn count_rows(facts: &Facts<'_>, ids: &[AnnotationId], shape: Shape) -> usize {
    let annotations = ids.iter().filter_map(|id| facts.project().annotations.get(id));
    match shape {
        Shape::PerCoding => annotations.map(|annotation| facts.tags(annotation).len().max(1)).sum(),
        Shape::PerExcerpt | Shape::Matrix => annotations.count(),
    }
}

/// One column as it stands in this project.
enum Field {
    Plain(Column),
    Attribute(String),
    Level(usize),
    Carries(TagId),
}

impl Field {
    fn header(&self, layout: &Layout) -> Header {
        match self {
            Self::Plain(column) => Header::new(column.name(), column.width()).of(column.cells()),
            Self::Attribute(name) => {
                Header::new(format!("{}{name}", Column::Attributes.name()), Column::Attributes.width())
            }
            Self::Level(level) => {
                Header::new(format!("{}{}", Column::CodeLevels.name(), level + 1), Column::CodeLevels.width())
            }
            Self::Carries(tag) => Header::new(format!("code:{}", layout.path(*tag)), 12).of(Cells::Numbers),
        }
    }
}

/// The columns of one table, with the codebook's paths looked up.
struct Layout {
    fields: Vec<Field>,
    levels: BTreeMap<TagId, Vec<String>>,
    paths: BTreeMap<TagId, String>,
}

impl Layout {
    fn new(project: &Project, options: &Options) -> Self {
        let rows = project.tag_rows();
        let levels: BTreeMap<TagId, Vec<String>> = rows
            .iter()
            .map(|row| (row.tag.id, project.tag_levels(row.tag.id).into_iter().map(str::to_owned).collect()))
            .collect();
        let paths = levels.iter().map(|(tag, levels)| (*tag, levels.join(PATH_SEPARATOR))).collect();
        let depth = levels.values().map(Vec::len).max().unwrap_or(1);
        let attributes: BTreeSet<&String> =
            project.documents.values().flat_map(|document| document.attributes.keys()).collect();
        let mut fields = Vec::new();
        for column in options.columns.iter().copied().filter(|column| column.fits(options.shape)) {
            match column {
                Column::Attributes => {
                    fields.extend(attributes.iter().map(|name| Field::Attribute((*name).clone())));
                }
                Column::CodeLevels => fields.extend((0..depth).map(Field::Level)),
                plain => fields.push(Field::Plain(plain)),
            }
        }
        if options.shape == Shape::Matrix {
            fields.extend(rows.iter().map(|row| Field::Carries(row.tag.id)));
        }
        Self { fields, levels, paths }
    }

    fn path(&self, tag: TagId) -> &str {
        self.paths.get(&tag).map_or("", String::as_str)
    }

    fn levels(&self, tag: TagId) -> &[String] {
        self.levels.get(&tag).map_or(&[], Vec::as_slice)
    }
}

/// One row about to be written out.
struct Row<'a> {
    excerpt: &'a Excerpt<'a>,
    /// The tag the row is about, in a row for a coding.
    coding: Option<TagId>,
    coder: &'a str,
    layout: &'a Layout,
    options: &'a Options,
}

impl Row<'_> {
    fn cell(&self, field: &Field) -> String {
        match field {
            Field::Plain(column) => self.plain(*column),
            Field::Attribute(name) => {
                self.excerpt.document.map_or("", |document| document.attribute(name)).to_owned()
            }
            Field::Level(level) => {
                let levels = self.coding.map_or(&[][..], |tag| self.layout.levels(tag));
                levels.get(*level).cloned().unwrap_or_default()
            }
            Field::Carries(tag) => u8::from(self.excerpt.tags.contains(tag)).to_string(),
        }
    }

    fn plain(&self, column: Column) -> String {
        let (annotation, place) = (self.excerpt.annotation, self.excerpt.place.as_ref());
        let document = self.excerpt.document;
        let counted = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        match column {
            Column::ExcerptId => annotation.id.to_string(),
            Column::CodingId => self.coding.map(|tag| format!("{}/{tag}", annotation.id)).unwrap_or_default(),
            Column::Document => self.excerpt.title().to_owned(),
            Column::DocumentId => annotation.document.to_string(),
            Column::DocumentPath => self.excerpt.path(),
            Column::StartCp => annotation.anchor.start.to_string(),
            Column::EndCp => annotation.anchor.end.to_string(),
            Column::ParagraphFrom => counted(place.map(|place| *place.paragraphs.start())),
            Column::ParagraphTo => counted(place.map(|place| *place.paragraphs.end())),
            Column::LineFrom => counted(place.map(|place| *place.lines.start())),
            Column::LineTo => counted(place.map(|place| *place.lines.end())),
            Column::Code => self.codes(|tag| self.layout.levels(tag).last().cloned().unwrap_or_default()),
            Column::CodePath => self.codes(|tag| self.layout.path(tag).to_owned()),
            Column::CodeId => self.codes(|tag| tag.to_string()),
            Column::Excerpt => annotation.anchor.exact.clone(),
            Column::ContextBefore => self.excerpt.context(self.options.context_characters).0,
            Column::ContextAfter => self.excerpt.context(self.options.context_characters).1,
            Column::Comment => annotation.memo.clone(),
            Column::Coder => self.coder.to_owned(),
            Column::Created => annotation.created.to_string(),
            Column::Modified => annotation.modified.to_string(),
            Column::OtherCodes => {
                let others = self.excerpt.tags.iter().filter(|tag| Some(**tag) != self.coding);
                join(others.map(|tag| self.layout.path(*tag).to_owned()))
            }
            Column::CoveragePct => {
                self.excerpt.coverage().map(|share| format!("{share:.2}")).unwrap_or_default()
            }
            Column::TextBlake3 => document.map(|document| document.hash.to_string()).unwrap_or_default(),
            Column::QuotationCheck => self.excerpt.check.word().to_owned(),
            Column::Entities => self.excerpt.names.join(CODE_SEPARATOR),
            Column::Attributes | Column::CodeLevels => String::new(),
        }
    }

    /// The tag the row is about, or all of the excerpt's in a row for an excerpt.
    fn codes(&self, of: impl Fn(TagId) -> String) -> String {
        match self.options.shape {
            Shape::PerCoding => self.coding.map(of).unwrap_or_default(),
            Shape::PerExcerpt | Shape::Matrix => join(self.excerpt.tags.iter().map(|tag| of(*tag))),
        }
    }
}

fn join(codes: impl Iterator<Item = String>) -> String {
    codes.collect::<Vec<_>>().join(CODE_SEPARATOR)
}
