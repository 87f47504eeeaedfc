//! An office taken apart: what it is, and what it is for.

use std::ops::Range;

use super::class::PART;
use super::fold::{Folded, join};
use super::lexicon::{is_head, is_of_the_office, is_small, office_in_full};

/// An office: `Police and Crime Commissioner` for `Cleveland`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Office {
    /// The words of the office, without what it is for.
    pub title: Vec<String>,
    /// What it is for, as a key; empty when nothing says.
    pub of: String,
    /// True when several holders are meant: `PCCs`.
    pub plural: bool,
}

impl Office {
    /// Takes an office apart by its own words: `… for X`, `… of X`.
    pub(crate) fn of(name: &Folded) -> Self {
        let (title, of) = split(name);
        Self::from_parts(name, title, of)
    }

    /// The office whose name is in `title` and that is for what is in `of`.
    pub(crate) fn from_parts(name: &Folded, title: Range<usize>, of: Range<usize>) -> Self {
        let mut words: Vec<String> = Vec::with_capacity(title.len());
        let last = title.end.saturating_sub(1);
        let mut plural = false;
        for at in title {
            let word = name.word(at);
            let is_last = at == last;
            let single = if is_last { singular(word, name.is_acronym(at)) } else { None };
            plural |= single.is_some();
            let word = single.unwrap_or(word);
            words.extend(office_in_full(word).unwrap_or(word).split(' ').map(str::to_owned));
        }
        Self { title: words, of: jurisdiction(name, of), plural }
    }

    /// The office alone, as a key.
    pub(crate) fn title_key(&self) -> String {
        let mut key = join(self.title.iter().map(String::as_str));
        // Many holders of no place in particular are a class of people and no office of one.
        if self.plural && self.of.is_empty() {
            key.push_str("(s)");
        }
        key
    }

    /// The whole as a key.
    pub(crate) fn key(&self) -> String {
        key(&self.title_key(), &self.of)
    }
}

/// The key of an office for something.
pub(crate) fn key(title: &str, of: &str) -> String {
    if of.is_empty() { title.to_owned() } else { format!("{title}{PART}{of}") }
}

/// A key of an office in its two parts.
pub(crate) fn parts(key: &str) -> (&str, &str) {
    key.split_once(PART).unwrap_or((key, ""))
}

/// Where an office ends and what it is for begins, by `for` and `of`.
fn split(name: &Folded) -> (Range<usize>, Range<usize>) {
    let whole = (0..name.len(), 0..0);
    let at = |word: &str| (1..name.len().saturating_sub(1)).rev().find(|at| name.word(*at) == word);
    let Some(mark) = at("for").or_else(|| at("of")) else { return whole };
    if name.word(mark) == "of" && is_of_the_office(name.word(mark + 1)) {
        return whole;
    }
    let from = if name.word(mark + 1) == "the" { mark + 2 } else { mark + 1 };
    if from < name.len() { (0..mark, from..name.len()) } else { whole }
}

/// What an office is for, as a key: `Cleveland Police` and `Cleveland` are the same to it.
pub(crate) fn jurisdiction(name: &Folded, range: Range<usize>) -> String {
    let mut end = range.end;
    while end > range.start + 1 && (is_head(name.word(end - 1)) || is_small(name.word(end - 1))) {
        end -= 1;
    }
    name.key_of(range.start..end)
}

/// The singular of the last word of an office, if it is a plural.
fn singular(word: &str, acronym: bool) -> Option<&str> {
    let stem = word.strip_suffix('s')?;
    let is_plural = if acronym {
        stem.len() >= 2
    } else {
        stem.len() >= 4
            && !stem.ends_with(['s', 'u', 'i'])
            && !matches!(word, "sales" | "services" | "affairs")
    };
    is_plural.then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::super::fold::Hyphen;
    use super::*;

    fn office(name: &str) -> (String, String) {
        let office = Office::of(&Folded::of(name, Hyphen::Parts));
        (office.title_key(), office.of)
    }

    #[test]
    fn offices_part_from_their_places() {
        for (name, title, of) in [
            ("Police & Crime Commissioner for Cleveland", "policeandcrimecommissioner", "cleveland"),
            ("Secretary of State for Health", "secretaryofstate", "health"),
            ("Secretary of State", "secretaryofstate", ""),
            ("Mayor of the Tees Valley", "mayor", "teesvalley"),
            ("Chief Constable of Cleveland Police", "chiefconstable", "cleveland"),
            ("PCCs", "pcc(s)", ""),
            ("Cllr", "councillor", ""),
            ("Councillors of Hull", "councillor", "hull"),
            ("Head of Sales", "head", "sales"),
        ] {
            assert_eq!(office(name), (title.to_owned(), of.to_owned()), "{name}");
        }
    }
}
