//! How the reader looks: fonts, measures and colours, filled from the theme by whoever shows it.
//!
//! The reader makes no colour of its own; it only thins the ones given here.

use egui::{Color32, FontId};

use crate::workbench::MEASURES;

/// Fonts, measures and colours of a reading page.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderStyle {
    /// The font of the text, at zoom 1.
    pub text_font: FontId,
    /// The font of page headers, page numbers and the like.
    pub furniture_font: FontId,
    /// The font of tag names and paragraph numbers in the margin.
    pub label_font: FontId,
    /// Height of a line as a multiple of the font's size.
    pub leading: f32,
    /// Space above a paragraph as a multiple of the height of a line.
    pub paragraph_gap: f32,
    /// Width of the column in characters.
    pub measure: f32,
    /// True to show paragraph numbers in the right margin.
    pub paragraph_numbers: bool,
    /// Width of the left margin, where brackets and tag names stand.
    pub margin: f32,
    /// Thickness of a bracket.
    pub bracket: f32,
    /// Thickness of an underline.
    pub underline: f32,
    /// Strength of a tag's tint in the text, 0 to 1.
    pub tint: f32,
    /// Strength of the tint of the tag that is focused or under the pointer.
    pub tint_strong: f32,
    /// The colours.
    pub colours: ReaderColours,
}

/// The colours of a reading page.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderColours {
    /// The page behind the text.
    pub page: Color32,
    /// The text.
    pub text: Color32,
    /// Tag names in the margin.
    pub dim: Color32,
    /// Page furniture, paragraph numbers, the outline of the visible window in the strip.
    pub faint: Color32,
    /// The line beside the strip.
    pub line: Color32,
    /// The caret, the handles and the focus ring.
    pub accent: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// A passage that was just jumped to.
    pub flash: Color32,
    /// Hits of a search in the strip.
    pub hit: Color32,
    /// The bracket and tint of a highlight without a tag.
    pub untagged: Color32,
}

impl ReaderStyle {
    /// The measure kept within what can be read well.
    pub fn characters(&self) -> f32 {
        self.measure.clamp(*MEASURES.start() as f32, *MEASURES.end() as f32)
    }
}
