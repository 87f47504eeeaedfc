//! The panes in which documents are read: any number, side by side, one above the other, or as tabs.
//!
//! This file is the arrangement alone, over `egui_tiles`: what stands where, which pane is active, opening,
//! splitting and closing. Drawing is in [`show`], what each pane remembers of its document in [`place`].

mod choice;
mod hits;
mod kept;
mod layers;
mod marked;
mod mention_hint;
mod menus;
mod names;
pub mod place;
pub(in crate::ui) mod shared;
mod shared_hint;
pub mod show;
mod tabs;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use egui_tiles::{Container, Linear, LinearDir, SimplificationOptions, Tile, TileId, Tiles, Tree};
use serde::{Deserialize, Serialize};

use crate::project::DocumentId;

use place::Place;

/// Identity of a pane, the same for as long as it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaneId(u64);

/// One pane as the arrangement knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pane {
    /// Its identity.
    pub id: PaneId,
    /// The document it shows.
    pub document: DocumentId,
    /// True while it only passes by: the next document opened in its place takes it over.
    pub passing: bool,
}

/// All panes and what each remembers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Panes {
    tree: Tree<Pane>,
    active: Option<PaneId>,
    next: u64,
    places: BTreeMap<PaneId, Place>,
    /// True when the active pane shall take the keyboard from whatever has it, once it is drawn.
    #[serde(skip)]
    wants_keyboard: bool,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            tree: Tree::empty(tree_id()),
            active: None,
            next: 0,
            places: BTreeMap::new(),
            wants_keyboard: true,
        }
    }
}

impl Panes {
    /// Columns of tabs, side by side; the first tab of each is in front.
    pub fn arranged(columns: &[Vec<DocumentId>]) -> Self {
        let mut panes = Self::default();
        let mut tiles = Tiles::default();
        let mut sides = Vec::new();
        for column in columns.iter().filter(|column| !column.is_empty()) {
            let tabs: Vec<TileId> =
                column.iter().map(|document| tiles.insert_pane(panes.make(*document, false))).collect();
            sides.push(tiles.insert_tab_tile(tabs));
        }
        if sides.is_empty() {
            return panes;
        }
        let root = tiles.insert_horizontal_tile(sides);
        panes.tree = Tree::new(tree_id(), root, tiles);
        panes.settle();
        panes
    }

    /// True when no document is open.
    pub fn is_empty(&self) -> bool {
        self.panes().next().is_none()
    }

    /// All panes, in no particular order.
    pub fn panes(&self) -> impl Iterator<Item = &Pane> {
        self.tree.tiles.tiles().filter_map(|tile| match tile {
            Tile::Pane(pane) => Some(pane),
            Tile::Container(_) => None,
        })
    }

    /// The panes in front, left to right and top to bottom.
    pub fn visible(&self) -> Vec<&Pane> {
        let tiles = self.tree.active_tiles();
        tiles.into_iter().filter_map(|tile| self.tree.tiles.get_pane(&tile)).collect()
    }

    /// The pane that has the keyboard.
    pub fn active(&self) -> Option<&Pane> {
        self.active.and_then(|id| self.panes().find(|pane| pane.id == id))
    }

