//! The figures made of entities: who is named with whom, and when; counted and laid out by jobs.
//!
//! Each is good for one state of the entities, whose revision it carries; whoever shows it asks for a new one when that is
//! another. What is counted and how it is laid out is the business of [`crate::analysis`].

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::super::files::absolute;
use super::super::jobs::JobId;
use super::super::loading::Report;
use super::{CommandError, Effect, Workbench};
use crate::analysis::cooccurrence::{Choice, Edge, Network, Unit, count, occurrences};
use crate::analysis::network::{Picture, View, arrange};
use crate::analysis::timeline::{DateMention, Timeline};
use crate::entities::Kind;
use crate::exchange::Exported;
use crate::exchange::drawing::{Drawing, png, svg};
use crate::project::DocumentId;
use crate::text::Span;

/// So many passages that name two entities are given at most: who wants all of them tags them.
const MOST_PASSAGES: usize = 500;
/// Pixels of a picture to a point of its drawing.
const PIXELS_TO_A_POINT: f32 = 2.0;

/// A figure with the state of the entities it was made of.
#[derive(Debug)]
struct Made<T> {
    revision: u64,
    figure: Arc<T>,
    /// The documents by the indices that the figure uses.
    documents: Arc<[DocumentId]>,
}

/// What has been made, and what is being made.
#[derive(Debug, Default)]
pub(super) struct Figures {
    network: Option<Made<Network>>,
    picture: Option<Arc<Picture>>,
    timeline: Option<Made<Timeline>>,
    counting: Option<JobId>,
    arranging: Option<JobId>,
    gathering: Option<JobId>,
}

/// What a job has made.
#[derive(Debug)]
pub(in crate::workbench) enum Figure {
    /// Who is named with whom, at this state of the entities.
    Network(u64, Arc<Network>, Arc<[DocumentId]>),
    /// What is shown of it.
    Picture(Arc<Network>, Arc<Picture>),
    /// When, at this state of the entities.
    Timeline(u64, Arc<Timeline>, Arc<[DocumentId]>),
}

impl Workbench {
    /// Who is named with whom, as last counted; what is shown of it, once arranged.
    pub fn network(&self) -> Option<(&Arc<Network>, Option<&Arc<Picture>>)> {
        let figures = &self.names.figures;
        figures.network.as_ref().map(|made| (&made.figure, figures.picture.as_ref()))
    }

    /// True when the network was counted in the entities there are now, or is being counted.
    pub fn has_current_network(&self) -> bool {
        let figures = &self.names.figures;
        let is_current = figures.network.as_ref().is_some_and(|made| made.revision == self.names.revision);
        is_current || figures.counting.is_some()
    }

    /// The dates named, as last gathered, with the documents by the indices it uses.
    pub fn timeline(&self) -> Option<(&Arc<Timeline>, &[DocumentId])> {
        self.names.figures.timeline.as_ref().map(|made| (&made.figure, &*made.documents))
    }

    /// True when the dates were gathered from the mentions there are now, or are being gathered.
    pub fn has_current_timeline(&self) -> bool {
        let figures = &self.names.figures;
        let is_current = figures.timeline.as_ref().is_some_and(|made| made.revision == self.names.revision);
        is_current || figures.gathering.is_some()
    }

    /// The job that makes a figure, if one does.
    pub fn figure_job(&self) -> Option<JobId> {
        let Figures { counting, arranging, gathering, .. } = &self.names.figures;
        counting.or(*arranging).or(*gathering)
    }

    /// The passages that name both ends of an edge of the network, by document; the first of very many.
    pub fn passages_of_edge(&self, edge: &Edge, unit: Unit) -> Vec<(DocumentId, Span)> {
        let Some(made) = &self.names.figures.network else { return Vec::new() };
        let document = |index: u32| made.documents.get(index as usize).copied();
        let text = |index| self.text(document(index)?);
        let passages = made.figure.passages(edge, unit, text).take(MOST_PASSAGES);
        passages.filter_map(|passage| Some((document(passage.document)?, passage.span))).collect()
    }

