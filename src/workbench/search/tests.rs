//! Search asked as the window asks it: counts, errors, what makes an answer new, order, gathering, the index kept.

use std::collections::BTreeSet;

use super::*;
use crate::search::Scope;
use crate::search::concordance::{Context, Placed};
use crate::search::extent::Extent;
use crate::search::ranking::FoundOrder;
use crate::workbench::{Command, Places};

/// The bundled corpus, of which something was asked and answered.
fn asked(query: &str) -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    ask(&mut bench, query, Scope::Document, None);
    bench
}

fn ask(bench: &mut Workbench, query: &str, scope: Scope, within: Option<DocumentId>) {
    let asked = Asked { query: query.to_owned(), scope, within };
    bench.run(Command::Search(SearchCommand::Ask(asked))).unwrap();
    bench.finish_jobs();
}

fn count(bench: &Workbench) -> u64 {
    bench.answer().map_or(0, |answer| answer.count())
}

/// How often a word stands in the texts, read in the plainest way.
fn plainly(bench: &Workbench, word: &str) -> u64 {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|other| other.eq_ignore_ascii_case(word)).count() as u64
    };
    bench.documents().values().map(|document| words(document.text.as_str())).sum()
}

/// Every hit by its number.
fn all_hits(answer: &Answer) -> Vec<(DocumentId, Span)> {
    hits_in_order(answer, FoundOrder::Title)
}

fn hits_in_order(answer: &Answer, order: FoundOrder) -> Vec<(DocumentId, Span)> {
    let hit = |number| {
        let (document, hit) = answer.listed(order).hit(number).unwrap();
        (answer.document_numbered(document).unwrap(), hit.span)
    };
    (0..answer.count()).map(hit).collect()
}

#[test]
fn hits_are_counted_and_numbered_through_all_documents() {
    let bench = asked("=police");
    let answer = bench.answer().unwrap();
    assert!(answer.count() > 5);
    assert_eq!(answer.count(), plainly(&bench, "police"));
    assert!(!bench.is_searching() && bench.query_error().is_none());
    let hits = all_hits(answer);
    for (document, span) in &hits {
        assert!(bench.text(*document).unwrap().slice(*span).eq_ignore_ascii_case("police"));
        assert!(bench.is_searched_as_it_is(*document));
        assert_eq!(answer.hit_at(*document, *span).map(|hit| hit.span), Some(*span));
    }
    let of_places: usize = (0..answer.found().len()).map(|place| answer.hits_of(place).unwrap().len()).sum();
    assert_eq!(of_places, hits.len());
}

#[test]
fn every_order_of_the_documents_counts_through_the_same_hits() {
    let bench = asked("=police");
    let answer = bench.answer().unwrap();
    let all: BTreeSet<_> = all_hits(answer).into_iter().collect();
    let mut orders = Vec::new();
    for order in FoundOrder::ALL {
        let (listing, hits) = (answer.listed(order), hits_in_order(answer, order));
        for (number, (document, span)) in hits.iter().enumerate() {
            assert_eq!(listing.number_of(*document, *span), Some(number as u64));
            assert_eq!(listing.number_from(*document, span.start), Some(number as u64));
        }
        assert_eq!(hits.iter().copied().collect::<BTreeSet<_>>(), all);
        assert_eq!(listing.hit(answer.count()), None);
        let (last, span) = hits[hits.len() - 1];
        assert_eq!(listing.number_from(last, span.end), Some(0), "round the end");
        let mut documents: Vec<DocumentId> = hits.iter().map(|(document, _)| *document).collect();
        documents.dedup();
        assert_eq!(documents.len(), answer.found().len(), "the hits of a document stay together");
        orders.push(documents);
    }
    assert_ne!(orders[0], orders[2], "relevance is no order of titles");
}

#[test]
fn hits_are_spread_over_their_text_and_the_nearest_is_found() {
    let bench = asked("=police");
    let answer = bench.answer().unwrap();
    for place in 0..answer.found().len() {
        let hits = answer.hits_of(place).unwrap();
        assert_eq!(answer.spread(place).unwrap().len(), SPREAD);
        assert_eq!(answer.spread(place).unwrap().iter().sum::<u32>() as usize, hits.len());
        assert_eq!(answer.nearest(place, 0.0), Some(0));
        assert_eq!(answer.nearest(place, 1.0), Some(hits.len() - 1));
        let length = bench.text(answer.document(place).unwrap()).unwrap().len() as f32;
        for (at, hit) in hits.iter().enumerate() {
            let found = answer.nearest(place, hit.span.start as f32 / length).unwrap();
            assert!(found.abs_diff(at) <= 1, "but for rounding it is the hit itself");
        }
    }
}

