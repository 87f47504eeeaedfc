//! A program that is killed, a power cut, a disk that refuses: at every single call of a save, and in the midst of work.

use std::io::ErrorKind;
use std::path::Path;

use lectern::project::store::{Expected, FileHash, backups, open, save};
use lectern::project::{Project, TagId};
use lectern::workbench::{Command, Places, Workbench, trial};

use crate::projects::{Sample, large};
use crate::reopening::opened_in;
use crate::simulated::{Dice, Fault, Simulated};

/// Where the project is saved on the disks of these tests.
pub const STUDY: &str = "/home/ann/study.ron";

/// A disk with a project saved on it, and another state of that project.
fn old_and_new() -> (Simulated, Sample, Sample, FileHash) {
    let simulated = Simulated::with_folders(&["/home/ann"]);
    let old = large(12);
    let mut new = old.clone();
    let tag: TagId = *new.project.tags.keys().next().unwrap();
    "Another name".clone_into(&mut new.project.tags.get_mut(&tag).unwrap().name);
    let saved = keep(&simulated, &old, Expected::Anything).unwrap();
    (simulated, old, new, saved)
}

fn keep(simulated: &Simulated, sample: &Sample, expected: Expected) -> Result<FileHash, String> {
    save(&simulated.disk(), &sample.project, None, Path::new(STUDY), expected, &|id| sample.text(id))
        .map(|saved| saved.file_hash)
        .map_err(|error| error.to_string())
}

/// The project on the disk, which must open without a word.
fn found(simulated: &Simulated) -> Project {
    let opened = open(&simulated.disk(), Path::new(STUDY)).unwrap();
    assert_eq!(opened.notices, Vec::<String>::new());
    opened.project
}

/// Every backup on the disk must open.
pub fn check_backups(simulated: &Simulated) {
    let disk = simulated.disk();
    for backup in backups::list(&disk, Path::new(STUDY)).unwrap() {
        backups::open(&disk, Path::new(STUDY), &backup.path).unwrap();
    }
}

/// How many calls the save of `new` over `old` makes.
fn calls_of_a_save() -> usize {
    let (simulated, _, new, hash) = old_and_new();
    let before = simulated.calls();
    keep(&simulated, &new, Expected::Unchanged(hash)).unwrap();
    simulated.calls() - before
}

#[test]
fn killed_at_any_call_of_a_save() {
    let calls = calls_of_a_save();
    assert!(calls > 8, "{calls}");
    let mut seen = [false; 2];
    for call in 1..=calls {
        let (simulated, old, new, hash) = old_and_new();
        simulated.fail_at(call, Fault::Stop);
        assert!(keep(&simulated, &new, Expected::Unchanged(hash)).is_err() || call == calls);
        let after = simulated.after_kill();
        let project = found(&after);
        assert!(project == old.project || project == new.project, "call {call}");
        seen[usize::from(project == new.project)] = true;
        check_backups(&after);
        // The next save goes through.
        keep(&after, &new, Expected::Anything).unwrap();
        assert_eq!(found(&after), new.project);
    }
    assert_eq!(seen, [true, true]);
}

#[test]
fn the_power_fails_at_any_call_of_a_save() {
    let calls = calls_of_a_save();
    for call in 1..=calls + 1 {
        for seed in 0..24 {
            let (simulated, old, new, hash) = old_and_new();
            simulated.fail_at(call, Fault::Stop);
            let said_saved = keep(&simulated, &new, Expected::Unchanged(hash)).is_ok();
            let after = simulated.after_power_cut(&mut Dice(seed * 1000 + call as u64));
            let project = found(&after);
            assert!(project == old.project || project == new.project, "call {call}, seed {seed}");
            assert!(
                !said_saved || project == new.project,
                "call {call}, seed {seed}: it was said to be saved"
            );
            check_backups(&after);
        }
    }
}

#[test]
fn the_power_fails_right_after_a_first_save() {
    for seed in 0..64 {
        let simulated = Simulated::with_folders(&["/home/ann"]);
        let sample = large(12);
        keep(&simulated, &sample, Expected::Anything).unwrap();
        let after = simulated.after_power_cut(&mut Dice(seed));
        assert_eq!(found(&after), sample.project);
        for record in sample.project.documents.values() {
            let text = lectern::project::store::frozen_text(&after.disk(), Path::new(STUDY), record.hash);
            assert!(text.is_some(), "seed {seed}");
        }
    }
}

