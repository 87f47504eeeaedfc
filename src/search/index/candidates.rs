//! The documents in the index that a query may find something in.
//!
//! Never too few: a part of the query that the index knows nothing of lets every document through.

use std::cell::Cell;
use std::collections::BTreeSet;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{
    BooleanQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as IndexQuery, RegexQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

use super::literals::{PieceOfWord, required};
use super::schema::Fields;
use crate::search::language::Language;
use crate::search::query::{Arrangement, Leaf, Node, Pattern, Slot, Wild, WildPart};
use crate::search::words::{fold, stems};

/// A pattern with more parts is looked up by its beginning alone, since an automaton of it might grow without bound.
const LONGEST_PATTERN: usize = 64;

/// And so is one with more wildcards.
const MOST_WILDCARDS: usize = 8;

/// So many patterns of one query are looked up among all words of the index, which cannot be stopped; the texts are asked for
/// the others, and that can be.
const MOST_PATTERNS: usize = 16;

/// What to ask the index; `None` asks for every document.
pub(super) struct Asking<'a> {
    fields: Fields,
    /// The languages of the documents there are.
    languages: &'a BTreeSet<Option<Language>>,
    /// How many more patterns may be looked up.
    patterns_left: Cell<usize>,
}

impl<'a> Asking<'a> {
    /// Asks an index of these fields, of documents in these languages.
    pub fn new(fields: Fields, languages: &'a BTreeSet<Option<Language>>) -> Self {
        Self { fields, languages, patterns_left: Cell::new(MOST_PATTERNS) }
    }

