//! Every change on disk the moment it is made: what that costs the thread that draws, and what it takes to bring 100,000
//! changes back.
//!
//! Run with `cargo bench --bench journal`. The naive way of losing nothing is to save the whole project after each change;
//! the naive way of bringing changes back is to have the project serialised as JSON and read it.

#![allow(clippy::unwrap_used)]

#[path = "../tests/common/projects.rs"]
mod projects;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use lectern::disk::Disk;
use lectern::project::journal::{self, FileState, Found, Writer};
use lectern::project::store::{Expected, save};
use lectern::project::{Annotation, Change, Edit, History, Project, Swap, Timestamp};
use lectern::workbench::{Command, Places, Workbench};
use projects::{Sample, large};

const ANNOTATIONS: usize = 100_000;
const CHANGES: usize = 100_000;

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| large(ANNOTATIONS));
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fn saved(name: &str) -> PathBuf {
    let path = FOLDER.path().join(name).join("study.ron");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    save(&Disk::default(), &SAMPLE.project, None, &path, Expected::Anything, &|id| SAMPLE.text(id)).unwrap();
    path
}

/// A memo on one annotation after the other.
fn memo(project: &Project, number: usize) -> Edit {
    let before = project.annotations.values().nth(number % 1000).unwrap().clone();
    let after = Annotation { memo: format!("Looked at again, {number}."), ..before.clone() };
    let changes = vec![Change::annotation(Swap::replace(before, after))];
    Edit { label: "Memo".to_owned(), at: Timestamp::from_second(number as i64), coder: None, changes }
}

/// Writes a journal of many changes beside the project at `path`.
fn write_journal(path: &Path) {
    let mut project = SAMPLE.project.clone();
    let mut history = History::default();
    for number in 0..CHANGES {
        let edit = memo(&project, number);
        history.perform(&mut project, edit).unwrap();
    }
    let found = Found { entries: history.entries().to_vec(), ..Found::default() };
    let id = project.info.id;
    Writer::begin(Disk::default(), path, id, found, std::sync::Arc::new(|| {})).unwrap().flush();
}

fn main() {
    divan::main();
}

#[divan::bench_group(sample_count = 200, sample_size = 1)]
mod one_change_of_100_000_annotations {
    use super::*;

    #[divan::bench]
    fn lectern_journalled(bencher: Bencher) {
        let path = saved("edit");
        let mut bench = Workbench::new(Places::none());
        bench.run(Command::OpenProject(path)).unwrap();
        bench.finish_jobs();
        let annotations: Vec<_> = bench.project().annotations.keys().copied().collect();
        let mut number = 0;
        bencher.bench_local(|| {
            number += 1;
            let (annotation, memo) = (annotations[number % 1000], format!("Memo {number}"));
            bench.run(Command::SetAnnotationMemo { annotation, memo }).unwrap();
        });
        bench.flush_journal();
        assert!(!bench.journal_is_failing());
    }

    #[divan::bench(sample_count = 3)]
    fn naive_saving_the_project(bencher: Bencher) {
        let path = saved("naive");
        bencher.bench_local(|| {
            save(&Disk::default(), &SAMPLE.project, None, &path, Expected::Anything, &|id| SAMPLE.text(id))
                .unwrap()
        });
    }
}

#[divan::bench_group(sample_count = 7, sample_size = 1)]
mod a_hundred_thousand_changes_brought_back {
    use super::*;

    #[divan::bench]
    fn lectern(bencher: Bencher) {
        let path = saved("replay");
        write_journal(&path);
        bencher.with_inputs(|| SAMPLE.project.clone()).bench_local_values(|mut project| {
            let journal = journal::read(&Disk::default(), &path).unwrap().unwrap();
            let recovery = journal::recover(&mut project, FileState::default(), journal);
            assert_eq!(recovery.brought_in.len(), CHANGES);
            (project, recovery)
        });
    }

    #[divan::bench]
    fn naive_json_of_the_annotations(bencher: Bencher) {
        let annotations: Vec<&Annotation> = SAMPLE.project.annotations.values().collect();
        let json = serde_json::to_vec(&annotations).unwrap();
        bencher.bench_local(|| serde_json::from_slice::<Vec<Annotation>>(&json).unwrap());
    }
}
