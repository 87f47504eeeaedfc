//! Work that is only in the journal, of a project whose file was saved on another machine meanwhile.

use std::path::PathBuf;

use super::journalling::{killed, new_tag, tag_names};
use super::opening::opened;
use super::*;
use crate::project::codebook::DeleteMode;
use crate::project::store::folder_beside;

/// Lines of one length, all but the first the same.
const LINE: &str = "the same words stand\n";
const FIRST: &str = "a line by itself ...\n";

/// A project over one letter, which goes from one machine to another as its file alone.
struct Post {
    folder: tempfile::TempDir,
}

impl Post {
    fn new() -> (Self, Workbench, DocumentId) {
        let post = Self { folder: tempfile::tempdir().unwrap() };
        let letter = post.folder.path().join("letter.txt");
        std::fs::write(&letter, format!("{FIRST}{}", LINE.repeat(40))).unwrap();
        std::fs::create_dir(post.there().parent().unwrap()).unwrap();
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenInputs(vec![letter])).unwrap();
        bench.finish_jobs();
        let letter = first_document(&bench);
        save_as(&mut bench, &post.here());
        (post, bench, letter)
    }

    fn here(&self) -> PathBuf {
        self.folder.path().join("study.ron")
    }

    fn there(&self) -> PathBuf {
        self.folder.path().join("elsewhere").join("study.ron")
    }

    /// The project as it is in its file, on the other machine, which has its texts.
    fn sent(&self) {
        std::fs::copy(self.here(), self.there()).unwrap();
        bring_texts(&self.here(), &self.there());
    }

    /// What is done on the other machine is saved, and the file comes back.
    fn worked_on_there(&self, work: impl FnOnce(&mut Workbench)) {
        let mut bench = opened(&self.there());
        work(&mut bench);
        bench.run(Command::Save).unwrap();
        bench.finish_jobs();
        drop(bench);
        std::fs::copy(self.there(), self.here()).unwrap();
    }
}

fn save_as(bench: &mut Workbench, path: &Path) {
    bench.run(Command::SaveAs(path.to_owned())).unwrap();
    bench.finish_jobs();
}

fn bring_texts(from: &Path, to: &Path) {
    let (from, to) = (folder_beside(from).join("texts"), folder_beside(to).join("texts"));
    std::fs::create_dir_all(&to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn take_out_first_line(bench: &mut Workbench) {
    let document = first_document(bench);
    let span = Span::new(0, FIRST.len());
    bench.run(Command::CorrectText { document, span, text: String::new() }).unwrap();
}

/// The word `same` in a line, counted from 0.
fn word_in_line(line: usize) -> Span {
    let at = line * LINE.len() + 4;
    Span::new(at, at + 4)
}

#[test]
fn what_was_journalled_comes_along_to_the_text_that_was_corrected_elsewhere() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    post.worked_on_there(take_out_first_line);
    bring_texts(&post.there(), &post.here());

    let mut bench = opened(&post.here());
    let annotation = bench.project().annotations[&tagged].clone();
    assert!(annotation.standing.is_certain(), "{annotation:?}");
    assert_eq!(annotation.anchor.start, word_in_line(4).start);
    let warnings = told(&mut bench, Level::Warning);
    let sentence = "“a line by itself ...” has another text than the one that was worked on here; 1 annotation was put where the same \
                    words stand now.";
    assert!(warnings.iter().any(|told| told == sentence), "{warnings:?}");
    // What is done from now on is done on that text.
    let later = tag_new(&mut bench, letter, word_in_line(20), "Evidence");
    let left = bench.project().clone();
    killed(bench);
    let mut bench = opened(&post.here());
    assert_eq!(bench.project().annotations, left.annotations);
    assert_eq!(bench.project().annotations[&later].anchor.start, word_in_line(20).start);
    let warnings = told(&mut bench, Level::Warning);
    assert!(!warnings.iter().any(|told| told == sentence), "{warnings:?}");
}

#[test]
fn what_was_journalled_on_a_text_that_nobody_has_any_more_is_listed() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    post.worked_on_there(take_out_first_line);
    std::fs::remove_dir_all(folder_beside(&post.here()).join("texts")).unwrap();

    let bench = opened(&post.here());
    assert!(bench.needing_look().contains(&tagged));
}

