//! The tokens of a theme as one typed struct: every colour, size and distance the window is drawn with.
//!
//! The values live in `assets/themes/` and are compiled in. This is the one place that makes colours out of numbers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::{Color32, CornerRadius, Shadow, Stroke, Theme};
use serde::{Deserialize, Deserializer};

use crate::project::TagColour;
use crate::project::colour::{PALETTE, Rgb};

/// How far a researcher's own colour must stand out from the page (WCAG 2, graphical objects).
const LEAST_CONTRAST: f32 = 3.0;

/// Why the text of a theme could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// Not RON, or not the fields a theme has.
    #[error("the theme cannot be read: {0}")]
    Ron(#[from] ron::error::SpannedError),
}

/// Everything a theme settles.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Surfaces, lines, text and states.
    pub colour: Colours,
    /// The kinds of entity.
    pub entity: Entities,
    /// The tag palette, in the order of [`PALETTE`].
    pub tags: [Color32; PALETTE.len()],
    /// How strongly a colour is laid under text.
    pub tint: Tint,
    /// Sizes of type.
    pub text: Text,
    /// Distances.
    pub space: Space,
}

/// Declares a struct of colours, each read from `#RRGGBB` or `#RRGGBBAA`.
macro_rules! colours {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$doc])* #[serde(deserialize_with = "hex")] pub $field: Color32,)*
        }
    };
}

colours! {
    /// Surfaces, lines, text and states.
    Colours {
        /// Behind everything: the strip behind tabs, the gap between panes.
        window,
        /// Menu bar, rail, side panels, status bar.
        panel,
        /// The page read, fields, buttons, tables.
        page,
        /// Menus, popups and dialogs.
        raised,
        /// Edges of panels and controls.
        line,
        /// Lines between rows.
        hairline,
        /// Text.
        text,
        /// Text of second rank: counts, labels, dates.
        dim,
        /// Hints and marks that may be overlooked.
        faint,
        /// The one accent.
        accent,
        /// Text on the accent.
        on_accent,
        /// The accent under the pointer.
        accent_hover,
        /// The selected row.
        accent_fill,
        /// Selected text.
        selection,
        /// A row or bare button under the pointer.
        hover,
        /// A row or button held down.
        pressed,
        /// The ring round what has keyboard focus.
        focus,
        /// Text of an error.
        error,
        /// Behind an error.
        error_fill,
        /// Text of a warning.
        warning,
        /// Behind a warning.
        warning_fill,
        /// Text of a success.
        success,
        /// Behind a success.
        success_fill,
        /// Behind a search hit.
        search_hit,
        /// Behind the search hit one stands on.
        search_hit_current,
        /// Behind a passage that documents share.
        shared_fill,
        /// Edge and bridge of a passage that documents share.
        shared_line,
        /// Behind words only this document has.
        added_fill,
        /// Under words only this document has.
        added_line,
        /// Behind words that differ.
        changed_fill,
        /// Under words that differ.
        changed_line,
        /// Handle of a scroll bar, before its opacity.
        scroll_bar,
        /// Outline of the part in view on a strip beside the text.
        viewport,
        /// Over the window, behind a dialog.
        scrim,
        /// Under menus, popups and dialogs.
        shadow,
        /// Under buttons.
        control_shadow,
    }
}

colours! {
    /// The kinds of entity.
    Entities {
        /// People.
        person,
        /// Organisations.
        organisation,
        /// Places.
        place,
        /// Dates.
        date,
        /// Sums of money.
        money,
        /// Roles and offices.
        role,
        /// Programmes, laws, projects.
        programme,
    }
}

/// How strongly a colour is laid under text (opacity).
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tint {
    /// A tagged passage.
    pub rest: f32,
    /// The focused tag or entity.
    pub focus: f32,
    /// Under the pointer.
    pub hover: f32,
}

/// One size of type, in points; written as a pair.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(from = "(f32, f32)")]
pub struct Type {
    /// Height of the letters' box.
    pub size: f32,
    /// From one line to the next.
    pub line: f32,
}

