//! Topics of figures by document: a row for each topic that is listed, a column for each document that says something of
//! one of them, by date, and those without one by their titles.
//!
//! Of many documents each speaks of few topics, so only cells with figures are kept. What a cell holds are lines of the
//! table ([`super::figure_list`]): whatever can be done with a line can be done with a cell.

use std::collections::BTreeMap;

use super::figure_list::{FigureLine, FigureSource};
use crate::analysis::values::missing_last;
use crate::compare::figures::FigureAt;
use crate::project::DocumentId;
use crate::text::numbers::in_natural_order;

/// A topic and the cells with figures in its row.
#[derive(Debug, PartialEq)]
struct Row {
    /// The line of the topic.
    heading: usize,
    /// From the first of its cells to behind its last.
    cells: std::ops::Range<usize>,
}

/// What a document says of a topic.
#[derive(Debug, PartialEq)]
struct Cell {
    column: usize,
    /// From the first of its figures to behind its last.
    figures: std::ops::Range<usize>,
}

/// Topics of figures by document.
#[derive(Debug, Default, PartialEq)]
pub struct FigureGrid {
    columns: Vec<DocumentId>,
    is_dated: bool,
    rows: Vec<Row>,
    /// Row by row, from left to right.
    cells: Vec<Cell>,
    /// The lines of the figures, cell by cell.
    figures: Vec<usize>,
}

impl FigureGrid {
    /// Arranges the lines of a table: topics, each with its figures below it.
    pub(super) fn of(lines: &[FigureLine], columns: Columns) -> Self {
        let Columns { documents: columns, at, is_dated } = columns;
        let mut grid = Self { columns, is_dated, ..Self::default() };
        let mut row: Vec<(usize, usize)> = Vec::new();
        let mut heading = None;
        for (line, it) in lines.iter().enumerate() {
            match it {
                FigureLine::Topic(_) => {
                    if let Some(heading) = heading.replace(line) {
                        grid.push(heading, &mut row);
                    }
                }
                FigureLine::Figure { at: figure, .. } => {
                    row.extend(at.get(&figure.document).map(|column| (*column, line)));
                }
                FigureLine::Alone(_) => {}
            }
        }
        if let Some(heading) = heading {
            grid.push(heading, &mut row);
        }
        grid
    }

    /// Takes in a row: the figures of a topic with their columns.
    fn push(&mut self, heading: usize, row: &mut Vec<(usize, usize)>) {
        // Figures of one document stay in their order.
        row.sort_by_key(|(column, _)| *column);
        let first = self.cells.len();
        for (column, line) in row.drain(..) {
            self.figures.push(line);
            let end = self.figures.len();
            match self.cells[first..].last_mut().filter(|last| last.column == column) {
                Some(last) => last.figures.end = end,
                None => self.cells.push(Cell { column, figures: end - 1..end }),
            }
        }
        self.rows.push(Row { heading, cells: first..self.cells.len() });
    }

    /// The documents, from left to right.
    pub fn columns(&self) -> &[DocumentId] {
        &self.columns
    }

    /// True when a date of one of the documents is known, so that they stand in order of time as far as it is.
    pub fn is_dated(&self) -> bool {
        self.is_dated
    }

    /// How many topics there are.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The line of the topic of a row.
    pub fn heading(&self, row: usize) -> Option<usize> {
        self.rows.get(row).map(|row| row.heading)
    }

    /// The lines of the figures in a cell, in order; none where the document says nothing of the topic.
    pub fn cell(&self, row: usize, column: usize) -> &[usize] {
        let cells = self.cells_of(row);
        let at = cells.binary_search_by_key(&column, |cell| cell.column);
        at.ok().map_or(&[], |at| &self.figures[cells[at].figures.clone()])
    }

    /// The row a line is in: that of a topic, or of one of its figures.
    pub fn row_of(&self, line: usize) -> Option<usize> {
        self.rows.partition_point(|row| row.heading <= line).checked_sub(1)
    }

    /// The column the figure of a line is in; `None` for a topic.
    pub fn column_of(&self, line: usize) -> Option<usize> {
        let cells = self.cells_of(self.row_of(line)?).iter();
        let mut holding = cells.filter(|cell| self.figures[cell.figures.clone()].contains(&line));
        holding.next().map(|cell| cell.column)
    }

