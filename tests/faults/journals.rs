//! Journals and project files damaged in any way: nothing panics, nothing hangs, what can be read is read, and people are
//! told in a sentence.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lectern::disk::Disk;
use lectern::project::journal;
use lectern::project::{Annotation, Project, Standing};
use lectern::text::Span;
use lectern::workbench::{Command, Places, Workbench, trial};
use proptest::prelude::*;

use crate::{refusing, reopening};

/// A saved project with a journal of random work after it, and every state it has been in.
struct Worked {
    file: Vec<u8>,
    journal: Vec<u8>,
    states: Vec<Project>,
}

static WORKED: LazyLock<Worked> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let mut states = vec![bench.project().clone()];
    for deed in trial::deeds(3).filter(|deed| deed.0 + 1 < trial::KINDS).take(60) {
        trial::carry_out(&mut bench, deed);
        states.push(bench.project().clone());
    }
    bench.flush_journal();
    let file = std::fs::read(&path).unwrap();
    let journal = std::fs::read(journal::path_of(&path)).unwrap();
    Worked { file, journal, states }
});

/// A project file with this journal beside it.
fn laid_out(file: &[u8], journal_bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    std::fs::write(&path, file).unwrap();
    let journal = journal::path_of(&path);
    std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
    std::fs::write(&journal, journal_bytes).unwrap();
    (folder, path)
}

/// The project as it opens with this journal beside it, and what is said.
fn opened(file: &[u8], journal_bytes: &[u8]) -> (Workbench, Vec<String>, PathBuf, tempfile::TempDir) {
    let (folder, path) = laid_out(file, journal_bytes);
    let mut bench = reopening::opened(&path);
    let told = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    (bench, told, path, folder)
}

/// Every annotation is one there has been, as it has been at some time.
/// As it was made, or with nothing but the doubt whether the text is still the one it was made on.
fn is_one_there_has_been(annotation: &Annotation) -> bool {
    let is_it = |there: &Annotation| {
        let doubted = Annotation { standing: annotation.standing.clone(), ..there.clone() };
        there == annotation || annotation.standing.needs_look() && doubted == *annotation
    };
    WORKED.states.iter().filter_map(|state| state.annotations.get(&annotation.id)).any(is_it)
}

/// One way to spoil a file.
#[derive(Clone, Debug)]
enum Harm {
    Flip(usize, u8),
    Cut(usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    Zero(usize, usize),
    TakeLine(usize),
    SwapLines(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<usize>;
    prop_oneof![
        (at(), 1u8..).prop_map(|(at, bits)| Harm::Flip(at, bits)),
        at().prop_map(Harm::Cut),
        (at(), 1usize..2000).prop_map(|(at, length)| Harm::Remove(at, length)),
        (at(), 1usize..2000).prop_map(|(at, length)| Harm::Repeat(at, length)),
        (at(), 1usize..5000).prop_map(|(at, length)| Harm::Zero(at, length)),
        at().prop_map(Harm::TakeLine),
        (at(), at()).prop_map(|(a, b)| Harm::SwapLines(a, b)),
    ]
}

fn harmed(bytes: &[u8], harm: &Harm) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = |at: usize, bytes: &[u8]| at % bytes.len().max(1);
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    };
    match *harm {
        Harm::Flip(at, bits) => {
            let at = place(at, &bytes);
            bytes[at] ^= bits;
        }
        Harm::Cut(at) => bytes.truncate(place(at, &bytes)),
        Harm::Remove(at, length) => {
            let at = place(at, &bytes);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        Harm::Repeat(at, length) => {
            let at = place(at, &bytes);
            let again = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, again);
        }
        Harm::Zero(at, length) => {
            let at = place(at, &bytes);
            let end = (at + length).min(bytes.len());
            bytes[at..end].fill(0);
        }
        Harm::TakeLine(at) => {
            let mut lines = lines(&bytes);
            lines.remove(at % lines.len());
            bytes = lines.concat();
        }
        Harm::SwapLines(a, b) => {
            let mut lines = lines(&bytes);
            let count = lines.len();
            lines.swap(a % count, b % count);
            bytes = lines.concat();
        }
    }
    bytes
}

