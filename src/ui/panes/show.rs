//! Drawing the panes: their tabs, the reader in each, and what the reader reports turned into requests.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{
    Align2, CornerRadius, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use egui_tiles::{Behavior, ResizeState, SimplificationOptions, TabState, TileId, Tiles, UiResponse};

use super::hits::{self, HitCache};
use super::layers::{LayerCache, mark_id};
use super::mention_hint;
use super::names::NameCache;
use super::place::Place;
use super::shared::{self, SharedCache, Shown};
use super::shared_hint;
use super::tabs;
use super::together::{self, Sight};
use super::{Pane, PaneId, Panes, menus};
use crate::corpus::Document;
use crate::entities::resolve::EntityKey;
use crate::project::{AnnotationId, DocumentId};
use crate::text::reading::{Reading, ReadingMode};
use crate::text::{Span, TextHash};
use crate::ui::action::Action;
use crate::ui::kit::{EmptyState, IconButton, PushButton, elided};
use crate::ui::outbox::{Dialog, Outbox, Request};
use crate::ui::reader::{self, DecorationLayer, Layer, Layers, ReaderColours, ReaderResponse, ReaderStyle};
use crate::ui::screen::{Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, Tokens, family, icons};
use crate::workbench::{Command, Settings, SharedPlaces, SourceState, Workbench};

/// Side of the square with the cross that closes a tab.
const CROSS: f32 = 18.0;

/// Between panes that nothing joins.
const GAP: f32 = 6.0;
/// Passages nearer than this stand level, in parts of the height of a page.
const LEVEL: f32 = 0.002;

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
    /// Annotations that overlap where the reader clicked, to choose from, and where that was.
    choice: Option<(Pos2, Vec<AnnotationId>)>,
}

/// Two passages on their way to standing level.
#[derive(Clone, Copy)]
struct Levelling {
    here: (PaneId, Span),
    there: (PaneId, Span),
    part: f32,
}

impl PaneShow {
    /// How far down the page a shared passage begins, in parts of its height, where it was last seen to.
    pub fn part_of(&self, pane: PaneId, span: Span) -> Option<f32> {
        self.sights.iter().find(|sight| sight.pane == pane)?.part_of(span)
    }

    /// Has two passages stand level once both pages are drawn: near the ends of a text one of them cannot go where it is
    /// asked to, and then the other comes to it.
    pub fn level(&mut self, here: (PaneId, Span), there: (PaneId, Span), part: f32) {
        self.levelling = Some(Levelling { here, there, part });
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
        let open: BTreeSet<DocumentId> = panes.panes().map(|pane| pane.document).collect();
        self.readings.retain(|(document, _), _| open.contains(document));
        self.layers.keep_only(|document| open.contains(&document));
        self.names.keep_only(|document| open.contains(&document));
        self.hits.keep_only(|document| open.contains(&document));
        self.shared.keep_only(|document| open.contains(&document));
        self.shared.begin_frame(bench.comparison_revision());
        self.sights.clear();
        let visible: Vec<PaneId> = panes.visible().iter().map(|pane| pane.id).collect();
        let in_view: BTreeSet<DocumentId> = panes.visible().iter().map(|pane| pane.document).collect();
        bench.recognise_first(&in_view.iter().copied().collect::<Vec<_>>());
        let tokens = ui.tokens();
        let tab_widths = tabs::widths(panes, |pane| {
            let title = bench.project().documents.get(&pane.document).map_or("", |record| &record.title);
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
                    Some((at, part)) => panes.place_mut(id).reader().follow(at, part),
                    None => panes.place_mut(id).reader().set_proportion(proportion),
                }
            }
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
        if std::mem::replace(&mut self.has_ribbons, has_ribbons) != has_ribbons || self.shared.is_unfinished()
        {
            ui.ctx().request_repaint();
        }
        let Some(Levelling { here, there, part }) = self.levelling.take() else { return };
        let (Some(at), Some(opposite)) = (self.part_of(here.0, here.1), self.part_of(there.0, there.1))
        else {
            return;
        };
        if (at - opposite).abs() > LEVEL {
            let (goes, to) = if (opposite - part).abs() > LEVEL { (here, opposite) } else { (there, at) };
            panes.place_mut(goes.0).reader().follow(goes.1.start, to);
            ui.ctx().request_repaint();
        }
    }

