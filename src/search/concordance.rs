//! The concordance: each hit in its line of context (KWIC, keyword in context), ordered by the words beside it.
//!
//! Lines are made when they are shown. Only an order by neighbouring words needs every hit at once, and keeps for each the
//! words it is ordered by.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering as Order};

use serde::{Deserialize, Serialize};

use super::extent::{Extent, extended};
use super::index::{Found, View};
use super::query::written_days;
use super::scan::{Finder, Hit, Layers, Scanner, Searchable};
use super::words::{fold, tokens};
use crate::project::{DocumentId, Scope};
use crate::text::{Span, context};

/// More hits than this are not ordered by their neighbours: nobody reads them, and the words beside them fill memory.
pub const MOST_ORDERED: u64 = 1_000_000;

/// How far a neighbouring word is looked for, in bytes.
const NEIGHBOURHOOD: usize = 400;

/// Of a hit that is longer, only the ends are shown in its line, in characters.
const LONGEST_SHOWN: usize = 200;

/// A hit in its line of context. White space is one blank each, and words broken at a line's end are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands before the hit.
    pub left: String,
    /// The hit; the middle of a long one is left out.
    pub hit: String,
    /// What stands after it.
    pub right: String,
}

/// How much of what stands beside a hit its line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Context {
    /// So many characters on each side.
    Characters(usize),
    /// The sentence it stands in, up to [`LONGEST_CONTEXT`] on each side.
    Sentence,
}

/// More of a sentence is not shown beside a hit, in characters: what has no full stop for pages is none.
pub const LONGEST_CONTEXT: usize = 300;

/// What hits are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// The word so many places before the hit; 1 is the nearest.
    Left(usize),
    /// The hit itself.
    Hit,
    /// The word so many places after the hit.
    Right(usize),
    /// The order of the documents, and the place within each.
    Document,
    /// The date of the document; those without one come last.
    Date,
}

/// A hit and the number of its document in the library.
pub type Placed = (u32, Hit);

/// The line of a hit with so much context.
pub fn line(searchable: &Searchable, hit: Hit, shown: Context) -> Line {
    let body = searchable.text().as_str();
    let characters = match shown {
        Context::Characters(characters) => characters,
        Context::Sentence => LONGEST_CONTEXT,
    };
    let (before, after) = context(body, hit.span, characters);
    let mut around = Span::new(hit.span.start - before.len(), hit.span.end + after.len());
    if shown == Context::Sentence {
        let sentence = extended(searchable, hit.span, Extent::Sentence);
        around = Span::new(around.start.max(sentence.start), around.end.min(sentence.end));
    }
    let left = Span::new(around.start, hit.span.start);
    let right = Span::new(hit.span.end, around.end);
    let mut shown = searchable.shown(hit.span);
    if shown.chars().count() > LONGEST_SHOWN {
        let half = LONGEST_SHOWN / 2;
        let begin: String = shown.chars().take(half).collect();
        let length = shown.chars().count();
        let end: String = shown.chars().skip(length - half).collect();
        shown = format!("{} … {}", begin.trim_end(), end.trim_start());
    }
    Line { left: searchable.shown(left), hit: shown, right: searchable.shown(right) }
}

/// Every hit ordered by `keys`, the first counting most; hits that are equal stand as in their texts.
///
/// `None` when `cancel` was set, or when there are more than [`MOST_ORDERED`].
pub fn ordered(
    view: &View,
    finder: &Finder<'_>,
    scope: Scope,
    found: &[Found],
    keys: &[SortBy],
    cancel: &AtomicBool,
) -> Option<Vec<Placed>> {
    let hits: u64 = found.iter().map(|found| u64::from(found.hits)).sum();
    if hits > MOST_ORDERED {
        return None;
    }
    let mut scanner = Scanner::new(finder);
    let mut lines: Vec<(Vec<Key>, Placed)> = Vec::with_capacity(hits as usize);
    for Found { document, .. } in found {
        if cancel.load(Order::Relaxed) {
            return None;
        }
        let entry = &view.library().entries()[*document as usize];
        let searchable = &entry.searchable;
        let date = keys.contains(&SortBy::Date).then(|| date_of(finder.layers(), entry.document)).flatten();
        for hit in scanner.hits_unless(entry.document, searchable, scope, cancel)? {
            let key = |by: &SortBy| match by {
                SortBy::Left(place) => Key::Word(neighbour(searchable, hit.span, *place, false)),
                SortBy::Right(place) => Key::Word(neighbour(searchable, hit.span, *place, true)),
                SortBy::Hit => Key::Word(folded(&searchable.shown(hit.span))),
                SortBy::Document => Key::Document(*document),
                SortBy::Date => Key::Date(date.clone()),
            };
            lines.push((keys.iter().map(key).collect(), (*document, hit)));
        }
    }
    lines.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    Some(lines.into_iter().map(|(_, placed)| placed).collect())
}

/// How many of `hits` begin in each of `parts` equal parts of a text.
pub fn distribution(text_bytes: usize, hits: &[Hit], parts: usize) -> Vec<u32> {
    let mut counts = vec![0; parts];
    for hit in hits {
        let part = (hit.span.start as u128 * parts as u128 / text_bytes.max(1) as u128) as usize;
        if let Some(count) = counts.get_mut(part.min(parts.saturating_sub(1))) {
            *count += 1;
        }
    }
    counts
}

