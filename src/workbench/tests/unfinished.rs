//! Work without a name: who may go on with it, where it is put, and for how long it is kept there.

use std::path::PathBuf;

use super::journalling::{bench_in, killed, new_tag, tag_names};
use super::opening::opened;
use super::*;
use crate::project::journal;

/// Where work without a name was found.
fn places(bench: &mut Workbench) -> Vec<PathBuf> {
    bench.look_for_unfinished();
    bench.finish_jobs();
    bench.unfinished().iter().map(|work| work.place.clone()).collect()
}

/// Leaves work without a name in `data`: a tag of each of these names, each in a project of its own.
fn leave(data: &Path, names: &[&str]) {
    for name in names {
        let mut bench = bench_in(data);
        bench.start_on_bundled_corpus();
        new_tag(&mut bench, name);
        bench.flush_journal();
    }
}

#[test]
fn what_another_window_works_on_is_not_offered_and_cannot_be_taken() {
    let data = tempfile::tempdir().unwrap();
    let mut one = bench_in(data.path());
    one.start_on_bundled_corpus();
    new_tag(&mut one, "mine");
    one.flush_journal();
    let mut two = bench_in(data.path());
    assert_eq!(places(&mut two), Vec::<PathBuf>::new(), "one holds it");
    drop(one);
    let found = places(&mut two);
    assert_eq!(found.len(), 1);

    let mut three = bench_in(data.path());
    assert_eq!(places(&mut three), found);
    two.run(Command::ContinueUnfinished(found[0].clone())).unwrap();
    two.finish_jobs();
    assert_eq!(tag_names(&two), ["mine"]);
    for command in [Command::ContinueUnfinished, Command::DiscardUnfinished] {
        let refused = three.run(command(found[0].clone())).unwrap_err().to_string();
        assert!(refused.starts_with("Another window of Lectern has gone on with this work"), "{refused}");
    }
    assert_eq!(three.unfinished(), []);
    // Going on writes to the same place, which stays locked.
    new_tag(&mut two, "more");
    two.flush_journal();
    assert_eq!(places(&mut three), Vec::<PathBuf>::new());
    drop(two);
    assert_eq!(places(&mut three), found);
    assert_eq!(three.unfinished()[0].changes, 2);
}

/// The journal of the only work in `data`.
fn only_journal(data: &Path) -> PathBuf {
    let mut bench = bench_in(data);
    journal::path_of(&places(&mut bench)[0])
}

#[test]
fn work_whose_first_lines_are_damaged_is_offered_with_what_can_be_read_of_it() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = bench_in(data.path());
    bench.start_on_bundled_corpus();
    bench.run(Command::SetProjectMemo("first".into())).unwrap();
    new_tag(&mut bench, "one");
    bench.run(Command::SetProjectMemo("second".into())).unwrap();
    let left = bench.project().clone();
    drop(bench);
    let journal = only_journal(data.path());
    let text = std::fs::read_to_string(&journal).unwrap();
    let spoilt = |line: usize| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = if line == 0 { lines[0].find("project=").unwrap() + 8 } else { 3 };
        let other = if &lines[line][at..=at] == "a" { "b" } else { "a" };
        lines[line].replace_range(at..=at, other);
        lines.join("\n") + "\n"
    };
    for line in [0, 1] {
        std::fs::write(&journal, spoilt(line)).unwrap();
        let mut bench = bench_in(data.path());
        let place = places(&mut bench).remove(0);
        assert!(bench.unfinished()[0].is_damaged && bench.unfinished()[0].changes >= 3);
        bench.run(Command::ContinueUnfinished(place)).unwrap();
        bench.finish_jobs();
        assert_eq!(tag_names(&bench), ["one"]);
        assert_eq!(bench.project().info, left.info, "line {line}");
        let told = told(&mut bench, Level::Warning);
        assert!(told[0].contains(&format!("is damaged at line {};", line + 1)), "{told:?}");
    }
}

