//! Collocates: the words that stand near hits more often than chance would have it.
//!
//! A word counts as near when it stands within the window around any hit, and counts once however many hits it is near;
//! the words of the hits themselves count nowhere (surface co-occurrence as in Evert 2008, “Corpora and collocations”).

use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;

use super::index::{Found, View};
use super::keywords::{WordList, term};
use super::scan::{Finder, Scanner};
use super::words::counted_words;
use crate::project::Scope;
use crate::text::Span;

/// How many words before and after a hit are near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Words before.
    pub left: usize,
    /// Words after.
    pub right: usize,
}

impl Default for Window {
    /// Five words on each side, as is usual.
    fn default() -> Self {
        Self { left: 5, right: 5 }
    }
}

/// A word near hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Collocate {
    /// Its form without case and accents.
    pub form: Box<str>,
    /// How often it stands near a hit.
    pub near: u32,
    /// How often it stands in the corpus, hits apart.
    pub in_all: u32,
    /// Log-likelihood G² of the table of near and not near, this word and others: 2 Σ O ln(O/E) (Dunning 1993,
    /// “Accurate methods for the statistics of surprise and coincidence”); negative where the word keeps away from hits.
    pub log_likelihood: f64,
    /// logDice: 14 + log₂(2 f(hit, word) / (f(hit) + f(word))) (Rychlý 2008, “A lexicographer-friendly association
    /// score”). At most 14; does not grow with the corpus.
    pub log_dice: f64,
}

/// The words near the hits in `found`, by log-likelihood, those that stand there fewer than `least` times left out.
///
/// `corpus` is the list of single words of the whole corpus that is looked at, all documents of `found` among them.
/// `None` when `cancel` was set.
#[allow(clippy::too_many_arguments, reason = "a statistic has its givens")]
pub fn collocates(
    view: &View,
    finder: &Finder<'_>,
    scope: Scope,
    found: &[Found],
    window: Window,
    corpus: &WordList,
    least: u32,
    cancel: &AtomicBool,
) -> Option<Vec<Collocate>> {
    let mut near = Near::default();
    let mut scanner = Scanner::new(finder);
    for Found { document, .. } in found {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let entry = &view.library().entries()[*document as usize];
        let hits: Vec<Span> =
            scanner.hits(entry.document, &entry.searchable, scope).iter().map(|hit| hit.span).collect();
        let flow = entry.searchable.flow();
        let mut words: Vec<(Box<str>, Span)> = Vec::new();
        counted_words(flow.as_str(), entry.searchable.language(), &mut |form, span| {
            words.push((form.into(), flow.original(span)));
        });
        // Page furniture inside a paragraph comes after it in the flow.
        words.sort_by_key(|(_, span)| span.start);
        near.add(&words, &hits, window);
    }
    Some(near.rows(corpus, least))
}

/// What has been counted.
#[derive(Default)]
struct Near {
    hits: u64,
    /// Words near hits.
    counts: FxHashMap<Box<str>, u32>,
    total: u64,
    /// Words in hits.
    inside: FxHashMap<Box<str>, u32>,
    total_inside: u64,
}

impl Near {
    /// Counts the words of one document, which are in order, around its hits.
    fn add(&mut self, words: &[(Box<str>, Span)], hits: &[Span], window: Window) {
        let mut is_inside = vec![false; words.len()];
        let mut is_near = vec![false; words.len()];
        for hit in hits {
            let first = words.partition_point(|(_, span)| span.end <= hit.start);
            let count = words[first..].iter().take_while(|(_, span)| span.start < hit.end).count();
            is_inside[first..first + count].fill(true);
            is_near[first.saturating_sub(window.left)..first].fill(true);
            let after = first + count;
            is_near[after..(after + window.right).min(words.len())].fill(true);
        }
        self.hits += hits.len() as u64;
        for (number, (form, _)) in words.iter().enumerate() {
            if is_inside[number] {
                *self.inside.entry(form.clone()).or_default() += 1;
                self.total_inside += 1;
            } else if is_near[number] {
                *self.counts.entry(form.clone()).or_default() += 1;
                self.total += 1;
            }
        }
    }

