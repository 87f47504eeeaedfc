//! Documents compared in the background: anew when texts change, incrementally when they come, never for another text.

use super::*;
use crate::compare::figures::Verdict;
use crate::compare::shared::{Kind, Place};
use crate::exchange::Format;
use crate::workbench::{
    ComparisonCommand, SharedExport, SharedGrouping, SharedLine, SharedOrdering, SharedPlaces, SharedWish,
    ViewKind,
};

fn compared() -> Workbench {
    let mut bench = on_bundled_corpus();
    bench.compare_from_now_on();
    bench.finish_jobs();
    bench
}

/// The bundled corpus compared, with what is kept in `cache`.
fn compared_with_cache(cache: &Path) -> Workbench {
    let mut bench = Workbench::new(Places { data: None, cache: Some(cache.to_path_buf()) });
    bench.compare_from_now_on();
    bench.start_on_bundled_corpus();
    bench.finish_jobs();
    bench
}

fn titled(bench: &Workbench, title: &str) -> DocumentId {
    bench.project().documents.values().find(|record| record.title.starts_with(title)).unwrap().id
}

/// The words of the passages that two documents share, as they stand in the first.
fn shared(bench: &Workbench, one: DocumentId, other: DocumentId) -> Vec<String> {
    let text = bench.text(one).unwrap();
    let comparison = bench.comparison();
    let standing = comparison.standing_in(one, text.hash()).iter();
    let wanted =
        standing.filter(|it| it.there.0 == other && comparison.passages()[it.passage].kind.is_shown());
    wanted.map(|it| text.slice(it.here).to_owned()).collect()
}

#[test]
fn the_letter_in_both_newspapers_is_found_and_stands_for_their_texts_only() {
    let bench = compared();
    let (echo, mail) = (titled(&bench, "Northern Echo"), titled(&bench, "Hartlepool Mail"));
    let found = shared(&bench, echo, mail);
    assert!(found.iter().any(|words| words.contains("whats app")), "{found:?}");
    assert!(shared(&bench, mail, echo).iter().any(|words| words.contains("WhatsApp")));
    let other = Text::new("another text");
    assert!(bench.comparison().standing_in(echo, other.hash()).is_empty());
    assert!(!bench.comparison().holds_for(echo, other.hash()));
    assert!(bench.comparison().holds_for(echo, bench.text(echo).unwrap().hash()));
    assert!(bench.jobs().is_empty() && !bench.is_comparing());
}

#[test]
fn three_reports_of_one_number_are_one_topic() {
    let bench = compared();
    let comparison = bench.comparison();
    let values = |topic: &crate::compare::figures::Topic| -> Vec<f64> {
        topic.figures.iter().filter_map(|at| Some(comparison.figure(*at)?.1.value)).collect()
    };
    let topic = comparison.topics().iter().find(|topic| values(topic).contains(&710.0)).unwrap();
    let values = values(topic);
    assert!(values.contains(&670.0) && values.contains(&700.0), "{values:?}");
    assert!(topic.verdict.differs() && topic.verdict != Verdict::Agrees);
}

#[test]
fn figures_that_were_read_are_kept_for_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let open = || compared_with_cache(folder.path()).comparison().topics().to_vec();
    let first = open();
    let files = || {
        let all = walkdir::WalkDir::new(folder.path().join("figures")).into_iter().flatten();
        all.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
    };
    let written = || files().map(|path| path.metadata().unwrap().modified().unwrap()).collect::<Vec<_>>();
    assert_eq!(files().count(), 5);
    let before = written();
    assert_eq!(open(), first);
    assert_eq!(written(), before, "read, not made again");
    for path in files() {
        std::fs::write(path, b"damaged").unwrap();
    }
    assert_eq!(open(), first, "a damaged cache costs time only");
    assert_eq!(open(), first, "and is made again");
    assert!(files().all(|path| std::fs::read(path).unwrap() != b"damaged"));
}

