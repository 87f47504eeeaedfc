//! Topics of figures decided on: edits of the project, applied in the background, kept through everything that changes.

use super::*;
use crate::compare::figures::{FigureAt, Topic};
use crate::project::{NamedTopic, TopicDecision};
use crate::workbench::{ComparisonCommand, FigureKey, FigureLine, FigureWish, ViewKind};

fn compared() -> Workbench {
    let mut bench = on_bundled_corpus();
    bench.compare_from_now_on();
    bench.finish_jobs();
    bench
}

fn topic(bench: &Workbench, name: &str) -> Option<Topic> {
    bench.comparison().topics().iter().find(|topic| topic.name == name).cloned()
}

fn named(bench: &Workbench, name: &str) -> NamedTopic {
    let topic = topic(bench, name).unwrap();
    bench.comparison().named(&topic, |id| bench.text(id))
}

fn values(bench: &Workbench, topic: &Topic) -> Vec<f64> {
    topic.figures.iter().map(|at| bench.comparison().figure(*at).unwrap().1.value).collect()
}

fn run(bench: &mut Workbench, command: FigureCommand) {
    bench.run(Command::Figures(command)).unwrap();
    bench.finish_jobs();
}

/// What the last edit is called.
fn label(bench: &Workbench) -> &str {
    &bench.history().undoable().unwrap().label
}

/// The name of the topic of projects in the bundled corpus.
fn projects(bench: &Workbench) -> String {
    let is_it = |topic: &&Topic| {
        let mut values = values(bench, topic);
        values.sort_by(f64::total_cmp);
        values == [130.0, 150.0, 200.0]
    };
    bench.comparison().topics().iter().find(is_it).unwrap().name.clone()
}

#[test]
fn a_topic_is_renamed_and_undo_and_redo_take_that_back_and_make_it_again() {
    let mut bench = compared();
    let of = named(&bench, "community meetings");
    assert!(!of.figures.is_empty() && of.figures.iter().all(|place| !place.anchor.exact.is_empty()));
    run(&mut bench, FigureCommand::Rename { topic: of, name: " Meetings  attended ".into() });
    assert_eq!(label(&bench), "Rename “community meetings” to “Meetings attended”");
    assert!(topic(&bench, "community meetings").is_none());
    let renamed = topic(&bench, "Meetings attended").unwrap();
    assert_eq!(values(&bench, &renamed), [670.0, 700.0, 700.0, 700.0, 710.0]);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert!(topic(&bench, "community meetings").is_some());
    bench.run(Command::Redo).unwrap();
    bench.finish_jobs();
    assert!(topic(&bench, "Meetings attended").is_some());
}

/// The bundled corpus as files in a folder, whose texts can be corrected.
fn compared_files(folder: &Path) -> Workbench {
    let bundled = on_bundled_corpus();
    for (number, record) in bundled.project().documents.values().enumerate() {
        let text = bundled.text(record.id).unwrap();
        std::fs::write(folder.join(format!("{number}.txt")), text.as_str()).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder.to_owned()])).unwrap();
    bench.finish_jobs();
    bench
}

#[test]
fn what_is_merged_split_and_dismissed_stays_so_when_documents_come_and_change() {
    let corpus = tempfile::tempdir().unwrap();
    let mut bench = compared_files(corpus.path());
    let projects = projects(&bench);
    let (from, into) = (named(&bench, &projects), named(&bench, "community meetings"));
    run(&mut bench, FigureCommand::Merge { from: vec![from], into });
    let merged = topic(&bench, "community meetings").unwrap();
    assert_eq!(merged.figures.len(), 8);
    let of_150 = *merged
        .figures
        .iter()
        .find(|at| (bench.comparison().figure(**at).unwrap().1.value - 150.0).abs() < 1e-9)
        .unwrap();
    let place = |bench: &Workbench, at: FigureAt| bench.comparison().figure_place(at, |id| bench.text(id));
    let figures = vec![place(&bench, of_150).unwrap()];
    run(&mut bench, FigureCommand::Split { figures, name: Some("Projects of 2019".into()) });
    let complaints = named(&bench, "complaints");
    run(&mut bench, FigureCommand::Dismiss(vec![complaints]));
    let check = |bench: &Workbench| {
        assert_eq!(topic(bench, "community meetings").unwrap().figures.len(), 7);
        assert_eq!(values(bench, &topic(bench, "Projects of 2019").unwrap()), [150.0]);
        assert!(topic(bench, "complaints").unwrap().is_dismissed);
        assert!(bench.project().topics.keys().all(|id| !bench.comparison().is_idle(*id)));
    };
    check(&bench);

    // A document comes: all figures have other numbers now.
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("another.txt");
    std::fs::write(&new, "The new library lent 4,100 printed books and 300 maps to its readers.\n").unwrap();
    bench.run(Command::OpenInputs(vec![new])).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.comparison().document_count(), 6);
    check(&bench);

    // A text is corrected before the figure: it stands elsewhere now.
    let document =
        bench.comparison().figure(topic(&bench, "Projects of 2019").unwrap().figures[0]).unwrap().0;
    let text = "A line that was not there. ".to_owned();
    bench.run(Command::CorrectText { document, span: Span::new(0, 1), text }).unwrap();
    bench.finish_jobs();
    check(&bench);

    // A document goes: what was decided on its figures alone finds nothing, and comes back with it.
    bench.run(Command::RemoveDocuments(vec![document])).unwrap();
    bench.finish_jobs();
    assert!(topic(&bench, "Projects of 2019").is_none());
    assert!(bench.project().topics.keys().any(|id| bench.comparison().is_idle(*id)));
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    check(&bench);
}

