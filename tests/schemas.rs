//! Project files of every schema there has been: they open to what they held when they were made, and are never edited.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lectern::corpus::{AttributeValue, Source};
use lectern::disk::Disk;
use lectern::project::journal::{self, FileState};
use lectern::project::naming::{ListedName, Wanted};
use lectern::project::store::{Expected, frozen_text, open, save};
use lectern::project::{
    Annotation, AnnotationId, Coder, CoderId, Decision, DecisionId, DocumentId, DocumentRecord, Doubt,
    EntryId, FigurePlace, Kind, ListId, Measure, NameList, Named, NamedTopic, OwnKind, Position, Project,
    ProjectId, ProjectInfo, Proposal, Ruling, SavedSearch, Scope, SearchId, Standing, Tag, TagColour, TagId,
    Timestamp, TopicDecision, TopicDecisionId, TopicRuling, change_each,
};
use lectern::text::{Anchor, Span, Text};

const LETTER: &str =
    "Dear Zoe\u{308},\n\nthe café on the hill 👩🏽‍🚀 is gone; שלום, 日本語. “We said so”, they said.\n";
const MINUTES: &str = "Minutes of the 3rd meeting\n\nIt was resolved to close the cafe\u{301}.\n";
const REPORT: &str = "A report, far away.\n";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn record(name: &str, source: Source, text: &str) -> DocumentRecord {
    let text = Text::new(text);
    DocumentRecord {
        id: DocumentId::of(name, text.hash()),
        source,
        hash: text.hash(),
        seen: None,
        reader: "plain 1".to_owned(),
        encoding: "windows-1252 (detected)".to_owned(),
        title: format!("{name} “of” Zoe\u{308} \\ 1"),
        attributes: BTreeMap::from([
            ("date".to_owned(), AttributeValue::guessed("2019-03-04")),
            ("kind".to_owned(), AttributeValue::stated("letter 📜")),
            (String::new(), AttributeValue::stated("")),
        ]),
        memo: format!("First line\nsecond, with a tab\tand {name}."),
    }
}

fn tag(name: &str, parent: Option<&str>, rank: u32, colour: TagColour, shortcut: Option<char>) -> Tag {
    Tag {
        id: TagId::derived(name.as_bytes()),
        parent: parent.map(|parent| TagId::derived(parent.as_bytes())),
        rank,
        name: name.to_owned(),
        colour,
        description: format!("What {name} means: “this”, not 'that'."),
        shortcut,
        memo: if rank == 0 { String::new() } else { "Ask Zoe\u{308}.\r\nThen decide.".to_owned() },
    }
}

fn note(document: &DocumentRecord, text: &str, words: &str, tags: &[&str], memo: &str) -> Annotation {
    let start = text.find(words).unwrap();
    Annotation {
        id: AnnotationId::derived(format!("{words}{}", tags.concat()).as_bytes()),
        document: document.id,
        anchor: Anchor::new(&Text::new(text), Span::new(start, start + words.len())).unwrap(),
        standing: Standing::Certain,
        tags: tags.iter().map(|tag| TagId::derived(tag.as_bytes())).collect::<BTreeSet<_>>(),
        memo: memo.to_owned(),
        coder: CoderId::derived(if memo.is_empty() { b"ann" } else { b"zoe" }),
        created: Timestamp::from_second(1_700_000_000),
        modified: Timestamp::from_second(1_700_000_000 + words.len() as i64),
    }
}

/// What the fixtures of schema 1 hold, in a folder.
fn of_schema_1(folder: &Path) -> Project {
    let mut project = Project::with_info(ProjectInfo {
        id: ProjectId::derived(b"fixture"),
        created: Timestamp::from_second(1_600_000_000),
        memo: "A study of “closing”\n👩🏽‍🚀 and of Zoe\u{308}.".to_owned(),
    });
    let letter = record("letter", Source::File(folder.join("letters/Zoe\u{308} 1%.txt")), LETTER);
    let minutes = record("minutes", Source::Bundled("achievements.txt".to_owned()), MINUTES);
    let report = record("report", Source::File(folder.parent().unwrap().join("other/report.txt")), REPORT);
    let notes = [
        note(&letter, LETTER, "café on the hill 👩🏽‍🚀", &["Closing", "Money"], "See also the minutes."),
        note(&letter, LETTER, "hill 👩🏽‍🚀 is gone", &["Closing"], ""),
        note(&letter, LETTER, "שלום, 日本語", &[], "A highlight without a tag"),
        note(&letter, LETTER, "“We said so”", &["Voice 🗣"], ""),
        note(&minutes, MINUTES, "cafe\u{301}", &["Money"], "\"quoted\" \\ and (bracketed),"),
        note(&report, REPORT, "A report, far away.", &["Voice 🗣", "Money", "Closing"], ""),
    ];
    let tags = [
        tag("Closing", None, 0, TagColour::nth(0), Some('c')),
        tag("Money", Some("Closing"), 0, TagColour::nth(7), Some('1')),
        tag("Voice 🗣", Some("Money"), 3, TagColour::Custom([0x12, 0xAB, 0xEF]), None),
        tag("Unused", None, 9, TagColour::nth(3), None),
    ];
    let coders =
        [("ann", "Ann Reader", "AR"), ("zoe", "Zoe\u{308} 日本", "Z👩🏽‍🚀")].map(|(id, name, initials)| Coder {
            id: CoderId::derived(id.as_bytes()),
            name: name.to_owned(),
            initials: initials.to_owned(),
        });
    project.documents.extend([letter, minutes, report].map(|record| (record.id, record)));
    project.tags.extend(tags.map(|tag| (tag.id, tag)));
    project.coders.extend(coders.map(|coder| (coder.id, coder)));
    project.annotations.extend(notes.map(|note| (note.id, note)));
    project
}

