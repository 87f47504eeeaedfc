//! How much more often two things meet than they would by chance.

/// The log-likelihood ratio G² of Dunning (1993, *Computational Linguistics* 19:1), signed.
///
/// From a table of units in which both, one, the other or neither stands: G² = 2 Σ observed · ln(observed / expected),
/// where what is expected follows from how often each stands anywhere. It is large when there is much evidence that
/// they do not meet by chance, which is also so when they avoid each other; so it is given as a negative number where
/// they meet less often than expected, and what meets seldom never ranks high. 3.84 is the customary threshold (p < 0.05),
/// 10.83 a strict one (p < 0.001).
///
/// `first` and `second` are the units each stands in, `together` those with both, `total` all units. Numbers that
/// contradict each other are brought into bounds.
pub fn log_likelihood(together: u32, first: u32, second: u32, total: u32) -> f64 {
    let (first, second) = (first.min(total), second.min(total));
    let together = together.min(first).min(second);
    let [both, first, second, all] = [together, first, second, total].map(f64::from);
    // Both cannot be found in fewer units than are left when all others hold one of them.
    let both = both.max(first + second - all);
    if all <= 0.0 {
        return 0.0;
    }
    let cells = [
        (both, first * second),
        (first - both, first * (all - second)),
        (second - both, (all - first) * second),
        (all - first - second + both, (all - first) * (all - second)),
    ];
    let sum: f64 = cells
        .into_iter()
        .filter(|(observed, _)| *observed > 0.0)
        .map(|(observed, expected)| observed * (observed * all / expected).ln())
        .sum();
    // The sum is never negative but for rounding.
    let ratio = (2.0 * sum).max(0.0);
    if both * all < first * second { -ratio } else { ratio }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_dunning_gives_it() {
        // From table 1 of the article, `the swiss` is 110 of 110 + 2442 + 111 + 29114 words and scores 270.72.
        let score = log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29_114);
        assert!((score - 270.72).abs() < 0.01, "{score}");
    }

    #[test]
    fn chance_scores_nothing() {
        assert!(log_likelihood(1, 10, 10, 100).abs() < 1e-9);
        assert!(log_likelihood(5, 5, 5, 5).abs() < f64::EPSILON, "in every unit: that says nothing");
        assert!(log_likelihood(0, 0, 3, 9).abs() < f64::EPSILON);
        assert!(log_likelihood(3, 0, 0, 0).abs() < f64::EPSILON);
    }

    #[test]
    fn what_avoids_each_other_ranks_below_all_that_meets() {
        let avoiding = log_likelihood(0, 500, 500, 1000);
        assert!(avoiding < -1000.0, "{avoiding}");
        assert!(log_likelihood(2, 100, 100, 1000) < 0.0, "less than the ten expected");
        assert!(log_likelihood(11, 100, 100, 1000) > 0.0);
    }

    proptest! {
        #[test]
        fn sign_and_symmetry(together in 0u32..60, first in 0u32..60, second in 0u32..60, more in 0u32..90) {
            let (first, second) = (first.max(together), second.max(together));
            let total = first + second - together + more;
            let score = log_likelihood(together, first, second, total);
            prop_assert!(score.is_finite());
            prop_assert!((score - log_likelihood(together, second, first, total)).abs() < 1e-9);
            let expected = f64::from(first) * f64::from(second);
            let observed = f64::from(together) * f64::from(total);
            if observed > expected {
                prop_assert!(score > 0.0);
            } else if observed < expected {
                prop_assert!(score < 0.0);
            } else {
                prop_assert!(score.abs() < 1e-6);
            }
        }
    }
}
