//! The list of shared passages ordered, filtered and with boilerplate; comparing stopped; ribbons between pages; only what
//! differs marked.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use egui::{Color32, Key, Modifiers, Rect, Role, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::compare::shared::Kind;
use lectern::ui::theme::Themed as _;
use lectern::workbench::{Command, Places, Workbench};

use super::desk::{Desk, ECHO, MAIL};

const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

/// A desk on the bundled corpus with the list of shared passages open.
fn desk() -> Desk {
    let mut desk = Desk::compared();
    desk.press_with(CTRL, Key::Num5);
    desk
}

/// The rows of the list that are in view.
fn rows(desk: &Desk) -> Vec<String> {
    let list = desk.harness.get_by_role_and_label(Role::ListBox, "Shared passages");
    list.query_all_by_role(Role::ListBoxOption).filter_map(|row| row.accesskit_node().label()).collect()
}

fn order_by(desk: &mut Desk, label: &str) {
    desk.click("Order shared passages");
    desk.click(label);
}

#[test]
fn the_list_is_ordered_by_length_by_difference_and_by_document() {
    let mut desk = desk();
    // Before the first pair of documents there is nothing.
    let first = |desk: &Desk| (rows(desk)[0].clone(), rows(desk)[1].clone());
    let (pair, passage) = first(&desk);
    assert!(pair.contains(ECHO) && pair.contains(MAIL), "{pair}");
    order_by(&mut desk, "Most different first");
    let least_alike = desk.bench(|bench| {
        let shown = bench.comparison().passages().iter().filter(|it| it.kind.is_shown());
        shown.map(|it| (it.similarity * 100.0).floor() as u32).min().unwrap()
    });
    let (_, different) = first(&desk);
    assert!(different.contains(&format!("{least_alike} %")), "{least_alike}: {different}");
    assert_ne!(different, passage);
    order_by(&mut desk, "By document");
    let first_title = desk.bench(|bench| {
        let comparison = bench.comparison();
        let shown = comparison.passages().iter().filter(|it| it.kind.is_shown());
        let title = |document| bench.project().documents[&document].title.clone();
        shown.map(|it| title(comparison.place(it.a).unwrap().0)).min_by_key(|it| it.to_lowercase()).unwrap()
    });
    assert!(first(&desk).0.starts_with(&first_title), "{first_title}: {}", first(&desk).0);
    order_by(&mut desk, "Longest first");
    assert_eq!(first(&desk), (pair, passage));
}

#[test]
fn the_list_is_filtered_by_words_titles_and_kinds() {
    let mut desk = desk();
    let all = rows(&desk).len();
    desk.type_into("Filter shared passages", "whats app");
    let found = rows(&desk);
    assert!(!found.is_empty() && found.len() < all, "{found:?}");
    assert!(found[0].contains(ECHO) && found[0].contains(MAIL), "{found:?}");
    desk.press_with(CTRL, Key::A);
    desk.type_into("Filter shared passages", "verbatim");
    let verbatim = rows(&desk);
    assert!(verbatim.iter().any(|row| row.contains("verbatim")), "{verbatim:?}");
    assert!(verbatim.iter().all(|row| !row.contains(" %")), "{verbatim:?}");
}

