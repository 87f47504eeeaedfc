//! Words counted as the window asks for them: what each table holds, when it is counted anew, how it is arranged, stopped
//! and written.

use super::*;
use crate::search::Scope;
use crate::search::collocates::Window;
use crate::workbench::{Asked, Command, Places, SearchCommand};

fn bundled() -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.finish_jobs();
    bench
}

fn search(bench: &mut Workbench, query: &str) {
    let asked = Asked { query: query.to_owned(), scope: Scope::Document, within: None };
    bench.run(Command::Search(SearchCommand::Ask(asked))).unwrap();
    bench.finish_jobs();
}

fn ask_for(bench: &mut Workbench, counted: Counted, arrangement: Arrangement) {
    bench.run(Command::Words(WordsCommand::Ask(WordsAsked { counted, arrangement }))).unwrap();
    bench.finish_jobs();
}

fn ask(bench: &mut Workbench, counted: Counted) {
    ask_for(bench, counted, Arrangement { column: 1, descending: true, ..Arrangement::default() });
}

/// The rows as they are arranged: what each is known by, and the number in a column.
fn rows(bench: &Workbench, column: usize) -> Vec<(String, f64)> {
    let WordsState::Ready { table, rows, is_passing: false } = bench.words() else {
        panic!("nothing was counted")
    };
    let number = |row: u32| match table.cell(row as usize, column) {
        WordsCell::Count(count) => count as f64,
        WordsCell::Decimal(number) => number,
        WordsCell::Words(_) => f64::NAN,
    };
    rows.iter().map(|row| (table.label(*row as usize).to_owned(), number(*row))).collect()
}

/// What a column of whole numbers adds up to.
fn sum(bench: &Workbench, column: usize) -> u64 {
    rows(bench, column).iter().map(|row| row.1 as u64).sum()
}

fn words_of(gram: usize, least: u32) -> Counted {
    Counted::WordList { part: Part::All, gram, least }
}

fn by_document() -> Counted {
    Counted::Frequencies { attribute: None }
}

fn valued(name: &str, value: &str) -> Part {
    Part::Attribute { name: name.to_owned(), value: value.to_owned() }
}

/// Gives the first documents of the corpus, in the order of their titles, a value; the others have none.
fn give_kind(bench: &mut Workbench, count: usize, value: &str) {
    let mut documents: Vec<_> =
        bench.project().documents.values().map(|it| (it.title.clone(), it.id)).collect();
    documents.sort();
    for (_, document) in documents.into_iter().take(count) {
        let (name, value) = ("medium".to_owned(), Some(value.to_owned()));
        bench.run(Command::SetAttribute { document, name, value }).unwrap();
    }
    bench.finish_jobs();
}

