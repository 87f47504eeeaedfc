//! Documents that share something in the order of their dates.
//!
//! What stands in very many documents is listed for each of them beside the one that was added first, which says nothing of
//! time. So each of them is linked with the earliest here as well: whether any is earlier than another is told by that
//! one, and not all pairs are needed.

use crate::analysis::precedence::{Common, Precedence, Sharing, earliest};
use crate::compare::shared::{DocumentNumber, Pair};
use crate::project::DocumentId;
use crate::text::numbers::counted;

use super::snapshot::CorpusComparison;

use std::collections::{BTreeMap, BTreeSet};

/// More documents are not ordered: those that share most are.
const MOST: usize = 5000;
/// More pairs of documents are not listed: those with the most words in common are.
const MOST_PAIRS: usize = 20_000;

/// Of what documents are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ordering {
    /// All that share a passage, with what stands in many documents or without.
    All {
        /// Whether boilerplate counts.
        boilerplate: bool,
    },
    /// Those that have one passage: a cluster of the comparison.
    Passage(usize),
}

/// Documents in the order of their dates.
#[derive(Debug)]
pub struct Ordered {
    /// What they were ordered of.
    pub of: Ordering,
    /// The documents, by the indices that the order uses.
    pub documents: Vec<DocumentId>,
    /// What is said of each.
    pub about: Vec<Sharing>,
    /// The order.
    pub precedence: Precedence,
    /// How many documents were left out.
    left_out: usize,
    /// How many pairs.
    pairs_left_out: usize,
}

impl CorpusComparison {
    /// The pairs of documents by which these are linked in time, and whether it is only known about how many words they
    /// share; `date` gives the date of a document that is still there.
    pub(super) fn pairs_in_time<'a>(
        &self,
        of: &Ordering,
        date: impl Fn(DocumentNumber) -> Option<&'a str>,
    ) -> Vec<(Pair, bool)> {
        match *of {
            Ordering::All { boilerplate } => self.all_pairs_in_time(boilerplate, date),
            Ordering::Passage(cluster) => self.pairs_of_passage(cluster, date),
        }
    }

    fn all_pairs_in_time<'a>(
        &self,
        boilerplate: bool,
        date: impl Fn(DocumentNumber) -> Option<&'a str>,
    ) -> Vec<(Pair, bool)> {
        let listed = self.matrix(boilerplate).pairs().iter();
        let mut pairs: BTreeSet<(DocumentNumber, DocumentNumber)> = listed.map(|it| (it.a, it.b)).collect();
        for (cluster, standing) in self.shared().common.clusters() {
            if Self::counts(self.clusters()[cluster as usize].kind, boilerplate) {
                pairs.extend(with_the_earliest(&standing, &date).map(|pair| (pair.a, pair.b)));
            }
        }
        let together =
            |(a, b)| self.together(a, b, boilerplate).map(|both| (both.pair, both.about.is_some()));
        pairs.into_iter().filter_map(together).collect()
    }

    fn pairs_of_passage<'a>(
        &self,
        cluster: usize,
        date: impl Fn(DocumentNumber) -> Option<&'a str>,
    ) -> Vec<(Pair, bool)> {
        let its = self.passages().iter().filter(|it| it.cluster as usize == cluster);
        let mut pairs: Vec<(Pair, bool)> = its
            .map(|passage| {
                let (a, b) = (passage.a.document, passage.b.document);
                (Pair { a, b, passages: 1, words: passage.words as usize }, false)
            })
            .collect();
        let common = u32::try_from(cluster).ok().and_then(|it| self.shared().common.clusters().remove(&it));
        let Some(standing) = common else { return pairs };
        let listed: BTreeSet<(DocumentNumber, DocumentNumber)> =
            pairs.iter().map(|(pair, _)| (pair.a, pair.b)).collect();
        let others = with_the_earliest(&standing, &date).filter(|it| !listed.contains(&(it.a, it.b)));
        pairs.extend(others.map(|pair| (pair, true)));
        pairs
    }
}

/// The documents that have a passage, each with about as many of its words, linked with the earliest of them.
fn with_the_earliest<'s, 'a>(
    standing: &'s [(DocumentNumber, u32)],
    date: &impl Fn(DocumentNumber) -> Option<&'a str>,
) -> impl Iterator<Item = Pair> + 's {
    let first =
        earliest(standing.iter().filter_map(|(number, words)| Some(((*number, *words), date(*number)?))));
    first.into_iter().flat_map(move |(first, known)| {
        let others = standing.iter().filter(move |(number, _)| *number != first);
        others.map(move |(number, words)| Pair {
            a: first.min(*number),
            b: first.max(*number),
            passages: 1,
            words: known.min(*words) as usize,
        })
    })
}

impl Ordered {
    /// Orders the documents of these pairs, each with whether its words are only about right; `about` says what each is called
    /// and when it was written.
    pub(super) fn new(
        of: Ordering,
        pairs: &[(Pair, bool)],
        about: impl Fn(DocumentNumber) -> Option<(DocumentId, Sharing)>,
    ) -> Self {
        let mut words: BTreeMap<DocumentNumber, usize> = BTreeMap::new();
        for (pair, _) in pairs.iter().filter(|(pair, _)| pair.a != pair.b) {
            for side in [pair.a, pair.b] {
                *words.entry(side).or_default() += pair.words;
            }
        }
        let mut numbers: Vec<(DocumentNumber, usize)> = words.into_iter().collect();
        numbers.sort_by_key(|(number, words)| (std::cmp::Reverse(*words), *number));
        let left_out = numbers.len().saturating_sub(MOST);
        numbers.truncate(MOST);
        let mut at = BTreeMap::new();
        let (mut documents, mut sharing) = (Vec::new(), Vec::new());
        for (number, _) in numbers {
            if let Some((document, about)) = about(number) {
                at.insert(number, documents.len());
                documents.push(document);
                sharing.push(about);
            }
        }
        let common: Vec<Common> = pairs
            .iter()
            .filter_map(|(pair, is_about)| {
                let (a, b) = (*at.get(&pair.a)?, *at.get(&pair.b)?);
                Some(Common { a, b, words: pair.words, is_about: *is_about })
            })
            .collect();
        let mut precedence = Precedence::of(&sharing, &common);
        let pairs_left_out = precedence.all.len().saturating_sub(MOST_PAIRS);
        precedence.all.truncate(MOST_PAIRS);
        Self { of, documents, about: sharing, precedence, left_out, pairs_left_out }
    }

    /// The document of a row.
    pub fn document(&self, row: usize) -> Option<DocumentId> {
        self.documents.get(*self.precedence.rows.get(row)?).copied()
    }

    /// What was ordered, in a sentence.
    pub fn sentence(&self) -> String {
        let documents = counted(self.documents.len(), "document", "documents");
        match self.of {
            Ordering::All { .. } => format!("{documents} that share passages."),
            Ordering::Passage(_) => format!("{documents} that have one passage."),
        }
    }

    /// What was left out, a sentence for each.
    pub fn left_out(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.left_out > 0 {
            let documents = counted(self.left_out, "document is", "documents are");
            sentences.push(format!("{documents} left out: those that share most are shown."));
        }
        if self.pairs_left_out > 0 {
            let pairs = counted(self.pairs_left_out, "pair is", "pairs are");
            sentences
                .push(format!("{pairs} left out of the table: those with most words in common are listed."));
        }
        sentences
    }
}
