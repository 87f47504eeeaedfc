//! Exports of a project with everything awkward in it, read again: emoji, right-to-left words, line ends, formulas,
//! control characters, a passage longer than a cell, passages that overlap, untagged highlights, a text that has
//! changed and one that is lost.
//!
//! Set `LECTERN_EXPORTS` to a folder to keep what [`write_samples`] makes there, for `.ci/check_exports.py`.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "exports/fixture.rs"]
mod fixture;
#[path = "exports/pages.rs"]
mod pages;

use std::collections::BTreeMap;
use std::path::Path;

use lectern::exchange::{Column, ExportRequest, Exported, Format, Options, Preview, Shape, Subject};
use lectern::project::{AnnotationId, DocumentId, Doubt, Standing};
use lectern::text::Span;

use fixture::{Fixture, fixture, requests};

fn records(bytes: &[u8]) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|record| headers.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    (headers, rows)
}

#[test]
fn two_exports_are_the_same_bytes() {
    let (one, two) = (fixture(), fixture());
    // What carries a clock to the second, or two for zip, shows itself only when it has moved on.
    let first: Vec<Exported> =
        requests(&one).iter().map(|(_, request)| one.export(request).unwrap()).collect();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    for (before, (name, request)) in first.iter().zip(requests(&two)) {
        assert!(*before == two.export(&request).unwrap(), "{name} differs from one export to the next");
    }
}

#[test]
fn csv_has_a_row_for_every_coding_and_untagged_highlight() {
    let fixture = fixture();
    let mut request = fixture.request(Format::Csv);
    request.options.guard_formulas = false;
    let (headers, rows) = records(&fixture.export(&request).unwrap().bytes);
    assert_eq!(headers[..5], ["excerpt_id", "coding_id", "document", "document_id", "document_path"]);
    for name in ["attr:date", "code_level_1", "code_level_2", "text_blake3", "quotation_check"] {
        assert!(headers.iter().any(|header| header == name), "{name} is missing");
    }
    assert!(!headers.iter().any(|header| header == "guarded" || header == "code_level_3"));
    assert_eq!(rows.len(), fixture.ids.len() + 1);
    let untagged: Vec<_> = rows.iter().filter(|row| row["code"].is_empty()).collect();
    assert_eq!(untagged.len(), 3);
    assert!(untagged.iter().all(|row| row["coding_id"].is_empty() && !row["excerpt"].is_empty()));
    let trust = rows.iter().find(|row| row["document"] == "A letter" && row["code"] == "Trust").unwrap();
    assert_eq!(trust["code_path"], "Theme › Trust");
    assert_eq!((trust["code_level_1"].as_str(), trust["code_level_2"].as_str()), ("Theme", "Trust"));
    assert_eq!(trust["other_codes"], "Harm & <loss>");
    assert_eq!(trust["coder"], "Ada Byron");
    assert_eq!(trust["created"], "2020-09-09T00:00:00Z");
    assert_eq!(trust["attr:date"], "2020-09-09");
}

#[test]
fn excerpts_in_doubt_or_detached_are_kept_and_marked() {
    let mut fixture = fixture();
    let (doubted, detached) = (fixture.ids[0], fixture.ids[1]);
    let words = |fixture: &Fixture, id| fixture.project.annotations[&id].anchor.exact.clone();
    let (first, second) = (words(&fixture, doubted), words(&fixture, detached));
    if let Some(annotation) = fixture.project.annotations.get_mut(&doubted) {
        annotation.standing = Standing::NeedsLook { proposed: None, why: Doubt::Gone };
    }
    if let Some(annotation) = fixture.project.annotations.get_mut(&detached) {
        annotation.standing = Standing::Detached;
    }
    let mut request = fixture.request(Format::Csv);
    request.options.guard_formulas = false;
    let exported = fixture.export(&request).unwrap();
    let (_, rows) = records(&exported.bytes);
    let check = |id: AnnotationId| {
        let row = rows.iter().find(|row| row["excerpt_id"] == id.to_string()).unwrap();
        (row["excerpt"].clone(), row["quotation_check"].clone())
    };
    assert_eq!(check(doubted), (first, "needs a look".to_owned()));
    assert_eq!(check(detached), (second, "detached".to_owned()));
    for told in ["1 excerpt needs a look since a text changed", "1 excerpt is detached from the text"] {
        assert!(exported.notes.iter().any(|note| note.starts_with(told)), "{:?}", exported.notes);
    }
    let page = fixture.text_of(&fixture.request(Format::Html));
    assert!(page.contains("nobody has looked where this quotation belongs now"));
}

