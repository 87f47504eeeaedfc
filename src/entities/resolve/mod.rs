//! Mentions become entities: who, across all documents, is meant by each name.
//!
//! In two steps. [`Local::of`] groups the mentions within one document; [`link`] joins the groups of all documents. The
//! first is most of the work, depends on one document alone and can be kept, so that a new document costs itself and
//! the second step. [`resolve`] does both. Links are made where they are nearly certain; what merely looks the same is
//! left apart and offered by [`suggest`]. Nothing here finds mentions, and nothing here knows the researcher's decisions.
//!
//! What is linked: equal names (but for case, accents, punctuation, spacing, possessives, `the`); parts of people's names;
//! acronyms; short forms; offices and their places; slips of the pen; `the Trust` where it is plain which. Kinds never
//! mix, except organisation and programme. Dates, sums and quantities are the same when their value is (or, without
//! one, their words): two times `500 officers` are one entry, which says no more than that.

mod acronym;
mod almost;
mod class;
mod contact;
mod corpus;
mod dated;
mod document;
mod entities;
mod fold;
mod generation;
mod given;
mod lexicon;
mod office;
mod person;
mod reason;
mod suggest;
mod titles;
mod wording;

use rayon::prelude::*;

pub use corpus::link;
pub use document::Local;
pub use entities::{Alias, Entities, Entity, EntityKey, Occurrence};
pub use reason::{How, Reason};
pub use suggest::{Likeness, Suggestion, suggest};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub(crate) use class::{Class, key};
pub(crate) use lexicon::heads_meant;

use super::Mention;

/// One document with its mentions.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a, D> {
    /// What it is known by.
    pub id: D,
    /// Its text.
    pub text: &'a str,
    /// What was recognised in it.
    pub mentions: &'a [Mention],
}

/// The entities of these documents.
pub fn resolve<D: Copy + Ord + Sync>(documents: &[Document<'_, D>]) -> Entities<D> {
    let locals: Vec<Local> =
        documents.par_iter().map(|document| Local::of(document.text, document.mentions)).collect();
    let parts: Vec<(D, &Local)> = documents.iter().map(|document| document.id).zip(&locals).collect();
    link(&parts)
}