#[test]
fn shared_passages_are_kept_for_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        let bench = compared_with_cache(folder.path());
        (bench.comparison().passages().to_vec(), bench.comparison().clusters().to_vec())
    };
    let first = open();
    assert!(!first.0.is_empty());
    let files = || {
        let all = walkdir::WalkDir::new(folder.path().join("passages")).into_iter().flatten();
        all.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect::<Vec<_>>()
    };
    let written =
        || files().iter().map(|path| path.metadata().unwrap().modified().unwrap()).collect::<Vec<_>>();
    let before = written();
    assert!(!before.is_empty());
    assert_eq!(open(), first);
    assert_eq!(written(), before, "read, not made again");
    for path in files() {
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(open(), first, "a damaged cache costs time only");
    assert_eq!(open(), first, "and is made again");
    assert!(written().iter().zip(&before).all(|(now, then)| now > then));
}

#[test]
fn nothing_is_compared_unless_asked_for() {
    let mut bench = on_bundled_corpus();
    bench.finish_jobs();
    assert!(bench.comparison().is_empty() && !bench.compares());
    let revision = bench.comparison_revision();
    bench.run(Command::CompareDocuments).unwrap();
    bench.finish_jobs();
    assert!(bench.comparison_revision() > revision && !bench.comparison().passages().is_empty());
}

#[test]
fn what_goes_is_forgotten_and_undo_brings_it_back() {
    let mut bench = compared();
    let (echo, mail) = (titled(&bench, "Northern Echo"), titled(&bench, "Hartlepool Mail"));
    let before = shared(&bench, echo, mail);
    bench.run(Command::RemoveDocuments(vec![mail])).unwrap();
    bench.finish_jobs();
    assert!(shared(&bench, echo, mail).is_empty());
    assert_eq!(bench.comparison().document_count(), 4);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(shared(&bench, echo, mail), before);
}

#[test]
fn a_document_that_comes_to_many_is_compared_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let letter = "The commissioner walked slowly through the empty market hall and counted forty broken \
                  lanterns hanging above abandoned stalls before breakfast on Tuesday.";
    for number in 0..20 {
        let own =
            format!("Document {number} tells of harbour {number} and nothing else at all, day after day.");
        let body = if number == 7 { format!("{own}\n\n{letter}\n") } else { own };
        std::fs::write(folder.path().join(format!("{number}.txt")), body).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    let holds = |bench: &Workbench, words: &str| {
        bench.comparison().passages().iter().filter(|passage| passage.kind != Kind::Boilerplate).any(
            |passage| {
                let (document, span) = bench.comparison().place(passage.a).unwrap();
                bench.text(document).unwrap().slice(span).contains(words)
            },
        )
    };
    assert!(!holds(&bench, "forty broken"));
    let new = folder.path().join("new.txt");
    std::fs::write(&new, format!("An account of another day.\n\n{letter}\n")).unwrap();
    bench.run(Command::OpenInputs(vec![new])).unwrap();
    bench.finish_jobs();
    assert!(holds(&bench, "forty broken"));
    assert_eq!(bench.comparison().document_count(), 21);
}

#[test]
fn comparing_can_be_stopped_and_gone_on_with() {
    let mut bench = on_bundled_corpus();
    bench.compare_from_now_on();
    let job = bench.jobs().iter().find(|job| job.title == Workbench::COMPARING).unwrap().id;
    bench.run(Command::CancelJob(job)).unwrap();
    bench.finish_jobs();
    assert!(!bench.is_comparing());
    bench.run(Command::CompareDocuments).unwrap();
    bench.finish_jobs();
    assert!(!bench.comparison().passages().is_empty() && !bench.comparison_was_stopped());
}

#[test]
fn another_project_knows_nothing_of_what_was_compared() {
    let mut bench = compared();
    bench.run(Command::NewProject).unwrap();
    bench.finish_jobs();
    assert!(bench.comparison().is_empty());
}

