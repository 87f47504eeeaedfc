//! Word lists and n-grams of a part of the corpus, and what is typical of it against another part (keyness).

use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::index::View;
use super::words::counted_words;

/// Words in the longest n-gram.
pub const LONGEST_GRAM: usize = 5;

/// How often each word, or each run of words, stands in a part of the corpus. Words are in the form without case and
/// accents; runs have a blank between their words and do not go over the end of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordList {
    counts: FxHashMap<Box<str>, u32>,
    total: u64,
}

/// A word of a list beside another list.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The word or run of words.
    pub form: Box<str>,
    /// How often it stands here.
    pub here: u32,
    /// How often it stands in the reference.
    pub there: u32,
    /// For a thousand words or runs here.
    pub per_thousand_here: f64,
    /// For a thousand words or runs in the reference.
    pub per_thousand_there: f64,
    /// Log-likelihood G², the evidence that the two rates differ: negative where the word is rarer here. Beyond 3.84 the
    /// difference would be this large by chance in one case of twenty, for one word looked at.
    pub log_likelihood: f64,
    /// Log ratio, how much they differ: 1 is twice as often here, −1 half as often.
    pub log_ratio: f64,
}

impl WordList {
    /// Counts runs of `gram` words (1 to [`LONGEST_GRAM`]) in the documents with these numbers; `None` when `cancel` was set.
    pub fn of(
        view: &View,
        documents: impl IntoIterator<Item = u32>,
        gram: usize,
        cancel: &AtomicBool,
    ) -> Option<Self> {
        let mut list = Self::default();
        for document in documents {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let searchable = &view.library().entries()[document as usize].searchable;
            let flow = searchable.flow();
            for unit in flow.units() {
                list.add(
                    &flow.as_str()[unit.flow.range()],
                    searchable.language(),
                    gram.clamp(1, LONGEST_GRAM),
                );
            }
        }
        Some(list)
    }

    fn add(&mut self, text: &str, language: Option<super::Language>, gram: usize) {
        let mut run = String::new();
        let mut lengths = std::collections::VecDeque::with_capacity(gram);
        counted_words(text, language, &mut |form, _| {
            if gram == 1 {
                self.count(form);
                return;
            }
            if lengths.len() == gram
                && let Some(first) = lengths.pop_front()
            {
                run.drain(..first);
            }
            run.push_str(form);
            run.push(' ');
            lengths.push_back(form.len() + 1);
            if lengths.len() == gram {
                self.count(run.trim_end());
            }
        });
    }

