//! Search by keyboard alone: choosing hits and tagging them, the concordance, strips, scopes, the words of a search; and what
//! of it is lit on the page.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use egui::{Key, Modifiers, Rect, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lectern::project::{DocumentId, Scope};
use lectern::search::concordance::Context;
use lectern::search::ranking::FoundOrder;
use lectern::ui::screen::{HitOrder, SidePanel, WordsKind};
use lectern::ui::theme::Themed as _;
use lectern::workbench::Command;

use super::desk::{Desk, ECHO};
use super::searching::{count, hit, search, settle};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn chosen(desk: &Desk) -> u64 {
    desk.screen(|screen| screen.search.chosen.numbers().count())
}

/// What is tagged, in order.
fn tagged(desk: &Desk) -> Vec<(DocumentId, String)> {
    desk.bench(|bench| {
        let annotations = bench.project().annotations.values();
        let mut tagged: Vec<_> = annotations.map(|it| (it.document, it.anchor.exact.clone())).collect();
        tagged.sort();
        tagged
    })
}

/// Goes down into the list of hits, to the first.
fn into_list(desk: &mut Desk) {
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
}

#[test]
fn hits_chosen_in_the_list_are_tagged_and_no_others() {
    let mut desk = Desk::bundled_with_coder();
    search(&mut desk, "police");
    into_list(&mut desk);
    let first = hit(&desk).unwrap();
    desk.press(Key::Space);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    let third = hit(&desk).unwrap();
    assert_eq!(chosen(&desk), 1, "going on chooses nothing");
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&desk), 4);
    desk.press_with(Modifiers::SHIFT, Key::ArrowUp);
    let fourth = hit(&desk).unwrap();
    assert_eq!(chosen(&desk), 3);
    desk.harness.get_by_label("· 3 chosen");
    desk.press(Key::T);
    desk.finish();
    desk.harness.get_by_label("The 3 chosen");
    desk.tab_and_press("The hit alone");
    desk.finish();
    desk.harness.get_by_label("3 passages for 3 hits");
    desk.type_into("Tag", "Police");
    desk.press_with(CTRL, Key::Enter);
    let mut wanted: Vec<(DocumentId, String)> = [first, third, fourth]
        .into_iter()
        .map(|(document, span)| {
            (document, desk.bench(|bench| bench.text(document).unwrap().slice(span).to_owned()))
        })
        .collect();
    wanted.sort();
    assert_eq!(tagged(&desk), wanted);
    desk.press_with(CTRL, Key::Z);
    assert!(tagged(&desk).is_empty(), "it was one change");
}

#[test]
fn all_hits_can_be_tagged_though_some_are_chosen_and_the_preview_says_how_many() {
    let mut desk = Desk::bundled_with_coder();
    search(&mut desk, "resignation");
    let all = count(&desk);
    into_list(&mut desk);
    desk.press(Key::Space);
    desk.press_with(Modifiers::ALT, Key::G);
    desk.finish();
    desk.harness.get_by_label("1 passage for 1 hit");
    let quoted = |desk: &Desk| {
        let labels = desk.harness.query_all_by_role(Role::Label);
        labels.filter(|node| node.accesskit_node().value().is_some_and(|it| it.starts_with('“'))).count()
    };
    assert_eq!(quoted(&desk), 1);
    desk.tab_and_press(&format!("All {all}"));
    desk.finish();
    let gathered = desk.harness.query_all_by_role(Role::Label).find_map(|node| {
        let said = node.accesskit_node().value()?;
        said.split_once(&format!(" passages for {all} hits"))
            .and_then(|(count, _)| count.parse::<usize>().ok())
    });
    assert!(gathered.is_some_and(|count| count > 1 && count as u64 <= all), "{gathered:?}");
    assert_eq!(quoted(&desk), 3);
    desk.tab_and_press("The paragraph");
    desk.finish();
    desk.type_into("Tag", "Resignation");
    desk.press_with(CTRL, Key::Enter);
    let paragraphs = desk.bench(|bench| {
        bench.project().annotations.values().all(|annotation| {
            let text = bench.text(annotation.document).unwrap();
            let span = annotation.anchor.resolve(&text).unwrap();
            let structure = text.structure();
            let paragraph = structure.paragraphs()[structure.paragraph_at(span.start)].span;
            paragraph.start <= span.start && span.end >= paragraph.end.min(span.end)
        })
    });
    assert!(desk.annotations() > 1 && paragraphs);
}

