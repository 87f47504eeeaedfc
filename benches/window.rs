//! The whole window, frame by frame: first seen, at rest, and after an edit, with little and with much in the project.
//!
//! A frame is the CPU work of drawing and tessellating at 1440×900 points, without a screen. The naive way to show the
//! bundled corpus is a label for each document in a scroll area. The large project has 100,000 annotations, half of them
//! in one document of 10 MB, which is open beside another. Where documents share passages, one has 5,000 of them, and one of the
//! four it shares them with is open beside it.

#![allow(clippy::unwrap_used)]

#[path = "../tests/common/projects.rs"]
mod projects;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use egui::{
    Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, ScrollArea, TouchPhase,
    pos2, vec2,
};
use lectern::corpus::{Source, bundled};
use lectern::project::store::{Expected, save};
use lectern::project::{DocumentId, DocumentRecord, TagId};
use lectern::text::{Span, Text};
use lectern::ui::app::LecternApp;
use lectern::ui::dialogs::ScriptedDialogs;
use lectern::ui::theme;
use lectern::workbench::{Command, Places, Workbench};

const SMALL_DOCUMENTS: usize = 3_000;
/// As many in the one large document as in all the others.
const HALF_OF_ANNOTATIONS: usize = 50_000;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

/// Runs and tessellates one frame; the number of shapes keeps the work from being left out.
fn frame(context: &Context, number: u32, events: Vec<Event>, draw: impl FnMut(&mut egui::Ui)) -> usize {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1440.0, 900.0))),
        time: Some(f64::from(number) / 60.0),
        events,
        ..RawInput::default()
    };
    let mut output = context.run_ui(input, draw);
    let shapes = std::mem::take(&mut output.shapes);
    let pixels = output.pixels_per_point;
    output.drop_without_applying_deltas();
    context.tessellate(shapes, pixels).len()
}

/// A window without a screen.
struct Window {
    context: Context,
    app: LecternApp,
    number: u32,
}

impl Window {
    fn new(bench: Workbench) -> Self {
        let context = Context::default();
        let app = LecternApp::new(&context, bench, Box::new(ScriptedDialogs::default()));
        Self { context, app, number: 0 }
    }

    /// A window in which everything has come to rest.
    fn settled(bench: Workbench) -> Self {
        let mut window = Self::new(bench);
        window.settle();
        window
    }

    fn settle(&mut self) {
        for _ in 0..20 {
            self.frame();
        }
    }

    fn frame(&mut self) -> usize {
        self.frame_with(Vec::new())
    }

    fn frame_with(&mut self, events: Vec<Event>) -> usize {
        self.number += 1;
        let app = &mut self.app;
        frame(&self.context, self.number, events, |ui| app.ui(ui))
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        self.frame_with(vec![event]);
        self.settle();
    }
}

fn bundled_corpus() -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.start_on_bundled_corpus();
    bench
}

#[divan::bench_group(sample_count = 10, sample_size = 1)]
mod first_frame_on_the_bundled_corpus {
    use super::*;

    #[divan::bench]
    fn lectern(bencher: Bencher) {
        bencher.with_inputs(bundled_corpus).bench_local_values(|bench| Window::new(bench).frame());
    }

    #[divan::bench]
    fn naive_labels(bencher: Bencher) {
        let texts: Vec<String> =
            bundled::documents().iter().map(|document| document.text.as_str().to_owned()).collect();
        bencher.bench_local(|| {
            let context = Context::default();
            theme::install(&context);
            frame(&context, 1, Vec::new(), |ui| {
                ScrollArea::vertical().show(ui, |ui| {
                    for text in &texts {
                        ui.label(text);
                    }
                });
            })
        });
    }
}