impl From<(f32, f32)> for Type {
    fn from((size, line): (f32, f32)) -> Self {
        Self { size, line }
    }
}

/// Sizes of type.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Controls and lists.
    pub ui: Type,
    /// Notes, chips, status bar.
    pub small: Type,
    /// Headings of sections, in capitals.
    pub section: Type,
    /// Titles.
    pub heading: Type,
    /// The text read.
    pub reading: Type,
    /// Quotations in lists and tables.
    pub excerpt: Type,
    /// Icons in rows and buttons.
    pub icon: Type,
    /// Icons of the rail.
    pub rail_icon: Type,
}

/// Distances, in points.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    /// Everything stands on multiples of this.
    pub grid: f32,
    /// From a panel's edge to what it holds.
    pub inset: f32,
    /// Height of a row in a list.
    pub row: f32,
    /// Height of a row in a table.
    pub table_row: f32,
    /// Height of a button.
    pub control: f32,
    /// Height of a field.
    pub field: f32,
    /// Height of the menu bar.
    pub bar: f32,
    /// Height of a document's tab.
    pub tab: f32,
    /// Height of the tabs above the tables.
    pub panel_tab: f32,
    /// Width of the rail at the left.
    pub rail: f32,
    /// Side of a button on the rail.
    pub rail_button: f32,
    /// Width of the left panel.
    pub side: f32,
    /// Width of the inspector.
    pub inspector: f32,
    /// Beside the reading column.
    pub margin: f32,
    /// Between panes whose shared passages are joined.
    pub gutter: f32,
    /// Height of the status bar.
    pub status: f32,
    /// One level of a tree.
    pub indent: f32,
    /// Side of a colour swatch.
    pub swatch: f32,
    /// Rounding of swatches and key caps.
    pub radius_small: f32,
    /// Rounding of buttons and fields.
    pub radius_control: f32,
    /// Rounding of menus and dialogs.
    pub radius_surface: f32,
    /// Width of a tag's bracket in the margin.
    pub bracket: f32,
    /// Height of an underline.
    pub underline: f32,
    /// Between the letters of capitals, in ems.
    pub letter_spacing: f32,
    /// Characters in a line of the text read.
    pub measure_characters: usize,
    /// Width of a dialog.
    pub dialog: f32,
    /// Width of the command palette.
    pub palette: f32,
    /// Width of a toast.
    pub toast: f32,
}

/// What `light.ron` and `dark.ron` hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    colour: Colours,
    entity: Entities,
    #[serde(deserialize_with = "palette")]
    tags: [Color32; PALETTE.len()],
    tint: Tint,
}

/// What `measures.ron` holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasuresFile {
    text: Text,
    space: Space,
}

static LIGHT: LazyLock<Tokens> = LazyLock::new(|| bundled(include_str!("../../../assets/themes/light.ron")));
static DARK: LazyLock<Tokens> = LazyLock::new(|| bundled(include_str!("../../../assets/themes/dark.ron")));

#[expect(clippy::expect_used, reason = "the files are compiled in and read by the test `themes_are_whole`")]
fn bundled(theme: &str) -> Tokens {
    Tokens::parse(theme, include_str!("../../../assets/themes/measures.ron"))
        .expect("the bundled themes are well formed")
}

impl Tokens {
    /// The tokens of one of the two themes.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// Reads a theme and the measures that go with it.
    pub fn parse(theme: &str, measures: &str) -> Result<Self, ThemeError> {
        let ThemeFile { colour, entity, tags, tint } = ron::from_str(theme)?;
        let MeasuresFile { text, space } = ron::from_str(measures)?;
        Ok(Self { colour, entity, tags, tint, text, space })
    }

    /// A tag's colour in this theme. A colour the researcher chose is lightened or darkened until it stands out from
    /// the page.
    pub fn tag_colour(&self, colour: TagColour) -> Color32 {
        match colour {
            TagColour::Named(index) => self.tags[usize::from(index) % self.tags.len()],
            TagColour::Custom(rgb) => self.legible(opaque(rgb)),
        }
    }

