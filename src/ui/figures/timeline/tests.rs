//! The timeline driven by accessible names, pointer and keys.

use egui::{Key, Role, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::analysis::timeline::DateMention;
use crate::ui::figures::testing;
use crate::ui::theme;

fn timeline(values: &[(u32, &str)]) -> Arc<Timeline> {
    let mentions = values.iter().enumerate().map(|(at, (document, value))| DateMention {
        document: *document,
        span: Span::new(100 * at, 100 * at + 10),
        value: (!value.is_empty()).then_some(*value),
    });
    Arc::new(Timeline::of(mentions, &|| false).unwrap())
}

fn dates() -> Arc<Timeline> {
    timeline(&[
        (0, "2019-11-28"),
        (0, "2019-03"),
        (1, "2018"),
        (1, "2019-12-24"),
        (0, "2019-12-01"),
        (1, "2012/2016"),
        (0, "P3D"),
    ])
}

struct App {
    figure: TimelineFigure,
    timeline: Option<Arc<Timeline>>,
    documents: Vec<String>,
    progress: Option<Progress>,
    actions: Vec<TimelineAction>,
}

impl App {
    fn new(timeline: Option<Arc<Timeline>>) -> Self {
        let documents = vec!["Letter to the Mayor".to_owned(), "Achievements".to_owned()];
        let figure = TimelineFigure::default();
        Self { figure, timeline, documents, progress: None, actions: Vec::new() }
    }

    fn ui(&mut self, ui: &mut Ui) {
        let sentence = |date: &Dated| format!("It was said at {}.", date.span.start);
        let data = match (&self.timeline, self.progress) {
            (_, Some(progress)) => TimelineData::Reading(progress),
            (None, None) => TimelineData::Nothing,
            (Some(timeline), None) => {
                TimelineData::Ready { timeline, documents: &self.documents, sentence: &sentence }
            }
        };
        self.actions.extend(self.figure.show(ui, data));
    }
}

fn page_in(theme: Theme, app: App) -> Harness<'static, App> {
    testing::page_in(theme, [1100.0, 420.0], app, App::ui)
}

fn page() -> Harness<'static, App> {
    page_in(Theme::Light, App::new(Some(dates())))
}

/// Where the date stands that is the `at`th mention.
fn opened(document: u32, at: usize) -> TimelineAction {
    TimelineAction::Opened { document, span: Span::new(100 * at, 100 * at + 10) }
}

const FIGURE: &str = "Timeline of 6 dates in 2 documents";

#[test]
fn empty_places_say_what_to_do() {
    let mut page = page_in(Theme::Dark, App::new(None));
    page.get_by_label("No dates yet");
    page.get_by_label("Recognise dates").click();
    page.run();
    page.state_mut().progress = Some(Progress::default());
    page.run();
    page.get_by_label("Stop").click();
    page.run();
    assert_eq!(page.state().actions, [TimelineAction::Recognise, TimelineAction::Stop]);
    let page = page_in(Theme::Light, App::new(Some(timeline(&[(0, "P3D"), (0, "")]))));
    page.get_by_label("2 dates were recognised, but none says a year, so none can be put on a line.");
}

#[test]
fn dates_are_told_and_clicked() {
    for theme in [Theme::Light, Theme::Dark] {
        let mut page = page_in(theme, App::new(Some(dates())));
        page.get_by_label(FIGURE);
        page.get_by_label("24 Dec 2019, Achievements").click();
        page.run();
        page.get_by_label("2018, Achievements").click();
        page.run();
        assert_eq!(page.state().actions, [opened(1, 3), opened(1, 2)]);
    }
}

#[test]
fn a_date_under_the_pointer_shows_its_sentence() {
    let mut page = page();
    let place = page.get_by_label("28 Nov 2019, Letter to the Mayor").rect().center();
    page.hover_at(place);
    page.run();
    page.get_by_label("It was said at 0.");
}

#[test]
fn keys_walk_along_a_lane_and_across() {
    let mut page = page();
    page.get_by_label(FIGURE).focus();
    page.run();
    // The lane whose first date is the earliest comes first.
    for (key, expected) in [
        (Key::ArrowRight, opened(1, 5)),
        (Key::ArrowRight, opened(1, 2)),
        (Key::End, opened(1, 3)),
        (Key::ArrowDown, opened(0, 4)),
        (Key::ArrowLeft, opened(0, 0)),
        (Key::Home, opened(0, 1)),
    ] {
        page.key_press(key);
        page.run();
        page.key_press(Key::Enter);
        page.run();
        assert_eq!(page.state().actions.last(), Some(&expected), "{key:?}");
    }
    assert!(page.get_by_label("Mar 2019, Letter to the Mayor").is_focused(), "a screen reader is told");
    page.key_press(Key::Escape);
    page.run();
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.state().actions.len(), 6, "nothing is chosen any more");
}

