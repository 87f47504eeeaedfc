//! The parts of a person's name: given names, surname with its particles, and what a title says.
//!
//! Works on the name alone; which person a part stands for is decided by [`super::document`] and [`super::corpus`].

use super::class::PART;
use super::fold::{Folded, Hyphen, join};
use super::generation;
use super::lexicon::{is_particle, is_post_nominal};
use super::titles::Titles;

/// A person's name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// Given names and initials in order; empty for a bare surname or a name of one word.
    pub given: Vec<String>,
    /// Surname, with its particles, as a key.
    pub surname: String,
    /// The words of the surname without particles.
    pub last: String,
    /// What titles within the name say.
    pub titles: Titles,
    /// Which of several of one name: `younger` for `Jr`; empty when nothing is said.
    pub generation: &'static str,
}

impl Person {
    /// Takes `name` apart.
    pub(crate) fn of(name: &str) -> Self {
        Self::of_folded(&Folded::of(name, Hyphen::Joins))
    }

    /// Takes a name apart whose words are known, hyphens joining them.
    pub(crate) fn of_folded(folded: &Folded) -> Self {
        let mut words: Vec<(String, bool)> = Vec::with_capacity(folded.len());
        let initials_run_together = (0..folded.len()).any(|at| !folded.is_acronym(at));
        for at in in_order(folded) {
            let word = folded.word(at);
            // `JK Rowling`: letters run together are initials, unless everything is in capitals.
            if initials_run_together && folded.is_acronym(at) && word.len() <= 3 && at + 1 < folded.len() {
                words.extend(word.chars().map(|letter| (letter.to_string(), true)));
            } else {
                words.push((word.to_owned(), folded.is_capital(at)));
            }
        }
        let mut person = Self::default();
        while words.len() > 1
            && let Some(title) = Titles::of_word(&words[0].0)
        {
            person.titles = person.titles.and(title);
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|(word, _)| is_post_nominal(word)) {
            words.pop();
        }
        let plain: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        // `Smith senior` in small letters, or after a title, is no `Mike Senior`.
        let small = words.last().is_some_and(|(_, is_capital)| !is_capital);
        if let Some((generation, taken)) = generation::at_end(&plain, small || !person.titles.is_empty()) {
            person.generation = generation;
            words.truncate(words.len() - taken);
        }
        let from = surname_from(&words);
        person.given = words[..from].iter().map(|(word, _)| word.clone()).collect();
        person.surname = join(words[from..].iter().map(|(word, _)| word.as_str()));
        person.last = words.last().map_or_else(String::new, |(word, _)| word.clone());
        person
    }

    /// True when it is a name in full: something before the surname.
    pub(crate) fn is_full(&self) -> bool {
        !self.given.is_empty()
    }

    /// The whole as a key, without title.
    pub(crate) fn key(&self) -> String {
        let mut key = join(self.given.iter().map(String::as_str).chain([self.surname.as_str()]));
        if !self.generation.is_empty() {
            key.push(PART);
            key.push_str(self.generation);
        }
        key
    }

    /// The first given name.
    pub(crate) fn first(&self) -> &str {
        self.given.first().map_or("", String::as_str)
    }

    /// True when what the two names say cannot be said of one person: of different generations, or with middle names that
    /// do not go together, as George W. and George Herbert Walker.
    pub(crate) fn conflicts(&self, other: &Person) -> bool {
        let (one, two) = (self.generation, other.generation);
        // Only a full name without a generation says that its bearer has none.
        let generations =
            one != two && (self.is_full() || !one.is_empty()) && (other.is_full() || !two.is_empty());
        let middle = |person: &Person| person.given.get(1).cloned();
        let middles = middle(self).zip(middle(other)).is_some_and(|(a, b)| !fits(&a, &b) && !fits(&b, &a));
        generations || middles
    }

    /// True when `self`, of the same surname, says less than `fuller` and nothing against it: initials for names, or
    /// later middle names left out. What is said of middle names must agree in order, since George W. is not George
    /// Herbert Walker; and who is called `Jr` or `the elder` is not who is not.
    pub(crate) fn abbreviates(&self, fuller: &Person) -> bool {
        let (short, full) = (&self.given, &fuller.given);
        !short.is_empty()
            && short.len() <= full.len()
            && short != full
            && self.generation == fuller.generation
            && short.iter().zip(full).all(|(name, other)| fits(name, other))
    }
}

