//! The tags of a project as a tree: reading it in order, and the changes that rearrange it.
//!
//! Every operation answers with the [`Change`]s it needs and leaves the project as it is; whoever asked makes an
//! [`super::Edit`] of them. Sibling names are unique without regard to case, and no tag is its own ancestor.

use std::collections::{BTreeMap, BTreeSet};

use super::colour::TagColour;
use super::edit::{Change, Swap};
use super::ids::TagId;
use super::model::{Annotation, Project, Tag, Timestamp};

/// What separates the levels of a tag's path, on screen and in files.
pub const PATH_SEPARATOR: &str = " › ";

/// Why the codebook was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// The tag named does not exist (any more).
    #[error("that tag is no longer in the codebook")]
    NoSuchTag,
    /// A name without a visible character.
    #[error("a tag needs a name")]
    EmptyName,
    /// A sibling has the name already.
    #[error("there is a tag “{0}” here already; choose another name, or merge the two")]
    NameTaken(String),
    /// A tag would become its own ancestor.
    #[error("“{0}” cannot be moved below itself")]
    BelowItself(String),
    /// A tag was to be merged into itself or one of its own subtags.
    #[error("“{0}” cannot be merged into itself or one of its subtags")]
    MergeIntoItself(String),
    /// A shortcut that is not a letter or digit.
    #[error("“{0}” cannot be a shortcut: use one letter or digit")]
    BadShortcut(char),
}

/// What becomes of the annotations of a deleted tag and its subtags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteMode {
    /// The tag is taken off; annotations left without any tag are deleted.
    WithAnnotations,
    /// The tag's place is taken by its parent (none at the top, where a highlight remains); its subtags move up.
    MoveUp,
}

/// One line of the codebook as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct TreeRow<'a> {
    /// The tag.
    pub tag: &'a Tag,
    /// How deep it stands, 0 at the top.
    pub depth: usize,
    /// True when tags stand below it.
    pub has_children: bool,
}

impl Project {
    /// The tags directly below `parent`, in their order.
    pub fn child_tags(&self, parent: Option<TagId>) -> Vec<&Tag> {
        let mut children: Vec<&Tag> = self.tags.values().filter(|tag| tag.parent == parent).collect();
        children.sort_by(|a, b| sibling_order(a, b));
        children
    }

    /// The whole codebook, parents before their children, siblings in their order.
    pub fn tag_rows(&self) -> Vec<TreeRow<'_>> {
        let mut children: BTreeMap<Option<TagId>, Vec<&Tag>> = BTreeMap::new();
        for tag in self.tags.values() {
            children.entry(tag.parent).or_default().push(tag);
        }
        for siblings in children.values_mut() {
            siblings.sort_by(|a, b| sibling_order(b, a));
        }
        let mut rows = Vec::with_capacity(self.tags.len());
        let mut open: Vec<(&Tag, usize)> =
            children.get(&None).into_iter().flatten().map(|tag| (*tag, 0)).collect();
        while let Some((tag, depth)) = open.pop() {
            let below = children.get(&Some(tag.id));
            rows.push(TreeRow { tag, depth, has_children: below.is_some() });
            open.extend(below.into_iter().flatten().map(|child| (*child, depth + 1)));
        }
        rows
    }

    /// The names from the top of the tree down to `tag`.
    pub fn tag_levels(&self, tag: TagId) -> Vec<&str> {
        let mut levels: Vec<&str> = self.lineage(tag).map(|tag| tag.name.as_str()).collect();
        levels.reverse();
        levels
    }

    /// The levels of `tag` joined for people to read.
    pub fn tag_path(&self, tag: TagId) -> String {
        self.tag_levels(tag).join(PATH_SEPARATOR)
    }

    /// `tag` and everything below it.
    pub fn tag_with_subtags(&self, tag: TagId) -> BTreeSet<TagId> {
        let mut children: BTreeMap<TagId, Vec<TagId>> = BTreeMap::new();
        for tag in self.tags.values() {
            if let Some(parent) = tag.parent {
                children.entry(parent).or_default().push(tag.id);
            }
        }
        let mut found = BTreeSet::new();
        let mut open = vec![tag];
        while let Some(tag) = open.pop() {
            if found.insert(tag) {
                open.extend(children.get(&tag).into_iter().flatten());
            }
        }
        found
    }

    /// The tag at this path of names, without regard to case.
    pub fn tag_by_path(&self, levels: &[&str]) -> Option<TagId> {
        let mut at = None;
        for name in levels {
            at = Some(self.sibling_named(at, name)?);
        }
        at
    }

    /// The tag with this shortcut key.
    pub fn tag_by_shortcut(&self, key: char) -> Option<&Tag> {
        self.tags.values().find(|tag| tag.shortcut.is_some_and(|has| has.eq_ignore_ascii_case(&key)))
    }

    /// `tag`, its parent, and so on to the top; stops at a loop, which only a damaged file can hold.
    fn lineage(&self, tag: TagId) -> impl Iterator<Item = &Tag> {
        let mut seen = BTreeSet::new();
        let mut next = Some(tag);
        std::iter::from_fn(move || {
            let tag = self.tags.get(&next?).filter(|tag| seen.insert(tag.id))?;
            next = tag.parent;
            Some(tag)
        })
    }

    fn sibling_named(&self, parent: Option<TagId>, name: &str) -> Option<TagId> {
        let name = tidy(name).to_lowercase();
        self.tags
            .values()
            .find(|tag| tag.parent == parent && tag.name.to_lowercase() == name)
            .map(|tag| tag.id)
    }
}

