//! The project whose exports are tested: with everything awkward in it.

use std::collections::BTreeMap;
use std::path::Path;

use lectern::analysis::excerpts::{ExcerptFilter, GroupBy, SortKey, select};
use lectern::corpus::{AttributeValue, Source};
use lectern::exchange::{
    ExportError, ExportRequest, Exported, Format, Material, Preview, Shape, Subject, export, preview,
};
use lectern::project::{
    Annotation, AnnotationId, Coder, CoderId, DocumentId, DocumentRecord, Project, Standing, Tag, TagColour,
    TagId, Timestamp,
};
use lectern::text::{Anchor, Span, Text};

const LETTER: &str = include_str!("../../seeds/000_4e812daf8748d4c8.txt");
pub const REPORT: &str = include_str!("../../seeds/003_4f5b7c68318dca81.txt");
const ARTICLE: &str = include_str!("../../seeds/001_a98fec2cc0c96cbb.txt");

/// A text with everything awkward, whose passages are named by what they begin with.
pub const AWKWARD: &str = "Family 👩🏽‍🚀 e\u{301}te\u{301} stand here.\n\nשלום עולם, said the page.\n\
    =cmd|' /C calc'!A0 is no formula\nand \u{1b}[31mthis is red\u{0} & <b>bold</b>\n\n\
    - item *with* marks\n\nOverlap one two three four five.";

/// Names as they would be recognised: every passage with the word `one` in it names two.
fn names_recognised() -> impl Fn(DocumentId, &Text, Span) -> Vec<String> {
    |_, text, span| {
        let is_named = text.slice(span).contains("one");
        if is_named { vec!["Richard Lewis (person)".into(), "Cleveland (place)".into()] } else { Vec::new() }
    }
}

pub struct Fixture {
    pub project: Project,
    pub texts: BTreeMap<DocumentId, Text>,
    pub ids: Vec<AnnotationId>,
    pub awkward: DocumentId,
    pub lost: DocumentId,
}

impl Fixture {
    pub fn export(&self, request: &ExportRequest) -> Result<Exported, ExportError> {
        self.with_material(|material| export(material, request))
    }

    pub fn preview(&self, request: &ExportRequest, rows: usize) -> Preview {
        self.with_material(|material| preview(material, request, rows)).unwrap()
    }

