//! What differs in shared passages side by side: other words, words only here, words missing here, words written otherwise,
//! each told apart without colour and explained where the pointer rests; also in a very long passage.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use egui::{Color32, Key, Modifiers, Pos2, Rect, Role, Shape};
use egui_kittest::kittest::Queryable as _;
use lectern::ui::screen::BottomTable;
use lectern::ui::theme::{Themed as _, Tokens};

use super::desk::{Desk, ECHO, MAIL};
use super::shared::compared;

/// The passage of both documents: one has words that the other lacks, or has otherwise.
const HERE: &str = "the deleted messages were of a very mundane, logistical nature and did not, to my recollection, \
    include anything significant to the work of the Force or of its officers";

/// Two documents side by side, level at their passage.
fn letters() -> Desk {
    let there =
        HERE.replace("very mundane", "mundane").replace("recollection", "memory").replace("Force", "force");
    let mut desk = compared(&[
        ("Gazette", "2020-09-07", format!("He wrote last week that {HERE}.\n")),
        ("Herald", "2020-09-09", format!("It was read out that {there}, and no more.\n")),
    ]);
    go_to_the_passage(&mut desk);
    desk
}

/// Sets the passage that both documents share level, with the keyboard in the first of them.
fn go_to_the_passage(desk: &mut Desk) {
    desk.harness.get_by_role_and_label(Role::Document, "Gazette").focus();
    desk.run();
    desk.press(Key::S);
    desk.finish();
    desk.wait();
}

/// Lets the pointer rest at a place.
fn rest_at(desk: &mut Desk, at: Pos2) {
    desk.harness.hover_at(at - egui::vec2(0.0, 1.0));
    desk.run();
    desk.harness.hover_at(at);
    desk.wait();
}

/// The middle of a word of a document.
fn on(desk: &Desk, title: &str, words: &str) -> Pos2 {
    desk.place_of(title, words).center()
}

fn says(desk: &Desk, words: &str) -> bool {
    desk.harness.query_all_by_label(words).next().is_some()
}

/// Whether a ground of this colour lies behind a place.
fn is_filled(desk: &Desk, colour: Color32, at: Pos2) -> bool {
    desk.filled(colour).iter().any(|rect| rect.contains(at))
}

/// The grounds of other words, and of words that only one side has.
fn grounds(desk: &Desk) -> (Color32, Color32) {
    let tokens: &Tokens = desk.harness.ctx.tokens();
    (tokens.veil(tokens.colour.changed_fill), tokens.veil(tokens.colour.added_fill))
}

/// The upper ends of the carets in view.
fn carets(desk: &Desk, within: Rect) -> Vec<Pos2> {
    let colour = desk.harness.ctx.tokens().colour.added_line;
    let shapes = desk.harness.output().shapes.iter();
    let strokes = shapes.filter_map(|clipped| match &clipped.shape {
        Shape::LineSegment { points, stroke } if stroke.color == colour => Some(*points),
        _ => None,
    });
    let upper = strokes.map(|[a, b]| if a.y < b.y { a } else { b });
    let mut tips: Vec<Pos2> = upper.filter(|tip| within.contains(*tip)).collect();
    tips.dedup();
    tips
}

#[test]
fn what_differs_is_told_apart_and_explained_on_both_sides() {
    let mut desk = letters();
    let (other, only) = grounds(&desk);
    let recollection = on(&desk, "Gazette", "recollection");
    assert!(is_filled(&desk, other, recollection));
    rest_at(&mut desk, recollection);
    assert!(says(&desk, "Other words there: “memory”") && says(&desk, "in Herald"));

    let very = on(&desk, "Gazette", "very");
    assert!(is_filled(&desk, only, very) && !is_filled(&desk, other, very));
    rest_at(&mut desk, very);
    assert!(says(&desk, "Only here"));

    // What is only written otherwise is not taken for another word.
    let force = on(&desk, "Gazette", "Force");
    assert!(!is_filled(&desk, other, force) && !is_filled(&desk, only, force));
    rest_at(&mut desk, force);
    assert!(says(&desk, "Written otherwise there: “force”"));

    // Where a word is missing stands a caret, between the words beside it.
    let (before, after) = (desk.place_of("Herald", "were of a"), desk.place_of("Herald", "mundane"));
    let page = desk.harness.get_by_role_and_label(Role::Document, "Herald").rect();
    let tips = carets(&desk, page);
    assert_eq!(tips.len(), 1, "{tips:?}");
    if (before.top() - after.top()).abs() < 2.0 {
        assert!(tips[0].x >= before.right() - 1.0 && tips[0].x <= after.left() + 1.0, "{tips:?}");
    }
    rest_at(&mut desk, after.left_center() + egui::vec2(2.0, 0.0));
    assert!(says(&desk, "Missing here: “very”"));
    let page = desk.harness.get_by_role_and_label(Role::Document, "Gazette").rect();
    assert_eq!(carets(&desk, page), [], "nothing is missing there");
}

