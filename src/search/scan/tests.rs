//! Hits in one text, form by form; every operator against a slow scan is in `tests/search.rs`.

use super::*;
use crate::project::{DocumentId, Scope};
use crate::search::Query;
use crate::search::query::Layer;

/// A document of which something is known.
#[derive(Default)]
struct Known {
    title: &'static str,
    attributes: Vec<(&'static str, &'static str)>,
    passages: Vec<(Layer, &'static str, Span)>,
}

impl Layers for Known {
    fn passages(&self, layer: Layer, name: &str) -> Result<Passages, String> {
        let spans: Vec<Span> = self
            .passages
            .iter()
            .filter(|(l, n, _)| *l == layer && *n == name)
            .map(|(_, _, span)| *span)
            .collect();
        if spans.is_empty() {
            return Err(format!("There is no “{name}”."));
        }
        Ok(Box::new(move |_| spans.clone()))
    }

    fn title(&self, _: DocumentId) -> &str {
        self.title
    }

    fn attribute(&self, _: DocumentId, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }
}

fn hits_in(
    known: &Known,
    text: &str,
    language: Option<Language>,
    query: &str,
    scope: Scope,
) -> Vec<(String, HitKind)> {
    let query = Query::parse(query).unwrap();
    let finder = Finder::new(&query, known).unwrap();
    let text = Text::new(text);
    let searchable = Searchable::new(&text, language);
    let hits = Scanner::new(&finder).hits(DocumentId::derived(b"d"), &searchable, scope);
    hits.into_iter().map(|hit| (text.slice(hit.span).to_owned(), hit.kind)).collect()
}

fn hits(text: &str, query: &str, scope: Scope) -> Vec<String> {
    let found = hits_in(&Known::default(), text, Some(Language::English), query, scope);
    found.into_iter().map(|(words, _)| words).collect()
}

const LETTER: &str = "The police officers came. A complaint was policed.\nNo officer of the Police complained, Zoë said.\nNothing here.\n";

#[test]
fn each_kind_of_word() {
    for (query, expected) in [
        ("police", &["police", "policed", "Police"][..]),
        ("=police", &["police", "Police"]),
        ("==Police", &["Police"]),
        ("zoe", &["Zoë"]),
        ("==zoe", &[]),
        ("complain*", &["complaint", "complained"]),
        ("c?me", &["came"]),
        ("offcer~1", &["officer"]),
        ("offcier~1", &["officer"]),
        ("\"police officers\"", &["police officers"]),
        ("\"police officer\"", &[]),
        ("\"officer * * police\"", &["officer of the Police"]),
        ("\"police officer\"~2", &["officer of the Police"]),
        ("\"police officer\"~1", &[]),
        ("/offic\\w+ \\w+/", &["officers came", "officer of"]),
        ("/p(?-i)olice/", &["police", "police", "Police"]),
        ("/zoe said/", &["Zoë said"]),
        ("/zoë said/", &["Zoë said"]),
        ("/(?-i)Zoe said/", &[]),
        ("/(?-i)Police/", &["Police"]),
    ] {
        assert_eq!(hits(LETTER, query, Scope::Document), expected, "{query}");
    }
}

#[test]
fn units_are_what_operators_speak_of() {
    let count = |query, scope| hits(LETTER, query, scope).len();
    assert_eq!(count("came complained", Scope::Document), 2);
    assert_eq!(count("came complained", Scope::Paragraph), 0);
    assert_eq!(count("came complaint", Scope::Paragraph), 2);
    assert_eq!(count("came complaint", Scope::Sentence), 0);
    assert_eq!(hits(LETTER, "NOT police", Scope::Paragraph), ["Nothing here."]);
    assert_eq!(hits(LETTER, "police -complaint", Scope::Sentence), ["police", "Police"]);
    assert_eq!(hits(LETTER, "(zoe nothing) OR came", Scope::Document), ["came", "Zoë", "Nothing"]);
    assert_eq!(hits(LETTER, "(zoe nothing) OR came", Scope::Paragraph), ["came"]);
}

#[test]
fn layers_and_words_are_one_grammar() {
    let tagged = LETTER.find("A complaint").unwrap();
    let known = Known {
        title: "The Annual Report of Zoë",
        attributes: vec![("date", "2019-09"), ("kind", "Press release")],
        passages: vec![
            (Layer::Tag, "praise", Span::new(tagged, tagged + 24)),
            (Layer::Entity, "Zoë", Span::new(LETTER.find("Zoë").unwrap(), LETTER.find(" said").unwrap())),
        ],
    };
    let found = |query: &str, scope| hits_in(&known, LETTER, Some(Language::English), query, scope);
    let words = |words: &[&str]| words.iter().map(|w| ((*w).to_owned(), HitKind::Words)).collect::<Vec<_>>();
    assert_eq!(found("tag:praise police", Scope::Sentence), words(&["policed"]));
    assert_eq!(found("tag:praise AND \"police officers\"", Scope::Paragraph), words(&["police officers"]));
    assert_eq!(found("entity:Zoë", Scope::Document), [("Zoë".to_owned(), HitKind::Passage)]);
    assert_eq!(found("tag:praise OR nothing", Scope::Paragraph).len(), 2);
    for query in [
        "kind:\"press release\"",
        "kind:press*",
        "date:2019",
        "date:2018..2019-09-15",
        "title:\"annual rep*\"",
        "title:zoe",
    ] {
        assert_eq!(found(query, Scope::Document), [(LETTER.trim().to_owned(), HitKind::Unit)], "{query}");
        assert_eq!(found(&format!("{query} zoe"), Scope::Sentence), words(&["Zoë"]), "{query}");
    }
    for query in ["kind:press", "date:2020", "title:annual_x", "colour:red"] {
        assert_eq!(found(query, Scope::Document), [], "{query}");
    }
    let query = Query::parse("police tag:blame").unwrap();
    let error = Finder::new(&query, &known).err().unwrap();
    assert_eq!((error.at, error.sentence.as_str()), (11..16, "There is no “blame”."));
}

const WRAPPED: &str = "The neighbourhood policing teams of the county were asked whether mea-\n\
    sures against anti-social behaviour had been taken by the officers who\n\
    were there when it happened, and what the measures were said to be by\n\
    those who had asked for them in the first place, which nobody did any-\n\
    where else in the county at that time or at any time before it, it is\n\
    said by the people who live in the neighbourhood and those who do not.\n";

#[test]
fn hard_wrapped_lines_run_on() {
    for (query, expected) in [
        ("measure", &["mea-\nsures", "measures"][..]),
        ("\"who were\"", &["who\nwere"]),
        ("\"measures against\"", &["mea-\nsures against"]),
        ("/measures \\w+/", &["mea-\nsures against", "measures were"]),
        ("/officers who were/", &["officers who\nwere"]),
        ("anywhere", &["any-\nwhere"]),
    ] {
        for scope in [Scope::Document, Scope::Paragraph, Scope::Sentence] {
            assert_eq!(hits(WRAPPED, query, scope), expected, "{query}");
        }
    }
}

/// A message of a few lines, which is not wrapped as a whole.
const MESSAGE: &str = "Dear John,\n\nnobody in the whole neigh-\nbourhood has seen any police\nofficers, and we want them to pro-\ntect us.\n";

#[test]
fn a_few_wrapped_lines_run_on_too() {
    let text = Text::new(MESSAGE);
    assert!(!text.structure().is_hard_wrapped());
    for (query, expected) in [
        ("neighbourhood", &["neigh-\nbourhood"][..]),
        ("protect", &["pro-\ntect"]),
        ("=pro", &["pro"]),
        ("\"to protect us\"", &["to pro-\ntect us"]),
        ("\"police officers\"", &["police\nofficers"]),
        ("/police officers/", &["police\nofficers"]),
        ("/protect/", &["pro-\ntect"]),
        ("/pro-tect/", &["pro-\ntect"]),
        ("nobody protect", &["nobody", "pro-\ntect"]),
        ("*tect", &["tect"]),
    ] {
        for scope in [Scope::Document, Scope::Paragraph, Scope::Sentence] {
            assert_eq!(hits(MESSAGE, query, scope), expected, "{query}");
        }
    }
    assert_eq!(hits(MESSAGE, "dear protect", Scope::Paragraph), Vec::<String>::new());
}

#[test]
fn what_can_take_long_can_be_stopped() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let body = "The officers of the neighbourhood came and nobody knew why they did. ".repeat(30_000);
    let text = Text::new(body);
    let searchable = Searchable::new(&text, Some(Language::English));
    let fuzzy: Vec<String> = (0..1000).map(|number| format!("w{number}~2")).collect();
    let fuzzy = fuzzy.join(" ");
    for query in [r"/\w.{0,300}\w{5}.{0,300}\d{6}/", "?*", &format!("\"{}\"~100", "?* ".repeat(64)), &fuzzy] {
        let query = Query::parse(query).unwrap();
        let finder = Finder::new(&query, &NoLayers).unwrap();
        let (cancel, document) = (AtomicBool::new(true), DocumentId::derived(b"d"));
        let mut scanner = Scanner::new(&finder);
        assert_eq!(scanner.hits_unless(document, &searchable, Scope::Document, &cancel), None);
    }
    // This expression takes many seconds in all of the text, and is stopped in the midst of it.
    let query = Query::parse(r"/\w.{0,300}\w{5}.{0,300}\d{6}/").unwrap();
    let finder = Finder::new(&query, &NoLayers).unwrap();
    let cancel = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            cancel.store(true, Ordering::Relaxed);
        });
        let mut scanner = Scanner::new(&finder);
        let found = scanner.hits_unless(DocumentId::derived(b"d"), &searchable, Scope::Document, &cancel);
        assert_eq!(found, None);
    });
}

