//! What the window does about what documents share: both places of a passage level with each other, going from passage
//! to passage, and the actions of the Compare menu.

use super::LecternApp;
use super::obstacles::unless;
use crate::exchange::Format;
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::action::Action;
use crate::ui::outbox::{Dialog, TagTarget};
use crate::ui::panels::{figures, shared as shared_panel};
use crate::ui::panes::shared;
use crate::ui::screen::{BottomTable, SidePanel};
use crate::workbench::{Command, ComparisonCommand, SharedPlaces, SharedStanding};

/// Where a passage that is gone to comes to stand, in parts of the height of the page.
const COMFORTABLE: f32 = 0.3;
/// A passage that begins no further down than this stays where it is.
const LOWEST: f32 = 0.6;
/// Said where a passage was found in a text that has since become another.
const CHANGED: &str = "The text has changed since it was compared: it is being compared anew.";

/// A document that is to be compared, and where in it; all of it where no passage is named.
type These = (DocumentId, Option<Span>);

impl LecternApp {
    /// True while a place is one in the text that was compared.
    fn holds(&self, (document, _): (DocumentId, Span)) -> bool {
        let text = self.bench.text(document);
        text.is_some_and(|text| self.bench.comparison().holds_for(document, text.hash()))
    }

    /// The shared passage that was last gone to, as long as it is one.
    fn current_shared(&self) -> Option<SharedPlaces> {
        let current = self.screen.shared?;
        let text = self.bench.text(current.a.0)?;
        let mut standing = self.bench.comparison().standing_in(current.a.0, text.hash()).iter();
        let is_passage = standing.any(|it| it.here == current.a.1 && it.there == current.b);
        let is_there = is_passage || self.is_statement(current);
        (is_there && self.holds(current.b)).then_some(current)
    }

    /// True for two places that may say the same in other words.
    fn is_statement(&self, places: SharedPlaces) -> bool {
        let found = self.bench.statements();
        let found = found.filter(|found| found.revision == self.bench.comparison_revision());
        found.is_some_and(|found| found.list.iter().any(|stated| stated.places.is(places)))
    }

    /// The cluster of that passage.
    fn current_cluster(&self) -> Option<usize> {
        let current = self.current_shared()?;
        let (comparison, text) = (self.bench.comparison(), self.bench.text(current.a.0)?);
        let mut standing = comparison.standing_in(current.a.0, text.hash()).iter();
        let it = standing.find(|it| it.here == current.a.1 && it.there == current.b)?;
        comparison.passage(it.passage).map(|passage| passage.cluster as usize)
    }

    /// The document in front and the one that stands beside it.
    fn side_by_side(&self) -> Option<(DocumentId, DocumentId)> {
        let visible = self.panes.visible();
        let front = self.panes.active()?;
        let beside = visible.iter().find(|pane| pane.id != front.id && pane.document != front.document)?;
        let here = visible.iter().position(|pane| pane.id == front.id);
        let there = visible.iter().position(|pane| pane.id == beside.id);
        // As they stand, the left one first.
        let pair = (front.document, beside.document);
        Some(if here <= there { pair } else { (pair.1, pair.0) })
    }

    /// What “these” are: the passages selected in the pane in front and in another, else the two documents.
    fn these(&self) -> Option<[These; 2]> {
        let visible = self.panes.visible();
        let selected = |pane: &crate::ui::panes::Pane| self.panes.place(pane.id)?.selection();
        let front = self.panes.active()?;
        let other = visible.iter().filter(|pane| pane.id != front.id);
        if let Some(here) = selected(front)
            && let Some((pane, there)) = other.clone().find_map(|pane| Some((*pane, selected(pane)?)))
        {
            return Some([(front.document, Some(here)), (pane.document, Some(there))]);
        }
        let (one, other) = self.side_by_side()?;
        Some([(one, None), (other, None)])
    }

