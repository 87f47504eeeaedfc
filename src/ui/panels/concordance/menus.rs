//! What the lines of the concordance are sorted by and how much context they have: the buttons and their menus.

use egui::{Popup, Ui};

use crate::search::concordance::Context;
use crate::ui::kit::{MenuItem, PushButton};
use crate::ui::screen::{HitOrder, SearchView};

/// The button that says what the lines are sorted by, with its menu.
pub(super) fn order_menu(ui: &mut Ui, order: &mut HitOrder) {
    let label = format!("Sorted by {}", label_of(*order).to_lowercase());
    let button = ui.add(PushButton::new(&label).quiet().opens_menu());
    Popup::menu(&button).width(220.0).accessible_name("Sort hits by").show(|ui| order_items(ui, order));
}

/// What they can be sorted by.
pub(super) fn order_items(ui: &mut Ui, order: &mut HitOrder) {
    for by in HitOrder::ALL {
        if ui.add(MenuItem::new(label_of(by)).checked(*order == by)).clicked() {
            *order = by;
            ui.close();
        }
    }
}

/// The button that says how much context is shown, with its menu.
pub(super) fn context_menu(ui: &mut Ui, context: &mut Context) {
    let said = name_of(*context);
    let label = format!("Context: {}", said.to_lowercase());
    let button = ui.add(PushButton::new(&said).name(&label).quiet().opens_menu());
    Popup::menu(&button).width(200.0).accessible_name("Context").show(|ui| context_items(ui, context));
}

/// How much can be shown.
pub(super) fn context_items(ui: &mut Ui, context: &mut Context) {
    for width in SearchView::CONTEXTS {
        if ui.add(MenuItem::new(&name_of(width)).checked(*context == width)).clicked() {
            *context = width;
            ui.close();
        }
    }
}

fn name_of(context: Context) -> String {
    match context {
        Context::Characters(characters) => format!("{characters} characters"),
        Context::Sentence => "The sentence".to_owned(),
    }
}

fn label_of(order: HitOrder) -> &'static str {
    match order {
        HitOrder::Document => "Document",
        HitOrder::Date => "Date",
        HitOrder::Hit => "The hit",
        HitOrder::Left(1) => "First word before",
        HitOrder::Left(2) => "Second word before",
        HitOrder::Left(_) => "Third word before",
        HitOrder::Right(1) => "First word after",
        HitOrder::Right(2) => "Second word after",
        HitOrder::Right(_) => "Third word after",
    }
}
