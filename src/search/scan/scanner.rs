//! The scan of one document after another by one thread.

use rustc_hash::FxHashMap;

use super::arrange::{Occurrence, Occurrences, adjacent, near};
use super::finder::{Finder, Part, Ready};
use super::flow::{Flow, Unit};
use super::lexicon::Lexicon;
use super::{Hit, HitKind, Searchable, conditions};
use crate::project::{DocumentId, Scope};
use crate::search::language::Language;
use crate::search::query::Arrangement;
use crate::search::words::tokens;
use crate::text::Span;
use crate::text::sentences::sentences_in;

/// Answers a query in documents, one at a time, and remembers the words it has met.
pub struct Scanner<'f> {
    finder: &'f Finder<'f>,
    lexicons: FxHashMap<Option<Language>, Lexicon>,
    occurrences: Occurrences,
}

/// What is known of a leaf in a document before its units are looked at.
enum Found {
    /// Words, in the flow, in order of their beginnings.
    Words(Vec<Span>),
    /// An expression, which is looked for in each unit.
    Expression,
    /// Passages, in the text.
    Passages(Vec<Span>),
    /// It holds for the whole document, or not.
    Document(bool),
}

/// What can be said of a part of a query before it has been looked at closely.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Maybe {
    No,
    Unknown,
    Yes,
}

impl<'f> Scanner<'f> {
    /// A scanner that has met no words yet.
    pub fn new(finder: &'f Finder<'f>) -> Self {
        let occurrences = vec![Vec::new(); finder.slots.count];
        Self { finder, lexicons: FxHashMap::default(), occurrences }
    }

    /// Every hit in a document, in order.
    pub fn hits(&mut self, document: DocumentId, searchable: &Searchable, scope: Scope) -> Vec<Hit> {
        let finder = self.finder;
        let mut found: Vec<Option<Found>> =
            finder.leaves.iter().map(|leaf| known(leaf, finder, document)).collect();
        if possible(&finder.root, &|leaf| at_first(found[leaf].as_ref())) == Maybe::No {
            return Vec::new();
        }
        let flow = searchable.flow();
        if finder.asks_for_words() {
            self.read(searchable.language(), &flow);
        }
        for (leaf, found) in finder.leaves.iter().zip(&mut found) {
            if let Ready::Words { slots, arrangement } = leaf {
                let mut spans = match arrangement {
                    Arrangement::Adjacent => adjacent(slots, &self.occurrences),
                    Arrangement::Near(others) => near(slots, *others, &self.occurrences),
                };
                spans.sort_unstable();
                *found = Some(Found::Words(spans));
            }
        }
        // Every leaf is known now.
        let found: Vec<Found> = found.into_iter().flatten().collect();
        if possible(&finder.root, &|leaf| at_first(found.get(leaf))) == Maybe::No {
            return Vec::new();
        }
        let mut answer = Answer { finder, flow: &flow, found: &found, hits: Vec::new() };
        answer.answer(searchable, scope);
        let mut hits = answer.hits;
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// Notes where the words of the query are.
    fn read(&mut self, language: Option<Language>, flow: &Flow<'_>) {
        let slots = &self.finder.slots;
        let lexicon = self.lexicons.entry(language).or_insert_with(|| Lexicon::new(slots, language));
        self.occurrences.iter_mut().for_each(Vec::clear);
        let text = flow.as_str();
        for token in tokens(text, flow.barriers()) {
            for slot in lexicon.slots_of(slots, &text[token.span.range()]) {
                self.occurrences[usize::from(*slot)]
                    .push(Occurrence { ordinal: token.ordinal, span: token.span });
            }
        }
    }
}

/// What can be known of a leaf without reading the text.
fn known(leaf: &Ready<'_>, finder: &Finder<'_>, document: DocumentId) -> Option<Found> {
    match leaf {
        Ready::Words { .. } => None,
        Ready::Expression(_) => Some(Found::Expression),
        Ready::Passages(passages) => {
            let mut spans = passages(document);
            spans.retain(|span| !span.is_empty());
            spans.sort_unstable();
            Some(Found::Passages(spans))
        }
        Ready::Document(condition) => {
            Some(Found::Document(conditions::holds(condition, finder.layers, document)))
        }
    }
}

/// What a leaf can be in any unit of the document.
fn at_first(found: Option<&Found>) -> Maybe {
    match found {
        Some(Found::Words(spans) | Found::Passages(spans)) if spans.is_empty() => Maybe::No,
        Some(Found::Document(true)) => Maybe::Yes,
        Some(Found::Document(false)) => Maybe::No,
        _ => Maybe::Unknown,
    }
}

/// What a query can be when its leaves are as `leaf` says.
fn possible(part: &Part, leaf: &impl Fn(usize) -> Maybe) -> Maybe {
    match part {
        Part::Leaf(number) => leaf(*number),
        Part::Not(part) => match possible(part, leaf) {
            Maybe::No => Maybe::Yes,
            Maybe::Unknown => Maybe::Unknown,
            Maybe::Yes => Maybe::No,
        },
        Part::And(parts) => parts.iter().fold(Maybe::Yes, |all, part| match (all, possible(part, leaf)) {
            (Maybe::No, _) | (_, Maybe::No) => Maybe::No,
            (Maybe::Yes, Maybe::Yes) => Maybe::Yes,
            _ => Maybe::Unknown,
        }),
        Part::Or(parts) => parts.iter().fold(Maybe::No, |all, part| match (all, possible(part, leaf)) {
            (Maybe::Yes, _) | (_, Maybe::Yes) => Maybe::Yes,
            (Maybe::No, Maybe::No) => Maybe::No,
            _ => Maybe::Unknown,
        }),
    }
}

/// A document being answered, unit by unit.
struct Answer<'a> {
    finder: &'a Finder<'a>,
    flow: &'a Flow<'a>,
    found: &'a [Found],
    hits: Vec<Hit>,
}

