//! Acronyms: which letters a long name can be shortened to, and whether a short one can stand for a long one.

use super::almost::differ_by_one;
use super::fold::Folded;
use super::lexicon::{is_legal_form, is_small};

/// An acronym of so many letters may have one of them wrong.
const LEAST_FOR_A_SLIP: usize = 5;

/// Longer names have no acronym.
const MOST_WORDS: usize = 14;

/// The acronyms of a name in the order in which they are likely, each once: its capitals, all its words, and both without
/// the words of honour and legal form at its ends.
pub(crate) fn initials(name: &Folded) -> Vec<String> {
    if !(2..=MOST_WORDS).contains(&name.len()) {
        return Vec::new();
    }
    let from =
        if name.len() > 3 && matches!(name.word(0), "her" | "his") && name.word(1).starts_with("majesty") {
            2
        } else {
            0
        };
    let mut end = name.len();
    while end > 2 && is_legal_form(name.word(end - 1)) {
        end -= 1;
    }
    let mut found: Vec<String> = Vec::new();
    for range in [0..end, 0..name.len(), from..end] {
        for with_small in [false, true] {
            let letters: String = range
                .clone()
                .map(|at| name.word(at))
                .filter(|word| with_small || !is_small(word))
                .filter_map(|word| word.chars().next())
                .collect();
            if letters.chars().count() >= 2 && !found.contains(&letters) {
                found.push(letters);
            }
        }
    }
    found
}

/// True when `short` can be what a text puts in brackets after `long`: an acronym whose letters stand in it in order, the
/// first at its beginning, or a part of its words.
pub(crate) fn can_shorten(short: &Folded, long: &Folded) -> bool {
    if short.len() >= long.len() {
        return false;
    }
    if short.is_one_acronym() {
        let letters = short.word(0).trim_end_matches('s');
        let mut rest = long.words().flat_map(str::chars);
        let begins = letters.chars().next() == long.word(0).chars().next();
        // `Durham Local Criminal Justice Partnership (LCJP)`: the first words may be none of it, if the rest are its initials.
        let ends = |from: usize| {
            let initials = |small: bool| {
                long.words()
                    .skip(from)
                    .filter(move |word| small || !is_small(word))
                    .filter_map(|word| word.chars().next())
            };
            initials(false).eq(letters.chars()) || initials(true).eq(letters.chars())
        };
        return (begins && letters.chars().all(|letter| rest.any(|other| other == letter)))
            || (1..long.len().min(MOST_WORDS)).any(ends);
    }
    short.words().all(|word| long.words().any(|other| other == word))
}

/// The acronym of a name that a slip of the pen is looked for in: the initials of the words that are not small.
pub(crate) fn plain_initials(name: &Folded) -> Option<String> {
    if !(2..=MOST_WORDS).contains(&name.len()) {
        return None;
    }
    Some(name.words().filter(|word| !is_small(word)).filter_map(|word| word.chars().next()).collect())
}

/// True when one acronym is another with one letter wrong, and both are long enough for that to be no chance.
pub(crate) fn is_slip(one: &str, other: &str) -> bool {
    let long = |acronym: &str| acronym.chars().count() >= LEAST_FOR_A_SLIP;
    long(one) && long(other) && differ_by_one(one, other)
}

/// The forms of an acronym with one letter left out, and itself, by which slips are found without comparing all with all.
pub(crate) fn slip_forms(acronym: &str) -> Vec<String> {
    let letters: Vec<char> = acronym.chars().collect();
    if !(LEAST_FOR_A_SLIP..=16).contains(&letters.len()) {
        return Vec::new();
    }
    let mut forms = vec![acronym.to_owned()];
    for left_out in 0..letters.len() {
        let mut form = String::with_capacity(acronym.len());
        form.extend(letters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| *letter));
        forms.push(form);
    }
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::super::fold::Hyphen;
    use super::*;

    fn folded(name: &str) -> Folded {
        Folded::of(name, Hyphen::Parts)
    }

    #[test]
    fn letters_of_long_names() {
        let has = |name: &str, acronym: &str| initials(&folded(name)).iter().any(|found| found == acronym);
        assert!(has("Police and Crime Commissioner", "pcc"));
        assert!(has("Department of Conservation", "doc"));
        assert!(has("Her Majesty's Inspectorate of Constabulary, Fire and Rescue Services", "hmicfrs"));
        assert!(has("Her Majesty's Inspectorate of Constabulary", "ic"));
        assert!(has("Larsen & Toubro", "lt"));
        assert!(!has("Home", "h"));
    }

    #[test]
    fn what_brackets_may_explain() {
        let can = |short: &str, long: &str| can_shorten(&folded(short), &folded(long));
        assert!(can("LOWASCO", "Lodwar Water and Sanitation Company"));
        assert!(can("LCJP", "Durham Local Criminal Justice Partnership"));
        assert!(can("the Trust", "Valley Trust"));
        assert!(!can("Cleveland", "Stockton-on-Tees"));
        assert!(!can("NHS", "Home Office"));
    }

    #[test]
    fn a_slip_within_an_acronym() {
        assert!(is_slip("hmicrfs", "hmicfrs"));
        assert!(!is_slip("opcc", "pcc"));
    }
}