#[test]
fn work_that_cannot_be_offered_is_told() {
    let data = tempfile::tempdir().unwrap();
    leave(data.path(), &["one"]);
    let journal = only_journal(data.path());
    let text = std::fs::read_to_string(&journal).unwrap();
    let id = text.split_once("project=").unwrap().1.split(' ').next().unwrap();
    let newer = format!("// lectern journal schema=9 project={id} app=99.0.0\n");
    let cases = [
        (newer.as_str(), "it was written by a newer Lectern: update Lectern to go on with it"),
        ("nothing\nof this\n", "nothing of its journal can be read"),
    ];
    for (bytes, why) in cases {
        std::fs::write(&journal, bytes).unwrap();
        let mut bench = bench_in(data.path());
        assert_eq!(places(&mut bench), Vec::<PathBuf>::new());
        let folder = journal.parent().unwrap().display();
        let sentence =
            format!("Work without a name in {folder} is not offered, because {why}; it is left as it is.");
        assert_eq!(told(&mut bench, Level::Warning), [sentence]);
    }
    std::fs::remove_file(&journal).unwrap();
    std::fs::create_dir(&journal).unwrap();
    let mut bench = bench_in(data.path());
    assert_eq!(places(&mut bench), Vec::<PathBuf>::new());
    assert!(told(&mut bench, Level::Warning)[0].starts_with("Work without a name in "));
}

#[test]
fn what_is_put_away_is_kept_for_thirty_days_at_least_whatever_the_clock_has_said() {
    let data = tempfile::tempdir().unwrap();
    leave(data.path(), &["one", "two"]);
    let mut bench = bench_in(data.path());
    let found = places(&mut bench);
    assert_eq!(found.len(), 2);
    bench.run(Command::DiscardUnfinished(found[0].clone())).unwrap();
    assert_eq!(places(&mut bench), found[1..]);

    let away = data.path().join("unnamed/put away");
    let names = || -> Vec<String> {
        let names = std::fs::read_dir(&away).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let kept = names();
    assert_eq!(kept.len(), 1);
    assert!(away.join(&kept[0]).join("journal").is_file(), "it is there to the last byte");
    let day = |ago: i64| {
        let then = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date();
        then.checked_sub(jiff::Span::new().days(ago)).unwrap().to_string()
    };
    let put = [
        // As with a battery that was dead when it was put away.
        "1970-01-01 1 early.lectern".to_owned(),
        format!("{} 1 old.lectern", day(31)),
        format!("{} 1 young.lectern", day(29)),
        format!("{} due 1 long.lectern", day(31)),
        // Found to be due while the clock was ahead.
        format!("{} due 1 ahead.lectern", day(-400)),
        "own".into(),
    ];
    for name in put {
        std::fs::create_dir_all(away.join(&name).join("texts")).unwrap();
        std::fs::write(away.join(&name).join("texts/a.txt"), "text").unwrap();
    }
    places(&mut bench);
    let left = names();
    assert!(left.iter().all(|name| !name.contains("long")), "{left:?}");
    assert_eq!(left.len(), 6, "{left:?}");
    for name in ["early", "old", "ahead"] {
        assert!(left.contains(&format!("{} due 1 {name}.lectern", day(0))), "{left:?}");
    }
    places(&mut bench);
    assert_eq!(names(), left, "it lies there for as long again");
}

#[test]
fn work_on_a_project_that_can_only_be_read_is_kept_each_time_at_a_place_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "theirs");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    bench.close();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, of_a_newer_program(&text)).unwrap();
    assert!(opened(&path).file().unwrap().read_only.is_some());

    let in_two_windows = ["mine", "other"].map(|name| {
        let mut bench = bench_in(&data);
        bench.run(Command::OpenProject(path.clone())).unwrap();
        bench.finish_jobs();
        new_tag(&mut bench, name);
        bench.flush_journal();
        assert!(bench.is_kept_for_later(), "{:?}", bench.take_notices());
        bench
    });
    in_two_windows.into_iter().for_each(killed_in_turn);
    let mut bench = bench_in(&data);
    let mut found = Vec::new();
    for place in places(&mut bench) {
        bench.run(Command::ContinueUnfinished(place)).unwrap();
        bench.finish_jobs();
        found.push(tag_names(&bench));
    }
    found.sort();
    assert_eq!(found, [["mine", "theirs"], ["other", "theirs"]]);
}

