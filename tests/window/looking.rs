//! Files that change under a project, annotations that need a look, and texts corrected: by buttons and menus.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::project::{AnnotationId, Project, Standing};
use lectern::text::Span;
use lectern::workbench::{Command, Places, Workbench};

use super::desk::Desk;

const CTRL: Modifiers = Modifiers::COMMAND;

const LETTER: &str = "Letter of the inspector\n\nThe inspector wrote on Monday that the accounts had been closed in \
    March. The clerk denied it. The inspector wrote again on Friday, and nobody answered. In the end the accounts were \
    opened to the public, and the clerk was dismissed.\n";
const TITLE: &str = "Letter of the inspector";

/// A project over one letter in a folder, with these words tagged.
fn saved(folder: &Path, words: &[&str]) -> PathBuf {
    let letter = folder.join("letter.txt");
    std::fs::write(&letter, LETTER).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![letter])).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    for words in words {
        let at = LETTER.find(words).unwrap();
        let span = Span::new(at, at + words.len());
        bench.run(Command::TagByPath { document, span, path: vec!["Evidence".to_owned()] }).unwrap();
    }
    let path = folder.join("study.ron");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    path
}

fn on(desk: &Desk, words: &str) -> AnnotationId {
    desk.bench(|bench| {
        bench.project().annotations.values().find(|annotation| annotation.anchor.exact == words).unwrap().id
    })
}

fn standing(desk: &Desk, id: AnnotationId) -> Standing {
    desk.bench(|bench| bench.project().annotations[&id].standing.clone())
}

#[test]
fn nothing_needs_a_look_is_what_an_empty_list_says() {
    let mut desk = Desk::bundled();
    desk.run_palette("Needs a look");
    desk.harness.get_by_label("Nothing needs a look");
}

#[test]
fn a_changed_file_is_taken_over_and_each_doubtful_annotation_decided_and_all_undone() {
    let folder = tempfile::tempdir().unwrap();
    let project =
        saved(folder.path(), &["closed in March", "nobody answered", "The clerk denied it", "on Monday"]);
    let now = LETTER
        .replace("The inspector wrote again on Friday", "On Friday the inspector wrote again")
        .replace("closed in March", "shut in March")
        .replace("nobody answered", "no-one replied")
        .replace("The clerk denied it", "This was contested");
    std::fs::write(folder.path().join("letter.txt"), &now).unwrap();
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    let before: Project = desk.bench(|bench| bench.project().clone());
    assert_eq!(desk.annotations(), 4);
    desk.harness.get_by_label("The file has changed since it was read.");
    desk.harness.get_by_label("1 needs a look").click();
    desk.run();
    desk.harness.query_all_by_label("Take over the new text").last().unwrap().click();
    desk.finish();
    let (closed, nobody, denied) =
        (on(&desk, "closed in March"), on(&desk, "nobody answered"), on(&desk, "The clerk denied it"));
    assert_eq!(standing(&desk, on(&desk, "on Monday")), Standing::Certain);
    desk.harness.get_by_label("3 need a look");
    desk.harness.get_by_label("Accept all…");
    let proposal = standing(&desk, closed).proposal().cloned().unwrap();
    desk.harness.get_by_label(&format!("Proposed place “{}”", proposal.anchor.exact)).click();
    desk.run();
    desk.harness.get_by_label("Accept: “closed in March”").click();
    desk.run();
    assert_eq!(standing(&desk, closed), Standing::Certain);
    // By hand, on what is selected in the text.
    let at = now.find("no-one replied").unwrap();
    desk.select(Span::new(at, at + "no-one replied".len()));
    desk.harness.get_by_label("Place by hand: “nobody answered”").click();
    desk.run();
    assert_eq!(standing(&desk, nobody), Standing::Certain);
    assert_eq!(desk.words(nobody), "no-one replied");
    desk.harness.get_by_label("Detach: “The clerk denied it”").click();
    desk.run();
    assert_eq!(standing(&desk, denied), Standing::Detached);
    assert_eq!(desk.words(denied), "The clerk denied it");
    desk.harness.get_by_label("Nothing needs a look");
    for _ in 0..4 {
        desk.press_with(CTRL, Key::Z);
    }
    desk.finish();
    let after: Project = desk.bench(|bench| bench.project().clone());
    assert_eq!((after.documents, after.annotations), (before.documents, before.annotations));
    desk.harness.get_by_label("The file has changed since it was read.");
}

