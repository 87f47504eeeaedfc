//! Whatever stands in a text, a title, a tag or a memo: an export never becomes a program in the hands of who opens it, and
//! says the very words. Read back with the parsers that spreadsheets, browsers and Markdown readers are modelled on.

#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use lectern::analysis::excerpts::GroupBy;
use lectern::corpus::{AttributeValue, Source};
use lectern::exchange::{ExportRequest, Format, Material, Subject, export};
use lectern::project::{
    Annotation, AnnotationId, Coder, CoderId, DocumentId, DocumentRecord, Project, Standing, Tag, TagColour,
    TagId, Timestamp,
};
use lectern::text::reading::{Reading, ReadingMode};
use lectern::text::{Anchor, Span, Text};
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag as Element};

/// What means something to a spreadsheet, a browser or a Markdown reader, and some that only look odd.
const DANGEROUS: [&str; 44] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＠a",
    "'",
    "\"",
    ",",
    ";",
    "|",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</mark></p>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "&#0;",
    "javascript:alert(1)",
    "[a](javascript:b)",
    "![a](http://b/c.png)",
    "<http://a.b>",
    "https://a.b/c",
    "`",
    "```\n",
    "# ",
    "* ",
    "1. ",
    "    code",
    "---\n",
    "| a | b |\n|---|---|\n",
    "**",
    "_",
    "\u{202e}",
    "\0",
    "\u{1b}[31m",
    "\u{fffe}",
    "👩🏽‍🚀",
];

/// Words with at least one letter, so that they can be tagged.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(DANGEROUS.to_vec()).prop_map(str::to_owned),
        1 => "[a-zé ]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat() + "w")
}

/// One tagged passage, all of whose words are hostile.
#[derive(Debug)]
struct Case {
    project: Project,
    text: Text,
    id: AnnotationId,
}

fn case() -> impl Strategy<Value = Case> {
    prop::collection::vec(hostile(), 8).prop_map(|mut words| {
        let mut next = || words.pop().unwrap_or_default();
        let text = Text::new(next());
        let mut project = Project::new();
        let (coder, tag, document) =
            (CoderId::derived(b"c"), TagId::derived(b"t"), DocumentId::derived(b"d"));
        project.coders.insert(coder, Coder { id: coder, name: next(), initials: next() });
        let (colour, shortcut) = (TagColour::nth(0), None);
        let made = Tag {
            id: tag,
            parent: None,
            rank: 0,
            name: next(),
            colour,
            description: next(),
            shortcut,
            memo: String::new(),
        };
        project.tags.insert(tag, made);
        let record = DocumentRecord {
            id: document,
            source: Source::Bundled("a.txt".to_owned()),
            hash: text.hash(),
            seen: None,
            reader: "plain 1".to_owned(),
            encoding: "UTF-8".to_owned(),
            title: next(),
            attributes: BTreeMap::from([("kind".to_owned(), AttributeValue::stated(next()))]),
            memo: String::new(),
        };
        project.documents.insert(document, record);
        let id = AnnotationId::derived(b"a");
        let note = Annotation {
            id,
            document,
            anchor: Anchor::new(&text, Span::new(0, text.len())).unwrap(),
            standing: Standing::Certain,
            tags: [tag].into(),
            memo: next(),
            coder,
            created: Timestamp::from_second(0),
            modified: Timestamp::from_second(0),
        };
        project.annotations.insert(id, note);
        Case { project, text, id }
    })
}

impl Case {
    fn export(&self, subject: Subject, format: Format, group_by: GroupBy) -> Vec<u8> {
        let texts = |_| Some(self.text.clone());
        let names = |_: DocumentId, _: &Text, _: Span| Vec::new();
        let material = Material { project: &self.project, texts: &texts, names: &names, folder: None };
        let mut request = ExportRequest::new(subject, format);
        request.options.group_by = group_by;
        export(material, &request).unwrap().bytes
    }

    fn excerpts(&self, format: Format) -> Vec<u8> {
        self.export(Subject::Excerpts(vec![self.id]), format, GroupBy::Tag)
    }