    /// Where a pane belongs while somebody reads in another whose document shares passages with it.
    fn counterpart(
        &self,
        from: PaneId,
        other: PaneId,
        bench: &Workbench,
        screen: &Screen,
    ) -> Option<(usize, f32)> {
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
        let (at, part) = from.reading_line?;
        let lengths = (text.len(), opposite.len());
        Some((together::counterpart(&together::chain(passages), lengths, at), part))
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

    /// A small menu of the annotations that overlap where the reader clicked.
    fn choice_ui(&mut self, ui: &Ui, bench: &Workbench, out: &mut Outbox) {
        let Some((at, annotations)) = &self.choice else { return };
        let mut open = true;
        let chosen = egui::Popup::new(Id::unique("annotation choice"), ui.ctx().clone(), *at, ui.layer_id())
            .open_bool(&mut open)
            .accessible_name("Annotations here")
            .width(320.0)
            .show(|ui| menus::choose_annotation(ui, bench, annotations));
        if let Some(Some(annotation)) = chosen.map(|response| response.inner) {
            out.push(Request::Reveal(annotation));
            open = false;
        }
        if !open {
            self.choice = None;
        }
    }
}

/// What `egui_tiles` asks while it draws the arrangement.
struct PaneBehavior<'a> {
    show: &'a mut PaneShow,
    places: &'a mut BTreeMap<PaneId, Place>,
    active: Option<PaneId>,
    wants_keyboard: &'a mut bool,
    screen: &'a mut Screen,
    bench: &'a Workbench,
    out: &'a mut Outbox,
    several: bool,
    /// Between panes.
    gap: f32,
    /// The documents that can be seen.
    in_view: BTreeSet<DocumentId>,
    /// How wide each pane's tab may be.
    tab_widths: BTreeMap<PaneId, f32>,
    /// The pane that was scrolled, and how far down it is now.
    scrolled: Option<(PaneId, f64)>,
    activate: Option<PaneId>,
    close: Option<PaneId>,
}