#[test]
fn a_query_that_cannot_be_read_says_where_and_what_was_found_stays() {
    let mut bench = asked("police");
    let before = count(&bench);
    ask(&mut bench, "police AND (", Scope::Document, None);
    assert_eq!(bench.query_error().map(|error| error.at.start), Some(11));
    assert_eq!(count(&bench), before);
    ask(&mut bench, "police tag:praise", Scope::Document, None);
    assert_eq!(bench.query_error().map(|error| error.at.clone()), Some(11..17));
    ask(&mut bench, "complaint", Scope::Document, None);
    assert!(bench.query_error().is_none());
    bench.run(Command::Search(SearchCommand::Clear)).unwrap();
    assert!(bench.answer().is_none() && bench.asked().is_none());
}

#[test]
fn what_is_tagged_is_found_as_soon_as_it_is_tagged_and_no_more_when_that_is_undone() {
    let mut bench = asked("tag:praise");
    assert!(bench.query_error().is_some());
    let (document, _) = bench.documents().get_min().map(|(id, it)| (*id, it.clone())).unwrap();
    let command = Command::TagByPath { document, span: Span::new(2, 7), path: vec!["Praise".into()] };
    bench.run(command).unwrap();
    bench.finish_jobs();
    assert_eq!(all_hits(bench.answer().unwrap()), [(document, Span::new(2, 7))]);
    assert!(bench.query_error().is_none());
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert!(bench.query_error().is_some_and(|error| error.sentence.contains("no tag “praise”")));
}

#[test]
fn entities_are_found_once_they_are_recognised() {
    let mut bench = asked("entity:\"Barry Coppinger\"");
    assert!(bench.query_error().is_some_and(|error| error.sentence.contains("recognised")));
    bench.recognise_from_now_on();
    bench.finish_jobs();
    let person = bench.entities().all().iter().find(|entity| &*entity.name == "Barry Coppinger").unwrap();
    assert_eq!(count(&bench), person.occurrences.len() as u64);
    ask(&mut bench, "type:person", Scope::Document, None);
    assert!(count(&bench) > person_count(&bench, "Barry Coppinger"));
}

fn person_count(bench: &Workbench, name: &str) -> u64 {
    let found = bench.entities().all().iter().find(|entity| &*entity.name == name);
    found.map_or(0, |entity| entity.occurrences.len() as u64)
}

#[test]
fn one_document_is_searched_by_itself() {
    let mut bench = asked("police");
    let answer = bench.answer().unwrap();
    let (document, hits) = (answer.document(0).unwrap(), answer.hits_of(0).unwrap().len());
    assert!(answer.found().len() > 1);
    ask(&mut bench, "police", Scope::Document, Some(document));
    let answer = bench.answer().unwrap();
    assert_eq!((answer.found().len(), answer.count()), (1, hits as u64));
    assert_eq!(answer.document(0), Some(document));
}

#[test]
fn the_scope_says_in_what_words_are_to_stand_together() {
    let mut bench = asked("police resign*");
    let in_documents = count(&bench);
    ask(&mut bench, "police resign*", Scope::Sentence, None);
    assert!(count(&bench) < in_documents);
}

#[test]
fn documents_that_arrive_are_searched_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.txt");
    std::fs::write(&path, "The police came. The police went.").unwrap();
    let mut bench = asked("police");
    let before = count(&bench);
    bench.run(Command::OpenInputs(vec![path])).unwrap();
    bench.finish_jobs();
    assert_eq!(count(&bench), before + 2);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(count(&bench), before);
}

#[test]
fn another_project_knows_nothing_of_what_was_found() {
    let mut bench = asked("police");
    bench.run(Command::NewProject).unwrap();
    bench.finish_jobs();
    assert!(bench.answer().is_none() && bench.asked().is_none());
    ask(&mut bench, "police", Scope::Document, None);
    assert_eq!((count(&bench), bench.is_searching()), (0, false));
    assert!(bench.answer().is_some());
}

