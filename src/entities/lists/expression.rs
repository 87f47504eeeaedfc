//! Regular expressions of the user, each a kind of its own.

use std::fmt;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::entities::{Kind, Mention, Source};
use crate::text::Span;

/// An expression may take so many bytes of memory when it is made ready; one that takes more would make searching slow.
const MOST_MEMORY: usize = 2 << 20;

/// A longer expression is not read.
const MOST_CHARACTERS: usize = 10_000;

/// A regular expression that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it is called: the name its mentions have as their source.
    pub name: Arc<str>,
    /// The kind of what it finds.
    pub kind: Kind,
    /// The expression, in the syntax of Rust's `regex` crate.
    pub pattern: String,
    /// True when capitals must be as written.
    pub match_case: bool,
}

/// Why an expression cannot be used, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadExpression {
    /// What is wrong, where, and what to do.
    pub sentence: String,
    /// The character of the pattern where it is wrong, counted from 0; `None` when it is wrong as a whole.
    pub at: Option<usize>,
}

impl fmt::Display for BadExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for BadExpression {}

/// An expression that can be searched for.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    regex: Regex,
    name: Arc<str>,
    kind: Kind,
}

impl Expression {
    /// Says what is wrong with the pattern, if anything is.
    pub fn check(&self) -> Result<(), BadExpression> {
        self.ready().map(|_| ())
    }

    /// Makes the expression ready for searching.
    pub(super) fn ready(&self) -> Result<Ready, BadExpression> {
        if self.pattern.chars().count() > MOST_CHARACTERS {
            return Err(self.bad(None, &format!("it is longer than {MOST_CHARACTERS} characters")));
        }
        // The parser is asked first because it alone says where the fault is.
        regex_syntax::Parser::new().parse(&self.pattern).map_err(|error| match error {
            regex_syntax::Error::Parse(error) => {
                self.fault(error.span().start.offset, &error.kind().to_string())
            }
            regex_syntax::Error::Translate(error) => {
                self.fault(error.span().start.offset, &error.kind().to_string())
            }
            _ => self.bad(None, "it cannot be read"),
        })?;
        let regex = RegexBuilder::new(&self.pattern)
            .case_insensitive(!self.match_case)
            .multi_line(true)
            .size_limit(MOST_MEMORY)
            .dfa_size_limit(MOST_MEMORY)
            .build()
            .map_err(|_| self.bad(None, "it describes too much at once; make its repetitions smaller"))?;
        Ok(Ready { regex, name: Arc::clone(&self.name), kind: self.kind.clone() })
    }

    fn fault(&self, byte: usize, what: &str) -> BadExpression {
        let at = self.pattern.get(..byte).map_or(0, |before| before.chars().count());
        self.bad(Some(at), what)
    }

    fn bad(&self, at: Option<usize>, what: &str) -> BadExpression {
        let sentence = match at {
            Some(at) => {
                let there = self.pattern.chars().nth(at);
                let there = there.map_or_else(|| "the end".to_owned(), |letter| format!("“{letter}”"));
                format!("The expression “{}” is wrong at character {} ({there}): {what}.", self.name, at + 1)
            }
            None => format!("The expression “{}” cannot be used: {what}.", self.name),
        };
        BadExpression { sentence, at }
    }
}

impl Ready {
    /// What the expression describes in a text; matches of nothing are left out.
    pub(super) fn find(&self, text: &str) -> Vec<Mention> {
        self.regex
            .find_iter(text)
            .filter(|found| !found.as_str().trim().is_empty())
            .map(|found| Mention {
                span: Span::new(found.start(), found.end()).trimmed(text),
                kind: self.kind.clone(),
                source: Source::List(Arc::clone(&self.name)),
                value: None,
            })
            .collect()
    }
}