/// A name on one line, with single spaces and nothing that cannot be seen at its ends.
fn tidy(name: &str) -> String {
    let visible: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['\u{200B}', '\u{2060}', '\u{FEFF}']).to_owned()
}

fn sibling_order(a: &Tag, b: &Tag) -> std::cmp::Ordering {
    (a.rank, a.name.to_lowercase(), a.id).cmp(&(b.rank, b.name.to_lowercase(), b.id))
}

fn tag(project: &Project, id: TagId) -> Result<&Tag, CodebookError> {
    project.tags.get(&id).ok_or(CodebookError::NoSuchTag)
}

fn free_name(
    project: &Project,
    parent: Option<TagId>,
    name: &str,
    except: Option<TagId>,
) -> Result<String, CodebookError> {
    let name = tidy(name);
    if name.is_empty() {
        return Err(CodebookError::EmptyName);
    }
    match project.sibling_named(parent, &name) {
        Some(taken) if Some(taken) != except => Err(CodebookError::NameTaken(name)),
        _ => Ok(name),
    }
}

/// A new tag at the end of `parent`'s children, with the next colour of the palette, or one beside its parent's.
pub fn create(project: &Project, parent: Option<TagId>, name: &str) -> Result<(Tag, Change), CodebookError> {
    if let Some(parent) = parent {
        tag(project, parent)?;
    }
    let name = free_name(project, parent, name, None)?;
    let siblings = project.child_tags(parent);
    let colour = match parent.and_then(|parent| project.tags.get(&parent)) {
        None => TagColour::nth(siblings.len()),
        Some(parent) => {
            // The first that no sibling has, so that passages of subtags which overlap do not look the same.
            let is_free = |colour: &TagColour| siblings.iter().all(|sibling| sibling.colour != *colour);
            let mut free = (0..=siblings.len()).map(|n| parent.colour.beside(n)).filter(is_free);
            free.next().unwrap_or_else(|| parent.colour.beside(siblings.len()))
        }
    };
    let tag = Tag {
        id: TagId::new(),
        parent,
        rank: siblings.last().map_or(0, |last| last.rank.saturating_add(1)),
        name,
        colour,
        description: String::new(),
        shortcut: None,
        memo: String::new(),
    };
    Ok((tag.clone(), Change::tag(Swap::add(tag))))
}

/// The tag at a path of names, made where it is missing, with the changes that make it.
pub fn find_or_create(project: &Project, levels: &[&str]) -> Result<(TagId, Vec<Change>), CodebookError> {
    let mut scratch = project.clone_codebook();
    let mut changes = Vec::new();
    let mut at = None;
    for name in levels {
        at = Some(if let Some(tag) = scratch.sibling_named(at, name) {
            tag
        } else {
            let (tag, change) = create(&scratch, at, name)?;
            let id = tag.id;
            scratch.tags.insert(id, tag);
            changes.push(change);
            id
        });
    }
    at.map(|tag| (tag, changes)).ok_or(CodebookError::EmptyName)
}

/// Another name for a tag.
pub fn rename(project: &Project, id: TagId, name: &str) -> Result<Vec<Change>, CodebookError> {
    let before = tag(project, id)?;
    let name = free_name(project, before.parent, name, Some(id))?;
    Ok(alter(before, |tag| tag.name = name))
}