/// A window on 3,000 documents of a few sentences.
fn many_documents() -> Window {
    let folder = FOLDER.path().join("many");
    std::fs::create_dir_all(&folder).unwrap();
    for number in 0..SMALL_DOCUMENTS {
        let text = format!("Letter {number}\n\nDear Sir,\n\nnothing further was said in {number}.\n");
        std::fs::write(folder.join(format!("{number}.txt")), text).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.run(Command::OpenInputs(vec![folder])).unwrap();
    bench.finish_jobs();
    Window::settled(bench)
}

/// So many passages one document shares with so many others.
const LINKS: usize = 5_000;
const SHARE_THEM: usize = 4;

/// A window on a document and one of those with which it shares 5,000 passages, both in view.
fn many_links() -> Window {
    let folder = FOLDER.path().join("links");
    std::fs::create_dir_all(&folder).unwrap();
    let passage = |number: usize| {
        let word = |at: usize| format!("w{}x{at}", number * 7 % 9_973);
        let words: Vec<String> = (0..9).map(word).collect();
        format!("{} and so it stands in paper {number}.\n\n", words.join(" "))
    };
    let all: String = (0..LINKS).map(passage).collect();
    std::fs::write(folder.join("all.txt"), format!("All of it\n\n{all}")).unwrap();
    for part in 0..SHARE_THEM {
        let some: String = (part..LINKS).step_by(SHARE_THEM).map(passage).collect();
        std::fs::write(folder.join(format!("part {part}.txt")), format!("Part {part}\n\n{some}")).unwrap();
    }
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.run(Command::OpenInputs(vec![folder])).unwrap();
    bench.finish_jobs();
    let titled = |title: &str| {
        let documents = &bench.project().documents;
        documents.values().find(|record| record.title.starts_with(title)).unwrap().id
    };
    let (all, part) = (titled("All of it"), titled("Part 1"));
    let text = bench.text(all).unwrap();
    assert_eq!(bench.comparison().standing_in(all, text.hash()).len(), LINKS);
    let mut window = Window::settled(bench);
    window.app.panes_mut().open(all, false, false);
    window.app.panes_mut().open(part, true, false);
    window.settle();
    window
}

/// The wheel turned a little over the page on the left.
fn wheel() -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Trackpad,
        delta: vec2(0.0, -60.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(pos2(500.0, 400.0)), wheel]
}

#[divan::bench_group(sample_count = 200, sample_size = 1)]
mod five_thousand_links {
    use super::*;

    #[divan::bench]
    fn at_rest(bencher: Bencher) {
        let mut window = many_links();
        bencher.bench_local(|| window.frame());
    }

    /// The page beside follows.
    #[divan::bench]
    fn scrolling(bencher: Bencher) {
        let mut window = many_links();
        bencher.bench_local(|| window.frame_with(wheel()));
    }
}

/// A window on the large project.
fn many_annotations() -> Large {
    let mut bench = Workbench::new(Places::none());
    let large = LARGE.clone();
    bench.run(Command::OpenProject(large.0)).unwrap();
    bench.finish_jobs();
    bench.run(Command::SetCoder { name: "Ann Reader".to_owned(), initials: "AR".to_owned() }).unwrap();
    assert_eq!(bench.project().annotations.len(), 2 * HALF_OF_ANNOTATIONS);
    assert_eq!(bench.marks(large.1).unwrap().len(), HALF_OF_ANNOTATIONS);
    let mut window = Window::settled(bench);
    window.app.panes_mut().open(large.1, false, false);
    window.settle();
    let tag = *window.app.bench().project().tags.keys().next().unwrap();
    Large { window, document: large.1, tag, edits: 0 }
}

/// A window on the large project, and what is edited in it.
struct Large {
    window: Window,
    document: DocumentId,
    tag: TagId,
    edits: usize,
}

impl Large {
    /// Tags the next passage, as the tag's key does.
    fn tag(&mut self) {
        let start = self.edits * 997;
        self.edits += 1;
        let span = Span::new(start, start + 20);
        let command = Command::Tag { document: self.document, span, tags: vec![self.tag] };
        self.window.app.bench_mut().run(command).unwrap();
    }

    fn tag_and_frame(&mut self) -> usize {
        self.tag();
        self.window.frame()
    }
}

