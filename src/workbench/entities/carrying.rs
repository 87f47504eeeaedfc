//! Decisions and lists of names carried between projects as files: written and read by jobs.

use std::path::{Path, PathBuf};

use super::super::file_name;
use super::super::files::absolute;
use super::super::loading::Report;
use super::{CommandError, Effect, Notice, Workbench};
use crate::corpus::Problem;
use crate::corpus::decode::decode;
use crate::entities::lists::parse;
use crate::exchange::decisions::BadLine;
use crate::exchange::decisions::entities::{from_csv, sheet};
use crate::exchange::sheet::export;
use crate::exchange::{Format, Options};
use crate::project::naming::{ListedName, Wanted};
use crate::project::{Decision, DocumentId, Kind, ListId, NameList, Ruling};
use crate::text::numbers::counted;

/// The largest file of decisions or names that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// What was read of a file.
#[derive(Debug)]
pub(in crate::workbench) enum Carried {
    /// Names for a list.
    Names(PathBuf, String),
    /// Decisions of another project on entities.
    Decisions(PathBuf, String),
    /// Decisions of another project on topics of figures.
    TopicDecisions(PathBuf, String),
}

impl Workbench {
    /// Begins to write what was decided, in the order in which it counts, as CSV.
    pub(super) fn export_decisions(&mut self, path: &Path) -> Result<Effect, CommandError> {
        let path = absolute(path);
        let mut decisions: Vec<&Decision> = self.project.decisions.values().collect();
        decisions.sort_by_key(|decision| (decision.rank, decision.id));
        let rulings: Vec<Ruling> = decisions.into_iter().map(|decision| decision.ruling.clone()).collect();
        self.write_in_background(path, move |_| {
            Some(export(sheet(&rulings), Format::Csv, &Options::default()))
        })
    }

    pub(super) fn read_decisions(&mut self, path: &Path) -> Result<Effect, CommandError> {
        self.read_carried(path, Carried::Decisions)
    }

    pub(super) fn read_names(&mut self, path: &Path) -> Result<Effect, CommandError> {
        self.read_carried(path, Carried::Names)
    }

    /// Begins to read a file of names or decisions.
    pub(in crate::workbench) fn read_carried(
        &mut self,
        path: &Path,
        of: fn(PathBuf, String) -> Carried,
    ) -> Result<Effect, CommandError> {
        let (path, disk) = (absolute(path), self.disk.clone());
        let job = self.spawn("Reading a file", false, move |context| {
            let read = disk.read_up_to(&path, LARGEST).map_err(|error| error.to_string());
            let text = read.and_then(|bytes| {
                let decoded = decode(bytes, None);
                decoded.map_err(|kind| Problem::new(&path, &kind).sentence)
            });
            context.report(Report::Carried(text.map(|decoded| of(path, decoded.text))));
        })?;
        Ok(Effect::Job(job))
    }

    /// Takes in what was read of a file of names or decisions.
    pub(in crate::workbench) fn take_carried(&mut self, carried: Result<Carried, String>) {
        let done = match carried {
            Ok(Carried::Names(path, text)) => self.add_list(&path, &text),
            Ok(Carried::Decisions(path, text)) => self.add_decisions(&path, &text),
            Ok(Carried::TopicDecisions(path, text)) => self.add_topic_decisions(&path, &text),
            Err(reason) => Err(CommandError::new(reason)),
        };
        if let Err(error) = done {
            self.notices.push(Notice::error(error.to_string()));
        }
    }