#[test]
fn what_was_tagged_there_does_not_stay_behind_when_a_text_taken_over_here_comes_from_the_journal() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    std::fs::write(post.folder.path().join("letter.txt"), LINE.repeat(40)).unwrap();
    bench.look_after_files();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
    killed(bench);
    let mut there = None;
    post.worked_on_there(|bench| there = Some(tag_new(bench, letter, word_in_line(5), "Evidence")));

    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&there.unwrap()];
    let is_on_its_words = annotation.anchor.start == word_in_line(4).start;
    assert!(is_on_its_words || !annotation.standing.is_certain(), "{annotation:?}");
}

#[test]
fn what_was_deleted_does_not_come_back_onto_another_text() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    let tagging = bench.history().entries().last().unwrap().id;
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    post.sent();
    killed(bench);
    post.worked_on_there(take_out_first_line);
    bring_texts(&post.there(), &post.here());

    let mut bench = opened(&post.here());
    let before = bench.project().clone();
    let refused = bench.run(Command::Undo).unwrap_err().to_string();
    assert!(refused.contains("the text of document"), "{refused}");
    let tag = *before.tags.keys().next().unwrap();
    bench.run(Command::DeleteTag { tag, mode: DeleteMode::WithAnnotations }).unwrap();
    let refused = bench.run(Command::DoAgain(tagging)).unwrap_err().to_string();
    assert!(refused.ends_with("cannot be done again: the text reads otherwise by now."), "{refused}");
    assert!(bench.project().annotations.is_empty());
}

#[test]
fn a_tag_deleted_here_and_used_there_comes_back() {
    let (post, mut bench, letter) = Post::new();
    new_tag(&mut bench, "Evidence");
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    post.sent();
    let tag = *bench.project().tags.keys().next().unwrap();
    bench.run(Command::DeleteTag { tag, mode: DeleteMode::WithAnnotations }).unwrap();
    killed(bench);
    post.worked_on_there(|bench| {
        tag_new(bench, letter, word_in_line(5), "Evidence");
    });

    let mut bench = opened(&post.here());
    assert_eq!(tag_names(&bench), ["Evidence"]);
    assert!(bench.project().annotations.values().all(|annotation| annotation.tags.contains(&tag)));
    let warnings = told(&mut bench, Level::Warning);
    let sentence = "The tag “Evidence” was deleted on one side and used on the other; it was kept.";
    assert!(warnings.iter().any(|told| told == sentence), "{warnings:?}");
}

#[test]
fn a_new_tag_that_was_used_there_is_not_taken_back() {
    let (post, mut bench, letter) = Post::new();
    new_tag(&mut bench, "Evidence");
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    post.sent();
    killed(bench);
    post.worked_on_there(|bench| {
        tag_new(bench, letter, word_in_line(5), "Evidence");
    });

    let mut bench = opened(&post.here());
    let refused = bench.run(Command::Undo).unwrap_err().to_string();
    assert!(refused.contains("other annotations have been made since with what it takes away"), "{refused}");
    assert_eq!(tag_names(&bench), ["Evidence"]);
}

#[test]
fn undo_passes_over_a_correction_it_cannot_take_back_and_puts_nothing_on_its_text() {
    let (_post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    take_out_first_line(&mut bench);
    // As a colleague's change of the document comes in by a merge.
    let project = Arc::make_mut(&mut bench.project);
    project.documents[&letter].memo = "a colleague's".to_owned();
    assert!(bench.run(Command::Undo).is_err());
    assert!(bench.run(Command::Undo).is_err());
    assert!(!bench.project().annotations.contains_key(&tagged));
}