/// What the fixtures of schema 2 hold, in a folder.
fn of_schema_2(folder: &Path) -> Project {
    let mut project = of_schema_1(folder);
    change_each(&mut project.documents, |record| {
        if record.title.starts_with("report") {
            record.seen = Some(Text::new("A report, farther away.\n").hash());
        }
    });
    let why = [Doubt::Changed, Doubt::Rival, Doubt::Gone];
    let anchors: Vec<Anchor> = project.annotations.values().map(|note| note.anchor.clone()).collect();
    let mut numbers = 0..;
    change_each(&mut project.annotations, |note| {
        let number = numbers.next().unwrap();
        let proposed = Proposal { anchor: anchors[0].clone(), confidence: 71 };
        note.standing = match number {
            0..3 => Standing::NeedsLook { proposed: (number != 2).then_some(proposed), why: why[number] },
            3 => Standing::Detached,
            _ => Standing::Certain,
        };
    });
    project
}

/// What the fixtures of schema 3 hold, in a folder.
fn of_schema_3(folder: &Path) -> Project {
    let mut project = of_schema_2(folder);
    let vessel = Kind::Own("Vessel ⛵".into());
    let named = |kind: &Kind, name: &str| Named { kind: kind.clone(), name: name.to_owned() };
    let (person, place) = (Kind::Person, Kind::Place);
    let zoe = named(&person, "Zoe\u{308}");
    let first = project.annotations.values().next().unwrap();
    let (document, anchor) = (first.document, first.anchor.clone());
    let rulings: [Ruling; 11] = [
        Ruling::Merge { from: named(&person, "Zoe"), into: zoe.clone() },
        Ruling::Split { document, anchor: anchor.clone(), into: named(&vessel, "“The Hill”") },
        Ruling::Rename { entity: zoe.clone(), name: "Zoë, of the café".to_owned() },
        Ruling::RetypeEntity { entity: named(&person, "Hill"), kind: place.clone() },
        Ruling::RetypeMention { document, anchor: anchor.clone(), kind: vessel.clone() },
        Ruling::RejectMention { document, anchor: anchor.clone() },
        Ruling::RejectEntity { entity: named(&Kind::Quantity, "3rd") },
        Ruling::RejectWording { wording: "3rd\nmeeting".to_owned(), kind: None },
        Ruling::AddMention {
            document, anchor, kind: place.clone(), entity: Some("the hill 👩🏽‍🚀".to_owned())
        },
        Ruling::AddWording {
            wording: "café".to_owned(),
            kind: place.clone(),
            entity: None,
            match_case: true,
        },
        Ruling::Dismiss { one: named(&place, "café"), other: named(&place, "cafe\u{301}") },
    ];
    for (rank, ruling) in (1..).zip(rulings) {
        let id = DecisionId::derived(format!("{ruling:?}").as_bytes());
        project.decisions.insert(id, Decision { id, rank, ruling });
    }
    let names = vec![
        ListedName {
            name: "Zoe\u{308}".into(),
            kind: Some(person),
            aliases: vec!["Z.".into(), "\"Z\"".into()],
        },
        ListedName { name: "日本".into(), kind: None, aliases: Vec::new() },
    ];
    let wanted = [
        Wanted::Names { names, match_case: true, inflected: false },
        Wanted::Pattern(r"\bSS \p{Lu}\w+".to_owned()),
    ];
    for (kind, wanted) in [place, vessel].into_iter().zip(wanted) {
        let id = ListId::derived(kind.name().as_bytes());
        let list = NameList { id, name: format!("My {}s", kind.name()), kind, active: true, wanted };
        project.lists.insert(id, list);
    }
    let kind = OwnKind::new("Vessel ⛵", TagColour::Custom([1, 2, 0xEF]));
    project.kinds.insert(kind.id, kind);
    project
}

