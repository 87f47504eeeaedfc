//! An Excel workbook: every cell is text, so that nothing in it is ever run; the header is frozen and filters.
//!
//! A cell holds 32,767 UTF-16 units. A longer one is cut with a mark that says so, and stands whole, in parts, on
//! a second sheet.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format as CellFormat, FormatAlign, Workbook, Worksheet, XlsxError,
    utility::{check_sheet_name, column_number_to_name},
};

use super::request::Format;
use super::table::Table;
use super::wording::count;
use super::{ExportError, Exported};

/// What a cell can hold, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;
/// How much of a long text one cell of the second sheet takes.
const PART: usize = 32_000;
/// Where texts stand that are longer than a cell.
const LONG_TEXTS: &str = "Long texts";
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
            count(long, "text", "texts")
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
    let body = CellFormat::new().set_text_wrap().set_align(FormatAlign::Top);

    let sheet = workbook.add_worksheet().set_name(sheet_name)?;
    write_headers(sheet, table.headers.iter().map(|header| (header.name.as_str(), header.width)), &heading)?;
    let mut long = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            let (at_row, at_column) = (row as u32 + 1, column as u16);
            if utf16_length(text) > CELL_LIMIT {
                let mark = format!(" […] (cut; whole on sheet “{LONG_TEXTS}”)");
                let kept = cut(text, CELL_LIMIT - utf16_length(&mark));
                sheet.write_string_with_format(at_row, at_column, format!("{kept}{mark}"), &body)?;
                long.push(LongText { row, column, text });
            } else {
                sheet.write_string_with_format(at_row, at_column, text, &body)?;
            }
        }
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
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("a👩🏽b", 2), "a");
        assert_eq!(cut("a👩🏽b", 3), "a👩");
        assert_eq!(cut("ab", 9), "ab");
        let long = "é".repeat(40_000);
        assert_eq!(utf16_length(&long), 40_000);
        assert_eq!(cut(&long, PART).chars().count(), PART);
    }
}
