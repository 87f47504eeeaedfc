//! The command palette: one field that finds any command, document or tag by part of its name.
//!
//! It knows nothing of what it lists: whoever opens it gives the entries and gets back the one chosen.

use std::cmp::Reverse;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Area, Color32, Context, FontId, Frame, Id, Key, Margin, Modal, Modifiers, Order, Response,
    RichText, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, UiBuilder, UiKind, WidgetInfo, pos2, vec2,
};

use super::action::Action;
use super::fuzzy::{Fuzzy, begins};
use super::kit::{elided, text_at};
use super::shortcuts;
use super::theme::{Themed, Tokens, family, icons, text_style};

/// Rows in view before the list scrolls.
const ROWS: usize = 10;
/// Found entries that are listed; further letters narrow them down.
const MOST: usize = 200;

/// Something the palette can find, with the value it gives back.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// Its name, which is searched.
    pub label: String,
    /// What it does, searched for whole words where its name does not fit; empty for what is no command.
    pub about: &'static str,
    /// What kind of thing it is: “Tag”, “Document”, the menu of a command.
    pub kind: &'static str,
    /// One of [`icons`].
    pub icon: &'static str,
    /// The key that does the same.
    pub shortcut: Option<String>,
    /// What has to be done before it can be chosen, shown in place of the key.
    pub obstacle: Option<&'static str>,
    /// What is given back when it is chosen.
    pub value: T,
}

/// The entries of all commands; those something stands in the way of say what.
pub fn action_entries<T>(
    ctx: &Context,
    obstacle: impl Fn(Action) -> Option<&'static str>,
    value: impl Fn(Action) -> T,
) -> Vec<Entry<T>> {
    Action::ALL
        .iter()
        .copied()
        .filter(|&action| action != Action::CommandPalette)
        .map(|action| Entry {
            label: action.label().to_owned(),
            about: action.hint(),
            kind: action.menu().label(),
            icon: action.icon(),
            shortcut: shortcuts::text_of(ctx, action),
            obstacle: obstacle(action),
            value: value(action),
        })
        .collect()
}

/// What came of the palette in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It is still open.
    Open,
    /// It was left.
    Closed,
    /// This was chosen.
    Chosen(T),
}

/// An open palette.
pub struct Palette<T> {
    /// What it was opened with, and behind it what is made of the words typed.
    entries: Vec<Entry<T>>,
    given: usize,
    otherwise: Option<fn(&str) -> Entry<T>>,
    query: String,
    chosen: usize,
    found: Vec<Found>,
    is_new: bool,
    /// Set by the keyboard: the row chosen may be out of view.
    has_moved: bool,
}

/// An entry that matches, by index, with the characters of its label that do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    entry: usize,
    characters: Vec<u32>,
}

impl<T: Clone> Palette<T> {
    /// A palette over `entries`, which are listed in this order while nothing is typed.
    pub fn new(entries: Vec<Entry<T>>) -> Self {
        let (query, found, given) = (String::new(), Vec::new(), entries.len());
        let mut palette =
            Self { entries, given, otherwise: None, query, chosen: 0, found, is_new: true, has_moved: false };
        palette.search();
        palette
    }

    /// Offers below all that is found what can be done with any words.
    #[must_use]
    pub fn otherwise(mut self, offer: fn(&str) -> Entry<T>) -> Self {
        self.otherwise = Some(offer);
        self
    }

