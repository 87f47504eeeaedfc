//! The audit trail as a file: every entry with who, when, what, and how it stands; the same bytes each time.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use lectern::analysis::trail::{Target, Trail, target};
use lectern::exchange::trail::{TrailFormat, export};
use lectern::project::history::{Action, Outcome};
use lectern::project::{
    Change, Coder, CoderId, Edit, Entry, EntryId, History, Project, ProjectInfo, Swap, Tag, TagColour, TagId,
    Timestamp,
};
use proptest::prelude::*;

fn project() -> Project {
    Project::with_info(ProjectInfo {
        id: serde_json::from_str("\"00000000-0000-4000-8000-000000000001\"").unwrap(),
        created: Timestamp::from_second(0),
        memo: String::new(),
    })
}

fn coder() -> Coder {
    Coder { id: CoderId::derived(b"ada"), name: "Ada, Reader".into(), initials: "AR".into() }
}

fn tag(name: &str) -> Tag {
    Tag {
        id: TagId::derived(name.as_bytes()),
        parent: None,
        rank: 0,
        name: name.into(),
        colour: TagColour::nth(0),
        description: String::new(),
        shortcut: None,
        memo: String::new(),
    }
}

fn edit(label: &str, second: i64, changes: Vec<Change>) -> Edit {
    Edit { label: label.into(), at: Timestamp::from_second(second), coder: Some(coder().id), changes }
}

/// A project in which something was done, taken back, and something else done since.
fn sample() -> (Project, History) {
    let mut project = project();
    let mut history = History::of_new(&project);
    let joins = Change::coder(Swap::add(coder()));
    let first = edit("=New tag |“one”", 60, vec![joins, Change::tag(Swap::add(tag("one")))]);
    history.perform(&mut project, first).unwrap();
    history
        .perform(&mut project, edit("New tag “two”", 120, vec![Change::tag(Swap::add(tag("two")))]))
        .unwrap();
    history.undo(&mut project, Some(coder().id)).unwrap();
    let third = edit("New tag “three”", 180, vec![Change::tag(Swap::add(tag("three")))]);
    history.perform(&mut project, third).unwrap();
    let fourth = edit("New tag “four”", 240, vec![Change::tag(Swap::add(tag("four")))]);
    history.perform(&mut project, fourth).unwrap();
    history.undo(&mut project, Some(coder().id)).unwrap();
    (project, history)
}

fn written(format: TrailFormat) -> String {
    let (project, history) = sample();
    let exported = export(&Trail::of(&[], &history), &project, format).unwrap();
    String::from_utf8(exported.bytes).unwrap()
}

/// The moment of an undo is the present; it stands for itself here.
fn without_moments(text: &str) -> Vec<String> {
    let cut = |line: &str| {
        let words = line.split(',').enumerate().filter(|(column, _)| *column != 1).map(|(_, cell)| cell);
        words.collect::<Vec<_>>().join(",")
    };
    text.lines().map(cut).collect()
}

#[test]
fn csv_has_a_row_for_each_entry_and_guards_formulas() {
    let text = written(TrailFormat::Csv);
    assert!(
        text.contains(
            "\r\n2,1970-01-01T00:01:00Z,\"Ada, Reader\",edit,'=New tag |“one”,in force,0,0,label\r\n"
        ),
        "{text}"
    );
    assert_eq!(
        without_moments(&text.replace("\"Ada, Reader\"", "AR")),
        [
            "number,coder,action,label,outcome,documents,annotations,guarded",
            "1,,begin,Project begun,in force,0,0,",
            "2,AR,edit,'=New tag |“one”,in force,0,0,label",
            "3,AR,edit,New tag “two”,left,0,0,",
            "4,AR,undo,Undone: New tag “two”,note,0,0,",
            "5,AR,edit,New tag “three”,in force,0,0,",
            "6,AR,edit,New tag “four”,taken back,0,0,",
            "7,AR,undo,Undone: New tag “four”,note,0,0,",
        ]
    );
}

#[test]
fn markdown_is_a_table_in_which_nothing_becomes_markup() {
    let text = written(TrailFormat::Markdown);
    let row = "| 2 | 1970-01-01 00:01:00 | Ada, Reader | \\=New tag \\|“one” | in force | 0 | 0 |";
    assert!(text.contains(row), "{text}");
    assert!(text.contains("| ~~New tag “two”~~ | left |"), "{text}");
    assert!(text.starts_with("# History\n\n7 entries, oldest first"), "{text}");
}

#[test]
fn json_lines_have_the_fields_that_were_promised_in_their_order() {
    let text = written(TrailFormat::JsonLines);
    let first = text.lines().nth(1).unwrap();
    assert_eq!(
        first,
        "{\"number\":2,\"at\":\"1970-01-01T00:01:00Z\",\"coder\":\"Ada, Reader\",\"action\":\"edit\",\
         \"label\":\"=New tag |“one”\",\"outcome\":\"in force\",\"documents\":0,\"annotations\":0}"
    );
    assert_eq!(text.lines().count(), 7);
    assert_eq!(written(TrailFormat::Text).lines().count(), 7);
}