    /// What of the page is laid over words that are to recede: they become as faint as the faintest words, which can
    /// still be read.
    pub fn fading(&self) -> Color32 {
        let lightness =
            |colour: Color32| f32::from(colour.r()) + f32::from(colour.g()) + f32::from(colour.b());
        let [text, faint, page] = [self.colour.text, self.colour.faint, self.colour.page].map(lightness);
        self.colour.page.gamma_multiply(((text - faint) / (text - page)).clamp(0.0, 1.0))
    }

    /// What gives the colour `fill` when it is laid over the page, and lets show through as much as it can.
    pub fn veil(&self, fill: Color32) -> Color32 {
        let channels = |colour: Color32| [colour.r(), colour.g(), colour.b()].map(f32::from);
        let (page, fill) = (channels(self.colour.page), channels(fill));
        let mut cover = 0.0_f32;
        for (page, fill) in page.into_iter().zip(fill) {
            let room = if fill > page { 255.0 - page } else { page };
            cover = cover.max((fill - page).abs() / room.max(1.0));
        }
        let left = 1.0 - cover;
        let over = |at: usize| (fill[at] - left * page[at]).round().clamp(0.0, 255.0 * cover) as u8;
        Color32::from_rgba_premultiplied(over(0), over(1), over(2), (255.0 * cover).round() as u8)
    }

    /// `colour` as it is laid under the text of a tagged passage.
    pub fn tinted(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(self.tint.rest)
    }

    /// `colour` as it is laid under the text of a passage that is focused.
    pub fn tinted_focus(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(self.tint.focus)
    }

    /// `colour` as it is laid under the text of a passage the pointer is on.
    pub fn tinted_hover(&self, colour: Color32) -> Color32 {
        colour.gamma_multiply(self.tint.hover)
    }

    /// The edge of panels and controls.
    pub fn line(&self) -> Stroke {
        Stroke::new(1.0, self.colour.line)
    }

    /// The line between rows.
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.colour.hairline)
    }

    /// The ring round what has keyboard focus.
    pub fn focus_ring(&self) -> Stroke {
        Stroke::new(1.5, self.colour.focus)
    }

    /// Rounding of buttons and fields.
    pub fn control_radius(&self) -> CornerRadius {
        CornerRadius::same(self.space.radius_control as u8)
    }

    /// Rounding of menus and dialogs.
    pub fn surface_radius(&self) -> CornerRadius {
        CornerRadius::same(self.space.radius_surface as u8)
    }

    /// The shadow of menus and popups.
    pub fn popup_shadow(&self) -> Shadow {
        Shadow { offset: [0, 4], blur: 16, spread: 0, color: self.colour.shadow }
    }

    /// The shadow of dialogs.
    pub fn dialog_shadow(&self) -> Shadow {
        Shadow { offset: [0, 12], blur: 40, spread: 0, color: self.colour.shadow }
    }

    /// The faint shadow of buttons.
    pub fn control_shadow(&self) -> Shadow {
        Shadow { offset: [0, 1], blur: 2, spread: 0, color: self.colour.control_shadow }
    }

    /// `colour`, moved away from the page's lightness as little as makes it legible there.
    fn legible(&self, colour: Color32) -> Color32 {
        let page = self.colour.page;
        let away = if luminance(page) > 0.5 { Color32::BLACK } else { Color32::WHITE };
        (0..=20)
            .map(|step| colour.lerp_to_gamma(away, step as f32 / 20.0))
            .find(|candidate| contrast(*candidate, page) >= LEAST_CONTRAST)
            .unwrap_or(away)
    }
}

/// The colour of three sRGB bytes.
#[expect(clippy::disallowed_methods, reason = "the theme is where colours are made")]
fn opaque([r, g, b]: Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

/// Reads `#RRGGBB` or `#RRGGBBAA`.
fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color32::from_hex(&text).map_err(|_| {
        serde::de::Error::custom(format!("“{text}” is not a colour: write #RRGGBB or #RRGGBBAA"))
    })
}

