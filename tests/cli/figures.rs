//! `lectern figures`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

const FIELDS: [&str; 12] = [
    "topic",
    "document",
    "start",
    "end",
    "text",
    "value",
    "unit",
    "qualifier",
    "sentence",
    "verdict",
    "topic_number",
    "date",
];

#[test]
fn figures_of_the_bundled_corpus_drift() {
    let desk = Desk::new();
    let ran = desk.run(&["figures", "--format", "jsonl"]).done();
    let rows = ran.rows();
    for (line, row) in ran.text().lines().zip(&rows) {
        assert_fields(line, &FIELDS);
        let seed =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(row["document"].as_str().unwrap());
        let text = std::fs::read_to_string(seed).unwrap();
        let (start, end) = (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(row["text"], words, "positions are code points");
        assert!(text.contains(row["sentence"].as_str().unwrap()));
        assert!(row["value"].is_number());
    }
    let values = |topic: &str, verdict: &str| -> Vec<u64> {
        let of_topic = rows.iter().filter(|row| row["topic"] == topic && row["verdict"] == verdict);
        of_topic.map(|row| row["value"].as_u64().unwrap()).collect()
    };
    let mut meetings = values("community meetings", "grows");
    meetings.dedup();
    assert_eq!(meetings, [670, 700, 710]);
    let over = rows.iter().find(|row| row["value"] == 670).unwrap();
    assert_eq!((&over["qualifier"], &over["unit"]), (&Value::from("over"), &Value::from("meetings")));
    assert!(rows.iter().any(|row| row["verdict"].is_null() && row["topic_number"].is_null()));
    let differing = desk.run(&["figures", "--differing", "--format", "jsonl"]).done().rows();
    let verdicts: Vec<&str> = differing.iter().map(|row| row["verdict"].as_str().unwrap()).collect();
    assert!(!verdicts.is_empty() && verdicts.iter().all(|verdict| ["grows", "differs"].contains(verdict)));
}

#[test]
fn figures_of_files_are_for_people_too() {
    let desk = Desk::new();
    desk.write("in/2019-01-02.txt", "The new library lent 4,100 printed books to its readers.\n");
    desk.write("in/2020-03-04.txt", "The new library lent over 5,200 printed books to its readers.\n");
    let text = desk.run(&["figures", "in", "--format", "text"]).done();
    assert!(text.text().contains("The value grows with time."), "{}", text.text());
    assert!(text.text().contains("over 5,200 printed books"), "{}", text.text());
    let rows = desk.run(&["figures", "in", "--format", "jsonl"]).done().rows();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["value"], &rows[0]["date"]), (&Value::from(4100), &Value::from("2019-01-02")));
    std::fs::create_dir(desk.path("nothing")).unwrap();
    desk.run(&["figures", "nothing"]).refused();
}

#[test]
fn bounds_that_move_differ_and_a_length_of_time_is_in_its_own_unit() {
    let desk = Desk::new();
    for number in [670, 700, 760] {
        let body = format!("The office has held over {number} community meetings since it opened.\n");
        desk.write(&format!("in/{number}.txt"), &body);
    }
    desk.write("in/road.txt", "The old road was closed for six hours.\n");
    let rows = desk.run(&["figures", "in", "--differing", "--format", "jsonl"]).done().rows();
    assert_eq!(rows.iter().map(|row| &row["verdict"]).collect::<Vec<_>>(), ["bounds"; 3]);
    let rows = desk.run(&["figures", "in", "--format", "jsonl"]).done().rows();
    let road = rows.iter().find(|row| row["document"].as_str().unwrap().ends_with("road.txt")).unwrap();
    assert_eq!((&road["value"], &road["unit"]), (&Value::from(6), &Value::from("hours")));
}

#[test]
fn figures_of_a_project_are_listed_as_they_were_decided() {
    let desk = Desk::new();
    desk.write("in/2019-01-02.txt", "The new library lent 4,100 printed books to its readers.\n");
    desk.write("in/2020-03-04.txt", "The new library lent over 5,200 printed books to its readers.\n");
    let project = desk.path("study.ron");
    let mut bench = lectern::workbench::Workbench::new(lectern::workbench::Places::none());
    bench.compare_from_now_on();
    bench.run(lectern::workbench::Command::OpenInputs(vec![desk.path("in")])).unwrap();
    bench.finish_jobs();
    let decide = |bench: &mut lectern::workbench::Workbench, command| {
        bench.run(lectern::workbench::Command::Figures(command)).unwrap();
        bench.finish_jobs();
        bench.run(lectern::workbench::Command::SaveAs(project.clone())).unwrap();
        bench.finish_jobs();
    };
    let named = |bench: &lectern::workbench::Workbench| {
        let comparison = bench.comparison();
        comparison.named(&comparison.topics()[0], |id| bench.text(id))
    };
    let (topic, name) = (named(&bench), "Loans".to_owned());
    decide(&mut bench, lectern::workbench::FigureCommand::Rename { topic, name });
    let rows = desk.run(&["figures", "study.ron", "--format", "jsonl"]).done().rows();
    assert!(rows.len() == 2 && rows.iter().all(|row| row["topic"] == "Loans"), "{rows:?}");
    let topic = named(&bench);
    decide(&mut bench, lectern::workbench::FigureCommand::Dismiss(vec![topic]));
    assert!(desk.run(&["figures", "study.ron", "--format", "jsonl"]).done().rows().is_empty());
    let rows = desk.run(&["figures", "study.ron", "--dismissed", "--format", "jsonl"]).done().rows();
    assert_eq!(rows.len(), 2);
}

#[test]
fn what_was_not_looked_at_is_said_beside_the_list() {
    let desk = Desk::new();
    let sentence = |at: usize| format!("Clerk w{at}x and porter v{at}y counted {} lanterns there. ", at + 2);
    desk.write("in/many.txt", (0..400).map(sentence).collect::<String>());
    let ran = desk.run(&["figures", "in", "--format", "jsonl"]).done();
    assert_eq!(ran.rows().len(), 400);
    assert!(ran.err.contains("400 figures count what more than 300 count:"), "{}", ran.err);
    desk.write("few.txt", "The new library lent 4,100 printed books to its readers.\n");
    let ran = desk.run(&["figures", "few.txt", "--format", "jsonl"]).done();
    assert!(!ran.err.contains("count"), "{}", ran.err);
}

#[test]
fn a_range_has_two_ends_and_a_language_that_is_not_read_is_named() {
    let desk = Desk::new();
    desk.write("in/english.txt", "Between 40 and 50 homes in the town were destroyed by the flood.\n");
    let spanish = "El ayuntamiento de la ciudad ha gastado 250.000 euros en las calles y en las escuelas.\n";
    desk.write("in/spanish.txt", spanish);
    let ran = desk.run(&["figures", "in", "--format", "jsonl"]).done();
    let rows = ran.rows();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["value"], &rows[0]["upper_value"]), (&Value::from(40), &Value::from(50)));
    assert_eq!(rows[0]["text"], "Between 40 and 50 homes");
    let said =
        "No figures were read in 1 document in Spanish: figures are read in English, French and German.";
    assert!(ran.err.contains(said), "{}", ran.err);
}
