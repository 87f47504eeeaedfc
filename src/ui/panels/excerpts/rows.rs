//! Which rows the table has: listed anew only when project or settings change.

use std::sync::Arc;

use crate::analysis::excerpts::{GroupKey, group, select};
use crate::project::{AnnotationId, Project};
use crate::ui::screen::ExcerptsView;
use crate::workbench::Workbench;

/// One row of the table.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// What the excerpts below have in common, and how many they are.
    Group(String, usize),
    /// An excerpt.
    Excerpt(AnnotationId),
}

/// The rows last listed, with what they were listed for.
#[derive(Default)]
pub(super) struct RowCache {
    key: Option<(u64, ExcerptsView)>,
    rows: Arc<Vec<Row>>,
}

impl RowCache {
    /// The rows of the table as it is set.
    pub fn rows(&mut self, bench: &Workbench, view: &ExcerptsView) -> Arc<Vec<Row>> {
        let fresh =
            self.key.as_ref().is_some_and(|(revision, of)| *revision == bench.revision() && of == view);
        if !fresh {
            self.rows = Arc::new(list(bench.project(), view));
            self.key = Some((bench.revision(), view.clone()));
        }
        self.rows.clone()
    }
}

fn list(project: &Project, view: &ExcerptsView) -> Vec<Row> {
    let chosen = select(project, &view.filter, view.sort, view.descending);
    let Some(by) = view.group_by else { return chosen.into_iter().map(Row::Excerpt).collect() };
    let mut rows = Vec::with_capacity(chosen.len() + 16);
    for found in group(project, &chosen, by) {
        let title = match found.key {
            GroupKey::Tag(tag) => project.tag_path(tag),
            GroupKey::Untagged => "Untagged highlights".to_owned(),
            GroupKey::Document(id) => {
                project.documents.get(&id).map_or_else(String::new, |record| record.title.clone())
            }
        };
        rows.push(Row::Group(title, found.annotations.len()));
        rows.extend(found.annotations.into_iter().map(Row::Excerpt));
    }
    rows
}