    /// Every page there is of it, in a format of pages.
    fn pages(&self, format: Format) -> Vec<String> {
        let mut pages = vec![self.export(Subject::Codebook, format, GroupBy::Tag)];
        for group_by in [GroupBy::Tag, GroupBy::Document] {
            pages.push(self.export(Subject::Excerpts(vec![self.id]), format, group_by));
        }
        if format == Format::Html {
            let document = self.project.annotations[&self.id].document;
            pages.push(self.export(Subject::MarkedDocument(document), format, GroupBy::Tag));
        }
        pages.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    }
}

/// What is shown of words that may hold what no file can: white space as one blank, what cannot be shown as U+FFFD.
fn shown(words: &str) -> String {
    let visible = |c: char| if is_shown(c) || c.is_whitespace() { c } else { '\u{FFFD}' };
    let words: String = words.chars().map(visible).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_shown(c: char) -> bool {
    let is_noncharacter = matches!(c, '\u{FFFE}' | '\u{FFFF}');
    matches!(c, '\t' | '\n' | '\r') || !(c < ' ' || is_noncharacter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn fault_21_no_cell_of_a_table_is_a_formula(case in case()) {
        for subject in [Subject::Excerpts(vec![case.id]), Subject::Codebook] {
            let bytes = case.export(subject, Format::Csv, GroupBy::Tag);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
                    prop_assert!(!cell.starts_with(begins), "{cell:?}");
                }
            }
        }
        let mut book = Xlsx::new(Cursor::new(case.excerpts(Format::Xlsx))).unwrap();
        for sheet in book.sheet_names() {
            prop_assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "formulas on “{sheet}”");
            let range = book.worksheet_range(&sheet).unwrap();
            let errors = range.cells().filter(|(_, _, cell)| matches!(cell, Data::Error(_)));
            prop_assert_eq!(errors.count(), 0);
        }
    }

    #[test]
    fn fault_21_a_guarded_cell_without_its_apostrophe_is_the_excerpt(case in case()) {
        let bytes = case.excerpts(Format::Csv);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let headers = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        let cell = |name: &str| row.get(headers.iter().position(|header| header == name).unwrap()).unwrap();
        let is_guarded = cell("guarded").split(' ').any(|name| name == "excerpt");
        let excerpt = if is_guarded { cell("excerpt").strip_prefix('\'').unwrap() } else { cell("excerpt") };
        prop_assert_eq!(excerpt, case.text.as_str());
    }

    #[test]
    fn fault_22_a_web_page_runs_nothing_and_says_the_very_words(case in case()) {
        for page in case.pages(Format::Html) {
            let tree = scraper::Html::parse_document(&page);
            let all = scraper::Selector::parse("*").unwrap();
            for element in tree.select(&all) {
                let name = element.value().name();
                prop_assert!(!matches!(name, "script" | "img" | "iframe" | "object" | "form"), "<{name}>");
                for (attribute, value) in element.value().attrs() {
                    prop_assert!(!attribute.starts_with("on"), "{attribute} on <{name}>");
                    let leads_somewhere = matches!(attribute, "href" | "src" | "action" | "formaction" | "srcdoc");
                    prop_assert!(!leads_somewhere || value.starts_with('#'), "{attribute}={value}");
                }
            }
        }
        let page = &case.pages(Format::Html)[1];
        let tree = scraper::Html::parse_document(page);
        let quotation = scraper::Selector::parse("blockquote").unwrap();
        let words: String = tree.select(&quotation).flat_map(|element| element.text()).collect();
        let read = Reading::new(&case.text, ReadingMode::Reflowed).shown(Span::new(0, case.text.len()));
        prop_assert_eq!(shown(&words), shown(&read));
    }

    #[test]
    fn fault_22_markdown_holds_no_html_no_link_and_no_code(case in case()) {
        for page in case.pages(Format::Markdown) {
            let options = pulldown_cmark::Options::all();
            for event in pulldown_cmark::Parser::new_ext(&page, options) {
                let is_active = matches!(
                    event,
                    Event::Html(_) | Event::InlineHtml(_) | Event::Code(_)
                        | Event::Start(
                            Element::Link { .. } | Element::Image { .. } | Element::CodeBlock(_)
                                | Element::HtmlBlock | Element::Table(_)
                        )
                );
                prop_assert!(!is_active, "{event:?} in {page}");
            }
        }
    }
}
