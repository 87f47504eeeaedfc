//! Leaving a project for another while what was done in it is still on its way to the disk: nobody waits, and nothing is lost.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lectern::disk::{Locking, Storage as _};
use lectern::workbench::{Command, Workbench};

use crate::crashes::{STUDY, bench_on, opened_on};
use crate::simulated::{Fault, Simulated};

const OTHER: &str = "/home/ann/other.ron";
/// Long enough for any machine, however much else it has to do.
const PATIENCE: Duration = Duration::from_mins(2);

/// A disk with another project, and this one open, with nothing on its way to the disk.
fn two_projects() -> (Simulated, Workbench) {
    let simulated = Simulated::with_folders(&["/home/ann"]);
    for path in [OTHER, STUDY] {
        let mut bench = bench_on(&simulated);
        bench.run(Command::SaveAs(path.into())).unwrap();
        bench.finish_jobs();
    }
    let mut bench = opened_on(&simulated);
    new_tag(&mut bench, "flushed");
    bench.flush_journal();
    bench.take_notices();
    (simulated, bench)
}

fn new_tag(bench: &mut Workbench, name: &str) {
    bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
}

fn has_tag(bench: &Workbench, name: &str) -> bool {
    bench.project().tags.values().any(|tag| tag.name == name)
}

/// Opens the project that was left in the same window again: all is there, and can be worked on.
fn check_reopened(bench: &mut Workbench, tag: &str) {
    bench.run(Command::OpenProject(STUDY.into())).unwrap();
    bench.finish_jobs();
    assert!(has_tag(bench, "flushed") && has_tag(bench, tag));
    assert_eq!(bench.file().and_then(|file| file.read_only.clone()), None);
}

fn poll_until(bench: &mut Workbench, is_so: impl Fn(&mut Workbench) -> bool) {
    let begin = Instant::now();
    while !is_so(bench) {
        assert!(begin.elapsed() < PATIENCE);
        bench.poll();
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_new_project_is_there_at_once_while_the_disk_is_busy_with_the_old_one() {
    let (simulated, mut bench) = two_projects();
    simulated.hold_and(|| {
        new_tag(&mut bench, "on its way");
        bench.run(Command::NewProject).unwrap();
        bench.poll();
    });
    assert!(bench.file().is_none() && bench.project().tags.is_empty());
    // Nobody else gets it before all of it is written.
    assert!(matches!(simulated.lock("/home/ann/study.lectern/lock".as_ref()), Ok(Locking::Busy)));
    // It is asked for again while it is still on its way.
    bench.run(Command::OpenProject(STUDY.into())).unwrap();
    simulated.let_go();
    bench.finish_jobs();
    assert!(has_tag(&bench, "on its way"));
    check_reopened(&mut bench, "on its way");
}

#[test]
fn an_opened_project_waits_for_what_is_done_in_the_old_one_meanwhile_and_nobody_else_does() {
    let (simulated, mut bench) = two_projects();
    let reports = Arc::new(AtomicUsize::new(0));
    let seen = reports.clone();
    bench.set_waker(Arc::new(move || {
        seen.fetch_add(1, Ordering::SeqCst);
    }));
    bench.run(Command::OpenProject(OTHER.into())).unwrap();
    let begin = Instant::now();
    // It is read, and has not been taken in yet: one wakes for that and one for the end of the job.
    while reports.load(Ordering::SeqCst) < 2 && begin.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(2));
    }
    simulated.hold_and(|| {
        new_tag(&mut bench, "on its way");
        bench.poll();
        bench.poll();
    });
    assert!(has_tag(&bench, "on its way"), "it stays until the disk has taken what was done in it");
    simulated.let_go();
    bench.finish_jobs();
    assert_eq!(bench.file().unwrap().path.to_str(), Some(OTHER));
    check_reopened(&mut bench, "on its way");
}

#[test]
fn a_disk_that_refuses_what_was_on_its_way_is_told_of_and_asked_until_it_takes_it() {
    let (simulated, mut bench) = two_projects();
    simulated.hold_and(|| {
        new_tag(&mut bench, "refused");
        bench.run(Command::NewProject).unwrap();
    });
    // At the first attempt, and when it is asked whether all is written.
    simulated.fail_at(1, Fault::Refuse(ErrorKind::StorageFull, 2));
    simulated.let_go();
    let mut told: Vec<String> = Vec::new();
    let mut is_told = |bench: &mut Workbench, what: &str| {
        told.extend(bench.take_notices().into_iter().map(|notice| notice.text));
        told.iter().any(|sentence| sentence.starts_with(what))
    };
    let refused = "The last changes to “study.ron” are not on the disk yet: the disk is full";
    let begin = Instant::now();
    while !is_told(&mut bench, refused) {
        assert!(begin.elapsed() < PATIENCE);
        bench.poll();
    }
    assert!(bench.has_unsaved_work(), "whoever leaves now is asked");
    poll_until(&mut bench, |bench| !bench.has_unsaved_work());
    assert!(is_told(&mut bench, "The last changes to “study.ron” are on the disk now; nothing was lost."));
    bench.finish_jobs();
    check_reopened(&mut bench, "refused");
}
