//! `lectern verify`: every annotation against its source, and all that is kept of the project.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::input::{self, Opened};
use super::output::{Format, Output};
use super::say;
use crate::project::DocumentId;
use crate::project::history::numbered_entries;
use crate::project::journal::{Trouble, TroubledJournal};
use crate::project::verify::{self, DocumentState, State};
use crate::text::numbers::counted;
use crate::workbench::{Lacking, Verification, exchanged};

/// Check every annotation against its source, and all that is kept of the project
///
/// Reads each source again, or the text kept beside the project where the source cannot be read, and looks whether it
/// still says there what was quoted. One line an annotation; as JSON Lines the fields are id, document, state, start,
/// end, text, source (same; changed; moved, where it has the name of another document's; or missing), why, the proposed
/// start, end and text, and kind, which is annotation.
/// The states are exact; moved: the same words stand at another place for certain, which start and end then name;
/// uncertain: a person has to look, why says at what, and the likeliest place is proposed; missing: there is no text to
/// look in, or somebody has detached the annotation, as why then says.
///
/// After these comes one line for each thing that is not as it was kept, with the fields id, document, state, file,
/// line, why and kind. The kinds are project: the project file or its first line is not as Lectern saved it, or something in it
/// has to be mended to open it; journal: a line of it is damaged, or it is
/// another project's (state other) or a newer Lectern's (state newer); history: entries that were made are
/// neither in the journal nor in the folder “trail” (state missing), or the project came here without them, as a clone made by
/// git does (state absent, which is told and is no failure), or only the folder “trail” has
/// them, because project file and journal were put back to an earlier state (state later); text: a text in the folder “texts” is damaged, or missing though
/// annotations or undo need it; id: an id stands twice in the project file; archive: a line of an earlier journal in the folder
/// “trail” is damaged; backup: one cannot be opened.
/// Of a project that does not open, these are looked at all the same. Nothing is changed.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit status: 0 every annotation is exact and all that is kept is whole, 1 anything needs a look (one \
    sentence on standard error says what) or it could not be done, 2 wrong usage."
)]
pub(super) struct Arguments {
    /// The project
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

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
struct Row {
    id: String,
    document: String,
    state: String,
    start: usize,
    end: usize,
    text: String,
    source: &'static str,
    /// What is in doubt; null when nothing is.
    why: Option<String>,
    /// The likeliest place of an uncertain one, in code points, and what stands there.
    proposed_start: Option<usize>,
    proposed_end: Option<usize>,
    proposed_text: Option<String>,
    kind: &'static str,
}

/// One line about something that is not as it was kept; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
struct Finding {
    /// The id that stands twice, or the hash of a text.
    id: Option<String>,
    /// The document whose text it is.
    document: Option<String>,
    /// `changed`, `mended`, `damaged`, `missing`, `absent`, `later`, `other`, `newer` or `twice`.
    state: &'static str,
    /// The file, beginning with the folder beside the project.
    file: Option<String>,
    /// The line of it, counted from 1.
    line: Option<usize>,
    /// What is the matter, for people.
    why: String,
    kind: &'static str,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    match input::open_project(&arguments.project, quiet) {
        Ok(opened) => {
            let output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
            let verification = opened.bench.verify();
            let findings = findings(&opened, &verification);
            print(arguments, output, &rows(&opened, &verification), &findings)?;
            if !quiet {
                tell_of_sources(&opened, &verification);
                for absent in verification.lacking.iter().filter(|it| it.came_without) {
                    say(&absent.sentence());
                }
            }
            verdict(&verification, &findings)
        }
        // What is kept beside it may be what brings it back.
        Err(failure) => {
            let unopened = Opened::unopened(&arguments.project);
            let output = Output::to(arguments.output.as_deref(), arguments.force, &unopened)?;
            let verification = unopened.bench.verify_unopened(&arguments.project);
            let findings = findings(&unopened, &verification);
            if !findings.is_empty() {
                print(arguments, output, &[], &findings)?;
            }
            Err(failure)
        }
    }
}

