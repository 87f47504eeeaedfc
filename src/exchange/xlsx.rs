//! An Excel workbook: everything that was read or written by people is text, so that nothing in it is ever run; counts
//! and positions are numbers. The header is frozen and filters.
//!
//! A cell holds 32,767 UTF-16 units. A longer one is cut with a mark that says so, and stands whole, in parts, on
//! a second sheet.

use crate::text::numbers::counted;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format as CellFormat, FormatAlign, Workbook, Worksheet, XlsxError,
    utility::{check_sheet_name, column_number_to_name},
};

use super::request::Format;
use super::table::{Cells, Table};
use super::{ExportError, Exported};

/// What a cell can hold, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;
/// How much of a long text one cell of the second sheet takes.
const PART: usize = 32_000;
/// Where texts stand that are longer than a cell.
const LONG_TEXTS: &str = "Long texts";
/// Height of a line, in points.
const LINE: u32 = 15;
/// A row is never higher than so many lines: one long excerpt shall not push the next off the screen.
const MOST_LINES: usize = 12;
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// A text that did not fit its cell.
struct LongText<'a> {
    row: usize,
    column: usize,
    text: &'a str,
}

/// Writes a table on a sheet of this name.
pub(super) fn export(table: &Table, sheet_name: &str) -> Result<Exported, ExportError> {
    for (what, count, limit) in
        [("rows", table.rows.len() + 1, MOST_ROWS), ("columns", table.headers.len(), MOST_COLUMNS)]
    {
        if count > limit {
            return Err(ExportError::TooLarge { what, count, limit });
        }
    }
    let mut notes = table.notes.clone();
    let (bytes, long) = write(table, sheet_name).map_err(|error| ExportError::format(Format::Xlsx, error))?;
    if long > 0 {
        let were = if long == 1 { "was" } else { "were" };
        notes.push(format!(
            "{} longer than a cell can be {were} cut, with a mark; the sheet “{LONG_TEXTS}” has the whole.",
            counted(long, "text", "texts")
        ));
    }
    Ok(Exported { bytes, notes })
}

fn write(table: &Table, sheet_name: &str) -> Result<(Vec<u8>, usize), XlsxError> {
    check_sheet_name(sheet_name)?;
    let mut workbook = Workbook::new();
    // The file's own date is the library's only use of the clock; a fixed one keeps two exports the same.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let heading = CellFormat::new().set_bold();
    let line = CellFormat::new().set_align(FormatAlign::Top);
    let number = CellFormat::new().set_align(FormatAlign::Top).set_align(FormatAlign::Right).set_indent(1);
    let body = CellFormat::new().set_text_wrap().set_align(FormatAlign::Top);

    let sheet = workbook.add_worksheet().set_name(sheet_name)?;
    write_headers(sheet, table.headers.iter().map(|header| (header.name.as_str(), header.width)), &heading)?;
    let mut long = Vec::new();
    sheet.set_landscape().set_repeat_rows(0, 0)?;
    for (row, cells) in table.rows.iter().enumerate() {
        let mut lines = 1;
        for (column, text) in cells.iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            let (at_row, at_column) = (row as u32 + 1, column as u16);
            let header = table.headers.get(column);
            let kind = header.map_or(Cells::Words, |header| header.cells);
            if kind == Cells::Numbers
                && let Ok(value) = text.parse::<f64>()
            {
                sheet.write_number_with_format(at_row, at_column, value, &number)?;
                continue;
            }
            if kind == Cells::Prose {
                lines = lines.max(lines_of(text, header.map_or(1, |header| header.width)));
            }
            let body = if kind == Cells::Prose { &body } else { &line };
            if utf16_length(text) > CELL_LIMIT {
                let mark = format!(" […] (cut; whole on sheet “{LONG_TEXTS}”)");
                let kept = cut(text, CELL_LIMIT - utf16_length(&mark));
                sheet.write_string_with_format(at_row, at_column, format!("{kept}{mark}"), body)?;
                long.push(LongText { row, column, text });
            } else {
                sheet.write_string_with_format(at_row, at_column, text, body)?;
            }
        }
        // Said for each row: not every program finds the height of wrapped text by itself.
        sheet.set_row_height(row as u32 + 1, LINE * lines.min(MOST_LINES) as u32)?;
    }
    if !table.headers.is_empty() {
        sheet.autofilter(0, 0, table.rows.len() as u32, table.headers.len() as u16 - 1)?;
    }
    if !long.is_empty() {
        write_long_texts(workbook.add_worksheet().set_name(LONG_TEXTS)?, table, &long, &heading, &body)?;
    }
    Ok((workbook.save_to_buffer()?, long.len()))
}

fn write_headers<'a>(
    sheet: &mut Worksheet,
    headers: impl Iterator<Item = (&'a str, u16)>,
    heading: &CellFormat,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (column, (name, width)) in headers.enumerate() {
        let name = cut(name, CELL_LIMIT);
        sheet.write_string_with_format(0, column as u16, name, heading)?;
        sheet.set_column_width(column as u16, f64::from(width))?;
    }
    Ok(())
}

fn write_long_texts(
    sheet: &mut Worksheet,
    table: &Table,
    long: &[LongText<'_>],
    heading: &CellFormat,
    body: &CellFormat,
) -> Result<(), XlsxError> {
    let headers = [("cell", 10), ("column", 22), ("part", 8), ("text", 100)];
    write_headers(sheet, headers.into_iter(), heading)?;
    let mut row = 1;
    for LongText { row: of_row, column, text } in long {
        let cell = format!("{}{}", column_number_to_name(*column as u16), of_row + 2);
        let name = table.headers.get(*column).map_or("", |header| header.name.as_str());
        let mut rest = *text;
        let mut part = 1;
        while !rest.is_empty() {
            let piece = cut(rest, PART);
            rest = &rest[piece.len()..];
            sheet.write_string_with_format(row, 0, &cell, body)?;
            sheet.write_string_with_format(row, 1, name, body)?;
            sheet.write_string_with_format(row, 2, part.to_string(), body)?;
            sheet.write_string_with_format(row, 3, piece, body)?;
            row += 1;
            part += 1;
        }
    }
    Ok(())
}

/// About how many lines a text takes in a column so many characters wide.
fn lines_of(text: &str, width: u16) -> usize {
    // Words do not break, so that a line holds a little less than would fit.
    let width = usize::from(width).saturating_sub(4).max(1);
    text.lines().map(|line| line.chars().count().div_ceil(width).max(1)).take(MOST_LINES).sum()
}

fn utf16_length(text: &str) -> usize {
    // A text never has more units than bytes, so a short one needs no counting; the answer is then an upper bound.
    if text.len() <= PART { text.len() } else { text.encode_utf16().count() }
}

/// The beginning of `text`, at most `units` UTF-16 units, ending between characters.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > units {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_high_as_their_longest_text() {
        assert_eq!(lines_of("short", 60), 1);
        assert_eq!(lines_of(&"word ".repeat(40), 60), 4);
        assert_eq!(lines_of("a\n\nb", 60), 3);
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("a👩🏽b", 2), "a");
        assert_eq!(cut("a👩🏽b", 3), "a👩");
        assert_eq!(cut("ab", 9), "ab");
        let long = "é".repeat(40_000);
        assert_eq!(utf16_length(&long), 40_000);
        assert_eq!(cut(&long, PART).chars().count(), PART);
    }
}
