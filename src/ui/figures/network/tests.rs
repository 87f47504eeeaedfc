//! The network driven by accessible names, pointer and keys.

use egui::{Key, Pos2, Role, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::analysis::cooccurrence::Choice;
use crate::analysis::cooccurrence::testing::{counted, entities, texts};
use crate::analysis::network::arrange;
use crate::entities::Kind;
use crate::project::Project;
use crate::ui::figures::{look_of_kinds, testing};
use crate::ui::theme::Themed as _;

const NAMES: [(&str, Kind); 6] = [
    ("Ann Lee", Kind::Person),
    ("Hull Council", Kind::Organisation),
    ("Bob Ray", Kind::Person),
    ("Leeds", Kind::Place),
    ("Cas", Kind::Person),
    ("Dot", Kind::Person),
];

fn network() -> Arc<Network> {
    let bodies = [
        "Ann Lee met Bob Ray at Hull Council. Ann Lee and Hull Council wrote. Ann Lee and Hull Council spoke.",
        "Ann Lee went to Leeds with Bob Ray. Ann Lee left Hull Council.\n\nAnn Lee and Bob Ray again. Cas saw Dot. Cas and Dot.",
    ];
    Arc::new(counted(&entities(&NAMES), &texts(&bodies), &Choice::default()))
}

/// What stands for the caller: it answers each wish for another picture, unless it is told to be slow.
struct App {
    figure: NetworkFigure,
    network: Option<Arc<Network>>,
    picture: Option<Arc<Picture>>,
    progress: Option<Progress>,
    slow: bool,
    actions: Vec<NetworkAction>,
}

impl App {
    fn new(network: Option<Arc<Network>>) -> Self {
        let figure = NetworkFigure::default();
        Self { figure, network, picture: None, progress: None, slow: false, actions: Vec::new() }
    }

    fn ui(&mut self, ui: &mut Ui) {
        let data = match (&self.network, self.progress) {
            (_, Some(progress)) => NetworkData::Counting(progress),
            (None, None) => NetworkData::Nothing,
            (Some(network), None) => NetworkData::Counted { network, picture: self.picture.as_ref() },
        };
        let look = look_of_kinds(&Project::default(), ui.tokens());
        for action in self.figure.show(ui, &look, data) {
            if let (NetworkAction::Arrange(view), Some(network), false) = (&action, &self.network, self.slow)
            {
                self.picture = arrange(network, view, &|| false).map(Arc::new);
                ui.ctx().request_repaint();
            }
            self.actions.push(action);
        }
    }

    /// What was asked for but other pictures.
    fn asked(&self) -> Vec<&NetworkAction> {
        self.actions.iter().filter(|action| !matches!(action, NetworkAction::Arrange(_))).collect()
    }
}

fn page_in(theme: Theme, app: App) -> Harness<'static, App> {
    testing::page_in(theme, [1100.0, 640.0], app, App::ui)
}

fn page() -> Harness<'static, App> {
    page_in(Theme::Light, App::new(Some(network())))
}

fn key_of(at: usize) -> EntityKey {
    EntityKey::of(&NAMES[at].1, NAMES[at].0)
}

/// Where the disc of a name is.
fn disc(page: &Harness<'static, App>, name: &str) -> Pos2 {
    page.get_by_label_contains(&format!("{name}, ")).rect().center()
}

#[test]
fn empty_places_say_what_to_do() {
    let mut page = page_in(Theme::Dark, App::new(None));
    page.get_by_label("No names yet");
    page.get_by_label("Recognise names").click();
    page.run();
    assert_eq!(page.state().actions, [NetworkAction::Recognise]);
    page.state_mut().progress = Some(Progress { done: 1_204, total: Some(3_000) });
    page.run();
    page.get_by_label("1,204 of 3,000 documents");
    page.get_by_label("Stop").click();
    page.run();
    assert_eq!(page.state().actions.last(), Some(&NetworkAction::Stop));
}