    /// Shows it over the window.
    pub fn show(&mut self, ctx: &Context) -> Outcome<T> {
        let tokens = ctx.tokens();
        let mut picked = self.keyboard(ctx);
        let frame = Frame::new()
            .fill(tokens.colour.raised)
            .stroke(tokens.line())
            .corner_radius(tokens.surface_radius())
            .shadow(tokens.dialog_shadow());
        let id = Id::unique("command palette");
        let area = Area::new(id)
            .kind(UiKind::Modal)
            .sense(Sense::hover())
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, tokens.space.bar + 4.0 * tokens.space.grid));
        let modal =
            Modal::new(id).area(area).backdrop_color(tokens.colour.scrim.gamma_multiply(0.5)).frame(frame);
        let shown = modal.show(ctx, |ui| {
            let room = ui.ctx().content_rect().width() - 8.0 * tokens.space.grid;
            ui.set_width(tokens.space.palette.min(room));
            ui.spacing_mut().item_spacing.y = 0.0;
            let builder =
                UiBuilder::new().accessibility_role(Role::Dialog).accessibility_label("Command palette");
            ui.scope_builder(builder, |ui| self.contents(ui, tokens)).inner
        });
        picked = picked.or(shown.inner);
        match picked.and_then(|row| self.found.get(row)).and_then(|found| self.entries.get(found.entry)) {
            Some(entry) => Outcome::Chosen(entry.value.clone()),
            None if shown.should_close() => Outcome::Closed,
            None => Outcome::Open,
        }
    }

    /// Moves the choice, and gives the row that Enter picks.
    fn keyboard(&mut self, ctx: &Context) -> Option<usize> {
        let before = self.chosen;
        let last = self.found.len().saturating_sub(1);
        let pressed = |key| ctx.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        for _ in 0..pressed(Key::ArrowDown) {
            self.chosen = if self.chosen == last { 0 } else { self.chosen + 1 };
        }
        for _ in 0..pressed(Key::ArrowUp) {
            self.chosen = if self.chosen == 0 { last } else { self.chosen - 1 };
        }
        self.chosen = (self.chosen + pressed(Key::PageDown) * ROWS).min(last);
        self.chosen = self.chosen.saturating_sub(pressed(Key::PageUp) * ROWS);
        self.has_moved = self.chosen != before;
        (pressed(Key::Enter) > 0).then_some(self.chosen)
    }

    fn contents(&mut self, ui: &mut Ui, tokens: &Tokens) -> Option<usize> {
        let field = self.field(ui, tokens);
        if std::mem::take(&mut self.is_new) {
            field.request_focus();
        }
        if field.changed() {
            self.search();
        }
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, tokens.hairline());
        let mut picked = None;
        Frame::new().inner_margin(Margin::same(4)).show(ui, |ui| {
            let height = ROWS as f32 * tokens.space.row;
            let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            scroll.auto_shrink([false, true]).show(ui, |ui| {
                if self.found.is_empty() {
                    ui.allocate_ui(vec2(ui.available_width(), 2.0 * tokens.space.row), |ui| {
                        ui.centered_and_justified(|ui| ui.weak("Nothing by that name"));
                    });
                }
                for (row, found) in self.found.iter().enumerate() {
                    let Some(entry) = self.entries.get(found.entry) else { continue };
                    let is_chosen = row == self.chosen;
                    let response = row_ui(ui, tokens, entry, &found.characters, is_chosen);
                    if response.clicked() {
                        picked = Some(row);
                    }
                    if is_chosen && self.has_moved {
                        response.scroll_to_me(None);
                    }
                }
            });
        });
        picked
    }

    fn field(&mut self, ui: &mut Ui, tokens: &Tokens) -> Response {
        let colour = &tokens.colour;
        let icon = RichText::new(icons::MAGNIFYING_GLASS).text_style(text_style::icon()).color(colour.dim);
        let edit = TextEdit::singleline(&mut self.query)
            .frame(Frame::new().inner_margin(Margin::symmetric(14, 12)))
            .prefix(icon)
            .hint_text(
                RichText::new("Search the documents, or find any command, document or tag")
                    .color(colour.faint),
            )
            .font(FontId::proportional(tokens.text.ui.size + 1.0))
            .desired_width(f32::INFINITY);
        ui.add(edit).accessible_name("Find any command")
    }

    /// Ranks the entries by how well they match what is typed; all in their order when nothing is.
    fn search(&mut self) {
        self.chosen = 0;
        self.entries.truncate(self.given);
        let mut fuzzy = Fuzzy::new(self.query.trim());
        let says = |about: &str| self.query.split_whitespace().all(|word| begins(about, word));
        let fitting = self.entries.iter().enumerate().filter_map(|(entry, Entry { label, about, .. })| {
            match fuzzy.places(label) {
                Some((score, characters)) => Some((score.saturating_add(1), Found { entry, characters })),
                None => says(about).then(|| (0, Found { entry, characters: Vec::new() })),
            }
        });
        let mut scored: Vec<(u32, Found)> = fitting.collect();
        // Where two match equally well, what can be done now comes first, and the shorter name is the closer one;
        // typing nothing keeps their order.
        let is_narrowed = !self.query.trim().is_empty();
        scored.sort_by_cached_key(|(score, found)| {
            let entry = self.entries.get(found.entry);
            let length = entry.filter(|_| is_narrowed).map_or(0, |entry| entry.label.len());
            (Reverse(*score), entry.is_some_and(|entry| entry.obstacle.is_some()), length)
        });
        scored.truncate(MOST);
        self.found = scored.into_iter().map(|(_, found)| found).collect();
        if let Some(offer) = self.otherwise.filter(|_| is_narrowed) {
            self.entries.push(offer(self.query.trim()));
            self.found.push(Found { entry: self.given, characters: Vec::new() });
        }
    }
}