#[test]
fn positions_cut_the_excerpt_out_of_the_text() {
    let fixture = fixture();
    let mut request = fixture.request(Format::Csv);
    request.options.guard_formulas = false;
    let (_, rows) = records(&fixture.export(&request).unwrap().bytes);
    let mut confirmed = 0;
    for row in rows.iter().filter(|row| row["quotation_check"] == "ok") {
        let text = &fixture.texts[&row["document_id"].parse().unwrap()];
        let number = |name: &str| row[name].parse::<usize>().unwrap();
        let cut: String = text
            .as_str()
            .chars()
            .skip(number("start_cp"))
            .take(number("end_cp") - number("start_cp"))
            .collect();
        assert_eq!(cut, row["excerpt"]);
        let around = format!("{}{}{}", row["context_before"], row["excerpt"], row["context_after"]);
        assert!(text.as_str().contains(&around));
        let paragraphs = text.structure().paragraphs();
        let first = &paragraphs[number("paragraph_from") - 1];
        let last = &paragraphs[number("paragraph_to") - 1];
        assert!(text.slice(Span::new(first.span.start, last.span.end)).contains(cut.trim()));
        let lines: Vec<&str> = text.as_str().split('\n').collect();
        let lines = lines[number("line_from") - 1..number("line_to")].join("\n");
        assert!(lines.contains(&cut), "{cut} is not on its lines");
        confirmed += 1;
    }
    assert_eq!(confirmed, rows.len() - 2);
}

#[test]
fn quotations_that_cannot_be_confirmed_are_marked_and_counted() {
    let fixture = fixture();
    for format in Format::ALL {
        let notes = fixture.export(&fixture.request(format)).unwrap().notes;
        assert!(
            notes.iter().any(|note| note.starts_with("1 quotation no longer matches")),
            "{format}: {notes:?}"
        );
        assert!(
            notes.iter().any(|note| note.starts_with("1 quotation was not checked")),
            "{format}: {notes:?}"
        );
    }
    let (_, rows) = records(&fixture.export(&fixture.request(Format::Csv)).unwrap().bytes);
    let check = |document: &str, excerpt: &str| {
        rows.iter()
            .find(|row| row["document"].contains(document) && row["excerpt"] == excerpt)
            .map(|row| row["quotation_check"].clone())
    };
    assert_eq!(check("Awkward", "fife."), Some("differs".to_owned()));
    assert_eq!(check("Lost", "Nobody knows"), Some("text missing".to_owned()));
    for format in [Format::Html, Format::Markdown] {
        assert!(fixture.text_of(&fixture.request(format)).contains("differs from the document"), "{format}");
    }
}

#[test]
fn formulas_are_guarded_where_it_shows() {
    let fixture = fixture();
    let made = fixture.export(&fixture.request(Format::Csv)).unwrap();
    let (headers, rows) = records(&made.bytes);
    assert_eq!(headers.last().unwrap(), "guarded");
    let formula = rows.iter().find(|row| row["excerpt"].starts_with("'=cmd")).unwrap();
    // What follows it begins with a line end, which some spreadsheets pass over on their way to a formula.
    assert_eq!(formula["guarded"], "excerpt context_after");
    assert!(rows.iter().all(|row| row.values().all(|cell| !cell.starts_with(['=', '+', '-', '@']))));
    assert!(made.notes.iter().any(|note| note.contains("guarded against formulas")), "{:?}", made.notes);
}

#[test]
fn the_shapes_say_the_same() {
    let fixture = fixture();
    let mut request = fixture.request(Format::Csv);
    request.options.guard_formulas = false;
    let (_, codings) = records(&fixture.export(&request).unwrap().bytes);
    request.options.shape = Shape::PerExcerpt;
    let (headers, excerpts) = records(&fixture.export(&request).unwrap().bytes);
    assert!(!headers.iter().any(|name| name == "coding_id" || name.starts_with("code_level")));
    assert_eq!(excerpts.len(), fixture.ids.len());
    request.options.shape = Shape::Matrix;
    let (headers, matrix) = records(&fixture.export(&request).unwrap().bytes);
    let codes: Vec<&String> = headers.iter().filter(|name| name.starts_with("code:")).collect();
    assert_eq!(codes, ["code:Theme", "code:Theme › Trust", "code:Harm & <loss>"]);
    for (excerpt, row) in excerpts.iter().zip(&matrix) {
        let of = |row: &&BTreeMap<String, String>| row["excerpt_id"] == excerpt["excerpt_id"];
        let paths: Vec<&str> = codings
            .iter()
            .filter(of)
            .map(|row| row["code_path"].as_str())
            .filter(|path| !path.is_empty())
            .collect();
        assert_eq!(excerpt["code_path"], paths.join("; "));
        for name in &codes {
            let expected = if paths.contains(&&name["code:".len()..]) { "1" } else { "0" };
            assert_eq!(row[*name], expected, "{name}");
        }
    }
}

#[test]
fn only_the_columns_asked_for() {
    let fixture = fixture();
    let mut request = fixture.request(Format::Csv);
    request.options.columns = [Column::Excerpt, Column::Document].into();
    request.options.guard_formulas = false;
    let (headers, _) = records(&fixture.export(&request).unwrap().bytes);
    assert_eq!(headers, ["document", "excerpt"]);
}