#[test]
fn names_are_told_and_clicked() {
    for theme in [Theme::Light, Theme::Dark] {
        let mut page = page_in(theme, App::new(Some(network())));
        page.get_by_label("Network of 3 names and 3 links");
        page.get_by_label("Ann Lee, person, 6 mentions, 2 links").click();
        page.run();
        assert_eq!(page.state().asked(), [&NetworkAction::Opened(key_of(0))]);
        assert_eq!(page.state().figure.chosen(), Some(key_of(0)));
    }
}

#[test]
fn in_a_low_room_kinds_are_in_a_menu_and_names_stay_within_it() {
    let app = App::new(Some(network()));
    let mut page = testing::page_in(Theme::Light, [760.0, 220.0], app, App::ui);
    page.run_steps(3);
    let figure = page.get_by_label("Network of 3 names and 3 links").rect();
    assert!(figure.height() > 90.0, "{figure}");
    assert!(page.query_by_role_and_label(Role::Button, "Organisation").is_none());
    let labels = page.state().figure.labels.as_ref().unwrap();
    let bounds = labels.within.unwrap();
    assert!(labels.placed.iter().flatten().count() > 0);
    assert!(labels.placed.iter().flatten().all(|placed| bounds.covers(placed.area)));
    page.get_by_label("All kinds of name").click();
    page.run();
    page.get_by_role_and_label(Role::MenuItemCheckBox, "Organisation").click();
    page.run_steps(3);
    assert!(page.query_by_label_contains("Hull Council, ").is_none());
    page.get_by_label("2 of 3 kinds of name");
}

#[test]
fn a_name_under_the_pointer_tells_its_counts() {
    let mut page = page();
    let place = disc(&page, "Hull Council");
    page.hover_at(place);
    page.run();
    page.get_by_label("organisation · 4 mentions in 2 paragraphs");
}

#[test]
fn a_link_tells_its_counts_and_gives_its_passages() {
    let mut page = page();
    let middle = disc(&page, "Ann Lee").lerp(disc(&page, "Bob Ray"), 0.5);
    page.hover_at(middle);
    page.run();
    page.get_by_label("Ann Lee and Bob Ray");
    page.get_by_label("together in 3 paragraphs");
    page.drag_at(middle);
    page.drop_at(middle);
    page.run();
    let asked = page.state().asked();
    let [NetworkAction::Passages { edge, unit: Unit::Paragraph }] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!(edge.together.0, [3, 3, 2]);
}

#[test]
fn the_card_of_a_chosen_name_leads_to_passages_and_closes() {
    let mut page = page();
    page.state_mut().figure.choose(Some(key_of(0)));
    page.run();
    page.get_by_label_contains("Ann Lee with Hull Council, 2 paragraphs").click();
    page.run();
    assert!(matches!(page.state().asked().as_slice(), [NetworkAction::Passages { .. }]));
    page.get_by_label("Choose nothing").click();
    page.run();
    assert_eq!(page.state().figure.chosen(), None);
    assert!(page.query_by_label_contains("Ann Lee with Hull Council").is_none());
}

#[test]
fn arrows_walk_from_name_to_name_and_enter_opens() {
    let mut page = page();
    page.get_by_label("Network of 3 names and 3 links").focus();
    page.run();
    page.key_press(Key::ArrowRight);
    page.run();
    assert_eq!(page.state().figure.chosen(), Some(key_of(0)), "the greatest first");
    assert!(page.get_by_label_contains("Ann Lee, person").is_focused(), "and a screen reader is told");
    let mut seen = vec![key_of(0)];
    for key in [Key::ArrowLeft, Key::ArrowUp, Key::ArrowDown, Key::ArrowRight, Key::ArrowUp, Key::ArrowLeft] {
        page.key_press(key);
        page.run();
        seen.extend(page.state().figure.chosen());
    }
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() >= 2, "{seen:?}");
    page.key_press(Key::PageDown);
    page.key_press(Key::End);
    page.run();
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.state().asked(), [&NetworkAction::Opened(page.state().figure.chosen().unwrap())]);
    page.key_press(Key::Escape);
    page.run();
    assert_eq!(page.state().figure.chosen(), None);
    assert!(
        page.get_by_label("Network of 3 names and 3 links").is_focused(),
        "the figure still has the keyboard"
    );
}

