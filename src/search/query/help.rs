//! One line of help for each thing the query language can say, and completion of field names and values.

use std::ops::Range;

use super::node::Layer;
use crate::search::words::fold;

/// An example of each thing a query can say, and what it finds.
pub const HELP: [(&str, &str); 17] = [
    ("police", "the word and its other forms"),
    ("=police", "this form only"),
    ("==Police", "as written: capitals and accents count"),
    ("\"police officers\"", "these words side by side; * stands for any word"),
    ("\"police complaint\"~5", "in any order, with up to five other words among them"),
    ("complain*  wom?n", "* any letters, ? one letter"),
    ("coppinger~1", "one letter wrong, missing, too many or swapped; ~2 for two"),
    ("/officers? of the \\w+/", "a regular expression over the running text"),
    ("a b  or  a AND b", "both"),
    ("a OR b", "at least one"),
    ("NOT a  or  -a", "not this one"),
    ("tag:praise", "passages with this tag or one below it"),
    ("entity:\"Barry Coppinger\"", "where this entity is named"),
    ("type:place", "where anything of this kind is named"),
    ("memo:doubt  coder:\"Ana Bel\"", "annotations with this word in their memo, or by this coder"),
    ("title:report  date:2019..2020", "documents of this title, of this time"),
    ("kind:letter", "documents with this attribute"),
];

/// What could be put in the place of a part of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The part that is replaced, in code points of the query.
    pub at: Range<usize>,
    /// What could stand there, best first.
    pub options: Vec<String>,
}

/// Completes the field name or value that ends at the code point `cursor`.
///
/// `attributes` are the names of attributes there are; `values` gives the values that a field of this name can have.
pub fn complete(
    query: &str,
    cursor: usize,
    attributes: &[String],
    values: &dyn Fn(&str) -> Vec<String>,
) -> Option<Completion> {
    const MOST: usize = 12;
    let before: Vec<char> = query.chars().take(cursor).collect();
    let quotes: Vec<usize> = (0..before.len()).filter(|at| matches!(before[*at], '"' | '“' | '”')).collect();
    let open = quotes.last().filter(|_| quotes.len() % 2 == 1);
    let start_of_value = match open {
        // Inside a phrase there is nothing to complete.
        Some(open) => Some(start_of_field(&before, *open)?),
        None => None,
    };
    let start = start_of_value.unwrap_or_else(|| {
        let space =
            before.iter().rposition(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'));
        space.map_or(0, |at| at + 1)
    });
    let word: String = before[start..].iter().skip_while(|c| **c == '-').collect();
    let word_start = before.len() - word.chars().count();
    let (at, prefix, candidates) = match word.split_once(':') {
        Some((name, value)) => {
            let value_start = word_start + name.chars().count() + 1;
            let value = value.trim_start_matches(['"', '“']);
            (value_start, value.to_owned(), values(&name.to_lowercase()))
        }
        None if start_of_value.is_none() && !word.is_empty() => {
            let mut names: Vec<String> = Layer::ALL.iter().map(|(_, word)| (*word).to_owned()).collect();
            names.extend(["title".to_owned(), "date".to_owned()]);
            names.extend(attributes.iter().map(|name| name.to_lowercase()));
            names.sort();
            names.dedup();
            (word_start, word.clone(), names.into_iter().map(|name| format!("{name}:")).collect())
        }
        None => return None,
    };
    let is_value = word.contains(':');
    let wanted = folded(&prefix);
    let mut options: Vec<String> =
        candidates.into_iter().filter(|option| folded(option).starts_with(&wanted)).collect();
    options.truncate(MOST);
    let quoted = |option: String| {
        let plain = option.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if is_value && !plain { format!("\"{option}\"") } else { option }
    };
    let options: Vec<String> = options.into_iter().map(quoted).collect();
    (!options.is_empty()).then_some(Completion { at: at..before.len(), options })
}

/// Where the field begins whose value the quotation mark at `open` begins; `None` when it begins a phrase.
fn start_of_field(before: &[char], open: usize) -> Option<usize> {
    let name_end = open.checked_sub(1).filter(|at| before[*at] == ':')?;
    let start = before[..name_end].iter().rposition(|c| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
    Some(start.map_or(0, |at| at + 1))
}

fn folded(text: &str) -> String {
    let mut form = String::new();
    fold(text, &mut form);
    form
}
