//! Which names fit what is being typed, best first, found over as many frames as it takes.
//!
//! A corpus may have 100,000 entities or titles, more than a frame has time for, so each frame looks at some of them; what
//! fits so far can be shown meanwhile.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::search::Vocabulary;
use crate::search::query::{ATTRIBUTE, ATTRIBUTE_PREFIX, FIELDS, Typing, written_name};
use crate::ui::fuzzy::{Fuzzy, begins};

/// Names looked at in a frame.
const AT_ONCE: usize = 4000;
/// Names offered at once.
const MOST: usize = 8;

/// Something that could be put in the place of what is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// What it is called: a value, or the name of a field with its colon.
    pub name: String,
    /// What a field finds; nothing for a value.
    pub meaning: &'static str,
}

/// The names that fit.
pub(super) struct Ranking {
    typing: Typing,
    vocabulary: Arc<Vocabulary>,
    fuzzy: Fuzzy,
    /// Values looked at.
    seen: usize,
    /// How many fit.
    fitting: usize,
    /// The best of those, each with how well it fits and its number.
    best: Vec<(Reverse<u32>, usize)>,
    names: Vec<Offer>,
}

impl Ranking {
    /// Begins to look for what fits.
    pub fn new(typing: Typing, vocabulary: Arc<Vocabulary>) -> Self {
        let names = if typing.field.is_none() { names(&typing.typed, &vocabulary) } else { Vec::new() };
        let fitting = names.len();
        let fuzzy = Fuzzy::new(&typing.typed);
        let mut ranking = Self { typing, vocabulary, fuzzy, seen: 0, fitting, best: Vec::new(), names };
        ranking.go_on();
        ranking
    }

    /// What is being typed.
    pub fn typing(&self) -> &Typing {
        &self.typing
    }

    /// True when it is about this.
    pub fn is_of(&self, typing: &Typing, vocabulary: &Arc<Vocabulary>) -> bool {
        self.typing == *typing && Arc::ptr_eq(&self.vocabulary, vocabulary)
    }

    fn values(&self) -> &[String] {
        self.typing.field.as_deref().map_or(&[], |field| self.vocabulary.values(field))
    }

    /// True when everything has been looked at.
    pub fn is_complete(&self) -> bool {
        self.seen == self.values().len()
    }

    /// Looks at some more.
    pub fn go_on(&mut self) {
        let Some(field) = &self.typing.field else { return };
        let values = self.vocabulary.values(field);
        let until = (self.seen + AT_ONCE).min(values.len());
        for (number, value) in values.iter().enumerate().take(until).skip(self.seen) {
            let Some(score) = self.fuzzy.score(value) else { continue };
            self.fitting += 1;
            let key = (Reverse(score), number);
            if self.best.len() < MOST || self.best.last().is_some_and(|last| key < *last) {
                let at = self.best.partition_point(|other| *other < key);
                self.best.insert(at, key);
                self.best.truncate(MOST);
            }
        }
        self.seen = until;
    }

    /// The names that fit best.
    pub fn offers(&self) -> Vec<Offer> {
        let values = self.values();
        let best = self.best.iter().filter_map(|(_, number)| values.get(*number));
        let values = best.map(|name| Offer { name: name.clone(), meaning: "" });
        self.names.iter().take(MOST).cloned().chain(values).collect()
    }

    /// How many more fit than are offered.
    pub fn more(&self) -> usize {
        self.fitting.saturating_sub(MOST)
    }
}

/// The names of fields that begin with what was typed. Not those it is merely scattered through, as values are found: every
/// other word somebody types would be.
fn names(typed: &str, vocabulary: &Vocabulary) -> Vec<Offer> {
    let field =
        |(name, meaning): (&str, _)| begins(name, typed).then(|| Offer { name: format!("{name}:"), meaning });
    let attribute = |name: &String| {
        // One called like a field begins as it is called, too.
        let own = name.strip_prefix(ATTRIBUTE_PREFIX).unwrap_or(name);
        let fits = begins(name, typed) || begins(own, typed);
        fits.then(|| Offer { name: format!("{}:", written_name(own)), meaning: ATTRIBUTE })
    };
    let attributes = vocabulary.attributes().iter().filter_map(attribute);
    FIELDS.into_iter().filter_map(field).chain(attributes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;
    use crate::search::query::typing_at;

    fn of(query: &str, entities: &[&str]) -> Ranking {
        let entities = entities.iter().map(|name| (*name, "person"));
        let vocabulary = Vocabulary::of(&Project::new(), entities);
        Ranking::new(typing_at(query, query.chars().count()).unwrap(), Arc::new(vocabulary))
    }

    fn offered(ranking: &Ranking) -> Vec<String> {
        ranking.offers().into_iter().map(|offer| offer.name).collect()
    }

    #[test]
    fn fields_are_offered_by_how_they_begin() {
        assert_eq!(offered(&of("t", &[])), ["tag:", "type:", "title:"]);
        assert_eq!(offered(&of("a Me", &[])), ["memo:"]);
        assert!(offered(&of("ode", &[])).is_empty());
    }

    #[test]
    fn values_are_found_fuzzily_and_the_best_comes_first() {
        let names = ["Cleveland Police", "Barry Coppinger", "Mike Veale", "Coppinger Trust"];
        assert_eq!(offered(&of("entity:", &names)), names);
        assert_eq!(offered(&of("entity:barcop", &names)), ["Barry Coppinger"]);
        assert_eq!(offered(&of("entity:copp", &names)).len(), 2);
        assert_eq!(offered(&of("type:per", &names)), ["person"]);
    }

    #[test]
    fn many_names_are_looked_at_in_turns_and_none_is_left_out_silently() {
        let names: Vec<String> = (0..10_000).map(|number| format!("name {number:05}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut ranking = of("entity:09999", &names);
        assert!(!ranking.is_complete() && offered(&ranking).is_empty());
        while !ranking.is_complete() {
            ranking.go_on();
        }
        assert_eq!(offered(&ranking), ["name 09999"]);
        let all = of("entity:name", &names[..20]);
        assert_eq!((offered(&all).len(), all.more()), (8, 12));
        assert_eq!(offered(&all)[0], "name 00000");
    }
}
