//! Files that change, go and come again under a project, and texts corrected within it.

use std::path::PathBuf;

use super::*;
use crate::project::{Doubt, Standing};

pub(super) const LETTER: &str = "The inspector wrote on Monday that the accounts had been closed in March. The clerk denied it. \
    The inspector wrote again on Friday, and nobody answered. In the end the accounts were opened to the public, and \
    the clerk was dismissed.\n";
const REPORT: &str =
    "Of the bridge nothing more was heard until the spring of that year, when it was mended at last.\n";

/// A folder with two documents and a project over them, in which these words of the letter are tagged.
pub(super) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(super) fn new(words: &[&str]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("texts/letter.txt", LETTER);
        desk.write("texts/report.txt", REPORT);
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenInputs(vec![desk.path("texts")])).unwrap();
        bench.finish_jobs();
        let letter = named(&bench, "letter.txt");
        for words in words {
            let at = LETTER.find(words).unwrap();
            tag_new(&mut bench, letter, Span::new(at, at + words.len()), "Evidence");
        }
        bench.run(Command::SaveAs(desk.path("study.ron"))).unwrap();
        bench.finish_jobs();
        assert_eq!(told(&mut bench, Level::Error), [""; 0]);
        desk
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(super) fn open(&self) -> Workbench {
        let mut bench = Workbench::new(Places::none());
        bench.look_after_files();
        bench.run(Command::OpenProject(self.path("study.ron"))).unwrap();
        bench.finish_jobs();
        bench
    }
}

pub(super) fn named(bench: &Workbench, name: &str) -> DocumentId {
    let found = bench.project().documents.values().find(|record| record.path_text().ends_with(name));
    found.unwrap().id
}

pub(super) fn on(bench: &Workbench, words: &str) -> AnnotationId {
    let found = bench.project().annotations.values().find(|annotation| annotation.anchor.exact == words);
    found.unwrap_or_else(|| panic!("nothing on “{words}”")).id
}

pub(super) fn places(bench: &Workbench) -> usize {
    let project = bench.project();
    project
        .annotations
        .values()
        .filter(|annotation| {
            bench.text(annotation.document).is_some_and(|text| annotation.span_in(&text).is_some())
        })
        .count()
}

#[test]
fn untouched_files_need_no_look() {
    let mut bench = Desk::new(&["nobody answered"]).open();
    assert!(bench.sources_to_look_at().is_empty());
    assert_eq!(told(&mut bench, Level::Warning), [""; 0]);
}

#[test]
fn a_file_edited_outside_keeps_the_text_as_it_was_read_until_it_is_taken_over() {
    let desk = Desk::new(&["closed in March", "nobody answered", "The clerk denied it"]);
    let now = LETTER.replace("on Monday", "on the first Monday of May").replace("The clerk denied it. ", "");
    desk.write("texts/letter.txt", &now);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let warnings = told(&mut bench, Level::Warning);
    assert_eq!(
        warnings,
        ["1 file has changed since it was read: see Needs a look. The texts as they were read stay in use."]
    );
    assert!(matches!(bench.source_state(letter), SourceState::Changed));
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER);
    assert_eq!(places(&bench), 3);
    let before = bench.project().clone();
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), now);
    assert!(matches!(bench.source_state(letter), SourceState::Same));
    assert_eq!(places(&bench), 2);
    assert_eq!(bench.marks(letter).unwrap().len(), 2);
    let gone = on(&bench, "The clerk denied it");
    assert_eq!(bench.index().needing_look().iter().collect::<Vec<_>>(), [&gone]);
    // One edit takes all of it back, and makes it again.
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(*bench.project(), Project { coders: bench.project().coders.clone(), ..before });
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER);
    assert!(matches!(bench.source_state(letter), SourceState::Changed));
    assert_eq!(places(&bench), 3);
    bench.run(Command::Redo).unwrap();
    assert_eq!(places(&bench), 2);
    // The new text is kept beside the project, and what is in doubt is in the file.
    save(&mut bench);
    assert_eq!(told(&mut bench, Level::Error), [""; 0]);
    let again = desk.open();
    assert!(again.sources_to_look_at().is_empty());
    assert_eq!(again.project(), bench.project());
    assert_eq!(again.index().needing_look().len(), 1);
}