#[test]
fn work_on_a_file_that_is_further_on_than_its_journal_and_can_only_be_read_is_kept_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (path, data) = (folder.path().join("study.ron"), folder.path().join("data"));
    let elsewhere = folder.path().join("elsewhere").join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "ours");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    drop(bench);
    std::fs::create_dir(elsewhere.parent().unwrap()).unwrap();
    std::fs::copy(&path, &elsewhere).unwrap();
    let mut bench = opened(&elsewhere);
    new_tag(&mut bench, "theirs");
    save(&mut bench);
    drop(bench);
    std::fs::copy(&elsewhere, &path).unwrap();

    let _holder = opened(&path);
    let mut bench = bench_in(&data);
    bench.run(Command::OpenProject(path)).unwrap();
    bench.finish_jobs();
    assert!(bench.file().unwrap().read_only.is_some());
    let theirs = *bench.project().tags.iter().find(|(_, tag)| tag.name == "theirs").unwrap().0;
    bench.run(Command::RenameTag { tag: theirs, name: "renamed".into() }).unwrap();
    let left = bench.project().clone();
    killed_in_turn(bench);
    let mut bench = bench_in(&data);
    let place = places(&mut bench).remove(0);
    bench.run(Command::ContinueUnfinished(place)).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.project(), &left);
}

#[test]
fn work_on_a_corrected_text_in_a_project_that_can_only_be_read_keeps_that_text() {
    let desk = sources::Desk::new(&["closed in March"]);
    let mut bench = desk.open();
    let letter = sources::named(&bench, "letter.txt");
    bench.run(Command::CorrectText { document: letter, span: Span::new(0, 3), text: "An".into() }).unwrap();
    bench.finish_jobs();
    save(&mut bench);
    // It stays open there.
    let _holder = bench;
    let data = desk.path("data");
    let mut bench = bench_in(&data);
    bench.run(Command::OpenProject(desk.path("study.ron"))).unwrap();
    bench.finish_jobs();
    assert!(bench.file().unwrap().read_only.is_some());
    new_tag(&mut bench, "mine");
    let hash = bench.text(letter).unwrap().hash();
    killed_in_turn(bench);
    let mut bench = bench_in(&data);
    let place = places(&mut bench).remove(0);
    bench.run(Command::ContinueUnfinished(place)).unwrap();
    bench.finish_jobs();
    assert_eq!(bench.text(letter).unwrap().hash(), hash);
}

/// Ends a window so that its lock is given back, as the system does when a process is killed.
fn killed_in_turn(bench: Workbench) {
    bench.flush_journal();
    drop(bench);
}

#[test]
fn entries_moved_out_of_the_journal_are_read_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let mut bench = on_bundled_corpus();
    new_tag(&mut bench, "one");
    new_tag(&mut bench, "two");
    bench.run(Command::SaveAs(path.clone())).unwrap();
    bench.finish_jobs();
    bench.flush_journal();
    let entries = bench.history().entries().to_vec();
    drop(bench);
    // As saving a long journal does.
    let beside = path.with_extension("lectern");
    std::fs::create_dir_all(beside.join("trail")).unwrap();
    let name = format!("{:012}.journal", entries.last().unwrap().number);
    std::fs::rename(beside.join("journal"), beside.join("trail").join(name)).unwrap();

    let mut bench = opened(&path);
    assert_eq!(tag_names(&bench), ["one", "two"]);
    new_tag(&mut bench, "three");
    assert!(bench.has_unread_history());
    bench.run(Command::ReadEarlierHistory).unwrap();
    bench.finish_jobs();
    assert!(!bench.has_unread_history());
    assert_eq!(bench.history().entries()[..entries.len()], entries, "the history holds them like all others");
    assert!(bench.earlier_entries().is_empty());
    let trail = bench.whole_trail();
    let said: Vec<String> = (0..trail.len()).map(|line| trail.what(line)).collect();
    assert_eq!(said[said.len() - 3..], ["New tag “one”", "New tag “two”", "New tag “three”"]);
    killed(bench);
}