    /// The question for a query.
    pub fn question(&self, node: &Node) -> Option<Box<dyn IndexQuery>> {
        match node {
            Node::And(parts) => all(parts.iter().filter_map(|part| self.question(part)).collect()),
            Node::Or(parts) => {
                Some(any(parts.iter().map(|part| self.question(part)).collect::<Option<Vec<_>>>()?))
            }
            // Where the part is in a document, it may still be missing in one of its paragraphs.
            Node::Not(_) => None,
            Node::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Option<Box<dyn IndexQuery>> {
        match leaf {
            Leaf::Words { slots, arrangement } => {
                let mut questions: Vec<_> = slots.iter().filter_map(|slot| self.slot(slot)).collect();
                if *arrangement == Arrangement::Adjacent {
                    questions.extend(self.phrase(slots));
                }
                all(questions)
            }
            Leaf::Expression(expression) => {
                let lists = required(&expression.pattern);
                all(lists.iter().filter_map(|list| self.pieces(list)).collect())
            }
            Leaf::Layer { .. } | Leaf::Document(_) => None,
        }
    }

    /// The forms among the words of a phrase at their places.
    fn phrase(&self, slots: &[Slot]) -> Option<Box<dyn IndexQuery>> {
        let forms: Vec<(usize, Term)> = slots
            .iter()
            .enumerate()
            .filter_map(|(at, slot)| match &slot.pattern {
                Pattern::Form(form) => Some((at, self.word(form))),
                _ => None,
            })
            .collect();
        (forms.len() > 1).then(|| Box::new(PhraseQuery::new_with_offset(forms)) as Box<dyn IndexQuery>)
    }

    fn slot(&self, slot: &Slot) -> Option<Box<dyn IndexQuery>> {
        match &slot.pattern {
            Pattern::Any => None,
            Pattern::Form(form) => Some(term(self.word(form))),
            Pattern::Stem(word) => {
                let stems: BTreeSet<String> =
                    self.languages.iter().flat_map(|language| stems(*language, word)).collect();
                // A word that is its own stem is among the words only.
                let fields = [self.fields.stems, self.fields.words];
                let terms =
                    stems.iter().flat_map(|stem| fields.map(|field| Term::from_field_text(field, stem)));
                Some(any(terms.map(term).collect()))
            }
            Pattern::Wild(wild) => self.expression(&pattern(wild, slot.as_written)),
            Pattern::Fuzzy { form, edits } => {
                let question = || Box::new(FuzzyTermQuery::new(self.word(form), *edits, true));
                self.may_look_up().then(|| question() as Box<dyn IndexQuery>)
            }
        }
    }

    /// Whether one more pattern may be looked up.
    fn may_look_up(&self) -> bool {
        let left = self.patterns_left.get();
        self.patterns_left.set(left.saturating_sub(1));
        left > 0
    }

    fn expression(&self, pattern: &str) -> Option<Box<dyn IndexQuery>> {
        if !self.may_look_up() {
            return None;
        }
        let question = RegexQuery::from_pattern(pattern, self.fields.words).ok()?;
        Some(Box::new(question))
    }

    fn word(&self, form: &str) -> Term {
        let mut folded = String::new();
        fold(form, &mut folded);
        Term::from_field_text(self.fields.words, &folded)
    }

    fn pieces(&self, alternatives: &[PieceOfWord]) -> Option<Box<dyn IndexQuery>> {
        let patterns: Vec<String> = alternatives
            .iter()
            .map(|piece| {
                let open = |whole: bool| if whole { "" } else { ".*" };
                format!("{}{}{}", open(piece.begins), piece.letters, open(piece.ends))
            })
            .collect();
        self.expression(&format!("({})", patterns.join("|")))
    }
}

/// Words with wildcards as a regular expression over whole words.
fn pattern(wild: &Wild, as_written: bool) -> String {
    let wildcards = wild.0.iter().filter(|part| !matches!(part, WildPart::Letter(_))).count();
    if wild.0.len() > LONGEST_PATTERN || wildcards > MOST_WILDCARDS {
        let beginning: String = wild.prefix().chars().take(LONGEST_PATTERN).collect();
        let mut folded = String::new();
        fold(&beginning, &mut folded);
        return format!("{}.*", regex_syntax::escape(&folded));
    }
    let mut pattern = String::new();
    // Letters between wildcards together: what a mark is depends on the letter before it.
    let mut letters = String::new();
    let flush = |letters: &mut String, pattern: &mut String| {
        let mut folded = String::new();
        fold(letters, &mut folded);
        pattern.push_str(&regex_syntax::escape(&folded));
        letters.clear();
    };
    for part in &wild.0 {
        let wildcard = match part {
            WildPart::Letter(c) => {
                letters.push(*c);
                continue;
            }
            // One letter as written may be several without its accents.
            WildPart::One if as_written => ".*",
            WildPart::One => ".",
            WildPart::Many => ".*",
        };
        flush(&mut letters, &mut pattern);
        pattern.push_str(wildcard);
    }
    flush(&mut letters, &mut pattern);
    pattern
}

fn term(term: Term) -> Box<dyn IndexQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Documents that every question finds; with no question, every document.
fn all(mut questions: Vec<Box<dyn IndexQuery>>) -> Option<Box<dyn IndexQuery>> {
    if questions.len() < 2 {
        return questions.pop();
    }
    let clauses = questions.into_iter().map(|question| (Occur::Must, question)).collect();
    Some(Box::new(BooleanQuery::new(clauses)))
}

/// Documents that any question finds; with no question, none.
fn any(mut questions: Vec<Box<dyn IndexQuery>>) -> Box<dyn IndexQuery> {
    match (questions.len(), questions.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            questions.push(last);
            let clauses = questions.into_iter().map(|question| (Occur::Should, question)).collect();
            Box::new(BooleanQuery::new(clauses))
        }
        (_, None) => Box::new(EmptyQuery),
    }
}

/// Collects the numbers of documents, segment by segment, in order within each.
pub(super) struct Numbers;

/// The numbers of one segment.
pub(super) struct SegmentNumbers {
    segment: SegmentOrdinal,
    numbers: Vec<DocId>,
}

impl Collector for Numbers {
    type Fruit = Vec<(SegmentOrdinal, Vec<DocId>)>;
    type Child = SegmentNumbers;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentNumbers> {
        Ok(SegmentNumbers { segment, numbers: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(SegmentOrdinal, Vec<DocId>)>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for SegmentNumbers {
    type Fruit = (SegmentOrdinal, Vec<DocId>);

    fn collect(&mut self, number: DocId, _: Score) {
        self.numbers.push(number);
    }

    fn collect_block(&mut self, numbers: &[DocId]) {
        self.numbers.extend_from_slice(numbers);
    }

    fn harvest(self) -> Self::Fruit {
        (self.segment, self.numbers)
    }
}