    /// The next column to the right, or to the left, in which the topic of a row has figures.
    pub fn next_filled(&self, row: usize, column: usize, to_the_right: bool) -> Option<usize> {
        let cells = self.cells_of(row);
        let at = if to_the_right {
            cells.partition_point(|cell| cell.column <= column)
        } else {
            cells.partition_point(|cell| cell.column < column).checked_sub(1)?
        };
        cells.get(at).map(|cell| cell.column)
    }

    fn cells_of(&self, row: usize) -> &[Cell] {
        self.rows.get(row).map_or(&[], |row| &self.cells[row.cells.clone()])
    }
}

/// The documents that say something in some lines: by date and those without a date last, else by title and path.
pub(super) struct Columns {
    documents: Vec<DocumentId>,
    /// Where each is, by its number in the comparison.
    at: BTreeMap<usize, usize>,
    /// Whether a date of any of them is known.
    is_dated: bool,
}

impl Columns {
    /// Those of these lines.
    pub fn of(lines: &[FigureLine], source: FigureSource<'_>) -> Self {
        let mut first: BTreeMap<usize, FigureAt> = BTreeMap::new();
        for at in lines.iter().filter_map(|line| line.figure()) {
            first.entry(at.document).or_insert(at);
        }
        let mut is_dated = false;
        let known = first.iter().filter_map(|(number, at)| {
            let (id, _, date) = source.comparison.figure(*at)?;
            is_dated |= date.is_some();
            let record = source.project.documents.get(&id);
            let title = record.map(|record| in_natural_order(&record.title)).unwrap_or_default();
            let path = record.map(|record| in_natural_order(&record.path_text())).unwrap_or_default();
            Some(((missing_last(date.unwrap_or_default()), title, path), *number, id))
        });
        let mut known: Vec<_> = known.collect();
        known.sort();
        let at = known.iter().enumerate().map(|(column, (_, number, _))| (*number, column)).collect();
        Self { documents: known.into_iter().map(|(.., id)| id).collect(), at, is_dated }
    }

    /// Puts the figures below each topic in the order of these documents; those of one document stay in theirs.
    pub fn arrange(&self, lines: &mut [FigureLine]) {
        for below in lines.split_mut(|line| matches!(line, FigureLine::Topic(_))) {
            below.sort_by_key(|line| line.figure().and_then(|at| self.at.get(&at.document)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[(usize, usize)]]) -> FigureGrid {
        let mut grid = FigureGrid::default();
        let mut lines = 0..;
        for row in rows {
            let heading = lines.next().unwrap();
            let columns = row.iter().flat_map(|(column, figures)| vec![*column; *figures]);
            let mut row: Vec<(usize, usize)> = columns.zip(&mut lines).collect();
            grid.push(heading, &mut row);
        }
        grid
    }

    #[test]
    fn a_cell_has_the_figures_of_its_document_and_knows_its_place() {
        let grid = grid(&[&[(4, 1), (0, 2)], &[], &[(1, 1)]]);
        assert_eq!(
            (grid.rows(), grid.heading(0), grid.heading(1), grid.heading(2)),
            (3, Some(0), Some(4), Some(5))
        );
        assert_eq!(grid.cell(0, 0), [2, 3]);
        assert_eq!(grid.cell(0, 4), [1]);
        assert_eq!(grid.cell(0, 1), [] as [usize; 0]);
        assert_eq!(grid.cell(1, 0), [] as [usize; 0]);
        assert_eq!(grid.cell(2, 1), [6]);
        assert_eq!(grid.cell(9, 9), [] as [usize; 0]);
        let place = |line| (grid.row_of(line), grid.column_of(line));
        assert_eq!(place(0), (Some(0), None));
        assert_eq!(place(3), (Some(0), Some(0)));
        assert_eq!(place(1), (Some(0), Some(4)));
        assert_eq!(place(4), (Some(1), None));
        assert_eq!(place(6), (Some(2), Some(1)));
    }

    #[test]
    fn empty_cells_are_stepped_over() {
        let grid = grid(&[&[(2, 1), (70, 1), (9_000, 1)]]);
        assert_eq!(grid.next_filled(0, 0, true), Some(2));
        assert_eq!(grid.next_filled(0, 2, true), Some(70));
        assert_eq!(grid.next_filled(0, 9_000, true), None);
        assert_eq!(grid.next_filled(0, 70, false), Some(2));
        assert_eq!(grid.next_filled(0, 2, false), None);
        assert_eq!(grid.next_filled(3, 2, true), None);
    }
}
