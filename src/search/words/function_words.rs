//! Which words carry grammar rather than meaning, in the form in which words are counted.
//!
//! The lists are those that documents are compared by; a language without one has no function words here.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold;
use crate::compare::function_words::lists;
use crate::search::language::Language;

/// One bit for each language, by its place among them.
type Languages = u32;

static FORMS: LazyLock<FxHashMap<String, Languages>> = LazyLock::new(|| {
    let mut forms: FxHashMap<String, Languages> = FxHashMap::default();
    for (code, list) in lists() {
        let Some(language) = Language::named(code) else { continue };
        for word in list.split_whitespace() {
            let mut form = String::new();
            fold(word, &mut form);
            *forms.entry(form).or_default() |= 1 << language as Languages;
        }
    }
    forms
});

/// True for a function word of a language. The lists have no apostrophes: `don’t` is one as `dont`, and what hangs on one,
/// as in `that’s` and `they’re`, does not make it another word.
pub(crate) fn is_function_word(form: &str, language: Language) -> bool {
    let is_listed =
        |form: &str| FORMS.get(form).is_some_and(|languages| languages >> language as Languages & 1 == 1);
    match form.split_once('’') {
        None => is_listed(form),
        Some((before, _)) => is_listed(before) || is_listed(&form.replace('’', "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_those_of_the_language() {
        let english = |form| is_function_word(form, Language::English);
        assert!(english("the") && english("don’t") && english("that’s") && english("they’re"));
        assert!(!english("police") && !english("police’s") && !english("o’clock") && !english("fur"));
        assert!(is_function_word("fur", Language::German), "in the form without accents");
        assert!(!is_function_word("the", Language::Finnish));
    }
}
