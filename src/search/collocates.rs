//! Collocates: the words that stand near hits more often than chance would have it.
//!
//! A word counts as near when it stands within the window around any hit, and counts once however many hits it is near;
//! the words of the hits themselves count nowhere (surface co-occurrence as in Evert 2008, “Corpora and collocations”). A
//! window ends with the paragraph of its hit, as runs of words do: a heading is no neighbour of what it stands above. Page
//! furniture is a paragraph of its own.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::index::{Found, View};
use super::scan::{Finder, Scanner, Unit};
use super::word_list::WordList;
use super::words::{counted_form, counted_spans};
use crate::analysis::cooccurrence::log_likelihood;
use crate::project::Scope;
use crate::text::Span;

/// The widest window, in words on one side.
pub const WIDEST: usize = 10;

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
    /// score”). At most 14; does not grow with the corpus. A word that stands near one hit several times is not together
    /// with it more often than there are hits.
    pub log_dice: f64,
    /// True when it mostly is a function word.
    pub is_function_word: bool,
}

/// What is counted around hits, and against what.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// How near.
    pub window: Window,
    /// The list of single words of the whole corpus that is looked at, all documents with hits among them.
    pub corpus: &'a WordList,
    /// Words that stand near hits fewer times are left out.
    pub least: u32,
}

