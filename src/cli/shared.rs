//! `lectern shared`: the passages that documents share.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::input::{Input, Opened};
use super::output::{self, Output};
use super::{find, say};
use crate::compare::collation::collate;
use crate::compare::shared::{DocumentNumber, Index, Kind, Shared, SharedPassage, Unwatched, Watch};
use crate::corpus::date;
use crate::exchange::reuse::{ListRow, Named, Page, collation, passages, side_by_side};
use crate::exchange::{Exported, Format, Options};
use crate::project::DocumentId;
use crate::text::numbers::counted;
use crate::text::{Span, Text};

/// List the passages that documents share, word for word or with small edits
///
/// Case, quotation marks, dashes, hyphenation and line breaks make no difference. One passage a line, those that can
/// least be chance first; passages that stand twice in one document are among them. As JSON Lines the fields are
/// document_a, start_a, end_a (code points, end exclusive), text_a, document_b, start_b, end_b, text_b, kind (verbatim,
/// edited, boilerplate or formula), similarity (the share of words that are the same, 0 to 1), cluster (a number: the same
/// passage in other places has the same), words (how many are the same; in scripts without spaces a character, or a letter
/// with what is written around it, is one). What stands in many documents and is not quoted there, or three times in
/// one, is boilerplate; titles and stock phrases are formulas; both are listed only when asked for.
#[allow(clippy::doc_markdown, reason = "the help prints it as it stands")]
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,

    /// Which kinds to list
    #[arg(long, value_enum, value_delimiter = ',', default_value = "verbatim,edited", value_name = "KIND,…")]
    kind: Vec<Wanted>,

    /// List only passages in which at least so many words are the same
    #[arg(long, default_value_t = 0, value_name = "N", hide_default_value = true)]
    words: u32,

    /// A page with these two documents side by side and the words that differ marked: each by its id, path, file name or
    /// title
    #[arg(long, num_args = 2, value_names = ["DOCUMENT", "DOCUMENT"], conflicts_with = "collate")]
    pair: Vec<String>,

    /// A table of all variants of one passage, word by word: its number in the field cluster
    #[arg(long, value_name = "CLUSTER")]
    collate: Option<usize>,

    /// How to print [default: by the end of the file's name; else html with --pair, csv with --collate, text on a terminal,
    /// or jsonl]
    #[arg(long, value_enum)]
    format: Option<Printed>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,
}

/// A kind of passage, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// The same words
    Verbatim,
    /// With words changed, added or dropped
    Edited,
    /// What stands in many documents
    Boilerplate,
    /// Titles and stock phrases
    Formula,
    /// All of them
    All,
}

impl Wanted {
    fn is(self, kind: Kind) -> bool {
        match self {
            Self::Verbatim => kind == Kind::Verbatim,
            Self::Edited => kind == Kind::Edited,
            Self::Boilerplate => kind == Kind::Boilerplate,
            Self::Formula => kind == Kind::Formula,
            Self::All => true,
        }
    }
}

/// As what the result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Printed {
    /// One JSON object a line
    Jsonl,
    /// For people, in a terminal
    Text,
    /// A table
    Csv,
    /// A table for Excel
    Xlsx,
    /// A page for Word
    Docx,
    /// A page for the browser
    Html,
    /// A page in Markdown
    Md,
}

impl Printed {
    /// The format of files it is; none for text on a terminal.
    fn format(self) -> Option<Format> {
        Some(match self {
            Self::Jsonl => Format::JsonLines,
            Self::Text => return None,
            Self::Csv => Format::Csv,
            Self::Xlsx => Format::Xlsx,
            Self::Docx => Format::Docx,
            Self::Html => Format::Html,
            Self::Md => Format::Markdown,
        })
    }
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let printed = arguments.printed()?;
    if let Some(format @ (Format::Xlsx | Format::Docx)) = printed.format()
        && arguments.output.is_none()
    {
        return Err(Failure::usage(format!("{format} is not text: name a file with --output")));
    }
    if !arguments.pair.is_empty() && printed != Printed::Html {
        return Err(Failure::usage("--pair makes a page: use --format html, or a file that ends in .html."));
    }
    let opened = arguments.input.open(quiet)?;
    let mut output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
    let documents = Documents::of(&opened, quiet)?;
    let pair = match arguments.pair.as_slice() {
        [one, other] => Some((documents.number(&opened, one)?, documents.number(&opened, other)?)),
        _ => None,
    };
    let index = Index::of(&documents.texts);
    let counter = Counter::new(documents.texts.len(), quiet);
    let shared = index.shared(&counter);
    counter.finish();
    let wanted = |passage: &&SharedPassage| {
        passage.words >= arguments.words && arguments.kind.iter().any(|wanted| wanted.is(passage.kind))
    };
    let list: Vec<&SharedPassage> = shared.passages.iter().filter(wanted).collect();
    let named = documents.named();
    let exported = if let Some(pair) = pair {
        let texts = [pair.0, pair.1].map(|at| (DocumentNumber(at as u32), &documents.texts[at]));
        let common = shared.common_passages(texts, &Unwatched);
        let stays = |part: &&&SharedPassage| !common.iter().any(|whole| whole.has(part));
        let listed = list.iter().filter(stays).copied();
        let list: Vec<&SharedPassage> = listed.chain(common.iter().filter(wanted)).collect();
        Some(beside(&named, pair, &list)?)
    } else if let Some(cluster) = arguments.collate {
        Some(collated(&named, &shared, cluster, printed)?)
    } else {
        printed_list(&named, &list, printed, &mut output)?
    };
    if let Some(exported) = exported {
        output.bytes(&exported.bytes)?;
        if !quiet {
            exported.notes.iter().for_each(|note| say(note));
        }
    }
    output.finish()?;
    for sentence in shared.left_out.sentences() {
        say(&sentence);
    }
    let hidden = shared.passages.len() - list.len();
    if hidden > 0 && !quiet && arguments.collate.is_none() {
        let hidden = counted(hidden, "passage is", "passages are");
        say(&format!(
            "{hidden} not listed: short, a title or stock phrase, or in many documents; --kind all lists them."
        ));
    }
    Ok(())
}