#[test]
fn hits_are_chosen_with_the_pointer_too_and_let_go_of_by_escape() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    let places: Vec<_> = {
        let mut rows: Vec<Rect> = desk.harness.query_all_by_role(Role::Row).map(|row| row.rect()).collect();
        rows.sort_by(|a, b| a.top().total_cmp(&b.top()));
        rows.into_iter().map(|rect| rect.center()).collect()
    };
    desk.click_with(CTRL, places[0]);
    desk.click_with(CTRL, places[2]);
    assert_eq!(chosen(&desk), 2);
    desk.click_with(Modifiers::SHIFT, places[3]);
    assert_eq!(chosen(&desk), 3);
    desk.click_with(CTRL, places[0]);
    assert_eq!(chosen(&desk), 2);
    let ticked = desk
        .harness
        .query_all_by_role(Role::Row)
        .filter(|row| row.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True));
    assert_eq!(ticked.count(), 2, "whoever reads the screen is told");
    desk.press(Key::Escape);
    assert_eq!(chosen(&desk), 0);
    desk.press_with(CTRL, Key::A);
    assert_eq!(chosen(&desk), count(&desk), "the keyboard is still there");
}

#[test]
fn hits_chosen_in_the_sorted_concordance_are_the_ones_in_the_list() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    desk.tab_to("Sorted by document");
    desk.press(Key::Enter);
    desk.tab_and_press("First word after");
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.search.order), HitOrder::Right(1));
    desk.press_with(Modifiers::ALT, Key::C);
    desk.press(Key::ArrowDown);
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&desk), 2);
    let stood_on = hit(&desk).unwrap();
    let numbers = desk.screen(|screen| screen.search.chosen.numbers().clone());
    let of_title = desk.bench(|bench| {
        let answer = bench.answer().unwrap();
        answer.listed(FoundOrder::Title).number_of(stood_on.0, stood_on.1).unwrap()
    });
    assert!(numbers.contains(of_title));
    let ordered = desk.bench(|bench| bench.ordered_hits().unwrap().clone());
    assert!(numbers.contains(ordered.number(0).unwrap()) && numbers.contains(ordered.number(1).unwrap()));
}

#[test]
fn the_concordance_is_sorted_by_date_and_by_words_before_by_keyboard() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    desk.tab_and_press("Sorted by document");
    desk.tab_and_press("Second word before");
    desk.finish();
    assert_eq!(desk.screen(|screen| screen.search.order), HitOrder::Left(2));
    let lines = desk.bench(|bench| bench.ordered_hits().unwrap().lines().len());
    assert_eq!(lines as u64, count(&desk));
    desk.tab_and_press("Sorted by second word before");
    desk.tab_and_press("Date");
    desk.finish();
    let dates: Vec<String> = desk.bench(|bench| {
        let (answer, ordered) = (bench.answer().unwrap(), bench.ordered_hits().unwrap());
        let date = |number: u32| {
            let id = answer.document_numbered(number).unwrap();
            bench.project().documents[&id].attribute("date").to_owned()
        };
        ordered.lines().iter().map(|(number, _)| date(*number)).filter(|date| !date.is_empty()).collect()
    });
    assert!(dates.is_sorted(), "{dates:?}");
}

#[test]
fn the_concordance_follows_the_order_of_the_list() {
    let mut desk = Desk::bundled();
    search(&mut desk, "chief");
    desk.tab_and_press("Documents by title");
    desk.tab_and_press("By relevance");
    desk.finish();
    desk.press_with(Modifiers::ALT, Key::C);
    desk.press(Key::ArrowDown);
    let first = desk.bench(|bench| {
        let answer = bench.answer().unwrap();
        let listing = answer.listed(FoundOrder::Relevance);
        let (number, hit) = listing.hit(0).unwrap();
        (answer.document_numbered(number).unwrap(), hit.span)
    });
    assert_eq!(hit(&desk), Some(first));
}

