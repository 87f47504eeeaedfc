//! `lectern shared`: the passages that documents share.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::failure::Failure;
use super::input::{Input, Opened};
use super::output::{Format, Output};
use super::say;
use crate::compare::shared::{Index, Kind, Place, SharedPassage, Watch};
use crate::text::Text;
use crate::text::numbers::counted;

/// List the passages that documents share, word for word or with small edits
///
/// Case, quotation marks, dashes, hyphenation and line breaks make no difference. One passage a line, those that can
/// least be chance first; passages that stand twice in one document are among them. As JSON Lines the fields are
/// document_a, start_a, end_a (code points, end exclusive), text_a, document_b, start_b, end_b, text_b, kind (verbatim,
/// edited, boilerplate or formula), similarity (the share of words that are the same, 0 to 1), cluster (a number: the same
/// passage in other places has the same), words (how many are the same). What stands in many documents is boilerplate;
/// titles and stock phrases are formulas; both are listed only when asked for.
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

    /// How to print: for people or for scripts [default: text on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
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

/// One line; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
struct Row<'t> {
    document_a: &'t str,
    start_a: usize,
    end_a: usize,
    text_a: &'t str,
    document_b: &'t str,
    start_b: usize,
    end_b: usize,
    text_b: &'t str,
    kind: &'static str,
    similarity: f64,
    cluster: u32,
    words: u32,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let opened = arguments.input.open(quiet)?;
    let documents = Documents::of(&opened, quiet)?;
    let index = Index::of(&documents.texts);
    let counter = Counter::new(documents.texts.len(), quiet);
    let shared = index.shared(&counter);
    counter.finish();
    let wanted = |passage: &&SharedPassage| {
        passage.words >= arguments.words && arguments.kind.iter().any(|wanted| wanted.is(passage.kind))
    };
    let mut output = Output::to(arguments.output.as_deref());
    let format = Format::or_usual(arguments.format, arguments.output.is_some());
    for passage in shared.passages.iter().filter(wanted) {
        let row = documents.row(passage);
        match format {
            Format::Jsonl => output.json(&row)?,
            Format::Text => output.line(&row.for_people())?,
        }
    }
    output.finish()?;
    for sentence in shared.left_out.sentences() {
        say(&sentence);
    }
    let hidden = shared.passages.iter().filter(|passage| !wanted(passage)).count();
    if hidden > 0 && !quiet {
        let hidden = counted(hidden, "passage is", "passages are");
        say(&format!(
            "{hidden} not listed: short, a title or stock phrase, or in many documents; --kind all lists them."
        ));
    }
    Ok(())
}

/// What is compared: names and texts, in the order of the names.
pub(super) struct Documents {
    /// The names, as they were given.
    pub names: Vec<String>,
    /// The dates, as ISO 8601 writes them.
    pub dates: Vec<Option<String>>,
    /// The texts.
    pub texts: Vec<Text>,
}

impl Documents {
    /// The documents that could be read; says how many could not.
    pub fn of(opened: &Opened, quiet: bool) -> Result<Self, Failure> {
        let records = &opened.bench.project().documents;
        let mut read: Vec<(String, Option<String>, Text)> = records
            .values()
            .filter_map(|record| {
                let text = opened.bench.document(record.id)?.text.clone();
                let date = Some(record.attribute("date").to_owned()).filter(|date| !date.is_empty());
                Some((opened.name_of(record), date, text))
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
        let mut documents = Self { names: Vec::new(), dates: Vec::new(), texts: Vec::new() };
        for (name, date, text) in read {
            documents.names.push(name);
            documents.dates.push(date);
            documents.texts.push(text);
        }
        Ok(documents)
    }

    fn row(&self, passage: &SharedPassage) -> Row<'_> {
        let ((document_a, start_a, end_a, text_a), (document_b, start_b, end_b, text_b)) =
            (self.place(passage.a), self.place(passage.b));
        Row {
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
            cluster: passage.cluster,
            words: passage.words,
        }
    }

    /// Name, code points and words of a place.
    fn place(&self, place: Place) -> (&str, usize, usize, &str) {
        let at = place.document.0 as usize;
        let text = &self.texts[at];
        let (start, end) = text.code_points().from_span(text.as_str(), place.span).unwrap_or_default();
        (&self.names[at], start, end, text.slice(place.span))
    }
}

impl Row<'_> {
    /// The lines a person reads.
    fn for_people(&self) -> String {
        let on_one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (a, b) = (on_one_line(self.text_a), on_one_line(self.text_b));
        let heading = format!(
            "{}, {}, {:.0} % the same",
            self.kind,
            counted(self.words as usize, "word", "words"),
            self.similarity * 100.0
        );
        let first = format!("{} {}–{}", self.document_a, self.start_a, self.end_a);
        let second = format!("{} {}–{}", self.document_b, self.start_b, self.end_b);
        if a == b {
            format!("{heading}\n    {first}\n    {second}\n        {a}")
        } else {
            format!("{heading}\n    {first}\n        {a}\n    {second}\n        {b}")
        }
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
