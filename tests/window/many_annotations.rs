//! A project of very many annotations: a frame does no more work for it than for a few, whichever panel is open and whatever
//! was just done. Counted is what is drawn, and what a screen reader is told of; how long it takes is for `benches/window.rs`.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::{Key, Role};
use egui_kittest::kittest::NodeT as _;
use lectern::corpus::Source;
use lectern::disk::Disk;
use lectern::project::store::{Expected, save};
use lectern::project::{
    Annotation, AnnotationId, Coder, CoderId, DocumentId, DocumentRecord, Project, Standing, Tag, TagColour,
    TagId, Timestamp,
};
use lectern::text::{Anchor, Span, Text};
use lectern::workbench::Command;

use super::CTRL;
use super::desk::Desk;

/// So many annotations stand in one document; there are as many documents as all need.
const IN_A_DOCUMENT: usize = 2_000;
/// So many there are when nobody says.
const MANY: usize = 8_000;

/// A line with the one passage that is tagged in it.
const LINE: &str = "Minutes of the meeting at which nothing was said of the bridge.\n\n";

/// A project file with so many annotations.
fn project(folder: &Path, annotations: usize) -> PathBuf {
    let mut project = Project::new();
    let coder = Coder { id: CoderId::new(), name: "Ada Reader".into(), initials: "AR".into() };
    let tag = Tag {
        id: TagId::new(),
        parent: None,
        rank: 0,
        name: "Bridge".into(),
        colour: TagColour::nth(0),
        description: String::new(),
        shortcut: None,
        memo: String::new(),
    };
    let now = Timestamp::from_second(1_790_000_000);
    let mut texts = std::collections::BTreeMap::new();
    for number in 0..annotations / IN_A_DOCUMENT {
        let text = Text::new(format!("Minutes {number:03}\n\n{}", LINE.repeat(IN_A_DOCUMENT)));
        let id = DocumentId::of(&format!("{number}.txt"), text.hash());
        let record = DocumentRecord {
            id,
            source: Source::File(folder.join(format!("{number:03}.txt"))),
            hash: text.hash(),
            seen: None,
            reader: "plain 1".into(),
            encoding: "UTF-8".into(),
            title: format!("Minutes {number:03}"),
            attributes: std::collections::BTreeMap::new(),
            memo: String::new(),
        };
        let first = text.as_str().find(LINE).unwrap();
        for line in 0..IN_A_DOCUMENT {
            // Anchors of a text in ASCII need not be counted letter by letter.
            let start = first + line * LINE.len();
            let at = |from: usize, to: usize| text.as_str().get(from..to).unwrap_or_default().to_owned();
            let end = start + "Minutes of the meeting".len();
            let anchor = Anchor {
                start,
                end,
                exact: at(start, end),
                prefix: at(start.saturating_sub(32), start),
                suffix: at(end, end + 32),
            };
            let annotation = Annotation {
                id: AnnotationId::new(),
                document: id,
                anchor,
                standing: Standing::Certain,
                tags: BTreeSet::from([tag.id]),
                memo: String::new(),
                coder: coder.id,
                created: now,
                modified: now,
            };
            project.annotations.insert(annotation.id, annotation);
        }
        project.documents.insert(id, record);
        texts.insert(id, text);
    }
    project.coders.insert(coder.id, coder);
    project.tags.insert(tag.id, tag);
    let path = folder.join("study.ron");
    let text = |id: DocumentId| texts.get(&id).cloned();
    save(&Disk::default(), &project, None, &path, Expected::Anything, &text).unwrap();
    path
}

/// What a frame draws, and of how much a screen reader is told in it.
fn work(desk: &Desk) -> (usize, usize) {
    let told = desk.harness.root().children_recursive().count();
    (desk.harness.output().shapes.len(), told)
}

/// The work of a frame at rest with each of the panels on the left, and of the one after an edit, with so many annotations.
fn work_with(annotations: usize) -> Vec<(usize, usize)> {
    let folder = tempfile::tempdir().unwrap();
    let path = project(folder.path(), annotations);
    let mut desk = Desk::on(vec![path]);
    desk.send(Command::SetCoder { name: "Ada Reader".into(), initials: "AR".into() });
    assert_eq!(desk.annotations(), annotations);
    let mut all = Vec::new();
    for key in [Key::Num1, Key::Num2] {
        desk.press_with(CTRL, key);
        desk.run();
        all.push(work(&desk));
    }
    let (document, tag) = desk.bench(|bench| {
        (*bench.documents().keys().next().unwrap(), *bench.project().tags.keys().next().unwrap())
    });
    desk.send(Command::Tag { document, span: Span::new(0, 7), tags: vec![tag] });
    desk.run();
    all.push(work(&desk));
    let excerpts = desk.labels(Role::Row).len();
    assert!(excerpts < 60, "{excerpts} rows");
    all
}

#[test]
fn a_frame_does_no_more_with_200_000_annotations_than_with_few() {
    let many = std::env::var("LECTERN_ANNOTATIONS").map_or(MANY, |many| many.parse().unwrap());
    let (few, many) = (work_with(IN_A_DOCUMENT * 2), work_with(many));
    for (few, many) in few.iter().zip(&many) {
        // More documents are listed, as far as there is room for them.
        assert!(
            many.0 < few.0 + 400 && many.1 < few.1 + 400,
            "shapes and nodes: {few:?}, with many {many:?}"
        );
    }
}
