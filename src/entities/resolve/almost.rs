//! Names that are spelt almost the same: one letter more, less, other, or two changed about.
//!
//! Candidates are found by their neighbourhood and not by comparing all with all: two such names share a form with one
//! letter left out. Digits and the first letter are never left out, since names that differ there are other names.

use super::fold::Folded;
use super::person::Person;

/// A key shorter than this, in letters, is never close to another.
const LEAST_LETTERS: usize = 8;

/// A form that more names than these share says nothing: there the odd letter is what tells them apart.
const MOST_SHARING: usize = 48;

/// A longer key is not looked at; nobody misspells the same 200 letters twice.
const MOST_LETTERS: usize = 200;

/// A word with a letter amiss has at least this many letters.
const LEAST_WORD: usize = 5;

/// A surname with a letter amiss has at least this many letters.
const LEAST_SURNAME: usize = 7;

/// Of two spellings the rarer is a slip when it occurs this often at most, or in less than [`SLIP_SHARE`] of the cases.
const SLIP: usize = 2;

/// One in so many.
const SLIP_SHARE: usize = 20;

/// Multiplier of the rolling hash.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// All pairs of `keys` that differ by one letter, each once with the smaller index first, in order.
pub(crate) fn pairs(keys: &[&str]) -> Vec<(u32, u32)> {
    let mut forms: Vec<(u64, u32)> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        forms_of(key, at as u32, &mut forms);
    }
    forms.sort_unstable();
    forms.dedup();
    let mut found: Vec<(u32, u32)> = Vec::new();
    for sharing in forms.chunk_by(|a, b| a.0 == b.0) {
        if (2..=MOST_SHARING).contains(&sharing.len()) {
            for (nth, (_, a)) in sharing.iter().enumerate() {
                found.extend(sharing[nth + 1..].iter().map(|(_, b)| (*a.min(b), *a.max(b))));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.retain(|(a, b)| differ_by_one(keys[*a as usize], keys[*b as usize]));
    found
}

/// The hashes of a key and of all its forms with one letter left out.
fn forms_of(key: &str, at: u32, forms: &mut Vec<(u64, u32)>) {
    let letters: Vec<char> = key.chars().collect();
    if !(LEAST_LETTERS..=MOST_LETTERS).contains(&letters.len()) {
        return;
    }
    let mix = |hash: u64, letter: char| hash.wrapping_mul(BASE).wrapping_add(u64::from(letter) + 1);
    let whole = letters.iter().fold(0, |hash, letter| mix(hash, *letter));
    forms.push((whole, at));
    // after[i] is the hash of the letters from i on; a form is what is before, moved up, and what is after.
    let mut after = 0u64;
    let mut power = 1u64;
    let mut before: Vec<u64> = Vec::with_capacity(letters.len());
    let mut hash = 0;
    for letter in &letters {
        before.push(hash);
        hash = mix(hash, *letter);
    }
    for (nth, letter) in letters.iter().enumerate().skip(1).rev() {
        if letter.is_alphabetic() {
            forms.push((before[nth].wrapping_mul(power).wrapping_add(after), at));
        }
        after = after.wrapping_add((u64::from(*letter) + 1).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
    }
}

/// True when two keys differ by one letter left out, put in, exchanged, or by two neighbours changed about.
pub(crate) fn differ_by_one(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same_before = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - same_before;
    let same_after = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| x == y).count();
    let a = &a[same_before..a.len() - same_after];
    let b = &b[same_before..b.len() - same_after];
    match (a, b) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

/// True when one of two names that differ by one letter is a slip of the pen for the other, and not another name.
///
/// The letter must stand within a long word, and the rarer spelling must be rare.
pub(crate) fn is_slip(one: &Folded, other: &Folded, counts: (usize, usize)) -> bool {
    let (few, many) = (counts.0.min(counts.1), counts.0.max(counts.1));
    is_rare(few, many)
        && one.len() == other.len()
        && one.words().zip(other.words()).all(|(a, b)| {
            a == b
                || (a.chars().count().min(b.chars().count()) >= LEAST_WORD
                    && a.chars().next() == b.chars().next()
                    && a.chars().all(char::is_alphabetic)
                    && b.chars().all(char::is_alphabetic))
        })
        && !(one.is_one_acronym() || other.is_one_acronym())
}

/// The same for two people: given names must be the same, since Maria is not Mario.
pub(crate) fn is_slip_of_person(one: &Person, other: &Person, counts: (usize, usize)) -> bool {
    let (few, many) = (counts.0.min(counts.1), counts.0.max(counts.1));
    is_rare(few, many)
        && one.given == other.given
        && one.generation == other.generation
        && one.given.first().is_some_and(|given| given.chars().count() > 1)
        && one.surname.chars().count().min(other.surname.chars().count()) >= LEAST_SURNAME
        && one.surname.chars().next() == other.surname.chars().next()
}

fn is_rare(few: usize, many: usize) -> bool {
    few <= SLIP || few * SLIP_SHARE <= many
}

#[cfg(test)]
mod tests {
    use super::super::fold::Hyphen;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_letter_amiss_is_found() {
        let keys = [
            "clevelanddivert",
            "clevelenddivert",
            "middlesbrough",
            "middlesborough",
            "councilof",
            "elsewhere",
        ];
        assert_eq!(pairs(&keys), vec![(0, 1), (2, 3)]);
    }

    #[test]
    fn a_digit_or_a_first_letter_is_another_name() {
        assert!(pairs(&["operation12", "operation13"]).is_empty());
        assert!(pairs(&["gambiabank", "zambiabank"]).is_empty());
    }

    #[test]
    fn a_slip_is_rare_and_stands_in_a_long_word() {
        let slip = |one: &str, other: &str, counts| {
            is_slip(&Folded::of(one, Hyphen::Parts), &Folded::of(other, Hyphen::Parts), counts)
        };
        assert!(slip("Cleveland Divert", "Clevelend Divert", (1, 1)));
        assert!(!slip("Charleston", "Charlestown", (30, 40)));
        assert!(!slip("Team Bath Sports", "Team Beth Sports", (1, 1)));
    }

    proptest! {
        #[test]
        fn finds_what_comparing_all_with_all_finds(keys in prop::collection::vec("[ab]{7,10}", 0..12)) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let found = pairs(&keys);
            for a in 0..keys.len() {
                for b in a + 1..keys.len() {
                    let long = keys[a].len() >= 8 && keys[b].len() >= 8;
                    let close = keys[a] == keys[b] || differ_by_one(keys[a], keys[b]);
                    let first = keys[a].as_bytes()[..2] == keys[b].as_bytes()[..2];
                    if long && close && first && keys[a] != keys[b] {
                        prop_assert!(found.contains(&(a as u32, b as u32)), "{} {}", keys[a], keys[b]);
                    }
                }
            }
        }
    }
}