impl Arguments {
    /// The format asked for, or that of the file, else the usual one.
    fn printed(&self) -> Result<Printed, Failure> {
        let file = self.output.as_deref();
        output::chosen(self.format, file, || match (self.pair.is_empty(), self.collate) {
            (false, _) => Printed::Html,
            (true, Some(_)) => Printed::Csv,
            (true, None) => output::usual(file, Printed::Text, Printed::Jsonl),
        })
    }
}

/// The list as a file, or printed line by line.
fn printed_list(
    named: &[Named],
    list: &[&SharedPassage],
    printed: Printed,
    output: &mut Output,
) -> Result<Option<Exported>, Failure> {
    let document = |number: DocumentNumber| named.get(number.0 as usize);
    if printed == Printed::Jsonl {
        for row in list.iter().filter_map(|passage| ListRow::of(passage, &document)) {
            output.json(&row)?;
        }
        return Ok(None);
    }
    if let Some(format) = printed.format() {
        let made = passages(list, &document, format, &Options::default());
        return made.map(Some).map_err(Failure::could_not);
    }
    for row in list.iter().filter_map(|passage| ListRow::of(passage, &document)) {
        output.line(&for_people(&row))?;
    }
    Ok(None)
}

/// What two documents share as a page, side by side.
fn beside(
    named: &[Named],
    (one, other): (usize, usize),
    list: &[&SharedPassage],
) -> Result<Exported, Failure> {
    let numbers = [one, other].map(|number| DocumentNumber(number as u32));
    let mut places: Vec<(Span, Span, &SharedPassage)> = list
        .iter()
        .filter_map(|passage| match [passage.a.document, passage.b.document] {
            both if both == numbers => Some((passage.a.span, passage.b.span, *passage)),
            [a, b] if [b, a] == numbers => Some((passage.b.span, passage.a.span, *passage)),
            _ => None,
        })
        .collect();
    if places.is_empty() {
        return Err(Failure::could_not(format!(
            "“{}” and “{}” share no passage of the kinds asked for.",
            named[one].name, named[other].name
        )));
    }
    places.sort_by_key(|(on_a, on_b, _)| (*on_a, *on_b));
    let (a, b) = (named[one].clone(), named[other].clone());
    let page = Page::of_passages(a, b, &places, &|| false).ok_or(Failure::NobodyReads)?;
    Ok(side_by_side(&page))
}

/// The variants of the passage of this number.
fn collated(named: &[Named], shared: &Shared, cluster: usize, printed: Printed) -> Result<Exported, Failure> {
    let Some(found) = shared.clusters.get(cluster) else {
        return Err(Failure::could_not(format!(
            "No passage has the cluster {cluster}: the field cluster of the list says which there are."
        )));
    };
    let Some(format) = printed.format() else {
        return Err(Failure::usage(
            "--collate makes a table: use --format csv, xlsx or html, or a file that ends so.",
        ));
    };
    let mut witnesses: Vec<(Named, Span)> = found
        .witnesses()
        .into_iter()
        .filter_map(|place| Some((named.get(place.document.0 as usize)?.clone(), place.span)))
        .collect();
    witnesses.sort_by(|(one, on_one), (other, on_other)| {
        let by = |named: &Named| (named.date.is_empty(), named.date.clone(), named.name.clone());
        by(one).cmp(&by(other)).then_with(|| on_one.cmp(on_other))
    });
    let places: Vec<(&Text, Span)> = witnesses.iter().map(|(named, span)| (&named.text, *span)).collect();
    let made = collate(&places, &|| false).ok_or(Failure::NobodyReads)?;
    let notes = made.left_out_sentences();
    let rows: Vec<(Named, Span)> = made.rows.iter().filter_map(|row| witnesses.get(*row).cloned()).collect();
    collation(&made, &rows, notes, format, &Options::default()).map_err(Failure::could_not)
}

