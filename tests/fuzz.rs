//! Files of the program spoilt at random, by the byte and by what they are made of: opening one never panics, never
//! hangs, takes no more memory than a file of its size may, and gives a plain sentence or a project that fits together.
//!
//! `PROPTEST_CASES` says how often instead of the number each test has. The list of the bundled documents is compiled
//! in: the program reads no such list while it runs.

#![allow(clippy::unwrap_used)]

#[path = "common/projects.rs"]
mod projects;
#[path = "common/spoiling.rs"]
mod spoiling;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use lectern::disk::Disk;
use lectern::project::store::{Expected, open, save};
use lectern::project::{Project, TagId, journal};
use lectern::text::Span;
use lectern::ui::app::LecternApp;
use lectern::ui::dialogs::ScriptedDialogs;
use lectern::workbench::{Command, Places, Settings, Workbench, trial};
use proptest::prelude::*;

use projects::sample;
use spoiling::{Blow, blow, spoilt_bytes, spoilt_text};

/// The longest that opening a small file may take, on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);
/// The most memory the tests of this file may ever take together, in kilobytes.
const MOST_MEMORY: u64 = 1 << 20;

fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(usual))
}

/// The most memory this process has had at any time, in kilobytes, where the system says so.
fn most_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Does it, which must take neither long nor much memory.
fn bounded<T>(does: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let done = does();
    assert!(begin.elapsed() < LONGEST, "it took {:?}", begin.elapsed());
    assert!(most_memory().is_none_or(|most| most < MOST_MEMORY), "{:?} kB", most_memory());
    done
}

/// A sentence for people: one line, not longer than anybody reads.
fn is_sentence(text: &str) -> bool {
    !text.is_empty() && text.len() < 1200 && !text.contains('\n')
}

/// Every record refers to what is there, and the codebook is a tree.
fn fits_together(project: &Project) -> bool {
    let rooted = |tag: &TagId| {
        let mut seen = BTreeSet::new();
        let mut at = Some(*tag);
        while let Some(tag) = at {
            if !seen.insert(tag) {
                return false;
            }
            match project.tags.get(&tag) {
                Some(tag) => at = tag.parent,
                None => return false,
            }
        }
        true
    };
    let mut names = BTreeSet::new();
    project.tags.keys().all(rooted)
        && project.tags.values().all(|tag| names.insert((tag.parent, tag.name.to_lowercase())))
        && project.annotations.values().all(|annotation| {
            annotation.anchor.start <= annotation.anchor.end
                && project.documents.contains_key(&annotation.document)
                && project.coders.contains_key(&annotation.coder)
                && annotation.tags.iter().all(|tag| project.tags.contains_key(tag))
        })
}

/// Opens a file: a sentence, or a project that fits together and is the same when it was saved and opened again.
fn open_and_check(path: &Path) {
    match bounded(|| open(&Disk::default(), path)) {
        Err(error) => assert!(is_sentence(&error.to_string()), "{error}"),
        Ok(opened) => {
            assert!(opened.notices.iter().all(|notice| is_sentence(notice)), "{:?}", opened.notices);
            assert!(fits_together(&opened.project), "{:?}", opened.project);
            if opened.read_only.is_some() {
                return;
            }
            let again = path.with_file_name("again.ron");
            save(&Disk::default(), &opened.project, None, &again, Expected::Anything, &|_| None).unwrap();
            let reopened = open(&Disk::default(), &again).unwrap();
            assert_eq!((&reopened.project, reopened.notices.len()), (&opened.project, 0));
        }
    }
}

fn blows() -> impl Strategy<Value = Vec<Blow>> {
    prop::collection::vec(blow(), 1..6)
}

