//! Father and son of one name: `Jr`, `senior`, `the younger`, `III` after it, which keep them apart.
//!
//! Read in the name and, where a mention ends before it, in the text that follows.

/// What a word at the end of a name says of its bearer, in one word for all that say the same.
fn of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "jr" | "jnr" | "junior" | "younger" => "younger",
        "sr" | "snr" | "senior" | "elder" => "elder",
        "ii" => "ii",
        "iii" => "iii",
        "iv" => "iv",
        _ => return None,
    })
}

/// The generation that the last of `words`, folded, tell of, and how many of them do so.
///
/// `senior` and the numbers of kings need a name in full before them: `Mike Senior` and `George IV` are whole names; not where
/// `apart` says that the word is no part of the name by how it is written, as in `Smith senior`.
pub(super) fn at_end(words: &[&str], apart: bool) -> Option<(&'static str, usize)> {
    let (last, before) = words.split_last()?;
    let generation = of_word(last)?;
    let taken = match *last {
        "elder" | "younger" if before.last() == Some(&"the") => 2,
        "elder" | "younger" => return None,
        _ => 1,
    };
    let left = words.len() - taken;
    let written_out = matches!(*last, "senior" | "junior");
    let short = matches!(*last, "jr" | "jnr" | "sr" | "snr" | "elder" | "younger") || written_out && apart;
    let least = if short { 1 } else { 2 };
    (left >= least).then_some((generation, taken))
}

/// What follows a name in the text and tells of a generation, as it is written: `Jr`, `the elder`.
///
/// `senior partner` and `the elder brother` follow a name too: what is said must end there.
pub(super) fn after(text: &str) -> Option<&str> {
    let start = text.trim_start_matches([',', ' ', '(', '\u{a0}']);
    if start.len() == text.len() {
        return None;
    }
    let word_end =
        |from: usize| start[from..].find(|c: char| !c.is_alphanumeric()).map_or(start.len(), |at| from + at);
    let first = word_end(0);
    let end =
        if &start[..first] == "the" && start[first..].starts_with(' ') { word_end(first + 1) } else { first };
    let word = start[..end].rsplit(' ').next()?;
    let article = end > first;
    let generation = of_word(&word.to_lowercase())?;
    let fits = match generation {
        "elder" | "younger" if article => word == generation,
        "elder" | "younger" => !matches!(word, "elder" | "younger"),
        _ => !article && word.chars().all(char::is_uppercase),
    };
    let written_out = article || matches!(word, "senior" | "junior");
    (fits && (!written_out || ends(&start[end..]))).then(|| &start[..end])
}

/// True when what was said of a name ends before `rest`: with a sign, with the text, or before what its bearer does.
fn ends(rest: &str) -> bool {
    let word = rest.trim_start();
    if word.is_empty() || word.len() == rest.len() {
        return true;
    }
    let first = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(
        first,
        "and"
            | "was"
            | "were"
            | "is"
            | "had"
            | "has"
            | "who"
            | "in"
            | "to"
            | "did"
            | "do"
            | "came"
            | "died"
            | "said"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_in_a_generation() {
        assert_eq!(at_end(&["john", "smith", "jr"], false), Some(("younger", 1)));
        assert_eq!(at_end(&["pliny", "the", "elder"], false), Some(("elder", 2)));
        assert_eq!(at_end(&["john", "smith", "iii"], false), Some(("iii", 1)));
        assert_eq!(at_end(&["mike", "senior"], false), None);
        assert_eq!(at_end(&["george", "iv"], false), None);
        assert_eq!(at_end(&["john", "smith"], false), None);
        assert_eq!(at_end(&["smith", "senior"], true), Some(("elder", 1)));
    }

    #[test]
    fn a_generation_follows_a_name() {
        assert_eq!(after(" the elder, of Leeds"), Some("the elder"));
        assert_eq!(after(", Jr., said"), Some("Jr"));
        assert_eq!(after(" senior, who"), Some("senior"));
        assert_eq!(after(" (junior) and"), Some("junior"));
        assert_eq!(after(" III was"), Some("III"));
        assert_eq!(after(", senior partner at"), None);
        assert_eq!(after(", the elder brother of"), None);
        assert_eq!(after(" said so"), None);
        assert_eq!(after("Jr"), None);
    }
}