/// What satisfies a unit.
#[derive(Default)]
struct Satisfying {
    words: Vec<Span>,
    passages: Vec<Span>,
}

impl Answer<'_> {
    fn answer(&mut self, searchable: &Searchable, scope: Scope) {
        let text = searchable.text();
        match scope {
            Scope::Document => {
                let original = Span::new(0, text.len()).trimmed(text.as_str());
                let flow = Span::new(0, self.flow.as_str().len());
                self.unit(&Unit { flow, original, is_furniture: false });
            }
            Scope::Paragraph => self.flow.units().iter().for_each(|unit| self.unit(unit)),
            Scope::Sentence => {
                for unit in self.flow.units() {
                    if possible(&self.finder.root, &|leaf| self.at_first_in(unit, leaf)) == Maybe::No {
                        continue;
                    }
                    if unit.is_furniture {
                        self.unit(unit);
                        continue;
                    }
                    for sentence in sentences_in(text, unit.original) {
                        let flow = self.flow.part_of(unit, sentence);
                        self.unit(&Unit { flow, original: sentence, is_furniture: false });
                    }
                }
            }
        }
    }

    /// What a leaf can be in any part of a unit.
    fn at_first_in(&self, unit: &Unit, leaf: usize) -> Maybe {
        match &self.found[leaf] {
            Found::Words(spans) if inside(spans, unit.flow).next().is_none() => Maybe::No,
            Found::Passages(spans) if !spans.iter().any(|span| span.overlaps(unit.original)) => Maybe::No,
            found => at_first(Some(found)),
        }
    }

    fn unit(&mut self, unit: &Unit) {
        let mut satisfying = Satisfying::default();
        if !self.satisfied(&self.finder.root, unit, &mut satisfying) {
            return;
        }
        let Satisfying { words, passages } = satisfying;
        if !words.is_empty() {
            let flow = self.flow;
            let hits = words.into_iter().map(|span| Hit { span: flow.original(span), kind: HitKind::Words });
            self.hits.extend(hits);
        } else if !passages.is_empty() {
            self.hits.extend(passages.into_iter().map(|span| Hit { span, kind: HitKind::Passage }));
        } else {
            self.hits.push(Hit { span: unit.original, kind: HitKind::Unit });
        }
    }

    /// True when the unit satisfies the part; then what satisfies it has been added.
    fn satisfied(&self, part: &Part, unit: &Unit, satisfying: &mut Satisfying) -> bool {
        let (words, passages) = (satisfying.words.len(), satisfying.passages.len());
        let is_satisfied = match part {
            Part::Leaf(leaf) => self.leaf(*leaf, unit, satisfying),
            Part::Not(part) => !self.satisfied(part, unit, &mut Satisfying::default()),
            Part::And(parts) => parts.iter().all(|part| self.satisfied(part, unit, satisfying)),
            // Every part that is satisfied adds its hits, so none is left out once one is.
            Part::Or(parts) => {
                let mut any = false;
                for part in parts {
                    any |= self.satisfied(part, unit, satisfying);
                }
                any
            }
        };
        if !is_satisfied {
            satisfying.words.truncate(words);
            satisfying.passages.truncate(passages);
        }
        is_satisfied
    }

    fn leaf(&self, leaf: usize, unit: &Unit, satisfying: &mut Satisfying) -> bool {
        match (&self.found[leaf], &self.finder.leaves[leaf]) {
            (Found::Words(spans), _) => {
                let before = satisfying.words.len();
                satisfying.words.extend(inside(spans, unit.flow));
                satisfying.words.len() > before
            }
            (Found::Passages(spans), _) => {
                let before = satisfying.passages.len();
                satisfying.passages.extend(spans.iter().filter(|span| span.overlaps(unit.original)));
                satisfying.passages.len() > before
            }
            (Found::Document(holds), _) => *holds,
            (Found::Expression, Ready::Expression(expression)) => {
                let before = satisfying.words.len();
                let text = &self.flow.as_str()[unit.flow.range()];
                let matches = expression
                    .regex
                    .find_iter(text)
                    .map(|found| Span::new(unit.flow.start + found.start(), unit.flow.start + found.end()));
                // What stands for nothing in the text is nothing to show.
                let shown = matches.filter(|span| !span.is_empty() && !self.flow.original(*span).is_empty());
                satisfying.words.extend(shown);
                satisfying.words.len() > before
            }
            (Found::Expression, _) => false,
        }
    }
}

/// Those of `spans`, which are in order, that lie wholly inside `unit`.
fn inside(spans: &[Span], unit: Span) -> impl Iterator<Item = Span> + '_ {
    let from = spans.partition_point(|span| span.start < unit.start);
    let until = move |span: &&Span| span.start < unit.end;
    spans[from..].iter().take_while(until).filter(move |span| span.end <= unit.end).copied()
}
