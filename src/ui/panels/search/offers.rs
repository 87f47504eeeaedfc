//! Names offered below the search box while a query is typed: fields with what they find, and behind a field its values.
//!
//! The arrows choose one, Enter takes what is chosen, Tab that or else the first, Escape closes the list. What was typed
//! stands as it is until then, so Enter without a choice searches as ever.

use std::sync::Arc;

use egui::{Context, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Ui};

use super::ranking::{Offer, Ranking};
use crate::search::Vocabulary;
use crate::search::query::{Typing, typing_at, written_value};
use crate::text::numbers::grouped;
use crate::ui::kit::ListRow;
use crate::ui::panels::draw;
use crate::ui::theme::Themed as _;

/// Width of the list, in points: a name and what it finds.
const WIDTH: f32 = 340.0;

/// What is offered, and which of it is chosen.
#[derive(Default)]
pub(super) struct Offers {
    /// True from when something is typed until it is taken, or the list is closed.
    is_wanted: bool,
    vocabulary: Arc<Vocabulary>,
    ranking: Option<Ranking>,
    chosen: Option<usize>,
    /// Where the list was drawn last.
    rect: Option<Rect>,
}

/// Something that was taken over.
pub(super) struct Taken {
    /// What the box says now.
    pub query: String,
    /// Where the caret stands, in code points.
    pub caret: usize,
}

impl std::fmt::Debug for Offers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Offers").field("is_wanted", &self.is_wanted).finish_non_exhaustive()
    }
}

impl Offers {
    /// Takes note of what there is to ask for.
    pub fn know(&mut self, vocabulary: Option<&Arc<Vocabulary>>) {
        if let Some(vocabulary) = vocabulary {
            self.vocabulary = vocabulary.clone();
        }
    }

    /// True while something is offered.
    pub fn is_open(&self) -> bool {
        self.is_wanted && self.ranking.as_ref().is_some_and(|ranking| !ranking.offers().is_empty())
    }

    /// Closes the list until something is typed again.
    pub fn close(&mut self) {
        *self = Self { vocabulary: std::mem::take(&mut self.vocabulary), ..Self::default() };
    }

    /// Answers keys for the box `id`, before it is drawn and takes them for itself.
    pub fn keys(&mut self, ui: &Ui, id: Id, query: &str) -> Option<Taken> {
        if !self.is_open() || !ui.memory(|memory| memory.has_focus(id)) {
            return None;
        }
        let offers = self.ranking.as_ref()?.offers();
        let (down, up, tab, escape) = ui.input_mut(|input| {
            let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (count(Key::ArrowDown), count(Key::ArrowUp), count(Key::Tab) > 0, count(Key::Escape) > 0)
        });
        if escape {
            self.close();
            return None;
        }
        // One place more than there are offers: what was typed.
        let places = offers.len() + 1;
        let at = self.chosen.map_or(0, |chosen| chosen.min(offers.len() - 1) + 1);
        self.chosen = ((at + down + places * up - up) % places).checked_sub(1);
        let enter =
            self.chosen.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let offer = (enter || tab).then(|| offers.get(self.chosen.unwrap_or(0)))??;
        Some(self.take(offer, query))
    }

    /// Looks for what fits what is typed at the caret.
    pub fn look(&mut self, ui: &Ui, query: &str, caret: Option<usize>, is_typed: bool) {
        // While a name is pressed the box has neither keyboard nor caret.
        if self.is_pressed(ui.ctx()) {
            return;
        }
        if is_typed {
            self.is_wanted = true;
            self.chosen = None;
        }
        let typing = caret.filter(|_| self.is_wanted).and_then(|caret| typing_at(query, caret));
        let Some(typing) = typing else {
            self.ranking = None;
            return;
        };
        match &mut self.ranking {
            Some(ranking) if ranking.is_of(&typing, &self.vocabulary) => ranking.go_on(),
            _ => self.ranking = Some(Ranking::new(typing, self.vocabulary.clone())),
        }
        // Also so that the box knows in the next frame whose the keys are.
        if is_typed || self.ranking.as_ref().is_some_and(|ranking| !ranking.is_complete()) {
            ui.ctx().request_repaint();
        }
    }