/// So many words that mean nothing, others for each number to begin with.
fn run(from: usize, many: usize) -> String {
    let word = |seed: usize| {
        let mut dice = (seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut letters = String::new();
        for _ in 0..7 {
            dice ^= dice >> 29;
            dice = dice.wrapping_mul(0xbf58_476d_1ce4_e5b9);
            letters.push(char::from(b'a' + (dice >> 40) as u8 % 26));
        }
        letters
    };
    (from..from + many).map(word).collect::<Vec<_>>().join(" ")
}

/// Documents that all have a footer; the first two share a paragraph as well.
fn with_footers(folder: &Path, documents: usize, words: usize) {
    let (footer, quoted) = (run(1_000_000, 16), run(2_000_000, 60));
    for number in 0..documents {
        let own = run(10_000 * number, words);
        let shared = if number < 2 { format!("\n\n{quoted}") } else { String::new() };
        let body = format!("{own}{shared}\n\n{footer}\n\n{}", run(10_000 * number + 9_000, 30));
        std::fs::write(folder.join(format!("{number:03}.txt")), body).unwrap();
    }
}

/// A desk with the documents of a folder compared, and the list open.
fn desk_on(folder: &Path) -> Desk {
    let mut bench = Workbench::new(Places::none());
    bench.compare_from_now_on();
    bench.change_settings(|settings| settings.try_this_closed = true);
    bench.send(Command::OpenInputs(vec![folder.to_path_buf()]));
    bench.finish_jobs();
    let mut desk = Desk::new(bench);
    desk.press_with(CTRL, Key::Num5);
    desk
}

/// In each group of so many every document shares a paragraph with every other.
const GROUP: usize = 20;

#[test]
fn a_long_list_is_made_beside_the_window_and_follows_what_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..12 * GROUP {
        let quoted = run(5_000_000 + 1_000 * (number / GROUP), 60);
        let body = format!("{}\n\n{quoted}", run(10_000 * number, 40));
        std::fs::write(folder.path().join(format!("{number:03}.txt")), body).unwrap();
    }
    let mut desk = desk_on(folder.path());
    desk.finish();
    let passages = desk.bench(|bench| bench.comparison().passages().len());
    assert!(passages > 2_000, "{passages}");
    assert!(desk.bench(|bench| bench.shared_list().is_some()));
    assert!(rows(&desk).len() > 2);
    // The list is written beside the window, too: how many passages it has is not counted while somebody waits.
    desk.run_palette("Export what documents share");
    desk.harness.get_by_role_and_label(Role::RadioButton, "The list of shared passages");
    desk.press(Key::Escape);
    let before = rows(&desk);
    // A word of the paragraph of the last group.
    let typed = run(5_000_000 + 11_000, 1);
    desk.type_into("Filter shared passages", &typed);
    desk.finish();
    let found = rows(&desk);
    assert!(!found.is_empty() && found != before);
    let listed = desk.bench(|bench| bench.shared_list().unwrap().lines.len());
    assert!(listed < passages / 4, "{listed} of {passages}");
    desk.click_at(first_row(&desk));
    let current = desk.screen(|screen| screen.shared).unwrap();
    assert!(desk.bench(|bench| bench.text(current.a.0).unwrap().slice(current.a.1).contains(&typed)));
}

/// The middle of the first row.
fn first_row(desk: &Desk) -> egui::Pos2 {
    let list = desk.harness.get_by_role_and_label(Role::ListBox, "Shared passages");
    list.query_all_by_role(Role::ListBoxOption).next().unwrap().rect().center()
}

#[test]
fn boilerplate_is_listed_and_counted_only_while_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    with_footers(folder.path(), 24, 120);
    let mut desk = desk_on(folder.path());
    let is_footer = |kind: Kind| kind == Kind::Boilerplate;
    assert!(desk.bench(|bench| bench.comparison().passages().iter().any(|it| is_footer(it.kind))));
    let pairs = |desk: &Desk| rows(desk).iter().filter(|row| row.contains(" passage")).count();
    assert_eq!(pairs(&desk), 1, "{:?}", rows(&desk));
    desk.click("More about shared passages");
    desk.click("Show boilerplate");
    assert!(pairs(&desk) > 3, "{:?}", rows(&desk));
    assert!(rows(&desk).iter().any(|row| row.contains("boilerplate")), "{:?}", rows(&desk));
    desk.run_palette("Show boilerplate");
    assert_eq!(pairs(&desk), 1, "{:?}", rows(&desk));
}

#[test]
fn comparing_is_stopped_in_the_panel_and_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    with_footers(folder.path(), 200, 1_500);
    let mut desk = Desk::on(vec![folder.path().to_path_buf()]);
    desk.press_with(CTRL, Key::Num5);
    desk.harness.get_by_label("Compare documents").click();
    desk.harness.step();
    desk.harness.step();
    assert!(desk.bench(Workbench::is_comparing));
    desk.harness.get_by_label("Stop comparing documents").click();
    desk.harness.step();
    desk.harness.step();
    desk.finish();
    assert!(desk.bench(|bench| bench.comparison_was_stopped() && bench.comparison().passages().is_empty()));
    desk.harness.get_by_label("Not compared");
    desk.harness.get_by_label("Compare documents").click();
    desk.run();
    desk.finish();
    assert!(!desk.bench(|bench| bench.comparison().passages().is_empty()));
    assert!(rows(&desk).len() > 1);
}

