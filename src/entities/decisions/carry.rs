//! Decisions carried from one project to another: as lines of JSON, and as CSV for people.
//!
//! Both say the same and can be read back. The columns of the CSV are those of [`COLUMNS`]; a decision fills those it has
//! something to say in:
//!
//! | column | what it holds |
//! |---|---|
//! | `decision` | `merge`, `split`, `rename`, `retype-entity`, `retype-mention`, `reject-mention`, `reject-entity`, `reject-wording`, `add-mention`, `add-wording`, `dismiss` |
//! | `kind`, `name` | the entity the decision is about; of a merge the one that goes; of an added mention the entity it is to name; of a wording the kind |
//! | `to_kind`, `to_name` | what it becomes: the entity that stays, the other of two, the new name, the new kind |
//! | `document`, `start`, `end`, `exact`, `prefix`, `suffix` | a passage: document, code points, quotation, context |
//! | `wording`, `match_case` | words anywhere; `yes` where capitals count |

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Named, Ruling};
use crate::entities::Kind;
use crate::text::Anchor;

/// The columns of the CSV, in order.
pub const COLUMNS: [&str; 13] = [
    "decision",
    "kind",
    "name",
    "to_kind",
    "to_name",
    "document",
    "start",
    "end",
    "exact",
    "prefix",
    "suffix",
    "wording",
    "match_case",
];

/// A line that is no decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it, as a sentence.
    pub sentence: String,
}

impl Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.sentence)
    }
}

/// Decisions as lines of JSON, one each.
pub fn to_lines<D: Serialize>(decisions: &[Ruling<D>]) -> Result<String, serde_json::Error> {
    let mut lines = String::new();
    for decision in decisions {
        lines.push_str(&serde_json::to_string(decision)?);
        lines.push('\n');
    }
    Ok(lines)
}

/// Reads lines of JSON. Lines that are no decisions are told and left out.
pub fn from_lines<D: DeserializeOwned>(lines: &str) -> (Vec<Ruling<D>>, Vec<BadLine>) {
    let (mut decisions, mut bad) = (Vec::new(), Vec::new());
    for (nth, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(decision) => decisions.push(decision),
            Err(error) => bad
                .push(BadLine { line: nth as u64 + 1, sentence: format!("this is no decision ({error}).") }),
        }
    }
    (decisions, bad)
}

/// The fields of a line of CSV.
#[derive(Default)]
struct Row<'a> {
    decision: &'a str,
    entity: Option<(Option<&'a Kind>, &'a str)>,
    to: Option<(Option<&'a Kind>, &'a str)>,
    place: Option<(String, &'a Anchor)>,
    wording: &'a str,
    match_case: bool,
}

