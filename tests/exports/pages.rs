//! Pages: excerpts for people, and one document with its tags marked.

use lectern::analysis::excerpts::GroupBy;
use lectern::exchange::{ExportRequest, Format, Subject};
use lectern::text::Span;

use crate::fixture::{AWKWARD, REPORT, fixture};

#[test]
fn pages_show_every_excerpt_with_its_citation() {
    let fixture = fixture();
    for by in [GroupBy::Tag, GroupBy::Document] {
        let mut request = fixture.request(Format::Markdown);
        request.options.group_by = by;
        let markdown = fixture.text_of(&request);
        assert!(markdown.starts_with("# Excerpts\n\n12 excerpts from 5 documents"), "{markdown:.80}");
        assert!(
            markdown.contains(
                "> \\- item \\*with\\* marks\n\n— Awkward, \"quoted\", ¶5, Ada Byron, 2020-09-09\n"
            )
        );
        request.format = Format::Html;
        let html = fixture.text_of(&request);
        assert!(html.contains("default-src 'none'"));
        assert!(html.contains("— Awkward, &quot;quoted&quot;, ¶5, Ada Byron, 2020-09-09"), "{by:?}");
        assert!(html.contains("&lt;b&gt;bold&lt;/b&gt;") && !html.contains("<b>bold"));
        assert!(!html.contains(['\0', '\u{1b}']));
        assert!(!html.contains("http://") || !html.contains("src="), "a page fetches nothing");
    }
}

#[test]
fn pages_quote_a_passage_as_it_is_read_and_tables_as_it_stands() {
    let mut fixture = fixture();
    let report = fixture.document("report.txt", "Report", REPORT);
    let text = fixture.texts[&report].as_str().to_owned();
    let (from, to) = (text.find("Inappropriate or unprofessional"), text.find("officers and staff, of whom"));
    let id = fixture.annotate(report, Span::new(from.unwrap(), to.unwrap()), &[], "");
    let mut request = ExportRequest::new(Subject::Excerpts(vec![id]), Format::Markdown);
    let page = fixture.text_of(&request);
    let read = "> Inappropriate or unprofessional ¦ behaviour by a very small number has massive consequences for \
                morale and confidence – and distracts attention from the great work of our front-line\n";
    assert!(page.contains(read), "{page}");
    assert!(page.contains("¦ stands for the page number or running title"), "{page}");
    assert!(!page.contains("Version"), "{page}");
    request.format = Format::JsonLines;
    let row: serde_json::Value = serde_json::from_str(fixture.text_of(&request).trim()).unwrap();
    assert_eq!(row["text"], text[from.unwrap()..to.unwrap()], "letter for letter");
}

#[test]
fn a_marked_document_has_its_whole_text_and_every_passage() {
    let fixture = fixture();
    let request = ExportRequest::new(Subject::MarkedDocument(fixture.awkward), Format::Html);
    let html = fixture.text_of(&request);
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    let mut shown = String::new();
    let mut hidden = 0;
    for piece in main.split('<').skip(1) {
        let (element, words) = piece.split_once('>').unwrap();
        hidden = match element.split(' ').next().unwrap() {
            "sup" | "span" => hidden + 1,
            "/sup" | "/span" => hidden - 1,
            _ => hidden,
        };
        if hidden == 0 {
            shown.push_str(words);
        }
    }
    let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", "\"");
    let expected: String = fixture.texts[&fixture.awkward]
        .structure()
        .paragraphs()
        .iter()
        .map(|paragraph| AWKWARD[paragraph.span.range()].replace(['\0', '\u{1b}'], "\u{FFFD}"))
        .collect();
    assert_eq!(shown, expected);
    for number in 1..=7 {
        assert_eq!(main.matches(&format!("<sup>{number}⟦</sup>")).count(), 1, "passage {number} begins once");
        assert_eq!(main.matches(&format!("id=\"ref{number}\"")).count(), 1, "passage {number} ends once");
        assert!(html.contains(&format!("id=\"note{number}\"")));
    }
    assert!(
        html.contains("id=\"note8\"") && !html.contains("id=\"ref8\""),
        "what was not found is only listed"
    );
    assert!(main.contains(">three</mark>"), "three passages overlap here");
    let three = &main[..main.find(">three</mark>").unwrap()];
    assert_eq!(three[three.rfind("<mark").unwrap()..].matches("100% 2px").count(), 3);
}

#[test]
fn pages_say_what_project_they_are_from_and_what_was_asked_for() {
    let made = fixture();
    let origin = ExportRequest::origin(Some("study"), "Excerpts with the tag “Denial”.");
    assert_eq!(origin, "Project “study”. Excerpts with the tag “Denial”.");
    assert_eq!(ExportRequest::origin(None, ""), "A project without a name.");
    for format in [Format::Html, Format::Markdown] {
        for subject in [Subject::Excerpts(made.all()), Subject::Codebook] {
            let request = ExportRequest { origin: origin.clone(), ..ExportRequest::new(subject, format) };
            let page = made.text_of(&request);
            let below_the_title = match format {
                Format::Html => "</h1><p dir=\"auto\">Project “study”. Excerpts with the tag “Denial”.</p>",
                _ => "\n\nProject “study”. Excerpts with the tag “Denial”.\n\n",
            };
            assert!(page.contains(below_the_title), "{page}");
        }
    }
    let marked = Subject::MarkedDocument(*made.texts.keys().next().unwrap());
    let request = ExportRequest { origin, ..ExportRequest::new(marked, Format::Html) };
    assert!(made.text_of(&request).contains("Project “study”."));
}
