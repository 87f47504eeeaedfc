//! Which documents the panel lists and in which order. Reads the workbench; nothing here is drawn.

use crate::analysis::values::ValueKey;
use crate::project::{DocumentId, DocumentRecord};
use crate::text::numbers::in_natural_order;
use crate::ui::kit::capitalised;
use crate::ui::screen::{DocumentOrder, DocumentsView};
use crate::workbench::Workbench;

impl DocumentOrder {
    /// True for an order by what is not in the documents' records, but counted in texts or annotations.
    pub(super) fn counts(&self) -> bool {
        matches!(self, Self::Words | Self::Annotations)
    }

    /// What it is called in the menu.
    pub(in crate::ui) fn label(&self) -> String {
        match self {
            Self::Title => "Title".into(),
            Self::Name => "File name".into(),
            Self::Words => "Words".into(),
            Self::Annotations => "Annotations".into(),
            Self::Attribute(name) => capitalised(name),
        }
    }
}

/// The documents that pass the filter, in order. Those that lack what they are ordered by come last either way.
pub(super) fn list(bench: &Workbench, view: &DocumentsView) -> Vec<DocumentId> {
    let DocumentsView { filter, order: by, descending } = view;
    let wanted = Wanted::read(filter);
    let records = bench.project().documents.values().filter(|record| wanted.passes(record));
    let mut keyed: Vec<(Key, [String; 2], DocumentId)> =
        records.map(|record| (key(bench, record, by), by_title(record), record.id)).collect();
    keyed.sort_unstable_by(|a, b| {
        let first = match (&a.0, &b.0) {
            (Key::Missing, _) | (_, Key::Missing) => a.0.cmp(&b.0),
            _ if *descending => b.0.cmp(&a.0),
            _ => a.0.cmp(&b.0),
        };
        let then = if *descending && *by == DocumentOrder::Title { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) };
        first.then(then).then(a.2.cmp(&b.2))
    });
    keyed.into_iter().map(|(_, _, id)| id).collect()
}

/// What documents are ordered by where nothing else tells: their title, then where their files are.
fn by_title(record: &DocumentRecord) -> [String; 2] {
    [in_natural_order(&record.title), in_natural_order(&record.path_text())]
}

/// What a document is ordered by; what is missing sorts last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(usize),
    Text(String),
    Value(ValueKey),
    Missing,
}

impl Key {
    fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Missing } else { Self::Text(in_natural_order(text)) }
    }
}

fn key(bench: &Workbench, record: &DocumentRecord, by: &DocumentOrder) -> Key {
    match by {
        DocumentOrder::Title => Key::text(&record.title),
        DocumentOrder::Name => Key::text(&record.path_text()),
        DocumentOrder::Words => {
            bench.document(record.id).map_or(Key::Missing, |document| Key::Number(document.words))
        }
        DocumentOrder::Annotations => Key::Number(bench.index().count_in(record.id)),
        DocumentOrder::Attribute(name) => match record.attribute(name).trim() {
            "" => Key::Missing,
            value => Key::Value(ValueKey::of(value)),
        },
    }
}

/// A filter as it was typed: each word must occur in title, path or an attribute; `kind:letter` names the attribute.
struct Wanted {
    words: Vec<String>,
    attributes: Vec<(String, String)>,
}

impl Wanted {
    fn read(filter: &str) -> Self {
        let mut wanted = Self { words: Vec::new(), attributes: Vec::new() };
        for word in filter.split_whitespace().map(str::to_lowercase) {
            match word.split_once(':') {
                Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                    wanted.attributes.push((name.to_owned(), value.to_owned()));
                }
                _ => wanted.words.push(word),
            }
        }
        wanted
    }

    fn passes(&self, record: &DocumentRecord) -> bool {
        if self.words.is_empty() && self.attributes.is_empty() {
            return true;
        }
        let mut whole = format!("{}\n{}", record.title, record.path_text());
        for attribute in record.attributes.values() {
            whole.push('\n');
            whole.push_str(&attribute.value);
        }
        let whole = whole.to_lowercase();
        let has = |name: &str, value: &str| {
            record.attributes.iter().any(|(own, attribute)| {
                own.to_lowercase() == name && attribute.value.to_lowercase().contains(value)
            })
        };
        self.words.iter().all(|word| whole.contains(word.as_str()))
            // A colon may just be part of a title.
            && self.attributes.iter().all(|(name, value)| has(name, value) || whole.contains(&format!("{name}:{value}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbench::{Command, Places};

    fn bench() -> Workbench {
        let mut bench = Workbench::new(Places::none());
        bench.start_on_bundled_corpus();
        bench
    }

    fn listed(bench: &Workbench, filter: &str, order: DocumentOrder, descending: bool) -> Vec<DocumentId> {
        list(bench, &DocumentsView { filter: filter.into(), order, descending })
    }

    fn titles(bench: &Workbench, documents: &[DocumentId]) -> Vec<String> {
        documents.iter().map(|id| bench.project().documents[id].title.clone()).collect()
    }

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = ["Letter 10", "letter 2", "Letter 1b", "Annex"];
        names.sort_by_key(|name| in_natural_order(name));
        assert_eq!(names, ["Annex", "Letter 1b", "letter 2", "Letter 10"]);
    }

    #[test]
    fn order_turns_round_but_what_is_missing_stays_last() {
        let mut bench = bench();
        let by = DocumentOrder::Attribute("date".into());
        let undated = listed(&bench, "", DocumentOrder::Title, false)[0];
        bench.run(Command::SetAttribute { document: undated, name: "date".into(), value: None }).unwrap();
        let (up, down) = (listed(&bench, "", by.clone(), false), listed(&bench, "", by, true));
        assert_eq!(up.len(), 5);
        assert_eq!((up[4], down[4]), (undated, undated));
        assert_eq!(up[..4].iter().rev().copied().collect::<Vec<_>>(), down[..4]);
    }

    #[test]
    fn dates_as_people_write_them_stand_in_the_order_of_time() {
        let mut bench = bench();
        let documents = listed(&bench, "", DocumentOrder::Title, false);
        let written = ["8 September 2020", "2019-09-18", "31.8.2020", "2020", "Michaelmas"];
        for (document, value) in documents.iter().zip(written) {
            let (name, value) = ("sent".to_owned(), Some(value.to_owned()));
            bench.run(Command::SetAttribute { document: *document, name, value }).unwrap();
        }
        let by = DocumentOrder::Attribute("sent".into());
        let sorted: Vec<String> = listed(&bench, "", by, false)
            .iter()
            .map(|id| bench.project().documents[id].attribute("sent").to_owned())
            .collect();
        assert_eq!(sorted, ["2019-09-18", "2020", "31.8.2020", "8 September 2020", "Michaelmas"]);
    }

    #[test]
    fn words_and_attributes_filter() {
        let bench = bench();
        let letters = listed(&bench, "kind:LETTER", DocumentOrder::Title, false);
        assert!(!letters.is_empty() && letters.len() < 5);
        let record = &bench.project().documents[&letters[0]];
        assert_eq!(record.attribute("kind"), "letter");
        let word = record.title.split_whitespace().next().unwrap().to_lowercase();
        assert!(titles(&bench, &listed(&bench, &word, DocumentOrder::Title, false)).contains(&record.title));
        assert!(listed(&bench, "no such word anywhere", DocumentOrder::Title, false).is_empty());
    }

    #[test]
    fn attributes_can_be_ordered_by() {
        assert!(bench().project().attribute_names().contains("kind"));
        assert_eq!(DocumentOrder::Attribute("date".into()).label(), "Date");
    }
}