#[test]
fn column_names_are_words_for_columns() {
    for column in Column::ALL {
        assert_eq!(column.name().parse::<Column>().unwrap(), column);
    }
    assert!(Column::ALL.is_sorted(), "the order of the columns and of the enum are one");
    assert_eq!(Options::default().columns.len(), Column::ALL.len() - 1, "all but the entities");
}

#[test]
fn who_and_what_an_excerpt_names_is_a_column_where_it_is_asked_for() {
    let fixture = fixture();
    let mut request = fixture.request(Format::Csv);
    let (headers, _) = records(&fixture.export(&request).unwrap().bytes);
    assert!(!headers.iter().any(|header| header == "entities"), "only where it is asked for");
    request.options.columns = [Column::Excerpt, Column::Entities].into();
    let (_, rows) = records(&fixture.export(&request).unwrap().bytes);
    let mut named = 0;
    for row in rows {
        let is_named = row["excerpt"].contains("one");
        named += usize::from(is_named);
        let expected = if is_named { "Richard Lewis (person); Cleveland (place)" } else { "" };
        assert_eq!(row["entities"], expected, "{}", row["excerpt"]);
    }
    assert!(named > 0);
    request.format = Format::JsonLines;
    let lines = fixture.text_of(&request);
    assert!(lines.contains(r#""entities":["Richard Lewis (person)","Cleveland (place)"]"#), "{lines}");
}

#[test]
fn json_lines_keep_the_promised_fields_first() {
    let fixture = fixture();
    let text = fixture.text_of(&fixture.request(Format::JsonLines));
    let promised = ["document", "start", "end", "text", "tags", "memo", "coder", "created", "modified", "id"];
    assert_eq!(text.lines().count(), fixture.ids.len());
    for line in text.lines() {
        let places: Vec<usize> =
            promised.iter().map(|name| line.find(&format!("\"{name}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{line}");
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let id: AnnotationId = record["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(record["text"], fixture.project.annotations[&id].anchor.exact);
        assert!(record["tags"].is_array());
    }
}

#[test]
fn what_cannot_be_exported_is_refused_in_plain_words() {
    let fixture = fixture();
    let marked = |document, format| ExportRequest::new(Subject::MarkedDocument(document), format);
    let refused = |request: &ExportRequest| fixture.export(request).unwrap_err().to_string();
    assert!(refused(&marked(fixture.awkward, Format::Csv)).contains("choose HTML"));
    assert!(refused(&marked(fixture.lost, Format::Html)).contains("“Lost” is not available"));
    assert!(refused(&marked(DocumentId::derived(b"?"), Format::Html)).contains("no longer in the project"));
}

#[test]
fn a_preview_is_the_beginning_of_the_export() {
    let fixture = fixture();
    for format in [Format::Csv, Format::JsonLines] {
        let request = fixture.request(format);
        let whole = fixture.export(&request).unwrap().bytes;
        match fixture.preview(&request, 3) {
            Preview::Table { headers, rows, total } => {
                let (names, all) = records(&whole);
                assert_eq!((headers.clone(), total, rows.len()), (names, all.len(), 3));
                for (row, expected) in rows.into_iter().zip(all) {
                    assert_eq!(headers.iter().cloned().zip(row).collect::<BTreeMap<_, _>>(), expected);
                }
            }
            Preview::Lines { lines, total } => {
                let text = String::from_utf8(whole).unwrap();
                assert_eq!(lines, text.lines().take(3).collect::<Vec<_>>());
                assert_eq!(total, text.lines().count());
            }
            Preview::Outline { .. } => panic!("{format} is no page"),
        }
    }
    let Preview::Outline { blocks, total, .. } = fixture.preview(&fixture.request(Format::Docx), 2) else {
        panic!("a page has an outline")
    };
    let quotations = blocks
        .iter()
        .filter(|block| matches!(block, lectern::exchange::outline::Block::Quotation(_)))
        .count();
    assert_eq!((quotations, total), (2, fixture.ids.len() + 1));
}

#[test]
fn exports_can_be_made_on_another_thread() {
    fn travels<T: Clone + Send + 'static>() {}
    travels::<ExportRequest>();
    travels::<Exported>();
    travels::<Preview>();
}

/// Writes every export to the folder named by `LECTERN_EXPORTS`; without it, only makes them.
#[test]
fn write_samples() {
    let fixture = fixture();
    let folder = std::env::var_os("LECTERN_EXPORTS");
    for (name, request) in requests(&fixture) {
        let made = fixture.export(&request).unwrap();
        assert!(!made.bytes.is_empty() || name == "nothing.jsonl", "{name} is empty");
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(Path::new(folder).join(name), made.bytes).unwrap();
        }
    }
}
