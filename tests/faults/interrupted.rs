//! Killed, or without power, at every single call of what does more than save: rescuing a damaged project, taking a journal
//! over that stayed under another name, merging files, saving under another name.

use std::path::Path;

use lectern::project::Project;
use lectern::project::store::open;
use lectern::workbench::{Command, Places, Workbench};

use crate::crashes::{STUDY, bench_on, check_backups, opened_on};
use crate::simulated::{Dice, Fault, Simulated};

/// So many power cuts for each call, each of which forgets something else.
const CUTS: u64 = 4;

fn new_tag(bench: &mut Workbench, name: &str) {
    bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
}

fn save(bench: &mut Workbench) {
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
}

/// Asks for this, whatever becomes of it.
fn ask(bench: &mut Workbench, command: Command) {
    let _ = bench.run(command);
    bench.finish_jobs();
}

/// A project on a disk that has been saved so often, with work in its journal that was never saved, and what is in it.
fn worked(saves: usize) -> (Simulated, Project) {
    let simulated = Simulated::with_folders(&["/home/ann"]);
    let mut bench = bench_on(&simulated);
    new_tag(&mut bench, "before it had a name");
    ask(&mut bench, Command::SaveAs(STUDY.into()));
    for number in 1..saves {
        new_tag(&mut bench, &format!("saved {number}"));
        save(&mut bench);
    }
    let document = *bench.project().documents.keys().next().unwrap();
    let span = lectern::text::Span::new(0, 5);
    bench.run(Command::TagByPath { document, span, path: vec!["never saved".into()] }).unwrap();
    new_tag(&mut bench, "taken back");
    bench.run(Command::Undo).unwrap();
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    (simulated, left)
}

/// The disks as a kill and some power cuts leave them.
fn fallen(simulated: &Simulated, call: usize) -> impl Iterator<Item = Simulated> {
    let cuts = (0..CUTS).map(move |seed| simulated.after_power_cut(&mut Dice(seed * 1000 + call as u64)));
    std::iter::once(simulated.after_kill()).chain(cuts)
}

/// Lets `work` be killed at each of its calls in turn, and has `check` look at what every kill and power cut leaves.
fn at_every_call(begin: impl Fn() -> Simulated, work: impl Fn(&Simulated), check: impl Fn(&Simulated, &str)) {
    let whole = begin();
    let before = whole.calls();
    work(&whole);
    let calls = whole.calls() - before;
    assert!(calls > 4, "{calls}");
    check(&whole, "undisturbed");
    for call in 1..=calls {
        let simulated = begin();
        simulated.fail_at(call, Fault::Stop);
        work(&simulated);
        for (number, after) in fallen(&simulated, call).enumerate() {
            check(&after, &format!("call {call} of {calls}, fall {number}"));
        }
    }
}

/// Opens the project as somebody does who takes what is offered where its file is damaged, and saves it.
fn rescue(simulated: &Simulated) -> Workbench {
    let mut bench = Workbench::on_disk(Places::none(), simulated.disk());
    ask(&mut bench, Command::OpenProject(STUDY.into()));
    if bench.damaged_project().is_some() {
        ask(&mut bench, Command::OpenBackupInstead);
    }
    if bench.file().is_some() {
        ask(&mut bench, Command::Save);
    }
    bench
}

/// The files beside the project file that a damaged one was set aside in.
fn set_aside(simulated: &Simulated) -> Vec<Vec<u8>> {
    let folder = Path::new("/home/ann");
    let names = simulated.disk().list(folder).unwrap();
    let damaged = names.iter().filter(|name| name.contains("(damaged "));
    damaged.map(|name| simulated.content(&folder.join(name)).unwrap()).collect()
}