/// Another colour for a tag.
pub fn recolour(project: &Project, id: TagId, colour: TagColour) -> Result<Vec<Change>, CodebookError> {
    Ok(alter(tag(project, id)?, |tag| tag.colour = colour))
}

/// Another description for a tag.
pub fn describe(project: &Project, id: TagId, description: &str) -> Result<Vec<Change>, CodebookError> {
    Ok(alter(tag(project, id)?, |tag| description.clone_into(&mut tag.description)))
}

/// Another memo for a tag.
pub fn set_memo(project: &Project, id: TagId, memo: &str) -> Result<Vec<Change>, CodebookError> {
    Ok(alter(tag(project, id)?, |tag| memo.clone_into(&mut tag.memo)))
}

/// Another shortcut for a tag, or none; whoever had that key loses it.
pub fn set_shortcut(project: &Project, id: TagId, key: Option<char>) -> Result<Vec<Change>, CodebookError> {
    let key = key.map(|key| key.to_ascii_lowercase());
    if let Some(key) = key.filter(|key| !key.is_ascii_alphanumeric()) {
        return Err(CodebookError::BadShortcut(key));
    }
    let before = tag(project, id)?;
    let former = key.and_then(|key| project.tag_by_shortcut(key)).filter(|former| former.id != id);
    let mut changes = former.map_or_else(Vec::new, |former| alter(former, |tag| tag.shortcut = None));
    changes.extend(alter(before, |tag| tag.shortcut = key));
    Ok(changes)
}

/// Moves a tag with all below it under `parent`, before the sibling `before` or at the end; before itself is no move.
pub fn move_to(
    project: &Project,
    id: TagId,
    parent: Option<TagId>,
    before: Option<TagId>,
) -> Result<Vec<Change>, CodebookError> {
    let moving = tag(project, id)?;
    if let Some(parent) = parent {
        tag(project, parent)?;
        if project.tag_with_subtags(id).contains(&parent) {
            return Err(CodebookError::BelowItself(moving.name.clone()));
        }
    }
    free_name(project, parent, &moving.name, Some(id))?;
    if before == Some(id) && moving.parent == parent {
        return Ok(Vec::new());
    }
    let mut order: Vec<&Tag> = project.child_tags(parent).into_iter().filter(|tag| tag.id != id).collect();
    let place =
        before.and_then(|before| order.iter().position(|tag| tag.id == before)).unwrap_or(order.len());
    order.insert(place, moving);
    Ok(order
        .into_iter()
        .enumerate()
        .flat_map(|(rank, tag)| {
            alter(tag, |tag| {
                tag.rank = rank as u32;
                if tag.id == id {
                    tag.parent = parent;
                }
            })
        })
        .collect())
}

/// Gives everything tagged `from` the tag `into`, moves `from`'s subtags below `into`, and removes `from`.
///
/// A subtag whose name `into` already has below it is merged in turn. Description and memo of `from` are kept at
/// the end of those of `into`.
pub fn merge(
    project: &Project,
    from: TagId,
    into: TagId,
    now: Timestamp,
) -> Result<Vec<Change>, CodebookError> {
    let gone = tag(project, from)?;
    tag(project, into)?;
    if project.tag_with_subtags(from).contains(&into) {
        return Err(CodebookError::MergeIntoItself(gone.name.clone()));
    }
    let mut merged_into: BTreeMap<TagId, TagId> = BTreeMap::new();
    let mut scratch = project.clone_codebook();
    let mut open = vec![(from, into)];
    while let Some((from, into)) = open.pop() {
        for child in project.child_tags(Some(from)) {
            match scratch.sibling_named(Some(into), &child.name) {
                Some(same) if same != from => open.push((child.id, same)),
                _ => {
                    let rank =
                        scratch.child_tags(Some(into)).last().map_or(0, |last| last.rank.saturating_add(1));
                    if let Some(moved) = scratch.tags.get_mut(&child.id) {
                        moved.parent = Some(into);
                        moved.rank = rank;
                    }
                }
            }
        }
        if let (Some(gone), Some(kept)) = (scratch.tags.remove(&from), scratch.tags.get_mut(&into)) {
            append_paragraph(&mut kept.description, &gone.description);
            append_paragraph(&mut kept.memo, &gone.memo);
            kept.shortcut = kept.shortcut.or(gone.shortcut);
        }
        merged_into.insert(from, into);
    }
    let final_tag = |mut id: TagId| {
        while let Some(next) = merged_into.get(&id) {
            id = *next;
        }
        id
    };
    let mut changes =
        retag(project, now, |annotation| Some(annotation.tags.iter().map(|tag| final_tag(*tag)).collect()));
    changes.extend(tag_differences(project, &scratch));
    Ok(changes)
}