#[test]
fn a_passage_with_other_words_in_it_is_proposed_and_never_chosen() {
    let passage = "the accounts were opened to the public";
    let desk = Desk::new(&["closed in March", passage, "the clerk was dismissed"]);
    desk.write("texts/letter.txt", &LETTER.replace("opened to the public", "opend to the public"));
    let mut bench = desk.open();
    bench.take_notices();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(
        told,
        [
            "The new text is in use; 2 annotations were carried over, and 1 has other words now and waits under Needs a \
          look."
        ]
    );
    // Its own words are kept, and what would take their place stands beside them.
    let annotation = bench.project().annotations[&on(&bench, passage)].clone();
    let Standing::NeedsLook { proposed: Some(proposal), why: Doubt::Changed } = &annotation.standing else {
        panic!("{:?}", annotation.standing)
    };
    assert_eq!(proposal.anchor.exact, "the accounts were opend to the public");
    assert_eq!(places(&bench), 2);
}

#[test]
fn lines_broken_elsewhere_are_no_other_words() {
    let passage = "the accounts were opened to the public";
    let desk = Desk::new(&[passage]);
    desk.write("texts/letter.txt", &LETTER.replace("opened to", "opened\nto"));
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    assert_eq!(places(&bench), 1);
    assert!(bench.index().needing_look().is_empty());
}

#[test]
fn the_text_as_it_was_read_can_be_kept_for_good() {
    let desk = Desk::new(&["nobody answered"]);
    desk.write("texts/letter.txt", &LETTER.replace("Monday", "Tuesday"));
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::KeepTextAsRead(letter)).unwrap();
    assert!(bench.sources_to_look_at().is_empty());
    save(&mut bench);
    assert!(desk.open().sources_to_look_at().is_empty(), "nobody is asked again");
    desk.write("texts/letter.txt", &LETTER.replace("Monday", "Wednesday"));
    assert_eq!(desk.open().sources_to_look_at().len(), 1, "until it changes again");
}

#[test]
fn without_the_old_text_annotations_are_found_by_their_words() {
    let desk = Desk::new(&["nobody answered"]);
    let now = format!("Dear Sir,\n\n{LETTER}");
    desk.write("texts/letter.txt", &now);
    std::fs::remove_dir_all(desk.path("study.lectern")).unwrap();
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    assert!(bench.text(letter).is_none());
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    assert_eq!(places(&bench), 1);
    let told = bench.take_notices();
    assert!(told.iter().any(|notice| notice.text.contains("the old text is lost")), "{told:?}");
}

#[test]
fn a_text_taken_over_can_be_taken_back_where_the_old_one_is_lost() {
    let desk = Desk::new(&["nobody answered"]);
    let record = named(&desk.open(), "letter.txt");
    desk.write("texts/letter.txt", &format!("{LETTER}One more line.\n"));
    std::fs::remove_dir_all(desk.path("study.lectern")).unwrap();
    let mut bench = desk.open();
    let before = bench.project().documents[&record].clone();
    bench.run(Command::TakeOverText(record)).unwrap();
    bench.finish_jobs();
    assert_ne!(bench.project().documents[&record].hash, before.hash);
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().documents[&record], before);
}

#[test]
fn a_file_that_says_what_another_said_before_it_changed_joins_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let file = |below: &str| folder.path().join(below).join("interview.txt");
    for below in ["new", "old"] {
        std::fs::create_dir_all(folder.path().join(below)).unwrap();
        std::fs::write(file(below), LETTER).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![file("new")])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    let id = *bench.project().documents.keys().next().unwrap();
    std::fs::write(file("new"), REPORT).unwrap();
    bench.look_after_files();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    bench.run(Command::TakeOverText(id)).unwrap();
    bench.finish_jobs();
    for _ in 0..2 {
        bench.run(Command::OpenInputs(vec![file("old")])).unwrap();
        bench.finish_jobs();
        assert_eq!(bench.project().documents.len(), 2);
    }
    let texts: Vec<String> =
        bench.project().documents.keys().map(|id| bench.text(*id).unwrap().as_str().to_owned()).collect();
    assert!(texts.contains(&LETTER.to_owned()) && texts.contains(&REPORT.to_owned()));
}

