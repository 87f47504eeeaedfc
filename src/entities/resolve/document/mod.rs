//! The first step: which mentions within one document name the same thing.
//!
//! Here most is known, since a surname, an acronym or `the Trust` is explained by what stands around it. What comes out,
//! a [`Local`], depends on this one document alone and can be kept as long as its text and mentions are the same. Names
//! across documents are [`super::corpus`]'s business.

mod apart;
mod bodies;
mod careers;
mod draft;
mod finish;
mod offices;
mod people;
mod short;
mod titled;

use std::ops::Range;

use super::class::Class;
use super::reason::How;
use super::titles::Titles;
use crate::entities::{Kind, Mention};

pub(super) use bodies::{has_small_end, stems};
pub(super) use finish::better;

use draft::Draft;

/// What one document says of who is who: its mentions in groups, before other documents are known.
///
/// Kept in few pieces of memory, because there are as many of these as documents.
#[derive(Clone, Debug, Default)]
pub struct Local {
    pool: String,
    pub(super) clusters: Vec<Cluster>,
    pub(super) strands: Vec<Strand>,
    members: Vec<u32>,
    pub(super) short: Vec<Short>,
    mentions: usize,
}

/// A text within the pool of a [`Local`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    start: u32,
    end: u32,
}

/// Mentions of one thing in one document.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub class: Class,
    /// The kind most of its mentions have.
    pub kind: Kind,
    /// What it is known by across documents.
    pub key: Piece,
    /// Its fullest name as it is written here.
    pub name: Piece,
    /// What titles before its mentions say of a person.
    pub titles: Titles,
    /// Its strands in [`Local::strands`].
    pub strands: Range<u32>,
    /// How many mentions it has.
    pub count: u32,
    /// How many of them are written as its name is, but for case and the like.
    pub written: u32,
}

/// Mentions of a cluster that are written the same and linked for the same reason.
#[derive(Clone, Debug)]
pub(super) struct Strand {
    pub spelling: Piece,
    pub how: How,
    pub to: Piece,
    members: Range<u32>,
}

/// A short form that this document explains.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short {
    pub class: Class,
    pub acronym: Piece,
    pub long: Piece,
}

impl Local {
    /// Groups the mentions of one document. Those whose span does not fit the text are left out.
    pub fn of(text: &str, mentions: &[Mention]) -> Self {
        let mut draft = Draft::read(text, mentions);
        offices::link(&mut draft);
        people::link(&mut draft);
        bodies::link(&mut draft);
        finish::finish(&draft)
    }

    /// How many mentions the document has.
    pub fn mentions(&self) -> usize {
        self.mentions
    }

    pub(super) fn text(&self, piece: Piece) -> &str {
        &self.pool[piece.start as usize..piece.end as usize]
    }

    pub(super) fn strands(&self, cluster: &Cluster) -> &[Strand] {
        &self.strands[cluster.strands.start as usize..cluster.strands.end as usize]
    }

    /// The mentions of a strand, as indices into the document's.
    pub(super) fn members(&self, strand: &Strand) -> &[u32] {
        &self.members[strand.members.start as usize..strand.members.end as usize]
    }
}
