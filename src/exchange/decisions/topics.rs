//! Decisions on topics of figures as a table: a row for each figure that a decision names.
//!
//! | column | what it holds |
//! |---|---|
//! | `number` | the decision the row is of: rows of one number are one decision |
//! | `decision` | `merge`, `split`, `rename` or `dismiss` |
//! | `kind`, `name` | the topic it is about, by what it measures and what it was called; of a split nothing |
//! | `part` | of a merge `from` or `into`: the topic that goes, or that stays |
//! | `to_name` | what the topic is called from then on |
//! | `title` | the title of the document, for people |
//! | `document`, `start`, `end`, `exact`, `prefix`, `suffix` | the figure: document, code points, quotation, context |

use std::collections::BTreeMap;

use super::{BadLine, Fields, place_cells, read};
use crate::exchange::sheet::{Sheet, SheetColumn};
use crate::project::{FigurePlace, Measure, NamedTopic, Project, TopicDecision, TopicRuling};

/// The decisions of a project as a table, in the order in which they count.
pub fn sheet(project: &Project) -> Sheet {
    let words = SheetColumn::words;
    let columns = vec![
        SheetColumn::numbers("number"),
        words("decision", 10),
        words("kind", 10),
        words("name", 28),
        words("part", 8),
        words("to_name", 28),
        words("title", 28),
        words("document", 12),
        SheetColumn::numbers("start"),
        SheetColumn::numbers("end"),
        words("exact", 16),
        words("prefix", 32),
        words("suffix", 32),
    ];
    let decisions = project.decisions_on_topics();
    let rows = (1..).zip(&decisions).flat_map(|(number, decision)| rows_of(project, number, decision));
    Sheet { name: "Decisions".to_owned(), columns, rows: rows.collect() }
}

/// The figures of one side of a decision.
struct Side<'d> {
    /// `from` and `into` of a merge; empty for a decision on one topic.
    part: &'static str,
    topic: Option<&'d NamedTopic>,
    figures: &'d [FigurePlace],
}

impl<'d> Side<'d> {
    fn of(part: &'static str, topic: &'d NamedTopic) -> Self {
        Self { part, topic: Some(topic), figures: &topic.figures }
    }
}

fn rows_of(project: &Project, number: usize, decision: &TopicDecision) -> Vec<Vec<String>> {
    let (word, to, sides): (&str, &str, Vec<Side<'_>>) = match &decision.ruling {
        TopicRuling::Merge { from, into } => {
            ("merge", into.name.as_str(), vec![Side::of("from", from), Side::of("into", into)])
        }
        TopicRuling::Split { figures, name } => {
            ("split", name.as_deref().unwrap_or_default(), vec![Side { part: "", topic: None, figures }])
        }
        TopicRuling::Rename { topic, name } => ("rename", name.as_str(), vec![Side::of("", topic)]),
        TopicRuling::Dismiss { topic } => ("dismiss", "", vec![Side::of("", topic)]),
    };
    let mut rows = Vec::new();
    for Side { part, topic, figures } in sides {
        let mut row = |place: Option<&FigurePlace>| {
            let title = place.and_then(|place| project.documents.get(&place.document));
            let mut cells = vec![
                number.to_string(),
                word.to_owned(),
                topic.map_or_else(String::new, |topic| topic.measure.name().to_owned()),
                topic.map_or_else(String::new, |topic| topic.name.clone()),
                part.to_owned(),
                to.to_owned(),
                title.map_or_else(String::new, |record| record.title.clone()),
            ];
            cells.extend(place_cells(place.map(|place| (place.document.to_string(), &place.anchor))));
            rows.push(cells);
        };
        if figures.is_empty() {
            row(None);
        }
        for place in figures {
            row(Some(place));
        }
    }
    rows
}

/// Reads the table as CSV, as [`sheet`] has it; columns may stand in any order. Lines that are no decisions are told and
/// left out, and so is a decision of which a line is missing.
pub fn from_csv(text: &str) -> (Vec<TopicRuling>, Vec<BadLine>) {
    let mut numbers: Vec<(u64, Draft)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut bad = read(text, |fields, line| {
        let number = fields.needed("number")?;
        let place = *at.entry(number).or_insert_with(|| {
            numbers.push((line, Draft::default()));
            numbers.len() - 1
        });
        let (_, draft) = &mut numbers[place];
        let taken = draft.take(fields);
        draft.is_spoilt |= taken.is_err();
        taken
    });
    let mut rulings = Vec::new();
    for (line, draft) in numbers.into_iter().filter(|(_, draft)| !draft.is_spoilt) {
        match draft.ruling() {
            Ok(ruling) => rulings.push(ruling),
            Err(sentence) => bad.push(BadLine { line, sentence }),
        }
    }
    bad.sort_by_key(|bad| bad.line);
    (rulings, bad)
}

/// A decision of which rows have been read.
#[derive(Default)]
struct Draft {
    decision: String,
    to_name: String,
    /// The topic it is about, or that goes; of a split its figures without a topic.
    one: Option<NamedTopic>,
    /// The topic that stays.
    into: Option<NamedTopic>,
    split: Vec<FigurePlace>,
    /// True when one of its lines could not be read.
    is_spoilt: bool,
}

impl Draft {
    fn take(&mut self, fields: &Fields<'_>) -> Result<(), String> {
        let decision = fields.needed("decision")?;
        if !["merge", "split", "rename", "dismiss"].contains(&decision.as_str()) {
            return Err(format!("“{decision}” is no decision on figures."));
        }
        if !self.decision.is_empty() && self.decision != decision {
            return Err(format!("the lines of one decision say both “{}” and “{decision}”.", self.decision));
        }
        self.to_name = fields.get("to_name").into_owned();
        let place = if fields.get("document").is_empty() {
            None
        } else {
            Some(FigurePlace { document: fields.document()?, anchor: fields.anchor()? })
        };
        if decision == "split" {
            self.split.extend(place);
        } else {
            let kind = fields.needed("kind")?;
            let measure = Measure::ALL.into_iter().find(|measure| measure.name() == kind);
            let measure = measure.ok_or_else(|| format!("“{kind}” is no kind of figure."))?;
            let side = if fields.get("part") == "into" { &mut self.into } else { &mut self.one };
            let topic = side.get_or_insert_with(|| NamedTopic {
                measure,
                name: fields.get("name").into_owned(),
                figures: Vec::new(),
            });
            topic.figures.extend(place);
        }
        self.decision = decision;
        Ok(())
    }

    fn ruling(self) -> Result<TopicRuling, String> {
        let Self { decision, to_name, one, into, split, .. } = self;
        Ok(match (decision.as_str(), one, into) {
            ("merge", Some(from), Some(into)) => TopicRuling::Merge { from, into },
            ("merge", ..) => {
                return Err("a merge needs lines of the topic that goes and of the other.".into());
            }
            ("split", ..) if split.is_empty() => return Err("a split needs a figure.".into()),
            ("split", ..) => {
                TopicRuling::Split { figures: split, name: Some(to_name).filter(|name| !name.is_empty()) }
            }
            ("rename", Some(topic), _) if !to_name.is_empty() => TopicRuling::Rename { topic, name: to_name },
            ("rename", ..) => return Err("the to_name is missing.".into()),
            ("dismiss", Some(topic), _) => TopicRuling::Dismiss { topic },
            _ => return Err("the topic is missing.".into()),
        })
    }
}
