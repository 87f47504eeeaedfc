//! Drives every widget of the kit by its accessible name, in both themes, with mouse and keyboard.

mod gallery;

use egui::accesskit::Toggled;
use egui::{Key, Modifiers, Role, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gallery::Gallery;
use lectern::project::TagColour;
use lectern::ui::dialogs::{DialogReply, DialogRequest, PathField};
use lectern::ui::theme;

fn page_in(theme: Theme) -> Harness<'static, Gallery> {
    let gallery = Gallery { selected: 1, ..Gallery::default() };
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_theme(theme)
        .with_context_setup(move |ctx| {
            theme::install(ctx);
            ctx.set_theme(theme);
        })
        .build_ui_state(|ui, gallery: &mut Gallery| gallery.ui(ui), gallery);
    harness.run();
    harness
}

fn page() -> Harness<'static, Gallery> {
    page_in(Theme::Light)
}

#[test]
fn every_widget_shows_in_both_themes_with_its_name() {
    for theme in [Theme::Light, Theme::Dark] {
        let mut page = page_in(theme);
        for name in
            ["File", "Ask", "Documents", "New tag", "Filter tags", "Denial", "Name", "Colour of Reason given"]
        {
            assert!(page.query_all_by_label(name).next().is_some(), "{name} in {theme:?}");
        }
        page.get_by_label("Tell").click();
        page.get_by_label("Ask").click();
        page.run_steps(3);
        page.get_by_label("Create tag");
    }
}

#[test]
fn a_row_is_chosen_by_mouse_and_by_keyboard() {
    let mut page = page();
    page.get_by_label("Inspection").click();
    page.run();
    assert_eq!(page.state().selected, 3);
    assert_eq!(page.get_by_label("Inspection").accesskit_node().toggled(), Some(Toggled::True));
    page.get_by_label("Denial").focus();
    page.run();
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.state().selected, 2);
}

#[test]
fn a_tree_folds_by_its_caret_and_by_arrow_keys() {
    let mut page = page();
    page.get_by_label("Fold Accountability").click();
    page.run();
    assert!(page.state().folded);
    assert!(page.query_by_label("Inspection").is_none());
    page.get_by_label("Accountability").focus();
    page.run();
    page.key_press(Key::ArrowRight);
    page.run();
    assert!(!page.state().folded, "Right unfolds");
    page.key_press(Key::ArrowLeft);
    page.run();
    assert!(page.state().folded, "Left folds");
}

#[test]
fn a_rows_small_button_shows_for_the_keyboard_too() {
    let mut page = page();
    page.get_by_label("Denial").focus();
    page.run();
    page.get_by_label("Hide Denial").click();
    page.run();
    assert_eq!(page.state().happened, ["Hide Denial"]);
    assert_eq!(page.state().selected, 1, "the row beneath was not clicked");
}

#[test]
fn a_filter_narrows_and_escape_or_its_cross_clears() {
    let mut page = page();
    for clear_by_key in [true, false] {
        page.get_by_label("Filter tags").focus();
        page.run();
        page.get_by_label("Filter tags").type_text("claims");
        page.run();
        assert!(page.query_by_label("Denial").is_none());
        if clear_by_key {
            page.key_press(Key::Escape);
        } else {
            page.get_by_label("Clear the filter").click();
        }
        page.run();
        assert_eq!(page.state().filter, "");
        page.get_by_label("Denial");
    }
}

#[test]
fn letters_typed_in_a_field_command_nothing() {
    let mut page = page();
    page.get_by_label("Filter tags").focus();
    page.run();
    page.key_press(Key::T);
    page.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    page.run();
    assert_eq!(page.state().happened, Vec::<String>::new());
    page.get_by_label("Denial").focus();
    page.run();
    page.key_press(Key::T);
    page.run();
    assert_eq!(page.state().happened, ["Tag selection…"]);
}

#[test]
fn tabs_switch() {
    let mut page = page();
    page.get_by_role_and_label(Role::Tab, "Matrix").click();
    page.run();
    assert_eq!(page.state().tab, 2);
}

#[test]
fn chips_can_be_taken_away() {
    let mut page = page();
    page.get_by_label("Remove Inquiry").click();
    page.run();
    assert!(page.state().chip_removed);
    assert!(page.query_by_label("Remove Inquiry").is_none());
}

#[test]
fn a_menu_opens_and_closes_on_choice() {
    let mut page = page();
    page.get_by_label("File").click();
    page.run();
    let save_as = page.get_by_role_and_label(Role::MenuItem, "Save as…");
    let link = page.get_by_role_and_label(Role::MenuItemCheckBox, "Link scrolling");
    assert!((save_as.rect().width() - link.rect().width()).abs() < 0.5, "lines of a menu are equally wide");
    save_as.click();
    page.run();
    assert_eq!(page.state().happened, ["menu Save as…"]);
    assert!(page.query_by_label("Save as…").is_none());
}

#[test]
fn a_dialog_takes_the_keyboard_and_enter_or_escape_answer_it() {
    let mut page = page();
    page.get_by_label("Ask").click();
    page.run();
    assert!(page.get_by_label("Tag name").is_focused());
    page.key_press(Key::Enter);
    page.run();
    assert!(page.state().dialog, "Enter does nothing while the button cannot be pressed");
    page.get_by_label("Tag name").focus();
    page.run();
    page.get_by_label("Tag name").type_text("Harm");
    page.run();
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.state().happened, ["Primary"]);

    page.get_by_label("Ask").click();
    page.run();
    page.key_press(Key::Escape);
    page.run();
    page.get_by_label("Ask").click();
    page.run();
    page.get_by_label("Discard").click();
    page.run();
    assert_eq!(page.state().happened, ["Primary", "Cancelled", "Other"]);
    assert_eq!(page.state().name, "Harm");
}

