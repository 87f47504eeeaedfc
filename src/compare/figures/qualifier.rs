//! How exactly a figure is meant: `over`, `up to`, `around`, and behind the number `+` or `or more`.

use serde::{Deserialize, Serialize};

use super::Grammar;
use crate::compare::tokens::Tokens;
use crate::text::{Span, Text};

/// In which direction the value may differ from what is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// How far beyond a bound the value may lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// As far as you like.
    #[default]
    Any,
    /// Not far: `just over`.
    Little,
    /// Up to the next ten: `in his forties`.
    Decade,
}

/// Where the words of a qualifier stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// Before the figure: `over 670`.
    #[default]
    Before,
    /// Behind the number: `500+`, `500 or more`.
    Behind,
    /// They and the number are one: `in his forties`.
    Inside,
}

/// How exactly a figure is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualifier {
    /// The direction.
    pub bound: Bound,
    /// How far in that direction.
    pub reach: Reach,
    /// The words that say so, in small letters; empty when there are none.
    pub words: String,
    /// Where they stand.
    pub place: Place,
}

/// The words and what they mean; longer ones first where one ends like another.
const ENGLISH: [(&str, Bound, Reach); 66] = [
    ("in excess of", Bound::AtLeast, Reach::Any),
    ("no fewer than", Bound::AtLeast, Reach::Any),
    ("no less than", Bound::AtLeast, Reach::Any),
    ("not less than", Bound::AtLeast, Reach::Any),
    ("not fewer than", Bound::AtLeast, Reach::Any),
    ("no greater than", Bound::AtMost, Reach::Any),
    ("not over", Bound::AtMost, Reach::Any),
    ("not under", Bound::AtLeast, Reach::Any),
    ("just short of", Bound::AtMost, Reach::Little),
    ("a little short of", Bound::AtMost, Reach::Little),
    ("little short of", Bound::AtMost, Reach::Little),
    ("well short of", Bound::AtMost, Reach::Any),
    ("in the order of", Bound::About, Reach::Any),
    ("on the order of", Bound::About, Reach::Any),
    ("no more than", Bound::AtMost, Reach::Any),
    ("not more than", Bound::AtMost, Reach::Any),
    ("slightly more than", Bound::AtLeast, Reach::Little),
    ("slightly less than", Bound::AtMost, Reach::Little),
    ("slightly fewer than", Bound::AtMost, Reach::Little),
    ("a little more than", Bound::AtLeast, Reach::Little),
    ("a little less than", Bound::AtMost, Reach::Little),
    ("fewer than", Bound::AtMost, Reach::Any),
    ("less than", Bound::AtMost, Reach::Any),
    ("more than", Bound::AtLeast, Reach::Any),
    ("greater than", Bound::AtLeast, Reach::Any),
    ("higher than", Bound::AtLeast, Reach::Any),
    ("lower than", Bound::AtMost, Reach::Any),
    ("at least", Bound::AtLeast, Reach::Any),
    ("at most", Bound::AtMost, Reach::Any),
    ("minimum of", Bound::AtLeast, Reach::Any),
    ("maximum of", Bound::AtMost, Reach::Any),
    ("upwards of", Bound::AtLeast, Reach::Any),
    ("as many as", Bound::AtMost, Reach::Any),
    ("as much as", Bound::AtMost, Reach::Any),
    ("as few as", Bound::AtLeast, Reach::Any),
    ("well over", Bound::AtLeast, Reach::Any),
    ("well under", Bound::AtMost, Reach::Any),
    ("just over", Bound::AtLeast, Reach::Little),
    ("just under", Bound::AtMost, Reach::Little),
    ("just above", Bound::AtLeast, Reach::Little),
    ("just below", Bound::AtMost, Reach::Little),
    ("a little over", Bound::AtLeast, Reach::Little),
    ("a little under", Bound::AtMost, Reach::Little),
    ("slightly over", Bound::AtLeast, Reach::Little),
    ("slightly under", Bound::AtMost, Reach::Little),
    ("up to", Bound::AtMost, Reach::Any),
    ("close to", Bound::About, Reach::Any),
    ("in the region of", Bound::About, Reach::Any),
    ("something like", Bound::About, Reach::Any),
    ("over", Bound::AtLeast, Reach::Any),
    ("above", Bound::AtLeast, Reach::Any),
    ("exceeding", Bound::AtLeast, Reach::Any),
    ("under", Bound::AtMost, Reach::Any),
    ("below", Bound::AtMost, Reach::Any),
    ("around", Bound::About, Reach::Any),
    ("about", Bound::About, Reach::Any),
    ("approximately", Bound::About, Reach::Any),
    ("approx", Bound::About, Reach::Any),
    ("roughly", Bound::About, Reach::Any),
    ("nearly", Bound::About, Reach::Any),
    ("almost", Bound::About, Reach::Any),
    ("some", Bound::About, Reach::Any),
    ("circa", Bound::About, Reach::Any),
    ("c", Bound::About, Reach::Any),
    ("ca", Bound::About, Reach::Any),
    ("an estimated", Bound::About, Reach::Any),
];

