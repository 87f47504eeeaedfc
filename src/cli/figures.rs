//! `lectern figures`: quantities by topic, and where documents differ.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Number;

use super::failure::Failure;
use super::input::Input;
use super::output::{Format, Output};
use super::say;
use super::shared::Documents;
use crate::compare::figures::{
    Alignments, Figure, FigureAt, Measure, Reading, Reported, Topic, Topics, reading, rulings, settle,
    topics, unit_of_time,
};
use crate::compare::shared::{Index, Unwatched};
use crate::project::DocumentId;

/// List quantities, sums, percentages, durations, ordinals and ages by what is counted, and say where documents differ
///
/// One figure a line: first the topics of which the values differ, then those where they agree, then figures that nothing
/// else speaks of. As JSON Lines the fields are topic (what is counted), document, start, end (code points, end exclusive),
/// text, value (a number: £2.7m is 2700000), unit (the currency, %, years or the shorter time in which one of
/// the topic is said, a unit of measure, or the noun that is counted), qualifier
/// (over, around and the like, or empty), sentence, verdict (agrees, fits, bounds, rounded, series, grows, falls, same date, alone,
/// scope, unit or differs; null for a figure that nothing else speaks of), topic_number (null likewise), date (of the document),
/// period (a year, since 2012 and the like, or empty), upper_value (the upper end of a range such as 40 to 50, of which
/// value is the lower; else null). That two figures count the same is the program's guess; topics that were merged, split, renamed or dismissed in a project are
/// listed as they were decided, without those dismissed.
#[allow(clippy::doc_markdown, reason = "the help prints it as it stands")]
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,

    /// List only the topics of which the values differ
    #[arg(long)]
    differing: bool,

    /// List only the topics that were dismissed in the project
    #[arg(long)]
    dismissed: bool,

    /// How to print: for people or for scripts [default: by the end of the file's name; else text on a terminal, or jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long, requires = "output")]
    force: bool,
}

/// One line; the order of the fields is part of what scripts rely on.
#[derive(Debug, Serialize)]
struct Row<'t> {
    topic: &'t str,
    document: &'t str,
    start: usize,
    end: usize,
    text: &'t str,
    value: Option<Number>,
    unit: &'t str,
    qualifier: &'t str,
    sentence: &'t str,
    verdict: Option<&'static str>,
    topic_number: Option<usize>,
    date: Option<&'t str>,
    period: &'t str,
    upper_value: Option<Number>,
    #[serde(skip)]
    meant: String,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let opened = arguments.input.open(quiet)?;
    let mut output = Output::to(arguments.output.as_deref(), arguments.force, &opened)?;
    let documents = Documents::of(&opened, quiet)?;
    let reported: Vec<Reported> = documents
        .texts
        .par_iter()
        .zip(&documents.dates)
        .map(|(text, date)| {
            let Reading { figures, unread } = reading(text);
            Reported { date: date.clone(), figures, unread }
        })
        .collect();
    let shared = Index::of(&documents.texts).shared(&Unwatched);
    let aligned = Alignments::default().of(&documents.texts, &reported, &shared, &Unwatched);
    // Nobody stops it.
    let found = aligned.and_then(|aligned| topics(&reported, &aligned, &Unwatched));
    let Topics { list: found, left_out, .. } = found.unwrap_or_default();
    let numbers: BTreeMap<DocumentId, usize> = documents.ids.iter().copied().zip(0..).collect();
    let known = |id: DocumentId| numbers.get(&id).map(|at| (*at, documents.texts[*at].clone()));
    let rulings = rulings(&opened.bench.project().decisions_on_topics(), &reported, known);
    let topics = settle(&reported, &found, &rulings).topics;
    let list = List { documents: &documents, reported: &reported };
    let format = Format::chosen(arguments.format, arguments.output.as_deref())?;
    let mut told = BTreeSet::new();
    let is_wanted = |topic: &Topic| {
        topic.is_dismissed == arguments.dismissed && (!arguments.differing || topic.verdict.differs())
    };
    for (number, topic) in topics.iter().enumerate() {
        if !is_wanted(topic) {
            // Those dismissed are no figures that nothing else speaks of.
            told.extend(&topic.figures);
            continue;
        }
        if format == Format::Text {
            output.line(&format!("{}. {}", name(topic), topic.verdict.sentence()))?;
        }
        for at in &topic.figures {
            told.insert(*at);
            list.print(&mut output, format, *at, Some((number, topic)))?;
        }
    }
    if !arguments.differing && !arguments.dismissed {
        list.print_others(&mut output, format, &told)?;
    }
    output.finish()?;
    // What was not compared has no topic, whatever passages it shares.
    for sentence in shared.left_out.sentences().iter().chain(&left_out.sentences(&topics)) {
        say(sentence);
    }
    Ok(())
}