#[test]
fn unit_kinds_and_least_strength_ask_for_another_picture_once() {
    let mut page = page();
    page.get_by_label("Document").click();
    page.run_steps(3);
    let wanted = page.state().actions.iter().filter(|action| matches!(action, NetworkAction::Arrange(_)));
    assert_eq!(wanted.count(), 2);
    assert_eq!(page.state().picture.as_ref().unwrap().view.unit, Unit::Document);
    page.get_by_role_and_label(Role::Button, "Organisation").click();
    page.run_steps(3);
    assert!(page.query_by_label_contains("Hull Council, ").is_none());
    page.get_by_label("Paragraph").click();
    page.run_steps(3);
    page.get_by_label("Least strength of a link").focus();
    page.run();
    page.key_press(Key::ArrowLeft);
    page.run_steps(3);
    page.get_by_label_contains("Leeds, place");
    page.get_by_label("By count").click();
    page.run();
    page.get_by_label("How much more than by chance").click();
    page.run_steps(3);
    let view = page.state().figure.view();
    assert_eq!((view.measure, view.least), (Measure::LogLikelihood, 3.84));
}

#[test]
fn a_picture_under_way_is_asked_for_once_and_told() {
    let mut app = App::new(Some(network()));
    app.slow = true;
    let mut page = page_in(Theme::Light, app);
    page.run_steps(4);
    assert_eq!(page.state().actions.len(), 1);
    page.get_by_label("Arranging the names");
}

#[test]
fn where_nothing_is_strong_enough_all_can_be_shown() {
    let mut page = page();
    page.state_mut().figure.view.least = 50.0;
    page.run_steps(3);
    page.get_by_label("No two names meet so often");
    page.get_by_label("Show every meeting").click();
    page.run_steps(3);
    page.get_by_label_contains("Leeds, place");
}

#[test]
fn the_table_sorts_and_opens() {
    let mut page = page();
    page.get_by_label("Show as a table").click();
    page.run();
    let rows = |page: &Harness<'static, App>| -> Vec<String> {
        let rows = page.query_all_by_role(Role::Row);
        rows.filter_map(|row| row.accesskit_node().label()).collect()
    };
    assert!(rows(&page)[0].starts_with("Ann Lee, Bob Ray, 3, 3, 2, "), "{:?}", rows(&page));
    page.get_by_label("Sort by With").click();
    page.run();
    assert!(rows(&page)[0].starts_with("Ann Lee, Bob Ray"));
    page.get_by_label("Sort by With").click();
    page.run();
    assert!(rows(&page)[0].contains("Hull Council"), "{:?}", rows(&page));
    page.get_by_label("Sort by Sentences").click();
    page.run();
    page.get_by_label_contains("Ann Lee, Hull Council, ").click();
    page.run();
    assert!(matches!(page.state().asked().as_slice(), [NetworkAction::Passages { .. }]));
    page.key_press(Key::Home);
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.state().asked().len(), 2);
}

#[test]
fn the_figure_is_saved_moved_and_brought_nearer() {
    let mut page = page();
    page.get_by_label("Save the figure").click();
    page.run();
    page.get_by_label("Save as PNG…").click();
    page.run();
    assert_eq!(page.state().asked(), [&NetworkAction::Save(FileKind::Png)]);
    let before = disc(&page, "Ann Lee");
    let empty = Pos2::new(30.0, 560.0);
    page.drag_at(empty);
    page.run();
    page.hover_at(empty + vec2(40.0, -30.0));
    page.run();
    page.drop_at(empty + vec2(40.0, -30.0));
    page.run();
    let after = disc(&page, "Ann Lee");
    assert!((after - before - vec2(40.0, -30.0)).length() < 8.0, "{before} {after}");
    page.get_by_label("Go nearer").click();
    page.run();
    let apart = |page: &Harness<'static, App>| disc(page, "Ann Lee").distance(disc(page, "Bob Ray"));
    let near = apart(&page);
    page.get_by_label("Show all").click();
    page.run();
    assert!(near > 1.2 * apart(&page));
    assert!(disc(&page, "Ann Lee").distance(before) < 1.0);
}
