//! The list of everything the table can be filtered by: tags, attribute values, coders, documents.
//!
//! It is read once for each state of the project, narrowed as one types, and drawn only where it is in view.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use crate::analysis::excerpts::{ExcerptFilter, documents_in_order};
use crate::project::{CoderId, DocumentId, Project, TagId};
use crate::ui::kit::{ListRow, Mark, PushButton, filter_field};
use crate::ui::panels::kept::Kept;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::Workbench;

/// Height of the list.
const TALLEST: f32 = 320.0;

/// One thing to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    Untagged,
    Tag(TagId),
    Attribute(String, String),
    Coder(CoderId),
    Document(DocumentId),
}

/// A condition with what it is called.
type Named = (Condition, String);

/// The list, and what was typed to narrow it.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    typed: String,
    all: Kept<(), Rc<Vec<Named>>>,
    /// Places among all of those that hold what was typed.
    found: Kept<String, Rc<Vec<usize>>>,
}

impl Conditions {
    /// The button that opens the list.
    pub fn menu(&mut self, ui: &mut Ui, filter: &mut ExcerptFilter, bench: &Workbench) {
        let button = ui.add(PushButton::new("Add a condition").quiet().opens_menu());
        if button.clicked() {
            self.typed.clear();
        }
        let popup = Popup::menu(&button).width(300.0).accessible_name("Add a condition");
        popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            let field = filter_field(ui, &mut self.typed, "Find a condition");
            if button.clicked() {
                field.request_focus();
            }
            ui.add_space(ui.tokens().space.grid);
            self.list(ui, filter, bench);
        });
    }

    fn list(&mut self, ui: &mut Ui, filter: &mut ExcerptFilter, bench: &Workbench) {
        let project = bench.project();
        let all = self.all.get(bench.project_revision(), (), || Rc::new(conditions(project)));
        let wanted = self.typed.trim().to_lowercase();
        let narrow = |wanted: &str| Rc::new(narrowed(&all, wanted));
        let found = self.found.get(bench.project_revision(), wanted.clone(), || narrow(&wanted));
        if found.is_empty() {
            ui.colored_label(ui.tokens().colour.dim, "Nothing of that name");
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ScrollArea::vertical().auto_shrink([false, true]).max_height(TALLEST);
        list.show_rows(ui, ui.tokens().space.row, found.len(), |ui, range| {
            for (condition, name) in range.filter_map(|at| all.get(found[at])) {
                if row(ui, project, filter, condition, name) {
                    condition.toggle(filter);
                }
            }
        });
    }
}

fn row(ui: &mut Ui, project: &Project, filter: &ExcerptFilter, condition: &Condition, name: &str) -> bool {
    let mark = match condition {
        Condition::Untagged => Mark::Outline,
        Condition::Tag(tag) => match project.tags.get(tag) {
            Some(tag) => Mark::Swatch(ui.tokens().tag_colour(tag.colour)),
            None => Mark::Outline,
        },
        Condition::Attribute(..) => Mark::Icon(icons::FUNNEL_SIMPLE),
        Condition::Coder(_) => Mark::Icon(icons::IDENTIFICATION_BADGE),
        Condition::Document(_) => Mark::Icon(icons::FILE_TEXT),
    };
    ListRow::new(name).mark(mark).selected(condition.is_in(filter)).show(ui).row.clicked()
}

impl Condition {
    fn is_in(&self, filter: &ExcerptFilter) -> bool {
        match self {
            Self::Untagged => filter.untagged_only,
            Self::Tag(id) => filter.tags.contains(id),
            Self::Attribute(name, value) => {
                filter.attributes.get(name).is_some_and(|values| values.contains(value))
            }
            Self::Coder(id) => filter.coders.contains(id),
            Self::Document(id) => filter.documents.contains(id),
        }
    }

    /// Adds it to the filter, or takes it out of it.
    fn toggle(&self, filter: &mut ExcerptFilter) {
        match self {
            Self::Untagged => filter.untagged_only = !filter.untagged_only,
            Self::Tag(id) => toggle(&mut filter.tags, *id),
            Self::Attribute(name, value) => {
                let values = filter.attributes.entry(name.clone()).or_default();
                if !values.remove(value) {
                    values.insert(value.clone());
                }
                filter.attributes.retain(|_, values| !values.is_empty());
            }
            Self::Coder(id) => toggle(&mut filter.coders, *id),
            Self::Document(id) => toggle(&mut filter.documents, *id),
        }
    }
}

fn toggle<T: Ord + Copy>(set: &mut BTreeSet<T>, member: T) {
    if !set.remove(&member) {
        set.insert(member);
    }
}

/// Everything one can filter by: what is few first, documents last.
fn conditions(project: &Project) -> Vec<Named> {
    let mut all = vec![(Condition::Untagged, "Untagged highlights only".to_owned())];
    let tags = project.tag_rows().into_iter().map(|row| row.tag.id);
    all.extend(tags.map(|tag| (Condition::Tag(tag), project.tag_path(tag))));
    let values: BTreeSet<(&String, &String)> = project
        .documents
        .values()
        .flat_map(|record| record.attributes.iter().map(|(name, value)| (name, &value.value)))
        .collect();
    all.extend(values.into_iter().map(|(name, value)| {
        (Condition::Attribute(name.clone(), value.clone()), format!("{name}: {value}"))
    }));
    all.extend(project.coders.values().map(|coder| (Condition::Coder(coder.id), coder.name.clone())));
    let documents = documents_in_order(project).into_iter();
    all.extend(documents.map(|record| (Condition::Document(record.id), record.title.clone())));
    all
}

/// The places of those that hold what was typed.
fn narrowed(all: &[Named], wanted: &str) -> Vec<usize> {
    let holds = |(at, (_, name)): (usize, &Named)| name.to_lowercase().contains(wanted).then_some(at);
    all.iter().enumerate().filter_map(holds).collect()
}
