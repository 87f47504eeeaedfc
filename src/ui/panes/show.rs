//! Drawing the panes: their tabs, the reader in each, and what the reader reports turned into requests.

mod behavior;
mod instead;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Ui;

use behavior::{PaneBehavior, beside_title};
use instead::empty_ui;

use super::choice::{Choice, Chosen};
use super::hits::HitCache;
use super::layers::LayerCache;
use super::names::NameCache;
use super::shared::{self, SharedCache};
use super::tabs;
use super::together::{self, Sight};
use super::{PaneId, Panes};
use crate::corpus::Document;
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::reading::{Reading, ReadingMode};
use crate::ui::kit::elided;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::Screen;
use crate::ui::theme::{Themed as _, family};
use crate::workbench::Workbench;

/// Side of the square with the cross that closes a tab.
const CROSS: f32 = 18.0;

/// Between panes that nothing joins.
const GAP: f32 = 6.0;
/// Passages nearer than this stand level, in parts of the height of a page.
const LEVEL: f32 = 0.002;
/// So many frames are given to two passages to stand level: where ribbons come between the pages, lines break anew.
const TURNS: u8 = 6;

/// What drawing the panes keeps between frames; nothing that matters if lost.
#[derive(Default)]
pub struct PaneShow {
    readings: BTreeMap<(DocumentId, bool), Arc<Reading>>,
    layers: LayerCache,
    names: NameCache,
    hits: HitCache,
    shared: SharedCache,
    /// The pages as they were last seen.
    sights: Vec<Sight>,
    /// True while documents side by side share passages: then there is room for ribbons between them.
    has_ribbons: bool,
    /// Two passages that are to stand level, and how far down the page.
    levelling: Option<Levelling>,
    /// Annotations that overlap where the reader clicked, to choose from.
    choice: Option<Choice>,
}

/// Two passages on their way to standing level.
#[derive(Clone, Copy)]
struct Levelling {
    here: (PaneId, Span),
    there: (PaneId, Span),
    part: f32,
    /// How many more frames are given to it.
    turns: u8,
}

impl PaneShow {
    /// How far down the page a shared passage begins, in parts of its height, where it was last seen to.
    pub fn part_of(&self, pane: PaneId, span: Span) -> Option<f32> {
        self.sights.iter().find(|sight| sight.pane == pane)?.part_of(span)
    }

    /// Has two passages stand level once both pages are drawn: near the ends of a text one of them cannot go where it is
    /// asked to, and then the other comes to it.
    pub fn level(&mut self, here: (PaneId, Span), there: (PaneId, Span), part: f32) {
        self.levelling = Some(Levelling { here, there, part, turns: TURNS });
    }

