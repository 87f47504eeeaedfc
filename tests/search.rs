//! Search against a scan that is slow and obviously correct: every operator and every field, over random texts (prose, wrapped,
//! on pages) in every language, random queries and random projects, by the scan alone and over an index.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "search/asked.rs"]
mod asked;
#[path = "search/slow.rs"]
mod slow;
#[path = "search/slow_reading.rs"]
mod slow_reading;
#[path = "search/texts.rs"]
mod texts;
#[path = "search/world.rs"]
mod world;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use asked::{Asked, asked};
use lectern::search::{
    Entry, Finder, Hit, Language, Library, ProjectLayers, Query, Scanner, Scope, SearchEnd, SearchIndex,
    Searchable, index,
};
use lectern::text::Text;
use lectern::text::reading::hyphens_at_line_ends;
use lectern::text::structure::passages;
use proptest::prelude::*;
use texts::{any_text, few_wrapped, lines, paged, vocabulary, wrapped};
use world::{World, identity, world};

const SCOPES: [Scope; 3] = [Scope::Document, Scope::Paragraph, Scope::Sentence];

/// The query made ready; `None` when it names something that is not there, which the slow scan must say as well.
fn finder<'l>(asked: &Asked, world: &World, layers: &'l ProjectLayers) -> Option<Finder<'l>> {
    let written = asked.written();
    let query = Query::parse(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    let mut all_there = true;
    asked.each_leaf(&mut |leaf| match leaf {
        Asked::Layer(layer, name) => all_there &= slow::is_there(&world.known, *layer, name),
        Asked::Attribute(name, _) => all_there &= slow::has_attribute(&world.known, name),
        _ => {}
    });
    let finder = Finder::new(&query, layers);
    assert_eq!(finder.is_ok(), all_there, "{written}: {:?}", finder.as_ref().err());
    finder.ok()
}

/// Asserts that scan and slow scan find the same, and gives the hits of each document.
fn compare(
    world: &World,
    finder: &Finder<'_>,
    languages: &[Option<Language>],
    asked: &Asked,
    scope: Scope,
) -> Vec<Vec<Hit>> {
    let mut scanner = Scanner::new(finder);
    let mut all = Vec::new();
    for (number, (text, known)) in world.texts.iter().zip(&world.known).enumerate() {
        let language = languages[number % languages.len()];
        let hits = scanner.hits(identity(number), &Searchable::new(text, language), scope);
        let slow = slow::hits(text, language, known, asked, scope);
        assert_eq!(
            hits,
            slow,
            "{} in {:?} as {language:?}, {scope:?}, of which is known {known:?}",
            asked.written(),
            text.as_str()
        );
        all.push(hits);
    }
    all
}

fn compare_all(world: &World, language: Option<Language>, asked: &Asked) {
    let layers = world.layers();
    let Some(finder) = finder(asked, world, &layers) else { return };
    for scope in SCOPES {
        compare(world, &finder, &[language], asked, scope);
    }
}

/// Asserts that the whole way over an index finds the same as well.
fn compare_with_index(world: &World, languages: &[Option<Language>], asked: &Asked) {
    let layers = world.layers();
    let Some(finder) = finder(asked, world, &layers) else { return };
    let entry = |(number, text): (usize, &Text)| {
        Entry::new(identity(number), Searchable::new(text, languages[number % languages.len()]))
    };
    let library = Arc::new(Library::new(world.texts.iter().enumerate().map(entry).collect()));
    let index = SearchIndex::in_memory().unwrap();
    index.update(&library, &AtomicBool::new(false), &mut |_| {}).unwrap();
    let view = index.view(&library);
    assert_eq!(view.indexed(), world.texts.len());
    for scope in SCOPES {
        let exact = compare(world, &finder, languages, asked, scope);
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

/// A text of a kind, of which something is known, its language, and something to ask.
fn case(
    text: fn(BoxedStrategy<String>) -> BoxedStrategy<Text>,
) -> impl Strategy<Value = (World, Option<Language>, Asked)> {
    vocabulary().prop_flat_map(move |words| {
        let text = text(words.word()).prop_map(|text| vec![text]);
        (world(text), words.language(), asked(&words.word()))
    })
}

/// Several texts of any kind, their languages, and something to ask.
fn case_of_many() -> impl Strategy<Value = (World, Vec<Option<Language>>, Asked)> {
    vocabulary().prop_flat_map(|words| {
        let texts = prop::collection::vec(any_text(words.word()), 6);
        let languages = prop::collection::vec(words.language(), 3);
        (world(texts), languages, asked(&words.word()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn the_scan_finds_what_a_slow_scan_finds((world, language, asked) in case(lines)) {
        compare_all(&world, language, &asked);
    }

    #[test]
    fn a_few_wrapped_lines_run_on((world, language, asked) in case(few_wrapped)) {
        compare_all(&world, language, &asked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn hard_wrapped_texts_run_on((world, language, asked) in case(wrapped)) {
        compare_all(&world, language, &asked);
    }

    #[test]
    fn pages_run_on_over_their_headers((world, language, asked) in case(paged)) {
        compare_all(&world, language, &asked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn the_index_leaves_no_hit_out((world, languages, asked) in case_of_many()) {
        compare_with_index(&world, &languages, &asked);
    }
}

/// The generators are worth nothing if what they make is hardly ever found.
#[test]
fn random_queries_do_find_something() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    type Make = fn(BoxedStrategy<String>) -> BoxedStrategy<Text>;
    let mut runner = TestRunner::deterministic();
    let (mut some, mut wraps, mut pages, mut joins, mut twice) = (0, 0, 0, 0, 0);
    for _ in 0..200 {
        let (world, _, asked) = case(lines).new_tree(&mut runner).unwrap().current();
        let layers = world.layers();
        if let Some(finder) = finder(&asked, &world, &layers) {
            let hits = compare(&world, &finder, &[None], &asked, Scope::Document);
            some += usize::from(!hits[0].is_empty());
        }
        let mut made = |text: Make| case(text).new_tree(&mut runner).unwrap().current().0.texts.remove(0);
        let wrapped = made(wrapped);
        wraps += usize::from(wrapped.structure().is_hard_wrapped());
        let hyphens = hyphens_at_line_ends(&wrapped, &passages(&wrapped));
        twice += usize::from(hyphens.iter().any(|hyphen| !hyphen.is_certain));
        pages += usize::from(!made(paged).structure().furniture().is_empty());
        let few = made(few_wrapped);
        joins += usize::from(passages(&few).len() < few.structure().paragraphs().len());
    }
    assert!(some > 50 && some < 190, "{some} of 200 queries found something");
    assert!(wraps > 150, "{wraps} of 200 texts are hard-wrapped");
    assert!(twice > 50, "{twice} of 200 texts have hyphens that can be read both ways");
    assert!(pages > 150, "{pages} of 200 texts have page headers");
    assert!(joins > 50, "{joins} of 200 short texts have lines that run on");
}
