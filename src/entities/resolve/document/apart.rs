//! People of one surname whom a document tells apart although the name of the one could be a shorter form of that of the
//! other: `John Adams and his son John Quincy Adams`, `John Adams (1735–1826)` and `John Quincy Adams (1767–1848)`, `Sir Percy
//! Whitlock` and `Mr P. Whitlock`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::titles::Titles;
use super::draft::Draft;

/// Of two names within so many bytes of each other, what stands between may say that they are two people's.
const NAMED_TOGETHER: usize = 48;

/// Of a family, no longer list is looked at.
const MOST_LISTED: usize = 64;

/// Bytes after a name within which the years of a life fit: `(born 30 October 1735)`.
const LONGEST_LIFE: usize = 40;

/// The pairs of names, the smaller first, that are two people's.
#[derive(Default)]
pub(super) struct Apart(FxHashSet<(u32, u32)>);

impl Apart {
    /// Reads what the document says of these full names.
    pub(super) fn read(draft: &Draft<'_>, full: &[u32]) -> Self {
        let mut families: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for at in full {
            if let Some(person) = &draft.heads[*at as usize].person {
                families.entry(&person.surname).or_default().push(*at);
            }
        }
        let mut apart = Self::default();
        for family in families.values().filter(|family| family.len() > 1) {
            apart.read_breath(draft, family);
            apart.read_births(draft, family);
            apart.read_titles(draft, family);
        }
        apart
    }

    /// True when the two names are two people's.
    pub(super) fn has(&self, one: u32, other: u32) -> bool {
        self.0.contains(&(one.min(other), one.max(other)))
    }

    fn add(&mut self, one: u32, other: u32) {
        if one != other {
            self.0.insert((one.min(other), one.max(other)));
        }
    }

    /// Names of a family named one right after the other, as two.
    fn read_breath(&mut self, draft: &Draft<'_>, family: &[u32]) {
        let mut places: Vec<(usize, usize, u32)> = Vec::new();
        for head in family {
            let spans = draft.heads[*head as usize].mentions.iter().map(|mention| draft.span(*mention));
            places.extend(spans.map(|span| (span.start, span.end, *head)));
        }
        places.sort_unstable();
        // Of a list, all are told apart: `J. Lee, John Lee and Jane Lee`.
        let is_list = |a: &(usize, usize, u32), b: &(usize, usize, u32)| {
            a.1 <= b.0 && b.0 - a.1 <= NAMED_TOGETHER && names_two(&draft.text[a.1..b.0])
        };
        for list in places.chunk_by(is_list).filter(|list| list.len() <= MOST_LISTED) {
            for (nth, (.., one)) in list.iter().enumerate() {
                for (.., other) in &list[nth + 1..] {
                    self.add(*one, *other);
                }
            }
        }
    }

    /// Names of a family before which stand titles, or in which stand given names, that no one person has: `Sir Percy Whitlock`
    /// and `Mr P. Whitlock`.
    fn read_titles(&mut self, draft: &Draft<'_>, family: &[u32]) {
        if family.len() > MOST_LISTED {
            return;
        }
        let bearers: Vec<(u32, Titles)> =
            family.iter().map(|head| (*head, draft.heads[*head as usize].bearer())).collect();
        for (nth, (one, bearer)) in bearers.iter().enumerate() {
            for (other, _) in bearers[nth + 1..].iter().filter(|(_, other)| bearer.conflicts_here(*other)) {
                self.add(*one, *other);
            }
        }
    }

    /// Names of a family whose bearers were born in different years.
    fn read_births(&mut self, draft: &Draft<'_>, family: &[u32]) {
        let births: Vec<(u32, u16)> = family
            .iter()
            .filter_map(|head| {
                let mentions = draft.heads[*head as usize].mentions.iter();
                let birth = mentions.copied().find_map(|mention| born(draft.after(mention, LONGEST_LIFE)))?;
                Some((*head, birth))
            })
            .collect();
        for (nth, (one, birth)) in births.iter().enumerate() {
            for (other, _) in births[nth + 1..].iter().filter(|(_, later)| later != birth) {
                self.add(*one, *other);
            }
        }
    }
}

/// True for words that stand between the names of two people: a comma or `and`, or what kin they are.
fn names_two(between: &str) -> bool {
    let words = between.trim();
    if words.contains(['(', ')', '"', '“', '.', ';', '\n']) {
        return false;
    }
    let mut parts = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    if parts.peek().is_none() {
        return words == "," || words == "&";
    }
    words == "and"
        || words == ", and"
        || parts.any(|word| {
            matches!(
                word,
                "son"
                    | "sons"
                    | "father"
                    | "grandson"
                    | "grandfather"
                    | "brother"
                    | "nephew"
                    | "uncle"
                    | "cousin"
                    | "daughter"
                    | "mother"
                    | "granddaughter"
                    | "grandmother"
                    | "sister"
                    | "niece"
                    | "aunt"
                    | "namesake"
            )
        })
}

/// The year of birth that stands in brackets after a name: `(1735–1826)`, `(born 30 October 1735)`, `(b. 1735)`.
fn born(after: &str) -> Option<u16> {
    let inside = after.trim_start().strip_prefix('(')?;
    let inside = &inside[..inside.find(')')?];
    let years: Vec<u16> = inside
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let is_told = inside.starts_with("born") || inside.starts_with("b.");
    match years.as_slice() {
        [birth] if is_told => Some(*birth),
        [birth, death] if birth < death && death - birth < 120 => Some(*birth),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_are_told_apart_by_what_stands_between() {
        for between in [" and ", ", ", " and his son ", ", father of ", " & "] {
            assert!(names_two(between), "{between}");
        }
        for between in [" (", ", known as ", " or ", ". ", ". Then the son of "] {
            assert!(!names_two(between), "{between}");
        }
    }

    #[test]
    fn lives_begin_with_a_birth() {
        assert_eq!(born(" (1735–1826) was"), Some(1735));
        assert_eq!(born(" (born 30 October 1735) was"), Some(1735));
        assert_eq!(born(" (2019) found"), None);
        assert_eq!(born(", 1735"), None);
    }
}
