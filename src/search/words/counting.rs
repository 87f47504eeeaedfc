//! Words as they are counted: in lists, beside hits and around them.
//!
//! As [`super::tokens`], but a word goes on over an apostrophe (`don't`, `officer's`), except in languages that elide, where
//! it parts two words (`l'homme`).

use super::{fold, tokens};
use crate::search::language::Language;
use crate::text::Span;

/// Where the words of a running text are, in order.
pub(crate) fn counted_spans(text: &str, language: Option<Language>, each: &mut dyn FnMut(Span)) {
    let joins = !language.is_some_and(Language::elides);
    let mut pending: Option<Span> = None;
    for token in tokens(text, &[]) {
        let span = token.span;
        pending = match pending {
            Some(before) if joins && matches!(&text[before.end..span.start], "'" | "’") => {
                Some(Span::new(before.start, span.end))
            }
            Some(before) => {
                each(before);
                Some(span)
            }
            None => Some(span),
        };
    }
    if let Some(last) = pending {
        each(last);
    }
}

/// Appends the form of a word that is counted, without case and accents, its apostrophes alike.
pub(crate) fn counted_form(word: &str, form: &mut String) {
    for (number, part) in word.split(['\'', '’']).enumerate() {
        if number > 0 {
            form.push('’');
        }
        fold(part, form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_join_where_the_language_does_not_elide() {
        let words = |text: &str, language| {
            let mut words: Vec<String> = Vec::new();
            counted_spans(text, language, &mut |span| {
                let mut form = String::new();
                counted_form(&text[span.range()], &mut form);
                words.push(form);
            });
            words
        };
        assert_eq!(words("Don’t, l'homme 'said'", None), ["don’t", "l’homme", "said"]);
        assert_eq!(words("l'homme", Some(Language::French)), ["l", "homme"]);
        assert_eq!(words("", None), Vec::<String>::new());
    }
}