/// Decisions as CSV with a heading.
pub fn to_csv<D: Display>(decisions: &[Ruling<D>]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for decision in decisions {
        let row = row(decision);
        let kind = |side: Option<(Option<&Kind>, &str)>| {
            side.and_then(|(kind, _)| kind).map_or_else(String::new, written)
        };
        let name =
            |side: Option<(Option<&Kind>, &str)>| side.map_or_else(String::new, |(_, name)| name.to_owned());
        let (document, anchor) = match &row.place {
            Some((document, anchor)) => (document.clone(), Some(*anchor)),
            None => (String::new(), None),
        };
        let number =
            |of: fn(&Anchor) -> usize| anchor.map_or_else(String::new, |anchor| of(anchor).to_string());
        let words = |of: fn(&Anchor) -> &String| anchor.map_or_else(String::new, |anchor| of(anchor).clone());
        writer.write_record([
            row.decision.to_owned(),
            kind(row.entity),
            name(row.entity),
            kind(row.to),
            name(row.to),
            document,
            number(|anchor| anchor.start),
            number(|anchor| anchor.end),
            words(|anchor| &anchor.exact),
            words(|anchor| &anchor.prefix),
            words(|anchor| &anchor.suffix),
            row.wording.to_owned(),
            if row.match_case { "yes" } else { "" }.to_owned(),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A kind as it stands in a file: one of the user's own is marked, so that it may be called as one of the ten is.
fn written(kind: &Kind) -> String {
    match kind {
        Kind::Own(name) => format!("own:{name}"),
        kind => kind.name().to_owned(),
    }
}

/// Kind and name of an entity, as two fields.
fn full(name: &Named) -> (Option<&Kind>, &str) {
    (Some(&name.kind), &name.name)
}

fn row<D: Display>(decision: &Ruling<D>) -> Row<'_> {
    let place = decision.place().map(|(document, anchor)| (document.to_string(), anchor));
    let row = Row { place, ..Row::default() };
    match decision {
        Ruling::Merge { from, into } => {
            Row { decision: "merge", entity: Some(full(from)), to: Some(full(into)), ..row }
        }
        Ruling::Split { into, .. } => Row { decision: "split", to: Some(full(into)), ..row },
        Ruling::Rename { entity, name } => {
            Row { decision: "rename", entity: Some(full(entity)), to: Some((None, name)), ..row }
        }
        Ruling::RetypeEntity { entity, kind } => {
            Row { decision: "retype-entity", entity: Some(full(entity)), to: Some((Some(kind), "")), ..row }
        }
        Ruling::RetypeMention { kind, .. } => {
            Row { decision: "retype-mention", to: Some((Some(kind), "")), ..row }
        }
        Ruling::RejectMention { .. } => Row { decision: "reject-mention", ..row },
        Ruling::RejectEntity { entity } => {
            Row { decision: "reject-entity", entity: Some(full(entity)), ..row }
        }
        Ruling::RejectWording { wording, kind } => {
            Row { decision: "reject-wording", entity: Some((kind.as_ref(), "")), wording, ..row }
        }
        Ruling::AddMention { kind, entity, .. } => Row {
            decision: "add-mention",
            entity: Some((Some(kind), entity.as_deref().unwrap_or_default())),
            ..row
        },
        Ruling::AddWording { wording, kind, entity, match_case } => Row {
            decision: "add-wording",
            entity: Some((Some(kind), entity.as_deref().unwrap_or_default())),
            wording,
            match_case: *match_case,
            ..row
        },
        Ruling::Dismiss { one, other } => {
            Row { decision: "dismiss", entity: Some(full(one)), to: Some(full(other)), ..row }
        }
    }
}

/// Reads CSV as [`to_csv`] writes it; columns may stand in any order. Lines that are no decisions are told and left out.
pub fn from_csv<D: FromStr>(text: &str) -> (Vec<Ruling<D>>, Vec<BadLine>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut decisions, mut bad) = (Vec::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(_) => Vec::new(),
    };
    if !headings.iter().any(|name| name == "decision") {
        bad.push(BadLine { line: 1, sentence: "the column “decision” is missing.".into() });
        return (decisions, bad);
    }
    for (nth, record) in reader.into_records().enumerate() {
        let fields = record.as_ref().ok().map(|record| Fields { headings: &headings, record });
        let line = record
            .as_ref()
            .ok()
            .and_then(|record| record.position())
            .map_or(nth as u64 + 2, csv::Position::line);
        match fields
            .ok_or_else(|| "cannot be read; check its quotation marks.".to_owned())
            .and_then(|f| f.decision())
        {
            Ok(decision) => decisions.push(decision),
            Err(sentence) => bad.push(BadLine { line, sentence }),
        }
    }
    (decisions, bad)
}

/// A line of CSV by its columns.
struct Fields<'a> {
    headings: &'a [String],
    record: &'a csv::StringRecord,
}

impl Fields<'_> {
    fn get(&self, column: &str) -> &str {
        let at = self.headings.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    fn decision<D: FromStr>(&self) -> Result<Ruling<D>, String> {
        Ok(match self.get("decision").trim() {
            "merge" => Ruling::Merge { from: self.entity("")?, into: self.entity("to_")? },
            "split" => Ruling::Split {
                document: self.document()?,
                anchor: self.anchor()?,
                into: self.entity("to_")?,
            },
            "rename" => Ruling::Rename { entity: self.entity("")?, name: self.needed("to_name")? },
            "retype-entity" => Ruling::RetypeEntity { entity: self.entity("")?, kind: self.kind("to_kind")? },
            "retype-mention" => Ruling::RetypeMention {
                document: self.document()?,
                anchor: self.anchor()?,
                kind: self.kind("to_kind")?,
            },
            "reject-mention" => Ruling::RejectMention { document: self.document()?, anchor: self.anchor()? },
            "reject-entity" => Ruling::RejectEntity { entity: self.entity("")? },
            "reject-wording" => {
                Ruling::RejectWording { wording: self.needed("wording")?, kind: self.kind("kind").ok() }
            }
            "add-mention" => Ruling::AddMention {
                document: self.document()?,
                anchor: self.anchor()?,
                kind: self.kind("kind")?,
                entity: self.needed("name").ok(),
            },
            "add-wording" => Ruling::AddWording {
                wording: self.needed("wording")?,
                kind: self.kind("kind")?,
                entity: self.needed("name").ok(),
                match_case: matches!(self.get("match_case").trim(), "yes" | "true" | "1"),
            },
            "dismiss" => Ruling::Dismiss { one: self.entity("")?, other: self.entity("to_")? },
            "" => return Err("the decision is missing.".to_owned()),
            other => return Err(format!("“{other}” is no decision.")),
        })
    }

    fn needed(&self, column: &str) -> Result<String, String> {
        let field = self.get(column);
        if field.is_empty() { Err(format!("the {column} is missing.")) } else { Ok(field.to_owned()) }
    }

    fn kind(&self, column: &str) -> Result<Kind, String> {
        let name = self.needed(column)?;
        Ok(name.strip_prefix("own:").map_or_else(|| Kind::named(&name), |own| Kind::Own(own.into())))
    }

    fn entity(&self, side: &str) -> Result<Named, String> {
        Ok(Named { kind: self.kind(&format!("{side}kind"))?, name: self.needed(&format!("{side}name"))? })
    }

    fn document<D: FromStr>(&self) -> Result<D, String> {
        let document = self.needed("document")?;
        document.parse().map_err(|_| format!("“{document}” is no document."))
    }

    fn anchor(&self) -> Result<Anchor, String> {
        let number = |column: &str| {
            let field = self.needed(column)?;
            field.trim().parse::<usize>().map_err(|_| format!("“{field}” is no position."))
        };
        Ok(Anchor {
            start: number("start")?,
            end: number("end")?,
            exact: self.needed("exact")?,
            prefix: self.get("prefix").to_owned(),
            suffix: self.get("suffix").to_owned(),
        })
    }
}
