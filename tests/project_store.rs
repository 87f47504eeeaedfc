//! The project file from outside: what is saved is what is opened, and what others did to the file is survived.

#![allow(clippy::unwrap_used)]

#[path = "common/projects.rs"]
mod projects;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lectern::disk::Disk;
use lectern::project::store::{Expected, StoreError, frozen_text, on_disk_changed, open, save};
use lectern::project::{AnnotationId, CoderId, DocumentId, TagId};
use projects::{Sample, large, sample};
use proptest::prelude::*;

fn saved(sample: &Sample) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &|id| sample.text(id)).unwrap();
    (folder, path)
}

/// A small project whose records are all there.
fn small() -> Sample {
    large(3)
}

/// Takes the checksum of the first line out, as in a file of a program that wrote none.
fn take_sum_out(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let (words, _) = first.rsplit_once(" sum=").unwrap();
    fs::write(path, format!("{words}\n{rest}")).unwrap();
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in the file");
    fs::write(path, text.replace(from, to)).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn save_then_open_is_identity(sample in sample()) {
        let (_folder, path) = saved(&sample);
        let opened = open(&Disk::default(), &path).unwrap();
        prop_assert_eq!(&opened.notices, &Vec::<String>::new());
        prop_assert_eq!(opened.read_only, None);
        prop_assert_eq!(&opened.project, &sample.project);
        for (id, record) in &opened.project.documents {
            let text = frozen_text(&Disk::default(), &path, record.hash).unwrap();
            prop_assert_eq!(text.as_str(), sample.texts[id].as_str());
        }
        for note in opened.project.annotations.values() {
            let text = &sample.texts[&note.document];
            let place = note.anchor.resolve(text);
            prop_assert_eq!(place.and_then(|place| place.of(text.as_str())), Some(note.anchor.exact.as_str()));
        }
        // The same project is the same bytes, and every record has a line of its own.
        let first = fs::read(&path).unwrap();
        save(&Disk::default(), &opened.project, None, &path, Expected::Unchanged(opened.file_hash), &|_| None).unwrap();
        prop_assert_eq!(&first, &fs::read(&path).unwrap());
        let records = opened.project.annotations.len() + opened.project.tags.len()
            + opened.project.documents.len() + opened.project.coders.len() + opened.project.decisions.len()
            + opened.project.lists.len() + opened.project.kinds.len() + opened.project.searches.len()
            + opened.project.topics.len();
        let text = String::from_utf8(first).unwrap();
        prop_assert_eq!(text.lines().filter(|line| line.starts_with("  (id:")).count(), records);
        prop_assert!(text.ends_with(")\n") && !text.contains('\r'));
    }

    #[test]
    fn damage_never_panics_and_never_passes_unnoticed(
        sample in sample(),
        kind in 0u8..6,
        at in any::<prop::sample::Index>(),
        more in any::<prop::sample::Index>(),
        junk in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let (_folder, path) = saved(&sample);
        let mut bytes = fs::read(&path).unwrap();
        let header = bytes.iter().position(|b| *b == b'\n').unwrap() + 1;
        let (a, b) = (at.index(bytes.len()), more.index(bytes.len()));
        let (from, to) = (a.min(b), a.max(b));
        match kind {
            0 => bytes.truncate(a),
            1 => bytes[a] ^= 1 << (b % 8),
            2 => bytes[from..to.min(from + 64)].fill(0),
            3 => { bytes.drain(from..to.min(from + 200)); }
            4 => { bytes.splice(a..a, junk); }
            _ => bytes = junk,
        }
        let untouched = bytes == fs::read(&path).unwrap();
        fs::write(&path, &bytes).unwrap();
        if let Ok(opened) = open(&Disk::default(), &path) {
            // A change of the header alone may say nothing; a change of what it stands for is told.
            let same = opened.project == sample.project;
            prop_assert!(untouched || same || !opened.notices.is_empty() || opened.read_only.is_some());
            if from >= header && !untouched {
                prop_assert!(!opened.notices.is_empty());
            }
            // Whatever was made of it can be saved, and then is whole.
            let again = path.with_file_name("again.ron");
            save(&Disk::default(), &opened.project, None, &again, Expected::Anything, &|_| None).unwrap();
            prop_assert_eq!(open(&Disk::default(), &again).unwrap().notices, Vec::<String>::new());
        }
    }
}

#[test]
fn what_an_editor_or_git_adds_is_no_change() {
    let sample = small();
    let (_folder, path) = saved(&sample);
    let text = fs::read_to_string(&path).unwrap();
    for other in [format!("\u{FEFF}{text}"), text.replace('\n', "\r\n")] {
        fs::write(&path, other).unwrap();
        let opened = open(&Disk::default(), &path).unwrap();
        assert_eq!(opened.notices, Vec::<String>::new());
        assert_eq!(opened.project, sample.project);
    }
}

