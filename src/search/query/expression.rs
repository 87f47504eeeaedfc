//! Regular expressions in queries: the syntax of the `regex` crate, whose time is linear in the text whatever is asked.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::error::QueryError;

/// An expression may take so many bytes of memory when it is made ready, and as many while it searches.
pub(crate) const MOST_MEMORY: usize = 2 << 20;

/// A regular expression that is ready to search.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    /// As typed, without the slashes.
    pub pattern: String,
    /// Ready to search: capitals do not count, `^` and `$` stand for the ends of lines.
    pub regex: Regex,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern
    }
}

impl Expression {
    /// Makes a pattern ready that stands at the code points `at` of the query.
    pub fn new(pattern: String, at: Range<usize>) -> Result<Self, QueryError> {
        // The parser is asked first because it alone says where the fault is.
        let parsed =
            regex_syntax::ParserBuilder::new().nest_limit(super::DEEPEST as u32).build().parse(&pattern);
        if let Err(error) = parsed {
            let (byte, what) = match error {
                regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
                regex_syntax::Error::Translate(error) => {
                    (error.span().start.offset, error.kind().to_string())
                }
                _ => (0, "it cannot be read".to_owned()),
            };
            let before = pattern.get(..byte).map_or(0, |before| before.chars().count());
            let place = (at.start + before).min(at.end);
            let sentence = format!("The expression is wrong at its character {}: {what}.", before + 1);
            return Err(QueryError::new(place..(place + 1).min(at.end), sentence));
        }
        let regex = RegexBuilder::new(&pattern)
            .case_insensitive(true)
            .multi_line(true)
            .size_limit(MOST_MEMORY)
            .dfa_size_limit(MOST_MEMORY)
            .build()
            .map_err(|_| {
                QueryError::new(
                    at,
                    "The expression describes too much at once; make the numbers of its repetitions smaller.",
                )
            })?;
        Ok(Self { pattern, regex })
    }
}
