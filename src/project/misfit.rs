//! Whether changes that were once made still go with the rest of the project: whether what they refer to is there, and
//! nothing refers to what they take away.

use std::collections::BTreeSet;

use super::edit::Change;
use super::ids::{DocumentId, TagId};
use super::model::{Project, Tag};

/// Why changes that were once made do not go with the project as it is now, beyond what each of them says of its own
/// record; `None` when they do.
pub fn misfit(changes: &[Change], project: &Project) -> Option<String> {
    let (mut tags, mut documents) = (BTreeSet::new(), BTreeSet::new());
    let (mut tags_gone, mut documents_gone) = (BTreeSet::new(), BTreeSet::new());
    let mut annotations = BTreeSet::new();
    for change in changes {
        match change {
            Change::Tag(swap) => {
                tags.extend(swap.after.as_ref().map(|tag| tag.id));
                tags_gone.extend(swap.before.as_ref().filter(|_| swap.after.is_none()).map(|tag| tag.id));
            }
            Change::Document(swap) => {
                documents.extend(swap.after.as_ref().map(|document| document.id));
                let gone = swap.before.as_ref().filter(|_| swap.after.is_none());
                documents_gone.extend(gone.map(|document| document.id));
            }
            Change::Annotation(swap) => {
                annotations.extend(swap.before.as_ref().or(swap.after.as_ref()).map(|a| a.id));
            }
            _ => {}
        }
    }
    let has_tag =
        |id: &TagId| !tags_gone.contains(id) && (tags.contains(id) || project.tags.contains_key(id));
    let has_document = |id: &DocumentId| {
        !documents_gone.contains(id) && (documents.contains(id) || project.documents.contains_key(id))
    };
    let untouched = project.annotations.values().filter(|annotation| !annotations.contains(&annotation.id));
    if !tags_gone.is_empty() || !documents_gone.is_empty() {
        for annotation in untouched {
            if documents_gone.contains(&annotation.document) || !tags_gone.is_disjoint(&annotation.tags) {
                return Some("other annotations have been made since with what it takes away".to_owned());
            }
        }
        let mut children = project.tags.values().filter(|tag| !tags.contains(&tag.id));
        if children.any(|tag| {
            !tags_gone.contains(&tag.id) && tag.parent.is_some_and(|parent| tags_gone.contains(&parent))
        }) {
            return Some("other tags have been put below the one it takes away".to_owned());
        }
    }
    for change in changes {
        match change {
            Change::Annotation(swap) => {
                let Some(after) = &swap.after else { continue };
                if !has_document(&after.document) {
                    return Some("its document is no longer in the project".to_owned());
                }
                if !after.tags.iter().all(has_tag) {
                    return Some("a tag it used is no longer in the codebook".to_owned());
                }
            }
            Change::Tag(swap) => {
                let Some(after) = &swap.after else { continue };
                if after.parent.is_some_and(|parent| !has_tag(&parent)) {
                    return Some("the tag above it is no longer in the codebook".to_owned());
                }
                let mut others = project
                    .tags
                    .values()
                    .filter(|tag| !tags.contains(&tag.id) && !tags_gone.contains(&tag.id));
                let name = after.name.to_lowercase();
                let same = |tag: &Tag| {
                    (tag.parent == after.parent && tag.name.to_lowercase() == name)
                        || (after.shortcut.is_some() && tag.shortcut == after.shortcut)
                };
                if others.any(same) {
                    return Some(format!("another tag has the name or key of “{}” by now", after.name));
                }
            }
            _ => {}
        }
    }
    None
}
