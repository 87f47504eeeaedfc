//! `lectern search`: every place a query finds, in its context.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::failure::Failure;
use super::input::{Input, Opened};
use super::output::{self, Output};
use super::say;
use crate::exchange::hits::{self, About, HitRow};
use crate::exchange::{self, Options};
use crate::project::DocumentRecord;
use crate::search::concordance::{Context, line};
use crate::search::query::{HELP, Layer};
use crate::search::ranking::{FoundOrder, arranged};
use crate::search::{
    Entry, Finder, Found, Hit, Library, ProjectLayers, Query, QueryError, Scanner, Searchable, View,
};
use crate::text::numbers::counted;

/// How wide the context on each side is unless something else is asked for, in characters.
const WIDTH: usize = 60;

/// Find words, phrases, expressions, tags and attributes in every document
///
/// One line a hit, document by document. As JSON Lines the fields are document, start, end (code points, end exclusive),
/// text (as it stands there), before, after, title, hit (words; passage for what a tag, memo or name marks; unit for a whole
/// document, paragraph or sentence that a query without words describes), date, attributes (of the document, by name; in a
/// table each is a column). Capitals and accents do not count unless == asks for them. Names are recognised where the query
/// asks for entity: or type:.
#[derive(Args, Debug)]
#[command(after_long_help = query_help(), after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// What to look for; --help lists what a query can say. One that begins with “-” goes after “--”
    #[arg(value_name = "QUERY")]
    query: String,

    #[command(flatten)]
    input: Input,

    /// How to print: for people, for scripts, for spreadsheets, as a page [default: by the end of the file's
    /// name; else text on a terminal, or jsonl]
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// In what AND, OR and NOT are to hold together
    #[arg(long, short, value_enum, default_value = "document")]
    scope: Scope,

    /// In which order documents come; hits within one always stand as in its text
    #[arg(long, value_enum, default_value = "name")]
    order: Order,

    /// Characters of context on each side of a hit
    #[arg(long, short, value_name = "N", default_value_t = WIDTH)]
    context: usize,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,
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

/// The order of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// By the names they are called by in results
    Name,
    /// Those first in which the hits say most (BM25 with the whole query as one term)
    Relevance,
    /// By date; those without one come last
    Date,
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
    let pointed = |error: &QueryError| format!("{error}\n\n{}", error.pointed(&arguments.query));
    let file = arguments.output.as_deref();
    let format = output::chosen(arguments.format, file, || output::usual(file, Format::Text, Format::Jsonl))?;
    if format == Format::Xlsx && file.is_none() {
        return Err(Failure::usage("A workbook is no text: name a file for it with --output PATH."));
    }
    let query = Query::parse(&arguments.query).map_err(|error| Failure::usage(pointed(&error)))?;
    let asks_for_names =
        query.layers().iter().any(|(layer, ..)| matches!(layer, Layer::Entity | Layer::Type));
    let mut opened = arguments.input.open(quiet)?;
    let output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
    if asks_for_names {
        opened.recognise(quiet)?;
    }
    let bench = &opened.bench;
    if bench.documents().is_empty() {
        return Err(Failure::could_not(
            "None of the documents could be read; “lectern documents” with the same input says why.",
        ));
    }
    let layers = bench.search_layers(asks_for_names);
    let finder = Finder::new(&query, &layers).map_err(|error| Failure::could_not(pointed(&error)))?;
    let mut printer =
        Printer { format, context: arguments.context, output, rows: Vec::new(), hits: 0, documents: 0 };
    let work = Work { opened: &opened, layers: &layers, finder: &finder, scope: arguments.scope.into() };
    match arguments.order.of_hits() {
        None => work.print_by_name(&mut printer)?,
        Some(order) => work.print_arranged(order, &mut printer)?,
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

impl Order {
    /// The order in which documents with hits are arranged; `None` for that of their names, in which they are read.
    fn of_hits(self) -> Option<FoundOrder> {
        match self {
            Self::Name => None,
            Self::Relevance => Some(FoundOrder::Relevance),
            Self::Date => Some(FoundOrder::Date),
        }
    }
}

/// What is searched, and for what.
struct Work<'a> {
    opened: &'a Opened,
    layers: &'a ProjectLayers,
    finder: &'a Finder<'a>,
    scope: crate::search::Scope,
}

