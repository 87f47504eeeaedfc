//! The codebook as the panel lists it, and where the keyboard and a drop move a tag. Nothing here is drawn.

use std::collections::BTreeSet;

use crate::project::{Project, TagId};
use crate::workbench::Command;

/// One tag as the panel lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The tag.
    pub tag: TagId,
    /// The tag above it.
    pub parent: Option<TagId>,
    /// How deep it stands, 0 at the top.
    pub depth: usize,
    /// True when tags stand below it.
    pub has_children: bool,
    /// True when those are listed too.
    pub unfolded: bool,
}

/// The tags to list: those not folded away or, when a filter is typed, those it finds with all above them.
pub(super) fn lines(project: &Project, folded: &BTreeSet<TagId>, filter: &str) -> Vec<Line> {
    let filter = filter.trim().to_lowercase();
    let rows = project.tag_rows();
    let found = (!filter.is_empty()).then(|| {
        let mut found = BTreeSet::new();
        for row in rows.iter().filter(|row| row.tag.name.to_lowercase().contains(&filter)) {
            let mut at = Some(row.tag.id);
            while let Some(tag) = at.filter(|tag| found.insert(*tag)) {
                at = project.tags.get(&tag).and_then(|tag| tag.parent);
            }
        }
        found
    });
    let mut lines = Vec::with_capacity(rows.len());
    let mut folded_at = usize::MAX;
    for row in rows {
        match &found {
            Some(found) if !found.contains(&row.tag.id) => continue,
            None if row.depth > folded_at => continue,
            _ => folded_at = usize::MAX,
        }
        let unfolded = row.has_children && (found.is_some() || !folded.contains(&row.tag.id));
        if row.has_children && !unfolded {
            folded_at = row.depth;
        }
        lines.push(Line {
            tag: row.tag.id,
            parent: row.tag.parent,
            depth: row.depth,
            has_children: row.has_children,
            unfolded,
        });
    }
    lines
}

/// A direction in which the keyboard moves a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Before the sibling above it.
    Up,
    /// Behind the sibling below it.
    Down,
    /// Under the sibling above it.
    In,
    /// Out from under its parent, behind it.
    Out,
}

/// The move of a tag by one step, if there is room for it.
pub(super) fn step(project: &Project, tag: TagId, step: Step) -> Option<Command> {
    let parent = project.tags.get(&tag)?.parent;
    let siblings: Vec<TagId> = project.child_tags(parent).iter().map(|tag| tag.id).collect();
    let at = siblings.iter().position(|sibling| *sibling == tag)?;
    let (parent, before) = match step {
        Step::Up => (parent, Some(*siblings.get(at.checked_sub(1)?)?)),
        Step::Down => {
            siblings.get(at + 1)?;
            (parent, siblings.get(at + 2).copied())
        }
        Step::In => (Some(*siblings.get(at.checked_sub(1)?)?), None),
        Step::Out => {
            let above = project.tags.get(&parent?)?;
            (above.parent, next_sibling(project, above.id))
        }
    };
    Some(Command::MoveTag { tag, parent, before })
}

/// Where a tag would come to stand if it were let go now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drop {
    /// The tag it shall stand under.
    pub parent: Option<TagId>,
    /// The sibling it shall stand before; last when `None`.
    pub before: Option<TagId>,
    /// How that is shown.
    pub mark: Mark,
}

/// How a drop is shown before it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A ring round the line of this index: the tag goes under it.
    Into(usize),
    /// A rule above the line of this index (or below the last), beginning at this depth.
    Rule {
        /// Index of the line below the rule.
        at: usize,
        /// How deep the tag will stand.
        depth: usize,
    },
}

/// Where the pointer is over the lines while a tag is dragged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Over {
    /// The line, or the number of lines below the last.
    pub line: usize,
    /// How far down within the line, 0 to 1.
    pub fraction: f32,
    /// The depth the pointer's horizontal place points at.
    pub depth: usize,
}

