//! A project of 100,000 annotations: saved, opened and edited, each beside the naive way of doing it.
//!
//! Run with `cargo bench --bench project`. Saving includes reading back, flushing and the 2,000 texts being looked for;
//! the naive ways do none of that.

#![allow(clippy::unwrap_used)]

#[path = "../tests/common/projects.rs"]
mod projects;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use lectern::disk::Disk;
use lectern::project::store::{Expected, open, save};
use lectern::project::{
    Annotation, Change, Coder, DocumentRecord, Edit, History, Project, Swap, Tag, Timestamp,
};
use projects::{Sample, large};
use serde::{Deserialize, Serialize};

const ANNOTATIONS: usize = 100_000;

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| large(ANNOTATIONS));
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

/// The project as somebody in a hurry would serialise it.
#[derive(Serialize, Deserialize)]
struct Naive {
    documents: Vec<DocumentRecord>,
    tags: Vec<Tag>,
    annotations: Vec<Annotation>,
    coders: Vec<Coder>,
}

fn naive() -> Naive {
    let project = &SAMPLE.project;
    Naive {
        documents: project.documents.values().cloned().collect(),
        tags: project.tags.values().cloned().collect(),
        annotations: project.annotations.values().cloned().collect(),
        coders: project.coders.values().cloned().collect(),
    }
}

fn path(name: &str) -> PathBuf {
    FOLDER.path().join(name)
}

fn main() {
    save(&Disk::default(), &SAMPLE.project, None, &path("study.ron"), Expected::Anything, &|id| {
        SAMPLE.text(id)
    })
    .unwrap();
    fs::write(
        path("pretty.ron"),
        ron::ser::to_string_pretty(&naive(), ron::ser::PrettyConfig::new()).unwrap(),
    )
    .unwrap();
    fs::write(path("plain.json"), serde_json::to_vec(&naive()).unwrap()).unwrap();
    divan::main();
}

#[divan::bench_group(sample_count = 7, sample_size = 1)]
mod saving {
    use super::*;

    #[divan::bench]
    fn lectern(bencher: Bencher) {
        bencher.bench_local(|| {
            save(&Disk::default(), &SAMPLE.project, None, &path("study.ron"), Expected::Anything, &|id| {
                SAMPLE.text(id)
            })
            .unwrap()
        });
    }

    #[divan::bench]
    fn naive_pretty_ron(bencher: Bencher) {
        bencher.bench_local(|| {
            let text = ron::ser::to_string_pretty(&naive(), ron::ser::PrettyConfig::new()).unwrap();
            fs::write(path("pretty.ron"), text).unwrap();
        });
    }

    #[divan::bench]
    fn naive_json(bencher: Bencher) {
        bencher.bench_local(|| fs::write(path("plain.json"), serde_json::to_vec(&naive()).unwrap()).unwrap());
    }
}

#[divan::bench_group(sample_count = 7, sample_size = 1)]
mod opening {
    use super::*;

    #[divan::bench]
    fn lectern() -> Project {
        open(&Disk::default(), &path("study.ron")).unwrap().project
    }

    #[divan::bench]
    fn naive_pretty_ron() -> Naive {
        ron::from_str(&fs::read_to_string(path("pretty.ron")).unwrap()).unwrap()
    }

    #[divan::bench]
    fn naive_json() -> Naive {
        serde_json::from_slice(&fs::read(path("plain.json")).unwrap()).unwrap()
    }
}

#[divan::bench_group(sample_count = 50)]
mod one_edit_and_its_undo {
    use super::*;

    fn edit(project: &Project) -> Edit {
        let before = project.annotations.values().nth(500).unwrap().clone();
        let after = Annotation { memo: "Looked at again.".to_owned(), ..before.clone() };
        let changes = vec![Change::annotation(Swap::replace(before, after))];
        Edit { label: "Memo".to_owned(), at: Timestamp::from_second(0), coder: None, changes }
    }

    #[divan::bench]
    fn lectern(bencher: Bencher) {
        let mut project = SAMPLE.project.clone();
        bencher.bench_local(|| {
            let mut history = History::default();
            let edit = edit(&project);
            history.perform(&mut project, edit).unwrap();
            history.undo(&mut project, None).unwrap();
        });
    }

    #[divan::bench(sample_size = 1)]
    fn naive_copy_of_the_project(bencher: Bencher) {
        let records = SAMPLE.project.annotations.iter();
        let mut records: BTreeMap<_, _> = records.map(|(id, note)| (*id, note.clone())).collect();
        bencher.bench_local(|| {
            let copy = records.clone();
            let id = *records.keys().nth(500).unwrap();
            "Looked at again.".clone_into(&mut records.get_mut(&id).unwrap().memo);
            records = black_box(copy);
        });
    }
}