impl Work<'_> {
    /// The documents whose texts could be read, by name, and ready to be searched: together, since a short text is taken to be
    /// in the language of most.
    fn library(&self) -> (Vec<About>, Library) {
        let ready = |record: &DocumentRecord| {
            let text = self.opened.bench.text(record.id)?;
            Some(Entry::new(record.id, Searchable::guessing(&text, Some(record.attribute("language")))))
        };
        let named = in_order(self.opened).into_iter();
        let (abouts, entries) = named
            .filter_map(|(name, record)| ready(record).map(|entry| (About::of(name, record), entry)))
            .unzip();
        (abouts, Library::new(entries))
    }

    /// Prints each document as it is searched.
    fn print_by_name(&self, printer: &mut Printer) -> Result<(), Failure> {
        let (abouts, library) = self.library();
        let mut scanner = Scanner::new(self.finder);
        for (about, entry) in abouts.iter().zip(library.entries()) {
            let hits = scanner.hits(entry.document, &entry.searchable, self.scope);
            printer.document(about, &entry.searchable, &hits)?;
        }
        Ok(())
    }

    /// Prints the documents in an order that is known only once all of them have been searched.
    fn print_arranged(&self, order: FoundOrder, printer: &mut Printer) -> Result<(), Failure> {
        let (abouts, library) = self.library();
        let view = View::of_library(&Arc::new(library));
        let mut scanner = Scanner::new(self.finder);
        let (mut found, mut hits_of) = (Vec::new(), Vec::new());
        for (document, entry) in (0..).zip(view.library().entries()) {
            let hits = scanner.hits(entry.document, &entry.searchable, self.scope);
            if !hits.is_empty() {
                found.push(Found { document, hits: hits.len() as u32 });
                hits_of.push(hits);
            }
        }
        for place in arranged(&view, self.layers, &found, order) {
            let document = found[place as usize].document as usize;
            let searchable = &view.library().entries()[document].searchable;
            printer.document(&abouts[document], searchable, &hits_of[place as usize])?;
        }
        Ok(())
    }
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
    fn document(&mut self, about: &About, searchable: &Searchable, hits: &[Hit]) -> Result<(), Failure> {
        if hits.is_empty() {
            return Ok(());
        }
        if self.format == Format::Text {
            let gap = if self.documents == 0 { "" } else { "\n" };
            let About { document, title, .. } = about;
            self.output
                .line(&format!("{gap}{document} · {title} · {}", counted(hits.len(), "hit", "hits")))?;
        }
        self.hits += hits.len();
        self.documents += 1;
        for hit in hits {
            self.hit(about, searchable, *hit)?;
        }
        Ok(())
    }

    fn hit(&mut self, about: &About, searchable: &Searchable, hit: Hit) -> Result<(), Failure> {
        if self.format == Format::Text {
            let line = line(searchable, hit, Context::Characters(self.context));
            let left = in_columns(&line.left, self.context);
            return self.output.line(&format!("  {left}[{}]{}", line.hit, line.right));
        }
        let Some(row) = HitRow::of(about, searchable.text(), hit, self.context) else { return Ok(()) };
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

/// The end of what stands before a hit, in so many columns of a terminal that hits stand below each other: a Chinese
/// character takes two, a combining mark none.
fn in_columns(left: &str, columns: usize) -> String {
    let (mut start, mut room) = (left.len(), columns);
    for (at, c) in left.char_indices().rev() {
        let Some(rest) = room.checked_sub(c.width().unwrap_or(0)) else { break };
        room = rest;
        // A mark comes only with the letter it stands on.
        if c.width() != Some(0) {
            start = at;
        }
    }
    format!("{}{}", " ".repeat(columns - left[start..].width()), &left[start..])
}

/// What a query can say, for the help.
fn query_help() -> String {
    let widest = HELP.iter().map(|(example, _)| example.chars().count()).max().unwrap_or_default();
    let lines: Vec<String> =
        HELP.iter().map(|(example, meaning)| format!("  {example:<widest$}  {meaning}")).collect();
    format!("What a query can say:\n{}\n\n{}", lines.join("\n"), super::EXIT_STATUS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_hit_takes_the_same_columns_whatever_its_script() {
        assert_eq!(in_columns("the ", 8), "    the ");
        assert_eq!(in_columns("before the ", 8), "ore the ");
        assert_eq!(in_columns("警察官が", 8), "警察官が");
        assert_eq!(in_columns("昨日警察官が", 8), "警察官が");
        assert_eq!(in_columns("昨日警察官が", 7), " 察官が");
        assert_eq!(in_columns("cafe\u{301}", 2), "fe\u{301}");
        assert_eq!(in_columns("", 3), "   ");
        assert_eq!(in_columns("word", 0), "");
    }
}
