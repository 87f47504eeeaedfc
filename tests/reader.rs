//! The reader driven as a user would, by pointer and keyboard, without a window.
//!
//! Where a letter is on the screen is read from the accessibility tree, not from the reader's own hit test.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "reader/marks.rs"]
mod marks;
#[path = "reader/page.rs"]
mod page;
#[path = "reader/scrolling.rs"]
mod scrolling;
#[path = "reader/selecting.rs"]
mod selecting;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Color32, Event, FontData, FontDefinitions, FontFamily, FontId, Key, Modifiers, OutputCommand,
    PointerButton, Pos2, Rect, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::text::reading::{Reading, ReadingMode};
use lectern::text::{Span, Text};
use lectern::ui::reader::{
    self, Align, Dash, Decoration, DecorationLayer, Layer, Layers, Mark, MarkLayer, ReaderColours,
    ReaderResponse, ReaderState, ReaderStyle, TagLook,
};
use proptest::prelude::*;

const SIZE: [f32; 2] = [640.0, 480.0];

struct App {
    reading: Reading,
    state: ReaderState,
    marks: MarkLayer,
    decorations: Vec<DecorationLayer>,
    focused: Option<u64>,
    style: ReaderStyle,
    last: Option<ReaderResponse>,
    clicked: Vec<u64>,
    clicked_decorations: Vec<(Layer, u64)>,
    dragged: Option<(u64, Span)>,
    scrolls: usize,
}

type Reader = Harness<'static, App>;

fn style() -> ReaderStyle {
    ReaderStyle {
        text_font: FontId::new(17.0, FontFamily::Name("reading".into())),
        furniture_font: FontId::new(12.0, FontFamily::Proportional),
        label_font: FontId::new(10.5, FontFamily::Proportional),
        leading: 1.5,
        paragraph_gap: 0.5,
        measure: 66.0,
        paragraph_numbers: false,
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

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("inter", include_bytes!("../assets/fonts/Inter_400Regular.ttf"));
    add("serif", include_bytes!("../assets/fonts/SourceSerif4_400Regular.ttf"));
    fonts.families.insert(FontFamily::Proportional, vec!["inter".to_owned()]);
    fonts.families.insert(FontFamily::Monospace, vec!["inter".to_owned()]);
    fonts.families.insert(FontFamily::Name("reading".into()), vec!["serif".to_owned(), "inter".to_owned()]);
    fonts
}

fn reader(text: &str) -> Reader {
    reader_with(text, |_| {})
}

fn reader_with(text: &str, change: impl FnOnce(&mut App)) -> Reader {
    let mut app = App {
        reading: Reading::new(&Text::new(text), ReadingMode::AsIs),
        state: ReaderState::default(),
        marks: MarkLayer::default(),
        decorations: Vec::new(),
        focused: None,
        style: style(),
        last: None,
        clicked: Vec::new(),
        clicked_decorations: Vec::new(),
        dragged: None,
        scrolls: 0,
    };
    change(&mut app);
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_step_dt(0.05)
        .allow_missing_glyphs()
        .with_context_setup(|ctx| ctx.set_fonts(fonts()))
        .build_ui_state(
            |ui, app: &mut App| {
                let decorations: Vec<&DecorationLayer> = app.decorations.iter().collect();
                let layers = Layers {
                    asked: &[],
                    current: None,
                    marks: &app.marks,
                    decorations: &decorations,
                    focused: app.focused,
                    hovered: None,
                };
                let id = egui::Id::unique("pane");
                let response = reader::show(
                    ui,
                    id,
                    "Letter to the Mayor",
                    &app.reading,
                    &mut app.state,
                    &layers,
                    &app.style,
                );
                app.clicked.extend(&response.clicked_marks);
                app.clicked_decorations.extend(&response.clicked_decorations);
                app.dragged = response.dragged_end.or(app.dragged);
                app.scrolls += usize::from(response.scrolled);
                app.last = Some(response);
            },
            app,
        );
    harness.run_steps(3);
    harness
}

/// The row of text on the screen that shows `needle`, with the left edge of each of its characters and its right
/// edge.
fn find(harness: &Reader, needle: &str) -> (Rect, Vec<f32>) {
    for run in harness.get_all_by(|node| node.role() == Role::TextRun) {
        let node = run.accesskit_node();
        let value = node.data().value().unwrap_or_default().to_owned();
        let Some(byte) = value.find(needle) else { continue };
        let bounds = node.data().bounds().unwrap();
        let from = value[..byte].chars().count();
        let count = needle.chars().count();
        let positions = node.data().character_positions().unwrap();
        let widths = node.data().character_widths().unwrap();
        let mut edges: Vec<f32> =
            positions[from..from + count].iter().map(|x| x + bounds.x0 as f32).collect();
        let last = from + count - 1;
        edges.push(
            positions.get(from + count).copied().unwrap_or(positions[last] + widths[last]) + bounds.x0 as f32,
        );
        let rect = Rect::from_min_max(pos2(edges[0], bounds.y0 as f32), pos2(edges[count], bounds.y1 as f32));
        return (rect, edges);
    }
    panic!("{needle:?} is not in view");
}

fn start_of(harness: &Reader, needle: &str) -> Pos2 {
    find(harness, needle).0.left_center()
}

fn end_of(harness: &Reader, needle: &str) -> Pos2 {
    find(harness, needle).0.right_center()
}

fn middle_of(harness: &Reader, needle: &str) -> Pos2 {
    find(harness, needle).0.center()
}

fn button(harness: &mut Reader, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
    harness.step();
}

fn move_to(harness: &mut Reader, pos: Pos2) {
    harness.event(Event::PointerMoved(pos));
    harness.step();
}

fn click(harness: &mut Reader, pos: Pos2) {
    click_with(harness, pos, Modifiers::NONE);
}

fn click_with(harness: &mut Reader, pos: Pos2, modifiers: Modifiers) {
    move_to(harness, pos);
    harness.event(Event::ModifiersChanged(modifiers));
    button(harness, pos, true, modifiers);
    button(harness, pos, false, modifiers);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.step();
}

/// Lets time pass, so that the next click is not part of a double click.
fn wait(harness: &mut Reader) {
    harness.run_steps(20);
}

fn drag(harness: &mut Reader, from: Pos2, to: Pos2) {
    move_to(harness, from);
    button(harness, from, true, Modifiers::NONE);
    move_to(harness, from.lerp(to, 0.5));
    move_to(harness, to);
    button(harness, to, false, Modifiers::NONE);
    harness.step();
}

fn key(harness: &mut Reader, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

fn selected(harness: &Reader) -> &str {
    let app = harness.state();
    app.state.selected().map_or("", |span| app.reading.text().slice(span))
}

fn top(harness: &Reader) -> usize {
    harness.state().state.visible_span().start
}

fn long_text() -> String {
    (1..=400)
        .map(|n| {
            format!(
                "Paragraph {n} says what it has to say about the matter in hand, and then it says once more."
            )
        })
        .collect::<Vec<_>>()
        .join("\n\n")
}

const SHORT: &str =
    "Mr Coppinger quit the role.\n\nMy office has approved the use of groups.\n\nYours sincerely";
