//! The bars at the edges: project name, menus and search box at the top, the rail of panels at the left; and the
//! command palette the search box opens.

use egui::{
    Align, Context, FontId, Key, Layout, Modifiers, Popup, Pos2, Rect, Role, ScrollArea, Sense, StrokeKind,
    Ui, UiBuilder, WidgetInfo, vec2,
};

use super::LecternApp;
use crate::ui::action::{Action, Menu};
use crate::ui::kit::menu_keys::{self, Neighbour};
use crate::ui::kit::{IconButton, MenuItem, elided, menu_divider, sub_menu};
use crate::ui::outbox::Request;
use crate::ui::palette::{Entry, Outcome, Palette, action_entries};
use crate::ui::screen::Subject;
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, family, icons};
use crate::workbench::Command;

/// Widest the project's name grows before it is cut, in points.
const WIDEST_NAME: f32 = 220.0;
/// Width of the box that opens the palette.
const SEARCH_BOX: f32 = 328.0;
/// How many entities the palette finds, those named most: all of them are in their own panel.
const ENTITIES_FOUND: usize = 5000;
/// How many recent projects the menu lists.
const RECENT: usize = 8;

impl LecternApp {
    /// The bar at the top.
    pub(super) fn menu_bar_ui(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        let rect = ui.max_rect();
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.line());
        let search = search_box_rect(rect);
        ui.scope_builder(UiBuilder::new().max_rect(rect.with_max_x(search.left() - 8.0)), |ui| {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.add_space(16.0);
                let name = self.bench.project_name().unwrap_or_else(|| "Lectern".to_owned());
                let font = FontId::new(tokens.text.ui.size, family::semibold());
                let galley = elided(ui, name.clone(), font, tokens.colour.text, WIDEST_NAME);
                let (place, response) = ui.allocate_exact_size(galley.size(), Sense::click());
                ui.painter().galley(place.min, galley, tokens.colour.text);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Project {name}")));
                if response.on_hover_text(self.project_place()).clicked() {
                    self.out.focus(Subject::Project);
                    self.screen.inspector = true;
                }
                ui.add_space(10.0);
                let popups = Menu::ALL.map(|menu| self.menu_ui(ui, menu));
                open_by_key(ui.ctx(), &popups);
            });
        });
        self.search_box_ui(ui, search);
    }

    fn search_box_ui(&mut self, ui: &mut Ui, rect: Rect) {
        let tokens = ui.tokens();
        let response = ui.interact(rect, ui.unique_id().with("search box"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Find a command, document or tag"));
        let fill = if response.hovered() { tokens.colour.hover } else { tokens.colour.raised };
        ui.painter().rect(rect, tokens.control_radius(), fill, tokens.line(), StrokeKind::Inside);
        if response.has_focus() {
            ui.painter().rect_stroke(rect, tokens.control_radius(), tokens.focus_ring(), StrokeKind::Inside);
        }
        let middle = rect.center().y;
        let icon = FontId::new(14.0, family::icons());
        let at = Pos2::new(rect.left() + 16.0, middle);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, icons::MAGNIFYING_GLASS, icon, tokens.colour.dim);
        let font = FontId::new(tokens.text.ui.size, egui::FontFamily::Proportional);
        let small = FontId::new(tokens.text.small.size, egui::FontFamily::Proportional);
        if rect.width() > 120.0 {
            let room = rect.width() - 96.0;
            let galley = elided(ui, "Search the corpus, or any command", font, tokens.colour.dim, room);
            let at = Pos2::new(rect.left() + 30.0, middle - galley.size().y / 2.0);
            ui.painter().galley(at, galley, tokens.colour.dim);
            let key = shortcuts::text_of(ui.ctx(), Action::CommandPalette).unwrap_or_default();
            let at = Pos2::new(rect.right() - 12.0, middle);
            ui.painter().text(at, egui::Align2::RIGHT_CENTER, key, small, tokens.colour.faint);
        }
        if response.clicked() {
            self.out.run(Action::CommandPalette);
        }
    }

    fn project_place(&self) -> String {
        match self.bench.file() {
            Some(file) => file.path.display().to_string(),
            None => "This project has no file yet: save it to give it a name".to_owned(),
        }
    }

    /// A menu of the bar; gives the identity of what it opens.
    fn menu_ui(&mut self, ui: &mut Ui, menu: Menu) -> egui::Id {
        let tokens = ui.tokens();
        let font = FontId::new(tokens.text.ui.size, egui::FontFamily::Proportional);
        let galley = ui.painter().layout_no_wrap(menu.label().to_owned(), font, tokens.colour.text);
        let size = vec2(galley.size().x + 18.0, 28.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, menu.label()));
        let popup_id = response.id.with("menu");
        let open = Popup::is_id_open(ui.ctx(), popup_id);
        // While one menu is open, the pointer opens its neighbours.
        let neighbour_open = Menu::ALL.iter().any(|other| {
            *other != menu
                && ui.data(|data| {
                    data.get_temp(egui::Id::unique(("menu open", other.label()))).unwrap_or(false)
                })
        });
        // Not one that rests where it opened the first, while the arrows go from menu to menu.
        let is_moved = ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO);
        if neighbour_open && response.hovered() && is_moved && !open {
            Popup::open_id(ui.ctx(), popup_id);
        }
        if open || response.hovered() {
            ui.painter().rect_filled(rect, tokens.control_radius(), tokens.colour.hover);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, tokens.control_radius(), tokens.focus_ring(), StrokeKind::Inside);
        }
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tokens.colour.text);
        let popup = Popup::menu(&response).id(popup_id).width(300.0).gap(4.0);
        let tallest = ui.ctx().content_rect().bottom() - rect.bottom() - 24.0;
        let shown = popup.accessible_name(menu.label()).show(|ui| {
            // A low window scrolls the menu rather than cutting it off; nothing else does.
            let scroll = ScrollArea::vertical().max_height(tallest).min_scrolled_height(tallest);
            scroll.show(ui, |ui| self.menu_items_ui(ui, menu));
        });
        ui.data_mut(|data| data.insert_temp(egui::Id::unique(("menu open", menu.label())), shown.is_some()));
        popup_id
    }

    fn menu_items_ui(&mut self, ui: &mut Ui, menu: Menu) {
        for (at, group) in menu.groups().enumerate() {
            if at > 0 && submenu_of(group).is_none_or(|label| label == "Reading") {
                menu_divider(ui);
            }
            match submenu_of(group) {
                Some(label) => {
                    sub_menu(ui, label, |ui| {
                        ui.set_min_width(260.0);
                        for action in group {
                            self.menu_item_ui(ui, *action);
                        }
                    });
                }
                None => {
                    for action in group {
                        self.menu_item_ui(ui, *action);
                    }
                }
            }
            if group.contains(&Action::OpenProject) {
                self.recent_menu_ui(ui);
            }
        }
    }

    fn menu_item_ui(&mut self, ui: &mut Ui, action: Action) {
        let obstacle = self.obstacle(action);
        let mut item = MenuItem::new(action.label())
            .icon(action.icon())
            .hint(obstacle.unwrap_or(action.hint()))
            .shortcut(shortcuts::text_of(ui.ctx(), action));
        if let Some(on) = self.is_on(action) {
            item = item.checked(on);
        }
        if ui.add_enabled(obstacle.is_none(), item).clicked() {
            self.out.run(action);
            ui.close();
        }
    }

    fn recent_menu_ui(&mut self, ui: &mut Ui) {
        let recent: Vec<_> = self.bench.settings().recent.iter().take(RECENT).cloned().collect();
        if recent.is_empty() {
            return;
        }
        sub_menu(ui, "Open recent", |ui| {
            ui.set_min_width(280.0);
            for path in recent {
                let name = path
                    .file_name()
                    .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
                let place = path.display().to_string();
                if ui.add(MenuItem::new(&name).hint(&place)).clicked() {
                    self.open_inputs(vec![path]);
                    ui.close();
                }
            }
        });
    }

    /// The rail at the left edge.
    pub(super) fn rail_ui(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        let rect = ui.max_rect();
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), tokens.line());
        ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.add_space(6.0);
            for action in [
                Action::ShowDocuments,
                Action::ShowEntities,
                Action::ShowTags,
                Action::ShowSearch,
                Action::ShowShared,
            ] {
                let button = IconButton::new(action.icon(), action.label())
                    .hint(action.hint())
                    .shortcut(shortcuts::text_of(ui.ctx(), action))
                    .selected(self.is_on(action) == Some(true))
                    .on_rail();
                if ui.add(button).clicked() {
                    // The key of search gives its box the keyboard again; the button that opened it closes it.
                    let closes = action == Action::ShowSearch && self.is_on(action) == Some(true);
                    self.out.run(if closes { Action::TogglePanel } else { action });
                }
            }
        });
    }

    /// Opens the command palette over all commands, documents and tags.
    pub(super) fn open_palette(&mut self, ctx: &Context) {
        let mut entries = action_entries(ctx, |action| self.obstacle(action), Request::Run);
        let project = self.bench.project();
        let documents = crate::analysis::excerpts::documents_in_order(project);
        entries.extend(documents.into_iter().map(|record| Entry {
            label: self.bench.index().titles().shown(record).into_owned(),
            about: "",
            kind: "Document",
            icon: icons::FILE_TEXT,
            shortcut: None,
            obstacle: None,
            value: Request::Open { document: record.id, at: None, beside: false },
        }));
        let selection = self.selection();
        entries.extend(project.tag_rows().into_iter().map(|row| Entry {
            label: project.tag_path(row.tag.id),
            about: "",
            kind: if selection.is_some() { "Tag the selection" } else { "Tag" },
            icon: icons::TAG,
            shortcut: row.tag.shortcut.map(|key| key.to_string()),
            obstacle: None,
            value: match selection {
                Some((document, span)) => {
                    Request::Do(Command::Tag { document, span, tags: vec![row.tag.id] })
                }
                None => Request::Focus(Subject::Tag(row.tag.id)),
            },
        }));
        entries.extend(self.bench.entities().all().iter().take(ENTITIES_FOUND).map(|entity| Entry {
            label: entity.name.to_string(),
            about: "",
            kind: "Entity",
            icon: icons::USER_FOCUS,
            shortcut: None,
            obstacle: None,
            value: Request::Focus(Subject::Entity(entity.key)),
        }));
        self.palette = Some(Palette::new(entries).otherwise(|words| Entry {
            label: format!("Search all documents for “{words}”"),
            about: "",
            kind: "",
            icon: icons::MAGNIFYING_GLASS,
            shortcut: None,
            obstacle: None,
            value: Request::Search(words.to_owned()),
        }));
    }

    /// Draws the palette while it is open.
    pub(super) fn palette_ui(&mut self, ctx: &Context) {
        let Some(palette) = &mut self.palette else { return };
        match palette.show(ctx) {
            Outcome::Open => return,
            Outcome::Closed => {}
            Outcome::Chosen(request) => self.out.push(request),
        }
        self.palette = None;
        self.return_keyboard(ctx);
    }
}

