//! CSV as RFC 4180 has it: commas, CRLF, quotes doubled, UTF-8; with a guard against formulas that shows.

use super::request::{Format, Options};
use super::table::{Cells, Header, Table};
use super::{ExportError, Exported};
use crate::text::numbers::counted;

/// The column that names the guarded cells of its row.
const GUARDED: &str = "guarded";

/// The byte-order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes a table.
pub(super) fn export(table: Table, options: &Options) -> Result<Exported, ExportError> {
    let table = guarded(table, options);
    let failed = |error: csv::Error| ExportError::format(Format::Csv, error);
    let mut bytes = if options.byte_order_mark { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(table.headers.iter().map(|header| &header.name)).map_err(failed)?;
    for row in &table.rows {
        writer.write_record(row).map_err(failed)?;
    }
    writer.flush().map_err(|error| ExportError::format(Format::Csv, error))?;
    drop(writer);
    Ok(Exported { bytes, notes: table.notes })
}

/// The table with a leading apostrophe in each cell that a spreadsheet would run, when that was asked for, and
/// a last column that says in which.
pub(super) fn guarded(mut table: Table, options: &Options) -> Table {
    if !options.guard_formulas {
        return table;
    }
    let mut cells = 0;
    for row in &mut table.rows {
        let mut names = Vec::new();
        for (cell, header) in row.iter_mut().zip(&table.headers) {
            // A number of our own making may begin with its sign.
            let is_number = header.cells == Cells::Numbers && cell.parse::<f64>().is_ok();
            if !is_number && begins_like_a_formula(cell) {
                cell.insert(0, '\'');
                names.push(header.name.as_str());
            }
        }
        cells += names.len();
        row.push(names.join(" "));
    }
    table.headers.push(Header::new(GUARDED, 16));
    if cells > 0 {
        let were = if cells == 1 { "was" } else { "were" };
        table.notes.push(format!(
            "{} {were} guarded against formulas by a leading apostrophe; the column “{GUARDED}” names them.",
            counted(cells, "cell", "cells")
        ));
    }
    table
}

/// True when the cell of this column of a row was guarded; `cell` gives the cells of that row.
pub(super) fn is_guarded<'c>(column: &str, cell: impl Fn(&str) -> &'c str) -> bool {
    cell(GUARDED).split(' ').any(|name| name == column)
}

/// True for what spreadsheets take for a formula; full-width signs count, which some locales read as plain ones.
fn begins_like_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[&str]) -> Table {
        Table {
            headers: (0..cells.len()).map(|n| Header::new(format!("c{n}"), 10)).collect(),
            rows: vec![cells.iter().map(|cell| (*cell).to_owned()).collect()],
            total: 1,
            notes: Vec::new(),
        }
    }

    #[test]
    fn guards_visibly_and_only_on_request() {
        let cells = ["=cmd|' /C calc'!A0", "plain", "－1", "a=b"];
        let options = Options::default();
        let made = export(table(&cells), &options).unwrap();
        let text = String::from_utf8(made.bytes).unwrap();
        assert_eq!(text, "c0,c1,c2,c3,guarded\r\n'=cmd|' /C calc'!A0,plain,'－1,a=b,c0 c2\r\n");
        assert!(made.notes[0].starts_with("2 cells were guarded"), "{:?}", made.notes);
        let made = export(table(&cells), &Options { guard_formulas: false, ..options }).unwrap();
        assert_eq!(
            String::from_utf8(made.bytes).unwrap(),
            "c0,c1,c2,c3\r\n=cmd|' /C calc'!A0,plain,－1,a=b\r\n"
        );
        assert!(made.notes.is_empty());
    }

    #[test]
    fn quotes_as_the_rfc_says_and_marks_the_bytes_when_asked() {
        let options = Options { byte_order_mark: true, guard_formulas: false, ..Options::default() };
        let bytes = export(table(&["a \"b\", c", "two\nlines", "שלום 👩🏽"]), &options).unwrap().bytes;
        assert!(bytes.starts_with(BYTE_ORDER_MARK));
        assert_eq!(
            std::str::from_utf8(&bytes[3..]).unwrap(),
            "c0,c1,c2\r\n\"a \"\"b\"\", c\",\"two\nlines\",שלום 👩🏽\r\n"
        );
    }
}
