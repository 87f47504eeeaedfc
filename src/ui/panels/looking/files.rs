//! Files that are not what they were: changed since they were read, moved, or gone.

use std::borrow::Cow;

use egui::{Align, Label, Layout, Rect, RichText, Sense, Ui, pos2, vec2};

use super::row::HEIGHT;
use crate::project::DocumentId;
use crate::project::correct::is_corrected;
use crate::ui::action::Action;
use crate::ui::kit::PushButton;
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::panels::wording::quotation;
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::{Command, SourceState, Workbench, exchanged};

/// How many rows files take: one for each that changed, and one for all that are not where they were.
pub(super) fn rows(sources: &[(DocumentId, SourceState)]) -> usize {
    let changed = changed(sources).count();
    changed + usize::from(changed < sources.len())
}

fn changed(sources: &[(DocumentId, SourceState)]) -> impl Iterator<Item = DocumentId> + '_ {
    sources.iter().filter(|(_, state)| matches!(state, SourceState::Changed)).map(|(id, _)| *id)
}

/// Draws one row: first those of the files that changed, then the one of all that are away.
pub(super) fn row(
    ui: &mut Ui,
    index: usize,
    sources: &[(DocumentId, SourceState)],
    bench: &Workbench,
    out: &mut Outbox,
) {
    match changed(sources).nth(index) {
        Some(id) => changed_row(ui, id, bench, out),
        None => away_row(ui, sources, bench, out),
    }
}

/// As much of another document's title as a row has room for.
const OTHER_TITLE: usize = 28;

fn changed_row(ui: &mut Ui, id: DocumentId, bench: &Workbench, out: &mut Outbox) {
    let record = bench.project().documents.get(&id);
    let title = bench.title(id).unwrap_or_default();
    let heading = format!("Changed since it was read: “{title}”");
    let same = bench.says_the_same_as(id).and_then(|other| bench.title(other));
    let more = match same {
        _ if record.is_some_and(is_corrected) => {
            "The text as it was read and corrected here stays in use until you take over the new one, without your \
             corrections."
                .into()
        }
        Some(other) => {
            let other = quotation(&other, OTHER_TITLE);
            Cow::Owned(format!("It says what “{other}” says: take it over only if it is no copy of that."))
        }
        None => "The text as it was read stays in use until you take over the new one.".into(),
    };
    framed(ui, &heading, &more, |ui| {
        if ui
            .add(PushButton::new("Keep the text as it was read"))
            .on_hover_text("Do not ask again until the file changes once more")
            .clicked()
        {
            out.command(Command::KeepTextAsRead(id));
        }
        if ui
            .add(PushButton::new("Take over the new text").primary())
            .on_hover_text("Carry the annotations over to what the file says now; undo takes all of it back")
            .clicked()
        {
            out.command(Command::TakeOverText(id));
        }
        let hint = "Show what the file says now beside what it said when it was read";
        if ui.add(PushButton::new("Show changes")).on_hover_text(hint).clicked() {
            out.dialog(Dialog::Changes(id));
        }
    });
}

fn away_row(ui: &mut Ui, sources: &[(DocumentId, SourceState)], bench: &Workbench, out: &mut Outbox) {
    let moved: Vec<DocumentId> = sources
        .iter()
        .filter(|(_, state)| matches!(state, SourceState::Moved(_)))
        .map(|(id, _)| *id)
        .collect();
    let away = sources.iter().filter(|(_, state)| !matches!(state, SourceState::Changed)).count();
    let names: Vec<_> = sources
        .iter()
        .filter(|(_, state)| !matches!(state, SourceState::Changed))
        .filter_map(|(id, _)| bench.title(*id))
        .take(4)
        .collect();
    let heading = match away {
        1 => "1 file is not where it was".to_owned(),
        many => format!("{many} files are not where they were"),
    };
    let dots = if away > names.len() { ", …" } else { "" };
    let more = match moved.len() {
        0 => format!("{}{dots}. Their texts and annotations are kept.", names.join(", ")),
        1 => format!("{}{dots}. 1 was found beside the others under another name.", names.join(", ")),
        many => {
            format!("{}{dots}. {many} were found beside the others under other names.", names.join(", "))
        }
    };
    let more = match exchanged::in_words(&bench.exchanged_sources()) {
        Some(sentence) => format!("{sentence}. {more}"),
        None => more,
    };
    framed(ui, &heading, &more, |ui| {
        if ui
            .add(PushButton::new("Look in a folder…"))
            .on_hover_text(
                "Finds all missing files in a folder and below: by what they say, then by their names",
            )
            .clicked()
        {
            out.run(Action::FindFiles);
        }
        if !moved.is_empty() && ui.add(PushButton::new("Use them where they are now").primary()).clicked() {
            out.command(Command::FollowMoved(moved.clone()));
        }
    });
}

/// The share of a row that its buttons may take.
const WIDEST_BUTTONS: f32 = 0.64;

fn framed(ui: &mut Ui, heading: &str, more: &str, buttons: impl FnOnce(&mut Ui)) {
    let tokens = ui.tokens();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.line());
    let inner = rect.shrink2(vec2(tokens.space.inset, 6.0));
    // The words have the room that the buttons leave, which stand in several lines where it is narrow.
    let right =
        Rect::from_min_max(pos2(inner.right() - inner.width() * WIDEST_BUTTONS, inner.top()), inner.max);
    let layout = Layout::right_to_left(Align::Min).with_main_wrap(true);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(right).layout(layout));
    child.spacing_mut().item_spacing = vec2(6.0, 4.0);
    buttons(&mut child);
    let room = pos2(child.min_rect().left() - tokens.space.inset, inner.bottom());
    let words = Rect::from_min_max(inner.min, room);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::Min)));
    child.spacing_mut().item_spacing.y = 2.0;
    child.add(Label::new(RichText::new(heading).text_style(text_style::strong())).truncate());
    child.add(Label::new(RichText::new(more).color(tokens.colour.dim)).wrap());
}
