//! Words as they are counted: in lists, beside hits and around them.
//!
//! As [`super::tokens`], but a word goes on over an apostrophe (`don't`, `officer's`), except in languages that elide, where
//! it parts two words (`l'homme`).

use super::{fold, tokens};
use crate::search::language::Language;
use crate::text::Span;

/// The words of a running text in order: the form of each without case and accents, and where it stands.
pub(crate) fn counted_words(text: &str, language: Option<Language>, each: &mut dyn FnMut(&str, Span)) {
    let joins = !language.is_some_and(Language::elides);
    let mut form = String::new();
    let mut pending: Option<Span> = None;
    let mut give = |span: Span| {
        form.clear();
        for (number, part) in text[span.range()].split(['\'', '’']).enumerate() {
            if number > 0 {
                form.push('’');
            }
            fold(part, &mut form);
        }
        each(&form, span);
    };
    for token in tokens(text, &[]) {
        let span = token.span;
        pending = match pending {
            Some(before) if joins && matches!(&text[before.end..span.start], "'" | "’") => {
                Some(Span::new(before.start, span.end))
            }
            Some(before) => {
                give(before);
                Some(span)
            }
            None => Some(span),
        };
    }
    if let Some(last) = pending {
        give(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_join_where_the_language_does_not_elide() {
        let words = |text: &str, language| {
            let mut words = Vec::new();
            counted_words(text, language, &mut |form, _| words.push(form.to_owned()));
            words
        };
        assert_eq!(words("Don’t, l'homme 'said'", None), ["don’t", "l’homme", "said"]);
        assert_eq!(words("l'homme", Some(Language::French)), ["l", "homme"]);
        assert_eq!(words("", None), Vec::<String>::new());
    }
}