#[test]
fn the_width_of_the_context_is_chosen_by_keyboard_and_kept_in_the_view() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::C);
    let wide = desk.rows()[0].clone();
    desk.tab_and_press("Context: 160 characters");
    desk.tab_and_press("30 characters");
    let narrow = desk.rows()[0].clone();
    assert!(narrow.chars().count() + 100 < wide.chars().count(), "{narrow}");
    assert_eq!(desk.screen(|screen| screen.search.context), Context::Characters(30));
    desk.tab_and_press("Context: 30 characters");
    desk.tab_and_press("The sentence");
    let kept = desk.screen(|screen| ron::to_string(screen).unwrap());
    let again: lectern::ui::screen::Screen = ron::from_str(&kept).unwrap();
    assert_eq!(again.search.context, Context::Sentence);
}

#[test]
fn a_hit_that_is_shown_has_its_words_selected_and_is_tagged_by_one_key() {
    let mut desk = Desk::bundled_with_coder();
    desk.tag_with_key('1', "Police");
    search(&mut desk, "=police");
    into_list(&mut desk);
    desk.press(Key::Enter);
    let (document, span) = hit(&desk).unwrap();
    let selected = desk.panes(|panes| {
        let pane = panes.active().unwrap();
        panes.place(pane.id).unwrap().selection()
    });
    assert_eq!(selected, Some(span));
    desk.press(Key::Num1);
    assert_eq!(tagged(&desk).len(), 1);
    assert_eq!(tagged(&desk)[0].0, document);
    assert!(tagged(&desk)[0].1.eq_ignore_ascii_case("police"));
}

#[test]
fn ctrl_and_arrows_go_along_the_strip_of_a_text() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    into_list(&mut desk);
    let (document, first) = hit(&desk).unwrap();
    let stride = desk.bench(|bench| bench.text(document).unwrap().len() / 10);
    desk.press_with(CTRL, Key::ArrowRight);
    let (there, second) = hit(&desk).unwrap();
    assert_eq!(there, document);
    let last = desk.bench(|bench| {
        let answer = bench.answer().unwrap();
        answer.hits_of(answer.place_of(document).unwrap()).unwrap().last().unwrap().span
    });
    assert!(second.start >= first.start + stride || second == last);
    desk.press_with(Modifiers::ALT, Key::C);
    desk.press_with(CTRL, Key::ArrowLeft);
    let back = hit(&desk).unwrap();
    assert!(back.0 == document && back.1 < second);
    let strips = desk.labels(Role::GraphicsObject);
    let above = strips.iter().filter(|name| name.starts_with("Where in ")).count();
    assert!(above >= 2, "the concordance has one as well: {strips:?}");
}

#[test]
fn what_is_searched_and_how_is_chosen_by_keyboard() {
    let mut desk = Desk::bundled();
    search(&mut desk, "police AND chief");
    let everywhere = count(&desk);
    desk.tab_and_press("Sentence");
    settle(&mut desk);
    assert_eq!(desk.screen(|screen| screen.search.scope), Scope::Sentence);
    assert!(count(&desk) < everywhere);
    desk.press_with(CTRL_SHIFT, Key::F);
    desk.tab_and_press("This document");
    settle(&mut desk);
    assert!(desk.screen(|screen| screen.search.here));
    desk.tab_and_press("All documents");
    settle(&mut desk);
    assert!(!desk.screen(|screen| screen.search.here));
}

#[test]
fn views_of_words_and_their_settings_are_chosen_by_keyboard() {
    let mut desk = Desk::bundled();
    let document = desk.document(ECHO);
    let (name, value) = ("medium".to_owned(), Some("paper".to_owned()));
    desk.send(Command::SetAttribute { document, name, value });
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::W);
    settle(&mut desk);
    desk.tab_and_press("Frequencies");
    settle(&mut desk);
    desk.tab_and_press("Frequencies by: By document");
    desk.tab_and_press("By medium");
    settle(&mut desk);
    assert_eq!(desk.rows().len(), 2);
    desk.tab_and_press("Collocates");
    settle(&mut desk);
    desk.tab_and_press("Words before a hit: 5 left");
    desk.tab_and_press("1 left");
    settle(&mut desk);
    assert_eq!(desk.screen(|screen| screen.words.left), 1);
    desk.tab_and_press("Word list");
    settle(&mut desk);
    desk.tab_and_press("Words in a run: Single words");
    desk.tab_and_press("Runs of 2 words");
    settle(&mut desk);
    assert!(desk.rows()[0].split(", ").next().unwrap().contains(' '));
    desk.tab_and_press("Keyness");
    settle(&mut desk);
    assert_eq!(desk.screen(|screen| screen.words.kind), WordsKind::Keyness);
    desk.tab_and_press("Target: Documents found");
    desk.harness.get_by_role_and_label(Role::TextInput, "Find a part").type_text("paper");
    desk.run();
    desk.tab_and_press("medium: paper");
    settle(&mut desk);
    assert!(desk.harness.query_by_label_contains("in 1 document against").is_some());
}

