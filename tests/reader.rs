//! The reader driven as a user would, by pointer and keyboard, without a window.
//!
//! Where a letter is on the screen is read from the accessibility tree, not from the reader's own hit test.

#![allow(clippy::unwrap_used, clippy::panic)]

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

#[test]
fn a_drag_selects_exactly_the_letters_between() {
    let mut h = reader(SHORT);
    let (from, to) = (start_of(&h, "Coppinger"), end_of(&h, "quit"));
    drag(&mut h, from, to);
    assert_eq!(selected(&h), "Coppinger quit");
}

#[test]
fn a_drag_in_slow_frames_loses_neither_its_beginning_nor_its_end() {
    let mut h = reader(SHORT);
    let (from, to) = (start_of(&h, "Coppinger"), end_of(&h, "quit"));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    move_to(&mut h, from);
    for event in [button(from, true), Event::PointerMoved(from.lerp(to, 0.4))] {
        h.input_mut().events.push(event);
    }
    h.step();
    for event in [Event::PointerMoved(to), button(to, false)] {
        h.input_mut().events.push(event);
    }
    h.step();
    assert_eq!(selected(&h), "Coppinger quit");
}

#[test]
fn a_drag_backwards_and_across_paragraphs_selects_what_lies_between() {
    let mut h = reader(SHORT);
    let (from, to) = (end_of(&h, "approved"), start_of(&h, "quit"));
    drag(&mut h, from, to);
    assert_eq!(selected(&h), "quit the role.\n\nMy office has approved");
    let selection = h.state().state.selection().unwrap();
    assert!(selection.head < selection.anchor);
}

#[test]
fn a_double_click_selects_a_word_and_a_drag_after_it_extends_by_words() {
    let mut h = reader(SHORT);
    let word = middle_of(&h, "Coppinger");
    click(&mut h, word);
    button(&mut h, word, true, Modifiers::NONE);
    assert_eq!(selected(&h), "Coppinger");
    let role = middle_of(&h, "role");
    move_to(&mut h, word + vec2(8.0, 0.0));
    move_to(&mut h, role);
    assert_eq!(selected(&h), "Coppinger quit the role");
    let mr = middle_of(&h, "Mr");
    move_to(&mut h, mr);
    assert_eq!(selected(&h), "Mr Coppinger");
    button(&mut h, mr, false, Modifiers::NONE);
    assert_eq!(selected(&h), "Mr Coppinger");
}

#[test]
fn a_triple_click_selects_the_paragraph() {
    let mut h = reader(SHORT);
    let word = middle_of(&h, "approved");
    for _ in 0..3 {
        button(&mut h, word, true, Modifiers::NONE);
        button(&mut h, word, false, Modifiers::NONE);
    }
    assert_eq!(selected(&h), "My office has approved the use of groups.");
}

#[test]
fn a_click_selects_nothing_and_a_shift_click_extends() {
    let mut h = reader(SHORT);
    let from = start_of(&h, "quit");
    click(&mut h, from);
    assert_eq!(selected(&h), "");
    wait(&mut h);
    let to = end_of(&h, "office");
    click_with(&mut h, to, Modifiers::SHIFT);
    assert_eq!(selected(&h), "quit the role.\n\nMy office");
    wait(&mut h);
    let to = start_of(&h, "Mr");
    click_with(&mut h, to, Modifiers::SHIFT);
    assert_eq!(selected(&h), "Mr Coppinger ");
}

#[test]
fn keys_select_letters_words_rows_and_everything() {
    let mut h = reader(SHORT);
    let from = start_of(&h, "quit");
    click(&mut h, from);
    key(&mut h, Modifiers::SHIFT, Key::ArrowRight);
    key(&mut h, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&h), "qu");
    key(&mut h, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(selected(&h), "q");
    key(&mut h, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&h), "quit");
    key(&mut h, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&h), "quit the");
    key(&mut h, Modifiers::SHIFT, Key::End);
    assert_eq!(selected(&h), "quit the role.");
    key(&mut h, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&h), "quit the role.\n\nMy");
    key(&mut h, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(selected(&h), "");
    key(&mut h, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(selected(&h), "Coppinger ");
    key(&mut h, Modifiers::SHIFT, Key::Home);
    assert_eq!(selected(&h), "Mr Coppinger ");
    key(&mut h, Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&h), SHORT);
    key(&mut h, Modifiers::NONE, Key::Escape);
    assert_eq!(selected(&h), "");
}

