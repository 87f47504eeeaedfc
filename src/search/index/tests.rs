//! The index: that it leaves nothing out, survives damage, and is found again.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::project::{DocumentId, Scope};
use crate::search::{Finder, Language, NoLayers, Query, Searchable};
use crate::text::Text;

fn library(texts: &[&str]) -> Arc<Library> {
    let entry = |(number, text): (usize, &&str)| {
        let searchable = Searchable::new(&Text::new(*text), Some(Language::English));
        Entry::new(DocumentId::derived(format!("{number}").as_bytes()), searchable)
    };
    Arc::new(Library::new(texts.iter().enumerate().map(entry).collect()))
}

fn update(index: &SearchIndex, library: &Library) -> IndexProgress {
    let mut last = IndexProgress::default();
    index.update(library, &AtomicBool::new(false), &mut |progress| last = progress).unwrap();
    last
}

/// The documents with hits, each with their number.
fn found(view: &View, query: &str) -> Vec<(u32, u32)> {
    let query = Query::parse(query).unwrap();
    let finder = Finder::new(&query, &NoLayers).unwrap();
    match search(view, &finder, Scope::Document, &AtomicBool::new(false), &mut |_| {}) {
        SearchEnd::Complete(results) => {
            assert!(results.is_complete());
            results.found.iter().map(|found| (found.document, found.hits)).collect()
        }
        SearchEnd::Cancelled => panic!("nobody cancelled"),
    }
}

#[test]
fn the_index_knows_every_form_it_must() {
    let library = |texts: &[&str], language| {
        let entry = |(number, text): (usize, &&str)| {
            Entry::new(
                DocumentId::derived(&[number as u8]),
                Searchable::new(&Text::new(*text), Some(language)),
            )
        };
        Arc::new(Library::new(texts.iter().enumerate().map(entry).collect()))
    };
    let french =
        library(&["La policière.", "Les к\u{306}ниги.", "They pro-\ntect us.", "L’école."], Language::French);
    let index = SearchIndex::in_memory().unwrap();
    update(&index, &french);
    let view = index.view(&french);
    for (query, expected) in [
        ("policiers", &[0][..]),
        ("policiere", &[0]),
        ("к\u{306}н*", &[1]),
        ("==к\u{306}н*", &[1]),
        ("protect", &[2]),
        ("=pro", &[2]),
        ("\"they protect us\"", &[2]),
        ("/ecole/", &[3]),
        ("/école/", &[3]),
    ] {
        assert_eq!(candidates(&view, query), expected, "{query}");
        assert_eq!(found(&view, query).len(), expected.len(), "{query}");
    }
}

