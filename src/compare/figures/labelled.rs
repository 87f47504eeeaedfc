//! Numbers that a line gives for its label: `Burglaries: 420`, `Meetings 670`, `| Arrests | 33 |`. What is counted stands before
//! the number, and nothing else on the line.

use super::more::Word;
use super::phrase::is_plural;
use crate::compare::function_words::FunctionWords;
use crate::entities::rules::numbers_things;

/// A label has no more words.
const LONGEST: usize = 5;
/// Nor more bytes, with what parts it from its number.
const WIDEST: usize = 96;
/// Labels whose numbers say how to reach somebody, or where something is.
const OTHERS: [&str; 20] = [
    "tel",
    "telephone",
    "phone",
    "fax",
    "mobile",
    "ext",
    "extension",
    "call",
    "page",
    "ref",
    "reference",
    "id",
    "year",
    "date",
    "time",
    "number",
    "no",
    "code",
    "isbn",
    "issn",
];

/// True for a word of a label whose number counts nothing.
pub fn names_a_number(word: &str) -> bool {
    numbers_things(word) || OTHERS.contains(&word)
}

/// True when the word `at`, a number, stands behind a label, and its line says nothing else.
pub fn is_labelled(body: &str, words: &[Word], at: usize, functions: FunctionWords) -> bool {
    let span = words[at].span;
    let from = body.floor_char_boundary(span.start.saturating_sub(WIDEST));
    let Some(line) =
        body[from..span.start].rfind('\n').map(|end| from + end + 1).or((from == 0).then_some(0))
    else {
        return false;
    };
    // Only as far as nothing else is said: a line may be a whole text.
    let mut after = body[span.end..].chars().take_while(|c| *c != '\n');
    let is_alone = after.all(|c| c.is_whitespace() || matches!(c, '|' | '.' | ';' | ','));
    let label =
        body[line..span.start].trim_start_matches(|c: char| c.is_whitespace() || "|•*-–\u{f0b7}".contains(c));
    let named = label.trim_end_matches(|c: char| c.is_whitespace() || "|:=–-".contains(c));
    let parted = &label[named.len()..];
    let own: Vec<&Word> = {
        let first = words[..at].partition_point(|word| word.span.start < line);
        words[first..at].iter().collect()
    };
    let fits = is_alone
        && (1..=LONGEST).contains(&own.len())
        && named.starts_with(char::is_uppercase)
        && !named.trim_start_matches("No. of ").contains(['.', ',', ';', '!', '?', '|', '\t', ':'])
        && !parted.is_empty()
        && own.iter().all(|word| word.form.starts_with(char::is_alphabetic));
    let Some(last) = own.last().filter(|_| fits) else { return false };
    // `Number of pupils`
    let is_how_many = |at: usize| own.get(at + 1).is_some_and(|next| next.form == "of");
    if own.iter().enumerate().any(|(at, word)| names_a_number(&word.form) && !is_how_many(at)) {
        return false;
    }
    let is_year = span.len() == 4 && matches!(body.get(span.start..span.start + 2), Some("18" | "19" | "20"));
    if parted.contains([':', '|', '=', '\t']) || parted.len() > 1 {
        return !is_year;
    }
    // One space alone parts the words of any sentence.
    !is_year
        && is_plural(&last.form)
        && !own.iter().any(|word| functions.contains(&word.form) && word.form != "of" && word.form != "and")
}
