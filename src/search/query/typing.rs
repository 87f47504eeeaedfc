//! What part of a query is being typed: enough to say what it means, to offer names and values for it, and to put one there.
//!
//! What there is to offer is whoever asks' business; this only knows the grammar. A query need not be whole for it.

use std::ops::Range;

use super::lexer::{Lexeme, Lexer, is_name, is_quote};

/// A name or value that is being typed and can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// What would be replaced, in code points of the query.
    pub at: Range<usize>,
    /// The field whose value is typed, in small letters; `None` when it is the name of a field, or a word.
    pub field: Option<String>,
    /// What stands there up to the cursor, without quotation marks.
    pub typed: String,
}

/// What kind of part the cursor stands in or behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'q> {
    /// `AND`, `OR`, `NOT` or `-`.
    Operator(&'q str),
    /// Between slashes.
    Expression,
    /// Between quotation marks; near when something stands behind `~`.
    Phrase { near: bool },
    /// The name of a field or its value.
    Field(&'q str),
    /// Anything else, with what goes before and after it.
    Word(&'q str),
}

/// The part that holds the code point before `cursor`, and where it stands in code points.
pub(super) fn part_at(query: &str, cursor: usize) -> Option<(Part<'_>, Range<usize>)> {
    let chars: Vec<char> = query.chars().collect();
    let mut lexer = Lexer::new(&chars);
    loop {
        lexer.skip_space();
        let start = lexer.at();
        if start >= cursor {
            return None;
        }
        // What is not closed reaches to the end; a name without a value ends where it was read to.
        let lexeme = match lexer.next() {
            Ok(placed) => Some(placed?.0),
            Err(_) => None,
        };
        let end = lexer.at();
        if end >= cursor {
            let at = start..end;
            return Some((part(text_of(query, &at), lexeme.as_ref())?, at));
        }
    }
}

/// What a part is, by how it begins.
fn part<'q>(text: &'q str, lexeme: Option<&Lexeme>) -> Option<Part<'q>> {
    let unmarked = text.trim_start_matches('=');
    Some(match lexeme {
        Some(Lexeme::Open | Lexeme::Close) => return None,
        Some(Lexeme::And | Lexeme::Or | Lexeme::Not) => Part::Operator(text),
        _ if text.starts_with('/') => Part::Expression,
        _ if unmarked.starts_with(is_quote) => {
            Part::Phrase { near: unmarked.rsplit(is_quote).next().is_some_and(|end| end.starts_with('~')) }
        }
        _ => match text.split_once(':').filter(|(name, _)| is_name(name)) {
            Some((name, _)) => Part::Field(name),
            None => Part::Word(text),
        },
    })
}

/// The part of a text at these code points.
fn text_of<'q>(text: &'q str, at: &Range<usize>) -> &'q str {
    let byte = |code_point: usize| text.char_indices().nth(code_point).map_or(text.len(), |(byte, _)| byte);
    &text[byte(at.start)..byte(at.end)]
}

/// The name or value that ends at, or goes on behind, the code point `cursor`.
pub fn typing_at(query: &str, cursor: usize) -> Option<Typing> {
    let (part, at) = part_at(query, cursor)?;
    let before = text_of(query, &(at.start..cursor));
    let (name, value) = match part {
        Part::Word(word) if is_name(word) => (word, None),
        Part::Field(name) => (name, before.split_once(':').map(|(_, value)| value)),
        _ => return None,
    };
    let name_end = at.start + name.chars().count();
    let Some(value) = value else {
        // With the colon, if there is one already.
        let end = name_end + usize::from(matches!(part, Part::Field(_)));
        return Some(Typing { at: at.start..end, field: None, typed: before.to_owned() });
    };
    let is_quoted = value.starts_with(is_quote);
    let is_closed = query.chars().filter(|c| is_quote(*c)).count() % 2 == 0;
    // Behind a mark that is closed nowhere stands what was there before it was typed.
    let end = if is_quoted && !is_closed { cursor } else { at.end };
    let typed = value.trim_start_matches(is_quote);
    // The mark at the end closed it: there is nothing left to complete.
    if is_quoted && (typed.is_empty() && value.chars().count() > 1 || typed.ends_with(is_quote)) {
        return None;
    }
    Some(Typing { at: name_end + 1..end, field: Some(name.to_lowercase()), typed: typed.to_owned() })
}

