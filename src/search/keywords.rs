//! Keyness: what is typical of a part of the corpus against a reference part.

use super::word_list::WordList;

/// A word, or a run of words, of one part beside another part.
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
    /// True when it mostly is a function word.
    pub is_function_word: bool,
}

impl WordList {
    /// What is typical of this list against a reference, the most telling first. The reference must not contain what is
    /// counted here.
    ///
    /// Log-likelihood as in Rayson and Garside 2000, “Comparing corpora using frequency profiling”: with a and b the counts,
    /// c and d the totals, E₁ = c(a+b)/(c+d), E₂ = d(a+b)/(c+d), G² = 2(a ln(a/E₁) + b ln(b/E₂)). Log ratio as in
    /// Hardie 2014, “Log Ratio – an informal introduction”: log₂ of the ratio of the two rates, a count of 0 taken as ½.
    pub fn against(&self, reference: &Self) -> Vec<Keyword> {
        let only_there = reference.counts.keys().filter(|form| !self.counts.contains_key(*form));
        let all = self.counts.keys().chain(only_there);
        let mut rows: Vec<Keyword> = all.map(|form| self.keyword(form, reference)).collect();
        let telling = |row: &Keyword| row.log_likelihood;
        rows.sort_unstable_by(|a, b| telling(b).total_cmp(&telling(a)).then_with(|| a.form.cmp(&b.form)));
        rows
    }

    fn keyword(&self, form: &str, reference: &Self) -> Keyword {
        let (here, there) = (self.get(form), reference.get(form));
        let (a, b) = (f64::from(here.times), f64::from(there.times));
        let (c, d) = (self.total as f64, reference.total as f64);
        let share = (a + b) / (c + d);
        let evidence = 2.0 * (term(a, c * share) + term(b, d * share));
        let rate = |count: f64, total: f64| if total > 0.0 { count / total } else { 0.0 };
        let smoothed = |count: f64, total: f64| rate(count.max(0.5), total.max(1.0));
        let rarer = rate(a, c) < rate(b, d);
        Keyword {
            form: form.into(),
            here: here.times,
            there: there.times,
            per_thousand_here: 1000.0 * rate(a, c),
            per_thousand_there: 1000.0 * rate(b, d),
            log_likelihood: if rarer { -evidence } else { evidence },
            log_ratio: (smoothed(a, c) / smoothed(b, d)).log2(),
            is_function_word: here.with(there).is_function_word(),
        }
    }
}

/// `observed · ln(observed / expected)`, which is 0 where nothing was observed.
fn term(observed: f64, expected: f64) -> f64 {
    if observed > 0.0 && expected > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::word_list::Count;
    use crate::search::word_list::tests::{plainly, view_of};

    fn list(total: u64, counts: &[(&str, u32)]) -> WordList {
        let mut list = WordList { total, ..WordList::default() };
        let counts =
            counts.iter().map(|(form, times)| ((*form).into(), Count { times: *times, ..Count::default() }));
        list.counts.extend(counts);
        list
    }

    #[test]
    fn keyness_is_as_published() {
        // 10 in 1000 against 20 in 5000: E₁ = 1000·30/6000 = 5, E₂ = 25, G² = 2(10 ln 2 + 20 ln 0.8).
        let (here, there) = (list(1000, &[("x", 10)]), list(5000, &[("x", 20)]));
        let rows = here.against(&there);
        let expected = 2.0 * (10.0 * 2f64.ln() + 20.0 * 0.8f64.ln());
        assert!((rows[0].log_likelihood - expected).abs() < 1e-9, "{}", rows[0].log_likelihood);
        assert!((rows[0].log_ratio - 2.5f64.log2()).abs() < 1e-9);
        let rates = (rows[0].per_thousand_here, rows[0].per_thousand_there);
        assert!((rates.0 - 10.0).abs() < 1e-9 && (rates.1 - 4.0).abs() < 1e-9);
        assert!(there.against(&here)[0].log_likelihood < 0.0);
    }

    #[test]
    fn a_word_of_one_part_alone_has_a_ratio_all_the_same() {
        let (here, there) = (list(1000, &[("here", 8)]), list(2000, &[("there", 4)]));
        let rows = here.against(&there);
        assert_eq!(rows.iter().map(|row| row.form.as_ref()).collect::<Vec<_>>(), ["here", "there"]);
        // 8/1000 against ½/2000; ½/1000 against 4/2000.
        assert!((rows[0].log_ratio - 32f64.log2()).abs() < 1e-9);
        assert!((rows[1].log_ratio - 0.25f64.log2()).abs() < 1e-9);
        // Nothing there: G² = 2 · 8 ln(8 / (1000·8/3000)).
        assert!((rows[0].log_likelihood - 16.0 * 3f64.ln()).abs() < 1e-9);
    }

    #[test]
    fn parts_are_compared_as_they_are_counted() {
        let view = view_of(&["tea tea tea with milk", "water with ice"]);
        let lists = WordList::of_parts(&view, &[&[0], &[1]], plainly(1, 1)).unwrap();
        let rows = lists[0].against(&lists[1]);
        assert_eq!((rows[0].form.as_ref(), rows[0].here, rows[0].there), ("tea", 3, 0));
        assert!(rows.iter().find(|row| row.form.as_ref() == "with").unwrap().is_function_word);
        assert!(lists[0].against(&WordList::default()).iter().all(|row| row.log_likelihood.abs() < 1e-9));
    }
}