/// The file with a header that vouches for what it says, so that the checksum does not keep anything out.
fn vouched_for(file: &str) -> String {
    let (header, body) = file.split_once('\n').unwrap_or(("", file));
    let schema = header.split(' ').find(|word| word.starts_with("schema=")).unwrap_or("schema=4");
    let sum = blake3::hash(body.as_bytes());
    format!("// lectern {schema} min_reader=1 app=0.1.0 len={} blake3={sum}\n{body}", body.len())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn project_files(
        sample in sample(), blows in blows(), bytes in prop::collection::vec(any::<(usize, u8)>(), 0..3), vouched: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ron");
        save(&Disk::default(), &sample.project, None, &path, Expected::Anything, &|_| None).unwrap();
        let mut file = spoilt_text(&fs::read_to_string(&path).unwrap(), &blows);
        if vouched {
            file = vouched_for(&file);
        }
        fs::write(&path, spoilt_bytes(file.into_bytes(), &bytes)).unwrap();
        open_and_check(&path);
    }

    #[test]
    fn project_files_of_earlier_and_later_schemas(blows in blows(), schema in prop::sample::select(vec![1, 3, 4_000_000])) {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1/study.ron");
        let text = fs::read_to_string(fixture).unwrap().replacen("schema=1", &format!("schema={schema}"), 1);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ron");
        fs::write(&path, vouched_for(&spoilt_text(&text, &blows))).unwrap();
        open_and_check(&path);
    }

    #[test]
    fn project_files_of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..3000), begun: bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ron");
        let begin: &[u8] = if begun { b"// lectern schema=4 min_reader=4 app=0.1.0\n(info: (" } else { b"" };
        fs::write(&path, [begin, &bytes].concat()).unwrap();
        open_and_check(&path);
    }
}

/// A saved project over a file of its own, with a journal of work after it.
struct Worked {
    file: Vec<u8>,
    journal: String,
    letter: String,
}

const LETTER: &str =
    "The inspector wrote on Monday that the accounts had been closed in March.\nThe clerk denied it.\n";

static WORKED: LazyLock<Worked> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder.path().join("letter.txt")])).unwrap();
    bench.finish_jobs();
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    let document = *bench.project().documents.keys().next().unwrap();
    // All kinds of work, but that the document stays and no other comes.
    for deed in
        trial::deeds(11).filter(|deed| !(20..=21).contains(&deed.0) && deed.0 + 1 < trial::KINDS).take(60)
    {
        trial::carry_out(&mut bench, deed);
    }
    for (at, text) in [(4, "chief "), (20, ""), (0, "Then: ")] {
        bench.run(Command::CorrectText { document, span: Span::new(at, at + 3), text: text.into() }).unwrap();
    }
    bench.flush_journal();
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    Worked { file: fs::read(&path).unwrap(), journal: read(&journal::path_of(&path)), letter: LETTER.into() }
});

/// The journal with one record changed, and vouched for all the same.
fn changed_journal(line: usize, change: impl FnOnce(&str) -> String) -> String {
    let mut lines: Vec<String> = WORKED.journal.lines().map(str::to_owned).collect();
    let line = line % lines.len();
    let record = lines[line].rsplit_once(" // ").map_or(lines[line].as_str(), |(record, _)| record);
    let record = change(record).replace('\n', " ");
    let sum = blake3::hash(record.as_bytes()).to_hex().to_string();
    lines[line] = if line == 0 { record } else { format!("{record} // {}", &sum[..16]) };
    lines.join("\n") + "\n"
}

/// The numbers in a record, each with the name of its field and where its digits stand.
fn numbers_in(record: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    record.match_indices(':').filter_map(|(colon, _)| {
        let name = record[..colon].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        let digits = record[colon + 1..].bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some((name, colon + 1..colon + 1 + digits))
    })
}

/// Sums with numbers that no program writes have gone beyond the greatest there is.
#[test]
fn journals_with_the_greatest_number_in_any_field() {
    let mut seen = BTreeSet::new();
    for (at, line) in WORKED.journal.lines().enumerate().skip(1) {
        let kind = line.split('(').next().unwrap_or_default();
        for (name, digits) in numbers_in(line) {
            if seen.insert((kind, name)) {
                let greatest = |record: &str| {
                    [&record[..digits.start], "18446744073709551615", &record[digits.end..]].concat()
                };
                let folder = tempfile::tempdir().unwrap();
                work_and_check(&with_journal(folder.path(), changed_journal(at, greatest).as_bytes()));
            }
        }
    }
    let names: BTreeSet<&str> = seen.iter().map(|(_, name)| *name).collect();
    assert!(["number", "step", "at", "start", "rank"].iter().all(|name| names.contains(name)), "{seen:?}");
}