#[test]
fn a_whole_journal_brings_everything_back() {
    let (bench, told, ..) = opened(&WORKED.file, &WORKED.journal);
    assert_eq!(Some(bench.project()), WORKED.states.last());
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn a_journal_cut_anywhere_brings_back_what_is_before() {
    let ends: Vec<usize> =
        WORKED.journal.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    for end in ends {
        for cut in [end, (end + 7).min(WORKED.journal.len())] {
            let (bench, told, ..) = opened(&WORKED.file, &WORKED.journal[..cut]);
            assert!(WORKED.states.contains(bench.project()), "cut at {cut}");
            assert!(
                told.iter().all(|sentence| !sentence.contains("damaged")),
                "a torn line is no damage: {told:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_journal_never_makes_up_anything(harms in prop::collection::vec(harm(), 1..4)) {
        let mut bytes = WORKED.journal.clone();
        for harm in &harms {
            bytes = harmed(&bytes, harm);
        }
        let (mut bench, told, path, _folder) = opened(&WORKED.file, &bytes);
        for annotation in bench.project().annotations.values() {
            prop_assert!(is_one_there_has_been(annotation), "{:?}", told);
        }
        prop_assert!(bench.file().is_some_and(|file| file.read_only.is_none()));
        let only_changes = harms.iter().all(|harm| matches!(harm, Harm::Flip(..) | Harm::SwapLines(..)));
        if only_changes && Some(bench.project()) != WORKED.states.last() {
            prop_assert!(told.iter().any(|sentence| sentence.contains("is damaged at line")), "{:?}", told);
        }
        // Work goes on, and what is found then is what was left.
        bench.run(Command::NewTag { parent: None, name: "After the damage".into() }).unwrap();
        bench.flush_journal();
        prop_assert!(!bench.journal_is_failing(), "{:?}", told);
        let left = bench.project().clone();
        drop(bench);
        let mut again = Workbench::new(Places::none());
        again.run(Command::OpenProject(path)).unwrap();
        again.finish_jobs();
        prop_assert_eq!(again.project(), &left);
    }

    #[test]
    fn a_journal_of_any_bytes_is_no_journal(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (bench, ..) = opened(&WORKED.file, &bytes);
        prop_assert_eq!(Some(bench.project()), WORKED.states.first());
    }
}

/// The file and the journal of a project without documents, with what was done since it was saved, and its last state.
fn small_study() -> (Vec<u8>, Vec<u8>, Project) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::NewTag { parent: None, name: "saved".into() }).unwrap();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    for name in ["one", "two", "three"] {
        bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
    }
    bench.flush_journal();
    let journal = std::fs::read(journal::path_of(&path)).unwrap();
    (std::fs::read(&path).unwrap(), journal, bench.project().clone())
}

fn first_line_of(journal: &[u8]) -> usize {
    journal.iter().position(|byte| *byte == b'\n').unwrap() + 1
}

#[test]
fn any_bit_of_the_first_line_of_a_journal_changed_costs_nothing_and_is_told() {
    let (file, journal, left) = small_study();
    for (at, bit) in (0..first_line_of(&journal)).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let mut bent = journal.clone();
        bent[at] ^= 1 << bit;
        let (bench, told, _, _folder) = opened(&file, &bent);
        assert_eq!(*bench.project(), left, "byte {at}, bit {bit}");
        assert_eq!(bench.file().unwrap().read_only, None);
        assert!(
            told.iter().any(|sentence| sentence.starts_with("The journal of “study.ron” is damaged at line")),
            "byte {at}, bit {bit}: {told:?}"
        );
        let trouble = &bench.verify().journals[0].trouble;
        let is_named = matches!(trouble, journal::Trouble::Damaged(lines) if lines.contains(&1));
        assert!(is_named, "byte {at}, bit {bit}: {trouble:?}");
    }
}

#[test]
fn a_journal_from_before_its_first_line_had_a_checksum_is_whole_and_a_digit_changed_in_it_costs_nothing() {
    let (file, journal, left) = small_study();
    let text = String::from_utf8(journal).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let older = first.rsplit_once(" sum=").unwrap().0;
    let (mut bench, told, path, _folder) = opened(&file, format!("{older}\n{rest}").as_bytes());
    assert_eq!((bench.project(), told.len()), (&left, 1), "{told:?}");
    assert!(bench.verify().journals.is_empty());
    bench.run(Command::NewTag { parent: None, name: "Goes on".into() }).unwrap();
    bench.flush_journal();
    let text = std::fs::read_to_string(journal::path_of(&path)).unwrap();
    assert!(text.starts_with(older) && text.contains("Goes on"), "it is gone on with as it is");
    let id = older.find("project=").unwrap() + "project=".len();
    for at in [id, id + 9, id + 35] {
        let digit = if &older[at..=at] == "a" { "b" } else { "a" };
        let bent = format!("{}{digit}{}\n{rest}", &older[..at], &older[at + 1..]);
        let (bench, told, ..) = opened(&file, bent.as_bytes());
        assert_eq!(*bench.project(), left);
        assert!(told.iter().any(|sentence| sentence.contains("is damaged at line 1;")), "{told:?}");
    }
}

