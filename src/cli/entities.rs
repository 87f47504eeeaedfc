//! `lectern entities`: the names in the documents, each mention with the entity it is linked to.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::input::{Input, Opened};
use super::output::{Format, Output};
use crate::entities::{Kind, Source};
use crate::project::DocumentRecord;
use crate::text::Span;

/// List the names in the documents: who, where, when, how much
///
/// One line a mention, by document and place. As JSON Lines the fields are document (the path as given, or the bundled
/// file's name), start, end (Unicode code points, end exclusive), text, type (person, organisation, place, date, money,
/// quantity, role, programme, law, contact, or a type of the project's own), entity (the name of what is named),
/// `entity_id` (the same for all its mentions), value (what the words say in a form that sorts, such as 2019-03-01 or
/// GBP 2500000, or null), source (model, rule:NAME, list:NAME, or user), reason (why the mention is linked to the entity).
/// The decisions and lists of a project are applied. Which documents are in a language that no model is for is said on
/// standard error.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,

    /// Only mentions of these types, such as person,place
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kinds: Vec<String>,

    /// How to print: for people or for scripts [default: by the end of the file's name; else text on a terminal, or jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,
}

/// One line; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
struct Row<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    entity: &'a str,
    entity_id: String,
    value: Option<&'a str>,
    source: String,
    reason: String,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let mut opened = arguments.input.open(quiet)?;
    let mut output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
    opened.recognise(quiet)?;
    let kinds = wanted_kinds(&arguments.kinds, &opened)?;
    let format = Format::chosen(arguments.format, arguments.output.as_deref())?;
    let records = opened.bench.project().documents.values();
    let mut documents: Vec<(String, &DocumentRecord)> =
        records.map(|record| (opened.name_of(record), record)).collect();
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, record) in documents {
        print(&opened, &name, record, &kinds, format, &mut output)?;
    }
    output.finish()
}

/// The types asked for; none asks for all. One that does not exist is refused: a slip of the pen would look like a corpus
/// without such names.
fn wanted_kinds(named: &[String], opened: &Opened) -> Result<Vec<Kind>, Failure> {
    let own = |name: &str| {
        let project = opened.bench.project();
        let found = project.kinds.values().find(|kind| kind.name.eq_ignore_ascii_case(name));
        found.map(|kind| Kind::Own(kind.name.clone()))
    };
    let kind = |name: &String| match Kind::named(name.trim()) {
        Kind::Own(name) => own(&name).ok_or_else(|| {
            let types = Kind::BUILT_IN.iter().map(Kind::name).collect::<Vec<_>>().join(", ");
            Failure::could_not(format!(
                "There is no type “{name}”: it is one of {types}, or one of the project's own."
            ))
        }),
        kind => Ok(kind),
    };
    named.iter().map(kind).collect()
}

fn print(
    opened: &Opened,
    name: &str,
    record: &DocumentRecord,
    kinds: &[Kind],
    format: Format,
    output: &mut Output,
) -> Result<(), Failure> {
    let Some(text) = opened.bench.text(record.id) else { return Ok(()) };
    let entities = opened.bench.entities();
    for (index, mention) in entities.mentions(record.id, text.hash()).iter().enumerate() {
        let Some(entity) = entities.named_by(record.id, index) else { continue };
        if !kinds.is_empty() && !kinds.contains(&entity.kind) {
            continue;
        }
        let Some((start, end)) = text.code_points().from_span(text.as_str(), mention.span) else { continue };
        let reason = entities.reason(record.id, index);
        let row = Row {
            document: name,
            start,
            end,
            text: text.slice(mention.span),
            kind: entity.kind.name(),
            entity: &entity.name,
            entity_id: entity.key.to_string(),
            value: mention.value.as_deref(),
            source: source(&mention.source),
            reason: reason.map(ToString::to_string).unwrap_or_default(),
        };
        match format {
            Format::Jsonl => output.json(&row)?,
            Format::Text => output.line(&row.for_people(text.as_str(), mention.span))?,
        }
    }
    Ok(())
}

/// What recognised a mention, in one word.
fn source(source: &Source) -> String {
    match source {
        Source::Model => "model".to_owned(),
        Source::Rule(name) => format!("rule:{name}"),
        Source::List(name) => format!("list:{name}"),
        Source::User => "user".to_owned(),
    }
}

impl Row<'_> {
    /// The line a person reads.
    fn for_people(&self, text: &str, span: Span) -> String {
        let words = span.of(text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = if words == self.entity { String::new() } else { format!(" = {}", self.entity) };
        format!("{}:{}\t{}\t{words}{entity}", self.document, self.start, self.kind)
    }
}