#[test]
fn a_change_outside_is_told_and_opened() {
    let sample = small();
    let (_folder, path) = saved(&sample);
    replace(&path, "Tag 7\"", "Tag seven\"");
    let opened = open(&Disk::default(), &path).unwrap();
    assert!(opened.notices[0].contains("changed outside Lectern"), "{:?}", opened.notices);
    assert!(opened.project.tags.values().any(|tag| tag.name == "Tag seven"));
    // Without the header it is still a project.
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.split_once('\n').unwrap().1).unwrap();
    assert_eq!(open(&Disk::default(), &path).unwrap().project, opened.project);
}

#[test]
fn a_newer_file_is_read_only_or_refused() {
    let sample = small();
    let (_folder, path) = saved(&sample);
    take_sum_out(&path);
    replace(&path, "schema=4 min_reader=4 app=0.1.0", "schema=5 min_reader=4 app=9.0.0");
    let opened = open(&Disk::default(), &path).unwrap();
    assert!(opened.read_only.as_ref().unwrap().contains("9.0.0"));
    assert_eq!(opened.project, sample.project);
    for expected in [Expected::Unchanged(opened.file_hash), Expected::Anything] {
        let refused = save(&Disk::default(), &opened.project, None, &path, expected, &|_| None);
        assert!(matches!(refused, Err(StoreError::WouldLoseNewer { .. })));
    }
    replace(&path, "min_reader=4", "min_reader=5");
    assert!(matches!(open(&Disk::default(), &path), Err(StoreError::NeedsNewer { .. })));
}

#[test]
fn the_marks_of_a_merge_conflict_are_named_with_their_line() {
    let (_folder, path) = saved(&small());
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(5, "<<<<<<< HEAD");
    lines.insert(8, "=======");
    lines.insert(10, ">>>>>>> other");
    fs::write(&path, lines.join("\n")).unwrap();
    assert!(matches!(open(&Disk::default(), &path), Err(StoreError::ConflictMarks { line: 6, .. })));
}

#[test]
fn damage_is_named_with_its_line() {
    let (_folder, path) = saved(&small());
    let text = fs::read_to_string(&path).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("Tag 7\"")).unwrap();
    fs::write(&path, text.replace("name: \"Tag 7\"", "name: Tag 7\"")).unwrap();
    match open(&Disk::default(), &path) {
        Err(StoreError::Damaged { line: told, .. }) => assert_eq!(told, line),
        other => panic!("{:?}", other.map(|opened| opened.notices)),
    }
    fs::write(&path, &text[..text.len() / 2]).unwrap();
    assert!(matches!(open(&Disk::default(), &path), Err(StoreError::CutShort { .. })));
    fs::write(&path, "Dear Sir,\n").unwrap();
    assert!(matches!(open(&Disk::default(), &path), Err(StoreError::NotAProject(_))));
    fs::write(&path, "").unwrap();
    assert!(matches!(open(&Disk::default(), &path), Err(StoreError::NotAProject(_))));
}