impl PaneBehavior<'_> {
    fn reader_ui(&mut self, ui: &mut Ui, pane: &Pane, document: &Document) {
        let tokens = ui.tokens();
        let whole = ui.max_rect();
        let place = self.places.entry(pane.id).or_default();
        let mode = place.mode(document);
        let reading = self.show.reading(pane.document, document, mode);
        let dark = ui.visuals().dark_mode;
        let layer = self.show.layers.of(pane.document, self.bench, self.screen, tokens, dark);
        let focused = match self.screen.focus {
            Subject::Annotation(annotation) => Some(mark_id(annotation)),
            _ => None,
        };
        let hash = document.text.hash();
        let names =
            self.show.names.of((pane.document, hash), &self.in_view, self.bench, self.screen, (tokens, dark));
        let lit = self.show.hits.of((pane.document, hash), self.bench, self.screen, (tokens, dark));
        let stood_on = hits::stood_on((pane.document, hash), self.bench, self.screen, tokens);
        let shown = Shown { document: pane.document, text: hash, in_view: &self.in_view };
        let shared = self.show.shared.of(shown, self.bench, self.screen, (tokens, dark));
        let visible = place.reader().visible_span();
        let (passages, asked) =
            shared::looked_for(self.bench, &self.screen.comparison, pane.document, hash, visible);
        let decorations: Vec<&DecorationLayer> =
            lit.into_iter().chain(&stood_on).chain(shared).chain(names).collect();
        let layers =
            Layers { marks: &layer.marks, decorations: &decorations, focused, hovered: None, asked: &asked };
        let style = reader_style(tokens, self.bench.settings());
        let title =
            self.bench.project().documents.get(&pane.document).map_or("", |record| record.title.as_str());
        let id = Id::unique(("reader", pane.id));
        let state = place.reader_for(&reading);
        let response = reader::show(ui, id, title, &reading, state, &layers, &style);
        let proportion = state.proportion();
        let selection = state.selected().filter(|span| !span.is_empty());
        place.note();
        let places = passages.iter().zip(&asked).zip(&response.found);
        let page = Rect::from_x_y_ranges(whole.x_range(), response.response.rect.y_range());
        self.show.sights.push(Sight {
            pane: pane.id,
            document: pane.document,
            page,
            places: places
                .filter_map(|((passage, span), found)| Some((*passage, *span, (*found)?)))
                .collect(),
            reading_line: response.reading_line,
        });
        let has_keyboard = response.response.has_focus();
        if self.active == Some(pane.id) {
            let nobody_has_it = ui.memory(|memory| memory.focused().is_none());
            if nobody_has_it || std::mem::take(self.wants_keyboard) {
                response.response.request_focus();
            }
        } else if response.response.is_pointer_button_down_on() || (has_keyboard && !*self.wants_keyboard) {
            self.activate = Some(pane.id);
        }
        if response.scrolled {
            self.scrolled = Some((pane.id, proportion));
        }
        let clicked: Vec<AnnotationId> =
            response.clicked_marks.iter().filter_map(|mark| layer.annotation(*mark)).collect();
        let at_menu: Vec<AnnotationId> = response
            .context_menu_at
            .map(|byte| layer.marks.at(byte).into_iter().filter_map(|mark| layer.annotation(mark)).collect())
            .unwrap_or_default();
        if let Some((mark, span)) = response.dragged_end
            && let Some(annotation) = layer.annotation(mark)
        {
            self.out.command(Command::MoveAnnotation { annotation, span });
        }
        let mention = self.mention_of(&response.clicked_decorations, pane.document, hash);
        if mention.is_none() && clicked.is_empty() {
            self.take_shared_click(&response.clicked_decorations, pane.document);
        }
        self.take_clicks(&response, &clicked, mention, pane.document, selection.is_some());
        let passage = selection.map(|span| (pane.document, span));
        let named = response.context_menu_at.and_then(|byte| {
            let there = Span::new(byte, byte + 1);
            self.bench.entities().mention_at(pane.document, there).map(|place| place.mention.span)
        });
        let hovered = self.mention_of(&response.hovered_decorations, pane.document, hash);
        if let Some((_, span)) = hovered {
            mention_hint::show(&response.response, self.bench, pane.document, span);
        } else if let Some(passage) = shared::passages_of(&response.hovered_decorations).next() {
            shared_hint::show(&response.response, self.bench, pane.document, passage);
        }
        menus::reader_menu(
            ui,
            &response,
            at_menu,
            passage,
            named.map(|span| (pane.document, span)),
            self.bench,
            self.out,
        );
    }

    /// A click on a shared passage asks for its other place: one whose document is in view before others, and with each
    /// further click the next.
    fn take_shared_click(&mut self, decorations: &[(Layer, u64)], document: DocumentId) {
        let comparison = self.bench.comparison();
        let mut places: Vec<SharedPlaces> = shared::passages_of(decorations)
            .filter_map(|passage| Some(comparison.places(passage)?.from(document)))
            .collect();
        places.sort_by_key(|places| !self.in_view.contains(&places.b.0));
        let current = self.screen.shared;
        let at = current.and_then(|current| places.iter().position(|places| places.is(current)));
        let next = at.map_or(0, |at| (at + 1) % places.len().max(1));
        if let Some(places) = places.get(next) {
            self.out.push(Request::ShowShared { places: *places, keep_keyboard: false });
        }
    }

    /// The entity and the passage of the mention among what is at the pointer.
    fn mention_of(
        &self,
        decorations: &[(Layer, u64)],
        document: DocumentId,
        text: TextHash,
    ) -> Option<(EntityKey, Span)> {
        let entities = self.bench.entities();
        let (_, key) = decorations.iter().find(|(layer, _)| *layer == Layer::Entity)?;
        let index = usize::try_from(*key).ok()?;
        let mention = entities.mentions(document, text).get(index)?;
        Some((entities.named_by(document, index)?.key, mention.span))
    }

    /// One annotation clicked is shown; several are offered; a click beside all of them, or words newly selected, show
    /// the document, so that keys no longer act on an annotation the user has turned away from. A name is shorter than
    /// the passage it stands in: a click on it means the name, one on the bracket or beside it the passage.
    fn take_clicks(
        &mut self,
        response: &ReaderResponse,
        clicked: &[AnnotationId],
        mention: Option<(EntityKey, Span)>,
        document: DocumentId,
        has_selection: bool,
    ) {
        if let Some((entity, span)) = mention {
            self.screen.mention = Some((document, span));
            // Whoever clicks a name asks who that is: the answer must not stand behind a closed door.
            if !self.screen.inspector {
                self.screen.toggle_inspector();
            }
            return self.out.focus(Subject::Entity(entity));
        }
        match clicked {
            [] => {
                let selected = response.selection_changed && has_selection;
                let on_annotation = matches!(self.screen.focus, Subject::Annotation(_) | Subject::Entity(_));
                if response.response.clicked() || (selected && on_annotation) {
                    self.out.focus(Subject::Document(document));
                }
            }
            [only] => self.out.focus(Subject::Annotation(*only)),
            several => self.show.choice = response.pointer.map(|at| (at, several.to_vec())),
        }
    }
}

