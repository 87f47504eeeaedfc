//! What two documents share as lists, orders in time, pages and collations, in each format.

use super::*;
use crate::analysis::precedence::{Common, Precedence, Sharing};
use crate::compare::collation;
use crate::compare::shared::{DocumentNumber, Kind, Place, SharedPassage};
use crate::compare::side_by_side::rows;
use crate::exchange::Options;

fn named(name: &str, date: &str, body: &str) -> Named {
    Named {
        name: format!("{name}.txt"),
        title: format!("<{name}>"),
        date: date.to_owned(),
        text: Text::new(body),
    }
}

fn documents() -> [Named; 2] {
    [
        named("letter", "2020-09-07", "=1 é it was a good day\nfor us"),
        named("paper", "", "He wrote: it was a “bad” day for us all."),
    ]
}

fn passage() -> SharedPassage {
    let place =
        |document, start, end| Place { document: DocumentNumber(document), span: Span::new(start, end) };
    SharedPassage {
        a: place(0, 6, 30),
        b: place(1, 10, 43),
        kind: Kind::Edited,
        by_itself: Kind::Edited,
        similarity: 0.875,
        words: 7,
        bits: 40.0,
        cluster: 3,
        is_cut: false,
    }
}

fn list(format: Format) -> String {
    let documents = documents();
    let document = |number: DocumentNumber| documents.get(number.0 as usize);
    let made = passages(&[&passage()], &document, format, &Options::default()).unwrap();
    String::from_utf8_lossy(&made.bytes).into_owned()
}

#[test]
fn a_list_gives_both_places_in_code_points_in_every_format() {
    let csv = list(Format::Csv);
    let mut lines = csv.split("\r\n");
    assert!(lines.next().unwrap().starts_with("document_a,title_a,date_a,start_a,end_a,text_a,document_b,"));
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("letter.txt,<letter>,2020-09-07,5,29,\"it was a good day\nfor us\",paper.txt,"),
        "{row}"
    );
    assert!(row.ends_with(",edited,0.875,3,7,"), "{row}");
    let json: serde_json::Value = serde_json::from_str(&list(Format::JsonLines)).unwrap();
    assert_eq!((json["start_a"].as_u64(), json["end_a"].as_u64()), (Some(5), Some(29)));
    assert!(list(Format::Xlsx).starts_with("PK") && list(Format::Docx).starts_with("PK"));
    let html = list(Format::Html);
    assert!(html.contains("&lt;letter&gt; (2020-09-07) and &lt;paper&gt;"), "{html}");
    assert!(html.contains("7 words, edited, 87 % the same."), "{html}");
    assert!(list(Format::Markdown).contains("it was a good day for us"));
}

#[test]
fn an_order_in_time_names_the_earlier_document_first() {
    let documents = documents();
    let about: Vec<Sharing> = documents
        .iter()
        .map(|named| Sharing { title: named.title.clone(), date: named.date.clone() })
        .collect();
    let order = Precedence::of(&about, &[Common { a: 1, b: 0, words: 7, is_about: false }]);
    let made = precedence(&order, &documents, Format::Csv, &Options::default()).unwrap();
    let csv = String::from_utf8(made.bytes).unwrap();
    assert!(
        csv.ends_with("letter.txt,<letter>,2020-09-07,paper.txt,<paper>,,7,not known,exact,\r\n"),
        "{csv}"
    );
    let order = Precedence::of(&about, &[Common { a: 1, b: 0, words: 7, is_about: true }]);
    let made = precedence(&order, &documents, Format::Csv, &Options::default()).unwrap();
    assert!(String::from_utf8(made.bytes).unwrap().ends_with(",7,not known,about right,\r\n"));
    assert!(precedence(&order, &documents, Format::Html, &Options::default()).is_err());
}

#[test]
fn a_page_of_two_documents_marks_what_differs_without_colour_too() {
    let [a, b] = documents();
    let passage = passage();
    let rows = rows(&a.text, passage.a.span, &b.text, passage.b.span, &|| false).unwrap().rows;
    let section = Section { heading: "Passage 1".to_owned(), about: String::new(), rows };
    let page = Page { a, b, about: "One passage.".to_owned(), sections: vec![section] };
    let made = side_by_side(&page);
    assert_eq!(made, side_by_side(&page), "the same every time");
    let html = String::from_utf8(made.bytes).unwrap();
    assert!(
        html.contains("<mark class=\"other\" title=\"other words there: “bad”\">good</mark> day</td>"),
        "{html}"
    );
    assert!(html.contains("<mark class=\"only\" title=\"only here\">all</mark>"), "{html}");
    let missing = "<span class=\"missing\" role=\"img\" aria-label=\"missing here: “all”\" title=\"missing here: “all”\">‸</span>";
    assert!(html.contains(missing), "{html}");
    assert!(html.contains("underline dashed") && html.contains("underline double"));
    assert!(!html.contains("://") && !html.contains("<script"), "it fetches and runs nothing");
}

#[test]
fn a_collation_has_a_row_for_each_witness_and_marks_what_most_have_not() {
    let witnesses: Vec<(Named, Span)> = ["a good day", "a good day", "a very bad day"]
        .into_iter()
        .enumerate()
        .map(|(number, body)| (named(&format!("w{number}"), "", body), Span::new(0, body.len())))
        .collect();
    let texts: Vec<(&Text, Span)> = witnesses.iter().map(|(named, span)| (&named.text, *span)).collect();
    let collated = collation::collate(&texts, &|| false).unwrap();
    let made =
        |format| collation(&collated, &witnesses, vec!["A note.".to_owned()], format, &Options::default());
    let csv = String::from_utf8(made(Format::Csv).unwrap().bytes).unwrap();
    assert_eq!(
        csv,
        "document,title,date,start,end,1,2,3,4,guarded\r\nw0.txt,<w0>,,0,10,a,,good,day,\r\n\
         w1.txt,<w1>,,0,10,a,,good,day,\r\nw2.txt,<w2>,,0,14,a,very,bad,day,\r\n"
    );
    let page = made(Format::Html).unwrap();
    assert_eq!(page.notes, ["A note."]);
    let html = String::from_utf8(page.bytes).unwrap();
    assert!(html.contains("<mark class=\"other\" title=\"most have another word\">bad</mark>"), "{html}");
    assert!(html.contains("<mark class=\"only\" title=\"most have none\">very</mark>"), "{html}");
    assert!(html.contains("<td class=\"lacks\">–</td>"), "none, as most: {html}");
    let bodies = ["a very good day", "a very good day", "a good day"];
    let witnesses: Vec<(Named, Span)> =
        bodies.iter().map(|body| (named("w", "", body), Span::new(0, body.len()))).collect();
    let texts: Vec<(&Text, Span)> = witnesses.iter().map(|(named, span)| (&named.text, *span)).collect();
    let collated = collation::collate(&texts, &|| false).unwrap();
    let page = collation(&collated, &witnesses, Vec::new(), Format::Html, &Options::default()).unwrap();
    let html = String::from_utf8(page.bytes).unwrap();
    assert!(html.contains("title=\"most have “very”\">‸</span></td>"), "none, where most have one: {html}");
    assert!(made(Format::Docx).unwrap_err().to_string().contains("CSV or Excel (XLSX) or HTML"));
}