#[test]
fn a_file_changed_by_others_is_not_saved_over() {
    let sample = small();
    let (_folder, path) = saved(&sample);
    let opened = open(&Disk::default(), &path).unwrap();
    assert!(!on_disk_changed(&Disk::default(), &path, opened.file_hash));
    let mut text = fs::read_to_string(&path).unwrap();
    text.push('\n');
    fs::write(&path, &text).unwrap();
    assert!(on_disk_changed(&Disk::default(), &path, opened.file_hash));
    let refused =
        save(&Disk::default(), &opened.project, None, &path, Expected::Unchanged(opened.file_hash), &|_| {
            None
        });
    assert!(matches!(refused, Err(StoreError::ChangedOnDisk(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let saved = save(&Disk::default(), &opened.project, None, &path, Expected::Anything, &|_| None).unwrap();
    assert!(!on_disk_changed(&Disk::default(), &path, saved.file_hash));
}

#[test]
fn texts_are_written_once_and_checked_when_read() {
    let sample = small();
    let (_folder, path) = saved(&sample);
    let (id, record) = sample.project.documents.iter().next().unwrap();
    let frozen = path.with_file_name("study.lectern/texts").join(format!("{}.txt", record.hash));
    let save_again = || {
        save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &|id| sample.text(id))
            .unwrap()
    };
    assert_eq!(save_again().texts_written, 0);

    fs::write(&frozen, "cut").unwrap();
    assert!(frozen_text(&Disk::default(), &path, record.hash).is_none());
    assert_eq!(save_again().texts_written, 1);
    assert_eq!(frozen_text(&Disk::default(), &path, record.hash).unwrap().hash(), record.hash);

    fs::remove_file(&frozen).unwrap();
    let saved = save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &|_| None).unwrap();
    assert_eq!(saved.texts_missing, [*id]);
    // The project opens without its folder, too.
    fs::remove_dir_all(path.with_file_name("study.lectern")).unwrap();
    assert_eq!(open(&Disk::default(), &path).unwrap().project, sample.project);
}

#[test]
fn saves_from_another_thread() {
    let sample = small();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let (project, texts, to) = (sample.project.clone(), sample.texts.clone(), path.clone());
    let saver = std::thread::Builder::new()
        .spawn(move || {
            save(&Disk::default(), &project, None, &to, Expected::Anything, &|id| texts.get(&id).cloned())
        })
        .unwrap();
    saver.join().unwrap().unwrap();
    assert_eq!(open(&Disk::default(), &path).unwrap().project, sample.project);
}

#[test]
fn records_that_do_not_fit_together_are_mended_and_nothing_is_lost() {
    let mut sample = small();
    let project = &mut sample.project;
    let tags: Vec<TagId> = project.tags.keys().copied().collect();
    let (absent, parent) = (TagId::new(), TagId::new());
    // A round of two, a missing parent, equal names, one key twice.
    project.tags.get_mut(&tags[0]).unwrap().parent = Some(tags[1]);
    project.tags.get_mut(&tags[1]).unwrap().parent = Some(tags[0]);
    project.tags.get_mut(&tags[2]).unwrap().parent = Some(parent);
    project.tags.get_mut(&tags[3]).unwrap().name = "Denial".to_owned();
    project.tags.get_mut(&tags[4]).unwrap().name = "denial".to_owned();
    project.tags.get_mut(&tags[5]).unwrap().shortcut = Some('x');
    project.tags.get_mut(&tags[6]).unwrap().shortcut = Some('X');
    let notes: Vec<AnnotationId> = project.annotations.keys().copied().collect();
    let quotations: BTreeSet<String> =
        project.annotations.values().map(|note| note.anchor.exact.clone()).collect();
    let first = project.annotations.get_mut(&notes[0]).unwrap();
    first.tags.insert(absent);
    first.coder = CoderId::new();
    let second = project.annotations.get_mut(&notes[1]).unwrap();
    second.document = DocumentId::new();
    (second.anchor.start, second.anchor.end) = (usize::MAX, 3);
    let third = project.annotations.get_mut(&notes[2]).unwrap();
    third.anchor.exact.clear();
    std::mem::swap(&mut third.anchor.start, &mut third.anchor.end);
    let (_folder, path) = saved(&sample);
    // And one record twice, one under another's identity.
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().find(|line| line.contains(&notes[0].to_string())).unwrap();
    let changed = line.replace("memo: \"", "memo: \"another ");
    fs::write(&path, text.replace(line, &format!("{line}\n{line}\n{changed}"))).unwrap();

    let opened = open(&Disk::default(), &path).unwrap();
    let (project, notices) = (&opened.project, opened.notices.join("\n"));
    assert!(project.tags[&absent].name.starts_with("Recovered tag"));
    assert!(project.tags.contains_key(&parent));
    assert_eq!(project.tag_rows().len(), project.tags.len(), "every tag is in the tree");
    assert_eq!(project.annotations.len(), 4);
    assert!(project.annotations.values().any(|note| note.memo.starts_with("another ")));
    assert_eq!(project.coders.len(), 2);
    assert_eq!(project.documents.len(), 2);
    let kept: BTreeSet<String> = project.annotations.values().map(|note| note.anchor.exact.clone()).collect();
    assert!(quotations.difference(&kept).count() <= 1, "only the quotation that was cleared is gone");
    for told in [
        "changed outside",
        "Recovered tag",
        "below itself",
        "denial 2",
        "shortcut “",
        "Unknown document",
        "Unknown coder",
        "did not agree",
        "wrong way round",
        "twice; it was kept once",
        "both were kept",
    ] {
        assert!(notices.contains(told), "{told} is not told:\n{notices}");
    }
    // Mended once, it is whole.
    save(&Disk::default(), project, None, &path, Expected::Anything, &|_| None).unwrap();
    let again = open(&Disk::default(), &path).unwrap();
    assert_eq!((&again.project, again.notices), (project, Vec::new()));
}

#[test]
fn no_saved_type_is_flattened_or_untagged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("src/text/anchor.rs"), root.join("src/corpus/document.rs")];
    let mut folders = vec![root.join("src/project")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    assert!(files.len() > 30, "all that is saved is looked at");
    for file in files {
        let code = fs::read_to_string(&file).unwrap();
        for line in code.lines().filter(|line| line.trim_start().starts_with("#[serde")) {
            assert!(!line.contains("flatten") && !line.contains("untagged"), "{}: {line}", file.display());
        }
    }
}