fn row_ui<T>(
    ui: &mut Ui,
    tokens: &Tokens,
    entry: &Entry<T>,
    characters: &[u32],
    is_chosen: bool,
) -> Response {
    let (space, colour) = (&tokens.space, &tokens.colour);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), space.row), Sense::CLICK);
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, entry.obstacle.is_none(), is_chosen, &entry.label)
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => colour.accent_fill,
        (false, true) => colour.hover,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, tokens.control_radius(), fill);
    let middle = rect.center().y;
    let mut right = rect.right() - 2.5 * space.grid;
    let small = TextStyle::Small.resolve(ui.style());
    let ink = if entry.obstacle.is_some() { colour.dim } else { colour.text };
    if let Some(shortcut) = entry.shortcut.as_ref().filter(|_| entry.obstacle.is_none()) {
        let text =
            ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, shortcut, small.clone(), colour.dim);
        right = text.left() - 3.0 * space.grid;
    }
    let icon = FontId::new(tokens.text.icon.size, family::icons());
    let icon_ink = if is_chosen && entry.obstacle.is_none() { colour.accent } else { colour.dim };
    let centre = pos2(rect.left() + 2.5 * space.grid + icon.size / 2.0, middle);
    ui.painter().text(centre, Align2::CENTER_CENTER, entry.icon, icon, icon_ink);
    let left = rect.left() + 9.0 * space.grid;

    let kind = ui.painter().layout_no_wrap(entry.kind.to_owned(), small.clone(), colour.dim);
    let label_room = right - left - kind.size().x - 2.0 * space.grid;
    let label = ui.painter().layout_job(highlighted(&entry.label, characters, tokens, ink, label_room));
    let kind_left = left + label.size().x + 2.0 * space.grid;
    let obstacle_room = right - kind_left - kind.size().x - 4.0 * space.grid;
    for (left, galley) in [(left, label), (kind_left, kind)] {
        text_at(ui.painter(), left, middle, galley, ink);
    }
    let Some(obstacle) = entry.obstacle else { return response };
    let galley = elided(ui, obstacle, small, colour.dim, obstacle_room);
    text_at(ui.painter(), right - galley.size().x, middle, galley, colour.dim);
    response.on_hover_text(obstacle)
}