#[test]
fn what_is_said_of_a_changed_file_does_not_go_under_its_buttons() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    std::fs::write(folder.path().join("letter.txt"), LETTER.replace("Monday", "Tuesday")).unwrap();
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    desk.run_palette("Needs a look");
    for width in [1440.0, 1024.0] {
        desk.harness.set_size(egui::vec2(width, 700.0));
        desk.run();
        let words = desk.harness.get_by_label_contains("The text as it was read stays in use").rect();
        let buttons: Vec<egui::Rect> =
            ["Show changes", "Take over the new text", "Keep the text as it was read"]
                .iter()
                .flat_map(|label| desk.harness.get_all_by_role_and_label(Role::Button, label))
                .map(|button| button.rect())
                .filter(|button| button.top() > words.top() - 30.0)
                .collect();
        assert_eq!(buttons.len(), 3, "those of the row, and not of the bar above the text");
        for button in buttons {
            assert!(words.right() <= button.left(), "{words:?} {button:?}");
            assert!(button.bottom() <= words.top() + 60.0, "it is in its row: {button:?}");
        }
    }
}

/// A desk with a project over a letter in whose file a word has changed, and what that says now.
fn with_changed_letter() -> (tempfile::TempDir, Desk, String) {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    let now = LETTER.replace("Monday", "Tuesday");
    std::fs::write(folder.path().join("letter.txt"), &now).unwrap();
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    (folder, desk, now)
}

#[test]
fn what_has_changed_is_shown_before_it_is_decided() {
    let (_folder, mut desk, now) = with_changed_letter();
    desk.harness.query_all_by_label("Show changes").next().unwrap().click();
    desk.run();
    desk.harness.get_by_label("1 place differs.");
    desk.harness.get_by_label_contains("− The inspector wrote on Monday that");
    desk.harness.get_by_label_contains("+ The inspector wrote on Tuesday that");
    desk.press(Key::Escape);
    assert_eq!(desk.bench(|bench| bench.sources_to_look_at().len()), 1, "nothing is decided by looking");
    desk.harness.query_all_by_label("Show changes").next().unwrap().click();
    desk.run();
    desk.harness.query_all_by_label("Take over the new text").last().unwrap().click();
    desk.finish();
    let text = desk.bench(|bench| bench.text(*bench.documents().keys().next().unwrap()).unwrap().clone());
    assert_eq!(text.as_str(), now);
}

#[test]
fn the_text_as_it_was_read_is_kept_by_a_button() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    std::fs::write(folder.path().join("letter.txt"), LETTER.replace("Monday", "Tuesday")).unwrap();
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    desk.harness.query_all_by_label("Keep the text as it was read").next().unwrap().click();
    desk.run();
    assert!(desk.harness.query_by_label("The file has changed since it was read.").is_none());
    assert!(desk.bench(|bench| bench.sources_to_look_at().is_empty()));
}

#[test]
fn missing_files_are_found_in_a_folder_that_is_named_once() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    let elsewhere = folder.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::rename(folder.path().join("letter.txt"), elsewhere.join("letter.txt")).unwrap();
    let mut desk = Desk::on(vec![project]);
    desk.answer_file_dialog(vec![elsewhere.clone()]);
    desk.finish();
    desk.run_palette("Needs a look");
    desk.harness.get_by_label("1 file is not where it was");
    desk.harness.get_by_label("Look in a folder…").click();
    desk.finish();
    desk.harness.get_by_label("Nothing needs a look");
    let source = desk.bench(|bench| bench.project().documents.values().next().unwrap().path_text());
    assert!(Path::new(&source).starts_with(&elsewhere), "{source}");
}

#[test]
fn selected_words_are_corrected_and_the_tag_beside_them_stays() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    let at = LETTER.find("Friday").unwrap();
    desk.select(Span::new(at, at + 6));
    desk.run_palette("Correct text");
    desk.harness.get_by_role_and_label(Role::Dialog, "Correct the text");
    desk.harness.get_by_role_and_label(Role::TextInput, "Words").type_text("Friday week");
    desk.run();
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let text = desk.bench(|bench| bench.text(*bench.project().documents.keys().next().unwrap()).unwrap());
    assert_eq!(text.as_str(), LETTER.replace("Friday", "Friday week"));
    assert_eq!(std::fs::read_to_string(folder.path().join("letter.txt")).unwrap(), LETTER);
    let placed = desk.bench(|bench| {
        bench.project().annotations.values().next().and_then(|annotation| annotation.span_in(&text)).is_some()
    });
    assert!(placed);
    desk.press_with(CTRL, Key::Z);
    let text = desk.bench(|bench| bench.text(*bench.project().documents.keys().next().unwrap()).unwrap());
    assert_eq!(text.as_str(), LETTER);
    desk.harness.get_by_role_and_label(Role::Document, TITLE);
}

