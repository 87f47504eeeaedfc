//! How each kind of entity is called, coloured and underlined, wherever it is shown.
//!
//! Kinds are told apart without colour too: each has a line of its own, also where two have one colour (sums and quantities,
//! programmes and laws). Only the user's own kinds share the line of people; they have colours of their own.

use egui::Color32;

use crate::entities::Kind;
use crate::project::{KindId, Project};
use crate::ui::kit::capitalised;
use crate::ui::reader::Dash;
use crate::ui::theme::Tokens;

/// The colour of a kind.
pub fn colour(kind: &Kind, project: &Project, tokens: &Tokens) -> Color32 {
    let entity = &tokens.entity;
    match kind {
        Kind::Person => entity.person,
        Kind::Organisation => entity.organisation,
        Kind::Place => entity.place,
        Kind::Date => entity.date,
        Kind::Money | Kind::Quantity => entity.money,
        Kind::Role | Kind::Contact => entity.role,
        Kind::Programme | Kind::Law => entity.programme,
        Kind::Own(name) => {
            let own = project.kinds.get(&KindId::derived(name.as_bytes()));
            own.map_or(entity.role, |own| tokens.tag_colour(own.colour))
        }
    }
}

/// The line under a kind.
pub fn dash(kind: &Kind) -> Dash {
    match kind {
        Kind::Person | Kind::Own(_) => Dash::Solid,
        Kind::Organisation => Dash::Double,
        Kind::Place => Dash::LongDashed,
        Kind::Date => Dash::Dotted,
        Kind::Money => Dash::Sparse,
        Kind::Contact => Dash::Waved,
        Kind::Quantity => Dash::Paired,
        Kind::Role => Dash::Dashed,
        Kind::Programme => Dash::DashDotted,
        Kind::Law => Dash::DashDotDotted,
    }
}

/// What one of a kind is called: `Person`.
pub fn one(kind: &Kind) -> String {
    capitalised(kind.name())
}

/// What several of a kind are called: `People`.
pub fn many(kind: &Kind) -> &str {
    match kind {
        Kind::Person => "People",
        Kind::Organisation => "Organisations",
        Kind::Place => "Places",
        Kind::Date => "Dates",
        Kind::Money => "Money",
        Kind::Quantity => "Quantities",
        Kind::Role => "Roles",
        Kind::Programme => "Programmes",
        Kind::Law => "Laws",
        Kind::Contact => "Contacts",
        Kind::Own(name) => name,
    }
}

/// All kinds there are in a project: the ten that are recognised, then the user's own by name.
pub fn kinds(project: &Project) -> Vec<Kind> {
    let mut own: Vec<Kind> = project.kinds.values().map(|kind| Kind::Own(kind.name.clone())).collect();
    own.sort();
    Kind::BUILT_IN.into_iter().chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_line_of_its_own() {
        let lines: std::collections::HashSet<Dash> = Kind::BUILT_IN.iter().map(dash).collect();
        assert_eq!(lines.len(), Kind::BUILT_IN.len());
    }
}
