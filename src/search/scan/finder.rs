//! A query made ready to be answered: its words gathered so that each word of a text is looked up once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Layers;
use super::layers::Passages;
use crate::search::query::{
    Arrangement, Condition, Expression, Leaf, Node, Pattern, Query, QueryError, Slot, Wild,
};

/// The number of one of the query's words.
pub(super) type SlotId = u16;

/// A query made ready to be answered in any document.
pub struct Finder<'l> {
    pub(super) ready: Arc<ReadyQuery>,
    pub(super) layers: &'l dyn Layers,
}

/// A query whose words are gathered and whose names have been looked up; good for any [`Layers`] that know the same.
pub(crate) struct ReadyQuery {
    query: Query,
    pub(super) root: Part,
    pub(super) leaves: Vec<Ready>,
    pub(super) slots: Slots,
}

/// The tree of a query, with its leaves by number.
pub(super) enum Part {
    And(Vec<Part>),
    Or(Vec<Part>),
    Not(Box<Part>),
    Leaf(usize),
}

/// A leaf made ready.
pub(super) enum Ready {
    Words { slots: Vec<SlotId>, arrangement: Arrangement },
    Expression(Expression),
    Passages(Passages),
    Document(Condition),
}

/// The words of a query, by what they ask.
#[derive(Default)]
pub(super) struct Slots {
    pub count: usize,
    pub any: Vec<SlotId>,
    pub forms: FxHashMap<String, Vec<SlotId>>,
    pub written: FxHashMap<String, Vec<SlotId>>,
    pub stems: Vec<(String, SlotId)>,
    pub wild: Vec<(Wild, SlotId)>,
    pub wild_written: Vec<(Wild, SlotId)>,
    pub fuzzy: Vec<(Vec<char>, usize, SlotId)>,
}

impl<'l> Finder<'l> {
    /// Makes a query ready, asking `layers` once for each tag, entity and so on that it names.
    ///
    /// # Errors
    ///
    /// The place of the first name that means nothing.
    pub fn new(query: &Query, layers: &'l dyn Layers) -> Result<Self, QueryError> {
        Ok(Self { ready: ReadyQuery::new(query, layers)?, layers })
    }

    /// The same of a query that has been made ready before.
    pub(crate) fn of(ready: &Arc<ReadyQuery>, layers: &'l dyn Layers) -> Self {
        Self { ready: Arc::clone(ready), layers }
    }

    /// The query.
    pub fn query(&self) -> &Query {
        &self.ready.query
    }

    /// What is known of documents beside their words.
    pub fn layers(&self) -> &'l dyn Layers {
        self.layers
    }

    /// True when words of the text decide.
    pub(super) fn asks_for_words(&self) -> bool {
        self.ready.slots.count > 0
    }
}

impl ReadyQuery {
    /// Makes a query ready, asking `layers` once for each name in it.
    pub fn new(query: &Query, layers: &dyn Layers) -> Result<Arc<Self>, QueryError> {
        let mut making = Making { layers, leaves: Vec::new(), slots: Slots::default(), known: Vec::new() };
        let root = making.part(&query.root)?;
        Ok(Arc::new(Self { query: query.clone(), root, leaves: making.leaves, slots: making.slots }))
    }

    /// The query.
    pub fn query(&self) -> &Query {
        &self.query
    }
}

/// A query being made ready.
struct Making<'l> {
    layers: &'l dyn Layers,
    leaves: Vec<Ready>,
    slots: Slots,
    /// The words so far, by their numbers.
    known: Vec<Slot>,
}

impl Making<'_> {
    fn part(&mut self, node: &Node) -> Result<Part, QueryError> {
        Ok(match node {
            Node::And(parts) => Part::And(self.parts(parts)?),
            Node::Or(parts) => Part::Or(self.parts(parts)?),
            Node::Not(part) => Part::Not(Box::new(self.part(part)?)),
            Node::Leaf(leaf) => {
                let ready = self.leaf(leaf)?;
                self.leaves.push(ready);
                Part::Leaf(self.leaves.len() - 1)
            }
        })
    }

    fn parts(&mut self, parts: &[Node]) -> Result<Vec<Part>, QueryError> {
        parts.iter().map(|part| self.part(part)).collect()
    }

    fn leaf(&mut self, leaf: &Leaf) -> Result<Ready, QueryError> {
        Ok(match leaf {
            Leaf::Words { slots, arrangement } => {
                let slots = slots.iter().map(|slot| self.slots.number(slot, &mut self.known)).collect();
                Ready::Words { slots, arrangement: *arrangement }
            }
            Leaf::Expression(expression) => Ready::Expression(expression.clone()),
            Leaf::Layer { layer, name, at } => {
                let passages = self.layers.passages(*layer, name);
                Ready::Passages(passages.map_err(|sentence| QueryError { sentence, at: at.clone() })?)
            }
            Leaf::Document(condition) => {
                if let Condition::Attribute { name, at, .. } = condition {
                    let known = self.layers.knows_attribute(name);
                    known.map_err(|sentence| QueryError { sentence, at: at.clone() })?;
                }
                Ready::Document(condition.clone())
            }
        })
    }
}

impl Slots {
    /// The number of a word; the same for the same word.
    fn number(&mut self, slot: &Slot, known: &mut Vec<Slot>) -> SlotId {
        if let Some(at) = known.iter().position(|other| other == slot) {
            return at as SlotId;
        }
        // A query has at most `query::MOST_PARTS` words.
        let id = known.len() as SlotId;
        known.push(slot.clone());
        self.count = known.len();
        match (&slot.pattern, slot.as_written) {
            (Pattern::Any, _) => self.any.push(id),
            (Pattern::Form(form), false) => self.forms.entry(form.clone()).or_default().push(id),
            (Pattern::Form(form), true) => self.written.entry(form.clone()).or_default().push(id),
            (Pattern::Stem(form), _) => self.stems.push((form.clone(), id)),
            (Pattern::Wild(wild), false) => self.wild.push((wild.clone(), id)),
            (Pattern::Wild(wild), true) => self.wild_written.push((wild.clone(), id)),
            (Pattern::Fuzzy { form, edits }, _) => {
                self.fuzzy.push((form.chars().collect(), usize::from(*edits), id));
            }
        }
        id
    }
}