#[test]
fn of_a_name_that_differs_both_is_told() {
    let said =
        |day: &str| format!("{HERE}, as they were told on {day}, and would be told again by all of them.\n");
    let mut desk = compared(&[("Gazette", "", said("Monday")), ("Herald", "", said("Tuesday"))]);
    desk.bench_mut(lectern::workbench::Workbench::recognise_from_now_on);
    desk.finish();
    go_to_the_passage(&mut desk);
    let monday = on(&desk, "Gazette", "Monday");
    rest_at(&mut desk, monday);
    assert!(says(&desk, "Other words there: “Tuesday”"));
    assert!(desk.harness.query_all_by_label_contains("Recognised by the").next().is_some());
}

#[test]
fn of_the_letter_two_words_are_others_and_two_only_written_otherwise() {
    let mut desk = Desk::compared();
    let (other, only) = grounds(&desk);
    desk.click_reader();
    for _ in 0..20 {
        desk.press(Key::S);
        let is_there = desk.screen(|screen| screen.shared).is_some_and(|places| {
            let (document, span) = places.a;
            desk.bench(|bench| bench.text(document).unwrap().slice(span).contains("whats app"))
        });
        if is_there {
            break;
        }
    }
    desk.wait();
    let at = on(&desk, ECHO, "whats app");
    assert!(is_filled(&desk, other, at));
    let page = desk.harness.get_by_role_and_label(Role::Document, MAIL).rect();
    let there = desk.filled(other).into_iter().filter(|rect| page.contains(rect.center())).count();
    assert!((1..=2).contains(&there), "{there}");
    assert_eq!(desk.filled(only), [], "no word is added or dropped");
    rest_at(&mut desk, at);
    assert!(says(&desk, "Other words there: “WhatsApp”"));
}

#[test]
fn the_table_of_differences_marks_what_is_missing_and_says_what_its_marks_mean() {
    let mut desk = letters();
    desk.press_with(Modifiers::ALT, Key::D);
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.table), BottomTable::Differences);
    for means in ["other words there", "only here", "missing here", "written otherwise there"] {
        assert!(says(&desk, &format!("Mark: {means}")), "{means}");
    }
    let rows = desk.labels(Role::Row);
    let said = |words: &str| rows.iter().any(|row| row.contains(words));
    assert!(said("“very” only here") && said("missing here: “very”"), "{rows:?}");
    assert!(said("“Force” written otherwise there: “force”"), "{rows:?}");
}

#[test]
fn a_very_long_passage_is_marked_by_a_job_and_only_where_it_is_in_view() {
    let sentence =
        |number: usize| format!("Clerk w{number}x and porter v{number}y carried lantern u{number}z home. ");
    let here: String = (0..7_000).map(sentence).collect();
    let there =
        here.replace("w3x and porter", "w3x or porter").replace("w6900x and porter", "w6900x or porter");
    let mut desk = compared(&[("Gazette", "", here), ("Herald", "", there)]);
    go_to_the_passage(&mut desk);
    let marked = desk.bench(|bench| bench.marked_passage().cloned()).expect("a job compared the passage");
    let found = marked.marks.iter().map(Vec::len).collect::<Vec<_>>();
    assert!(found[0] >= 1 && found[0] == found[1], "{found:?}");
    let (other, _) = grounds(&desk);
    assert_eq!(desk.filled(other).len(), 2, "one on each side");
    // At the other end the marks there are made.
    desk.harness.get_by_role_and_label(Role::Document, "Gazette").focus();
    desk.run();
    desk.press_with(Modifiers::COMMAND, Key::End);
    desk.wait();
    for _ in 0..30 {
        if !desk.filled(other).is_empty() {
            break;
        }
        desk.press(Key::PageUp);
    }
    assert!(!desk.filled(other).is_empty());
}