    fn rows(self, corpus: &WordList, least: u32) -> Vec<Collocate> {
        let all = corpus.total().saturating_sub(self.total_inside) as f64;
        let near_all = self.total as f64;
        let mut rows: Vec<Collocate> = self
            .counts
            .into_iter()
            .filter(|(_, near)| *near >= least)
            .map(|(form, near)| {
                let inside = self.inside.get(&form).copied().unwrap_or_default();
                // The list may be older than the hits by an edit; a word near hits is in the corpus for certain.
                let in_all = corpus.get(&form).saturating_sub(inside).max(near);
                let (a, here) = (f64::from(near), f64::from(in_all));
                let (b, c) = ((near_all - a).max(0.0), here - a);
                let d = (all - near_all - c).max(0.0);
                let total = (a + b + c + d).max(1.0);
                let evidence = 2.0
                    * (term(a, (a + b) * (a + c) / total)
                        + term(b, (a + b) * (b + d) / total)
                        + term(c, (c + d) * (a + c) / total)
                        + term(d, (c + d) * (b + d) / total));
                let avoids = a < (a + b) * (a + c) / total;
                let dice = 2.0 * a / (self.hits as f64 + here);
                Collocate {
                    form,
                    near,
                    in_all,
                    log_likelihood: if avoids { -evidence } else { evidence },
                    log_dice: 14.0 + dice.log2(),
                }
            })
            .collect();
        let telling = |row: &Collocate| row.log_likelihood;
        rows.sort_unstable_by(|a, b| telling(b).total_cmp(&telling(a)).then(a.form.cmp(&b.form)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::project::DocumentId;
    use crate::search::{Entry, Library, NoLayers, Query, Searchable};
    use crate::text::Text;

    fn rows(text: &str, query: &str, window: Window) -> Vec<Collocate> {
        let searchable = Searchable::new(&Text::new(text), None);
        let library = Arc::new(Library::new(vec![Entry::new(DocumentId::derived(b"d"), searchable)]));
        let view = View::of_library(&library);
        let cancel = AtomicBool::new(false);
        let corpus = WordList::of(&view, [0], 1, &cancel).unwrap();
        let query = Query::parse(query).unwrap();
        let finder = Finder::new(&query, &NoLayers).unwrap();
        let found = [Found { document: 0, hits: 1 }];
        collocates(&view, &finder, Scope::Document, &found, window, &corpus, 1, &cancel).unwrap()
    }

    #[test]
    fn words_near_hits_are_counted_once() {
        let text = "strong tea and strong tea with milk or water in a cup of water";
        let found = rows(text, "tea", Window { left: 1, right: 1 });
        let counts: Vec<(&str, u32, u32)> =
            found.iter().map(|row| (row.form.as_ref(), row.near, row.in_all)).collect();
        assert_eq!(counts, [("strong", 2, 2), ("and", 1, 1), ("with", 1, 1)]);
        let both = rows("tea x tea", "tea", Window::default());
        assert_eq!((both[0].near, both.len()), (1, 1), "near two hits, counted once");
    }

    #[test]
    fn the_statistics_are_as_published() {
        // 4 near words, 12 words that are no hit, "strong" 2 of 2 near: O = 2, 2, 0, 8.
        let found = rows(
            "strong tea and strong tea with milk or water in a cup of water",
            "tea",
            Window { left: 1, right: 1 },
        );
        let strong = &found[0];
        let g2 = 2.0
            * (2.0 * (2.0 / (4.0 * 2.0 / 12.0f64)).ln()
                + 2.0 * (2.0 / (4.0 * 10.0 / 12.0f64)).ln()
                + 8.0 * (8.0 / (8.0 * 10.0 / 12.0f64)).ln());
        assert!((strong.log_likelihood - g2).abs() < 1e-9, "{} {g2}", strong.log_likelihood);
        assert!((strong.log_dice - 14.0).abs() < 1e-9, "always together");
    }

    #[test]
    fn the_words_of_a_phrase_are_no_neighbours_of_it() {
        let found = rows("the strong tea came", "\"strong tea\"", Window::default());
        let forms: Vec<&str> = found.iter().map(|row| row.form.as_ref()).collect();
        assert_eq!(forms, ["came", "the"]);
    }
}
