//! The hits of the answer, or the saved searches with what they find, written to a file on a thread of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::answer::Answer;
use super::command::{Exported, SearchExport};
use super::ordered::OrderedHits;
use super::running;
use super::saved::{self, SavedState};
use crate::exchange::hits::{self, About, HitRow};
use crate::exchange::sheet::{self, Sheet, SheetColumn};
use crate::project::{DocumentId, Project, SavedSearch};
use crate::search::{Hit, Scope, View};
use crate::workbench::files::target_path;
use crate::workbench::{CommandError, Effect, Workbench};

impl Workbench {
    /// More hits than this are not written at once: their words and context would fill memory.
    pub const MOST_EXPORTED: u64 = 400_000;

    pub(super) fn export_search(&mut self, asked: SearchExport, path: &Path) -> Result<Effect, CommandError> {
        match asked.what {
            Exported::Hits => self.export_hits(asked, path),
            Exported::SavedSearches => self.export_saved(asked, path),
        }
    }

    fn export_hits(&mut self, asked: SearchExport, path: &Path) -> Result<Effect, CommandError> {
        let Some(answer) = self.searching.answer.clone().filter(|answer| answer.count() > 0) else {
            return Err(CommandError::new("Nothing has been found that could be exported."));
        };
        if self.is_search_stopped() {
            return Err(CommandError::new("The search was stopped; search again to export all its hits."));
        }
        if !answer.is_complete() {
            return Err(CommandError::new(
                "The hits are still being searched; export them once all are found.",
            ));
        }
        if self.is_ordering() {
            return Err(CommandError::new("The hits are still being sorted; export them once they are."));
        }
        if answer.count() > Self::MOST_EXPORTED {
            return Err(CommandError::new("There are too many hits to be exported at once; ask for less."));
        }
        let (ordered, project) = (self.ordered_hits().cloned(), self.project.clone());
        let folder = self.file.as_ref().and_then(|file| file.path.parent().map(Path::to_path_buf));
        self.write_in_background(target_path(path, asked.format.extension()), move |cancel| {
            let hits = Hits {
                answer: &answer,
                ordered: ordered.as_deref(),
                project: &project,
                folder,
                asked: &asked,
            };
            let rows = hits.rows(cancel)?;
            Some(hits::export(&answer.asked().query, rows, asked.format, &asked.options))
        })
    }

    fn export_saved(&mut self, asked: SearchExport, path: &Path) -> Result<Effect, CommandError> {
        if self.project.searches.is_empty() {
            return Err(CommandError::new("There are no saved searches to be exported; save one first."));
        }
        let project = self.project.clone();
        let known = self.known(true);
        let shelf = self.searching.shelf.clone();
        self.write_in_background(target_path(path, asked.format.extension()), move |cancel| {
            // The documents as they are now, and not as they were when search was last asked for anything.
            let shelf = shelf.brought_up_to_date(&known.project, &known.texts);
            let (view, layers) = (Arc::new(View::of_library(&shelf.library)), Arc::new(known.layers()));
            let mut rows = Vec::new();
            for search in saved::in_order(&project) {
                let state = running::counted(&saved::asked(&search), &view, &layers, cancel)?;
                rows.push(saved_row(&project, search, state));
            }
            Some(sheet::export(saved_sheet(rows), asked.format, &asked.options))
        })
    }
}

/// The table of saved searches.
fn saved_sheet(rows: Vec<Vec<String>>) -> Sheet {
    let words = SheetColumn::words;
    let columns = vec![
        words("name", 30),
        words("query", 50),
        words("scope", 12),
        words("document", 30),
        SheetColumn::numbers("hits"),
        SheetColumn::numbers("documents"),
        words("problem", 40),
    ];
    Sheet { name: "Saved searches".to_owned(), columns, rows }
}

/// The row of a saved search; without numbers where it cannot be answered, and with the reason.
fn saved_row(project: &Project, search: SavedSearch, state: SavedState) -> Vec<String> {
    let scope = match search.scope {
        Scope::Document => "document",
        Scope::Paragraph => "paragraph",
        Scope::Sentence => "sentence",
    };
    let record = search.within.and_then(|document| project.documents.get(&document));
    let document = record.map_or_else(String::new, |record| record.title.clone());
    let (hits, documents, problem) = match state {
        SavedState::Found { hits, documents } => (hits.to_string(), documents.to_string(), String::new()),
        SavedState::Refused(reason) => (String::new(), String::new(), reason),
        SavedState::Counting | SavedState::Stopped => Default::default(),
    };
    vec![search.name, search.query, scope.to_owned(), document, hits, documents, problem]
}

/// The hits that are written.
struct Hits<'a> {
    answer: &'a Arc<Answer>,
    /// The order of the concordance, when it is not that of the documents.
    ordered: Option<&'a OrderedHits>,
    project: &'a Project,
    /// The folder of the project's file.
    folder: Option<PathBuf>,
    asked: &'a SearchExport,
}

impl Hits<'_> {
    /// The rows in order; `None` when `cancel` was set.
    fn rows(&self, cancel: &AtomicBool) -> Option<Vec<HitRow>> {
        let mut rows = Vec::new();
        if let Some(ordered) = self.ordered {
            for (number, hit) in ordered.lines() {
                if cancel.load(Ordering::Relaxed) {
                    return None;
                }
                let document = self.answer.document_numbered(*number);
                rows.extend(document.and_then(|document| self.row(document, *hit)));
            }
            return Some(rows);
        }
        let listing = self.answer.listed(self.asked.documents);
        for place in (0..listing.documents()).filter_map(|rank| listing.place(rank)) {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let Some(document) = self.answer.document(place) else { continue };
            // Looked up without being kept, or every hit there is would stay in memory.
            let hits = self.answer.search().hits_in(document, cancel)?;
            rows.extend(hits.into_iter().filter_map(|hit| self.row(document, hit)));
        }
        Some(rows)
    }

    fn row(&self, document: DocumentId, hit: Hit) -> Option<HitRow> {
        let record = self.project.documents.get(&document)?;
        let text = self.answer.searched_text(document)?;
        let path = record.path_from(self.folder.as_deref());
        HitRow::of(&About::of(path, record), text, hit, self.asked.context)
    }
}