/// The places of the surfaces that ribbons are painted with.
pub fn ribbons(desk: &Desk) -> Vec<Rect> {
    let colour = &desk.harness.ctx.tokens().colour;
    let fills = [colour.shared_fill, colour.shared_line.gamma_multiply(0.3)];
    let shapes = desk.harness.output().shapes.iter();
    let surfaces = shapes.filter_map(|clipped| match &clipped.shape {
        Shape::Mesh(mesh) if mesh.vertices.first().is_some_and(|vertex| fills.contains(&vertex.color)) => {
            Some(mesh.calc_bounds().intersect(clipped.clip_rect))
        }
        _ => None,
    });
    surfaces.filter(Rect::is_positive).collect()
}

#[test]
fn ribbons_join_what_two_pages_share() {
    let mut desk = Desk::compared();
    desk.click_reader();
    desk.press(Key::S);
    let page = |desk: &Desk, title| desk.harness.get_by_role_and_label(Role::Document, title).rect();
    let (left, right) = (page(&desk, ECHO), page(&desk, MAIL));
    let joining = ribbons(&desk);
    assert!(!joining.is_empty());
    for ribbon in &joining {
        assert!(ribbon.left() >= left.right() - 1.0 && ribbon.right() <= right.left() + 1.0, "{ribbon:?}");
    }
    desk.press_with(ALT, Key::P);
    assert_eq!(ribbons(&desk), []);
}

#[test]
fn only_what_differs_is_marked_and_all_else_dimmed() {
    let mut desk = Desk::compared();
    desk.click_reader();
    for _ in 0..20 {
        desk.press(Key::S);
        let passage = desk.screen(|screen| screen.shared).unwrap();
        let (document, span) = passage.a;
        if desk.bench(|bench| bench.text(document).unwrap().slice(span).contains("whats app")) {
            break;
        }
    }
    let tokens = desk.harness.ctx.tokens();
    let tint = tokens.veil(tokens.colour.shared_fill);
    let covers = |desk: &Desk, colour: Color32, place: Rect| {
        desk.filled(colour).iter().any(|rect| rect.contains(place.center()))
    };
    let veil = tokens.fading();
    let alike = [ECHO, MAIL].map(|title| desk.place_of(title, "beneficial"));
    // Where it stands by itself it is beyond the passage.
    let there = desk.place_of(MAIL, "WhatsApp groups");
    let there = Rect::from_min_max(there.min, egui::pos2(there.left() + 20.0, there.bottom()));
    let differing = [desk.place_of(ECHO, "whats app"), there];
    assert!(alike.iter().all(|place| !covers(&desk, veil, *place)));
    // The stop at the end of a passage, and what stands beyond it.
    let stop = desk.place_of(ECHO, "contact.");
    let stop = Rect::from_min_max(egui::pos2(stop.right() - 2.0, stop.top()), stop.max);
    let beyond = [stop, desk.place_of(ECHO, "wrote"), desk.place_of(MAIL, "Hide Ad")];
    desk.press_with(ALT, Key::I);
    assert!(desk.screen(|screen| screen.comparison.only_differences));
    for place in alike {
        assert!(covers(&desk, veil, place) && !covers(&desk, tint, place), "{place:?}");
    }
    for place in beyond {
        assert!(covers(&desk, veil, place), "{place:?}");
    }
    for place in differing {
        assert!(!covers(&desk, veil, place), "{place:?}");
    }
    // Letters at the end of a row lean out of it.
    let is_wider = |rect: &&Rect| rect.contains(stop.center()) && rect.right() > stop.right() + 2.0;
    assert_eq!(desk.filled(veil).iter().filter(is_wider).count(), 1);
    desk.click("Compare");
    desk.click("Mark only differences");
    assert!(!desk.screen(|screen| screen.comparison.only_differences));
    assert!(alike.iter().all(|place| !covers(&desk, veil, *place)));
}
