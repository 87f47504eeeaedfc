//! Texts read in another encoding than their bytes speak for.

use super::sources::{Desk, named, open_folder_again};
use super::*;

const DUMA: &str = "Дума сказала нет, and the clerk denied it.\n";

/// A project over one text, with two of its words tagged.
fn duma() -> (tempfile::TempDir, Workbench, DocumentId) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("duma.txt"), DUMA).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.look_after_files();
    bench.run(Command::OpenInputs(vec![folder.path().join("duma.txt")])).unwrap();
    bench.finish_jobs();
    let document = named(&bench, "duma.txt");
    for words in ["нет", "clerk"] {
        let at = DUMA.find(words).unwrap();
        tag_new(&mut bench, document, Span::new(at, at + words.len()), "Evidence");
    }
    bench.run(Command::SaveAs(folder.path().join("study.ron"))).unwrap();
    bench.finish_jobs();
    bench.take_notices();
    (folder, bench, document)
}

fn read_as(bench: &mut Workbench, document: DocumentId, encoding: &str) {
    bench.run(Command::ReadAs { document, encoding: encoding.into() }).unwrap();
    bench.finish_jobs();
}

fn quoted(bench: &Workbench) -> Vec<String> {
    let annotations = bench.project().annotations.values();
    let mut quoted: Vec<String> =
        annotations.filter(|it| it.standing.is_certain()).map(|it| it.anchor.exact.clone()).collect();
    quoted.sort();
    quoted
}

#[test]
fn a_text_is_read_in_another_encoding_with_its_annotations_on_the_same_bytes_and_back_again() {
    let (folder, mut bench, document) = duma();
    let before = bench.project().clone();
    read_as(&mut bench, document, "windows-1251");
    let record = bench.project().documents[&document].clone();
    assert_eq!(record.encoding, "windows-1251 (chosen)");
    assert_eq!(
        record.title.chars().take(2).collect::<String>(),
        "Р”",
        "a title from the text goes with the text"
    );
    assert_eq!(quoted(&bench), ["clerk", "РЅРµС‚"]);
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(told, ["The new text is in use; 2 annotations were carried over."]);

    // Nothing is the matter with the file: it is read as was chosen, and otherwise says what it said.
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    assert!(bench.sources_to_look_at().is_empty());
    save(&mut bench);
    let mut again = Workbench::new(Places::none());
    again.only_read();
    again.look_after_files();
    again.run(Command::OpenProject(folder.path().join("study.ron"))).unwrap();
    again.finish_jobs();
    assert!(again.sources_to_look_at().is_empty());
    assert_eq!(quoted(&again), ["clerk", "РЅРµС‚"]);

    // As UTF-8 it reads as it did, and so it does when the choice is undone.
    read_as(&mut bench, document, "utf-8");
    assert_eq!(bench.document(document).unwrap().text.as_str(), DUMA);
    assert_eq!(quoted(&bench), ["clerk", "нет"]);
    bench.run(Command::Undo).unwrap();
    bench.run(Command::Undo).unwrap();
    bench.finish_jobs();
    assert_eq!(*bench.project(), before);
    assert_eq!(bench.document(document).unwrap().text.as_str(), DUMA);
}

#[test]
fn annotations_that_have_no_place_in_another_encoding_wait_and_are_told() {
    let (_folder, mut bench, document) = duma();
    read_as(&mut bench, document, "windows-1251");
    // Half of a letter of the text as it should be read.
    let text = bench.document(document).unwrap().text.clone();
    let at = text.as_str().find("РЅРµС‚").unwrap();
    tag_new(&mut bench, document, Span::new(at, at + 'Р'.len_utf8()), "Half");
    bench.take_notices();
    read_as(&mut bench, document, "UTF-8");
    assert_eq!(quoted(&bench), ["clerk", "нет"]);
    assert_eq!(bench.needing_look().len(), 1);
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert!(
        told[0].starts_with("The new text is in use; 2 annotations were carried over, and 1 "),
        "{told:?}"
    );
}

#[test]
fn an_encoding_that_does_not_fit_or_changes_nothing_leaves_the_text_as_it_is() {
    let (folder, mut bench, document) = duma();
    let before = bench.project().clone();
    read_as(&mut bench, document, "UTF-8");
    assert_eq!(
        told(&mut bench, Level::Info),
        ["“Дума сказала нет, and the clerk denied it.” reads the same in UTF-8."]
    );
    std::fs::write(
        folder.path().join("duma.txt"),
        b"\xc4\xf3\xec\xe0 \xf1\xea\xe0\xe7\xe0\xeb\xe0 \xed\xe5\xf2",
    )
    .unwrap();
    read_as(&mut bench, document, "UTF-8");
    let sentence = "“Дума сказала нет, and the clerk denied it.” stays as it is. This file is not in UTF-8: too many of its bytes \
                    stand for nothing there; choose another encoding.";
    assert_eq!(told(&mut bench, Level::Error), [sentence]);
    let unknown = Command::ReadAs { document, encoding: "EBCDIC".into() };
    assert!(bench.run(unknown).unwrap_err().to_string().starts_with("“EBCDIC” is no encoding"));
    assert_eq!(*bench.project(), before);
}

