//! The tree a query is read into.

use std::ops::Range;

use super::dates::DateRange;
use super::expression::Expression;
use super::pattern::Pattern;

/// A query or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// Every part must be satisfied.
    And(Vec<Node>),
    /// At least one must.
    Or(Vec<Node>),
    /// The part must not be.
    Not(Box<Node>),
    /// Something to look for.
    Leaf(Leaf),
}

/// Something that is looked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    /// Words, at least one, in an arrangement.
    Words {
        /// The words.
        slots: Vec<Slot>,
        /// How they stand to each other.
        arrangement: Arrangement,
    },
    /// A regular expression.
    Expression(Expression),
    /// Passages that carry something: a tag, a name, a memo.
    Layer {
        /// What they carry.
        layer: Layer,
        /// Its name, as typed.
        name: String,
        /// Where the name stands in the query, in code points.
        at: Range<usize>,
    },
    /// Something true of the whole document.
    Document(Condition),
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slot {
    /// What the word must be like.
    pub pattern: Pattern,
    /// True when case and accents count.
    pub as_written: bool,
}

/// How the words of a leaf stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrangement {
    /// Side by side in this order.
    Adjacent,
    /// In any order, with at most so many other words among them.
    Near(u32),
}

/// What passages carry beside their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// A tag, or one below it.
    Tag,
    /// An entity by its name.
    Entity,
    /// A kind of entity.
    Type,
    /// A memo with these words.
    Memo,
    /// An annotation of this coder.
    Coder,
}

impl Layer {
    /// Every layer with the name it has in a query.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Tag, "tag"),
        (Self::Entity, "entity"),
        (Self::Type, "type"),
        (Self::Memo, "memo"),
        (Self::Coder, "coder"),
    ];

    /// The name it has in a query.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Entity => "entity",
            Self::Type => "type",
            Self::Memo => "memo",
            Self::Coder => "coder",
        }
    }
}

/// Something true of a whole document, or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    /// Its title has these words side by side.
    Title(Vec<Slot>),
    /// Its date overlaps this time.
    Date(DateRange),
    /// Its attribute of this name, without regard to case, has this value.
    Attribute {
        /// The attribute's name.
        name: String,
        /// Where the name stands in the query, in code points.
        at: Range<usize>,
        /// What it must be.
        value: Value,
    },
}

/// What an attribute must be: folded words with wildcards, compared with the whole value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value(pub super::pattern::Wild);

impl Node {
    /// Calls `visit` for every leaf, in the order in which they stand.
    pub fn each_leaf<'a>(&'a self, visit: &mut impl FnMut(&'a Leaf)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_leaf(visit)),
            Self::Not(part) => part.each_leaf(visit),
            Self::Leaf(leaf) => visit(leaf),
        }
    }
}