#[test]
fn frequencies_and_collocates_are_exported_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::bundled();
    search(&mut desk, "police");
    desk.press_with(Modifiers::ALT, Key::W);
    for (view, column) in [("Frequencies", "hits"), ("Collocates", "log_likelihood")] {
        desk.tab_and_press(view);
        settle(&mut desk);
        let path = folder.path().join(format!("{view}.csv"));
        desk.answer_file_dialog(vec![path.clone()]);
        desk.run_palette("Export words");
        desk.press_with(CTRL, Key::Enter);
        desk.finish();
        let written = std::fs::read_to_string(&path).unwrap();
        let header = written.lines().next().unwrap();
        assert!(header.contains(column) && written.lines().count() > 1, "{header}");
    }
}

/// The rectangles of words that are lit on the page of this title.
fn lit(desk: &Desk, title: &str) -> Vec<Rect> {
    let colours = &desk.harness.ctx.tokens().colour;
    let page = desk.harness.get_by_role_and_label(Role::Document, title).rect();
    let all = desk.filled(colours.search_hit).into_iter().chain(desk.filled(colours.search_hit_current));
    all.filter(|rect| page.contains_rect(*rect) && rect.height() > 8.0).collect()
}

/// The marks beside the scroll bars.
fn marks(desk: &Desk) -> usize {
    let colour = desk.harness.ctx.tokens().colour.search_hit_current;
    desk.filled(colour).into_iter().filter(|rect| rect.height() < 6.0 && rect.width() < 6.0).count()
}

#[test]
fn every_kind_of_hit_is_lit_on_the_page_exactly_where_its_words_stand() {
    let mut desk = Desk::bundled();
    for (query, words) in [
        ("constables", "CHIEF Constable"),
        ("constabel~2", "CHIEF Constable"),
        ("\"chief constable\"", "CHIEF Constable"),
    ] {
        search(&mut desk, query);
        let place = desk.place_of(ECHO, words);
        let rects = lit(&desk, ECHO);
        let over = rects.iter().filter(|rect| rect.y_range().contains(place.center().y));
        let over: Vec<&Rect> = over.filter(|rect| rect.x_range().contains(place.right() - 3.0)).collect();
        assert_eq!(over.len(), 1, "{query}: {rects:?} {place:?}");
        let is_phrase = query.starts_with('"');
        assert!((over[0].right() - place.right()).abs() < 2.0, "{query}");
        assert_eq!((over[0].left() - place.left()).abs() < 2.0, is_phrase, "{query}");
        assert!(marks(&desk) > 0, "{query}: beside the scroll bar");
    }
}

#[test]
fn hits_stay_lit_beside_other_panels_until_they_are_put_out() {
    let mut desk = Desk::bundled();
    search(&mut desk, "constable");
    assert!(!lit(&desk, ECHO).is_empty());
    desk.click("Tags");
    assert_eq!(desk.screen(|screen| screen.side), Some(SidePanel::Tags));
    assert!(!lit(&desk, ECHO).is_empty() && marks(&desk) > 0);
    desk.press(Key::Escape);
    assert!(lit(&desk, ECHO).is_empty() && marks(&desk) == 0);
    desk.press(Key::F3);
    assert!(!lit(&desk, ECHO).is_empty(), "going to a hit lights them again");
    desk.press(Key::Escape);
    assert!(lit(&desk, ECHO).is_empty());
    search(&mut desk, "police");
    assert!(marks(&desk) > 0, "and so does a new search");
}