/// Where `dragged` would come to stand; `None` where it cannot.
pub(super) fn drop_target(project: &Project, lines: &[Line], dragged: TagId, over: Over) -> Option<Drop> {
    let own = project.tag_with_subtags(dragged);
    let allowed = |drop: Drop| (!drop.parent.is_some_and(|parent| own.contains(&parent))).then_some(drop);
    let Some(line) = lines.get(over.line) else {
        let mark = Mark::Rule { at: lines.len(), depth: 0 };
        return allowed(Drop { parent: None, before: None, mark });
    };
    if over.fraction < 0.25 {
        let mark = Mark::Rule { at: over.line, depth: line.depth };
        return allowed(before(project, line.parent, Some(line.tag), dragged, mark));
    }
    if over.fraction <= 0.75 {
        return allowed(Drop { parent: Some(line.tag), before: None, mark: Mark::Into(over.line) });
    }
    let at = over.line + 1;
    let next = lines.get(at);
    if line.unfolded {
        let first = next.map(|next| next.tag);
        let mark = Mark::Rule { at, depth: line.depth + 1 };
        return allowed(before(project, Some(line.tag), first, dragged, mark));
    }
    // Behind the last of a family the pointer chooses how far out the tag goes.
    let least = next.map_or(0, |next| next.depth);
    let depth = over.depth.clamp(least.min(line.depth), line.depth);
    let mut behind = line.tag;
    for _ in depth..line.depth {
        behind = project.tags.get(&behind)?.parent?;
    }
    let parent = project.tags.get(&behind)?.parent;
    let mark = Mark::Rule { at, depth };
    allowed(before(project, parent, next_sibling(project, behind), dragged, mark))
}

/// A drop before a sibling, or before the one after it when that sibling is the very tag dragged.
fn before(
    project: &Project,
    parent: Option<TagId>,
    sibling: Option<TagId>,
    dragged: TagId,
    mark: Mark,
) -> Drop {
    let before = if sibling == Some(dragged) { next_sibling(project, dragged) } else { sibling };
    Drop { parent, before, mark }
}

fn next_sibling(project: &Project, tag: TagId) -> Option<TagId> {
    let parent = project.tags.get(&tag)?.parent;
    let siblings = project.child_tags(parent);
    let at = siblings.iter().position(|sibling| sibling.id == tag)?;
    siblings.get(at + 1).map(|sibling| sibling.id)
}

#[cfg(test)]
#[allow(clippy::many_single_char_names, reason = "the tags are called that")]
mod tests {
    use super::*;
    use crate::workbench::{Effect, Places, Workbench};

    /// A codebook of `a (b, c (d)), e`.
    fn codebook() -> (Workbench, [TagId; 5]) {
        let mut bench = Workbench::new(Places::none());
        let mut make =
            |parent, name: &str| match bench.run(Command::NewTag { parent, name: name.into() }).unwrap() {
                Effect::Tag(tag) => tag,
                other => panic!("{other:?}"),
            };
        let a = make(None, "a");
        let b = make(Some(a), "b");
        let c = make(Some(a), "c");
        let d = make(Some(c), "d");
        let e = make(None, "e");
        (bench, [a, b, c, d, e])
    }

    fn tree(bench: &Workbench) -> String {
        let rows = bench.project().tag_rows();
        rows.iter().map(|row| format!("{}{}", row.depth, row.tag.name)).collect::<Vec<_>>().join(" ")
    }

    fn names(bench: &Workbench, lines: &[Line]) -> String {
        lines.iter().map(|line| bench.project().tags[&line.tag].name.as_str()).collect()
    }

    #[test]
    fn folding_and_filtering() {
        let (bench, [a, _, c, ..]) = codebook();
        let project = bench.project();
        assert_eq!(names(&bench, &lines(project, &BTreeSet::new(), "")), "abcde");
        assert_eq!(names(&bench, &lines(project, &BTreeSet::from([c]), "")), "abce");
        assert_eq!(names(&bench, &lines(project, &BTreeSet::from([a]), "")), "ae");
        assert_eq!(names(&bench, &lines(project, &BTreeSet::from([a]), "D")), "acd");
        assert_eq!(names(&bench, &lines(project, &BTreeSet::new(), "x")), "");
    }