#[test]
fn places_are_the_same_in_either_order() {
    let bench = compared();
    let places = bench.comparison().places(0).unwrap();
    assert!(places.is(places.turned()));
    assert_eq!(places.from(places.b.0).a.0, places.b.0);
    let elsewhere = SharedPlaces { a: places.a, b: (places.b.0, Span::new(0, 1)) };
    assert!(!places.is(elsewhere));
}

fn ask(bench: &mut Workbench, command: ComparisonCommand) {
    bench.run(Command::Comparison(command)).unwrap();
}

#[test]
fn views_are_made_when_asked_for_and_go_with_the_project() {
    let mut bench = compared();
    let cluster = bench.comparison().passages()[0].cluster as usize;
    ask(&mut bench, ComparisonCommand::Collate(cluster));
    assert!(bench.has_view(ViewKind::Collation) && bench.collation().is_none(), "it is being made");
    ask(&mut bench, ComparisonCommand::Order(SharedOrdering::All { boilerplate: false }));
    ask(&mut bench, ComparisonCommand::FindStatements);
    bench.finish_jobs();
    let collated = bench.collation().unwrap();
    assert_eq!(collated.witnesses.len(), bench.comparison().clusters()[cluster].places.len());
    assert_eq!(collated.widths.len(), collated.collation.columns.len());
    assert!(!bench.order_in_time().unwrap().precedence.links.is_empty());
    let statements = bench.statements().unwrap();
    assert!(statements.revision == bench.comparison_revision() && !statements.list.is_empty());
    bench.run(Command::NewProject).unwrap();
    bench.finish_jobs();
    assert!(!bench.has_view(ViewKind::Collation) && !bench.has_view(ViewKind::Order));
    assert!(bench.statements().is_none());
}

#[test]
fn the_witnesses_of_a_passage_stand_by_their_dates_however_these_are_written() {
    let mut bench = compared();
    let cluster = bench.comparison().passages()[0].cluster as usize;
    let (echo, mail) = (titled(&bench, "Northern Echo"), titled(&bench, "Hartlepool Mail"));
    for dates in [["30 August 2020", "2020-09-08"], ["2020-09-08", "30.8.2020"]] {
        for (document, date) in [echo, mail].into_iter().zip(dates) {
            let value = Some(date.to_owned());
            bench.run(Command::SetAttribute { document, name: "date".into(), value }).unwrap();
        }
        bench.finish_jobs();
        ask(&mut bench, ComparisonCommand::Collate(cluster));
        bench.finish_jobs();
        let witnesses = bench.collation().unwrap().witnesses.iter().map(|witness| witness.document);
        let witnesses: Vec<DocumentId> = witnesses.filter(|it| [echo, mail].contains(it)).collect();
        let first = if dates[0].contains("August") { echo } else { mail };
        assert_eq!(witnesses.first(), Some(&first), "{dates:?}");
    }
}

#[test]
fn a_corrected_document_is_no_other_words_for_itself() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "harbour", "lantern", "saddle", "orchard", "chimney", "ledger", "pulpit", "granary", "ferry",
        "quarry", "bakery",
    ];
    for (at, name) in names.iter().enumerate() {
        for (other, second) in names.iter().enumerate() {
            let text = format!(
                "The {name} committee resolved unanimously that every {second} inspector must publish quarterly accounts number {at} \
                 {other} before midsummer.\n"
            );
            std::fs::write(folder.path().join(format!("{name}-{second}.txt")), text).unwrap();
        }
    }
    let telling = "Whoever finds seven silver keys should carry them quietly across the frozen river before dawn and hide every \
                   brass lantern beneath crooked timbers.\n";
    std::fs::write(folder.path().join("keys.txt"), telling).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().to_owned()])).unwrap();
    bench.finish_jobs();
    bench.compare_from_now_on();
    bench.finish_jobs();
    let document = titled(&bench, "Whoever");
    bench.run(Command::CorrectText { document, span: Span::new(0, 7), text: "Anybody who".into() }).unwrap();
    bench.finish_jobs();
    ask(&mut bench, ComparisonCommand::FindStatements);
    bench.finish_jobs();
    let list = &bench.statements().unwrap().list;
    assert!(list.iter().all(|it| it.places.a.0 != it.places.b.0), "of one document with itself");
}