/// Opens the first menu of the bar by F10, and the one beside the open one by an arrow.
fn open_by_key(ctx: &Context, popups: &[egui::Id]) {
    let is_covered = ctx.memory(egui::Memory::top_modal_layer).is_some();
    // With Shift it opens the menu of what has the keyboard.
    if !is_covered
        && ctx.input_mut(|input| input.modifiers.is_none() && input.consume_key(Modifiers::NONE, Key::F10))
    {
        // A field that is written in would take the arrows.
        ctx.memory_mut(egui::Memory::stop_text_input);
        popups.first().inspect(|first| Popup::open_id(ctx, **first));
    }
    let open = popups.iter().position(|popup| Popup::is_id_open(ctx, *popup));
    let Some((neighbour, open)) = menu_keys::asked_neighbour(ctx).zip(open) else { return };
    let next = match neighbour {
        Neighbour::Before => (open + popups.len() - 1) % popups.len(),
        Neighbour::After => (open + 1) % popups.len(),
    };
    Popup::open_id(ctx, popups[next]);
}

/// Groups that stand in a menu of their own, so that View fits on a small screen.
fn submenu_of(group: &[Action]) -> Option<&'static str> {
    match group.first()? {
        Action::ToggleReflow => Some("Reading"),
        Action::ZoomIn => Some("Zoom"),
        Action::ThemeSystem => Some("Theme"),
        _ => None,
    }
}

/// Where the search box stands: right of the middle, as long as the menus leave room.
fn search_box_rect(bar: Rect) -> Rect {
    let width = SEARCH_BOX.min((bar.width() - 590.0).max(36.0));
    let right = (bar.center().x + width + 116.0).min(bar.right() - 12.0);
    Rect::from_min_size(Pos2::new(right - width, bar.center().y - 14.0), vec2(width, 28.0))
}