#[test]
fn much_text_in_few_documents_is_spread_over_threads() {
    let texts: Vec<String> = (0..12).map(|n| "some words to be read ".repeat(8000 + n)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let library = library(&texts);
    let view = View::of_library(&library);
    let expected: Vec<(u32, u32)> = (0..12).map(|n| (n, 8000 + n)).collect();
    assert_eq!(found(&view, "words"), expected);
    assert_eq!(found(&view, "zebra"), []);
}

fn candidates(view: &View, query: &str) -> Vec<u32> {
    view.candidates(&Query::parse(query).unwrap())
}

const TEXTS: [&str; 4] = [
    "The police came.",
    "Nobody complained of policing.",
    "Zoë’s école, the police officers.",
    "警察官がいる。",
];

#[test]
fn the_index_leaves_documents_out_and_no_hits() {
    let library = library(&TEXTS);
    let index = SearchIndex::in_memory().unwrap();
    assert_eq!(update(&index, &library), IndexProgress { done: 4, of: 4, visible: true });
    let view = index.view(&library);
    assert_eq!(view.indexed(), 4);
    for (query, expected) in [
        ("police", &[0, 1, 2][..]),
        ("=police", &[0, 2]),
        ("\"police officers\"", &[2]),
        ("\"* officers\"", &[2]),
        ("\"police came\"~0", &[0]),
        ("zoe ecole", &[2]),
        ("==Zoë", &[2]),
        ("compl*ed", &[1]),
        ("p?lice", &[0, 2]),
        ("ofifcers~1", &[2]),
        ("/complain(ed|s) of/", &[1]),
        ("/police officers/", &[2]),
        ("警察", &[3]),
        ("police -came", &[0, 1, 2]),
        ("nobody OR came", &[0, 1]),
        ("zebra", &[]),
    ] {
        assert_eq!(candidates(&view, query), expected, "{query}");
    }
    assert_eq!(found(&view, "police -came"), [(1, 1), (2, 1)]);
    assert_eq!(found(&view, "the"), [(0, 1), (2, 1)]);
}

#[test]
fn what_is_not_indexed_is_found_all_the_same() {
    let index = SearchIndex::in_memory().unwrap();
    update(&index, &library(&TEXTS[..2]));
    let more = library(&TEXTS);
    let view = index.view(&more);
    assert_eq!(view.indexed(), 2);
    assert_eq!(candidates(&view, "complained"), [1, 2, 3]);
    assert_eq!(found(&view, "officers"), [(2, 1)]);
    assert_eq!(found(&View::of_library(&more), "officers"), [(2, 1)]);
}

#[test]
fn texts_come_and_go() {
    let index = SearchIndex::in_memory().unwrap();
    update(&index, &library(&TEXTS));
    let fewer = library(&[TEXTS[2], "New words here.", TEXTS[2]]);
    assert_eq!(update(&index, &fewer).of, 1, "only what is new is read");
    let view = index.view(&fewer);
    assert_eq!(view.indexed(), 3);
    assert_eq!(found(&view, "police"), [(0, 1), (2, 1)]);
    assert_eq!(candidates(&view, "came"), [] as [u32; 0]);
    assert_eq!(candidates(&view, "new"), [1]);
}

#[test]
fn a_word_too_long_for_the_index_is_found() {
    let long = format!("begin {}x end", "a".repeat(70_000));
    let library = library(&[&long, "other"]);
    let index = SearchIndex::in_memory().unwrap();
    update(&index, &library);
    let view = index.view(&library);
    assert_eq!(view.indexed(), 1);
    assert_eq!(found(&view, "aaa*x"), [(0, 1)]);
    assert_eq!(found(&view, "end"), [(0, 1)]);
}

#[test]
fn an_index_on_disk_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder_for(folder.path(), library(&TEXTS).entries()[0].searchable.text().hash());
    let library = library(&TEXTS);
    let index = SearchIndex::at(place.clone()).unwrap();
    assert!(index.is_on_disk());
    assert_eq!(update(&index, &library).of, 4);
    drop(index);
    let again = SearchIndex::at(place.clone()).unwrap();
    assert_eq!(again.view(&library).indexed(), 4);
    assert_eq!(update(&again, &library).of, 0);
    // A second one, while the first is open, can be searched too.
    let other = SearchIndex::at(place).unwrap();
    assert_eq!(found(&other.view(&library), "complained"), [(1, 1)]);
}

/// A way to spoil the folder of an index.
type Spoil<'a> = &'a dyn Fn(&std::path::Path);

#[test]
fn a_damaged_foreign_or_older_index_is_begun_anew() {
    let library = library(&TEXTS);
    let spoil: [(&str, Spoil<'_>); 7] = [
        ("no marker", &|folder| std::fs::remove_file(folder.join("lectern-index.json")).unwrap()),
        ("older marker", &|folder| {
            let marker = r#"{"program":"Lectern","version":"0.0.1","format":0}"#;
            std::fs::write(folder.join("lectern-index.json"), marker).unwrap();
        }),
        ("words were read in another way", &|folder| {
            let marker = folder.join("lectern-index.json");
            let ours = std::fs::read_to_string(&marker).unwrap();
            let (before, reading) = ours.rsplit_once(":\"").unwrap();
            std::fs::write(marker, format!("{before}:\"x{}", &reading[1..])).unwrap();
        }),
        ("nonsense in the marker", &|folder| {
            std::fs::write(folder.join("lectern-index.json"), b"\xff").unwrap();
        }),
        ("nonsense in meta.json", &|folder| std::fs::write(folder.join("meta.json"), b"{").unwrap()),
        ("truncated", &|folder| spoil_files(folder, &|bytes| bytes.truncate(bytes.len() / 2))),
        ("a flipped bit", &|folder| {
            spoil_files(folder, &|bytes| {
                let middle = bytes.len() / 2;
                if let Some(byte) = bytes.get_mut(middle) {
                    *byte ^= 1;
                }
            });
        }),
    ];
    for (what, spoil) in spoil {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("index");
        let index = SearchIndex::at(place.clone()).unwrap();
        update(&index, &library);
        drop(index);
        spoil(&place);
        let again = SearchIndex::at(place).unwrap();
        assert!(again.is_on_disk(), "{what}");
        assert_eq!(again.view(&library).indexed(), 0, "{what}");
        assert_eq!(found(&again.view(&library), "complained"), [(1, 1)], "{what}");
        assert_eq!(update(&again, &library).of, 4, "{what}");
        assert_eq!(again.view(&library).indexed(), 4, "{what}");
    }
}

/// Changes every file of the index proper.
fn spoil_files(folder: &std::path::Path, change: &dyn Fn(&mut Vec<u8>)) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.starts_with('.') && !name.ends_with("json") {
            let mut bytes = std::fs::read(&path).unwrap();
            change(&mut bytes);
            std::fs::write(&path, bytes).unwrap();
        }
    }
}