impl Behavior<Pane> for PaneBehavior<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, pane: &mut Pane) -> UiResponse {
        let tokens = ui.tokens();
        ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.colour.page);
        changed_ui(ui, pane.document, self.bench, self.out);
        match self.bench.document(pane.document).cloned() {
            Some(document) => self.reader_ui(ui, pane, &document),
            None => waiting_ui(ui, pane.document, self.bench, self.out),
        }
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> egui::WidgetText {
        let record = self.bench.project().documents.get(&pane.document);
        record.map_or("Document", |record| record.title.as_str()).into()
    }

    fn tab_ui(
        &mut self,
        tiles: &mut Tiles<Pane>,
        ui: &mut Ui,
        id: Id,
        tile: TileId,
        state: &TabState,
    ) -> Response {
        let tokens = ui.tokens();
        let Some(pane) = tiles.get_pane(&tile).cloned() else {
            return ui.allocate_response(vec2(0.0, 0.0), Sense::hover());
        };
        let title = self.tab_title_for_pane(&pane).text().to_owned();
        let in_front = state.active;
        let has_keyboard = in_front && self.active == Some(pane.id);
        let font = egui::FontId::new(
            tokens.text.ui.size,
            if in_front { family::medium() } else { egui::FontFamily::Proportional },
        );
        let colour = match (has_keyboard, in_front) {
            (true, _) => tokens.colour.text,
            (false, true) if !self.several => tokens.colour.text,
            _ => tokens.colour.dim,
        };
        let beside_title = beside_title(tokens);
        let widest = self.tab_widths.get(&pane.id).copied().unwrap_or(tabs::WIDEST);
        let galley = elided(ui, title.clone(), font, colour, widest - beside_title);
        let width = galley.size().x + beside_title;
        let (_, rect) = ui.allocate_space(vec2(width, ui.available_height()));
        let response = ui.interact(rect, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::Default);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, in_front, &title));
        let cross_rect = Rect::from_center_size(
            Pos2::new(rect.right() - tokens.space.inset - 4.0, rect.center().y + 2.0),
            vec2(CROSS, CROSS),
        );
        let close = ui.interact(cross_rect, id.with("close"), Sense::click());
        close.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Close {title}")));
        if ui.is_rect_visible(rect) && !state.is_being_dragged {
            let body = rect.with_min_y(rect.top() + 5.0);
            let radius = tokens.space.radius_surface as u8;
            let round = CornerRadius { nw: radius, ne: radius, sw: 0, se: 0 };
            if in_front {
                ui.painter().rect_filled(body, round, tokens.colour.page);
                if has_keyboard {
                    let line = Rect::from_min_max(
                        body.left_bottom() - vec2(-10.0, 2.0),
                        body.right_bottom() - vec2(10.0, 0.0),
                    );
                    ui.painter().rect_filled(line, 1.0, tokens.colour.accent);
                }
            } else if response.hovered() {
                ui.painter().rect_filled(body.shrink2(vec2(1.0, 1.0)), round, tokens.colour.hover);
            }
            let middle = rect.center().y + 2.0;
            let at = Pos2::new(rect.left() + tokens.space.inset, middle - galley.size().y / 2.0);
            ui.painter().galley(at, galley, colour);
            if in_front || response.hovered() || close.hovered() {
                if close.hovered() {
                    ui.painter().rect_filled(cross_rect, tokens.control_radius(), tokens.colour.pressed);
                }
                let font = egui::FontId::new(12.0, family::icons());
                ui.painter().text(
                    cross_rect.center(),
                    Align2::CENTER_CENTER,
                    icons::X,
                    font,
                    tokens.colour.dim,
                );
            }
        }
        if response.clicked() {
            self.activate = Some(pane.id);
        }
        if close.clicked() || response.middle_clicked() {
            self.close = Some(pane.id);
        }
        response.on_hover_text(title)
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Pane>,
        ui: &mut Ui,
        _tile: TileId,
        tabs: &egui_tiles::Tabs,
        _scroll: &mut f32,
    ) {
        let Some(pane) = tabs.active.and_then(|tile| tiles.get_pane(&tile)) else { return };
        ui.add_space(4.0);
        let action = Action::SplitRight;
        let button =
            IconButton::new(action.icon(), action.label()).shortcut(shortcuts::text_of(ui.ctx(), action));
        if ui.add(button).clicked() {
            self.activate = Some(pane.id);
            self.out.run(action);
        }
        if self.several {
            let icon = if self.screen.linked { icons::LINK } else { icons::LINK_BREAK };
            let action = Action::LinkScrolling;
            let button = IconButton::new(icon, action.label())
                .shortcut(shortcuts::text_of(ui.ctx(), action))
                .selected(self.screen.linked);
            if ui.add(button).clicked() {
                self.out.run(action);
            }
        }
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        Tokens::of(egui::Theme::Light).space.tab
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        self.gap
    }

    fn min_size(&self) -> f32 {
        120.0
    }

    fn resize_stroke(&self, style: &egui::Style, state: ResizeState) -> Stroke {
        match state {
            ResizeState::Idle => Stroke::NONE,
            ResizeState::Hovering | ResizeState::Dragging => {
                Stroke::new(2.0, style.visuals.selection.stroke.color)
            }
        }
    }

    fn tab_bar_color(&self, visuals: &egui::Visuals) -> egui::Color32 {
        Tokens::of(if visuals.dark_mode { egui::Theme::Dark } else { egui::Theme::Light }).colour.window
    }

    fn tab_bar_hline_stroke(&self, _visuals: &egui::Visuals) -> Stroke {
        Stroke::NONE
    }

    fn simplification_options(&self) -> SimplificationOptions {
        Panes::tidiness()
    }
}