#[test]
fn the_disk_refuses_any_call_of_a_save() {
    let calls = calls_of_a_save();
    for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::Other] {
        for call in 1..=calls {
            let (simulated, old, new, hash) = old_and_new();
            simulated.fail_at(call, Fault::Refuse(kind, 1));
            let said = keep(&simulated, &new, Expected::Unchanged(hash));
            let project = found(&simulated);
            match said {
                Ok(_) => assert_eq!(project, new.project, "call {call}"),
                Err(sentence) => {
                    assert!(project == old.project || project == new.project, "call {call}");
                    let what = if kind == ErrorKind::Other {
                        "could not be read or written"
                    } else {
                        "the disk is full"
                    };
                    assert!(sentence.contains(what), "call {call}: {sentence}");
                }
            }
            keep(&simulated, &new, Expected::Anything).unwrap();
            assert_eq!(found(&simulated), new.project);
            let left = simulated.disk().list(Path::new("/home/ann")).unwrap();
            assert!(left.iter().all(|name| !name.contains(".part")), "call {call}: {left:?}");
        }
    }
}

/// A project in an older schema on a disk of its own.
fn old_schema() -> (Simulated, Vec<u8>) {
    let simulated = Simulated::with_folders(&["/home/ann"]);
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1/study.ron");
    let original = std::fs::read(fixture).unwrap();
    simulated.disk().write_atomically(Path::new(STUDY), &original).unwrap();
    (simulated, original)
}

/// Opens a project of an older schema and saves it in the present one.
fn migrate(simulated: &Simulated) -> bool {
    let Ok(opened) = open(&simulated.disk(), Path::new(STUDY)) else { return false };
    let expected = Expected::Unchanged(opened.file_hash);
    save(&simulated.disk(), &opened.project, None, Path::new(STUDY), expected, &|_| None).is_ok()
}

#[test]
fn killed_or_without_power_at_any_call_of_a_migration_the_original_is_kept() {
    let (simulated, _) = old_schema();
    let before = simulated.calls();
    assert!(migrate(&simulated));
    for call in 1..=simulated.calls() - before + 1 {
        let (simulated, original) = old_schema();
        simulated.fail_at(call, Fault::Stop);
        migrate(&simulated);
        let cuts = (0..12).map(|seed| simulated.after_power_cut(&mut Dice(seed * 1000 + call as u64)));
        for after in std::iter::once(simulated.after_kill()).chain(cuts) {
            let disk = after.disk();
            let here = disk.read(Path::new(STUDY)).unwrap();
            let mut kept = backups::list(&disk, Path::new(STUDY)).unwrap().into_iter();
            let is_kept = kept.any(|backup| disk.read(&backup.path).is_ok_and(|bytes| bytes == original));
            assert!(here == original || is_kept, "call {call}");
            assert!(open(&disk, Path::new(STUDY)).is_ok(), "call {call}");
            assert!(migrate(&after), "call {call}");
        }
    }
}

#[test]
fn killed_or_without_power_at_any_call_of_an_export_the_file_is_the_old_or_the_new_one() {
    let export = Path::new("/home/ann/excerpts.csv");
    let (old, new) = (vec![b'o'; 9000], vec![b'n'; 12_000]);
    for call in 1..12 {
        let simulated = Simulated::with_folders(&["/home/ann"]);
        simulated.disk().write_atomically(export, &old).unwrap();
        simulated.fail_at(call, Fault::Stop);
        let said_written = simulated.disk().write_atomically(export, &new).is_ok();
        let cuts = (0..12).map(|seed| simulated.after_power_cut(&mut Dice(seed * 1000 + call as u64)));
        for after in std::iter::once(simulated.after_kill()).chain(cuts) {
            let found = after.content(export).unwrap();
            assert!(found == new || (found == old && !said_written), "call {call}");
        }
    }
}

/// A workbench on the bundled corpus that keeps its own files, and its project, on `simulated`.
pub fn bench_on(simulated: &Simulated) -> Workbench {
    let mut bench = Workbench::on_disk(Places::within("/home/ann/data"), simulated.disk());
    bench.start_on_bundled_corpus();
    bench
}

pub fn opened_on(simulated: &Simulated) -> Workbench {
    let mut bench = opened_in(Workbench::on_disk(Places::none(), simulated.disk()), STUDY.as_ref());
    assert!(bench.file().is_some(), "{:?}", bench.take_notices());
    bench
}