/// The same in German.
const GERMAN: [(&str, Bound, Reach); 24] = [
    ("mehr als", Bound::AtLeast, Reach::Any),
    ("nicht weniger als", Bound::AtLeast, Reach::Any),
    ("nicht mehr als", Bound::AtMost, Reach::Any),
    ("weniger als", Bound::AtMost, Reach::Any),
    ("bis zu", Bound::AtMost, Reach::Any),
    ("etwas über", Bound::AtLeast, Reach::Little),
    ("etwas mehr als", Bound::AtLeast, Reach::Little),
    ("etwas weniger als", Bound::AtMost, Reach::Little),
    ("über", Bound::AtLeast, Reach::Any),
    ("mindestens", Bound::AtLeast, Reach::Any),
    ("wenigstens", Bound::AtLeast, Reach::Any),
    ("gut", Bound::AtLeast, Reach::Little),
    ("höchstens", Bound::AtMost, Reach::Any),
    ("maximal", Bound::AtMost, Reach::Any),
    ("unter", Bound::AtMost, Reach::Any),
    ("knapp", Bound::AtMost, Reach::Little),
    ("fast", Bound::About, Reach::Any),
    ("beinahe", Bound::About, Reach::Any),
    ("rund", Bound::About, Reach::Any),
    ("etwa", Bound::About, Reach::Any),
    ("ungefähr", Bound::About, Reach::Any),
    ("zirka", Bound::About, Reach::Any),
    ("circa", Bound::About, Reach::Any),
    ("ca", Bound::About, Reach::Any),
];

/// The same in French; an apostrophe is left out.
const FRENCH: [(&str, Bound, Reach); 16] = [
    ("plus de", Bound::AtLeast, Reach::Any),
    ("au moins", Bound::AtLeast, Reach::Any),
    ("un peu plus de", Bound::AtLeast, Reach::Little),
    ("moins de", Bound::AtMost, Reach::Any),
    ("au plus", Bound::AtMost, Reach::Any),
    ("au maximum", Bound::AtMost, Reach::Any),
    ("au minimum", Bound::AtLeast, Reach::Any),
    ("jusquà", Bound::AtMost, Reach::Any),
    ("un peu moins de", Bound::AtMost, Reach::Little),
    ("à peine", Bound::AtMost, Reach::Little),
    ("environ", Bound::About, Reach::Any),
    ("quelque", Bound::About, Reach::Any),
    ("quelques", Bound::About, Reach::Any),
    ("près de", Bound::About, Reach::Any),
    ("presque", Bound::About, Reach::Any),
    ("autour de", Bound::About, Reach::Any),
];

/// What stands behind a number, with what it means; after it comes no letter or digit.
const BEHIND: [(&str, Bound); 12] = [
    ("+", Bound::AtLeast),
    (" or more", Bound::AtLeast),
    (" or over", Bound::AtLeast),
    ("-plus", Bound::AtLeast),
    (" or fewer", Bound::AtMost),
    (" or less", Bound::AtMost),
    (" or so", Bound::About),
    (" or thereabouts", Bound::About),
    ("-odd", Bound::About),
    (" odd", Bound::About),
    (" oder mehr", Bound::AtLeast),
    (" oder weniger", Bound::AtMost),
];

