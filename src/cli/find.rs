//! The documents, tags and coders of a project by the names people give them on the command line.
//!
//! A name that fits nothing, or more than one thing, is refused with a sentence that says what there is.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

use super::failure::Failure;
use super::input::Opened;
use crate::project::{Coder, CoderId, DocumentId, DocumentRecord, Project, TagId};

/// How many candidates a sentence lists.
const CANDIDATES: usize = 6;

/// The document that `wanted` names: its id, its path as given, its file name or its title, tried in this order.
pub(super) fn document(opened: &Opened, wanted: &str) -> Result<DocumentId, Failure> {
    let documents = &opened.bench.project().documents;
    let file_name = |record: &DocumentRecord| {
        let path = record.path_text();
        Path::new(&path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(path)
    };
    let absolute = std::path::absolute(wanted).map(|path| path.display().to_string()).unwrap_or_default();
    let composed_wanted = composed(wanted);
    let ways: [&dyn Fn(&DocumentRecord) -> bool; 5] = [
        &|record| record.id.to_string() == wanted,
        &|record| {
            opened.name_of(record) == wanted || [wanted, &absolute].contains(&record.path_text().as_str())
        },
        &|record| file_name(record) == wanted,
        &|record| same(&record.title, wanted),
        // Some systems keep a letter and its accent apart in the names of files, and nobody can see that.
        &|record| {
            [opened.name_of(record), record.path_text(), file_name(record)]
                .iter()
                .any(|name| composed(name) == composed_wanted)
        },
    ];
    for way in ways {
        let found: Vec<&DocumentRecord> = documents.values().filter(|record| way(record)).collect();
        match found.as_slice() {
            [] => {}
            [only] => return Ok(only.id),
            several => {
                let names =
                    several.iter().map(|record| format!("{} ({})", opened.name_of(record), record.id));
                return Err(Failure::could_not(format!(
                    "“{wanted}” names {} documents: {}; give the path or the id of the one you mean.",
                    several.len(),
                    list(names)
                )));
            }
        }
    }
    let names = list(documents.values().map(|record| opened.name_of(record)));
    let there_are = if names.is_empty() { "it has none".to_owned() } else { format!("it has {names}") };
    Err(Failure::could_not(format!("This project has no document “{wanted}”; {there_are}.")))
}

/// The same name with each letter and its accents in one, as far as there is such a letter.
fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// The levels of a tag's path as it is written on the command line: `Policing > Complaints`, or with `›`.
pub(super) fn levels(name: &str) -> Vec<String> {
    let parts = name.split('›').flat_map(|part| part.split(" > "));
    parts.map(|part| part.trim().to_owned()).collect()
}

/// The tag that `wanted` names: a path from the top of the codebook, or a name that only one tag has. `None` when
/// there is no such tag.
pub(super) fn tag(project: &Project, wanted: &str) -> Result<Option<TagId>, Failure> {
    let levels = levels(wanted);
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    if let Some(tag) = project.tag_by_path(&levels) {
        return Ok(Some(tag));
    }
    let [name] = levels.as_slice() else { return Ok(None) };
    let found: Vec<TagId> =
        project.tags.values().filter(|tag| same(&tag.name, name)).map(|tag| tag.id).collect();
    match found.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        several => Err(Failure::could_not(format!(
            "“{wanted}” names {} tags: {}; give the whole path of the one you mean.",
            several.len(),
            list(several.iter().map(|tag| format!("“{}”", project.tag_path(*tag))))
        ))),
    }
}

/// The coder of the project with this name or these initials.
pub(super) fn coder(project: &Project, wanted: &str) -> Option<Coder> {
    let by_name = project.coders.values().find(|coder| same(&coder.name, wanted));
    by_name.or_else(|| project.coders.values().find(|coder| coder.initials == wanted)).cloned()
}

/// The tag that `wanted` names, which must exist.
pub(super) fn existing_tag(project: &Project, wanted: &str) -> Result<TagId, Failure> {
    tag(project, wanted)?.ok_or_else(|| {
        let names = list(project.tag_rows().iter().map(|row| format!("“{}”", project.tag_path(row.tag.id))));
        let there_are = if names.is_empty() {
            "its codebook is empty".to_owned()
        } else {
            format!("its codebook has {names}")
        };
        Failure::could_not(format!("This project has no tag “{wanted}”; {there_are}."))
    })
}

/// The coder of the project with this name or these initials, who must exist.
pub(super) fn existing_coder(project: &Project, wanted: &str) -> Result<CoderId, Failure> {
    coder(project, wanted).map(|coder| coder.id).ok_or_else(|| {
        let names = list(project.coders.values().map(|coder| coder.name.clone()));
        let there_are =
            if names.is_empty() { "nobody has coded in it".to_owned() } else { format!("it has {names}") };
        Failure::could_not(format!("This project has no coder “{wanted}”; {there_are}."))
    })
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Some names as a list, cut when there are many.
fn list(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    let shown = names.iter().take(CANDIDATES).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(CANDIDATES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_with_either_sign() {
        assert_eq!(levels("Policing > Complaints"), ["Policing", "Complaints"]);
        assert_eq!(levels("Policing › Complaints"), ["Policing", "Complaints"]);
        assert_eq!(levels("Policing›Complaints"), ["Policing", "Complaints"]);
        assert_eq!(levels("x>y"), ["x>y"], "an arrow without blanks belongs to the name");
    }

    #[test]
    fn long_lists_are_cut() {
        let names = (1..=8).map(|n| n.to_string());
        assert_eq!(list(names), "1, 2, 3, 4, 5, 6 and 2 more");
        assert_eq!(list(std::iter::empty()), "");
    }
}
