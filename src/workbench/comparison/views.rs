//! What is made of a comparison when somebody asks for it, each by a job of its own: a collation, an order in
//! time, any two passages word by word, statements in other words, long lists.
//!
//! A view holds the texts it was made of, so that it stays true to them whatever happens to the documents.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::editing::let_go;
use super::super::jobs::{JobContext, JobId};
use super::super::loading::Report;
use super::super::{CommandError, Effect, Workbench};
use super::SharedState;
use super::beside::Beside;
use super::collated::{Collated, Witness};
use super::command::ComparisonCommand;
use super::figure_list::{FigureLines, FigureList, FigureSource, FigureWish};
use super::listing::{SharedLine, SharedList, SharedWish, Source};
use super::marked::{self, Marked};
use super::ordered::{Ordered, Ordering as Of};
use super::snapshot::Places;
use super::stated::Statements;
use crate::analysis::precedence::Sharing;
use crate::analysis::values::{ValueKey, missing_last};
use crate::compare::shared::Matrix;
use crate::project::{DocumentId, Titles};
use crate::text::Span;

/// The kinds of view; of each there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViewKind {
    /// The variants of a passage.
    Collation,
    /// Documents in the order of their dates.
    Order,
    /// Two passages or documents, word by word.
    Beside,
    /// How much any two documents share; it belongs to the comparison.
    Matrix,
    /// The same statement in other words.
    Statements,
    /// The list of what documents share.
    List,
    /// The table of figures.
    Figures,
    /// The words that differ in a passage.
    Marks,
}

/// A view that a job has made.
#[derive(Debug)]
pub(in crate::workbench) enum View {
    /// The variants of a passage.
    Collation(Collated),
    /// Documents in the order of their dates.
    Order(Ordered),
    /// Two passages or documents, word by word.
    Beside(Beside),
    /// The same statement in other words.
    Statements(Statements),
    /// The list of what documents share.
    List(SharedList),
    /// The table of figures.
    Figures(FigureList),
    /// The words that differ in a passage.
    Marks(Marked),
}

/// The views there are, and the jobs that make others.
#[derive(Default)]
pub(super) struct Views {
    making: BTreeMap<ViewKind, JobId>,
    collation: Option<Arc<Collated>>,
    order: Option<Arc<Ordered>>,
    beside: Option<Arc<Beside>>,
    statements: Option<Arc<Statements>>,
    list: Option<Arc<SharedList>>,
    figures: Option<Arc<FigureList>>,
    marks: Option<Marked>,
}

impl Workbench {
    /// The variants of the passage that was collated last.
    pub fn collation(&self) -> Option<&Arc<Collated>> {
        self.comparing.views.collation.as_ref()
    }

    /// The documents that were ordered last by their dates.
    pub fn order_in_time(&self) -> Option<&Arc<Ordered>> {
        self.comparing.views.order.as_ref()
    }

    /// The two passages or documents that were compared last because somebody asked.
    pub fn beside(&self) -> Option<&Arc<Beside>> {
        self.comparing.views.beside.as_ref()
    }

    /// The statements that may be the same in other words, as they were looked for last.
    pub fn statements(&self) -> Option<&Arc<Statements>> {
        self.comparing.views.statements.as_ref()
    }

    /// The list of what documents share that was asked for last.
    pub fn shared_list(&self) -> Option<&Arc<SharedList>> {
        self.comparing.views.list.as_ref()
    }

    /// That list made on the spot; `None` where there are more than a few passages and it is to be asked for.
    pub fn list_shared_now(&self, wish: &SharedWish) -> Option<Vec<SharedLine>> {
        let source = self.list_source();
        if source.has_few() { source.list(wish, &AtomicBool::new(false)) } else { None }
    }

    /// How much any two documents share, with boilerplate or without, once it has been counted; of few passages on the spot.
    pub fn shared_words(&self, boilerplate: bool) -> Option<&Matrix> {
        let comparison = &self.comparing.comparison;
        if self.list_source().has_few() {
            return Some(comparison.matrix(boilerplate));
        }
        comparison.known_matrix(boilerplate)
    }

    /// How many passages such a list has; `None` where there are more than a few to look at.
    pub fn count_shared_now(&self, wish: &SharedWish) -> Option<usize> {
        let source = self.list_source();
        if source.has_few() { source.passages(wish, &|| false).map(|passages| passages.len()) } else { None }
    }

    /// The table of figures that was asked for last.
    pub fn figure_list(&self) -> Option<&Arc<FigureList>> {
        self.comparing.views.figures.as_ref()
    }

    /// The words that differ in the passage that was asked for last.
    pub fn marked_passage(&self) -> Option<&Marked> {
        self.comparing.views.marks.as_ref()
    }

    /// That table made on the spot; `None` where there are more than a few figures and it is to be asked for.
    pub fn list_figures_now(&self, wish: &FigureWish) -> Option<FigureLines> {
        let source = FigureSource {
            comparison: &self.comparing.comparison,
            documents: &self.documents,
            project: &self.project,
        };
        if source.has_few() { source.list(wish, &|| false) } else { None }
    }