/// An estimate may be off by this share of what is said.
const NEAR: f64 = 0.05;
/// A little more is no more than this share of it.
const LITTLE: f64 = 0.1;
/// Ages in one decade are told apart by less than this, in years.
const DECADE: f64 = 9.999;

/// Rounding of the value itself is not held against anybody, as a share of it.
const EXACT: f64 = 1e-9;

/// The qualifier of a figure in the sentence that begins at `from`: what stands before it, else what stands behind its number
/// or all of it.
pub fn of(text: &Text, from: usize, number: Span, figure: Span, grammar: Grammar) -> Qualifier {
    let found = before(text, from, figure.start, grammar);
    if found.bound != Bound::Exact {
        return found;
    }
    let body = text.as_str();
    let behind = tail(&body[number.end..]).or_else(|| tail(&body[figure.end..]));
    behind.map_or(found, |(words, bound)| Qualifier {
        bound,
        words: words.trim_start_matches([' ', '-']).to_owned(),
        place: Place::Behind,
        ..Qualifier::default()
    })
}

/// The qualifier with which a text begins that stands behind a number, and what it means.
pub fn tail(after: &str) -> Option<(&'static str, Bound)> {
    BEHIND.iter().copied().find(|(words, _)| {
        // Capitals and line ends make no difference.
        let begins = after.len() >= words.len()
            && after.is_char_boundary(words.len())
            && after
                .bytes()
                .zip(words.bytes())
                .all(|(is, wanted)| is.to_ascii_lowercase() == wanted || (wanted == b' ' && is == b'\n'));
        begins && !after[words.len()..].starts_with(char::is_alphanumeric)
    })
}

/// The qualifier before the figure that begins at `start`, in the sentence that begins at `from`.
fn before(text: &Text, from: usize, start: usize, grammar: Grammar) -> Qualifier {
    // No qualifier is longer.
    let near = text.as_str().floor_char_boundary(start.saturating_sub(48)).max(from);
    let mut tokens = Tokens::within(text, Span::new(near, start));
    let mut words: Vec<String> = Vec::new();
    let mut end = near;
    while let Some(token) = tokens.read() {
        words.push(tokens.spelt().to_owned());
        end = token.span.end;
    }
    let is =
        |bound, reach, words: &str| Qualifier { bound, reach, words: words.to_owned(), place: Place::Before };
    // A stop or comma between them parts them; `~` and `>` are qualifiers themselves.
    let between = &text.as_str()[end..start];
    let sign = between.trim_end().chars().next_back();
    match sign {
        Some('~' | '≈') => return is(Bound::About, Reach::Any, "~"),
        Some('>' | '≥') => return is(Bound::AtLeast, Reach::Any, ">"),
        Some('<' | '≤') => return is(Bound::AtMost, Reach::Any, "<"),
        Some('(' | '[' | '£' | '$' | '€' | '“' | '„' | '"' | '‘' | '\'') | None => {}
        // `ca. 40`
        Some('.') if words.last().is_some_and(|word| matches!(word.as_str(), "ca" | "approx" | "c")) => {}
        Some(_) => return Qualifier::default(),
    }
    let ends_with = |phrase: &str| {
        let mut said = words.iter().rev();
        phrase.rsplit(' ').all(|word| said.next().is_some_and(|said| said == word))
    };
    let known = match grammar {
        Grammar::English => ENGLISH.as_slice(),
        Grammar::German => GERMAN.as_slice(),
        Grammar::French => FRENCH.as_slice(),
    };
    // Of two that fit, the longer says more: `no more than` and `more than`.
    let best =
        known.iter().filter(|(phrase, _, _)| ends_with(phrase)).max_by_key(|(phrase, _, _)| phrase.len());
    best.map_or_else(Qualifier::default, |(phrase, bound, reach)| is(*bound, *reach, phrase))
}