/// How much of a tab is not its title.
fn beside_title(tokens: &Tokens) -> f32 {
    2.0 * tokens.space.inset + CROSS
}

/// How the reader looks, by the theme and the machine's settings.
fn reader_style(tokens: &Tokens, settings: &Settings) -> ReaderStyle {
    let reading = settings.reading_size;
    ReaderStyle {
        text_font: egui::FontId::new(reading, family::reading()),
        furniture_font: egui::FontId::new(tokens.text.small.size, egui::FontFamily::Proportional),
        label_font: egui::FontId::new(11.0, egui::FontFamily::Proportional),
        leading: tokens.text.reading.line / tokens.text.reading.size,
        paragraph_gap: 0.5,
        measure: settings.measure as f32,
        paragraph_numbers: settings.paragraph_numbers,
        margin: tokens.space.margin,
        bracket: tokens.space.bracket,
        underline: tokens.space.underline,
        tint: tokens.tint.rest,
        tint_strong: tokens.tint.hover,
        colours: ReaderColours {
            page: tokens.colour.page,
            text: tokens.colour.text,
            dim: tokens.colour.dim,
            faint: tokens.colour.faint,
            line: tokens.colour.line,
            accent: tokens.colour.accent,
            selection: tokens.colour.selection,
            flash: tokens.colour.search_hit,
            hit: tokens.colour.search_hit_current,
            untagged: tokens.colour.dim,
        },
    }
}