    /// Draws the list below the box; what was clicked is taken over.
    pub fn show(&mut self, field: &Response, query: &str) -> Option<Taken> {
        // The box loses the keyboard as soon as the pointer goes down on a name, and the click is only done when it is up.
        if !field.has_focus() && !self.is_pressed(&field.ctx) {
            self.close();
        }
        let ranking = self.ranking.as_ref().filter(|_| self.is_wanted)?;
        let offers = ranking.offers();
        if offers.is_empty() {
            return None;
        }
        let mut clicked = None;
        let list = Popup::from_response(field)
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .width(WIDTH)
            .accessible_name("What could stand here")
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, offer) in offers.iter().enumerate() {
                    let row = ListRow::new(&offer.name)
                        .key((at == 0 && self.chosen.is_none()).then_some("Tab"))
                        .trailing(offer.meaning)
                        .selected(self.chosen == Some(at))
                        .height(ui.tokens().space.row);
                    if row.show(ui).row.clicked() {
                        clicked = Some(offer.clone());
                    }
                }
                if ranking.more() > 0 {
                    draw::inset(ui, |ui| {
                        draw::dim(ui, format!("{} more; type on to narrow them", grouped(ranking.more())));
                    });
                }
            });
        self.rect = list.map(|list| list.response.rect);
        clicked.map(|offer| self.take(&offer, query))
    }

    /// True while the pointer presses the list, and in the frame in which it lets go.
    fn is_pressed(&self, ctx: &Context) -> bool {
        self.rect.is_some_and(|rect| {
            ctx.input(|input| {
                let pointer = &input.pointer;
                let is_on = pointer.interact_pos().is_some_and(|at| rect.contains(at));
                is_on && (pointer.any_down() || pointer.any_released())
            })
        })
    }

    /// Puts an offer in the place of what was typed. Behind the name of a field its values are offered next.
    fn take(&mut self, offer: &Offer, query: &str) -> Taken {
        let Some(typing) = self.ranking.as_ref().map(|ranking| ranking.typing().clone()) else {
            return Taken { query: query.to_owned(), caret: query.chars().count() };
        };
        self.close();
        self.is_wanted = typing.field.is_none();
        put(query, &typing, &offer.name)
    }
}

/// A query with a name in the place of what was being typed, and the caret behind it.
fn put(query: &str, typing: &Typing, name: &str) -> Taken {
    let name = match &typing.field {
        Some(_) => written_value(name),
        None => name.to_owned(),
    };
    let before: String = query.chars().take(typing.at.start).collect();
    let after: String = query.chars().skip(typing.at.end).collect();
    let caret = typing.at.start + name.chars().count();
    Taken { query: format!("{before}{name}{after}"), caret }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_stands_in_the_place_of_what_was_typed() {
        let taken = |marked: &str, name: &str| {
            let cursor = marked.chars().position(|c| c == '|').unwrap();
            let query = marked.replace('|', "");
            let Taken { query, caret } = put(&query, &typing_at(&query, cursor).unwrap(), name);
            let at = query.char_indices().nth(caret).map_or(query.len(), |(at, _)| at);
            format!("{}|{}", &query[..at], &query[at..])
        };
        assert_eq!(taken("é AND ta| b", "tag:"), "é AND tag:| b");
        assert_eq!(taken("-ta|x:praise", "tag:"), "-tag:|praise");
        assert_eq!(taken("tag:pr| b", "Praise"), "tag:Praise| b");
        assert_eq!(taken("tag:\"po|\" b", "Policing > Complaints"), "tag:\"Policing > Complaints\"| b");
        assert_eq!(taken("(entity:ba|)", "Barry Coppinger"), "(entity:\"Barry Coppinger\"|)");
    }
}
