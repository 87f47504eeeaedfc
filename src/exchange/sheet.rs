//! A table of anything, for spreadsheets, programs and people: concordances, frequencies, word lists, saved searches.
//!
//! Guarded against formulas as all tables are. What the columns mean is whoever made the table's business.

use maud::html;
use serde_json::Value;

use super::markdown::one_line;
use super::request::{Format, Options};
use super::table::{Cells, Header, Table};
use super::wording::XmlFilter;
use super::{ExportError, Exported, csv, html as web, xlsx};

/// The formats a table can be written as, in the order they are offered.
pub const FORMATS: [Format; 5] =
    [Format::Csv, Format::Xlsx, Format::Html, Format::Markdown, Format::JsonLines];

/// What a page with one table looks like beyond any page.
const STYLE: &str = "
body { max-width: 80rem; }
table { border-collapse: collapse; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--rule); }
th { font: .8rem system-ui, 'Segoe UI', Arial, sans-serif; color: var(--faint); }
.number { text-align: right; }
";

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
/// When tables are not written in this format, or the table is too large for it.
pub fn export(sheet: Sheet, format: Format, options: &Options) -> Result<Exported, ExportError> {
    match format {
        Format::JsonLines => return lines(&sheet),
        Format::Html => return Ok(page(&sheet)),
        Format::Markdown => {
            return Ok(Exported { bytes: markdown(&sheet).into_bytes(), notes: Vec::new() });
        }
        Format::Csv | Format::Xlsx | Format::Docx => {}
    }
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
            instead: FORMATS.map(Format::name).join(", "),
        }),
    }
}

/// One object a row; a number where there is one, and `null` where there is none.
fn lines(sheet: &Sheet) -> Result<Exported, ExportError> {
    let failed = |error| ExportError::format(Format::JsonLines, error);
    let mut out = String::new();
    for row in &sheet.rows {
        let mut fields = Vec::with_capacity(row.len());
        for (column, cell) in sheet.columns.iter().zip(row) {
            let value = if column.is_number {
                cell.parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
            } else {
                Value::String(cell.clone())
            };
            let name = serde_json::to_string(&column.name).map_err(failed)?;
            fields.push(format!("{name}:{}", serde_json::to_string(&value).map_err(failed)?));
        }
        out.extend(["{", &fields.join(","), "}\n"]);
    }
    Ok(Exported { bytes: out.into_bytes(), notes: Vec::new() })
}

fn page(sheet: &Sheet) -> Exported {
    let mut filter = XmlFilter::default();
    let class = |column: &SheetColumn| column.is_number.then_some("number");
    let content = html! {
        h1 { (filter.clean(&sheet.name)) }
        table {
            thead { tr {
                @for column in &sheet.columns {
                    th class=[class(column)] scope="col" { (filter.clean(&column.name)) }
                }
            } }
            tbody {
                @for row in &sheet.rows {
                    tr {
                        @for (column, cell) in sheet.columns.iter().zip(row) {
                            td class=[class(column)] dir="auto" { (filter.clean(cell)) }
                        }
                    }
                }
            }
        }
    };
    let bytes = web::page(&sheet.name, STYLE, &content);
    Exported { bytes, notes: filter.notes("a web page").into_iter().collect() }
}

fn markdown(sheet: &Sheet) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let names = sheet.columns.iter().map(|column| one_line(&column.name)).collect();
    let marks = sheet.columns.iter().map(|column| if column.is_number { "---:" } else { "---" });
    let mut out = format!("# {}\n\n", one_line(&sheet.name));
    out.push_str(&line(names));
    out.push_str(&line(marks.map(str::to_owned).collect()));
    out.extend(sheet.rows.iter().map(|row| line(row.iter().map(|cell| one_line(cell)).collect())));
    out
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
        assert!(export(sheet, Format::Docx, &Options::default()).is_err());
    }

    #[test]
    fn a_sheet_is_lines_for_programs_and_a_table_for_people() {
        let sheet = Sheet {
            name: "Hits & more".to_owned(),
            columns: vec![SheetColumn::words("text", 20), SheetColumn::numbers("start")],
            rows: vec![vec!["a|b\n\"c\"".to_owned(), "3".to_owned()], vec!["=d".to_owned(), String::new()]],
        };
        let written = |format| {
            let exported = export(sheet.clone(), format, &Options::default()).unwrap();
            String::from_utf8(exported.bytes).unwrap()
        };
        assert_eq!(
            written(Format::JsonLines),
            "{\"text\":\"a|b\\n\\\"c\\\"\",\"start\":3}\n{\"text\":\"=d\",\"start\":null}\n"
        );
        assert_eq!(
            written(Format::Markdown),
            "# Hits \\& more\n\n| text | start |\n| --- | ---: |\n| a\\|b \"c\" | 3 |\n| \\=d |  |\n"
        );
        let page = written(Format::Html);
        assert!(page.contains("<td dir=\"auto\">=d</td>"), "{page}");
        assert!(page.contains("<td class=\"number\" dir=\"auto\">3</td>"), "{page}");
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
