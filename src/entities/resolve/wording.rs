//! Names that say the same in slightly other words: with and without an `of` or `the`, with the place before them or in them.

use super::fold::{Folded, Hyphen, join};
use super::lexicon::is_small;

/// Names with fewer other words than these may differ by `the` alone.
const LEAST_WORDS: usize = 3;

/// What a name is known by without its small words: `Howard League for Penal Reform Award` and `Howard League Penal Reform Award`,
/// `Office of the PCC` and `Office of PCC` are known by one; `None` for a name of one word.
pub(super) fn without_small_words(name: &Folded) -> Option<String> {
    let is_left_out = |at: usize| !name.is_capital(at) && is_small(name.word(at));
    let others = (0..name.len()).filter(|at| !is_left_out(*at)).count();
    if others < 2 {
        return None;
    }
    let all = others >= LEAST_WORDS;
    let words = (0..name.len()).filter(|at| !is_left_out(*at) || !all && name.word(*at) != "the");
    Some(join(words.map(|at| name.word(at))))
}

/// What a name is known by when the short form in it is written out, which `long` knows, without `of` and `the`: `Office of the PCC`
/// as `Office of Police and Crime Commissioner`.
pub(super) fn written_out<'k>(name: &Folded, long: impl Fn(&str) -> Option<&'k str>) -> Option<String> {
    let acronym = (1..name.len()).find(|at| name.is_acronym(*at))?;
    let long = long(name.word(acronym))?;
    let words = (0..name.len()).filter(|at| !is_of_the(name.word(*at)));
    Some(join(words.map(|at| if at == acronym { long } else { name.word(at) })))
}

/// A name without `of` and `the`, as [`written_out`] gives it.
pub(super) fn without_of_the(name: &Folded) -> String {
    let words = (0..name.len()).filter(|at| !is_of_the(name.word(*at)));
    join(words.map(|at| name.word(at)))
}

fn is_of_the(word: &str) -> bool {
    matches!(word, "of" | "the")
}

/// The key of a name with the place before it: `Hartlepool's Waterfront Festival` as `Hartlepool Waterfront Festival`.
pub(super) fn with_place(place: &str, name: &str) -> String {
    Folded::of(&format!("{place} {name}"), Hyphen::Parts).key()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_left_out_of_long_names() {
        let key = |name: &str| without_small_words(&Folded::of(name, Hyphen::Parts));
        assert_eq!(key("Howard League for Penal Reform Award"), key("Howard League Penal Reform Award"));
        assert_eq!(key("Office of the PCC"), key("Office of PCC"));
        assert_ne!(key("Trust of Leeds"), key("Leeds Trust"));
        assert_ne!(key("Friends of Leeds"), key("Friends Leeds"));
        assert_eq!(key("Leeds"), None);
    }
}
