//! Search against a scan that is slow and obviously correct, for every operator over random texts and queries.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "search/asked.rs"]
mod asked;
#[path = "search/slow.rs"]
mod slow;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use asked::{Asked, asked, texts, wrapped};
use lectern::project::DocumentId;
use lectern::search::query::Layer;
use lectern::search::scan::Passages;
use lectern::search::{
    Entry, Finder, Hit, Language, Layers, Library, Query, Scanner, Scope, SearchEnd, SearchIndex, Searchable,
    index,
};
use lectern::text::{Span, Text};
use proptest::prelude::*;

const SCOPES: [Scope; 3] = [Scope::Document, Scope::Paragraph, Scope::Sentence];

/// What is known of the documents: every third has the kind `letter`, and some passages have the tag `red`.
struct Known(Vec<(DocumentId, Vec<Span>)>);

/// The identity of the document with this number.
fn identity(number: usize) -> DocumentId {
    DocumentId::derived(&number.to_le_bytes())
}

impl Known {
    fn about(texts: &[Text]) -> Self {
        let of = |(number, text): (usize, &Text)| {
            let body = text.as_str();
            let red = body.match_indices("red").filter(|(at, _)| at % 2 == 0).map(|(at, _)| {
                let end = body[at..].find(['.', '\n']).map_or(body.len(), |end| at + end);
                Span::new(at, end)
            });
            (identity(number), red.collect())
        };
        Self(texts.iter().enumerate().map(of).collect())
    }

    fn number(&self, document: DocumentId) -> usize {
        self.0.iter().position(|(id, _)| *id == document).unwrap()
    }
}

impl Layers for Known {
    fn passages(&self, _: Layer, name: &str) -> Result<Passages<'_>, String> {
        assert_eq!(name, "red");
        Ok(Box::new(|document| self.0[self.number(document)].1.clone()))
    }

    fn title(&self, document: DocumentId) -> &str {
        if self.number(document).is_multiple_of(2) { "The Annual Report" } else { "Une Lettre à Zoë" }
    }

    fn attribute(&self, document: DocumentId, name: &str) -> Option<&str> {
        match name {
            "kind" if self.number(document).is_multiple_of(3) => Some("letter"),
            "date" => Some("2019-09"),
            _ => None,
        }
    }
}

/// Asserts that scan and slow scan find the same, and gives the hits of each document.
fn compare(texts: &[Text], languages: &[Option<Language>], asked: &Asked, scope: Scope) -> Vec<Vec<Hit>> {
    let written = asked.written();
    let query = Query::parse(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    let known = Known::about(texts);
    let finder = Finder::new(&query, &known).unwrap();
    let mut scanner = Scanner::new(&finder);
    let mut all = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let language = languages[number % languages.len()];
        let hits = scanner.hits(identity(number), &Searchable::new(text, language), scope);
        let slow = slow::hits(text, language, &known, identity(number), asked, scope);
        assert_eq!(hits, slow, "{written} in {:?} as {language:?}, {scope:?}", text.as_str());
        all.push(hits);
    }
    all
}

/// Asserts that the whole way over an index finds the same as well.
fn compare_with_index(texts: &[Text], asked: &Asked) {
    let languages = [Some(Language::English), None, Some(Language::French)];
    let entry = |(number, text): (usize, &Text)| {
        Entry::new(identity(number), Searchable::new(text, languages[number % languages.len()]))
    };
    let library = Arc::new(Library::new(texts.iter().enumerate().map(entry).collect()));
    let known = Known::about(texts);
    let index = SearchIndex::in_memory().unwrap();
    index.update(&library, &AtomicBool::new(false), &mut |_| {}).unwrap();
    let view = index.view(&library);
    assert_eq!(view.indexed(), texts.len());
    let query = Query::parse(&asked.written()).unwrap();
    let finder = Finder::new(&query, &known).unwrap();
    for scope in SCOPES {
        let exact = compare(texts, &languages, asked, scope);
        let SearchEnd::Complete(results) =
            index::search(&view, &finder, scope, &AtomicBool::new(false), &mut |_| {})
        else {
            panic!("nobody cancelled")
        };
        let page = index::hits_on_page(&view, &finder, scope, &results.found, 0, 1 << 20);
        let expected: Vec<(u32, Hit)> = exact
            .iter()
            .enumerate()
            .flat_map(|(number, hits)| hits.iter().map(move |hit| (number as u32, *hit)))
            .collect();
        assert_eq!(page, expected, "{}", asked.written());
        assert_eq!(results.hits, expected.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_scan_finds_what_a_slow_scan_finds(texts in texts(1), asked in asked()) {
        for scope in SCOPES {
            compare(&texts, &[Some(Language::English)], &asked, scope);
        }
    }

    #[test]
    fn hard_wrapped_texts_run_on(text in wrapped(), asked in asked()) {
        for scope in SCOPES {
            compare(std::slice::from_ref(&text), &[None], &asked, scope);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_index_leaves_no_hit_out(texts in texts(8), asked in asked()) {
        compare_with_index(&texts, &asked);
    }
}

/// The generators are worth nothing if what they make is hardly ever found.
#[test]
fn random_queries_do_find_something() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut some, mut wraps) = (0, 0);
    for _ in 0..200 {
        let texts = texts(1).new_tree(&mut runner).unwrap().current();
        let asked = asked().new_tree(&mut runner).unwrap().current();
        some += usize::from(!compare(&texts, &[None], &asked, Scope::Document)[0].is_empty());
        wraps +=
            usize::from(wrapped().new_tree(&mut runner).unwrap().current().structure().is_hard_wrapped());
    }
    assert!(some > 60 && some < 190, "{some} of 200 queries found something");
    assert!(wraps > 150, "{wraps} of 200 texts are hard-wrapped");
}
