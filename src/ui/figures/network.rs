//! The network of names as a figure one can walk about in, and as a table of pairs.
//!
//! [`NetworkFigure`] is what the figure remembers; [`NetworkFigure::show`] draws [`NetworkData`] and gives the
//! [`NetworkAction`]s asked for. A change of what is to be shown is asked for by [`NetworkAction::Arrange`]; until the
//! picture of the new view is there, the former stays.

mod camera;
mod canvas;
mod card;
mod controls;
mod pairs;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Weak};

use egui::{Margin, Ui};

use super::table::{Sort, TableState};
use super::{FileKind, NOTE_LINES, Progress, footnote, under_way};
use crate::analysis::cooccurrence::{Edge, Measure, Network, Unit};
use crate::analysis::label_placement::{Area, Placed};
use crate::analysis::network::{Picture, View};
use crate::entities::resolve::EntityKey;
use crate::exchange::drawing::network::{Look, legend};
use crate::ui::kit::EmptyState;
use crate::ui::theme::icons;
use camera::Camera;

/// Where there is less room in height, what stands above and below the figure leaves more of it to the figure.
const LOW: f32 = 260.0;

/// What there is to draw.
#[derive(Clone, Copy)]
pub enum NetworkData<'a> {
    /// No names have been recognised yet.
    Nothing,
    /// Who is named with whom is being counted.
    Counting(Progress),
    /// It has been counted.
    Counted {
        /// The counts.
        network: &'a Arc<Network>,
        /// What is shown of it, once that has been arranged; the one of an earlier view will do until then.
        picture: Option<&'a Arc<Picture>>,
    },
}

/// What the user asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum NetworkAction {
    /// Recognise the names in the documents.
    Recognise,
    /// Stop counting.
    Stop,
    /// Choose and lay out what this view shows ([`crate::analysis::network::arrange`]), beside the window's thread.
    Arrange(View),
    /// Show this entity.
    Opened(EntityKey),
    /// Show the passages that name both ends of this edge ([`Network::passages`]).
    Passages {
        /// The edge.
        edge: Edge,
        /// In what both must stand.
        unit: Unit,
    },
    /// Save the picture shown ([`crate::exchange::drawing::network::sheet`]).
    Save(FileKind),
}

/// Where the names of a picture stand at a scale, within a surface if they must be.
struct Labels {
    of: Weak<Picture>,
    scale: f32,
    within: Option<Area>,
    placed: Vec<Option<Placed>>,
}

/// What the figure remembers.
pub struct NetworkFigure {
    view: View,
    /// The least score by each measure, so that it is still there when one comes back to it.
    least: [f64; 2],
    /// What was asked for last, and of which network.
    asked: Option<(View, Weak<Network>)>,
    as_table: bool,
    /// Where the figure is looked at from; `None` while all of it is in view.
    camera: Option<Camera>,
    chosen: Option<EntityKey>,
    fitted: Option<(Weak<Picture>, egui::Vec2, Camera)>,
    labels: Option<Labels>,
    table: TableState,
    order: Option<(Weak<Picture>, Sort, Vec<u32>)>,
}

impl Default for NetworkFigure {
    fn default() -> Self {
        let least = [2.0, 3.84];
        Self {
            view: View { least: least[0], ..View::default() },
            least,
            asked: None,
            as_table: false,
            camera: None,
            chosen: None,
            fitted: None,
            labels: None,
            table: TableState::sorted_by(pairs::PARAGRAPHS, true),
            order: None,
        }
    }
}

impl NetworkFigure {
    /// What is to be shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The entity that is chosen, if any.
    pub fn chosen(&self) -> Option<EntityKey> {
        self.chosen
    }

    /// Chooses an entity, as when it was clicked.
    pub fn choose(&mut self, entity: Option<EntityKey>) {
        self.chosen = entity;
    }