    fn add_list(&mut self, path: &Path, text: &str) -> Result<Effect, CommandError> {
        let parsed = parse(text, &Kind::Person);
        let named =
            path.file_stem().map_or_else(|| file_name(path), |stem| stem.to_string_lossy().into_owned());
        if parsed.entries.is_empty() {
            return Err(CommandError::new(format!(
                "“{}” has no names in it: write one on each line, or a table with the columns name, type and aliases.",
                file_name(path)
            )));
        }
        // The commonest type is that of the list.
        let mut kinds: Vec<&Kind> = parsed.entries.iter().map(|entry| &entry.kind).collect();
        kinds.sort();
        let commonest = kinds.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
        let kind = commonest.and_then(|same| same.first()).map_or(Kind::Person, |kind| (*kind).clone());
        let names = parsed.entries.iter().map(|entry| ListedName {
            name: entry.name.clone(),
            kind: (entry.kind != kind).then(|| entry.kind.clone()),
            aliases: entry.aliases.clone(),
        });
        let names: Vec<ListedName> = names.collect();
        let count = counted(names.len(), "name", "names");
        let wanted = Wanted::Names { names, match_case: false, inflected: true };
        let effect =
            self.put_list(NameList { id: ListId::new(), name: named.clone(), kind, active: true, wanted })?;
        let left_out = match parsed.problems.as_slice() {
            [] => String::new(),
            [problem, ..] => format!(" {problem}"),
        };
        self.notices.push(Notice::undoable(format!("The list “{named}” was added with {count}.{left_out}")));
        Ok(effect)
    }

    fn add_decisions(&mut self, path: &Path, text: &str) -> Result<Effect, CommandError> {
        let (read, bad) = from_csv::<DocumentId>(text);
        if read.is_empty() {
            return Err(no_decisions(path, &bad));
        }
        let known: Vec<&Ruling> = self.project.decisions.values().map(|decision| &decision.ruling).collect();
        let (wanted, elsewhere) = not_known_yet(read, &known, |ruling| {
            let is_here = ruling.place().is_none_or(|(id, _)| self.project.documents.contains_key(id));
            is_here.then_some(ruling)
        });
        match self.taking_over(path, wanted.len(), elsewhere, bad.len()) {
            Some(label) => {
                let count = counted(wanted.len(), "decision is", "decisions are");
                let done = format!("{count} now taken over from “{}”.", file_name(path));
                self.decide(label, done, wanted)
            }
            None => Ok(Effect::Done),
        }
    }

    /// Says what of a file of decisions is left out; what taking over the `wanted` others is called, if there are any.
    pub(in crate::workbench) fn taking_over(
        &mut self,
        path: &Path,
        wanted: usize,
        elsewhere: usize,
        bad: usize,
    ) -> Option<String> {
        let mut told = Vec::new();
        if elsewhere > 0 {
            told.push(format!(
                "{} in documents that are not here",
                counted(elsewhere, "decision is", "decisions are")
            ));
        }
        if bad > 0 {
            told.push(format!("{} could not be read", counted(bad, "line", "lines")));
        }
        if !told.is_empty() {
            self.notices.push(Notice::warning(format!("Left out: {}.", told.join("; "))));
        }
        if wanted == 0 && elsewhere == 0 {
            self.notices.push(Notice::info("All decisions in the file are here already."));
        }
        let count = counted(wanted, "decision", "decisions");
        (wanted > 0).then(|| format!("Take over {count} from “{}”", file_name(path)))
    }
}

/// Those of the decisions read that are not `known` yet, each once, as `here` has them in this project; and how many it has
/// nothing of, because their documents are not in it.
pub(in crate::workbench) fn not_known_yet<R: PartialEq>(
    read: Vec<R>,
    known: &[&R],
    mut here: impl FnMut(R) -> Option<R>,
) -> (Vec<R>, usize) {
    let (mut wanted, mut elsewhere) = (Vec::new(), 0);
    for ruling in read {
        match here(ruling) {
            None => elsewhere += 1,
            Some(ruling) if known.contains(&&ruling) || wanted.contains(&ruling) => {}
            Some(ruling) => wanted.push(ruling),
        }
    }
    (wanted, elsewhere)
}

/// Why nothing is taken over from a file.
pub(in crate::workbench) fn no_decisions(path: &Path, bad: &[BadLine]) -> CommandError {
    let reason = bad.first().map_or_else(String::new, |bad| format!(" {bad}"));
    CommandError::new(format!("“{}” has no decisions in it.{reason}", file_name(path)))
}
