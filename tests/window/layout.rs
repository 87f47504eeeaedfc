//! How the window is laid out: panels that give way and come back, tabs that are dragged.

use egui::{Rect, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::workbench::{Command, Places, Workbench};

use super::desk::Desk;

/// How wide the panel on the left is, by its first row.
fn side_width(desk: &Desk) -> f32 {
    desk.harness.query_all_by_role(Role::ListBoxOption).next().map_or(0.0, |row| row.rect().width())
}

fn resize(desk: &mut Desk, width: f32, height: f32) {
    desk.harness.set_size(vec2(width, height));
    desk.run();
}

#[test]
fn a_panel_that_gave_way_in_a_small_window_has_its_width_again_in_a_large_one() {
    let mut desk = Desk::bundled();
    let side = side_width(&desk);
    resize(&mut desk, 700.0, 480.0);
    let narrow = side_width(&desk);
    assert!(narrow < side, "it gave way: {narrow} of {side}");
    resize(&mut desk, 1440.0, 900.0);
    let again = side_width(&desk);
    assert!((again - side).abs() < 1.0, "{again} and not {side}");
}

#[test]
fn tables_that_gave_way_in_a_low_window_have_their_height_again_in_a_high_one() {
    let mut desk = Desk::bundled();
    let height = |desk: &Desk| desk.screen(|screen| screen.sizes.map(|sizes| sizes.tables));
    let before = height(&desk);
    let top = |desk: &Desk| desk.harness.get_by_role_and_label(Role::Tab, "Excerpts").rect().top();
    let shown = top(&desk);
    resize(&mut desk, 1440.0, 220.0);
    resize(&mut desk, 1440.0, 900.0);
    assert_eq!((height(&desk), top(&desk)), (before, shown));
}

#[test]
fn a_tab_is_dragged_to_the_other_side() {
    let mut desk = Desk::bundled();
    let tab = |desk: &Desk, title: &str| {
        let mut tabs = desk.harness.query_all_by_role(Role::Tab);
        let is_it = |label: Option<String>| label.is_some_and(|label| label.starts_with(title));
        tabs.find(|tab| is_it(tab.accesskit_node().label())).map_or(Rect::NOTHING, |tab| tab.rect())
    };
    let (echo, mail) = ("Northern Echo, 9 Sep 2020", "Hartlepool Mail, 8 Sep 2020");
    let (from, to) = (tab(&desk, echo).center(), tab(&desk, mail).right_center());
    assert!(tab(&desk, echo).right() < tab(&desk, mail).left());
    let panes = desk.panes(|panes| panes.panes().count());
    desk.drag(from, to);
    assert_eq!(desk.panes(|panes| panes.panes().count()), panes);
    assert!(tab(&desk, echo).y_range().intersects(tab(&desk, mail).y_range()));
    assert!(tab(&desk, echo).left() > tab(&desk, mail).left(), "it stands where it was let go");
    desk.harness.get_by_role_and_label(Role::Document, echo);
}

#[test]
fn two_documents_stand_side_by_side_though_the_second_takes_long_to_arrive() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Short.").unwrap();
    std::fs::write(folder.path().join("b.txt"), "A long one. ".repeat(400_000)).unwrap();
    let mut desk = Desk::new(Workbench::new(Places::none()));
    desk.bench_mut(|bench| bench.send(Command::OpenInputs(vec![folder.path().to_path_buf()])));
    while desk.panes(|panes| panes.panes().next().is_none()) {
        desk.harness.step();
    }
    desk.finish();
    assert_eq!(desk.panes(|panes| panes.visible().len()), 2);
    let active = desk.panes(|panes| panes.active().expect("a pane").document);
    assert!(desk.bench(|bench| bench.text(active).is_some_and(|text| text.as_str() == "Short.")));
}