/// Work at random on the project that is open.
fn work(bench: &mut Workbench, dice: &mut Dice) {
    let mut kind = dice.below(usize::from(trial::KINDS) - 1) as u8;
    if kind == trial::UNDO_BACK {
        // It is several steps, and a cut may come between them.
        kind = *trial::RETRACING.start();
    }
    trial::carry_out(
        bench,
        (kind, dice.below(1 << 16) as u16, dice.below(1 << 16) as u16, dice.below(256) as u8),
    );
}

#[test]
fn the_power_fails_in_the_midst_of_work() {
    for seed in 0..60u64 {
        let simulated = Simulated::with_folders(&["/home/ann"]);
        let mut bench = bench_on(&simulated);
        bench.run(Command::SaveAs(STUDY.into())).unwrap();
        bench.finish_jobs();
        bench.flush_journal();
        let mut dice = Dice(seed);
        simulated.fail_at(1 + dice.below(60), Fault::Stop);
        let mut states = vec![bench.project().clone()];
        let mut promised = 0;
        while !simulated.has_stopped() && states.len() < 200 {
            for _ in 0..=dice.below(3) {
                work(&mut bench, &mut dice);
                states.push(bench.project().clone());
            }
            if dice.below(8) == 0 {
                let _ = bench.run(Command::Save);
                bench.finish_jobs();
            }
            bench.flush_journal();
            if !bench.journal_is_failing() && !simulated.has_stopped() {
                promised = states.len() - 1;
            }
        }
        let kept = simulated.after_kill();
        let cut = simulated.after_power_cut(&mut dice);
        drop(bench);
        for after in [kept, cut] {
            let found = opened_on(&after);
            let at = states[promised..].iter().position(|state| state == found.project());
            assert!(at.is_some(), "seed {seed}: what was found is no state since the last that was promised");
            // And nothing is lost by going on.
            let mut found = found;
            let before = found.project().clone();
            found.run(Command::NewTag { parent: None, name: "After".into() }).unwrap();
            found.run(Command::Undo).unwrap();
            found.flush_journal();
            assert!(!found.journal_is_failing());
            drop(found);
            assert_eq!(opened_on(&after.after_kill()).project(), &before, "seed {seed}");
        }
    }
}

#[test]
fn the_disk_is_full_in_the_midst_of_work_and_has_room_again() {
    for call in 1..12 {
        let simulated = Simulated::with_folders(&["/home/ann"]);
        let mut bench = bench_on(&simulated);
        bench.run(Command::SaveAs(STUDY.into())).unwrap();
        bench.finish_jobs();
        bench.flush_journal();
        bench.take_notices();
        simulated.fail_at(call, Fault::Refuse(ErrorKind::StorageFull, 4));
        let mut dice = Dice(7);
        let mut refused = false;
        for _ in 0..40 {
            work(&mut bench, &mut dice);
            bench.flush_journal();
            bench.poll();
            refused |= bench.journal_is_failing();
        }
        let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
        if refused {
            let said = |what: &str| told.iter().any(|sentence| sentence.contains(what));
            assert!(said("Your changes are not reaching the disk: the disk is full"), "{told:?}");
            assert!(said("Your changes are on the disk again; nothing was lost."), "{told:?}");
        }
        assert!(!bench.journal_is_failing());
        let project = bench.project().clone();
        std::mem::forget(bench);
        assert_eq!(opened_on(&simulated.after_kill()).project(), &project, "call {call}");
    }
}

#[test]
fn the_power_fails_while_work_has_no_name() {
    for seed in 0..40u64 {
        let simulated = Simulated::with_folders(&["/home/ann"]);
        let mut bench = bench_on(&simulated);
        let mut dice = Dice(seed);
        simulated.fail_at(1 + dice.below(40), Fault::Stop);
        let mut states = vec![bench.project().clone()];
        let mut promised = None;
        while !simulated.has_stopped() && states.len() < 60 {
            work(&mut bench, &mut dice);
            states.push(bench.project().clone());
            bench.flush_journal();
            if bench.is_kept_for_later() && !simulated.has_stopped() {
                promised = Some(states.len() - 1);
            }
        }
        let after = simulated.after_power_cut(&mut dice);
        drop(bench);
        let mut bench = Workbench::on_disk(Places::within("/home/ann/data"), after.disk());
        bench.look_for_unfinished();
        bench.finish_jobs();
        let Some(promised) = promised else { continue };
        let place = bench.unfinished().first().map(|work| work.place.clone());
        let Some(place) = place else { panic!("seed {seed}: nothing was found") };
        bench.run(Command::ContinueUnfinished(place)).unwrap();
        bench.finish_jobs();
        assert!(states[promised..].contains(bench.project()), "seed {seed}");
    }
}
