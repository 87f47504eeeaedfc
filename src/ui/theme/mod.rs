//! How the window looks: colours, type and space from `assets/themes/*.ron`, the bundled fonts and icons, and
//! egui's style made from them. Nothing else in the program makes a colour.
//!
//! Call [`install`] once on a new [`egui::Context`]; read tokens anywhere with [`Themed::tokens`].

mod fonts;
pub mod icons;
mod style;
mod tokens;

pub use fonts::{family, text_style};
pub use tokens::{Colours, Entities, Space, Text, ThemeError, Tint, Tokens, Type};

use egui::{Context, Theme, ThemePreference, Ui};

/// Gives `ctx` Lectern's fonts and both of its themes, and has it follow the system's choice between them.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style::style(theme, Tokens::of(theme)));
    }
    ctx.set_theme(ThemePreference::System);
}

/// Reads the tokens of the theme in force.
pub trait Themed {
    /// The colours, type and space to draw with.
    fn tokens(&self) -> &'static Tokens;
}

impl Themed for Context {
    fn tokens(&self) -> &'static Tokens {
        Tokens::of(self.theme())
    }
}

impl Themed for Ui {
    fn tokens(&self) -> &'static Tokens {
        Tokens::of(if self.visuals().dark_mode { Theme::Dark } else { Theme::Light })
    }
}
