//! The field in which a tag is named by its path, with the tags of the codebook that fit.

use egui::Ui;

use super::rows;
use crate::ui::fuzzy::Fuzzy;
use crate::ui::kit::{ListRow, Mark, TextField};
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// So many tags that fit what was typed are offered.
const OFFERED: usize = 5;

/// Shows the field, and below it the tags that fit; a click takes one.
pub(super) fn field(ui: &mut Ui, bench: &Workbench, typed: &mut String) {
    let field = TextField::new("Tag", typed).focus_first();
    field.hint("Part of a tag's name, or a new one").help("A > B makes B below A.").show(ui);
    let project = bench.project();
    let mut fuzzy = Fuzzy::new(typed.trim());
    let mut fitting: Vec<(u32, String, egui::Color32)> = project
        .tag_rows()
        .iter()
        .map(|row| (project.tag_path(row.tag.id), ui.tokens().tag_colour(row.tag.colour)))
        .filter_map(|(path, colour)| Some((fuzzy.score(&path)?, path, colour)))
        .filter(|(_, path, _)| *path != *typed)
        .collect();
    fitting.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    fitting.truncate(OFFERED);
    rows::show(ui, "tags to choose from", 140.0, fitting.len(), None, |ui, at| {
        let Some((_, path, colour)) = fitting.get(at) else { return };
        if ListRow::new(path).mark(Mark::Swatch(*colour)).show(ui).row.clicked() {
            typed.clone_from(path);
        }
    });
}

/// The names from the top of the codebook down that were typed.
pub(super) fn path(typed: &str) -> Vec<String> {
    let names = typed.split(['>', '›']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
