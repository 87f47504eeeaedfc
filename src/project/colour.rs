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
    ("amber", [0xD5, 0x8A, 0x00]),
    ("blue", [0x2F, 0x7E, 0xC7]),
    ("green", [0x12, 0x91, 0x6B]),
    ("vermilion", [0xC8, 0x50, 0x2B]),
    ("purple", [0xA8, 0x5A, 0x92]),
    ("sky", [0x3A, 0x9F, 0xC4]),
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
}