#[test]
fn a_damaged_last_line_is_told_and_what_stood_there_is_kept() {
    let (file, journal, left) = small_study();
    let mut bent = journal.clone();
    let at = bent.len() - 40;
    bent[at] ^= 1;
    let (mut bench, told, path, _folder) = opened(&file, &bent);
    assert_eq!(bench.project().tags.len(), left.tags.len() - 1);
    let line = journal.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(
        told[1],
        format!(
            "The journal of “study.ron” is damaged at line {line}; all that can be read of it was kept, and the damaged \
             journal is set aside as it is."
        )
    );
    assert_eq!(bench.verify().journals[0].trouble, journal::Trouble::Damaged(vec![line]));
    bench.run(Command::NewTag { parent: None, name: "After".into() }).unwrap();
    bench.flush_journal();
    let beside = journal::path_of(&path);
    assert_eq!(std::fs::read(beside.with_file_name("journal.aside-1")).unwrap(), bent);
    let left = bench.project().clone();
    drop(bench);
    let mut again = Workbench::new(Places::none());
    again.run(Command::OpenProject(path)).unwrap();
    again.finish_jobs();
    assert_eq!(*again.project(), left);
}

/// Every record refers to what is there, and every annotation is drawn on its words, listed, or detached by a person.
fn nothing_dangles(bench: &Workbench) {
    let project = bench.project();
    let listed = bench.needing_look();
    for annotation in project.annotations.values() {
        assert!(project.documents.contains_key(&annotation.document), "{annotation:?}");
        assert!(project.coders.contains_key(&annotation.coder), "{annotation:?}");
        assert!(annotation.tags.iter().all(|tag| project.tags.contains_key(tag)), "{annotation:?}");
        let text = bench.text(annotation.document);
        let is_drawn = text.is_some_and(|text| annotation.span_in(&text).is_some());
        let is_detached = annotation.standing == Standing::Detached;
        assert!(is_drawn || is_detached || listed.contains(&annotation.id), "{annotation:?}");
    }
    assert!(
        project.tags.values().all(|tag| tag.parent.is_none_or(|above| project.tags.contains_key(&above)))
    );
}

#[test]
fn whichever_line_of_a_journal_is_damaged_nothing_that_comes_back_refers_to_what_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "The harvest failed, and the clerk denied it.\n").unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    bench.run(Command::OpenInputs(vec![letter])).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    bench.run(Command::NewTag { parent: None, name: "Want".into() }).unwrap();
    let parent = bench.project().tags.keys().next().copied();
    bench.run(Command::NewTag { parent, name: "Hunger".into() }).unwrap();
    let tags: Vec<_> = bench.project().tags.keys().copied().collect();
    for (start, end) in [(4, 11), (12, 18)] {
        let span = Span::new(start, end);
        bench.run(Command::Tag { document, span, tags: tags.clone() }).unwrap();
    }
    bench.run(Command::TagByPath { document, span: Span::new(24, 29), path: vec!["Clerk".into()] }).unwrap();
    bench.flush_journal();
    drop(bench);
    let journal = journal::path_of(&path);
    let whole = std::fs::read(&journal).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let open = || reopening::opened(&path);
    let mut mended = 0;
    for at in 0..lines.len() {
        let mut bent = lines.iter().map(|line| line.to_vec()).collect::<Vec<_>>();
        bent[at][9] ^= 1;
        std::fs::write(&journal, bent.concat()).unwrap();
        let mut bench = open();
        nothing_dangles(&bench);
        let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
        assert!(told.iter().any(|sentence| sentence.contains("is damaged at line")), "{told:?}");
        mended += usize::from(told.iter().any(|sentence| sentence.contains("it was added as “")));
        // Undo never takes the mending back.
        while bench.history().undoable().is_some() {
            bench.send(Command::Undo);
            nothing_dangles(&bench);
        }
        while bench.history().redoable().is_some() {
            bench.send(Command::Redo);
            nothing_dangles(&bench);
        }
        // So it is still when the history goes on and is read anew.
        bench.run(Command::SetProjectMemo("After".into())).unwrap();
        bench.flush_journal();
        let left = bench.project().clone();
        drop(bench);
        let bench = open();
        assert_eq!(*bench.project(), left);
        nothing_dangles(&bench);
    }
    assert!(mended >= 3, "a document and two tags are lost with their lines: {mended}");
}

