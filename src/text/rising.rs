//! The longest part of a list of pairs that rises on both sides (the longest increasing subsequence, as in patience diff): places
//! that two texts have in common, as many as can be paired without crossing.

/// The longest part of pairs in order of their first number whose second numbers rise, too.
pub fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // `ends[n]` is the pair with the smallest second number in which n + 1 rising pairs can end.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *second);
        previous.push(length.checked_sub(1).map(|before| ends[before]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(pair) = at {
        chain.push(pairs[pair]);
        at = previous[pair];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_crosses_most_others_is_left_out() {
        assert_eq!(longest_rising(&[(0, 1), (1, 9), (2, 3), (3, 4), (4, 0)]), [(0, 1), (2, 3), (3, 4)]);
        assert_eq!(longest_rising(&[]), []);
    }
}