/// Reads the tag palette by its names; each of [`PALETTE`] must be there.
fn palette<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Color32; PALETTE.len()], D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Hex(#[serde(deserialize_with = "hex")] Color32);

    let named = BTreeMap::<String, Hex>::deserialize(deserializer)?;
    let mut colours = [Color32::TRANSPARENT; PALETTE.len()];
    for (colour, (name, _)) in colours.iter_mut().zip(PALETTE) {
        let Hex(value) = named.get(name).ok_or_else(|| {
            serde::de::Error::custom(format!("the tag colour “{name}” is missing from the theme"))
        })?;
        *colour = *value;
    }
    Ok(colours)
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: Color32) -> f32 {
    let linear = |byte: u8| egui::ecolor::linear_f32_from_gamma_u8(byte);
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// Contrast ratio as WCAG 2 defines it, 1 to 21.
fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Theme; 2] = [Theme::Light, Theme::Dark];

    #[test]
    fn themes_are_whole() {
        for theme in BOTH {
            assert!(Tokens::of(theme).space.row > 0.0);
        }
    }

    #[test]
    fn text_is_legible() {
        for theme in BOTH {
            let Colours {
                text,
                dim,
                faint,
                page,
                panel,
                accent,
                on_accent,
                accent_fill,
                error,
                warning,
                success,
                ..
            } = Tokens::of(theme).colour;
            for surface in [page, panel, accent_fill] {
                assert!(contrast(text, surface) >= 7.0, "{theme:?}: text");
                assert!(contrast(dim, surface) >= 4.5, "{theme:?}: dim {}", contrast(dim, surface));
            }
            // Faint words are read too: keys, hints, the numbers of paragraphs.
            for surface in [page, panel] {
                let (faint, dim) = (contrast(faint, surface), contrast(dim, surface));
                assert!(faint >= 4.5, "{theme:?}: faint {faint}");
                assert!(dim >= 5.5 && dim >= faint + 1.0, "{theme:?}: dim {dim}, faint {faint}");
                for (colour, (name, _)) in Tokens::of(theme).tags.iter().zip(PALETTE) {
                    let seen = contrast(*colour, surface);
                    assert!(seen >= LEAST_CONTRAST, "{theme:?}: {name} {seen}");
                }
            }
            for colour in [accent, error, warning, success] {
                assert!(contrast(colour, panel) >= 4.5, "{theme:?}: {colour:?} on the panel");
            }
            assert!(contrast(on_accent, accent) >= 4.5, "{theme:?}: on the accent");
        }
    }

    #[test]
    fn light_tag_colours_are_the_printed_ones() {
        for (colour, (_, rgb)) in Tokens::of(Theme::Light).tags.iter().zip(PALETTE) {
            assert_eq!(*colour, opaque(rgb));
        }
    }

    #[test]
    fn own_colours_stand_out_in_both_themes() {
        for theme in BOTH {
            let tokens = Tokens::of(theme);
            for rgb in [[0, 0, 0], [255, 255, 255], [255, 255, 0], [0, 0, 128], [0x23, 0x25, 0x28]] {
                let shown = tokens.tag_colour(TagColour::Custom(rgb));
                assert!(contrast(shown, tokens.colour.page) >= LEAST_CONTRAST, "{theme:?} {rgb:?}");
            }
            let legible_already = [0x80, 0x80, 0x80];
            assert_eq!(tokens.tag_colour(TagColour::Custom(legible_already)), opaque(legible_already));
        }
    }

    #[test]
    fn a_bad_theme_is_told_plainly() {
        let light = include_str!("../../../assets/themes/light.ron");
        let measures = include_str!("../../../assets/themes/measures.ron");
        let bad_colour = light.replacen("#F1EFEA", "ivory", 1);
        let error = Tokens::parse(&bad_colour, measures).unwrap_err().to_string();
        assert!(error.contains("“ivory” is not a colour"), "{error}");
        let missing_tag = light.replacen("\"slate\"", "\"slat\"", 1);
        let error = Tokens::parse(&missing_tag, measures).unwrap_err().to_string();
        assert!(error.contains("“slate” is missing"), "{error}");
    }
}