/// Rescues a project of so many saves, whose damaged file is this part of it.
fn rescue_at_every_call(saves: usize) {
    let (worked_on, left) = worked(saves);
    let whole = worked_on.content(Path::new(STUDY)).unwrap();
    let half = &whole[..whole.len() / 2];
    worked_on.disk().write_atomically(Path::new(STUDY), half).unwrap();
    let rescued = |simulated: &Simulated, at: &str| {
        let bench = rescue(simulated);
        assert_eq!(*bench.project(), left, "{saves} saves, {at}");
        let made = bench.history().entries().iter().filter(|entry| entry.is_work()).count();
        // All that was done but the tag that was taken back, and that.
        assert!(made >= left.tags.len() + 2, "{saves} saves, {at}: {made} entries");
        assert!(set_aside(simulated).iter().any(|bytes| bytes == half), "{saves} saves, {at}");
        drop(bench);
        check_backups(simulated);
        assert_eq!(*opened_on(simulated).project(), left, "{saves} saves, {at}");
    };
    at_every_call(|| worked_on.after_kill(), |simulated| drop(rescue(simulated)), rescued);
}

#[test]
fn killed_or_without_power_at_any_call_of_a_rescue_from_a_backup_nothing_is_lost() {
    rescue_at_every_call(3);
}

#[test]
fn killed_or_without_power_at_any_call_of_a_rescue_from_the_journal_nothing_is_lost() {
    rescue_at_every_call(1);
}

const RENAMED: &str = "/home/ann/renamed.ron";

/// Opens the project under its new name, and takes over the journal that stayed under the old one.
fn take_over(simulated: &Simulated) -> Workbench {
    let mut bench = Workbench::on_disk(Places::none(), simulated.disk());
    ask(&mut bench, Command::OpenProject(RENAMED.into()));
    if bench.journal_left_behind().is_some() {
        ask(&mut bench, Command::TakeJournalOver);
    }
    bench
}

#[test]
fn killed_or_without_power_at_any_call_of_taking_a_journal_over_nothing_is_lost() {
    let (worked_on, left) = worked(3);
    worked_on.disk().move_file(Path::new(STUDY), Path::new(RENAMED)).unwrap();
    let texts = |simulated: &Simulated, name: &str| {
        let folder = Path::new(name).with_extension("lectern").join("texts");
        simulated.disk().list(&folder).unwrap().len()
    };
    let kept = texts(&worked_on, STUDY);
    assert!(kept > 0);
    let taken = |simulated: &Simulated, at: &str| {
        let mut bench = take_over(simulated);
        assert_eq!(*bench.project(), left, "{at}");
        assert_eq!(texts(simulated, RENAMED), kept, "{at}");
        // The steps before it had another name can be taken back.
        while bench.history().undoable().is_some() {
            bench.run(Command::Undo).unwrap();
        }
        assert!(bench.project().tags.is_empty(), "{at}");
        bench.flush_journal();
        assert!(!bench.journal_is_failing());
    };
    at_every_call(|| worked_on.after_kill(), |simulated| drop(take_over(simulated)), taken);
}

/// Merges what two people made of one project into the file of the first.
fn merge(simulated: &Simulated) {
    let bench = Workbench::on_disk(Places::none(), simulated.disk());
    let [base, mine, theirs] = ["/home/ann/base.ron", STUDY, "/home/ann/theirs.ron"].map(Path::new);
    let _ = bench.merge_files(base, mine, theirs, mine);
}

