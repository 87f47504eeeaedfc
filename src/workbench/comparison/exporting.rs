//! Writing to a file what documents share: the list, a collation, two documents side by side.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::files::target_path;
use super::super::{CommandError, Effect, LoadedDocuments, Workbench};
use super::beside::Beside;
use super::collated::{Collated, Witness};
use super::listing::{SharedWish, Source};
use super::ordered::Ordered;
use super::snapshot::CorpusComparison;
use crate::compare::shared::{DocumentNumber, SharedPassage};
use crate::exchange::reuse::{
    COLLATION_FORMATS, LIST_FORMATS, Named, ORDER_FORMATS, Page, collation, passages, precedence,
    side_by_side,
};
use crate::exchange::{ExportError, Exported, Format, Options};
use crate::project::{DocumentId, Project};
use crate::text::{Span, Text};

/// What of it is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedExport {
    /// The passages that a list of this wish has, those that say most first.
    Passages(SharedWish),
    /// The collation there is.
    Collation,
    /// The order in time there is, as a table.
    Order,
    /// The two passages or documents that were compared last.
    Beside,
    /// What two documents share, side by side.
    Pair(DocumentId, DocumentId),
    /// All of two documents, side by side.
    Whole(DocumentId, DocumentId),
}

impl SharedExport {
    /// The formats it comes in.
    pub fn formats(&self) -> &'static [Format] {
        match self {
            Self::Passages(_) => LIST_FORMATS,
            Self::Collation => COLLATION_FORMATS,
            Self::Order => ORDER_FORMATS,
            Self::Pair(..) | Self::Whole(..) | Self::Beside => &[Format::Html],
        }
    }
}

/// The views there are when an export is asked for.
struct Made {
    collated: Option<Arc<Collated>>,
    ordered: Option<Arc<Ordered>>,
    beside: Option<Arc<Beside>>,
}

/// Everything a job needs to name documents and to read them.
struct Sources {
    project: Arc<Project>,
    loaded: LoadedDocuments,
    folder: Option<std::path::PathBuf>,
}

impl Sources {
    fn named(&self, document: DocumentId, text: Text) -> Named {
        let record = self.project.documents.get(&document);
        Named {
            name: record.map_or_else(String::new, |record| record.path_from(self.folder.as_deref())),
            title: record.map_or_else(|| "(document missing)".to_owned(), |record| record.title.clone()),
            date: record.map_or_else(String::new, |record| super::date_of(record).to_owned()),
            text,
        }
    }

    /// A document that is loaded, by the text it has now.
    fn loaded(&self, document: DocumentId) -> Option<Named> {
        Some(self.named(document, self.loaded.get(&document)?.text.clone()))
    }

    /// A document in the text that was compared.
    fn compared(&self, comparison: &CorpusComparison, document: DocumentId) -> Option<Named> {
        let named = self.loaded(document)?;
        comparison.holds_for(document, named.text.hash()).then_some(named)
    }
}

impl Workbench {
    pub(super) fn export_shared(
        &mut self,
        what: SharedExport,
        format: Format,
        path: &Path,
    ) -> Result<Effect, CommandError> {
        let sources = Sources {
            project: self.project.clone(),
            loaded: self.documents.clone(),
            folder: self.folder().map(Path::to_path_buf),
        };
        let comparison = self.comparing.comparison.clone();
        let views = Made {
            collated: self.collation().cloned(),
            ordered: self.order_in_time().cloned(),
            beside: self.beside().cloned(),
        };
        self.write_in_background(target_path(path, format.extension()), move |cancel| {
            make(&sources, &comparison, &views, &what, format, cancel)
        })
    }
}

/// Makes an export; `None` when it was stopped.
fn make(
    sources: &Sources,
    comparison: &CorpusComparison,
    views: &Made,
    what: &SharedExport,
    format: Format,
    cancel: &AtomicBool,
) -> Option<Result<Exported, ExportError>> {
    let missing = || Some(Err(ExportError::NoSuchDocument));
    let stop: &dyn Fn() -> bool = &|| cancel.load(Ordering::Relaxed);
    Some(match what {
        SharedExport::Passages(wish) => {
            let source = Source {
                comparison,
                statements: None,
                documents: &sources.loaded,
                project: &sources.project,
            };
            let wanted = source.passages(wish, stop)?;
            let list: Vec<&SharedPassage> =
                wanted.iter().filter_map(|index| comparison.passages().get(*index)).collect();
            let mut documents: BTreeMap<DocumentNumber, Named> = BTreeMap::new();
            for number in list.iter().flat_map(|passage| [passage.a.document, passage.b.document]) {
                if documents.contains_key(&number) {
                    continue;
                }
                let known = comparison.document(number);
                if let Some(named) = known.and_then(|document| sources.compared(comparison, document)) {
                    documents.insert(number, named);
                }
            }
            passages(&list, &|number| documents.get(&number), format, &Options::default())
        }
        SharedExport::Collation => {
            let Some(collated) = &views.collated else { return missing() };
            let witnesses: Vec<(Named, Span)> = collated
                .witnesses
                .iter()
                .map(|witness| (sources.named(witness.document, witness.text.clone()), witness.span))
                .collect();
            let notes = collated.collation.left_out_sentences();
            collation(&collated.collation, &witnesses, notes, format, &Options::default())
        }
        SharedExport::Order => {
            let Some(ordered) = &views.ordered else { return missing() };
            let documents: Vec<Named> = ordered
                .documents
                .iter()
                .zip(&ordered.about)
                .map(|(document, about)| Named {
                    title: about.title.clone(),
                    date: about.date.clone(),
                    ..sources.named(*document, Text::new(String::new()))
                })
                .collect();
            precedence(&ordered.precedence, &documents, format, &Options::default())
        }
        SharedExport::Beside => {
            let Some(beside) = &views.beside else { return missing() };
            let named = |side: &Witness| sources.named(side.document, side.text.clone());
            let (a, b) = (named(&beside.a), named(&beside.b));
            Ok(side_by_side(&Page::of_compared(a, b, beside.compared.clone())))
        }
        SharedExport::Pair(one, other) => {
            let named = |document| sources.compared(comparison, document);
            let (Some(a), Some(b)) = (named(*one), named(*other)) else { return missing() };
            let text = |id| Some(sources.loaded.get(&id)?.text.clone());
            let comparison = comparison.opening(*one, *other, text, cancel);
            let standing = comparison.standing_in(*one, a.text.hash()).iter();
            let places: Vec<(Span, Span, &SharedPassage)> = standing
                .filter(|it| it.there.0 == *other && (one != other || it.here < it.there.1))
                .filter_map(|it| Some((it.here, it.there.1, comparison.passage(it.passage)?)))
                .filter(|(.., passage)| passage.kind.is_shown())
                .collect();
            Ok(side_by_side(&Page::of_passages(a, b, &places, stop)?))
        }
        SharedExport::Whole(one, other) => {
            let (Some(a), Some(b)) = (sources.loaded(*one), sources.loaded(*other)) else { return missing() };
            let whole = |named: &Named| Span::new(0, named.text.len());
            let (on_a, on_b) = (whole(&a), whole(&b));
            Ok(side_by_side(&Page::of_texts((a, on_a), (b, on_b), stop)?))
        }
    })
}
