//! Moving the page: wheel, keys, drags past the edge, the thumb; the place that is kept.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

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
fn reading_is_taken_up_at_the_same_row_and_at_the_beginning_with_the_space_above_it() {
    let mut h = reader(&long_text());
    let first = find(&h, "Paragraph 1 ").0;
    h.state_mut().state.resume_at(0);
    h.run_steps(3);
    assert_eq!(find(&h, "Paragraph 1 ").0, first);
    h.get_by_role(Role::Document).focus();
    h.run_steps(3);
    key(&mut h, Modifiers::NONE, Key::PageDown);
    for _ in 0..3 {
        let row = top(&h);
        h.state_mut().state.resume_at(row);
        h.run_steps(3);
        assert_eq!(top(&h), row, "it does not drift");
    }
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

#[test]
fn what_is_at_the_eye_is_brought_back_there_and_changes_little_by_little() {
    let mut h = reader(&long_text());
    let mut before = None;
    for step in 0..40 {
        h.state_mut().state.set_proportion(0.4 + 0.0002 * f64::from(step));
        h.run_steps(3);
        let (at, proportion) =
            (h.state().last.as_ref().unwrap().at_eye.unwrap(), h.state().state.proportion());
        assert!(h.state().state.visible_span().contains(at));
        if let Some(before) = before {
            assert!((before..before + 200).contains(&at), "{before} {at}");
        }
        before = Some(at);
        h.state_mut().state.bring_to_eye(at);
        h.run_steps(3);
        let back = h.state().state.proportion();
        // A letter is a small part of a line.
        assert!((back - proportion).abs() < 0.0002, "{proportion} {back}");
    }
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
