//! The hits of a search as a file: a concordance, as a table for programs and spreadsheets or as a page for people.
//!
//! A row says where a hit is (code points, end exclusive), its words as they stand there, what stands beside them, and the
//! date and the other attributes of its document. The names and the order of the fields are a promise, the same on the command
//! line and in the window; in a table each attribute is a column behind them, as `attr:kind`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maud::html;
use serde::{Serialize, Serializer};

use super::markdown::one_line;
use super::request::{Format, Options};
use super::sheet::{self, Sheet, SheetColumn};
use super::wording::XmlFilter;
use super::{ExportError, Exported, html as web};
use crate::project::DocumentRecord;
use crate::search::{Hit, HitKind};
use crate::text::numbers::counted;
use crate::text::{Text, context};

/// What a page of hits looks like beyond any page: as wide as the window, the hits below each other.
const STYLE: &str = "
body { max-width: 80rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid var(--rule); }
th { font: .8rem system-ui, 'Segoe UI', Arial, sans-serif; color: var(--faint); }
.before { text-align: right; width: 36%; color: var(--faint); }
.after { width: 36%; color: var(--faint); }
.where { font: .8rem system-ui, 'Segoe UI', Arial, sans-serif; color: var(--faint); }
";

/// What a row says of its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its path as given, or the bundled file's name.
    pub document: String,
    /// Its title.
    pub title: String,
    /// Its date; empty when it has none.
    pub date: String,
    /// Its other attributes that say something, by name; all its rows share them.
    pub attributes: Arc<BTreeMap<String, String>>,
}

impl About {
    /// What a record says of the document that is called `document` in results.
    pub fn of(document: String, record: &DocumentRecord) -> Self {
        let others =
            record.attributes.iter().filter(|(name, value)| *name != "date" && !value.value.is_empty());
        Self {
            document,
            title: record.title.clone(),
            date: record.attribute("date").to_owned(),
            attributes: Arc::new(others.map(|(name, value)| (name.clone(), value.value.clone())).collect()),
        }
    }
}

/// A hit as it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HitRow {
    /// The document's path as given, or the bundled file's name.
    pub document: String,
    /// Where the hit begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words as they stand there.
    pub text: String,
    /// What stands before it.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// The document's title.
    pub title: String,
    /// What it is: `words`; `passage` for what a tag, memo or name marks; `unit` for a whole document, paragraph or sentence.
    pub hit: &'static str,
    /// The document's date.
    pub date: String,
    /// The document's other attributes.
    #[serde(serialize_with = "shared")]
    pub attributes: Arc<BTreeMap<String, String>>,
}

fn shared<S: Serializer>(attributes: &BTreeMap<String, String>, out: S) -> Result<S::Ok, S::Error> {
    attributes.serialize(out)
}

impl HitRow {
    /// The row of a hit in a text, with so many characters of context on each side; `None` when it is not in that text.
    pub fn of(about: &About, text: &Text, hit: Hit, characters: usize) -> Option<Self> {
        let (start, end) = text.code_points().from_span(text.as_str(), hit.span)?;
        let (before, after) = context(text.as_str(), hit.span, characters);
        let About { document, title, date, attributes } = about.clone();
        Some(Self {
            document,
            start,
            end,
            text: text.slice(hit.span).to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            title,
            hit: match hit.kind {
                HitKind::Words => "words",
                HitKind::Passage => "passage",
                HitKind::Unit => "unit",
            },
            date,
            attributes,
        })
    }

    /// The cells of a table with a column for each of these attributes.
    fn cells(self, names: &[String]) -> Vec<String> {
        let Self { document, start, end, text, before, after, title, hit, date, attributes } = self;
        let (start, end) = (start.to_string(), end.to_string());
        let mut cells = vec![document, start, end, text, before, after, title, hit.to_owned(), date];
        cells.extend(names.iter().map(|name| attributes.get(name).cloned().unwrap_or_default()));
        cells
    }
}

/// Writes hits in one of the formats of tables, in the order in which they come; `query` is what found them.
///
/// # Errors
///
/// When hits are not written in this format, or are too many for it.
pub fn export(
    query: &str,
    rows: Vec<HitRow>,
    format: Format,
    options: &Options,
) -> Result<Exported, ExportError> {
    match format {
        Format::Csv | Format::Xlsx => sheet::export(table(rows), format, options),
        Format::Html => Ok(page(query, &rows)),
        Format::Markdown => Ok(Exported { bytes: markdown(query, &rows).into_bytes(), notes: Vec::new() }),
        Format::JsonLines => lines(&rows),
        Format::Docx => Err(ExportError::NotOffered {
            subject: "a concordance",
            format,
            instead: sheet::FORMATS.map(Format::name).join(", "),
        }),
    }
}

fn table(rows: Vec<HitRow>) -> Sheet {
    let words = SheetColumn::words;
    let names: BTreeSet<&String> = rows.iter().flat_map(|row| row.attributes.keys()).collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let mut columns = vec![
        words("document", 30),
        SheetColumn::numbers("start"),
        SheetColumn::numbers("end"),
        words("text", 40),
        words("before", 40),
        words("after", 40),
        words("title", 30),
        words("hit", 8),
        words("date", 12),
    ];
    columns.extend(names.iter().map(|name| words(&format!("attr:{name}"), 16)));
    let rows = rows.into_iter().map(|row| row.cells(&names)).collect();
    Sheet { name: "Hits".to_owned(), columns, rows }
}

