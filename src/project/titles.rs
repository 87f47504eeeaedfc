//! Titles as people are shown them: documents that are titled alike are told apart by the names of their files.
//!
//! A title is what a text begins with, and the minutes of one council all begin alike. What a document is called here
//! depends only on the documents there are, never on the order in which they were read. Says nothing of where a title
//! comes from (see [`crate::corpus`]), and changes none that is kept.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::model::{DocumentRecord, Project};
use crate::corpus::Source;

/// What stands between the name of a file that tells a document apart and its title.
pub const APART: &str = " · ";

/// How many documents have each title, and how many of those a file of each name.
#[derive(Debug, Default)]
pub struct Titles {
    /// By a digest of a title, with or without the end of a path: a corpus has many, and only their number matters.
    count: HashMap<u64, u32>,
}

impl Titles {
    /// The titles of a project.
    pub fn of(project: &Project) -> Self {
        let mut titles = Self::default();
        for record in project.documents.values() {
            titles.add(record);
        }
        titles
    }

    /// Notes a document that came.
    pub fn add(&mut self, record: &DocumentRecord) {
        for key in keys(record) {
            *self.count.entry(key).or_default() += 1;
        }
    }

    /// Notes a document that went.
    pub fn remove(&mut self, record: &DocumentRecord) {
        for key in keys(record) {
            if let Some(count) = self.count.get_mut(&key) {
                *count -= 1;
                if *count == 0 {
                    self.count.remove(&key);
                }
            }
        }
    }

    /// What tells a document from others that are titled as it is: the name of its file, with the folder where files of
    /// one name are titled alike, and with all folders where that does not do either. `None` when it has its title for
    /// itself.
    pub fn distinction(&self, record: &DocumentRecord) -> Option<String> {
        if !self.is_shared(keyed(&record.title, "")) {
            return None;
        }
        let ends = [path_end(record, 1), path_end(record, 2)];
        let own = ends.into_iter().find(|end| !self.is_shared(keyed(&record.title, end)));
        Some(own.unwrap_or_else(|| record.path_text()))
    }

    /// The title of a document, led by what tells it from others that have the same.
    ///
    /// What tells it apart comes first, since it is the end that a narrow place cuts off.
    pub fn shown<'a>(&self, record: &'a DocumentRecord) -> Cow<'a, str> {
        match self.distinction(record) {
            Some(own) => Cow::Owned(format!("{own}{APART}{}", record.title)),
            None => Cow::Borrowed(&record.title),
        }
    }

    fn is_shared(&self, key: u64) -> bool {
        self.count.get(&key).is_some_and(|count| *count > 1)
    }
}

/// What a document is counted under: its title by itself, with its file's name, and with the folder as well.
fn keys(record: &DocumentRecord) -> [u64; 3] {
    let title = &record.title;
    [keyed(title, ""), keyed(title, &path_end(record, 1)), keyed(title, &path_end(record, 2))]
}

fn keyed(title: &str, path_end: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (title, path_end).hash(&mut hasher);
    hasher.finish()
}

/// The last `parts` of the path a document was read from, or all of a shorter one.
fn path_end(record: &DocumentRecord, parts: usize) -> String {
    match &record.source {
        Source::Bundled(name) => name.clone(),
        Source::File(path) => {
            let names: Vec<_> =
                path.iter().rev().take(parts).map(|name| name.to_string_lossy().into_owned()).collect();
            names.into_iter().rev().collect::<Vec<_>>().join("/")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::read_file;
    use crate::project::DocumentId;

    fn record(path: &std::path::Path, title: &str) -> DocumentRecord {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("{title}\n\n{}\n", path.display())).unwrap();
        let document = read_file(path, &path.display().to_string()).unwrap();
        DocumentRecord::of(DocumentId::of(&document.name_in_corpus, document.text.hash()), &document)
    }

    #[test]
    fn documents_titled_alike_are_told_apart_by_their_files_in_any_order() {
        let folder = tempfile::tempdir().unwrap();
        let record = |path: &str, title| record(&folder.path().join(path), title);
        let records = [
            record("2019/minutes.txt", "Minutes"),
            record("2020/minutes.txt", "Minutes"),
            record("2020/other.txt", "Minutes"),
            record("report.txt", "Report"),
        ];
        let shown =
            ["2019/minutes.txt · Minutes", "2020/minutes.txt · Minutes", "other.txt · Minutes", "Report"];
        for order in [[0, 1, 2, 3], [3, 1, 0, 2], [2, 0, 3, 1]] {
            let mut titles = Titles::default();
            for at in order {
                titles.add(&records[at]);
            }
            assert_eq!(records.each_ref().map(|record| titles.shown(record).into_owned()), shown);
            titles.remove(&records[0]);
            assert_eq!(titles.shown(&records[1]), "minutes.txt · Minutes");
            titles.remove(&records[1]);
            assert_eq!(titles.shown(&records[2]), "Minutes");
        }
    }

    #[test]
    fn files_of_one_name_in_folders_of_one_name_are_shown_with_their_whole_path() {
        let folder = tempfile::tempdir().unwrap();
        let one = record(&folder.path().join("a/x/minutes.txt"), "Minutes");
        let other = record(&folder.path().join("b/x/minutes.txt"), "Minutes");
        let mut titles = Titles::default();
        titles.add(&one);
        titles.add(&other);
        assert_eq!(titles.shown(&one), format!("{} · Minutes", one.path_text()));
        assert_ne!(titles.shown(&one), titles.shown(&other));
    }
}