    /// Gives a pane the keyboard.
    pub fn activate(&mut self, id: PaneId) {
        if self.tile_of(id).is_some() {
            self.wants_keyboard |= self.active != Some(id);
            self.active = Some(id);
            self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(pane) if pane.id == id));
        }
    }

    /// Leaves the keyboard where it is, though another pane has become the active one.
    pub fn leave_keyboard(&mut self) {
        self.wants_keyboard = false;
    }

    /// What a pane remembers of its document.
    pub fn place(&self, id: PaneId) -> Option<&Place> {
        self.places.get(&id)
    }

    /// What a pane remembers of its document, to change it.
    pub fn place_mut(&mut self, id: PaneId) -> &mut Place {
        self.places.entry(id).or_default()
    }

    /// Shows a document in the active pane's tabs, or beside them; gives the pane that shows it.
    ///
    /// A document that has a tab there already is brought to the front. `passing` panes are taken over.
    pub fn open(&mut self, document: DocumentId, beside: bool, passing: bool) -> PaneId {
        let home =
            self.active.and_then(|id| self.tile_of(id)).and_then(|tile| self.tree.tiles.parent_of(tile));
        let tabs = match (home, beside) {
            (Some(home), false) => Some(home),
            (Some(home), true) => self.neighbour(home),
            (None, _) => None,
        };
        let id = match (tabs, home) {
            (Some(tabs), _) => self.open_in(tabs, document, passing),
            (None, Some(home)) => self.insert_beside(home, LinearDir::Horizontal, document),
            (None, None) => {
                let pane = self.make(document, passing);
                let id = pane.id;
                let mut tiles = Tiles::default();
                let tile = tiles.insert_pane(pane);
                let root = tiles.insert_tab_tile(vec![tile]);
                self.tree = Tree::new(tree_id(), root, tiles);
                id
            }
        };
        self.activate(id);
        id
    }

    /// Keeps a pane that only passed by.
    pub fn keep(&mut self, id: PaneId) {
        if let Some(tile) = self.tile_of(id)
            && let Some(Tile::Pane(pane)) = self.tree.tiles.get_mut(tile)
        {
            pane.passing = false;
        }
    }

    /// Shows the active document a second time, to the right or below; gives the new pane.
    pub fn split(&mut self, direction: LinearDir) -> Option<PaneId> {
        let (id, document) = self.active().map(|pane| (pane.id, pane.document))?;
        let home = self.tree.tiles.parent_of(self.tile_of(id)?)?;
        let place = self.places.get(&id).cloned().unwrap_or_default();
        let new = self.insert_beside(home, direction, document);
        self.places.insert(new, place);
        self.activate(new);
        Some(new)
    }

    /// Closes a pane.
    pub fn close(&mut self, id: PaneId) {
        if let Some(tile) = self.tile_of(id) {
            let neighbours = self.tree.tiles.parent_of(tile);
            self.tree.remove_recursively(tile);
            self.places.remove(&id);
            if self.active == Some(id) {
                self.active = neighbours.and_then(|tabs| self.front_of(tabs));
                self.wants_keyboard = true;
            }
            self.settle();
        }
    }

    /// True when the pane that became active is to have the keyboard.
    pub fn wants_keyboard(&self) -> bool {
        self.wants_keyboard && self.active.is_some()
    }

    /// Closes the other tabs of the group that a pane stands in.
    pub fn close_others(&mut self, id: PaneId) {
        for other in self.beside_in_tabs(id) {
            self.close(other);
        }
    }

    /// The other panes of the group of tabs that a pane stands in.
    pub fn beside_in_tabs(&self, id: PaneId) -> Vec<PaneId> {
        let group = self.tile_of(id).and_then(|tile| self.tree.tiles.parent_of(tile));
        let tiles = group.map_or_else(Vec::new, |tabs| self.tabs_children(tabs));
        let panes = tiles.iter().filter_map(|tile| self.tree.tiles.get_pane(tile));
        panes.map(|pane| pane.id).filter(|other| *other != id).collect()
    }

    /// Closes the panes of documents that are no longer there.
    pub fn retain(&mut self, exists: impl Fn(DocumentId) -> bool) {
        let gone: Vec<PaneId> =
            self.panes().filter(|pane| !exists(pane.document)).map(|pane| pane.id).collect();
        for id in gone {
            self.close(id);
        }
    }

    /// Gives the keyboard to the next pane in front, or the one before.
    pub fn cycle(&mut self, forward: bool) {
        let visible: Vec<PaneId> = self.visible().iter().map(|pane| pane.id).collect();
        if visible.is_empty() {
            return;
        }
        let at = self.active.and_then(|id| visible.iter().position(|other| *other == id));
        let next = match (at, forward) {
            (Some(at), true) => (at + 1) % visible.len(),
            (Some(at), false) => (at + visible.len() - 1) % visible.len(),
            (None, _) => 0,
        };
        self.activate(visible[next]);
    }

    /// The pane in front beside the active one, if there is one.
    pub fn other(&self) -> Option<&Pane> {
        let visible = self.visible();
        let at = visible.iter().position(|pane| Some(pane.id) == self.active)?;
        (visible.len() > 1).then(|| visible[(at + 1) % visible.len()])
    }

    /// How `egui_tiles` keeps the arrangement tidy: each pane in a group of tabs, nothing empty.
    fn tidiness() -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: true, ..SimplificationOptions::default() }
    }

    fn settle(&mut self) {
        self.tree.simplify(&Self::tidiness());
        if self.active().is_none() {
            self.active = self.visible().first().map(|pane| pane.id);
        }
        let open: BTreeSet<PaneId> = self.panes().map(|pane| pane.id).collect();
        self.places.retain(|id, _| open.contains(id));
    }

    fn make(&mut self, document: DocumentId, passing: bool) -> Pane {
        self.next += 1;
        Pane { id: PaneId(self.next), document, passing }
    }

    fn tile_of(&self, id: PaneId) -> Option<TileId> {
        self.tree.tiles.iter().find_map(|(tile, content)| match content {
            Tile::Pane(pane) if pane.id == id => Some(*tile),
            _ => None,
        })
    }

    /// The group of tabs in front that follows `home`, going round; `None` when `home` is the only one.
    fn neighbour(&self, home: TileId) -> Option<TileId> {
        let mut groups = Vec::new();
        for tile in self.tree.active_tiles() {
            if matches!(self.tree.tiles.get(tile), Some(Tile::Container(Container::Tabs(_)))) {
                groups.push(tile);
            }
        }
        let at = groups.iter().position(|group| *group == home)?;
        (groups.len() > 1).then(|| groups[(at + 1) % groups.len()])
    }

    fn tabs_children(&self, tabs: TileId) -> Vec<TileId> {
        self.tree.tiles.get_container(tabs).map_or_else(Vec::new, Container::children_vec)
    }

    fn front_of(&self, tabs: TileId) -> Option<PaneId> {
        let Some(Tile::Container(Container::Tabs(tabs))) = self.tree.tiles.get(tabs) else { return None };
        let front = tabs.active.or_else(|| tabs.children.last().copied())?;
        self.tree.tiles.get_pane(&front).map(|pane| pane.id)
    }

    fn open_in(&mut self, tabs: TileId, document: DocumentId, passing: bool) -> PaneId {
        let children = self.tabs_children(tabs);
        let shown = children.iter().filter_map(|tile| self.tree.tiles.get_pane(tile));
        if let Some(pane) = shown.clone().find(|pane| pane.document == document) {
            return pane.id;
        }
        let taken_over = shown.clone().find(|pane| pane.passing).map(|pane| pane.id);
        let new = self.make(document, passing);
        let id = new.id;
        if let Some((old, tile)) = taken_over.and_then(|old| self.tile_of(old).map(|tile| (old, tile))) {
            self.places.remove(&old);
            if let Some(content) = self.tree.tiles.get_mut(tile) {
                *content = Tile::Pane(new);
            }
        } else {
            let tile = self.tree.tiles.insert_pane(new);
            if let Some(Tile::Container(container)) = self.tree.tiles.get_mut(tabs) {
                container.add_child(tile);
            }
        }
        id
    }

    /// Puts a new group of tabs with `document` right of or below the group `home`.
    fn insert_beside(&mut self, home: TileId, direction: LinearDir, document: DocumentId) -> PaneId {
        let pane = self.make(document, false);
        let id = pane.id;
        let tile = self.tree.tiles.insert_pane(pane);
        let group = self.tree.tiles.insert_tab_tile(vec![tile]);
        let parent = self.tree.tiles.parent_of(home);
        if let Some(parent) = parent
            && let Some(Tile::Container(Container::Linear(linear))) = self.tree.tiles.get_mut(parent)
            && linear.dir == direction
        {
            let at = linear.children.iter().position(|child| *child == home).map_or(0, |at| at + 1);
            linear.children.insert(at, group);
            return id;
        }
        let both = self.tree.tiles.insert_container(Linear::new(direction, vec![home, group]));
        match parent {
            Some(parent) => {
                if let Some(Tile::Container(container)) = self.tree.tiles.get_mut(parent) {
                    // The place it stood at is of no interest: it stays the same.
                    let _ = container.replace_child(home, both);
                }
            }
            None => self.tree.root = Some(both),
        }
        id
    }
}