#[test]
fn a_folder_that_cannot_be_had_is_done_without() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let index = SearchIndex::at(file.join("index")).unwrap();
    assert!(!index.is_on_disk());
    let library = library(&TEXTS);
    update(&index, &library);
    assert_eq!(index.view(&library).indexed(), 4);
}

#[test]
fn work_can_be_stopped() {
    let library = library(&TEXTS);
    let index = SearchIndex::in_memory().unwrap();
    let cancel = AtomicBool::new(true);
    index.update(&library, &cancel, &mut |_| {}).unwrap();
    assert_eq!(index.view(&library).indexed(), 0);
    let query = Query::parse("the").unwrap();
    let finder = Finder::new(&query, &NoLayers).unwrap();
    let end = search(&index.view(&library), &finder, Scope::Document, &cancel, &mut |_| {});
    assert_eq!(end, SearchEnd::Cancelled);
}

#[test]
fn of_many_patterns_only_the_first_are_looked_up_and_no_hit_is_missing() {
    let library = library(&TEXTS);
    let index = SearchIndex::in_memory().unwrap();
    update(&index, &library);
    let view = index.view(&library);
    let none = "zz*q ".repeat(1000);
    assert_eq!(candidates(&view, &none), [0; 0], "the first say enough");
    let any = vec!["zz*q"; 999].join(" OR ");
    assert_eq!(candidates(&view, &any).len(), TEXTS.len(), "there the texts are asked");
    assert_eq!(found(&view, &any), []);
    let scanned = View::of_library(&library);
    let words = format!("{any} OR =the");
    assert_eq!(found(&view, &words), found(&scanned, &words));
    assert!(!found(&view, &words).is_empty());
}

#[test]
fn hits_are_told_in_order_and_by_pages() {
    let texts: Vec<String> =
        (0..2000).map(|n| format!("word {} in text {n}", "word ".repeat(n % 3))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let library = library(&texts);
    let view = View::of_library(&library);
    let query = Query::parse("word").unwrap();
    let finder = Finder::new(&query, &NoLayers).unwrap();
    let mut told = Vec::new();
    let end = search(&view, &finder, Scope::Document, &AtomicBool::new(false), &mut |partial| {
        told.push(partial.clone());
    });
    let SearchEnd::Complete(results) = end else { panic!("nobody cancelled") };
    assert_eq!(results.hits, (0..2000).map(|n| 1 + n % 3).sum::<u64>());
    assert!(told.first().is_some_and(|first| first.hits >= 100 && !first.is_complete()));
    for partial in &told {
        assert_eq!(partial.found, results.found[..partial.found.len()]);
    }
    let all = hits_on_page(&view, &finder, Scope::Document, &results.found, 0, usize::MAX >> 40);
    assert_eq!(all.len() as u64, results.hits);
    for first in [0, 1, 7, 3998, 3999, 5000] {
        let page = hits_on_page(&view, &finder, Scope::Document, &results.found, first, 5);
        let from = (first as usize).min(all.len());
        assert_eq!(page, all[from..(from + 5).min(all.len())]);
    }
}

#[test]
fn old_indexes_make_room() {
    let cache = tempfile::tempdir().unwrap();
    let places: Vec<_> = (0..3).map(|n| folder_for(cache.path(), crate::text::TextHash::of(&[n]))).collect();
    for place in &places {
        let index = SearchIndex::at(place.clone()).unwrap();
        update(&index, &library(&TEXTS));
    }
    let foreign = cache.path().join("search").join("foreign");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("file"), "x").unwrap();
    prune(cache.path(), &places[0], u64::MAX);
    assert!(places.iter().all(|place| place.exists()));
    prune(cache.path(), &places[0], 0);
    assert!(places[0].exists() && !places[1].exists() && !places[2].exists() && foreign.exists());
}
