//! How exactly a figure is meant: `over`, `up to`, `around`.

use crate::compare::tokens::Tokens;
use crate::text::{Span, Text};

/// In which direction the value may differ from what is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// It is what is said.
    #[default]
    Exact,
    /// It is that or more.
    AtLeast,
    /// It is that or less.
    AtMost,
    /// It is near that.
    About,
}

/// How exactly a figure is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qualifier {
    /// The direction.
    pub bound: Bound,
    /// The words that say so, in small letters; empty when there are none.
    pub words: String,
}

/// The words and what they mean; longer ones first where one ends like another.
const QUALIFIERS: [(&str, Bound); 39] = [
    ("in excess of", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("no more than", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("less than", Bound::AtMost),
    ("more than", Bound::AtLeast),
    ("greater than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("at most", Bound::AtMost),
    ("a minimum of", Bound::AtLeast),
    ("a maximum of", Bound::AtMost),
    ("upwards of", Bound::AtLeast),
    ("as many as", Bound::AtMost),
    ("as much as", Bound::AtMost),
    ("as few as", Bound::AtLeast),
    ("well over", Bound::AtLeast),
    ("just over", Bound::AtLeast),
    ("just under", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("close to", Bound::About),
    ("in the region of", Bound::About),
    ("something like", Bound::About),
    ("over", Bound::AtLeast),
    ("above", Bound::AtLeast),
    ("exceeding", Bound::AtLeast),
    ("under", Bound::AtMost),
    ("below", Bound::AtMost),
    ("around", Bound::About),
    ("about", Bound::About),
    ("approximately", Bound::About),
    ("approx", Bound::About),
    ("roughly", Bound::About),
    ("nearly", Bound::About),
    ("almost", Bound::About),
    ("some", Bound::About),
    ("circa", Bound::About),
];

/// An estimate may be off by this share of what is said.
const NEAR: f64 = 0.05;

/// Rounding of the value itself is not held against anybody, as a share of it.
const EXACT: f64 = 1e-9;

/// The qualifier of the figure that begins at `start`, in the sentence that begins at `from`.
pub fn before(text: &Text, from: usize, start: usize) -> Qualifier {
    // No qualifier is longer.
    let near = text.as_str().floor_char_boundary(start.saturating_sub(48)).max(from);
    let mut tokens = Tokens::within(text, Span::new(near, start));
    let mut words: Vec<String> = Vec::new();
    let mut end = near;
    while let Some(token) = tokens.read() {
        words.push(tokens.form().to_owned());
        end = token.span.end;
    }
    // A stop or comma between them parts them; `~` and `>` are qualifiers themselves.
    let between = &text.as_str()[end..start];
    let sign = between.trim_end().chars().next_back();
    match sign {
        Some('~' | '≈') => return Qualifier { bound: Bound::About, words: "~".to_owned() },
        Some('>' | '≥') => return Qualifier { bound: Bound::AtLeast, words: ">".to_owned() },
        Some('<' | '≤') => return Qualifier { bound: Bound::AtMost, words: "<".to_owned() },
        Some('(' | '[' | '£' | '$' | '€' | '“' | '"' | '‘' | '\'') | None => {}
        Some(_) => return Qualifier::default(),
    }
    let ends_with = |phrase: &str| {
        let mut said = words.iter().rev();
        phrase.rsplit(' ').all(|word| said.next().is_some_and(|said| said == word))
    };
    QUALIFIERS
        .iter()
        .find(|(phrase, _)| ends_with(phrase))
        .map(|(phrase, bound)| Qualifier { bound: *bound, words: (*phrase).to_owned() })
        .unwrap_or_default()
}

impl Qualifier {
    /// The values that are meant, from the least to the greatest.
    pub fn range(&self, value: f64) -> (f64, f64) {
        let slack = value.abs() * EXACT;
        match self.bound {
            Bound::Exact => (value - slack, value + slack),
            Bound::AtLeast => (value - slack, f64::INFINITY),
            Bound::AtMost => (f64::NEG_INFINITY, value + slack),
            Bound::About => (value * (1.0 - NEAR), value * (1.0 + NEAR)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> (Bound, String) {
        let start = body.find(|c: char| c.is_ascii_digit()).unwrap_or(body.len());
        let found = before(&Text::new(body), 0, start);
        (found.bound, found.words)
    }

    #[test]
    fn qualifiers_are_read_before_the_number() {
        assert_eq!(of("attended over 670 meetings"), (Bound::AtLeast, "over".into()));
        assert_eq!(of("cost upwards of £1m a year"), (Bound::AtLeast, "upwards of".into()));
        assert_eq!(of("no more than 5"), (Bound::AtMost, "no more than".into()));
        assert_eq!(of("more than 5"), (Bound::AtLeast, "more than".into()));
        assert_eq!(of("supported around\n150 projects"), (Bound::About, "around".into()));
        assert_eq!(of("it is over. 670 meetings"), (Bound::Exact, String::new()));
        assert_eq!(of("the 670 meetings"), (Bound::Exact, String::new()));
        assert_eq!(of("~40 people"), (Bound::About, "~".into()));
        assert_eq!(of("7"), (Bound::Exact, String::new()));
    }
}
