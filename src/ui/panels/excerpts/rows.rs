//! Which rows the table has: listed when settings change, and kept up to date while single annotations do.

use std::sync::Arc;

use crate::analysis::arrangement::{Arrangement, Listing};
use crate::analysis::excerpts::{GroupBy, GroupKey, SortKey};
use crate::project::{AnnotationId, Project, Titles};
use crate::ui::screen::ExcerptsView;
use crate::workbench::{Reads, Workbench};

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// What the excerpts below have in common, and how many they are.
    Group(String, usize),
    /// An excerpt.
    Excerpt(AnnotationId),
}

/// The rows last listed, with the revision of the project they were listed at.
#[derive(Default)]
pub(super) struct RowCache {
    listed: Option<(u64, Arrangement)>,
    rows: Arc<Vec<Row>>,
}

impl RowCache {
    /// The rows of the table as it is set.
    pub fn rows(&mut self, bench: &Workbench, view: &ExcerptsView) -> Arc<Vec<Row>> {
        let project = bench.project();
        let listed = self.listed.take().filter(|(_, arrangement)| is_set_so(arrangement.listing(), view));
        let known = listed.and_then(|(at, arrangement)| {
            Some((bench.changed_since(at, reads(arrangement.listing()))?, arrangement))
        });
        let arrangement = match known {
            Some((changed, arrangement)) if changed.is_empty() => arrangement,
            Some((changed, mut arrangement)) => {
                arrangement.update(project, &changed);
                write_rows(Arc::make_mut(&mut self.rows), project, &arrangement);
                arrangement
            }
            None => {
                let arrangement = Arrangement::of(project, listing(view));
                write_rows(Arc::make_mut(&mut self.rows), project, &arrangement);
                arrangement
            }
        };
        self.listed = Some((bench.revision(), arrangement));
        self.rows.clone()
    }
}

fn listing(view: &ExcerptsView) -> Listing {
    let ExcerptsView { filter, sort, descending, group_by, .. } = view;
    Listing { filter: filter.clone(), sort: sort.clone(), descending: *descending, group_by: *group_by }
}

/// What the rows are made of besides annotations.
fn reads(listing: &Listing) -> Reads {
    let Listing { filter, sort, group_by, .. } = listing;
    Reads {
        documents: true,
        codebook: *sort == SortKey::Tag || *group_by == Some(GroupBy::Tag) || !filter.tags.is_empty(),
        coders: *sort == SortKey::Coder,
    }
}

/// True when the table is set to list as `listing` does.
fn is_set_so(listing: &Listing, view: &ExcerptsView) -> bool {
    listing.filter == view.filter
        && listing.sort == view.sort
        && (listing.descending, listing.group_by) == (view.descending, view.group_by)
}

fn write_rows(rows: &mut Vec<Row>, project: &Project, arrangement: &Arrangement) {
    rows.clear();
    rows.reserve(arrangement.groups().iter().map(|(_, annotations)| annotations.len() + 1).sum());
    let is_of_document = |key: &Option<GroupKey>| matches!(key, Some(GroupKey::Document(_)));
    let has_documents = arrangement.groups().iter().any(|(key, _)| is_of_document(key));
    let titles = if has_documents { Titles::of(project) } else { Titles::default() };
    for (key, annotations) in arrangement.groups() {
        if let Some(key) = key {
            rows.push(Row::Group(title(project, &titles, *key), annotations.len()));
        }
        rows.extend(annotations.iter().copied().map(Row::Excerpt));
    }
}

fn title(project: &Project, titles: &Titles, key: GroupKey) -> String {
    match key {
        GroupKey::Tag(tag) => project.tag_path(tag),
        GroupKey::Untagged => "Untagged highlights".to_owned(),
        GroupKey::Document(id) => {
            project.documents.get(&id).map_or_else(String::new, |record| titles.shown(record).into_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::excerpts::ExcerptFilter;
    use crate::workbench::trial::{self, deed};

    /// Sets the table another way now and then.
    fn set(view: &mut ExcerptsView, bench: &Workbench, (way, which): (u8, u16)) {
        match way {
            0 => view.group_by = [None, Some(GroupBy::Tag), Some(GroupBy::Document)][usize::from(which) % 3],
            1 => {
                view.sort =
                    [SortKey::Document, SortKey::Tag, SortKey::Memo, SortKey::Attribute("kind".to_owned())]
                        [usize::from(which) % 4]
                        .clone();
            }
            2 => view.descending = which % 2 == 0,
            3 => view.filter.tags = trial::some_tag(bench, which).into_iter().collect(),
            4 => view.filter.documents = trial::some_document(bench, which).into_iter().collect(),
            5 => view.filter = ExcerptFilter::default(),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn bringing_rows_up_to_date_is_listing_them_anew(
            steps in prop::collection::vec((deed(), (0u8..12, any::<u16>()), any::<bool>()), 1..30),
        ) {
            let mut bench = trial::bench();
            let (mut view, mut cache) = (ExcerptsView::default(), RowCache::default());
            for (deed, setting, is_seen) in steps {
                trial::carry_out(&mut bench, deed);
                set(&mut view, &bench, setting);
                // Several edits may come before the next frame.
                if is_seen {
                    prop_assert_eq!(cache.rows(&bench, &view), RowCache::default().rows(&bench, &view));
                }
            }
        }
    }
}
