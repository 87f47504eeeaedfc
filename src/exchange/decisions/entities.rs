//! Decisions on entities as a table.
//!
//! The columns are those of [`COLUMNS`]; a decision fills those it has something to say in:
//!
//! | column | what it holds |
//! |---|---|
//! | `decision` | `merge`, `split`, `rename`, `retype-entity`, `retype-mention`, `reject-mention`, `reject-entity`, `reject-wording`, `add-mention`, `add-wording`, `dismiss` |
//! | `kind`, `name` | the entity the decision is about; of a merge the one that goes; of an added mention the entity it is to name; of a wording the kind |
//! | `to_kind`, `to_name` | what it becomes: the entity that stays, the other of two, the new name, the new kind |
//! | `document`, `start`, `end`, `exact`, `prefix`, `suffix` | a passage: document, code points, quotation, context |
//! | `wording`, `match_case` | words anywhere; `yes` where capitals count |

use std::fmt::Display;
use std::str::FromStr;

use super::{BadLine, Fields, PLACE, place_cells, read};
use crate::exchange::sheet::{Sheet, SheetColumn};
use crate::project::{Kind, Named, Ruling};
use crate::text::Anchor;

/// The columns of the CSV, in order.
pub const COLUMNS: [&str; 13] = [
    "decision",
    "kind",
    "name",
    "to_kind",
    "to_name",
    PLACE[0],
    PLACE[1],
    PLACE[2],
    PLACE[3],
    PLACE[4],
    PLACE[5],
    "wording",
    "match_case",
];

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

/// Decisions as a table, in the order in which they count.
pub fn sheet<D: Display>(decisions: &[Ruling<D>]) -> Sheet {
    let columns = COLUMNS.into_iter().map(|name| match name {
        "start" | "end" => SheetColumn::numbers(name),
        name => SheetColumn::words(name, 20),
    });
    let rows = decisions.iter().map(|decision| {
        let row = row(decision);
        let kind = |side: Option<(Option<&Kind>, &str)>| {
            side.and_then(|(kind, _)| kind).map_or_else(String::new, written)
        };
        let name =
            |side: Option<(Option<&Kind>, &str)>| side.map_or_else(String::new, |(_, name)| name.to_owned());
        let mut cells =
            vec![row.decision.to_owned(), kind(row.entity), name(row.entity), kind(row.to), name(row.to)];
        cells.extend(place_cells(row.place));
        cells.extend([row.wording.to_owned(), if row.match_case { "yes" } else { "" }.to_owned()]);
        cells
    });
    Sheet { name: "Decisions".to_owned(), columns: columns.collect(), rows: rows.collect() }
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

/// Reads the table as CSV, as [`sheet`] has it; columns may stand in any order. Lines that are no decisions are told and
/// left out.
pub fn from_csv<D: FromStr>(text: &str) -> (Vec<Ruling<D>>, Vec<BadLine>) {
    let mut decisions = Vec::new();
    let bad = read(text, |fields, _| {
        decisions.push(fields.decision()?);
        Ok(())
    });
    (decisions, bad)
}

impl Fields<'_> {
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

    fn kind(&self, column: &str) -> Result<Kind, String> {
        let name = self.needed(column)?;
        Ok(name.strip_prefix("own:").map_or_else(|| Kind::named(&name), |own| Kind::Own(own.into())))
    }

    fn entity(&self, side: &str) -> Result<Named, String> {
        Ok(Named { kind: self.kind(&format!("{side}kind"))?, name: self.needed(&format!("{side}name"))? })
    }
}
