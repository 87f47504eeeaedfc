//! The entities of a corpus at one moment: never changed, shared by all who look at them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::entities::Mention;
use crate::entities::decisions::Ruled;
use crate::entities::lists::Finder;
use crate::entities::resolve::{Entities, Entity, EntityKey, Local, Occurrence, Reason, Suggestion};
use crate::project::{DecisionId, DocumentId, NameList};
use crate::text::{Span, Text, TextHash};

/// One place where an entity is named.
#[derive(Clone, Copy, Debug)]
pub struct EntityPlace<'a> {
    /// The document.
    pub document: DocumentId,
    /// The mention, as an index into [`CorpusEntities::mentions`] of the document.
    pub index: usize,
    /// What was recognised there.
    pub mention: &'a Mention,
}

/// The names of one document, in all stages, so that what has not changed need not be done again.
#[derive(Debug)]
pub(super) struct DocumentNames {
    /// The text they hold for.
    pub text: TextHash,
    /// As recognised.
    pub recognised: Arc<[Mention]>,
    /// With the lists laid over them.
    pub listed: Arc<[Mention]>,
    /// As decided.
    pub ruled: Ruled,
    /// Grouped within the document.
    pub local: Arc<Local>,
}

/// The entities of the corpus, with the mentions they were made of.
#[derive(Debug)]
pub struct CorpusEntities {
    /// The lists that were laid over what was recognised, and what finds them.
    pub(super) lists: Vec<NameList>,
    pub(super) finder: Finder,
    pub(super) documents: BTreeMap<DocumentId, Arc<DocumentNames>>,
    /// As linked, before decisions on entities.
    pub(super) linked: Arc<Entities<DocumentId>>,
    pub(super) entities: Arc<Entities<DocumentId>>,
    /// In how many documents each entity is named, counted once: a frame asks for every row it shows.
    pub(super) document_counts: HashMap<EntityKey, usize>,
    pub(super) suggestions: Vec<Suggestion>,
    pub(super) idle: BTreeSet<DecisionId>,
    pub(super) troubles: Vec<String>,
}

impl Default for CorpusEntities {
    fn default() -> Self {
        let none = Arc::new(Entities::none());
        Self {
            lists: Vec::new(),
            finder: Finder::default(),
            documents: BTreeMap::new(),
            linked: none.clone(),
            entities: none,
            document_counts: HashMap::new(),
            suggestions: Vec::new(),
            idle: BTreeSet::new(),
            troubles: Vec::new(),
        }
    }
}

impl CorpusEntities {
    /// The entities, those with most mentions first, those with as many by name.
    pub fn all(&self) -> &[Entity] {
        &self.entities.entities
    }

    /// The entity of this key.
    pub fn get(&self, key: EntityKey) -> Option<&Entity> {
        self.entities.get(key)
    }

    /// In how many documents an entity is named, as it was counted when names were linked.
    pub fn document_count(&self, entity: EntityKey) -> usize {
        self.document_counts.get(&entity).copied().unwrap_or_default()
    }

    /// The documents that have been recognised.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> + '_ {
        self.documents.keys().copied()
    }

    /// The mentions of a document in the order of its text; none when they were recognised in another text than the one
    /// of this hash.
    pub fn mentions(&self, document: DocumentId, text: TextHash) -> &[Mention] {
        let names = self.documents.get(&document).filter(|names| names.text == text);
        names.map_or(&[], |names| &names.ruled.mentions)
    }

    /// The mentions of a document that share a byte with a passage, each with its index; see [`CorpusEntities::mentions`].
    pub fn mentions_in(
        &self,
        document: DocumentId,
        text: TextHash,
        passage: Span,
    ) -> impl Iterator<Item = (usize, &Mention)> {
        let mentions = self.mentions(document, text);
        // In the order of the text, and none within another: their ends are in order too.
        let first = mentions.partition_point(|mention| mention.span.end <= passage.start);
        let found = mentions.iter().enumerate().skip(first);
        found.take_while(move |(_, mention)| mention.span.start < passage.end)
    }

    /// The text that the mentions of a document hold for.
    pub fn text_of(&self, document: DocumentId) -> Option<TextHash> {
        self.documents.get(&document).map(|names| names.text)
    }

    /// The entity that a mention names, by its index among those of the document.
    pub fn named_by(&self, document: DocumentId, index: usize) -> Option<&Entity> {
        self.entities.named_by(document, index)
    }

    /// What a passage of a document names, each once, in the order of the text, with the kind in brackets; nothing when the
    /// document was recognised in another text.
    pub fn names_in(&self, document: DocumentId, text: &Text, passage: Span) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (index, _) in self.mentions_in(document, text.hash(), passage) {
            let Some(entity) = self.named_by(document, index) else { continue };
            let name = format!("{} ({})", entity.name, entity.kind.name());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The entities that a document names, each as often as it does.
    pub fn named_in(&self, document: DocumentId) -> impl Iterator<Item = EntityKey> + '_ {
        let count = self.documents.get(&document).map_or(0, |names| names.ruled.mentions.len());
        (0..count).filter_map(move |index| self.named_by(document, index)).map(|entity| entity.key)
    }

    /// Why a mention is linked to its entity.
    pub fn reason(&self, document: DocumentId, index: usize) -> Option<&Reason> {
        self.entities.reason(document, index)
    }

    /// The mention of a document that stands at `span`, or the one that shares most with it.
    pub fn mention_at(&self, document: DocumentId, span: Span) -> Option<EntityPlace<'_>> {
        let text = self.text_of(document)?;
        let touching = self.mentions_in(document, text, span);
        let (index, mention) =
            touching.max_by_key(|(_, mention)| mention.span.intersection(span).map_or(0, Span::len))?;
        Some(EntityPlace { document, index, mention })
    }

    /// Where an occurrence of an entity stands.
    pub fn place(&self, occurrence: Occurrence) -> Option<EntityPlace<'_>> {
        let document = self.entities.document(occurrence)?;
        let index = occurrence.mention as usize;
        let mention = self.documents.get(&document)?.ruled.mentions.get(index)?;
        Some(EntityPlace { document, index, mention })
    }

    /// Where an entity is named, by document and place.
    pub fn places<'a>(&'a self, entity: &'a Entity) -> impl Iterator<Item = EntityPlace<'a>> + 'a {
        entity.occurrences.iter().filter_map(|occurrence| self.place(*occurrence))
    }

    /// Entities that look the same and were neither joined nor said to be different, the likeliest first.
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }

    /// True for a decision that finds nothing to act on at present.
    pub fn is_idle(&self, decision: DecisionId) -> bool {
        self.idle.contains(&decision)
    }

    /// What could not be done, one sentence each.
    pub fn troubles(&self) -> &[String] {
        &self.troubles
    }
}
