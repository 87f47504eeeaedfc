//! Which entities the panel lists and in which order. Reads the workbench; nothing here is drawn.

use std::cmp::Reverse;

use crate::entities::resolve::{Entity, EntityKey};
use crate::ui::screen::{EntitiesView, EntityOrder};
use crate::workbench::CorpusEntities;

impl EntityOrder {
    /// All orders, as the menu has them.
    pub(super) const ALL: [Self; 4] = [Self::Mentions, Self::Documents, Self::Name, Self::Kind];

    /// What it is called in the menu.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Mentions => "Mentions",
            Self::Documents => "Documents",
            Self::Name => "Name",
            Self::Kind => "Type",
        }
    }
}

/// True when two views list the same entities in the same order.
pub(super) fn lists_alike(a: &EntitiesView, b: &EntitiesView) -> bool {
    a.filter == b.filter && a.kind == b.kind && a.order == b.order && a.descending == b.descending
}

/// What each entity is found by: its names in small letters, made once for as long as the entities stay as they are.
#[derive(Debug)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// Those of all entities.
    pub fn of(entities: &CorpusEntities) -> Self {
        let names = |entity: &Entity| {
            let written =
                entity.aliases.iter().map(|alias| &*alias.text).filter(|text| *text != &*entity.name);
            let all: Vec<&str> = std::iter::once(&*entity.name).chain(written).collect();
            all.join("\n").to_lowercase()
        };
        Self(entities.all().iter().map(names).collect())
    }
}

/// The entities that pass the filter, in order: each word must occur in the name or in another way the entity is written.
/// `names` are needed only when something was typed.
pub(super) fn list(entities: &CorpusEntities, view: &EntitiesView, names: Option<&Names>) -> Vec<EntityKey> {
    let words: Vec<String> = view.filter.split_whitespace().map(str::to_lowercase).collect();
    let passes = |at: usize| {
        let names = names.and_then(|names| names.0.get(at));
        words.is_empty() || names.is_some_and(|names| words.iter().all(|word| names.contains(word)))
    };
    let mut listed: Vec<&Entity> = entities
        .all()
        .iter()
        .enumerate()
        .filter(|(at, entity)| view.kind.as_ref().is_none_or(|kind| entity.kind == *kind) && passes(*at))
        .map(|(_, entity)| entity)
        .collect();
    // They come with those first that have most mentions; what is equal stays so.
    match view.order {
        EntityOrder::Mentions => {}
        EntityOrder::Documents => {
            listed.sort_by_cached_key(|entity| Reverse(entities.document_count(entity.key)));
        }
        EntityOrder::Name => listed.sort_by_cached_key(|entity| entity.name.to_lowercase()),
        EntityOrder::Kind => listed.sort_by(|a, b| a.kind.cmp(&b.kind)),
    }
    if view.descending {
        listed.reverse();
    }
    listed.into_iter().map(|entity| entity.key).collect()
}
