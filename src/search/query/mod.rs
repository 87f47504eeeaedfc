//! The query language: what is typed in the search box, read into a tree or refused with the place and the reason.
//!
//! ```text
//! police                 the word and its other forms, by the document's language
//! =police                this form only; case and accents do not count
//! ==Police               as written, case and accents count
//! "police officers"      these words side by side, in these forms; * stands for any one word
//! "police officers"~5    in any order, with up to five other words among them
//! complain* wom?n        * any number of letters, ? one letter
//! coppinger~1            one letter wrong, missing, too many or swapped with the next; up to ~2
//! /pol[a-z]+ officers?/  a regular expression over the running text; capitals and accents do not count unless (?-i) is said
//! tag:praise  entity:"Barry Coppinger"  type:place  memo:doubt  coder:"Ana Bel"
//! title:report  date:2019..2020  kind:letter (any attribute of documents)
//! "court district":York          an attribute whose name is no single word; attribute.type:letter one called like a field
//! "a \"quoted\" word"            behind a backslash a quotation mark is itself
//! a b, a AND b, a OR b, NOT a, -a, ( )
//! ```
//!
//! Knows nothing of texts: what a query finds is said in [`super::scan`].

mod dates;
mod error;
mod expression;
mod help;
mod lexer;
pub mod made;
mod node;
mod parser;
mod pattern;
mod typed;
mod typing;

pub use dates::{DateRange, day_range, written_days};
pub use error::QueryError;
pub(crate) use expression::Expression;
pub use help::{ATTRIBUTE, FIELDS, HELP, meaning_at};
pub use lexer::ATTRIBUTE_PREFIX;
pub use node::Layer;
pub(crate) use node::{Arrangement, Condition, Leaf, Node, Slot, Value};
pub(crate) use pattern::{Pattern, Wild, WildPart, within_edits};
pub(crate) use typed::{value_form, wild_of, words_of};
pub use typing::{Typing, typing_at, written_name, written_value};

/// A longer query is refused: nobody types it, and reading it while somebody types must take no time.
pub const MOST_CHARACTERS: usize = 10_000;

/// Brackets and NOTs inside one another; the tree is walked by recursion.
pub const DEEPEST: usize = 64;

/// Words and other parts in one query; each is looked for in every text.
pub const MOST_PARTS: usize = 1000;

/// Expressions in one query; each is made ready while somebody types, and takes up to two megabytes.
pub const MOST_EXPRESSIONS: usize = 16;

/// A query that has been read.
#[derive(Clone, Debug)]
pub struct Query {
    source: String,
    pub(crate) root: Node,
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// The place of the first fault, and a sentence that says what is wrong and what to do.
    pub fn parse(source: &str) -> Result<Self, QueryError> {
        parser::parse(source).map(|root| Self { source: source.to_owned(), root })
    }

    /// What was typed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The kinds of layer the query asks for, each with what it names and its place in what was typed, in code points.
    pub fn layers(&self) -> Vec<(Layer, &str, std::ops::Range<usize>)> {
        let mut found = Vec::new();
        self.root.each_leaf(&mut |leaf| {
            if let Leaf::Layer { layer, name, at } = leaf {
                found.push((*layer, name.as_str(), at.clone()));
            }
        });
        found
    }

    /// True when the query asks for something that is true of whole documents: a title, a date, an attribute.
    pub fn asks_about_documents(&self) -> bool {
        let mut asks = false;
        self.root.each_leaf(&mut |leaf| asks |= matches!(leaf, Leaf::Document(_)));
        asks
    }

    /// True when the query looks for words or expressions, so that hits are words and not whole passages.
    pub fn asks_for_words(&self) -> bool {
        let mut asks = false;
        self.root.each_leaf(&mut |leaf| asks |= matches!(leaf, Leaf::Words { .. } | Leaf::Expression(_)));
        asks
    }
}

#[cfg(test)]
mod tests;
