//! What part of a query is being typed: enough to say what it means, to offer names and values for it, and to put one there.
//!
//! What there is to offer is whoever asks' business; this only knows the grammar. A query need not be whole for it.

use std::ops::Range;

use super::help::FIELDS;
use super::lexer::{ATTRIBUTE_PREFIX, FieldName, Lexeme, Lexer, is_name, is_quote};

/// A name or value that is being typed and can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// What would be replaced, in code points of the query.
    pub at: Range<usize>,
    /// The field whose value is typed, in small letters, an attribute called like a field behind `attribute.`; `None` when it
    /// is the name of a field, or a word.
    pub field: Option<String>,
    /// What stands there up to the cursor, without quotation marks.
    pub typed: String,
}

/// What kind of part the cursor stands in or behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'q> {
    /// `AND`, `OR`, `NOT` or `-`.
    Operator(&'q str),
    /// Between slashes.
    Expression,
    /// Between quotation marks; near when something stands behind `~`.
    Phrase { near: bool },
    /// The name of a field or its value.
    Field {
        /// As [`Typing::field`] has it.
        field: String,
        /// The name as it is typed, with any marks around it.
        typed: &'q str,
    },
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
    if let Some(part) = field_of(text) {
        return Some(part);
    }
    Some(match lexeme {
        Some(Lexeme::Open | Lexeme::Close) => return None,
        Some(Lexeme::And | Lexeme::Or | Lexeme::Not) => Part::Operator(text),
        _ if text.starts_with('/') => Part::Expression,
        _ if unmarked.starts_with(is_quote) => {
            Part::Phrase { near: unmarked.rsplit(is_quote).next().is_some_and(|end| end.starts_with('~')) }
        }
        _ => Part::Word(text),
    })
}

/// The field that a part is, or begins to be.
fn field_of(text: &str) -> Option<Part<'_>> {
    let (name, typed) = if text.starts_with(is_quote) {
        let end = text.char_indices().skip(1).find(|(_, c)| is_quote(*c)).map(|(at, c)| at + c.len_utf8())?;
        text[end..].starts_with(':').then_some(())?;
        let name = text[..end].trim_matches(is_quote).to_lowercase();
        (FieldName { name, is_attribute: true }, &text[..end])
    } else {
        let (typed, _) = text.split_once(':')?;
        (FieldName::of(typed)?, typed)
    };
    let FieldName { name, is_attribute } = name;
    let field = if is_attribute && is_field(&name) { format!("{ATTRIBUTE_PREFIX}{name}") } else { name };
    Some(Part::Field { field, typed })
}

/// True for the name of a field that every corpus has.
fn is_field(name: &str) -> bool {
    FIELDS.iter().any(|(field, _)| *field == name)
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
    let (typed, field, value) = match &part {
        Part::Word(word) if is_name(word) => (*word, "", None),
        Part::Field { field, typed } => {
            let value = before.strip_prefix(*typed).and_then(|rest| rest.strip_prefix(':'));
            (*typed, field.as_str(), value)
        }
        _ => return None,
    };
    let name_end = at.start + typed.chars().count();
    let Some(value) = value else {
        // With the colon, if there is one already.
        let end = name_end + usize::from(matches!(part, Part::Field { .. }));
        let typed = before.trim_start_matches(is_quote).to_owned();
        return Some(Typing { at: at.start..end, field: None, typed });
    };
    let is_quoted = value.starts_with(is_quote);
    let is_closed = marks(query).is_multiple_of(2);
    // Behind a mark that is closed nowhere stands what was there before it was typed.
    let end = if is_quoted && !is_closed { cursor } else { at.end };
    let typed = value.trim_start_matches(is_quote);
    // The mark at the end closed it: there is nothing left to complete.
    if is_quoted && (typed.is_empty() && value.chars().count() > 1 || typed.ends_with(is_quote)) {
        return None;
    }
    Some(Typing { at: name_end + 1..end, field: Some(field.to_owned()), typed: typed.to_owned() })
}

/// How many quotation marks there are that open or close something.
fn marks(query: &str) -> usize {
    let mut escaped = false;
    let opens = |c: char| {
        let counts = !escaped && is_quote(c);
        escaped = !escaped && c == '\\';
        counts
    };
    query.chars().map(opens).filter(|counts| *counts).count()
}

/// The name of an attribute as it is written before the colon: between quotation marks where it is no single word, behind
/// `attribute.` where a field has the same name.
pub fn written_name(name: &str) -> String {
    if is_field(name) {
        format!("{ATTRIBUTE_PREFIX}{name}")
    } else if is_name(name) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A text between quotation marks, as [`super::lexer`] reads it back.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if is_quote(c) || c == '\\' {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

/// A value as it is written behind the name of a field: between quotation marks where it would end too early without.
pub fn written_value(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain =
        !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_plain { value } else { quoted(&value) }
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
        assert_eq!(written_value("praise"), "praise");
        assert_eq!(written_value("Policing > Complaints"), "\"Policing > Complaints\"");
        assert_eq!(written_value("a “b” (c)"), "\"a \\“b\\” (c)\"");
        assert_eq!(written_value("The \"Echo\""), "\"The \\\"Echo\\\"\"");
        for odd in ["a:b", "(", "-", "x/y", " a ", "a~2", "\"\"", "a\\", "\\\""] {
            let query = format!("kind:{} b", written_value(odd));
            assert!(Query::parse(&query).is_ok(), "{query}");
        }
    }

    #[test]
    fn names_of_attributes_are_written_so_that_they_are_read_as_such() {
        for (name, written) in [
            ("kind", "kind"),
            ("court district", "\"court district\""),
            ("2nd \"name\"", "\"2nd \\\"name\\\"\""),
            ("dc.title", "\"dc.title\""),
            ("type", "attribute.type"),
        ] {
            assert_eq!(written_name(name), written);
            assert!(Query::parse(&format!("{written}:x")).is_ok(), "{written}");
        }
        types_value("\"court district\":Yo|", 17..19, "court district", "Yo");
        types_value("attribute.type:le|", 15..17, "attribute.type", "le");
        types_value("\"Type\":le|", 7..9, "attribute.type", "le");
        types_name("\"court di|strict\":Yo", 0..17, "court di");
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