#[test]
fn a_word_that_grows_at_the_end_of_a_passage_is_told_and_proposed() {
    let desk = Desk::new(&["opened to the public"]);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let at = LETTER.find("opened").unwrap();
    let text = "re".to_owned();
    bench.run(Command::CorrectText { document: letter, span: Span::new(at, at), text }).unwrap();
    bench.finish_jobs();
    let annotation = bench.project().annotations.values().next().unwrap();
    let Standing::NeedsLook { proposed: Some(proposed), why: Doubt::Changed } = &annotation.standing else {
        panic!("{annotation:?}");
    };
    assert_eq!(proposed.anchor.exact, "reopened to the public");
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().annotations.values().next().unwrap().standing.is_certain());
}

#[test]
fn what_is_proposed_is_accepted_placed_by_hand_or_detached() {
    let desk = Desk::new(&["closed in March", "nobody answered", "The clerk denied it"]);
    let now = LETTER
        .replace("closed in March", "shut down in the month of March")
        .replace("nobody answered", "no-one replied to it")
        .replace("The clerk denied it", "This was contested");
    desk.write("texts/letter.txt", &now);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    let (closed, nobody, denied) =
        (on(&bench, "closed in March"), on(&bench, "nobody answered"), on(&bench, "The clerk denied it"));
    assert_eq!(bench.index().needing_look().len(), 3);
    let taken_over = bench.project().clone();
    let text = bench.text(letter).unwrap();
    let at = text.as_str().find("no-one replied to it").unwrap();
    bench.run(Command::MoveAnnotation { annotation: nobody, span: Span::new(at, at + 20) }).unwrap();
    assert_eq!(bench.project().annotations[&nobody].standing, Standing::Certain);
    bench.run(Command::Detach(vec![denied])).unwrap();
    assert_eq!(bench.project().annotations[&denied].standing, Standing::Detached);
    assert_eq!(bench.project().annotations[&denied].anchor.exact, "The clerk denied it");
    let proposed = bench.project().annotations[&closed].standing.proposal().cloned();
    if let Some(proposed) = proposed {
        bench.run(Command::AcceptProposals(vec![closed])).unwrap();
        assert_eq!(bench.project().annotations[&closed].anchor, proposed.anchor);
        bench.run(Command::Undo).unwrap();
    }
    bench.run(Command::Undo).unwrap();
    bench.run(Command::Undo).unwrap();
    assert_eq!(*bench.project(), taken_over);
}

#[test]
fn a_text_is_corrected_in_a_copy_and_the_file_is_not_touched() {
    let desk = Desk::new(&["closed in March", "nobody answered"]);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let before = bench.project().clone();
    let at = LETTER.find("Monday").unwrap();
    let text = "Monday morning".to_owned();
    bench.run(Command::CorrectText { document: letter, span: Span::new(at, at + 6), text }).unwrap();
    bench.finish_jobs();
    let now = LETTER.replace("Monday", "Monday morning");
    assert_eq!(bench.text(letter).unwrap().as_str(), now);
    assert_eq!(bench.marks(letter).unwrap().len(), 2);
    assert_eq!(places(&bench), 2);
    assert_eq!(
        bench.word_count(),
        crate::text::words::word_count(&now) + crate::text::words::word_count(REPORT)
    );
    assert_eq!(std::fs::read_to_string(desk.path("texts/letter.txt")).unwrap(), LETTER);
    bench.flush_journal();
    let kept = desk.path("study.lectern/texts").join(format!("{}.txt", bench.text(letter).unwrap().hash()));
    assert_eq!(std::fs::read_to_string(kept).unwrap(), now, "on the disk before anybody saves");
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER);
    assert_eq!(bench.project().documents, before.documents);
    assert_eq!(bench.project().annotations, before.annotations);
    bench.run(Command::Redo).unwrap();
    save(&mut bench);
    assert_eq!(told(&mut bench, Level::Error), [""; 0]);
    let again = desk.open();
    assert!(again.sources_to_look_at().is_empty(), "the file has not changed");
    assert_eq!(again.text(letter).unwrap().as_str(), now);
    assert_eq!(places(&again), 2);
    assert!(again.verify().report.is_clean());
}

