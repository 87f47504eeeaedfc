//! Laws as French and German texts cite them: `loi du 9 décembre 1905`, `décret n° 53-960 du 30 septembre 1953`, `loi Falloux`,
//! `Gesetz vom 7. April 1933`, `§ 211 StGB`. Part of the rule of [`super::foreign`].
//!
//! As in English the law is the mention, and not the article or paragraph of it that is cited.

use super::foreign::day_at;
use super::tokens::{Page, Shape};

/// Between what a law is about and its day stand no more words than these.
const MOST_SUBJECT: usize = 14;

/// Between a sign of paragraph and the code it is of stand no more tokens than these: `§ 823 Abs. 1 Satz 2`.
const MOST_CITED: usize = 10;

/// One past the law that begins at `at`.
pub fn law_at(page: &Page<'_>, at: usize) -> Option<usize> {
    if !matches!(page.get(at).shape, Shape::Lower | Shape::Capital | Shape::Capitals | Shape::Mixed) {
        return None;
    }
    made(page, at)
        .or_else(|| named(page, at))
        .or_else(|| code(page, at))
        .or_else(|| compound(page, at).or_else(|| cited_code(page, at)))
}

/// A law by its number or the day it was made on: `décret n° 53-960`, `Verordnung vom 28. Februar 1933`.
fn made(page: &Page<'_>, at: usize) -> Option<usize> {
    let is_head = matches!(
        &page.low(at)[elided(page.low(at))..],
        "loi"
            | "lois"
            | "décret"
            | "décret-loi"
            | "décrets-lois"
            | "ordonnance"
            | "arrêté"
            | "édit"
            | "sénatus-consulte"
            | "gesetz"
            | "gesetzes"
            | "verordnung"
            | "notverordnung"
            | "erlass"
            | "erlaß"
            | "erlasses"
            | "erlaßes"
            | "edikt"
    );
    if !is_head {
        return None;
    }
    let numbered = number(page, at + 1);
    let next = numbered.unwrap_or(at + 1);
    let next = next + usize::from(page.sign(next, ',') && numbered.is_some());
    day_after(page, next).or(numbered).or_else(|| after_its_subject(page, at + 1))
}

/// How many bytes of a word are an article: `l’` of `l’ordonnance`.
pub fn elided(word: &str) -> usize {
    ["l'", "l’", "L'", "L’"]
        .iter()
        .find(|article| word.starts_with(**article))
        .map_or(0, |article| article.len())
}

/// `n° 53-960`: one past it.
fn number(page: &Page<'_>, at: usize) -> Option<usize> {
    let is_sign = |at: usize| ['°', 'º', '.'].into_iter().any(|sign| page.sign(at, sign) && page.glued(at));
    let (sign, word) = (page.low(at), page.follows(at));
    let told = word && matches!(sign, "n" | "no" | "nr" | "n°" | "nº" | "numéro");
    let from = at + 1 + usize::from(is_sign(at + 1));
    let is_number = |at: usize| page.get(at).shape == Shape::Number && page.follows(at);
    if !told || !is_number(from) {
        return None;
    }
    let mut to = from + 1;
    while page.glued(to)
        && (page.sign(to, '-') || page.sign(to, '/'))
        && page.glued(to + 1)
        && is_number(to + 1)
    {
        to += 2;
    }
    Some(to)
}

/// `du 9 décembre 1905`, `vom 7. April 1933`: one past it.
fn day_after(page: &Page<'_>, at: usize) -> Option<usize> {
    let told = matches!(page.low(at), "du" | "vom") && page.follows(at) && page.follows(at + 1);
    day_at(page, at + 1).filter(|_| told)
}

/// `sur les associations du 1er juillet 1901`, `zur Behebung der Not von Volk und Reich vom 24. März 1933`: one past it.
fn after_its_subject(page: &Page<'_>, at: usize) -> Option<usize> {
    let told = matches!(
        page.low(at),
        "sur"
            | "relative"
            | "relatif"
            | "concernant"
            | "portant"
            | "zur"
            | "zum"
            | "über"
            | "betreffend"
            | "gegen"
    );
    if !told || !page.follows(at) {
        return None;
    }
    let goes_on = |at: &usize| page.follows(*at) && !matches!(page.get(*at).shape, Shape::Sign(_));
    (at + 1..at + MOST_SUBJECT).take_while(goes_on).find_map(|at| day_after(page, at))
}

/// `loi Falloux`, `lois Ferry`: a law by the name of whoever brought it in.
fn named(page: &Page<'_>, at: usize) -> Option<usize> {
    let next = at + 1;
    let is_name = page.get(next).shape == Shape::Capital && page.follows(next) && !page.get(next).begins;
    (matches!(page.low(at), "loi" | "lois") && is_name && page.get(at).shape == Shape::Lower)
        .then_some(next + 1)
}