/// What is compared: names and texts, in the order of the names.
pub(super) struct Documents {
    /// The documents.
    pub ids: Vec<DocumentId>,
    /// The names, as they were given.
    pub names: Vec<String>,
    /// The titles.
    pub titles: Vec<String>,
    /// The dates, as ISO 8601 writes them.
    pub dates: Vec<Option<String>>,
    /// The texts.
    pub texts: Vec<Text>,
}

impl Documents {
    /// The documents that could be read; says how many could not.
    pub fn of(opened: &Opened, quiet: bool) -> Result<Self, Failure> {
        let records = &opened.bench.project().documents;
        let mut read: Vec<(String, DocumentId, String, Option<String>, Text)> = records
            .values()
            .filter_map(|record| {
                let text = opened.bench.document(record.id)?.text.clone();
                let date = date::normalised(record.attribute("date"));
                Some((opened.name_of(record), record.id, record.title.clone(), date, text))
            })
            .collect();
        let unread = opened.bench.problems().len().max(records.len() - read.len());
        if read.is_empty() {
            return Err(Failure::could_not(
                "There is no document to compare; “lectern documents” says what could not be read and why.",
            ));
        }
        if unread > 0 && !quiet {
            let files = counted(unread, "file was", "files were");
            say(&format!("{files} not read; “lectern documents” says why."));
        }
        read.sort_by(|a, b| a.0.cmp(&b.0));
        let mut documents = Self {
            ids: Vec::new(),
            names: Vec::new(),
            titles: Vec::new(),
            dates: Vec::new(),
            texts: Vec::new(),
        };
        for (name, id, title, date, text) in read {
            documents.ids.push(id);
            documents.names.push(name);
            documents.titles.push(title);
            documents.dates.push(date);
            documents.texts.push(text);
        }
        Ok(documents)
    }

    /// The documents as files name them.
    fn named(&self) -> Vec<Named> {
        let fields = self.names.iter().zip(&self.titles).zip(self.dates.iter().zip(&self.texts));
        fields
            .map(|((name, title), (date, text))| Named {
                name: name.clone(),
                title: title.clone(),
                date: date.clone().unwrap_or_default(),
                text: text.clone(),
            })
            .collect()
    }

    /// The number of a document that is named by its id, path, file name or title.
    fn number(&self, opened: &Opened, name: &str) -> Result<usize, Failure> {
        let id = find::document(opened, name)?;
        let name = opened.bench.project().documents.get(&id).map(|record| opened.name_of(record));
        let number = name.and_then(|name| self.names.iter().position(|known| *known == name));
        number.ok_or_else(|| {
            Failure::could_not("That document could not be read; “lectern documents” says why.")
        })
    }
}

/// The lines a person reads.
fn for_people(row: &ListRow<'_>) -> String {
    let on_one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (a, b) = (on_one_line(row.text_a), on_one_line(row.text_b));
    let heading =
        format!("{}, {}, {} % the same", row.kind, counted(row.words as usize, "word", "words"), row.percent);
    let first = format!("{} {}–{}", row.document_a, row.start_a, row.end_a);
    let second = format!("{} {}–{}", row.document_b, row.start_b, row.end_b);
    if a == b {
        format!("{heading}\n    {first}\n    {second}\n        {a}")
    } else {
        format!("{heading}\n    {first}\n        {a}\n    {second}\n        {b}")
    }
}

/// Counts along on a terminal while documents are compared.
struct Counter {
    total: usize,
    begin: Instant,
    /// When the line was last written; `None` where nobody looks.
    written: Option<Mutex<Instant>>,
}

impl Counter {
    fn new(total: usize, quiet: bool) -> Self {
        let begin = Instant::now();
        let looked_at = !quiet && io::stderr().is_terminal();
        Self { total, begin, written: looked_at.then(|| Mutex::new(begin)) }
    }

    /// Clears the line.
    fn finish(&self) {
        if self.written.is_some() {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

impl Watch for Counter {
    fn progress(&self, done: usize) {
        let Some(Ok(mut written)) = self.written.as_ref().map(Mutex::try_lock) else { return };
        // Short work is over before anybody could read about it.
        if self.begin.elapsed() > Duration::from_millis(400) && written.elapsed() > Duration::from_millis(100)
        {
            *written = Instant::now();
            let _ = write!(io::stderr().lock(), "\r\x1b[KComparing {done} of {} …", self.total);
        }
    }
}