#[test]
fn the_bundled_documents_are_not_corrected() {
    let mut bench = on_bundled_corpus();
    let document = first_document(&bench);
    assert!(!bench.can_be_corrected(document));
    let command = Command::CorrectText { document, span: Span::new(2, 7), text: "x".into() };
    assert!(
        bench.run(command).unwrap_err().to_string().starts_with("The bundled documents cannot be corrected")
    );
}

#[test]
fn a_correction_and_a_text_taken_over_are_there_after_a_restart_and_are_undone_there() {
    let desk = Desk::new(&["closed in March", "nobody answered"]);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let at = LETTER.find("Monday").unwrap();
    let text = "Tuesday".to_owned();
    bench.run(Command::CorrectText { document: letter, span: Span::new(at, at + 6), text }).unwrap();
    // Nobody saves.
    bench.flush_journal();
    drop(bench);
    let corrected = LETTER.replace("Monday", "Tuesday");
    let mut bench = desk.open();
    assert_eq!(bench.text(letter).unwrap().as_str(), corrected);
    assert_eq!(places(&bench), 2);
    assert!(bench.sources_to_look_at().is_empty());
    let taken = LETTER.replace("on Friday", "on Saturday");
    desk.write("texts/letter.txt", &taken);
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    drop(bench);
    let mut bench = desk.open();
    assert_eq!(bench.text(letter).unwrap().as_str(), taken);
    assert_eq!(places(&bench), 2);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), corrected);
    assert_eq!(places(&bench), 2);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER);
    assert_eq!(places(&bench), 2);
}

#[test]
fn what_is_tagged_while_a_new_text_is_taken_over_comes_along() {
    let desk = Desk::new(&["closed in March"]);
    let now = format!("Dear Sir,\n\n{LETTER}");
    desk.write("texts/letter.txt", &now);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    // Nobody has taken in what the job reports.
    let at = LETTER.find("nobody answered").unwrap();
    let late = tag_new(&mut bench, letter, Span::new(at, at + 15), "Late");
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), now);
    assert_eq!(bench.project().annotations[&late].anchor.exact, "nobody answered");
    assert_eq!(bench.count_needing_look(), 0);
    assert_eq!(places(&bench), 2);
}

#[test]
fn a_text_taken_over_is_not_taken_again_under_what_was_tagged_since() {
    let desk = Desk::new(&["closed in March"]);
    desk.write("texts/letter.txt", &format!("Dear Sir,\n\n{LETTER}"));
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    let entry = bench.history().entries().last().unwrap().id;
    bench.run(Command::Undo).unwrap();
    let at = LETTER.find("nobody answered").unwrap();
    let late = tag_new(&mut bench, letter, Span::new(at, at + 15), "Late");
    let refused = bench.run(Command::DoAgain(entry)).unwrap_err().to_string();
    assert!(
        refused.ends_with("cannot be done again: annotations have been made since in the text it replaces."),
        "{refused}"
    );
    assert_eq!(places(&bench), 2);
    bench.run(Command::DeleteAnnotations(vec![late])).unwrap();
    bench.run(Command::DoAgain(entry)).unwrap();
    assert_eq!(places(&bench), 1);
}

#[test]
fn annotations_are_carried_over_from_the_kept_text_when_it_is_not_loaded() {
    // Which of two places alike is meant only the old text can tell.
    let twice = "The clerk said no. The clerk said no. The clerk said no. The clerk said no.\n";
    let desk = Desk::new(&[]);
    desk.write("texts/letter.txt", twice);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    tag_new(&mut bench, letter, Span::new(38, 56), "Second");
    save(&mut bench);
    drop(bench);
    desk.write("texts/letter.txt", &format!("{twice}And so on.\n"));
    let mut bench = desk.open();
    bench.documents.remove(&letter);
    bench.take_notices();
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(told, ["The new text is in use; 1 annotation was carried over."]);
    assert_eq!(bench.project().annotations.values().next().unwrap().anchor.start, 38);
}

