//! The list of everything the table can be filtered by: tags, attribute values, coders, documents.
//!
//! It is read once for each state of the project.

use std::collections::BTreeSet;

use egui::{Popup, PopupCloseBehavior, Ui};

use crate::analysis::excerpts::{ExcerptFilter, documents_in_order};
use crate::project::{CoderId, DocumentId, Project, TagId};
use crate::ui::kit::{ListRow, Mark, PushButton};
use crate::ui::panels::narrowing::Narrowing;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::Workbench;

/// One thing to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    Untagged,
    Tag(TagId),
    Attribute(String, String),
    Coder(CoderId),
    Document(DocumentId),
}

/// The list.
#[derive(Debug, Default)]
pub(super) struct Conditions(Narrowing<Condition>);

impl Conditions {
    /// The button that opens the list.
    pub fn menu(&mut self, ui: &mut Ui, filter: &mut ExcerptFilter, bench: &Workbench) {
        let button = ui.add(PushButton::new("Add a condition").quiet().opens_menu());
        let popup = Popup::menu(&button).width(300.0).accessible_name("Add a condition");
        let project = bench.project();
        popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            let (revision, has_opened) = (bench.project_revision(), button.clicked());
            let read = || conditions(bench);
            self.0.show(ui, "Find a condition", has_opened, revision, read, |ui, condition, name| {
                if row(ui, project, filter, condition, name) {
                    condition.toggle(filter);
                }
            });
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
fn conditions(bench: &Workbench) -> Vec<(Condition, String)> {
    let project = bench.project();
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
    all.extend(
        documents.map(|record| {
            (Condition::Document(record.id), bench.index().titles().shown(record).into_owned())
        }),
    );
    all
}
