//! A frame of the reader in a 10 MB document with 50,000 tagged passages, while scrolling and while jumping, against
//! the naive way in the same run: egui laying out 1 MB (a tenth of it) as one galley.
//!
//! A frame is the CPU work of drawing and tessellating; each sample is one frame of 1000×1200 points. The naive way is
//! shown twice: its first frame, and a later one with everything in egui's cache.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::Arc;

use divan::Bencher;
use egui::{
    Color32, Context, Event, FontData, FontDefinitions, FontFamily, FontId, Id, Modifiers, MouseWheelSource,
    MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2,
};
use lectern::text::reading::{Reading, ReadingMode};
use lectern::text::{Span, Text};
use lectern::ui::reader::{self, Layers, Mark, MarkLayer, ReaderColours, ReaderState, ReaderStyle, TagLook};

const FRAMES: u32 = 400;
const MARKS: usize = 50_000;

/// About `bytes` of paragraphs of uneven length.
fn body(bytes: usize) -> String {
    let words = "the office of the commissioner has approved a café in May 2019 and nothing further was said";
    let mut text = String::with_capacity(bytes + 2_000);
    let mut paragraph = 0;
    while text.len() < bytes {
        paragraph += 1;
        for sentence in 0..3 + paragraph % 9 {
            let _ = write!(text, "Sentence {sentence} of paragraph {paragraph}: {words}. ");
        }
        text.push_str("\n\n");
    }
    text
}

fn context() -> Context {
    let mut fonts = FontDefinitions::empty();
    let serif = include_bytes!("../assets/fonts/SourceSerif4_400Regular.ttf");
    fonts.font_data.insert("serif".to_owned(), Arc::new(FontData::from_static(serif)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["serif".to_owned()]);
    }
    let context = Context::default();
    context.set_fonts(fonts);
    context
}

fn style() -> ReaderStyle {
    ReaderStyle {
        text_font: FontId::proportional(17.0),
        furniture_font: FontId::proportional(12.0),
        label_font: FontId::proportional(11.0),
        leading: 1.53,
        paragraph_gap: 0.5,
        measure: 66.0,
        paragraph_numbers: true,
        margin: 64.0,
        bracket: 3.0,
        underline: 2.0,
        tint: 0.13,
        tint_strong: 0.17,
        colours: ReaderColours {
            page: Color32::WHITE,
            text: Color32::BLACK,
            dim: Color32::DARK_GRAY,
            faint: Color32::GRAY,
            line: Color32::LIGHT_GRAY,
            accent: Color32::BLUE,
            selection: Color32::LIGHT_BLUE,
            flash: Color32::YELLOW,
            hit: Color32::YELLOW,
            untagged: Color32::GRAY,
        },
    }
}

/// Runs and tessellates one frame; the number of shapes keeps the work from being left out.
fn frame(context: &Context, number: u32, events: Vec<Event>, draw: impl FnMut(&mut egui::Ui)) -> usize {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 1200.0))),
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

struct Shown {
    context: Context,
    reading: Reading,
    state: ReaderState,
    marks: MarkLayer,
    style: ReaderStyle,
    number: u32,
}

impl Shown {
    fn new(accessible: bool) -> Self {
        let text = Text::new(body(10_000_000));
        let colours = [Color32::GOLD, Color32::BLUE, Color32::GREEN, Color32::RED];
        let tags = colours.map(|colour| TagLook { name: "Reason given".into(), colour });
        let step = text.len() / MARKS;
        let marks = (0..MARKS).map(|at| {
            let start = boundary(&text, at * step);
            let end = boundary(&text, start + 40 + at % 7 * 60);
            Mark { id: at as u64, span: Span::new(start, end), tags: vec![at % 4], dimmed: false }
        });
        let context = context();
        if accessible {
            context.enable_accesskit();
        }
        let mut shown = Self {
            context,
            reading: Reading::new(&text, ReadingMode::AsIs),
            state: ReaderState::default(),
            marks: MarkLayer::new(tags.to_vec(), marks.collect()),
            style: style(),
            number: 0,
        };
        for _ in 0..5 {
            shown.frame(Vec::new());
        }
        shown
    }

    fn frame(&mut self, events: Vec<Event>) -> usize {
        let Self { context, reading, state, marks, style, number } = self;
        *number += 1;
        frame(context, *number, events, |ui| {
            let layers =
                Layers { marks, decorations: &[], focused: None, hovered: None, asked: &[], current: None };
            reader::show(ui, Id::unique("pane"), "Bench", reading, state, &layers, style);
        })
    }
}

fn boundary(text: &Text, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.as_str().is_char_boundary(*at)).unwrap_or(text.len())
}

fn wheel() -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Trackpad,
        delta: vec2(0.0, -60.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(pos2(500.0, 600.0)), wheel]
}

#[divan::bench(sample_count = FRAMES, sample_size = 1, args = [false, true])]
fn scrolling(bencher: Bencher, accessible: bool) {
    let mut shown = Shown::new(accessible);
    bencher.bench_local(|| shown.frame(wheel()));
}

#[divan::bench(sample_count = FRAMES, sample_size = 1, args = [false, true])]
fn jumping(bencher: Bencher, accessible: bool) {
    let shown = RefCell::new(Shown::new(accessible));
    let mut place = 0.0_f64;
    bencher
        .with_inputs(|| {
            place = (place + 0.381_966) % 1.0;
            shown.borrow_mut().state.set_proportion(place);
        })
        .bench_local_values(|()| shown.borrow_mut().frame(Vec::new()));
}

#[divan::bench(sample_count = FRAMES, sample_size = 1)]
fn resting(bencher: Bencher) {
    let mut shown = Shown::new(false);
    bencher.bench_local(|| shown.frame(Vec::new()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn opening_10_mb(bencher: Bencher) {
    let shown = RefCell::new(Shown::new(false));
    bencher
        .with_inputs(|| shown.borrow_mut().state = ReaderState::default())
        .bench_local_values(|()| shown.borrow_mut().frame(Vec::new()));
}

fn naive(context: &Context, number: u32, text: &str) -> usize {
    frame(context, number, Vec::new(), |ui| {
        let font = FontId::proportional(17.0);
        let galley = ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, Color32::BLACK, 560.0));
        ui.painter().galley(pos2(220.0, -5_000.0), galley, Color32::BLACK);
    })
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn naive_1_mb_first_frame(bencher: Bencher) {
    let text = body(1_000_000);
    bencher.with_inputs(context).bench_local_values(|context| naive(&context, 1, &text));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn naive_1_mb_next_frame(bencher: Bencher) {
    let text = body(1_000_000);
    let context = context();
    naive(&context, 1, &text);
    let mut number = 1;
    bencher.bench_local(|| {
        number += 1;
        naive(&context, number, &text)
    });
}

/// Memory of this process that is in use, in bytes, where the system tells.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Prints how much memory the document takes with its marks, after having been read from end to end in leaps.
fn tell_memory() {
    let before = resident();
    let mut shown = Shown::new(false);
    for place in 0..FRAMES {
        shown.state.set_proportion(f64::from(place) / f64::from(FRAMES));
        shown.frame(Vec::new());
    }
    let Some((before, after)) = before.zip(resident()) else { return };
    let text = shown.reading.text().len() as f64;
    println!("memory of the document and its marks: {:.1} times its text", (after - before) as f64 / text);
}

fn main() {
    tell_memory();
    divan::main();
}
