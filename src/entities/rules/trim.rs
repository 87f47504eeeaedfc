//! Where a model's marks begin and end: without articles, titles, quotation marks and possessives.

use super::lexicon::Traits;
use super::tokens::{Page, Shape};
use crate::entities::Label;

/// The tokens of a mark without what belongs to no name; `None` when nothing is left.
pub fn trimmed(page: &Page<'_>, from: usize, to: usize, label: Label) -> Option<(usize, usize)> {
    let (mut from, mut to) = (from, to);
    while from < to && leads(page, from, label) {
        from += 1;
    }
    while from < to && (trails(page, to - 1) || is_score(page, from, to - 1, label)) {
        to -= 1;
    }
    (from < to).then_some((from, to))
}

/// True for the first letter of a given name that reads like an article: `A. E. Housman`, `Mr A Jones`.
fn is_initial(page: &Page<'_>, at: usize) -> bool {
    let has_stop = page.sign(at + 1, '.') && page.glued(at + 1);
    let is_titled = at > 0 && page.is(at - 1, Traits::HONORIFIC) && page.capital(at + 1);
    page.word(at) == "A." || page.word(at) == "A" && (has_stop || is_titled)
}

/// True for a token that begins no name.
fn leads(page: &Page<'_>, at: usize, label: Label) -> bool {
    match page.get(at).shape {
        Shape::Sign(sign) => !matches!(sign, '£' | '$' | '€' | '#' | '@'),
        Shape::Possessive => true,
        _ if page.low(at) == "her" && page.low(at + 1) == "majesty" => false,
        _ if is_initial(page, at) => false,
        _ => {
            let word = page.low(at);
            matches!(
                word,
                "the"
                    | "a"
                    | "an"
                    | "its"
                    | "his"
                    | "her"
                    | "our"
                    | "their"
                    | "my"
                    | "your"
                    | "former"
                    | "some"
                    | "about"
                    | "around"
                    | "over"
                    | "nearly"
                    | "almost"
                    | "approximately"
                    | "roughly"
                    | "between"
                    | "from"
                    | "under"
                    | "and"
                    | "of"
                    | "in"
                    | "at"
                    | "by"
                    | "dear"
                    | "late"
                    | "ex"
                    | "née"
                    | "nee"
            ) || is_doing(page, at)
                || is_done_first(page, at)
                || (word == "this" && label != Label::Date)
                || (matches!(label, Label::GeoPolitical | Label::Location)
                    && is_side(word)
                    && !page.capital(at))
                || (matches!(label, Label::Person) && page.is(at, Traits::HONORIFIC) && page.capital(at))
        }
    }
}

/// `Rang Mother`, `Met Kirsty`: a deed that begins a sentence of a diary or log.
fn is_done_first(page: &Page<'_>, at: usize) -> bool {
    page.get(at).begins
        && page.follows(at + 1)
        && page.capital(at + 1)
        && matches!(
            page.low(at),
            "rang"
                | "met"
                | "saw"
                | "read"
                | "wrote"
                | "went"
                | "paid"
                | "bought"
                | "took"
                | "drove"
                | "rode"
                | "walked"
                | "visited"
                | "called"
                | "dined"
                | "spoke"
                | "heard"
                | "told"
                | "asked"
                | "gave"
                | "sent"
                | "got"
                | "left"
                | "found"
                | "passed"
                | "reached"
                | "crossed"
                | "received"
                | "answered"
                | "thanked"
                | "helped"
                | "phoned"
                | "texted"
                | "collected"
                | "buried"
                | "baptised"
                | "married"
                | "sold"
                | "lent"
        )
}

/// `Supporting the Team`: what is done begins the sentence, not the name.
fn is_doing(page: &Page<'_>, at: usize) -> bool {
    page.get(at).begins
        && page.low(at).ends_with("ing")
        && page.get(at + 1).shape == Shape::Lower
        && matches!(page.low(at + 1), "the" | "a" | "an" | "our" | "their" | "its" | "new")
}

/// `south Pembrokeshire`: which part of a place, in small letters, is said beside its name.
fn is_side(word: &str) -> bool {
    matches!(word, "north" | "south" | "east" | "west" | "central" | "rural" | "downtown" | "nearby")
}

/// `Vuković 58`: a number after a person's name is no part of it.
fn is_score(page: &Page<'_>, from: usize, at: usize, label: Label) -> bool {
    label == Label::Person && at > from && page.get(at).shape == Shape::Number
}

/// True for a token that ends no name.
fn trails(page: &Page<'_>, at: usize) -> bool {
    match page.get(at).shape {
        Shape::Possessive => true,
        Shape::Sign(sign) => !matches!(sign, '%' | ')' | '+'),
        _ => matches!(page.low(at), "the" | "of" | "and" | "a" | "in" | "for"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::prepare::Prepared;
    use crate::text::Text;

    /// What is left of all the tokens of a text.
    fn left(text: &str) -> String {
        let prepared = Prepared::new(&Text::new(text));
        let page = Page::read(&prepared);
        let (from, to) = trimmed(&page, 0, page.len(), Label::Person).unwrap();
        let span = page.span(from, to);
        page.text()[span.start..span.end].to_owned()
    }

    #[test]
    fn an_article_goes_and_an_initial_stays() {
        assert_eq!(left("the Mayor"), "Mayor");
        assert_eq!(left("A Mayor"), "Mayor");
        assert_eq!(left("A. E. Housman"), "A. E. Housman");
        assert_eq!(left("Mr A Jones"), "A Jones");
    }
}
