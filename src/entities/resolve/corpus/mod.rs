//! The second step: which names in different documents are the same thing.
//!
//! Works on the groups that [`super::document`] made of each document and never on single mentions, so a document that
//! joins costs as little as its groups. First equal names meet; then different names are linked, each link between
//! two names at once for all documents. Everything is decided by what names there are and how often, in the order of
//! the names, so that the order of the documents does not matter.

mod bodies;
mod build;
mod offices;
mod people;
mod table;

use super::document::Local;
use super::entities::Entities;
use table::Table;

/// The entities of a corpus, from what each document says by itself.
pub fn link<D: Copy + Ord>(documents: &[(D, &Local)]) -> Entities<D> {
    let mut documents: Vec<(D, &Local)> = documents.to_vec();
    documents.sort_by_key(|(id, _)| *id);
    let locals: Vec<&Local> = documents.iter().map(|(_, local)| *local).collect();
    let mut table = Table::read(&locals);
    people::link(&mut table);
    bodies::link(&mut table);
    let entities = build::entities(&table);
    let mentions: Vec<usize> = locals.iter().map(|local| local.mentions()).collect();
    Entities::new(documents.into_iter().map(|(id, _)| id).collect(), &mentions, entities)
}
