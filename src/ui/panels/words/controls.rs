//! The line above a table of words: which table, how it is counted, and what of it is shown.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{Align, Layout, Popup, RichText, Ui, vec2};

use super::parts::Parts;
use crate::search::collocates::WIDEST;
use crate::search::word_list::LONGEST_GRAM;
use crate::ui::kit::{Chip, IconButton, MenuItem, PushButton, filter_field, rule};
use crate::ui::panels::draw;
use crate::ui::panels::kept::Kept;
use crate::ui::screen::{WordsKind, WordsView};
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{Workbench, columns_of};

/// How often something must stand somewhere to be listed.
const LEAST: [u32; 8] = [1, 2, 3, 5, 10, 20, 50, 100];
/// Width of the field that filters.
const FILTER: f32 = 168.0;

/// The lists that menus show.
#[derive(Debug, Default)]
pub(super) struct Controls {
    part: Parts,
    target: Parts,
    reference: Parts,
    attributes: Kept<(), Rc<Vec<String>>>,
}

impl Controls {
    /// Draws the line, which wraps where it must and ends with what is `said` of the table.
    pub fn show(&mut self, ui: &mut Ui, view: &mut WordsView, bench: &Workbench, said: &str) {
        let tokens = ui.tokens();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 6)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(1.5 * tokens.space.grid, 1.5 * tokens.space.grid);
            ui.horizontal_top(|ui| {
                let help = 7.0 * tokens.space.grid;
                let room = vec2((ui.available_width() - help).max(200.0), tokens.space.control);
                let wrapped = Layout::left_to_right(Align::Center).with_main_wrap(true);
                ui.allocate_ui_with_layout(room, wrapped, |ui| {
                    ui.set_min_width(room.x);
                    for kind in WordsKind::ALL {
                        if ui.add(Chip::new(kind.title()).selected(view.kind == kind)).clicked() {
                            view.kind = kind;
                        }
                    }
                    ui.add_space(2.0 * tokens.space.grid);
                    self.choices(ui, view, bench);
                    let hint = match view.kind {
                        WordsKind::Frequencies if view.attribute.is_none() => "Filter documents",
                        WordsKind::Frequencies => "Filter values",
                        _ => "Filter words",
                    };
                    ui.allocate_ui(vec2(FILTER, tokens.space.control), |ui| {
                        filter_field(ui, &mut view.filter, hint);
                    });
                    if view.kind != WordsKind::Frequencies {
                        let chip = Chip::new("Without function words").selected(view.without_function_words);
                        let what = "Leave out words that carry grammar (the, of, is…) by the language of each document, \
                                    and runs that begin or end with one; what is counted stays the same";
                        if ui.add(chip).on_hover_text(what).clicked() {
                            view.without_function_words = !view.without_function_words;
                        }
                    }
                    draw::dim(ui, said);
                });
                let room = vec2(ui.available_width(), tokens.space.control);
                ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| help_ui(ui, view));
            });
        });
        rule(ui);
    }

    /// How the table in front is counted.
    fn choices(&mut self, ui: &mut Ui, view: &mut WordsView, bench: &Workbench) {
        match view.kind {
            WordsKind::Frequencies => self.attribute(ui, &mut view.attribute, bench),
            WordsKind::Collocates => {
                let widths: Vec<usize> = (1..=WIDEST).collect();
                let side = |side: &'static str| move |words: &usize| format!("{words} {side}");
                choice(ui, "Words before a hit", &widths, &mut view.left, side("left"));
                choice(ui, "Words after a hit", &widths, &mut view.right, side("right"));
                choice(ui, "Near hits at least", &LEAST, &mut view.least_near, |times| least(*times));
            }
            WordsKind::WordList => {
                self.part.menu(ui, "", "All documents", &mut view.part, bench);
                runs(ui, view);
            }
            WordsKind::Keyness => {
                self.target.menu(ui, "Target: ", "All documents", &mut view.target, bench);
                self.reference.menu(ui, "Against: ", "All other documents", &mut view.reference, bench);
                runs(ui, view);
            }
        }
    }

    fn attribute(&mut self, ui: &mut Ui, attribute: &mut Option<String>, bench: &Workbench) {
        let project = bench.project();
        let names = self.attributes.get(bench.project_revision(), (), || {
            let all = project.documents.values().flat_map(|record| record.attributes.keys());
            Rc::new(all.collect::<BTreeSet<_>>().into_iter().cloned().collect())
        });
        let mut options = vec![None];
        options.extend(names.iter().cloned().map(Some));
        choice(ui, "Frequencies by", &options, attribute, |name| {
            format!("By {}", name.as_deref().unwrap_or("document"))
        });
    }
}

