//! The bundled fonts, the families and text styles made of them.
//!
//! egui knows no weights, so each weight is a family of its own. Every family falls back on the others, so that a
//! letter one of them lacks is drawn by another; the system's fonts come after these.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId, TextStyle};

use super::tokens::Text;
use crate::exchange::drawing::fonts;

/// The font families, by what they are for.
pub mod family {
    use egui::FontFamily;

    pub(super) const MEDIUM: &str = "medium";
    pub(super) const SEMIBOLD: &str = "semibold";
    pub(super) const READING: &str = "reading";
    pub(super) const READING_SEMIBOLD: &str = "reading-semibold";
    pub(super) const ICONS: &str = "icons";

    /// Controls, one step heavier.
    pub fn medium() -> FontFamily {
        FontFamily::Name(MEDIUM.into())
    }

    /// Titles.
    pub fn semibold() -> FontFamily {
        FontFamily::Name(SEMIBOLD.into())
    }

    /// The text read, and quotations from it.
    pub fn reading() -> FontFamily {
        FontFamily::Name(READING.into())
    }

    /// What stands out in a quotation.
    pub fn reading_semibold() -> FontFamily {
        FontFamily::Name(READING_SEMIBOLD.into())
    }

    /// The icons of [`crate::ui::theme::icons`].
    pub fn icons() -> FontFamily {
        FontFamily::Name(ICONS.into())
    }
}

/// The text styles beyond egui's own, by what they are for.
pub mod text_style {
    use egui::TextStyle;

    pub(super) const READING: &str = "reading";
    pub(super) const EXCERPT: &str = "excerpt";
    pub(super) const SECTION: &str = "section";
    pub(super) const STRONG: &str = "strong";
    pub(super) const SMALL: &str = "small";
    pub(super) const HEADING: &str = "heading";
    pub(super) const ICON: &str = "icon";
    pub(super) const RAIL_ICON: &str = "rail-icon";

    /// The text read.
    pub fn reading() -> TextStyle {
        TextStyle::Name(READING.into())
    }

    /// Quotations in lists and tables.
    pub fn excerpt() -> TextStyle {
        TextStyle::Name(EXCERPT.into())
    }

    /// Headings of sections; write them in capitals.
    pub fn section() -> TextStyle {
        TextStyle::Name(SECTION.into())
    }

    /// The name of a panel, the project, the active tab: body text in a heavier cut.
    pub fn strong() -> TextStyle {
        TextStyle::Name(STRONG.into())
    }

    /// Notes, chips, status bar.
    pub fn small() -> TextStyle {
        TextStyle::Name(SMALL.into())
    }

    /// Titles.
    pub fn heading() -> TextStyle {
        TextStyle::Name(HEADING.into())
    }

    /// Icons in rows and buttons.
    pub fn icon() -> TextStyle {
        TextStyle::Name(ICON.into())
    }

    /// Icons of the rail.
    pub fn rail_icon() -> TextStyle {
        TextStyle::Name(RAIL_ICON.into())
    }
}

const INTER: &str = "Inter";
const INTER_MEDIUM: &str = "Inter Medium";
const INTER_SEMIBOLD: &str = "Inter SemiBold";
const SERIF: &str = "Source Serif 4";
const SERIF_SEMIBOLD: &str = "Source Serif 4 SemiBold";
const PHOSPHOR: &str = "Phosphor";

/// The bundled fonts and the families made of them.
pub(super) fn definitions() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 6] = [
        (INTER, fonts::INTER),
        (INTER_MEDIUM, fonts::INTER_MEDIUM),
        (INTER_SEMIBOLD, fonts::INTER_SEMIBOLD),
        (SERIF, fonts::SERIF),
        (SERIF_SEMIBOLD, fonts::SERIF_SEMIBOLD),
        (PHOSPHOR, include_bytes!("../../../assets/icons/Phosphor.ttf")),
    ];
    let families: [(FontFamily, &[&str]); 7] = [
        (FontFamily::Proportional, &[INTER, SERIF, PHOSPHOR]),
        (FontFamily::Monospace, &[INTER, SERIF, PHOSPHOR]),
        (family::medium(), &[INTER_MEDIUM, INTER, SERIF, PHOSPHOR]),
        (family::semibold(), &[INTER_SEMIBOLD, INTER, SERIF_SEMIBOLD, PHOSPHOR]),
        (family::reading(), &[SERIF, INTER, PHOSPHOR]),
        (family::reading_semibold(), &[SERIF_SEMIBOLD, SERIF, INTER_SEMIBOLD, INTER, PHOSPHOR]),
        (family::icons(), &[PHOSPHOR, INTER]),
    ];
    FontDefinitions {
        font_data: files
            .map(|(name, bytes)| (name.to_owned(), Arc::new(FontData::from_static(bytes))))
            .into(),
        families: families
            .map(|(family, names)| (family, names.iter().map(|&name| name.into()).collect()))
            .into(),
    }
}

/// egui's text styles and our own, at the theme's sizes.
pub(super) fn text_styles(text: &Text) -> BTreeMap<TextStyle, FontId> {
    use FontFamily::{Monospace, Proportional};
    [
        (TextStyle::Body, FontId::new(text.ui.size, Proportional)),
        (TextStyle::Button, FontId::new(text.ui.size, Proportional)),
        (TextStyle::Small, FontId::new(text.small.size, Proportional)),
        (TextStyle::Heading, FontId::new(text.heading.size, family::semibold())),
        (TextStyle::Monospace, FontId::new(text.small.size, Monospace)),
        (text_style::reading(), FontId::new(text.reading.size, family::reading())),
        (text_style::excerpt(), FontId::new(text.excerpt.size, family::reading())),
        (text_style::section(), FontId::new(text.section.size, family::medium())),
        (text_style::strong(), FontId::new(text.ui.size, family::semibold())),
        (text_style::small(), FontId::new(text.small.size, Proportional)),
        (text_style::heading(), FontId::new(text.heading.size, family::semibold())),
        (text_style::icon(), FontId::new(text.icon.size, family::icons())),
        (text_style::rail_icon(), FontId::new(text.rail_icon.size, family::icons())),
    ]
    .into()
}