#[test]
fn a_correction_put_aside_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    let at = LETTER.find("Friday").unwrap();
    desk.select(Span::new(at, at + 6));
    desk.run_palette("Correct text");
    desk.harness.get_by_role_and_label(Role::TextInput, "Words").type_text("Friday week");
    desk.run();
    desk.press(Key::Escape);
    assert!(desk.harness.query_by_role_and_label(Role::Dialog, "Correct the text").is_none());
    desk.run_palette("Correct text");
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
    let text = desk.bench(|bench| bench.text(*bench.project().documents.keys().next().unwrap()).unwrap());
    assert_eq!(text.as_str(), LETTER.replace("Friday", "Friday week"));
}

#[test]
fn the_bundled_documents_cannot_be_corrected_and_the_reason_is_given() {
    let mut desk = Desk::bundled();
    desk.select_first_words();
    desk.click("Edit");
    desk.harness.get_by_label("Correct text…");
    desk.press(Key::Escape);
    assert!(desk.bench(|bench| bench.project().documents.keys().all(|id| !bench.can_be_corrected(*id))));
}

/// Goes to another program and comes back.
fn away_and_back(desk: &mut Desk) {
    for focused in [false, true] {
        desk.harness.input_mut().focused = focused;
        desk.run();
    }
    desk.finish();
}

#[test]
fn a_file_edited_in_another_program_is_noticed_when_one_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["nobody answered"]);
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    away_and_back(&mut desk);
    assert!(desk.harness.query_by_label("1 needs a look").is_none());
    std::fs::write(folder.path().join("letter.txt"), LETTER.replace("Monday", "Tuesday")).unwrap();
    away_and_back(&mut desk);
    desk.harness.get_by_label("The file has changed since it was read.");
    let told =
        "1 file has changed since it was read: see Needs a look. The texts as they were read stay in use.";
    assert_eq!(desk.harness.query_all_by_label_contains(told).count(), 1);
    // It is told once, and no more once it was taken back.
    away_and_back(&mut desk);
    assert_eq!(desk.harness.query_all_by_label_contains(told).count(), 1);
    std::fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    away_and_back(&mut desk);
    assert!(desk.harness.query_by_label("The file has changed since it was read.").is_none());
    // One that has gone is noticed, too.
    std::fs::remove_file(folder.path().join("letter.txt")).unwrap();
    away_and_back(&mut desk);
    desk.run_palette("Needs a look");
    desk.harness.get_by_label("1 file is not where it was");
}

#[test]
fn an_annotation_whose_words_were_changed_in_the_project_file_is_listed_and_can_be_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), &["closed in March", "nobody answered"]);
    let file = std::fs::read_to_string(&project).unwrap();
    std::fs::write(&project, file.replace("exact: \"closed in March\"", "exact: \"closed in Match\""))
        .unwrap();
    let mut desk = Desk::on(vec![project]);
    desk.finish();
    desk.harness.get_by_label("1 needs a look").click();
    desk.run();
    desk.harness.get_by_label("Accept: “closed in Match”").click();
    desk.finish();
    desk.harness.get_by_label("Nothing needs a look");
    assert_eq!(standing(&desk, on(&desk, "closed in March")), Standing::Certain);
}

#[test]
fn what_has_changed_in_a_file_is_shown_and_taken_over_by_keyboard_alone() {
    let (_folder, mut desk, now) = with_changed_letter();
    desk.run_palette("Show what has changed");
    desk.harness.get_by_label("1 place differs.");
    desk.press(Key::Enter);
    desk.finish();
    let text = desk.bench(|bench| bench.documents().values().next().unwrap().text.clone());
    assert_eq!(text.as_str(), now);
    desk.run_palette("Show what has changed");
    desk.harness.get_by_label_contains("The file of the document in front has not changed");
}