    #[test]
    fn steps_of_the_keyboard() {
        let (mut bench, [a, b, c, d, e]) = codebook();
        let mut go = |tag, way| {
            let command = step(bench.project(), tag, way);
            let went = command.map(|command| bench.run(command).unwrap()).is_some();
            (went, tree(&bench))
        };
        assert_eq!(go(b, Step::Up), (false, "0a 1b 1c 2d 0e".into()));
        assert_eq!(go(b, Step::Down), (true, "0a 1c 2d 1b 0e".into()));
        assert_eq!(go(b, Step::Up), (true, "0a 1b 1c 2d 0e".into()));
        assert_eq!(go(c, Step::In), (true, "0a 1b 2c 3d 0e".into()));
        assert_eq!(go(c, Step::Out), (true, "0a 1b 1c 2d 0e".into()));
        assert_eq!(go(d, Step::Out), (true, "0a 1b 1c 1d 0e".into()));
        assert_eq!(go(d, Step::Out), (true, "0a 1b 1c 0d 0e".into()));
        assert_eq!(go(e, Step::In), (true, "0a 1b 1c 0d 1e".into()));
        assert_eq!(go(a, Step::Out), (false, "0a 1b 1c 0d 1e".into()));
        assert_eq!(go(a, Step::In), (false, "0a 1b 1c 0d 1e".into()));
    }

    #[test]
    fn drops_before_into_and_behind() {
        let (mut bench, [_, b, _, d, e]) = codebook();
        let mut go = |tag, line, fraction, depth| {
            let all = lines(bench.project(), &BTreeSet::new(), "");
            let drop = drop_target(bench.project(), &all, tag, Over { line, fraction, depth });
            let Some(drop) = drop else { return "none".to_owned() };
            bench.run(Command::MoveTag { tag, parent: drop.parent, before: drop.before }).unwrap();
            let after = tree(&bench);
            bench.run(Command::Undo).unwrap();
            after
        };
        assert_eq!(go(e, 1, 0.1, 0), "0a 1e 1b 1c 2d");
        assert_eq!(go(e, 1, 0.5, 0), "0a 1b 2e 1c 2d");
        assert_eq!(go(e, 0, 0.9, 0), "0a 1e 1b 1c 2d", "behind an unfolded tag is before its first subtag");
        assert_eq!(go(e, 3, 0.9, 2), "0a 1b 1c 2d 2e");
        assert_eq!(go(e, 3, 0.9, 1), "0a 1b 1c 2d 1e");
        assert_eq!(go(b, 3, 0.9, 0), "0a 1c 2d 0b 0e", "further out by the pointer's place");
        assert_eq!(go(d, 5, 0.5, 0), "0a 1b 1c 0e 0d", "below everything");
    }

    #[test]
    fn a_tag_is_not_dropped_below_itself_and_its_own_place_keeps_it() {
        let (bench, [a, b, _, _, e]) = codebook();
        let project = bench.project();
        let all = lines(project, &BTreeSet::new(), "");
        let at = |tag, line, fraction| drop_target(project, &all, tag, Over { line, fraction, depth: 0 });
        assert_eq!(at(a, 2, 0.5), None);
        assert_eq!(at(a, 1, 0.1), None);
        let same = at(b, 1, 0.1).unwrap();
        assert_eq!(tree_after(&bench, b, same), tree(&bench));
        let same = at(e, 4, 0.1).unwrap();
        assert_eq!(tree_after(&bench, e, same), tree(&bench));
    }

    fn tree_after(bench: &Workbench, tag: TagId, drop: Drop) -> String {
        let mut project = bench.project().clone();
        let changes = crate::project::codebook::move_to(&project, tag, drop.parent, drop.before).unwrap();
        for change in changes {
            if let crate::project::Change::Tag(swap) = change
                && let Some(after) = swap.after
            {
                project.tags.insert(after.id, after);
            }
        }
        let rows = project.tag_rows();
        rows.iter().map(|row| format!("{}{}", row.depth, row.tag.name)).collect::<Vec<_>>().join(" ")
    }
}