    pub(super) fn count_company(&mut self) -> Result<Effect, CommandError> {
        let (revision, entities) = (self.names.revision, self.names.entities.clone());
        let texts = self.documents.clone();
        let job = self.spawn("Counting names", true, move |context| {
            let linked = &entities.entities;
            let documents: Arc<[DocumentId]> = linked.documents.as_slice().into();
            let span_of = |document: u32, mention: u32| {
                let names = entities.documents.get(linked.documents.get(document as usize)?)?;
                names.ruled.mentions.get(mention as usize).map(|mention| mention.span)
            };
            let text_of = |index: u32| {
                let id = documents.get(index as usize)?;
                let text = texts.get(id)?.text.clone();
                (entities.text_of(*id) == Some(text.hash())).then_some(text)
            };
            let stop = || context.cancel.load(Ordering::Relaxed);
            let mentions = occurrences(linked, span_of);
            let choice = Choice::default();
            let counted = count(&linked.entities, mentions, documents.len(), &text_of, &choice, &stop);
            if let Some(network) = counted {
                context.report(Report::Figure(Figure::Network(revision, Arc::new(network), documents)));
            }
        })?;
        self.names.figures.counting = Some(job);
        Ok(Effect::Job(job))
    }

    pub(super) fn arrange_network(&mut self, view: View) -> Result<Effect, CommandError> {
        let Some(network) = self.names.figures.network.as_ref().map(|made| made.figure.clone()) else {
            return Ok(Effect::Done);
        };
        if let Some(job) = self.names.figures.arranging.take() {
            self.jobs.cancel(job);
        }
        let job = self.spawn(Self::ARRANGING, true, move |context| {
            let stop = || context.cancel.load(Ordering::Relaxed);
            if let Some(picture) = arrange(&network, &view, &stop) {
                context.report(Report::Figure(Figure::Picture(network.clone(), Arc::new(picture))));
            }
        })?;
        self.names.figures.arranging = Some(job);
        Ok(Effect::Job(job))
    }

    pub(super) fn gather_dates(&mut self) -> Result<Effect, CommandError> {
        let (revision, entities) = (self.names.revision, self.names.entities.clone());
        let job = self.spawn("Gathering dates", true, move |context| {
            let documents: Arc<[DocumentId]> = entities.documents().collect();
            let stop = || context.cancel.load(Ordering::Relaxed);
            let dates = entities.documents.values().zip(0_u32..).flat_map(|(names, document)| {
                let dates = names.ruled.mentions.iter().filter(|mention| mention.kind == Kind::Date);
                dates.map(move |mention| {
                    let value = mention.value.as_deref();
                    DateMention { document, span: mention.span, value }
                })
            });
            if let Some(timeline) = Timeline::of(dates, &stop) {
                context.report(Report::Figure(Figure::Timeline(revision, Arc::new(timeline), documents)));
            }
        })?;
        self.names.figures.gathering = Some(job);
        Ok(Effect::Job(job))
    }

    /// Begins to write a drawing to a file: as PNG where its name ends so, else as SVG.
    pub(super) fn save_drawing(
        &mut self,
        drawing: Arc<Drawing>,
        path: &Path,
    ) -> Result<Effect, CommandError> {
        let path = absolute(path);
        let is_png = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png"));
        self.write_in_background(path, move |_| {
            let bytes = if is_png {
                png(&drawing, (drawing.width * PIXELS_TO_A_POINT) as u32)
            } else {
                Ok(svg(&drawing).into_bytes())
            };
            Some(bytes.map(|bytes| Exported { bytes, notes: Vec::new() }))
        })
    }

    /// Takes in a figure that a job has made.
    pub(in crate::workbench) fn take_figure(&mut self, job: JobId, figure: Figure) {
        let figures = &mut self.names.figures;
        match figure {
            Figure::Network(revision, figure, documents) if figures.counting == Some(job) => {
                figures.network = Some(Made { revision, figure, documents });
                figures.picture = None;
            }
            Figure::Picture(of, picture) if figures.arranging == Some(job) => {
                let is_its = figures.network.as_ref().is_some_and(|made| Arc::ptr_eq(&made.figure, &of));
                figures.picture = Some(picture).filter(|_| is_its).or(figures.picture.take());
            }
            Figure::Timeline(revision, figure, documents) if figures.gathering == Some(job) => {
                figures.timeline = Some(Made { revision, figure, documents });
            }
            // Of a job that was overtaken.
            _ => {}
        }
    }

    /// Notes that a job is over that made a figure.
    pub(super) fn figure_job_over(&mut self, job: JobId) {
        let Figures { counting, arranging, gathering, .. } = &mut self.names.figures;
        for making in [counting, arranging, gathering] {
            making.take_if(|making| *making == job);
        }
    }
}
