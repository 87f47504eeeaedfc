//! Chooses a tag for a passage by typing part of its name, or makes a new one of what was typed.
//!
//! A tag stands first only when what was typed begins its name, a word of it or its path. What merely resembles the words
//! comes after the new tag they would make, so that Enter never gives a tag other than the one that was written.

use std::cmp::Reverse;
use std::rc::Rc;

use egui::{Context, Key, Modifiers};

use super::{Scene, Stay, rows, tag_path};
use crate::project::{Project, TagId};
use crate::ui::fuzzy::{Fuzzy, begins};
use crate::ui::kit::{Answer, Dialog, ListRow, Mark, TextField};
use crate::ui::outbox::TagTarget;
use crate::ui::panels::kept::Kept;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::Command;

/// The key that always makes the new tag.
const NEW_KEY: &str = "Shift Enter";

/// What has been typed, and what is chosen.
pub(super) struct PickTag {
    target: TagTarget,
    typed: String,
    chosen: usize,
    found: Kept<String, Rc<Vec<Entry>>>,
}

/// One line of the list.
enum Entry {
    Existing(TagId),
    /// A new tag of this path.
    New(Vec<String>),
}

impl PickTag {
    pub(super) fn new(target: TagTarget) -> Self {
        Self { target, typed: String::new(), chosen: 0, found: Kept::default() }
    }

    pub(super) fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let project = scene.bench.project();
        let typed = self.typed.trim().to_owned();
        let list = |typed: &str| Rc::new(entries(project, typed));
        let entries = self.found.get(scene.bench.project_revision(), typed.clone(), || list(&typed));
        self.chosen = self.chosen.min(entries.len().saturating_sub(1));
        let moved = rows::arrows(ctx, Some(self.chosen), entries.len());
        self.chosen = moved.unwrap_or(self.chosen);
        // Taken before the dialog, to which Enter is Enter whatever is held with it.
        let anew = ctx.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
        let mut clicked = None;
        let dialog = Dialog::new("pick tag", self.title()).primary("Tag", !entries.is_empty());
        let (answer, ()) = dialog.show(ctx, |ui| {
            let field = TextField::new("Tag", &mut self.typed).focus_first();
            let field = field.hint("Part of a tag's name, or a new one").help("A > B makes B below A.");
            if field.show(ui).changed() {
                self.chosen = 0;
            }
            let chosen = self.chosen;
            rows::show(ui, "tags to choose from", 252.0, entries.len(), moved, |ui, at| {
                let row = match &entries[at] {
                    Entry::Existing(tag) => existing_row(ui, project, *tag, at == chosen),
                    Entry::New(path) => new_row(ui, path, at == chosen),
                };
                if row.clicked() {
                    clicked = Some(at);
                }
            });
        });
        if anew && answer == Answer::Pending && !typed.is_empty() {
            // Without a new one to make, the tag named in full stands first.
            clicked = Some(entries.iter().position(|entry| matches!(entry, Entry::New(_))).unwrap_or(0));
        }
        if clicked.is_some() || answer == Answer::Primary {
            if let Some(entry) = entries.get(clicked.unwrap_or(self.chosen)) {
                scene.out.command(self.command(entry, project));
            }
            return Stay::Closed;
        }
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }

    fn title(&self) -> &'static str {
        if matches!(self.target, TagTarget::Passages(_)) { "Tag both passages" } else { "Tag the passage" }
    }

    fn command(&self, entry: &Entry, project: &Project) -> Command {
        match (self.target.clone(), entry) {
            (TagTarget::Passage(document, span), Entry::Existing(tag)) => {
                Command::Tag { document, span, tags: vec![*tag] }
            }
            (TagTarget::Passage(document, span), Entry::New(path)) => {
                Command::TagByPath { document, span, path: path.clone() }
            }
            (TagTarget::Annotations(annotations), Entry::Existing(tag)) => {
                Command::AddTags { annotations, tags: vec![*tag] }
            }
            (TagTarget::Annotations(annotations), Entry::New(path)) => {
                Command::AddTagByPath { annotations, path: path.clone() }
            }
            (TagTarget::Passages(passages), Entry::Existing(tag)) => {
                let path = project.tag_levels(*tag).into_iter().map(str::to_owned).collect();
                Command::TagAll { passages, path }
            }
            (TagTarget::Passages(passages), Entry::New(path)) => {
                Command::TagAll { passages, path: path.clone() }
            }
        }
    }
}

/// The tags that fit what was typed, best first, and the new one it would make.
fn entries(project: &Project, typed: &str) -> Vec<Entry> {
    let rows = project.tag_rows();
    if typed.is_empty() {
        return rows.into_iter().map(|row| Entry::Existing(row.tag.id)).collect();
    }
    let paths: Vec<(TagId, String)> =
        rows.iter().map(|row| (row.tag.id, project.tag_path(row.tag.id))).collect();
    let path = tag_path::path(typed);
    let levels: Vec<&str> = path.iter().map(String::as_str).collect();
    let written = levels.join(" › ");
    let mut fuzzy = Fuzzy::new(typed);
    // What is begun stands before what is alike; of each, what fits best comes first.
    let mut found: Vec<(bool, Option<u32>, usize)> = paths
        .iter()
        .enumerate()
        .map(|(at, (_, path))| (begins(path, &written), fuzzy.score(path), at))
        .filter(|(is_begun, score, _)| *is_begun || score.is_some())
        .collect();
    found.sort_by_key(|(is_begun, score, at)| (Reverse((*is_begun, *score)), *at));
    let new_place = found.iter().filter(|(is_begun, ..)| *is_begun).count();
    let mut entries: Vec<Entry> = found.into_iter().map(|(.., at)| Entry::Existing(paths[at].0)).collect();
    match project.tag_by_path(&levels) {
        // The tag named in full comes first, whatever else resembles it.
        Some(exact) => {
            entries.retain(|entry| !matches!(entry, Entry::Existing(tag) if *tag == exact));
            entries.insert(0, Entry::Existing(exact));
        }
        None if !path.is_empty() => entries.insert(new_place, Entry::New(path)),
        None => {}
    }
    entries
}

fn existing_row(ui: &mut egui::Ui, project: &Project, id: TagId, chosen: bool) -> egui::Response {
    let Some(tag) = project.tags.get(&id) else { return ui.label("") };
    let path = project.tag_path(id);
    let key = tag.shortcut.map(|key| key.to_string());
    let mark = Mark::Swatch(ui.tokens().tag_colour(tag.colour));
    ListRow::new(&path).mark(mark).key(key.as_deref()).selected(chosen).show(ui).row
}

fn new_row(ui: &mut egui::Ui, path: &[String], chosen: bool) -> egui::Response {
    let label = format!("New tag “{}”", path.join(" › "));
    ListRow::new(&label).mark(Mark::Icon(icons::PLUS)).key(Some(NEW_KEY)).selected(chosen).show(ui).row
}
