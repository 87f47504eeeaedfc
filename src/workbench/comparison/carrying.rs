//! Figures and files: topics written as a table, and what was decided about them written and taken over from another
//! project.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::super::entities::{Carried, no_decisions, not_known_yet};
use super::super::files::absolute;
use super::super::wording::squeezed;
use super::super::{CommandError, Effect, Workbench};
use super::ExportedTopics;
use super::figure_list::FigureSource;
use crate::exchange::decisions::topics as decisions;
use crate::exchange::sheet::{Sheet, SheetColumn, export};
use crate::exchange::{Format, Options};
use crate::project::{FigurePlace, TopicRuling};

impl Workbench {
    /// Begins to write what was decided about topics, in the order in which it counts, as CSV.
    pub(super) fn export_topic_decisions(&mut self, path: &Path) -> Result<Effect, CommandError> {
        let project = self.project.clone();
        self.write_sheet(path, Format::Csv, move |_| Some(decisions::sheet(&project)))
    }

    pub(super) fn read_topic_decisions(&mut self, path: &Path) -> Result<Effect, CommandError> {
        self.read_carried(path, Carried::TopicDecisions)
    }

    /// Takes over the decisions of another project that was read from a file.
    pub(in crate::workbench) fn add_topic_decisions(
        &mut self,
        path: &Path,
        text: &str,
    ) -> Result<Effect, CommandError> {
        let (read, bad) = decisions::from_csv(text);
        if read.is_empty() {
            return Err(no_decisions(path, &bad));
        }
        let known: Vec<&TopicRuling> =
            self.project.topics.values().map(|decision| &decision.ruling).collect();
        // A topic is known by its name too, a figure only by its document.
        let mut place_here =
            |place: &FigurePlace| self.project.documents.contains_key(&place.document).then(|| place.clone());
        let (wanted, elsewhere) = not_known_yet(read, &known, |ruling| {
            let ruling = ruling.known_by(&mut place_here);
            let is_empty = matches!(&ruling, TopicRuling::Split { figures, .. } if figures.is_empty());
            (!is_empty).then_some(ruling)
        });
        match self.taking_over(path, wanted.len(), elsewhere, bad.len()) {
            Some(label) => self.decide_on_topics(label, wanted),
            None => Ok(Effect::Done),
        }
    }

    /// Begins to write topics as a table: a row for each figure.
    pub(super) fn export_topics(
        &mut self,
        asked: ExportedTopics,
        path: &Path,
    ) -> Result<Effect, CommandError> {
        let (documents, project) = (self.documents.clone(), self.project.clone());
        self.write_sheet(path, asked.format, move |stop| {
            let source =
                FigureSource { comparison: &asked.comparison, documents: &documents, project: &project };
            Some(topics(source, &source.topics(&asked.wish, stop)?))
        })
    }

    /// Begins to write a sheet that a job makes.
    fn write_sheet(
        &mut self,
        path: &Path,
        format: Format,
        make: impl FnOnce(&dyn Fn() -> bool) -> Option<Sheet> + Send + 'static,
    ) -> Result<Effect, CommandError> {
        self.write_in_background(absolute(path), move |cancel| {
            let sheet = make(&|| cancel.load(Ordering::Relaxed))?;
            Some(export(sheet, format, &Options::default()))
        })
    }
}

/// Some topics as a table.
fn topics(source: FigureSource<'_>, wanted: &[usize]) -> Sheet {
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
        SheetColumn::words("period", 12),
        SheetColumn::numbers("upper_value"),
    ];
    let FigureSource { comparison, documents, project } = source;
    let mut rows = Vec::new();
    let wanted = wanted.iter().filter_map(|at| comparison.topics().get(*at));
    for (number, topic) in (1..).zip(wanted) {
        for at in &topic.figures {
            let Some((id, figure, date)) = comparison.figure(*at) else { continue };
            let title = project.documents.get(&id).map_or("", |record| record.title.as_str());
            let text = documents.get(&id).map(|document| &document.text);
            let text = text.filter(|text| comparison.holds_for(id, text.hash()));
            let place = text.and_then(|text| text.code_points().from_span(text.as_str(), figure.span));
            let words = |span| text.map_or_else(String::new, |text| squeezed(text.slice(span)));
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
                figure.period.words.clone(),
                figure.upper.map_or_else(String::new, |upper| upper.to_string()),
            ]);
        }
    }
    Sheet { name: "Figures".to_owned(), columns, rows }
}