#[test]
fn killed_or_without_power_at_any_call_of_a_merge_the_project_is_the_old_or_the_new_one() {
    let (worked_on, mine) = worked(2);
    let disk = worked_on.disk();
    let saved = worked_on.content(Path::new(STUDY)).unwrap();
    disk.write_atomically(Path::new("/home/ann/base.ron"), &saved).unwrap();
    disk.write_atomically(Path::new("/home/ann/theirs.ron"), &saved).unwrap();
    let mut bench = opened_in_place(&worked_on, "/home/ann/theirs.ron");
    new_tag(&mut bench, "theirs");
    save(&mut bench);
    drop(bench);
    let others = ["/home/ann/base.ron", "/home/ann/theirs.ron"].map(Path::new);
    let before = others.map(|path| worked_on.content(path));
    let merged = {
        let whole = worked_on.after_kill();
        merge(&whole);
        open(&whole.disk(), Path::new(STUDY)).unwrap().project
    };
    let names = |project: &Project| project.tags.values().any(|tag| tag.name == "theirs");
    assert!(names(&merged) && !names(&mine));
    assert!(merged.annotations.len() == 1, "what was in the journal alone is in it");
    let is_one_of_them = |simulated: &Simulated, at: &str| {
        assert_eq!(others.map(|path| simulated.content(path)), before, "{at}");
        check_backups(simulated);
        let is_new = simulated.content(Path::new(STUDY)).unwrap() != saved;
        let found = opened_on(simulated);
        // The merge is in the journal before it is in the file.
        let is_merged = is_new || names(found.project());
        let wanted = if is_merged { &merged } else { &mine };
        assert_eq!(found.project().tags.len(), wanted.tags.len(), "{at}, new: {is_new}");
        assert_eq!(found.project().annotations, wanted.annotations, "{at}, new: {is_new}");
        drop(found);
        // And once more, it goes through.
        merge(simulated);
        assert!(names(opened_on(simulated).project()), "{at}");
        assert_eq!(opened_on(simulated).project().annotations, merged.annotations, "{at}");
    };
    at_every_call(|| worked_on.after_kill(), merge, is_one_of_them);
}

fn opened_in_place(simulated: &Simulated, path: &str) -> Workbench {
    let mut bench = Workbench::on_disk(Places::none(), simulated.disk());
    ask(&mut bench, Command::OpenProject(path.into()));
    assert!(bench.file().is_some(), "{:?}", bench.take_notices());
    bench
}

const ELSEWHERE: &str = "/home/ann/elsewhere.ron";

/// Opens the project and saves it under another name.
fn save_elsewhere(simulated: &Simulated) {
    let mut bench = Workbench::on_disk(Places::none(), simulated.disk());
    ask(&mut bench, Command::OpenProject(STUDY.into()));
    if bench.file().is_some() {
        ask(&mut bench, Command::SaveAs(ELSEWHERE.into()));
        bench.flush_journal();
    }
}

#[test]
fn killed_or_without_power_at_any_call_of_saving_as_both_places_have_all_or_the_new_one_nothing() {
    let (worked_on, left) = worked(2);
    let saved = |simulated: &Simulated, at: &str| {
        check_backups(simulated);
        assert_eq!(*opened_on(simulated).project(), left, "{at}");
        if simulated.content(Path::new(ELSEWHERE)).is_some() {
            assert_eq!(*opened_in_place(simulated, ELSEWHERE).project(), left, "{at}");
        }
        // And once more, it goes through, with the history.
        save_elsewhere(simulated);
        let mut bench = opened_in_place(simulated, ELSEWHERE);
        assert_eq!(*bench.project(), left, "{at}");
        while bench.history().undoable().is_some() {
            bench.run(Command::Undo).unwrap();
        }
        assert!(bench.project().tags.is_empty(), "{at}");
    };
    at_every_call(|| worked_on.after_kill(), save_elsewhere, saved);
}

#[test]
fn killed_or_without_power_at_any_call_of_saving_over_another_project_its_unsaved_work_is_kept() {
    let (worked_on, left) = worked(2);
    let mut other = bench_on(&worked_on);
    ask(&mut other, Command::SaveAs(ELSEWHERE.into()));
    new_tag(&mut other, "theirs, never saved");
    other.flush_journal();
    let theirs = other.project().clone();
    drop(other);
    let folder = Path::new(ELSEWHERE).with_extension("lectern");
    let journal = worked_on.content(&folder.join("journal")).unwrap();
    let saved = |simulated: &Simulated, at: &str| {
        assert_eq!(*opened_on(simulated).project(), left, "{at}");
        let found = opened_in_place(simulated, ELSEWHERE).project().clone();
        assert!(found == left || found == theirs, "{at}");
        let names = simulated.disk().list(&folder).unwrap();
        let mut journals = names.iter().filter(|name| name.starts_with("journal"));
        assert!(
            journals.any(|name| simulated.content(&folder.join(name)).unwrap().starts_with(&journal)),
            "{at}: {names:?}"
        );
    };
    at_every_call(|| worked_on.after_kill(), save_elsewhere, saved);
}
