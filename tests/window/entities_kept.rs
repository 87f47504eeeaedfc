//! What was decided about names is there again at the next start, and what names an entity costs a frame only what can be seen.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::entities::Kind;
use lectern::project::naming::{ListedName, NameList, Wanted};
use lectern::project::{DocumentId, ListId};
use lectern::text::Span;
use lectern::ui::screen::Subject;
use lectern::workbench::{Command, EntityCommand, Places, Workbench};

use super::desk::Desk;

const CTRL: Modifiers = Modifiers::COMMAND;

/// Letters whose names a model knows.
const LETTERS: [(&str, &str); 2] = [
    (
        "first.txt",
        "Mr Thomas Ashworth of Leeds wrote to Mr Henry Barlow in London. Barlow replied that the Halifax Canal Company \
         would not pay. Ashworth went to York with Mrs Clara Dent and Mr Peter Farrow, and the ledger stayed in Leeds.\n",
    ),
    (
        "second.txt",
        "Mrs Clara Dent and Mr Clara Dent came from London. Thomas Ashworth was ill, Henry Barlow said, and Mr Tom Ashworth \
         of Bradford had the ledger. Peter Farrow left York.\n",
    ),
];

fn letters(folder: &Path) -> Vec<PathBuf> {
    let write = |(name, text): &(&str, &str)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    LETTERS.iter().map(write).collect()
}

/// A window with names recognised, keeping its files in a folder.
fn desk(folder: &Path, inputs: Vec<PathBuf>) -> Desk {
    let mut bench = Workbench::new(Places::within(folder.join("data")));
    bench.recognise_from_now_on();
    bench.change_settings(|settings| settings.try_this_closed = true);
    bench.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    bench.send(Command::OpenInputs(inputs));
    bench.finish_jobs();
    let mut desk = Desk::new(bench);
    desk.finish();
    desk
}

/// All entities as they are shown, with how often and where they are named.
fn table(desk: &Desk) -> Vec<String> {
    desk.bench(|bench| {
        let entities = bench.entities();
        let row = |entity: &lectern::entities::resolve::Entity| {
            let places: Vec<_> =
                entities.places(entity).map(|place| (place.document, place.mention.span)).collect();
            format!("{} {} {places:?}", entity.kind.name(), entity.name)
        };
        let mut rows: Vec<String> = entities.all().iter().map(row).collect();
        rows.sort();
        rows
    })
}

fn has(desk: &Desk, kind: &Kind, name: &str) -> bool {
    desk.bench(|bench| bench.entities().all().iter().any(|it| it.kind == *kind && &*it.name == name))
}

/// Shows an entity in the inspector.
fn focus(desk: &mut Desk, name: &str) {
    if desk.harness.query_by_role_and_label(Role::ListBox, "Entities").is_none() {
        desk.press_with(CTRL, Key::Num3);
    }
    desk.harness.get_by_role_and_label(Role::ListBoxOption, name).click();
    desk.run();
}

fn confirm(desk: &mut Desk) {
    desk.press_with(CTRL, Key::Enter);
    desk.finish();
}

/// Selects words of the document in front.
fn select(desk: &mut Desk, words: &str) {
    let document = desk.panes(|panes| panes.active().unwrap().document);
    let at = desk.bench(|bench| bench.text(document).unwrap().as_str().find(words)).unwrap();
    desk.select(Span::new(at, at + words.len()));
}

/// Saves the project, closes the window and opens another on it.
fn restarted(mut desk: Desk, folder: &Path) -> Desk {
    let project = folder.join("letters.ron");
    if desk.bench(|bench| bench.file().is_none()) {
        desk.send(Command::SaveAs(project.clone()));
    } else {
        desk.press_with(CTRL, Key::S);
    }
    desk.finish();
    desk.end();
    self::desk(folder, vec![project])
}

