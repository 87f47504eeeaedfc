//! Why a query cannot be read, and where.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

/// A fault in a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct QueryError {
    /// What is wrong and what to do, as one sentence.
    pub sentence: String,
    /// The characters at fault, in code points of the query; at its end the range is empty.
    pub at: Range<usize>,
}

impl QueryError {
    pub(crate) fn new(at: Range<usize>, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), at }
    }

    /// The query with a line of marks under the fault, for a terminal.
    ///
    /// A query of many lines or beyond 100 characters is cut around the fault.
    pub fn pointed(&self, query: &str) -> String {
        const BEFORE: usize = 60;
        const AFTER: usize = 40;
        let from = self.at.start.saturating_sub(BEFORE);
        let shown: Vec<char> = query
            .chars()
            .skip(from)
            .take(BEFORE + AFTER)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        // A terminal gives a Chinese character two columns and a combining mark none.
        let columns = |characters: &[char]| characters.iter().collect::<String>().width();
        let start = (self.at.start - from).min(shown.len());
        let end = (start + self.at.len()).min(shown.len());
        let marks = "^".repeat(columns(&shown[start..end]).max(1));
        let blanks = " ".repeat(columns(&shown[..start]));
        format!("{}\n{blanks}{marks}", shown.iter().collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(query: &str, at: Range<usize>) -> String {
        QueryError::new(at, "").pointed(query).lines().nth(1).unwrap().to_owned()
    }

    #[test]
    fn the_marks_stand_under_the_fault_however_wide_the_characters_are() {
        assert_eq!(marks("police AND (", 11..12), format!("{}^", " ".repeat(11)));
        assert_eq!(marks("警察 AND (", 7..8), format!("{}^", " ".repeat(9)), "two columns each");
        assert_eq!(marks("tag:警察", 0..6), "^".repeat(8));
        assert_eq!(
            marks("cafe\u{301} (", 6..7),
            format!("{}^", " ".repeat(5)),
            "a mark over a letter has none"
        );
        assert_eq!(marks("(", 1..1), " ^", "at the end");
    }

    #[test]
    fn a_long_query_is_cut_around_the_fault() {
        let query = format!("{}({}", "警".repeat(300), "a".repeat(300));
        let pointed = QueryError::new(300..301, "").pointed(&query);
        let (shown, marks) = pointed.split_once('\n').unwrap();
        assert_eq!(shown.chars().count(), 100);
        assert_eq!(marks, format!("{}^", " ".repeat(120)));
    }
}