/// What the fixtures of schema 4 hold, in a folder.
fn of_schema_4(folder: &Path) -> Project {
    let mut project = of_schema_3(folder);
    let first = project.annotations.values().next().unwrap();
    let (document, anchor) = (first.document, first.anchor.clone());
    let scopes = [Scope::Document, Scope::Paragraph, Scope::Sentence];
    for (number, scope) in scopes.into_iter().enumerate() {
        let id = SearchId::derived(&[number as u8]);
        let (name, query) =
            (format!("“Hill” {number}"), "tag:\"Voice 🗣\" AND /ca\\w+/ NOT Zoe\u{308}".to_owned());
        let within = (number == 1).then_some(document);
        project.searches.insert(id, SavedSearch { id, name, query, scope, within });
    }
    let figure = FigurePlace { document, anchor };
    for (rank, measure) in (1..).zip(Measure::ALL) {
        let name = format!("of {} “meetings”", measure.name());
        let topic = NamedTopic { measure, name: name.clone(), figures: vec![figure.clone(), figure.clone()] };
        let other = NamedTopic { figures: Vec::new(), ..topic.clone() };
        let ruling = match rank % 4 {
            0 => TopicRuling::Merge { from: other, into: topic },
            1 => TopicRuling::Split { figures: vec![figure.clone()], name: (rank == 1).then_some(name) },
            2 => TopicRuling::Rename { topic, name: "3rd\nmeeting 👩🏽‍🚀".to_owned() },
            _ => TopicRuling::Dismiss { topic },
        };
        let id = TopicDecisionId::derived(&[rank as u8]);
        project.topics.insert(id, TopicDecision { id, rank, ruling });
    }
    project
}

/// The place in the history that the fixtures from schema 2 on say they hold.
fn held() -> Position {
    Position { number: 12, id: EntryId::derived(b"fixture") }
}

/// The texts of the fixtures are as they were, and each annotation stands on its words in them.
fn assert_texts(path: &Path, project: &Project) {
    let texts: BTreeMap<DocumentId, Text> = project
        .documents
        .values()
        .map(|record| (record.id, frozen_text(&Disk::default(), path, record.hash).unwrap()))
        .collect();
    assert_eq!(
        texts.values().map(Text::as_str).collect::<BTreeSet<_>>(),
        BTreeSet::from([LETTER, MINUTES, REPORT])
    );
    for note in project.annotations.values() {
        let text = &texts[&note.document];
        let words = note.anchor.resolve(text).and_then(|place| place.of(text.as_str()));
        assert_eq!(words, Some(note.anchor.exact.as_str()));
    }
}

