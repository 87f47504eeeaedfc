//! Brackets, handles and decorations, and what a click on them gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

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

/// The words painted left of the text, in the order of painting.
fn margin(h: &Reader) -> Vec<String> {
    fn gather(shape: &egui::Shape, found: &mut Vec<(f32, String)>) {
        match shape {
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(shape, found)),
            egui::Shape::Text(text) => {
                let right = text.pos.x + text.galley.rect.right();
                found.push((right, text.galley.text().replace('\n', " ")));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    h.output().shapes.iter().for_each(|clipped| gather(&clipped.shape, &mut found));
    let column = middle_of(h, "Mr").x - 8.0;
    found.into_iter().filter(|(right, _)| *right < column).map(|(_, words)| words).collect()
}

#[test]
fn where_names_clash_the_innermost_and_the_focused_are_named() {
    let both = || vec![mark(SHORT, 7, "approved the use", 0), mark(SHORT, 8, "the use of", 1)];
    assert_eq!(margin(&tagged(both())), ["Denial"]);
    assert_eq!(margin(&tagged(vec![mark(SHORT, 7, "approved the use", 0)])), ["Reason given"]);
    let mut h = tagged(both());
    h.get_by_role_and_label(Role::Button, "Tag Reason given, paragraph 2").hover();
    h.run_steps(3);
    assert!(margin(&h).iter().any(|name| name.starts_with("Rea")), "{:?}", margin(&h));
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
fn a_click_on_a_decoration_gives_its_key() {
    let at = SHORT.find("Coppinger").unwrap();
    let entity = Decoration {
        key: 42,
        span: Span::new(at, at + 9),
        fill: None,
        underline: Some((Color32::RED, Dash::Dotted)),
        veil: None,
        caret: None,
    };
    let mut h =
        reader_with(SHORT, |app| app.decorations = vec![DecorationLayer::new(Layer::Entity, vec![entity])]);
    let name = middle_of(&h, "Coppinger");
    click(&mut h, name);
    assert_eq!(h.state().clicked_decorations, [(Layer::Entity, 42)]);
}

#[test]
fn a_caret_stands_between_the_words_where_something_is_missing() {
    let at = SHORT.find("Coppinger").unwrap();
    let missing = Decoration {
        key: 7,
        span: Span::new(at - 2, at + 1),
        fill: None,
        underline: None,
        veil: None,
        caret: Some((at - 1, Color32::RED)),
    };
    let h = reader_with(SHORT, |app| {
        app.decorations = vec![DecorationLayer::new(Layer::SharedPassage, vec![missing])];
    });
    let strokes = h.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::LineSegment { points, stroke } if stroke.color == Color32::RED => Some(*points),
        _ => None,
    });
    let strokes: Vec<[Pos2; 2]> = strokes.collect();
    assert_eq!(strokes.len(), 2, "once, although a text is laid out block by block");
    let tip = strokes[0][1];
    let name = start_of(&h, "Coppinger");
    assert!(tip.x < name.x + 0.5 && tip.x > name.x - 8.0, "{tip:?} {name:?}");
    assert!(tip.y > name.y && strokes[0][0].y > tip.y, "below the letters: {strokes:?} {name:?}");
}