#[test]
fn brackets_without_end_are_refused_at_once() {
    for bracket in ["(", "[", "{", "Some("] {
        let deep = bracket.repeat(2_000_000);
        let begin = std::time::Instant::now();
        let (bench, ..) = opened(&WORKED.file, deep.as_bytes());
        assert_eq!(Some(bench.project()), WORKED.states.first());
        let mut bench = Workbench::new(Places::none());
        let folder = tempfile::tempdir().unwrap();
        let path: &Path = &folder.path().join("deep.ron");
        std::fs::write(path, &deep).unwrap();
        bench.run(Command::OpenProject(path.to_owned())).unwrap();
        bench.finish_jobs();
        let told = bench.take_notices();
        assert!(told[0].text.contains("is not a Lectern project"), "{}", told[0].text);
        assert!(begin.elapsed().as_secs() < 20);
    }
}

/// A line of a journal with a checksum that vouches for it.
fn vouched_for(record: &str) -> String {
    let sum = blake3::hash(record.as_bytes()).to_hex().to_string();
    format!("{record} // {}\n", &sum[..16])
}

#[test]
fn a_journal_line_nested_without_end_or_huge_is_damage_even_where_its_checksum_holds() {
    let number = WORKED.states.len() + 1;
    let begin = format!(
        "Edit(number:{number},id:\"00000000-0000-4000-8000-000000000000\",at:\"2026-01-01T00:00:00Z\","
    );
    let spoilt = [
        "(".repeat(100_000),
        "[".repeat(100_000),
        format!("{begin}coder:{}", "Some(".repeat(100_000)),
        format!("{begin}coder:None,label:\"x\",changes:[],more:{}", "[".repeat(100_000)),
        format!("{begin}coder:None,label:\"{}\",changes:[Tag(", "a".repeat(32 << 20)),
        format!("{begin}coder:None,label:\"x\",changes:[{}]", "Tag(None,None),".repeat(100_000)),
    ];
    for record in spoilt {
        let good = WORKED.journal.iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        let lines =
            [&WORKED.journal[..good], vouched_for(&record).as_bytes(), &WORKED.journal[..good]].concat();
        let begin = std::time::Instant::now();
        let (bench, told, ..) = opened(&WORKED.file, &lines);
        assert!(begin.elapsed().as_secs() < 20);
        assert_eq!(Some(bench.project()), WORKED.states.last());
        assert!(
            told.iter()
                .any(|sentence| sentence.starts_with("The journal of “study.ron” is damaged at lines "))
        );
        assert!(told.iter().all(|sentence| sentence.len() < 1000));
    }
}

#[test]
fn a_journal_with_a_byte_order_mark_or_other_line_ends_is_whole() {
    let text = String::from_utf8(WORKED.journal.clone()).unwrap();
    let crlf = text.replace('\n', "\r\n");
    for changed in [format!("\u{FEFF}{text}"), crlf.clone(), format!("\u{FEFF}{crlf}")] {
        let (mut bench, told, path, _folder) = opened(&WORKED.file, changed.as_bytes());
        assert_eq!(Some(bench.project()), WORKED.states.last());
        assert_eq!(told.len(), 1, "{told:?}");
        bench.run(Command::NewTag { parent: None, name: "Goes on".into() }).unwrap();
        bench.flush_journal();
        let left = bench.project().clone();
        drop(bench);
        let mut again = Workbench::new(Places::none());
        again.run(Command::OpenProject(path)).unwrap();
        again.finish_jobs();
        assert_eq!(again.project(), &left);
    }
}

