//! Every edit reaches the disk by itself, within the tenth of a second that is promised, and nobody waits for it.
//!
//! Nothing here asks for the journal to be written: the thread that writes it is only watched.

use std::path::Path;
use std::time::{Duration, Instant};

use lectern::project::journal;
use lectern::workbench::{Command, Workbench};

use crate::crashes::{STUDY, bench_on, opened_on};
use crate::simulated::{Dice, Simulated};

/// No edit may be longer on its way to a disk that takes it at once.
const PROMISED: Duration = Duration::from_millis(100);
/// Long enough for any machine, however much else it has to do.
const PATIENCE: Duration = Duration::from_mins(2);

/// A saved project whose journal rests.
fn saved() -> (Simulated, Workbench) {
    let simulated = Simulated::with_folders(&["/home/ann"]);
    let mut bench = bench_on(&simulated);
    bench.run(Command::SaveAs(STUDY.into())).unwrap();
    bench.finish_jobs();
    new_tag(&mut bench, "first");
    bench.flush_journal();
    (simulated, bench)
}

fn new_tag(bench: &mut Workbench, name: &str) {
    bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
}

fn last(bench: &Workbench) -> u64 {
    bench.history().position().unwrap().number
}

/// Watches the journal until it says that all is safe, and answers how long that took.
fn watch_until_safe(bench: &Workbench) -> Duration {
    let begin = Instant::now();
    while bench.safe_up_to() < last(bench) {
        assert!(begin.elapsed() < PATIENCE, "nothing was written without being asked for");
        std::thread::sleep(Duration::from_millis(1));
    }
    begin.elapsed()
}

#[test]
fn an_edit_survives_a_power_cut_though_nothing_was_asked_after_it() {
    let (simulated, mut bench) = saved();
    for number in 0..12 {
        new_tag(&mut bench, &format!("tag {number}"));
        watch_until_safe(&bench);
        // What was only written, and not flushed, may be lost in any of these.
        for seed in 0..8 {
            let after = simulated.after_power_cut(&mut Dice(seed));
            let journal = journal::read(&after.disk(), Path::new(STUDY)).unwrap().unwrap();
            let found = journal.entries.last().map(|entry| entry.number);
            assert_eq!(found, Some(last(&bench)), "edit {number}, seed {seed}");
        }
    }
    let after = simulated.after_power_cut(&mut Dice(0));
    let left = bench.project().clone();
    drop(bench);
    assert_eq!(*opened_on(&after).project(), left);
}

#[test]
fn while_the_disk_is_busy_work_goes_on_and_then_reaches_it_together() {
    const EDITS: usize = 40;
    let (simulated, mut bench) = saved();
    let (calls, safe) = (simulated.calls(), bench.safe_up_to());
    simulated.hold();
    for number in 0..EDITS {
        new_tag(&mut bench, &format!("tag {number}"));
    }
    assert_eq!(bench.safe_up_to(), safe, "nothing is said to be safe before it is flushed");
    simulated.let_go();
    watch_until_safe(&bench);
    // The first of them may be on its way already; the others wait for that, and go together.
    let calls = simulated.calls() - calls;
    assert!(calls <= 8, "{calls} calls for {EDITS} edits");
}

#[test]
fn no_edit_is_kept_waiting_for_others_to_come() {
    let (_simulated, mut bench) = saved();
    // One that is quick shows that none is made to wait; those that are not, that the machine is busy with something else.
    let quickest = (0..200)
        .map(|number| {
            new_tag(&mut bench, &format!("tag {number}"));
            watch_until_safe(&bench)
        })
        .find(|took| *took < PROMISED);
    assert!(quickest.is_some(), "every edit was longer on its way than {PROMISED:?}");
}