    fn with_material<R>(&self, make: impl FnOnce(Material<'_>) -> R) -> R {
        let texts = |id: DocumentId| self.texts.get(&id).cloned();
        let names = names_recognised();
        make(Material {
            project: &self.project,
            texts: &texts,
            names: &names,
            folder: Some(Path::new("/corpus")),
        })
    }

    pub fn all(&self) -> Vec<AnnotationId> {
        select(&self.project, &ExcerptFilter::default(), &SortKey::Document, false)
    }

    pub fn request(&self, format: Format) -> ExportRequest {
        ExportRequest::new(Subject::Excerpts(self.all()), format)
    }

    pub fn text_of(&self, request: &ExportRequest) -> String {
        String::from_utf8(self.export(request).unwrap().bytes).unwrap()
    }

    pub fn document(&mut self, name: &str, title: &str, body: &str) -> DocumentId {
        let text = Text::new(body.replace("\r\n", "\n"));
        let id = DocumentId::of(name, text.hash());
        let record = DocumentRecord {
            id,
            source: Source::Bundled(name.to_owned()),
            hash: text.hash(),
            seen: None,
            reader: "plain 1".to_owned(),
            encoding: "UTF-8".to_owned(),
            title: title.to_owned(),
            attributes: BTreeMap::from([("date".to_owned(), AttributeValue::guessed("2020-09-09"))]),
            memo: String::new(),
        };
        self.project.documents.insert(id, record);
        self.texts.insert(id, text);
        id
    }

    pub fn tag(&mut self, parent: Option<TagId>, name: &str, colour: TagColour) -> TagId {
        let id = TagId::derived(name.as_bytes());
        let rank = self.project.tags.len() as u32;
        self.project.tags.insert(
            id,
            Tag {
                id,
                parent,
                rank,
                name: name.to_owned(),
                colour,
                description: format!("What {name} means"),
                shortcut: char::from_digit(rank + 1, 10),
                memo: String::new(),
            },
        );
        id
    }

    pub fn annotate(&mut self, document: DocumentId, span: Span, tags: &[TagId], memo: &str) -> AnnotationId {
        let n = self.ids.len();
        let id = AnnotationId::derived(&[n as u8, 7]);
        let annotation = Annotation {
            id,
            document,
            anchor: Anchor::new(&self.texts[&document], span).unwrap(),
            standing: Standing::Certain,
            tags: tags.iter().copied().collect(),
            memo: memo.to_owned(),
            coder: CoderId::derived(b"coder"),
            created: Timestamp::from_second(1_599_609_600 + n as i64),
            modified: Timestamp::from_second(1_599_696_000 + n as i64),
        };
        self.project.annotations.insert(id, annotation);
        self.ids.push(id);
        id
    }

    /// Tags the first place where `words` stand.
    pub fn tag_words(
        &mut self,
        document: DocumentId,
        words: &str,
        tags: &[TagId],
        memo: &str,
    ) -> AnnotationId {
        let start = self.texts[&document].as_str().find(words).unwrap();
        self.annotate(document, Span::new(start, start + words.len()), tags, memo)
    }
}

pub fn fixture() -> Fixture {
    let mut project = Project::new();
    let coder = CoderId::derived(b"coder");
    project
        .coders
        .insert(coder, Coder { id: coder, name: "Ada Byron".to_owned(), initials: "AB".to_owned() });
    let mut fixture = Fixture {
        project,
        texts: BTreeMap::new(),
        ids: Vec::new(),
        awkward: DocumentId::derived(b""),
        lost: DocumentId::derived(b""),
    };
    let theme = fixture.tag(None, "Theme", TagColour::nth(0));
    let trust = fixture.tag(Some(theme), "Trust", TagColour::nth(1));
    let harm = fixture.tag(None, "Harm & <loss>", TagColour::Custom([0xC0, 0x10, 0x20]));
    let letter = fixture.document("letter.txt", "A letter", LETTER);
    let article = fixture.document("article.txt", "An article", ARTICLE);
    let long = fixture.document("long.txt", "Long", &format!("Start {} end.", "été👩🏽 ".repeat(7_000)));
    fixture.awkward = fixture.document("awkward.txt", "Awkward, \"quoted\"", AWKWARD);
    fixture.lost = fixture.document("lost.txt", "Lost", "Nobody knows where it went.");

    let middle = |text: &Text| {
        let paragraph = &text.structure().paragraphs()[text.structure().paragraphs().len() / 2];
        paragraph.span
    };
    let (in_letter, in_article) = (middle(&fixture.texts[&letter]), middle(&fixture.texts[&article]));
    fixture.annotate(letter, in_letter, &[trust, harm], "first line\n=second line");
    fixture.annotate(article, in_article, &[], "");
    let whole = Span::new(6, fixture.texts[&long].len() - 5);
    fixture.annotate(long, whole, &[theme], "");
    let awkward = fixture.awkward;
    fixture.tag_words(awkward, "👩🏽‍🚀 e\u{301}te\u{301}", &[trust], "");
    fixture.tag_words(awkward, "שלום עולם", &[trust], "");
    fixture.tag_words(
        awkward,
        "=cmd|' /C calc'!A0 is no formula\nand \u{1b}[31mthis is red\u{0} & <b>bold</b>",
        &[harm],
        "",
    );
    fixture.tag_words(awkward, "- item *with* marks", &[], "");
    fixture.tag_words(awkward, "one two three", &[trust], "");
    fixture.tag_words(awkward, "two three four", &[harm], "");
    fixture.tag_words(awkward, "three", &[], "");
    let changed = fixture.tag_words(awkward, "five.", &[theme], "");
    let anchor = &mut fixture.project.annotations.get_mut(&changed).unwrap().anchor;
    "fife.".clone_into(&mut anchor.exact);
    let lost = fixture.lost;
    fixture.tag_words(lost, "Nobody knows", &[harm], "");
    fixture.texts.remove(&lost);
    fixture
}

/// Every request worth trying, with a name for its file.
pub fn requests(fixture: &Fixture) -> Vec<(String, ExportRequest)> {
    let mut requests = Vec::new();
    for format in Format::ALL {
        let end = format.extension();
        requests.push((format!("excerpts.{end}"), fixture.request(format)));
        requests.push((format!("codebook.{end}"), ExportRequest::new(Subject::Codebook, format)));
        let mut other = fixture.request(format);
        other.options.group_by = GroupBy::Document;
        other.options.shape = Shape::PerExcerpt;
        other.options.byte_order_mark = true;
        requests.push((format!("by-document.{end}"), other.clone()));
        other.options.shape = Shape::Matrix;
        other.options.guard_formulas = false;
        requests.push((format!("matrix.{end}"), other));
        let nothing = ExportRequest::new(Subject::Excerpts(Vec::new()), format);
        requests.push((format!("nothing.{end}"), nothing));
    }
    let marked = Subject::MarkedDocument(fixture.awkward);
    requests.push(("marked.html".to_owned(), ExportRequest::new(marked, Format::Html)));
    requests
}
