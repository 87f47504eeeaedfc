//! Files that are not where they were: found again by what they say or by their name, each for one document.

use super::sources::{Desk, LETTER, named, places};
use super::*;
use crate::workbench::SourceState;

#[test]
fn a_file_renamed_beside_the_others_is_found_by_what_it_says() {
    let desk = Desk::new(&["nobody answered"]);
    std::fs::rename(desk.path("texts/letter.txt"), desk.path("texts/letter of the inspector.txt")).unwrap();
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    assert!(
        matches!(bench.source_state(letter), SourceState::Moved(path) if path.ends_with("letter of the inspector.txt"))
    );
    bench.run(Command::FollowMoved(vec![letter])).unwrap();
    assert!(bench.sources_to_look_at().is_empty());
    assert!(bench.project().documents[&letter].path_text().ends_with("letter of the inspector.txt"));
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.sources_to_look_at().len(), 1);
}

#[test]
fn one_question_finds_a_whole_folder_again() {
    let desk = Desk::new(&["nobody answered"]);
    std::fs::rename(desk.path("texts"), desk.path("moved")).unwrap();
    desk.write("moved/letter.txt", &LETTER.replace("Monday", "Tuesday"));
    std::fs::rename(desk.path("moved/report.txt"), desk.path("moved/other name.txt")).unwrap();
    let mut bench = desk.open();
    assert_eq!(bench.sources_to_look_at().len(), 2);
    assert_eq!(places(&bench), 1, "an annotation is not lost with its file");
    bench.run(Command::FindSources(desk.path("nowhere"))).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.sources_to_look_at().len(), 2);
    bench.take_notices();
    bench.run(Command::FindSources(desk.path("moved"))).unwrap();
    bench.finish_jobs();
    let told = bench.take_notices();
    let said = "Found files for all that were missing (2) in “moved”, 1 of them only by name and with other words in: \
        see Needs a look.";
    assert!(told.iter().any(|notice| notice.text == said), "{told:?}");
    // One by what it says, one by its name, and that one says something else now.
    let (letter, report) = (named(&bench, "letter.txt"), named(&bench, "other name.txt"));
    assert!(matches!(bench.source_state(letter), SourceState::Changed));
    assert!(matches!(bench.source_state(report), SourceState::Same));
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().documents[&letter].path_text().contains("texts"), "both by one edit");
    assert!(bench.project().documents[&report].path_text().contains("texts"));
}

#[test]
fn a_missing_file_is_not_found_in_the_file_of_another_document() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join("all").join(name).join("transcript.txt");
    for name in ["anna", "ben"] {
        std::fs::create_dir_all(file(name).parent().unwrap()).unwrap();
        std::fs::write(file(name), format!("What {name} said to the inspector.\n")).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("all")])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    bench.look_after_files();
    std::fs::rename(file("anna").parent().unwrap(), folder.path().join("gone")).unwrap();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    let before = bench.project().documents.clone();
    bench.run(Command::FindSources(folder.path().join("all"))).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().documents, before);
    bench.run(Command::FindSources(folder.path().to_owned())).unwrap();
    bench.finish_jobs();
    let anna = bench.project().documents.values().find(|record| record.path_text().contains("gone"));
    assert!(anna.is_some_and(|record| record.path_text().ends_with("transcript.txt")));
}

#[test]
fn two_missing_files_that_say_the_same_are_found_each_in_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let write = |below: &str, name: &str| {
        std::fs::create_dir_all(folder.path().join(below)).unwrap();
        std::fs::write(folder.path().join(below).join(name), "Both say this.\n").unwrap();
    };
    write("before", "a.txt");
    write("before", "b.txt");
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("before")])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    bench.look_after_files();
    std::fs::rename(folder.path().join("before"), folder.path().join("after")).unwrap();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    bench.run(Command::FindSources(folder.path().to_owned())).unwrap();
    bench.finish_jobs();
    let after = ["a.txt", "b.txt"].map(|name| folder.path().join("after").join(name).display().to_string());
    for name in ["a.txt", "b.txt"] {
        let there = bench.project().documents[&named(&bench, name)].path_text();
        assert!(after.contains(&there) && there.ends_with(name), "{there}");
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_a_missing_file() {
    let desk = Desk::new(&["nobody answered"]);
    std::fs::remove_file(desk.path("texts/letter.txt")).unwrap();
    std::fs::create_dir(desk.path("texts/letter.txt")).unwrap();
    let bench = desk.open();
    assert!(matches!(bench.source_state(named(&bench, "letter.txt")), SourceState::Missing));
    assert_eq!(places(&bench), 1);
}
