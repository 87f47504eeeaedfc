//! Texts that were taken over here, of a project whose file was worked on elsewhere meanwhile.

use super::elsewhere::{FIRST, LINE, Post, bring_texts, is_there_or_listed, word_in_line};
use super::journalling::killed;
use super::opening::opened;
use super::*;

/// Gives the letter another text, and takes it over.
fn take_over_without_first_line(post: &Post, bench: &mut Workbench, letter: DocumentId) {
    take_over(post, bench, letter, &LINE.repeat(40));
}

fn take_over(post: &Post, bench: &mut Workbench, letter: DocumentId, text: &str) {
    std::fs::write(post.folder.path().join("letter.txt"), text).unwrap();
    bench.look_after_files();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    bench.run(Command::TakeOverText(letter)).unwrap();
    bench.finish_jobs();
}

#[test]
fn what_was_tagged_there_does_not_stay_behind_when_a_text_taken_over_here_comes_from_the_journal() {
    let (post, mut bench, letter) = Post::new();
    post.sent();
    take_over_without_first_line(&post, &mut bench, letter);
    killed(bench);
    let mut there = None;
    post.worked_on_there(|bench| there = Some(tag_new(bench, letter, word_in_line(5), "Evidence")));

    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&there.unwrap()];
    is_there_or_listed(annotation, word_in_line(4));
}

#[test]
fn what_was_deleted_here_and_kept_there_does_not_stay_behind_when_a_text_is_taken_over() {
    let (post, mut bench, letter) = Post::new();
    let tagged = tag_new(&mut bench, letter, word_in_line(5), "Evidence");
    save(&mut bench);
    post.sent();
    bench.run(Command::DeleteAnnotations(vec![tagged])).unwrap();
    take_over_without_first_line(&post, &mut bench, letter);
    killed(bench);
    // There it has a note by now, so that it cannot be deleted.
    post.worked_on_there(|bench| {
        bench.run(Command::SetAnnotationMemo { annotation: tagged, memo: "Mine".into() }).unwrap();
    });

    let bench = opened(&post.here());
    let annotation = &bench.project().annotations[&tagged];
    is_there_or_listed(annotation, word_in_line(4));
}

/// What is here is saved and goes there, a passage is tagged in it, and the file comes back and is opened again.
fn tagged_elsewhere(
    post: &Post,
    mut bench: Workbench,
    letter: DocumentId,
    passage: Span,
) -> (Workbench, AnnotationId) {
    save(&mut bench);
    post.sent();
    drop(bench);
    let mut tagged = None;
    post.worked_on_there(|bench| tagged = Some(tag_new(bench, letter, passage, "Evidence")));
    bring_texts(&post.there(), &post.here());
    (opened(&post.here()), tagged.unwrap())
}

/// Why undo or redo is refused where an annotation that it does not name would stay behind.
const LEFT_BEHIND: &str = "This change was made to another state of the project (annotations have been made since in the text it \
                           replaces), so it was not applied.";

#[test]
fn a_text_taken_over_is_not_taken_back_under_what_was_tagged_in_it_elsewhere() {
    let (post, mut bench, letter) = Post::new();
    take_over_without_first_line(&post, &mut bench, letter);
    let (mut bench, there) = tagged_elsewhere(&post, bench, letter, word_in_line(5));
    assert_eq!(bench.run(Command::Undo).unwrap_err().to_string(), LEFT_BEHIND);
    assert_eq!(bench.project().annotations[&there].anchor.start, word_in_line(5).start);
    assert!(bench.needing_look().is_empty());
}

#[test]
fn a_text_taken_over_is_not_taken_again_under_what_was_tagged_elsewhere() {
    let (post, mut bench, letter) = Post::new();
    take_over_without_first_line(&post, &mut bench, letter);
    bench.run(Command::Undo).unwrap();
    let (mut bench, _) = tagged_elsewhere(&post, bench, letter, word_in_line(6));
    assert_eq!(bench.run(Command::Redo).unwrap_err().to_string(), LEFT_BEHIND);
}

#[test]
fn a_text_taken_over_is_taken_back_where_what_was_tagged_elsewhere_stays_in_place() {
    let (post, mut bench, letter) = Post::new();
    let body = LINE.repeat(40);
    take_over(&post, &mut bench, letter, &format!("{FIRST}{body}A line that ends it.\n"));
    let (mut bench, there) = tagged_elsewhere(&post, bench, letter, word_in_line(5));
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().as_str(), format!("{FIRST}{body}"));
    let annotation = &bench.project().annotations[&there];
    assert!(annotation.standing.is_certain());
    assert_eq!(annotation.anchor.start, word_in_line(5).start);
}

#[test]
fn a_text_taken_over_is_not_taken_back_under_one_of_two_equal_passages() {
    let (post, mut bench, letter) = Post::new();
    let body = LINE.repeat(40);
    take_over(&post, &mut bench, letter, &format!("{FIRST}{LINE}{body}"));
    // Which of the lines that is in the text before it nobody can say.
    let (mut bench, _) = tagged_elsewhere(&post, bench, letter, word_in_line(1));
    assert_eq!(bench.run(Command::Undo).unwrap_err().to_string(), LEFT_BEHIND);
}