/// Opens the folder of the desk's texts once more and says what was told of it.
pub(super) fn open_folder_again(bench: &mut Workbench, desk: &Desk) -> Vec<String> {
    bench.take_notices();
    bench.run(Command::OpenInputs(vec![desk.path("texts")])).unwrap();
    bench.finish_jobs();
    bench.take_notices().into_iter().map(|notice| notice.text).collect()
}

#[test]
fn opening_the_folder_again_leaves_a_corrected_text_as_it_is() {
    let desk = Desk::new(&["nobody answered"]);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let at = LETTER.find("Monday").unwrap();
    let text = "the first Monday".to_owned();
    bench.run(Command::CorrectText { document: letter, span: Span::new(at, at + 6), text }).unwrap();
    assert_eq!(open_folder_again(&mut bench, &desk), ["2 were here already."]);
    assert_eq!(bench.text(letter).unwrap().hash(), bench.project().documents[&letter].hash);
    assert_eq!((bench.project().documents.len(), places(&bench)), (2, 1));
    assert!(bench.sources_to_look_at().is_empty());
}

#[test]
fn opening_the_folder_again_adds_no_second_document_where_a_text_was_taken_over_or_a_file_has_changed() {
    let desk = Desk::new(&["nobody answered"]);
    let now = format!("Dear Sir,\n\n{LETTER}");
    desk.write("texts/letter.txt", &now);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    assert_eq!(open_folder_again(&mut bench, &desk), ["2 were here already."]);
    assert_eq!((bench.project().documents.len(), places(&bench)), (2, 1));
    desk.write("texts/letter.txt", &format!("{now}Yours."));
    assert_eq!(
        open_folder_again(&mut bench, &desk),
        ["1 was here already; 1 file has changed since it was read, see Needs a look."]
    );
    assert_eq!((bench.project().documents.len(), places(&bench)), (2, 1));
    assert_eq!(bench.text(letter).unwrap().as_str(), now);
    assert!(matches!(bench.source_state(letter), SourceState::Changed));
}

#[test]
fn a_removed_document_that_was_opened_anew_has_its_corrected_text_again_when_the_removal_is_undone() {
    let desk = Desk::new(&["closed in March"]);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let source = bench.project().documents[&letter].source.clone();
    let begin = Span::new(0, "The inspector".len());
    bench
        .run(Command::CorrectText { document: letter, span: begin, text: "An inspector of taxes".into() })
        .unwrap();
    let corrected = bench.text(letter).unwrap().clone();
    let words = bench.word_count();
    bench.run(Command::RemoveDocuments(vec![letter])).unwrap();
    let crate::corpus::Source::File(path) = source else { unreachable!("it was read from a file") };
    bench.run(Command::OpenInputs(vec![path])).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER, "the same document, as it is in its file");

    bench.run(Command::Undo).unwrap();
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().hash(), bench.project().documents[&letter].hash);
    assert_eq!(bench.text(letter).unwrap().as_str(), corrected.as_str());
    assert_eq!(bench.word_count(), words);
    assert_eq!(bench.count_needing_look(), 0);

    bench.run(Command::Redo).unwrap();
    bench.run(Command::Redo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER);
}

#[test]
fn taking_over_the_file_of_a_corrected_text_says_that_the_corrections_are_not_in_it() {
    let desk = Desk::new(&["nobody answered"]);
    let mut bench = desk.open();
    let letter = named(&bench, "letter.txt");
    let at = LETTER.find("Monday").unwrap();
    let text = "Monday morning".to_owned();
    bench.run(Command::CorrectText { document: letter, span: Span::new(at, at + 6), text }).unwrap();
    save(&mut bench);
    drop(bench);
    desk.write("texts/letter.txt", &format!("{LETTER}Yours."));
    let mut bench = desk.open();
    bench.take_notices();
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(
        told,
        [
            "The new text is in use; 1 annotation was carried over. What was corrected in the old text here is not in it; undo \
             has that again."
        ]
    );
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), LETTER.replace("Monday", "Monday morning"));
}