#[test]
fn texts_without_spaces_are_searched_by_any_piece() {
    let text = "東京の警察官は親切だ。경찰이 왔다.";
    assert_eq!(hits(text, "警察", Scope::Document), ["警察"]);
    assert_eq!(hits(text, "경찰", Scope::Document), ["경찰"]);
    assert_eq!(hits(text, "警?官", Scope::Document), ["警察官"]);
    assert_eq!(hits("ｶﾞｽ", "ガス", Scope::Document), ["ｶﾞｽ"]);
    assert_eq!(hits(text, "\"東京の警察\"", Scope::Document), ["東京の警察"]);
}

#[test]
fn words_are_stemmed_in_the_language_of_the_document() {
    let known = Known::default();
    let german = "Die Häuser der Stadt. Kein Haus.";
    let found = |language, query| hits_in(&known, german, language, query, Scope::Document).len();
    assert_eq!(found(Some(Language::German), "haus"), 2);
    assert_eq!(found(Some(Language::English), "haus"), 1);
    assert_eq!(found(None, "haus"), 1);
    let french = "La policière est arrêtée.";
    let found = |query| hits_in(&known, french, Some(Language::French), query, Scope::Document).len();
    assert_eq!((found("policier"), found("arrêter"), found("policiere"), found("=policier")), (1, 1, 1, 0));
}

#[test]
fn an_empty_text_holds_nothing_and_breaks_nothing() {
    for scope in [Scope::Document, Scope::Paragraph, Scope::Sentence] {
        assert_eq!(hits("", "police", scope), Vec::<String>::new());
        assert_eq!(hits("", "/.*/", scope), Vec::<String>::new());
        assert_eq!(hits(" \n ", "police OR \"a b\" OR =x", scope), Vec::<String>::new());
    }
    assert_eq!(hits("", "NOT police", Scope::Document), [""]);
}
