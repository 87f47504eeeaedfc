//! The best place for a pattern in a stretch of text, letters inserted, left out and replaced being allowed.
//!
//! The work is the product of both lengths; callers keep them to a few hundred letters.

/// How like two sequences are, from 0 to 1: one less the share of letters that must change.
pub(super) fn similarity(a: &[char], b: &[char]) -> f64 {
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(letter != other)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    1.0 - row[b.len()] as f64 / longest as f64
}

/// The letters of `window` that stand for `pattern[from..to]` where the whole pattern fits best.
pub(super) fn best_fit(pattern: &[char], from: usize, to: usize, window: &[char]) -> Option<(usize, usize)> {
    let width = window.len() + 1;
    // One step back for each cell: 0 both, 1 a letter of the pattern left out, 2 a letter of the window added.
    let mut steps = vec![2u8; (pattern.len() + 1) * width];
    let mut row = vec![0usize; width];
    for (i, letter) in pattern.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        steps[(i + 1) * width] = 1;
        for (j, other) in window.iter().enumerate() {
            let both = diagonal + usize::from(letter != other);
            let (cost, step) =
                [(both, 0), (row[j + 1] + 1, 1), (row[j] + 1, 2)].into_iter().min().unwrap_or((both, 0));
            steps[(i + 1) * width + j + 1] = step;
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    let mut j = row.iter().enumerate().min_by_key(|(_, cost)| **cost).map(|(at, _)| at)?;
    let (mut i, mut end, mut start) = (pattern.len(), None, None);
    loop {
        if i == to && end.is_none() {
            end = Some(j);
        }
        // The leftmost cell of the row is where letters added before the passage end.
        if i == from {
            start = Some(start.unwrap_or(j));
        }
        if i == 0 {
            break;
        }
        match steps[i * width + j] {
            0 => (i, j) = (i - 1, j - 1),
            1 => i -= 1,
            _ => j -= 1,
        }
    }
    start.zip(end).filter(|(start, end)| start < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn likeness_counts_changed_letters() {
        assert!((similarity(&letters("kitten"), &letters("sitting")) - 4.0 / 7.0).abs() < 1e-9);
        assert!((similarity(&letters("same"), &letters("same")) - 1.0).abs() < 1e-9);
        assert!(similarity(&letters("ab"), &letters("")).abs() < 1e-9);
    }

    #[test]
    fn the_part_asked_for_is_found_among_its_neighbours() {
        let window = letters("and so the qick brown foxes ran on and on");
        let pattern = letters("the quick brown fox ran");
        let (start, end) = best_fit(&pattern, 4, 19, &window).unwrap();
        let found: String = window[start..end].iter().collect();
        assert!(found == "qick brown foxes" || found == "qick brown fox", "{found}");
        assert_eq!(best_fit(&letters("xyz"), 0, 3, &[]), None);
    }
}
