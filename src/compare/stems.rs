//! Words without their endings, so that `supports`, `supported` and `supporting` count as one.
//!
//! Light on purpose: a few English endings go, and a long word is cut. That brings together what belongs together often
//! enough to rank statements by; it is no dictionary, and other languages only get the cut.

/// A stem is no longer than this, in characters.
const LONGEST: usize = 7;

/// The stem of a word in small letters.
pub fn stem(word: &str) -> String {
    let word = without_ending(word);
    word.chars().take(LONGEST).collect()
}

fn without_ending(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    for ending in ["ing", "ed", "ly"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 3) {
            return undoubled(stem).to_owned();
        }
    }
    let plural = word.ends_with('s') && word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us");
    let word = if plural { &word[..word.len() - 1] } else { word };
    // `introduce` beside `introducing`.
    word.strip_suffix('e').filter(|stem| stem.len() > 3).unwrap_or(word).to_owned()
}

/// `plan` of `planning`.
fn undoubled(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let double = bytes.len() > 3
        && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        && matches!(bytes[bytes.len() - 1], b'b' | b'd' | b'g' | b'm' | b'n' | b'p' | b'r' | b't');
    if double { &stem[..stem.len() - 1] } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let one =
            |words: &[&str]| assert!(words.iter().all(|word| stem(word) == stem(words[0])), "{words:?}");
        one(&["support", "supports", "supported", "supporting"]);
        one(&["introduce", "introducing", "introduced", "introduces"]);
        one(&["community", "communities"]);
        one(&["plan", "plans"]);
        one(&["planned", "planning"]);
        one(&["develop", "development", "developing"]);
        assert_ne!(stem("police"), stem("policy"));
        assert_eq!(stem("was"), "was");
        assert_eq!(stem("éé"), "éé");
    }
}
