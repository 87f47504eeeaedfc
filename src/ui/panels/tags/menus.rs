//! The tags panel's heading and menus, and the small windows in which a colour or a key is chosen.

use egui::{Popup, PopupCloseBehavior, TextEdit, Ui};

use super::tree::Line;
use super::{Choice, Choosing, TagsPanel, filter_by, list_id};
use crate::project::Tag;
use crate::ui::action::Action;
use crate::ui::kit::{self, IconButton, MenuItem, menu_divider};
use crate::ui::outbox::{Dialog, MemoOf, Outbox};
use crate::ui::panels::draw;
use crate::ui::screen::{Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, Workbench};

/// The panel's name, with the button that makes a tag and the menu of what concerns all of them.
pub(super) fn header(ui: &mut Ui, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    let shortcut = shortcuts::text_of(ui, Action::NewTag);
    kit::panel_header(ui, "Tags", |ui| {
        let more = ui.add(IconButton::new(icons::DOTS_THREE, "All tags"));
        Popup::menu(&more).show(|ui| {
            let project = bench.project();
            if ui.add(MenuItem::new("Unfold all").icon(icons::CARET_DOWN)).clicked() {
                screen.folded_tags.clear();
            }
            if ui.add(MenuItem::new("Fold all").icon(icons::CARET_RIGHT)).clicked() {
                screen.folded_tags = project.tags.values().filter_map(|tag| tag.parent).collect();
            }
            menu_divider(ui);
            if ui.add(MenuItem::new("Show all in the text").icon(icons::EYE)).clicked() {
                screen.hidden_tags.clear();
            }
            if ui.add(MenuItem::new("Hide all in the text").icon(icons::EYE_SLASH)).clicked() {
                screen.hidden_tags = project.tags.keys().copied().collect();
            }
            menu_divider(ui);
            draw::action_item(ui, Action::ExportCodebook, out);
        });
        if ui.add(IconButton::new(icons::PLUS, "New tag").shortcut(shortcut)).clicked() {
            out.run(Action::NewTag);
        }
    });
}

/// What can be done with a tag.
pub(super) fn of_tag(
    ui: &mut Ui,
    line: Line,
    tag: &Tag,
    state: &mut TagsPanel,
    screen: &mut Screen,
    bench: &Workbench,
    out: &mut Outbox,
) {
    if ui.add(MenuItem::new("Rename").icon(icons::PENCIL_SIMPLE)).clicked() {
        state.rename(bench.project(), screen, tag.id);
    }
    if ui.add(MenuItem::new("New subtag…").icon(icons::PLUS)).clicked() {
        screen.folded_tags.remove(&tag.id);
        out.dialog(Dialog::NewTag(Some(tag.id)));
    }
    if ui.add(MenuItem::new("Colour…").icon(icons::PALETTE)).clicked() {
        state.choosing = Some(Choosing::of(tag.id, Choice::Colour));
    }
    if ui.add(MenuItem::new("Shortcut…").icon(icons::KEYBOARD)).clicked() {
        state.choosing = Some(Choosing::of(tag.id, Choice::Shortcut));
    }
    if ui.add(MenuItem::new("Description").icon(icons::TEXT_ALIGN_LEFT)).clicked() {
        screen.inspector = true;
        out.focus(Subject::Tag(tag.id));
        crate::ui::panels::inspector::write_description(ui, tag.id);
    }
    if ui.add(MenuItem::new("Memo…").icon(icons::NOTE)).clicked() {
        out.dialog(Dialog::Memo(MemoOf::Tag(tag.id)));
    }
    menu_divider(ui);
    let filtered = screen.excerpts.filter.tags.contains(&tag.id);
    let label = if filtered { "Do not filter by it" } else { "Show only its excerpts" };
    if ui.add(MenuItem::new(label).icon(icons::FUNNEL)).clicked() {
        filter_by(screen, bench.project(), tag.id, filtered);
    }
    let hidden = screen.hidden_tags.contains(&tag.id);
    let (label, icon) =
        if hidden { ("Show in the text", icons::EYE) } else { ("Hide in the text", icons::EYE_SLASH) };
    if ui.add(MenuItem::new(label).icon(icon)).clicked() {
        show_or_hide(screen, bench, line, !hidden);
    }
    menu_divider(ui);
    if ui.add(MenuItem::new("Merge into…").icon(icons::ARROWS_MERGE)).clicked() {
        out.dialog(Dialog::MergeTag(tag.id));
    }
    if ui.add(MenuItem::new("Delete…").icon(icons::TRASH)).clicked() {
        out.dialog(Dialog::DeleteTag(tag.id));
    }
}