impl Qualifier {
    /// The values that are meant, from the least to the greatest, by a value and the upper one where there are two.
    pub fn range(&self, value: f64, upper: Option<f64>) -> (f64, f64) {
        if let Some(upper) = upper {
            let (least, _) = self.range(value, None);
            let (_, most) = self.range(upper, None);
            return match self.bound {
                Bound::AtLeast => (value, most),
                Bound::AtMost => (least, upper),
                Bound::Exact | Bound::About => (least, most),
            };
        }
        let slack = value.abs() * EXACT;
        let reach = match self.reach {
            Reach::Any => f64::INFINITY,
            Reach::Little => value.abs() * LITTLE,
            Reach::Decade => DECADE,
        };
        match self.bound {
            Bound::Exact => (value - slack, value + slack),
            Bound::AtLeast => (value - slack, value + reach),
            Bound::AtMost => (value - reach, value + slack),
            Bound::About => (value - value.abs() * NEAR, value + value.abs() * NEAR),
        }
    }

    /// A number with these words where they stand.
    pub fn with(&self, number: &str) -> String {
        match (self.place, self.words.as_str()) {
            (_, "") => number.to_owned(),
            (Place::Before, words @ ("c" | "ca" | "approx")) => format!("{words}. {number}"),
            (Place::Before, words) => format!("{words} {number}"),
            (Place::Behind, "+") => format!("{number}+"),
            (Place::Behind, words) => format!("{number} {words}"),
            (Place::Inside, _) if self.reach == Reach::Decade => format!("{number}s"),
            (Place::Inside, _) if self.bound == Bound::About => format!("about {number}"),
            (Place::Inside, _) if self.bound == Bound::AtMost => format!("{number} or less"),
            (Place::Inside, _) => format!("{number} or more"),
        }
    }

    /// The figure as it stands in the text, which is `words`, with what qualifies it.
    pub fn around(&self, words: &str) -> String {
        match self.place {
            Place::Inside => words.to_owned(),
            _ => self.with(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> (Bound, String) {
        let start = body.find(|c: char| c.is_ascii_digit()).unwrap_or(body.len());
        let end = body.rfind(|c: char| c.is_ascii_digit()).map_or(start, |last| last + 1);
        let number = Span::new(start, end);
        let found = super::of(&Text::new(body), 0, number, number, Grammar::English);
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
        assert_eq!(of("approx. 7 of them"), (Bound::About, "approx".into()));
        assert_eq!(of("c. 7 of them"), (Bound::About, "c".into()));
        assert_eq!(of("Not fewer than 300"), (Bound::AtLeast, "not fewer than".into()));
        assert_eq!(of("just short of 300"), (Bound::AtMost, "just short of".into()));
    }

    #[test]
    fn qualifiers_are_read_behind_the_number() {
        assert_eq!(of("the 500+ people"), (Bound::AtLeast, "+".into()));
        assert_eq!(of("some 500 or more"), (Bound::About, "some".into()));
        assert_eq!(of("the 500 or more people"), (Bound::AtLeast, "or more".into()));
        assert_eq!(of("the 5 or fewer"), (Bound::AtMost, "or fewer".into()));
        assert_eq!(of("40-odd people"), (Bound::About, "odd".into()));
        assert_eq!(of("5 or moreover"), (Bound::Exact, String::new()));
    }

    #[test]
    fn a_qualifier_says_which_values_are_meant() {
        let range = |words: &str, value: f64| {
            let of = |(phrase, _, _): &&(&str, Bound, Reach)| *phrase == words;
            let (_, bound, reach) = *ENGLISH.iter().find(of).unwrap();
            Qualifier { bound, reach, ..Qualifier::default() }.range(value, None)
        };
        let holds = |(least, most): (f64, f64), value: f64| least <= value && value <= most;
        assert!(holds(range("more than", 100.0), 127.0) && !holds(range("more than", 100.0), 99.0));
        assert!(holds(range("up to", 50.0), 12.0) && !holds(range("up to", 50.0), 51.0));
        assert!(holds(range("just over", 100.0), 104.0) && !holds(range("just over", 100.0), 127.0));
        assert!(holds(range("around", 150.0), 145.0) && !holds(range("around", 150.0), 127.0));
    }
}