/// The label in `ink`, with the characters that match in the accent and heavier.
fn highlighted(label: &str, characters: &[u32], tokens: &Tokens, ink: Color32, width: f32) -> LayoutJob {
    let size = tokens.text.ui.size;
    let plain = TextFormat::simple(FontId::proportional(size), ink);
    let matched = TextFormat::simple(FontId::new(size, family::semibold()), tokens.colour.accent);
    let mut job = LayoutJob::default();
    for (place, character) in label.chars().enumerate() {
        let format = if characters.binary_search(&(place as u32)).is_ok() { &matched } else { &plain };
        job.append(character.encode_utf8(&mut [0; 4]), 0.0, format.clone());
    }
    job.wrap.max_width = width;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(labels: &[&str]) -> Palette<usize> {
        let entries = labels.iter().enumerate().map(|(value, label)| Entry {
            label: (*label).to_owned(),
            about: if *label == "Words" { "Count words: frequencies, word lists" } else { "" },
            kind: "Tag",
            icon: icons::TAG,
            shortcut: None,
            obstacle: None,
            value,
        });
        Palette::new(entries.collect())
    }

    fn found(palette: &mut Palette<usize>, query: &str) -> Vec<usize> {
        query.clone_into(&mut palette.query);
        palette.search();
        palette.found.iter().map(|found| found.entry).collect()
    }

    #[test]
    fn nothing_typed_lists_all_in_order() {
        let mut palette = palette(&["Zoom in", "Add files…", "Denial"]);
        assert_eq!(found(&mut palette, "  "), [0, 1, 2]);
    }

    #[test]
    fn parts_of_words_find_and_the_best_comes_first() {
        let mut palette = palette(&["Save as…", "Save", "Split right", "Délai"]);
        assert_eq!(found(&mut palette, "save")[0], 1);
        assert_eq!(found(&mut palette, "sp ri"), [2]);
        assert_eq!(found(&mut palette, "delai"), [3], "accents need not be typed");
        assert_eq!(found(&mut palette, "xyzzy"), Vec::<usize>::new());
    }

    #[test]
    fn what_any_words_are_good_for_comes_last() {
        let offer = |words: &str| Entry {
            label: format!("Search for {words}"),
            about: "",
            kind: "",
            icon: icons::TAG,
            shortcut: None,
            obstacle: None,
            value: 99,
        };
        let mut palette = palette(&["Save", "Split right"]).otherwise(offer);
        assert_eq!(found(&mut palette, ""), [0, 1]);
        assert_eq!(found(&mut palette, "save"), [0, 2]);
        assert_eq!(found(&mut palette, " rain "), [2]);
        assert_eq!(palette.entries[2].label, "Search for rain");
        assert_eq!(found(&mut palette, "split"), [1, 2]);
    }

    #[test]
    fn what_a_command_does_finds_it_behind_what_is_called_so() {
        let mut palette = palette(&["Words", "Frequencies of rain", "Save"]);
        assert_eq!(found(&mut palette, "freq"), [1, 0]);
        assert_eq!(found(&mut palette, "word li"), [0]);
        assert_eq!(found(&mut palette, "requencies rain"), [1], "words are begun and not cut into");
    }

    #[test]
    fn what_cannot_be_done_now_is_listed_last_and_found_by_its_name() {
        let mut palette = palette(&["Save", "Save as…", "Undo"]);
        palette.entries[0].obstacle = Some("Everything is in the project file already.");
        assert_eq!(found(&mut palette, ""), [1, 2, 0]);
        assert_eq!(found(&mut palette, "save"), [1, 0], "of what fits as well");
        assert_eq!(found(&mut palette, "undo"), [2]);
    }

    #[test]
    fn matched_characters_are_those_of_the_label() {
        let mut palette = palette(&["Split right"]);
        found(&mut palette, "sr");
        assert_eq!(palette.found[0].characters, [0, 6]);
    }

    #[test]
    fn many_tags_with_one_name_stay_listed_in_order() {
        let labels = vec!["Tag"; 1000];
        let mut palette = palette(&labels);
        assert_eq!(found(&mut palette, "tag"), (0..MOST).collect::<Vec<_>>());
    }
}