#[test]
fn shift_and_down_keep_the_column() {
    let mut h = reader("alpha beta gamma\nalpha beta gamma\nalpha beta gamma");
    let from = start_of(&h, "beta");
    click(&mut h, from);
    key(&mut h, Modifiers::SHIFT, Key::ArrowDown);
    key(&mut h, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&h), "beta gamma\nalpha beta gamma\nalpha ");
    key(&mut h, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(selected(&h), "beta gamma\nalpha ");
}

#[test]
fn the_keyboard_alone_sets_a_caret_and_selects() {
    let mut h = reader(SHORT);
    h.get_by_role(Role::Document).focus();
    h.run_steps(3);
    key(&mut h, Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(selected(&h), "Mr");
}

#[test]
fn copy_gives_the_text_as_in_the_file() {
    let mut h = reader(SHORT);
    let (from, to) = (start_of(&h, "role"), end_of(&h, "My"));
    drag(&mut h, from, to);
    h.event(Event::Copy);
    h.step();
    let copied: Vec<String> = h
        .output()
        .platform_output
        .commands
        .iter()
        .filter_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(copied, ["role.\n\nMy"]);
}

#[test]
fn office_is_selected_letter_by_letter() {
    let mut h = reader("An office here");
    let (rect, edges) = find(&h, "office");
    // The font draws 'ffi' or 'fi' as one glyph: inner letters have no width of their own.
    let ligature: Vec<usize> = (1..=4).filter(|at| edges[*at + 1] - edges[*at] < 0.5).collect();
    assert!(!ligature.is_empty(), "the font has a ligature in 'office'");
    let first = ligature[0] - 1;
    let last = ligature[ligature.len() - 1];
    let (left, right) = (edges[first], edges[last + 1]);
    let letters = last + 1 - first;
    let edge = |letter: usize| {
        let inside = first < letter && letter <= last;
        if inside { left + (right - left) * (letter - first) as f32 / letters as f32 } else { edges[letter] }
    };
    for from in 0..6 {
        for to in from + 1..=6 {
            wait(&mut h);
            let y = rect.center().y;
            drag(&mut h, pos2(edge(from), y), pos2(edge(to), y));
            assert_eq!(selected(&h), &"office"[from..to]);
        }
    }
}

#[test]
fn emoji_combining_marks_cjk_and_tabs_select_exactly() {
    let text = "a\u{301}b 👩🏽‍🚀c 日本語d\te🇬🇧f";
    let mut h = reader(text);
    let row = h.get_all_by(|node| node.role() == Role::TextRun).next().unwrap().rect();
    let y = row.center().y;
    click(&mut h, pos2(row.left() - 5.0, y));
    for step in ["a\u{301}", "b", " ", "👩🏽‍🚀", "c", " ", "日", "本", "語", "d", "\t", "e", "🇬🇧", "f"]
    {
        key(&mut h, Modifiers::SHIFT, Key::ArrowRight);
        let all = selected(&h).to_owned();
        assert!(all.ends_with(step), "{all:?} ends with {step:?}");
    }
    assert_eq!(selected(&h), text);
    wait(&mut h);
    drag(&mut h, pos2(row.left() - 5.0, y), pos2(row.right() + 5.0, y));
    assert_eq!(selected(&h), text);
}

#[test]
fn right_to_left_text_is_selected_by_rows_or_whole() {
    let text = "Before\n\nשלום 42 עולם שלום\n\nAfter";
    let mut h = reader(text);
    let (before, after) = (find(&h, "Before").0, find(&h, "After").0);
    let y = f32::midpoint(before.center().y, after.center().y);
    drag(&mut h, pos2(before.left() + 10.0, y), pos2(before.left() + 30.0, y));
    assert_eq!(selected(&h), "שלום 42 עולם שלום");
    wait(&mut h);
    drag(&mut h, before.left_center(), pos2(before.left() + 30.0, y));
    assert_eq!(selected(&h), "Before\n\nשלום 42 עולם שלום");
}

#[test]
fn dragging_past_the_edge_scrolls_and_selects_on() {
    let mut h = reader(&long_text());
    let from = start_of(&h, "says");
    move_to(&mut h, from);
    button(&mut h, from, true, Modifiers::NONE);
    let below = pos2(from.x + 40.0, SIZE[1] + 60.0);
    move_to(&mut h, below);
    h.run_steps(60);
    assert!(top(&h) > 500, "scrolled to {}", top(&h));
    let span = h.state().state.selected().unwrap();
    assert!(span.len() > 1000, "selected {}", span.len());
    assert!(h.state().state.visible_span().overlaps(Span::new(span.end - 1, span.end)));
    button(&mut h, below, false, Modifiers::NONE);
    let before = top(&h);
    h.run_steps(5);
    assert_eq!(top(&h), before);
}

#[test]
fn keys_page_and_jump() {
    let mut h = reader(&long_text());
    h.get_by_role(Role::Document).focus();
    h.run_steps(3);
    key(&mut h, Modifiers::NONE, Key::PageDown);
    let one = top(&h);
    assert!(one > 300);
    key(&mut h, Modifiers::NONE, Key::Space);
    assert!(top(&h) > one);
    key(&mut h, Modifiers::SHIFT, Key::Space);
    assert_eq!(top(&h), one);
    key(&mut h, Modifiers::NONE, Key::PageUp);
    assert_eq!(top(&h), 0);
    key(&mut h, Modifiers::NONE, Key::ArrowDown);
    key(&mut h, Modifiers::NONE, Key::ArrowDown);
    assert!(h.state().state.proportion() > 0.0);
    key(&mut h, Modifiers::COMMAND, Key::End);
    assert_eq!(h.state().state.visible_span().end, h.state().reading.text().len());
    assert!((h.state().state.proportion() - 1.0).abs() < 1e-3);
    key(&mut h, Modifiers::COMMAND, Key::Home);
    assert_eq!(top(&h), 0);
}

#[test]
fn select_all_reaches_far_beyond_the_window_and_shift_page_extends() {
    let text = long_text();
    let mut h = reader(&text);
    let from = start_of(&h, "Paragraph 1 ");
    click(&mut h, from);
    key(&mut h, Modifiers::SHIFT, Key::PageDown);
    let one = selected(&h).len();
    assert!(one > 300, "{one}");
    key(&mut h, Modifiers::SHIFT, Key::PageDown);
    assert!(selected(&h).len() > one + 300);
    key(&mut h, Modifiers::SHIFT | Modifiers::COMMAND, Key::End);
    assert_eq!(selected(&h), text);
    assert_eq!(h.state().state.visible_span().end, text.len());
}

#[test]
fn the_wheel_scrolls_smoothly() {
    let mut h = reader(&long_text());
    move_to(&mut h, pos2(300.0, 200.0));
    for _ in 0..5 {
        h.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -120.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        h.run_steps(10);
    }
    assert!(top(&h) > 0, "{}", h.state().state.proportion());
    assert!(h.state().last.as_ref().is_some());
}

#[test]
fn a_resize_and_a_zoom_keep_the_place() {
    let mut h = reader(&long_text());
    let target = h.state().reading.text().as_str().find("Paragraph 200 ").unwrap();
    h.state_mut().state.scroll_to(Span::new(target, target + 13), Align::Top);
    h.run_steps(3);
    let top_row = |h: &Reader| {
        let at = top(h);
        h.state().reading.text().as_str()[at..].chars().take(20).collect::<String>()
    };
    let before = top(&h);
    for size in [[300.0, 480.0], [900.0, 700.0], [640.0, 480.0]] {
        h.set_size(size.into());
        h.run_steps(4);
        let moved = top(&h).abs_diff(before);
        assert!(moved < 120, "the top moved by {moved} bytes to {:?} at {size:?}", top_row(&h));
    }
    h.state_mut().state.set_zoom(2.0);
    h.run_steps(4);
    assert!(top(&h).abs_diff(before) < 120);
}

#[test]
fn learning_heights_above_never_moves_the_text() {
    let mut h = reader(&long_text());
    let target = h.state().reading.text().as_str().find("Paragraph 300 ").unwrap();
    h.state_mut().state.scroll_to(Span::new(target, target + 13), Align::Comfortable);
    h.run_steps(3);
    let y = middle_of(&h, "Paragraph 300").y;
    h.run_steps(10);
    assert!((middle_of(&h, "Paragraph 300").y - y).abs() < 0.1);
    assert!((y - SIZE[1] / 3.0).abs() < 30.0, "{y}");
    // Already in view: nothing moves.
    h.state_mut().state.scroll_to(Span::new(target, target + 13), Align::Nearest);
    h.run_steps(3);
    assert!((middle_of(&h, "Paragraph 300").y - y).abs() < 0.1);
}

#[test]
fn proportion_can_be_set_and_read_back() {
    let mut h = reader(&long_text());
    for proportion in [0.5, 0.25, 1.0, 0.0] {
        h.state_mut().state.set_proportion(proportion);
        h.run_steps(3);
        let now = h.state().state.proportion();
        assert!((now - proportion).abs() < 0.02, "{now} for {proportion}");
    }
}

fn tags() -> Vec<TagLook> {
    vec![
        TagLook { name: "Reason given".into(), colour: Color32::GOLD },
        TagLook { name: "Denial".into(), colour: Color32::BLUE },
    ]
}

fn mark(text: &str, id: u64, words: &str, tag: usize) -> Mark {
    let start = text.find(words).unwrap();
    Mark { id, span: Span::new(start, start + words.len()), tags: vec![tag], dimmed: false }
}

fn tagged(marks: Vec<Mark>) -> Reader {
    reader_with(SHORT, |app| app.marks = MarkLayer::new(tags(), marks))
}

#[test]
fn a_bracket_is_a_button_with_the_tags_name() {
    let mut h = tagged(vec![mark(SHORT, 7, "approved the use", 0)]);
    h.get_by_role_and_label(Role::Button, "Tag Reason given, paragraph 2").click();
    h.run_steps(3);
    assert_eq!(h.state().clicked, [7]);
    assert_eq!(h.state().state.selection(), None);
}

#[test]
fn a_click_in_tagged_text_gives_every_mark_there() {
    let mut h = tagged(vec![mark(SHORT, 7, "approved the use", 0), mark(SHORT, 8, "the use of", 1)]);
    let both = middle_of(&h, "use");
    click(&mut h, both);
    assert_eq!(h.state().clicked, [8, 7]);
    wait(&mut h);
    let none = middle_of(&h, "Coppinger");
    click(&mut h, none);
    assert_eq!(h.state().clicked, [8, 7]);
    assert_eq!(h.state().last.as_ref().unwrap().hovered_mark, None);
}

#[test]
fn enter_opens_the_marks_at_the_caret() {
    let mut h = tagged(vec![mark(SHORT, 7, "Mr", 0)]);
    h.get_by_role(Role::Document).focus();
    h.run_steps(3);
    key(&mut h, Modifiers::NONE, Key::ArrowRight);
    key(&mut h, Modifiers::NONE, Key::Enter);
    assert_eq!(h.state().clicked, [7]);
}

#[test]
fn many_lanes_collapse_to_a_count() {
    let marks = (0..40).map(|id| mark(SHORT, id, "approved the use", (id % 2) as usize)).collect();
    let mut h = tagged(marks);
    let shown = h.get_all_by(|node| node.label().is_some_and(|label| label.starts_with("Tag "))).count();
    let more = h.get_by(|node| node.label().is_some_and(|label| label.ends_with("more tags here")));
    more.click();
    h.run_steps(3);
    assert_eq!(h.state().clicked.len() + shown, 40);
}

#[test]
fn the_ends_of_the_focused_mark_can_be_dragged() {
    let mut h = tagged(vec![mark(SHORT, 7, "approved the use", 0)]);
    h.state_mut().focused = Some(7);
    h.run_steps(3);
    let (from, to) = (end_of(&h, "approved the use"), end_of(&h, "approved the use of groups"));
    drag(&mut h, from, to);
    let (id, span) = h.state().dragged.unwrap();
    assert_eq!((id, h.state().reading.text().slice(span)), (7, "approved the use of groups"));
    h.state_mut().dragged = None;
    wait(&mut h);
    let (from, to) = (start_of(&h, "approved"), start_of(&h, "quit"));
    drag(&mut h, from, to);
    let (_, span) = h.state().dragged.unwrap();
    assert_eq!(h.state().reading.text().slice(span), "quit the role.\n\nMy office has approved the use");
    assert_eq!(h.state().state.selected(), None);
}

#[test]
fn a_focused_handle_is_moved_by_the_arrows() {
    let mut h = tagged(vec![mark(SHORT, 7, "approved the use", 0)]);
    h.state_mut().focused = Some(7);
    h.run_steps(3);
    h.get_by_label("End of the passage").focus();
    h.run_steps(3);
    key(&mut h, Modifiers::COMMAND, Key::ArrowRight);
    let (id, span) = h.state().dragged.unwrap();
    assert_eq!((id, h.state().reading.text().slice(span)), (7, "approved the use of"));
    h.get_by_label("Beginning of the passage").focus();
    h.run_steps(3);
    key(&mut h, Modifiers::NONE, Key::ArrowRight);
    let (_, span) = h.state().dragged.unwrap();
    assert_eq!(h.state().reading.text().slice(span), "pproved the use");
}

#[test]
fn only_the_user_scrolling_is_reported() {
    let mut h = reader(&long_text());
    h.state_mut().state.set_proportion(0.5);
    h.run_steps(3);
    assert!(top(&h) > 0);
    assert_eq!(h.state().scrolls, 0);
    h.get_by_role(Role::Document).focus();
    h.run_steps(3);
    key(&mut h, Modifiers::NONE, Key::PageDown);
    assert_eq!(h.state().scrolls, 1);
}

#[test]
fn reflowed_text_is_selected_as_it_stands_in_the_file() {
    let line =
        "The commissioner has told the panel that every one of the com-\nplaints was answered in good ";
    let text = format!(
        "{line}time and\nthat nothing was withheld from them by his office in this mat-\nter at all, \
                        which the panel accepts without more ado and with thanks\nto everyone.\n"
    );
    let mut h =
        reader_with("", |app| app.reading = Reading::new(&Text::new(text.as_str()), ReadingMode::Reflowed));
    let word = middle_of(&h, "complaints");
    for _ in 0..2 {
        button(&mut h, word, true, Modifiers::NONE);
        button(&mut h, word, false, Modifiers::NONE);
    }
    assert_eq!(selected(&h), "com-\nplaints");
    wait(&mut h);
    let (from, to) = (start_of(&h, "plaints"), end_of(&h, "complaints was"));
    drag(&mut h, from, to);
    assert_eq!(selected(&h), "plaints was");
}

#[test]
fn a_click_on_a_decoration_gives_its_key() {
    let at = SHORT.find("Coppinger").unwrap();
    let entity = Decoration {
        key: 42,
        span: Span::new(at, at + 9),
        fill: None,
        underline: Some((Color32::RED, Dash::Dotted)),
    };
    let mut h =
        reader_with(SHORT, |app| app.decorations = vec![DecorationLayer::new(Layer::Entity, vec![entity])]);
    let name = middle_of(&h, "Coppinger");
    click(&mut h, name);
    assert_eq!(h.state().clicked_decorations, [(Layer::Entity, 42)]);
}

#[test]
fn a_screen_reader_finds_the_document_its_text_and_the_selection() {
    let mut h = reader(SHORT);
    let (from, to) = (start_of(&h, "quit"), end_of(&h, "office"));
    drag(&mut h, from, to);
    h.run_steps(2);
    let document = h.get_by_role_and_label(Role::Document, "Letter to the Mayor");
    let node = document.accesskit_node();
    assert!(node.supports_text_ranges());
    let text = node.text_selection().unwrap().text();
    assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["quit", "the", "role.My", "office"]);
}