#[test]
fn hits_are_ordered_by_the_words_beside_them() {
    let mut bench = asked("police");
    bench.run(Command::Search(SearchCommand::Order(vec![SortBy::Right(1)]))).unwrap();
    bench.finish_jobs();
    let answer = bench.answer().unwrap().clone();
    let ordered = bench.ordered_hits().unwrap().clone();
    assert_eq!(ordered.lines().len() as u64, answer.count());
    let after = |placed: &Placed| {
        let right = answer.line(*placed, Context::Characters(60)).right.to_lowercase();
        let mut words = right.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.next().unwrap_or_default().to_owned()
    };
    let words: Vec<String> = ordered.lines().iter().map(after).collect();
    assert!(words.is_sorted(), "{words:?}");
    // Another answer is put in the same order by itself.
    ask(&mut bench, "complaint", Scope::Document, None);
    assert_eq!(bench.ordered_hits().map(|hits| hits.lines().len() as u64), Some(count(&bench)));
    bench.run(Command::Search(SearchCommand::Order(Vec::new()))).unwrap();
    assert!(bench.ordered_hits().is_none());
}

#[test]
fn the_sentences_of_hits_are_gathered_each_once() {
    let mut bench = asked("police");
    let all = Gathering { extent: Extent::Sentence, hits: None };
    bench.run(Command::Search(SearchCommand::Gather(all.clone()))).unwrap();
    assert_eq!(bench.gathered(&all), Some(&Gathered::Pending));
    bench.finish_jobs();
    let Some(Gathered::Passages(passages)) = bench.gathered(&all).cloned() else { panic!("gathered") };
    assert!(!passages.is_empty() && passages.len() as u64 <= count(&bench));
    assert!(passages.windows(2).all(|two| two[0] != two[1]));
    for (document, span) in passages.iter() {
        let text = bench.text(*document).unwrap();
        assert!(text.slice(*span).to_lowercase().contains("polic"), "with its other forms");
    }
    assert_eq!(bench.gathered(&Gathering { extent: Extent::Hit, hits: None }), None);
    let (passages, path) = (passages.to_vec(), vec!["Police".to_owned()]);
    let tagged = passages.len();
    bench.run(Command::TagAll { passages, path }).unwrap();
    assert_eq!(bench.project().annotations.len(), tagged);
}

#[test]
fn a_search_that_is_stopped_is_not_begun_again_by_itself() {
    let mut bench = asked("police");
    let asked = Asked { query: "complaint".into(), scope: Scope::Document, within: None };
    bench.run(Command::Search(SearchCommand::Ask(asked))).unwrap();
    let job = bench.searching.finding.unwrap();
    bench.run(Command::CancelJob(job)).unwrap();
    bench.finish_jobs();
    assert!(!bench.is_searching());
}

/// A folder of documents worth an index.
fn corpus(folder: &std::path::Path) {
    for number in 0..12 {
        let line = format!("Document number{number} speaks of the weather and of nothing else at all.\n\n");
        std::fs::write(folder.join(format!("{number:02}.txt")), line.repeat(1600)).unwrap();
    }
}

