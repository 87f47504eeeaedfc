//! Selecting by pointer and by keyboard, in every script, and copying.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use lectern::text::words::is_grapheme_boundary;

use super::*;

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
fn a_click_and_a_double_click_in_one_slow_frame_are_not_lost() {
    let mut h = reader(SHORT);
    let at = middle_of(&h, "Coppinger");
    move_to(&mut h, at);
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    h.input_mut().events.extend([button(true), button(false)]);
    h.step();
    assert!(h.state().state.selection().is_some(), "the caret is set");
    wait(&mut h);
    h.input_mut().events.extend([button(true), button(false), button(true), button(false)]);
    h.step();
    assert_eq!(selected(&h), "Coppinger");
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

/// A letter as it is seen, with the bytes it stands for and where its left edge is.
struct Seen {
    start: usize,
    left: Pos2,
}

/// Every letter on the screen that is no blank, in the order of the text, which must fit the screen.
fn seen(harness: &Reader) -> Vec<Seen> {
    let text = harness.state().reading.text().as_str();
    let mut letters = text.char_indices().filter(|(_, letter)| !letter.is_whitespace());
    let mut seen = Vec::new();
    for run in harness.get_all_by(|node| node.role() == Role::TextRun) {
        let node = run.accesskit_node();
        let value = node.data().value().unwrap_or_default().to_owned();
        let bounds = node.data().bounds().unwrap();
        let positions = node.data().character_positions().unwrap();
        // Blanks may be left out where a row ends. What no font has is told of as something else, but letter by letter.
        for (_, x) in value.chars().zip(positions).filter(|(shown, _)| !shown.is_whitespace()) {
            let Some((start, _)) = letters.next() else { continue };
            if is_grapheme_boundary(text, start) {
                let left = pos2(bounds.x0 as f32 + x, f64::midpoint(bounds.y0, bounds.y1) as f32);
                seen.push(Seen { start, left });
            }
        }
    }
    assert_eq!(letters.next(), None, "all of it is on the screen");
    seen
}

/// A word of letters of many kinds; without those that the font may draw as one.
fn word() -> impl Strategy<Value = String> {
    let letters =
        ["a", "b", "e", "g", "m", "W", "é", "e\u{301}", "ß", "日", "語", "👩🏽‍🚀", "-", "“", "1", "i", "."];
    prop::collection::vec(prop::sample::select(letters.to_vec()), 1..9).prop_map(|letters| letters.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_drag_from_any_letter_to_any_other_selects_exactly_what_is_between(
        words in prop::collection::vec((word(), prop::sample::select(vec![" ", " ", " ", "  ", "\t", "\n", "\n\n"])), 2..40),
        width in 260.0f32..1200.0,
        (one, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let text: String = words.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect();
        let mut h = reader(&text);
        h.set_size(vec2(width, 2400.0));
        h.run_steps(3);
        let seen = seen(&h);
        let (from, to) = (&seen[one.index(seen.len())], &seen[other.index(seen.len())]);
        drag(&mut h, from.left, to.left);
        let between = from.start.min(to.start)..from.start.max(to.start);
        prop_assert_eq!(selected(&h), &text[between]);
    }
}
