//! Entities found by what was typed, listed to choose one from.

use std::cmp::Reverse;
use std::rc::Rc;

use egui::{Context, Ui};

use super::super::rows;
use crate::entities::resolve::{Entity, EntityKey};
use crate::project::Kind;
use crate::ui::entity_looks;
use crate::ui::fuzzy::Fuzzy;
use crate::ui::kit::{ListRow, Mark};
use crate::ui::panels::kept::Kept;
use crate::ui::theme::Themed as _;
use crate::workbench::Workbench;

/// So many are listed: who does not find it among them types more.
const MOST: usize = 50;

/// A list of entities that fit what was typed, one of them chosen.
pub(super) struct Finding {
    /// The one chosen before anybody has: the first, or none.
    at_first: Option<usize>,
    chosen: Option<usize>,
    moved: bool,
    found: Kept<String, Rc<Vec<EntityKey>>>,
}

impl Default for Finding {
    /// With the first one chosen.
    fn default() -> Self {
        Self { at_first: Some(0), chosen: Some(0), moved: false, found: Kept::default() }
    }
}

impl Finding {
    /// With none chosen, because what is typed may be none of them.
    pub fn with_none_chosen() -> Self {
        Self { at_first: None, chosen: None, ..Self::default() }
    }

    /// Takes the arrow keys: call before what is typed in is drawn.
    pub fn keys(&mut self, ctx: &Context) {
        // How many there are is known only when they have been read.
        let moved = rows::arrows(ctx, self.chosen, MOST);
        self.moved = moved.is_some();
        self.chosen = moved.or(self.chosen);
    }

    /// Goes back to the first, or to none, because something else was typed.
    pub fn begin_anew(&mut self) {
        self.chosen = self.at_first;
    }

    /// The one among `found` that the arrows have just led to.
    pub fn walked_to(&self, found: &[EntityKey]) -> Option<EntityKey> {
        self.chosen(found).filter(|_| self.moved)
    }

    /// The entities that fit `typed`, best first; without anything typed `first`, then those named most. None of those
    /// that `admits` does not let pass; of those that fit alike, the ones of `kind` come first.
    pub fn read(
        &mut self,
        bench: &Workbench,
        typed: &str,
        (first, kind): (&[EntityKey], Option<&Kind>),
        admits: impl Fn(&Entity) -> bool,
    ) -> Rc<Vec<EntityKey>> {
        let typed = typed.trim().to_owned();
        let read = || Rc::new(fitting(bench, &typed, (first, kind), admits));
        let found = self.found.get(bench.entities_revision(), typed.clone(), read);
        self.chosen = self.chosen.map(|chosen| chosen.min(found.len().saturating_sub(1)));
        found
    }

    /// The one chosen among `found`.
    pub fn chosen(&self, found: &[EntityKey]) -> Option<EntityKey> {
        found.get(self.chosen?).copied()
    }

    /// Draws the list; gives the one that was clicked.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        bench: &Workbench,
        found: &[EntityKey],
        tallest: f32,
    ) -> Option<EntityKey> {
        let mut clicked = None;
        let reveal = self.chosen.filter(|_| self.moved);
        rows::show(ui, "entities to choose from", tallest, found.len(), reveal, |ui, at| {
            let Some(entity) = found.get(at).and_then(|key| bench.entities().get(*key)) else { return };
            let colour = entity_looks::colour(&entity.kind, bench.project(), ui.tokens());
            let kind = entity_looks::one(&entity.kind);
            let row = ListRow::new(&entity.name).mark(Mark::Swatch(colour)).selected(Some(at) == self.chosen);
            let row = row.trailing(format!("{kind} · {}", entity.occurrences.len()));
            if row.show(ui).row.clicked() {
                clicked = Some(entity.key);
                self.chosen = Some(at);
            }
        });
        clicked
    }
}

fn fitting(
    bench: &Workbench,
    typed: &str,
    (first, kind): (&[EntityKey], Option<&Kind>),
    admits: impl Fn(&Entity) -> bool,
) -> Vec<EntityKey> {
    let entities = bench.entities();
    let is_other = |entity: &Entity| kind.is_some_and(|kind| entity.kind != *kind);
    if typed.is_empty() {
        let known = first.iter().filter_map(|key| entities.get(*key));
        let rest = || entities.all().iter().filter(|entity| !first.contains(&entity.key));
        let others = rest().filter(|it| !is_other(it)).chain(rest().filter(|it| is_other(it)));
        return known.chain(others).filter(|it| admits(it)).take(MOST).map(|it| it.key).collect();
    }
    let mut fuzzy = Fuzzy::new(typed);
    let mut found: Vec<(u32, bool, usize, EntityKey)> = entities
        .all()
        .iter()
        .enumerate()
        .filter(|(_, entity)| admits(entity))
        .filter_map(|(at, entity)| {
            let names = std::iter::once(&*entity.name).chain(entity.aliases.iter().map(|alias| &*alias.text));
            let best = names.filter_map(|name| fuzzy.score(name)).max()?;
            Some((best, is_other(entity), at, entity.key))
        })
        .collect();
    found.sort_unstable_by_key(|(score, is_other, at, _)| (Reverse(*score), *is_other, *at));
    found.into_iter().take(MOST).map(|(.., key)| key).collect()
}
