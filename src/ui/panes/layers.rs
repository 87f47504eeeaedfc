//! The marks of each open document as the reader paints them, made anew only when something about them changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::analysis::excerpts::{ExcerptFilter, Wanted};
use crate::project::{Annotation, AnnotationId, DocumentId, TagId};
use crate::text::{IntervalIndex, Span};
use crate::ui::reader::{Mark, MarkId, MarkLayer, TagLook};
use crate::ui::screen::Screen;
use crate::ui::theme::Tokens;
use crate::workbench::{Reads, Workbench};

/// What all marks of a layer depend on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    /// How often marks and codebook were read anew; single changes are made in the layer itself.
    read: (u64, u64),
    generation: u64,
    dark: bool,
    hidden: BTreeSet<TagId>,
    filter: ExcerptFilter,
}

/// The marks of one document.
pub(super) struct DocumentLayer {
    key: Key,
    /// The revision of the project up to which single changes have been made.
    revision: u64,
    changed: u64,
    /// The places of tags in the layer's list of them.
    places: BTreeMap<TagId, usize>,
    pub marks: MarkLayer,
    annotations: HashMap<MarkId, AnnotationId>,
}

/// The layers of all documents that are open.
#[derive(Default)]
pub(super) struct LayerCache(BTreeMap<DocumentId, DocumentLayer>);

/// The number the reader knows an annotation by.
pub(super) fn mark_id(annotation: AnnotationId) -> MarkId {
    annotation.uuid().as_u64_pair().1
}

impl LayerCache {
    /// The marks of a document as they are now.
    pub fn of(
        &mut self,
        document: DocumentId,
        bench: &Workbench,
        screen: &Screen,
        tokens: &Tokens,
        dark: bool,
    ) -> &DocumentLayer {
        let marks = bench.marks_revision(document);
        let key = Key {
            read: (marks.read, marks.codebook),
            generation: bench.generation(),
            dark,
            hidden: screen.hidden_tags.clone(),
            filter: screen.excerpts.filter.clone(),
        };
        let layer = self.0.remove(&document).filter(|layer| layer.key == key);
        let layer = layer.and_then(|layer| layer.up_to_date(document, bench));
        let layer = layer.unwrap_or_else(|| DocumentLayer::new(document, bench, tokens, key));
        self.0.entry(document).or_insert(layer)
    }

    /// Forgets the layers of documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.0.retain(|document, _| open(*document));
    }
}

impl DocumentLayer {
    fn new(document: DocumentId, bench: &Workbench, tokens: &Tokens, key: Key) -> Self {
        let project = bench.project();
        let rows = project.tag_rows();
        let looks = rows.iter().map(|row| TagLook {
            name: Arc::from(row.tag.name.as_str()),
            colour: tokens.tag_colour(row.tag.colour),
        });
        let mut layer = Self {
            revision: bench.revision(),
            changed: bench.marks_revision(document).changed,
            places: rows.iter().enumerate().map(|(at, row)| (row.tag.id, at)).collect(),
            marks: MarkLayer::default(),
            annotations: HashMap::new(),
            key,
        };
        let placed = bench.marks(document).into_iter().flat_map(IntervalIndex::iter);
        let placed = placed.filter_map(|(span, id)| Some((span, project.annotations.get(&id)?)));
        let marks = layer.take_in(bench, placed);
        layer.marks = MarkLayer::new(looks.collect(), marks);
        layer
    }

    /// The layer with the annotations that have changed; `None` when all must be read anew.
    fn up_to_date(mut self, document: DocumentId, bench: &Workbench) -> Option<Self> {
        // Tags are in the key; of documents nothing is read but what a filter asks of them.
        let reads = Reads { documents: !self.key.filter.attributes.is_empty(), ..Reads::default() };
        let annotations = bench.changed_since(self.revision, reads);
        if annotations.is_none() && reads.documents {
            return None;
        }
        let changed = bench.marks_revision(document).changed;
        if changed != self.changed {
            let text = &bench.document(document)?.text;
            let project = bench.project();
            let annotations = annotations?;
            let gone: BTreeSet<MarkId> = annotations.iter().copied().map(mark_id).collect();
            for mark in &gone {
                self.annotations.remove(mark);
            }
            let present = annotations.iter().filter_map(|id| project.annotations.get(id));
            let here = present.filter(|annotation| annotation.document == document);
            let placed = here.filter_map(|annotation| Some((annotation.span_in(text)?, annotation)));
            let come = self.take_in(bench, placed);
            self.marks.replace(&gone, come);
            self.changed = changed;
        }
        self.revision = bench.revision();
        Some(self)
    }

    /// The annotation behind a mark.
    pub fn annotation(&self, mark: MarkId) -> Option<AnnotationId> {
        self.annotations.get(&mark).copied()
    }

    /// The marks of annotations, as far as they are shown.
    fn take_in<'a>(
        &mut self,
        bench: &Workbench,
        placed: impl Iterator<Item = (Span, &'a Annotation)>,
    ) -> Vec<Mark> {
        let Self { key, places, annotations, .. } = self;
        let wanted = Wanted::new(bench.project(), &key.filter);
        let mut marks = Vec::with_capacity(placed.size_hint().1.unwrap_or(0));
        for (span, annotation) in placed {
            let shown = annotation.tags.iter().filter(|tag| !key.hidden.contains(tag));
            let mut tags: Vec<usize> = shown.filter_map(|tag| places.get(tag).copied()).collect();
            if tags.is_empty() && !annotation.tags.is_empty() {
                continue;
            }
            tags.sort_unstable();
            let id = mark_id(annotation.id);
            annotations.insert(id, annotation.id);
            marks.push(Mark { id, span, tags, dimmed: !wanted.admits(annotation) });
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::workbench::trial::{self, deed};

    /// Sets the screen another way now and then.
    fn set(screen: &mut Screen, bench: &Workbench, (way, which): (u8, u16)) {
        let filter = &mut screen.excerpts.filter;
        match way {
            0 => {
                let Some(tag) = trial::some_tag(bench, which) else { return };
                if !screen.hidden_tags.remove(&tag) {
                    screen.hidden_tags.insert(tag);
                }
            }
            1 => {
                drop(
                    filter.attributes.insert("kind".into(), BTreeSet::from([format!("kind {}", which % 2)])),
                );
            }
            2 => filter.words = ["", "e", "memo"][usize::from(which) % 3].into(),
            3 => filter.tags = trial::some_tag(bench, which).into_iter().collect(),
            4 => *filter = ExcerptFilter::default(),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn bringing_layers_up_to_date_is_making_them_anew(
            steps in prop::collection::vec((deed(), (0u8..9, any::<u16>()), any::<bool>()), 1..30),
        ) {
            let mut bench = trial::bench();
            let (mut screen, mut cache) = (Screen::default(), LayerCache::default());
            let tokens = Tokens::of(egui::Theme::Light);
            for (deed, setting, is_seen) in steps {
                trial::carry_out(&mut bench, deed);
                set(&mut screen, &bench, setting);
                // Several edits may come before the next frame.
                if !is_seen {
                    continue;
                }
                for document in bench.documents().keys() {
                    let mut fresh = LayerCache::default();
                    let anew = fresh.of(*document, &bench, &screen, tokens, false);
                    let kept = cache.of(*document, &bench, &screen, tokens, false);
                    prop_assert_eq!(kept.marks.marks(), anew.marks.marks());
                    prop_assert_eq!(&kept.annotations, &anew.annotations);
                    prop_assert_eq!(&kept.places, &anew.places);
                }
            }
        }
    }
}
