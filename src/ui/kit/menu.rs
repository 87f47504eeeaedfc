//! A line of a menu: icon or tick, words, and the key at the right edge.

use egui::{Color32, FontId, Response, Role, Sense, TextStyle, Ui, Widget, WidgetInfo, pos2, vec2};

use super::paint::{focus_ring, icon_at, quiet_fill, text_at};
use crate::ui::theme::{Themed, icons};

/// A line of a menu. The menu closes when it is clicked.
#[must_use = "add it to a menu"]
pub struct MenuItem<'a> {
    label: &'a str,
    icon: Option<&'a str>,
    shortcut: Option<String>,
    checked: Option<bool>,
    hint: Option<&'a str>,
    opens_menu: bool,
}

impl<'a> MenuItem<'a> {
    /// A line that says `label`.
    pub fn new(label: &'a str) -> Self {
        Self { label, icon: None, shortcut: None, checked: None, hint: None, opens_menu: false }
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

    /// What it does, in its tooltip.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// A caret at the right edge, for a line that opens another menu.
    pub fn opens_menu(mut self) -> Self {
        self.opens_menu = true;
        self
    }
}

impl Widget for MenuItem<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let Self { label, icon, shortcut, checked, hint, opens_menu } = self;
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
        let caret_width = if opens_menu { 5.0 * space.grid } else { 0.0 };
        let least = 2.0 * padding + slot + galley.size().x + key_width + caret_width;
        let width = least.max(if ui.is_sizing_pass() { 0.0 } else { ui.available_width() });
        let (rect, response) = ui.allocate_exact_size(vec2(width, space.row), Sense::click());
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
        if opens_menu {
            let centre = pos2(rect.right() - padding - space.grid, middle);
            icon_at(ui.painter(), centre, icons::CARET_RIGHT, tokens.text.small.size, colour.dim);
        }
        focus_ring(ui, &response, rect, tokens.control_radius());
        if response.clicked() && !opens_menu {
            ui.close();
        }
        match hint {
            Some(hint) => response.on_hover_text(hint),
            None => response,
        }
    }
}

/// A line between the groups of a menu.
pub fn menu_divider(ui: &mut Ui) {
    let tokens = ui.tokens();
    let width = if ui.is_sizing_pass() { 0.0 } else { ui.available_width() };
    let (rect, _) = ui.allocate_exact_size(vec2(width, 2.0 * tokens.space.grid + 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, tokens.hairline());
}