/// Writes the lines.
fn print(
    arguments: &Arguments,
    mut output: Output,
    rows: &[Row],
    findings: &[Finding],
) -> Result<(), Failure> {
    let format = Format::chosen(arguments.format, arguments.output.as_deref())?;
    for row in rows {
        match format {
            Format::Jsonl => output.json(row)?,
            Format::Text => output.line(&row.for_people())?,
        }
    }
    for finding in findings {
        match format {
            Format::Jsonl => output.json(finding)?,
            Format::Text => output.line(&finding.for_people())?,
        }
    }
    output.finish()
}

/// The annotations by document, in the order of the text.
fn rows(opened: &Opened, verification: &Verification) -> Vec<Row> {
    let documents = &opened.bench.project().documents;
    let row = |row: &verify::Row| Row {
        id: row.id.to_string(),
        document: documents.get(&row.document).map_or_else(String::new, |record| opened.name_of(record)),
        state: row.state.to_string(),
        start: row.start,
        end: row.end,
        text: row.text.clone(),
        source: source(verification, row.document),
        why: match row.why {
            _ if row.detached => Some("detached".to_owned()),
            Some(_) if row.is_of_context => Some("what stood around the words has changed".to_owned()),
            why => why.map(|why| why.to_string()),
        },
        proposed_start: row.proposed.as_ref().map(|place| place.start),
        proposed_end: row.proposed.as_ref().map(|place| place.end),
        proposed_text: row.proposed.as_ref().map(|place| place.exact.clone()),
        kind: "annotation",
    };
    let mut rows: Vec<Row> = verification.report.rows.iter().map(row).collect();
    // Stable: within a document the order of the text is kept.
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    rows
}

/// What is not as it was kept: project file, journal, texts, ids, archive, backups.
fn findings(opened: &Opened, verification: &Verification) -> Vec<Finding> {
    let nothing =
        |state, kind, why| Finding { id: None, document: None, state, file: None, line: None, why, kind };
    let file = opened.bench.file().map(|file| opened.as_given(&file.path).display().to_string());
    let of_file =
        |state, why: &str| Finding { file: file.clone(), ..nothing(state, "project", why.to_owned()) };
    let changed = match (verification.first_line_damaged, verification.changed_outside) {
        (true, _) => Some(Finding {
            line: Some(1),
            ..of_file(
                "damaged",
                "the line is not as it was written, and what it says of the rest is not believed",
            )
        }),
        (false, true) => {
            Some(of_file("changed", "it is not as Lectern saved it: something else has changed it"))
        }
        (false, false) => None,
    };
    let lacking = verification.lacking.iter().map(|lacking| {
        let state = if lacking.came_without { "absent" } else { "missing" };
        Finding { file: opened.kept("journal"), ..nothing(state, "history", lacking.in_words()) }
    });
    let later = verification.archived_later.iter().map(|entries| {
        let why = format!(
            "{} came after the state that the project file and its journal were put back to",
            numbered_entries(entries)
        );
        Finding { file: opened.kept("trail"), ..nothing("later", "history", why) }
    });
    let mended = verification.repairs.iter().map(|repair| of_file("mended", repair));
    let journals = |archived: bool| {
        let wanted = move |journal: &&TroubledJournal| journal.archived == archived;
        verification.journals.iter().filter(wanted).flat_map(move |journal| {
            let kind = if archived { "archive" } else { "journal" };
            let file = Some(opened.as_given(&journal.file).display().to_string());
            let finding = |state, line: Option<usize>, why: &str| Finding {
                file: file.clone(),
                line,
                ..nothing(state, kind, why.to_owned())
            };
            match &journal.trouble {
                Trouble::Unreadable => vec![finding("damaged", None, "the file cannot be read")],
                Trouble::OfAnother => vec![finding("other", None, "it belongs to another project")],
                Trouble::Newer => {
                    let why =
                        "a newer Lectern wrote it, and what it says is not understood here: update Lectern";
                    vec![finding("newer", None, why)]
                }
                Trouble::Damaged(lines) => {
                    let why = "the line cannot be read, or lines before it are missing";
                    lines.iter().map(|line| finding("damaged", Some(*line), why)).collect()
                }
            }
        })
    };
    let documents = &opened.bench.project().documents;
    let texts = verification.texts.iter().map(|text| {
        let (state, why) = match (text.missing, text.document) {
            (false, Some(_)) => ("damaged", "the file does not hold the text that was read"),
            (false, None) => {
                ("damaged", "the file does not hold the text it is named after, which the history rests on")
            }
            (true, Some(id)) if opened.bench.text(id).is_some() => {
                ("missing", "the text that annotations stand on is not kept; saving keeps it")
            }
            (true, Some(_)) => (
                "missing",
                "the text that annotations stand on is not kept, and no file here says it any more; bring back the \
                 file or the kept text from a backup of the disk",
            ),
            (true, None) => ("missing", "the text is not kept, and undo needs it"),
        };
        let document = text.document.and_then(|id| documents.get(&id)).map(|record| opened.name_of(record));
        Finding {
            id: Some(text.hash.to_string()),
            document,
            file: opened.kept(&format!("texts/{}.txt", text.hash)),
            ..nothing(state, "text", why.to_owned())
        }
    });
    let ids = verification.ids_twice.iter().map(|twice| {
        let same = if twice.same { "that say the same" } else { "that do not say the same" };
        let why = format!("the project file has several records of this {} {same}", twice.record);
        Finding { id: Some(twice.id.clone()), ..nothing("twice", "id", why) }
    });
    let backups = verification.backups_damaged.iter().map(|backup| Finding {
        file: Some(opened.as_given(backup).display().to_string()),
        ..nothing("damaged", "backup", "the backup cannot be opened".to_owned())
    });
    changed
        .into_iter()
        .chain(mended)
        .chain(journals(false))
        .chain(lacking)
        .chain(later)
        .chain(texts)
        .chain(ids)
        .chain(journals(true))
        .chain(backups)
        .collect()
}

