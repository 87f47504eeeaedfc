//! The passages that name an entity, to be tagged: the mention, its sentence or its paragraph.

use std::collections::BTreeSet;

use super::Workbench;
use crate::entities::resolve::EntityKey;
use crate::project::DocumentId;
use crate::text::Span;
use crate::text::sentences::sentence_at;

/// How much around a mention makes the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// The words of the mention alone.
    Mention,
    /// The sentence it stands in.
    Sentence,
    /// The paragraph it stands in.
    Paragraph,
}

impl Workbench {
    /// The passages that name an entity and, if one is given, another one as well; each once, by document and place.
    pub fn passages_naming(
        &self,
        entity: EntityKey,
        together_with: Option<EntityKey>,
        around: Around,
    ) -> Vec<(DocumentId, Span)> {
        let passages = self.passages_of(entity, around);
        let Some(other) = together_with else { return passages.into_iter().collect() };
        // Two mentions are never one passage: what names both is at least a sentence.
        let unit = if around == Around::Paragraph { Around::Paragraph } else { Around::Sentence };
        let others = self.passages_of(other, unit);
        let names_both = |(document, span): &(DocumentId, Span)| match around {
            Around::Mention => self
                .text(*document)
                .is_some_and(|text| others.contains(&(*document, sentence_at(&text, span.start)))),
            Around::Sentence | Around::Paragraph => others.contains(&(*document, *span)),
        };
        passages.into_iter().filter(names_both).collect()
    }

    fn passages_of(&self, entity: EntityKey, around: Around) -> BTreeSet<(DocumentId, Span)> {
        let entities = &self.names.entities;
        let Some(entity) = entities.get(entity) else { return BTreeSet::new() };
        let passage = |document: DocumentId, span: Span| {
            let text = self.text(document)?;
            let passage = match around {
                Around::Mention => span,
                Around::Sentence => sentence_at(&text, span.start),
                Around::Paragraph => {
                    let structure = text.structure();
                    structure.paragraphs().get(structure.paragraph_at(span.start))?.span
                }
            };
            Some((document, passage.trimmed(text.as_str())))
        };
        entities.places(entity).filter_map(|place| passage(place.document, place.mention.span)).collect()
    }
}
