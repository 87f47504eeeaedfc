//! A figure as a list of what is on it: lines, circles, polygons and words, in points from the upper left corner.
//!
//! One description serves every way out: [`svg`] writes it as a file of vectors and [`png`] as one of pixels, and the
//! window paints the very same shapes. It knows nothing of what it shows, and has no text but single lines: what stands
//! where is settled before ([`network`], [`timeline`], [`precedence`], [`topic`]). The words are set in the bundled [`fonts`]
//! and nothing else, so
//! that the same figure gives the same bytes on every machine.

pub mod fonts;
pub mod network;
mod png;
pub mod precedence;
mod svg;
pub mod timeline;
pub mod topic;

pub use fonts::Face;
pub use png::{LONGEST_SIDE, png};
pub use svg::svg;

#[cfg(test)]
mod tests;

/// Size of the words of a title.
const TITLE: f32 = 15.0;

/// A place on the figure: points to the right and down from its upper left corner.
pub type Point = [f32; 2];

/// A colour with its opacity, as sRGB bytes that are not multiplied by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    /// The same colour with this share of its opacity.
    #[must_use]
    pub fn faded(self, share: f32) -> Self {
        let Self([r, g, b, a]) = self;
        Self([r, g, b, (f32::from(a) * share.clamp(0.0, 1.0)).round() as u8])
    }

    /// The colour between this one and `other`, `share` of the way; opacity goes with it.
    #[must_use]
    pub fn towards(self, other: Self, share: f32) -> Self {
        let mut between = self.0;
        for (mine, other) in between.iter_mut().zip(other.0) {
            let (from, to) = (f32::from(*mine), f32::from(other));
            *mine = (from + (to - from) * share.clamp(0.0, 1.0)).round() as u8;
        }
        Self(between)
    }

    /// True when nothing of it is seen.
    pub fn is_clear(self) -> bool {
        self.0[3] == 0
    }
}

/// Which part of a line of words stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One line of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The words; line breaks and control characters are drawn as spaces.
    pub text: String,
    /// Where they stand: [`Anchor`] says which part of the line, and the height is that of the middle of the capitals.
    pub at: Point,
    /// What of the line stands there.
    pub anchor: Anchor,
    /// The cut of the letters.
    pub face: Face,
    /// The size of the letters in points.
    pub size: f32,
    /// Their colour.
    pub colour: Rgba,
    /// A rim of this colour around each letter, which sets it off from what is behind.
    pub halo: Option<Rgba>,
}

/// The line around a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// How wide, half of it inside.
    pub width: f32,
    /// Its colour.
    pub colour: Rgba,
}

/// One thing on a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight line.
    Line {
        /// From here.
        from: Point,
        /// To here.
        to: Point,
        /// How wide.
        width: f32,
        /// Its colour.
        colour: Rgba,
    },
    /// A disc.
    Circle {
        /// Its middle.
        centre: Point,
        /// From the middle to the rim.
        radius: f32,
        /// What it is filled with.
        fill: Rgba,
        /// The line around it.
        edge: Option<Edge>,
    },
    /// An area with straight sides; convex, as the window can paint no other.
    Polygon {
        /// Its corners in order.
        corners: Vec<Point>,
        /// What it is filled with.
        fill: Rgba,
        /// The line around it.
        edge: Option<Edge>,
    },
    /// Words.
    Words(Words),
}

impl Shape {
    /// The title of a figure, at its upper left.
    fn title(text: String, margin: f32, colour: Rgba) -> Self {
        Self::Words(Words {
            text,
            at: [margin, margin + 6.0],
            anchor: Anchor::Start,
            face: Face::SemiBold,
            size: TITLE,
            colour,
            halo: None,
        })
    }

    /// A rectangle from its upper left to its lower right corner.
    pub fn rectangle([left, top]: Point, [right, bottom]: Point, fill: Rgba) -> Self {
        let corners = vec![[left, top], [right, top], [right, bottom], [left, bottom]];
        Self::Polygon { corners, fill, edge: None }
    }
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// What is behind everything.
    pub ground: Rgba,
    /// What it shows, in a few words: the title a reader of the file hears or sees.
    pub title: String,
    /// What is on it, the hindmost first.
    pub shapes: Vec<Shape>,
}

/// Why a figure could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DrawingError {
    /// Too small, too large, or no number.
    #[error(
        "a figure of {width}×{height} pixels cannot be drawn; each side must be between 1 and {LONGEST_SIDE} pixels"
    )]
    Size {
        /// The width asked for.
        width: u32,
        /// The height that goes with it.
        height: u32,
    },
    /// The renderer refused the figure.
    #[error("the figure could not be drawn as a picture ({0}); save it as SVG instead")]
    Renderer(String),
    /// The pixels could not be made into a PNG.
    #[error("the figure could not be encoded as PNG ({0}); save it as SVG instead")]
    Png(#[from] image::ImageError),
}
