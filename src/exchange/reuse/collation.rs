//! The variants of one passage: a row for each witness, words that correspond in one column.

use maud::{Markup, html};

use super::{MARKS, Named, check, mark};
use crate::compare::collation::{Collation, Column};
use crate::compare::marks::Difference;
use crate::compare::tokens::as_written;
use crate::exchange::request::{Format, Options};
use crate::exchange::sheet::{self, Sheet, SheetColumn};
use crate::exchange::wording::XmlFilter;
use crate::exchange::{ExportError, Exported, html as web};
use crate::text::Span;
use crate::text::numbers::counted;

/// What a collation can be written as.
pub const COLLATION_FORMATS: &[Format] = &[Format::Csv, Format::Xlsx, Format::Html];

/// What a page needs beyond the common style.
const STYLE: &str = "
body { max-width: none; margin: 2rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font: .95rem/1.4 system-ui, 'Segoe UI', Arial, sans-serif; }
th, td { padding: .3rem .55rem; border-bottom: 1px solid var(--rule); text-align: left; white-space: nowrap; vertical-align: top; }
thead th { color: var(--faint); font-weight: normal; }
thead th.differs { color: var(--ink); font-weight: 600; }
tbody th { position: sticky; left: 0; background: var(--paper); font-weight: 600; border-right: 1px solid var(--rule); }
tbody th small { font-weight: normal; color: var(--faint); }
.lacks { color: var(--faint); }
@media print { .table { overflow: visible; } th, td { white-space: normal; } }
";

/// Writes a collation; the witnesses are those of its rows, each with where the passage stands in it.
///
/// # Errors
///
/// When the format is none that a collation comes in, or too small for it.
pub fn collation(
    collation: &Collation,
    witnesses: &[(Named, Span)],
    notes: Vec<String>,
    format: Format,
    options: &Options,
) -> Result<Exported, ExportError> {
    check("a collation", format, COLLATION_FORMATS)?;
    let mut exported = match format {
        Format::Html => page(collation, witnesses),
        _ => sheet::export(table(collation, witnesses), format, options)?,
    };
    exported.notes.extend(notes);
    Ok(exported)
}

/// What a row has in a column, as its witness writes it.
fn words(column: &Column, row: usize, witnesses: &[(Named, Span)]) -> Option<String> {
    let cell = column.cell(row)?;
    let (named, _) = witnesses.get(row)?;
    Some(as_written(named.text.slice(cell.span)).into_owned())
}

fn table(collation: &Collation, witnesses: &[(Named, Span)]) -> Sheet {
    let mut columns = vec![
        SheetColumn::words("document", 24),
        SheetColumn::words("title", 28),
        SheetColumn::words("date", 12),
        SheetColumn::numbers("start"),
        SheetColumn::numbers("end"),
    ];
    columns.extend((1..=collation.columns.len()).map(|number| SheetColumn::words(&number.to_string(), 12)));
    let rows = witnesses.iter().enumerate().map(|(row, (named, span))| {
        let (start, end) = named.code_points(*span);
        let mut cells = vec![
            named.name.clone(),
            named.title.clone(),
            named.date.clone(),
            start.to_string(),
            end.to_string(),
        ];
        let said = collation.columns.iter().map(|column| words(column, row, witnesses).unwrap_or_default());
        cells.extend(said);
        cells
    });
    Sheet { name: "Collation".to_owned(), columns, rows: rows.collect() }
}

fn page(collation: &Collation, witnesses: &[(Named, Span)]) -> Exported {
    let mut filter = XmlFilter::default();
    let rows = witnesses.len();
    let differing = collation.columns.iter().filter(|column| !column.agrees).count();
    let content = html! {
        h1 { "Collation" }
        p.citation {
            (counted(rows, "witness", "witnesses")) ", " (counted(differing, "place", "places"))
            " where they differ. Above each column stands what most of them have; marked: "
            (mark(Difference::Other, "another word", "most have another word")) ", "
            (mark(Difference::Only, "a word that most lack", "most have none")) ", "
            (mark(Difference::Missing, "", "most have a word")) " no word where most have one, "
            span.lacks { "–" } " none, as most."
        }
        div.table role="region" aria-label="Collation" tabindex="0" {
            table {
                thead {
                    tr {
                        th scope="col" { "Witness" }
                        @for column in &collation.columns {
                            @let usual = column.usual(rows).map_or("–", |usual| column.readings[usual].0.as_str());
                            th scope="col" class=[(!column.agrees).then_some("differs")] { (filter.clean(usual)) }
                        }
                    }
                }
                tbody {
                    @for (row, (named, _)) in witnesses.iter().enumerate() {
                        tr {
                            th scope="row" {
                                bdi { (filter.clean(&named.title)) }
                                @if !named.date.is_empty() { " " small { (named.date) } }
                            }
                            @for column in &collation.columns { (cell(column, row, witnesses, &mut filter)) }
                        }
                    }
                }
            }
        }
    };
    let notes = filter.notes("a web page").into_iter().collect();
    Exported { bytes: web::page("Collation", &format!("{MARKS}{STYLE}"), &content), notes }
}

fn cell(column: &Column, row: usize, witnesses: &[(Named, Span)], filter: &mut XmlFilter) -> Markup {
    let usual = column.usual(witnesses.len());
    let Some(words) = words(column, row, witnesses) else {
        let Some(usual) = usual.map(|usual| filter.clean(&column.readings[usual].0)) else {
            return html! { td.lacks { "–" } };
        };
        return html! { td { (mark(Difference::Missing, "", &format!("most have “{usual}”"))) } };
    };
    let words = filter.clean(&words);
    let is_usual = column.cell(row).is_some_and(|cell| Some(cell.reading) == usual);
    html! {
        td {
            @match usual {
                Some(_) if is_usual => { (words) }
                Some(_) => { (mark(Difference::Other, &words, "most have another word")) }
                None => { (mark(Difference::Only, &words, "most have none")) }
            }
        }
    }
}
