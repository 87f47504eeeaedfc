//! One place in a text that names an entity.

use std::sync::Arc;

use super::Kind;
use crate::text::Span;

/// One place in a text that names something, and why it is thought to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes of the document's text.
    pub span: Span,
    /// What kind of thing it names.
    pub kind: Kind,
    /// What recognised it.
    pub source: Source,
    /// What it says in a form that sorts and compares, where one follows from the text: an ISO 8601 date, interval or
    /// duration, a sum with its ISO 4217 currency (`GBP 2500000`), a number with its unit.
    pub value: Option<Arc<str>>,
}

/// What recognised a mention.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The statistical model.
    Model,
    /// A rule, by its name in [`super::rules`].
    Rule(&'static str),
    /// One of the user's lists, by its name.
    List(Arc<str>),
    /// The user, by hand.
    User,
}
