//! A table of anything, as CSV or XLSX: concordances, frequencies, word lists.
//!
//! Guarded against formulas as all tables are. What the columns mean is whoever made the table's business.

use super::request::{Format, Options};
use super::table::{Cells, Header, Table};
use super::{ExportError, Exported, csv, xlsx};

/// A table that is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What the sheet of a spreadsheet is called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Its rows, each as wide as the columns.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`Sheet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// What stands in the first row.
    pub name: String,
    /// How wide it is shown, in characters.
    pub width: u16,
    /// True for numbers of our own making, which a spreadsheet may add up.
    pub is_number: bool,
}

impl SheetColumn {
    /// A column of words.
    pub fn words(name: &str, width: u16) -> Self {
        Self { name: name.to_owned(), width, is_number: false }
    }

    /// A column of numbers.
    pub fn numbers(name: &str) -> Self {
        Self { name: name.to_owned(), width: 10, is_number: true }
    }
}

/// Writes a sheet.
///
/// # Errors
///
/// When the format is no table, or the table is too large for it.
pub fn export(sheet: Sheet, format: Format, options: &Options) -> Result<Exported, ExportError> {
    let header = |column: SheetColumn| {
        let cells = if column.is_number { Cells::Numbers } else { Cells::Words };
        Header::new(column.name, column.width).of(cells)
    };
    let table = Table {
        headers: sheet.columns.into_iter().map(header).collect(),
        total: sheet.rows.len(),
        rows: sheet.rows,
        notes: Vec::new(),
    };
    match format {
        Format::Csv => csv::export(table, options),
        Format::Xlsx => xlsx::export(&table, &sheet.name),
        format => Err(ExportError::NotOffered {
            subject: "a table",
            format,
            instead: format!("{} or {}", Format::Csv, Format::Xlsx),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_a_guarded_table() {
        let sheet = Sheet {
            name: "Hits".to_owned(),
            columns: vec![SheetColumn::words("text", 20), SheetColumn::numbers("start")],
            rows: vec![vec!["=1+1".to_owned(), "3".to_owned()], vec!["a, b".to_owned(), "4".to_owned()]],
        };
        let written = export(sheet.clone(), Format::Csv, &Options::default()).unwrap();
        let text = String::from_utf8(written.bytes).unwrap();
        assert_eq!(text, "text,start,guarded\r\n'=1+1,3,text\r\n\"a, b\",4,\r\n");
        assert!(export(sheet.clone(), Format::Xlsx, &Options::default()).unwrap().bytes.starts_with(b"PK"));
        assert!(export(sheet, Format::Html, &Options::default()).is_err());
    }

    #[test]
    fn a_number_below_zero_is_no_formula() {
        let sheet = Sheet {
            name: "Keyness".to_owned(),
            columns: vec![SheetColumn::words("word", 20), SheetColumn::numbers("log_ratio")],
            rows: vec![vec!["-1.5".to_owned(), "-1.5".to_owned()], vec!["a".to_owned(), "-1+1".to_owned()]],
        };
        let written = export(sheet, Format::Csv, &Options::default()).unwrap();
        let text = String::from_utf8(written.bytes).unwrap();
        assert_eq!(text, "word,log_ratio,guarded\r\n'-1.5,-1.5,word\r\na,'-1+1,log_ratio\r\n");
    }
}
