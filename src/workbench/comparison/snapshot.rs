//! What the documents of a corpus share at one moment, and their figures: never changed, shared by all who look at them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::opened::Opened;
use crate::compare::figures::{Figure, FigureAt, Reported, Settled, Topic, Topics, naming, rulings, settle};
use crate::compare::shared::{Cluster, DocumentNumber, Kind, Matrix, Place, Shared, SharedPassage};
use crate::project::{DocumentId, FigurePlace, NamedTopic, TopicDecision, TopicDecisionId};
use crate::text::{Anchor, Span, Text, TextHash};

/// The two places of a shared passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// One of them.
    pub a: (DocumentId, Span),
    /// The other.
    pub b: (DocumentId, Span),
}

impl Places {
    /// The places, the one in `document` first where only one of them is.
    #[must_use]
    pub fn from(self, document: DocumentId) -> Self {
        if self.a.0 == document { self } else { self.turned() }
    }

    /// The places in the other order.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { a: self.b, b: self.a }
    }

    /// True for the same two places, in whatever order.
    pub fn is(self, other: Self) -> bool {
        self == other || self == other.turned()
    }
}

/// A shared passage as it stands in one document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The passage, by the number [`CorpusComparison::passage`] knows it by.
    pub passage: usize,
    /// Where it stands here.
    pub here: Span,
    /// Where it stands elsewhere, or a second time in this document.
    pub there: (DocumentId, Span),
}

/// What the documents share, and their figures by topic. A copy shares everything with the original.
#[derive(Clone, Debug, Default)]
pub struct CorpusComparison {
    documents: Arc<Vec<(DocumentId, TextHash)>>,
    numbers: Arc<BTreeMap<DocumentId, usize>>,
    shared: Arc<Shared>,
    /// For each document its passages, in the order of its text.
    standing: Arc<Vec<Vec<Standing>>>,
    /// What is known besides of documents that stand side by side.
    pub(super) opened: Arc<Opened>,
    reported: Arc<Vec<Reported>>,
    /// How many figures there are.
    figures: usize,
    /// The topics as they were found.
    found: Arc<Topics>,
    /// The same as they were decided.
    topics: Arc<Vec<Topic>>,
    /// The figures that are in none of them.
    alone: Arc<Vec<FigureAt>>,
    /// The decisions that were applied, in order, and which of them had something to act on.
    decisions: Arc<Vec<(TopicDecisionId, bool)>>,
    /// How much any two documents share: without boilerplate, and with it. Each is made when somebody asks.
    matrices: Arc<[OnceLock<Matrix>; 2]>,
}

impl CorpusComparison {
    pub(super) fn new(
        documents: Vec<(DocumentId, TextHash)>,
        is_here: impl Fn(usize) -> bool,
        shared: Arc<Shared>,
        reported: Arc<Vec<Reported>>,
        found: Arc<Topics>,
    ) -> Self {
        let here = documents.iter().enumerate().filter(|(number, _)| is_here(*number));
        let numbers = here.map(|(number, (id, _))| (*id, number)).collect();
        let mut standing: Vec<Vec<Standing>> = vec![Vec::new(); documents.len()];
        for (index, passage) in shared.passages.iter().enumerate() {
            for (here, there) in [(passage.a, passage.b), (passage.b, passage.a)] {
                let there = (documents[there.document.0 as usize].0, there.span);
                let stands = Standing { passage: index, here: here.span, there };
                standing[here.document.0 as usize].push(stands);
            }
        }
        for standing in &mut standing {
            standing.sort_by_key(|standing| (standing.here, standing.passage));
        }
        Self {
            documents: Arc::new(documents),
            numbers: Arc::new(numbers),
            shared,
            standing: Arc::new(standing),
            opened: Arc::default(),
            alone: Arc::new(alone(&reported, &found.list)),
            figures: reported.iter().map(|reported| reported.figures.len()).sum(),
            reported,
            topics: Arc::new(found.list.clone()),
            found,
            decisions: Arc::default(),
            matrices: Arc::default(),
        }
    }