fn with_journal(folder: &Path, journal: &[u8]) -> PathBuf {
    let path = folder.join("study.ron");
    fs::write(&path, &WORKED.file).unwrap();
    fs::write(folder.join("letter.txt"), &WORKED.letter).unwrap();
    let beside = journal::path_of(&path);
    fs::create_dir_all(beside.parent().unwrap()).unwrap();
    fs::write(beside, journal).unwrap();
    path
}

/// Opens a project, works on it, goes back in its history, saves it, and finds all of that again.
fn work_and_check(path: &Path) {
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenProject(path.to_owned())).unwrap();
    bounded(|| bench.finish_jobs());
    assert!(bench.file().is_some());
    bench.run(Command::NewTag { parent: None, name: "After all".into() }).unwrap();
    for _ in 0..8 {
        // What does not fit any more is refused.
        if let Err(error) = bench.run(Command::Undo) {
            assert!(is_sentence(&error.to_string()), "{error}");
        }
        bounded(|| bench.finish_jobs());
    }
    bench.flush_journal();
    assert!(!bench.journal_is_failing());
    for notice in bench.take_notices() {
        assert!(is_sentence(&notice.text), "{}", notice.text);
    }
    let left = bench.project().clone();
    drop(bench);
    let mut again = Workbench::new(Places::none());
    again.run(Command::OpenProject(path.to_owned())).unwrap();
    again.finish_jobs();
    assert_eq!(*again.project(), left);
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn journals(line in any::<usize>(), blows in blows()) {
        let folder = tempfile::tempdir().unwrap();
        let journal = changed_journal(line, |record| spoilt_text(record, &blows));
        work_and_check(&with_journal(folder.path(), journal.as_bytes()));
    }

    #[test]
    fn journals_by_the_byte(blows in blows(), bytes in prop::collection::vec(any::<(usize, u8)>(), 0..4)) {
        let folder = tempfile::tempdir().unwrap();
        let journal = spoilt_bytes(spoilt_text(&WORKED.journal, &blows).into_bytes(), &bytes);
        work_and_check(&with_journal(folder.path(), &journal));
    }

    #[test]
    fn settings(blows in blows(), bytes in prop::collection::vec(any::<(usize, u8)>(), 0..3)) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::within(folder.path());
        let mut bench = Workbench::new(places.clone());
        bench.run(Command::SetCoder { name: "Ann".into(), initials: "A".into() }).unwrap();
        bench.change_settings(|settings| settings.remember(Path::new("/studies/a.ron")));
        drop(bench);
        let path = folder.path().join("settings.ron");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, spoilt_bytes(spoilt_text(&text, &blows).into_bytes(), &bytes)).unwrap();
        bounded(|| Settings::load(&places, &Disk::default()));
    }
}

/// The window, opened and closed, with what is kept in `folder`.
fn frames(folder: &Path) {
    let mut bench = Workbench::new(Places::within(folder));
    bench.start_on_bundled_corpus();
    let context = egui::Context::default();
    let mut app = LecternApp::new(&context, bench, Box::new(ScriptedDialogs::default()));
    for closing in [false, true] {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
            ..egui::RawInput::default()
        };
        if closing {
            // When it is closed, the layout is kept.
            let window = input.viewports.entry(egui::ViewportId::ROOT).or_default();
            window.events.push(egui::ViewportEvent::Close);
        }
        context.run_ui(input, |ui| app.ui(ui)).drop_without_applying_deltas();
    }
}

/// A layout as the window keeps it.
static LAYOUT: LazyLock<String> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    frames(folder.path());
    fs::read_to_string(folder.path().join("views/unnamed.ron")).unwrap()
});

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn layouts_of_the_window(blows in blows(), bytes in prop::collection::vec(any::<(usize, u8)>(), 0..3)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("views/unnamed.ron");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = spoilt_text(&LAYOUT, &blows);
        fs::write(&path, spoilt_bytes(text.into_bytes(), &bytes)).unwrap();
        bounded(|| frames(folder.path()));
    }
}
