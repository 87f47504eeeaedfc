//! Colours of tags: a colour-blind-safe palette by name, or any colour by its sRGB value.
//!
//! What a named colour looks like on screen is the theme's business; [`TagColour::rgb`] is how it is printed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A colour as three sRGB bytes: red, green, blue.
pub type Rgb = [u8; 3];

/// Names and print values of the palette: the hues of Okabe and Ito (2008) darkened to read on white.
pub const PALETTE: [(&str, Rgb); 8] = [
    ("amber", [0xC6, 0x80, 0x00]),
    ("blue", [0x2F, 0x7E, 0xC7]),
    ("green", [0x12, 0x91, 0x6B]),
    ("vermilion", [0xC8, 0x50, 0x2B]),
    ("purple", [0xA8, 0x5A, 0x92]),
    ("sky", [0x34, 0x98, 0xBD]),
    ("olive", [0x9A, 0x92, 0x10]),
    ("slate", [0x5C, 0x64, 0x70]),
];

/// The colour of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TagColour {
    /// An entry of [`PALETTE`], by index; themes give it a light and a dark form.
    Named(u8),
    /// A colour the researcher chose.
    Custom(Rgb),
}

impl TagColour {
    /// The `n`th colour of the palette, going round.
    pub fn nth(n: usize) -> Self {
        Self::Named((n % PALETTE.len()) as u8)
    }

    /// The colour on white paper.
    pub fn rgb(self) -> Rgb {
        match self {
            Self::Named(index) => PALETTE[usize::from(index) % PALETTE.len()].1,
            Self::Custom(rgb) => rgb,
        }
    }

    /// The `n`th of the colours beside this one: alike enough to be seen as its kin, and still told apart from it and
    /// from each other by hue and lightness. Each stands out from white paper as far as the palette does.
    #[must_use]
    pub fn beside(self, n: usize) -> Self {
        // Degrees of hue, and parts of lightness; the nearest that differ well come first.
        const STEPS: [(f32, f32); 6] =
            [(30.0, -0.06), (-30.0, -0.06), (0.0, -0.16), (60.0, 0.0), (-60.0, 0.0), (30.0, -0.2)];
        let (turn, lighter) = STEPS[n % STEPS.len()];
        let (hue, saturation, lightness) = to_hsl(self.rgb());
        let mut lightness = (lightness + lighter).clamp(0.12, 0.7);
        // Greys have hardly a hue that could be turned.
        let saturation = saturation.max(0.3);
        loop {
            let rgb = of_hsl((hue + turn).rem_euclid(360.0), saturation, lightness);
            if luminance(rgb) <= LIGHTEST || lightness <= 0.1 {
                return Self::Custom(rgb);
            }
            lightness -= 0.02;
        }
    }

    /// The colour on white paper as `#RRGGBB`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.rgb();
        format!("#{r:02X}{g:02X}{b:02X}")
    }
}

impl fmt::Display for TagColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(index) => f.write_str(PALETTE[usize::from(*index) % PALETTE.len()].0),
            Self::Custom(_) => f.write_str(&self.hex()),
        }
    }
}

/// The relative luminance (WCAG 2) that has a contrast of 3 : 1 to white.
const LIGHTEST: f32 = 1.05 / 3.0 - 0.05;

/// Relative luminance as WCAG 2 defines it, 0 to 1.
fn luminance(rgb: Rgb) -> f32 {
    let [r, g, b] = rgb.map(|byte| {
        let part = f32::from(byte) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Hue in degrees, saturation and lightness from 0 to 1.
fn to_hsl(rgb: Rgb) -> (f32, f32, f32) {
    let [r, g, b] = rgb.map(|byte| f32::from(byte) / 255.0);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (lightness, spread) = (f32::midpoint(most, least), most - least);
    if spread <= f32::EPSILON {
        return (0.0, 0.0, lightness);
    }
    let sixth = if most <= r {
        ((g - b) / spread).rem_euclid(6.0)
    } else if most <= g {
        (b - r) / spread + 2.0
    } else {
        (r - g) / spread + 4.0
    };
    (60.0 * sixth, spread / (1.0 - (2.0 * lightness - 1.0).abs()), lightness)
}

/// The colour of this hue in degrees, saturation and lightness from 0 to 1.
fn of_hsl(hue: f32, saturation: f32, lightness: f32) -> Rgb {
    let reach = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|offset| {
        let place = (offset + hue / 30.0).rem_euclid(12.0);
        let part = lightness - reach * (place - 3.0).min(9.0 - place).clamp(-1.0, 1.0);
        (part * 255.0).round().clamp(0.0, 255.0) as u8
    })
}

/// What is wrong with the text of a colour.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is not a colour: give one of the palette's names or #RRGGBB")]
pub struct NotAColour(String);

impl FromStr for TagColour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(index) = PALETTE.iter().position(|(name, _)| *name == text) {
            return Ok(Self::Named(index as u8));
        }
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, r, g, b] = value.ok_or_else(|| NotAColour(text.to_owned()))?.to_be_bytes();
        Ok(Self::Custom([r, g, b]))
    }
}

impl Serialize for TagColour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TagColour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for colour in [TagColour::Named(3), TagColour::Custom([1, 2, 255])] {
            assert_eq!(colour.to_string().parse::<TagColour>().unwrap(), colour);
        }
        assert!("#12".parse::<TagColour>().is_err());
        assert!("puce".parse::<TagColour>().is_err());
    }

    #[test]
    fn colours_beside_one_are_told_apart_and_stand_out_from_paper() {
        let apart = |a: TagColour, b: TagColour| {
            a.rgb().iter().zip(b.rgb()).map(|(a, b)| u32::from(a.abs_diff(b))).sum::<u32>()
        };
        for n in 0..PALETTE.len() {
            let parent = TagColour::nth(n);
            let kin: Vec<TagColour> = (0..6).map(|n| parent.beside(n)).collect();
            for (at, one) in kin.iter().enumerate() {
                assert!(luminance(one.rgb()) <= LIGHTEST + 0.001, "{one} beside {parent}");
                for other in kin[..at].iter().chain([&parent]) {
                    assert!(apart(*one, *other) >= 28, "{one} and {other} beside {parent}");
                }
            }
        }
    }

    #[test]
    fn hue_saturation_and_lightness_make_the_same_colour_again() {
        for (_, rgb) in
            PALETTE.into_iter().chain([("white", [255; 3]), ("black", [0; 3]), ("red", [255, 0, 0])])
        {
            let (hue, saturation, lightness) = to_hsl(rgb);
            let again = of_hsl(hue, saturation, lightness);
            assert!(again.iter().zip(rgb).all(|(a, b)| a.abs_diff(b) <= 1), "{rgb:?} {again:?}");
        }
    }
}