#[test]
fn a_journal_that_git_has_merged_is_damaged_where_its_marks_are_and_makes_nothing_up() {
    let text = String::from_utf8(WORKED.journal.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (first, rest) = lines.split_at(lines.len() / 2);
    let ours = rest.join("\n");
    let merged = format!("{}\n<<<<<<< HEAD\n{ours}\n=======\n{ours}\n>>>>>>> other\n", first.join("\n"));
    let (bench, told, ..) = opened(&WORKED.file, merged.as_bytes());
    assert_eq!(Some(bench.project()), WORKED.states.last());
    let line = first.len() + 1;
    assert!(
        told.iter().any(|sentence| {
            sentence.starts_with(&format!(
            "The journal of “study.ron” is damaged at lines {line}, "
        )) && sentence.ends_with(
            " and others; all that can be read of it was kept, and the damaged journal is set aside as it is."
        )
        }),
        "{told:?}"
    );
}

#[test]
fn what_was_undone_below_a_step_that_does_not_fit_any_more_stays_undone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let new_tag = |name: &str| Command::NewTag { parent: None, name: name.into() };
    bench.run(new_tag("zero")).unwrap();
    for memo in ["first", "second"] {
        bench.run(Command::SetProjectMemo(memo.into())).unwrap();
    }
    bench.run(new_tag("last")).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    drop(bench);
    let journal = journal::path_of(&path);
    let text = std::fs::read_to_string(&journal).unwrap();
    let line = text.lines().find(|line| line.contains("memo:\"second\"")).unwrap();
    std::fs::write(&journal, text.replace(line, "// lost")).unwrap();

    let reopened = || reopening::opened(&path);
    let mut bench = reopened();
    bench.run(Command::Undo).unwrap();
    // The step before the lost one does not fit any more, the one before that does.
    assert!(bench.run(Command::Undo).is_err());
    bench.run(Command::Undo).unwrap();
    assert!(bench.project().tags.is_empty());
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    let mut bench = reopened();
    assert_eq!(*bench.project(), left);
    // And the same the other way.
    for expected in ["zero", "last"] {
        bench.run(Command::Redo).unwrap();
        assert!(bench.project().tags.values().any(|tag| tag.name == expected), "{expected}");
    }
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    assert_eq!(*reopened().project(), left);
}

/// Opens a project whose journal cannot be gone on with: it can only be read, the journal is left as it is, and a copy can
/// be worked on.
fn opens_only_to_be_read(disk: Disk, path: &Path, why: &str) {
    let journal = journal::path_of(path);
    let before = std::fs::metadata(&journal).unwrap().len();
    let mut bench = Workbench::on_disk(Places::none(), disk);
    bench.run(Command::OpenProject(path.to_owned())).unwrap();
    bench.finish_jobs();
    let reason = bench.file().unwrap().read_only.clone().unwrap();
    assert!(reason.starts_with(why) && reason.ends_with('.'), "{reason}");
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert_eq!(told, [reason]);
    assert!(bench.run(Command::Save).is_err());
    bench.run(Command::NewTag { parent: None, name: "Goes on".into() }).unwrap();
    bench.flush_journal();
    assert_eq!(std::fs::metadata(&journal).unwrap().len(), before);
    assert!(!journal.with_file_name("journal.aside-1").exists());
    let copy = path.with_file_name("copy.ron");
    bench.run(Command::SaveAs(copy.clone())).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.file().unwrap().read_only, None);
}

#[test]
fn a_journal_larger_than_any_opens_only_to_be_read() {
    let (_folder, path) = laid_out(&WORKED.file, b"");
    std::fs::File::create(journal::path_of(&path)).unwrap().set_len(5 << 30).unwrap();
    opens_only_to_be_read(
        Disk::default(),
        &path,
        "The journal of “study.ron” could not be read, so it is open for reading only and changes that were not saved yet \
         may be missing: ",
    );
}

#[test]
fn a_journal_of_a_newer_program_opens_only_to_be_read_until_that_goes_on() {
    let text = String::from_utf8(WORKED.journal.clone()).unwrap();
    let id = WORKED.states[0].info.id;
    let heading = format!("// lectern journal schema=9 project={id} app=99.0.0");
    let (_, rest) = text.split_once('\n').unwrap();
    let (_folder, path) = laid_out(&WORKED.file, format!("{heading}\n{rest}").as_bytes());
    opens_only_to_be_read(
        Disk::default(),
        &path,
        "The journal of “study.ron” was written by a newer Lectern, so it is open for reading only and changes that were \
         not saved yet are missing: update Lectern to go on with it.",
    );
    std::fs::write(journal::path_of(&path), &WORKED.journal).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    assert_eq!(Some(bench.project()), WORKED.states.last());
}

#[test]
fn a_journal_that_nobody_may_read_or_look_at_opens_only_to_be_read() {
    for call in ["read", "about"] {
        let (_folder, path) = laid_out(&WORKED.file, &WORKED.journal);
        let journal = journal::path_of(&path);
        let disk = refusing::disk(move |asked, path| {
            (asked == call && path == journal).then_some(ErrorKind::PermissionDenied)
        });
        opens_only_to_be_read(
            disk,
            &path,
            "The journal of “study.ron” could not be read, so it is open for reading only and changes that were not saved \
             yet may be missing: the system does not allow access to ",
        );
    }
}