    /// Draws the figure over all the room there is, in the colours of `look`, and gives what the user asks for.
    pub fn show(&mut self, ui: &mut Ui, look: &Look, data: NetworkData<'_>) -> Vec<NetworkAction> {
        let mut actions = Vec::new();
        match data {
            NetworkData::Nothing => {
                let hint = "Recognise the names in the documents to see who is named together with whom.";
                let empty = EmptyState::new("No names yet", hint).icon(icons::GRAPH);
                if empty.actions(&[("Recognise names", None)]).show(ui).is_some() {
                    actions.push(NetworkAction::Recognise);
                }
            }
            NetworkData::Counting(progress) => {
                if under_way(ui, "Counting who is named with whom", progress) {
                    actions.push(NetworkAction::Stop);
                }
            }
            NetworkData::Counted { network, .. } if network.nodes().is_empty() => {
                let hint =
                    "The documents name no person, organisation or place. Dates and sums are not counted.";
                EmptyState::new("No names to draw", hint).icon(icons::GRAPH).show(ui);
            }
            NetworkData::Counted { network, picture } => {
                self.counted(ui, look, network, picture, &mut actions);
            }
        }
        actions
    }

    fn counted(
        &mut self,
        ui: &mut Ui,
        look: &Look,
        network: &Arc<Network>,
        picture: Option<&Arc<Picture>>,
        actions: &mut Vec<NetworkAction>,
    ) {
        let is_low = ui.available_height() < LOW;
        self.controls(ui, look, network, picture, is_low, actions);
        let is_current = picture.is_some_and(|picture| self.is_of_view(picture));
        // As it is now, and not what the figure or its empty place will leave of it.
        let room = ui.available_size();
        match picture {
            None => {
                EmptyState::new("Arranging the names", "This takes a moment.").icon(icons::CLOCK).show(ui);
            }
            Some(picture) if picture.links.is_empty() && picture.nodes.is_empty() => {
                self.nothing_passes(ui, is_current);
            }
            Some(picture) => {
                // A table has neither discs nor lines.
                let notes = legend(network, picture)[usize::from(self.as_table)..].join(" ");
                let notes = if is_current { notes } else { format!("Arranging… {notes}") };
                let lines = if is_low { 1 } else { NOTE_LINES };
                egui::Panel::bottom(ui.scope_id().with("network note"))
                    .frame(egui::Frame::new().inner_margin(Margin::symmetric(12, 4)))
                    .show_separator_line(false)
                    .show(ui, |ui| footnote(ui, &notes, lines));
                if self.as_table {
                    self.pairs(ui, network, picture, actions);
                } else {
                    self.canvas(ui, look, network, picture, actions);
                }
            }
        }
        self.ask(network, is_current, room, actions);
    }

    /// What is said where no link is strong enough.
    fn nothing_passes(&mut self, ui: &mut Ui, is_current: bool) {
        if !is_current {
            EmptyState::new("Arranging the names", "This takes a moment.").icon(icons::CLOCK).show(ui);
            return;
        }
        let hint = "Ask for fewer meetings, for a larger unit, or for more kinds of name.";
        let empty = EmptyState::new("No two names meet so often", hint).icon(icons::GRAPH);
        if empty.actions(&[("Show every meeting", None)]).show(ui).is_some() {
            self.view.hidden.clear();
            self.view.measure = Measure::Count;
            self.least[Measure::Count as usize] = 1.0;
            self.view.least = 1.0;
        }
    }

    /// Whether a picture is of the view wanted; of which shape the surface was does not matter.
    fn is_of_view(&self, picture: &Picture) -> bool {
        View { aspect: self.view.aspect, ..picture.view.clone() } == self.view
    }

    /// Asks for the picture wanted, once.
    fn ask(
        &mut self,
        network: &Arc<Network>,
        is_current: bool,
        room: egui::Vec2,
        actions: &mut Vec<NetworkAction>,
    ) {
        if is_current {
            self.asked = None;
            return;
        }
        let network = Arc::downgrade(network);
        let is_asked = self.asked.as_ref().is_some_and(|(view, of)| {
            of.ptr_eq(&network) && View { aspect: view.aspect, ..self.view.clone() } == *view
        });
        if !is_asked {
            if room.y > 50.0 {
                self.view.aspect = room.x / room.y;
            }
            self.camera = None;
            self.asked = Some((self.view.clone(), network));
            actions.push(NetworkAction::Arrange(self.view.clone()));
        }
    }
}
