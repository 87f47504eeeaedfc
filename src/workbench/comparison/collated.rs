//! A collation with the texts it was made of.

use std::borrow::Cow;

use crate::compare::collation::{Cell, Collation, collate};
use crate::compare::tokens::as_written;
use crate::exchange::drawing::Face;
use crate::project::DocumentId;
use crate::text::{Span, Text};

/// A place of the passage that is collated.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The document.
    pub document: DocumentId,
    /// Its text as it was compared.
    pub text: Text,
    /// Where the passage stands in it.
    pub span: Span,
}

/// All variants of one passage.
#[derive(Debug)]
pub struct Collated {
    /// One for each row, the earliest first and those without a date last.
    pub witnesses: Vec<Witness>,
    /// The table; its rows are those of the witnesses.
    pub collation: Collation,
    /// How wide the widest word of each column is, in parts of the size of the letters.
    pub widths: Vec<f32>,
}

impl Collated {
    /// Collates witnesses; `None` once `stop` says so.
    pub fn of(mut witnesses: Vec<Witness>, stop: &dyn Fn() -> bool) -> Option<Self> {
        let places: Vec<(&Text, Span)> =
            witnesses.iter().map(|witness| (&witness.text, witness.span)).collect();
        let collation = collate(&places, stop)?;
        let mut row = 0;
        witnesses.retain(|_| {
            row += 1;
            collation.rows.binary_search(&(row - 1)).is_ok()
        });
        let mut collated = Self { witnesses, collation, widths: Vec::new() };
        let width = |cell: &Cell| Face::Regular.width(&collated.words(*cell), 1.0);
        let columns = collated.collation.columns.iter();
        let widths = columns.map(|column| column.cells.iter().map(width).fold(0.0, f32::max)).collect();
        collated.widths = widths;
        Some(collated)
    }

    /// What a cell says, as its witness writes it.
    pub fn words(&self, cell: Cell) -> Cow<'_, str> {
        self.witnesses
            .get(cell.row)
            .map_or(Cow::Borrowed(""), |witness| as_written(witness.text.slice(cell.span)))
    }

    /// In how many columns the witnesses differ.
    pub fn differing(&self) -> usize {
        self.collation.columns.iter().filter(|column| !column.agrees).count()
    }
}