/// How long runs of words are, and how often they must stand there.
fn runs(ui: &mut Ui, view: &mut WordsView) {
    let grams: Vec<usize> = (1..=LONGEST_GRAM).collect();
    choice(ui, "Words in a run", &grams, &mut view.gram, |gram| match gram {
        1 => "Single words".to_owned(),
        gram => format!("Runs of {gram} words"),
    });
    let offered = if view.gram > 1 { &LEAST[1..] } else { &LEAST[..] };
    let mut chosen = if view.gram > 1 { view.least.max(2) } else { view.least };
    if choice(ui, "Times at least", offered, &mut chosen, |times| least(*times)) {
        view.least = chosen;
    }
}

fn least(times: u32) -> String {
    if times == 1 { "At least once".to_owned() } else { format!("At least {times} times") }
}

/// A button that says what is chosen, with a menu of all that can be; true when something was.
fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    options: &[T],
    chosen: &mut T,
    label: impl Fn(&T) -> String,
) -> bool {
    let mut has_chosen = false;
    let said = label(chosen);
    let button = ui.add(PushButton::new(&said).name(&format!("{name}: {said}")).quiet().opens_menu());
    Popup::menu(&button).width(180.0).accessible_name(name).show(|ui| {
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for option in options {
                if ui.add(MenuItem::new(&label(option)).checked(option == chosen)).clicked() {
                    chosen.clone_from(option);
                    has_chosen = true;
                    ui.close();
                }
            }
        });
    });
    has_chosen
}

/// The button that says how the table in front is counted: each column, and the formula of each statistic.
fn help_ui(ui: &mut Ui, view: &WordsView) {
    let button = ui.add(IconButton::new(icons::QUESTION, "How this is counted"));
    let popup = Popup::menu(&button).width(420.0).accessible_name("How this is counted");
    popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        // Lines of a menu are stretched over its width, which pulls the words of a sentence apart.
        let frame = egui::Frame::new().inner_margin(6.0);
        frame.show(ui, |ui| {
            ui.with_layout(Layout::top_down(Align::Min), |ui| help_text(ui, view));
        });
    });
}

fn help_text(ui: &mut Ui, view: &WordsView) {
    let tokens = ui.tokens();
    let dim = tokens.colour.dim;
    ui.spacing_mut().item_spacing.y = tokens.space.grid / 2.0;
    for column in columns_of(&view.asked().counted) {
        ui.label(RichText::new(column.title).text_style(text_style::strong()));
        ui.label(RichText::new(format!("{}.", column.hint)).text_style(text_style::small()).color(dim));
        ui.add_space(tokens.space.grid);
    }
    let about = match view.kind {
        WordsKind::Frequencies => {
            "A click opens the first hit of a document, or searches among documents of a value."
        }
        WordsKind::Collocates => {
            "A click searches for the pair. A window does not go over the end of a paragraph, so what stands in a heading is \
             no neighbour of what stands below it; page headers and footers count as paragraphs."
        }
        WordsKind::WordList => {
            "A click searches for the words. They are cut as search cuts them (“£2.5m” is two), and runs do not go over \
                 the end of a paragraph."
        }
        WordsKind::Keyness => {
            "A click searches for the words. A document of both parts counts for the target only."
        }
    };
    ui.label(RichText::new(about).text_style(text_style::small()).color(dim));
}
