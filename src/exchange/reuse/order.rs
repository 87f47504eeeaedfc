//! Who came first, as a table: pairs of documents that share something, the earlier one first.

use super::{Named, check};
use crate::analysis::precedence::Precedence;
use crate::exchange::request::{Format, Options};
use crate::exchange::sheet::{self, Sheet, SheetColumn};
use crate::exchange::{ExportError, Exported};

/// What the table can be written as.
pub const ORDER_FORMATS: &[Format] = &[Format::Csv, Format::Xlsx];

/// Writes the pairs of documents that have words in common; `documents` are those the order was made of.
///
/// # Errors
///
/// When the format is no table, or too small for it.
pub fn precedence(
    order: &Precedence,
    documents: &[Named],
    format: Format,
    options: &Options,
) -> Result<Exported, ExportError> {
    check("an order in time", format, ORDER_FORMATS)?;
    let side = |name: &str| {
        [
            SheetColumn::words(&format!("{name}_document"), 24),
            SheetColumn::words(&format!("{name}_title"), 28),
            SheetColumn::words(&format!("{name}_date"), 12),
        ]
    };
    let mut columns: Vec<SheetColumn> = side("earlier").into_iter().chain(side("later")).collect();
    columns.extend([
        SheetColumn::numbers("words"),
        SheetColumn::words("order", 12),
        SheetColumn::words("words_are", 12),
    ]);
    let of_row = |row: usize| order.rows.get(row).and_then(|at| documents.get(*at));
    let rows = order.all.iter().filter_map(|link| {
        let mut cells = Vec::with_capacity(9);
        for named in [of_row(link.from)?, of_row(link.to)?] {
            cells.extend([named.name.clone(), named.title.clone(), named.date.clone()]);
        }
        let known = if link.is_ordered { "known" } else { "not known" };
        let exact = if link.is_about { "about right" } else { "exact" };
        cells.extend([link.words.to_string(), known.to_owned(), exact.to_owned()]);
        Some(cells)
    });
    let sheet = Sheet { name: "Who came first".to_owned(), columns, rows: rows.collect() };
    sheet::export(sheet, format, options)
}
