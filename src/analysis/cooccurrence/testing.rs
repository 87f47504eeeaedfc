//! Small networks for tests: entities by their names, found wherever those stand in a few texts.

use super::{Choice, Network, Occurrence, count};
use crate::entities::Kind;
use crate::entities::resolve::{Entity, EntityKey};
use crate::text::{Span, Text};

/// Entities called so, each once.
pub(crate) fn entities(names: &[(&str, Kind)]) -> Vec<Entity> {
    names
        .iter()
        .map(|(name, kind)| Entity::new(EntityKey::of(kind, name), kind.clone(), (*name).into()))
        .collect()
}

/// Every place in every text where an entity's name stands.
pub(crate) fn named_in(entities: &[Entity], texts: &[Text]) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (entity, at) in entities.iter().zip(0u32..) {
        for (text, document) in texts.iter().zip(0u32..) {
            found.extend(text.as_str().match_indices(&*entity.name).map(|(start, name)| Occurrence {
                entity: at,
                document,
                span: Span::new(start, start + name.len()),
            }));
        }
    }
    found
}

/// The network of these entities in these texts.
pub(crate) fn counted(entities: &[Entity], texts: &[Text], choice: &Choice) -> Network {
    let occurrences = named_in(entities, texts);
    let text_of = |document: u32| texts.get(document as usize).cloned();
    count(entities, occurrences.into_iter(), texts.len(), &text_of, choice, &|| false).unwrap()
}

/// Texts of these words.
pub(crate) fn texts(bodies: &[&str]) -> Vec<Text> {
    bodies.iter().map(|body| Text::new(*body)).collect()
}