#[test]
fn figures_are_ordered_by_dates_however_these_are_written() {
    let mut bench = compared();
    let document = titled(&bench, "Letter to the Mayor");
    let value = Some("Tuesday 30 August 2016".to_owned());
    bench.run(Command::SetAttribute { document, name: "date".into(), value }).unwrap();
    bench.finish_jobs();
    let comparison = bench.comparison();
    let figures = comparison.topics().iter().flat_map(|topic| &topic.figures);
    let told = figures.filter_map(|at| comparison.figure(*at)).filter(|(id, ..)| *id == document);
    let dates: Vec<Option<&str>> = told.map(|(.., date)| date).collect();
    assert!(!dates.is_empty() && dates.iter().all(|date| *date == Some("2016-08-30")), "{dates:?}");
}

#[test]
fn the_view_asked_for_last_is_the_one_there_is() {
    let mut bench = compared();
    let (echo, mail) = (titled(&bench, "Northern Echo"), titled(&bench, "Hartlepool Mail"));
    ask(&mut bench, ComparisonCommand::Beside { a: (echo, None), b: (mail, None) });
    let some = Some(Span::new(0, 10));
    ask(&mut bench, ComparisonCommand::Beside { a: (mail, some), b: (echo, some) });
    bench.finish_jobs();
    let beside = bench.beside().unwrap();
    assert_eq!((beside.a.document, beside.a.span), (mail, Span::new(0, 10)));
    assert_eq!(bench.view_job(ViewKind::Beside), None);
    let job = bench.run(Command::Comparison(ComparisonCommand::Beside { a: (echo, None), b: (mail, None) }));
    let Ok(Effect::Job(job)) = job else { unreachable!("{job:?}") };
    bench.run(Command::CancelJob(job)).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.view_job(ViewKind::Beside), None, "a job that was stopped is over");
}

#[test]
fn the_list_of_a_job_is_the_one_made_on_the_spot() {
    let mut bench = compared();
    for (grouping, filter) in
        [(SharedGrouping::Pairs, ""), (SharedGrouping::Passages, ""), (SharedGrouping::Pairs, "whats app")]
    {
        let wish = SharedWish { grouping, filter: filter.to_owned(), ..SharedWish::default() };
        ask(&mut bench, ComparisonCommand::List(wish.clone()));
        bench.finish_jobs();
        let list = bench.shared_list().unwrap();
        assert_eq!((list.state, &list.wish), (bench.shared_state(), &wish));
        assert!(!list.lines.is_empty());
        assert_eq!(Some(&*list.lines), bench.list_shared_now(&wish).as_ref());
    }
    let wish = SharedWish { grouping: SharedGrouping::Passages, ..SharedWish::default() };
    let places = bench.list_shared_now(&wish).unwrap().into_iter().filter_map(|line| match line {
        SharedLine::Place { place, shown_by } => Some((place, shown_by)),
        _ => None,
    });
    for (place, shown_by) in places {
        let passage = &bench.comparison().passages()[shown_by];
        let stands = |side: &Place| side.document == place.document && side.span.overlaps(place.span);
        assert!([passage.a, passage.b].iter().any(stands));
    }
}

#[test]
fn a_passage_that_is_no_longer_there_is_refused() {
    let mut bench = compared();
    assert!(bench.run(Command::Comparison(ComparisonCommand::Collate(usize::MAX))).is_err());
    let none = SharedOrdering::Passage(usize::MAX);
    assert!(bench.run(Command::Comparison(ComparisonCommand::Order(none))).is_err());
}

