//! Buttons: one with words, framed, and one that is only an icon.

use egui::{
    Color32, FontFamily, FontId, Response, Role, Sense, StrokeKind, TextStyle, Ui, Vec2, Widget, WidgetInfo,
    vec2,
};

use super::paint::{focus_ring, icon_at, name, quiet_fill, text_at};
use crate::ui::theme::{Themed, family, text_style};

/// A bare icon that does something. Its name is what a screen reader says and the tooltip shows.
#[must_use = "add it to a ui"]
pub struct IconButton<'a> {
    icon: &'a str,
    name: &'a str,
    hint: Option<&'a str>,
    shortcut: Option<String>,
    selected: bool,
    on_rail: bool,
}

impl<'a> IconButton<'a> {
    /// A button with one of [`crate::ui::theme::icons`].
    pub fn new(icon: &'a str, name: &'a str) -> Self {
        Self { icon, name, hint: None, shortcut: None, selected: false, on_rail: false }
    }

    /// A second line for the tooltip.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The key that does the same, for the tooltip.
    pub fn shortcut(mut self, shortcut: Option<String>) -> Self {
        self.shortcut = shortcut;
        self
    }

    /// Whether what it switches is on.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Large, as on the rail at the window's edge.
    pub fn on_rail(mut self) -> Self {
        self.on_rail = true;
        self
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let Self { icon, name, hint, shortcut, selected, on_rail } = self;
        let tokens = ui.tokens();
        let (side, size) = if on_rail {
            (tokens.space.rail_button, tokens.text.rail_icon.size)
        } else {
            (6.0 * tokens.space.grid, tokens.text.icon.size)
        };
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
        let is_enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::Button, is_enabled, selected, name));
        if ui.is_rect_visible(rect) {
            let radius = if on_rail { tokens.surface_radius() } else { tokens.control_radius() };
            let (fill, colour) = if selected {
                (tokens.colour.accent_fill, tokens.colour.accent)
            } else if response.hovered() {
                (quiet_fill(ui, &response), tokens.colour.text)
            } else {
                (Color32::TRANSPARENT, tokens.colour.dim)
            };
            ui.painter().rect_filled(rect, radius, fill);
            icon_at(ui.painter(), rect.center(), icon, size, colour);
            focus_ring(ui, &response, rect, radius);
        }
        let tip = |ui: &mut Ui| {
            ui.horizontal(|ui| {
                ui.label(name);
                if let Some(shortcut) = &shortcut {
                    ui.weak(shortcut);
                }
            });
            if let Some(hint) = hint {
                ui.small(hint);
            }
        };
        response.on_hover_ui(tip).on_disabled_hover_ui(tip)
    }
}

/// A framed button with words.
#[must_use = "add it to a ui"]
pub struct PushButton<'a> {
    label: &'a str,
    name: Option<&'a str>,
    icon: Option<&'a str>,
    shortcut: Option<String>,
    primary: bool,
    quiet: bool,
    opens_menu: bool,
}

impl<'a> PushButton<'a> {
    /// A button that says `label`.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            name: None,
            icon: None,
            shortcut: None,
            primary: false,
            quiet: false,
            opens_menu: false,
        }
    }

    /// What a screen reader says instead of the words, where they alone would not tell.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, behind the words.
    pub fn shortcut(mut self, shortcut: Option<String>) -> Self {
        self.shortcut = shortcut;
        self
    }

    /// The one thing to do here: filled with the accent.
    pub fn primary(mut self) -> Self {
        self.primary = true;
        self
    }

    /// Words of second rank, as in a toolbar.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// A caret behind the words, for a button that opens a menu.
    pub fn opens_menu(mut self) -> Self {
        self.opens_menu = true;
        self
    }
}

impl Widget for PushButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let Self { label, name: said, icon, shortcut, primary, quiet, opens_menu } = self;
        let tokens = ui.tokens();
        let (space, colour) = (&tokens.space, &tokens.colour);
        let gap = 1.5 * space.grid;
        let icon_side = tokens.text.ui.size + 1.0;
        let words = if primary {
            colour.on_accent
        } else if quiet {
            colour.dim
        } else {
            colour.text
        };
        let face = if primary { family::medium() } else { FontFamily::Proportional };
        let font = FontId::new(tokens.text.small.size, face);
        let label_galley = ui.painter().layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER);
        let key_galley = shortcut.map(|shortcut| {
            ui.painter().layout_no_wrap(
                shortcut,
                TextStyle::resolve(&text_style::small(), ui.style()),
                Color32::PLACEHOLDER,
            )
        });
        let mut width = 2.0 * space.inset + label_galley.size().x;
        width += icon.map_or(0.0, |_| icon_side + gap);
        width += key_galley.as_ref().map_or(0.0, |galley| galley.size().x + gap);
        width += if opens_menu { icon_side + gap / 2.0 } else { 0.0 };

        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), space.control), Sense::click());
        name(ui, &response, Role::Button, said.unwrap_or(label));
        if ui.is_rect_visible(rect) {
            let (pressed, hovered) = (response.is_pointer_button_down_on(), response.hovered());
            let (fill, edge) = match (primary, pressed, hovered && ui.is_enabled()) {
                (true, true, _) | (true, _, true) => (colour.accent_hover, colour.accent_hover),
                (true, ..) => (colour.accent, colour.accent),
                (false, true, _) => (colour.pressed, colour.line),
                (false, _, true) => (colour.hover, colour.line),
                (false, ..) => (colour.page, colour.line),
            };
            let painter = ui.painter();
            if ui.is_enabled() {
                painter.add(tokens.control_shadow().as_shape(rect, tokens.control_radius()));
            }
            painter.rect(rect, tokens.control_radius(), fill, (1.0, edge), StrokeKind::Inside);
            let mut left = rect.left() + space.inset;
            let middle = rect.center().y;
            if let Some(icon) = icon {
                icon_at(painter, egui::pos2(left + icon_side / 2.0, middle), icon, icon_side, words);
                left += icon_side + gap;
            }
            let label_width = label_galley.size().x;
            text_at(painter, left, middle, label_galley, words);
            left += label_width + gap;
            if let Some(galley) = key_galley {
                let faint = if primary { colour.on_accent.gamma_multiply(0.7) } else { colour.faint };
                left += galley.size().x + gap;
                text_at(painter, left - galley.size().x - gap, middle, galley, faint);
            }
            if opens_menu {
                let centre = egui::pos2(rect.right() - space.inset - icon_side / 2.0 + gap / 2.0, middle);
                icon_at(painter, centre, crate::ui::theme::icons::CARET_DOWN, icon_side - 2.0, colour.dim);
            }
            focus_ring(ui, &response, rect, tokens.control_radius());
        }
        response
    }
}