/// A value as it is written behind the name of a field: in quotation marks where it would end too early without.
///
/// A quotation mark in it is written as the wildcard for one character; in a title, where words alone count, as a blank.
pub fn written_value(field: &str, value: &str) -> String {
    let stand_in = if field == "title" { ' ' } else { '?' };
    let value: String = value.chars().map(|c| if is_quote(c) { stand_in } else { c }).collect();
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain =
        !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_plain { value } else { format!("\"{value}\"") }
}

#[cfg(test)]
mod tests {
    use super::super::{Query, meaning_at};
    use super::*;

    /// What is typed where `|` stands.
    fn typing(marked: &str) -> Option<(Range<usize>, Option<String>, String)> {
        let cursor = marked.chars().position(|c| c == '|').unwrap();
        typing_at(&marked.replace('|', ""), cursor).map(|it| (it.at, it.field, it.typed))
    }

    fn types_name(marked: &str, at: Range<usize>, typed: &str) {
        assert_eq!(typing(marked), Some((at, None, typed.to_owned())), "{marked}");
    }

    fn types_value(marked: &str, at: Range<usize>, field: &str, typed: &str) {
        assert_eq!(typing(marked), Some((at, Some(field.to_owned()), typed.to_owned())), "{marked}");
    }

    #[test]
    fn names_are_typed_where_a_word_stands() {
        types_name("k|", 0..1, "k");
        types_name("a (ki|", 3..5, "ki");
        types_name("-ta|g:praise a", 1..5, "ta");
        types_name("po|lice b", 0..6, "po");
        for elsewhere in
            ["|a", "a |", "\"a k|", "\"a k|\"", "/ta|", "/ta|/", "AND|", "ta*|", "=ta|", "ta~|", "(|", ")|"]
        {
            assert_eq!(typing(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn values_are_typed_behind_a_name() {
        types_value("Tag:|", 4..4, "tag", "");
        types_value("a tag:|", 6..6, "tag", "");
        types_value("é tag:pr|", 6..8, "tag", "pr");
        types_value("tag:pr|aise b", 4..10, "tag", "pr");
        types_value("-tag:\"poli|", 5..10, "tag", "poli");
        types_value("tag:\"a po|\" b", 4..10, "tag", "a po");
        types_value("tag:\"a| po\" b", 4..10, "tag", "a");
        types_value("tag:\"po| AND \"x y\"", 4..7, "tag", "po");
        types_value("tag:\"|", 4..5, "tag", "");
        assert_eq!(typing("tag:\"po\"|"), None, "it is closed");
        assert_eq!(typing("tag:\"\"|"), None, "it is closed");
        types_value("\"a\" tag:po|", 8..10, "tag", "po");
    }

    #[test]
    fn values_are_written_so_that_they_are_read_as_one() {
        assert_eq!(written_value("tag", "praise"), "praise");
        assert_eq!(written_value("tag", "Policing > Complaints"), "\"Policing > Complaints\"");
        assert_eq!(written_value("kind", "a “b” (c)"), "\"a ?b? (c)\"");
        assert_eq!(written_value("title", "The \"Echo\""), "\"The Echo\"");
        for odd in ["a:b", "(", "-", "x/y", " a ", "a~2", "\"\""] {
            let query = format!("kind:{} b", written_value("kind", odd));
            assert!(Query::parse(&query).is_ok(), "{query}");
        }
    }

    #[test]
    fn what_is_being_typed_is_explained() {
        let meaning = |marked: &str| {
            let cursor = marked.chars().position(|c| c == '|').unwrap();
            meaning_at(&marked.replace('|', ""), cursor)
        };
        for (marked, says) in [
            ("=po|", "this form only"),
            ("==Po|", "as written"),
            ("\"a b|", "side by side"),
            ("\"a b\"|", "side by side"),
            ("\"a b\"~|", "in any order"),
            ("compl*|", "any letters"),
            ("coppinger~|", "one letter wrong"),
            ("a /po|", "regular expression"),
            ("a AND|", "both"),
            ("a OR| b", "at least one"),
            ("-|a", "not this one"),
            ("memo:|", "memo"),
            ("KIND:let|", "attribute"),
            ("date:2019|", "2019-09..2020"),
        ] {
            assert!(meaning(marked).is_some_and(|it| it.contains(says)), "{marked}: {:?}", meaning(marked));
        }
        for marked in ["police|", "|", "a |", "(|"] {
            assert_eq!(meaning(marked), None, "{marked}");
        }
    }
}
