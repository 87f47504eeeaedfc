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

/// The entities that pass the filter, in order.
pub(super) fn list(entities: &CorpusEntities, view: &EntitiesView) -> Vec<EntityKey> {
    let wanted: Vec<String> = view.filter.split_whitespace().map(str::to_lowercase).collect();
    let mut listed: Vec<&Entity> = entities
        .all()
        .iter()
        .filter(|entity| view.kind.as_ref().is_none_or(|kind| entity.kind == *kind))
        .filter(|entity| passes(entity, &wanted))
        .collect();
    // They come with those first that have most mentions; what is equal stays so.
    match view.order {
        EntityOrder::Mentions => {}
        EntityOrder::Documents => listed.sort_by_key(|entity| Reverse(entity.document_count())),
        EntityOrder::Name => listed.sort_by_cached_key(|entity| entity.name.to_lowercase()),
        EntityOrder::Kind => listed.sort_by(|a, b| a.kind.cmp(&b.kind)),
    }
    if view.descending {
        listed.reverse();
    }
    listed.into_iter().map(|entity| entity.key).collect()
}

/// True when each word occurs in the name or in another way the entity is written.
fn passes(entity: &Entity, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let name = entity.name.to_lowercase();
    let written: Vec<String> = entity.aliases.iter().map(|alias| alias.text.to_lowercase()).collect();
    words.iter().all(|word| name.contains(word) || written.iter().any(|alias| alias.contains(word)))
}