#[test]
fn a_corrected_text_is_not_read_in_another_encoding_until_the_corrections_are_undone() {
    let (_folder, mut bench, document) = duma();
    let at = DUMA.find("denied").unwrap();
    let text = "admitted".to_owned();
    bench.run(Command::CorrectText { document, span: Span::new(at, at + 6), text }).unwrap();
    let before = bench.project().clone();
    let read = Command::ReadAs { document, encoding: "windows-1251".into() };
    let refused = bench.run(read).unwrap_err().to_string();
    assert!(refused.contains("was corrected") && refused.contains("undo the corrections first"), "{refused}");
    bench.take_notices();
    read_as(&mut bench, document, "UTF-8");
    let same = told(&mut bench, Level::Info);
    assert!(same[0].ends_with("reads the same in UTF-8."), "{same:?}");
    assert_eq!(*bench.project(), before);
    bench.run(Command::Undo).unwrap();
    read_as(&mut bench, document, "windows-1251");
    assert_eq!(bench.project().documents[&document].encoding, "windows-1251 (chosen)");
}

#[test]
fn a_text_that_was_kept_or_whose_file_has_changed_is_not_read_in_another_encoding() {
    let (folder, mut bench, document) = duma();
    let before = bench.project().clone();
    std::fs::write(folder.path().join("duma.txt"), format!("{DUMA}And so on.\n")).unwrap();
    // Nobody has looked at the file yet.
    read_as(&mut bench, document, "windows-1251");
    let refused = told(&mut bench, Level::Error);
    assert!(refused[0].contains("has changed since it was read"), "{refused:?}");
    assert!(matches!(bench.source_state(document), SourceState::Changed));
    assert_eq!(*bench.project(), before);
    let read = Command::ReadAs { document, encoding: "windows-1251".into() };
    assert_eq!(bench.run(read.clone()).unwrap_err().to_string(), refused[0]);
    bench.run(Command::KeepTextAsRead(document)).unwrap();
    let refused = bench.run(read).unwrap_err().to_string();
    assert!(refused.contains("undo the keeping first"), "{refused}");
    bench.run(Command::Undo).unwrap();
    bench.run(Command::TakeOverText(document)).unwrap();
    bench.finish_jobs();
    read_as(&mut bench, document, "windows-1251");
    assert_eq!(bench.project().documents[&document].encoding, "windows-1251 (chosen)");
}

/// As an old Mac wrote it, which the bytes do not tell.
const MAC: &[u8] = b"The caf\x8e was closed, and the clerk denied it.\n";

/// A project over a folder with a text whose encoding was chosen.
fn in_mac() -> (Desk, Workbench, DocumentId) {
    let desk = Desk::new(&[]);
    std::fs::write(desk.path("texts/cafe.txt"), MAC).unwrap();
    let mut bench = desk.open();
    open_folder_again(&mut bench, &desk);
    let document = named(&bench, "cafe.txt");
    assert!(!bench.text(document).unwrap().as_str().contains("café"));
    read_as(&mut bench, document, "macintosh");
    assert!(bench.text(document).unwrap().as_str().starts_with("The café was closed"));
    save(&mut bench);
    bench.take_notices();
    (desk, bench, document)
}

#[test]
fn a_folder_opened_again_is_read_in_the_encodings_that_were_chosen() {
    let (desk, mut bench, document) = in_mac();
    assert_eq!(open_folder_again(&mut bench, &desk), ["3 were here already."]);
    assert!(bench.sources_to_look_at().is_empty());
    std::fs::write(desk.path("texts/cafe.txt"), [MAC, b"No\x91l.\n"].concat()).unwrap();
    assert_eq!(
        open_folder_again(&mut bench, &desk),
        ["2 were here already; 1 file has changed since it was read, see Needs a look."]
    );
    let changed = bench.changed_source(document).unwrap();
    assert!(changed.text.as_str().ends_with("denied it.\nNoël.\n"), "{}", changed.text.as_str());
    bench.run(Command::TakeOverText(document)).unwrap();
    bench.finish_jobs();
    assert_eq!(open_folder_again(&mut bench, &desk), ["3 were here already."]);
}

#[test]
fn a_corrected_text_in_a_chosen_encoding_has_a_file_that_is_as_it_was() {
    let (desk, mut bench, document) = in_mac();
    let at = bench.text(document).unwrap().as_str().find("denied").unwrap();
    let text = "admitted".to_owned();
    bench.run(Command::CorrectText { document, span: Span::new(at, at + 6), text }).unwrap();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    assert!(bench.sources_to_look_at().is_empty());
    assert_eq!(open_folder_again(&mut bench, &desk), ["3 were here already."]);
}

#[test]
fn a_missing_file_is_found_in_the_encoding_that_was_chosen() {
    let (desk, mut bench, document) = in_mac();
    // Beside, under another name.
    std::fs::rename(desk.path("texts/cafe.txt"), desk.path("texts/session.txt")).unwrap();
    bench.run(Command::CheckSources).unwrap();
    bench.finish_jobs();
    assert!(matches!(bench.source_state(document), SourceState::Moved(_)));
    // Elsewhere, under another name; then under its own, with other words.
    std::fs::create_dir(desk.path("away")).unwrap();
    std::fs::rename(desk.path("texts/session.txt"), desk.path("away/session.txt")).unwrap();
    for (name, is_changed) in [("session.txt", false), ("cafe.txt", true)] {
        bench.run(Command::CheckSources).unwrap();
        bench.finish_jobs();
        assert!(matches!(bench.source_state(document), SourceState::Missing));
        bench.run(Command::FindSources(desk.path("away"))).unwrap();
        bench.finish_jobs();
        assert!(bench.project().documents[&document].path_text().ends_with(name));
        assert_eq!(bench.changed_source(document).is_some(), is_changed);
        if is_changed {
            assert!(bench.changed_source(document).unwrap().text.as_str().ends_with("Noël."));
        }
        bench.run(Command::Undo).unwrap();
        std::fs::remove_file(desk.path("away").join(name)).unwrap();
        std::fs::write(desk.path("away/cafe.txt"), [MAC, b"No\x91l."].concat()).unwrap();
    }
}