#[test]
fn dismissed_topics_are_shown_again_and_decisions_taken_back() {
    let mut bench = compared();
    let complaints = named(&bench, "complaints");
    run(&mut bench, FigureCommand::Dismiss(vec![complaints]));
    let dismissed = topic(&bench, "complaints").unwrap();
    let decisions: Vec<_> = bench.comparison().decisions_on(&dismissed).collect();
    assert_eq!(decisions.len(), 1);
    run(&mut bench, FigureCommand::TakeBack(decisions));
    assert_eq!(label(&bench), "Show the figures on “complaints” again");
    assert!(!topic(&bench, "complaints").unwrap().is_dismissed && bench.project().topics.is_empty());
}

#[test]
fn only_figures_of_one_kind_are_merged_and_nothing_is_decided_on_nothing() {
    let mut bench = compared();
    let into = named(&bench, "community meetings");
    let mut money = into.clone();
    money.measure = crate::project::Measure::Money;
    let mut refused = |command| bench.run(Command::Figures(command)).unwrap_err().to_string();
    assert!(refused(FigureCommand::Merge { from: vec![money], into: into.clone() }).contains("one kind"));
    assert!(refused(FigureCommand::Merge { from: vec![into.clone()], into: into.clone() }).contains("two"));
    assert!(refused(FigureCommand::Split { figures: Vec::new(), name: None }).contains("Choose"));
    assert!(refused(FigureCommand::Rename { topic: into, name: "  ".into() }).contains("name"));
    assert!(bench.project().topics.is_empty());
}

#[test]
fn decisions_are_saved_journalled_and_applied_when_the_project_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = compared();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let of = named(&bench, "community meetings");
    run(&mut bench, FigureCommand::Rename { topic: of, name: "Meetings".into() });
    let decided: Vec<TopicDecision> = bench.project().decisions_on_topics();
    // Not saved: the journal has it.
    drop(bench);
    let mut again = Workbench::new(Places::none());
    again.compare_from_now_on();
    again.run(Command::OpenProject(path.clone())).unwrap();
    again.finish_jobs();
    assert_eq!(again.project().decisions_on_topics(), decided);
    assert!(topic(&again, "Meetings").is_some());
    again.run(Command::Save).unwrap();
    again.finish_jobs();
    drop(again);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("\n topics: [\n"), "{text}");
    let mut third = Workbench::new(Places::none());
    third.run(Command::OpenProject(path)).unwrap();
    third.finish_jobs();
    assert_eq!(third.project().decisions_on_topics(), decided);
}

#[test]
fn decisions_and_topics_are_written_as_tables() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = compared();
    let projects = projects(&bench);
    let (from, into) = (named(&bench, &projects), named(&bench, "community meetings"));
    run(&mut bench, FigureCommand::Merge { from: vec![from], into });
    let decisions = folder.path().join("decisions.csv");
    run(&mut bench, FigureCommand::ExportDecisions(decisions.clone()));
    let mut reader = csv::Reader::from_path(&decisions).unwrap();
    let headers: Vec<String> = reader.headers().unwrap().iter().take(7).map(str::to_owned).collect();
    assert_eq!(headers, ["number", "decision", "kind", "name", "part", "to_name", "title"]);
    let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(read.iter().all(|row| row.iter().take(3).eq(["1", "merge", "count"])), "{read:?}");
    for part in ["from", "into"] {
        assert!(read.iter().any(|row| &row[4] == part && &row[5] == "community meetings"), "{read:?}");
    }
    let rulings = |bench: &Workbench| {
        let decisions = bench.project().decisions_on_topics().into_iter();
        decisions.map(|decision| decision.ruling).collect::<Vec<_>>()
    };
    let mut other = compared();
    for _ in 0..2 {
        run(&mut other, FigureCommand::ImportDecisions(decisions.clone()));
        assert_eq!(rulings(&other), rulings(&bench), "taken over once");
    }
    std::fs::write(folder.path().join("bad.csv"), "number,decision\n1,fly\n").unwrap();
    run(&mut other, FigureCommand::ImportDecisions(folder.path().join("bad.csv")));
    let told: Vec<String> = other.take_notices().into_iter().map(|notice| notice.text).collect();
    let sentence = "“bad.csv” has no decisions in it. Line 2: “fly” is no decision on figures.";
    assert!(told.iter().any(|text| text == sentence), "{told:?}");

    let comparison = bench.comparison().clone();
    let wish = FigureWish { agreeing: true, ..FigureWish::default() };
    for format in [crate::exchange::Format::Csv, crate::exchange::Format::Xlsx] {
        let path = folder.path().join("figures").with_extension(format.extension());
        let asked = ExportedTopics { comparison: comparison.clone(), wish: wish.clone(), format };
        run(&mut bench, FigureCommand::ExportTopics(asked, path.clone()));
        let bytes = std::fs::read(path).unwrap();
        if format == crate::exchange::Format::Csv {
            let text = String::from_utf8(bytes).unwrap();
            let listed = comparison.topics().iter().filter(|topic| !topic.is_dismissed);
            let rows: usize = listed.map(|topic| topic.figures.len()).sum();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(read.len(), rows);
            let is_it = |row: &&csv::StringRecord| &row[1] == "community meetings" && &row[7] == "670";
            let row = read.iter().find(is_it).unwrap();
            assert_eq!((&row[2], &row[5], &row[6]), ("count", "2019-09-18", "over"));
            assert!(row[10].contains("670"), "its sentence: {}", &row[10]);
        } else {
            assert!(bytes.starts_with(b"PK"));
        }
    }
}

