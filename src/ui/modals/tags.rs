//! Dialogs on tags: making one, deleting one, merging one into another.

use std::rc::Rc;

use egui::Context;

use super::{Scene, Stay, rows};
use crate::project::codebook::DeleteMode;
use crate::project::{Project, TagId};
use crate::text::numbers::counted;
use crate::ui::kit::{Answer, Dialog, ListRow, Mark, TextField};
use crate::ui::panels::kept::Kept;
use crate::ui::theme::Themed as _;
use crate::workbench::Command;

/// A tag being named.
pub(super) struct NewTag {
    parent: Option<TagId>,
    name: String,
}

impl NewTag {
    pub(super) fn new(parent: Option<TagId>) -> Self {
        Self { parent, name: String::new() }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let project = scene.bench.project();
        let parent = self.parent.and_then(|parent| project.tags.get(&parent));
        let title = parent.map_or("New tag".to_owned(), |parent| format!("New tag below “{}”", parent.name));
        let name = self.name.trim().to_lowercase();
        let taken = project.child_tags(self.parent).iter().any(|tag| tag.name.to_lowercase() == name);
        let ready = !name.is_empty() && !taken;
        let (answer, ()) = Dialog::new("new tag", &title).primary("Make tag", ready).show(ctx, |ui| {
            let error = taken.then_some("There is a tag of that name here already.");
            TextField::new("Name", &mut self.name).error(error).focus_first().show(ui);
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => {
                scene.out.command(Command::NewTag { parent: self.parent, name: self.name.clone() });
            }
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

/// A tag about to be deleted.
pub(super) struct DeleteTag {
    tag: TagId,
    mode: DeleteMode,
}

impl DeleteTag {
    pub(super) fn new(tag: TagId) -> Self {
        Self { tag, mode: DeleteMode::MoveUp }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let project = scene.bench.project();
        let Some(tag) = project.tags.get(&self.tag) else { return Stay::Closed };
        let all = project.tag_with_subtags(self.tag);
        let excerpts: usize = all.iter().map(|tag| scene.bench.index().tag_use(Some(*tag)).excerpts).sum();
        let subtags = all.len() - 1;
        let delete = Command::DeleteTag { tag: self.tag, mode: DeleteMode::MoveUp };
        if excerpts == 0 && subtags == 0 {
            // Nothing hangs on it, and undo brings it back: there is nothing to ask.
            scene.out.command(delete);
            return Stay::Closed;
        }
        let title = format!("Delete the tag “{}”?", tag.name);
        let up = tag.parent.and_then(|parent| project.tags.get(&parent));
        let keep = up.map_or("Keep its passages as highlights without this tag".to_owned(), |parent| {
            format!("Move its passages and subtags up to “{}”", parent.name)
        });
        let (answer, ()) = Dialog::new("delete tag", &title).primary("Delete tag", true).show(ctx, |ui| {
            ui.label(format!(
                "It is on {} and has {}.",
                counted(excerpts, "passage", "passages"),
                counted(subtags, "subtag", "subtags")
            ));
            ui.radio_value(&mut self.mode, DeleteMode::MoveUp, keep);
            let with = "Delete its subtags too, and the passages that have no other tag";
            ui.radio_value(&mut self.mode, DeleteMode::WithAnnotations, with);
            ui.colored_label(ui.tokens().colour.dim, "Either way, undo brings everything back.");
        });
        match answer {
            Answer::Pending => return Stay::Open,
            Answer::Primary => scene.out.command(Command::DeleteTag { tag: self.tag, mode: self.mode }),
            Answer::Other | Answer::Cancelled => {}
        }
        Stay::Closed
    }
}

/// A tag about to be merged into another.
pub(super) struct MergeTag {
    tag: TagId,
    filter: String,
    into: Option<TagId>,
    found: Kept<String, Rc<Vec<(TagId, String)>>>,
}

impl MergeTag {
    pub(super) fn new(tag: TagId) -> Self {
        Self { tag, filter: String::new(), into: None, found: Kept::default() }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let project = scene.bench.project();
        let Some(tag) = project.tags.get(&self.tag) else { return Stay::Closed };
        let title = format!("Merge “{}” into…", tag.name);
        let wanted = self.filter.to_lowercase();
        let list = |wanted: &str| Rc::new(targets(project, self.tag, wanted));
        let rows = self.found.get(scene.bench.project_revision(), wanted.clone(), || list(&wanted));
        let at = self.into.and_then(|into| rows.iter().position(|(tag, _)| *tag == into));
        let moved = rows::arrows(ctx, at, rows.len());
        if let Some((tag, _)) = moved.and_then(|at| rows.get(at)) {
            self.into = Some(*tag);
        }
        let dialog = Dialog::new("merge tag", &title).primary("Merge", self.into.is_some());
        let (answer, ()) = dialog.show(ctx, |ui| {
            ui.label(
                "Its passages get the other tag, its subtags move below that, and its notes are kept there.",
            );
            TextField::new("The tag that stays", &mut self.filter)
                .hint("Part of its name")
                .focus_first()
                .show(ui);
            rows::show(ui, "tags to merge into", 280.0, rows.len(), moved, |ui, at| {
                let (id, path) = &rows[at];
                let Some(tag) = project.tags.get(id) else { return };
                let mark = Mark::Swatch(ui.tokens().tag_colour(tag.colour));
                if ListRow::new(path).mark(mark).selected(self.into == Some(*id)).show(ui).row.clicked() {
                    self.into = Some(*id);
                }
            });
        });
        match (answer, self.into) {
            (Answer::Pending, _) => return Stay::Open,
            (Answer::Primary, Some(into)) => scene.out.command(Command::MergeTags { from: self.tag, into }),
            _ => {}
        }
        Stay::Closed
    }
}

/// The tags another can be merged into, whose paths hold what was typed.
fn targets(project: &Project, from: TagId, wanted: &str) -> Vec<(TagId, String)> {
    let below = project.tag_with_subtags(from);
    let rows = project.tag_rows().into_iter().map(|row| row.tag.id).filter(|tag| !below.contains(tag));
    rows.map(|tag| (tag, project.tag_path(tag)))
        .filter(|(_, path)| path.to_lowercase().contains(wanted))
        .collect()
}