/// How the source of a document stands to the text that was read from it.
fn source(verification: &Verification, document: DocumentId) -> &'static str {
    if verification.sources_missing.contains(&document) {
        return "missing";
    }
    if verification.sources_moved.contains(&document) {
        return "moved";
    }
    match verification.report.documents.get(&document) {
        Some(DocumentState::Same) => "same",
        Some(DocumentState::Changed(_)) => "changed",
        Some(DocumentState::Missing) | None => "missing",
    }
}

/// Says of documents what their annotations alone do not tell.
fn tell_of_sources(opened: &Opened, verification: &Verification) {
    let documents = &opened.bench.project().documents;
    let name = |id: &DocumentId| documents.get(id).map(|record| opened.name_of(record));
    let exchanged = verification.sources_exchanged.iter();
    let pairs: Vec<(String, String)> =
        exchanged.filter_map(|(id, other)| Some((name(id)?, name(other)?))).collect();
    if let Some(sentence) = exchanged::in_words(&pairs) {
        say(&format!(
            "{sentence}: annotations stay on the texts they were made on. Open the project to use the files where they are now."
        ));
    }
    let count = |wanted| {
        verification.report.documents.keys().filter(|id| source(verification, **id) == wanted).count()
    };
    match count("changed") {
        0 => {}
        1 => say("The source of 1 document has changed since it was read."),
        many => say(&format!("The sources of {many} documents have changed since they were read.")),
    }
    let (without_text, with_text): (Vec<&DocumentId>, Vec<&DocumentId>) = verification
        .report
        .documents
        .keys()
        .filter(|id| source(verification, **id) == "missing")
        .partition(|id| verification.report.documents.get(id) == Some(&DocumentState::Missing));
    match with_text.len() {
        0 => {}
        1 => {
            say(
                "The source of 1 document cannot be read; the text kept beside the project stands in for it.",
            );
        }
        many => say(&format!(
            "The sources of {many} documents cannot be read; the texts kept beside the project stand in for them."
        )),
    }
    match without_text.len() {
        0 => {}
        1 => say(
            "The source of 1 document cannot be read, and no text of it is kept that could stand in for it.",
        ),
        many => say(&format!(
            "The sources of {many} documents cannot be read, and no texts of them are kept that could stand in for them."
        )),
    }
}