#[test]
fn every_correction_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), letters(folder.path()));
    focus(&mut desk, "Henry Barlow");
    desk.press(Key::F2);
    desk.type_into("Name", "Sir Henry Barlow");
    confirm(&mut desk);
    focus(&mut desk, "York");
    desk.press_with(Modifiers::SHIFT, Key::A);
    desk.click("Organisation");
    confirm(&mut desk);
    focus(&mut desk, "Peter Farrow");
    desk.press_with(Modifiers::ALT, Key::M);
    desk.type_into("The same as", "Clara Dent");
    confirm(&mut desk);
    focus(&mut desk, "London");
    desk.press_with(Modifiers::SHIFT, Key::X);
    desk.finish();
    focus(&mut desk, "Thomas Ashworth");
    desk.press_with(Modifiers::SHIFT, Key::Y);
    let spelling =
        desk.labels(Role::Button).into_iter().find(|label| label.starts_with("Ashworth (")).unwrap();
    desk.tab_and_press(&spelling);
    desk.type_into("Name of the other entity", " the elder");
    confirm(&mut desk);
    select(&mut desk, "ledger");
    desk.press(Key::A);
    desk.click("Wherever these words stand");
    desk.click("Programme");
    confirm(&mut desk);
    let before = table(&desk);
    assert!(has(&desk, &Kind::Person, "Sir Henry Barlow"), "renamed: {before:?}");
    assert!(has(&desk, &Kind::Organisation, "York"), "retyped: {before:?}");
    assert!(has(&desk, &Kind::Programme, "ledger"), "added: {before:?}");
    assert!(!before.iter().any(|row| row.contains("Peter Farrow")), "merged: {before:?}");
    assert!(!before.iter().any(|row| row.contains("London")), "rejected: {before:?}");
    assert!(before.iter().any(|row| row.contains("the elder")), "split: {before:?}");

    let again = restarted(desk, folder.path());
    assert_eq!(table(&again), before);
    assert_eq!(table(&restarted(again, folder.path())), before, "and the one after");
}

#[test]
fn pairs_are_accepted_and_dismissed_by_keyboard_and_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(folder.path(), letters(folder.path()));
    let pairs = |desk: &Desk| -> Vec<(String, String)> {
        desk.bench(|bench| {
            let entities = bench.entities();
            let name = |key| entities.get(key).unwrap().name.to_string();
            entities.suggestions().iter().map(|pair| (name(pair.one), name(pair.other))).collect()
        })
    };
    let found = pairs(&desk);
    assert!(!found.is_empty(), "{:?}", table(&desk));
    let (one, other) = found[0].clone();
    desk.run_palette("Entities that look the same");
    desk.tab_and_press(&format!("“{one}” and “{other}” are different"));
    desk.finish();
    desk.press(Key::Escape);
    assert!(!pairs(&desk).contains(&(one.clone(), other.clone())));
    let mut desk = restarted(desk, folder.path());
    assert!(!pairs(&desk).contains(&(one.clone(), other.clone())), "dismissed for good");

    // Taken back, the pair is offered again; accepted, it is one entity.
    desk.press_with(CTRL, Key::Num3);
    desk.run_palette("Decisions about entities");
    desk.tab_and_press("Take back");
    desk.finish();
    desk.press(Key::Escape);
    assert!(pairs(&desk).contains(&(one.clone(), other.clone())));
    desk.run_palette("Entities that look the same");
    desk.tab_and_press(&format!("“{one}” and “{other}” are the same"));
    desk.finish();
    desk.press(Key::Escape);
    let named = |desk: &Desk, name: &str| {
        desk.bench(|bench| bench.entities().all().iter().filter(|it| &*it.name == name).count())
    };
    assert_eq!((named(&desk, &one), named(&desk, &other)), (1, 0));
    let again = restarted(desk, folder.path());
    assert_eq!((named(&again, &one), named(&again, &other)), (1, 0), "one after a restart");
    assert!(!pairs(&again).contains(&(one, other)));
}

/// The shapes of a frame with an entity of so many mentions in the inspector, and how many mentions are drawn.
fn drawn(mentions: usize) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quell.txt");
    // In German, which has no model here: only the list reads it.
    let line = "und der Quell ist in dem Wald, wo das Wasser nicht mehr zu der Quelle der alten Stadt und zu uns kam\n\n";
    std::fs::write(&file, line.repeat(mentions)).unwrap();
    let mut desk = desk(folder.path(), vec![file]);
    let list = NameList {
        id: ListId::new(),
        name: "Springs".into(),
        kind: Kind::Place,
        active: true,
        wanted: Wanted::Pattern(r"\bQuell\b".into()),
    };
    desk.send(Command::Entities(EntityCommand::PutList(list)));
    desk.finish();
    let key =
        desk.bench(|bench| bench.entities().all().first().map(|it| (it.key, it.occurrences.len()))).unwrap();
    assert_eq!(key.1, mentions);
    let focus = Subject::Entity(key.0);
    assert_ne!(desk.screen(|screen| screen.focus), focus);
    desk.press_with(CTRL, Key::Num3);
    desk.harness.get_by_role_and_label(Role::ListBoxOption, "Quell").click();
    desk.run();
    let rows = desk.labels(Role::Button).into_iter().filter(|label| label.starts_with("Mention: ")).count();
    (desk.harness.output().shapes.len(), rows)
}