/// A copy of a file somewhere else, as it would be found in a folder of somebody's.
fn copied(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study").join("study.ron");
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The bytes of the project file that is the fixture of a schema.
fn bytes_of(name: &str) -> Vec<u8> {
    fs::read(fixture(name).join("study.ron")).unwrap()
}

fn body_of(text: &str) -> &str {
    text.split_once('\n').unwrap().1
}

/// `body` below a header of another program's schema, with the sum that belongs to it.
fn newer(body: &str, min_reader: u32) -> String {
    let (length, sum) = (body.len(), blake3::hash(body.as_bytes()));
    format!("// lectern schema=99 min_reader={min_reader} app=9.9.0 len={length} blake3={sum}\n{body}")
}

#[test]
fn the_fixtures_are_never_edited() {
    for (name, sum) in [
        ("schema-1", "7fb6a6abc212758c00823dabd495ad94a04811dd8027292fa798ae7e2b12445b"),
        ("schema-2", "6bf791f9df09705f197139bbaee85825bafcc7f309c85a560ccde65353446823"),
        ("schema-3", "55f1b2da65d3675265da2ff8caa583cf8ae5cf98064f8b7ff168396f595141c4"),
        ("schema-4", "5adf5f9d7663712cdb449f9f84b641af2241802c878e337061dc4f3ffb629787"),
        ("schema-4-crashed", "eccc2e5d19032e95b135cd6570d9eb66d4ec084bef2065b6559ca3776a8f59aa"),
        ("schema-4-vouched", "7c3f5a88f31f3fbf5c42dabbb88bd286c41ce8d3d03824a91b48d72f8031f7a1"),
    ] {
        let all = fs::read_dir(fixture(name).join("study.lectern/texts")).unwrap();
        let mut paths: Vec<PathBuf> = all.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.push(fixture(name).join("study.ron"));
        paths.extend(Some(fixture(name).join("study.lectern/journal")).filter(|journal| journal.exists()));
        let mut hasher = blake3::Hasher::new();
        for path in &paths {
            hasher.update(path.file_name().unwrap().as_encoded_bytes());
            hasher.update(&fs::read(path).unwrap());
        }
        assert_eq!(hasher.finalize().to_hex().as_str(), sum, "a fixture of {name} was edited: take it back");
    }
}

#[test]
fn schema_1_opens_to_what_it_held() {
    let path = fixture("schema-1").join("study.ron");
    let opened = open(&Disk::default(), &path).unwrap();
    assert_eq!(opened.project, of_schema_1(&fixture("schema-1")));
    assert_texts(&path, &opened.project);
    assert_eq!((opened.migrated_from, opened.repairs.len(), opened.read_only), (Some(1), 0, None));
    assert_eq!(
        opened.notices,
        [
            "This project was saved by an older Lectern (schema 1); the next save writes it in the present form \
          (schema 4) and keeps the original in study.lectern/backups."
        ]
    );
}

#[test]
fn schema_2_opens_to_what_it_held() {
    let path = fixture("schema-2").join("study.ron");
    let opened = open(&Disk::default(), &path).unwrap();
    assert_eq!(opened.project, of_schema_2(&fixture("schema-2")));
    assert_texts(&path, &opened.project);
    assert_eq!((opened.held, opened.migrated_from, opened.repairs.len()), (Some(held()), Some(2), 0));
    assert_eq!((opened.read_only, opened.notices.len()), (None, 1), "only the schema is told of");
}

#[test]
fn schema_3_opens_to_what_it_held() {
    let path = fixture("schema-3").join("study.ron");
    let opened = open(&Disk::default(), &path).unwrap();
    assert_eq!(opened.project, of_schema_3(&fixture("schema-3")));
    assert_texts(&path, &opened.project);
    assert_eq!((opened.held, opened.migrated_from, opened.repairs.len()), (Some(held()), Some(3), 0));
    assert_eq!((opened.read_only, opened.notices.len()), (None, 1), "only the schema is told of");
}

#[test]
fn schema_4_opens_to_what_it_held() {
    let path = fixture("schema-4").join("study.ron");
    let opened = open(&Disk::default(), &path).unwrap();
    assert_eq!(opened.project, of_schema_4(&fixture("schema-4")));
    assert_texts(&path, &opened.project);
    assert_eq!((opened.held, opened.migrated_from, opened.repairs.len()), (Some(held()), None, 0));
    assert_eq!((opened.read_only, opened.notices), (None, Vec::new()));
}

#[test]
fn a_first_line_of_which_a_bit_has_changed_is_damage_and_no_newer_program() {
    let bytes = String::from_utf8(bytes_of("schema-4")).unwrap();
    let app = env!("CARGO_PKG_VERSION");
    for (from, to) in [("min_reader=4", "min_reader=5"), ("schema=4", "schema=5")] {
        let spoilt = bytes.replacen(from, to, 1).replacen("app=", &format!("app={app} was="), 1);
        let (_folder, path) = copied(spoilt.as_bytes());
        let error = open(&Disk::default(), &path).unwrap_err();
        assert!(error.is_damage(), "{to}: {error}");
    }
}

/// What a program that was killed has left is as much a file that must be read for ever as what it has saved: by one that
/// wrote no checksum in the first line of a journal, and by one that did.
#[test]
fn a_journal_of_schema_4_brings_back_what_was_not_saved() {
    for name in ["schema-4-crashed", "schema-4-vouched"] {
        let (disk, path) = (Disk::default(), fixture(name).join("study.ron"));
        let opened = open(&disk, &path).unwrap();
        let state = FileState::of(&opened);
        let mut project = opened.project;
        let mut journal = journal::read(&disk, &path).unwrap().unwrap();
        assert!(journal.claim(project.info.id, state.held));
        let recovery = journal::recover(&mut project, state, journal);
        assert_eq!((recovery.brought_in.len(), recovery.refused.len(), recovery.damaged.len()), (53, 0, 0));
        let tags: Vec<&str> = project.tags.values().map(|tag| tag.name.as_str()).collect();
        assert_eq!(tags, ["Name 6"]);
        assert_eq!(recovery.history.position().map(|position| position.number), Some(57));
        assert!(journal::check(&disk, &path, Some((project.info.id, opened.held))).is_empty());
    }
}

#[test]
fn an_older_schema_saved_and_opened_again_is_the_same_project_in_the_present_one() {
    for schema in ["schema-1", "schema-2", "schema-3"] {
        saved_and_opened_again(&bytes_of(schema));
    }
}

fn saved_and_opened_again(bytes: &[u8]) {
    let (_folder, path) = copied(bytes);
    let opened = open(&Disk::default(), &path).unwrap();
    save(
        &Disk::default(),
        &opened.project,
        opened.held,
        &path,
        Expected::Unchanged(opened.file_hash),
        &|_| None,
    )
    .unwrap();
    let again = open(&Disk::default(), &path).unwrap();
    assert_eq!(again.project, opened.project);
    assert_eq!((again.migrated_from, again.notices), (None, Vec::new()));
}

#[test]
fn what_an_editor_or_git_adds_to_an_old_file_is_no_change() {
    let text = String::from_utf8(bytes_of("schema-1")).unwrap();
    let crlf = text.replace('\n', "\r\n");
    let mixed = text.replacen('\n', "\r\n", 5);
    for odd in [format!("\u{FEFF}{text}"), crlf, mixed] {
        let (folder, path) = copied(odd.as_bytes());
        let opened = open(&Disk::default(), &path).unwrap();
        assert_eq!(opened.project, of_schema_1(&folder.path().join("study")));
        assert_eq!(opened.notices.len(), 1, "only the schema is told of: {:?}", opened.notices);
    }
}

#[test]
fn the_marks_of_a_git_conflict_are_named_with_their_line() {
    let text = String::from_utf8(bytes_of("schema-1")).unwrap();
    let line = text.lines().position(|line| line.contains("name: \"Money\"")).unwrap() + 1;
    let of = text.lines().nth(line - 1).unwrap();
    let other = of.replace("Money", "Cash");
    let marked = text.replace(of, &format!("<<<<<<< HEAD\n{of}\n=======\n{other}\n>>>>>>> a-branch-of-hers"));
    let (_folder, path) = copied(marked.as_bytes());
    let told = open(&Disk::default(), &path).unwrap_err().to_string();
    assert_eq!(
        told,
        format!(
            "line {line} of {} has the marks of a git merge conflict; settle the conflict there (or with git checkout \
             --ours or --theirs) and open the project again",
            path.display()
        )
    );
}

#[test]
fn a_newer_file_with_a_section_and_a_field_unknown_here_opens_for_reading_only() {
    let text = String::from_utf8(bytes_of("schema-1")).unwrap();
    let body = body_of(&text)
        .replace(" coders: [", " networks: [\n  (id: 1, kind: Web(3, [Deep])),\n ],\n coders: [")
        .replace("initials: \"AR\"", "initials: \"AR\", orcid: Some(\"0000-0001\")");
    let (folder, path) = copied(newer(&body, 2).as_bytes());
    let opened = open(&Disk::default(), &path).unwrap();
    assert_eq!(opened.project, of_schema_1(&folder.path().join("study")));
    assert_eq!(
        opened.read_only.as_deref(),
        Some(
            "This project was made by a newer Lectern (9.9.0) and is open for reading only, so that nothing in it is \
             lost; update Lectern to work on it."
        )
    );
}

#[test]
fn a_newer_file_with_a_variant_unknown_here_opens_for_reading_only_without_that_record() {
    let text = String::from_utf8(bytes_of("schema-1")).unwrap();
    let body = body_of(&text).replace("start: 0, end: 19,", "start: Page(3), end: Page(4),");
    let (folder, path) = copied(newer(&body, 2).as_bytes());
    let opened = open(&Disk::default(), &path).unwrap();
    let whole = of_schema_1(&folder.path().join("study"));
    assert_eq!(opened.project.annotations.len() + 1, whole.annotations.len());
    assert_eq!(opened.project.documents, whole.documents);
    assert!(
        opened.read_only.unwrap().ends_with(" 1 record only a newer Lectern understands is not shown."),
        "the record left out is told of"
    );
}

#[test]
fn a_newer_file_that_cannot_be_read_is_refused() {
    let text = String::from_utf8(bytes_of("schema-1")).unwrap();
    let (_folder, path) = copied(newer(body_of(&text), 99).as_bytes());
    let sentence = format!(
        "{} was made by a newer Lectern (9.9.0) and this one cannot read it; update Lectern",
        path.display()
    );
    assert_eq!(open(&Disk::default(), &path).unwrap_err().to_string(), sentence);
    fs::write(&path, newer("Project{ of another make }\n", 2)).unwrap();
    assert_eq!(open(&Disk::default(), &path).unwrap_err().to_string(), sentence);
}
