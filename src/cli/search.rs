//! `lectern search`: every place a query finds, in its context.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::input::{Input, Opened};
use super::output::{self, Output};
use super::say;
use crate::exchange::hits::{self, HitRow};
use crate::exchange::{self, Options};
use crate::project::DocumentRecord;
use crate::search::concordance::line;
use crate::search::query::HELP;
use crate::search::{Entry, Finder, Hit, Library, ProjectLayers, Query, Scanner, Searchable};
use crate::text::Text;
use crate::text::numbers::counted;
use crate::workbench::Workbench;

/// How wide the context on each side is unless something else is asked for, in characters.
const WIDTH: usize = 60;

/// Find words, phrases, expressions, tags and attributes in every document
///
/// One line a hit, in the order of the documents' names. As JSON Lines the fields are document, start, end (code points,
/// end exclusive), text (as it stands there), before, after, title, hit (words; passage for what a tag or memo marks;
/// unit for a whole document, paragraph or sentence that a query without words describes). Capitals and accents do not
/// count unless == asks for them.
#[derive(Args, Debug)]
#[command(after_long_help = query_help(), after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// What to look for; --help lists what a query can say. One that begins with “-” goes after “--”
    #[arg(value_name = "QUERY")]
    query: String,

    #[command(flatten)]
    input: Input,

    /// How to print: for people, for scripts, for spreadsheets, as a page [default: text on a terminal, else jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// In what AND, OR and NOT are to hold together
    #[arg(long, short, value_enum, default_value = "document")]
    scope: Scope,

    /// Characters of context on each side of a hit
    #[arg(long, short, value_name = "N", default_value_t = WIDTH)]
    context: usize,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// How hits are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// A table for spreadsheets
    Csv,
    /// An Excel workbook; goes with --output
    Xlsx,
    /// One web page
    Html,
    /// Markdown
    Md,
    /// For people
    Text,
}

impl Format {
    /// The format of a file that is written whole; `None` for what is printed line by line.
    fn as_file(self) -> Option<exchange::Format> {
        Some(match self {
            Self::Csv => exchange::Format::Csv,
            Self::Xlsx => exchange::Format::Xlsx,
            Self::Html => exchange::Format::Html,
            Self::Md => exchange::Format::Markdown,
            Self::Jsonl | Self::Text => return None,
        })
    }
}

/// The unit in which a query is answered.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Scope {
    Document,
    Paragraph,
    Sentence,
}

impl From<Scope> for crate::search::Scope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Document => Self::Document,
            Scope::Paragraph => Self::Paragraph,
            Scope::Sentence => Self::Sentence,
        }
    }
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let pointed = |error: &crate::search::QueryError| error.pointed(&arguments.query);
    if arguments.format == Some(Format::Xlsx) && arguments.output.is_none() {
        return Err(Failure::usage("A workbook is no text: name a file for it with --output PATH."));
    }
    let query = Query::parse(&arguments.query)
        .map_err(|error| Failure::usage(format!("{error}\n\n{}", pointed(&error))))?;
    let opened = arguments.input.open(quiet)?;
    let bench = &opened.bench;
    if bench.documents().is_empty() {
        return Err(Failure::could_not(
            "None of the documents could be read; “lectern documents” with the same input says why.",
        ));
    }
    let layers = ProjectLayers::new(bench.project(), &|document| bench.text(document));
    let finder = Finder::new(&query, &layers).map_err(Failure::could_not)?;
    let format = arguments.format.unwrap_or_else(|| {
        match output::Format::or_usual(None, arguments.output.is_some()) {
            output::Format::Jsonl => Format::Jsonl,
            output::Format::Text => Format::Text,
        }
    });
    let mut printer = Printer {
        format,
        context: arguments.context,
        output: Output::to(arguments.output.as_deref()),
        rows: Vec::new(),
        hits: 0,
        documents: 0,
    };
    let mut scanner = Scanner::new(&finder);
    let (named, entries): (Vec<(String, &DocumentRecord)>, Vec<Entry>) =
        in_order(&opened).into_iter().filter_map(|named| ready(bench, named.1).map(|it| (named, it))).unzip();
    let library = Library::new(entries);
    for ((name, record), entry) in named.iter().zip(library.entries()) {
        let searchable = &entry.searchable;
        let hits = scanner.hits(record.id, searchable, arguments.scope.into());
        printer.document(name, &record.title, searchable.text(), searchable, &hits)?;
    }
    let summary = format!(
        "{} in {}",
        counted(printer.hits, "hit", "hits"),
        counted(printer.documents, "document", "documents")
    );
    printer.finish(&arguments.query)?;
    if !quiet {
        say(&summary);
    }
    Ok(())
}

/// A document made ready to be searched, if its text could be read.
fn ready(bench: &Workbench, record: &DocumentRecord) -> Option<Entry> {
    let text = bench.text(record.id)?;
    Some(Entry::new(record.id, Searchable::guessing(&text, Some(record.attribute("language")))))
}

/// The documents by name.
fn in_order(opened: &Opened) -> Vec<(String, &DocumentRecord)> {
    let records = opened.bench.project().documents.values();
    let mut named: Vec<(String, &DocumentRecord)> =
        records.map(|record| (opened.name_of(record), record)).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named
}

/// Prints hits as they come.
struct Printer {
    format: Format,
    context: usize,
    output: Output,
    /// Rows of a table or page, which is written at the end.
    rows: Vec<HitRow>,
    hits: usize,
    documents: usize,
}

impl Printer {
    fn document(
        &mut self,
        name: &str,
        title: &str,
        text: &Text,
        searchable: &Searchable,
        hits: &[Hit],
    ) -> Result<(), Failure> {
        if hits.is_empty() {
            return Ok(());
        }
        if self.format == Format::Text {
            let gap = if self.documents == 0 { "" } else { "\n" };
            self.output.line(&format!("{gap}{name} · {title} · {}", counted(hits.len(), "hit", "hits")))?;
        }
        self.hits += hits.len();
        self.documents += 1;
        for hit in hits {
            self.hit(name, title, text, searchable, *hit)?;
        }
        Ok(())
    }

    fn hit(
        &mut self,
        name: &str,
        title: &str,
        text: &Text,
        searchable: &Searchable,
        hit: Hit,
    ) -> Result<(), Failure> {
        if self.format == Format::Text {
            let line = line(searchable, hit, self.context);
            let width = self.context;
            return self.output.line(&format!("  {:>width$}[{}]{}", line.left, line.hit, line.right));
        }
        let Some(row) = HitRow::of((name, title), text, hit, self.context) else { return Ok(()) };
        if self.format.as_file().is_none() {
            return self.output.json(&row);
        }
        self.rows.push(row);
        Ok(())
    }

    fn finish(mut self, query: &str) -> Result<(), Failure> {
        if let Some(format) = self.format.as_file() {
            let exported =
                hits::export(query, self.rows, format, &Options::default()).map_err(Failure::could_not)?;
            self.output.bytes(&exported.bytes)?;
            for note in &exported.notes {
                say(note);
            }
        }
        self.output.finish()
    }
}

/// What a query can say, for the help.
fn query_help() -> String {
    let widest = HELP.iter().map(|(example, _)| example.chars().count()).max().unwrap_or_default();
    let lines: Vec<String> =
        HELP.iter().map(|(example, meaning)| format!("  {example:<widest$}  {meaning}")).collect();
    format!("What a query can say:\n{}\n\n{}", lines.join("\n"), super::EXIT_STATUS)
}
