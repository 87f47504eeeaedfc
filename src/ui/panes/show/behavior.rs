//! What a pane shows and does while the arrangement is drawn: its tab, its reader, and what is done with either.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use egui::{
    Align2, CornerRadius, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use egui_tiles::{Behavior, ResizeState, SimplificationOptions, TabState, TileId, Tiles, UiResponse};

use super::instead::{changed_ui, waiting_ui};
use super::{CROSS, PaneShow};
use crate::corpus::Document;
use crate::entities::resolve::EntityKey;
use crate::project::{AnnotationId, DocumentId};
use crate::text::{Span, TextHash};
use crate::ui::action::Action;
use crate::ui::kit::{IconButton, elided};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::panes::choice::Choice;
use crate::ui::panes::hits::{self};
use crate::ui::panes::layers::mark_id;
use crate::ui::panes::mention_hint;
use crate::ui::panes::place::Place;
use crate::ui::panes::shared::{self, Differing, Shown};
use crate::ui::panes::shared_hint;
use crate::ui::panes::tabs;
use crate::ui::panes::together::Sight;
use crate::ui::panes::{Pane, PaneId, Panes, menus};
use crate::ui::reader::{self, DecorationLayer, Layer, Layers, ReaderColours, ReaderResponse, ReaderStyle};
use crate::ui::screen::{Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, Tokens, family, icons};
use crate::workbench::{Command, Settings, SharedPlaces, Workbench};

/// What `egui_tiles` asks while it draws the arrangement.
pub(super) struct PaneBehavior<'a> {
    pub(super) show: &'a mut PaneShow,
    pub(super) places: &'a mut BTreeMap<PaneId, Place>,
    pub(super) active: Option<PaneId>,
    pub(super) wants_keyboard: &'a mut bool,
    pub(super) screen: &'a mut Screen,
    pub(super) bench: &'a Workbench,
    pub(super) out: &'a mut Outbox,
    pub(super) several: bool,
    /// Between panes.
    pub(super) gap: f32,
    /// The documents that can be seen.
    pub(super) in_view: BTreeSet<DocumentId>,
    /// How wide each pane's tab may be.
    pub(super) tab_widths: BTreeMap<PaneId, f32>,
    /// The pane that was scrolled, and how far down it is now.
    pub(super) scrolled: Option<(PaneId, f64)>,
    pub(super) activate: Option<PaneId>,
    pub(super) close: Option<PaneId>,
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
        let visible = place.reader().visible_span();
        let shown = Shown { document: pane.document, text: &document.text, visible, in_view: &self.in_view };
        let shared = self.show.shared.of(shown, self.bench, self.screen, (tokens, dark));
        let (passages, asked) =
            shared::looked_for(self.bench, &self.screen.comparison, pane.document, hash, visible);
        let decorations: Vec<&DecorationLayer> =
            lit.into_iter().chain(&stood_on).chain(shared).chain(names).collect();
        let current = self.screen.current_mention(self.bench);
        let layers = Layers {
            marks: &layer.marks,
            decorations: &decorations,
            focused,
            hovered: None,
            asked: &asked,
            current: current.filter(|(document, _)| *document == pane.document).map(|(_, span)| span),
        };
        let style = reader_style(tokens, self.bench.settings());
        let title = self.bench.title(pane.document).unwrap_or_default();
        let id = Id::unique(("reader", pane.id));
        let state = place.reader_for(&reading);
        let response = reader::show(ui, id, &title, &reading, state, &layers, &style);
        let length = document.text.len();
        if shared::around(state.visible_span(), length) != shared::around(visible, length) {
            // Where one has come to, what differs is marked in the next frame.
            ui.ctx().request_repaint();
        }
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
            at_eye: response.at_eye,
        });
        let has_keyboard = response.response.has_focus();
        if self.active == Some(pane.id) {
            let nobody_has_it = ui.memory(|memory| memory.focused().is_none());
            // Taken in any case: a wish left over would take the keyboard from a list later.
            let wants_it = std::mem::take(self.wants_keyboard);
            if nobody_has_it || wants_it {
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
        let differing: Vec<Differing> =
            self.show.shared.differing_at(pane.document, &response.hovered_decorations).copied().collect();
        if let Some((_, span)) = hovered {
            mention_hint::show(&response.response, self.bench, (pane.document, span), |ui| {
                shared_hint::differences(ui, self.bench, pane.document, &differing);
            });
        } else if let Some(passage) = shared::passages_of(&response.hovered_decorations).next() {
            shared_hint::show(&response.response, self.bench, (pane.document, passage), &differing);
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
            several => self.show.choice = response.asked_at.map(|at| Choice::new(at, several.to_vec())),
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
        self.bench.title(pane.document).unwrap_or("Document".into()).into()
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
        if response.clicked() || response.secondary_clicked() {
            self.activate = Some(pane.id);
        }
        menus::tab_menu(&response, self.out);
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
pub(super) fn beside_title(tokens: &Tokens) -> f32 {
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