/// What a topic is called.
fn name(topic: &Topic) -> &str {
    if topic.name.is_empty() { "(nothing named)" } else { &topic.name }
}

/// The figures and where they stand.
struct List<'d> {
    documents: &'d Documents,
    reported: &'d [Reported],
}

impl List<'_> {
    /// The figures that are in no topic told of.
    fn print_others(
        &self,
        output: &mut Output,
        format: Format,
        told: &BTreeSet<FigureAt>,
    ) -> Result<(), Failure> {
        let all = self.reported.iter().enumerate().flat_map(|(document, reported)| {
            (0..reported.figures.len()).map(move |figure| FigureAt { document, figure })
        });
        let others: Vec<FigureAt> = all.filter(|at| !told.contains(at)).collect();
        if format == Format::Text && !others.is_empty() {
            output.line("Figures that nothing else speaks of")?;
        }
        others.into_iter().try_for_each(|at| self.print(output, format, at, None))
    }

    fn print(
        &self,
        output: &mut Output,
        format: Format,
        at: FigureAt,
        topic: Option<(usize, &Topic)>,
    ) -> Result<(), Failure> {
        let figure = &self.reported[at.document].figures[at.figure];
        let row = self.row(at.document, figure, topic);
        match format {
            Format::Jsonl => output.json(&row),
            Format::Text => output.line(&row.for_people()),
        }
    }

    /// The unit in which a figure is given, and how many of it make one of its own: lengths of time are kept in years.
    fn unit<'r>(&self, document: usize, figure: &'r Figure, topic: Option<&Topic>) -> (&'r str, f64) {
        if figure.measure != Measure::Duration {
            return (&figure.unit, 1.0);
        }
        let said = |document: usize, figure: &Figure| {
            (self.documents.texts[document].slice(figure.span), figure.value)
        };
        let of = |at: &FigureAt| said(at.document, &self.reported[at.document].figures[at.figure]);
        match topic {
            Some(topic) => unit_of_time(topic.figures.iter().map(of)),
            None => unit_of_time(std::iter::once(said(document, figure))),
        }
    }

    fn row<'r>(&'r self, document: usize, figure: &'r Figure, topic: Option<(usize, &'r Topic)>) -> Row<'r> {
        let text = &self.documents.texts[document];
        let (start, end) = text.code_points().from_span(text.as_str(), figure.span).unwrap_or_default();
        let (unit, times) = self.unit(document, figure, topic.map(|(_, topic)| topic));
        Row {
            topic: topic.map_or(figure.phrase.as_str(), |(_, topic)| topic.name.as_str()),
            document: &self.documents.names[document],
            start,
            end,
            text: text.slice(figure.span),
            value: number(exact(figure.value * times)),
            unit,
            qualifier: &figure.qualifier.words,
            sentence: text.slice(figure.sentence),
            verdict: topic.map(|(_, topic)| topic.verdict.name()),
            topic_number: topic.map(|(number, _)| number),
            date: self.documents.dates[document].as_deref(),
            period: &figure.period.words,
            upper_value: figure.upper.and_then(|upper| number(exact(upper * times))),
            meant: figure.qualifier.around(text.slice(figure.span)),
        }
    }
}

/// A value without the error of what was reckoned with it.
fn exact(value: f64) -> f64 {
    if (value - value.round()).abs() <= 1e-9 * value.abs() { value.round() } else { value }
}

/// A whole number without a point.
fn number(value: f64) -> Option<Number> {
    // Beyond this not every whole number can be told.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < LARGEST {
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}

impl Row<'_> {
    /// The lines a person reads.
    fn for_people(&self) -> String {
        let on_one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let date = self.date.map(|date| format!(", {date}")).unwrap_or_default();
        format!(
            "    {} ({}{date}, {}–{})\n        {}",
            on_one_line(&self.meant),
            self.document,
            self.start,
            self.end,
            on_one_line(self.sentence)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_point() {
        let written = |value| number(value).map(|number| number.to_string());
        assert_eq!(written(2_700_000.0).as_deref(), Some("2700000"));
        assert_eq!(written(29.14).as_deref(), Some("29.14"));
        assert_eq!(written(f64::INFINITY), None);
    }
}
