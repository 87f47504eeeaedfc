//! `lectern tag`: one passage of a project tagged by its position.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::input::{self, Opened};
use super::output::Output;
use super::{find, say};
use crate::project::{AnnotationId, Coder, CoderId, DocumentId};
use crate::text::Span;
use crate::workbench::{Command, Effect, Workbench};

/// Tag a passage of a document
///
/// Adds the tags to the passage, makes tags that the codebook does not have yet, saves the project and prints the
/// annotation as one line of JSON: document, start, end, text, tags (paths in the codebook), memo, coder, created,
/// modified, id. Tagging the same passage again adds to the annotation that is there.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

    /// The document: its id, path, file name or title
    #[arg(long, short, value_name = "DOCUMENT")]
    document: String,

    /// First character of the passage, counted in Unicode code points from 0
    #[arg(long, value_name = "N")]
    start: usize,

    /// One past the last character of the passage
    #[arg(long, value_name = "N")]
    end: usize,

    /// A tag: its name, or its path in the codebook as in "Policing > Complaints"; may be given several times
    #[arg(long, short, value_name = "NAME", required_unless_present = "highlight")]
    tag: Vec<String>,

    /// Keep the passage as a highlight without a tag
    #[arg(long, conflicts_with = "tag")]
    highlight: bool,

    /// A note on the passage; it is added to what is noted there already
    #[arg(long, short, value_name = "TEXT")]
    memo: Option<String>,

    /// Who tags: a coder of the project by name or initials, or somebody new [default: the coder of this machine]
    #[arg(long, value_name = "NAME")]
    coder: Option<String>,
}

/// The annotation as it is printed; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
struct Row<'a> {
    document: String,
    start: usize,
    end: usize,
    text: &'a str,
    tags: Vec<String>,
    memo: &'a str,
    coder: &'a str,
    created: String,
    modified: String,
    id: String,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    if arguments.start >= arguments.end {
        return Err(Failure::usage(
            "--end must be greater than --start: a passage has at least one character",
        ));
    }
    let mut opened = input::open_project_to_work(&arguments.project, quiet)?;
    if let Some(name) = &arguments.coder {
        set_coder(&mut opened.bench, name)?;
    }
    let document = find::document(&opened, &arguments.document)?;
    let span = passage(&opened, document, arguments.start, arguments.end)?;
    if !quiet && opened.bench.says_otherwise_now(document) {
        say(&format!(
            "The file of “{}” has changed since it was read: the passage was counted in the text as it was read.",
            opened.bench.title(document).unwrap_or_default()
        ));
    }
    let (paths, new) = tag_paths(&opened, &arguments.tag)?;

    let annotation = annotate(&mut opened.bench, document, span, paths)?;
    if !quiet {
        for name in &new {
            say(&format!("“{name}” is a new tag."));
        }
    }
    if let Some(memo) = &arguments.memo {
        add_memo(&mut opened.bench, annotation, memo)?;
    }
    opened.bench.run(Command::Save).map_err(Failure::could_not)?;
    input::finish(&mut opened.bench, quiet)?;
    print(&opened, annotation)
}

/// The bytes between two code points of a document.
fn passage(opened: &Opened, document: DocumentId, start: usize, end: usize) -> Result<Span, Failure> {
    let text = opened.bench.text(document).ok_or_else(|| {
        let problem = opened.bench.problems().first().map_or("", |problem| problem.sentence.as_str());
        Failure::could_not(format!(
            "The text of that document could not be read, so it cannot be tagged: {problem}"
        ))
    })?;
    text.code_points().to_span(text.as_str(), start, end).ok_or_else(|| {
        let length = text.code_points().len();
        Failure::could_not(format!(
            "There is no passage {start}–{end}: the document ends at character {length}."
        ))
    })
}

/// The path of each tag: of the one that is meant when it exists, as it was written when it is new; and what is new.
fn tag_paths<'a>(
    opened: &Opened,
    names: &'a [String],
) -> Result<(Vec<Vec<String>>, Vec<&'a String>), Failure> {
    let project = opened.bench.project();
    let (mut paths, mut new) = (Vec::new(), Vec::new());
    for name in names {
        if let Some(tag) = find::tag(project, name)? {
            paths.push(project.tag_levels(tag).into_iter().map(str::to_owned).collect());
        } else {
            paths.push(find::levels(name));
            new.push(name);
        }
    }
    Ok((paths, new))
}

/// Tags the passage with all of `paths`, or highlights it when there are none.
fn annotate(
    bench: &mut Workbench,
    document: DocumentId,
    span: Span,
    paths: Vec<Vec<String>>,
) -> Result<AnnotationId, Failure> {
    let mut paths = paths.into_iter();
    let first = match paths.next() {
        Some(path) => Command::TagByPath { document, span, path },
        None => Command::Tag { document, span, tags: Vec::new() },
    };
    let Effect::Annotation(annotation) = bench.run(first).map_err(Failure::could_not)? else {
        return Err(Failure::could_not("The passage was not tagged."));
    };
    for path in paths {
        let more = Command::AddTagByPath { annotations: vec![annotation], path };
        bench.run(more).map_err(Failure::could_not)?;
    }
    Ok(annotation)
}

fn add_memo(bench: &mut Workbench, annotation: AnnotationId, memo: &str) -> Result<(), Failure> {
    let there =
        bench.project().annotations.get(&annotation).map_or("", |annotation| annotation.memo.as_str());
    let memo = if there.is_empty() || there == memo { memo.to_owned() } else { format!("{there}\n{memo}") };
    bench.run(Command::SetAnnotationMemo { annotation, memo }).map_err(Failure::could_not)?;
    Ok(())
}

/// Lets somebody else than this machine's coder tag: one of the project's, or somebody new, who is then the same
/// coder wherever this name is given.
fn set_coder(bench: &mut Workbench, name: &str) -> Result<(), Failure> {
    let known = find::coder(bench.project(), name);
    let id = CoderId::of_name(name);
    let coder = known.clone().unwrap_or_else(|| Coder { id, name: name.to_owned(), initials: String::new() });
    bench.change_settings(|settings| settings.coder = Some(coder));
    if known.is_none() {
        let new = Command::SetCoder { name: name.to_owned(), initials: String::new() };
        bench.run(new).map_err(Failure::could_not)?;
    }
    Ok(())
}

fn print(opened: &Opened, id: AnnotationId) -> Result<(), Failure> {
    let project = opened.bench.project();
    let annotation =
        project.annotations.get(&id).ok_or_else(|| Failure::could_not("The annotation is gone."))?;
    let mut output = Output::to_standard();
    output.json(&Row {
        document: project
            .documents
            .get(&annotation.document)
            .map_or_else(String::new, |it| opened.name_of(it)),
        start: annotation.anchor.start,
        end: annotation.anchor.end,
        text: &annotation.anchor.exact,
        tags: project
            .tag_rows()
            .iter()
            .filter(|row| annotation.tags.contains(&row.tag.id))
            .map(|row| project.tag_path(row.tag.id))
            .collect(),
        memo: &annotation.memo,
        coder: project.coders.get(&annotation.coder).map_or("", |coder| coder.name.as_str()),
        created: annotation.created.to_string(),
        modified: annotation.modified.to_string(),
        id: id.to_string(),
    })?;
    output.finish()
}
