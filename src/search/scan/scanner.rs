//! The scan of one document after another by one thread.

use std::cell::OnceCell;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::arrange::{Occurrence, Occurrences, adjacent, near};
use super::finder::{Finder, Part, Ready};
use super::flow::{Flow, Unit};
use super::lexicon::Lexicon;
use super::matching::each_match;
use super::{Hit, HitKind, Searchable, conditions};
use crate::project::{DocumentId, Scope};
use crate::search::language::Language;
use crate::search::query::{Arrangement, Expression};
use crate::search::words::{Unaccented, tokens};
use crate::text::sentences::sentences_of;
use crate::text::{IntervalIndex, Span};

/// After so many words it is looked whether the scan is to stop.
const WORDS_AT_ONCE: usize = 64;

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
    Passages(IntervalIndex<()>),
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
        let occurrences = vec![Vec::new(); finder.ready.slots.count];
        Self { finder, lexicons: FxHashMap::default(), occurrences }
    }

    /// Every hit in a document, in order.
    pub fn hits(&mut self, document: DocumentId, searchable: &Searchable, scope: Scope) -> Vec<Hit> {
        self.hits_unless(document, searchable, scope, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// The same; `None` soon after `cancel` was set, however large the text and whatever is asked.
    pub fn hits_unless(
        &mut self,
        document: DocumentId,
        searchable: &Searchable,
        scope: Scope,
        cancel: &AtomicBool,
    ) -> Option<Vec<Hit>> {
        let finder = self.finder;
        let leaves = &finder.ready.leaves;
        let root = &finder.ready.root;
        let mut found: Vec<Option<Found>> = leaves.iter().map(|leaf| known(leaf, finder, document)).collect();
        if possible(root, &|leaf| at_first(found[leaf].as_ref())) == Maybe::No {
            return Some(Vec::new());
        }
        let flow = searchable.flow();
        if finder.asks_for_words() {
            self.read(searchable.language(), &flow, cancel)?;
        }
        for (leaf, found) in leaves.iter().zip(&mut found) {
            if let Ready::Words { slots, arrangement } = leaf {
                let mut spans = match arrangement {
                    Arrangement::Adjacent => adjacent(slots, &self.occurrences),
                    Arrangement::Near(others) => near(slots, *others, &self.occurrences, cancel)?,
                };
                spans.sort_unstable();
                *found = Some(Found::Words(spans));
            }
        }
        // Every leaf is known now.
        let found: Vec<Found> = found.into_iter().flatten().collect();
        if possible(root, &|leaf| at_first(found.get(leaf))) == Maybe::No {
            return Some(Vec::new());
        }
        let mut answer = Answer {
            finder,
            flow: &flow,
            unaccented: OnceCell::new(),
            found: &found,
            cancel,
            hits: Vec::new(),
        };
        answer.answer(searchable, scope)?;
        let mut hits = answer.hits;
        hits.sort_unstable();
        hits.dedup();
        Some(hits)
    }

    /// Notes where the words of the query are; `None` when `cancel` was set.
    fn read(&mut self, language: Option<Language>, flow: &Flow<'_>, cancel: &AtomicBool) -> Option<()> {
        let slots = &self.finder.ready.slots;
        let lexicon = self.lexicons.entry(language).or_insert_with(|| Lexicon::new(slots, language));
        self.occurrences.iter_mut().for_each(Vec::clear);
        let text = flow.as_str();
        for (number, token) in tokens(text, flow.barriers()).enumerate() {
            if number.is_multiple_of(WORDS_AT_ONCE) && cancel.load(Ordering::Relaxed) {
                return None;
            }
            for slot in lexicon.slots_of(slots, &text[token.span.range()]) {
                self.occurrences[usize::from(*slot)]
                    .push(Occurrence { ordinal: token.ordinal, span: token.span });
            }
        }
        Some(())
    }
}

/// What can be known of a leaf without reading the text.
fn known(leaf: &Ready, finder: &Finder<'_>, document: DocumentId) -> Option<Found> {
    match leaf {
        Ready::Words { .. } => None,
        Ready::Expression(_) => Some(Found::Expression),
        Ready::Passages(passages) => {
            let spans = passages(document).into_iter().filter(|span| !span.is_empty());
            Some(Found::Passages(IntervalIndex::new(spans.map(|span| (span, ())).collect())))
        }
        Ready::Document(condition) => {
            Some(Found::Document(conditions::holds(condition, finder.layers, document)))
        }
    }
}

/// What a leaf can be in any unit of the document.
fn at_first(found: Option<&Found>) -> Maybe {
    match found {
        Some(Found::Words(spans)) if spans.is_empty() => Maybe::No,
        Some(Found::Passages(spans)) if spans.is_empty() => Maybe::No,
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
    /// The flow without accents, once an expression has been looked for in it; none where it has no accents.
    unaccented: OnceCell<Option<Unaccented>>,
    found: &'a [Found],
    cancel: &'a AtomicBool,
    hits: Vec<Hit>,
}

/// What satisfies a unit.
#[derive(Default)]
struct Satisfying {
    /// Places in the text.
    words: Vec<Span>,
    passages: Vec<Span>,
}

impl Answer<'_> {
    /// Answers the query in every unit; `None` when that was stopped.
    fn answer(&mut self, searchable: &Searchable, scope: Scope) -> Option<()> {
        let (text, flow) = (searchable.text(), self.flow);
        match scope {
            Scope::Document => self.unit(&flow.whole(text)),
            Scope::Paragraph => flow.units().iter().try_for_each(|unit| self.unit(unit)),
            Scope::Sentence => {
                for unit in flow.units() {
                    let root = &self.finder.ready.root;
                    if possible(root, &|leaf| self.at_first_in(unit, leaf)) == Maybe::No {
                        continue;
                    }
                    if unit.is_furniture {
                        self.unit(unit)?;
                        continue;
                    }
                    for sentence in sentences_of(text, unit.original) {
                        self.unit(&flow.part(unit, sentence))?;
                    }
                }
                Some(())
            }
        }
    }

    /// What a leaf can be in any part of a unit.
    fn at_first_in(&self, unit: &Unit, leaf: usize) -> Maybe {
        match &self.found[leaf] {
            Found::Words(spans) if readings(unit).all(|flow| inside(spans, flow).next().is_none()) => {
                Maybe::No
            }
            Found::Passages(spans) if touching(spans, unit.original).next().is_none() => Maybe::No,
            found => at_first(Some(found)),
        }
    }

    fn unit(&mut self, unit: &Unit) -> Option<()> {
        if self.cancel.load(Ordering::Relaxed) {
            return None;
        }
        let mut satisfying = Satisfying::default();
        if !self.satisfied(&self.finder.ready.root, unit, &mut satisfying)? {
            return Some(());
        }
        let Satisfying { words, passages } = satisfying;
        if !words.is_empty() {
            self.hits.extend(words.into_iter().map(|span| Hit { span, kind: HitKind::Words }));
        } else if !passages.is_empty() {
            self.hits.extend(passages.into_iter().map(|span| Hit { span, kind: HitKind::Passage }));
        } else {
            self.hits.push(Hit { span: unit.original, kind: HitKind::Unit });
        }
        Some(())
    }

    /// True when the unit satisfies the part; then what satisfies it has been added.
    fn satisfied(&self, part: &Part, unit: &Unit, satisfying: &mut Satisfying) -> Option<bool> {
        let (words, passages) = (satisfying.words.len(), satisfying.passages.len());
        let is_satisfied = match part {
            Part::Leaf(leaf) => self.leaf(*leaf, unit, satisfying)?,
            Part::Not(part) => !self.satisfied(part, unit, &mut Satisfying::default())?,
            Part::And(parts) => {
                let mut all = true;
                for part in parts {
                    all = all && self.satisfied(part, unit, satisfying)?;
                }
                all
            }
            // Every part that is satisfied adds its hits, so none is left out once one is.
            Part::Or(parts) => {
                let mut any = false;
                for part in parts {
                    any |= self.satisfied(part, unit, satisfying)?;
                }
                any
            }
        };
        if !is_satisfied {
            satisfying.words.truncate(words);
            satisfying.passages.truncate(passages);
        }
        Some(is_satisfied)
    }

    fn leaf(&self, leaf: usize, unit: &Unit, satisfying: &mut Satisfying) -> Option<bool> {
        let flow = self.flow;
        Some(match (&self.found[leaf], &self.finder.ready.leaves[leaf]) {
            (Found::Words(spans), _) => add_readings(unit, &mut satisfying.words, |reading, words| {
                words.extend(inside(spans, reading).map(|span| flow.original(span)));
                Some(())
            })?,
            (Found::Passages(spans), _) => {
                let before = satisfying.passages.len();
                satisfying.passages.extend(touching(spans, unit.original));
                satisfying.passages.len() > before
            }
            (Found::Document(holds), _) => *holds,
            (Found::Expression, Ready::Expression(expression)) => {
                add_readings(unit, &mut satisfying.words, |reading, words| {
                    self.matches(expression, reading, words)
                })?
            }
            (Found::Expression, _) => false,
        })
    }

    /// Adds what an expression describes in a part of the flow; `None` when that was stopped.
    fn matches(&self, expression: &Expression, reading: Span, words: &mut Vec<Span>) -> Option<()> {
        let flow = self.flow;
        let unaccented = (!expression.counts_accents)
            .then(|| self.unaccented.get_or_init(|| Unaccented::of(flow.as_str())).as_ref())
            .flatten();
        let (text, part) = match unaccented {
            Some(plain) => (plain.as_str(), plain.of_original(reading)),
            None => (flow.as_str(), reading),
        };
        each_match(&expression.regex, &text[part.range()], self.cancel, &mut |found| {
            let found = Span::new(part.start + found.start, part.start + found.end);
            let span = flow.original(unaccented.map_or(found, |plain| plain.original(found)));
            // What stands for nothing in the text is nothing to show.
            if !span.is_empty() {
                words.push(span);
            }
        })
    }
}

/// Adds what `find` finds in each reading of a unit, and says whether that was anything. A second reading adds only what stands
/// where the first finds nothing.
fn add_readings(
    unit: &Unit,
    words: &mut Vec<Span>,
    mut find: impl FnMut(Span, &mut Vec<Span>) -> Option<()>,
) -> Option<bool> {
    let before = words.len();
    find(unit.flow, words)?;
    let after_first = words.len();
    if !unit.again.is_empty() {
        for reading in &unit.again {
            find(*reading, words)?;
        }
        let again = words.split_off(after_first);
        if !again.is_empty() {
            let first = IntervalIndex::new(words[before..].iter().map(|span| (*span, ())).collect());
            words.extend(again.into_iter().filter(|span| first.overlapping(*span).next().is_none()));
        }
    }
    Some(words.len() > before)
}

/// Where a unit is read.
fn readings(unit: &Unit) -> impl Iterator<Item = Span> + '_ {
    std::iter::once(unit.flow).chain(unit.again.iter().copied())
}

/// Those of the passages that have a part in `original`.
fn touching(passages: &IntervalIndex<()>, original: Span) -> impl Iterator<Item = Span> + '_ {
    let is_somewhere = !original.is_empty();
    passages.overlapping(original).filter(move |_| is_somewhere).map(|(span, ())| span)
}

/// Those of `spans`, which are in order, that lie wholly inside `unit`.
fn inside(spans: &[Span], unit: Span) -> impl Iterator<Item = Span> + '_ {
    let from = spans.partition_point(|span| span.start < unit.start);
    let until = move |span: &&Span| span.start < unit.end;
    spans[from..].iter().take_while(until).filter(move |span| span.end <= unit.end).copied()
}