#[test]
fn a_frame_draws_of_an_entity_only_what_can_be_seen() {
    let (few, many) = (drawn(200), drawn(4000));
    assert!(many.1 < 40 && many.1 == few.1, "mentions drawn: {few:?} {many:?}");
    assert!(many.0.abs_diff(few.0) < 40, "shapes drawn: {few:?} {many:?}");
}

/// Letters that name a spring so often each, and when they were written, as people write it.
const NAMED: [(usize, &str); 5] = [
    (40_000, "9 September 2020"),
    (10_000, "10 January 2020"),
    (30_000, "2019-12-31"),
    (15_000, "autumn"),
    (5_000, "3 May 1850"),
];

/// A window with those letters, their spring named by a list alone.
fn desk_with_a_hundred_thousand_mentions(folder: &Path) -> Desk {
    let files = NAMED.iter().enumerate().map(|(at, (mentions, _))| {
        let path = folder.join(format!("letter-{at}.txt"));
        // In German, which has no model here: only the list reads it.
        let paragraph = format!("{}in dem Wald und nicht zu der Stadt {at}\n\n", "der Quell und ".repeat(20));
        std::fs::write(&path, paragraph.repeat(mentions / 20)).unwrap();
        path
    });
    let mut desk = desk(folder, files.collect());
    for (at, (_, date)) in NAMED.iter().enumerate() {
        let document = letter(&desk, at);
        let (name, value) = ("date".to_owned(), Some((*date).to_owned()));
        desk.send(Command::SetAttribute { document, name, value });
    }
    let names = vec![ListedName { name: "Quell".into(), aliases: Vec::new(), kind: None }];
    let list = NameList {
        id: ListId::new(),
        name: "Springs".into(),
        kind: Kind::Place,
        active: true,
        wanted: Wanted::Names { names, match_case: true, inflected: false },
    };
    desk.send(Command::Entities(EntityCommand::PutList(list)));
    desk.finish();
    desk
}

fn letter(desk: &Desk, at: usize) -> DocumentId {
    let name = format!("letter-{at}.txt");
    desk.bench(|bench| {
        let mut records = bench.project().documents.values();
        records.find(|record| record.path_text().ends_with(&name)).unwrap().id
    })
}

#[test]
fn an_entity_named_a_hundred_thousand_times_is_shown_and_gone_through() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_with_a_hundred_thousand_mentions(folder.path());
    let count = desk.bench(|bench| bench.entities().all().first().map(|it| it.occurrences.len()));
    assert_eq!(count, Some(100_000));
    focus(&mut desk, "Quell");
    desk.harness.get_by_label_contains("100,000 mentions in 5 documents");
    desk.harness.get_by_label_contains("3 May 1850 to 9 September 2020");
    let drawn = |desk: &Desk| {
        desk.labels(Role::Button).into_iter().filter(|label| label.starts_with("Mention: ")).count()
    };
    assert!((1..40).contains(&drawn(&desk)), "{}", drawn(&desk));
    let current = |desk: &Desk| {
        let (document, span) = desk.screen(|screen| screen.mention).unwrap();
        let index = desk.bench(|bench| bench.entities().mention_at(document, span).unwrap().index);
        (document, index)
    };
    // In the order of the dates, those that say none last; each gone into from the end of the one before.
    let mut before = letter(&desk, 3);
    let mut last = NAMED[3].0 - 1;
    for at in [4, 2, 1, 0, 3] {
        desk.stand_at_mention(before, last);
        desk.press(Key::E);
        let document = letter(&desk, at);
        assert_eq!(current(&desk), (document, 0));
        desk.press(Key::E);
        assert_eq!(current(&desk), (document, 1));
        assert!((1..40).contains(&drawn(&desk)), "{}", drawn(&desk));
        (before, last) = (document, NAMED[at].0 - 1);
    }
    desk.stand_at_mention(letter(&desk, 4), 0);
    desk.press_with(Modifiers::SHIFT, Key::E);
    assert_eq!(current(&desk), (letter(&desk, 3), NAMED[3].0 - 1), "back round the end");
}