/// Hides a tag, or shows it again, with all below it while those are folded away.
pub(super) fn show_or_hide(screen: &mut Screen, bench: &Workbench, line: Line, hide: bool) {
    let family = if line.unfolded { [line.tag].into() } else { bench.project().tag_with_subtags(line.tag) };
    for tag in family {
        if hide {
            screen.hidden_tags.insert(tag);
        } else {
            screen.hidden_tags.remove(&tag);
        }
    }
}

/// The small window in which the colour or the key of a tag is chosen, beside its row.
pub(super) fn choice(ui: &Ui, state: &mut TagsPanel, bench: &Workbench, out: &mut Outbox) {
    let Some(choosing) = &mut state.choosing else { return };
    let Some(tag) = bench.project().tags.get(&choosing.tag) else { return };
    let row = ui.ctx().read_response(super::row::row_id(tag.id)).map(|row| row.rect);
    let at = row.map_or_else(|| ui.max_rect().center(), |row| row.left_bottom() + egui::vec2(32.0, 2.0));
    let mut open = true;
    let mut done = false;
    Popup::new(list_id().with("choice"), ui.ctx().clone(), at, ui.layer_id())
        .open_bool(&mut open)
        .accessible_name(choosing.what.label())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| match choosing.what {
            Choice::Colour => {
                // While its size is found out nothing in it can have the keyboard.
                let is_fresh = !ui.is_sizing_pass() && std::mem::take(&mut choosing.fresh);
                draw::choose_colour(ui, tag, &mut choosing.colour, is_fresh, out);
            }
            Choice::Shortcut => done = choose_shortcut(ui, tag, choosing, bench, out),
        });
    if done || !open {
        state.choosing = None;
        ui.memory_mut(|memory| memory.request_focus(list_id()));
    }
}

/// A field that takes one letter or digit; true once that is over.
fn choose_shortcut(
    ui: &mut Ui,
    tag: &Tag,
    choosing: &mut Choosing,
    bench: &Workbench,
    out: &mut Outbox,
) -> bool {
    ui.set_width(220.0);
    let tokens = ui.tokens();
    ui.label(format!("Press a letter or digit for “{}”.", tag.name));
    let mut typed = String::new();
    let mut done = false;
    ui.horizontal(|ui| {
        // A field, because keys pressed in one are nobody else's.
        let field = TextEdit::singleline(&mut typed).desired_width(tokens.space.row).hint_text("Key");
        let field = ui.add(field).accessible_name("Shortcut key");
        if std::mem::take(&mut choosing.fresh) {
            field.request_focus();
        }
        if tag.shortcut.is_some() && ui.button("No shortcut").clicked() {
            out.command(Command::SetTagShortcut { tag: tag.id, key: None });
            done = true;
        }
    });
    if let Some(key) = typed.chars().next() {
        choosing.typed = Some(key);
    }
    let note = match choosing.typed {
        None => "It gives this tag to the words selected.".to_owned(),
        Some(key) if !key.is_ascii_alphanumeric() => format!("“{key}” is neither a letter nor a digit."),
        Some(key) if shortcuts::is_reserved(key) => {
            format!("“{}” already is a command of its own; take another.", key.to_uppercase())
        }
        Some(key) => {
            out.command(Command::SetTagShortcut { tag: tag.id, key: Some(key) });
            return true;
        }
    };
    let colour = if choosing.typed.is_some() { tokens.colour.error } else { tokens.colour.dim };
    ui.colored_label(colour, note);
    let others =
        bench.project().tags.values().filter(|other| other.id != tag.id).filter_map(|other| other.shortcut);
    let mut taken: Vec<String> = others.map(|key| key.to_uppercase().to_string()).collect();
    taken.sort_unstable();
    if !taken.is_empty() {
        ui.colored_label(tokens.colour.dim, format!("In use, and would move here: {}.", taken.join(", ")));
    }
    done
}