/// Removes a tag; see [`DeleteMode`] for what becomes of its annotations and subtags.
pub fn delete(
    project: &Project,
    id: TagId,
    mode: DeleteMode,
    now: Timestamp,
) -> Result<Vec<Change>, CodebookError> {
    let gone = tag(project, id)?;
    let mut scratch = project.clone_codebook();
    let mut changes = match mode {
        DeleteMode::WithAnnotations => {
            let all = project.tag_with_subtags(id);
            for tag in &all {
                scratch.tags.remove(tag);
            }
            retag(project, now, |annotation| {
                let left: BTreeSet<TagId> = annotation.tags.difference(&all).copied().collect();
                (!left.is_empty() || annotation.tags.is_empty()).then_some(left)
            })
        }
        DeleteMode::MoveUp => {
            scratch.tags.remove(&id);
            let children = project.child_tags(Some(id));
            for child in &children {
                let name = unused_name(&scratch, gone.parent, &child.name, child.id);
                if let Some(moved) = scratch.tags.get_mut(&child.id) {
                    moved.parent = gone.parent;
                    moved.name = name;
                }
            }
            // The subtags stand where their parent stood.
            let order = project
                .child_tags(gone.parent)
                .into_iter()
                .flat_map(|tag| if tag.id == id { children.clone() } else { vec![tag] });
            for (rank, tag) in order.enumerate().filter(|_| !children.is_empty()) {
                if let Some(placed) = scratch.tags.get_mut(&tag.id) {
                    placed.rank = rank as u32;
                }
            }
            retag(project, now, |annotation| {
                let mut tags = annotation.tags.clone();
                if tags.remove(&id) {
                    tags.extend(gone.parent);
                }
                Some(tags)
            })
        }
    };
    changes.extend(tag_differences(project, &scratch));
    Ok(changes)
}

fn unused_name(project: &Project, parent: Option<TagId>, name: &str, own: TagId) -> String {
    let mut candidate = name.to_owned();
    let mut n = 2;
    while project.sibling_named(parent, &candidate).is_some_and(|taken| taken != own) {
        candidate = format!("{name} {n}");
        n += 1;
    }
    candidate
}

/// Changes that bring the annotations to the tags `decide` names; `None` deletes the annotation.
fn retag(
    project: &Project,
    now: Timestamp,
    decide: impl Fn(&Annotation) -> Option<BTreeSet<TagId>>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for annotation in project.annotations.values() {
        match decide(annotation) {
            None => changes.push(Change::annotation(Swap::remove(annotation.clone()))),
            Some(tags) if tags != annotation.tags => {
                let after = Annotation { tags, modified: now, ..annotation.clone() };
                changes.push(Change::annotation(Swap::replace(annotation.clone(), after)));
            }
            Some(_) => {}
        }
    }
    changes
}

/// The changes that turn the codebook of `project` into that of `target`, which has no tag that is new.
///
/// What stays is changed first, then the rest is removed from the leaves up, so that at no point, there or back, a
/// tag is below one that does not exist.
fn tag_differences(project: &Project, target: &Project) -> Vec<Change> {
    let both = target.tags.values().filter_map(|after| Some((project.tags.get(&after.id)?, after)));
    let altered = both
        .filter(|(before, after)| before != after)
        .map(|(before, after)| Swap::replace(before.clone(), after.clone()));
    let rows = project.tag_rows();
    let removed = rows.iter().rev().filter(|row| !target.tags.contains_key(&row.tag.id));
    altered.chain(removed.map(|row| Swap::remove(row.tag.clone()))).map(Change::tag).collect()
}

fn alter(before: &Tag, change: impl FnOnce(&mut Tag)) -> Vec<Change> {
    let mut after = before.clone();
    change(&mut after);
    if after == *before { Vec::new() } else { vec![Change::tag(Swap::replace(before.clone(), after))] }
}

fn append_paragraph(text: &mut String, more: &str) {
    if !more.trim().is_empty() && text != more {
        if !text.trim().is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
}

impl Project {
    /// A project with this one's tags and nothing else, to try changes on.
    fn clone_codebook(&self) -> Project {
        Project { tags: self.tags.clone(), ..Project::with_info(self.info.clone()) }
    }
}