    fn count(&mut self, form: &str) {
        self.total += 1;
        match self.counts.get_mut(form) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(form.into(), 1)),
        }
    }

    /// How often a form stands there.
    pub fn get(&self, form: &str) -> u32 {
        self.counts.get(form).copied().unwrap_or_default()
    }

    /// How many words or runs there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many different ones.
    pub fn different(&self) -> usize {
        self.counts.len()
    }

    /// The words or runs with how often they stand there, the commonest first.
    pub fn commonest(&self) -> Vec<(&str, u32)> {
        let mut all: Vec<(&str, u32)> =
            self.counts.iter().map(|(form, count)| (form.as_ref(), *count)).collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all
    }

    /// What is typical of this list against a reference, the most telling first, without what stands fewer than `least`
    /// times in both together. The reference must not contain what is counted here.
    ///
    /// Log-likelihood as in Rayson and Garside 2000, “Comparing corpora using frequency profiling”: with a and b the counts,
    /// c and d the totals, E₁ = c(a+b)/(c+d), E₂ = d(a+b)/(c+d), G² = 2(a ln(a/E₁) + b ln(b/E₂)). Log ratio as in
    /// Hardie 2014, “Log Ratio – an informal introduction”: log₂ of the ratio of the two rates, a count of 0 taken as ½.
    pub fn against(&self, reference: &Self, least: u32) -> Vec<Keyword> {
        let only_there = reference.counts.keys().filter(|form| !self.counts.contains_key(*form));
        let mut rows: Vec<Keyword> = self
            .counts
            .keys()
            .chain(only_there)
            .filter_map(|form| {
                let (here, there) = (self.get(form), reference.get(form));
                (here + there >= least).then(|| self.keyword(form, here, reference, there))
            })
            .collect();
        let telling = |row: &Keyword| row.log_likelihood;
        rows.sort_unstable_by(|a, b| telling(b).total_cmp(&telling(a)).then(a.form.cmp(&b.form)));
        rows
    }

    fn keyword(&self, form: &str, here: u32, reference: &Self, there: u32) -> Keyword {
        let (a, b) = (f64::from(here), f64::from(there));
        let (c, d) = (self.total as f64, reference.total as f64);
        let share = (a + b) / (c + d);
        let evidence = 2.0 * (term(a, c * share) + term(b, d * share));
        let rate = |count: f64, total: f64| if total > 0.0 { count / total } else { 0.0 };
        let smoothed = |count: f64, total: f64| rate(count.max(0.5), total.max(1.0));
        let rarer = rate(a, c) < rate(b, d);
        Keyword {
            form: form.into(),
            here,
            there,
            per_thousand_here: 1000.0 * rate(a, c),
            per_thousand_there: 1000.0 * rate(b, d),
            log_likelihood: if rarer { -evidence } else { evidence },
            log_ratio: (smoothed(a, c) / smoothed(b, d)).log2(),
        }
    }
}

/// `observed · ln(observed / expected)`, which is 0 where nothing was observed.
pub(super) fn term(observed: f64, expected: f64) -> f64 {
    if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::project::DocumentId;
    use crate::search::{Entry, Library, Searchable};
    use crate::text::Text;

    fn list(text: &str, gram: usize) -> WordList {
        let searchable = Searchable::new(&Text::new(text), None);
        let library = Arc::new(Library::new(vec![Entry::new(DocumentId::derived(b"d"), searchable)]));
        WordList::of(&View::of_library(&library), [0], gram, &AtomicBool::new(false)).unwrap()
    }

    #[test]
    fn words_and_runs_are_counted() {
        let words = list("The police. The Zoë,\nzoe don't", 1);
        assert_eq!(words.commonest(), [("the", 2), ("zoe", 2), ("don’t", 1), ("police", 1)]);
        assert_eq!((words.total(), words.different()), (6, 4));
        let pairs = list("a b a b\na", 2);
        assert_eq!(pairs.commonest(), [("a b", 2), ("b a", 1)], "not over the end of a paragraph");
        assert_eq!(list("a b c", 3).commonest(), [("a b c", 1)]);
        assert_eq!(list("a b", 3).total(), 0);
    }

    #[test]
    fn keyness_is_as_published() {
        // The worked example of Lancaster University's log-likelihood calculator: 10 in 1000 against 20 in 5000.
        let mut here = WordList { total: 1000, ..WordList::default() };
        here.counts.insert("x".into(), 10);
        let mut there = WordList { total: 5000, ..WordList::default() };
        there.counts.insert("x".into(), 20);
        there.counts.insert("rare".into(), 1);
        let rows = here.against(&there, 2);
        assert_eq!(rows.len(), 1);
        // E1 = 1000·30/6000 = 5, E2 = 25: G2 = 2(10 ln 2 + 20 ln 0.8).
        let expected = 2.0 * (10.0 * 2f64.ln() + 20.0 * 0.8f64.ln());
        assert!((rows[0].log_likelihood - expected).abs() < 1e-9, "{}", rows[0].log_likelihood);
        assert!((rows[0].log_ratio - 2.5f64.log2()).abs() < 1e-9);
        assert!(
            (rows[0].per_thousand_here - 10.0).abs() < 1e-9
                && (rows[0].per_thousand_there - 4.0).abs() < 1e-9
        );
        assert!(there.against(&here, 2)[0].log_likelihood < 0.0);
    }
}
