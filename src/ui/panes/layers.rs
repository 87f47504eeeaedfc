//! The marks of each open document as the reader paints them, made anew only when something about them changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::analysis::excerpts::{ExcerptFilter, Wanted};
use crate::project::{AnnotationId, DocumentId, TagId};
use crate::text::IntervalIndex;
use crate::ui::reader::{Mark, MarkId, MarkLayer, TagLook};
use crate::ui::screen::Screen;
use crate::ui::theme::Tokens;
use crate::workbench::Workbench;

/// What a painted layer depends on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    marks: (u64, u64),
    generation: u64,
    dark: bool,
    hidden: Vec<TagId>,
    filter: ExcerptFilter,
}

/// The marks of one document.
pub(super) struct DocumentLayer {
    key: Key,
    pub marks: MarkLayer,
    annotations: HashMap<MarkId, AnnotationId>,
}

impl DocumentLayer {
    /// The annotation behind a mark.
    pub fn annotation(&self, mark: MarkId) -> Option<AnnotationId> {
        self.annotations.get(&mark).copied()
    }
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
        let key = Key {
            marks: bench.marks_revision(document),
            generation: bench.generation(),
            dark,
            hidden: screen.hidden_tags.iter().copied().collect(),
            filter: screen.excerpts.filter.clone(),
        };
        if self.0.get(&document).is_none_or(|layer| layer.key != key) {
            self.0.insert(document, build(document, bench, screen, tokens, key));
        }
        &self.0[&document]
    }

    /// Forgets the layers of documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.0.retain(|document, _| open(*document));
    }
}

fn build(
    document: DocumentId,
    bench: &Workbench,
    screen: &Screen,
    tokens: &Tokens,
    key: Key,
) -> DocumentLayer {
    let project = bench.project();
    let rows = project.tag_rows();
    let place: BTreeMap<TagId, usize> = rows.iter().enumerate().map(|(at, row)| (row.tag.id, at)).collect();
    let looks = rows
        .iter()
        .map(|row| TagLook {
            name: Arc::from(row.tag.name.as_str()),
            colour: tokens.tag_colour(row.tag.colour),
        })
        .collect();
    let wanted = Wanted::new(project, &screen.excerpts.filter);
    let mut annotations = HashMap::new();
    let mut marks = Vec::new();
    for (span, id) in bench.marks(document).into_iter().flat_map(IntervalIndex::iter) {
        let Some(annotation) = project.annotations.get(&id) else { continue };
        let mut tags: Vec<usize> = annotation
            .tags
            .iter()
            .filter(|tag| !screen.hidden_tags.contains(tag))
            .filter_map(|tag| place.get(tag).copied())
            .collect();
        if tags.is_empty() && !annotation.tags.is_empty() {
            continue;
        }
        tags.sort_unstable();
        let dimmed = !wanted.admits(annotation);
        annotations.insert(mark_id(id), id);
        marks.push(Mark { id: mark_id(id), span, tags, dimmed });
    }
    DocumentLayer { key, marks: MarkLayer::new(looks, marks), annotations }
}
