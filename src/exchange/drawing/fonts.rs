//! The bundled fonts: their files, and how wide a line of words is in them.
//!
//! The window shows the same files. Widths here are those of single letters next to each other: kerning, which only
//! ever draws letters together in these fonts, is left out, so that a line is at most as wide as it is said to be.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// Inter, regular.
pub static INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter_400Regular.ttf");
/// Inter, medium.
pub static INTER_MEDIUM: &[u8] = include_bytes!("../../../assets/fonts/Inter_500Medium.ttf");
/// Inter, semi-bold.
pub static INTER_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter_600SemiBold.ttf");
/// Source Serif 4, regular.
pub static SERIF: &[u8] = include_bytes!("../../../assets/fonts/SourceSerif4_400Regular.ttf");
/// Source Serif 4, semi-bold.
pub static SERIF_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/SourceSerif4_600SemiBold.ttf");

/// A cut of letters for figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Labels.
    Regular,
    /// Labels that matter.
    Medium,
    /// Titles.
    SemiBold,
}

/// What is known of a face.
struct Metrics {
    font: Option<FontRef<'static>>,
    cap_height: f32,
}

impl Metrics {
    fn of(file: &'static [u8]) -> Self {
        let font = FontRef::new(file).ok();
        let cap_height = font
            .as_ref()
            .and_then(|font| font.metrics(Size::new(1.0), LocationRef::default()).cap_height)
            .unwrap_or(0.7);
        Self { font, cap_height }
    }
}

static REGULAR: LazyLock<Metrics> = LazyLock::new(|| Metrics::of(INTER));
static MEDIUM: LazyLock<Metrics> = LazyLock::new(|| Metrics::of(INTER_MEDIUM));
static SEMIBOLD: LazyLock<Metrics> = LazyLock::new(|| Metrics::of(INTER_SEMIBOLD));

impl Face {
    /// Its weight as CSS counts it.
    pub fn weight(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
        }
    }

    fn metrics(self) -> &'static Metrics {
        match self {
            Self::Regular => &REGULAR,
            Self::Medium => &MEDIUM,
            Self::SemiBold => &SEMIBOLD,
        }
    }

    /// How far the middle of its capitals stands above the line, in points at this size.
    pub fn middle(self, size: f32) -> f32 {
        self.metrics().cap_height * size / 2.0
    }

    /// The width of a line of words at this size, in points. A letter the face lacks counts as wide as it is high.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let Some(font) = &self.metrics().font else { return size * text.chars().count() as f32 };
        let letters = font.charmap();
        let widths = font.glyph_metrics(Size::new(size), LocationRef::default());
        text.chars()
            .map(|letter| letters.map(letter).and_then(|glyph| widths.advance_width(glyph)).unwrap_or(size))
            .sum()
    }

    /// `text`, or as much of it as fits into `width` points with an ellipsis behind.
    pub fn cut(self, text: &str, size: f32, width: f32) -> String {
        if self.width(text, size) <= width {
            return text.to_owned();
        }
        let mut room = width - self.width("…", size);
        let mut kept = String::new();
        for letter in text.chars() {
            room -= self.width(letter.encode_utf8(&mut [0; 4]), size);
            if room < 0.0 {
                break;
            }
            kept.push(letter);
        }
        format!("{}…", kept.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_fonts_can_be_read() {
        for face in [Face::Regular, Face::Medium, Face::SemiBold] {
            assert!(face.metrics().font.is_some());
            assert!((face.metrics().cap_height - 0.727).abs() < 0.01, "{}", face.metrics().cap_height);
        }
    }

    #[test]
    fn wider_words_are_wider() {
        let width = |text| Face::Regular.width(text, 12.0);
        assert!(width("i") < width("w"));
        assert!((width("ab") - width("a") - width("b")).abs() < 1e-3);
        assert!(Face::SemiBold.width("Coppinger", 12.0) > width("Coppinger"));
        assert!((width("日") - 12.0).abs() < 1e-3, "a letter that is not there has its place");
        assert!((Face::Regular.width("w", 24.0) - 2.0 * width("w")).abs() < 1e-3);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let cut = Face::Regular.cut("Police and Crime Commissioner", 12.0, 80.0);
        assert!(cut.ends_with('…') && cut.starts_with("Police"), "{cut}");
        assert!(Face::Regular.width(&cut, 12.0) <= 80.0);
        assert_eq!(Face::Regular.cut("PCC", 12.0, 80.0), "PCC");
        assert_eq!(Face::Regular.cut("PCC", 12.0, 0.0), "…");
    }
}
