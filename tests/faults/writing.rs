//! Disks that take what they are given piece by piece, clocks that go backwards, and histories that are replayed.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use lectern::disk::{About, Disk, Locking, Storage, StoredFile, System};
use lectern::project::history::History;
use lectern::project::journal::{self, Found, Writer};
use lectern::project::store::{Expected, save};
use lectern::project::{Change, Edit, Project, Swap, Timestamp};
use lectern::workbench::{Command, Places, Workbench, trial};
use proptest::prelude::*;

use crate::projects::sample;
use crate::reopening;
use crate::simulated::Dice;

/// The machine's disk, if it took a few bytes at a time and was interrupted again and again.
#[derive(Clone)]
struct Piecemeal(Arc<Mutex<Dice>>);

struct Slow {
    file: Box<dyn StoredFile>,
    dice: Arc<Mutex<Dice>>,
}

impl Piecemeal {
    fn disk(seed: u64) -> Disk {
        Disk::new(Self(Arc::new(Mutex::new(Dice(seed)))))
    }

    fn slow(&self, file: Box<dyn StoredFile>) -> Box<dyn StoredFile> {
        Box::new(Slow { file, dice: self.0.clone() })
    }
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let some = {
            let mut dice = self.dice.lock().unwrap();
            if dice.below(3) == 0 {
                return Err(ErrorKind::Interrupted.into());
            }
            let most = if dice.below(4) == 0 { 7 } else { 4000 };
            1 + dice.below(most)
        };
        self.file.write(&bytes[..some.min(bytes.len())])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl StoredFile for Slow {
    fn flush_to_disk(&mut self) -> io::Result<()> {
        self.file.flush_to_disk()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.cut(length)
    }
}

impl Storage for Piecemeal {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        System.read(path)
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        System.about(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        System.read_link(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        System.list(folder)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        System.create_new(path).map(|file| self.slow(file))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn StoredFile>> {
        System.append(path).map(|file| self.slow(file))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.copy_permissions(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        System.remove(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        System.create_folder(folder)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        System.flush_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Locking> {
        System.lock(path)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn short_writes_and_interrupted_calls_leave_the_same_bytes(sample in sample(), seed in any::<u64>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ron");
        let texts = |id| sample.text(id);
        let bytes = |disk: &Disk| {
            save(disk, &sample.project, None, &path, Expected::Anything, &texts).unwrap();
            std::fs::read(&path).unwrap()
        };
        let at_once = bytes(&Disk::default());
        std::fs::remove_dir_all(path.with_extension("lectern")).unwrap();
        std::fs::remove_file(&path).unwrap();
        prop_assert_eq!(bytes(&Piecemeal::disk(seed)), at_once);
        for text in sample.texts.values() {
            let kept = lectern::project::store::frozen_text(&Disk::default(), &path, text.hash());
            prop_assert_eq!(kept.as_ref().map(lectern::text::Text::as_str), Some(text.as_str()));
        }
    }
}

#[test]
fn a_journal_written_piece_by_piece_is_whole() {
    for seed in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ron");
        let mut bench = Workbench::on_disk(Places::none(), Piecemeal::disk(seed));
        bench.start_on_bundled_corpus();
        bench.run(Command::SaveAs(path.clone())).unwrap();
        bench.finish_jobs();
        for deed in trial::deeds(seed).filter(|deed| deed.0 + 1 < trial::KINDS).take(40) {
            trial::carry_out(&mut bench, deed);
            bench.flush_journal();
        }
        assert!(!bench.journal_is_failing());
        let left = bench.project().clone();
        drop(bench);
        let journal = journal::read(&Disk::default(), &path).unwrap().unwrap();
        assert_eq!(journal.damaged, Vec::<usize>::new());
        let mut again = Workbench::new(Places::none());
        again.run(Command::OpenProject(path)).unwrap();
        again.finish_jobs();
        assert_eq!(*again.project(), left);
    }
}

/// An edit of the project's memo at a time.
fn memo(project: &Project, memo: &str, second: i64) -> Edit {
    let mut after = project.info.clone();
    memo.clone_into(&mut after.memo);
    let changes = vec![Change::Info(Box::new(Swap::replace(project.info.clone(), after)))];
    Edit { label: "Memo".into(), at: Timestamp::from_second(second), coder: None, changes }
}

#[test]
fn a_clock_that_goes_backwards_changes_no_order_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let disk = Disk::default();
    let mut project = Project::new();
    let mut history = History::of_new(&project);
    let held = history.position();
    save(&disk, &project, held, &path, Expected::Anything, &|_| None).unwrap();
    // Each earlier than the one before, and some before there were clocks.
    for (number, second) in
        [1_790_003_600, 1_790_000_000, 0, -5_000_000_000, 1_790_000_000].iter().enumerate()
    {
        let edit = memo(&project, &format!("memo {number}"), *second);
        history.perform(&mut project, edit).unwrap();
    }
    let writer =
        Writer::begin(disk.clone(), &path, project.info.id, Found::default(), Arc::new(|| {})).unwrap();
    writer.append(history.entries().to_vec(), Vec::new());
    writer.flush();
    drop(writer);
    let read = journal::read(&disk, &path).unwrap().unwrap();
    assert_eq!((read.damaged.len(), read.entries.as_slice()), (0, history.entries()));
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project().info.memo, "memo 4");
    let told = bench.take_notices();
    assert!(
        told[0].text.starts_with("5 changes that were not yet in “study.ron” came back from the journal (")
    );
    for number in (0..4).rev() {
        bench.run(Command::Undo).unwrap();
        assert_eq!(bench.project().info.memo, format!("memo {number}"));
    }
}

/// What somebody does next.
#[derive(Clone, Debug)]
enum Step {
    Deed(trial::Deed),
    Undo,
    Redo,
    Save,
    /// The program is gone, and started again.
    Gone,
}

fn step() -> impl Strategy<Value = Step> {
    let deed = (0..trial::KINDS - 1, any::<u16>(), any::<u16>(), any::<u8>());
    prop_oneof![
        8 => deed.prop_map(Step::Deed),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Save),
        1 => Just(Step::Gone),
    ]
}

/// What a list of states makes of the same steps, without a journal.
struct Model {
    now: Project,
    before: Vec<Project>,
    after: Vec<Project>,
}

impl Model {
    /// Takes in what was done to `bench`, which had so many steps in force.
    fn take(&mut self, bench: &Workbench, steps_before: usize) {
        if bench.history().steps() > steps_before {
            self.before.push(self.now.clone());
        }
        if *bench.project() != self.now || bench.history().steps() > steps_before {
            self.after.clear();
        }
        self.now = bench.project().clone();
    }

    fn undo(&mut self) {
        if let Some(before) = self.before.pop() {
            self.after.push(std::mem::replace(&mut self.now, before));
        }
    }

    fn redo(&mut self) {
        if let Some(after) = self.after.pop() {
            self.before.push(std::mem::replace(&mut self.now, after));
        }
    }
}

fn reopened(path: &Path) -> Workbench {
    let mut bench = reopening::opened(path);
    assert!(bench.file().is_some(), "{:?}", bench.take_notices());
    bench
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn undo_and_redo_across_restarts_are_what_a_list_of_states_gives(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("study.ron");
        let mut bench = Workbench::new(Places::none());
        bench.start_on_bundled_corpus();
        bench.run(Command::SaveAs(path.clone())).unwrap();
        bench.finish_jobs();
        let mut model = Model { now: bench.project().clone(), before: Vec::new(), after: Vec::new() };
        let at_first = bench.history().steps();
        for step in &steps {
            let before = bench.history().steps();
            match step {
                Step::Deed(deed) if !trial::RETRACING.contains(&deed.0) => {
                    trial::carry_out(&mut bench, *deed);
                    bench.finish_jobs();
                    model.take(&bench, before);
                }
                Step::Undo if before > at_first => {
                    bench.run(Command::Undo).unwrap();
                    bench.finish_jobs();
                    model.undo();
                }
                Step::Deed(_) | Step::Undo => {}
                Step::Redo => {
                    bench.run(Command::Redo).unwrap();
                    bench.finish_jobs();
                    model.redo();
                }
                Step::Save => {
                    bench.run(Command::Save).unwrap();
                    bench.finish_jobs();
                }
                Step::Gone => {
                    bench.flush_journal();
                    drop(bench);
                    bench = reopened(&path);
                }
            }
            prop_assert_eq!(bench.project(), &model.now);
        }
        bench.flush_journal();
        drop(bench);
        let mut bench = reopened(&path);
        prop_assert_eq!(bench.project(), &model.now);
        while let Some(before) = model.before.pop() {
            bench.run(Command::Undo).unwrap();
            prop_assert_eq!(bench.project(), &before);
        }
        prop_assert_eq!(bench.history().steps(), at_first);
    }
}
