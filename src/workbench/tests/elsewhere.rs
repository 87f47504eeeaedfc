//! Work that is only in the journal, of a project whose file was saved on another machine meanwhile.

use std::path::PathBuf;

use super::journalling::{killed, new_tag, tag_names};
use super::opening::opened;
use super::*;
use crate::project::codebook::DeleteMode;
use crate::project::history::Outcome;
use crate::project::store::{self, folder_beside};
use crate::project::{Change, journal};

/// Lines of one length, all but the first the same.
pub(super) const LINE: &str = "the same words stand\n";
pub(super) const FIRST: &str = "a line by itself ...\n";

/// A project over one letter, which goes from one machine to another as its file alone.
pub(super) struct Post {
    pub(super) folder: tempfile::TempDir,
}

impl Post {
    pub(super) fn new() -> (Self, Workbench, DocumentId) {
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

    pub(super) fn here(&self) -> PathBuf {
        self.folder.path().join("study.ron")
    }

    pub(super) fn there(&self) -> PathBuf {
        self.folder.path().join("elsewhere").join("study.ron")
    }

    /// The project as it is in its file, on the other machine, which has its texts.
    pub(super) fn sent(&self) {
        std::fs::copy(self.here(), self.there()).unwrap();
        bring_texts(&self.here(), &self.there());
    }

    /// What is done on the other machine is saved, and the file comes back.
    pub(super) fn worked_on_there(&self, work: impl FnOnce(&mut Workbench)) {
        let mut bench = opened(&self.there());
        work(&mut bench);
        save(&mut bench);
        drop(bench);
        std::fs::copy(self.there(), self.here()).unwrap();
    }
}

fn save_as(bench: &mut Workbench, path: &Path) {
    bench.run(Command::SaveAs(path.to_owned())).unwrap();
    bench.finish_jobs();
}

pub(super) fn bring_texts(from: &Path, to: &Path) {
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
pub(super) fn word_in_line(line: usize) -> Span {
    let at = line * LINE.len() + 4;
    Span::new(at, at + 4)
}

/// An annotation is at the place its words have come to, or is not said to be.
pub(super) fn is_there_or_listed(annotation: &Annotation, place: Span) {
    let is_there = annotation.anchor.start == place.start;
    assert!(is_there || !annotation.standing.is_certain(), "{annotation:?}");
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
fn what_was_deleted_does_not_come_back_onto_another_text() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    let tagging = bench.history().entries().last().unwrap().id;
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    save(&mut bench);
    post.sent();
    killed(bench);
    post.worked_on_there(take_out_first_line);
    bring_texts(&post.there(), &post.here());

    let mut bench = opened(&post.here());
    let before = bench.project().clone();
    let refused = bench.run(Command::Undo).unwrap_err().to_string();
    assert!(refused.contains("is another one now"), "{refused}");
    let tag = *before.tags.keys().next().unwrap();
    bench.run(Command::DeleteTag { tag, mode: DeleteMode::WithAnnotations }).unwrap();
    let refused = bench.run(Command::DoAgain(tagging)).unwrap_err().to_string();
    assert!(refused.ends_with("cannot be done again: the text reads otherwise by now."), "{refused}");
    assert!(bench.project().annotations.is_empty());
}

/// A project whose journal never spoke of its letter, since it was begun after that had come: with an annotation that was
/// saved, and deleted since.
fn deleted_in_a_letter_nobody_spoke_of() -> (Post, TagId, AnnotationId) {
    let (post, bench, _) = Post::new();
    killed(bench);
    std::fs::remove_file(journal::path_of(&post.here())).unwrap();
    let mut bench = opened(&post.here());
    let letter = first_document(&bench);
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    save(&mut bench);
    let tag = *bench.project().tags.keys().next().unwrap();
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    save(&mut bench);
    post.sent();
    let said = bench.history().entries().iter().flat_map(|entry| entry.changes());
    assert!(!said.into_iter().any(|change| matches!(change, Change::Document(_))));
    killed(bench);
    (post, tag, tagged)
}

#[test]
fn what_was_deleted_comes_back_after_files_went_to_and_fro_where_the_texts_are_as_they_were_saved() {
    let (post, _, tagged) = deleted_in_a_letter_nobody_spoke_of();
    post.worked_on_there(|bench| new_tag(bench, "There"));
    let mut bench = opened(&post.here());
    assert_eq!(tag_names(&bench), ["Evidence", "There"]);
    assert!(!bench.project().annotations.contains_key(&tagged));
    new_tag(&mut bench, "After");
    save(&mut bench);
    killed(bench);
    // Also after what was proved then has been saved over.
    let mut bench = opened(&post.here());
    bench.run(Command::Undo).unwrap();
    bench.run(Command::Undo).unwrap();
    assert_eq!(bench.project().annotations[&tagged].anchor.exact, "same");
    let left = bench.project().clone();
    killed(bench);
    assert_eq!(*opened(&post.here()).project(), left);
}

#[test]
fn what_was_deleted_does_not_come_back_where_a_text_is_another_one_than_was_saved() {
    let (post, tag, tagged) = deleted_in_a_letter_nobody_spoke_of();
    post.worked_on_there(take_out_first_line);
    bring_texts(&post.there(), &post.here());
    let mut bench = opened(&post.here());
    let refused = bench.run(Command::Undo).unwrap_err().to_string();
    assert!(refused.contains("is another one now"), "{refused}");
    assert!(bench.project().tags.contains_key(&tag) && !bench.project().annotations.contains_key(&tagged));
}

#[test]
fn a_tag_deleted_here_and_used_there_comes_back() {
    let (post, mut bench, letter) = Post::new();
    new_tag(&mut bench, "Evidence");
    save(&mut bench);
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
    save(&mut bench);
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
fn what_moved_with_a_text_that_was_removed_then_goes_back_with_the_text_that_comes_back() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    take_out_first_line(&mut bench);
    bench.run(Command::RemoveDocuments(vec![letter])).unwrap();
    killed(bench);
    let mut there = None;
    post.worked_on_there(|bench| there = Some(tag_new(bench, letter, word_in_line(5), "Evidence")));

    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&there.unwrap()];
    is_there_or_listed(annotation, word_in_line(5));
}

#[test]
fn saved_work_that_a_file_from_elsewhere_lacks_is_told_and_not_said_to_be_in_force() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    let tagging = bench.history().entries().last().unwrap().id;
    save(&mut bench);
    drop(bench);
    post.worked_on_there(|bench| {
        bench.run(Command::SetProjectMemo("Theirs".into())).unwrap();
    });