/// The project of 100,000 annotations as a file, and its large document.
static LARGE: LazyLock<(PathBuf, DocumentId)> = LazyLock::new(|| {
    let mut sample = projects::large(HALF_OF_ANNOTATIONS);
    let mut body = String::with_capacity(10_100_000);
    for paragraph in 0.. {
        if body.len() > 10_000_000 {
            break;
        }
        for sentence in 0..3 + paragraph % 9 {
            let _ = write!(
                body,
                "Sentence {sentence} of paragraph {paragraph}: nothing further was said in May. "
            );
        }
        body.push_str("\n\n");
    }
    let text = Text::new(body);
    let id = DocumentId::of("minutes.txt", text.hash());
    let record = DocumentRecord {
        id,
        source: Source::File(FOLDER.path().join("minutes.txt")),
        hash: text.hash(),
        title: "All minutes".to_owned(),
        ..sample.project.documents.values().next().unwrap().clone()
    };
    let tags: Vec<TagId> = sample.project.tags.keys().copied().collect();
    let coder = *sample.project.coders.keys().next().unwrap();
    let step = text.len() / HALF_OF_ANNOTATIONS;
    for at in 0..HALF_OF_ANNOTATIONS {
        let span = Span::new(at * step, (at * step + 40 + at % 7 * 60).min(text.len()));
        let given = BTreeSet::from([tags[at % tags.len()]]);
        let annotation = projects::annotation(id, &text, span, given, coder, "");
        sample.project.annotations.insert(annotation.id, annotation);
    }
    sample.project.documents.insert(id, record);
    sample.texts.insert(id, text);
    let path = FOLDER.path().join("large.ron");
    save(&lectern::disk::Disk::default(), &sample.project, None, &path, Expected::Anything, &|id| {
        sample.text(id)
    })
    .unwrap();
    (path, id)
});

#[divan::bench_group(sample_count = 200, sample_size = 1)]
mod at_rest {
    use super::*;

    #[divan::bench]
    fn bundled_corpus(bencher: Bencher) {
        let mut window = Window::settled(super::bundled_corpus());
        bencher.bench_local(|| window.frame());
    }

    #[divan::bench]
    fn three_thousand_documents(bencher: Bencher) {
        let mut window = many_documents();
        bencher.bench_local(|| window.frame());
    }

    #[divan::bench]
    fn hundred_thousand_annotations(bencher: Bencher) {
        let mut window = many_annotations().window;
        bencher.bench_local(|| window.frame());
    }

    #[divan::bench]
    fn hundred_thousand_annotations_and_the_codebook(bencher: Bencher) {
        let mut window = many_annotations().window;
        window.press(Modifiers::COMMAND, Key::Num2);
        bencher.bench_local(|| window.frame());
    }
}

/// An edit and the first frame that shows it, or the edit alone.
#[divan::bench_group(sample_count = 50, sample_size = 1)]
mod after_an_edit {
    use super::*;

    #[divan::bench]
    fn three_thousand_documents(bencher: Bencher) {
        let mut window = many_documents();
        let document = *window.app.bench().project().documents.keys().nth(7).unwrap();
        let mut number = 0;
        bencher.bench_local(|| {
            number += 1;
            let title = format!("Letter about {number}");
            window.app.bench_mut().run(Command::SetTitle { document, title }).unwrap();
            window.frame()
        });
    }

    #[divan::bench]
    fn hundred_thousand_annotations(bencher: Bencher) {
        let mut large = many_annotations();
        bencher.bench_local(|| large.tag_and_frame());
    }

    #[divan::bench]
    fn hundred_thousand_annotations_and_the_codebook(bencher: Bencher) {
        let mut large = many_annotations();
        large.window.press(Modifiers::COMMAND, Key::Num2);
        bencher.bench_local(|| large.tag_and_frame());
    }

    #[divan::bench]
    fn edit_alone(bencher: Bencher) {
        let mut large = many_annotations();
        bencher.bench_local(|| large.tag());
    }

    /// The save holds on to the project as it was.
    #[divan::bench(sample_count = 5)]
    fn edit_alone_while_saving(bencher: Bencher) {
        let large = RefCell::new(many_annotations());
        let path = FOLDER.path().join("copy.ron");
        let begin_saving = || {
            let mut large = large.borrow_mut();
            let bench = large.window.app.bench_mut();
            bench.finish_jobs();
            bench.run(Command::SaveAs(path.clone())).unwrap();
        };
        bencher.with_inputs(begin_saving).bench_local_values(|()| large.borrow_mut().tag());
        large.borrow_mut().window.app.bench_mut().finish_jobs();
    }
}

fn main() {
    divan::main();
}