#[test]
fn the_table_of_a_job_is_the_one_made_on_the_spot() {
    let mut bench = compared();
    let all = FigureWish { agreeing: true, ..FigureWish::default() };
    let wishes = [
        all.clone(),
        FigureWish::default(),
        FigureWish { filter: "Meetings ".to_owned(), ..all.clone() },
        FigureWish { filter: "northern echo".to_owned(), alone: true, ..all.clone() },
        FigureWish { dismissed: true, ..all.clone() },
    ];
    let mut sizes = Vec::new();
    for wish in wishes {
        bench.run(Command::Comparison(ComparisonCommand::ListFigures(wish.clone()))).unwrap();
        assert!(bench.view_job(ViewKind::Figures).is_some());
        bench.finish_jobs();
        let list = bench.figure_list().unwrap();
        let state = (bench.comparison_revision(), bench.project_revision());
        assert_eq!((list.state, &list.wish), (state, &wish));
        assert_eq!(Some(&*list.lines), bench.list_figures_now(&wish).as_ref());
        sizes.push(list.lines.lines.len());
    }
    assert!(sizes[0] > sizes[1] && sizes[1] >= sizes[2] && sizes[2] > 3 && sizes[3] > 0, "{sizes:?}");
    assert_eq!(sizes[4], 0);
    let list = bench.list_figures_now(&all).unwrap();
    for (at, line) in list.lines.iter().enumerate() {
        let key = line.key(bench.comparison()).unwrap();
        assert_eq!((list.at(key), list.at_or_merged(key)), (Some(at), Some(at)));
        // The place of a topic that is none any more is that of the topic its figure is in.
        if let FigureLine::Figure { topic, .. } = line {
            let merged = list.at_or_merged(FigureKey { is_topic: true, ..key }).unwrap();
            assert_eq!(list.lines[merged], FigureLine::Topic(*topic));
        }
    }
}

#[test]
fn a_table_of_many_figures_is_made_by_a_job_alone() {
    let folder = tempfile::tempdir().unwrap();
    let sentence = |at: usize| format!("Clerk w{at}x and porter v{at}y counted {} lanterns there. ", at + 2);
    std::fs::write(folder.path().join("many.txt"), (0..2_100).map(sentence).collect::<String>()).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    let wish = FigureWish { filter: "W17X".to_owned(), alone: true, ..FigureWish::default() };
    assert_eq!(bench.list_figures_now(&wish), None);
    bench.run(Command::Comparison(ComparisonCommand::ListFigures(wish))).unwrap();
    bench.finish_jobs();
    let list = &bench.figure_list().unwrap().lines;
    let [FigureLine::Alone(at)] = list.lines[..] else { unreachable!("{:?}", list.lines) };
    assert!((bench.comparison().figure(at).unwrap().1.value - 19.0).abs() < 1e-9);
    let told = bench.comparison().figures_left_out();
    assert!(told[0].starts_with("2,100 figures count what more than 300 count"), "{told:?}");
}

#[test]
fn documents_without_a_date_stand_in_order_of_title_and_path() {
    let folder = tempfile::tempdir().unwrap();
    for (name, paid) in [("v2", 20), ("v10", 30), ("v1", 10)] {
        let body = format!(
            "SERVICES AGREEMENT\n\nThe new Client pays the Supplier a fee of £{paid}00 every month.\n"
        );
        std::fs::write(folder.path().join(format!("{name}.txt")), body).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder.path().to_path_buf()])).unwrap();
    bench.finish_jobs();
    let list = bench.list_figures_now(&FigureWish::default()).unwrap();
    let record = |id| bench.project().documents.get(id).unwrap();
    let names =
        list.grid.columns().iter().map(|id| record(id).path_text().rsplit('/').next().unwrap().to_owned());
    assert_eq!(names.collect::<Vec<_>>(), ["v1.txt", "v2.txt", "v10.txt"]);
    assert!(!list.grid.is_dated());
    let value = |line: &FigureLine| Some(bench.comparison().figure(line.figure()?)?.1.value);
    assert_eq!(list.lines.iter().filter_map(value).collect::<Vec<_>>(), [1_000.0, 2_000.0, 3_000.0]);
}