    /// Draws all panes.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        panes: &mut Panes,
        screen: &mut Screen,
        bench: &Workbench,
        out: &mut Outbox,
    ) {
        if panes.is_empty() {
            return empty_ui(ui, bench, out);
        }
        if let Some(choice) = &mut self.choice {
            choice.keys(ui.ctx());
        }
        let open: BTreeSet<DocumentId> = panes.panes().map(|pane| pane.document).collect();
        self.readings.retain(|(document, _), _| open.contains(document));
        self.layers.keep_only(|document| open.contains(&document));
        self.names.keep_only(|document| open.contains(&document));
        self.hits.keep_only(|document| open.contains(&document));
        self.shared.keep_only(|document| open.contains(&document));
        self.shared.begin_frame(bench);
        self.sights.clear();
        let visible: Vec<PaneId> = panes.visible().iter().map(|pane| pane.id).collect();
        let in_view: BTreeSet<DocumentId> = panes.visible().iter().map(|pane| pane.document).collect();
        bench.recognise_first(&in_view.iter().copied().collect::<Vec<_>>());
        let tokens = ui.tokens();
        let tab_widths = tabs::widths(panes, |pane| {
            let title = bench.title(pane.document).unwrap_or_default();
            let font = egui::FontId::new(tokens.text.ui.size, family::medium());
            let title = elided(ui, title, font, tokens.colour.text, tabs::WIDEST);
            title.size().x.ceil() + beside_title(tokens)
        });
        let has_ribbons = self.has_ribbons;
        let Panes { tree, active, places, wants_keyboard, .. } = panes;
        let mut behavior = PaneBehavior {
            show: self,
            places,
            active: *active,
            wants_keyboard,
            screen,
            bench,
            out,
            gap: if has_ribbons { tokens.space.gutter } else { GAP },
            several: visible.len() > 1,
            in_view,
            tab_widths,
            scrolled: None,
            activate: None,
            close: None,
        };
        tree.ui(&mut behavior, ui);
        let (scrolled, activate, close) = (behavior.scrolled, behavior.activate, behavior.close);
        if let Some(id) = activate {
            panes.activate(id);
        }
        if let Some(id) = close {
            panes.close(id);
        }
        if let (Some((from, proportion)), true) = (scrolled, screen.linked) {
            for id in visible.into_iter().filter(|id| *id != from) {
                match self.counterpart(from, id, bench, screen) {
                    Some(at) => panes.place_mut(id).reader().bring_to_eye(at),
                    None => panes.place_mut(id).reader().set_proportion(proportion),
                }
            }
        }
        if self.shared.end_frame(bench, out) {
            ui.ctx().request_repaint();
        }
        self.between_panes(ui, panes, screen, bench);
        panes.settle();
        self.choice_ui(ui, bench, out);
    }

    /// Draws what joins the pages, and sees to what is to stand level.
    fn between_panes(&mut self, ui: &Ui, panes: &mut Panes, screen: &Screen, bench: &Workbench) {
        let comparison = bench.comparison();
        let current = screen.shared;
        let is_current = |passage: usize| {
            current.zip(comparison.places(passage)).is_some_and(|(current, places)| current.is(places))
        };
        together::ribbons(ui, &self.sights, is_current);
        let has_ribbons = screen.comparison.marked && together::share(&self.sights, comparison);
        let is_wider = std::mem::replace(&mut self.has_ribbons, has_ribbons) != has_ribbons;
        if is_wider {
            ui.ctx().request_repaint();
        }
        let Some(levelling) = self.levelling.take() else { return };
        let Levelling { here, there, part, turns } = levelling;
        let (Some(at), Some(opposite)) = (self.part_of(here.0, here.1), self.part_of(there.0, there.1))
        else {
            return;
        };
        let is_level = (at - opposite).abs() <= LEVEL;
        if !is_level {
            let (goes, to) = if (opposite - part).abs() > LEVEL { (here, opposite) } else { (there, at) };
            panes.place_mut(goes.0).reader().follow(goes.1.start, to);
            ui.ctx().request_repaint();
        }
        if (!is_level || is_wider) && turns > 0 {
            self.levelling = Some(Levelling { turns: turns - 1, ..levelling });
        }
    }

    /// Where a pane belongs while somebody reads in another whose document shares passages with it.
    fn counterpart(&self, from: PaneId, other: PaneId, bench: &Workbench, screen: &Screen) -> Option<usize> {
        let sight = |id: PaneId| self.sights.iter().find(|sight| sight.pane == id);
        let (from, other) = (sight(from)?, sight(other)?);
        let (text, opposite) = (bench.text(from.document)?, bench.text(other.document)?);
        let comparison = bench.comparison();
        if from.document == other.document || !comparison.holds_for(other.document, opposite.hash()) {
            return None;
        }
        let view = crate::ui::screen::ComparisonView { marked: true, ..screen.comparison.clone() };
        let passages: Vec<(Span, Span)> = shared::shown(comparison, &view, from.document, text.hash())
            .filter(|standing| standing.there.0 == other.document)
            .map(|standing| (standing.here, standing.there.1))
            .collect();
        if passages.is_empty() {
            return None;
        }
        let lengths = (text.len(), opposite.len());
        Some(together::counterpart(&together::chain(passages), lengths, from.at_eye?))
    }

    fn reading(&mut self, id: DocumentId, document: &Document, mode: ReadingMode) -> Arc<Reading> {
        let reflowed = mode == ReadingMode::Reflowed;
        let reading = self
            .readings
            .entry((id, reflowed))
            .or_insert_with(|| Arc::new(Reading::new(&document.text, mode)));
        if reading.text().hash() != document.text.hash() {
            *reading = Arc::new(Reading::new(&document.text, mode));
        }
        reading.clone()
    }

    /// Asks which of several annotations was meant.
    fn choice_ui(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
        let Some(choice) = &self.choice else { return };
        match choice.show(ui, bench) {
            Chosen::Nothing => return,
            Chosen::Left => {}
            Chosen::One(annotation) => out.push(Request::Reveal(annotation)),
        }
        self.choice = None;
    }
}