#[test]
fn dragging_the_thumb_goes_to_the_end() {
    let mut h = reader(&long_text());
    let strip = h.get_by_label("Place in the text").rect();
    drag(&mut h, strip.center_top() + vec2(0.0, 6.0), strip.center_bottom());
    assert!((h.state().state.proportion() - 1.0).abs() < 0.01, "{}", h.state().state.proportion());
    assert_eq!(h.state().state.visible_span().end, h.state().reading.text().len());
    wait(&mut h);
    click(&mut h, strip.center_top() + vec2(0.0, 6.0));
    let proportion = h.state().state.proportion();
    assert!(proportion < 1.0 && proportion > 0.9, "{proportion}");
}

#[test]
fn odd_sizes_and_empty_texts_do_no_harm() {
    for text in ["", "\n\n", "x"] {
        let mut h = reader(text);
        for size in [[20.0, 20.0], [1.0, 1.0], [100.0, 2000.0]] {
            h.set_size(size.into());
            h.run_steps(2);
        }
        h.get_by_role(Role::Document).focus();
        h.run_steps(2);
        for k in [Key::ArrowDown, Key::PageDown, Key::End, Key::ArrowRight, Key::ArrowLeft] {
            key(&mut h, Modifiers::SHIFT, k);
        }
        h.state_mut().state.set_zoom(100.0);
        h.state_mut().state.scroll_to(Span::new(0, 0), Align::Comfortable);
        h.run_steps(2);
    }
    let mut h = reader(&long_text());
    h.state_mut().state.set_zoom(100.0);
    h.run_steps(3);
    h.set_size(vec2(10.0, 480.0));
    h.run_steps(3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_two_points_select_whole_graphemes(
        text in "[a-f ]{0,12}(office|a\u{301}|👩🏽‍🚀|🇬🇧|日本|\t|é|\n|שלום|fi)[a-f \n]{0,12}(e\u{301}\u{302}|ffi|語)[a-z]{0,40}",
        ax in 0.0_f32..640.0, ay in 0.0_f32..200.0, bx in 0.0_f32..640.0, by in 0.0_f32..200.0,
    ) {
        use unicode_segmentation::UnicodeSegmentation;
        let mut h = reader(&text);
        let (from, to) = (pos2(ax, ay), pos2(bx, by));
        move_to(&mut h, from);
        button(&mut h, from, true, Modifiers::NONE);
        move_to(&mut h, to);
        button(&mut h, to, false, Modifiers::NONE);
        if let Some(span) = h.state().state.selected() {
            let bounds: Vec<usize> =
                text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            prop_assert!(bounds.contains(&span.start) && bounds.contains(&span.end), "{:?} in {:?}", span, text);
            prop_assert!(span.start < span.end);
            // What a screen reader is told of comes from the galley, not from the document; egui repeats a letter
            // there for each of its marks, so only the numbers of visible characters can be compared.
            // A range of nothing visible, from one paragraph's end to the next one's start, it reads as it likes.
            let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            if !text.contains('ש') && count(&text[span.range()]) > 0 {
                h.run_steps(2);
                let document = h.get_by_role(Role::Document);
                let told = document.accesskit_node().text_selection().map(|range| range.text());
                prop_assert_eq!(told.map(|told| count(&told)), Some(count(&text[span.range()])));
            }
        }
    }
}