/// A failure when anything needs a look.
fn verdict(verification: &Verification, findings: &[Finding]) -> Result<(), Failure> {
    let rows = &verification.report.rows;
    let mut states: BTreeMap<State, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.needs_look()) {
        *states.entry(row.state).or_default() += 1;
    }
    let wrong: usize = states.values().sum();
    let kept = kept_in_words(verification, findings);
    let annotations = if wrong == 0 {
        "Every annotation is exact".to_owned()
    } else {
        let parts: Vec<String> = states.iter().map(|(state, count)| format!("{count} {state}")).collect();
        let need = if wrong == 1 { "needs" } else { "need" };
        format!("{wrong} of {} annotations {need} a look: {}", rows.len(), parts.join(", "))
    };
    match (wrong, kept.is_empty()) {
        (0, true) => Ok(()),
        (_, true) => Err(Failure::could_not(format!("{annotations}."))),
        (0, false) => Err(Failure::could_not(format!("{annotations}, but {}.", kept.join("; ")))),
        (_, false) => Err(Failure::could_not(format!("{annotations}; {}.", kept.join("; ")))),
    }
}

/// What is not as it was kept, for a sentence.
fn kept_in_words(verification: &Verification, findings: &[Finding]) -> Vec<String> {
    let count = |kind, state| {
        findings.iter().filter(|finding| (finding.kind, finding.state) == (kind, state)).count()
    };
    let said = [
        (count("project", "mended"), "thing in it had to be mended", "things in it had to be mended"),
        (count("journal", "damaged"), "line of the journal is damaged", "lines of the journal are damaged"),
        (count("journal", "other"), "journal is another project's", "journals are other projects'"),
        (
            count("journal", "newer") + count("archive", "newer"),
            "journal was written by a newer Lectern, so what it says is not looked at",
            "journals were written by a newer Lectern, so what they say is not looked at",
        ),
        (count("text", "damaged"), "kept text is damaged", "kept texts are damaged"),
        (count("text", "missing"), "kept text is missing", "kept texts are missing"),
        (count("id", "twice"), "id stands in the file twice", "ids stand in the file twice"),
        (count("archive", "damaged"), "line of the archive is damaged", "lines of the archive are damaged"),
    ];
    let outside = match (verification.first_line_damaged, verification.changed_outside) {
        (true, _) => Some("the first line of the project file is damaged".to_owned()),
        (false, true) => Some("the project file was changed outside Lectern".to_owned()),
        (false, false) => None,
    };
    let counts = said
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many));
    let mut parts: Vec<String> = outside.into_iter().chain(counts).collect();
    parts.extend(verification.lacking.iter().filter(|it| !it.came_without).map(Lacking::in_words));
    if let Some(later) = &verification.archived_later {
        parts.push(format!("only the folder “trail” has {} of the history", numbered_entries(later)));
    }
    let damaged = &verification.backups_damaged;
    if !damaged.is_empty() {
        let names: Vec<_> = damaged.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        parts.push(format!(
            "{} of {} backups cannot be opened: {}",
            damaged.len(),
            verification.backups,
            names.join(", ")
        ));
    }
    parts
}

impl Finding {
    /// The line a person reads.
    fn for_people(&self) -> String {
        let place = match (&self.file, self.line) {
            (Some(file), Some(line)) => format!("{file}, line {line}"),
            (Some(file), None) => file.clone(),
            (None, _) => self.id.clone().unwrap_or_default(),
        };
        format!("{:<9}  {place}: {}", self.state, self.why)
    }
}

impl Row {
    /// The line a person reads.
    fn for_people(&self) -> String {
        let words: String = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = words.chars().take(60).collect();
        let dots = if cut.len() < words.len() { " …" } else { "" };
        format!("{:<9}  {}  {}–{}  “{cut}{dots}”", self.state, self.document, self.start, self.end)
    }
}
