//! The mentions of entities in each open document as the reader paints them, made anew only when something about them
//! changes.

use std::collections::{BTreeMap, BTreeSet};

use super::kept::Kept;
use crate::entities::resolve::EntityKey;
use crate::project::DocumentId;
use crate::text::TextHash;
use crate::ui::entity_looks;
use crate::ui::reader::{Decoration, DecorationLayer, Layer};
use crate::ui::screen::{Among, EntitiesView, Screen, Subject};
use crate::ui::theme::Tokens;
use crate::workbench::{CorpusEntities, Workbench};

/// How strongly a name is tinted that the other documents in view have too: less than any tag.
const SHARED_TINT: f32 = 0.04;

/// What the marks of a document depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    entities: u64,
    text: TextHash,
    dark: bool,
    view: EntitiesView,
    focused: Option<EntityKey>,
    /// The other documents in view, where that matters.
    beside: Vec<DocumentId>,
}

/// The layers of all documents that are open.
#[derive(Default)]
pub(super) struct NameCache {
    layers: Kept<Key>,
    /// The entities that each document in view names, at a state of the entities.
    named: Option<(u64, BTreeMap<DocumentId, BTreeSet<EntityKey>>)>,
}

impl NameCache {
    /// The marks of a document whose text has this hash, as they are now. `in_view` are the documents that can be seen.
    pub fn of(
        &mut self,
        (document, text): (DocumentId, TextHash),
        in_view: &BTreeSet<DocumentId>,
        bench: &Workbench,
        screen: &Screen,
        (tokens, dark): (&Tokens, bool),
    ) -> Option<&DecorationLayer> {
        let view = &screen.entities;
        let focused = match screen.focus {
            Subject::Entity(key) => Some(key),
            _ => None,
        };
        let beside = match view.among {
            _ if in_view.len() < 2 => Vec::new(),
            _ => in_view.iter().copied().filter(|other| *other != document).collect(),
        };
        // What is typed to find an entity in the list changes nothing in the text.
        let view = EntitiesView { filter: String::new(), kind: None, ..view.clone() };
        let key = Key { entities: bench.entities_revision(), text, dark, view, focused, beside };
        if !self.layers.holds(document, &key) {
            let decorations = self.decorations(document, &key, bench, tokens);
            self.layers.put(document, key, DecorationLayer::new(Layer::Entity, decorations));
        }
        self.layers.of(document)
    }

    /// Forgets the layers of documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.layers.keep_only(open);
    }

    fn decorations(
        &mut self,
        document: DocumentId,
        key: &Key,
        bench: &Workbench,
        tokens: &Tokens,
    ) -> Vec<Decoration> {
        if !key.view.marked {
            return Vec::new();
        }
        let entities = bench.entities();
        for other in &key.beside {
            self.note_named(*other, key.entities, entities);
        }
        let named = self.named.as_ref().map(|(_, named)| named);
        let is_shared = |entity: EntityKey| {
            let names =
                |other| named.and_then(|named| named.get(other)).is_some_and(|it| it.contains(&entity));
            !key.beside.is_empty() && key.beside.iter().all(names)
        };
        let mut decorations = Vec::new();
        for (index, mention) in entities.mentions(document, key.text).iter().enumerate() {
            let Some(entity) = entities.named_by(document, index) else { continue };
            let is_focused = key.focused == Some(entity.key);
            let is_hidden =
                key.view.hidden_kinds.contains(&entity.kind) || key.view.hidden.contains(&entity.key);
            let is_left_out = match key.view.among {
                _ if key.beside.is_empty() => false,
                Among::All => false,
                Among::Shared => !is_shared(entity.key),
                Among::Unshared => is_shared(entity.key),
            };
            if (is_hidden || is_left_out) && !is_focused {
                continue;
            }
            let colour = entity_looks::colour(&entity.kind, bench.project(), tokens);
            let fill = if is_focused {
                Some(colour.gamma_multiply(tokens.tint.focus))
            } else if is_shared(entity.key) {
                Some(colour.gamma_multiply(SHARED_TINT))
            } else {
                None
            };
            decorations.push(Decoration {
                key: index as u64,
                span: mention.span,
                fill,
                underline: Some((colour, entity_looks::dash(&entity.kind))),
                veil: None,
                caret: None,
            });
        }
        decorations
    }

    /// Notes which entities a document names.
    fn note_named(&mut self, document: DocumentId, revision: u64, entities: &CorpusEntities) {
        if self.named.as_ref().is_none_or(|(at, _)| *at != revision) {
            self.named = Some((revision, BTreeMap::new()));
        }
        let Some((_, named)) = &mut self.named else { return };
        named.entry(document).or_insert_with(|| entities.named_in(document).collect());
    }
}
