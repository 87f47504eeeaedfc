//! A project file that says something else of an annotation than its text: it is on its words, or it is listed.

use super::sources::{Desk, LETTER, named, on};
use super::*;
use crate::project::{Doubt, Standing};

const WORDS: [&str; 4] = ["closed in March", "The clerk denied it", "the", "nobody answered"];

/// The desk with something in its project file replaced.
fn changed(desk: &Desk, from: &str, to: &str) -> Workbench {
    let file = std::fs::read_to_string(desk.path("study.ron")).unwrap();
    assert_eq!(file.matches(from).count(), 1, "{from} in {file}");
    desk.write("study.ron", &file.replace(from, to));
    desk.open()
}

/// The words of all annotations that need a look.
fn listed(bench: &Workbench) -> Vec<String> {
    let ids = bench.needing_look();
    assert_eq!(ids.len(), bench.count_needing_look());
    ids.iter().map(|id| bench.project().annotations[id].anchor.exact.clone()).collect()
}

#[test]
fn words_changed_in_the_project_file_are_listed_with_the_place_they_had() {
    let desk = Desk::new(&WORDS);
    let mut bench = changed(&desk, "exact: \"closed in March\"", "exact: \"closed in Match\"");
    let warnings = told(&mut bench, Level::Warning);
    assert!(
        warnings.contains(
            &"The text of 1 annotation does not have its words where the project says: see Needs a look."
                .to_owned()
        ),
        "{warnings:?}"
    );
    assert_eq!(listed(&bench), ["closed in Match"]);
    let id = on(&bench, "closed in Match");
    let annotation = bench.project().annotations[&id].clone();
    assert_eq!(annotation.standing, Standing::Certain, "nothing of it is in the project");
    let Standing::NeedsLook { proposed: Some(proposal), why: Doubt::Changed } = bench.standing(&annotation)
    else {
        panic!("{:?}", bench.standing(&annotation));
    };
    assert_eq!(proposal.anchor.exact, "closed in March");
    assert_eq!(bench.marks(annotation.document).unwrap().len(), 3);
    // Saving gives the file a checksum that holds, and hides nothing.
    bench.run(Command::SetProjectMemo("x".into())).unwrap();
    save(&mut bench);
    let mut bench = desk.open();
    assert_eq!(listed(&bench), ["closed in Match"]);
    bench.run(Command::AcceptProposals(vec![id])).unwrap();
    assert_eq!(listed(&bench), [""; 0]);
    assert_eq!(bench.project().annotations[&id].anchor.exact, "closed in March");
    assert_eq!(bench.marks(annotation.document).unwrap().len(), 4);
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(listed(&bench), ["closed in Match"]);
    bench.run(Command::Detach(vec![id])).unwrap();
    assert_eq!(
        (listed(&bench), bench.project().annotations[&id].standing.clone()),
        (vec![], Standing::Detached)
    );
}

#[test]
fn a_digit_changed_in_the_project_file_is_listed_with_the_place_of_the_words() {
    let desk = Desk::new(&WORDS);
    let at = LETTER.find("nobody answered").unwrap();
    let mut bench = changed(&desk, &format!("start: {at},"), &format!("start: {},", at + 100));
    assert_eq!(listed(&bench), ["nobody answered"]);
    let id = on(&bench, "nobody answered");
    let standing = bench.standing(&bench.project().annotations[&id]);
    assert_eq!(standing.proposal().map(|proposal| proposal.anchor.start), Some(at));
    let span = Span::new(at, at + "nobody answered".len());
    bench.run(Command::MoveAnnotation { annotation: id, span }).unwrap();
    assert_eq!(listed(&bench), [""; 0]);
}

#[test]
fn annotations_of_a_text_that_cannot_be_read_are_listed_until_it_is_read() {
    let desk = Desk::new(&WORDS);
    std::fs::rename(desk.path("study.lectern"), desk.path("elsewhere")).unwrap();
    std::fs::rename(desk.path("texts"), desk.path("other")).unwrap();
    let mut bench = desk.open();
    assert_eq!(bench.count_needing_look(), WORDS.len());
    std::fs::rename(desk.path("other"), desk.path("texts")).unwrap();
    let letter = named(&bench, "letter.txt");
    bench.run(Command::ReadTexts(vec![letter])).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.count_needing_look(), 0);
    assert_eq!(bench.marks(letter).unwrap().len(), WORDS.len());
}

#[test]
fn correcting_a_text_gives_no_other_words_to_an_annotation_that_is_not_on_its_own() {
    let desk = Desk::new(&WORDS);
    let mut bench = changed(&desk, "exact: \"closed in March\"", "exact: \"closed in Match\"");
    let letter = named(&bench, "letter.txt");
    let at = LETTER.find("in March").unwrap();
    let text = "during".to_owned();
    bench.run(Command::CorrectText { document: letter, span: Span::new(at, at + 2), text }).unwrap();
    bench.finish_jobs();
    assert_eq!(listed(&bench), ["closed in Match"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_byte_of_the_project_file_is_changed_each_annotation_is_on_its_words_or_listed(
        at in any::<prop::sample::Index>(), byte in prop_oneof![b'0'..=b'9', b'a'..=b'z', 0u8..128],
    ) {
        let desk = DESK.lock().unwrap();
        let original = std::fs::read(desk.path("original.ron")).unwrap();
        let mut file = original.clone();
        let at = at.index(file.len());
        file[at] = byte;
        std::fs::write(desk.path("study.ron"), &file).unwrap();
        let bench = desk.open();
        if bench.file().is_some() {
            let needing_look = bench.needing_look();
            let project = bench.project();
            prop_assert_eq!(project.annotations.len(), WORDS.len());
            for annotation in project.annotations.values() {
                let anchor = &annotation.anchor;
                let own = WORDS.contains(&anchor.exact.as_str()) && LETTER.find(&anchor.exact) == Some(anchor.start);
                let marks = bench.marks(annotation.document);
                let drawn = marks.is_some_and(|marks| marks.iter().any(|(_, id)| id == annotation.id));
                let is_listed = needing_look.contains(&annotation.id);
                prop_assert!(own && drawn || is_listed && !drawn, "{:?}", annotation);
            }
        }
    }
}

/// A desk whose project file is spoilt again and again.
static DESK: std::sync::LazyLock<std::sync::Mutex<Desk>> = std::sync::LazyLock::new(|| {
    let desk = Desk::new(&WORDS);
    std::fs::copy(desk.path("study.ron"), desk.path("original.ron")).unwrap();
    std::sync::Mutex::new(desk)
});
