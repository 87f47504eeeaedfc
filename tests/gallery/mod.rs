//! Every widget of the kit on one page, for tests that drive them and for eyes that judge them.

use egui::{Panel, ScrollArea, ThemePreference, Ui};
use lectern::project::TagColour;
use lectern::ui::kit::{
    Answer, Chip, Dialog, EmptyState, Fold, IconButton, ListRow, Mark, MenuItem, PushButton, TextField,
    Toast, ToastKind, Toasts, colour_button, filter_field, key_cap, menu_divider, panel_header, rule,
    section_header, swatch, tab_bar,
};
use lectern::ui::palette::{Outcome, Palette, action_entries};
use lectern::ui::theme::{Themed, icons};
use lectern::ui::{action::Action, shortcuts};

/// What the page holds and what happened on it.
#[derive(Default)]
pub struct Gallery {
    pub filter: String,
    pub name: String,
    pub description: String,
    pub colour: Option<TagColour>,
    pub folded: bool,
    pub selected: usize,
    pub tab: usize,
    pub chip_removed: bool,
    pub dialog: bool,
    pub palette: Option<Palette<Action>>,
    pub toasts: Toasts,
    pub undo_toast: Option<u64>,
    pub happened: Vec<String>,
}

const TAGS: [(&str, usize, usize, Option<&str>, usize); 8] = [
    ("Accountability", 0, 0, None, 14),
    ("Reason given", 1, 0, Some("1"), 6),
    ("Denial", 1, 0, Some("2"), 3),
    ("Inspection", 1, 0, None, 5),
    ("Claims of success", 0, 1, None, 22),
    ("A name so long that it cannot possibly fit", 1, 1, Some("3"), 1_204),
    ("Victims", 0, 2, Some("4"), 9),
    ("Austerity", 0, 3, Some("5"), 8),
];

impl Gallery {
    /// The whole page.
    pub fn ui(&mut self, ui: &mut Ui) {
        for action in shortcuts::consume(ui) {
            self.act(ui, action);
        }
        let tokens = ui.tokens();
        let bar = egui::Frame::new().fill(tokens.colour.panel);
        Panel::top("bar").exact_size(tokens.space.bar).frame(bar).show(ui, |ui| self.bar(ui));
        let panel = egui::Frame::new().fill(tokens.colour.panel);
        Panel::left("tags").exact_size(tokens.space.side).frame(panel).show(ui, |ui| self.tags(ui));
        Panel::right("inspector")
            .exact_size(tokens.space.inspector)
            .frame(panel)
            .show(ui, |ui| self.inspector(ui));
        Panel::bottom("tables").exact_size(180.0).frame(panel).show(ui, |ui| self.tables(ui));
        let page = egui::Frame::new().fill(tokens.colour.page);
        egui::CentralPanel::default().frame(page).show(ui, |ui| {
            let actions = [
                ("Open files…", shortcuts::text_of(ui, Action::OpenFiles)),
                ("Open the bundled corpus", None),
            ];
            let hint = "Open files or a folder, or drop them here. Five documents come with the program.";
            let state = EmptyState::new("No documents yet", hint).icon(icons::FILES).actions(&actions);
            if let Some(index) = state.show(ui) {
                self.happened.push(format!("empty state {index}"));
            }
        });
        self.over(ui);
    }

    fn act(&mut self, ui: &Ui, action: Action) {
        match action {
            Action::CommandPalette => {
                self.palette = Some(Palette::new(action_entries(ui, |_| None, |action| action)));
            }
            Action::ThemeLight => ui.ctx().set_theme(ThemePreference::Light),
            Action::ThemeDark => ui.ctx().set_theme(ThemePreference::Dark),
            action => self.happened.push(action.label().to_owned()),
        }
    }

    fn bar(&mut self, ui: &mut Ui) {
        ui.horizontal_centered(|ui| {
            ui.add_space(8.0);
            let file = ui.add(egui::Button::new("File").frame_when_inactive(false));
            egui::Popup::menu(&file).show(|ui| {
                for action in [Action::OpenFiles, Action::SaveAs, Action::Export] {
                    let item = MenuItem::new(action.label()).icon(action.icon());
                    if ui.add(item.shortcut(shortcuts::text_of(ui, action))).clicked() {
                        self.happened.push(format!("menu {}", action.label()));
                    }
                }
                menu_divider(ui);
                ui.add(MenuItem::new("Link scrolling").checked(true));
                ui.add_enabled(false, MenuItem::new("Redo").icon(icons::ARROW_U_UP_RIGHT));
            });
            if ui.add(PushButton::new("Ask")).clicked() {
                self.dialog = true;
            }
            if ui.add(PushButton::new("Tell").primary()).clicked() {
                self.undo_toast =
                    Some(self.toasts.push(Toast::done("Deleted the tag “Denial”").action("Undo")));
                self.toasts
                    .push(Toast::error("“scan.pdf” holds no text. Run it through a text recogniser first."));
                self.toasts.push(Toast::new(ToastKind::Note, "Saved"));
            }
            ui.add_enabled(false, PushButton::new("Not now"));
            ui.add_enabled(false, PushButton::new("Nor this").primary());
            ui.add(IconButton::new(icons::FILES, "Documents").on_rail());
            ui.add(IconButton::new(icons::TAG, "Tags").on_rail().selected(true));
            ui.add(IconButton::new(icons::MAGNIFYING_GLASS, "Search").on_rail());
            ui.add_enabled(false, IconButton::new(icons::TRASH, "Delete"));
        });
    }