    let mut bench = opened(&post.here());
    assert!(!bench.project().annotations.contains_key(&tagged));
    let warnings = told(&mut bench, Level::Warning);
    let sentence = "“study.ron” was saved elsewhere and put over the file that was saved here: 1 change that was in that is not \
                    in this one, or changed there; it stays in the journal, where History lists what was done, and the \
                    backups may have that file.";
    assert!(warnings.iter().any(|told| told == sentence), "{warnings:?}");
    let outcomes = bench.history().outcomes();
    let at = bench.history().entries().iter().position(|entry| entry.id == tagging).unwrap();
    assert_eq!(outcomes[at], Outcome::Left);
    // It is said once.
    new_tag(&mut bench, "After");
    killed(bench);
    let mut bench = opened(&post.here());
    let warnings = told(&mut bench, Level::Warning);
    assert!(!warnings.iter().any(|told| told.contains("saved elsewhere")), "{warnings:?}");
}

#[test]
fn what_was_journalled_comes_along_to_a_text_in_a_file_that_knows_of_no_journal() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    post.worked_on_there(take_out_first_line);
    bring_texts(&post.there(), &post.here());
    // As one that a script has put together, or an older program has merged, is of no journal.
    write_without_place(&post.there(), &post.here());

    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&tagged];
    assert!(annotation.standing.is_certain(), "{annotation:?}");
    assert_eq!(annotation.anchor.start, word_in_line(4).start);
}

#[test]
fn a_correction_that_the_file_from_elsewhere_has_is_in_force_and_can_be_undone() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(1), "Evidence");
    bench.run(Command::SetTitle { document: letter, title: "Letter".into() }).unwrap();
    take_out_first_line(&mut bench);
    save(&mut bench);
    post.sent();
    drop(bench);
    post.worked_on_there(|bench| {
        bench.run(Command::SetProjectMemo("Theirs".into())).unwrap();
    });

    let mut bench = opened(&post.here());
    assert_eq!(told(&mut bench, Level::Warning), [""; 0]);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().annotations[&tagged].anchor.start, word_in_line(1).start);
    assert_eq!(bench.project().info.memo, "Theirs");
}

