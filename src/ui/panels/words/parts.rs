//! The choice of a part of the corpus: everything, what the search has found, or the documents with an attribute.

use std::collections::BTreeSet;

use egui::{Popup, Ui};

use crate::project::Project;
use crate::ui::kit::{ListRow, Mark, PushButton};
use crate::ui::panels::narrowing::Narrowing;
use crate::ui::theme::icons;
use crate::workbench::{Part, Workbench};

/// The list of parts, and what was typed to narrow it.
#[derive(Debug, Default)]
pub(super) struct Parts(Narrowing<Part>);

impl Parts {
    /// The button that shows the part chosen after `lead`, and the list it opens. `all` is what everything is called here.
    pub fn menu(&mut self, ui: &mut Ui, lead: &str, all: &str, chosen: &mut Part, bench: &Workbench) {
        let label = format!("{lead}{}", shortened(&name_of(chosen, all)));
        let button = ui.add(PushButton::new(&label).quiet().opens_menu());
        let popup = Popup::menu(&button).width(280.0).accessible_name("Choose documents");
        // A click into the field is no choice.
        popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            let (revision, has_opened) = (bench.project_revision(), button.clicked());
            let read = || parts(bench.project(), all);
            self.0.show(ui, "Find a part", has_opened, revision, read, |ui, part, name| {
                let icon = match part {
                    Part::All => icons::FILES,
                    Part::Found => icons::MAGNIFYING_GLASS,
                    Part::Attribute { .. } => icons::FUNNEL_SIMPLE,
                };
                let row = ListRow::new(name).mark(Mark::Icon(icon)).selected(*part == *chosen);
                if row.show(ui).row.clicked() {
                    chosen.clone_from(part);
                    ui.close();
                }
            });
        });
    }
}

/// What a part is called.
fn name_of(part: &Part, all: &str) -> String {
    match part {
        Part::All => all.to_owned(),
        Part::Found => "Documents found".to_owned(),
        Part::Attribute { name, value } if value.is_empty() => format!("{name}: (no value)"),
        Part::Attribute { name, value } => format!("{name}: {value}"),
    }
}

/// A name that is not too long for a button.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 24;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST).collect();
    format!("{}…", kept.trim_end())
}

/// Every part there is.
fn parts(project: &Project, all: &str) -> Vec<(Part, String)> {
    let mut values: BTreeSet<(&str, &str)> = BTreeSet::new();
    for record in project.documents.values() {
        for (name, value) in &record.attributes {
            values.insert((name, value.value.trim()));
        }
    }
    let names: BTreeSet<&str> = values.iter().map(|(name, _)| *name).collect();
    for name in names {
        if project.documents.values().any(|record| record.attribute(name).trim().is_empty()) {
            values.insert((name, ""));
        }
    }
    let valued = values
        .into_iter()
        .map(|(name, value)| Part::Attribute { name: name.to_owned(), value: value.to_owned() });
    let parts = [Part::All, Part::Found].into_iter().chain(valued);
    parts.map(|part| (part.clone(), name_of(&part, all))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_a_button() {
        let part = Part::Attribute { name: "kind".to_owned(), value: String::new() };
        assert_eq!(name_of(&part, "All"), "kind: (no value)");
        assert_eq!(shortened("a very long name of an attribute"), "a very long name of an a…");
        assert_eq!(shortened("short"), "short");
    }
}
