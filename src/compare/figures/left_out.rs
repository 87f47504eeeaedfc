//! What was not looked at when figures were brought together, in numbers and in sentences.

use std::collections::BTreeMap;

use super::read::MOST_READ;
use super::topics::MOST_ALIKE;
use super::verdict::MOST_GROUPS;
use super::{Reported, Topic};
use crate::text::numbers::{counted, grouped};

/// What was not looked at when figures were brought together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiguresLeftOut {
    /// Documents of which only the first figures were read.
    pub partly_read: usize,
    /// Figures of which so many others count the same that not each was held against each.
    pub crowded: usize,
    /// How many documents are in languages in which figures are not read, by the name of the language.
    pub unread: BTreeMap<String, usize>,
    /// True when somebody stopped it.
    pub was_stopped: bool,
}

impl FiguresLeftOut {
    /// What was left out when these were read.
    pub(super) fn reading(reported: &[Reported]) -> Self {
        let is_full = |reported: &&Reported| reported.figures.len() >= MOST_READ;
        let mut unread = BTreeMap::new();
        for language in reported.iter().filter_map(|reported| reported.unread.as_ref()) {
            *unread.entry(language.clone()).or_default() += 1;
        }
        Self { partly_read: reported.iter().filter(is_full).count(), unread, ..Self::default() }
    }

    /// What was left out, a sentence for each; of the values of topics as well.
    pub fn sentences(&self, topics: &[Topic]) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.was_stopped {
            sentences.push("Not all figures were brought together: the work was stopped.".to_owned());
        }
        if !self.unread.is_empty() {
            let documents = counted(self.unread.values().sum(), "document", "documents");
            let languages: Vec<&str> = self.unread.keys().map(String::as_str).collect();
            let languages = match languages.as_slice() {
                [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
                languages => languages.concat(),
            };
            sentences.push(format!(
                "No figures were read in {documents} in {languages}: figures are read in English, French and German."
            ));
        }
        if self.partly_read > 0 {
            let documents = counted(self.partly_read, "document", "documents");
            let most = grouped(MOST_READ);
            sentences.push(format!("Of {documents} only the first {most} figures were read."));
        }
        if self.crowded > 0 {
            let figures = counted(self.crowded, "figure counts", "figures count");
            let most = grouped(MOST_ALIKE);
            sentences.push(format!(
                "{figures} what more than {most} count: each was compared only with those, at most {most}, that share \
                 its rarest word, so some may be missing from their topic."
            ));
        }
        let sampled = topics.iter().filter(|topic| topic.values_left_out > 0).count();
        if sampled > 0 {
            let topics = counted(sampled, "topic has", "topics have");
            let most = grouped(MOST_GROUPS);
            sentences.push(format!(
                "{topics} too many different values to compare all of them: how they differ was told from {most}, the \
                 least and the greatest among them."
            ));
        }
        sentences
    }
}