    fn tags(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        ui.spacing_mut().item_spacing.y = 0.0;
        panel_header(ui, "Tags", |ui| {
            ui.add(IconButton::new(icons::DOTS_THREE, "More about tags"));
            let new =
                IconButton::new(icons::PLUS, "New tag").shortcut(shortcuts::text_of(ui, Action::NewTag));
            if ui.add(new).clicked() {
                self.happened.push("new tag".to_owned());
            }
        });
        egui::Frame::new().inner_margin(egui::Margin { left: 12, right: 12, top: 0, bottom: 8 }).show(
            ui,
            |ui| {
                filter_field(ui, &mut self.filter, "Filter tags");
            },
        );
        ScrollArea::vertical().show(ui, |ui| {
            for (index, (label, depth, colour, key, count)) in TAGS.into_iter().enumerate() {
                if !label.to_lowercase().contains(&self.filter.to_lowercase())
                    || (self.folded && depth == 1 && index < 4)
                {
                    continue;
                }
                let fold = match index {
                    0 if self.folded => Fold::Closed,
                    0 | 4 => Fold::Open,
                    6 => Fold::Closed,
                    _ => Fold::Leaf,
                };
                let hide = format!("Hide {label}");
                let row = ListRow::new(label)
                    .tree(depth, fold)
                    .mark(Mark::Swatch(tokens.tags[colour]))
                    .key(key)
                    .count(count)
                    .action(icons::EYE, &hide, false)
                    .selected(self.selected == index)
                    .show(ui);
                if row.row.clicked() {
                    self.selected = index;
                }
                if row.folded && index == 0 {
                    self.folded = !self.folded;
                }
                if row.action.is_some_and(|action| action.clicked()) {
                    self.happened.push(hide.clone());
                }
            }
            ListRow::new("Untagged highlights")
                .tree(0, Fold::Leaf)
                .mark(Mark::Outline)
                .dim(true)
                .count(2)
                .show(ui);
            section_header(ui, "Documents");
            ListRow::new("Northern Echo, 9 Sep 2020")
                .mark(Mark::Icon(icons::FILE_TEXT))
                .trailing("742")
                .show(ui);
            ListRow::new("Letter to the Mayor").mark(Mark::Icon(icons::FILE_TEXT)).trailing("1,204").show(ui);
        });
    }

    fn inspector(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        panel_header(ui, "Tag", |ui| {
            ui.add(IconButton::new(icons::CARET_RIGHT, "Next annotation"));
            ui.add(IconButton::new(icons::CARET_LEFT, "Previous annotation"));
        });
        egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 0)).show(ui, |ui| {
            ui.heading("Reason given");
            ui.horizontal(|ui| {
                swatch(ui, tokens.tags[0]);
                ui.small("Accountability · 6 excerpts in 3 documents");
            });
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
                ui.add(Chip::new("Barry Coppinger"));
                ui.add(Chip::new("Mr Coppinger").selected(true));
                if !self.chip_removed {
                    ui.add(Chip::new("Inquiry").swatch(tokens.tags[0]).removable(&mut self.chip_removed));
                }
            });
            ui.horizontal(|ui| {
                ui.add(PushButton::new("Merge…"));
                ui.add(PushButton::new("Split…"));
                ui.add(PushButton::new("Sort by").opens_menu());
            });
            ui.horizontal(|ui| {
                ui.label("Press");
                key_cap(ui, "T");
                ui.label("or");
                key_cap(ui, "Ctrl K");
            });
            ui.horizontal(|ui| {
                let colour = self.colour.get_or_insert(TagColour::Named(0));
                if colour_button(ui, "Colour of Reason given", colour).changed() {
                    self.happened.push(format!("colour {colour}"));
                }
                ui.label("Colour");
            });
            let error = self.name.is_empty().then_some("A tag needs a name.");
            TextField::new("Name", &mut self.name).hint("Such as: Reason given").error(error).show(ui);
            TextField::new("Description", &mut self.description)
                .rows(3)
                .help("When to use it, and when not.")
                .show(ui);
        });
        section_header(ui, "Mentions");
        rule(ui);
    }

    fn tables(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let chosen = tab_bar(ui, &["Excerpts", "Concordance", "Matrix"], self.tab, None, 320.0, |ui| {
            let export = PushButton::new("Export…").quiet().shortcut(shortcuts::text_of(ui, Action::Export));
            ui.add(export);
            ui.add(PushButton::new("Group by tag").quiet());
        });
        rule(ui);
        self.tab = chosen.unwrap_or(self.tab);
    }

    fn over(&mut self, ui: &Ui) {
        if self.dialog {
            let dialog = Dialog::new("new tag", "New tag")
                .primary("Create tag", !self.name.is_empty())
                .other("Discard");
            let (answer, ()) = dialog.show(ui, |ui| {
                ui.label("A tag groups passages that say the same kind of thing.");
                TextField::new("Tag name", &mut self.name).focus_first().show(ui);
            });
            if answer != Answer::Pending {
                self.dialog = false;
                self.happened.push(format!("{answer:?}"));
            }
        }
        let outcome = self.palette.as_mut().map_or(Outcome::Open, |palette| palette.show(ui));
        if outcome != Outcome::Open {
            self.palette = None;
        }
        if let Outcome::Chosen(action) = outcome {
            self.act(ui, action);
        }
        let acted = self.toasts.show(ui, ui.tokens().space.status);
        if self.undo_toast.is_some_and(|toast| acted.contains(&toast)) {
            self.happened.push("undone".to_owned());
        }
    }
}