#[test]
fn a_cell_of_the_matrix_says_what_two_documents_share() {
    let bench = compared();
    let comparison = bench.comparison();
    let number = |title: &str| {
        let id = titled(&bench, title);
        comparison.documents().find(|(document, _)| *document == id).unwrap().1
    };
    let (echo, mail) = (number("Northern Echo"), number("Hartlepool Mail"));
    let (few, many) = (comparison.matrix(false), comparison.matrix(true));
    let words = few.between(mail, echo).unwrap().words;
    assert!(words > 100 && few.most() >= words && few.with_others(echo) >= words);
    assert!(many.with_others(echo) >= few.with_others(echo));
    let both = comparison.together(mail, echo, false).unwrap();
    assert_eq!((both.pair.words, both.about), (words, None));
}

#[test]
fn how_much_documents_share_is_counted_when_somebody_asks() {
    let mut bench = compared();
    assert!(bench.comparison().known_matrix(false).is_none() && !bench.has_view(ViewKind::Matrix));
    ask(&mut bench, ComparisonCommand::CountShared { boilerplate: true });
    bench.finish_jobs();
    assert!(
        bench.comparison().known_matrix(true).is_some() && bench.comparison().known_matrix(false).is_none()
    );
    assert!(bench.shared_words(false).is_some(), "of few passages on the spot");
}