/// The order of the words: the surname last, also in `Coppinger, Barry`.
fn in_order(folded: &Folded) -> Vec<usize> {
    let comma = folded.before_comma();
    let inverted = (1..=2).contains(&comma)
        && (1..=2).contains(&(folded.len() - comma))
        && !(comma..folded.len()).any(|at| is_post_nominal(folded.word(at)))
        && generation::at_end(&folded.words().collect::<Vec<_>>(), true).is_none();
    if inverted { (comma..folded.len()).chain(0..comma).collect() } else { (0..folded.len()).collect() }
}

/// Where the surname begins: at the first particle, else at the last word.
fn surname_from(words: &[(String, bool)]) -> usize {
    let last = words.len().saturating_sub(1);
    // A particle first of all means a surname alone: `de Souza`. `Ben Smith` and `Al Gore` are not such.
    let first_is_given =
        |word: &str| matches!(word, "ben" | "al" | "mac" | "san" | "st" | "do" | "e" | "y" | "o");
    (0..last)
        .find(|at| {
            let word = words[*at].0.as_str();
            is_particle(word)
                && !(*at == 0 && words[0].1 && first_is_given(word) && words.len() == 2 && word != "o")
        })
        .unwrap_or(last)
}

/// True when a given name or initial can stand for another.
fn fits(short: &str, full: &str) -> bool {
    short == full || (short.chars().count() == 1 && full.starts_with(short))
}

/// True for a single letter.
pub(crate) fn is_initial(name: &str) -> bool {
    name.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Gender;
    use super::*;

    fn parts(name: &str) -> (Vec<String>, String) {
        let person = Person::of(name);
        (person.given, person.surname)
    }

    #[test]
    fn knows_given_names_from_surnames() {
        for (name, given, surname) in [
            ("Barry Coppinger", vec!["barry"], "coppinger"),
            ("Mr Coppinger", vec![], "coppinger"),
            ("Coppinger, Barry", vec!["barry"], "coppinger"),
            ("Pieter van der Merwe", vec!["pieter"], "vandermerwe"),
            ("Van der Merwe", vec![], "vandermerwe"),
            ("de Souza", vec![], "desouza"),
            ("Niamh Ó Briain", vec!["niamh"], "obriain"),
            ("Wei-Ting Huang", vec!["weiting"], "huang"),
            ("Ibrahim Al-Rashidi", vec!["ibrahim"], "alrashidi"),
            ("J.K. Rowling", vec!["j", "k"], "rowling"),
            ("Ben Smith", vec!["ben"], "smith"),
            ("John Smith, OBE", vec!["john"], "smith"),
            ("Rosalind P. Etcitty", vec!["rosalind", "p"], "etcitty"),
        ] {
            let expected: Vec<String> = given.into_iter().map(str::to_owned).collect();
            assert_eq!(parts(name), (expected, surname.to_owned()), "{name}");
        }
    }

    #[test]
    fn less_said_and_nothing_against() {
        let says = |short: &str, full: &str| Person::of(short).abbreviates(&Person::of(full));
        assert!(says("H. Bancroft", "Harriet Louise Bancroft"));
        assert!(says("Harriet Bancroft", "Harriet Louise Bancroft"));
        assert!(says("H. L. Bancroft", "Harriet Louise Bancroft"));
        assert!(!says("Harriet Louise Bancroft", "Harriet Bancroft"));
        assert!(!says("W. Bancroft", "Harriet Louise Bancroft"));
        assert!(!says("Harriet Mary Bancroft", "Harriet Louise Bancroft"));
        assert!(!says("George W. Bush", "George Herbert Walker Bush"));
        assert!(says("George H. Bush", "George Herbert Walker Bush"));
        assert!(!says("J. Smith", "John Smith Jr"));
    }

    #[test]
    fn generations_are_kept_apart() {
        let key = |name: &str| Person::of(name).key();
        assert_eq!(key("John Smith, Jr."), key("John Smith the younger"));
        assert_ne!(key("John Smith Sr"), key("John Smith Jr"));
        assert_ne!(key("John Smith"), key("John Smith III"));
        assert_eq!(parts("John Smith, Jr"), (vec!["john".to_owned()], "smith".to_owned()));
    }

    #[test]
    fn titles_tell_of_men_and_women() {
        let gender = |name: &str| Person::of(name).titles.gender();
        assert_eq!(gender("Mrs. Bancroft"), Some(Gender::Female));
        assert_eq!(gender("Sir Ian Guy"), Some(Gender::Male));
        assert_eq!(gender("Dr Ian Guy"), None);
    }
}
