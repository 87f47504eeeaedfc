//! What stands above the network: unit, measure, least score, number of names, kinds; how near; table; saving.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Layout, Popup, Ui, UiBuilder, vec2};

use super::{NetworkAction, NetworkFigure};
use crate::analysis::cooccurrence::{Measure, Network, Unit};
use crate::analysis::network::Picture;
use crate::entities::Kind;
use crate::exchange::drawing::network::{Look, kind_label};
use crate::text::numbers::grouped;
use crate::ui::figures::{paint, save_menu};
use crate::ui::kit::{Chip, IconButton, MenuItem, PushButton, RangeSlider};
use crate::ui::theme::{Themed as _, icons};

/// How many names can be asked for.
const NUMBERS: [usize; 6] = [20, 40, 60, 100, 200, 500];

impl NetworkFigure {
    pub(super) fn controls(
        &mut self,
        ui: &mut Ui,
        look: &Look,
        network: &Arc<Network>,
        picture: Option<&Arc<Picture>>,
        is_low: bool,
        actions: &mut Vec<NetworkAction>,
    ) {
        let tokens = ui.tokens();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 6)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(1.5 * tokens.space.grid, 1.5 * tokens.space.grid);
            ui.horizontal_top(|ui| {
                let buttons = 6.0 * tokens.space.grid * 5.0 + 4.0 * tokens.space.grid;
                let room = vec2((ui.available_width() - buttons).max(200.0), tokens.space.control);
                ui.allocate_ui_with_layout(
                    room,
                    Layout::left_to_right(Align::Center).with_main_wrap(true),
                    |ui| {
                        ui.set_min_width(room.x);
                        self.what_is_shown(ui, picture);
                        if is_low {
                            self.kinds_menu(ui, look, network);
                        }
                    },
                );
                let room = vec2(ui.available_width(), tokens.space.control);
                ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = tokens.space.grid / 2.0;
                    self.buttons(ui, actions);
                });
            });
            if !is_low {
                self.kinds(ui, look, network);
            }
        });
        crate::ui::kit::rule(ui);
    }

    /// Unit, measure, least score and number of names.
    fn what_is_shown(&mut self, ui: &mut Ui, picture: Option<&Arc<Picture>>) {
        ui.weak("Together in one");
        for (unit, label) in
            [(Unit::Sentence, "Sentence"), (Unit::Paragraph, "Paragraph"), (Unit::Document, "Document")]
        {
            if ui.add(Chip::new(label).selected(self.view.unit == unit)).clicked() {
                self.view.unit = unit;
            }
        }
        self.measure_menu(ui);
        let by_count = self.view.measure == Measure::Count;
        let highest = picture.map_or(self.view.least, |picture| picture.highest);
        let lowest = if by_count { 1.0 } else { 0.0 };
        let most = highest.max(self.view.least).max(lowest + 1.0);
        let unit = self.view.unit;
        let (words, widest) = if by_count {
            let least = self.view.least.max(1.0) as usize;
            let most = most.ceil() as usize;
            (
                format!("at least {} {}", grouped(least), unit.named(least)),
                format!("at least {} {}", grouped(most), unit.named(2)),
            )
        } else {
            (format!("G² ≥ {:.1}", self.view.least), format!("G² ≥ {most:.1}"))
        };
        let mut least = self.view.least;
        let slider = RangeSlider::new("Least strength of a link", words, &mut least, lowest, most)
            .step(if by_count { 1.0 } else { 0.1 })
            .widest(&widest);
        if ui.add(slider).changed() {
            self.view.least = least;
            self.least[self.view.measure as usize] = least;
        }
        self.number_menu(ui);
    }

    fn measure_menu(&mut self, ui: &mut Ui) {
        let label = match self.view.measure {
            Measure::Count => "By count",
            Measure::LogLikelihood => "By G²",
        };
        let button = ui.add(PushButton::new(label).quiet().opens_menu());
        Popup::menu(&button).width(230.0).accessible_name("Rank links by").show(|ui| {
            let choices = [
                (Measure::Count, "How often they meet", "In how many units both are named"),
                (
                    Measure::LogLikelihood,
                    "How much more than by chance",
                    "Log-likelihood ratio G² (Dunning 1993); pairs that meet less often than chance are not shown",
                ),
            ];
            for (measure, label, hint) in choices {
                let item = MenuItem::new(label).hint(hint).checked(self.view.measure == measure);
                if ui.add(item).clicked() {
                    self.view.measure = measure;
                    self.view.least = self.least[measure as usize];
                    ui.close();
                }
            }
        });
    }

    fn number_menu(&mut self, ui: &mut Ui) {
        let label = format!("{} names", grouped(self.view.most));
        let button = ui.add(PushButton::new(&label).quiet().opens_menu());
        let popup = Popup::menu(&button).width(210.0).accessible_name("How many names");
        popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            for number in NUMBERS {
                let label = format!("The {} with most mentions", grouped(number));
                if ui.add(MenuItem::new(&label).checked(self.view.most == number)).clicked() {
                    self.view.most = number;
                    ui.close();
                }
            }
            crate::ui::kit::menu_divider(ui);
            let alone = MenuItem::new("Names without a link, too").checked(self.view.alone);
            if ui.add(alone).clicked() {
                self.view.alone = !self.view.alone;
            }
        });
    }

    /// How near, table, saving; the outermost first.
    fn buttons(&mut self, ui: &mut Ui, actions: &mut Vec<NetworkAction>) {
        if let Some(kind) = save_menu(ui) {
            actions.push(NetworkAction::Save(kind));
        }
        let table = IconButton::new(icons::TABLE, "Show as a table").selected(self.as_table);
        if ui.add(table).clicked() {
            self.as_table = !self.as_table;
        }
        if self.as_table {
            return;
        }
        if ui.add(IconButton::new(icons::CORNERS_OUT, "Show all").hint("0")).clicked() {
            self.camera = None;
        }
        for (icon, name, key, factor) in [
            (icons::MAGNIFYING_GLASS_PLUS, "Go nearer", "+", 1.3),
            (icons::MAGNIFYING_GLASS_MINUS, "Go further away", "−", 1.0 / 1.3),
        ] {
            if ui.add(IconButton::new(icon, name).hint(key)).clicked() {
                self.step_nearer(factor);
            }
        }
    }

    /// Goes nearer to the middle, or away from it.
    pub(super) fn step_nearer(&mut self, factor: f32) {
        if let Some(mut camera) = self.camera.or(self.fitted.as_ref().map(|(.., camera)| *camera)) {
            let anywhere = egui::Rect::ZERO;
            camera.zoom(factor, anywhere.center(), anywhere);
            self.camera = Some(camera);
        }
    }

    /// The kinds of name in a menu, where there is no room for a chip for each.
    fn kinds_menu(&mut self, ui: &mut Ui, look: &Look, network: &Network) {
        let kinds = kinds_of(network);
        if kinds.len() < 2 {
            return;
        }
        let shown = kinds.iter().filter(|kind| !self.view.hidden.contains(**kind)).count();
        let label = if shown == kinds.len() {
            "All kinds of name".to_owned()
        } else {
            format!("{shown} of {} kinds of name", kinds.len())
        };
        let button = ui.add(PushButton::new(&label).quiet().opens_menu());
        let popup = Popup::menu(&button).width(190.0).accessible_name("Kinds of name");
        popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            for kind in kinds {
                let is_shown = !self.view.hidden.contains(kind);
                let label = kind_label(kind);
                let item = MenuItem::new(&label).swatch(paint::colour(look.of_kind(kind))).checked(is_shown);
                if ui.add(item).clicked() {
                    self.switch(kind, is_shown);
                }
            }
        });
    }

    /// Leaves a kind out that is shown, or shows it again.
    fn switch(&mut self, kind: &Kind, is_shown: bool) {
        if is_shown {
            self.view.hidden.insert(kind.clone());
        } else {
            self.view.hidden.remove(kind);
        }
    }

    /// A chip for each kind of name there is.
    fn kinds(&mut self, ui: &mut Ui, look: &Look, network: &Network) {
        let kinds = kinds_of(network);
        if kinds.len() < 2 {
            return;
        }
        let builder =
            UiBuilder::new().accessibility_role(egui::Role::Group).accessibility_label("Kinds of name");
        ui.scope_builder(builder, |ui| {
            ui.horizontal_wrapped(|ui| {
                for kind in kinds {
                    let is_shown = !self.view.hidden.contains(kind);
                    let swatch = paint::colour(look.of_kind(kind));
                    let label = kind_label(kind);
                    let chip = Chip::new(&label).swatch(swatch).selected(is_shown);
                    if ui.add(chip).clicked() {
                        self.switch(kind, is_shown);
                    }
                }
            });
        });
    }
}

/// The kinds of name there are, in their order.
fn kinds_of(network: &Network) -> BTreeSet<&Kind> {
    network.nodes().iter().map(|node| &node.kind).collect()
}