    /// The same with these decisions, which are in order, applied to the topics that were found, and no others. `text`
    /// gives the text of a document.
    pub(super) fn decided(
        &self,
        decisions: &[TopicDecision],
        text: impl Fn(DocumentId) -> Option<Text>,
    ) -> Self {
        let known = |id: DocumentId| {
            let number = *self.numbers.get(&id)?;
            Some((number, text(id).filter(|text| text.hash() == self.documents[number].1)?))
        };
        let rulings = rulings(decisions, &self.reported, known);
        let Settled { topics, acted } = settle(&self.reported, &self.found.list, &rulings);
        Self {
            alone: Arc::new(alone(&self.reported, &topics)),
            topics: Arc::new(topics),
            decisions: Arc::new(decisions.iter().map(|decision| decision.id).zip(acted).collect()),
            ..self.clone()
        }
    }

    /// The same with something else laid beside what is listed.
    #[must_use]
    pub(super) fn with_beside(self, opened: Arc<Opened>) -> Self {
        Self { opened, ..self }
    }

    /// True when both are of one time that the documents were compared, whatever was decided or opened since.
    pub(super) fn finds_what(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared) && Arc::ptr_eq(&self.found, &other.found)
    }

    /// The documents with their numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (DocumentId, usize)> + '_ {
        self.numbers.iter().map(|(id, number)| (*id, *number))
    }

    /// Whether passages of a kind count where boilerplate is shown, or is not.
    pub(super) fn counts(kind: Kind, boilerplate: bool) -> bool {
        kind.is_shown() || (boilerplate && kind == Kind::Boilerplate)
    }

    /// True while nothing has been compared.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Whether a number is the one its document has now: one that comes with another text, or comes back, has another.
    pub(super) fn is_current(&self, number: DocumentNumber) -> bool {
        let id = self.document(number);
        id.and_then(|id| self.numbers.get(&id)).is_some_and(|current| *current == number.0 as usize)
    }

    /// Whether a document has been compared in the text of this hash.
    pub fn holds_for(&self, document: DocumentId, text: TextHash) -> bool {
        self.numbers.get(&document).is_some_and(|number| self.documents[*number].1 == text)
    }

    /// Number of documents that have been compared.
    pub fn document_count(&self) -> usize {
        self.numbers.len()
    }

    /// All shared passages that are listed, those that say most first.
    pub fn passages(&self) -> &[SharedPassage] {
        &self.shared.passages
    }

    /// A passage by its number: one that is listed, or one that was found because two documents stand side by side.
    pub fn passage(&self, number: usize) -> Option<&SharedPassage> {
        let listed = &self.shared.passages;
        listed.get(number).or_else(|| self.opened.passage(number.checked_sub(listed.len())?))
    }

    /// The same passage in all its places; those in most documents first.
    pub fn clusters(&self) -> &[Cluster] {
        &self.shared.clusters
    }

    /// How much any two documents share, with what stands in many documents or without. The first who asks waits until it is
    /// made.
    pub fn matrix(&self, boilerplate: bool) -> &Matrix {
        self.matrices[usize::from(boilerplate)]
            .get_or_init(|| Matrix::of(&self.shared, |kind| Self::counts(kind, boilerplate), self.numbered()))
    }

    /// The same if it has been made.
    pub fn known_matrix(&self, boilerplate: bool) -> Option<&Matrix> {
        self.matrices[usize::from(boilerplate)].get()
    }

    /// Everything that was found.
    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// How many numbers were given to documents, those that are gone among them.
    pub(super) fn numbered(&self) -> usize {
        self.documents.len()
    }

    /// The documents that have been compared, with their numbers.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentId, DocumentNumber)> + '_ {
        self.numbers.iter().map(|(id, number)| (*id, DocumentNumber(*number as u32)))
    }

    /// What was left out, a sentence for each.
    pub fn left_out(&self) -> Vec<String> {
        self.shared.left_out.sentences()
    }

    /// What was left out of the topics of figures, a sentence for each.
    pub fn figures_left_out(&self) -> Vec<String> {
        self.found.left_out.sentences(&self.topics)
    }

    /// The document of a number.
    pub fn document(&self, number: DocumentNumber) -> Option<DocumentId> {
        self.documents.get(number.0 as usize).map(|(id, _)| *id)
    }

    /// A place by its document.
    pub fn place(&self, place: Place) -> Option<(DocumentId, Span)> {
        Some((self.document(place.document)?, place.span))
    }

    /// The number of a document.
    pub(super) fn number(&self, document: DocumentId) -> Option<DocumentNumber> {
        self.numbers.get(&document).map(|number| DocumentNumber(*number as u32))
    }

    /// Where a passage stands.
    pub fn places(&self, passage: usize) -> Option<Places> {
        let passage = self.passage(passage)?;
        Some(Places { a: self.place(passage.a)?, b: self.place(passage.b)? })
    }

    /// The shared passages of a document in the order of its text; none when it was compared in another text than the
    /// one of this hash.
    pub fn standing_in(&self, document: DocumentId, text: TextHash) -> &[Standing] {
        let number = self.number(document).filter(|_| self.holds_for(document, text));
        number.map_or(&[], |number| self.opened.standing_in(number).unwrap_or_else(|| self.listed_in(number)))
    }

    /// The passages of a document that are listed.
    pub(super) fn listed_in(&self, document: DocumentNumber) -> &[Standing] {
        self.standing.get(document.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Figures by what they seem to count, as it was decided: topics whose values differ first, those dismissed among
    /// them.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// How many figures there are, in topics and alone.
    pub(super) fn figure_count(&self) -> usize {
        self.figures
    }

    /// The figures that nothing else speaks of, by document and place.
    pub fn alone(&self) -> &[FigureAt] {
        &self.alone
    }

    /// A figure that nothing else speaks of as a decision names it: as a topic of its own.
    pub fn named_alone(&self, at: FigureAt, text: impl Fn(DocumentId) -> Option<Text>) -> Option<NamedTopic> {
        let (_, figure, _) = self.figure(at)?;
        let (measure, name) = (figure.measure, figure.phrase.clone());
        Some(NamedTopic { measure, name, figures: vec![self.figure_place(at, text)?] })
    }

    /// The decisions that made a topic what it is.
    pub fn decisions_on(&self, topic: &Topic) -> impl Iterator<Item = TopicDecisionId> + '_ {
        let rulings = topic.rulings.clone();
        rulings.into_iter().filter_map(|at| Some(self.decisions.get(at)?.0))
    }

    /// True for a decision on topics that finds nothing to act on now.
    pub fn is_idle(&self, decision: TopicDecisionId) -> bool {
        self.decisions.iter().any(|(id, acted)| *id == decision && !acted)
    }

    /// A figure as a decision names it; `text` gives the text of a document.
    pub fn figure_place(
        &self,
        at: FigureAt,
        text: impl Fn(DocumentId) -> Option<Text>,
    ) -> Option<FigurePlace> {
        let (document, figure, _) = self.figure(at)?;
        let text = text(document).filter(|text| self.holds_for(document, text.hash()))?;
        Some(FigurePlace { document, anchor: Anchor::new(&text, figure.span)? })
    }

    /// A topic as a decision names it.
    pub fn named(&self, topic: &Topic, text: impl Fn(DocumentId) -> Option<Text>) -> NamedTopic {
        let figures = naming(topic).into_iter().filter_map(|at| self.figure_place(at, &text)).collect();
        NamedTopic { measure: topic.measure, name: topic.name.clone(), figures }
    }

    /// A figure of a topic, with its document and that document's date.
    pub fn figure(&self, at: FigureAt) -> Option<(DocumentId, &Figure, Option<&str>)> {
        let reported = self.reported.get(at.document)?;
        let (id, _) = self.documents.get(at.document)?;
        Some((*id, reported.figures.get(at.figure)?, reported.date.as_deref()))
    }
}

/// The figures that are in no topic.
fn alone(reported: &[Reported], topics: &[Topic]) -> Vec<FigureAt> {
    let mut is_told: Vec<Vec<bool>> =
        reported.iter().map(|reported| vec![false; reported.figures.len()]).collect();
    for at in topics.iter().flat_map(|topic| &topic.figures) {
        if let Some(told) = is_told.get_mut(at.document).and_then(|told| told.get_mut(at.figure)) {
            *told = true;
        }
    }
    let untold = |(document, told): (usize, Vec<bool>)| {
        let figures = told.into_iter().enumerate().filter(|(_, is_told)| !is_told);
        figures.map(move |(figure, _)| FigureAt { document, figure })
    };
    is_told.into_iter().enumerate().flat_map(untold).collect()
}