#[test]
fn a_word_list_counts_every_word_and_its_documents() {
    let mut bench = bundled();
    ask(&mut bench, words_of(1, 1));
    let listed = rows(&bench, 1);
    let WordsState::Ready { table, .. } = bench.words() else { panic!("counted") };
    assert_eq!(table.sizes(), [(sum(&bench, 1), 5)]);
    assert_eq!(listed[0].0, "the");
    assert!(listed.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    search(&mut bench, "=constable");
    let found = bench.answer().unwrap().count();
    let of = |form: &str| listed.iter().find(|row| row.0 == form).map_or(0, |row| row.1 as u64);
    assert_eq!(found, of("constable") + of("constable’s"));
    ask(&mut bench, words_of(2, 2));
    assert!(rows(&bench, 1).iter().any(|(run, count)| run == "chief constable" && *count > 2.0));
}

#[test]
fn rows_are_filtered_sorted_and_freed_of_function_words() {
    let mut bench = bundled();
    let arrangement = Arrangement { filter: "Constab".into(), column: 0, ..Arrangement::default() };
    ask_for(&mut bench, words_of(1, 1), arrangement.clone());
    let found: Vec<String> = rows(&bench, 1).into_iter().map(|row| row.0).collect();
    assert!(found.iter().all(|form| form.contains("constab")) && found.is_sorted() && found.len() > 1);
    let without =
        Arrangement { filter: String::new(), without_function_words: true, column: 1, descending: true };
    ask_for(&mut bench, words_of(1, 1), without);
    let listed = rows(&bench, 1);
    assert!(listed.iter().all(|(form, _)| !["the", "of", "and"].contains(&form.as_str())));
    assert!(listed.iter().any(|(form, _)| form == "police"));
}

#[test]
fn frequencies_follow_the_search() {
    let mut bench = bundled();
    ask(&mut bench, by_document());
    assert!(matches!(bench.words(), WordsState::NothingSearched));
    search(&mut bench, "police");
    assert_eq!(sum(&bench, 1), bench.answer().unwrap().count());
    let title = rows(&bench, 1)[0].0.clone();
    let words = bench.project().documents.values().find(|record| record.title == title).map(|it| it.id);
    let words = bench.document(words.unwrap()).unwrap().words;
    let [hits, counted, rate] = [1, 2, 3].map(|column| rows(&bench, column)[0].1);
    assert_eq!(counted as usize, words);
    assert!((rate - 1000.0 * hits / words as f64).abs() < 1e-9);
    search(&mut bench, "resignation");
    assert_eq!(sum(&bench, 1), bench.answer().unwrap().count());
    search(&mut bench, "police tag:nothing");
    assert!(matches!(bench.words(), WordsState::Ready { .. }), "what was found stays");
}

#[test]
fn values_are_told_as_soon_as_they_are_given() {
    let mut bench = bundled();
    search(&mut bench, "police");
    ask(&mut bench, Counted::Frequencies { attribute: Some("medium".into()) });
    assert_eq!(rows(&bench, 4), [(String::new(), 5.0)]);
    give_kind(&mut bench, 2, "paper");
    let mut documents = rows(&bench, 4);
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(documents, [(String::new(), 3.0), ("paper".to_owned(), 2.0)]);
}

#[test]
fn collocates_are_those_of_the_search_and_of_the_window() {
    let mut bench = bundled();
    search(&mut bench, "constable");
    let near = |window| Counted::Collocates { window, least: 1 };
    ask(&mut bench, near(Window { left: 1, right: 1 }));
    let narrow = rows(&bench, 1);
    assert!(narrow.iter().any(|(form, count)| form == "chief" && *count > 3.0));
    assert!(narrow.iter().all(|(form, _)| form != "constable"));
    ask(&mut bench, near(Window { left: 10, right: 10 }));
    assert!(rows(&bench, 1).len() > narrow.len());
    search(&mut bench, "xylophone");
    assert_eq!(rows(&bench, 1), []);
}

#[test]
fn keyness_compares_what_is_chosen_with_all_other_documents() {
    let mut bench = bundled();
    give_kind(&mut bench, 2, "paper");
    let against = |target: Part| Counted::Keyness { target, reference: Part::All, gram: 1, least: 1 };
    ask(&mut bench, against(valued("medium", "paper")));
    let WordsState::Ready { table, .. } = bench.words() else { panic!("counted") };
    let [(here, 2), (there, 3)] = table.sizes() else { panic!("{:?}", table.sizes()) };
    let sizes = (*here, *there);
    assert_eq!((sum(&bench, 1), sum(&bench, 3)), sizes);
    ask(&mut bench, words_of(1, 1));
    let WordsState::Ready { table, .. } = bench.words() else { panic!("counted") };
    assert_eq!(table.sizes()[0].0, sizes.0 + sizes.1);
    ask(&mut bench, against(Part::All));
    assert_eq!(rows(&bench, 1), [], "there is nothing else");
    search(&mut bench, "resignation");
    ask(&mut bench, against(Part::Found));
    let WordsState::Ready { table, .. } = bench.words() else { panic!("counted") };
    assert_eq!(table.sizes()[0].1, bench.answer().unwrap().found().len());
}

#[test]
fn what_was_stopped_stays_so_until_it_is_gone_on_with() {
    let mut bench = bundled();
    bench.search_from_now_on();
    bench.finish_jobs();
    let asked = WordsAsked { counted: words_of(1, 1), arrangement: Arrangement::default() };
    bench.run(Command::Words(WordsCommand::Ask(asked))).unwrap();
    let WordsState::Counting(Some(job)) = bench.words() else { panic!("begun") };
    // The job ends without having counted, as one does that is stopped.
    bench.words_job_over(job);
    bench.finish_jobs();
    assert!(matches!(bench.words(), WordsState::Stopped));
    bench.run(Command::Words(WordsCommand::GoOn)).unwrap();
    bench.finish_jobs();
    assert!(matches!(bench.words(), WordsState::Ready { is_passing: false, .. }));
}

#[test]
fn nothing_is_counted_while_nobody_looks() {
    let mut bench = bundled();
    search(&mut bench, "police");
    ask(&mut bench, by_document());
    bench.run(Command::Words(WordsCommand::Rest)).unwrap();
    let before = bench.words_revision();
    search(&mut bench, "resignation");
    assert_eq!(bench.words_revision(), before);
    ask(&mut bench, by_document());
    assert_eq!(sum(&bench, 1), bench.answer().unwrap().count());
}

#[test]
fn a_table_is_written_as_it_is_arranged_and_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = bundled();
    give_kind(&mut bench, 2, "paper");
    let counted =
        Counted::Keyness { target: valued("medium", "paper"), reference: Part::All, gram: 1, least: 3 };
    let arrangement = Arrangement { column: 5, descending: false, ..Arrangement::default() };
    ask_for(&mut bench, counted, arrangement);
    let mut written = |name: &str, format| {
        let path = folder.path().join(name);
        let command = WordsCommand::Export { format, options: Box::default(), path: path.clone() };
        bench.run(Command::Words(command)).unwrap();
        bench.finish_jobs();
        std::fs::read(path).unwrap()
    };
    let csv = written("one.csv", Format::Csv);
    assert_eq!(csv, written("two.csv", Format::Csv));
    assert_eq!(written("one.xlsx", Format::Xlsx), written("two.xlsx", Format::Xlsx));
    let text = String::from_utf8(csv).unwrap();
    let mut lines = text.lines();
    let head =
        "words,target,target_per_thousand,reference,reference_per_thousand,log_likelihood,log_ratio,guarded";
    assert_eq!(lines.next(), Some(head));
    let first: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert!(first[5].starts_with('-') && first[5].parse::<f64>().is_ok(), "{first:?}");
    assert_eq!(first[7], "", "a number below zero is no formula");
    assert_eq!(text.lines().count(), rows(&bench, 1).len() + 1);
}
