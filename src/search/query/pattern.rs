//! What one word of a query must be like.

/// What a word must be like. All but [`Pattern::Any`] and [`Pattern::Stem`] are compared with the word's form without case and
/// accents, or with the word as written where the query asks for that.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pattern {
    /// Any word.
    Any,
    /// This form.
    Form(String),
    /// A word that shares a stem with this one, which is as it was typed, in the language of the document.
    Stem(String),
    /// Letters and wildcards.
    Wild(Wild),
    /// At most so many letters away from this form.
    Fuzzy {
        /// The form.
        form: String,
        /// How many letters may be wrong.
        edits: u8,
    },
}

/// Letters and wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wild(pub Vec<WildPart>);

/// A part of a word with wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WildPart {
    /// This character.
    Letter(char),
    /// Any one character.
    One,
    /// Any number of characters.
    Many,
}

impl Wild {
    /// True when the whole word fits.
    ///
    /// The last `*` alone is gone back to, so that time grows with the product of the lengths at worst.
    pub fn fits(&self, word: &str) -> bool {
        let parts = &self.0;
        let mut at = 0;
        let mut rest = word.chars();
        let mut retry: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            let mut ahead = rest.clone();
            let next = ahead.next();
            match (parts.get(at), next) {
                (Some(WildPart::Many), _) => {
                    at += 1;
                    retry = Some((at, rest.clone()));
                    continue;
                }
                (Some(WildPart::One), Some(_)) => {
                    at += 1;
                    rest = ahead;
                    continue;
                }
                (Some(WildPart::Letter(letter)), Some(c)) if *letter == c => {
                    at += 1;
                    rest = ahead;
                    continue;
                }
                (None, None) => return true,
                _ => {}
            }
            let Some((part, from)) = &mut retry else { return false };
            if from.next().is_none() {
                return false;
            }
            (at, rest) = (*part, from.clone());
        }
    }

    /// The letters before the first wildcard.
    pub fn prefix(&self) -> String {
        let letters = self.0.iter().map_while(|part| match part {
            WildPart::Letter(c) => Some(*c),
            WildPart::One | WildPart::Many => None,
        });
        letters.collect()
    }
}

/// True when `a` becomes `b` by at most `most` edits: a letter put in, left out, replaced, or swapped with the next, no
/// letter being edited twice (the optimal string alignment distance).
pub(crate) fn within_edits(a: &[char], b: &[char], most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![0; b.len() + 1];
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cost = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        // A swap reaches back over one row, which may have been one cheaper.
        if least > most + 1 {
            return false;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    above[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wild(pattern: &str) -> Wild {
        let part = |c| match c {
            '*' => WildPart::Many,
            '?' => WildPart::One,
            c => WildPart::Letter(c),
        };
        Wild(pattern.chars().map(part).collect())
    }

    #[test]
    fn wildcards_stand_for_letters() {
        for (pattern, word, fits) in [
            ("comp*", "comp", true),
            ("comp*", "complaint", true),
            ("wom?n", "women", true),
            ("wom?n", "womn", false),
            ("*ing", "policing", true),
            ("*i*i*g", "policing", true),
            ("*i*x*g", "policing", false),
            ("?", "é", true),
            ("a*b*c", "abcabc", true),
            ("a*b*c", "abcab", false),
            ("", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(wild(pattern).fits(word), fits, "{pattern} {word}");
        }
        let worst = wild(&"*a".repeat(200));
        assert!(!worst.fits(&format!("{}b", "a".repeat(400))));
    }

    #[test]
    fn edits_are_counted() {
        let within = |a: &str, b: &str, most| {
            within_edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), most)
        };
        assert!(within("coppinger", "copinger", 1));
        assert!(within("coppinger", "coppingre", 1));
        assert!(within("wolf", "wolfs", 1) && within("wolf", "golf", 1) && within("wolf", "wolf", 0));
        assert!(!within("wolf", "gulf", 1) && within("wolf", "gulf", 2));
        assert!(!within("ca", "abc", 2), "a swapped letter is not edited again");
        assert!(within("", "a", 1) && !within("", "ab", 1));
    }
}
