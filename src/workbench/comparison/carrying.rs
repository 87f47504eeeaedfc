//! Figures written to files: topics as a table, and what was decided about them, a line for each figure that a decision
//! names, so that nothing of it is lost.

use std::path::Path;

use super::super::files::absolute;
use super::super::loading::Report;
use super::super::passages::sentence;
use super::super::saving::ExportReport;
use super::super::wording::squeezed;
use super::super::{CommandError, Effect, Workbench};
use super::ExportedTopics;
use crate::exchange::sheet::{Sheet, SheetColumn, export};
use crate::exchange::{Format, Options};
use crate::project::{DocumentId, FigurePlace, NamedTopic, Project, TopicDecision, TopicRuling};
use crate::text::Text;

impl Workbench {
    /// Begins to write what was decided about topics, in the order in which it counts, as CSV.
    pub(super) fn export_topic_decisions(&mut self, path: &Path) -> Result<Effect, CommandError> {
        let project = self.project.clone();
        self.write_sheet(path, Format::Csv, move || decisions(&project))
    }

    /// Begins to write topics as a table: a row for each figure.
    pub(super) fn export_topics(
        &mut self,
        asked: ExportedTopics,
        path: &Path,
    ) -> Result<Effect, CommandError> {
        let (documents, project) = (self.documents.clone(), self.project.clone());
        self.write_sheet(path, asked.format, move || {
            topics(&asked, &project, |id| documents.get(&id).map(|document| document.text.clone()))
        })
    }

    /// Begins to write a sheet that a job makes.
    fn write_sheet(
        &mut self,
        path: &Path,
        format: Format,
        make: impl FnOnce() -> Sheet + Send + 'static,
    ) -> Result<Effect, CommandError> {
        let (path, disk) = (absolute(path), self.disk.clone());
        let job = self.spawn("Exporting", false, move |context| {
            let made = export(make(), format, &Options::default());
            let written = made.map_err(|error| sentence(&error)).and_then(|made| {
                let written = disk.write_atomically(&path, &made.bytes);
                written.map(|()| made.notes).map_err(|error| sentence(&error))
            });
            context.report(Report::Exported(match written {
                Ok(notes) => ExportReport::Written(path, notes),
                Err(reason) => ExportReport::Failed(reason),
            }));
        })?;
        Ok(Effect::Job(job))
    }
}

/// Topics as a table.
fn topics(asked: &ExportedTopics, project: &Project, text: impl Fn(DocumentId) -> Option<Text>) -> Sheet {
    let columns = vec![
        SheetColumn::numbers("topic_number"),
        SheetColumn::words("topic", 28),
        SheetColumn::words("kind", 10),
        SheetColumn::words("difference", 12),
        SheetColumn::words("document", 28),
        SheetColumn::words("date", 12),
        SheetColumn::words("qualifier", 12),
        SheetColumn::numbers("value"),
        SheetColumn::words("unit", 14),
        SheetColumn::words("figure", 22),
        SheetColumn::words("sentence", 60),
        SheetColumn::words("document_id", 12),
        SheetColumn::numbers("start_cp"),
        SheetColumn::numbers("end_cp"),
    ];
    let comparison = &asked.comparison;
    let mut rows = Vec::new();
    let wanted = asked.topics.iter().filter_map(|at| comparison.topics().get(*at));
    for (number, topic) in (1..).zip(wanted) {
        for at in &topic.figures {
            let Some((id, figure, date)) = comparison.figure(*at) else { continue };
            let title = project.documents.get(&id).map_or("", |record| record.title.as_str());
            let text = text(id).filter(|text| comparison.holds_for(id, text.hash()));
            let place =
                text.as_ref().and_then(|text| text.code_points().from_span(text.as_str(), figure.span));
            let words = |span| text.as_ref().map_or_else(String::new, |text| squeezed(text.slice(span)));
            rows.push(vec![
                number.to_string(),
                topic.name.clone(),
                topic.measure.name().to_owned(),
                topic.verdict.name().to_owned(),
                title.to_owned(),
                date.unwrap_or_default().to_owned(),
                figure.qualifier.words.clone(),
                figure.value.to_string(),
                figure.unit.clone(),
                words(figure.span),
                words(figure.sentence),
                id.to_string(),
                place.map_or_else(String::new, |(start, _)| start.to_string()),
                place.map_or_else(String::new, |(_, end)| end.to_string()),
            ]);
        }
    }
    Sheet { name: "Figures".to_owned(), columns, rows }
}

/// The decisions of a project as a table.
fn decisions(project: &Project) -> Sheet {
    let columns = vec![
        SheetColumn::numbers("number"),
        SheetColumn::words("decision", 10),
        SheetColumn::words("kind", 10),
        SheetColumn::words("topic", 28),
        SheetColumn::words("part", 8),
        SheetColumn::words("to", 28),
        SheetColumn::words("document", 28),
        SheetColumn::words("document_id", 12),
        SheetColumn::numbers("start_cp"),
        SheetColumn::numbers("end_cp"),
        SheetColumn::words("figure", 16),
        SheetColumn::words("context_before", 32),
        SheetColumn::words("context_after", 32),
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
            let of = |say: &dyn Fn(&FigurePlace) -> String| place.map_or_else(String::new, say);
            rows.push(vec![
                number.to_string(),
                word.to_owned(),
                topic.map_or_else(String::new, |topic| topic.measure.name().to_owned()),
                topic.map_or_else(String::new, |topic| topic.name.clone()),
                part.to_owned(),
                to.to_owned(),
                title.map_or_else(String::new, |record| record.title.clone()),
                of(&|place| place.document.to_string()),
                of(&|place| place.anchor.start.to_string()),
                of(&|place| place.anchor.end.to_string()),
                of(&|place| place.anchor.exact.clone()),
                of(&|place| place.anchor.prefix.clone()),
                of(&|place| place.anchor.suffix.clone()),
            ]);
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

impl<'d> Side<'d> {
    fn of(part: &'static str, topic: &'d NamedTopic) -> Self {
        Self { part, topic: Some(topic), figures: &topic.figures }
    }
}
