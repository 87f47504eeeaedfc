//! One line of help for each thing the query language can say, and for what is being typed just now.

use super::typing::{Part, part_at};

/// The fields every corpus has, each with what it finds; the attributes of documents are fields beside them.
pub const FIELDS: [(&str, &str); 7] = [
    ("tag", "passages with this tag or one below it"),
    ("entity", "where this entity is named"),
    ("type", "where anything of this kind is named"),
    ("title", "documents with these words in their title"),
    ("date", "documents of this time: 2019, 2019-09..2020"),
    ("memo", "annotations with this word in their memo"),
    ("coder", "annotations by this coder"),
];

/// What a field finds that is the name of an attribute.
pub const ATTRIBUTE: &str = "documents with this attribute";

const FORMS: &str = "the word and its other forms";
const EXACT: &str = "this form only";
const AS_WRITTEN: &str = "as written: capitals and accents count";
const PHRASE: &str = "these words side by side; * stands for any word";
const NEAR: &str = "in any order, with up to five other words among them";
const WILD: &str = "* any letters, ? one letter";
const FUZZY: &str = "one letter wrong, missing, too many or swapped; ~2 for two";
const EXPRESSION: &str = "a regular expression; capitals and accents count after (?-i); a very long match ends after some 8 kB of text";
const AND: &str = "both";
const OR: &str = "at least one";
const NOT: &str = "not this one";

/// An example of each thing a query can say, and what it finds.
pub const HELP: [(&str, &str); 20] = [
    ("police", FORMS),
    ("=police", EXACT),
    ("==Police", AS_WRITTEN),
    ("\"police officers\"", PHRASE),
    ("\"police complaint\"~5", NEAR),
    ("complain*  wom?n", WILD),
    ("coppinger~1", FUZZY),
    ("/officers? of the \\w+/", EXPRESSION),
    ("a b  or  a AND b", AND),
    ("a OR b", OR),
    ("NOT a  or  -a", NOT),
    ("tag:praise", FIELDS[0].1),
    ("entity:\"Barry Coppinger\"", FIELDS[1].1),
    ("type:place", FIELDS[2].1),
    ("title:report", FIELDS[3].1),
    ("date:2019..2020", FIELDS[4].1),
    ("memo:doubt", FIELDS[5].1),
    ("coder:\"Ana Bel\"", FIELDS[6].1),
    ("kind:letter", ATTRIBUTE),
    (
        "\"court district\":York",
        "an attribute whose name is no single word; attribute.type: one called like a field",
    ),
];

/// What the part of a query means that is being typed at the code point `cursor`; `None` where it is a plain word or
/// nothing at all.
pub fn meaning_at(query: &str, cursor: usize) -> Option<&'static str> {
    let (part, _) = part_at(query, cursor)?;
    Some(match part {
        Part::Operator("AND") => AND,
        Part::Operator("OR") => OR,
        Part::Operator(_) => NOT,
        Part::Expression => EXPRESSION,
        Part::Phrase { near: true } => NEAR,
        Part::Phrase { near: false } => PHRASE,
        Part::Field { field, .. } => {
            FIELDS.iter().find(|(name, _)| *name == field.as_str()).map_or(ATTRIBUTE, |(_, meaning)| meaning)
        }
        Part::Word(word) => match word {
            word if word.contains('~') => FUZZY,
            word if word.starts_with("==") => AS_WRITTEN,
            word if word.starts_with('=') => EXACT,
            word if word.contains(['*', '?']) => WILD,
            _ => return None,
        },
    })
}