#[test]
fn a_passage_moved_by_hand_that_a_file_from_elsewhere_has_at_its_old_place_is_told() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(1), "Evidence");
    save(&mut bench);
    post.sent();
    bench.run(Command::MoveAnnotation { annotation: tagged, span: word_in_line(9) }).unwrap();
    save(&mut bench);
    drop(bench);
    post.worked_on_there(|bench| {
        bench.run(Command::SetProjectMemo("Theirs".into())).unwrap();
    });

    let mut bench = opened(&post.here());
    let warnings = told(&mut bench, Level::Warning);
    assert!(
        warnings.iter().any(|told| told.contains(": 1 change that was in that is not in this one")),
        "{warnings:?}"
    );
}

#[test]
fn a_journal_that_never_spoke_of_a_document_puts_nothing_on_another_text_of_it() {
    let (post, bench, letter) = Post::new();
    post.sent();
    drop(bench);
    // There the project came as a file, so that its journal knows of no document.
    let mut bench = opened(&post.there());
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    save(&mut bench);
    drop(bench);
    std::fs::copy(post.there(), post.here()).unwrap();
    let mut bench = opened(&post.here());
    take_out_first_line(&mut bench);
    save(&mut bench);
    drop(bench);
    std::fs::copy(post.here(), post.there()).unwrap();
    bring_texts(&post.here(), &post.there());

    let mut bench = opened(&post.there());
    let refused = bench.run(Command::Undo).unwrap_err().to_string();
    assert!(refused.contains("is another one now"), "{refused}");
    assert!(bench.project().annotations.is_empty());
}

#[test]
fn what_was_undone_before_files_were_merged_comes_back_only_on_its_own_text() {
    let (post, bench, letter) = Post::new();
    post.sent();
    drop(bench);
    let base = post.folder.path().join("base.ron");
    std::fs::copy(post.here(), &base).unwrap();
    let mut bench = opened(&post.there());
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    save(&mut bench);
    drop(bench);
    let mut bench = opened(&post.here());
    take_out_first_line(&mut bench);
    save(&mut bench);
    drop(bench);
    let (here, there) = (post.here(), post.there());
    Workbench::new(Places::none()).merge_files(&base, &there, &here, &there).unwrap();

    // What came in is taken back first, and with it the text.
    let mut bench = opened(&there);
    let merged = bench.project().clone();
    assert!(merged.annotations.is_empty());
    for _ in 0..2 {
        bench.run(Command::Undo).unwrap();
        bench.finish_jobs();
    }
    let annotation = &bench.project().annotations[&tagged];
    assert!(
        annotation.standing.is_certain() && annotation.anchor.start == word_in_line(5).start,
        "{annotation:?}"
    );
    assert_eq!(bench.count_needing_look(), 0);
    for _ in 0..2 {
        bench.run(Command::Redo).unwrap();
        bench.finish_jobs();
    }
    assert_eq!(*bench.project(), merged);
}

/// Writes the project at `from` to `to` as a file that knows of no journal.
fn write_without_place(from: &Path, to: &Path) {
    let (disk, opened) = (Disk::default(), store::open(&Disk::default(), from).unwrap());
    let text = |id| store::frozen_text(&disk, from, opened.project.documents[&id].hash);
    store::save(&disk, &opened.project, None, to, store::Expected::Anything, &text).unwrap();
}

/// Damages the line of the journal that has these words.
fn damage_line(project: &Path, words: &str) {
    let path = journal::path_of(project);
    let journal = std::fs::read_to_string(&path).unwrap();
    let damaged = journal
        .lines()
        .map(|line| if line.contains(words) { line.replacen("label", "lebal", 1) } else { line.to_owned() });
    let damaged: Vec<String> = damaged.collect();
    assert!(damaged.iter().any(|line| line.contains("lebal")));
    std::fs::write(path, damaged.join("\n") + "\n").unwrap();
}

#[test]
fn what_was_tagged_on_a_text_whose_correction_is_lost_is_listed() {
    let (post, mut bench, letter) = Post::new();
    take_out_first_line(&mut bench);
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    damage_line(&post.here(), "Correct the text");
    let bench = opened(&post.here());
    assert!(bench.needing_look().contains(&tagged), "{:?}", bench.project().annotations[&tagged]);
}

#[test]
fn what_was_tagged_on_a_corrected_text_that_was_saved_stays_when_the_line_of_the_correction_is_lost() {
    let (post, mut bench, letter) = Post::new();
    take_out_first_line(&mut bench);
    save(&mut bench);
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    damage_line(&post.here(), "Correct the text");
    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&tagged];
    assert!(
        annotation.standing.is_certain() && annotation.anchor.start == word_in_line(5).start,
        "{annotation:?}"
    );
}

