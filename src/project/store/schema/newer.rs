//! A file that a newer program wrote, read as far as this one understands it, to be looked at and never saved over.
//!
//! A field or a section that is new is passed over. A record with something in it that cannot be read, such as a kind
//! of thing that did not exist yet, is left out and counted; for that the file must have a record to a line, as all
//! schemas have so far.

use ron::error::SpannedError;
use serde::de::DeserializeOwned;

use super::{File, Head, Parsed};

/// Reads what can be understood. The error is that of reading it whole, for a file that is not made as ours are.
pub(super) fn parse(body: &str) -> Result<Parsed, SpannedError> {
    let error = match ron::from_str::<File>(body) {
        Ok(file) => return Ok(file.into()),
        Err(error) => error,
    };
    read_by_line(body).ok_or(error)
}

fn read_by_line(body: &str) -> Option<Parsed> {
    let mut not_understood = 0;
    let file = File {
        info: head(body)?.info,
        documents: records(body, "documents", &mut not_understood)?,
        coders: records(body, "coders", &mut not_understood)?,
        tags: records(body, "tags", &mut not_understood)?,
        annotations: records(body, "annotations", &mut not_understood)?,
        decisions: records(body, "decisions", &mut not_understood).unwrap_or_default(),
        lists: records(body, "lists", &mut not_understood).unwrap_or_default(),
        kinds: records(body, "kinds", &mut not_understood).unwrap_or_default(),
        searches: records(body, "searches", &mut not_understood).unwrap_or_default(),
        topics: records(body, "topics", &mut not_understood).unwrap_or_default(),
    };
    Some(Parsed { file, not_understood })
}

/// What stands before the sections.
fn head(body: &str) -> Option<Head> {
    let first_section = body.find("\n documents: [")?;
    ron::from_str(&format!("{}\n)", &body[..first_section])).ok()
}

/// The records of a section that can be read; `None` when there is no such section.
fn records<T: DeserializeOwned>(body: &str, section: &str, not_understood: &mut usize) -> Option<Vec<T>> {
    let opening = format!("\n {section}: [");
    let rest = &body[body.find(&opening)? + opening.len()..];
    let mut records = Vec::new();
    for line in rest.lines().take_while(|line| !line.starts_with(" ]") && !line.starts_with(']')) {
        let Some(record) = line.strip_prefix("  ").map(|line| line.trim_end_matches(',')) else { continue };
        match ron::from_str(record) {
            Ok(record) => records.push(record),
            Err(_) => *not_understood += 1,
        }
    }
    Some(records)
}