fn lines(rows: &[HitRow]) -> Result<Exported, ExportError> {
    let mut bytes = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut bytes, row)
            .map_err(|error| ExportError::format(Format::JsonLines, error))?;
        bytes.push(b'\n');
    }
    Ok(Exported { bytes, notes: Vec::new() })
}

/// What a page is headed, and how much it holds.
fn heading(query: &str, rows: &[HitRow]) -> (String, String) {
    let mut documents: Vec<&str> = rows.iter().map(|row| row.document.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    let said = format!(
        "{} in {}",
        counted(rows.len(), "hit", "hits"),
        counted(documents.len(), "document", "documents")
    );
    (format!("Concordance of {}", plain(query)), said)
}

/// The title of a row's document, with its date where it has one.
fn titled(row: &HitRow) -> String {
    if row.date.is_empty() { row.title.clone() } else { format!("{} ({})", row.title, row.date) }
}

/// Text on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(query: &str, rows: &[HitRow]) -> Exported {
    let (title, said) = heading(query, rows);
    let mut filter = XmlFilter::default();
    let content = html! {
        h1 { (filter.clean(&title)) }
        p { (said) }
        table {
            thead { tr {
                th.before scope="col" { "Before" }
                th scope="col" { "Hit" }
                th.after scope="col" { "After" }
                th scope="col" { "Document" }
            } }
            tbody {
                @for row in rows {
                    tr {
                        td.before dir="auto" { (filter.clean(&plain(&row.before))) }
                        td dir="auto" { b { (filter.clean(&plain(&row.text))) } }
                        td.after dir="auto" { (filter.clean(&plain(&row.after))) }
                        td.where { bdi { (filter.clean(&titled(row))) } " " (row.start) "–" (row.end) }
                    }
                }
            }
        }
    };
    Exported {
        bytes: web::page(&title, STYLE, &content),
        notes: filter.notes("a web page").into_iter().collect(),
    }
}

fn markdown(query: &str, rows: &[HitRow]) -> String {
    let (title, said) = heading(query, rows);
    let mut out = format!(
        "# {}\n\n{said}. Places are code points, end exclusive.\n\n\
         | Before | Hit | After | Document | Place |\n| ---: | --- | --- | --- | --- |\n",
        one_line(&title)
    );
    for row in rows {
        let hit = one_line(&row.text);
        let hit = if hit.is_empty() { hit } else { format!("**{hit}**") };
        let place = format!("{}–{}", row.start, row.end);
        let cells = [one_line(&row.before), hit, one_line(&row.after), one_line(&titled(row)), place];
        out.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn rows() -> Vec<HitRow> {
        let text = Text::new("=é one | two\nand <b>one</b> more");
        let hit = |at: &str, kind| {
            let start = text.as_str().find(at).unwrap();
            Hit { span: Span::new(start, start + at.len()), kind }
        };
        let about = |kind: &str| About {
            document: "a/b.txt".to_owned(),
            title: "A *title*".to_owned(),
            date: "2019-05".to_owned(),
            attributes: Arc::new(BTreeMap::from([(kind.to_owned(), "letter".to_owned())])),
        };
        let row = |kind, hit| HitRow::of(&about(kind), &text, hit, 5).unwrap();
        vec![row("kind", hit("=é one", HitKind::Words)), row("form", hit("two\nand", HitKind::Passage))]
    }

    fn written(format: Format) -> String {
        let exported = export("one  \"two\"", rows(), format, &Options::default()).unwrap();
        assert_eq!(exported, export("one  \"two\"", rows(), format, &Options::default()).unwrap());
        String::from_utf8(exported.bytes).unwrap()
    }

    #[test]
    fn programs_get_places_in_code_points_and_words_as_they_stand() {
        assert_eq!(
            written(Format::JsonLines).lines().next(),
            Some(
                r#"{"document":"a/b.txt","start":0,"end":6,"text":"=é one","before":"","after":" | tw","title":"A *title*","hit":"words","date":"2019-05","attributes":{"kind":"letter"}}"#
            )
        );
        assert_eq!(
            written(Format::Csv),
            "document,start,end,text,before,after,title,hit,date,attr:form,attr:kind,guarded\r\n\
             a/b.txt,0,6,'=é one,, | tw,A *title*,words,2019-05,,letter,text\r\n\
             a/b.txt,9,16,\"two\nand\",ne | , <b>o,A *title*,passage,2019-05,letter,,\r\n"
        );
        let xlsx = export("q", rows(), Format::Xlsx, &Options::default()).unwrap();
        assert!(xlsx.bytes.starts_with(b"PK"));
        assert!(export("q", rows(), Format::Docx, &Options::default()).is_err());
    }

    #[test]
    fn people_get_a_page_in_which_nothing_quoted_becomes_markup() {
        let page = written(Format::Html);
        assert!(page.contains("<h1>Concordance of one &quot;two&quot;</h1>"), "{page}");
        assert!(page.contains("<p>2 hits in 1 document</p>") && page.contains("<b>two and</b>"), "{page}");
        assert!(page.contains("&lt;b&gt;o") && !page.contains("<b>o"), "{page}");
        let page = written(Format::Markdown);
        assert!(page.starts_with("# Concordance of one \"two\"\n"), "{page}");
        assert!(page.contains(r"| ne \| | **two and** | \<b\>o | A \*title\* (2019-05) | 9–16 |"), "{page}");
    }

    #[test]
    fn nothing_found_is_a_table_without_rows() {
        for format in sheet::FORMATS {
            assert!(export("q", Vec::new(), format, &Options::default()).is_ok(), "{format}");
        }
    }
}
