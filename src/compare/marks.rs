//! What is marked on one side of two passages that were compared: words that differ, and places where the other side has
//! words that this one lacks.
//!
//! The reader, the table of word differences and exported pages all mark what is told here, and say it in the same words.

use super::words::{Relation, Stretch};
use crate::text::{Span, Text};

/// How a place of one side differs from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// Other words stand there.
    Other,
    /// The same words are written otherwise there.
    Written,
    /// Words that the other side lacks.
    Only,
    /// No words, where the other side has some.
    Missing,
}

impl Difference {
    /// All of them, in the order in which they are explained.
    pub const ALL: [Self; 4] = [Self::Other, Self::Only, Self::Missing, Self::Written];

    /// What a mark of this kind means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Other => "other words there",
            Self::Written => "written otherwise there",
            Self::Only => "only here",
            Self::Missing => "missing here",
        }
    }

    /// How a stretch differs as it is seen from its first side or its second; `None` where it does not.
    pub fn of(relation: Relation, is_first: bool) -> Option<Self> {
        Some(match relation {
            Relation::Same => return None,
            Relation::Written => Self::Written,
            Relation::Changed => Self::Other,
            Relation::Dropped if is_first => Self::Only,
            Relation::Added if !is_first => Self::Only,
            Relation::Dropped | Relation::Added => Self::Missing,
        })
    }
}

/// A place of one side that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The words here; empty, and where they would stand, where they are missing.
    pub here: Span,
    /// How they differ.
    pub difference: Difference,
    /// The words there; empty where they stand here alone.
    pub there: Span,
}

impl Mark {
    /// What is to be said of it: how it differs, and the words of the other side.
    pub fn said(&self, there: &Text) -> String {
        /// So many characters of the other side are told.
        const MOST: usize = 160;
        let meaning = self.difference.meaning();
        let words = there.as_str().get(self.there.range()).unwrap_or_default();
        let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return meaning.to_owned();
        }
        if let Some((cut, _)) = words.char_indices().nth(MOST) {
            words.truncate(words[..cut].trim_end().len());
            words.push('…');
        }
        format!("{meaning}: “{words}”")
    }
}

/// What is marked on both sides of passages that were compared, each in the order of its text.
pub fn marks(stretches: &[Stretch], texts: [&Text; 2], ends: [usize; 2]) -> [Vec<Mark>; 2] {
    [0, 1].map(|side| {
        let seen = stretches.iter().filter_map(|stretch| {
            let difference = Difference::of(stretch.relation, side == 0)?;
            let (here, there) = if side == 0 { (stretch.a, stretch.b) } else { (stretch.b, stretch.a) };
            let here = if here.is_empty() { missing_at(texts[side], here.start, ends[side]) } else { here };
            Some(Mark { here, difference, there })
        });
        seen.collect()
    })
}

/// Where words that would stand behind the word that ends at `at` are missing: behind the punctuation that belongs to it, as
/// far as a space tells that it does. The passage goes on to `end`.
pub(super) fn missing_at(text: &Text, at: usize, end: usize) -> Span {
    let rest = text.as_str().get(at..end).unwrap_or_default();
    let stop = rest.char_indices().find(|(_, c)| c.is_whitespace() || c.is_alphanumeric());
    let space = stop.filter(|(_, c)| c.is_whitespace()).map_or(0, |(space, _)| space);
    Span::new(at + space, at + space)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::words::compare;

    fn told(a: &str, b: &str) -> [Vec<String>; 2] {
        let texts = [Text::new(a), Text::new(b)];
        let whole = |text: &Text| Span::new(0, text.len());
        let stretches = compare(&texts[0], whole(&texts[0]), &texts[1], whole(&texts[1]));
        let marks = marks(&stretches, [&texts[0], &texts[1]], [a.len(), b.len()]);
        [0, 1].map(|side| {
            let (here, there) = (&texts[side], &texts[1 - side]);
            let told = marks[side].iter().map(|mark| match mark.difference {
                Difference::Missing => format!("{}|{}", mark.here.start, mark.said(there)),
                _ => format!("{} {}", here.slice(mark.here), mark.said(there)),
            });
            told.collect()
        })
    }

    #[test]
    fn each_side_is_told_what_differs_and_what_it_lacks() {
        let all = |said: &[&str]| said.iter().map(|said| (*said).to_owned()).collect::<Vec<_>>();
        let [mine, theirs] =
            told("a good, day for the Force here", "a good, very fine day for the force there");
        assert_eq!(
            mine,
            all(&[
                "7|missing here: “very fine”",
                "Force written otherwise there: “force”",
                "here other words there: “there”"
            ])
        );
        assert_eq!(
            theirs,
            all(&[
                "very fine only here",
                "force written otherwise there: “Force”",
                "there other words there: “here”"
            ])
        );
    }

    #[test]
    fn words_are_missing_behind_the_punctuation_of_the_word_before_and_before_any_word() {
        let at = |body: &str, at: usize| missing_at(&Text::new(body), at, body.len()).start;
        assert_eq!(at("All came. Then", 8), 9);
        assert_eq!(at("All came.", 8), 8, "nothing says what follows");
        assert_eq!(at("he said “yes”", 7), 7);
        assert_eq!(at("“yes” he said", 0), 0);
        assert_eq!(at("", 0), 0);
    }

    #[test]
    fn what_is_long_is_cut_where_it_is_told() {
        let (short, long) = ("one two", format!("one {}two", "word ".repeat(100)));
        let [mine, _] = told(short, &long);
        assert_eq!(mine.len(), 1);
        assert!(mine[0].ends_with("word…”") && mine[0].chars().count() < 190, "{mine:?}");
    }
}