    /// What lists of what documents share depend on.
    pub fn shared_state(&self) -> SharedState {
        let statements = self.statements().map(|statements| statements.revision);
        (self.comparison_revision(), self.project_revision(), statements)
    }

    fn list_source(&self) -> Source<'_> {
        Source {
            comparison: &self.comparing.comparison,
            statements: self.comparing.views.statements.as_deref(),
            documents: &self.documents,
            project: &self.project,
        }
    }

    /// The job that makes a view, while one does.
    pub fn view_job(&self, kind: ViewKind) -> Option<JobId> {
        self.comparing.views.making.get(&kind).copied()
    }

    /// True when there is a view of this kind, or one is being made.
    pub fn has_view(&self, kind: ViewKind) -> bool {
        let views = &self.comparing.views;
        views.making.contains_key(&kind)
            || match kind {
                ViewKind::Collation => views.collation.is_some(),
                ViewKind::Order => views.order.is_some(),
                ViewKind::Beside => views.beside.is_some(),
                ViewKind::Matrix => {
                    [false, true].iter().any(|it| self.comparison().known_matrix(*it).is_some())
                }
                ViewKind::Statements => views.statements.is_some(),
                ViewKind::List => views.list.is_some(),
                ViewKind::Figures => views.figures.is_some(),
                ViewKind::Marks => views.marks.is_some(),
            }
    }

    pub(in crate::workbench) fn run_comparison(
        &mut self,
        command: ComparisonCommand,
    ) -> Result<Effect, CommandError> {
        match command {
            ComparisonCommand::Collate(cluster) => self.collate(cluster),
            ComparisonCommand::Order(of) => self.put_in_order(of),
            ComparisonCommand::Beside { a, b } => self.compare_any(a, b),
            ComparisonCommand::CountShared { boilerplate } => self.count_shared(boilerplate),
            ComparisonCommand::FindStatements => self.find_statements(),
            ComparisonCommand::List(wish) => self.list_shared(wish),
            ComparisonCommand::ListFigures(wish) => self.list_figures(wish),
            ComparisonCommand::MarkPassage(places) => self.mark_passage(places),
            ComparisonCommand::Export { what, format, path } => self.export_shared(what, format, &path),
        }
    }

    fn collate(&mut self, cluster: usize) -> Result<Effect, CommandError> {
        let comparison = self.comparing.comparison.clone();
        let Some(cluster) = comparison.clusters().get(cluster) else {
            return Err(CommandError::new("That passage is no longer listed: choose it again."));
        };
        let mut witnesses: Vec<((bool, ValueKey), String, Witness)> = cluster
            .witnesses()
            .into_iter()
            .filter_map(|place| {
                let (document, span) = comparison.place(place)?;
                let text = self.text(document).filter(|text| comparison.holds_for(document, text.hash()))?;
                let record = self.project.documents.get(&document)?;
                let date = missing_last(super::date_of(record));
                Some((date, record.title.to_lowercase(), Witness { document, text, span }))
            })
            .collect();
        if witnesses.len() < 2 {
            return Err(marked::changed());
        }
        witnesses.sort_by(|(date, title, one), (other_date, other_title, other)| {
            let dates = date.cmp(other_date);
            dates.then_with(|| title.cmp(other_title)).then_with(|| one.span.cmp(&other.span))
        });
        let witnesses: Vec<Witness> = witnesses.into_iter().map(|(.., witness)| witness).collect();
        self.make_view(ViewKind::Collation, "Collating", move |context| {
            let stop = || context.cancel.load(Ordering::Relaxed);
            Collated::of(witnesses, &stop).map(View::Collation)
        })
    }

    fn put_in_order(&mut self, of: Of) -> Result<Effect, CommandError> {
        let (comparison, project) = (self.comparing.comparison.clone(), self.project.clone());
        if let Of::Passage(cluster) = of
            && comparison.clusters().get(cluster).is_none()
        {
            return Err(CommandError::new("That passage is no longer listed: choose it again."));
        }
        self.make_view(ViewKind::Order, "Ordering by date", move |context| {
            let titles = Titles::of(&project);
            let record = |number| project.documents.get(&comparison.document(number)?);
            let pairs = comparison.pairs_in_time(&of, |number| record(number).map(super::date_of));
            let about = |number| {
                let record = record(number)?;
                let (title, date) = (titles.shown(record).into_owned(), super::date_of(record).to_owned());
                Some((comparison.document(number)?, Sharing { title, date }))
            };
            let is_wanted = !context.cancel.load(Ordering::Relaxed);
            is_wanted.then(|| View::Order(Ordered::new(of, &pairs, about)))
        })
    }

    fn compare_any(
        &mut self,
        a: (DocumentId, Option<Span>),
        b: (DocumentId, Option<Span>),
    ) -> Result<Effect, CommandError> {
        let side = |(document, span): (DocumentId, Option<Span>)| {
            let Some(text) = self.text(document) else {
                return Err(CommandError::new(
                    "That document has not been loaded, so it cannot be compared.",
                ));
            };
            let whole = Span::new(0, text.len());
            let span = span.filter(|span| span.of(text.as_str()).is_some()).unwrap_or(whole);
            Ok(Witness { document, text, span })
        };
        let (a, b) = (side(a)?, side(b)?);
        self.make_view(ViewKind::Beside, "Comparing two texts", move |context| {
            let stop = || context.cancel.load(Ordering::Relaxed);
            Beside::of(a, b, &stop).map(View::Beside)
        })
    }

    fn count_shared(&mut self, boilerplate: bool) -> Result<Effect, CommandError> {
        let comparison = self.comparing.comparison.clone();
        self.make_view(ViewKind::Matrix, "Counting shared words", move |_| {
            comparison.matrix(boilerplate);
            None
        })
    }

    fn find_statements(&mut self) -> Result<Effect, CommandError> {
        let (revision, comparison) = (self.comparing.revision, self.comparing.comparison.clone());
        let documents = self.documents.clone();
        self.make_view(ViewKind::Statements, "Looking for statements", move |context| {
            Statements::of(revision, &comparison, &documents, context).map(View::Statements)
        })
    }

    fn list_shared(&mut self, wish: SharedWish) -> Result<Effect, CommandError> {
        let state = self.shared_state();
        let (comparison, statements) = (self.comparing.comparison.clone(), self.statements().cloned());
        let (documents, project) = (self.documents.clone(), self.project.clone());
        self.make_view(ViewKind::List, "Listing shared passages", move |context| {
            let source = Source {
                comparison: &comparison,
                statements: statements.as_deref(),
                documents: &documents,
                project: &project,
            };
            let lines = Arc::new(source.list(&wish, &context.cancel)?);
            Some(View::List(SharedList { state, wish, lines }))
        })
    }

    fn list_figures(&mut self, wish: FigureWish) -> Result<Effect, CommandError> {
        let state = (self.comparison_revision(), self.project_revision());
        let comparison = self.comparing.comparison.clone();
        let (documents, project) = (self.documents.clone(), self.project.clone());
        self.make_view(ViewKind::Figures, "Listing figures", move |context| {
            let source = FigureSource { comparison: &comparison, documents: &documents, project: &project };
            let lines = Arc::new(source.list(&wish, &|| context.cancel.load(Ordering::Relaxed))?);
            Some(View::Figures(FigureList { state, wish, lines }))
        })
    }

    fn mark_passage(&mut self, places: Places) -> Result<Effect, CommandError> {
        let revision = self.comparison_revision();
        let texts = self.texts_of(places).ok_or_else(marked::changed)?;
        self.make_view(ViewKind::Marks, "Marking differences", move |context| {
            let [a, b] = &texts;
            let stop = || context.cancel.load(Ordering::Relaxed);
            let marks = marked::marked([a, b], [places.a.1, places.b.1], &stop)?;
            Some(View::Marks(Marked { revision, places, marks }))
        })
    }

    /// Begins to make a view, in the place of any of its kind that is being made.
    fn make_view(
        &mut self,
        kind: ViewKind,
        title: &str,
        make: impl FnOnce(&JobContext<Report>) -> Option<View> + Send + 'static,
    ) -> Result<Effect, CommandError> {
        if let Some(job) = self.comparing.views.making.remove(&kind) {
            self.jobs.cancel(job);
        }
        let job = self.spawn(title, true, move |context| {
            if let Some(view) = make(context) {
                context.report(Report::View(view));
            }
        })?;
        self.comparing.views.making.insert(kind, job);
        Ok(Effect::Job(job))
    }

    /// Stops all jobs that make views.
    pub(super) fn stop_making_views(&self) {
        for job in self.comparing.views.making.values() {
            self.jobs.cancel(*job);
        }
    }

    /// Takes in a view, unless its job was overtaken.
    pub(in crate::workbench) fn take_view(&mut self, job: JobId, view: View) {
        let views = &mut self.comparing.views;
        if !views.making.values().any(|making| *making == job) {
            return;
        }
        match view {
            View::Collation(collated) => let_go(views.collation.replace(Arc::new(collated))),
            View::Beside(beside) => let_go(views.beside.replace(Arc::new(beside))),
            View::Statements(found) => let_go(views.statements.replace(Arc::new(found))),
            View::List(list) => let_go(views.list.replace(Arc::new(list))),
            View::Figures(list) => let_go(views.figures.replace(Arc::new(list))),
            View::Marks(marked) => let_go(views.marks.replace(marked)),
            View::Order(ordered) => let_go(views.order.replace(Arc::new(ordered))),
        }
    }

    /// Notes that a job is over that made a view.
    pub(super) fn view_job_over(&mut self, job: JobId) {
        self.comparing.views.making.retain(|_, making| *making != job);
    }
}