/// What one hit is ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    /// A word; none comes before all.
    Word(String),
    Document(u32),
    /// A date as it sorts; none comes last.
    Date(Option<String>),
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Word(a), Self::Word(b)) => a.cmp(b),
            (Self::Document(a), Self::Document(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => (a.is_none(), a).cmp(&(b.is_none(), b)),
            // Keys at one place are of one kind.
            _ => Ordering::Equal,
        }
    }
}

/// The date of a document, when it is one that can be compared.
pub(super) fn date_of(layers: &dyn Layers, document: DocumentId) -> Option<String> {
    layers.attribute(document, "date").and_then(written_days).map(|range| range.to_string())
}

/// The form of the word so many places before or after a hit; empty when the text ends before it.
fn neighbour(searchable: &Searchable, hit: Span, place: usize, after: bool) -> String {
    let body = searchable.text().as_str();
    let Some(back) = place.checked_sub(1) else { return String::new() };
    let around = if after {
        Span::new(hit.end, body.floor_char_boundary(hit.end + NEIGHBOURHOOD))
    } else {
        Span::new(body.ceil_char_boundary(hit.start.saturating_sub(NEIGHBOURHOOD)), hit.start)
    };
    let text = searchable.shown(around);
    let mut words: Vec<Span> = tokens(&text, &[]).map(|token| token.span).collect();
    if !after {
        words.reverse();
    }
    words.get(back).map_or_else(String::new, |span| folded(&text[span.range()]))
}

fn folded(text: &str) -> String {
    let mut form = String::new();
    fold(text, &mut form);
    form
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::search::scan::Passages;
    use crate::search::{Entry, HitKind, Library, NoLayers, Query, SearchEnd, index};
    use crate::text::Text;

    struct Dated;

    impl Layers for Dated {
        fn passages(&self, layer: crate::search::query::Layer, name: &str) -> Result<Passages, String> {
            NoLayers.passages(layer, name)
        }

        fn title(&self, _: DocumentId) -> &'static str {
            ""
        }

        fn attribute(&self, document: DocumentId, _: &str) -> Option<&str> {
            [Some("2020"), Some("2019-05"), None]
                .into_iter()
                .zip(0u8..)
                .find_map(|(date, number)| (document == DocumentId::derived(&[number])).then_some(date))?
        }
    }

    fn orders(texts: &[&str], keys: &[SortBy]) -> Vec<String> {
        let entry = |(number, text): (u8, &&str)| {
            Entry::new(DocumentId::derived(&[number]), Searchable::new(&Text::new(*text), None))
        };
        let library = Arc::new(Library::new((0u8..).zip(texts).map(entry).collect()));
        let view = View::of_library(&library);
        let query = Query::parse("police").unwrap();
        let finder = Finder::new(&query, &Dated).unwrap();
        let cancel = AtomicBool::new(false);
        let SearchEnd::Complete(results) =
            index::search(&view, &finder, Scope::Document, &cancel, &mut |_| {})
        else {
            panic!("nobody cancelled")
        };
        let placed = ordered(&view, &finder, Scope::Document, &results.found, keys, &cancel).unwrap();
        let shown = |(document, hit): &Placed| {
            let line = line(&library.entries()[*document as usize].searchable, *hit, Context::Characters(12));
            format!("{document}:{}[{}]{}", line.left, line.hit, line.right)
        };
        placed.iter().map(shown).collect()
    }

    #[test]
    fn lines_are_ordered_by_what_stands_beside_them() {
        let texts = ["big police car", "A red police van. Our\npolice bus", "police"];
        assert_eq!(
            orders(&texts, &[SortBy::Left(1)]),
            [
                "2:[police]",
                "0:big [police] car",
                "1:ce van. Our [police] bus",
                "1:A red [police] van. Our po"
            ]
        );
        assert_eq!(
            orders(&texts, &[SortBy::Right(1)]),
            [
                "2:[police]",
                "1:ce van. Our [police] bus",
                "0:big [police] car",
                "1:A red [police] van. Our po"
            ]
        );
        let by_date: Vec<String> = orders(&texts, &[SortBy::Date, SortBy::Left(2)]);
        assert!(by_date[0].starts_with("1:A") && by_date[2].starts_with('0') && by_date[3].starts_with('2'));
        assert_eq!(orders(&texts, &[]), orders(&texts, &[SortBy::Document]));
    }

    #[test]
    fn long_hits_are_shown_by_their_ends() {
        let text = Text::new(format!("begin {} end", "x".repeat(1000)));
        let hit = Hit { span: Span::new(0, text.len()), kind: HitKind::Unit };
        let line = line(&Searchable::new(&text, None), hit, Context::Characters(10));
        assert!(line.hit.starts_with("begin x") && line.hit.ends_with("x end") && line.hit.contains(" … "));
        assert!(line.hit.chars().count() < 210 && line.left.is_empty() && line.right.is_empty());
    }

    #[test]
    fn hits_fall_into_parts_of_the_text() {
        let hit = |at| Hit { span: Span::new(at, at + 1), kind: HitKind::Words };
        assert_eq!(distribution(100, &[hit(0), hit(49), hit(50), hit(99)], 4), [1, 1, 1, 1]);
        assert_eq!(distribution(0, &[hit(0)], 2), [1, 0]);
        assert_eq!(distribution(10, &[hit(0)], 0), Vec::<u32>::new());
    }
}