#[test]
fn an_error_is_told_below_its_field() {
    let mut page = page();
    page.get_by_label("A tag needs a name.");
    page.get_by_label("Name").focus();
    page.run();
    page.get_by_label("Name").type_text("Harm");
    page.run();
    assert!(page.query_by_label("A tag needs a name.").is_none());
}

#[test]
fn a_colour_is_chosen_by_name_or_by_value() {
    let mut page = page();
    page.get_by_label("Colour of Reason given").click();
    page.run();
    page.get_by_label("Vermilion").click();
    page.run();
    assert_eq!(page.state().colour, Some(TagColour::Named(3)));
    page.get_by_role_and_label(Role::TreeItem, "Any colour").click();
    page.run();
    page.get_by_label("Colour as #RRGGBB").focus();
    page.run();
    page.key_press_modifiers(Modifiers::COMMAND, Key::A);
    page.run();
    page.get_by_label("Colour as #RRGGBB").type_text("#0A64C8");
    page.run();
    assert_eq!(page.state().colour, Some(TagColour::Custom([0x0A, 0x64, 0xC8])));
    page.key_press(Key::Escape);
    page.run();
}

#[test]
fn toasts_go_by_themselves_wait_under_the_pointer_and_act() {
    let mut page = page();
    page.get_by_label("Tell").click();
    page.run_steps(3);
    page.get_by_role_and_label(Role::Status, "Saved");
    let status = page.get_by_role_and_label(Role::Status, "Saved").rect();
    page.hover_at(status.center());
    page.run_steps(60);
    page.get_by_role_and_label(Role::Status, "Saved");
    page.hover_at(status.center() - vec2(700.0, 300.0));
    page.run_steps(24);
    assert!(page.query_by_role_and_label(Role::Status, "Saved").is_none(), "it has gone after five seconds");
    page.get_by_label("Undo").click();
    page.run_steps(4);
    assert_eq!(page.state().happened, ["undone"]);
    assert!(page.query_by_label("Undo").is_none());
    page.get_by_label("Dismiss").click();
    page.run_steps(4);
    assert!(page.query_by_role(Role::Alert).is_none());
}

#[test]
fn the_palette_finds_commands_by_keyboard() {
    let mut page = page();
    page.key_press_modifiers(Modifiers::COMMAND, Key::K);
    page.run();
    page.get_by_label("Command palette");
    assert!(page.get_by_label("Find any command").is_focused());
    page.get_by_label("Find any command").type_text("zoom");
    page.run();
    let chosen = |page: &Harness<'static, Gallery>, label: &str| {
        page.get_by_role_and_label(Role::ListBoxOption, label).accesskit_node().toggled()
            == Some(Toggled::True)
    };
    assert!(chosen(&page, "Zoom in"));
    page.key_press(Key::ArrowDown);
    page.run();
    assert!(chosen(&page, "Zoom out"));
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.state().happened, ["Zoom out"]);
    assert!(page.query_by_label("Command palette").is_none());
}

#[test]
fn the_palette_takes_the_mouse_and_escape_leaves_it() {
    let mut page = page();
    page.key_press_modifiers(Modifiers::COMMAND, Key::K);
    page.run();
    page.key_press(Key::ArrowUp);
    page.run();
    page.get_by_role_and_label(Role::ListBoxOption, "About Lectern").click();
    page.run();
    assert_eq!(page.state().happened, ["About Lectern"]);
    page.key_press_modifiers(Modifiers::COMMAND, Key::K);
    page.run();
    page.key_press(Key::Escape);
    page.run();
    assert!(page.query_by_label("Command palette").is_none());
    assert_eq!(page.state().happened, ["About Lectern"]);
}

#[test]
fn the_theme_can_be_switched_from_the_palette() {
    let mut page = page();
    page.key_press_modifiers(Modifiers::COMMAND, Key::K);
    page.run();
    page.get_by_label("Find any command").type_text("dark theme");
    page.run();
    page.key_press(Key::Enter);
    page.run();
    assert_eq!(page.ctx.theme(), Theme::Dark);
}

#[test]
fn a_path_can_be_typed_where_there_is_no_file_dialog() {
    let request = DialogRequest::SaveProject { suggested: "Letters.ron".to_owned() };
    let state = (PathField::new(request.clone(), None), Vec::new());
    let mut harness = Harness::builder().with_context_setup(theme::install).build_ui_state(
        |ui, (field, replies): &mut (PathField, Vec<_>)| replies.extend(field.show(ui)),
        state,
    );
    harness.run();
    assert!(harness.get_by_label("Path").is_focused());
    assert_eq!(harness.get_by_label("Path").value().as_deref(), Some("Letters.ron"));
    // The suggestion is selected when the field appears, so that typing replaces it.
    harness.get_by_label("Path").type_text(" ~/letters/one.ron ");
    harness.run();
    harness.key_press(Key::Enter);
    harness.step();
    harness.step();
    assert_eq!(harness.state().1, [DialogReply { request, paths: vec!["~/letters/one.ron".into()] }]);
}
