//! `lectern export`: excerpts, the codebook or a marked document in the formats others read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};

use super::failure::Failure;
use super::input::{self, Opened};
use super::output::{Output, chosen_by_end};
use super::{find, say};
use crate::analysis::excerpts::{self, ExcerptFilter, GroupBy, SortKey, TagMatch};
use crate::analysis::filter_words::in_words;
use crate::exchange::{self, Column, ExportRequest, Format, Material, Options, Shape, Subject};
use crate::text::{CONTEXT_CHARACTERS, Text};

/// Export excerpts, the codebook, or a whole document with its tags marked
///
/// Exports every excerpt, or those that pass the filters below. Two exports of the same project are the same bytes.
/// Each quotation is compared with the text while it is written; one that differs is marked, and a line on standard
/// error says so. JSON Lines begin with the fields document, start, end, text, tags, memo, coder, created, modified, id.
#[derive(Args, Debug)]
#[command(
    after_long_help = columns_help(),
    after_help = super::EXIT_STATUS,
    group = ArgGroup::new("filters").multiple(true).conflicts_with_all(["codebook", "marked"])
)]
pub(super) struct Arguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

    /// csv, xlsx, docx, html, md (or markdown) or jsonl [default: by the end of the file's name]
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to this file; without it, text formats go to standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,

    /// Export the codebook
    #[arg(long, help_heading = "What", conflicts_with = "marked")]
    codebook: bool,

    /// Export the whole text of the document named by --document with its tags marked (HTML)
    #[arg(long, help_heading = "What", requires = "document")]
    marked: bool,

    /// Only excerpts in this document: its id, path, file name or title; may be given several times
    #[arg(
        long,
        short,
        value_name = "DOCUMENT",
        help_heading = "Which excerpts",
        conflicts_with = "codebook"
    )]
    document: Vec<String>,

    /// Only excerpts with this tag or a tag below it: name or path as in "Policing > Complaints"; several times: any
    #[arg(long, short, value_name = "NAME", help_heading = "Which excerpts", group = "filters")]
    tag: Vec<String>,

    /// Only excerpts with all of the tags named by --tag
    #[arg(long, help_heading = "Which excerpts", requires = "tag", group = "filters")]
    all_tags: bool,

    /// Do not count the tags below those named by --tag
    #[arg(long, help_heading = "Which excerpts", requires = "tag", group = "filters")]
    no_subtags: bool,

    /// Only highlights without a tag
    #[arg(long, help_heading = "Which excerpts", conflicts_with = "tag", group = "filters")]
    untagged: bool,

    /// Only excerpts by this coder, by name or initials; may be given several times
    #[arg(long, value_name = "NAME", help_heading = "Which excerpts", group = "filters")]
    coder: Vec<String>,

    /// Only excerpts of documents with this attribute, as in kind=letter; several values of one name: any of them
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, help_heading = "Which excerpts", group = "filters")]
    attribute: Vec<(String, String)>,

    /// Only excerpts with all of these words in the quotation or its memo
    #[arg(long, value_name = "WORDS", help_heading = "Which excerpts", group = "filters")]
    words: Option<String>,

    /// What excerpts are ordered by
    #[arg(long, value_enum, default_value = "document", help_heading = "How")]
    sort: Sort,

    /// Order them by this attribute of their documents, such as date; those without it come last
    #[arg(long, value_name = "ATTRIBUTE", conflicts_with = "sort", help_heading = "How")]
    sort_by: Option<String>,

    /// Turn the order round
    #[arg(long, help_heading = "How")]
    descending: bool,

    /// What a row of a table is (csv, xlsx)
    #[arg(long, value_enum, default_value = "coding", help_heading = "How")]
    shape: RowShape,

    /// What excerpts are gathered under (docx, html, md)
    #[arg(long, value_enum, default_value = "tag", help_heading = "How")]
    group: Group,

    /// Columns of a table, with commas between them [default: all]; --help lists them
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',', help_heading = "How")]
    columns: Vec<Column>,

    /// Characters of context on each side of an excerpt
    #[arg(long, value_name = "N", default_value_t = CONTEXT_CHARACTERS, help_heading = "How")]
    context: usize,

    /// Begin CSV with a byte-order mark, by which Excel knows UTF-8
    #[arg(long, help_heading = "How")]
    bom: bool,

    /// Write CSV cells that a spreadsheet would run as formulas as they are; otherwise an apostrophe goes before them
    #[arg(long, help_heading = "How")]
    no_guard: bool,
}

/// What a row of a table is.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RowShape {
    /// One tag on one excerpt
    Coding,
    /// One excerpt, its tags joined
    Excerpt,
    /// One excerpt, with a column of 0 and 1 for each tag
    Matrix,
}

/// What excerpts are gathered under.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Group {
    Tag,
    Document,
}