/// `code civil`, `Code du travail`.
fn code(page: &Page<'_>, at: usize) -> Option<usize> {
    let next = at + 1;
    if page.low(at) != "code" || !page.follows(next) {
        return None;
    }
    match (page.low(next), page.low(next + 1)) {
        ("civil" | "pénal" | "napoléon" | "forestier" | "rural" | "électoral", _) => Some(next + 1),
        ("de", "commerce") | ("du", "travail") if page.follows(next + 1) => Some(next + 2),
        _ => None,
    }
}

/// `Ermächtigungsgesetz`, `Strafgesetzbuch`: a word that ends in that of a law.
fn compound(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = page.low(at);
    let endings = ["gesetz", "gesetzes", "gesetze", "gesetzbuch", "gesetzbuches", "gesetzbuchs"];
    let of_what = endings.iter().find_map(|ending| word.strip_suffix(ending))?;
    let is_law = of_what.chars().count() > 2 && !matches!(of_what, "natur" | "sitten" | "trägheits" | "fall");
    (is_law && page.capital(at)).then_some(at + 1)
}

/// `StGB` in `§ 211 StGB`, `BGB` in `§ 823 Abs. 1 BGB`: letters that stand for the code whose paragraph is cited.
fn cited_code(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = page.word(at);
    let is_code = (2..=7).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word.bytes().filter(u8::is_ascii_uppercase).count() > 1;
    if !is_code {
        return None;
    }
    let is_between = |at: &usize| {
        let shape = page.get(*at).shape;
        shape == Shape::Number
            || matches!(shape, Shape::Sign('.' | ',' | '-' | '–'))
            || matches!(
                page.low(*at),
                "abs" | "absatz" | "satz" | "nr" | "und" | "bis" | "ff" | "f" | "i" | "ii"
            )
    };
    let first = (at.saturating_sub(MOST_CITED)..at).rev().find(|at| !is_between(at))?;
    let has_number = (first + 1..at).any(|at| page.get(at).shape == Shape::Number);
    (page.sign(first, '§') && has_number && page.follows(at)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use crate::entities::Kind;
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::foreign::foreign;

    fn laws(text: &str) -> Vec<String> {
        let found = found(text, foreign).into_iter();
        found.filter(|(_, kind, _)| *kind == Kind::Law).map(|(words, ..)| words).collect()
    }

    #[test]
    fn french_laws() {
        for (text, law) in [
            ("la loi du 9 décembre 1905.", "loi du 9 décembre 1905"),
            ("l'article 2 de la loi du 9 décembre 1905 dit", "loi du 9 décembre 1905"),
            ("le décret n° 53-960 du 30 septembre 1953 a", "décret n° 53-960 du 30 septembre 1953"),
            ("par l’ordonnance no 45-174 sur", "ordonnance no 45-174"),
            ("selon l'arrêté du 3 mars 1920 et", "arrêté du 3 mars 1920"),
            (
                "la loi sur les associations du 1er juillet 1901, qui",
                "loi sur les associations du 1er juillet 1901",
            ),
            ("depuis la loi Falloux les", "loi Falloux"),
            ("l'article 1382 du Code civil dit", "Code civil"),
        ] {
            assert_eq!(laws(text), [law], "{text}");
        }
        for text in [
            "la loi est dure. Du 9 décembre 1905 au",
            "une loi du pays",
            "hors la loi. Jean",
            "le code d'honneur",
        ] {
            assert_eq!(laws(text), [] as [String; 0], "{text}");
        }
    }

    #[test]
    fn german_laws() {
        for (text, law) in [
            ("das Gesetz vom 7. April 1933 galt", "Gesetz vom 7. April 1933"),
            (
                "mit dem Gesetz zur Behebung der Not von Volk und Reich vom 24. März 1933 war",
                "Gesetz zur Behebung der Not von Volk und Reich vom 24. März 1933",
            ),
            ("wegen Mordes nach § 211 StGB verurteilt", "StGB"),
            ("aus § 823 Abs. 1 BGB haftet", "BGB"),
            ("durch das Ermächtigungsgesetz wurde", "Ermächtigungsgesetz"),
        ] {
            assert_eq!(laws(text), [law], "{text}");
        }
        for text in ["die NSDAP und 211 StGB", "ein Gesetz der Natur", "die Naturgesetze", "§ 5 sagt: UFA"] {
            assert_eq!(laws(text), [] as [String; 0], "{text}");
        }
    }
}