#[test]
fn a_file_saved_here_is_known_to_be_so_when_the_line_of_its_last_change_is_lost() {
    let (post, mut bench, letter) = Post::new();
    take_out_first_line(&mut bench);
    bench.run(Command::SetTitle { document: letter, title: "First".into() }).unwrap();
    bench.run(Command::SetTitle { document: letter, title: "Second".into() }).unwrap();
    save(&mut bench);
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    damage_line(&post.here(), "\"Second\"");
    let mut bench = opened(&post.here());
    assert!(bench.project().annotations[&tagged].standing.is_certain());
    let warnings = told(&mut bench, Level::Warning);
    assert!(!warnings.iter().any(|told| told.contains("saved elsewhere")), "{warnings:?}");
}

#[test]
fn a_line_that_is_lost_from_a_saved_project_keeps_nobody_from_undoing_what_came_after() {
    let (post, bench, letter) = Post::new();
    post.sent();
    drop(bench);
    let mut bench = opened(&post.there());
    bench.run(Command::SetProjectMemo("lost".into())).unwrap();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    save(&mut bench);
    killed(bench);
    damage_line(&post.there(), "\"lost\"");
    let mut bench = opened(&post.there());
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().annotations[&tagged].standing.is_certain());
}

#[test]
fn what_was_deleted_comes_back_where_a_file_from_elsewhere_has_the_same_text() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    save(&mut bench);
    post.sent();
    drop(bench);
    post.worked_on_there(|bench| {
        bench.run(Command::SetProjectMemo("Theirs".into())).unwrap();
    });
    let mut bench = opened(&post.here());
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().annotations[&tagged].standing.is_certain());
}

#[test]
fn what_was_deleted_before_a_correction_whose_line_is_lost_does_not_come_back_onto_other_words() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    take_out_first_line(&mut bench);
    save(&mut bench);
    killed(bench);
    damage_line(&post.here(), "Correct the text");
    let mut bench = opened(&post.here());
    assert!(bench.run(Command::Undo).is_err());
    assert!(bench.project().annotations.is_empty());
}

#[test]
fn work_after_a_correction_whose_line_is_lost_does_not_come_certain_onto_the_text_before_it() {
    let (post, mut bench, letter) = Post::new();
    let earlier = std::fs::read(post.here()).unwrap();
    take_out_first_line(&mut bench);
    save(&mut bench);
    killed(bench);
    damage_line(&post.here(), "Correct the text");
    let mut bench = opened(&post.here());
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    std::fs::write(post.here(), earlier).unwrap();
    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&tagged];
    is_there_or_listed(annotation, word_in_line(6));
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

#[test]
fn what_was_tagged_on_a_corrected_text_is_listed_when_the_journal_has_lost_its_beginning() {
    let (post, bench, letter) = Post::new();
    drop(bench);
    let (here, merged) = (post.here(), post.folder.path().join("merged.ron"));
    write_without_place(&here, &merged);
    bring_texts(&here, &merged);
    // Its journal begins with this.
    let mut bench = opened(&merged);
    take_out_first_line(&mut bench);
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    damage_line(&merged, "Correct the text");

    let bench = opened(&merged);
    assert!(bench.needing_look().contains(&tagged), "{:?}", bench.project().annotations[&tagged]);
}

#[test]
fn a_second_file_from_elsewhere_is_not_taken_for_the_first_that_was_as_far_on() {
    let (post, bench, letter) = Post::new();
    post.sent();
    drop(bench);
    let first = std::fs::read(post.here()).unwrap();
    // There the project came as a file, so that its journal knows of no document.
    let mut bench = opened(&post.there());
    new_tag(&mut bench, "ours");
    save(&mut bench);
    drop(bench);
    let comes_with = |work: &dyn Fn(&mut Workbench)| {
        std::fs::write(post.here(), &first).unwrap();
        let mut bench = opened(&post.here());
        work(&mut bench);
        // As far on as the other, and further than what was saved there.
        new_tag(&mut bench, "theirs");
        save(&mut bench);
        drop(bench);
        std::fs::copy(post.here(), post.there()).unwrap();
        bring_texts(&post.here(), &post.there());
    };
    comes_with(&|bench| new_tag(bench, "more"));
    let mut bench = opened(&post.there());
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    killed(bench);
    std::fs::remove_dir_all(folder_beside(&post.here())).unwrap();
    std::fs::create_dir_all(folder_beside(&post.here()).join("texts")).unwrap();
    bring_texts(&post.there(), &post.here());
    comes_with(&take_out_first_line);

    let bench = opened(&post.there());
    is_there_or_listed(&bench.project().annotations[&tagged], word_in_line(4));
}