/// Says what to do while no document is open.
fn empty_ui(ui: &mut Ui, bench: &Workbench, out: &mut Outbox) {
    let tokens = ui.tokens();
    ui.painter().rect_filled(ui.max_rect(), 0.0, tokens.colour.page);
    let key = |action| shortcuts::text_of(ui.ctx(), action);
    if bench.project().documents.is_empty() {
        let actions = [Action::OpenFolder, Action::OpenFiles, Action::OpenBundledCorpus];
        let labels = actions.map(|action| (action.label(), key(action)));
        let hint =
            "Open a folder or files of your own, drop them here, or look around in the bundled corpus.";
        let chosen =
            EmptyState::new("Nothing to read yet", hint).icon(icons::FILES).actions(&labels).show(ui);
        if let Some(action) = chosen.and_then(|index| actions.get(index)) {
            out.run(*action);
        }
    } else {
        let hint =
            "Choose a document on the left; a double click keeps it open, a middle click opens it beside.";
        EmptyState::new("No document is open", hint).icon(icons::FILE_TEXT).show(ui);
    }
}

/// A bar above the text of a document whose file has changed since it was read, with what can be done about it.
fn changed_ui(ui: &mut Ui, document: DocumentId, bench: &Workbench, out: &mut Outbox) {
    if !matches!(bench.source_state(document), SourceState::Changed) {
        return;
    }
    let tokens = ui.tokens();
    let bar = egui::Frame::new().fill(tokens.colour.panel).inner_margin(egui::Margin::symmetric(12, 6));
    bar.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.set_width(ui.available_width());
            ui.label(
                egui::RichText::new("The file has changed since it was read.").color(tokens.colour.warning),
            );
            let hint = "Show what the file says now beside what it said when it was read";
            if ui.add(PushButton::new("Show changes")).on_hover_text(hint).clicked() {
                out.dialog(Dialog::Changes(document));
            }
            let take = PushButton::new("Take over the new text");
            let hint = "Carry the annotations over to what the file says now; undo takes all of it back";
            if ui.add(take).on_hover_text(hint).clicked() {
                out.command(Command::TakeOverText(document));
            }
            let keep = PushButton::new("Keep the text as it was read").quiet();
            if ui.add(keep).on_hover_text("Do not ask again until the file changes once more").clicked() {
                out.command(Command::KeepTextAsRead(document));
            }
        });
    });
}

/// Says that a document's text is still being read, or cannot be had, and offers to try again.
fn waiting_ui(ui: &mut Ui, document: DocumentId, bench: &Workbench, out: &mut Outbox) {
    if bench.is_reading(document) || !bench.jobs().is_empty() {
        EmptyState::new("Reading…", "The text is being loaded.").icon(icons::FILE_TEXT).show(ui);
        return;
    }
    let hint =
        "Its text could not be loaded. The reason is in the list of problems; its annotations are kept.";
    let chosen = EmptyState::new("This document cannot be shown", hint)
        .icon(icons::WARNING)
        .actions(&[("Try again", None), ("Problems", None)])
        .show(ui);
    match chosen {
        Some(0) => out.command(Command::ReadTexts(vec![document])),
        Some(_) => out.run(Action::ShowProblems),
        None => {}
    }
}