    /// The passages that the document in front shares: with the documents beside it if there are any, else with all.
    fn shared_in_front(&self) -> Vec<SharedStanding> {
        let Some(document) = self.active_document() else { return Vec::new() };
        let Some(text) = self.bench.text(document) else { return Vec::new() };
        let view = crate::ui::screen::ComparisonView { marked: true, ..self.screen.comparison.clone() };
        let all: Vec<SharedStanding> =
            shared::shown(self.bench.comparison(), &view, document, text.hash()).collect();
        let beside: Vec<DocumentId> = self
            .panes
            .visible()
            .iter()
            .map(|pane| pane.document)
            .filter(|other| *other != document)
            .collect();
        let with_beside: Vec<SharedStanding> =
            all.iter().copied().filter(|it| beside.contains(&it.there.0)).collect();
        if with_beside.is_empty() { all } else { with_beside }
    }

    /// True while the table of figures is in view, so that what is chosen in it can be seen.
    fn shows_figures(&self) -> bool {
        self.screen.tables && self.screen.table == BottomTable::Figures
    }

    /// What is missing for an action on shared passages and figures.
    pub(super) fn comparing_obstacle(&self, action: Action) -> Option<&'static str> {
        const CHOOSE_SHARED: &str = "Click a shared passage, or press S to go to one, first.";
        const CHOOSE_TOPIC: &str = "Choose a topic in the table of figures first.";
        let figures = &self.panels.figures;
        match action {
            Action::NextShared | Action::PreviousShared => unless(
                !self.shared_in_front().is_empty(),
                self.or_still_comparing("This document shares no passage with another."),
            ),
            Action::TagBothSides => unless(self.current_shared().is_some(), CHOOSE_SHARED),
            Action::CollatePassage => unless(self.current_cluster().is_some(), CHOOSE_SHARED),
            Action::CompareThese => unless(
                self.these().is_some(),
                "Show two documents side by side, or select a passage in each of two panes, first.",
            ),
            Action::CompareDocuments => {
                unless(!self.bench.is_comparing(), "The documents are being compared.")
            }
            Action::ExportShared => unless(
                self.side_by_side().is_some()
                    || self.bench.collation().is_some()
                    || !self.bench.comparison().passages().is_empty(),
                "There is nothing to export yet: compare documents first.",
            ),
            Action::MergeTopics => {
                unless(self.shows_figures() && figures.can_merge(&self.bench), CHOOSE_TOPIC)
            }
            Action::SplitTopic => unless(
                self.shows_figures() && figures.can_split(&self.bench),
                "Choose some of the figures of a topic in the table of figures first.",
            ),
            Action::FiguresByDocument
            | Action::PlotTopic
            | Action::ExportFiguresCsv
            | Action::ExportFiguresXlsx => unless(
                !self.bench.comparison().topics().is_empty(),
                self.or_still_comparing("No two figures in the documents seem to count the same."),
            ),
            Action::RenameTopic | Action::DismissTopic => {
                unless(self.shows_figures() && figures.has_topic(&self.bench), CHOOSE_TOPIC)
            }
            _ => None,
        }
    }

    /// Says where differences are to be seen, when marking them alone changes nothing in view.
    fn say_where_differences_are(&mut self) {
        let visible: Vec<DocumentId> = self.panes.visible().iter().map(|pane| pane.document).collect();
        let view = &self.screen.comparison;
        let mut pairs = visible.iter().zip(visible.iter().skip(1));
        let shares = pairs.any(|(a, b)| shared_panel::first_between((*a, *b), view, &self.bench).is_some());
        if view.only_differences && !shares {
            self.hint(
                "Only words that differ are marked now: press S to see a shared passage in both documents.",
            );
        }
    }

    /// What has not been found may still be, while documents are compared.
    fn or_still_comparing(&self, sentence: &'static str) -> &'static str {
        if self.bench.is_comparing() { "The documents are still being compared." } else { sentence }
    }

    pub(super) fn run_comparing_action(&mut self, action: Action) {
        let view = &mut self.screen.comparison;
        match action {
            Action::ShowShared => self.toggle_side(SidePanel::Shared),
            Action::ShowFigures => {
                self.screen.tables = true;
                self.screen.table = BottomTable::Figures;
                self.panels.figures.take_keyboard();
            }
            Action::ShowMatrix => {
                self.screen.tables = true;
                self.screen.table = BottomTable::Matrix;
                self.panels.matrix.take_keyboard();
            }
            Action::ShowOrder => {
                self.screen.tables = true;
                self.screen.table = BottomTable::Order;
                self.panels.order.take_keyboard();
            }
            Action::ToggleShared => view.marked = !view.marked,
            Action::OnlyDifferences => {
                view.only_differences = !view.only_differences;
                view.marked |= view.only_differences;
                self.say_where_differences_are();
            }
            Action::ToggleBoilerplate => view.boilerplate = !view.boilerplate,
            Action::NextShared => self.step_shared(true),
            Action::PreviousShared => self.step_shared(false),
            Action::TagBothSides => {
                if let Some(places) = self.current_shared() {
                    self.open_dialog(Dialog::PickTag(TagTarget::Passages(vec![places.a, places.b])));
                }
            }
            Action::ExportShared => {
                let pair = self.side_by_side();
                self.open_dialog(Dialog::ExportShared(pair));
            }
            Action::CompareThese => {
                if let Some([a, b]) = self.these() {
                    self.screen.tables = true;
                    self.screen.table = BottomTable::Differences;
                    self.panels.differences.take_keyboard();
                    self.carry_out(Command::Comparison(ComparisonCommand::Beside { a, b }));
                }
            }
            Action::CollatePassage => {
                if let Some(cluster) = self.current_cluster() {
                    self.screen.tables = true;
                    self.screen.table = BottomTable::Collation;
                    self.panels.collation.take_keyboard();
                    self.carry_out(Command::Comparison(ComparisonCommand::Collate(cluster)));
                }
            }
            Action::MergeTopics => self.panels.figures.merge(&self.bench, &mut self.out),
            Action::SplitTopic => self.panels.figures.split(&self.bench, &mut self.out),
            Action::RenameTopic => self.panels.figures.rename(&self.bench, &mut self.out),
            Action::DismissTopic => self.panels.figures.dismiss(&self.bench, &mut self.out),
            Action::FiguresByDocument => {
                // Whoever asks for it while something else is in the way wants to see it.
                let is_seen = self.screen.tables && self.screen.table == BottomTable::Figures;
                let is_there = is_seen && !view.plotted && !view.alone;
                view.by_document = !(is_there && view.by_document);
                (view.plotted, view.alone) = (false, false);
                self.screen.tables = true;
                self.screen.table = BottomTable::Figures;
                self.panels.figures.take_keyboard();
            }
            Action::PlotTopic => {
                view.plotted =
                    !(view.plotted && self.screen.tables && self.screen.table == BottomTable::Figures);
                view.alone = false;
                self.screen.tables = true;
                self.screen.table = BottomTable::Figures;
                self.panels.figures.take_keyboard();
            }
            Action::ExportFiguresCsv => {
                figures::export(&self.bench, &self.screen.comparison, Format::Csv, &mut self.out);
            }
            Action::ExportFiguresXlsx => {
                figures::export(&self.bench, &self.screen.comparison, Format::Xlsx, &mut self.out);
            }
            Action::ShowTopicDecisions => self.open_dialog(Dialog::TopicDecisions),
            Action::CompareDocuments => self.carry_out(Command::CompareDocuments),
            _ => {}
        }
    }

    /// Goes to the shared passage after or before the current one in the document in front, round its ends.
    fn step_shared(&mut self, forward: bool) {
        let (Some(pane), passages) = (self.panes.active().cloned(), self.shared_in_front()) else { return };
        if passages.is_empty() {
            return;
        }
        let places = |it: &SharedStanding| SharedPlaces { a: (pane.document, it.here), b: it.there };
        let current = self.screen.shared;
        let at = current.and_then(|current| passages.iter().position(|it| places(it).is(current)));
        let top = self.panes.place(pane.id).map_or(0, crate::ui::panes::place::Place::top);
        let below = passages.partition_point(|it| it.here.start < top);
        let next = match (at, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at + passages.len() - 1,
            (None, true) => below,
            (None, false) => below + passages.len() - 1,
        };
        self.show_shared(places(&passages[next % passages.len()]));
        self.screen.comparison.marked = true;
    }

    /// Shows both places of a shared passage, level with each other: the first in the pane that shows its document, the
    /// other beside it.
    pub(super) fn show_shared(&mut self, places: SharedPlaces) {
        if !self.holds(places.a) || !self.holds(places.b) {
            return self.hint(CHANGED);
        }
        self.show_level(places);
        self.screen.shared = Some(places);
    }

    /// Sets the first two documents in view level at the first passage they share, if they share one.
    pub fn show_first_shared(&mut self) {
        let [one, other, ..] = self.panes.visible()[..] else { return };
        let both = (one.document, other.document);
        if let Some(places) = shared_panel::first_between(both, &self.screen.comparison, &self.bench) {
            self.show_shared(places);
        }
    }

    /// Shows two documents side by side, level with each other once it is known what they share.
    pub(super) fn show_both(&mut self, (one, other): (DocumentId, DocumentId), keep_keyboard: bool) {
        self.open_document(one, None, false);
        self.open_document(other, None, true);
        if self.bench.comparison().awaits(one, other) {
            self.to_level = Some(((one, other), keep_keyboard));
        }
    }

    /// Has documents compared that stand side by side, and shows those level of which it was not known what they share.
    pub(super) fn see_to_side_by_side(&mut self) {
        let visible: Vec<DocumentId> = self.panes.visible().iter().map(|pane| pane.document).collect();
        self.bench.compare_side_by_side(&visible);
        let is_known = |(one, other): (DocumentId, DocumentId)| !self.bench.comparison().awaits(one, other);
        let Some((both, keep_keyboard)) = self.to_level.take_if(|(both, _)| is_known(*both)) else { return };
        let in_view = [both.0, both.1].iter().all(|document| visible.contains(document));
        let places = shared_panel::first_between(both, &self.screen.comparison, &self.bench);
        if let Some(places) = places.filter(|_| in_view) {
            self.show_shared(places);
            if keep_keyboard {
                self.panes.leave_keyboard();
            }
        }
    }

    /// Shows any two places level with each other: the first in the pane that shows its document, the other beside it.
    pub(super) fn show_level(&mut self, places: SharedPlaces) {
        let active = self.panes.active().map(|pane| pane.id);
        let visible = self.panes.visible();
        let mut showing = visible.iter().filter(|pane| pane.document == places.a.0).map(|pane| pane.id);
        let shown = showing.clone().find(|id| Some(*id) == active).or_else(|| showing.next());
        let here = match shown {
            Some(id) => {
                self.panes.activate(id);
                id
            }
            None => self.panes.open(places.a.0, false, true),
        };
        let visible = self.panes.visible();
        let beside = visible.iter().find(|pane| pane.document == places.b.0 && pane.id != here);
        let there = match beside.map(|pane| pane.id) {
            Some(id) => id,
            None => self.panes.open(places.b.0, true, true),
        };
        self.panes.activate(here);
        let part = self.pane_show.part_of(here, places.a.1).filter(|part| (0.0..=LOWEST).contains(part));
        let part = part.unwrap_or(COMFORTABLE);
        self.panes.place_mut(here).level(places.a.1, part);
        self.panes.place_mut(there).level(places.b.1, part);
        self.pane_show.level((here, places.a.1), (there, places.b.1), part);
    }
}