#[test]
fn the_index_is_kept_by_content_and_found_again_at_the_next_start() {
    let (texts, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    corpus(texts.path());
    let start = || {
        let mut bench = Workbench::new(Places::within(data.path()));
        bench.search_from_now_on();
        bench.run(Command::OpenInputs(vec![texts.path().to_path_buf()])).unwrap();
        bench.finish_jobs();
        ask(&mut bench, "number7", Scope::Document, None);
        bench
    };
    let first = start();
    assert_eq!(count(&first), 1600);
    assert_eq!(first.searching.view.as_ref().map(|view| view.indexed()), Some(12));
    assert!(first.searching.index.as_ref().is_some_and(|index| index.is_on_disk()));
    let folder = |bench: &Workbench| bench.index_place().map(|place| place.folder);
    let kept = folder(&first);
    drop(first);
    let again = start();
    assert_eq!(folder(&again), kept);
    assert_eq!((count(&again), again.searching.view.as_ref().map(|view| view.indexed())), (1600, Some(12)));
    let only = again.answer().unwrap();
    assert_eq!(only.found().len(), 1);
}

/// The saved searches by name, each with what it finds.
fn saved(bench: &mut Workbench) -> Vec<(String, SavedState)> {
    bench.run(Command::Search(SearchCommand::CountSaved)).unwrap();
    bench.finish_jobs();
    bench.run(Command::Search(SearchCommand::CountSaved)).unwrap();
    bench.finish_jobs();
    let searches = bench.saved_searches();
    searches.into_iter().map(|search| (search.name.clone(), bench.saved_state(&search))).collect()
}

fn save(bench: &mut Workbench, name: &str, query: &str, within: Option<DocumentId>) {
    let asked = Asked { query: query.to_owned(), scope: Scope::Document, within };
    bench.run(Command::Search(SearchCommand::Save { name: name.to_owned(), asked })).unwrap();
}

#[test]
fn saved_searches_are_counted_as_they_would_be_asked() {
    let mut bench = asked("=police");
    let (hits, documents) = bench.answer().map(|it| (it.count(), it.found().len())).unwrap();
    let within = bench.answer().and_then(|answer| answer.document(0)).unwrap();
    let here = u64::from(bench.answer().unwrap().found()[0].hits);
    save(&mut bench, "b", "=police", None);
    save(&mut bench, "a", "=police", Some(within));
    save(&mut bench, "c", "police AND (", None);
    let found = |hits, documents| SavedState::Found { hits, documents };
    let counted = saved(&mut bench);
    assert_eq!(counted[0], ("a".to_owned(), found(here, 1)));
    assert_eq!(counted[1], ("b".to_owned(), found(hits, documents)));
    assert!(matches!(&counted[2].1, SavedState::Refused(why) if why.contains("bracket")), "{counted:?}");
    bench.run(Command::RemoveDocuments(vec![within])).unwrap();
    bench.finish_jobs();
    let counted = saved(&mut bench);
    assert!(matches!(&counted[0].1, SavedState::Refused(why) if why.contains("not there")), "{counted:?}");
    assert_eq!(counted[1].1, found(hits - here, documents - 1));
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(saved(&mut bench)[1].1, found(hits, documents));
}

#[test]
fn saved_searches_change_by_edits_that_are_undone() {
    let mut bench = asked("police");
    save(&mut bench, " The  police ", " police ", None);
    let names = |bench: &Workbench| bench.saved_searches().into_iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(names(&bench), ["The police"]);
    let search = bench.saved_searches()[0].clone();
    assert_eq!(search.query, "police");
    let rename =
        |name: &str| Command::Search(SearchCommand::Rename { search: search.id, name: name.to_owned() });
    assert!(bench.run(rename(" ")).is_err());
    bench.run(rename("Officers")).unwrap();
    bench.run(Command::Search(SearchCommand::Delete(search.id))).unwrap();
    assert!(names(&bench).is_empty());
    assert!(bench.run(rename("Gone")).is_err());
    bench.run(Command::Undo).unwrap();
    assert_eq!(names(&bench), ["Officers"]);
    bench.run(Command::Undo).unwrap();
    assert_eq!(names(&bench), ["The police"]);
    bench.run(Command::Undo).unwrap();
    assert!(names(&bench).is_empty());
    let nothing = Asked { query: " ".to_owned(), scope: Scope::Document, within: None };
    let refused = bench.run(Command::Search(SearchCommand::Save { name: String::new(), asked: nothing }));
    assert!(refused.is_err());
}

#[test]
fn what_can_be_asked_for_is_read_again_when_the_project_has_changed() {
    let mut bench = asked("police");
    let read = |bench: &mut Workbench| {
        bench.run(Command::Search(SearchCommand::ReadVocabulary)).unwrap();
        bench.finish_jobs();
        bench.vocabulary().cloned().unwrap()
    };
    let before = read(&mut bench);
    assert!(before.values("tag").is_empty() && before.values("title").len() == 5);
    assert!(Arc::ptr_eq(&before, &read(&mut bench)), "nothing has changed");
    bench.run(Command::NewTag { parent: None, name: "Praise".to_owned() }).unwrap();
    assert_eq!(read(&mut bench).values("tag"), ["Praise"]);
}

/// So many short documents, each with the word “police” so many times.
fn many(documents: usize, times: usize) -> (tempfile::TempDir, Workbench) {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..documents {
        let text = format!("Document {number}. {}", "The police came. ".repeat(times));
        std::fs::write(folder.path().join(format!("{number:04}.txt")), text).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    (folder, bench)
}

/// Takes in one report after the other until `is_reached`; false when none is left.
fn poll_until(bench: &mut Workbench, is_reached: impl Fn(&Workbench) -> bool) -> bool {
    while !is_reached(bench) {
        let Some((job, report)) = bench.jobs.wait_next() else { return false };
        bench.take_report(job, report);
    }
    true
}

#[test]
fn the_first_page_is_there_before_all_is_counted_and_until_then_what_was_found_before() {
    let (_folder, mut bench) = many(300, 2);
    let say = |query: &str| Asked { query: query.to_owned(), scope: Scope::Document, within: None };
    ask(&mut bench, "=document", Scope::Document, None);
    assert_eq!(count(&bench), 300);
    bench.run(Command::Search(SearchCommand::Ask(say("=police")))).unwrap();
    assert_eq!((count(&bench), bench.is_searching()), (300, true), "the last complete one stays");
    let is_new = |bench: &Workbench| bench.answer().is_some_and(|answer| answer.asked() == &say("=police"));
    assert!(poll_until(&mut bench, is_new));
    let first = bench.answer().unwrap().clone();
    assert!(!first.is_complete() && bench.is_searching() && bench.complete_answer().is_none());
    assert!((100..600).contains(&first.count()), "{}", first.count());
    assert!(first.listed(FoundOrder::Title).hit(0).is_some(), "what is seen first is known");
    assert!(
        bench
            .run(Command::Search(SearchCommand::Export {
                asked: Box::new(SearchExport::of(Exported::Hits)),
                path: "x".into()
            }))
            .is_err()
    );
    let number = bench.answer_number();
    bench.finish_jobs();
    assert_eq!((count(&bench), bench.found_so_far()), (600, None));
    assert_eq!(bench.answer_number(), number, "hits chosen meanwhile stay chosen");
}

#[test]
fn hits_are_found_by_a_job_once_somebody_wants_to_see_them() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..4 {
        let text = format!("The police came. {}", "Nothing else was said. ".repeat(30_000));
        std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    ask(&mut bench, "police", Scope::Document, None);
    let answer = bench.answer().unwrap().clone();
    assert!(answer.hits_of(0).is_some());
    assert!(answer.hits_of(3).is_none() && answer.spread(3).is_none() && answer.nearest(3, 0.5).is_none());
    let revision = bench.search_revision();
    bench.find_missed_hits();
    bench.finish_jobs();
    assert_eq!(answer.hits_of(3).map(<[_]>::len), Some(1));
    assert!(bench.search_revision() > revision, "whoever draws learns of it");
    let jobs = bench.jobs.running().len();
    bench.find_missed_hits();
    assert_eq!(bench.jobs.running().len(), jobs, "nothing is missing");
}

#[test]
fn a_search_that_is_overtaken_has_stopped_before_the_next_begins() {
    let (_folder, mut bench) = many(300, 2);
    for query in ["police", "document", "came", "the", "=police"] {
        let asked = Asked { query: query.to_owned(), scope: Scope::Document, within: None };
        bench.run(Command::Search(SearchCommand::Ask(asked))).unwrap();
        let is_one = |job: &&crate::workbench::jobs::Job| job.title == Workbench::SEARCHING;
        assert!(bench.jobs.running().iter().filter(is_one).count() <= 1);
        assert!(bench.is_searching());
    }
    bench.finish_jobs();
    assert_eq!(bench.answer().map(|answer| answer.asked().query.clone()).as_deref(), Some("=police"));
    assert_eq!(count(&bench), 600);
}

#[test]
fn chosen_hits_alone_are_gathered() {
    let mut bench = asked("=police");
    let hits = all_hits(bench.answer().unwrap());
    let mut numbers = HitNumbers::default();
    let last = hits.len() as u64 - 1;
    for number in [1, 2, last] {
        numbers.toggle(number);
    }
    let some = Gathering { extent: Extent::Hit, hits: Some(numbers) };
    bench.run(Command::Search(SearchCommand::Gather(some.clone()))).unwrap();
    bench.finish_jobs();
    let Some(Gathered::Passages(passages)) = bench.gathered(&some).cloned() else { panic!("gathered") };
    assert_eq!(passages.to_vec(), [hits[1], hits[2], hits[last as usize]]);
}

#[test]
fn numbers_of_hits_lead_from_one_order_to_another() {
    let bench = asked("=police");
    let answer = bench.answer().unwrap();
    for (one, other) in [(FoundOrder::Title, FoundOrder::Relevance), (FoundOrder::Date, FoundOrder::Title)] {
        let (here, there) = (answer.listed(one), answer.listed(other));
        let all = 0..answer.count();
        assert!(
            all.clone().all(|number| here.hit(number) == there.hit(here.number_in(there, number).unwrap()))
        );
        let some: BTreeSet<u64> =
            here.numbers_in(there, 2..answer.count() - 1).into_iter().flatten().collect();
        let plainly: BTreeSet<u64> =
            (2..answer.count() - 1).filter_map(|number| here.number_in(there, number)).collect();
        assert_eq!(some, plainly);
    }
}

#[test]
fn by_strides_one_gets_through_every_text() {
    let bench = asked("=police");
    let answer = bench.answer().unwrap();
    for place in 0..answer.found().len() {
        let hits = answer.hits_of(place).unwrap();
        let stride = bench.text(answer.document(place).unwrap()).unwrap().len() / STRIDE;
        for at in 0..hits.len() {
            let on = answer.a_stride_from(place, at, true).unwrap();
            let back = answer.a_stride_from(place, at, false).unwrap();
            assert!(on > at || at + 1 == hits.len());
            assert!(back < at || at == 0);
            let is_far = |from: usize, to: usize| hits[to].span.start - hits[from].span.start >= stride;
            assert!(is_far(at, on) || on + 1 == hits.len());
            assert!(is_far(back, at) || back == 0);
        }
    }
}

#[test]
fn fifty_thousand_hits_are_tagged_as_one_change_and_taken_back() {
    let (_folder, mut bench) = many(60, 1000);
    ask(&mut bench, "=police", Scope::Document, None);
    assert_eq!(count(&bench), 60_000);
    let all = Gathering { extent: Extent::Hit, hits: None };
    bench.run(Command::Search(SearchCommand::Gather(all.clone()))).unwrap();
    bench.finish_jobs();
    let Some(Gathered::Passages(passages)) = bench.gathered(&all).cloned() else { panic!("gathered") };
    assert_eq!(passages.len(), 60_000);
    let tag_all = Command::TagAll { passages: passages.to_vec(), path: vec!["Police".to_owned()] };
    bench.run(tag_all.clone()).unwrap();
    assert!(bench.run(tag_all.clone()).is_err(), "one after the other");
    bench.finish_jobs();
    assert_eq!((bench.project().annotations.len(), bench.project().tags.len()), (60_000, 1));
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().annotations.is_empty() && bench.project().tags.is_empty());
    bench.run(Command::Redo).unwrap();
    assert_eq!(bench.project().annotations.len(), 60_000);
    bench.run(Command::Undo).unwrap();
    // What is taken back while it goes on is taken back for good.
    bench.run(tag_all).unwrap();
    assert!(poll_until(&mut bench, |bench| !bench.project().annotations.is_empty()));
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert!(bench.project().annotations.is_empty());
}

#[test]
fn documents_are_indexed_while_others_are_still_being_read() {
    let (texts, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    corpus(texts.path());
    let mut bench = Workbench::new(Places::within(data.path()));
    bench.search_from_now_on();
    bench.run(Command::OpenInputs(vec![texts.path().to_path_buf()])).unwrap();
    // A load that goes on, of which no job is left.
    let job = bench.spawn("Reading", true, |_| {}).unwrap();
    bench.finish_jobs();
    bench.loads.insert(job, crate::workbench::loading::Load::default());
    bench.searching.index = None;
    bench.searching.was_indexed = None;
    bench.note_texts_for_search();
    assert!(bench.is_loading());
    bench.finish_jobs();
    assert_eq!(bench.searching.view.as_ref().map(|view| view.indexed()), Some(12));
}

#[test]
fn an_index_that_is_found_damaged_is_made_anew_at_once() {
    let (texts, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    corpus(texts.path());
    let mut bench = Workbench::new(Places::within(data.path()));
    bench.search_from_now_on();
    bench.run(Command::OpenInputs(vec![texts.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    let index = bench.searching.index.clone().unwrap();
    for _ in 0..2 * MOST_MENDED {
        index.damage();
        ask(&mut bench, "number7", Scope::Document, None);
        assert_eq!(count(&bench), 1600);
        ask(&mut bench, "number8", Scope::Document, None);
    }
    assert_eq!(bench.searching.mended, MOST_MENDED, "but not for ever");
    bench.searching.mended = 0;
    bench.go_on_searching();
    bench.finish_jobs();
    assert!(!index.is_damaged());
    assert_eq!(bench.searching.view.as_ref().map(|view| view.indexed()), Some(12));
}
