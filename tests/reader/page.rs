//! The page as a whole: for a screen reader, at odd sizes, with odd texts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

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
fn a_paragraph_written_from_right_to_left_begins_at_the_right() {
    let h = reader("abc abc\n\nשלום עולם\n\nabc שלום");
    let rects: Vec<Rect> = h.get_all_by_role(Role::Paragraph).map(|node| node.rect()).collect();
    let [latin, hebrew, mixed] = rects.as_slice() else { panic!("{rects:?}") };
    assert!(hebrew.left() > latin.right() + 50.0, "{hebrew:?} stands right of {latin:?}");
    assert!((mixed.left() - latin.left()).abs() < 1.0);
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