#[test]
fn all_together_and_by_precision() {
    let mut page = page();
    page.get_by_label("All together").click();
    page.run();
    page.get_by_label("24 Dec 2019, Achievements");
    page.get_by_label("Day 3").click();
    page.run();
    assert!(page.query_by_label("24 Dec 2019, Achievements").is_none());
    page.get_by_label("Timeline of 3 dates in 2 documents");
    for name in ["Month 1", "Year 1", "Period 1"] {
        page.get_by_label(name).click();
        page.run();
    }
    page.get_by_label("No date passes the filter");
    page.get_by_label("Show all kinds").click();
    page.run();
    page.get_by_label(FIGURE);
}

#[test]
fn a_chosen_date_does_not_hold_the_line() {
    let mut page = page();
    page.get_by_label("All together").click();
    page.get_by_label(FIGURE).focus();
    page.run();
    page.key_press(Key::End);
    page.run();
    let place = |page: &Harness<'static, App>| page.get_by_label("24 Dec 2019, Achievements").rect().center();
    let before = place(&page);
    for _ in 0..3 {
        let from = egui::pos2(300.0, 120.0);
        page.drag_at(from);
        page.run();
        page.hover_at(from + egui::vec2(-60.0, 0.0));
        page.run();
        page.drop_at(from + egui::vec2(-60.0, 0.0));
        page.run();
    }
    assert!(place(&page).x < before.x - 100.0, "it went with the line");
}

#[test]
fn nearer_away_and_all() {
    let mut page = page();
    let apart = |page: &Harness<'static, App>| {
        let at = |name: &str| page.get_by_label(name).rect().center().x;
        at("24 Dec 2019, Achievements") - at("28 Nov 2019, Letter to the Mayor")
    };
    let before = apart(&page);
    page.get_by_label(FIGURE).focus();
    page.run();
    page.key_press(Key::Minus);
    page.run();
    assert!(apart(&page) < before);
    page.get_by_label("Show all").click();
    page.run();
    assert!((apart(&page) - before).abs() < 0.5);
    page.key_press(Key::Plus);
    page.run();
    page.get_by_label("Go further away");
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
    assert_eq!(rows(&page)[0], "2012 – 2016, Achievements, It was said at 500.");
    page.get_by_label("Sort by Date").click();
    page.run();
    assert_eq!(rows(&page)[0], "24 Dec 2019, Achievements, It was said at 300.");
    page.get_by_label("Sort by Document").click();
    page.run();
    assert_eq!(rows(&page)[3], "Mar 2019, Letter to the Mayor, It was said at 100.");
    page.get_by_label_contains("Mar 2019, ").click();
    page.run();
    assert_eq!(page.state().actions, [opened(0, 1)]);
}

#[test]
fn what_is_shown_can_be_saved() {
    let mut page = page();
    page.get_by_label("Save the figure").click();
    page.run();
    page.get_by_label("Save as SVG…").click();
    page.run();
    assert_eq!(page.state().actions, [TimelineAction::Save(FileKind::Svg)]);
    let look = crate::ui::figures::look(theme::Tokens::of(Theme::Light));
    let state = page.state();
    let drawing = state.figure.sheet(&state.documents, "Dates", &look).unwrap();
    let svg = crate::exchange::drawing::svg(&drawing);
    for words in ["Dates", "Letter to the Mayor", "2019", "Not shown: 1 without a year"] {
        assert!(svg.contains(words), "{words}");
    }
}

#[test]
fn where_there_is_little_room_the_lanes_end_above_the_note() {
    let written: Vec<String> = (1..9).map(|day| format!("2019-05-0{day}")).collect();
    let written: Vec<(u32, &str)> = (0..).zip(written.iter().map(String::as_str)).collect();
    let timeline = timeline(&written);
    let documents: Vec<String> = (0..8).map(|number| format!("Letter {number}")).collect();
    for height in [170.0, 190.0, 210.0, 230.0] {
        let app = App { documents: documents.clone(), ..App::new(Some(timeline.clone())) };
        let page = testing::page_in(Theme::Light, [760.0, height], app, App::ui);
        let note = page.get_by_label_contains("Bars: dates named per").rect().top();
        let dates = page.query_all_by_role(Role::Button).filter(|node| {
            node.accesskit_node().label().is_some_and(|label| label.contains(" May 2019, Letter "))
        });
        for date in dates {
            assert!(date.rect().top() <= note, "{:?} below {note} of {height}", date.rect());
        }
    }
}