/// Seventy documents that all have one letter, and of which each has words of its own.
fn letters() -> (tempfile::TempDir, Workbench) {
    let letter = "the clerk kept a list of those who died on the road, which he hid behind a stove, and his daughter brought it \
        out again forty years later when a commission asked for evidence of what the ministry had been told while carts of \
        grain left for the coast every morning and whole villages walked to the towns, where bakers sold bread of bark";
    let folder = tempfile::tempdir().unwrap();
    for number in 10..80 {
        let text = format!("Copy {number} of day {number}.\n\nIt is said that {letter}.\n");
        std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    (folder, bench)
}

#[test]
fn documents_side_by_side_have_what_very_many_have_for_as_long_as_they_are() {
    let (_folder, mut bench) = letters();
    let number = |bench: &Workbench, id| bench.comparison().documents().find(|(it, _)| *it == id).unwrap().1;
    let standing = |bench: &Workbench, one: DocumentId, other: DocumentId| {
        let text = bench.text(one).unwrap();
        let of_both = bench.comparison().standing_in(one, text.hash()).iter();
        of_both.filter(|it| it.there.0 == other).copied().collect::<Vec<_>>()
    };
    let [a, b, c] = ["Copy 20", "Copy 30", "Copy 40"].map(|title| titled(&bench, title));
    // One of them may be the one that all are listed beside.
    let first = bench.comparison().passages()[0].a.document;
    let [a, b] = if number(&bench, a) == first {
        [b, c]
    } else if number(&bench, b) == first {
        [a, c]
    } else {
        [a, b]
    };
    assert!(bench.comparison().awaits(a, b) && standing(&bench, a, b).is_empty());
    let about = bench.comparison().together(number(&bench, a), number(&bench, b), false).unwrap();
    assert_eq!(about.about, Some(70));
    let (revision, listed) = (bench.comparison_revision(), bench.comparison().passages().len());
    bench.compare_side_by_side(&[a, b]);
    bench.finish_jobs();
    assert!(!bench.comparison().awaits(a, b));
    let [here] = standing(&bench, a, b)[..] else { unreachable!("{:?}", standing(&bench, a, b)) };
    let [there] = standing(&bench, b, a)[..] else { unreachable!("{:?}", standing(&bench, b, a)) };
    assert_eq!((here.passage, here.there), (there.passage, (b, there.here)));
    assert!(here.passage >= listed && bench.text(a).unwrap().slice(here.here).contains("bread of bark"));
    let passage = *bench.comparison().passage(here.passage).unwrap();
    assert_eq!(bench.comparison().places(here.passage).unwrap().from(a).b.0, b);
    let known = bench.comparison().together(number(&bench, a), number(&bench, b), false).unwrap();
    assert_eq!((known.about, known.pair.words), (None, passage.words as usize));
    // Nothing else is another: the list is the same, and so is what follows from it.
    assert_eq!((bench.comparison_revision(), bench.comparison().passages().len()), (revision, listed));
    // Of others that are opened instead it is found in turn.
    let other = titled(&bench, "Copy 50");
    if number(&bench, other) != first {
        bench.compare_side_by_side(&[a, other]);
        bench.finish_jobs();
        assert!(bench.comparison().awaits(a, b) && !standing(&bench, a, other).is_empty());
    }
    // A document that comes has all of it found again.
    bench.run(Command::RemoveDocuments(vec![titled(&bench, "Copy 60")])).unwrap();
    bench.finish_jobs();
    assert!(bench.comparison().awaits(a, b));
    bench.compare_side_by_side(&[a, b]);
    bench.finish_jobs();
    assert!(!standing(&bench, a, b).is_empty());
}

#[test]
fn comparing_what_is_side_by_side_is_stopped_once_it_is_not_and_begun_again_when_it_is() {
    let (_folder, mut bench) = letters();
    let first = bench.comparison().passages()[0].a.document;
    let all: Vec<DocumentId> =
        bench.comparison().documents().filter(|(_, it)| *it != first).map(|it| it.0).collect();
    let [a, b, c] = [all[3], all[4], all[5]];
    let stopped = |bench: &Workbench| {
        let jobs = bench.jobs().iter().filter(|job| job.title == Workbench::OPENING);
        jobs.map(|job| job.cancellable && job.is_cancelled()).collect::<Vec<_>>()
    };
    bench.compare_side_by_side(&[a, b]);
    assert_eq!(stopped(&bench), [false]);
    bench.compare_side_by_side(&[a, b, c]);
    assert_eq!(stopped(&bench), [false], "it is still looked at");
    // The pane of one of them is closed, or shows another.
    bench.compare_side_by_side(&[a, c]);
    assert_eq!(stopped(&bench), [true]);
    bench.finish_jobs();
    bench.compare_side_by_side(&[a, b]);
    bench.finish_jobs();
    assert!(!bench.comparison().awaits(a, b));
    // Another project takes the place of this one.
    bench.compare_side_by_side(&[a, c]);
    bench.start_on_bundled_corpus();
    assert_eq!(stopped(&bench), [true]);
}

#[test]
fn a_passage_that_is_marked_no_more_is_let_go_of() {
    let mut bench = compared();
    let places = bench.comparison().places(0).unwrap();
    ask(&mut bench, ComparisonCommand::MarkPassage(places));
    let job = bench.view_job(ViewKind::Marks).unwrap();
    bench.run(Command::CancelJob(job)).unwrap();
    assert!(bench.jobs().iter().any(|it| it.id == job && it.is_cancelled()));
    bench.finish_jobs();
    assert!(bench.view_job(ViewKind::Marks).is_none());
    ask(&mut bench, ComparisonCommand::MarkPassage(places));
    bench.finish_jobs();
    let marked = bench.marked_passage().unwrap();
    assert_eq!((marked.places, marked.marks.clone()), (places, bench.mark_passage_now(places)));
}

#[test]
fn two_documents_side_by_side_have_one_passage_where_it_goes_on_into_what_very_many_have() {
    let letter = "the clerk kept a list of those who died on the road, which he hid behind a stove, and his daughter brought it \
        out again forty years later when a commission asked for evidence of what the ministry had been told while carts of \
        grain left for the coast every morning and whole villages walked to the towns, where bakers sold bread of bark";
    let own = "nobody under the old bridge remembered why painted wagons stood empty beside tired horses at noon, nor who had \
        written seven names upon the chapel door in green chalk, so the ferryman rowed across alone and counted lanterns";
    let folder = tempfile::tempdir().unwrap();
    for number in 10..80 {
        let before =
            if [30, 40].contains(&number) { format!("{own}, but") } else { format!("Number {number}:") };
        let text = format!("Copy {number} of day {number}.\n\nIt is said that {before} {letter}.\n");
        std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    let [a, b] = ["Copy 30", "Copy 40"].map(|title| titled(&bench, title));
    let number = |bench: &Workbench, id| bench.comparison().documents().find(|(it, _)| *it == id).unwrap().1;
    let standing = |bench: &Workbench| {
        let of_both = bench.comparison().standing_in(a, bench.text(a).unwrap().hash()).iter();
        let words = |span: Span| bench.text(a).unwrap().slice(span).to_owned();
        of_both.filter(|it| it.there.0 == b).map(|it| words(it.here)).collect::<Vec<_>>()
    };
    let listed = standing(&bench);
    assert!(
        listed.len() == 1 && listed[0].contains(own) && listed[0].ends_with("bread of bark"),
        "{listed:?}"
    );
    let about = bench.comparison().together(number(&bench, a), number(&bench, b), false).unwrap();
    bench.compare_side_by_side(&[a, b]);
    bench.finish_jobs();
    assert_eq!(standing(&bench), listed);
    let known = bench.comparison().together(number(&bench, a), number(&bench, b), false).unwrap();
    assert_eq!((known.pair.passages, known.about), (1, None));
    assert!(about.pair.words.abs_diff(known.pair.words) < 6, "{about:?} {known:?}");
}

#[test]
fn of_very_many_the_earliest_is_told_though_all_are_listed_beside_another() {
    let (_folder, mut bench) = letters();
    let first = bench.comparison().passages()[0].a.document;
    let first = bench.comparison().document(first).unwrap();
    // The one that all are listed beside is the latest.
    let all: Vec<DocumentId> = bench.comparison().documents().map(|(id, _)| id).collect();
    for (number, id) in all.iter().enumerate() {
        let value = if *id == first { "2021-01-01".into() } else { format!("{}-05-04", 1900 + number) };
        bench.run(Command::SetAttribute { document: *id, name: "date".into(), value: Some(value) }).unwrap();
    }
    bench.finish_jobs();
    let earliest = *all.iter().find(|id| **id != first).unwrap();
    for of in [SharedOrdering::Passage(0), SharedOrdering::All { boilerplate: false }] {
        ask(&mut bench, ComparisonCommand::Order(of));
        bench.finish_jobs();
        let ordered = bench.order_in_time().unwrap();
        assert_eq!((ordered.documents.len(), ordered.document(0)), (70, Some(earliest)));
        assert_eq!(ordered.precedence.link_to(0), None, "none is earlier than the earliest");
        for row in 1..70 {
            let link = ordered.precedence.link_to(row).unwrap();
            assert!(link.from == 0 && link.is_ordered && link.words > 40, "{link:?}");
        }
        assert!(ordered.precedence.all.len() < 2 * 70, "not all pairs are listed");
    }
}

#[test]
fn two_of_very_many_are_exported_with_what_they_share() {
    let (folder, mut bench) = letters();
    let first = bench.comparison().passages()[0].a.document;
    let all: Vec<DocumentId> =
        bench.comparison().documents().filter(|(_, it)| *it != first).map(|it| it.0).collect();
    let path = folder.path().join("both.html");
    let what = SharedExport::Pair(all[3], all[4]);
    ask(&mut bench, ComparisonCommand::Export { what, format: Format::Html, path: path.clone() });
    bench.finish_jobs();
    let page = std::fs::read_to_string(path).unwrap();
    assert!(page.contains("bread of bark"), "{page}");
}