/// What excerpts are ordered by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sort {
    Document,
    Excerpt,
    Tag,
    Memo,
    Coder,
    Created,
    Modified,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let ends: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
    let of_end = |end: &str| end.parse().ok();
    let Some(format) = chosen_by_end(arguments.format, arguments.output.as_deref(), of_end, &ends)? else {
        return Err(Failure::usage(
            "Say the format with --format, or name a file with --output that ends in it.",
        ));
    };
    if matches!(format, Format::Xlsx | Format::Docx) && arguments.output.is_none() {
        return Err(Failure::usage(format!("{format} is not text: name a file with --output")));
    }
    if arguments.marked && arguments.document.len() > 1 {
        return Err(Failure::usage("--marked exports one document: name one with --document"));
    }
    let mut opened = input::open_project(&arguments.project, quiet)?;
    let mut output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
    if arguments.columns.contains(&Column::Entities) {
        opened.recognise(quiet)?;
    }
    let subject = subject(arguments, &opened)?;
    let what = if arguments.codebook || arguments.marked {
        String::new()
    } else {
        in_words(opened.bench.project(), &arguments.filter(&opened)?)
    };
    let origin = ExportRequest::origin(opened.bench.project_name().as_deref(), &what);
    let request = ExportRequest { subject, format, options: arguments.options(), origin };

    let bench = &opened.bench;
    let texts = |document| bench.text(document);
    let names = |document, text: &Text, span| bench.entities().names_in(document, text, span);
    let material =
        Material { project: bench.project(), texts: &texts, names: &names, folder: bench.folder() };
    let exported = exchange::export(material, &request).map_err(Failure::could_not)?;
    output.bytes(&exported.bytes)?;
    output.finish()?;
    if !quiet {
        exported.notes.iter().for_each(|note| say(note));
    }
    Ok(())
}

/// What is to be exported.
fn subject(arguments: &Arguments, opened: &Opened) -> Result<Subject, Failure> {
    if arguments.codebook {
        return Ok(Subject::Codebook);
    }
    if let (true, Some(document)) = (arguments.marked, arguments.document.first()) {
        return Ok(Subject::MarkedDocument(find::document(opened, document)?));
    }
    let sort = match arguments.sort {
        Sort::Document => SortKey::Document,
        Sort::Excerpt => SortKey::Excerpt,
        Sort::Tag => SortKey::Tag,
        Sort::Memo => SortKey::Memo,
        Sort::Coder => SortKey::Coder,
        Sort::Created => SortKey::Created,
        Sort::Modified => SortKey::Modified,
    };
    let filter = arguments.filter(opened)?;
    let sort = match &arguments.sort_by {
        Some(attribute) => SortKey::Attribute(attribute.clone()),
        None => sort,
    };
    Ok(Subject::Excerpts(excerpts::select(opened.bench.project(), &filter, &sort, arguments.descending)))
}

impl Arguments {
    fn filter(&self, opened: &Opened) -> Result<ExcerptFilter, Failure> {
        let project = opened.bench.project();
        Ok(ExcerptFilter {
            tags: self.tag.iter().map(|name| find::existing_tag(project, name)).collect::<Result<_, _>>()?,
            tag_match: if self.all_tags { TagMatch::All } else { TagMatch::Any },
            with_subtags: !self.no_subtags,
            untagged_only: self.untagged,
            documents: self
                .document
                .iter()
                .map(|name| find::document(opened, name))
                .collect::<Result<_, _>>()?,
            attributes: self.attributes(),
            coders: self
                .coder
                .iter()
                .map(|name| find::existing_coder(project, name))
                .collect::<Result<_, _>>()?,
            words: self.words.clone().unwrap_or_default(),
        })
    }

    /// The values that are asked for of each attribute.
    fn attributes(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut wanted = BTreeMap::<String, BTreeSet<String>>::new();
        for (name, value) in &self.attribute {
            wanted.entry(name.clone()).or_default().insert(value.clone());
        }
        wanted
    }

    fn options(&self) -> Options {
        let usual = Options::default();
        let columns: BTreeSet<Column> = self.columns.iter().copied().collect();
        Options {
            shape: match self.shape {
                RowShape::Coding => Shape::PerCoding,
                RowShape::Excerpt => Shape::PerExcerpt,
                RowShape::Matrix => Shape::Matrix,
            },
            group_by: match self.group {
                Group::Tag => GroupBy::Tag,
                Group::Document => GroupBy::Document,
            },
            columns: if columns.is_empty() { usual.columns } else { columns },
            byte_order_mark: self.bom,
            guard_formulas: !self.no_guard,
            context_characters: self.context,
        }
    }
}

/// The columns there are and what stands in them, under the long help.
fn columns_help() -> String {
    let lines = Column::ALL.map(|column| format!("  {:<16} {}", column.name(), column.meaning()));
    format!("Columns:\n{}\n\n{}", lines.join("\n"), super::EXIT_STATUS)
}

/// Reads `NAME=VALUE`.
fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE, as in kind=letter")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