#[test]
fn the_same_history_is_the_same_bytes() {
    let (project, history) = sample();
    for format in [TrailFormat::Csv, TrailFormat::Markdown, TrailFormat::JsonLines, TrailFormat::Text] {
        let make = || export(&Trail::of(&[], &history), &project, format).unwrap();
        assert_eq!(make(), make());
    }
}

#[test]
fn archived_entries_stand_before_the_others_and_as_they_stand_today() {
    let (project, history) = sample();
    let entries = history.entries();
    let mut later = History::default();
    for entry in &entries[3..] {
        later.remember(entry.clone());
    }
    let trail = Trail::of(&entries[..3], &later);
    let whole = Trail::of(&[], &history);
    for format in [TrailFormat::Csv, TrailFormat::JsonLines] {
        assert_eq!(export(&trail, &project, format).unwrap(), export(&whole, &project, format).unwrap());
    }
    // What is in both is taken once.
    assert_eq!(Trail::of(&entries[..5], &later).entries().len(), entries.len());
}

#[test]
fn entries_that_do_not_count_are_told_of_in_plain_words() {
    let (_, mut history) = sample();
    history.leave(3, 4);
    history.leave(6, 6);
    let trail = Trail::of(&[], &history);
    let last = trail.len() - 1;
    assert_eq!(trail.what(last - 1), "Entries 3–4 do not count: they did not fit the project file");
    assert_eq!(trail.what(last), "Entry 6 does not count: it did not fit the project file");
    assert_eq!(trail.outcome(last), Outcome::Note);
    // Those that are not there are another matter.
    let without = |numbers: &[u64]| {
        let entries = history.entries().iter().filter(|entry| !numbers.contains(&entry.number)).cloned();
        let trail = Trail::of(&[], &History::of_entries(entries.collect()));
        (trail.what(trail.len() - 2), trail.what(trail.len() - 1), trail.lacking(0))
    };
    let (first, second, lacking) = without(&[3, 4, 6]);
    assert_eq!(first, "The history lacks entries 3–4: what was written of that is lost or cannot be read");
    assert_eq!(second, "The history lacks entry 6: what was written of that is lost or cannot be read");
    assert_eq!(lacking, []);
    assert_eq!(without(&[2, 5]).2, [2..=2, 5..=5]);
}

#[test]
fn one_jumps_to_what_is_still_there() {
    let (project, history) = sample();
    let trail = Trail::of(&[], &history);
    let there = |line| target(&trail.touched(line), &project);
    assert_eq!(there(0), Some(Target::Project));
    assert_eq!(there(1), Some(Target::Tag(tag("one").id)));
    assert_eq!(there(2), None, "it was taken back");
    assert_eq!(there(4), Some(Target::Tag(tag("three").id)));
}

proptest! {
    #[test]
    fn bringing_a_trail_up_to_date_is_making_it_anew(deeds in prop::collection::vec((0u8..5, any::<bool>()), 1..40)) {
        let mut project = project();
        let mut history = History::of_new(&project);
        let mut trail = Trail::of(&[], &history);
        for (n, (deed, is_seen)) in deeds.into_iter().enumerate() {
            let change = vec![Change::tag(Swap::add(tag(&format!("tag {n}"))))];
            match deed {
                0 | 1 => history.perform(&mut project, edit("New tag", 0, change)).unwrap(),
                2 => history.extend(&mut project, edit("New tag", 0, change)).unwrap(),
                3 => drop(history.undo(&mut project, None).unwrap()),
                _ => drop(history.redo(&mut project, None).unwrap()),
            }
            if is_seen {
                prop_assert!(trail.update(&history));
                let anew = Trail::of(&[], &history);
                prop_assert_eq!(trail.len(), anew.len());
                for line in 0..anew.len() {
                    prop_assert_eq!(trail.what(line), anew.what(line));
                    prop_assert_eq!(trail.outcome(line), anew.outcome(line));
                    prop_assert_eq!(trail.touched(line), anew.touched(line));
                }
            }
        }
    }
}

#[test]
fn a_history_that_took_the_place_of_another_is_noticed() {
    let (_, history) = sample();
    let mut trail = Trail::of(&[], &history);
    let (_, other) = sample();
    assert!(!trail.update(&other));
    let shorter = History::of_entries(vec![Arc::new(Entry {
        number: 1,
        id: EntryId::new(),
        action: Action::begin(&project(), Timestamp::from_second(0)),
    })]);
    assert!(!trail.update(&shorter));
}
