//! egui's style made from the tokens: what its own widgets look like in each theme.

use egui::style::{ScrollStyle, Selection, Spacing, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, Margin, Stroke, Style, Theme, Visuals, vec2};

use super::fonts::text_styles;
use super::tokens::Tokens;

/// The style of one theme.
pub(super) fn style(theme: Theme, tokens: &Tokens) -> Style {
    let mut style = theme.default_style();
    style.text_styles = text_styles(&tokens.text);
    style.visuals = visuals(theme, tokens);
    style.animation_time = 0.1;
    style.interaction.tooltip_delay = 0.4;
    // Names in lists are handles, not prose; texts that are to be copied say so themselves.
    style.interaction.selectable_labels = false;
    spacing(&mut style.spacing, tokens);
    style
}

fn spacing(spacing: &mut Spacing, tokens: &Tokens) {
    let space = &tokens.space;
    spacing.item_spacing = vec2(2.0 * space.grid, space.grid);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(4);
    spacing.menu_spacing = space.grid;
    spacing.button_padding = vec2(space.inset, space.grid);
    // Inter stands tight at its own line height; this brings lines of controls near the 20 points of the drawing.
    spacing.extra_text_line_spacing = 3.0;
    spacing.indent = space.indent;
    spacing.interact_size = vec2(space.control, space.control);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 8.0;
    spacing.icon_spacing = 2.0 * space.grid;
    spacing.combo_width = 120.0;
    spacing.tooltip_width = space.toast;
    spacing.menu_width = space.inspector;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 24.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.12,
        active_handle_opacity: 0.22,
        interact_handle_opacity: 0.4,
        ..ScrollStyle::floating()
    };
}

fn visuals(theme: Theme, tokens: &Tokens) -> Visuals {
    let colour = &tokens.colour;
    Visuals {
        override_text_color: None,
        weak_text_color: Some(colour.dim),
        widgets: widgets(tokens),
        selection: Selection { bg_fill: colour.selection, stroke: Stroke::new(1.0, colour.accent) },
        hyperlink_color: colour.accent,
        faint_bg_color: colour.panel,
        extreme_bg_color: colour.page,
        text_edit_bg_color: Some(colour.page),
        code_bg_color: colour.hover,
        warn_fg_color: colour.warning,
        error_fg_color: colour.error,
        window_corner_radius: tokens.surface_radius(),
        window_shadow: tokens.dialog_shadow(),
        window_fill: colour.raised,
        window_stroke: tokens.line(),
        window_highlight_topmost: false,
        menu_corner_radius: tokens.surface_radius(),
        panel_fill: colour.panel,
        popup_shadow: tokens.popup_shadow(),
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(1.5, colour.accent),
            ..TextCursorStyle::default()
        },
        indent_has_left_vline: false,
        slider_trailing_fill: true,
        ..theme.default_visuals()
    }
}

fn widgets(tokens: &Tokens) -> Widgets {
    let colour = &tokens.colour;
    let visuals = |fill: Color32, edge: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: tokens.control_radius(),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: visuals(colour.panel, tokens.line(), colour.text),
        inactive: visuals(colour.page, tokens.line(), colour.text),
        hovered: visuals(colour.hover, tokens.line(), colour.text),
        // egui shows the keyboard's focus with this one too, hence the ring.
        active: visuals(colour.pressed, tokens.focus_ring(), colour.text),
        open: visuals(colour.hover, tokens.line(), colour.text),
    }
}
