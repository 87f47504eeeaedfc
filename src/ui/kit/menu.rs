//! A line of a menu: icon or tick, words, and the key at the right edge.

use egui::containers::menu::SubMenuButton;
use egui::{
    Color32, FontId, Rect, RectAlign, Response, Role, Sense, TextStyle, Tooltip, Ui, Vec2, Widget,
    WidgetInfo, pos2, vec2,
};

use super::menu_keys;
use super::paint::{focus_ring, icon_at, quiet_fill, text_at};
use crate::ui::theme::{Themed, icons};

/// Where a hint stands that has no room at the right of its line.
const BESIDE: &[RectAlign] = &[RectAlign::LEFT_START, RectAlign::BOTTOM_START, RectAlign::TOP_START];

/// A line of a menu. The menu closes when it is clicked.
#[must_use = "add it to a menu"]
pub struct MenuItem<'a> {
    label: &'a str,
    icon: Option<&'a str>,
    shortcut: Option<String>,
    checked: Option<bool>,
    hint: Option<&'a str>,
    swatch: Option<Color32>,
}

impl<'a> MenuItem<'a> {
    /// A line that says `label`.
    pub fn new(label: &'a str) -> Self {
        Self { label, icon: None, shortcut: None, checked: None, hint: None, swatch: None }
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same.
    pub fn shortcut(mut self, shortcut: Option<String>) -> Self {
        self.shortcut = shortcut;
        self
    }

    /// Makes it a switch, on or off.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// The colour of what it is about, at the right edge.
    pub fn swatch(mut self, swatch: Color32) -> Self {
        self.swatch = Some(swatch);
        self
    }

    /// What it does, or why it cannot now, in its tooltip.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }
}

impl Widget for MenuItem<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let Self { label, icon, shortcut, checked, hint, swatch } = self;
        let tokens = ui.tokens();
        let (space, colour) = (&tokens.space, &tokens.colour);
        let padding = 2.0 * space.grid;
        let slot = tokens.text.icon.size + padding;
        let galley = ui.painter().layout_no_wrap(
            label.to_owned(),
            TextStyle::Body.resolve(ui.style()),
            Color32::PLACEHOLDER,
        );
        let small = FontId::proportional(tokens.text.small.size);
        let key = shortcut.map(|shortcut| ui.painter().layout_no_wrap(shortcut, small, Color32::PLACEHOLDER));
        let key_width = key.as_ref().map_or(0.0, |key| key.size().x + 6.0 * space.grid);
        let least = 2.0 * padding + slot + galley.size().x + key_width;
        let width = least.max(if ui.is_sizing_pass() { 0.0 } else { ui.available_width() });
        let (rect, response) = ui.allocate_exact_size(vec2(width, space.row), Sense::click());
        menu_keys::note(&response, false);
        let is_enabled = ui.is_enabled();
        response.widget_info(|| match checked {
            Some(checked) => WidgetInfo::selected(Role::MenuItemCheckBox, is_enabled, checked, label),
            None => WidgetInfo::labeled(Role::MenuItem, is_enabled, label),
        });
        let fill = if response.has_focus() { colour.hover } else { quiet_fill(ui, &response) };
        ui.painter().rect_filled(rect, tokens.control_radius(), fill);
        let middle = rect.center().y;
        let mark = pos2(rect.left() + padding + tokens.text.icon.size / 2.0, middle);
        if let Some(icon) = if checked == Some(true) { Some(icons::CHECK) } else { icon } {
            let ink = if checked == Some(true) { colour.accent } else { colour.dim };
            icon_at(ui.painter(), mark, icon, tokens.text.icon.size, ink);
        }
        text_at(ui.painter(), rect.left() + padding + slot, middle, galley, colour.text);
        if let Some(key) = key {
            let left = rect.right() - padding - key.size().x;
            text_at(ui.painter(), left, middle, key, colour.dim);
        }
        if let Some(swatch) = swatch {
            let side = 2.0 * space.grid;
            let centre = pos2(rect.right() - padding - side / 2.0, middle);
            ui.painter().rect_filled(Rect::from_center_size(centre, Vec2::splat(side)), 2.0, swatch);
        }
        focus_ring(ui, &response, rect, tokens.control_radius());
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            ui.close();
        }
        if let Some(hint) = hint {
            hint_beside(ui, &response, hint);
        }
        response
    }
}

/// Says beside a line of a menu what it does: below it, the words would cover the lines that follow.
fn hint_beside(ui: &Ui, response: &Response, hint: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(hint));
    let mut tooltip =
        if ui.is_enabled() { Tooltip::for_enabled(response) } else { Tooltip::for_disabled(response) };
    tooltip.popup = tooltip.popup.align(RectAlign::RIGHT_START).align_alternatives(BESIDE);
    tooltip.gap(2.0 * ui.tokens().space.grid).show(|ui| {
        ui.set_max_width(ui.spacing().tooltip_width);
        ui.label(hint);
    });
}

/// A line of a menu that opens a menu of its own beside it.
pub fn sub_menu(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui)) {
    let (line, _) = SubMenuButton::new(label).ui(ui, contents);
    menu_keys::note(&line, true);
}

/// A line between the groups of a menu.
pub fn menu_divider(ui: &mut Ui) {
    let tokens = ui.tokens();
    let width = if ui.is_sizing_pass() { 0.0 } else { ui.available_width() };
    let (rect, _) = ui.allocate_exact_size(vec2(width, 2.0 * tokens.space.grid + 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, tokens.hairline());
}
