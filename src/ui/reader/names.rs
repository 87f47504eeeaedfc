//! How a tag's name is set in the narrow margin: in lines, between words, and within a long word where a syllable begins.
//!
//! Knows nothing of where the name stands. A name that still does not fit ends in an ellipsis, and its bracket tells
//! the whole on hover.

/// Letters of a broken word that must stand on either side of the break.
const LEAST_PIECE: usize = 3;

/// The lines of `name` in a margin `room` wide, at most `most` of them; `width` measures a letter.
pub(super) fn lines(name: &str, room: f32, most: usize, mut width: impl FnMut(char) -> f32) -> Vec<String> {
    let mut measure = |text: &str| text.chars().map(&mut width).sum::<f32>();
    let mut lines: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in name.split_whitespace() {
        let joined = if open.is_empty() { word.to_owned() } else { format!("{open} {word}") };
        if measure(&joined) <= room {
            open = joined;
            continue;
        }
        if !open.is_empty() {
            lines.push(std::mem::take(&mut open));
        }
        let mut rest = word;
        while measure(rest) > room {
            let Some((piece, after)) = broken(rest, room, &mut measure) else { break };
            lines.push(piece);
            rest = after;
        }
        rest.clone_into(&mut open);
    }
    lines.push(open);
    let cut = lines.len() > most;
    lines.truncate(most.max(1));
    for (at, line) in lines.iter_mut().enumerate() {
        let goes_on = cut && at + 1 == most;
        if goes_on {
            line.truncate(line.trim_end_matches('-').len());
            line.push('…');
        }
        while measure(line) > room && line.chars().count() > 2 {
            line.truncate(line.trim_end_matches('…').char_indices().next_back().map_or(0, |(last, _)| last));
            line.push('…');
        }
    }
    lines
}

/// The first part of a word, with a hyphen where it is written in letters that take one, and what is left of it.
fn broken<'a>(word: &'a str, room: f32, measure: &mut impl FnMut(&str) -> f32) -> Option<(String, &'a str)> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let hyphen =
        if word.chars().any(|letter| letter.is_alphabetic() && letter < '\u{2e80}') { "-" } else { "" };
    let least = if hyphen.is_empty() { 1 } else { LEAST_PIECE };
    let fits = |at: &usize| measure(&word[..letters[*at].0]) + measure(hyphen) <= room;
    let mut places: Vec<usize> = (least..=letters.len().checked_sub(least)?).collect();
    places.retain(fits);
    let begins_syllable = |at: &&usize| {
        let (here, next) = (letters[**at].1, letters.get(**at + 1).map_or(' ', |(_, letter)| *letter));
        here.is_alphabetic() && !is_vowel(here) && is_vowel(next)
    };
    let best = places.iter().rev().find(begins_syllable).or(places.last())?;
    let (before, after) = word.split_at(letters[*best].0);
    Some((format!("{before}{hyphen}"), after))
}

fn is_vowel(letter: char) -> bool {
    "aeiouyäöüàâéèêëîïôùûáíóúAEIOUY".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a margin so many letters wide.
    fn set(name: &str, letters: usize, most: usize) -> Vec<String> {
        lines(name, letters as f32, most, |_| 1.0)
    }

    #[test]
    fn names_break_between_words_first() {
        assert_eq!(set("Denial", 8, 3), ["Denial"]);
        assert_eq!(set("Reason given", 8, 3), ["Reason", "given"]);
        assert_eq!(set("Claims of success", 9, 3), ["Claims of", "success"]);
    }

    #[test]
    fn long_words_break_where_a_syllable_begins() {
        assert_eq!(set("Resignation", 8, 3), ["Resigna-", "tion"]);
        assert_eq!(set("Resignation", 7, 3), ["Resig-", "nation"]);
        assert_eq!(set("Neighbourhood policing", 10, 3), ["Neighbour-", "hood", "policing"]);
        assert_eq!(set("Interdepartmental", 9, 3), ["Interde-", "partmen-", "tal"]);
    }

    #[test]
    fn a_name_too_long_for_its_lines_says_so() {
        assert_eq!(set("Neighbourhood policing", 10, 2), ["Neighbour-", "hood…"]);
        assert_eq!(set("Resignation", 8, 1), ["Resigna…"]);
    }

    #[test]
    fn letters_without_hyphens_break_anywhere() {
        assert_eq!(set("市民自治団体", 4, 3), ["市民自治", "団体"]);
        assert_eq!(set("", 4, 3), [""]);
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        for name in ["Wwwwwwwwwwwwwwwwwww", "a bb ccc dddd eeeee ffffff", "Éloïse-Véronique", "x"] {
            for room in 3..20 {
                for most in 1..4 {
                    let lines = set(name, room, most);
                    assert!(
                        lines.len() <= most && lines.iter().all(|line| line.chars().count() <= room),
                        "{lines:?}"
                    );
                }
            }
        }
    }
}