/// By what egui knows the arrangement.
fn tree_id() -> egui::Id {
    egui::Id::unique("panes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents<const N: usize>() -> [DocumentId; N] {
        std::array::from_fn(|n| DocumentId::derived(&[n as u8]))
    }

    #[test]
    fn columns_stand_side_by_side_with_their_first_tabs_in_front() {
        let [a, b, c, d] = documents();
        let panes = Panes::arranged(&[vec![a, b], vec![c, d]]);
        assert_eq!(panes.visible().iter().map(|pane| pane.document).collect::<Vec<_>>(), [a, c]);
        assert_eq!(panes.active().map(|pane| pane.document), Some(a));
    }

    #[test]
    fn opens_here_beside_and_into_a_new_split() {
        let [a, b, c] = documents();
        let mut panes = Panes::default();
        panes.open(a, false, false);
        panes.open(b, true, false);
        assert_eq!(panes.visible().len(), 2);
        panes.open(c, true, false);
        assert_eq!(panes.visible().iter().map(|pane| pane.document).collect::<Vec<_>>(), [c, b]);
        panes.open(a, false, false);
        assert_eq!(panes.active().map(|pane| pane.document), Some(a));
        assert_eq!(panes.panes().count(), 3);
    }

    #[test]
    fn a_passing_pane_is_taken_over_until_it_is_kept() {
        let [a, b, c] = documents();
        let mut panes = Panes::default();
        panes.open(a, false, true);
        let second = panes.open(b, false, true);
        assert_eq!(panes.panes().count(), 1);
        panes.keep(second);
        panes.open(c, false, true);
        assert_eq!(panes.panes().count(), 2);
    }

    #[test]
    fn the_same_document_twice_closes_one_by_one() {
        let [a] = documents();
        let mut panes = Panes::default();
        panes.open(a, false, false);
        let below = panes.split(LinearDir::Vertical).unwrap();
        assert_eq!(panes.visible().len(), 2);
        panes.close(below);
        assert_eq!(panes.visible().len(), 1);
        assert!(panes.active().is_some());
        let last = panes.active().unwrap().id;
        panes.close(last);
        assert!(panes.is_empty());
        panes.open(a, false, false);
        assert_eq!(panes.visible().len(), 1);
    }

    #[test]
    fn the_other_tabs_of_a_group_close_and_those_beside_stay() {
        let [a, b, c, d] = documents();
        let mut panes = Panes::arranged(&[vec![a, b, c], vec![d]]);
        let kept = panes.panes().find(|pane| pane.document == b).unwrap().id;
        panes.activate(kept);
        panes.close_others(kept);
        let mut open: Vec<DocumentId> = panes.panes().map(|pane| pane.document).collect();
        open.sort_unstable();
        let mut expected = [b, d];
        expected.sort_unstable();
        assert_eq!(open, expected);
        assert_eq!(panes.active().map(|pane| pane.id), Some(kept));
        assert!(panes.beside_in_tabs(kept).is_empty());
    }

    #[test]
    fn survives_ron() {
        let [a, b] = documents();
        let panes = Panes::arranged(&[vec![a], vec![b]]);
        let text = ron::to_string(&panes).unwrap();
        let back: Panes = ron::from_str(&text).unwrap();
        assert_eq!(back.visible().len(), 2);
    }
}