/// The words near the hits in `found`, by log-likelihood. `None` when `cancel` was set; `tell` is told now and then how many
/// documents have been read.
pub fn collocates(
    view: &View,
    finder: &Finder<'_>,
    scope: Scope,
    found: &[Found],
    around: Around<'_>,
    cancel: &AtomicBool,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Option<Vec<Collocate>> {
    const TELL_EVERY: usize = 64;
    let done = AtomicUsize::new(0);
    let of = found.len();
    let share = of.div_ceil(4 * rayon::current_num_threads()).max(1);
    let counted = found.par_chunks(share).map(|found| {
        let mut near = Near::default();
        let mut scanner = Scanner::new(finder);
        for Found { document, .. } in found {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            let entry = &view.library().entries()[*document as usize];
            let hits = scanner.hits_unless(entry.document, &entry.searchable, scope, cancel)?;
            let hits: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
            let flow = entry.searchable.flow();
            let (mut words, mut paragraphs) = (Vec::new(), Vec::new());
            for unit in flow.units() {
                let first = words.len();
                counted_spans(&flow.as_str()[unit.flow.range()], entry.searchable.language(), &mut |span| {
                    let span = Span::new(unit.flow.start + span.start, unit.flow.start + span.end);
                    words.push(Word { original: flow.original(span), flow: span });
                });
                let Unit { original, is_furniture, .. } = *unit;
                paragraphs.push(Paragraph { original, is_furniture, words: first..words.len() });
            }
            near.add(flow.as_str(), &words, &paragraphs, &hits, around.window);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(TELL_EVERY) {
                tell(done, of);
            }
        }
        Some(near)
    });
    let near = counted.try_reduce(Near::default, |one, other| Some(one.merge(other)))?;
    Some(near.rows(around.corpus, around.least))
}

/// Where a word stands, in the text and as the text runs on.
struct Word {
    original: Span,
    flow: Span,
}

/// A paragraph or a piece of page furniture, with the numbers of its words.
struct Paragraph {
    original: Span,
    is_furniture: bool,
    words: Range<usize>,
}

/// The paragraphs in which a hit stands, each with the numbers of those of its words that are in the hit; of a hit without
/// words, where they would be.
fn places(
    hit: Span,
    words: &[Word],
    paragraphs: &[Paragraph],
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut first =
        paragraphs.partition_point(|paragraph| paragraph.original.start <= hit.start).saturating_sub(1);
    // Furniture inside a paragraph comes after it.
    while first > 0 && paragraphs[first].is_furniture {
        first -= 1;
    }
    let reached = paragraphs[first..].iter().take_while(|paragraph| paragraph.original.start < hit.end);
    let inside = |paragraph: &Paragraph| {
        let all = paragraph.words.clone();
        let own = &words[all.clone()];
        let first = all.start + own.partition_point(|word| word.original.end <= hit.start);
        let after = all.start + own.partition_point(|word| word.original.start < hit.end);
        (all, first..after.max(first))
    };
    let mut found: Vec<_> = reached.clone().map(inside).filter(|(_, words)| !words.is_empty()).collect();
    if found.is_empty() {
        let holds = |paragraph: &&Paragraph| {
            paragraph.original.start <= hit.start && hit.start < paragraph.original.end
        };
        found.extend(reached.filter(holds).last().map(inside));
    }
    found.into_iter()
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
    /// Counts the words of one document, in the order of its paragraphs, around its hits.
    fn add(&mut self, flow: &str, words: &[Word], paragraphs: &[Paragraph], hits: &[Span], window: Window) {
        // How many hits begin to be over a word, less how many cease to: hits may be many, long, and over each other.
        let mut inside = vec![0i32; words.len() + 1];
        let mut near = vec![0i32; words.len() + 1];
        for hit in hits {
            for (paragraph, hit) in places(*hit, words, paragraphs) {
                inside[hit.start] += 1;
                inside[hit.end] -= 1;
                near[hit.start.saturating_sub(window.left).max(paragraph.start)] += 1;
                near[(hit.end + window.right).min(paragraph.end)] -= 1;
            }
        }
        self.hits += hits.len() as u64;
        let (mut is_inside, mut is_near) = (0, 0);
        let mut form = String::new();
        for (number, word) in words.iter().enumerate() {
            is_inside += inside[number];
            is_near += near[number];
            let (counts, total) = match (is_inside > 0, is_near > 0) {
                (true, _) => (&mut self.inside, &mut self.total_inside),
                (false, true) => (&mut self.counts, &mut self.total),
                (false, false) => continue,
            };
            form.clear();
            counted_form(&flow[word.flow.range()], &mut form);
            *total += 1;
            match counts.get_mut(form.as_str()) {
                Some(count) => *count += 1,
                None => drop(counts.insert(form.as_str().into(), 1)),
            }
        }
    }

    fn merge(mut self, other: Self) -> Self {
        for (counts, more) in [(&mut self.counts, other.counts), (&mut self.inside, other.inside)] {
            for (form, count) in more {
                *counts.entry(form).or_default() += count;
            }
        }
        self.hits += other.hits;
        self.total += other.total;
        self.total_inside += other.total_inside;
        self
    }

    fn rows(self, corpus: &WordList, least: u32) -> Vec<Collocate> {
        let whole = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let all = whole(corpus.total().saturating_sub(self.total_inside));
        let near_all = whole(self.total);
        let mut rows: Vec<Collocate> = self
            .counts
            .into_iter()
            .filter(|(_, near)| *near >= least)
            .map(|(form, near)| {
                let inside = self.inside.get(&form).copied().unwrap_or_default();
                let count = corpus.get(&form);
                // The list may be older than the hits by an edit; a word near hits is in the corpus for certain.
                let in_all = count.times.saturating_sub(inside).max(near);
                let together = u64::from(near).min(self.hits) as f64;
                let dice = 2.0 * together / (self.hits as f64 + f64::from(in_all));
                Collocate {
                    form,
                    near,
                    in_all,
                    log_likelihood: log_likelihood(near, near_all, in_all, all.max(near_all)),
                    log_dice: 14.0 + dice.log2(),
                    is_function_word: count.is_function_word(),
                }
            })
            .collect();
        let telling = |row: &Collocate| row.log_likelihood;
        rows.sort_unstable_by(|a, b| telling(b).total_cmp(&telling(a)).then_with(|| a.form.cmp(&b.form)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::word_list::tests::{plainly, view_of};
    use crate::search::{NoLayers, Query};

    fn rows(text: &str, query: &str, window: Window) -> Vec<Collocate> {
        let view = view_of(&[text]);
        let cancel = AtomicBool::new(false);
        let corpus = WordList::of(&view, &[0], plainly(1, 1)).unwrap();
        let query = Query::parse(query).unwrap();
        let finder = Finder::new(&query, &NoLayers).unwrap();
        let found = [Found { document: 0, hits: 1 }];
        let around = Around { window, corpus: &corpus, least: 1 };
        collocates(&view, &finder, Scope::Document, &found, around, &cancel, &|_, _| {}).unwrap()
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

    #[test]
    fn a_window_ends_with_its_paragraph() {
        let words = |text: &str, query: &str| -> Vec<String> {
            let mut found: Vec<String> =
                rows(text, query, Window::default()).iter().map(|row| row.form.to_string()).collect();
            found.sort();
            found
        };
        let text = "A Heading\n\nStrong tea came.\n\nNobody drank it.";
        assert_eq!(words(text, "tea"), ["came", "strong"]);
        assert_eq!(words(text, "heading"), ["a"]);
        assert_eq!(
            words(text, "\"came nobody\""),
            ["drank", "it", "strong", "tea"],
            "a hit in two paragraphs"
        );
        let wrapped = "The tea that came in the morning was strong and black and none of the officers of the\n\
                       neighbourhood would drink it, because all of them had been told of the poison that was\n\
                       found in the kitchen by a maid who had worked there for many years without any wage.\n";
        assert!(words(wrapped, "officers").contains(&"neighbourhood".to_owned()), "lines are no paragraphs");
    }

    #[test]
    fn a_word_beside_one_hit_many_times_is_no_more_together_with_it_than_there_are_hits() {
        let found = rows("so so so tea so so so", "tea", Window { left: 3, right: 3 });
        assert_eq!((found[0].near, found[0].in_all), (6, 6));
        // One hit, six of the word: 14 + log₂(2 · 1 / (1 + 6)).
        assert!((found[0].log_dice - (14.0 + (2.0 / 7.0f64).log2())).abs() < 1e-9, "{}", found[0].log_dice);
    }

    proptest! {
        #[test]
        fn words_near_hits_are_as_a_slow_count_has_them(
            paragraphs in prop::collection::vec(prop::collection::vec("[ax-z]", 1..20), 0..4),
            left in 0usize..5,
            right in 0usize..5,
        ) {
            let mut slow: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
            for words in &paragraphs {
                for (at, word) in words.iter().enumerate().filter(|(_, word)| *word != "x") {
                    let before = words[at + 1..].iter().take(left).any(|word| word == "x");
                    let after = words[..at].iter().rev().take(right).any(|word| word == "x");
                    if before || after {
                        *slow.entry(word).or_default() += 1;
                    }
                }
            }
            let text = paragraphs.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(".\n\n");
            let found = rows(&text, "=x", Window { left, right });
            let counted: std::collections::BTreeMap<&str, u32> =
                found.iter().map(|row| (row.form.as_ref(), row.near)).collect();
            prop_assert_eq!(counted, slow);
            prop_assert!(found.iter().all(|row| row.log_dice <= 14.0 && row.log_likelihood.is_finite()));
        }
    }
}
